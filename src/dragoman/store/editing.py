"""What a reviewer can do about one record: correct, accept, reject, add by hand, undo.  Each is one transaction."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dragoman.errors import JudgementError, OptionError
from dragoman.record import (
    Act,
    Actor,
    Change,
    Contact,
    ContactKind,
    CorrectedAs,
    Correction,
    DateRange,
    EventReport,
    Grounds,
    Judgement,
    Modality,
    Passage,
    Reading,
    RecordKind,
    Statement,
    Value,
    stable_id,
)
from dragoman.registry import Registry
from dragoman.store.applying import apply_corrections, find_marks, versions_of
from dragoman.store.connection import pack_values, store_errors, store_path, transaction
from dragoman.store.corrections import (
    find_correction,
    load_corrections,
    mark_taken_back,
    name_correction,
    write_correction,
)
from dragoman.store.entries import Quotation, key_of_version, read_entry, segment_at
from dragoman.store.fields import Record, change_record, check_mode, find_field, is_emptied, kind_of, read_value
from dragoman.store.identity import resolve_identities
from dragoman.store.judgements import load_judgements
from dragoman.store.load import (
    StoredContact,
    StoredEvent,
    StoredStatement,
    load_contacts,
    load_events,
    load_statements,
)
from dragoman.store.names import fold_name
from dragoman.store.occurrences import resolve_occurrences
from dragoman.store.reviewing import undo_judgement
from dragoman.store.write import tell_moment, write_reading

BY_HAND = Grounds("reviewer", 1.0)


@dataclass(frozen=True, slots=True)
class Target:
    """A record of the newest version of a document, as that document names its actors; `version` is its key."""

    found: StoredContact | StoredStatement | StoredEvent
    version: int

    @property
    def record(self) -> Record:
        """The contact, statement or event itself."""
        match self.found:
            case StoredContact():
                return self.found.contact
            case StoredStatement():
                return self.found.statement
            case StoredEvent():
                return self.found.event

    @property
    def about(self) -> RecordKind:
        """Which kind of record it is."""
        return kind_of(self.record)

    @property
    def record_id(self) -> str:
        """The id of the record."""
        return str(getattr(self.record, f"{self.about}_id"))

    @property
    def initiator(self) -> Actor | None:
        """Who asked for the contact; None of other records."""
        return self.found.initiator if isinstance(self.found, StoredContact) else None


def find_target(connection: sqlite3.Connection, wanted: str) -> Target:
    """Return the record whose id begins so; raises `OptionError` for none, or several."""
    if not wanted or len(wanted) > 64:
        raise OptionError("give the id of a contact, statement or event, or its beginning; --json lists them")
    with store_errors(store_path(connection)):
        found = [target for about in _LOADERS for target in _load_targets(connection, about, wanted)]
    exact = [each for each in found if each.record_id == wanted]
    found = exact or found
    if not found:
        check_taken_out(connection, wanted)
        raise OptionError(
            f"{wanted!r}: no contact, statement or event has an id that begins so; dragoman contacts, statements and "
            "events --json list them"
        )
    if len(found) > 1 and len({each.record_id for each in found}) > 1:
        listed = ", ".join(f"{each.about} {each.record_id}" for each in found[:6])
        raise OptionError(f"{wanted!r} may mean several records: {listed}; give more of the id")
    return found[0]


def check_taken_out(connection: sqlite3.Connection, wanted: str) -> None:
    """Raise `OptionError` where a reviewer took the record out whose id begins so; it tells how to bring it back."""
    condition = "undone IS NULL AND verdict = 'reject' AND record_id >= ? AND record_id < ?"
    with store_errors(store_path(connection)):
        found = list(load_corrections(connection, condition, (wanted, f"{wanted}\U0010ffff")))
    if found:
        latest = found[-1]
        raise OptionError(
            f"{latest.about} {latest.record_id} was taken out by {latest.author} on {latest.decided:%Y-%m-%d}; "
            f"dragoman undo {latest.correction_id[:8]} brings it back"
        )


_LOADERS: tuple[RecordKind, ...] = ("contact", "statement", "event")


def _load_targets(connection: sqlite3.Connection, about: RecordKind, wanted: str) -> list[Target]:
    """Records whose ids begin so, at most a few."""
    sql = f"""SELECT {about}.key, {about}.version FROM {about} JOIN document ON document.newest = {about}.version
        WHERE {about}_id >= ? AND {about}_id < ? LIMIT 6"""
    rows = connection.execute(sql, pack_values((wanted, f"{wanted}\U0010ffff"))).fetchall()
    return [Target(_load_one(connection, about, key), version) for key, version in rows]


def _load_one(
    connection: sqlite3.Connection, about: RecordKind, key: int
) -> StoredContact | StoredStatement | StoredEvent:
    match about:
        case "contact":
            return next(load_contacts(connection, "contact.key = ?", (key,), "contact.key"))
        case "statement":
            return next(load_statements(connection, "statement.key = ?", (key,), "statement.key"))
        case "event":
            return next(load_events(connection, "event.key = ?", (key,), "event.key"))


# ------------------------------------------------------------------ one record


def edit_record(
    connection: sqlite3.Connection,
    target: Target,
    wanted: Mapping[str, Sequence[str]],
    author: str,
    registry: Registry,
    note: str | None = None,
) -> Correction:
    """Return the correction that puts what was `wanted`, by field, into a record.

    Raises `OptionError` where a value makes no sense, or nothing would change.
    """
    changes = tuple(
        Change(name, old, new)
        for name, texts in wanted.items()
        for field in (find_field(target.about, name),)
        for old in (read_value(target.record, field, target.initiator),)
        for new in (read_entry(connection, target.version, field, texts),)
        if not _says_same(old, new) or is_emptied(target.about, name, wanted)
    )
    if not changes:
        raise OptionError(f"{target.record_id} says so already; give a value that is another")
    if any(each.field == "participant" and len(each.new.actors) < 2 for each in changes):
        raise OptionError(
            f"contact {target.record_id}: it takes two participants or more, and those given replace all that it has: "
            "name each of them, --with NAME --with NAME"
        )
    changed = change_record(target.record, changes)
    if isinstance(changed, EventReport):
        check_mode(changed)
    return _decide(connection, _correct(target, "edit", author, note, changes), registry)


def _says_same(old: Value, new: Value) -> bool:
    """Whether two values say the same, on whatever basis a date does."""
    if old.when is None or new.when is None:
        return old == new
    return replace(old.when, basis=new.when.basis, start_time=None, timezone=None) == new.when


def accept_record(
    connection: sqlite3.Connection, target: Target, author: str, registry: Registry, note: str | None = None
) -> Correction:
    """Return the correction that says that a record is right as it is."""
    return _decide(connection, _correct(target, "accept", author, note), registry)


def reject_record(
    connection: sqlite3.Connection, target: Target, author: str, registry: Registry, note: str | None = None
) -> Correction:
    """Return the correction that takes a record out as wrong, and with it what was coded from it alone."""
    return _decide(connection, _correct(target, "reject", author, note), registry)


def _correct(
    target: Target, verdict: CorrectedAs, author: str, note: str | None, changes: tuple[Change, ...] = ()
) -> Correction:
    return name_correction(
        Correction(
            correction_id="",
            verdict=verdict,
            about=target.about,
            document_id=target.found.document_id,
            version=target.found.version,
            record_id=target.record_id,
            words=target.found.words,
            author=author,
            decided=_now(),
            marks=find_marks(target.record),
            changes=changes,
            note=note,
        )
    )


# ------------------------------------------------------------------ added by hand


@dataclass(frozen=True, slots=True)
class NewContact:
    """A contact to be added, as a reviewer writes it."""

    kind: str
    participants: tuple[str, ...]
    date: str = ""
    place: str = ""
    initiator: str = ""
    chain: tuple[str, ...] = ()
    modality: str = Modality.HAPPENED.value


@dataclass(frozen=True, slots=True)
class NewStatement:
    """A statement to be added, as a reviewer writes it; `contact_id` is of the contact it was made in."""

    speakers: tuple[str, ...]
    hearers: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    chain: tuple[str, ...] = ()
    act: str = Act.STATE.value
    date: str = ""
    modality: str = Modality.HAPPENED.value
    contact_id: str | None = None


class _Entries:
    """Reads what a reviewer wrote into the fields of a record to be added."""

    def __init__(self, connection: sqlite3.Connection, about: RecordKind, document_id: str) -> None:
        self.connection = connection
        self.about: RecordKind = about
        self.version = key_of_version(connection, document_id) or 0

    def read(self, name: str, *texts: str) -> Value:
        """The value of a field; raises `OptionError`."""
        return read_entry(self.connection, self.version, find_field(self.about, name), texts)

    def actors(self, name: str, texts: Sequence[str]) -> tuple[Actor, ...]:
        return self.read(name, *texts).actors

    def date(self, text: str) -> DateRange | None:
        return self.read("date", text).when


def add_contact(
    connection: sqlite3.Connection,
    quotation: Quotation,
    new: NewContact,
    author: str,
    registry: Registry,
    note: str | None = None,
) -> Correction:
    """Return the correction that adds a contact on the words of a document, or of a note.

    Raises `OptionError` where a value makes no sense, or fewer than two took part.
    """
    entries = _Entries(connection, "contact", quotation.document.document_id)
    participants = entries.actors("participant", new.participants)
    if len(participants) < 2:
        raise OptionError("a contact takes two or more participants; name each of them")
    initiator = entries.actors("initiator", [new.initiator])
    kind = ContactKind(entries.read("kind", new.kind).text or "")
    contact = Contact(
        contact_id=_new_id("contact", quotation, kind, *(actor.name for actor in participants), author),
        kind=kind,
        participants=participants,
        modality=Modality(entries.read("modality", new.modality).text or ""),
        evidence=(Passage(quotation.span),),
        grounds=BY_HAND,
        when=entries.date(new.date),
        initiator=initiator[0].actor_id if initiator else None,
        place=entries.read("place", new.place).text,
        chain=entries.actors("chain", new.chain),
        segment=segment_at(quotation.document, quotation.span),
    )
    asked = (Change("initiator", Value(), Value(actors=initiator)),) if initiator else ()
    return _add(connection, quotation, contact, asked, author, registry, note)


def add_statement(
    connection: sqlite3.Connection,
    quotation: Quotation,
    new: NewStatement,
    author: str,
    registry: Registry,
    note: str | None = None,
) -> Correction:
    """Return the correction that adds a statement on the words of a document, or of a note; they are its content.

    Words in quotation marks are the speaker's own.  Raises `OptionError` where a value makes no sense, or nobody
    speaks.
    """
    entries = _Entries(connection, "statement", quotation.document.document_id)
    speakers = entries.actors("speaker", new.speakers)
    if not speakers:
        raise OptionError("a statement takes a speaker; name who said it")
    contact = find_target(connection, new.contact_id).record if new.contact_id else None
    if contact is not None and not isinstance(contact, Contact):
        raise OptionError(f"{new.contact_id!r} is no contact; give the id of the one it was said in")
    act = Act(entries.read("act", new.act).text or "")
    _check_unsaid(connection, entries.version, quotation, speakers, act)
    direct = _is_quoted(quotation)
    statement = Statement(
        statement_id=_new_id("statement", quotation, act, *(actor.name for actor in speakers), author),
        speakers=speakers,
        hearers=entries.actors("hearer", new.hearers),
        chain=entries.actors("chain", new.chain),
        act=act,
        form="direct" if direct else "indirect",
        modality=Modality(entries.read("modality", new.modality).text or ""),
        voice="quoted" if direct else "paraphrased",
        source=(),
        cue=(),
        content=(quotation.span,),
        grounds=BY_HAND,
        contact_id=contact.contact_id if contact is not None else None,
        addressee=entries.actors("addressee", new.addressees),
        when=entries.date(new.date) or (contact.when if contact is not None else None),
        segment=segment_at(quotation.document, quotation.span),
    )
    return _add(connection, quotation, statement, (), author, registry, note)


def _check_unsaid(
    connection: sqlite3.Connection, version: int, quotation: Quotation, speakers: Sequence[Actor], act: Act
) -> None:
    """Raise `OptionError` where a statement of the same speakers has these words: all of them, or as the same act."""
    words, span = quotation.words.strip(_EDGES), quotation.span
    names = {fold_name(actor.name) for actor in speakers}
    for found in load_statements(connection, "statement.version = ?", (version,), "statement.key"):
        said = found.statement
        if names != {fold_name(actor.name) for actor in said.speakers}:
            continue
        for content in said.content:
            overlaps = content.start < span.end and span.start < content.end
            same = overlaps and quotation.document[content].strip(_EDGES) == words
            if same or (content.contains(span) and said.act is act):
                raise OptionError(
                    f"statement {said.statement_id} of the same speaker has these words already; "
                    f"dragoman edit {said.statement_id[:12]} corrects it"
                )


_MARKS = '“”„"«»'  # of quotation
_EDGES = f"{_MARKS}'‘’.,;: \n\t"  # of a passage, which may be left out of the words


def _is_quoted(quotation: Quotation) -> bool:
    text, span = quotation.document.text, quotation.span
    before, after = text[max(0, span.start - 1) : span.start], text[span.end : span.end + 1]
    words = quotation.words
    return (words[0] in _MARKS or (before != "" and before in _MARKS)) and (
        words[-1] in _MARKS or (after != "" and after in _MARKS)
    )


def _new_id(about: RecordKind, quotation: Quotation, *parts: str) -> str:
    document, span = quotation.document, quotation.span
    moment = _now().isoformat()
    return stable_id(about, document.document_id, document.version, span.start, span.end, "by hand", *parts, moment)


def _add(
    connection: sqlite3.Connection,
    quotation: Quotation,
    record: Contact | Statement,
    changes: tuple[Change, ...],
    author: str,
    registry: Registry,
    note: str | None,
) -> Correction:
    document = quotation.document
    correction = Correction(
        correction_id="",
        verdict="add",
        about=kind_of(record),
        document_id=document.document_id,
        version=document.version,
        record_id=record.contact_id if isinstance(record, Contact) else record.statement_id,
        words=quotation.words,
        author=author,
        decided=_now(),
        marks=find_marks(record),
        changes=changes,
        note=note,
        contact=record if isinstance(record, Contact) else None,
        statement=record if isinstance(record, Statement) else None,
        source=document if quotation.is_note else None,
    )
    return _decide(connection, name_correction(correction), registry)


# ------------------------------------------------------------------ keeping


def put_correction(connection: sqlite3.Connection, correction: Correction) -> None:
    """Store a correction and what it changes, inside the caller's transaction; one that was undone is history alone."""
    if not write_correction(connection, correction) or correction.undone is not None:
        return
    if correction.source is not None and key_of_version(connection, correction.document_id) is None:
        reading = Reading(correction.source, (), (), (), (), (("reviewer", correction.author),))
        write_reading(connection, reading, tell_moment())
        sql = "INSERT INTO added_document SELECT key FROM document WHERE document_id = ?"
        connection.execute(sql, pack_values((correction.document_id,)))
    else:
        _apply_anew(connection, correction)


