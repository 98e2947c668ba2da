"""When, where, how long, and who asked for it: one sentence a row, told on Friday 17 May 2024 or on no known day."""

from __future__ import annotations

import datetime as dt

import pytest

from dragoman.contacts.details import bound_date
from dragoman.language.dates import Anchor
from dragoman.record import DateRange, Modality
from tests.readings import FRIDAY, name_of, only_contact, read, tell_all

pytestmark = pytest.mark.usefixtures("medium_model")  # the small model misses more names

R = "President Alma Reyes"
K = "Prime Minister Ivo Kestrel of Peru"
UNKNOWN = (None, None, None)
BY_NOW = (None, "2024-05-18", "bounded")


def days(when: DateRange | None) -> tuple[str | None, str | None, str | None]:
    if when is None:
        return UNKNOWN
    start, end = (day.isoformat() if day is not None else None for day in (when.start, when.end))
    return start, end, when.basis


# --- when


@pytest.mark.parametrize(
    "text, when, words",
    [
        pytest.param(f"{R} met {K} today.", ("2024-05-17", "2024-05-18", "relative"), "today", id="today"),
        pytest.param(f"{R} met {K} yesterday.", ("2024-05-16", "2024-05-17", "relative"), "yesterday", id="yesterday"),
        pytest.param(
            f"{R} met {K} on Friday.", ("2024-05-17", "2024-05-18", "relative"), "Friday", id="the same weekday"
        ),
        pytest.param(
            f"{R} met {K} on Wednesday.", ("2024-05-15", "2024-05-16", "relative"), "Wednesday", id="a weekday"
        ),
        pytest.param(
            f"On Wednesday, {R} met {K}.", ("2024-05-15", "2024-05-16", "relative"), "Wednesday", id="in front"
        ),
        pytest.param(
            f"{R} will meet {K} on Wednesday.",
            ("2024-05-22", "2024-05-23", "relative"),
            "Wednesday",
            id="a weekday ahead",
        ),
        pytest.param(
            f"{R} agreed to meet {K} on Wednesday.",
            ("2024-05-22", "2024-05-23", "relative"),
            "Wednesday",
            id="a weekday ahead, agreed",
        ),
        pytest.param(
            f"{R} will meet {K} next week.", ("2024-05-20", "2024-05-27", "relative"), "next week", id="next week"
        ),
        pytest.param(
            f"{R} met {K} on 14 May 2024.", ("2024-05-14", "2024-05-15", "stated"), "14 May 2024", id="a day in full"
        ),
        pytest.param(
            f"{R} met {K} on May 14.", ("2024-05-14", "2024-05-15", "relative"), "May 14", id="without its year"
        ),
        pytest.param(
            f"{R} had met {K} in March.", ("2024-03-01", "2024-04-01", "relative"), "March", id="a month, as background"
        ),
        pytest.param(f"{R} met {K} recently.", BY_NOW, "recently", id="recently ends today"),
        pytest.param(f"{R} met {K}.", BY_NOW, None, id="no words: no later than today"),
        pytest.param(
            f"{R} will meet {K}.", ("2024-05-17", None, "bounded"), None, id="no words: no earlier than today"
        ),
        pytest.param(f"{R} did not meet {K}.", UNKNOWN, None, id="what did not happen has no day"),
        pytest.param(
            f"{R} met {K} today to discuss the attack of 7 October.",
            ("2024-05-17", "2024-05-18", "relative"),
            "today",
            id="a date below another noun",
        ),
        pytest.param(
            f"{R} met {K} to discuss the election of 12 June.", BY_NOW, None, id="only a date below another noun"
        ),
        pytest.param(f"{R} met {K}, who was elected on Monday.", BY_NOW, None, id="only a date of another clause"),
        pytest.param(
            f"{R} spoke by phone with {K} late on Thursday.",
            ("2024-05-16", "2024-05-17", "relative"),
            None,
            id="behind the company",
        ),
    ],
)
def test_dates(text: str, when: tuple[str | None, str | None, str | None], words: str | None) -> None:
    contact = only_contact(read(text, published=FRIDAY))
    assert days(contact.when) == when
    if words is not None:
        assert contact.date_words is not None
        assert text[contact.date_words.start : contact.date_words.end].removeprefix("on ").removeprefix("in ") == words


@pytest.mark.parametrize(
    "text, when, has_words",
    [
        pytest.param(f"{R} met {K} on Friday.", UNKNOWN, True, id="a weekday stays open"),
        pytest.param(f"{R} met {K} today.", UNKNOWN, True, id="today stays open"),
        pytest.param(f"{R} met {K} recently.", UNKNOWN, True, id="recently stays open"),
        pytest.param(f"{R} will meet {K} next week.", UNKNOWN, True, id="next week stays open"),
        pytest.param(f"{R} met {K} on 14 May 2024.", ("2024-05-14", "2024-05-15", "stated"), True, id="a day in full"),
        pytest.param(f"{R} met {K}.", UNKNOWN, False, id="no words"),
    ],
)
def test_dates_without_a_day_of_publication(
    text: str, when: tuple[str | None, str | None, str | None], has_words: bool
) -> None:
    contact = only_contact(read(text))
    assert days(contact.when) == when
    assert (contact.date_words is not None) is has_words


