"""Contacts, statements and reported actions → coded events, each with its cue, sides, modality, date and chain.

A contact is a CONSULT, or what is said of one: a planned one AGREE, a cancelled one REJECT.  Then the cues of a
sentence and the words that govern them.  A statement whose verb no cue knows is coded by its act.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dragoman.actors.cast import Analysis, Cast
from dragoman.coding.contexts import find_contexts
from dragoman.coding.given import all_matches
from dragoman.coding.lexicon import EventLexicon, load_event_lexicon
from dragoman.coding.match import Match
from dragoman.coding.modality import find_modality
from dragoman.coding.scene import Scene
from dragoman.coding.sides import Side, Sides
from dragoman.coding.told import code_contacts, code_statements
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
    stable_id,
)

TOLD = frozenset({SegmentKind.BODY, SegmentKind.HEADING, SegmentKind.TITLE})
PAST = frozenset({Modality.HAPPENED, Modality.BACKGROUND})
# types that mean nothing without the other side, by the codebook
NEED_RECIPIENT = frozenset({EventType.COOPERATE, EventType.AID, EventType.SANCTION})
LEAST = 0.5  # confidence below which nothing is coded


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
        self.contacts, self.statements, self.mentions = contacts, statements, cast.mentions
        self.lexicon: EventLexicon = load_event_lexicon()
        self.scene = Scene(body, self.lexicon.actors, self.lexicon.measures)
        self.sides = Sides(self.scene, body, cast, self.lexicon)

    def events(self) -> Iterator[EventReport]:
        yield from code_contacts(self.contacts, self.mentions)
        found: list[EventReport] = []
        for sentence in self.body.parse.sentences:
            if sentence.segment in TOLD:
                for draft in self._drafts(sentence):
                    if self._confidence(draft) < LEAST:
                        continue
                    event = self._event(sentence, draft)
                    found.append(event)
                    yield event
        yield from code_statements(self.body.parse.sentences, self.statements, found)

    def _drafts(self, sentence: Sentence) -> Iterator[_Draft]:
        """The events of a sentence: one a word, none that a contact tells, the more exact of two alike."""
        met = any(
            passage.part == "text" and passage.span.overlaps(sentence.span)
            for contact in self.contacts
            for passage in contact.evidence
        )
        kept: list[_Draft] = []
        for match in sorted(all_matches(self.scene, sentence, self.lexicon), key=lambda one: -one.weight):
            if match.confidence < LEAST or (met and _is_meeting(match)):
                continue
            draft = self._draft(match)
            if draft is None or any(_is_same(draft, other) for other in kept):
                continue
            twin = next((at for at, other in enumerate(kept) if _is_twin(draft, other)), None)
            if twin is None:
                kept.append(draft)
            else:
                kept[twin] = _join(kept[twin], draft)
        yield from sorted(kept, key=lambda draft: draft.match.head.index)

    def _draft(self, match: Match) -> _Draft | None:
        acting = self.sides.acting(match)
        if not acting.actors:
            return None
        receiving = self.sides.receiving(match, acting)
        if match.type in NEED_RECIPIENT and not receiving.actors:
            return None
        return _Draft(match, acting, receiving, find_modality(self.scene, match, self.lexicon))

    # ------------------------------------------------------------ the event

    def _event(self, sentence: Sentence, draft: _Draft) -> EventReport:
        match, document = draft.match, self.document
        cue = tuple(sorted(Span(token.start, token.end) for token in match.words))
        statement = self._statement(match)
        frame = Frame(0, match.head, match.verb, ContactKind.CONVERSATION, (), (), None, match.rule, match.confidence)
        date = find_date(self.body.parse, sentence, frame, self.times, draft.modality)
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
            modality=draft.modality,
            evidence=(Passage(sentence.span),),
            grounds=Grounds(match.rule, self._confidence(draft)),
            mode=match.mode,
            cameo=match.cameo,
            contexts=find_contexts(document[sentence.span]),
            cue=cue,
            actor_words=draft.acting.words,
            recipient_words=draft.receiving.words,
            when=self._when(date, draft.modality),
            date_words=None if date is None else date.span,
            place=place,
            place_country=None if state is None else state.code,
            chain=self._chain(match, statement),
            statement_id=None if statement is None else statement.statement_id,
            contact_id=None if statement is None else statement.contact_id,
            segment=sentence.segment,
        )

    def _when(self, date: DateExpression | None, modality: Modality) -> DateRange | None:
        if date is not None and date.when is not None:
            return cap_date(date.when, self.times.anchor) if modality in PAST else date.when
        return bound_date(self.times.anchor, modality)

    def _confidence(self, draft: _Draft) -> float:
        """How sure: that of the cue, less where the recipient is missing or the noun is told of in passing."""
        match = draft.match
        score = match.confidence - 0.15 * (not draft.receiving.actors) - 0.1 * (match.is_noun and len(match.words) == 1)
        return round(max(0.05, score), 3)

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
    match = replace(draft.match, words=words, confidence=max(draft.match.confidence, other.match.confidence))
    receiving = Side(
        tuple(dict.fromkeys((*first.receiving.actors, *second.receiving.actors))),
        tuple(dict.fromkeys((*first.receiving.words, *second.receiving.words))),
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
