"""Dates of publication as files write them, and time zones: strings in, dates and datetimes out."""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip

# as in "January", "Jan", "Jan.", "Sept."
MONTH = r"(?P<month>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
# as in "Friday, ", "Fri. "
WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
YEAR = r"(?P<year>[12]\d{3})"
# as in "24 October 2023", "Tuesday, 24th October, 2023"
DAY_FIRST = re.compile(rf"{WEEKDAY}{DAY}\s+(?:of\s+)?{MONTH},?\s+{YEAR}", re.IGNORECASE)
# as in "October 24, 2023", "Friday, January 4, 2019"
MONTH_FIRST = re.compile(rf"{WEEKDAY}{MONTH}\s+{DAY},?\s+{YEAR}", re.IGNORECASE)
# as in "+03:00", "-05:30", "+0300"
OFFSET = re.compile(r"(?P<sign>[+-])(?P<hours>[01]\d|2[0-3]):?(?P<minutes>[0-5]\d)")


def parse_published(words: str) -> dt.date | dt.datetime | None:
    """Return the date, or the date and time with its UTC offset if given, that `words` write out.

    ISO 8601 with or without a time, RFC 822 (feeds), and days with the month's English name are
    understood.  None when `words` are none of these.
    """
    words = words.strip()
    if not words or len(words) > 80:
        return None
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", words):
        return _parse_iso_day(words)
    try:
        return dt.datetime.fromisoformat(words)
    except ValueError:
        return parse_written_day(words) or _parse_rfc_822(words)


def _parse_iso_day(words: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(words)
    except ValueError:
        return None


def _parse_rfc_822(words: str) -> dt.datetime | None:
    try:
        return parsedate_to_datetime(words)
    except (ValueError, IndexError, OverflowError):
        return None


def parse_written_day(words: str) -> dt.date | None:
    """Return the day that the whole of `words` names with a month's name and a year, or None."""
    found = DAY_FIRST.fullmatch(words) or MONTH_FIRST.fullmatch(words)
    return _day_of(found) if found else None


def find_written_day(words: str) -> dt.date | None:
    """Return the first day that stands in `words` with a month's name and a year, or None."""
    found = DAY_FIRST.search(words) or MONTH_FIRST.search(words)
    return _day_of(found) if found else None


def _day_of(found: re.Match[str]) -> dt.date | None:
    starts = found["month"].lower()[:3]
    month = next(number for number, name in enumerate(MONTHS, 1) if name.startswith(starts))
    try:
        return dt.date(int(found["year"]), month, int(found["day"]))
    except ValueError:  # "February 30, 2020"
        return None


@cache
def find_timezone(name: str) -> dt.tzinfo | None:
    """Return the time zone of an IANA name or an offset such as "+03:00", or None."""
    if name in ("UTC", "Z"):
        return dt.UTC
    if offset := OFFSET.fullmatch(name):
        length = dt.timedelta(hours=int(offset["hours"]), minutes=int(offset["minutes"]))
        return dt.timezone(length if offset["sign"] == "+" else -length)
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def is_timezone(name: str) -> bool:
    """Return whether `name` is an IANA time zone or an offset."""
    return find_timezone(name) is not None


def name_offset(moment: dt.datetime) -> str | None:
    """Return the UTC offset of `moment` as "+03:00", "UTC" for none, or None for a time without zone."""
    offset = moment.utcoffset()
    if offset is None:
        return None
    minutes = round(offset.total_seconds() / 60)
    if minutes == 0:
        return "UTC"
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def move_to_timezone(moment: dt.datetime, name: str) -> dt.datetime:
    """Return the same moment on the clocks of the zone `name`; a time without a zone is taken to be of it.

    The result carries a plain UTC offset, which survives writing and reading.
    """
    zone = find_timezone(name)
    if zone is None:
        return moment
    try:
        local = moment.replace(tzinfo=zone) if moment.tzinfo is None else moment.astimezone(zone)
    except OverflowError:  # the first and last day of the calendar
        return moment
    return local.replace(tzinfo=dt.timezone(local.utcoffset() or dt.timedelta()))
