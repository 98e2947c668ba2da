"""How annotated statements are compared with those of a reading."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dragoman.record import Act, Modality
from evaluation.shared import read_lines
from evaluation.statements import FIGURES, GOLD, GOLDS, SECOND, StatementScores, are_named, count_borne_out, judge
from tests.factories import KESTLAND, ORLUND, TEXT, VELK, make_reading, make_statement, span_of

ROW = {
    "set": "readouts",
    "document": "doc-1",
    "start": TEXT.index("Open the grain corridor"),
    "end": TEXT.index("Open the grain corridor") + len("Open the grain corridor"),
    "speaker": ["Velk"],
    "hearer": ["Ørlund"],
    "depth": [0],
    "act": ["request"],
    "addressee": ["Kestland"],
    "modality": ["happened"],
}


def scores(**fields: object) -> StatementScores:
    found = StatementScores()
    reading = replace(make_reading(), statements=(make_statement(**fields),))
    judge(ROW, reading, found, describe=True)
    return found


def test_a_statement_found_is_judged_by_every_figure() -> None:
    found = scores()
    assert (found.gold, found.found, found.mistakes) == (1, 1, [])
    assert found.figures()["addressee_n"] == 1
    assert all(found.figures()[name] == 1.0 for name in FIGURES)


@pytest.mark.parametrize(
    "fields, wrong",
    [
        ({"speakers": (ORLUND,)}, "speaker"),
        ({"hearers": ()}, "hearer"),
        ({"chain": (VELK, ORLUND)}, "chain"),
        ({"addressee": ()}, "addressee"),
    ],
)
def test_what_is_wrong_is_counted_and_described(fields: dict[str, object], wrong: str) -> None:
    found = scores(**fields)
    assert [name for name in FIGURES if found.right[name] < found.measured[name]] == [wrong]
    assert [wrong in line for line in found.mistakes] == [True]


def test_a_statement_elsewhere_is_not_found() -> None:
    found = scores(content=(span_of("The two will meet"),))
    assert (found.gold, found.found) == (1, 0)


@pytest.mark.parametrize(
    "wanted, actors, right",
    [
        (["Velk"], (VELK,), True),
        (["Velk|Quill"], (VELK,), True),
        (["Velk"], (VELK, ORLUND), False),
        (["Velk", "Ørlund"], (VELK,), False),
        (["Velk", "?Ørlund"], (VELK,), True),
        (["?"], (KESTLAND,), True),
        ([], (), True),
        ([], (VELK,), False),
    ],
)
def test_names_are_compared_as_the_guideline_says(wanted: list[str], actors: tuple[object, ...], right: bool) -> None:
    assert are_named(wanted, actors) is right  # type: ignore[arg-type]


@pytest.mark.parametrize("until, counted", [(len(TEXT), (1, 0)), (0, (0, 0))])
def test_statements_that_nobody_annotated_are_counted_as_far_as_the_text_was_read(
    until: int, counted: tuple[int, int]
) -> None:
    found = StatementScores()
    reading = replace(make_reading(), statements=(make_statement(content=(span_of("The two will meet"),)),))
    count_borne_out([{**ROW, "until": until}], reading, found, describe=True)
    assert (found.read, found.borne_out) == counted
    assert [line.split(": ")[1] for line in found.mistakes] == ["not annotated"] * counted[0]


def test_a_statement_that_holds_an_annotated_passage_is_borne_out() -> None:
    found = StatementScores()
    reading = replace(make_reading(), statements=(make_statement(),))
    count_borne_out([{**ROW, "until": len(TEXT)}], reading, found, describe=True)
    assert (found.read, found.borne_out, found.mistakes) == (1, 1, [])
    assert found.figures()["borne_out"] == 1.0


@pytest.mark.parametrize("gold, more", [(GOLD, set[str]()), (SECOND, {"until", "annotator"})])
def test_the_gold_is_whole(gold: Path, more: set[str]) -> None:
    rows = read_lines(gold)
    assert len({row["document"] for row in rows}) == 30
    assert all(row.keys() == ROW.keys() | more and row["start"] < row["end"] for row in rows)
    assert all(row["end"] <= row["until"] for row in rows if "until" in row)


def test_the_gold_uses_labels_of_the_record_and_no_document_twice() -> None:
    rows = [row for gold in GOLDS.values() for row in read_lines(gold)]
    assert {act for row in rows for act in row["act"]} <= set(Act)
    assert {modality for row in rows for modality in row["modality"]} <= set(Modality)
    first, second = ({row["document"] for row in read_lines(gold)} for gold in GOLDS.values())
    assert not first & second
