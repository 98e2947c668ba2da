"""Opens a store: a path goes in, a connection to a store of this version comes out.

The file is SQLite in WAL mode, so that pages and queries read it while a batch is written.
`PRAGMA user_version` counts the migrations it has had.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from functools import cache
from importlib import resources
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed_version
from pathlib import Path

from dragoman.errors import StoreError

DEFAULT_STORE = "dragoman.db"
STORE_VARIABLE = "DRAGOMAN_STORE"
APPLICATION_ID = 1685219181  # "drgm" read as a number; the first migration sets it
_MAPPED_BYTES = 2**31  # of the file, read as memory by those who only look: shared by all of them, and twice as fast
_CACHE_KIB = 32 * 1024  # for what lies behind
_BUSY_MILLISECONDS = 60_000  # how long a writer waits for another one's batch

# U+D800 to U+DFFF standing alone: legal in a Python string, not in UTF-8; JSON sources do contain them.
_SURROGATE = re.compile("[\ud800-\udfff]")
_MIGRATION_NAME = re.compile(r"(\d{4})_\w+\.sql")  # 0001_record.sql


def locate_store(path: Path | None = None) -> Path:
    """Return `path`, or what DRAGOMAN_STORE names, or `dragoman.db` in the current folder."""
    return path or Path(os.environ.get(STORE_VARIABLE) or DEFAULT_STORE)


def open_store(path: Path, *, create: bool = False, read_only: bool = False) -> sqlite3.Connection:
    """Return a connection to the store at `path`, brought up to the newest migration.

    A store that is missing is made when `create` is set.  A store that cannot be written to (a
    read-only file or folder), or is to be `read_only`, is opened for reading alone.  Raises `StoreError`.
    """
    if not create and not path.exists():
        raise StoreError(
            f"{path}: there is no such store; read documents into it first: dragoman read PATH --store {path}"
        )
    with store_errors(path):
        connection = _connect(path, create=create, read_only=read_only)
        try:
            _configure(connection)
            _migrate(connection, path, read_only=read_only)
            if read_only:
                connection.execute(f"PRAGMA mmap_size = {_MAPPED_BYTES}")
                connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
                connection.execute("PRAGMA temp_store = MEMORY")
        except BaseException:
            connection.close()
            raise
    return connection


def _connect(path: Path, *, create: bool, read_only: bool) -> sqlite3.Connection:
    address = path.absolute().as_uri()
    writable = os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK)
    if not read_only and (create or writable):
        return _connect_to(f"{address}?mode={'rwc' if create else 'rw'}")
    # Without a -wal file nobody is writing, and a read-only folder leaves no place for one.
    quiet = not writable and not Path(f"{path}-wal").exists()
    return _connect_to(f"{address}?mode=ro{'&immutable=1' if quiet else ''}")


def _connect_to(address: str) -> sqlite3.Connection:
    connection = sqlite3.connect(address, uri=True, isolation_level=None)
    connection.row_factory = _read_row
    return connection


def _configure(connection: sqlite3.Connection) -> None:
    connection.execute(f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA journal_size_limit = 67108864")


# --- migrations


@cache
def list_migrations() -> tuple[tuple[int, str, str], ...]:
    """Return number, file name and SQL of each migration, in order; numbers count from 1 without a gap."""
    folder = resources.files("dragoman.store") / "migrations"
    found = sorted(
        (int(match[1]), entry.name, entry.read_text(encoding="utf-8"))
        for entry in folder.iterdir()
        if (match := _MIGRATION_NAME.fullmatch(entry.name))
    )
    numbers = [number for number, _, _ in found]
    if not numbers or numbers != list(range(1, len(numbers) + 1)):
        raise StoreError(f"store/migrations: numbers {numbers} do not count from 1 without a gap; reinstall dragoman")
    return tuple(found)


def newest_store_version() -> int:
    """Return the store version that this dragoman writes."""
    return len(list_migrations())


def store_version(connection: sqlite3.Connection) -> int:
    """Return how many migrations the store has had; 0 for an empty file."""
    (number,) = connection.execute("PRAGMA user_version").fetchone()
    return int(number)


def dragoman_version() -> str:
    """Return the version of the installed package, "0" when it runs from source without being installed."""
    try:
        return installed_version("dragoman")
    except PackageNotFoundError:
        return "0"


def _migrate(connection: sqlite3.Connection, path: Path, *, read_only: bool) -> None:
    migrations = list_migrations()
    found = _version_to_migrate_from(connection, path, len(migrations))
    if found == len(migrations):
        return
    if read_only:
        raise StoreError(
            f"{path}: the store is of version {found} and can only be looked at; bring it up to version "
            f"{len(migrations)} where it may be written: dragoman check --store {path}"
        )
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Another process may have migrated while this one waited for the lock.
        done = _version_to_migrate_from(connection, path, len(migrations))
        for number, _, script in migrations[done:]:
            for statement in split_statements(script):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")
        connection.execute("INSERT OR REPLACE INTO meta VALUES ('dragoman', ?)", (dragoman_version(),))
        connection.execute("COMMIT")
    except BaseException:
        roll_back(connection)
        raise


def _version_to_migrate_from(connection: sqlite3.Connection, path: Path, newest: int) -> int:
    """Return the store's version; raise when the file is no store of ours or of a newer version."""
    found = store_version(connection)
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    if found == 0 and connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        raise StoreError(f"{path}: this is a database of another program; name another file with --store")
    if found > 0 and application != APPLICATION_ID:
        raise StoreError(f"{path}: this is a database of another program; name another file with --store")
    if found > newest:
        maker = connection.execute("SELECT value FROM meta WHERE name = 'dragoman'").fetchone()
        needed = f"dragoman {maker[0]} or newer" if maker else "a newer dragoman"
        raise StoreError(
            f"{path}: the store is of version {found}, and this dragoman ({dragoman_version()}) "
            f"knows versions up to {newest}; install {needed}, or name another file with --store"
        )
    return found


