"""A store read from samples/, once a run, and clients of the pages that show it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
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
SAME_ORIGIN = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}

MakeClient = Callable[..., TestClient]


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("pages") / "samples.db"
    language, registry = load_language(), load_registry()
    plan = plan_inputs([str(SAMPLES)])
    outcomes = read_inputs(plan.inputs, ReadOptions(), lambda document: read_document(document, language, registry))
    with closing(open_store(store, create=True)) as connection:
        store_outcomes(connection, outcomes, lambda _item, _outcome: None, registry)
    return store


@pytest.fixture
def store(sample_store: Path, tmp_path: Path) -> Path:
    """Return a copy that a test may change."""
    return Path(shutil.copy(sample_store, tmp_path / "record.db"))


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
