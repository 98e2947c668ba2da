"""What the registry costs: the arithmetic, and one small run."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Sequence

import pytest

from benchmarks.registry import measure_registry_cost
from dragoman.reading.text import make_document
from dragoman.record import Document

TEXT = "President Ana Duval of Norland telephoned the Norwegian prime minister on Monday."


def wait(seconds: float) -> None:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        pass


def read_fast(_documents: Sequence[Document]) -> None:
    wait(0.002)


def read_slowly(_documents: Sequence[Document]) -> None:
    wait(0.02)


def test_the_ratio_is_of_the_second_way_to_the_first() -> None:
    documents = [make_document(TEXT)] * 120
    done: list[int] = []
    figures = measure_registry_cost(documents, done.append, (read_fast, read_slowly))
    assert sum(done) == figures["documents"] == 120
    assert figures["ratio"] > 3
    assert figures["ratio_low"] <= figures["ratio_high"]


@pytest.mark.slow
def test_a_small_run() -> None:
    done: list[int] = []
    figures = measure_registry_cost([make_document(TEXT, published=dt.date(2024, 2, 12))] * 3, done.append)
    assert done == [3]
    assert figures["ratio"] > 0
