"""Two sides swapped in a text, and where each character went."""

from __future__ import annotations

import pytest

from dragoman.record import Span
from evaluation.sides import make_swap, swap_name, swap_text
from evaluation.swap import unwrap

SWAP = make_swap(
    [("Marovia", "Tarsenia"), ("Marovian", "Tarsenian"), ("Anna Velk", "Ivo Kestrel"), ("Velk", "Kestrel")],
    [("MRV", "TRS")],
)


@pytest.mark.parametrize(
    "text, swapped",
    [
        pytest.param("Marovia told Tarsenia", "Tarsenia told Marovia", id="each way"),
        pytest.param("Marovian and Marovia’s", "Tarsenian and Tarsenia’s", id="adjective and possessive"),
        pytest.param("Anna Velk and Velk", "Ivo Kestrel and Kestrel", id="the longest name first"),
        pytest.param("Marovians, Velkland", "Marovians, Velkland", id="no parts of words"),
        pytest.param("Anna\nVelk spoke", "Ivo Kestrel spoke", id="over the end of a line"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_names_are_swapped(text: str, swapped: str) -> None:
    assert swap_text(text, SWAP).text == swapped


@pytest.mark.parametrize(
    "text, swapped",
    [("the United Isles and Marovia", "Marovia and the United Isles"), ("Marovia", "the United Isles")],
)
def test_a_name_gets_the_article_it_needs(text: str, swapped: str) -> None:
    assert swap_text(text, make_swap([("United Isles", "Marovia")])).text == swapped


def test_an_actor_has_no_article() -> None:
    assert swap_name("Marovia", make_swap([("United Isles", "Marovia")])) == "United Isles"


def test_words_are_found_again_where_they_went() -> None:
    text = "Velk met Anna Velk of Marovia in Selm."
    swapped = swap_text(text, SWAP)
    for words, there in (("met", "met"), ("Anna Velk of Marovia", "Ivo Kestrel of Tarsenia"), ("in Selm", "in Selm")):
        start = text.index(words)
        span = swapped.span(Span(start, start + len(words)))
        assert swapped.text[span.start : span.end] == there


def test_a_name_that_two_states_share_stays() -> None:
    assert swap_text("Korea and Marovia", make_swap([("Korea", "Marovia")])).text == "Korea and Marovia"


def test_broken_lines_are_joined_and_short_ones_are_not() -> None:
    line = "President Ivo Kestrel of Orvania spoke today with"
    assert unwrap(f"{line}\nAnna Velk.\n\nItem\nItem") == f"{line} Anna Velk.\n\nItem\nItem"
