"""Stories of the store: documents about one matter, with the occurrences they tell of."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dragoman.store.codec import decode_moment
from dragoman.store.connection import pack_values, store_errors, store_path
from dragoman.store.query import involves_actor
from dragoman.store.topics import TOPIC_COLUMNS, read_topic
from dragoman.stories.clusters_stories import StoryDocument, group_documents
from dragoman.stories.copies import group_copies
from dragoman.stories.linking_words import choose_form

_NEAR = 150  # documents among which the story of one is looked for
_AROUND = dt.timedelta(days=30)  # between documents of one story that share no occurrence
_WORDS, _PEOPLE = 5, 6


@dataclass(frozen=True, slots=True)
class StoryMember:
    """A document of a story; `copy_of` is the document of the story whose text it is, but for a few words."""

    document_id: str
    outlet: str | None
    title: str | None
    day: dt.date | None
    copy_of: str | None = None
    path: str | None = None


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
    """Which documents are grouped: published within the days, both included, or without a date; telling of somebody.

    `who` is a name, `actor` the id of an identity, of who takes part in a contact.  With `most`, the newest so many of
    these documents are grouped; None for all of them.
    """

    who: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    accounts: tuple[int, int | None] = (2, None)
    actor: str | None = None
    most: int | None = None


def find_stories(connection: sqlite3.Connection, wanted: StoryFilter) -> list[FoundStory]:
    """Return the stories with so many accounts, the newest first, undated ones last."""
    with store_errors(store_path(connection)):
        found = _group(connection, _load_documents(connection, *_choose(connection, wanted)))
    low, high = wanted.accounts
    kept = [each for each in found if each.accounts >= low and (high is None or each.accounts <= high)]
    return sorted(kept, key=lambda each: (each.last_day or dt.date.min, each.story_id), reverse=True)


def count_grouped(connection: sqlite3.Connection, wanted: StoryFilter) -> tuple[int, int]:
    """Return among how many documents stories are looked for, and how many fit but for `most`."""
    condition, values, most = _choose(connection, wanted)
    sql = f"SELECT count(*) FROM document JOIN version ON version.key = document.newest WHERE {condition}"
    with store_errors(store_path(connection)):
        (fitting,) = connection.execute(sql, pack_values(values)).fetchone()
    return (fitting if most is None else min(most, fitting)), fitting


def find_story(connection: sqlite3.Connection, document_id: str) -> FoundStory | None:
    """Return the story that a document is of, alone in it where no other tells of the matter; None for no document.

    It is looked for among those that share an occurrence with it and those nearest to its day, first of people that it
    tells to be in contact: at most `_NEAR`, so that a document of a large store finds it as soon as one of a small.
    """
    with store_errors(store_path(connection)):
        own = connection.execute(_NEWEST, pack_values((document_id,))).fetchone()
        if own is None:
            return None
        key, published = own
        keys = dict.fromkeys([key, *(row[0] for row in connection.execute(_OF_ONE_OCCURRENCE, (key, _NEAR)))])
        if published is not None:
            day = dt.date.fromisoformat(published[:10])
            since, before = day - _AROUND, day + _AROUND + dt.timedelta(days=1)
            values = {"version": key, "day": str(day), "since": str(since), "before": str(before), "most": _NEAR}
            for sql in (_OF_ONE_PERSON, _OF_ONE_TIME):
                keys.update(dict.fromkeys(row[0] for row in connection.execute(sql, values)))
        listed = ", ".join(str(each) for each in list(keys)[:_NEAR])
        found = _group(connection, _load_documents(connection, f"version.key IN ({listed})", (), None))
    return next(story for story in found if any(each.document_id == document_id for each in story.members))


_NEWEST = """SELECT version.key, published FROM document JOIN version ON version.key = document.newest
    WHERE document_id = ?"""
_OF_ONE_OCCURRENCE = """SELECT DISTINCT other.version FROM report AS own
    JOIN report AS other ON other.occurrence = own.occurrence WHERE own.version = ? LIMIT ?"""
_NEAREST = "ORDER BY abs(julianday(substr(published, 1, 10)) - julianday(:day)), version.key LIMIT :most"
_OF_ONE_TIME = f"""SELECT version.key FROM version JOIN document ON document.newest = version.key
    WHERE published >= :since AND published < :before {_NEAREST}"""
_OF_ONE_PERSON = f"""WITH person AS (SELECT DISTINCT party.value FROM report
        JOIN occurrence_facet AS party ON party.occurrence = report.occurrence AND party.facet = 'actor'
        WHERE report.version = :version),
    told AS (SELECT DISTINCT report.version FROM person
        CROSS JOIN occurrence_facet AS own ON own.facet = 'actor' AND own.value = person.value
            AND own.day BETWEEN :since AND :before
        CROSS JOIN report ON report.occurrence = own.occurrence)
    SELECT version.key FROM told JOIN version ON version.key = told.version
    JOIN document ON document.newest = version.key
    WHERE published >= :since AND published < :before {_NEAREST}"""


def _group(connection: sqlite3.Connection, rows: dict[str, _Loaded]) -> list[FoundStory]:
    stories: dict[str, list[_Loaded]] = {}
    for document_id, story in group_documents([row.document for row in rows.values()]).items():
        stories.setdefault(story, []).append(rows[document_id])
    keys = ", ".join(str(row.key) for row in rows.values())
    copies = connection.execute(_COPIES.format(keys)).fetchall()
    return [_tell(story, members, copies, _names(connection, members)) for story, members in stories.items()]


@dataclass(frozen=True, slots=True)
class _Loaded:
    key: int  # of the version
    document: StoryDocument
    outlet: str | None
    title: str | None
    path: str | None
    forms: Mapping[str, str]  # how it writes its weightiest words


def _choose(connection: sqlite3.Connection, wanted: StoryFilter) -> tuple[str, tuple[object, ...], int | None]:
    """The condition on newest versions that a filter means, with its values, and how many are wanted at most."""
    conditions, values = ["1"], list[object]()
    if wanted.who is not None:
        involved = involves_actor(connection, wanted.who, "contact", ("participant",))
        conditions.append(f"version.key IN (SELECT version FROM contact WHERE {involved})")
    if wanted.actor is not None:
        conditions.append(_OF_ACTOR)
        values.append(wanted.actor)
    if wanted.since is not None:
        conditions.append("(published IS NULL OR published >= ?)")
        values.append(wanted.since.isoformat())
    if wanted.until is not None:
        conditions.append("(published IS NULL OR published < ?)")
        values.append((wanted.until + dt.timedelta(days=1)).isoformat())
    return " AND ".join(conditions), tuple(values), wanted.most


_OF_ACTOR = """version.key IN (SELECT report.version FROM occurrence_facet AS own
    JOIN report ON report.occurrence = own.occurrence WHERE own.facet = 'actor' AND own.value = ?)"""


def _load_documents(
    connection: sqlite3.Connection, condition: str, values: tuple[object, ...], most: int | None
) -> dict[str, _Loaded]:
    found: dict[str, _Loaded] = {}
    limit = f"ORDER BY published DESC LIMIT {most}" if most is not None else ""
    rows = connection.execute(_DOCUMENTS.format(condition, limit), pack_values(values)).fetchall()
    for key, document_id, published, outlet, title, path, *told in rows:
        moment = decode_moment(published)
        day = moment.date() if isinstance(moment, dt.datetime) else moment
        people = frozenset(row[0] for row in connection.execute(_PEOPLE_OF, (key,)))
        occurrences = frozenset(row[0] for row in connection.execute(_OCCURRENCES_OF, (key,)))
        topic = read_topic(tuple(told), title)
        document = StoryDocument(document_id, topic.words, day, people, occurrences)
        found[document_id] = _Loaded(key, document, outlet, title, path, topic.forms)
    return found


_DOCUMENTS = f"""SELECT version.key, document_id, published, outlet, title, path, {TOPIC_COLUMNS}
    FROM document JOIN version ON version.key = document.newest LEFT JOIN topic ON topic.version = version.key
    WHERE {{}} {{}}"""
_PEOPLE_OF = """SELECT DISTINCT profile.identity FROM contact JOIN contact_actor ON contact = contact.key
    JOIN bearer USING (actor) JOIN profile ON profile.key = bearer.profile
    WHERE contact.version = ? AND role = 'participant' AND profile.kind = 'person'"""
_OCCURRENCES_OF = "SELECT DISTINCT occurrence FROM report WHERE version = ?"
_COPIES = """SELECT one.document_id, other.document_id FROM near_copy
    JOIN document AS one ON one.newest = near_copy.one JOIN document AS other ON other.newest = near_copy.other
    WHERE near_copy.one IN ({0}) AND near_copy.other IN ({0})"""


def _names(connection: sqlite3.Connection, members: Iterable[_Loaded]) -> dict[str, str]:
    ids = sorted({each for member in members for each in member.document.people})
    sql = f"SELECT identity_id, name FROM identity WHERE identity_id IN ({', '.join('?' * len(ids))})"
    return dict(connection.execute(sql, pack_values(tuple(ids))))


def _tell(
    story: str, members: Sequence[_Loaded], copies: Iterable[tuple[str, str]], names: dict[str, str]
) -> FoundStory:
    people = Counter[str]()
    for member in members:
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
        listed.append(StoryMember(document_id, member.outlet, member.title, member.document.day, copy_of, member.path))
    return FoundStory(
        story,
        _name_topic(members),
        tuple(
            (each, names.get(each, each)) for each in sorted(people, key=lambda each: (-people[each], each))[:_PEOPLE]
        ),
        days[0] if days else None,
        days[-1] if days else None,
        len(told),
        tuple(listed),
        tuple(sorted({each for member in members for each in member.document.occurrences})),
    )


def _name_topic(members: Sequence[_Loaded]) -> tuple[str, ...]:
    """The weightiest words of the members together, each as most of them write it."""
    weights: Counter[str] = Counter()
    forms: dict[str, Counter[str]] = {}
    for member in members:
        weights.update(member.document.words)
        for word, form in member.forms.items():
            forms.setdefault(word, Counter())[form] += 1
    ordered = sorted(forms, key=lambda word: (-weights[word], word))
    return tuple(choose_form(forms[word]) for word in ordered[:_WORDS])
