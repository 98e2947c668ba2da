"""Keeps up who is who: what readings brought is placed in profiles, compared block by block, and joined.

What is still to be done stands in the store itself (`unplaced_version`, `changed_profile`), so a run that was cut off
is finished by the next.  Only the blocks of what changed are looked at.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from dragoman.identity.clusters import cluster_profiles
from dragoman.identity.profiles import (
    HeldOffice,
    Placement,
    Profile,
    ProfileKind,
    facing,
    find_blocks,
    is_listed,
    naming_words,
    place_actor,
)
from dragoman.identity.registered import find_registered
from dragoman.identity.scoring import Link, compare_profiles
from dragoman.lexicons.loader import find_outlet
from dragoman.lexicons.states import state_by_code
from dragoman.record import Actor, Subject
from dragoman.registry import Person, Registry, Tenure
from dragoman.registry.names import fold_name as fold_registered
from dragoman.registry.tenures import write_day
from dragoman.store.codec import decode_moment, decode_strings, encode_strings
from dragoman.store.connection import pack_values, transaction
from dragoman.store.judgements import bind_judgements, find_overrides, read_decisions
from dragoman.store.load import ACTOR_COLUMNS, Row, read_actor
from dragoman.store.names import fold_name
from dragoman.store.profiles import load_profiles, write_values

RULE = "rule identity/1"
_VERSIONS = 64  # documents placed at once
_NAMES, _OFFICES, _PARTNERS = 12, 12, 40  # of a profile that are kept for comparing, the most frequent


def resolve_identities(connection: sqlite3.Connection, registry: Registry) -> int:
    """Return how many documents were placed: all that had not been; identities are up to date then.

    Each batch is one transaction.  Raises `StoreError`.
    """
    count = 0
    while True:
        with transaction(connection):
            versions = [row[0] for row in connection.execute(_UNPLACED, (_VERSIONS,))]
            resolve_within(connection, registry, versions)
            rebind(connection)
            count += len(versions)
            if len(versions) < _VERSIONS:
                return count


def is_resolved(connection: sqlite3.Connection) -> bool:
    """Return whether all documents are placed: not after a run that was cut off, or in a store of an older version."""
    sql = "SELECT 1 FROM unplaced_version UNION ALL SELECT 1 FROM changed_profile LIMIT 1"
    return connection.execute(sql).fetchone() is None


def resolve_within(connection: sqlite3.Connection, registry: Registry, versions: list[int]) -> None:
    """Place the actors of some versions and join what changed, inside the caller's transaction."""
    _Resolver(connection, registry).resolve(versions)


def rebind(connection: sqlite3.Connection) -> None:
    """Bind the judgements to the profiles there are, and join anew what they bear on."""
    changed = bind_judgements(connection)
    if changed:
        sql = f"SELECT key FROM profile WHERE profile_id IN ({', '.join('?' * len(changed))})"
        recluster(connection, [row[0] for row in connection.execute(sql, sorted(changed))])


_UNPLACED = "SELECT version FROM unplaced_version ORDER BY version LIMIT ?"


