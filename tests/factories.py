"""Small readings about invented people, for tests that need a record without reading a text."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from dragoman.record import (
    Act,
    Actor,
    ActorKind,
    Contact,
    ContactKind,
    DateRange,
    Document,
    Grounds,
    Mention,
    Modality,
    Passage,
    Reading,
    Segment,
    SegmentKind,
    Source,
    Span,
    Statement,
    stable_id,
    text_version,
)

TEXT = """Selm, 12 February 2024

Prime Minister Anna Velk spoke by telephone on Monday with President Tomás Ørlund of Kestland, at his request.
“Open the grain corridor at once,” she told him.
The two will meet in Ostrel in March.
"""
TITLE = "Velk and Ørlund speak"

VELK = Actor("velk", ActorKind.PERSON, "Anna Velk", "Prime Minister", "MRV", aliases=("Velk",))
ORLUND = Actor("orlund", ActorKind.PERSON, "Tomás Ørlund", "President of Kestland", "KST", aliases=("Ørlund",))
KESTLAND = Actor("kestland", ActorKind.STATE, "Kestland", country="KST")
GAZETTE = Actor("gazette", ActorKind.ORGANISATION, "Selm Gazette")


def span_of(words: str, text: str = TEXT) -> Span:
    """Where the words stand first in the text."""
    start = text.index(words)
    return Span(start, start + len(words))


def day(text: str) -> DateRange:
    start = dt.date.fromisoformat(text)
    return DateRange(start, start + dt.timedelta(days=1), "stated")


def make_document(
    text: str = TEXT, document_id: str = "doc-1", title: str | None = TITLE, **source: object
) -> Document:
    origin = replace(Source(key=document_id, title=title, outlet="Selm Gazette"), **source)  # type: ignore[arg-type]  # fields by name
    return Document(document_id, text_version(text), text, origin, (Segment(SegmentKind.BODY, Span(0, len(text))),))


def make_contact(**fields: object) -> Contact:
    call = Contact(
        contact_id="call-1",
        kind=ContactKind.CALL,
        participants=(VELK, ORLUND),
        modality=Modality.HAPPENED,
        evidence=(Passage(span_of("Prime Minister Anna Velk spoke by telephone on Monday")),),
        grounds=Grounds("contact.call", 0.9),
        when=replace(day("2024-02-12"), basis="relative"),
        date_words=span_of("on Monday"),
        initiator="orlund",
        medium="telephone",
        duration_minutes=75,
        chain=(GAZETTE,),
    )
    return replace(call, **fields)  # type: ignore[arg-type]  # fields by name


def make_statement(**fields: object) -> Statement:
    request = Statement(
        statement_id="statement-1",
        speakers=(VELK,),
        hearers=(ORLUND,),
        chain=(GAZETTE,),
        act=Act.REQUEST,
        form="direct",
        modality=Modality.HAPPENED,
        voice="quoted",
        source=(span_of("she"),),
        cue=(span_of("told"),),
        content=(span_of("Open the grain corridor at once"),),
        grounds=Grounds("statement.quote", 0.8),
        contact_id="call-1",
        addressee=(KESTLAND,),
    )
    return replace(request, **fields)  # type: ignore[arg-type]  # fields by name


def make_meeting() -> Contact:
    """A meeting that is planned, its month known."""
    return make_contact(
        contact_id="meeting-1",
        kind=ContactKind.MEETING,
        modality=Modality.PLANNED,
        evidence=(Passage(span_of("The two will meet in Ostrel in March")), Passage(Span(0, 4), "title")),
        when=DateRange(dt.date(2024, 3, 1), dt.date(2024, 4, 1), "inferred"),
        date_words=span_of("in March"),
        initiator=None,
        medium=None,
        duration_minutes=None,
        place="Ostrel",
        chain=(),
    )


def make_reading(document: Document | None = None, *, suffix: str = "") -> Reading:
    """A reading with a call, a planned meeting and a request; `suffix` sets its ids apart from others'."""
    document = document or make_document()
    contacts = (make_contact(contact_id=f"call-1{suffix}"), replace(make_meeting(), contact_id=f"meeting-1{suffix}"))
    statement = make_statement(statement_id=f"statement-1{suffix}", contact_id=f"call-1{suffix}")
    return Reading(
        document=document,
        actors=(VELK, ORLUND, KESTLAND),
        mentions=(Mention(span_of("Anna Velk"), "name", ("velk",)), Mention(span_of("she"), "pronoun", ("velk",))),
        contacts=contacts,
        statements=(statement,),
        versions=(("dragoman", "0.1.0"), ("en_core_web_md", "3.8.0")),
    )


def make_many(count: int, start: int = 0) -> list[Reading]:
    """Readings of as many documents, each with its own text, numbered from `start`."""
    return [
        make_reading(make_document(f"{TEXT}\n{number}", f"doc-{number}"), suffix=stable_id(number))
        for number in range(start, start + count)
    ]
