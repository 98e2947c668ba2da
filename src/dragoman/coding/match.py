"""Cues in a sentence → matches: the words of an event with the tokens that act and that are acted upon."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.coding.lexicon import Cue, EventLexicon
from dragoman.coding.scene import Scene
from dragoman.language.tree import children, conjuncts
from dragoman.record import EventType, Sentence, Token

# where who acts may stand beside a noun that names the event, in this order
NOUN_ACTORS = ("owner", "by", "from")
CLAUSES = frozenset({"xcomp", "ccomp", "oprd"})  # "called on him to go", "called it a triumph"
# "engaged in an attack", "went on a visit", "responded with strikes"
CARRYING = frozenset({"with", "in", "out", "into", "to", "on", "for"})
CARRIERS = frozenset(
    {"carry", "engage", "participate", "step", "resort", "respond", "retaliate", "enter", "go", "lead", "embark"}
    | {"travel", "fly", "head", "arrive", "come", "be"}
)


@dataclass(frozen=True, slots=True)
class Match:
    """A cue with its tokens; `verb` is the verb whose tense and negation count, the word itself where it has none."""

    type: EventType
    mode: str | None
    cameo: str | None
    rule: str
    confidence: float
    head: Token
    verb: Token
    words: tuple[Token, ...]
    actors: tuple[Token, ...]
    recipients: tuple[Token, ...]
    weight: int = 0
    inside: tuple[Match, ...] = ()  # what a governor looks at
    said: bool = False  # announced or refused by somebody: that is a fact, though what is announced is none

    @property
    def is_noun(self) -> bool:
        return self.head.tag.startswith("NN")


def find_matches(scene: Scene, sentence: Sentence, lexicon: EventLexicon) -> tuple[Match, ...]:
    """Return the matches of a sentence in text order, the best one at each word; governors are for `governors`."""
    found: list[Match] = []
    for token in scene.parse.tokens[sentence.first : sentence.last]:
        match = match_at(scene, token, lexicon)
        if match is not None:
            found.append(match)
    return tuple(found)


def match_at(scene: Scene, token: Token, lexicon: EventLexicon) -> Match | None:
    """Return the best match whose word stands at a token."""
    if token.phrase is not None:
        return None
    if token.tag.startswith("VB") and token.dep != "amod" and not _is_named(scene, token):  # "assisted living"
        cues = lexicon.verbs.get(token.lemma)
        return next(_verb_matches(scene, token, cues), None) if cues else None
    if token.tag in {"NN", "NNS", "JJ"}:
        cues = lexicon.nouns.get(token.lemma)
        return next(_noun_matches(scene, token, cues, lexicon), None) if cues else None
    return None


def _is_named(scene: Scene, verb: Token) -> bool:
    """ "after the 2012 shooting": a participle behind an article is a noun, and whoever comes before did not do it."""
    return verb.tag == "VBG" and any(children(scene.parse, verb.index, {"det"}))


# ------------------------------------------------------------ verbs


def _verb_matches(scene: Scene, verb: Token, cues: tuple[Cue, ...]) -> Iterator[Match]:
    for cue in cues:
        if not _has_particle(scene, verb, cue):
            continue
        words = [verb]
        objects = scene.objects(verb)
        if "clause" in cue.unless and any(children(scene.parse, verb.index, CLAUSES)):
            continue
        if _is_barred(scene, cue, objects) or not _has_subject(scene, cue, verb):
            continue
        if cue.objects:
            objects = tuple(noun for noun in objects if not cue.objects.isdisjoint(scene.forms(noun)))
            if not objects:
                continue
            words.extend(objects[:1])
        if cue.purpose and not _has_purpose(scene, cue, verb, objects):
            continue
        if cue.behind:
            place = _behind(scene, verb, objects, cue)
            if place is None:
                continue
            words.append(place)
        held = objects if not cue.behind else (*objects, *words[-1:])
        # "found him guilty": who is found so, not what he is found
        done_to = tuple(noun for noun in scene.objects(verb) if not noun.tag.startswith("JJ"))
        if not objects or not all(noun.tag.startswith("JJ") for noun in objects):
            done_to = objects
        found = _places(scene, verb, done_to, cue.recipient, held)
        # "gave a million in aid to Marovia": what is given is no recipient
        recipients = (
            tuple(noun for noun in found if noun in done_to or cue.objects.isdisjoint(scene.forms(noun))) or found
        )
        if not recipients and "object" in cue.recipient and not cue.objects and not cue.behind:
            continue  # a verb that does something to somebody, with nobody there
        if cue.people and not any(map(scene.can_act, recipients)):
            continue
        yield Match(
            cue.type, cue.mode, cue.cameo, cue.rule, cue.confidence, verb, verb, tuple(words),
            _verb_actors(scene, verb, cue), recipients, cue.weight,
        )  # fmt: skip


def _has_particle(scene: Scene, verb: Token, cue: Cue) -> bool:
    """Whether the particle and the adverb asked for are there: "jointly built", "built together with", "test-fired"."""
    if cue.particle is not None and not scene.has_particle(verb, cue.particle):
        return False
    if not cue.words:
        return True
    below = [*children(scene.parse, verb.index, {"advmod", "npadvmod", "prep", "prt"})]
    below += [one for preposition in below for one in children(scene.parse, preposition.index, {"advmod"})]
    return any(one.lemma in cue.words for one in below)


def _is_barred(scene: Scene, cue: Cue, objects: tuple[Token, ...]) -> bool:
    """Whether the object is one with which the words tell something else: "released a statement"."""
    if not cue.unless or not objects:
        return False
    return "object" in cue.unless or any(not cue.unless.isdisjoint(scene.forms(noun)) for noun in objects)


def _has_subject(scene: Scene, cue: Cue, verb: Token) -> bool:
    if not cue.subjects:
        return True
    subjects = scene.objects(verb) if scene.is_passive(verb) else scene.subjects(verb)
    return any(not cue.subjects.isdisjoint(scene.forms(noun)) for noun in subjects)


def _has_purpose(scene: Scene, cue: Cue, verb: Token, objects: tuple[Token, ...]) -> bool:
    """ "sent experts to investigate", "deployed soldiers to help the villagers"."""
    return any(
        clause.lemma in cue.purpose and clause.tag == "VB"
        for at in (verb, *objects)
        for clause in children(scene.parse, at.index, {"advcl", "xcomp", "acl", "relcl"})
    )


def _behind(scene: Scene, verb: Token, objects: tuple[Token, ...], cue: Cue) -> Token | None:
    for preposition, nouns in cue.behind:
        for at in (verb, *objects, *scene.objects(verb)):
            for noun in scene.behind(at, preposition):
                if not nouns or not nouns.isdisjoint(scene.forms(noun)):
                    return noun
    return None


def _verb_actors(scene: Scene, verb: Token, cue: Cue) -> tuple[Token, ...]:
    for place in cue.actor:
        found = scene.subjects(verb) if place == "subject" else _places(scene, verb, scene.objects(verb), (place,))
        if found:
            return found
    return ()


def _places(
    scene: Scene, at: Token, objects: tuple[Token, ...], places: tuple[str, ...], held: tuple[Token, ...] = ()
) -> tuple[Token, ...]:
    """Return the tokens of the first place that is taken; prepositions are looked for at the objects and `held` too."""
    for place in places:
        found: tuple[Token, ...]
        if place == "object":
            found = objects or _dative(scene, at)
        elif place == "subject":
            found = scene.subjects(at)
        elif place == "owner":
            found = tuple(owner for noun in objects for owner in scene.owners(noun))
        elif place == "given":
            found = _dative(scene, at)
        else:
            # "a suspension of aid to Marovia": also what hangs on the noun behind "of"
            below = scene.behind(at, "of") if at.tag.startswith("NN") else _measured(scene, held or objects)
            found = tuple(noun for holder in (at, *(held or objects), *below) for noun in scene.behind(holder, place))
        found = tuple(token for token in found if not token.tag.startswith("VB"))
        if found:
            return tuple(dict.fromkeys(found))
    return ()


def _measured(scene: Scene, nouns: tuple[Token, ...]) -> tuple[Token, ...]:
    """ "returned dozens of coins to Velk": what is counted holds the preposition."""
    return tuple(one for noun in nouns if noun.lemma in scene.measures for one in scene.behind(noun, "of"))


def _dative(scene: Scene, verb: Token) -> tuple[Token, ...]:
    return tuple(
        noun
        for token in children(scene.parse, verb.index, {"dative"})
        if token.tag.startswith(("NN", "PRP"))
        for noun in conjuncts(scene.parse, token.index)
    )


# ------------------------------------------------------------ nouns


def _noun_matches(scene: Scene, noun: Token, cues: tuple[Cue, ...], lexicon: EventLexicon) -> Iterator[Match]:
    forms = set(scene.forms(noun))
    if noun.dep in {"compound", "amod", "nmod"}:
        return
    # "hunger strike" before "strike"
    exact = [cue for cue in cues if any(" " in form for form in forms & cue.nouns)]
    for cue in (*exact, *(cue for cue in cues if cue not in exact)):
        if forms.isdisjoint(cue.nouns) or (cue.words and not _stands_beside(scene, noun, cue.words)):
            continue
        if cue.unless and _is_barred(scene, cue, scene.behind(noun, "of")):
            continue
        carrier = find_carrier(scene, noun, lexicon)
        if cue.carriers and (carrier is None or carrier.lemma not in cue.carriers):
            continue
        recipients = _places(scene, noun, (noun,), cue.recipient)
        actors = _noun_actors(scene, noun, carrier, cue, lexicon)
        if carrier is not None and carrier.lemma in lexicon.receiving and not recipients:
            recipients = scene.subjects(carrier)
        elif carrier is not None and not recipients:
            recipients = _places(scene, carrier, (), tuple(p for p in cue.recipient if p not in {"object", "owner"}))
        actors = tuple(token for token in actors if token not in recipients)
        if not recipients and (cue.needs_recipient or carrier is None):
            continue  # "the attack" told of in passing
        words = (noun,) if carrier is None else (carrier, noun)
        yield Match(
            cue.type, cue.mode, cue.cameo, cue.rule, cue.confidence - 0.05, noun, carrier or noun, words,
            actors, recipients, cue.weight + (carrier is not None),
        )  # fmt: skip


def _stands_beside(scene: Scene, noun: Token, words: frozenset[str]) -> bool:
    near = {child.lemma for child in children(scene.parse, noun.index, {"compound", "amod", "nmod"})}
    near |= {
        form
        for place in ("of", "on", "for", "to")
        for token in scene.behind(noun, place)
        for form in scene.forms(token)
    }
    return not near.isdisjoint(words)


def _noun_actors(
    scene: Scene, noun: Token, carrier: Token | None, cue: Cue, lexicon: EventLexicon
) -> tuple[Token, ...]:
    if carrier is not None and carrier.lemma not in lexicon.receiving:
        found = scene.subjects(carrier)
        if found:
            return found
    for place in (*NOUN_ACTORS, *(place for place in cue.actor if place != "subject")):
        below = (noun, *scene.behind(noun, "of"))  # "the expulsion of diplomats by Marovia"
        found = scene.owners(noun) if place == "owner" else tuple(n for at in below for n in scene.behind(at, place))
        if found:
            return found
    return ()


def find_carrier(scene: Scene, noun: Token, lexicon: EventLexicon) -> Token | None:
    """Return the verb that only carries a noun: "carried out an attack", "an attack launched by", "in a raid"."""
    first = noun
    while first.dep == "conj":
        first = scene.parse.tokens[first.head]
    above = scene.parse.tokens[first.head]
    if above.lemma in lexicon.light and above.tag.startswith("VB") and first.dep in {"dobj", "nsubjpass", "oprd"}:
        return above
    if first.dep == "pobj" and above.lemma in CARRYING:
        holder = scene.parse.tokens[above.head]
        if holder.lemma in CARRIERS:
            return holder
    for child in children(scene.parse, noun.index, {"acl", "relcl"}):
        if child.lemma in lexicon.light:
            return child
    return None
