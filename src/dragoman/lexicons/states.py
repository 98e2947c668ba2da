"""States and territories (`states.toml`), and which of them a word names."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from dragoman.lexicons.files import Entry, read_entries, read_once
from dragoman.lexicons.words import (
    check_ambiguous,
    fold_words,
    index_acronyms,
    index_words,
    looks_like_name,
    read_ambiguous,
)


@dataclass(frozen=True, slots=True)
class State:
    """A state or territory.  `code` is ISO 3166 alpha-3 (XKX for Kosovo); `ended` the last year of a former one.

    `speaks` are places and palaces that stand for its government, "the" left off.  `cow` is its number among the
    Correlates of War's states, `fips` its code in FIPS 10-4, `cameo` the one in CAMEO; None where a list lacks it.
    """

    code: str
    name: str
    names: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capital: str | None = None
    speaks: tuple[str, ...] = ()
    ended: int | None = None
    cow: int | None = None
    fips: str | None = None
    cameo: str | None = None


_STATES: Final = "states.toml"
_STATE_FIELDS: Final = frozenset(
    {"name", "names", "adjectives", "demonyms", "capital", "speaks", "ended", "cow", "fips", "cameo"}
)
_CODE: Final = re.compile(r"[A-Z]{3}")


@functools.cache
def load_states() -> tuple[State, ...]:
    """Return all states and territories, former ones last."""
    return read_states(read_once(_STATES))


def read_states(tables: Mapping[str, object], file: str = _STATES) -> tuple[State, ...]:
    """Return the states of the tables of a file; raises LexiconError where they contradict each other."""
    states = tuple(_read_state(entry) for entry in read_entries(file, "state", tables.get("state"), _STATE_FIELDS))
    ambiguous = read_ambiguous(file, tables)
    for of_state in (_state_names, _state_adjectives, _state_demonyms, _state_metonyms):
        index_words(file, ((word, state) for state in states for word in of_state(state)), ambiguous)
    check_ambiguous(file, ambiguous, map(_state_words, states))
    return states


def _read_state(entry: Entry) -> State:
    code = entry.key.removeprefix("state.")
    if not _CODE.fullmatch(code):
        raise entry.error(f"{code!r} is no ISO 3166 alpha-3 code", "write three capitals, [state.NOR]")
    return State(
        code=code,
        name=entry.text("name"),
        names=entry.words("names"),
        adjectives=entry.words("adjectives"),
        demonyms=entry.words("demonyms"),
        capital=entry.optional_text("capital"),
        speaks=entry.words("speaks"),
        ended=entry.number("ended"),
        cow=entry.number("cow"),
        fips=entry.optional_text("fips"),
        cameo=entry.optional_text("cameo"),
    )


def _state_names(state: State) -> tuple[str, ...]:
    return (state.name, *state.names)


def _state_adjectives(state: State) -> tuple[str, ...]:
    return state.adjectives


def _state_demonyms(state: State) -> tuple[str, ...]:
    return state.demonyms


def _state_metonyms(state: State) -> tuple[str, ...]:
    return state.speaks


def _state_words(state: State) -> frozenset[str]:
    return frozenset({*_state_names(state), *state.adjectives, *state.demonyms, *state.speaks})


def _index_states(words_of: Callable[[State], tuple[str, ...]]) -> Mapping[str, State]:
    pairs = ((word, state) for state in load_states() for word in words_of(state))
    return index_words(_STATES, pairs, read_ambiguous(_STATES, read_once(_STATES)))


@functools.cache
def state_by_code() -> Mapping[str, State]:
    """Return each ISO 3166 alpha-3 code with its state."""
    return MappingProxyType({state.code: state for state in load_states()})


@functools.cache
def state_by_word() -> Mapping[str, State]:
    """Return each name of a state, folded, with the state; names that several share ("Congo") are not there.

    "us" is among the keys: use `find_state` on words of a text.
    """
    return _index_states(_state_names)


@functools.cache
def state_by_adjective() -> Mapping[str, State]:
    """Return each adjective, folded, with its state; those that several share ("Korean") are not there."""
    return _index_states(_state_adjectives)


@functools.cache
def state_by_demonym() -> Mapping[str, State]:
    """Return each word for a state's people, folded, with the state."""
    return _index_states(_state_demonyms)


@functools.cache
def state_by_metonym() -> Mapping[str, State]:
    """Return each place or palace that speaks for a government, folded, with the state: "kremlin", "doha"."""
    return _index_states(_state_metonyms)


@functools.cache
def _states_by_any_word() -> Mapping[str, tuple[State, ...]]:
    found: dict[str, tuple[State, ...]] = {}
    for state in load_states():
        for word in sorted(set(map(fold_words, _state_words(state)))):
            found[word] = (*found.get(word, ()), state)
    return MappingProxyType(found)


@functools.cache
def _state_acronyms() -> Mapping[str, frozenset[str]]:
    return index_acronyms(word for state in load_states() for word in _state_words(state))


def find_state(words: str) -> State | None:
    """Return the state that words of a text name ("the U.S.", "Republic of Korea"); None for "us" and "Korea".

    Adjectives, people and metonyms name no state here; `state_by_adjective` and its kin have them.
    """
    return state_by_word().get(fold_words(words)) if looks_like_name(words, _state_acronyms()) else None


def candidate_states(words: str) -> tuple[State, ...]:
    """Return every state that a name, adjective, word for people or metonym may mean: two for "Congolese"."""
    return _states_by_any_word().get(fold_words(words), ()) if looks_like_name(words, _state_acronyms()) else ()


def read_country(entry: Entry, field: str) -> str | None:
    """Return the state code in a field of an entry, None without one; raises LexiconError on one that is unknown."""
    code = entry.optional_text(field)
    if code is not None and code not in state_by_code():
        raise entry.error(f"{field} is {code!r}, which {_STATES} does not have", "give the ISO 3166 alpha-3 code")
    return code
