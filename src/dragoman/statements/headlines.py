"""Headlines → who says what by their layout alone: "Velk: the ports are open", "Ports are open – Velk".

A title or heading has a colon or a dash between a name and what is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.actors.cast import Analysis
from dragoman.record import Actor, ActorKind, SegmentKind, Sentence, Span, Token
from dragoman.statements.speakers import Speakers, make_actor

HEADINGS = frozenset({SegmentKind.TITLE, SegmentKind.HEADING})
DASHES = frozenset({"–", "—", "-", "--", "―"})
SPEAKING = frozenset({ActorKind.PERSON, ActorKind.STATE, ActorKind.ORGANISATION})
LEAST_WORDS = 3  # fewer are a topic: "Velk: a portrait"


@dataclass(frozen=True, slots=True)
class Headline:
    """A headline with its parts."""

    sentence: Sentence
    speakers: tuple[Actor, ...]
    source: Span
    cue: Span
    content: Span


def find_headlines(analysis: Analysis, speakers: Speakers) -> Iterator[Headline]:
    """Yield the headlines of a text that tell by a colon or a dash who says what."""
    lines: dict[int, list[Sentence]] = {}
    for sentence in analysis.parse.sentences:
        if sentence.segment in HEADINGS:  # the parser may end a sentence at the colon
            lines.setdefault(sentence.paragraph, []).append(sentence)
    for sentences in lines.values():
        tokens = analysis.parse.tokens[sentences[0].first : sentences[-1].last]
        found = _before_colon(tokens) or _behind_dash(tokens)
        if found is None:
            continue
        name, mark, words = found
        people = _people(name, speakers)
        if len(people) == 1 and sum(token.tag[:1].isalpha() for token in words) >= LEAST_WORDS and _tells(words):
            yield Headline(sentences[0], people, _span(name), _span(mark), Span(words[0].start, words[-1].end))


def _people(name: Token, speakers: Speakers) -> tuple[Actor, ...]:
    """Who is named: one of the cast, or somebody under a single capitalised word."""
    found = tuple(actor for actor in speakers.actors((name,)) if actor.kind in SPEAKING)
    if found or name.phrase is not None or not name.text[:1].isupper() or not name.text.isalpha():
        return found
    return (make_actor(ActorKind.PERSON, name.text),)


def _before_colon(tokens: tuple[Token, ...]) -> tuple[Token, Token, tuple[Token, ...]] | None:
    """A name alone before a colon: "Velk: …", "President Velk of Orvania: …"."""
    if len(tokens) < 3 or tokens[1].text != ":":
        return None
    return tokens[0], tokens[1], tokens[2:]


def _behind_dash(tokens: tuple[Token, ...]) -> tuple[Token, Token, tuple[Token, ...]] | None:
    """A name alone behind a dash at the end: "… – Velk"."""
    if len(tokens) < 3 or tokens[-2].text not in DASHES:
        return None
    return tokens[-1], tokens[-2], tokens[:-2]


def _tells(words: tuple[Token, ...]) -> bool:
    """Whether something is said there: a verb, not a mere topic."""
    return any(token.tag[:2] in {"VB", "MD"} for token in words)


def _span(token: Token) -> Span:
    return Span(token.start, token.end)
