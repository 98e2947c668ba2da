"""`make_app`: a store goes in, a web application out.  Which address leads to which view stands here alone."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.staticfiles import StaticFiles

from dragoman.errors import DragomanError, InputError, JudgementError, OptionError, StoreError
from dragoman.exports.comparison_html import write_html
from dragoman.pages import review
from dragoman.pages.actors import gather_actor, gather_actors
from dragoman.pages.api import add_api
from dragoman.pages.contacts import compare_accounts, gather_contact
from dragoman.pages.documents import gather_document, gather_documents
from dragoman.pages.editing import ADDED, add_editing, gather_add, gather_edit
from dragoman.pages.failures import sender_of
from dragoman.pages.jobs import FILES, Given, Job, Jobs, clean_name, read_options
from dragoman.pages.ledger import FILTERS, gather_ledger
from dragoman.pages.map import gather_map
from dragoman.pages.network import gather_network, gather_timeline
from dragoman.pages.passwords import PasswordHash
from dragoman.pages.problems import problem_response
from dragoman.pages.search import gather_search
from dragoman.pages.security import (
    ENTRY,
    ENTRY_SECONDS,
    LOOPBACK,
    Guard,
    Protection,
    check_form,
    cookie,
    is_for_programs,
    own_path,
    refuse_for,
)
from dragoman.pages.site import Site
from dragoman.pages.stories import gather_stories, gather_story
from dragoman.pages.versions import gather_changes
from dragoman.pages.views import REVIEWER, Pages, View, decode_name, encode_name
from dragoman.store.connection import dragoman_version
from dragoman.store.occurrence_query import resolve_occurrence
from dragoman.terminal.text import one_line

Gather = Callable[..., View]

_YEAR = 365 * 24 * 3600
_STATUS: dict[type[DragomanError], int] = {OptionError: 404, InputError: 400, JudgementError: 409, StoreError: 503}

# page, the same as rows, what gathers it, and the names that its query may have
VIEWS: tuple[tuple[str, str, Gather, tuple[str, ...]], ...] = (
    ("/", "/ledger", gather_ledger, (*FILTERS, "after", "limit", "year")),
    ("/documents", "/documents", gather_documents, ("from",)),
    ("/document", "/document", gather_document, ("id", "version", "at")),
    ("/changes", "/changes", gather_changes, ("id",)),
    ("/actors", "/actors", gather_actors, ("name", "kind", "from")),
    ("/actor/{actor_id:str}", "/actor/{actor_id}", gather_actor, ("said",)),
    ("/contact/{occurrence_id:str}", "/contact/{occurrence_id}", gather_contact, ()),
    ("/search", "/search", gather_search, ("q", "from")),
    ("/network", "/network", gather_network, FILTERS),
    ("/map", "/map", gather_map, FILTERS),
    ("/timeline", "/timeline", gather_timeline, (*FILTERS, "name", "after")),
    ("/stories", "/stories", gather_stories, ("actor", "since", "until")),
    ("/story", "/story", gather_story, ("document", "contact")),
    ("/review", "/review", review.gather_review, ("queue", "at")),
    ("/history", "/history", review.gather_history, ("limit",)),
    ("/edit/{record_id:str}", "/edit/{record_id}", gather_edit, ("to",)),
    ("/add", "/add", gather_add, ADDED),
)


def make_app(
    store_path: Path,
    *,
    read_only: bool = False,
    token: str | None = None,
    password: PasswordHash | None = None,
    hosts: frozenset[str] = LOOPBACK,
    registry: Path | None = None,
) -> FastAPI:
    """Return the application that shows a store, and without `read_only` lets visitors review and read documents.

    With `token` or `password`, a visitor must know one of them.  `hosts` are the names under which the server answers.
    """
    site = Site(store_path, read_only=read_only, token=token, registry_file=registry)
    guard = Guard(hosts=hosts, token=token, password=password)
    app = FastAPI(
        title="dragoman",
        version=dragoman_version(),
        summary="The record of reported diplomacy: contacts, statements, actors, each with the words that say so",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        lifespan=_warmed,
    )
    app.state.site = site
    pages = Pages(site, guard)
    app.add_middleware(Protection, guard=guard)
    app.mount("/static", StaticFiles(packages=[("dragoman.pages", "static")]), name="static")
    for page_path, data_path, gather, names in VIEWS:
        _add_view(app, pages, page_path, data_path, gather, names)
    _add_comparison(app, pages)
    _add_entry(app, pages)
    _add_review(app, pages)
    add_editing(app, pages)
    _add_reading(app, pages, Jobs(site))
    add_api(app, site)
    _add_errors(app, pages)
    return app


@asynccontextmanager
async def _warmed(app: FastAPI) -> AsyncGenerator[None, None]:
    """Prepare, when the server starts, what the first visitor would wait for."""
    app.state.site.warm()
    yield


# ------------------------------------------------------------------ what is looked at


def _add_view(
    app: FastAPI, pages: Pages, page_path: str, data_path: str, gather: Gather, names: tuple[str, ...]
) -> None:
    def look(request: Request, shape: str) -> Response:
        unknown = tuple(dict.fromkeys(name for name in request.query_params if name not in names))
        if unknown and shape:  # a page says so and shows the rest; a program would take the rest for what it asked for
            raise OptionError(say_unknown(unknown, names))
        # an address may end in .json: what stands before it is the id
        parts = {
            name: str(value).removesuffix(".json").removesuffix(".csv") for name, value in request.path_params.items()
        }

        def make() -> View:
            with pages.site.looking() as connection:
                return gather(pages.site, connection, request.query_params, **parts)

        return pages.answer(request, shape, make, say_unknown(unknown, names) if unknown else "")

    def page(request: Request) -> Response:
        return look(request, "")

    def as_json(request: Request) -> Response:
        return look(request, "json")

    def as_csv(request: Request) -> Response:
        return look(request, "csv")

    app.add_api_route(f"{data_path}.json", as_json, methods=["GET", "HEAD"], include_in_schema=False)
    app.add_api_route(f"{data_path}.csv", as_csv, methods=["GET", "HEAD"], include_in_schema=False)
    app.add_api_route(page_path, page, methods=["GET", "HEAD"], include_in_schema=False)


def say_unknown(unknown: Sequence[str], names: Sequence[str]) -> str:
    """Return what to say of names in a query that a view does not know."""
    told = ", ".join(f"“{one_line(name)[:60]}”" for name in unknown[:5])
    choices = f"it knows {', '.join(names)}" if names else "it knows none"
    return f"This view does not know {told} in its address; {choices}."


def _add_comparison(app: FastAPI, pages: Pages) -> None:
    def download(occurrence_id: str) -> Response:
        with pages.site.looking() as connection:
            occurrence = resolve_occurrence(connection, occurrence_id)
            compared = compare_accounts(pages.site, connection, occurrence)
        if compared.comparison is None:
            raise OptionError(compared.why_not)
        headers = {"Content-Disposition": f'attachment; filename="comparison-{occurrence.occurrence_id}.html"'}
        return Response(write_html(compared.comparison), headers=headers, media_type="text/html; charset=utf-8")

    app.add_api_route("/contact/{occurrence_id}/comparison.html", download, include_in_schema=False)


# ------------------------------------------------------------------ who may look


def _add_entry(app: FastAPI, pages: Pages) -> None:
    def ask(request: Request) -> Response:
        to = own_path(request.query_params.get("to", "/"))
        if pages.guard.lets_in(request):
            return RedirectResponse(to, 303)
        return pages.show(request, View("enter.html", {"to": to, "failed": False}))

    async def enter(request: Request) -> Response:
        form = await read_form(request, pages)
        to = own_path(form.get("to", "/"))
        sender, failures = sender_of(request), pages.guard.failures
        if wait := failures.wait_of(sender):
            return refuse_for(request, wait)
        failures.add(sender)  # before the word is looked at, so that many at once are no more than many in turn
        if not await run_in_threadpool(pages.guard.knows, form.get("token", "")):
            return pages.show(request, View("enter.html", {"to": to, "failed": True}, status=403))
        failures.forget(sender)
        response = RedirectResponse(to, 303)
        response.headers.append("Set-Cookie", cookie(ENTRY, pages.guard.make_entry(), request, seconds=ENTRY_SECONDS))
        return response

    app.add_api_route("/enter", ask, methods=["GET"], include_in_schema=False)
    app.add_api_route("/enter", enter, methods=["POST"], include_in_schema=False)


async def read_form(request: Request, pages: Pages) -> dict[str, str]:
    """Return the fields of a form; raises 403 where it lacks the visitor's secret."""
    async with request.form(max_files=FILES, max_fields=20, max_part_size=2_000_000) as form:
        fields = {name: value for name, value in form.items() if isinstance(value, str)}
    if not check_form(pages.guard, request, dict(fields)):
        raise HTTPException(403, "this form is out of date or came from elsewhere; load its page again")
    return fields


