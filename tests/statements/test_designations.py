"""Contested terms of a text about invented people: where they stand, whose word each is, who is called so."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.language.model import load_language
from dragoman.pipeline import read_document
from dragoman.reading.text import make_document
from dragoman.record import Designation, Reading, SegmentKind
from tests.statements.reported import read

pytestmark = pytest.mark.usefixtures("medium_model")


def lines_of(text: str) -> list[str]:
    """Each designation on a line: the words, whose word, who is called so."""
    return [show(one, text) for one in read(text).designations]


def show(one: Designation, text: str) -> str:
    words = text[one.span.start : one.span.end]
    speakers = " by " + ", ".join(actor.name for actor in one.speakers) if one.speakers else ""
    called = f" → {one.actor.name}" if one.actor is not None else ""
    return f"{words} {one.voice}{speakers}{called}"


@pytest.mark.parametrize(
    "text, expected",
    [
        pytest.param("Terrorists held the bridge.", ["Terrorists outlet"], id="the outlet's own word"),
        pytest.param(
            "President Ivo Kestrel of Orvania said that terrorists held the bridge.",
            ["terrorists paraphrased by Ivo Kestrel"],
            id="a speaker's, without marks",
        ),
        pytest.param(
            "“The terrorists held the bridge,” President Ivo Kestrel of Orvania said.",
            ["terrorists quoted by Ivo Kestrel"],
            id="a speaker's, in marks",
        ),
        pytest.param(
            "President Ivo Kestrel of Orvania said that the “terrorists” held the bridge.",
            ["terrorists hedged by Ivo Kestrel"],
            id="one word whose article stands before the marks",
        ),
        pytest.param("The “terrorists” held the bridge.", ["terrorists hedged"], id="scare quotes of the outlet"),
        pytest.param("The alleged terrorists held the bridge.", ["terrorists hedged"], id="a hedge"),
        pytest.param("The court heard accusations of genocide.", ["genocide hedged"], id="an accusation"),
        pytest.param(
            "The court tried him for planning the coup.", ["coup outlet"], id="no hedge: the coup itself is told"
        ),
        pytest.param(
            "The bridge fell in what President Ivo Kestrel of Orvania calls a special military operation.",
            ["special military operation hedged by Ivo Kestrel"],
            id="what somebody calls so",
        ),
        pytest.param(
            "Prime Minister Anna Velk of Marovia branded President Ivo Kestrel a dictator.",
            ["dictator paraphrased by Anna Velk → Ivo Kestrel"],
            id="a verb that calls, with both sides of it",
        ),
        pytest.param(
            "President Ivo Kestrel of Orvania praised the courage of the villagers despite the massacre.",
            ["massacre paraphrased by Ivo Kestrel"],
            id="a concession belongs to what was said",
        ),
    ],
)
def test_whose_word_a_term_is(text: str, expected: list[str]) -> None:
    assert lines_of(text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        pytest.param("The Zionist regime closed the road.", "Israel", id="a term that always means one state"),
        pytest.param("The Kyiv regime closed the road.", "Ukraine", id="by its capital"),
        pytest.param("The regime in Tehran closed the road.", "Iran", id="by its seat"),
        pytest.param("The Assad regime closed the road.", "Syria", id="by a leader of one known country"),
        pytest.param(
            "Russia’s premeditated, unprovoked and brutal invasion began.", "Russia", id="a possessor further off"
        ),
        pytest.param("They listed war crimes committed by Ukraine.", "Ukraine", id="by its deed"),
        pytest.param("Hamas terrorists held the bridge.", "Hamas", id="a body before a word for people"),
        pytest.param("Iran’s terrorists held the bridge.", None, id="whose people are no state"),
        pytest.param("The Armenian massacre is remembered.", None, id="a people before a crime may be its victims"),
        pytest.param("Orvania and the regime signed.", None, id="nothing tells"),
    ],
)
def test_who_is_called_so(text: str, expected: str | None) -> None:
    first = read(text).designations[0]
    assert (first.actor.name if first.actor is not None else None) == expected


def test_a_bare_regime_takes_up_the_one_named_before() -> None:
    text = "The Damascus regime closed the road. The mayor fled the regime."
    assert lines_of(text) == ["regime outlet → Syria", "regime outlet → Syria"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The Moro Liberation Front signed.", id="part of a name"),
        pytest.param("Liberation Front men signed.", id="part of a name at the head of a sentence"),
        pytest.param("Counter-terrorism officers signed.", id="a topic"),
        pytest.param("They agreed on a visa-free regime.", id="another sense"),
        pytest.param("Also read: Terrorists hold the bridge", id="furniture"),
        pytest.param("The movement and its leader signed.", id="an ordinary word without marks"),
    ],
)
def test_what_is_no_contested_term(text: str) -> None:
    assert lines_of(text) == []


def test_a_title_given_apart_has_its_own_places() -> None:
    reading = read_document(make_document("The bridge fell.", title="Rebels Take Bridge"), load_language())
    (one,) = reading.designations
    assert (one.part, one.span.start, one.span.end, one.segment) == ("title", 0, 6, SegmentKind.TITLE)


def test_a_caption_is_marked() -> None:
    text = (
        "The council met in Velk on Monday and spoke of the bridge. Terrorists stand at the bridge in a picture taken on "
        "April 2, 2024. (credit: LIDA MORNE/HALYARD)\n\nThe council will meet again."
    )
    assert [one.voice for one in read(text).designations] == ["caption"]


def test_a_designation_knows_its_statement() -> None:
    reading: Reading = read("President Ivo Kestrel of Orvania said that terrorists held the bridge.")
    (one,), (statement,) = reading.designations, reading.statements
    assert one.statement_id == statement.statement_id


@given(st.lists(st.tuples(st.integers(0, 400), st.sampled_from("\"“”'’‘«»„\n")), max_size=20))
@settings(max_examples=40, deadline=None)
def test_quotation_marks_anywhere_leave_terms_inside_the_text(marks: list[tuple[int, str]]) -> None:
    text = (
        "President Ivo Kestrel of Orvania said the “terrorists” and the Kyiv regime had led an invasion. “The enemy must "
        "leave,” he said. What Prime Minister Anna Velk of Marovia calls “liberation” was a massacre, the daily wrote."
    )
    for place, mark in marks:
        text = text[:place] + mark + text[place:]
    spans = [one.span for one in read(text).designations]
    assert spans == sorted(spans)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
