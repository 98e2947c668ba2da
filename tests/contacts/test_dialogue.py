"""Records of conversations: who speaks under a label met those who speak under the others."""

from __future__ import annotations

import pytest

from tests.readings import FRIDAY, only_contact, read, tell_all

pytestmark = pytest.mark.usefixtures("medium_model")  # the small model misses more names

TURNS = """Alma Reyes: Mr Kestrel, I am glad that you came.

Ivo Kestrel: Mrs Reyes, I thank you for the invitation.

Alma Reyes: Let us begin with the harvest."""


def test_a_transcript_is_a_meeting() -> None:
    reading = read(TURNS)
    assert tell_all(reading) == ["meeting: Alma Reyes + Ivo Kestrel"]
    contact = only_contact(reading)
    assert contact.grounds.rule == "dialogue"
    assert reading.document[contact.evidence[0].span].startswith("Ivo Kestrel: Mrs Reyes")


@pytest.mark.parametrize(
    "opening, found",
    [
        pytest.param(
            "President Alma Reyes met Prime Minister Ivo Kestrel in Selm.",
            ["meeting: Alma Reyes + Ivo Kestrel"],
            id="a meeting",
        ),
        pytest.param(
            "President Alma Reyes spoke by video link with Prime Minister Ivo Kestrel in Selm.",
            ["call: Alma Reyes + Ivo Kestrel"],
            id="a video call",
        ),
    ],
)
def test_a_transcript_is_evidence_of_a_contact_told_before(opening: str, found: list[str]) -> None:
    reading = read(f"{opening}\n\n{TURNS}", published=FRIDAY)
    assert tell_all(reading) == found
    assert len(only_contact(reading).evidence) > 1


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Alma Reyes: I am glad.\n\nAlma Reyes: I said so.", id="one speaker"),
        pytest.param("Question: Is it true?\n\nAlma Reyes: It is.", id="a question and one speaker"),
        pytest.param("They said: Alma Reyes came, and Ivo Kestrel: he left.", id="colons inside"),
        pytest.param("Peru: ships left.\n\nChile: ships came.", id="states"),
        pytest.param(
            "\n\n".join(
                f"{name}: I am glad to be here."
                for name in (
                    "Alma Reyes",
                    "Ivo Kestrel",
                    "Greta Holm",
                    "Emil Tavaro",
                    "Dana Orlo",
                    "Karl Marten",
                    "Anna Velk",
                    "Jonas Vale",
                    "Peter Lund",
                    "Robert Hale",
                )
            ),
            id="a conference",
        ),
    ],
)
def test_no_meeting(text: str) -> None:
    assert tell_all(read(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("MINISTER TEKA: Thank you.\n\nMINISTER ORLO: Thank you, too.", id="offices in capitals"),
        pytest.param("Minister Teka: Thank you.\n\nMinister Orlo: Thank you, too.", id="offices"),
        pytest.param("AMARU TEKA: Thank you.\n\nDANA ORLO: Thank you, too.", id="names in capitals"),
    ],
)
def test_labels(text: str) -> None:
    assert len(read(text).contacts) == 1


def test_i_is_the_speaker_of_the_turn() -> None:
    text = "Minister Teka: I spoke by phone with Chancellor Greta Holm yesterday.\n\nQuestion: And?"
    assert tell_all(read(text)) == ["call: Greta Holm + Teka"]
