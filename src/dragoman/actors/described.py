"""Nouns that stand for nobody of the cast → actors under the words of the text: "senior officials", "a Marovian envoy".

Whoever makes one decides what may be one: who can speak (`statements`), who can be in contact (`contacts`).
"""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.actors.lines import LEARNED
from dragoman.language.tree import children
from dragoman.record import Actor, ActorKind, Parse, Span, Token, stable_id

BEFORE = frozenset({"det", "amod", "compound", "poss", "nmod", "nummod", "quantmod", "predet", "advmod"})
ARTICLES = ("the ", "a ", "an ", "The ", "A ", "An ")


def make_actor(kind: ActorKind, name: str, country: str | None = None) -> Actor:
    """Return an actor known by the words of the text alone; a state that only the text tells of has no code."""
    country = None if country is None or country.startswith(LEARNED) else country
    return Actor(stable_id("actor", kind.value, name.casefold(), country or ""), kind, name, country=country)


def name_of(words: str) -> str:
    """Return the words of a noun phrase as a name: one line, no article before it."""
    name = " ".join(words.split())
    for article in ARTICLES:
        name = name.removeprefix(article)
    return name


def find_extent(parse: Parse, token: Token) -> Span:
    """Return the characters of a noun phrase: what stands before its head, the head, and its "of …"."""
    indices = set(_phrase(parse, token))
    if token.dep == "poss":  # "Orla Venn" in "Orla Venn's belief"
        indices -= {child.index for child in children(parse, token.index, {"case"})}
    near = [at for at in sorted(indices) if at <= token.index]
    first = token.index
    for at in reversed(near):
        if first - at > 1:
            break
        first = at
    while first < token.index and not parse.tokens[first].text[:1].isalnum():
        first += 1  # “…,” a source said: the mark is no part of the name
    return Span(parse.tokens[first].start, parse.tokens[max(indices)].end)


def _phrase(parse: Parse, token: Token) -> Iterator[int]:
    yield token.index
    for child in children(parse, token.index, BEFORE | {"case", "punct"}):
        if child.tag != ":" and (child.index < token.index or child.dep == "case"):
            yield from _phrase(parse, child)
    if token.phrase is None:
        for child in children(parse, token.index, {"prep"}):
            if child.lemma in {"of", "for", "at"} and child.index == token.index + 1:
                for noun in children(parse, child.index, {"pobj"}):
                    yield child.index
                    yield from _phrase(parse, noun)
