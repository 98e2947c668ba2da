"""Text → phrases: the words that name a date, taken apart but not yet resolved.

One scan with one regular expression, whose alternatives are the forms below; the words before and
after a hit ("the end of …", "late at night on …", "… at 10:30 a.m. ET") are then joined to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import time
from typing import Final, Literal

from dragoman.language.dates_words import GAP, Part, any_of, date_words
from dragoman.record import Span

Unit = Literal["hour", "day", "week", "weekend", "month", "quarter", "year", "decade", "century"]
Reference = Literal["publication", "context", "either"]


@dataclass(frozen=True, slots=True)
class YearWord:
    """A year told from elsewhere: "last year", "that year"."""

    shift: int
    reference: Reference


Year = int | YearWord | None


@dataclass(frozen=True, slots=True)
class Days:
    """Calendar days of a month, the last one inclusive."""

    month: int
    day: int
    last_month: int
    last_day: int
    year: Year
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class NthDay:
    """A day of the month that was told last: "the 28th of that month"."""

    day: int


@dataclass(frozen=True, slots=True)
class Months:
    """A month, or several, the last one inclusive; `season` when they are named by a season."""

    first: int
    last: int
    year: Year
    season: bool = False


@dataclass(frozen=True, slots=True)
class Years:
    """Years, the last one inclusive; `decade` when named as one ("the 1970s")."""

    first: int
    last: int
    decade: bool = False


@dataclass(frozen=True, slots=True)
class WeekdayName:
    """A day of the week; `until` for "Monday to Wednesday"; `week` for "Friday of last week"."""

    weekday: int
    shift: int | None = None  # last −1, this 0, next +1
    reference: Reference = "publication"
    until: int | None = None
    week: int | None = None


@dataclass(frozen=True, slots=True)
class DayWord:
    """Days counted from publication, the last one inclusive: "yesterday" is −1 to −1."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class UnitWord:
    """A whole week, month or year near publication or near the date told last; `half` for what is left or gone of it."""

    unit: Unit
    shift: int
    reference: Reference
    half: Literal["gone", "left"] | None = None


@dataclass(frozen=True, slots=True)
class NamedUnit:
    """A month or season chosen by "last", "this" or "next": "last March", "this summer"."""

    first: int
    last: int
    shift: int
    reference: Reference


@dataclass(frozen=True, slots=True)
class Steps:
    """So many units before (negative) or after publication ("two weeks ago") or the date told last ("two days later").

    `number` is None where the text does not count ("a few days ago").
    """

    number: int | None
    unit: Unit
    forward: bool
    reference: Reference


@dataclass(frozen=True, slots=True)
class Stretch:
    """So many units that end or begin with publication: "the past two weeks"."""

    number: int
    unit: Unit
    forward: bool


@dataclass(frozen=True, slots=True)
class Bound:
    """Words that only bound a date: "recently" (past), "soon" (future)."""

    forward: bool


@dataclass(frozen=True, slots=True)
class Unclear:
    """A date that the words leave open, such as 04/05/2023."""


Value = Days | NthDay | Months | Years | WeekdayName | DayWord | UnitWord | NamedUnit | Steps | Stretch | Bound | Unclear


@dataclass(frozen=True, slots=True)
class Share:
    """The n-th so many units of a longer one: "the first ten months of", "the last week of" (`ordinal` −1)."""

    ordinal: int
    number: int
    unit: Literal["day", "week", "month", "quarter"]


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day as told, and its zone when told."""

    time: time
    timezone: str | None


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that name a date, taken apart."""

    span: Span
    value: Value
    part: Part | Share | None = None
    clock: Clock | None = None
    opens: bool = False  # it opens a sentence or stands as a heading: what is told next belongs to it


# ------------------------------------------------------------------ pieces

_WORDS: Final = date_words()

