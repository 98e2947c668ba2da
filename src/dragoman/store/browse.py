"""Answers what a page of the ledger needs: filters in, a page of occurrences, counts and a place to go on from out.

Everything is asked of the tables that link reports (`occurrence`, `report`), so one line is one occurrence.
"""

from __future__ import annotations

import datetime as dt
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from dragoman.errors import OptionError
from dragoman.record import ContactKind, Modality, stable_id
from dragoman.store.actors import Identity
from dragoman.store.connection import pack_values, store_errors, store_path
from dragoman.store.known import present_contacts
from dragoman.store.load import Row, StoredContact, load_contacts
from dragoman.store.names import fold_name
from dragoman.store.occurrence_query import Account, Occurrence, gather_participants

DAY = "coalesce(first_day, last_day, '')"  # by which the ledger is ordered; '' for what is undated
_WORD = re.compile(r'"[^"]*"|\S+')
COUNTED = 2_000  # newest occurrences in which people, countries and outlets are counted
TIED = 15_000  # newest occurrences from which the network is drawn
_FACETED = 12  # values of a facet that are listed


@dataclass(frozen=True, slots=True)
class LedgerFilter:
    """Which occurrences are wanted; None means any.

    `actors` are ids of identities that must all take part; `country` is ISO alpha-3, of a participant; `outlet` as
    the record has it; `since` and `until` are days, both included; `confidence` and `accounts` are the least; `text`
    is words that an account has; `place` is the gazetteer's id of the place that an account tells.
    """

    actors: tuple[str, ...] = ()
    country: str | None = None
    kind: ContactKind | None = None
    modality: Modality | None = None
    outlet: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    confidence: float = 0.0
    accounts: int = 1
    text: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in the ledger: after the occurrence of this id, on this day ('' for an undated one)."""

    day: str
    occurrence_id: str


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """Occurrences, newest day first and undated ones last, and the place to go on from; None at the end."""

    occurrences: tuple[Occurrence, ...]
    after: Cursor | None


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value that a filter may take, what to call it, and how many occurrences have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Facets:
    """How many occurrences there are, and by what they can be narrowed down; each facet the most frequent first.

    `days` is sorted by day.  Kinds and modalities are counted as if their own filter were not set.
    """

    total: int
    kinds: tuple[FacetValue, ...] = ()
    modalities: tuple[FacetValue, ...] = ()
    actors: tuple[FacetValue, ...] = ()
    countries: tuple[FacetValue, ...] = ()
    outlets: tuple[FacetValue, ...] = ()
    days: tuple[tuple[dt.date, int], ...] = ()


@dataclass(slots=True)
class _Where:
    """Conditions on the table `occurrence`, with their values in order."""

    conditions: list[str] = field(default_factory=list[str])
    values: list[object] = field(default_factory=list[object])

    def add(self, condition: str, *values: object) -> None:
        self.conditions.append(condition)
        self.values.extend(values)

    @property
    def sql(self) -> str:
        return " AND ".join(self.conditions) or "1"

    @property
    def bound(self) -> tuple[object, ...]:
        return pack_values(tuple(self.values))


def text_query(text: str) -> str:
    """Return the full-text query for all these words, in any order; words in quotation marks one after another.

    The last word may go on.  Raises `OptionError` where there is no word.
    """
    found = [part.strip('"').replace('"', "") for part in _WORD.findall(text)]
    words = [part for part in found if re.search(r"\w", part)]
    if not words:
        raise OptionError(f"{text!r}: there is no word to look for; give a word or several")
    quoted = [f'"{word}"' for word in words]
    return " ".join(quoted) + ("*" if re.search(r"\w\Z", text) else "")


def find_page(
    connection: sqlite3.Connection, wanted: LedgerFilter, after: Cursor | None = None, limit: int = 50
) -> LedgerPage:
    """Return at most `limit` of the occurrences wanted, those that follow a place in the ledger."""
    with store_errors(store_path(connection)):
        where = _where(connection, wanted)
    if after is not None:
        where.add(f"({DAY}, occurrence_id) < (?, ?)", after.day, after.occurrence_id)
    sql = f"""SELECT occurrence_id, kind, modality, first_day, last_day, documents, accounts, outlets, {DAY}
        FROM occurrence WHERE {where.sql} ORDER BY {DAY} DESC, occurrence_id DESC LIMIT ?"""
    with store_errors(store_path(connection)):
        rows = connection.execute(sql, (*where.bound, limit + 1)).fetchall()
        last = rows[limit - 1] if len(rows) > limit else None
        return LedgerPage(_read_occurrences(connection, rows[:limit]), Cursor(last[8], last[0]) if last else None)


def find_by_ids(connection: sqlite3.Connection, ids: Sequence[str]) -> tuple[Occurrence, ...]:
    """Return the occurrences with these ids, in their order; those that there are not are left out."""
    sql = f"""SELECT occurrence_id, kind, modality, first_day, last_day, documents, accounts, outlets, {DAY}
        FROM occurrence WHERE occurrence_id IN ({_marks(ids)})"""
    with store_errors(store_path(connection)):
        rows = {row[0]: row for row in connection.execute(sql, tuple(ids))}
        return _read_occurrences(connection, [rows[each] for each in ids if each in rows])


def _read_occurrences(connection: sqlite3.Connection, rows: Sequence[Row]) -> tuple[Occurrence, ...]:
    """The occurrences of rows, the reports of all of them loaded at once."""
    ids = [row[0] for row in rows]
    sql = f"SELECT contact, report_id, occurrence FROM report WHERE occurrence IN ({_marks(ids)})"
    filed = connection.execute(sql, ids).fetchall()
    condition = f"contact.key IN ({', '.join(str(row[0]) for row in filed)})"
    found = load_contacts(connection, condition, (), "version.published, document.document_id, contact.position")
    of = {report_id: occurrence for _, report_id, occurrence in filed}
    reports: dict[str, list[StoredContact]] = {each: [] for each in ids}
    for contact in present_contacts(connection, found):
        reports[of[contact.contact.contact_id]].append(contact)
    return tuple(_read_occurrence(row, reports[row[0]]) for row in rows)


def _read_occurrence(row: Row, found: Sequence[StoredContact]) -> Occurrence:
    occurrence_id, kind, modality, first, last, documents, accounts, outlets, _ = row
    reports = tuple(Account(each) for each in found)
    return Occurrence(
        occurrence_id,
        ContactKind(kind),
        Modality(modality),
        dt.date.fromisoformat(first) if first else None,
        dt.date.fromisoformat(last) if last else None,
        gather_participants(reports),
        accounts,
        documents,
        outlets,
        reports,
    )


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def _where(connection: sqlite3.Connection, wanted: LedgerFilter) -> _Where:
    where = _Where()
    if wanted.modality is not None:
        where.add("modality = ?", wanted.modality.value)
    if wanted.kind is not None:
        where.add("kind = ?", wanted.kind.value)
    if wanted.accounts > 1:
        where.add("accounts >= ?", wanted.accounts)
    if wanted.since is not None:
        where.add("coalesce(last_day, first_day, '') >= ?", wanted.since.isoformat())
    if wanted.until is not None:
        where.add(f"{DAY} BETWEEN '0' AND ?", wanted.until.isoformat())
    for condition, value in _looked_up(wanted):
        where.add(f"occurrence_id IN (SELECT occurrence FROM {_keep(connection, condition, value)})")
    return where


def _looked_up(wanted: LedgerFilter) -> Iterator[tuple[str, object]]:
    """What a filter looks up in other tables: a query for occurrences, and its value."""
    yield from ((_OF_ACTOR, actor) for actor in wanted.actors)
    if wanted.country is not None:
        yield _OF_COUNTRY, wanted.country
    if wanted.outlet is not None:
        yield _OF_OUTLET, wanted.outlet
    if wanted.confidence > 0:
        yield _CONFIDENT, wanted.confidence
    if wanted.text is not None:
        yield _OF_TEXT, text_query(wanted.text)
    if wanted.place is not None:
        yield _OF_PLACE, wanted.place


def _keep(connection: sqlite3.Connection, condition: str, value: object) -> str:
    """Return the name of a temporary table with the occurrences looked up, which a page asks for several times."""
    name = f"kept_{stable_id(condition, value)}"
    known = connection.execute("SELECT 1 FROM temp.sqlite_master WHERE name = ?", (name,)).fetchone()
    if known is None:
        connection.execute(f"CREATE TEMP TABLE {name} (occurrence TEXT PRIMARY KEY) WITHOUT ROWID")
        connection.execute(f"INSERT OR IGNORE INTO temp.{name} {condition}", pack_values((value,)))
    return f"temp.{name}"


_TAKES_PART = """FROM profile JOIN bearer ON bearer.profile = profile.key
    JOIN contact_actor ON contact_actor.actor = bearer.actor AND contact_actor.role = 'participant'
    JOIN report ON report.contact = contact_actor.contact"""
_OF_ACTOR = f"SELECT report.occurrence {_TAKES_PART} WHERE profile.identity = ?"
_OF_COUNTRY = f"""SELECT report.occurrence {_TAKES_PART}
    WHERE profile.identity IN (SELECT identity_id FROM identity WHERE country = ?)"""
_OF_OUTLET = """SELECT report.occurrence FROM version JOIN report ON report.version = version.key
    WHERE version.outlet = ?"""
_CONFIDENT = "SELECT report.occurrence FROM report JOIN contact ON contact.key = report.contact WHERE confidence >= ?"
_OF_TEXT = """SELECT report.occurrence FROM report
    WHERE report.version IN (SELECT rowid FROM version_search WHERE version_search MATCH ?)"""
_OF_PLACE = """SELECT report.occurrence FROM contact JOIN report ON report.contact = contact.key
    WHERE contact.location_id = ?"""


# ------------------------------------------------------------------ facets


def count_facets(connection: sqlite3.Connection, wanted: LedgerFilter) -> Facets:
    """Return how many occurrences are wanted, and how many of them each value of a facet has.

    Who, country and outlet are counted in the newest `COUNTED` of them.
    """
    with store_errors(store_path(connection)):
        where = _where(connection, wanted)
        days = _count_days(connection, where)
        connection.execute("DROP TABLE IF EXISTS temp.hit")
        connection.execute("CREATE TEMP TABLE hit (occurrence TEXT PRIMARY KEY) WITHOUT ROWID")
        newest = f"SELECT occurrence_id FROM occurrence WHERE {where.sql} ORDER BY {DAY} DESC LIMIT ?"
        connection.execute(f"INSERT INTO hit {newest}", (*where.bound, COUNTED))
        return Facets(
            sum(days.values()),
            _count_column(connection, "kind", _where(connection, replace(wanted, kind=None))),
            _count_column(connection, "modality", _where(connection, replace(wanted, modality=None))),
            _count(connection, _COUNT_ACTORS),
            _count(connection, _COUNT_COUNTRIES),
            _count(connection, _COUNT_OUTLETS),
            tuple((dt.date.fromisoformat(day), count) for day, count in days.items() if day),
        )


def _count(connection: sqlite3.Connection, sql: str) -> tuple[FacetValue, ...]:
    return tuple(FacetValue(*row) for row in connection.execute(sql, (_FACETED,)))


def _count_column(connection: sqlite3.Connection, column: str, where: _Where) -> tuple[FacetValue, ...]:
    sql = f"SELECT {column}, count(*) FROM occurrence WHERE {where.sql} GROUP BY 1 ORDER BY 2 DESC, 1"
    return tuple(FacetValue(value, value, count) for value, count in connection.execute(sql, where.bound))


_PARTS = """FROM hit CROSS JOIN report ON report.occurrence = hit.occurrence
    CROSS JOIN contact_actor ON contact_actor.contact = report.contact AND contact_actor.role = 'participant'
    CROSS JOIN bearer ON bearer.actor = contact_actor.actor CROSS JOIN profile ON profile.key = bearer.profile"""
_COUNT_ACTORS = f"""WITH told AS (SELECT DISTINCT profile.identity AS actor, hit.occurrence {_PARTS}),
    ranked AS (SELECT actor, count(*) AS times FROM told GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?)
    SELECT actor, name, times FROM ranked CROSS JOIN identity ON identity_id = actor ORDER BY 3 DESC, 2"""
_COUNT_COUNTRIES = f"""WITH told AS (SELECT DISTINCT identity.country AS country, hit.occurrence {_PARTS}
        CROSS JOIN identity ON identity_id = profile.identity WHERE identity.country IS NOT NULL)
    SELECT country, country, count(*) FROM told GROUP BY 1 ORDER BY 3 DESC, 1 LIMIT ?"""
_COUNT_OUTLETS = """WITH told AS (SELECT DISTINCT version.outlet AS outlet, hit.occurrence
        FROM hit CROSS JOIN report ON report.occurrence = hit.occurrence
        CROSS JOIN version ON version.key = report.version
        WHERE version.outlet IS NOT NULL)
    SELECT outlet, outlet, count(*) FROM told GROUP BY 1 ORDER BY 3 DESC, 1 LIMIT ?"""


def _count_days(connection: sqlite3.Connection, where: _Where) -> dict[str, int]:
    """How many were on each day, in their order, '' for those undated; what may be of several days counts once."""
    sql = f"SELECT {DAY}, count(*) FROM occurrence WHERE {where.sql} GROUP BY 1 ORDER BY 1"
    return dict(connection.execute(sql, where.bound).fetchall())


# ------------------------------------------------------------------ actors


@dataclass(frozen=True, slots=True)
class ListedActor:
    """A line of the list of actors: how many documents tell of it, the first and the last day of which they do."""

    identity: Identity
    documents: int
    first: str | None
    last: str | None


def find_actors(
    connection: sqlite3.Connection, name: str | None = None, kind: str | None = None, offset: int = 0, limit: int = 50
) -> tuple[ListedActor, ...]:
    """Return the actors whose names have all these words, those most documents tell of first."""
    conditions, values = ["1"], list[object]()
    for word in fold_name(name or "").split():
        conditions.append("profile.identity IN (SELECT identity FROM profile WHERE name_key LIKE ?)")
        values.append(f"%{word}%")
    if kind is not None:
        conditions.append("profile.identity IN (SELECT identity_id FROM identity WHERE kind = ?)")
        values.append(kind)
    sql = f"""WITH ranked AS MATERIALIZED (
            SELECT identity, sum(documents) AS documents, min(first_day) AS first, max(last_day) AS last
            FROM profile WHERE {" AND ".join(conditions)} GROUP BY identity ORDER BY 2 DESC, 1 LIMIT ? OFFSET ?)
        SELECT identity_id, kind, name, country, gender, person, documents, first, last
        FROM ranked CROSS JOIN identity ON identity_id = ranked.identity ORDER BY 7 DESC, 3, 1"""
    with store_errors(store_path(connection)):
        rows = connection.execute(sql, pack_values((*values, limit, offset)))
        return tuple(ListedActor(Identity(*row[:6]), *row[6:]) for row in rows)


def find_names(connection: sqlite3.Connection, ids: Iterable[str]) -> dict[str, Identity]:
    """Return the actors with these ids, by id."""
    wanted = list(ids)
    sql = (
        f"SELECT identity_id, kind, name, country, gender, person FROM identity WHERE identity_id IN ({_marks(wanted)})"
    )
    return {row[0]: Identity(*row) for row in connection.execute(sql, wanted)}


def identities_in(connection: sqlite3.Connection, document_id: str, version: str) -> dict[str, Identity]:
    """Return whom the actors of a version of a document are, by the document's own ids."""
    rows = connection.execute(_IDENTITIES, pack_values((document_id, version)))
    return {actor_id: Identity(*values) for actor_id, *values in rows}


