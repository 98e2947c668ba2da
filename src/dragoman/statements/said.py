"""Reports with their actors and spans, and the quotations that run on behind them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from dragoman.record import Act, Actor, ActorKind, Span
from dragoman.statements.quotes import Quote, Quotes
from dragoman.statements.reports import Report


@dataclass(frozen=True, slots=True)
class Said:
    """A report with its actors and spans, before it knows its contact."""

    report: Report
    speakers: tuple[Actor, ...]
    hearers: tuple[Actor, ...]
    addressees: tuple[Actor, ...]
    chain: tuple[Actor, ...]
    content: tuple[Span, ...]


def join_sayings(text: str, said: Iterable[Said]) -> Iterator[Said]:
    """Yield what was said, each saying once; in '"…", the mayor said, the Courier noted' the Courier is a link."""
    kept: list[Said] = []
    for one in said:
        at = next((at for at, other in enumerate(kept) if _is_same(text, other, one)), None)
        if at is None:
            kept.append(one)
        elif one.speakers != kept[at].speakers:
            kept[at] = replace(kept[at], chain=(*kept[at].chain, *one.speakers), content=one.content)
    yield from kept


def _is_same(text: str, one: Said, other: Said) -> bool:
    """Whether a report repeats the very words of another report of its sentence, for the same speaker or a body."""
    if one.report.sentence != other.report.sentence:
        return False
    if one.speakers == other.speakers:
        return one.content == other.content
    if any(actor.kind is not ActorKind.ORGANISATION for actor in other.speakers):
        return False
    # "the mayor commented, the Courier noted, …": the words seem to begin with the Courier
    first = min(token.start for token in (*other.report.source, other.report.verb))
    begins = 0 <= first - one.content[0].start <= len("the ") and one.content[-1].end == other.content[-1].end
    return one.content == other.content or (begins and text.startswith(",", other.report.verb.end))


def continue_quotes(text: str, said: Sequence[Said], quotes: Quotes, paragraphs: Sequence[Span]) -> Iterator[Said]:
    """Yield what was said, with the quotations that follow it directly and that nobody else is said to have spoken.

    "…," she said. "…": the second quotation is hers; so is the next paragraph where it is one quotation.
    """
    taken = [span for one in said for span in one.content]
    places = _Places(taken, paragraphs, [paragraph.start for paragraph in paragraphs])
    last = {one.report.sentence.first: one for one in said if one.report.outer is None and one.report.clause}
    for one in said:
        if any(quotes.within(span) for span in one.content):
            last.pop(one.report.sentence.first, None)  # who is quoted in it goes on
    for one in said:
        further = tuple(_further(text, one, quotes, places, last.get(one.report.sentence.first) is one))
        yield replace(one, content=(*one.content, *further)) if further else one


@dataclass(frozen=True, slots=True)
class _Places:
    """What of a text is spoken for already, and where its paragraphs are."""

    taken: Sequence[Span]
    paragraphs: Sequence[Span]
    starts: Sequence[int]

    def paragraph(self, place: int) -> Span:
        return self.paragraphs[bisect_right(self.starts, place) - 1]

    def is_free(self, span: Span) -> bool:
        return not any(span.overlaps(other) for other in self.taken)


def _further(text: str, one: Said, quotes: Quotes, places: _Places, last: bool) -> Iterator[Span]:
    """The quotations that go on with what was said; behind words that are not quoted, those of the same paragraph."""
    quoted = any(quotes.within(span) for span in one.content)
    if not one.report.clause or not (quoted or (last and one.report.act is not Act.THINK)):
        return
    if one.report.act is Act.REQUEST and text[: one.content[-1].end].rstrip("\"”’' ").endswith("?"):
        return  # who answers a question is somebody else
    end = None if quoted else places.paragraph(one.report.sentence.span.start).end
    at = max(one.report.sentence.span.end, *(span.end for span in one.content))
    opening = next(
        (quote for quote in quotes.within(one.report.sentence.span) if at - 3 <= quote.span.start < at), None
    )
    if opening is not None and places.is_free(opening.span):
        at = opening.span.start  # the parser gave the opening mark to the sentence before
    for quote in quotes.all:
        if quote.span.start < at:
            continue
        if (
            text[at : quote.span.start].strip(' \t\r\n\u00a0.,”"')
            or quote.single
            or (end is not None and quote.span.start >= end)
            or not places.is_free(quote.span)
            or not _stands_alone(text, quote, places)
        ):
            return
        yield quote.span
        at = quote.span.end


def _stands_alone(text: str, quote: Quote, places: _Places) -> bool:
    """Whether a quotation is a sentence of its own: up to its paragraph's end, or before a new sentence."""
    paragraph = places.paragraph(quote.span.start)
    rest = text[quote.span.end : paragraph.end].lstrip()
    finished = text[quote.inner.start : quote.inner.end].rstrip().endswith((".", "!", "?", "…", "”", "’", ","))
    return not rest or ((finished and rest[:1].isupper()) or rest[:1] in '"“')
