"""Contacts, statements and reported actions → coded events, each with its cue, sides, modality, date and chain.

A contact is a CONSULT, or what is said of one: a planned one AGREE, a cancelled one REJECT.  Then the cues of a
sentence and the words that govern them.  A statement whose verb no cue knows is coded by its act.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from dragoman.actors.cast import Analysis, Cast
from dragoman.coding.accusations import code_accusations
from dragoman.coding.contexts import find_contexts
from dragoman.coding.figurative import read_figure
from dragoman.coding.given import all_matches
from dragoman.coding.learned import score_types
from dragoman.coding.lexicon import EventLexicon, load_event_lexicon
from dragoman.coding.match import Match
from dragoman.coding.modality import find_modality
from dragoman.coding.scene import Scene
from dragoman.coding.sides import Side, Sides
from dragoman.coding.told import code_contacts, code_statements
from dragoman.coding.trust import LEAST_OTHER, TOLD_BY, doubt, is_kept, settle, weigh
from dragoman.contacts.details import Times, bound_date, cap_date, find_date, find_place
from dragoman.contacts.frames import Frame
from dragoman.lexicons.loader import find_state
from dragoman.record import (
    Actor,
    Contact,
    ContactKind,
    DateExpression,
    DateRange,
    Document,
    EventReport,
    EventType,
    Grounds,
    Modality,
    Passage,
    SegmentKind,
    Sentence,
    Span,
    Statement,
    Token,
    stable_id,
)

TOLD = frozenset({SegmentKind.BODY, SegmentKind.HEADING, SegmentKind.TITLE})
RECEIVED = frozenset({"welcome", "receive", "host", "greet"})
PAST = frozenset({Modality.HAPPENED, Modality.BACKGROUND})
A_YEAR = dt.timedelta(days=360)
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d")  # "2011", "the 1980s"
LONG_AGO = dt.timedelta(days=183)  # before publication: what is told of then is told as background
# types that mean nothing without the other side, by the codebook
NEED_RECIPIENT = frozenset({EventType.COOPERATE, EventType.AID, EventType.SANCTION})


def find_events(
    document: Document,
    body: Analysis,
    cast: Cast,
    contacts: tuple[Contact, ...],
    statements: tuple[Statement, ...],
    times: Times,
) -> tuple[EventReport, ...]:
    """Return the coded events of a document's text, in text order."""
    stage = _Stage(document, body, cast, contacts, statements, times)
    return tuple(sorted(stage.events(), key=lambda event: (event.evidence[0].part, event.evidence[0], event.event_id)))


@dataclass(frozen=True, slots=True)
class _Draft:
    """A match with its sides while the events of a sentence are chosen."""

    match: Match
    acting: Side
    receiving: Side
    modality: Modality


