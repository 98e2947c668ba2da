"""The gazetteer that comes with the package: a name goes in, the places of that name come out.

`data/*.tsv` are facts of GeoNames (CC BY 4.0), written by scripts/build_gazetteer.py; `places.toml` of the lexicons has
diplomatic sites and other names of regions.  The table of towns is sorted by name and searched by halving: nothing is
parsed before somebody asks for it.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from types import MappingProxyType
from typing import Final

from anyascii import anyascii

from dragoman.lexicons.files import Entry, read_entries, read_once
from dragoman.lexicons.states import find_state, read_country, state_by_code
from dragoman.record import PlaceKind

PLACES: Final = "places.toml"
_SITE_FIELDS: Final = frozenset({"names", "country", "city", "at", "kind", "basis"})
_REGION_FIELDS: Final = frozenset({"names"})
_AREA_FIELDS: Final = frozenset({"names", "at"})
_NOT_LETTERS: Final = re.compile(r"[^a-z0-9]+")
# words that say what a region is, before or behind its name: "Qinghai Sheng", "Republic of Karelia"
_OF_KIND: Final = re.compile(
    r"\b(?:sheng|shi|oblast|krai|kray|province|governorate|region|territory|republic|respublika|muhafazat|state|the|of"
    r"|prefecture|district|department|autonomous|avtonomnyy|okrug|zizhiqu|canton|county|municipality|islands?|emirate"
    r"|voivodeship)\b"
)
_SAINT: Final = re.compile(r"\bst\b")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of the gazetteer; `country` is ISO 3166 alpha-3, `region` the code of its first-level region ("US.CA").

    For a country or region the coordinates are the middle of its towns.  `city` is the one that a site stands in.
    """

    spot_id: str
    name: str
    kind: PlaceKind
    country: str | None
    latitude: float | None
    longitude: float | None
    region: str | None = None
    population: int = 0
    capital: bool = False
    city: str | None = None


def fold_place(name: str) -> str:
    """Return the name in lower-case Latin letters, words parted by one blank, "St" as "saint"."""
    words = _NOT_LETTERS.sub(" ", anyascii(name).lower().replace("'", "")).strip()
    return _SAINT.sub("saint", words)


def fold_region(name: str) -> str:
    """Return the folded name without what kind of region it is: "qinghai" for "Qinghai Province"."""
    folded = fold_place(name)
    return " ".join(_OF_KIND.sub(" ", folded).split()) or folded


@functools.cache
def _city_lines() -> Sequence[str]:
    return _read("cities.tsv")


def _read(name: str) -> Sequence[str]:
    path = resources.files("dragoman.places") / "data" / name
    return path.read_text(encoding="utf-8").splitlines()


def _lines_of(key: str) -> Iterator[Sequence[str]]:
    lines, start = _city_lines(), key + "\t"
    at = bisect_left(lines, start)
    while at < len(lines) and lines[at].startswith(start):
        yield lines[at].split("\t")
        at += 1


def find_cities(name: str) -> tuple[Spot, ...]:
    """Return the towns of that name, the largest first; those that only bear it besides another come last."""
    return _find_cities(fold_place(name))


@functools.lru_cache(maxsize=4096)
def _find_cities(key: str) -> tuple[Spot, ...]:
    own: list[Spot] = []
    other: list[Spot] = []
    for cells in _lines_of(key) if key else ():
        if not cells[1].startswith(">"):
            own.append(_make_city(cells))
            continue
        number = cells[1][1:]
        other.extend(_make_city(more) for more in _lines_of(cells[2]) if more[1] == number)
    by_size = sorted(own, key=lambda spot: (-spot.population, spot.spot_id))
    return (*by_size, *sorted(other, key=lambda spot: (-spot.population, spot.spot_id)))


def _make_city(cells: Sequence[str]) -> Spot:
    _, number, name, country, region, lat, lon, people, capital = cells
    return Spot(
        f"geonames:{number}", name, "city", country, float(lat), float(lon), region, int(people), capital == "C", name
    )


