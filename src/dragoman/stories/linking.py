"""Two reports of contacts compared: are they of one contact?  A score, a verdict, and every value in words.

Different occasions of one pair are never taken for one because their topics are alike: without days that agree, or a
text that is nearly the same, no likeness is enough.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from typing import Final, Literal

from rapidfuzz import fuzz

from dragoman.identity.profiles import naming_words
from dragoman.identity.scoring import Value
from dragoman.lexicons.states import find_state
from dragoman.lexicons.words import fold_words
from dragoman.record import ContactKind, Modality
from dragoman.stories.linking_days import Days, are_an_hour_apart, compare_days
from dragoman.stories.linking_weights import LinkWeights, load_link_weights
from dragoman.stories.linking_words import Sketch, Words, compare_words, find_common, share_of
from dragoman.stories.series import NOTHING, Series

COPY: Final = 0.8  # of their runs of words that two texts share from which one is a copy of the other
_APART: Final = 0.06  # likeness of two texts of one outlet below which they tell of two things
_TOLD_MUCH: Final = 12  # words that a text must have to be told apart by them
_MONTH: Final = 31  # days of which a report may tell to refer to the one contact of that time
_UNSURE: Final = frozenset({"day_within", "day_recent", "day_ahead"})  # keys of a day that is referred to, not told
_WEEK: Final = 10  # days in which two leaders hardly telephone twice
_TELEPHONED: Final = frozenset({ContactKind.CALL, ContactKind.CONVERSATION})
_EARLIER: Final = dt.timedelta(days=2)  # before a text came out: what it tells of such a day is no news to it
_HEADS: Final = frozenset(
    {"president", "prime minister", "king", "queen", "emperor", "emir", "sultan", "chancellor", "pope"}
)
_MINISTERS: Final = frozenset({"minister", "secretary", "crown prince", "vice president", "secretary general"})

Standing = Literal[0, 1, 2]  # nobody in particular, a minister, a head of state or government
# "only": one of the two looks back at a contact of a week or month that it tells, and may mean the other; it does where
# there is no other contact of these people and that time
ReportVerdict = Literal["same", "only", "doubt", "different"]


@dataclass(frozen=True, slots=True)
class Party:
    """A participant as the record knows it: `identity` across documents, and the offices held on the day."""

    identity: str
    name: str
    kind: str  # person, office, state, organisation, group
    country: str | None = None
    seats: frozenset[str] = frozenset()  # offices of one person each, of a known country or body
    heads: frozenset[str] = frozenset()  # "president", "minister/foreign", of whatever country

    @property
    def standing(self) -> Standing:
        words = {head.split("/")[0] for head in self.heads}
        return 2 if words & _HEADS else 1 if words & _MINISTERS else 0

    @property
    def name_key(self) -> str | None:
        """The words of a person's name in any order; of one word alone with the office it stands with."""
        words = naming_words(self.name) if self.kind == "person" else ()
        if len(words) == 1:
            return f"{words[0]} {min(self.heads)}" if self.heads else None
        return " ".join(sorted(words)) or None


@dataclass(frozen=True, slots=True)
class Report:
    """What one document tells of one contact, as far as it is compared; `words` and `sketch` are those of its text."""

    report_id: str  # the contact's id
    document_id: str
    outlet: str | None
    kind: ContactKind
    modality: Modality
    parties: tuple[Party, ...]
    days: Days
    medium: str | None = None
    minutes: int | None = None
    place: str | None = None
    initiator: str | None = None  # identity
    in_title: bool = False
    title: str | None = None  # of the document
    is_aside: bool = False  # the title is about another contact that the document tells
    series: Series = NOTHING
    words: Words = field(default_factory=dict[str, float])
    sketch: Sketch = ()


@dataclass(frozen=True, slots=True)
class ReportLink:
    """What speaks for and against two reports being of one contact; ids in alphabetical order."""

    one: str
    other: str
    score: float
    verdict: ReportVerdict
    values: tuple[Value, ...]
    is_copy: bool = False

    @property
    def is_vetoed(self) -> bool:
        return any(value.key == "veto" for value in self.values)


