"""Words and the phrases among them → Parse: sentences and dependencies, each phrase parsed as one word.

The model splits names from titles and takes long titles for clauses; a plain name in the place of
"Secretary-General of the Palestinian Islamic Jihad movement Ziyad al-Nakhaleh" lets it read the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

from spacy.tokens import Doc

from dragoman.language.lemmas import lemmatise
from dragoman.language.model import Language
from dragoman.language.repairs import Arcs, mend
from dragoman.language.words import PLAIN, Paragraph
from dragoman.record import Parse, Sentence, Span, Token


@dataclass(frozen=True, slots=True)
class Collapse:
    """Words `first`..`last` of a paragraph to be parsed as the one word `stand_in`; `phrase` is their number."""

    paragraph: int
    first: int
    last: int
    stand_in: str
    phrase: int


@dataclass(frozen=True, slots=True)
class _Unit:
    """A token to be: its offsets, what the model reads, and the phrase behind it."""

    start: int
    end: int
    reads: str
    phrase: int | None


def parse_text(
    text: str, paragraphs: tuple[Paragraph, ...], collapses: Sequence[Collapse], language: Language
) -> Parse:
    """Return the parse of all paragraphs, tokens numbered through the text; no sentence spans two paragraphs."""
    by_paragraph: dict[int, list[Collapse]] = {}
    for collapse in collapses:
        by_paragraph.setdefault(collapse.paragraph, []).append(collapse)
    units = [tuple(_units(paragraph, by_paragraph.get(paragraph.index, []))) for paragraph in paragraphs]
    docs: Iterator[Doc] = iter([_doc(language, row) for row in units])
    for component in ("tok2vec", "tagger", "parser"):
        docs = cast("Any", language.pipeline.get_pipe(component)).pipe(docs, batch_size=16)
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    for paragraph, row, doc in zip(paragraphs, units, docs, strict=True):
        base = len(tokens)
        tokens.extend(_tokens(text, row, doc, base, language))
        sentences.extend(_sentences(paragraph, doc, row, base))
    children: list[list[int]] = [[] for _ in tokens]
    for token in tokens:
        if token.head != token.index:
            children[token.head].append(token.index)
    return Parse(tuple(tokens), tuple(sentences), tuple(map(tuple, children)))


def _units(paragraph: Paragraph, collapses: list[Collapse]) -> Iterator[_Unit]:
    opening = {collapse.first: collapse for collapse in collapses}
    at = 0
    while at < len(paragraph.words):
        word = paragraph.words[at]
        collapse = opening.get(at)
        if collapse is None:
            yield _Unit(word.start, word.end, word.text.translate(PLAIN), None)
            at += 1
        else:
            yield _Unit(word.start, paragraph.words[collapse.last - 1].end, collapse.stand_in, collapse.phrase)
            at = collapse.last


def _doc(language: Language, units: tuple[_Unit, ...]) -> Doc:
    spaces = [at + 1 < len(units) and units[at + 1].start > unit.end for at, unit in enumerate(units)]
    return Doc(language.pipeline.vocab, words=[unit.reads for unit in units], spaces=spaces)


def _tokens(text: str, units: tuple[_Unit, ...], doc: Doc, base: int, language: Language) -> Iterator[Token]:
    arcs = Arcs(
        [unit.reads.lower() for unit in units], [t.tag_ for t in doc], [t.dep_ for t in doc], [t.head.i for t in doc]
    )
    mend(arcs)
    for at, unit in enumerate(units):
        yield Token(
            index=base + at,
            start=unit.start,
            end=unit.end,
            text=text[unit.start : unit.end],
            tag=arcs.tags[at],
            dep=arcs.deps[at],
            head=base + arcs.heads[at],
            lemma=lemmatise(unit.reads, arcs.tags[at], language),
            phrase=unit.phrase,
        )


def _sentences(paragraph: Paragraph, doc: Doc, units: tuple[_Unit, ...], base: int) -> Iterator[Sentence]:
    for sentence in doc.sents:
        span = Span(units[sentence.start].start, units[sentence.end - 1].end)
        yield Sentence(base + sentence.start, base + sentence.end, span, paragraph.segment, paragraph.index)
