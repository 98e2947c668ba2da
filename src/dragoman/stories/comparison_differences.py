"""Units that tell one matter → in what they differ, and whether both can be right as they stand."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations
from typing import Final, Literal

from dragoman.language.dates import Anchor, find_dates
from dragoman.language.dates_words import date_words
from dragoman.record import Act, DateRange
from dragoman.stories.comparison_lexicon import ComparingLexicon, Ladder, Turn, find_phrases, load_comparing
from dragoman.stories.comparison_words import find_stem, find_words
from dragoman.stories.points import Unit

Aspect = Literal["number", "date", "who", "promise", "stance", "strength", "speaker"]
CONFLICTS: Final[frozenset[Aspect]] = frozenset({"number", "date", "who", "promise", "stance"})

# "$1.5 billion", "40 million crowns", "USD 225 million", "120 sailors", "27 per cent", "eleven hostages"
_ARTICLES: Final = frozenset({"a", "an"})
_NUMBERS: Final = sorted((w for w in date_words().numbers if w.isalpha() and w not in _ARTICLES), key=len, reverse=True)
_FIGURE: Final = re.compile(
    r"(?P<sign>[$€£¥]|\b(?:USD|EUR|GBP|US\$)\s?)?\s?(?<![\w.])"
    rf"(?P<number>\d{{1,3}}(?:[,  ]\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|(?:{'|'.join(_NUMBERS)})\b)"
    r"(?:\s?(?P<scale>hundred|thousand|million|billion|trillion)\b)?"
    r"(?:\s?(?P<percent>%|per\s?cent\b))?"
    r"(?:\s+(?P<noun>[a-z]+))?",
    re.IGNORECASE,
)
_SCALES: Final = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_YEARS: Final = (1900, 2100)
_LOOSE: Final = dt.timedelta(days=31)  # a month at most is a date that can differ from another
_BARE: Final = re.compile(r"(?:the\s+)?\d{1,2}(?:st|nd|rd|th)?")  # "the 9th": of which month nobody says
_ROUND: Final = 0.02  # share by which two figures may differ that are one, rounded
_LINKS: Final = frozenset(
    {"for", "of", "in", "and", "to", "or", "from", "with", "by", "at", "were", "was", "are", "is"}
)
_ONE: Final = frozenset({"one", "first", "second", "third"})  # "one of them": no figure of anything
_ACTIVE: Final = frozenset({Act.REQUEST, Act.PROPOSE, Act.PROMISE, Act.INVITE, Act.CONGRATULATE, Act.CONDOLE})
_YES: Final = frozenset({Act.AGREE, Act.ACCEPT, Act.SUPPORT})
_NO: Final = frozenset({Act.REFUSE, Act.DENY})


@dataclass(frozen=True, slots=True)
class Difference:
    """In what two accounts differ on a matter, and the words of each, as a reader is shown them."""

    aspect: Aspect
    one: tuple[int, str]  # account, words
    other: tuple[int, str]

    @property
    def is_conflict(self) -> bool:
        return self.aspect in CONFLICTS


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it counts: money of any currency, per cent, or the stem of a noun."""

    value: float
    counted: str
    words: str


def find_differences(units: Sequence[Unit], people: Sequence[frozenset[int]], day: Anchor) -> tuple[Difference, ...]:
    """Return in what the units of different accounts differ, each aspect once a pair of accounts.

    `people` are the speakers of each unit as numbers that accounts share; `day` anchors dates told in words.
    """
    found: dict[tuple[Aspect, int, int], Difference] = {}
    for (at, one), (other_at, other) in combinations(enumerate(units), 2):
        if one.account != other.account:
            for difference in _compare(one, other, people[at], people[other_at], day):
                found.setdefault((difference.aspect, one.account, other.account), difference)
    agreed = _agreed_figures(units)
    alike = _shared_speakers(units, people)
    return tuple(
        each
        for each in found.values()
        if (each.one[0], each.other[0]) not in {"number": agreed, "speaker": alike, "who": alike}.get(each.aspect, ())
    )


