"""Stories of the store: documents about one matter, with the occurrences they tell of."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.store.codec import decode_moment
from dragoman.store.connection import pack_values, store_errors, store_path
from dragoman.store.query import involves_actor
from dragoman.stories.clusters_stories import StoryDocument, group_documents
from dragoman.stories.copies import group_copies
from dragoman.stories.linking_words import weigh_topic

_LONGEST = 6_000  # characters of a document that tell its matter
_WORDS, _PEOPLE = 5, 6


@dataclass(frozen=True, slots=True)
class StoryMember:
    """A document of a story; `copy_of` is the document of the story whose text it is, but for a few words."""

    document_id: str
    outlet: str | None
    title: str | None
    day: dt.date | None
    copy_of: str | None = None


@dataclass(frozen=True, slots=True)
class FoundStory:
    """Documents about one matter, its weightiest words, the people in contact there, and the occurrences told of."""

    story_id: str
    words: tuple[str, ...]
    people: tuple[tuple[str, str], ...]  # ids and names, those told of most first
    first_day: dt.date | None
    last_day: dt.date | None
    accounts: int  # documents that are no copies of each other
    members: tuple[StoryMember, ...]
    occurrences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StoryFilter:
    """Which documents are grouped: published within the days, both included, or without a date; telling of somebody."""

    who: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    accounts: tuple[int, int | None] = (2, None)


def find_stories(connection: sqlite3.Connection, wanted: StoryFilter) -> list[FoundStory]:
    """Return the stories with so many accounts, the newest first; they follow from the documents alone."""
    with store_errors(store_path(connection)):
        rows = _load_documents(connection, wanted)
        documents = [row.document for row in rows.values()]
        stories: dict[str, list[_Loaded]] = {}
        for document_id, story in group_documents(documents).items():
            stories.setdefault(story, []).append(rows[document_id])
        copies = [(one, other) for one, other in connection.execute(_COPIES)]
        found = [_tell(story, members, copies, _names(connection, members)) for story, members in stories.items()]
    low, high = wanted.accounts
    kept = [each for each in found if each.accounts >= low and (high is None or each.accounts <= high)]
    return sorted(
        kept, key=lambda each: (each.last_day is None, each.last_day or dt.date.min, each.story_id), reverse=True
    )


@dataclass(frozen=True, slots=True)
class _Loaded:
    document: StoryDocument
    outlet: str | None
    title: str | None


def _load_documents(connection: sqlite3.Connection, wanted: StoryFilter) -> dict[str, _Loaded]:
    condition = "1"
    if wanted.who is not None:
        involved = involves_actor(connection, wanted.who, "contact", ("participant",))
        condition = f"version.key IN (SELECT version FROM contact WHERE {involved})"
    found: dict[str, _Loaded] = {}
    for key, document_id, published, outlet, title, text in connection.execute(_DOCUMENTS.format(condition)):
        moment = decode_moment(published)
        day = moment.date() if isinstance(moment, dt.datetime) else moment
        if day is not None and ((wanted.since and day < wanted.since) or (wanted.until and day > wanted.until)):
            continue
        people = frozenset(row[0] for row in connection.execute(_PEOPLE_OF, (key,)))
        occurrences = frozenset(row[0] for row in connection.execute(_OCCURRENCES_OF, (key,)))
        words = weigh_topic(f"{title or ''}\n{text[:_LONGEST]}")
        found[document_id] = _Loaded(StoryDocument(document_id, words, day, people, occurrences), outlet, title)
    return found


_DOCUMENTS = """SELECT version.key, document_id, published, outlet, title, text FROM document
    JOIN version ON version.key = document.newest WHERE {} ORDER BY document_id"""
_PEOPLE_OF = """SELECT DISTINCT profile.identity FROM contact JOIN contact_actor ON contact = contact.key
    JOIN bearer USING (actor) JOIN profile ON profile.key = bearer.profile
    WHERE contact.version = ? AND role = 'participant' AND profile.kind = 'person'"""
_OCCURRENCES_OF = "SELECT DISTINCT occurrence FROM report WHERE version = ?"
_COPIES = """SELECT one.document_id, other.document_id FROM near_copy
    JOIN document AS one ON one.newest = near_copy.one JOIN document AS other ON other.newest = near_copy.other"""


def _names(connection: sqlite3.Connection, members: Iterable[_Loaded]) -> dict[str, str]:
    ids = sorted({each for member in members for each in member.document.people})
    sql = f"SELECT identity_id, name FROM identity WHERE identity_id IN ({', '.join('?' * len(ids))})"
    return dict(connection.execute(sql, pack_values(tuple(ids))))


def _tell(
    story: str, members: Sequence[_Loaded], copies: Iterable[tuple[str, str]], names: dict[str, str]
) -> FoundStory:
    words, people = Counter[str](), Counter[str]()
    for member in members:
        words.update(member.document.words)
        people.update(member.document.people)
    days = sorted(member.document.day for member in members if member.document.day is not None)
    ordered = sorted(
        members, key=lambda each: (each.document.day is None, str(each.document.day), each.document.document_id)
    )
    first_of = group_copies([each.document.document_id for each in ordered], copies)
    told: dict[str, str] = {}
    listed: list[StoryMember] = []
    for member in ordered:
        document_id = member.document.document_id
        original = told.setdefault(first_of[document_id], document_id)
        copy_of = original if original != document_id else None
        listed.append(StoryMember(document_id, member.outlet, member.title, member.document.day, copy_of))
    return FoundStory(
        story,
        tuple(sorted(words, key=lambda word: (-words[word], word))[:_WORDS]),
        tuple(
            (each, names.get(each, each)) for each in sorted(people, key=lambda each: (-people[each], each))[:_PEOPLE]
        ),
        days[0] if days else None,
        days[-1] if days else None,
        len(told),
        tuple(listed),
        tuple(sorted({each for member in members for each in member.document.occurrences})),
    )