OGAP = r"(?:[^\S\n]*(?:\n[^\S\n]*)?)"  # white space or none
DASH = r"[-\u2010\u2011–—]"
MONTH = any_of(_WORDS.month_names, capitals=True)  # "October", "OCTOBER"
SHORT_MONTH = rf"(?:{MONTH}(?![^\W\d_])|{any_of(_WORDS.month_abbreviations, capitals=True)}(?![^\W\d_])\.?)"  # "Oct.", "Oct"
WEEKDAY = any_of(_WORDS.weekday_names, capitals=True)
SHORT_WEEKDAY = any_of((*_WORDS.weekday_names, *_WORDS.weekday_abbreviations), capitals=True) + r"(?![^\W\d_])\.?"
SEASON = any_of(_WORDS.seasons)
DAY = r"(?:0?[1-9]|[12]\d|3[01])(?!\d)(?:(?:<sup>)?(?:st|nd|rd|th)(?:</sup>)?(?![^\W\d_]))?"  # "4", "4th", "17<sup>th</sup>"
YEAR = r"(?:1[0-9]|20)\d\d(?!\d)"
NUMBER = (
    r"(?:\d{1,3}(?![\d.,]\d)|" + any_of(_WORDS.numbers) + rf"(?:-{any_of(_WORDS.numbers)})?)"
)  # "12", "twenty-five"
VAGUE_NUMBER = any_of(("a few", "few", "several", "some", "many", "a couple of", "just a few", "a number of"))
UNIT = r"(?:hour|day|week|month|year|decade)s?"
FROM_PUBLICATION = any_of(_WORDS.from_publication)
FROM_CONTEXT = any_of(_WORDS.from_context)
DAYPART = r"(?:(?:early|late)\s)?(?:morning|afternoon|evening|night)"
YEAR_WORD = rf"(?:(?:{FROM_PUBLICATION}|{FROM_CONTEXT}){GAP}year\b)"
YEAR_TAIL = rf"(?:,?{GAP}(?:of{GAP}|in{GAP})?(?P<year>{YEAR})(?!{OGAP}{DASH}{OGAP}\d|[,.]\d|%)|,?{GAP}(?:of{GAP}|in{GAP})?(?P<year_word>{YEAR_WORD}))?"
TO = rf"(?:{OGAP}{DASH}{OGAP}|{GAP}(?:to|through|until|till){GAP})"
AND = rf"(?:{TO}|{GAP}(?:and|or|&){GAP})"
NO_QUANTITY = rf"(?![,.:/]\d|%|{GAP}{any_of(_WORDS.stops['after_year'])}(?!\w))"  # "In March 15 people …"
NO_PLACE = rf"(?!{GAP}{any_of(_WORDS.stops['after_month_day'])}\b)"  # "the May 9 district"

# ------------------------------------------------------------------ forms, each with a text it matches

