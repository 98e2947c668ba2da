"""When a report's contact may have been, and how the days of two reports compare."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from dragoman.record import DateRange, Modality

Told = Literal["day", "days", "news", "recent", "before", "nothing"]

WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NEWS: Final = 6  # days before publication in which a contact told as news may have been
LONGEST: Final = 12  # days; what is told wider than this is not swept along the days
_TOLD_LATE: Final = 3  # days after which nobody tells of a contact as of news
_ANNOUNCED: Final = dt.timedelta(days=6)
_RECENT: Final = dt.timedelta(days=10)  # before a text in which what it tells of as of something earlier mostly was
_AHEAD: Final = dt.timedelta(days=31)  # after an announcement without a day, in which what it announces may be
_SMALL_HOURS: Final = dt.time(6)  # until then it is the day before in a capital some hours behind
_ONE_DAY: Final = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day, both included, on which a contact may have been, and how they are known.

    `told` is "day" for a day that the text tells, "days" for a longer time that it tells, "news" where the text tells
    of it as of something recent and only its publication is known, "recent" where it was before `last`, and not long
    before if it is the one that another text tells of, "before" where it was some time before `last`, "nothing" where
    there is no bound.  `clock` is the hour of publication and `offset` its zone's hours from UTC.
    """

    told: Told = "nothing"
    first: dt.date | None = None
    last: dt.date | None = None
    weekday: int | None = None  # "on Friday" of an unknown week; Monday is 0
    published: dt.date | None = None
    clock: float | None = None
    offset: float | None = None
    at: dt.time | None = None

    @property
    def told_between(self) -> tuple[dt.date, dt.date] | None:
        """The days to look for other reports in, a day more at both ends; None without bounds.

        Announcements without a day come out at about one time, and soon before the day.
        """
        if self.told == "nothing" and self.published is not None:
            return self.published - _ANNOUNCED, self.published + _AHEAD
        if self.first is None or self.last is None:
            return None
        return self.first - _ONE_DAY, self.last + _ONE_DAY

    @property
    def is_told(self) -> bool:
        """Whether the text tells the day, or the night between two."""
        if self.told not in ("day", "days") or self.first is None or self.last is None:
            return False
        return self.last - self.first <= _ONE_DAY


def count_as_recent(days: Days) -> Days:
    """Return the days of what is told as something earlier, of people of whom the text tells nothing else.

    "…, following the recent call of the two presidents": of 2,103 readouts eight tell so of a contact of which another
    told within two weeks before, and all eight mean that one.
    """
    if days.told != "before" or days.last is None:
        return days
    return replace(days, told="recent", first=max(days.last - _RECENT, days.first or dt.date.min))


def find_days(
    when: DateRange | None, words: str | None, modality: Modality, published: dt.date | dt.datetime | None
) -> Days:
    """Return the days of a contact whose document tells `when` of it, in the `words` given, and was published then."""
    moment = published if isinstance(published, dt.datetime) else None
    day = moment.date() if moment else published
    zone = moment.utcoffset() if moment else None
    known = {
        "weekday": _find_weekday(words) if when is None or when.basis == "bounded" else None,
        "published": day,
        "clock": moment.hour + moment.minute / 60 if moment else None,
        "offset": zone.total_seconds() / 3600 if zone is not None else None,
        "at": when.start_time if when else None,
    }
    told, first, last = _read_range(when, modality, day)
    return Days(told, first, last, **known)  # type: ignore[arg-type]  # fields by name


def _read_range(
    when: DateRange | None, modality: Modality, published: dt.date | None
) -> tuple[Told, dt.date | None, dt.date | None]:
    start = when.start if when else None
    last = when.end - _ONE_DAY if when and when.end else None
    if when is not None and when.basis in ("stated", "relative") and start and last:
        return ("day" if start == last else "days"), start, last
    if modality is Modality.PLANNED:
        return "nothing", start, last
    if published is not None and modality is Modality.HAPPENED and (last is None or last >= published):
        first = published - dt.timedelta(days=_NEWS)
        return "news", max(first, start) if start else first, published
    last = last or published
    if start and last:
        return ("day" if start == last else "days"), start, last
    return ("before" if last else "nothing"), start, last


def _find_weekday(words: str | None) -> int | None:
    match = re.search("|".join(WEEKDAYS), words.lower()) if words else None
    return WEEKDAYS.index(match[0]) if match else None


