"""A contested term → whose word it is: the outlet's, a speaker's (quoted or paraphrased), or held at a distance."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dragoman.language.tree import subjects_of
from dragoman.lexicons.designations import Hedges
from dragoman.record import Actor, SegmentKind, Sentence, Span, Statement, Voice
from dragoman.statements.quotes import Quote, Quotes, find_quotes
from dragoman.statements.referents import Referents
from dragoman.statements.speakers import Speakers
from dragoman.statements.terms import Found, Word, split_text

FRAGMENT = 6  # words up to which a quotation that nobody is said to speak is a mark of distance
ACCUSED = 4  # words between an accusation and its term: "accusations of systematic ethnic cleansing"
FRAMED = 9  # words between "what" and the verb that calls: "what the ministers of both states call"
LONELY = 12  # characters beside a term in its quotation marks: an article, an adjective, a comma
LATER = 12  # words behind that verb that are still its own
SENTENCE_MARKS = (".", "!", "?", ";", ":", "\n")
PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i"})
DETERMINERS = frozenset({"the", "a", "an", "this", "that", "these", "those", "his", "her", "its", "their", "such"})


@dataclass(frozen=True, slots=True)
class Wording:
    """Whose word a term is; `rule` tells what decided it."""

    voice: Voice
    rule: str
    confidence: float
    speakers: tuple[Actor, ...] = ()
    statement: Statement | None = None


class Voicing:
    """Whose words the terms of one text are."""

    def __init__(
        self,
        text: str,
        paragraphs: Iterable[Span],
        statements: Sequence[Statement],
        hedges: Hedges,
        referents: Referents,
        speakers: Speakers,
    ) -> None:
        self.text, self.hedges, self.referents, self.speakers = text, hedges, referents, speakers
        self.quotes: Quotes = find_quotes(text, paragraphs)
        self.concession = re.compile(rf"\s+(?:{'|'.join(hedges.concessions)})\b[^.,;:!?\n]*")
        self.contents = [(self._reach(span), one) for one in statements for span in one.content]

    def wording(self, found: Found, words: Sequence[Word], segment: SegmentKind) -> Wording:
        """Return whose word a term of a segment is."""
        if segment is SegmentKind.CAPTION:
            return Wording("caption", "caption", 0.95)
        around = self._around(found.span)
        quote = self.quotes.at(found.span.start)
        if quote is not None and quote.inner.contains(found.span):
            return self._quoted(found, words, quote, around)
        statement = around[0] if around else None
        said = statement.speakers if statement is not None else ()
        turn = next((one for one in reversed(around) if one.form == "direct"), None)
        if turn is not None:
            return Wording("quoted", "direct", 0.9, turn.speakers, turn)
        if (called := self._called(found, words)) is not None:
            return Wording("hedged", "hedge:calling", 0.9, called, statement)
        if self._is_hedged(found, words):
            return Wording("hedged", "hedge", 0.9, said, statement)
        callers = self._callers(found, statement)
        if callers is not None:
            return Wording("paraphrased", "called", 0.8, callers, statement)
        if statement is not None:
            return Wording("paraphrased", "content", 0.85, said, statement)
        return Wording("outlet", "outlet", 0.85)

    def _reach(self, content: Span) -> Span:
        """What was said with a concession behind it: "praised their courage despite the harm done by …"."""
        further = self.concession.match(self.text, content.end)
        return content if further is None else Span(content.start, further.end())

    def _around(self, span: Span) -> list[Statement]:
        """The statements within whose words a term stands, the innermost first."""
        held = [(len(content), statement) for content, statement in self.contents if content.contains(span)]
        return [statement for _, statement in sorted(held, key=lambda entry: entry[0])]

    # ------------------------------------------------------------ quotation marks

    def _quoted(self, found: Found, words: Sequence[Word], quote: Quote, around: Sequence[Statement]) -> Wording:
        """A term in quotation marks: the speaker's, or, with nobody said to speak, the outlet's mark of distance.

        One word whose article stands before the marks is held at a distance even in a speaker's sentence.
        """
        owner = self._owner(quote, around)
        inside = [word for word in words if quote.inner.contains(word.span)]
        callers = None if owner is not None else self._called(found, words)
        if callers is None and owner is None:
            callers = self._callers(found, None)
        if self._is_scare(found, words, inside):
            return Wording("hedged", "scare quotes", 0.8, owner.speakers if owner is not None else callers or (), owner)
        if owner is not None:
            return Wording("quoted", "quotation", 0.95, owner.speakers, owner)
        if callers is not None:
            return Wording("quoted", "called", 0.8, callers)
        if len(inside) <= FRAGMENT:
            return Wording("hedged", "scare quotes", 0.7)
        return Wording("quoted", "quotation:nobody", 0.6)

    def _owner(self, quote: Quote, around: Sequence[Statement]) -> Statement | None:
        """Who speaks a quotation: the innermost statement that holds all of it, else the outermost inside it."""
        whole = (
            statement
            for statement in around
            if any(
                span.start <= quote.inner.start + 1 and quote.inner.end - 1 <= span.end for span in statement.content
            )
        )
        return next(whole, None) or (around[-1] if around else None)

    def is_alone_in_quotes(self, found: Found) -> bool:
        """Whether a term, with an article or adjective at most, is all that stands between quotation marks."""
        quote = self.quotes.at(found.span.start)
        if quote is None or not quote.inner.contains(found.span):
            return False
        return len(quote.inner) - len(found.span) <= LONELY and len(split_text(self.text, quote.inner)) <= 2

    def _is_scare(self, found: Found, words: Sequence[Word], inside: Sequence[Word]) -> bool:
        before = words[found.first - 1].lower if found.first else ""
        return len(inside) == found.last - found.first == 1 and before in DETERMINERS

    # ------------------------------------------------------------ marks of distance

    def _is_hedged(self, found: Found, words: Sequence[Word]) -> bool:
        if found.term is self.hedges.marked:
            return True
        before = _words_before(self.text, words, found.first, ACCUSED + 2)
        near = [*(word.lower for word in before[-2:]), *_joined(before[-4:])]
        if any(word in self.hedges.before for word in near):
            return True
        following = words[found.last] if found.last < len(words) else None
        if (
            following is not None
            and following.lower in self.hedges.after
            and self._touches(words[found.last - 1], following)
        ):
            return True
        lowered = [word.lower for word in before]
        return any(
            tuple(lowered[at : at + len(mark)]) == mark and self._is_object(lowered[at + len(mark) :])
            for mark in self.hedges.accusations
            for at in range(len(lowered) - len(mark) + 1)
        )

    @staticmethod
    def _is_object(between: Sequence[str]) -> bool:
        """Whether no deed of its own stands between an accusation and its term: "accused of planning the coup"."""
        return not any(word.endswith("ing") and word != "ongoing" for word in between[:1])

    def _called(self, found: Found, words: Sequence[Word]) -> tuple[Actor, ...] | None:
        """Those who call it so: "what Orvania deems brutal strikes"; None where nothing of the kind stands before."""
        before = _words_before(self.text, words, found.first, FRAMED + LATER)
        lowered = [word.lower for word in before]
        if "what" not in lowered:
            return None
        at = len(lowered) - 1 - lowered[::-1].index("what")
        for verb in range(at + 1, min(len(lowered), at + FRAMED)):
            for mark in self.hedges.calling:
                last = verb + len(mark)
                if tuple(lowered[verb:last]) == mark and not _is_broken(self.text, before[verb:], found):
                    return self._namers(before[at + 1 : verb], before[verb], found)
        return None

    def _namers(self, between: Sequence[Word], verb: Word, found: Found) -> tuple[Actor, ...]:
        """Who calls it so in "what … calls": those named; for a pronoun, those in whose words it stands."""
        named = self.referents.actors_within(Span(between[0].span.start, verb.span.start)) if between else ()
        token = self.referents.token_at(verb.span.start)
        if not named and token is not None:
            named = self.speakers.actors(subjects_of(self.referents.parse, token.index))
        around = self._around(found.span)
        pronoun = len(between) == 1 and between[0].lower in PRONOUNS
        return around[0].speakers if not named and pronoun and around else named

    def _callers(self, found: Found, statement: Statement | None) -> tuple[Actor, ...] | None:
        """Those who call somebody so: "the League was branded a terrorist group by Orvania".

        None where no verb calls so; nobody where the verb is a statement's own, or does not tell who calls.
        """
        noun = self.referents.noun_of(found)
        verb = self.referents.calling_verb(noun) if noun is not None else None
        if noun is None or verb is None:
            return None
        if statement is not None and not any(span.contains(Span(verb.start, verb.end)) for span in statement.content):
            return None
        return self.speakers.actors(self.referents.callers(verb, noun))

    def _touches(self, one: Word, other: Word) -> bool:
        return not self.text[one.end : other.span.start].strip(" \u00a0-‑")


def paragraph_spans(sentences: Iterable[Sentence]) -> tuple[Span, ...]:
    """Return the stretch of each paragraph, in text order."""
    spans: dict[int, Span] = {}
    for sentence in sentences:
        known = spans.get(sentence.paragraph, sentence.span)
        spans[sentence.paragraph] = Span(min(known.start, sentence.span.start), max(known.end, sentence.span.end))
    return tuple(spans.values())


def _words_before(text: str, words: Sequence[Word], first: int, most: int) -> Sequence[Word]:
    """The words of the same sentence that stand before one, at most so many."""
    start = first
    while start > max(0, first - most):
        gap = text[words[start - 1].end : words[start].span.start]
        if any(mark in gap for mark in SENTENCE_MARKS):
            break
        start -= 1
    return words[start:first]


def _joined(words: Sequence[Word]) -> list[str]:
    """Neighbours as a hyphen joins them: "self", "styled" → "self-styled"."""
    return [f"{one.lower}-{other.lower}" for one, other in pairwise(words)]


def _is_broken(text: str, behind: Sequence[Word], found: Found) -> bool:
    """Whether the clause of a verb ends before a term: at a comma, or a verb of its own cannot be told."""
    return "," in text[behind[0].end : found.span.start]
