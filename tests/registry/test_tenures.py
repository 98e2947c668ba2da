from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.registry.table import read_tenure, write_tenure
from dragoman.registry.tenures import Tenure, read_end, read_start, write_day
from tests.registry.makers import make_tenure

CASES: list[tuple[dict[str, Any], str, str | None, str]] = [
    ({"start": "2010-03-01", "end": "2014-03-01"}, "2010-03-01", "certain", "first day"),
    ({"start": "2010-03-01", "end": "2014-03-01"}, "2014-03-01", "certain", "last day"),
    ({"start": "2010-03-01", "end": "2014-03-01"}, "2010-02-28", None, "before"),
    ({"start": "2010-03-01", "end": "2014-03-01"}, "2014-03-02", None, "after"),
    ({"start": "2010", "end": "2014"}, "2010-06-01", "possible", "in the year of the start"),
    ({"start": "2010", "end": "2014"}, "2011-06-01", "certain", "between the years"),
    ({"start": "2010", "end": "2014"}, "2014-06-01", "possible", "in the year of the end"),
    ({"start": "2010-03", "end": "2010-05"}, "2010-04-15", "certain", "between the months"),
    ({"start": "2010-03-01"}, "2010-03-20", "certain", "an end not known: soon after the start"),
    ({"start": "2010-03-01"}, "2012-03-01", "possible", "an end not known: later"),
    ({"start": "2010-03-01"}, "2030-03-01", None, "an end not known: much later"),
    ({"start": "2010-03-01", "seen": ("2013-01-01",)}, "2012-03-01", "certain", "between start and sighting"),
    ({"start": "2010-03-01", "seen": ("2013-01-01",)}, "2013-04-01", "possible", "after the last sighting"),
    ({"end": "2014-03-01"}, "2014-02-20", "certain", "a start not known: shortly before the end"),
    ({"end": "2014-03-01", "seen": ("2012-01-01",)}, "2013-01-01", "certain", "between sighting and end"),
    ({"seen": ("2019-10-15",)}, "2019-11-01", "certain", "near a sighting"),
    ({"seen": ("2019-10-15",)}, "2020-06-01", "possible", "some time from a sighting"),
    ({"seen": ("2019-01-01", "2020-01-01")}, "2019-06-01", "certain", "between two sightings"),
    ({"seen": ("2010-01-01", "2019-01-01")}, "2014-06-01", "possible", "between two sightings far apart"),
    ({"start": "2010", "end": "2010", "seen": ("2010-05-01",)}, "2010-05-10", "certain", "seen within one year"),
    ({}, "2010-05-10", None, "nothing known"),
]


@pytest.mark.parametrize("told, day, certainty", [row[:3] for row in CASES], ids=[row[3] for row in CASES])
def test_certainty(told: dict[str, Any], day: str, certainty: str | None) -> None:
    assert make_tenure("Alma Reyes", **told).certainty_on(date.fromisoformat(day)) == certainty


@pytest.mark.parametrize("words", ["2017", "2017-03", "2017-03-14", "2016-02"])
def test_bounds_are_read_and_written(words: str) -> None:
    assert write_day(*read_start(words)) == words
    assert write_day(*read_end(words)) == words
    assert read_start(words)[0] <= read_end(words)[0]


@pytest.mark.parametrize("words", ["", "17", "2017-13", "2017-02-30", "March 2017", "2017-3"])
def test_what_is_no_date_is_refused(words: str) -> None:
    with pytest.raises(ValueError):
        read_start(words)


days = st.dates(date(1950, 1, 1), date(2030, 12, 31))
words = st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters="|"), min_size=1, max_size=12)
maybe = st.none() | words


@st.composite
def tenures(draw: st.DrawFn) -> Tenure:
    start, end = draw(st.none() | days), draw(st.none() | days)
    return Tenure(
        person=draw(words),
        name=draw(words),
        office=draw(words),
        head=draw(words),
        domain=draw(maybe),
        country=draw(maybe),
        organisation=draw(maybe),
        start=start,
        end=end,
        seen=tuple(sorted(draw(st.lists(days, max_size=4, unique=True)))),
        sources=tuple(draw(st.lists(words, min_size=1, max_size=3))),
        rank=draw(maybe),
        host=draw(maybe),
    )


@given(tenures())
def test_a_line_holds_the_whole_tenure(tenure: Tenure) -> None:
    assert read_tenure(write_tenure(tenure)) == tenure


@given(tenures(), days)
def test_nobody_is_in_office_outside_known_bounds(tenure: Tenure, day: date) -> None:
    if (tenure.start and day < tenure.start) or (tenure.end and day > tenure.end):
        assert tenure.certainty_on(day) is None


@given(tenures())
def test_whoever_was_seen_was_in_office(tenure: Tenure) -> None:
    for day in tenure.seen:
        inside = (not tenure.start or tenure.start <= day) and (not tenure.end or day <= tenure.end)
        if inside and not (tenure.start and tenure.end):
            assert tenure.certainty_on(day) == "certain"


@given(tenures())
def test_far_from_all_that_is_known_nothing_is_possible(tenure: Tenure) -> None:
    known = [day for day in (tenure.start, tenure.end, *tenure.seen) if day]
    far = max(known, default=date(2000, 1, 1)) + timedelta(days=365 * 15)
    assert tenure.certainty_on(far) is None
