"""What `dragoman changes` shows of the documents that changed after publication (`readouts/state_revisions.jsonl`).

Each document's states are read into a store one after another, as a user reads a feed again.  Counted are the documents
of which a change of text or title is shown, and a change of the record; `reviewed/changes.json` keeps what was
checked by eye: for each change the versions, the offsets and the verdict.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from dragoman.language.model import load_language
from dragoman.pipeline import read_document
from dragoman.record import stable_id
from dragoman.store.connection import open_store
from dragoman.store.editions import load_editions
from dragoman.store.write import write_readings
from dragoman.stories.changes import Change, find_changes
from evaluation.documents import read_table
from evaluation.shared import ROOT, Row, half_of, read_lines

REVIEWED = ROOT / "evaluation" / "reviewed" / "changes.json"


@dataclass(frozen=True, slots=True)
class ChangedDocument:
    """A document of the set, and what is shown to have changed from each of its states to the next."""

    document_id: str
    states: int
    changes: tuple[Change, ...]

    @property
    def shows_text(self) -> bool:
        return len(self.changes) == self.states - 1 and all(change.text for change in self.changes)

    @property
    def shows_record(self) -> bool:
        return any(change.contacts or change.statements for change in self.changes)


def read_changes(shared: Path) -> Iterator[ChangedDocument]:
    """Yield the documents of the set with their changes, by way of a store."""
    rows = read_lines(shared / "data" / "readouts" / "state_revisions.jsonl")
    language = load_language()
    with TemporaryDirectory() as folder, closing(open_store(Path(folder) / "store.db", create=True)) as connection:
        for row in rows:
            for state in row["versions"]:
                table = [{"id": row["guid"], **{name: state[name] for name in ("title", "text", "url")}}]
                documents = read_table([{**table[0], "outlet": "U.S. Department of State"}])
                write_readings(connection, [read_document(document, language) for document in documents])
            editions = load_editions(connection, row["guid"], lambda document: read_document(document, language))
            changes = find_changes([reading for _, reading in editions])
            yield ChangedDocument(row["guid"], len(row["versions"]), changes)


def score_changes(shared: Path) -> Row:
    """Return how many documents there are, of how many a change is shown, and how many were checked by eye."""
    found = tuple(read_changes(shared))
    return {
        "documents": len(found),
        "text": sum(each.shows_text for each in found),
        "record": sum(each.shows_record for each in found),
        **check_review(found),
    }


def check_review(found: Sequence[ChangedDocument]) -> Row:
    """Return how many of the reviewed changes are shown still as they were, and how many of those were judged right."""
    reviewed: list[Row] = json.loads(REVIEWED.read_text(encoding="utf-8"))["documents"] if REVIEWED.is_file() else []
    marks = {each.document_id: mark_changes(each.changes) for each in found}
    kept = [row for row in reviewed if marks.get(row["document_id"]) == row["mark"]]
    return {
        "reviewed": len(reviewed),
        "unchanged": len(kept),
        "right": sum(row["verdict"] == "right" for row in reviewed),
    }


def mark_changes(changes: Sequence[Change]) -> str:
    """Return a name for what is shown of changes: versions, offsets, and the fields of the record."""
    parts = [
        (
            change.old.document.version,
            change.new.document.version,
            [(each.part, each.old, each.new) for each in change.text],
            [(each.kind, each.fields) for each in (*change.contacts, *change.statements)],
        )
        for change in changes
    ]
    return stable_id(repr(parts))


def tuning_documents(found: Sequence[ChangedDocument]) -> tuple[ChangedDocument, ...]:
    """Return the documents that may be read: those of the tuning half."""
    return tuple(each for each in found if half_of(each.document_id) == "tuning")
