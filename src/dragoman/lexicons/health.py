"""The health of every lexicon file: what `dragoman check` prints."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sized
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dragoman.errors import LexiconError
from dragoman.lexicons.body_words import load_body_words
from dragoman.lexicons.files import lexicon_names, read_lexicon
from dragoman.lexicons.given_names import load_given_names
from dragoman.lexicons.naming import load_name_forms, load_person_words, load_spelling
from dragoman.lexicons.organisations import load_organisations, organisation_by_word
from dragoman.lexicons.outlets import load_outlets
from dragoman.lexicons.states import load_states, state_by_adjective, state_by_word
from dragoman.lexicons.words import fold_words


@dataclass(frozen=True, slots=True)
class LexiconHealth:
    """One file, the number of its entries, and what is wrong with it (nothing, if all is well)."""

    name: str
    entries: int
    problems: tuple[str, ...] = ()


def check_lexicons(others: Mapping[str, Callable[[], Sized]] = MappingProxyType({})) -> tuple[LexiconHealth, ...]:
    """Return the health of every lexicon file of the package.

    `others` gives the loaders of files that are read elsewhere; without one a file is only parsed.
    """
    loaders: dict[str, Callable[[], Sized]] = {
        "states.toml": load_states,
        "organisations.toml": load_organisations,
        "outlets.toml": load_outlets,
        "given_names.toml": load_given_names,
        "name_words.toml": load_person_words,
        "name_forms.toml": load_name_forms,
        "spelling.toml": load_spelling,
        "body_words.toml": load_body_words,
        **others,
    }
    return tuple(_check_lexicon(name, loaders.get(name)) for name in lexicon_names())


def _check_lexicon(name: str, loader: Callable[[], Sized] | None) -> LexiconHealth:
    try:
        entries = len(loader()) if loader is not None else _count_entries(read_lexicon(name))
        problems = tuple(_SLOW_CHECKS[name]()) if name in _SLOW_CHECKS else ()
    except LexiconError as error:
        return LexiconHealth(name, 0, (str(error),))
    return LexiconHealth(name, entries, problems)


def _find_unknown_codes() -> Iterator[str]:
    """Yield a problem for each code that ISO 3166 does not have; Kosovo's is left to users by it."""
    import pycountry  # noqa: PLC0415 - 50 ms to import, and only this check needs it

    known = {"XKX"}
    for countries in (pycountry.countries, pycountry.historic_countries):
        known.update(country.alpha_3 for country in countries)
    for state in load_states():
        if state.code not in known:
            yield f"states.toml: state.{state.code}: {state.name} has a code that is not in ISO 3166; correct it"


def _find_shared_names() -> Iterator[str]:
    """Yield a problem for each word that is a name, or an adjective, of both a state and an organisation."""
    named = [(word, body, state_by_word()) for word, body in organisation_by_word().items()]
    described = [
        (fold_words(word), body, state_by_adjective()) for body in load_organisations() for word in body.adjectives
    ]
    for word, body, states in named + described:
        if word in states:
            yield f"organisations.toml: {word!r} stands for {body.name} and {states[word].name}; leave it to one"


def _find_unknown_timezones() -> Iterator[str]:
    """Yield a problem for each time zone that the IANA database does not have."""
    for outlet in load_outlets():
        try:
            ZoneInfo(outlet.timezone or "UTC")
        except (ZoneInfoNotFoundError, ValueError):
            yield f"outlets.toml: {outlet.name}: no time zone {outlet.timezone!r}; give an IANA name, 'Europe/Oslo'"


# What costs too much to look at whenever a lexicon is loaded.
_SLOW_CHECKS: Final[Mapping[str, Callable[[], Iterator[str]]]] = {
    "states.toml": _find_unknown_codes,
    "organisations.toml": _find_shared_names,
    "outlets.toml": _find_unknown_timezones,
}


def _count_entries(tables: Mapping[str, object]) -> int:
    return sum(len(cast("Sized", table)) if isinstance(table, dict | list) else 1 for table in tables.values())