# ------------------------------------------------------------------ blocks

_HELD: Final = frozenset({Modality.HAPPENED, Modality.BACKGROUND})
_SPELT: Final = 75  # likeness of two spellings of a name: "Rouhani", "Rohani’s"
_CROWD: Final = 8  # participants; of more, only the first stand for all in blocks


def find_report_blocks(report: Report) -> tuple[str, ...]:
    """Return the blocks in which a report meets others, sorted: each pair of participants under every key of theirs.

    What was held meets what was held, and what is planned what is planned.  What is told as something earlier, of a day
    that is not told, is known to be one with nothing but its copy: it meets that alone.
    """
    if report.modality in (Modality.HYPOTHETICAL, Modality.DEMANDED):
        return ()
    told = "held" if report.modality in _HELD else report.modality.value
    if meets_copies_alone(report):
        told = "earlier"
    keys = [_keys_of(party) for party in report.parties if party.kind != "group"][:_CROWD]
    pairs = {
        f"{told}: {' & '.join(sorted((first, second)))}"
        for one, other in combinations(keys, 2)
        for first in one
        for second in other
        if first != second
    }
    return tuple(sorted(pairs))


def meets_copies_alone(report: Report) -> bool:
    """Return whether a report tells of something earlier without its day, which nothing but a copy tells as well."""
    return report.modality is Modality.BACKGROUND and report.days.told in ("before", "nothing")


def _keys_of(party: Party) -> tuple[str, ...]:
    """Identity, name, the offices that one person holds, and the state for which its head and ministers stand."""
    keys = [party.identity]
    if party.name_key is not None:
        keys.append(f"name {party.name_key}")
    if party.kind in ("person", "office"):
        keys += sorted(f"seat {seat}" for seat in party.seats)
        if party.country is None and (party.kind == "office" or not party.seats):
            keys += sorted(f"head {head}" for head in party.heads)
    if party.country and (party.kind == "state" or party.standing > 0):
        keys.append(f"state {party.country}")
    return tuple(keys)


# ------------------------------------------------------------------ comparing


def compare_reports(one: Report, other: Report, weights: LinkWeights | None = None) -> ReportLink:
    """Return how two reports compare; the order of the two changes nothing."""
    weights = weights or load_link_weights()
    if one.report_id > other.report_id:
        one, other = other, one
    found = tuple(_weigh(one, other))
    vetoes = tuple(Value("veto", 0.0, words) for key, words, _ in found if key == "veto")
    if vetoes:
        return ReportLink(one.report_id, other.report_id, 0.0, "different", vetoes)
    values = tuple(Value(key, round(weights.points[key] * share, 2), words) for key, words, share in found)
    score = round(sum(value.points for value in values), 2)
    keys = {key for key, _, _ in found}
    is_copy = "copy" in keys
    verdict: ReportVerdict = "same" if score >= weights.same else "doubt" if score >= weights.doubt else "different"
    if verdict != "different" and not is_copy and find_reference(one, other) and keys & _UNSURE:
        verdict = "only"
    return ReportLink(one.report_id, other.report_id, score, verdict, values, is_copy)


def find_reference(one: Report, other: Report) -> str | None:
    """Return the id of that one of two reports which refers to a contact without its day, and may mean the other.

    It looks back at a contact of late or of some week or month, or ahead to one that is planned.  None where neither of
    the two does, or both do.
    """
    found = [report.report_id for report in (one, other) if _refers(report)]
    return found[0] if len(found) == 1 else None


def is_call_of_month(one: Report, other: Report) -> bool:
    """Return whether a call, or what may be one, is referred to by a time in which leaders often have several."""
    kinds = {one.kind, other.kind}
    widest = max((_count_days(each.days) for each in (one, other) if each.days.told == "days"), default=0)
    return widest > _WEEK and kinds <= _TELEPHONED


def _refers(report: Report) -> bool:
    days = report.days
    if report.modality is Modality.PLANNED:
        return days.told == "nothing" and days.published is not None
    return days.told == "recent" or (_looks_back(report) and not days.is_told and _count_days(days) <= _MONTH)


