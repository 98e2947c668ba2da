"""`dragoman compare` and `dragoman changes` as a user types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.cli import app

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
PAIR = [str(SAMPLES / "call-told-by-kestland.txt"), str(SAMPLES / "call-told-by-marovia.txt")]


@pytest.mark.parametrize(
    "option, shown",
    [
        pytest.param([], "Two accounts of one call", id="terminal"),
        pytest.param(["--markdown"], "# Aldous Wrennick and Irena Dolvet", id="Markdown"),
        pytest.param(["--html"], "<!doctype html>", id="HTML"),
    ],
)
def test_forms(option: list[str], shown: str) -> None:
    result = CliRunner().invoke(app, ["compare", *PAIR, *option])
    assert result.exit_code == 0
    assert shown in result.stdout


def test_json_and_outlets() -> None:
    outlets = ["--outlet", "Office of the President of Kestland", "--outlet", "Marovia Times"]
    result = CliRunner().invoke(app, ["compare", *PAIR, "--json", *outlets])
    assert result.exit_code == 0
    row = json.loads(result.stdout)
    assert [account["side"] for account in row["accounts"]] == ["Kestland", None]
    states = {fact["name"]: fact["status"] for fact in row["facts"]}
    assert (states["duration"], states["initiator"], states["date"]) == ("conflict", "conflict", "all")


@pytest.mark.parametrize(
    "arguments, message",
    [
        pytest.param([PAIR[0], PAIR[0]], "compared with itself", id="a document with itself"),
        pytest.param([PAIR[0]], "one account alone", id="one document"),
        pytest.param([PAIR[0], "no/such/file.txt"], "there is no such file", id="no such file"),
        pytest.param([PAIR[0], PAIR[1], "--json", "--html"], "two forms of one answer", id="two forms"),
        pytest.param([*PAIR, "--outlet", "Velk Press"], "give it once for each", id="one outlet for two"),
        pytest.param([PAIR[0], str(SAMPLES / "hostile.txt")], "", id="nothing alike"),
    ],
)
def test_what_cannot_be_compared(arguments: list[str], message: str, tmp_path: Path) -> None:
    store = ["--store", str(tmp_path / "none.db")]
    result = CliRunner().invoke(app, ["compare", *arguments, *store])
    assert result.exit_code in {0, 2}
    assert message in result.stderr
    assert "Traceback" not in result.stderr


def test_documents_of_a_store(tmp_path: Path) -> None:
    store = ["--store", str(tmp_path / "store.db")]
    assert CliRunner().invoke(app, ["read", *PAIR, *store]).exit_code == 0
    (tmp_path / "elsewhere").mkdir()
    result = CliRunner().invoke(app, ["compare", "call-told-by-kestland.txt", "call-told-by-marovia.txt", *store])
    assert result.exit_code == 0
    assert "Two accounts of one call" in result.stdout


def test_an_occurrence_of_a_store(tmp_path: Path) -> None:
    store = ["--store", str(tmp_path / "store.db")]
    assert CliRunner().invoke(app, ["read", *PAIR, *store]).exit_code == 0
    listed = CliRunner().invoke(app, ["timeline", "Wrennick", "--json", *store])
    ids = [json.loads(line)["occurrence_id"] for line in listed.stdout.splitlines()]
    if len(ids) == 2:  # where the rules leave it open, a reviewer says that they are one
        assert "one document alone" in CliRunner().invoke(app, ["compare", ids[0], *store]).stderr
        assert CliRunner().invoke(app, ["join", *ids, "--as", "Alma", *store]).exit_code == 0
    result = CliRunner().invoke(app, ["compare", ids[0], *store])
    assert result.exit_code == 0
    assert "Two accounts of one call" in result.stdout
    for unknown in (["0123456789abcdef"], [PAIR[0], "call-told-by-orvania.txt"]):  # a misspelled path, perhaps
        refused = CliRunner().invoke(app, ["compare", *unknown, *store])
        assert refused.exit_code == 2
        assert "there is no such file" in refused.stderr


def test_changes(tmp_path: Path) -> None:
    store = ["--store", str(tmp_path / "store.db")]
    table = tmp_path / "readouts.jsonl"
    text = (SAMPLES / "call-told-by-kestland.txt").read_text(encoding="utf-8")
    for state in (text, text.replace("forty-minute", "fifty-minute")):
        table.write_text(json.dumps({"id": "readout-1", "text": state}), encoding="utf-8")
        assert CliRunner().invoke(app, ["read", str(table), *store]).exit_code == 0
    shown = CliRunner().invoke(app, ["changes", "readout-1", *store])
    assert shown.exit_code == 0
    assert "[-forty-minute-]{+fifty-minute+} call" in " ".join(shown.stdout.split())
    (row,) = [
        json.loads(line)
        for line in CliRunner().invoke(app, ["changes", "readout-1", "--json", *store]).stdout.splitlines()
    ]
    assert [(each["old_words"].strip(), each["new_words"].strip()) for each in row["text"]] == [
        ("forty-minute", "fifty-minute")
    ]
    assert row["contacts"][0]["fields"] == ["duration"]
    assert "duration: 40 minutes → 50 minutes" in " ".join(shown.stdout.split())


def test_changed_days_are_told_as_days(tmp_path: Path) -> None:
    store = ["--store", str(tmp_path / "store.db")]
    table = tmp_path / "readouts.jsonl"
    text = "President Anna Velk of Orvania spoke by telephone on {} with Prime Minister Tomas Kestrel of Tarsenia. "
    for state in (text.format("12 February 2024"), text.format("13 February 2024")):
        table.write_text(json.dumps({"id": "readout-1", "text": state}), encoding="utf-8")
        assert CliRunner().invoke(app, ["read", str(table), *store]).exit_code == 0
    shown = " ".join(CliRunner().invoke(app, ["changes", "readout-1", *store]).stdout.split())
    assert "date: 2024-02-12 → 2024-02-13" in shown
    assert "DateRange" not in shown


def test_nothing_changed(tmp_path: Path) -> None:
    store = ["--store", str(tmp_path / "store.db")]
    assert CliRunner().invoke(app, ["read", PAIR[0], *store]).exit_code == 0
    result = CliRunner().invoke(app, ["changes", "call-told-by-kestland.txt", *store])
    assert "nothing has changed" in result.stdout
