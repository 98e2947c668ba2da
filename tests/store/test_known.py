"""Contacts and statements with their actors as the whole record knows them: name, id, country, office on the day."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

import pytest

from dragoman.record import Actor, ActorKind, Reading
from dragoman.store.actors import find_identities, resolve_identity
from dragoman.store.query import ContactFilter, StatementFilter, find_contacts, find_statements
from dragoman.store.write import write_readings
from tests.identity.makers import body, fill, person, read_partition, small_registry, tell
from tests.registry.makers import FOREIGN, make_registry, make_tenure

KESTREL = person("Ivo Kestrel", country="MRV")
REGISTRY = make_registry(
    make_tenure(
        "Alma Reyes", "2015-01-01", "2019-12-31", office="Ambassador to Finland", head="ambassador", host="FIN"
    ),
    make_tenure("Alma Reyes", "2020-01-01", "2026-01-01", office="Foreign Minister", **FOREIGN),
)


def participants(store: sqlite3.Connection, document_id: str) -> tuple[Actor, ...]:
    (found,) = find_contacts(store, ContactFilter(document_id=document_id, modality=None))
    return found.contact.participants


def speaker(store: sqlite3.Connection, document_id: str) -> Actor:
    (found,) = find_statements(store, StatementFilter(document_id=document_id, modality=None))
    return found.statement.speakers[0]


def test_all_documents_call_an_actor_by_one_name_and_id(store: sqlite3.Connection) -> None:
    fill(
        store,
        [
            tell("doc-1", person("Anna Velk", country="ORV"), KESTREL),
            tell("doc-2", person("Ana Welk", country="ORV"), KESTREL),
            tell("doc-3", person("Anna Velk", country="ORV"), KESTREL),
        ],
    )
    shown = {(each.actor_id, each.name, each.country) for n in (1, 2, 3) for each in participants(store, f"doc-{n}")}
    assert {(name, country) for _, name, country in shown} == {("Anna Velk", "ORV"), ("Ivo Kestrel", "MRV")}
    assert {actor_id for actor_id, _, _ in shown} == set(read_partition(store))
    assert speaker(store, "doc-2").name == "Anna Velk"


def test_what_the_document_itself_says_stays_beside(store: sqlite3.Connection) -> None:
    fill(store, [tell("doc-1", person("Anna Velk", country="ORV")), tell("doc-2", person("Ana Welk", country="ORV"))])
    (found,) = find_statements(store, StatementFilter(document_id="doc-2"))
    assert found.told[found.statement.speakers[0].actor_id].name == "Ana Welk"


OFFICES = [
    pytest.param("2017-05-05", None, "Ambassador to Finland", id="then"),
    pytest.param("2022-05-05", None, "Foreign Minister", id="later"),
    pytest.param("2012-05-05", None, None, id="before any"),
    pytest.param("2022-05-05", "envoy", "envoy", id="the document's own word goes before"),
    pytest.param(None, None, None, id="on no day"),
]


@pytest.mark.parametrize("day, told, office", OFFICES)
def test_the_office_is_that_of_the_day(
    store: sqlite3.Connection, day: str | None, told: str | None, office: str | None
) -> None:
    fill(store, [tell("doc-1", person("Alma Reyes", told, "NOR"), KESTREL, published=day)], REGISTRY)
    assert participants(store, "doc-1")[0].office == office


def test_the_office_is_that_of_the_event_not_of_publication(store: sqlite3.Connection) -> None:
    reading = tell("doc-1", person("Alma Reyes", country="NOR"), KESTREL, published="2017-05-05")
    later = replace(reading.document.source, published=None)
    fill(store, [replace(reading, document=replace(reading.document, source=later))], REGISTRY)
    assert participants(store, "doc-1")[0].office == "Ambassador to Finland"


def test_an_office_that_other_documents_tell_holds_on_the_days_they_tell_it(store: sqlite3.Connection) -> None:
    velk = person("Anna Velk", country="ORV")
    fill(
        store,
        [
            tell("doc-1", replace(velk, office="Minister of Trade"), published="2023-01-01"),
            tell("doc-2", replace(velk, office="Minister of Trade"), published="2023-12-01"),
            tell("doc-3", velk, published="2023-06-01"),
            tell("doc-4", velk, published="2024-06-01"),
        ],
    )
    assert [speaker(store, f"doc-{number}").office for number in (3, 4)] == ["Minister of Trade", None]


def test_a_country_that_another_document_tells_is_shown(store: sqlite3.Connection) -> None:
    fill(store, [tell("doc-1", person("Anna Velk", country="ORV")), tell("doc-2", person("Anna Velk"))])
    assert speaker(store, "doc-2").country == "ORV"


def test_one_who_is_two_actors_of_a_document_takes_part_once(store: sqlite3.Connection) -> None:
    fill(
        store,
        [tell("doc-1", person("Anna Velk", country="ORV"), KESTREL, person("Ana Welk", country="ORV"))],
    )
    assert [each.name for each in participants(store, "doc-1")] == ["Ana Welk", "Ivo Kestrel"]


def test_a_contact_never_loses_its_second_side(store: sqlite3.Connection) -> None:
    fill(store, [tell("doc-1", person("Anna Velk", country="ORV"), person("Ana Welk", country="ORV"))])
    assert len(participants(store, "doc-1")) == 2


def test_groups_and_what_is_not_yet_placed_are_shown_as_told(store: sqlite3.Connection) -> None:
    group = body("officials", kind=ActorKind.GROUP)
    write_readings(store, [tell("doc-1", person("Anna Velk"), group)])
    assert participants(store, "doc-1") == (person("Anna Velk"), group)
    fill(store, [])
    assert participants(store, "doc-1")[1] == group


# ------------------------------------------------------------------ who is meant


def spellings() -> list[Reading]:
    return [
        tell("doc-1", person("Ziyad al-Velkeh", country="ORV"), KESTREL),
        tell("doc-2", person("Ziad Velke", country="ORV"), KESTREL),
        tell("doc-3", person("Ivo Velke", country="MRV"), KESTREL),
    ]


@pytest.mark.parametrize("wanted", ["Ziyad al-Velkeh", "Ziad Velke", "ZIAD VELKE", "ziyad velkeh"])
def test_any_spelling_finds_the_contacts_of_all(store: sqlite3.Connection, wanted: str) -> None:
    fill(store, spellings())
    found = {each.document_id for each in find_contacts(store, ContactFilter(who=wanted))}
    assert {"doc-1", "doc-2"} <= found
    assert found <= {"doc-1", "doc-2"}


def test_the_beginning_of_any_id_finds_the_contacts_of_all(store: sqlite3.Connection) -> None:
    fill(store, spellings())
    identity = resolve_identity(store, "Ziad Velke")
    for (profile_id,) in store.execute("SELECT profile_id FROM profile WHERE identity = ?", (identity.identity_id,)):
        found = {each.document_id for each in find_contacts(store, ContactFilter(who=profile_id[:8]))}
        assert found == {"doc-1", "doc-2"}


def test_a_full_name_means_those_who_bear_it_and_a_surname_all(store: sqlite3.Connection) -> None:
    fill(store, spellings())
    assert [each.name for each in find_identities(store, "Ivo Velke")] == ["Ivo Velke"]
    assert len(find_identities(store, "Velke")) == 2


def test_who_finds_a_person_of_the_registry_where_only_his_office_is_told(store: sqlite3.Connection) -> None:
    minister = "Foreign Minister of Norway"
    fill(store, [tell("doc-1", person(minister, minister, "NOR"), KESTREL)], small_registry())
    (found,) = find_contacts(store, ContactFilter(who="Alma Reyes"))
    assert found.contact.participants[0].name == "Alma Reyes"
