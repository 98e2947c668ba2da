"""Reports and small readings of contacts of invented people, so that a row of a table fits on a line."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable
from typing import Any

from dragoman.record import (
    Actor,
    Contact,
    ContactKind,
    DateRange,
    Grounds,
    Modality,
    Passage,
    Reading,
    Span,
    stable_id,
)
from dragoman.store.identity import resolve_identities
from dragoman.store.occurrences import resolve_occurrences
from dragoman.store.write import write_readings
from dragoman.stories.linking import Party, Report
from dragoman.stories.linking_days import Days, count_as_recent, find_days
from dragoman.stories.linking_words import sketch_text, weigh_words
from dragoman.stories.series import find_series
from tests.factories import make_document
from tests.identity.makers import NOBODY_KNOWN, person

KESTREL = Party("kestrel", "Ilmar Kestrel", "person", "ORV", frozenset({"president//ORV//"}), frozenset({"president/"}))
VELK = Party("velk", "Anna Velk", "person", "MRV", frozenset({"president//MRV//"}), frozenset({"president/"}))
LINDQVAR = Party(
    "lindqvar", "Tomas Lindqvar", "person", "VES", frozenset({"prime minister//VES//"}), frozenset({"prime minister/"})
)
DROST = Party(
    "drost", "Pavel Drost", "person", "ORV", frozenset({"minister/foreign/ORV//"}), frozenset({"minister/foreign"})
)
OSTROVA = Party(
    "ostrova", "Mirela Ostrova", "person", "MRV", frozenset({"minister/foreign/MRV//"}), frozenset({"minister/foreign"})
)
UNNAMED = Party(
    "office", "President of Marovia", "office", "MRV", frozenset({"president//MRV//"}), frozenset({"president/"})
)
MAROVIA = Party("state", "Marovia", "state", "MRV")

CALL, MEETING, LETTER, VISIT = ContactKind.CALL, ContactKind.MEETING, ContactKind.LETTER, ContactKind.VISIT
CONVERSATION = ContactKind.CONVERSATION


def stated(day: str, last: str | None = None) -> DateRange:
    end = dt.date.fromisoformat(last or day) + dt.timedelta(days=1)
    return DateRange(dt.date.fromisoformat(day), end, "stated")


def moment(text: str | None) -> dt.date | dt.datetime | None:
    return None if text is None else dt.datetime.fromisoformat(text) if "T" in text else dt.date.fromisoformat(text)


def days(
    told: str | None = None,
    published: str | None = None,
    words: str | None = None,
    modality: Modality = Modality.HAPPENED,
) -> Days:
    return find_days(stated(told) if told else None, words, modality, moment(published))


def report(document_id: str, *parties: Party, **more: Any) -> Report:
    """A report of a call of the two presidents, on 12 February 2024, as far as nothing else is given."""
    text = more.pop("text", "")
    modality = more.get("modality", Modality.HAPPENED)
    when = days(more.pop("day", "2024-02-12"), more.pop("published", None), more.pop("date_words", None), modality)
    given: dict[str, Any] = {
        "outlet": f"outlet of {document_id}",
        "kind": CALL,
        "modality": Modality.HAPPENED,
        "days": when,
        "words": weigh_words(text),
        "sketch": sketch_text(text),
        "series": find_series(text),
        **more,
    }
    return Report(f"contact {document_id}", document_id, parties=parties or (KESTREL, VELK), **given)


MONTH = Days("days", dt.date(2024, 2, 1), dt.date(2024, 2, 29), published=dt.date(2024, 4, 20))
LATELY = count_as_recent(Days("before", None, dt.date(2024, 2, 20), published=dt.date(2024, 2, 20)))
WEEK = Days("days", dt.date(2024, 2, 12), dt.date(2024, 2, 18), published=dt.date(2024, 2, 20))


def looking_back(document_id: str, days: Days, *parties: Party, **more: Any) -> Report:
    """A report that tells of a call as of something earlier, of some time of several days."""
    return report(document_id, *parties, modality=Modality.BACKGROUND, days=days, **more)


# ------------------------------------------------------------------ readings and stores


def account(
    document_id: str,
    *people: Actor,
    kind: ContactKind = CALL,
    when: str | None = "2024-02-12",
    published: str | None = "2024-02-12",
    modality: Modality = Modality.HAPPENED,
    outlet: str | None = None,
    last: str | None = None,
    text: str = "",
) -> Reading:
    """A reading of a document that tells of one contact."""
    actors = people or (person("Ilmar Kestrel", country="NOR"), person("Anna Velk", country="FIN"))
    words = f"{' and '.join(actor.name for actor in actors)} spoke. {text}"
    document = make_document(words, document_id, title=None, outlet=outlet or document_id, published=moment(published))
    contact = Contact(
        contact_id=stable_id(document_id, words, "contact"),
        kind=kind,
        participants=actors,
        modality=modality,
        evidence=(Passage(Span(0, len(words))),),
        grounds=Grounds("contact.test", 0.9),
        when=stated(when, last) if when else None,
    )
    return Reading(document, actors, (), (contact,), (), (("dragoman", "0.1.0"),))


def link(store: sqlite3.Connection, readings: Iterable[Reading], batch: int = 0) -> None:
    """Write readings and link them, so many at a time (0: all)."""
    waiting = list(readings)
    size = batch or len(waiting) or 1
    for start in range(0, len(waiting), size):
        write_readings(store, waiting[start : start + size])
        resolve_identities(store, NOBODY_KNOWN)
        resolve_occurrences(store)


def read_occurrences(store: sqlite3.Connection) -> set[frozenset[str]]:
    """Which documents tell of one occurrence."""
    found: dict[str, set[str]] = {}
    for occurrence, document_id in store.execute(_TOLD):
        found.setdefault(occurrence, set()).add(document_id)
    return {frozenset(documents) for documents in found.values()}


_TOLD = """SELECT occurrence, document_id FROM report JOIN version ON version.key = report.version
    JOIN document ON document.key = version.document"""

Rows = list[tuple[object, ...]]


def read_linked(store: sqlite3.Connection) -> dict[str, Rows]:
    """All that linking keeps, without keys and moments: the same for the same readings and judgements."""
    return {name: store.execute(sql).fetchall() for name, sql in _TABLES.items()}


_TABLES = {
    "report": "SELECT report_id, occurrence, content FROM report ORDER BY 1",
    "block": """SELECT block, first_day, last_day, report_id FROM report_block
        JOIN report ON report.contact = report_block.contact ORDER BY 1, 4""",
    "link": """SELECT min(a.report_id, b.report_id), max(a.report_id, b.report_id), verdict, score, is_copy, "values"
        FROM report_link JOIN report AS a ON a.contact = one JOIN report AS b ON b.contact = other ORDER BY 1, 2""",
    "occurrence": "SELECT * FROM occurrence ORDER BY occurrence_id",
    "copy": """SELECT min(a.document_id, b.document_id), max(a.document_id, b.document_id), share FROM near_copy
        JOIN document AS a ON a.newest = one JOIN document AS b ON b.newest = other ORDER BY 1, 2""",
    "waiting": "SELECT version FROM unlinked_version UNION ALL SELECT occurrence FROM changed_occurrence",
}
