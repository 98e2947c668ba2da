"""Look-ups, on a registry of invented people."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dragoman.registry import Office, Registry
from tests.registry.makers import FOREIGN, PRESIDENT, make_registry, make_tenure

REGISTRY = make_registry(
    make_tenure("Alma Reyes", "2010-03-01", "2014-03-01"),
    make_tenure("Ivo Kestrel", "2014-03-01", "2018-03-01"),
    make_tenure("Dana Orlo", "2018-03-01"),
    make_tenure("Pell Arden", "2022", seen=("2023-06-01",)),
    make_tenure("Amaru Teka", "2011", "2016", **FOREIGN),
    make_tenure("Lena Odal", seen=("2019-10-15",), **FOREIGN),
    make_tenure("Oren Kasi", "2012-01-01", "2016-01-01", **FOREIGN, rank="deputy"),
    make_tenure("Tessa Maru", "2012-01-01", "2016-01-01", head="secretary", domain="state", country="PER"),
    make_tenure("Macky Torun", "2012-01-01", "2016-01-01", head="ambassador", domain=None, host="PER"),
    make_tenure("Ilse Torun", "2012-01-01", "2016-01-01", head="ambassador", domain=None, host="USA"),
    make_tenure("Odd Marten", "2012-01-01", "2016-01-01", country=None, organisation="League", head="chair", domain=None),
    aliases={"Dana Orlo": ("Danuta Orlovska",)},
)  # fmt: skip


def day(words: str) -> date:
    return date.fromisoformat(words)


def names(
    registry: Registry, when: str, kind: dict[str, str | None] = PRESIDENT, country: str | None = "NOR"
) -> list[str]:
    found = registry.holders(kind["head"] or "", kind["domain"], country, day(when))
    return [tenure.name for tenure in found]


def possible(when: str, kind: dict[str, str | None] = PRESIDENT) -> list[str]:
    found = REGISTRY.possible_holders(kind["head"] or "", kind["domain"], "NOR", day(when))
    return [tenure.name for tenure in found]


@pytest.mark.parametrize(
    "when, holders",
    [
        ("2009-12-31", []),
        ("2012-06-01", ["Alma Reyes"]),
        ("2014-03-01", ["Alma Reyes", "Ivo Kestrel"]),  # the day of the change
        ("2016-06-01", ["Ivo Kestrel"]),
        ("2018-03-20", ["Dana Orlo"]),
        ("2020-06-01", []),  # her end is not known
        ("2023-01-01", ["Pell Arden"]),
    ],
)
def test_holders_on_a_day(when: str, holders: list[str]) -> None:
    assert names(REGISTRY, when) == holders


@pytest.mark.parametrize(
    "when, holders",
    [
        ("2012-06-01", []),  # somebody certainly was
        ("2020-06-01", ["Dana Orlo"]),
        ("2022-06-01", ["Dana Orlo", "Pell Arden"]),  # he came some day in 2022
        ("2023-01-01", []),
        ("2025-06-01", ["Pell Arden"]),  # she was followed by him
    ],
)
def test_possible_holders_on_a_day(when: str, holders: list[str]) -> None:
    assert possible(when) == holders


def test_a_sighting_is_certain_near_it_and_possible_afterwards() -> None:
    assert names(REGISTRY, "2019-10-20", FOREIGN) == ["Lena Odal"]
    assert names(REGISTRY, "2021-10-20", FOREIGN) == []
    assert possible("2021-10-20", FOREIGN) == ["Lena Odal"]


def test_a_deputy_is_not_the_minister() -> None:
    when = day("2013-01-01")
    assert [t.name for t in REGISTRY.holders("minister", "foreign", "NOR", when)] == ["Amaru Teka"]
    assert [t.name for t in REGISTRY.holders("minister", "foreign", "NOR", when, rank="deputy")] == ["Oren Kasi"]


def test_the_colleague_of_a_foreign_minister_may_have_another_title() -> None:
    when = day("2013-01-01")
    assert [t.name for t in REGISTRY.holders("minister", "foreign", "PER", when)] == ["Tessa Maru"]
    assert REGISTRY.holders("secretary", "state", "NOR", when) == ()


def test_ambassadors_are_told_by_their_host() -> None:
    when = day("2013-01-01")
    assert [t.name for t in REGISTRY.holders("ambassador", None, "NOR", when, host="PER")] == ["Macky Torun"]
    assert {t.name for t in REGISTRY.holders("ambassador", None, "NOR", when)} == {"Macky Torun", "Ilse Torun"}


def test_a_body_has_its_own_offices() -> None:
    office = Office("chair", organisation="League")
    assert [t.name for t in REGISTRY.office_holders(office, day("2013-01-01"))] == ["Odd Marten"]
    assert REGISTRY.holders("chair", None, None, day("2013-01-01")) == ()


def test_people_by_surname() -> None:
    assert [person.name for person in REGISTRY.people(("Torun",))] == ["Ilse Torun", "Macky Torun"]
    assert [person.name for person in REGISTRY.people(("Orlovska",))] == ["Dana Orlo"]
    assert REGISTRY.people(("Nobody",)) == ()


@pytest.mark.parametrize(
    "words, when, name",
    [
        (("Alma", "Reyes"), "2012-01-01", "Alma Reyes"),
        (("REYES", "Alma"), "2012-01-01", "Alma Reyes"),
        (("Ivo", "Kestrell"), "2016-01-01", "Ivo Kestrel"),
        (("A.", "Reyes"), "2012-01-01", "Alma Reyes"),
        (("Reyes",), "2012-01-01", "Alma Reyes"),
        (("Reyes",), "2014-03-20", "Alma Reyes"),  # shortly after
        (("Reyes",), "2019-01-01", None),  # long after
        (("Torun",), "2013-01-01", None),  # two of them
        (("Ilse", "Torun"), "2013-01-01", "Ilse Torun"),
        (("Danuta", "Orlovska"), "2018-03-10", "Dana Orlo"),
        (("Bruno", "Reyes"), "2012-01-01", None),
        (("Alma",), "2012-01-01", None),  # a given name alone
        ((), "2012-01-01", None),
        (("...",), "2012-01-01", None),
    ],
)
def test_a_person_on_a_day(words: tuple[str, ...], when: str, name: str | None) -> None:
    found = REGISTRY.person_on(words, day(when))
    assert (found.name if found else None) == name


def test_around_is_the_callers() -> None:
    assert REGISTRY.person_on(("Reyes",), day("2014-06-01")) is None
    found = REGISTRY.person_on(("Reyes",), day("2014-06-01"), around=timedelta(days=120))
    assert found is not None
    assert found.name == "Alma Reyes"


def test_a_person_has_all_tenures_in_order() -> None:
    registry = make_registry(make_tenure("Alma Reyes", "2015", **FOREIGN), make_tenure("Alma Reyes", "2010", "2012"))
    person = registry.person("alma-reyes")
    assert person is not None
    assert [tenure.head for tenure in person.tenures] == ["president", "minister"]
    assert [tenure.head for tenure in person.tenures_on(day("2011-06-01"))] == ["president"]
    assert registry.person("nobody") is None
