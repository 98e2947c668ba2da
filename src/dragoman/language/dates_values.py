"""Phrases → days: what a phrase means, seen from the day of publication and from the dates told before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, Literal

from dragoman.language.dates_phrases import (
    Bound,
    Days,
    DayWord,
    Months,
    NamedUnit,
    NthDay,
    Phrase,
    Share,
    Steps,
    Stretch,
    Unclear,
    Unit,
    UnitWord,
    Value,
    WeekdayName,
    Year,
    Years,
)
from dragoman.language.dates_words import Part
from dragoman.record import Basis, DateRange

Lean = Literal["past", "future", "nearest"]

# A day or month told without its year lies at most so far after publication; otherwise it was the year before.
# What is known to be past may still be a day ahead, in a zone further east.  None: nobody knows the tense.
DAYS_AHEAD: Final[Mapping[Lean | None, int]] = {"past": 1, None: 92, "nearest": 183, "future": 330}
MONTHS_AHEAD: Final[Mapping[Lean | None, int]] = {"past": 0, None: 2, "nearest": 6, "future": 11}
_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_YEAR = timedelta(days=366)
_Size = Literal["day", "week", "month", "season", "year", "decade", "other"]


@dataclass(frozen=True, slots=True)
class Told:
    """What the text told last: a day, a month, a year, each None when the last date did not tell it."""

    year: int
    month: int | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class View:
    """Where a phrase is read from: day of publication, latest day it can be, tense, and what was told before."""

    day: date | None
    latest: date | None = None
    timezone: str | None = None
    lean: Lean | None = None
    told: Told | None = None

    @property
    def bound(self) -> date | None:
        """The last day that what the text tells as past can be."""
        return self.day or self.latest


@dataclass(frozen=True, slots=True)
class _Period:
    """Days from `start` up to and not including `end`; `unit` is the size the words name, for their parts."""

    start: date
    end: date
    basis: Basis
    unit: _Size = "other"


def resolve_phrase(phrase: Phrase, view: View) -> DateRange | None:
    """Return the days a phrase means; None where it needs a day that is not known, or names no day of the calendar."""
    if isinstance(phrase.value, Bound):
        return _resolve_bound(phrase.value, view)
    if isinstance(phrase.value, Steps) and phrase.value.number is None:
        return _resolve_uncounted(phrase.value, view)
    try:
        period = _period(phrase.value, view)
        period = None if period is None else _narrow(period, phrase.part)
    except (ValueError, OverflowError):  # 31 June, or a year that the calendar does not reach
        return None
    if period is None or period.start >= period.end:
        return None
    result = DateRange(period.start, period.end, period.basis)
    if phrase.clock is None or not result.is_day:
        return result
    # "today at noon" is told in the source's own time; another day's clock only in the zone that is named
    zone = phrase.clock.timezone or (view.timezone if isinstance(phrase.value, DayWord) else None)
    return replace(result, start_time=phrase.clock.time, timezone=zone)


def _resolve_bound(value: Bound, view: View) -> DateRange | None:
    if value.forward:
        return None if view.day is None else DateRange(view.day, None, "bounded")
    return None if view.bound is None else DateRange(None, view.bound + _DAY, "bounded")


def _resolve_uncounted(value: Steps, view: View) -> DateRange | None:
    """Return the bound that "a few days ago" gives: before the day of publication."""
    if value.reference != "publication" or view.bound is None:
        return None
    return DateRange(None, view.bound + (_DAY if value.unit == "hour" else timedelta(0)), "bounded")


def _period(value: Value, view: View) -> _Period | None:
    """Return the days of a value; one line a kind of expression."""
    period: _Period | None = None
    match value:
        case Days():
            period = _days(value, view)
        case NthDay():
            period = _nth_day(value, view)
        case Months():
            period = _months(value, view)
        case Years():
            period = _years(value)
        case WeekdayName():
            period = _weekday(value, view)
        case DayWord():
            period = _day_word(value, view)
        case UnitWord():
            period = _unit_word(value, view)
        case NamedUnit():
            period = _named_unit(value, view)
        case Steps():
            period = _steps(value, view)
        case Stretch():
            period = _stretch(value, view)
        case Bound() | Unclear():
            period = None
    return period


# ------------------------------------------------------------------ calendar dates


def _year_of(year: Year, view: View) -> tuple[int, Basis] | None:
    """Return the year that is told, in figures or by "last year"; None when there is none."""
    if year is None:
        return None
    if isinstance(year, int):
        return year, "stated"
    if year.reference == "publication" and view.day is not None:
        return view.day.year + year.shift, "relative"
    return None if view.told is None else (view.told.year + year.shift, "inferred")


def _years(value: Years) -> _Period:
    size: _Size = "decade" if value.decade else "year" if value.first == value.last else "other"
    return _Period(date(value.first, 1, 1), date(value.last + 1, 1, 1), "stated", size)


def _days(value: Days, view: View) -> _Period | None:
    # a range over the turn of the year states the year of its end: "December 30 – January 2, 2023"
    turns = (value.last_month, value.last_day) < (value.month, value.day)
    known = _year_of(value.year, view)
    if known is not None:
        year, basis = known[0] - turns, known[1]
    elif value.year is not None:
        return None
    elif view.day is not None:
        year, basis = _nearest_year(value, view.day, DAYS_AHEAD[view.lean]), "relative"
    elif view.told is not None:
        year, basis = _told_year(value.month, view.told), "inferred"
    else:
        return None
    last = date(year + turns, value.last_month, value.last_day)
    return _Period(date(year, value.month, value.day), last + _DAY, basis, "day")


def _nth_day(value: NthDay, view: View) -> _Period | None:
    """Return a day of the month told last, or of that of publication."""
    if view.told is not None and view.told.month is not None:
        start = date(view.told.year, view.told.month, value.day)
        return _Period(start, start + _DAY, "inferred", "day")
    if view.day is None:
        return None
    start = date(view.day.year, view.day.month, value.day)
    if view.lean in ("past", None) and start > view.day:
        start = _add_months(start, -1)
    elif view.lean == "future" and start < view.day:
        start = _add_months(start, 1)
    return _Period(start, start + _DAY, "relative", "day")


def _nearest_year(value: Days, day: date, ahead: int) -> int:
    """Return the year in which the day lies at most `ahead` days after publication; a weekday told with it decides."""
    near = [found for year in range(day.year + 1, day.year - 5, -1) if (found := _date(year, value.month, value.day))]
    fitting = [
        candidate for candidate in near if candidate.weekday() == value.weekday and abs(candidate - day) < 2 * _YEAR
    ]
    if fitting:
        return min(fitting, key=lambda candidate: abs(candidate - day)).year
    return next((candidate.year for candidate in near if candidate <= day + ahead * _DAY), day.year)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _told_year(month: int, told: Told) -> int:
    """Return the year of a month after a date that told its own: the same, or the next when that one was at its end."""
    return told.year + (told.month is not None and told.month - month >= TURN)


TURN: Final = (
    8  # "January" after November 1941 is 1942; "March" after October stays in the year. Set on WikiWars, tuning half.
)


def _months(value: Months, view: View) -> _Period | None:
    turns = value.last < value.first or value.last > 12  # "November to January 2023", winter
    last = (value.last - 1) % 12 + 1
    known = _year_of(value.year, view)
    if known is not None:
        year, basis = known
        year -= turns and not value.season
    elif value.year is not None:
        return None
    elif view.day is not None:
        year, basis = _nearest_month_year(value.first, view.day, MONTHS_AHEAD[view.lean]), "relative"
    elif view.told is not None:
        year, basis = _told_year(value.first, view.told), "inferred"
    else:
        return None
    unit: _Size = "season" if value.season else "month" if value.first == value.last else "other"
    return _Period(date(year, value.first, 1), _add_months(date(year + turns, last, 1), 1), basis, unit)


def _nearest_month_year(month: int, day: date, ahead: int) -> int:
    """Return the year in which the month begins at most `ahead` months after that of publication."""
    distance = (month - day.month) % 12  # months until it comes
    coming = day.year + (day.month + distance > 12)
    return coming if distance <= ahead else coming - 1


# ------------------------------------------------------------------ from publication or from what was told


def _weekday(value: WeekdayName, view: View) -> _Period | None:
    if value.reference == "context":
        return _told_weekday(value, view)
    day = view.day
    if day is None:
        return None
    monday = day - day.weekday() * _DAY
    if value.week is not None:
        first = monday + value.week * _WEEK + value.weekday * _DAY
    elif value.shift == 0:
        first = monday + value.weekday * _DAY
    elif value.shift == -1:  # the last one before publication
        first = day - ((day.weekday() - value.weekday - 1) % 7 + 1) * _DAY
    elif value.shift == 1:  # of next week, said while the same weekday is still to come; otherwise the first to come
        first = monday + _WEEK + value.weekday * _DAY
    else:
        first = _lean_weekday(value.weekday, day, view.lean)
    last = first if value.until is None else first + ((value.until - value.weekday) % 7) * _DAY
    return _Period(first, last + _DAY, "relative", "day")


def _lean_weekday(weekday: int, day: date, lean: Lean | None) -> date:
    back = (day.weekday() - weekday) % 7
    ahead = (weekday - day.weekday()) % 7
    if lean in ("past", None) or (lean == "nearest" and back <= ahead):
        return day - back * _DAY
    return day + ahead * _DAY


def _told_weekday(value: WeekdayName, view: View) -> _Period | None:
    """Return "the following Monday" after a day told, or "that Monday" of its week."""
    told = view.told.day if view.told else None
    if told is None:
        return None
    if value.shift == 1:
        first = told + ((value.weekday - told.weekday() - 1) % 7 + 1) * _DAY
    elif value.shift == -1:
        first = told - ((told.weekday() - value.weekday - 1) % 7 + 1) * _DAY
    else:
        first = told + (value.weekday - told.weekday()) * _DAY
    return _Period(first, first + _DAY, "inferred", "day")


def _reference(value: UnitWord | NamedUnit | Steps, view: View) -> tuple[date, Basis] | None:
    """Return the day that a phrase counts from; None when it is unknown, or told less exactly than the phrase needs."""
    if value.reference != "context" and view.day is not None:
        return view.day, "relative"
    told = view.told
    if value.reference == "publication" or told is None:
        return None
    if told.day is not None:
        return told.day, "inferred"
    unit = value.unit if isinstance(value, UnitWord | Steps) else "month"
    if told.month is not None and unit in ("month", "quarter", "year", "decade", "century"):
        return date(told.year, told.month, 1), "inferred"
    return (
        (date(told.year, 1, 1), "inferred")
        if unit in ("year", "decade", "century") or isinstance(value, NamedUnit)
        else None
    )


def _day_word(value: DayWord, view: View) -> _Period | None:
    if view.day is None:
        return None
    return _Period(view.day + value.first * _DAY, view.day + (value.last + 1) * _DAY, "relative", "day")


def _unit_word(value: UnitWord, view: View) -> _Period | None:
    found = _reference(value, view)
    if found is None:
        return None
    day, basis = found
    period = _unit_around(value.unit, day, value.shift, basis)
    if value.half == "gone" and period.start <= day:
        return replace(period, end=min(period.end, day + _DAY), unit="other")
    if value.half == "left" and day < period.end:
        return replace(period, start=max(period.start, day), unit="other")
    return period


def _unit_around(unit: Unit, day: date, shift: int, basis: Basis) -> _Period:
    """Return the unit that holds a day, or the one so many units before or after it."""
    if unit in ("day", "hour"):
        return _Period(day + shift * _DAY, day + (shift + 1) * _DAY, basis, "day")
    monday = day - day.weekday() * _DAY
    if unit == "week":
        return _Period(monday + shift * _WEEK, monday + (shift + 1) * _WEEK, basis, "week")
    if unit == "weekend":
        if shift < 0 and day.weekday() >= 5:
            shift += 1  # "over the weekend" told on Sunday is this one
        return _Period(monday + shift * _WEEK + 5 * _DAY, monday + (shift + 1) * _WEEK, basis)
    if unit in ("month", "quarter"):
        size = 1 if unit == "month" else 3
        first = date(day.year, (day.month - 1) // size * size + 1, 1)
        return _Period(
            _add_months(first, shift * size),
            _add_months(first, (shift + 1) * size),
            basis,
            "month" if size == 1 else "other",
        )
    size = {"year": 1, "decade": 10, "century": 100}[unit]
    first_year = (day.year - (unit == "century")) // size * size + (unit == "century") + shift * size
    return _Period(
        date(first_year, 1, 1),
        date(first_year + size, 1, 1),
        basis,
        "year" if size == 1 else "decade" if size == 10 else "other",
    )


def _named_unit(value: NamedUnit, view: View) -> _Period | None:
    """Return "last March", "this summer", "next May"; "the following May" after a date told."""
    found = _reference(value, view)
    if found is None:
        return None
    day, basis = found
    year = day.year
    if value.shift > 0 and day.month >= value.first:
        year += 1
    elif value.shift < 0 and day.month <= (value.last - 1) % 12 + 1 + (12 if value.last > 12 else 0):
        year -= 1
    start = date(year, value.first, 1)
    return _Period(
        start,
        _add_months(start, value.last - value.first + 1),
        basis,
        "season" if value.last > value.first else "month",
    )


def _steps(value: Steps, view: View) -> _Period | None:
    found = _reference(value, view)
    if found is None or value.number is None:
        return None
    day, basis = found
    shift = value.number if value.forward else -value.number
    if value.unit == "hour":
        if basis != "relative":
            return None
        return _Period(day - (value.number // 24 + 1) * _DAY, day + _DAY, basis)
    return _unit_around(value.unit, day, shift, basis)


def _stretch(value: Stretch, view: View) -> _Period | None:
    day = view.day
    if day is None:
        return None
    number = value.number if value.forward else -value.number
    if value.unit in ("week", "day", "hour"):
        far = day + number * (_WEEK if value.unit == "week" else _DAY if value.unit == "day" else timedelta(0))
    elif value.unit == "decade":
        far = _add_months(day, 120 * number)
    else:
        far = _add_months(day, (12 if value.unit == "year" else 1) * number)
    return _Period(day, far + _DAY, "relative") if value.forward else _Period(far, day + _DAY, "relative")


# ------------------------------------------------------------------ parts of periods


def _narrow(period: _Period, part: Part | Share | None) -> _Period:
    """Return the share of the period that "early" or "the first week of" leaves; the whole where it has none."""
    if part is None:
        return period
    if isinstance(part, Share):
        return _narrow_share(period, part)
    start, end = period.start, period.end
    match period.unit:
        case "week":
            start, end = start + (part.week[0] - 1) * _DAY, start + part.week[1] * _DAY
        case "month":
            start, end = start + (part.month[0] - 1) * _DAY, min(end, start + part.month[1] * _DAY)
        case "year":
            start, end = _add_months(start, part.year[0] - 1), _add_months(start, part.year[1])
        case "decade":
            start, end = _add_months(start, 12 * part.decade[0]), _add_months(start, 12 * (part.decade[1] + 1))
        case "season":  # its months, as those of a year are shared
            start, end = _add_months(start, (part.year[0] - 1) // 4), _add_months(start, (part.year[1] + 3) // 4)
        case _:
            pass
    return replace(period, start=start, end=end)


def _narrow_share(period: _Period, share: Share) -> _Period:
    days = {"day": 1, "week": 7}.get(share.unit)
    skipped = share.number * (share.ordinal - 1)
    if days is not None:
        if share.ordinal < 0:
            return replace(period, start=period.end - share.number * days * _DAY, unit="other")
        start = period.start + skipped * days * _DAY
        return replace(period, start=start, end=min(period.end, start + share.number * days * _DAY), unit="other")
    months = 3 if share.unit == "quarter" else 1
    if share.ordinal < 0:
        return replace(period, start=_add_months(period.end, -months * share.number), unit="other")
    start = _add_months(period.start, skipped * months)
    return replace(period, start=start, end=min(period.end, _add_months(start, share.number * months)), unit="other")


def _add_months(day: date, months: int) -> date:
    """Return the same day so many months later, or the last day of that month."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    for last in (day.day, 30, 29, 28):
        found = _date(year, month + 1, min(day.day, last))
        if found is not None:
            return found
    raise ValueError(f"no month {months} months after {day}")


# ------------------------------------------------------------------ what a phrase tells to the next


def tell(phrase: Phrase, when: DateRange | None, told: Told | None) -> Told | None:
    """Return what the text has told after this phrase; the same as before where it tells no date of its own.

    A year in passing ("… since 1813") and a step back ("… the year before") leave the tale where it was.
    """
    if when is None or when.start is None or when.end is None:
        return told
    value, start, length = phrase.value, when.start, (when.end - when.start).days
    if (isinstance(value, Years) and told is not None and not phrase.opens) or _goes_back(value):
        return told
    if length <= _FEW_DAYS and not isinstance(value, Years):
        return Told(start.year, start.month, start)
    if length <= _MONTH or isinstance(value, Months | NamedUnit):
        return Told(start.year, start.month)
    return Told(start.year) if length <= _LONG_YEAR else told


_FEW_DAYS: Final = 3
_MONTH: Final = 31
_LONG_YEAR: Final = 366


def _goes_back(value: Value) -> bool:
    return (isinstance(value, UnitWord) and value.shift < 0) or (isinstance(value, Steps) and not value.forward)
