"""What the store's profiles say: gathered from what documents tell of their actors, or taken from the registry.

In: rows of actors, a person of the registry.  Out: `identity.profiles.Profile`, ready to be compared or written.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, islice
from typing import Final

from dragoman.identity.profiles import HeldOffice, Profile, ProfileKind, naming_words
from dragoman.lexicons.states import state_by_code
from dragoman.record import Actor, Gender
from dragoman.registry import Person, Registry, Tenure
from dragoman.registry.names import fold_name
from dragoman.registry.tenures import write_day
from dragoman.store.codec import decode_strings, encode_strings
from dragoman.store.connection import pack_values
from dragoman.store.load import Row
from dragoman.store.profiles import select_chunks

_NAMES, _OFFICES, _PARTNERS = 12, 12, 40  # of a profile that are kept for comparing, the most frequent
_KEPT: Final = 8192  # people of the registry remembered


@dataclass(frozen=True, slots=True)
class Told:
    """What one document tells of an actor; `day` in ISO 8601, `version` the document's key."""

    names: tuple[str, ...]
    office: str | None
    country: str | None
    gender: Gender | None
    day: str | None
    version: int


def told_by(actor: Actor, day: str | None, version: int) -> Told:
    """Return what a document tells of its actor."""
    return Told((actor.name, *actor.aliases), actor.office, actor.country, actor.gender, day, version)


def gather_profile(profile_id: str, kind: ProfileKind, told: Sequence[Told], partners: frozenset[str]) -> Profile:
    """Return the profile that documents together tell, whatever their order; `partners` are ids of profiles."""
    names, countries, office_counts = Counter[str](), Counter[str](), Counter[str]()
    office_days: dict[str, list[str]] = {}
    for each in told:
        names.update(dict.fromkeys(each.names, 1))
        if each.country:
            countries[each.country] += 1
        if each.office:
            office_counts[each.office] += 1
            office_days.setdefault(each.office, []).extend([each.day] if each.day else [])
    genders: set[Gender] = {each.gender for each in told if each.gender}
    return Profile(
        profile_id,
        kind,
        rank_names(names)[:_NAMES],
        tuple(HeldOffice(office, *_bounds(office_days[office])) for office in _rank(office_counts)[:_OFFICES]),
        _rank(countries)[0] if countries else None,
        genders.pop() if len(genders) == 1 else None,
        None,
        *_bounds([each.day for each in told if each.day]),
        partners,
        len({each.version for each in told}),
    )


def rank_names(names: Mapping[str, int]) -> tuple[str, ...]:
    """Return names with the one to call somebody by first: in full, most frequent, not in capitals, longest."""

    def order(name: str) -> tuple[bool, int, bool, int, str]:
        return (len(naming_words(name)) < 2, -names[name], name.isupper(), -len(name), name)

    return tuple(sorted(names, key=order))


def _rank(counts: Mapping[str, int]) -> list[str]:
    return sorted(counts, key=lambda each: (-counts[each], each))


def _bounds(days: Sequence[str]) -> tuple[dt.date | None, dt.date | None]:
    return (dt.date.fromisoformat(min(days)), dt.date.fromisoformat(max(days))) if days else (None, None)


# ------------------------------------------------------------------ from the store


def find_borne(connection: sqlite3.Connection, keys: Iterable[int]) -> frozenset[int]:
    """Return which of the profiles with these keys any actor belongs to."""
    sql = "SELECT key FROM profile WHERE key IN ({keys}) AND EXISTS (SELECT 1 FROM bearer WHERE profile = profile.key)"
    return frozenset(row[0] for row in select_chunks(connection, sql, keys))


def load_told(connection: sqlite3.Connection, keys: Iterable[int]) -> dict[int, list[Told]]:
    """Return what is told of the actors of profiles, by the key of the profile."""
    found: dict[int, list[Told]] = {}
    for key, name, aliases, *values in select_chunks(connection, _TOLD, keys):
        found.setdefault(key, []).append(Told((name, *decode_strings(aliases)), *values))
    return found


