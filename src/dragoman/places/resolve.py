"""Words that name a place, and what stands around them → the place of the gazetteer that is meant.

Of several places of one name: the one whose region or country stands beside it; a site of the list; the largest, where
it is far larger than the others; else the only one whose country the text speaks of.  Where nothing decides, the
country if all are in one, or none.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from dragoman.lexicons.files import read_once
from dragoman.places.gazetteer import (
    PLACES,
    Spot,
    country_spot,
    find_cities,
    find_country,
    find_regions,
    fold_place,
    regions_by_code,
    sites,
)
from dragoman.record import Part, Place, PlaceBasis, Span

FAR_LARGER = 8  # times as many inhabitants
CAPITAL_DISTRICT = "US.DC"  # "D.C." alone is Washington
METROPOLIS = 1_000_000
LARGE = 100_000  # a town after which a building is named has as many inhabitants
SMALL = 50_000  # a town of fewer counts only where its country is spoken of
BIG_CITY = 5  # a region's name is its city's where the region has no more than so many times its inhabitants

# as in "Orm", "Port-au-Prince", "D.C.", "St.", "Cote d'Ivoire"; no "'s", no full stop at the end
_CAPITAL: Final = r"(?:(?:[A-Z]\.){2,}|St\.|[^\W\d_a-z](?:\w|['’](?!s\b)\w|-(?=[a-z]))*)"
_LINK: Final = r"(?:of the|of|the|de la|de|del|la|el|al|du|da|dos|do|upon|sur|am|bin|ash|as|esh)"
# as in "Washington", "Sharm el Sheikh", "Rio de Janeiro", "Cathedral of Christ the Saviour"
NAME: Final = re.compile(rf"{_CAPITAL}(?:(?:\s+{_LINK})?[ \n]\s*{_CAPITAL}|[-–]{_CAPITAL})*")
# as in ", Texas", ", D.C.", ", Saudi Arabia", " in Norway", ", North Poland", " (Texas)"
_BESIDE: Final = re.compile(
    rf"(?:,\s+|\s+in\s+|\s+\()(?:the\s+|(?:northern|southern|eastern|western|central)\s+)?({NAME.pattern})"
)
_CALENDAR: Final = re.compile(
    r"\s+(?=(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)[a-z]*\b)"
)
_QUARTER: Final = re.compile(r"^(?:North|South|East|West|Northern|Southern|Eastern|Western|Central)\s+")


@dataclass(frozen=True, slots=True)
class Setting:
    """What a text speaks of: how often each country is named in it, and the country of its outlet."""

    countries: Mapping[str, int] = field(default_factory=dict[str, int])
    home: str | None = None


@dataclass(frozen=True, slots=True)
class _Beside:
    """What may be the region or country beside a name ("Georgia" is both), and where its words end."""

    spots: tuple[Spot, ...]
    end: int


def resolve_place(text: str, start: int, end: int, setting: Setting, part: Part = "text") -> Place | None:
    """Return the place that the name which begins at `start` means; None where nothing tells it.

    `end` bounds where the name may end; a region or country beside it is looked for behind.  The longest beginning of
    the name that the gazetteer knows counts, where what is left of it allows (`_may_follow`).
    """
    found = NAME.match(text, start, end)
    if found is None:
        return None
    name = _CALENDAR.split(found[0], maxsplit=1)[0]  # "in California February 23", "in Lisbon Monday"
    for stop in _ends(name):
        place = _resolve_name(text, start, start + stop, start + len(name), setting, part)
        if place is not None:
            return place
    return None


def _ends(name: str) -> Iterator[int]:
    """Where the name may end, the longest first: "Orm City Hospital", "Orm City", "Orm"."""
    yield len(name)
    for match in reversed(list(re.finditer(r"\s+|['’]s\b|[-–]", name))):
        yield match.start()


def _resolve_name(text: str, start: int, stop: int, whole: int, setting: Setting, part: Part) -> Place | None:
    name = re.sub(r"\s+", " ", text[start:stop])
    if len(name) < 2 or not _may_follow(text, stop, whole):
        return None
    site = _find_site(text, start, stop) if stop >= whole - 2 else None
    if site is not None:
        return _make(site[0], Span(start, site[1]), "list", part)
    beside = _find_beside(text, whole) if stop == whole else None
    if beside is not None:
        within = next((spot for around in beside.spots if (spot := _within(name, around)) is not None), None)
        if within is not None and not _is_list(name, within):
            return _make(within, Span(start, beside.end), "beside", part)
    chosen = choose(name, setting)
    if chosen is None and beside is not None and not find_cities(name):
        return _make(beside.spots[0], Span(start, beside.end), "beside", part)  # a village that the gazetteer lacks
    if chosen is None or not _bears(chosen[0], text, stop, whole):
        return None
    return _make(chosen[0], Span(start, stop), chosen[1], part)


def _is_list(name: str, town: Spot) -> bool:
    """Whether a name with a region beside it is the first of a list of regions: "in Oregon, Ohio and Texas"."""
    return not town.capital and any(
        region.country == town.country and region.population > BIG_CITY * town.population
        for region in find_regions(name)
    )


def _bears(spot: Spot, text: str, stop: int, whole: int) -> bool:
    """Whether a place may be meant by a name that goes on, "Orm Airport", "Orm airport": a large town may.

    "Kestrel station" is not in a village of that name, and the "Syria Support Group" is nowhere.
    """
    if re.match(r"['’]s\b", text[stop : stop + 3]):
        return True
    after = re.match(r"\s+([a-z]+)\b", text[whole : whole + 24])
    goes_on = stop < whole or (after is not None and after[1] in built())
    return not goes_on or (spot.kind == "city" and spot.population >= LARGE) or (stop == whole and spot.kind != "city")


def _find_site(text: str, start: int, stop: int) -> tuple[Spot, int] | None:
    """The site of a name, which may go on in lower case, "the Rafah crossing", and where it ends; the longest."""
    rest = re.match(r"(?:\s+[a-z]+){0,3}", text[stop : stop + 40])
    further = [] if rest is None else [match.end() for match in re.finditer(r"\s+[a-z]+", rest[0])]
    for end in (*reversed(further), 0):
        known = sites().get(fold_place(text[start : stop + end]))
        if known is not None:
            return known[0], stop + end
    return None


def _may_follow(text: str, stop: int, whole: int) -> bool:
    """Whether a name may end at `stop` though it goes on to `whole`: what is left names a building or station.

    "Orm Airport" is in Orm, the "Orm Convention" is nowhere.  So with what follows the name in lower case.
    """
    rest = text[stop:whole]
    if rest:
        words = re.findall(r"\w+", rest)
        allowed = built() | frozenset(read_once(PLACES)["of_building"])
        return bool(words) and not rest.startswith(("-", "–")) and {word.lower() for word in words} <= allowed
    owner = re.match(r"['’](?:s\b)?\s*(\w+)?", text[whole : whole + 24])
    if owner is not None:
        return (owner[1] or "").lower() in built() | {"capital"}
    after = re.match(r"[-–]\w|\s+([a-z]+)\b", text[whole : whole + 24])
    return after is None or after[1] is not None


def _find_beside(text: str, at: int) -> _Beside | None:
    """The region or country behind a comma, "in" or a bracket."""
    match = _BESIDE.match(text, at, at + 60)
    if match is None:
        return None
    for stop in _ends(match[1]):
        words = re.sub(r"\s+", " ", match[1][:stop])
        dot = text[match.start(1) + stop : match.start(1) + stop + 1] == "."
        spots = _enclosing(words, abbreviated=dot) or _enclosing(_QUARTER.sub("", words))
        if not spots:
            continue
        end = match.start(1) + stop
        further = _find_beside(text, end) if spots[0].kind == "region" else None
        if further is not None and spots[0].country == further.spots[0].country:
            end = further.end
        return _Beside(spots, end)
    return None


@functools.lru_cache(maxsize=1024)
def _enclosing(words: str, *, abbreviated: bool = False) -> tuple[Spot, ...]:
    """The country and the regions of these words, the country first, then the most populous."""
    folded = fold_place(words)
    code = shortened().get(folded)
    if code is not None and (abbreviated or code == CAPITAL_DISTRICT):
        return (regions_by_code()[code],)
    country = find_country(words)
    return (*(() if country is None else (country,)), *find_regions(words))


@functools.lru_cache(maxsize=1024)
def _within(name: str, around: Spot) -> Spot | None:
    """The place of that name in a country or region; None where the gazetteer has none there."""
    region = around.region if around.kind == "region" else None
    for spot in (*find_cities(name), *find_regions(name)):
        if spot.country == around.country and (region is None or spot.region == region):
            return spot
    return None


def choose(name: str, setting: Setting) -> tuple[Spot, PlaceBasis] | None:
    """Return the place that a name alone means in a text, and how that is known."""
    country = find_country(name)
    regions = find_regions(name)
    if country is not None:
        return _country_or_region(country, regions, setting)
    folded = fold_place(name)
    if folded in shortened():
        return (find_cities("Washington")[0], "only") if shortened()[folded] == CAPITAL_DISTRICT else None
    if folded in ordinary():
        return None
    cities = _named_first(find_cities(name), folded)
    if not cities and not regions:
        return None
    if regions and _is_region(regions[0], cities, name):
        return _one_of(regions, setting)
    return _one_of(cities, setting) if cities else None


def _named_first(cities: tuple[Spot, ...], folded: str) -> tuple[Spot, ...]:
    """The towns of that very name alone, but where one that bears it besides is far larger: Köln is Cologne."""
    own = tuple(city for city in cities if fold_place(city.name) == folded)
    other = max((city.population for city in cities if city not in own), default=0)
    if own and own[0].population * FAR_LARGER > other:
        return own
    return tuple(sorted(cities, key=lambda city: (-city.population, city.spot_id)))


def _country_or_region(country: Spot, regions: tuple[Spot, ...], setting: Setting) -> tuple[Spot, PlaceBasis]:
    """Georgia: the country, but for a text that speaks of the United States alone."""
    rivals = [spot for spot in regions if spot.country != country.country and spot.population > 3_000_000]
    if rivals and setting.countries.get(rivals[0].country or "") and _is_home(rivals[0], setting):
        return rivals[0], "text"
    return country, "text" if rivals else "only"


def _is_home(spot: Spot, setting: Setting) -> bool:
    """Whether a text speaks of the place's country and no other."""
    return all(code == spot.country for code, count in setting.countries.items() if count)


