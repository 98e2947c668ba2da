"""What speaks for two passages telling one matter beyond the words they share: subjects, names, acts, figures.

A mark counts by how few passages of either account have it: what one alone of each touches is likely the same thing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

from dragoman.record import Act
from dragoman.stories.comparison_differences import Figure, find_figures, is_same
from dragoman.stories.comparison_lexicon import find_kin, load_comparing, weigh
from dragoman.stories.comparison_words import Word, find_words
from dragoman.stories.points import Unit

SUBJECT: Final = 0.32  # for a subject of the lists of kin that one passage of each account alone touches …
CENTRAL: Final = 0.3  # … or that is what two passages are about, in each account those that are so most
NAME: Final = 0.11  # for a name
RARE: Final = 0.13  # for a rare word
COMPOUND: Final = 0.19  # for two words that stand together: "diplomatic relations"
COMPOUNDS: Final = 0.3  # for several such, at most
ACT: Final = 0.15  # for an act of few matters, or what another side's account makes of it
FIGURE: Final = 0.2  # for a figure in common
NAMED: Final = 2.0  # weight from which a word with a capital counts as a name that is told of here
RARELY: Final = 5.0  # weight from which a word is rare
TELLING_ACTS: Final = frozenset(
    {
        *(frozenset({act}) for act in (Act.THANK, Act.PRAISE, Act.CONGRATULATE, Act.CONDOLE, Act.INVITE)),
        *(frozenset({Act.THANK, act}) for act in (Act.CONDOLE, Act.CONGRATULATE, Act.PROMISE, Act.SUPPORT, Act.INVITE)),
        frozenset({Act.INVITE, Act.ACCEPT}),
    }
)
_LINKS: Final = frozenset({"of", "the", "a", "an"})  # may stand between two words that stand together

Matrix = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Marks:
    """What one passage has; `subjects` with the share of its weight that lies in words of the subject."""

    account: int
    subjects: Mapping[str, float]
    names: frozenset[str]
    rare: frozenset[str]
    compounds: frozenset[frozenset[str]]
    act: Act | None
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class _Spread:
    """How many passages of an account have a mark, and how much the most central one lies in a subject."""

    counts: Counter[tuple[int, object]]
    most: Mapping[tuple[int, str], float]

    @classmethod
    def of(cls, marks: Sequence[Marks]) -> _Spread:
        counts: Counter[tuple[int, object]] = Counter(
            (each.account, mark)
            for each in marks
            for mark in (*each.subjects, *each.names, *each.rare, *each.compounds, each.act)
        )
        most: dict[tuple[int, str], float] = {}
        for each in marks:
            for name, share in each.subjects.items():
                most[each.account, name] = max(share, most.get((each.account, name), 0.0))
        return cls(counts, most)

    def lone(self, one: Marks, other: Marks, mark: object, other_mark: object | None = None) -> float:
        """1 for a mark that one passage of each account has, less for one that more have."""
        return 1.0 / (self.counts[one.account, mark] * self.counts[other.account, other_mark or mark])

    def central(self, one: Marks, other: Marks, subject: str) -> float:
        """How much two passages are about a subject, and are those of their accounts that are so most; 0 to 1."""
        shares = [each.subjects[subject] for each in (one, other)]
        ranks = [each.subjects[subject] / self.most[each.account, subject] for each in (one, other)]
        return (ranks[0] * ranks[1]) ** 3 * min(1.0, 2 * float(np.sqrt(shares[0] * shares[1])))


def weigh_marks(units: Sequence[Unit], known: frozenset[str]) -> Matrix:
    """Return what their marks add to the likeness of every two units of different accounts.

    `known` are the stems of what those in contact are called.
    """
    marks = [find_marks(unit, known) for unit in units]
    spread = _Spread.of(marks)
    bonus = np.zeros((len(units), len(units)), dtype=np.float32)
    for (at, one), (other_at, other) in combinations(enumerate(marks), 2):
        if one.account != other.account:
            bonus[at, other_at] = bonus[other_at, at] = _add_up(one, other, spread)
    return bonus


def _add_up(one: Marks, other: Marks, spread: _Spread) -> float:
    subjects = one.subjects.keys() & other.subjects.keys()
    value = max((SUBJECT * spread.lone(one, other, name) for name in subjects), default=0.0)
    value = max([value, *(CENTRAL * spread.central(one, other, name) for name in subjects)])
    value += max((NAME * spread.lone(one, other, name) for name in one.names & other.names), default=0.0)
    together = sum(COMPOUND * spread.lone(one, other, pair) for pair in one.compounds & other.compounds)
    rare = any(spread.lone(one, other, stem) == 1.0 for stem in one.rare & other.rare)
    value += max(min(COMPOUNDS, together), RARE * rare)
    if one.act and other.act and frozenset({one.act, other.act}) in TELLING_ACTS:
        value += ACT * spread.lone(one, other, one.act, other.act)
    if any(is_same(first, second) for first in one.figures for second in other.figures):
        value += FIGURE
    return value


def find_marks(unit: Unit, known: frozenset[str]) -> Marks:
    """Return the marks of a unit; `known` are the stems of what those in contact are called."""
    words = tuple(find_words(unit.words))
    return Marks(
        unit.account,
        dict(_find_subjects(words, known)),
        frozenset(word.stem for word in words if word.capital and weigh(word) >= NAMED),
        frozenset(word.stem for word in words if _is_rare(word)) - known,
        frozenset(_find_compounds(words, known)),
        unit.act,
        tuple(find_figures(unit.words)),
    )


def _find_subjects(words: Sequence[Word], known: frozenset[str]) -> Iterator[tuple[str, float]]:
    lexicon = load_comparing()
    weights = {word.stem: weigh(word) for word in words if word.stem not in known}
    whole = sum(weights.values())
    stems: dict[str, set[str]] = {}
    for stem, name in find_kin(words, lexicon):
        if name in lexicon.subjects:
            stems.setdefault(name, set()).add(stem)
    for name, found in stems.items():
        weight = sum(weights.get(stem, 0.0) for stem in found)
        if weight > 0.0:
            yield name, weight / whole


def _is_rare(word: Word) -> bool:
    return not word.capital and not word.number and weigh(word) >= RARELY


def _find_compounds(words: Sequence[Word], known: frozenset[str]) -> Iterator[frozenset[str]]:
    """Two words that stand together, with "of" between them or not: "diplomatic relations", "a request of support"."""
    lexicon = load_comparing()
    empty = lexicon.frame | lexicon.reporting
    for one, other in pairwise(word for word in words if word.form not in _LINKS):
        pair = frozenset({one.stem, other.stem})
        plain = pair.isdisjoint(empty) and {one.form, other.form}.isdisjoint(lexicon.function)
        if plain and len(pair) > 1 and not pair <= known and not (one.number or other.number):
            yield pair
