"""The gold of linking is as it says; its scores count what they say; stories are scored by B³."""

from __future__ import annotations

from collections import Counter

import pytest

from evaluation.linking import Linked, LinkingScores, Pair, interval, load_invented, load_real
from evaluation.shared import HALVES
from evaluation.stories import score_clusters, subtopic_of


def test_real_pairs_are_enough_and_each_once() -> None:
    pairs = load_real()
    assert len({(pair.one, pair.other) for pair in pairs}) == len(pairs)
    assert all(pair.one < pair.other for pair in pairs)
    assert sum(not pair.same for pair in pairs) >= 300
    assert {pair.half for pair in pairs} == set(HALVES)


@pytest.mark.parametrize("part, same, different", [("before", 28, 12), ("after", 28, 12), ("references", 10, 16)])
def test_invented_pairs_are_so_many_with_two_accounts_each(part: str, same: int, different: int) -> None:
    pairs, rows = load_invented(part)
    assert Counter(pair.same for pair in pairs) == {True: same, False: different}
    assert not any(pair.by_any for pair in pairs if pair.same)
    assert [row["id"] for row in rows] == [each for pair in pairs for each in (pair.one, pair.other)]
    assert all(row["text"] and row["outlet"] for row in rows)


def test_a_pair_that_is_one_counts_by_any_report_and_others_by_their_main_contacts() -> None:
    linked = Linked({"a": frozenset({"x", "y"}), "b": frozenset({"y"})}, {"a": frozenset({"x"}), "b": frozenset({"y"})})
    assert linked.joins(Pair("a", "b", same=True, sort="copy"))
    assert not linked.joins(Pair("a", "b", same=False, sort="preview"))
    assert linked.joins(Pair("a", "b", same=False, sort="reference", by_any=True))
    assert not linked.joins(Pair("a", "nowhere", same=True, sort="copy"))


def test_scores() -> None:
    scores = LinkingScores()
    for same, found in ((True, True), (True, False), (False, False), (False, True)):
        scores.add(Pair("a", "b", same, "sort"), linked=found)
    figures = scores.figures
    assert (figures["recall"], figures["positives"], figures["false_merges"], figures["negatives"]) == (0.5, 2, 1, 2)
    assert figures["sorts"] == {"different: sort": [1, 2], "same: sort": [1, 2]}
    assert len(scores.wrong) == 2


def test_intervals_hold_their_share() -> None:
    assert interval(0, 0) == (0.0, 1.0)
    low, high = interval(27, 29)
    assert 0.75 < low < 27 / 29 < high < 1.0


def test_b_cubed() -> None:
    gold = {"1": "a", "2": "a", "3": "b"}
    assert score_clusters(gold, gold)["f1"] == 1.0
    assert score_clusters(dict.fromkeys(gold, "all"), gold)["precision"] == pytest.approx(5 / 9, abs=0.001)
    assert score_clusters({each: each for each in gold}, gold)["recall"] == pytest.approx(2 / 3, abs=0.001)
    assert (subtopic_of("2_11ecb"), subtopic_of("2_11ecbplus")) == ("2 ecb", "2 ecbplus")
