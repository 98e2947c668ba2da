"""What changed between two states of a document: words, title, contacts, statements."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.language.model import load_language
from dragoman.pipeline import read_document
from dragoman.reading.text import make_document
from dragoman.record import Document, Reading, Statement
from dragoman.store.connection import open_store
from dragoman.store.editions import find_editions, load_editions
from dragoman.store.write import write_readings
from dragoman.stories.changes import Change, compare_versions, find_changes
from tests.factories import make_document as make_plain
from tests.readings import read

CALL = "President Anna Velk of Orvania spoke by telephone today with Prime Minister Tomas Kestrel of Tarsenia. "


def change(old: str, new: str, *, titles: tuple[str, str] | None = None) -> Change:
    first, second = titles or ("", "")
    return compare_versions(read(old, title=first or None), read(new, title=second or None))


def tell(changes: Change) -> list[tuple[str, str]]:
    return [(each.old_words.strip(), each.new_words.strip()) for each in changes.text]


@pytest.mark.parametrize(
    "old, new, shown",
    [
        pytest.param("over 80 million crowns", "over 58 million crowns", [("80", "58")], id="a figure"),
        pytest.param("one two three", "one three", [("two", "")], id="a word less"),
        pytest.param("one three", "one two three", [("", "two")], id="a word more"),
        pytest.param("alike", "alike", [], id="nothing"),
    ],
)
def test_words(old: str, new: str, shown: list[tuple[str, str]]) -> None:
    assert tell(change(old, new)) == shown


def test_a_title_of_its_own() -> None:
    found = change("The text.", "The text.", titles=("Velk On the strait", "Velk on the strait"))
    assert [(each.part, each.old_words.strip(), each.new_words.strip()) for each in found.text] == [
        ("title", "On", "on")
    ]


@given(st.text("ab \n", max_size=60), st.text("ab \n", max_size=60))
def test_offsets_hold_and_the_changes_make_the_new_text(old: str, new: str) -> None:
    first, second = (Reading(make_plain(text, title=None), (), (), (), ()) for text in (old, new))
    found = compare_versions(first, second)
    rebuilt, at = "", 0
    for each in found.text:
        assert first.document[each.old] == each.old_words
        assert second.document[each.new] == each.new_words
        rebuilt += old[at : each.old.start] + each.new_words
        at = each.old.end
    assert rebuilt + old[at:] == new


@pytest.mark.parametrize(
    "old, new, kinds",
    [
        pytest.param(
            "Velk condemned the shelling of the port.",
            "Velk condemned the shelling of the port and of the harbour.",
            ["altered"],
            id="other words",
        ),
        pytest.param("Velk condemned the shelling of the port.", "", ["lost"], id="gone"),
        pytest.param("", "Velk condemned the shelling of the port.", ["gained"], id="new"),
        pytest.param(
            "They discussed timber. Velk condemned the shelling.",
            "Velk condemned the shelling. They discussed timber.",
            [],
            id="in another order",
        ),
    ],
)
def test_statements(old: str, new: str, kinds: list[str]) -> None:
    found = change(CALL + old, CALL + new)
    assert [each.kind for each in found.statements] == kinds
    assert found.contacts == ()


def test_a_contact_told_otherwise() -> None:
    found = change(CALL, CALL.replace("spoke by telephone", "met in Lindqvar"))
    assert [(each.kind, each.fields[0]) for each in found.contacts] == [("altered", "kind")]
    assert found.contacts[0].was[0] == "call"
    assert found.contacts[0].now[0] == "meeting"


# --- states in a store


@pytest.fixture
def keep(tmp_path: Path) -> Callable[[list[tuple[str, str]]], tuple[tuple[str | None, Reading], ...]]:
    """Read states of one document, text and title each, and load them again."""

    def read_again(document: Document) -> Reading:
        return read_document(document, load_language())

    def keep_states(states: list[tuple[str, str]]) -> tuple[tuple[str | None, Reading], ...]:
        with closing(open_store(tmp_path / "store.db", create=True)) as connection:
            for text, title in states:
                document = make_document(text, title=title, document_id="readout-1")
                write_readings(connection, [read_again(document)])
            assert len(find_editions(connection, "readout-1")) <= len(states)
            found = load_editions(connection, "readout-1", read_again)
            return tuple((edition.title, reading) for edition, reading in found)

    return keep_states


Keep = Callable[[list[tuple[str, str]]], tuple[tuple[str | None, Reading], ...]]


def test_a_changed_title_is_a_state(keep: Keep) -> None:
    kept = keep([(CALL, "Velk On Fish"), (CALL, "Velk on Fish"), (CALL, "Velk on Fish")])
    assert [title for title, _ in kept] == ["Velk On Fish", "Velk on Fish"]
    (found,) = find_changes([reading for _, reading in kept])
    assert [each.part for each in found.text] == ["title"]


def test_a_text_that_comes_back_is_a_state(keep: Keep) -> None:
    other = CALL + "They discussed fish."
    kept = keep([(CALL, "A"), (other, "A"), (CALL, "A")])
    assert [reading.document.text for _, reading in kept] == [CALL, other, CALL]
    gained, lost = find_changes([reading for _, reading in kept])
    assert [each.kind for each in (*gained.statements, *lost.statements)] == ["gained", "lost"]
    assert isinstance(gained.statements[0].new, Statement)
