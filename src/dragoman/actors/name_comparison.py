"""Two names of people compared: a score, a verdict, and which parts agree, in words a reviewer reads.

The score tells how alike the names are.  The verdict (`same`) tells more: false where something speaks
against one person (another given name, another initial, another generation), none where the names are too
little to tell (a surname alone, an initial for the given name, "Jr." on one side only).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from dragoman.actors.name_alignment import Alignment, Pair, align_parts
from dragoman.actors.person_names import NamePart, PartKind, PersonName, read_person_name
from dragoman.actors.spelling import How, Likeness, compare_words
from dragoman.lexicons.given_names import load_given_names
from dragoman.lexicons.naming import fold_name_word, load_person_words

# --- the table of weights and thresholds; measured by `python -m evaluation names`, on the tuning half

# What a part weighs in the score.  A middle name is often left out, an initial tells little.
WEIGHTS: Final[dict[PartKind, float]] = {
    "given": 1.0, "surname": 1.0, "patronymic": 0.8, "middle": 0.8, "initial": 0.3,
}  # fmt: skip
EXTRA: Final = 0.35  # the share of its weight with which a part counts that stands in one name only …
EXTRA_SCORE: Final = 0.3  # … and what it scores
CONFLICT_WEIGHT: Final = 1.3  # two parts that answer each other and differ weigh more than two that agree
CONFLICT_SCORE: Final = 0.7  # the share of what two differing parts have in common that counts
WORST: Final = 0.5  # the share of the score that the two parts least alike decide
ALONE: Final = 0.77  # the most that a name of one word scores beside a longer one
INITIALS_ONLY: Final = 0.6  # the share of its score that a name of initials alone keeps
TURNED: Final = 0.74  # of two given names in the other order: "Hans Friedrich" is not "Friedrich Hans"
VETOED: Final = 0.55  # the most that two names score when something speaks against one person

SAME: Final = 0.76  # at or above: one person, where nothing is in doubt
DIFFERENT: Final = 0.62  # below: two people; between the two a reviewer decides

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


def compare_person_names(one: str, other: str) -> NameComparison:
    """Return how two names of people agree; the order of the names changes nothing but the sides of the lines.

    A name without letters is like none: score 0, verdict None.
    """
    first, second = read_person_name(one), read_person_name(other)
    if not first.naming or not second.naming:
        return NameComparison(one, other, 0.0, None, (), ("a name without words cannot be compared",))
    pairing = _Pairing(first, second, first.naming, second.naming, align_parts(first.naming, second.naming))
    vetoes = tuple(_find_vetoes(pairing))
    # Names known to be two are scored by what they look like; whatever else is vetoed looks more alike than it is.
    unlike = any(pair.likeness.how in {"unlike", "near"} for pair in pairing.aligned.pairs)
    score = _score(pairing, vetoed=bool(vetoes) and not unlike)
    doubts = () if vetoes else tuple(_find_doubts(pairing))
    same = _decide(score, vetoed=bool(vetoes), doubted=bool(doubts), unreadable=_is_read_otherwise(pairing))
    reasons = vetoes or doubts or (_explain(score, same),)
    return NameComparison(one, other, round(score, 3), same, tuple(_describe(pairing)), reasons)


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


@dataclass(frozen=True, slots=True)
class _Pairing:
    """Two names laid beside each other."""

    one: PersonName
    other: PersonName
    parts_one: Sequence[NamePart]
    parts_other: Sequence[NamePart]
    aligned: Alignment

    def lefts(self) -> tuple[list[NamePart], list[NamePart]]:
        """The parts that answer none, initials aside."""
        ones = [self.parts_one[at] for at in self.aligned.only_one]
        others = [self.parts_other[at] for at in self.aligned.only_other]
        return [p for p in ones if p.kind != "initial"], [p for p in others if p.kind != "initial"]

    def kinds(self, pair: Pair) -> set[PartKind]:
        parts = [*(self.parts_one[at] for at in pair.one), *(self.parts_other[at] for at in pair.other)]
        return {part.kind for part in parts}

    def weight(self, pair: Pair) -> float:
        ones = sum(WEIGHTS[self.parts_one[at].kind] for at in pair.one)
        return max(ones, sum(WEIGHTS[self.parts_other[at].kind] for at in pair.other))


# --- score


def _score(pairing: _Pairing, *, vetoed: bool) -> float:
    """Return how alike two names are: a mean over the parts, drawn down by the pair least alike."""
    weighed = [(pairing.weight(pair), pair.likeness.score) for pair in pairing.aligned.pairs]
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
    elif _is_alone(pairing):
        score = pairing.aligned.pairs[0].likeness.score * ALONE
    score *= TURNED if _is_turned(pairing) else 1.0
    return min(score, VETOED) if vetoed else score


def _is_repeated(pairing: _Pairing, part: NamePart) -> bool:
    """Whether a part that answers none stands twice in its name: "Boutros Boutros-Ghali"."""
    parts = pairing.parts_one if part in pairing.parts_one else pairing.parts_other
    return (
        sum(
            each.word is not None and part.word is not None and each.word.letters == part.word.letters for each in parts
        )
        > 1
    )


def _is_alone(pairing: _Pairing) -> bool:
    """Whether one name is a single word, which does not hold all the words of the other written as one."""
    lengths = sorted((len(pairing.parts_one), len(pairing.parts_other)))
    return lengths[0] == 1 and lengths[1] > 1 and _covers_one_word(pairing)


def _is_turned(pairing: _Pairing) -> bool:
    """Whether two names of two words are one another in the other order and nothing tells which is the surname."""
    if len(pairing.parts_one) != 2 or len(pairing.parts_other) != 2:
        return False
    crossed = all(pair.one != pair.other for pair in pairing.aligned.pairs) and len(pairing.aligned.pairs) == 2
    kinds = [[part.kind for part in parts] for parts in (pairing.parts_one, pairing.parts_other)]
    return crossed and kinds[0] == kinds[1]


def _covers_one_word(pairing: _Pairing) -> bool:
    """Whether the word of the short name answers one word of the long one, and not all of them written as one."""
    return all(len(pair.one) == len(pair.other) for pair in pairing.aligned.pairs)


def _conflicts(ones: Sequence[NamePart], others: Sequence[NamePart]) -> list[float]:
    """Return how near the words are that stand in both names and answer none, the surest pairs first."""
    found: list[float] = []
    for one, other in zip(ones, others, strict=False):
        found.append(compare_words(one.word, other.word).score * CONFLICT_SCORE if one.word and other.word else 0.0)
    return found


# --- what speaks against one person


def _find_vetoes(pairing: _Pairing) -> Iterator[str]:
    """Yield what shows two people."""
    ones, others = pairing.lefts()
    if ones and others and not _is_read_otherwise(pairing):
        kind = ones[0].kind if ones[0].kind == others[0].kind else "name"
        yield f"{_name_kind(kind)} {ones[0].written} is not {others[0].written}"
    yield from _conflicting_initials(pairing)
    yield from _conflicting_suffixes(pairing)
    yield from _conflicting_givens(pairing)
    yield from _gendered_surname(pairing)


def _is_read_otherwise(pairing: _Pairing) -> bool:
    """Whether one name stands in Chinese signs whose reading is not sure: Japanese, or a foreign name by its sounds."""
    signs = [
        sum(len(part.word.written) for part in parts if part.word is not None and part.word.script == "han")
        for parts in (pairing.parts_one, pairing.parts_other)
    ]
    return (signs[0] >= 4) != (signs[1] >= 4)


def _name_kind(kind: str) -> str:
    return {"given": "given name", "middle": "middle name", "patronymic": "father's name"}.get(kind, kind)


def _conflicting_initials(pairing: _Pairing) -> Iterator[str]:
    """Yield initials that do not fit: "George W." and "George H. W.", "Hans O." and "Hans Joachim"."""
    ones = [pairing.parts_one[at] for at in pairing.aligned.only_one]
    others = [pairing.parts_other[at] for at in pairing.aligned.only_other]
    for initials, parts in ((ones, others), (others, ones)):
        left = [part for part in initials if part.kind == "initial"]
        if left and parts:
            yield f"the initial {left[0].written} is not {parts[0].written}"
            return
    if _initials_of(pairing.parts_one) and _initials_of(pairing.parts_other):
        first, second = _initials_of(pairing.parts_one), _initials_of(pairing.parts_other)
        if first[: len(second)] != second[: len(first)]:
            yield f"the initials {_show_initials(first)} are not {_show_initials(second)}"


def _initials_of(parts: Sequence[NamePart]) -> tuple[str, ...]:
    return tuple(part.word.letters for part in parts if part.kind == "initial" and part.word is not None)


def _show_initials(initials: Sequence[str]) -> str:
    return " ".join(f"{letter.upper()}." for letter in initials)


def _conflicting_suffixes(pairing: _Pairing) -> Iterator[str]:
    suffixes = load_person_words().suffixes
    one, other = (
        [suffixes[fold_name_word(part.written)] for part in name.of_kind("suffix")]
        for name in (pairing.one, pairing.other)
    )
    if one and other and one != other:
        yield f"{pairing.one.of_kind('suffix')[0].written} is not {pairing.other.of_kind('suffix')[0].written}"


def _conflicting_givens(pairing: _Pairing) -> Iterator[str]:
    """Yield given names that only look alike, and a son named beside his father."""
    for pair in pairing.aligned.pairs:
        one, other = pairing.parts_one[pair.one[0]], pairing.parts_other[pair.other[0]]
        near = pair.likeness.how == "near" and "given" in pairing.kinds(pair) and _genders_differ(one, other)
        if near or pair.likeness.how == "unlike" or (pair.likeness.how == "near" and _counts_syllables(pairing)):
            yield f"{_name_kind(_pair_kind(pairing, pair))} {one.written} is not {other.written}"
        if one.after_descent != other.after_descent and "given" in {one.kind, other.kind}:
            yield from _father_and_son(pairing, pair)


def _counts_syllables(pairing: _Pairing) -> bool:
    """Whether both names are of a short surname and few syllables, each a word of its own: "Li Qiang", "Li Keqiang"."""
    surnames = load_person_words().surnames_first
    found = [[p for p in parts if p.kind == "surname"] for parts in (pairing.parts_one, pairing.parts_other)]
    return all(
        len(parts) == 1 and parts[0].word is not None and parts[0].word.letters in surnames and all_parts[0] is parts[0]
        for parts, all_parts in zip(found, (pairing.parts_one, pairing.parts_other), strict=True)
    )


def _father_and_son(pairing: _Pairing, pair: Pair) -> Iterator[str]:
    """Yield that "Salman" is the father of "Mohammed bin Salman" when the son's own name answers none."""
    father, son, left = pairing.parts_one[pair.one[0]], pairing.parts_other[pair.other[0]], pairing.aligned.only_other
    parts = pairing.parts_other
    if father.after_descent:
        father, son, left, parts = son, father, pairing.aligned.only_one, pairing.parts_one
    if father.kind == "given" and any(parts[at].kind == "given" for at in left):
        yield f"{son.written} is there the father's name, {father.written} here the given name"


