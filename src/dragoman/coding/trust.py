"""How sure a coded event is: the confidence of its cue, less for what makes events of its kind wrong.

In: a match with its two sides.  Out: a number from 0 to 1.  The points are those with which events read by eye
(`evaluation/reviewed/events.json`) and the tuning half of the marked sentences come out best.
"""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.coding.match import Match
from dragoman.coding.modality import is_present
from dragoman.coding.scene import Scene
from dragoman.coding.sectors import find_sectors
from dragoman.coding.sides import Known, Side
from dragoman.language.tree import ancestors, children, subtree
from dragoman.record import Actor, ActorKind, EventReport, EventType, Modality, Quad, Token

LEAST = 0.65  # confidence below which nothing is coded as having happened
SURE = 0.75  # confidence below which it is shown only to who asks for it
LEAST_OTHER = 0.4  # below which nothing is coded as planned, demanded, denied and the like

# ------------------------------------------------------------ how much less sure an event is, and for what
# how the recipient is told; words done to nobody are mostly no event
TOLD_BY = {Known.NAMED: 0.0, Known.HOLDER: 0.1, Known.NEAR: 0.2, Known.THING: 0.05, Known.DEED: 0.1, Known.NOBODY: 0.3}
NO_ACTOR = 0.25  # words said of a thing that is nobody's: "lamented the violence"
NO_ACTOR_REFUSED = 0.1  # "rejected the result"
NO_ACTOR_REFUSED_BY_ONE = 0.2  # the same by one with an office
ANYBODY = 0.15  # "an insurgent", "a party favourite": mostly said of nobody in particular
CROWD = 0.15  # "people", "34,000 people"
HOUSEHOLD = 0.2  # "asked his assistant", "his wife"
PRONOUN = 0.05  # "he", who may be another
NO_STANDING = 0.15  # neither side is known to be a state, a body, somebody with an office or an armed or civic group
UNNAMED_GIFT = 0.1  # the same where something is given or freed: gifts of private people
PRIVATE_DEED = 0.3  # done, not said, by somebody without office: "has treated him badly", "resigned from the paper"
UNARMED = 0.1  # "the foundation hit", "hackers": force by somebody without a force, an office or a country
SOFT_CROWD = 0.1  # "speakers urged the crowd", "the crowd cheered": words of a crowd
SOFT_BODY = 0.08  # praise of a body of which nothing is known: often a book, a ruling, a garbled name
CRIME = 0.25  # "police arrested a man on suspicion of murder": no matter between political actors
TALKED = 0.13  # a meeting by its cue alone: what was one between two parties stands in the record as a contact
PRESENT = 0.12  # "exports grain to", "partners with": deeds told in the present are habits or headlines
BY_MEDIA = 0.2  # a newspaper investigates, a moderator asks
INTERVIEW = 0.2  # "spoke with journalists"
UNNAMED_HOST = 0.2  # "visited the court", "several towns"
TO_ONE = 0.2  # "gave the senator some credit"
BANNED_THING = 0.1  # "banned fracking": a law, done to nobody in particular
IN_PASSING = 0.1  # a noun that no verb carries: "the attack on the base"
ASIDE = 0.12  # in a relative clause: "the rebels, who stormed the base, …"
ASIDE_LATER = 0.1  # "those who will take the town": announced by nobody
PARTICIPLE = 0.1  # "the territory occupied by Orvania": told to say which, mostly known before
GERUND = 0.1  # "… imposing restrictions", of which nobody says whether it was done
IN_POLL = 0.2  # "six in ten voters support her": an answer to a question
QUOTED = 0.07  # the same in quotation marks, besides
REPORTED = 0.05  # told in somebody's words of others, who may see it otherwise
REQUIRED = 0.2  # "should", "must": often advice to nobody, or a condition
REQUIRED_OF_BODY = 0.1  # the same of a state or a body, who can be asked
WISHED = 0.2  # "wants him to go" may never have been said to him
NOUN_ASKING = 0.2  # "amid calls for him to resign": whose calls is mostly not told
UNLIKE = 0.3  # "is determined to warn": what conflict somebody is ready for is no agreement
OTHER_SENSE = 0.2  # "kick off", "blast out": a particle that the cue does not ask for
VIEW_SHARED = 0.2  # "agreed that it matters", "agreed on the need for": one opinion, nothing undertaken
OPPOSED = 0.1  # "opposed", "resisted": mostly a standing view of a plan, not a request refused
DENIED_CLAIM = 0.15  # "denied the report": what somebody says of himself, and no refusal
HABIT = 0.15  # "often", "for decades"
SAID = -0.05  # praise and backing are mostly what they are called
# below and above these shares the word of the learned model counts, by so much
DOUBTED, UNLIKELY = 0.1, -0.1
SHARED, LIKELY = 0.9, 0.03

