"""Offices of several countries named at once."""

from __future__ import annotations

import pytest

from tests.readings import read

OPENING = "President Ada Lind of Orvania came, then the President of Marovia. "


@pytest.mark.parametrize(
    "sentence, offices",
    [
        pytest.param(
            "Ivo Kestrel met the presidents of Orvania and Marovia.",
            {"Ada Lind", "President of Marovia"},
            id="behind",
        ),
        pytest.param(
            "Ivo Kestrel met the foreign ministers of Orvania, Marovia and the Gambia.",
            {"Foreign Minister of Orvania", "Foreign Minister of Marovia", "Foreign Minister of Gambia"},
            id="three, with an article",
        ),
        pytest.param(
            "Ivo Kestrel met the Portuguese, Tongan and Malian prime ministers.",
            {"Prime Minister of Portugal", "Prime Minister of Tonga", "Prime Minister of Mali"},
            id="before",
        ),
    ],
)
def test_each_office_is_an_actor_of_its_country(sentence: str, offices: set[str]) -> None:
    reading = read(OPENING + sentence)
    (contact,) = reading.contacts
    assert {actor.name for actor in contact.participants} == {"Ivo Kestrel"} | offices
    assert all(actor.country is None or actor.office for actor in contact.participants)


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("Ivo Kestrel met the leaders of Orvania, Marovia said.", id="a clause behind a comma"),
        pytest.param("Ivo Kestrel met the leaders of Orvania and said so.", id="a verb behind and"),
        pytest.param("Ivo Kestrel met the leader of Orvania and Marovia protested.", id="one office"),
    ],
)
def test_what_joins_no_countries_stays_apart(sentence: str) -> None:
    names = {actor.name for actor in read(OPENING + sentence).actors}
    assert not any("Leader of" in name for name in names), names
