"""Two names of organisations compared: legal forms aside, word by word in any order.

Which body an acronym or a translated name means is the lexicon's to say (`lexicons/organisations.toml`);
here only the words of the names are compared.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz.distance import OSA

from dragoman.actors.romanise import find_script
from dragoman.actors.spelling import compare_sounds, read_word
from dragoman.lexicons.body_words import BodyWords, fold_body_word, load_body_words

_CUT: Final = re.compile(r"[^\w&+.'’]+")
_LONGEST: Final = 5  # words of a legal form
_MENDED: Final = 5  # letters from which a word of a legal form may have a slip

# --- the table of weights and thresholds; measured by `python -m evaluation names`, on the tuning half
GENERAL: Final = 0.5  # what "bank" or "ministry" weighs beside a word of its own
NUMBER: Final = 0.5  # what two numbers weigh that answer each other
EXTRA: Final = 1.0  # what a word of its own, or a number, weighs that stands in one name only …
EXTRA_GENERAL: Final = 0.4  # … and what a general one does
NEAR: Final = 0.6  # words nearer than this are slips of the pen
HEARD: Final = 0.9  # sounds nearer than this are one word in another script or spelling
WORST: Final = 0.2  # the share of the score that the two words least alike decide
ACRONYM: Final = 0.85  # what a name scores beside its first letters

SAME: Final = 0.9
DIFFERENT: Final = 0.7


@dataclass(frozen=True, slots=True)
class BodyName:
    """An organisation's name: the words that are compared, folded, and its legal forms."""

    words: tuple[str, ...]
    legal: tuple[str, ...]
    squeezed: str  # all of it, written as one word


@dataclass(frozen=True, slots=True)
class WordMatch:
    """Two words that answer each other, or one that answers none, with how near they are."""

    one: str | None
    other: str | None
    score: float


@dataclass(frozen=True, slots=True)
class BodyComparison:
    """How alike two names are, what their words answer, and whether only numbers differ."""

    score: float
    matches: tuple[WordMatch, ...]
    numbers_differ: bool


@functools.lru_cache(maxsize=100_000)
def read_body_name(text: str) -> BodyName:
    """Return the words of an organisation's name without its legal form, unless it has no others."""
    listed = load_body_words()
    words = [folded for word in _CUT.split(_latin(text)) if (folded := fold_body_word(word).strip("_'’"))]
    words = list(_rewrite([_mend_legal(word) for word in words], listed))
    kept, legal = _split_legal(words, listed)
    kept = [word for word in kept if word not in listed.joining] or words
    return BodyName(tuple(kept), tuple(legal), "".join(words))


@functools.lru_cache(maxsize=100_000)
def _mend_legal(word: str) -> str:
    """Return the word of a legal form that this one is with a slip of the pen: "Aktiengeselschaft"; else the word."""
    if len(word) < _MENDED or word in _legal_words():
        return word
    return next((right for right in _legal_words() if OSA.distance(word, right, score_cutoff=1) <= 1), word)


@functools.cache
def _legal_words() -> tuple[str, ...]:
    """Return the longer words of legal forms, sorted."""
    return tuple(sorted({word for form in load_body_words().legal for word in form if len(word) >= _MENDED}))


def _latin(text: str) -> str:
    return " ".join(read_word(word).letters if find_script(word) != "latin" else word for word in _CUT.split(text))


def _rewrite(words: Sequence[str], listed: BodyWords) -> Iterator[str]:
    """Yield the words, each as it is compared: "Int'l" as "international", "Second" as "2"."""
    at = 0
    while at < len(words):
        pair = listed.written.get(tuple(words[at : at + 2]))
        single = listed.written.get((words[at],))
        yield from pair or single or (words[at],)
        at += 2 if pair else 1


def _split_legal(words: list[str], listed: BodyWords) -> tuple[list[str], list[str]]:
    kept: list[str] = []
    legal: list[str] = []
    at = 0
    while at < len(words):
        length = next((n for n in range(_LONGEST, 0, -1) if tuple(words[at : at + n]) in listed.legal), 0)
        (legal if length else kept).extend(words[at : at + max(1, length)])
        at += max(1, length)
    return (kept, legal) if kept else (words, [])


