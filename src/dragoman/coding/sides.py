"""Tokens of a match → the actors on its two sides, and the words that name them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from dragoman.actors.cast import Analysis, Cast
from dragoman.coding.lexicon import EventLexicon
from dragoman.coding.match import Match
from dragoman.coding.scene import Scene
from dragoman.language.tree import ancestors, children, conjuncts, subtree
from dragoman.lexicons.loader import find_state, state_by_adjective
from dragoman.record import Actor, ActorKind, EventType, Span, Token
from dragoman.statements.lexicon import load_speech_lexicon
from dragoman.statements.speakers import Speakers, make_actor

PRONOUNS = frozenset({"it", "he", "she", "they", "him", "her", "them", "its", "his", "their"})
SUBJECTS = frozenset({"it", "he", "she", "they"})
SHARES = frozenset({"%", "percent"})  # "beat her 51% to 36%"
PARTS = frozenset({"part", "swath"})  # "imposed a curfew in parts of Orvania"
OWN = frozenset({"government", "country", "nation", "administration"})  # "his government" is he
BEFORE = frozenset({"det", "amod", "compound", "poss", "nmod", "nummod", "quantmod", "predet", "case", "advmod"})
BEHIND = frozenset({"of", "in", "for", "at", "on", "near", "from"})
# where a side that no cue names may stand, a name or office behind one of these
TOWARDS = ("to", "with", "from", "against", "towards", "toward", "on", "between", "in", "into")
# where those stand whose thing it is, the nearest first: "the aggression by Velk", "sanctions against Marovia"
HOLDERS = ("by", "of", "against", "from", "with", "between", "to", "towards", "toward", "on", "in", "at", "for")
# who is to blame for a thing stands nearer than whom it hit: "the raid by Velk", not "the raid on Marovia"
BLAMED = ("by", "from", "with", "of")
NAMES = frozenset({ActorKind.PERSON, ActorKind.STATE, ActorKind.ORGANISATION})
# what is done to things as well as to people: a base is attacked, assets are seized
DONE_TO_THINGS = frozenset(
    {EventType.ASSAULT, EventType.COERCE, EventType.PROTEST, EventType.MOBILIZE, EventType.RETREAT}
)
ASIDE = frozenset({"relcl", "advcl", "parataxis", "conj", "nsubj", "ccomp", "appos", "npadvmod"})
# what several do with one another: all act, and nobody is acted upon
MUTUAL = frozenset({EventType.CONSULT, EventType.AGREE, EventType.COOPERATE, EventType.SUPPORT})
# halves of a joined noun phrase that the parser took for nouns: "federal and state officials"
HALVES = frozenset({"federal", "national", "local", "international", "regional", "bipartisan", "provincial"})
# what somebody resigns from, and nobody to resign before: "stepped down from his position"
POSTS = frozenset(
    {"position", "post", "office", "job", "role", "seat", "chair", "chairmanship", "presidency", "leadership", "duty"}
)
DEEP = 3  # nouns behind one another that a holder is looked for in: "the text of the plan of Velk"


class Known(StrEnum):
    """How the text tells a side: in so many words, by whose thing it is, a name near by, a thing or a deed."""

    NAMED = "named"
    HOLDER = "holder"
    NEAR = "near"
    THING = "thing"
    DEED = "deed"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Side:
    """Who stands on one side, the words that say so, and how well they do."""

    actors: tuple[Actor, ...]
    words: tuple[Span, ...]
    known: Known = Known.NAMED


class Sides:
    """Who stands on the sides of a match, under names of the cast or of the text."""

    __slots__ = ("body", "cast", "lexicon", "scene", "speakers")

    def __init__(self, scene: Scene, body: Analysis, cast: Cast, lexicon: EventLexicon) -> None:
        self.scene, self.body, self.cast, self.lexicon = scene, body, cast, lexicon
        self.speakers = Speakers(body, cast, load_speech_lexicon())

    def acting(self, match: Match) -> Side:
        """Return who acts: only what can act, and "it" only where the sentence tells who that is."""
        tokens = self._owners(match) or match.actors
        told = self._resolve(tokens, match)
        return self._side(token for token in told if self.scene.can_act(token) and not self.scene.is_date(token))

    def _owners(self, match: Match) -> tuple[Token, ...]:
        """Whose deed a noun is by name, whoever speaks of it: "Norland reaffirmed Marovia's inquiry"."""
        if not match.is_noun or match.inside:
            return ()
        owners = self.scene.owners(match.head)
        return tuple(one for one in owners if one.dep == "poss" and self._is_name(one) and one not in match.recipients)

    def receiving(self, match: Match, acting: Side) -> Side:
        """Return who is acted upon: those named; else whose thing it is, or a name near by; else the thing itself.

        A thing is nobody to speak to: "welcomed the talks" has no recipient, "welcomed Velk's offer" has Velk.
        """
        people, things = self._told(match)
        known = Known.NAMED if people else Known.HOLDER
        mutual = match.type in MUTUAL and len(acting.actors) > 1
        if not people and not mutual:
            places = BLAMED if match.type is EventType.ACCUSE else HOLDERS
            people = [one for thing in things for one in self._holders(thing, places, acting)]
        if not people and not mutual:
            known = Known.NEAR
            whose = (*match.actors, *(one for word in match.words for one in self.scene.owners(word)))
            own = {at for token in whose for at in subtree(self.scene.parse, token.index)}
            people = list(self._elsewhere(match)) or list(self._below(match))
            people = [one for one in people if one.index not in own]
        named = self._without(self._side(people), acting)
        told = self._without(self._side(things), acting)
        if known is not Known.NAMED and (states := self._states(things)) and (known is Known.NEAR or not named.actors):
            named, known = self._without(Side(states, told.words), acting), Known.HOLDER
        if named.actors and not (known is Known.HOLDER and told.actors and match.type in DONE_TO_THINGS):
            wider = [self._extent(token) for token in self._around(match, people)]
            return Side(
                named.actors, _widest((*(told.words if known is not Known.NAMED else wider), *named.words)), known
            )
        if told.actors and match.type in DONE_TO_THINGS:
            return Side(told.actors, told.words, Known.THING)
        # "condemned the bombing": who did it is not told
        deeds = match.type is EventType.ACCUSE and any(thing.lemma in self.lexicon.nouns for thing in things)
        return Side((), told.words, Known.DEED if deeds else Known.THING if told.words else Known.NOBODY)

    def _states(self, things: list[Token]) -> tuple[Actor, ...]:
        """The states whose things they are by an adjective: "Orvanian steel"."""
        adjectives = state_by_adjective()
        found = [
            adjectives[child.text.lower()]
            for thing in things
            for child in children(self.scene.parse, thing.index, {"amod"})
            if child.text.lower() in adjectives
        ]
        known = {actor.country: actor for actor in self.cast.actors.values() if actor.kind is ActorKind.STATE}
        states = [known.get(one.code) or make_actor(ActorKind.STATE, one.name, one.code) for one in found]
        return tuple(dict.fromkeys(states))

    def _told(self, match: Match) -> tuple[list[Token], list[Token]]:
        """The people and the things that the cue itself names as acted upon; one of a row of people is one of them."""
        tokens = [token for token in self._resolve(match.recipients, match) if token not in match.actors]
        tokens = [
            token
            for token in tokens
            if not (self._is_venue(token, match) or token.lemma in SHARES or self.scene.is_date(token))
            and not (match.mode == "resign" and token.lemma in POSTS)
        ]
        tokens = [token for token in tokens if _stands_beside(token, tokens[0], self.scene)]
        people = [token for token in tokens if self.scene.can_act(token)]
        if 2 * len(people) < len(tokens) and not any(map(self._is_name, people)):
            people = []  # "advocates gun rights, limited government and protectionism"
        rows = {
            other.index for token in tokens for other in conjuncts(self.scene.parse, token.index) if token in people
        }
        people += [token for token in tokens if token not in people and (token.index in rows or _heads(token, people))]
        things = [token for token in tokens if token not in people and not self._is_event(token, match)]
        return people, [thing for thing in things if thing.lemma not in self.lexicon.relating]

    def _is_venue(self, token: Token, match: Match) -> bool:
        """Whether a word only tells where people met, or as what: "held a summit in Norland"."""
        above = self.scene.parse.tokens[token.head]
        met = match.type is EventType.CONSULT and match.mode != "visit"
        role = token.dep == "pobj" and above.lemma == "as"  # "stepped down as a member"
        return role or (met and token.dep == "pobj" and above.lemma in {"in", "at"})

    def _is_event(self, token: Token, match: Match) -> bool:
        """Whether a word is itself what is done: "went on strike"."""
        return token.dep == "pobj" and token in match.words and token.lemma in self.lexicon.nouns

    def _around(self, match: Match, people: list[Token]) -> Iterator[Token]:
        """The object that is the people's own: "a bid" in "rejected a bid by Velk"."""
        for word in match.words[1:] if not match.is_noun else ():
            own = {
                *self.scene.owners(word),
                *(one for place in ("by", "from", "of") for one in self.scene.behind(word, place)),
            }
            if word not in people and any(token in own for token in people):
                yield word

    def _without(self, side: Side, acting: Side) -> Side:
        kept = tuple(actor for actor in side.actors if actor not in acting.actors)
        return Side(kept, side.words if kept else ())

    def _holders(self, thing: Token, places: tuple[str, ...], acting: Side, depth: int = DEEP) -> tuple[Token, ...]:
        """Whose thing it is, or against whom: "Velk's offer", "the aggression by Velk", "the death of a protester"."""
        owners = tuple(
            token
            for token in self.scene.owners(thing)
            if self._is_holder(token, acting)
            and (token.dep == "poss" or token.phrase is not None or token.tag == "NNP")
        )
        if owners or not depth:
            return owners
        made = children(self.scene.parse, thing.index, {"acl"})
        for preposition in places:
            if preposition == "of" and places is BLAMED and thing.lemma in self.lexicon.nouns:
                continue  # "the killing of a protester"
            behind = self.scene.behind(thing, preposition)
            people = tuple(noun for noun in behind if self._is_holder(noun, acting))
            found = people or tuple(one for noun in behind for one in self._holders(noun, places, acting, depth - 1))
            if found:
                return found
        return tuple(noun for verb in made for noun in self.scene.behind(verb, "by") if self._is_somebody(noun))

    def _is_holder(self, token: Token, acting: Side) -> bool:
        """Whether a word names somebody else: "conveyed our support for Velk", "the alliance of Velk and Norland"."""
        return self._is_somebody(token) and not self._is_own(token, acting)

    def _is_own(self, token: Token, acting: Side) -> bool:
        """Whether a word names the country of those who act, or themselves."""
        countries = {actor.country for actor in acting.actors} - {None}
        return any(
            actor in acting.actors or actor.country in countries
            for actor in self.speakers.actors((token,), anybody=True)
        )

    def _is_somebody(self, token: Token) -> bool:
        """Whether a word near a thing names who has to do with it: no day ("Friday's test"), no verb."""
        return self.scene.can_act(token) and not self.scene.is_date(token) and not token.tag.startswith(("VB", "CD"))

    def _side(self, tokens: Iterable[Token]) -> Side:
        found: dict[str, Actor] = {}
        words: list[Span] = []
        for token in tokens:
            if token.phrase is None and token.text.lower() in HALVES:
                continue
            actors = tuple(self._placed(actor, token) for actor in self.speakers.actors((token,), anybody=True))
            if actors:
                found.update((actor.actor_id, actor) for actor in actors)
                words.append(self._extent(token))
        return Side(tuple(found.values()), tuple(words))

    def _placed(self, actor: Actor, token: Token) -> Actor:
        """The actor with the country that its own words tell: "Marovian rebels", "a court in Marovia"."""
        known = actor.country is not None or actor.kind in {ActorKind.STATE, ActorKind.PERSON}
        if known or actor.actor_id in self.cast.actors:
            return actor
        country = next(self._countries(token), None)
        return actor if country is None else make_actor(actor.kind, actor.name, country)

    def _countries(self, token: Token) -> Iterator[str]:
        if token.phrase is not None and self.body.phrases[token.phrase].country is not None:
            yield self.body.phrases[token.phrase].country or ""
        near = [*children(self.scene.parse, token.index, BEFORE), *self.scene.behind(token, "in")]
        for other in (*near, *self.scene.behind(token, "of"), *self.scene.behind(token, "from")):
            country = None if other.phrase is None else self.body.phrases[other.phrase].country
            state = state_by_adjective().get(other.text.lower()) or (
                find_state(other.text) if country is None else None
            )
            if country is not None or state is not None:
                yield country or (state.code if state is not None else "")

    # ------------------------------------------------------------ pronouns

    def _resolve(self, tokens: tuple[Token, ...], match: Match) -> Iterator[Token]:
        """Yield the tokens, a pronoun replaced by the words of its sentence that it stands for, if they tell."""
        for token in tokens:
            if token.lemma in PARTS and (whole := self.scene.behind(token, "of")):
                yield from whole
                continue
            if token.lemma in OWN and (owner := self._owner(token)):
                yield from owner
                continue
            if token.lemma not in PRONOUNS or token.phrase is not None:
                yield token
                continue
            named = self._named_before(token) or self._speaker(token, match)
            yield from named or (token,)

    def _owner(self, noun: Token) -> tuple[Token, ...]:
        """ "he said his government would expel them": he who speaks for it."""
        pronouns = [child for child in children(self.scene.parse, noun.index, {"poss"}) if child.tag == "PRP$"]
        return tuple(one for pronoun in pronouns for one in self._named_before(pronoun))

    def _named_before(self, pronoun: Token) -> tuple[Token, ...]:
        """The nearest name in the sentence of the one whom the cast takes a pronoun for."""
        wanted = {actor.actor_id for actor in self.cast.people(self.body.part, pronoun.index)}
        if len(wanted) != 1:
            return ()
        sentence = next(one for one in self.body.parse.sentences if one.first <= pronoun.index < one.last)
        for at in range(pronoun.index - 1, sentence.first - 1, -1):
            token = self.body.parse.tokens[at]
            if token.phrase is not None and wanted == {a.actor_id for a in self.cast.people(self.body.part, at)}:
                return (token,)
        return ()

    def _speaker(self, pronoun: Token, match: Match) -> tuple[Token, ...]:
        """ "Orvania said it would free them": "it" below a verb of saying is its subject."""
        if pronoun.lemma not in SUBJECTS:
            return ()
        for above in ancestors(self.scene.parse, pronoun.index):
            if above.lemma in self.lexicon.saying and above.index != match.verb.index:
                subjects = (token for token in self.scene.subjects(above) if token.lemma not in PRONOUNS)
                return tuple(token for token in subjects if self._may_be(token, pronoun))
        return ()

    def _may_be(self, noun: Token, pronoun: Token) -> bool:
        """Whether a noun agrees with a pronoun: "officials said it had spread" is not said of the officials."""
        phrase = None if noun.phrase is None else self.body.phrases[noun.phrase]
        person = phrase is not None and phrase.kind is ActorKind.PERSON
        if pronoun.lemma == "it":
            return not person and noun.tag not in {"NNS", "NNPS"}
        return pronoun.lemma == "they" or phrase is None or person

    # ------------------------------------------------------------ who else is named

    def _elsewhere(self, match: Match) -> Iterator[Token]:
        """Yield the one named behind a preposition of the clause, where the cue itself names no other side."""
        heads = [match.head, *(one.head for one in match.inside)]
        heads += [child for head in heads for child in children(self.scene.parse, head.index, {"xcomp", "dobj"})]
        for preposition in TOWARDS:
            for head in heads:
                named = [token for token in self.scene.behind(head, preposition) if self._is_name(token)]
                if named:
                    yield from named
                    return

    def _below(self, match: Match) -> Iterator[Token]:
        """Yield the first name in what the verb governs: "agreed to open its border to trucks bound for Marovia"."""
        acting = {token.index for token in match.actors}
        below = [self.scene.parse.tokens[at] for at in self._governed(match.head)]
        after = [token for token in below if token.index > match.head.index and token.index not in acting]
        names = [token for token in after if self._is_name(token)]
        many = [token for token in after if token.tag == "NNS" and self.scene.can_act(token)]
        yield from (names or many)[:1]

    def _governed(self, head: Token) -> Iterator[int]:
        """The words that hang on a word, those of clauses beside it left out."""
        for child in self.scene.parse.children[head.index]:
            if self.scene.parse.tokens[child].dep not in ASIDE:
                yield child
                yield from self._governed(self.scene.parse.tokens[child])

    def _is_name(self, token: Token) -> bool:
        return token.phrase is not None and self.body.phrases[token.phrase].kind in NAMES

    # ------------------------------------------------------------ words

    def _extent(self, token: Token) -> Span:
        """The noun phrase of a token: what stands before it, and "of …", "in …" right behind it, without clauses."""
        tokens = self.scene.parse.tokens
        before = [
            at
            for child in children(self.scene.parse, token.index, BEFORE)
            if child.index < token.index
            for at in subtree(self.scene.parse, child.index)
        ]
        first = token.index
        while first - 1 in before:
            first -= 1
        return Span(tokens[first].start, tokens[self._last(token)].end)

    def _last(self, token: Token) -> int:
        last = token.index
        for preposition in children(self.scene.parse, token.index, {"prep"}):
            if preposition.index != last + 1 or preposition.lemma not in BEHIND:
                continue
            for noun in children(self.scene.parse, preposition.index, {"pobj"}):
                last = max(last, self._last(noun))
        return last


def _stands_beside(token: Token, first: Token, scene: Scene) -> bool:
    """Whether a word is the first of the recipients, joined to it, or hangs where it hangs."""
    return token.head == first.head or token in conjuncts(scene.parse, first.index)


def _heads(token: Token, people: list[Token]) -> bool:
    """ "a physician and a nurse": whether one of the people is joined to a word."""
    return any(one.dep == "conj" and one.head == token.index for one in people)


def _widest(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans, each once, without those that lie in another."""
    once = tuple(dict.fromkeys(spans))
    return tuple(one for one in once if not any(other != one and other.contains(one) for other in once))
