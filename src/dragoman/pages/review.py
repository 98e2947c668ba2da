"""The queue of doubts and what is decided of them: pairs of actors, pairs of contacts, single events; history; undo."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, cast

from starlette.datastructures import QueryParams

from dragoman.errors import JudgementError, OptionError
from dragoman.exports.actors import judgement_row, question_row
from dragoman.exports.occurrences import occurrence_question_row
from dragoman.exports.rows import Json, event_row, kept_row
from dragoman.pages.documents import load_known_reading
from dragoman.pages.editing import find_span, surround
from dragoman.pages.layers import Piece
from dragoman.pages.ledger import read_number
from dragoman.pages.site import Site
from dragoman.pages.views import View
from dragoman.record import Correction, JudgedAs, Judgement, Subject
from dragoman.store.actors import (
    Identity,
    MentionWords,
    Question,
    find_passages,
    find_questions,
    load_dossier,
    load_identity,
)
from dragoman.store.corrections import KeptCorrection, list_corrections
from dragoman.store.doubts import count_doubtful_events, find_doubtful_events
from dragoman.store.editing import find_latest_decision, list_decisions, undo_decision
from dragoman.store.judgements import find_meeting
from dragoman.store.load import StoredEvent
from dragoman.store.occurrence_query import OccurrenceQuestion, find_occurrence_questions
from dragoman.store.occurrence_reviewing import judge_occurrences
from dragoman.store.reviewing import judge_pair, merge_identities, split_document, split_name

VERDICTS: Mapping[str, str] = {"same": "the same", "different": "different", "unsure": "left open"}
_HISTORY = 100
_PASSAGES = 4

Queue = Literal["actors", "contacts", "events"]


@dataclass(frozen=True, slots=True)
class Sided:
    """One side of a doubt about identities: who, under which names, and the words of documents."""

    identity: Identity
    names: tuple[str, ...]
    offices: tuple[str, ...]
    documents: int
    passages: tuple[MentionWords, ...]


def gather_review(site: Site, connection: sqlite3.Connection, params: QueryParams) -> View:
    """Return the pair at a place in the queue, with the words of both sides."""
    queue: Queue = _QUEUES.get(params.get("queue", ""), "actors")
    if queue == "events":
        return _gather_events(site, connection, params)
    actors = find_questions(connection)
    contacts = find_occurrence_questions(connection, None if queue == "contacts" else 1)
    count = len(contacts if queue == "contacts" else actors)
    place = min(int(read_number(params.get("at"), "at", 0, 1_000_000)), max(0, count - 1))
    values = {
        "queue": queue,
        "counts": _count(site, connection, len(actors)),
        "place": place,
        "count": count,
        "actor_question": actors[place] if queue == "actors" and actors else None,
        "sides": tuple(_side(connection, each) for each in (actors[place].one, actors[place].other))
        if queue == "actors" and actors
        else (),
        "contact_question": contacts[place] if queue == "contacts" and contacts else None,
        "event_question": None,
        "latest": find_latest(connection),
        "verdicts": VERDICTS,
    }
    rows = (
        [question_row(each) for each in actors]
        if queue == "actors"
        else [occurrence_question_row(each) for each in contacts]
    )
    return View("review.html", values, rows)


_QUEUES: Mapping[str, Queue] = {"contacts": "contacts", "events": "events"}


def _count(site: Site, connection: sqlite3.Connection, actors: int) -> dict[str, int]:
    return {
        "actors": actors,
        "contacts": count_contact_doubts(connection),
        "events": site.recall("doubtful events", lambda: count_doubtful_events(connection)),
    }


def _gather_events(site: Site, connection: sqlite3.Connection, params: QueryParams) -> View:
    """The event at a place in the queue of those of low confidence, with the words that tell it."""
    counts = _count(site, connection, len(find_questions(connection)))
    asked = int(read_number(params.get("at"), "at", 0, 1_000_000))
    place = min(asked, max(0, counts["events"] - 1))
    found = next(iter(find_doubtful_events(connection, offset=place, limit=1)), None)
    values = {
        "queue": "events",
        "counts": counts,
        "place": place,
        "count": counts["events"],
        "actor_question": None,
        "contact_question": None,
        "sides": (),
        "event_question": found,
        "pieces": _passage(connection, found) if found is not None else (),
        "latest": find_latest(connection),
        "verdicts": VERDICTS,
    }
    rows = [
        event_row(each.event, document_id=each.document_id, version=each.version, told=each.told)
        for each in find_doubtful_events(connection, limit=200)
    ]
    return View("review.html", values, rows)


def _passage(connection: sqlite3.Connection, found: StoredEvent) -> tuple[tuple[Piece, ...], ...]:
    """The text before, in and after the words that tell an event; nothing where a title alone does."""
    span = find_span(found.event)
    document = load_known_reading(connection, found.document_id, found.version).document
    return surround(document, span) if span is not None else ()


def count_contact_doubts(connection: sqlite3.Connection) -> int:
    """Return how many pairs of occurrences wait for a decision, at most."""
    return int(connection.execute(_CONTACT_DOUBTS).fetchone()[0])


_CONTACT_DOUBTS = """SELECT count(*) FROM report_link JOIN report AS one ON one.contact = report_link.one
    JOIN report AS other ON other.contact = report_link.other
    WHERE verdict IN ('doubt', 'only') AND one.occurrence != other.occurrence"""


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
    """Return the judgement that the two actors of a form are one.

    Two who were in contact with each other are refused, unless the form has "anyway".
    """
    one, other = (_find_identity(connection, form.get(name, "")) for name in ("one", "other"))
    met = None if form.get("anyway") else find_meeting(connection, one.identity_id, other.identity_id)
    if met is not None and one != other:
        raise JudgementError(
            f"{one.name} and {other.name} were in contact with each other (contact {met[0]} in {met[1]}), so they are "
            "two; where that is read wrongly, tick that they may have been in contact"
        )
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


def undo(site: Site, connection: sqlite3.Connection, judgement_id: str, author: str) -> Judgement | Correction:
    """Return the judgement or correction that was taken back."""
    return undo_decision(connection, judgement_id or None, author, site.registry)


# ------------------------------------------------------------------ history


@dataclass(frozen=True, slots=True)
class Decided:
    """A line of history: a judgement with the names of both sides, or a correction with its state."""

    judgement: Judgement | None = None
    one: str = ""
    other: str = ""
    kept: KeptCorrection | None = None


def find_latest(connection: sqlite3.Connection) -> Decided | None:
    """Return the latest decision that is in force; None where there is none."""
    match find_latest_decision(connection):
        case Judgement() as judgement:
            return Decided(judgement, _names(judgement.one), _names(judgement.other))
        case Correction() as correction:
            return Decided(kept=KeptCorrection(correction, applied=True))
        case _:
            return None


def list_decided(connection: sqlite3.Connection, limit: int | None = None) -> list[Decided]:
    """Return judgements and corrections, the latest first."""
    kept = {each.correction.correction_id: each for each in list_corrections(connection)}
    return [
        Decided(each, _names(each.one), _names(each.other))
        if isinstance(each, Judgement)
        else Decided(kept=kept[each.correction_id])
        for each in list_decisions(connection)[::-1][:limit]
    ]


def gather_history(_site: Site, connection: sqlite3.Connection, params: QueryParams) -> View:
    """Return who decided what, the latest first."""
    limit = int(read_number(params.get("limit"), "limit", 1, 10_000)) if params.get("limit") else _HISTORY
    found = list_decided(connection, limit)
    return View("history.html", {"decisions": found, "verdicts": VERDICTS}, [decided_row(each) for each in found])


def decided_row(decided: Decided) -> dict[str, Json]:
    """Return a line of history as JSON."""
    if decided.judgement is not None:
        return judgement_row(decided.judgement)
    if decided.kept is None:
        return {}
    return kept_row(decided.kept)


def _names(subjects: tuple[Subject, ...]) -> str:
    return ", ".join(dict.fromkeys(each.name for each in subjects))