def load_partners(connection: sqlite3.Connection, keys: Iterable[int]) -> dict[int, frozenset[str]]:
    """Return the ids of people who took part in contacts with those of profiles, by the key of the profile.

    Of too many the first by id.
    """
    rows = select_chunks(connection, _PARTNERS_OF, keys)
    grouped = groupby(rows, key=lambda row: int(row[0]))
    return {key: frozenset(row[1] for row in islice(group, _PARTNERS)) for key, group in grouped}


_TOLD = """SELECT profile, name, aliases, office, country, gender, day, version
    FROM bearer JOIN actor ON actor.key = bearer.actor WHERE profile IN ({keys})"""
_PARTNERS_OF = """SELECT DISTINCT bearer.profile, profile.profile_id FROM bearer
    CROSS JOIN contact_actor AS own ON own.actor = bearer.actor AND own.role = 'participant'
    CROSS JOIN contact_actor AS others ON others.contact = own.contact AND others.role = 'participant'
    CROSS JOIN bearer AS theirs ON theirs.actor = others.actor CROSS JOIN profile ON profile.key = theirs.profile
    WHERE bearer.profile IN ({keys}) AND theirs.profile != bearer.profile AND profile.kind = 'person'
    ORDER BY bearer.profile, profile.profile_id"""


# ------------------------------------------------------------------ from the registry


@lru_cache(maxsize=_KEPT)
def registered_profile(registry: Registry, person_id: str, profile_id: str) -> Profile | None:
    """Return what a registry says of a person; None where it has none of that id."""
    person = registry.person(person_id)
    if person is None:
        return None
    return Profile(
        profile_id,
        "person",
        own_names(person, registry),
        _registered_offices(person.tenures),
        person.country,
        person.gender,
        person_id,
        *_bounds([day.isoformat() for tenure in person.tenures for day in tenure.known_days]),
    )


def own_names(person: Person, registry: Registry) -> tuple[str, ...]:
    """Return the name of a person of the registry, and the aliases that nobody else there bears."""
    mine = [person.name]
    for alias in person.aliases:
        words = fold_name(alias)
        others = (other for other in registry.people_alike(words) if other.person_id != person.person_id)
        names = (name for other in others for name in (other.name, *other.aliases))
        if not any(sorted(fold_name(name)) == sorted(words) for name in names):
            mine.append(alias)
    return tuple(mine)


def _registered_offices(tenures: Iterable[Tenure]) -> tuple[HeldOffice, ...]:
    words = dict.fromkeys(
        tenure.office if state is None or tenure.organisation else f"{tenure.office} of {state.name}"
        for tenure in tenures
        for state in (state_by_code().get(tenure.country or ""),)
    )
    return tuple(HeldOffice(each) for each in words)


def write_tenures(connection: sqlite3.Connection, registry: Registry, person_id: str) -> None:
    """Write the tenures that a registry has of a person, where the store has others or none."""
    rows = _tenure_rows(registry, person_id)
    sql = "SELECT * FROM tenure WHERE person = ? ORDER BY position"
    if tuple(connection.execute(sql, pack_values((person_id,)))) != rows:
        connection.execute("DELETE FROM tenure WHERE person = ?", pack_values((person_id,)))
        connection.executemany("INSERT INTO tenure VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", map(pack_values, rows))


@lru_cache(maxsize=_KEPT)
def _tenure_rows(registry: Registry, person_id: str) -> tuple[Row, ...]:
    person = registry.person(person_id)
    return () if person is None else tuple(_make_rows(person))


def _make_rows(person: Person) -> Iterator[Row]:
    for position, tenure in enumerate(person.tenures):
        yield (
            person.person_id,
            position,
            tenure.office,
            tenure.country,
            tenure.organisation,
            write_day(tenure.start, tenure.start_precision) or None,
            write_day(tenure.end, tenure.end_precision) or None,
            json.dumps([[first.isoformat(), last.isoformat()] for first, last in tenure.certain_spans()]),
            encode_strings(tenure.sources),
        )
