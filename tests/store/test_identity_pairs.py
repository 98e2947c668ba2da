"""Pairs of actors in two documents that must be one, must be two, or must be left to a reviewer."""

from __future__ import annotations

import sqlite3

import pytest

from dragoman.record import Actor
from dragoman.registry import load_registry
from dragoman.store.actors import find_questions
from tests.identity.makers import body, fill, person, read_partition, small_registry, state, tell

Told = tuple[Actor, str | None]  # an actor and the day of its document
MINISTER, OTHER = "Foreign Minister of Norway", "President of Finland"
SPOKESMAN, SECRETARY = "spokesman of Hamas", "secretary of Hamas"


def told(name: str, office: str | None = None, country: str | None = None, day: str = "2024-02-12") -> Told:
    return person(name, office, country), day


def verdict(store: sqlite3.Connection, one: Told, other: Told, partner: Actor | None = None) -> str:
    """What becomes of two actors of two documents: "one", "asked", or "two"; a partner is met by both."""
    more = (partner,) if partner is not None else ()
    fill(
        store,
        [
            tell("doc-1", one[0], *more, published=one[1]),
            tell("doc-2", other[0], *more, published=other[1]),
        ],
        small_registry(),
        batch=1,
    )
    identities = {
        document: identity
        for identity, bearers in read_partition(store).items()
        for document, actor_id in bearers
        if (document, actor_id) in {("doc-1", one[0].actor_id), ("doc-2", other[0].actor_id)}
    }
    if identities["doc-1"] == identities["doc-2"]:
        return "one"
    asked = {frozenset((each.one.identity_id, each.other.identity_id)) for each in find_questions(store)}
    return "asked" if frozenset(identities.values()) in asked else "two"


ONE = [
    pytest.param(told("Anna Velk"), told("VELK Anna"), id="the other order"),
    pytest.param(told("Tomás Ørlund"), told("Tomas Orlund"), id="accents"),
    pytest.param(told("Dr Anna Velk"), told("Anna Velk", "Prime Minister"), id="titles"),
    pytest.param(told("Anna Velk", country="ORV"), told("Anna Velk"), id="a country told once"),
    pytest.param(told("Anna Velk", country="ORV"), told("Ana Welk", country="ORV"), id="spellings of one country"),
    pytest.param(told("Ziyad al-Velkeh", SPOKESMAN), told("Ziad Velke", SECRETARY), id="spellings in one body"),
    pytest.param(told("Mohammad Velkari", MINISTER), told("Muhammed Velkary", MINISTER), id="spellings in one office"),
    pytest.param(told("Olga Velkova", country="ORV"), told("Olha Velkova", country="ORV"), id="a name in two languages"),
    pytest.param(
        told("Hossein Amir-Velkollahian", country="ORV"), told("Hossein Amirvelkollahian", country="ORV"), id="hyphens",
    ),
    pytest.param(told("Андрій Велк", country="ORV"), told("Andriy Velk", country="ORV"), id="scripts"),
    pytest.param(told("Velk", MINISTER, "NOR"), told("Anna Velk", MINISTER, "NOR"), id="surname, office, country"),
    pytest.param(told("Velk", MINISTER), told("Velk", "Foreign Minister", "NOR"), id="one surname in one office"),
    pytest.param(told("George Velk", country="ORV"), told("George W. Velk", country="ORV"), id="an initial left out"),
    pytest.param(told("Anna Maria Velk", country="ORV"), told("Anna Velk", country="ORV"), id="a middle name left out"),
    pytest.param(told("Alma Reyes", country="NOR"), told("Alma Reyes Holm"), id="names of the registry"),
    pytest.param(told("Reyes", "Foreign Minister", "NOR"), told("Alma Reyes"), id="a surname in office, by the registry"),
    pytest.param(told(MINISTER, MINISTER, "NOR"), told("Alma Reyes"), id="an office alone, by the registry"),
    pytest.param(told("Lindqvar", None, "NOR"), told("President", "President", "NOR"), id="surname and office apart"),
    pytest.param((state("Norway"), None), (state("Oslo", "NOR"), "2024-02-12"), id="a capital for its state"),
    pytest.param((body("UN"), None), (body("United Nations"), "2024-02-12"), id="an acronym"),
    pytest.param((body("Selm Gazette"), None), (body("SELM GAZETTE"), "2024-02-12"), id="capitals"),
    pytest.param(
        told("Minister of Trade of Norway", "Minister of Trade of Norway"),
        told("Minister of Trade of Norway", "Minister of Trade of Norway"),
        id="an office that nobody is known to hold",
    ),
]  # fmt: skip


@pytest.mark.parametrize("one, other", ONE)
def test_pairs_that_are_one(store: sqlite3.Connection, one: Told, other: Told) -> None:
    assert verdict(store, one, other) == "one"


