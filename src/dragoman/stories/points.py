"""One account of a contact → what it tells of it, passage by passage: the units that are aligned with other accounts.

A unit is a statement, one item of a list of topics, or what a sentence tells beside its statements.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from dragoman.record import (
    Act,
    Actor,
    ActorKind,
    Contact,
    Modality,
    Reading,
    SegmentKind,
    Span,
    Statement,
)
from dragoman.stories.comparison_lexicon import load_comparing, load_word_weights
from dragoman.stories.comparison_words import find_words
from dragoman.stories.comparison_sentences import find_sentences

TELLING: Final = frozenset({SegmentKind.BODY})
LISTED: Final = frozenset({Act.DISCUSS, Act.PRAISE, Act.STATE, Act.INFORM, Act.PROMISE, Act.AGREE})
_FEWEST: Final = 2  # words with a meaning of their own that make a unit
_COMMON: Final = 1.0  # weight up to which a word has no meaning of its own ("with", "also")
_BLOCK: Final = 2  # sentences from which the words of somebody outside the contact are a text of their own
# ", a separate dialogue on …, as well as joint work on …": where one item of a list of topics ends
_ITEM: Final = re.compile(
    r"\s*(?:,\s+as\s+well\s+as|\s+as\s+well\s+as|;|,\s+and(?=\s+(?:the|a|an|that|on|of|their|its|his|her|joint)\s)|\s+and\s+that)\s+"
    r"|,\s+(?=(?:a|an|the)\s+[a-z])"
)
_EDGE: Final = re.compile(r"^[\s,;:–—-]+(?:and|but|while|with)?\s*|^(?:and|but|while)\s+|[\s,;:–—-]+(?:and|but|while)?$")
_QUESTION: Final = re.compile(r"Q\b")  # how a transcript marks what a reporter asks


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing that an account tells: the words that tell it, who speaks, what the speaker does.

    `spans` are in text order; `words` is what they say; `chain` is on whose word the account tells it, without the
    outlet; `derived_from` is the account whose words are repeated, by its number.
    """

    account: int
    spans: tuple[Span, ...]
    words: str
    speakers: tuple[Actor, ...] = ()
    act: Act | None = None
    cue: str = ""
    chain: tuple[Actor, ...] = ()
    statement_id: str | None = None
    derived_from: int | None = None


def find_units(account: int, reading: Reading, contact: Contact, *, official: bool) -> tuple[Unit, ...]:
    """Return what an account tells of a contact, in the order of the text.

    Of an official account every sentence about the contact counts, of others only those about its participants.
    """
    sentences = find_sentences(reading.document, TELLING)
    owners = _Owners.of(reading, contact)
    own = [s for s in reading.statements if s.segment in TELLING and owners.owns(s.content[0].start, s.contact_id)]
    told = [s for s in own if s.modality is not Modality.BACKGROUND or contact.modality is Modality.BACKGROUND]
    people = frozenset(actor.actor_id for actor in contact.participants)
    kept = list(_drop_nested(told, people, sentences))
    units = [unit for statement in kept for unit in _split(account, statement, reading, sentences)]
    covered = [span for unit in units for span in unit.spans]
    covered += [span for s in own if s not in told for span in (*s.cue, *s.content)]
    needs_people = not official or any(_is_block(s, people, sentences) for s in told)
    rest = _find_rest(account, reading, contact, sentences, covered, owners=owners, needs_people=needs_people)
    found = [unit for unit in (*units, *rest) if _tells(unit.words, contact)]
    return tuple(sorted(found, key=lambda unit: unit.spans))


# --- which statements are of this contact


