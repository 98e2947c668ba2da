"""Who speaks in a quotation, and whom a pronoun inside or outside of it means."""

from __future__ import annotations

import pytest

from dragoman.actors.quoted import find_quoted, load_sayings
from tests.readings import read, whom

KESTREL, HOLM, REYES = ["Ivo Kestrel"], ["Karl Holm"], ["Alma Reyes"]
MET = "Minister Ivo Kestrel met Karl Holm in Lisbon.\n\n"


@pytest.mark.parametrize(
    "text, quoted",
    [
        pytest.param("“We agree,” he said.", ["“We agree,”"], id="curly marks"),
        pytest.param('"We agree," he said. "We do."', ['"We agree,"', '"We do."'], id="straight marks"),
        pytest.param("''It's fine,'' he said.", ["''It's fine,''"], id="two apostrophes"),
        pytest.param("“We agree.\n\n“We do.”", ["“We agree.", "“We do.”"], id="a quotation of two paragraphs"),
        pytest.param("He would “lose his way”.", [], id="a few words taken into the sentence"),
        pytest.param("It's the minister's, he said.", [], id="apostrophes"),
    ],
)
def test_quotations(text: str, quoted: list[str]) -> None:
    assert [text[span.start : span.end] for span in find_quoted(text)] == quoted


def test_verbs_of_saying() -> None:
    assert {"say", "tell", "add"} <= load_sayings()
    assert "meet" not in load_sayings()


@pytest.mark.usefixtures("medium_model")
@pytest.mark.parametrize(
    "text, words, who",
    [
        pytest.param(MET + "“The plan is his,” Kestrel said of Holm.", "his,", HOLM, id="the one he speaks of"),
        pytest.param(
            MET + "“It is late,” Kestrel said of Holm. “He will lose the vote.”",
            "He will",
            HOLM,
            id="a second quotation",
        ),
        pytest.param(
            MET + "Kestrel praised the bank. “Holm knows why he came,” Kestrel said.\n\nHe left on Monday.",
            "He left",
            KESTREL,
            id="the writer goes on from the writer's subjects",
        ),
        pytest.param(
            MET + "Kestrel asked Holm whether he would come again.", "he would", HOLM, id="the one who is asked"
        ),
        pytest.param("In his reply, Karl Holm thanked the bank.", "his", HOLM, id="the subject to come"),
        pytest.param(MET + "In his place, Tomas Velk spoke.", "his", KESTREL, id="in the place of another"),
        pytest.param(
            "The tax was too high, according to Karl Holm. He also said that it would fall.",
            "He also",
            HOLM,
            id="a source",
        ),
        pytest.param(
            MET + "Holm left.\n\nKestrel's plan did not last. But he found friends.", "he found", KESTREL, id="an owner"
        ),
    ],
)
def test_whom_a_pronoun_means(text: str, words: str, who: list[str]) -> None:
    assert whom(read(text), words) == who
