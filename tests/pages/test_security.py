"""What must not pass: other hosts, other origins, forms without their secret, writes to a read-only site, hostile texts."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from dragoman.commands.serve import check_address
from dragoman.errors import OptionError, StoreError
from dragoman.pages.app import make_app
from dragoman.pages.security import own_path
from dragoman.pages.shown import safe_link
from dragoman.pages.site import Site
from dragoman.store.connection import open_store

from .conftest import SAME_ORIGIN, MakeClient

TOKEN = "a long and secret word"  # noqa: S105


def form_of(client: TestClient, path: str = "/review") -> dict[str, str]:
    """The secret of a visitor's forms."""
    found = re.search(r'name="secret" value="([0-9a-f]{64})"', client.get(path).text)
    assert found
    return {"secret": found[1]}


@pytest.mark.parametrize("path", ["/", "/document?id=nothing", "/static/page.js", "/api/v1/contacts", "/nothing"])
def test_headers_of_every_answer(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize("host", ["attack.example", "localhost.attack.example", "", "127.0.0.1.attack.example"])
def test_other_hosts_are_not_answered(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 421


def test_no_page_has_script_or_style_in_itself(client: TestClient) -> None:
    for path in ("/", "/actors", "/network", "/read", "/review", "/timeline"):
        page = client.get(path).text
        assert not re.search(r"<script(?![^>]*(?:src=|type=\"application/json\"))", page), path
        assert "<style" not in page
        assert not re.search(r"\s(?:style|on\w+)=", page), path
        assert not re.search(r"(?:src|href)=\"(?:https?:)?//", page), path


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://attack.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost", "Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
    ],
)
@pytest.mark.parametrize(
    "path", ["/review", "/review/undo", "/review/merge", "/review/split", "/read", "/reviewer", "/enter"]
)
def test_forms_of_other_origins_are_refused(client: TestClient, path: str, headers: dict[str, str]) -> None:
    form = form_of(client)
    assert client.post(path, data={**form, "reviewer": "Alma Reyes"}, headers=headers).status_code == 403


@pytest.mark.parametrize("path", ["/review", "/review/undo", "/review/merge", "/review/split", "/read", "/reviewer"])
def test_forms_without_their_secret_are_refused(client: TestClient, path: str) -> None:
    client.get("/review")
    for secret in ("", "0" * 64, "ſ" * 64):
        answer = client.post(path, data={"secret": secret, "reviewer": "Alma Reyes"}, headers=SAME_ORIGIN)
        assert answer.status_code == 403


def test_secret_of_another_visitor_is_refused(client: TestClient, make_client: MakeClient) -> None:
    other = form_of(make_client())
    client.get("/review")
    assert client.post("/review", data={**other, "reviewer": "Alma Reyes"}, headers=SAME_ORIGIN).status_code == 403


# --- the token


