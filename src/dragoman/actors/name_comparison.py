"""Two names of people compared: a score, a verdict, and which parts agree, in words a reviewer reads.

The score tells how alike the names are.  The verdict (`same`) tells more: false where something speaks
against one person (another given name, another initial, another generation), none where the names are too
little to tell (a surname alone, an initial for the given name, "Jr." on one side only).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from dragoman.actors.name_alignment import Pair, may_be_run
from dragoman.actors.name_doubts import find_doubts
from dragoman.actors.name_pairing import (
    Pairing,
    conflicting_suffixes,
    find_plain_words,
    first_kind,
    is_alone,
    is_read_otherwise,
    is_swapped,
    leave_words_over,
    pair_names,
)
from dragoman.actors.name_vetoes import find_vetoes
from dragoman.actors.person_names import NamePart, PartKind, read_person_name
from dragoman.actors.spelling import How, Likeness, compare_words

# --- the table of weights and thresholds; measured by `python -m evaluation names`, on the tuning half

# What a part weighs in the score.  A middle name is often left out, an initial tells little.
WEIGHTS: Final[dict[PartKind, float]] = {
    "given": 1.0, "surname": 1.0, "patronymic": 0.8, "middle": 0.8, "initial": 0.3,
}  # fmt: skip
EXTRA: Final = 0.35  # the share of its weight with which a part counts that stands in one name only …
EXTRA_SCORE: Final = 0.3  # … and what it scores
CONFLICT_WEIGHT: Final = 1.3  # two parts that answer each other and differ weigh more than two that agree
CONFLICT_SCORE: Final = 0.7  # the share of what two differing parts have in common that counts
WORST: Final = 0.45  # the share of the score that the two parts least alike decide
ALONE: Final = 0.77  # the most that a name of one word scores beside a longer one
INITIALS_ONLY: Final = 0.6  # the share of its score that a name of initials alone keeps
TURNED: Final = 0.74  # of two given names in the other order: "Hans Friedrich" is not "Friedrich Hans"
VETOED: Final = 0.55  # the most that two names score when something speaks against one person

SAME: Final = 0.76  # at or above: one person, where nothing is in doubt
DIFFERENT: Final = 0.62  # below: two people; between the two a reviewer decides

_KEPT: Final = 50_000  # pairs of names remembered

Verdict = bool | None
Status = Literal["agree", "differ", "only in the first", "only in the second", "not compared"]

# How two parts agree, in words.
WORDS: Final[dict[How, str]] = {
    "same": "the same",
    "accents": "the same but for script, accents or capitals",
    "spelling": "spellings of one name",
    "short form": "a short form of the same name",
    "gendered": "one family name as a man and as a woman bear it",
    "initial": "an initial that fits",
    "slip": "one letter apart",
    "near": "alike, but not spellings of one name",
    "unlike": "alike, but known as two names",
    "different": "different",
}


@dataclass(frozen=True, slots=True)
class PartMatch:
    """One line of a comparison: the kind of part, its words in each name, whether they agree and how."""

    kind: PartKind | Literal["body", "word", "legal form"]
    one: str | None
    other: str | None
    status: Status
    how: str
    score: float | None = None


@dataclass(frozen=True, slots=True)
class NameComparison:
    """What two names have in common: score, verdict (None: too little to tell), lines, and what decided."""

    one: str
    other: str
    score: float
    same: Verdict
    parts: tuple[PartMatch, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NameVerdict:
    """A comparison without its lines: score, verdict (None: too little to tell), and what decided."""

    one: str
    other: str
    score: float
    same: Verdict
    reasons: tuple[str, ...]


def compare_person_names(one: str, other: str) -> NameComparison:
    """Return how two names of people agree; the order of the names changes nothing but the sides of the lines.

    A name without letters is like none: score 0, verdict None.
    """
    pairing = _pair(one, other)
    found = _judge(pairing, one, other)
    parts = () if pairing is None else tuple(_describe(pairing))
    return NameComparison(one, other, found.score, found.same, parts, found.reasons)


@lru_cache(maxsize=_KEPT)
def judge_person_names(one: str, other: str) -> NameVerdict:
    """Return what `compare_person_names` does, without the lines."""
    return _judge(_pair(one, other), one, other)


@lru_cache(maxsize=_KEPT)
def are_two_people(one: str, other: str) -> bool:
    """Return whether two names of people are surely not one person's (`same` is false), as soon as that is known."""
    first, second = find_plain_words(one), find_plain_words(other)
    if first is not None and second is not None and leave_words_over(first, second):
        return True
    pairing = _pair(one, other)
    if pairing is None:
        return False
    return next(find_vetoes(pairing), None) is not None or judge_person_names(one, other).same is False


