"""Takes readings out of a store exactly as they were written."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from dragoman.errors import StoreError
from dragoman.record import (
    Act,
    Actor,
    ActorKind,
    Contact,
    ContactKind,
    DateRange,
    Designation,
    Document,
    EventReport,
    EventType,
    Grounds,
    Mention,
    Modality,
    Place,
    Reading,
    RecordKind,
    Segment,
    SegmentKind,
    Source,
    Span,
    Statement,
)
from dragoman.store.codec import decode_moment, decode_pairs, decode_passages, decode_spans, decode_strings
from dragoman.store.connection import pack_values, store_errors, store_path
from dragoman.store.corrections import find_borne
from dragoman.store.values import decode_value

ACTOR_COLUMNS = (
    "actor.actor_id, actor.kind, actor.name, actor.office, actor.country, actor.gender, actor.aliases, "
    "actor.members, actor.named_by"
)
ADDED = 1_000_000  # from this position on stand records that were added by hand
_CHUNK = 500  # rows whose actors are fetched at once; SQLite takes at least 999 values a statement

# A row of the store: what a column holds is known from the migrations, not from Python's types.
Row = tuple[Any, ...]
Told = TypeVar("Told", Contact, Statement, EventReport)


def load_reading(connection: sqlite3.Connection, document_id: str, version: str | None = None) -> Reading:
    """Return the reading of a document as it was written: of this version, or of the newest.

    Raises `StoreError` when the store has no such document or version.
    """
    with store_errors(store_path(connection)):
        if version is None:
            sql = "SELECT newest FROM document WHERE document_id = ?"
            found = connection.execute(sql, pack_values((document_id,))).fetchone()
        else:
            sql = """SELECT version.key FROM version JOIN document ON document.key = version.document
                WHERE document_id = ? AND version.version = ?"""
            found = connection.execute(sql, pack_values((document_id, version))).fetchone()
        if not found:
            what = f"document {document_id!r}" + (f" in version {version!r}" if version else "")
            raise StoreError(f"{store_path(connection)}: there is no {what}; dragoman documents lists those there are")
        return _load_version(connection, found[0])


def load_readings(connection: sqlite3.Connection) -> Iterator[Reading]:
    """Yield every reading, of all versions, in the order in which they came into the store.

    Notes that are the source of what was added by hand are none.
    """
    sql = "SELECT key FROM version WHERE document NOT IN (SELECT document FROM added_document) ORDER BY key"
    with store_errors(store_path(connection)):
        for (key,) in connection.execute(sql):
            yield _load_version(connection, key)


def _load_version(connection: sqlite3.Connection, key: int) -> Reading:
    sql = """SELECT document_id, version.version, text, source_key, path, url, outlet, title, author, published,
        timezone, provenance, read_by
        FROM version JOIN document ON document.key = version.document WHERE version.key = ?"""
    document_id, version, text, *source_values, provenance, read_by = connection.execute(sql, (key,)).fetchone()
    source_key, path, url, outlet, title, author, published, timezone = source_values
    source = Source(
        key=source_key,
        path=path,
        url=url,
        outlet=outlet,
        title=title,
        author=author,
        published=decode_moment(published),
        timezone=timezone,
        provenance=decode_pairs(provenance),
    )
    document = Document(document_id, version, text, source, _load_segments(connection, key))
    told = _told_in(key)
    return Reading(
        document=document,
        actors=_load_actors(connection, key),
        mentions=_load_mentions(connection, key),
        contacts=_as_read(
            connection,
            "contact",
            Contact,
            key,
            [found.contact for found in load_contacts(connection, *told["contact"])],
        ),
        statements=_as_read(
            connection,
            "statement",
            Statement,
            key,
            [found.statement for found in load_statements(connection, *told["statement"])],
        ),
        versions=decode_pairs(read_by),
        designations=tuple(
            found.designation
            for found in load_designations(connection, "designation.version = ?", (key,), "designation.position")
        ),
        events=_as_read(
            connection, "event", EventReport, key, [found.event for found in load_events(connection, *told["event"])]
        ),
    )


def load_corrected(connection: sqlite3.Connection, document_id: str, version: str | None = None) -> Reading:
    """Return the reading of a document with what reviewers corrected; raises `StoreError` as `load_reading` does."""
    reading = load_reading(connection, document_id, version)
    condition, bound = "document.document_id = ? AND version.version = ?", (document_id, reading.document.version)
    added = connection.execute(_ADDED_ACTORS, pack_values(bound))
    return replace(
        reading,
        actors=(*reading.actors, *map(read_actor, added)),
        contacts=tuple(e.contact for e in load_contacts(connection, condition, bound, "contact.position")),
        statements=tuple(e.statement for e in load_statements(connection, condition, bound, "statement.position")),
        events=tuple(e.event for e in load_events(connection, condition, bound, "event.position")),
    )


_ADDED_ACTORS = f"""SELECT {ACTOR_COLUMNS} FROM added_actor JOIN actor ON actor.key = added_actor.actor
    JOIN version ON version.key = actor.version JOIN document ON document.key = version.document
    WHERE document_id = ? AND version.version = ? ORDER BY actor.key"""


def _told_in(version: int) -> dict[RecordKind, tuple[str, tuple[int, int], str]]:
    """Condition, values and order that give the contacts, statements and events of a version that were read in it."""
    kinds: tuple[RecordKind, ...] = ("contact", "statement", "event")
    return {
        kind: (f"{kind}.version = ? AND {kind}.position < ?", (version, ADDED), f"{kind}.position") for kind in kinds
    }


def _as_read(
    connection: sqlite3.Connection, about: RecordKind, kind: type[Told], version: int, found: Sequence[Told]
) -> tuple[Told, ...]:
    """The records of a version as they were read: those that a correction changed or took out are put back."""
    kept = [replace(each, corrections=()) if each.corrections else each for each in found]
    sql = "SELECT position, content FROM original WHERE version = ? AND about = ?"
    originals = dict(connection.execute(sql, (version, about)))
    if not originals:
        return tuple(kept)
    sql = f"SELECT position FROM {about} WHERE version = ? AND position < ? ORDER BY position"
    positions = [row[0] for row in connection.execute(sql, (version, ADDED))]
    placed = dict(zip(positions, kept, strict=True))
    placed |= {position: decode_value(kind, json.loads(content)) for position, content in originals.items()}
    return tuple(placed[position] for position in sorted(placed))


def _load_segments(connection: sqlite3.Connection, key: int) -> tuple[Segment, ...]:
    rows = connection.execute('SELECT kind, start, "end" FROM segment WHERE version = ? ORDER BY position', (key,))
    return tuple(Segment(SegmentKind(kind), Span(start, end)) for kind, start, end in rows)


def _load_mentions(connection: sqlite3.Connection, key: int) -> tuple[Mention, ...]:
    rows = connection.execute(
        'SELECT start, "end", form, actor_ids, part FROM mention WHERE version = ? ORDER BY position', (key,)
    )
    return tuple(Mention(Span(start, end), form, decode_strings(ids), part) for start, end, form, ids, part in rows)


def _load_actors(connection: sqlite3.Connection, key: int) -> tuple[Actor, ...]:
    sql = f"SELECT {ACTOR_COLUMNS} FROM actor WHERE version = ? AND position IS NOT NULL ORDER BY position"
    return tuple(read_actor(row) for row in connection.execute(sql, (key,)))


def read_actor(row: Row) -> Actor:
    """Return the actor of a row of ACTOR_COLUMNS."""
    actor_id, kind, name, office, country, gender, aliases, members, named_by = row
    return Actor(
        actor_id=actor_id,
        kind=ActorKind(kind),
        name=name,
        office=office,
        country=country,
        gender=gender,
        aliases=decode_strings(aliases),
        members=decode_strings(members),
        named_by=named_by,
    )


# --- contacts and statements, with the document each stands in


@dataclass(frozen=True, slots=True)
class StoredContact:
    """A contact with its place in the store; `initiator` is the actor whose id the contact names.

    `told` is filled where the actors are shown as the whole record knows them: the document's own, by the id shown.
    """

    contact: Contact
    initiator: Actor | None
    document_id: str
    version: str
    outlet: str | None
    title: str | None
    path: str | None
    date_words: str | None
    words: str  # the passages that say so
    told: Mapping[str, Actor] = field(default_factory=dict[str, Actor])


@dataclass(frozen=True, slots=True)
class StoredStatement:
    """A statement with its place in the store; `told` as for contacts."""

    statement: Statement
    document_id: str
    version: str
    outlet: str | None
    title: str | None
    path: str | None
    words: str  # the content
    condition_words: str | None = None
    deadline_words: str | None = None
    told: Mapping[str, Actor] = field(default_factory=dict[str, Actor])


_CONTACT_COLUMNS = """contact.key, contact.version, contact.contact_id, contact.kind, contact.modality,
    contact.evidence, contact.rule, contact.confidence, contact.rule_version, contact.start_date, contact.end_date,
    contact.date_basis, contact.start_time, contact.timezone, contact.date_start, contact.date_end, contact.initiator,
    contact.medium, contact.duration_minutes, contact.place, contact.subject_start, contact.subject_end,
    contact.segment, document.document_id, version.version, version.outlet, version.title, version.path,
    contact.date_words, contact.words, contact.location, contact.location_kind, contact.location_country,
    contact.location_region, contact.location_city, contact.latitude, contact.longitude, contact.location_id,
    contact.location_from, contact.location_to, contact.location_part, contact.location_basis"""
_STATEMENT_COLUMNS = """statement.key, statement.statement_id, statement.act, statement.form, statement.modality,
    statement.voice, statement.source, statement.cue, statement.content, statement.rule, statement.confidence,
    statement.rule_version, statement.contact_id, statement.start_date, statement.end_date, statement.date_basis,
    statement.start_time, statement.timezone, statement.segment,
    document.document_id, version.version, version.outlet, version.title, version.path, statement.words,
    statement.condition, statement.condition_words, statement.deadline_date, statement.deadline_end,
    statement.deadline_basis, statement.deadline_time, statement.deadline_timezone, statement.deadline_from,
    statement.deadline_to, statement.deadline_words"""


def load_contacts(
    connection: sqlite3.Connection, condition: str, values: Sequence[object], order: str
) -> Iterator[StoredContact]:
    """Yield the contacts that the SQL `condition` picks, in the SQL `order`."""
    sql = f"""SELECT {_CONTACT_COLUMNS} FROM contact JOIN version ON version.key = contact.version
        JOIN document ON document.key = version.document WHERE {condition} ORDER BY {order}"""
    cursor = connection.execute(sql, pack_values(tuple(values)))
    while rows := cursor.fetchmany(_CHUNK):
        roles = _load_roles(connection, "contact", [row[0] for row in rows])
        borne = find_borne(connection, "contact", [row[0] for row in rows])
        for row in rows:
            found = _stored_contact(connection, row, roles)
            corrections = borne.get(row[0])
            yield (
                found
                if corrections is None
                else replace(found, contact=replace(found.contact, corrections=corrections))
            )


def _stored_contact(
    connection: sqlite3.Connection, row: Row, roles: dict[tuple[int, str], tuple[Actor, ...]]
) -> StoredContact:
    key, version_key, contact_id, kind, modality, evidence, rule, confidence, rule_version = row[:9]
    start, end, basis, time, zone, date_start, date_end, initiator, medium, minutes, place = row[9:20]
    subject_start, subject_end, segment, document_id, version, outlet, title, path, date_words, words = row[20:30]
    contact = Contact(
        contact_id=contact_id,
        kind=ContactKind(kind),
        participants=roles.get((key, "participant"), ()),
        modality=Modality(modality),
        evidence=decode_passages(evidence),
        grounds=Grounds(rule, confidence, rule_version),
        when=read_date_range(start, end, basis, time, zone),
        date_words=_span(date_start, date_end),
        initiator=initiator,
        medium=medium,
        duration_minutes=minutes,
        place=place,
        subject=_span(subject_start, subject_end),
        chain=roles.get((key, "chain"), ()),
        segment=SegmentKind(segment),
        location=_read_place(row[30:]),
    )
    named = _find_initiator(connection, contact, version_key)
    return StoredContact(contact, named, document_id, version, outlet, title, path, date_words, words)


def _find_initiator(connection: sqlite3.Connection, contact: Contact, version_key: int) -> Actor | None:
    if contact.initiator is None:
        return None
    for actor in contact.participants:
        if actor.actor_id == contact.initiator:
            return actor
    # Somebody who takes no part himself: a minister who asked for the call of his president.
    sql = f"SELECT {ACTOR_COLUMNS} FROM actor WHERE version = ? AND actor_id = ? ORDER BY key LIMIT 1"
    row = connection.execute(sql, pack_values((version_key, contact.initiator))).fetchone()
    return read_actor(row) if row else None


def load_statements(
    connection: sqlite3.Connection, condition: str, values: Sequence[object], order: str
) -> Iterator[StoredStatement]:
    """Yield the statements that the SQL `condition` picks, in the SQL `order`."""
    sql = f"""SELECT {_STATEMENT_COLUMNS} FROM statement JOIN version ON version.key = statement.version
        JOIN document ON document.key = version.document WHERE {condition} ORDER BY {order}"""
    cursor = connection.execute(sql, pack_values(tuple(values)))
    while rows := cursor.fetchmany(_CHUNK):
        roles = _load_roles(connection, "statement", [row[0] for row in rows])
        borne = find_borne(connection, "statement", [row[0] for row in rows])
        for row in rows:
            found = _stored_statement(row, roles)
            corrections = borne.get(row[0])
            yield (
                found
                if corrections is None
                else replace(found, statement=replace(found.statement, corrections=corrections))
            )


def _stored_statement(row: Row, roles: dict[tuple[int, str], tuple[Actor, ...]]) -> StoredStatement:
    key, statement_id, act, form, modality, voice, source, cue, content, rule, confidence, rule_version = row[:12]
    contact_id, start, end, basis, time, zone, segment, document_id, version, outlet, title, path, words = row[12:25]
    condition, condition_words, *deadline, deadline_from, deadline_to, deadline_words = row[25:]
    statement = Statement(
        statement_id=statement_id,
        speakers=roles.get((key, "speaker"), ()),
        hearers=roles.get((key, "hearer"), ()),
        chain=roles.get((key, "chain"), ()),
        act=Act(act),
        form=form,
        modality=Modality(modality),
        voice=voice,
        source=decode_spans(source),
        cue=decode_spans(cue),
        content=decode_spans(content),
        grounds=Grounds(rule, confidence, rule_version),
        contact_id=contact_id,
        addressee=roles.get((key, "addressee"), ()),
        when=read_date_range(start, end, basis, time, zone),
        segment=SegmentKind(segment),
        condition=decode_spans(condition),
        deadline=read_date_range(*deadline),
        deadline_words=_span(deadline_from, deadline_to),
    )
    return StoredStatement(statement, document_id, version, outlet, title, path, words, condition_words, deadline_words)


# --- contested terms


@dataclass(frozen=True, slots=True)
class StoredDesignation:
    """A designation with its place in the store; `told` as for contacts."""

    designation: Designation
    document_id: str
    version: str
    outlet: str | None
    title: str | None
    path: str | None
    words: str
    told: Mapping[str, Actor] = field(default_factory=dict[str, Actor])


_DESIGNATION_COLUMNS = """designation.key, designation.designation_id, designation.term, designation.part,
    designation.start, designation."end", designation.voice, designation.statement_id, designation.segment,
    designation.rule, designation.confidence, designation.rule_version,
    document.document_id, version.version, version.outlet, version.title, version.path, designation.words"""


def load_designations(
    connection: sqlite3.Connection, condition: str, values: Sequence[object], order: str
) -> Iterator[StoredDesignation]:
    """Yield the designations that the SQL `condition` picks, in the SQL `order`."""
    sql = f"""SELECT {_DESIGNATION_COLUMNS} FROM designation JOIN version ON version.key = designation.version
        JOIN document ON document.key = version.document WHERE {condition} ORDER BY {order}"""
    cursor = connection.execute(sql, pack_values(tuple(values)))
    while rows := cursor.fetchmany(_CHUNK):
        roles = _load_roles(connection, "designation", [row[0] for row in rows])
        for row in rows:
            yield _stored_designation(row, roles)


def _stored_designation(row: Row, roles: dict[tuple[int, str], tuple[Actor, ...]]) -> StoredDesignation:
    key, designation_id, term, part, start, end, voice, statement_id, segment, rule, confidence, rule_version = row[:12]
    called = roles.get((key, "called"), ())
    designation = Designation(
        designation_id=designation_id,
        term=term,
        span=Span(start, end),
        voice=voice,
        grounds=Grounds(rule, confidence, rule_version),
        speakers=roles.get((key, "speaker"), ()),
        actor=called[0] if called else None,
        statement_id=statement_id,
        part=part,
        segment=SegmentKind(segment),
    )
    return StoredDesignation(designation, *row[12:])


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """A coded event with its place in the store; `told` as for contacts."""

    event: EventReport
    document_id: str
    version: str
    outlet: str | None
    title: str | None
    path: str | None
    date_words: str | None
    words: str  # the passages that say so
    told: Mapping[str, Actor] = field(default_factory=dict[str, Actor])


_EVENT_COLUMNS = """event.key, event.event_id, event.type, event.mode, event.cameo, event.contexts, event.modality,
    event.evidence, event.rule, event.confidence, event.rule_version, event.start_date, event.end_date,
    event.date_basis, event.start_time, event.timezone, event.date_start, event.date_end, event.place,
    event.place_country, event.contact_id, event.statement_id, event.cue, event.actor_words, event.recipient_words,
    event.segment, document.document_id, version.version, version.outlet, version.title, version.path,
    event.date_words, event.words, event.location, event.location_kind, event.location_country, event.location_region,
    event.location_city, event.latitude, event.longitude, event.location_id, event.location_from, event.location_to,
    event.location_part, event.location_basis"""


def load_events(
    connection: sqlite3.Connection, condition: str, values: Sequence[object], order: str
) -> Iterator[StoredEvent]:
    """Yield the coded events that the SQL `condition` picks, in the SQL `order`."""
    sql = f"""SELECT {_EVENT_COLUMNS} FROM event JOIN version ON version.key = event.version
        JOIN document ON document.key = version.document WHERE {condition} ORDER BY {order}"""
    cursor = connection.execute(sql, pack_values(tuple(values)))
    while rows := cursor.fetchmany(_CHUNK):
        roles = _load_roles(connection, "event", [row[0] for row in rows])
        borne = find_borne(connection, "event", [row[0] for row in rows])
        for row in rows:
            found = _stored_event(row, roles)
            corrections = borne.get(row[0])
            yield found if corrections is None else replace(found, event=replace(found.event, corrections=corrections))


def _stored_event(row: Row, roles: dict[tuple[int, str], tuple[Actor, ...]]) -> StoredEvent:
    key, event_id, kind, mode, cameo, contexts, modality, evidence, rule, confidence, rule_version = row[:11]
    start, end, basis, time, zone, date_start, date_end, place, place_country = row[11:20]
    contact_id, statement_id, cue, actor_words, recipient_words, segment = row[20:26]
    event = EventReport(
        event_id=event_id,
        type=EventType(kind),
        actors=roles.get((key, "actor"), ()),
        recipients=roles.get((key, "recipient"), ()),
        modality=Modality(modality),
        evidence=decode_passages(evidence),
        grounds=Grounds(rule, confidence, rule_version),
        mode=mode,
        cameo=cameo,
        contexts=decode_strings(contexts),
        cue=decode_spans(cue),
        actor_words=decode_spans(actor_words),
        recipient_words=decode_spans(recipient_words),
        when=read_date_range(start, end, basis, time, zone),
        date_words=_span(date_start, date_end),
        place=place,
        place_country=place_country,
        chain=roles.get((key, "chain"), ()),
        contact_id=contact_id,
        statement_id=statement_id,
        segment=SegmentKind(segment),
        location=_read_place(row[33:]),
    )
    return StoredEvent(event, *row[26:33])


def _load_roles(
    connection: sqlite3.Connection, table: str, keys: Iterable[int]
) -> dict[tuple[int, str], tuple[Actor, ...]]:
    """Return the actors of each contact, statement or designation by its key and the role, in order."""
    keys = list(keys)
    marks = ", ".join("?" * len(keys))
    sql = f"""SELECT {table}, role, {ACTOR_COLUMNS} FROM {table}_actor JOIN actor ON actor.key = {table}_actor.actor
        WHERE {table} IN ({marks}) ORDER BY {table}, role, {table}_actor.position"""
    found: dict[tuple[int, str], list[Actor]] = {}
    for key, role, *row in connection.execute(sql, keys):
        found.setdefault((key, role), []).append(read_actor(tuple(row)))
    return {place: tuple(actors) for place, actors in found.items()}


def read_date_range(
    start: str | None, end: str | None, basis: Any, time: str | None, zone: str | None
) -> DateRange | None:
    """Return the days of the columns; None where no date is told."""
    if basis is None:
        return None
    return DateRange(
        start=dt.date.fromisoformat(start) if start else None,
        end=dt.date.fromisoformat(end) if end else None,
        basis=basis,
        start_time=dt.time.fromisoformat(time) if time else None,
        timezone=zone,
    )


def _read_place(row: Row) -> Place | None:
    """Return the place of the twelve columns; None where none is told."""
    name, kind, country, region, city, latitude, longitude, number, start, end, part, basis = row
    if name is None:
        return None
    return Place(
        name=name,
        kind=kind,
        span=Span(start, end),
        basis=basis,
        country=country,
        region=region,
        city=city,
        latitude=latitude,
        longitude=longitude,
        gazetteer_id=number,
        part=part,
    )


def _span(start: int | None, end: int | None) -> Span | None:
    return None if start is None or end is None else Span(start, end)
