"""The page of an occurrence: its accounts, and what they tell alike and differently."""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import dataclass

from starlette.datastructures import QueryParams

from dragoman.errors import DragomanError, OptionError
from dragoman.exports.comparison_rows import comparison_row
from dragoman.exports.occurrences import occurrence_row
from dragoman.pages.ledger import make_line
from dragoman.pages.site import Site
from dragoman.pages.views import View
from dragoman.record import Reading
from dragoman.store.known import present_statements
from dragoman.store.load import StoredStatement, load_corrected, load_statements
from dragoman.store.occurrence_query import Occurrence, resolve_occurrence
from dragoman.stories.comparison import Comparison, compare_readings

MOST = 8  # accounts that are laid side by side on the page
_comparing = threading.Lock()  # one comparison at a time: each keeps a core busy


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison, or why there is none."""

    comparison: Comparison | None = None
    why_not: str = ""


def gather_contact(site: Site, connection: sqlite3.Connection, _params: QueryParams, occurrence_id: str) -> View:
    """Return the page of an occurrence, which its own id or that of one of its reports names."""
    occurrence = resolve_occurrence(connection, occurrence_id)
    compared = compare_accounts(site, connection, occurrence)
    values = {
        "line": make_line(occurrence),
        "occurrence": occurrence,
        "compared": compared,
        "statements": find_said_in(connection, occurrence),
        "json_url": f"/contact/{occurrence.occurrence_id}.json",
        "csv_url": f"/contact/{occurrence.occurrence_id}.csv",
        "html_url": f"/contact/{occurrence.occurrence_id}/comparison.html" if compared.comparison else None,
    }
    head = occurrence_row(occurrence)
    if compared.comparison is not None:
        head["comparison"] = comparison_row(compared.comparison)
    rows = [
        {
            "outlet": each.found.outlet,
            "title": each.found.title,
            "document_id": each.found.document_id,
            "contact_id": each.found.contact.contact_id,
            "words": each.found.words,
            "copy_of": each.copy_of,
        }
        for each in occurrence.reports
    ]
    return View("contact.html", values, rows, head)


def find_said_in(connection: sqlite3.Connection, occurrence: Occurrence) -> list[StoredStatement]:
    """Return what is told to have been said in the contact, account by account."""
    ids = [each.found.contact.contact_id for each in occurrence.reports]
    condition = f"statement.contact_id IN ({', '.join('?' * len(ids))}) AND document.newest = statement.version"
    order = "statement.version, statement.position LIMIT 200"
    return list(present_statements(connection, load_statements(connection, condition, ids, order)))


def compare_accounts(site: Site, connection: sqlite3.Connection, occurrence: Occurrence) -> Compared:
    """Return the comparison of the first accounts of an occurrence, kept once made."""
    documents = list(dict.fromkeys(each.found.document_id for each in occurrence.reports if each.copy_of is None))
    if len(documents) < 2:
        return Compared(why_not="One document tells of this contact, so there is nothing to compare yet.")

    def compare() -> Compared:
        readings = [load_corrected(connection, each) for each in documents[:MOST]]
        return _compare(site, readings)

    return site.recall(("compared", occurrence.occurrence_id, tuple(documents[:MOST])), compare)


def _compare(site: Site, readings: list[Reading]) -> Compared:
    try:
        with _comparing:
            return Compared(compare_readings(readings, site.registry, site.language()))
    except OptionError as error:
        return Compared(why_not=str(error))
    except DragomanError as error:
        return Compared(why_not=f"The accounts could not be compared: {error}")
