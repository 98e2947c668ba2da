"""The scorer of names: halves, threshold, F1."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluation.names import NameScores, Pair, find_mistakes, find_threshold, measure, read_pairs, score_names, to_row


def make_pair(score: float, same: bool, *, one: str = "Anna Velk", proposed: bool = False) -> Pair:
    return Pair(one, "A. Velk", "person", same, proposed, score)


PAIRS = [make_pair(0.9, same=True), make_pair(0.8, same=True), make_pair(0.7, same=False), make_pair(0.4, same=True)]


def test_f1_at_a_threshold() -> None:
    assert measure(PAIRS, 0.75) == {"f1": 0.8, "precision": 1.0, "recall": 0.6667, "n": 4}
    assert measure(PAIRS, 0.95)["f1"] == 0.0
    assert measure([], 0.5)["f1"] == 0.0


def test_the_threshold_is_the_lowest_of_the_best() -> None:
    assert find_threshold(PAIRS[:3]) == 0.71
    assert find_threshold(PAIRS) == 0.3


def test_a_bench_is_read_and_its_kinds_told(tmp_path: Path) -> None:
    table = tmp_path / "name_bench_cases.csv"
    rows = ["Person,Anna Velk,Velk Anna,true,", "Company,Velk Ltd,Torun Ltd,false,LLM-proposed deviation"]
    table.write_text("\n".join(["schema,name1,name2,is_match,category", *rows]) + "\n", encoding="utf-8")
    person, body = read_pairs(table)
    assert (person.kind, person.same, person.proposed) == ("person", True, False)
    assert (body.kind, body.same, body.proposed) == ("organisation", False, True)
    assert person.score > body.score


def test_mistakes_are_those_of_the_tuning_half() -> None:
    pairs = tuple(make_pair(0.9, same=False, one=f"Anna Velk {count}") for count in range(20))
    lines = list(find_mistakes(NameScores(0.5, pairs, 1.0)))
    assert len(lines) == sum(pair.half == "tuning" for pair in pairs)
    assert lines[0].startswith("false   0.90")


def test_the_bench(shared: Path) -> None:
    row = to_row(score_names(shared / "data" / "names"))
    assert row["checking"]["all"]["n"] + row["tuning"]["all"]["n"] == 826
    assert row["checking"]["persons"]["f1"] >= 0.85
    assert row["checking"]["all"]["f1"] == pytest.approx(0.884, abs=0.01)
