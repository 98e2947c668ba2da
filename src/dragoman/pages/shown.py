"""Values of the record as pages show them: safe text, dates in words, flags, links that may be followed, bars.

What a document says reaches a template only through here or through the template's own escaping.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any
from urllib.parse import urlencode, urlsplit

import pycountry
from markupsafe import Markup

from dragoman.lexicons.states import state_by_code
from dragoman.record import Actor, DateRange, Modality, SegmentKind
from dragoman.store.actors import Identity
from dragoman.store.corrections import show_value
from dragoman.store.occurrence_query import Occurrence
from dragoman.terminal.text import (
    MODALITY_WORDS,
    VOICE_WORDS,
    one_line,
    plain,
    shorten,
    show_changes,
    show_editors,
    show_reviewer,
)

_ISO_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")  # "2024-02-12"
_FLAG_BASE = 0x1F1E6 - ord("A")

FURNITURE = frozenset(
    {SegmentKind.RELATED_LINK, SegmentKind.NAVIGATION, SegmentKind.BIOGRAPHY, SegmentKind.CREDIT, SegmentKind.END_MARK}
)


def make_safe(value: object) -> object:
    """Return what a template puts out with control characters and direction marks as pictures; Markup as it is."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return plain(value)
    return "" if value is None else value


def show_day(day: dt.date | str | None, *, weekday: bool = False) -> str:
    """Return "Friday, 15 March 2024", or "15 March 2024"; "day not told" for None."""
    if not day:
        return "day not told"
    found = dt.date.fromisoformat(day[:10]) if isinstance(day, str) else day
    return f"{found:%A}, {found.day} {found:%B %Y}" if weekday else f"{found.day} {found:%B %Y}"


def show_moment(moment: dt.datetime | dt.date | str | None, zone: str | None = None) -> str:
    """Return "15 March 2024, 21:30 UTC", or the day alone where no time is known; "" for None.

    The clock is that of `zone`, else by the moment's own shift: "21:30 (-05:00)"; none is told where neither is known.
    """
    if moment is None:
        return ""
    found = dt.datetime.fromisoformat(moment.partition("[")[0]) if isinstance(moment, str) else moment
    if isinstance(found, dt.datetime) and (found.hour or found.minute or not isinstance(moment, str)):
        return f"{show_day(found.date())}, {found:%H:%M}{_show_zone(found, zone)}"
    return show_day(found.date() if isinstance(found, dt.datetime) else found)


def _show_zone(moment: dt.datetime, zone: str | None) -> str:
    if zone is not None:
        return f" ({one_line(zone)})"
    if moment.utcoffset() is None:
        return ""
    return f" ({moment.isoformat()[-6:]})" if moment.utcoffset() else " UTC"


def show_days(first: dt.date | None, last: dt.date | None) -> str:
    """Return when an occurrence was, first and last day included, as exactly as it is known.

    "15 March 2024", "March 2024" for all of its days, "2024", "12 to 14 March 2024", "by 15 March 2024".
    """
    if first is None and last is None:
        return "day not told"
    if first is None:
        return f"by {show_day(last)}"
    if last is None:
        return f"{show_day(first)} or later"
    if first == last:
        return show_day(first)
    after = last + dt.timedelta(days=1)
    if first.day == after.day == 1:
        months = (after.year - first.year) * 12 + after.month - first.month
        if months == 1:
            return f"{first:%B %Y}"
        if months == 12 and first.month == 1:
            return f"{first:%Y}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {show_day(last)}"
    return f"{show_day(first)} to {show_day(last)}"


def show_heading(first: dt.date | None, last: dt.date | None) -> str:
    """Return the days as a heading: with the weekday where it is one, and where only a bound is known, that it is one.

    "Friday, 15 March 2024", "12 to 14 March 2024", "Day not told, by 15 March 2024", "Day not told".
    """
    if first is not None and last is not None:
        return show_day(first, weekday=True) if first == last else show_days(first, last)
    if first is None:
        return f"Day not told, by {show_day(last)}" if last is not None else "Day not told"
    return f"Day not told, from {show_day(first)}"


def show_when(when: DateRange | None, words: str | None = None) -> str:
    """Return a date as exact as it is known, with its time; the words that name it where no day is known.

    "15 March 2024, 21:30 (Europe/Kyiv)", "March 2024", "by 24 October 2023", "‘on Friday’, day unknown",
    "not told".
    """
    if when is None:
        return f"‘{one_line(words)}’, day unknown" if words else "not told"
    if when.start is None:
        return show_days(None, when.end - dt.timedelta(days=1) if when.end is not None else None)
    days = show_days(when.start, when.end - dt.timedelta(days=1) if when.end is not None else None)
    if when.start_time is None:
        return days
    zone = f" ({one_line(when.timezone)})" if when.timezone else ""
    return f"{days}, {when.start_time:%H:%M}{zone}"