FORMS: Final[Mapping[str, str]] = {
    # "2023-10-04", "2023-10-04T09:30"
    "iso": r"(?P<year>(?:1[5-9]|20)\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<day>[0-3]\d)(?!\d|-\d)(?:T(?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d)(?::\d\d)?)?",
    # "10/14/2023", "14.10.2023"
    "numeric": r"(?P<first>\d{1,2})(?P<mark>[/.])(?P<second>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d\d)(?![\d/])",
    # "Tuesday, 4 October 2023", "the 4th of October", "30 September – 1 October", "3–5 March 2022", "3 and 4 March"
    "day_month": (
        rf"(?:(?P<weekday>{SHORT_WEEKDAY}),?{GAP}\(?)?(?:the{GAP})?(?P<day>{DAY})(?:{OGAP}(?P<month>{SHORT_MONTH})?(?P<link>{AND})(?P<last_day>{DAY}))?"
        rf"(?:{GAP}|-)(?:of{GAP})?(?P<last_month>{SHORT_MONTH}){NO_PLACE}{YEAR_TAIL}"
    ),
    # "Tuesday, October 4, 2023", "Oct. 4", "March 3–5, 2022", "June 27-June 30", "March 6 to 8"
    "month_day": (
        rf"(?:(?P<weekday>{SHORT_WEEKDAY}),?{GAP}\(?)?(?P<month>{SHORT_MONTH}){GAP}(?:the{GAP})?(?P<day>{DAY}){NO_QUANTITY}{NO_PLACE}"
        rf"(?:(?P<link>{AND})(?:the{GAP})?(?P<last_month>{SHORT_MONTH}{GAP})?(?P<last_day>{DAY}){NO_QUANTITY}{NO_PLACE}(?!{GAP}(?:{SHORT_MONTH}|[a-z]+s\b)))?{YEAR_TAIL}"
    ),
    # "March 2022", "March to May 2022", "October last year", "Sept. 2021"; "March" alone
    "month": (
        rf"(?P<month>{MONTH})(?:(?P<link>{AND})(?P<last_month>{MONTH}))?(?!\w){YEAR_TAIL}"
        rf"|(?P<short>{SHORT_MONTH}),?{GAP}(?P<short_year>{YEAR})"
    ),
    # "last Friday", "Friday", "Monday to Wednesday", "Friday of last week"
    "weekday": (
        rf"(?:(?P<near>{FROM_PUBLICATION}|{FROM_CONTEXT}){GAP})?(?P<weekday>{WEEKDAY})(?!\w)(?:{TO}(?P<until>{WEEKDAY})(?!\w))?"
        rf"(?:{GAP}(?:of{GAP})?(?P<week>(?:last|this|next){GAP}week)\b)?"
    ),
    # "today", "yesterday", "late last night", "earlier today"
    "day_word": rf"(?:(?:[Ee]arl(?:y|ier)|[Ll]ater?){GAP})?(?P<word>{any_of(_WORDS.day_words)})(?!\w)",
    # "recently", "in the coming weeks"
    "vague": rf"(?P<past>{any_of(_WORDS.past_vague)})(?!\w)|(?P<future>{any_of(_WORDS.future_vague)})(?!\w)",
    # "the past two weeks", "the next three days", "the past year"
    "stretch": (
        rf"(?:[Tt]he|[Tt]hese){GAP}(?:(?P<side>past|last|next|coming){GAP}(?P<number>{NUMBER}){GAP}|(?P<bare_side>past|last|coming){GAP})"
        rf"(?P<unit>{UNIT})(?!\w|{GAP}of\b)"
    ),
    # "earlier this week", "last month", "that year", "the following day", "last March", "this summer"
    "unit": (
        rf"(?:(?P<half>[Ee]arlier|[Ll]ater){GAP}(?:in{GAP})?)?(?P<near>{FROM_PUBLICATION}|{FROM_CONTEXT}){GAP}"
        rf"(?P<unit>day|week|weekend|month|quarter|year|decade|century|morning|afternoon|evening|night|{SEASON}|{MONTH})(?![\w-]|{GAP}(?:of\b|{YEAR}))"
    ),
    # "the end of the year", "earlier in the week", "late in the year", "over the weekend"
    "own_unit": (
        rf"(?:(?P<half>[Ee]arlier|[Ll]ater){GAP}(?:on{GAP})?in{GAP}the{GAP}(?P<half_unit>day|week|month|year|decade)"
        rf"|(?P<lead>{any_of(_WORDS.parts)}){GAP}the{GAP}(?P<unit>week|month|year|decade)|[Oo]ver{GAP}the{GAP}(?P<weekend>weekend))(?!\w|{GAP}of\b)"
    ),
    # "two weeks ago", "a few days earlier", "months later"
    "steps": (
        rf"(?:(?P<number>{NUMBER}|{VAGUE_NUMBER}){GAP})?(?P<unit>{UNIT}){GAP}"
        rf"(?:(?P<ago>ago)|(?P<later>later|afterwards?)|(?P<earlier>earlier|previously)|(?P<later2>after)(?=[.,;:)])|(?P<earlier2>before)(?=[.,;:)]))(?!\w|{GAP}than\b)"
    ),
    # "the day after", "the day before" at the end of a clause
    "day_beside": r"[Tt]he day (?:(?P<side>before|after)(?=[.,;:)])|following\b)",
    # "the summer of 2021", "spring 2022", "the winter of that year"
    "season": rf"(?:[Tt]he{GAP})?(?P<season>{SEASON})(?:{GAP}of)?{GAP}(?:(?P<year>{YEAR})(?:{DASH}\d\d(?:\d\d)?(?!\d))?|(?P<year_word>{YEAR_WORD}))",
    # "in the spring", "early summer"
    "bare_season": rf"(?:[Tt]he{GAP})?(?P<season>{SEASON})(?!['’-]?\w|{GAP}of\b)",
    # "Christmas 2007", "New Year's Eve"
    "holiday": rf"(?P<holiday>{any_of(_WORDS.holidays)})(?!\w|['’])(?:,?{GAP}(?P<year>{YEAR}))?",
    # "on the 5th", "the 28th of that month"
    "nth": (
        rf"(?:[Oo]n{GAP}|[Bb]y{GAP})the{GAP}(?P<day>{DAY})(?<=[a-z])(?=[,.;:)]|{GAP}(?:and|when|they|he|she|but)\b)"
        rf"|the{GAP}(?P<day_of>{DAY})(?<=[a-z]){GAP}of{GAP}(?:that|the{GAP}same){GAP}month\b"
    ),
    # "the second quarter of 2022", "Q3 2022", "the first quarter of this year"
    "quarter": rf"(?:(?:[Tt]he{GAP})?(?P<ordinal>first|second|third|fourth|last){GAP}quarter{GAP}(?:of{GAP})?|Q(?P<number>[1-4]){GAP})(?:(?P<year>{YEAR})|(?P<year_word>{YEAR_WORD}))",
    # "the 1970s", "1980s"
    "decade": r"(?:[Tt]he )?(?P<year>(?:1[5-9]|20)\d0)(?:['’]?s)\b",
    # "the 19th century"; our own is no date
    "century": rf"(?:[Tt]he{GAP})?(?P<number>1[4-9]|20)(?:<sup>)?th(?:</sup>)?(?:{GAP}|-)century\b",
    # "1955–1963", "2021-22"
    "years": rf"(?P<year>{YEAR}){OGAP}{DASH}{OGAP}(?P<last>{YEAR}|\d\d(?!\d))(?![\d%]|-\d)",
    # "1991"
    "year": rf"(?P<year>(?:1[5-9]|20)\d\d)(?![\d%]|[,.:/]\d|{DASH}\d)",
}