def _shared_speakers(units: Sequence[Unit], people: Sequence[frozenset[int]]) -> frozenset[tuple[int, int]]:
    """Pairs of accounts in which somebody speaks of the matter in both: others may speak of it as well."""
    return frozenset(
        (one.account, other.account)
        for (at, one), (other_at, other) in permutations(enumerate(units), 2)
        if one.account != other.account and people[at] & people[other_at]
    )


def _agreed_figures(units: Sequence[Unit]) -> frozenset[tuple[int, int]]:
    """Pairs of accounts that share a figure somewhere in the matter: what else they count is another thing."""
    figures: dict[int, list[Figure]] = {}
    for unit in units:
        figures.setdefault(unit.account, []).extend(find_figures(unit.words))
    return frozenset(
        (one, other)
        for one in figures
        for other in figures
        if one != other and any(is_same(a, b) for a in figures[one] for b in figures[other])
    )


def _compare(one: Unit, other: Unit, ours: frozenset[int], theirs: frozenset[int], day: Anchor) -> Iterator[Difference]:
    def differ(aspect: Aspect, first: str, second: str) -> Difference:
        return Difference(aspect, (one.account, first), (other.account, second))

    lexicon = load_comparing()
    figures = _clashing_figures(one.words, other.words)
    if figures is not None:
        yield differ("number", figures[0].words, figures[1].words)
    dates = _clashing_dates(one, other, day)
    if dates is not None:
        yield differ("date", *dates)
    if one.act in _ACTIVE and one.act is other.act and ours and theirs and not ours & theirs:
        yield differ("who", _names(one), _names(other))
    same_speaker = not ours or not theirs or bool(ours & theirs)
    stance = _turned(one, other, lexicon) if same_speaker else None
    if stance is not None:
        yield differ("stance", *stance)
    firm = _rungs(one, other, lexicon.firmness) if same_speaker else None
    if firm is not None and firm.apart > 1 and stance is None:
        yield differ("promise", firm.one, firm.other)
    strong = _rungs(one, other, lexicon.strength)
    if strong is not None and strong.apart and ours == theirs:
        yield differ("strength", strong.one, strong.other)
    if ours and theirs and not ours & theirs:
        yield differ("speaker", _names(one), _names(other))


def _names(unit: Unit) -> str:
    return " and ".join(" ".join(actor.name.split()) for actor in unit.speakers)


# --- figures


def find_figures(words: str) -> Iterator[Figure]:
    """Yield the numbers of a passage that count something; years and ordinals are none."""
    for match in _FIGURE.finditer(words):
        value = _read_number(match["number"])
        scale = (match["scale"] or "").casefold()
        money = bool(match["sign"] and match["sign"].strip())
        noun = (match["noun"] or "").casefold()
        if match["number"].casefold() in _ONE or (
            not money and not scale and "." not in match["number"] and _YEARS[0] <= value < _YEARS[1]
        ):
            continue
        shown = " ".join((match[0] if noun not in _LINKS else match[0][: -len(noun)]).split())
        if match["percent"]:
            yield Figure(value, "%", shown)
        elif money or scale in {"million", "billion", "trillion"}:
            yield Figure(value * _SCALES.get(scale, 1.0), "money", shown)
        elif noun:
            yield Figure(value * _SCALES.get(scale, 1.0), find_stem(noun), shown)


def _read_number(written: str) -> float:
    named = date_words().numbers.get(written.casefold())
    return float(named) if named is not None else float(re.sub(r"[,  ]", "", written))


def _clashing_figures(one: str, other: str) -> tuple[Figure, Figure] | None:
    """Two figures of one thing that cannot be one; None where any two agree, or nothing is counted on both sides."""
    ours, theirs = tuple(find_figures(one)), tuple(find_figures(other))
    if any(is_same(first, second) for first in ours for second in theirs):
        return None
    pairs = ((first, second) for first in ours for second in theirs if _counts_alike(first, second, one, other))
    return next(pairs, None)


