"""Words are compared without case, accents and "the"; acronyms keep their capitals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.lexicons.words import fold_words, index_acronyms, looks_like_name


@pytest.mark.parametrize(
    "words, folded",
    [
        ("The  Côte d’Ivoire", "cote d'ivoire"),
        ("Türkiye", "turkiye"),
        ("İstanbul", "istanbul"),
        ("Aydın", "aydin"),
        ("Radosław", "radoslaw"),
        ("Tórshavn", "torshavn"),
        ("United\u00a0Nations", "united nations"),
        ("theatre", "theatre"),
        ("", ""),
    ],
)
def test_folding(words: str, folded: str) -> None:
    assert fold_words(words) == folded


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing_but_a_second_article(words: str) -> None:
    once = fold_words(words)
    if not once.startswith("the "):
        assert fold_words(once) == once


@pytest.mark.parametrize(
    "words, is_name",
    [
        pytest.param("US", True, id="capitals"),
        pytest.param("the US", True, id="article left out"),
        pytest.param("us", False, id="pronoun"),
        pytest.param("Us", False, id="pronoun at the start of a sentence"),
        pytest.param("LeT", True, id="as listed"),
        pytest.param("Let", False, id="verb at the start of a sentence"),
        pytest.param("Tass", True, id="listed both ways"),
        pytest.param("Ruritania", True, id="ordinary name"),
        pytest.param("ruritania", False, id="ordinary name without capital"),
    ],
)
def test_acronyms_must_stand_as_listed_or_in_capitals(words: str, is_name: bool) -> None:
    acronyms = index_acronyms(["US", "LeT", "TASS", "Tass", "Ruritania"])
    assert looks_like_name(words, acronyms) is is_name