_IDENTITIES = """SELECT actor.actor_id, identity_id, identity.kind, identity.name, identity.country, identity.gender,
        identity.person
    FROM document JOIN version ON version.document = document.key JOIN actor ON actor.version = version.key
    JOIN bearer ON bearer.actor = actor.key JOIN profile ON profile.key = bearer.profile
    JOIN identity ON identity_id = profile.identity WHERE document_id = ? AND version.version = ?"""


@dataclass(frozen=True, slots=True)
class Partner:
    """Somebody with whom an actor was in contact, and how often."""

    identity: Identity
    contacts: int


def find_partners(connection: sqlite3.Connection, identity_id: str, limit: int = 20) -> tuple[Partner, ...]:
    """Return with whom an actor was in contact, or is to be, most often first."""
    with store_errors(store_path(connection)):
        return tuple(
            Partner(Identity(*row[:6]), row[6])
            for row in connection.execute(_PARTNERS, (identity_id, identity_id, limit))
        )


_PARTNERS = f"""WITH own AS (SELECT DISTINCT report.occurrence AS occurrence {_TAKES_PART} WHERE profile.identity = ?),
    others AS (SELECT DISTINCT profile.identity AS actor, own.occurrence
        FROM own CROSS JOIN report ON report.occurrence = own.occurrence
        CROSS JOIN contact_actor ON contact_actor.contact = report.contact AND contact_actor.role = 'participant'
        CROSS JOIN bearer ON bearer.actor = contact_actor.actor CROSS JOIN profile ON profile.key = bearer.profile
        WHERE profile.identity != ?)
    SELECT identity_id, kind, name, country, gender, person, count(*) FROM others
    JOIN identity ON identity_id = actor GROUP BY 1 ORDER BY 7 DESC, 3 LIMIT ?"""


