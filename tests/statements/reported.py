"""Reading a text about invented people, and its statements in a form that fits on a line."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.language.model import load_language
from dragoman.pipeline import read_document
from dragoman.reading.text import make_document
from dragoman.record import Reading, Statement


@dataclass(frozen=True, slots=True)
class Line:
    """A statement as words: who, cue, content; and what else a test may look at."""

    speakers: str
    cue: str
    content: str
    statement: Statement

    @property
    def hearers(self) -> str:
        return ", ".join(actor.name for actor in self.statement.hearers)

    @property
    def addressee(self) -> str:
        return ", ".join(actor.name for actor in self.statement.addressee)

    @property
    def chain(self) -> str:
        return " > ".join(actor.name for actor in self.statement.chain)


def read(text: str, outlet: str | None = None) -> Reading:
    return read_document(make_document(text, outlet=outlet), load_language())


def lines_of(text: str, outlet: str | None = None) -> list[Line]:
    """Return the statements of a text in its order."""
    reading = read(text, outlet)
    return [
        Line(
            ", ".join(actor.name for actor in one.speakers),
            " ".join(text[span.start : span.end] for span in one.cue),
            " | ".join(text[span.start : span.end] for span in one.content),
            one,
        )
        for one in reading.statements
    ]


def said(text: str) -> list[tuple[str, str, str]]:
    """Return speaker, cue and content of each statement."""
    return [(line.speakers, line.cue, line.content) for line in lines_of(text)]
