"""Statements and coded events by the ids of actors, a page at a time: what the HTTP interface and MCP list."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Mapping

from dragoman.errors import OptionError
from dragoman.record import Act, EventType, Modality
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


def find_uttered(
    connection: sqlite3.Connection,
    roles: Mapping[str, str | None],
    act: Act | None,
    modality: Modality | None,
    text: str | None,
    offset: int,
    limit: int,
) -> tuple[list[StoredStatement], int | None]:
    """Return statements, the latest read first, and how many to pass over for the next."""
    conditions, values = ["document.newest = statement.version"], list[object]()
    _add_roles("statement", roles, conditions, values)
    if act is not None:
        conditions.append("statement.act = ?")
        values.append(act.value)
    if modality is not None:
        conditions.append("statement.modality = ?")
        values.append(modality.value)
    if text is not None:
        conditions.append("statement.key IN (SELECT rowid FROM statement_search WHERE statement_search MATCH ?)")
        values.append(text_query(text))
    order = f"statement.key DESC LIMIT {int(limit) + 1} OFFSET {int(offset)}"
    with store_errors(store_path(connection)):
        rows = load_statements(connection, " AND ".join(conditions), values, order)
        found = list(present_statements(connection, rows))
    return found[:limit], offset + limit if len(found) > limit else None


def find_coded(
    connection: sqlite3.Connection,
    roles: Mapping[str, str | None],
    kind: EventType | None,
    modality: Modality | None,
    days: tuple[dt.date | None, dt.date | None],
    offset: int,
    limit: int,
) -> tuple[list[StoredEvent], int | None]:
    """Return coded events, the latest read first, and how many to pass over for the next."""
    conditions, values = ["document.newest = event.version"], list[object]()
    _add_roles("event", roles, conditions, values)
    for condition, value in (
        ("event.type = ?", kind.value if kind else None),
        ("event.modality = ?", modality.value if modality else None),
        ("coalesce(event.end_date, date(event.start_date, '+1 day')) > ?", days[0].isoformat() if days[0] else None),
        ("coalesce(event.start_date, date(event.end_date, '-1 day')) <= ?", days[1].isoformat() if days[1] else None),
    ):
        if value is not None:
            conditions.append(condition)
            values.append(value)
    order = f"event.key DESC LIMIT {int(limit) + 1} OFFSET {int(offset)}"
    with store_errors(store_path(connection)):
        found = list(present_events(connection, load_events(connection, " AND ".join(conditions), values, order)))
    return found[:limit], offset + limit if len(found) > limit else None


def _add_roles(table: str, roles: Mapping[str, str | None], conditions: list[str], values: list[object]) -> None:
    for role, actor in roles.items():
        if actor is not None:
            conditions.append(
                f"""{table}.key IN (SELECT {table} FROM profile JOIN bearer ON bearer.profile = profile.key
                    JOIN {table}_actor ON {table}_actor.actor = bearer.actor
                    WHERE profile.identity = ? AND role = ?)"""
            )
            values += [actor, role]
