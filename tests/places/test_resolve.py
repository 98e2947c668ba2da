"""Which place a name means, by what stands beside it and what the text speaks of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.places.resolve import Setting, resolve_place


def resolve(text: str, name: str, countries: dict[str, int] | None = None, home: str | None = None) -> str | None:
    """Return "Paris, USA (beside)": the place that the name means in the text."""
    place = resolve_place(text, text.index(name), len(text), Setting(countries or {}, home))
    return None if place is None else f"{place.name}, {place.country} ({place.basis})"


@pytest.mark.parametrize(
    "text, name, expected",
    [
        pytest.param("in Lisbon.", "Lisbon", "Lisbon, PRT (only)", id="one of that name"),
        pytest.param("in Paris, Texas, on", "Paris", "Paris, USA (beside)", id="its region beside it"),
        pytest.param("in Paris on", "Paris", "Paris, FRA (size)", id="the largest"),
        pytest.param("in Tripoli, Lebanon, on", "Tripoli", "Tripoli, LBN (beside)", id="its country beside it"),
        pytest.param("in Tbilisi, Georgia, on", "Tbilisi", "Tbilisi, GEO (beside)", id="the country beside it"),
        pytest.param("in Atlanta, Georgia, on", "Atlanta", "Atlanta, USA (beside)", id="the region of that name"),
        pytest.param("in Chico, Calif., on", "Chico", "Chico, USA (beside)", id="a short form"),
        pytest.param(
            "in Washington, D.C. The", "Washington", "Washington, USA (beside)", id="D.C. and a sentence's end"
        ),
        pytest.param(
            "in Georgia on", "Georgia", "Georgia, GEO (text)", id="the country, where nothing speaks for the other"
        ),
        pytest.param("in Paris, Berlin and Rome", "Paris", "Paris, FRA (size)", id="a list is no region"),
        pytest.param("in the Oval Office.", "Oval", "White House, USA (list)", id="a site"),
        pytest.param(
            "at the Rafah crossing on", "Rafah", "Rafah crossing, None (list)", id="a site partly in lower case"
        ),
        pytest.param("in California February 23", "California", "California, USA (only)", id="a month behind it"),
        pytest.param("in Velk, Norway, on", "Velk", "Norway, NOR (beside)", id="a village that is not known"),
        pytest.param("at Lisbon University on", "Lisbon", "Lisbon, PRT (only)", id="a building named after its town"),
        pytest.param("in Moscow’s airport", "Moscow", "Moscow, RUS (size)", id="what belongs to a town"),
        pytest.param("at Moscow’s request", "Moscow", None, id="a government"),
        pytest.param("the Geneva Conventions", "Geneva", None, id="a treaty"),
        pytest.param("the Russia-EU summit", "Russia", None, id="two sides"),
        pytest.param("in Nature on", "Nature", None, id="a word"),
        pytest.param("in Reading on", "Reading", None, id="a town that is a word"),
        pytest.param("in Reading, England, on", "Reading", "Reading, GBR (beside)", id="with its country it is a town"),
        pytest.param("in Kestrel on", "Kestrel", None, id="no place"),
    ],
)
def test_a_name_means_a_place(text: str, name: str, expected: str | None) -> None:
    assert resolve(text, name) == expected


def test_the_text_decides_between_towns_of_like_size() -> None:
    text = "in Hyderabad on"
    assert resolve(text, "Hyderabad", {"PAK": 3}) == "Hyderabad, PAK (text)"
    assert resolve(text, "Hyderabad", {"IND": 3}) == "Hyderabad, IND (text)"


def test_where_nothing_decides_there_is_no_place() -> None:
    assert resolve("in Hyderabad on", "Hyderabad") is None


def test_the_outlet_decides_where_the_text_does_not() -> None:
    assert resolve("in Hyderabad on", "Hyderabad", home="IND") == "Hyderabad, IND (outlet)"


def test_a_text_about_one_state_means_its_region() -> None:
    assert resolve("in Georgia on", "Georgia", {"USA": 2}) == "Georgia, USA (text)"
    assert resolve("in Georgia on", "Georgia", {"USA": 2, "RUS": 1}) == "Georgia, GEO (text)"


@given(st.text(max_size=60), st.integers(0, 60))
def test_a_place_stands_in_the_text(text: str, start: int) -> None:
    place = resolve_place(text, start, len(text), Setting())
    assert place is None or start <= place.span.start < place.span.end <= len(text)


@given(st.lists(st.sampled_from(["Paris", ", ", "Texas", " in ", "Georgia", ".", "’s ", "D.C.", "Orm ", "airport"])))
def test_pieces_of_names_give_a_place_or_none(pieces: list[str]) -> None:
    text = "".join(pieces)
    place = resolve_place(text, 0, len(text), Setting({"USA": 1}))
    assert place is None or text[place.span.start : place.span.end].strip()
