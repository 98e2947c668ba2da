"""A store read from samples/, once a run, and clients of the pages that show it."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fastapi.testclient import TestClient

from dragoman.engines.local import read_inputs, store_outcomes
from dragoman.language import load_language
from dragoman.pages.app import make_app
from dragoman.pipeline import read_document
from dragoman.reading.inputs import plan_inputs
from dragoman.reading.options import ReadOptions
from dragoman.registry import load_registry
from dragoman.store.connection import open_store

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
MORE = Path(__file__).resolve().parent / "more"  # meetings at places of the gazetteer; a document that was edited
CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run",
]  # fmt: skip
SAME_ORIGIN = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}

MakeClient = Callable[..., TestClient]
OpenPage = Callable[..., Any]


def read_into(store: Path, *paths: Path) -> Path:
    """Read files or folders into a store, one after another, and return it."""
    language, registry = load_language(), load_registry()
    with closing(open_store(store, create=True)) as connection:
        for path in paths:
            plan = plan_inputs([str(path)])
            found = read_inputs(
                plan.inputs, ReadOptions(), lambda document: read_document(document, language, registry)
            )
            store_outcomes(connection, found, lambda _item, _outcome: None, registry)
    return store


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return read_into(tmp_path_factory.mktemp("pages") / "samples.db", SAMPLES)


@pytest.fixture(scope="session")
def fuller_store(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the samples with meetings at known places, and a document in two versions."""
    store = Path(shutil.copy(sample_store, tmp_path_factory.mktemp("pages") / "fuller.db"))
    return read_into(store, *(MORE / name for name in ("venues.jsonl", "edited-1.jsonl", "edited-2.jsonl")))


@pytest.fixture
def store(sample_store: Path, tmp_path: Path) -> Path:
    """Return a copy that a test may change."""
    return Path(shutil.copy(sample_store, tmp_path / "record.db"))


@pytest.fixture
def doubtful(store: Path) -> Path:
    """Return the record with two accounts more that may be of one call: a day apart, and each names the other's side."""
    return read_into(store, MORE / "doubtful.jsonl")


@pytest.fixture
def make_client(store: Path) -> Iterator[MakeClient]:
    clients: list[TestClient] = []

    def make(*, read_only: bool = False, token: str | None = None) -> TestClient:
        client = TestClient(
            make_app(store, read_only=read_only, token=token),
            base_url="http://localhost",
            raise_server_exceptions=False,
        )
        clients.append(client)
        return client

    yield make
    for client in clients:
        client.close()


@pytest.fixture
def client(make_client: MakeClient) -> TestClient:
    return make_client()


# ------------------------------------------------------------------ the system's browser


@pytest.fixture
def address(store: Path) -> Iterator[str]:
    """Give the address of a server that shows the store."""
    server = uvicorn.Server(uvicorn.Config(make_app(store), port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture
def open_page(address: str) -> Iterator[OpenPage]:
    """Open pages that must ask nothing of others and say nothing on the console."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="NO BROWSER TESTS: playwright is not installed")
    if not CHROMIUM.exists():
        pytest.skip(f"NO BROWSER TESTS: there is no {CHROMIUM}; CHROMIUM may name one")
    said: list[str] = []
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)

        def note_request(request: Any) -> None:
            if not request.url.startswith((address, "data:")):
                said.append(request.url)

        def note_message(message: Any) -> None:
            if message.type in {"error", "warning"}:
                said.append(message.text)

        def note_error(error: Any) -> None:
            said.append(str(error))

        def open_at(path: str, **options: Any) -> Any:
            page = browser.new_context(**options).new_page()
            page.on("request", note_request)
            page.on("console", note_message)
            page.on("pageerror", note_error)
            page.goto(address + path, wait_until="networkidle")
            return page

        yield open_at
        browser.close()
    assert said == []
