"""What several accounts tell → which of it is one matter: groups of units, by the words they share.

Words count by how rarely they stand in documents of the kind; words of near meaning (lists, the model's vectors) count
in part; names of those in contact count for nothing, since every passage has them.  Names alone, of a strait or a
league, make no matter: two passages must have words in common that tell what is done or wanted there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from dragoman.language.model import Language
from dragoman.language.vectors import compare_words
from dragoman.stories.comparison_lexicon import find_kin, find_kin_phrases, load_comparing, weigh
from dragoman.stories.comparison_marks import weigh_marks
from dragoman.stories.comparison_words import Word, find_words
from dragoman.stories.points import Unit

KIN: Final = 0.8  # what a word of near meaning, by the lists, counts
VECTOR: Final = 0.7  # what the cosine of two words' vectors counts, from the bound on
PHRASED: Final = 1.5  # the least that a word of a listed phrase counts, in it: "speak again", "set up"
BESIDE: Final = 2  # characters between a sentence and the next of its paragraph, at most
SHARED_ROW: Final = 0.999  # the model keeps 20,000 rows: a rarer word has that of some other ("worse" that of "when")
SHORTER: Final = 0.58  # how much of the likeness the shorter of two passages decides
CLOSE: Final = 0.67  # share of the bound that the accounts of two groups must be alike, on average
EVERYWHERE: Final = 0.1  # the least that is left of a word which stands in all passages
CHANCE: Final = 0.04  # how fast the bounds rise with the logarithm of how much each of two accounts tells …
A_FEW: Final = 5  # … against accounts that tell so much
MASS: Final = 7.0  # weight of shared words from which likeness counts in full …
OWN: Final = 0.9  # … or this share of the weight of the shorter passage …
LEAST: Final = 6.0  # … but no less
CONTENT: Final = 2.0  # weight of shared words that are no names, without which two passages count as less alike

Matrix = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The different words of all units: which stand in which unit, and how near any two are."""

    present: Matrix  # units × words, the weight of each word in each unit
    near: Matrix  # words × words, 1 for the same
    is_name: npt.NDArray[np.bool_]  # which of the words are written with a capital wherever they stand


def align_units(units: Sequence[Unit], names: frozenset[str], language: Language) -> tuple[tuple[int, ...], ...]:
    """Return groups of units that tell one matter, as numbers; a unit that stands alone is a group of its own.

    Groups are in the order of their first unit.  `names` are the stems of what those in contact are called.
    """
    if not units:
        return ()
    likeness = compare_units(units, names, language)
    accounts = [unit.account for unit in units]
    groups = _Groups(likeness, accounts)
    bounds = load_comparing().thresholds
    beyond_chance = likeness - _expect_by_chance(accounts)
    for one, other in _find_pairs(beyond_chance, accounts, bounds["align"]):
        groups.join(one, other, bounds["join"])
    for one, other in _find_lone_pairs(beyond_chance, accounts, groups):
        groups.join(one, other, bounds["join"])
    for one, other in _find_going_on(units, likeness):
        if groups.is_alone(other) and groups.is_of(one, units[other].account):
            groups.merge(one, other)
    return groups.groups


def _expect_by_chance(accounts: Sequence[int]) -> Matrix:
    """How much more alike two units must be where accounts tell much: many pairs are alike in something by chance."""
    told = Counter(accounts)
    lengths = np.log([told[account] / A_FEW for account in accounts], dtype=np.float32)
    return np.asarray(CHANCE * (lengths[:, None] + lengths[None, :]), dtype=np.float32)


def _find_going_on(units: Sequence[Unit], likeness: Matrix) -> Iterator[tuple[int, int]]:
    """Yield a unit and the one right after it, where that reports nothing of its own and speaks of the same."""
    for one in range(len(units) - 1):
        before, after = units[one], units[one + 1]
        beside = before.account == after.account and 0 <= after.spans[0].start - before.spans[-1].end <= BESIDE
        if beside and not after.cue and likeness[one, one + 1] >= load_comparing().thresholds["on"]:
            yield one, one + 1


