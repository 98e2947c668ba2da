"""`dragoman name`: two names, or a table of them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.cli import app


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["name", *arguments], env={"COLUMNS": "120"})
    return result.exit_code, result.stdout, result.stderr


def test_two_names_are_shown_part_by_part() -> None:
    status, shown, _ = run("Minister Ziad Torun", "Ziyad al-Torun")
    assert status == 0
    for words in ("one and the same, score", "spellings of one name", "Minister", "shown, not compared"):
        assert words in shown


@pytest.mark.parametrize(
    "one, other, words",
    [("Anna Velk", "Carla Velk", "not the same"), ("Velk", "Anna Velk", "not to be told from the names")],
)
def test_the_verdict_is_told(one: str, other: str, words: str) -> None:
    assert words in run(one, other)[1]


@pytest.mark.parametrize("one, other, same", [("Velk", "Anna Velk", None), ("Anna Velk", "Velk, Anna", True)])
def test_json(one: str, other: str, same: bool | None) -> None:
    status, shown, _ = run(one, other, "--json")
    row = json.loads(shown)
    assert status == 0
    assert row["same"] is same
    assert 0 <= row["score"] <= 1
    assert set(row["parts"][0]) == {"kind", "one", "other", "status", "how", "score"}


def test_a_table_of_pairs(tmp_path: Path) -> None:
    table = tmp_path / "pairs.csv"
    table.write_text('name1,name2\nAnna Velk,"Velk, Anna"\n=Anna,Velk\n', encoding="utf-8")
    status, shown, _ = run("--pairs", str(table))
    rows = list(csv.DictReader(io.StringIO(shown)))
    assert status == 0
    assert [row["same"] for row in rows] == ["true", "false"]
    assert rows[1]["one"] == "'=Anna"
    lines = run("--pairs", str(table), "--json")[1].splitlines()
    assert [json.loads(line)["same"] for line in lines] == [True, False]


@pytest.mark.parametrize(
    "arguments, message",
    [
        pytest.param([], "give two names", id="nothing"),
        pytest.param(["Anna Velk"], "give two names", id="one name"),
        pytest.param(["Anna Velk", "A. Velk", "--pairs", "x.csv"], "not both", id="names and a table"),
        pytest.param(["--pairs", "none.csv"], "none.csv", id="no such table"),
        pytest.param(["Anna Velk", "A. Velk", "--kind", "ship"], "choose from person, organisation", id="no such kind"),
    ],
)
def test_bad_arguments(arguments: list[str], message: str) -> None:
    status, _, error = run(*arguments)
    assert status == 2
    assert message in " ".join(error.split())


def test_the_kind_may_be_given() -> None:
    assert json.loads(run("Velk Bank", "Velk Bank", "--kind", "person", "--json")[1])["parts"][0]["kind"] == "given"
