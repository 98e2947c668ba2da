"""What speaks against two names being one person's: a pairing in, reasons out, none where nothing does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from dragoman.actors.name_alignment import Pair
from dragoman.actors.name_pairing import Pairing, conflicting_suffixes, counts_syllables, is_read_otherwise
from dragoman.actors.person_names import NamePart
from dragoman.lexicons.given_names import load_given_names

_KINDS: Final = {"given": "given name", "middle": "middle name", "patronymic": "father's name"}


def find_vetoes(pairing: Pairing) -> Iterator[str]:
    """Yield what shows two people, in words: "given name Ali is not Mojtaba"."""
    ones, others = pairing.lefts()
    if ones and others and not is_read_otherwise(pairing):
        kind = ones[0].kind if ones[0].kind == others[0].kind else "name"
        yield f"{_KINDS.get(kind, kind)} {ones[0].written} is not {others[0].written}"
    yield from _conflicting_initials(pairing)
    yield from _initial_of_a_later_name(pairing)
    yield from conflicting_suffixes(pairing)
    yield from _unlike_names(pairing)
    yield from _gendered_surname(pairing)


def _conflicting_initials(pairing: Pairing) -> Iterator[str]:
    """Yield initials that do not fit: "George W." and "George H. W.", "Hans O." and "Hans Joachim"."""
    ones, others = ([parts[at] for at in left] for parts, left in pairing.sides)
    for initials, parts in ((ones, others), (others, ones)):
        left = [part for part in initials if part.kind == "initial"]
        if left and parts:
            yield f"the initial {left[0].written} is not {parts[0].written}"
            return
    first, second = _initials_of(pairing.parts_one), _initials_of(pairing.parts_other)
    if first[: len(second)] != second[: len(first)]:
        yield f"the initials {_show_initials(first)} are not {_show_initials(second)}"


def _initial_of_a_later_name(pairing: Pairing) -> Iterator[str]:
    """Yield initials that fit a second middle name alone: "Aldo W. Velk" and "Aldo Herbert Walker Velk"."""
    for pair in pairing.pairs:
        for (parts, left), own, beside in zip(
            pairing.sides, (pair.one, pair.other), (pair.other, pair.one), strict=True
        ):
            initial = (pairing.parts_other if parts is pairing.parts_one else pairing.parts_one)[beside[0]]
            before = own[0] - 1
            if initial.kind == "initial" and parts[own[0]].kind != "initial" and before in left and before > 0:
                yield f"the initial {initial.written} is not {parts[before].written}"


def _initials_of(parts: Sequence[NamePart]) -> tuple[str, ...]:
    return tuple(part.word.letters for part in parts if part.kind == "initial" and part.word is not None)


def _show_initials(initials: Sequence[str]) -> str:
    return " ".join(f"{letter.upper()}." for letter in initials)


def _unlike_names(pairing: Pairing) -> Iterator[str]:
    """Yield names that only look alike, and a son named beside his father."""
    for pair in pairing.pairs:
        one, other = pairing.first_parts(pair)
        near = pair.likeness.how == "near"
        if pair.likeness.how == "unlike" or (near and (_genders_differ(pairing, pair) or counts_syllables(pairing))):
            kind = pairing.kind(pair)
            yield f"{_KINDS.get(kind, kind)} {one.written} is not {other.written}"
        if one.after_descent != other.after_descent and "given" in {one.kind, other.kind}:
            yield from _father_and_son(pairing, pair)


def _genders_differ(pairing: Pairing, pair: Pair) -> bool:
    """Whether a pair are given names, one of men, the other of women."""
    given = load_given_names()
    words = [part.word for part in pairing.first_parts(pair)]
    genders = {given.get(word.letters) for word in words if word is not None} - {None}
    return "given" in pairing.kinds(pair) and len(genders) == 2


def _father_and_son(pairing: Pairing, pair: Pair) -> Iterator[str]:
    """Yield that "Salman" is the father of "Mohammed bin Salman" when the son's own name answers none."""
    father, son = pairing.first_parts(pair)
    parts, left = pairing.sides[1]
    if father.after_descent:
        father, son = son, father
        parts, left = pairing.sides[0]
    if father.kind == "given" and any(parts[at].kind == "given" for at in left):
        yield f"{son.written} is there the father's name, {father.written} here the given name"


def _gendered_surname(pairing: Pairing) -> Iterator[str]:
    """Yield a husband and wife, brother and sister: a family name in both its genders without one given name."""
    gendered = [pair for pair in pairing.pairs if pair.likeness.how == "gendered"]
    if gendered and not any(pairing.is_firm(pair) and pair not in gendered for pair in pairing.pairs):
        one, other = pairing.first_parts(gendered[0])
        yield f"{one.written} and {other.written} are one family name of a man and a woman, and no given name agrees"
