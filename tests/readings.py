"""Texts read whole or in part, and what they gave in short forms, so that a row of a table fits on a line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TypeVar

import pytest

from dragoman.actors.lines import Line, make_lines
from dragoman.actors.phrases import Phrase, find_phrases
from dragoman.language.model import load_language
from dragoman.language.words import find_words
from dragoman.lexicons.loader import Outlet
from dragoman.pipeline import read_document
from dragoman.reading.text import make_document
from dragoman.record import Contact, Modality, Reading, Segment, SegmentKind, Span

T = TypeVar("T")

FRIDAY = dt.date(2024, 5, 17)  # the day of publication in most tables


def read(
    text: str, *, published: dt.date | None = None, title: str | None = None, outlet: str | None = None
) -> Reading:
    return read_document(make_document(text, published=published, title=title, outlet=outlet), load_language())


def read_lines(text: str) -> tuple[Line, ...]:
    """Return the lines of a text that is all body."""
    return make_lines(text, find_words(text, (Segment(SegmentKind.BODY, Span(0, len(text))),), load_language()))


def read_phrases(text: str) -> tuple[Phrase, ...]:
    """Return the actor phrases of a text that is all body."""
    return find_phrases(read_lines(text))


def whom(reading: Reading, words: str, nth: int = 0) -> list[str]:
    """Return the names of those for whom the words stand, at their `nth` place in the text.

    A mention that begins with the words, or ends with them, is theirs.
    """
    at = -1
    for _ in range(nth + 1):
        at = reading.document.text.index(words, at + 1)
    names = {actor.actor_id: actor.name for actor in reading.actors}
    found = [
        mention
        for mention in reading.mentions
        if mention.part == "text" and (mention.span.start == at or mention.span.end == at + len(words))
    ]
    return [names[actor] for mention in found[:1] for actor in mention.actor_ids]


def tell(contact: Contact) -> str:
    """Return "planned meeting: Alma Reyes + Ivo Kestrel"; what happened needs no word, names are sorted."""
    modality = "" if contact.modality is Modality.HAPPENED else f"{contact.modality.value} "
    return f"{modality}{contact.kind.value}: {' + '.join(sorted(actor.name for actor in contact.participants))}"


def tell_all(reading: Reading) -> list[str]:
    return [tell(contact) for contact in reading.contacts]


def only_contact(reading: Reading) -> Contact:
    """Return the one contact of a reading; fails with what was found where there are more or none."""
    if len(reading.contacts) != 1:
        pytest.fail(f"one contact expected, found {tell_all(reading)}")
    return reading.contacts[0]


def name_of(reading: Reading, actor_id: str | None) -> str | None:
    return next((actor.name for actor in reading.actors if actor.actor_id == actor_id), None)


def always(value: T) -> Callable[..., T]:
    """Return a function that gives the value, whatever it is asked."""

    def give(*_arguments: object, **_options: object) -> T:
        return value

    return give


def use_outlet(monkeypatch: pytest.MonkeyPatch, outlet: Outlet) -> None:
    """Let every document come from this outlet, whatever its source says."""
    for module in ("dragoman.actors.cast", "dragoman.contacts.find"):
        monkeypatch.setattr(f"{module}.find_outlet", always(outlet))
