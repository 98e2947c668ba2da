"""Dates of publication as files write them, and time zones."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.reading.dates import (
    find_written_day,
    is_timezone,
    move_to_timezone,
    name_offset,
    parse_published,
    parse_written_day,
)


def moment(*parts: int, hours: float | None = None) -> dt.datetime:
    zone = None if hours is None else dt.timezone(dt.timedelta(hours=hours))
    year, month, day, hour, minute, second = (*parts, 0, 0, 0)[:6]
    return dt.datetime(year, month, day, hour, minute, second, tzinfo=zone)


@pytest.mark.parametrize(
    "words, when",
    [
        ("2031-01-04", dt.date(2031, 1, 4)),
        (" 2031-01-04 ", dt.date(2031, 1, 4)),
        ("2031-02-12 19:18:54-05:00", moment(2031, 2, 12, 19, 18, 54, hours=-5)),
        ("2031-02-17T21:40:07+00:00", moment(2031, 2, 17, 21, 40, 7, hours=0)),
        ("2031-10-18T15:40+03:00", moment(2031, 10, 18, 15, 40, hours=3)),
        ("2031-04-25T09:08:00Z", moment(2031, 4, 25, 9, 8, hours=0)),
        ("2031-04-25T09:08:00", moment(2031, 4, 25, 9, 8)),
        ("Sun, 20 Feb 2022 16:35:49 +0000", moment(2022, 2, 20, 16, 35, 49, hours=0)),
        ("Fri, 04 Jan 2019 10:00:00 +0530", moment(2019, 1, 4, 10, hours=5.5)),
        ("24 October 2031", dt.date(2031, 10, 24)),
        ("Friday, January 4, 2031", dt.date(2031, 1, 4)),
        ("Sept. 3rd, 2031", dt.date(2031, 9, 3)),
        ("MAY 3 2031", dt.date(2031, 5, 3)),
    ],
)
def test_published(words: str, when: dt.date) -> None:
    assert parse_published(words) == when


@pytest.mark.parametrize(
    "words", ["", "soon", "2031-13-01", "2031-02-30", "February 30, 2031", "yesterday", "4", "x" * 100, "31 Foo 2031"]
)
def test_what_is_no_date(words: str) -> None:
    assert parse_published(words) is None


@given(st.text(max_size=90))
def test_any_words_give_a_date_or_none(words: str) -> None:
    assert parse_published(words) is None or isinstance(parse_published(words), dt.date)


@given(st.datetimes(timezones=st.sampled_from([None, dt.UTC, dt.timezone(dt.timedelta(hours=-5))])))
def test_iso_dates_come_back(when: dt.datetime) -> None:
    assert parse_published(when.isoformat(" ")) == when


@pytest.mark.parametrize(
    "words, day",
    [
        ("Ormstad, 24 October 2031 (OCN):", dt.date(2031, 10, 24)),
        ("Published: March 3, 2031, 14:00", dt.date(2031, 3, 3)),
        ("March 3", None),
        ("November 16-17, 2031", None),
    ],
)
def test_the_day_in_a_dateline(words: str, day: dt.date | None) -> None:
    assert find_written_day(words) == day


def test_a_written_day_is_all_of_its_words() -> None:
    assert parse_written_day("on 24 October 2031") is None


@pytest.mark.parametrize("name", ["Europe/Paris", "UTC", "Z", "+03:00", "-0530"])
def test_time_zones(name: str) -> None:
    assert is_timezone(name)


@pytest.mark.parametrize("name", ["", "Karvia/Ormstad", "+3", "+25:00", "../etc/passwd", "Europe"])
def test_what_is_no_time_zone(name: str) -> None:
    assert not is_timezone(name)


@pytest.mark.parametrize("hours, name", [(3, "+03:00"), (-5.5, "-05:30"), (0, "UTC"), (None, None)])
def test_names_of_offsets(hours: float | None, name: str | None) -> None:
    assert name_offset(moment(2031, 1, 1, hours=hours)) == name


def test_the_day_of_publication_is_that_of_the_zone() -> None:
    late = moment(2031, 2, 17, 2, 30, hours=0)
    assert move_to_timezone(late, "America/New_York").date() == dt.date(2031, 2, 16)
    assert move_to_timezone(late, "America/New_York") == late


def test_a_time_without_zone_is_of_the_zone() -> None:
    assert move_to_timezone(moment(2031, 2, 17, 12), "+03:00") == moment(2031, 2, 17, 12, hours=3)


@pytest.mark.parametrize("edge", [moment(1, 1, 1, hours=0), moment(9999, 12, 31, 23, 59, hours=0)])
def test_the_ends_of_the_calendar_stay(edge: dt.datetime) -> None:
    assert {move_to_timezone(edge, zone) for zone in ("+14:00", "-12:00")} >= {edge}
