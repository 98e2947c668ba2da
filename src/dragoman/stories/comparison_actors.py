"""Actors of several readings → which of them are one, without a store: who is who across a handful of accounts."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from dragoman.actors.comparison import compare_names
from dragoman.identity.profiles import HeldOffice, Profile, place_actor, seats_of
from dragoman.identity.registered import find_registered
from dragoman.identity.scoring import compare_profiles
from dragoman.lexicons.states import find_state
from dragoman.lexicons.words import fold_words
from dragoman.record import Actor, ActorKind, DateRange, Passage, Reading
from dragoman.registry import Registry

ActorKey = tuple[int, str]  # number of the reading, id of the actor in it


@dataclass(frozen=True, slots=True)
class Cast:
    """Which actors of several readings are one: a number for each, the same for those that are one."""

    numbers: dict[ActorKey, int]

    def number(self, reading: int, actor_id: str) -> int | None:
        """Return the number of an actor; None for a group ("officials"), who is nobody in particular."""
        return self.numbers.get((reading, actor_id))


def resolve_actors(readings: Sequence[Reading], registry: Registry) -> Cast:
    """Return who is who among the participants of the contacts of several readings.

    Two are one where the registry of offices, a list or a name says so, or where nothing speaks against it: accounts
    that are laid side by side speak of the same few people.
    """
    groups = _Groups()
    for number, reading in enumerate(readings):
        day = reading.document.source.published_day
        for actor, when in _participants(reading):
            groups.add((number, actor.actor_id), _profile(actor, reading, when or day, registry))
    numbers = dict(groups.numbers)
    numbers.update(_find_named_beside(readings, numbers))
    return Cast(numbers)


def _find_named_beside(readings: Sequence[Reading], numbers: dict[ActorKey, int]) -> Iterator[tuple[ActorKey, int]]:
    """Who is called by an office alone, where the words that tell of the contact name a participant of another account.

    "Meeting the Patriarch of Lindqvar Teodor II, the president …": the reader may have taken the office for the man.
    """
    for number, reading in enumerate(readings):
        for contact in reading.contacts:
            present = {numbers.get((number, actor.actor_id)) for actor in contact.participants}
            told = " ".join(_tell(reading, passage) for passage in contact.evidence)
            for actor in contact.participants:
                if actor.kind is ActorKind.PERSON and actor.office is not None and actor.name == actor.office:
                    named = (
                        numbers[other, person.actor_id]
                        for other, person in _people(readings)
                        if other != number and (other, person.actor_id) in numbers and _stands_in(person.name, told)
                    )
                    found = next((each for each in named if each not in present), None)
                    if found is not None:
                        yield (number, actor.actor_id), found


def _tell(reading: Reading, passage: Passage) -> str:
    text = reading.document.text if passage.part == "text" else reading.document.source.title or ""
    return text[passage.span.start : passage.span.end]


def _people(readings: Sequence[Reading]) -> Iterator[tuple[int, Actor]]:
    """The participants with a name of at least two words, each with the number of the reading."""
    for number, reading in enumerate(readings):
        for actor, _ in _participants(reading):
            if actor.kind is ActorKind.PERSON and actor.name != actor.office and " " in actor.name:
                yield number, actor


def _stands_in(name: str, told: str) -> bool:
    return re.search(rf"\b{re.escape(fold_words(name))}\b", fold_words(told)) is not None


def _participants(reading: Reading) -> Iterable[tuple[Actor, dt.date | None]]:
    """Each participant of a contact once, with the first day of the contact where it is known."""
    seen = set[str]()
    for contact in reading.contacts:
        for actor in contact.participants:
            if actor.actor_id not in seen:
                seen.add(actor.actor_id)
                yield actor, _day(contact.when)


def _day(when: DateRange | None) -> dt.date | None:
    return when.start if when is not None else None


def _profile(actor: Actor, reading: Reading, day: dt.date | None, registry: Registry) -> Profile | None:
    registered = find_registered(actor, day, registry)
    placement = place_actor(actor, reading.document.document_id, registered)
    if placement is None:
        return None
    return Profile(
        placement.profile_id,
        placement.kind,
        tuple(dict.fromkeys((actor.name, *actor.aliases))),
        (HeldOffice(actor.office, day, day),) if actor.office else (),
        registered.country if registered is not None and registered.country else actor.country,
        actor.gender,
        placement.person,
    )


@dataclass(slots=True)
class _Groups:
    """Numbers given so far, and the profiles that each stands for."""

    numbers: dict[ActorKey, int] = field(default_factory=dict[ActorKey, int])
    members: list[list[Profile]] = field(default_factory=list[list[Profile]])

    def add(self, key: ActorKey, profile: Profile | None) -> None:
        if profile is None:
            return
        found = next((number for number, group in enumerate(self.members) if _belongs(profile, group)), None)
        if found is None:
            found = len(self.members)
            self.members.append([])
        if profile not in self.members[found]:
            self.members[found].append(profile)
        self.numbers[key] = found


def _belongs(profile: Profile, group: Sequence[Profile]) -> bool:
    """Whether a profile is one with some of a group, and nothing says that it is not."""
    if any(profile.profile_id == other.profile_id for other in group):
        return True
    return any(_is_one(profile, other) for other in group) and not any(
        one.person and profile.person and one.person != profile.person for one in group
    )


def _is_one(one: Profile, other: Profile) -> bool:
    if one.kind == "person" and other.kind == "person":
        return _is_one_person(one, other)
    if {one.kind, other.kind} <= {"person", "office"}:
        return bool(seats_of(one) & seats_of(other)) and _countries_agree(one, other)
    return one.kind == other.kind and fold_words(one.name) == fold_words(other.name)


def _is_one_person(one: Profile, other: Profile) -> bool:
    link = compare_profiles(one, other)
    if link.is_vetoed:
        return False
    if link.verdict != "different":
        return True
    # a surname alone beside a full name: enough among a handful of accounts, where countries do not differ
    return _countries_agree(one, other) and any(
        compare_names(first, second, "person").same is not False for first in one.names for second in other.names
    )


def _countries_agree(one: Profile, other: Profile) -> bool:
    return one.country is None or other.country is None or one.country == other.country


def speaks_for_same(one: Actor, other: Actor) -> bool:
    """Return whether a state or body stands for a person of it, or the other way round: "Orvania", its president."""
    country, other_country = country_of(one), country_of(other)
    if ActorKind.PERSON in {one.kind, other.kind} and one.kind != other.kind:
        return country is not None and country == other_country
    return False


def country_of(actor: Actor) -> str | None:
    """The country of an actor: its code, or, where no list has it, its name as the office ends in it."""
    if actor.country is not None:
        return actor.country
    if actor.kind is ActorKind.STATE:
        state = find_state(actor.name)
        return state.code if state is not None else fold_words(actor.name)
    _, of, place = (actor.office or "").rpartition(" of ")
    return fold_words(place) if of else None
