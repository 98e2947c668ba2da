"""What speaks for and against two profiles being one person: values, points, vetoes, verdicts."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.identity.profiles import Profile, naming_words
from dragoman.identity.scoring import Link, compare_profiles, find_link
from dragoman.identity.weights import Weights, load_weights
from tests.identity.makers import held, profile
from tests.identity.strategies import COUNTRIES, NAMES, OFFICES

ANNA = profile("Anna Velk", profile_id="a")
MINISTER = "Foreign Minister of Norway"
NAME_KEYS = frozenset({"name_alike", "name_spelling", "name_too_little"})


def compare(one: Profile, other: Profile) -> Link:
    return compare_profiles(replace(one, profile_id="a"), replace(other, profile_id="b"))


def keys_of(link: Link) -> list[str]:
    return [value.key for value in link.values]


VALUES = [
    pytest.param(profile("Anna Velk"), profile("VELK Anna"), ["name_alike"], id="the other order"),
    pytest.param(profile("Tomás Ørlund"), profile("Tomas Orlund"), ["name_alike"], id="but for accents"),
    pytest.param(profile("President Anna Velk"), profile("Anna Velk"), ["name_alike"], id="but for a title"),
    pytest.param(profile("Ziyad al-Velkeh"), profile("Ziad Velke"), ["name_spelling"], id="spellings"),
    pytest.param(profile("Anna Velk"), profile("Velk"), ["name_too_little"], id="a surname"),
    pytest.param(profile("Anna Velk"), profile("A. Velk"), ["name_too_little"], id="an initial"),
    pytest.param(profile("Velk"), profile("Velk"), ["name_too_little"], id="two surnames"),
    pytest.param(profile("Anna Velk", "Velk"), profile("Velk", "Ana Velk"), ["name_spelling"], id="fuller names count"),
    pytest.param(
        profile("Anna Velk", offices=(MINISTER,)), profile("Anna Velk", offices=("Foreign Minister",), country="NOR"),
        ["name_alike", "office_same"], id="one office",
    ),
    pytest.param(
        profile("Anna Velk", offices=("minister",), country="NOR"),
        profile("Anna Velk", offices=("minister",), country="NOR"),
        ["name_alike", "country_same"], id="an office of many says nothing",
    ),
    pytest.param(
        profile("Anna Velk", offices=("spokesperson of Hamas",)),
        profile("Anna Velk", offices=("secretary of Hamas",)),
        ["name_alike", "body_same"], id="one body",
    ),
    pytest.param(
        profile("Anna Velk", offices=(MINISTER,), country="NOR", days=("2024-01-01", "2024-03-01")),
        profile("Anna Velk", offices=("President of Finland",), country="FIN", days=("2024-02-01", "2024-05-01")),
        ["name_alike", "office_clash", "country_differs", "year_shared"], id="offices of two countries at a time",
    ),
    pytest.param(
        profile("Anna Velk", offices=(MINISTER,), country="NOR", days=("2024-01-01", "2024-03-01")),
        profile("Anna Velk", offices=("President",), country="NOR", days=("2024-02-01", "2024-05-01")),
        ["name_alike", "country_same", "year_shared"], id="offices of one country at a time",
    ),
    pytest.param(
        profile("Anna Velk", offices=(MINISTER,), country="NOR", days=("2014-01-01",)),
        profile("Anna Velk", offices=("President of Finland",), country="FIN", days=("2024-02-01",)),
        ["name_alike", "country_differs"], id="offices of two countries one after the other",
    ),
    pytest.param(profile("Anna Velk", country="NOR"), profile("Anna Velk"), ["name_alike"], id="a country told once"),
    pytest.param(
        profile("Anna Velk", partners=frozenset("xy")), profile("Anna Velk", partners=frozenset("yz")),
        ["name_alike", "partner_shared"], id="one partner",
    ),
    pytest.param(
        profile("Anna Velk", days=("2024-01-01",)), profile("Anna Velk", days=("2025-01-01",)),
        ["name_alike", "year_shared"], id="a year apart",
    ),
    pytest.param(
        profile("Anna Velk", days=("2024-01-01",)), profile("Anna Velk", days=("2025-01-03",)), ["name_alike"],
        id="more than a year",
    ),
    pytest.param(
        profile("Anna Velk", days=("1990-01-01", "1994-01-01")), profile("Anna Velk", days=("2014-02-01",)),
        ["name_alike", "far_apart"], id="more than twenty years",
    ),
    pytest.param(
        profile("Anna Velk", days=("2024-01-01",)), profile("Anna Velk"), ["name_alike"], id="a day told once"
    ),
]  # fmt: skip


@pytest.mark.parametrize("one, other, keys", VALUES)
def test_what_is_compared(one: Profile, other: Profile, keys: list[str]) -> None:
    link = compare(one, other)
    assert keys_of(link) == keys
    points = load_weights().points
    assert link.score == round(sum(points[key] for key in keys), 2)
    assert all(value.points == points[value.key] and value.words for value in link.values)
    assert not link.is_vetoed


VETOES = [
    pytest.param(profile("Anna Velk"), profile("Ivo Velk"), "given name Anna is not Ivo", id="another given name"),
    pytest.param(profile("Anna Velk"), profile("Anna Orlo"), "Velk is not Orlo", id="another surname"),
    pytest.param(profile("George W. Velk"), profile("George H. W. Velk"), "the initials W. are not H. W.", id="initials"),
    pytest.param(profile("Anna Velk Jr"), profile("Anna Velk Sr"), "Jr is not Sr", id="generations"),
    pytest.param(profile("Ivo bin Velk"), profile("Ivo bin Orlo"), "father's name Velk is not Orlo", id="fathers"),
    pytest.param(
        profile("Anna Velk", gender="female"), profile("Anna Velk", gender="male"),
        "Anna Velk is told of as female, Anna Velk as male", id="man and woman",
    ),
    pytest.param(
        profile("Anna Velk", person="Q1"), profile("Anna Velk", person="Q2"),
        "the registry of offices has Anna Velk and Anna Velk as two people", id="two of the registry",
    ),
]  # fmt: skip


@pytest.mark.parametrize("one, other, words", VETOES)
def test_what_keeps_two_apart_whatever_else_agrees(one: Profile, other: Profile, words: str) -> None:
    agreeing: dict[str, Any] = {
        "offices": (held(MINISTER),),
        "country": "NOR",
        "partners": frozenset("x"),
        "first_day": held("", "2024-01-01").first,
        "last_day": held("", "2024-01-01").last,
    }
    for link in (compare(one, other), compare(replace(one, **agreeing), replace(other, **agreeing))):
        assert (link.verdict, link.score, link.is_vetoed) == ("different", 0.0, True)
        assert words in " ".join(value.words for value in link.values)


def test_one_person_of_the_registry_and_somebody_it_does_not_know_may_be_one() -> None:
    link = compare(profile("Anna Velk", person="Q1", gender="female"), profile("Ana Velk", country="NOR"))
    assert not link.is_vetoed


NAMESAKES = [
    pytest.param("George Velk Sr", "George W. Velk", id="the father, and the son with an initial"),
    pytest.param("George Velk Sr", "George Velk", id="a generation told once"),
    pytest.param("Anna Velk", "A. Velk", id="an initial"),
    pytest.param("Anna Velk", "Velk", id="a surname"),
]


@pytest.mark.parametrize("one, other", NAMESAKES)
def test_what_namesakes_share_is_too_little_alone(one: str, other: str) -> None:
    first, second = (profile(name, country="NOR", days=("2024-01-01",)) for name in (one, other))
    link = compare(first, second)
    assert link.values[0].key == "name_too_little"
    assert link.verdict == "doubt"  # a reviewer is asked


def test_names_of_two_people_in_one_profile_leave_spellings_to_a_reviewer() -> None:
    link = compare(profile("George Velk", "George H. W. Velk"), profile("George W. Velk", "Georg Velk"))
    assert link.values[0].key == "name_too_little"
    assert "the initials H. W. are not W." in link.values[0].words


# Facts about holders of public office: who shares a name with whom.
APART = [
    ("Mohammed bin Salman", "Mohammed bin Zayed"),
    ("Mohammad bin Salman Al Saud", "Mohamed bin Zayed Al Nahyan"),
    ("George W. Bush", "George H. W. Bush"),
    ("George W. Bush", "George Herbert Walker Bush"),
    ("Ali Khamenei", "Mojtaba Khamenei"),
    ("Sayyid Ali Khamenei", "Sayyid Mojtaba Khamenei"),
    ("Bashar al-Assad", "Hafez al-Assad"),
    ("Kim Jong Un", "Kim Jong Il"),
    ("Saad Hariri", "Rafic Hariri"),
    ("Mohammed bin Rashid Al Maktoum", "Hamdan bin Mohammed Al Maktoum"),
    ("Justin Trudeau", "Pierre Trudeau"),
    ("Rajiv Gandhi", "Indira Gandhi"),
    ("Jaroslaw Kaczynski", "Lech Kaczynski"),
    ("Gloria Macapagal Arroyo", "Diosdado Macapagal"),
]  # fmt: skip


@pytest.mark.parametrize("one, other", APART)
def test_namesakes_in_public_office_are_never_one(one: str, other: str) -> None:
    agreeing: dict[str, Any] = {"offices": ("President of Norway",), "country": "NOR", "days": ("2024-01-01",)}
    link = compare(
        profile(one, **agreeing, partners=frozenset("x")), profile(other, **agreeing, partners=frozenset("x"))
    )
    assert link.verdict == "different"


# ------------------------------------------------------------------ properties


@st.composite
def profiles(draw: st.DrawFn) -> Profile:
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=2, unique=True))
    start = draw(st.sampled_from([None, "1990-01-01", "2023-01-01", "2024-01-01"]))
    return profile(
        *names,
        offices=tuple(draw(st.lists(st.sampled_from(OFFICES), max_size=2, unique=True))),
        country=draw(st.sampled_from(COUNTRIES)),
        gender=draw(st.sampled_from([None, None, "male", "female"])),
        person=draw(st.sampled_from([None, None, "Q1", "Q2"])),
        days=(start,),
        partners=draw(st.frozensets(st.sampled_from("xyz"), max_size=2)),
    )


@given(one=profiles(), other=profiles())
def test_the_order_of_the_two_changes_nothing(one: Profile, other: Profile) -> None:
    first, second = replace(one, profile_id="a"), replace(other, profile_id="b")
    assert compare_profiles(first, second) == compare_profiles(second, first)


@given(one=profiles(), other=profiles())
def test_what_may_be_one_is_found_as_it_is_compared(one: Profile, other: Profile) -> None:
    """A link is given up early only where the whole comparison gives nothing."""
    link = compare(one, other)
    found = find_link(replace(other, profile_id="b"), replace(one, profile_id="a"))
    assert found == (None if link.verdict == "different" else link)


@given(one=profiles(), other=profiles())
def test_a_verdict_follows_from_the_score(one: Profile, other: Profile) -> None:
    link, weights = compare(one, other), load_weights()
    assert (link.verdict == "same") == (link.score >= weights.same)
    assert (link.verdict == "doubt") == (weights.doubt <= link.score < weights.same)
    assert link.values
    if link.is_vetoed:
        assert (link.score, link.verdict) == (0.0, "different")
    else:
        assert link.values[0].key in NAME_KEYS


@given(one=profiles(), other=profiles())
def test_a_surname_alone_joins_nobody(one: Profile, other: Profile) -> None:
    link = compare(one, other)
    if min(max(len(naming_words(name)) for name in each.names) for each in (one, other)) < 2 and link.verdict == "same":
        assert {"office_same", "country_same"} <= set(keys_of(link))


def test_no_weights_let_a_surname_join_without_an_office_or_be_asked_about_without_office_or_country() -> None:
    """Over the table itself: the name, and every set of what may agree beside it."""
    weights = load_weights()
    beside = [key for key, points in weights.points.items() if points > 0 and key not in NAME_KEYS]
    for size in range(len(beside) + 1):
        for chosen in combinations(beside, size):
            score = weights.points["name_too_little"] + sum(weights.points[key] for key in chosen)
            if not {"office_same", "body_same"} & set(chosen):
                assert score < weights.same, chosen
            if not {"office_same", "body_same", "country_same"} & set(chosen):
                assert score < weights.doubt, chosen


def test_a_surname_joins_nobody_on_a_body_without_the_office() -> None:
    one = profile("Velk", offices=("spokesperson of Hamas",), country="PSE", days=("2024-01-01",))
    other = profile("Anna Velk", offices=("secretary of Hamas",), country="PSE", days=("2024-02-01",))
    assert compare(one, other).verdict == "doubt"


def test_given_weights_are_used() -> None:
    weights = load_weights()
    strict = Weights(99, 98, weights.points)
    assert compare_profiles(ANNA, profile("Anna Velk", profile_id="b"), strict).verdict == "different"
    assert compare_profiles(ANNA, profile("Anna Velk", profile_id="b")).verdict == "same"
