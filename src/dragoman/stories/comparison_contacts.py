"""Readings of several documents → the contact that they report alike, one contact of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from dragoman.record import Contact, ContactKind, DateRange, Modality, Reading, Statement
from dragoman.stories.comparison_actors import Cast, speaks_for_same
from dragoman.stories.comparison_lexicon import load_comparing

# How well two kinds go together where they are not the same; either way round.
KINDS: Final = {
    frozenset({ContactKind.VISIT, ContactKind.MEETING}): 0.8,
    frozenset({ContactKind.CALL, ContactKind.MEETING}): 0.5,  # a video call is called a meeting at times
    frozenset({ContactKind.LETTER, ContactKind.MEETING}): 0.1,
    frozenset({ContactKind.LETTER, ContactKind.CALL}): 0.1,
    frozenset({ContactKind.LETTER, ContactKind.VISIT}): 0.1,
    frozenset({ContactKind.VISIT, ContactKind.CALL}): 0.2,
}
OPEN: Final = 0.9  # a conversation whose medium is not told goes with any kind
UNDATED: Final = 0.9
WRONG_DAY: Final = 0.5
MORE_PEOPLE: Final = 0.95  # two are shared, and one side names more
STATES: Final = 0.9  # three states or more in one account, somebody of each in the other
_A_FEW: Final = 3
ZONES: Final = dt.timedelta(days=1)  # what lies between the dates of one contact in two capitals, at most
AS_TOLD: Final = {Modality.HAPPENED: 1.0, Modality.BACKGROUND: 0.7, Modality.PLANNED: 0.6}
OTHERWISE: Final = 0.3  # cancelled, denied, demanded: told, but not as held


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two contacts are, from 0 to 1, and in words what keeps them apart."""

    score: float
    against: tuple[str, ...] = ()

    @property
    def is_same(self) -> bool:
        return self.score >= load_comparing().thresholds["contact"]


