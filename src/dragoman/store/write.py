"""Puts readings into a store: a batch goes in whole or not at all.

Re-reading the same version of a document replaces its reading and nothing else.  A changed text
under the same id is a new version beside the old.  The same text under another id is another
document, marked as a copy of the first.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dragoman.record import (
    Actor,
    Contact,
    DateRange,
    Designation,
    Document,
    EventReport,
    Place,
    Reading,
    Span,
    Statement,
)
from dragoman.store.codec import encode_moment, encode_pairs, encode_passages, encode_spans, encode_strings
from dragoman.store.connection import pack_values, transaction
from dragoman.store.names import name_key

Roles = tuple[tuple[str, tuple[Actor, ...]], ...]  # the actors of a contact or statement by role

_PASSAGE_GAP = " … "  # between the parts of a discontinuous passage, in the columns made for searching


@dataclass(frozen=True, slots=True)
class FailedDocument:
    """A file, or a document inside one, that could not be read; `where` is "" for a whole file."""

    path: str
    where: str
    reason: str
    remedy: str


def write_readings(connection: sqlite3.Connection, readings: Iterable[Reading]) -> int:
    """Return how many readings were written, all of them in one transaction.

    Raises `StoreError`, and then none of them is written.
    """
    return write_batch(connection, readings)


def write_batch(
    connection: sqlite3.Connection,
    readings: Iterable[Reading],
    failures: Iterable[FailedDocument] = (),
    begun: Iterable[str] = (),
) -> int:
    """Return how many readings were written, in one transaction with what failed.

    `begun` are the paths read from: what the store remembers of their earlier failures is forgotten.
    Raises `StoreError`, and then nothing of the batch is written.
    """
    now = _now()
    count = 0
    with transaction(connection):
        _insert(connection, "DELETE FROM failure WHERE path = ?", [(path,) for path in begun])
        for reading in readings:
            _write_reading(connection, reading, now)
            count += 1
        failed = [(f.path, f.where, f.reason, f.remedy, now) for f in failures]
        _insert(connection, "INSERT OR REPLACE INTO failure VALUES (?, ?, ?, ?, ?)", failed)
    return count


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def _insert(connection: sqlite3.Connection, sql: str, rows: Iterable[tuple[object, ...]]) -> None:
    connection.executemany(sql, map(pack_values, rows))


def _execute(connection: sqlite3.Connection, sql: str, *values: object) -> sqlite3.Cursor:
    return connection.execute(sql, pack_values(values))


def _insert_row(connection: sqlite3.Connection, sql: str, *values: object) -> int:
    """Return the key of the row that was inserted."""
    return int(_execute(connection, sql, *values).lastrowid or 0)  # None only where nothing was inserted


def _write_reading(connection: sqlite3.Connection, reading: Reading, now: str) -> None:
    document = reading.document
    version_key = _write_version(connection, document, reading.versions, now)
    for table in ("segment", "mention", "contact", "statement", "designation", "event", "actor"):
        connection.execute(f"DELETE FROM {table} WHERE version = ?", (version_key,))
    segments = ((version_key, i, s.kind.value, s.span.start, s.span.end) for i, s in enumerate(document.segments))
    _insert(connection, "INSERT INTO segment VALUES (?, ?, ?, ?, ?)", segments)
    mentions = (
        (version_key, i, m.span.start, m.span.end, m.part, m.form, encode_strings(m.actor_ids))
        for i, m in enumerate(reading.mentions)
    )
    _insert(connection, "INSERT INTO mention VALUES (?, ?, ?, ?, ?, ?, ?)", mentions)
    actor_keys = _write_actors(connection, reading, version_key)
    _write_contacts(connection, reading, version_key, actor_keys)
    _write_statements(connection, reading, version_key, actor_keys)
    _write_designations(connection, reading, version_key, actor_keys)
    _write_events(connection, reading, version_key, actor_keys)


# --- documents and versions


def _write_version(
    connection: sqlite3.Connection, document: Document, read_by: Sequence[tuple[str, str]], now: str
) -> int:
    """Return the key of the document's version, made or brought up to date."""
    document_key = _write_document(connection, document.document_id)
    source = document.source
    details = (
        source.key,
        source.path,
        source.url,
        source.outlet,
        source.title,
        source.author,
        encode_moment(source.published),
        source.timezone,
        encode_pairs(source.provenance),
        encode_pairs(read_by),
        now,
    )
    found = _execute(
        connection, "SELECT key FROM version WHERE document = ? AND version = ?", document_key, document.version
    ).fetchone()
    if found:
        _execute(connection, _UPDATE_VERSION, *details, found[0])
        return int(found[0])
    copy_of = _find_original(connection, document_key, document.version)
    named = (document_key, document.version, copy_of, document.text)
    version_key = _insert_row(connection, _INSERT_VERSION, *named, *details, now)
    connection.execute("UPDATE document SET newest = ? WHERE key = ?", (version_key, document_key))
    return version_key


