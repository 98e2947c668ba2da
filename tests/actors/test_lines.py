"""Lines: words with their offsets, the states and organisations among them, states that only the text knows."""

from __future__ import annotations

import pytest

from dragoman.actors.lines import LEARNED, Line, Place
from tests.readings import read_lines


def places(text: str) -> list[tuple[str, str | None, bool]]:
    """Return the words, the country and whether it is an adjective, of each state or organisation of one line."""
    (line,) = read_lines(text)
    found: dict[int, Place] = {place.first: place for place in line.places.values()}
    return [
        (text[line.starts[at] : line.ends[place.last - 1]], place.country, place.adjective)
        for at, place in sorted(found.items())
    ]


@pytest.mark.parametrize(
    "text, found",
    [
        pytest.param("Peru was calm.", [("Peru", "PER", False)], id="a state"),
        pytest.param("Peruvian ships left.", [("Peruvian", "PER", True)], id="an adjective"),
        pytest.param("The Republic of Korea called.", [("Republic of Korea", "KOR", False)], id="the longest name"),
        pytest.param("South Korean ships left.", [("South Korean", "KOR", True)], id="an adjective of two words"),
        pytest.param("The US called.", [("US", "USA", False)], id="an acronym in capitals"),
        pytest.param("They told us.", [], id="an acronym in small letters is a word"),
        pytest.param("The turkey was good; china broke.", [], id="states in small letters are words"),
        pytest.param("NATO called.", [("NATO", None, False)], id="an organisation"),
        pytest.param("Perugia was calm.", [], id="the beginning of a longer word"),
        pytest.param("Côte d’Ivoire called.", [("Côte d’Ivoire", "CIV", False)], id="a curly apostrophe"),
        pytest.param("South\u00a0Korea called.", [("South\u00a0Korea", "KOR", False)], id="a no-break space"),
        pytest.param("Peru-Chile talks began.", [("Peru", "PER", False), ("Chile", "CHL", False)], id="a hyphen"),
    ],
)
def test_places(text: str, found: list[tuple[str, str | None, bool]]) -> None:
    assert places(text) == found


@pytest.mark.parametrize(
    "text, word, adjective",
    [
        pytest.param("The President of Sodria left. Sodria was calm.", "Sodria", False, id="a state by its president"),
        pytest.param("The President of Sodria left. Sodrian ships left.", "Sodrian", True, id="its adjective"),
        pytest.param("The King of Kestland left. Kestish ships left.", "Kestish", True, id="an adjective in -ish"),
        pytest.param("The Kingdom of Veldania called. Veldanian ships left.", "Veldanian", True, id="a kingdom"),
        pytest.param("The Government of the Republic of Orlu met. Orlu was calm.", "Orlu", False, id="the Republic of"),
    ],
)
def test_states_are_learned(text: str, word: str, adjective: bool) -> None:
    found = {words: (country, is_adjective) for words, country, is_adjective in places(text)}
    country, is_adjective = found[word]
    assert (country or "").startswith(LEARNED)
    assert is_adjective is adjective


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The Minister of Defence left. Defence is dear.", id="a field of an office"),
        pytest.param("The President of Alma Reyes University left. Alma was calm.", id="a given name"),
        pytest.param("The Ambassador to Chile left. Sodria was calm.", id="a word that no office names"),
        pytest.param("The President of Riverton University left. Riverton was calm.", id="a university"),
    ],
)
def test_words_that_are_no_states(text: str) -> None:
    assert not [words for words, country, _ in places(text) if (country or "").startswith(LEARNED)]


def test_an_acronym_in_mixed_case_stands_as_it_is_written() -> None:
    assert not places("Let us go on. Mr Velk let them.")
    assert [words for words, _, _ in places("The LeT said no.")] == ["LeT"]


def test_a_line_knows_its_words() -> None:
    text = "On Monday,\u00a0Jean-Luc  spoke."
    line: Line = read_lines(text)[0]
    assert line.texts == ("On", "Monday", ",", "Jean", "-", "Luc", "spoke", ".")
    assert line.lower[1] == "monday"
    assert [text[start:end] for start, end in zip(line.starts, line.ends, strict=True)] == list(line.texts)
    assert line.glued(4)
    assert not line.glued(6)
    assert line.capital(3)
    assert not line.capital(6)
    assert text[line.span(3, 6).start : line.span(3, 6).end] == "Jean-Luc"
