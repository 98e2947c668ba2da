"""How well dates are read: values of WikiWars, and the contact dates of the readouts.

WikiWars: its texts carry no useful publication date, so every value must come from the text itself.  A
found expression counts once for each gold expression that it covers; it is right when its first day (for
the last of several gold expressions it covers, its last day) has the gold's value at the gold's precision:
year, month, day, decade or season.  Only gold values that name a place in the calendar are counted;
durations, sets and "now" are not, but what we resolve over them counts against precision.

Readouts: the share of gold date expressions that are found and resolved to the contact date.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from dragoman.language.dates import Anchor, find_dates
from dragoman.record import DateExpression, DateRange, Span
from evaluation.shared import HALVES, Half, Row, half_of, read_lines

_TIMEX = re.compile(
    r'<timex2 (?P<attributes>[^>]*)>.*?<charseq START="(?P<start>\d+)" END="(?P<end>\d+)">(?P<words>.*?)</charseq>',
    re.DOTALL,
)
_VALUE = re.compile(r'\bVAL="([^"]*)"')
# a year, decade, month, day with or without time of day, or season
_CALENDAR = re.compile(r"\d{3}|\d{4}(?:-(?:\d\d(?:-\d\d(?:T.*)?)?|SP|SU|FA|WI))?")
_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


@dataclass(frozen=True, slots=True)
class Gold:
    """A gold expression: half-open characters, its words, and its value where it names a place in the calendar."""

    start: int
    end: int
    words: str
    value: str | None


@dataclass(slots=True)
class ValueCount:
    """Right values, values given, gold values; and a line for each mistake."""

    right: int = 0
    given: int = 0
    gold: int = 0
    mistakes: list[str] = field(default_factory=list[str])

    @property
    def figures(self) -> Row:
        precision = self.right / self.given if self.given else 0.0
        recall = self.right / self.gold if self.gold else 0.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return {"f1": round(f1, 4), "precision": round(precision, 4), "recall": round(recall, 4), "n": self.gold}


@dataclass(slots=True)
class DayCount:
    """Gold date expressions, those found, those resolved to the contact date; and a line for each mistake."""

    gold: int = 0
    found: int = 0
    resolved: int = 0
    mistakes: list[str] = field(default_factory=list[str])

    @property
    def figures(self) -> Row:
        n = max(1, self.gold)
        return {"found": round(self.found / n, 4), "resolved": round(self.resolved / n, 4), "n": self.gold}


@dataclass(frozen=True, slots=True)
class DateScores:
    """What one half came to."""

    values: ValueCount
    contact_dates: DayCount

    @property
    def figures(self) -> Row:
        return {"values": self.values.figures, "contact_dates": self.contact_dates.figures}


def score_dates(shared: Path, halves: Sequence[Half] = HALVES) -> dict[Half, DateScores]:
    """Return the counts of each half."""
    values = score_values(shared / "data" / "time" / "wikiwars")
    days = score_contact_dates(shared / "data" / "readouts")
    return {half: DateScores(values[half], days[half]) for half in halves}


def read_wikiwars(folder: Path) -> Iterator[tuple[str, str, list[Gold]]]:
    """Yield name, text and gold of each document; the key's offsets count the UTF-8 bytes outside tags."""
    for path in sorted((folder / "in").glob("*.sgm")):
        name = path.stem
        raw = re.sub(rb"<[^>]*>", b"", path.read_bytes())
        text = raw.decode("utf-8")
        key = (folder / "key" / f"{name}.key.apf.xml").read_text(encoding="utf-8")
        gold: list[Gold] = []
        for match in _TIMEX.finditer(key):
            value = _VALUE.search(match["attributes"])
            known = value[1].replace("-XX", "") if value else ""  # "1971-XX" says no more than the year
            calendar = known if _CALENDAR.fullmatch(known) else None
            start = len(raw[: int(match["start"])].decode("utf-8"))
            end = len(raw[: int(match["end"]) + 1].decode("utf-8", "ignore"))
            gold.append(Gold(start, end, html.unescape(match["words"]), calendar))
        # the first is the time of download, which stands before the text
        yield name, text, sorted(gold, key=lambda item: (item.start, -item.end))[1:]