_UNNAMED = re.compile(r"\(\?P<[a-z_0-9]+>")
_BACK = re.compile(r"\(\?P=[a-z]+\)")
SCAN: Final = re.compile(
    r"(?<!\w)(?<!\d[.,:/])(?:"
    + "|".join(f"(?P<{name}>{_BACK.sub('[/.]', _UNNAMED.sub('(?:', form))})" for name, form in FORMS.items())
    + ")"
)
DETAILS: Final[Mapping[str, re.Pattern[str]]] = {name: re.compile(form) for name, form in FORMS.items()}

# ------------------------------------------------------------------ words before and after

# "at 10:30 a.m.", "12:00", "10 p.m.", "noon"
CLOCK = r"(?:(?P<hour>\d{1,2})(?:[:.](?P<minute>[0-5]\d))?[^\S\n]?(?P<half>[ap]\.?m\b\.?|[AP]\.?M\b\.?)|(?P<hour24>[01]?\d|2[0-3])[:.](?P<minute24>[0-5]\d)(?!\d)(?:[^\S\n]?(?:hrs?|hours)\b)?|(?P<word>noon|midnight))"
ZONE = (
    rf"(?:{OGAP}\(?(?P<zone>"
    + "|".join(sorted((re.escape(zone) for zone in _WORDS.zones), key=lambda zone: (-len(zone), zone)))
    + r")\b\)?)?"
)
# "… at 10:30 a.m. ET", "… (12:00 GMT)", "… at about 9 p.m."
CLOCK_AFTER = re.compile(rf",?{GAP}\(?(?:(?:at|around|about|from|@){GAP})*{CLOCK}{ZONE}")
_DATE_AFTER = re.compile(rf",?{GAP}(?:on{GAP})?(?:{SHORT_MONTH}|{WEEKDAY})")
# "at 12:00 on …", "at 9:34 p.m., …"
CLOCK_BEFORE = re.compile(rf"{CLOCK}{ZONE}(?:,?{GAP}(?:(?:on|of){GAP})?)\Z")
# "… morning", "… at night", "… late in the evening"
DAYPART_AFTER = re.compile(
    rf"{GAP}(?:{DAYPART}|at{GAP}(?:night|noon|dawn|dusk)|(?:(?:early|late){GAP})?in{GAP}the{GAP}(?:morning|afternoon|evening))\b"
)
# "late at night on …", "the early hours of …", "on the evening of …"
DAYPART_BEFORE = re.compile(
    rf"(?:(?:[Ee]arly|[Ll]ate|[Ll]ater?|[Ee]arlier){GAP}(?:(?:at{GAP}night|in{GAP}the{GAP}(?:day|morning|afternoon|evening)|evening|morning|afternoon){GAP})?(?:(?:on|of){GAP}(?:the{GAP})?)?"
    rf"|(?:(?:[Ii]n|[Dd]uring|[Oo]n|[Bb]y|[Ll]ate|[Ee]arly){GAP})?(?:[Tt]he{GAP})?(?:(?:early|late|small|wee|night){GAP})?(?:morning{GAP})?(?:hours|morning|afternoon|evening|night){GAP}(?:of|on){GAP}(?:the{GAP})?"
    rf"|[Aa]t{GAP}(?:night|noon|midnight|dawn){GAP}on{GAP})\Z"
)
_LEADING_WORD = re.compile(rf"(?:[Ii]n|[Dd]uring|[Oo]n|[Bb]y|[Aa]t){GAP}")
# "the end of …", "mid-…", "early in …", "the first ten months of …"
PART_BEFORE = re.compile(
    rf"(?:(?P<part>{any_of(_WORDS.parts)})(?:{GAP}|{DASH})(?:the{GAP})?|(?P<ordinal>(?:[Tt]he{GAP})?{any_of(_WORDS.ordinals)}){GAP}(?:(?P<number>{NUMBER}){GAP})?(?P<unit>day|week|month|quarter)s?{GAP}(?:of|in){GAP}(?:the{GAP})?)\Z"
)
_WINDOW = 48  # characters looked at before and after a hit

