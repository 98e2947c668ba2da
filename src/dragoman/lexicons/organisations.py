"""Organisations (`organisations.toml`), and which of them a word names."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, cast, get_args

from dragoman.errors import LexiconError
from dragoman.lexicons.files import Entry, read_entries, read_once
from dragoman.lexicons.states import read_country
from dragoman.lexicons.words import (
    check_ambiguous,
    fold_words,
    index_acronyms,
    index_words,
    looks_like_name,
    read_ambiguous,
)

OrganisationKind = Literal[
    "igo",  # states together: the United Nations, the Arab League
    "alliance",  # states together for defence or policy: NATO, the Quint
    "authority",  # governs or claims to govern without being in states.toml: the Palestinian Authority
    "movement",  # armed or political, under whatever name others give it
    "military",
    "ministry",
    "agency",  # of one state: intelligence, space, atomic energy
    "parliament",
    "court",
    "party",
    "media",
    "bank",
    "company",
    "ngo",
    "forum",  # conferences and talks that speak as one: the World Economic Forum
]


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body that acts and speaks in diplomatic news; `country` is the state it belongs to, if to one alone."""

    name: str
    names: tuple[str, ...]
    kind: OrganisationKind
    country: str | None = None
    adjectives: tuple[str, ...] = ()


_ORGANISATIONS: Final = "organisations.toml"
_ORGANISATION_FIELDS: Final = frozenset({"names", "kind", "country", "adjectives"})


@functools.cache
def load_organisations() -> tuple[Organisation, ...]:
    """Return all organisations, in the order of the file."""
    return read_organisations(read_once(_ORGANISATIONS))


def read_organisations(tables: Mapping[str, object], file: str = _ORGANISATIONS) -> tuple[Organisation, ...]:
    """Return the organisations of the tables of a file; raises LexiconError where they contradict each other."""
    found: list[Organisation] = []
    for kind, names in tables.items():
        if kind == "ambiguous":
            continue
        if kind not in get_args(OrganisationKind):
            allowed = ", ".join(get_args(OrganisationKind))
            raise LexiconError(f"{file}: unknown kind [{kind}]; it must be one of {allowed}")
        entries = read_entries(file, kind, names, _ORGANISATION_FIELDS - {"kind"})
        found.extend(_read_organisation(entry, cast("OrganisationKind", kind)) for entry in entries)
    ambiguous = read_ambiguous(file, tables)
    index_words(file, ((word, body) for body in found for word in _organisation_names(body)), ambiguous)
    check_ambiguous(file, ambiguous, map(_organisation_names, found))
    return tuple(found)


def _organisation_names(body: Organisation) -> tuple[str, ...]:
    return (body.name, *body.names)


def _read_organisation(entry: Entry, kind: OrganisationKind) -> Organisation:
    name = entry.key.removeprefix(f"{kind}.")
    return Organisation(name, entry.words("names"), kind, read_country(entry, "country"), entry.words("adjectives"))


@functools.cache
def organisation_by_word() -> Mapping[str, Organisation]:
    """Return each name and acronym, folded, with its organisation; those that several share are not there.

    "who" is among the keys: use `find_organisation` on words of a text.
    """
    pairs = ((word, body) for body in load_organisations() for word in _organisation_names(body))
    return index_words(_ORGANISATIONS, pairs, read_ambiguous(_ORGANISATIONS, read_once(_ORGANISATIONS)))


@functools.cache
def _organisation_acronyms() -> Mapping[str, frozenset[str]]:
    return index_acronyms(word for body in load_organisations() for word in _organisation_names(body))


def find_organisation(words: str) -> Organisation | None:
    """Return the organisation that words of a text name ("the WHO", "U.N."); None for "who"."""
    is_name = looks_like_name(words, _organisation_acronyms())
    return organisation_by_word().get(fold_words(words)) if is_name else None
