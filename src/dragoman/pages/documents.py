"""The page of a document: its text with layers, what was read from it, its versions; and the list of documents."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from starlette.datastructures import QueryParams

from dragoman.coding.trust import least_shown
from dragoman.errors import MissingError, StoreError
from dragoman.exports.rows import Json, reading_row
from dragoman.language.dates import anchor_of, find_dates
from dragoman.pages.layers import Stretch, cut_text
from dragoman.pages.ledger import PAGE, read_number
from dragoman.pages.shown import FURNITURE, name_country, show_when
from dragoman.pages.site import Site
from dragoman.pages.views import View
from dragoman.record import Actor, ActorKind, Contact, EventReport, Place, Reading, SegmentKind, Span, Statement
from dragoman.store.actors import Identity
from dragoman.store.browse import identities_in
from dragoman.store.corrections import list_corrections
from dragoman.store.editions import find_editions
from dragoman.store.known import present_contacts, present_events, present_statements
from dragoman.store.load import (
    StoredContact,
    StoredEvent,
    StoredStatement,
    load_contacts,
    load_events,
    load_reading,
    load_statements,
)
from dragoman.store.query import StoredDocument, find_documents, find_versions
from dragoman.terminal.text import one_line

LAYERS = (
    ("actor", "Actors", "who is named"),
    ("contact", "Contacts", "the words that tell of a contact"),
    ("said", "Statements", "what is said"),
    ("source", "Speakers", "who says it, and the word that reports"),
    ("event", "Events", "the word by which an event is coded"),
    ("date", "Dates", "words that name a day"),
    ("place", "Places", "words that name where something was"),
    ("term", "Contested terms", "words whose voice matters"),
    ("furniture", "Furniture greyed", "links, captions, biographies: no part of the report"),
)
_MOST_PIECES = 60_000  # spans in one page; a longer text is shown without layers


def gather_document(_site: Site, connection: sqlite3.Connection, params: QueryParams) -> View:
    """Return the page of the document whose `id`, and `version`, the query tells."""
    document_id = params.get("id", "")
    reading = load_known_reading(connection, document_id, params.get("version") or None)
    document = reading.document
    told = _load_told(connection, document_id, document.version)
    people = identities_in(connection, document_id, document.version)
    marks = {found.contact.contact_id: f"c{number}" for number, found in enumerate(told.contacts, 1)}
    stretches = list(_find_stretches(reading, told, people))
    asked = read_place(params.get("at"))
    if asked is not None:
        stretches.append(Stretch(asked, "found"))
    values = {
        "document": document,
        "reading": reading,
        "heading": document.source.title or _own_title(reading) or document.source.path or document_id,
        "pieces": cut_text(document.text, stretches if len(stretches) < _MOST_PIECES else ()),
        "title_pieces": cut_text(document.source.title or "", tuple(_in_title(reading, told.contacts, people))),
        "contacts": [(marks[found.contact.contact_id], found) for found in told.contacts],
        "statements": [
            (f"s{number}", found, marks.get(found.statement.contact_id or ""))
            for number, found in enumerate(told.statements, 1)
        ],
        "events": [
            (f"e{number}", found, found.event.grounds.confidence >= least_shown(found.event.modality))
            for number, found in enumerate(told.events, 1)
        ],
        "people": _list_people(reading, people),
        "layers": LAYERS,
        "versions": find_versions(connection, document_id),
        "aside": [
            each
            for each in list_corrections(connection, document_id=document_id)
            if each.waits or (each.applied and each.correction.verdict == "reject")
        ],
        "editions": len(find_editions(connection, document_id)),
        "json_url": None,
    }
    return View("document.html", values, (), reading_row(reading))


@dataclass(frozen=True, slots=True)
class _Told:
    """What one version of a document tells, its actors as the whole record knows them."""

    contacts: tuple[StoredContact, ...]
    statements: tuple[StoredStatement, ...]
    events: tuple[StoredEvent, ...]


def _load_told(connection: sqlite3.Connection, document_id: str, version: str) -> _Told:
    condition = "document.document_id = ? AND version.version = ?"
    bound = (document_id, version)
    return _Told(
        tuple(present_contacts(connection, load_contacts(connection, condition, bound, "contact.position"))),
        tuple(present_statements(connection, load_statements(connection, condition, bound, "statement.position"))),
        tuple(present_events(connection, load_events(connection, condition, bound, "event.position"))),
    )


def load_known_reading(connection: sqlite3.Connection, document_id: str, version: str | None) -> Reading:
    """Return the reading of a document; raises `MissingError` where there is none such."""
    try:
        return load_reading(connection, document_id, version)
    except StoreError as error:
        if (
            connection.execute("SELECT 1 FROM document WHERE document_id = ?", (document_id,)).fetchone()
            and not version
        ):
            raise
        raise MissingError(f"there is no such document or version: {document_id}") from error


def read_place(text: str | None) -> Span | None:
    """Return the characters that a link points to, "120-164"; None for what is no such place."""
    start, _, end = (text or "").partition("-")
    if not (start.isascii() and start.isdigit() and end.isascii() and end.isdigit() and len(start + end) < 20):
        return None
    return Span(int(start), int(end)) if int(start) < int(end) else None


def _own_title(reading: Reading) -> str | None:
    document = reading.document
    spans = (segment.span for segment in document.segments if segment.kind is SegmentKind.TITLE)
    return next((words for span in spans if (words := one_line(document[span]))), None)


def _find_stretches(reading: Reading, told: _Told, people: Mapping[str, Identity]) -> Iterator[Stretch]:
    """Everything that the text's words belong to."""
    document = reading.document
    for segment in document.segments:
        if segment.kind in FURNITURE:
            yield Stretch(segment.span, "furniture", "", segment.kind.value.replace("_", " "))
        elif segment.kind in {SegmentKind.TITLE, SegmentKind.HEADING, SegmentKind.CAPTION, SegmentKind.DATELINE}:
            yield Stretch(segment.span, f"is-{segment.kind.value}")
    yield from _mentioned(reading, people, "text")
    for number, found in enumerate(told.contacts, 1):
        yield from _met(found.contact, f"c{number}")
    for number, stored in enumerate(told.statements, 1):
        yield from _said(stored.statement, f"s{number}")
    for number, coded in enumerate(told.events, 1):
        yield from _coded(coded.event, f"e{number}")
    for expression in find_dates(document.text, anchor_of(document.source)):
        yield Stretch(expression.span, "date", "", show_when(expression.when) if expression.when else "day unknown")
    for term in reading.designations:
        if term.part == "text":
            called = f"for {term.actor.name}" if term.actor is not None else ""
            yield Stretch(term.span, "term", "", f"contested term, {term.voice} {called}".strip())


