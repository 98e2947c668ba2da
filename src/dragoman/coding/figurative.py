"""Words of force between politicians → what they tell: "attacked his rival" is a reproach, "beat his rival" a vote.

In: a match of ASSAULT with its two sides.  Out: the match, the match as ACCUSE, or None where it tells no event.
"""

from __future__ import annotations

from dataclasses import replace

from dragoman.coding.lexicon import EventLexicon
from dragoman.coding.match import Match
from dragoman.coding.sectors import find_sectors
from dragoman.coding.sides import Known, Side
from dragoman.record import Actor, ActorKind, EventType

ARMED = frozenset({"MIL", "REB", "COP", "SPY", "CRM"})
UNARMED = frozenset({"PTY", "MED", "LEG", "JUD", "BUS", "OPP", "NGO"})


def read_figure(match: Match, acting: Side, receiving: Side, lexicon: EventLexicon) -> Match | None:
    """Return what a match means between these two sides."""
    if match.type is not EventType.ASSAULT or not _is_civil(acting):
        return match
    if match.head.lemma in lexicon.scolding and (_is_civil(receiving) or _is_public(receiving)):
        return replace(
            match, type=EventType.ACCUSE, mode="disapprove", cameo="111", rule=f"figurative:{match.rule}",
            confidence=match.confidence - 0.1,
        )  # fmt: skip
    wordy = match.head.lemma in lexicon.scolding | lexicon.winning and receiving.known is Known.THING
    if wordy and not _is_place(match, lexicon):
        return None  # "attacked loopholes"
    return None if match.head.lemma in lexicon.winning and _is_civil(receiving) else match


def _is_place(match: Match, lexicon: EventLexicon) -> bool:
    """Whether what is done to can be stormed or shelled: "an army base"."""
    return any(token.lemma in lexicon.places for token in match.recipients)


def _is_civil(side: Side) -> bool:
    """Whether all of a side are politicians, parties, media or the like, with nobody of a force among them."""
    return bool(side.actors) and all(map(_is_unarmed, side.actors))


def _is_public(side: Side) -> bool:
    """Whether a side are groups of civil life: voters, lawmakers, the media; not places or troops."""
    sectors = [frozenset(find_sectors(actor)) for actor in side.actors]
    return bool(sectors) and all(one & (UNARMED | {"CVL"}) and not one & ARMED for one in sectors)


def _is_unarmed(actor: Actor) -> bool:
    sectors = frozenset(find_sectors(actor))
    if sectors & ARMED:
        return False
    return bool(sectors & UNARMED) or (actor.kind is ActorKind.PERSON and actor.name[:1].isupper())