_UPDATE_VERSION = """
    UPDATE version SET source_key = ?, path = ?, url = ?, outlet = ?, title = ?, author = ?, published = ?,
        timezone = ?, provenance = ?, read_by = ?, last_read = ? WHERE key = ?"""
_INSERT_VERSION = """
    INSERT INTO version (document, version, copy_of, text, source_key, path, url, outlet, title, author, published,
        timezone, provenance, read_by, last_read, first_read)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""


def _write_document(connection: sqlite3.Connection, document_id: str) -> int:
    found = _execute(connection, "SELECT key FROM document WHERE document_id = ?", document_id).fetchone()
    if found:
        return int(found[0])
    return _insert_row(connection, "INSERT INTO document (document_id) VALUES (?)", document_id)


def _find_original(connection: sqlite3.Connection, document_key: int, version: str) -> str | None:
    """Return the id of the first other document that came with this very text."""
    sql = """SELECT document_id FROM version JOIN document ON document.key = version.document
        WHERE version.version = ? AND document.key != ? ORDER BY version.key LIMIT 1"""
    found = _execute(connection, sql, version, document_key).fetchone()
    return str(found[0]) if found else None


# --- actors


def _write_actors(connection: sqlite3.Connection, reading: Reading, version_key: int) -> dict[Actor, int]:
    """Return the key of each actor: those the reading lists, then those that only its contacts and statements name."""
    listed: list[tuple[int | None, Actor]] = list(enumerate(reading.actors))
    known = set(reading.actors)
    others = dict.fromkeys(actor for actor in _involved_actors(reading) if actor not in known)
    keys: dict[Actor, int] = {}
    for position, actor in (*listed, *((None, actor) for actor in others)):
        key = _insert_row(connection, _INSERT_ACTOR, version_key, position, *_actor_values(actor))
        keys.setdefault(actor, key)
    return keys


_INSERT_ACTOR = """
    INSERT INTO actor
        (version, position, actor_id, kind, name, office, country, gender, aliases, members, named_by, name_key)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""


def _actor_values(actor: Actor) -> tuple[object, ...]:
    return (
        actor.actor_id,
        actor.kind.value,
        actor.name,
        actor.office,
        actor.country,
        actor.gender,
        encode_strings(actor.aliases),
        encode_strings(actor.members),
        actor.named_by,
        name_key(actor),
    )


def _involved_actors(reading: Reading) -> Iterator[Actor]:
    for contact in reading.contacts:
        for _, actors in _contact_roles(contact):
            yield from actors
    for statement in reading.statements:
        for _, actors in _statement_roles(statement):
            yield from actors
    for designation in reading.designations:
        for _, actors in _designation_roles(designation):
            yield from actors
    for event in reading.events:
        for _, actors in _event_roles(event):
            yield from actors


def _contact_roles(contact: Contact) -> Roles:
    return ("participant", contact.participants), ("chain", contact.chain)


def _statement_roles(statement: Statement) -> Roles:
    return (
        ("speaker", statement.speakers),
        ("hearer", statement.hearers),
        ("chain", statement.chain),
        ("addressee", statement.addressee),
    )