def _met(contact: Contact, mark: str) -> Iterator[Stretch]:
    yield from (Stretch(each.span, "contact", mark) for each in contact.evidence if each.part == "text")
    if contact.date_words is not None:
        yield Stretch(contact.date_words, "date", mark, show_when(contact.when))
    yield from _placed(contact.location, mark)


def _coded(event: EventReport, mark: str) -> Iterator[Stretch]:
    """The word of an event where it is told in the text, and the words around it, which it lights."""
    if event.evidence[0].part == "text":
        yield from (Stretch(each.span, "coded", mark) for each in event.evidence)
        yield from (Stretch(span, "event", mark, event.type.value) for span in event.cue)
    yield from _placed(event.location, mark)


def _placed(place: Place | None, mark: str) -> Iterator[Stretch]:
    if place is not None and place.part == "text":
        where = name_country(place.country)
        yield Stretch(
            place.span, "place", mark, f"{place.name}, {where}" if where not in {"", place.name} else place.name
        )


def _said(statement: Statement, mark: str) -> Iterator[Stretch]:
    yield from (Stretch(span, "said", mark) for span in statement.content)
    yield from (Stretch(span, "source", mark) for span in (*statement.source, *statement.cue))
    if statement.deadline_words is not None:
        yield Stretch(statement.deadline_words, "date", mark)


def _in_title(reading: Reading, contacts: Sequence[StoredContact], people: Mapping[str, Identity]) -> Iterator[Stretch]:
    yield from _mentioned(reading, people, "title")
    for number, found in enumerate(contacts, 1):
        for each in found.contact.evidence:
            if each.part == "title":
                yield Stretch(each.span, "contact", f"c{number}")


def _mentioned(reading: Reading, people: Mapping[str, Identity], part: str) -> Iterator[Stretch]:
    own = {actor.actor_id: actor.name for actor in reading.actors}
    for mention in reading.mentions:
        if mention.part != part or not mention.actor_ids:
            continue
        names = [people[each].name if each in people else own.get(each, "") for each in mention.actor_ids]
        title = " and ".join(one_line(name) for name in dict.fromkeys(names) if name)
        for actor_id in mention.actor_ids:
            record = f"a{people[actor_id].identity_id}" if actor_id in people else ""
            yield Stretch(mention.span, "actor", record, title)


@dataclass(frozen=True, slots=True)
class Person:
    """An actor of the document, and who it is in the whole record; `mark` names its mentions in the text."""

    actor: Actor
    identity: Identity | None
    mark: str
    mentions: int


def _list_people(reading: Reading, people: Mapping[str, Identity]) -> list[Person]:
    """The actors of the document, those named most often first; groups are left out."""
    counts: dict[str, int] = {}
    for mention in reading.mentions:
        for actor_id in mention.actor_ids:
            counts[actor_id] = counts.get(actor_id, 0) + 1
    found: dict[str, Person] = {}
    for actor in reading.actors:
        if actor.kind is ActorKind.GROUP:
            continue
        known = people.get(actor.actor_id)
        key = known.identity_id if known else actor.actor_id
        before = found.get(key)
        count = counts.get(actor.actor_id, 0) + (before.mentions if before else 0)
        found[key] = Person(before.actor if before else actor, known, f"a{key}" if known else "", count)
    return sorted(found.values(), key=lambda each: -each.mentions)


# ------------------------------------------------------------------ the list


def gather_documents(_site: Site, connection: sqlite3.Connection, params: QueryParams) -> View:
    """Return the list of documents, the latest read first, from an offset on."""
    offset = int(read_number(params.get("from"), "from", 0, 10_000_000))
    found = list_documents(connection, offset, PAGE + 1)
    values = {
        "documents": found[:PAGE],
        "offset": offset,
        "next_offset": offset + PAGE if len(found) > PAGE else None,
        "previous_offset": max(0, offset - PAGE) if offset else None,
    }
    return View("documents.html", values, [document_row(each) for each in found[:PAGE]])


def list_documents(connection: sqlite3.Connection, offset: int, limit: int) -> list[StoredDocument]:
    """Return documents, the latest that came first."""
    return list(find_documents(connection, latest=(offset, limit)))


def document_row(found: StoredDocument) -> dict[str, Json]:
    """Return a line of the list of documents as JSON."""
    return {
        "document_id": found.document_id,
        "version": found.version,
        "versions": found.versions,
        "copy_of": found.copy_of,
        "path": found.path,
        "outlet": found.outlet,
        "title": found.title,
        "published": found.published,
        "last_read": found.last_read,
        "contacts": found.contacts,
        "statements": found.statements,
    }
