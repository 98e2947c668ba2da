"""The record as CSV for spreadsheets: one line a contact or statement, readable columns, no cell a formula."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from dragoman.actors.name_comparison import NameComparison
from dragoman.coding.cameo import goldstein_of
from dragoman.coding.sectors import find_sectors
from dragoman.exports.rows import Json, find_editors
from dragoman.record import Actor, DateRange, Place
from dragoman.store.load import StoredContact, StoredDesignation, StoredEvent, StoredStatement
from dragoman.store.occurrence_query import Occurrence

CONTACT_COLUMNS = (
    "start_date", "end_date", "time", "timezone", "date_basis", "date_words", "kind", "modality", "participants",
    "initiator", "medium", "duration_minutes", "place", "location", "location_kind", "location_country", "latitude",
    "longitude", "reported_by", "words", "outlet", "title", "document_id", "contact_id", "version", "passages", "rule",
    "confidence", "edited_by",
)  # fmt: skip
STATEMENT_COLUMNS = (
    "speaker", "hearers", "act", "words", "form", "voice", "modality", "addressee", "condition",
    "deadline", "deadline_start", "deadline_end", "reported_by", "start_date", "end_date", "date_basis", "outlet",
    "title", "document_id", "statement_id", "contact_id",
    "version", "content", "rule", "confidence", "edited_by",
)  # fmt: skip

DESIGNATION_COLUMNS = (
    "by", "voice", "term", "words", "called", "outlet", "title", "document_id", "part", "start", "end", "segment",
    "statement_id", "designation_id", "version", "rule", "confidence",
)  # fmt: skip
EVENT_COLUMNS = (
    "start_date", "end_date", "date_basis", "date_words", "type", "mode", "quad", "cameo", "goldstein", "contexts",
    "modality", "actors", "actor_countries", "actor_sectors", "recipients", "recipient_countries", "recipient_sectors",
    "place", "place_country", "location", "location_kind", "location_country",
    "latitude", "longitude", "reported_by", "words", "outlet", "title", "document_id",
    "event_id", "contact_id", "statement_id", "version", "passages", "rule", "confidence", "edited_by",
)  # fmt: skip
OCCURRENCE_COLUMNS = (
    "first_day", "last_day", "kind", "modality", "participants", "countries", "accounts", "documents", "outlets",
    "told_by", "words", "document_ids", "contact_ids", "occurrence_id",
)  # fmt: skip
NAME_COLUMNS = ("one", "other", "score", "same", "reasons", "parts")

# What makes a spreadsheet compute a cell instead of showing it; the wide signs do so in East Asian settings.
_FORMULA = re.compile("[=+\\-@\t\r\n＝＋－＠]")
_BREAK = re.compile("\r\n?")  # a return alone would let a terminal write over the line
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def write_contacts(contacts: Iterable[StoredContact], out: TextIO) -> int:
    """Return how many contacts were written as CSV, under a line of column names."""
    return _write(CONTACT_COLUMNS, map(contact_cells, contacts), out)


def write_statements(statements: Iterable[StoredStatement], out: TextIO) -> int:
    """Return how many statements were written as CSV, under a line of column names."""
    return _write(STATEMENT_COLUMNS, map(statement_cells, statements), out)


def write_designations(designations: Iterable[StoredDesignation], out: TextIO) -> int:
    """Return how many contested terms were written as CSV, under a line of column names."""
    return _write(DESIGNATION_COLUMNS, map(_designation_cells, designations), out)


def write_events(events: Iterable[StoredEvent], out: TextIO) -> int:
    """Return how many coded events were written as CSV, under a line of column names."""
    return _write(EVENT_COLUMNS, map(event_cells, events), out)


def write_occurrences(occurrences: Iterable[Occurrence], out: TextIO) -> int:
    """Return how many occurrences were written as CSV, one line each, under a line of column names."""
    return _write(OCCURRENCE_COLUMNS, (tuple(occurrence_cells(each).values()) for each in occurrences), out)


def occurrence_cells(occurrence: Occurrence) -> dict[str, Json]:
    """Return an occurrence by column: the outlets of its accounts in `told_by`, the words of the first of them."""
    reports = [each.found for each in occurrence.reports]
    cells: tuple[Json, ...] = (
        str(occurrence.first_day or ""),
        str(occurrence.last_day or ""),
        occurrence.kind.value,
        occurrence.modality.value,
        _people(occurrence.participants),
        "; ".join(actor.country or "–" for actor in occurrence.participants),
        occurrence.accounts,
        occurrence.documents,
        occurrence.outlets,
        "; ".join(dict.fromkeys(each.outlet or "not told" for each in reports)),
        reports[0].words if reports else "",
        "; ".join(each.document_id for each in reports),
        "; ".join(each.contact.contact_id for each in reports),
        occurrence.occurrence_id,
    )
    return dict(zip(OCCURRENCE_COLUMNS, cells, strict=True))


def write_names(comparisons: Iterable[NameComparison], out: TextIO) -> int:
    """Return how many comparisons of names were written as CSV, under a line of column names."""
    return _write(NAME_COLUMNS, map(_name_cells, comparisons), out)


def safe_cell(value: object) -> str:
    """Return the value as a cell that no spreadsheet takes for a formula: "=1+1" becomes "'=1+1".

    Control characters, which a terminal might obey, become "�".
    """
    if isinstance(value, int | float):
        return str(value)  # "-7.0" is a number, not a formula
    text = "" if value is None else str(value)
    text = f"'{text}" if _FORMULA.match(text) else text
    return _CONTROL.sub("�", _BREAK.sub("\n", text))


def _write(columns: Sequence[str], rows: Iterator[tuple[object, ...]], out: TextIO) -> int:
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    count = 0
    for row in rows:
        writer.writerow([safe_cell(value) for value in row])
        count += 1
    return count


def contact_cells(found: StoredContact) -> tuple[object, ...]:
    """Return a contact by column, in the order of `CONTACT_COLUMNS`."""
    contact = found.contact
    return (
        *_dates(contact.when),
        contact.when.start_time if contact.when else None,
        contact.when.timezone if contact.when else None,
        contact.when.basis if contact.when else None,
        found.date_words,
        contact.kind.value,
        contact.modality.value,
        _people(contact.participants),
        found.initiator.name if found.initiator else None,
        contact.medium,
        contact.duration_minutes,
        contact.place,
        *_location(contact.location),
        _names(contact.chain),
        found.words,
        found.outlet,
        found.title,
        found.document_id,
        contact.contact_id,
        found.version,
        "; ".join(f"{p.part} {p.span.start}-{p.span.end}" for p in contact.evidence),
        contact.grounds.rule,
        contact.grounds.confidence,
        find_editors(contact),
    )


def statement_cells(found: StoredStatement) -> tuple[object, ...]:
    """Return a statement by column, in the order of `STATEMENT_COLUMNS`."""
    statement = found.statement
    return (
        _people(statement.speakers),
        _people(statement.hearers),
        statement.act.value,
        found.words,
        statement.form,
        statement.voice,
        statement.modality.value,
        _people(statement.addressee),
        found.condition_words,
        found.deadline_words,
        *_dates(statement.deadline),
        _names(statement.chain),
        *_dates(statement.when),
        statement.when.basis if statement.when else None,
        found.outlet,
        found.title,
        found.document_id,
        statement.statement_id,
        statement.contact_id,
        found.version,
        "; ".join(f"{span.start}-{span.end}" for span in statement.content),
        statement.grounds.rule,
        statement.grounds.confidence,
        find_editors(statement),
    )


def _designation_cells(found: StoredDesignation) -> tuple[object, ...]:
    designation = found.designation
    return (
        _people(designation.speakers) or found.outlet,
        designation.voice,
        designation.term,
        found.words,
        designation.actor.name if designation.actor is not None else None,
        found.outlet,
        found.title,
        found.document_id,
        designation.part,
        designation.span.start,
        designation.span.end,
        designation.segment.value,
        designation.statement_id,
        designation.designation_id,
        found.version,
        designation.grounds.rule,
        designation.grounds.confidence,
    )


def _name_cells(found: NameComparison) -> tuple[object, ...]:
    parts = (f"{part.kind}: {part.one or '–'} | {part.other or '–'}: {part.how}" for part in found.parts)
    same = {True: "true", False: "false", None: None}[found.same]
    return (found.one, found.other, found.score, same, "; ".join(found.reasons), "; ".join(parts))


def _dates(when: DateRange | None) -> tuple[object, object]:
    return (when.start, when.end) if when else (None, None)


def _location(place: Place | None) -> tuple[object, ...]:
    if place is None:
        return (None,) * 5
    return (place.name, place.kind, place.country, place.latitude, place.longitude)


def event_cells(found: StoredEvent) -> tuple[object, ...]:
    """Return an event by column, in the order of `EVENT_COLUMNS`."""
    event = found.event
    return (
        event.when.start if event.when else None,
        event.when.end if event.when else None,
        event.when.basis if event.when else None,
        found.date_words,
        event.type.value,
        event.mode,
        event.type.quad.value,
        event.cameo,
        goldstein_of(event.cameo),
        "; ".join(event.contexts),
        event.modality.value,
        *_sides(event.actors),
        *_sides(event.recipients),
        event.place,
        event.place_country,
        *_location(event.location),
        _names(event.chain) or found.outlet,
        found.words,
        found.outlet,
        found.title,
        found.document_id,
        event.event_id,
        event.contact_id,
        event.statement_id,
        found.version,
        "; ".join(f"{passage.span.start}-{passage.span.end}" for passage in event.evidence),
        event.grounds.rule,
        event.grounds.confidence,
        find_editors(event),
    )


def _sides(actors: Sequence[Actor]) -> tuple[str, str, str]:
    """Return names, countries and main sectors of one side, each in the order of the names, "–" where unknown."""
    sectors = (find_sectors(actor) for actor in actors)
    return (
        _people(actors),
        "; ".join(actor.country or "–" for actor in actors),
        "; ".join(found[0] if found else "–" for found in sectors),
    )


def _people(actors: Sequence[Actor]) -> str:
    return "; ".join(f"{a.name} ({a.office})" if a.office and a.office != a.name else a.name for a in actors)


def _names(actors: Sequence[Actor]) -> str:
    """Return a chain, outermost first: "Kestland Press > state media"."""
    return " > ".join(actor.name for actor in actors)
