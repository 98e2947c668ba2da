"""Occurrences, stories and bounds of dates as JSON objects; `docs/record.md` describes the fields."""

from __future__ import annotations

import datetime as dt

from dragoman.exports.rows import Json, actor_row, find_editors
from dragoman.store.occurrence_query import Occurrence, OccurrenceQuestion
from dragoman.store.stories import FoundStory
from dragoman.stories.dating import Bounds, Reason


def occurrence_row(occurrence: Occurrence) -> dict[str, Json]:
    """Return one line of `timeline --json` and of `events --accounts --json`."""
    participants: list[Json] = [actor_row(actor) for actor in occurrence.participants]
    reports: list[Json] = [
        {
            "contact_id": each.found.contact.contact_id,
            "document_id": each.found.document_id,
            "version": each.found.version,
            "outlet": each.found.outlet,
            "title": each.found.title,
            "modality": each.found.contact.modality.value,
            "words": each.found.words,
            "copy_of": each.copy_of,
            "edited_by": find_editors(each.found.contact),
        }
        for each in occurrence.reports
    ]
    links: list[Json] = [
        {"one": link.one, "other": link.other, "score": link.score, "values": _values(link.values)}
        for link in occurrence.links
    ]
    return {
        "occurrence_id": occurrence.occurrence_id,
        "kind": occurrence.kind.value,
        "modality": occurrence.modality.value,
        "first_day": _day(occurrence.first_day),
        "last_day": _day(occurrence.last_day),
        "participants": participants,
        "accounts": occurrence.accounts,
        "documents": occurrence.documents,
        "outlets": occurrence.outlets,
        "reports": reports,
        "links": links,
    }


def occurrence_question_row(question: OccurrenceQuestion) -> dict[str, Json]:
    """Return one line of `review --events --json`."""
    return {
        "one": occurrence_row(question.one),
        "other": occurrence_row(question.other),
        "score": question.score,
        "values": _values(question.values),
    }


def story_row(story: FoundStory) -> dict[str, Json]:
    """Return one line of `stories --json`."""
    people: list[Json] = [{"actor_id": actor_id, "name": name} for actor_id, name in story.people]
    members: list[Json] = [
        {
            "document_id": each.document_id,
            "outlet": each.outlet,
            "title": each.title,
            "published": _day(each.day),
            "copy_of": each.copy_of,
        }
        for each in story.members
    ]
    return {
        "story_id": story.story_id,
        "topic": list(story.words),
        "people": people,
        "first_day": _day(story.first_day),
        "last_day": _day(story.last_day),
        "accounts": story.accounts,
        "members": members,
        "occurrences": list(story.occurrences),
    }


def bounds_row(document_id: str, published: dt.date | None, bounds: Bounds) -> dict[str, Json]:
    """Return what `bounds --json` prints."""
    return {
        "document_id": document_id,
        "published": _day(published),
        "first_day": _day(bounds.first),
        "last_day": _day(bounds.last),
        "reasons": [_reason(each) for each in bounds.reasons],
        "conflict": [_reason(each) for each in bounds.conflict],
    }


def _reason(reason: Reason) -> Json:
    return {
        "source": reason.source,
        "words": reason.words,
        "first_day": _day(reason.first),
        "last_day": _day(reason.last),
        "span": [reason.span.start, reason.span.end] if reason.span else None,
    }


def _values(values: tuple[tuple[str, float, str], ...]) -> list[Json]:
    return [{"what": key, "points": points, "words": words} for key, points, words in values]


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
