"""Writes the rows of what a reading tells: actors, contacts, statements, contested terms, coded events.

In: a record, the document whose words it has, its place in the store.  Out: rows, and the roles of actors in them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
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
from dragoman.store.codec import encode_passages, encode_spans, encode_strings
from dragoman.store.connection import pack_values
from dragoman.store.names import name_key

Roles = tuple[tuple[str, tuple[Actor, ...]], ...]  # the actors of a contact or statement by role
ActorKeys = dict[Actor, int]  # rows of the actors of a version

_PASSAGE_GAP = " … "  # between the parts of a discontinuous passage, in the columns made for searching


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a record goes: its version, its place among the others of its kind, the key it had before, if any."""

    version: int
    position: int
    key: int | None = None


def insert(connection: sqlite3.Connection, sql: str, rows: Iterable[tuple[object, ...]]) -> None:
    """Insert rows, their strings as SQLite can hold them."""
    connection.executemany(sql, map(pack_values, rows))


def insert_row(connection: sqlite3.Connection, sql: str, *values: object) -> int:
    """Return the key of the row that was inserted."""
    return int(connection.execute(sql, pack_values(values)).lastrowid or 0)  # None only where nothing was inserted


# --- actors


def write_actors(connection: sqlite3.Connection, reading: Reading, version_key: int) -> ActorKeys:
    """Return the key of each actor: those the reading lists, then those that only its contacts and statements name."""
    listed: list[tuple[int | None, Actor]] = list(enumerate(reading.actors))
    known = set(reading.actors)
    others = dict.fromkeys(actor for actor in _involved_actors(reading) if actor not in known)
    keys: ActorKeys = {}
    for position, actor in (*listed, *((None, actor) for actor in others)):
        keys.setdefault(actor, write_actor(connection, actor, version_key, position))
    return keys


def write_actor(connection: sqlite3.Connection, actor: Actor, version_key: int, position: int | None) -> int:
    """Return the key of the row of an actor; `position` is its place in the reading's list, None for any other."""
    return insert_row(connection, _INSERT_ACTOR, version_key, position, *_actor_values(actor))


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
        for _, actors in contact_roles(contact):
            yield from actors
    for statement in reading.statements:
        for _, actors in statement_roles(statement):
            yield from actors
    for designation in reading.designations:
        for _, actors in _designation_roles(designation):
            yield from actors
    for event in reading.events:
        for _, actors in event_roles(event):
            yield from actors


def contact_roles(contact: Contact) -> Roles:
    """Return the actors of a contact by role."""
    return ("participant", contact.participants), ("chain", contact.chain)


def statement_roles(statement: Statement) -> Roles:
    """Return the actors of a statement by role."""
    return (
        ("speaker", statement.speakers),
        ("hearer", statement.hearers),
        ("chain", statement.chain),
        ("addressee", statement.addressee),
    )


def _designation_roles(designation: Designation) -> Roles:
    return ("speaker", designation.speakers), ("called", () if designation.actor is None else (designation.actor,))


def event_roles(event: EventReport) -> Roles:
    """Return the actors of a coded event by role."""
    return ("actor", event.actors), ("recipient", event.recipients), ("chain", event.chain)


def _role_rows(key: int, roles: Roles, actor_keys: ActorKeys) -> Iterator[tuple[int, str, int, int]]:
    """Yield key of the contact or statement, role, position in the role, key of the actor."""
    for role, actors in roles:
        for position, actor in enumerate(actors):
            yield key, role, position, actor_keys[actor]


# --- contacts, statements, designations


def write_contacts(connection: sqlite3.Connection, reading: Reading, version_key: int, actor_keys: ActorKeys) -> None:
    """Write the contacts of a reading."""
    for position, contact in enumerate(reading.contacts):
        write_contact(connection, contact, reading.document, Slot(version_key, position), actor_keys)


