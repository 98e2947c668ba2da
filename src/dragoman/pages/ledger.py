"""The ledger: the query of a URL in, contacts by day with facets, a calendar and the way to the next page out."""

from __future__ import annotations

import base64
import datetime as dt
import json
import sqlite3
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from starlette.datastructures import QueryParams

from dragoman.errors import OptionError
from dragoman.exports.occurrences import occurrence_row
from dragoman.exports.rows import Json
from dragoman.exports.sheets import occurrence_cells
from dragoman.pages import shown
from dragoman.pages.site import Site
from dragoman.pages.views import View
from dragoman.record import ContactKind, Modality, Source
from dragoman.store.actors import Identity
from dragoman.store.browse import (
    COUNTED,
    Cursor,
    Facets,
    FacetValue,
    LedgerFilter,
    count_facets,
    find_names,
    find_page,
    name_place,
)
from dragoman.store.occurrence_query import Occurrence
from dragoman.store.occurrences import is_linked
from dragoman.stories.sides import find_side
from dragoman.terminal.text import one_line

PAGE = 50
MOST = 500  # lines that a URL may ask for at once
WEEKS = 53  # columns of the calendar
FILTERS = (
    "actor",
    "country",
    "kind",
    "modality",
    "outlet",
    "place",
    "since",
    "until",
    "confidence",
    "accounts",
    "q",
)  # fmt: skip — the names in a query that `read_filter` reads


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet as a link: `url` sets it, or takes it away where it is set."""

    label: str
    count: int
    url: str
    is_set: bool
    flag: str = ""


@dataclass(frozen=True, slots=True)
class Square:
    """A day of the calendar: its place, how dark it is, and the ledger of that day."""

    day: dt.date
    count: int
    column: int
    row: int
    step: int
    url: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """Weeks up to the last day that has anything: squares, and the columns at which months begin."""

    squares: tuple[Square, ...]
    months: tuple[tuple[int, str], ...]
    first: dt.date
    last: dt.date
    earlier: str | None
    later: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """An occurrence as the ledger shows it; `sides` are the sides whose own accounts there are."""

    occurrence: Occurrence
    sides: tuple[str, ...]


def read_filter(params: Mapping[str, str] | QueryParams) -> LedgerFilter:
    """Return the filter that a URL's query means; raises `OptionError` for a value that cannot be meant."""
    actors = params.getlist("actor") if isinstance(params, QueryParams) else [params.get("actor", "")]
    modality = params.get("modality", "happened")
    return LedgerFilter(
        actors=tuple(actor for actor in actors if actor),
        country=(params.get("country") or "").upper() or None,
        kind=ContactKind(_choose("kind", params["kind"], ContactKind)) if params.get("kind") else None,
        modality=None if modality in {"any", ""} else Modality(_choose("modality", modality, Modality)),
        outlet=params.get("outlet") or None,
        since=read_day(params.get("since"), "since"),
        until=read_day(params.get("until"), "until"),
        confidence=read_number(params.get("confidence"), "confidence", 0.0, 1.0),
        accounts=int(read_number(params.get("accounts"), "accounts", 1, 1_000) or 1),
        text=(params.get("q") or "").strip() or None,
        place=params.get("place") or None,
    )


def _choose(name: str, given: str, choices: type[ContactKind | Modality]) -> str:
    known = [choice.value for choice in choices]
    if given not in known:
        raise OptionError(f"{name} {given!r} is not known; choose from {', '.join(known)}")
    return given


def read_day(text: str | None, name: str) -> dt.date | None:
    """Return the day that a query tells; raises `OptionError` for what is no day."""
    if not text:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise OptionError(f"{name} {text!r} is no day; write 2024-02-12") from None


def read_number(text: str | None, name: str, least: float, most: float) -> float:
    """Return the number that a query tells, the least where it tells none; raises `OptionError`."""
    if not text:
        return least
    try:
        found = float(text)
    except ValueError:
        found = float("nan")
    if not least <= found <= most:
        raise OptionError(f"{name} {text!r} is no number from {least:g} to {most:g}")
    return found


def write_filter(wanted: LedgerFilter) -> dict[str, object]:
    """Return the query of a URL that means this filter."""
    return {
        "q": wanted.text,
        "actor": list(wanted.actors) or None,
        "country": wanted.country,
        "kind": wanted.kind.value if wanted.kind else None,
        "modality": {Modality.HAPPENED: None, None: "any"}.get(wanted.modality, wanted.modality),
        "outlet": wanted.outlet,
        "place": wanted.place,
        "since": wanted.since,
        "until": wanted.until,
        "confidence": wanted.confidence or None,
        "accounts": wanted.accounts if wanted.accounts > 1 else None,
    }


def ledger_url(wanted: LedgerFilter, path: str = "/", **more: object) -> str:
    """Return the URL of the ledger under this filter."""
    return shown.query(path, **{**write_filter(wanted), **more})


