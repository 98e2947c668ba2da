"""Dictionary forms of verbs and nouns, by the model's own tables, for one word at a time.

The model's lemmatizer needs a further component and a pass over every token; most words need no lemma.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, cast

from dragoman.language.model import Language

KINDS = {"V": "verb", "N": "noun"}


def lemmatise(word: str, tag: str, language: Language) -> str:
    """Return the lemma, in lower case, of a word with its Penn Treebank tag; other words come back in lower case."""
    kind = KINDS.get(tag[:1])
    lowered = word.lower()
    return lowered if kind is None or tag.startswith("NNP") else _lemma(lowered, kind, _tables(language))


class _Tables:
    """The exceptions, rules and known forms of the model, hashed by identity."""

    __slots__ = ("exceptions", "forms", "rules")

    def __init__(self, lookups: Any) -> None:
        self.exceptions = cast("dict[str, dict[str, list[str]]]", lookups.get_table("lemma_exc"))
        self.rules = cast("dict[str, list[tuple[str, str]]]", lookups.get_table("lemma_rules"))
        self.forms = {
            kind: frozenset(cast("list[str]", lookups.get_table("lemma_index")[kind])) for kind in KINDS.values()
        }


@lru_cache(maxsize=2)
def _tables(language: Language) -> _Tables:
    return _Tables(cast("Any", language.pipeline.get_pipe("lemmatizer")).lookups)


@lru_cache(maxsize=50_000)
def _lemma(word: str, kind: str, tables: _Tables) -> str:
    known = tables.exceptions[kind].get(word)
    if known:
        return known[0]
    forms = [word[: len(word) - len(old)] + new for old, new in tables.rules[kind] if word.endswith(old)]
    return next(
        (form for form in forms if form in tables.forms[kind]),
        forms[0] if forms and word not in tables.forms[kind] else word,
    )
