"""Changes of a document as JSON objects, one for each new state: what `dragoman changes --json` prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dragoman.exports.rows import Json, contact_row, statement_row
from dragoman.record import Contact, Reading, Span, Statement
from dragoman.stories.changes import Change, RecordChange


def change_rows(changes: Sequence[Change], seen: Sequence[str]) -> Iterator[dict[str, Json]]:
    """Yield one object for each change; `seen` are the moments at which the states, one more, were first read."""
    for number, change in enumerate(changes):
        yield {
            "document_id": change.new.document.document_id,
            "old_version": change.old.document.version,
            "new_version": change.new.document.version,
            "old_title": change.old.document.source.title,
            "new_title": change.new.document.source.title,
            "old_seen": seen[number],
            "new_seen": seen[number + 1],
            "text": [
                {
                    "part": each.part,
                    "old": _span(each.old),
                    "new": _span(each.new),
                    "old_words": each.old_words,
                    "new_words": each.new_words,
                }
                for each in change.text
            ],
            "contacts": list(_records(change.contacts, change)),
            "statements": list(_records(change.statements, change)),
        }


def _records(records: Iterable[RecordChange], change: Change) -> Iterator[dict[str, Json]]:
    for each in records:
        yield {
            "change": each.kind,
            "fields": list(each.fields),
            "old": _record(each.old, change.old) if each.old is not None else None,
            "new": _record(each.new, change.new) if each.new is not None else None,
        }


def _record(found: Contact | Statement, reading: Reading) -> dict[str, Json]:
    document = reading.document
    if isinstance(found, Statement):
        return statement_row(found, document_id=document.document_id, version=document.version)
    return contact_row(
        found,
        document_id=document.document_id,
        version=document.version,
        date_words=document[found.date_words] if found.date_words is not None else None,
        initiator=next((actor for actor in reading.actors if actor.actor_id == found.initiator), None),
    )


def _span(span: Span) -> list[Json]:
    return [span.start, span.end]
