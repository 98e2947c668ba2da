"""Document → words: paragraphs of the segments that can say something, as tokens with the names among them.

Names come before the parse: what they tell lets the parser read a title with its name as one word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from dragoman.language.model import Language
from dragoman.record import Segment, SegmentKind, Span

SPOKEN = frozenset({SegmentKind.TITLE, SegmentKind.BODY, SegmentKind.HEADING, SegmentKind.CAPTION})
# Characters of a paragraph that the model reads at once: its memory grows with them, and it refuses over a million;
# the longest paragraph of the shared readouts has 8,000.
LONGEST = 50_000
SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s")
PARAGRAPH_BREAK = re.compile(r"\n[ \t\u00a0]*(?:\r?\n[ \t\u00a0]*)+")
# the model knows straight quotes and plain spaces best; each character is replaced by one character
# and what cannot be seen (direction marks, zero-width spaces, escapes) does not stick to a word
UNSEEN = [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x1B, 0xFEFF, 0x00AD]
BROKEN = range(0xD800, 0xE000)  # halves of surrogate pairs, which no model can encode
PLAIN = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "\u2011": "-"}
    | dict.fromkeys("\u00a0\u202f\n\r\t", " ")
    | dict.fromkeys(map(chr, [*UNSEEN, *BROKEN]), " ")
)

# marks that stand in a text without being words: what colours a terminal, tags left from a page
MARKS = re.compile(r"\x1b\[[0-9;]*[A-Za-z]|\x1b\][^\x07\x1b]{0,200}(?:\x07|\x1b\\)|</?[A-Za-z][^<>]{0,300}>")


def make_plain(text: str) -> str:
    """Return the text as the model reads it, of the same length: marks blanked out, quotes and spaces made plain."""
    if "\x1b" in text or "<" in text:
        text = MARKS.sub(lambda mark: " " * len(mark[0]), text)
    return text.translate(PLAIN)


@dataclass(frozen=True, slots=True)
class Word:
    """A token of the text; `name` is the kind of name it belongs to ("PERSON", "ORG", "GPE", …) or ""."""

    start: int
    end: int
    text: str
    name: str
    opens: bool  # the first word of its name


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The words of one paragraph, and the segment it stands in."""

    index: int
    span: Span
    segment: SegmentKind
    words: tuple[Word, ...]


def find_words(text: str, segments: tuple[Segment, ...], language: Language) -> tuple[Paragraph, ...]:
    """Return the paragraphs of title, body, headings and captions, in text order, as words with names.

    No name and no sentence runs over the end of a paragraph.
    """
    places = [
        (segment.kind, span)
        for segment in segments
        if segment.kind in SPOKEN
        for span in find_paragraphs(text, segment.span)
    ]
    make = language.pipeline.make_doc
    docs = [_without_spaces(make(make_plain(text[span.start : span.end]))) for _, span in places]
    named = language.pipeline.get_pipe("ner").pipe((doc for doc, _ in docs), batch_size=16)  # type: ignore[attr-defined]
    return tuple(
        Paragraph(index, span, kind, tuple(_words(text, doc, offsets, span.start)))
        for index, ((kind, span), doc, (_, offsets)) in enumerate(zip(places, named, docs, strict=True))
    )


def find_paragraphs(text: str, within: Span) -> Iterator[Span]:
    """Yield the paragraphs of a segment, without the white space around them.

    The segments of the reading stage already part what stands on lines of its own; inside one only a
    blank line ends a paragraph.  One that is longer than `LONGEST` characters is cut at the end of a sentence, where
    there is none at a space, and else (a word of a megabyte) anywhere.
    """
    start = within.start
    for piece in PARAGRAPH_BREAK.finditer(text, within.start, within.end):
        yield from _cut(text, start, piece.start())
        start = piece.end()
    yield from _cut(text, start, within.end)


def _cut(text: str, start: int, end: int) -> Iterator[Span]:
    while end - start > LONGEST:
        limit = start + LONGEST
        ends = [piece.end() for piece in SENTENCE_END.finditer(text, limit - LONGEST // 5, limit)]
        stop = ends[-1] if ends else text.rfind(" ", start + 1, limit)
        stop = stop if stop > start else limit
        yield from _trimmed(text, start, stop)
        start = stop
    yield from _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)


def _without_spaces(doc: Doc) -> tuple[Doc, tuple[int, ...]]:
    """The tokens that are not white space, as a document of their own, with their offsets in the paragraph."""
    kept = [token for token in doc if not token.is_space]
    spaces = [bool(token.whitespace_) or (token.i + 1 < len(doc) and doc[token.i + 1].is_space) for token in kept]
    return Doc(doc.vocab, words=[token.text for token in kept], spaces=spaces), tuple(token.idx for token in kept)


def _words(text: str, doc: Doc, offsets: tuple[int, ...], base: int) -> Iterator[Word]:
    for token, offset in zip(doc, offsets, strict=True):
        start, end = base + offset, base + offset + len(token.text)
        yield Word(start, end, text[start:end], token.ent_type_, token.ent_iob_ == "B")
