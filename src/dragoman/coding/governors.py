"""Words that look at another event → the event they make of it: "refused to meet", "must end the attacks"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dragoman.coding.lexicon import EventLexicon, Governor
from dragoman.coding.match import NOUN_ACTORS, Match, match_at
from dragoman.coding.modality import is_future, is_negated, is_required
from dragoman.coding.scene import Scene
from dragoman.language.tree import ancestors, children, clause_head, conjuncts
from dragoman.record import EventType, Sentence, Token

CLAUSES = frozenset({"xcomp", "ccomp", "acl", "advcl", "relcl"})
TELLING = frozenset({"may", "might", "can"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})  # "insisted it had never crossed the border"
WITHIN = frozenset({"acl", "relcl", "pobj", "pcomp"})  # what stands in a noun phrase nobody says of anybody
PRONOUNS = frozenset({"it", "he", "she", "they", "who"})

Becomes = tuple[EventType, str | None, str]


def find_governed(scene: Scene, sentence: Sentence, lexicon: EventLexicon) -> Iterator[Match]:
    """Yield the events that governors make, in text order."""
    for token in scene.parse.tokens[sentence.first : sentence.last]:
        if token.phrase is None:
            for governor in lexicon.governors.get(token.lemma, ()):
                if _is_it(scene, token, governor):
                    match = _govern(scene, token, governor, lexicon)
                    if match is not None:
                        yield match
                        break


def _is_it(scene: Scene, token: Token, governor: Governor) -> bool:
    if governor.helper and not any(scene.has_particle(token, word) for word in governor.helper):
        return False
    if token.tag.startswith("VB"):
        return token.lemma in governor.verbs or (token.lemma in governor.adjectives and token.tag == "VBN")
    if token.tag.startswith("JJ"):
        return token.lemma in governor.adjectives
    return token.tag.startswith("NN") and token.lemma in governor.nouns


def _govern(scene: Scene, token: Token, governor: Governor, lexicon: EventLexicon) -> Match | None:
    if token.lemma in governor.others and not any(children(scene.parse, token.index, {"ccomp", "dobj"})):
        return None
    clauses, nouns = _looked_at(scene, token, governor.looks)
    inside = tuple(_events(scene, (*clauses, *nouns), lexicon))
    if not inside and (governor.needs == "event" or (governor.needs == "clause" and not clauses)):
        return None
    key = inside[0].type.value if inside else ""
    becomes = governor.becomes.get(key) or governor.becomes.get("")
    if becomes is None:
        return None
    verb = token if token.tag.startswith("VB") else clause_head(scene.parse, token.index)
    actors = _actors(scene, token, verb)
    kind, mode, cameo = becomes
    return Match(
        kind, mode, cameo, governor.rule, governor.confidence, token, verb, (token,), actors,
        _recipients(scene, token, governor, clauses, inside, actors), 3 if inside else 1, inside,
    )  # fmt: skip


def _looked_at(scene: Scene, token: Token, looks: frozenset[str]) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
    """Return the verbs of the clauses and the nouns that a word looks at."""
    clauses: list[Token] = []
    nouns: list[Token] = []
    for child in children(scene.parse, token.index, CLAUSES):
        if child.dep in {"xcomp", "ccomp", "acl"} or (child.dep == "advcl" and child.tag == "VB"):
            clauses.extend(other for other in conjuncts(scene.parse, child.index) if other.index > token.index)
    clauses = [clause for clause in clauses if _is_told(scene, clause) == ("finite" in looks)]
    if "infinitive" in looks:
        clauses = [clause for clause in clauses if _is_infinitive(scene, clause)]
    for child in children(scene.parse, token.index, {"dobj", "nsubjpass", "attr"}) if "object" in looks else ():
        nouns.extend(conjuncts(scene.parse, child.index))
    for preposition in children(scene.parse, token.index, {"prep"}):
        if preposition.lemma in looks:
            for child in children(scene.parse, preposition.index, {"pobj"}):
                nouns.extend(conjuncts(scene.parse, child.index))
            clauses.extend(children(scene.parse, preposition.index, {"pcomp"}))
    for noun in tuple(nouns):
        # "a request to step down", "demanded an end to"
        clauses.extend(child for child in children(scene.parse, noun.index, {"acl"}) if child.tag == "VB")
    return tuple(clauses), tuple(nouns)


def _is_told(scene: Scene, clause: Token) -> bool:
    """ "insists that he won", "demands whether he may": a finite clause says how things are; "that he go" asks."""
    if clause.dep != "ccomp":
        return False
    words = {child.lemma for child in children(scene.parse, clause.index, {"aux", "auxpass"})}
    # "insists they must be a party of ideas"
    is_so = clause.lemma == "be" and any(children(scene.parse, clause.index, {"attr", "acomp"})) and bool(words)
    helpers = children(scene.parse, clause.index, {"aux", "auxpass"})
    finite = any(child.tag in FINITE and child.text.lower() != "be" for child in helpers)
    return clause.tag in {"VBZ", "VBD"} or finite or bool(words & TELLING) or is_so


def _is_infinitive(scene: Scene, clause: Token) -> bool:
    return clause.tag == "VB" and any(child.lemma == "to" for child in children(scene.parse, clause.index, {"aux"}))


def _events(scene: Scene, tokens: tuple[Token, ...], lexicon: EventLexicon) -> Iterator[Match]:
    for token in tokens:
        match = match_at(scene, token, lexicon)
        if match is not None:
            yield match
            continue
        for child in children(scene.parse, token.index, {"dobj", "nsubjpass", "attr", "nsubj"}):
            carried = match_at(scene, child, lexicon) if child.tag.startswith("NN") else None
            if carried is not None and (carried.verb.index == token.index or child.dep == "nsubj"):
                yield carried


def _actors(scene: Scene, token: Token, verb: Token) -> tuple[Token, ...]:
    if token.tag.startswith("NN"):
        for place in NOUN_ACTORS:
            found = scene.owners(token) if place == "owner" else scene.behind(token, place)
            if found:
                return found
    return scene.subjects(verb)


def _recipients(
    scene: Scene,
    token: Token,
    governor: Governor,
    clauses: tuple[Token, ...],
    inside: tuple[Match, ...],
    actors: tuple[Token, ...],
) -> tuple[Token, ...]:
    """Who is asked, else who the event looked at is done to."""
    asked = "object" in governor.recipient and "on" in governor.recipient
    if asked:
        for clause in clauses:
            subjects = tuple(noun for noun in scene.subjects(clause) if noun not in actors)
            if subjects:
                return subjects
        found = _in_places(scene, token, tuple(p for p in governor.recipient if p != "object" or clauses))
        if found:
            return found
        wanted = (noun for match in inside for noun in (match.actors or match.recipients) if noun not in actors)
        return tuple(dict.fromkeys(wanted))
    own = tuple(dict.fromkeys(noun for match in inside for noun in match.recipients if noun not in actors))
    return own or _in_places(scene, token, tuple(p for p in governor.recipient if p != "object"))


def _in_places(scene: Scene, token: Token, places: tuple[str, ...]) -> tuple[Token, ...]:
    for place in places:
        found = scene.objects(token) if place == "object" else scene.behind(token, place)
        if found:
            return found
    return ()


# ------------------------------------------------------------ what a verb's own auxiliaries make of an event


def transform(scene: Scene, match: Match, lexicon: EventLexicon) -> Match:
    """Return the match as its auxiliaries make it: "will meet" is AGREE, "will not lift" REJECT, "must end" REQUEST."""
    if match.inside or not match.verb.tag.startswith("VB"):
        return match
    future, negated = is_future(scene, match.verb), is_negated(scene, match.verb)
    if is_required(scene, match.verb) and not negated:
        return _require(scene, match, lexicon)
    if not future:
        return match
    becomes = (lexicon.refused if negated else lexicon.future).get(match.type.value)
    if becomes is None:
        return match
    kind, mode, cameo = becomes
    rule = f"{'refused' if negated else 'future'}:{match.rule}"
    return replace(match, type=kind, mode=mode, cameo=cameo, rule=rule, inside=(match,), said=True)


def _says(scene: Scene, verb: Token, lexicon: EventLexicon) -> Token | None:
    """The verb that says a clause; none where it only tells of a noun: "suggestions that troops should leave"."""
    for above in ancestors(scene.parse, verb.index):
        if verb.dep in WITHIN:
            return None
        if above.lemma in lexicon.saying:
            return above
        verb = above
    return None


def _require(scene: Scene, match: Match, lexicon: EventLexicon) -> Match:
    """ "Velk says Kestrel must end the attacks": who says it asks, who must is asked."""
    speaker = _says(scene, match.verb, lexicon)
    if speaker is None:
        return match
    kind, mode, cameo = lexicon.required.get(match.type.value) or lexicon.required[""]
    subjects = tuple(noun for noun in match.actors if noun.lemma not in PRONOUNS)
    return replace(
        match, type=kind, mode=mode, cameo=cameo, rule=f"required:{match.rule}", verb=speaker,
        actors=scene.subjects(speaker), recipients=subjects or match.recipients, inside=(match,),
    )  # fmt: skip