@functools.cache
def regions_by_code() -> Mapping[str, Spot]:
    """Return each first-level region by GeoNames' code for it, "US.CA"."""
    found: dict[str, Spot] = {}
    for line in _read("regions.tsv"):
        code, name, country, lat, lon, people = line.split("\t")
        found[code] = Spot(f"geonames:{code}", name, "region", country, float(lat), float(lon), code, int(people))
    return MappingProxyType(found)


@functools.cache
def _regions() -> Mapping[str, tuple[Spot, ...]]:
    found: dict[str, tuple[Spot, ...]] = {}

    def add(name: str, spot: Spot) -> None:
        for key in {fold_place(name), fold_region(name)}:
            if spot not in found.get(key, ()):
                found[key] = (*found.get(key, ()), spot)

    codes = regions_by_code()
    for spot in codes.values():
        add(spot.name, spot)
    for entry in read_entries(PLACES, "region", read_once(PLACES).get("region"), _REGION_FIELDS):
        code = entry.key.removeprefix("region.")
        if code not in codes:
            raise entry.error(f"there is no region {code!r}", "give the code of a line of places/data/regions.tsv")
        for name in entry.words("names"):
            add(name, codes[code])
    return MappingProxyType(found)


def find_regions(name: str) -> tuple[Spot, ...]:
    """Return the first-level regions of that name, the most populous first."""
    found = _regions().get(fold_place(name)) or _regions().get(fold_region(name), ())
    return tuple(sorted(found, key=lambda spot: (-spot.population, spot.spot_id)))


@functools.cache
def sites() -> Mapping[str, tuple[Spot, ...]]:
    """Return sites, seas and other places of `places.toml` by each of their names, folded."""
    found: dict[str, tuple[Spot, ...]] = {}
    for heading, fields in (("site", _SITE_FIELDS), ("area", _AREA_FIELDS)):
        for entry in read_entries(PLACES, heading, read_once(PLACES).get(heading), fields):
            spot = _read_site(entry) if heading == "site" else _read_area(entry)
            for name in (spot.name, *entry.words("names")):
                found[fold_place(name)] = (*found.get(fold_place(name), ()), spot)
    return MappingProxyType(found)


def _read_site(entry: Entry) -> Spot:
    entry.text("basis")
    lat, lon = _read_point(entry)
    kind = entry.choice("kind", ("site", "region", "city")) if "kind" in entry.table else "site"
    name = entry.key.removeprefix("site.")
    city = entry.optional_text("city")
    return Spot(f"site:{fold_place(name)}", name, _kind(kind), read_country(entry, "country"), lat, lon, city=city)


def _kind(word: str) -> PlaceKind:
    return "region" if word == "region" else "city" if word == "city" else "site"


def _read_area(entry: Entry) -> Spot:
    lat, lon = _read_point(entry)
    name = entry.key.removeprefix("area.")
    return Spot(f"area:{fold_place(name)}", name, "area", None, lat, lon)


def _read_point(entry: Entry) -> tuple[float, float]:
    at = entry.table.get("at")
    if not isinstance(at, list) or len(at) != 2 or not all(isinstance(each, int | float) for each in at):
        raise entry.error(f"at is {at!r}", "give latitude and longitude in degrees, `at = [55.752, 37.618]`")
    lat, lon = float(at[0]), float(at[1])
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise entry.error(f"at is {at!r}, which is not on the globe", "give latitude, then longitude, in degrees")
    return lat, lon


@functools.cache
def _countries() -> Mapping[str, Spot]:
    found: dict[str, Spot] = {}
    for line in _read("countries.tsv"):
        code, number, lat, lon = line.split("\t")
        state = state_by_code().get(code)
        if state is not None:
            found[code] = Spot(f"geonames:{number}", state.name, "country", code, float(lat), float(lon))
    return MappingProxyType(found)


def find_country(name: str) -> Spot | None:
    """Return the country that words name; None for an adjective, a capital that speaks for one, or no country."""
    state = find_state(name)
    return None if state is None else country_spot(state.code)


def country_spot(code: str) -> Spot | None:
    """Return the country of an ISO 3166 alpha-3 code, without coordinates where GeoNames has no towns of it."""
    state = state_by_code().get(code)
    if state is None:
        return None
    return _countries().get(code) or Spot(f"iso:{code}", state.name, "country", code, None, None)
