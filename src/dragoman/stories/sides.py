"""A document's source → the side it speaks for: an official readout for one government, an outlet for itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dragoman.lexicons.outlets import find_outlet
from dragoman.lexicons.states import find_state, state_by_adjective, state_by_code
from dragoman.lexicons.words import fold_words
from dragoman.record import Actor, ActorKind, Source
from dragoman.stories.comparison_lexicon import load_comparing

# "Office of the President of Orvania" → "Orvania"; "Ministry of Justice of the Republic of Norland" → "Norland"
_OF_PLACE: Final = re.compile(
    r".*\bof\s+(?:the\s+)?(?P<place>[^\W\d_a-z][\w’'-]*(?:\s+(?:[^\W\d_a-z][\w’'-]*|and))*)$", re.DOTALL
)
_SIDE_ENDINGS: Final = 3  # letters that an adjective may add to a country's name: "Sodria", "Sodrian"


@dataclass(frozen=True, slots=True)
class Side:
    """Whom an account speaks for: a government (`official`), or the outlet alone.

    `country` is ISO 3166 alpha-3, None where the lists do not have it or an outlet speaks for itself; `why` says what
    told it.
    """

    name: str
    official: bool
    country: str | None
    why: str


def find_side(source: Source, actors: Sequence[Actor], text: str = "") -> Side | None:
    """Return whom a source speaks for; None where its outlet is not known.

    `actors` and `text` are those of its document: an outlet in no list speaks for a country that they name.
    """
    known = find_outlet(source.outlet, source.url)
    if known is not None and known.speaks_for is not None:
        state = state_by_code().get(known.speaks_for)
        return Side(state.name if state else known.speaks_for, True, known.speaks_for, "the list of outlets")
    name = source.outlet or (known.name if known is not None else None)
    if name is None:
        return None
    if known is None and _sounds_official(name):
        place = _find_place(name, actors, text)
        if place is not None:
            return place
    return Side(" ".join(name.split()), False, None, "an outlet speaks for itself")


def _sounds_official(name: str) -> bool:
    folded = f" {re.sub('[^a-z]+', ' ', fold_words(name))} "
    return any(f" {word} " in folded for word in load_comparing().official)


def _find_place(name: str, actors: Sequence[Actor], text: str) -> Side | None:
    """The country that an official outlet's name ends or begins with: one of the lists, or one its document names."""
    match = _OF_PLACE.match(name)
    if match is not None and not _sounds_official(match["place"]):  # "Sodrian Ministry of Foreign Affairs"
        state = find_state(match["place"])
        if state is not None:
            return Side(state.name, True, state.code, "its name")
        if match["place"] in text or any(_names(match["place"], actor) for actor in actors):
            return Side(match["place"], True, None, "its name")
    first = fold_words(name).split(" ", 1)[0]
    state = state_by_adjective().get(first)
    if state is not None:
        return Side(state.name, True, state.code, "its name")
    found = next((place for actor in actors for place in _places(actor) if _is_adjective(first, place)), None)
    return Side(found, True, None, "its name") if found is not None else None


def _names(place: str, actor: Actor) -> bool:
    return fold_words(place) in {fold_words(found) for found in _places(actor)}


def _places(actor: Actor) -> tuple[str, ...]:
    """The countries that an actor's office or name tells: "President of Marovia" tells of Marovia."""
    found = [actor.name] if actor.kind is ActorKind.STATE else []
    for words in (actor.office or "", actor.name):
        match = _OF_PLACE.match(words)
        if match is not None:
            found.append(match["place"])
    return tuple(found)


def _is_adjective(word: str, place: str) -> bool:
    """Whether a word is a country's name but for its ending: "Sodrian", "Norlandic"."""
    folded = fold_words(place)
    stem = folded.removesuffix("a").removesuffix("i")
    return len(stem) > _SIDE_ENDINGS and word.startswith(stem) and len(word) - len(stem) <= _SIDE_ENDINGS + 1


def side_of_actor(actor: Actor, sides: Sequence[Side]) -> Side | None:
    """Return the one of several sides that an actor belongs to ("Norland’s foreign ministry"); None for any other.

    What an outlet tells on such an actor's word is attributed to that side; it is not that side's own account.
    """
    for side in sides:
        if not side.official:
            continue
        if side.country is not None and actor.country == side.country:
            return side
        words = fold_words(f"{actor.name} {actor.office or ''}")
        named = re.search(rf"\b{re.escape(fold_words(side.name))}\b", words) is not None
        if named or _is_adjective(words.split(" ", 1)[0], side.name):
            return side
    return None
