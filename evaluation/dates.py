"""Print how well dates are read: values of WikiWars, and the contact dates of the readouts, for both halves.

    python evaluation/dates.py [--shared FOLDER] [--errors]

WikiWars: its texts carry no useful publication date, so every value must come from the text itself.  A
found expression counts once for each gold expression that it covers; it is right when its first day (for
the last of several gold expressions it covers, its last day) has the gold's value at the gold's precision:
year, month, day, decade or season.  Only gold values that name a place in the calendar are counted;
durations, sets and "now" are not, but what we resolve over them counts against precision.

Readouts: the share of gold date expressions that are found and resolved to the contact date.

`--errors` lists the mistakes of the tuning half.  The other half is never listed.
"""

from __future__ import annotations

import argparse
import hashlib
import html
import json
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from dragoman.language.dates import Anchor, find_dates
from dragoman.record import DateExpression, DateRange, Span

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
class Count:
    """Right values, values given, gold values."""

    right: int = 0
    given: int = 0
    gold: int = 0

    def line(self) -> str:
        precision = self.right / self.given if self.given else 0.0
        recall = self.right / self.gold if self.gold else 0.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        of = f"({self.right} right of {self.given} given, {self.gold} gold)"
        return f"precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}  {of}"


def is_checking(name: str) -> bool:
    """Tell whether an item belongs to the half kept for checking."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 2 == 1


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
        yield (
            name,
            text,
            sorted(gold, key=lambda item: (item.start, -item.end))[1:],
        )  # the first is the time of download, which stands before the text


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


def score_wikiwars(folder: Path, *, errors: bool) -> dict[bool, Count]:
    """Return the counts of the tuning (False) and the checking half (True)."""
    counts = {False: Count(), True: Count()}
    for name, text, gold in read_wikiwars(folder):
        half = is_checking(name)
        for message in _score_document(
            text, gold, find_dates(text, Anchor(None), Span(text.index("T17:00:00") + 9, len(text))), counts[half]
        ):
            if errors and not half:
                _say(f"{name}: {message}")
    return counts


def _score_document(text: str, gold: list[Gold], found: tuple[DateExpression, ...], count: Count) -> Iterator[str]:
    """Add one document to the count; yield a message for each mistake."""
    met: set[Gold] = set()
    count.gold += sum(item.value is not None for item in gold)
    for expression in found:
        when = expression.when
        if when is None or when.start is None or when.end is None:
            continue
        start, end = expression.span.start, expression.span.end
        words = " ".join(text[start:end].split())
        covered = [item for item in gold if item.start < end and start < item.end and item.value and item not in met]
        if len(covered) > 1:  # one inside the other: keep those that are as long as the words found, or apart
            covered = [
                item
                for item in covered
                if not any(
                    other is not item and item.start <= other.start and other.end <= item.end for other in covered
                )
            ]
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


def score_readouts(folder: Path, *, errors: bool) -> dict[bool, tuple[int, int, int]]:
    """Return for each half: gold expressions, those found, those resolved to the contact date."""
    documents = {
        row["id"]: row for row in map(json.loads, (folder / "docs.jsonl").read_text(encoding="utf-8").splitlines())
    }
    counts = {False: (0, 0, 0), True: (0, 0, 0)}
    for row in map(json.loads, (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()):
        if not row["date_expression"] or not row["contact_date"]:
            continue
        document, half = documents[row["id"]], is_checking(row["id"])
        text, day = document["text"], date.fromisoformat(row["contact_date"])
        expressions = find_dates(text, Anchor(date.fromisoformat(document["published"][:10])))
        named = [
            item
            for item in expressions
            if row["date_expression"].lower() in " ".join(text[item.span.start : item.span.end].lower().split())
        ]
        right = any(_is_day(item.when, day) for item in named)
        total, there, resolved = counts[half]
        counts[half] = (total + 1, there + bool(named), resolved + right)
        if errors and not half and not right:
            _say(
                f"{row['id']} {document['published']} {row['date_expression']!r} {day} {[item.when for item in named]}"
            )
    return counts


def _is_day(when: DateRange | None, day: date) -> bool:
    return when is not None and when.is_day and when.start == day


def main() -> None:
    """Print the figures of both halves."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = os.environ.get("DRAGOMAN_SHARED") or Path(__file__).resolve().parents[2] / "shared"
    parser.add_argument("--shared", type=Path, default=Path(default), help="folder that holds data/")
    parser.add_argument("--errors", action="store_true", help="list the mistakes of the tuning half")
    options = parser.parse_args()
    names = {False: "tuning  ", True: "checking"}
    for half, count in score_wikiwars(options.shared / "data/time/wikiwars", errors=options.errors).items():
        _say(f"wikiwars {names[half]}  {count.line()}")
    for half, (total, there, right) in score_readouts(options.shared / "data/readouts", errors=options.errors).items():
        shares = f"found {there / total:.3f}  resolved {right / total:.3f}"
        _say(f"readouts {names[half]}  {shares}  ({total} gold date expressions)")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