_WEEKDAY_BEFORE = re.compile(rf"{any_of(_WORDS.stops['before_weekday'])}{GAP}\Z")
_WEEKDAY_AFTER = re.compile(rf"{GAP}{any_of(_WORDS.stops['after_weekday'])}\b")
_YEAR_BEFORE = re.compile(
    rf"(?:(?<!\w)(?:{any_of(word for word in _WORDS.stops['before_year'] if word[-1].isalpha() or word[-1] == '.')}){GAP}?|[$€£#№]{OGAP}|\d[.,/:]|[A-Za-z]-(?<!mid-)(?<!Mid-)(?<!pre-)(?<!Pre-)(?<!post-)(?<!Post-)|[/=_])\Z"
)
_YEAR_AFTER = re.compile(rf"{OGAP}{any_of(_WORDS.stops['after_year'])}(?!\w)")
_SEASON_BEFORE = re.compile(rf"(?<!\w){any_of(_WORDS.season_introducers)}(?:{GAP}|{DASH})(?:the{GAP})?\Z")
_YEAR_INTRODUCED = re.compile(rf"(?<!\w)(?:[Ii]n|[Ss]ince|[Uu]ntil|[Dd]uring){GAP}\Z")
_INTRODUCED = re.compile(rf"(?<!\w)(?:{any_of(_WORDS.introducers)}{GAP}|[Mm]id[-– ])\Z")
_CAPITAL_AFTER = re.compile(rf"{GAP}[A-Z]")
_SOON_BEFORE = re.compile(rf"(?<!\w){any_of(_WORDS.stops['not_before_soon'])}{GAP}\Z")
_SOON_AFTER = re.compile(rf"{GAP}{any_of(_WORDS.stops['not_after_soon'])}\b")


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
        if details is None:
            continue
        for phrase in _BUILDERS[name](details):
            widened = _widen(phrase, text, reached, end)
            if isinstance(widened.value, Years):
                first = widened.span.start
                widened = replace(widened, opens=bool(_OPENING.search(text[max(0, first - _WINDOW) : first])))
            reached = widened.span.end
            yield widened


_OPENING = re.compile(
    rf"(?:^|[.!?:;][\"”’)]?\s+)(?:(?:[A-Z]\w+,?{GAP})?(?:[Ii]n|[Bb]y|[Dd]uring|[Tt]hroughout|[Ff]rom|[Bb]etween|[Tt]owards?|[Aa]t|[Aa]fter|The)(?:{GAP}the)?{GAP})?\Z",
    re.MULTILINE,
)


