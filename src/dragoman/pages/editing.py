"""The pages on which one record is corrected, accepted, rejected, or added by hand; plain forms, one undo for each."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from fastapi import FastAPI, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from dragoman.errors import JudgementError, OptionError
from dragoman.exports.rows import correction_row
from dragoman.pages.documents import load_known_reading
from dragoman.pages.layers import Piece, cut_text
from dragoman.pages.security import check_form, cookie, own_path
from dragoman.pages.site import Site
from dragoman.pages.views import REVIEWER, Pages, View, decode_name, encode_name
from dragoman.record import ActorKind, Correction, Document, EventReport, RecordKind, Span, Statement, stable_id
from dragoman.store.corrections import KeptCorrection, list_corrections, show_value
from dragoman.store.editing import (
    NewContact,
    NewStatement,
    Target,
    accept_record,
    add_contact,
    add_statement,
    edit_record,
    find_target,
    reject_record,
)
from dragoman.store.entries import NOTHING, find_quotation, key_of_version, list_own, make_note
from dragoman.store.fields import FIELDS, Field, Record, find_modes, read_value

Form = Mapping[str, Sequence[str]]
Decide = Callable[[sqlite3.Connection, Form, str], Correction]

YEAR = 365 * 24 * 3600
_LABELS = {
    "kind": "Kind", "date": "Date", "place": "Place", "participant": "Who took part", "initiator": "Asked for by",
    "chain": "Told through, outermost first", "modality": "Told as", "speaker": "Speaker", "hearer": "Hearer",
    "addressee": "Asked to act", "act": "Act", "type": "Type", "mode": "Mode", "cameo": "CAMEO code",
    "actor": "Who acts", "recipient": "Acted upon",
}  # fmt: skip
_AROUND = 240  # characters before and after the words of a record
_NOTE = 500  # characters of a reason


@dataclass(frozen=True, slots=True)
class ShownField:
    """A field as a form shows it: what it says, in as many places as it takes, and what it said as it was read."""

    name: str
    label: str
    sort: str
    choices: tuple[str, ...]
    texts: tuple[str, ...]
    places: tuple[str, ...]
    was: str | None = None


# ------------------------------------------------------------------ one record


def gather_edit(_site: Site, connection: sqlite3.Connection, params: QueryParams, record_id: str) -> View:
    """Return the page on which a record is corrected; raises `OptionError` where there is none such."""
    return show_record(connection, find_target(connection, record_id), own_path(params.get("to", "") or "/review"))


def show_record(connection: sqlite3.Connection, target: Target, to: str, failed: str = "", status: int = 200) -> View:
    """Return the form for a record: its words, its fields as they are and as they were read, what was decided of it."""
    found = target.found
    kept = list_corrections(connection, record_id=target.record_id)
    document = load_known_reading(connection, found.document_id, found.version).document
    span = find_span(target.record)
    values = {
        "about": target.about,
        "record_id": target.record_id,
        "document_id": found.document_id,
        "name": found.outlet or found.title or found.path or found.document_id,
        "at": f"{span.start}-{span.end}" if span is not None else None,
        "pieces": surround(document, span) if span is not None else (),
        "words": found.words,
        "grounds": target.record.grounds,
        "fields": show_fields(target, kept),
        "actors": list_names(connection, target.version),
        "kept": kept,
        "state": find_state_of(target),
        "to": to,
        "failed": failed,
    }
    head = {"record_id": target.record_id, "about": target.about, "document_id": found.document_id}
    return View("edit.html", values, [correction_row(each.correction) for each in kept], dict(head), status)


def find_span(record: Record) -> Span | None:
    """Return where the words of a record stand in the text; None where a title alone has them."""
    if isinstance(record, Statement):
        return record.content[0]
    return next((each.span for each in record.evidence if each.part == "text"), None)


def surround(document: Document, span: Span) -> tuple[tuple[Piece, ...], tuple[Piece, ...], tuple[Piece, ...]]:
    """Return the text before, in and after a span, marks that turn its direction shown."""
    start, end = max(0, span.start - _AROUND), span.end + _AROUND
    parts = (document.text[start : span.start], document[span], document.text[span.end : end])
    return cut_text(parts[0], ()), cut_text(parts[1], ()), cut_text(parts[2], ())


def show_fields(target: Target, kept: Sequence[KeptCorrection]) -> tuple[ShownField, ...]:
    """Return the fields of a record that can be corrected, in order."""
    was: dict[str, str] = {}
    for each in kept:
        if each.correction.undone is None and each.correction.verdict == "edit":
            for change in each.correction.changes:
                was.setdefault(change.field, show_value(change.old) or "nothing")
    return tuple(show_field(target, field, was.get(field.name)) for field in FIELDS[target.about])


def show_field(target: Target, field: Field, was: str | None) -> ShownField:
    """Return a field of a record as its form shows it."""
    value = read_value(target.record, field, target.initiator)
    texts = tuple(actor.name for actor in value.actors) if field.sort == "actors" else (show_value(value),)
    places = (*texts, "") if field.sort == "actors" and not (field.single and texts) else texts
    return ShownField(field.name, _LABELS[field.name], field.sort, _choices_of(target, field), texts, places, was)


def _choices_of(target: Target, field: Field) -> tuple[str, ...]:
    if field.choices is not None:
        return tuple(each.value for each in field.choices)
    return find_modes(target.record.type) if field.name == "mode" and isinstance(target.record, EventReport) else ()


def find_state_of(target: Target) -> str:
    """Return a word for what a record says, by which a form tells that it was changed meanwhile."""
    return stable_id(target.record_id, *(field.texts for field in show_fields(target, ())))


def list_names(connection: sqlite3.Connection, version: int) -> tuple[str, ...]:
    """Return the names of the actors of a version of a document, each once."""
    own = list_own(connection, version)
    return tuple(dict.fromkeys(actor.name for actor, _ in own if actor.kind is not ActorKind.GROUP))


def decide_record(site: Site, connection: sqlite3.Connection, target: Target, form: Form, author: str) -> Correction:
    """Return the correction that a form makes of a record.

    Raises `OptionError` where a value makes no sense, `JudgementError` where the record was changed meanwhile.
    """
    note = first(form, "note")[:_NOTE] or None
    match first(form, "verdict"):
        case "accept":
            return accept_record(connection, target, author, site.registry, note)
        case "reject":
            return reject_record(connection, target, author, site.registry, note)
        case "edit":
            if first(form, "state") != find_state_of(target):
                raise JudgementError("this record was changed since the form was shown; here it is as it is now")
            wanted = {
                field.name: texts or ["none"]
                for field in show_fields(target, ())
                for texts in (given(form, field.name),)
                if texts != [text for text in field.texts if text]
            }
            return edit_record(connection, target, wanted, author, site.registry, note)
        case verdict:
            raise OptionError(f"verdict {verdict!r} is not known; choose from edit, accept, reject")


# ------------------------------------------------------------------ added


_GIVEN = ("words", "at", "source", "url", "outlet", "published", "contact")
ADDED = (
    "what",
    "id",
    "to",
    *_GIVEN,
    *dict.fromkeys(f"f-{field.name}" for fields in FIELDS.values() for field in fields),
)  # fmt: skip — the names in the query of the page on which a record is added


def gather_add(site: Site, connection: sqlite3.Connection, params: QueryParams) -> View:
    """Return the page on which a contact or statement is added to a document, or on a note."""
    return show_addition(site, connection, {name: [value] for name, value in params.items()})


def show_addition(_site: Site, connection: sqlite3.Connection, form: Form, failed: str = "", status: int = 200) -> View:
    """Return the form for a new record, filled with what was given."""
    what: RecordKind = "statement" if first(form, "what") == "statement" else "contact"
    document_id = first(form, "id")
    document = load_known_reading(connection, document_id, None).document if document_id else None
    version = key_of_version(connection, document_id) if document_id else None
    fields = tuple(_new_field(field, form) for field in FIELDS[what])
    values = {
        "what": what,
        "document_id": document_id,
        "document": document,
        "pieces": cut_text(document.text, ()) if document is not None else (),
        "fields": fields,
        "actors": list_names(connection, version) if version is not None else (),
        "given": {name: first(form, name) for name in _GIVEN},
        "to": own_path(first(form, "to") or "/"),
        "failed": failed,
    }
    return View("add.html", values, (), {"what": what, "document_id": document_id}, status)


_FIRST = {"kind": "conversation", "act": "state", "modality": "happened"}


def _new_field(field: Field, form: Form) -> ShownField:
    texts = tuple(given(form, field.name))
    choices = tuple(each.value for each in field.choices) if field.choices is not None else ()
    if field.sort != "actors":
        texts = texts or (_FIRST.get(field.name, ""),)
    least = {"participant": 2, "speaker": 1}.get(field.name, 0)
    places = max(least, len(texts)) + (0 if field.single and texts else 1) if field.sort == "actors" else 1
    return ShownField(
        field.name, _LABELS[field.name], field.sort, choices, texts, (*texts, *[""] * (places - len(texts)))
    )


def add_record(site: Site, connection: sqlite3.Connection, form: Form, author: str) -> Correction:
    """Return the correction that adds what a form tells; raises `OptionError` where it makes no sense."""
    at = first(form, "at")
    quotation = (
        find_quotation(
            connection, first(form, "id"), first(form, "words"), int(at) if at.isdecimal() and len(at) < 10 else None
        )
        if first(form, "id")
        else make_note(
            first(form, "source").replace("\r\n", "\n")[:20_000],
            author,
            *(first(form, name) or None for name in ("url", "outlet", "published")),
        )
    )
    note = first(form, "note")[:_NOTE] or None

    def names(field: str) -> tuple[str, ...]:
        return tuple(given(form, field))

    date, modality = first(form, "f-date"), first(form, "f-modality")
    if first(form, "what") == "statement":
        said = NewStatement(
            names("speaker"), names("hearer"), names("addressee"), names("chain"), first(form, "f-act"), date, modality,
            first(form, "contact") or None,
        )  # fmt: skip
        return add_statement(connection, quotation, said, author, site.registry, note)
    new = NewContact(
        first(form, "f-kind"), names("participant"), date, first(form, "f-place"), "; ".join(names("initiator")),
        names("chain"), modality,
    )  # fmt: skip
    return add_contact(connection, quotation, new, author, site.registry, note)


# ------------------------------------------------------------------ forms


def first(form: Form, name: str) -> str:
    """Return the first value of a field of a form, stripped; "" where there is none."""
    return next((value.strip() for value in form.get(name, ())), "")


def given(form: Form, name: str) -> list[str]:
    """Return what was written into the places of a field, parted at semicolons, without those left empty."""
    parts = (part for value in form.get(f"f-{name}", ()) for part in value.split(";"))
    return [" ".join(part.split()) for part in parts if part.strip().casefold() not in NOTHING]


async def read_fields(request: Request, pages: Pages) -> dict[str, list[str]]:
    """Return the fields of a form, each with all its values; raises 403 for read-only pages or another's form."""
    if pages.site.read_only:
        raise HTTPException(403, "these pages are read-only")
    async with request.form(max_files=0, max_fields=120, max_part_size=100_000) as form:
        fields: dict[str, list[str]] = {}
        for name, value in form.multi_items():
            if isinstance(value, str):
                fields.setdefault(name, []).append(value)
    if not check_form(pages.guard, request, {name: values[0] for name, values in fields.items()}):
        raise HTTPException(403, "this form is out of date or came from elsewhere; load its page again")
    return fields


