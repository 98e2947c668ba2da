"""Answers which occurrences the record has, and in whose accounts: filters in, occurrences with their reports out."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dragoman.errors import MissingError, OptionError
from dragoman.record import Actor, ContactKind, Modality
from dragoman.store.connection import pack_values, store_errors, store_path
from dragoman.store.known import present_contacts
from dragoman.store.load import StoredContact, load_contacts
from dragoman.store.query import involves_actor


@dataclass(frozen=True, slots=True)
class OccurrenceFilter:
    """Which occurrences are wanted; None means any.

    `who` and `other` are names of participants.  `since` and `until` are days, both included.  `accounts` is the least
    and the greatest number of accounts that are no copies of each other.
    """

    who: str | None = None
    other: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    modality: Modality | None = Modality.HAPPENED
    accounts: tuple[int, int | None] = (1, None)


@dataclass(frozen=True, slots=True)
class Account:
    """One document's report of an occurrence; `copy_of` is the document whose text it is, but for a few words."""

    found: StoredContact
    copy_of: str | None = None


@dataclass(frozen=True, slots=True)
class FoundLink:
    """Why two contacts are held to be of one occurrence: score and values compared (what, points, words)."""

    one: str
    other: str
    score: float
    values: tuple[tuple[str, float, str], ...]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """What happened once, and who tells of it; `accounts` counts texts that are no copies of each other.

    Days are both included; they are those that the accounts tell, else those that fit all of them.
    """

    occurrence_id: str
    kind: ContactKind
    modality: Modality
    first_day: dt.date | None
    last_day: dt.date | None
    participants: tuple[Actor, ...]
    accounts: int
    documents: int
    outlets: int
    reports: tuple[Account, ...]
    links: tuple[FoundLink, ...] = ()


def read_accounts(text: str) -> tuple[int, int | None]:
    """Return the bounds that "2..", "2..4", "..3" or "2" mean; raises `OptionError` for what is neither."""
    low, dots, high = text.partition("..")
    try:
        least = int(low) if low else 1
        most = least if not dots else int(high) if high else None
    except ValueError:
        raise OptionError(f"--accounts {text!r} is no number of accounts; write 2.., 2..4 or 2") from None
    if not text or least < 1 or (most is not None and most < least):
        raise OptionError(f"--accounts {text!r}: give the least number first, 1 or more, as in 2..4")
    return least, most


def find_occurrences(connection: sqlite3.Connection, wanted: OccurrenceFilter) -> Iterator[Occurrence]:
    """Yield the occurrences wanted, the earliest first, those without any date last."""
    conditions, values = ["accounts >= ?"], list[object]([wanted.accounts[0]])
    if wanted.accounts[1] is not None:
        conditions.append("accounts <= ?")
        values.append(wanted.accounts[1])
    if wanted.modality is not None:
        conditions.append("modality = ?")
        values.append(wanted.modality.value)
    if wanted.since is not None:
        conditions.append("coalesce(last_day, first_day) >= ?")
        values.append(wanted.since.isoformat())
    if wanted.until is not None:
        conditions.append("coalesce(first_day, last_day) <= ?")
        values.append(wanted.until.isoformat())
    with store_errors(store_path(connection)):
        for name, role in ((wanted.who, "participant"), (wanted.other, "participant")):
            if name is not None:
                conditions.append(_told_of(connection, name, role))
        sql = f"SELECT occurrence_id FROM occurrence WHERE {' AND '.join(conditions)} ORDER BY {_ORDER}"
        ids = [row[0] for row in connection.execute(sql, pack_values(tuple(values)))]
        yield from (load_occurrence(connection, each) for each in ids)


_ORDER = "coalesce(first_day, last_day) IS NULL, coalesce(first_day, last_day), occurrence_id"


def _told_of(connection: sqlite3.Connection, name: str, role: str) -> str:
    """Return the SQL condition that a report of the occurrence has somebody of this name."""
    involved = involves_actor(connection, name, "contact", (role,))
    # the table of names is used again for the next name: the keys are taken now
    keys = [row[0] for row in connection.execute(f"SELECT contact.key FROM contact WHERE {involved}")]
    listed = ", ".join(map(str, keys))
    return f"occurrence_id IN (SELECT occurrence FROM report WHERE contact IN ({listed}))"


def resolve_occurrence(connection: sqlite3.Connection, wanted: str) -> Occurrence:
    """Return the occurrence that an id means: its own, or that of one of its reports, or the beginning of either."""
    with store_errors(store_path(connection)):
        value = {"id": pack_values((wanted,))[0]}
        found = [row[0] for row in connection.execute(_WHOLE, value)]
        if wanted and not found:
            found = [row[0] for row in connection.execute(_BEGUN, value)]
    if not found:
        raise MissingError(f"{wanted!r}: no occurrence has an id that begins so; dragoman timeline --json lists them")
    if len(found) > 1:
        raise OptionError(f"{wanted!r} may mean several occurrences; give more of the id: {', '.join(found)}")
    return load_occurrence(connection, found[0])


