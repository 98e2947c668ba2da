"""One view in three shapes: a page, JSON, CSV.  What a view shows is gathered once; here it is put into its shape."""

from __future__ import annotations

import csv
import io
import json
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

COMPARING: Mapping[str, Callable[..., Any]] = {
    "letter": comparison_text.letter,
    "account_name": comparison_text.account_name,
    "account_standing": comparison_text.account_standing,
    "account_details": comparison_text.account_details,
    "summary": comparison_text.show_summary,
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


class Pages:
    """Renders views; `site` and `guard` are known to all templates."""

    def __init__(self, site: Site, guard: Guard) -> None:
        self.site = site
        self.guard = guard
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
        reviewer = request.cookies.get(REVIEWER, "")
        template = self.environment.get_template(view.template)
        html = template.render(
            view.values,
            path=request.url.path,
            here=request.url.path + (f"?{request.url.query}" if request.url.query else ""),
            secret=self.guard.form_secret(request.state.session),
            read_only=self.site.read_only,
            reviewer=decode_name(reviewer),
        )
        return HTMLResponse(html.encode("utf-8", "replace"), view.status)


def show_json(view: View) -> Response:
    """Return the view as one JSON object."""
    body = write_json({**view.head, "items": [dict(row) for row in view.rows]})
    return Response(body.encode("utf-8", "backslashreplace"), view.status, media_type="application/json")


def show_csv(view: View) -> Response:
    """Return the view's rows as CSV for spreadsheets, no cell a formula; what is nested stands as JSON."""
    columns = list(dict.fromkeys(name for row in view.rows for name in row))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for row in view.rows:
        writer.writerow([safe_cell(flatten(row.get(name))) for name in columns])
    headers = {"Content-Disposition": 'attachment; filename="dragoman.csv"'}
    return Response(out.getvalue().encode("utf-8", "replace"), view.status, headers, "text/csv; charset=utf-8")


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
