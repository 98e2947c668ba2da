"""Answers who was in contact with whom and who said what: filters in, rows of the record out.

Only the newest version of each document is asked.
"""

from __future__ import annotations

import datetime as dt
import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dragoman.errors import OptionError
from dragoman.record import Act, ContactKind, EventType, Modality, Quad
from dragoman.store.actors import named_identities
from dragoman.store.connection import pack_values, store_errors, store_path
from dragoman.store.known import present_contacts, present_designations, present_events, present_statements
from dragoman.store.load import (
    StoredContact,
    StoredDesignation,
    StoredEvent,
    StoredStatement,
    load_contacts,
    load_designations,
    load_events,
    load_statements,
)
from dragoman.store.names import fold_name, matches_name
from dragoman.store.write import FailedDocument


@dataclass(frozen=True, slots=True)
class ContactFilter:
    """Which contacts are wanted; None means any.

    `who` is a name of any participant.  `since` and `until` are days, both included: a contact is
    wanted when it may have happened within them.  One that is bounded on one side only ("before 12 May") counts as of
    the day at its bound, and one whose date is wholly unknown is not wanted.
    """

    who: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    kind: ContactKind | None = None
    modality: Modality | None = Modality.HAPPENED
    document_id: str | None = None


@dataclass(frozen=True, slots=True)
class StatementFilter:
    """Which statements are wanted; None means any.

    `to` is a name of a hearer, or of one who is asked to act; `hearer` and `addressee` mean one of the two alone.
    `contains` is words that stand in the content one after another, the last of which may go on ("cease" finds
    "ceasefire").  With `open_on` only what was published by that day, and has no deadline or one that may
    still be met then.
    """

    speaker: str | None = None
    to: str | None = None
    hearer: str | None = None
    addressee: str | None = None
    act: Act | None = None
    open_on: dt.date | None = None
    contains: str | None = None
    modality: Modality | None = Modality.HAPPENED
    document_id: str | None = None


@dataclass(frozen=True, slots=True)
class DesignationFilter:
    """Which contested terms are wanted; None means any.

    `of` is a name of the one called so; `by` of a speaker whose word it is, or of the outlet whose own word it is;
    `term` the key of a term or the words as they stand in the text.
    """

    of: str | None = None
    by: str | None = None
    term: str | None = None
    document_id: str | None = None


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which coded events are wanted; None means any.

    `since` and `until` as for contacts; `place` is words of the place as told, or a country (ISO alpha-3).
    """

    type: EventType | None = None
    quad: Quad | None = None
    actor: str | None = None
    recipient: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    place: str | None = None
    modality: Modality | None = Modality.HAPPENED
    confidence: float = 0.0
    event_id: str | None = None
    document_id: str | None = None


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A line of the list of documents: its newest version, and how much the record has of it."""

    document_id: str
    version: str
    versions: int
    copy_of: str | None
    path: str | None
    outlet: str | None
    title: str | None
    published: str | None
    last_read: str
    contacts: int
    statements: int


@dataclass(frozen=True, slots=True)
class StoreCounts:
    """How much a store holds."""

    documents: int
    versions: int
    contacts: int
    statements: int
    failures: int


def find_contacts(connection: sqlite3.Connection, wanted: ContactFilter) -> Iterator[StoredContact]:
    """Yield the contacts wanted, the earliest first, those without any date last."""
    conditions, values = ["document.newest = contact.version"], list[object]()
    if wanted.kind is not None:
        conditions.append("contact.kind = ?")
        values.append(wanted.kind.value)
    if wanted.modality is not None:
        conditions.append("contact.modality = ?")
        values.append(wanted.modality.value)
    if wanted.document_id is not None:
        conditions.append("document.document_id = ?")
        values.append(wanted.document_id)
    if wanted.since is not None or wanted.until is not None:
        conditions.append("contact.date_basis IS NOT NULL")
    if wanted.since is not None:
        conditions.append("coalesce(contact.end_date, date(contact.start_date, '+1 day')) > ?")
        values.append(wanted.since.isoformat())
    if wanted.until is not None:
        conditions.append("coalesce(contact.start_date, date(contact.end_date, '-1 day')) <= ?")
        values.append(wanted.until.isoformat())
    with store_errors(store_path(connection)):
        if wanted.who is not None:
            conditions.append(involves_actor(connection, wanted.who, "contact", ("participant",)))
        order = "coalesce(contact.start_date, contact.end_date) IS NULL, coalesce(contact.start_date, contact.end_date)"
        found = load_contacts(connection, " AND ".join(conditions), values, f"{order}, contact.key")
        yield from present_contacts(connection, found)


