"""What is known of a document without a date → the days on which it may have been published, and why.

Every reason gives a bound and the words it rests on.  Nothing is guessed: a bound is as wide as its reason leaves it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from dragoman.record import DateExpression, Segment, SegmentKind, Span

Source = Literal["text", "occurrence", "copy", "office"]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a document is not older than `first` or not newer than `last` (both included), in words a reader follows."""

    source: Source
    words: str
    first: dt.date | None = None
    last: dt.date | None = None
    span: Span | None = None  # of the document's text


@dataclass(frozen=True, slots=True)
class Bounds:
    """The days on which a document may have been published, both included; None where nothing bounds them.

    `reasons` are those that bound it, the closest first, then those that say less; `conflict` holds the reasons where
    no day fits them all, and then nothing is bounded.
    """

    first: dt.date | None
    last: dt.date | None
    reasons: tuple[Reason, ...]
    conflict: tuple[Reason, ...] = ()


def merge_reasons(reasons: Iterable[Reason]) -> Bounds:
    """Return the days that fit all reasons."""
    listed = sorted(set(reasons), key=lambda each: (str(each.first), str(each.last), each.source, each.words))
    firsts = [each for each in listed if each.first is not None]
    lasts = [each for each in listed if each.last is not None]
    first = max((each.first for each in firsts if each.first), default=None)
    last = min((each.last for each in lasts if each.last), default=None)
    if first is not None and last is not None and first > last:
        against = [each for each in listed if each.first == first or each.last == last]
        return Bounds(None, None, tuple(listed), tuple(against))

    def closeness(each: Reason) -> tuple[bool, bool, str]:
        closest = (each.first == first and first is not None) or (each.last == last and last is not None)
        return (not closest, each.last is not None, each.words)

    return Bounds(first, last, tuple(sorted(listed, key=closeness)))


# ------------------------------------------------------------------ what the text says

_AHEAD: Final = re.compile(
    r"\b(?:will|would|shall|plans?|planned|scheduled|slated|due|until|till|by|deadline|upcoming|expected|intends?|next)\b",
    re.IGNORECASE,
)
_SENTENCE: Final = re.compile(r"[.!?]\s|\n")
_SPEAKING: Final = frozenset({SegmentKind.BODY, SegmentKind.CAPTION, SegmentKind.DATELINE, SegmentKind.HEADING})


def find_told_days(text: str, segments: Sequence[Segment], dates: Iterable[DateExpression]) -> Iterator[Reason]:
    """Yield a reason for each date in full that the text tells as past: it was written on that day or later.

    A dateline's day is the day itself.  Dates ahead ("will meet on 9 June 2024") bound nothing, nor does what is told
    in related links.
    """
    for expression in dates:
        when, span = expression.when, expression.span
        if when is None or when.start is None or when.basis != "stated":
            continue
        kind = next((each.kind for each in segments if each.span.contains(span)), SegmentKind.BODY)
        if kind not in _SPEAKING:
            continue
        words = " ".join(text[span.start : span.end].split())
        if kind is SegmentKind.DATELINE and when.is_day:
            yield Reason("text", f"its dateline tells {words}", when.start, when.start + dt.timedelta(days=1), span)
        elif kind is SegmentKind.CAPTION or not _AHEAD.search(_sentence_around(text, span)):
            where = "a caption tells of" if kind is SegmentKind.CAPTION else "it tells of"
            yield Reason("text", f"{where} {words} as past", when.start, None, span)


def _sentence_around(text: str, span: Span) -> str:
    """The words of the sentence before a date and the date itself: what is ahead is told before it."""
    before = [match.end() for match in _SENTENCE.finditer(text, max(0, span.start - 300), span.start)]
    return text[before[-1] if before else max(0, span.start - 300) : span.start]


# ------------------------------------------------------------------ what others know


def bound_by_occurrence(title: str, first: dt.date, document: str, outlet: str | None) -> Reason:
    """Return the reason that a contact gives which a dated document tells as well."""
    by = f"{outlet}, {document}" if outlet else document
    return Reason("occurrence", f"it tells of {title}, which was on {first} as {by} has it", first)


def bound_by_copy(day: dt.date, document: str) -> Reason:
    """Return the reason that a dated document gives whose text is nearly the same."""
    week = dt.timedelta(days=7)
    words = f"its text is nearly that of {document}, published on {day}; copies follow within days"
    return Reason("copy", words, day - week, day + week)


def bound_by_office(
    name: str, office: str, span: tuple[dt.date | None, dt.date | None], sources: Sequence[str]
) -> Reason | None:
    """Return the reason that somebody's office gives, held from the first day to the last; None without any bound."""
    first, last = span
    if first is None and last is None:
        return None
    held = f"from {first}" if last is None else f"until {last}" if first is None else f"from {first} to {last}"
    by = f" ({', '.join(sources)})" if sources else ""
    return Reason("office", f"it calls {name} {office}, who held that office {held}{by}", first, last)