@dataclass(frozen=True, slots=True)
class Choice:
    """For each reading the contact that it reports of the one compared; None where it reports another, or none."""

    contacts: tuple[Contact | None, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Nearest:
    """The two contacts of different readings that are most alike and yet not one."""

    one: tuple[int, Contact]
    other: tuple[int, Contact]
    likeness: Likeness


def choose_contacts(readings: Sequence[Reading], cast: Cast) -> Choice:
    """Return the contact that most of the readings report, the best match in each; ties go to the earlier."""
    best = Choice((None,) * len(readings), 0.0)
    for number, reading in enumerate(readings):
        for contact in reading.contacts:
            found = _choose_around(number, contact, readings, cast)
            if found.score > best.score + 1e-9:
                best = found
    return best


def _choose_around(seed: int, contact: Contact, readings: Sequence[Reading], cast: Cast) -> Choice:
    chosen: list[Contact | None] = []
    total = 0.0
    for number, reading in enumerate(readings):
        if number == seed:
            chosen.append(contact)
            continue
        together = _came_together(readings[seed], reading)
        likeness, found = _best_match((seed, contact), number, reading, cast, together=together)
        told = found if found is not None and likeness.is_same else None
        chosen.append(told)
        total += likeness.score * _weight(told, reading) if told is not None else 0.0
    return Choice(tuple(chosen), total * _weight(contact, readings[seed]))


def _weight(contact: Contact, reading: Reading) -> float:
    """More for the contact that an account tells more of, up to twice as much."""
    starts = sorted(
        (passage.span.start, each.contact_id)
        for each in reading.contacts
        for passage in each.evidence
        if passage.part == "text"
    )
    told = sum(_owner(statement, starts) == contact.contact_id for statement in reading.statements)
    return 1 + min(told, 10) / 10


def _owner(statement: Statement, starts: Sequence[tuple[int, str]]) -> str | None:
    """The contact that a statement was made in: by its own link, or else the one told last before it."""
    before = [contact_id for start, contact_id in starts if start <= statement.content[0].start]
    return statement.contact_id or (before[-1] if before else None)


def _came_together(one: Reading, other: Reading) -> bool:
    days = one.document.source.published_day, other.document.source.published_day
    return days[0] is not None and days[1] is not None and abs(days[0] - days[1]) <= ZONES


def _best_match(
    one: tuple[int, Contact], number: int, reading: Reading, cast: Cast, *, together: bool
) -> tuple[Likeness, Contact | None]:
    compared = [
        (compare_contacts(one, (number, contact), cast, together=together), contact) for contact in reading.contacts
    ]
    return max(compared, key=lambda each: each[0].score * _weight(each[1], reading), default=(Likeness(0.0), None))


def find_nearest(readings: Sequence[Reading], cast: Cast) -> Nearest | None:
    """Return the two contacts of different readings that are most alike; None where fewer than two tell of any."""
    found = [
        Nearest(
            (number, contact),
            (other, another),
            compare_contacts((number, contact), (other, another), cast, together=True),
        )
        for number, reading in enumerate(readings)
        for contact in reading.contacts
        for other in range(number + 1, len(readings))
        for another in readings[other].contacts
    ]
    return max(found, key=lambda each: each.likeness.score, default=None)


def compare_contacts(
    one: tuple[int, Contact], other: tuple[int, Contact], cast: Cast, *, together: bool = False
) -> Likeness:
    """Return how alike two contacts of different readings are: participants, kind, date, whether it was held.

    `together` tells that the documents came out within a day: outlets get days wrong, and readers misread them.
    """
    against: list[str] = []
    score = _compare_participants(one, other, cast)
    if score < 1.0:
        against.append("not the same participants")
    kind = _compare_kinds(one[1].kind, other[1].kind)
    if kind < OPEN:
        against.append(f"a {one[1].kind.value} and a {other[1].kind.value}")
    days = _compare_days(one[1].when, other[1].when) or (WRONG_DAY if together else 0.0)
    if days < UNDATED:
        against.append("on different days")
    told = AS_TOLD.get(one[1].modality, OTHERWISE), AS_TOLD.get(other[1].modality, OTHERWISE)
    if one[1].modality is not other[1].modality:
        against.append(f"{one[1].modality.value} in one, {other[1].modality.value} in the other")
    held = min(told) / max(told)
    return Likeness(round(score * kind * days * held, 4), tuple(against))


def _compare_participants(one: tuple[int, Contact], other: tuple[int, Contact], cast: Cast) -> float:
    """1 where two are shared or all of a pair; .9 where states stand for all; .6 for the other of a pair; else less."""
    ours, theirs = (
        {number for actor in contact.participants if (number := cast.number(at, actor.actor_id)) is not None}
        for at, contact in (one, other)
    )
    shared = len(ours & theirs)
    if shared >= 2:
        return 1.0 if min(len(ours), len(theirs)) == shared and len(ours) == len(theirs) else MORE_PEOPLE
    stand_ins = sum(
        any(speaks_for_same(actor, another) for another in other[1].participants) for actor in one[1].participants
    )
    if stand_ins == len(one[1].participants) == len(other[1].participants) >= _A_FEW:
        return STATES
    if shared == 1:
        return 0.6 if stand_ins else 0.3
    return 0.35 if stand_ins >= 2 else 0.0


def _compare_kinds(one: ContactKind, other: ContactKind) -> float:
    if one is other:
        return 1.0
    if ContactKind.CONVERSATION in {one, other}:
        return OPEN
    return KINDS.get(frozenset({one, other}), 0.3)


def _compare_days(one: DateRange | None, other: DateRange | None) -> float:
    if one is None or other is None or None in {one.start, one.end, other.start, other.end}:
        return UNDATED if _may_overlap(one, other) else 0.0
    return 1.0 if _may_overlap(one, other) else 0.95 if _may_overlap(one, other, ZONES) else 0.0


def _may_overlap(one: DateRange | None, other: DateRange | None, slack: dt.timedelta = dt.timedelta(0)) -> bool:
    """Whether two dates may be one; what is not known stands against nothing."""
    if one is None or other is None:
        return True
    pairs = ((one.start, other.end), (other.start, one.end))
    return all(start is None or end is None or start < end + slack for start, end in pairs)


def other_contacts(readings: Sequence[Reading], choice: Choice) -> Iterator[tuple[int, Contact]]:
    """Yield the contacts of the readings that are not the one compared, with the number of the reading."""
    for number, (reading, chosen) in enumerate(zip(readings, choice.contacts, strict=True)):
        for contact in reading.contacts:
            if chosen is None or contact.contact_id != chosen.contact_id:
                yield number, contact
