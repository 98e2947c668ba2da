"""Profiles as the store holds them: written from and loaded into `identity.profiles.Profile`."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from dragoman.identity.profiles import HeldOffice, Profile
from dragoman.store.codec import decode_strings, encode_strings
from dragoman.store.connection import pack_values
from dragoman.store.load import Row
from dragoman.store.names import key_of_names

_CHUNK = 500
_REMEMBERED = 16_384  # profiles that need not be taken apart again
_COLUMNS = "profile_id, kind, names, offices, country, gender, person, first_day, last_day, partners, documents"


def load_profiles(connection: sqlite3.Connection, keys: Iterable[int]) -> dict[int, Profile]:
    """Return the profiles with these keys, by key, in the order of the keys."""
    sql = f"SELECT key, {_COLUMNS} FROM profile WHERE key IN ({{keys}}) ORDER BY key"
    return {row[0]: _read_profile(row[1:]) for row in select_chunks(connection, sql, keys)}


def select_chunks(connection: sqlite3.Connection, sql: str, keys: Iterable[int]) -> Iterator[Row]:
    """Yield the rows of a query for many keys, which stand where it has "{keys}", in the order of the keys."""
    wanted = sorted(set(keys))
    for start in range(0, len(wanted), _CHUNK):
        chunk = wanted[start : start + _CHUNK]
        yield from connection.execute(sql.replace("{keys}", ", ".join("?" * len(chunk))), chunk)


def find_profiles(connection: sqlite3.Connection, condition: str, values: Sequence[object]) -> Iterator[Profile]:
    """Yield the profiles that an SQL condition picks, by id."""
    sql = f"SELECT {_COLUMNS} FROM profile WHERE {condition} ORDER BY profile_id"
    for row in connection.execute(sql, pack_values(tuple(values))):
        yield _read_profile(row)


def write_values(connection: sqlite3.Connection, profile: Profile) -> int:
    """Return the key of a profile whose values are written; a new one is an identity of its own."""
    values = (
        profile.kind,
        profile.person,
        profile.country,
        profile.gender,
        encode_strings(profile.names),
        key_of_names(profile.names),
        json.dumps([[office.words, _day(office.first), _day(office.last)] for office in profile.offices]),
        _day(profile.first_day),
        _day(profile.last_day),
        encode_strings(sorted(profile.partners)),
        profile.documents,
    )
    row = connection.execute(_WRITE, pack_values((profile.profile_id, profile.profile_id, *values))).fetchone()
    return int(row[0])


_WRITE = """INSERT INTO profile (profile_id, identity, kind, person, country, gender, names, name_key, offices,
        first_day, last_day, partners, documents)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (profile_id) DO UPDATE SET country = excluded.country, gender = excluded.gender, names = excluded.names,
        name_key = excluded.name_key, offices = excluded.offices, first_day = excluded.first_day,
        last_day = excluded.last_day, partners = excluded.partners, documents = excluded.documents
    RETURNING key"""


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _read_day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


@lru_cache(maxsize=_REMEMBERED)
def _read_profile(row: Row) -> Profile:
    profile_id, kind, names, offices, country, gender, person, first, last, partners, documents = row
    return Profile(
        profile_id,
        kind,
        decode_strings(names),
        tuple(HeldOffice(words, _read_day(start), _read_day(end)) for words, start, end in json.loads(offices)),
        country,
        gender,
        person,
        _read_day(first),
        _read_day(last),
        frozenset(decode_strings(partners)),
        documents,
    )
