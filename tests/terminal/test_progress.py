from __future__ import annotations

import io

from rich.console import Console

from dragoman.reading.inputs import Input
from dragoman.reading.outcomes import Failure
from dragoman.terminal.progress import ReadingProgress, show_progress
from tests.factories import make_document, make_reading

INPUTS = [Input("a.txt", "text", 300), Input("table.jsonl", "jsonl", 1000), Input("c.txt", "text", 100)]


def run(*, terminal: bool) -> tuple[str, list[float], ReadingProgress]:
    out = io.StringIO()
    console = Console(file=out, force_terminal=terminal, width=120)
    done: list[float] = []
    with show_progress(console, INPUTS) as progress:
        for item, outcome in (
            (INPUTS[0], make_reading()),
            (INPUTS[1], make_reading(make_document("x" * 400))),
            (INPUTS[1], make_reading(make_document("x" * 400))),
            (INPUTS[1], make_reading(make_document("x" * 4000))),
            (INPUTS[2], Failure("c.txt", None, "it is empty", "fill it")),
        ):
            progress.advance(item, outcome)
            done.append(progress._progress.tasks[0].completed)
        progress._progress.refresh()
        text = out.getvalue()
    return text, done, progress


def test_the_bar_moves_with_the_bytes_that_are_read_and_never_past_the_end() -> None:
    _, done, _ = run(terminal=True)
    assert done == sorted(done)
    assert done[1:] == [300 + 400, 300 + 800, 300 + 1000, 300 + 1000]


def test_the_bar_shows_documents_rate_and_time_left() -> None:
    shown, _, _ = run(terminal=True)
    assert "4 documents" in shown
    assert "a second" in shown
    assert "left" in shown


def test_nothing_is_shown_where_there_is_no_terminal() -> None:
    shown, _, _ = run(terminal=False)
    assert shown == ""
