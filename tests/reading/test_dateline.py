"""What datelines state."""

from __future__ import annotations

import datetime as dt

import pytest

from dragoman.reading.dateline import Dateline, find_dateline
from dragoman.reading.segments import find_segments
from tests.reading.segmented import BEFORE


@pytest.mark.parametrize(
    "start, stated",
    [
        ("Ormstad, 24 October 2031 (OCN): ", Dateline("OCN", dt.date(2031, 10, 24))),
        ("ORMSTAD (Reuters) — ", Dateline("Reuters", None)),
        ("ORMSTAD, July 19 (UPI) — ", Dateline("UPI", None)),
        ("Saturday, January 12, 2031\n\n", Dateline(None, dt.date(2031, 1, 12))),
        ("ORMSTAD — ", Dateline(None, None)),
        ("", None),
    ],
)
def test_what_a_dateline_states(start: str, stated: Dateline | None) -> None:
    text = start + BEFORE
    assert find_dateline(text, find_segments(text)) == stated