def write_cursor(cursor: Cursor | None) -> str | None:
    """Return a place in the ledger as a URL holds it."""
    if cursor is None:
        return None
    return base64.urlsafe_b64encode(json.dumps([cursor.day, cursor.occurrence_id]).encode()).decode().rstrip("=")


def read_cursor(text: str | None) -> Cursor | None:
    """Return the place in the ledger that a URL holds; raises `OptionError` for what is none."""
    if not text:
        return None
    try:
        day, occurrence_id = json.loads(base64.urlsafe_b64decode(text.encode() + b"=" * (-len(text) % 4)))
    except ValueError:
        raise OptionError("after: this is no place in the ledger; take it from the answer before") from None
    if not isinstance(day, str) or not isinstance(occurrence_id, str):
        raise OptionError("after: this is no place in the ledger; take it from the answer before")
    return Cursor(day, occurrence_id)


def gather_ledger(site: Site, connection: sqlite3.Connection, params: QueryParams) -> View:
    """Return the ledger that the query asks for."""
    wanted = read_filter(params)
    limit = int(read_number(params.get("limit"), "limit", 1, MOST)) if params.get("limit") else PAGE
    page = find_page(connection, wanted, read_cursor(params.get("after")), limit)
    facets = site.recall(("facets", wanted), lambda: count_facets(connection, wanted))
    lines = [make_line(each) for each in page.occurrences]
    after = write_cursor(page.after)
    values = {
        "wanted": wanted,
        "days": group_days(lines),
        "facets": facets,
        "counted": COUNTED,
        "choices": make_choices(connection, wanted, facets),
        "calendar": make_calendar(wanted, facets, params.get("year")),
        "chosen": chosen(connection, wanted),
        "next_url": ledger_url(wanted, after=after) if after else None,
        "first_url": ledger_url(wanted) if params.get("after") else None,
        "json_url": ledger_url(wanted, "/ledger.json"),
        "csv_url": ledger_url(wanted, "/ledger.csv", limit=MOST),
        "clear_url": "/",
        "map_url": ledger_url(wanted, "/map"),
        "is_linked": is_linked(connection),
    }
    rows = [occurrence_row(each) for each in page.occurrences]
    head: dict[str, Json] = {
        "total": facets.total, "accounts": facets.accounts, "on_known_days": facets.on_known_days, "next": after
    }  # fmt: skip
    return View("ledger.html", values, rows, head, sheet=[occurrence_cells(each) for each in page.occurrences])


def count_first(site: Site, connection: sqlite3.Connection) -> None:
    """Count what the first page shows, so that it comes at once."""
    wanted = read_filter(QueryParams())
    site.recall(("facets", wanted), lambda: count_facets(connection, wanted))


Days = tuple[dt.date | None, dt.date | None]


def group_days(lines: Iterable[Line]) -> list[tuple[Days, list[Line]]]:
    """Return lines, which are in the ledger's order, under their first and last day.

    Of those that stand at one day in that order, those known to have been on it come first, then those of which
    longer times are told, then those of which only a bound is.
    """
    found: list[tuple[Days, list[Line]]] = []
    for _, near in groupby(lines, key=lambda line: line.occurrence.first_day or line.occurrence.last_day):
        ordered = sorted(near, key=_vagueness)
        found += [(days, list(group)) for days, group in groupby(ordered, key=_days_of)]
    return found


def _days_of(line: Line) -> Days:
    return line.occurrence.first_day, line.occurrence.last_day


def _vagueness(line: Line) -> tuple[bool, bool, dt.date]:
    first, last = _days_of(line)
    return first is None, last is None, last or dt.date.min


def make_line(occurrence: Occurrence) -> Line:
    """Return an occurrence with the sides among its participants whose own accounts the record has."""
    found: dict[str, str] = {}
    for report in occurrence.reports if len(occurrence.reports) > 1 else ():
        side = find_side(Source(key="", outlet=report.found.outlet), report.found.contact.participants)
        if side is not None and side.official:
            found.setdefault(side.country or side.name, side.name)
    return Line(occurrence, tuple(found.values()))


# ------------------------------------------------------------------ facets


def make_choices(
    connection: sqlite3.Connection, wanted: LedgerFilter, facets: Facets
) -> list[tuple[str, list[Choice]]]:
    """Return the facets as links, under their headings."""
    names = find_names(connection, [value.value for value in facets.actors])
    return [
        ("Kind", [_choice(wanted, value, "kind", ContactKind) for value in facets.kinds]),
        ("Told as", _modalities(wanted, facets.modalities)),
        ("Who", [_actor_choice(wanted, value, names) for value in facets.actors]),
        ("Country", [_country_choice(wanted, value) for value in facets.countries]),
        ("Outlet", [_choice(wanted, value, "outlet") for value in facets.outlets]),
    ]


