"""Words of force between politicians → what they tell: "attacked his rival" is a reproach, "beat his rival" a vote.

In: a match of ASSAULT with its two sides.  Out: the match, the match as ACCUSE, or None where it tells no event.
"""

from __future__ import annotations

from dataclasses import replace

from dragoman.coding.lexicon import EventLexicon
from dragoman.coding.match import Match
from dragoman.coding.sectors import find_sectors
from dragoman.coding.sides import Side
from dragoman.record import Actor, ActorKind, EventType

ARMED = frozenset({"MIL", "REB", "COP", "SPY", "CRM"})
UNARMED = frozenset({"PTY", "MED", "LEG", "JUD", "BUS", "OPP", "NGO"})


def read_figure(match: Match, acting: Side, receiving: Side, lexicon: EventLexicon) -> Match | None:
    """Return what a match means between these two sides."""
    if match.type is not EventType.ASSAULT or not (_is_civil(acting) and _is_civil(receiving)):
        return match
    if match.head.lemma in lexicon.scolding:
        return replace(
            match, type=EventType.ACCUSE, mode="disapprove", cameo="111", rule=f"figurative:{match.rule}",
            confidence=match.confidence - 0.1,
        )  # fmt: skip
    return None if match.head.lemma in lexicon.winning else match


def _is_civil(side: Side) -> bool:
    """Whether all of a side are politicians, parties, media or the like, with nobody of a force among them."""
    return bool(side.actors) and all(map(_is_unarmed, side.actors))


def _is_unarmed(actor: Actor) -> bool:
    sectors = frozenset(find_sectors(actor))
    if sectors & ARMED:
        return False
    return bool(sectors & UNARMED) or (actor.kind is ActorKind.PERSON and actor.name[:1].isupper())