def tell_days(text: str | None) -> str:
    """Return a text with its days in words: "2024-02-12 21:30" as "12 February 2024 21:30"; "" for None."""
    return _ISO_DAY.sub(_tell_day, text or "")


def _tell_day(found: re.Match[str]) -> str:
    try:
        return show_day(found[0])
    except ValueError:  # a document's own words, "2024-13-45"
        return found[0]


def show_modality(modality: Modality | str) -> str:
    """Return a modality in words."""
    return MODALITY_WORDS[Modality(modality)]


@cache
def find_flag(country: str | None) -> str:
    """Return the flag of an ISO 3166 alpha-3 code as an emoji; "" where there is none."""
    found = pycountry.countries.get(alpha_3=country) if country else None
    return "".join(chr(_FLAG_BASE + ord(letter)) for letter in found.alpha_2) if found is not None else ""


@cache
def name_country(country: str | None) -> str:
    """Return the name of a country by its code, the code where we have none."""
    state = state_by_code().get(country or "")
    return state.name if state is not None else (country or "")


def safe_link(url: str | None) -> str | None:
    """Return the address where it is one of the web; None for scripts, files and what is no address."""
    if url is None or not re.fullmatch(r"[^\x00-\x20\"'<>\\^`{|}\x7f-\uffff]+", url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.hostname else None


def query(path: str, **values: object) -> str:
    """Return a path with those of the values that are given: "/document?id=…"."""
    told = [(name, value) for name, value in values.items() if value not in (None, "", False)]
    return f"{path}?{urlencode(told, doseq=True)}" if told else path


def step(count: int, most: int) -> int:
    """Return how dark a square of the calendar is, 0 to 4."""
    return 0 if count == 0 else 1 + min(3, count * 4 // (most + 1))


# ------------------------------------------------------------------ actors and occurrences


def office_of(actor: Actor | Identity) -> str:
    """Return the office to show beside a name, "" where the name is the office already."""
    office = one_line(getattr(actor, "office", None) or "")
    return "" if office.casefold() in one_line(actor.name).casefold() else office


def outlets_of(occurrence: Occurrence) -> tuple[str, ...]:
    """Return the outlets whose accounts tell of an occurrence, each once; none where no outlet is told."""
    return tuple(dict.fromkeys(one_line(each.found.outlet) for each in occurrence.reports if each.found.outlet))


def editors_of(occurrence: Occurrence) -> str:
    """Return by whom accounts of an occurrence were corrected or added; "" where no hand has changed anything."""
    done = (each for report in occurrence.reports for each in report.found.contact.corrections)
    return show_editors(done, "contact")


def place_of(occurrence: Occurrence) -> str:
    """Return the place of an occurrence as the first account that tells it has it; "" where none does."""
    return next((one_line(each.found.contact.place) for each in occurrence.reports if each.found.contact.place), "")


def spot_of(occurrence: Occurrence) -> str | None:
    """Return the gazetteer's id of the place of an occurrence, as the first account that tells one has it."""
    spots = (each.found.contact.location for each in occurrence.reports)
    return next((spot.gazetteer_id for spot in spots if spot is not None), None)


def words_of(occurrence: Occurrence) -> str:
    """Return the words of the first account that has any."""
    return next((each.found.words for each in occurrence.reports if each.found.words.strip()), "")


def month_labels(weeks: Sequence[dt.date]) -> Iterable[tuple[int, str]]:
    """Yield the columns of a calendar at which a month begins, with its name, and the year with January."""
    last = ""
    for column, week in enumerate(weeks):
        label = f"{week:%b}" if week.month != 1 else f"{week:%b %Y}"
        if label != last:
            yield column, label
            last = label


FILTERS: Mapping[str, Any] = {
    "short": shorten,
    "day": show_day,
    "moment": show_moment,
    "days": show_days,
    "tell_days": tell_days,
    "days_heading": show_heading,
    "when": show_when,
    "modality": show_modality,
    "voice": VOICE_WORDS.__getitem__,
    "flag": find_flag,
    "country": name_country,
    "link": safe_link,
    "office": office_of,
    "outlets": outlets_of,
    "place": place_of,
    "spot": spot_of,
    "words": words_of,
    "one_line": one_line,
    "value": show_value,
    "changes": show_changes,
    "reviewer": show_reviewer,
    "editors": editors_of,
}
