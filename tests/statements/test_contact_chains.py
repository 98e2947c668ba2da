"""Who vouches for a contact, and what it was about."""

from __future__ import annotations

import datetime as dt

import pytest

from dragoman.record import Contact, Reading
from tests.readings import read

PAIR = "President Alma Reyes of Peru held a call with Prime Minister Ivo Kestrel of Chile"


def told_by(contact: Contact) -> list[str]:
    return [actor.name for actor in contact.chain]


@pytest.fixture(params=["", "The Harbour Post"])
def outlet(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def read_from(text: str, outlet: str) -> Reading:
    return read(text, published=dt.date(2024, 5, 17), outlet=outlet or None)


@pytest.mark.usefixtures("medium_model")
def test_an_outlet_vouches_for_what_it_tells(outlet: str) -> None:
    (contact,) = read_from(f"{PAIR} on Monday.", outlet).contacts
    assert told_by(contact) == ([outlet] if outlet else [])


@pytest.mark.usefixtures("medium_model")
def test_a_medium_cited_by_the_sentence_vouches_for_its_contact(outlet: str) -> None:
    text = "In a call with Prime Minister Ivo Kestrel of Chile on Friday, President Alma Reyes said the border was quiet, {} reported."
    (contact,) = read_from(text.format("Peruvian state media"), outlet).contacts
    assert told_by(contact) == [*([outlet] if outlet else []), "Peruvian state media"]


@pytest.mark.usefixtures("medium_model")
def test_a_speaker_outside_the_contact_vouches_for_it() -> None:
    (contact,) = read_from(f"{PAIR} on Monday, according to spokesman Pell Arden.", "").contacts
    assert told_by(contact) == ["Pell Arden"]


@pytest.mark.usefixtures("medium_model")
def test_the_subject_is_what_they_discussed() -> None:
    text = f"{PAIR} on Monday. The two leaders discussed fishing rights in the strait."
    reading = read_from(text, "")
    (contact,) = reading.contacts
    assert contact.subject is not None
    assert reading.document[contact.subject] == "fishing rights in the strait"