def compare_days(one: Days, other: Days, *, one_outlet: bool, is_copy: bool = False) -> Iterator[tuple[str, str]]:
    """Yield what the days of two reports say for or against one contact: keys of the table, "veto", and words.

    The days of a copy are those of the text it copies: "today" means the day on which that came out.
    """
    for key, words in _compare(one, other, one_outlet=one_outlet):
        if not is_copy or not (key in _LATER or (key == "veto" and _is_hours_apart(one, other))):
            yield key, words


_LATER: Final = frozenset({"undated", "day_outlet", "days_after", "day_near", "day_clash"})
_HOURS: Final = 8  # within which an outlet corrects a text


def are_an_hour_apart(one: Days, other: Days) -> bool:
    """Return whether two texts came out within an hour, as far as their clocks are known."""
    hours = _hours_between(one, other)
    return hours is not None and abs(hours) <= 1


def _is_hours_apart(one: Days, other: Days) -> bool:
    """Whether two texts came out within hours of each other."""
    hours = _hours_between(one, other)
    return hours is not None and abs(hours) <= _HOURS


def _hours_between(one: Days, other: Days) -> float | None:
    """The hours from the publication of one text to that of another; None where a clock is not known."""
    if one.published is None or other.published is None or one.clock is None or other.clock is None:
        return None
    hours = (other.published - one.published).days * 24 + other.clock - one.clock
    return hours - ((other.offset or 0) - (one.offset or 0))


def _compare(one: Days, other: Days, *, one_outlet: bool) -> Iterator[tuple[str, str]]:
    if one.told == other.told == "day" and one.first and other.first:
        yield from _compare_told(one, other, one_outlet=one_outlet)
    elif "recent" in (one.told, other.told):
        yield from _compare_recent(*((one, other) if one.told == "recent" else (other, one)))
    elif "days" in (one.told, other.told) and "nothing" not in (one.told, other.told):
        yield from _compare_spans(one, other)
    elif "day" in (one.told, other.told) and "news" in (one.told, other.told):
        day, news = (one, other) if one.told == "day" else (other, one)
        yield from _compare_with_news(day, news, one_outlet=one_outlet)
    elif one.told == other.told == "news":
        yield from _compare_news(one, other, one_outlet=one_outlet)
    else:
        yield from _compare_undated(one, other)


def _compare_told(one: Days, other: Days, *, one_outlet: bool) -> Iterator[tuple[str, str]]:
    assert one.first is not None  # noqa: S101 — the caller has looked
    assert other.first is not None  # noqa: S101
    gap = abs((one.first - other.first).days)
    if gap == 0:
        # one outlet's "today" tells no more than that both texts are of one day
        yield ("day_published" if one_outlet else "day_same"), f"both on {one.first}"
        if one.at and other.at and abs(_hours(one.at) - _hours(other.at)) > 4 and one.offset == other.offset:
            yield "time_differs", f"at {one.at:%H:%M} and at {other.at:%H:%M}"
    elif gap == 1 and not one_outlet:
        yield _judge_shift(*sorted((one, other), key=lambda each: each.first or dt.date.min))
    else:
        yield "veto", f"told of {one.first} and of {other.first}"


def _hours(time: dt.time) -> float:
    return time.hour + time.minute / 60


def _judge_shift(earlier: Days, later: Days) -> tuple[str, str]:
    """Whether the clocks of two capitals account for a day between two accounts of one contact."""
    words = f"{earlier.first} and {later.first}"
    if earlier.offset is None or later.offset is None:
        if later.at is not None and later.at < _SMALL_HOURS:
            return "day_shift", f"{words}, at {later.at:%H:%M} of the later day: elsewhere it was the day before"
        return "day_near", f"{words}, the time of day is not known"
    ahead = later.offset - earlier.offset
    if ahead <= 0:
        return "day_clash", f"{words}, and the clock of the later account is not ahead"
    if earlier.clock is not None and earlier.published == earlier.first and earlier.clock + ahead < 24:
        return "day_clash", f"{words}, and the first account was out before midnight in the other capital"
    return "day_shift", f"{words}, one contact on two days by the clocks of the two capitals, {ahead:g} hours apart"


def _compare_spans(one: Days, other: Days) -> Iterator[tuple[str, str]]:
    if one.first and one.last and other.first and other.last:
        if one.first > other.last + _ONE_DAY or other.first > one.last + _ONE_DAY:
            yield "veto", f"told of {one.first} to {one.last} and of {other.first} to {other.last}"
        elif "day" in (one.told, other.told):
            yield "day_within", f"{one.first} to {one.last} and {other.first} to {other.last} overlap"
        elif "news" in (one.told, other.told) and _is_news_within(one, other):
            yield "day_within", f"published within {one.first} to {one.last}, as the other tells"
        else:
            yield "undated", "neither tells the day"
        return
    yield from _compare_undated(one, other)


