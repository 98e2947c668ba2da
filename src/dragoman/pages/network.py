"""Who talks to whom, as a network; and what two actors, or one, have had to do with each other on a line of time."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Mapping
from dataclasses import replace

from starlette.datastructures import QueryParams

from dragoman.exports.rows import Json
from dragoman.pages.ledger import Line, ledger_url, make_line, read_cursor, read_filter, write_cursor
from dragoman.pages.shown import find_flag
from dragoman.pages.site import Site
from dragoman.pages.views import View
from dragoman.pages.window import count_wanted, make_window
from dragoman.store.actors import Identity, choose_identity, load_identity
from dragoman.store.browse import TIED, Tie, find_names, find_page, find_ties
from dragoman.terminal.text import one_line

TIES = 120
_MEMBERS = 200


def gather_network(site: Site, connection: sqlite3.Connection, params: QueryParams) -> View:
    """Return who was in contact with whom in a window of time, the strongest ties first."""
    wanted = read_filter(params)
    ties = site.recall(("ties", wanted), lambda: find_ties(connection, wanted, TIES))
    names = find_names(connection, {each for tie in ties for each in (tie.one, tie.other)})
    ties = tuple(tie for tie in ties if tie.one in names and tie.other in names)
    total = count_wanted(site, connection, wanted).total
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
        "window": make_window(site, connection, wanted, "/network"),
        "ledger_url": ledger_url(wanted),
        "tied": TIED,
        "total": total,
        "json_url": ledger_url(wanted, "/network.json"),
        "csv_url": ledger_url(wanted, "/network.csv"),
    }  # fmt: skip
    rows = [_tie_row(tie, names) for tie in ties]
    return View("network.html", values, rows)


def _tie_row(tie: Tie, names: Mapping[str, Identity]) -> dict[str, Json]:
    return {
        "one": tie.one,
        "one_name": names[tie.one].name,
        "other": tie.other,
        "other_name": names[tie.other].name,
        "contacts": tie.contacts,
    }


def gather_timeline(_site: Site, connection: sqlite3.Connection, params: QueryParams) -> View:
    """Return the contacts that a filter wants, the earliest first and undated ones last, with the time between.

    Who took part may also be given by name.
    """
    names = [each.strip() for each in params.getlist("name") if each.strip()]
    filtered = read_filter(params)
    named = tuple(choose_identity(connection, each)[0].identity_id for each in names)
    wanted = replace(filtered, actors=(*filtered.actors, *named))
    page = find_page(connection, wanted, read_cursor(params.get("after")), _MEMBERS)
    lines = sorted(
        (make_line(each) for each in reversed(page.occurrences)), key=lambda line: _day_of(line) or dt.date.max
    )
    steps: list[tuple[Line, int]] = []
    before: dt.date | None = None
    for line in lines:
        day = _day_of(line)
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
    return View("timeline.html", values, [_line_row(line) for line in lines], {"next": after})


def _day_of(line: Line) -> dt.date | None:
    return line.occurrence.first_day or line.occurrence.last_day


def _line_row(line: Line) -> dict[str, Json]:
    occurrence = line.occurrence
    names: list[Json] = [actor.name for actor in occurrence.participants]
    return {
        "day": str(occurrence.first_day or "") if occurrence.first_day == occurrence.last_day else "",
        "first_day": str(occurrence.first_day or ""),
        "last_day": str(occurrence.last_day or ""),
        "kind": occurrence.kind.value,
        "modality": occurrence.modality.value,
        "occurrence_id": occurrence.occurrence_id,
        "participants": names,
        "accounts": occurrence.accounts,
    }
