"""Mentions and statements → the mentions with who "I" is in each quotation.

Within somebody's quoted words "I" is the speaker, and "he" or "she" is somebody else.  "We" stays open: it may be
his side, both sides or everybody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dragoman.actors.cast import FIRST_PERSON, PRONOUNS, Analysis, Cast
from dragoman.language.tree import SUBJECTS
from dragoman.record import Actor, ActorKind, Mention, Span, Statement
from dragoman.statements.quotes import Quote, find_quotes

QUOTED = frozenset({"direct", "mixed"})
WHOLE = re.compile(r"\W*[A-Z]")  # a quotation of whole sentences
ENDS = re.compile(r"[.!?:\n]")  # of a sentence, between two quotations


@dataclass(frozen=True, slots=True)
class _Quotation:
    """A quotation, its speaker where a statement tells him, and those whom "he" cannot mean in it."""

    span: Span
    speaker: Actor | None
    barred: frozenset[str]


def complete_mentions(body: Analysis, cast: Cast, statements: tuple[Statement, ...]) -> tuple[Mention, ...]:
    """Return the mentions, those of "I" in quotations among them; `statements` tell whose words are quoted.

    A "he" inside a quotation that was taken for its speaker becomes the one named last before it there, or nobody.
    """
    quotations = tuple(_find_quotations(body, cast, statements))
    if not quotations:
        return cast.mentions
    mended = [
        _mend(mention, body, cast, quotations) if mention.part == body.part else mention for mention in cast.mentions
    ]
    known = {mention.span for mention in mended if mention.part == body.part}
    said = [
        Mention(span, "pronoun", (quotation.speaker.actor_id,), body.part)
        for quotation in quotations
        if quotation.speaker is not None
        for span in _find_first_persons(body, quotation.span)
        if span not in known
    ]
    return tuple(sorted([*mended, *said], key=lambda mention: (mention.part != "title", mention.span)))


def _find_quotations(body: Analysis, cast: Cast, statements: tuple[Statement, ...]) -> Iterator[_Quotation]:
    """Yield the quotations of the text in order."""
    spans: dict[int, Span] = {}
    for sentence in body.parse.sentences:
        known = spans.get(sentence.paragraph, sentence.span)
        spans[sentence.paragraph] = Span(min(known.start, sentence.span.start), max(known.end, sentence.span.end))
    before: _Quotation | None = None
    for quote in find_quotes(body.text, spans.values()).all:
        speaker = _find_speaker(cast, statements, quote.span)
        if speaker is None and before is not None and not ENDS.search(body.text, before.span.end, quote.span.start):
            speaker = before.speaker  # “Yes,” Lindqvar said, “I agree.”
        before = _Quotation(quote.span, speaker, _find_barred(body, cast, quote, speaker))
        yield before


def _find_barred(body: Analysis, cast: Cast, quote: Quote, speaker: Actor | None) -> frozenset[str]:
    """Whom "he" does not mean in whole quoted sentences: their speaker, or the subjects of the sentence around them."""
    if not WHOLE.match(body.text, quote.inner.start):
        return frozenset()  # 'Lindqvar said she "lost her way"'
    if speaker is not None:
        return frozenset({speaker.actor_id})
    told = body.text[: quote.span.start].rstrip()
    place = len(told) - 1 if told.endswith((":", ",")) else quote.span.start
    return frozenset(
        actor.actor_id
        for sentence in body.parse.sentences
        if sentence.span.start <= place < sentence.span.end
        for token in body.parse.tokens[sentence.first : sentence.last]
        if token.dep in SUBJECTS and not quote.span.contains(Span(token.start, token.end))
        for actor in cast.people(body.part, token.index)
    )


def _find_speaker(cast: Cast, statements: tuple[Statement, ...], quote: Span) -> Actor | None:
    """The one person of the cast whose words a quotation is."""
    speakers = {
        speaker.actor_id: speaker
        for statement in statements
        if statement.form in QUOTED and _is_told_in(statement, quote)
        for speaker in statement.speakers
    }
    if len(speakers) != 1 or not speakers.keys() <= cast.actors.keys():
        return None
    (speaker,) = speakers.values()
    return speaker if speaker.kind is ActorKind.PERSON else None


def _is_told_in(statement: Statement, quote: Span) -> bool:
    """Whether a quotation is of a statement's words; one that is reported inside the quotation is not the quotation."""
    inside = any(quote.contains(cue) for cue in statement.cue)
    return not inside and any(span.overlaps(quote) for span in statement.content)


def _find_first_persons(body: Analysis, quote: Span) -> Iterator[Span]:
    for token in body.parse.tokens:
        if (
            token.lemma in FIRST_PERSON
            and token.tag in {"PRP", "PRP$"}
            and quote.contains(Span(token.start, token.end))
        ):
            yield Span(token.start, token.end)


def _mend(mention: Mention, body: Analysis, cast: Cast, quotations: Sequence[_Quotation]) -> Mention:
    """The mention, another in place of whom it cannot mean inside a quotation."""
    gender = PRONOUNS.get(body.text[mention.span.start : mention.span.end].lower())
    quotation = next((one for one in quotations if one.span.contains(mention.span)), None)
    if gender is None or quotation is None or not quotation.barred & set(mention.actor_ids):
        return mention
    before = Span(quotation.span.start, mention.span.start)
    others = [
        actor
        for other in cast.mentions
        if other.form != "pronoun" and other.part == body.part and before.contains(other.span)
        for actor in other.actor_ids
        if actor not in quotation.barred
        and cast.actors[actor].kind is ActorKind.PERSON
        and cast.actors[actor].gender in {None, gender}
    ]
    return replace(mention, actor_ids=tuple(others[-1:]))