# ------------------------------------------------------------ words and kinds
POLLS = frozenset({"percent", "%", "poll", "survey", "pollster", "respondent", "voter", "ballot", "caucus", "study"})
HABITS = frozenset(
    {"often", "regularly", "always", "usually", "frequently", "routinely", "sometimes", "typically"}
    | {"frequent", "constant", "usual"}
)
SPANS = frozenset({"decade", "year", "century", "generation"})  # "for decades"
ARTICLES = frozenset({"a", "an", "any", "every", "each"})
HOUSE = frozenset(
    {"assistant", "aide", "staff", "staffer", "people", "team", "wife", "husband", "family", "father", "mother"}
    | {"son", "daughter", "brother", "sister", "friend", "lawyer", "adviser", "advisor", "child", "parent"}
)
WORTH = frozenset({"importance", "need", "necessity", "value", "significance", "urgency", "role", "responsibility"})
CLAIMS = frozenset({"report", "claim", "allegation", "accusation", "rumour", "rumor", "charge"})
OPPOSING = frozenset({"oppose", "resist", "opposition", "fight"})
PLAIN_PARTICLES = frozenset({"back"})  # "sent back" is sent
CONFLICT = frozenset({Quad.VERBAL_CONFLICT, Quad.MATERIAL_CONFLICT})
DEEDS = frozenset({Quad.MATERIAL_COOPERATION, Quad.MATERIAL_CONFLICT})
AGREED = ("SUPPORT:sign", "SUPPORT:agree")  # rules of agreements reached, which several reach together
PROSECUTED = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.ACCUSE, EventType.RETREAT})
CRIMES = frozenset(
    {"murder", "homicide", "manslaughter", "slaying", "burglary", "burgle", "robbery", "rob", "theft", "steal", "dui"}
    | {"hit-and-run", "misdemeanor", "misdemeanour", "drunk", "rape", "stab", "stabbing", "rampage"}
    | {"employee", "coworker", "colleague", "ex-colleague", "handgun", "shoplifting", "arson"}
)
FORCEFUL = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.SANCTION, EventType.MOBILIZE})
WORDS = frozenset({EventType.REQUEST, EventType.SUPPORT, EventType.AGREE})
TAKING_SIDES = frozenset({EventType.SUPPORT, EventType.ACCUSE, EventType.REJECT})
PEOPLE = frozenset({"CVL", "REF"})
OFFICIAL = frozenset({"GOV", "MIL", "REB", "IGO", "SPY"})
PRIVATE = frozenset({"BUS", "MED"})  # sectors that make nobody a political actor
MUTUAL = frozenset({EventType.CONSULT, EventType.AGREE, EventType.COOPERATE})  # what several do with one another
# what one may do alone: "the minister resigned", "workers went on strike"
ALONE = frozenset({EventType.RETREAT, EventType.CONCEDE, EventType.PROTEST, EventType.MOBILIZE, EventType.CONSULT})


def weigh(scene: Scene, match: Match, acting: Side, receiving: Side, *, reported: bool = False) -> float:
    """Return how sure it is that a match with these sides is an event; `reported`: told in somebody's words."""
    less = (
        _for_recipient(match, acting, receiving)
        + _for_sides(scene, match, acting, receiving)
        + _for_kind(match, acting, receiving)
        + _for_place(scene, match)
        + _for_wording(scene, match)
        + REPORTED * reported
    )
    return round(max(0.05, match.confidence - less), 3)


