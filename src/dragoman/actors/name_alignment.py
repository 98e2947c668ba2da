"""Which words of one name answer which words of another, in any order: two rows of parts in, pairs out.

"Amir Abdollahian" answers "Amirabdollahian": a run of words may answer one word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from dragoman.actors.person_names import NamePart
from dragoman.actors.spelling import NEAR, Likeness, Word, compare_words, read_word

_LONGEST_RUN: Final = 3  # "Plat ono vich"
_JOINED: Final = frozenset(["same", "accents", "spelling", "slip"])
_IN_PLACE: Final = 0.001  # between equals, words of one kind, then words in one place, go together


@dataclass(frozen=True, slots=True)
class Pair:
    """Words of one name that answer words of the other: indices, one after another, and how they agree."""

    one: tuple[int, ...]
    other: tuple[int, ...]
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Alignment:
    """The pairs, in the first name's order, and the indices of the words that answer none."""

    pairs: tuple[Pair, ...]
    only_one: tuple[int, ...]
    only_other: tuple[int, ...]


def align_parts(one: Sequence[NamePart], other: Sequence[NamePart]) -> Alignment:
    """Return the pairing of two names' words that takes the surest pairs first."""
    candidates = sorted(_find_pairs(one, other), key=lambda found: found[0], reverse=True)
    taken_one: set[int] = set()
    taken_other: set[int] = set()
    pairs: list[Pair] = []
    for _, pair in candidates:
        if taken_one.isdisjoint(pair.one) and taken_other.isdisjoint(pair.other):
            pairs.append(pair)
            taken_one.update(pair.one)
            taken_other.update(pair.other)
    return Alignment(
        tuple(sorted(pairs, key=lambda pair: pair.one)),
        tuple(at for at in range(len(one)) if at not in taken_one),
        tuple(at for at in range(len(other)) if at not in taken_other),
    )


def _find_pairs(one: Sequence[NamePart], other: Sequence[NamePart]) -> Iterator[tuple[float, Pair]]:
    """Yield each pair that may be, with its rank: how sure it is, how many words it explains, whether kinds agree."""
    for at, part in enumerate(one):
        for to, counterpart in enumerate(other):
            likeness = compare_parts(part, counterpart)
            if _is_answer(likeness):
                place = _IN_PLACE * (2 * (part.kind == counterpart.kind) + (at == to) - abs(at - to) / 100)
                yield likeness.score + place, Pair((at,), (to,), likeness)
    if len(other) > 1:
        yield from ((rank, Pair((at,), run, like)) for rank, at, run, like in _find_runs(one, other))
    if len(one) > 1:
        yield from ((rank, Pair(run, (at,), like)) for rank, at, run, like in _find_runs(other, one))


def _is_answer(likeness: Likeness) -> bool:
    return likeness.score >= NEAR and likeness.how != "different"


def words_answer(one: Word, other: Word) -> bool:
    """Return whether two words may answer each other."""
    return _is_answer(compare_words(one, other))


def compare_parts(one: NamePart, other: NamePart) -> Likeness:
    """Return how two parts that name somebody agree."""
    if one.word is None or other.word is None:
        return Likeness("different", 0.0)
    return compare_words(one.word, other.word)


def _find_runs(
    words: Sequence[NamePart], others: Sequence[NamePart]
) -> Iterator[tuple[float, int, tuple[int, ...], Likeness]]:
    """Yield each word that two or three words of the other name, written as one, spell."""
    lengths = [_length(part) for part in others]
    for at, word in ((at, part.word) for at, part in enumerate(words) if part.word is not None):
        for start, end in _fitting_runs(word, lengths):
            likeness = compare_words(word, read_word("".join(map(_letters, others[start:end]))))
            if likeness.how in _JOINED:
                yield likeness.score + _IN_PLACE * (end - start), at, tuple(range(start, end)), likeness


def _fitting_runs(word: Word, lengths: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield where runs of two or three words begin and end that are about as long as one word."""
    count = len(lengths)
    for start in range(count - 1):
        letters = lengths[start]
        for end in range(start + 2, min(start + _LONGEST_RUN, count) + 1):
            letters += lengths[end - 1]
            if is_as_long(word, letters):
                yield start, end


def is_as_long(word: Word, letters: int) -> bool:
    """Return whether a word may be a run of others that have so many letters."""
    length = len(word.letters)
    return length >= 3 and (-2 <= letters - length <= 2 or word.abjad)


def may_be_run(part: NamePart, others: Sequence[NamePart]) -> bool:
    """Return whether a word is about as long as two or three words of another name together."""
    lengths = [_length(each) for each in others]
    return part.word is not None and next(_fitting_runs(part.word, lengths), None) is not None


def _length(part: NamePart) -> int:
    return len(part.word.letters) if part.word is not None else 0


def _letters(part: NamePart) -> str:
    return part.word.written if part.word is not None else ""
