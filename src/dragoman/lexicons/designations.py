"""Contested terms (`designations.toml`): their forms, where they count, whom they always mean; marks of distance."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, cast

from dragoman.errors import LexiconError
from dragoman.lexicons.files import Entry, read_once
from dragoman.lexicons.states import read_country

CLASSES: Final = ("people", "state", "deed", "place", "verdict")
NAME: Final = "{name}"  # in a context: a word with a capital

_FILE: Final = "designations.toml"
_FIELDS: Final = frozenset(
    {
        "key",
        "class",
        "words",
        "bound",
        "only",
        "never",
        "of",
        "named",
        "capital",
        "quoted",
        "victims",
        "whole",
        "examples",
        "not",
    }
)
_HEDGE_FIELDS: Final = frozenset({"before", "accusations", "after", "calling", "concessions", "verbs", "decrying"})
_MARKED_FIELDS: Final = frozenset({"key", "words", "examples"})
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")

Words = tuple[str, ...]
Alternatives = tuple[frozenset[str], ...]  # for each place the words that may stand there


@dataclass(frozen=True, slots=True)
class Context:
    """Words that stand right before and right behind a term; `NAME` among them is any word with a capital."""

    before: Alternatives
    behind: Alternatives


@dataclass(frozen=True, slots=True)
class Term:
    """A contested term.  `of` is the code of the state that it always means, `named` another actor it always means.

    Its forms `bound` count only in one of the contexts `only`; none counts in one of `never`.  `capital`: it counts
    with a capital too; `quoted`: in quotation marks alone; `whole`: its context belongs to it ("anti-Orvanian");
    `victims`: a people named before it may be those to whom it was done.
    """

    key: str
    sort: str  # one of `CLASSES`
    words: Words
    bound: Words = ()
    only: tuple[Context, ...] = ()
    never: tuple[Context, ...] = ()
    of: str | None = None
    named: str | None = None
    capital: bool = False
    quoted: bool = False
    victims: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """One form of a term, word by word: what must have a capital has one."""

    words: Words
    term: Term
    bound: bool = False


@dataclass(frozen=True, slots=True)
class Hedges:
    """Words by which a writer keeps a distance from a term, in lower case."""

    before: frozenset[str]
    accusations: frozenset[Words]
    after: frozenset[str]
    calling: frozenset[Words]
    concessions: tuple[str, ...]
    verbs: frozenset[str]
    decrying: frozenset[str]
    marked: Term  # "so-called", before whatever it stands


@dataclass(frozen=True, slots=True)
class DesignationLexicon:
    """All terms, their forms by first word (in lower case, longest first), and the marks of distance."""

    terms: tuple[Term, ...]
    patterns: Mapping[str, tuple[Pattern, ...]]
    hedges: Hedges
    gate: frozenset[str]  # letters with which some form begins: a text that has none of them has no term

    def __len__(self) -> int:
        return len(self.terms)


@functools.cache
def load_designations() -> DesignationLexicon:
    """Return the contested terms of the package."""
    return read_designations(read_once(_FILE))


def read_designations(tables: Mapping[str, object], file: str = _FILE) -> DesignationLexicon:
    """Return the terms of the tables of a file.

    Raises LexiconError where an entry has no example, an unknown field, or a form that another entry has.
    """
    hedges = _read_hedges(tables, file)
    entries = tables.get("term")
    if not isinstance(entries, list) or not entries:
        raise LexiconError(f"{file}: no [[term]] entries; restore them")
    terms = tuple(_read_term(file, table) for table in cast("list[object]", entries))
    _refuse_twice(file, (term.key for term in (*terms, hedges.marked)))
    patterns = _index(file, (*terms, hedges.marked))
    return DesignationLexicon(terms, patterns, hedges, frozenset(first.partition("'")[0] for first in patterns))


def _read_term(file: str, table: object) -> Term:
    key = cast("dict[str, object]", table).get("key") if isinstance(table, dict) else None
    entry = Entry.check(file, f"term {key!r}", table, _FIELDS)
    _refuse_without_example(entry)
    if not (entry.words("words") or entry.words("bound")):
        raise entry.error("it has neither words nor bound", "list the forms of the term, `words = ['…']`")
    if bool(entry.words("bound")) != bool(entry.words("only")):
        raise entry.error(
            "of `bound` and `only` it has one", "give the forms and their surroundings, `only = ['the ~']`"
        )
    of, named = read_country(entry, "of"), entry.optional_text("named")
    if of and named:
        raise entry.error("it has both `of` and `named`", "a term means a state or another actor: keep one")
    return Term(
        key=entry.text("key"),
        sort=entry.choice("class", CLASSES),
        words=entry.words("words"),
        bound=entry.words("bound"),
        only=tuple(_read_context(entry, "only", each) for each in entry.words("only")),
        never=tuple(_read_context(entry, "never", each) for each in entry.words("never")),
        of=of,
        named=named,
        capital=entry.table.get("capital") is True,
        quoted=entry.table.get("quoted") is True,
        victims=entry.table.get("victims") is True,
        whole=entry.table.get("whole") is True,
    )


def _read_context(entry: Entry, field: str, text: str) -> Context:
    """Return "the ~ of {name}" as the words before and behind the term."""
    before, mark, behind = text.partition("~")
    if not mark or "~" in behind or not (before + behind).strip():
        raise entry.error(f"{field} has {text!r}", "write the term as one ~ and words beside it, 'the ~'")
    return Context(_alternatives(before), _alternatives(behind))


def _alternatives(text: str) -> Alternatives:
    return tuple(frozenset(place.split("|")) for place in text.split())


def _read_hedges(tables: Mapping[str, object], file: str) -> Hedges:
    hedge = Entry.check(file, "hedge", tables.get("hedge"), _HEDGE_FIELDS)
    marked = Entry.check(file, "marked", tables.get("marked"), _MARKED_FIELDS)
    _refuse_without_example(marked)
    return Hedges(
        before=frozenset(hedge.words("before")),
        accusations=frozenset(split_words(each) for each in hedge.words("accusations")),
        after=frozenset(hedge.words("after")),
        calling=frozenset(split_words(each) for each in hedge.words("calling")),
        concessions=hedge.words("concessions"),
        verbs=frozenset(hedge.words("verbs")),
        decrying=frozenset(hedge.words("decrying")),
        marked=Term(marked.text("key"), "verdict", marked.words("words")),
    )


def split_words(text: str) -> Words:
    """Return the words of a text as terms are compared by: letters and inner apostrophes, hyphens part them."""
    return tuple(match[0].replace("’", "'") for match in _WORD.finditer(text))


def word_pattern() -> re.Pattern[str]:
    """Return the pattern of one word, for whoever compares a text with the terms."""
    return _WORD


def _index(file: str, terms: Iterable[Term]) -> Mapping[str, tuple[Pattern, ...]]:
    found: dict[str, list[Pattern]] = {}
    free: dict[Words, Term] = {}
    for pattern in (pattern for term in terms for pattern in _patterns(term)):
        lowered = tuple(word.lower() for word in pattern.words)
        if not pattern.bound:
            other = free.setdefault(lowered, pattern.term)
            if other is not pattern.term:
                raise LexiconError(
                    f"{file}: term {pattern.term.key!r}: {' '.join(pattern.words)!r} stands below {other.key!r} too; "
                    "take it from one of them"
                )
        found.setdefault(lowered[0], []).append(pattern)
    return MappingProxyType(
        {first: tuple(sorted(patterns, key=lambda one: -len(one.words))) for first, patterns in found.items()}
    )


def _patterns(term: Term) -> Iterator[Pattern]:
    """Yield each form of a term and its plural: "war crime", "war crimes"."""
    for text in (*term.words, *term.bound):
        words, bound = split_words(text), text in term.bound
        yield Pattern(words, term, bound)
        if term.sort != "verdict" or len(words) > 1 or term.quoted:
            yield Pattern(split_words(plural(" ".join(words))), term, bound)


def plural(word: str) -> str:
    """Return the regular plural of a noun: "atrocities", "massacres", "witnesses"."""
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("s", "x", "ch", "sh")) else f"{word}s"


def _refuse_without_example(entry: Entry) -> None:
    if not entry.table.get("examples"):
        raise entry.error("no example", "add `examples = [{ text = '…', words = '…', voice = '…' }]`")


def _refuse_twice(file: str, keys: Iterable[str]) -> None:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise LexiconError(f"{file}: term {key!r} stands twice; make one entry of them")
        seen.add(key)
