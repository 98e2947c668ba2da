"""Accounts of one contact → the facts at the head of a comparison: date, initiator, duration, place, who took part.

Each fact is told alike by all, by some, by one, or in conflict; what nobody tells has no row.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final, Literal

from dragoman.lexicons.states import find_state
from dragoman.lexicons.words import fold_words
from dragoman.record import Actor, ActorKind, Contact, ContactKind, DateRange, Modality, Passage, Reading
from dragoman.stories.comparison_actors import Cast, speaks_for_same
from dragoman.stories.comparison_assumed import RULE as ASSUMED
from dragoman.stories.comparison_contacts import ZONES
from dragoman.stories.points import Unit

Status = Literal["all", "some", "one", "conflict"]
FactName = Literal["kind", "medium", "date", "time", "initiator", "duration", "place", "participants", "held", "next"]
_MINUTES: Final = 5  # by which two durations may differ that are one, rounded …
_SHARE: Final = 0.1  # … where that is no more than a tenth


@dataclass(frozen=True, slots=True)
class FactValue:
    """What one account tells of a fact, in words, with the passages that say so."""

    account: int
    words: str
    evidence: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact, what each account that tells it says, and a note where they are not quite alike."""

    name: FactName
    status: Status
    values: tuple[FactValue, ...]
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """An account as facts need it: its number, its reading, the contact it reports, and what it tells of it."""

    account: int
    reading: Reading
    contact: Contact
    units: tuple[Unit, ...] = ()


def find_initiator(told: Told) -> Actor | None:
    """Return who asked for the contact, as the account tells it."""
    everyone = (*told.contact.participants, *told.reading.actors)
    return next((actor for actor in everyone if actor.actor_id == told.contact.initiator), None)


def compare_facts(accounts: Sequence[Told], cast: Cast, units_of_next: Sequence[Unit] = ()) -> tuple[FactRow, ...]:
    """Return the facts that the accounts tell, in the order in which they are shown."""
    rows = (
        _compare_kinds(accounts),
        _compare_held(accounts),
        _compare_dates(accounts),
        _row("time", ((told, _show_time(told.contact.when)) for told in accounts), accounts, _same_words),
        _compare_initiators(accounts, cast),
        _compare_durations(accounts),
        _row("medium", ((told, told.contact.medium) for told in accounts), accounts, _same_words),
        _row("place", ((told, told.contact.place) for told in accounts), accounts, _same_place),
        _compare_participants(accounts, cast),
        _compare_next(accounts, units_of_next),
    )
    return tuple(row for row in rows if row is not None)


def _status(telling: int, accounts: int, *, conflict: bool = False) -> Status:
    if conflict:
        return "conflict"
    if telling == accounts:
        return "all"
    return "one" if telling == 1 else "some"


def _row(
    name: FactName,
    told: Iterable[tuple[Told, str | None]],
    accounts: Sequence[Told],
    same: Callable[[str, str], bool],
) -> FactRow | None:
    values = [FactValue(each.account, words, each.contact.evidence) for each, words in told if words]
    if not values:
        return None
    conflict = any(not same(one.words, other.words) for one, other in combinations(values, 2))
    return FactRow(name, _status(len(values), len(accounts), conflict=conflict), tuple(values))


def _same_words(one: str, other: str) -> bool:
    return fold_words(one) == fold_words(other)


def _same_place(one: str, other: str) -> bool:
    """Whether two places may be one: the same words, one inside the other, or a country beside a town."""
    first, second = fold_words(one), fold_words(other)
    return first in second or second in first or bool(find_state(one)) != bool(find_state(other))


def _compare_kinds(accounts: Sequence[Told]) -> FactRow:
    """Kinds: a conversation goes with any; a call and a meeting do not go together."""
    values = tuple(
        FactValue(each.account, each.contact.kind.value, each.contact.evidence)
        for each in accounts
        if each.contact.grounds.rule != ASSUMED
    )
    kinds = {each.contact.kind for each in accounts} - {ContactKind.CONVERSATION}
    alike = len(kinds) <= 1 or kinds == {ContactKind.MEETING, ContactKind.VISIT}
    telling = sum(each.contact.kind is not ContactKind.CONVERSATION for each in accounts)
    return FactRow("kind", _status(telling or len(accounts), len(accounts), conflict=not alike), values)


def _compare_held(accounts: Sequence[Told]) -> FactRow | None:
    """Whether it was held, where the accounts do not agree on it."""
    told = {each.contact.modality for each in accounts}
    if told <= {Modality.HAPPENED, Modality.BACKGROUND} or len(told) == 1:
        return None
    values = tuple(FactValue(each.account, each.contact.modality.value, each.contact.evidence) for each in accounts)
    return FactRow("held", "conflict", values)


# --- dates


def _compare_dates(accounts: Sequence[Told]) -> FactRow | None:
    dated = [(each, when) for each in accounts if (when := each.contact.when) is not None and when.start and when.end]
    if not dated:
        return None
    values = tuple(FactValue(each.account, show_days(when), _date_evidence(each)) for each, when in dated)
    gaps = [_gap(one, other) for (_, one), (_, other) in combinations(dated, 2)]
    conflict = any(gap > ZONES for gap in gaps)
    apart = not conflict and any(gap > dt.timedelta(0) for gap in gaps)
    note = "a day apart, as two time zones may have it" if apart else None
    return FactRow("date", _status(len(dated), len(accounts), conflict=conflict), values, note)


