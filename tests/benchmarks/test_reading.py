"""The benchmark's arithmetic, and one small run of it."""

from __future__ import annotations

import pytest

from benchmarks.reading import Measured, measure, sum_up


def test_figures_are_of_all_chunks_together() -> None:
    texts = ["one two three"] * 10
    measured = {"reading": Measured((3.0, 1.0), 700.4), "parse": Measured((2.0, 2.0), 500.0)}
    figures = sum_up(texts, measured)
    assert figures["words"] == 30
    assert figures["ratio"] == 1.0
    assert figures["words_a_second"] == {"reading": 8, "parse": 8}
    assert figures["memory_mib"] == {"reading": 700, "parse": 500}
    assert figures["ratio_low"] <= figures["ratio_high"]


@pytest.mark.slow
def test_both_ways_are_measured_in_processes_of_their_own() -> None:
    text = "President Ana Duval of Norland telephoned Prime Minister Piet Maas of Sudland on Monday."
    done: list[int] = []
    measured = measure([text] * 3, done.append)
    assert sum(done) == 3
    assert all(found.memory_mib > 100 and sum(found.seconds) > 0 for found in measured.values())
