"""Segments as short pairs, so that a row of a table fits on a line."""

from __future__ import annotations

from dragoman.reading.segments import find_segments
from dragoman.record import SegmentKind

Found = tuple[SegmentKind, str]

TITLE = SegmentKind.TITLE
DATELINE = SegmentKind.DATELINE
BODY = SegmentKind.BODY
HEADING = SegmentKind.HEADING
CAPTION = SegmentKind.CAPTION
CREDIT = SegmentKind.CREDIT
RELATED = SegmentKind.RELATED_LINK
NAVIGATION = SegmentKind.NAVIGATION
BYLINE = SegmentKind.BYLINE
BIOGRAPHY = SegmentKind.BIOGRAPHY
NOTE = SegmentKind.ATTRIBUTION_NOTE
MARK = SegmentKind.END_MARK

BEFORE = "The ministers of Karvia and Veldania met in Ormstad and spoke about the fishing grounds in the strait."
AFTER = "They agreed to meet again before the end of the year, the ministry of Karvia said when the talks were over."


def segment(text: str) -> list[Found]:
    """Return the kinds and the words of the segments of a text, blanks around the words left out."""
    return [(found.kind, text[found.span.start : found.span.end].strip()) for found in find_segments(text)]


def segment_between(line: str) -> list[Found]:
    """Return the segments of a line that stands between two paragraphs of an article."""
    first, *found, last = segment(f"{BEFORE}\n\n{line}\n\n{AFTER}")
    assert first == (BODY, BEFORE)
    assert last == (BODY, AFTER)
    return found
