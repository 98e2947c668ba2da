"""Outlets (`outlets.toml`): who published a document, and whom it means by a bare title on a given day."""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, cast, get_args
from urllib.parse import urlsplit

from dragoman.lexicons.files import Entry, read_entries, read_once
from dragoman.lexicons.states import read_country
from dragoman.lexicons.words import (
    fold_words,
)
from dragoman.record import Gender


@dataclass(frozen=True, slots=True)
class Principal:
    """Somebody an outlet means by a bare title, from `start` up to and not including `end` (None: open).

    `office` is the title as the outlet uses it ("President"), `titles` are longer and other forms of it,
    `aliases` other forms of the holder's name, `source` says where the dates can be checked.
    """

    office: str
    name: str
    aliases: tuple[str, ...]
    country: str | None
    gender: Gender | None
    start: dt.date | None
    end: dt.date | None
    titles: tuple[str, ...] = ()
    source: str = ""

    def held_on(self, day: dt.date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who published a document: the names and domains it is known by, and whose government it speaks for, if any."""

    name: str
    matches: tuple[str, ...]
    country: str | None
    speaks_for: str | None
    timezone: str | None
    principals: tuple[Principal, ...] = ()
    domains: tuple[str, ...] = ()


_OUTLETS: Final = "outlets.toml"
_OUTLET_FIELDS: Final = frozenset({"name", "matches", "domains", "country", "speaks_for", "timezone", "offices"})
_OFFICE_FIELDS: Final = frozenset({"title", "titles", "country", "source", "holders"})
_HOLDER_FIELDS: Final = frozenset({"name", "aliases", "gender", "start", "end"})
_GENDERS: Final = cast("tuple[str, ...]", get_args(Gender))
_DOMAIN: Final = re.compile(r"\b(?:[a-z0-9-]+\.)+[a-z]{2,}\b")  # "President of Russia (en.kremlin.ru)"


@functools.cache
def load_outlets() -> tuple[Outlet, ...]:
    """Return all outlets with who holds which office at each."""
    return read_outlets(read_once(_OUTLETS))


def read_outlets(tables: Mapping[str, object], file: str = _OUTLETS) -> tuple[Outlet, ...]:
    """Return the outlets of the tables of a file.

    Raises LexiconError on overlapping tenures of an office, on names or domains that two outlets share, and
    on offices that are not in the file.
    """
    offices = {
        entry.key.removeprefix("office."): _read_office(entry)
        for entry in read_entries(file, "office", tables.get("office"), _OFFICE_FIELDS)
    }
    entries = list(read_entries(file, "outlet", tables.get("outlet"), _OUTLET_FIELDS))
    outlets = tuple(_read_outlet(entry, offices) for entry in entries)
    taken: dict[str, str] = {}
    for entry, outlet in zip(entries, outlets, strict=True):
        for word in {*map(fold_words, (outlet.name, *outlet.matches)), *outlet.domains}:
            if taken.setdefault(word, entry.key) != entry.key:
                raise entry.error(f"{word!r} is {taken[word]}'s already", "leave it to one of them")
    return outlets


def _read_outlet(entry: Entry, offices: Mapping[str, tuple[Principal, ...]]) -> Outlet:
    wanted = entry.words("offices")
    for office in wanted:
        if office not in offices:
            raise entry.error(f"no office {office!r}", f"add [office.{office}] or take one of {', '.join(offices)}")
    principals = tuple(principal for office in wanted for principal in offices[office])
    titles = [title for office in wanted for title in {*map(fold_words, _titles(offices[office][0]))}]
    for title in titles:
        if titles.count(title) > 1:
            raise entry.error(f"two of its offices are called {title!r}", "a bare title must mean one office")
    return Outlet(
        name=entry.text("name"),
        matches=entry.words("matches"),
        country=read_country(entry, "country"),
        speaks_for=read_country(entry, "speaks_for"),
        timezone=entry.optional_text("timezone"),
        principals=principals,
        domains=entry.words("domains"),
    )


def _read_office(entry: Entry) -> tuple[Principal, ...]:
    holders = entry.table.get("holders")
    if not isinstance(holders, list) or not holders:
        raise entry.error("no holders", "list them, `holders = [{ name = '…', start = 2001-01-20 }]`")
    found = tuple(_read_holder(entry, holder) for holder in cast("list[object]", holders))
    for before, after in itertools.pairwise(found):
        if before.end is None or after.start is None or before.end > after.start:
            raise entry.error(
                f"the tenures of {before.name} and {after.name} overlap or run backwards",
                "list holders in order; the day of the handover ends one and starts the next",
            )
    return found


def _read_holder(office: Entry, table: object) -> Principal:
    entry = Entry.check(office.file, f"{office.key}.holders", table, _HOLDER_FIELDS)
    start, end = entry.day("start"), entry.day("end")
    if start is not None and end is not None and start >= end:
        raise entry.error(f"{entry.text('name')} ends {end} before starting {start}", "correct the days")
    gender = entry.choice("gender", _GENDERS) if "gender" in entry.table else None
    return Principal(
        office=office.text("title"),
        name=entry.text("name"),
        aliases=entry.words("aliases"),
        country=read_country(office, "country"),
        gender=cast("Gender | None", gender),
        start=start,
        end=end,
        titles=office.words("titles"),
        source=office.text("source"),
    )


def _titles(principal: Principal) -> tuple[str, ...]:
    return (principal.office, *principal.titles)


@functools.cache
def _outlet_by_word() -> Mapping[str, Outlet]:
    """Return each name and domain, folded, with its outlet."""
    outlets = load_outlets()
    names = {fold_words(word): outlet for outlet in outlets for word in (outlet.name, *outlet.matches)}
    return MappingProxyType({**names, **{domain: outlet for outlet in outlets for domain in outlet.domains}})


def find_outlet(name: str | None, url: str | None) -> Outlet | None:
    """Return the outlet known by that name, or by the domain in the name or the URL; None for any other.

    A name may go on after the known one: "The White House, Office of the Press Secretary".
    """
    return (_outlet_named(fold_words(name)) if name else None) or (_outlet_at(url) if url else None)


def _outlet_named(folded: str) -> Outlet | None:
    known = _outlet_by_word()
    if folded in known:
        return known[folded]
    for host in _DOMAIN.findall(folded):
        outlet = _outlet_of_host(host)
        if outlet is not None:
            return outlet
    beginnings = (word for word in known if folded.startswith(word) and not folded[len(word)].isalnum())
    return known.get(max(beginnings, key=len, default=""))


def _outlet_at(url: str) -> Outlet | None:
    try:
        host = urlsplit(url).hostname
    except ValueError:  # "http://[": not a URL, so it names no outlet
        return None
    return _outlet_of_host(host) if host else None


def _outlet_of_host(host: str) -> Outlet | None:
    """Return the outlet of "2009-2017.state.gov": that of the longest ending it knows."""
    labels = host.lower().split(".")
    endings = (".".join(labels[start:]) for start in range(len(labels) - 1))
    return next((_outlet_by_word()[ending] for ending in endings if ending in _outlet_by_word()), None)


def principal_on(outlet: Outlet, office: str, day: dt.date | None) -> Principal | None:
    """Return whom the outlet means by a bare title on that day: ("President", 2009-07-06) at the White House.

    None when it has no such office, when nobody is known to have held it that day, and when the day is
    unknown and several people held it.
    """
    wanted = fold_words(office)
    holders = [person for person in outlet.principals if wanted in map(fold_words, _titles(person))]
    if day is not None:
        return next((person for person in holders if person.held_on(day)), None)
    return holders[0] if len({person.name for person in holders}) == 1 else None