class _Stage:
    """What the events of one document are made from."""

    def __init__(
        self,
        document: Document,
        body: Analysis,
        cast: Cast,
        contacts: tuple[Contact, ...],
        statements: tuple[Statement, ...],
        times: Times,
    ) -> None:
        self.document, self.body, self.times = document, body, times
        self.contacts, self.statements, self.mentions, self.cast = contacts, statements, cast.mentions, cast
        self.lexicon: EventLexicon = load_event_lexicon()
        self.scene = Scene(body, self.lexicon.actors, self.lexicon.measures, self.lexicon.papers)
        self.sides = Sides(self.scene, body, cast, self.lexicon)

    def events(self) -> Iterator[EventReport]:
        found: list[EventReport] = []
        for sentence in self.body.parse.sentences:
            if sentence.segment in TOLD:
                found.extend(self._event(sentence, draft) for draft in self._drafts(sentence))
        told = (
            *code_contacts(self.contacts, self.mentions),
            *code_statements(self.body.parse.sentences, self.statements, found),
            *code_accusations(self.body, self.cast, self.statements, found),
        )
        yield from join_reports(event for event in (*found, *told) if is_kept(event))

    def _drafts(self, sentence: Sentence) -> Iterator[_Draft]:
        """The events of a sentence: one a word, none that a contact tells, the more exact of two alike."""
        met = any(
            passage.part == "text" and passage.span.overlaps(sentence.span)
            for contact in self.contacts
            for passage in contact.evidence
        )
        kept: list[_Draft] = []
        for match in sorted(all_matches(self.scene, sentence, self.lexicon), key=lambda one: -one.weight):
            if match.confidence < LEAST_OTHER or self._is_in_name(match.head, sentence) or (met and _is_meeting(match)):
                continue
            draft = self._draft(match)
            if draft is None or self._is_contact(sentence, draft) or any(_is_same(draft, other) for other in kept):
                continue
            twin = next((at for at, other in enumerate(kept) if _is_twin(draft, other)), None)
            if twin is None:
                kept.append(draft)
            else:
                kept[twin] = _join(kept[twin], draft)
        yield from sorted(kept, key=lambda draft: draft.match.head.index)

    def _is_contact(self, sentence: Sentence, draft: _Draft) -> bool:
        """Whether the draft tells again a contact of the sentence: "agreed to meet again", "welcomed him to Velk"."""
        acting = {actor.actor_id for actor in draft.acting.actors}
        received = draft.match.head.lemma in RECEIVED
        if received:
            acting |= {actor.actor_id for actor in draft.receiving.actors}
        return (received or draft.match.type in {EventType.CONSULT, EventType.AGREE}) and any(
            passage.part == "text"
            and passage.span.overlaps(sentence.span)
            and len(acting & {actor.actor_id for actor in contact.participants}) > 1
            for contact in self.contacts
            for passage in contact.evidence
        )

    def _is_in_name(self, head: Token, sentence: Sentence) -> bool:
        """Whether a cue has a capital within a sentence: "the Agenda for Beating Hunger", "Meet the Press"."""
        if sentence.segment is not SegmentKind.BODY or head.index == sentence.first or not head.text.istitle():
            return False
        words = [t for t in self.body.parse.tokens[sentence.first : sentence.last] if t.text.isalpha()]
        return 2 * sum(token.text[:1].isupper() for token in words) < len(words)  # not a headline

    def _draft(self, match: Match) -> _Draft | None:
        acting = self.sides.acting(match)
        if not acting.actors:
            return None
        receiving = self.sides.receiving(match, acting)
        meant = read_figure(match, acting, receiving, self.lexicon)
        if meant is None:
            return None
        match = meant
        if match.type in NEED_RECIPIENT and not receiving.words:
            return None
        return _Draft(match, acting, receiving, find_modality(self.scene, match, self.lexicon))

    # ------------------------------------------------------------ the event

    def _event(self, sentence: Sentence, draft: _Draft) -> EventReport:
        match, document = draft.match, self.document
        cue = tuple(sorted(Span(token.start, token.end) for token in match.words))
        statement = self._statement(match)
        frame = Frame(0, match.head, match.verb, ContactKind.CONVERSATION, (), (), None, match.rule, match.confidence)
        date = find_date(self.body.parse, sentence, frame, self.times, draft.modality)
        when = self._when(date, draft.modality)
        old = is_long_ago(draft.modality, when, document) or (
            draft.modality is Modality.HAPPENED and date is not None and self._is_told_by_year(date)
        )
        modality = Modality.BACKGROUND if old else draft.modality
        place = find_place(self.body.parse, frame, self.times)
        state = find_state(place) if place is not None else None
        recipients = draft.receiving.actors
        if not recipients and statement is not None:
            recipients = tuple(one for one in statement.addressee if one not in draft.acting.actors)
        return EventReport(
            event_id=stable_id(
                "event", document.document_id, document.version, match.type.value, [(s.start, s.end) for s in cue]
            ),
            type=match.type,
            actors=draft.acting.actors,
            recipients=recipients,
            modality=modality,
            evidence=(Passage(sentence.span),),
            grounds=Grounds(match.rule, self._confidence(draft)),
            mode=match.mode,
            cameo=match.cameo,
            contexts=find_contexts(document[sentence.span]),
            cue=cue,
            actor_words=draft.acting.words,
            recipient_words=draft.receiving.words,
            when=when,
            date_words=None if date is None else date.span,
            place=place,
            place_country=None if state is None else state.code,
            chain=self._chain(match, statement),
            statement_id=None if statement is None else statement.statement_id,
            contact_id=None if statement is None else statement.contact_id,
            segment=sentence.segment,
        )

    def _is_told_by_year(self, date: DateExpression) -> bool:
        """Whether only a year tells when, which no news does of its own day: "in 2011", "in the 1980s".

        A sentence by itself has nothing that it could be older than.
        """
        if date.when is None or len(self.body.parse.sentences) < 2 or not self._has_year(date.span):
            return False
        start, end, published = date.when.start, date.when.end, self.document.source.published_day
        if start is None or end is None or end - start < A_YEAR:
            return False
        return published is None or end <= published

    def _has_year(self, span: Span) -> bool:
        """Whether words of the text give a year, and not since which."""
        text = self.document.text
        return _YEAR.search(text, span.start, span.end) is not None and not text[: span.start].endswith("since ")

    def _when(self, date: DateExpression | None, modality: Modality) -> DateRange | None:
        if date is not None and date.when is not None:
            return cap_date(date.when, self.times.anchor) if modality in PAST else date.when
        return bound_date(self.times.anchor, modality)

    def _confidence(self, draft: _Draft) -> float:
        told = draft.match.verb if draft.match.inside else draft.match.head
        word = Span(told.start, told.end)
        within = [one for one in self.statements if any(span.contains(word) for span in one.content)]
        score = weigh(self.scene, draft.match, draft.acting, draft.receiving, reported=bool(within))
        quoted = any(one.form == "direct" and not set(draft.acting.actors) <= set(one.speakers) for one in within)
        score = settle(score, self._likeness(draft.match))
        return doubt(score, self.scene, draft.match, draft.acting, draft.receiving, quoted=quoted)

    def _likeness(self, match: Match) -> float:
        """How likely the learned model finds the type between the two sides."""
        sides = [frozenset(token.index for token in side) for side in (match.actors, match.recipients)]
        return score_types(self.scene, *sides).get(match.type, 0.0)

    def _statement(self, match: Match) -> Statement | None:
        """The statement whose words report the match itself: "demanded" is both."""
        words = [Span(token.start, token.end) for token in match.words]
        return next(
            (one for one in self.statements if any(cue.overlaps(word) for cue in one.cue for word in words)), None
        )

    def _chain(self, match: Match, statement: Statement | None) -> tuple[Actor, ...]:
        """On whose word it rests: the chain of its own statement, or the speakers within whose words it is told."""
        if statement is not None:
            return statement.chain
        word = Span(match.head.start, match.head.end)
        inside = [one for one in self.statements if any(span.contains(word) for span in one.content)]
        if not inside:
            return ()
        inner = max(inside, key=lambda one: (len(one.chain), one.content[0].start))
        return tuple(dict.fromkeys((*inner.chain, *inner.speakers)))