def _is_region(region: Spot, cities: tuple[Spot, ...], name: str) -> bool:
    """Whether a name that towns bear too means the region: it is far more populous than they, or is said to be one."""
    folded = fold_place(name)
    own = [city for city in cities if fold_place(city.name) == folded]
    if any(city.region == region.region and city.population * BIG_CITY > region.population for city in own):
        return False  # Donetsk
    if any(city.country == region.country and (city.capital or city.population > METROPOLIS) for city in cities):
        return False  # Kiev, New York
    return not own or (region.population > BIG_CITY * own[0].population and not own[0].capital)


def _one_of(spots: tuple[Spot, ...], setting: Setting) -> tuple[Spot, PlaceBasis] | None:
    """The largest where it is far larger, else the one whose country the text speaks of, else their one country."""
    spoken = [spot for spot in spots if setting.countries.get(spot.country or "")]
    told = spoken or [spot for spot in spots if spot.country == setting.home]
    basis: PlaceBasis = "text" if spoken else "outlet"
    first = spots[0]
    rest = max((spot.population for spot in spots[1:]), default=0)
    if first.kind == "city" and first.population < SMALL and not first.capital:
        return (told[0], basis) if len({spot.region for spot in told}) == 1 else None
    if len(spots) == 1:
        return first, "only"
    if first.capital or first.population > FAR_LARGER * rest:
        if first in told or not told or first.capital or first.population > 100 * rest:
            return first, "size"
        return None
    if told and (told[0] == first or len({spot.country for spot in told}) == 1):
        near = [spot for spot in told[1:] if spot.population * FAR_LARGER > told[0].population]
        return (told[0], basis) if not near else _country_of(told)
    return _country_of(list(spots))