def agrees(value: str, day: date, when: DateRange) -> bool:
    """Tell whether a day has the gold value at its precision."""
    if len(value) == 3:
        return f"{day.year:04d}"[:3] == value
    if value[5:7] in _SEASONS:
        return (
            f"{day.year:04d}" == value[:4]
            and when.start is not None
            and when.start.month % 12 // 3 == _SEASONS[value[5:7]] % 12 // 3
        )
    return day.isoformat().startswith(value[:10].split("T", maxsplit=1)[0])


def score_values(folder: Path) -> dict[Half, ValueCount]:
    """Return the counts of both halves of WikiWars."""
    counts: dict[Half, ValueCount] = {half: ValueCount() for half in HALVES}
    for name, text, gold in read_wikiwars(folder):
        body = Span(text.index("T17:00:00") + 9, len(text))
        count = counts[half_of(name)]
        mistakes = score_document(text, gold, find_dates(text, Anchor(None), body), count)
        count.mistakes += [f"{name}: {line}" for line in mistakes]
    return counts


def score_document(text: str, gold: list[Gold], found: tuple[DateExpression, ...], count: ValueCount) -> Iterator[str]:
    """Add one document to the count; yield a message for each mistake."""
    met: set[Gold] = set()
    count.gold += sum(item.value is not None for item in gold)
    for expression in found:
        when = expression.when
        if when is None or when.start is None or when.end is None:
            continue
        start, end = expression.span.start, expression.span.end
        words = " ".join(text[start:end].split())
        covered = _innermost(item for item in gold if item.start < end and start < item.end and item not in met)
        if not covered:
            count.given += 1
            yield f"no gold      {words!r} -> {when.start}..{when.end}"
            continue
        for index, item in enumerate(covered):
            day = when.end - timedelta(days=1) if index else when.start
            count.given += 1
            right = agrees(item.value or "", day, when)
            count.right += right
            met.add(item)
            if not right:
                yield f"wrong value  {words!r} -> {day}, gold {item.words!r} {item.value}"
    for item in gold:
        if item.value is not None and item not in met:
            yield f"missed       {item.words!r} {item.value}"


def _innermost(items: Iterable[Gold]) -> list[Gold]:
    """Return the items that have a value; of one inside the other, the inner one."""
    valued = [item for item in items if item.value]
    return [item for item in valued if not any(other is not item and _holds(item, other) for other in valued)]


def _holds(outer: Gold, inner: Gold) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def score_contact_dates(folder: Path) -> dict[Half, DayCount]:
    """Return the counts of both halves of the readouts' gold that gives a date expression and the day it means."""
    documents = {row["id"]: row for row in read_lines(folder / "docs.jsonl")}
    counts: dict[Half, DayCount] = {half: DayCount() for half in HALVES}
    for gold in read_lines(folder / "gold.jsonl"):
        if gold["date_expression"] and gold["contact_date"]:
            _score_contact_date(documents[gold["id"]], gold, counts[half_of(gold["id"])])
    return counts


def _score_contact_date(document: Row, gold: Row, count: DayCount) -> None:
    """Add one gold contact date to the count."""
    text, words, day = document["text"], gold["date_expression"], date.fromisoformat(gold["contact_date"])
    expressions = find_dates(text, Anchor(date.fromisoformat(document["published"][:10])))
    named = [item.when for item in expressions if words.lower() in _plain(text, item.span)]
    right = any(when is not None and when.is_day and when.start == day for when in named)
    count.gold += 1
    count.found += bool(named)
    count.resolved += right
    if not right:
        count.mistakes.append(f"{gold['id']} {document['published']}: {words!r} is {day}, read {named}")


def _plain(text: str, span: Span) -> str:
    return " ".join(text[span.start : span.end].lower().split())
