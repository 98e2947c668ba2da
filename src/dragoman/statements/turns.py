"""Text of a transcript → turns: a paragraph that opens with its speaker's name, and those that follow it.

"SECRETARY LIND: …", "President of Marovia Irena Dolvet: …", "QUESTION: …".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dragoman.actors.cast import Analysis, Cast
from dragoman.language.labels import AFTER_NAME, LABEL_REMARK
from dragoman.record import Actor, ActorKind, SegmentKind, Sentence, Span, Token
from dragoman.statements.quotes import find_quotes
from dragoman.statements.speakers import make_actor

# matches "((QUILL))", "((JOURNALIST))" before the words of an interview on air
BRACKETED = re.compile(r"\(\((?P<name>[A-Z][\w .’'\-]{1,40})\)\)[ \u00a0:]*(?=\S)")
# matches "SECRETARY LIND:", "MS. O'HARA:", "SENIOR OFFICIAL TWO:", "QUESTION:"
_WORD = r"[A-Z][A-Z.’'\-‑]*"
CAPITALS = re.compile(rf"(?P<name>{_WORD}(?:[ \u00a0](?:{_WORD}|\d))*){LABEL_REMARK}:[ \u00a0]*(?=\S)")
REMARK = re.compile(r"\([^()\n]{1,40}\)[ \u00a0]+(?=\S)")
STAGE = re.compile(r"\([^()\n]*\)|[\s*#_–—-]*")  # "(The agreement is signed.)", "* * *"
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
# who asks in a transcript without being named
UNNAMED = frozenset(
    {"QUESTION", "Q", "QUESTIONER", "REPORTER", "JOURNALIST", "MODERATOR", "OPERATOR", "AUDIENCE", "PARTICIPANT"}
)
# of the words of a long title
TITLE_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "IN", "DT", "CC", "POS", ",", "HYPH", "CD"})
LEAST_TURNS = 2
LEAST_OWN = 2  # words like "I" and "we" in a speech, outside its quotations
OWN = frozenset({"i", "we", "my", "our", "me", "us"})


@dataclass(frozen=True, slots=True)
class Turn:
    """A paragraph of direct speech; `label` is None where it goes on with the speaker of the paragraph before."""

    paragraph: int
    speaker: Actor
    label: Span | None
    content: Span


def find_turns(analysis: Analysis, cast: Cast) -> Mapping[int, Turn]:
    """Return the turns of a text by paragraph; none in a text with fewer than two labelled paragraphs.

    One label alone makes a turn where a speech follows it, in the first person.
    """
    paragraphs = tuple(_paragraphs(analysis.parse.sentences))
    labelled = {
        number: turn
        for number, sentences in paragraphs
        if (turn := _labelled(analysis, cast, number, sentences)) is not None and _says(analysis.text, turn)
    }
    if not labelled or (len(labelled) < LEAST_TURNS and not _is_speech(analysis, paragraphs, *labelled)):
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


def _is_speech(analysis: Analysis, paragraphs: Sequence[tuple[int, tuple[Sentence, ...]]], labelled: int) -> bool:
    """Whether the only labelled paragraph opens a speech, and not a note or a report whose dateline looks like it."""
    body = [(number, sentences) for number, sentences in paragraphs if sentences[0].segment is SegmentKind.BODY]
    speech = [sentence for number, sentences in body if number >= labelled for sentence in sentences]
    quotes = find_quotes(analysis.text, (_span(sentences) for _, sentences in body))
    own = sum(
        token.text.lower() in OWN and quotes.at(token.start) is None
        for sentence in speech
        for token in analysis.parse.tokens[sentence.first : sentence.last]
    )
    return own >= max(LEAST_OWN, len(speech) // 4)


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
    named = _names_speaker(analysis, sentences[0], whole.end)
    people = () if named is None else cast.people(analysis.part, named.index)
    if named is None or len(people) != 1:
        return None
    colon = AFTER_NAME.match(analysis.text, named.end, whole.end)
    spoken = whole.end if colon is None else colon.end()
    return Turn(number, people[0], Span(first.start, named.end), _spoken(analysis.text, Span(spoken, whole.end)))


def _names_speaker(analysis: Analysis, sentence: Sentence, end: int) -> Token | None:
    """The person with a colon behind, before whom stands at most a title: "Envoy to the League Ana Velk: …"."""
    for token in analysis.parse.tokens[sentence.first : sentence.last]:
        is_person = token.phrase is not None and analysis.phrases[token.phrase].kind is ActorKind.PERSON
        if is_person and AFTER_NAME.match(analysis.text, token.end, end):
            return token
        if token.tag not in TITLE_TAGS and not is_person:
            return None
    return None


def _named(analysis: Analysis, cast: Cast, tokens: Sequence[Token], sentence: Sentence, label: Span) -> Actor:
    """The actor of a label in capitals: the one of the cast whose surname it ends with, else one of that name."""
    name = " ".join(analysis.text[label.start : label.end].split())
    if name in UNNAMED:
        return make_actor(ActorKind.GROUP, name)
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
    return make_actor(ActorKind.PERSON, name)


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
