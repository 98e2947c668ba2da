"""A name taken apart: kinds of parts, order, titles, suffixes, names of several words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.actors.person_names import describe_parts, read_person_name
from dragoman.lexicons.naming import person_word_examples


@pytest.mark.parametrize("name, parts", person_word_examples(), ids=[name for name, _ in person_word_examples()])
def test_the_examples_of_the_lexicon(name: str, parts: str) -> None:
    assert describe_parts(read_person_name(name)) == parts


@pytest.mark.parametrize(
    "name, parts",
    [
        pytest.param("Velk, Anna", "given Anna, surname Velk", id="a comma"),
        pytest.param("ØRLUND Tomás", "surname ØRLUND, given Tomás", id="capitals"),
        pytest.param("Velk Viktor", "surname Velk, given Viktor", id="a given name last"),
        pytest.param("J. D. Velk", "initial J., initial D., surname Velk", id="initials"),
        pytest.param("JD Velk", "initial J, initial D, surname Velk", id="initials written as one"),
        pytest.param("Anna B. Velk", "given Anna, initial B., surname Velk", id="a middle initial"),
        pytest.param("Osric Brelik III", "given Osric, surname Brelik, suffix III", id="a generation"),
        pytest.param("Malcolm X", "given Malcolm, initial X", id="a letter that is no number"),
        pytest.param("Li Xi", "given Li, surname Xi", id="a word that is a number in capitals only"),
        pytest.param('Osric "Ozzy" Brelik', "given Osric, surname Brelik, nickname Ozzy", id="a nickname"),
        pytest.param("“Osric Brelik”", "given Osric, surname Brelik", id="all in quotation marks"),
        pytest.param("Queen Maren of Selmark", "title Queen, title of, title Selmark, given Maren", id="of a country"),
        pytest.param("Alma Reyes, President", "title President, given Alma, surname Reyes", id="a title behind"),
        pytest.param("Tariq ibn Salim", "given Tariq, particle ibn, patronymic Salim", id="a father's name"),
        pytest.param("Abu Salim Torun", "given Abu Salim, surname Torun", id="father of"),
        pytest.param("Nur al-Din Torun", "given Nur al-Din, surname Torun", id="a name of two words"),
        pytest.param("Harun ar-Rashid", "given Harun, particle ar, surname Rashid", id="an article as it is spoken"),
        pytest.param("An Seok", "surname An, given Seok", id="an article that is a name"),
        pytest.param(
            "Velk Pavel Antonovich", "surname Velk, given Pavel, patronymic Antonovich", id="father's name last"
        ),
        pytest.param("王小明", "surname 王, given 小明", id="Chinese signs"),
        pytest.param("司馬小明", "surname 司馬, given 小明", id="a surname of two signs"),
        pytest.param("طارق بن سالم", "given طارق, particle بن, patronymic سالم", id="Arabic script"),
        pytest.param("", "", id="nothing"),
        pytest.param("123", "given 123", id="a number"),
        pytest.param("—", "", id="no letters"),
    ],
)
def test_parts(name: str, parts: str) -> None:
    assert describe_parts(read_person_name(name)) == parts


@given(st.text(max_size=60))
def test_any_text_is_taken_apart(text: str) -> None:
    name = read_person_name(text)
    assert all(part.word is not None for part in name.naming)
    assert set(name.naming) <= set(name.parts)
