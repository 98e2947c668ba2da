"""The head of a document (title, dateline, who speaks where) and the headings inside it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from dragoman.reading.authors import is_byline
from dragoman.reading.dateline import is_dateline, is_place, match_dateline
from dragoman.reading.furniture import load_furniture
from dragoman.reading.pieces import (
    Piece,
    has_two_sentences,
    is_finished,
    is_marked_up,
    is_name,
    is_stopped,
    is_title_case,
    is_turn,
)
from dragoman.record import SegmentKind

MAX_TITLE: Final = 220
MAX_HEADING: Final = 90
MAX_HEADING_AFTER_MARK: Final = 120
"""Characters of the longest heading, and of one that stands under a line of asterisks."""
MAX_HEAD_LINE: Final = 80
"""Characters of the longest line that says who speaks or where, at the head of a transcript."""
MAX_HEAD_PIECES: Final = 12
FIRST_PARAGRAPHS: Final = 3
"""A dateline of a place alone ("WASHINGTON — ") opens one of so many first paragraphs of the body."""

_MARKDOWN_HEADING: Final = re.compile(r"(#{1,6})\s+\S")
# how a sentence of a speech begins that lost its full stop
_SPEECH: Final = re.compile(r"(?:I|We|You|He|She|They|It|Thank)\b")
# a title begins with a letter, a number, a quotation mark or markup
_TITLE_START: Final = re.compile(r"[\w“‘\"'(\[#*<¿¡$€£@…]")
# readouts say "met today", headlines do not
_TODAY: Final = re.compile(r"\b(?:today|yesterday|tomorrow|this (?:morning|afternoon|evening))\b")
# as in "Residence of the President", "Ambassador’s House"
_RESIDENCE: Final = re.compile(
    r"[’']s?\s|\b(?:Residence|Palace|House|Office|Building|Embassy|Hotel|Room|Hall|Center|Centre)\b"
)
_UNDERLINE: Final = re.compile(r"=+|-+|~+")


def find_head(text: str, pieces: list[Piece]) -> list[Piece]:
    """Return the pieces with the head of the document marked: title, bylines, datelines, notes."""
    if sum(piece.kind is SegmentKind.BODY for piece in pieces) < 1:
        return pieces
    marked: list[Piece] = []
    has_title = in_head_lines = False
    for place, piece in enumerate(pieces[:MAX_HEAD_PIECES]):
        if piece.kind is not SegmentKind.BODY:
            marked.append(piece)
            continue
        kind = _head_kind(text, piece, in_head_lines=in_head_lines)
        if kind is None and not has_title and not in_head_lines and _is_title(text, pieces, place):
            kind = SegmentKind.TITLE
        if kind is None and marked and text[marked[-1].start : marked[-1].end].endswith(";"):
            kind = SegmentKind.TITLE if piece.end - piece.start <= MAX_TITLE else None
        if kind is None:
            break
        has_title = has_title or kind is SegmentKind.TITLE
        in_head_lines = in_head_lines or (
            kind is not SegmentKind.TITLE and not is_dateline(text[piece.start : piece.end].strip("*_ "))
        )
        marked.append(replace(piece, kind=kind))
    if not any(piece.kind is SegmentKind.BODY for piece in pieces[len(marked) :]):
        return pieces  # nothing but short lines: a list, or a text of one line
    return [*marked, *pieces[len(marked) :]]


def _head_kind(text: str, piece: Piece, *, in_head_lines: bool) -> SegmentKind | None:
    """Return what a line of the head is, other than the title; None for the title and for the first paragraph."""
    line = text[piece.start : piece.end].strip("*_ ")
    unpointed = line.removesuffix("D.C.").rstrip(" ,")
    kind: SegmentKind | None = None
    if not piece.whole or len(line) > MAX_HEAD_LINE * 2:
        kind = None
    elif is_dateline(line):
        kind = SegmentKind.DATELINE
    elif is_byline(line):
        kind = SegmentKind.BYLINE
    elif is_stopped(unpointed) or is_turn(line):
        kind = None
    elif _is_office_holder(line):
        kind = SegmentKind.BYLINE
    elif is_place(line):
        kind = SegmentKind.DATELINE
    elif in_head_lines and len(line) <= MAX_HEAD_LINE and not is_finished(unpointed):
        speaks = _holds(line, load_furniture().office_words) and not _RESIDENCE.search(line)
        kind = SegmentKind.BYLINE if speaks else SegmentKind.DATELINE
    return kind


def _is_office_holder(line: str) -> bool:
    """Return whether a line names a speaker with an office: "Oster Lund, Minister of Trade"."""
    name, _, office = line.partition(",")
    words = load_furniture().office_words
    # "Minister Oster Lund, Karvia, and Minister Tor Vane, Veldania" is a title
    return is_name(name) and _holds(office, words) and not _holds(name, words)


def _holds(line: str, words: frozenset[str]) -> bool:
    lowered = line.lower()
    return any(word in lowered for word in words)


def _is_title(text: str, pieces: list[Piece], place: int) -> bool:
    piece = pieces[place]
    line = text[piece.start : piece.end]
    if not piece.whole or len(line) > MAX_TITLE or place + 1 >= len(pieces):
        return False
    following = pieces[place + 1]
    if _is_underline(text, following) or _MARKDOWN_HEADING.match(line):
        return True
    if match_dateline(text, piece.start, piece.end) is not None or not _reads_as_title(line, closed=piece.closed):
        return False
    return piece.closed or line.endswith(";") or text[following.start : following.end].count(" ") > line.count(" ")


def _reads_as_title(line: str, *, closed: bool) -> bool:
    """Return whether a first line has no full stop, or is in title case; `closed` when a blank line follows."""
    if not _TITLE_START.match(line) or not any(map(str.isalpha, line)) or _TODAY.search(line):
        return False
    if line.endswith(";"):  # a headline in two lines, as libraries of articles keep it
        return not closed
    if line.endswith(".") and not line.endswith(("...", "D.C.", "U.S.")):
        return closed and is_title_case(line) and not has_two_sentences(line)
    if line.endswith((":", ",", "—", "–", "-", "…", ">")):
        return False
    return is_title_case(line) or not has_two_sentences(line)


def _is_underline(text: str, piece: Piece) -> bool:
    """Return whether a piece is the line of signs under a heading of Markdown."""
    return bool(_UNDERLINE.fullmatch(text, piece.start, piece.end)) and piece.end - piece.start >= 3


def find_headings(text: str, pieces: list[Piece]) -> list[Piece]:
    """Return the pieces with the headings inside the body marked, and datelines split from paragraphs they open."""
    marked: list[Piece] = []
    body_before = 0
    for place, piece in enumerate(pieces):
        line = text[piece.start : piece.end]
        if marked and _is_underline(text, piece) and _may_be_underlined(marked[-1]):
            marked.append(replace(piece, kind=marked[-1].kind))
        elif piece.kind is not SegmentKind.BODY:
            marked.append(piece)
        elif piece.whole and is_dateline(line.strip("*_ ")):
            # the time of an entry in a report that grows by the hour is its heading
            in_head = body_before <= FIRST_PARAGRAPHS
            marked.append(replace(piece, kind=SegmentKind.DATELINE if in_head else SegmentKind.HEADING))
        elif piece.whole and len(line) <= MAX_TITLE and _is_heading(text, pieces, place):
            marked.append(replace(piece, kind=SegmentKind.HEADING))
        else:
            body_before += 1
            marked.extend(_split_dateline(text, piece, body_before))
    return marked


def _may_be_underlined(piece: Piece) -> bool:
    return not piece.closed and piece.kind in (SegmentKind.TITLE, SegmentKind.HEADING)


def _is_heading(text: str, pieces: list[Piece], place: int) -> bool:
    piece = pieces[place]
    line = text[piece.start : piece.end]
    if _MARKDOWN_HEADING.match(line):
        return True
    if place + 1 >= len(pieces):
        return False
    following = pieces[place + 1]
    if _is_underline(text, following) and not piece.closed:
        return True
    if is_marked_up(line):
        return not is_stopped(line.rstrip("*_"))
    after_mark = place > 0 and pieces[place - 1].kind is SegmentKind.END_MARK
    if not _reads_as_heading(line, MAX_HEADING_AFTER_MARK if after_mark else MAX_HEADING):
        return False
    # a line between two paragraphs; a run of such lines is a list
    return _is_prose(text, following) and (place == 0 or not _is_short(text, pieces[place - 1]))


def _reads_as_heading(line: str, longest: int) -> bool:
    if len(line) > longest or is_finished(line) or has_two_sentences(line) or is_turn(line):
        return False
    if _SPEECH.match(line) or _TODAY.search(line):
        return False
    return (line[0].isupper() or line[0].isdigit() or line[0] in "“\"‘'") and line[-1] not in ">)]"


def _is_prose(text: str, piece: Piece) -> bool:
    line = text[piece.start : piece.end]
    return piece.kind is SegmentKind.BODY and len(line) > 60 and (is_finished(line) or len(line) > MAX_TITLE)


def _is_short(text: str, piece: Piece) -> bool:
    line = text[piece.start : piece.end]
    return piece.kind is SegmentKind.BODY and len(line) <= MAX_HEADING and not is_finished(line)


def _split_dateline(text: str, piece: Piece, body_before: int) -> list[Piece]:
    if body_before > FIRST_PARAGRAPHS:
        return [piece]
    end = match_dateline(text, piece.start, piece.end)
    if end is None or end >= piece.end:
        return [piece]
    dateline = Piece(SegmentKind.DATELINE, piece.start, end, whole=False, closed=False)
    return [dateline, replace(piece, start=end, whole=False)]
