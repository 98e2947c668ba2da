"""How places are counted against the gold."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dragoman.record import Place, Reading, Span
from evaluation.places import GOLD, PlaceCount, count_sentence
from evaluation.shared import Row, half_of, read_lines
from tests.factories import make_reading


def read_place(place: Place | None) -> Reading:
    reading = make_reading()
    contacts = tuple(replace(contact, location=place) for contact in reading.contacts[:1])
    return replace(reading, contacts=contacts, events=())


def count(place: Place | None, *gold: Row) -> PlaceCount:
    counted = PlaceCount()
    reading = read_place(place)
    count_sentence({"start": 0, "end": len(reading.document.text), "places": list(gold)}, reading, counted)
    return counted


LISBON = Place("Lisbon", "city", Span(3, 9), "only", "PRT", city="Lisbon")
HERE: Row = {"start": 3, "end": 9, "kind": "city", "country": ["PRT"], "city": ["Lisbon", "Lisboa"]}


@pytest.mark.parametrize(
    "place, gold, figures",
    [
        pytest.param(LISBON, HERE, (1, 0, 1, 1), id="right"),
        pytest.param(LISBON, HERE | {"country": ["ESP"]}, (1, 0, 0, 0), id="another country"),
        pytest.param(LISBON, HERE | {"city": ["Porto"]}, (1, 0, 1, 0), id="another city"),
        pytest.param(LISBON, HERE | {"start": 20, "end": 26}, (1, 1, 0, 0), id="nothing took place there"),
        pytest.param(LISBON, HERE | {"optional": True}, (1, 0, 1, 1), id="one that may be left out"),
        pytest.param(None, HERE, (0, 0, 0, 0), id="nothing given"),
    ],
)
def test_a_place_is_counted(place: Place | None, gold: Row, figures: tuple[int, int, int, int]) -> None:
    counted = count(place, gold)
    assert (counted.given, counted.false, counted.countries_right, counted.cities_right) == figures


def test_the_gold_has_what_its_guideline_promises() -> None:
    rows = read_lines(GOLD)
    places = [(row, place) for row in rows for place in row["places"]]
    assert len([place for _, place in places if not place.get("optional")]) >= 150
    assert {half_of(row["document"]) for row in rows} == {"tuning", "checking"}
    for row, place in places:
        assert row["start"] <= place["start"] < place["end"] <= row["end"]
        assert place["kind"] in {"city", "region", "country", "site", "area"}
