"""On which days the words around an office say that it was held: "In 2009 the French president met …"."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from dragoman.record import DateExpression, DateRange, Parse, Sentence, Span, Token

ADJUNCTS: Final = frozenset({"IN", "TO", "RB", "DT"})  # tags of what stands between a date and the word it belongs to


def find_office_days(
    parse: Parse, sentence: Sentence, token: Token, dates: Iterable[DateExpression], published: date | None
) -> tuple[date, ...]:
    """Return the days on which who held an office is asked: those of the date told with it, else that of publication.

    A date belongs to the office when it hangs on it, or on a word that the office hangs on, the nearest first; "the
    treaty of 1963" belongs to the treaty.  Of a longer time the first and the last day are returned; none where the
    date cannot be resolved, or nothing is known.  No day is later than that of publication: who will hold an office is
    not known.
    """
    path = [token, *_above(parse, token)]
    steps = {word.index: number for number, word in enumerate(path)}
    told = [(steps[home], found) for found in dates if (home := _home_of(parse, sentence, token, found.span)) in steps]
    if not told:
        return () if published is None else (published,)
    nearest = min(step for step, _ in told)
    days: list[date] = []
    for step, found in told:
        if step == nearest:
            if found.when is None:
                return ()
            days.extend(_ends_of(found.when))
    return tuple(sorted({min(day, published or day) for day in days}))


def _above(parse: Parse, token: Token) -> Iterable[Token]:
    while token.head != token.index:
        token = parse.tokens[token.head]
        yield token


def _home_of(parse: Parse, sentence: Sentence, token: Token, span: Span) -> int | None:
    """The index of the word that a date of the token's sentence belongs to, past prepositions and its own words."""
    words = parse.tokens[sentence.first : sentence.last]
    inside = {word.index for word in words if word.start < span.end and word.end > span.start}
    if not inside or token.index in inside:
        return None
    top = next((word for at in sorted(inside) if (word := parse.tokens[at]).head not in inside), None)
    while top is not None and (top.index in inside or top.tag in ADJUNCTS):
        if top.head == top.index:
            return None
        top = parse.tokens[top.head]
    return None if top is None else top.index


def _ends_of(when: DateRange) -> tuple[date, ...]:
    """The first and the last day of a time, or the one that is known."""
    last = when.end - timedelta(days=1) if when.end is not None else None
    return tuple(day for day in (when.start, last) if day is not None)
