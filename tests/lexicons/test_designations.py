"""The list of contested terms: what it refuses, and that its patterns treat all states alike."""

from __future__ import annotations

from typing import Any

import pytest

from dragoman.errors import LexiconError
from dragoman.lexicons.designations import load_designations, plural, read_designations, split_words

HEDGE: dict[str, Any] = {
    "before": ["alleged"],
    "accusations": ["accused of"],
    "after": ["claims"],
    "calling": ["calls"],
    "concessions": ["despite"],
    "verbs": ["call"],
    "decrying": ["condemn"],
}
MARKED: dict[str, Any] = {"key": "so-called", "words": ["so-called"], "examples": [{}]}
TERM: dict[str, Any] = {"key": "rebel", "class": "people", "words": ["rebel"], "examples": [{}]}


def tables(*terms: dict[str, Any]) -> dict[str, Any]:
    return {"hedge": HEDGE, "marked": MARKED, "term": list(terms)}


@pytest.mark.parametrize(
    "term, cause",
    [
        pytest.param({**TERM, "examples": []}, "no example", id="no example"),
        pytest.param({**TERM, "words": []}, "neither words nor bound", id="no form"),
        pytest.param({**TERM, "class": "beast"}, "must be one of", id="unknown class"),
        pytest.param({**TERM, "colour": "red"}, "unknown field 'colour'", id="unknown field"),
        pytest.param({**TERM, "of": "XXX"}, "does not have", id="unknown state"),
        pytest.param({**TERM, "of": "ISR", "named": "somebody"}, "both `of` and `named`", id="two meanings"),
        pytest.param({**TERM, "bound": ["foe"]}, "of `bound` and `only` it has one", id="bound nowhere"),
        pytest.param({**TERM, "never": ["the rebel"]}, "write the term as one ~", id="no place for the term"),
    ],
)
def test_what_contradicts_itself_is_refused(term: dict[str, Any], cause: str) -> None:
    with pytest.raises(LexiconError, match=r"designations\.toml") as error:
        read_designations(tables(term))
    assert cause in str(error.value)


def test_a_form_below_two_terms_is_refused() -> None:
    with pytest.raises(LexiconError, match=r"'rebels' stands below 'rebel' too|'rebel' stands below 'rebel' too"):
        read_designations(tables(TERM, {**TERM, "key": "insurgent"}))


def test_a_term_twice_is_refused() -> None:
    with pytest.raises(LexiconError, match="stands twice"):
        read_designations(tables(TERM, {**TERM, "words": ["insurgent"]}))


def test_no_entries_are_refused() -> None:
    with pytest.raises(LexiconError, match=r"no \[\[term\]\] entries"):
        read_designations(tables())


@pytest.mark.parametrize(
    "noun, many", [("rebel", "rebels"), ("atrocity", "atrocities"), ("witness", "witnesses"), ("convoy", "convoys")]
)
def test_plurals_are_regular(noun: str, many: str) -> None:
    assert plural(noun) == many


def test_hyphens_part_words_and_apostrophes_do_not() -> None:
    assert split_words("neo-Nazi coup d’état") == ("neo", "Nazi", "coup", "d'état")


def test_opposite_sides_have_their_terms() -> None:
    """Terms that always mean one state stand for states that oppose each other."""
    meant = {term.of for term in load_designations().terms if term.of is not None}
    assert meant >= {"ISR", "IRN", "USA", "RUS", "UKR", "CHN", "TWN"}