def _is_no_date(name: str, text: str, start: int, end: int) -> bool:
    """Tell whether the words around show that a hit names something else."""
    before = text[max(0, start - 24) : start]
    if name == "weekday":
        return bool(_WEEKDAY_BEFORE.search(before) or _WEEKDAY_AFTER.match(text, end))
    if name == "year":
        counted = _YEAR_AFTER.match(text, end) and not _YEAR_INTRODUCED.search(before)
        return bool(counted or _YEAR_BEFORE.search(before))
    if name == "bare_season":
        return not _SEASON_BEFORE.search(before)
    if name == "holiday":
        return text[start:end] == "Christmas"
    if name == "vague" and text[start:end].lower() == "soon":
        return bool(_SOON_BEFORE.search(before) or _SOON_AFTER.match(text, end))
    return name == "month" and _is_no_month(text, start, end, before)


def _is_no_month(text: str, start: int, end: int, before: str) -> bool:
    """Tell whether a month's name alone is a verb ("May"), a noun ("March") or a person's ("April Ostrand")."""
    words = text[start:end]
    if words.capitalize() in _WORDS.ambiguous_months:
        return not _INTRODUCED.search(before)
    shown = _INTRODUCED.search(before) or before.endswith(("the ", "The "))
    return words.isalpha() and not shown and bool(_CAPITAL_AFTER.match(text, end))


# ------------------------------------------------------------------ from words to values


def _month(word: str) -> int:
    return _WORDS.months[word.strip().rstrip(".").lower()]


def _weekday(word: str | None) -> int | None:
    return None if word is None else _WORDS.weekdays[word.rstrip(".").lower()]


def _number(word: str) -> int:
    if word.isdigit():
        return int(word)
    tens, _, units = word.lower().partition("-")
    return _WORDS.numbers[tens] + (_WORDS.numbers[units] if units else 0)


def _day(word: str) -> int:
    return int(re.match(r"\d+", word)[0])  # type: ignore[index]


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


def _span(match: re.Match[str]) -> Span:
    return Span(match.start(), match.end())


def _build_iso(match: re.Match[str]) -> Iterator[Phrase]:
    month, day = int(match["month"]), int(match["day"])
    clock = Clock(time(int(match["hour"]), int(match["minute"])), None) if match["hour"] else None
    if 1 <= day <= 31:
        yield Phrase(_span(match), Days(month, day, month, day, int(match["year"])), clock=clock)


def _build_numeric(match: re.Match[str]) -> Iterator[Phrase]:
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    day, month = (second, first) if second > 12 else (first, second)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return
    # with slashes, Americans write the month first and others the day: clear only where one exceeds 12
    clear = match["mark"] == "." or first > 12 or second > 12 or first == second
    yield Phrase(_span(match), Days(month, day, month, day, year) if clear else Unclear())


def _build_days(match: re.Match[str]) -> Iterator[Phrase]:
    year, weekday, day = _year(match), _weekday(match["weekday"]), _day(match["day"])
    first_month = _month(match["month"] or match["last_month"])
    if not match["last_day"]:
        yield Phrase(_span(match), Days(first_month, day, first_month, day, year, weekday))
        return
    last_day = _day(match["last_day"])
    last_month = _month(match["last_month"]) if match["last_month"] else first_month
    listed = not re.search(rf"{DASH}|to|through|until|till", match["link"])
    if listed and not (first_month == last_month and last_day == day + 1):
        cut = match.start("link")
        yield Phrase(Span(match.start(), cut), Days(first_month, day, first_month, day, year, weekday))
        yield Phrase(Span(match.end("link"), match.end()), Days(last_month, last_day, last_month, last_day, year))
        return
    yield Phrase(_span(match), Days(first_month, day, last_month, last_day, year, weekday))


def _build_month(match: re.Match[str]) -> Iterator[Phrase]:
    if match["short"]:
        month = _month(match["short"])
        yield Phrase(_span(match), Months(month, month, int(match["short_year"])))
        return
    year, first = _year(match), _month(match["month"])
    last = _month(match["last_month"]) if match["last_month"] else first
    listed = match["link"] and not re.search(rf"{DASH}|to|through|until|till", match["link"])
    if listed:
        yield Phrase(Span(match.start(), match.start("link")), Months(first, first, year))
        yield Phrase(Span(match.end("link"), match.end()), Months(last, last, year))
        return
    yield Phrase(_span(match), Months(first, last, year))


