"""Two profiles compared: a score, a verdict, and every value that entered it, in words a reviewer reads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product
from typing import Literal

from dragoman.actors.name_comparison import VETOED, NameVerdict, are_two_people, is_too_short, judge_person_names
from dragoman.identity.profiles import Profile, find_seats, naming_words, seats_of
from dragoman.identity.weights import Weights, load_weights
from dragoman.registry import read_office

Verdict = Literal["same", "doubt", "different"]

YEAR = dt.timedelta(days=366)
FAR = dt.timedelta(days=20 * 365)
_NAMES = 6  # of each profile that are compared, the most frequent
_SLACK = 0.01  # scores are rounded


@dataclass(frozen=True, slots=True)
class Value:
    """One thing compared: its key in the table of weights ("veto" for what decides alone), points, and words."""

    key: str
    points: float
    words: str


@dataclass(frozen=True, slots=True)
class Link:
    """What speaks for and against two profiles being one; ids in alphabetical order."""

    one: str
    other: str
    score: float
    verdict: Verdict
    values: tuple[Value, ...]

    @property
    def is_vetoed(self) -> bool:
        return any(value.key == "veto" for value in self.values)


def compare_profiles(one: Profile, other: Profile, weights: Weights | None = None) -> Link:
    """Return how two profiles of people compare; the order of the two changes nothing."""
    weights = weights or load_weights()
    if one.profile_id > other.profile_id:
        one, other = other, one
    vetoes = tuple(Value("veto", 0.0, words) for words in _find_vetoes(one, other))
    if vetoes:
        return Link(one.profile_id, other.profile_id, 0.0, "different", vetoes)
    name = _compare_names(one, other)
    if name is None or name.same is False:
        words = f"{name.one} and {name.other}: {'; '.join(name.reasons)}" if name else "no names to compare"
        return Link(one.profile_id, other.profile_id, 0.0, "different", (Value("veto", 0.0, words),))
    values = tuple(
        Value(key, weights.points[key], words) for key, words in (_weigh_name(name), *_weigh_others(one, other))
    )
    score = round(sum(value.points for value in values), 2)
    verdict: Verdict = "same" if score >= weights.same else "doubt" if score >= weights.doubt else "different"
    keys = {value.key for value in values}
    if verdict == "same" and "name_too_little" in keys and "office_same" not in keys:
        verdict = "doubt"  # a surname, and whatever speaks for it but one and the same office: brothers
    return Link(one.profile_id, other.profile_id, score, verdict, values)


def find_link(one: Profile, other: Profile) -> Link | None:
    """Return what `compare_profiles` says of two profiles that may be one; None for "different", told as soon as it is.

    Most pairs of a block end here: what they share is a surname, and nothing else could make up for it.
    """
    weights = load_weights()
    if next(_find_vetoes(one, other), None) is not None or not _may_reach(one, other, weights):
        return None
    if all(are_two_people(first, second) for first, second in _name_pairs(one, other)):
        return None
    link = compare_profiles(one, other, weights)
    return None if link.verdict == "different" else link


def may_differ_in_country(one: Profile, *, office: bool) -> bool:
    """Return whether anybody of another country may be one with a profile, with an `office` told of him or without.

    False only where all else that may agree cannot make up for it.
    """
    points = load_weights().points
    most = _SLACK + max(points["name_alike"], points["name_spelling"], points["name_too_little"])
    most += points["country_differs"] + max(0.0, points["year_shared"], points["far_apart"])
    most += max(0.0, points["partner_shared"]) if one.partners else 0.0
    most += max(0.0, points["office_same"], points["body_same"]) if one.offices and office else 0.0
    return most >= load_weights().doubt


def _may_reach(one: Profile, other: Profile, weights: Weights) -> bool:
    """Whether two profiles may have points enough for a doubt, as far as that is told without comparing names."""
    points = weights.points
    most = _SLACK + max(points["name_alike"], points["name_spelling"], points["name_too_little"])
    if one.country and other.country:
        most += points["country_same" if one.country == other.country else "country_differs"]
    if not one.partners.isdisjoint(other.partners):
        most += points["partner_shared"]
    if one.first_day and other.first_day:
        most += max(0.0, points["year_shared"], points["far_apart"])
    if one.offices and other.offices:
        found = next(_weigh_offices(one, other), None)
        most += points[found[0]] if found else 0.0
    if most < weights.doubt:
        return False
    short = points["name_too_little"] - max(points["name_alike"], points["name_spelling"], points["name_too_little"])
    return most + short >= weights.doubt or not all(is_too_short(*names) for names in _name_pairs(one, other))


def _find_vetoes(one: Profile, other: Profile) -> Iterator[str]:
    if one.person and other.person and one.person != other.person:
        yield f"the registry of offices has {one.name} and {other.name} as two people"
    if one.gender and other.gender and one.gender != other.gender:
        yield f"{one.name} is told of as {one.gender}, {other.name} as {other.gender}"


def _compare_names(one: Profile, other: Profile) -> NameVerdict | None:
    """The comparison that says most: of full names the most alike; of a surname alone only where there is no more.

    Where the names are no more than spellings of each other, and others of the two cannot be one person's ("George Velk
    Sr", "George W. Velk"), they are too little to tell.
    """
    found = [judge_person_names(first, second) for first, second in _name_pairs(one, other)]
    rank = {True: 2, None: 1, False: 0}
    best = max(found, key=lambda each: (rank[each.same], _is_alike(each), each.score), default=None)
    if best is None or not best.same or _is_alike(best):
        return best
    against = next((each for each in found if each.same is False and each.score >= VETOED), None)
    return best if against is None else replace(best, same=None, reasons=(*best.reasons, *against.reasons))


def _name_pairs(one: Profile, other: Profile) -> Iterator[tuple[str, str]]:
    """The pairs of names that are compared; the side whose profile has the lesser id first."""
    if one.profile_id > other.profile_id:
        one, other = other, one
    return product(_fullest(one.names[:_NAMES]), _fullest(other.names[:_NAMES]))


@lru_cache(maxsize=50_000)
def _fullest(names: tuple[str, ...]) -> tuple[str, ...]:
    full = tuple(name for name in names if len(naming_words(name)) > 1)
    return full or names


def _weigh_name(name: NameVerdict) -> tuple[str, str]:
    words = f"{name.one} and {name.other}: {'; '.join(name.reasons)}"
    if name.same is None:
        return "name_too_little", words
    return ("name_alike" if _is_alike(name) else "name_spelling"), words


def _is_alike(name: NameVerdict) -> bool:
    """Whether two names are of the same words, but for accents, capitals and order."""
    return name.same is True and sorted(naming_words(name.one)) == sorted(naming_words(name.other))


def _weigh_others(one: Profile, other: Profile) -> Iterator[tuple[str, str]]:
    yield from _weigh_offices(one, other)
    if one.country and other.country:
        if one.country == other.country:
            yield "country_same", f"both of {one.country}"
        else:
            yield "country_differs", f"{one.name} of {one.country}, {other.name} of {other.country}"
    shared = one.partners & other.partners
    if shared:
        count = f"{len(shared)} others" if len(shared) > 1 else "one other"
        yield "partner_shared", f"both were in contact with {count}"
    gap = _gap(one, other)
    if gap is not None and gap <= YEAR:
        yield "year_shared", "told of within a year of each other"
    elif gap is not None and gap > FAR:
        yield "far_apart", f"told of {gap.days // 365} years from each other"


def _weigh_offices(one: Profile, other: Profile) -> Iterator[tuple[str, str]]:
    ours, theirs = seats_of(one), seats_of(other)
    if ours & theirs:
        words = next((held.words for held in one.offices if find_seats(held.words, one.country) & theirs), "")
        yield "office_same", f"both hold one office: {words}"
        return
    bodies = _bodies_of(one) & _bodies_of(other)
    if bodies:
        yield "body_same", f"both hold offices of {min(bodies)}"
    elif ours and theirs and one.country != other.country and _gap(one, other) == dt.timedelta(0):
        yield "office_clash", f"{one.offices[0].words} and {other.offices[0].words} at one time"


def _bodies_of(profile: Profile) -> frozenset[str]:
    return frozenset(
        office.organisation
        for held in profile.offices
        for office in read_office(held.words, profile.country)
        if office.organisation
    )


def _gap(one: Profile, other: Profile) -> dt.timedelta | None:
    """The days between what is told of two; none between overlapping ones, None where either is undated."""
    if not (one.first_day and one.last_day and other.first_day and other.last_day):
        return None
    later, earlier = max(one.first_day, other.first_day), min(one.last_day, other.last_day)
    return max(later - earlier, dt.timedelta(0))
