"""docs/commands.md is what the help of the commands says; docs/record.md describes every field that they print."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import typer

from dragoman.cli import app
from dragoman.commands.app import ORDER
from dragoman.exports.rows import Json, contact_rows, reading_row, statement_row
from dragoman.store.query import StoredDocument
from dragoman.store.write import FailedDocument
from tests.factories import make_reading

DOCS = Path(__file__).resolve().parents[2] / "docs"
GROUP: Any = typer.main.get_command(app)
COMMANDS: dict[str, Any] = {name: GROUP.commands[name] for name in GROUP.list_commands(None)}


def load_maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_commands", DOCS / "make_commands.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_of_the_commands_is_not_stale() -> None:
    page: str = load_maker().write_page()
    assert (DOCS / "commands.md").read_text(encoding="utf-8") == page, "run: python docs/make_commands.py"


def test_the_commands_are_those_agreed() -> None:
    assert set(COMMANDS) <= set(ORDER)
    assert set(COMMANDS) >= {
        "read",
        "contacts",
        "statements",
        "designations",
        "actor",
        "review",
        "undo",
        "name",
        "dump",
    }


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_its_help_an_example_and_a_word_on_each_option(name: str) -> None:
    command = COMMANDS[name]
    assert command.help.strip()
    assert command.epilog.startswith(f"Example: dragoman {name}")
    assert [parameter.name for parameter in command.params if not parameter.help] == []


def list_fields(row: Json) -> Iterator[str]:
    """The names of all fields of an object and of the objects in it, but not the names of what read it."""
    if isinstance(row, list):
        for each in row:
            yield from list_fields(each)
    elif isinstance(row, dict):
        for name, value in row.items():
            yield name
            if name not in {"versions", "provenance"}:
                yield from list_fields(value)


def test_every_field_is_described() -> None:
    reading = make_reading()
    rows: list[Json] = [reading_row(reading), *contact_rows(reading)]
    rows += [statement_row(statement, document_id="d", version="v") for statement in reading.statements]
    printed = {name for row in rows for name in list_fields(row)}
    printed |= {field.name for kind in (StoredDocument, FailedDocument) for field in fields(kind)}
    page = (DOCS / "record.md").read_text(encoding="utf-8")
    assert sorted(name for name in printed if f"`{name}`" not in page) == []
