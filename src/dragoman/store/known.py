"""Contacts, statements and contested terms with their actors as the whole record knows them.

Canonical name, country, office on the day.

A reading says what one document says; here the same rows speak of identities, so that one person has one name and one
id in all of them.  What the document itself says stays beside (`told`).
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from dragoman.record import Actor, DateRange
from dragoman.store.codec import decode_moment
from dragoman.store.connection import pack_values
from dragoman.store.load import StoredContact, StoredDesignation, StoredEvent, StoredStatement

Told = dict[str, Actor]  # the actors of a document by the id of their identity
Show = Callable[[Actor], Actor]


@dataclass(frozen=True, slots=True)
class OfficeDays:
    """An office and the days, first and last, on which it was held."""

    words: str
    country: str | None
    days: tuple[tuple[dt.date, dt.date], ...]


@dataclass(frozen=True, slots=True)
class _Known:
    identity_id: str
    name: str
    country: str | None
    person: str | None


def present_contacts(connection: sqlite3.Connection, contacts: Iterable[StoredContact]) -> Iterator[StoredContact]:
    """Yield the contacts with their actors as the record knows them on the day of each contact."""
    book = _Book(connection)
    for found in contacts:
        told: Told = {}
        show = book.presenter(found.document_id, found.version, found.contact.when, told)
        contact = found.contact
        participants = _once(contact.participants, show)
        initiator = show(found.initiator) if found.initiator is not None else None
        shown = replace(
            contact,
            participants=participants,
            chain=tuple(map(show, contact.chain)),
            initiator=initiator.actor_id if initiator is not None else contact.initiator,
        )
        yield replace(found, contact=shown, initiator=initiator, told=told)


def present_statements(
    connection: sqlite3.Connection, statements: Iterable[StoredStatement]
) -> Iterator[StoredStatement]:
    """Yield the statements with their actors as the record knows them on the day of each statement."""
    book = _Book(connection)
    for found in statements:
        told: Told = {}
        statement = found.statement
        show = book.presenter(found.document_id, found.version, statement.when, told)
        shown = replace(
            statement,
            speakers=tuple(map(show, statement.speakers)),
            hearers=tuple(map(show, statement.hearers)),
            chain=tuple(map(show, statement.chain)),
            addressee=tuple(map(show, statement.addressee)),
        )
        yield replace(found, statement=shown, told=told)


def present_designations(
    connection: sqlite3.Connection, designations: Iterable[StoredDesignation]
) -> Iterator[StoredDesignation]:
    """Yield the contested terms with their actors as the record knows them on the day of publication."""
    book = _Book(connection)
    for found in designations:
        told: Told = {}
        show = book.presenter(found.document_id, found.version, None, told)
        designation = found.designation
        actor = show(designation.actor) if designation.actor is not None else None
        shown = replace(designation, speakers=tuple(map(show, designation.speakers)), actor=actor)
        yield replace(found, designation=shown, told=told)


def present_events(connection: sqlite3.Connection, events: Iterable[StoredEvent]) -> Iterator[StoredEvent]:
    """Yield the coded events with their actors as the record knows them on the day of each event."""
    book = _Book(connection)
    for found in events:
        told: Told = {}
        event = found.event
        show = book.presenter(found.document_id, found.version, event.when, told)
        shown = replace(
            event,
            actors=tuple(dict.fromkeys(map(show, event.actors))),
            recipients=tuple(dict.fromkeys(map(show, event.recipients))),
            chain=tuple(map(show, event.chain)),
        )
        yield replace(found, event=shown, told=told)


def _once(participants: tuple[Actor, ...], show: Show) -> tuple[Actor, ...]:
    """The participants shown, each once; two of one identity stay two where no others are left to make a pair."""
    shown = tuple(map(show, participants))
    distinct: dict[str, Actor] = {}
    for actor in shown:
        distinct.setdefault(actor.actor_id, actor)
    return tuple(distinct.values()) if len(distinct) > 1 else shown


@dataclass(slots=True)
class _Book:
    """What was looked up: identities of the document in hand, offices of the people met."""

    connection: sqlite3.Connection
    version: tuple[str, str] = ("", "")
    published: dt.date | None = None
    known: dict[str, _Known] = field(default_factory=dict[str, _Known])
    offices: dict[str, tuple[OfficeDays, ...]] = field(default_factory=dict[str, tuple[OfficeDays, ...]])

    def presenter(self, document_id: str, version: str, when: DateRange | None, told: Told) -> Show:
        """Return what shows an actor of a document; what it is given goes into `told`."""
        if (document_id, version) != self.version:
            self._turn_to(document_id, version)
        day = (when.start if when is not None else None) or self.published

        def show(actor: Actor) -> Actor:
            known = self.known.get(actor.actor_id)
            if known is None:
                return actor
            told.setdefault(known.identity_id, actor)
            return replace(
                actor,
                actor_id=known.identity_id,
                name=known.name,
                country=known.country or actor.country,
                office=actor.office or self._office_on(known.identity_id, known.person, day),
            )

        return show

    def _turn_to(self, document_id: str, version: str) -> None:
        self.version = (document_id, version)
        row = self.connection.execute(_PUBLISHED, pack_values((document_id, version))).fetchone()
        moment = decode_moment(row[1]) if row else None
        self.published = moment.date() if isinstance(moment, dt.datetime) else moment
        rows = self.connection.execute(_KNOWN, (row[0],)) if row else ()
        self.known = {actor_id: _Known(*values) for actor_id, *values in rows}

    def _office_on(self, identity_id: str, person: str | None, day: dt.date | None) -> str | None:
        """The office that the record has of somebody on a day: by the registry, else as other documents tell it."""
        if day is None:
            return None
        if identity_id not in self.offices:
            self.offices[identity_id] = (
                *load_tenures(self.connection, person),
                *told_offices(self.connection, identity_id),
            )
        held = (each for each in self.offices[identity_id] if any(first <= day <= last for first, last in each.days))
        return next((each.words for each in held), None)


_PUBLISHED = """SELECT version.key, published FROM version JOIN document ON document.key = version.document
    WHERE document_id = ? AND version.version = ?"""
_KNOWN = """SELECT actor.actor_id, identity.identity_id, identity.name, identity.country, identity.person
    FROM actor JOIN bearer ON bearer.actor = actor.key JOIN profile ON profile.key = bearer.profile
    JOIN identity ON identity.identity_id = profile.identity WHERE actor.version = ?"""


def load_tenures(connection: sqlite3.Connection, person: str | None) -> tuple[OfficeDays, ...]:
    """Return the offices of a person of the registry, as it lists them."""
    sql = "SELECT office, country, certain FROM tenure WHERE person = ? ORDER BY position"
    rows = connection.execute(sql, (person,))
    return tuple(OfficeDays(office, country, read_days(certain)) for office, country, certain in rows)


def told_offices(connection: sqlite3.Connection, identity_id: str) -> tuple[OfficeDays, ...]:
    """Return the offices that documents give an actor whom the registry does not know, from first to last day."""
    sql = "SELECT offices, country FROM profile WHERE identity = ? AND person IS NULL"
    rows = connection.execute(sql, (identity_id,))
    return tuple(
        OfficeDays(words, country, ((dt.date.fromisoformat(first), dt.date.fromisoformat(last)),))
        for offices, country in rows
        for words, first, last in json.loads(offices)
        if first is not None
    )


def read_days(text: str) -> tuple[tuple[dt.date, dt.date], ...]:
    """Return first and last days as a column holds them."""
    return tuple((dt.date.fromisoformat(first), dt.date.fromisoformat(last)) for first, last in json.loads(text))