def doubt(score: float, scene: Scene, match: Match, acting: Side, receiving: Side, *, quoted: bool = False) -> float:
    """Return how sure an event is after what may keep it from being shown, though never out of the record.

    `quoted`: told in quotation marks, of others than who says it.
    """
    talked = match.type is EventType.CONSULT and not match.inside
    less = (
        UNARMED * (match.type in FORCEFUL and not any(map(_is_official, acting.actors)))
        + TALKED * (talked and not all(OFFICIAL.intersection(find_sectors(actor)) for actor in acting.actors))
        + SOFT_CROWD * (match.type in WORDS and all(map(_is_crowd, acting.actors)))
        + SOFT_BODY * (match.type is EventType.SUPPORT and any(map(_is_unknown, receiving.actors)))
        + PRESENT * (match.type.quad in DEEDS and is_present(scene, match.verb))
        + QUOTED * quoted
        + CRIME * _is_crime(scene, match, receiving)
    )
    return round(max(score - less, min(score, LEAST)), 3)


def _for_recipient(match: Match, acting: Side, receiving: Side) -> float:
    """What it costs how the text tells the recipient, or that it tells none."""
    less = TOLD_BY[receiving.known]
    if receiving.known is Known.THING and not receiving.actors:
        less += _for_nobody(match, acting)
    together = len(acting.actors) > 1 and (match.type in MUTUAL or match.rule.startswith(AGREED))
    if receiving.known is Known.NOBODY and (match.type in ALONE or together):
        less /= 3 if together else 2
    return less


def _for_nobody(match: Match, acting: Side) -> float:
    """What it costs that a thing is nobody's: least where a body refuses or threatens it."""
    if match.type not in {EventType.REJECT, EventType.THREATEN}:
        return NO_ACTOR
    if any(actor.kind is not ActorKind.PERSON for actor in acting.actors):
        return NO_ACTOR_REFUSED
    return NO_ACTOR_REFUSED_BY_ONE if all(map(_is_official, acting.actors)) else NO_ACTOR


def _for_sides(scene: Scene, match: Match, acting: Side, receiving: Side) -> float:
    """What it costs who the sides are: anybody, a crowd, one's own household, private people, the media."""
    less = ANYBODY * (_is_vague(scene, match.actors, acting) or _is_vague(scene, match.recipients, receiving))
    less += CROWD * any(token.lemma == "people" and token.phrase is None for token in match.actors)
    less += HOUSEHOLD * any(_is_household(scene, token) for token in match.recipients)
    less += PRONOUN * any(token.tag == "PRP" for token in match.actors)
    less += BY_MEDIA * _are_media(acting)
    if not has_standing((*acting.actors, *receiving.actors)):
        less += NO_STANDING + UNNAMED_GIFT * (match.type.quad is Quad.MATERIAL_COOPERATION)
    return less


def _for_kind(match: Match, acting: Side, receiving: Side) -> float:
    """What it costs where events of a type are mostly something else between such sides."""
    abroad = any(actor.country or OFFICIAL.intersection(find_sectors(actor)) for actor in receiving.actors)
    less = PRIVATE_DEED * (match.type.quad in DEEDS and not abroad and any(map(_is_private, acting.actors)))
    less += INTERVIEW * (match.type is EventType.CONSULT and _are_media(receiving))
    less += UNNAMED_HOST * (match.rule == "CONSULT:visit" and all(token.phrase is None for token in match.recipients))
    less += TO_ONE * (match.type is EventType.AID and all(actor.kind is ActorKind.PERSON for actor in receiving.actors))
    less += BANNED_THING * (match.type is EventType.COERCE and receiving.known is Known.THING)
    if match.rule.startswith("required:"):
        less += REQUIRED_OF_BODY if receiving.actors and all(map(_is_body, receiving.actors)) else REQUIRED
    return less + SAID * (match.type is EventType.SUPPORT and bool(receiving.words))


