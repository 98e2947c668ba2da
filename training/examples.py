"""What the model of events is trained on: sentences with their sides, phrases, and the cues of the lexicons.

All of it was written for this project.  Sentences stand in `sentences/*.jsonl` (one a line: text, type, spans of the
sides) and `short.txt` ("TYPE: <who acts> does something to {whom}"), phrases in `phrases.txt`.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dragoman.coding.lexicon import Cue, load_event_lexicon
from dragoman.record import EventType, Span

FOLDER = Path(__file__).resolve().parent
_MARKS = re.compile(r"([<>{}])")
OBJECTS_A_VERB = 5  # of a cue's objects, how many are tried with each of its verbs


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with the type of event between its sides; `short` ones have little else in them."""

    text: str
    actor: Span | None
    recipient: Span | None
    type: EventType
    short: bool


@dataclass(frozen=True, slots=True)
class Phrase:
    """Dictionary forms that tell an event: the verb or noun first, then its object and preposition."""

    words: tuple[str, ...]
    type: EventType


def read_sentences() -> Iterator[Sentence]:
    """Yield all sentences, in the order of their files."""
    for path in sorted((FOLDER / "sentences").glob("*.jsonl")):
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            actor, recipient = (Span(*row[key]) if row.get(key) else None for key in ("actor_span", "recipient_span"))
            yield Sentence(row["text"], actor, recipient, EventType(row["type"]), short=False)
    for line in _lines("short.txt"):
        kind, marked = line.split(": ", maxsplit=1)
        text, spans_by_mark = unmark(marked)
        yield Sentence(text, spans_by_mark.get("<"), spans_by_mark.get("{"), EventType(kind), short=True)


def unmark(marked: str) -> tuple[str, dict[str, Span]]:
    """Return a sentence without its marks, and the first span of each kind of mark."""
    text, begun, spans = "", dict[str, int](), dict[str, Span]()
    for piece in _MARKS.split(marked):
        if piece in {"<", "{"}:
            begun[piece] = len(text)
        elif piece in {">", "}"}:
            mark = "<" if piece == ">" else "{"
            spans.setdefault(mark, Span(begun[mark], len(text)))
        else:
            text += piece
    return text, spans


def read_phrases() -> Iterator[Phrase]:
    """Yield the phrases that we wrote."""
    for line in _lines("phrases.txt"):
        kind, phrases = line.split(": ", maxsplit=1)
        for phrase in phrases.split(";"):
            if phrase.strip():
                yield Phrase(tuple(phrase.split()), EventType(kind))


def read_cues() -> Iterator[Phrase]:
    """Yield phrases that the cues amount to: each verb with a few of its objects, each noun."""
    chance = random.Random(0)  # noqa: S311 - a sample, no secret
    for cue in load_event_lexicon().cues:
        place = next((one for one in cue.recipient if one not in {"object", "subject", "owner", "given"}), None)
        for verb in sorted(cue.verbs):
            for words in sorted(set(_complete(cue, place, chance))):
                yield Phrase((*([chance.choice(sorted(cue.subjects))] if cue.subjects else []), verb, *words), cue.type)
        for noun in sorted(cue.nouns):
            yield Phrase((*noun.split(), place or "against"), cue.type)


def _complete(cue: Cue, place: str | None, chance: random.Random) -> Iterator[tuple[str, ...]]:
    """Yield what a cue asks for behind its verb: a particle, an object, something behind a preposition."""
    behind = [(preposition, noun) for preposition, nouns in cue.behind for noun in sorted(nouns) or [""]] or [("", "")]
    objects = sorted(cue.objects) or [""]
    for _ in range(OBJECTS_A_VERB if len(objects) > 1 or len(behind) > 1 else 1):
        noun, (preposition, held) = chance.choice(objects), chance.choice(behind)
        words = [cue.particle or "", *noun.split(), preposition, *held.split()]
        if held or not (preposition or "object" in cue.recipient):
            words.append(place or ("of" if noun else ""))
        yield tuple(word for word in words if word)


def _lines(name: str) -> Iterator[str]:
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line