def is_too_short(one: str, other: str) -> bool:
    """Return whether two names are surely too short to be found one person's: one of them is a word alone.

    A word alone may still spell several of the other ("Amirvelkari"), or stand with a number ("Osric II").
    """
    first, second = read_person_name(one), read_person_name(other)
    if len(first.naming) > len(second.naming):
        first, second = second, first
    if len(first.naming) != 1 or first.of_kind("suffix"):
        return False
    return len(second.naming) < 2 or not may_be_run(first.naming[0], second.naming)


@lru_cache(maxsize=1000)  # for who asks first whether two names are two people's, then how alike they are
def _pair(one: str, other: str) -> Pairing | None:
    """The two names laid beside each other; None where one of them has no words."""
    first, second = read_person_name(one), read_person_name(other)
    return pair_names(first, second) if first.naming and second.naming else None


def _judge(pairing: Pairing | None, one: str, other: str) -> NameVerdict:
    if pairing is None:
        return NameVerdict(one, other, 0.0, None, ("a name without words cannot be compared",))
    vetoes = tuple(find_vetoes(pairing))
    # Names known to be two are scored by what they look like; whatever else is vetoed looks more alike than it is.
    unlike = any(pair.likeness.how in {"unlike", "near"} for pair in pairing.aligned.pairs)
    score = _score(pairing, vetoed=bool(vetoes) and not unlike)
    doubts = () if vetoes else tuple(find_doubts(pairing))
    same = _decide(score, vetoed=bool(vetoes), doubted=bool(doubts), unreadable=is_read_otherwise(pairing))
    reasons = vetoes or doubts or (_explain(score, same),)
    return NameVerdict(one, other, round(score, 3), same, reasons)


def _decide(score: float, *, vetoed: bool, doubted: bool, unreadable: bool) -> Verdict:
    if vetoed or (score < DIFFERENT and not unreadable):
        return False
    return True if score >= SAME and not doubted else None


def _explain(score: float, same: Verdict) -> str:
    if same:
        return f"all that both names give agrees ({score:.2f}, one person from {SAME:.2f})"
    if same is None:
        return f"alike, but not enough ({score:.2f}, one person from {SAME:.2f})"
    return f"too little in common ({score:.2f}, two people below {DIFFERENT:.2f})"


# --- score


def _score(pairing: Pairing, *, vetoed: bool) -> float:
    """Return how alike two names are: a mean over the parts, drawn down by the pair least alike."""
    weighed = [(_weigh(pairing, pair), pair.likeness.score) for pair in pairing.aligned.pairs]
    lows = [pair.likeness.score for pair in pairing.aligned.pairs if pair.likeness.how != "initial"]
    ones, others = pairing.lefts()
    for nearness in _conflicts(ones, others):
        weighed.append((CONFLICT_WEIGHT, nearness))
        lows.append(nearness)
    common = min(len(ones), len(others))
    extras = [part for part in (*ones[common:], *others[common:]) if not _is_repeated(pairing, part)]
    weighed += [(WEIGHTS[part.kind] * EXTRA, EXTRA_SCORE) for part in extras]
    if not weighed:
        return 0.0  # initials that do not agree
    mean = sum(weight * score for weight, score in weighed) / sum(weight for weight, _ in weighed)
    worst = min(lows, default=mean)
    score = mean * (1 - WORST) + mean * worst * WORST if worst < mean else mean
    if all(pair.likeness.how == "initial" for pair in pairing.aligned.pairs):
        score *= INITIALS_ONLY
    elif is_alone(pairing):
        score = pairing.aligned.pairs[0].likeness.score * ALONE
    score *= TURNED if is_swapped(pairing) else 1.0
    return min(score, VETOED) if vetoed else score


