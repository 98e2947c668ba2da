from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from dragoman.engines import local
from dragoman.engines.local import Outcome, Summary, read_inputs, store_outcomes
from dragoman.errors import StoreError
from dragoman.reading.inputs import Input, plan_inputs
from dragoman.reading.options import ReadOptions
from dragoman.reading.outcomes import Failure, Skipped
from dragoman.record import Document, Reading
from dragoman.registry import load_registry
from dragoman.store.connection import open_store
from dragoman.store.query import count_records
from dragoman.store.write import write_batch
from tests.factories import make_many, make_reading

ITEM = Input("a.txt", "text", 10)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_store(tmp_path / "test.db", create=True)) as connection:
        yield connection


def outcomes_of(*found: Outcome) -> Iterator[tuple[Input, Outcome]]:
    return ((ITEM, outcome) for outcome in found)


def ignore(_item: Input, _outcome: Outcome) -> None:
    """Report nothing."""


def read_simply(document: Document) -> Reading:
    if "explode" in document.text:
        raise RecursionError("too deep")
    return Reading(document, (), (), (), ())


def test_every_document_of_every_input_has_its_outcome(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A good text.", encoding="utf-8")
    (tmp_path / "b.txt").write_text("One to explode.", encoding="utf-8")
    (tmp_path / "c.txt").write_text("", encoding="utf-8")
    (tmp_path / "d.txt").write_text("Another good text.", encoding="utf-8")
    inputs = plan_inputs([str(tmp_path)]).inputs
    found = [outcome for _, outcome in read_inputs(inputs, ReadOptions(), read_simply)]
    assert [type(outcome) for outcome in found] == [Reading, Failure, Failure, Reading]
    fault = found[1]
    assert isinstance(fault, Failure)
    assert fault.reason == "RecursionError: too deep"
    assert "fault of dragoman" in fault.remedy


def test_a_fault_of_an_input_ends_that_input_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    good = make_reading().document

    def stumble(item: Input, _options: ReadOptions) -> Iterator[Document]:
        yield good
        if item.path == "a.txt":
            raise UnicodeError("half a character")
        yield good

    monkeypatch.setattr(local, "read_input", stumble)
    found = read_inputs([ITEM, Input("b.txt", "text", 1)], ReadOptions(), read_simply)
    assert [type(outcome) for _, outcome in found] == [Reading, Failure, Reading, Reading]


@pytest.mark.parametrize(
    "summary, status",
    [
        (Summary(read=3), 0),
        (Summary(), 2),
        (Summary(read=3, interrupted=True), 1),
        (Summary(read=3, error=StoreError("full")), 1),
        (Summary(interrupted=True), 2),
    ],
    ids=["all read", "nothing", "interrupted", "disk full", "interrupted at once"],
)
def test_exit_status(summary: Summary, status: int) -> None:
    assert summary.exit_status == status
    summary.failed["empty"] += 1
    assert summary.exit_status == (2 if summary.read == 0 else 1)


def test_a_run_is_counted_and_stored(store: sqlite3.Connection) -> None:
    failure = Failure("a.txt", "row 3", "it is empty", "fill it")
    skipped = Skipped("a.txt", "row 4", "it is no document")
    part = Skipped("a.txt", "row 5", "'soon' is no date", "published")
    told: list[Outcome] = []
    found = outcomes_of(*make_many(3), failure, failure, skipped, part)
    summary = store_outcomes(store, found, lambda _item, outcome: told.append(outcome), load_registry())
    assert (summary.read, summary.contacts, summary.statements) == (3, 6, 3)
    assert dict(summary.failed) == {"it is empty": 2}
    assert dict(summary.skipped) == {"it is no document": 1}  # a date left out is no document left out
    assert len(told) == 7
    counts = count_records(store)
    assert (counts.documents, counts.failures) == (3, 1)


def test_the_reading_of_a_single_document_is_kept(store: sqlite3.Connection) -> None:
    one, two = make_many(2)
    assert store_outcomes(store, outcomes_of(one), ignore, load_registry()).only == one
    assert store_outcomes(store, outcomes_of(one, two), ignore, load_registry()).only is None


def test_batches_are_stored_as_they_fill(store: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "BATCH_DOCUMENTS", 10)
    held: list[int] = []

    def count_held(_item: Input, _outcome: Outcome) -> None:
        held.append(count_records(store).documents)

    store_outcomes(store, outcomes_of(*make_many(25)), count_held, load_registry())
    assert held == [0] * 10 + [10] * 10 + [20] * 5
    assert count_records(store).documents == 25


@pytest.mark.parametrize("limit", ["BATCH_CHARACTERS", "BATCH_SECONDS"])
def test_long_documents_and_long_waits_fill_a_batch_too(
    store: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    monkeypatch.setattr(local, limit, 0)
    held: list[int] = []

    def count_held(_item: Input, _outcome: Outcome) -> None:
        held.append(count_records(store).documents)

    store_outcomes(store, outcomes_of(*make_many(3)), count_held, load_registry())
    assert held == [0, 1, 2]


def test_an_interrupt_keeps_what_was_finished(store: sqlite3.Connection) -> None:
    def interrupted() -> Iterator[tuple[Input, Outcome]]:
        yield from outcomes_of(*make_many(7))
        raise KeyboardInterrupt

    summary = store_outcomes(store, interrupted(), ignore, load_registry())
    assert summary.interrupted
    assert summary.read == count_records(store).documents == 7


def test_an_interrupt_while_a_batch_is_written_keeps_the_batch(
    store: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[int] = []

    def interrupted_once(*arguments: object) -> int:
        calls.append(1)
        if len(calls) == 1:
            raise KeyboardInterrupt
        return write_batch(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(local, "write_batch", interrupted_once)
    summary = store_outcomes(store, outcomes_of(*make_many(5)), ignore, load_registry())
    assert summary.interrupted
    assert summary.read == count_records(store).documents == 5


def test_a_store_that_fails_ends_the_run_with_what_was_kept(
    store: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local, "BATCH_DOCUMENTS", 10)

    def full_after_one(connection: sqlite3.Connection, *batch: object) -> int:
        if count_records(connection).documents:
            raise StoreError("disk is full")
        return write_batch(connection, *batch)  # type: ignore[arg-type]

    monkeypatch.setattr(local, "write_batch", full_after_one)
    summary = store_outcomes(store, outcomes_of(*make_many(25)), ignore, load_registry())
    assert isinstance(summary.error, StoreError)
    assert summary.read == count_records(store).documents == 10
