from __future__ import annotations

import resource
import sqlite3
from collections.abc import Generator, Iterable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import StoreError
from dragoman.record import Reading
from dragoman.store.connection import open_store
from dragoman.store.load import load_reading, load_readings
from dragoman.store.query import count_records, find_damage, find_documents, find_versions
from dragoman.store.write import FailedDocument, write_batch, write_readings
from tests.factories import TEXT, VELK, make_contact, make_document, make_many, make_reading
from tests.programs import run_python
from tests.store.fresh import examples, fresh_store
from tests.store.strategies import readings, retold


@pytest.fixture(scope="module")
def shared_store(tmp_path_factory: pytest.TempPathFactory) -> Generator[sqlite3.Connection, None, None]:
    """One store for all the examples of a property: what they leave behind must not matter."""
    path = tmp_path_factory.mktemp("store") / "shared.db"
    with closing(open_store(path, create=True)) as connection:
        yield connection


@examples(20, 100)
def test_writing_then_reading_is_the_identity(shared_store: sqlite3.Connection, count: int) -> None:
    @settings(max_examples=count)
    @given(reading=readings())
    def check(reading: Reading) -> None:
        write_readings(shared_store, [reading])
        document = reading.document
        assert load_reading(shared_store, document.document_id, document.version) == reading

    check()


@examples(4, 20)
def test_order_and_repetition_change_no_reading(count: int) -> None:
    @settings(max_examples=count)
    @given(
        batch=st.lists(
            readings(st.sampled_from(["a", "b", "c"])),
            max_size=6,
            unique_by=lambda r: (r.document.document_id, r.document.version),
        )
    )
    def check(batch: list[Reading]) -> None:
        with fresh_store() as store:
            write_readings(store, batch)
            write_readings(store, reversed(batch))
            assert by_version(load_readings(store)) == by_version(batch)
            assert find_damage(store) == ()

    check()


def by_version(batch: Iterable[Reading]) -> dict[tuple[str, str], Reading]:
    return {(reading.document.document_id, reading.document.version): reading for reading in batch}


def test_the_same_version_replaces_its_reading_and_nothing_else(store: sqlite3.Connection) -> None:
    first, other = make_reading(), make_reading(make_document("Another text", "doc-2"), suffix="-b")
    write_readings(store, [first, other])
    before = store.execute("SELECT key, first_read FROM version ORDER BY key").fetchall()
    second = replace(first, contacts=(make_contact(place="Selm"),), statements=(), mentions=(), actors=(VELK,))
    write_readings(store, [second])
    assert load_reading(store, "doc-1") == second
    assert load_reading(store, "doc-2") == other
    assert store.execute("SELECT key, first_read FROM version ORDER BY key").fetchall() == before
    counts = count_records(store)
    assert (counts.documents, counts.versions, counts.contacts, counts.statements) == (2, 2, 3, 1)


def test_no_row_is_left_of_a_reading_that_was_replaced(store: sqlite3.Connection) -> None:
    reading = make_reading()
    write_readings(store, [reading])
    write_readings(store, [replace(reading, contacts=(), statements=(), mentions=(), actors=())])
    for table in ("actor", "mention", "contact", "contact_actor", "statement", "statement_actor"):
        assert store.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table  # noqa: S608 — our own names
    assert store.execute("SELECT count(*) FROM statement_search WHERE statement_search MATCH 'grain'").fetchone() == (
        0,
    )


def test_a_changed_text_is_a_new_version_beside_the_old(store: sqlite3.Connection) -> None:
    old = make_reading()
    new = retold(old, TEXT.replace("at once", "tomorrow"))
    write_readings(store, [old])
    write_readings(store, [new])
    assert load_reading(store, "doc-1") == new
    assert load_reading(store, "doc-1", old.document.version) == old
    assert find_versions(store, "doc-1") == (old.document.version, new.document.version)
    (listed,) = find_documents(store)
    assert (listed.version, listed.versions) == (new.document.version, 2)


