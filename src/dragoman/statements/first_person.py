"""Mentions and statements → the mentions with who "I" is in each quotation.

Within somebody's quoted words "I" is the speaker, and "he" or "she" is somebody else.  "We" stays open: it may be
his side, both sides or everybody.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from dragoman.actors.cast import FIRST_PERSON, PRONOUNS, Analysis, Cast
from dragoman.language.tree import SUBJECTS
from dragoman.record import Actor, ActorKind, Mention, Span, Statement
from dragoman.statements.quotes import Quote, Quotes, find_quotes

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
    quotes = find_quotes(body.text, _find_paragraphs(body))
    quotations = _find_quotations(body, cast, quotes, _find_speakers(cast, statements, quotes))
    if not quotations:
        return cast.mentions
    mended = [_mend(mention, body, cast, quotes, quotations) for mention in cast.mentions]
    known = {mention.span for mention in mended if mention.part == body.part}
    said = [
        Mention(span, "pronoun", (speaker.actor_id,), body.part)
        for token in body.parse.tokens
        if token.lemma in FIRST_PERSON and token.tag in {"PRP", "PRP$"}
        if (quote := quotes.at(token.start)) is not None and (speaker := quotations[quote.span].speaker) is not None
        if (span := Span(token.start, token.end)) not in known
    ]
    return tuple(sorted([*mended, *said], key=lambda mention: (mention.part != "title", mention.span)))


def _find_paragraphs(body: Analysis) -> Iterable[Span]:
    spans: dict[int, Span] = {}
    for sentence in body.parse.sentences:
        known = spans.get(sentence.paragraph, sentence.span)
        spans[sentence.paragraph] = Span(min(known.start, sentence.span.start), max(known.end, sentence.span.end))
    return spans.values()


def _find_speakers(cast: Cast, statements: tuple[Statement, ...], quotes: Quotes) -> dict[Span, Actor]:
    """The one person of the cast whose words a quotation is, for each that statements tell of."""
    told: dict[Span, dict[str, Actor]] = {}
    for statement in statements:
        for span in statement.content if statement.form in QUOTED else ():
            for quote in quotes.within(span):
                if not any(quote.span.contains(cue) for cue in statement.cue):  # else reported inside the quotation
                    told.setdefault(quote.span, {}).update({one.actor_id: one for one in statement.speakers})
    single = {quote: next(iter(speakers.values())) for quote, speakers in told.items() if len(speakers) == 1}
    return {
        quote: speaker
        for quote, speaker in single.items()
        if speaker.actor_id in cast.actors and speaker.kind is ActorKind.PERSON
    }


def _find_quotations(
    body: Analysis, cast: Cast, quotes: Quotes, speakers: Mapping[Span, Actor]
) -> Mapping[Span, _Quotation]:
    """The quotations of the text by their spans."""
    found: dict[Span, _Quotation] = {}
    before: _Quotation | None = None
    for quote in quotes.all:
        speaker = speakers.get(quote.span)
        if speaker is None and before is not None and not ENDS.search(body.text, before.span.end, quote.span.start):
            speaker = before.speaker  # “Yes,” Lindqvar said, “I agree.”
        before = found[quote.span] = _Quotation(quote.span, speaker, _find_barred(body, cast, quote, speaker))
    return found


def _find_barred(body: Analysis, cast: Cast, quote: Quote, speaker: Actor | None) -> frozenset[str]:
    """Whom "he" does not mean in whole quoted sentences: their speaker, or the subjects of the sentence around them."""
    if not WHOLE.match(body.text, quote.inner.start):
        return frozenset()  # 'Lindqvar said she "lost her way"'
    if speaker is not None:
        return frozenset({speaker.actor_id})
    sentences = body.parse.sentences
    at = bisect_right(sentences, _place_before(body.text, quote), key=lambda sentence: sentence.span.start) - 1
    if at < 0:
        return frozenset()
    return frozenset(
        actor.actor_id
        for token in body.parse.tokens[sentences[at].first : sentences[at].last]
        if token.dep in SUBJECTS and not quote.span.contains(Span(token.start, token.end))
        for actor in cast.people(body.part, token.index)
    )


def _place_before(text: str, quote: Quote) -> int:
    """Where the words that lead to a quotation end: at its colon or comma, else where it begins."""
    at = quote.span.start
    while at > 0 and text[at - 1].isspace():
        at -= 1
    return at - 1 if at > 0 and text[at - 1] in ":," else quote.span.start


def _mend(
    mention: Mention, body: Analysis, cast: Cast, quotes: Quotes, quotations: Mapping[Span, _Quotation]
) -> Mention:
    """The mention, another in place of whom it cannot mean inside a quotation."""
    if mention.form != "pronoun" or mention.part != body.part:
        return mention
    gender = PRONOUNS.get(body.text[mention.span.start : mention.span.end].lower())
    quote = quotes.at(mention.span.start)
    if gender is None or quote is None or not quotations[quote.span].barred & set(mention.actor_ids):
        return mention
    before = Span(quote.span.start, mention.span.start)
    others = [
        actor
        for other in cast.mentions
        if other.form != "pronoun" and other.part == body.part and before.contains(other.span)
        for actor in other.actor_ids
        if actor not in quotations[quote.span].barred
        and cast.actors[actor].kind is ActorKind.PERSON
        and cast.actors[actor].gender in {None, gender}
    ]
    return replace(mention, actor_ids=tuple(others[-1:]))
