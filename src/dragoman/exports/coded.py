"""A user's own table of sentences → the same table with the events coded from them.

With columns for the two sides, each row is coded between them, and comes back once.  Without, every event that a
sentence tells gives a row; one that tells none comes back with the new columns empty.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TextIO

from dragoman.coding.cameo import goldstein_of
from dragoman.coding.given import Coded
from dragoman.errors import InputError, OptionError
from dragoman.exports.sheets import safe_cell
from dragoman.language.model import Language
from dragoman.pipeline import code_sentence, read_document
from dragoman.reading.text import make_document
from dragoman.record import Document, EventReport, EventType, Segment, SegmentKind, Span

CODED_COLUMNS = (
    "type", "mode", "quad", "cameo", "goldstein", "modality", "actors", "recipients", "confidence", "rule",
)  # fmt: skip
_NOTHING = ("",) * len(CODED_COLUMNS)
SENTENCE_NAMES = ("sentence", "text", "event_text", "headline")


@dataclass(frozen=True, slots=True)
class TableColumns:
    """Which columns hold what; None where the table has none."""

    sentence: str
    actor: str | None = None
    recipient: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as it was read: its heading and rows, and how its cells are parted."""

    path: Path
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    delimiter: str
    quoting: bool

    def cell(self, row: tuple[str, ...], column: str | None) -> str:
        return row[self.columns.index(column)] if column is not None else ""


@dataclass(frozen=True, slots=True)
class CodedCount:
    """What came of a table: rows written; of its sentences, those coded, and those less sure than was asked for.

    `astray` are sentences in which neither of the given sides stands as it is written.
    """

    rows: int = 0
    sentences: int = 0
    coded: int = 0
    unsure: int = 0
    astray: int = 0

    @property
    def empty(self) -> int:
        """Sentences that tell no event between two sides."""
        return self.sentences - self.coded - self.unsure


@dataclass(frozen=True, slots=True)
class _CodedRow:
    """The coded cells of one sentence: empty ones where it tells no event, or none that is sure enough."""

    cells: tuple[tuple[object, ...], ...]
    is_unsure: bool = False
    is_astray: bool = False

    @property
    def is_coded(self) -> bool:
        return self.cells[0] != _NOTHING