def _counts_alike(one: Figure, other: Figure, words: str, others: str) -> bool:
    """Whether two figures count one thing: the same noun, or a noun that the other passage has."""
    if one.counted == other.counted:
        return True
    if "money" in {one.counted, other.counted} or "%" in {one.counted, other.counted}:
        return False
    told = {word.stem for word in find_words(words)} & {word.stem for word in find_words(others)}
    lexicon = load_comparing()
    kin = lexicon.kin.get((one.counted,), frozenset[str]()) & lexicon.kin.get((other.counted,), frozenset[str]())
    return (
        bool({one.counted, other.counted} & told)
        or bool(kin)
        or _counts_people(one, others)
        or _counts_people(other, words)
    )


def _counts_people(figure: Figure, words: str) -> bool:
    """Whether a figure counts what the other passage speaks of in near words: "85 were in custody", "120 sailors"."""
    lexicon = load_comparing()
    kin = lexicon.kin.get((figure.counted,), frozenset[str]())
    return any(kin & lexicon.kin.get((word.stem,), frozenset[str]()) for word in find_words(words))


def is_same(one: Figure, other: Figure) -> bool:
    """Return whether two figures count one thing and may be one number, rounded."""
    return one.counted == other.counted and abs(one.value - other.value) <= _ROUND * max(one.value, other.value)


# --- dates


def _clashing_dates(one: Unit, other: Unit, day: Anchor) -> tuple[str, str] | None:
    """The days that both tell of a matter, where none of one can be one of the other."""
    ours, theirs = (tuple(_find_days(unit.words, day)) for unit in (one, other))
    if not ours or not theirs or any(_meet(first, second) for first, _ in ours for second, _ in theirs):
        return None
    return ours[0][1], theirs[0][1]


def _find_days(words: str, day: Anchor) -> Iterator[tuple[DateRange, str]]:
    for found in find_dates(words, day, lean="nearest"):
        when = found.when
        named = words[found.span.start : found.span.end]
        if when is None or when.end is None or _BARE.fullmatch(named):
            continue
        if when.start is None or when.end - when.start <= _LOOSE:
            yield when, named


def _meet(one: DateRange, other: DateRange) -> bool:
    if one.start is None and other.start is None and one.end is not None and other.end is not None:
        return abs(one.end - other.end) <= _LOOSE  # two deadlines; "by December" may mean its first day or its last
    return (
        one.start is None or other.end is None or other.start is None or one.end is None
        or (one.start < other.end and other.start < one.end)
    )  # fmt: skip


# --- ladders


@dataclass(frozen=True, slots=True)
class _Rungs:
    """The words by which two passages stand on a ladder, and how many rungs lie between."""

    one: str
    other: str
    apart: int


def _rungs(one: Unit, other: Unit, ladders: Sequence[Ladder]) -> _Rungs | None:
    for ladder in ladders:
        first, second = _find_rung(one, ladder), _find_rung(other, ladder)
        if first is not None and second is not None:
            return _Rungs(first[1], second[1], abs(first[0] - second[0]))
    return None


def _find_rung(unit: Unit, ladder: Ladder) -> tuple[int, str] | None:
    """The level on which a passage stands: the weakest word in it, since "agreed to consider" is no agreement."""
    found = [
        (level, " ".join(phrase))
        for level, phrases in enumerate(ladder.levels)
        for phrase in find_phrases(unit.words, phrases)
    ]
    return max(found, default=None)


def _turned(one: Unit, other: Unit, lexicon: ComparingLexicon) -> tuple[str, str] | None:
    """The words by which one says yes and the other no to a matter."""
    for turn in lexicon.turns:
        first, second = _find_turn(one, turn), _find_turn(other, turn)
        if first is not None and second is not None and first[0] != second[0]:
            return first[1], second[1]
    return None


def _find_turn(unit: Unit, turn: Turn) -> tuple[bool, str] | None:
    """Whether the word that reports says yes or no; what is said further on may say either of anything."""
    heard = unit.cue or " ".join(unit.words.split()[:4])
    for says, phrases in ((False, turn.no), (True, turn.yes)):
        found = next(find_phrases(heard, phrases), None)
        if found is not None:
            return says, " ".join(found)
    if unit.act in _YES | _NO:
        return unit.act in _YES, unit.cue
    return None
