"""`/api/v1`: the record over HTTP, described by OpenAPI; lists go on from a cursor, errors are problem+json."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any

from fastapi import APIRouter, Depends, FastAPI, Path, Query, Request
from pydantic import BaseModel, BeforeValidator

from dragoman.errors import MissingError, OptionError
from dragoman.exports.actors import dossier_row, judgement_row, question_row
from dragoman.exports.comparison_rows import comparison_row
from dragoman.exports.occurrences import occurrence_row
from dragoman.exports.rows import event_row, kept_row, reading_row
from dragoman.pages.actors import actor_line, find_own
from dragoman.pages.contacts import compare_accounts
from dragoman.pages.documents import document_row, list_documents, load_known_reading
from dragoman.pages.ledger import read_cursor, write_cursor
from dragoman.pages.records import Coded, Uttered, find_coded, find_uttered, read_offset, write_offset
from dragoman.pages.search import said_row, text_row
from dragoman.pages.site import Site
from dragoman.record import Act, ContactKind, EventType, Modality, Quad
from dragoman.store.actors import find_questions, load_dossier, load_identity
from dragoman.store.browse import LedgerFilter, find_actors, find_page, find_texts
from dragoman.store.corrections import list_corrections
from dragoman.store.judgements import load_judgements
from dragoman.store.occurrence_query import resolve_occurrence

Row = dict[str, Any]
Limit = Annotated[int, Query(ge=1, le=500, description="How many items at most.")]
_GO_ON = "`next` of the answer before, to go on from there."
After = Annotated[str | None, Query(description=_GO_ON, pattern=r"^o[0-9]{1,9}$")]


def check_day(text: object) -> object:
    """Return what may be a day: "2024-02-12".  A number would else be taken for seconds since 1970."""
    if isinstance(text, str) and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        raise ValueError(f"{text!r} is no day; write 2024-02-12")
    return text


Day = Annotated[Annotated[dt.date, BeforeValidator(check_day)] | None, Query(description="A day, included.")]
ActorId = Annotated[str | None, Query(description="Id of an actor.", max_length=64)]
Words = Annotated[str | None, Query(description="Words to be found.", max_length=300, pattern=r"[\p{L}\p{N}]")]
DocumentId = Annotated[str | None, Query(description="Id of a document.", max_length=2000)]
PathId = Annotated[str, Path(description="An id, or the beginning of one.", max_length=64)]


class Items(BaseModel):
    """A list, as docs/record.md describes its items, and where to go on; `next` is null at the end."""

    items: list[Row]
    next: str | None = None


class Problem(BaseModel):
    """What went wrong (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str


_PROBLEM = {"model": Problem, "content": {"application/problem+json": {}}, "description": "What went wrong."}
_PROBLEMS: dict[int | str, dict[str, Any]] = {400: _PROBLEM, 401: _PROBLEM, 404: _PROBLEM, 422: _PROBLEM, 503: _PROBLEM}


def add_api(app: FastAPI, site: Site) -> None:
    """Add the interface to the application."""
    router = APIRouter(prefix="/api/v1", responses=_PROBLEMS, dependencies=[Depends(refuse_unknown)])
    _add_contacts(router, site)
    _add_statements(router, site)
    _add_events(router, site)
    _add_actors(router, site)
    _add_documents(router, site)
    _add_review(router, site)
    app.include_router(router)


def refuse_unknown(request: Request) -> None:
    """Raise `OptionError` for a name in the query that is not described: passed over, a filter would seem heeded."""
    known = [field.alias for field in request.scope["route"].dependant.query_params]
    unknown = [name for name in request.query_params if name not in known]
    if unknown:
        choices = ", ".join(known) or "none"
        raise OptionError(f"{', '.join(map(repr, unknown))} is not known here; the query may have: {choices}")


def _add_contacts(router: APIRouter, site: Site) -> None:
    @router.get(
        "/contacts", summary="Contacts as occurrences, newest first", tags=["contacts"],
        description="An item is what happened once, with how many `accounts` tell it. Where `first_day` and "
        "`last_day` are not the same, no one day is known: without `first_day`, it was by `last_day`.",
    )  # fmt: skip
    def contacts(
        actor: Annotated[list[str] | None, Query(description="Ids of actors that must all take part.")] = None,
        country: Annotated[str | None, Query(pattern="^[A-Za-z]{3}$", description="ISO 3166 alpha-3.")] = None,
        kind: ContactKind | None = None,
        modality: Annotated[Modality | None, Query(description="Any, where none is given.")] = None,
        outlet: Annotated[str | None, Query(max_length=300)] = None,
        since: Day = None,
        until: Day = None,
        confidence: Annotated[float, Query(ge=0, le=1)] = 0.0,
        accounts: Annotated[int, Query(ge=1, le=1000)] = 1,
        q: Words = None,
        place: Annotated[str | None, Query(description="Id of a place in the gazetteer.", max_length=100)] = None,
        after: Annotated[str | None, Query(description=_GO_ON, max_length=200, pattern="^[A-Za-z0-9_-]+$")] = None,
        limit: Limit = 50,
    ) -> Items:
        wanted = LedgerFilter(
            tuple(actor or ()), country.upper() if country else None, kind, modality, outlet, since, until, confidence,
            accounts, q, place or None,
        )  # fmt: skip
        with site.looking() as connection:
            page = find_page(connection, wanted, read_cursor(after), limit)
            return Items(items=[dict(occurrence_row(each)) for each in page.occurrences], next=write_cursor(page.after))

    @router.get("/contacts/{occurrence_id}", summary="One occurrence with its reports", tags=["contacts"])
    def contact(occurrence_id: PathId) -> Row:
        with site.looking() as connection:
            return dict(occurrence_row(resolve_occurrence(connection, occurrence_id)))

    @router.get("/contacts/{occurrence_id}/comparison", summary="Its accounts side by side", tags=["contacts"])
    def comparison(occurrence_id: PathId) -> Row:
        with site.looking() as connection:
            compared = compare_accounts(site, connection, resolve_occurrence(connection, occurrence_id))
        if compared.comparison is None:
            raise OptionError(compared.why_not)
        return dict(comparison_row(compared.comparison))


def _add_statements(router: APIRouter, site: Site) -> None:
    @router.get("/statements", summary="Statements, the latest read first", tags=["statements"])
    def statements(
        speaker: ActorId = None,
        hearer: ActorId = None,
        addressee: ActorId = None,
        act: Act | None = None,
        modality: Modality | None = None,
        q: Words = None,
        open_on: Annotated[dt.date | None, Query(description="With no deadline, or one that is not past then.")] = None,
        document: DocumentId = None,
        after: After = None,
        limit: Limit = 50,
    ) -> Items:
        roles = {"speaker": speaker, "hearer": hearer, "addressee": addressee}
        wanted = Uttered(roles, act, modality, q, open_on, document or None)
        with site.looking() as connection:
            found, following = find_uttered(connection, wanted, read_offset(after), limit)
            return Items(items=[dict(said_row(each)) for each in found], next=write_offset(following))


def _add_events(router: APIRouter, site: Site) -> None:
    @router.get("/events", summary="Coded events (PLOVER, CAMEO), the latest read first", tags=["events"])
    def events(
        type: EventType | None = None,  # noqa: A002 — its name in the interface
        actor: ActorId = None,
        recipient: ActorId = None,
        quad: Annotated[Quad | None, Query(description="Cooperation or conflict, in words or deeds.")] = None,
        modality: Modality | None = None,
        since: Day = None,
        until: Day = None,
        place: Annotated[str | None, Query(description="Words of the place, or a country.", max_length=100)] = None,
        confidence: Annotated[float, Query(ge=0, le=1)] = 0.0,
        document: DocumentId = None,
        after: After = None,
        limit: Limit = 50,
    ) -> Items:
        roles = {"actor": actor, "recipient": recipient}
        wanted = Coded(roles, type, quad, modality, since, until, place or None, confidence, document or None)
        with site.looking() as connection:
            found, following = find_coded(connection, wanted, read_offset(after), limit)
            rows = [
                {
                    **event_row(each.event, document_id=each.document_id, version=each.version, told=each.told),
                    "words": each.words,
                }
                for each in found
            ]
            return Items(items=[dict(row) for row in rows], next=write_offset(following))


def _add_actors(router: APIRouter, site: Site) -> None:
    @router.get("/actors", summary="Actors, those most documents tell of first", tags=["actors"])
    def actors(
        name: Annotated[str | None, Query(description="Words of a name.", max_length=200)] = None,
        after: After = None,
        limit: Limit = 50,
    ) -> Items:
        offset = read_offset(after)
        with site.looking() as connection:
            found = find_actors(connection, name, None, offset, limit + 1)
        following = write_offset(offset + limit if len(found) > limit else None)
        return Items(items=[dict(actor_line(each.identity, each.documents)) for each in found[:limit]], next=following)

    @router.get("/actors/{actor_id}", summary="One actor: names by outlet, offices, statements", tags=["actors"])
    def actor(actor_id: PathId) -> Row:
        with site.looking() as connection:
            identity = load_identity(connection, actor_id)
            if identity is None:
                raise MissingError(f"there is no actor {actor_id}")
            page = find_page(connection, LedgerFilter(actors=(identity.identity_id,)), limit=50)
            contacts = [report.found for each in page.occurrences for report in each.reports]
            said = find_own(connection, identity.identity_id, ("speaker",), 50)
            return dict(dossier_row(load_dossier(connection, identity), contacts, said))


def _add_documents(router: APIRouter, site: Site) -> None:
    @router.get("/documents", summary="Documents, the latest that came first", tags=["documents"])
    def documents(
        q: Words = None,
        after: After = None,
        limit: Limit = 50,
    ) -> Items:
        offset = read_offset(after)
        with site.looking() as connection:
            rows: list[Row] = (
                [dict(text_row(each)) for each in find_texts(connection, q, offset, limit + 1)]
                if q
                else [dict(document_row(each)) for each in list_documents(connection, offset, limit + 1)]
            )
        return Items(items=rows[:limit], next=write_offset(offset + limit if len(rows) > limit else None))

    @router.get("/document", summary="The whole reading of a document", tags=["documents"])
    def document(document_id: Annotated[str, Query(alias="id", min_length=1)], version: str | None = None) -> Row:
        with site.looking() as connection:
            return dict(reading_row(load_known_reading(connection, document_id, version)))

    @router.get("/passage", summary="Characters of a document with what stands around them", tags=["documents"])
    def passage(
        document_id: Annotated[str, Query(alias="id", min_length=1)],
        start: Annotated[int, Query(ge=0)],
        end: Annotated[int, Query(ge=0)],
        around: Annotated[int, Query(ge=0, le=2000)] = 200,
        version: str | None = None,
    ) -> Row:
        with site.looking() as connection:
            found = load_known_reading(connection, document_id, version).document
        end = min(end, len(found.text))
        if start >= end:
            raise OptionError(
                f"characters {start} to {end}: the passage is empty or beyond the text's {len(found.text)}"
            )
        return {
            "document_id": found.document_id, "version": found.version, "start": start, "end": end,
            "before": found.text[max(0, start - around) : start], "words": found.text[start:end],
            "after": found.text[end : end + around],
        }  # fmt: skip


def _add_review(router: APIRouter, site: Site) -> None:
    @router.get("/questions", summary="Actors that may be one and may be two", tags=["review"])
    def questions(limit: Limit = 50) -> Items:
        with site.looking() as connection:
            return Items(items=[dict(question_row(each)) for each in find_questions(connection, limit)])

    @router.get("/judgements", summary="Who decided what, the earliest first", tags=["review"])
    def judgements(after: After = None, limit: Limit = 50) -> Items:
        offset = read_offset(after)
        with site.looking() as connection:
            found = list(load_judgements(connection))
        following = write_offset(offset + limit if len(found) > offset + limit else None)
        return Items(items=[dict(judgement_row(each)) for each in found[offset : offset + limit]], next=following)

    @router.get(
        "/corrections", summary="Records corrected, taken out and added by hand, the earliest first", tags=["review"]
    )
    def corrections(after: After = None, limit: Limit = 50) -> Items:
        offset = read_offset(after)
        with site.looking() as connection:
            found = list_corrections(connection)
        following = write_offset(offset + limit if len(found) > offset + limit else None)
        return Items(items=[dict(kept_row(each)) for each in found[offset : offset + limit]], next=following)
