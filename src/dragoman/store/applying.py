"""Applies the corrections of reviewers to what readings brought, and takes them off again.

The rows of contacts, statements and events hold what is true by the corrections in force, so that every query, page
and export shows it.  As they were read they stand in `original`; readings and dumps are made from there.  All
corrections of a document are taken off and put on again together, so nothing depends on the order of what came between.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from dragoman.coding.told import code_contacts
from dragoman.errors import OptionError
from dragoman.record import (
    Actor,
    Contact,
    Correction,
    Document,
    EventReport,
    Passage,
    RecordKind,
    Source,
    Span,
    Statement,
    stable_id,
)
from dragoman.store.connection import pack_values
from dragoman.store.corrections import read_correction
from dragoman.store.fields import Record, change_record, id_of, kind_of
from dragoman.store.followers import follow
from dragoman.store.load import (
    ACTOR_COLUMNS,
    ADDED,
    Row,
    load_contacts,
    load_events,
    load_statements,
    read_actor,
)
from dragoman.store.located import locate_record
from dragoman.store.names import fold_name
from dragoman.store.records import (
    ActorKeys,
    Slot,
    contact_roles,
    event_roles,
    statement_roles,
    write_actor,
    write_contact,
    write_event,
    write_statement,
)
from dragoman.store.values import decode_value, encode_value

_ALIKE = 0.5  # share of words, and of marks, by which a record that has another id now is found again
_KINDS: tuple[tuple[RecordKind, type[Contact | Statement | EventReport]], ...] = (
    ("contact", Contact),
    ("statement", Statement),
    ("event", EventReport),
)


def apply_corrections(connection: sqlite3.Connection, version: int) -> None:
    """Bring a version of a document up to the corrections in force, inside the caller's transaction.

    A correction made of another version bears on the newest alone, where its words still stand.
    """
    row = connection.execute(_VERSION, (version,)).fetchone()
    document_id, name, text, title, is_newest = row
    rows = connection.execute(_IN_FORCE, pack_values((document_id,))).fetchall()
    in_force = [(row[0], read_correction(row[1:])) for row in rows]
    meant = [(key, each) for key, each in in_force if is_newest or each.version == name]
    if not meant and connection.execute(_IS_CORRECTED, (version,)).fetchone() is None:
        return
    document = Document(document_id, name, text, Source(document_id, title=title), ())
    sheet = _Sheet(connection, version, document)
    sheet.restore()
    for key, correction in meant:
        sheet.apply(key, correction)
    if "contact" in sheet.changed:  # who took part with whom, and on which day, is another now
        connection.execute(_UNPLACE, (version,))
        connection.execute("INSERT OR IGNORE INTO unplaced_version VALUES (?)", (version,))
    if sheet.changed - {"event"}:  # and so are the reports to compare
        connection.execute("INSERT OR IGNORE INTO unlinked_version VALUES (?)", (version,))


_VERSION = """SELECT document_id, version.version, text, title, document.newest = version.key FROM version
    JOIN document ON document.key = version.document WHERE version.key = ?"""
_IN_FORCE = """SELECT key, content, undone, undone_by FROM correction WHERE document_id = ? AND undone IS NULL
    ORDER BY key"""
_IS_CORRECTED = "SELECT 1 FROM corrected WHERE version = ? LIMIT 1"
_UNPLACE = "DELETE FROM bearer WHERE actor IN (SELECT key FROM actor WHERE version = ?)"


@dataclass(frozen=True, slots=True)
class _Found:
    """A record of the store, where it stands, and who asked for the contact."""

    record: Record
    slot: Slot
    words: str
    initiator: Actor | None = None


@dataclass(slots=True)
class _Sheet:
    """One version of a document under correction."""

    connection: sqlite3.Connection
    version: int
    document: Document
    actors: ActorKeys = field(default_factory=dict[Actor, int])
    changed: set[RecordKind] = field(default_factory=set[RecordKind])  # of which rows were written or taken out

    # ------------------------------------------------------------------ off

    def restore(self) -> None:
        """Put the records of the version back as they were read."""
        self.connection.execute("DELETE FROM corrected WHERE version = ?", (self.version,))
        for about, kind in _KINDS:
            added = f"DELETE FROM {about} WHERE version = ? AND position >= ?"
            if self.connection.execute(added, (self.version, ADDED)).rowcount > 0:
                self.changed.add(about)
            sql = "SELECT position, record, content FROM original WHERE version = ? AND about = ?"
            for position, key, content in self.connection.execute(sql, (self.version, about)).fetchall():
                self._put(decode_value(kind, json.loads(content)), Slot(self.version, position, key))
        self.connection.execute("DELETE FROM original WHERE version = ?", (self.version,))
        sql = "DELETE FROM actor WHERE version = ? AND key IN (SELECT actor FROM added_actor)"
        self.connection.execute(sql, (self.version,))
        self.actors.clear()

    # ------------------------------------------------------------------ on

    def apply(self, key: int, correction: Correction) -> None:
        """Put a correction on, if what it speaks of is there."""
        if correction.verdict == "add":
            self._add(key, correction)
            return
        found = self._find(correction)
        if found is None:
            return
        match correction.verdict:
            case "accept":
                self._mark(key, found)
            case "reject":
                self._replace(key, found, None)
            case _:
                self._edit(key, correction, found)

    def _edit(self, key: int, correction: Correction, found: _Found) -> None:
        told = [found.initiator] if found.initiator is not None else []
        known = {actor: self._match(actor) for actor in _actors_in(correction)}
        changes = tuple(
            replace(each, new=replace(each.new, actors=tuple(known[actor] for actor in each.new.actors)))
            for each in correction.changes
        )
        try:
            changed = change_record(found.record, changes)
        except OptionError:  # what was read since leaves no room for it: it waits
            return
        if not isinstance(changed, Statement) and any(each.field == "place" for each in changes):
            changed = locate_record(changed, self.document)
        self._replace(key, found, changed, (*known.values(), *told))

    def _replace(self, key: int, found: _Found, changed: Record | None, actors: Iterable[Actor] = ()) -> None:
        """Put a record as corrected in the place of one, and what hangs on it as it follows."""
        old = found.record
        followers = [] if isinstance(old, EventReport) else list(self._load_followers(old))
        self._exchange(key, found, changed, actors)
        for each in followers:
            assert not isinstance(each.record, Contact)  # noqa: S101 — nothing hangs a contact on another record
            after = follow(old, changed, each.record)
            if after != each.record:
                self._exchange(key, each, after)

    def _exchange(self, key: int, found: _Found, changed: Record | None, actors: Iterable[Actor] = ()) -> None:
        """Set a record aside as it was read, and write the changed one in its place; None takes it out."""
        if found.slot.position < ADDED:
            told = json.dumps(encode_value(found.record))
            values = (self.version, kind_of(found.record), found.slot.position, found.slot.key, told)
            self.connection.execute("INSERT OR IGNORE INTO original VALUES (?, ?, ?, ?, ?)", values)
        if changed is None:
            self._take_out(found)
            found = replace(found, slot=replace(found.slot, key=-1 - found.slot.position))
        else:
            self._put(changed, found.slot, actors)
        self._mark(key, found)

    def _add(self, key: int, correction: Correction) -> None:
        """Add the record of a correction where its words stand in this version."""
        record = correction.contact or correction.statement
        placed = _place(record, correction, self.document) if record is not None else None
        if placed is None:
            return
        asked = _actors_in(correction)
        known = {actor: self._match(actor) for actor in (*_actors_of(placed), *asked)}
        moved = _rename(placed, known)
        moved = locate_record(moved, self.document) if isinstance(moved, Contact) else moved
        slot = Slot(self.version, ADDED + key)
        row = self._put(moved, slot, [known[actor] for actor in asked])
        self._mark(key, _Found(moved, replace(slot, key=row), ""))
        if isinstance(moved, Contact):
            (event,) = code_contacts((moved,), ())
            self._mark(key, _Found(event, replace(slot, key=self._put(event, slot)), ""))

    def _mark(self, key: int, found: _Found) -> None:
        values = (kind_of(found.record), found.slot.key, key, self.version)
        self.connection.execute("INSERT OR IGNORE INTO corrected VALUES (?, ?, ?, ?)", values)

    # ------------------------------------------------------------------ rows

    def _put(self, record: Record, slot: Slot, actors: Iterable[Actor] = ()) -> int:
        """Return the key of the row of a record, written in the place of the one that had the key before."""
        self.changed.add(kind_of(record))
        keys = {actor: self._key_of(actor) for actor in (*_actors_of(record), *actors)}
        if slot.key is not None:
            self.connection.execute(f"DELETE FROM {kind_of(record)} WHERE key = ?", (slot.key,))
        match record:
            case Contact():
                return write_contact(self.connection, record, self.document, slot, keys)
            case Statement():
                return write_statement(self.connection, record, self.document, slot, keys)
            case EventReport():
                return write_event(self.connection, record, self.document, slot, keys)

    def _take_out(self, found: _Found) -> None:
        about = kind_of(found.record)
        self.changed.add(about)
        self.connection.execute(f"DELETE FROM {about} WHERE key = ?", (found.slot.key,))
        sql = "UPDATE original SET record = NULL WHERE version = ? AND about = ? AND position = ?"
        self.connection.execute(sql, (self.version, about, found.slot.position))

    def _known(self) -> ActorKeys:
        """The rows of the actors of the version, by what they say."""
        if not self.actors:
            sql = f"SELECT key, {ACTOR_COLUMNS} FROM actor WHERE version = ? ORDER BY key DESC"
            self.actors = {read_actor(row[1:]): row[0] for row in self.connection.execute(sql, (self.version,))}
        return self.actors

    def _key_of(self, actor: Actor) -> int:
        """The key of an actor's row, which is added where the document has none."""
        key = self._known().get(actor)
        if key is None:
            key = write_actor(self.connection, actor, self.version, None)
            self.connection.execute("INSERT INTO added_actor VALUES (?)", (key,))
            self.actors[actor] = key
        return key

    def _match(self, actor: Actor) -> Actor:
        """The actor of the document that a reviewer's is, as it is read now; else the reviewer's own."""
        known = self._known()
        if actor in known:
            return actor
        alike = [each for each in known if each.kind is actor.kind and fold_name(each.name) == fold_name(actor.name)]
        if alike:
            return min(alike, key=lambda each: (each.actor_id != actor.actor_id, known[each]))
        if any(each.actor_id == actor.actor_id for each in known):
            return replace(actor, actor_id=stable_id("by hand", actor.kind, actor.name))
        return actor

    # ------------------------------------------------------------------ finding

    def _find(self, correction: Correction) -> _Found | None:
        """The record that a correction speaks of: by its id, else by its words and marks; None where none is it."""
        about = correction.about
        by_id = list(self._load(about, f"{about}.version = ? AND {about}.{about}_id = ?", correction.record_id))
        if by_id:
            return by_id[0]
        found = list(self._load(about, f"{about}.version = ? AND {about}.position < {ADDED}"))
        ranked = sorted(((_compare(correction, each), -each.slot.position, each) for each in found), key=_first_two)
        if not ranked or ranked[-1][0][0] < _ALIKE or ranked[-1][0][1] < _ALIKE:
            return None
        if len(ranked) > 1 and ranked[-2][0] == ranked[-1][0]:
            return None  # two are as like: none is taken for it
        return ranked[-1][2]

    def _load_followers(self, record: Contact | Statement) -> Iterator[_Found]:
        """The statements and events that hang on a contact, the events that hang on a statement."""
        if isinstance(record, Contact):
            yield from self._load("statement", "statement.version = ? AND statement.contact_id = ?", record.contact_id)
            where = "event.version = ? AND event.contact_id = ?"
        else:
            where = "event.version = ? AND event.statement_id = ?"
        yield from self._load("event", where, id_of(record))

    def _load(self, about: RecordKind, condition: str, *values: object) -> Iterator[_Found]:
        """Records of the version, without the corrections that they bear."""
        bound, order = (self.version, *values), f"{about}.position"
        rows = self.connection.execute(
            f"SELECT key, position FROM {about} WHERE {condition} ORDER BY {order}", pack_values(bound)
        )
        slots = [Slot(self.version, position, key) for key, position in rows]
        told: Iterable[tuple[Record, str, Actor | None]]
        match about:
            case "contact":
                told = (
                    (e.contact, e.words, e.initiator) for e in load_contacts(self.connection, condition, bound, order)
                )
            case "statement":
                told = ((e.statement, e.words, None) for e in load_statements(self.connection, condition, bound, order))
            case "event":
                told = ((e.event, e.words, None) for e in load_events(self.connection, condition, bound, order))
        for slot, (record, words, initiator) in zip(slots, told, strict=True):
            yield _Found(replace(record, corrections=()), slot, words, initiator)