ASKED = [
    pytest.param(told("Anna Velk"), told("Ana Welk"), id="spellings, and nothing else"),
    pytest.param(told("Anna Velk", country="ORV"), told("Velk", country="ORV"), id="surname and country"),
    pytest.param(told("Anna Velk", country="ORV"), told("A. Velk", country="ORV"), id="an initial and a country"),
    pytest.param(told("Velk", MINISTER), told("Anna Velk", MINISTER), id="surname and office, no country told"),
    pytest.param(told("George Velk Sr", country="ORV"), told("George Velk", country="ORV"), id="senior, told once"),
    pytest.param(told("George Velk Sr", country="ORV"), told("George W. Velk", country="ORV"), id="senior or the son"),
    pytest.param(told("Ivo bin Velk", country="ORV"), told("Velk bin Ivo", country="ORV"), id="father and son turned"),
    pytest.param(told("Velk Jr", country="ORV"), told("Anna Velk", country="ORV"), id="a surname with a suffix"),
]  # fmt: skip


@pytest.mark.parametrize("one, other", ASKED)
def test_pairs_that_are_left_to_a_reviewer(store: sqlite3.Connection, one: Told, other: Told) -> None:
    assert verdict(store, one, other) == "asked"


TWO = [
    pytest.param(told("Velk"), told("Velk"), id="a surname alone"),
    pytest.param(told("Velk"), told("Anna Velk"), id="a surname and a full name"),
    pytest.param(told("Velk", country="ORV"), told("Velk", country="ORV"), id="two surnames of a country"),
    pytest.param(told("Velk", "minister", "ORV"), told("Velk", "minister", "ORV"), id="in an office of many"),
    pytest.param(told("Anna Velk", country="ORV"), told("Ivo Velk", country="ORV"), id="a family"),
    pytest.param(told("Anna Velk", MINISTER), told("Ivo Velk", MINISTER), id="a family in one office"),
    pytest.param(told("Ivo Velk", country="ORV"), told("Ivor Velk", country="ORV"), id="given names that look alike"),
    pytest.param(told("George W. Velk", country="ORV"), told("George H. W. Velk", country="ORV"), id="other initials"),
    pytest.param(told("Ivo Velk Sr", country="ORV"), told("Ivo Velk Jr", country="ORV"), id="senior and junior"),
    pytest.param(told("Ivo Velk II", country="ORV"), told("Ivo Velk III", country="ORV"), id="second and third"),
    pytest.param(
        told("King Ivo II", "King of Norway", "NOR"), told("King Ivo III", "King of Norway", "NOR"), id="two kings"
    ),
    pytest.param(told("A. Velk", country="ORV"), told("A. Velk", country="ORV"), id="an initial and a surname"),
    pytest.param(told("Ivo bin Velk", country="ORV"), told("Ivo bin Orlo", country="ORV"), id="sons of two fathers"),
    pytest.param(told("Ana Welk", country="ORV"), told("Anna Velk", country="MRV"), id="spellings of two countries"),
    pytest.param(
        told("Anna Velk", MINISTER, "NOR"), told("Anna Velk", OTHER, "FIN"), id="two offices at a time in two countries"
    ),
    pytest.param(
        told("Ana Velk", country="ORV", day="1950-01-01"), told("Anna Welk", day="2024-01-01"), id="far apart in time"
    ),
    pytest.param(told("Velk", MINISTER), told(MINISTER, MINISTER), id="an office and its holder, unknown to the registry"),
    pytest.param(told("Oskar Lindqvar"), told("Teodor Brelik"), id="two of the registry"),
    pytest.param(told("President", "President", "NOR"), told("President", "President", "FIN"), id="presidents of two states"),
    pytest.param(told("envoy", "envoy"), told("envoy", "envoy"), id="two envoys"),
    pytest.param((state("Norway"), None), (body("Norway"), None), id="a state and a club"),
    pytest.param((state("Norway"), None), (state("Finland"), None), id="two states"),
    pytest.param((body("Selm Gazette", "ORV"), None), (body("Selm Gazette", "MRV"), None), id="papers of two countries"),
    pytest.param((person("Anna Velk"), None), (body("Anna Velk"), None), id="a woman and a ship"),
    pytest.param(
        (person("Anna Velk", country="ORV", gender="female"), None), (person("Anna Velk", gender="male"), None),
        id="woman and man",
    ),
]  # fmt: skip


@pytest.mark.parametrize("one, other", TWO)
def test_pairs_that_are_two(store: sqlite3.Connection, one: Told, other: Told) -> None:
    assert verdict(store, one, other) == "two"


