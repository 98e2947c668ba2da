"""Answers what a page of the ledger needs: filters in, a page of occurrences, counts and a place to go on from out.

Everything is asked of the tables that link reports, so one line is one occurrence.  `occurrence_facet` has a row for
each value by which an occurrence is found, in the order of the ledger; triggers keep it.
"""

from __future__ import annotations

import datetime as dt
import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from heapq import nsmallest

from dragoman.errors import OptionError
from dragoman.record import ContactKind, Modality, stable_id
from dragoman.store.actors import Identity
from dragoman.store.connection import pack_values, store_errors, store_path
from dragoman.store.known import present_contacts
from dragoman.store.load import Row, StoredContact, load_contacts
from dragoman.store.names import fold_name
from dragoman.store.occurrence_query import Account, Occurrence, gather_participants

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

    `accounts` are those of all of them.  `days` is sorted by day, and counts those that are known to have been on one
    day: not one of which only a bound or a span is told; `span` is from the first to the last day of any.  Kinds and
    modalities are counted as if their own filter were not set.
    """

    total: int
    accounts: int = 0
    kinds: tuple[FacetValue, ...] = ()
    modalities: tuple[FacetValue, ...] = ()
    actors: tuple[FacetValue, ...] = ()
    countries: tuple[FacetValue, ...] = ()
    outlets: tuple[FacetValue, ...] = ()
    days: tuple[tuple[dt.date, int], ...] = ()
    span: tuple[dt.date, dt.date] | None = None

    @property
    def on_known_days(self) -> int:
        """How many occurrences are known to have been on one day."""
        return sum(count for _, count in self.days)


@dataclass(slots=True)
class _Where:
    """Rows of `occurrence_facet` under one value, one for each occurrence; conditions and their values in order.

    Under None, rows of all values of the facet: one for each that an occurrence has.
    """

    facet: str
    value: str | None
    conditions: list[str] = field(default_factory=list[str])
    values: list[object] = field(default_factory=list[object])

    def add(self, condition: str, *values: object) -> None:
        self.conditions.append(condition)
        self.values.extend(values)

    @property
    def sql(self) -> str:
        """What stands behind SELECT and its columns; they are those of `own`."""
        under = ["own.facet = ?"] if self.value is None else ["own.facet = ?", "own.value = ?"]
        return f"FROM occurrence_facet AS own WHERE {' AND '.join([*under, *self.conditions])}"

    @property
    def newest(self) -> str:
        """The query for the ids of the newest occurrences, whose number is the value that follows those `bound`."""
        return f"SELECT own.occurrence {self.sql} ORDER BY own.day DESC, own.occurrence DESC LIMIT ?"

    @property
    def bound(self) -> tuple[object, ...]:
        under = (self.facet,) if self.value is None else (self.facet, self.value)
        return pack_values((*under, *self.values))


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
    where = _where(connection, wanted)
    if after is not None:
        where.add("own.day <= ?", after.day)  # beside the next condition, for the sake of the index
        where.add("(own.day, own.occurrence) < (?, ?)", after.day, after.occurrence_id)
    sql = f"SELECT own.day, own.occurrence {where.sql} ORDER BY own.day DESC, own.occurrence DESC LIMIT ?"
    with store_errors(store_path(connection)):
        rows = connection.execute(sql, (*where.bound, limit + 1)).fetchall()
    found = find_by_ids(connection, [occurrence_id for _, occurrence_id in rows[:limit]])
    return LedgerPage(found, Cursor(*rows[limit - 1]) if len(rows) > limit else None)


def find_by_ids(connection: sqlite3.Connection, ids: Sequence[str]) -> tuple[Occurrence, ...]:
    """Return the occurrences with these ids, in their order; those that there are not are left out."""
    sql = f"""SELECT occurrence_id, kind, modality, first_day, last_day, documents, accounts, outlets
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
    occurrence_id, kind, modality, first, last, documents, accounts, outlets = row
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


def _where(connection: sqlite3.Connection, wanted: LedgerFilter, under: str | None = None) -> _Where:
    """The rows of the occurrences wanted, one for each; with `under`, one for each value that they have of a facet."""
    *facets, everything = _facets_of(wanted)
    where = _Where(under, None) if under is not None else _Where(*(facets.pop(0) if facets else everything))
    for facet in facets:
        where.add(_ALSO, *facet)
    for condition, value in (
        ("own.modality = ?", wanted.modality.value if wanted.modality else None),
        ("own.kind = ?", wanted.kind.value if wanted.kind else None),
        ("own.accounts >= ?", wanted.accounts if wanted.accounts > 1 else None),
        ("own.last_day >= ?", wanted.since.isoformat() if wanted.since else None),
        ("own.day BETWEEN '0' AND ?", wanted.until.isoformat() if wanted.until else None),
        ("own.confidence >= ?", wanted.confidence or None),
    ):
        if value is not None:
            where.add(condition, value)
    if wanted.text is not None:
        where.add(f"own.occurrence IN (SELECT occurrence FROM {_keep_text(connection, text_query(wanted.text))})")
    return where