def _weigh(one: Report, other: Report) -> Iterator[tuple[str, str, float]]:
    """Yield key, words, and the share of the key's points that counts.

    An outlet tells of a contact once, as a rule; but in telling of a later one it may look back at it on its day, in
    passing: then nothing is expected of its wording and its title.
    """
    looks_back = _looks_back(one) or _looks_back(other)
    in_passing = looks_back or one.is_aside or other.is_aside or find_reference(one, other) is not None
    one_outlet = one.outlet is not None and one.outlet == other.outlet and not in_passing
    yield from _whole(_compare_modality(one, other))
    parties = tuple(_compare_parties(one, other, one_outlet=one_outlet))
    yield from _whole(parties)
    yield from _whole(_compare_kinds(one, other))
    share = share_of(one.sketch, other.sketch)
    elsewhere = _find_elsewhere(one, other) if one_outlet else None
    if elsewhere is not None:
        yield "title_elsewhere", f"one title names {elsewhere}, the other names others", 1.0
    is_copy = share >= COPY and one.document_id != other.document_id and elsewhere is None
    if is_copy:
        yield "copy", f"the texts share {share:.0%} of their runs of words", 1.0
    days = tuple(compare_days(one.days, other.days, one_outlet=one_outlet, is_copy=is_copy))
    yield from _whole(days)
    within = any(key == "day_within" for key, _ in days)
    if within and find_reference(one, other) is not None and is_call_of_month(one, other):
        yield "calls_of_month", "of a time in which there may be several calls", 1.0
    yield from _whole(_compare_details(one, other))
    if not looks_back:
        yield from _whole(_compare_series(one, other, one_outlet=one_outlet))
    likeness = compare_words(one.words, other.words)
    if one.document_id == other.document_id:
        yield from _whole(_compare_parts(one, other))
    elif one_outlet and not is_copy:
        yield "outlet_same", f"both by {one.outlet}", 1.0
        if elsewhere is None and parties[-1][0] == "everyone" and are_an_hour_apart(one.days, other.days):
            yield "hour_same", "two texts of an hour", 1.0
        if likeness < _APART and min(len(one.words), len(other.words)) >= _TOLD_MUCH:
            yield "wording_apart", "the two texts have hardly a word in common", 1.0
    if likeness > 0:
        # an outlet's phrases come back with every contact of a pair: they count for more on one day alone
        on_one_day = any(key in ("day_same", "day_published") for key, _ in days)
        key = "wording_outlet" if one_outlet and (on_one_day or is_copy) else "wording"
        yield key, f"likeness {likeness:.2f}: {', '.join(find_common(one.words, other.words))}", likeness


def _looks_back(report: Report) -> bool:
    """Whether a report tells of something earlier than the news of its day, and tells about when that was."""
    days = report.days
    if days.told == "recent":
        return True
    if days.told not in ("day", "days") or days.published is None or days.first is None or days.last is None:
        return False
    if report.modality is Modality.BACKGROUND:
        return days.first < days.published
    return days.published - days.last >= _EARLIER


def _count_days(days: Days) -> int:
    return (days.last - days.first).days + 1 if days.first and days.last else 0


def _whole(found: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str, float]]:
    for key, words in found:
        yield key, words, 1.0


def _compare_modality(one: Report, other: Report) -> Iterator[tuple[str, str]]:
    both = {one.modality, other.modality}
    if both <= _HELD:
        if any(report.modality is Modality.BACKGROUND and not report.days.is_told for report in (one, other)):
            yield "background", "told of as of something earlier, without its day"
    elif len(both) > 1:
        yield "veto", f"{one.modality.value} in one account, {other.modality.value} in the other"
    elif both & {Modality.HYPOTHETICAL, Modality.DEMANDED}:
        yield "veto", "not told as something that was or will be"


# ------------------------------------------------------------------ participants

_STRENGTH: Final = {"pair_same": 4, "pair_by_name": 3, "pair_by_office": 2, "pair_by_state": 1, "pair_by_head": 0}


