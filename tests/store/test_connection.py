from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from dragoman.errors import StoreError
from dragoman.store.connection import (
    list_migrations,
    locate_store,
    newest_store_version,
    open_store,
    split_statements,
    store_version,
    transaction,
)
from dragoman.store.query import count_records, find_damage
from dragoman.store.write import write_readings
from tests.factories import make_reading


def test_a_new_store_has_every_migration_and_is_sound(store: sqlite3.Connection) -> None:
    assert store_version(store) == newest_store_version() == len(list_migrations())
    assert find_damage(store) == ()
    assert store.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert store.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with closing(open_store(path, create=True)) as connection:
        write_readings(connection, [make_reading()])
    with closing(open_store(path)) as connection:
        assert count_records(connection).documents == 1


def test_migrations_are_numbered_from_one() -> None:
    assert [number for number, _, _ in list_migrations()] == list(range(1, len(list_migrations()) + 1))


def test_statements_of_a_script_are_told_apart_and_triggers_stay_whole() -> None:
    script = "CREATE TABLE a (b);\nCREATE TRIGGER t AFTER INSERT ON a BEGIN\n DELETE FROM a;\n END;\n-- the end\n"
    assert [part.split()[1] for part in split_statements(script)] == ["TABLE", "TRIGGER"]


def test_a_missing_store_names_the_command_that_makes_one(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"none\.db: there is no such store; .*dragoman read PATH --store"):
        open_store(tmp_path / "none.db")


def test_a_store_of_a_newer_version_names_the_version_needed(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    with closing(open_store(path, create=True)) as connection:
        connection.execute("UPDATE meta SET value = '9.4.0' WHERE name = 'dragoman'")
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(
        StoreError, match=r"the store is of version 99, .* up to \d+; install dragoman 9\.4\.0 or newer"
    ):
        open_store(path)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (99,)  # left as it was


@pytest.mark.parametrize("create", [True, False], ids=["to write", "to read"])
def test_a_database_of_another_program_is_left_alone(tmp_path: Path, create: bool) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE recipes (name)")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="database of another program"):
        open_store(path, create=create)
    assert path.read_bytes() == before


@pytest.mark.parametrize("create", [True, False], ids=["to write", "to read"])
def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path, create: bool) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("just some notes, longer than the header of a database\n" * 20)
    before = path.read_bytes()
    with pytest.raises(StoreError, match=r"notes\.txt: .*not a dragoman store; name another file with --store"):
        open_store(path, create=create)
    assert path.read_bytes() == before


def test_a_damaged_store_is_named_as_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with closing(open_store(path, create=True)) as connection:
        write_readings(connection, [make_reading()])
    content = bytearray(path.read_bytes())
    content[4096:] = os.urandom(len(content) - 4096)
    path.write_bytes(content)
    with pytest.raises(StoreError, match="damaged"), closing(open_store(path)) as connection:
        write_readings(connection, [make_reading()])


def test_a_folder_in_place_of_a_store_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be opened"):
        open_store(tmp_path, create=True)


def test_a_store_in_a_folder_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="check that its folder exists"):
        open_store(tmp_path / "nowhere" / "a.db", create=True)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_store_in_a_folder_that_may_not_be_written_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with closing(open_store(path, create=True)) as connection:
        write_readings(connection, [make_reading()])
    path.chmod(stat.S_IRUSR)
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        with closing(open_store(path)) as connection:
            assert count_records(connection).documents == 1
    finally:
        tmp_path.chmod(stat.S_IRWXU)


def test_an_interrupted_creation_leaves_a_file_that_opens(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    path.touch()  # made, and the program killed before it wrote
    with closing(open_store(path)) as connection:
        assert count_records(connection).documents == 0


def test_a_transaction_that_fails_leaves_nothing(store: sqlite3.Connection) -> None:
    def write_half() -> None:
        with transaction(store):
            store.execute("INSERT INTO document (document_id) VALUES ('half')")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_half()
    assert count_records(store).documents == 0
    assert not store.in_transaction


def test_the_store_is_where_the_option_or_the_variable_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DRAGOMAN_STORE", raising=False)
    assert locate_store() == Path("dragoman.db")
    monkeypatch.setenv("DRAGOMAN_STORE", "/elsewhere/a.db")
    assert locate_store() == Path("/elsewhere/a.db")
    assert locate_store(Path("b.db")) == Path("b.db")


def test_keys_stand_first_in_tables_without_rowid(tmp_path: Path) -> None:
    """SQLite up to 3.40 mistakes a column that stands before one of the key for NULL when it checks such a table."""
    with closing(open_store(tmp_path / "store.db", create=True)) as store:
        tables = store.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%WITHOUT ROWID%'")
        names = [name for (name,) in tables]
        assert "judged_pair" in names
        for name in names:
            keyed = [bool(row[5]) for row in store.execute(f"PRAGMA table_info({name})")]
            assert keyed == sorted(keyed, reverse=True), name


def test_an_older_store_is_not_brought_up_to_date_by_those_who_look(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    with closing(open_store(path, create=True)) as connection:
        connection.execute("PRAGMA user_version = 3")
    with pytest.raises(StoreError, match=r"of version 3 .* dragoman check --store"):
        open_store(path, read_only=True)
