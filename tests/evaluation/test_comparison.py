"""The scorer of points: what is found, what has the right status; the gold itself; and what accounts must reach."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.record import Span
from dragoman.stories.comparison import Comparison
from evaluation.comparison import GoldPoint, GoldSet, PointScores, judge_set, load_sets, score_comparison
from evaluation.shared import find_shared
from tests.stories.comparing import TOLD_BY_ORVANIA, TOLD_BY_TARSENIA, compare, orvania, tarsenia


def find(text: str, words: str) -> tuple[Span, ...]:
    return (Span(text.index(words), text.index(words) + len(words)),)


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return compare(orvania(), tarsenia())


@pytest.mark.parametrize(
    "ours, theirs, status, found, right",
    [
        pytest.param("condemned the shelling", "concern over the shelling", "all", True, True, id="told by both"),
        pytest.param("condemned the shelling", "concern over the shelling", "conflict", True, False, id="other status"),
        pytest.param("condemned the shelling", None, "one", True, False, id="told by more than listed"),
        pytest.param("demanded that Tarsenia release 120 sailors", None, "one", True, True, id="told by one"),
        pytest.param("spoke by telephone today", None, "one", False, False, id="no point"),
    ],
)
def test_judging(comparison: Comparison, ours: str, theirs: str | None, status: str, found: bool, right: bool) -> None:
    documents = [account.document_id for account in comparison.accounts]
    told = {documents[0]: find(TOLD_BY_ORVANIA, ours)}
    if theirs is not None:
        told[documents[1]] = find(TOLD_BY_TARSENIA, theirs)
    gold = GoldSet("velk", "invented", "before", (), (GoldPoint("a matter", status, told),))
    (judged,) = judge_set(gold, comparison).points
    assert (judged.answer is not None, judged.right) == (found, right)


def test_a_set_without_a_comparison_is_all_missed() -> None:
    gold = GoldSet("velk", "invented", "before", (), (GoldPoint("a matter", "one", {"a": (Span(0, 4),)}),))
    figures = PointScores([judge_set(gold, None)]).figures
    assert (figures["found"], figures["status"], figures["unread"]) == (0.0, None, 1)


def test_the_gold_points_stand_in_their_texts() -> None:
    sets = load_sets(None)
    assert len(sets) == 38
    assert sum(gold.written == "after" for gold in sets) == 10
    assert {gold.half for gold in sets if gold.kind == "invented, for tuning"} == {"tuning"}
    for gold in sets:
        texts = {row["id"]: row["text"] for row in gold.rows}
        for point in gold.points:
            for document, spans in point.told_by.items():
                assert all(texts[document][span.start : span.end].strip() for span in spans)
            expected = "one" if len(point.told_by) == 1 else "all" if len(point.told_by) == len(texts) else "some"
            assert point.status in {"conflict", expected}


@pytest.mark.slow
def test_invented_accounts_reach_what_they_must() -> None:
    scores = score_comparison(None)
    for half, floor in (("tuning", 0.95), ("checking", 0.85)):
        figures = scores["invented", half].figures  # type: ignore[index]
        assert figures["found"] >= 0.9
        assert figures["status"] >= floor


@pytest.mark.slow
def test_real_accounts_are_found(shared: Path) -> None:
    assert find_shared() == shared
    scores = score_comparison(shared)
    points = [point for half in ("tuning", "checking") for each in scores["real", half].sets for point in each.points]
    assert sum(point.answer is not None for point in points) / len(points) >= 0.85
