"""Two words of names: spellings, short forms, slips, and words that only look alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.actors.romanise import find_script, romanise
from dragoman.actors.spelling import compare_sounds, compare_words, is_gendered_pair, read_word, to_skeleton, to_sounds
from dragoman.lexicons.naming import load_name_forms, load_spelling

ONE_WORD = {"same", "accents", "spelling", "short form", "slip"}
FORMS = load_name_forms()


@pytest.mark.parametrize("one, other", load_spelling().examples)
def test_the_examples_of_the_lexicon_are_spellings_of_one_word(one: str, other: str) -> None:
    assert compare_words(read_word(one), read_word(other)).how in {"same", "accents", "spelling"}


@pytest.mark.parametrize("one, other", load_spelling().gendered_examples)
def test_the_gendered_examples(one: str, other: str) -> None:
    assert compare_words(read_word(one), read_word(other)).how == "gendered"


@pytest.mark.parametrize("word", sorted(FORMS.full.keys() | FORMS.short.keys()))
def test_every_form_is_its_name(word: str) -> None:
    for name in FORMS.names_of(word):
        assert compare_words(read_word(word), read_word(name)).how in ONE_WORD


@pytest.mark.parametrize("one, other", FORMS.unlike)
def test_names_that_only_look_alike_are_two(one: str, other: str) -> None:
    assert compare_words(read_word(one), read_word(other)).how not in ONE_WORD


@pytest.mark.parametrize(
    "one, other, how",
    [
        pytest.param("Velk", "Velk", "same", id="equal"),
        pytest.param("Ørlund", "ORLUND", "accents", id="accents and capitals"),
        pytest.param("Велк", "Velk", "accents", id="Cyrillic"),
        pytest.param("Tariq", "طارق", "spelling", id="Arabic script"),
        pytest.param("Shlomo", "שלמה", "spelling", id="Hebrew script"),
        pytest.param("Brelikova", "Brelik", "gendered", id="a woman's surname"),
        pytest.param("V.", "Velk", "initial", id="an initial"),
        pytest.param("T.", "Velk", "different", id="another initial"),
        pytest.param("Kestrel", "Pestrel", "slip", id="a letter changed"),
        pytest.param("V3lk", "Velk", "accents", id="a digit for a letter"),
        pytest.param("Torun", "Velk", "different", id="others"),
        pytest.param("王", "李", "different", id="two signs"),
        pytest.param("小明", "小华", "different", id="one sign of two"),
    ],
)
def test_how_words_agree(one: str, other: str, how: str) -> None:
    assert compare_words(read_word(one), read_word(other)).how == how


@pytest.mark.parametrize(
    "letters, sounds, skeleton",
    [
        ("khalid", "xalid", "klt"),
        ("zelenskyy", "zelenski", "slnsk"),
        ("nakhaleh", "naxaleh", "nkl"),
        ("aoi", "aoi", ""),
    ],
)
def test_sounds(letters: str, sounds: str, skeleton: str) -> None:
    assert to_sounds(letters) == sounds
    assert to_skeleton(sounds) == skeleton


@pytest.mark.parametrize(
    "word, script, latin",
    [
        ("Øya", "latin", "oya"),
        ("Жуков", "cyrillic", "zhukov"),
        ("小明", "han", "ShaoMing"),
        ("김", "hangul", "Gim"),
        ("ბარ", "other", "bar"),
        ("شمس", "arabic", "Sms"),
        ("דוד", "hebrew", "dWd"),
    ],
)
def test_scripts(word: str, script: str, latin: str) -> None:
    assert find_script(word) == script
    if script != "han":  # pinyin is the table's, the test only asks that it is Latin
        assert romanise(word) == latin
    assert romanise(word).isascii()


@given(st.text(max_size=20), st.text(max_size=20))
def test_words_agree_in_either_order(one: str, other: str) -> None:
    first, second = read_word(one), read_word(other)
    assert compare_words(first, second).how == compare_words(second, first).how
    assert 0 <= compare_words(first, second).score <= 1


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12))
def test_sounds_are_like_themselves(letters: str) -> None:
    assert compare_sounds(letters, letters) == 1.0


def test_a_gendered_pair_needs_a_stem() -> None:
    assert is_gendered_pair("antonov", "antonova")
    assert not is_gendered_pair("ov", "ova")
    assert not is_gendered_pair("antonov", "petrova")