def is_long_ago(modality: Modality, when: DateRange | None, document: Document) -> bool:
    """Tell whether what happened is told as background: its date is long past on the day of publication."""
    published = document.source.published_day
    if modality is not Modality.HAPPENED or when is None or when.end is None or published is None:
        return False
    return when.basis != "bounded" and published - when.end > LONG_AGO


def join_reports(events: Iterable[EventReport]) -> Iterator[EventReport]:
    """Yield each event once: what a document tells of the same sides again is more evidence for it."""
    kept: dict[tuple[object, ...], EventReport] = {}
    for event in events:
        sides = tuple(frozenset(actor.actor_id for actor in side) for side in (event.actors, event.recipients))
        key = (event.type, event.mode, event.modality, *sides, event.when)
        first = kept.setdefault(key if event.contact_id is None else (event.event_id,), event)
        if first is not event:
            evidence = tuple(dict.fromkeys((*first.evidence, *event.evidence)))
            kept[key] = replace(max(first, event, key=lambda one: one.grounds.confidence), evidence=evidence)
    yield from kept.values()


def _is_meeting(match: Match) -> bool:
    """Whether a match tells a contact, or the wish for one, which the contacts of the document tell already."""
    inside = match.inside[0].type if match.inside else match.type
    return inside is EventType.CONSULT and match.type in {EventType.CONSULT, EventType.AGREE}


def _is_twin(draft: _Draft, other: _Draft) -> bool:
    """Whether two drafts tell one event of one side: "attacked the base, killing six"."""
    return (
        draft.match.type is other.match.type
        and draft.modality is other.modality
        and draft.acting.actors == other.acting.actors
    )


def _join(draft: _Draft, other: _Draft) -> _Draft:
    """The first of two twins in the text, with the recipients of both; the mode is that of the more exact cue."""
    first, second = sorted((draft, other), key=lambda one: one.match.head.index)
    words = (*first.match.words, *(word for word in second.match.words if word not in first.match.words))
    match = replace(
        draft.match, verb=first.match.verb, words=words,
        confidence=max(draft.match.confidence, other.match.confidence),
    )  # fmt: skip
    receiving = Side(
        tuple(dict.fromkeys((*first.receiving.actors, *second.receiving.actors))),
        tuple(dict.fromkeys((*first.receiving.words, *second.receiving.words))),
        min(first.receiving.known, second.receiving.known, key=lambda known: TOLD_BY[known]),
    )
    return _Draft(match, first.acting, receiving, draft.modality)


def _is_same(draft: _Draft, other: _Draft) -> bool:
    """Whether two drafts tell one event: of one word, or of one type and sides with one cue inside the other's."""
    mine, its = draft.match, other.match
    shared = {token.index for token in mine.words} & {token.index for token in its.words}
    within = {token.index for match in its.inside for token in match.words}
    if {token.index for token in mine.words} <= within and its.head.index == mine.head.index:
        return True
    return bool(shared) and (mine.type is its.type or mine.head.index == its.head.index)