@dataclass(slots=True)
class _Resolver:
    """One batch: the profiles that it touches, and what is found of them."""

    connection: sqlite3.Connection
    registry: Registry
    keys: dict[str, int] = field(default_factory=dict[str, int])  # of the profiles met, by id

    def resolve(self, versions: list[int]) -> None:
        """Place the actors of the versions, then compare and join what changed."""
        overrides = find_overrides(self.connection)
        for version in versions:
            self._place_version(version, overrides)
        self.connection.executemany("DELETE FROM unplaced_version WHERE version = ?", [(each,) for each in versions])
        changed = [row[0] for row in self.connection.execute("SELECT profile FROM changed_profile")]
        self.connection.execute("DELETE FROM changed_profile")
        kept = [key for key in changed if self._refresh(key)]
        for key in kept:
            self._link(key)
        recluster(self.connection, kept)

    # ------------------------------------------------------------------ placing

    def _place_version(self, version: int, overrides: Mapping[str, tuple[Subject, ...]]) -> None:
        head = self.connection.execute(_VERSION, (version,)).fetchone()
        if head is None:  # no longer the newest version of its document
            return
        document_id, published, outlet, url = head
        known_outlet = find_outlet(outlet, url)
        home = known_outlet.speaks_for if known_outlet is not None else None
        moment = decode_moment(published)
        day = moment.date() if isinstance(moment, dt.datetime) else moment
        days = dict(self.connection.execute(_CONTACT_DAYS, (version,)))
        placed: list[tuple[int, Actor, dt.date | None, Placement]] = []
        for key, *row in self.connection.execute(_UNPLACED_ACTORS, (version,)).fetchall():
            actor = read_actor(tuple(row))
            told = day or (dt.date.fromisoformat(days[key]) if days.get(key) else None)
            placement = place_actor(actor, document_id, find_registered(actor, told, self.registry, home))
            if placement is not None:
                placed.append((key, actor, told, placement))
        known = {placement.profile_id for _, _, _, placement in placed}
        for key, actor, told, placement in placed:
            own = next(_taken_out(overrides.get(document_id, ()), actor, placement, known), None)
            kept = placement if own is None else Placement(own, placement.kind, "taken apart by a reviewer")
            profile = self._find_or_add(kept, actor)
            values = (key, profile, told.isoformat() if told else None, kept.why)
            self.connection.execute("INSERT OR REPLACE INTO bearer VALUES (?, ?, ?, ?)", pack_values(values))
            self.connection.execute("INSERT OR IGNORE INTO changed_profile VALUES (?)", (profile,))

    def _find_or_add(self, placement: Placement, actor: Actor) -> int:
        profile_id = placement.profile_id
        if profile_id not in self.keys:
            found = self.connection.execute("SELECT key FROM profile WHERE profile_id = ?", (profile_id,)).fetchone()
            # what the registry has of a person may have changed since
            self.keys[profile_id] = found[0] if found and not placement.person else self._write(placement, actor)
        return self.keys[profile_id]

    def _write(self, placement: Placement, actor: Actor) -> int:
        person = self.registry.person(placement.person) if placement.person else None
        country = placement.country if placement.listed else actor.country
        profile = Profile(
            placement.profile_id,
            placement.kind,
            own_names(person, self.registry) if person else (placement.listed or actor.name,),
            _registered_offices(person.tenures) if person else (),
            person.country if person else country,
            person.gender if person else actor.gender,
            placement.person,
            *_bounds([day.isoformat() for tenure in person.tenures for day in tenure.known_days] if person else []),
        )
        key = write_values(self.connection, profile)
        if person is not None:
            self._write_tenures(person.person_id, person.tenures)
        return key

    def _write_tenures(self, person: str, tenures: Iterable[Tenure]) -> None:
        rows = [
            (
                person,
                position,
                tenure.office,
                tenure.country,
                tenure.organisation,
                write_day(tenure.start, tenure.start_precision) or None,
                write_day(tenure.end, tenure.end_precision) or None,
                json.dumps([[first.isoformat(), last.isoformat()] for first, last in tenure.certain_spans()]),
                encode_strings(tenure.sources),
            )
            for position, tenure in enumerate(tenures)
        ]
        self.connection.execute("DELETE FROM tenure WHERE person = ?", pack_values((person,)))
        self.connection.executemany("INSERT INTO tenure VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", map(pack_values, rows))

    # ------------------------------------------------------------------ profiles

    def _refresh(self, key: int) -> bool:
        """Bring a profile up to what its actors tell; return whether any is left.

        What the registry or a list knows is compared by what that says, so there is nothing to gather.
        """
        if not self.connection.execute("SELECT 1 FROM bearer WHERE profile = ? LIMIT 1", (key,)).fetchone():
            found = self.connection.execute("SELECT identity, person FROM profile WHERE key = ?", (key,)).fetchone()
            self.connection.execute("DELETE FROM profile WHERE key = ?", (key,))
            if found is not None:
                identity, person = found
                self.connection.execute("DELETE FROM tenure WHERE person = ?", pack_values((person,)))
                recluster(self.connection, _members(self.connection, identity))
                self.connection.execute(_DROP_EMPTY, (identity,))
            return False
        profile = load_profiles(self.connection, [key])[key]
        if profile.person is None and not is_listed(profile):
            profile = self._gather(key, profile)
            write_values(self.connection, profile)
        return True

    def _gather(self, key: int, profile: Profile) -> Profile:
        """The profile with the names, offices, days and partners that its actors give."""
        names, offices, days = Counter[str](), dict[str, list[str]](), list[str]()
        genders, countries, documents = Counter[str](), Counter[str](), set[int]()
        office_counts = Counter[str]()
        for name, aliases, office, country, gender, day, version in self.connection.execute(_TOLD, (key,)):
            names.update(dict.fromkeys((name, *decode_strings(aliases)), 1))
            documents.add(version)
            if country:
                countries[country] += 1
            if gender:
                genders[gender] += 1
            if office:
                office_counts[office] += 1
                offices.setdefault(office, []).extend([day] if day else [])
            if day:
                days.append(day)
        kept = [office for office, _ in _ranked(office_counts)[:_OFFICES]]
        partners = [row[0] for row in self.connection.execute(_PARTNERS_OF, (key, key, _PARTNERS))]
        return Profile(
            profile.profile_id,
            profile.kind,
            rank_names(names)[:_NAMES],
            tuple(HeldOffice(office, *_bounds(offices[office])) for office in kept),
            _ranked(countries)[0][0] if countries else None,
            "male" if set(genders) == {"male"} else "female" if set(genders) == {"female"} else None,
            None,
            *_bounds(days),
            frozenset(partners),
            len(documents),
        )

    # ------------------------------------------------------------------ links

    def _link(self, key: int) -> None:
        """File a profile in its blocks, and compare it with all that share one."""
        profile = load_profiles(self.connection, [key])[key]
        blocks = find_blocks(profile)
        self.connection.execute("DELETE FROM profile_block WHERE profile = ?", (key,))
        self.connection.executemany("INSERT INTO profile_block VALUES (?, ?)", [(block, key) for block in blocks])
        self.connection.execute("DELETE FROM profile_link WHERE one = ? OR other = ?", (key, key))
        if not blocks:
            return
        wanted = sorted({facing(block) for block in blocks})
        marks = ", ".join("?" * len(wanted))
        found = self.connection.execute(
            f"SELECT DISTINCT profile FROM profile_block WHERE block IN ({marks}) AND profile != ?", (*wanted, key)
        )
        others = load_profiles(self.connection, [row[0] for row in found])
        for other_key, other in others.items():
            if profile.person is not None and other.person is not None:
                continue  # two people of the registry
            link = compare_profiles(profile, other)
            if link.verdict != "different":
                self._write_link(link, {profile.profile_id: key, other.profile_id: other_key})

    def _write_link(self, link: Link, keys: Mapping[str, int]) -> None:
        values = json.dumps([[value.key, value.points, value.words] for value in link.values])
        row = (keys[link.one], keys[link.other], link.verdict, link.score, values, RULE, _now())
        self.connection.execute("INSERT OR REPLACE INTO profile_link VALUES (?, ?, ?, ?, ?, ?, ?)", pack_values(row))


