"""Two names of people laid beside each other: what their parts are, which answer which, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA

from dragoman.actors.name_alignment import Alignment, Pair, align_parts, is_as_long, words_answer
from dragoman.actors.person_names import NamePart, PartKind, PersonName, read_person_name
from dragoman.actors.spelling import LISTED, Word
from dragoman.lexicons.naming import fold_name_word, load_person_words

# Words of Latin script whose sounds are this much alike are surely spellings of one: "Owens" and "Evans" are not.
# Set by reading pairs of namesakes among the holders of offices.
SURE: Final = 0.895
_KIND_ORDER: Final[tuple[PartKind, ...]] = ("initial", "surname", "patronymic", "given", "middle")


@dataclass(frozen=True, slots=True)
class Pairing:
    """Two names, their parts that name somebody, and which of them answer each other."""

    one: PersonName
    other: PersonName
    parts_one: Sequence[NamePart]
    parts_other: Sequence[NamePart]
    aligned: Alignment

    @property
    def pairs(self) -> tuple[Pair, ...]:
        return self.aligned.pairs

    @property
    def sides(self) -> tuple[tuple[Sequence[NamePart], tuple[int, ...]], tuple[Sequence[NamePart], tuple[int, ...]]]:
        """For each name its parts, and which of them answer none."""
        return (self.parts_one, self.aligned.only_one), (self.parts_other, self.aligned.only_other)

    def lefts(self) -> tuple[list[NamePart], list[NamePart]]:
        """The parts that answer none, initials aside, and a first word that may be a title: "Sheikh Hasina"."""
        ones, others = (
            [parts[at] for at in left if parts[at].kind != "initial" and not (at == 0 and _may_be_title(parts[at]))]
            for parts, left in self.sides
        )
        return ones, others

    def first_parts(self, pair: Pair) -> tuple[NamePart, NamePart]:
        """The two parts, or the first of several."""
        return self.parts_one[pair.one[0]], self.parts_other[pair.other[0]]

    def kinds(self, pair: Pair) -> set[PartKind]:
        parts = [*(self.parts_one[at] for at in pair.one), *(self.parts_other[at] for at in pair.other)]
        return {part.kind for part in parts}

    def kind(self, pair: Pair) -> PartKind:
        """What the pair is: a surname where either is one."""
        return first_kind(self.kinds(pair))

    def is_firm(self, pair: Pair) -> bool:
        """Whether a pair is surely one name."""
        return is_firm(pair, *self.first_parts(pair))


def _may_be_title(part: NamePart) -> bool:
    return fold_name_word(part.written) in load_person_words().also_names


def pair_names(one: PersonName, other: PersonName) -> Pairing:
    """Return two names laid beside each other."""
    return Pairing(one, other, one.naming, other.naming, align_parts(one.naming, other.naming))


@lru_cache(maxsize=100_000)
def find_plain_words(name: str) -> tuple[Word, Word] | None:
    """Return the words of a name of two that are written out in an alphabet, the first no title; else None."""
    parts = read_person_name(name).naming
    if len(parts) != 2 or any(part.kind == "initial" for part in parts) or _may_be_title(parts[0]):
        return None
    first, last = parts[0].word, parts[1].word
    if first is None or last is None or {first.script, last.script} - {"latin", "cyrillic"}:
        return None
    return first, last


def leave_words_over(one: tuple[Word, Word], other: tuple[Word, Word]) -> bool:
    """Return whether two names of two plain words surely leave a word over on either side, which is a veto.

    They do where no word of the one is as long as the other whole, and no two words answer the two others.
    """
    for words, (first, last) in ((one, other), (other, one)):
        whole = len(first.letters) + len(last.letters)
        if is_as_long(words[0], whole) or is_as_long(words[1], whole):
            return False
    straight = words_answer(one[0], other[0]) and words_answer(one[1], other[1])
    return not straight and not (words_answer(one[0], other[1]) and words_answer(one[1], other[0]))


def first_kind(kinds: set[PartKind]) -> PartKind:
    """Return the kind by which parts of several are called."""
    return next(kind for kind in _KIND_ORDER if kind in kinds)


def is_firm(pair: Pair, one: NamePart, other: NamePart) -> bool:
    """Whether two parts that answer each other are surely one name."""
    likeness = pair.likeness
    match likeness.how:
        case "same" | "accents" | "short form" | "gendered":
            return True
        case "spelling":
            latin = {part.word.script for part in (one, other) if part.word is not None} == {"latin"}
            return likeness.score >= (SURE if latin else 0.0) or likeness.score == LISTED
        case "slip":
            return one.word is not None and other.word is not None and is_slip_of_the_pen(one.word, other.word)
        case _:
            return False


def is_slip_of_the_pen(one: Word, other: Word) -> bool:
    """Whether a letter is doubled, left out, put in or swapped; not put for another, nor at either end."""
    first, second = one.letters, other.letters
    if first[0] != second[0] or first[-1] != second[-1]:
        return False
    return len(first) != len(second) or (sorted(first) == sorted(second) and OSA.distance(first, second) == 1)


def is_alone(pairing: Pairing) -> bool:
    """Whether one name is a single word, which does not hold all the words of the other written as one."""
    lengths = sorted((len(pairing.parts_one), len(pairing.parts_other)))
    return lengths[0] == 1 and lengths[1] > 1 and covers_one_word(pairing)


def covers_one_word(pairing: Pairing) -> bool:
    """Whether every word answers one word: no run of several is written as one."""
    return all(len(pair.one) == len(pair.other) for pair in pairing.pairs)


def is_turned(pairing: Pairing) -> bool:
    """Whether the words change places and nothing tells the surname: "Hans Friedrich", "Friedrich Hans"."""
    order = [pair.other for pair in pairing.pairs]
    if order == sorted(order):
        return False
    return any(_changes_place(*pairing.first_parts(pair)) for pair in pairing.pairs if pair.likeness.how != "initial")


def is_swapped(pairing: Pairing) -> bool:
    """Whether two names of two words are one another in the other order, with the same kinds in the same places."""
    kinds = [[part.kind for part in parts] for parts, _ in pairing.sides]
    return len(kinds[0]) == 2 and kinds[0] == kinds[1] and [pair.other for pair in pairing.pairs] == [(1,), (0,)]


def _changes_place(one: NamePart, other: NamePart) -> bool:
    """Whether a word is the given name here and stands in another place there."""
    return one.kind != other.kind and "given" in {one.kind, other.kind}


def is_read_otherwise(pairing: Pairing) -> bool:
    """Whether one name stands in Chinese signs whose reading is not sure: Japanese, or a foreign name by its sounds."""
    signs = [
        sum(len(part.word.written) for part in parts if part.word is not None and part.word.script == "han")
        for parts, _ in pairing.sides
    ]
    return (signs[0] >= 4) != (signs[1] >= 4)


def counts_syllables(pairing: Pairing) -> bool:
    """Whether both names are of few syllables, each a word of its own: "Li Qiang", "Li Keqiang"."""
    surnames = load_person_words().surnames_first

    def is_short(parts: Sequence[NamePart]) -> bool:
        found = [part for part in parts if part.kind == "surname"]
        first = found[0].word if len(found) == 1 and found[0] is parts[0] else None
        return first is not None and first.letters in surnames

    return all(is_short(parts) for parts, _ in pairing.sides)


def conflicting_suffixes(pairing: Pairing) -> Iterator[str]:
    """Yield suffixes that differ: "Jr." and "Sr.", "II" and "III"."""
    ones, others = (name.of_kind("suffix") for name in (pairing.one, pairing.other))
    if ones and others and [part.generation for part in ones] != [part.generation for part in others]:
        yield f"{ones[0].written} is not {others[0].written}"
