"""Keeps up who is who: what readings brought is placed in profiles, compared block by block, and joined.

What is still to be done stands in the store itself (`unplaced_version`, `changed_profile`), so a run that was cut off
is finished by the next.  Only the blocks of what changed are looked at.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from dragoman.identity.clusters import cluster_profiles
from dragoman.identity.profiles import (
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
from dragoman.identity.scoring import Link, compare_profiles, find_link, may_differ_in_country
from dragoman.lexicons.loader import find_outlet
from dragoman.record import Actor, Subject
from dragoman.registry import Registry
from dragoman.store.codec import decode_moment
from dragoman.store.connection import pack_values, transaction
from dragoman.store.gathering import (
    Told,
    find_borne,
    gather_profile,
    load_partners,
    load_told,
    registered_profile,
    told_by,
    write_tenures,
)
from dragoman.store.judgements import bind_judgements, find_overrides, read_decisions
from dragoman.store.load import ACTOR_COLUMNS, Row, read_actor
from dragoman.store.names import fold_name
from dragoman.store.profiles import load_profiles, select_chunks, write_values

RULE = "rule identity/1"
_VERSIONS = 64  # documents placed at once


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
    profiles: dict[int, Profile] = field(default_factory=dict[int, Profile])  # as the store has them
    added: dict[int, list[Told]] = field(default_factory=dict[int, list[Told]])  # what is told of new ones
    altered: set[int] = field(default_factory=set[int])  # those whose values are new
    released: set[int] = field(default_factory=set[int])  # those no longer linked to one of these, as to a rival

    def resolve(self, versions: list[int]) -> None:
        """Place the actors of the versions, then compare and join what changed."""
        overrides = find_overrides(self.connection)
        for version in versions:
            self._place_version(version, overrides)
        self.connection.executemany("DELETE FROM unplaced_version WHERE version = ?", [(each,) for each in versions])
        changed = [row[0] for row in self.connection.execute("SELECT profile FROM changed_profile ORDER BY profile")]
        self.connection.execute("DELETE FROM changed_profile")
        self._refresh(changed)
        kept = sorted(self.altered)
        blocks = {key: self._file(key) for key in kept}
        compared: set[int] = set()
        for key in kept:
            self._link(key, blocks[key], compared)
            compared.add(key)
        recluster(self.connection, {*kept, *self.released.intersection(self._load(self.released))}, self.profiles)

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
        bearers: list[tuple[object, ...]] = []
        for key, actor, told, placement in placed:
            own = next(_taken_out(overrides.get(document_id, ()), actor, placement, known), None)
            kept = placement if own is None else Placement(own, placement.kind, "taken apart by a reviewer")
            told_day = told.isoformat() if told else None
            profile = self._find_or_add(kept, actor, told_day, version)
            bearers.append((key, profile, told_day, kept.why))
        self.connection.executemany("INSERT OR REPLACE INTO bearer VALUES (?, ?, ?, ?)", map(pack_values, bearers))
        touched = [(profile,) for _, profile, *_ in bearers]
        self.connection.executemany("INSERT OR IGNORE INTO changed_profile VALUES (?)", touched)

    def _find_or_add(self, placement: Placement, actor: Actor, day: str | None, version: int) -> int:
        """The key of the profile that a placement names, which is added where it is new."""
        profile_id, told = placement.profile_id, told_by(actor, day, version)
        key = self.keys.get(profile_id)
        if key is None:
            row = self.connection.execute("SELECT key FROM profile WHERE profile_id = ?", (profile_id,)).fetchone()
            if row is None:
                key = self._write(self._begin(placement, actor, told))
                self.added[key] = []
            else:
                key = int(row[0])
                registered = self._registered(placement)
                if registered is not None:  # what the registry has of a person may have changed since
                    self._update(key, registered)
            self.keys[profile_id] = key
        if key in self.added:
            self.added[key].append(told)
        return key

    def _begin(self, placement: Placement, actor: Actor, told: Told) -> Profile:
        """The values of a new profile: by the registry, by a list, or by the first who bears it."""
        registered = self._registered(placement)
        if registered is not None:
            return registered
        if placement.kind in ("person", "office"):
            return gather_profile(placement.profile_id, placement.kind, [told], frozenset())
        country = placement.country if placement.listed else actor.country
        names = (placement.listed or actor.name,)
        return Profile(placement.profile_id, placement.kind, names, (), country, actor.gender)

    def _registered(self, placement: Placement) -> Profile | None:
        """What the registry says of a profile, and its tenures written; None of one that it does not know."""
        if placement.person is None:
            return None
        write_tenures(self.connection, self.registry, placement.person)
        return registered_profile(self.registry, placement.person, placement.profile_id)

    def _write(self, profile: Profile) -> int:
        key = write_values(self.connection, profile)
        self.profiles[key] = profile
        self.altered.add(key)
        return key

    def _update(self, key: int, profile: Profile) -> None:
        """Write a profile's values where they are not those that the store has."""
        if self._load([key])[key] != profile:
            self._write(profile)

    def _load(self, keys: Collection[int]) -> Mapping[int, Profile]:
        """The profiles of a batch by key, at least those asked for."""
        if missing := [key for key in keys if key not in self.profiles]:
            self.profiles.update(load_profiles(self.connection, missing))
        return self.profiles

    # ------------------------------------------------------------------ profiles

    def _refresh(self, keys: list[int]) -> None:
        """Bring profiles up to what their actors tell, and drop those of whom none is left.

        What the registry or a list knows is compared by what that says, so there is nothing to gather.
        """
        borne = find_borne(self.connection, keys)
        for key in keys:
            if key not in borne:
                self._drop(key)
        profiles = self._load(borne)
        gathered = [
            key for key in keys if key in borne and profiles[key].person is None and not is_listed(profiles[key])
        ]
        told = load_told(self.connection, [key for key in gathered if key not in self.added]) | self.added
        partners = load_partners(self.connection, gathered)
        for key in gathered:
            profile = profiles[key]
            self._update(
                key, gather_profile(profile.profile_id, profile.kind, told[key], partners.get(key, frozenset()))
            )

    def _drop(self, key: int) -> None:
        found = self.connection.execute("SELECT identity, person FROM profile WHERE key = ?", (key,)).fetchone()
        for one, other, *_ in self.connection.execute(_LINKS_OF, {"key": key}):
            self.released.add(other if one == key else one)
        self.connection.execute("DELETE FROM profile WHERE key = ?", (key,))
        self.altered.discard(key)
        self.released.discard(key)
        if found is not None:
            identity, person = found
            self.connection.execute("DELETE FROM tenure WHERE person = ?", pack_values((person,)))
            recluster(self.connection, _members(self.connection, identity))
            self.connection.execute(_DROP_EMPTY, {"key": identity})

    # ------------------------------------------------------------------ links

    def _file(self, key: int) -> tuple[str, ...]:
        """File a profile in its blocks, and return them."""
        blocks = find_blocks(self.profiles[key])
        filed: set[str] = set()
        if key not in self.added:
            filed.update(row[0] for row in self.connection.execute(_BLOCKS_OF, (key,)))
        gone, come = filed.difference(blocks), [block for block in blocks if block not in filed]
        sql = "DELETE FROM profile_block WHERE block = ? AND profile = ?"
        self.connection.executemany(sql, [(block, key) for block in gone])
        self.connection.executemany("INSERT INTO profile_block VALUES (?, ?)", [(block, key) for block in come])
        return blocks

    def _link(self, key: int, blocks: tuple[str, ...], compared: Collection[int]) -> None:
        """Compare a profile with all that share a block, but those of whom this was done from the other side."""
        profile, found = self.profiles[key], dict[tuple[int, int], Row]()
        for other_key in self._find_near(key, blocks):
            other = self.profiles[other_key]
            link = None if other_key in compared else find_link(profile, other)
            if link is not None:
                keys = {profile.profile_id: key, other.profile_id: other_key}
                values = json.dumps([[value.key, value.points, value.words] for value in link.values])
                found[keys[link.one], keys[link.other]] = (link.verdict, link.score, values, RULE)
        if key not in self.added:
            for one, other, *row in self.connection.execute(_LINKS_OF, {"key": key}).fetchall():
                if other in compared or one in compared:
                    continue
                if found.get((one, other)) == tuple(row):
                    del found[one, other]
                    continue
                self.released.add(other if one == key else one)
                if (one, other) not in found:
                    self.connection.execute("DELETE FROM profile_link WHERE one = ? AND other = ?", (one, other))
        rows = [pack_values((*pair, *row, _now())) for pair, row in found.items()]
        self.connection.executemany("INSERT OR REPLACE INTO profile_link VALUES (?, ?, ?, ?, ?, ?, ?)", rows)

    def _find_near(self, key: int, blocks: tuple[str, ...]) -> list[int]:
        """The keys of the profiles that share a block with one and may be one with it; they are loaded."""
        if not blocks:
            return []
        profile = self.profiles[key]
        wanted = sorted({facing(block) for block in blocks})
        sql = f"""SELECT DISTINCT near.key FROM profile_block CROSS JOIN profile AS near ON near.key = profile
            WHERE block IN ({", ".join("?" * len(wanted))}) AND near.key != ?"""
        values: list[object] = [*wanted, key]
        if profile.person is not None:
            sql += " AND near.person IS NULL"  # else two people of the registry
        if profile.gender is not None:
            sql += " AND (near.gender IS NULL OR near.gender = ?)"
            values.append(profile.gender)
        if profile.country is not None and not may_differ_in_country(profile, office=False):
            offices = " OR near.offices != '[]'" if may_differ_in_country(profile, office=True) else ""
            sql += f" AND (near.country IS NULL OR near.country = ?{offices})"
            values.append(profile.country)
        near = sorted(row[0] for row in self.connection.execute(sql, pack_values(tuple(values))))
        self._load(near)
        return near