def _designation_roles(designation: Designation) -> Roles:
    return ("speaker", designation.speakers), ("called", () if designation.actor is None else (designation.actor,))


def _event_roles(event: EventReport) -> Roles:
    return ("actor", event.actors), ("recipient", event.recipients), ("chain", event.chain)


def _role_rows(key: int, roles: Roles, actor_keys: dict[Actor, int]) -> Iterator[tuple[int, str, int, int]]:
    """Yield key of the contact or statement, role, position in the role, key of the actor."""
    for role, actors in roles:
        for position, actor in enumerate(actors):
            yield key, role, position, actor_keys[actor]


# --- contacts, statements, designations


def _write_contacts(
    connection: sqlite3.Connection, reading: Reading, version_key: int, actor_keys: dict[Actor, int]
) -> None:
    for position, contact in enumerate(reading.contacts):
        values = _contact_values(contact, reading.document)
        key = _insert_row(connection, _INSERT_CONTACT, version_key, position, *values)
        rows = _role_rows(key, _contact_roles(contact), actor_keys)
        _insert(connection, "INSERT INTO contact_actor VALUES (?, ?, ?, ?)", rows)


_INSERT_CONTACT = """
    INSERT INTO contact (version, position, contact_id, kind, modality, start_date, end_date, start_time, timezone,
        date_basis, date_start, date_end, date_words, initiator, medium, duration_minutes, place, subject_start,
        subject_end, segment, evidence, words, rule, rule_version, confidence, location, location_kind,
        location_country, location_region, location_city, latitude, longitude, location_id, location_from, location_to,
        location_part, location_basis)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
        ?, ?)"""


def _contact_values(contact: Contact, document: Document) -> tuple[object, ...]:
    title = document.source.title or ""
    words = ((title if p.part == "title" else document.text)[p.span.start : p.span.end] for p in contact.evidence)
    return (
        contact.contact_id,
        contact.kind.value,
        contact.modality.value,
        *_date_values(contact.when),
        *_span_values(contact.date_words),
        document[contact.date_words] if contact.date_words is not None else None,
        contact.initiator,
        contact.medium,
        contact.duration_minutes,
        contact.place,
        *_span_values(contact.subject),
        contact.segment.value,
        encode_passages(contact.evidence),
        _PASSAGE_GAP.join(words),
        contact.grounds.rule,
        contact.grounds.version,
        contact.grounds.confidence,
        *_place_values(contact.location),
    )


def _write_statements(
    connection: sqlite3.Connection, reading: Reading, version_key: int, actor_keys: dict[Actor, int]
) -> None:
    for position, statement in enumerate(reading.statements):
        values = _statement_values(statement, reading.document)
        key = _insert_row(connection, _INSERT_STATEMENT, version_key, position, *values)
        rows = _role_rows(key, _statement_roles(statement), actor_keys)
        _insert(connection, "INSERT INTO statement_actor VALUES (?, ?, ?, ?)", rows)


_INSERT_STATEMENT = """
    INSERT INTO statement (version, position, statement_id, contact_id, act, form, modality, voice, source, cue,
        content, words, start_date, end_date, start_time, timezone, date_basis, condition, condition_words,
        deadline_date, deadline_end, deadline_time, deadline_timezone, deadline_basis, deadline_from, deadline_to,
        deadline_words, segment, rule, rule_version, confidence)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""


def _statement_values(statement: Statement, document: Document) -> tuple[object, ...]:
    return (
        statement.statement_id,
        statement.contact_id,
        statement.act.value,
        statement.form,
        statement.modality.value,
        statement.voice,
        encode_spans(statement.source),
        encode_spans(statement.cue),
        encode_spans(statement.content),
        _PASSAGE_GAP.join(document[span] for span in statement.content),
        *_date_values(statement.when),
        encode_spans(statement.condition),
        _PASSAGE_GAP.join(document[span] for span in statement.condition) or None,
        *_date_values(statement.deadline),
        *_span_values(statement.deadline_words),
        document[statement.deadline_words] if statement.deadline_words is not None else None,
        statement.segment.value,
        statement.grounds.rule,
        statement.grounds.version,
        statement.grounds.confidence,
    )


def _write_designations(
    connection: sqlite3.Connection, reading: Reading, version_key: int, actor_keys: dict[Actor, int]
) -> None:
    for position, designation in enumerate(reading.designations):
        values = _designation_values(designation, reading.document)
        key = _insert_row(connection, _INSERT_DESIGNATION, version_key, position, *values)
        rows = _role_rows(key, _designation_roles(designation), actor_keys)
        _insert(connection, "INSERT INTO designation_actor VALUES (?, ?, ?, ?)", rows)


_INSERT_DESIGNATION = """
    INSERT INTO designation (version, position, designation_id, term, part, start, "end", words, voice, statement_id,
        segment, rule, rule_version, confidence)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""


