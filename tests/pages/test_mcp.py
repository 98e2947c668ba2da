"""A client of the Model Context Protocol calls every tool."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from mcp import Client

from dragoman.pages.mcp import make_server


def call(store: Path, tool: str, **arguments: Any) -> dict[str, Any]:
    """What a tool answers; raises AssertionError where it answers with an error."""

    async def ask() -> tuple[bool, str]:
        async with Client(make_server(store)) as client:
            answer = await client.call_tool(tool, arguments)
            return bool(answer.is_error), "".join(getattr(each, "text", "") for each in answer.content)

    failed, text = asyncio.run(ask())
    assert not failed, text
    found: dict[str, Any] = json.loads(text)
    return found


def test_every_tool_is_described(sample_store: Path) -> None:
    async def ask() -> list[tuple[str, str | None]]:
        async with Client(make_server(sample_store)) as client:
            return [(tool.name, tool.description) for tool in (await client.list_tools()).tools]

    tools = dict(asyncio.run(ask()))
    assert set(tools) == {
        "search_contacts", "compare_contact_accounts", "search_statements", "search_events", "search_actors",
        "describe_actor", "read_passage",
    }  # fmt: skip
    assert all(tools.values())


def test_schemas_allow_no_other_arguments(sample_store: Path) -> None:
    async def ask() -> list[dict[str, Any]]:
        async with Client(make_server(sample_store)) as client:
            return [tool.input_schema for tool in (await client.list_tools()).tools]

    assert all(schema["additionalProperties"] is False for schema in asyncio.run(ask()))


def test_contacts_carry_ids_and_words(sample_store: Path) -> None:
    found = call(sample_store, "search_contacts", actors=["Irena Dolvet", "Aldous Wrennick"], limit=2)
    assert found["contacts"]
    for each in found["contacts"]:
        assert each["occurrence_id"]
        assert all(report["words"] and report["document_id"] for report in each["reports"])


def test_statements_carry_ids_and_words(sample_store: Path) -> None:
    found = call(sample_store, "search_statements", speaker="Tomas Brelik", limit=5)
    assert found["statements"]
    assert all(each["words"] and each["statement_id"] and each["document_id"] for each in found["statements"])


def test_events_carry_ids_and_words(sample_store: Path) -> None:
    found = call(sample_store, "search_events", event_type="CONSULT", limit=3)
    assert len(found["events"]) == 3
    assert all(each["words"] and each["event_id"] for each in found["events"])


def test_actors_are_found_and_described(sample_store: Path) -> None:
    (found,) = call(sample_store, "search_actors", name="wrennick")["actors"]
    described = call(sample_store, "describe_actor", actor=found["actor_id"])
    assert "Aldous Wrennick" in json.dumps(described)


def test_accounts_are_compared(sample_store: Path) -> None:
    contact = call(sample_store, "search_contacts", limit=1)["contacts"][0]
    found = call(sample_store, "compare_contact_accounts", occurrence_id=contact["occurrence_id"])
    assert (found["comparison"] is None) == bool(found["why_not"])


def test_passage_is_verbatim(sample_store: Path) -> None:
    contact = call(sample_store, "search_contacts", limit=1)["contacts"][0]
    document_id = contact["reports"][0]["document_id"]
    found = call(sample_store, "read_passage", document_id=document_id, start=5, end=50)
    assert len(found["words"]) == 45
    assert found["document_id"] == document_id


@pytest.mark.parametrize(
    "tool, arguments, words",
    [
        ("search_contacts", {"actors": ["Nobody Known"]}, "no actor of the store is called so"),
        ("search_statements", {"act": "sing"}, "choose from state"),
        ("read_passage", {"document_id": "nothing"}, "no such document"),
        ("search_contacts", {"since": "soon"}, "write 2024-02-12"),
        ("search_events", {"type": "FOO"}, "has no argument 'type'; choose from event_type, actor, recipient"),
        (
            "search_contacts",
            {"actor": "Irena Dolvet", "from": 3},
            "has no argument 'actor', 'from'; choose from actors",
        ),
        ("describe_actor", {"actor": "Irena Dolvet", "limit": 3}, "has no argument 'limit'; choose from actor"),
    ],
)
def test_errors_say_what_would_be_right(sample_store: Path, tool: str, arguments: dict[str, Any], words: str) -> None:
    with pytest.raises(AssertionError, match=words):
        call(sample_store, tool, **arguments)
