"""Bounds of a document without a date: what follows from its text, from others, and how reasons are put together."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.language.dates import Anchor, find_dates
from dragoman.record import Segment, SegmentKind, Span
from dragoman.stories.dating import Reason, bound_by_copy, bound_by_office, find_told_days, merge_reasons

DAY = dt.date(2024, 2, 12)


def told(text: str, kind: SegmentKind = SegmentKind.BODY) -> list[dt.date | None]:
    segments = (Segment(kind, Span(0, len(text))),)
    return [each.first for each in find_told_days(text, segments, find_dates(text, Anchor(None)))]


@pytest.mark.parametrize(
    "text, kind, days",
    [
        pytest.param("They met on 3 May 2023 in Selm.", SegmentKind.BODY, [dt.date(2023, 5, 3)], id="past"),
        pytest.param("They will meet on 3 May 2023.", SegmentKind.BODY, [], id="ahead"),
        pytest.param("The talks are scheduled for 3 May 2023.", SegmentKind.BODY, [], id="scheduled"),
        pytest.param(
            "They will sign. They met on 3 May 2023.", SegmentKind.BODY, [dt.date(2023, 5, 3)], id="sentences"
        ),
        pytest.param("Velk in Selm, May 3, 2023.", SegmentKind.CAPTION, [dt.date(2023, 5, 3)], id="a caption"),
        pytest.param("Selm, 3 May 2023", SegmentKind.DATELINE, [dt.date(2023, 5, 3)], id="a dateline"),
        pytest.param("Read also: the flood of 3 May 2023", SegmentKind.RELATED_LINK, [], id="a related link"),
        pytest.param("They met on Friday.", SegmentKind.BODY, [], id="no date in full"),
    ],
)
def test_what_a_text_says(text: str, kind: SegmentKind, days: list[dt.date]) -> None:
    assert told(text, kind) == days


def test_a_dateline_bounds_both_ends() -> None:
    text = "Selm, 3 May 2023"
    segments = (Segment(SegmentKind.DATELINE, Span(0, len(text))),)
    (reason,) = find_told_days(text, segments, find_dates(text, Anchor(None)))
    assert (reason.first, reason.last) == (dt.date(2023, 5, 3), dt.date(2023, 5, 4))
    assert reason.span is not None
    assert text[reason.span.start : reason.span.end] == "3 May 2023"


def test_the_closest_reasons_come_first() -> None:
    far, near = Reason("text", "far", dt.date(2020, 1, 1)), Reason("text", "near", DAY)
    late = Reason("office", "office", None, dt.date(2024, 12, 31))
    bounds = merge_reasons([far, late, near])
    assert (bounds.first, bounds.last) == (DAY, dt.date(2024, 12, 31))
    assert [each.words for each in bounds.reasons] == ["near", "office", "far"]


def test_reasons_that_no_day_fits_bound_nothing() -> None:
    one, other = Reason("text", "later", DAY), Reason("office", "earlier", None, dt.date(2023, 1, 1))
    bounds = merge_reasons([one, other])
    assert (bounds.first, bounds.last) == (None, None)
    assert set(bounds.conflict) == {one, other}


def test_no_reason_no_bound() -> None:
    assert merge_reasons([]) == merge_reasons(iter(()))
    assert merge_reasons([]).first is None


REASONS = st.lists(
    st.builds(Reason, st.just("text"), st.text(max_size=2), st.none() | st.dates(), st.none() | st.dates()), max_size=6
)


@given(REASONS)
def test_bounds_fit_every_reason_in_whatever_order_they_come(reasons: list[Reason]) -> None:
    bounds = merge_reasons(reasons)
    assert merge_reasons(reversed(reasons)) == bounds
    for reason in reasons:
        if bounds.first is not None and reason.first is not None:
            assert bounds.first >= reason.first
        if bounds.last is not None and reason.last is not None:
            assert bounds.last <= reason.last


def test_copies_and_offices() -> None:
    copied = bound_by_copy(DAY, "doc-1")
    assert (copied.first, copied.last) == (dt.date(2024, 2, 5), dt.date(2024, 2, 19))
    held = bound_by_office("Anna Velk", "President of Marovia", (DAY, None), ("list",))
    assert held is not None
    assert (held.first, held.last, "from 2024-02-12 (list)" in held.words) == (DAY, None, True)
    assert bound_by_office("Anna Velk", "President of Marovia", (None, None), ()) is None
