"""Reads inputs one after another in this process and stores what they give, batch by batch.

What goes in: planned inputs, the options of the run, and a reader of one document.  What comes out:
an outcome for each document, and a store that holds every finished one.
"""

from __future__ import annotations

import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from dragoman.errors import InputError, StoreError
from dragoman.reading.inputs import Input, read_input
from dragoman.reading.options import ReadOptions
from dragoman.reading.outcomes import Failure, Skipped
from dragoman.record import Document, Reading
from dragoman.registry import Registry
from dragoman.store.identity import resolve_identities
from dragoman.store.occurrences import resolve_occurrences
from dragoman.store.write import FailedDocument, write_batch

BATCH_DOCUMENTS = 64
BATCH_CHARACTERS = 16_000_000  # a few long documents fill a batch as well
BATCH_SECONDS = 2.0  # what a sudden end may cost at most

Outcome = Reading | Failure | Skipped
Report = Callable[[Input, Outcome], None]


@dataclass(slots=True)
class Summary:
    """What a run has done so far: counts of what the store holds, and what ended the run early.

    `only` is the reading of a run that read a single document.
    """

    read: int = 0
    contacts: int = 0
    statements: int = 0
    failed: Counter[str] = field(default_factory=Counter[str])  # by reason
    skipped: Counter[str] = field(default_factory=Counter[str])
    only: Reading | None = None
    interrupted: bool = False
    error: StoreError | None = None

    @property
    def exit_status(self) -> int:
        """0 when all was read, 1 when some of it failed, 2 when nothing could be done."""
        if self.read == 0:
            return 2
        return 1 if self.failed or self.interrupted or self.error else 0


def read_inputs(
    inputs: Iterable[Input], options: ReadOptions, read: Callable[[Document], Reading]
) -> Iterator[tuple[Input, Outcome]]:
    """Yield what became of each document of each input, in order.

    Whatever goes wrong with one of them is a `Failure` with its reason, and the next one is read.
    """
    for item in inputs:
        documents = iter(read_input(item, options))
        while (found := _next_document(item, documents)) is not None:
            yield item, _read_one(item, found, read) if isinstance(found, Document) else found
            if isinstance(found, Failure) and found.where is None:
                break


def _next_document(
    item: Input, documents: Iterator[Document | Failure | Skipped]
) -> Document | Failure | Skipped | None:
    try:
        return next(documents, None)
    except InputError as error:
        return Failure(item.path, None, str(error), "mend the file, or leave it out")
    except Exception as error:  # noqa: BLE001 — one bad file never stops a batch, whatever is wrong with it
        return _fault(item, None, error)


def _read_one(item: Input, document: Document, read: Callable[[Document], Reading]) -> Reading | Failure:
    try:
        return read(document)
    except Exception as error:  # noqa: BLE001 — a fault of ours in one document never stops a batch
        return _fault(item, document.document_id, error)


def _fault(item: Input, where: str | None, error: Exception) -> Failure:
    reason = f"{type(error).__name__}: {error}"
    return Failure(item.path, where, reason, "this is a fault of dragoman: please report it with the document")


# --- storing


@dataclass(slots=True)
class _Batch:
    """What has been read since the last transaction."""

    readings: list[Reading] = field(default_factory=list[Reading])
    failures: list[Failure] = field(default_factory=list[Failure])
    begun: list[str] = field(default_factory=list[str])
    characters: int = 0
    opened: float = field(default_factory=time.monotonic)

    @property
    def is_full(self) -> bool:
        return (
            len(self.readings) >= BATCH_DOCUMENTS
            or self.characters >= BATCH_CHARACTERS
            or time.monotonic() - self.opened >= BATCH_SECONDS
        )


def store_outcomes(
    connection: sqlite3.Connection, outcomes: Iterable[tuple[Input, Outcome]], report: Report, registry: Registry
) -> Summary:
    """Return the summary of a run whose outcomes were stored, a batch a transaction, and their actors identified.

    `report` is told of each outcome as it comes.  An interrupt (Ctrl-C) or a store that cannot be
    written (a full disk) ends the run; every document finished before is kept.
    """
    summary = Summary()
    batch = _Batch()
    last: Input | None = None
    try:
        for item, outcome in outcomes:
            if item is not last:
                batch.begun.append(item.path)
                last = item
            _add_outcome(batch, summary, outcome)
            report(item, outcome)
            if batch.is_full:
                batch = _store(connection, batch, summary, registry)
        _store(connection, batch, summary, registry)
    except KeyboardInterrupt:
        summary.interrupted = True
        _store_rest(connection, batch, summary, registry)
    except StoreError as error:
        summary.error = error
    return summary


def _add_outcome(batch: _Batch, summary: Summary, outcome: Outcome) -> None:
    match outcome:
        case Reading():
            batch.readings.append(outcome)
            batch.characters += len(outcome.document.text)
        case Failure():
            batch.failures.append(outcome)
            summary.failed[outcome.reason] += 1
        case Skipped(field=None):
            summary.skipped[outcome.reason] += 1
        case Skipped():  # the document itself was read
            pass


def _store_rest(connection: sqlite3.Connection, batch: _Batch, summary: Summary, registry: Registry) -> None:
    """Write what an interrupted run had finished; writing a reading a second time changes nothing."""
    try:
        _store(connection, batch, summary, registry)
    except StoreError as error:
        summary.error = error


def _store(connection: sqlite3.Connection, batch: _Batch, summary: Summary, registry: Registry) -> _Batch:
    """Return an empty batch, the given one being written and counted; who is who and what is one contact follow."""
    failures = [FailedDocument(f.path, f.where or "", f.reason, f.remedy) for f in batch.failures]
    if batch.readings or failures or batch.begun:
        write_batch(connection, batch.readings, failures, batch.begun)
    summary.only = batch.readings[0] if summary.read == 0 and len(batch.readings) == 1 else None
    summary.read += len(batch.readings)
    summary.contacts += sum(len(reading.contacts) for reading in batch.readings)
    summary.statements += sum(len(reading.statements) for reading in batch.readings)
    batch.readings.clear()  # written and counted, whatever becomes of the rest
    batch.failures.clear()
    batch.begun.clear()
    resolve_identities(connection, registry)
    resolve_occurrences(connection)
    return _Batch()
