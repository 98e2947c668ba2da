"""Statements and coded events by the ids of actors, a page at a time: what the HTTP interface and MCP list."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field

from dragoman.errors import OptionError
from dragoman.record import Act, EventType, Modality, Quad
from dragoman.store.browse import text_query
from dragoman.store.connection import store_errors, store_path
from dragoman.store.known import present_events, present_statements
from dragoman.store.load import StoredEvent, StoredStatement, load_events, load_statements

_PLACE = "o"  # begins a cursor that counts what was passed over


def write_offset(offset: int | None) -> str | None:
    """Return a cursor that passes over so many items; None at the end."""
    return f"{_PLACE}{offset}" if offset is not None else None


def read_offset(text: str | None) -> int:
    """Return how many items a cursor passes over; raises `OptionError` for what is no cursor."""
    if not text:
        return 0
    number = text.removeprefix(_PLACE)
    if not text.startswith(_PLACE) or not number.isascii() or not number.isdigit() or len(number) > 9:
        raise OptionError("after: this is no place in the list; take it from the answer before")
    return int(number)


@dataclass(frozen=True, slots=True)
class Uttered:
    """Which statements are wanted; None means any.

    `roles` are ids of actors by role.  With `open_on` only what has no deadline, or one that may still be met then.
    """

    roles: Mapping[str, str | None] = field(default_factory=dict[str, "str | None"])
    act: Act | None = None
    modality: Modality | None = None
    text: str | None = None
    open_on: dt.date | None = None
    document_id: str | None = None


@dataclass(frozen=True, slots=True)
class Coded:
    """Which coded events are wanted; None means any.

    `roles` are ids of actors by role; `place` is words of the place as told, or a country (ISO 3166 alpha-3).
    """

    roles: Mapping[str, str | None] = field(default_factory=dict[str, "str | None"])
    kind: EventType | None = None
    quad: Quad | None = None
    modality: Modality | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    place: str | None = None
    confidence: float = 0.0
    document_id: str | None = None


def find_uttered(
    connection: sqlite3.Connection, wanted: Uttered, offset: int, limit: int
) -> tuple[list[StoredStatement], int | None]:
    """Return statements, the latest read first, and how many to pass over for the next."""
    conditions, values = ["document.newest = statement.version"], list[object]()
    _add_roles("statement", wanted.roles, conditions, values)
    matching = "statement.key IN (SELECT rowid FROM statement_search WHERE statement_search MATCH ?)"
    for condition, value in (
        ("statement.act = ?", wanted.act.value if wanted.act else None),
        ("statement.modality = ?", wanted.modality.value if wanted.modality else None),
        (matching, text_query(wanted.text) if wanted.text is not None else None),
        (
            "(statement.deadline_end IS NULL OR statement.deadline_end > ?)",
            wanted.open_on.isoformat() if wanted.open_on else None,
        ),
        ("document.document_id = ?", wanted.document_id),
    ):
        if value is not None:
            conditions.append(condition)
            values.append(value)
    order = f"statement.key DESC LIMIT {int(limit) + 1} OFFSET {int(offset)}"
    with store_errors(store_path(connection)):
        rows = load_statements(connection, " AND ".join(conditions), values, order)
        found = list(present_statements(connection, rows))
    return found[:limit], offset + limit if len(found) > limit else None


def find_coded(
    connection: sqlite3.Connection, wanted: Coded, offset: int, limit: int
) -> tuple[list[StoredEvent], int | None]:
    """Return coded events, the latest read first, and how many to pass over for the next."""
    conditions, values = ["document.newest = event.version"], list[object]()
    _add_roles("event", wanted.roles, conditions, values)
    if wanted.kind is not None or wanted.quad is not None:
        kinds = [kind.value for kind in EventType if _is_kind(kind, wanted)]
        conditions.append(f"event.type IN ({', '.join('?' * len(kinds))})")
        values += kinds
    day_after, day_before = "date(event.start_date, '+1 day')", "date(event.end_date, '-1 day')"
    for condition, value in (
        ("event.modality = ?", wanted.modality.value if wanted.modality else None),
        (f"coalesce(event.end_date, {day_after}) > ?", wanted.since.isoformat() if wanted.since else None),
        (f"coalesce(event.start_date, {day_before}) <= ?", wanted.until.isoformat() if wanted.until else None),
        ("event.confidence >= ?", wanted.confidence or None),
        ("document.document_id = ?", wanted.document_id),
        ("(instr(lower(event.place), lower(?)) OR event.place_country = upper(?))", wanted.place),
    ):
        if value is not None:
            conditions.append(condition)
            values += [value] * condition.count("?")
    order = f"event.key DESC LIMIT {int(limit) + 1} OFFSET {int(offset)}"
    with store_errors(store_path(connection)):
        found = list(present_events(connection, load_events(connection, " AND ".join(conditions), values, order)))
    return found[:limit], offset + limit if len(found) > limit else None


def _is_kind(kind: EventType, wanted: Coded) -> bool:
    return wanted.kind in {None, kind} and wanted.quad in {None, kind.quad}


def _add_roles(table: str, roles: Mapping[str, str | None], conditions: list[str], values: list[object]) -> None:
    for role, actor in roles.items():
        if actor is not None:
            conditions.append(
                f"""{table}.key IN (SELECT {table} FROM profile JOIN bearer ON bearer.profile = profile.key
                    JOIN {table}_actor ON {table}_actor.actor = bearer.actor
                    WHERE profile.identity = ? AND role = ?)"""
            )
            values += [actor, role]