def read_sheet(path: Path, *, quoting: bool) -> Sheet:
    """Return a table with a heading; its cells are parted by tabs, semicolons or commas, whichever the heading has.

    Raises InputError where it cannot be read, or a row has more cells than the heading.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            heading = file.readline()
            delimiter = next((each for each in "\t;" if each in heading), ",")
            file.seek(0)
            plain = csv.reader(file, delimiter=delimiter, quoting=csv.QUOTE_NONE)
            rows = [tuple(row) for row in (csv.reader(file, delimiter=delimiter) if quoting else plain) if row]
    except FileNotFoundError as error:
        raise InputError(f"{path}: there is no such file; give the path of a table") from error
    except OSError as error:
        raise InputError(f"{path}: it cannot be opened ({error.strerror}); give a file that you may read") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path}: it cannot be read ({error}); give a table of text in UTF-8") from error
    if not rows:
        raise InputError(f"{path}: the table is empty; give one with a heading and a sentence a row")
    columns = rows[0]
    for number, row in enumerate(rows[1:], start=2):
        if len(row) > len(columns):
            raise InputError(
                f"{path}: line {number} has {len(row)} cells, the heading {len(columns)}; quote cells that hold "
                "the delimiter, or use --no-quoting for a table without quoting"
            )
    filled = tuple(row + ("",) * (len(columns) - len(row)) for row in rows[1:])
    return Sheet(path, columns, filled, delimiter, quoting)


def choose_columns(
    sheet: Sheet, sentence: str | None, actor: str | None, recipient: str | None, published: str | None
) -> TableColumns:
    """Return which columns hold what; raises OptionError for one that the table does not have."""
    if sentence is None:
        sentence = next((name for name in SENTENCE_NAMES if name in sheet.columns), None)
        if sentence is None:
            raise OptionError(
                f"{sheet.path}: no column is called {' or '.join(SENTENCE_NAMES)}; name it with --sentence, "
                f"one of {', '.join(sheet.columns)}"
            )
    for option, name in (
        ("--sentence", sentence), ("--actor", actor), ("--recipient", recipient), ("--published", published),
    ):  # fmt: skip
        if name is not None and name not in sheet.columns:
            raise OptionError(f"{option} {name!r}: the table has no such column, only {', '.join(sheet.columns)}")
    return TableColumns(sentence, actor, recipient, published)


def name_coded(columns: Sequence[str]) -> tuple[str, ...]:
    """Return the headings of the coded columns; one that the table has already is told apart as "dragoman_type"."""
    names: list[str] = []
    for name in CODED_COLUMNS:
        heading = name
        while heading in columns:
            heading = f"dragoman_{heading}"
        names.append(heading)
    return tuple(names)


def write_coded(sheet: Sheet, columns: TableColumns, language: Language, out: TextIO, least: float = 0.0) -> CodedCount:
    """Write the table with the coded columns behind its own; return what came of it.

    What is less sure than `least` is not coded.
    """
    if sheet.quoting:
        writer = csv.writer(out, delimiter=sheet.delimiter, lineterminator="\n")
    else:
        writer = csv.writer(out, delimiter=sheet.delimiter, quoting=csv.QUOTE_NONE, quotechar=None, lineterminator="\n")
    writer.writerow([*sheet.columns, *name_coded(sheet.columns)])
    count = CodedCount()
    for row in sheet.rows:
        found = _code_row(sheet, row, columns, language, least)
        for cells in found.cells:
            writer.writerow([*row, *map(safe_cell, cells)])
        count = CodedCount(
            count.rows + len(found.cells),
            count.sentences + 1,
            count.coded + found.is_coded,
            count.unsure + found.is_unsure,
            count.astray + found.is_astray,
        )
    return count


def _code_row(sheet: Sheet, row: tuple[str, ...], columns: TableColumns, language: Language, least: float) -> _CodedRow:
    text = sheet.cell(row, columns.sentence)
    document = _make_sentence(text, _day(sheet, row, columns.published))
    if columns.actor is None and columns.recipient is None:
        events = read_document(document, language).events
        sure = tuple(_event_cells(each) for each in events if each.grounds.confidence >= least)
        return _CodedRow(sure or (_NOTHING,), is_unsure=bool(events) and not sure)
    actor, recipient = sheet.cell(row, columns.actor), sheet.cell(row, columns.recipient)
    if not actor.strip() and not recipient.strip():  # between two empty cells there is nothing to code
        return _CodedRow((_NOTHING,))
    sides = _find(text, actor), _find(text, recipient)
    coded = code_sentence(document, *sides, language)
    is_sure = coded is not None and coded.confidence >= least
    cells = _given_cells(coded if is_sure else None, actor, recipient)
    return _CodedRow((cells,), is_unsure=coded is not None and not is_sure, is_astray=sides == (None, None))


def _make_sentence(text: str, published: dt.date | None) -> Document:
    """A document that is all body: no line of a table is a heading or a link."""
    document = make_document(text, published=published)
    return replace(document, segments=(Segment(SegmentKind.BODY, Span(0, len(text))),))


def _day(sheet: Sheet, row: tuple[str, ...], column: str | None) -> dt.date | None:
    words = sheet.cell(row, column).strip()
    if not words:
        return None
    try:
        return dt.date.fromisoformat(words[:10])
    except ValueError:
        raise InputError(f"{sheet.path}: {words!r} in column {column!r} is no date; write 2024-02-12") from None


def _find(text: str, words: str) -> Span | None:
    """Where a side stands in the sentence; None where it does not."""
    at = text.find(words) if words else -1
    return None if at < 0 else Span(at, at + len(words))


def _given_cells(coded: Coded | None, actor: str, recipient: str) -> tuple[object, ...]:
    if coded is None:
        return _NOTHING
    sides = (actor, recipient)
    return _cells(coded.type, coded.mode, coded.cameo, coded.modality.value, sides, coded.confidence, coded.rule)


def _event_cells(event: EventReport) -> tuple[object, ...]:
    sides = tuple("; ".join(actor.name for actor in actors) for actors in (event.actors, event.recipients))
    grounds = event.grounds
    return _cells(event.type, event.mode, event.cameo, event.modality.value, sides, grounds.confidence, grounds.rule)


def _cells(
    kind: EventType,
    mode: str | None,
    cameo: str | None,
    modality: str,
    sides: tuple[str, ...],
    confidence: float,
    rule: str,
) -> tuple[object, ...]:
    """The cells in the order of `CODED_COLUMNS`."""
    return kind.value, mode, kind.quad.value, cameo, goldstein_of(cameo), modality, *sides, confidence, rule