def _is_news_within(one: Days, other: Days) -> bool:
    """Whether news came out on one of the days that the other report tells; it is told on its day as a rule."""
    news, told = (one, other) if one.told == "news" else (other, one)
    first, last, published = told.first, told.last, news.last
    return first is not None and last is not None and published is not None and first <= published <= last


def _compare_with_news(day: Days, news: Days, *, one_outlet: bool) -> Iterator[tuple[str, str]]:
    assert day.first is not None  # noqa: S101 — the caller has looked
    assert news.last is not None  # noqa: S101
    gap = (news.last - day.first).days
    if news.weekday is not None:
        yield from _compare_weekday(news, day.first)
    if gap == 0:
        yield "day_published", f"{day.first}, on which the other account was published"
    elif gap == 1:
        yield "day_after", f"{day.first}, the day before the other account was published"
    elif gap == -1 and not one_outlet and day.offset is not None and news.offset is not None:
        yield _judge_shift(_as_day(news), day)
    elif gap < 0:
        yield "veto", f"{day.first} is after the other account was published, {news.last}"
    elif one_outlet:
        yield "day_outlet", f"the outlet told of {day.first} again {gap} days later"
    elif gap <= _TOLD_LATE:
        yield "days_after", f"{day.first}, {gap} days before the other account was published"
    else:
        yield "undated", f"{day.first}, {gap} days before the other account was published"


def _as_day(news: Days) -> Days:
    return Days("day", news.last, news.last, None, news.published, news.clock, news.offset)


def _compare_news(one: Days, other: Days, *, one_outlet: bool) -> Iterator[tuple[str, str]]:
    assert one.last is not None  # noqa: S101 — the caller has looked
    assert other.last is not None  # noqa: S101
    gap = abs((one.last - other.last).days)
    words = f"published on {one.last} and {other.last}"
    if gap == 0:
        yield "day_published", f"both published on {one.last}"
    elif one_outlet:
        yield "day_outlet", f"{words} by one outlet"
    elif gap == 1:
        yield "day_after", words
    elif gap <= _TOLD_LATE:
        yield "days_after", words
    else:
        yield "undated", words


def _compare_recent(recent: Days, other: Days) -> Iterator[tuple[str, str]]:
    """Whether a text that tells of something recent may mean what another, not younger than it, tells of its day."""
    assert recent.first is not None  # noqa: S101 — the caller has looked
    assert recent.last is not None  # noqa: S101
    day = other.last
    if day is None or other.told not in ("day", "news"):
        yield from _compare_undated(recent, other)
    elif day > recent.last + _ONE_DAY:
        yield "veto", f"one was before {recent.last + _ONE_DAY}, the other on {day} or later"
    elif day < recent.first or _is_younger(other, recent):
        yield "undated", f"of {day}, the other told on {recent.last} of something earlier"
    else:
        yield "day_recent", f"of {day}, and told of on {recent.last} as of something earlier"


def _is_younger(one: Days, other: Days) -> bool:
    """Whether a text came out after another, as far as is known; of one day, by their clocks."""
    if one.published is None or other.published is None or one.last != other.last:
        return False
    hours = _hours_between(other, one)
    return hours > 0 if hours is not None else one.published >= other.published


def _compare_weekday(news: Days, day: dt.date) -> Iterator[tuple[str, str]]:
    assert news.weekday is not None  # noqa: S101 — the caller has looked
    name = WEEKDAYS[news.weekday].capitalize()
    if news.weekday == day.weekday():
        yield "weekday_same", f"“{name}”, and {day} is one"
    else:
        yield "veto", f"“{name}”, and {day} is none"


def _compare_undated(one: Days, other: Days) -> Iterator[tuple[str, str]]:
    for first, second in ((one, other), (other, one)):
        if first.last is not None and second.first is not None and second.first > first.last + _ONE_DAY:
            yield "veto", f"one was before {first.last + _ONE_DAY}, the other on {second.first} or later"
            return
        if first.weekday is not None and second.told == "day" and second.first is not None:
            yield from _compare_weekday(first, second.first)
        if first.told == "nothing" and first.published and second.told in ("day", "days") and second.first:
            ahead = second.first - first.published
            if dt.timedelta(0) <= ahead <= _AHEAD:
                yield "day_ahead", f"told of as to come on {first.published}, {ahead.days} days before {second.first}"
                return
    yield "undated", "nothing tells whether it was one day"
