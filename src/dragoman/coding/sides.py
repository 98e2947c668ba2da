"""Tokens of a match → the actors on its two sides, and the words that name them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dragoman.actors.cast import Analysis, Cast
from dragoman.coding.lexicon import EventLexicon
from dragoman.coding.match import Match
from dragoman.coding.scene import Scene
from dragoman.language.tree import ancestors, children, subtree
from dragoman.lexicons.loader import find_state, state_by_adjective
from dragoman.record import Actor, ActorKind, Span, Token
from dragoman.statements.lexicon import load_speech_lexicon
from dragoman.statements.speakers import Speakers, make_actor

PRONOUNS = frozenset({"it", "he", "she", "they", "him", "her", "them", "its", "his", "their"})
SUBJECTS = frozenset({"it", "he", "she", "they"})
BEFORE = frozenset({"det", "amod", "compound", "poss", "nmod", "nummod", "quantmod", "predet", "case", "advmod"})
BEHIND = frozenset({"of", "in", "for", "at", "on", "near", "from"})
# where a side that no cue names may stand, a name or office behind one of these
TOWARDS = ("to", "with", "from", "against", "towards", "toward", "on", "between", "in", "into")


@dataclass(frozen=True, slots=True)
class Side:
    """Who stands on one side, and the words that say so."""

    actors: tuple[Actor, ...]
    words: tuple[Span, ...]


class Sides:
    """Who stands on the sides of a match, under names of the cast or of the text."""

    __slots__ = ("body", "cast", "lexicon", "scene", "speakers")

    def __init__(self, scene: Scene, body: Analysis, cast: Cast, lexicon: EventLexicon) -> None:
        self.scene, self.body, self.cast, self.lexicon = scene, body, cast, lexicon
        self.speakers = Speakers(body, cast, load_speech_lexicon())

    def acting(self, match: Match) -> Side:
        """Return who acts: only what can act, and "it" only where the sentence tells who that is."""
        tokens = [token for token in self._resolve(match.actors, match) if self.scene.can_act(token)]
        return self._side(tokens)

    def receiving(self, match: Match, acting: Side) -> Side:
        """Return who is acted upon: names, or the noun phrase of the text ("an army base")."""
        tokens = list(self._resolve(match.recipients, match)) or list(self._elsewhere(match))
        side = self._side(token for token in tokens if token not in match.actors)
        kept = tuple(actor for actor in side.actors if actor not in acting.actors)
        return Side(kept, side.words if kept else ())

    def _side(self, tokens: Iterable[Token]) -> Side:
        found: dict[str, Actor] = {}
        words: list[Span] = []
        for token in tokens:
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
            if token.lemma not in PRONOUNS or token.phrase is not None:
                yield token
                continue
            named = self._named_before(token) or self._speaker(token, match)
            yield from named or (token,)

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
                return tuple(token for token in self.scene.subjects(above) if token.lemma not in PRONOUNS)
        return ()

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

    def _is_name(self, token: Token) -> bool:
        return token.phrase is not None and self.body.phrases[token.phrase].kind in {
            ActorKind.PERSON,
            ActorKind.STATE,
            ActorKind.ORGANISATION,
        }

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