def _facets_of(wanted: LedgerFilter) -> Iterator[tuple[str, str]]:
    """The values that an occurrence must have, those that few have first: its rows under the first are looked at."""
    if wanted.place is not None:
        yield "place", wanted.place
    yield from (("actor", actor) for actor in wanted.actors)
    if wanted.outlet is not None:
        yield "outlet", wanted.outlet
    if wanted.country is not None:
        yield "country", wanted.country
    yield "all", ""


_ALSO = """EXISTS (SELECT 1 FROM occurrence_facet AS also WHERE also.facet = ? AND also.value = ?
    AND also.day = own.day AND also.kind = own.kind AND also.modality = own.modality
    AND also.occurrence = own.occurrence)"""


def _keep_text(connection: sqlite3.Connection, query: str) -> str:
    """Return the name of a temporary table of the occurrences with these words, which a page asks for several times."""
    name = f"told_{stable_id(query)}"
    with store_errors(store_path(connection)):
        known = connection.execute("SELECT 1 FROM temp.sqlite_master WHERE name = ?", (name,)).fetchone()
        if known is None:
            connection.execute(f"CREATE TEMP TABLE {name} (occurrence TEXT PRIMARY KEY) WITHOUT ROWID")
            connection.execute(f"INSERT OR IGNORE INTO temp.{name} {_OF_TEXT}", pack_values((query,)))
    return f"temp.{name}"


_OF_TEXT = """SELECT report.occurrence FROM report
    WHERE report.version IN (SELECT rowid FROM version_search WHERE version_search MATCH ?)"""


# ------------------------------------------------------------------ facets


def count_facets(connection: sqlite3.Connection, wanted: LedgerFilter) -> Facets:
    """Return how many occurrences are wanted, and how many of them each value of a facet has.

    Who, country and outlet are counted in the newest `COUNTED` of them.
    """
    kind, modality = wanted.kind, wanted.modality
    where = _where(connection, wanted)
    with store_errors(store_path(connection)):
        days, kinds, modalities = Counter[str](), Counter[str](), Counter[str]()
        total, accounts = 0, 0
        for day, of_kind, told_as, count, told_by, known in _count_all(
            connection, replace(wanted, kind=None, modality=None)
        ):
            if modality in {None, told_as}:
                kinds[of_kind] += count
            if kind in {None, of_kind}:
                modalities[told_as] += count
                if modality in {None, told_as}:
                    total, accounts = total + count, accounts + told_by
                    days[day] += known
        newest = connection.execute(_COUNT_VALUES.format(where.newest), (*where.bound, COUNTED))
        listed = _list_values(newest)
        told = [dt.date.fromisoformat(day) for day in sorted(days) if day]
        return Facets(
            total,
            accounts,
            _list_counts(kinds),
            _list_counts(modalities),
            _name_actors(connection, listed.get("actor", ())),
            listed.get("country", ()),
            listed.get("outlet", ()),
            tuple((day, count) for day in told if (count := days[day.isoformat()])),
            (told[0], told[-1]) if told else None,
        )


def _count_all(connection: sqlite3.Connection, wanted: LedgerFilter) -> Iterator[tuple[str, str, str, int, int, int]]:
    """Yield day ('' for what is undated), kind and modality with how many occurrences have them.

    Then how many accounts these have, and how many are known to have been on that one day.
    """
    where = _where(connection, wanted)
    sql = f"""SELECT own.day, own.kind, own.modality, count(*), sum(own.accounts), coalesce(sum({_ON_ONE_DAY}), 0)
        {where.sql} GROUP BY 1, 2, 3"""
    yield from connection.execute(sql, where.bound)


# A bound stands in `day` and `last_day` as a day does: only the occurrence tells them apart.
_ON_ONE_DAY = """own.day = own.last_day
    AND (SELECT first_day = last_day FROM occurrence WHERE occurrence_id = own.occurrence)"""


def _list_counts(counts: Counter[str]) -> tuple[FacetValue, ...]:
    ranked = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    return tuple(FacetValue(value, value, count) for value, count in ranked)