def find_statements(connection: sqlite3.Connection, wanted: StatementFilter) -> Iterator[StoredStatement]:
    """Yield the statements wanted, document by document, in the order of the text."""
    conditions, values = ["document.newest = statement.version"], list[object]()
    if wanted.modality is not None:
        conditions.append("statement.modality = ?")
        values.append(wanted.modality.value)
    if wanted.document_id is not None:
        conditions.append("document.document_id = ?")
        values.append(wanted.document_id)
    if wanted.act is not None:
        conditions.append("statement.act = ?")
        values.append(wanted.act.value)
    if wanted.open_on is not None:
        conditions.append("(statement.deadline_end IS NULL OR statement.deadline_end > ?)")
        conditions.append("coalesce(substr(version.published, 1, 10), '') <= ?")
        values.extend([wanted.open_on.isoformat()] * 2)
    if wanted.contains is not None:
        conditions.append("statement.key IN (SELECT rowid FROM statement_search WHERE statement_search MATCH ?)")
        values.append(phrase_query(wanted.contains))
    with store_errors(store_path(connection)):
        for name, roles in (
            (wanted.speaker, ("speaker",)),
            (wanted.to, ("hearer", "addressee")),
            (wanted.hearer, ("hearer",)),
            (wanted.addressee, ("addressee",)),
        ):
            if name is not None:
                conditions.append(involves_actor(connection, name, "statement", roles))
        found = load_statements(connection, " AND ".join(conditions), values, "statement.version, statement.position")
        yield from present_statements(connection, found)


def find_events(connection: sqlite3.Connection, wanted: EventFilter) -> Iterator[StoredEvent]:
    """Yield the coded events wanted, the earliest first, those without any date last."""
    conditions, values = ["document.newest = event.version", "event.confidence >= ?"], list[object]([wanted.confidence])
    kinds = [wanted.type] if wanted.type is not None else [] if wanted.quad is None else list(EventType)
    if kinds:
        named = [kind.value for kind in kinds if wanted.quad is None or kind.quad is wanted.quad]
        conditions.append(f"event.type IN ({', '.join('?' * len(named))})")
        values.extend(named)
    for column, value in (
        ("event.modality = ?", None if wanted.modality is None else wanted.modality.value),
        ("document.document_id = ?", wanted.document_id),
        ("event.event_id LIKE ? ESCAPE '!'", None if wanted.event_id is None else f"{_like(wanted.event_id)}%"),
        ("(event.end_date IS NULL OR event.end_date > ?)", None if wanted.since is None else wanted.since.isoformat()),
        ("(event.start_date IS NULL OR event.start_date <= ?)", wanted.until.isoformat() if wanted.until else None),
    ):
        if value is not None:
            conditions.append(column)
            values.append(value)
    if wanted.since is not None or wanted.until is not None:
        conditions.append("event.date_basis IS NOT NULL")
    if wanted.place is not None:
        conditions.append("(event.place LIKE ? ESCAPE '!' OR event.place_country = ?)")
        values.extend([f"%{_like(wanted.place)}%", wanted.place])
    with store_errors(store_path(connection)):
        for name, role in ((wanted.actor, "actor"), (wanted.recipient, "recipient")):
            if name is not None:
                conditions.append(involves_actor(connection, name, "event", (role,)))
        order = "coalesce(event.start_date, event.end_date) IS NULL, coalesce(event.start_date, event.end_date)"
        found = load_events(connection, " AND ".join(conditions), values, f"{order}, event.key")
        yield from present_events(connection, found)


def find_designations(connection: sqlite3.Connection, wanted: DesignationFilter) -> Iterator[StoredDesignation]:
    """Yield the contested terms wanted, document by document, in the order of the text."""
    conditions, values = ["document.newest = designation.version"], list[object]()
    if wanted.document_id is not None:
        conditions.append("document.document_id = ?")
        values.append(wanted.document_id)
    if wanted.term is not None:
        conditions.append("(designation.term = ? COLLATE NOCASE OR designation.words = ? COLLATE NOCASE)")
        values += [wanted.term, wanted.term]
    with store_errors(store_path(connection)):
        if wanted.of is not None:
            conditions.append(involves_actor(connection, wanted.of, "designation", ("called",)))
        if wanted.by is not None:
            speakers = involves_actor(connection, wanted.by, "designation", ("speaker",))
            conditions.append(f"({speakers} OR {_is_outlets_own(connection, wanted.by)})")
        order = "designation.version, designation.position"
        found = load_designations(connection, " AND ".join(conditions), values, order)
        yield from present_designations(connection, found)


