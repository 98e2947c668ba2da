"""One view in three shapes: a page, JSON, CSV.  What a view shows is gathered once; here it is put into its shape."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from dragoman.exports import comparison_text
from dragoman.exports.rows import Json, write_json
from dragoman.exports.sheets import safe_cell
from dragoman.pages import shown
from dragoman.pages.security import Guard
from dragoman.pages.site import Site
from dragoman.stories.comparison import letter

COMPARING: Mapping[str, Callable[..., Any]] = {
    "letter": letter,
    "account_name": comparison_text.account_name,
    "account_standing": comparison_text.account_standing,
    "account_details": comparison_text.account_details,
    "summary": comparison_text.show_summary,
    "conflicts": comparison_text.show_conflicts,
    "groups": comparison_text.group_points,
    "status_name": comparison_text.STATUS_NAMES.__getitem__,
    "status_mark": comparison_text.STATUS_MARKS.__getitem__,
    "fact_name": comparison_text.FACT_NAMES.__getitem__,
    "fact_words": comparison_text.fact_words,
    "difference": comparison_text.show_difference,
    "silence": comparison_text.show_silence,
    "telling_of": comparison_text.telling_of,
    "act_word": comparison_text.act_word,
    "told_chain": comparison_text.show_chain,
    "contact_line": comparison_text.show_contact,
}
REVIEWER = "dragoman_reviewer"  # cookie: the name under which decisions are kept


@dataclass(frozen=True, slots=True)
class View:
    """What a page shows: its template with the values for it, and the same as rows.

    `head` is the one JSON object that goes before the rows of a view that is of one thing.
    """

    template: str
    values: Mapping[str, Any]
    rows: Sequence[Mapping[str, Json]] = ()
    head: Mapping[str, Json] = field(default_factory=dict[str, Json])
    status: int = 200
    sheet: Sequence[Mapping[str, Json]] | None = None  # rows for spreadsheets, where they are others


class Pages:
    """Renders views; `site` and `guard` are known to all templates."""

    def __init__(self, site: Site, guard: Guard) -> None:
        self.site = site
        self.guard = guard
        self.mark = secrets.token_hex(32)  # stands in kept pages where a visitor's secret belongs
        self.environment = Environment(
            loader=PackageLoader("dragoman.pages"),
            autoescape=True,
            finalize=shown.make_safe,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.environment.filters.update(shown.FILTERS)
        self.environment.filters.update(COMPARING)
        known: dict[str, Any] = {"url": shown.query, "assets": read_version()}
        self.environment.globals.update(known)

    def show(self, request: Request, view: View) -> Response:
        """Return the page."""
        return HTMLResponse(self._fill(request, self.render(request, view)), view.status)

    def answer(self, request: Request, shape: str, make: Callable[[], View], note: str = "") -> Response:
        """Return a view as a page (""), "json" or "csv", made once as long as the store stays as it is.

        `note` is what a page says before everything else.
        Who has it already (If-None-Match) is told so instead.
        """
        reviewer = request.cookies.get(REVIEWER, "") if not shape else ""
        key = (shape, request.url.path, request.url.query, reviewer, dt.datetime.now(dt.UTC).date())
        show = {"": lambda: self.render(request, make(), note), "json": lambda: write_body(make()),
                "csv": lambda: write_table(make())}[shape]  # fmt: skip
        body = self._fill(request, self.site.recall_answer(key, show))
        tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        if tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers={"ETag": tag})
        headers = {"ETag": tag}
        if shape == "csv":
            headers["Content-Disposition"] = 'attachment; filename="dragoman.csv"'
        return Response(body, 200, headers, _TYPES[shape])

    def render(self, request: Request, view: View, note: str = "") -> bytes:
        """Return the page as all visitors share it: where a form has the visitor's secret, it has a mark."""
        template = self.environment.get_template(view.template)
        html = template.render(
            view.values,
            path=request.url.path,
            here=request.url.path + (f"?{request.url.query}" if request.url.query else ""),
            note=note,
            secret=self.mark,
            read_only=self.site.read_only,
            reviewer=decode_name(request.cookies.get(REVIEWER, "")),
        )
        return html.encode("utf-8", "replace")

    def _fill(self, request: Request, body: bytes) -> bytes:
        return body.replace(self.mark.encode(), self.guard.form_secret(request.state.session).encode())


_TYPES = {"": "text/html; charset=utf-8", "json": "application/json", "csv": "text/csv; charset=utf-8"}


def write_body(view: View) -> bytes:
    """Return the view as one JSON object."""
    return write_json({**view.head, "items": [dict(row) for row in view.rows]}).encode("utf-8", "backslashreplace")


def write_table(view: View) -> bytes:
    """Return the view's rows as CSV for spreadsheets, no cell a formula; what is nested stands as JSON."""
    rows = view.rows if view.sheet is None else view.sheet
    columns = list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([safe_cell(flatten(row.get(name))) for name in columns])
    return out.getvalue().encode("utf-8", "replace")


def flatten(value: Json) -> object:
    """Return a value for one cell: names of actors and strings of a list joined, other nested values as JSON."""
    if isinstance(value, list):
        names = [one.get("name") if isinstance(one, dict) else one for one in value]
        if all(isinstance(name, str) for name in names):
            return "; ".join(map(str, names))
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value


def read_version() -> str:
    """Return a word for the state of the style sheet and scripts, so that a browser keeps no old ones."""
    from dragoman.record import stable_id  # noqa: PLC0415

    folder = resources.files("dragoman.pages") / "static"
    return stable_id(*(entry.read_text("utf-8") for entry in sorted(folder.iterdir(), key=str) if entry.is_file()))[:8]


def decode_name(cookie: str) -> str:
    """Return the reviewer's name that a cookie holds; "" where it holds none."""
    try:
        return bytes.fromhex(cookie).decode("utf-8")[:80]
    except ValueError:
        return ""


def encode_name(name: str) -> str:
    """Return a name as a cookie can hold it."""
    return name.strip()[:80].encode("utf-8", "ignore").hex()
