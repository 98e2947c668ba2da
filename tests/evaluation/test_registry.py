from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dragoman.registry import Office
from evaluation.registry import Asked, RegistryCount, find_asked, judge, measure_registry, score_registry
from tests.registry.makers import make_registry, make_tenure

REGISTRY = make_registry(make_tenure("Alma Reyes", "2010-03-01", "2014-03-01"), make_tenure("Dana Orlo", "2018-01-01"))
PRESIDENT = Office("president", None, "NOR")


class Scorer:
    def same_person(self, found: str, person: dict[str, Any]) -> bool:
        return bool(found == person["name"])


def make_gold(office: str | None, country: str | None, outlet: str = "White House") -> dict[str, Any]:
    person = {"name": "Alma Reyes", "office": office, "country": country}
    return {"outlet": outlet, "date": "2012-01-01", "contact_date": None, "parties": [[], [person]]}


@pytest.mark.parametrize(
    "name, office, day, outcome",
    [
        ("Alma Reyes", PRESIDENT, "2012-01-01", "named"),
        ("Dana Orlo", PRESIDENT, "2012-01-01", "contradicted"),
        ("Dana Orlo", PRESIDENT, "2020-01-01", "unknown"),
        ("Dana Orlo", Office("vice president", None, "NOR"), "2012-01-01", "unknown"),
        ("Dana Orlo", None, "2012-01-01", "no_office"),
    ],
)
def test_an_answer_is_judged(name: str, office: Office | None, day: str, outcome: str) -> None:
    count = RegistryCount()
    offices = (office,) if office else ()
    judge(
        Asked({"name": name, "office": "", "country": None}, offices, date.fromisoformat(day)),
        REGISTRY,
        Scorer(),
        count,
    )
    assert count.outcomes[outcome] == 1
    assert count.outcomes["possible"] == (day == "2020-01-01")


def test_figures_are_shares_of_what_was_asked() -> None:
    count = RegistryCount()
    count.outcomes.update({"named": 6, "contradicted": 2, "unknown": 2, "possible": 1, "no_office": 5})
    figures = count.figures
    assert (figures["named"], figures["contradicted"], figures["unknown"], figures["possible"]) == (0.6, 0.2, 0.2, 0.1)
    assert (figures["right_of_named"], figures["n"]) == (0.75, 10)


@pytest.mark.parametrize(
    "office, country, outlet, offices",
    [
        ("President", "NOR", "White House", [PRESIDENT]),
        ("President", None, "White House", []),  # of which country?
        ("Interior Minister", None, "President of Russia (a site)", [Office("minister", "interior", "RUS")]),
        ("President", None, "President of Russia (a site)", []),  # of a company, not of Russia
        ("Former President", "NOR", "White House", []),
        (None, "NOR", "White House", []),
    ],
)
def test_what_is_asked(office: str | None, country: str | None, outlet: str, offices: list[Office]) -> None:
    (asked,) = find_asked(make_gold(office, country, outlet))
    assert list(asked.offices) == offices


def test_the_gold_is_scored(shared: Path) -> None:
    (count,) = score_registry(shared, ["checking"]).values()
    assert count.figures["n"] > 1000
    assert count.figures["named"] >= 0.74
    assert count.figures["contradicted"] <= 0.005


def test_size_and_speed_are_measured() -> None:
    measured = measure_registry(runs=1, lookups=400)
    assert measured["megabytes"] < 5
    assert measured["load_ms"] < 2000
    assert measured["office_lookups_a_second"] > 0