def _build_weekday(match: re.Match[str]) -> Iterator[Phrase]:
    weekday = _weekday(match["weekday"])
    assert weekday is not None  # the group is not optional
    near: tuple[int | None, Reference] = _near(match["near"]) if match["near"] else (None, "publication")
    week = _near(match["week"].split()[0])[0] if match["week"] else None
    yield Phrase(_span(match), WeekdayName(weekday, *near, _weekday(match["until"]), week))


def _build_day_word(match: re.Match[str]) -> Iterator[Phrase]:
    yield Phrase(_span(match), DayWord(*_WORDS.day_words[_plain(match["word"])]))


def _build_vague(match: re.Match[str]) -> Iterator[Phrase]:
    yield Phrase(_span(match), Bound(forward=match["future"] is not None))


def _unit(word: str) -> Unit:
    single = word.lower().removesuffix("s")
    for unit in _UNITS:
        if unit == single:
            return unit
    return "day"  # "morning", "evening" …: the day they belong to


_UNITS: Final[tuple[Unit, ...]] = ("hour", "day", "week", "weekend", "month", "quarter", "year", "decade", "century")


def _build_stretch(match: re.Match[str]) -> Iterator[Phrase]:
    if match["number"] or not match["unit"].endswith("s"):
        yield Phrase(
            _span(match),
            Stretch(_number(match["number"] or "one"), _unit(match["unit"]), match["side"] in ("next", "coming")),
        )


def _half(words: str | None) -> Literal["gone", "left"] | None:
    return None if words is None else "gone" if words.lower() == "earlier" else "left"


def _build_unit(match: re.Match[str]) -> Iterator[Phrase]:
    shift, reference = _near(match["near"])
    word = match["unit"]
    if reference == "publication" and _unit(word) == "day" and word not in _WORDS.seasons and word.lower() not in _WORDS.months:
        if shift != 1:
            return  # "to this day", "the last day"
        reference = "context"
    if word in _WORDS.seasons:
        first = _WORDS.seasons[word]
        yield Phrase(_span(match), NamedUnit(first, first + 2, shift, reference))
    elif word.lower() in _WORDS.months:
        month = _month(word)
        yield Phrase(_span(match), NamedUnit(month, month, shift, reference))
    else:
        yield Phrase(_span(match), UnitWord(_unit(word), shift, reference, _half(match["half"])))


def _build_own_unit(match: re.Match[str]) -> Iterator[Phrase]:
    if match["weekend"]:
        yield Phrase(_span(match), UnitWord("weekend", -1, "publication"))
    elif match["half_unit"]:
        unit = _unit(match["half_unit"])
        yield Phrase(_span(match), UnitWord(unit, 0, "context" if unit == "day" else "either", _half(match["half"])))
    else:
        yield Phrase(_span(match), UnitWord(_unit(match["unit"]), 0, "either"), _WORDS.parts[_plain(match["lead"])])


def _build_steps(match: re.Match[str]) -> Iterator[Phrase]:
    words = match["number"]
    number = _number(words) if words and re.fullmatch(NUMBER, words) else None
    reference: Reference = "publication" if match["ago"] else "context"
    forward = bool(match["later"] or match["later2"])
    yield Phrase(_span(match), Steps(number, _unit(match["unit"]), forward, reference))


def _build_day_beside(match: re.Match[str]) -> Iterator[Phrase]:
    yield Phrase(_span(match), Steps(1, "day", match["side"] != "before", "context"))


def _build_season(match: re.Match[str]) -> Iterator[Phrase]:
    first = _WORDS.seasons[match["season"].lower()]
    yield Phrase(_span(match), Months(first, first + 2, _year(match), season=True))


def _build_bare_season(match: re.Match[str]) -> Iterator[Phrase]:
    first = _WORDS.seasons[match["season"].lower()]
    yield Phrase(_span(match), Months(first, first + 2, None, season=True))


def _build_holiday(match: re.Match[str]) -> Iterator[Phrase]:
    month, day = _WORDS.holidays[" ".join(match["holiday"].split())]
    yield Phrase(_span(match), Days(month, day, month, day, int(match["year"]) if match["year"] else None))


def _build_nth(match: re.Match[str]) -> Iterator[Phrase]:
    words = match["day"] or match["day_of"]
    start = match.start("day") if match["day"] else match.start("day_of")
    yield Phrase(Span(start, match.end()), NthDay(_day(words)))


