"""What a date expression says, taken apart but not yet resolved: one value type a kind of expression."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import Literal

from dragoman.language.dates_words import Part
from dragoman.record import Span

Unit = Literal["hour", "day", "week", "weekend", "month", "quarter", "year", "decade", "century"]
Reference = Literal["publication", "context", "either"]


@dataclass(frozen=True, slots=True)
class YearWord:
    """A year told from elsewhere: "last year", "that year"."""

    shift: int
    reference: Reference


Year = int | YearWord | None


@dataclass(frozen=True, slots=True)
class Days:
    """Calendar days of a month, the last one inclusive."""

    month: int
    day: int
    last_month: int
    last_day: int
    year: Year
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class NthDay:
    """A day of the month that was told last: "the 28th of that month"."""

    day: int


@dataclass(frozen=True, slots=True)
class Months:
    """A month, or several, the last one inclusive; `season` when they are named by a season."""

    first: int
    last: int
    year: Year
    season: bool = False


@dataclass(frozen=True, slots=True)
class Years:
    """Years, the last one inclusive; `decade` when named as one ("the 1970s")."""

    first: int
    last: int
    decade: bool = False


@dataclass(frozen=True, slots=True)
class WeekdayName:
    """A day of the week; `until` for "Monday to Wednesday"; `week` for "Friday of last week"."""

    weekday: int
    shift: int | None = None  # last −1, this 0, next +1
    reference: Reference = "publication"
    until: int | None = None
    week: int | None = None


@dataclass(frozen=True, slots=True)
class DayWord:
    """Days counted from publication, the last one inclusive: "yesterday" is −1 to −1."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class UnitWord:
    """A whole week, month or year, counted from publication or the date told last; `half` of it may be left or gone."""

    unit: Unit
    shift: int
    reference: Reference
    half: Literal["gone", "left"] | None = None


@dataclass(frozen=True, slots=True)
class NamedUnit:
    """A month or season chosen by "last", "this" or "next": "last March", "this summer"."""

    first: int
    last: int
    shift: int
    reference: Reference


@dataclass(frozen=True, slots=True)
class Steps:
    """So many units before (negative) or after publication ("two weeks ago") or the date told last ("two days later").

    `number` is None where the text does not count ("a few days ago").
    """

    number: int | None
    unit: Unit
    forward: bool
    reference: Reference


@dataclass(frozen=True, slots=True)
class Stretch:
    """So many units that end or begin with publication: "the past two weeks"."""

    number: int
    unit: Unit
    forward: bool


@dataclass(frozen=True, slots=True)
class Bound:
    """Words that only bound a date: "recently" (past), "soon" (future)."""

    forward: bool


@dataclass(frozen=True, slots=True)
class Unclear:
    """A date that the words leave open, such as 04/05/2023."""


Value = (
    Days | NthDay | Months | Years | WeekdayName | DayWord | UnitWord | NamedUnit | Steps | Stretch | Bound | Unclear
)


@dataclass(frozen=True, slots=True)
class Share:
    """The n-th so many units of a longer one: "the first ten months of", "the last week of" (`ordinal` −1)."""

    ordinal: int
    number: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day as told, and its zone when told."""

    time: time
    timezone: str | None


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that name a date, taken apart."""

    span: Span
    value: Value
    part: Part | Share | None = None
    clock: Clock | None = None
    opens: bool = False  # it opens a sentence or stands as a heading: what is told next belongs to it
