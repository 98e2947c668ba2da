"""What a reviewer can do about occurrences: judge a pair, join two, take a report out.  Each is one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from dragoman.errors import JudgementError
from dragoman.record import JudgedAs, Judgement, Subject
from dragoman.store.connection import transaction
from dragoman.store.judgements import make_judgement, write_judgement
from dragoman.store.occurrence_judgements import check_reports
from dragoman.store.occurrence_query import Account, Occurrence, OccurrenceQuestion
from dragoman.store.occurrences import rebind_occurrences

_LONGEST = 200  # characters of a contact's words by which a judgement finds it again


def judge_occurrences(
    connection: sqlite3.Connection,
    question: OccurrenceQuestion,
    verdict: JudgedAs,
    author: str,
    note: str | None = None,
) -> Judgement:
    """Return the judgement of a pair from the queue, stored with what was compared.

    Raises `JudgementError` where it contradicts one in force; nothing is changed then.
    """
    sides = (_subjects_of(question.one.reports), _subjects_of(question.other.reports))
    values = [(key, words) for key, _, words in question.values]
    judgement = make_judgement(
        verdict, sides, author, score=question.score, values=values, note=note, about="occurrence"
    )
    return _decide(connection, judgement)


def join_occurrences(
    connection: sqlite3.Connection, one: Occurrence, other: Occurrence, author: str, note: str | None = None
) -> Judgement:
    """Return the judgement that two occurrences are one; raises `JudgementError` where they are already."""
    if one.occurrence_id == other.occurrence_id:
        raise JudgementError(f"{one.occurrence_id} is one occurrence already; name two to join")
    sides = (_subjects_of(one.reports), _subjects_of(other.reports))
    return _decide(connection, make_judgement("same", sides, author, note=note, about="occurrence"))


def part_document(
    connection: sqlite3.Connection, occurrence: Occurrence, document_id: str, author: str, note: str | None = None
) -> Judgement:
    """Return the judgement that what a document tells is another occurrence.

    Raises `JudgementError` where the document tells nothing of it, or nothing else does.
    """
    leaving = [each for each in occurrence.reports if each.found.document_id == document_id]
    staying = [each for each in occurrence.reports if each.found.document_id != document_id]
    if not leaving or not staying:
        what = "tells nothing of it" if not leaving else "alone tells of it"
        raise JudgementError(f"{occurrence.occurrence_id}: document {document_id!r} {what}; there is nothing to part")
    sides = (_subjects_of(leaving), _subjects_of(staying))
    return _decide(connection, make_judgement("different", sides, author, note=note, about="occurrence"))


def _subjects_of(reports: Iterable[Account]) -> tuple[Subject, ...]:
    return tuple(
        Subject(each.found.contact.contact_id, each.found.words[:_LONGEST], document_id=each.found.document_id)
        for each in reports
    )


def _decide(connection: sqlite3.Connection, judgement: Judgement) -> Judgement:
    """Store a judgement and what follows from it."""
    with transaction(connection):
        check_reports(connection, judgement)
        write_judgement(connection, judgement)
        rebind_occurrences(connection)
    return judgement
