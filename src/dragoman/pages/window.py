"""The window of time and the filters above the network and the map: what is wanted goes in, a form's choices come out.

The choices are those of the record as a whole, so that one that is made leaves the others to choose from.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dragoman.pages import shown
from dragoman.pages.ledger import chosen, write_filter
from dragoman.pages.site import Site
from dragoman.record import ContactKind, Modality
from dragoman.store.browse import Facets, FacetValue, LedgerFilter, count_facets
from dragoman.terminal.text import shorten


@dataclass(frozen=True, slots=True)
class Menu:
    """A filter with the values that it may take: value, words, whether it is set."""

    name: str
    label: str
    options: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class Window:
    """What the form of a view shows: menus, first days of months for the sliders, and what is kept from the URL.

    `path` is the view's own address; `chosen` are the filters in words, each with the URL that takes it away.
    """

    path: str
    menus: tuple[Menu, ...]
    months: tuple[dt.date, ...]
    since: dt.date | None
    until: dt.date | None
    kept: tuple[tuple[str, str], ...]
    chosen: tuple[tuple[str, str], ...]
    whole_url: str  # the same view of all time


def make_window(site: Site, connection: sqlite3.Connection, wanted: LedgerFilter, path: str) -> Window:
    """Return the form of a view under a filter."""
    of_all = LedgerFilter(modality=wanted.modality)
    known = count_wanted(site, connection, of_all)
    timeless = replace(wanted, since=None, until=None)
    span = count_wanted(site, connection, timeless).span
    menus = _make_menus(wanted, known)
    offered = {menu.name for menu in menus}
    shown_otherwise = {"actors" if name == "actor" else name for name in offered} | {"since", "until"}
    return Window(
        path,
        menus,
        list_months(*span) if span else (),
        wanted.since,
        wanted.until,
        tuple(_kept(wanted, offered)),
        tuple(chosen(connection, wanted, path, shown_otherwise)),
        shown.query(path, **write_filter(timeless)),
    )


def count_wanted(site: Site, connection: sqlite3.Connection, wanted: LedgerFilter) -> Facets:
    """Return how many contacts fit a filter, by what the ledger counts."""
    return site.recall(("facets", wanted), lambda: count_facets(connection, wanted))


def list_months(first: dt.date, last: dt.date) -> tuple[dt.date, ...]:
    """Return the first days of the months from one day to another."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return tuple(
        dt.date(first.year + (first.month - 1 + each) // 12, (first.month - 1 + each) % 12 + 1, 1)
        for each in range(count)
    )


def _make_menus(wanted: LedgerFilter, known: Facets) -> tuple[Menu, ...]:
    kinds = [(each.value, f"{each.value}s") for each in ContactKind]
    modalities = [("any", "anything"), *((each.value, shown.show_modality(each)) for each in Modality)]
    countries = sorted(((each.value, shown.name_country(each.value)) for each in known.countries), key=lambda it: it[1])
    country, actor = wanted.country or "", wanted.actors[0] if len(wanted.actors) == 1 else ""
    if country and country not in dict(countries):
        countries.append((country, shown.name_country(country)))
    menus = [
        _menu("kind", "Kind", [("", "any"), *kinds], wanted.kind.value if wanted.kind else ""),
        _menu("modality", "Told as", modalities, wanted.modality.value if wanted.modality else "any"),
        _menu("country", "Country", [("", "any"), *countries], country),
    ]
    people = _people(known.actors)
    if not wanted.actors or actor in dict(people):  # others stand among the filters that are chosen
        menus.append(_menu("actor", "Who", [("", "anybody"), *people], actor))
    return tuple(menus)


def _people(values: Sequence[FacetValue]) -> list[tuple[str, str]]:
    return sorted(((each.value, shorten(each.label, 40)) for each in values), key=lambda it: it[1])


def _menu(name: str, label: str, options: Sequence[tuple[str, str]], wanted: str) -> Menu:
    return Menu(name, label, tuple((value, words, value == wanted) for value, words in options))


def _kept(wanted: LedgerFilter, offered: set[str]) -> list[tuple[str, str]]:
    """The fields of the URL that neither the menus nor the window of time hold."""
    found: list[tuple[str, str]] = []
    for name, value in write_filter(wanted).items():
        if value is None or name in offered or name in {"since", "until"}:
            continue
        found += [(name, str(each)) for each in value] if isinstance(value, list) else [(name, str(value))]
    return found