@dataclass(frozen=True, slots=True)
class _Owners:
    """Where the text turns to which contact: starts of passages, in order, with the contact's id."""

    contact_id: str
    turns: tuple[tuple[int, str], ...]
    alone: bool  # the document tells of no other contact that was held

    @classmethod
    def of(cls, reading: Reading, contact: Contact) -> _Owners:
        held = {
            each.contact_id for each in reading.contacts if each.modality is Modality.HAPPENED or each is contact
        }
        turns = [
            (passage.span.start, each.contact_id)
            for each in reading.contacts
            if each.contact_id in held
            for passage in each.evidence
            if passage.part == "text"
        ]
        turns += [(s.content[0].start, s.contact_id) for s in reading.statements if s.contact_id in held]
        return cls(contact.contact_id, tuple(sorted(turns)), len(held) == 1)

    def owns(self, start: int, contact_id: str | None = None) -> bool:
        """Whether what begins there is told of the contact: by its own link, or by the contact told last before it."""
        if contact_id is not None:
            return contact_id == self.contact_id or (self.alone and contact_id not in dict(self.turns).values())
        if self.alone:
            return True
        before = [owner for at, owner in self.turns if at <= start]
        return (before or [owner for _, owner in self.turns[:1]] or [self.contact_id])[-1] == self.contact_id


def _hull(spans: Iterable[Span]) -> Span:
    spans = tuple(spans)
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def _is_block(statement: Statement, people: frozenset[str], sentences: Sequence[Span]) -> bool:
    """Whether a statement is a stretch of a briefing by somebody who took no part: several sentences, or a turn."""
    if any(speaker.actor_id in people for speaker in statement.speakers):
        return False
    content = _hull(statement.content)
    inside = sum(content.start <= sentence.start and sentence.end <= content.end for sentence in sentences)
    return statement.form == "direct" and inside >= _BLOCK


def _drop_nested(
    statements: Sequence[Statement], people: frozenset[str], sentences: Sequence[Span]
) -> Iterator[Statement]:
    """The statements without those inside others; what a participant says wins over who reports it."""
    blocks = [s for s in statements if _is_block(s, people, sentences)]
    open_ones = [s for s in statements if s not in blocks]
    for statement in open_ones:
        inside = [s for s in open_ones if s is not statement and _contains(s, statement)]
        holds = [s for s in open_ones if s is not statement and _contains(statement, s)]
        takes_part = any(speaker.actor_id in people for speaker in statement.speakers)
        if not takes_part and any(_speaks(s, people) for s in holds):
            continue
        if any(_speaks(s, people) or not takes_part for s in inside):
            continue
        yield statement


def _speaks(statement: Statement, people: frozenset[str]) -> bool:
    return any(speaker.actor_id in people for speaker in statement.speakers)


def _contains(outer: Statement, inner: Statement) -> bool:
    own, other = _hull(outer.content), _hull(inner.content)
    return own.contains(other) and (own != other or outer.statement_id < inner.statement_id)


# --- statements → units


def _split(account: int, statement: Statement, reading: Reading, sentences: Sequence[Span]) -> Iterator[Unit]:
    """The units of one statement: one, or one for each item of a list of topics."""
    document = reading.document
    cue = " ".join(document[span] for span in statement.cue)
    unit = Unit(
        account,
        _passages(statement, sentences),
        "",
        statement.speakers,
        statement.act,
        " ".join(cue.split()),
        _beyond_outlet(statement.chain, reading),
        statement.statement_id,
    )
    content = _hull(statement.content)
    items = list(_find_items(document.text, content)) if statement.act in LISTED and _is_plain(statement) else [content]
    if len(items) == 1:
        yield replace(unit, words=_words(document.text, unit.spans))
        return
    for number, item in enumerate(items):
        spans = (Span(min(unit.spans[0].start, item.start), item.end),) if number == 0 else (item,)
        yield replace(unit, spans=spans, words=_words(document.text, spans))


def _is_plain(statement: Statement) -> bool:
    return statement.form != "direct" and len(statement.content) == 1


def _find_items(text: str, content: Span) -> Iterator[Span]:
    """The items of a list of topics; an item without a word of its own belongs to the one before it."""
    start = content.start
    for match in _ITEM.finditer(text, content.start, content.end):
        ahead = text[match.end() : content.end]
        if _counts(text[start : match.start()]) >= _FEWEST and _counts(ahead) >= 1:
            yield Span(start, match.start())
            start = match.end()
    yield Span(start, content.end)


