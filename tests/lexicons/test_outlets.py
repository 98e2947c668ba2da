"""An outlet is known by name or address, and means by a bare title whoever held the office that day."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest

from dragoman.errors import LexiconError
from dragoman.lexicons.outlets import Outlet, find_outlet, load_outlets, principal_on, read_outlets
from dragoman.lexicons.words import fold_words


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def outlet_of(name: str) -> Outlet:
    found = find_outlet(name, None)
    assert found is not None, name
    return found


@pytest.mark.parametrize(
    "name, url, found",
    [
        pytest.param("The White House", None, "The White House", id="name"),
        pytest.param("White House", None, "The White House", id="without article"),
        pytest.param("President of Russia (en.kremlin.ru)", None, "President of Russia", id="as in the readouts"),
        pytest.param("Press service, en.kremlin.ru", None, "President of Russia", id="address in the name"),
        pytest.param("The White House, Office of the Press Secretary", None, "The White House", id="name goes on"),
        pytest.param("The White Houseboat Review", None, None, id="name goes on into another word"),
        pytest.param(None, "https://2009-2017.state.gov/secretary/x", "U.S. Department of State", id="address"),
        pytest.param(
            "The White House", "https://2009-2017.state.gov/x", "The White House", id="name goes before address"
        ),
        pytest.param(None, "https://notstate.gov/x", None, id="another host with the same ending"),
        pytest.param(None, "https://news.un.org/en/story", "UN News", id="the longest host that fits"),
        pytest.param("Strelsau Courier", "https://courier.example/1", None, id="unknown"),
        pytest.param(None, "http://[", None, id="not an address"),
        pytest.param("", "", None, id="empty"),
        pytest.param(None, None, None, id="nothing told"),
    ],
)
def test_finding_an_outlet(name: str | None, url: str | None, found: str | None) -> None:
    outlet = find_outlet(name, url)
    assert (outlet.name if outlet else None) == found


@pytest.mark.parametrize(
    "outlet, office, on, name",
    [
        pytest.param("The White House", "President", "2009-07-06", "Barack Obama", id="in office"),
        pytest.param("The White House", "the President", "2017-01-19", "Barack Obama", id="last day"),
        pytest.param("The White House", "The President", "2017-01-20", "Donald Trump", id="day of the handover"),
        pytest.param("The White House", "National Security Adviser", "2019-09-12", None, id="nobody that day"),
        pytest.param("The White House", "Secretary", "2012-01-01", None, id="no such office there"),
        pytest.param("U.S. Department of State", "Secretary", "2012-01-01", "Hillary Clinton", id="secretary"),
        pytest.param("U.S. Department of State", "Vice President", "2012-01-01", "Joe Biden", id="another's office"),
        pytest.param("Kremlin", "President", "1999-12-31", "Vladimir Putin", id="acting"),
        pytest.param("Kremlin", "President", "2008-05-07", "Dmitry Medvedev", id="inauguration"),
        pytest.param("Kremlin", "Prime Minister", "2010-01-01", "Vladimir Putin", id="other office, same man"),
        pytest.param(
            "President of Ukraine", "President of Ukraine", "2022-03-01", "Volodymyr Zelenskyy", id="long form"
        ),
        pytest.param(
            "Palestine News and Info Agency", "President", None, "Mahmoud Abbas", id="day unknown, one holder"
        ),
        pytest.param("The White House", "President", None, None, id="day unknown, several holders"),
        pytest.param("Saudi Press Agency", "King", "2020-01-01", None, id="offices not listed"),
    ],
)
def test_whom_a_bare_title_means(outlet: str, office: str, on: str | None, name: str | None) -> None:
    person = principal_on(outlet_of(outlet), office, day(on) if on else None)
    assert (person.name if person else None) == name


def test_at_most_one_person_holds_an_office_on_any_day() -> None:
    for outlet in load_outlets():
        for title in {person.office for person in outlet.principals}:
            holders = [person for person in outlet.principals if person.office == title]
            for person in holders:
                assert person.start is not None
                assert [other for other in holders if other.held_on(person.start)] == [person]


def test_every_principal_has_gender_and_source() -> None:
    lacking = [
        person for outlet in load_outlets() for person in outlet.principals if not person.gender or not person.source
    ]
    assert lacking == []


HOLDERS = [
    ("The White House", "President", "us", "President"),
    ("The White House", "Vice President", "us", "Vice President"),
    ("The White House", "National Security Advisor", "us", "National Security Advisor"),
    ("The White House", "First Lady", "us", "First Lady"),
    ("The White House", "Press Secretary", "us", "White House Press Secretary"),
    ("U.S. Department of State", "Secretary", "us", "Secretary of State"),
    ("Pentagon", "Secretary", "us", "Secretary of Defence"),
    ("U.S. Treasury", "Secretary", "us", "Secretary of the Treasury"),
    ("Kremlin", "President", "russia", "President"),
    ("Kremlin", "Prime Minister", "russia", "Prime Minister"),
    ("President of Ukraine", "President", "ukraine", "President"),
    ("Élysée", "President", "france", "President"),
    ("Chinese Foreign Ministry", "President", "china", "President"),
    ("Iranian Foreign Ministry", "President", "iran", "President"),
    ("Iranian Foreign Ministry", "Foreign Minister", "iran", "Minister of Foreign Affairs"),
    ("Turkish Foreign Ministry", "President", "turkey", "President"),
]


@pytest.mark.parametrize("outlet, office, table, position", HOLDERS, ids=[f"{row[0]}, {row[1]}" for row in HOLDERS])
def test_tenures_agree_with_the_tables_of_office_holders(
    shared: Path, outlet: str, office: str, table: str, position: str
) -> None:
    """In the middle of each tenure that a table gives, the lexicon names the same person."""
    path = shared / f"data/offices/by_country/{table}_holders21.csv"
    with path.open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if row["position"] == position]
    assert rows
    for row in rows:
        if len(row["start"]) < 10 or len(row["end"]) < 10 or row["end"] < "2001-02-01":
            continue
        start, end = day(row["start"]), day(row["end"])
        person = principal_on(outlet_of(outlet), office, start + (end - start) / 2)
        if person is not None:  # stand-ins of a few days are not all listed
            assert surname(person.name) == surname(row["person"]), row


def surname(name: str) -> str:
    return fold_words(name.removesuffix(", Jr.")).replace("-", "").split()[-1]


def tables(holders: list[dict[str, object]] | None = None, **outlet: object) -> dict[str, object]:
    """A file with the office of a king, and one outlet."""
    king = {"title": "King", "source": "The Prisoner's diary", "holders": holders or [{"name": "Rudolf"}]}
    return {"office": {"king": king}, "outlet": {"court": {"name": "Court of Strelsau", "offices": ["king"], **outlet}}}


@pytest.mark.parametrize(
    "made, message",
    [
        pytest.param(
            tables([{"name": "Rudolf", "end": day("1890-05-01")}, {"name": "Michael", "start": day("1890-04-30")}]),
            "office.king: the tenures of Rudolf and Michael overlap",
            id="overlap",
        ),
        pytest.param(
            tables([{"name": "Rudolf"}, {"name": "Michael", "start": day("1890-04-30")}]),
            "the tenures of Rudolf and Michael overlap",
            id="open tenure before another",
        ),
        pytest.param(
            tables([{"name": "Rudolf", "start": day("1890-05-01"), "end": day("1890-05-01")}]),
            "Rudolf ends 1890-05-01 before starting",
            id="backwards",
        ),
        pytest.param(
            tables([{"name": "Rudolf", "gender": "king"}]),
            "gender is 'king'; it must be one of male, female",
            id="gender",
        ),
        pytest.param(
            tables([{"name": "Rudolf", "born": 1850}]),
            "office.king.holders: unknown field 'born'",
            id="field of a holder",
        ),
        pytest.param(
            tables(offices=["queen"]), r"outlet.court: no office 'queen'; add \[office.queen\]", id="unknown office"
        ),
        pytest.param(
            tables(speaks_for="RUR"), "speaks_for is 'RUR', which states.toml does not have", id="unknown state"
        ),
        pytest.param(tables(site="x"), "unknown field 'site'", id="field of an outlet"),
        pytest.param(
            {**tables(), "outlet": {"a": {"name": "Court"}, "b": {"name": "Guard", "matches": ["the court"]}}},
            "outlet.b: 'court' is outlet.a's already",
            id="one name, two outlets",
        ),
        pytest.param(
            {
                "office": {
                    key: {"title": "King", "source": "none", "holders": [{"name": key}]}
                    for key in ("rudolf", "michael")
                },
                "outlet": {"court": {"name": "Court", "offices": ["rudolf", "michael"]}},
            },
            "two of its offices are called 'king'; a bare title must mean one office",
            id="one title, two offices",
        ),
    ],
)
def test_contradictions_are_refused(made: dict[str, object], message: str) -> None:
    with pytest.raises(LexiconError, match=f"made_up.toml: .*{message}"):
        read_outlets(made, "made_up.toml")


def test_an_office_without_holders_is_refused() -> None:
    made = tables()
    made["office"] = {"king": {"title": "King", "source": "none", "holders": []}}
    with pytest.raises(LexiconError, match=r"office.king: no holders; list them"):
        read_outlets(made)