def _gap(one: DateRange, other: DateRange) -> dt.timedelta:
    """The days from the last of the earlier to the first of the later; none where they overlap."""
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return dt.timedelta(0)
    later, earlier = max(one.start, other.start), min(one.end, other.end)
    return later - earlier + dt.timedelta(days=1) if later >= earlier else dt.timedelta(0)


def show_days(when: DateRange) -> str:
    """Return "2024-03-14", "2024-03-14 to 2024-03-16", "by 2024-03-13", "2024-03-14 or later"."""
    last = when.end - dt.timedelta(days=1) if when.end is not None else None
    if when.start is None or last is None:
        return f"by {last}" if last is not None else f"{when.start} or later"
    return str(when.start) if last == when.start else f"{when.start} to {last}"


def _show_time(when: DateRange | None) -> str | None:
    if when is None or when.start_time is None:
        return None
    return f"{when.start_time:%H:%M}" + (f" ({when.timezone})" if when.timezone else "")


def _date_evidence(told: Told) -> tuple[Passage, ...]:
    words = told.contact.date_words
    return (Passage(words),) if words is not None else told.contact.evidence


# --- who asked, how long, who took part


def _compare_initiators(accounts: Sequence[Told], cast: Cast) -> FactRow | None:
    found = [(each, actor) for each in accounts if (actor := find_initiator(each)) is not None]
    if not found:
        return None
    numbers = [_stands_for(each, actor, accounts, cast) for each, actor in found]
    known = {number for number in numbers if number is not None}
    values = tuple(FactValue(each.account, actor.name, each.contact.evidence) for each, actor in found)
    return FactRow("initiator", _status(len(found), len(accounts), conflict=len(known) > 1), values)


def _stands_for(told: Told, actor: Actor, accounts: Sequence[Told], cast: Cast) -> int | None:
    """The participant that an initiator is or stands for: "the Marovian side" for the president of Marovia."""
    own = cast.number(told.account, actor.actor_id)
    if actor.kind is ActorKind.PERSON and own is not None:
        return own
    for each in (told, *accounts):
        for participant in each.contact.participants:
            if participant.kind is ActorKind.PERSON and speaks_for_same(actor, participant):
                return cast.number(each.account, participant.actor_id)
    return own


def _compare_durations(accounts: Sequence[Told]) -> FactRow | None:
    found = [(each, minutes) for each in accounts if (minutes := each.contact.duration_minutes) is not None]
    if not found:
        return None
    conflict = any(
        abs(one - other) > min(_MINUTES, _SHARE * max(one, other)) for (_, one), (_, other) in combinations(found, 2)
    )
    values = tuple(FactValue(each.account, show_minutes(minutes), each.contact.evidence) for each, minutes in found)
    return FactRow("duration", _status(len(found), len(accounts), conflict=conflict), values)


def show_minutes(minutes: int) -> str:
    """Return "40 minutes", "1 hour", "2 hours 15 minutes"."""
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} hour{'s' * (hours != 1)}" if hours else "", f"{rest} minute{'s' * (rest != 1)}" if rest else ""]
    return " ".join(part for part in parts if part) or "0 minutes"


def _compare_participants(accounts: Sequence[Told], cast: Cast) -> FactRow:
    values = tuple(
        FactValue(each.account, "; ".join(map(_show_person, each.contact.participants)), each.contact.evidence)
        for each in accounts
    )
    named = {
        each.account: {
            number: actor.name
            for actor in each.contact.participants
            if (number := cast.number(each.account, actor.actor_id)) is not None
        }
        for each in accounts
    }
    everyone: dict[int, str] = {}
    for people in named.values():
        for number, name in people.items():
            everyone.setdefault(number, name)
    partly = [name for number, name in everyone.items() if any(number not in people for people in named.values())]
    note = f"not named by all: {', '.join(partly)}" if partly else None
    return FactRow("participants", "some" if partly else "all", values, note)


def _show_person(actor: Actor) -> str:
    name, office = " ".join(actor.name.split()), " ".join((actor.office or "").split())
    return f"{name} ({office})" if office and office.casefold() != name.casefold() else name


# --- what is next


def _compare_next(accounts: Sequence[Told], units: Sequence[Unit]) -> FactRow | None:
    """What is told of contacts to come: the planned contacts of an account, and what was agreed of them."""
    values = tuple(value for told in accounts if (value := _find_next(told, units)) is not None)
    return FactRow("next", _status(len(values), len(accounts)), values) if values else None


def _find_next(told: Told, units: Sequence[Unit]) -> FactValue | None:
    own = [unit for unit in units if unit.account == told.account]
    if own:
        return FactValue(told.account, "; ".join(unit.words for unit in own), _passages(own))
    planned = next(_find_planned(told), None)
    if planned is None:
        return None
    when = f", {show_days(planned.when)}" if planned.when is not None else ""
    return FactValue(told.account, f"{planned.kind.value}{when}", planned.evidence)


def _passages(units: Iterable[Unit]) -> tuple[Passage, ...]:
    return tuple(Passage(span) for unit in units for span in unit.spans)


def _find_planned(told: Told) -> Iterator[Contact]:
    people = {actor.actor_id for actor in told.contact.participants}
    for contact in told.reading.contacts:
        known = contact.kind is not ContactKind.CONVERSATION
        if (
            known
            and contact.modality is Modality.PLANNED
            and people & {actor.actor_id for actor in contact.participants}
        ):
            yield contact
