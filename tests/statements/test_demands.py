"""What is asked of whom, on what condition and by when."""

from __future__ import annotations

import datetime as dt

import pytest

from dragoman.record import DateRange, Statement
from tests.readings import read

VENN = "Minister Orla Venn of Marovia"
PUBLISHED = dt.date(2024, 5, 15)  # a Wednesday


def only(text: str, published: dt.date | None = PUBLISHED) -> Statement:
    (statement,) = read(text, published=published).statements
    return statement


def asked(statement: Statement) -> list[str]:
    return [actor.name for actor in statement.addressee]


@pytest.mark.parametrize(
    "text, act, addressee",
    [
        pytest.param(f"{VENN} said Sodria must withdraw its troops.", "request", ["Sodria"], id="must"),
        pytest.param(f"{VENN} told Prime Minister Ivo Kestrel that relief organisations should send grain.",
                     "request", ["relief organisations"], id="a third party, not the hearer"),
        pytest.param(f"{VENN} called for Sodria to release the crew.", "request", ["Sodria"], id="call for X to"),
        pytest.param(f"{VENN} stressed the need for Sodria to stop the raids.", "request", ["Sodria"], id="need for X"),
        pytest.param(f"{VENN} reiterated her call for Sodria to end the siege.", "request", ["Sodria"], id="call of hers"),
        pytest.param(f"{VENN} insisted that Sodria leave the valley.", "request", ["Sodria"], id="subjunctive"),
        pytest.param(f"“Leave the valley,” {VENN} told Sodria.", "request", ["Sodria"], id="imperative"),
        pytest.param(f"{VENN} pressed President Ivo Kestrel on the crew.", "request", ["Ivo Kestrel"], id="press on"),
        pytest.param(f"{VENN} said Marovia must rest.", "request", ["Marovia"], id="her own state"),
        pytest.param(f"{VENN} said the harbour must stay open.", "state", [], id="a thing is asked nothing"),
        pytest.param(f"{VENN} said she must leave.", "state", [], id="not herself"),
        pytest.param(f"{VENN} said Sodria left the valley.", "state", [], id="a fact"),
    ],
)  # fmt: skip
def test_who_is_asked(text: str, act: str, addressee: list[str]) -> None:
    statement = only(text)
    assert (statement.act.value, asked(statement)) == (act, addressee)


@pytest.mark.parametrize(
    "text, words, days",
    [
        pytest.param("urged Sodria to withdraw by Friday", "by Friday",
                     (dt.date(2024, 5, 17), dt.date(2024, 5, 18)), id="by"),
        pytest.param("urged Sodria to withdraw before 1 June 2024", "before 1 June 2024",
                     (None, dt.date(2024, 6, 1)), id="before is the day before at the latest"),
        pytest.param("called on Sodria to withdraw within 48 hours", "within 48 hours",
                     (dt.date(2024, 5, 15), dt.date(2024, 5, 18)), id="within"),
        pytest.param("promised to lift the tariff within two weeks", "within two weeks",
                     (dt.date(2024, 5, 15), dt.date(2024, 5, 30)), id="a promise"),
        pytest.param("urged Sodria to withdraw", None, None, id="none"),
        pytest.param("said Sodria withdrew by Friday", None, None, id="not of a fact"),
    ],
)  # fmt: skip
def test_by_when(text: str, words: str | None, days: tuple[dt.date | None, dt.date] | None) -> None:
    text = f"{VENN} {text}."
    statement = only(text)
    span = statement.deadline_words
    assert (None if span is None else text[span.start : span.end]) == words
    assert (None if statement.deadline is None else (statement.deadline.start, statement.deadline.end)) == days


def test_without_a_day_of_publication_a_deadline_is_words_alone() -> None:
    statement = only(f"{VENN} urged Sodria to withdraw within 48 hours.", None)
    assert statement.deadline is None
    assert statement.deadline_words is not None


def test_a_stated_deadline_needs_no_day_of_publication() -> None:
    statement = only(f"{VENN} urged Sodria to withdraw before 1 June 2024.", None)
    assert statement.deadline == DateRange(None, dt.date(2024, 6, 1), "stated")


@pytest.mark.parametrize(
    "text, condition",
    [
        pytest.param(f"{VENN} promised to lift the tariff if Sodria opens its ports.", ["if Sodria opens its ports"],
                     id="behind"),
        pytest.param(f"If the ports stay shut, {VENN} warned, Marovia will recall its envoy.",
                     ["If the ports stay shut"], id="before"),
        pytest.param(f"{VENN} threatened to leave unless Sodria pays.", ["unless Sodria pays"], id="unless"),
        pytest.param(f"{VENN} promised to lift the tariff.", [], id="none"),
        pytest.param(f"{VENN} asked if the ports were open.", [], id="a question is no condition"),
    ],
)  # fmt: skip
def test_on_what_condition(text: str, condition: list[str]) -> None:
    (statement, *_) = read(text, published=PUBLISHED).statements
    assert [text[span.start : span.end] for span in statement.condition] == condition


@pytest.mark.usefixtures("medium_model")
def test_in_a_transcript_what_the_speaker_does_by_saying_so_and_what_others_deny() -> None:
    text = (
        "Statement on the valley\n\nMR. LIND: Good morning. We call on Sodria to open the ports by Friday. I think it is "
        "late.\n\nQUESTION: And the raid?\n\nMR. LIND: Sodria has denied the raid."
    )
    found = [
        (one.act.value, [actor.name for actor in one.speakers], asked(one))
        for one in read(text, published=PUBLISHED).statements
        if not one.grounds.rule.startswith("turn")
    ]
    assert found == [("request", ["LIND"], ["Sodria"]), ("deny", ["Sodria"], [])]


def test_a_thing_that_is_asked_for_is_not_who_is_asked() -> None:
    text = f"{VENN} requested a meeting to discuss the border."
    (statement,) = read(text, published=PUBLISHED).statements
    assert asked(statement) == []
    assert [text[span.start : span.end] for span in statement.content] == ["a meeting to discuss the border"]
