"""The text of a document → its sentences, by punctuation alone: readings keep no parse."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from dragoman.record import Document, SegmentKind, Span

_PARAGRAPH: Final = re.compile(r"\n\s*\n")
# "… in Velmar. The", "… ‘at once.’ She", "… Q&A? “We"
_END: Final = re.compile(r"[.!?]+[\"”’)\]]*\s+(?=[\"“‘(\[]?[^\W_a-z])")
# "Mr. Velk", "Joseph R. Biden, Jr. Held", "U.S. President": no end of a sentence
_SHORT: Final = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|Jr|Sr|St|Gen|Lt|Col|Sen|Rep|Prof|No|vs)|\b[A-Z](?:\.[A-Z])*)\.$")
_LETTER: Final = re.compile(r"[^\W_]")


def find_sentences(document: Document, kinds: frozenset[SegmentKind]) -> tuple[Span, ...]:
    """Return the sentences of the segments of some kinds, in order, without the space around them."""
    return tuple(
        sentence
        for segment in document.segments
        if segment.kind in kinds
        for paragraph in _split(document.text, segment.span)
        for sentence in _find_ends(document.text, paragraph)
    )


def _split(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    for match in _PARAGRAPH.finditer(text, span.start, span.end):
        yield Span(start, match.start())
        start = match.end()
    yield Span(start, span.end)


def _find_ends(text: str, paragraph: Span) -> Iterator[Span]:
    start = paragraph.start
    for match in _END.finditer(text, paragraph.start, paragraph.end):
        if not _SHORT.search(text, start, match.start() + 1):
            yield from _strip(text, Span(start, match.end()))
            start = match.end()
    yield from _strip(text, Span(start, paragraph.end))


def _strip(text: str, span: Span) -> Iterator[Span]:
    words = text[span.start : span.end]
    stripped = words.strip()
    if _LETTER.search(stripped):
        start = span.start + len(words) - len(words.lstrip())
        yield Span(start, start + len(stripped))