_VERSION = """SELECT document_id, published, outlet, url FROM version JOIN document ON document.newest = version.key
    WHERE version.key = ?"""
_UNPLACED_ACTORS = f"""SELECT actor.key, {ACTOR_COLUMNS} FROM actor LEFT JOIN bearer ON bearer.actor = actor.key
    WHERE version = ? AND bearer.actor IS NULL ORDER BY actor.key"""
_CONTACT_DAYS = """SELECT actor, min(start_date) FROM contact JOIN contact_actor ON contact = contact.key
    WHERE contact.version = ? AND role = 'participant' AND modality = 'happened' GROUP BY actor"""
_TOLD = """SELECT name, aliases, office, country, gender, day, version
    FROM bearer JOIN actor ON actor.key = bearer.actor WHERE profile = ?"""
_PARTNERS_OF = """SELECT DISTINCT profile.profile_id FROM bearer
    JOIN contact_actor AS own ON own.actor = bearer.actor AND own.role = 'participant'
    JOIN contact_actor AS others ON others.contact = own.contact AND others.role = 'participant'
    JOIN bearer AS theirs ON theirs.actor = others.actor JOIN profile ON profile.key = theirs.profile
    WHERE bearer.profile = ? AND theirs.profile != ? AND profile.kind = 'person'
    ORDER BY profile.profile_id LIMIT ?"""
_DROP_EMPTY = "DELETE FROM identity WHERE identity_id = ?1 AND NOT EXISTS (SELECT 1 FROM profile WHERE identity = ?1)"


def _taken_out(
    subjects: Iterable[Subject], actor: Actor, placement: Placement, known: Collection[str]
) -> Iterator[str]:
    """Yield the profile of its own that a reviewer gave an actor of a document.

    Where the registry has come to know somebody, and nobody of the document (`known`) is of the profile that he was
    taken out of, he is found by his name.
    """
    for subject in subjects:
        named = fold_name(subject.name) == fold_name(actor.name) and subject.country == actor.country
        if subject.taken_from == placement.profile_id or (named and subject.taken_from not in known):
            yield subject.profile_id


def rank_names(names: Mapping[str, int]) -> tuple[str, ...]:
    """Return names with the one to call somebody by first: in full, most frequent, not in capitals, longest."""

    def order(name: str) -> tuple[bool, int, bool, int, str]:
        return (len(naming_words(name)) < 2, -names[name], name.isupper(), -len(name), name)

    return tuple(sorted(names, key=order))


