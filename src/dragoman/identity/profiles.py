"""An actor of one document → the profile it belongs to: all that certainly goes by one name, or holds one office.

A profile is the unit that identity joins and keeps apart.  Which one an actor belongs to depends on the actor, its
document and the registry alone, never on what else was read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import Literal

from dragoman.actors.comparison import find_word_keys
from dragoman.actors.person_names import PersonName, read_person_name
from dragoman.identity.registered import Registered
from dragoman.lexicons.organisations import find_organisation
from dragoman.lexicons.states import find_state, state_by_code
from dragoman.lexicons.words import fold_words
from dragoman.record import Actor, ActorKind, Gender, stable_id
from dragoman.registry import Office, read_office
from dragoman.registry.names import fold_name
from dragoman.registry.offices import is_single

ProfileKind = Literal["person", "office", "state", "organisation"]


@dataclass(frozen=True, slots=True)
class Placement:
    """Which profile an actor of a document belongs to, and why in words a reviewer reads.

    `listed` is the name by which a list of states or organisations has it, `country` what that list tells.
    """

    profile_id: str
    kind: ProfileKind
    why: str
    person: str | None = None  # id in the registry of offices
    listed: str | None = None
    country: str | None = None  # ISO 3166 alpha-3


@dataclass(frozen=True, slots=True)
class HeldOffice:
    """An office as documents give it, and the first and last day of which they tell it (None: undated)."""

    words: str
    first: dt.date | None = None
    last: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """What the documents tell of the actors that belong to it; names and offices the most frequent first.

    `partners` are the ids of the profiles that took part in the same contacts.
    """

    profile_id: str
    kind: ProfileKind
    names: tuple[str, ...]
    offices: tuple[HeldOffice, ...] = ()
    country: str | None = None
    gender: Gender | None = None
    person: str | None = None
    first_day: dt.date | None = None
    last_day: dt.date | None = None
    partners: frozenset[str] = frozenset()
    documents: int = 1

    @property
    def name(self) -> str:
        return self.names[0]


def place_actor(actor: Actor, document_id: str, registered: Registered | None) -> Placement | None:
    """Return the profile of a document's actor; None for a group ("officials"), which is nobody in particular.

    A person whom the registry knows has one profile whatever he is called; others share one where name and country are
    the same; names in another order meet later.  A surname alone belongs to its document, unless an office that one
    person holds stands with it.
    """
    match actor.kind:
        case ActorKind.GROUP | ActorKind.DOCUMENT:
            return None
        case ActorKind.STATE:
            return _place_state(actor)
        case ActorKind.ORGANISATION:
            return _place_organisation(actor)
        case ActorKind.PERSON:
            if registered is not None:
                profile_id = profile_id_of("registry", registered.person_id)
                return Placement(profile_id, "person", registered.grounds, registered.person_id)
            return _place_person(actor, document_id)


def profile_id_of(basis: str, *parts: object) -> str:
    """Return the id of the profile that a basis ("registry", "name", …) and its values make."""
    return stable_id("profile", basis, *parts)


def _place_state(actor: Actor) -> Placement:
    state = find_state(actor.name) or state_by_code().get(actor.country or "")
    code = state.code if state is not None else actor.country
    if code is not None:
        why = f"the list of states has it as {code}" if state is not None else "the same country"
        listed = state.name if state is not None else None
        return Placement(profile_id_of("state", code), "state", why, listed=listed, country=code)
    return Placement(profile_id_of("state", fold_words(actor.name)), "state", "the same name")


def _place_organisation(actor: Actor) -> Placement:
    body = find_organisation(actor.name)
    if body is not None:
        why = f"the list of organisations has it as {body.name}"
        profile_id = profile_id_of("organisation", body.name)
        return Placement(profile_id, "organisation", why, listed=body.name, country=body.country)
    profile_id = profile_id_of("organisation", fold_words(actor.name), actor.country or "")
    return Placement(profile_id, "organisation", "the same name and country" if actor.country else "the same name")


def _place_person(actor: Actor, document_id: str) -> Placement:
    offices = tuple(office for office in read_office(actor.office or "", actor.country) if is_placed(office))
    if is_unnamed(actor):
        if offices:
            return Placement(
                profile_id_of("office", *map(_key_of, offices)), "office", "the same office, its holder not named"
            )
        return Placement(profile_id_of("document", document_id, actor.actor_id), "office", "an office of this document")
    name = read_person_name(actor.name)
    if _is_enough(name):
        profile_id = profile_id_of("name", _key_of_name(name), actor.country or "")
        return Placement(profile_id, "person", "the same name and country" if actor.country else "the same name")
    single = next((office for office in offices if is_single(office)), None)
    if single is not None and any(part.kind != "initial" for part in name.naming):
        profile_id = profile_id_of("surname", _key_of_name(name, initials=False), _key_of(single))
        return Placement(profile_id, "person", "the same surname in the same office")
    return Placement(profile_id_of("document", document_id, actor.actor_id), "person", "told of in this document alone")


def _is_enough(name: PersonName) -> bool:
    """Whether a name is more than a surname: two words, or one with two initials ("A. Velk" may be anybody's)."""
    initials = sum(part.kind == "initial" for part in name.naming)
    return len(name.naming) - initials > 1 or (initials > 1 and len(name.naming) > initials)


def _key_of_name(name: PersonName, *, initials: bool = True) -> str:
    """The words that name somebody, as they follow each other, and of which generation: "ivo velk jr".

    The order stays: "Salman bin Mohammed" is not "Mohammed bin Salman".
    """
    words = (word for part in name.naming if initials or part.kind != "initial" for word in fold_name(part.written))
    return " ".join((*words, *(part.generation or "" for part in name.of_kind("suffix"))))


def _key_of(office: Office) -> str:
    """All that tells an office from others: ids hang on it."""
    return "/".join(
        (office.rank or "", office.seat, office.country or "", office.organisation or "", office.host or "")
    )


def is_unnamed(actor: Actor) -> bool:
    """Return whether a person is known by office alone ("the Foreign Minister of Orvania")."""
    return actor.kind is ActorKind.PERSON and actor.name == actor.office


def is_listed(profile: Profile) -> bool:
    """Return whether a list of states or organisations has a profile."""
    match profile.kind:
        case "state":
            return find_state(profile.name) is not None
        case "organisation":
            return find_organisation(profile.name) is not None
        case "person" | "office":
            return False


def is_placed(office: Office) -> bool:
    """Return whether an office says of which country or body it is."""
    return bool(office.country or office.organisation or office.host)


@lru_cache(maxsize=100_000)
def naming_words(name: str) -> tuple[str, ...]:
    """Return the folded words of a person's name that name somebody: no titles, no particles, no suffixes."""
    return tuple(word for part in read_person_name(name).naming for word in fold_name(part.written))


# ------------------------------------------------------------------ blocks


def find_blocks(profile: Profile) -> tuple[str, ...]:
    """Return the blocks in which a profile meets those it may be one with, sorted; only people meet.

    Two that share two words of a name, in any spelling; or one word of a name and an office; or one and the country,
    where one of them has no more than a surname.
    """
    if profile.kind != "person":
        return ()
    blocks: set[str] = set()
    seats = seats_of(profile)
    for name in profile.names:
        keys = find_word_keys(name)
        blocks.update(_pairs(keys))
        for joined in _joined(name):
            blocks.update(_pairs(joined))
        singles = {key for word in keys for key in word}
        blocks.update(f"{key} in {office}" for key in singles for office in seats)
        if profile.country is not None:
            # a surname looks for the last word of full names, or the first, where surnames stand first
            ends = singles if len(keys) == 1 else {key for word in (keys[0], keys[-1]) for key in word} if keys else ()
            side = "surname" if len(keys) == 1 else "name"
            blocks.update(f"{side} {key} of {profile.country}" for key in ends)
    return tuple(sorted(blocks))


def _joined(name: str) -> Iterator[tuple[frozenset[str], ...]]:
    """The keys of a name with two neighbouring words written as one: "Amir-Velkari" is "Amirvelkari" elsewhere."""
    words = [part.written for part in read_person_name(name).naming]
    for at in range(len(words) - 1) if len(words) > 2 else ():
        yield find_word_keys(" ".join([*words[:at], words[at] + words[at + 1].lower(), *words[at + 2 :]]))


def facing(block: str) -> str:
    """Return the block whose profiles those of a block are compared with: surnames with full names."""
    if block.startswith("surname "):
        return "name " + block.removeprefix("surname ")
    return "surname " + block.removeprefix("name ") if block.startswith("name ") else block


def _pairs(keys: tuple[frozenset[str], ...]) -> Iterator[str]:
    for one, other in combinations(keys, 2):
        for first in one:
            for second in other:
                yield " ".join(sorted((first, second)))


def seats_of(profile: Profile) -> frozenset[str]:
    """Return the offices of one person each that a profile is told to hold, as words that sort and compare."""
    return frozenset[str]().union(*(find_seats(held.words, profile.country) for held in profile.offices))


@lru_cache(maxsize=10_000)
def find_seats(words: str, country: str | None) -> frozenset[str]:
    """Return the offices of one person each, of a known country or body, that a text names."""
    return frozenset(
        "/".join((office.seat, office.country or "", office.organisation or "", office.host or ""))
        for office in read_office(words, country)
        if is_placed(office) and is_single(office)
    )
