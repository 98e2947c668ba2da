"""Contacts that a text tells in passing: looked back at, named by states, on visits to towns, spoken of by the two."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.readings import read, tell

OUTLET = "The White House"
JANUARY = dt.date(2024, 1, 20)
OPENING = "President Alma Reyes met with Prime Minister Ivo Kestrel of Marovia. "
MAIN = "meeting: Alma Reyes + Ivo Kestrel"


def told(text: str, outlet: str | None = OUTLET, title: str | None = None) -> list[str]:
    """Return each contact of a text in short, with its days where both ends are known, and its place."""
    found: list[str] = []
    for contact in read(text, published=JANUARY, outlet=outlet, title=title).contacts:
        when = contact.when
        days = f" {when.start}..{when.end}" if when is not None and when.start and when.end else ""
        found.append(tell(contact) + days + (f" in {contact.place}" if contact.place else ""))
    return found


@pytest.mark.parametrize(
    "sentence, contact",
    [
        pytest.param(
            "They praised the results of the Portuguese-Tongan summit in Lisbon.",
            "background meeting: Portugal + Tonga in Lisbon",
            id="a compound of states",
        ),
        pytest.param(
            "They spoke of preparations for the Portugal–Tonga summit due in May.",
            "planned meeting: Portugal + Tonga 2024-05-01..2024-06-01",
            id="two names with a dash",
        ),
        pytest.param(
            "They discussed Chancellor Holm’s recent trip to Lisbon.",
            "background visit: Holm + Portugal in Lisbon",
            id="a visit to a town, not of those who discuss it",
        ),
        pytest.param(
            "They praised Chancellor Holm’s recent trip to Portugal.",
            "background visit: Holm + Portugal in Portugal",
            id="a goal that the parser hangs on the verb",
        ),
        pytest.param(
            "They discussed Chancellor Holm’s visit to Lisbon scheduled for May.",
            "planned visit: Holm + Portugal 2024-05-01..2024-06-01 in Lisbon",
            id="scheduled",
        ),
        pytest.param(
            "They mean to build on the results of Chancellor Holm’s talks with King Osric in December.",
            "background meeting: Holm + Osric 2023-12-01..2024-01-01",
            id="results, whatever is planned with them",
        ),
        pytest.param(
            "The meeting followed up on the November 15, 2023 virtual meeting between Chancellor Holm and King Osric.",
            "background call: Holm + Osric 2023-11-15..2023-11-16",
            id="a day before the noun",
        ),
    ],
)
def test_a_sentence_beside_the_main_contact(sentence: str, contact: str) -> None:
    assert told(OPENING + sentence) == [MAIN, contact] or sorted(told(OPENING + sentence)) == sorted([MAIN, contact])


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("They recalled the trilateral meeting of the heads of state in Lisbon.", id="of three"),
        pytest.param("They wanted the resumption of direct Portuguese-Tongan talks.", id="talks that go on for years"),
        pytest.param("President Reyes visited her town of Porto.", id="a town, by whom no country is told"),
    ],
)
def test_what_is_no_contact_of_these(sentence: str) -> None:
    assert told(OPENING + sentence) == [MAIN]


def test_earlier_contacts_told_together_are_several() -> None:
    found = told(OPENING + "They followed up on their previous meetings in Lisbon and Porto in September 2022.")
    assert found[-2:] == [
        "background meeting: Alma Reyes + Ivo Kestrel 2022-09-01..2022-10-01 in Lisbon",
        "background meeting: Alma Reyes + Ivo Kestrel 2022-09-01..2022-10-01 in Porto",
    ]
    ids = [contact.contact_id for contact in read(OPENING + "Their talks in Lisbon in May and in June.").contacts]
    assert len(set(ids)) == len(ids)


def test_a_list_tells_who_was_in_a_call() -> None:
    text = "President Alma Reyes spoke by video with leaders of the League. Participants in the call included "
    assert told(text + "Prime Minister Ivo Kestrel of Marovia, Chancellor Greta Holm, and King Osric.") == [
        "call: Alma Reyes + Greta Holm + Ivo Kestrel + Osric"
    ]


class TestConversation:
    """Two who speak to each other speak of their other contacts as "we"."""

    TEXT = (
        "Alma Reyes met with President of Marovia Ivo Kestrel.\n\n"
        "Alma Reyes: Good afternoon.\n\nIvo Kestrel (retranslated): Thank you. "
    )

    @pytest.mark.parametrize(
        "words, contact",
        [
            pytest.param("It grew since our meeting in Lisbon last December.", "background meeting", id="our meeting"),
            pytest.param("We met in Lisbon in May.", "background meeting", id="we met"),
            pytest.param("We had a meeting in Lisbon on January 3.", "background meeting", id="we had a meeting"),
            pytest.param("We will have another meeting in Lisbon in March.", "planned meeting", id="we will have"),
        ],
    )
    def test_another_contact_of_the_two(self, words: str, contact: str) -> None:
        found = told(self.TEXT + words)
        assert len(found) == 2
        assert found[1].startswith(f"{contact}: Alma Reyes + Ivo Kestrel")
        assert found[1].endswith(" in Lisbon")

    @pytest.mark.parametrize(
        "words",
        [
            "We will talk about it.",
            "I am glad to meet you.",
            "So to speak.",
            "We met the workers.",
            "Our meeting is useful.",
        ],
    )
    def test_words_of_this_contact_tell_no_other(self, words: str) -> None:
        assert len(told(self.TEXT + words)) == 1


@pytest.mark.parametrize(
    "text, title",
    [
        pytest.param(
            "This morning, I spoke with King Osric.",
            "Statement by President Alma Reyes on a Call with King Osric",
            id="whose statement it is",
        ),
        pytest.param("Alma Reyes, President\n\nThis morning, I spoke with King Osric.", None, id="who signs it"),
    ],
)
def test_the_author_says_i(text: str, title: str | None) -> None:
    assert told(text, title=title) == ["call: Alma Reyes + Osric 2024-01-20..2024-01-21"]


def test_who_speaks_was_at_the_meeting_that_the_title_names() -> None:
    text = "Ada Lind, Deputy Minister\n\nI am glad to be here."
    assert told(text, title="Press Availability Following a Meeting with King Osric") == ["meeting: Ada Lind + Osric"]
    assert told(text, title="Statement on the Visit of King Osric") == []


def test_a_title_without_a_tense_tells_what_the_text_plans() -> None:
    title = "Statement on the Visit of Prime Minister Ivo Kestrel of Marovia with President Alma Reyes"
    text = "President Alma Reyes will host Prime Minister Ivo Kestrel of Marovia on February 2, 2024."
    assert told(text, title=title) == ["planned meeting: Alma Reyes + Ivo Kestrel 2024-02-02..2024-02-03"]


def test_who_speaks_for_others_is_none_of_them() -> None:
    title = "Statement by Press Secretary Ada Lind on President Alma Reyes’s Meeting with The Elders"
    text = "President Alma Reyes met today with representatives of The Elders. They discussed the ferry line."
    assert told(text, title=title) == ["meeting: Alma Reyes + representatives of The Elders 2024-01-20..2024-01-21"]


def test_a_language_is_no_place() -> None:
    assert told("King Osric greeted President Alma Reyes in Portuguese at the palace gate.") == [
        "meeting: Alma Reyes + Osric"
    ]
