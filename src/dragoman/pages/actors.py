"""The page of an actor: names by outlet, offices on a time line, contacts over time, partners, statements, terms."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from starlette.datastructures import QueryParams

from dragoman.errors import OptionError
from dragoman.exports.actors import dossier_row, identity_row
from dragoman.exports.rows import Json
from dragoman.pages.ledger import PAGE, ledger_url, make_line, read_number
from dragoman.pages.site import Site
from dragoman.pages.views import View
from dragoman.record import Act
from dragoman.store.actors import Dossier, Identity, load_dossier, load_identity
from dragoman.store.browse import LedgerFilter, count_facets, find_actors, find_page, find_partners
from dragoman.store.known import present_designations, present_statements
from dragoman.store.load import StoredDesignation, StoredStatement, load_designations, load_statements

SHOWN = 12  # contacts and statements on the page; the rest is a link away
_WIDE, _LONG = 720, 1180  # units of the drawings of months and of offices
_SPANNED = 14  # offices drawn

_HAS_ROLE = """{table}.key IN (SELECT {table}_actor.{table} FROM profile JOIN bearer ON bearer.profile = profile.key
    JOIN {table}_actor ON {table}_actor.actor = bearer.actor WHERE profile.identity = ? AND role IN ({roles}))
    AND document.newest = {table}.version"""


@dataclass(frozen=True, slots=True)
class Bar:
    """An office on the time line: where it begins and ends, 0 to 1180, and in words."""

    words: str
    left: float
    width: float
    days: str
    told_by: str
    is_known: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """Offices as bars over the years that they span."""

    bars: tuple[Bar, ...]
    years: tuple[tuple[float, int], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A month of the drawing of contacts over time."""

    left: float
    height: float
    month: dt.date
    count: int
    url: str


def gather_actor(site: Site, connection: sqlite3.Connection, _params: QueryParams, actor_id: str) -> View:
    """Return the page of an actor; raises `OptionError` where there is none of this id."""
    identity = load_identity(connection, actor_id)
    if identity is None:
        raise OptionError(f"there is no actor {actor_id}; the list of actors has those there are")
    dossier = load_dossier(connection, identity)
    wanted = LedgerFilter(actors=(identity.identity_id,))
    facets = site.recall(("facets", wanted), lambda: count_facets(connection, wanted))
    page = find_page(connection, wanted, limit=SHOWN)
    said = find_own(connection, identity.identity_id, ("speaker",), SHOWN)
    asked = find_own(connection, identity.identity_id, ("addressee",), SHOWN, act=Act.REQUEST)
    values = {
        "identity": identity,
        "dossier": dossier,
        "lines": [make_line(each) for each in page.occurrences],
        "facets": facets,
        "months": draw_months(identity.identity_id, facets.days),
        "timeline": draw_offices(dossier),
        "partners": find_partners(connection, identity.identity_id),
        "statements": said,
        "demands": asked,
        "terms": find_terms(connection, identity.identity_id),
        "ledger_url": ledger_url(LedgerFilter(actors=(identity.identity_id,), modality=None)),
        "json_url": f"/actor/{identity.identity_id}.json",
        "csv_url": f"/actor/{identity.identity_id}.csv",
    }
    head = dossier_row(dossier, [report.found for each in page.occurrences for report in each.reports], said)
    rows = [{"name": use.name, "outlet": use.outlet, "documents": use.documents} for use in dossier.names]
    return View("actor.html", values, rows, head)


def find_own(
    connection: sqlite3.Connection, identity_id: str, roles: Sequence[str], limit: int, act: Act | None = None
) -> list[StoredStatement]:
    """Return statements in which an actor has one of the roles, the latest first."""
    condition = _HAS_ROLE.format(table="statement", roles=", ".join(f"'{role}'" for role in roles))
    values: list[object] = [identity_id]
    if act is not None:
        condition += " AND statement.act = ?"
        values.append(act.value)
    order = f"coalesce(statement.start_date, substr(version.published, 1, 10)) DESC, statement.key LIMIT {int(limit)}"
    return list(present_statements(connection, load_statements(connection, condition, values, order)))