def _apply_anew(connection: sqlite3.Connection, correction: Correction) -> None:
    for version in versions_of(connection, correction.document_id):
        apply_corrections(connection, version)


def _decide(connection: sqlite3.Connection, correction: Correction, registry: Registry) -> Correction:
    with transaction(connection):
        put_correction(connection, correction)
    resolve_identities(connection, registry)
    resolve_occurrences(connection)
    return correction


# ------------------------------------------------------------------ undo


def undo_decision(
    connection: sqlite3.Connection, wanted: str | None, author: str, registry: Registry
) -> Judgement | Correction:
    """Return the judgement or correction that was taken back: the one whose id begins so, or the latest in force.

    Raises `JudgementError` where there is none, or it was undone already.
    """
    latest = find_latest_decision(connection) if wanted is None else None
    found = latest if isinstance(latest, Correction) else find_correction(connection, wanted) if wanted else None
    if found is None:
        return undo_judgement(connection, wanted, author, registry)
    if found.undone is not None:
        raise JudgementError(f"correction {found.correction_id} was undone already, by {found.undone_by}")
    return undo_correction(connection, found, author, registry)


def find_latest_decision(connection: sqlite3.Connection) -> Judgement | Correction | None:
    """Return the judgement or correction in force that was made last; None where there is none."""
    sql = "undone IS NULL AND key = (SELECT max(key) FROM correction WHERE undone IS NULL)"
    correction = next(load_corrections(connection, sql), None)
    judgement = max(load_judgements(connection, in_force=True), key=lambda each: each.decided, default=None)
    if correction is None or judgement is None:
        return correction or judgement
    return correction if correction.decided > judgement.decided else judgement


