"""Dumps readings and judgements as JSON Lines and loads them again: a store can be rebuilt from its dump.

A line is `{"reading": …}`, `{"judgement": …}` or `{"correction": …}`: the fields of `record.Reading`, `Judgement` or
`Correction` by their names, spans as [start, end].  Who is who is not dumped: it follows from readings, judgements
and the registry of offices.  Dumping and loading is the identity; what is written out is checked against the types when
it comes in.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from dragoman.errors import InputError
from dragoman.record import Correction, Judgement, Reading, text_version
from dragoman.store.connection import transaction
from dragoman.store.corrections import load_corrections
from dragoman.store.editing import put_correction
from dragoman.store.judgements import load_judgements, write_judgement
from dragoman.store.load import load_readings
from dragoman.store.values import decode_value, encode_value
from dragoman.store.write import write_readings

_BATCH = 64  # readings a transaction


@dataclass(frozen=True, slots=True)
class Dumped:
    """How much was written, a line each."""

    readings: int
    judgements: int
    corrections: int


def dump_readings(connection: sqlite3.Connection, out: TextIO) -> Dumped:
    """Return how much was written to `out`: readings, a line each, in the order in which they came into the store.

    The judgements and corrections of reviewers follow them, those that were undone as well.

    What another program writes meanwhile is left out: the dump shows the store at one moment.
    """
    connection.execute("BEGIN")
    try:
        return Dumped(
            _write_each(out, "reading", load_readings(connection)),
            _write_each(out, "judgement", load_judgements(connection)),
            _write_each(out, "correction", load_corrections(connection)),
        )
    finally:
        connection.execute("ROLLBACK")


def _write_each(out: TextIO, name: str, values: Iterable[object]) -> int:
    count = 0
    for value in values:
        # ASCII alone: text with lone surrogates, which UTF-8 cannot hold, comes through as well.
        out.write(json.dumps({name: encode_value(value)}) + "\n")
        count += 1
    return count


def dump_to_file(connection: sqlite3.Connection, path: Path) -> Dumped:
    """Return how much was written to the file, which is replaced only when the dump is whole.

    Raises `InputError` when the file cannot be written.
    """
    unfinished = path.with_name(f"{path.name}.unfinished")
    try:
        with unfinished.open("w", encoding="ascii", newline="\n") as out:
            count = dump_readings(connection, out)
        unfinished.replace(path)
    except OSError as error:
        raise InputError(
            f"{path}: {error.strerror}; name a file in a folder that exists, may be written and has space"
        ) from error
    finally:
        unfinished.unlink(missing_ok=True)
    return count


@contextmanager
def open_lines(path: Path) -> Generator[TextIO, None, None]:
    """Give the lines of a dump, of standard input for "-"; raise `InputError` when it cannot be opened."""
    if path == Path("-"):
        yield sys.stdin
        return
    try:
        lines = path.open(encoding="utf-8")
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}; give a file that dragoman dump has written") from error
    with lines:
        yield lines


def load_lines(connection: sqlite3.Connection, lines: Iterable[str], path: Path) -> int:
    """Return how many readings were loaded into the store from the lines of a dump, what reviewers decided not counted.

    A judgement or correction that the store has already stays as it is there.  Raises `InputError` that names the line
    for what is no line of a dump; what was loaded before it is kept.
    """
    count = 0
    batch: list[Reading] = []
    decisions: list[Judgement | Correction] = []
    try:
        for entry in read_lines(lines, path):
            if not isinstance(entry, Reading):
                decisions.append(entry)
                continue
            batch.append(entry)
            if len(batch) == _BATCH:
                count += write_readings(connection, batch)
                batch = []
    finally:
        count += write_readings(connection, batch)
        with transaction(connection):
            for decision in decisions:
                if isinstance(decision, Judgement):
                    write_judgement(connection, decision)
                else:
                    put_correction(connection, decision)
    return count


def read_lines(lines: Iterable[str], path: Path) -> Iterator[Reading | Judgement | Correction]:
    """Yield the reading, judgement or correction of each line of a dump; `path` names the file in messages."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            entry = _decode_entry(json.loads(line))
        except (ValueError, TypeError, KeyError) as error:
            raise InputError(
                f"{path}: line {number} is no reading or judgement ({type(error).__name__}: {error}); "
                "give a file that dragoman dump has written, whole"
            ) from error
        yield entry


def _decode_entry(line: Any) -> Reading | Judgement | Correction:
    for name, kind in (("judgement", Judgement), ("correction", Correction)):
        if name in line:
            decision = decode_value(kind, line[name])
            if not isinstance(decision, Judgement | Correction):
                raise TypeError(f"not a {name}")
            return decision
    return decode_reading(line["reading"])


def decode_reading(value: Any) -> Reading:
    """Return the reading that `encode_value` wrote; raise ValueError when it contradicts itself or its types."""
    reading = decode_value(Reading, value)
    if not isinstance(reading, Reading):
        raise TypeError("not a reading")
    if reading.document.version != text_version(reading.document.text):
        raise ValueError(f"the text of document {reading.document.document_id!r} is not the text of its version")
    return reading
