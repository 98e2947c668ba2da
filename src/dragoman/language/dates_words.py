"""The words of `lexicons/dates.toml` as tables, and the alternations that regular expressions are built from."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast

from dragoman.errors import LexiconError

Limits = tuple[int, int]  # first and last, both inclusive


@dataclass(frozen=True, slots=True)
class Part:
    """The share of a week (days), month (days), year (months) or decade (years) that "early" and its kin mean."""

    week: Limits
    month: Limits
    year: Limits
    decade: Limits


@dataclass(frozen=True, slots=True)
class DateWords:
    """Everything `dates.toml` says; words of months and weekdays are kept in lower case."""

    months: Mapping[str, int]
    month_names: tuple[str, ...]  # full names, January first
    month_abbreviations: tuple[str, ...]
    ambiguous_months: frozenset[str]
    introducers: tuple[str, ...]
    season_introducers: tuple[str, ...]
    holidays: Mapping[str, tuple[int, int]]  # month and day
    weekdays: Mapping[str, int]  # Monday is 0
    weekday_names: tuple[str, ...]
    weekday_abbreviations: tuple[str, ...]
    seasons: Mapping[str, int]
    numbers: Mapping[str, int]
    ordinals: Mapping[str, int]
    parts: Mapping[str, Part]
    day_words: Mapping[str, Limits]  # days from publication
    from_publication: Mapping[str, int]
    from_context: Mapping[str, int]
    past_vague: tuple[str, ...]
    future_vague: tuple[str, ...]
    zones: Mapping[str, str]
    stops: Mapping[str, tuple[str, ...]]  # words before or after that show the date to be none


# white space with at most one line break (a blank line ends a paragraph), taken whole: no run of spaces is tried twice
GAP = r"(?:[^\S\n]++(?:\n[^\S\n]*+)?+|\n[^\S\n]*+)"


def any_of(words: Iterable[str], *, capitals: bool = False) -> str:
    """Return a pattern of the words that prefers the longest.

    A space matches any gap, a lower-case first letter its capital too.  With `capitals` the words also match when
    written all in capitals.  Common beginnings are shared, so that a long list costs hardly more than a short one.
    """
    forms = [
        [_letter(word[0]), *(GAP if letter == " " else re.escape(letter) for letter in word[1:])] for word in words
    ]
    if capitals:
        forms += [[re.escape(letter) for letter in word.upper()] for word in words]
    return _shared(forms)


def _letter(first: str) -> str:
    return f"[{first.upper()}{first}]" if first.islower() else re.escape(first)


def _shared(forms: Iterable[Sequence[str]]) -> str:
    """Return the pattern of sequences of letter patterns, their common beginnings written once."""
    branches: dict[str, list[Sequence[str]]] = {}
    ends = False
    for form in forms:
        if form:
            branches.setdefault(form[0], []).append(form[1:])
        else:
            ends = True
    if not branches:
        return ""
    alternatives = [letter + _shared(rests) for letter, rests in branches.items()]
    pattern = alternatives[0] if len(alternatives) == 1 and not ends else "(?:" + "|".join(alternatives) + ")"
    return pattern + "?" if ends else pattern


@cache
def date_words() -> DateWords:
    """Return the words of the lexicon; raises LexiconError where it contradicts itself."""
    data = tomllib.loads((files("dragoman.lexicons") / "dates.toml").read_text(encoding="utf-8"))
    months = cast(dict[str, list[str]], data["months"])
    weekdays = cast(dict[str, list[str]], data["weekdays"])
    vague = cast(dict[str, list[str]], data["vague"])
    ambiguous = cast(dict[str, list[str]], data["ambiguous"])
    not_a_date = cast(dict[str, list[str]], data["not_a_date"])
    stops = {
        name: tuple(words)
        for name, words in (*not_a_date.items(), *vague.items())
        if name.startswith(("before", "after", "not"))
    }
    return DateWords(
        months=_ranks(months, 1),
        month_names=tuple(months),
        month_abbreviations=tuple(short for shorts in months.values() for short in shorts),
        ambiguous_months=frozenset(ambiguous["months"]),
        introducers=tuple(ambiguous["introducers"]),
        season_introducers=tuple(cast(dict[str, list[str]], data["season_introducers"])["words"]),
        holidays={name: (int(day[:2]), int(day[3:])) for name, day in cast(dict[str, str], data["holidays"]).items()},
        weekdays=_ranks(weekdays, 0),
        weekday_names=tuple(weekdays),
        weekday_abbreviations=tuple(short for shorts in weekdays.values() for short in shorts),
        seasons=cast(dict[str, int], data["seasons"]),
        numbers=cast(dict[str, int], data["numbers"]),
        ordinals=cast(dict[str, int], data["ordinals"]),
        parts=_read_parts(cast(list[dict[str, list[str] | list[int]]], data["part"])),
        day_words={word: _limits(pair, word) for word, pair in cast(dict[str, list[int]], data["day_words"]).items()},
        from_publication=cast(dict[str, int], data["from_publication"]),
        from_context=cast(dict[str, int], data["from_context"]),
        past_vague=tuple(vague["past"]),
        future_vague=tuple(vague["future"]),
        zones=cast(dict[str, str], data["zones"]),
        stops=stops,
    )


def _ranks(names: Mapping[str, list[str]], first: int) -> dict[str, int]:
    """Return the number of every name and abbreviation, in lower case."""
    ranks: dict[str, int] = {}
    for rank, (name, shorts) in enumerate(names.items(), start=first):
        for word in (name, *shorts):
            if word.lower() in ranks:
                raise LexiconError(f"dates.toml: {word!r} stands for two names; keep one")
            ranks[word.lower()] = rank
    return ranks


def _read_parts(entries: list[dict[str, list[str] | list[int]]]) -> dict[str, Part]:
    """Return the shares by their words."""
    parts: dict[str, Part] = {}
    for entry in entries:
        limits = {unit: _limits(cast(list[int], entry[unit]), unit) for unit in ("week", "month", "year", "decade")}
        for word in cast(list[str], entry["words"]):
            if word in parts:
                raise LexiconError(f"dates.toml: part {word!r} is listed twice; keep one")
            parts[word] = Part(**limits)
    return parts


def _limits(pair: list[int], unit: str) -> Limits:
    if len(pair) != 2 or pair[0] > pair[1]:
        raise LexiconError(f"dates.toml: {unit} = {pair} is no pair of first and last; write e.g. [1, 3]")
    return (pair[0], pair[1])
