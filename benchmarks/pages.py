"""`python -m benchmarks.pages`: makes a store of 100,000 documents and measures how long pages take to come.

The documents of a small store (`--base`; by default samples/ and, where the shared folder is there, readouts are read)
are copied with other ids and days.  Every second copy is of other people; the rest add to what those of the small store
did, so that some of them take part in a good share of all contacts, as in a store that grew by itself.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import statistics
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import chain
from pathlib import Path
from urllib.parse import quote

from fastapi.testclient import TestClient

from benchmarks.registry import choose_documents
from dragoman.commands.read import read_options
from dragoman.engines.local import read_inputs, store_outcomes
from dragoman.language import load_language
from dragoman.pages.app import make_app
from dragoman.pipeline import read_document
from dragoman.reading.inputs import Input, plan_inputs
from dragoman.record import Document, Reading
from dragoman.registry import load_registry
from dragoman.store.connection import open_store
from evaluation.shared import find_shared

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = 100_000
READOUTS = 2_000  # read for the small store
FIRST_VIEW, ANY_PAGE = 300.0, 1000.0  # milliseconds that a page may take
READERS = 50
_SHIFT = 11  # days between one copy and the next

# table: columns that hold keys, ids and days; each copy moves them by one step
_KEYS = {
    "document": ("key", "newest"),
    "version": ("key", "document"),
    "segment": ("version",),
    "actor": ("key", "version"),
    "mention": ("version",),
    "contact": ("key", "version"),
    "contact_actor": ("contact", "actor"),
    "statement": ("key", "version"),
    "statement_actor": ("statement", "actor"),
    "designation": ("key", "version"),
    "designation_actor": ("designation", "actor"),
    "event": ("key", "version"),
    "event_actor": ("event", "actor"),
    "identity": (),
    "profile": ("key",),
    "bearer": ("actor", "profile"),
    "report": ("contact", "version"),
    "occurrence": (),
}
_IDS = {
    "identity": ("identity_id",), "profile": ("profile_id", "identity"), "report": ("report_id", "occurrence"),
    "occurrence": ("occurrence_id",), "contact": ("contact_id",), "statement": ("statement_id", "contact_id"),
    "event": ("event_id", "contact_id", "statement_id"), "designation": ("designation_id", "statement_id"),
}  # fmt: skip
_DAYS = {
    "contact": ("start_date", "end_date"), "statement": ("start_date", "end_date"), "event": ("start_date", "end_date"),
    "occurrence": ("first_day", "last_day"), "profile": ("first_day", "last_day"), "bearer": ("day",),
}  # fmt: skip
_NAMES = {"identity": ("name",), "actor": ("name",)}
_OF_PEOPLE = frozenset({"identity", "profile"})


def main() -> None:
    """Make the store where there is none, and print how long each page takes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, help="a store whose documents are copied")
    parser.add_argument("--store", type=Path, default=ROOT / "benchmarks" / "work" / "pages.db")
    parser.add_argument("--documents", type=int, default=DOCUMENTS)
    asked = parser.parse_args()
    if not asked.store.exists():
        asked.store.parent.mkdir(parents=True, exist_ok=True)
        make_store(asked.store, asked.base, asked.documents)
    open_store(asked.store).close()  # brought up to date
    slow = measure(asked.store)
    slow += measure_readers(asked.store)
    sys.stdout.write(f"{slow} too slow\n" if slow else "all in time\n")
    raise SystemExit(1 if slow else 0)


# ------------------------------------------------------------------ the store


