"""Judgements of reviewers about occurrences: bound to the reports that they speak of, and checked against each other.

A judgement names reports by the ids of their contacts, by their document and their words.  Where a re-reading has given
a contact another id, it is found again in its document by its words; what cannot be found waits.
"""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Iterable
from itertools import product

from dragoman.errors import JudgementError
from dragoman.record import Judgement, Subject
from dragoman.store.connection import pack_values
from dragoman.store.judgements import load_judgement, load_judgements
from dragoman.stories.linking_words import compare_words, weigh_words

_SHOWN = 60  # characters of a report's words in a message
_ALIKE = 0.5  # of the words by which a contact that has another id now is found again


def bind_reports(connection: sqlite3.Connection) -> set[str]:
    """Return the ids of the reports whose judgements changed, every judgement being bound to its reports anew."""
    if not connection.execute("SELECT 1 FROM judgement WHERE about = 'occurrence' LIMIT 1").fetchone():
        return set()
    before = set(connection.execute("SELECT one, other, verdict FROM judged_report"))
    connection.execute("DELETE FROM judged_report")
    for judgement in load_judgements(connection, in_force=True):
        if judgement.about != "occurrence":
            continue
        key = connection.execute("SELECT key FROM judgement WHERE judgement_id = ?", (judgement.judgement_id,))
        rows = _pairs_of(connection, judgement, key.fetchone()[0])
        connection.executemany("INSERT OR IGNORE INTO judged_report VALUES (?, ?, ?, ?)", sorted(rows))
    after = set(connection.execute("SELECT one, other, verdict FROM judged_report"))
    return {report_id for row in before ^ after for report_id in row[:2]}


def _pairs_of(connection: sqlite3.Connection, judgement: Judgement, key: int) -> set[tuple[str, str, int, str]]:
    """Rows of `judged_report` that a judgement gives, in both directions."""
    one, other = (bind_subjects(connection, side) for side in (judgement.one, judgement.other))
    pairs = product(one, other)
    if judgement.verdict == "same":
        everybody = (*one, *other)
        pairs = product(everybody[:1], everybody[1:])
    return {
        (*each, key, judgement.verdict)
        for first, second in pairs
        if first != second
        for each in ((first, second), (second, first))
    }


def bind_subjects(connection: sqlite3.Connection, subjects: Iterable[Subject]) -> tuple[str, ...]:
    """Return the ids of the reports that the subjects of a judgement are now, without those there are not."""
    found = (find_report(connection, subject) for subject in subjects)
    return tuple(dict.fromkeys(each for each in found if each is not None))


def find_report(connection: sqlite3.Connection, subject: Subject) -> str | None:
    """Return the id of the report that a judgement's subject is now; None while there is none."""
    if connection.execute("SELECT 1 FROM report WHERE report_id = ?", (subject.profile_id,)).fetchone():
        return subject.profile_id
    if subject.document_id is None:
        return None
    rows = connection.execute(_IN_DOCUMENT, pack_values((subject.document_id,))).fetchall()
    words = weigh_words(subject.name)
    ranked = sorted((-compare_words(words, weigh_words(told)), report_id) for report_id, told in rows)
    return ranked[0][1] if ranked and -ranked[0][0] >= _ALIKE else None


_IN_DOCUMENT = """SELECT report.report_id, contact.words FROM report JOIN contact ON contact.key = report.contact
    JOIN version ON version.key = report.version JOIN document ON document.key = version.document
    WHERE document_id = ?"""


def check_reports(connection: sqlite3.Connection, judgement: Judgement) -> None:
    """Raise `JudgementError` where a judgement of occurrences contradicts those in force; nothing is changed."""
    one, other = (bind_subjects(connection, side) for side in (judgement.one, judgement.other))
    if judgement.verdict == "same":
        pairs = product(_joined(connection, one), _joined(connection, other))
        found = (_find_between(connection, *pair, "different") for pair in pairs)
        against = next((each for each in found if each is not None), None)
        what = "different occurrences"
    else:
        joined = _joined(connection, one) if judgement.verdict == "different" else {}
        against = next((by for each in other if (by := joined.get(each)) is not None), None)
        what = "one occurrence"
    if against is not None:
        told = load_judgement(connection, against)
        raise JudgementError(
            f"“{_shorten(judgement.one[0].name)}” and “{_shorten(judgement.other[0].name)}” were judged to be {what} "
            f"by {told.author} on {told.decided:%Y-%m-%d}; take that back first with dragoman undo "
            f"{told.judgement_id[:8]}"
        )


def _shorten(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= _SHOWN else f"{flat[:_SHOWN].rstrip()} …"


def _joined(connection: sqlite3.Connection, report_ids: Iterable[str]) -> dict[str, int | None]:
    """The reports that reviewers have made one with any of these, each with the key of the judgement that joined it."""
    found: dict[str, int | None] = {}
    waiting = deque[tuple[str, int | None]]((each, None) for each in report_ids)
    while waiting:
        each, by = waiting.popleft()
        if each not in found:
            found[each] = by
            waiting.extend(connection.execute(_SAME, (each,)))
    return found


_SAME = "SELECT other, judgement FROM judged_report WHERE one = ? AND verdict = 'same'"


def _find_between(connection: sqlite3.Connection, one: str, other: str, verdict: str) -> int | None:
    """The key of a judgement of this pair; None where there is none."""
    sql = "SELECT judgement FROM judged_report WHERE one = ? AND other = ? AND verdict = ?"
    row = connection.execute(sql, (one, other, verdict)).fetchone()
    return row[0] if row is not None else None
