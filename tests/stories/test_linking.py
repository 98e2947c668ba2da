"""Pairs of reports that must be of one contact, of two, or left to a reviewer."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import LexiconError
from dragoman.lexicons.files import read_once
from dragoman.record import Modality
from dragoman.stories.linking import Report, compare_reports, find_reference, find_report_blocks
from dragoman.stories.linking_days import Days
from dragoman.stories.linking_weights import BOUNDS, LINKING, POINTS, load_link_weights, read_link_weights
from dragoman.stories.series import find_series
from tests.stories.linking_makers import (
    CALL,
    CONVERSATION,
    DROST,
    KESTREL,
    LATELY,
    LETTER,
    LINDQVAR,
    MAROVIA,
    MEETING,
    MONTH,
    OSTROVA,
    UNNAMED,
    VELK,
    VISIT,
    WEEK,
    days,
    looking_back,
    report,
)

TOPIC = "They discussed the grain terminal at Dorin, the ransom of the trawler and the dam at Fenn."
LONG = "The presidents reviewed " + ", ".join(f"matter {number}" for number in range(30))
EVENING, MORNING = "2024-02-12T22:40:00-05:00", "2024-02-13T09:15:00+03:00"
NOON = "2024-02-12T12:00:00+01:00"
NIGHT = Days("days", dt.date(2024, 2, 12), dt.date(2024, 2, 13), published=dt.date(2024, 2, 13))

ONE = [
    pytest.param(report("a"), report("b"), id="told by two outlets"),
    pytest.param(report("a"), report("b", kind=CONVERSATION), id="the medium told by one"),
    pytest.param(report("a"), report("b", minutes=120), id="a duration told by one"),
    pytest.param(report("a", minutes=45), report("b", minutes=120), id="durations in conflict"),
    pytest.param(report("a", initiator="velk"), report("b", initiator="kestrel"), id="who asked for it in conflict"),
    pytest.param(report("a", kind=CALL, medium="video"), report("b", kind=MEETING), id="a meeting by video"),
    pytest.param(
        report("a", published=EVENING), report("b", day="2024-02-13", published=MORNING), id="evening and next morning"
    ),
    pytest.param(
        report("a"),
        report("b", days=replace(days("2024-02-13"), at=dt.time(0, 20))),
        id="shortly after midnight, and the day before elsewhere",
    ),
    pytest.param(report("a"), report("b", day=None, published="2024-02-13"), id="told as news the day after"),
    pytest.param(
        report("a", day=None, published="2024-02-12"), report("b", day=None, published="2024-02-12"), id="two of one day"
    ),
    pytest.param(report("a"), report("b", KESTREL, VELK, DROST, OSTROVA), id="ministers beside their presidents"),
    pytest.param(report("a"), report("b", KESTREL, UNNAMED), id="an office without its holder's name"),
    pytest.param(
        report("a"), report("b", replace(KESTREL, identity="unlike"), VELK), id="one name that who is who leaves two"
    ),
    pytest.param(report("a", KESTREL, VELK, LINDQVAR), report("b", VELK, LINDQVAR, KESTREL), id="three"),
    pytest.param(
        report("a", text="their second call this week"), report("b", text="spoke for the second time this week"),
        id="counts that agree",
    ),
    pytest.param(
        report("a", day=None, published="2024-02-12", text=LONG),
        report("b", day=None, published="2024-02-20", text=LONG),
        id="a copy a week later",
    ),
    pytest.param(
        report("a", modality=Modality.PLANNED, day="2024-03-01"),
        report("b", modality=Modality.PLANNED, day="2024-03-01"),
        id="two announcements of one meeting",
    ),
    pytest.param(
        report("a", outlet="Selm", text=TOPIC), report("b", outlet="Selm", text=TOPIC + " A briefing followed."),
        id="an outlet that tells the same twice",
    ),
    pytest.param(
        report("a", day=None, published="2024-02-12T10:00:00+01:00", outlet="Selm", text="They spoke of grain."),
        report("b", day=None, published="2024-02-12T10:20:00+01:00", outlet="Selm", text="The dam was a topic."),
        id="an outlet that tells of two matters within the hour",
    ),
    pytest.param(
        report("a", day=None, published="2024-02-12", outlet="Selm", title="Call with President Velk", text=TOPIC),
        report("b", modality=Modality.BACKGROUND, published="2024-03-01", outlet="Selm", title="Call with Lindqvar"),
        id="an outlet that looks back at it on its day",
    ),
    pytest.param(
        report("a", day=None, published="2024-02-12", outlet="Selm", title="Call with President Velk"),
        report("b", day=None, published="2024-02-12", outlet="Selm", title="Call with Lindqvar", is_aside=True),
        id="an outlet that tells of it beside another one",
    ),
    pytest.param(
        report("a", day=None, published="2024-02-12", outlet="Selm", text=TOPIC),
        report("b", published="2024-02-20", outlet="Selm", text="It was their second call this month."),
        id="told of its day, a week later",
    ),
    pytest.param(
        report("a", day=None, published="2024-02-12", outlet="Selm"),
        report("b", modality=Modality.BACKGROUND, days=NIGHT, outlet="Selm"),
        id="last night",
    ),
    pytest.param(
        report("a"), report("b", VELK, replace(KESTREL, identity="unlike", name="Ilmar Kestrel Ardan")),
        id="two names of one who holds an office",
    ),
]  # fmt: skip
TWO = [
    pytest.param(report("a"), report("b", day="2024-02-14"), id="another day"),
    pytest.param(report("a", text=LONG), report("b", text=LONG, day="2024-02-19"), id="the same words a week later"),
    pytest.param(report("a", outlet="Selm"), report("b", outlet="Selm", day="2024-02-13"), id="an outlet's next day"),
    pytest.param(
        report("a", published=NOON), report("b", day="2024-02-13", published="2024-02-13T12:00:00+03:00"),
        id="two days, and no midnight between the capitals",
    ),
    pytest.param(report("a"), report("b", KESTREL, LINDQVAR), id="another pair"),
    pytest.param(report("a"), report("b", DROST, OSTROVA), id="their ministers"),
    pytest.param(report("a"), report("b", KESTREL, VELK, LINDQVAR), id="a president more"),
    pytest.param(report("a", KESTREL, DROST, VELK), report("b", KESTREL, DROST, LINDQVAR), id="one side alone the same"),
    pytest.param(report("a"), report("b", kind=MEETING), id="a call and a meeting"),
    pytest.param(report("a"), report("b", kind=LETTER), id="a call and a letter"),
    pytest.param(report("a", kind=MEETING), report("b", kind=VISIT), id="a meeting and a visit"),
    pytest.param(report("a"), report("b", modality=Modality.PLANNED), id="announced and held"),
    pytest.param(report("a"), report("b", modality=Modality.CANCELLED), id="cancelled and held"),
    pytest.param(report("a"), report("b", modality=Modality.DENIED), id="denied and held"),
    pytest.param(report("a", modality=Modality.DEMANDED), report("b", modality=Modality.DEMANDED), id="two demands"),
    pytest.param(
        report("a", text="their second call this week"), report("b", text="their third call this week"),
        id="counts that differ",
    ),
    pytest.param(
        report("a", outlet="Selm"), report("b", outlet="Selm", text="They had another telephone conversation."),
        id="another one of the day",
    ),
    pytest.param(
        report("a", outlet="Selm", text="Macedonia, ceasefire, peacekeepers, troops, referendum, envoy, tariffs, border, "
               "treaty, roads, schools, banks"),
        report("b", outlet="Selm", text="hijackers, skyscraper, firefighters, terror, airports, victims, rescue, "
               "condolences, emergency, intelligence, grief, survivors"),
        id="an outlet's two calls of one day about two things",
    ),
    pytest.param(
        report("a"), report("b", day=None, published=None, date_words="on Friday"), id="a Monday and “on Friday”"
    ),
    pytest.param(report("a", day=None, published="2024-02-11"), report("b"), id="told before it was"),
    pytest.param(report("a", day="2024-01-30"), looking_back("b", LATELY), id="recent, and three weeks ago"),
    pytest.param(report("a", day="2024-02-25"), looking_back("b", LATELY), id="recent, and later"),
    pytest.param(report("a", kind=MEETING), looking_back("b", LATELY), id="a recent call, and a meeting"),
    pytest.param(
        report("a", modality=Modality.PLANNED, day="2024-05-26", kind=MEETING, published="2024-05-20"),
        report("b", modality=Modality.PLANNED, day=None, kind=MEETING, published="2024-02-05"),
        id="announced, and announced for a day months later",
    ),
    pytest.param(
        report("a", day=None, published="2024-02-12T10:00:00+01:00", outlet="Selm", kind=MEETING),
        report("b", KESTREL, VELK, OSTROVA, day=None, published="2024-02-12T10:04:00+01:00", outlet="Selm", kind=MEETING),
        id="two of an hour, with somebody more in one",
    ),
]  # fmt: skip
DOUBT = [
    pytest.param(report("a", text=TOPIC), report("b", day=None, text=TOPIC), id="the same topic, no day"),
    pytest.param(
        report("a", days=replace(days("2024-02-12"), at=dt.time(0, 20))),
        report("b", day="2024-02-13", minutes=20),
        id="shortly after midnight, and a day later elsewhere",
    ),
    pytest.param(report("a"), report("b", KESTREL, MAROVIA, day=None, published="2024-02-12"), id="a state for its head"),
]  # fmt: skip
ONLY = [
    pytest.param(report("a", outlet="Selm"), looking_back("b", MONTH, outlet="Selm"), id="by its month"),
    pytest.param(report("a", kind=MEETING), looking_back("b", MONTH, kind=CONVERSATION), id="which may have been one"),
    pytest.param(report("a"), looking_back("b", WEEK), id="by its week"),
    pytest.param(report("a", kind=MEETING), looking_back("b", MONTH, kind=MEETING), id="a meeting, by its month"),
    pytest.param(report("a"), looking_back("b", LATELY), id="as of something recent"),
    pytest.param(
        report("a", outlet="Selm", title="Call with President Velk", published="2024-02-12"),
        looking_back("b", LATELY, outlet="Selm", title="Call with Lindqvar"),
        id="as of something recent, by the outlet itself",
    ),
    pytest.param(
        report("a", modality=Modality.PLANNED, day="2024-02-26", kind=MEETING, published="2024-02-20"),
        report("b", modality=Modality.PLANNED, day=None, kind=MEETING, published="2024-02-05"),
        id="announced without its day, then for a day",
    ),
]


@pytest.mark.parametrize("one, other", ONE)
def test_reports_of_one_contact(one: Report, other: Report) -> None:
    assert compare_reports(one, other).verdict == "same", compare_reports(one, other)


@pytest.mark.parametrize("one, other", TWO)
def test_reports_of_two_contacts(one: Report, other: Report) -> None:
    assert compare_reports(one, other).verdict == "different", compare_reports(one, other)


@pytest.mark.parametrize("one, other", DOUBT)
def test_reports_that_are_left_to_a_reviewer(one: Report, other: Report) -> None:
    assert compare_reports(one, other).verdict == "doubt", compare_reports(one, other)


@pytest.mark.parametrize("one, other", ONLY)
def test_reports_looked_back_at_by_a_time_of_several_days(one: Report, other: Report) -> None:
    link = compare_reports(one, other)
    assert link.verdict == "only", link
    assert find_reference(one, other) == find_reference(other, one) == other.report_id


def test_two_that_look_back_at_one_time_refer_to_nothing_of_each_other() -> None:
    one, other = looking_back("a", WEEK), looking_back("b", WEEK)
    assert find_reference(one, other) is None
    assert compare_reports(one, other).verdict == "different"


@pytest.mark.parametrize("one, other", [*ONE, *TWO, *DOUBT, *ONLY])
def test_the_order_of_two_changes_nothing(one: Report, other: Report) -> None:
    assert compare_reports(one, other) == compare_reports(other, one)


@pytest.mark.parametrize("one, other", [*ONE, *DOUBT, *ONLY])
def test_what_may_be_one_meets_in_a_block(one: Report, other: Report) -> None:
    assert set(find_report_blocks(one)) & set(find_report_blocks(other))


def test_one_document_tells_a_contact_once_but_for_its_title() -> None:
    text, title = report("a"), replace(report("b"), document_id="a", outlet="outlet of a", in_title=True)
    assert compare_reports(text, title).verdict == "same"
    assert compare_reports(text, replace(title, in_title=False)).is_vetoed


def test_titles_of_one_outlet_that_name_different_people() -> None:
    one = report("a", outlet="Selm", title="Kestrel speaks with Velk", text=TOPIC)
    other = report("b", outlet="Selm", title="Kestrel meets the ambassadors", text=TOPIC)
    assert "title_elsewhere" in {value.key for value in compare_reports(one, other).values}


@pytest.mark.parametrize("crowd", [3, 8, 40])
def test_blocks_of_a_crowd_stay_few(crowd: int) -> None:
    parties = [replace(VELK, identity=f"p{number}", name=f"Person {number}") for number in range(crowd)]
    assert len(find_report_blocks(report("a", *parties))) <= 8 * 7 // 2 * 16


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from([KESTREL, VELK, LINDQVAR, DROST, OSTROVA, UNNAMED, MAROVIA]),
        min_size=2,
        max_size=5,
        unique=True,
    )
)
def test_the_order_of_participants_changes_no_verdict(parties: list[object]) -> None:
    found = {
        compare_reports(report("a"), report("b", *order)).score  # type: ignore[arg-type]  # parties they are
        for order in list(permutations(parties))[:6]
    }
    assert len(found) == 1


# ------------------------------------------------------------------ the table


def test_the_weights_of_the_package() -> None:
    weights = load_link_weights()
    assert weights.points.keys() == POINTS
    assert len(weights) == len(POINTS)
    assert 0 < weights.apart < weights.doubt < weights.same


@pytest.mark.parametrize("heading", ["points", "threshold"])
def test_a_table_that_lacks_something_is_refused(heading: str) -> None:
    tables = {name: dict(table) for name, table in read_once(LINKING).items()}
    del tables[heading][min(POINTS if heading == "points" else BOUNDS)]
    with pytest.raises(LexiconError, match="has not what it must have"):
        read_link_weights(tables)


@pytest.mark.parametrize(
    "heading, key, value, message",
    [
        ("points", "wording", "much", "is no number"),
        ("points", "undated", 0.0, "calls of one topic would merge"),
        ("threshold", "doubt", 9.0, "must rise"),
    ],
)
def test_a_table_that_cannot_be_meant_is_refused(heading: str, key: str, value: object, message: str) -> None:
    tables = {name: dict(table) for name, table in read_once(LINKING).items()}
    tables[heading][key] = value
    with pytest.raises(LexiconError, match=message):
        read_link_weights(tables)


EXAMPLES = [pytest.param(each, id=each["text"]) for each in read_once(LINKING)["series"]["examples"]]


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples_of_counted_contacts(example: dict[str, object]) -> None:
    found = find_series(str(example["text"]))
    count = example.get("count", 0)
    assert (found.count or 0, found.within) == (count, example.get("within", ""))
    assert found.again == bool(count or example.get("again", False))