def add_editing(app: FastAPI, pages: Pages) -> None:
    """Add the addresses to which the forms of these pages are sent."""
    site = pages.site

    async def edit(request: Request, record_id: str) -> Response:
        def act(connection: sqlite3.Connection, form: Form, author: str) -> Correction:
            return decide_record(site, connection, find_target(connection, record_id), form, author)

        def again(connection: sqlite3.Connection, form: Form, failed: str) -> View:
            to = own_path(first(form, "to") or "/review")
            return show_record(connection, find_target(connection, record_id), to, failed, 400)

        return await _answer(request, pages, act, again)

    async def add(request: Request) -> Response:
        def act(connection: sqlite3.Connection, form: Form, author: str) -> Correction:
            return add_record(site, connection, form, author)

        def again(connection: sqlite3.Connection, form: Form, failed: str) -> View:
            return show_addition(site, connection, form, failed, 400)

        return await _answer(request, pages, act, again)

    app.add_api_route("/edit/{record_id}", edit, methods=["POST"], include_in_schema=False)
    app.add_api_route("/add", add, methods=["POST"], include_in_schema=False)


async def _answer(
    request: Request,
    pages: Pages,
    act: Decide,
    again: Callable[[sqlite3.Connection, Form, str], View],
) -> Response:
    """Do what a form asks and lead back to where it was opened, or show it again with what was wrong."""
    form = await read_fields(request, pages)
    name = " ".join((first(form, "reviewer") or decode_name(request.cookies.get(REVIEWER, ""))).split())[:80]

    def write() -> View | None:
        failed = "" if name else "give your name: decisions are kept with who made them"
        try:
            if name:
                with pages.site.deciding() as connection:
                    act(connection, form, f"reviewer {name}")
        except (OptionError, JudgementError) as error:
            failed = str(error)
        if not failed:
            return None
        with pages.site.looking() as connection:
            return again(connection, form, failed)

    failed = await run_in_threadpool(write)
    if failed is not None:
        return pages.show(request, failed)
    response = RedirectResponse(own_path(first(form, "to") or "/review"), 303)
    response.headers.append("Set-Cookie", cookie(REVIEWER, encode_name(name), request, seconds=YEAR))
    return response
