"""Words of names, and whether two names of one document can be one person's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.actors.names import may_be_same, name_words, near


@pytest.mark.parametrize(
    "name, words",
    [
        pytest.param("Alma Reyes", ("alma", "reyes"), id="two words"),
        pytest.param("Robert Hale, Jr.", ("robert", "hale"), id="a suffix"),
        pytest.param("Osric II", ("osric",), id="a number"),
        pytest.param("Salim bin Rashad al-Tariq", ("salim", "rashad", "tariq"), id="particles"),
        pytest.param("Dana O’Brien", ("dana", "obrien"), id="a curly apostrophe"),
        pytest.param("Dana O'Brien", ("dana", "obrien"), id="a straight apostrophe"),
        pytest.param("Tomás Ørlund", ("tomas", "orlund"), id="accents"),
        pytest.param("Łucja Ilgaz Yıldır", ("lucja", "ilgaz", "yildir"), id="letters that are no accents"),
        pytest.param("George W. Halm", ("george", "w", "halm"), id="an initial"),
        pytest.param("Jean-Luc Marchand", ("jean", "luc", "marchand"), id="a hyphen"),
        pytest.param("Da", ("da",), id="a name that is a particle"),
        pytest.param("123", (), id="no letters"),
    ],
)
def test_name_words(name: str, words: tuple[str, ...]) -> None:
    assert name_words(name) == words


@pytest.mark.parametrize(
    "one, other, same",
    [
        pytest.param("reyes", "reyes", True, id="equal"),
        pytest.param("mohamed", "mohammed", True, id="a letter doubled"),
        pytest.param("nakhale", "nakhaleh", True, id="a letter more"),
        pytest.param("lee", "leo", False, id="short words must be equal"),
        pytest.param("halm", "holm", False, id="one letter of four"),
        pytest.param("reyes", "torun", False, id="others"),
    ],
)
def test_near(one: str, other: str, same: bool) -> None:
    assert near(one, other) is same


@pytest.mark.parametrize(
    "one, other, same",
    [
        pytest.param("Alma Reyes", "Reyes", True, id="a surname"),
        pytest.param("Alma Reyes", "Alma", True, id="a given name"),
        pytest.param("Alma Maria Reyes", "Alma Reyes", True, id="a middle name left out"),
        pytest.param("Alma Reyes", "Tomas Reyes", False, id="two of one surname, by gender"),
        pytest.param("Emil Reyes", "Tomas Reyes", False, id="two of one surname, by given name"),
        pytest.param("A. Reyes", "Alma Reyes", True, id="an initial"),
        pytest.param("T. Reyes", "Alma Reyes", False, id="another initial"),
        pytest.param("George W. Halm", "George H. Halm", False, id="middle initials differ"),
        pytest.param("George W. Halm", "George Halm", True, id="a middle initial left out"),
        pytest.param("Joe Marten", "Joseph Marten", True, id="a short form"),
        pytest.param("Ziyad al-Nakhaleh", "Ziad Nakhale", True, id="two spellings of a name"),
        pytest.param("Alma Reyes", "Alma Torun", False, id="two of one given name"),
        pytest.param("Robert Hale Jr.", "Robert Hale", True, id="a suffix left out"),
        pytest.param("", "Alma Reyes", False, id="no name"),
    ],
)
def test_may_be_same(one: str, other: str, same: bool) -> None:
    assert may_be_same(name_words(one), name_words(other)) is same
    assert may_be_same(name_words(other), name_words(one)) is same


@given(st.text(max_size=40))
def test_a_name_may_be_itself_but_for_a_letter_alone(name: str) -> None:
    words = name_words(name)
    assert may_be_same(words, words) is (len(words) > 1 or any(len(word) > 1 for word in words))
