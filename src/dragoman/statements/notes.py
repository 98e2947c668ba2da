"""Attribution notes of a document → on whose word all of it is told: "The following is attributable to …:"."""

from __future__ import annotations

import re

from dragoman.actors.cast import Cast
from dragoman.record import Actor, ActorKind, Document, SegmentKind, stable_id
from dragoman.statements.lexicon import SpeechLexicon

# matches "The following is attributable to Spokesperson Ada Quill:"
NOTE = re.compile(
    r"(?:attribut(?:able|ed)\s+to|issued\s+by|released\s+by|statement\s+(?:by|from))\s+(?:the\s+)?"
    r"(?P<who>[^:\n]{3,80}?)[\s\u200e\u200f]*:"
)


def find_voucher(document: Document, cast: Cast, lexicon: SpeechLexicon) -> Actor | None:
    """Return who vouches for the whole document by an attribution note; None where there is none."""
    for segment in document.segments:
        if segment.kind is SegmentKind.ATTRIBUTION_NOTE:
            found = NOTE.search(document.text, segment.span.start, segment.span.end)
            if found is not None:
                return _actor(" ".join(found["who"].split()), cast, lexicon)
    return None


def _actor(words: str, cast: Cast, lexicon: SpeechLexicon) -> Actor:
    """The person of a title with a name: "State Department Spokesperson Ada Quill"."""
    parts = words.split()
    heads = [at for at, word in enumerate(parts) if word.casefold() in lexicon.people]
    name = " ".join(parts[heads[-1] + 1 :]) if heads else words
    office = " ".join(parts[: heads[-1] + 1]) if heads and name else None
    name = name or words
    known = next((actor for actor in cast.actors.values() if actor.name == name), None)
    return known or Actor(stable_id("actor", "person", name.casefold(), ""), ActorKind.PERSON, name, office)
