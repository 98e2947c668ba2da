"""The scorer of news windows: text as it stood in print, participants matched one to one at the trigger."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dragoman.language.model import load_language
from dragoman.record import Span
from evaluation.windows import (
    Match,
    Telling,
    Window,
    count_figures,
    count_found,
    join_sentences,
    list_misses,
    match_window,
    read_windows,
)


@pytest.mark.parametrize(
    "sentences, text",
    [
        pytest.param([["Velk", "'s", "men", "do", "n't", "talk", "."]], "Velk's men don't talk.", id="halves"),
        pytest.param([["(", "the", "first", ")", "Al", "-", "Sorrel"]], "(the first) Al-Sorrel", id="brackets"),
        pytest.param([['"', "No", ",", '"', "he", "said", "."]], '"No," he said.', id="straight quotation marks"),
        pytest.param([["alone", ".", '"'], ["He", "left", "."]], 'alone." He left.', id="begun in a quotation"),
        pytest.param([["A", "caption"], ["Velk", "left", "."]], "A caption\n\nVelk left.", id="no end mark"),
    ],
)
def test_tokens_are_joined_as_they_stood(sentences: list[list[str]], text: str) -> None:
    joined, spans = join_sentences(sentences)
    assert joined == text
    assert [joined[span.start : span.end] for span in spans] == [token for one in sentences for token in one]


def test_examples_are_triggers_with_participants_each_marked_once(tmp_path: Path) -> None:
    row = {
        "doc_key": "d1",
        "sentences": [["Velk", "met", "Kestrel", "and", "left", "."]],
        "evt_triggers": [[1, 1, [["contact.discussion.meet", 1.0]]], [4, 4, [["movement.transport", 1.0]]]],
        "gold_evt_links": [
            [[1, 1], [0, 0], "evt043arg01participant"],
            [[1, 1], [0, 0], "evt043arg02participant"],
            [[1, 1], [2, 2], "evt043arg03place"],
            [[4, 4], [2, 2], "evt001arg01participant"],
        ],
    }
    path = tmp_path / "windows.jsonlines"
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    (window,) = read_windows(path)
    assert (window.trigger, window.participants) == (Span(5, 8), (Span(0, 4),))


def telling(*words: tuple[Span, ...]) -> Telling:
    return Telling(words, (), tuple("ABC"[: len(words)]))


def test_two_gold_participants_need_two_of_ours() -> None:
    both = [Span(0, 4), Span(10, 14)]
    assert count_found(both, telling((Span(0, 4), Span(10, 14)))) == 1
    assert count_found(both, telling((Span(0, 4),), (Span(8, 14),))) == 2
    assert count_found(both, telling((Span(20, 24),))) == 0


def test_figures_count_examples_and_participants() -> None:
    window = Window("d1", "Velk met Kestrel.", Span(5, 8), (Span(0, 4), Span(9, 16)))
    matches = [
        Match(window, 2, 2, ("Velk", "Kestrel")),
        Match(window, 1, 3, ("Velk", "A", "B")),
        Match(window, 0, 0, ()),
    ]
    assert count_figures(matches) == {"participants": 0.3333, "recall": 0.5, "precision": 0.6, "told": 0.6667, "n": 3}
    assert [line.split(":")[0] for line in list_misses(matches)] == [
        "1 of Velk; Kestrel in Velk, A, B",
        "0 of Velk; Kestrel in nothing",
    ]


@pytest.mark.parametrize(
    "trigger, found",
    [pytest.param("met", 2, id="told there"), pytest.param("rained", 0, id="another sentence tells no contact")],
)
def test_what_counts_is_told_at_the_trigger(trigger: str, found: int) -> None:
    text = "It rained in Port Sorrel. President Alma Reyes met Prime Minister Ivo Kestrel of Marovia on Friday."
    at = text.index(trigger)
    people = tuple(Span(text.index(name), text.index(name) + len(name)) for name in ("Alma Reyes", "Ivo Kestrel"))
    match = match_window(Window("d1", text, Span(at, at + len(trigger)), people), load_language())
    assert (match.found, match.right) == (found, found == 2)
