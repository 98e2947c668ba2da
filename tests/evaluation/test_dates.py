"""The scorer of dates: what counts as right, given and missed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dragoman.record import DateExpression, DateRange, Span
from evaluation.dates import DayCount, Gold, ValueCount, agrees, read_wikiwars, score_document

FOUND = Span(3, 12)
SUMMER = DateRange(date(1971, 6, 1), date(1971, 9, 1), "stated")


@pytest.mark.parametrize(
    "value, day, right",
    [
        ("1971", date(1971, 6, 1), True),
        ("1971-06", date(1971, 6, 1), True),
        ("1971-06-01", date(1971, 6, 1), True),
        ("1971-06-01T05:00", date(1971, 6, 1), True),
        ("1971-07", date(1971, 6, 1), False),
        ("197", date(1971, 6, 1), True),
        ("196", date(1971, 6, 1), False),
        ("1971-SU", date(1971, 6, 1), True),
        ("1971-FA", date(1971, 6, 1), False),
    ],
)
def test_a_day_agrees_at_the_precision_of_the_gold(value: str, day: date, right: bool) -> None:
    assert agrees(value, day, SUMMER) is right


def score(*gold: Gold, found: Span | None = FOUND, when: DateRange | None = SUMMER) -> ValueCount:
    count = ValueCount()
    expressions = () if found is None else (DateExpression(found, when),)
    count.mistakes += score_document("In June 1971 it rained.", list(gold), expressions, count)
    return count


def test_right_given_and_gold_are_counted() -> None:
    count = score(Gold(3, 12, "June 1971", "1971-06"))
    assert (count.right, count.given, count.gold) == (1, 1, 1)
    assert count.figures == {"f1": 1.0, "precision": 1.0, "recall": 1.0, "n": 1}
    assert count.mistakes == []


@pytest.mark.parametrize(
    "count, said",
    [
        pytest.param(score(Gold(3, 12, "June 1971", "1971-07")), "wrong value", id="wrong"),
        pytest.param(score(Gold(3, 12, "June 1971", "1971-06"), found=None), "missed", id="missed"),
        pytest.param(score(), "no gold", id="over nothing"),
        pytest.param(score(Gold(3, 12, "June 1971", None)), "no gold", id="over a duration"),
    ],
)
def test_mistakes_are_named(count: ValueCount, said: str) -> None:
    assert [line.split("  ")[0] for line in count.mistakes] == [said]
    assert count.right == 0


def test_unresolved_words_are_not_given() -> None:
    assert score(when=None).given == 0


def test_of_gold_inside_gold_the_inner_counts() -> None:
    count = score(Gold(0, 12, "In June 1971", "1971-07"), Gold(3, 12, "June 1971", "1971-06"))
    assert (count.right, count.given) == (1, 1)


def test_no_gold_is_no_division_by_nothing() -> None:
    assert DayCount().figures == {"found": 0.0, "resolved": 0.0, "n": 0}
    assert ValueCount().figures["f1"] == 0.0


def test_gold_stands_where_its_words_stand(shared: Path) -> None:
    documents = list(read_wikiwars(shared / "data" / "time" / "wikiwars"))
    assert len(documents) == 22
    there = [text[item.start : item.end].split() == item.words.split() for _, text, gold in documents for item in gold]
    assert sum(there) / len(there) > 0.99