_VERSION = """SELECT document_id, published, outlet, url FROM version JOIN document ON document.newest = version.key
    WHERE version.key = ?"""
_UNPLACED_ACTORS = f"""SELECT actor.key, {ACTOR_COLUMNS} FROM actor LEFT JOIN bearer ON bearer.actor = actor.key
    WHERE version = ? AND bearer.actor IS NULL ORDER BY actor.key"""
_CONTACT_DAYS = """SELECT actor, min(start_date) FROM contact JOIN contact_actor ON contact = contact.key
    WHERE contact.version = ? AND role = 'participant' AND modality = 'happened' GROUP BY actor"""
_BLOCKS_OF = "SELECT block FROM profile_block WHERE profile = ?"
_LINKS_OF = """SELECT one, other, verdict, score, "values", author FROM profile_link WHERE one = :key
    UNION SELECT one, other, verdict, score, "values", author FROM profile_link WHERE other = :key"""
_DROP_EMPTY = """DELETE FROM identity WHERE identity_id = :key
    AND NOT EXISTS (SELECT 1 FROM profile WHERE identity = :key)"""


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


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


# ------------------------------------------------------------------ joining


def recluster(
    connection: sqlite3.Connection, changed: Iterable[int], loaded: Mapping[int, Profile] = MappingProxyType({})
) -> None:
    """Join anew the profiles that hang together with those that changed, and write their identities.

    Those `loaded` already, as the store has them, are not loaded again.
    """
    keys = _component(connection, changed)
    profiles = load_profiles(connection, keys - loaded.keys())
    profiles.update((key, loaded[key]) for key in sorted(keys & loaded.keys()))
    by_id = {profile.profile_id: profile for profile in profiles.values()}
    links = list(_links_among(connection, {key: profile.profile_id for key, profile in profiles.items()}))
    clusters = cluster_profiles(by_id, links, read_decisions(connection, by_id), compare_profiles)
    sql = "SELECT profile_id, identity FROM profile WHERE key IN ({keys})"
    before: dict[str, str] = dict(select_chunks(connection, sql, keys))
    moved = [(now, each) for each, now in clusters.identity.items() if before[each] != now]
    connection.executemany("UPDATE profile SET identity = ? WHERE profile_id = ?", moved)
    groups: dict[str, list[Profile]] = {}
    for profile_id, identity in clusters.identity.items():
        groups.setdefault(identity, []).append(by_id[profile_id])
    gone = {*before.values()}.difference(groups)
    connection.executemany("DELETE FROM identity WHERE identity_id = ?", [(each,) for each in gone])
    rows = [(identity, *_describe(members)) for identity, members in groups.items()]
    connection.executemany("INSERT OR REPLACE INTO identity VALUES (?, ?, ?, ?, ?, ?)", map(pack_values, rows))


