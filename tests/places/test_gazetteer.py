"""What the gazetteer holds, and how names find it."""

from __future__ import annotations

import tomllib
from importlib import resources

import pytest

from dragoman.lexicons.states import load_states
from dragoman.places.gazetteer import (
    country_spot,
    find_cities,
    find_country,
    find_regions,
    fold_place,
    fold_region,
    regions_by_code,
    sites,
)
from dragoman.places.resolve import shortened


@pytest.mark.parametrize(
    "name, folded",
    [
        pytest.param("Sharm el-Sheikh", "sharm el sheikh", id="hyphen"),
        pytest.param("St. Petersburg", "saint petersburg", id="saint"),
        pytest.param("Élysée", "elysee", id="accents"),
        pytest.param("Ta'if", "taif", id="apostrophe"),
    ],
)
def test_names_are_folded(name: str, folded: str) -> None:
    assert fold_place(name) == folded


def test_a_region_is_found_without_its_kind() -> None:
    assert fold_region("Qinghai Province") == "qinghai"
    assert [spot.country for spot in find_regions("Qinghai Province")] == ["CHN"]


@pytest.mark.parametrize(
    "name, country",
    [
        pytest.param("Kiev", "UKR", id="another name"),
        pytest.param("Saint Petersburg", "RUS", id="the largest first"),
        pytest.param("Tripoli", "LBY", id="of several"),
        pytest.param("Brasilia", "BRA", id="without accents"),
    ],
)
def test_a_name_finds_its_largest_town_first(name: str, country: str) -> None:
    assert find_cities(name)[0].country == country


def test_what_is_no_name_finds_nothing() -> None:
    assert find_cities("") == find_cities("Orvania City") == find_regions("Orvania") == ()
    assert find_country("Orvania") is None


def test_every_coordinate_is_on_the_globe() -> None:
    spots = [*regions_by_code().values(), *(spot for several in sites().values() for spot in several)]
    countries = [spot for state in load_states() if (spot := country_spot(state.code)) is not None]
    for spot in (*spots, *countries):
        if spot.latitude is not None and spot.longitude is not None:
            assert -90 <= spot.latitude <= 90, spot
            assert -180 <= spot.longitude <= 180, spot


def test_the_table_of_towns_is_sorted_by_name() -> None:
    lines = (resources.files("dragoman.places") / "data" / "cities.tsv").read_text(encoding="utf-8").splitlines()
    assert len(lines) > 30_000
    assert lines == sorted(lines)


def test_most_capitals_are_there() -> None:
    states = [state for state in load_states() if state.capital is not None and state.ended is None]
    found = [state for state in states if any(city.country == state.code for city in find_cities(state.capital or ""))]
    assert len(found) / len(states) > 0.95


def test_short_forms_name_regions() -> None:
    assert set(shortened().values()) <= set(regions_by_code())


def test_a_site_stands_where_its_entry_says() -> None:
    tables = tomllib.loads((resources.files("dragoman.lexicons") / "places.toml").read_text(encoding="utf-8"))
    for name, entry in tables["site"].items():
        (spot, *_) = sites()[fold_place(name)]
        assert (spot.country, [spot.latitude, spot.longitude]) == (entry.get("country"), entry["at"])
