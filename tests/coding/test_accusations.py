"""Statements that tell somebody's wrongs."""

from __future__ import annotations

import pytest

from dragoman.coding.accusations import load_wrongs
from dragoman.record import EventType
from tests.statements.reported import read

SAID = "Minister Ana Velk of Sweden said"


def accused(text: str) -> list[str]:
    return [actor.name for event in read(text).events if event.grounds.rule == "wrong" for actor in event.recipients]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{SAID} the raids showed Norway's brutality.", id="a wrong by itself"),
        pytest.param(f"{SAID} the raids displayed Norway’s anti-human nature.", id="an adjective"),
        pytest.param(f"{SAID} that Norway’s support for terrorism had to end.", id="what backs a wrong"),
        pytest.param(f"{SAID} that the aggression by Norway went on.", id="by"),
    ],
)
def test_whose_wrong_it_is_is_accused(text: str) -> None:
    assert accused(text) == ["Norway"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{SAID} there was no genocide by Norway.", id="denied"),
        pytest.param(f"{SAID} Sweden's crimes were past.", id="one's own"),
        pytest.param(f"{SAID} Norway's crime rate fell.", id="another sense"),
        pytest.param(f"{SAID} Norway's victims of terrorism were many.", id="a victim"),
        pytest.param(f"{SAID} Norway's support for the talks mattered.", id="backing of no wrong"),
    ],
)
def test_nobody_is_accused(text: str) -> None:
    assert accused(text) == []


def test_an_accusation_has_its_statement_and_code() -> None:
    reading = read(f"{SAID} the raids showed Norway's brutality.")
    (event,) = (one for one in reading.events if one.grounds.rule == "wrong")
    assert (event.type, event.mode, event.cameo) == (EventType.ACCUSE, "allege", "112")
    assert event.statement_id in {statement.statement_id for statement in reading.statements}
    assert "brutality" in {reading.document.text[span.start : span.end] for span in event.cue}


def test_a_cue_that_accuses_is_told_once() -> None:
    types = [event.type for event in read("Minister Ana Velk of Sweden condemned Norway's aggression.").events]
    assert types == [EventType.ACCUSE]


def test_the_lists_are_there() -> None:
    assert set(load_wrongs()) == {"nouns", "adjectives", "backing"}
    assert all(load_wrongs().values())
