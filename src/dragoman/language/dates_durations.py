"""Text → durations of contacts in minutes: "a 45-minute call", "lasted an hour and a half"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from dragoman.language.dates_words import GAP, any_of, date_words
from dragoman.record import Span

_WORDS: Final = date_words()
_NUMBER = r"(?:\d{1,3}(?:\.\d)?|" + any_of(_WORDS.numbers) + rf"(?:-{any_of(_WORDS.numbers)})?)"
_JOIN = rf"(?:{GAP}|-)"
_FRACTION = any_of(("half", "quarter", "three quarters", "three-quarters"))

# "45-minute", "two hours", "an hour and a half", "two and a half hours", "one hour and 20 minutes", "half an hour"
DURATION: Final = re.compile(
    rf"(?<![\w.,])(?:"
    rf"(?P<part>{_FRACTION})(?:{GAP}(?:of{GAP})?|-)(?:an?{_JOIN})?(?P<part_unit>hour)\b"
    rf"|(?P<number>{_NUMBER})(?P<half>{_JOIN}and{_JOIN}a{_JOIN}half)?{_JOIN}(?P<unit>hour|minute)s?\b(?!{GAP}(?:ago|later|earlier|before|after|a{GAP}day)\b)"
    rf"(?P<half_after>{GAP}and{GAP}a{GAP}half)?"
    rf"(?:(?:,|{GAP}and)?{GAP}(?P<minutes>{_NUMBER}){_JOIN}minutes?\b)?"
    rf")"
)
_TRIGGER = re.compile(r"hour|minute")
_FRACTIONS: Final = {
    "half": Fraction(1, 2),
    "quarter": Fraction(1, 4),
    "three quarters": Fraction(3, 4),
    "three-quarters": Fraction(3, 4),
}
_MINUTES: Final = {"hour": 60, "minute": 1}
_REACH = 60  # characters before "hour" or "minute" that a duration may begin in


def find_durations(text: str, within: Span | None = None) -> tuple[tuple[Span, int], ...]:
    """Return each duration told in hours or minutes with its span and length in minutes, in text order.

    "More than two hours" is given as two hours; "two hours ago" is a date and none.
    """
    start, end = (within.start, within.end) if within else (0, len(text))
    return tuple(_find(text, start, end))


def _find(text: str, start: int, end: int) -> Iterator[tuple[Span, int]]:
    reached = start
    for trigger in _TRIGGER.finditer(text, start, end):
        if trigger.start() < reached:
            continue
        for match in DURATION.finditer(text, max(reached, trigger.start() - _REACH), min(end, trigger.end() + _REACH)):
            if match.start() > trigger.start():
                break
            reached = match.end()
            yield Span(match.start(), match.end()), _length(match)


def _length(match: re.Match[str]) -> int:
    """Return the minutes of a match, rounded."""
    if match["part"]:
        return round(_FRACTIONS[" ".join(match["part"].lower().split())] * 60)
    amount = _amount(match["number"])
    if match["half"] or match["half_after"]:
        amount += Fraction(1, 2)
    more = _amount(match["minutes"]) if match["minutes"] else Fraction(0)
    return round(amount * _MINUTES[match["unit"]] + more)


def _amount(words: str) -> Fraction:
    if words[0].isdigit():
        return Fraction(words)
    tens, _, units = words.lower().partition("-")
    return Fraction(_WORDS.numbers[tens] + (_WORDS.numbers[units] if units else 0))
