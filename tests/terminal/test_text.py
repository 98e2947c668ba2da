from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.record import Actor, ActorKind, ContactKind, DateRange
from dragoman.terminal.text import (
    one_line,
    plain,
    shorten,
    show_actor,
    show_count,
    show_date,
    show_duration,
    show_id,
    show_medium,
    show_names,
)
from tests.factories import KESTLAND, ORLUND, VELK, make_contact


def days(start: str | None, end: str | None, **more: object) -> DateRange:
    first = dt.date.fromisoformat(start) if start else None
    last = dt.date.fromisoformat(end) if end else None
    return replace(DateRange(first, last, "stated"), **more)  # type: ignore[arg-type]  # fields by name


@pytest.mark.parametrize(
    "when, words, shown",
    [
        pytest.param(days("2024-02-12", "2024-02-13"), None, "2024-02-12", id="a day"),
        pytest.param(days("2024-02-12", "2024-02-13", start_time=dt.time(21, 30)), None, "2024-02-12 21:30", id="time"),
        pytest.param(
            days("2024-02-12", "2024-02-13", start_time=dt.time(21, 30), timezone="Europe/Kyiv"),
            None,
            "2024-02-12 21:30 (Europe/Kyiv)",
            id="time and zone",
        ),
        pytest.param(days("2024-02-12", "2024-02-15"), None, "2024-02-12 to 2024-02-14", id="days, the last one told"),
        pytest.param(days("2024-02-01", "2024-03-01"), None, "2024-02", id="a month"),
        pytest.param(days("2023-12-01", "2024-01-01"), None, "2023-12", id="the last month of a year"),
        pytest.param(days("2024-01-01", "2025-01-01"), None, "2024", id="a year"),
        pytest.param(days("2024-04-01", "2024-07-01"), None, "2024-04-01 to 2024-06-30", id="a quarter"),
        pytest.param(days("2024-07-01", "2025-07-01"), None, "2024-07-01 to 2025-06-30", id="twelve months, no year"),
        pytest.param(days(None, "2023-10-25"), "recently", "by 2023-10-24", id="bounded above"),
        pytest.param(days("2023-10-07", None), "since then", "2023-10-07 or later", id="bounded below"),
        pytest.param(None, "on Friday", "‘on Friday’, day unknown", id="words that cannot be resolved"),
        pytest.param(None, None, "not told", id="nothing"),
    ],
)
def test_dates_are_shown_as_exactly_as_they_are_known(when: DateRange | None, words: str | None, shown: str) -> None:
    assert show_date(when, words) == shown


@pytest.mark.parametrize(
    "minutes, shown",
    [(None, ""), (0, "0 minutes"), (1, "1 minute"), (45, "45 minutes"), (60, "1 hour"), (135, "2 hours 15 minutes")],
)
def test_durations(minutes: int | None, shown: str) -> None:
    assert show_duration(minutes) == shown


@pytest.mark.parametrize(
    "actor, shown",
    [
        pytest.param(VELK, "Anna Velk (Prime Minister, MRV)", id="office and country"),
        pytest.param(KESTLAND, "Kestland (KST)", id="a state"),
        pytest.param(
            Actor("x", ActorKind.PERSON, "Foreign Minister of Orvania", office="foreign minister of Orvania"),
            "Foreign Minister of Orvania",
            id="known by the office alone",
        ),
    ],
)
def test_actors(actor: Actor, shown: str) -> None:
    assert show_actor(actor) == shown


def test_names_counts_ids() -> None:
    assert [show_names(actors) for actors in ((), (VELK,), (VELK, ORLUND), (VELK, ORLUND, KESTLAND))] == [
        "",
        "Anna Velk",
        "Anna Velk and Tomás Ørlund",
        "Anna Velk, Tomás Ørlund and Kestland",
    ]
    assert (show_count(1, "contact"), show_count(2400, "contact")) == ("1 contact", "2,400 contacts")
    assert show_id("sha256:0123456789abcdef") == "sha256:0123456789ab"
    assert show_id("https://press.example/a-very-long-address") == "https://press.example/a-very-long-address"


def test_the_medium_is_told_where_the_kind_does_not_say_it() -> None:
    assert show_medium(make_contact(medium="telephone")) == ""
    assert show_medium(make_contact(medium="video")) == "by video"
    assert show_medium(make_contact(kind=ContactKind.CONVERSATION, medium="telephone")) == "by telephone"
    assert show_medium(make_contact(medium=None)) == ""


@given(st.text(st.characters()))
def test_what_is_shown_commands_no_terminal_and_keeps_its_length(text: str) -> None:
    shown = plain(text)
    assert len(shown) == len(text)
    assert all(c.isprintable() or c in "\n\t" or ord(c) >= 0xA0 for c in shown)
    assert "\n" not in one_line(text)


def test_control_characters_become_pictures() -> None:
    assert plain("a\x1b[31m\x7f\x9b\u202e\ud800\n\t") == "a␛[31m␡���\n\t"


@pytest.mark.parametrize(
    "text, longest, shown",
    [
        pytest.param("The two spoke.", 20, "The two spoke.", id="short enough"),
        pytest.param("The two\n spoke.", 20, "The two spoke.", id="on one line"),
        pytest.param("The two spoke of grain.", 14, "The two spoke …", id="whole words"),
        pytest.param("They spoke. … They wrote.", 13, "They spoke. …", id="one mark for what is left out"),
        pytest.param("https://orvania.example/readouts/17", 12, "https://orva …", id="no space to cut at"),
    ],
)
def test_a_long_text_is_cut_after_a_word(text: str, longest: int, shown: str) -> None:
    assert shorten(text, longest) == shown