@pytest.mark.parametrize("one, other, alone", [
    pytest.param(told("Anna Velk"), told("Ana Welk"), "asked", id="spellings"),
    pytest.param(told("Anna Velk", country="ORV"), told("Ana Welk", country="MRV"), "two", id="two countries"),
    pytest.param(told("Velk"), told("Anna Velk"), "two", id="a surname"),
    pytest.param(told("Velk", country="ORV"), told("Anna Velk", country="ORV"), "asked", id="surname and country"),
])  # fmt: skip
def test_a_partner_whom_both_met_joins_spellings_and_no_surname(
    store: sqlite3.Connection, one: Told, other: Told, alone: str
) -> None:
    expected = "one" if alone == "asked" and one[0].name == "Anna Velk" else alone
    assert verdict(store, one, other, person("Ivo Kestrel", country="MRV")) == expected


# ------------------------------------------------------------------ several


def test_who_may_be_either_of_two_is_neither(store: sqlite3.Connection) -> None:
    names = ["George Velk", "George W. Velk", "George H. W. Velk"]
    fill(store, [tell(name, person(name, country="ORV")) for name in names])
    assert len(read_partition(store)) == 3
    asked = {frozenset((each.one.name, each.other.name)) for each in find_questions(store)}
    assert asked == {frozenset(("George Velk", other)) for other in names[1:]}


def test_an_office_decides_which_of_two_namesakes_is_meant(store: sqlite3.Connection) -> None:
    told_of = [person("George Velk", MINISTER), person("George W. Velk", MINISTER), person("George H. W. Velk", OTHER)]
    fill(store, [tell(actor.name, actor) for actor in told_of])
    (together,) = (bearers for bearers in read_partition(store).values() if len(bearers) > 1)
    assert {document for document, _ in together} == {"George Velk", "George W. Velk"}


def test_nobody_is_joined_through_a_third_with_whom_he_cannot_be(store: sqlite3.Connection) -> None:
    """The registry's two are two, whoever stands between them."""
    names = ["Oskar Lindqvar", "O. Lindqvar", "Lindqvar", "Oscar Lindkvar", "Teodor Brelik"]
    fill(store, [tell(name, person(name, "President", "NOR")) for name in names], small_registry())
    people = [row[0] for row in store.execute("SELECT person FROM identity WHERE person IS NOT NULL")]
    assert sorted(people) == sorted(set(people))


# Facts about holders of public office: each pair shares a name, and the days tell them apart.
PUBLIC = [
    pytest.param(
        told("Mohammed bin Salman", "Crown Prince", "SAU", "2020-05-05"),
        told("Mohammed bin Zayed", "Crown Prince of Abu Dhabi", "ARE", "2020-05-05"), id="MBS and MBZ",
    ),
    pytest.param(
        told("George Bush", "President", "USA", "1990-05-05"), told("George Bush", "President", "USA", "2004-05-05"),
        id="Bush and Bush, by the day",
    ),
    pytest.param(
        told("George H. W. Bush", "President", "USA", "1990-05-05"),
        told("George W. Bush", "President", "USA", "2004-05-05"), id="Bush and Bush, by the initials",
    ),
    pytest.param(
        told("Bush", "President", "USA", "1990-05-05"), told("Bush", "President", "USA", "2004-05-05"),
        id="Bush and Bush, by surname and day",
    ),
    pytest.param(
        told("Ali Khamenei", "Supreme Leader", "IRN", "2020-05-05"), told("Mojtaba Khamenei", None, "IRN", "2020-05-05"),
        id="Khamenei and Khamenei",
    ),
    pytest.param(
        told("Ayatollah Khamenei", "Supreme Leader", "IRN", "2020-05-05"),
        told("Mojtaba Khamenei", None, "IRN", "2020-05-05"), id="Khamenei by his office",
    ),
    pytest.param(
        told("Hafez al-Assad", "President", "SYR", "1995-05-05"), told("Bashar al-Assad", "President", "SYR", "2005-05-05"),
        id="Assad and Assad",
    ),
    pytest.param(
        told("Kim Jong Il", None, "PRK", "2005-05-05"), told("Kim Jong Un", None, "PRK", "2018-05-05"), id="Kim and Kim"
    ),
]  # fmt: skip


@pytest.mark.parametrize("one, other", PUBLIC)
def test_namesakes_in_public_office_are_two(store: sqlite3.Connection, one: Told, other: Told) -> None:
    between = [tell("doc-3", person(one[0].name.split()[-1], one[0].office, one[0].country), published=None)]
    readings = [tell(f"doc-{n}", actor, published=day) for n, (actor, day) in enumerate((one, other), 1)]
    fill(store, [*readings, *between], load_registry())
    identities = {document: identity for identity, found in read_partition(store).items() for document, _ in found}
    assert identities["doc-1"] != identities["doc-2"]
