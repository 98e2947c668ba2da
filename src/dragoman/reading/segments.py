"""A text in, its segments out: what is title, dateline, body, caption, and what is furniture of the page.

The segments tile the text: every character belongs to one, blanks to the one before.  A paragraph of the
body is a segment of its own, so that no reader takes the end of one for the beginning of the next.

First every paragraph is judged by itself (labels, marks, credits, what is glued into it), then by where it
stands: the head of the document, lists under a label, headings, the lines about the author at the end.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from dragoman.reading.authors import find_author_lines, is_byline
from dragoman.reading.captions import find_caption_start, find_credits, match_bare_credit, sentence_starts
from dragoman.reading.headings import find_head, find_headings
from dragoman.reading.labels import find_glued_labels, label_line
from dragoman.reading.paragraphs import Paragraph, find_paragraphs
from dragoman.reading.pieces import Piece, is_stopped, is_title_case
from dragoman.record import Segment, SegmentKind, Span

MAX_LISTED: Final = 160
"""Characters of the longest line that belongs to the list under a label."""


# as in "(https://…)" after the words of a Markdown link
_LINK_TARGET: Final = re.compile(r"\(https?://[^)\s]*\)")


@dataclass(frozen=True, slots=True)
class _Cut:
    """A stretch inside a paragraph that is no body; `start`..`end` with the kind it has."""

    kind: SegmentKind
    start: int
    end: int


def find_segments(text: str) -> tuple[Segment, ...]:
    """Return the segments of `text` in order; they tile it, and no blank text has none."""
    paragraphs = find_paragraphs(text)
    if not paragraphs:
        return (Segment(SegmentKind.BODY, Span(0, len(text))),) if text else ()
    pieces = list(_judge_paragraphs(text, paragraphs))
    pieces = _fill_lists(text, pieces)
    pieces = find_head(text, pieces)
    pieces = find_headings(text, pieces)
    pieces = find_author_lines(text, pieces)
    return _tile(pieces, len(text))


def _tile(pieces: list[Piece], length: int) -> tuple[Segment, ...]:
    starts = [0, *(piece.start for piece in pieces[1:]), length]
    return tuple(
        Segment(piece.kind, Span(start, end)) for piece, start, end in zip(pieces, starts, starts[1:], strict=False)
    )


def _judge_paragraphs(text: str, paragraphs: list[Paragraph]) -> Iterator[Piece]:
    cuts = _assign(paragraphs, _find_cuts(text))
    for place, paragraph in enumerate(paragraphs):
        start, end, closed = paragraph.start, paragraph.end, paragraph.closed
        labelled = label_line(text, start, end)
        if labelled is not None and labelled.end < end:
            yield Piece(labelled.kind, start, labelled.end, whole=False, closed=False)
            start = _skip_blanks(text, labelled.end, end)
            yield Piece(SegmentKind.BODY, start, end, whole=False, closed=closed)
        elif (
            labelled is not None
            and labelled.kind is SegmentKind.CAPTION
            and match_bare_credit(text, start, end) == start
        ):
            yield Piece(SegmentKind.CREDIT, start, end, closed=closed)  # "Image: Tor Vane"
        elif labelled is not None:
            yield Piece(labelled.kind, start, end, closed=closed, has_list=labelled.has_list)
        elif is_byline(text[start:end]):
            yield Piece(SegmentKind.BYLINE, start, end, closed=closed)
        else:
            yield from _split(text, paragraph, cuts.get(place, []))


def _assign(paragraphs: list[Paragraph], cuts: list[_Cut]) -> dict[int, list[_Cut]]:
    """Return the cuts by the paragraph they stand in."""
    starts = [paragraph.start for paragraph in paragraphs]
    assigned: dict[int, list[_Cut]] = {}
    for cut in cuts:
        assigned.setdefault(bisect_right(starts, cut.start) - 1, []).append(cut)
    return assigned


def _find_cuts(text: str) -> list[_Cut]:
    credits_ = [_Cut(SegmentKind.CREDIT, start, end) for start, end in find_credits(text)]
    labels = [_Cut(kind, start, start) for start, kind in find_glued_labels(text)]
    return sorted([*credits_, *labels], key=lambda cut: cut.start)


def _split(text: str, paragraph: Paragraph, cuts: list[_Cut]) -> Iterator[Piece]:
    """Yield the pieces of a paragraph: its body, and what is glued into it."""
    position, end = paragraph.start, paragraph.end
    found: list[_Cut] = []
    for cut in cuts:
        if cut.start < position or cut.start >= end:
            continue
        if cut.kind is SegmentKind.CREDIT:
            caption = find_caption_start(text, position, cut.start)
            if caption < cut.start:
                found.append(_Cut(SegmentKind.CAPTION, caption, cut.start))
            found.append(_Cut(SegmentKind.CREDIT, cut.start, min(cut.end, end)))
        else:
            found.append(_Cut(cut.kind, cut.start, _label_end(text, cut.start, end)))
        position = _skip_blanks(text, found[-1].end, end)
    bare = match_bare_credit(text, position, end) if position < end else None
    if bare is not None:
        if bare > position:
            found.append(_Cut(SegmentKind.CAPTION, find_caption_start(text, position, bare), bare))
        found.append(_Cut(SegmentKind.CREDIT, bare, end))
    yield from _fill_gaps(text, paragraph, found)


def _label_end(text: str, start: int, end: int) -> int:
    """Return where the words end that a label inside a paragraph labels: its bracket, or its sentence."""
    if text[start] in "([":
        closing = text.find(")" if text[start] == "(" else "]", start, end)
        return closing + 1 if closing >= 0 else end
    starts = sentence_starts(text, start, end)
    return starts[1] if len(starts) > 1 else end


def _skip_blanks(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _strip_end(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _fill_gaps(text: str, paragraph: Paragraph, cuts: list[_Cut]) -> Iterator[Piece]:
    """Yield the cuts of a paragraph and its body between them."""
    position, end = paragraph.start, paragraph.end
    if not cuts:
        yield Piece(SegmentKind.BODY, position, end, closed=paragraph.closed)
        return
    for cut in cuts:
        if cut.start > position:
            yield Piece(SegmentKind.BODY, position, _strip_end(text, position, cut.start), whole=False, closed=False)
        position = _skip_blanks(text, cut.end, end)
        yield Piece(cut.kind, cut.start, cut.end, whole=False, closed=paragraph.closed and position >= end)
    if position < end:
        yield Piece(SegmentKind.BODY, position, end, whole=False, closed=paragraph.closed)


def _fill_lists(text: str, pieces: list[Piece]) -> list[Piece]:
    """Return the pieces with the lines of lists given the kind of the label above them."""
    filled: list[Piece] = []
    listing: SegmentKind | None = None
    for piece in pieces:
        if piece.has_list:
            listing = piece.kind
        elif listing is not None and piece.kind is SegmentKind.BODY and _is_listed(text, piece, listing):
            piece = replace(piece, kind=listing)  # noqa: PLW2901 - the line takes the kind of its label
        else:
            listing = None
        filled.append(piece)
    return filled


def _is_listed(text: str, piece: Piece, listing: SegmentKind) -> bool:
    line = text[piece.start : piece.end]
    if listing is SegmentKind.BIOGRAPHY:
        return True
    if len(line) > MAX_LISTED:
        line = _LINK_TARGET.sub("", line)
    return piece.whole and len(line) <= MAX_LISTED and (not is_stopped(line) or is_title_case(line))
