"""Where contacts were: the places that accounts tell, as far as the gazetteer knows them, on a map and in a table."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

from starlette.datastructures import QueryParams

from dragoman.exports.rows import Json
from dragoman.pages.ledger import ledger_url, read_filter
from dragoman.pages.site import Site
from dragoman.pages.views import View
from dragoman.pages.window import count_wanted, make_window
from dragoman.store.browse import FoundPlace, LedgerFilter, find_places
from dragoman.terminal.text import one_line

VAGUE = frozenset({"country", "region", "area"})  # kinds of places that are drawn as rings: somewhere within them


def gather_map(site: Site, connection: sqlite3.Connection, params: QueryParams) -> View:
    """Return the places of the contacts that a filter wants, the most frequent first."""
    wanted = read_filter(params)
    places, placed = site.recall(("places", wanted), lambda: find_places(connection, wanted))
    total = count_wanted(site, connection, wanted).total
    lines = [(each, ledger_url(replace(wanted, place=each.place_id))) for each in places]
    values = {
        "wanted": wanted,
        "window": make_window(site, connection, wanted, "/map"),
        "lines": lines,
        "points": [_make_point(each, url) for each, url in lines if each.latitude is not None],
        "placed": placed,
        "total": total,
        "ledger_url": ledger_url(wanted),
        "any_url": ledger_url(LedgerFilter(), "/map"),
        "json_url": ledger_url(wanted, "/map.json"),
        "csv_url": ledger_url(wanted, "/map.csv"),
    }
    return View("map.html", values, [place_row(each) for each in places], {"total": total, "placed": placed})


def _make_point(place: FoundPlace, url: str) -> dict[str, Json]:
    return {
        "name": one_line(place.name),
        "at": [place.longitude, place.latitude],
        "kind": place.kind,
        "contacts": place.contacts,
        "vague": place.kind in VAGUE,
        "url": url,
    }


def place_row(place: FoundPlace) -> dict[str, Json]:
    """Return a place of the map as JSON."""
    return {
        "place_id": place.place_id,
        "name": place.name,
        "kind": place.kind,
        "country": place.country,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "contacts": place.contacts,
    }
