"""How annotated statements are compared with those of a reading."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evaluation.shared import read_lines
from evaluation.statements import FIGURES, GOLD, StatementScores, are_named, judge
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


def test_the_gold_is_whole() -> None:
    rows = read_lines(GOLD)
    assert len({row["document"] for row in rows}) == 30
    assert all(row.keys() == ROW.keys() and row["start"] < row["end"] for row in rows)