def _list_values(rows: Iterable[tuple[str, str, int]]) -> dict[str, tuple[FacetValue, ...]]:
    """The values of each facet that most have, with how many do."""
    found: dict[str, list[tuple[int, str]]] = {}
    for facet, value, count in rows:
        found.setdefault(facet, []).append((-count, value))
    return {
        facet: tuple(FacetValue(value, value, -count) for count, value in nsmallest(_FACETED, values))
        for facet, values in found.items()
    }


def _name_actors(connection: sqlite3.Connection, values: Sequence[FacetValue]) -> tuple[FacetValue, ...]:
    names = find_names(connection, [each.value for each in values])
    named = (replace(each, label=names[each.value].name) for each in values if each.value in names)
    return tuple(sorted(named, key=lambda each: (-each.count, each.label)))


_COUNT_VALUES = """WITH hit AS MATERIALIZED ({})
    SELECT facet, value, count(*) FROM hit CROSS JOIN occurrence_facet AS told ON told.occurrence = hit.occurrence
    WHERE facet IN ('actor', 'country', 'outlet') GROUP BY 1, 2"""


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
            SELECT identity, sum({_TOLD_IN}) AS documents FROM profile
            WHERE {" AND ".join(conditions)} GROUP BY identity ORDER BY 2 DESC, 1 LIMIT ? OFFSET ?)
        SELECT identity_id, identity.kind, identity.name, identity.country, identity.gender, identity.person,
            ranked.documents, min({_TOLD_FROM}), max({_TOLD_UNTIL})
        FROM ranked CROSS JOIN identity ON identity_id = ranked.identity
        CROSS JOIN profile ON profile.identity = ranked.identity
        GROUP BY identity_id ORDER BY 7 DESC, 3, 1"""
    with store_errors(store_path(connection)):
        rows = connection.execute(sql, pack_values((*values, limit, offset)))
        return tuple(ListedActor(Identity(*row[:6]), *row[6:]) for row in rows)


# What a profile taken from the registry of offices says of itself is the registry's: days are those of a tenure.
_OF_BEARERS = (
    "CASE WHEN profile.person IS NULL THEN {} ELSE (SELECT {} FROM bearer WHERE bearer.profile = profile.key) END"
)
_TOLD_IN = _OF_BEARERS.format("profile.documents", "count(*)")
_TOLD_FROM = _OF_BEARERS.format("first_day", "min(nullif(day, ''))")
_TOLD_UNTIL = _OF_BEARERS.format("last_day", "max(nullif(day, ''))")


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


_PARTNERS = """WITH others AS (SELECT party.value AS actor, count(*) AS times FROM occurrence_facet AS own
        CROSS JOIN occurrence_facet AS party ON party.occurrence = own.occurrence AND party.facet = 'actor'
        WHERE own.facet = 'actor' AND own.value = ? AND party.value != ? GROUP BY 1)
    SELECT identity_id, kind, name, country, gender, person, times FROM others
    JOIN identity ON identity_id = actor ORDER BY 7 DESC, 3 LIMIT ?"""


# ------------------------------------------------------------------ the network


@dataclass(frozen=True, slots=True)
class Tie:
    """Two actors, by id, and in how many occurrences both took part."""

    one: str
    other: str
    contacts: int


def find_ties(connection: sqlite3.Connection, wanted: LedgerFilter, limit: int = 150) -> tuple[Tie, ...]:
    """Return who took part with whom in the newest `TIED` of the occurrences wanted, most often first."""
    where = _where(connection, wanted)
    sql = f"""WITH hit AS MATERIALIZED ({where.newest})
        SELECT one.value, other.value, count(*) FROM hit
        CROSS JOIN occurrence_facet AS one ON one.occurrence = hit.occurrence AND one.facet = 'actor'
        CROSS JOIN occurrence_facet AS other ON other.occurrence = hit.occurrence AND other.facet = 'actor'
            AND one.value < other.value
        GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT ?"""
    with store_errors(store_path(connection)):
        return tuple(Tie(*row) for row in connection.execute(sql, (*where.bound, TIED, limit)))


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
    """Return the places of the occurrences wanted, the most frequent first; and how many of them have one.

    An occurrence that accounts tell at several places counts at each of them.
    """
    where = _where(connection, wanted, "place")
    sql = f"""WITH told AS MATERIALIZED (SELECT own.occurrence, own.value AS place {where.sql}),
        counted AS (SELECT place, count(*) AS contacts FROM told GROUP BY 1),
        example AS (SELECT contacts, (SELECT min(key) FROM contact WHERE location_id = counted.place) AS key
            FROM counted)
        SELECT location_id, location, location_kind, location_country, latitude, longitude, contacts,
            (SELECT count(DISTINCT occurrence) FROM told)
        FROM example JOIN contact USING (key) ORDER BY contacts DESC, location, location_id"""
    with store_errors(store_path(connection)):
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
