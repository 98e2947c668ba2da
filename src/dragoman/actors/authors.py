"""Who speaks in a whole text: whose statement its title says it is, or whose name and office its byline gives."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dragoman.actors.offices import load_offices, match_forms
from dragoman.actors.phrases import Phrase
from dragoman.record import ActorKind, Segment, SegmentKind, Span

# matches "Statement by ", "Remarks as Prepared for Delivery by " before a name
BY = re.compile(
    r"\b(?:statement|remarks|message|address|speech|letter|tribute|proclamation|op-ed)\b[^.:;,]{0,40}"
    r"\b(?:by|from)\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
# matches "Ada B. Lind, Deputy Minister of State"
SIGNED = re.compile(r"(?P<name>[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]*){1,4}), (?P<office>[A-Z][^.,\n]{4,80})")


def find_author(title: str, phrases: tuple[Phrase, ...]) -> int | None:
    """Return which phrase of a title is the person whose statement it names: "Statement by Ada Lind on …"; or None."""
    for at, phrase in enumerate(phrases):
        if phrase.kind is ActorKind.PERSON and phrase.name is not None:
            return at if BY.search(title, 0, phrase.span.start) else None
    return None


def read_byline(text: str, segments: Iterable[Segment]) -> Phrase | None:
    """Return the person whom a byline at the head of a text gives with an office: "Ada Lind, Deputy Minister"."""
    for segment in segments:
        if segment.kind is SegmentKind.BODY:
            return None
        found = SIGNED.fullmatch(text[segment.span.start : segment.span.end].strip())
        if segment.kind is SegmentKind.BYLINE and found is not None:
            return _signer(found, segment.span.start)
    return None


def _signer(found: re.Match[str], start: int) -> Phrase | None:
    words = tuple(found["office"].lower().split())
    head = next((match[1] for at in range(len(words)) if (match := match_forms(load_offices().heads, words, at))), None)
    if head is None or head.plural:
        return None
    span = Span(start, start + len(found["name"]))
    office = found["office"]
    return Phrase(-1, 0, 0, span, ActorKind.PERSON, found["name"], span, office, head.key, head.domain)