def make_store(path: Path, base: Path | None, documents: int) -> None:
    """Write a store of at least so many documents."""
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    if base is None:
        read_base(part)
    else:
        with closing(sqlite3.connect(base)) as source, closing(sqlite3.connect(part)) as target:
            source.backup(target)
    with closing(open_store(part)) as connection:
        (count,) = connection.execute("SELECT count(*) FROM document").fetchone()
        copy_documents(connection, -(-documents // count) - 1)
    part.rename(path)


def read_base(path: Path) -> None:
    """Read samples/, and readouts where there are any, into a new store."""
    language, registry = load_language(), load_registry()
    os.chdir(ROOT)

    def read(document: Document) -> Reading:
        return read_document(document, language, registry)

    samples = read_inputs(plan_inputs(["samples"]).inputs, read_options(None, None, None, []), read)
    shared = find_shared()
    readouts = choose_documents(shared, READOUTS) if shared is not None else ()
    with closing(open_store(path, create=True)) as connection:
        outcomes = chain(
            samples, ((Input(f"readouts/{number}", "text", 0), read(each)) for number, each in enumerate(readouts))
        )
        store_outcomes(connection, outcomes, lambda _item, _outcome: None, registry)


def copy_documents(connection: sqlite3.Connection, copies: int) -> None:
    """Copy all that a store holds so many times over."""
    step = 1 + max(
        connection.execute(f"SELECT max(key) FROM {table}").fetchone()[0] or 0
        for table, keys in _KEYS.items()
        if "key" in keys
    )
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    for copy in range(1, copies + 1):
        connection.execute("BEGIN")
        for table in _KEYS:
            if copy % 2 == 0 and table in _OF_PEOPLE:
                continue
            sql = _copy_sql(connection, table, frozenset() if copy % 2 else frozenset({"profile"}))
            connection.execute(sql, {"step": step * copy, "copy": copy, "limit": step})
        for table in ("unplaced_version", "unlinked_version", "changed_profile", "changed_occurrence"):
            connection.execute(f"DELETE FROM {table}")
        connection.execute("COMMIT")
        sys.stdout.write(f"\rcopy {copy} of {copies}")
        sys.stdout.flush()
    connection.execute(_COUNT_DOCUMENTS)
    sys.stdout.write("\n")


_COUNT_DOCUMENTS = """UPDATE profile SET documents = (SELECT count(DISTINCT actor.version) FROM bearer
    JOIN actor ON actor.key = bearer.actor WHERE bearer.profile = profile.key)"""


def _copy_sql(connection: sqlite3.Connection, table: str, kept: frozenset[str]) -> str:
    """The statement that copies the first rows of a table: keys moved but for those kept, other ids, names and days."""
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    values = [f'"{column}"' if column in kept else _changed(table, column) for column in columns]
    key = next(iter(_KEYS[table]), None)
    own = f'"{key}" < :limit' if key else f"instr({_IDS[table][0]}, 'x') = 0"
    quoted = ", ".join(f'"{column}"' for column in columns)
    sql = f"INSERT INTO {table} ({quoted}) SELECT {', '.join(values)} FROM {table} WHERE {own}"
    return f"{sql} AND :step > 0 AND :limit > 0 AND :copy > 0"  # each name stands in each statement


def _changed(table: str, column: str) -> str:
    if column in _KEYS[table]:
        return f'"{column}" + :step'
    if column in _IDS.get(table, ()):
        return f"printf('%sx%d', {column}, :copy)"
    if column in _DAYS.get(table, ()):
        return f"date({column}, '-' || (:copy * {_SHIFT}) || ' days')"
    if column in _NAMES.get(table, ()):
        return f"{column} || ' ' || :copy"
    if (table, column) == ("document", "document_id"):
        return "document_id || '#' || :copy"
    return f'"{column}"'


# ------------------------------------------------------------------ the pages


def list_pages(store: Path) -> Iterator[tuple[str, float]]:
    """Yield the address of a page of each sort, the largest there is, and the milliseconds it may take."""
    with closing(open_store(store, read_only=True)) as connection:
        (document,) = connection.execute(
            """SELECT document_id FROM document
                ORDER BY (SELECT count(*) FROM statement WHERE version = newest) DESC LIMIT 1"""
        ).fetchone()
        (actor,) = connection.execute(
            "SELECT identity FROM profile GROUP BY identity ORDER BY sum(documents) DESC LIMIT 1"
        ).fetchone()
        (contact,) = connection.execute(
            "SELECT occurrence_id FROM occurrence ORDER BY accounts DESC LIMIT 1"
        ).fetchone()
        (outlet,) = connection.execute(
            "SELECT outlet FROM version WHERE outlet IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"
        ).fetchone()
    yield "/", FIRST_VIEW
    for path in (
        "/?modality=any", f"/?actor={actor}", f"/?outlet={quote(outlet)}", "/?country=USA", "/?q=ceasefire",
        "/?q=the", "/?since=2020-01-01&until=2020-06-30", "/?confidence=0.9", "/?accounts=2", "/documents",
        f"/document?id={quote(document)}", "/actors", "/actors?name=president", f"/actor/{actor}",
        f"/contact/{contact}", "/search?q=ceasefire", "/search?q=the", "/network", f"/timeline?actor={actor}",
        "/map", "/map?modality=any&country=USA", "/stories", f"/stories?actor={actor}",
        f"/story?document={quote(document)}", f"/story?contact={contact}", f"/changes?id={quote(document)}",
        "/review", "/history", "/api/v1/contacts", "/api/v1/statements", f"/api/v1/statements?speaker={actor}",
        "/api/v1/events", "/api/v1/documents?q=peace",
    ):  # fmt: skip
        yield path, ANY_PAGE


def measure(store: Path) -> int:
    """Print how long each page takes the first time; return how many take too long."""
    slow = 0
    with TestClient(make_app(store, read_only=True), base_url="http://localhost") as client:
        client.get("/static/style.css")
        client.app.state.site.warm().join()  # type: ignore[attr-defined]
        for path, limit in list_pages(store):
            began = time.perf_counter()
            status = client.get(path).status_code
            taken = (time.perf_counter() - began) * 1000
            slow += taken > limit or status != 200
            sys.stdout.write(f"{taken:8.0f} ms  {status}  {path}{'   TOO SLOW' if taken > limit else ''}\n")
    return slow


def measure_readers(store: Path) -> int:
    """Print how long pages take when 50 ask at once; return how many answers were errors."""
    paths = [path for path, _ in list_pages(store)]
    with TestClient(make_app(store, read_only=True), base_url="http://localhost") as client:
        client.app.state.site.warm().join()  # type: ignore[attr-defined]

        def ask(number: int) -> tuple[float, int]:
            began = time.perf_counter()
            status = client.get(paths[number % len(paths)]).status_code
            return (time.perf_counter() - began) * 1000, status

        with ThreadPoolExecutor(READERS) as pool:
            answers = list(pool.map(ask, range(READERS * 6)))
    times = sorted(taken for taken, _ in answers)
    errors = sum(status != 200 for _, status in answers)
    p95 = times[int(len(times) * 0.95)]
    sys.stdout.write(
        f"{READERS} readers: median {statistics.median(times):.0f} ms, p95 {p95:.0f} ms, {errors} errors\n"
    )
    return errors


if __name__ == "__main__":
    main()
