"""A contested term → who is called so, from the words beside it and the clause it stands in; neutral names alone."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from dragoman.actors.cast import Analysis, Cast
from dragoman.language.tree import children, objects_of, subjects_of
from dragoman.lexicons.designations import Hedges
from dragoman.lexicons.loader import State, candidate_states, state_by_adjective, state_by_code, state_by_metonym
from dragoman.record import Actor, ActorKind, Span, Token
from dragoman.registry import load_registry
from dragoman.statements.speakers import make_actor
from dragoman.statements.terms import Found, Word

OBJECTS = frozenset({"dobj", "dative", "nsubjpass"})
MODIFIERS = frozenset({"amod", "compound", "nmod"})
CHARGES = {"accuse": "of", "charge": "with"}
NEAR = 30  # characters between a name and what it is called: "Kestrel, the brutal dictator"
OWNERS = frozenset({ActorKind.STATE, ActorKind.PERSON, ActorKind.ORGANISATION})
FIGHTERS = frozenset({ActorKind.ORGANISATION, ActorKind.GROUP})
AGENTS = frozenset({"by"})
SEATS = frozenset({"of", "in", "led", "under"})  # "the regime of …", "in Velk", "led by …"
REACH = 4  # words behind a term within which "by" belongs to it: "war crimes committed by"
POSSESSED = 6  # words between a possessor and the term: "Orvania's premeditated, unprovoked and brutal invasion"
BREAKS = frozenset(
    {"of", "by", "against", "in", "on", "to", "from", "at", "for", "with", "over", "amid", "about", "into", "the", "a"}
    | {"an", "that", "who", "which"}
)
ADJECTIVE_ENDS = ("n", "ish", "er", "i", "ese", "ic")


class Referents:
    """Who is called by the terms of one text."""

    def __init__(self, analysis: Analysis, cast: Cast, hedges: Hedges) -> None:
        self.analysis, self.cast, self.hedges = analysis, cast, hedges
        self.parse = analysis.parse
        named = [m for m in cast.mentions if m.part == analysis.part and len(m.actor_ids) == 1]
        self.mentions = sorted(named, key=lambda mention: mention.span)
        self.mention_starts = [mention.span.start for mention in self.mentions]
        self.token_starts = [token.start for token in self.parse.tokens]

    # ------------------------------------------------------------ the term's own meaning

    def fixed(self, found: Found) -> Actor | None:
        """Return whom a term always means: the state, or the body or group in neutral words."""
        if found.term.of is not None:
            return self.state(found.term.of)
        if found.term.named is not None:
            return make_actor(ActorKind.GROUP, found.term.named)
        return None

    def state(self, code: str) -> Actor:
        """Return a state as an actor: the document's own where it names it."""
        known = (a for a in self.cast.actors.values() if a.kind is ActorKind.STATE and a.country == code)
        return next(known, None) or make_actor(ActorKind.STATE, state_by_code()[code].name, code)

    # ------------------------------------------------------------ the words around it

    def resolve(self, found: Found, words: Sequence[Word], fixed: Mapping[int, Actor]) -> Actor | None:
        """Return who is called by a term; `fixed` gives the actor at the last word of terms that always mean one."""
        if (own := self.fixed(found)) is not None or found.term.sort in {"verdict", "place"}:
            return own
        return (
            self._before(found, words, fixed)
            or self._behind(found, words, fixed)
            or self._named_so(found)
            or self._beside(found, words)
        )

    def _before(self, found: Found, words: Sequence[Word], fixed: Mapping[int, Actor]) -> Actor | None:
        """ "the Kyiv regime", "Russian aggression", "Orvania's brutal war", "Lantern League terrorists"."""
        for at in range(found.first - 1, max(-1, found.first - 2 - POSSESSED), -1):
            word, between = words[at], self._text(words[at].end, words[at + 1].span.start)
            owned = word.end > word.span.end
            adjacent = at == found.first - 1
            named = word.text[:1].isupper() or at in fixed
            if between.strip(" \u00a0\n-‑“‘\"'" if named else " \u00a0\n-‑“‘\"',"):
                return None
            if named:
                if not (owned or adjacent) or (not owned and found.term.victims):
                    return None
                return self._owner(found, word, fixed.get(at), owned=owned)
            if owned or word.lower in BREAKS:
                return None
        return None

    def _owner(self, found: Found, word: Word, fixed: Actor | None, *, owned: bool) -> Actor | None:
        actor = fixed or self._actor_at(word)
        if found.term.sort == "people":
            return actor if actor is not None and actor.kind in FIGHTERS and not owned else None
        if found.term.sort != "state":
            return actor
        return self._government(actor) if actor is not None else self._government_of(word.text)

    def _behind(self, found: Found, words: Sequence[Word], fixed: Mapping[int, Actor]) -> Actor | None:
        """ "war crimes committed by Orvania", "the regime in Velk", "the regime of Ivo Kestrel"."""
        wanted = AGENTS if found.term.sort == "deed" else SEATS if found.term.sort == "state" else frozenset[str]()
        for at in range(found.last, min(len(words), found.last + REACH)):
            if self._text(words[at - 1].end, words[at].span.start).strip(' \u00a0-‑"“”'):
                return None
            if words[at].lower in wanted:
                return self._after_preposition(found, words, at + 1, fixed)
            if words[at].lower in SEATS | {"against", "and", "that", "who"} or found.term.sort == "state":
                return None
        return None

    def _after_preposition(
        self, found: Found, words: Sequence[Word], at: int, fixed: Mapping[int, Actor]
    ) -> Actor | None:
        for place in range(at, min(len(words), at + 4)):
            word = words[place]
            actor = fixed.get(place) or (self._actor_at(word) if word.text[:1].isupper() else None)
            if actor is not None:
                return self._government(actor) if found.term.sort == "state" else actor
            if (
                word.lower not in {"the", "by", "president", "former"}
                and place not in fixed
                and word.lower == word.text
            ):
                return fixed.get(place + 1)
        return None

    def _beside(self, found: Found, words: Sequence[Word]) -> Actor | None:
        """ "dictator Ivo Kestrel": the name right behind a word for a person."""
        if found.term.sort != "people" or found.last >= len(words):
            return None
        word = words[found.last]
        if self._text(words[found.last - 1].end, word.span.start).strip() or not word.text[:1].isupper():
            return None
        actor = self._actor_at(word)
        return actor if actor is not None and actor.kind is ActorKind.PERSON else None

    # ------------------------------------------------------------ the clause

    def _named_so(self, found: Found) -> Actor | None:
        """ "the League is a terrorist group", "Kestrel, a dictator, …", "branded the League as terrorists"."""
        noun = self.noun_of(found)
        if noun is None or found.term.sort == "deed":
            return None
        head = self.parse.tokens[noun.head]
        if noun.dep == "appos":
            near = noun.index > head.index and found.span.start - head.end <= NEAR
            return self._fitting(self.cast.people(self.analysis.part, head.index), noun) if near else None
        if noun.dep == "attr" and head.lemma == "be":
            return self._fitting(self._people(subjects_of(self.parse, head.index)), noun)
        verb = self.calling_verb(noun)
        if verb is None:
            return None
        named = [*children(self.parse, noun.index, {"nsubj"}), *children(self.parse, verb.index, OBJECTS)]
        return self._fitting(self._people(other for other in named if other.index != noun.index), noun)

    def noun_of(self, found: Found) -> Token | None:
        """Return the noun that a term is or stands before: "group" for "terrorist"; the adjective itself behind one."""
        first, last = self.token_at(found.span.start), self.token_at(found.span.end - 1)
        if first is None or last is None:
            return None
        inside = range(first.index, last.index + 1)
        own = [self.parse.tokens[at] for at in inside if self.parse.tokens[at].head not in inside]
        token = own[-1] if own else last
        while token.dep in MODIFIERS and token.head > token.index:
            token = self.parse.tokens[token.head]
        return token

    def calling_verb(self, noun: Token) -> Token | None:
        """Return the verb that calls somebody what the noun says: "labelled him a traitor", "accused of treason"."""
        while noun.dep == "conj" and self.parse.tokens[noun.head].tag.startswith("NN"):
            noun = self.parse.tokens[noun.head]  # "charged them with murder and treason"
        above = self.parse.tokens[noun.head]
        if noun.dep == "pobj":
            verb = self._verb_above(above)
            calls = verb.lemma in self.hedges.verbs and above.lemma == CHARGES.get(verb.lemma, "as")
            return verb if calls else None
        if noun.dep in {"acl", "amod"}:  # "called its actions defensive"
            verb = self.parse.tokens[above.head]
            return verb if above.dep == "dobj" and verb.lemma in self.hedges.verbs else None
        if not above.tag.startswith("VB"):
            return None
        if noun.dep == "dobj":
            # "was called a traitor", "called him a traitor": with two objects the second is what he is called
            others = children(self.parse, above.index, {"auxpass", "dative", "dobj"})
            double = any(other.index != noun.index for other in others)
            return above if above.lemma in (self.hedges.verbs if double else self.hedges.decrying) else None
        return above if noun.dep in {"oprd", "ccomp", "attr"} and above.lemma in self.hedges.verbs else None

    def _verb_above(self, preposition: Token) -> Token:
        """What a preposition belongs to: the verb, also where the parser hung it on the verb's object."""
        above = self.parse.tokens[preposition.head]
        while above.dep in {"dobj", "conj"} and not above.tag.startswith("VB"):
            above = self.parse.tokens[above.head]
        return above

    def callers(self, verb: Token, noun: Token) -> tuple[Token, ...]:
        """Return who calls: the verb's subject, or the agent of a passive, which may hang on the noun."""
        if any(children(self.parse, verb.index, {"nsubjpass", "auxpass"})):
            return (*objects_of(self.parse, verb.index, AGENTS), *objects_of(self.parse, noun.index, AGENTS))
        return subjects_of(self.parse, verb.index)

    # ------------------------------------------------------------ actors

    def token_at(self, place: int) -> Token | None:
        """Return the token that a character stands in."""
        at = bisect_right(self.token_starts, place) - 1
        return self.parse.tokens[at] if at >= 0 and place < self.parse.tokens[at].end else None

    def actors_within(self, span: Span) -> tuple[Actor, ...]:
        """Return those named within a stretch, each once."""
        found = [
            self.cast.actors[mention.actor_ids[0]]
            for mention in self.mentions
            if span.contains(mention.span) and mention.actor_ids[0] in self.cast.actors
        ]
        return tuple({actor.actor_id: actor for actor in found}.values())

    def _actor_at(self, word: Word) -> Actor | None:
        at = bisect_right(self.mention_starts, word.span.start) - 1
        if at >= 0 and word.span.start < self.mentions[at].span.end:
            return self.cast.actors.get(self.mentions[at].actor_ids[0])
        state = _state_of(word.text)
        return self.state(state.code) if state is not None else self._learned(word)

    def _learned(self, word: Word) -> Actor | None:
        """A state that only the text tells of, by its adjective: "Orvanian"."""
        return next(
            (
                actor
                for actor in self.cast.actors.values()
                if actor.kind is ActorKind.STATE and actor.country is None and _is_adjective(word.lower, actor.name)
            ),
            None,
        )

    def _government(self, actor: Actor | None) -> Actor | None:
        """The state whose regime is named for a person ("the Assad regime"), where one country is known for him."""
        if actor is None or actor.kind not in OWNERS:
            return None
        if actor.kind is not ActorKind.PERSON:
            return actor
        if actor.country is not None and actor.country in state_by_code():
            return self.state(actor.country)
        return self._government_of(actor.name) or actor

    def _government_of(self, name: str) -> Actor | None:
        """The state of those whom the registry of offices has under a surname, where it is one and the same."""
        countries = _countries_of(name)
        code = next(iter(countries)) if len(countries) == 1 else None
        return self.state(code) if code is not None and code in state_by_code() else None

    def _people(self, tokens: Iterable[Token]) -> tuple[Actor, ...]:
        return tuple(actor for token in tokens for actor in self.cast.people(self.analysis.part, token.index))

    @staticmethod
    def _fitting(actors: Sequence[Actor], noun: Token) -> Actor | None:
        """The one actor of several mentions; no single person where the noun is a plural."""
        if len({actor.actor_id for actor in actors}) != 1:
            return None
        return None if noun.tag == "NNS" and actors[0].kind is ActorKind.PERSON else actors[0]

    def _text(self, start: int, end: int) -> str:
        return self.analysis.text[start:end]