def test_token_is_asked_for(make_client: MakeClient) -> None:
    client = make_client(token=TOKEN)
    assert client.get("/", follow_redirects=False).headers["location"].startswith("/enter?to=")
    assert client.get("/api/v1/contacts").status_code == 401
    assert client.get("/api/v1/contacts", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200
    assert client.get("/api/v1/contacts", headers={"Authorization": "Bearer wrong"}).status_code == 401


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer a wrong word"}], ids=["missing", "wrong"])
@pytest.mark.parametrize("path", ["/ledger.json", "/ledger.csv", "/actor/abc.json", "/api/v1/contacts"])
def test_programs_without_the_token_get_a_problem(make_client: MakeClient, path: str, headers: dict[str, str]) -> None:
    answer = make_client(token=TOKEN).get(path, headers=headers, follow_redirects=False)
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["www-authenticate"] == "Bearer"
    assert "Authorization: Bearer" in answer.json()["detail"]


def test_a_wrong_bearer_is_told_on_pages_too(make_client: MakeClient) -> None:
    answer = make_client(token=TOKEN).get("/", headers={"Authorization": "Bearer wrong"}, follow_redirects=False)
    assert answer.status_code == 401
    assert answer.json()["title"] == "token needed"


def test_the_token_gives_rows_to_programs(make_client: MakeClient) -> None:
    answer = make_client(token=TOKEN).get("/ledger.json", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200
    assert answer.json()["items"]


def test_token_lets_in(make_client: MakeClient) -> None:
    client = make_client(token=TOKEN)
    form = form_of(client, "/enter")
    assert client.post("/enter", data={**form, "token": "wrong"}, headers=SAME_ORIGIN).status_code == 403
    answer = client.post(
        "/enter", data={**form, "token": TOKEN, "to": "/actors"}, headers=SAME_ORIGIN, follow_redirects=False
    )
    assert answer.headers["location"] == "/actors"
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert TOKEN not in cookie
    assert client.get("/actors").status_code == 200


@pytest.mark.parametrize(
    "host, token", [("::", None), ("192.168.0.4", None), ("example.org", None), ("127.0.0.1", "short")]
)
def test_other_addresses_need_a_token(host: str, token: str | None) -> None:
    with pytest.raises(OptionError, match="--token"):
        check_address(host, token)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.8.8.8"])
def test_this_machines_addresses_need_none(host: str) -> None:
    check_address(host, None)


@pytest.mark.parametrize(
    "wanted",
    ["//attack.example", "https://attack.example", "/\\attack.example", "javascript:alert(1)", "/a\nb", "http://[", ""],
)
def test_no_form_leads_elsewhere(wanted: str) -> None:
    assert own_path(wanted) == "/"


# --- read-only


def test_read_only_pages_change_nothing(make_client: MakeClient, store: Path) -> None:
    with closing(open_store(store)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = store.read_bytes()
    client = make_client(read_only=True)
    form = {**form_of(make_client(), "/review"), "reviewer": "Alma Reyes"}
    assert 'action="/review"' not in client.get("/review").text
    for path in ("/review", "/review/undo", "/review/merge", "/review/split"):
        assert (
            client.post(path, data={**form, "text": "Alma Reyes met Ana Velk."}, headers=SAME_ORIGIN).status_code >= 400
        )
    assert (
        client.post("/read", data={**form, "text": "Alma Reyes met Ana Velk."}, headers=SAME_ORIGIN).status_code == 403
    )
    for path in ("/", "/documents", "/actors", "/network", "/review", "/history"):
        assert client.get(path).status_code == 200
    assert store.read_bytes() == before


def test_read_only_site_gives_no_writing_connection(store: Path) -> None:
    site = Site(store, read_only=True)
    with pytest.raises(StoreError, match="read-only"), site.deciding():
        pass


def test_pages_that_look_cannot_write(store: Path) -> None:
    import sqlite3  # noqa: PLC0415

    with Site(store).looking() as connection, pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("DELETE FROM document")


# --- hostile documents


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "file:///etc/passwd", "//attack.example", " https://a.example",
        'https://a.example/"><script>', "http://", "https://a.example/\u202e", "vbscript:x", None,
    ],
)  # fmt: skip
def test_only_addresses_of_the_web_are_followed(url: str | None) -> None:
    assert safe_link(url) is None


def test_address_of_the_web_is_followed() -> None:
    assert safe_link("https://a.example/b?c=d&e=1#f") == "https://a.example/b?c=d&e=1#f"


HOSTILE = """{"url": "javascript:alert(1)", "title": "<script>alert('title')</script>", "outlet": "\\"><img src=x onerror=alert(1)>", "author": "</bdi><script>alert(3)</script>", "published": "2024-03-04", "text": "President Alma Reyes of Orvania met Foreign Minister Tomas Kestrel of Marovia on 3 March 2024. \\u202eReyes\\u202c said: \\"<script>alert(4)</script> {{ 7*7 }} </script>\\" she would go. \\u0000"}
"""


def test_hostile_documents_are_harmless(tmp_path: Path) -> None:
    from dragoman.pages.jobs import Given, Jobs  # noqa: PLC0415
    from dragoman.reading.options import ReadOptions  # noqa: PLC0415

    store = tmp_path / "hostile.db"
    open_store(store, create=True).close()
    long_word = b"Alma Reyes met Tomas Kestrel on 3 March 2024. " + b"a" * 900_000
    given = [Given("hostile.jsonl", HOSTILE.encode()), Given("long.txt", long_word)]
    with TestClient(make_app(store), base_url="http://localhost") as client:
        job = Jobs(Site(store)).start(given, ReadOptions())
        while not job.is_over:
            pass
        assert job.read == 2, job.failures
        pages = ["/", "/documents", "/actors", "/network?modality=any", "/timeline", "/search?q=alert"]
        for path in (*pages, *(f"/document?id={each}" for each, _ in job.documents)):
            page = client.get(path)
            assert page.status_code == 200, path
            assert not re.search(r"<(?:script|img)[^>]*(?:alert|onerror|src=x)", page.text), path
            assert "<script>alert" not in page.text
            assert "javascript:" not in re.sub(r"address: [^<]*|id=[^\"]*", "", page.text).replace("/document?", "")
            assert not re.search("[\u202a-\u202e\u2066-\u2069\x00]", page.text), path
            assert "49" not in re.findall(r"alert\(4\).{0,40}", page.text)
