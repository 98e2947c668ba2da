"""Texts and files given in the browser: what is read, what is refused and why."""

from __future__ import annotations

import time

import pytest
from fastapi.testclient import TestClient

from dragoman.pages.jobs import clean_name

from .conftest import SAME_ORIGIN
from .test_security import form_of

TEXT = "President Alma Reyes of Orvania met Foreign Minister Tomas Kestrel of Lindqvar in Velk on 3 March 2024."


def finish(client: TestClient, address: str) -> dict[str, object]:
    for _ in range(300):
        state: dict[str, object] = client.get(f"{address}.json").json()
        if state["state"] in {"done", "failed"}:
            return state
        time.sleep(0.1)
    raise AssertionError("the reading does not end")


def test_pasted_text_is_read(client: TestClient) -> None:
    form = {**form_of(client, "/read"), "text": TEXT, "outlet": "Velk Press", "published": "2024-03-04"}
    answer = client.post("/read", data=form, headers=SAME_ORIGIN)
    assert answer.status_code == 200
    state = finish(client, answer.url.path)
    assert (state["state"], state["read"], state["contacts"]) == ("done", 1, 1)
    assert "Alma Reyes" in client.get("/?since=2024-03-03&until=2024-03-03").text
    assert "pasted.txt" in client.get("/documents").text or TEXT[:40] in client.get("/documents").text


def test_files_are_read_under_their_own_names(client: TestClient) -> None:
    files = [("file", ("../../read out.txt", TEXT.encode())), ("file", ("empty.txt", b""))]
    answer = client.post("/read", data=form_of(client, "/read"), files=files, headers=SAME_ORIGIN)
    state = finish(client, answer.url.path)
    assert (state["read"], state["failures"]) == (1, 1)
    assert [each["path"] for each in client.get("/documents.json").json()["items"][:1]] == ["read out.txt"]


@pytest.mark.parametrize(
    "fields, files, words",
    [
        ({}, [], "nothing to read"),
        ({"text": TEXT, "published": "yesterday"}, [], "is no date"),
        ({"text": TEXT, "timezone": "Moon"}, [], "is not known"),
        ({}, [("file", ("a.exe", b"MZ"))], "files of this kind are not read"),
    ],
)
def test_what_cannot_be_read_is_said(
    client: TestClient, fields: dict[str, str], files: list[tuple[str, tuple[str, bytes]]], words: str
) -> None:
    form = {**form_of(client, "/read"), **fields}
    answer = client.post("/read", data=form, files=files or None, headers=SAME_ORIGIN)
    assert answer.status_code == 400
    assert words in answer.text


def test_too_much_is_refused_before_it_is_taken(client: TestClient) -> None:
    answer = client.post("/read", content=b"x", headers={**SAME_ORIGIN, "Content-Length": "99000000"})
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "given, kept",
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\a\\b.txt", "b.txt"),
        ("a\u202eb\x00.txt", "ab.txt"),
        ("/", "document.txt"),
    ],
)
def test_names_of_files_are_harmless(given: str, kept: str) -> None:
    assert clean_name(given) == kept