def undo_correction(
    connection: sqlite3.Connection, correction: Correction, author: str, registry: Registry
) -> Correction:
    """Return the correction as taken back; what was read is restored, and what was added is gone."""
    with transaction(connection):
        undone = mark_taken_back(connection, correction, author, _now())
        if correction.source is not None and not _is_used(connection, correction.document_id):
            _drop_note(connection, correction.document_id)
        else:
            _apply_anew(connection, correction)
    resolve_identities(connection, registry)
    resolve_occurrences(connection)
    return undone


def _is_used(connection: sqlite3.Connection, document_id: str) -> bool:
    """Whether another addition in force rests on a note."""
    condition = "document_id = ? AND verdict = 'add' AND undone IS NULL"
    return next(load_corrections(connection, condition, (document_id,)), None) is not None


def _drop_note(connection: sqlite3.Connection, document_id: str) -> None:
    sql = """DELETE FROM document WHERE document_id = ? AND key IN (SELECT document FROM added_document)"""
    for version in versions_of(connection, document_id):
        # the row of each actor goes with it, and tells the profile that it is gone
        connection.execute("DELETE FROM actor WHERE version = ?", (version,))
    connection.execute(sql, pack_values((document_id,)))


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def list_decisions(connection: sqlite3.Connection) -> list[Judgement | Correction]:
    """Return judgements and corrections in the order in which they were made."""
    found: Iterable[Judgement | Correction] = [*load_judgements(connection), *load_corrections(connection)]
    return sorted(found, key=lambda each: each.decided)
