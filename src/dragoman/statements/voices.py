"""Spans of what was said: their edges, whether they stand in quotation marks, and whose words they are."""

from __future__ import annotations

import re

from dragoman.record import Form, SegmentKind, Span, Voice
from dragoman.statements.lexicon import SpeechLexicon
from dragoman.statements.quotes import Quote, Quotes

EDGE = frozenset(" \t\r\n\u00a0,;:.–—-")
ABBREVIATED = re.compile(r"(?:\b[A-Z]\.){2,}\Z")  # "U.S." keeps its full stop
GLUED = re.compile(r"(?:[-‑]\w+)+")


def extend(text: str, span: Span, quotes: Quotes) -> Span:
    """Return the span widened to whole quotations that it cuts through.

    A quotation of several sentences is whole only so: the sentence of its speaker holds one of them.
    """
    start, end = span.start, span.end
    for quote in quotes.within(span):
        if quote.span.contains(span) and not _reaches(text, quote, span):
            continue
        if _is_opened(quote, span) or quote.span.start >= span.start:
            end = max(end, quote.span.end)
        if quote.span.end <= span.end or _is_closed(text, quote, span) or _is_opened(quote, span):
            start = min(start, quote.span.start)
    return Span(start, end)


def _reaches(text: str, quote: Quote, span: Span) -> bool:
    """Whether a span inside a quotation begins or ends where the quotation does."""
    return _is_opened(quote, span) or _is_closed(text, quote, span)


def _is_opened(quote: Quote, span: Span) -> bool:
    return quote.inner.start >= span.start - 1 and quote.span.start <= span.start


def _is_closed(text: str, quote: Quote, span: Span) -> bool:
    return not text[span.end : quote.span.end].strip("\"“”„‟«»’‘' \n,.!?") and quote.span.end >= span.end


def only_quote(text: str, span: Span, quotes: Quotes) -> Span:
    """Return the last quotation of a span that introduces it by another clause: 'Asked about it, "No," she said'."""
    inside = quotes.within(span)
    if not inside or inside[-1].single:
        return span
    quote = inside[-1]
    before = text[span.start : max(span.start, quote.span.start)].rstrip()
    whole = not text[quote.span.end : span.end].strip(" ,.") and quote.span.start > span.start
    capital = text[quote.inner.start : quote.inner.start + 1].isupper()
    return (
        Span(quote.span.start, span.end)
        if whole and capital and before.endswith((",", ":")) and len(inside) == 1
        else span
    )


def trim(text: str, span: Span) -> Span:
    """Return the span without white space and loose punctuation at its ends; quotation marks stay."""
    start, end = span.start, span.end
    while start < end and text[start] in EDGE:
        start += 1
    while end > start and text[end - 1] in EDGE and not ABBREVIATED.search(text, start, end):
        end -= 1
    # "re-election" is several words to the parser
    glued = GLUED.match(text, end) if end > start and text[end - 1].isalnum() else None
    end = glued.end() if glued else end
    opened = text.count("(", start, end) - text.count(")", start, end)
    if opened == 1 and text.startswith(")", end):
        end += 1  # "Senator Lind (Green)"
    elif opened == 1 and text.startswith("(", start):
        start += 1
    return Span(start, end)


def form_of(text: str, content: tuple[Span, ...], quotes: Quotes, *, clause: bool) -> Form:
    """Return direct where all words are quoted as a clause of their own, mixed where some are, else indirect."""
    words = quoted = 0
    for span in content:
        words += _letters(text[span.start : span.end])
        for quote in quotes.within(span):
            inside = Span(max(span.start, quote.span.start), min(span.end, quote.span.end))
            quoted += _letters(text[inside.start : inside.end])
    if not quoted:
        return "indirect"
    return "direct" if quoted >= words and clause else "mixed"


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def voice_of(text: str, content: tuple[Span, ...], form: Form, segment: SegmentKind, lexicon: SpeechLexicon) -> Voice:
    """Return whose words the content is in."""
    if segment is SegmentKind.CAPTION:
        return "caption"
    if form == "direct":
        return "quoted"
    words = {word for span in content for word in re.findall(r"[\w-]+", text[span.start : span.end].lower())}
    return "hedged" if words & lexicon.hedges else "paraphrased"