def _state_of(word: str) -> State | None:
    """The one state that a name, an adjective, or a capital that speaks for its government tells of."""
    folded = word.lower()
    found = state_by_adjective().get(folded) or state_by_metonym().get(folded) or _states_by_capital().get(folded)
    if found is not None:
        return found if word != folded else None
    states = candidate_states(word)
    return states[0] if len(states) == 1 else None


@cache
def _states_by_capital() -> Mapping[str, State]:
    """Capitals that one state of today has, in lower case."""
    found: dict[str, list[State]] = {}
    for state in state_by_code().values():
        if state.capital is not None and state.ended is None:
            found.setdefault(state.capital.lower(), []).append(state)
    return {capital: states[0] for capital, states in found.items() if len(states) == 1}


def _is_adjective(word: str, name: str) -> bool:
    stem = name.lower().removesuffix("land").rstrip("aeiouy")
    return len(stem) > 2 and word.startswith(stem) and word.endswith(ADJECTIVE_ENDS) and len(word) <= len(name) + 4


def _countries_of(name: str) -> frozenset[str]:
    """The countries of the people whom the registry of offices has under a surname."""
    people = load_registry().people((name.rsplit(maxsplit=1)[-1],)) if name.split() else ()
    return frozenset(person.country for person in people if person.country is not None)
