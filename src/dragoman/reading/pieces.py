"""Pieces of paragraphs on their way to become segments, and what the shape of a line tells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from dragoman.record import SegmentKind


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph of one kind, without the blanks around it.

    `whole` when it is all of its paragraph, `closed` when a blank line or the end of the text follows,
    `has_list` when the short lines below belong to it.
    """

    kind: SegmentKind
    start: int
    end: int
    whole: bool = True
    closed: bool = True
    has_list: bool = False


# as in "… said.", "… “no.”", "… (Applause.)", "… —"
_FINISHED: Final = re.compile(r"[.!?:;,…—–][\"”’')\]*_]*$")
_STOPPED: Final = re.compile(r"[.!?][\"”’')\]*_]*$")
# as in "Ada Quill: Good", "MR VANE: So", "QUESTION: Is", "Oster Lund (retranslated): Thank"
_TURN: Final = re.compile(r"[^\W\d_a-z][^\n:.!?]{1,80}:\s+\S")
# as in ". The" inside a line
_TWO_SENTENCES: Final = re.compile(r"[.!?][”\"’)]?\s+[^\W\d_a-z]")
_WORD: Final = re.compile(r"(?<![\w'’-])[^\W\d_][\w'’-]*")
# what headlines in title case leave small
_SMALL: Final = frozenset({
    "a", "an", "the", "and", "but", "or", "nor", "for", "of", "on", "in", "to", "at", "by", "as", "if", "off", "up",
    "out", "is", "vs", "via", "per", "from", "with", "over", "into", "than", "de", "la", "el", "al", "bin",
})  # fmt: skip
# as in "Ada Quill", "Ada Q. Quill", "Jean-Luc d'Orm"
NAME: Final = r"[^\W\d_a-z][\w'’-]+(?:\s(?:[^\W\d_a-z]\.|[^\W\d_a-z][\w'’-]+|de|da|van|von|der|bin|al|el|ibn)){1,4}"
_NAME: Final = re.compile(NAME)
# as in "**Participants:**", "*Attorneys General:*", "**<u>Background</u>**", "__Trade__"
_MARKED_UP: Final = re.compile(
    r"(?P<mark>\*{1,3}|_{1,3})(?!\s)[^*]+(?P=mark)|(?:\*{2})?<(?P<tag>u|b|strong|em|span)\b[^>\n]*>.+</(?P=tag)>(?:\*{2})?:?",
    re.DOTALL,
)


def is_finished(line: str) -> bool:
    """Return whether a line ends as a sentence, or a part of one, ends."""
    return bool(_FINISHED.search(line))


def is_stopped(line: str) -> bool:
    """Return whether a line ends as a whole sentence ends."""
    return bool(_STOPPED.search(line))


def is_turn(line: str) -> bool:
    """Return whether a line is a speaker's turn in a transcript: "Ada Quill: Good afternoon"."""
    return bool(_TURN.match(line))


def has_two_sentences(line: str) -> bool:
    """Return whether a sentence ends inside the line and another begins."""
    return bool(_TWO_SENTENCES.search(line))


def is_title_case(line: str) -> bool:
    """Return whether all words but the smallest begin with capitals, as in the headlines of many outlets."""
    words = _WORD.findall(line)
    return len(words) >= 3 and all(word[0].isupper() or word in _SMALL for word in words)


def is_name(line: str) -> bool:
    """Return whether a line is nothing but what may be a person's name, not a heading in capitals."""
    if len(line) > 60 or line.isupper() or any(map(str.isdigit, line)):
        return False
    return bool(_NAME.fullmatch(line))


def is_marked_up(line: str) -> bool:
    """Return whether all of a line is bold, italic or underlined."""
    return bool(_MARKED_UP.fullmatch(line))