def find_terms(connection: sqlite3.Connection, identity_id: str, limit: int = 30) -> list[StoredDesignation]:
    """Return the contested terms by which an actor is called, or which it uses."""
    condition = _HAS_ROLE.format(table="designation", roles="'called', 'speaker'")
    order = f"designation.key LIMIT {int(limit)}"
    return list(present_designations(connection, load_designations(connection, condition, (identity_id,), order)))


# ------------------------------------------------------------------ drawings


def draw_months(identity_id: str, days: Sequence[tuple[dt.date, int]]) -> tuple[Column, ...]:
    """Return a column for each month with a contact, between the first and the last of them."""
    counts: Counter[dt.date] = Counter()
    for day, count in days:
        counts[day.replace(day=1)] += count
    if not counts:
        return ()
    first, last = min(counts), max(counts)
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    most = max(counts.values())
    step = _WIDE / max(months, 12)
    return tuple(
        Column(
            round(((month.year - first.year) * 12 + month.month - first.month) * step, 1),
            round(100 * count / most, 1),
            month,
            count,
            ledger_url(LedgerFilter((identity_id,), since=month, until=_month_end(month))),
        )
        for month, count in sorted(counts.items())
    )


def _month_end(month: dt.date) -> dt.date:
    return (month.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)


def draw_offices(dossier: Dossier) -> Timeline | None:
    """Return the offices that are known with dates, on one scale of years; None where none is."""
    spans = list(_dated_offices(dossier))[:_SPANNED]
    if not spans:
        return None
    first = min(start for _, start, _, _, _ in spans).replace(month=1, day=1)
    last = max(end for _, _, end, _, _ in spans)
    total = max((last - first).days, 365)

    def place(day: dt.date) -> float:
        return round(_LONG * (day - first).days / total, 1)

    bars = tuple(
        Bar(words, place(start), max(place(end) - place(start), 3.0), days, by, by == "registry")
        for words, start, end, days, by in spans
    )
    every = max(1, round(total / 365 / 8))
    years = tuple((place(dt.date(year, 1, 1)), year) for year in range(first.year, last.year + 1, every))
    return Timeline(bars, tuple((left, year) for left, year in years if left <= _LONG))


def _dated_offices(dossier: Dossier) -> Iterator[tuple[str, dt.date, dt.date, str, str]]:
    today = dt.datetime.now(dt.UTC).date()
    for held in dossier.tenures:
        start = _first_day(held.start)
        if start is not None:
            end = _first_day(held.end) or today
            yield held.office, start, max(end, start), f"{held.start} to {held.end or 'now'}", "registry"
    for told in dossier.offices:
        if told.first is not None and told.last is not None:
            days = f"{told.first}" if told.first == told.last else f"{told.first} to {told.last}"
            yield told.office, told.first, told.last, days, f"{told.documents} documents"


def _first_day(text: str | None) -> dt.date | None:
    """The first day of "2021", "2021-03" or "2021-03-04"."""
    if not text:
        return None
    try:
        return dt.date.fromisoformat(text + "-01-01"[: 3 * (2 - text.count("-"))])
    except ValueError:
        return None


# ------------------------------------------------------------------ the list


def gather_actors(site: Site, connection: sqlite3.Connection, params: QueryParams) -> View:
    """Return the list of actors, those most documents tell of first, or those of a name."""
    offset = int(read_number(params.get("from"), "from", 0, 10_000_000))
    kind = params.get("kind") or None
    name = params.get("name") or None
    found = site.recall(("actors", name, kind, offset), lambda: find_actors(connection, name, kind, offset, PAGE + 1))
    values = {
        "actors": found[:PAGE],
        "name": name or "",
        "kind": kind,
        "offset": offset,
        "next_offset": offset + PAGE if len(found) > PAGE else None,
        "previous_offset": max(0, offset - PAGE) if offset else None,
    }
    return View("actors.html", values, [actor_line(each.identity, each.documents) for each in found[:PAGE]])


def actor_line(identity: Identity, documents: int) -> dict[str, Json]:
    """Return a line of the list of actors as JSON."""
    return {**identity_row(identity), "documents": documents}
