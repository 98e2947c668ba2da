"""The interface keeps to its own description: requests made from it are answered as it says, never with a fault.

The requests are the same in every run.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import CheckFunction, GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from dragoman.pages.app import make_app

MEANT, NOT_MEANT = 25, 15  # requests for each address: as described, and with what the description forbids
PATHS: dict[str, Any] = make_app(Path("none.db")).openapi()["paths"]
UNHURRIED = (HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large)
# a cursor of the ledger holds a day and an id, which no pattern can tell
NOT_TOLD: dict[str, list[CheckFunction] | None] = {"/api/v1/contacts": [positive_data_acceptance]}


@pytest.fixture(scope="session")
def described(sample_store: Path) -> schemathesis.BaseSchema:
    """Return the description that the server gives of itself."""
    app = make_app(sample_store, read_only=True, hosts=frozenset({"localhost", "testserver"}))
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", app)


def ask_all(described: schemathesis.BaseSchema, address: str, mode: GenerationMode, count: int) -> None:
    """Send requests to an address, and check status, type and shape of the answers against the description."""

    @settings(
        max_examples=count,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=UNHURRIED,
    )
    @given(described[address]["GET"].as_strategy(generation_mode=mode))
    def check(case: schemathesis.Case[Any]) -> None:
        case.call_and_validate(excluded_checks=NOT_TOLD.get(address))

    check()


@pytest.mark.parametrize("address", sorted(PATHS))
def test_what_is_described_is_answered_as_described(described: schemathesis.BaseSchema, address: str) -> None:
    ask_all(described, address, GenerationMode.POSITIVE, MEANT)


@pytest.mark.parametrize("address", sorted(PATHS))
def test_what_cannot_be_meant_is_a_problem(described: schemathesis.BaseSchema, address: str) -> None:
    ask_all(described, address, GenerationMode.NEGATIVE, NOT_MEANT)
