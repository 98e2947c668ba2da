"""Datelines: where a report was filed, when, and for whom, at the head of a text or of its first paragraph."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from dragoman.reading.dates import find_written_day
from dragoman.reading.furniture import load_furniture
from dragoman.record import Segment, SegmentKind

_MONTHS: Final = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_CAPITAL_MONTHS: Final = r"(?:JAN|FEB|MAR|APR|MAY|JUNE?|JULY?|AUG|SEPT?|OCT|NOV|DEC)[A-Z]*\.?"
_WEEKDAYS: Final = r"(?:Mon|Tue|Tues|Wed|Wednes|Thu|Thurs|Fri|Sat|Satur|Sun)(?:day)?\.?"
# as in "24 October 2023", "October 24", "Friday, January 4, 2019", "MARCH 3", "2023-10-24"
_DATE: Final = (
    rf"(?:{_WEEKDAYS},?\s+)?"
    rf"(?:(?:{_MONTHS}|{_CAPITAL_MONTHS})\s+\d{{1,2}}(?:st|nd|rd|th)?(?:\s?[-–]\s?\d{{1,2}})?|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{_MONTHS}|{_CAPITAL_MONTHS}))"
    r"(?:,?\s+[12]\d{3})?"
)
# as in "2:04 p.m. EDT", "14:30 GMT", "5:41 P.M. EST", "12:22 a.m. (local time)"
_TIME: Final = r"\d{1,2}[:.]\d{2}(?:\s*[AaPp]\.?\s?[Mm]\.?)?(?:\s*\(?(?:[A-Z]{2,5}|local time)\)?)?"
# as in "WASHINGTON", "NEW YORK", "BRUSSELS/LONDON", "ST. PETERSBURG"
_CAPITALS: Final = r"[A-Z][A-Z.'’‘-]+(?:[ /-][A-Z][A-Z.'’-]*){0,3}"
# as in "Tehran", "The Hague", "Port-au-Prince", "Rio de Janeiro", "Tehran/Doha"
_NAMED: Final = (
    r"(?!(?:On|In|At|By|Since|From|Until|After|Before|Between|Last|Next|This|Late|Early)\b)"
    r"[^\W\d_a-z][\w.'’‘-]+(?:[ /](?:(?:de|do|da|del|el|al|la|of|and|the)\s)?[^\W\d_a-z][\w.'’-]*){0,3}"
)
# as in ", Calif.", ", D.C.", ", Northern Karvia"
_REGION: Final = r"(?:,\s+[^\W\d_a-z][\w.]*(?:\s[^\W\d_a-z][\w.]*){0,2})?"
# as in "(TDI)", "(Reuters)", "(Orm Courier)"
_OUTLET: Final = r"\((?P<outlet>[^\W\d_a-z][\w.&'’/ -]{1,30})\)"
_DASH: Final = r"(?:\s*—+\s*|\s+–+\s*|\s+-{1,2}\s+|\s*--\s*)"

# as in "Tehran, 24 October 2023 (TDI): ", "LONDON (Reuters) — ", "Dec 29 (Reuters) - "
_WITH_OUTLET: Final = re.compile(
    rf"(?:(?:(?:{_CAPITALS}|{_NAMED}){_REGION}(?:,?\s+{_DATE})?|{_DATE})\s+)(?:{_OUTLET})(?:{_DASH}|\s*:\s+|\s*\|\s+)"
)
# as in "(AP) — "
_OUTLET_ONLY: Final = re.compile(rf"{_OUTLET}{_DASH}")
# as in "WASHINGTON, March 3 - ", "Ormstad, 24 October 2031: ", "March 3, 2022 — "
_WITH_DATE: Final = re.compile(
    rf"(?:(?:{_CAPITALS}|{_NAMED}){_REGION},?\s+(?:\(|\[)?{_DATE}(?:\)|\])?|{_DATE})(?:{_DASH}|\s*:\s+|\s*\.\s*[—–]\s*|\s*/+\s*)"
)
# as in "WASHINGTON — ", "CHICO, Calif. - "; what follows begins a sentence
_PLACE_ONLY: Final = re.compile(rf"(?P<place>{_CAPITALS}){_REGION}{_DASH}(?=[\"“‘']?[^\W\d_a-z])")
# a line of its own: "Friday, January 4, 2019", "Washington, D.C., March 3, 2022", "Published: 5 May 2021, 14:00 GMT"
_LINE: Final = re.compile(
    r"(?:(?:Published|Posted|Updated|Last updated|Date|Issued|Released)(?:\s+(?:on|at))?\s*:?\s*)?"
    rf"(?:(?:{_NAMED}{_REGION})[,|]?\s+[—–-]?\s*)?"
    rf"(?:{_DATE}|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}})"
    rf"(?:\s*(?:,|\||at|[—–-])?\s*{_TIME})?\.?",
)
_TIME_LINE: Final = re.compile(_TIME)
# a line of its own that names a place: "Washington, D.C.", "Rzeszow, Poland"
_PLACE_LINE: Final = re.compile(
    r"[^\W\d_a-z][\w.'’-]*(?:\s[^\W\d_a-z][\w.'’-]*){0,3},\s+(?:the\s)?[^\W\d_a-z][\w.'’-]*(?:\s[^\W\d_a-z][\w.'’-]*){0,2}"
)

# words in capitals before a dash that name no place
_NO_PLACES: Final = frozenset({
    "UPDATE", "BREAKING", "WATCH", "LIVE", "EXCLUSIVE", "ANALYSIS", "OPINION", "VIDEO", "PHOTOS", "NEW", "JUST IN",
    "CORRECTED", "FACTBOX", "EXPLAINER", "NOTE", "ADVISORY", "URGENT", "PREVIEW", "INTERVIEW", "QUESTION", "ANSWER",
})  # fmt: skip

MAX_LENGTH: Final = 120
"""A dateline is shorter; the patterns look no further."""


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a text's datelines state; None for what they do not."""

    outlet: str | None = None
    published: dt.date | None = None


def match_dateline(text: str, start: int, end: int) -> int | None:
    """Return where the dateline ends with which the paragraph `start`..`end` begins, or None."""
    end = min(end, start + MAX_LENGTH)
    head = text[start:end]
    found = _WITH_OUTLET.match(head) or _WITH_DATE.match(head)
    if found is None and head.startswith("("):
        found = _OUTLET_ONLY.match(head)
        if found is not None and found["outlet"] not in load_furniture().agencies:
            found = None
    if found is None:
        found = _PLACE_ONLY.match(head)
        if found is not None and found["place"] in _NO_PLACES:
            found = None
    return start + found.end() if found else None


def is_dateline(line: str) -> bool:
    """Return whether a whole line is a date, a time, or a place and a date."""
    return len(line) <= MAX_LENGTH and bool(_LINE.fullmatch(line) or _TIME_LINE.fullmatch(line))


def is_place(line: str) -> bool:
    """Return whether a whole line reads like a place with its region or country: "Rzeszow, Poland"."""
    return len(line) <= MAX_LENGTH and bool(_PLACE_LINE.fullmatch(line))


def find_dateline(text: str, segments: Iterable[Segment]) -> Dateline | None:
    """Return what the dateline segments state, the first to state it; None where there is no dateline."""
    datelines = [
        text[segment.span.start : segment.span.end] for segment in segments if segment.kind is SegmentKind.DATELINE
    ]
    if not datelines:
        return None
    outlets = [found["outlet"] for line in datelines if (found := re.search(_OUTLET, line))]
    days = [day for line in datelines if (day := find_written_day(line))]
    return Dateline(outlets[0] if outlets else None, days[0] if days else None)