def _build_quarter(match: re.Match[str]) -> Iterator[Phrase]:
    number = (
        int(match["number"])
        if match["number"]
        else {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}[match["ordinal"]]
    )
    yield Phrase(_span(match), Months(3 * number - 2, 3 * number, _year(match)))


def _build_decade(match: re.Match[str]) -> Iterator[Phrase]:
    year = int(match["year"])
    yield Phrase(_span(match), Years(year, year + 9, decade=True))


def _build_century(match: re.Match[str]) -> Iterator[Phrase]:
    first = int(match["number"]) * 100 - 99
    yield Phrase(_span(match), Years(first, first + 99))


def _build_years(match: re.Match[str]) -> Iterator[Phrase]:
    first = int(match["year"])
    last = int(match["last"]) if len(match["last"]) == 4 else first // 100 * 100 + int(match["last"])
    if first < last:
        yield Phrase(_span(match), Years(first, last))


def _build_year(match: re.Match[str]) -> Iterator[Phrase]:
    yield Phrase(_span(match), Years(int(match["year"]), int(match["year"])))


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
    if isinstance(phrase.value, Days | WeekdayName | DayWord) and phrase.part is None:
        phrase = _widen_left(phrase, text, reached)
    return phrase


def _widen_right(phrase: Phrase, text: str, end: int) -> Phrase:
    """Return the phrase with the part of the day and the clock time that follow it."""
    stop = phrase.span.end
    limit = min(end, stop + _WINDOW)
    part = DAYPART_AFTER.match(text, stop, limit)
    if part is not None:
        stop = part.end()
    clock_match = CLOCK_AFTER.match(text, stop, limit) if phrase.clock is None else None
    if clock_match is not None and "(" in clock_match[0] and _DATE_AFTER.match(text, clock_match.end()):
        clock_match = None  # "March 20 (9:34 p.m., March 19 EST)"
    clock = _read_clock(clock_match) if clock_match else None
    if clock_match is not None and clock is not None:
        stop = clock_match.end()
    return replace(phrase, span=Span(phrase.span.start, stop), clock=clock or phrase.clock)


def _widen_part(phrase: Phrase, text: str, reached: int) -> Phrase:
    """Return the phrase with "the end of", "mid-", "the first week of" before it."""
    if not isinstance(phrase.value, Months | Years | UnitWord | NamedUnit) or phrase.part is not None:
        return phrase
    start = max(reached, phrase.span.start - _WINDOW)
    match = PART_BEFORE.search(text[start : phrase.span.start])
    if match is None or not _at_word_start(text, start + match.start()):
        return phrase
    span = Span(start + match.start(), phrase.span.end)
    if match["part"]:
        return replace(phrase, span=span, part=_WORDS.parts[_plain(match["part"])])
    ordinal = _WORDS.ordinals[_plain(match["ordinal"]).removeprefix("the ")]
    units: dict[str, Literal["day", "week", "month", "quarter"]] = {
        "day": "day",
        "week": "week",
        "month": "month",
        "quarter": "quarter",
    }
    return replace(phrase, span=span, part=Share(ordinal, _number(match["number"] or "one"), units[match["unit"]]))


def _widen_left(phrase: Phrase, text: str, reached: int) -> Phrase:
    """Return the phrase with the part of the day or the clock time that stands before it."""
    start = max(reached, phrase.span.start - _WINDOW)
    before = text[start : phrase.span.start]
    match = DAYPART_BEFORE.search(before)
    if match is not None and _at_word_start(text, start + match.start()):
        leading = _LEADING_WORD.match(match[0])
        first = start + match.start() + (leading.end() if leading else 0)
        return replace(phrase, span=Span(first, phrase.span.end))
    clock_match = CLOCK_BEFORE.search(before) if phrase.clock is None else None
    if clock_match is None or not _at_word_start(text, start + clock_match.start()):
        return phrase
    clock = _read_clock(clock_match)
    return (
        phrase
        if clock is None
        else replace(phrase, span=Span(start + clock_match.start(), phrase.span.end), clock=clock)
    )


def _at_word_start(text: str, at: int) -> bool:
    return at == 0 or not (text[at - 1].isalnum() or text[at - 1] in ".,:'’-" and at > 1 and text[at - 2].isdigit())


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
