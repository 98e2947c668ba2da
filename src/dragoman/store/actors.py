"""Answers who is meant by a name or id, and what the record has of an actor across documents."""

from __future__ import annotations

import datetime as dt
import json
import re
import sqlite3
from dataclasses import dataclass

from dragoman.errors import OptionError
from dragoman.identity.clusters import pair_of
from dragoman.record import Gender, Subject
from dragoman.store.codec import decode_strings
from dragoman.store.connection import pack_values, store_errors, store_path
from dragoman.store.load import Row
from dragoman.store.names import fold_name, matches_name
from dragoman.store.profiles import find_profiles

_ID = re.compile(r"[0-9a-f]{6,16}")  # the beginning of an id


@dataclass(frozen=True, slots=True)
class Identity:
    """An actor across documents, by the name to call it; `person` is its id in the registry of offices."""

    identity_id: str
    kind: str
    name: str
    country: str | None
    gender: Gender | None
    person: str | None


@dataclass(frozen=True, slots=True)
class NameUse:
    """A name that documents of an outlet use for an actor, and in how many of them it is the fullest."""

    name: str
    outlet: str | None
    documents: int


@dataclass(frozen=True, slots=True)
class OfficeUse:
    """An office that documents give an actor, the first and last day of which they tell it, and how many do."""

    office: str
    first: dt.date | None
    last: dt.date | None
    documents: int


