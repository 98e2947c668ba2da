"""The queue of doubts and what is decided of them: identities and occurrences, one pair at a time; history; undo."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, cast

from starlette.datastructures import QueryParams

from dragoman.errors import JudgementError, OptionError
from dragoman.exports.actors import judgement_row, question_row
from dragoman.exports.occurrences import occurrence_question_row
from dragoman.pages.ledger import read_number
from dragoman.pages.site import Site
from dragoman.pages.views import View
from dragoman.record import JudgedAs, Judgement, Subject
from dragoman.store.actors import (
    Identity,
    MentionWords,
    Question,
    find_passages,
    find_questions,
    load_dossier,
    load_identity,
)
from dragoman.store.judgements import load_judgements
from dragoman.store.occurrence_query import OccurrenceQuestion, find_occurrence_questions
from dragoman.store.occurrence_reviewing import judge_occurrences
from dragoman.store.reviewing import judge_pair, merge_identities, split_document, split_name, undo_judgement

VERDICTS: Mapping[str, str] = {"same": "the same", "different": "different", "unsure": "left open"}
_HISTORY = 100
_PASSAGES = 4

Queue = Literal["actors", "contacts"]


@dataclass(frozen=True, slots=True)
class Sided:
    """One side of a doubt about identities: who, under which names, and the words of documents."""

    identity: Identity
    names: tuple[str, ...]
    offices: tuple[str, ...]
    documents: int
    passages: tuple[MentionWords, ...]


def gather_review(_site: Site, connection: sqlite3.Connection, params: QueryParams) -> View:
    """Return the pair at a place in the queue, with the words of both sides."""
    queue: Queue = "contacts" if params.get("queue") == "contacts" else "actors"
    actors = find_questions(connection)
    contacts = find_occurrence_questions(connection, None if queue == "contacts" else 1)
    count = len(contacts if queue == "contacts" else actors)
    place = min(int(read_number(params.get("at"), "at", 0, 1_000_000)), max(0, count - 1))
    values = {
        "queue": queue,
        "counts": {"actors": len(actors), "contacts": count_contact_doubts(connection)},
        "place": place,
        "count": count,
        "actor_question": actors[place] if queue == "actors" and actors else None,
        "sides": tuple(_side(connection, each) for each in (actors[place].one, actors[place].other))
        if queue == "actors" and actors
        else (),
        "contact_question": contacts[place] if queue == "contacts" and contacts else None,
        "latest": next(iter(latest_judgements(connection, 1)), None),
        "verdicts": VERDICTS,
    }
    rows = (
        [question_row(each) for each in actors]
        if queue == "actors"
        else [occurrence_question_row(each) for each in contacts]
    )
    return View("review.html", values, rows)


def count_contact_doubts(connection: sqlite3.Connection) -> int:
    """Return how many pairs of occurrences wait for a decision, at most."""
    return int(connection.execute("SELECT count(*) FROM report_link WHERE verdict = 'doubt'").fetchone()[0])


def _side(connection: sqlite3.Connection, identity: Identity) -> Sided:
    dossier = load_dossier(connection, identity)
    return Sided(
        identity,
        tuple(dict.fromkeys(use.name for use in dossier.names))[:8],
        tuple(dict.fromkeys([*(held.office for held in dossier.tenures), *(use.office for use in dossier.offices)]))[
            :6
        ],
        dossier.documents,
        find_passages(connection, identity.identity_id, _PASSAGES),
    )


def decide(connection: sqlite3.Connection, form: Mapping[str, str], author: str) -> Judgement:
    """Return the judgement that a form makes of a pair of the queue.

    Raises `JudgementError` where the pair is no longer in doubt, or the verdict contradicts one in force.
    """
    verdict = form.get("verdict", "")
    if verdict not in VERDICTS:
        raise OptionError(f"verdict {verdict!r} is not known; choose from {', '.join(VERDICTS)}")
    judged = cast(JudgedAs, verdict)
    note = form.get("note", "").strip()[:500] or None
    pair = (form.get("one", ""), form.get("other", ""))
    if form.get("queue") == "contacts":
        return judge_occurrences(connection, _find_contact_pair(connection, pair), judged, author, note)
    return judge_pair(connection, _find_actor_pair(connection, pair), judged, author, note)


def _find_actor_pair(connection: sqlite3.Connection, pair: tuple[str, str]) -> Question:
    found = next((each for each in find_questions(connection) if each.profiles == pair), None)
    if found is None:
        raise JudgementError("this pair is no longer in doubt: it was decided meanwhile, or what was read has changed")
    return found


def _find_contact_pair(connection: sqlite3.Connection, pair: tuple[str, str]) -> OccurrenceQuestion:
    found = next((each for each in find_occurrence_questions(connection) if each.ids == pair), None)
    if found is None:
        raise JudgementError("this pair is no longer in doubt: it was decided meanwhile, or what was read has changed")
    return found


def merge(connection: sqlite3.Connection, form: Mapping[str, str], author: str) -> Judgement:
    """Return the judgement that the two actors of a form are one."""
    one, other = (_find_identity(connection, form.get(name, "")) for name in ("one", "other"))
    return merge_identities(connection, one, other, author, form.get("note", "").strip()[:500] or None)


def split(site: Site, connection: sqlite3.Connection, form: Mapping[str, str], author: str) -> Judgement:
    """Return the judgement that what goes by a name, or what a document tells, is of somebody else."""
    identity = _find_identity(connection, form.get("one", ""))
    note = form.get("note", "").strip()[:500] or None
    if form.get("document"):
        return split_document(connection, identity, form["document"], author, site.registry, note)
    return split_name(connection, identity, form.get("name", ""), author, note)


def _find_identity(connection: sqlite3.Connection, identity_id: str) -> Identity:
    found = load_identity(connection, identity_id.strip())
    if found is None:
        raise OptionError(f"there is no actor {identity_id!r}; give the id from the address of its page")
    return found


def undo(site: Site, connection: sqlite3.Connection, judgement_id: str, author: str) -> Judgement:
    """Return the judgement that was taken back."""
    return undo_judgement(connection, judgement_id or None, author, site.registry)


# ------------------------------------------------------------------ history


def latest_judgements(connection: sqlite3.Connection, limit: int = _HISTORY) -> list[Judgement]:
    """Return the judgements, the latest first."""
    return list(load_judgements(connection))[::-1][:limit]


def gather_history(_site: Site, connection: sqlite3.Connection, params: QueryParams) -> View:
    """Return who decided what, the latest first."""
    found = latest_judgements(
        connection, int(read_number(params.get("limit"), "limit", 1, 10_000)) if params.get("limit") else _HISTORY
    )
    values = {"judgements": [(each, _names(each.one), _names(each.other)) for each in found], "verdicts": VERDICTS}
    return View("history.html", values, [judgement_row(each) for each in found])


def _names(subjects: tuple[Subject, ...]) -> str:
    return ", ".join(dict.fromkeys(each.name for each in subjects))
