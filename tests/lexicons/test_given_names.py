"""Given names and titles tell a person's gender where they can, and nothing where they cannot."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from dragoman.errors import LexiconError
from dragoman.lexicons.given_names import find_gender, load_gendered_titles, load_given_names, read_gendered_words


@pytest.mark.parametrize(
    "name, gender",
    [
        pytest.param("Mr. Vostok", "male", id="title with a stop"),
        pytest.param("First Lady Alda Brem", "female", id="title of two words"),
        pytest.param("Queen Ilse", "female", id="queen"),
        pytest.param("Hossein Vostok", "male", id="given name"),
        pytest.param("François Vostok", "male", id="accent"),
        pytest.param("Francois Vostok", "male", id="accent left out"),
        pytest.param("SVETLANA VOSTOK", "female", id="capitals"),
        pytest.param("Vostok King", None, id="a surname is no title"),
        pytest.param("Andrea Vostok", None, id="man's name in one country, woman's in another"),
        pytest.param("Sheikh Hasina", None, id="title and name disagree"),
        pytest.param("Kim Vostok", None, id="unknown"),
        pytest.param("", None, id="no name"),
    ],
)
def test_gender(name: str, gender: str | None) -> None:
    assert find_gender(name) == gender


def test_both_lists_are_long_and_their_keys_folded() -> None:
    count = Counter(load_given_names().values())
    assert count["male"] >= 400
    assert count["female"] >= 400
    assert all(word == word.casefold() for word in (*load_given_names(), *load_gendered_titles()))


def test_the_list_is_right_about_the_office_holders_of_the_world(shared: Path) -> None:
    right = wrong = 0
    with (shared / "data/offices/ep_world_bio.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            told = load_given_names().get(row["name"].split()[0].casefold()) if row["name"].strip() else None
            right += told == row["gender"]
            wrong += told is not None and row["gender"] in {"male", "female"} and told != row["gender"]
    assert right > 1000
    assert wrong <= right / 200


@pytest.mark.parametrize(
    "words, message",
    [
        pytest.param(
            {"male": "Rudolf\nFlavia", "female": "Flavia"}, "'Flavia' is listed as male and as female", id="both"
        ),
        pytest.param({"male": "Rudolf"}, "female is None", id="half missing"),
        pytest.param(
            {"male": "Rudolf", "female": "Flavia", "other": "Sapt"}, "unknown field 'other'", id="unknown gender"
        ),
    ],
)
def test_contradictions_are_refused(words: dict[str, str], message: str) -> None:
    with pytest.raises(LexiconError, match=f"made_up.toml: given: {message}"):
        read_gendered_words({"given": words}, "given", "made_up.toml")