def _is_outlets_own(connection: sqlite3.Connection, name: str) -> str:
    """Return the SQL condition that a contested term is the word of an outlet of this name."""
    wanted = fold_name(name)
    outlets = connection.execute("SELECT DISTINCT outlet FROM version WHERE outlet IS NOT NULL")
    matching = [(outlet,) for (outlet,) in outlets if matches_name(wanted, fold_name(outlet))]
    table = _fill_table(connection, "outlets_designation", matching)
    return f"""(version.outlet IN (SELECT value FROM {table}) AND designation.voice IN ('outlet', 'caption', 'hedged')
        AND designation.key NOT IN (SELECT designation FROM designation_actor WHERE role = 'speaker'))"""


def find_inside(connection: sqlite3.Connection, document_id: str, version: str) -> tuple[StoredDesignation, ...]:
    """Return the contested terms of one version of a document in text order."""
    condition = "document.document_id = ? AND version.version = ?"
    with store_errors(store_path(connection)):
        found = load_designations(connection, condition, (document_id, version), "designation.position")
        return tuple(present_designations(connection, found))


def phrase_query(text: str) -> str:
    """Return the full-text query for these words one after another, the last one open-ended.

    Raises `OptionError` when there is no word in the text.
    """
    if not re.search(r"\w", text):
        raise OptionError(f"--contains {text!r}: there is no word to look for; give a word or several")
    quoted = text.strip().replace('"', '""')
    return f'"{quoted}"*' if re.search(r"\w\Z", quoted) else f'"{quoted}"'


def involves_actor(connection: sqlite3.Connection, name: str, table: str, roles: tuple[str, ...]) -> str:
    """Return the SQL condition that an actor of this name has one of the roles.

    Meant are the actors whose own document calls them so, and all that are one with somebody of this name or id.  The
    keys of the names that match, and of the identities, go into temporary tables, one for each table and role.
    """
    wanted = fold_name(name)
    if not wanted:
        raise OptionError(f"{name!r} has no letters of a name; give a name or a surname")
    keys = [(key,) for (key,) in connection.execute("SELECT DISTINCT name_key FROM actor") if matches_name(wanted, key)]
    which = f"{table}_{'_'.join(roles)}"
    names = _fill_table(connection, f"names_{which}", keys)
    identities = _fill_table(
        connection, f"identities_{which}", [(each,) for each in named_identities(connection, name)]
    )
    role_list = ", ".join(f"'{role}'" for role in roles)
    return f"""{table}.key IN (SELECT {table} FROM {table}_actor JOIN actor ON actor.key = {table}_actor.actor
        WHERE role IN ({role_list}) AND (actor.name_key IN (SELECT value FROM {names}) OR actor.key IN (
            SELECT actor FROM bearer JOIN profile ON profile.key = bearer.profile
            WHERE profile.identity IN (SELECT value FROM {identities}))))"""


def is_called(connection: sqlite3.Connection, name: str) -> bool:
    """Return whether anybody in the record is called so, by a document or across documents, or has this id."""
    wanted = fold_name(name)
    names = connection.execute("SELECT DISTINCT name_key FROM actor")
    return any(matches_name(wanted, key) for (key,) in names) or bool(named_identities(connection, name))


def holds_documents(connection: sqlite3.Connection) -> bool:
    """Return whether anything was read into the store."""
    return bool(connection.execute("SELECT EXISTS (SELECT 1 FROM document)").fetchone()[0])


def _fill_table(connection: sqlite3.Connection, name: str, rows: Iterable[tuple[str]]) -> str:
    """Return the name of a temporary table with one column, `value`, that holds the rows."""
    connection.execute(f"DROP TABLE IF EXISTS temp.{name}")
    connection.execute(f"CREATE TEMP TABLE {name} (value TEXT PRIMARY KEY) WITHOUT ROWID")
    connection.executemany(f"INSERT OR IGNORE INTO temp.{name} VALUES (?)", rows)
    return f"temp.{name}"