def _choice(wanted: LedgerFilter, value: FacetValue, name: str, make: Any = str) -> Choice:
    made = make(value.value)
    is_set = getattr(wanted, name) == made
    change: dict[str, Any] = {name: None if is_set else made}
    return Choice(value.label, value.count, ledger_url(replace(wanted, **change)), is_set)


def _modalities(wanted: LedgerFilter, values: Sequence[FacetValue]) -> list[Choice]:
    everything = Choice(
        "anything", sum(value.count for value in values), ledger_url(replace(wanted, modality=None)),
        wanted.modality is None,
    )  # fmt: skip
    found = [
        Choice(
            shown.show_modality(value.value), value.count,
            ledger_url(replace(wanted, modality=Modality(value.value))), wanted.modality == value.value,
        )
        for value in values
    ]  # fmt: skip
    return [*found, everything] if len(found) > 1 or wanted.modality is None else found


def _actor_choice(wanted: LedgerFilter, value: FacetValue, names: Mapping[str, Identity]) -> Choice:
    is_set = value.value in wanted.actors
    others = tuple(actor for actor in wanted.actors if actor != value.value)
    actors = others if is_set else (*others, value.value)
    known = names.get(value.value)
    flag = shown.find_flag(known.country) if known else ""
    return Choice(value.label, value.count, ledger_url(replace(wanted, actors=actors)), is_set, flag)


def _country_choice(wanted: LedgerFilter, value: FacetValue) -> Choice:
    found = _choice(wanted, value, "country")
    return replace(found, label=shown.name_country(value.value), flag=shown.find_flag(value.value))


def chosen(
    connection: sqlite3.Connection, wanted: LedgerFilter, path: str = "/", leave_out: Container[str] = ()
) -> list[tuple[str, str]]:
    """Return what is filtered by, in words, each with the URL at `path` that takes it away.

    `leave_out` are fields of the filter that the page shows otherwise.
    """
    names = find_names(connection, wanted.actors)
    found: list[tuple[str, str]] = []
    for actor in () if "actors" in leave_out else wanted.actors:
        rest = tuple(each for each in wanted.actors if each != actor)
        name = names[actor].name if actor in names else f"actor {actor}"
        found.append((f"with {one_line(name)}", ledger_url(replace(wanted, actors=rest), path)))
    told: Iterable[tuple[str, str | None, dict[str, Any]]] = (
        ("“{}”", wanted.text, {"text": None}),
        ("{}s", wanted.kind.value if wanted.kind else None, {"kind": None}),
        ("{}", _other_modality(wanted), {"modality": Modality.HAPPENED}),
        ("{}", shown.name_country(wanted.country) or None, {"country": None}),
        ("told by {}", wanted.outlet, {"outlet": None}),
        ("at {}", wanted.place and (name_place(connection, wanted.place) or wanted.place), {"place": None}),
        ("from {}", shown.show_day(wanted.since) if wanted.since else None, {"since": None}),
        ("to {}", shown.show_day(wanted.until) if wanted.until else None, {"until": None}),
        ("{} accounts or more", str(wanted.accounts) if wanted.accounts > 1 else None, {"accounts": 1}),
        ("confidence {} or more", f"{wanted.confidence:g}" if wanted.confidence else None, {"confidence": 0.0}),
    )
    for words, value, without in told:
        if value and not any(name in leave_out for name in without):
            found.append((words.format(one_line(value)), ledger_url(replace(wanted, **without), path)))
    return found


def _other_modality(wanted: LedgerFilter) -> str | None:
    if wanted.modality is Modality.HAPPENED:
        return None
    return shown.show_modality(wanted.modality) if wanted.modality else "whatever it is told as"


# ------------------------------------------------------------------ the calendar


def make_calendar(wanted: LedgerFilter, facets: Facets, until: str | None) -> Calendar | None:
    """Return the calendar of a year up to the last day that has anything, or up to the day asked for.

    A contact of which no one day is known is on none of its squares.
    """
    if not facets.days:
        return None
    counts = dict(facets.days)
    newest = max(counts)
    last = min(newest, read_day(until, "year") or newest)
    monday = last - dt.timedelta(days=last.weekday(), weeks=WEEKS - 1)
    most = max((count for day, count in counts.items() if monday <= day <= last), default=0)
    squares: list[Square] = []
    for offset in range((last - monday).days + 1):
        day = monday + dt.timedelta(days=offset)
        count = counts.get(day, 0)
        url = ledger_url(replace(wanted, since=day, until=day)) if count else ""
        squares.append(Square(day, count, offset // 7, offset % 7, shown.step(count, most), url))
    months = tuple(shown.month_labels([monday + dt.timedelta(weeks=week) for week in range(WEEKS)]))
    before = max((day for day in counts if day < monday), default=None)
    return Calendar(
        tuple(squares), months, monday, last,
        ledger_url(wanted, year=before) if before else None,
        ledger_url(wanted, year=min(newest, last + dt.timedelta(weeks=WEEKS))) if last < newest else None,
    )  # fmt: skip
