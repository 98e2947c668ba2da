"""Bounds for a document of the store that came without a date: what it says and shares, whom it finds in office."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator

from dragoman.identity.profiles import find_seats
from dragoman.language.dates import Anchor, find_dates
from dragoman.record import ContactKind
from dragoman.store.codec import decode_moment, decode_strings
from dragoman.store.connection import pack_values, store_errors, store_path
from dragoman.store.known import read_days
from dragoman.store.load import load_reading
from dragoman.stories.dating import (
    Bounds,
    Reason,
    bound_by_copy,
    bound_by_occurrence,
    bound_by_office,
    find_told_days,
    merge_reasons,
)


def find_published(connection: sqlite3.Connection, document_id: str) -> dt.date | None:
    """Return the day on which a document was published, where it came with one."""
    sql = "SELECT published FROM document JOIN version ON version.key = newest WHERE document_id = ?"
    row = connection.execute(sql, pack_values((document_id,))).fetchone()
    moment = decode_moment(row[0]) if row else None
    return moment.date() if isinstance(moment, dt.datetime) else moment


def date_document(connection: sqlite3.Connection, document_id: str) -> Bounds:
    """Return the days on which a document may have been published, with the reasons.

    What its own publication date says is left out, so that a date can be checked as well.
    """
    with store_errors(store_path(connection)):
        document = load_reading(connection, document_id).document
        dates = find_dates(document.text, Anchor(None))
        reasons = [
            *find_told_days(document.text, document.segments, dates),
            *_find_shared(connection, document_id),
            *_find_copies(connection, document_id),
            *_find_offices(connection, document_id),
        ]
    return merge_reasons(reasons)


def _find_shared(connection: sqlite3.Connection, document_id: str) -> Iterator[Reason]:
    """Yield a reason for each occurrence that dated accounts of other documents tell the day of."""
    for kind, day, other, outlet, names in connection.execute(_SHARED, pack_values((document_id,))):
        title = f"the {ContactKind(kind).value} of {' and '.join(sorted(decode_strings(names)))}"
        yield bound_by_occurrence(title, dt.date.fromisoformat(day), other, outlet)


_SHARED = """SELECT occurrence.kind, occurrence.first_day, others.document_id, their_version.outlet,
        (SELECT json_group_array(DISTINCT identity.name) FROM contact_actor JOIN bearer USING (actor)
            JOIN profile ON profile.key = bearer.profile JOIN identity ON identity_id = profile.identity
            WHERE contact_actor.contact = ours.contact AND role = 'participant')
    FROM document JOIN report AS ours ON ours.version = document.newest
    JOIN occurrence ON occurrence_id = ours.occurrence AND occurrence.first_day IS NOT NULL
    JOIN report AS theirs ON theirs.occurrence = ours.occurrence AND theirs.version != ours.version
    JOIN contact ON contact.key = theirs.contact AND contact.date_basis IN ('stated', 'relative')
    JOIN version AS their_version ON their_version.key = theirs.version
    JOIN document AS others ON others.key = their_version.document
    WHERE document.document_id = ? AND occurrence.modality = 'happened' GROUP BY occurrence_id"""


def _find_copies(connection: sqlite3.Connection, document_id: str) -> Iterator[Reason]:
    for other, published in connection.execute(_COPIES, pack_values((document_id,))):
        moment = decode_moment(published)
        if moment is not None:
            yield bound_by_copy(moment.date() if isinstance(moment, dt.datetime) else moment, other)


_COPIES = """SELECT others.document_id, version.published FROM document
    JOIN near_copy ON document.newest IN (near_copy.one, near_copy.other)
    JOIN document AS others ON others.newest IN (near_copy.one, near_copy.other) AND others.key != document.key
    JOIN version ON version.key = others.newest WHERE document.document_id = ? AND version.published IS NOT NULL"""


def _find_offices(connection: sqlite3.Connection, document_id: str) -> Iterator[Reason]:
    """Yield a reason for each person whom the document finds in an office that the registry has with its days."""
    for name, office, country, tenure, tenure_country, certain, start, end, sources in connection.execute(
        _OFFICES, pack_values((document_id,))
    ):
        if not find_seats(office, country) & find_seats(tenure, tenure_country):
            continue
        days = read_days(certain)
        first = min(each for each, _ in days) if start and days else None
        last = max(each for _, each in days) if end and days else None
        reason = bound_by_office(name, office, (first, last), decode_strings(sources))
        if reason is not None:
            yield reason


# an office that somebody held twice bounds nothing: which time is meant is not told
_OFFICES = """SELECT actor.name, actor.office, coalesce(actor.country, tenure.country), tenure.office, tenure.country,
        tenure.certain, tenure.start, tenure."end", tenure.sources
    FROM document JOIN actor ON actor.version = document.newest JOIN bearer ON bearer.actor = actor.key
    JOIN profile ON profile.key = bearer.profile JOIN tenure ON tenure.person = profile.person
    WHERE document.document_id = ? AND actor.office IS NOT NULL AND actor.named_by = 'text' AND NOT EXISTS (
        SELECT 1 FROM tenure AS again WHERE again.person = tenure.person AND again.position != tenure.position
            AND again.country IS tenure.country AND again.office = tenure.office)
    ORDER BY actor.key, tenure.position"""