def _designation_values(designation: Designation, document: Document) -> tuple[object, ...]:
    text = (document.source.title or "") if designation.part == "title" else document.text
    return (
        designation.designation_id,
        designation.term,
        designation.part,
        designation.span.start,
        designation.span.end,
        text[designation.span.start : designation.span.end],
        designation.voice,
        designation.statement_id,
        designation.segment.value,
        designation.grounds.rule,
        designation.grounds.version,
        designation.grounds.confidence,
    )


def _write_events(
    connection: sqlite3.Connection, reading: Reading, version_key: int, actor_keys: dict[Actor, int]
) -> None:
    for position, event in enumerate(reading.events):
        values = _event_values(event, reading.document)
        key = _insert_row(connection, _INSERT_EVENT, version_key, position, *values)
        rows = _role_rows(key, _event_roles(event), actor_keys)
        _insert(connection, "INSERT INTO event_actor VALUES (?, ?, ?, ?)", rows)


_INSERT_EVENT = """
    INSERT INTO event (version, position, event_id, type, mode, cameo, contexts, modality, start_date, end_date,
        start_time, timezone, date_basis, date_start, date_end, date_words, place, place_country, contact_id,
        statement_id, cue, actor_words, recipient_words, segment, evidence, words, rule, rule_version, confidence,
        location, location_kind, location_country, location_region, location_city, latitude, longitude, location_id,
        location_from, location_to, location_part, location_basis)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
        ?, ?, ?, ?, ?, ?)"""


def _event_values(event: EventReport, document: Document) -> tuple[object, ...]:
    title = document.source.title or ""
    words = ((title if p.part == "title" else document.text)[p.span.start : p.span.end] for p in event.evidence)
    return (
        event.event_id,
        event.type.value,
        event.mode,
        event.cameo,
        encode_strings(event.contexts),
        event.modality.value,
        *_date_values(event.when),
        *_span_values(event.date_words),
        document[event.date_words] if event.date_words is not None else None,
        event.place,
        event.place_country,
        event.contact_id,
        event.statement_id,
        encode_spans(event.cue),
        encode_spans(event.actor_words),
        encode_spans(event.recipient_words),
        event.segment.value,
        encode_passages(event.evidence),
        _PASSAGE_GAP.join(words),
        event.grounds.rule,
        event.grounds.version,
        event.grounds.confidence,
        *_place_values(event.location),
    )


def _date_values(when: DateRange | None) -> tuple[str | None, str | None, str | None, str | None, str | None]:
    """Return start, end, time, zone and basis as the columns hold them."""
    if when is None:
        return None, None, None, None, None
    return (
        when.start.isoformat() if when.start else None,
        when.end.isoformat() if when.end else None,
        when.start_time.isoformat() if when.start_time else None,
        when.timezone,
        when.basis,
    )


def _place_values(place: Place | None) -> tuple[object, ...]:
    """Return the twelve columns of a place, all empty where there is none."""
    if place is None:
        return (None,) * 12
    return (
        place.name,
        place.kind,
        place.country,
        place.region,
        place.city,
        place.latitude,
        place.longitude,
        place.gazetteer_id,
        *_span_values(place.span),
        place.part,
        place.basis,
    )


def _span_values(span: Span | None) -> tuple[int | None, int | None]:
    return (span.start, span.end) if span is not None else (None, None)  # an empty span is false
