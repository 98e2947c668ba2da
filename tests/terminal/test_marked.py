from __future__ import annotations

import io

from hypothesis import given
from rich.console import Console

from dragoman.record import Passage, Reading, Segment, SegmentKind, Span
from dragoman.terminal.ledger import beyond_outlet, show_ledger
from dragoman.terminal.marked import MarkedReading, mark_text
from tests.factories import GAZETTE, TEXT, VELK, make_contact, make_document, make_reading, span_of
from tests.store.strategies import readings


def show(reading: Reading, width: int) -> str:
    console = Console(file=io.StringIO(), width=width, markup=False, emoji=False, highlight=False)
    with console.capture() as capture:
        console.print(MarkedReading(reading))
        console.print(show_ledger(reading))
    return capture.get()


def test_marks_stand_before_their_passages_and_nothing_else_changes() -> None:
    marked = mark_text(make_reading()).plain
    assert "[1]Prime Minister Anna Velk" in marked
    assert "“(1)Open the grain corridor" in marked
    assert "[2]The two will meet" in marked
    assert marked.replace("[1]", "").replace("[2]", "").replace("(1)", "") == TEXT


def test_passages_have_the_colour_of_their_kind_and_furniture_is_faint() -> None:
    span = span_of("The two will meet in Ostrel in March.")
    document = make_document()
    link = Segment(SegmentKind.RELATED_LINK, span)
    document = type(document)(document.document_id, document.version, TEXT, document.source, (link,))
    contact = make_contact(evidence=(Passage(span_of("Anna Velk spoke")),))
    text = mark_text(Reading(document, (VELK,), (), (contact,), ()))
    styles = {(text.plain[s.start : s.end], str(s.style)) for s in text.spans}
    assert ("Anna Velk spoke", "cyan") in styles
    assert ("on Monday", "underline") in styles
    assert ("The two will meet in Ostrel in March.", "dim strike") in styles


def test_the_outlet_is_not_told_twice() -> None:
    assert beyond_outlet((GAZETTE, VELK), "SELM GAZETTE") == (VELK,)
    assert beyond_outlet((GAZETTE, VELK), None) == (GAZETTE, VELK)
    assert beyond_outlet((), "Selm Gazette") == ()


@given(reading=readings())
def test_any_reading_can_be_shown(reading: Reading) -> None:
    for width in (40, 150):
        shown = show(reading, width)
        assert "Contacts (" in shown
        assert not set(shown) & set("\x1b\x07\r\x9b\u202e")


def test_overlapping_and_empty_passages_are_marked() -> None:
    contacts = tuple(make_contact(contact_id=str(n), evidence=(Passage(Span(3, 3 + n)),)) for n in range(3))
    text = mark_text(Reading(make_document(), (VELK,), (), contacts, ()))
    assert text.plain.startswith("Sel[1][2][3]m")
