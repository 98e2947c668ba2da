"""Who talks to whom, as a network; and what two actors, or one, have had to do with each other on a line of time."""

from __future__ import annotations

import datetime as dt
import sqlite3
from dataclasses import replace

from starlette.datastructures import QueryParams

from dragoman.pages.ledger import ledger_url, make_line, read_cursor, read_filter, write_cursor
from dragoman.pages.shown import find_flag, one_line
from dragoman.pages.site import Site
from dragoman.pages.views import View
from dragoman.store.actors import load_identity
from dragoman.store.browse import LedgerFilter, count_facets, find_names, find_page, find_ties

TIES = 120
_MEMBERS = 200


def gather_network(site: Site, connection: sqlite3.Connection, params: QueryParams) -> View:
    """Return who was in contact with whom in a window of time, the strongest ties first."""
    wanted = read_filter(params)
    ties = site.recall(("ties", wanted), lambda: find_ties(connection, wanted, TIES))
    names = find_names(connection, {each for tie in ties for each in (tie.one, tie.other)})
    ties = tuple(tie for tie in ties if tie.one in names and tie.other in names)
    everything = replace(wanted, since=None, until=None)
    facets = site.recall(("facets", everything), lambda: count_facets(connection, everything))
    days = [day for day, _ in facets.days]
    months = _months(min(days), max(days)) if days else []
    weights: dict[str, int] = {}
    for tie in ties:
        for each in (tie.one, tie.other):
            weights[each] = weights.get(each, 0) + tie.contacts
    graph = {
        "nodes": [
            {
                "id": each, "name": one_line(names[each].name), "flag": find_flag(names[each].country),
                "weight": weight, "kind": names[each].kind,
            }
            for each, weight in sorted(weights.items(), key=lambda item: -item[1])
        ],
        "ties": [{"one": tie.one, "other": tie.other, "contacts": tie.contacts} for tie in ties],
    }  # fmt: skip
    values = {
        "wanted": wanted,
        "graph": graph,
        "ties": [
            (names[tie.one], names[tie.other], tie.contacts,
             ledger_url(replace(wanted, actors=(tie.one, tie.other)))) for tie in ties
        ],
        "months": months,
        "facets": facets,
        "json_url": ledger_url(wanted, "/network.json"),
        "csv_url": ledger_url(wanted, "/network.csv"),
    }  # fmt: skip
    rows = [
        {"one": tie.one, "one_name": names[tie.one].name, "other": tie.other, "other_name": names[tie.other].name,
         "contacts": tie.contacts}
        for tie in ties
    ]  # fmt: skip
    return View("network.html", values, rows)


def _months(first: dt.date, last: dt.date) -> list[dt.date]:
    """The first days of the months between two days, those of years where they are too many for a slider."""
    months: list[dt.date] = []
    month = first.replace(day=1)
    while month <= last:
        months.append(month)
        month = (month + dt.timedelta(days=32)).replace(day=1)
    return months


def gather_timeline(_site: Site, connection: sqlite3.Connection, params: QueryParams) -> View:
    """Return the contacts of one or two actors, or any filter's, the earliest first, with room for the time between."""
    wanted = read_filter(params)
    page = find_page(connection, wanted, read_cursor(params.get("after")), _MEMBERS)
    lines = [make_line(each) for each in reversed(page.occurrences)]
    steps = []
    before: dt.date | None = None
    for line in lines:
        day = line.occurrence.first_day or line.occurrence.last_day
        steps.append((line, (day - before).days if day and before else 0))
        before = day or before
    after = write_cursor(page.after)
    values = {
        "wanted": wanted,
        "actors": [found for each in wanted.actors if (found := load_identity(connection, each)) is not None],
        "steps": steps,
        "earlier_url": ledger_url(wanted, "/timeline", after=after) if after else None,
        "json_url": ledger_url(wanted, "/timeline.json"),
        "csv_url": ledger_url(wanted, "/timeline.csv"),
        "ledger_url": ledger_url(wanted),
    }
    rows = [
        {
            "day": str(line.occurrence.first_day or line.occurrence.last_day or ""),
            "kind": line.occurrence.kind.value,
            "occurrence_id": line.occurrence.occurrence_id,
            "participants": [actor.name for actor in line.occurrence.participants],
            "accounts": line.occurrence.accounts,
        }
        for line in lines
    ]
    return View("timeline.html", values, rows, {"next": after})


def pair_url(one: str, other: str) -> str:
    """Return the URL of the time line of two actors."""
    return ledger_url(LedgerFilter(actors=(one, other), modality=None), "/timeline")
