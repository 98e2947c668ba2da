"""Stretches of tokens: where a phrase begins and ends, where words go on, what stands beside them."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from dragoman.language.tree import children, subtree
from dragoman.record import Parse, Token
from dragoman.statements.lexicon import load_speech_lexicon

TRAILING = frozenset({"when", "as", "while", "after", "before", "although", "though", "because"})
OPENING_MARKS = frozenset({"``", '"', "“", "„", "«", "''", "‘", "'"})
CLOSING_MARKS = frozenset({"''", '"', "”", "»", "’", "'"})
# prepositions that lead to what stands beside the words
ASIDE = frozenset({"during", "accord", "according", "despite", "amid", "citing", "by", "via"})


@dataclass(frozen=True, slots=True)
class Stretch:
    """Tokens `first` up to and not including `last`."""

    first: int
    last: int

    def __contains__(self, index: int) -> bool:
        return self.first <= index < self.last


def edges(parse: Parse, at: int) -> tuple[int, int]:
    """Return the first token below a token and the one after its last."""
    indices = list(subtree(parse, at))
    return min(indices), max(indices) + 1


def run_on(parse: Parse, end: int, limit: int, hearers: Container[str]) -> int:
    """Return the end of words that go on without a break where the parser hung their rest elsewhere.

    "the importance | of fixing the roads", "domestic | climate action": no comma, no verb, no one told between.
    """
    while 0 < end < limit:
        last, token = parse.tokens[end - 1], parse.tokens[end]
        goes_on = token.tag in {"NN", "NNS"} or (
            last.tag in {"IN", "DT", "JJ", "PRP$", "POS"} and token.tag[:1].isalpha()
        )
        if token.dep == "prep" or token.tag == "TO":
            goes_on = (
                not names_hearer(parse, token, hearers) and not is_occasion(parse, token) and token.lemma not in ASIDE
            )
        if (
            not goes_on
            or token.tag in {"VBD", "VBZ", "MD", "CC", "WRB"}
            or token.lemma in TRAILING
            or token.dep in {"mark", "nsubj"}
        ):
            return end
        top = token
        while top.head >= end and top.head != top.index and top.head < limit:
            top = parse.tokens[top.head]
        if top.tag in {"VBD", "VBZ", "VBP", "MD"}:
            return end
        first, further = edges(parse, top.index)
        if first < end or further <= end:
            further = edges(parse, token.index)[1]
        end = min(max(further, end + 1), limit)
    return end


def names_hearer(parse: Parse, preposition: Token, places: Container[str]) -> bool:
    """Whether a preposition leads to somebody who is told: "to the minister", not "commitment … to addressing"."""
    return preposition.lemma in places and any(
        noun.phrase is not None or noun.tag.startswith("PRP") for noun in children(parse, preposition.index, {"pobj"})
    )


def is_occasion(parse: Parse, preposition: Token) -> bool:
    """Whether a preposition tells when or where it was said: "in a statement", "on Thursday", "during the call"."""
    lexicon = load_speech_lexicon()
    if preposition.lemma not in lexicon.occasion_prepositions:
        return False
    return any(noun.lemma in lexicon.occasions for noun in children(parse, preposition.index, {"pobj"}))


def is_infinitive(parse: Parse, token: Token) -> bool:
    """Tell whether a verb stands behind "to"."""
    return token.tag in {"VB", "VBN", "JJ"} and any(
        child.lemma == "to" for child in children(parse, token.index, {"aux"})
    )


def infinitive_start(parse: Parse, element: Token) -> tuple[Token, int]:
    """Return an infinitive with the place where it begins: its "to" or "not to"."""
    starts = [
        child.index
        for child in children(parse, element.index, {"aux", "neg"})
        if child.lemma in {"to", "not"} and child.index < element.index
    ]
    return element, min([*starts, element.index])
