"""The record as JSON objects, one a contact or statement: the contract that `docs/record.md` describes.

Fields are added here in time, none is taken away.  All people stand in the form of `participants`.
Offsets are characters of the document's text, half-open.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from dragoman.actors.name_comparison import NameComparison
from dragoman.coding.cameo import goldstein_of
from dragoman.coding.sectors import find_sectors
from dragoman.lexicons.states import state_by_code
from dragoman.record import (
    Actor,
    Contact,
    Correction,
    DateRange,
    Designation,
    Document,
    EventReport,
    Mention,
    Modality,
    Passage,
    Place,
    Reading,
    Span,
    Statement,
)
from dragoman.store.codec import encode_moment
from dragoman.store.corrections import KeptCorrection, show_value

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

Told = Mapping[str, Actor]  # the actors of a document, by the ids under which the record shows them
UNTOLD: Told = MappingProxyType({})

# What a terminal may obey (C1 controls, DEL, marks that turn the direction of text), what breaks lines in
# some readers (U+2028, U+2029), and lone surrogates; JSON may write each as an escape.
_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def write_json(row: Json) -> str:
    """Return the object as one line of JSON, letters of all languages as they are, control characters escaped."""
    text = json.dumps(row, ensure_ascii=False)
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def contact_row(
    contact: Contact,
    *,
    document_id: str,
    version: str,
    date_words: str | None,
    initiator: Actor | None,
    told: Told = UNTOLD,
) -> dict[str, Json]:
    """Return one line of `contacts --json`; `date_words` is the text of the contact's own span.

    `told` gives the document's own words for actors that are shown as the whole record knows them, by their ids.
    """
    return {
        "contact_id": contact.contact_id,
        "document_id": document_id,
        "version": version,
        "kind": contact.kind.value,
        "participants": _actors(contact.participants, told),
        **_dates(contact.when),
        "start_time": _time(contact.when),
        "timezone": contact.when.timezone if contact.when else None,
        "date_words": date_words,
        "modality": contact.modality.value,
        "initiator": actor_row(initiator, told) if initiator else None,
        "medium": contact.medium,
        "duration_minutes": contact.duration_minutes,
        "place": contact.place,
        "location": _location(contact.location),
        "subject": _span(contact.subject) if contact.subject is not None else None,
        "chain": _chain(contact.chain, told),
        "confidence": contact.grounds.confidence,
        "passages": _passages(contact.evidence, "text"),
        "title_passages": _passages(contact.evidence, "title"),
        "segment": contact.segment.value,
        "rule": contact.grounds.rule,
        "rule_version": contact.grounds.version,
        **_corrected(contact),
    }


def statement_row(
    statement: Statement,
    *,
    document_id: str,
    version: str,
    designations: Iterable[Designation] = (),
    told: Told = UNTOLD,
) -> dict[str, Json]:
    """Return one line of `statements --json`; of the document's `designations`, those within its words are kept.

    `told` as for contacts.
    """
    spans = (*statement.content, *statement.source)
    return {
        "statement_id": statement.statement_id,
        "contact_id": statement.contact_id,
        "document_id": document_id,
        "version": version,
        "speaker": _speaker(statement.speakers, told),
        "speakers": _actors(statement.speakers, told),
        "hearers": _actors(statement.hearers, told),
        "chain": _chain(statement.chain, told),
        "act": statement.act.value,
        "form": statement.form,
        "modality": statement.modality.value,
        "background": statement.modality is Modality.BACKGROUND,
        "voice": statement.voice,
        "source": _spans(statement.source),
        "cue": _spans(statement.cue),
        "content": _spans(statement.content),
        "addressee": _actors(statement.addressee, told),
        "condition": _spans(statement.condition),
        "deadline_start": _day(statement.deadline.start if statement.deadline else None),
        "deadline_end": _day(statement.deadline.end if statement.deadline else None),
        "deadline_words": _span(statement.deadline_words) if statement.deadline_words else None,
        "designations": [_term(one, told) for one in designations if _stands_in(one, spans)],
        **_dates(statement.when),
        "segment": statement.segment.value,
        "confidence": statement.grounds.confidence,
        "rule": statement.grounds.rule,
        "rule_version": statement.grounds.version,
        **_corrected(statement),
    }


def designation_row(
    designation: Designation,
    *,
    document_id: str,
    version: str,
    words: str,
    outlet: str | None,
    told: Told = UNTOLD,
) -> dict[str, Json]:
    """Return one line of `designations --json`; `words` are those of its span, `told` as for contacts."""
    return {
        "designation_id": designation.designation_id,
        "document_id": document_id,
        "version": version,
        **_term(designation, told),
        "words": words,
        "part": designation.part,
        "speakers": _actors(designation.speakers, told),
        "outlet": outlet,
        "statement_id": designation.statement_id,
        "segment": designation.segment.value,
        "confidence": designation.grounds.confidence,
        "rule": designation.grounds.rule,
        "rule_version": designation.grounds.version,
    }


def designation_rows(reading: Reading) -> Iterable[dict[str, Json]]:
    """Yield one line of `designations --json` for each contested term of a reading."""
    document = reading.document
    for one in reading.designations:
        text = (document.source.title or "") if one.part == "title" else document.text
        yield designation_row(
            one,
            document_id=document.document_id,
            version=document.version,
            words=text[one.span.start : one.span.end],
            outlet=document.source.outlet,
        )


def _term(designation: Designation, told: Told) -> dict[str, Json]:
    """A contested term as `statements --json` lists it: where it stands, whose word it is, who is called so."""
    return {
        "start": designation.span.start,
        "end": designation.span.end,
        "voice": designation.voice,
        "actor": actor_row(designation.actor, told) if designation.actor is not None else None,
        "term": designation.term,
    }


def _stands_in(designation: Designation, spans: Iterable[Span]) -> bool:
    return designation.part == "text" and any(span.contains(designation.span) for span in spans)


def actor_row(actor: Actor, told: Told = UNTOLD) -> dict[str, Json]:
    """Return a person, state, organisation or group in the form of `participants`."""
    return {
        "name": actor.name,
        "office": actor.office,
        "country": actor.country,
        "actor_id": actor.actor_id,
        "kind": actor.kind.value,
        "named_by": actor.named_by,
        "told_as": told.get(actor.actor_id, actor).name,
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
            statement_row(
                s, document_id=document.document_id, version=document.version, designations=reading.designations
            )
            for s in reading.statements
        ],
        "designations": list(designation_rows(reading)),
        "events": [event_row(e, document_id=document.document_id, version=document.version) for e in reading.events],
        "versions": dict(reading.versions),
    }


def event_row(event: EventReport, *, document_id: str, version: str, told: Told = UNTOLD) -> dict[str, Json]:
    """Return one line of `events --json`; `told` as for contacts."""
    report: dict[str, Json] = {
        "document_id": document_id,
        "version": version,
        "passages": _passages(event.evidence, "text"),
        "title_passages": _passages(event.evidence, "title"),
        "cue": _spans(event.cue),
        "actor_words": _spans(event.actor_words),
        "recipient_words": _spans(event.recipient_words),
        "segment": event.segment.value,
    }
    return {
        "event_id": event.event_id,
        "type": event.type.value,
        "mode": event.mode,
        "contexts": list(event.contexts),
        "quad": event.type.quad.value,
        "cameo": event.cameo,
        "goldstein": goldstein_of(event.cameo),
        "actors": [_party(actor, told) for actor in event.actors],
        "recipients": [_party(actor, told) for actor in event.recipients],
        **_dates(event.when),
        "place": event.place,
        "place_country": event.place_country,
        "location": _location(event.location),
        "modality": event.modality.value,
        "chain": _chain(event.chain, told),
        "contact_id": event.contact_id,
        "statement_id": event.statement_id,
        "confidence": event.grounds.confidence,
        "rule": event.grounds.rule,
        "rule_version": event.grounds.version,
        **_corrected(event),
        "reports": [report],
    }


def _party(actor: Actor, told: Told) -> dict[str, Json]:
    """A participant with what tables of events are joined by: its sectors, and its country in three more lists."""
    state = state_by_code().get(actor.country or "")
    return {
        **actor_row(actor, told),
        "sectors": list(find_sectors(actor)),
        "cow": state.cow if state is not None else None,
        "fips": state.fips if state is not None else None,
        "cameo": state.cameo if state is not None else None,
    }


def _corrected(record: Contact | Statement | EventReport) -> dict[str, Json]:
    """What reviewers did to a record: who changed or added it, and all that was decided of it."""
    return {
        "edited_by": find_editors(record),
        "corrections": [correction_row(each) for each in record.corrections],
    }


def find_editors(record: Contact | Statement | EventReport) -> str | None:
    """Return who changed a record or added it by hand, joined by "; "; None where it is as it was read."""
    authors = dict.fromkeys(each.author for each in record.corrections if each.verdict in ("edit", "add"))
    return "; ".join(authors) or None


def correction_row(correction: Correction) -> dict[str, Json]:
    """Return a correction as `corrections` of a record lists it, and `review --history --json`."""
    return {
        "correction_id": correction.correction_id,
        "verdict": correction.verdict,
        "about": correction.about,
        "record_id": correction.record_id,
        "document_id": correction.document_id,
        "author": correction.author,
        "decided": correction.decided.isoformat(),
        "changes": [
            {"field": each.field, "old": show_value(each.old), "new": show_value(each.new)}
            for each in correction.changes
        ],
        "note": correction.note,
        "undone": correction.undone.isoformat() if correction.undone else None,
        "undone_by": correction.undone_by,
    }


def kept_row(kept: KeptCorrection) -> dict[str, Json]:
    """Return a correction as history lists it; `applied` is false while it waits, or was undone."""
    return {**correction_row(kept.correction), "applied": kept.applied}


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


def _speaker(speakers: Sequence[Actor], told: Told) -> dict[str, Json] | None:
    """Return the one speaker, or an object that joins the names of several and leaves the rest open."""
    if not speakers:
        return None
    if len(speakers) == 1:
        return actor_row(speakers[0], told)
    return {
        "name": " and ".join(a.name for a in speakers),
        "office": None,
        "country": None,
        "actor_id": None,
        "kind": "group",
        "told_as": " and ".join(told.get(a.actor_id, a).name for a in speakers),
    }


def _actors(actors: Sequence[Actor], told: Told) -> list[Json]:
    return [actor_row(actor, told) for actor in actors]


def _chain(chain: Sequence[Actor], told: Told) -> list[Json]:
    names = [(actor, told.get(actor.actor_id, actor).name) for actor in chain]
    return [{"name": actor.name, "actor_id": actor.actor_id, "told_as": name} for actor, name in names]


def _location(place: Place | None) -> dict[str, Json] | None:
    """Return what the words for a place mean, None where the gazetteer does not know it."""
    if place is None:
        return None
    return {
        "name": place.name,
        "kind": place.kind,
        "country": place.country,
        "region": place.region,
        "city": place.city,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "gazetteer_id": place.gazetteer_id,
        "span": _span(place.span),
        "part": place.part,
        "basis": place.basis,
    }


def _dates(when: DateRange | None) -> dict[str, Json]:
    return {
        "start_date": when.start.isoformat() if when and when.start else None,
        "end_date": when.end.isoformat() if when and when.end else None,
        "date_basis": when.basis if when else None,
    }


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _time(when: DateRange | None) -> str | None:
    return when.start_time.isoformat() if when and when.start_time else None


def _span(span: Span) -> list[Json]:
    return [span.start, span.end]


def _spans(spans: Sequence[Span]) -> list[Json]:
    return [_span(span) for span in spans]


def _passages(evidence: Sequence[Passage], part: str) -> list[Json]:
    return [_span(passage.span) for passage in evidence if passage.part == part]
