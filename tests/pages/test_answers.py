"""Answers that are kept as long as nothing changes, every address that writes, and limits of what may be sent."""

from __future__ import annotations

import re
import threading
from contextlib import closing
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from dragoman.pages import jobs, security
from dragoman.pages.app import make_app
from dragoman.pages.jobs import Given, Jobs
from dragoman.pages.site import Memory, Site
from dragoman.reading.options import ReadOptions
from dragoman.store.connection import open_store

from .conftest import SAME_ORIGIN, MakeClient
from .test_security import form_of

TEXT = "President Alma Reyes of Orvania met Foreign Minister Tomas Kestrel of Lindqvar in Velk on 3 March 2024."


# --- kept answers


@pytest.mark.parametrize("path", ["/", "/ledger.json", "/ledger.csv", "/actors", "/review"])
def test_who_has_an_answer_is_told_so(client: TestClient, path: str) -> None:
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(path, headers={"If-None-Match": '"another"'}).content == first.content
    assert first.headers["cache-control"] == "private, no-cache"


def test_an_answer_changes_with_the_store(client: TestClient, store: Path) -> None:
    before = client.get("/documents.json")
    with closing(open_store(store)) as connection:
        connection.execute("UPDATE version SET title = 'Bridges over the Ormel'")
    after = client.get("/documents.json", headers={"If-None-Match": before.headers["etag"]})
    assert after.status_code == 200
    assert "Bridges over the Ormel" in after.text


def test_a_kept_page_has_the_secret_of_its_own_visitor(make_client: MakeClient) -> None:
    client = make_client()
    one = form_of(client)
    client.cookies.clear()
    other = form_of(client)
    assert one != other
    assert client.post("/reviewer", data={**one, "reviewer": "Alma Reyes"}, headers=SAME_ORIGIN).status_code == 403
    assert client.post("/reviewer", data={**other, "reviewer": "Alma Reyes"}, headers=SAME_ORIGIN).status_code == 200


def test_memory_keeps_what_is_of_the_same_state() -> None:
    memory, made = Memory(kept=2, fresh=0.0), list[str]()

    def make(name: str) -> str:
        made.append(name)
        return name

    for key, state in (("a", 1), ("a", 1), ("a", 2), ("b", 2), ("c", 2), ("a", 2)):
        memory.recall(key, state, lambda key=key, state=state: make(f"{key}{state}"))  # type: ignore[misc]
    assert made == ["a1", "a2", "b2", "c2", "a2"]  # the oldest of three is forgotten
    memory.recall("d", 1, lambda: "large", keep=lambda _: False)
    assert "d" not in memory.entries
    assert memory.making == {}


def test_memory_makes_once_what_many_ask_for() -> None:
    memory, made, begin = Memory(), list[int](), threading.Event()

    def make() -> int:
        begin.wait(5)
        made.append(1)
        return 7

    threads = [threading.Thread(target=lambda: memory.recall("key", 1, make)) for _ in range(6)]
    for thread in threads:
        thread.start()
    begin.set()
    for thread in threads:
        thread.join()
    assert made == [1]


def test_what_fails_is_not_remembered() -> None:
    memory = Memory()
    with pytest.raises(ZeroDivisionError):
        memory.recall("key", 1, lambda: 1 // 0)
    assert memory.recall("key", 1, lambda: 5) == 5
    assert memory.making == {}


# --- every address that writes


def writing_paths() -> list[str]:
    app: FastAPI = make_app(Path("none.db"))
    routes = [each for each in app.routes if isinstance(each, APIRoute)]
    return sorted({each.path for each in routes if (each.methods or set()) - security.SAFE})


def fill_in(path: str) -> str:
    return re.sub(r"{[^}]*}", "0123456789abcdef", path)


def test_there_are_addresses_that_write() -> None:
    assert {"/review", "/read", "/enter", "/reviewer"} <= set(writing_paths())


@pytest.mark.parametrize("path", writing_paths())
def test_no_address_takes_the_form_of_another_origin(client: TestClient, path: str) -> None:
    form = {**form_of(client), "reviewer": "Alma Reyes"}
    for headers in ({}, {"Origin": "http://attack.example"}, {**SAME_ORIGIN, "Sec-Fetch-Site": "cross-site"}):
        assert client.post(fill_in(path), data=form, headers=headers).status_code == 403


@pytest.mark.parametrize("path", writing_paths())
def test_no_address_takes_a_form_without_its_secret(client: TestClient, path: str) -> None:
    client.get("/review")
    answer = client.post(fill_in(path), data={"reviewer": "Alma Reyes", "text": TEXT}, headers=SAME_ORIGIN)
    assert answer.status_code == 403


def test_read_only_pages_take_no_form(make_client: MakeClient, store: Path) -> None:
    with closing(open_store(store)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = store.read_bytes()
    client = make_client(read_only=True)
    client.get("/review")
    # no page of a read-only server has a form, so its secret is made as the server would
    protection = next(each for each in client.app.user_middleware if "guard" in each.kwargs)  # type: ignore[attr-defined]
    form = {"secret": protection.kwargs["guard"].form_secret(client.cookies["dragoman_session"])}
    for path in writing_paths():
        if path in {"/enter", "/reviewer"}:  # which set cookies alone
            continue
        told = {**form, "reviewer": "Alma Reyes", "text": TEXT, "verdict": "same", "one": "a", "other": "b"}
        assert client.post(fill_in(path), data=told, headers=SAME_ORIGIN).status_code in {400, 403, 404, 503}, path
    assert store.read_bytes() == before


# --- what may be sent


def test_a_body_longer_than_it_says_is_cut_off(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(security, "LARGEST", 5_000)
    form = form_of(client, "/read")
    body = f"secret={form['secret']}&text=".encode() + b"x" * 20_000
    answer = client.post(
        "/read",
        content=body,
        headers={**SAME_ORIGIN, "Content-Length": "100", "Content-Type": "application/x-www-form-urlencoded"},
    )
    assert answer.status_code >= 400
    assert client.get("/read").status_code == 200


def test_too_many_bytes_of_files_are_refused(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "LARGEST", 1_000)
    files = [("file", ("a.txt", b"x" * 600)), ("file", ("b.txt", b"x" * 600))]
    answer = client.post("/read", data=form_of(client, "/read"), files=files, headers=SAME_ORIGIN)
    assert answer.status_code == 400
    assert "more than can be sent at once" in answer.text


def test_a_reading_that_takes_too_long_ends(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "LONGEST", -1.0)
    given = [Given(name, f"{TEXT} {name}".encode()) for name in ("a.txt", "b.txt")]
    job = Jobs(Site(store)).start(given, ReadOptions())
    for _ in range(600):
        if job.is_over:
            break
        threading.Event().wait(0.1)
    assert (job.state, job.read) == ("done", 1)  # what was finished is kept
    assert "took longer" in job.failures[0][1]


def test_a_source_is_opened_without_a_way_back(tmp_path: Path) -> None:
    store = tmp_path / "linked.db"
    open_store(store, create=True).close()
    line = f'{{"url": "https://velk.example/a?b=1", "text": "{TEXT}"}}\n'
    job = Jobs(Site(store)).start([Given("a.jsonl", line.encode())], ReadOptions())
    while not job.is_over:
        threading.Event().wait(0.1)
    with TestClient(make_app(store), base_url="http://localhost") as client:
        page = client.get("/document", params={"id": job.documents[0][0]}).text
    links = re.findall(r'<a [^>]*href="https://velk.example[^>]*>', page)
    assert links
    assert all("noopener" in each and "noreferrer" in each for each in links)