_WHOLE = "SELECT DISTINCT occurrence FROM report WHERE report_id = :id OR occurrence = :id"
_BEGUN = "SELECT DISTINCT occurrence FROM report WHERE report_id GLOB :id || '*' OR occurrence GLOB :id || '*' LIMIT 6"


def load_occurrence(connection: sqlite3.Connection, occurrence_id: str) -> Occurrence:
    """Return an occurrence with its reports, those published first before the others."""
    with store_errors(store_path(connection)):
        row = connection.execute(_OCCURRENCE, (occurrence_id,)).fetchone()
        kind, modality, first, last, documents, accounts, outlets = row
        keys = [
            row[0] for row in connection.execute("SELECT contact FROM report WHERE occurrence = ?", (occurrence_id,))
        ]
        condition = f"contact.key IN ({', '.join(map(str, keys))})"
        found = load_contacts(connection, condition, (), "version.published, document.document_id, contact.position")
        reports = tuple(_mark_copies(connection, present_contacts(connection, found)))
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
            tuple(_load_links(connection, keys)),
        )


_OCCURRENCE = """SELECT kind, modality, first_day, last_day, documents, accounts, outlets FROM occurrence
    WHERE occurrence_id = ?"""


def _mark_copies(connection: sqlite3.Connection, contacts: Iterable[StoredContact]) -> Iterator[Account]:
    """Yield the reports, each text after the first of its copies marked."""
    told: list[StoredContact] = []
    for found in contacts:
        copied = connection.execute(_COPIED, pack_values((found.document_id, found.version))).fetchall()
        earlier = {each.document_id for each in told}
        yield Account(found, next((each for (each,) in copied if each in earlier and each != found.document_id), None))
        told.append(found)


_COPIED = """SELECT others.document_id FROM document JOIN version ON version.key = document.newest
    JOIN near_copy ON version.key IN (near_copy.one, near_copy.other)
    JOIN document AS others ON others.newest IN (near_copy.one, near_copy.other) AND others.key != document.key
    WHERE document.document_id = ? AND version.version = ? ORDER BY others.document_id"""


def gather_participants(reports: Sequence[Account]) -> tuple[Actor, ...]:
    """Everybody whom an account names, those whom most accounts name first."""
    named: dict[str, list[Actor]] = {}
    for report in reports:
        for actor in report.found.contact.participants:
            named.setdefault(actor.actor_id, []).append(actor)
    ranked = sorted(named.values(), key=lambda actors: -len(actors))
    return tuple(max(actors, key=lambda actor: actor.office is not None) for actors in ranked)


def _load_links(connection: sqlite3.Connection, keys: list[int]) -> Iterator[FoundLink]:
    listed = ", ".join(map(str, keys))
    sql = f"""SELECT one.report_id, other.report_id, score, "values" FROM report_link
        JOIN report AS one ON one.contact = report_link.one JOIN report AS other ON other.contact = report_link.other
        WHERE verdict IN ('same', 'only') AND report_link.one IN ({listed}) AND report_link.other IN ({listed})
        ORDER BY score DESC, one.report_id, other.report_id"""
    for one, other, score, values in connection.execute(sql):
        yield FoundLink(one, other, score, tuple((key, points, words) for key, points, words in json.loads(values)))


# ------------------------------------------------------------------ the queue


@dataclass(frozen=True, slots=True)
class OccurrenceQuestion:
    """Two occurrences of which a reviewer is asked whether they are one, with what was compared."""

    one: Occurrence
    other: Occurrence
    score: float
    values: tuple[tuple[str, float, str], ...]

    @property
    def ids(self) -> tuple[str, str]:
        return self.one.occurrence_id, self.other.occurrence_id


def find_occurrence_questions(connection: sqlite3.Connection, limit: int | None = None) -> list[OccurrenceQuestion]:
    """Return the pairs of occurrences that the rules leave to a reviewer and nobody has judged, the likeliest first."""
    found: dict[tuple[str, str], tuple[float, str]] = {}
    with store_errors(store_path(connection)):
        for one, other, score, values in connection.execute(_DOUBTS):
            pair = (one, other) if one <= other else (other, one)
            if pair not in found or found[pair][0] < score:
                found[pair] = (score, values)
        ranked = sorted(found.items(), key=lambda entry: (-entry[1][0], entry[0]))[:limit]
        return [
            OccurrenceQuestion(
                load_occurrence(connection, pair[0]),
                load_occurrence(connection, pair[1]),
                score,
                tuple((key, points, words) for key, points, words in json.loads(values)),
            )
            for pair, (score, values) in ranked
        ]


_DOUBTS = """SELECT one.occurrence, other.occurrence, score, "values" FROM report_link
    JOIN report AS one ON one.contact = report_link.one JOIN report AS other ON other.contact = report_link.other
    WHERE one.occurrence != other.occurrence AND NOT EXISTS (
        SELECT 1 FROM report AS near JOIN judged_report ON judged_report.one = near.report_id
        JOIN report AS far ON far.report_id = judged_report.other
        WHERE near.occurrence = one.occurrence AND far.occurrence = other.occurrence)"""
