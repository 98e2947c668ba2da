"""Actors → the sectors they act for (`lexicons/sectors.toml`): GOV, MIL, REB, IGO and the rest."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from dragoman.errors import LexiconError
from dragoman.lexicons.loader import find_organisation, read_lexicon
from dragoman.record import Actor, ActorKind

# the sector of a body by its kind in `organisations.toml`
BODIES = {
    "igo": "IGO",
    "alliance": "IGO",
    "authority": "GOV",
    "movement": "REB",
    "military": "MIL",
    "ministry": "GOV",
    "party": "PTY",
    "ngo": "NGO",
    "company": "BUS",
    "media": "MED",
    "agency": "GOV",
    "parliament": "LEG",
    "court": "JUD",
    "bank": "BUS",
    "forum": "IGO",
}


@cache
def load_sectors() -> Mapping[str, re.Pattern[str]]:
    """Return the words of each sector as one pattern, in the order of the file.

    Raises LexiconError where a sector lacks words, an example or a near miss.
    """
    data: dict[str, Any] = read_lexicon("sectors.toml")
    found: dict[str, re.Pattern[str]] = {}
    for code, entry in data["sector"].items():
        if not (entry.get("words") and entry.get("examples") and entry.get("not")):
            raise LexiconError(f"sectors.toml: sector {code!r} lacks words, an example or a near miss; add it")
        words = "|".join(map(re.escape, entry["words"]))
        found[code] = re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE)  # "the army": one word
    return MappingProxyType(found)


def find_sectors(actor: Actor) -> tuple[str, ...]:
    """Return the sectors of an actor, the main one first; none where nothing tells."""
    if actor.kind is ActorKind.STATE:
        return ("GOV",)
    found = [*_by_words(actor.office or ""), *_by_words(actor.name)]
    if actor.kind is ActorKind.ORGANISATION:
        body = find_organisation(actor.name)
        if body is not None and body.kind in BODIES:
            found.insert(0, BODIES[body.kind])
    if not found and actor.kind is ActorKind.PERSON and actor.office is not None and actor.country is not None:
        found.append("GOV")
    return tuple(dict.fromkeys(found))


def _by_words(words: str) -> list[str]:
    return [code for code, pattern in load_sectors().items() if pattern.search(words)] if words else []
