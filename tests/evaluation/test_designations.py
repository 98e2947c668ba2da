"""How contested terms are counted against the gold."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dragoman.record import Designation, Grounds, Reading, Span, Voice
from evaluation.designations import GOLD, SEED_VOICES, DesignationCount, score_reading
from evaluation.shared import half_of, read_lines
from tests.factories import make_reading


def read_terms(*terms: tuple[int, int, Voice]) -> Reading:
    made = tuple(
        Designation(f"{start}", "term", Span(start, end), voice, Grounds("r", 1)) for start, end, voice in terms
    )
    return replace(make_reading(), designations=made)


def count(reading: Reading, *gold: tuple[int, int, list[str]]) -> DesignationCount:
    terms = [{"start": start, "end": end, "voices": voices} for start, end, voices in gold]
    counted = DesignationCount()
    score_reading(reading, {"id": "d", "designations": terms}, counted)
    return counted


@pytest.mark.parametrize(
    "terms, figures",
    [
        pytest.param([(0, 4, "outlet")], {"found": 1.0, "voice": 1.0, "n": 1, "precise": 1.0}, id="right"),
        pytest.param([(2, 8, "quoted")], {"found": 1.0, "voice": 0.0, "n": 1, "precise": 1.0}, id="wrong voice"),
        pytest.param([(20, 24, "outlet")], {"found": 0.0, "voice": 0.0, "n": 1, "precise": 0.0}, id="elsewhere"),
        pytest.param([], {"found": 0.0, "voice": 0.0, "n": 1}, id="nothing"),
    ],
)
def test_terms_are_counted(terms: list[tuple[int, int, Voice]], figures: dict[str, float]) -> None:
    assert count(read_terms(*terms), (0, 4, ["outlet", "hedged"])).figures == figures


def test_mistakes_are_told() -> None:
    counted = count(read_terms((0, 4, "quoted"), (20, 24, "outlet")), (0, 4, ["outlet"]), (10, 12, ["outlet"]))
    assert [line.split(":")[0] for line in counted.mistakes] == ["voice", "missed", "beyond the gold"]


def test_the_gold_is_well_formed() -> None:
    gold = read_lines(GOLD)
    assert len(gold) == 10
    assert {half_of(row["id"]): row["annotated"] for row in gold} == {
        "tuning": "before the rules",
        "checking": "after the rules",
    }
    voices = {voice for voices in SEED_VOICES.values() for voice in voices}
    for row in gold:
        assert set(row) == {"id", "annotated", "designations"}  # offsets alone, none of the text
        assert all(term["start"] < term["end"] and set(term["voices"]) <= voices for term in row["designations"])
