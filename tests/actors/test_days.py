"""An office resolves to who held it on the day that its sentence tells."""

from __future__ import annotations

import datetime as dt

import pytest

from dragoman.actors.days import find_office_days
from dragoman.language.dates import Anchor, find_dates
from dragoman.language.model import load_language
from dragoman.lexicons.loader import Outlet, Principal
from dragoman.pipeline import read_document
from dragoman.reading.text import make_document
from dragoman.record import Reading
from tests.language.parsed import parse
from tests.readings import FRIDAY, read, use_outlet, whom
from tests.registry.makers import FOREIGN, make_registry, make_tenure

TODAY = ("2024-05-17",)


@pytest.mark.parametrize(
    "text, days",
    [
        pytest.param("The president met Kestrel.", TODAY, id="no date: that of publication"),
        pytest.param("In 2009 the president met Kestrel.", ("2009-01-01", "2009-12-31"), id="a year before the verb"),
        pytest.param("The president met Kestrel on 3 May 2012.", ("2012-05-03",), id="a day behind it"),
        pytest.param("Kestrel met the president in March 2015.", ("2015-03-01", "2015-03-31"), id="a month, as object"),
        pytest.param("The president discussed the treaty of 1963.", TODAY, id="the date of a treaty"),
        pytest.param("The president said that Kestrel died in 2009.", TODAY, id="the date of another clause"),
        pytest.param("The president will travel in March 2031.", TODAY, id="what is to come"),
        pytest.param("In 2009, at a dinner, the president met Kestrel.", ("2009-01-01", "2009-12-31"), id="set off"),
    ],
)
def test_days_told_with_an_office(text: str, days: tuple[str, ...]) -> None:
    read_parse = parse(text)
    token = next(token for token in read_parse.tokens if token.lemma == "president")
    found = find_office_days(read_parse, read_parse.sentences[0], token, find_dates(text, Anchor(FRIDAY)), FRIDAY)
    assert tuple(day.isoformat() for day in found) == days


def test_a_day_that_cannot_be_resolved_leaves_it_open() -> None:
    text = "On Friday the president met Kestrel."
    found = parse(text)
    token = next(token for token in found.tokens if token.lemma == "president")
    assert find_office_days(found, found.sentences[0], token, find_dates(text, Anchor(None)), None) == ()


# invented holders of the offices of a real country, since an invented one is in no registry
REGISTRY = make_registry(
    make_tenure("Ivo Kestrel", "2005-02-01", "2015-02-01", office="President"),
    make_tenure("Alma Reyes", "2015-02-01", "2026-02-01", office="President"),
    make_tenure("Berta Holm", "2020-01-01", "2026-01-01", office="Foreign Minister", **FOREIGN),
)
KESTREL, REYES = ["Ivo Kestrel"], ["Alma Reyes"]


def read_held(text: str, published: dt.date | None = FRIDAY) -> Reading:
    return read_document(make_document(text, published=published), load_language(), REGISTRY)


@pytest.mark.parametrize(
    "text, who",
    [
        pytest.param("The Norwegian president met Mara Velk.", REYES, id="no date"),
        pytest.param("On Tuesday the Norwegian president met Mara Velk.", REYES, id="this week"),
        pytest.param("In 2009 the Norwegian president met Mara Velk.", KESTREL, id="an earlier year"),
        pytest.param("In 2015 the Norwegian president met Mara Velk.", ["Norwegian president"], id="the year of a change"),
        pytest.param("In 1999 the Norwegian president met Mara Velk.", ["Norwegian president"], id="before what is known"),
        pytest.param(
            "Norwegian President Alma Reyes spoke. In 2009 the Norwegian president met Mara Velk.", KESTREL,
            id="not the one who is named as today's",
        ),
    ],
)  # fmt: skip
def test_offices_resolve_on_the_day_told(text: str, who: list[str]) -> None:
    reading = read_held(text)
    nth = text.count("orwegian president") - 1
    assert whom(reading, "Norwegian president", nth) == who


def test_an_earlier_holder_does_not_take_over_the_office() -> None:
    text = "Norwegian President Alma Reyes spoke. In 2009 the Norwegian president met Mara Velk. The president left."
    assert whom(read_held(text), "The president") == REYES


def test_without_any_day_an_office_stays_one() -> None:
    reading = read_held("The Norwegian president met Mara Velk.", None)
    assert whom(reading, "The Norwegian president") == ["Norwegian president"]


def test_the_outlets_own_office_resolves_on_the_day_told(monkeypatch: pytest.MonkeyPatch) -> None:
    first = Principal("President", "Ivo Kestrel", (), "NOR", "male", dt.date(2005, 2, 1), dt.date(2015, 2, 1))
    second = Principal("President", "Alma Reyes", (), "NOR", "female", dt.date(2015, 2, 1), None)
    use_outlet(monkeypatch, Outlet("Palace", (), "NOR", "NOR", None, (first, second)))
    text = "The President spoke with Mara Velk. In 2009 the President visited Peru."
    reading = read(text, published=FRIDAY)
    assert whom(reading, "the President") == KESTREL
    assert whom(reading, "The President") == REYES