def _compare_parties(one: Report, other: Report, *, one_outlet: bool) -> Iterator[tuple[str, str]]:
    matched, left, right = _match_parties(one.parties, other.parties)
    if len(matched) < 2:
        yield "veto", "fewer than two participants in common"
        return
    left, right = _others_of(left, matched), _others_of(right, matched)
    countries = {party.country for first, second, _ in matched for party in (first, second) if party.country}
    if left and right and len(countries) < 2:
        yield "veto", f"one side is the same, the other is {_list_names(left)} here and {_list_names(right)} there"
        return
    best = sorted((how for _, _, how in matched), key=lambda how: -_STRENGTH[how])[:2]
    yield best[1], f"{_list_names(first for first, _, _ in matched)} in both"
    if left and right:
        yield "others_differ", f"{_list_names(left)} in one alone, {_list_names(right)} in the other alone"
    elif left or right:
        key = _judge_others(left or right, countries)
        key = "outlet_others" if one_outlet and key == "delegation" else key
        yield key, f"{_list_names(left or right)} in one account alone"
    else:
        yield "everyone", "the same participants"


def _match_parties(
    ours: tuple[Party, ...], theirs: tuple[Party, ...]
) -> tuple[list[tuple[Party, Party, str]], list[Party], list[Party]]:
    """The participants that are one, the surest pairs first, and those of each account that are left."""
    pairs = [
        (how, at, to)
        for at, one in enumerate(ours)
        for to, other in enumerate(theirs)
        if (how := _match(one, other)) is not None
    ]
    matched: dict[int, tuple[int, str]] = {}
    for how, at, to in sorted(pairs, key=lambda pair: (-_STRENGTH[pair[0]], pair[1], pair[2])):
        if at not in matched and to not in {found for found, _ in matched.values()}:
            matched[at] = (to, how)
    taken = {to for to, _ in matched.values()}
    return (
        [(ours[at], theirs[to], how) for at, (to, how) in matched.items()],
        [party for at, party in enumerate(ours) if at not in matched],
        [party for to, party in enumerate(theirs) if to not in taken],
    )


def _match(one: Party, other: Party) -> str | None:
    if "group" in (one.kind, other.kind):
        return None
    if one.identity == other.identity:
        return "pair_by_state" if one.kind == "state" else "pair_same"
    kinds = {one.kind, other.kind}
    at_odds = one.country is not None and other.country is not None and one.country != other.country
    if kinds == {"person"} and not at_odds:
        if one.name_key is not None and one.name_key == other.name_key:
            return "pair_by_name"
        # "Gustavo Velk", "Gustavo Velk Arden": two names for one who holds an office that one person holds
        if one.seats & other.seats and set(naming_words(one.name)) & set(naming_words(other.name)):
            return "pair_by_office"
    if "office" in kinds and kinds <= {"office", "person"}:
        if one.seats & other.seats:
            return "pair_by_office"
        return "pair_by_head" if one.heads & other.heads and not at_odds and not (one.seats and other.seats) else None
    if kinds in ({"state", "person"}, {"state", "office"}) and one.country is not None and one.country == other.country:
        return "pair_by_state" if max(one.standing, other.standing) > 0 else None
    return None


def _others_of(parties: list[Party], matched: list[tuple[Party, Party, str]]) -> list[Party]:
    """Those left who are somebody more: no office that is hardly one, no state or group of one who is there."""
    there = {party.country for first, second, _ in matched for party in (first, second) if party.country}
    return [
        party
        for party in parties
        if not (party.kind == "office" and not party.heads)
        and not (party.kind in ("state", "organisation", "group") and (party.country is None or party.country in there))
    ]


def _judge_others(others: list[Party], countries: set[str]) -> str:
    if any(party.standing == 2 for party in others):
        return "principal_missing"
    if countries and any(party.country and party.country not in countries for party in others):
        return "third_party"
    return "delegation"


def _list_names(parties: Iterable[Party]) -> str:
    names = list(dict.fromkeys(party.name for party in parties))
    return ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")


