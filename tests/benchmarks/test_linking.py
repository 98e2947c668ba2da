"""The benchmark of linking: reports multiplied from a store's, and how the time is told to grow."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.linking import measure_linking, sum_up
from dragoman.store.connection import open_store
from tests.stories.linking_makers import account, link


def test_reports_are_made_from_those_of_a_store(tmp_path: Path) -> None:
    source = tmp_path / "store.db"
    with closing(open_store(source, create=True)) as store:
        link(store, [account("a"), account("b", when="2024-03-04", published="2024-03-04")])
    figures = measure_linking(source, 7)
    assert figures["reports"] == 7
    assert figures["mib"] > 0


@pytest.mark.parametrize(
    "seconds, growth",
    [
        pytest.param((10.0, 125.0), 1.0, id="as n log n"),
        pytest.param((10.0, 1000.0), 8.0, id="with the square"),
    ],
)
def test_growth_beside_n_log_n(seconds: tuple[float, float], growth: float) -> None:
    measured = [
        {"reports": 10_000.0, "cpu_seconds": seconds[0], "seconds": seconds[0], "mib": 200.0},
        {"reports": 100_000.0, "cpu_seconds": seconds[1], "seconds": seconds[1], "mib": 300.0},
    ]
    figures = sum_up(measured)
    assert figures["growth"] == growth
    assert figures["mib"] == 300.0