def _country_of(spots: list[Spot]) -> tuple[Spot, PlaceBasis] | None:
    """The country, where all are in one."""
    codes = {spot.country for spot in spots}
    country = country_spot(codes.pop() or "") if len(codes) == 1 else None
    return None if country is None else (country, "only")


def _make(spot: Spot, span: Span, basis: PlaceBasis, part: Part) -> Place:
    region = regions_by_code().get(spot.region or "")
    return Place(
        name=spot.name,
        kind=spot.kind,
        span=span,
        basis=basis,
        country=spot.country,
        region=None if region is None else region.name,
        city=spot.city if spot.kind != "city" else spot.name,
        latitude=spot.latitude,
        longitude=spot.longitude,
        gazetteer_id=spot.spot_id,
        part=part,
    )


@functools.cache
def built() -> frozenset[str]:
    """Return words at the end of a name that make it a building or part of the town named before."""
    return frozenset(read_once(PLACES)["built"])


@functools.cache
def ordinary() -> frozenset[str]:
    """Return the folded names of towns that are words or names besides."""
    return frozenset(map(fold_place, read_once(PLACES)["ordinary"]))


@functools.cache
def shortened() -> Mapping[str, str]:
    """Return the codes of regions by the short forms of their names that datelines have, folded: "calif", "d c"."""
    return MappingProxyType(dict(read_once(PLACES)["short"]))
