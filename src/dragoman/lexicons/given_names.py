"""Given names and titles (`given_names.toml`), and the gender they tell."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, cast, get_args

from dragoman.lexicons.files import Entry, read_once
from dragoman.lexicons.words import (
    fold_words,
)
from dragoman.record import Gender

_GIVEN_NAMES: Final = "given_names.toml"


@functools.cache
def load_given_names() -> Mapping[str, Gender]:
    """Return each given name, folded, with its usual gender; names that both bear are not there."""
    return read_gendered_words(read_once(_GIVEN_NAMES), "given")


@functools.cache
def load_gendered_titles() -> Mapping[str, Gender]:
    """Return each title that tells its bearer's gender, folded and without a full stop: "mrs", "king"."""
    return read_gendered_words(read_once(_GIVEN_NAMES), "title")


def read_gendered_words(tables: Mapping[str, Any], heading: str, file: str = _GIVEN_NAMES) -> Mapping[str, Gender]:
    """Return the words below `[heading]`, folded, with their gender; raises LexiconError where one has both."""
    found: dict[str, Gender] = {}
    entry = Entry.check(file, heading, tables.get(heading), frozenset(get_args(Gender)))
    for gender in cast("tuple[Gender, ...]", get_args(Gender)):
        for line in entry.text(gender).split("\n"):
            for word in filter(None, map(str.strip, line.split(","))):
                if any(found.setdefault(key, gender) != gender for key in (fold_words(word), word.casefold())):
                    raise entry.error(f"{word!r} is listed as male and as female", "leave it out of both")
    return MappingProxyType(found)


def find_gender(name: str) -> Gender | None:
    """Return the gender that a person's titles and first given name tell together: "Queen Rania" → female.

    None where they tell nothing, or disagree: "Sheikh" of "Sheikh Hasina" is no title.
    """
    words = [word.rstrip(".,") for word in fold_words(name).split()]
    titles, names = load_gendered_titles(), load_given_names()
    told: set[Gender] = {titles[word] for word in words[:-1] if word in titles}
    given = next((word for word in words if word not in titles), "")
    if given in names:
        told.add(names[given])
    return told.pop() if len(told) == 1 else None