# ------------------------------------------------------------------ decisions


def _add_review(app: FastAPI, pages: Pages) -> None:
    def add(path: str, act: Callable[[sqlite3.Connection, dict[str, str], str], Any]) -> None:
        async def decide(request: Request) -> Response:
            form = await read_form(request, pages)
            author = " ".join((form.get("reviewer") or decode_name(request.cookies.get(REVIEWER, ""))).split())[:80]
            if not author:
                raise OptionError("give your name first: decisions are kept with who made them")

            def write() -> None:
                with pages.site.deciding() as connection:
                    act(connection, form, f"reviewer {author}")

            await run_in_threadpool(write)
            response = RedirectResponse(own_path(form.get("to", "/review")), 303)
            response.headers.append("Set-Cookie", cookie(REVIEWER, encode_name(author), request, seconds=_YEAR))
            return response

        app.add_api_route(path, decide, methods=["POST"], include_in_schema=False)

    add("/review", review.decide)
    add(
        "/review/undo",
        lambda connection, form, author: review.undo(pages.site, connection, form.get("judgement", ""), author),
    )
    add("/review/merge", review.merge)
    add("/review/split", lambda connection, form, author: review.split(pages.site, connection, form, author))

    async def name_reviewer(request: Request) -> Response:
        form = await read_form(request, pages)
        response = RedirectResponse(own_path(form.get("to", "/review")), 303)
        response.headers.append(
            "Set-Cookie", cookie(REVIEWER, encode_name(form.get("reviewer", "")), request, seconds=_YEAR)
        )
        return response

    app.add_api_route("/reviewer", name_reviewer, methods=["POST"], include_in_schema=False)


