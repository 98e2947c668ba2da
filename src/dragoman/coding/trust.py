"""How sure a coded event is: the confidence of its cue, less for what makes events of its kind wrong.

In: a match with its two sides.  Out: a number from 0 to 1.  The points are those with which events read by eye
(`evaluation/reviewed/events.json`) and the tuning half of the marked sentences come out best.
"""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.coding.match import Match
from dragoman.coding.scene import Scene
from dragoman.coding.sectors import find_sectors
from dragoman.coding.sides import Known, Side
from dragoman.language.tree import ancestors, children
from dragoman.record import Actor, ActorKind, EventReport, EventType, Modality, Quad, Token

LEAST = 0.7  # confidence below which nothing is coded as having happened
LEAST_OTHER = 0.5  # … nor as planned, demanded, denied and the like
# for how the recipient is told; words done to nobody are mostly no event
TOLD_BY = {Known.NAMED: 0.0, Known.HOLDER: 0.05, Known.NEAR: 0.15, Known.THING: 0.05, Known.NOBODY: 0.3}
NO_ACTOR = 0.15  # words said of a thing that is nobody's: "condemned the violence"
IN_PASSING = 0.1  # a noun that no verb carries: "the attack on the base"
ASIDE = 0.1  # in a relative clause: "the rebels, who stormed the base, …"
GERUND = 0.1  # "… imposing restrictions", of which nobody says whether it was done
ANYBODY = 0.15  # "an insurgent", "a party favourite": mostly said of nobody in particular
NO_STANDING = 0.15  # neither side is known to be a state, a body, somebody with an office or an armed or civic group
UNNAMED_GIFT = 0.1  # the same where something is given or freed: gifts of private people
HABIT = 0.15  # "often", "for decades"
REQUIRED = 0.1  # "should", "must": often advice to nobody, or a condition
HABITS = frozenset({"often", "regularly", "always", "usually", "frequently", "routinely", "sometimes", "typically"})
SPANS = frozenset({"decade", "year", "century", "generation"})  # "for decades"
# sectors that make nobody a political actor
ARTICLES = frozenset({"a", "an", "any", "every", "each"})
PRIVATE = frozenset({"BUS", "MED"})
# what one may do alone: "the minister resigned", "workers went on strike"
ALONE = frozenset({EventType.RETREAT, EventType.CONCEDE, EventType.PROTEST, EventType.MOBILIZE, EventType.CONSULT})


def weigh(scene: Scene, match: Match, acting: Side, receiving: Side) -> float:
    """Return how sure it is that a match with these sides is an event."""
    less = TOLD_BY[receiving.known]
    less += NO_ACTOR * (receiving.known is Known.THING and not receiving.actors)
    if receiving.known is Known.NOBODY and (match.type in ALONE or len(acting.actors) > 1):
        less /= 2
    less += IN_PASSING * (match.is_noun and len(match.words) == 1)
    less += ASIDE * any(token.dep == "relcl" for token in _line(scene, match))
    less += GERUND * _is_gerund(scene, match.verb)
    people = (*match.actors, *(token for token in match.recipients if scene.can_act(token)))
    less += ANYBODY * any(_is_anybody(scene, token) for token in people)
    if not has_standing((*acting.actors, *receiving.actors)):
        less += NO_STANDING + UNNAMED_GIFT * (match.type.quad is Quad.MATERIAL_COOPERATION)
    less += HABIT * _is_habit(scene, match.verb) + REQUIRED * match.rule.startswith("required:")
    return round(max(0.05, match.confidence - less), 3)


def is_kept(event: EventReport) -> bool:
    """Tell whether an event is sure enough to stand in the record."""
    return event.grounds.confidence >= (LEAST if event.modality is Modality.HAPPENED else LEAST_OTHER)


def has_standing(actors: Iterable[Actor]) -> bool:
    """Tell whether one of them is a political actor by what the text says of him: a body, an office, a sector."""
    return any(map(_has_standing, actors))


def _has_standing(actor: Actor) -> bool:
    sectors = frozenset(find_sectors(actor))
    if actor.kind is ActorKind.STATE or actor.country is not None or actor.office is not None or sectors - PRIVATE:
        return True
    return actor.kind is ActorKind.ORGANISATION and not sectors


def _line(scene: Scene, match: Match) -> Iterable[Token]:
    return (match.verb, *ancestors(scene.parse, match.verb.index))


def _is_gerund(scene: Scene, verb: Token) -> bool:
    return verb.tag == "VBG" and not any(children(scene.parse, verb.index, {"aux", "auxpass"}))


def _is_anybody(scene: Scene, token: Token) -> bool:
    """A noun in the singular behind "a" or "any", nobody's name; a share of people in a poll."""
    if token.lemma in {"percent", "%"}:
        return True
    if token.phrase is not None:
        phrase = scene.body.phrases[token.phrase]
        return phrase.name is None and phrase.country is None and phrase.determiner in ARTICLES
    articles = {child.lemma for child in children(scene.parse, token.index, {"det"})}
    return token.tag == "NN" and bool(articles & ARTICLES)


def _is_habit(scene: Scene, verb: Token) -> bool:
    """Whether it is told of what is done again and again: "often attacked", "has for decades supported"."""
    if any(child.lemma in HABITS for child in children(scene.parse, verb.index, {"advmod"})):
        return True
    return any(
        noun.lemma in SPANS and noun.tag == "NNS"
        for preposition in children(scene.parse, verb.index, {"prep"})
        if preposition.lemma in {"for", "over"}
        for noun in children(scene.parse, preposition.index, {"pobj"})
    )