@pytest.mark.parametrize(
    "modality, when",
    [
        pytest.param(Modality.HAPPENED, BY_NOW, id="happened"),
        pytest.param(Modality.BACKGROUND, BY_NOW, id="background"),
        pytest.param(Modality.PLANNED, ("2024-05-17", None, "bounded"), id="planned"),
        pytest.param(Modality.DENIED, UNKNOWN, id="denied"),
        pytest.param(Modality.DEMANDED, UNKNOWN, id="demanded"),
        pytest.param(Modality.CANCELLED, UNKNOWN, id="cancelled"),
        pytest.param(Modality.HYPOTHETICAL, UNKNOWN, id="hypothetical"),
    ],
)
def test_bounds(modality: Modality, when: tuple[str | None, str | None, str | None]) -> None:
    assert days(bound_date(Anchor(FRIDAY), modality)) == when
    assert bound_date(Anchor(None), modality) is None


@pytest.mark.parametrize(
    "words",
    [
        "today",
        "on Monday",
        "recently",
        "earlier this month",
        "this week",
        "this month",
        "this year",
    ],
)
@pytest.mark.parametrize("verb", ["met", "had met"])
def test_nothing_that_happened_is_later_than_its_report(verb: str, words: str) -> None:
    when = only_contact(read(f"{R} {verb} {K} {words}.", published=FRIDAY)).when
    assert when is not None
    assert when.end is not None
    assert when.end <= FRIDAY + dt.timedelta(days=1)


@pytest.mark.parametrize(
    "text, modality",
    [
        pytest.param(
            f"{R} paid tribute to the agreements reached during her visit to Peru on 3 May 2024.",
            "background",
            id="planned, but past",
        ),
        pytest.param(
            f"{R} discussed the agreements reached at her meeting with {K} in Selm in March.",
            "background",
            id="agreements of a meeting",
            marks=pytest.mark.xfail(strict=True, reason="told as planned, on a day that is past"),
        ),
        pytest.param(f"{R} spoke of the visit of {K} to Selm in June.", "planned", id="spoken of, but ahead"),
        pytest.param(f"{R} spoke of the meeting with {K}, due on 3 June 2024.", "planned", id="due"),
        pytest.param(f"{R} praised ties ahead of the visit of {K} to Selm next week.", "planned", id="ahead of"),
        pytest.param(f"“Talks will go on when I visit Peru this autumn,” said {R}.", "planned", id="when I visit"),
    ],
)
def test_the_day_speaks_for_or_against_the_modality(text: str, modality: str) -> None:
    contacts = read(text, published=FRIDAY).contacts
    assert {contact.modality.value for contact in contacts} <= {modality}
    for contact in contacts:
        assert contact.when is not None
        if modality == "planned":
            assert contact.when.end is None or contact.when.end > FRIDAY
        else:
            assert contact.when.end is not None
            assert contact.when.end <= FRIDAY + dt.timedelta(days=1)


@pytest.mark.parametrize(
    "partner",
    [
        pytest.param(
            "Ivo Kestrel, President of the Selm 2032 Organising Committee,",
            id="games",
            marks=pytest.mark.xfail(strict=True, reason="the year of the committee is taken"),
        ),
        pytest.param("Ivo Kestrel, head of the Vision 2030 Council,", id="a council"),
    ],
)
def test_a_year_in_an_office_is_no_date(partner: str) -> None:
    contact = only_contact(read(f"{R} met {partner} in Selm.", published=FRIDAY))
    assert contact.date_words is None
    assert days(contact.when) == BY_NOW


@pytest.mark.parametrize(
    "later",
    [
        pytest.param(
            "They agreed to keep in touch in light of the upcoming talks of their aides on 20 May.", id="upcoming"
        ),
        pytest.param("The talks are scheduled for 20 May.", id="scheduled"),
        pytest.param("She supported the idea of holding the next meeting in June.", id="the next"),
        pytest.param("The meeting in June will take place in Lima.", id="in June"),
        pytest.param("It was agreed that the date of the June meeting would be fixed later.", id="the June meeting"),
    ],
)
def test_what_is_ahead_gives_no_date_to_what_was_held(later: str) -> None:
    contacts = read(f"{R} met {K} in Selm. {later}", published=FRIDAY).contacts
    held = [contact for contact in contacts if contact.modality is Modality.HAPPENED]
    assert [days(contact.when) for contact in held] == [BY_NOW]


