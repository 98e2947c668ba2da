"""Tokens of a match → the actors on its two sides, and the words that name them."""

from __future__ import annotations

from dragoman.actors.cast import Analysis, Cast
from dragoman.coding.lexicon import EventLexicon
from dragoman.coding.match import Match
from dragoman.coding.scene import Scene
from dragoman.language.tree import ancestors
from dragoman.record import Actor, Span, Token
from dragoman.statements.lexicon import load_speech_lexicon
from dragoman.statements.speakers import Speakers

PRONOUNS = frozenset({"it", "he", "she", "they"})


class Sides:
    """Who stands on the sides of a match, under names of the cast or of the text."""

    __slots__ = ("lexicon", "scene", "speakers")

    def __init__(self, scene: Scene, body: Analysis, cast: Cast, lexicon: EventLexicon) -> None:
        self.scene, self.lexicon = scene, lexicon
        self.speakers = Speakers(body, cast, load_speech_lexicon())

    def actors(self, match: Match) -> tuple[Actor, ...]:
        """Return who acts: only what can act, and "it" only where the sentence tells who that is."""
        able = [token for token in match.actors if self.scene.can_act(token)]
        return self._named(able, match)

    def recipients(self, match: Match) -> tuple[Actor, ...]:
        """Return who is acted upon: names, or the noun phrase of the text ("an army base")."""
        return self._named(list(match.recipients), match)

    def words(self, tokens: tuple[Token, ...]) -> tuple[Span, ...]:
        """Return the words that name those at the tokens."""
        return self.speakers.source(tokens)

    def _named(self, tokens: list[Token], match: Match) -> tuple[Actor, ...]:
        found: dict[str, Actor] = {}
        for token in tokens:
            actors = self.speakers.actors((token,), anybody=True)
            if not actors and token.lemma in PRONOUNS:
                actors = self._speaker(token, match)
            found.update((actor.actor_id, actor) for actor in actors)
        return tuple(found.values())

    def _speaker(self, pronoun: Token, match: Match) -> tuple[Actor, ...]:
        """ "Orvania said it would free them": "it" below a verb of saying is its subject."""
        for above in ancestors(self.scene.parse, pronoun.index):
            if above.lemma in self.lexicon.saying and above.index != match.verb.index:
                subjects = tuple(token for token in self.scene.subjects(above) if token.lemma not in PRONOUNS)
                return self.speakers.actors(subjects, anybody=True)
        return ()