# --- documents

_DOCUMENT_COLUMNS = """document.document_id, version.version,
    (SELECT count(*) FROM version AS each WHERE each.document = document.key), version.copy_of, version.path,
    version.outlet, version.title, version.published, version.last_read,
    (SELECT count(*) FROM contact WHERE contact.version = version.key),
    (SELECT count(*) FROM statement WHERE statement.version = version.key)"""


def find_documents(
    connection: sqlite3.Connection, contains: str | None = None, latest: tuple[int, int] | None = None
) -> Iterator[StoredDocument]:
    """Yield the documents in the order in which they came, or those whose title or text has these words.

    `latest` asks for some of them, the last first: how many are passed over, and how many wanted.
    """
    condition, values = "", tuple[str | int, ...]()
    if contains is not None:
        condition = "WHERE version.key IN (SELECT rowid FROM version_search WHERE version_search MATCH ?)"
        values = (phrase_query(contains),)
    sql = f"""SELECT {_DOCUMENT_COLUMNS} FROM document JOIN version ON version.key = document.newest
        {condition} ORDER BY document.key"""
    if latest is not None:
        sql, values = f"{sql} DESC LIMIT ? OFFSET ?", (*values, latest[1], latest[0])
    with store_errors(store_path(connection)):
        for row in connection.execute(sql, values):
            yield StoredDocument(*row)


def find_failures(connection: sqlite3.Connection) -> Iterator[FailedDocument]:
    """Yield what could not be read and has not been read since, by file."""
    with store_errors(store_path(connection)):
        for row in connection.execute('SELECT path, "where", reason, remedy FROM failure ORDER BY path, "where"'):
            yield FailedDocument(*row)


def find_versions(connection: sqlite3.Connection, document_id: str) -> tuple[str, ...]:
    """Return the versions of a document, the oldest first."""
    sql = """SELECT version.version FROM version JOIN document ON document.key = version.document
        WHERE document_id = ? ORDER BY version.key"""
    with store_errors(store_path(connection)):
        return tuple(version for (version,) in connection.execute(sql, pack_values((document_id,))))


def match_documents(connection: sqlite3.Connection, wanted: str, limit: int = 10) -> tuple[str, ...]:
    """Return the ids of at most `limit` documents that `wanted` may mean.

    It is tried as an id, then as a path a document was read from (as given, or the end of it, whole
    folders), then as the beginning of an id, with or without "sha256:" before it; the first that
    finds any is taken.
    """
    path = wanted.replace("\\", "/").removeprefix("./")
    attempts: tuple[tuple[str, tuple[object, ...]], ...] = (
        ("document_id = ?", (wanted,)),
        ("path = ? OR path = ?", (wanted, path)),
        ("path LIKE ? ESCAPE '!' OR ? LIKE ('%/' || path)", (f"%/{_like(path)}", wanted)),
        (
            "document_id LIKE ? ESCAPE '!' OR document_id LIKE ? ESCAPE '!'",
            (f"{_like(wanted)}%", f"sha256:{_like(wanted)}%"),
        ),
    )
    if not wanted:
        return ()
    with store_errors(store_path(connection)):
        for condition, values in attempts:
            sql = f"""SELECT document_id FROM document JOIN version ON version.key = document.newest
                WHERE {condition} ORDER BY document.key LIMIT ?"""
            found = connection.execute(sql, pack_values((*values, limit))).fetchall()
            if found:
                return tuple(document_id for (document_id,) in found)
    return ()


def _like(text: str) -> str:
    """Return the text as a LIKE pattern that means itself."""
    return re.sub(r"([!%_])", r"!\1", text)


def count_records(connection: sqlite3.Connection) -> StoreCounts:
    """Return how many rows of each kind the store holds, old versions included."""
    with store_errors(store_path(connection)):
        counts = [
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("document", "version", "contact", "statement", "failure")
        ]
    return StoreCounts(*counts)


def find_damage(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Return what SQLite's own checks find wrong with the file, nothing for a sound store."""
    with store_errors(store_path(connection)):
        integrity = [str(row[0]) for row in connection.execute("PRAGMA integrity_check")]
        orphans = [
            f"a row of {row[0]} belongs to nothing in {row[2]}"
            for row in connection.execute("PRAGMA foreign_key_check")
        ]
    return tuple(line for line in integrity if line != "ok") + tuple(orphans)