# ------------------------------------------------------------------ documents read


def _add_reading(app: FastAPI, pages: Pages, jobs: Jobs) -> None:
    def ask(request: Request) -> Response:
        return pages.show(request, View("read.html", {"jobs": list(jobs.known.values())[::-1], "failed": ""}))

    async def start(request: Request) -> Response:
        if pages.site.read_only:
            raise HTTPException(403, "these pages are read-only")
        async with request.form(max_files=FILES, max_fields=20, max_part_size=5_000_000) as form:
            fields = {name: value for name, value in form.items() if isinstance(value, str)}
            if not check_form(pages.guard, request, dict(fields)):
                raise HTTPException(403, "this form is out of date or came from elsewhere; load its page again")
            files = [value for value in form.getlist("file") if isinstance(value, UploadFile) and value.filename]
            given = [Given(clean_name(each.filename or ""), await each.read()) for each in files]
        if fields.get("text", "").strip():
            given.append(Given("pasted.txt", fields["text"].replace("\r\n", "\n").encode("utf-8", "replace")))
        try:
            told = (fields.get(name, "").strip() for name in ("published", "outlet", "timezone"))
            job = jobs.start(given, read_options(*told))
        except OptionError as error:
            values = {"jobs": list(jobs.known.values())[::-1], "failed": str(error)}
            return pages.show(request, View("read.html", values, status=400))
        return RedirectResponse(f"/read/{job.job_id}", 303)

    def find(job_id: str) -> Job:
        job = jobs.known.get(job_id)
        if job is None:
            raise OptionError("this reading is not known: the server was started anew since; its documents are kept")
        return job

    def progress(request: Request, job_id: str) -> Response:
        return pages.show(request, View("job.html", {"job": find(job_id)}))

    def progress_json(job_id: str) -> Response:
        job = find(job_id)
        return JSONResponse(
            {"state": job.state, "step": job.step, "read": job.read, "contacts": job.contacts,
             "statements": job.statements, "failures": len(job.failures), "seconds": job.seconds}
        )  # fmt: skip

    app.add_api_route("/read", ask, methods=["GET"], include_in_schema=False)
    app.add_api_route("/read", start, methods=["POST"], include_in_schema=False)
    app.add_api_route("/read/{job_id}.json", progress_json, methods=["GET"], include_in_schema=False)
    app.add_api_route("/read/{job_id}", progress, methods=["GET"], include_in_schema=False)


# ------------------------------------------------------------------ errors


def _without_command(message: str) -> str:
    """Return what was wrong, without the command that would help in a terminal: "…; dragoman documents lists …"."""
    return message.partition("; dragoman ")[0]


def _add_errors(app: FastAPI, pages: Pages) -> None:
    def answer(request: Request, status: int, title: str, detail: str) -> Response:
        path = request.url.path
        if is_for_programs(path):
            return problem_response(status, title, detail)
        return pages.show(request, View("error.html", {"heading": title, "detail": detail}, status=status))

    def known(request: Request, error: Exception) -> Response:
        status = next((code for kind, code in _STATUS.items() if isinstance(error, kind)), 500)
        if type(error) is OptionError and (request.query_params or request.method == "POST"):
            status = 400
        titles = {400: "This cannot be meant", 404: "Not there", 409: "This contradicts the record", 503: "The store"}
        return answer(request, status, titles.get(status, "Something went wrong"), _without_command(str(error)))

    def http(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        detail = str(error.detail) if isinstance(error, HTTPException) else ""
        if status == 404 and detail == "Not Found":
            detail = f"there is no page at {request.url.path}"
        return answer(request, status, "Not there" if status == 404 else "Not possible", detail)

    def invalid(request: Request, error: Exception) -> Response:
        errors = error.errors() if isinstance(error, RequestValidationError) else ()
        said = "; ".join(f"{'.'.join(map(str, each['loc'][1:]))}: {each['msg']}" for each in errors)
        return answer(request, 422, "This cannot be meant", said)

    app.add_exception_handler(DragomanError, known)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(RequestValidationError, invalid)
