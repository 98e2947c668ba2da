"""What leaves it open whether two names that agree are one person's: a pairing in, reasons out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.actors.name_pairing import Pairing, covers_one_word, is_read_otherwise, is_turned
from dragoman.actors.person_names import NamePart
from dragoman.lexicons.naming import load_person_words


def find_doubts(pairing: Pairing) -> Iterator[str]:
    """Yield what keeps two names from being one person's for sure, in words: "Jr. stands in one name only"."""
    firm = [pair for pair in pairing.pairs if pairing.is_firm(pair)]
    if len(firm) < 2 and is_read_otherwise(pairing):
        yield "Chinese signs may be read otherwise: in Japanese, or for the sounds of a foreign name"
        return
    yield from _too_few_words(pairing, len(firm))
    for pair in pairing.pairs:
        if pair.likeness.how in {"near", "spelling", "slip"} and not pairing.is_firm(pair):
            one, other = pairing.first_parts(pair)
            yield f"{one.written} and {other.written} are alike, but not surely spellings of one name"
    yield from _suffix_on_one_side(pairing)
    yield from _missing_given(pairing)
    yield from _missing_last(pairing)
    yield from _missing_father(pairing)
    yield from _common_words_alone(pairing)
    if is_turned(pairing):
        yield "the names stand in the other order, and nothing tells which is the surname"


def _too_few_words(pairing: Pairing, firm: int) -> Iterator[str]:
    """Yield that a name is a word alone, or has an initial for the given name."""
    words = min(sum(part.kind != "initial" for part in parts) for parts, _ in pairing.sides)
    if words < 2 and firm and (_agreeing_initials(pairing) >= 2 or _agreeing_suffixes(pairing)):
        return  # "J. D. Velk", "King Osric II"
    if words < 2 and not (firm and not covers_one_word(pairing)):
        initials = any(part.kind == "initial" for part in (*pairing.parts_one, *pairing.parts_other))
        yield "an initial is no given name" if initials else "one name alone is never enough"
    elif firm < 2 and covers_one_word(pairing):
        yield "only one name agrees for sure"


def _agreeing_initials(pairing: Pairing) -> int:
    """Return how many initials stand in both names."""
    return sum(pair.likeness.how == "same" and pairing.kinds(pair) == {"initial"} for pair in pairing.pairs)


def _agreeing_suffixes(pairing: Pairing) -> bool:
    return all(name.of_kind("suffix") for name in (pairing.one, pairing.other))


def _suffix_on_one_side(pairing: Pairing) -> Iterator[str]:
    ones, others = (name.of_kind("suffix") for name in (pairing.one, pairing.other))
    if bool(ones) != bool(others):
        yield f"{(*ones, *others)[0].written} stands in one name only"


def _missing_given(pairing: Pairing) -> Iterator[str]:
    """Yield that the first given name of one does not stand in the other: "Javad Zarif", "Mohammad Javad Zarif"."""
    for parts, left in pairing.sides:
        missing = [parts[at] for at in left if parts[at].kind == "given"]
        if missing:
            yield f"{missing[0].written} stands in one name only"


def _missing_last(pairing: Pairing) -> Iterator[str]:
    """Yield that a name goes on where the other ends: "Liaqat Ali" and "Liaqat Ali Velk".

    A father's name and the family name after an article may be left out: "Mohammed bin Salman Al Saud".
    """
    for (parts, left), (shorter, _) in (pairing.sides, pairing.sides[::-1]):
        last = max((at for at in range(len(parts)) if at not in left), default=-1)
        rest = [part for part in parts[last + 1 :] if part.kind != "initial"]
        of_family = all(part.after_descent or part.after_article or part.kind == "patronymic" for part in rest)
        if rest and not of_family and not _is_repetition(rest, parts) and len(shorter) > 1:
            yield f"{' '.join(part.written for part in rest)} stands in one name only"


def _is_repetition(rest: Sequence[NamePart], parts: Sequence[NamePart]) -> bool:
    """Whether words stand in their name before: "Boutros Boutros-Ghali"."""
    before = {part.word.letters for part in parts if part not in rest and part.word is not None}
    return all(part.word is not None and part.word.letters in before for part in rest)


def _missing_father(pairing: Pairing) -> Iterator[str]:
    """Yield that the first father's names differ: "Tariq bin Salim bin Harun" is not surely "Tariq bin Harun"."""
    fathers = [next((at for at, part in enumerate(parts) if part.after_descent), None) for parts, _ in pairing.sides]
    for (parts, left), father, beside in zip(pairing.sides, fathers, fathers[::-1], strict=True):
        if father is not None and beside is not None and father in left:
            yield f"the father's name {parts[father].written} stands in one name only"


def _common_words_alone(pairing: Pairing) -> Iterator[str]:
    """Yield that what agrees is borne by very many, where one name says more: "Ali Khan", "Ali Nawaz Khan"."""
    if not any(pairing.lefts()):
        return
    common = load_person_words().common
    words = [part.word for pair in pairing.pairs for part in pairing.first_parts(pair) if pairing.is_firm(pair)]
    if words and all(
        word is not None and (word.letters in common or not common.isdisjoint(word.names)) for word in words
    ):
        yield "only names agree that very many people bear"