def own_names(person: Person, registry: Registry) -> tuple[str, ...]:
    """Return the name of a person of the registry, and the aliases that nobody else there bears."""
    mine = [person.name]
    for alias in person.aliases:
        words = fold_registered(alias)
        others = (other for other in registry.people_alike(words) if other.person_id != person.person_id)
        names = (name for other in others for name in (other.name, *other.aliases))
        if not any(sorted(fold_registered(name)) == sorted(words) for name in names):
            mine.append(alias)
    return tuple(mine)


def _ranked(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))


def _bounds(days: list[str]) -> tuple[dt.date | None, dt.date | None]:
    return (dt.date.fromisoformat(min(days)), dt.date.fromisoformat(max(days))) if days else (None, None)


def _registered_offices(tenures: Iterable[Tenure]) -> tuple[HeldOffice, ...]:
    words = dict.fromkeys(
        tenure.office if state is None or tenure.organisation else f"{tenure.office} of {state.name}"
        for tenure in tenures
        for state in (state_by_code().get(tenure.country or ""),)
    )
    return tuple(HeldOffice(each) for each in words)


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


# ------------------------------------------------------------------ joining


def recluster(connection: sqlite3.Connection, changed: Iterable[int]) -> None:
    """Join anew the profiles that hang together with those that changed, and write their identities."""
    keys = _component(connection, changed)
    profiles = load_profiles(connection, sorted(keys))
    by_id = {profile.profile_id: profile for profile in profiles.values()}
    links = list(_links_among(connection, {key: profile.profile_id for key, profile in profiles.items()}))
    decisions = read_decisions(connection, by_id)
    clusters = cluster_profiles(by_id, links, decisions, compare_profiles)
    before = {row[0] for row in connection.execute(f"SELECT identity FROM profile WHERE key IN ({_listed(keys)})")}
    connection.executemany(
        "UPDATE profile SET identity = ? WHERE profile_id = ?",
        [(identity, profile_id) for profile_id, identity in clusters.identity.items()],
    )
    groups: dict[str, list[Profile]] = {}
    for profile_id, identity in clusters.identity.items():
        groups.setdefault(identity, []).append(by_id[profile_id])
    connection.executemany("DELETE FROM identity WHERE identity_id = ?", [(each,) for each in before - set(groups)])
    rows = [(identity, *_describe(members)) for identity, members in groups.items()]
    connection.executemany("INSERT OR REPLACE INTO identity VALUES (?, ?, ?, ?, ?, ?)", map(pack_values, rows))


def _listed(keys: Iterable[int]) -> str:
    return ", ".join(map(str, sorted(keys)))


def _members(connection: sqlite3.Connection, identity: str) -> list[int]:
    return [row[0] for row in connection.execute("SELECT key FROM profile WHERE identity = ?", (identity,))]


def _component(connection: sqlite3.Connection, changed: Iterable[int]) -> set[int]:
    """The keys of all profiles that were or may be one with those that changed, or with such as may."""
    found, waiting = set[int](), list(changed)
    while waiting:
        key = waiting.pop()
        if key in found:
            continue
        found.add(key)
        waiting.extend(row[0] for row in connection.execute(_NEIGHBOURS, (key,)))
    return found


_NEIGHBOURS = """
    SELECT other FROM profile_link WHERE one = ?1 AND verdict = 'same'
    UNION SELECT one FROM profile_link WHERE other = ?1 AND verdict = 'same'
    UNION SELECT near.key FROM profile AS own JOIN profile AS near ON near.identity = own.identity WHERE own.key = ?1
    UNION SELECT near.key FROM profile AS own JOIN judged_pair ON judged_pair.one = own.profile_id
        JOIN profile AS near ON near.profile_id = judged_pair.other WHERE own.key = ?1"""


def _links_among(connection: sqlite3.Connection, ids: Mapping[int, str]) -> Iterator[Link]:
    """Yield the links between the profiles of a component, whose keys and ids are given."""
    sql = f"""SELECT one, other, score, verdict FROM profile_link WHERE verdict = 'same' AND one IN ({_listed(ids)})"""
    for one, other, score, verdict in connection.execute(sql):
        if other in ids:
            first, second = sorted((ids[one], ids[other]))
            yield Link(first, second, score, verdict, ())


def _describe(members: list[Profile]) -> Row:
    """Kind, name, country, gender and person of an identity: as the registry has them, else as most documents tell."""

    def order(each: Profile) -> tuple[bool, bool, int, str, str]:
        return (each.person is None, len(naming_words(each.name)) < 2, -each.documents, each.name, each.profile_id)

    ranked = sorted(members, key=order)
    best = ranked[0]
    kinds: set[ProfileKind] = {each.kind for each in members}
    kind = "person" if "person" in kinds else best.kind
    country = next((each.country for each in ranked if each.country), None)
    gender = next((each.gender for each in ranked if each.gender), None)
    return kind, best.name, country, gender, best.person
