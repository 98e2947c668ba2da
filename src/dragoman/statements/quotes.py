"""Text → quotations: what stands between quotation marks, of all kinds and in mixed pairs, never apostrophes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dragoman.record import Span

_MARKS = re.compile("[\"“”„‟«»‹›〝〞＂]|''|``|[‘’'‛]")
_OPENING = frozenset("“„‟«‹〝‘‛") | {"``"}
_SINGLE = frozenset("‘’'‛")


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation with its marks; `closed` is false where its paragraph ends before a closing mark."""

    span: Span
    closed: bool
    single: bool = False
    mark: int = 1  # characters of each mark: ''…'' has two

    @property
    def inner(self) -> Span:
        """The words without the marks."""
        start = min(self.span.start + self.mark, self.span.end)
        return Span(start, max(start, self.span.end - self.mark) if self.closed else self.span.end)


class Quotes:
    """The quotations of a text in order, looked up by place."""

    __slots__ = ("_starts", "all")

    def __init__(self, quotes: Iterable[Quote]) -> None:
        self.all = tuple(quotes)
        self._starts = [quote.span.start for quote in self.all]

    def at(self, place: int) -> Quote | None:
        """Return the quotation that a character stands in, marks included."""
        before = bisect_right(self._starts, place) - 1
        return self.all[before] if before >= 0 and place < self.all[before].span.end else None

    def within(self, span: Span) -> tuple[Quote, ...]:
        """Return the quotations that have characters in common with a span."""
        first = max(0, bisect_right(self._starts, span.start) - 1)
        found: list[Quote] = []
        for quote in self.all[first:]:
            if quote.span.start >= span.end:
                break
            if quote.span.overlaps(span):
                found.append(quote)
        return tuple(found)


def find_quotes(text: str, paragraphs: Iterable[Span]) -> Quotes:
    """Return the quotations of all paragraphs; none goes over the end of its paragraph."""
    return Quotes(quote for paragraph in paragraphs for quote in _in_paragraph(text, paragraph))


def _in_paragraph(text: str, within: Span) -> Iterator[Quote]:
    opened: tuple[int, bool] | None = None
    for mark in _MARKS.finditer(text, within.start, within.end):
        single = mark[0] in _SINGLE
        opens, closes = _may_open(text, mark, within), _may_close(text, mark, within)
        if opened is None:
            if opens and not (single and _is_elision(text, mark.end(), within.end)):
                opened = (mark.start(), single)
        elif single == opened[1] and closes:
            yield Quote(Span(opened[0], mark.end()), closed=True, single=single, mark=len(mark[0]))
            opened = None
        elif opened[1] and not single and opens:
            # what seemed a single quotation was an apostrophe: “…” counts
            opened = (mark.start(), False)
    if opened is not None and not opened[1]:
        yield Quote(Span(opened[0], within.end), closed=False)


def _may_open(text: str, mark: re.Match[str], within: Span) -> bool:
    if mark[0] == "›":  # ”…” and »…« are opened by what closes elsewhere
        return False
    before = text[mark.start() - 1] if mark.start() > within.start else " "
    after = text[mark.end()] if mark.end() < within.end else " "
    if after.isspace() and mark[0] not in _OPENING:
        return False
    return before.isspace() or before in "([{—–-:,;/“‘\"'" or (mark[0] in _OPENING and mark[0] != "‘")


def _may_close(text: str, mark: re.Match[str], within: Span) -> bool:
    if mark[0] in _SINGLE:
        before = text[mark.start() - 1]
        after = text[mark.end()] if mark.end() < within.end else " "
        # "organizations' aid" closes nothing unless a sentence mark or the end of a clause stands there
        return mark[0] != "‘" and not after.isalnum() and not before.isspace()
    if mark[0] == "“" or mark[0] == "„":
        return not _may_open_strictly(text, mark, within)
    return True


def _may_open_strictly(text: str, mark: re.Match[str], within: Span) -> bool:
    before = text[mark.start() - 1] if mark.start() > within.start else " "
    after = text[mark.end()] if mark.end() < within.end else " "
    return before.isspace() and not after.isspace()


_ELISION = re.compile(r"(?:\d\ds?\b|em\b|til\b|tis\b|twas\b|cause\b|n\b)", re.IGNORECASE)


def _is_elision(text: str, at: int, end: int) -> bool:
    """ "the '90s", "'em": an apostrophe before a word, which opens nothing."""
    return _ELISION.match(text, at, end) is not None
