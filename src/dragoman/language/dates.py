"""Text → date expressions and durations: "on Friday", "October 4, 2023", "recently"; "a 45-minute call".

Every expression is read against an `Anchor`, the day of publication in the source's own zone.  Without
one, relative words stay unresolved (`when` is None), and a date without its year takes the year of the
dates told before it (basis "inferred").
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dragoman.language.dates_durations import find_durations
from dragoman.language.dates_forms import find_phrases
from dragoman.language.dates_phrases import Days, Months, Phrase
from dragoman.language.dates_values import Lean, Told, View, resolve_phrase, tell
from dragoman.record import DateExpression, DateRange, Source, Span

__all__ = ["Anchor", "Lean", "anchor_of", "find_dates", "find_durations", "resolve"]


@dataclass(frozen=True, slots=True)
class Anchor:
    """The day of publication; `latest` bounds what is told as past where that day is not known."""

    day: date | None
    timezone: str | None = None
    latest: date | None = None


def anchor_of(source: Source) -> Anchor:
    """Return the day of publication in the source's own zone: 23:30 UTC is the next day in Moscow."""
    published = source.published
    if isinstance(published, datetime) and published.tzinfo is not None and source.timezone is not None:
        zone = _zone(source.timezone)
        published = published if zone is None else published.astimezone(zone)
    day = published.date() if isinstance(published, datetime) else published
    return Anchor(day, source.timezone)


_OFFSET = re.compile(r"(?P<sign>[+-])(?P<hours>\d\d):?(?P<minutes>\d\d)")  # "+03:00"


def _zone(name: str) -> tzinfo | None:
    """Return the zone of an IANA name or an offset; None for a name that is neither."""
    offset = _OFFSET.fullmatch(name)
    if offset is not None:
        size = timedelta(hours=int(offset["hours"]), minutes=int(offset["minutes"]))
        return timezone(-size if offset["sign"] == "-" else size)
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return None


def find_dates(
    text: str, anchor: Anchor, within: Span | None = None, lean: Lean | None = None
) -> tuple[DateExpression, ...]:
    """Return the date expressions of the text, in its order, never overlapping; offsets are those of `text`.

    Where the tense is not known (`lean` is None), a weekday is the last one, a day without its year at most
    three months ahead, a month at most two.  A caller who learns the tense of one sentence passes its relative
    expressions to `resolve`.  A date counts from one told before it ("two days later"): where the day of
    publication is known, only from one of the same paragraph.
    """
    start, end = (within.start, within.end) if within else (0, len(text))
    phrases = _share_years(text, tuple(find_phrases(text, start, end)))
    found: list[DateExpression] = []
    told: Told | None = None
    reached = start
    for phrase in phrases:
        if anchor.day is not None and _PARAGRAPH_END.search(text, reached, phrase.span.start):
            told = None
        reached = phrase.span.end
        when = resolve_phrase(phrase, View(anchor.day, anchor.latest, anchor.timezone, lean, told))
        told = tell(phrase, when, told)
        found.append(DateExpression(phrase.span, when))
    return tuple(found)


def resolve(expression_text: str, anchor: Anchor, lean: Lean = "past") -> DateRange | None:
    """Return the days that one expression means, seen from the anchor; None where it names none or needs more.

    With `lean` "past" the days have come already (but for a day, in a zone further east); with "future" they
    have not.  What only the text around tells ("two days later") is None here.
    """
    # "the 25th" is a day after "on", "the day before" at the end of a clause
    for text in (expression_text, f"on {expression_text}."):
        phrases = tuple(find_phrases(text, 0, len(text), alone=True))
        if phrases:
            longest = max(phrases, key=lambda phrase: len(phrase.span))
            return resolve_phrase(longest, View(anchor.day, anchor.latest, anchor.timezone, lean))
    return None


_PARAGRAPH_END = re.compile(r"\n[^\S\n]*\n")
_JOINED = re.compile(
    r",?\s(?:and|or|to|until|till|through)\s(?:on\s|again\son\s|the\s)?|\s?[-–—,]\s?"
)  # "March 3 and April 5, 2022"


def _share_years(text: str, phrases: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    """Return the phrases, a year given once for a list put to each of its dates."""
    shared = list(phrases)
    for index in range(len(shared) - 2, -1, -1):
        here, there = shared[index], shared[index + 1]
        value, giver = here.value, there.value
        if (
            not (isinstance(value, Days | Months) and isinstance(giver, Days | Months))
            or value.year is not None
            or giver.year is None
        ):
            continue
        if _JOINED.fullmatch(text, here.span.end, there.span.start):
            shared[index] = replace(here, value=replace(value, year=giver.year))
    return tuple(shared)
