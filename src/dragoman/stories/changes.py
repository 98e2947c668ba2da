"""Readings of the states of one document, in order → what changed from each to the next, in text and record."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal, TypeVar

from rapidfuzz import fuzz

from dragoman.record import Actor, Contact, DateRange, Document, Part, Reading, Span, Statement

_LINE: Final = re.compile(r"[^\n]*\n|[^\n]+$")
_WORD: Final = re.compile(r"\S+\s*|\s+")
_ALIKE: Final = 60.0  # likeness, 0 to 100, from which a statement that is gone and one that is new are one, altered

Kind = Literal["gained", "lost", "altered"]
Found = TypeVar("Found", Contact, Statement)


@dataclass(frozen=True, slots=True)
class TextChange:
    """Words that one state has in place of another's; an empty `old` is an insertion, an empty `new` a deletion."""

    part: Part
    old: Span
    new: Span
    old_words: str
    new_words: str


@dataclass(frozen=True, slots=True)
class RecordChange:
    """A contact or statement that came, went or is told otherwise.

    `fields` are those that are another now, `was` and `now` what they held and hold, in words.
    """

    kind: Kind
    old: Contact | Statement | None
    new: Contact | Statement | None
    fields: tuple[str, ...] = ()
    was: tuple[str, ...] = ()
    now: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """What changed from one state of a document to the next."""

    old: Reading
    new: Reading
    text: tuple[TextChange, ...]
    contacts: tuple[RecordChange, ...]
    statements: tuple[RecordChange, ...]


def find_changes(readings: Sequence[Reading]) -> tuple[Change, ...]:
    """Return what changed from each reading to the next, in order; none for a single one."""
    return tuple(compare_versions(old, new) for old, new in pairwise(readings))


def compare_versions(old: Reading, new: Reading) -> Change:
    """Return what changed from one state of a document to another."""
    return Change(
        old,
        new,
        tuple(_compare_texts(old.document, new.document)),
        tuple(_compare_records(old.contacts, new.contacts, _ContactFields(old), _ContactFields(new))),
        tuple(_compare_records(old.statements, new.statements, _StatementFields(old), _StatementFields(new))),
    )


# --- text


def _compare_texts(old: Document, new: Document) -> Iterator[TextChange]:
    yield from _compare_words("title", old.source.title or "", new.source.title or "", 0, 0)
    ours, theirs = (_LINE.findall(document.text) for document in (old, new))
    for tag, start, end, other, last in _match(ours, theirs):
        if tag != "equal":
            before, after = sum(map(len, ours[:start])), sum(map(len, theirs[:other]))
            yield from _compare_words("text", "".join(ours[start:end]), "".join(theirs[other:last]), before, after)


def _compare_words(part: Part, old: str, new: str, old_start: int, new_start: int) -> Iterator[TextChange]:
    """Yield the changed words of two stretches that begin at these offsets."""
    ours, theirs = _WORD.findall(old), _WORD.findall(new)
    for tag, start, end, other, last in _match(ours, theirs):
        if tag != "equal":
            first, second = "".join(ours[start:end]), "".join(theirs[other:last])
            before = old_start + sum(map(len, ours[:start]))
            after = new_start + sum(map(len, theirs[:other]))
            yield TextChange(part, Span(before, before + len(first)), Span(after, after + len(second)), first, second)


