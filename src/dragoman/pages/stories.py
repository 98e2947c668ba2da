"""Stories: documents about one matter; and one story in order of time: contacts, what was said, who published what."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from starlette.datastructures import QueryParams

from dragoman.errors import MissingError, OptionError
from dragoman.exports.occurrences import occurrence_row, story_row
from dragoman.exports.rows import Json, statement_row
from dragoman.pages import shown
from dragoman.pages.ledger import Line, ledger_url, make_line, read_day
from dragoman.pages.site import Site
from dragoman.pages.views import View
from dragoman.store.actors import load_identity
from dragoman.store.browse import LedgerFilter, find_by_ids
from dragoman.store.known import present_statements
from dragoman.store.load import StoredStatement, load_statements
from dragoman.store.occurrence_query import Occurrence, resolve_occurrence
from dragoman.store.stories import FoundStory, StoryFilter, StoryMember, find_stories, find_story

GROUPED = 300  # documents in which the list looks for stories, the newest of those that fit
_LISTED = 40  # stories on the page
_SAID = 300  # statements of a story
_OPEN = 4  # statements of a contact or document that are shown at once

Kind = Literal["contact", "document", "statement"]


@dataclass(frozen=True, slots=True)
class Step:
    """What stands at one point of a story: a contact, a document or a statement, with what was said in it."""

    kind: Kind
    first_day: dt.date | None
    last_day: dt.date | None
    line: Line | None = None
    member: StoryMember | None = None
    said: tuple[StoredStatement, ...] = ()

    @property
    def first(self) -> tuple[StoredStatement, ...]:
        return self.said[:_OPEN]

    @property
    def rest(self) -> tuple[StoredStatement, ...]:
        return self.said[_OPEN:]


# ------------------------------------------------------------------ one story


def gather_story(site: Site, connection: sqlite3.Connection, params: QueryParams) -> View:
    """Return the story of the document whose id the query tells, or of the contact; raises `OptionError`."""
    document_id = params.get("document") or _document_of(connection, params.get("contact", ""))
    story = site.recall(("story", document_id), lambda: find_story(connection, document_id))
    if story is None:
        raise MissingError(f"there is no document {document_id}")
    occurrences = find_by_ids(connection, story.occurrences)
    steps = list(make_steps(connection, story, occurrences))
    values = {
        "story": story,
        "heading": title_of(story),
        "people": [found for each, _ in story.people if (found := load_identity(connection, each)) is not None],
        "days": [
            (days, list(group)) for days, group in groupby(steps, key=lambda step: (step.first_day, step.last_day))
        ],
        "contacts": len(occurrences),
        "statements": sum(len(step.said) for step in steps),
        "own": document_id,
        "json_url": shown.query("/story.json", document=document_id),
        "csv_url": shown.query("/story.csv", document=document_id),
    }
    return View("story.html", values, [_step_row(step) for step in steps], story_row(story))


def _document_of(connection: sqlite3.Connection, occurrence_id: str) -> str:
    """The document of the first account of a contact that has a date, else of the first."""
    if not occurrence_id:
        raise OptionError("tell whose story: document=ID or contact=ID")
    reports = [each.found for each in resolve_occurrence(connection, occurrence_id).reports]
    return reports[0].document_id


def title_of(story: FoundStory) -> str:
    """Return what to call a story: the title of its first document that has one, else its weightiest words."""
    titles = (each.title for each in story.members if each.title)
    return next(titles, ", ".join(story.words))


def make_steps(connection: sqlite3.Connection, story: FoundStory, occurrences: Iterable[Occurrence]) -> Iterator[Step]:
    """Yield what a story is made of, by day, the undated last: on each day contacts, then documents, then statements.

    A statement stands with the contact in which it was made; else on the day that it is told for, else with the
    document that tells it.  What copies repeat is left out.
    """
    lines = {each.occurrence_id: make_line(each) for each in occurrences}
    of_contact = {
        report.found.contact.contact_id: occurrence_id
        for occurrence_id, line in lines.items()
        for report in line.occurrence.reports
    }
    in_contact: dict[str, list[StoredStatement]] = {}
    in_document: dict[str, list[StoredStatement]] = {}
    steps: list[Step] = []
    published = {each.document_id: each.day for each in story.members}
    for found in _find_said(connection, story):
        own = found.statement.contact_id or ""
        day = _own_day(found)
        if own in of_contact:
            in_contact.setdefault(of_contact[own], []).append(found)
        elif day is not None and day != published[found.document_id]:
            steps.append(Step("statement", day, day, said=(found,)))
        else:
            in_document.setdefault(found.document_id, []).append(found)
    for occurrence_id, line in lines.items():
        days = line.occurrence.first_day, line.occurrence.last_day
        steps.append(Step("contact", *days, line, said=tuple(in_contact.get(occurrence_id, ()))))
    for member in story.members:
        said = tuple(in_document.get(member.document_id, ()))
        steps.append(Step("document", member.day, member.day, member=member, said=said))
    yield from sorted(steps, key=_order)


def _order(step: Step) -> tuple[bool, dt.date, dt.date, int]:
    """By the first day, what is of one day before what may have been later; the undated last."""
    first = step.first_day or step.last_day
    last = step.last_day or dt.date.max
    return first is None, first or dt.date.max, last, _RANK[step.kind]


_RANK: Mapping[Kind, int] = {"contact": 0, "document": 1, "statement": 2}


def _find_said(connection: sqlite3.Connection, story: FoundStory) -> list[StoredStatement]:
    ids = [each.document_id for each in story.members if each.copy_of is None]
    condition = f"""document.document_id IN ({", ".join("?" * len(ids))}) AND document.newest = statement.version"""
    order = f"version.published, document.document_id, statement.position LIMIT {_SAID}"
    return list(present_statements(connection, load_statements(connection, condition, ids, order)))


def _own_day(found: StoredStatement) -> dt.date | None:
    """The day that a statement is told for, where it is told as one."""
    when = found.statement.when
    if when is None or when.start is None or when.end is None or when.end - when.start > dt.timedelta(days=1):
        return None
    return when.start


def _step_row(step: Step) -> dict[str, Json]:
    said: list[Json] = [
        {**statement_row(each.statement, document_id=each.document_id, version=each.version), "words": each.words}
        for each in step.said
    ]
    return {
        "first_day": str(step.first_day or ""),
        "last_day": str(step.last_day or ""),
        "what": step.kind,
        "contact": occurrence_row(step.line.occurrence) if step.line is not None else None,
        "document_id": step.member.document_id if step.member is not None else None,
        "outlet": step.member.outlet if step.member is not None else None,
        "title": step.member.title if step.member is not None else None,
        "statements": said,
    }


# ------------------------------------------------------------------ the list


def gather_stories(site: Site, connection: sqlite3.Connection, params: QueryParams) -> View:
    """Return the newest stories, of an actor or a time where the query tells one."""
    actor = params.get("actor") or None
    since, until = read_day(params.get("since"), "since"), read_day(params.get("until"), "until")
    wanted = StoryFilter(since=since, until=until, actor=actor, most=GROUPED)
    found = site.recall(("stories", wanted), lambda: find_stories(connection, wanted))
    days = [each.first_day for each in found if each.first_day is not None]
    earlier = min(days) - dt.timedelta(days=1) if len(found) > 1 and days else None
    values = {
        "stories": [(each, title_of(each)) for each in found[:_LISTED]],
        "identity": load_identity(connection, actor) if actor else None,
        "since": since,
        "until": until,
        "grouped": GROUPED,
        "earlier_url": shown.query("/stories", actor=actor, since=since, until=earlier) if earlier else None,
        "ledger_url": ledger_url(replace(LedgerFilter(), actors=(actor,) if actor else (), since=since, until=until)),
        "json_url": shown.query("/stories.json", actor=actor, since=since, until=until),
        "csv_url": shown.query("/stories.csv", actor=actor, since=since, until=until),
    }
    return View("stories.html", values, [story_row(each) for each in found])
