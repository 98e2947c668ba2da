"""States in contact that words beside its noun name: "the Marovian-Orvanian summit", "a visit to Lisbon".

In: the noun or verb of a contact.  Out: the states, those of the cast where it has them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.actors.cast import Analysis, Cast
from dragoman.actors.described import make_actor
from dragoman.actors.lines import LEARNED
from dragoman.language.tree import ancestors, children, conjuncts, objects_of
from dragoman.lexicons.states import state_by_adjective, state_by_code
from dragoman.places.gazetteer import find_cities
from dragoman.places.resolve import Setting, resolve_place
from dragoman.record import Actor, ActorKind, Parse, Place, Token

BEFORE = frozenset({"amod", "compound", "nmod", "poss"})
SIDES = frozenset({ActorKind.STATE, ActorKind.ORGANISATION})
HYPHENS = frozenset({"-", "–", "‑"})
REACH = 5  # words from a visit to the "to" of its goal
NAME_AT_MOST = 80  # characters from the first of a place's name within which it ends


class States:
    """The states that stand beside the contacts of one text."""

    __slots__ = ("analysis", "cast", "parse", "setting")

    def __init__(self, analysis: Analysis, cast: Cast, setting: Setting) -> None:
        self.analysis, self.cast, self.setting = analysis, cast, setting
        self.parse: Parse = analysis.parse

    def between(self, noun: Token) -> tuple[Actor, ...]:
        """Return the states and unions that a compound or a list names as the sides of a contact, two or more.

        "The Marovian-Orvanian summit", "the Marovia–Orvania talks", "the meeting of Marovia, Orvania and Kestland".
        """
        listed = [token for token in objects_of(self.parse, noun.index, {"of"}) if self._side(token) is not None]
        for tokens in (self._compound(noun), listed):
            sides = {side.actor_id: side for token in tokens if (side := self._side(token)) is not None}
            if len(sides) > 1 and len(sides) == len(tokens):
                return tuple(sides.values())
        return ()

    def visited(self, goals: Iterable[Token], visitors: Iterable[Actor], *, invited: bool = False) -> tuple[Actor, ...]:
        """Return the states of the towns that somebody from elsewhere visits: "a trip to Lisbon".

        Of whom no country is told, the capital of another country than the outlet's is a goal: others may be at home,
        but for those who were `invited`.
        """
        home = {visitor.country for visitor in visitors}
        found = dict[str, Actor]()
        for goal in goals:
            place = self._town(goal)
            if place is None or place.country is None or place.country in home:
                continue
            if None in home and not invited and (place.country == self.setting.home or not _is_capital(place)):
                continue
            if (state := self._state(place.country)) is not None:
                found[state.actor_id] = state
        return tuple(found.values())

    def _compound(self, noun: Token) -> list[Token]:
        """The parts of a compound with a hyphen before a noun."""
        parts = [token for head in children(self.parse, noun.index, BEFORE) for token in self._joined(head)]
        parts.sort(key=lambda token: token.index)
        hyphens = [self.parse.tokens[token.index + 1].text in HYPHENS for token in parts[:-1]]
        return parts if len(parts) > 1 and all(hyphens) else []

    def _joined(self, head: Token) -> Iterator[Token]:
        if self._side(head) is not None:
            yield head
        for token in children(self.parse, head.index, BEFORE):
            if token.index < head.index:
                yield from self._joined(token)

    def _side(self, token: Token) -> Actor | None:
        people = self.cast.people(self.analysis.part, token.index)
        if people:
            return people[0] if len(people) == 1 and people[0].kind in SIDES else None
        state = state_by_adjective().get(token.text.lower()) if token.text[:1].isupper() else None
        return None if state is None else self._state(state.code)

    def _town(self, token: Token) -> Place | None:
        if not token.text[:1].isupper() or self.cast.people(self.analysis.part, token.index):
            return None
        within = [token.index, *(child.index for child in children(self.parse, token.index, {"compound"}))]
        first = self.parse.tokens[min(within)].start
        return resolve_place(self.analysis.text, first, first + NAME_AT_MOST, self.setting)

    def _state(self, code: str) -> Actor | None:
        for actor in self.cast.actors.values():
            if actor.kind is ActorKind.STATE and actor.country == code:
                return actor
        state = state_by_code().get(code)
        if state is not None:
            return make_actor(ActorKind.STATE, state.name, code)
        return make_actor(ActorKind.STATE, code.removeprefix(LEARNED)) if code.startswith(LEARNED) else None


def goals_of(parse: Parse, cue: Token) -> Iterator[Token]:
    """Yield the nouns that say where a visit goes: "a visit to A and B", "visited A".

    The parser may hang a "to" behind the noun on a verb before it: "praised her trip with Holm to A".
    """
    yield from objects_of(parse, cue.index, {"to", "in"})
    if cue.tag.startswith("VB"):
        for noun in children(parse, cue.index, {"dobj"}):
            yield from conjuncts(parse, noun.index)
        return
    above = {token.index for token in ancestors(parse, cue.index)}
    for behind in parse.tokens[cue.index + 1 : cue.index + 1 + REACH]:
        if behind.lemma == "to" and behind.dep == "prep" and behind.head in above:
            for noun in children(parse, behind.index, {"pobj"}):
                yield from conjuncts(parse, noun.index)


def _is_capital(place: Place) -> bool:
    """Whether a place is itself the capital, not a house in it, which its own people visit as well."""
    spots = find_cities(place.name) if place.kind == "city" else ()
    return any(spot.capital and spot.country == place.country for spot in spots)
