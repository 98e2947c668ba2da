"""The versions of a document: what each new one changed in the text and in what is read from it."""

from __future__ import annotations

import sqlite3
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Literal

from starlette.datastructures import QueryParams

from dragoman.errors import MissingError
from dragoman.exports.changes_rows import change_rows
from dragoman.pages import shown
from dragoman.pages.site import Site
from dragoman.pages.views import View
from dragoman.pipeline import read_document
from dragoman.record import Contact, Document, Reading, Span, Statement
from dragoman.store.editions import Edition, find_editions, load_editions
from dragoman.stories.changes import Change, Kind, RecordChange, TextChange, find_changes
from dragoman.terminal.text import one_line, shorten, show_names

MOST = 12  # versions that are compared, the newest
LONGEST = 100_000  # characters of a text beyond which a comparison takes too long for a page
_AROUND = 110  # characters shown on either side of a change
_PASSAGE = 2_400  # characters shown of one that came or went
_comparing = threading.Lock()  # one comparison at a time: each keeps a core busy


@dataclass(frozen=True, slots=True)
class Words:
    """Words as they stand in both versions, in the old or the new one only, or left out between."""

    kind: Literal["same", "old", "new", "gap"]
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A contact or statement that came, went or is told otherwise; `fields` are name, was and is.

    `count` is of how many one change of a name alters all that is told.
    """

    kind: Kind
    what: str
    words: str
    fields: tuple[tuple[str, str, str], ...] = ()
    count: int = 1


@dataclass(frozen=True, slots=True)
class Revision:
    """What one version changed: both as they were first read, stretches of title and text, the record."""

    number: int
    old: Edition
    new: Edition
    title: tuple[tuple[Words, ...], ...]
    passages: tuple[tuple[Words, ...], ...]
    entries: tuple[Entry, ...]


def gather_changes(site: Site, connection: sqlite3.Connection, params: QueryParams) -> View:
    """Return what the versions of the document whose `id` the query tells changed, the newest first."""
    document_id = params.get("id", "")
    editions = find_editions(connection, document_id)
    if not editions:
        raise MissingError(f"there is no such document: {document_id}")
    title = next(reversed(editions)).title
    length = _longest(connection, document_id)
    changes: tuple[Change, ...] = ()
    if len(editions) > 1 and length <= LONGEST:
        changes = site.recall(("changes", document_id), lambda: _compare(site, connection, document_id))
    first = max(0, len(editions) - 1 - len(changes))
    revisions = [
        make_revision(number, editions[number - 1], editions[number], change)
        for number, change in enumerate(changes, first + 1)
    ]
    values = {
        "document_id": document_id,
        "heading": title or document_id,
        "editions": editions,
        "revisions": revisions[::-1],
        "is_too_long": length > LONGEST,
        "earlier": first,
        "json_url": shown.query("/changes.json", id=document_id),
    }
    return View("changes.html", values, list(change_rows(changes, [each.seen for each in editions[first:]])))


def _longest(connection: sqlite3.Connection, document_id: str) -> int:
    sql = """SELECT max(length(text)) FROM version JOIN document ON document.key = version.document
        WHERE document_id = ?"""
    row = connection.execute(sql, (document_id,)).fetchone()
    return int(row[0] or 0)


def _compare(site: Site, connection: sqlite3.Connection, document_id: str) -> tuple[Change, ...]:
    with _comparing:
        loaded = load_editions(connection, document_id, _reader(site))
        return find_changes([reading for _, reading in loaded[-MOST - 1 :]])


def _reader(site: Site) -> Callable[[Document], Reading]:
    return lambda document: read_document(document, site.language(), site.registry)


def make_revision(number: int, old: Edition, new: Edition, change: Change) -> Revision:
    """Return a change as the page shows it; `number` counts the versions from the oldest, 0."""
    title = change.new.document.source.title or ""
    of_title, of_text = ([each for each in change.text if each.part == part] for part in ("title", "text"))
    return Revision(
        number,
        old,
        new,
        tuple(cut_passages(title, of_title)),
        tuple(cut_passages(change.new.document.text, of_text)),
        (*_list_entries("contact", change.contacts, change), *_list_entries("statement", change.statements, change)),
    )


def cut_passages(text: str, changes: Sequence[TextChange]) -> Iterator[tuple[Words, ...]]:
    """Yield stretches of the new text with what changed in them; near changes stand in one stretch."""
    passage: list[Words] = []
    reached = 0
    for change in sorted(map(_trim, changes), key=lambda each: (each.new.start, each.old.start)):
        if passage and change.new.start - reached > 2 * _AROUND:
            passage.append(Words("same", _until_word(text[reached : reached + _AROUND])))
            yield tuple(passage)
            passage = []
        start = reached if passage else max(reached, change.new.start - _AROUND)
        before = text[start : change.new.start]
        passage += [Words("same", before if passage or start == 0 else _from_word(before))] if before else []
        passage += [Words("old", _cut(change.old_words))] if change.old_words else []
        passage += [Words("new", _cut(change.new_words))] if change.new_words else []
        reached = change.new.end
    if passage:
        after = text[reached : reached + _AROUND]
        passage.append(Words("same", after if reached + _AROUND >= len(text) else _until_word(after)))
        yield tuple(passage)


def _trim(change: TextChange) -> TextChange:
    """The change without the whole words and spaces that both versions begin or end with."""
    old, new = change.old_words, change.new_words
    front = _shared(old, new)
    while front and not all(len(words) == front or words[front].isspace() for words in (old, new)):
        front -= 1
    back = _shared(old[front:][::-1], new[front:][::-1])
    while back and not all(len(words) == front + back or words[-back].isspace() for words in (old, new)):
        back -= 1
    return replace(
        change,
        old=Span(change.old.start + front, change.old.end - back),
        new=Span(change.new.start + front, change.new.end - back),
        old_words=old[front : len(old) - back],
        new_words=new[front : len(new) - back],
    )


def _shared(one: str, other: str) -> int:
    """How many characters both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _until_word(words: str) -> str:
    return words.rsplit(" ", 1)[0] + " …"


