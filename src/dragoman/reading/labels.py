"""The labels of the furniture lexicon, found in lines and inside paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from dragoman.reading.furniture import Label, Stand, load_furniture, squeeze_mark
from dragoman.reading.pieces import is_stopped
from dragoman.record import SegmentKind

MAX_LINE: Final = 400
"""Characters of the longest line that a label makes furniture as a whole."""
MAX_CLOSED: Final = 300
"""Characters of the longest line that a label at its end makes furniture."""

# what may stand around the words of a line: quotation marks, Markdown, arrows, brackets
_AROUND: Final = re.compile(r"^[\W_]+|[\W_]+$")
_SEPARATOR: Final = r"(?:\s*[:|]|\s+[–—-]\s|\u00a0)"


@dataclass(frozen=True, slots=True)
class Labelled:
    """What the labels say of a line: its kind, where that part of the line ends, whether a list follows."""

    kind: SegmentKind
    end: int
    has_list: bool = False


@cache
def _alone() -> dict[str, Label]:
    return {phrase: label for label in load_furniture().labels if "alone" in label.stands for phrase in label.phrases}


@cache
def _phrases(stand: Stand) -> dict[str, Label]:
    return {phrase: label for label in load_furniture().labels if stand in label.stands for phrase in label.phrases}


def _either(phrases: Iterable[str]) -> str:
    """Return a pattern of any of the phrases, the longest first, with any blanks between their words."""
    ordered = sorted(phrases, key=len, reverse=True)
    return "|".join(r"\s+".join(re.escape(word) for word in phrase.split()) for phrase in ordered)


@cache
def _opening_pattern() -> re.Pattern[str]:
    labelling = _either(_phrases("labels"))
    opening = _either(_phrases("opens"))
    # as in "Previous articleOrm Day": pages lose the blank after such words when they become text
    return re.compile(rf"[\W_]*(?:(?P<labels>(?i:{labelling}))[*_\"”]*{_SEPARATOR}|(?P<opens>(?i:{opening}))(?![a-z]))")


@cache
def _closing_pattern() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_either(_phrases('closes'))})[\W_]*$", re.IGNORECASE)


@cache
def _glued_pattern() -> re.Pattern[str]:
    """Return the pattern of a label that stands inside a paragraph, after the end of a sentence."""
    phrases = [phrase for phrase, label in _phrases("labels").items() if not label.line_only]
    initials = "".join(sorted({phrase[0].upper() for phrase in phrases}))
    # a capital comes first in the pattern, so that the search is quick where there is none
    return re.compile(
        rf"(?<=[\s(\[.!?”\"’])(?=[{initials}])(?P<words>(?i:{_either(phrases)}))(?:\s*[:|]|\s+[–—]\s|\u00a0)"
    )


def label_line(text: str, start: int, end: int) -> Labelled | None:
    """Return what the labels say of the line `start`..`end`; None for a line of the article itself."""
    if end - start > MAX_LINE:
        return _label_opening(text, start, end, only_notes=True)
    line = text[start:end]
    if squeeze_mark(line) in load_furniture().marks:
        return Labelled(SegmentKind.END_MARK, end)
    words = _AROUND.sub("", line)
    label = _alone().get(" ".join(words.lower().split()))
    if label is not None and words[:1].isupper():
        return Labelled(label.kind, end, label.has_list)
    found = _label_opening(text, start, end)
    if found is None and len(line) <= MAX_CLOSED:
        closing = _closing_pattern().search(line)
        if closing is not None and line[: closing.start()].count(". ") == 0:
            return Labelled(_phrases("closes")[_fold(closing[0])].kind, end)
    return found


def _fold(words: str) -> str:
    return " ".join(_AROUND.sub("", words).lower().split())


def _label_opening(text: str, start: int, end: int, *, only_notes: bool = False) -> Labelled | None:
    found = _opening_pattern().match(text, start, min(end, start + MAX_LINE))
    if found is None:
        return None
    stand: Stand = "labels" if found["labels"] else "opens"
    words = found[stand]
    if not words[0].isupper():
        return None
    label = _phrases(stand)[_fold(words)]
    if label.headline and is_stopped(text[start:end]):
        return None
    if label.up_to_colon:
        colon = text.find(":", found.end() - 1, min(end, start + MAX_LINE))
        if colon >= 0:
            return Labelled(label.kind, colon + 1)
    return None if only_notes else Labelled(label.kind, end)


def find_glued_labels(text: str) -> Iterator[tuple[int, SegmentKind]]:
    """Yield where labels stand inside paragraphs, after the end of a sentence, with the kind they give."""
    for found in _glued_pattern().finditer(text):
        before = text[max(0, found.start() - 3) : found.start()].rstrip()
        if before.endswith((".", "!", "?", "”", '"', "’", "(", "[", "…")):
            start = found.start() - (text[found.start() - 1] in "([")
            yield start, _phrases("labels")[_fold(found["words"])].kind
