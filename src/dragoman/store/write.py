"""Puts readings into a store: a batch goes in whole or not at all.

Re-reading the same version of a document replaces its reading and nothing else.  A changed text
under the same id is a new version beside the old.  The same text under another id is another
document, marked as a copy of the first.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.record import Document, Reading
from dragoman.store.applying import apply_corrections
from dragoman.store.codec import encode_moment, encode_pairs, encode_strings
from dragoman.store.connection import pack_values, transaction
from dragoman.store.records import (
    insert,
    insert_row,
    write_actors,
    write_contacts,
    write_designations,
    write_events,
    write_statements,
)


@dataclass(frozen=True, slots=True)
class FailedDocument:
    """A file, or a document inside one, that could not be read; `where` is "" for a whole file."""

    path: str
    where: str
    reason: str
    remedy: str


def write_readings(connection: sqlite3.Connection, readings: Iterable[Reading]) -> int:
    """Return how many readings were written, all of them in one transaction.

    Raises `StoreError`, and then none of them is written.
    """
    return write_batch(connection, readings)


def write_batch(
    connection: sqlite3.Connection,
    readings: Iterable[Reading],
    failures: Iterable[FailedDocument] = (),
    begun: Iterable[str] = (),
) -> int:
    """Return how many readings were written, in one transaction with what failed.

    `begun` are the paths read from: what the store remembers of their earlier failures is forgotten.
    Raises `StoreError`, and then nothing of the batch is written.
    """
    now = tell_moment()
    count = 0
    with transaction(connection):
        insert(connection, "DELETE FROM failure WHERE path = ?", [(path,) for path in begun])
        for reading in readings:
            write_reading(connection, reading, now)
            count += 1
        failed = [(f.path, f.where, f.reason, f.remedy, now) for f in failures]
        insert(connection, "INSERT OR REPLACE INTO failure VALUES (?, ?, ?, ?, ?)", failed)
    return count


def tell_moment() -> str:
    """Return the present moment as the store keeps it (UTC)."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def _execute(connection: sqlite3.Connection, sql: str, *values: object) -> sqlite3.Cursor:
    return connection.execute(sql, pack_values(values))


def write_reading(connection: sqlite3.Connection, reading: Reading, now: str) -> None:
    """Write a reading, read at the moment `now` (UTC), with the corrections in force; inside a transaction."""
    document = reading.document
    version_key = _write_version(connection, document, reading.versions, now)
    for table in (
        "segment",
        "mention",
        "contact",
        "statement",
        "designation",
        "event",
        "actor",
        "corrected",
        "original",
    ):
        connection.execute(f"DELETE FROM {table} WHERE version = ?", (version_key,))
    segments = ((version_key, i, s.kind.value, s.span.start, s.span.end) for i, s in enumerate(document.segments))
    insert(connection, "INSERT INTO segment VALUES (?, ?, ?, ?, ?)", segments)
    mentions = (
        (version_key, i, m.span.start, m.span.end, m.part, m.form, encode_strings(m.actor_ids))
        for i, m in enumerate(reading.mentions)
    )
    insert(connection, "INSERT INTO mention VALUES (?, ?, ?, ?, ?, ?, ?)", mentions)
    actor_keys = write_actors(connection, reading, version_key)
    write_contacts(connection, reading, version_key, actor_keys)
    write_statements(connection, reading, version_key, actor_keys)
    write_designations(connection, reading, version_key, actor_keys)
    write_events(connection, reading, version_key, actor_keys)
    apply_corrections(connection, version_key)


# --- documents and versions


def _write_version(
    connection: sqlite3.Connection, document: Document, read_by: Sequence[tuple[str, str]], now: str
) -> int:
    """Return the key of the document's version, made or brought up to date."""
    document_key = _write_document(connection, document.document_id)
    source = document.source
    details = (
        source.key,
        source.path,
        source.url,
        source.outlet,
        source.title,
        source.author,
        encode_moment(source.published),
        source.timezone,
        encode_pairs(source.provenance),
        encode_pairs(read_by),
        now,
    )
    found = _execute(
        connection, "SELECT key FROM version WHERE document = ? AND version = ?", document_key, document.version
    ).fetchone()
    if found:
        _execute(connection, _UPDATE_VERSION, *details, found[0])
        return int(found[0])
    copy_of = _find_original(connection, document_key, document.version)
    named = (document_key, document.version, copy_of, document.text)
    version_key = insert_row(connection, _INSERT_VERSION, *named, *details, now)
    connection.execute("UPDATE document SET newest = ? WHERE key = ?", (version_key, document_key))
    return version_key


_UPDATE_VERSION = """
    UPDATE version SET source_key = ?, path = ?, url = ?, outlet = ?, title = ?, author = ?, published = ?,
        timezone = ?, provenance = ?, read_by = ?, last_read = ? WHERE key = ?"""
_INSERT_VERSION = """
    INSERT INTO version (document, version, copy_of, text, source_key, path, url, outlet, title, author, published,
        timezone, provenance, read_by, last_read, first_read)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""


def _write_document(connection: sqlite3.Connection, document_id: str) -> int:
    found = _execute(connection, "SELECT key FROM document WHERE document_id = ?", document_id).fetchone()
    if found:
        return int(found[0])
    return insert_row(connection, "INSERT INTO document (document_id) VALUES (?)", document_id)


def _find_original(connection: sqlite3.Connection, document_key: int, version: str) -> str | None:
    """Return the id of the first other document that came with this very text."""
    sql = """SELECT document_id FROM version JOIN document ON document.key = version.document
        WHERE version.version = ? AND document.key != ? ORDER BY version.key LIMIT 1"""
    found = _execute(connection, sql, version, document_key).fetchone()
    return str(found[0]) if found else None
