"""How contacts told in passing are counted against the gold."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dragoman.record import Modality, Reading
from evaluation.passing import GOLD, PassingCount, count_sentence
from evaluation.shared import HALVES, Row, half_of, read_lines
from tests.factories import ORLUND, VELK, day, make_contact, make_reading

CALL: Row = {
    "participants": [["Velk"], ["Orlund", "Ørlund"]],
    "kinds": ["call"],
    "from": "2024-02-12",
    "to": "2024-02-13",
    "held": True,
}


def count(gold: Row | None, reading: Reading | None = None, **fields: object) -> PassingCount:
    read = reading or make_reading()
    told = replace(read, contacts=(make_contact(**fields),))
    counted = PassingCount()
    row = {"document": "doc-1", "start": 0, "end": len(told.document.text), "contacts": [gold] if gold else []}
    count_sentence(row, told, counted)
    return counted


@pytest.mark.parametrize(
    "change, outcome",
    [
        pytest.param({}, (1, 1, 1, 0), id="right"),
        pytest.param({"participants": [["Velk"], ["Torv"]]}, (0, 0, 0, 1), id="another person"),
        pytest.param({"kinds": ["letter"]}, (0, 0, 0, 1), id="another kind"),
        pytest.param({"kinds": ["conversation"]}, (1, 1, 1, 0), id="a kind that leaves the medium open"),
        pytest.param({"held": False}, (1, 0, 1, 0), id="not held"),
        pytest.param({"from": "2024-02-14", "to": "2024-02-15"}, (1, 1, 0, 0), id="another day"),
        pytest.param({"from": "2024-02-01", "to": "2024-03-01"}, (1, 1, 1, 0), id="a day of the month"),
    ],
)
def test_a_contact_is_counted(change: Row, outcome: tuple[int, int, int, int]) -> None:
    counted = count(CALL | change)
    assert (counted.found, counted.held, counted.dated, counted.spurious) == outcome


def test_a_contact_that_nobody_annotated_is_spurious() -> None:
    assert count(None).spurious == 1


def test_a_person_answers_to_the_name_of_the_country() -> None:
    gold = CALL | {"participants": [["Velk"], ["Portuguese"]]}
    assert count(gold, participants=(VELK, replace(ORLUND, country="PRT"))).found == 1
    assert count(gold).found == 0


def test_an_unclear_contact_counts_for_nothing() -> None:
    counted = count(CALL | {"clear": False})
    assert (counted.gold, counted.spurious) == (0, 0)


def test_a_wide_range_is_no_date_of_a_day() -> None:
    assert count(CALL, when=replace(day("2024-02-12"), start=None)).dated == 0
    assert count(CALL | {"held": False}, modality=Modality.PLANNED).held == 1


def test_the_gold_holds_both_halves_and_no_text() -> None:
    rows = read_lines(GOLD)
    assert {half_of(row["document"]) for row in rows} == set(HALVES)
    for row in rows:
        assert set(row) == {"set", "document", "start", "end", "contacts"}
        assert all(row["start"] <= one["cue"][0] < one["cue"][1] <= row["end"] for one in row["contacts"])
