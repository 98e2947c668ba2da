"""`python -m benchmarks.linking STORE`: time and memory of linking 10,000, 30,000 and 100,000 reports.

The reports are those of a store of real documents (`dragoman read`), many times over: each copy a hundred days later
than the one before it, every third with other names, so that blocks grow as they do when years are added to a store.
A third of the words are changed in each, so that they are no copies of one another.
Each size runs in a process of its own.
"""

from __future__ import annotations

import datetime as dt
import json
import math
import multiprocessing
import re
import resource
import sqlite3
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typer

from dragoman.store.connection import open_store
from dragoman.store.occurrences import resolve_occurrences
from evaluation.floors import BENCHMARKS
from evaluation.shared import ROOT

SIZES = (10_000, 30_000, 100_000)
_APART = dt.timedelta(days=100)
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_WORD = re.compile(r"\w+")
_TABLES = {  # the columns that are keys, and those that hold days
    "document": (("key", "newest"), ()),
    "version": (("key", "document"), ("published",)),
    "actor": (("key", "version"), ()),
    "bearer": (("actor",), ("day",)),
    "contact": (("key", "version"), ("start_date", "end_date")),
    "contact_actor": (("contact", "actor"), ()),
}
_IDS = {"document": "document_id", "contact": "contact_id"}  # made unlike in each copy
_STEP = 10_000_000  # between the keys of one copy and the next

Rows = dict[str, tuple[list[str], list[tuple[Any, ...]]]]


def measure_linking(source: Path, size: int) -> dict[str, float]:
    """Return reports, seconds, seconds of the processor, and MiB of linking so many reports made from a store's."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1, maxtasksperchild=1) as pool:
        return pool.apply(_measure, (source, size))


def _measure(source: Path, size: int) -> dict[str, float]:
    with TemporaryDirectory() as folder, closing(open_store(Path(folder) / "store.db", create=True)) as connection:
        with closing(open_store(source)) as real:
            _fill(connection, _take(real), size)
        start, worked = time.perf_counter(), time.process_time()
        resolve_occurrences(connection)
        seconds, worked = time.perf_counter() - start, time.process_time() - worked
        (reports,) = connection.execute("SELECT count(*) FROM report").fetchone()
    scale = 1 if sys.platform == "darwin" else 1024  # bytes there, kilobytes elsewhere
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * scale / 2**20
    times = {"seconds": round(seconds, 1), "cpu_seconds": round(worked, 1)}
    return {"reports": reports, **times, "mib": round(peak)}


def _take(real: sqlite3.Connection) -> Rows:
    """The rows of documents with contacts, and of the profiles of those who took part."""
    found: Rows = {}
    for table in ("profile", "identity", *_TABLES):
        cursor = real.execute(f"SELECT * FROM {table}")  # noqa: S608 — names of the module
        found[table] = ([column[0] for column in cursor.description], cursor.fetchall())
    columns, rows = found["contact"]
    told = {row[columns.index("version")] for row in rows}
    columns, rows = found["version"]
    found["version"] = (columns, [row for row in rows if row[0] in told])
    columns, rows = found["document"]
    found["document"] = (columns, [row for row in rows if row[columns.index("newest")] in told])
    involved = {row[3] for row in found["contact_actor"][1]}
    for table in ("actor", "bearer"):
        columns, rows = found[table]
        found[table] = (columns, [row for row in rows if row[0] in involved])
    return found


def _fill(connection: sqlite3.Connection, rows: Rows, size: int) -> None:
    copies = math.ceil(size / len(rows["contact"][1]))
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("BEGIN")
    for number in range(copies):
        left = size - number * len(rows["contact"][1])
        for table in ("profile", "identity"):
            if number == 0 or number % 3 == 2:
                _insert(connection, table, rows[table][0], _rename(table, *rows[table], number))
        for table in _TABLES:
            columns, own = rows[table]
            kept = own[:left] if table == "contact" else own
            _insert(connection, table, columns, _shift(table, columns, kept, number))
    connection.execute("COMMIT")
    connection.execute("DELETE FROM contact_actor WHERE contact NOT IN (SELECT key FROM contact)")


def _insert(connection: sqlite3.Connection, table: str, columns: list[str], rows: Iterable[tuple[Any, ...]]) -> None:
    names = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join("?" * len(columns))
    connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)  # noqa: S608


def _rename(table: str, columns: list[str], rows: list[tuple[Any, ...]], number: int) -> Iterator[tuple[Any, ...]]:
    """Profiles and identities of other people: their ids are marked with the number of the copy, 0 for none."""
    ids = {"profile_id", "identity", "identity_id"}
    for row in rows:
        values: dict[str, Any] = dict(zip(columns, row, strict=True))
        if number:
            values = {key: f"{value}-{number}" if key in ids else value for key, value in values.items()}
            if table == "profile":
                values["key"] += number * _STEP
        yield tuple(values.values())


def _shift(table: str, columns: list[str], rows: list[tuple[Any, ...]], number: int) -> Iterator[tuple[Any, ...]]:
    """The rows of one copy: other keys and ids, later days, and, in every third, the profiles of other people."""
    keys, days = _TABLES[table]
    for row in rows:
        values: dict[str, Any] = dict(zip(columns, row, strict=True))
        for key in keys:
            values[key] += number * _STEP
        for day in days:
            if values[day]:
                values[day] = _DATE.sub(lambda match: _later(match[0], number), values[day], count=1)
        if table == "version" and number:  # the same words would make all of them copies of one another
            values["text"] = _WORD.sub(lambda match: _reword(match[0], number), values["text"])
        if table in _IDS:
            values[_IDS[table]] += f"-{number}"
        if table == "bearer" and number % 3 == 2:
            values["profile"] += number * _STEP
        yield tuple(values.values())


def _reword(word: str, number: int) -> str:
    """The word, or another in its place for every third."""
    return f"{word}{chr(97 + number % 26)}{number // 26}" if len(word) % 3 == 0 else word


def _later(day: str, number: int) -> str:
    return (dt.date.fromisoformat(day) + number * _APART).isoformat()


def sum_up(measured: Sequence[dict[str, float]]) -> dict[str, Any]:
    """Return the figures of each size, with the processor's time for one of n log n, and how that grew from the first.

    `growth` of the last is what a benchmark is judged by: 1 grows as n log n does, more grows faster.
    """
    rates = [each["cpu_seconds"] / (each["reports"] * math.log2(each["reports"])) * 1e6 for each in measured]
    sizes = [
        {**each, "microseconds_per_n_log_n": round(rate, 2), "growth": round(rate / rates[0], 2)}
        for each, rate in zip(measured, rates, strict=True)
    ]
    return {"sizes": sizes, "growth": sizes[-1]["growth"], "mib": max(each["mib"] for each in measured)}


def main(store: Path) -> None:
    """Print a line of JSON for each size, and write the figures among those of the benchmark."""
    measured: list[dict[str, float]] = []
    for size in SIZES:
        measured.append(measure_linking(store, size))
        typer.echo(json.dumps(sum_up(measured)["sizes"][-1]))
    written = json.loads(BENCHMARKS.read_text(encoding="utf-8"))
    figures = {**written, "linking": sum_up(measured)}
    BENCHMARKS.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    typer.echo(f"wrote {BENCHMARKS.relative_to(ROOT)}")


if __name__ == "__main__":
    typer.run(main)