@dataclass(frozen=True, slots=True)
class KnownTenure:
    """An office that the registry has: start and end as known (a day, month or year), and its sources."""

    office: str
    country: str | None
    start: str | None
    end: str | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A profile of an identity: names, why its actors are held to be one, in how many documents it is told of."""

    profile_id: str
    names: tuple[str, ...]
    why: str
    documents: int


@dataclass(frozen=True, slots=True)
class Dossier:
    """What the store has of one actor, but for contacts and statements, which the filters find."""

    identity: Identity
    documents: int
    names: tuple[NameUse, ...]
    offices: tuple[OfficeUse, ...]
    tenures: tuple[KnownTenure, ...]
    parts: tuple[Part, ...]


def named_identities(connection: sqlite3.Connection, name: str) -> tuple[str, ...]:
    """Return the ids of the actors that a name, a surname, or the beginning of an id of one of them may mean."""
    found = [row[0] for row in connection.execute(_BY_ID, (f"{name}*",))] if _ID.fullmatch(name) else []
    wanted = fold_name(name)
    # a bar after the names: no office stands in the key of a profile
    rows = connection.execute("SELECT DISTINCT name_key FROM profile") if wanted else ()
    keys = [key for (key,) in rows if matches_name(wanted, f"{key}||")]
    for key in keys:
        found += [row[0] for row in connection.execute("SELECT identity FROM profile WHERE name_key = ?", (key,))]
    return tuple(dict.fromkeys(found))


_BY_ID = "SELECT identity FROM profile WHERE profile_id GLOB ?"


def find_identities(connection: sqlite3.Connection, wanted: str, limit: int = 10) -> tuple[Identity, ...]:
    """Return the actors that a name or the beginning of an id may mean, the one most documents tell of first.

    Where a name is somebody's in full, only those who bear it in full are meant.
    """
    return tuple(identity for identity, _ in _count_identities(connection, wanted)[:limit])


def choose_identity(connection: sqlite3.Connection, wanted: str) -> tuple[Identity, tuple[Identity, ...]]:
    """Return the actor that a name or id means to somebody who only wants to look, and the others it might mean.

    Of several, the one that is told of at least `_CLEARLY` times as often as any other.  Raises `OptionError` where
    there is none, or nobody stands out.
    """
    counted = _count_identities(connection, wanted)
    if len(counted) > 1 and counted[0][1] >= _CLEARLY * counted[1][1]:
        return counted[0][0], tuple(identity for identity, _ in counted[1:])
    return resolve_identity(connection, wanted), ()


_CLEARLY = 5


def _count_identities(connection: sqlite3.Connection, wanted: str) -> list[tuple[Identity, int]]:
    """The actors that a name may mean, with how often each is told of, the most often first."""
    with store_errors(store_path(connection)):
        ids = named_identities(connection, wanted)
        folded = fold_name(wanted)
        if len(folded.split()) > 1:
            exact = [row[0] for row in connection.execute(_BY_FULL_NAME, pack_values((f"%|{folded}|%",)))]
            ids = tuple(dict.fromkeys(exact)) or ids
        rows: list[Row] = [row for each in ids if (row := connection.execute(_IDENTITY, (each,)).fetchone())]
        ranked = sorted(rows, key=lambda row: (-row[-1], row[2], row[0]))
        return [(Identity(*row[:-1]), row[-1]) for row in ranked]


_BY_FULL_NAME = "SELECT identity FROM profile WHERE '|' || name_key || '|' LIKE ?"
_IDENTITY = """SELECT identity_id, kind, name, country, gender, person,
    (SELECT count(*) FROM profile JOIN bearer ON bearer.profile = profile.key WHERE identity = identity_id)
    FROM identity WHERE identity_id = ?"""


def resolve_identity(connection: sqlite3.Connection, wanted: str) -> Identity:
    """Return the one actor that a name or id means; raises `OptionError` for none, or lists the several there are."""
    found = find_identities(connection, wanted)
    if not found:
        raise OptionError(f"{wanted!r}: no actor of the store is called so, and no id begins so; try a surname")
    first, *others = found
    if others:
        listed = "; ".join(f"{each.identity_id} {describe(each)}" for each in found)
        raise OptionError(f"{wanted!r} may mean several actors; give the id of one: {listed}")
    return first


def describe(identity: Identity) -> str:
    """Return name and country: "Alma Reyes (ORV)"."""
    return f"{identity.name} ({identity.country})" if identity.country else identity.name


def load_identity(connection: sqlite3.Connection, profile_id: str) -> Identity | None:
    """Return the actor that a profile belongs to; None where there is no such profile."""
    row = connection.execute("SELECT identity FROM profile WHERE profile_id = ?", (profile_id,)).fetchone()
    found = connection.execute(_IDENTITY, row).fetchone() if row else None
    return Identity(*found[:-1]) if found else None


def subjects_of(connection: sqlite3.Connection, identity_id: str) -> tuple[Subject, ...]:
    """Return all profiles of an actor as a judgement names them, by id."""
    return tuple(
        Subject(each.profile_id, each.name, each.offices[0].words if each.offices else None, each.country)
        for each in find_profiles(connection, "identity = ?", (identity_id,))
    )


def load_dossier(connection: sqlite3.Connection, identity: Identity) -> Dossier:
    """Return names by outlet, offices told and known, and the profiles of an actor."""
    with store_errors(store_path(connection)):
        wanted = (identity.identity_id,)
        (documents,) = connection.execute(_DOCUMENTS, wanted).fetchone()
        tenures = connection.execute(_TENURES, (identity.person,))
        return Dossier(
            identity,
            documents,
            tuple(NameUse(*row) for row in connection.execute(_NAMES, wanted)),
            tuple(
                OfficeUse(office, _day(first), _day(last), count)
                for office, first, last, count in connection.execute(_OFFICES, wanted)
            ),
            tuple(
                KnownTenure(office, country, start, end, decode_strings(sources))
                for office, country, start, end, sources in tenures
            ),
            tuple(
                Part(profile_id, decode_strings(names), why or "", count)
                for profile_id, names, why, count in connection.execute(_PARTS, wanted)
            ),
        )


_BORNE = """FROM profile CROSS JOIN bearer ON bearer.profile = profile.key
    CROSS JOIN actor ON actor.key = bearer.actor"""
_DOCUMENTS = f"SELECT count(DISTINCT actor.version) {_BORNE} WHERE identity = ?"
_NAMES = f"""SELECT actor.name, outlet, count(DISTINCT actor.version)
    {_BORNE} CROSS JOIN version INDEXED BY version_heads ON version.key = actor.version
    WHERE identity = ? GROUP BY 1, 2 ORDER BY 3 DESC, 1, coalesce(outlet, '')"""
_OFFICES = f"""SELECT actor.office, min(nullif(bearer.day, '')), max(nullif(bearer.day, '')),
        count(DISTINCT actor.version)
    {_BORNE} WHERE identity = ? AND actor.office != '' GROUP BY 1 ORDER BY 4 DESC, 1"""
_TENURES = 'SELECT office, country, start, "end", sources FROM tenure WHERE person = ? ORDER BY position'
_PARTS = f"""SELECT profile_id, names, min(why), count(DISTINCT actor.version)
    {_BORNE} WHERE identity = ? GROUP BY profile_id ORDER BY count(*) DESC, profile_id"""


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


# ------------------------------------------------------------------ the queue


@dataclass(frozen=True, slots=True)
class Question:
    """Two actors of which a reviewer is asked whether they are one, with what was compared: (what, points, words)."""

    one: Identity
    other: Identity
    profiles: tuple[str, str]
    score: float
    values: tuple[tuple[str, float, str], ...]


def find_questions(connection: sqlite3.Connection, limit: int | None = None) -> tuple[Question, ...]:
    """Return the pairs of actors that the rules leave to a reviewer and nobody has judged, those told of most first."""
    found: dict[tuple[str, str], tuple[float, Question]] = {}
    with store_errors(store_path(connection)):
        for one, other, score, values, weight in connection.execute(_DOUBTS):
            first, second = load_identity(connection, one), load_identity(connection, other)
            if first is None or second is None:
                continue
            key = pair_of(first.identity_id, second.identity_id)
            question = Question(first, second, (one, other), score, tuple((k, p, w) for k, p, w in json.loads(values)))
            rank = (min(weight, 20) / 20 + score, question)
            if key not in found or found[key][0] < rank[0]:
                found[key] = rank
    ranked = sorted(found.values(), key=lambda each: (-each[0], each[1].profiles))
    return tuple(question for _, question in ranked[:limit])


_DOUBTS = """SELECT one.profile_id, other.profile_id, score, "values", max(one.documents, other.documents)
    FROM profile_link JOIN profile AS one ON one.key = profile_link.one
    JOIN profile AS other ON other.key = profile_link.other
    WHERE one.identity != other.identity AND NOT EXISTS (
        SELECT 1 FROM profile AS near JOIN judged_pair ON judged_pair.one = near.profile_id
        JOIN profile AS far ON far.profile_id = judged_pair.other
        WHERE near.identity = one.identity AND far.identity = other.identity)"""


# ------------------------------------------------------------------ evidence


@dataclass(frozen=True, slots=True)
class MentionWords:
    """Words of a document around a mention of an actor: what stands before it, the mention, what stands after.

    Where the text goes on on either side, "…" says so.
    """

    document_id: str
    outlet: str | None
    day: str | None
    before: str
    words: str
    after: str


def find_passages(connection: sqlite3.Connection, identity_id: str, limit: int = 3) -> tuple[MentionWords, ...]:
    """Return one mention of an actor by name from each of at most `limit` documents, the earliest first."""
    found: list[MentionWords] = []
    with store_errors(store_path(connection)):
        for actor_id, version, document_id, outlet, day in connection.execute(_BEARERS, (identity_id, limit)):
            span = connection.execute(_MENTION, (version, f'%"{actor_id}"%')).fetchone()
            if span is None:
                continue
            (text,) = connection.execute("SELECT text FROM version WHERE key = ?", (version,)).fetchone()
            start, end = span
            found.append(MentionWords(document_id, outlet, day, *surround_mention(text, start, end)))
    return tuple(found)


def surround_mention(text: str, start: int, end: int) -> tuple[str, str, str]:
    """Return whole words before a mention, the mention, and whole words after it; "…" where the text goes on."""
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    if start > _AROUND:
        before = "… " + before.partition(" ")[2]
    if end + _AROUND < len(text):
        after = after.rpartition(" ")[0] + " …"
    return before, text[start:end], after


_AROUND = 90  # characters on each side
_BEARERS = """SELECT actor.actor_id, version.key, document_id, version.outlet, bearer.day
    FROM profile JOIN bearer ON bearer.profile = profile.key JOIN actor ON actor.key = bearer.actor
    JOIN version ON version.key = actor.version JOIN document ON document.key = version.document
    WHERE profile.identity = ? GROUP BY version.key ORDER BY bearer.day, version.key LIMIT ?"""
_MENTION = """SELECT start, "end" FROM mention WHERE version = ? AND part = 'text' AND actor_ids LIKE ?
    ORDER BY form != 'name', position LIMIT 1"""