# ------------------------------------------------------------------ kind, place, initiator, duration

_OPEN: Final = frozenset({ContactKind.CALL, ContactKind.MEETING})


def are_alike_in_kind(one: ContactKind, other: ContactKind) -> bool:
    """Return whether two kinds may be told of one contact; a call by video aside."""
    return one is other or (ContactKind.CONVERSATION in (one, other) and bool({one, other} & _OPEN))


def _compare_kinds(one: Report, other: Report) -> Iterator[tuple[str, str]]:
    kinds = {one.kind, other.kind}
    if len(kinds) == 1:
        key = "kind_open" if one.kind is ContactKind.CONVERSATION else "kind_same"
        yield key, f"{one.kind.value} in both"
    elif ContactKind.CONVERSATION in kinds and kinds & _OPEN:
        yield "kind_open", f"{one.kind.value} and {other.kind.value}"
    elif kinds <= _OPEN:
        key = "kind_video" if "video" in (one.medium, other.medium) else "kind_clash"
        yield key, f"{one.kind.value} and {other.kind.value}"
    else:
        yield "veto", f"a {one.kind.value} and a {other.kind.value}"
    if one.medium is not None and one.medium == other.medium:
        yield "medium_same", f"{one.medium} in both"


def _compare_details(one: Report, other: Report) -> Iterator[tuple[str, str]]:
    if one.place and other.place:
        yield from _compare_places(one.place, other.place)
    if one.initiator and other.initiator:
        same = one.initiator == other.initiator
        yield ("initiator_same" if same else "initiator_differs"), "who asked for it, as both accounts tell"
    ours, theirs = one.minutes or 0, other.minutes or 0
    if ours and theirs and abs(ours - theirs) <= 0.1 * max(ours, theirs):
        yield "duration_same", f"{ours} and {theirs} minutes"


def _compare_places(one: str, other: str) -> Iterator[tuple[str, str]]:
    first, second = fold_words(one), fold_words(other)
    if first in second or second in first:
        yield "place_same", f"{one} and {other}"
    elif not one.startswith("the ") and not other.startswith("the ") and not find_state(one) and not find_state(other):
        yield "place_differs", f"{one} and {other}"


# ------------------------------------------------------------------ rows of contacts, documents


def _compare_series(one: Report, other: Report, *, one_outlet: bool) -> Iterator[tuple[str, str]]:
    ours, theirs = one.series, other.series
    if ours.count and theirs.count and ours.within == theirs.within:
        key = "count_same" if ours.count == theirs.count else "veto"
        yield key, f"“{ours.words}” and “{theirs.words}”"
    elif (
        one_outlet
        and ours.again != theirs.again
        and one.document_id != other.document_id
        and share_of(one.sketch, other.sketch) < COPY
    ):
        yield "veto", f"the outlet tells of another one: “{ours.words or theirs.words}”"


def _find_elsewhere(one: Report, other: Report) -> str | None:
    """Somebody of both reports whom the title of one document names and that of the other does not."""
    if not one.title or not other.title:
        return None
    first, second = fold_words(one.title).split(), fold_words(other.title).split()
    for party, _, _ in _match_parties(one.parties, other.parties)[0]:
        if party.kind == "person" and _is_named(party, first) != _is_named(party, second):
            return party.name
    return None


def find_titled(report: Report) -> frozenset[str]:
    """Return the names of those people of a report whom the title of its document names."""
    words = fold_words(report.title or "").split()
    people = (party for party in report.parties if party.kind == "person")
    return frozenset(party.name for party in people if _is_named(party, words))


def _is_named(party: Party, title: list[str]) -> bool:
    names = [word for word in naming_words(party.name) if len(word) > 2]
    return any(fuzz.ratio(name, word, score_cutoff=_SPELT) for name in names for word in title)


def _compare_parts(one: Report, other: Report) -> Iterator[tuple[str, str]]:
    if one.in_title != other.in_title:
        yield "title_and_text", "the title and the text of one document"
    else:
        yield "veto", "one document tells of them as of two"