def _members(connection: sqlite3.Connection, identity: str) -> list[int]:
    return [row[0] for row in connection.execute("SELECT key FROM profile WHERE identity = ?", (identity,))]


def _component(connection: sqlite3.Connection, changed: Iterable[int]) -> set[int]:
    """The keys of all profiles that were or may be one with those that changed, or with such as may."""
    found, waiting = set[int](), set(changed)
    while waiting:
        found |= waiting
        near = {row[0] for sql in _NEIGHBOURS for row in select_chunks(connection, sql, waiting)}
        waiting = near - found
    return found


_NEIGHBOURS = (
    "SELECT other FROM profile_link WHERE one IN ({keys}) AND verdict = 'same'",
    "SELECT one FROM profile_link WHERE other IN ({keys}) AND verdict = 'same'",
    """SELECT near.key FROM profile AS own CROSS JOIN profile AS near ON near.identity = own.identity
        WHERE own.key IN ({keys})""",
    """SELECT near.key FROM profile AS own CROSS JOIN judged_pair ON judged_pair.one = own.profile_id
        CROSS JOIN profile AS near ON near.profile_id = judged_pair.other WHERE own.key IN ({keys})""",
)


def _links_among(connection: sqlite3.Connection, ids: Mapping[int, str]) -> Iterator[Link]:
    """Yield the links between the profiles of a component, whose keys and ids are given."""
    sql = "SELECT one, other, score, verdict FROM profile_link WHERE one IN ({keys}) AND verdict = 'same'"
    for one, other, score, verdict in select_chunks(connection, sql, ids):
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
