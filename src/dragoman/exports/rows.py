"""The record as JSON objects, one a contact or statement: the contract that `docs/record.md` describes.

Fields are added here in time, none is taken away.  All people stand in the form of `participants`.
Offsets are characters of the document's text, half-open.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence

from dragoman.actors.name_comparison import NameComparison
from dragoman.record import Actor, Contact, DateRange, Document, Mention, Modality, Passage, Reading, Span, Statement
from dragoman.store.codec import encode_moment

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

# What a terminal may obey (C1 controls, DEL, marks that turn the direction of text), what breaks lines in
# some readers (U+2028, U+2029), and lone surrogates; JSON may write each as an escape.
_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def write_json(row: Json) -> str:
    """Return the object as one line of JSON, letters of all languages as they are, control characters escaped."""
    text = json.dumps(row, ensure_ascii=False)
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def contact_row(
    contact: Contact, *, document_id: str, version: str, date_words: str | None, initiator: Actor | None
) -> dict[str, Json]:
    """Return one line of `contacts --json`; `date_words` is the text of the contact's own span."""
    return {
        "contact_id": contact.contact_id,
        "document_id": document_id,
        "version": version,
        "kind": contact.kind.value,
        "participants": _actors(contact.participants),
        **_dates(contact.when),
        "start_time": _time(contact.when),
        "timezone": contact.when.timezone if contact.when else None,
        "date_words": date_words,
        "modality": contact.modality.value,
        "initiator": actor_row(initiator) if initiator else None,
        "medium": contact.medium,
        "duration_minutes": contact.duration_minutes,
        "place": contact.place,
        "subject": _span(contact.subject) if contact.subject is not None else None,
        "chain": _chain(contact.chain),
        "confidence": contact.grounds.confidence,
        "passages": _passages(contact.evidence, "text"),
        "title_passages": _passages(contact.evidence, "title"),
        "segment": contact.segment.value,
        "rule": contact.grounds.rule,
        "rule_version": contact.grounds.version,
    }


def statement_row(statement: Statement, *, document_id: str, version: str) -> dict[str, Json]:
    """Return one line of `statements --json`."""
    return {
        "statement_id": statement.statement_id,
        "contact_id": statement.contact_id,
        "document_id": document_id,
        "version": version,
        "speaker": _speaker(statement.speakers),
        "speakers": _actors(statement.speakers),
        "hearers": _actors(statement.hearers),
        "chain": _chain(statement.chain),
        "act": statement.act.value,
        "form": statement.form,
        "modality": statement.modality.value,
        "background": statement.modality is Modality.BACKGROUND,
        "voice": statement.voice,
        "source": _spans(statement.source),
        "cue": _spans(statement.cue),
        "content": _spans(statement.content),
        "addressee": _actors(statement.addressee),
        **_dates(statement.when),
        "segment": statement.segment.value,
        "confidence": statement.grounds.confidence,
        "rule": statement.grounds.rule,
        "rule_version": statement.grounds.version,
    }


def actor_row(actor: Actor) -> dict[str, Json]:
    """Return a person, state, organisation or group in the form of `participants`."""
    return {
        "name": actor.name,
        "office": actor.office,
        "country": actor.country,
        "actor_id": actor.actor_id,
        "kind": actor.kind.value,
        "named_by": actor.named_by,
    }


def name_row(found: NameComparison) -> dict[str, Json]:
    """Return one line of `name --json`."""
    parts: list[Json] = [
        {
            "kind": part.kind,
            "one": part.one,
            "other": part.other,
            "status": part.status,
            "how": part.how,
            "score": part.score,
        }
        for part in found.parts
    ]
    return {
        "one": found.one,
        "other": found.other,
        "score": found.score,
        "same": found.same,
        "reasons": list(found.reasons),
        "parts": parts,
    }


def reading_row(reading: Reading) -> dict[str, Json]:
    """Return what `show --json` prints: the document and everything of its reading."""
    document = reading.document
    return {
        "document": _document(document),
        "segments": [{"kind": s.kind.value, "span": _span(s.span)} for s in document.segments],
        "actors": [_full_actor(actor) for actor in reading.actors],
        "mentions": [_mention(mention) for mention in reading.mentions],
        "contacts": list(contact_rows(reading)),
        "statements": [
            statement_row(s, document_id=document.document_id, version=document.version) for s in reading.statements
        ],
        "versions": dict(reading.versions),
    }


def contact_rows(reading: Reading) -> Iterable[dict[str, Json]]:
    """Yield one line of `contacts --json` for each contact of a reading."""
    document = reading.document
    for contact in reading.contacts:
        yield contact_row(
            contact,
            document_id=document.document_id,
            version=document.version,
            date_words=document[contact.date_words] if contact.date_words is not None else None,
            initiator=find_initiator(reading, contact),
        )


def find_initiator(reading: Reading, contact: Contact) -> Actor | None:
    """Return the actor whose id the contact names as its initiator."""
    everyone = (*contact.participants, *reading.actors)
    return next((actor for actor in everyone if actor.actor_id == contact.initiator), None)


def _document(document: Document) -> dict[str, Json]:
    source = document.source
    return {
        "document_id": document.document_id,
        "version": document.version,
        "text": document.text,
        "source": {
            "key": source.key,
            "path": source.path,
            "url": source.url,
            "outlet": source.outlet,
            "title": source.title,
            "author": source.author,
            "published": encode_moment(source.published),
            "timezone": source.timezone,
            "provenance": dict(source.provenance),
        },
    }


def _full_actor(actor: Actor) -> dict[str, Json]:
    return {
        **actor_row(actor),
        "gender": actor.gender,
        "aliases": list(actor.aliases),
        "members": list(actor.members),
    }


def _mention(mention: Mention) -> dict[str, Json]:
    return {
        "span": _span(mention.span),
        "part": mention.part,
        "form": mention.form,
        "actor_ids": list(mention.actor_ids),
    }


def _speaker(speakers: Sequence[Actor]) -> dict[str, Json] | None:
    """Return the one speaker, or an object that joins the names of several and leaves the rest open."""
    if not speakers:
        return None
    if len(speakers) == 1:
        return actor_row(speakers[0])
    return {
        "name": " and ".join(a.name for a in speakers),
        "office": None,
        "country": None,
        "actor_id": None,
        "kind": "group",
    }


def _actors(actors: Sequence[Actor]) -> list[Json]:
    return [actor_row(actor) for actor in actors]


def _chain(chain: Sequence[Actor]) -> list[Json]:
    return [{"name": actor.name, "actor_id": actor.actor_id} for actor in chain]


def _dates(when: DateRange | None) -> dict[str, Json]:
    return {
        "start_date": when.start.isoformat() if when and when.start else None,
        "end_date": when.end.isoformat() if when and when.end else None,
        "date_basis": when.basis if when else None,
    }


def _time(when: DateRange | None) -> str | None:
    return when.start_time.isoformat() if when and when.start_time else None


def _span(span: Span) -> list[Json]:
    return [span.start, span.end]


def _spans(spans: Sequence[Span]) -> list[Json]:
    return [_span(span) for span in spans]


def _passages(evidence: Sequence[Passage], part: str) -> list[Json]:
    return [_span(passage.span) for passage in evidence if passage.part == part]