def test_reading_an_old_version_again_leaves_the_newest_the_newest(store: sqlite3.Connection) -> None:
    old = make_reading()
    new = retold(old, "Changed")
    write_readings(store, [old, new, old])
    assert load_reading(store, "doc-1").document.version == new.document.version


def test_the_same_text_under_another_source_is_a_copy_of_the_first(store: sqlite3.Connection) -> None:
    write_readings(
        store, [make_reading(make_document(document_id=name), suffix=name) for name in ("first", "second", "third")]
    )
    write_readings(store, [make_reading(make_document(document_id="first"))])
    assert [(d.document_id, d.copy_of) for d in find_documents(store)] == [
        ("first", None),
        ("second", "first"),
        ("third", "first"),
    ]


def test_a_batch_goes_in_whole_or_not_at_all(store: sqlite3.Connection) -> None:
    write_readings(store, [make_reading()])

    def broken_batch() -> Generator[Reading, None, None]:
        yield make_reading(make_document("A second text", "doc-2"), suffix="-b")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_readings(store, broken_batch())
    assert [d.document_id for d in find_documents(store)] == ["doc-1"]


def test_unknown_documents_and_versions_are_named(store: sqlite3.Connection) -> None:
    write_readings(store, [make_reading()])
    with pytest.raises(StoreError, match="there is no document 'doc-9'"):
        load_reading(store, "doc-9")
    with pytest.raises(StoreError, match="there is no document 'doc-1' in version '123'"):
        load_reading(store, "doc-1", "123")


def test_failures_are_kept_until_their_file_is_read(store: sqlite3.Connection) -> None:
    write_batch(
        store, [], [FailedDocument("a.txt", "", "empty", "fill it"), FailedDocument("b.jsonl", "row 3", "x", "y")]
    )
    assert count_records(store).failures == 2
    write_batch(store, [make_reading()], begun=["a.txt"])
    assert store.execute('SELECT path, "where" FROM failure').fetchall() == [("b.jsonl", "row 3")]


# --- faults


def test_a_full_disk_loses_no_finished_document(tmp_path: Path) -> None:
    path = tmp_path / "small.db"
    many = make_many(400)
    with closing(open_store(path, create=True)) as store:
        write_readings(store, many[:10])
        pages = store.execute("PRAGMA page_count").fetchone()[0]
        store.execute(f"PRAGMA max_page_count = {pages + 5}")  # SQLite's own way to a disk that is full
        with pytest.raises(StoreError, match=r"small\.db: .*full; .*what was finished before is kept"):
            write_readings(store, many[10:])
        assert not store.in_transaction
    with closing(open_store(path)) as store:
        assert list(load_readings(store)) == many[:10]
        assert find_damage(store) == ()
        write_readings(store, many[10:20])  # space was made
        assert count_records(store).documents == 20


def test_a_file_that_may_not_grow_loses_no_finished_document(tmp_path: Path) -> None:
    """The operating system refuses to write on, as it does on a disk that is full."""
    path = tmp_path / "a.db"
    script = f"""
import resource, signal, sys
from pathlib import Path
from dragoman.errors import StoreError
from dragoman.store.connection import open_store
from dragoman.store.write import write_readings
from tests.factories import make_many
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = open_store(Path({str(path)!r}), create=True)
many = make_many(2000)
resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, {resource.RLIM_INFINITY}))
done = 0
try:
    while done < len(many):
        done += write_readings(store, many[done:done + 20])
        print(done, flush=True)
except StoreError as error:
    print(error, file=sys.stderr)
"""
    ran = run_python(script)
    finished = int(ran.stdout.split()[-1])
    assert 0 < finished < 2000
    assert "kept" in ran.stderr
    with closing(open_store(path)) as store:
        assert count_records(store).documents == finished
        assert find_damage(store) == ()
