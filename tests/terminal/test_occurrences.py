"""Stories and timelines in the terminal: how documents are called there."""

from __future__ import annotations

import datetime as dt

import pytest
from rich.console import Console

from dragoman.store.stories import FoundStory, StoryMember
from dragoman.terminal.occurrences import show_name, story_list

HASH = "sha256:8c35e9a62536f0a1"


@pytest.mark.parametrize(
    "document_id, title, path, shown",
    [
        pytest.param(HASH, None, "wire/call.txt", "wire/call.txt", id="a file without a title"),
        pytest.param(HASH, "Velk calls", "wire/call.txt", "sha256:8c35e9a62536", id="a title stands beside the id"),
        pytest.param(HASH, None, None, "sha256:8c35e9a62536", id="neither"),
        pytest.param("readout-1", None, "table.csv", "readout-1", id="a row of a table has an id of its own"),
    ],
)
def test_names_of_documents(document_id: str, title: str | None, path: str | None, shown: str) -> None:
    assert show_name(document_id, title, path) == shown


def test_an_untitled_document_of_a_story_is_called_by_its_path() -> None:
    day = dt.date(2024, 2, 12)
    member = StoryMember(HASH, None, None, day, path="wire/call.txt")
    story = FoundStory("s", ("dam",), (), day, day, 1, (member,), ())
    console = Console(width=80)
    with console.capture() as captured:
        console.print(story_list([story], 1))
    assert "wire/call.txt" in captured.get()
    assert "sha256" not in captured.get()
