"""Date expressions in text: what is found, what it means, what is none."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dragoman.language.dates import Anchor, Lean, anchor_of, find_dates, resolve
from dragoman.record import Basis, DateRange, Source, Span

PUBLISHED = date(2023, 10, 4)  # a Wednesday
ANCHOR = Anchor(PUBLISHED, "Europe/Berlin")
NOWHEN = Anchor(None)


def days(
    first: str | None, end: str | None, basis: Basis = "relative", clock: str | None = None, zone: str | None = None
) -> DateRange:
    """Return a range from two dates as ISO writes them, the end exclusive."""
    return DateRange(
        date.fromisoformat(first) if first else None,
        date.fromisoformat(end) if end else None,
        basis,
        time.fromisoformat(clock) if clock else None,
        zone,
    )


def day(first: str, basis: Basis = "relative", clock: str | None = None, zone: str | None = None) -> DateRange:
    """Return a single day."""
    return days(first, (date.fromisoformat(first) + timedelta(days=1)).isoformat(), basis, clock, zone)


def read(text: str, anchor: Anchor = ANCHOR, lean: Lean | None = None) -> list[tuple[str, DateRange | None]]:
    """Return the words found, with single spaces, and what they mean."""
    return [
        (" ".join(text[item.span.start : item.span.end].split()), item.when)
        for item in find_dates(text, anchor, lean=lean)
    ]


STATED = [
    ("They met on October 4, 2023.", "October 4, 2023", day("2023-10-04", "stated")),
    ("They met on 4 October 2023.", "4 October 2023", day("2023-10-04", "stated")),
    ("They met on the 4th of October, 2023.", "the 4th of October, 2023", day("2023-10-04", "stated")),
    ("Dated 2023-10-04.", "2023-10-04", day("2023-10-04", "stated")),
    ("Dated 2023-10-04T09:30:00.", "2023-10-04T09:30:00", day("2023-10-04", "stated", "09:30")),
    ("Dated 14.10.2023.", "14.10.2023", day("2023-10-14", "stated")),
    ("Dated 10/14/2023.", "10/14/2023", day("2023-10-14", "stated")),
    ("on December\n7, 2021 they met", "December 7, 2021", day("2021-12-07", "stated")),
    ("on Tuesday, December 7, 2021", "Tuesday, December 7, 2021", day("2021-12-07", "stated")),
    ("Sat. 5 Feb. 2022", "Sat. 5 Feb. 2022", day("2022-02-05", "stated")),
    ("MARCH 5, 2023", "MARCH 5, 2023", day("2023-03-05", "stated")),
    ("on January 17<sup>th</sup>, 2023", "January 17<sup>th</sup>, 2023", day("2023-01-17", "stated")),
    ("on March 3–5, 2022", "March 3–5, 2022", days("2022-03-03", "2022-03-06", "stated")),
    ("from 17 to 20 February 2023", "17 to 20 February 2023", days("2023-02-17", "2023-02-21", "stated")),
    ("30 September – 1 October 2022", "30 September – 1 October 2022", days("2022-09-30", "2022-10-02", "stated")),
    (
        "from December 30 to January 2, 2023",
        "December 30 to January 2, 2023",
        days("2022-12-30", "2023-01-03", "stated"),
    ),
    ("in September 2022 it", "September 2022", days("2022-09-01", "2022-10-01", "stated")),
    ("in Sept. 2022 it", "Sept. 2022", days("2022-09-01", "2022-10-01", "stated")),
    ("from March to May 2022", "March to May 2022", days("2022-03-01", "2022-06-01", "stated")),
    ("in 1991.", "1991", days("1991-01-01", "1992-01-01", "stated")),
    ("from 1955–1963.", "1955–1963", days("1955-01-01", "1964-01-01", "stated")),
    ("for 2021-22,", "2021-22", days("2021-01-01", "2023-01-01", "stated")),
    ("in the late 1960s", "late 1960s", days("1966-01-01", "1970-01-01", "stated")),
    ("in the 19th century", "the 19th century", days("1801-01-01", "1901-01-01", "stated")),
    ("by mid-2022", "mid-2022", days("2022-05-01", "2022-09-01", "stated")),
    ("at the end of 2022", "the end of 2022", days("2022-09-01", "2023-01-01", "stated")),
    ("in the summer of 2021", "the summer of 2021", days("2021-06-01", "2021-09-01", "stated")),
    ("in the winter of 2021", "the winter of 2021", days("2021-12-01", "2022-03-01", "stated")),
    ("in the second quarter of 2022", "the second quarter of 2022", days("2022-04-01", "2022-07-01", "stated")),
    ("in Q3 2022", "Q3 2022", days("2022-07-01", "2022-10-01", "stated")),
    ("the first ten months of 2022", "the first ten months of 2022", days("2022-01-01", "2022-11-01", "stated")),
    (
        "the last week of October 2022",
        "the last week of October 2022",
        days("2022-10-25", "2022-11-01", "stated"),
    ),
    ("on New Year's Eve, 2022", "New Year's Eve, 2022", day("2022-12-31", "stated")),
    (
        "on March 5, 2023 at 9 p.m. Moscow time.",
        "March 5, 2023 at 9 p.m. Moscow time",
        day("2023-03-05", "stated", "21:00", "Europe/Moscow"),
    ),
    ("at 12:00 on January 2, 2023", "12:00 on January 2, 2023", day("2023-01-02", "stated", "12:00")),
    ("on 5 March 2023 (10:15 GMT)", "5 March 2023 (10:15 GMT)", day("2023-03-05", "stated", "10:15", "+00:00")),
    (
        "late at night on March 18, 2023",
        "late at night on March 18, 2023",
        day("2023-03-18", "stated"),
    ),
]


@pytest.mark.parametrize("anchor", [ANCHOR, NOWHEN], ids=["published", "undated"])
@pytest.mark.parametrize("text, words, when", STATED, ids=[row[1] for row in STATED])
def test_reads_what_the_text_states(text: str, words: str, when: DateRange, anchor: Anchor) -> None:
    assert read(text, anchor) == [(words, when)]


RELATIVE = [
    ("They spoke today.", "today", day("2023-10-04")),
    ("They spoke on 4 Oct.", "4 Oct.", day("2023-10-04")),
    ("They spoke on March 3rd.", "March 3rd", day("2023-03-03")),
    ("They spoke on May 31.", "May 31", day("2023-05-31")),
    ("They met on December 1–3.", "December 1–3", days("2023-12-01", "2023-12-04")),
    ("on February 2 and 3.", "February 2 and 3", days("2023-02-02", "2023-02-04")),
    ("from March 6 to 8.", "March 6 to 8", days("2023-03-06", "2023-03-09")),
    ("June 27-June 30.", "June 27-June 30", days("2023-06-27", "2023-07-01")),
    ("on Tuesday, April 25, the", "Tuesday, April 25", day("2023-04-25")),
    ("They spoke on Friday.", "Friday", day("2023-09-29")),
    ("They spoke on Wednesday.", "Wednesday", day("2023-10-04")),
    ("They spoke Thursday.", "Thursday", day("2023-09-28")),
    ("They spoke last Friday.", "last Friday", day("2023-09-29")),
    ("They spoke last Wednesday.", "last Wednesday", day("2023-09-27")),
    ("They speak next Monday.", "next Monday", day("2023-10-09")),
    ("They speak this Friday.", "this Friday", day("2023-10-06")),
    ("on Friday of last week", "Friday of last week", day("2023-09-29")),
    ("from Monday to Wednesday", "Monday to Wednesday", days("2023-10-02", "2023-10-05")),
    ("Friday's meeting", "Friday", day("2023-09-29")),
    ("early Monday", "early Monday", day("2023-10-02")),
    ("late in the evening on Monday", "late in the evening on Monday", day("2023-10-02")),
    ("by Sunday night", "Sunday night", day("2023-10-01")),
    ("Yesterday evening they", "Yesterday evening", day("2023-10-03")),
    ("the day before yesterday they", "the day before yesterday", day("2023-10-02")),
    ("tomorrow", "tomorrow", day("2023-10-05")),
    ("tonight", "tonight", day("2023-10-04")),
    ("this morning", "this morning", day("2023-10-04")),
    ("late last night", "late last night", days("2023-10-03", "2023-10-05")),
    ("earlier today", "earlier today", day("2023-10-04")),
    ("earlier this week", "earlier this week", days("2023-10-02", "2023-10-05")),
    ("later this week", "later this week", days("2023-10-04", "2023-10-09")),
    ("this week", "this week", days("2023-10-02", "2023-10-09")),
    ("last week", "last week", days("2023-09-25", "2023-10-02")),
    ("late last week", "late last week", days("2023-09-28", "2023-10-02")),
    ("over the weekend", "over the weekend", days("2023-09-30", "2023-10-02")),
    ("last month", "last month", days("2023-09-01", "2023-10-01")),
    ("next month", "next month", days("2023-11-01", "2023-12-01")),
    ("last year", "last year", days("2022-01-01", "2023-01-01")),
    ("by the end of the year.", "the end of the year", days("2023-09-01", "2024-01-01")),
    ("in October last year", "October last year", days("2022-10-01", "2022-11-01")),
    ("last March", "last March", days("2023-03-01", "2023-04-01")),
    ("last October", "last October", days("2022-10-01", "2022-11-01")),
    ("this summer", "this summer", days("2023-06-01", "2023-09-01")),
    ("this Fall", "this Fall", days("2023-09-01", "2023-12-01")),
    ("in the first half of March", "the first half of March", days("2023-03-01", "2023-03-16")),
    ("in mid-March", "mid-March", days("2023-03-10", "2023-03-21")),
    ("at the end of May", "the end of May", days("2023-05-20", "2023-06-01")),
    ("two days ago", "two days ago", day("2023-10-02")),
    ("two weeks ago", "two weeks ago", days("2023-09-18", "2023-09-25")),
    ("a month ago", "a month ago", days("2023-09-01", "2023-10-01")),
    ("twenty-five years ago", "twenty-five years ago", days("1998-01-01", "1999-01-01")),
    ("over the past two weeks", "the past two weeks", days("2023-09-20", "2023-10-05")),
    ("today at 10:30 a.m. ET", "today at 10:30 a.m. ET", day("2023-10-04", "relative", "10:30", "America/New_York")),
    ("at noon today", "noon today", day("2023-10-04", "relative", "12:00", "Europe/Berlin")),
    ("Monday at 3 p.m.", "Monday at 3 p.m.", day("2023-10-02", "relative", "15:00")),
]


@pytest.mark.parametrize("text, words, when", RELATIVE, ids=[row[1] for row in RELATIVE])
def test_counts_from_the_day_of_publication(text: str, words: str, when: DateRange) -> None:
    assert read(text) == [(words, when)]


@pytest.mark.parametrize("text, words", [row[:2] for row in RELATIVE], ids=[row[1] for row in RELATIVE])
def test_leaves_relative_dates_open_without_publication(text: str, words: str) -> None:
    assert read(text, NOWHEN) == [(words, None)]


BOUNDED = [
    ("They spoke recently.", "recently", days(None, "2023-10-05", "bounded")),
    ("Lately they spoke.", "Lately", days(None, "2023-10-05", "bounded")),
    ("They spoke in recent days.", "in recent days", days(None, "2023-10-05", "bounded")),
    ("They spoke a few days ago.", "a few days ago", days(None, "2023-10-04", "bounded")),
    ("They spoke weeks ago.", "weeks ago", days(None, "2023-10-04", "bounded")),
    ("They will speak soon.", "soon", days("2023-10-04", None, "bounded")),
    ("They will meet in the coming days.", "in the coming days", days("2023-10-04", None, "bounded")),
]


@pytest.mark.parametrize("text, words, when", BOUNDED, ids=[row[1] for row in BOUNDED])
def test_bounds_what_is_vague(text: str, words: str, when: DateRange) -> None:
    assert read(text) == [(words, when)]
    assert read(text, NOWHEN) == [(words, None)]


def test_bounds_the_past_by_the_latest_day_known() -> None:
    assert read("They spoke recently.", Anchor(None, latest=PUBLISHED)) == [
        ("recently", days(None, "2023-10-05", "bounded"))
    ]
    assert read("They meet soon.", Anchor(None, latest=PUBLISHED)) == [("soon", None)]


NONE = {
    "may, the verb": "Both sides may meet and will march on.",
    "May at the start of a wish": "May our friendship last.",
    "a march": "He praised the March on the capital.",
    "Friday prayers": "He spoke after Friday prayers.",
    "Good Friday": "They recalled the Good Friday Agreement.",
    "every Friday": "They meet every Friday, and on Mondays.",
    "a resolution": "They recalled UN Resolution 2015 and Resolution 1701.",
    "an agenda": "They praised the 2030 Agenda and Vision 2030.",
    "a person called April": "April Ostrand asked a question.",
    "a number": "There were 1,000 visas, 2000 people and $2015 at the second COP 27.",
    "a district": "The May 9 district was hit.",
    "as soon as": "They meet as soon as possible, and soon after.",
    "sun and sat": "The sun rose as they sat down; Mon ami, he said.",
    "a ratio": "It grew 3.2019 times, by 2019.5 units.",
    "an address": "See fy-2025 and /2024/ there.",
    "the last day": "To this day, the last day of his life.",
    "fall of a city": "They spoke of the fall of the city.",
    "no such day": "31 of them came.",
}


@pytest.mark.parametrize("text", NONE.values(), ids=NONE.keys())
def test_finds_no_date_in(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    "text, words",
    [("on June 31, 2023", "June 31, 2023"), ("on 04/05/2023", "04/05/2023"), ("in 3 weeks later", "3 weeks later")],
    ids=["no day of the calendar", "day or month first", "later than what"],
)
def test_finds_but_cannot_resolve(text: str, words: str) -> None:
    assert read(text) == [(words, None)]


TENSE: list[tuple[str, Lean, DateRange]] = [
    ("Friday", "past", day("2023-09-29")),
    ("Friday", "future", day("2023-10-06")),
    ("Friday", "nearest", day("2023-10-06")),
    ("Tuesday", "nearest", day("2023-10-03")),
    ("December 1", "past", day("2022-12-01")),
    ("December 1", "nearest", day("2023-12-01")),
    ("December 1", "future", day("2023-12-01")),
    ("October 5", "past", day("2023-10-05")),  # already tomorrow further east
    ("May 3", "future", day("2024-05-03")),
    ("May 3", "nearest", day("2023-05-03")),
    ("May", "past", days("2023-05-01", "2023-06-01")),
    ("May", "future", days("2024-05-01", "2024-06-01")),
    ("November", "past", days("2022-11-01", "2022-12-01")),
    ("November", "nearest", days("2023-11-01", "2023-12-01")),
    ("the 25th", "past", day("2023-09-25")),
    ("the 25th", "future", day("2023-10-25")),
    ("4 May 2022", "future", day("2022-05-04", "stated")),
]


@pytest.mark.parametrize("words, lean, when", TENSE)
def test_resolves_one_expression_by_tense(words: str, lean: Lean, when: DateRange) -> None:
    assert resolve(words, ANCHOR, lean) == when


@pytest.mark.parametrize("words", ["", "the ministers", "two days later", "that day"])
def test_resolves_nothing_where_nothing_is_told(words: str) -> None:
    assert resolve(words, ANCHOR) is None


def test_weekday_told_with_a_date_finds_its_year() -> None:
    """1 April was a Friday in 2022 and a Saturday in 2023."""
    assert read("on Friday, April 1.") == [("Friday, April 1", day("2022-04-01"))]
    assert read("on Saturday, April 1.") == [("Saturday, April 1", day("2023-04-01"))]


def test_gives_the_year_of_a_list_to_each_of_its_dates() -> None:
    assert read("on March 3 and April 5, 2022") == [
        ("March 3", day("2022-03-03", "stated")),
        ("April 5, 2022", day("2022-04-05", "stated")),
    ]
    assert read("on 2 and 7 February 2022") == [
        ("2", day("2022-02-02", "stated")),
        ("7 February 2022", day("2022-02-07", "stated")),
    ]


TALE = [
    ("On March 4, 1861 he spoke. On April 12 they met.", "April 12", day("1861-04-12", "inferred")),
    ("On November 20, 1861 he spoke. In January they met.", "January", days("1862-01-01", "1862-02-01", "inferred")),
    ("In 1861 he spoke. On May 3 they met.", "May 3", day("1861-05-03", "inferred")),
    ("On May 4, 1861 he spoke. The next day they met.", "The next day", day("1861-05-05", "inferred")),
    ("On May 4, 1861 he spoke. Two days later they met.", "Two days later", day("1861-05-06", "inferred")),
    ("On May 4, 1861 he spoke. That evening they met.", "That evening", day("1861-05-04", "inferred")),
    ("On May 4, 1861 he spoke. On the 8th, they met.", "the 8th", day("1861-05-08", "inferred")),
    ("On May 4, 1861 he spoke. They met that year.", "that year", days("1861-01-01", "1862-01-01", "inferred")),
    (
        "On May 4, 1861 he spoke, for the first time since 1813. On May 9 they met.",
        "May 9",
        day("1861-05-09", "inferred"),
    ),
]


@pytest.mark.parametrize("text, words, when", TALE, ids=[row[1] for row in TALE])
def test_counts_from_what_was_told_before(text: str, words: str, when: DateRange) -> None:
    assert read(text, NOWHEN)[-1] == (words, when)


def test_counts_from_what_was_told_in_the_same_paragraph_only() -> None:
    told = "They met on May 4, 2021."
    assert read(f"{told} They spoke the next day.")[-1] == ("the next day", day("2021-05-05", "inferred"))
    assert read(f"{told}\n\nThey spoke the next day.")[-1] == ("the next day", None)


def test_a_blank_line_ends_a_date() -> None:
    assert [words for words, _ in read("on 4 October\n\n2023 was a year")] == ["4 October", "2023"]


def test_looks_only_within_the_span() -> None:
    text = "today and yesterday and tomorrow"
    found = find_dates(text, ANCHOR, Span(6, 20))
    assert [text[item.span.start : item.span.end] for item in found] == ["yesterday"]


@pytest.mark.parametrize(
    "published, zone, expected",
    [
        (datetime(2023, 10, 4, 22, 30, tzinfo=UTC), "Europe/Moscow", date(2023, 10, 5)),
        (datetime(2023, 10, 4, 22, 30, tzinfo=UTC), "+03:00", date(2023, 10, 5)),
        (datetime(2023, 10, 4, 1, 30, tzinfo=UTC), "America/New_York", date(2023, 10, 3)),
        (datetime(2023, 10, 4, 22, 30, tzinfo=UTC), None, date(2023, 10, 4)),
        (datetime(2023, 10, 4, 23, 59), "Europe/Moscow", date(2023, 10, 4)),
        (datetime(2023, 10, 4, 22, 30, tzinfo=UTC), "Nowhere/Atall", date(2023, 10, 4)),
        (date(2023, 10, 4), "Europe/Moscow", date(2023, 10, 4)),
        (None, "Europe/Moscow", None),
    ],
    ids=[
        "next day east",
        "offset",
        "day before west",
        "own zone",
        "told in its zone",
        "no such zone",
        "day",
        "unknown",
    ],
)
def test_publication_is_a_day_in_the_zone_of_the_source(
    published: datetime | date | None, zone: str | None, expected: date | None
) -> None:
    assert anchor_of(Source("k", published=published, timezone=zone)) == Anchor(expected, zone)


WORDS = st.sampled_from(
    [
        "on",
        "in",
        "the",
        "of",
        "at",
        "to",
        "and",
        "–",
        "-",
        ",",
        ".",
        "\n\n",
        "3",
        "4",
        "31",
        "2023",
        "1999",
        "12:30",
        "10",
        "p.m.",
        "ET",
        "May",
        "March",
        "Friday",
        "Sun.",
        "last",
        "next",
        "this",
        "that",
        "first",
        "end",
        "mid-",
        "week",
        "weeks",
        "year",
        "ago",
        "later",
        "day",
        "today",
        "two",
        "a",
        "few",
        "soon",
        "recently",
        "early",
        "late",
        "quarter",
        "spring",
        "half",
    ]
)


@given(st.lists(WORDS, max_size=25), st.dates(date(1, 1, 1), date(9999, 12, 31)) | st.none())
@example(["on", "31", "May", "last", "year"], date(1, 1, 1))
@example(["next", "year", "later", "the", "end", "of", "the", "year"], date(9999, 12, 31))
def test_spans_fall_inside_the_text_in_order_and_apart(words: list[str], published: date | None) -> None:
    text = " ".join(words)
    found = find_dates(text, Anchor(published))
    reached = 0
    for item in found:
        assert reached <= item.span.start < item.span.end <= len(text)
        reached = item.span.end


@given(st.text(max_size=200), st.dates())
def test_any_text_can_be_read(text: str, published: date) -> None:
    find_dates(text, Anchor(published))
    resolve(text, Anchor(published))