def compare_units(units: Sequence[Unit], names: frozenset[str], language: Language) -> Matrix:
    """Return the likeness of every pair of units, 0 to 1."""
    vocabulary = _read_vocabulary([tuple(find_words(unit.words)) for unit in units], names, language)
    present, near = vocabulary.present, vocabulary.near
    weight = present.sum(axis=1)
    shared = np.zeros((len(units), len(units)), dtype=np.float32)
    for number in range(len(units)):
        inside = np.flatnonzero(present[number])
        if inside.size:
            shared[:, number] = present @ near[:, inside].max(axis=1)
    own = np.divide(shared, weight[:, None], out=np.zeros_like(shared), where=weight[:, None] > 0)
    most, least = np.maximum(own, own.T), np.minimum(own, own.T)
    enough = np.minimum(MASS, OWN * np.minimum(weight[:, None], weight[None, :]))
    mass = np.minimum(1.0, np.minimum(shared, shared.T) / np.maximum(enough, LEAST))
    alike = (SHORTER * most + (1 - SHORTER) * least) * mass
    likeness = np.asarray(np.minimum(1.0, alike + weigh_marks(units, names)), dtype=np.float32)
    for one, other in np.argwhere(np.triu(likeness, 1) >= load_comparing().thresholds["lone"]):
        ground = min(1.0, _weigh_content(vocabulary, one, other) / CONTENT)
        likeness[one, other] = likeness[other, one] = likeness[one, other] * ground
    return likeness


def _weigh_content(vocabulary: Vocabulary, one: int, other: int) -> float:
    """The weight of the words that two units share, or have near ones of, beside the names that stand in both."""
    ones, others = vocabulary.present[one], vocabulary.present[other]
    shared_names = vocabulary.is_name & (ones > 0) & (others > 0)
    mine, theirs = (np.flatnonzero((words > 0) & ~shared_names) for words in (ones, others))
    if not mine.size or not theirs.size:
        return 0.0
    near = vocabulary.near[np.ix_(mine, theirs)]
    return float(min(ones[mine] @ near.max(axis=1), others[theirs] @ near.max(axis=0)))


def _read_vocabulary(told: Sequence[Sequence[Word]], names: frozenset[str], language: Language) -> Vocabulary:
    lexicon = load_comparing()
    forms: dict[str, str] = {}
    for words in told:
        for word in words:
            if word.stem not in names:
                forms.setdefault(word.stem, word.form)
    index = {stem: number for number, stem in enumerate(forms)}
    spread = Counter(stem for words in told for stem in {word.stem for word in words})
    plain = {word.stem for words in told for word in words if not word.capital}
    present = np.zeros((len(told), len(index)), dtype=np.float32)
    for number, words in enumerate(told):
        phrased = {stem for phrase in find_kin_phrases(words, lexicon) if len(phrase) > 1 for stem in phrase}
        for word in words:
            if word.stem in index:
                written = replace(word, capital=word.capital and word.stem not in plain)  # "Observers" in a quotation
                weight = max(weigh(written), PHRASED if word.stem in phrased else 0.0)
                local = max(EVERYWHERE, 1.0 - 1.5 * max(0.0, spread[word.stem] / len(told) - 0.1))
                present[number, index[word.stem]] = weight * (local if len(told) > 4 else 1.0)
    return Vocabulary(
        present,
        _find_near(told, forms, index, language),
        np.asarray([stem not in plain for stem in forms], dtype=np.bool_),
    )


