"""Decisions in the browser: who decides is asked once; same, undo, merge and split; history."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient

from .conftest import SAME_ORIGIN
from .test_security import form_of


def decide(client: TestClient, path: str, **fields: str) -> int:
    form = {**form_of(client), "reviewer": "Alma Reyes", **fields}
    return client.post(path, data=form, headers=SAME_ORIGIN).status_code


def question_of(client: TestClient) -> dict[str, str]:
    """The pair that the queue of contacts asks about, as its form names it."""
    client.post("/reviewer", data={**form_of(client), "reviewer": "Alma Reyes"}, headers=SAME_ORIGIN)
    page = client.get("/review?queue=contacts").text
    return {name: re.findall(rf'name="{name}" value="([^"]*)"', page)[-1] for name in ("one", "other")}


def test_a_name_is_asked_for_and_kept(client: TestClient) -> None:
    assert "Your name" in client.get("/review").text
    form = {**form_of(client), "reviewer": "Ãlma Reyes <b>"}
    answer = client.post("/reviewer", data=form, headers=SAME_ORIGIN, follow_redirects=False)
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert 'deciding as <strong><bdi dir="auto">Ãlma Reyes &lt;b&gt;' in client.get("/review").text


def test_nothing_is_decided_without_a_name(client: TestClient) -> None:
    assert decide(client, "/review/undo", reviewer="") == 400


@pytest.mark.usefixtures("doubtful")
def test_same_joins_two_accounts_and_undo_parts_them(client: TestClient) -> None:
    pair = question_of(client)
    before = client.get("/ledger.json?modality=any").json()["total"]
    assert decide(client, "/review", queue="contacts", verdict="same", **pair) == 200
    assert client.get("/ledger.json?modality=any").json()["total"] == before - 1
    told = client.get("/ledger.json?accounts=2").json()["items"]
    joined = [each for each in told if each["occurrence_id"] in pair.values()]
    assert len(joined) == 1
    page = client.get(f"/contact/{joined[0]['occurrence_id']}").text
    assert "In conflict" in page
    assert "Told by all" in page
    download = client.get(f"/contact/{joined[0]['occurrence_id']}/comparison.html")
    assert download.headers["content-disposition"].startswith("attachment")
    history = client.get("/history.json").json()["items"]
    assert history[0]["author"] == "reviewer Alma Reyes"
    assert decide(client, "/review/undo", judgement=history[0]["judgement_id"]) == 200
    assert client.get("/ledger.json?modality=any").json()["total"] == before
    assert "undone" in client.get("/history").text


@pytest.mark.usefixtures("doubtful")
def test_what_was_decided_is_not_asked_again(client: TestClient) -> None:
    pair = question_of(client)
    assert decide(client, "/review", queue="contacts", verdict="different", **pair) == 200
    assert decide(client, "/review", queue="contacts", verdict="same", **pair) == 409


def test_merge_and_undo(client: TestClient) -> None:
    items = client.get("/actors.json").json()["items"]
    ids = {each["name"]: each["actor_id"] for each in items if each["kind"] == "person"}
    one, other = ids["Tomas Brelik"], ids["Karim Vashani"]
    assert decide(client, "/review/merge", one=one, other=other, anyway="1", note="to see what happens") == 200
    after = {each["actor_id"] for each in client.get("/actors.json").json()["items"]}
    assert len({one, other} & after) == 1
    assert decide(client, "/review/undo") == 200
    assert {one, other} <= {each["actor_id"] for each in client.get("/actors.json").json()["items"]}


def test_two_who_met_are_merged_only_on_purpose(client: TestClient) -> None:
    items = client.get("/actors.json").json()["items"]
    ids = {each["name"]: each["actor_id"] for each in items if each["kind"] == "person"}
    pair = {"one": ids["Aldous Wrennick"], "other": ids["Irena Dolvet"]}
    assert decide(client, "/review/merge", **pair) == 409
    assert set(pair.values()) <= {each["actor_id"] for each in client.get("/actors.json").json()["items"]}
    assert decide(client, "/review/merge", anyway="1", **pair) == 200
    assert decide(client, "/review/undo") == 200


@pytest.mark.usefixtures("doubtful")
def test_verdicts_that_there_are_not_are_refused(client: TestClient) -> None:
    pair = question_of(client)
    assert decide(client, "/review", queue="contacts", verdict="maybe", **pair) == 400
    assert decide(client, "/review/merge", one="zz", other="yy") == 400