# ------------------------------------------------------------------ the network


@dataclass(frozen=True, slots=True)
class Tie:
    """Two actors, by id, and in how many occurrences both took part."""

    one: str
    other: str
    contacts: int


def find_ties(connection: sqlite3.Connection, wanted: LedgerFilter, limit: int = 150) -> tuple[Tie, ...]:
    """Return who took part with whom in the newest `TIED` of the occurrences wanted, most often first."""
    with store_errors(store_path(connection)):
        where = _where(connection, wanted)
        sql = f"""WITH hit AS MATERIALIZED
                (SELECT occurrence_id AS occurrence FROM occurrence WHERE {where.sql} ORDER BY {DAY} DESC LIMIT {TIED}),
            told AS MATERIALIZED (SELECT DISTINCT hit.occurrence, profile.identity AS actor {_PARTS})
            SELECT one.actor, other.actor, count(*) FROM told AS one
            JOIN told AS other ON other.occurrence = one.occurrence AND one.actor < other.actor
            GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT ?"""
        return tuple(Tie(*row) for row in connection.execute(sql, (*where.bound, limit)))


# ------------------------------------------------------------------ the map


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place that accounts tell, as the gazetteer knows it, and how many occurrences they tell to have been there.

    `kind` is country, region, city, site or area; `country` is ISO 3166 alpha-3, None for a sea.  Coordinates are
    degrees, None where the gazetteer has none; those of a country or region are the middle of its towns.
    """

    place_id: str
    name: str
    kind: str
    country: str | None
    latitude: float | None
    longitude: float | None
    contacts: int


def find_places(connection: sqlite3.Connection, wanted: LedgerFilter) -> tuple[tuple[FoundPlace, ...], int]:
    """Return the places of the newest `TIED` of the occurrences wanted, the most frequent first; and how many of these
    occurrences have one.

    An occurrence that accounts tell at several places counts at each of them.
    """
    with store_errors(store_path(connection)):
        where = _where(connection, wanted)
        sql = f"""WITH hit AS MATERIALIZED
                (SELECT occurrence_id AS occurrence FROM occurrence WHERE {where.sql} ORDER BY {DAY} DESC LIMIT {TIED}),
            told AS MATERIALIZED (SELECT DISTINCT hit.occurrence, location_id AS place FROM hit
                CROSS JOIN report ON report.occurrence = hit.occurrence
                CROSS JOIN contact ON contact.key = report.contact WHERE location_id IS NOT NULL),
            counted AS (SELECT place, count(*) AS contacts FROM told GROUP BY 1),
            example AS (SELECT contacts, (SELECT min(key) FROM contact WHERE location_id = place) AS key FROM counted)
            SELECT location_id, location, location_kind, location_country, latitude, longitude, contacts,
                (SELECT count(DISTINCT occurrence) FROM told)
            FROM example JOIN contact USING (key) ORDER BY contacts DESC, location, location_id"""
        rows = connection.execute(sql, where.bound).fetchall()
        return tuple(FoundPlace(*row[:-1]) for row in rows), rows[0][-1] if rows else 0


def name_place(connection: sqlite3.Connection, place_id: str) -> str | None:
    """Return the name of a place of the record; None where no contact is told to have been there."""
    row = connection.execute("SELECT location FROM contact WHERE location_id = ? LIMIT 1", (place_id,)).fetchone()
    return row[0] if row is not None else None


# ------------------------------------------------------------------ words


FOUND, END = "\x02", "\x03"  # around words that were looked for


@dataclass(frozen=True, slots=True)
class FoundText:
    """A document that has the words looked for: a piece of its text around them, those found between FOUND and END."""

    document_id: str
    outlet: str | None
    title: str | None
    published: str | None
    opening: str  # the first characters of the text
    piece: str


def find_texts(connection: sqlite3.Connection, text: str, offset: int = 0, limit: int = 25) -> tuple[FoundText, ...]:
    """Return the documents whose newest version has these words, the latest read first."""
    sql = """SELECT document_id, outlet, version.title, published, substr(version.text, 1, 120),
            snippet(version_search, 1, char(2), char(3), ' … ', 28)
        FROM version_search JOIN version ON version.key = version_search.rowid
        JOIN document ON document.newest = version.key
        WHERE version_search MATCH ? ORDER BY version_search.rowid DESC LIMIT ? OFFSET ?"""
    with store_errors(store_path(connection)):
        rows = connection.execute(sql, (text_query(text), limit, offset))
        return tuple(FoundText(*row) for row in rows)


def find_said(connection: sqlite3.Connection, text: str, offset: int = 0, limit: int = 25) -> tuple[int, ...]:
    """Return the keys of the statements of newest versions that have these words, the latest read first."""
    sql = """SELECT statement.key FROM statement_search JOIN statement ON statement.key = statement_search.rowid
        JOIN document ON document.newest = statement.version
        WHERE statement_search MATCH ? ORDER BY statement_search.rowid DESC LIMIT ? OFFSET ?"""
    with store_errors(store_path(connection)):
        return tuple(key for (key,) in connection.execute(sql, (text_query(text), limit, offset)))
