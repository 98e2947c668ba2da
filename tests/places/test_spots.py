"""Where the contact of a sentence took place; the examples of `lexicons/places.toml`, and near misses."""

from __future__ import annotations

from typing import Any

import pytest

from dragoman.lexicons.files import read_lexicon
from dragoman.record import Contact, EventReport
from tests.readings import read

pytestmark = pytest.mark.usefixtures("medium_model")

R = "President Alma Reyes"
K = "Prime Minister Ivo Kestrel"


def where(contact: Contact | EventReport) -> str | None:
    return None if contact.location is None else f"{contact.location.name}, {contact.location.country}"


@pytest.mark.parametrize("example", read_lexicon("places.toml")["example"], ids=lambda example: example["text"][15:60])
def test_an_example_is_read_as_the_lexicon_says(example: dict[str, Any]) -> None:
    contacts = read(example["text"]).contacts
    assert contacts
    places = {where(contact) for contact in contacts}
    assert places == {f"{example['place']}, {example['country']}" if "place" in example else None}


@pytest.mark.parametrize(
    "text, place",
    [
        pytest.param(f"Today in Lisbon, {R} met with {K}.", "Lisbon, PRT", id="before the verb"),
        pytest.param(f"While in Lisbon, {R} met with {K}.", "Lisbon, PRT", id="while in"),
        pytest.param(
            f"{R} travelled to Lisbon, where she met {K}.", "Lisbon, PRT", id="a journey and what was done there"
        ),
        pytest.param(f"{R} met {K} at Lisbon airport.", "Lisbon, PRT", id="a building in lower case"),
        pytest.param(f"{R} met {K} in the southern city of Porto.", "Porto, PRT", id="the city of"),
        pytest.param(f"{R} met {K} of Portugal.", None, id="an office"),
        pytest.param(f"{R} met {K} for talks on the Minsk agreements.", None, id="a name that is none of a place"),
        pytest.param(f"{R} spoke with {K} by telephone about the elections in Norway.", None, id="a topic"),
        pytest.param(f"{R} met {K} on Friday and discussed the crisis in Yemen.", None, id="what is discussed"),
    ],
)
def test_a_contact_has_its_place(text: str, place: str | None) -> None:
    contacts = read(text).contacts
    assert contacts
    assert {where(contact) for contact in contacts} == {place}


def test_an_event_has_its_place_and_country() -> None:
    (event,) = [one for one in read("The army attacked a village near Aleppo on Monday.").events if one.cue]
    assert where(event) == "Aleppo, SYR"
    assert event.place_country == "SYR"


def test_the_event_of_a_contact_is_where_the_contact_is() -> None:
    reading = read(f"{R} met {K} in Lisbon.")
    (contact,) = reading.contacts
    assert [event.location for event in reading.events if event.contact_id == contact.contact_id] == [contact.location]


def test_the_words_of_a_place_are_the_texts_own() -> None:
    reading = read(f"{R} met {K} in\nWashington, D.C., on Friday.")
    location = reading.contacts[0].location
    assert location is not None
    assert reading.document[location.span] == "Washington, D.C."
    assert (location.city, location.region, location.kind) == ("Washington", "District of Columbia", "city")
