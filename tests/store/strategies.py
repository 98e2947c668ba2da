"""Readings of all shapes, for Hypothesis: whatever the types allow, not only what a text would give."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import get_args

from hypothesis import strategies as st

from dragoman.record import (
    Act,
    Actor,
    ActorKind,
    Basis,
    Contact,
    ContactKind,
    DateRange,
    Designation,
    Document,
    EventReport,
    EventType,
    Form,
    Gender,
    Grounds,
    Mention,
    MentionForm,
    Modality,
    NamedBy,
    Part,
    Passage,
    Place,
    PlaceBasis,
    PlaceKind,
    Reading,
    Segment,
    SegmentKind,
    Source,
    Span,
    Statement,
    Voice,
    text_version,
)

# Lone surrogates, NUL and control characters included: JSON sources have them all.
texts = st.text(st.characters(), max_size=40)
names = st.text(st.characters(), min_size=1, max_size=12)
maybe_names = st.none() | names


@st.composite
def spans(draw: st.DrawFn) -> Span:
    start = draw(st.integers(0, 50))
    return Span(start, start + draw(st.integers(0, 50)))


@st.composite
def date_ranges(draw: st.DrawFn) -> DateRange:
    start = draw(st.none() | st.dates(max_value=dt.date(9000, 1, 1)))
    end = start + dt.timedelta(days=draw(st.integers(1, 400))) if start else draw(st.dates())
    return DateRange(
        start=start,
        end=draw(st.sampled_from([end, None])) if start else end,
        basis=draw(st.sampled_from(get_args(Basis))),
        start_time=draw(st.none() | st.times()),
        timezone=draw(st.sampled_from([None, "Europe/Kyiv", "+03:00"])),
    )


moments = st.one_of(
    st.none(),
    st.dates(),
    st.datetimes(),
    st.datetimes(timezones=st.timezones()),
    # offsets of whole seconds: what ISO 8601 writes, and the finest that any place has kept
    st.datetimes(
        timezones=st.integers(-82_800, 82_800).map(lambda seconds: dt.timezone(dt.timedelta(seconds=seconds)))
    ),
)
sources = st.builds(
    Source,
    key=names,
    path=maybe_names,
    url=maybe_names,
    outlet=maybe_names,
    title=maybe_names,
    author=maybe_names,
    published=moments,
    timezone=maybe_names,
    provenance=st.lists(st.tuples(names, names), max_size=3).map(tuple),
)
segments = st.builds(Segment, st.sampled_from(SegmentKind), spans())
passages = st.builds(Passage, spans(), st.sampled_from(get_args(Part)))
grounds = st.builds(Grounds, rule=names, confidence=st.floats(0, 1), version=names)
actors = st.builds(
    Actor,
    actor_id=names,
    kind=st.sampled_from(ActorKind),
    name=names,
    office=maybe_names,
    country=st.sampled_from([None, "KST", "MRV"]),
    gender=st.none() | st.sampled_from(get_args(Gender)),
    aliases=st.lists(names, max_size=2).map(tuple),
    members=st.lists(names, max_size=2).map(tuple),
    named_by=st.sampled_from(get_args(NamedBy)),
)
mentions = st.builds(
    Mention,
    span=spans(),
    form=st.sampled_from(get_args(MentionForm)),
    actor_ids=st.lists(names, max_size=2).map(tuple),
    part=st.sampled_from(get_args(Part)),
)


places = st.builds(
    Place,
    name=names,
    kind=st.sampled_from(get_args(PlaceKind)),
    span=spans(),
    basis=st.sampled_from(get_args(PlaceBasis)),
    country=st.sampled_from([None, "KST"]),
    region=maybe_names,
    city=maybe_names,
    latitude=st.none() | st.floats(-90, 90),
    longitude=st.none() | st.floats(-180, 180),
    gazetteer_id=maybe_names,
    part=st.sampled_from(get_args(Part)),
)


def several(one: st.SearchStrategy[Actor], least: int = 0) -> st.SearchStrategy[tuple[Actor, ...]]:
    return st.lists(one, min_size=least, max_size=3).map(tuple)


def contacts(who: st.SearchStrategy[Actor]) -> st.SearchStrategy[Contact]:
    return st.builds(
        Contact,
        contact_id=names,
        kind=st.sampled_from(ContactKind),
        participants=several(who, least=2),
        modality=st.sampled_from(Modality),
        evidence=st.lists(passages, min_size=1, max_size=3).map(tuple),
        grounds=grounds,
        when=st.none() | date_ranges(),
        date_words=st.none() | spans(),
        initiator=maybe_names,
        medium=maybe_names,
        duration_minutes=st.none() | st.integers(0, 10_000),
        place=maybe_names,
        subject=st.none() | spans(),
        chain=several(who),
        segment=st.sampled_from(SegmentKind),
        location=st.none() | places,
    )


def statements(who: st.SearchStrategy[Actor]) -> st.SearchStrategy[Statement]:
    span_tuples = st.lists(spans(), max_size=2).map(tuple)
    return st.builds(
        Statement,
        statement_id=names,
        speakers=several(who),
        hearers=several(who),
        chain=several(who),
        act=st.sampled_from(Act),
        form=st.sampled_from(get_args(Form)),
        modality=st.sampled_from(Modality),
        voice=st.sampled_from(get_args(Voice)),
        source=span_tuples,
        cue=span_tuples,
        content=st.lists(spans(), min_size=1, max_size=3).map(tuple),
        grounds=grounds,
        contact_id=maybe_names,
        addressee=several(who),
        when=st.none() | date_ranges(),
        segment=st.sampled_from(SegmentKind),
        condition=span_tuples,
        deadline=st.none() | date_ranges(),
        deadline_words=st.none() | spans(),
    )


def designations(who: st.SearchStrategy[Actor]) -> st.SearchStrategy[Designation]:
    return st.builds(
        Designation,
        designation_id=names,
        term=names,
        span=spans().filter(len),
        voice=st.sampled_from(get_args(Voice)),
        grounds=grounds,
        speakers=several(who),
        actor=st.none() | who,
        statement_id=maybe_names,
        part=st.sampled_from(get_args(Part)),
        segment=st.sampled_from(SegmentKind),
    )


def events(who: st.SearchStrategy[Actor]) -> st.SearchStrategy[EventReport]:
    span_tuples = st.lists(spans(), max_size=2).map(tuple)
    return st.builds(
        EventReport,
        event_id=names,
        type=st.sampled_from(EventType),
        actors=several(who, least=1),
        recipients=several(who),
        modality=st.sampled_from(Modality),
        evidence=st.lists(passages, min_size=1, max_size=3).map(tuple),
        grounds=grounds,
        mode=maybe_names,
        cameo=st.sampled_from([None, "036", "190"]),
        contexts=st.lists(names, max_size=2).map(tuple),
        cue=span_tuples,
        actor_words=span_tuples,
        recipient_words=span_tuples,
        when=st.none() | date_ranges(),
        date_words=st.none() | spans(),
        place=maybe_names,
        place_country=st.sampled_from([None, "KST"]),
        chain=several(who),
        contact_id=maybe_names,
        statement_id=maybe_names,
        segment=st.sampled_from(SegmentKind),
        location=st.none() | places,
    )


@st.composite
def readings(draw: st.DrawFn, document_ids: st.SearchStrategy[str] = names) -> Reading:
    text = draw(texts)
    document = Document(
        document_id=draw(document_ids),
        version=text_version(text),
        text=text,
        source=draw(sources),
        segments=tuple(draw(st.lists(segments, max_size=4))),
    )
    cast = draw(st.lists(actors, max_size=4))
    who = st.sampled_from(cast) | actors if cast else actors  # some that the reading does not list
    return Reading(
        document=document,
        actors=tuple(cast),
        mentions=tuple(draw(st.lists(mentions, max_size=4))),
        contacts=tuple(draw(st.lists(contacts(who), max_size=3))),
        statements=tuple(draw(st.lists(statements(who), max_size=3))),
        versions=tuple(draw(st.lists(st.tuples(names, names), max_size=3))),
        designations=tuple(draw(st.lists(designations(who), max_size=3))),
        events=tuple(draw(st.lists(events(who), max_size=3))),
    )


def retold(reading: Reading, text: str) -> Reading:
    """The reading with another text: a new version of its document."""
    return replace(reading, document=replace(reading.document, text=text, version=text_version(text)))
