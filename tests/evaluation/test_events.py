"""The scorer of coded events: marks, halves, F1, sides, calibration."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.record import EventType, Span
from evaluation.events import (
    Answer,
    EndToEnd,
    calibrate,
    class_f1,
    coarsen,
    covers,
    macro_f1,
    measure,
    merge,
    read_marked,
    unmark,
)


def answer(gold: str, found: str, confidence: float = 0.9) -> Answer:
    return Answer(gold, found, confidence, "rule", "text")


def test_marks_are_taken_out_and_counted() -> None:
    text, spans = unmark("<s>Norland</s> met <t>Velk</t> and <t>Kestrel</t>.")
    assert text == "Norland met Velk and Kestrel."
    assert spans == {"s": Span(0, 7), "t": Span(12, 16)}


def test_a_table_is_read_without_quoting(tmp_path: Path) -> None:
    path = tmp_path / "set.tsv"
    path.write_text('sentence_id\tmarked_sentence\tgold_root\n4\t"<s>Norland</s> fled.\tYIELD\n', encoding="utf-8")
    (one,) = read_marked(path)
    assert (one.text, one.actor, one.recipient, one.gold) == ('"Norland fled.', Span(1, 8), None, "YIELD")


def test_classes_are_merged_and_made_coarse() -> None:
    assert merge(EventType.CONCEDE) == merge(EventType.RETREAT) == "YIELD"
    assert coarsen("YIELD", "quad") == "material cooperation"
    assert coarsen("ACCUSE", "binary") == "conflict"
    assert coarsen("none", "binary") == "none"


def test_f1_is_the_mean_over_the_gold_classes() -> None:
    pairs = [("A", "A"), ("A", "B"), ("B", "B"), ("B", "none")]
    assert class_f1(pairs) == {"A": pytest.approx(2 / 3), "B": 0.5}
    assert macro_f1(pairs) == pytest.approx((2 / 3 + 0.5) / 2)
    figures = measure([answer("ACCUSE", "ACCUSE"), answer("AID", "ACCUSE")], "root")
    assert figures["low"] <= figures["f1"] <= figures["high"]


def test_a_side_is_right_where_its_head_lies_in_ours() -> None:
    assert covers([Span(0, 10)], Span(4, 8))
    assert not covers([Span(0, 5)], Span(4, 8))
    assert covers([], None)


def test_precision_counts_every_event_and_recall_each_sentence_once() -> None:
    count = EndToEnd(gold=2, events=[(0.9, True), (0.6, False), (0.8, False)], first=[True, False])
    assert count.at(0.0) == {"precision": 0.3333, "recall": 0.5, "events": 3}
    assert count.at(0.85) == {"precision": 1.0, "recall": 0.5, "events": 1}
    assert count.first_figures["precision"] == 0.5


def test_confidence_that_means_what_it_says_has_no_error() -> None:
    answers = [answer("A", "A", 0.75)] * 3 + [answer("A", "B", 0.75)]
    assert calibrate(answers)["calibration_error"] == 0.0
    assert calibrate([answer("A", "B", 0.95)])["calibration_error"] == 0.95