def _passages(statement: Statement, sentences: Sequence[Span]) -> tuple[Span, ...]:
    """The words of a statement with those that report them, where they stand together before it."""
    content = tuple(sorted(statement.content))
    first = content[0]
    before = [span for span in statement.cue if span.end <= first.start]
    sentence = next((s for s in sentences if s.start <= first.start < s.end), None)
    if before and sentence is not None and all(sentence.contains(span) for span in before):
        return (_hull((*before, first)), *content[1:])
    return content


def _beyond_outlet(chain: Sequence[Actor], reading: Reading) -> tuple[Actor, ...]:
    outlet = reading.document.source.outlet
    if chain and outlet is not None and chain[0].name.casefold() == outlet.casefold():
        return tuple(chain[1:])
    return tuple(chain)


def _words(text: str, spans: Iterable[Span]) -> str:
    return " ".join(" ".join(text[span.start : span.end].split()) for span in spans)


# --- what sentences tell beside statements


def _find_rest(
    account: int,
    reading: Reading,
    contact: Contact,
    sentences: Sequence[Span],
    covered: Sequence[Span],
    *,
    owners: _Owners,
    needs_people: bool,
) -> Iterator[Unit]:
    text = reading.document.text
    for sentence in sentences:
        if not owners.owns(sentence.start) or _QUESTION.match(text, sentence.start):
            continue
        named = _find_people(reading, contact, sentence)
        if needs_people and not named:
            continue
        for gap in _find_gaps(sentence, covered):
            span = _trim(text, gap)
            if span is not None and _counts(text[span.start : span.end]) > _FEWEST:
                yield Unit(account, (span,), _words(text, (span,)), named)


def _find_people(reading: Reading, contact: Contact, sentence: Span) -> tuple[Actor, ...]:
    """The participants of the contact that a sentence speaks of first; none where it speaks of none."""
    people = {actor.actor_id: actor for actor in contact.participants}
    for mention in reading.mentions:
        if mention.part == "text" and sentence.contains(mention.span):
            found = tuple(people[each] for each in mention.actor_ids if each in people)
            if any(actor.kind is not ActorKind.STATE for actor in found):
                return found
    return ()


def _find_gaps(sentence: Span, covered: Sequence[Span]) -> Iterator[Span]:
    start = sentence.start
    for span in sorted(covered):
        if span.end <= start or span.start >= sentence.end:
            continue
        if span.start > start:
            yield Span(start, span.start)
        start = max(start, span.end)
    if start < sentence.end:
        yield Span(start, sentence.end)


def _trim(text: str, span: Span) -> Span | None:
    """The span without "and", commas and space at its ends; None where nothing is left."""
    words = text[span.start : span.end]
    opening = _EDGE.match(words)
    start = opening.end() if opening is not None and opening.start() == 0 else 0
    closing = re.search(r"(?:[\s,;:.–—-]|\b(?:and|but|while|by|with)\b)*$", words)
    end = closing.start() if closing is not None else len(words)
    return Span(span.start + start, span.start + end) if start < end else None


def _counts(words: str) -> int:
    """How many different words with a meaning of their own there are, beside those of frame and report."""
    lexicon, weights = load_comparing(), load_word_weights()
    stems = {word.stem for word in find_words(words)}
    return sum(
        stem not in lexicon.frame and stem not in lexicon.reporting and weights.get(stem, 6.0) > _COMMON
        for stem in stems
    )


def _tells(words: str, contact: Contact) -> bool:
    """Whether words tell more than that the contact was held, and who held it."""
    names = {
        word.stem for actor in contact.participants for word in find_words(f"{actor.name} {actor.office or ''}")
    }
    rest = " ".join(word.form for word in find_words(words) if word.stem not in names)
    return _counts(rest) >= 1
