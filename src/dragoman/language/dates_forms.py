"""Text → phrases: the words that name a date, taken apart but not yet resolved.

One scan with one regular expression; the words before and after a hit ("the end of …", "late at night
on …", "… at 10:30 a.m. ET") are then joined to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import time
from typing import Final, Literal

from dragoman.language.dates_patterns import (
    CAPITAL_AFTER,
    CLOCK_AFTER,
    CLOCK_BEFORE,
    DATE_AFTER,
    DAYPART_AFTER,
    DAYPART_BEFORE,
    DETAILS,
    INTRODUCED,
    LEADING_WORD,
    NUMBER,
    OPENING,
    PART_BEFORE,
    SCAN,
    SEASON_BEFORE,
    SOON_AFTER,
    SOON_BEFORE,
    TO,
    WEEKDAY_AFTER,
    WEEKDAY_BEFORE,
    WINDOW,
    YEAR_AFTER,
    YEAR_BEFORE,
    YEAR_INTRODUCED,
)
from dragoman.language.dates_phrases import (
    Bound,
    Clock,
    Days,
    DayWord,
    Months,
    NamedUnit,
    NthDay,
    Phrase,
    Reference,
    Share,
    Steps,
    Stretch,
    Unclear,
    Unit,
    UnitWord,
    Value,
    WeekdayName,
    Year,
    Years,
    YearWord,
)
from dragoman.language.dates_words import Part, date_words
from dragoman.record import Span

_WORDS: Final = date_words()
_UNITS: Final[Mapping[str, Unit]] = {
    "hour": "hour",
    "day": "day",
    "week": "week",
    "weekend": "weekend",
    "month": "month",
    "quarter": "quarter",
    "year": "year",
    "decade": "decade",
    "century": "century",
}
_PARTS_OF_DAY: Final = frozenset({"morning", "afternoon", "evening", "night"})
_QUARTERS: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}


def find_phrases(text: str, start: int, end: int, *, alone: bool = False) -> Iterator[Phrase]:
    """Yield the phrases between `start` and `end` in text order, never overlapping.

    With `alone` the text is nothing but one expression, so that "May" is the month.
    """
    reached = start
    for hit in SCAN.finditer(text, start, end):
        name = hit.lastgroup
        if name is None or hit.start() < reached or (not alone and _is_no_date(name, text, hit.start(), hit.end())):
            continue
        details = DETAILS[name].match(text, hit.start(), end)
        if details is None:  # 4/10.2023: the scan does not hold the two marks to be the same
            continue
        for phrase in _BUILDERS[name](details):
            widened = _widen(phrase, text, reached, end)
            reached = widened.span.end
            yield widened


def _is_no_date(name: str, text: str, start: int, end: int) -> bool:
    """Tell whether the words around show that a hit names something else."""
    before = text[max(0, start - 24) : start]
    if name == "weekday":
        return bool(WEEKDAY_BEFORE.search(before) or WEEKDAY_AFTER.match(text, end))
    if name == "year":
        counted = YEAR_AFTER.match(text, end) and not YEAR_INTRODUCED.search(before)
        return bool(counted or YEAR_BEFORE.search(before))
    if name == "bare_season":
        return not SEASON_BEFORE.search(before)
    if name == "holiday":
        return text[start:end] == "Christmas"
    if name == "vague" and text[start:end].lower() == "soon":
        return bool(SOON_BEFORE.search(before) or SOON_AFTER.match(text, end))
    return name == "month" and _is_no_month(text, start, end, before)


def _is_no_month(text: str, start: int, end: int, before: str) -> bool:
    """Tell whether a month's name alone is a verb ("May"), a noun ("March") or a person's ("April Ostrand")."""
    words = text[start:end]
    if words.capitalize() in _WORDS.ambiguous_months:
        return not INTRODUCED.search(before)
    shown = INTRODUCED.search(before) or before.endswith(("the ", "The "))
    return words.isalpha() and not shown and bool(CAPITAL_AFTER.match(text, end))


# ------------------------------------------------------------------ from words to values


def _month(word: str) -> int:
    return _WORDS.months[word.strip().rstrip(".").lower()]


def _weekday(word: str) -> int:
    return _WORDS.weekdays[word.rstrip(".").lower()]


def _number(word: str) -> int:
    if word.isdigit():
        return int(word)
    tens, _, units = word.lower().partition("-")
    return _WORDS.numbers[tens] + (_WORDS.numbers[units] if units else 0)


def _day(word: str) -> int:
    return int("".join(letter for letter in word if letter.isdigit()))


def _plain(words: str) -> str:
    """Return the words in lower case with single spaces, as the lexicon writes them."""
    return " ".join(words.lower().split())


def _near(words: str) -> tuple[int, Reference]:
    plain = _plain(words)
    if plain in _WORDS.from_publication:
        return _WORDS.from_publication[plain], "publication"
    return _WORDS.from_context[plain], "context"


def _year(match: re.Match[str]) -> Year:
    if match["year"]:
        return int(match["year"])
    if match["year_word"]:
        return YearWord(*_near(match["year_word"].rsplit(None, 1)[0]))
    return None


def _unit(word: str) -> Unit:
    single = word.lower().removesuffix("s")
    return "day" if single in _PARTS_OF_DAY else _UNITS[single]


def _half(words: str | None) -> Literal["gone", "left"] | None:
    return None if words is None else "gone" if words.lower() == "earlier" else "left"


def _whole(match: re.Match[str], value: Value, part: Part | None = None, clock: Clock | None = None) -> Phrase:
    return Phrase(Span(match.start(), match.end()), value, part, clock)


def _listed(match: re.Match[str]) -> bool:
    """Tell whether two dates are listed ("3 and 5 March") and not the ends of a range ("3 to 5 March")."""
    return not re.fullmatch(TO, match["link"])


def _build_iso(match: re.Match[str]) -> Iterator[Phrase]:
    month, day = int(match["month"]), int(match["day"])
    clock = Clock(time(int(match["hour"]), int(match["minute"])), None) if match["hour"] else None
    yield _whole(match, Days(month, day, month, day, int(match["year"])), clock=clock)


def _build_numeric(match: re.Match[str]) -> Iterator[Phrase]:
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    # with full stops the day comes first; with slashes Americans write the month first and others the day
    day, month = (first, second) if match["mark"] == "." or first > 12 else (second, first)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return
    clear = match["mark"] == "." or first > 12 or second > 12 or first == second
    yield _whole(match, Days(month, day, month, day, year) if clear else Unclear())


def _build_days(match: re.Match[str]) -> Iterator[Phrase]:
    year, day = _year(match), _day(match["day"])
    weekday = _weekday(match["weekday"]) if match["weekday"] else None
    month = _month(match["month"] or match["last_month"])
    if not match["last_day"]:
        yield _whole(match, Days(month, day, month, day, year, weekday))
        return
    last_day = _day(match["last_day"])
    last_month = _month(match["last_month"]) if match["last_month"] else month
    if _listed(match) and not (month == last_month and last_day == day + 1):
        yield Phrase(Span(match.start(), match.start("link")), Days(month, day, month, day, year, weekday))
        yield Phrase(Span(match.end("link"), match.end()), Days(last_month, last_day, last_month, last_day, year))
        return
    yield _whole(match, Days(month, day, last_month, last_day, year, weekday))


def _build_month(match: re.Match[str]) -> Iterator[Phrase]:
    if match["short"]:
        month = _month(match["short"])
        yield _whole(match, Months(month, month, int(match["short_year"])))
        return
    year, first = _year(match), _month(match["month"])
    if not match["last_month"]:
        yield _whole(match, Months(first, first, year))
        return
    last = _month(match["last_month"])
    if _listed(match):
        yield Phrase(Span(match.start(), match.start("link")), Months(first, first, year))
        yield Phrase(Span(match.end("link"), match.end()), Months(last, last, year))
        return
    yield _whole(match, Months(first, last, year))


def _build_weekday(match: re.Match[str]) -> Iterator[Phrase]:
    near: tuple[int | None, Reference] = _near(match["near"]) if match["near"] else (None, "publication")
    until = _weekday(match["until"]) if match["until"] else None
    week = _near(match["week"].split()[0])[0] if match["week"] else None
    yield _whole(match, WeekdayName(_weekday(match["weekday"]), *near, until, week))


def _build_day_word(match: re.Match[str]) -> Iterator[Phrase]:
    yield _whole(match, DayWord(*_WORDS.day_words[_plain(match["word"])]))


def _build_vague(match: re.Match[str]) -> Iterator[Phrase]:
    yield _whole(match, Bound(forward=match["future"] is not None))


def _build_stretch(match: re.Match[str]) -> Iterator[Phrase]:
    forward = (match["side"] or match["bare_side"]) in ("next", "coming")
    if match["number"] or not match["unit"].endswith("s"):
        yield _whole(match, Stretch(_number(match["number"] or "one"), _unit(match["unit"]), forward))


def _build_unit(match: re.Match[str]) -> Iterator[Phrase]:
    shift, reference = _near(match["near"])
    word = match["unit"]
    if word.lower() in _WORDS.seasons:
        first = _WORDS.seasons[word.lower()]
        yield _whole(match, NamedUnit(first, first + 2, shift, reference))
    elif word.lower() in _WORDS.months:
        month = _month(word)
        yield _whole(match, NamedUnit(month, month, shift, reference))
    elif reference == "context" or _unit(word) != "day":
        yield _whole(match, UnitWord(_unit(word), shift, reference, _half(match["half"])))
    elif shift == 1:  # "next day" after a day told; "to this day" and "the last day" are no dates
        yield _whole(match, UnitWord("day", shift, "context"))


def _build_own_unit(match: re.Match[str]) -> Iterator[Phrase]:
    if match["weekend"]:
        yield _whole(match, UnitWord("weekend", -1, "publication"))
    elif match["half_unit"]:
        unit = _unit(match["half_unit"])
        yield _whole(match, UnitWord(unit, 0, "context" if unit == "day" else "either", _half(match["half"])))
    else:
        yield _whole(match, UnitWord(_unit(match["unit"]), 0, "either"), _WORDS.parts[_plain(match["lead"])])


def _build_steps(match: re.Match[str]) -> Iterator[Phrase]:
    words = match["number"]
    number = _number(words) if words and re.fullmatch(NUMBER, words) else None
    yield _whole(
        match,
        Steps(number, _unit(match["unit"]), match["later"] is not None, "publication" if match["ago"] else "context"),
    )


def _build_day_beside(match: re.Match[str]) -> Iterator[Phrase]:
    yield _whole(match, Steps(1, "day", match["side"] != "before", "context"))


def _build_season(match: re.Match[str]) -> Iterator[Phrase]:
    first = _WORDS.seasons[match["season"].lower()]
    yield _whole(match, Months(first, first + 2, _year(match), season=True))


def _build_bare_season(match: re.Match[str]) -> Iterator[Phrase]:
    first = _WORDS.seasons[match["season"].lower()]
    yield _whole(match, Months(first, first + 2, None, season=True))


def _build_holiday(match: re.Match[str]) -> Iterator[Phrase]:
    month, day = _WORDS.holidays[" ".join(match["holiday"].split())]
    yield _whole(match, Days(month, day, month, day, int(match["year"]) if match["year"] else None))


def _build_nth(match: re.Match[str]) -> Iterator[Phrase]:
    name = "day" if match["day"] else "day_of"
    yield Phrase(Span(match.start(name), match.end()), NthDay(_day(match[name])))


def _build_quarter(match: re.Match[str]) -> Iterator[Phrase]:
    number = int(match["number"]) if match["number"] else _QUARTERS[match["ordinal"]]
    yield _whole(match, Months(3 * number - 2, 3 * number, _year(match)))


def _build_decade(match: re.Match[str]) -> Iterator[Phrase]:
    yield _whole(match, Years(int(match["year"]), int(match["year"]) + 9, decade=True))


def _build_century(match: re.Match[str]) -> Iterator[Phrase]:
    first = int(match["number"]) * 100 - 99
    yield _whole(match, Years(first, first + 99))


def _build_years(match: re.Match[str]) -> Iterator[Phrase]:
    first = int(match["year"])
    last = int(match["last"]) if len(match["last"]) == 4 else first // 100 * 100 + int(match["last"])
    if first < last:
        yield _whole(match, Years(first, last))


def _build_year(match: re.Match[str]) -> Iterator[Phrase]:
    yield _whole(match, Years(int(match["year"]), int(match["year"])))


_BUILDERS: Final[Mapping[str, Callable[[re.Match[str]], Iterator[Phrase]]]] = {
    "iso": _build_iso,
    "numeric": _build_numeric,
    "day_month": _build_days,
    "month_day": _build_days,
    "month": _build_month,
    "weekday": _build_weekday,
    "day_word": _build_day_word,
    "vague": _build_vague,
    "stretch": _build_stretch,
    "unit": _build_unit,
    "own_unit": _build_own_unit,
    "steps": _build_steps,
    "day_beside": _build_day_beside,
    "season": _build_season,
    "bare_season": _build_bare_season,
    "holiday": _build_holiday,
    "nth": _build_nth,
    "quarter": _build_quarter,
    "decade": _build_decade,
    "century": _build_century,
    "years": _build_years,
    "year": _build_year,
}


# ------------------------------------------------------------------ the words around a hit


def _widen(phrase: Phrase, text: str, reached: int, end: int) -> Phrase:
    """Return the phrase joined with the words around it that make it narrower."""
    if isinstance(phrase.value, Days | WeekdayName | DayWord | UnitWord):
        phrase = _widen_right(phrase, text, end)
    phrase = _widen_part(phrase, text, reached)
    if isinstance(phrase.value, Days | WeekdayName | DayWord):
        phrase = _widen_left(phrase, text, reached)
    if isinstance(phrase.value, Years):
        first = phrase.span.start
        phrase = replace(phrase, opens=bool(OPENING.search(text[max(0, first - WINDOW) : first])))
    return phrase


def _widen_right(phrase: Phrase, text: str, end: int) -> Phrase:
    """Return the phrase with the part of the day and the clock time that follow it."""
    stop = phrase.span.end
    limit = min(end, stop + WINDOW)
    part = DAYPART_AFTER.match(text, stop, limit)
    if part is not None:
        stop = part.end()
    clock_match = CLOCK_AFTER.match(text, stop, limit) if phrase.clock is None else None
    if clock_match is not None and "(" in clock_match[0] and DATE_AFTER.match(text, clock_match.end()):
        clock_match = None  # "March 20 (9:34 p.m., March 19 EST)"
    clock = _read_clock(clock_match) if clock_match else None
    if clock_match is not None and clock is not None:
        stop = clock_match.end()
    return replace(phrase, span=Span(phrase.span.start, stop), clock=clock or phrase.clock)


def _widen_part(phrase: Phrase, text: str, reached: int) -> Phrase:
    """Return the phrase with "the end of", "mid-", "the first week of" before it."""
    if not isinstance(phrase.value, Months | Years | UnitWord | NamedUnit) or phrase.part is not None:
        return phrase
    start = max(reached, phrase.span.start - WINDOW)
    match = PART_BEFORE.search(text[start : phrase.span.start])
    if match is None or not _at_word_start(text, start + match.start()):
        return phrase
    span = Span(start + match.start(), phrase.span.end)
    if match["part"]:
        return replace(phrase, span=span, part=_WORDS.parts[_plain(match["part"])])
    ordinal = _WORDS.ordinals[_plain(match["ordinal"]).removeprefix("the ")]
    return replace(phrase, span=span, part=Share(ordinal, _number(match["number"] or "one"), _unit(match["unit"])))


def _widen_left(phrase: Phrase, text: str, reached: int) -> Phrase:
    """Return the phrase with the part of the day or the clock time that stands before it."""
    start = max(reached, phrase.span.start - WINDOW)
    before = text[start : phrase.span.start]
    match = DAYPART_BEFORE.search(before)
    if match is not None and _at_word_start(text, start + match.start()):
        leading = LEADING_WORD.match(match[0])
        first = start + match.start() + (leading.end() if leading else 0)
        return replace(phrase, span=Span(first, phrase.span.end))
    clock_match = CLOCK_BEFORE.search(before) if phrase.clock is None else None
    if clock_match is None or not _at_word_start(text, start + clock_match.start()):
        return phrase
    clock = _read_clock(clock_match)
    if clock is None:
        return phrase
    return replace(phrase, span=Span(start + clock_match.start(), phrase.span.end), clock=clock)


def _at_word_start(text: str, at: int) -> bool:
    """Tell whether a word or number begins here, and not the rest of one ("10:30" is no "30")."""
    if at == 0:
        return True
    before = text[at - 1]
    return not (before.isalnum() or (before in ".,:'’-" and at > 1 and text[at - 2].isdigit()))


def _read_clock(match: re.Match[str]) -> Clock | None:
    """Return the time of day and zone of a clock match; None where no clock shows such an hour."""
    zone = _WORDS.zones[match["zone"]] or None if match["zone"] else None
    if match["word"]:
        return Clock(time(12 if match["word"] == "noon" else 0), zone)
    if match["hour24"]:
        return Clock(time(int(match["hour24"]), int(match["minute24"])), zone)
    hour = int(match["hour"])
    if not 1 <= hour <= 12:
        return None
    afternoon = match["half"][0] in "pP"
    return Clock(time(hour % 12 + (12 if afternoon else 0), int(match["minute"] or 0)), zone)
