"""The lexicon of furniture: every example in it, and what the loader refuses."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from dragoman.errors import LexiconError
from dragoman.lexicons.loader import read_lexicon
from dragoman.reading.furniture import FILE, Example, load_furniture, read_furniture, squeeze_mark
from dragoman.reading.segments import find_segments
from dragoman.record import SegmentKind
from tests.reading.segmented import AFTER, BEFORE

EXAMPLES = load_furniture().examples


def segment_example(example: Example) -> tuple[str, list[tuple[SegmentKind, str]]]:
    """Put an example into an article, at its end where only there it may stand, and return its segments."""
    text = f"{BEFORE}\n\n{AFTER}\n\n{example.text}"
    if example.kind is not SegmentKind.BIOGRAPHY:
        text = f"{BEFORE}\n\n{example.text}\n\n{AFTER}"
    start = text.index(example.text)
    inside = [found for found in find_segments(text) if start <= found.span.start < start + len(example.text)]
    return text, [(found.kind, text[found.span.start : found.span.end].strip()) for found in inside]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.text[:50])
def test_examples_of_the_lexicon(example: Example) -> None:
    _, found = segment_example(example)
    if example.kind is None:
        assert {kind for kind, _ in found} <= {SegmentKind.BODY, SegmentKind.HEADING}
    else:
        assert (example.kind, example.found) in found


@pytest.mark.parametrize(
    "line, squeezed",
    [(r"\###", "###"), (r"\# \# \#", "###"), ("* * *", "***"), ("- 30 -", "-30-"), ("ENDS", "ends")],
)
def test_marks_are_compared_without_blanks_and_backslashes(line: str, squeezed: str) -> None:
    assert squeeze_mark(line) == squeezed


def tables() -> dict[str, Any]:
    return copy.deepcopy(dict(read_lexicon(FILE)))


def test_a_label_without_example_is_refused() -> None:
    changed = tables()
    del changed["label"][0]["examples"]
    with pytest.raises(LexiconError, match=r"furniture\.toml: label 1 has no example; add `examples"):
        read_furniture(changed)


def test_a_phrase_of_two_kinds_is_refused() -> None:
    changed = tables()
    changed["label"].append({**changed["label"][0], "kind": "byline"})
    with pytest.raises(LexiconError, match="take it from one of them"):
        read_furniture(changed)


@pytest.mark.parametrize(
    "change, message",
    [
        ({"kind": "advert"}, "kind is 'advert'"),
        ({"stands": ["nearby"]}, "stands 'nearby'"),
        ({"phrases": ["Also read"]}, "has a capital"),
        ({"phrases": []}, "lacks stands or phrases"),
        ({"colour": "red"}, "unknown field 'colour'"),
    ],
)
def test_a_malformed_label_is_refused(change: dict[str, Any], message: str) -> None:
    changed = tables()
    changed["label"][0].update(change)
    with pytest.raises(LexiconError, match=message):
        read_furniture(changed)


def test_a_missing_table_is_refused() -> None:
    changed = tables()
    del changed["agencies"]
    with pytest.raises(LexiconError, match=r"no table \[agencies\]; restore it"):
        read_furniture(changed)


def test_an_empty_list_is_refused() -> None:
    changed = tables()
    changed["marks"]["signs"] = []
    with pytest.raises(LexiconError, match=r"\[marks\] has no signs"):
        read_furniture(changed)