def _genders_differ(one: NamePart, other: NamePart) -> bool:
    given = load_given_names()
    genders = {given.get(part.word.letters) for part in (one, other) if part.word is not None} - {None}
    return len(genders) == 2


def _gendered_surname(pairing: _Pairing) -> Iterator[str]:
    """Yield a husband and wife, brother and sister: a family name in both its genders without one given name."""
    pairs = pairing.aligned.pairs
    gendered = [pair for pair in pairs if pair.likeness.how == "gendered"]
    if gendered and not any(_is_firm(pair) and pair not in gendered for pair in pairs):
        one, other = pairing.parts_one[gendered[0].one[0]], pairing.parts_other[gendered[0].other[0]]
        yield f"{one.written} is a man's, {other.written} a woman's form of one family name, and no given name agrees"


def _is_firm(pair: Pair) -> bool:
    return pair.likeness.how in {"same", "accents", "spelling", "short form", "slip", "gendered"}


# --- what leaves it open


def _find_doubts(pairing: _Pairing) -> Iterator[str]:
    """Yield what keeps two names that agree from being one person for sure."""
    firm = [pair for pair in pairing.aligned.pairs if _is_firm(pair)]
    if len(firm) < 2 and _is_read_otherwise(pairing):
        yield "Chinese signs may be read otherwise: in Japanese, or for the sounds of a foreign name"
        return
    words = min(sum(part.kind != "initial" for part in parts) for parts in (pairing.parts_one, pairing.parts_other))
    if words < 2 and firm and (_agreeing_initials(pairing) >= 2 or _agreeing_suffixes(pairing)):
        return  # "J. D. Velk", "King Osric II"
    if words < 2 and not (firm and not _covers_one_word(pairing)):
        initials = any(part.kind == "initial" for part in (*pairing.parts_one, *pairing.parts_other))
        yield "an initial is no given name" if initials else "one name alone is never enough"
    elif len(firm) < 2 and _covers_one_word(pairing):
        yield "only one name agrees for sure"
    if any(pair.likeness.how == "near" for pair in pairing.aligned.pairs):
        near = next(pair for pair in pairing.aligned.pairs if pair.likeness.how == "near")
        one, other = pairing.parts_one[near.one[0]], pairing.parts_other[near.other[0]]
        yield f"{one.written} and {other.written} are alike, but not spellings of one name"
    suffixes = [bool(name.of_kind("suffix")) for name in (pairing.one, pairing.other)]
    if suffixes[0] != suffixes[1]:
        written = (*pairing.one.of_kind("suffix"), *pairing.other.of_kind("suffix"))[0].written
        yield f"{written} stands in one name only"
    yield from _missing_given(pairing)
    yield from _missing_last(pairing)
    if _is_turned(pairing):
        yield "the names stand in the other order, and nothing tells which is the surname"