def _match(old: Sequence[str], new: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    return difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


# --- record

Fields = tuple[tuple[str, str], ...]


def _compare_records(
    old: Sequence[Found], new: Sequence[Found], read_old: Callable[[Found], Fields], read_new: Callable[[Found], Fields]
) -> Iterator[RecordChange]:
    """What is in both states alike is left out, the rest paired where it is alike; order does not matter."""
    gone = [(each, read_old(each)) for each in old]
    come = [(each, read_new(each)) for each in new]
    kept = Counter(fields for _, fields in gone) & Counter(fields for _, fields in come)
    gone, come = list(_without(gone, Counter(kept))), list(_without(come, Counter(kept)))
    pairs = sorted(
        (-_likeness(before, after), at, other)
        for at, (_, before) in enumerate(gone)
        for other, (_, after) in enumerate(come)
    )
    taken_old, taken_new = set[int](), set[int]()
    for negative, at, other in pairs:
        if -negative < _ALIKE or at in taken_old or other in taken_new:
            continue
        taken_old.add(at)
        taken_new.add(other)
        yield _tell_altered(gone[at], come[other])
    yield from (RecordChange("lost", each, None) for at, (each, _) in enumerate(gone) if at not in taken_old)
    yield from (RecordChange("gained", None, each) for at, (each, _) in enumerate(come) if at not in taken_new)


def _tell_altered(old: tuple[Found, Fields], new: tuple[Found, Fields]) -> RecordChange:
    differing = [
        (name, one, another) for (name, one), (_, another) in zip(old[1], new[1], strict=True) if one != another
    ]
    fields, was, now = zip(*differing, strict=True)
    return RecordChange("altered", old[0], new[0], fields, was, now)


def _without(told: Iterable[tuple[Found, Fields]], kept: Counter[Fields]) -> Iterator[tuple[Found, Fields]]:
    for each, fields in told:
        if kept[fields] > 0:
            kept[fields] -= 1
        else:
            yield each, fields


def _likeness(old: Fields, new: Fields) -> float:
    """How alike two are: the words that identify them most, then all else."""
    words = fuzz.ratio(old[0][1], new[0][1])
    rest = sum(one == other for one, other in zip(old[1:], new[1:], strict=True)) / len(old[1:])
    return 0.8 * words + 20.0 * rest


@dataclass(frozen=True, slots=True)
class _ContactFields:
    """The fields of a contact as words, who took part first."""

    reading: Reading

    def __call__(self, contact: Contact) -> Fields:
        initiator = next((actor.name for actor in self.reading.actors if actor.actor_id == contact.initiator), "")
        return (
            ("participants", _names(contact.participants)),
            ("offices", "; ".join(actor.office or "" for actor in contact.participants)),
            ("kind", contact.kind.value),
            ("modality", contact.modality.value),
            ("date", _days(contact.when)),
            ("initiator", initiator),
            ("medium", contact.medium or ""),
            ("duration", "" if contact.duration_minutes is None else f"{contact.duration_minutes} minutes"),
            ("place", contact.place or ""),
            ("told by", _names(contact.chain)),
        )


@dataclass(frozen=True, slots=True)
class _StatementFields:
    """The fields of a statement as words, what is said first."""

    reading: Reading

    def __call__(self, statement: Statement) -> Fields:
        document = self.reading.document
        return (
            ("words", _words(document, statement.content)),
            ("speaker", _names(statement.speakers)),
            ("cue", _words(document, statement.cue)),
            ("act", statement.act.value),
            ("form", statement.form),
            ("modality", statement.modality.value),
            ("hearers", _names(statement.hearers)),
            ("addressee", _names(statement.addressee)),
            ("told by", _names(statement.chain)),
            ("voice", statement.voice),
        )


def _names(actors: Iterable[Actor]) -> str:
    return "; ".join(actor.name for actor in actors)


def _days(when: DateRange | None) -> str:
    """Days, time and what they rest on: "2024-02-10..2024-02-12 21:30 Europe/Kyiv (stated)"; "" for none."""
    if when is None:
        return ""
    last = when.end - dt.timedelta(days=1) if when.end is not None else None
    days = str(last) if last == when.start else f"{when.start or ''}..{last or ''}"
    time = f"{when.start_time:%H:%M}" if when.start_time is not None else None
    return " ".join(filter(None, (days, time, when.timezone, f"({when.basis})")))


def _words(document: Document, spans: Iterable[Span]) -> str:
    return " … ".join(" ".join(document[span].split()) for span in spans)
