"""Lengths of contacts, in minutes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.language.dates import find_durations
from dragoman.record import Span

DURATIONS = [
    ("a 45-minute call", "45-minute", 45),
    ("for an hour and a half.", "an hour and a half", 90),
    ("it lasted two hours", "two hours", 120),
    ("more than two hours", "two hours", 120),
    ("for 90 minutes", "90 minutes", 90),
    ("a nearly two-hour call", "two-hour", 120),
    ("an hour-long call", "an hour", 60),
    ("two and a half hours", "two and a half hours", 150),
    ("a two-and-a-half-hour meeting", "two-and-a-half-hour", 150),
    ("half an hour", "half an hour", 30),
    ("a half-hour call", "half-hour", 30),
    ("three quarters of an hour", "three quarters of an hour", 45),
    ("one hour and 20 minutes", "one hour and 20 minutes", 80),
    ("1 hour 20 minutes", "1 hour 20 minutes", 80),
    ("1.5 hours", "1.5 hours", 90),
    ("forty-five\nminutes", "forty-five\nminutes", 45),
]


@pytest.mark.parametrize("text, words, minutes", DURATIONS, ids=[row[0] for row in DURATIONS])
def test_reads_a_duration(text: str, words: str, minutes: int) -> None:
    start = text.index(words)
    assert find_durations(text) == ((Span(start, start + len(words)), minutes),)


@pytest.mark.parametrize(
    "text", ["two hours ago", "24 hours a day", "an hour later", "the eleventh hour", "minutes of the meeting"]
)
def test_finds_no_duration_in(text: str) -> None:
    assert find_durations(text) == ()


def test_looks_only_within_the_span() -> None:
    text = "two hours and then 30 minutes"
    assert find_durations(text, Span(10, len(text))) == ((Span(19, 29), 30),)


@given(
    st.lists(
        st.sampled_from(
            ["two", "30", "an", "a", "half", "hour", "hours", "minutes", "minute-long", "and", "-", ",", "1.5", "of"]
        )
    ).map(" ".join)
)
def test_spans_fall_inside_the_text_in_order_and_apart(text: str) -> None:
    reached = 0
    for span, minutes in find_durations(text):
        assert reached <= span.start < span.end <= len(text)
        assert minutes >= 0
        reached = span.end
