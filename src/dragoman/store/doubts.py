"""The coded events that a reviewer is asked about: those of low confidence of which nobody has decided."""

from __future__ import annotations

import sqlite3

from dragoman.store.connection import store_errors, store_path
from dragoman.store.known import present_events
from dragoman.store.load import StoredEvent, load_events

DOUBTFUL = 0.75  # below this confidence an event is doubtful

_OPEN = """document.newest = event.version AND event.confidence < ?
    AND NOT EXISTS (SELECT 1 FROM corrected WHERE corrected.about = 'event' AND corrected.record = event.key)"""


def find_doubtful_events(
    connection: sqlite3.Connection, below: float = DOUBTFUL, offset: int = 0, limit: int = 50
) -> tuple[StoredEvent, ...]:
    """Return events less sure than `below` that nobody has reviewed, the least sure first."""
    order = f"event.confidence, event.event_id LIMIT {int(limit)} OFFSET {int(offset)}"
    with store_errors(store_path(connection)):
        return tuple(present_events(connection, load_events(connection, _OPEN, (below,), order)))


def count_doubtful_events(connection: sqlite3.Connection, below: float = DOUBTFUL) -> int:
    """Return how many events wait for a reviewer."""
    sql = f"SELECT count(*) FROM event JOIN document ON document.newest = event.version WHERE {_OPEN}"
    with store_errors(store_path(connection)):
        return int(connection.execute(sql, (below,)).fetchone()[0])
