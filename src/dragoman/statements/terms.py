"""A text → the contested terms of `designations.toml` that stand in it, by their words and surroundings alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dragoman.lexicons.designations import NAME, Alternatives, Context, DesignationLexicon, Pattern, Term, word_pattern
from dragoman.record import Span

GAP = re.compile(r"[\s\-‑–\"'“”‘’«»]{1,3}")  # what may stand between two words of one term
CONTEXT_GAP = re.compile(r"(?:['’]s?)?[\s\-‑–\"'“”‘’«»()]{1,4}")
OPENS_SENTENCE = re.compile(r"(?:\A|[.!?:;\n…—–*•|])[\s\"'“‘«(\[]*\Z")
LETTERS = re.compile(r"[^\W\d_]+")
POSSESSIVES = ("'s", "’s", "'S", "’S")
LOOK_BACK = 6  # characters in which the end of a sentence is looked for
TITLED = 0.6  # from this share of capitals on, a heading's capitals say nothing


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text as terms are compared with it; the span is without its possessive ending."""

    span: Span
    text: str
    lower: str
    end: int  # of the word with its ending


@dataclass(frozen=True, slots=True)
class Found:
    """A term at words `first` up to and not including `last` of its stretch."""

    term: Term
    span: Span
    first: int
    last: int


def may_have_terms(text: str, within: Span, lexicon: DesignationLexicon) -> bool:
    """Return whether some term may begin in a stretch of the text; quick, so that few stretches are looked at."""
    return not lexicon.gate.isdisjoint(LETTERS.findall(text[within.start : within.end].lower()))


def split_text(text: str, within: Span) -> tuple[Word, ...]:
    """Return the words of a stretch of the text."""
    return tuple(_word(match) for match in word_pattern().finditer(text, within.start, within.end))


def _word(match: re.Match[str]) -> Word:
    text = match[0]
    bare = text[:-2] if text.endswith(POSSESSIVES) else text
    return Word(Span(match.start(), match.start() + len(bare)), bare, bare.lower().replace("’", "'"), match.end())


def find_terms(text: str, words: Sequence[Word], lexicon: DesignationLexicon, *, heading: bool) -> Iterator[Found]:
    """Yield the terms of a stretch in text order; where two begin alike the longer, and none within another.

    Words with a capital are parts of names ("Liberation Front"), unless they open a sentence or stand in a heading
    whose words are all written so.
    """
    titled = heading and _is_titled(words)
    free = 0
    for at, word in enumerate(words):
        if at < free or word.lower not in lexicon.patterns:
            continue
        found = next(
            (
                found
                for pattern in lexicon.patterns[word.lower]
                if (found := _match(text, words, at, pattern, titled=titled)) is not None
            ),
            None,
        )
        if found is not None:
            free = found.last
            yield found


def _match(text: str, words: Sequence[Word], at: int, pattern: Pattern, *, titled: bool) -> Found | None:
    last = at + len(pattern.words)
    if last > len(words):
        return None
    for place, wanted in enumerate(pattern.words, start=at):
        word = words[place]
        if word.lower != wanted.lower() or (wanted != wanted.lower() and word.text == word.lower):
            return None
        if place > at and not GAP.fullmatch(text, words[place - 1].end, word.span.start):
            return None
    term, first = pattern.term, at
    if not titled and not term.capital and _is_name(text, words, at, last, pattern):
        return None
    if any(_stands_in(text, words, at, last, context) is not None for context in term.never):
        return None
    start, end = words[at].span.start, words[last - 1].span.end
    if pattern.bound:
        reach = next((r for c in term.only if (r := _stands_in(text, words, at, last, c)) is not None), None)
        if reach is None:
            return None
        if term.whole:
            first, last = at - reach[0], last + reach[1]
            start, end = words[first].span.start, words[last - 1].span.end
    return Found(term, Span(start, end), first, last)


def _is_name(text: str, words: Sequence[Word], at: int, last: int, pattern: Pattern) -> bool:
    """Whether a word that the list has without a capital stands with one inside a sentence."""
    for place in range(at, last):
        wanted, word = pattern.words[place - at], words[place]
        if wanted == wanted.lower() and word.text[:1].isupper():
            if place == at and _opens_sentence(text, word):
                following = words[last] if last < len(words) else None
                # "Liberation Front fighters said": a name at the head of a sentence
                return (
                    following is not None and following.text[:1].isupper() and _touch(text, words[last - 1], following)
                )
            return True
    return False


def _opens_sentence(text: str, word: Word) -> bool:
    start = max(0, word.span.start - LOOK_BACK)
    return OPENS_SENTENCE.search(text, start, word.span.start) is not None or word.span.start == 0


def _is_titled(words: Sequence[Word]) -> bool:
    return sum(word.text[:1].isupper() for word in words) >= TITLED * len(words)


def _stands_in(text: str, words: Sequence[Word], at: int, last: int, context: Context) -> tuple[int, int] | None:
    """Return how many words before and behind a term are those of a context; None where it is another."""
    before, behind = context.before, context.behind
    if at < len(before) or last + len(behind) > len(words):
        return None
    lead = words[at - len(before) : last]
    trail = words[last - 1 : last + len(behind)]
    if not (_agree(before, lead) and _agree(behind, trail[1:])):
        return None
    linked = [*pairwise(words[at - len(before) : at + 1]), *pairwise(trail)]
    return (len(before), len(behind)) if all(_touch(text, one, other) for one, other in linked) else None


def _agree(wanted: Alternatives, words: Sequence[Word]) -> bool:
    return all(
        word.lower in choice or (NAME in choice and word.text[:1].isupper())
        for choice, word in zip(wanted, words, strict=False)
    )


def _touch(text: str, one: Word, other: Word) -> bool:
    return CONTEXT_GAP.fullmatch(text, one.span.end, other.span.start) is not None