def split_statements(script: str) -> Iterator[str]:
    """Yield the statements of an SQL script one by one, triggers whole."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""


# --- values and rows


def pack_values(values: tuple[object, ...]) -> tuple[object, ...]:
    """Return the values as SQLite can hold them: a string with lone surrogates becomes bytes."""
    for value in values:
        if isinstance(value, str) and not value.isascii():
            return tuple(_pack(each) if isinstance(each, str) else each for each in values)
    return values


def _pack(value: str) -> str | bytes:
    return value.encode("utf-8", "surrogatepass") if _SURROGATE.search(value) else value


def _read_row(_cursor: sqlite3.Cursor, row: tuple[object, ...]) -> tuple[object, ...]:
    """Return the row with the strings that `pack_values` made bytes as strings again."""
    if bytes in map(type, row):
        return tuple(value.decode("utf-8", "surrogatepass") if isinstance(value, bytes) else value for value in row)
    return row


# --- errors and transactions

_REMEDIES = {
    "SQLITE_FULL": "free some space and run the same command again: what was finished before is kept",
    "SQLITE_IOERR": "the disk cannot be written or read (full, or failing?); what was finished before is kept",
    "SQLITE_NOTADB": "this is not a dragoman store; name another file with --store",
    "SQLITE_CORRUPT": "the store is damaged; save what is left with dragoman dump and load it into a new store",
    "SQLITE_BUSY": "another program holds the store locked; wait for it to end, or name another file with --store",
    "SQLITE_READONLY": "the store cannot be written; check the permissions of the file and its folder",
    "SQLITE_CANTOPEN": "the store cannot be opened; check that its folder exists and may be written",
}


@contextmanager
def store_errors(path: Path | str) -> Generator[None, None, None]:
    """Raise what SQLite raises inside as a `StoreError` that names file, cause and remedy."""
    try:
        yield
    except sqlite3.Error as error:
        name = getattr(error, "sqlite_errorname", None) or ""
        remedy = next((text for code, text in _REMEDIES.items() if name.startswith(code)), "run dragoman check on it")
        raise StoreError(f"{path}: {error}; {remedy}") from error


def store_path(connection: sqlite3.Connection) -> str:
    """Return the file behind the connection, for messages."""
    return next((str(row[2]) for row in connection.execute("PRAGMA database_list") if row[1] == "main"), "store")


@contextmanager
def transaction(connection: sqlite3.Connection) -> Generator[None, None, None]:
    """Commit what is done inside as one whole, or undo it all and raise; SQLite's errors as `StoreError`."""
    path = store_path(connection)
    with store_errors(path):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            roll_back(connection)
            raise


def roll_back(connection: sqlite3.Connection) -> None:
    """Undo the open transaction, if SQLite has not undone it already (it does so on a full disk)."""
    if connection.in_transaction:
        connection.execute("ROLLBACK")
