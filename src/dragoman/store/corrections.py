"""Corrections of single records by reviewers: added, taken back, listed, found again, shown in words.

A correction names its record by id, document and words.  Which rows it bears on now stands in the table `corrected`:
`store.applying` keeps it up.  One whose words are no longer in its document waits.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from dragoman.errors import JudgementError
from dragoman.record import Correction, RecordKind, Value, stable_id
from dragoman.store.connection import pack_values, store_errors, store_path
from dragoman.store.values import decode_value, encode_value

_COLUMNS = "correction.content, correction.undone, correction.undone_by"


def name_correction(correction: Correction) -> Correction:
    """Return a correction with the id that its verdict, record, author and moment give."""
    parts = (correction.verdict, correction.about, correction.record_id, correction.author)
    return replace(correction, correction_id=stable_id("correction", *parts, correction.decided.isoformat()))


def write_correction(connection: sqlite3.Connection, correction: Correction) -> bool:
    """Return whether a correction was written; one that the store has already is left as it is there.

    It is not yet applied: `apply_corrections` does that.
    """
    values = (
        correction.correction_id,
        correction.verdict,
        correction.about,
        correction.document_id,
        correction.version,
        correction.record_id,
        json.dumps(encode_value(replace(correction, undone=None, undone_by=None))),
        correction.undone.isoformat() if correction.undone else None,
        correction.undone_by,
    )
    sql = """INSERT OR IGNORE INTO correction (correction_id, verdict, about, document_id, version, record_id, content,
        undone, undone_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"""
    return connection.execute(sql, pack_values(values)).rowcount > 0


def load_corrections(
    connection: sqlite3.Connection, condition: str = "1", values: Iterable[object] = ()
) -> Iterator[Correction]:
    """Yield the corrections that the SQL `condition` picks, in the order in which they were made."""
    sql = f"SELECT {_COLUMNS} FROM correction WHERE {condition} ORDER BY correction.key"
    for row in connection.execute(sql, pack_values(tuple(values))).fetchall():
        yield read_correction(row)


def read_correction(row: Any) -> Correction:
    """Return the correction of the columns content, undone, undone_by."""
    content, undone, undone_by = row
    found: Correction = decode_value(Correction, json.loads(content))
    return replace(found, undone=dt.datetime.fromisoformat(undone) if undone else None, undone_by=undone_by)


def find_correction(connection: sqlite3.Connection, wanted: str) -> Correction | None:
    """Return the correction whose id begins so, one in force before others; None where there is none.

    Raises `JudgementError` where several in force begin so.
    """
    found = list(load_corrections(connection, "correction_id GLOB ?", (f"{wanted}*",))) if wanted.isalnum() else []
    in_force = [each for each in found if each.undone is None]
    if len(in_force) > 1:
        listed = ", ".join(each.correction_id for each in in_force[:5])
        raise JudgementError(f"{wanted!r} may mean several corrections: {listed}; give more of the id")
    return next(iter(in_force or found[-1:]), None)


def mark_taken_back(
    connection: sqlite3.Connection, correction: Correction, author: str, moment: dt.datetime
) -> Correction:
    """Return the correction as taken back; its row stays as history."""
    sql = "UPDATE correction SET undone = ?, undone_by = ? WHERE correction_id = ?"
    connection.execute(sql, pack_values((moment.isoformat(), author, correction.correction_id)))
    return replace(correction, undone=moment, undone_by=author)


@dataclass(frozen=True, slots=True)
class KeptCorrection:
    """A correction with its state: `applied` is whether it bears on the newest version of its document."""

    correction: Correction
    applied: bool

    @property
    def waits(self) -> bool:
        """Whether it is in force and finds nothing to bear on."""
        return self.correction.undone is None and not self.applied


def list_corrections(
    connection: sqlite3.Connection, *, record_id: str | None = None, document_id: str | None = None
) -> tuple[KeptCorrection, ...]:
    """Return corrections, the earliest first: all, those of a record, or those of a document."""
    conditions = [("record_id", record_id), ("document_id", document_id)]
    told = [(column, value) for column, value in conditions if value is not None]
    where = " AND ".join(f"correction.{column} = ?" for column, _ in told) or "1"
    sql = f"""SELECT {_COLUMNS}, EXISTS (SELECT 1 FROM corrected JOIN document ON document.newest = corrected.version
        WHERE corrected.correction = correction.key) FROM correction WHERE {where} ORDER BY correction.key"""
    with store_errors(store_path(connection)):
        rows = connection.execute(sql, pack_values(tuple(value for _, value in told))).fetchall()
        return tuple(KeptCorrection(read_correction(row[:3]), bool(row[3])) for row in rows)


def find_borne(
    connection: sqlite3.Connection, about: RecordKind, keys: Iterable[int]
) -> dict[int, tuple[Correction, ...]]:
    """Return the corrections that rows bear, by the key of the row, in the order in which they were made.

    What an added record or its source said stands in the record itself, and is left out.
    """
    listed = ", ".join(str(int(key)) for key in keys)
    sql = f"""SELECT corrected.record, {_COLUMNS} FROM corrected
        JOIN correction ON correction.key = corrected.correction
        WHERE corrected.about = ? AND corrected.record IN ({listed}) ORDER BY correction.key"""
    found: dict[int, tuple[Correction, ...]] = {}
    for record, *row in connection.execute(sql, (about,)):
        correction = replace(read_correction(row), contact=None, statement=None, source=None)
        found[record] = (*found.get(record, ()), correction)
    return found


# ------------------------------------------------------------------ in words


def show_value(value: Value) -> str:
    """Return what a field says in words: names joined by "; ", days as "2024-02-12", "2024-02-01..2024-02-29"."""
    if value.when is not None:
        return _show_days(value.when.start, value.when.end)
    if value.actors:
        return "; ".join(actor.name for actor in value.actors)
    return value.text or ""


def _show_days(start: dt.date | None, end: dt.date | None) -> str:
    last = end - dt.timedelta(days=1) if end else None
    if start == last and start is not None:
        return start.isoformat()
    return f"{start or ''}..{last or ''}"
