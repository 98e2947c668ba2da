"""Timeline, stories, bounds and occurrences as a user asks for them, and reviewing what may be one."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner, Result

from dragoman.cli import app
from dragoman.store.connection import open_store
from tests.stories.linking_makers import account, link

Cli = Callable[..., Result]
DAM = "They spoke of the dam at Fenn and of salmon in Harrow."  # too short to be a copy


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Run a command on a store with two accounts of a call, one of a later call, and an undated one."""
    monkeypatch.setenv("DRAGOMAN_STORE", str(tmp_path / "s.db"))
    monkeypatch.setenv("COLUMNS", "160")
    with closing(open_store(tmp_path / "s.db", create=True)) as store:
        link(
            store,
            [
                account("doc-1", text=DAM),
                account("doc-2", text=DAM, published="2024-02-13"),
                account("doc-3", when="2024-03-20", published="2024-03-20"),
                account("doc-4", when=None, published=None, text=f"{DAM} Fenn flooded on 3 May 2023."),
            ],
        )

    def run(*arguments: str, input: str | None = None) -> Result:  # noqa: A002 — the runner's name
        return CliRunner().invoke(app, list(arguments), input=input)

    return run


def flat(text: str) -> str:
    return " ".join(text.split())


def rows(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_timeline_lists_each_contact_once(cli: Cli) -> None:
    found = rows(cli("timeline", "Kestrel", "Velk", "--json"))
    assert [(row["first_day"], row["accounts"]) for row in found] == [
        ("2024-02-12", 2),
        ("2024-03-20", 1),
        (None, 1),
    ]
    assert {each["document_id"] for each in found[0]["reports"]} == {"doc-1", "doc-2"}
    assert found[0]["links"][0]["values"]


def test_a_timeline_in_the_terminal(cli: Cli) -> None:
    result = cli("timeline", "Kestrel")
    assert result.exit_code == 0
    assert "2024-02-12" in result.stdout
    assert "2 accounts" in result.stdout
    assert "3 occurrences" in result.stdout


@pytest.mark.parametrize(
    "arguments", [["timeline", "Kestrel", "--accounts", "2.."], ["events", "--accounts", "2..", "--actor", "Kestrel"]]
)
def test_only_what_several_accounts_tell(cli: Cli, arguments: list[str]) -> None:
    (found,) = rows(cli(*arguments, "--json"))
    assert found["accounts"] == 2


def test_nobody_of_the_name(cli: Cli) -> None:
    result = cli("timeline", "Lindqvar")
    assert result.exit_code == 0
    assert "no occurrence found: nobody in the store is called ‘Lindqvar’" in flat(result.stdout)


def test_that_nothing_has_so_many_accounts_says_what_has_fewer(cli: Cli) -> None:
    shown = flat(cli("timeline", "Kestrel", "--accounts", "3..").stdout)
    assert shown.startswith("no occurrence found; 3 occurrences with another number of accounts: --accounts 1..")


@pytest.mark.parametrize("command", ["contacts", "statements", "events", "timeline Kestrel", "events --accounts 1.."])
def test_lists_as_parquet(cli: Cli, tmp_path: Path, command: str) -> None:
    wanted = [*command.split(), "--modality", "any"]
    lines = len(list(csv.DictReader(io.StringIO(cli(*wanted, "--csv").stdout))))
    result = cli(*wanted, "--parquet", str(tmp_path / "out.parquet"))
    assert result.exit_code == 0, result.output
    assert pq.read_metadata(tmp_path / "out.parquet").num_rows == lines
    assert f"{lines} " in result.stderr
    assert "two forms" in cli(*wanted, "--csv", "--parquet", str(tmp_path / "out.parquet")).stderr


def test_occurrences_for_a_spreadsheet(cli: Cli) -> None:
    for command in ("timeline Kestrel --accounts 2..", "events --accounts 2.."):
        (found,) = csv.DictReader(io.StringIO(cli(*command.split(), "--csv").stdout))
        assert (found["first_day"], found["accounts"], found["document_ids"]) == ("2024-02-12", "2", "doc-1; doc-2")
        assert found["told_by"]
        assert found["words"]


def test_stories(cli: Cli) -> None:
    (found, *_) = rows(cli("stories", "--json"))
    assert {"doc-1", "doc-2"} <= {each["document_id"] for each in found["members"]}
    assert "2 accounts" in cli("stories").stdout or "3 accounts" in cli("stories").stdout
    assert "nobody in the store is called ‘Lindqvar’" in flat(cli("stories", "--who", "Lindqvar").stdout)
    assert "--accounts 1.. lists documents that stand alone" in flat(cli("stories", "--accounts", "9..").stdout)
    assert "among the newest 1 of " in flat(cli("stories", "--newest", "1", "--accounts", "1..").stdout)


def test_bounds_say_from_what(cli: Cli) -> None:
    (found,) = rows(cli("bounds", "doc-4", "--json"))
    assert (found["published"], found["first_day"]) == (None, "2023-05-03")
    assert found["reasons"][0]["words"] == "it tells of 3 May 2023 as past"
    assert "3 May 2023" in cli("bounds", "doc-4").stdout


def test_bounds_of_a_document_that_is_not_there(cli: Cli) -> None:
    result = cli("bounds", "nowhere")
    assert result.exit_code == 2
    assert "there is no such document" in result.stderr


def test_reviewing_joins_and_undo_parts_again(cli: Cli) -> None:
    listed = rows(cli("review", "--events", "--json"))
    assert listed
    assert {each["what"] for each in listed[0]["values"]} >= {"undated"}
    assert "to review" in cli("review", "--events", "--list").stdout
    asked = cli("review", "--events", "--as", "Reyes", input="s\nq\n")
    assert "1 judgement kept" in asked.stdout
    assert rows(cli("timeline", "Kestrel", "--json"))[0]["accounts"] == 3
    assert cli("undo", "--as", "Reyes").exit_code == 0
    assert rows(cli("timeline", "Kestrel", "--json"))[0]["accounts"] == 2


def test_join_and_part(cli: Cli) -> None:
    first, second, _ = rows(cli("timeline", "Kestrel", "--json"))
    joined = cli("join", first["occurrence_id"], second["occurrence_id"], "--as", "Reyes", "--note", "one call")
    assert "3 accounts" in joined.stdout
    assert "doc-1" in cli("review", "--history").stdout
    parted = cli("part", first["occurrence_id"], "--document", "doc-3", "--as", "Reyes")
    assert parted.exit_code == 2
    (undo,) = re.findall(r"one occurrence by reviewer Reyes on [-0-9]+; take .* undo (\w+)", flat(parted.stderr))
    assert len(flat(parted.stderr)) < 300
    assert cli("undo", undo, "--as", "Reyes").exit_code == 0
    assert "an occurrence apart" in cli("part", first["occurrence_id"], "--document", "doc-2").stdout


@pytest.mark.parametrize("text", ["many", "3..2"])
def test_numbers_of_accounts_that_are_none(cli: Cli, text: str) -> None:
    result = cli("timeline", "Kestrel", "--accounts", text)
    assert result.exit_code == 2
    assert "--accounts" in result.stderr