def _for_place(scene: Scene, match: Match) -> float:
    """What it costs where in the sentence it is told: in passing, aside, in a poll."""
    less = IN_PASSING * (match.is_noun and len(match.words) == 1 and not any(map(_is_agent, match.actors)))
    aside = any(token.dep == "relcl" for token in _line(scene, match))
    less += ASIDE * aside + ASIDE_LATER * (aside and match.rule.startswith("future:"))
    less += GERUND * _is_gerund(scene, match.verb) + PARTICIPLE * (match.verb.dep == "acl")
    return less + IN_POLL * (match.type in TAKING_SIDES and _is_in_poll(scene, match))


def _for_wording(scene: Scene, match: Match) -> float:
    """What it costs which words tell it."""
    less = NOUN_ASKING * (match.is_noun and bool(match.inside)) + UNLIKE * _is_unlike(match)
    less += OTHER_SENSE * _has_other_sense(scene, match) + WISHED * (match.head.lemma == "want")
    less += VIEW_SHARED * _is_view(scene, match) + OPPOSED * (match.head.lemma in OPPOSING)
    less += DENIED_CLAIM * (match.type is EventType.REJECT and any(token.lemma in CLAIMS for token in match.words))
    less += HABIT * (_is_habit(scene, match.verb) or _is_habit(scene, match.head))
    return less


def settle(score: float, likeness: float) -> float:
    """Return how sure an event is, given how likely the learned model finds its type."""
    points = UNLIKELY if likeness < DOUBTED else LIKELY if likeness >= SHARED else 0.0
    return round(min(0.97, max(0.05, score + points)), 3)


def is_kept(event: EventReport) -> bool:
    """Tell whether an event is sure enough to stand in the record."""
    return event.grounds.confidence >= (LEAST if event.modality is Modality.HAPPENED else LEAST_OTHER)


def least_shown(modality: Modality | None) -> float:
    """Return the confidence from which events are shown to who does not ask for others."""
    return SURE if modality is Modality.HAPPENED else 0.0


def has_standing(actors: Iterable[Actor]) -> bool:
    """Tell whether one of them is a political actor by what the text says of him: a body, an office, a sector."""
    return any(map(_has_standing, actors))


def _is_body(actor: Actor) -> bool:
    return actor.kind in {ActorKind.STATE, ActorKind.ORGANISATION}


def _is_official(actor: Actor) -> bool:
    """Whether somebody may use force, or speaks for who may: a state, an office, a force, one of a country."""
    known = actor.kind is ActorKind.STATE or actor.country is not None or actor.office is not None
    return known or bool(frozenset(find_sectors(actor)) - PRIVATE - PEOPLE)


def _is_crowd(actor: Actor) -> bool:
    return actor.kind is ActorKind.GROUP and not _is_official(actor)


def _is_unknown(actor: Actor) -> bool:
    """Whether nothing tells what kind of body somebody is."""
    return actor.kind is ActorKind.ORGANISATION and not _is_official(actor)


def _is_civic(actor: Actor) -> bool:
    return bool(PEOPLE.intersection(find_sectors(actor)))


def _is_crime(scene: Scene, match: Match, receiving: Side) -> bool:
    """Whether private people are arrested, charged or hurt, and the sentence speaks of a crime."""
    if match.type not in PROSECUTED or any(_is_official(one) or _is_civic(one) for one in receiving.actors):
        return False
    sentence = next(one for one in scene.parse.sentences if one.first <= match.head.index < one.last)
    return any(token.lemma.lower() in CRIMES for token in scene.parse.tokens[sentence.first : sentence.last])


def _is_private(actor: Actor) -> bool:
    """Whether somebody is a person by name, or some people, of whom the text tells no office, country or force."""
    named = actor.kind is ActorKind.PERSON and actor.name[:1].isupper()
    return (named or actor.kind is ActorKind.GROUP) and not _has_standing(actor)


def _is_in_poll(scene: Scene, match: Match) -> bool:
    """Whether the clause or what it hangs on speaks of a poll, or of shares of people."""
    words = {at for token in (*match.actors, *_line(scene, match)) for at in subtree(scene.parse, token.index)}
    return any(scene.parse.tokens[at].lemma in POLLS for at in words)


