"""Dumps readings and judgements as JSON Lines and loads them again: a store can be rebuilt from its dump.

A line is `{"reading": …}` or `{"judgement": …}`: the fields of `record.Reading` or `record.Judgement` by their names,
spans as [start, end].  Who is who is not dumped: it follows from readings, judgements and the registry of offices.
Dumping and loading is the identity; what is written out is checked against the types when it comes in.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import json
import sqlite3
import sys
import types
import typing
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Any, TextIO

from dragoman.errors import InputError
from dragoman.record import Judgement, Reading, Span, text_version
from dragoman.store.codec import decode_moment, encode_moment
from dragoman.store.connection import transaction
from dragoman.store.judgements import load_judgements, write_judgement
from dragoman.store.load import load_readings
from dragoman.store.write import write_readings

_BATCH = 64  # readings a transaction


def dump_readings(connection: sqlite3.Connection, out: TextIO) -> int:
    """Return how many readings were written to `out`, a line each, in the order in which they came into the store.

    The judgements of reviewers follow them, those that were undone as well.

    What another program writes meanwhile is left out: the dump shows the store at one moment.
    """
    count = 0
    connection.execute("BEGIN")
    try:
        for reading in load_readings(connection):
            # ASCII alone: text with lone surrogates, which UTF-8 cannot hold, comes through as well.
            out.write(json.dumps({"reading": encode_value(reading)}) + "\n")
            count += 1
        out.writelines(
            json.dumps({"judgement": encode_value(judgement)}) + "\n" for judgement in load_judgements(connection)
        )
    finally:
        connection.execute("ROLLBACK")
    return count


def dump_to_file(connection: sqlite3.Connection, path: Path) -> int:
    """Return how many readings were written to the file, which is replaced only when the dump is whole.

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
    """Return how many readings were loaded into the store from the lines of a dump, judgements not counted.

    A judgement that the store has already stays as it is there.  Raises `InputError` that names the line for what is no
    line of a dump; what was loaded before it is kept.
    """
    count = 0
    batch: list[Reading] = []
    judgements: list[Judgement] = []
    try:
        for entry in read_lines(lines, path):
            if isinstance(entry, Judgement):
                judgements.append(entry)
                continue
            batch.append(entry)
            if len(batch) == _BATCH:
                count += write_readings(connection, batch)
                batch = []
    finally:
        count += write_readings(connection, batch)
        with transaction(connection):
            for judgement in judgements:
                write_judgement(connection, judgement)
    return count


def read_lines(lines: Iterable[str], path: Path) -> Iterator[Reading | Judgement]:
    """Yield the reading or judgement of each line of a dump; `path` names the file in messages."""
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


def _decode_entry(line: Any) -> Reading | Judgement:
    if "judgement" not in line:
        return decode_reading(line["reading"])
    judgement = decode_value(Judgement, line["judgement"])
    if not isinstance(judgement, Judgement):
        raise TypeError("not a judgement")
    return judgement


def decode_reading(value: Any) -> Reading:
    """Return the reading that `encode_value` wrote; raise ValueError when it contradicts itself or its types."""
    reading = decode_value(Reading, value)
    if not isinstance(reading, Reading):
        raise TypeError("not a reading")
    if reading.document.version != text_version(reading.document.text):
        raise ValueError(f"the text of document {reading.document.document_id!r} is not the text of its version")
    return reading


# --- values by their types


def encode_value(value: Any) -> Any:
    """Return a value of the record as JSON has it: objects by field, lists for tuples, [start, end] for spans."""
    if isinstance(value, Span):
        return [value.start, value.end]
    if dataclasses.is_dataclass(value):
        return {field.name: encode_value(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [encode_value(each) for each in value]
    if isinstance(value, dt.date):  # moments as well
        return encode_moment(value)
    return value.isoformat() if isinstance(value, dt.time) else value


def decode_value(kind: Any, value: Any) -> Any:
    """Return the value of type `kind` that `encode_value` wrote; raise ValueError or TypeError when it is none."""
    origin = typing.get_origin(kind)
    if origin in (types.UnionType, typing.Union):
        return _decode_union(typing.get_args(kind), value)
    if origin is typing.Literal:
        return _checked(value in typing.get_args(kind), kind, value)
    if origin is tuple:
        return _decode_tuple(typing.get_args(kind), value)
    if kind is Span:
        start, end = value
        return Span(decode_value(int, start), decode_value(int, end))
    if dataclasses.is_dataclass(kind):
        return _decode_object(kind, value)
    return _decode_plain(kind, value)


def _decode_plain(kind: Any, value: Any) -> Any:
    if issubclass(kind, StrEnum):
        return kind(value)
    if issubclass(kind, dt.date):  # moments as well
        return decode_moment(_checked(isinstance(value, str), kind, value))
    if kind is dt.time:
        return dt.time.fromisoformat(value)
    if kind is float:
        return float(_checked(type(value) in (int, float), kind, value))
    return _checked(type(value) is kind, kind, value)


def _decode_union(kinds: tuple[Any, ...], value: Any) -> Any:
    if value is None:
        return _checked(types.NoneType in kinds, kinds, value)
    # Of the unions of the record, each has one kind beside None, or is a day or moment, which show which they are.
    return decode_value(next(kind for kind in kinds if kind is not types.NoneType), value)


def _decode_tuple(kinds: tuple[Any, ...], value: Any) -> tuple[Any, ...]:
    _checked(isinstance(value, list), tuple, value)
    if kinds[1:] == (...,):
        return tuple(decode_value(kinds[0], each) for each in value)
    return tuple(decode_value(kind, each) for kind, each in zip(kinds, value, strict=True))


def _decode_object(kind: Any, value: Any) -> Any:
    _checked(isinstance(value, dict), kind, value)
    hints = _field_types(kind)
    return kind(**{name: decode_value(hints[name], each) for name, each in value.items() if name in hints})


@functools.cache
def _field_types(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _checked(holds: bool, kind: Any, value: Any) -> Any:
    if not holds:
        raise TypeError(f"{value!r:.60} is no {getattr(kind, '__name__', kind)}")
    return value
