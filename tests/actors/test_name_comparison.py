"""Names compared: public office holders, their kin and namesakes; verdicts and the words that explain them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.actors.comparison import compare_names, find_name_keys, names_body
from dragoman.actors.name_comparison import (
    DIFFERENT,
    SAME,
    are_two_people,
    compare_person_names,
    is_too_short,
    judge_person_names,
)
from dragoman.lexicons.body_words import body_word_examples

VERDICTS = {"yes": True, "no": False, "open": None}
# Facts about public office holders: who is written how, and who is not whom.  Our own writing.
with (Path(__file__).parent / "name_pairs.csv").open(encoding="utf-8", newline="") as file:
    PAIRS = [(row["one"], row["other"], VERDICTS[row["same"]], row["shows"]) for row in csv.DictReader(file)]
IDS = [f"{one} | {other}: {shows}" for one, other, _, shows in PAIRS]


def test_the_table_is_long_and_names_no_pair_twice() -> None:
    assert len(PAIRS) >= 200
    assert len({frozenset(pair[:2]) for pair in PAIRS}) == len(PAIRS)


@pytest.mark.parametrize("one, other, same, shows", PAIRS, ids=IDS)
def test_public_office_holders(one: str, other: str, same: bool | None, shows: str) -> None:
    found, turned = compare_person_names(one, other), compare_person_names(other, one)
    assert found.same is same, (shows, found.score, found.reasons)
    assert (turned.same, turned.score) == (found.same, found.score)


@pytest.mark.parametrize("one, other", [pair[:2] for pair in PAIRS if pair[2]])
def test_one_person_has_a_key_in_common(one: str, other: str) -> None:
    assert set(find_name_keys(one)) & set(find_name_keys(other))


@pytest.mark.parametrize(
    "one, other, same, reason",
    [
        pytest.param("A. Velk", "Anna Velk", None, "an initial is no given name", id="an initial"),
        pytest.param("Velk", "Velk", None, "one name alone is never enough", id="a surname alone"),
        pytest.param("Anna Velk Jr.", "Anna Velk", None, "Jr. stands in one name only", id="a suffix on one side"),
        pytest.param("Osric II", "Osric III", False, "II is not III", id="numbers"),
        pytest.param("Anna B. Velk", "Anna C. Velk", False, "the initial B. is not C.", id="initials"),
        pytest.param(
            "Anna B. Velk", "Anna Carla Velk", False, "the initial B. is not Carla", id="an initial and a name"
        ),
        pytest.param("Anna Velk", "Carla Velk", False, "given name Anna is not Carla", id="given names"),
        pytest.param(
            "Hassan Torun", "Hussein Torun", False, "given name Hassan is not Hussein", id="names that look alike"
        ),
        pytest.param("Salim bin Rashad", "Rashad bin Tariq", False, "name", id="son and father"),
        pytest.param("Pavel Antonov", "Vera Antonova", False, "given name Pavel is not Vera", id="husband and wife"),
        pytest.param("Friedrich Hans", "Hans Friedrich", None, "other order", id="two given names turned round"),
        pytest.param("岸田文雄", "Kishida Fumio", None, "Chinese signs may be read otherwise", id="Japanese in signs"),
        pytest.param("Anna Velk", "Anna Velkan", None, "are alike, but not surely spellings", id="names that are near"),
        pytest.param("", "Anna Velk", None, "without words", id="no name"),
        pytest.param("Anna Velk", "Anna Velk", True, "all that both names give agrees", id="equal"),
    ],
)
def test_reasons(one: str, other: str, same: bool | None, reason: str) -> None:
    found = compare_person_names(one, other)
    assert found.same is same, (found.score, found.reasons)
    assert reason in "; ".join(found.reasons)


@pytest.mark.parametrize("step", [100, pytest.param(5, marks=pytest.mark.slow)])
def test_what_is_known_early_is_what_the_comparison_says(step: int) -> None:
    """Over every name of the table beside a share of the others, surnames alone among them."""
    names = sorted({each for one, other, _, _ in PAIRS for name in (one, other) for each in (name, name.split()[-1])})
    for at, one in enumerate(names):
        for other in names[at % step :: step]:
            found, judged = compare_person_names(one, other), judge_person_names(one, other)
            assert (judged.score, judged.same, judged.reasons) == (found.score, found.same, found.reasons)
            assert are_two_people(one, other) is (found.same is False), (one, other)
            assert not (is_too_short(one, other) and found.same), (one, other)


def test_parts_are_told_in_words() -> None:
    found = compare_person_names("Minister Ziad Amir Torun", "Ziyad Amirtorun Jr.")
    assert [(part.kind, part.one, part.other, part.status, part.how) for part in found.parts] == [
        ("given", "Ziad", "Ziyad", "agree", "spellings of one name"),
        ("surname", "Amir Torun", "Amirtorun", "agree", "the same, written as one"),
        ("title", "Minister", None, "not compared", "shown, not compared"),
        ("suffix", None, "Jr.", "not compared", "stands in one name only"),
    ]


def test_what_stands_on_one_side_and_what_differs_is_told() -> None:
    left = compare_person_names("Anna Maria Velk", "Anna Velk").parts
    assert [(p.one, p.other, p.status) for p in left if p.status != "agree"] == [("Maria", None, "only in the first")]
    right = compare_person_names("Anna Velk", "Anna Torun").parts
    assert [(p.one, p.other, p.status) for p in right if p.status != "agree"] == [("Velk", "Torun", "differ")]


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_two_texts_are_compared_alike_in_either_order(one: str, other: str) -> None:
    found, turned = compare_names(one, other), compare_names(other, one)
    assert 0 <= found.score <= 1
    assert (found.same, found.score) == (turned.same, turned.score)
    assert found.reasons
    assert found.same is not True or found.score >= SAME
    assert found.same is not None or found.score < SAME or found.reasons


@given(st.lists(st.sampled_from(["Anna", "Velk", "Tomás", "Ørlund", "bin", "al-Torun", "Jr.", "B."]), max_size=5))
def test_a_name_is_like_itself(words: list[str]) -> None:
    found = compare_person_names(" ".join(words), " ".join(words))
    assert found.same is not False
    assert found.score in {0.0, 1.0} or "initial" in {part.kind for part in found.parts}


def test_the_thresholds_leave_room_for_a_reviewer() -> None:
    assert 0 < DIFFERENT < SAME < 1


# --- organisations


@pytest.mark.parametrize("one, other, same", body_word_examples())
def test_the_examples_of_organisations(one: str, other: str, same: bool) -> None:
    assert (compare_names(one, other, "organisation").same is True) is same


@pytest.mark.parametrize(
    "one, other, same, reason",
    [
        pytest.param("Velk Shipyard", "Velk Shipyrad", True, "the words agree", id="a slip"),
        pytest.param("Velk Shipyard", "VelkShipyard", True, "the words agree", id="written as one"),
        pytest.param("Velk Shipyard", "Torun Shipyard", False, "too little in common", id="another word"),
        pytest.param("Velk Fund II", "Velk Fund III", False, "the numbers differ", id="numbers"),
        pytest.param("Shipyard of the North Marches", "SNM", None, "alike, but not enough", id="an acronym"),
        pytest.param("WHO", "World Health Organization", True, "the list of organisations has both", id="listed"),
        pytest.param("«»", "Velk", None, "without words", id="no words"),
        pytest.param("LLC", "LLC", True, "the words agree", id="nothing but a legal form"),
    ],
)
def test_organisations(one: str, other: str, same: bool | None, reason: str) -> None:
    for found in (compare_names(one, other, "organisation"), compare_names(other, one, "organisation")):
        assert found.same is same, (found.score, found.reasons)
        assert reason in found.reasons[0]


def test_the_words_of_organisations_are_told() -> None:
    found = compare_names("Velk Grain LLC", "Velk Timber Ltd", "organisation")
    assert [(part.kind, part.one, part.other, part.status) for part in found.parts] == [
        ("word", "velk", "velk", "agree"),
        ("word", "grain", "timber", "differ"),
        ("legal form", "llc", "ltd", "not compared"),
    ]
    one_side = compare_names("Velk Grain North", "Velk Grain", "organisation").parts
    assert [part.status for part in one_side] == ["agree", "agree", "only in the first"]
    other_side = compare_names("Velk Grain", "Velk Grain North", "organisation").parts
    assert [part.status for part in other_side] == ["agree", "agree", "only in the second"]


@pytest.mark.parametrize(
    "name, is_body",
    [
        ("Velk Ltd", True),
        ("Marovian Ministry of Grain", True),
        ("WHO", True),
        ("Anna Velk", False),
        ("Anna Velk Co", False),
    ],
)
def test_what_a_name_names(name: str, is_body: bool) -> None:
    assert names_body(name) is is_body


def test_keys_hold_the_full_name_of_a_short_one() -> None:
    assert set(find_name_keys("Joe Velk")) & set(find_name_keys("Joseph"))
    assert find_name_keys("A. B.") == ()
