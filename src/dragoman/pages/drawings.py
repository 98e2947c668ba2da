"""Drawings of an actor's page: offices on a line of time, contacts by month; numbers in, places on the paper out."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.pages import shown
from dragoman.pages.ledger import ledger_url
from dragoman.store.actors import Dossier
from dragoman.store.browse import LedgerFilter

_WIDE, _LONG = 720, 1180  # units of the drawings of months and of offices
_SPANNED = 14  # offices drawn


@dataclass(frozen=True, slots=True)
class Bar:
    """An office on the time line: where it begins and ends, 0 to 1180, and in words."""

    words: str
    left: float
    width: float
    days: str
    told_by: str
    is_known: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """Offices as bars over the years that they span."""

    bars: tuple[Bar, ...]
    years: tuple[tuple[float, int], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A month of the drawing of contacts over time: its place and size, the height 0 to 100."""

    left: float
    width: float
    height: float
    month: dt.date
    count: int
    url: str


def draw_months(identity_id: str, days: Sequence[tuple[dt.date, int]]) -> tuple[Column, ...]:
    """Return a column for each month with a contact, between the first and the last of them."""
    counts: Counter[dt.date] = Counter()
    for day, count in days:
        counts[day.replace(day=1)] += count
    if not counts:
        return ()
    first, last = min(counts), max(counts)
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    most = max(counts.values())
    step = _WIDE / max(months, 12)
    return tuple(
        Column(
            round(((month.year - first.year) * 12 + month.month - first.month) * step, 1),
            round(min(28.0, max(1.5, 0.8 * step)), 1),
            round(100 * count / most, 1),
            month,
            count,
            ledger_url(LedgerFilter((identity_id,), since=month, until=_month_end(month))),
        )
        for month, count in sorted(counts.items())
    )


def _month_end(month: dt.date) -> dt.date:
    return (month.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)


def draw_offices(dossier: Dossier) -> Timeline | None:
    """Return the offices that are known with dates, on one scale of years; None where none is."""
    spans = list(_dated_offices(dossier))[:_SPANNED]
    if not spans:
        return None
    first = min(start for _, start, _, _, _ in spans).replace(month=1, day=1)
    last = max(end for _, _, end, _, _ in spans)
    total = max((last - first).days, 365)

    def place(day: dt.date) -> float:
        return round(_LONG * (day - first).days / total, 1)

    bars = tuple(
        Bar(words, place(start), max(place(end) - place(start), 3.0), days, by, by == "registry")
        for words, start, end, days, by in spans
    )
    every = max(1, round(total / 365 / 8))
    years = tuple((place(dt.date(year, 1, 1)), year) for year in range(first.year, last.year + 1, every))
    return Timeline(bars, tuple((left, year) for left, year in years if left <= _LONG))


def _dated_offices(dossier: Dossier) -> Iterator[tuple[str, dt.date, dt.date, str, str]]:
    today = dt.datetime.now(dt.UTC).date()
    for held in dossier.tenures:
        start = _first_day(held.start)
        if start is not None:
            end = _first_day(held.end) or today
            yield held.office, start, max(end, start), f"{_words(held.start)} to {_words(held.end)}", "registry"
    for told in dossier.offices:
        if told.first is not None and told.last is not None:
            by = f"{told.documents} documents" if told.documents > 1 else "1 document"
            yield told.office, told.first, told.last, shown.show_days(told.first, told.last), by


def _words(text: str | None) -> str:
    """The end of a term of office in words: "2021" as it is, "2021-03-04" as a day, "now" where none is known."""
    day = _first_day(text)
    if not text or day is None:
        return "now"
    return {0: text, 1: f"{day:%B %Y}"}.get(text.count("-"), shown.show_day(day))


def _first_day(text: str | None) -> dt.date | None:
    """The first day of "2021", "2021-03" or "2021-03-04"."""
    if not text:
        return None
    try:
        return dt.date.fromisoformat(text + "-01-01"[: 3 * (2 - text.count("-"))])
    except ValueError:
        return None
