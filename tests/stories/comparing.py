"""Accounts about invented countries, read, and comparisons of them in short forms."""

from __future__ import annotations

import datetime as dt

from dragoman.language.model import load_language
from dragoman.record import Reading
from dragoman.registry import load_registry
from dragoman.stories.comparison import Comparison, Point, compare_readings
from tests.readings import read

ORVANIA, TARSENIA = "Office of the President of Orvania", "Government of Tarsenia"
DAY = dt.date(2024, 5, 7)

TOLD_BY_ORVANIA = (
    "President Anna Velk of Orvania spoke by telephone today with Prime Minister Tomas Kestrel of Tarsenia. "
    "The call was requested by Prime Minister Kestrel and lasted 35 minutes.\n\n"
    "President Velk condemned the shelling of the port of Lindqvar. "
    "Prime Minister Kestrel promised to open the grain corridor. "
    "The leaders discussed a new exchange of prisoners. "
    "President Velk demanded that Tarsenia release 120 sailors."
)
TOLD_BY_TARSENIA = (
    "On 7 May, Prime Minister of Tarsenia Tomas Kestrel had a telephone conversation with President of Orvania Anna Velk "
    "at the initiative of Anna Velk.\n\n"
    "Anna Velk expressed concern over the shelling of the port of Lindqvar. "
    "The Prime Minister said that Tarsenia was ready to consider opening the grain corridor. "
    "He stressed that the sanctions against Tarsenian shipping harm both peoples."
)


def orvania() -> Reading:
    return read(TOLD_BY_ORVANIA, published=DAY, outlet=ORVANIA)


def tarsenia() -> Reading:
    return read(TOLD_BY_TARSENIA, published=DAY, outlet=TARSENIA)


def compare(*readings: Reading) -> Comparison:
    return compare_readings(readings, load_registry(None), load_language())


def compare_texts(*texts: str) -> Comparison:
    """Return the comparison of accounts that came out on one day, by nobody in particular."""
    return compare(*(read(text, published=DAY) for text in texts))


def find_point(comparison: Comparison, words: str) -> Point:
    """Return the point that has a passage with these words."""
    return next(
        point
        for point in comparison.points
        if any(words in unit.words for telling in point.told_by for unit in telling.units)
    )
