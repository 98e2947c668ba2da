"""What a source has shown in the course of time: its texts and titles, in the order in which they were read."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace

from dragoman.record import Document, Reading
from dragoman.store.connection import pack_values, store_errors, store_path
from dragoman.store.load import load_reading


@dataclass(frozen=True, slots=True)
class Edition:
    """One state of a source: a version of its text, under a title, and when it was first read so (UTC)."""

    version: str
    title: str | None
    seen: str


def find_editions(connection: sqlite3.Connection, document_id: str) -> tuple[Edition, ...]:
    """Return the states of a document, the oldest first."""
    sql = """SELECT version, title, seen FROM edition JOIN document ON document.key = edition.document
        WHERE document_id = ? ORDER BY edition.key"""
    with store_errors(store_path(connection)):
        return tuple(Edition(*row) for row in connection.execute(sql, pack_values((document_id,))))


def load_editions(
    connection: sqlite3.Connection, document_id: str, read: Callable[[Document], Reading]
) -> tuple[tuple[Edition, Reading], ...]:
    """Return the states of a document, each with its reading; raises StoreError.

    What the store has read under another title, or what other versions of dragoman or the model have read, is read anew
    with `read`: only what the source changed may differ.
    """
    editions = find_editions(connection, document_id)
    stored = [load_reading(connection, document_id, edition.version) for edition in editions]
    kept = {reading.versions for reading in stored}
    fits = len(kept) == 1 and all(
        reading.document.source.title == edition.title for edition, reading in zip(editions, stored, strict=True)
    )
    if fits:
        return tuple(zip(editions, stored, strict=True))
    return tuple(
        (edition, read(_entitle(reading.document, edition.title)))
        for edition, reading in zip(editions, stored, strict=True)
    )


def _entitle(document: Document, title: str | None) -> Document:
    return replace(document, source=replace(document.source, title=title))