def _from_word(words: str) -> str:
    return "… " + words.split(" ", 1)[-1]


def _cut(words: str) -> str:
    """The words; line breaks alone as a sign, since else nothing would be seen."""
    if not words.strip():
        return words.replace("\n", "↵\n")
    half = _PASSAGE // 2
    return words if len(words) <= _PASSAGE else f"{words[:half]} … {words[-half:]}"


# ------------------------------------------------------------------ the record


def _list_entries(what: str, changes: Sequence[RecordChange], change: Change) -> Iterator[Entry]:
    renamed = Counter((each.fields, each.was, each.now) for each in changes if _is_renamed(each))
    for each in changes:
        count = renamed.pop((each.fields, each.was, each.now), 0) if _is_renamed(each) else 1
        if count:
            yield Entry(each.kind, what, _tell(each, change), tuple(_differences(each)), count)


def _is_renamed(change: RecordChange) -> bool:
    """Whether the same words are told of others: one change of a name alters all that somebody says."""
    return change.kind == "altered" and not {"words", "cue", "participants"} & set(change.fields)


def _tell(each: RecordChange, change: Change) -> str:
    reading, found = (change.new, each.new) if each.new is not None else (change.old, each.old)
    if isinstance(found, Contact):
        return f"{found.kind.value}, {show_names(found.participants)}, {shown.show_when(found.when)}"
    if isinstance(found, Statement):
        words = " … ".join(one_line(reading.document[span]) for span in found.content)
        return f"{show_names(found.speakers) or 'somebody'}, {found.act.value}: “{shorten(words, 400)}”"
    return ""


def _differences(each: RecordChange) -> Iterator[tuple[str, str, str]]:
    for name, was, now in zip(each.fields, each.was, each.now, strict=True):
        if name == "date" and isinstance(each.old, Contact) and isinstance(each.new, Contact):
            yield name, shown.show_when(each.old.when), shown.show_when(each.new.when)
        else:
            yield name, shorten(was, 400) or "none", shorten(now, 400) or "none"