def _weigh(pairing: Pairing, pair: Pair) -> float:
    """Return what a pair weighs: as much as the weightier side."""
    ones = sum(WEIGHTS[pairing.parts_one[at].kind] for at in pair.one)
    return max(ones, sum(WEIGHTS[pairing.parts_other[at].kind] for at in pair.other))


def _is_repeated(pairing: Pairing, part: NamePart) -> bool:
    """Whether a part that answers none stands twice in its name: "Boutros Boutros-Ghali"."""
    parts = pairing.parts_one if part in pairing.parts_one else pairing.parts_other
    return (
        sum(
            each.word is not None and part.word is not None and each.word.letters == part.word.letters for each in parts
        )
        > 1
    )


def _conflicts(ones: Sequence[NamePart], others: Sequence[NamePart]) -> list[float]:
    """Return how near the words are that stand in both names and answer none, the surest pairs first."""
    found: list[float] = []
    for one, other in zip(ones, others, strict=False):
        found.append(compare_words(one.word, other.word).score * CONFLICT_SCORE if one.word and other.word else 0.0)
    return found


# --- in words


def _describe(pairing: Pairing) -> Iterator[PartMatch]:
    """Yield the lines: what answers what, what stands on one side, what was not compared."""
    for pair in pairing.aligned.pairs:
        one = _join([pairing.parts_one[at] for at in pair.one])
        other = _join([pairing.parts_other[at] for at in pair.other])
        kind = pairing.kind(pair)
        status: Status = "agree" if pairing.is_firm(pair) or pair.likeness.how == "initial" else "differ"
        how = WORDS[pair.likeness.how]
        if len(pair.one) != len(pair.other) and pairing.is_firm(pair):
            how = f"{how}, written as one" if pair.likeness.how != "same" else "the same, written as one"
        yield PartMatch(kind, one, other, status, how, round(pair.likeness.score, 3))
    yield from _describe_lefts(pairing)
    for kind in ("title", "nickname", "particle", "suffix"):
        yield from _describe_uncompared(pairing, kind)


def _describe_lefts(pairing: Pairing) -> Iterator[PartMatch]:
    ones = [pairing.parts_one[at] for at in pairing.aligned.only_one]
    others = [pairing.parts_other[at] for at in pairing.aligned.only_other]
    for one, other in zip(ones, others, strict=False):
        likeness = compare_words(one.word, other.word) if one.word and other.word else Likeness("different", 0.0)
        kind = one.kind if one.kind == other.kind else first_kind({one.kind, other.kind})
        yield PartMatch(kind, one.written, other.written, "differ", WORDS["different"], round(likeness.score, 3))
    for part in ones[len(others) :]:
        yield PartMatch(part.kind, part.written, None, "only in the first", "stands in the first name only")
    for part in others[len(ones) :]:
        yield PartMatch(part.kind, None, part.written, "only in the second", "stands in the second name only")


def _describe_uncompared(pairing: Pairing, kind: PartKind) -> Iterator[PartMatch]:
    one, other = (_join(name.of_kind(kind)) or None for name in (pairing.one, pairing.other))
    if one is None and other is None:
        return
    if kind == "suffix" and one and other:
        same = not list(conflicting_suffixes(pairing))
        yield PartMatch(kind, one, other, "agree" if same else "differ", WORDS["same" if same else "different"])
    else:
        how = "stands in one name only" if kind == "suffix" else "shown, not compared"
        yield PartMatch(kind, one, other, "not compared", how)


def _join(parts: Sequence[NamePart]) -> str:
    return " ".join(part.written for part in parts)
