"""A surname that two people of a text share: whom it means where it stands alone."""

from __future__ import annotations

import pytest

from tests.readings import read, whom

pytestmark = pytest.mark.usefixtures("medium_model")  # the small model misses more names

INES, IVO = ["Ines Kestrel"], ["Ivo Kestrel"]
FIRST = "Senator Ines Kestrel won the vote on Monday. Kestrel thanked the crowd.\n\n"


@pytest.mark.parametrize(
    "text, words, nth, who",
    [
        pytest.param(FIRST + "She is a cousin of Ivo Kestrel.", "Kestrel thanked", 0, INES, id="the only one so far"),
        pytest.param(
            FIRST + "Karl Holm worked for Ivo Kestrel.\n\nHolm said that Kestrel had done well.",
            "Kestrel had",
            0,
            INES,
            id="the one whom the surname means all along",
        ),
        pytest.param(
            "Ines Kestrel and Ivo Kestrel came to Lisbon.\n\nKestrel spoke of Ines Kestrel with warmth.",
            "Kestrel spoke",
            0,
            IVO,
            id="not the one who is named in full behind it",
        ),
        pytest.param(
            "Ines Kestrel and Ivo Kestrel came to Lisbon.\n\nKarl Holm heard Ines Kestrel. He said Kestrel was kind.",
            "Kestrel was",
            0,
            INES,
            id="the one of the paragraph",
        ),
        pytest.param(
            "Ines Kestrel and Ivo Kestrel came to Lisbon.\n\nThe vote was close, Kestrel said.",
            "Kestrel said",
            0,
            [],
            id="either",
        ),
        pytest.param("Ines Kestrel met Ivo Kestrel. Kestrel smiled.", "Kestrel smiled", 0, [], id="one of two"),
        pytest.param(
            FIRST + "The Kestrel family and Ivo Kestrel came.", "Kestrel family", 0, [], id="all of that name"
        ),
    ],
)
def test_whose_surname(text: str, words: str, nth: int, who: list[str]) -> None:
    assert whom(read(text), words, nth) == who


def test_a_headline_means_the_one_whom_the_text_names_by_surname() -> None:
    reading = read("Kestrel wins in Lisbon\n\n" + FIRST + "Ivo Kestrel was absent.")
    assert whom(reading, "Kestrel wins") == INES
