"""What a reviewer can do about who is who: merge, split, judge a pair, undo.  Each is one transaction, or nothing."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable

from dragoman.errors import JudgementError
from dragoman.identity.profiles import profile_id_of
from dragoman.record import JudgedAs, Judgement, Subject
from dragoman.registry import Registry
from dragoman.store.actors import Identity, Question, describe, subjects_of
from dragoman.store.connection import pack_values, transaction
from dragoman.store.identity import rebind, resolve_within
from dragoman.store.judgements import check_judgement, find_judgement, make_judgement, mark_undone, write_judgement
from dragoman.store.names import fold_name
from dragoman.store.occurrences import rebind_occurrences, resolve_occurrences


def judge_pair(
    connection: sqlite3.Connection, question: Question, verdict: JudgedAs, author: str, note: str | None = None
) -> Judgement:
    """Return the judgement of a pair from the queue, stored with what was compared.

    Raises `JudgementError` where it contradicts one in force; nothing is changed then.
    """
    one, other = (subjects_of(connection, each.identity_id) for each in (question.one, question.other))
    values = [(key, words) for key, _, words in question.values]
    judgement = make_judgement(verdict, (one, other), author, score=question.score, values=values, note=note)
    return _decide(connection, judgement)


def merge_identities(
    connection: sqlite3.Connection, one: Identity, other: Identity, author: str, note: str | None = None
) -> Judgement:
    """Return the judgement that two actors are one; raises `JudgementError` where they are already, or cannot be."""
    if one.identity_id == other.identity_id:
        raise JudgementError(f"{describe(one)} is one actor already ({one.identity_id}); name two to merge")
    if {one.kind, other.kind} - {"person", "office"} and one.kind != other.kind:
        raise JudgementError(f"{describe(one)} is a {one.kind}, {describe(other)} a {other.kind}; they cannot be one")
    first, second = (subjects_of(connection, each.identity_id) for each in (one, other))
    return _decide(connection, make_judgement("same", (first, second), author, note=note))


def split_name(
    connection: sqlite3.Connection, identity: Identity, name: str, author: str, note: str | None = None
) -> Judgement:
    """Return the judgement that those of an actor's profiles that bear a name are somebody else.

    Raises `JudgementError` where none bears it, or all do.
    """
    subjects = subjects_of(connection, identity.identity_id)
    wanted = fold_name(name)
    bearing = {row[0] for row in connection.execute(_BEARING, pack_values((identity.identity_id, f"%|{wanted}|%")))}
    leaving = tuple(each for each in subjects if each.profile_id in bearing)
    staying = tuple(each for each in subjects if each.profile_id not in bearing)
    if not leaving:
        listed = ", ".join(dict.fromkeys(each.name for each in subjects))
        raise JudgementError(f"no part of {describe(identity)} is called {name!r}; its parts are called {listed}")
    if not staying:
        raise JudgementError(
            f"all that is told of {describe(identity)} goes by {name!r}; take a document out instead, with --document"
        )
    return _decide(connection, make_judgement("different", (leaving, staying), author, note=note))


_BEARING = "SELECT profile_id FROM profile WHERE identity = ? AND '|' || name_key || '|' LIKE ?"


def split_document(
    connection: sqlite3.Connection,
    identity: Identity,
    document_id: str,
    author: str,
    registry: Registry,
    note: str | None = None,
) -> Judgement:
    """Return the judgement that what a document tells of an actor is of somebody else.

    Raises `JudgementError` where the document tells nothing of it, or nothing else does.
    """
    rows = connection.execute(_IN_DOCUMENT, pack_values((identity.identity_id, document_id))).fetchall()
    if not rows:
        raise JudgementError(f"document {document_id!r} tells nothing of {describe(identity)}")
    others = connection.execute(_ELSEWHERE, pack_values((identity.identity_id, document_id))).fetchone()
    if others is None:
        raise JudgementError(f"{describe(identity)} is told of in this document alone; there is nothing to split from")
    leaving = tuple(
        Subject(profile_id_of("apart", document_id, profile_id), name, office, country, document_id, profile_id)
        for profile_id, name, office, country in rows
    )
    staying = subjects_of(connection, identity.identity_id)
    judgement = make_judgement("different", (leaving, staying), author, note=note)
    return _decide(connection, judgement, registry)


_IN_DOCUMENT = """SELECT profile.profile_id, min(actor.name), min(actor.office), min(actor.country)
    FROM profile JOIN bearer ON bearer.profile = profile.key JOIN actor ON actor.key = bearer.actor
    JOIN version ON version.key = actor.version JOIN document ON document.key = version.document
    WHERE profile.identity = ? AND document_id = ? GROUP BY profile.profile_id"""
_ELSEWHERE = """SELECT 1 FROM profile JOIN bearer ON bearer.profile = profile.key JOIN actor ON actor.key = bearer.actor
    JOIN version ON version.key = actor.version JOIN document ON document.key = version.document
    WHERE profile.identity = ? AND document_id != ? LIMIT 1"""


def undo_judgement(connection: sqlite3.Connection, wanted: str | None, author: str, registry: Registry) -> Judgement:
    """Return the judgement that was taken back: the one whose id begins so, or the latest in force.

    Raises `JudgementError` where there is none, or it was undone already.
    """
    judgement = find_judgement(connection, wanted)
    with transaction(connection):
        mark_undone(connection, judgement, author, _now())
        if judgement.about == "occurrence":
            rebind_occurrences(connection)
        else:
            _replace_documents(connection, judgement.one, registry)
            rebind(connection)
    resolve_occurrences(connection)
    return judgement


def _decide(connection: sqlite3.Connection, judgement: Judgement, registry: Registry | None = None) -> Judgement:
    """Store a judgement and what follows from it."""
    with transaction(connection):
        check_judgement(connection, judgement)
        write_judgement(connection, judgement)
        if registry is not None:
            _replace_documents(connection, judgement.one, registry)
        rebind(connection)
    resolve_occurrences(connection)
    return judgement


def _replace_documents(connection: sqlite3.Connection, subjects: Iterable[Subject], registry: Registry) -> None:
    """Place the actors of the documents anew that a judgement takes out of a profile, or gives back."""
    versions: set[int] = set()
    for subject in subjects:
        if subject.document_id is not None:
            values = pack_values((subject.document_id, subject.profile_id, subject.taken_from))
            rows = connection.execute(_BEARERS, values).fetchall()
            connection.executemany("DELETE FROM bearer WHERE actor = ?", [(actor,) for actor, _ in rows])
            versions |= {version for _, version in rows}
    if versions:
        # who was in contact with them has other partners now
        connection.executemany(_TOUCH, [(version,) for version in sorted(versions)])
        resolve_within(connection, registry, sorted(versions))


_BEARERS = """SELECT bearer.actor, actor.version FROM bearer JOIN actor ON actor.key = bearer.actor
    JOIN document ON document.newest = actor.version JOIN profile ON profile.key = bearer.profile
    WHERE document_id = ? AND profile_id IN (?, ?)"""


_TOUCH = """INSERT OR IGNORE INTO changed_profile
    SELECT profile FROM bearer JOIN actor ON actor.key = bearer.actor WHERE actor.version = ?"""


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
