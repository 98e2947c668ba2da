"""Records corrected and added in the browser: forms that work without scripts, undo, history, what is refused."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from .conftest import SAME_ORIGIN, MakeClient
from .test_security import form_of

Fields = dict[str, list[str]]


def load(client: TestClient, path: str) -> dict[str, Any]:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def first_statement(client: TestClient) -> dict[str, Any]:
    items = load(client, "/api/v1/statements?limit=100")["items"]
    found: dict[str, Any] = next(each for each in items if each["speakers"] and each["hearers"])
    return found


def fields_of(client: TestClient, path: str) -> Fields:
    """What the form of a page would send as it is, without its buttons."""
    page = client.get(path).text
    form = re.search(r'<form class="edit".*?</form>', page, re.DOTALL)
    assert form is not None
    fields: Fields = {}
    for name, value in re.findall(r'<(?:input|textarea)[^>]*? name="([^"]+)"(?:[^>]*? value="([^"]*)")?', form[0]):
        fields.setdefault(name, []).append(html.unescape(value))
    for name, inside in re.findall(r'<select[^>]* name="([^"]+)">(.*?)</select>', form[0], re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', inside)
        assert chosen is not None
        fields[name] = [chosen[1]]
    return fields


def send(client: TestClient, path: str, fields: Fields, **more: str | list[str]) -> int:
    form = {**fields, **{name: [each] if isinstance(each, str) else each for name, each in more.items()}}
    form["reviewer"] = ["Alma Reyes"]
    form = {**form, **{name: [value] for name, value in form_of(client).items()}}
    return client.post(path, data=form, headers=SAME_ORIGIN).status_code


def edit(client: TestClient, record_id: str, **changes: str | list[str]) -> int:
    """Open the form of a record, change some fields, save."""
    path = f"/edit/{record_id}"
    changed = {f"f-{name}": value for name, value in changes.items()}
    return send(client, path, fields_of(client, path), verdict="edit", to="/history", **changed)


def history(client: TestClient) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = load(client, "/history.json")["items"]
    return found


def undo(client: TestClient) -> int:
    return client.post(
        "/review/undo", data={**form_of(client), "reviewer": "Alma Reyes"}, headers=SAME_ORIGIN
    ).status_code


# ------------------------------------------------------------------ edited


def test_the_speaker_of_a_statement_is_changed_and_put_back(client: TestClient) -> None:
    before = first_statement(client)
    hearer = before["hearers"][0]["name"]
    assert edit(client, before["statement_id"], speaker=hearer, act="promise", note="he said it") == 200
    after = next(
        e for e in load(client, "/api/v1/statements?limit=100")["items"] if e["statement_id"] == before["statement_id"]
    )
    assert after["speaker"]["name"] == hearer
    assert after["edited_by"] == "reviewer Alma Reyes"
    assert [each["field"] for each in after["corrections"][0]["changes"]] == ["speaker", "act"]
    page = client.get(f"/edit/{before['statement_id']}").text
    assert "as it was read:" in page
    assert "corrected it" in page
    assert "corrected a" in client.get("/history").text
    shown = client.get(f"/document?id={before['document_id']}").text
    assert "corrected by" in shown
    assert undo(client) == 200
    again = next(
        e for e in load(client, "/api/v1/statements?limit=100")["items"] if e["statement_id"] == before["statement_id"]
    )
    assert again == before
    assert history(client)[0]["undone_by"] == "reviewer Alma Reyes"


def test_a_form_sent_as_it_is_changes_nothing(client: TestClient) -> None:
    for kind in ("statement", "contact", "event"):
        record = record_of(client, kind)
        assert edit(client, record) == 400
        assert "says so already" in reply(client, record)
    assert history(client) == []


def reply(client: TestClient, record_id: str, **changes: str | list[str]) -> str:
    """The page that comes back with what was wrong."""
    path = f"/edit/{record_id}"
    form = {**fields_of(client, path), "verdict": ["edit"], "reviewer": ["Alma Reyes"]}
    form |= {f"f-{name}": [each] if isinstance(each, str) else each for name, each in changes.items()}
    form |= {name: [value] for name, value in form_of(client).items()}
    return html.unescape(client.post(path, data=form, headers=SAME_ORIGIN).text)


def record_of(client: TestClient, kind: str) -> str:
    """The id of a contact, statement or event of the samples."""
    if kind == "contact":
        found = load(client, "/api/v1/contacts?limit=1")["items"][0]["reports"][0]["contact_id"]
    else:
        found = load(client, f"/api/v1/{kind}s?limit=1")["items"][0][f"{kind}_id"]
    return str(found)


def test_date_and_kind_of_a_contact(client: TestClient) -> None:
    record = record_of(client, "contact")
    assert edit(client, record, date="2031-05-06", kind="letter", place="Ostrel") == 200
    items = load(client, "/ledger.json?since=2031-01-01&modality=any")["items"]
    assert [(each["kind"], each["first_day"]) for each in items] == [("letter", "2031-05-06")]
    assert "corrected by" in client.get(f"/contact/{record}").text
    assert undo(client) == 200
    assert load(client, "/ledger.json?since=2031-01-01&modality=any")["items"] == []


@pytest.mark.parametrize(
    "kind, changes, said",
    [
        ("contact", {"date": "soon"}, "date 'soon' is none"),
        ("contact", {"participant": ["Nobodyknown"]}, "give the full name of somebody new"),
        ("contact", {"participant": [""]}, "it takes two"),
        ("event", {"mode": "tea"}, "mode 'tea' is none of"),
        ("event", {"type": "TEA"}, "type 'TEA' is not known"),
    ],
)
def test_what_makes_no_sense_is_told_on_the_form(
    client: TestClient, kind: str, changes: dict[str, str | list[str]], said: str
) -> None:
    page = reply(client, record_of(client, kind), **changes)
    assert 'role="alert"' in page
    assert said in page
    assert history(client) == []


def test_of_two_who_edit_at_once_the_second_is_told(client: TestClient) -> None:
    record = record_of(client, "contact")
    path = f"/edit/{record}"
    stale = fields_of(client, path)
    assert edit(client, record, place="Ostrel") == 200
    assert send(client, path, {**stale, "f-place": ["Velk"]}, verdict="edit") == 400
    assert [each["verdict"] for each in history(client)] == ["edit"]


def test_what_was_taken_out_stands_on_the_page_of_its_document(client: TestClient) -> None:
    said = first_statement(client)
    path = f"/edit/{said['statement_id']}"
    assert send(client, path, {}, verdict="reject", note="said by nobody") == 200
    page = client.get(f"/document?id={said['document_id']}").text
    assert "Set aside by reviewers" in page
    assert "said by nobody" in page
    assert client.get(path).status_code == 404
    (kept,) = load(client, "/api/v1/corrections")["items"]
    assert (kept["verdict"], kept["record_id"], kept["applied"]) == ("reject", said["statement_id"], True)
    assert undo(client) == 200
    assert "Set aside" not in client.get(f"/document?id={said['document_id']}").text


# ------------------------------------------------------------------ events


def test_the_queue_of_doubtful_events(client: TestClient) -> None:
    waiting = load(client, "/review.json?queue=events")["items"]
    assert len(waiting) > 2
    assert all(each["confidence"] < 0.75 for each in waiting)
    page = client.get("/review?queue=events").text
    assert waiting[0]["event_id"] in page or "Give your name" in page
    assert send(client, f"/edit/{waiting[0]['event_id']}", {}, verdict="accept", note="so it was") == 200
    assert send(client, f"/edit/{waiting[1]['event_id']}", {}, verdict="reject") == 200
    left = [each["event_id"] for each in load(client, "/review.json?queue=events")["items"]]
    assert left == [each["event_id"] for each in waiting[2:]]
    events = {each["event_id"]: each for each in load(client, "/api/v1/events?limit=100")["items"]}
    assert waiting[1]["event_id"] not in events
    assert [each["verdict"] for each in history(client)] == ["reject", "accept"]
    assert "taken out" in client.get("/review?queue=events").text
    assert undo(client) == undo(client) == 200
    assert load(client, "/review.json?queue=events")["items"] == waiting


def test_the_type_of_an_event(client: TestClient) -> None:
    record = record_of(client, "event")
    assert edit(client, record, type="THREATEN", mode="") == 200
    event = next(e for e in load(client, "/api/v1/events?limit=100")["items"] if e["event_id"] == record)
    assert (event["type"], event["mode"], event["edited_by"]) == ("THREATEN", None, "reviewer Alma Reyes")


# ------------------------------------------------------------------ added


def sample_document(client: TestClient) -> str:
    items = load(client, "/documents.json")["items"]
    return str(next(each["document_id"] for each in items if each["path"].endswith("call-told-by-kestland.txt")))


def test_a_contact_is_added_to_a_document(client: TestClient) -> None:
    document_id = sample_document(client)
    path = f"/add?what=contact&id={document_id}"
    fields = {**fields_of(client, path), "words": ["after the January floods"], "f-kind": ["call"]}
    people = ["Irena Dolvet", "Teodor Lindqvar"]
    fields |= {"at": ["9" * 5_000], "f-participant": people, "f-date": ["2031-01-02"], "to": ["/history"]}
    assert send(client, "/add", fields) == 200
    (item,) = load(client, "/ledger.json?since=2031-01-01")["items"]
    assert [each["name"] for each in item["participants"]] == people
    page = client.get(f"/document?id={document_id}").text
    assert "added by hand by" in page
    assert undo(client) == 200
    assert load(client, "/ledger.json?since=2031-01-01")["items"] == []


def test_a_statement_is_added_on_a_note(client: TestClient) -> None:
    fields = {
        **fields_of(client, "/add?what=statement"),
        "source": ["<script>alert(1)</script> The ferries will sail again"],
        "url": ["https://velk.example/1"],
        "f-speaker": ["Irena Dolvet"],
    }
    assert send(client, "/add", fields) == 200
    found = load(client, "/api/v1/statements?q=ferries%20will%20sail")["items"]
    assert [each["speaker"]["name"] for each in found] == ["Irena Dolvet"]
    page = client.get(f"/document?id={found[0]['document_id']}").text
    assert "<script>alert" not in page
    assert "https://velk.example/1" in page
    assert undo(client) == 200
    assert client.get(f"/document?id={found[0]['document_id']}").status_code in {400, 404}


def test_what_was_given_stays_in_a_form_that_is_refused(client: TestClient) -> None:
    path = f"/add?what=contact&id={sample_document(client)}"
    fields = {**fields_of(client, path), "words": ["never said"], "f-participant": ["Irena Dolvet", "Velk <b>"]}
    form = {**fields, "reviewer": ["Alma Reyes"], **{name: [value] for name, value in form_of(client).items()}}
    answer = client.post("/add", data=form, headers=SAME_ORIGIN)
    assert answer.status_code == 400
    assert "does not stand in" in answer.text
    assert "Velk &lt;b&gt;" in answer.text
    assert ">never said</textarea>" in answer.text


# ------------------------------------------------------------------ who may


def test_nothing_is_decided_without_a_name(client: TestClient) -> None:
    record = record_of(client, "contact")
    form = {**form_of(client), "verdict": "reject"}
    assert client.post(f"/edit/{record}", data=form, headers=SAME_ORIGIN).status_code == 400
    assert history(client) == []


@pytest.mark.parametrize("path", ["/add", "/edit/{}"])
def test_forms_from_elsewhere_and_without_the_secret_are_refused(client: TestClient, path: str) -> None:
    path = path.format(record_of(client, "contact"))
    form = {**form_of(client), "verdict": "reject", "reviewer": "Alma Reyes"}
    elsewhere = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    assert client.post(path, data=form, headers=elsewhere).status_code == 403
    assert client.post(path, data={**form, "secret": "0" * 64}, headers=SAME_ORIGIN).status_code == 403
    assert history(client) == []


def test_read_only_pages_show_and_change_nothing(make_client: MakeClient) -> None:
    client = make_client(read_only=True)
    record = record_of(client, "contact")
    page = client.get(f"/edit/{record}")
    assert page.status_code == 200
    assert "read-only" in page.text
    assert '<form class="edit"' not in page.text
    form = {"verdict": "reject", "reviewer": "Alma Reyes"}
    for path in (f"/edit/{record}", "/add", "/review/undo"):
        assert client.post(path, data=form, headers=SAME_ORIGIN).status_code in {403, 503}
    assert history(client) == []
    assert "/edit/" not in client.get("/review?queue=contacts").text


def test_a_record_that_there_is_not(client: TestClient) -> None:
    assert client.get("/edit/zzzz").status_code == 404
    fields = {**fields_of(client, "/add?what=contact"), "id": ["nothing"], "words": ["x"], "to": ["http://["]}
    assert send(client, "/add", fields) in {400, 404}
    assert client.get("/add?id=nothing").status_code in {400, 404}
