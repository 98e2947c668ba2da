"""A password in a file: how it is kept, who is let in, and what becomes of those who guess."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from dragoman.cli import app as command_line
from dragoman.commands.serve import check_address
from dragoman.errors import InputError, OptionError
from dragoman.pages.app import make_app
from dragoman.pages.failures import Failures
from dragoman.pages.passwords import PasswordHash, hash_password, read_password_file, write_password_file
from dragoman.pages.security import Guard

from .conftest import SAME_ORIGIN
from .test_security import form_of

PASSWORD = "the heron counts nine bridges"  # noqa: S105
CHEAP = (2**14, 8, 1)


@pytest.fixture
def closed(store: Path) -> TestClient:
    """A client of pages that ask for a password."""
    return TestClient(make_app(store, password=hash_password(PASSWORD, CHEAP)), base_url="http://localhost")


def give(client: TestClient, word: str) -> int:
    form = {**form_of(client, "/enter"), "token": word}
    return client.post("/enter", data=form, headers=SAME_ORIGIN, follow_redirects=False).status_code


def test_a_hash_fits_its_password_alone() -> None:
    one, other = hash_password(PASSWORD, CHEAP), hash_password(PASSWORD, CHEAP)
    assert one.fits(PASSWORD)
    assert not one.fits(PASSWORD + " ")
    assert not one.fits("")
    assert one.digest != other.digest  # each has a salt of its own
    assert PASSWORD not in str(one)


def test_a_guess_is_dear_by_default() -> None:
    kept = hash_password(PASSWORD)
    assert (kept.n * kept.r * 128, kept.p) >= (32 * 2**20, 3)


@pytest.mark.parametrize("word", ["short", "a" * 30, "x" * 2000])
def test_a_password_soon_guessed_is_refused(word: str) -> None:
    with pytest.raises(OptionError, match="password has"):
        hash_password(word)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "newsroom.password"
    path.write_text("what was there before")
    write_password_file(path, PASSWORD)
    assert read_password_file(path).fits(PASSWORD)
    assert PASSWORD not in path.read_text()
    assert [each.name for each in tmp_path.iterdir()] == ["newsroom.password"]


@pytest.mark.skipif(os.name != "posix", reason="files have no such modes here")
def test_a_file_that_others_can_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "newsroom.password"
    write_password_file(path, PASSWORD)
    assert path.stat().st_mode & 0o777 == 0o600
    for mode in (0o640, 0o604, 0o620):
        path.chmod(mode)
        with pytest.raises(InputError, match="chmod 600"):
            read_password_file(path)


GOOD = str(PasswordHash(*CHEAP, b"0123456789abcdef", bytes(32)))


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("", id="empty"),
        pytest.param(PASSWORD, id="the-password-itself"),
        pytest.param(GOOD.replace("scrypt", "md5"), id="another-scheme"),
        pytest.param(GOOD.replace("16384", "2"), id="cheap"),
        pytest.param(GOOD.replace("16384", "9999999"), id="dear"),
        pytest.param(GOOD.replace("16384", "16385"), id="no-power-of-two"),
        pytest.param(GOOD[:-2], id="cut-off"),
        pytest.param("ſ" * 40, id="not-ascii"),
    ],
)
def test_a_file_without_a_hash_is_refused(tmp_path: Path, line: str) -> None:
    path = tmp_path / "newsroom.password"
    path.write_text(line, encoding="utf-8")
    path.chmod(0o600)
    with pytest.raises(InputError, match="dragoman password"):
        read_password_file(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file"):
        read_password_file(tmp_path / "none")
    with pytest.raises(InputError, match="may be written"):
        write_password_file(tmp_path / "none" / "a", PASSWORD)


def test_the_command_asks_twice(tmp_path: Path) -> None:
    path = tmp_path / "newsroom.password"
    answer = CliRunner().invoke(command_line, ["password", str(path)], input=f"{PASSWORD}\n{PASSWORD}\n")
    assert answer.exit_code == 0, answer.output
    assert PASSWORD not in answer.output
    assert read_password_file(path).fits(PASSWORD)


def test_an_address_of_others_may_have_a_password_in_place_of_a_token() -> None:
    check_address("192.168.0.4", None, is_closed=True)


# --- entering


def test_the_password_lets_in_for_a_time(closed: TestClient) -> None:
    assert closed.get("/", follow_redirects=False).status_code == 303
    assert closed.get("/api/v1/contacts").status_code == 401
    form = {**form_of(closed, "/enter"), "token": PASSWORD}
    cookie = closed.post("/enter", data=form, headers=SAME_ORIGIN, follow_redirects=False).headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "Max-Age=43200" in cookie
    assert closed.get("/").status_code == 200
    assert closed.get("/api/v1/contacts").status_code == 200
    assert closed.get("/").headers["cache-control"] == "no-store"  # a browser shared with others keeps nothing


@pytest.mark.parametrize("until", ["0", "99999999999", "", "99999999999.", "²", "99999999999.\u00e9"])
def test_a_cookie_made_up_lets_nobody_in(closed: TestClient, until: str) -> None:
    value = f"{until}.{'0' * 64}".encode()
    assert closed.get("/", headers=[(b"cookie", b"dragoman_entry=" + value)], follow_redirects=False).status_code == 303


def test_a_cookie_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    guard = Guard(token="a long and secret word")  # noqa: S106
    entry = guard.make_entry()
    assert guard._knows_entry(entry)
    until, _, signature = entry.partition(".")
    assert not guard._knows_entry(f"{int(until) + 1}.{signature}")
    monkeypatch.setattr("time.time", lambda: float(until) + 1)
    assert not guard._knows_entry(entry)


def test_who_guesses_is_not_listened_to(closed: TestClient) -> None:
    assert [give(closed, f"wrong number {number}") for number in range(5)] == [403] * 5
    form = {**form_of(closed, "/enter"), "token": PASSWORD}
    refused = closed.post("/enter", data=form, headers=SAME_ORIGIN, follow_redirects=False)
    assert refused.status_code == 429
    assert 0 < int(refused.headers["retry-after"]) <= 900
    assert closed.get("/api/v1/contacts").status_code == 429
    assert "application/problem+json" in closed.get("/api/v1/contacts").headers["content-type"]


def test_who_knows_is_forgiven(closed: TestClient) -> None:
    assert [give(closed, "wrong") for _ in range(4)] == [403] * 4
    assert give(closed, PASSWORD) == 303
    closed.cookies.delete("dragoman_entry")
    assert [give(closed, "wrong") for _ in range(5)] == [403] * 5


def test_wrong_tokens_of_the_interface_count(store: Path) -> None:
    token = "a long and secret word"  # noqa: S105
    client = TestClient(make_app(store, token=token), base_url="http://localhost")
    for _ in range(4):
        assert client.get("/api/v1/contacts", headers={"Authorization": "Bearer wrong"}).status_code == 401
    assert client.get("/api/v1/contacts", headers={"Authorization": "Bearer wrong"}).status_code == 429
    assert client.get("/api/v1/contacts", headers={"Authorization": f"Bearer {token}"}).status_code == 429


def test_failures_are_forgotten_in_time_and_of_each_sender_alone() -> None:
    now = [0.0]
    failures = Failures(clock=lambda: now[0])
    for _ in range(5):
        failures.add("one")
    assert failures.wait_of("one") > 0
    assert failures.wait_of("other") == 0
    now[0] = 901.0
    assert failures.wait_of("one") == 0
    for number in range(12_000):
        failures.add(str(number))
    assert len(failures.times) <= 10_000