def _find_near(
    told: Sequence[Sequence[Word]], forms: dict[str, str], index: dict[str, int], language: Language
) -> Matrix:
    lexicon = load_comparing()
    cosine = compare_words(list(forms.values()), language)
    plain = np.asarray([form.isalpha() and form not in lexicon.function for form in forms.values()], dtype=np.bool_)
    cosine[np.logical_not(plain), :] = 0.0
    cosine[:, np.logical_not(plain)] = 0.0
    cosine[cosine >= SHARED_ROW] = 0.0
    near = np.where(cosine >= lexicon.thresholds["near"], cosine * VECTOR, 0.0).astype(np.float32)
    kin: dict[str, set[int]] = {}
    for words in told:
        for stem, name in find_kin(words, lexicon):
            if stem in index:
                kin.setdefault(name, set()).add(index[stem])
    for members in kin.values():
        block = np.ix_(sorted(members), sorted(members))
        near[block] = np.maximum(near[block], KIN)
    np.fill_diagonal(near, 1.0)
    return near


def _find_pairs(likeness: Matrix, accounts: Sequence[int], bound: float) -> Iterator[tuple[int, int]]:
    """Yield pairs of units of different accounts that may be one matter, the most alike first."""
    ones, others = np.nonzero(np.triu(likeness, 1) >= bound)
    pairs = [(-float(likeness[one, other]), int(one), int(other)) for one, other in zip(ones, others, strict=True)]
    for _, one, other in sorted(pairs):
        if accounts[one] != accounts[other]:
            yield one, other


def _find_lone_pairs(likeness: Matrix, accounts: Sequence[int], groups: _Groups) -> Iterator[tuple[int, int]]:
    """Yield pairs of units that found none, less alike, but much more so than either is with any other."""
    bounds = load_comparing().thresholds
    lone = [number for number in range(len(accounts)) if groups.is_alone(number)]
    for one, other in _find_pairs(likeness, accounts, bounds["lone"]):
        if one in lone and other in lone:
            rivals = [
                float(likeness[number, rival])
                for number, partner in ((one, other), (other, one))
                for rival in range(len(accounts))
                if rival != partner and accounts[rival] == accounts[partner]
            ]
            if likeness[one, other] - max(rivals, default=0.0) >= bounds["margin"]:
                yield one, other


class _Groups:
    """Groups of units as they grow; two of one account stand in one only where both are much like the others."""

    def __init__(self, likeness: Matrix, accounts: Sequence[int]) -> None:
        self._likeness = likeness
        self._accounts = accounts
        self._of = list(range(len(accounts)))
        self._members = {number: [number] for number in range(len(accounts))}

    @property
    def groups(self) -> tuple[tuple[int, ...], ...]:
        return tuple(tuple(members) for members in sorted(sorted(group) for group in self._members.values()))

    def is_alone(self, unit: int) -> bool:
        return len(self._members[self._of[unit]]) == 1

    def is_of(self, unit: int, account: int) -> bool:
        """Whether all of the group of a unit are of one account."""
        return all(self._accounts[member] == account for member in self._members[self._of[unit]])

    def join(self, one: int, other: int, bound: float) -> None:
        """Join the groups of two units, unless an account has a unit in both and they are less alike than `bound`."""
        first, second = self._of[one], self._of[other]
        if first != second and self._may_join(self._members[first], self._members[second], bound):
            self.merge(one, other)

    def merge(self, one: int, other: int) -> None:
        """Make one group of those of two units."""
        first, second = self._of[one], self._of[other]
        for member in self._members[second]:
            self._of[member] = first
        self._members[first] += self._members.pop(second)

    def _may_join(self, ones: Sequence[int], others: Sequence[int], bound: float) -> bool:
        best: dict[tuple[int, int], float] = {}
        apart: list[float] = []
        for one in ones:
            for other in others:
                pair = (self._accounts[one], self._accounts[other])
                if pair[0] != pair[1]:
                    apart.append(float(self._likeness[one, other]))
                    best[pair] = max(best.get(pair, 0.0), apart[-1])
        if {self._accounts[one] for one in ones} & {self._accounts[other] for other in others}:
            return bool(apart) and min(apart) >= bound
        return sum(best.values()) / len(best) >= load_comparing().thresholds["align"] * CLOSE
