"""Words in, the documents, statements and actors out that have them."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from starlette.datastructures import QueryParams

from dragoman.exports.actors import identity_row
from dragoman.exports.rows import Json, statement_row
from dragoman.pages.ledger import read_number
from dragoman.pages.site import Site
from dragoman.pages.views import View
from dragoman.store.browse import END, FOUND, FoundText, find_actors, find_said, find_texts
from dragoman.store.known import present_statements
from dragoman.store.load import StoredStatement, load_statements

PAGE = 25


@dataclass(frozen=True, slots=True)
class Shown:
    """A document found: its piece of text as parts, each with whether it is what was looked for."""

    found: FoundText
    parts: tuple[tuple[str, bool], ...]


def gather_search(_site: Site, connection: sqlite3.Connection, params: QueryParams) -> View:
    """Return what has the words of the query `q`; an empty page without them."""
    text = (params.get("q") or "").strip()
    offset = int(read_number(params.get("from"), "from", 0, 1_000_000))
    texts = find_texts(connection, text, offset, PAGE + 1) if text else ()
    said = load_said(connection, find_said(connection, text, offset, PAGE + 1)) if text else []
    actors = find_actors(connection, text, limit=8) if text and not offset else ()
    more = max(len(texts), len(said)) > PAGE
    values = {
        "text": text,
        "texts": [Shown(each, cut_marks(each.piece)) for each in texts[:PAGE]],
        "statements": said[:PAGE],
        "actors": actors,
        "offset": offset,
        "next_offset": offset + PAGE if more else None,
        "previous_offset": max(0, offset - PAGE) if offset else None,
    }
    rows: list[dict[str, Json]] = [{"kind": "document", **text_row(each)} for each in texts[:PAGE]]
    rows += [{"kind": "statement", **said_row(each)} for each in said[:PAGE]]
    rows += [{"kind": "actor", **identity_row(each.identity)} for each in actors]
    return View("search.html", values, rows)


def load_said(connection: sqlite3.Connection, keys: tuple[int, ...]) -> list[StoredStatement]:
    """Return the statements with these keys, the latest read first."""
    condition = f"statement.key IN ({', '.join(map(str, keys))})"
    return list(present_statements(connection, load_statements(connection, condition, (), "statement.key DESC")))


def cut_marks(piece: str) -> tuple[tuple[str, bool], ...]:
    """Return a piece of text cut at the marks around what was looked for."""
    parts: list[tuple[str, bool]] = []
    for number, part in enumerate(piece.split(FOUND)):
        found, mark, rest = part.partition(END)
        parts += [(found, True), (rest, False)] if mark and number else [(part, False)]
    return tuple(each for each in parts if each[0])


def text_row(found: FoundText) -> dict[str, Json]:
    """Return a document found as JSON."""
    piece = found.piece.replace(FOUND, "").replace(END, "")
    return {
        "document_id": found.document_id, "outlet": found.outlet, "title": found.title,
        "published": found.published, "words": piece,
    }  # fmt: skip


def said_row(found: StoredStatement) -> dict[str, Json]:
    """Return a statement found as JSON, with its words."""
    row = statement_row(found.statement, document_id=found.document_id, version=found.version, told=found.told)
    return {**row, "words": found.words}