def _has_standing(actor: Actor) -> bool:
    sectors = frozenset(find_sectors(actor))
    if sectors and sectors <= PRIVATE:
        return False
    if actor.kind is ActorKind.STATE or actor.country is not None or actor.office is not None or sectors:
        return True
    return actor.kind is ActorKind.ORGANISATION


def _line(scene: Scene, match: Match) -> Iterable[Token]:
    return (match.verb, *ancestors(scene.parse, match.verb.index))


def _is_unlike(match: Match) -> bool:
    """Whether a match of cooperation, or its refusal, looks at one of conflict."""
    if match.rule == "governor:refuse":  # a request is what one refuses
        return any(one.type.quad in CONFLICT and one.type is not EventType.REQUEST for one in match.inside)
    return match.type is EventType.AGREE and any(one.type.quad in CONFLICT for one in match.inside)


def _is_view(scene: Scene, match: Match) -> bool:
    """Whether those who agree share a view: a finite clause, or what a matter is worth."""
    if match.rule != "governor:agree" or match.head.lemma != "agree":
        return False
    if any(clause.tag != "VB" for clause in children(scene.parse, match.head.index, {"ccomp"})):
        return True
    return any(noun.lemma in WORTH for place in ("on", "upon", "about") for noun in scene.behind(match.head, place))


def _is_agent(token: Token) -> bool:
    """Whether somebody is told by "by": "the expulsion of diplomats by Velk" leaves nothing open."""
    return token.dep == "pobj"


def _is_gerund(scene: Scene, verb: Token) -> bool:
    return verb.tag == "VBG" and not any(children(scene.parse, verb.index, {"aux", "auxpass"}))


def _is_vague(scene: Scene, tokens: Iterable[Token], side: Side) -> bool:
    """Whether one of a side is anybody, of no country or body: "an insurgent", not "an Orvanian envoy"."""
    if all(actor.country is not None or frozenset(find_sectors(actor)) - PRIVATE - PEOPLE for actor in side.actors):
        return bool(not side.actors) and any(_is_anybody(scene, token) for token in tokens if scene.can_act(token))
    return any(_is_anybody(scene, token) for token in tokens if scene.can_act(token))


def _is_anybody(scene: Scene, token: Token) -> bool:
    """A noun in the singular behind "a" or "any", nobody's name; a share of people in a poll."""
    if token.lemma in {"percent", "%"}:
        return True
    if token.phrase is not None:
        phrase = scene.body.phrases[token.phrase]
        return phrase.name is None and phrase.country is None and phrase.determiner in ARTICLES
    articles = {child.lemma for child in children(scene.parse, token.index, {"det"})}
    return token.tag == "NN" and bool(articles & ARTICLES)


def _are_media(side: Side) -> bool:
    return bool(side.actors) and all(find_sectors(actor) == ("MED",) for actor in side.actors)


def _is_household(scene: Scene, token: Token) -> bool:
    """Whether somebody is of the actor's own house or staff: "her assistant", "his people"."""
    owners = {child.tag for child in children(scene.parse, token.index, {"poss"})}
    phrase = None if token.phrase is None else scene.body.phrases[token.phrase]
    own = "PRP$" in owners or (phrase is not None and phrase.determiner in {"his", "her", "their", "my", "our"})
    return own and not HOUSE.isdisjoint(scene.forms(token))


def _has_other_sense(scene: Scene, match: Match) -> bool:
    """Whether a verb has a particle that the cue's name does not."""
    if match.rule.startswith("governor:") or not match.head.tag.startswith("VB"):
        return False
    particles = {child.lemma for child in children(scene.parse, match.head.index, {"prt"})}
    return bool(particles - PLAIN_PARTICLES - set(match.rule.replace(":", " ").split()))


def _is_habit(scene: Scene, verb: Token) -> bool:
    """Whether it is told of what is done again and again: "often attacked", "has for decades supported"."""
    if any(child.lemma in HABITS for child in children(scene.parse, verb.index, {"advmod", "amod"})):
        return True
    return any(
        noun.lemma in SPANS and noun.tag == "NNS"
        for preposition in children(scene.parse, verb.index, {"prep"})
        if preposition.lemma in {"for", "over"}
        for noun in children(scene.parse, preposition.index, {"pobj"})
    )