def _agreeing_initials(pairing: _Pairing) -> int:
    """Return how many initials stand in both names."""
    pairs = pairing.aligned.pairs
    return sum(pair.likeness.how == "same" and pairing.kinds(pair) == {"initial"} for pair in pairs)


def _agreeing_suffixes(pairing: _Pairing) -> bool:
    return bool(pairing.one.of_kind("suffix")) and bool(pairing.other.of_kind("suffix"))


def _missing_last(pairing: _Pairing) -> Iterator[str]:
    """Yield that a name goes on by two words or more where the other ends: "Aung San", "Aung San Suu Kyi"."""
    for parts, left in (
        (pairing.parts_one, pairing.aligned.only_one),
        (pairing.parts_other, pairing.aligned.only_other),
    ):
        last = max((at for at in range(len(parts)) if at not in left), default=-1)
        rest = parts[last + 1 :]
        if len(rest) >= 2 and not any(part.after_descent for part in rest):
            yield f"{_join(rest)} stands in one name only"


def _missing_given(pairing: _Pairing) -> Iterator[str]:
    """Yield that the first given name of one stands in the other as another's, or not at all."""
    for parts, left in (
        (pairing.parts_one, pairing.aligned.only_one),
        (pairing.parts_other, pairing.aligned.only_other),
    ):
        missing = [parts[at] for at in left if parts[at].kind == "given"]
        if missing:
            yield f"{missing[0].written} stands in one name only"


