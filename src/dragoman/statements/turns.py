"""Text of a transcript → turns: a paragraph that opens with its speaker's name, and those that follow it.

"SECRETARY LIND: …", "President of Marovia Irena Dolvet: …", "QUESTION: …".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dragoman.actors.cast import Analysis, Cast
from dragoman.record import Actor, ActorKind, SegmentKind, Sentence, Span, Token
from dragoman.statements.speakers import make_actor

# matches "((QUILL))", "((JOURNALIST))" before the words of an interview on air
BRACKETED = re.compile(r"\(\((?P<name>[A-Z][\w .’'\-]{1,40})\)\)[ \u00a0:]*(?=\S)")
# matches "SECRETARY LIND:", "MS. O'HARA:", "SENIOR OFFICIAL TWO:", "QUESTION:"
_WORD = r"[A-Z][A-Z.’'\-‑]*"
_REMARK = r"(?:[ \u00a0]\([^)\n]{1,40}\))?"  # "(retranslated)", "(through interpreter)"
CAPITALS = re.compile(rf"(?P<name>{_WORD}(?:[ \u00a0](?:{_WORD}|\d))*){_REMARK}:[ \u00a0]*(?=\S)")
REMARK = re.compile(r"\([^()\n]{1,40}\)[ \u00a0]+(?=\S)")
STAGE = re.compile(r"\([^()\n]*\)|[\s*#_–—-]*")  # "(The agreement is signed.)", "* * *"
AFTER_NAME = re.compile(rf"{_REMARK}:[ \u00a0]*(?=\S)")
NO_NAMES = frozenset(
    {
        "NOTE",
        "UPDATE",
        "SOURCE",
        "CONTACT",
        "PHOTO",
        "VIDEO",
        "WATCH",
        "READ",
        "LISTEN",
        "AP",
        "WHAT",
        "WHO",
        "WHEN",
        "WHERE",
        "HOW",
        "WHY",
        "FACT SHEET",
        "SUBJECT",
        "RE",
        "TO",
        "FROM",
        "DATE",
        "TOPIC",
        "LOCATION",
        "TIME",
    }
)
LEAST_TURNS = 2


@dataclass(frozen=True, slots=True)
class Turn:
    """A paragraph of direct speech; `label` is None where it goes on with the speaker of the paragraph before."""

    paragraph: int
    speaker: Actor
    label: Span | None
    content: Span


def find_turns(analysis: Analysis, cast: Cast) -> Mapping[int, Turn]:
    """Return the turns of a text by paragraph; none in a text with fewer than two labelled paragraphs."""
    paragraphs = tuple(_paragraphs(analysis.parse.sentences))
    labelled = {
        number: turn
        for number, sentences in paragraphs
        if (turn := _labelled(analysis, cast, number, sentences)) is not None and _says(analysis.text, turn)
    }
    if len(labelled) < LEAST_TURNS:
        return {}
    turns: dict[int, Turn] = {}
    current: Turn | None = None
    for number, sentences in paragraphs:
        if number in labelled:
            current = turns[number] = labelled[number]
        elif sentences[0].segment is not SegmentKind.BODY or (
            current is not None and _speaks_of(analysis, cast, sentences, current.speaker)
        ):
            current = None
        elif current is not None and not STAGE.fullmatch(
            analysis.text, sentences[0].span.start, sentences[-1].span.end
        ):
            turns[number] = Turn(number, current.speaker, None, _spoken(analysis.text, _span(sentences)))
    return turns


def _says(text: str, turn: Turn) -> bool:
    """Whether there are words behind a label: "Lind: 1,204" is a line of a table."""
    return any(map(str.isalpha, text[turn.content.start : turn.content.end]))


def _spoken(text: str, span: Span) -> Span:
    """A paragraph without the remark before it: "(Via interpreter)"."""
    remark = REMARK.match(text, span.start, span.end)
    return span if remark is None else Span(remark.end(), span.end)


def _paragraphs(sentences: Sequence[Sentence]) -> Iterator[tuple[int, tuple[Sentence, ...]]]:
    groups: dict[int, list[Sentence]] = {}
    for sentence in sentences:
        groups.setdefault(sentence.paragraph, []).append(sentence)
    yield from ((number, tuple(group)) for number, group in groups.items())


def _span(sentences: Sequence[Sentence]) -> Span:
    return Span(sentences[0].span.start, sentences[-1].span.end)


def _labelled(analysis: Analysis, cast: Cast, number: int, sentences: tuple[Sentence, ...]) -> Turn | None:
    if sentences[0].segment is not SegmentKind.BODY:
        return None
    whole = _span(sentences)
    tokens = analysis.parse.tokens
    first = tokens[sentences[0].first]
    bracketed = BRACKETED.match(analysis.text, whole.start, whole.end)
    if bracketed is not None:
        label = Span(*bracketed.span("name"))
        speaker = _named(analysis, cast, tokens, sentences[0], label)
        return Turn(number, speaker, label, _spoken(analysis.text, Span(bracketed.end(), whole.end)))
    found = CAPITALS.match(analysis.text, whole.start, whole.end)
    if found is not None and found["name"] not in NO_NAMES and len(found["name"]) > 1:
        label = Span(whole.start, found.end("name"))
        return Turn(
            number,
            _named(analysis, cast, tokens, sentences[0], label),
            label,
            _spoken(analysis.text, Span(found.end(), whole.end)),
        )
    if first.phrase is None or analysis.phrases[first.phrase].kind is not ActorKind.PERSON:
        return None
    colon = AFTER_NAME.match(analysis.text, first.end, whole.end)
    people = cast.people(analysis.part, first.index)
    if colon is None or len(people) != 1:
        return None
    return Turn(number, people[0], Span(first.start, first.end), _spoken(analysis.text, Span(colon.end(), whole.end)))


def _named(analysis: Analysis, cast: Cast, tokens: Sequence[Token], sentence: Sentence, label: Span) -> Actor:
    """The actor of a label in capitals: the one of the cast whose surname it ends with, else one of that name."""
    inside = [token for token in tokens[sentence.first : sentence.last] if token.end <= label.end]
    surname = analysis.text[label.start : label.end].split()[-1].casefold()
    people = [
        actor
        for actor in cast.actors.values()
        if actor.kind is ActorKind.PERSON and actor.name.casefold().split()[-1:] == [surname]
    ]
    fullest = max(people, key=lambda actor: len(actor.name), default=None)
    if fullest is not None:
        return fullest
    for token in reversed(inside):
        for actor in cast.people(analysis.part, token.index):
            return actor
    return make_actor(ActorKind.PERSON, " ".join(analysis.text[label.start : label.end].split()))


def _speaks_of(analysis: Analysis, cast: Cast, sentences: Sequence[Sentence], speaker: Actor) -> bool:
    """Whether a paragraph tells of the speaker by name: the transcript is over, the report goes on."""
    for sentence in sentences:
        for token in analysis.parse.tokens[sentence.first : sentence.last]:
            if (
                token.phrase is not None
                and token.dep in {"nsubj", "nsubjpass"}
                and any(actor.actor_id == speaker.actor_id for actor in cast.people(analysis.part, token.index))
            ):
                return True
    return False
