"""The words of offices and titles: `lexicons/offices.toml`, made ready for looking up token by token."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from dragoman.errors import LexiconError
from dragoman.lexicons.loader import read_lexicon
from dragoman.record import Gender

# any of these heads may be the person behind a word as general as "the leader" or "the official"
T = TypeVar("T")
GENERAL_HEADS = frozenset({"leader", "head", "official", "counterpart", "general"})


@dataclass(frozen=True, slots=True)
class Head:
    """An office word: its key, whether this form is plural, the gender it tells and the field it carries."""

    key: str
    plural: bool
    gender: Gender | None
    domain: str | None = None


@dataclass(frozen=True, slots=True)
class Honorific:
    """A courtesy word, and the gender it tells, if any."""

    gender: Gender | None


Forms = Mapping[str, tuple[tuple[tuple[str, ...], T], ...]]  # first word -> (all words, value), longest first


@dataclass(frozen=True, slots=True)
class Offices:
    """The lexicon of offices; multi-word forms are found by their first word."""

    heads: Forms[Head]
    honorifics: Forms[Honorific]
    domains: Forms[str]
    ranks: frozenset[str]
    decorations: frozenset[str]
    bodies: frozenset[str]
    endings: frozenset[str]

    @property
    def domain_words(self) -> frozenset[str]:
        """The first words of all fields: "foreign", "finance"."""
        return frozenset(self.domains)


def _split(form: str) -> tuple[str, ...]:
    """The form as the tokenizer cuts it: hyphens and apostrophes are words of their own."""
    return tuple(form.replace("-", " - ").replace("'", " '").split())


def _by_first_word(entries: Iterable[tuple[str, T]]) -> Forms[T]:
    table: dict[str, list[tuple[tuple[str, ...], T]]] = {}
    for form, value in entries:
        words = _split(form)
        table.setdefault(words[0], []).append((words, value))
    return {first: tuple(sorted(forms, key=lambda entry: -len(entry[0]))) for first, forms in table.items()}


@cache
def load_offices() -> Offices:
    """Return the lexicon of offices.

    Raises LexiconError when a form stands under two heads, or an entry has no example.
    """
    data: dict[str, Any] = read_lexicon("offices.toml")
    heads: dict[str, Head] = {}
    for entry in data["head"]:
        if not entry.get("example"):
            raise LexiconError(f'offices.toml: head {entry["head"]!r} has no example; add `example = "…"`')
        for forms, plural in ((entry["forms"], False), (entry["plural"], True)):
            for form in forms:
                if form in heads and heads[form].key != entry["head"]:
                    raise LexiconError(
                        f"offices.toml: {form!r} stands under {heads[form].key!r} and {entry['head']!r}; keep one"
                    )
                heads[form] = _head(entry["head"], form, plural, entry.get("gender"))
    honorifics = [
        (form, Honorific(None if gender == "any" else gender))
        for gender, forms in data["honorific"].items()
        for form in forms
    ]
    domains = [(form, key) for key, forms in data["domain"].items() for form in forms]
    return Offices(
        heads=_by_first_word(heads.items()),
        honorifics=_by_first_word(honorifics),
        domains=_by_first_word(domains),
        ranks=frozenset(data["rank"]["words"]),
        decorations=frozenset(data["decoration"]["words"]),
        bodies=frozenset(data["body"]["words"]),
        endings=frozenset(data["ending"]["words"]),
    )


@cache
def load_name_words() -> Mapping[str, frozenset[str]]:
    """Return the words around names by kind: particles, suffixes, calendar, outside, things."""
    return {kind: frozenset(entry["words"]) for kind, entry in read_lexicon("name_edges.toml").items()}


# forms whose field is part of the word, so that "the FM" finds "Foreign Minister Teka"
CARRIED = {"foreign minister": ("minister", "foreign")}


def _head(key: str, form: str, plural: bool, gender: Gender | None) -> Head:
    carried, domain = CARRIED.get(key, (key, None))
    if form.startswith("national security"):
        domain = "security"
    if form.startswith("secretar") and " of state" in form:
        domain = "state"
    return Head(carried, plural, gender, domain)


def match_forms(forms: Forms[T], words: tuple[str, ...], at: int) -> tuple[int, T] | None:
    """Return the number of words and the value of the longest form that stands at `at`, or None."""
    for form, value in forms.get(words[at], ()) if at < len(words) else ():
        if words[at : at + len(form)] == form:
            return len(form), value
    return None
