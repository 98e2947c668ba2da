"""Names of people mended by the text's own words: headlines, things, strangers to a name, names that were missed."""

from __future__ import annotations

import pytest

from dragoman.actors.mending import Habits, is_titled, make_habits, mend_names
from tests.readings import read, read_phrases

HABITS = make_habits(
    {
        "praises",
        "plan",
        "ferry",
        "debate",
        "vote",
        "new",
        "over",
        "bridge",
        "banker",
        "the",
        "a",
        "secrecy",
        "grace",
        "camp",
    },
    [("karl", "holm"), ("ines", "velk")],
)


def mend(line: str, habits: Habits = HABITS) -> list[str]:
    """Return the names of people of a line, given as "Karl/P Holm/p left": P opens a name, p goes on with it."""
    words = [word.split("/") for word in line.split()]
    texts = [word[0] for word in words]
    kinds = [{"P": "PERSON", "p": "PERSON", "O": "ORG", "o": "ORG", "G": "GPE"}.get(word[-1], "") for word in words]
    opens = [word[-1] in {"P", "O", "G"} and len(word) > 1 for word in words]
    kinds = [kind if len(word) > 1 else "" for kind, word in zip(kinds, words, strict=True)]
    mend_names(texts, kinds, opens, habits, set())
    found: list[str] = []
    for text, kind, first in zip(texts, kinds, opens, strict=True):
        if kind == "PERSON":
            found[len(found) :] = [text] if first else [f"{found.pop()} {text}"]
    return found


@pytest.mark.parametrize(
    "line, names",
    [
        pytest.param("Karl/P Holm/p Praises/p New Ferry Plan Over Bridge", ["Karl Holm"], id="a verb in a headline"),
        pytest.param("Velk/P Camp/p Declines Debate Over New Ferry Plan", ["Velk"], id="a surname and a word"),
        pytest.param("Plan/P Praises/p New Ferry Over Costly Bridge", [], id="words of everyday alone"),
        pytest.param(
            "Anna/P Lindqvar/p Wins Ferry Vote Against Holm/P", ["Anna Lindqvar", "Holm"], id="nobody of the text"
        ),
        pytest.param("the Secrecy/P of it was kept", [], id="a word that the text writes small"),
        pytest.param("he wrote on Twitter/P again", [], id="a service"),
        pytest.param("and the NRTK/P said so again", [], id="an acronym"),
        pytest.param("NRTK/P : we agree", ["NRTK"], id="but a label"),
        pytest.param("and Holm/P said so again", ["Holm"], id="a surname"),
        pytest.param("with Lisboner/P Karl/p Holm/p of late", ["Karl Holm"], id="a stranger before a name"),
        pytest.param("with Karl/P Holm/p plan/p of late", ["Karl Holm"], id="a stranger behind a name"),
        pytest.param("that Karl/O Holm/o should be next", ["Karl Holm"], id="taken for a firm"),
        pytest.param(
            "that Anna Lindqvar should be next", ["Anna Lindqvar"], id="a given name and a word with a capital"
        ),
        pytest.param("that Anna J. Lindqvar should be next", ["Anna J. Lindqvar"], id="with an initial"),
        pytest.param("the Anna Lindqvar Foundation paid it", [], id="a foundation"),
        pytest.param("the Charlotte/O Hornets/o lost again", [], id="a team"),
        pytest.param("in Anna/G Harbour/g it rained again", [], id="a place"),
    ],
)
def test_names_are_mended(line: str, names: list[str]) -> None:
    assert mend(line) == names


@pytest.mark.parametrize(
    "line, titled",
    [
        pytest.param("Holm Praises Plan For Velk Ferry Line", True, id="a headline"),
        pytest.param("Holm praised the plan for the ferry on Monday", False, id="a sentence"),
        pytest.param("Meeting with Foreign Minister Amaru Teka of Marovia", False, id="the title of a readout"),
        pytest.param(
            "Foreign Minister Amaru Teka , Governor Pell Arden , Mayor Dana Orlo", False, id="a list of guests"
        ),
        pytest.param("Prime Minister Amaru Teka of Marovia met President Pell Arden", False, id="a sentence of names"),
        pytest.param("Talks Begin", False, id="too short"),
    ],
)
def test_headlines(line: str, titled: bool) -> None:
    texts = line.split()
    names = {"Holm", "Velk", "Amaru", "Teka", "Pell", "Arden", "Dana", "Orlo", "Marovia"}
    habits = make_habits({"praises", "plan", "ferry", "line", "meeting", "foreign", "begin"}, ())
    assert is_titled(texts, ["PERSON" if text in names else "" for text in texts], habits) is titled


@pytest.mark.usefixtures("medium_model")
def test_a_title_given_apart_is_cut_by_the_people_of_the_text() -> None:
    text = "Karl Holm praised the plan for a new ferry. Holm spoke in Lisbon. He praises little."
    reading = read(text, title="Karl Holm Praises Plan For New Ferry Over Bridge")
    assert [actor.name for actor in reading.actors] == ["Karl Holm"]


@pytest.mark.usefixtures("medium_model")
def test_names_of_a_text_are_found_by_its_own_habits() -> None:
    text = "Holm Praises Ferry Plan Over Costly Bridge Again.\n\nKarl Holm praises the plan. Holm left."
    assert {phrase.name for phrase in read_phrases(text)} == {"Holm", "Karl Holm"}