def write_contact(
    connection: sqlite3.Connection, contact: Contact, document: Document, slot: Slot, actor_keys: ActorKeys
) -> int:
    """Return the key of the row written for a contact of a document, with its actors."""
    values = _contact_values(contact, document)
    key = insert_row(connection, _INSERT_CONTACT, slot.key, slot.version, slot.position, *values)
    insert(
        connection, "INSERT INTO contact_actor VALUES (?, ?, ?, ?)", _role_rows(key, contact_roles(contact), actor_keys)
    )
    return key


_INSERT_CONTACT = """
    INSERT INTO contact (key, version, position, contact_id, kind, modality, start_date, end_date, start_time, timezone,
        date_basis, date_start, date_end, date_words, initiator, medium, duration_minutes, place, subject_start,
        subject_end, segment, evidence, words, rule, rule_version, confidence, location, location_kind,
        location_country, location_region, location_city, latitude, longitude, location_id, location_from, location_to,
        location_part, location_basis)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
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


def write_statements(connection: sqlite3.Connection, reading: Reading, version_key: int, actor_keys: ActorKeys) -> None:
    """Write the statements of a reading."""
    for position, statement in enumerate(reading.statements):
        write_statement(connection, statement, reading.document, Slot(version_key, position), actor_keys)


def write_statement(
    connection: sqlite3.Connection, statement: Statement, document: Document, slot: Slot, actor_keys: ActorKeys
) -> int:
    """Return the key of the row written for a statement of a document, with its actors."""
    values = _statement_values(statement, document)
    key = insert_row(connection, _INSERT_STATEMENT, slot.key, slot.version, slot.position, *values)
    insert(
        connection,
        "INSERT INTO statement_actor VALUES (?, ?, ?, ?)",
        _role_rows(key, statement_roles(statement), actor_keys),
    )
    return key


_INSERT_STATEMENT = """
    INSERT INTO statement (key, version, position, statement_id, contact_id, act, form, modality, voice, source, cue,
        content, words, start_date, end_date, start_time, timezone, date_basis, condition, condition_words,
        deadline_date, deadline_end, deadline_time, deadline_timezone, deadline_basis, deadline_from, deadline_to,
        deadline_words, segment, rule, rule_version, confidence)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""


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


def write_designations(
    connection: sqlite3.Connection, reading: Reading, version_key: int, actor_keys: ActorKeys
) -> None:
    """Write the contested terms of a reading."""
    for position, designation in enumerate(reading.designations):
        values = _designation_values(designation, reading.document)
        key = insert_row(connection, _INSERT_DESIGNATION, version_key, position, *values)
        rows = _role_rows(key, _designation_roles(designation), actor_keys)
        insert(connection, "INSERT INTO designation_actor VALUES (?, ?, ?, ?)", rows)


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


def write_events(connection: sqlite3.Connection, reading: Reading, version_key: int, actor_keys: ActorKeys) -> None:
    """Write the coded events of a reading."""
    for position, event in enumerate(reading.events):
        write_event(connection, event, reading.document, Slot(version_key, position), actor_keys)


def write_event(
    connection: sqlite3.Connection, event: EventReport, document: Document, slot: Slot, actor_keys: ActorKeys
) -> int:
    """Return the key of the row written for an coded event of a document, with its actors."""
    values = _event_values(event, document)
    key = insert_row(connection, _INSERT_EVENT, slot.key, slot.version, slot.position, *values)
    insert(connection, "INSERT INTO event_actor VALUES (?, ?, ?, ?)", _role_rows(key, event_roles(event), actor_keys))
    return key


_INSERT_EVENT = """
    INSERT INTO event (key, version, position, event_id, type, mode, cameo, contexts, modality, start_date, end_date,
        start_time, timezone, date_basis, date_start, date_end, date_words, place, place_country, contact_id,
        statement_id, cue, actor_words, recipient_words, segment, evidence, words, rule, rule_version, confidence,
        location, location_kind, location_country, location_region, location_city, latitude, longitude, location_id,
        location_from, location_to, location_part, location_basis)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
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
