"""Which person of the registry an actor is: by name, office, country, gender and day."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import pytest

from dragoman.identity.registered import Registered, find_registered
from dragoman.record import Actor, ActorKind
from dragoman.registry import Registry, load_registry
from tests.registry.makers import FOREIGN, make_registry, make_tenure

DAY = date(2022, 5, 17)
DEPUTY: dict[str, Any] = {**FOREIGN, "rank": "deputy"}
BODY: dict[str, Any] = {"country": None, "head": "secretary general", "organisation": "Palestinian Islamic Jihad"}
NATO: dict[str, Any] = {**BODY, "organisation": "North Atlantic Treaty Organization"}


@pytest.fixture(scope="module")
def registry() -> Registry:
    """People of two real countries, all invented, so that no fact of the package decides."""
    return make_registry(
        make_tenure("Alma Reyes", "2021-01-01", "2023-01-01", office="Foreign Minister", **FOREIGN),
        make_tenure("Ivo Reyes", "2018-01-01", "2020-12-31", office="Foreign Minister", **FOREIGN),
        make_tenure("Oskar Lindqvar", "2021-01-01", "2024-01-01", office="President"),
        make_tenure("Berta Holm", "2020-01-01", "2024-01-01", office="Deputy Foreign Minister", **DEPUTY),
        make_tenure("Teodor Brelik", "2021-06-01", "2024-01-01", office="President", country="FIN"),
        make_tenure("Arno Tomi da Vesk", "2021-06-01", "2024-01-01", office="President", country="BRA"),
        make_tenure("Tomi Drost", "2021-06-01", "2024-01-01", office="Minister of Trade", country="BRA", head="minister",
                    domain="trade"),
        make_tenure("Teodor Kestrel", "2021-06-01", "2024-01-01", office="Foreign Minister", country="FIN", **FOREIGN),
        make_tenure("Niko Kestrel", "1961-01-01", "1964-01-01", office="President", country="FIN"),
        make_tenure("Pavel Tamsin", "2020-01-01", "2024-01-01", office="Secretary General", **BODY),
        make_tenure("Ana Okonjo", "2022-08-01", "2026-08-01", office="President", country="SWE"),
        make_tenure("Rafal Okonjo", "2018-08-01", "2022-07-31", office="President", country="SWE"),
        make_tenure("Stefan Orlo", "2001-01-01", "2005-01-01", office="Minister of Trade", head="minister", domain="trade"),
        make_tenure("Karl Orlo", "2001-01-01", "2005-01-01", office="Minister of Labour", head="minister", domain="labour"),
        make_tenure("Jonas Tverd", "2001-01-01", "2005-01-01", office="Minister of Trade", head="minister", domain="trade"),
        make_tenure("Eva Strand", "2020-01-01", "2024-01-01", office="Speaker", head="speaker", domain=None,
                    organisation="Storting"),
        make_tenure("Johan Fjeld", "2010-01-01", "2015-01-01", office="Minister of Trade", head="minister", domain="trade"),
        make_tenure("Johan Fjeld", "2020-01-01", "2024-01-01", office="Secretary General of NATO",
                    **NATO),
        make_tenure("Mila Vesna", "2020-01-01", "2024-01-01", person="one", office="Minister of Trade", head="minister",
                    domain="trade"),
        make_tenure("Mila Vesna", "2020-01-01", "2024-01-01", person="two", office="Ambassador", head="ambassador",
                    domain=None),
        aliases={"Pavel Tamsin": ("Paul Tamseen",)},
    )  # fmt: skip


def person(name: str, office: str | None = None, country: str | None = None, **more: object) -> Actor:
    return dataclasses.replace(Actor("a", ActorKind.PERSON, name, office, country), **more)  # type: ignore[arg-type]  # fields by name


FOUND = [
    pytest.param(person("Alma Reyes", "Foreign Minister", "NOR"), DAY, "Alma Reyes", "full name", id="all agrees"),
    pytest.param(person("Alma Reyes"), DAY, "Alma Reyes", "full name", id="a full name of one person"),
    pytest.param(person("Alma Reyes"), None, "Alma Reyes", "full name", id="without a day"),
    pytest.param(person("Reyes", "Foreign Minister", "NOR"), DAY, "Alma Reyes", "surname and office", id="holder then"),
    pytest.param(
        person("Reyes", "Foreign Minister", "NOR"), date(2019, 2, 1), "Ivo Reyes", "surname and office", id="earlier"
    ),
    pytest.param(
        person("Ivo Reyes", "former Foreign Minister", "NOR"), DAY, "Ivo Reyes", "full name", id="former, by his name"
    ),
    pytest.param(
        person("Okonjo", "President-elect", "SWE"), DAY, "Ana Okonjo", "surname and office", id="elect: who comes"
    ),
    pytest.param(person("Lindqvar", "President"), DAY, "Oskar Lindqvar", "surname and office", id="no country told"),
    pytest.param(
        person("Tomi", "President"), DAY, "Arno Tomi da Vesk", "surname and office", id="known by a name within his name"
    ),
    pytest.param(person("Lindqvar", None, "NOR"), DAY, "Oskar Lindqvar", "surname and country", id="Mr Lindqvar"),
    pytest.param(
        person("Paul Tamseen", "head of the political office of the Islamic Jihad Movement", "PSE"),
        None, "Pavel Tamsin", "full name", id="of a movement, under another spelling",
    ),
    pytest.param(
        person("Johan Fjeld", "Secretary-General of NATO", "BEL"), DAY, "Johan Fjeld", "full name",
        id="of a body, with the country of its seat",
    ),
    pytest.param(
        person("Foreign Minister of Norway", "Foreign Minister of Norway", "NOR"), DAY, "Alma Reyes", "office",
        id="the office alone",
    ),
    pytest.param(
        person("Alma Reyes", "Foreign Minister", "NOR", named_by="registry"), DAY, "Alma Reyes", "office",
        id="named by the registry",
    ),
    pytest.param(
        person("Berta Holm", "Deputy Foreign Minister", "NOR"), DAY, "Berta Holm", "full name", id="deputy with a name"
    ),
]  # fmt: skip


@pytest.mark.parametrize("actor, day, name, basis", FOUND)
def test_finds(actor: Actor, day: date | None, name: str, basis: str, registry: Registry) -> None:
    found = find_registered(actor, day, registry)
    assert found is not None
    assert (found.name, found.basis) == (name, basis)


NOBODY = [
    pytest.param(person("Tomi"), DAY, id="a name within a name, and no office"),
    pytest.param(person("Tomi", "Minister of Defence"), DAY, id="a name within a name, in another office"),
    pytest.param(person("Tomi", "President"), date(2019, 5, 17), id="a name within a name, before he was in office"),
    pytest.param(person("Stefan Orlo", "Director of a Mine", "NOR"), date(2008, 1, 1), id="a namesake may hold it"),
    pytest.param(person("Stefan Orlo", "head of Kestrel Shipping", "NOR"), date(2008, 1, 1), id="nor heads of a body"),
    pytest.param(person("Strand", "Speaker"), DAY, id="a speaker of no country"),
    pytest.param(person("Niko Kestrel"), date(2022, 5, 17), id="fifty years later"),
    pytest.param(person("Reyes"), DAY, id="a surname alone"),
    pytest.param(person("Reyes", None, "NOR"), None, id="a surname with a country, without a day"),
    pytest.param(person("Kestrel", "Foreign Minister", "NOR"), DAY, id="a surname in the office of another country"),
    pytest.param(person("Alma Reyes", "Foreign Minister", "SWE"), DAY, id="another country"),
    pytest.param(person("Johan Fjeld", "Minister of Trade", "BEL"), date(2012, 1, 1), id="another country, once more"),
    pytest.param(person("Ines Reyes", "Foreign Minister", "NOR"), DAY, id="another given name"),
    pytest.param(person("Mila Vesna"), DAY, id="two of one name"),
    pytest.param(person("Niko Kestrel", "President", "FIN"), DAY, id="long after, while another holds the office"),
    pytest.param(person("Foreign Minister", "Foreign Minister", "NOR"), None, id="the office without a day"),
    pytest.param(person("Foreign Minister", "Foreign Minister", "NOR"), date(2030, 1, 1), id="after what is known"),
    pytest.param(person("former President", "former President", "NOR"), DAY, id="former: not the holder"),
    pytest.param(person("then President", "then President", "NOR"), DAY, id="then: not the holder"),
    pytest.param(person("acting President", "acting President", "NOR"), DAY, id="acting: not the holder"),
    pytest.param(person("President-elect", "President-elect", "SWE"), DAY, id="elect: not the holder"),
    pytest.param(
        person("Deputy Foreign Minister", "Deputy Foreign Minister", "NOR"), DAY, id="deputy: not the minister"
    ),
    pytest.param(
        person("special envoy of the President", "special envoy of the President", "NOR"), DAY, id="envoy: not his head"
    ),
    pytest.param(Actor("a", ActorKind.STATE, "Norway", country="NOR"), DAY, id="a state"),
    pytest.param(person("…"), DAY, id="a name without letters"),
]


@pytest.mark.parametrize("actor, day", NOBODY)
def test_finds_nobody(actor: Actor, day: date | None, registry: Registry) -> None:
    assert find_registered(actor, day, registry) is None


def test_office_decides_between_namesakes(registry: Registry) -> None:
    found = find_registered(person("Mila Vesna", "Minister of Trade", "NOR"), DAY, registry)
    assert found is not None
    assert found.person_id == "one"


def test_the_outlets_own_officials_need_no_country(registry: Registry) -> None:
    speaker, mine = person("Strand", "Speaker"), person("Jonas Tverd", "Director of a Mine")
    found = [find_registered(actor, DAY, registry, "NOR") for actor in (speaker, mine)]
    assert [each and each.name for each in found] == ["Eva Strand", None]
    earlier = find_registered(mine, date(2008, 1, 1), registry, "NOR")
    assert earlier is not None  # nobody else bears the surname
    assert find_registered(speaker, DAY, registry, "SWE") is None


def test_gender_speaks_against() -> None:
    actor = person("Hossein Amir-Abdollahian", "Foreign Minister", "IRN", gender="female")
    assert find_registered(actor, date(2022, 5, 17), load_registry()) is None


def test_grounds_are_in_words(registry: Registry) -> None:
    found = find_registered(person("Alma Reyes", "Foreign Minister", "NOR"), DAY, registry)
    assert found == Registered(
        "alma-reyes",
        "Alma Reyes",
        "NOR",
        None,
        "full name, country and office; in office as Foreign Minister (Norway) on 2022-05-17",
        "full name",
    )


# facts of public office, as texts may write them
KNOWN = [
    pytest.param(person("Hossein Amirabdollahian", "Iranian Foreign Minister", "IRN"), "Q17991320", id="joined"),
    pytest.param(person("Hossein Amir-Abdollahian", "FM", "IRN"), "Q17991320", id="with a hyphen"),
    pytest.param(
        person("Ismail Haniyeh", "head of the political office of Hamas", "PSE"), "body-ismail-haniyeh", id="of a body"
    ),
    pytest.param(person("Ismail Haniyeh", "leader"), "body-ismail-haniyeh", id="with a general word"),
    pytest.param(
        person("Ziad Nakhale", "secretary general of the Islamic Jihad Movement", "PSE"),
        "body-ziyad-nakhalah",
        id="one spelling",
    ),
    pytest.param(
        person("Ziyad al-Nakhaleh", "Secretary-General of the Palestinian Islamic Jihad movement", "PSE"),
        "body-ziyad-nakhalah",
        id="another spelling",
    ),
]


@pytest.mark.parametrize("actor, person_id", KNOWN)
@pytest.mark.parametrize("day", [None, date(2023, 10, 20)], ids=["undated", "dated"])
def test_finds_public_office_holders(actor: Actor, person_id: str, day: date | None) -> None:
    found = find_registered(actor, day, load_registry())
    assert found is not None
    assert found.person_id == person_id


def test_two_bushes_are_two() -> None:
    ids = {
        year: found.person_id
        for year in (1990, 2004)
        if (found := find_registered(person("George Bush", "President", "USA"), date(year, 3, 1), load_registry()))
    }
    assert len(set(ids.values())) == 2