def _first_two(ranked: tuple[tuple[float, float], int, _Found]) -> tuple[tuple[float, float], int]:
    return ranked[0], ranked[1]


def _compare(correction: Correction, found: _Found) -> tuple[float, float]:
    """How alike the words of a record are, and its type and actors, to those that a correction names; 0 to 1."""
    return (
        _share(correction.words.split(), found.words.split()),
        _share(correction.marks, find_marks(found.record)),
    )


def _share(one: Iterable[str], other: Iterable[str]) -> float:
    first, second = {each.casefold() for each in one}, {each.casefold() for each in other}
    return len(first & second) / len(first | second) if first or second else 1.0


def find_marks(record: Record) -> tuple[str, ...]:
    """Return what tells a record apart from others of the same words: its type, who speaks, acts or takes part."""
    match record:
        case Contact():
            return (record.kind.value, *(actor.name for actor in record.participants))
        case Statement():
            return (record.act.value, *(actor.name for actor in record.speakers))
        case EventReport():
            return (record.type.value, *(actor.name for actor in (*record.actors, *record.recipients)))


def _roles_of(record: Record) -> tuple[tuple[str, tuple[Actor, ...]], ...]:
    match record:
        case Contact():
            return contact_roles(record)
        case Statement():
            return statement_roles(record)
        case EventReport():
            return event_roles(record)