@functools.lru_cache(maxsize=200_000)
def compare_body_words(one: str, other: str) -> float:
    """Return how near two words of organisations' names are, 0 to 1."""
    if one == other:
        return 1.0
    if one.isdigit() or other.isdigit():
        return 0.0
    nearness = 1 - OSA.distance(one, other) / max(len(one), len(other))
    heard = compare_sounds(read_word(one).sounds, read_word(other).sounds)
    return max(nearness, heard if heard >= HEARD else 0.0)


def compare_bodies(one: str, other: str) -> BodyComparison:
    """Return how two names of organisations agree."""
    first, second = read_body_name(one), read_body_name(other)
    if not first.words or not second.words:
        return BodyComparison(0.0, (), numbers_differ=False)
    if "".join(first.words) == "".join(second.words) or first.squeezed == second.squeezed:
        return BodyComparison(
            1.0, (WordMatch(" ".join(first.words), " ".join(second.words), 1.0),), numbers_differ=False
        )
    if _is_acronym(first.words, second.words) or _is_acronym(second.words, first.words):
        whole = WordMatch(" ".join(first.words), " ".join(second.words), ACRONYM)
        return BodyComparison(ACRONYM, (whole,), numbers_differ=False)
    matches = tuple(_match_words(first.words, second.words))
    numbers = [{word for word in name.words if word.isdigit()} for name in (first, second)]
    score = max(_score(matches), _whole_score(first.words, second.words) if numbers[0] == numbers[1] else 0.0)
    return BodyComparison(round(score, 3), matches, numbers_differ=numbers[0] != numbers[1])


def _is_acronym(short: Sequence[str], words: Sequence[str]) -> bool:
    """Whether one name is the first letters of the other, alone or with a word that tells where: "PLA China"."""
    letters = "".join(word[0] for word in words)
    return len(words) >= 3 and len(short) <= 2 and letters in short


def _whole_score(one: Sequence[str], other: Sequence[str]) -> float:
    """Return how near the names are written as one word each, for words joined, cut or with a slip."""
    first, second = "".join(one), "".join(other)
    if len(one) == len(other):
        return 0.0
    nearness = 1 - OSA.distance(first, second) / max(len(first), len(second))
    return nearness if nearness >= HEARD else 0.0


def _match_words(one: Sequence[str], other: Sequence[str]) -> Iterator[WordMatch]:
    """Yield the surest pairs of words, then the words that answer none, side by side."""
    found = sorted(
        ((compare_body_words(a, b), -abs(i - j), i, j) for i, a in enumerate(one) for j, b in enumerate(other)),
        reverse=True,
    )
    lefts, rights = set(range(len(one))), set(range(len(other)))
    for score, _, at, to in found:
        if score >= NEAR and at in lefts and to in rights:
            yield WordMatch(one[at], other[to], score)
            lefts.discard(at)
            rights.discard(to)
    ones, others = [one[at] for at in sorted(lefts)], [other[to] for to in sorted(rights)]
    for at in range(max(len(ones), len(others))):
        first, second = (words[at] if at < len(words) else None for words in (ones, others))
        yield WordMatch(first, second, compare_body_words(first, second) if first and second else 0.0)


def _score(matches: Sequence[WordMatch]) -> float:
    """Return the mean over the words, drawn down by the pair least alike."""
    weighed = [(_weigh(match), match.score) for match in matches]
    mean = sum(weight * score for weight, score in weighed) / sum(weight for weight, _ in weighed)
    worst = min((match.score for match in matches if match.one and match.other and not _is_number(match)), default=1.0)
    return mean * (1 - WORST) + mean * worst * WORST if worst < mean else mean


def _weigh(match: WordMatch) -> float:
    """Return what two words that answer each other weigh, or one that answers none."""
    general = load_body_words().general
    words = [word for word in (match.one, match.other) if word is not None]
    if len(words) == 1:
        return EXTRA_GENERAL if words[0] in general else EXTRA
    if _is_number(match):
        return NUMBER
    return GENERAL if all(word in general for word in words) else 1.0


def _is_number(match: WordMatch) -> bool:
    return all(word is None or word.isdigit() for word in (match.one, match.other))