# --- in words


def _describe(pairing: _Pairing) -> Iterator[PartMatch]:
    """Yield the lines: what answers what, what stands on one side, what was not compared."""
    for pair in pairing.aligned.pairs:
        one = _join([pairing.parts_one[at] for at in pair.one])
        other = _join([pairing.parts_other[at] for at in pair.other])
        kind = _pair_kind(pairing, pair)
        status: Status = "agree" if _is_firm(pair) or pair.likeness.how == "initial" else "differ"
        how = WORDS[pair.likeness.how]
        if len(pair.one) != len(pair.other) and _is_firm(pair):
            how = f"{how}, written as one" if pair.likeness.how != "same" else "the same, written as one"
        yield PartMatch(kind, one, other, status, how, round(pair.likeness.score, 3))
    yield from _describe_lefts(pairing)
    for kind in ("title", "nickname", "particle", "suffix"):
        yield from _describe_uncompared(pairing, kind)


def _describe_lefts(pairing: _Pairing) -> Iterator[PartMatch]:
    ones = [pairing.parts_one[at] for at in pairing.aligned.only_one]
    others = [pairing.parts_other[at] for at in pairing.aligned.only_other]
    for one, other in zip(ones, others, strict=False):
        likeness = compare_words(one.word, other.word) if one.word and other.word else Likeness("different", 0.0)
        kind = one.kind if one.kind == other.kind else _first_kind({one.kind, other.kind})
        yield PartMatch(kind, one.written, other.written, "differ", WORDS["different"], round(likeness.score, 3))
    for part in ones[len(others) :]:
        yield PartMatch(part.kind, part.written, None, "only in the first", "stands in the first name only")
    for part in others[len(ones) :]:
        yield PartMatch(part.kind, None, part.written, "only in the second", "stands in the second name only")


def _describe_uncompared(pairing: _Pairing, kind: PartKind) -> Iterator[PartMatch]:
    one, other = (_join(name.of_kind(kind)) or None for name in (pairing.one, pairing.other))
    if one is None and other is None:
        return
    if kind == "suffix" and one and other:
        same = not list(_conflicting_suffixes(pairing))
        yield PartMatch(kind, one, other, "agree" if same else "differ", WORDS["same" if same else "different"])
    else:
        how = "stands in one name only" if kind == "suffix" else "shown, not compared"
        yield PartMatch(kind, one, other, "not compared", how)


def _join(parts: Sequence[NamePart]) -> str:
    return " ".join(part.written for part in parts)


def _pair_kind(pairing: _Pairing, pair: Pair) -> PartKind:
    return _first_kind(pairing.kinds(pair))


def _first_kind(kinds: set[PartKind]) -> PartKind:
    order: tuple[PartKind, ...] = ("initial", "surname", "patronymic", "given", "middle")
    return next(kind for kind in order if kind in kinds)
