"""What the statements cost: one small run."""

from __future__ import annotations

import pytest

from benchmarks.statements import Clock, measure_statements_cost
from dragoman.reading.text import make_document

TEXT = "President Ana Duval of Norland said on Monday that the ports were open. She urged Sudland to open its own."


def test_a_clock_counts_and_hands_on() -> None:
    def add_one(number: int) -> int:
        return number + 1

    clock = Clock(add_one)
    assert (clock(1), clock(2)) == (2, 3)
    assert clock.seconds > 0


@pytest.mark.slow
def test_the_statements_are_a_share_of_the_parse() -> None:
    done: list[int] = []
    figures = measure_statements_cost([make_document(TEXT)] * 60, done.append)
    assert (sum(done), figures["documents"]) == (60, 60)
    assert 0 < figures["ratio_low"] <= figures["ratio_high"]