def test_a_planned_meeting_among_others_is_planned() -> None:
    text = "Secretary Lindqvist praised the peace talks, including President Alma Reyes’s planned meeting on 20 May with Chancellor Holm."
    assert tell_all(read(text, published=FRIDAY)) == ["planned meeting: Alma Reyes + Holm"]


def test_two_days_make_two_contacts() -> None:
    text = f"{R} met {K} on Monday. {R} met {K} again on Thursday."
    found = [days(contact.when)[0] for contact in read(text, published=FRIDAY).contacts]
    assert found == ["2024-05-13", "2024-05-16"]


# --- where and how long


@pytest.mark.parametrize(
    "text, place",
    [
        pytest.param(f"{R} met {K} in Port Sorrel.", "Port Sorrel", id="in a town"),
        pytest.param(f"{R} and {K} met in Port Sorrel on Monday.", "Port Sorrel", id="before a day"),
        pytest.param(f"In Port Sorrel, {R} met {K}.", "Port Sorrel", id="in front"),
        pytest.param(f"A meeting between {R} and {K} took place in Port Sorrel.", "Port Sorrel", id="took place in"),
        pytest.param(f"{R} received {K} at the Selm Palace.", "the Selm Palace", id="at a palace"),
        pytest.param(f"{R} met {K} in May.", None, id="a month is no place"),
        pytest.param(f"{R} met {K} in <b>Port Sorrel</b>.", "Port Sorrel", id="tags left from a page"),
        pytest.param(
            f"{R} met {K} at the 11<sup>th</sup> Halden Forum.", "the 11th Halden Forum", id="a tag inside a word"
        ),
        pytest.param(f"{R} met {K} at a “Communities of Halden and beyond” forum.", None, id="half a quotation"),
        pytest.param(f"{R} met {K} in good spirits.", None, id="no name"),
        pytest.param(f"{R} held a call with {K} at the Peruvian side's initiative.", None, id="an initiative"),
        pytest.param(f"{R} held a call with {K} at the request of Mr Kestrel.", None, id="a request"),
        pytest.param(f"{R} met {K}.", None, id="not told"),
    ],
)
def test_places(text: str, place: str | None) -> None:
    assert only_contact(read(text)).place == place


@pytest.mark.parametrize(
    "text, minutes",
    [
        pytest.param(f"{R} held a 45-minute call with {K}.", 45, id="an adjective"),
        pytest.param(f"{R} met {K} for two hours.", 120, id="for"),
        pytest.param(f"The call between {R} and {K} lasted 30 minutes and {R} left.", 30, id="lasted"),
        pytest.param(f"{R} held a 45-minute call with {K} after a flight of two hours.", None, id="two durations"),
        pytest.param(f"{R} spoke with {K} about the work of the last 24 hours.", None, id="a period"),
        pytest.param(f"{R} met {K}.", None, id="not told"),
    ],
)
def test_durations(text: str, minutes: int | None) -> None:
    assert only_contact(read(text)).duration_minutes == minutes


# --- who asked for it


@pytest.mark.parametrize(
    "text, who",
    [
        pytest.param(f"{R} telephoned {K}.", "Alma Reyes", id="telephoned"),
        pytest.param(f"{R} called {K}.", "Alma Reyes", id="called"),
        pytest.param(f"{R} received a phone call from {K}.", "Ivo Kestrel", id="received a call"),
        pytest.param(f"{R} made a phone call to {K}.", "Alma Reyes", id="made a call"),
        pytest.param(f"{K} requested the call with {R}.", "Ivo Kestrel", id="requested the call"),
        pytest.param(
            f"The call between {R} and {K} was requested by President Reyes.", "Alma Reyes", id="requested by"
        ),
        pytest.param(
            f"{R} held a call with {K} at the initiative of Mr Kestrel.", "Ivo Kestrel", id="at the initiative"
        ),
        pytest.param(
            f"{R} held a call with {K} at the request of the prime minister.", "Ivo Kestrel", id="at the request"
        ),
        pytest.param(
            f"{R} held a call with {K} at the Peruvian side's initiative.", "Ivo Kestrel", id="a side's initiative"
        ),
        pytest.param(
            f"{R} held a call with {K}, at the initiative of the Peruvian side.", "Ivo Kestrel", id="behind a comma"
        ),
        pytest.param(f"{R} spoke by phone with {K}, at his request.", "Ivo Kestrel", id="at his request"),
        pytest.param(f"{R} spoke with {K} by phone.", None, id="speaking is not asking"),
        pytest.param(f"{R} met {K}.", None, id="nor is meeting"),
        pytest.param(f"{R} held a call with {K} about the peace initiative of Chile.", None, id="another initiative"),
    ],
)
def test_initiators(text: str, who: str | None) -> None:
    reading = read(text)
    assert len(reading.contacts) == 1, tell_all(reading)
    assert name_of(reading, reading.contacts[0].initiator) == who