def _actors_of(record: Record) -> tuple[Actor, ...]:
    return tuple(dict.fromkeys(actor for _, actors in _roles_of(record) for actor in actors))


def _actors_in(correction: Correction) -> tuple[Actor, ...]:
    """All actors that a correction puts in."""
    return tuple(dict.fromkeys(actor for change in correction.changes for actor in change.new.actors))


def _rename(record: Record, known: dict[Actor, Actor]) -> Record:
    """A record with its actors as the document has them."""

    def turn(actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
        return tuple(known.get(actor, actor) for actor in actors)

    match record:
        case Contact():
            ids = {actor.actor_id: new.actor_id for actor, new in known.items()}
            initiator = ids.get(record.initiator, record.initiator) if record.initiator is not None else None
            return replace(
                record, participants=turn(record.participants), chain=turn(record.chain), initiator=initiator
            )
        case Statement():
            return replace(
                record,
                speakers=turn(record.speakers),
                hearers=turn(record.hearers),
                chain=turn(record.chain),
                addressee=turn(record.addressee),
            )
        case EventReport():
            return replace(
                record, actors=turn(record.actors), recipients=turn(record.recipients), chain=turn(record.chain)
            )


def _place(record: Contact | Statement, correction: Correction, document: Document) -> Record | None:
    """An added record at its words in a version of the document; None where they no longer stand there once."""
    if document.version == correction.version:
        return record
    start = document.text.find(correction.words)
    if start < 0 or document.text.find(correction.words, start + 1) >= 0:
        return None
    span = Span(start, start + len(correction.words))
    if isinstance(record, Contact):
        return replace(record, evidence=(Passage(span),))
    return replace(record, content=(span,))


def versions_of(connection: sqlite3.Connection, document_id: str) -> list[int]:
    """Return the keys of the versions of a document, the oldest first."""
    sql = """SELECT version.key FROM version JOIN document ON document.key = version.document WHERE document_id = ?
        ORDER BY version.key"""
    rows: list[Row] = connection.execute(sql, pack_values((document_id,))).fetchall()
    return [row[0] for row in rows]
