"""What the registry tells: people, and their tenures of offices with what is known of the dates."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from dragoman.record import Gender

Precision = Literal["day", "month", "year"]
Certainty = Literal["certain", "possible"]

# Who was seen in office on a day is held to be in it for so long before and after, where nothing else is known.
AROUND: Final = timedelta(days=30)
# Two sightings in one office this near each other are of one unbroken tenure.
UNBROKEN: Final = timedelta(days=500)
# An open tenure is thought possible for so long before or after what is known of it.
HORIZON: Final = timedelta(days=3653)

Span = tuple[date, date]  # first and last day


@dataclass(frozen=True, slots=True)
class Tenure:
    """A person in an office.  None for a start or an end says that it is not known, never "still".

    `start` is the first and `end` the last day that their precision leaves open: start 2017-01-01 of precision "year"
    is some day in 2017, end 2017-12-31 of precision "year" as well.  `seen` are days on which a source shows the person
    in office.  `rank` is None for the office itself, else "deputy", "acting" …; `organisation` the body or place that
    the office belongs to where that is not simply the state; `host` where an ambassador is accredited.
    """

    person: str
    name: str
    office: str
    head: str
    domain: str | None
    country: str | None
    organisation: str | None
    start: date | None
    end: date | None
    seen: tuple[date, ...]
    sources: tuple[str, ...]
    start_precision: Precision = "day"
    end_precision: Precision = "day"
    rank: str | None = None
    host: str | None = None

    @property
    def certain_start(self) -> date | None:
        """Return the first day on which the office was certainly held, as far as the start tells."""
        return None if self.start is None else _last_of(self.start, self.start_precision)

    @property
    def certain_end(self) -> date | None:
        """Return the last day on which the office was certainly held, as far as the end tells."""
        return None if self.end is None else _first_of(self.end, self.end_precision)

    def certainty_on(self, day: date) -> Certainty | None:
        """Return whether the office was held on a day: certain, possible where a bound is unknown, or None."""
        if (self.start and day < self.start) or (self.end and day > self.end):
            return None
        if any(first <= day <= last for first, last in self.certain_spans()):
            return "certain"
        known = [item for item in (self.start, self.end, *self.seen) if item is not None]
        return "possible" if any(abs(day - item) <= HORIZON for item in known) else None

    def certain_spans(self) -> tuple[Span, ...]:
        """Return the spans of days, first and last, in which the office was certainly held."""
        start, end = self.certain_start, self.certain_end
        if start and end:
            return ((start, end),) if start <= end else self._sightings()
        if start and self.seen and self.seen[-1] > start:
            return ((start, self.seen[-1] + AROUND),)
        if end and self.seen and self.seen[0] < end:
            return ((self.seen[0] - AROUND, end),)
        if start:
            return ((start, start + AROUND),)
        if end:
            return ((end - AROUND, end),)
        return self._sightings()

    def _sightings(self) -> tuple[Span, ...]:
        spans: list[Span] = []
        for day in self.seen:
            if spans and day - spans[-1][1] <= UNBROKEN:
                spans[-1] = (spans[-1][0], day)
            else:
                spans.append((day, day))
        return tuple((first - AROUND, last + AROUND) for first, last in spans)

    @property
    def known_days(self) -> tuple[date, ...]:
        """Return the days that bear on the tenure, earliest first: bounds and sightings."""
        return tuple(sorted(day for day in (self.certain_start, self.certain_end, *self.seen) if day is not None))


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who holds or held an office; `country` is that of the latest office with one."""

    person_id: str
    name: str
    aliases: tuple[str, ...]
    country: str | None
    gender: Gender | None
    tenures: tuple[Tenure, ...]

    def tenures_on(self, day: date) -> tuple[Tenure, ...]:
        """Return the tenures that the person certainly held on a day."""
        return tuple(tenure for tenure in self.tenures if tenure.certainty_on(day) == "certain")


def _last_of(day: date, precision: Precision) -> date:
    if precision == "year":
        return date(day.year, 12, 31)
    return day.replace(day=monthrange(day.year, day.month)[1]) if precision == "month" else day


def _first_of(day: date, precision: Precision) -> date:
    if precision == "year":
        return date(day.year, 1, 1)
    return day.replace(day=1) if precision == "month" else day


def read_bound(words: str, read: Callable[[str], tuple[date, Precision]]) -> tuple[date | None, Precision]:
    """Return what `read_start` or `read_end` makes of a cell, None for an empty one."""
    return read(words) if words else (None, "day")


def read_start(words: str) -> tuple[date, Precision]:
    """Return the first day that "2017", "2017-03" or "2017-03-14" may mean; raises ValueError on anything else."""
    precision = _precision_of(words)
    return date.fromisoformat(words + {"day": "", "month": "-01", "year": "-01-01"}[precision]), precision


def read_end(words: str) -> tuple[date, Precision]:
    """Return the last day that "2017", "2017-03" or "2017-03-14" may mean; raises ValueError on anything else."""
    first, precision = read_start(words)
    return _last_of(first, precision), precision


def write_day(day: date | None, precision: Precision) -> str:
    """Return a bound as `read_start` reads it, "" for None."""
    return "" if day is None else day.isoformat()[: {"day": 10, "month": 7, "year": 4}[precision]]


def _precision_of(words: str) -> Precision:
    lengths: dict[int, Precision] = {4: "year", 7: "month", 10: "day"}
    if len(words) not in lengths:
        raise ValueError(f"{words!r} is no date")
    return lengths[len(words)]
