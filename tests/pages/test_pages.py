"""Every address answers, in every shape; filters, cursors and errors."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from dragoman.pages.ledger import Line, group_days
from dragoman.pages.shown import show_day
from dragoman.record import ContactKind, Modality
from dragoman.store.occurrence_query import Occurrence

PLAIN = (
    "/",
    "/documents",
    "/actors",
    "/search?q=president",
    "/network",
    "/timeline",
    "/review",
    "/review?queue=contacts",
    "/history",
)


def get_items(client: TestClient, path: str) -> list[dict[str, Any]]:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


@pytest.mark.parametrize("path", [*PLAIN, "/read"])
def test_pages_come(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert "<h1" in answer.text
    assert 'lang="en"' in answer.text
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("path", PLAIN)
def test_every_view_as_json_and_csv(client: TestClient, path: str) -> None:
    base, mark, query = ("/ledger" + path[1:] if path == "/" else path).partition("?")
    rows = client.get(f"{base}.json{mark}{query}").json()["items"]
    table = client.get(f"{base}.csv{mark}{query}")
    assert table.headers["content-type"].startswith("text/csv")
    assert len(list(csv.DictReader(io.StringIO(table.text)))) == len(rows)


def test_ledger_is_newest_first_and_pages_hold_each_contact_once(client: TestClient) -> None:
    seen: list[dict[str, Any]] = []
    after = ""
    while True:
        answer = client.get("/ledger.json", params={"modality": "any", "limit": 5, "after": after}).json()
        seen += answer["items"]
        after = answer["next"] or ""
        if not after:
            break
    assert answer["total"] == len(seen) == len({each["occurrence_id"] for each in seen}) > 20
    days = [each["first_day"] or each["last_day"] or "" for each in seen]
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize(
    "query, path, value",
    [
        pytest.param("kind=call", ("kind",), "call", id="kind"),
        pytest.param("modality=denied", ("modality",), "denied", id="modality"),
        pytest.param("since=2024-08-13&until=2024-08-13", ("first_day",), "2024-08-13", id="days"),
        pytest.param("outlet=Halyard%20Wire", ("reports", 0, "outlet"), "Halyard Wire", id="outlet"),
    ],
)
def test_ledger_filters(client: TestClient, query: str, path: tuple[str | int, ...], value: str) -> None:
    items = get_items(client, f"/ledger.json?{query}")
    assert items
    for each in items:
        found: Any = each
        for key in path:
            found = found[key]
        assert found == value


def test_what_has_no_day_stands_on_none(client: TestClient) -> None:
    ledger = client.get("/ledger.json?modality=any&limit=500").json()
    known = [each["first_day"] for each in ledger["items"] if each["first_day"] == each["last_day"] is not None]
    bounds = [each["last_day"] for each in ledger["items"] if each["first_day"] is None and each["last_day"]]
    assert bounds
    assert ledger["on_known_days"] == len(known) < ledger["total"]
    page = client.get("/?modality=any&limit=500").text
    for day in bounds:
        assert f"<h2>Day not told, by {show_day(day)}</h2>" in page
    headings = re.findall(r"<h2>([^<]*)</h2>", page.partition('class="side"')[0])
    assert len(headings) == len(set(headings))
    squares = {day: int(count) for day, count in re.findall(r"<title>([^<:]*): (\d+) contact", page)}
    assert squares
    assert all(count == [show_day(each) for each in known].count(day) for day, count in squares.items())
    assert f"{ledger['total'] - len(known)} of them are told without a day of their own" in page


def test_a_day_told_comes_before_bounds_of_it() -> None:
    day, after = dt.date(2024, 10, 21), dt.date(2024, 10, 23)
    given = [(None, day), (day, day), (day, after), (None, day), (day, day), (None, None)]
    lines = [Line(Occurrence(f"{number}", ContactKind.CALL, Modality.HAPPENED, *days, (), 1, 1, 1, ()), ())
             for number, days in enumerate(given)]  # fmt: skip
    found = [(days, "".join(each.occurrence.occurrence_id for each in group)) for days, group in group_days(lines)]
    assert found == [((day, day), "14"), ((day, after), "2"), ((None, day), "03"), ((None, None), "5")]


def test_ledger_counts_contacts_and_accounts(client: TestClient) -> None:
    ledger = client.get("/ledger.json?limit=500").json()
    assert ledger["accounts"] == sum(each["accounts"] for each in ledger["items"])
    page = client.get("/").text
    assert f"{ledger['total']} contacts" in page
    assert f"in {ledger['accounts']} accounts" in page


def test_words_are_those_of_an_account(client: TestClient) -> None:
    items = get_items(client, "/ledger.json?q=ferry")
    assert items
    for each in items:
        ids = [report["document_id"] for report in each["reports"]]
        texts = [client.get("/api/v1/document", params={"id": one}).json()["document"]["text"] for one in ids]
        assert any("ferry" in text for text in texts)


def test_actor_filter_takes_several(client: TestClient) -> None:
    ids = {each["name"]: each["actor_id"] for each in get_items(client, "/actors.json")}
    both = get_items(client, f"/ledger.json?modality=any&actor={ids['Irena Dolvet']}&actor={ids['Emil Tavaro']}")
    assert both
    for each in both:
        assert {"Irena Dolvet", "Emil Tavaro"} <= {actor["name"] for actor in each["participants"]}


@pytest.mark.parametrize(
    "path, status",
    [
        ("/?since=yesterday", 400), ("/?kind=dance", 400), ("/?after=%00", 400), ("/?after=W10", 400), ("/?limit=x", 400),
        ("/?confidence=7", 400), ("/?actor=nobody", 200), ("/?q=%22", 400), ("/actor/0000000000000000", 404),
        ("/contact/zzz", 404), ("/document?id=nothing", 404), ("/nothing", 404), ("/search?q=%22%22", 400),
        ("/read/nothing", 404), ("/document?id=%2e%2e%2f", 404),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_said(client: TestClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("shape", ["json", "csv"])
@pytest.mark.parametrize("path", ["timeline", "ledger", "map", "actors", "contact/zzz"])
def test_rows_of_a_query_that_is_not_known_are_refused(client: TestClient, path: str, shape: str) -> None:
    answer = client.get(f"/{path}.{shape}?one=Dolvet&modality_=any")
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert "does not know “one”, “modality_”" in answer.json()["detail"]


def test_errors_of_sheets_are_problems(client: TestClient) -> None:
    answer = client.get("/ledger.csv?kind=dance")
    assert answer.status_code == 400
    assert "choose from call" in answer.json()["detail"]


def test_a_page_says_what_of_its_query_it_does_not_know(client: TestClient) -> None:
    page = client.get("/timeline?one=Dolvet&kind=call")
    assert page.status_code == 200
    assert "This view does not know “one” in its address" in page.text
    assert "it knows actor, country, kind" in page.text
    assert "<script>" not in client.get("/?%3Cscript%3E=1").text
    assert "does not know" not in client.get("/timeline?kind=call").text


def test_document_page_shows_text_layers_and_records(client: TestClient) -> None:
    documents = get_items(client, "/documents.json")
    wire = next(each for each in documents if (each["path"] or "").endswith("wire-two-calls.txt"))
    page = client.get("/document", params={"id": wire["document_id"]}).text
    assert 'data-r="c1"' in page
    assert "on-actor" in page
    assert "on-furniture" in page
    assert "told by" in page


def test_every_link_of_every_page_leads_somewhere(client: TestClient) -> None:
    from html import unescape  # noqa: PLC0415

    waiting, seen = ["/"], {"/"}
    while waiting and len(seen) < 250:
        page = client.get(waiting.pop(0))
        assert page.status_code == 200, page.url
        assert "data-unknown" not in page.text, page.url
        if "text/html" not in page.headers["content-type"] or "comparison.html" in str(page.url):
            continue
        for found in re.findall(r'(?:href|src)="([^"]*)"', page.text):
            address = unescape(found).partition("#")[0]
            if address.startswith("/") and address not in seen:
                seen.add(address)
                waiting.append(address)
    assert len(seen) > 100


# --- the interface


def test_interface_lists_go_on_from_a_cursor(client: TestClient) -> None:
    for name in ("contacts", "statements", "events", "actors", "documents"):
        first = client.get(f"/api/v1/{name}", params={"limit": 3}).json()
        assert len(first["items"]) == 3
        second = client.get(f"/api/v1/{name}", params={"limit": 3, "after": first["next"]}).json()
        assert second["items"]
        assert first["items"] != second["items"]


KEEPS: list[tuple[str, Callable[[dict[str, Any]], bool]]] = [
    (
        "events?quad=verbal+cooperation",
        lambda row: row["type"] in {"AGREE", "CONSULT", "SUPPORT", "CONCEDE"},
    ),
    ("events?type=CONSULT&confidence=0.8", lambda row: row["confidence"] >= 0.8),
    ("statements?act=request", lambda row: row["act"] == "request"),
    ("statements?act=request&open_on=2090-01-01", lambda row: not row["deadline_end"]),
]


@pytest.mark.parametrize("query, keeps", [pytest.param(*row, id=row[0]) for row in KEEPS])
def test_interface_filters(client: TestClient, query: str, keeps: Callable[[dict[str, Any]], bool]) -> None:
    items = get_items(client, f"/api/v1/{query}")
    assert items
    assert all(keeps(each) for each in items), items[0]


def test_interface_filters_by_document(client: TestClient) -> None:
    document = get_items(client, "/api/v1/statements?limit=1")[0]["document_id"]
    statements, events = (
        client.get(f"/api/v1/{name}", params={"document": document, "limit": 500}).json()["items"]
        for name in ("statements", "events")
    )
    assert {each["document_id"] for each in statements} == {document}
    assert {report["document_id"] for each in events for report in each["reports"]} == {document}


def test_interface_filters_events_by_place(client: TestClient) -> None:
    told = next(each for each in get_items(client, "/api/v1/events?limit=500") if each["place"])
    items = client.get("/api/v1/events", params={"place": told["place"][:6].lower(), "limit": 500}).json()["items"]
    assert told["event_id"] in {each["event_id"] for each in items}
    assert all(told["place"][:6].lower() in (each["place"] or "").lower() for each in items)


def test_interface_is_described(client: TestClient) -> None:
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    assert "/api/v1/contacts" in paths
    assert all(path.startswith("/api/v1/") for path in paths)


@pytest.mark.parametrize(
    "path, status",
    [
        ("/api/v1/contacts?limit=0", 422), ("/api/v1/contacts?since=soon", 422), ("/api/v1/contacts/zzz", 404),
        ("/api/v1/actors/0000000000000000", 404), ("/api/v1/nothing", 404), ("/api/v1/statements?after=zz", 422), ("/api/v1/contacts?after=zz", 400),
        ("/api/v1/document?id=nothing", 404), ("/api/v1/events?until=-3.3e-304", 422), ("/api/v1/events?since=20240212", 422),
    ],
)  # fmt: skip
def test_interface_errors_are_problems(client: TestClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status
    assert answer.json()["detail"]


@pytest.mark.parametrize("query", ["events?event_type=FOO", "contacts?limit=3&one=x", "questions?after=o5"])
def test_interface_refuses_what_it_does_not_know(client: TestClient, query: str) -> None:
    answer = client.get(f"/api/v1/{query}")
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert "is not known here; the query may have: " in answer.json()["detail"]


def test_passage_is_the_documents_own_words(client: TestClient) -> None:
    contact = client.get("/api/v1/contacts?limit=1").json()["items"][0]
    report = contact["reports"][0]
    found = client.get("/api/v1/passage", params={"id": report["document_id"], "start": 0, "end": 40}).json()
    whole = client.get("/api/v1/document", params={"id": report["document_id"]}).json()["document"]["text"]
    assert found["words"] == whole[:40]
