"""What reviewers write into fields: who is meant by a name, which days by a date, what place by its words."""

from __future__ import annotations

import sqlite3

import pytest

from dragoman.errors import OptionError
from dragoman.record import ActorKind
from dragoman.store.entries import key_of_version, name_actor, read_days
from dragoman.store.query import ContactFilter, EventFilter, find_contacts, find_events
from tests.identity.makers import fill, person, tell
from tests.store.test_corrections import edit, event_of
from tests.store.test_corrections import fill as fill_told


@pytest.fixture
def filled(store: sqlite3.Connection) -> sqlite3.Connection:
    """Anna Velk of one document; Ivo Kestrel and two people called Orlo of others."""
    fill(
        store,
        [
            tell("doc-1", person("Anna Velk", country="ORV", aliases=("Velk",))),
            tell("doc-2", person("Ivo Kestrel", country="ORV")),
            tell("doc-3", person("Tomas Orlo", country="ORV")),
            tell("doc-4", person("Mira Orlo", country="KST")),
        ],
    )
    return store


@pytest.mark.parametrize(
    "text, name, kind, country",
    [
        pytest.param("Anna Velk", "Anna Velk", "person", "ORV", id="of the document"),
        pytest.param("velk", "Anna Velk", "person", "ORV", id="by a surname"),
        pytest.param("Kestrel", "Ivo Kestrel", "person", "ORV", id="of the record"),
        pytest.param("Ana Welk", "Ana Welk", "person", None, id="a full name that is nearly another's is another's"),
        pytest.param("Norway", "Norway", "state", "NOR", id="a state of the list"),
        pytest.param("Teodor  Lindqvar", "Teodor Lindqvar", "person", None, id="somebody new"),
        pytest.param("Teodor Lindqvar (person, NOR)", "Teodor Lindqvar", "person", "NOR", id="of a country"),
        pytest.param("Kestrel (organisation)", "Kestrel", "organisation", None, id="a body of a person's name"),
        pytest.param("Ivo Kestrel (person, NOR)", "Ivo Kestrel", "person", "NOR", id="a namesake of another country"),
        pytest.param("the envoys (group)", "the envoys", "group", None, id="a group"),
    ],
)
def test_who_is_meant(filled: sqlite3.Connection, text: str, name: str, kind: str, country: str | None) -> None:
    version = key_of_version(filled, "doc-1")
    assert version is not None
    actor = name_actor(filled, version, text)
    assert (actor.name, actor.kind, actor.country) == (name, ActorKind(kind), country)


@pytest.mark.parametrize("text, said", [("Orlo", "may mean several actors"), ("Lindqvar", "give the full name")])
def test_who_cannot_be_told(filled: sqlite3.Connection, text: str, said: str) -> None:
    with pytest.raises(OptionError, match=said):
        name_actor(filled, key_of_version(filled, "doc-1") or 0, text)


@pytest.mark.parametrize(
    "text, days",
    [
        ("2024-02-12", "2024-02-12 2024-02-13"),
        ("2024-02", "2024-02-01 2024-03-01"),
        ("2024", "2024-01-01 2025-01-01"),
        ("2024-02-10..2024-02-12", "2024-02-10 2024-02-13"),
        ("2024-02..2024-03", "2024-02-01 2024-04-01"),
        ("..2024-02-12", "None 2024-02-13"),
        ("2024-02-12..", "2024-02-12 None"),
    ],
)
def test_days(text: str, days: str) -> None:
    when = read_days(text)
    assert f"{when.start} {when.end}" == days
    assert when.basis == "stated"


@pytest.mark.parametrize(
    "text", ["..", "soon", "2024-13", "2024-02-30", "2024-02-12..2024-02-01", "12/2/2024", "9999-12-31"]
)
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(OptionError, match="is none; write 2024-02-12"):
        read_days(text)


def test_a_place_is_looked_up_and_its_event_follows(store: sqlite3.Connection) -> None:
    fill_told(store)
    event_id = event_of(store, "call-1")
    edit(store, "call-1", place="Vienna, Austria")
    contact = next(e.contact for e in find_contacts(store, ContactFilter()) if e.contact.contact_id == "call-1")
    event = next(e.event for e in find_events(store, EventFilter(event_id=event_id)))
    assert contact.location is not None
    assert (contact.location.name, contact.location.country, event.place_country) == ("Vienna", "AUT", "AUT")
    assert event.location == contact.location
    edit(store, "call-1", place="Ostrel")  # of which the gazetteer knows nothing
    contact = next(e.contact for e in find_contacts(store, ContactFilter()) if e.contact.contact_id == "call-1")
    assert (contact.place, contact.location) == ("Ostrel", None)
