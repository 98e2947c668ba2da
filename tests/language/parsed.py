"""Parses for tests: of a text by the model, or made by hand from a table of words."""

from __future__ import annotations

from dragoman.language.model import load_language
from dragoman.language.parse import Collapse, parse_text
from dragoman.language.words import find_words
from dragoman.record import Parse, Segment, SegmentKind, Sentence, Span, Token


def parse(text: str, *phrases: tuple[str, str]) -> Parse:
    """Return the parse of a text of one paragraph or more; each phrase is its words and what stands in for them."""
    paragraphs = find_words(text, (Segment(SegmentKind.BODY, Span(0, len(text))),), load_language())
    collapses: list[Collapse] = []
    for number, (words, stand_in) in enumerate(phrases):
        start = text.index(words)
        for paragraph in paragraphs:
            inside = [
                at for at, word in enumerate(paragraph.words) if start <= word.start and word.end <= start + len(words)
            ]
            if inside:
                collapses.append(Collapse(paragraph.index, inside[0], inside[-1] + 1, stand_in, number))
    return parse_text(text, paragraphs, collapses, load_language())


def build(table: str) -> Parse:
    """Return a parse written by hand: a line a word, `word tag dep head`, the head as the number of its line."""
    rows = [line.split() for line in table.strip().splitlines()]
    tokens: list[Token] = []
    at = 0
    for index, (word, tag, dep, head) in enumerate(rows):
        tokens.append(Token(index, at, at + len(word), word, tag, dep, int(head), word.lower()))
        at += len(word) + 1
    children = tuple(
        tuple(token.index for token in tokens if token.head == index and token.index != index)
        for index in range(len(tokens))
    )
    sentence = Sentence(0, len(tokens), Span(0, at - 1), SegmentKind.BODY, 0)
    return Parse(tuple(tokens), (sentence,), children)
