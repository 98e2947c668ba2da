"""`dragoman events`, `explain`, `code`."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.cli import app

TEXT = (
    "President Ana Velk of Norland condemned the attack on the embassy. "
    "Marovia expelled two Norland diplomats in March 2023. The rebels did not attack the base.\n"
)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    source = tmp_path / "wire.txt"
    source.write_text(TEXT, encoding="utf-8")
    path = tmp_path / "events.db"
    assert CliRunner().invoke(app, ["read", str(source), "--store", str(path), "--quiet"]).exit_code == 0
    return path


def run(*arguments: str) -> str:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exit_code == 0, result.output
    return result.output


def lines(*arguments: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in run(*arguments).splitlines()]


def test_events_are_filtered(store: Path) -> None:
    everything = lines("events", "--store", str(store), "--modality", "any", "--json")
    assert {row["type"] for row in everything} >= {"ACCUSE", "SANCTION", "ASSAULT"}
    assert "ASSAULT" not in {row["type"] for row in lines("events", "--store", str(store), "--json")}
    (expelled,) = lines("events", "--store", str(store), "--type", "sanction", "--actor", "Marovia", "--json")
    assert (expelled["cameo"], expelled["quad"], expelled["start_date"]) == ("166", "material conflict", "2023-03-01")
    assert not lines("events", "--store", str(store), "--until", "2023-02", "--type", "SANCTION", "--json")
    assert lines("events", "--store", str(store), "--quad", "verbal-conflict", "--json")[0]["type"] == "ACCUSE"
    assert not lines("events", "--store", str(store), "--confidence", "0.99", "--json")


def test_events_as_a_table_and_as_csv(store: Path) -> None:
    assert "SANCTION" in run("events", "--store", str(store))
    assert run("events", "--store", str(store), "--csv").startswith("start_date,end_date")


def test_a_narrow_table_keeps_its_days_whole(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    (event_id,) = (row["event_id"] for row in lines("events", "--store", str(store), "--type", "SANCTION", "--json"))
    table = run("events", "--store", str(store), "--type", "SANCTION", "--since", "2023")
    assert "2023-03" in table
    assert "…" not in table
    assert str(event_id)[:12] in table


def test_an_event_is_explained_to_programs(store: Path) -> None:
    (listed,) = lines("events", "--store", str(store), "--type", "SANCTION", "--json")
    assert lines("explain", str(listed["event_id"])[:12], "--store", str(store), "--json") == [listed]


def test_words_stay_whole_at_80_columns(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    wanted = ("events", "--store", str(store), "--confidence", "0", "--modality", "any")
    sheet = csv.DictReader(io.StringIO(run(*wanted, "--csv")))
    table = run(*wanted)
    for row in sheet:
        for each in actor_names(row["actors"]) + actor_names(row["recipients"]):
            assert all(word in table for word in each.split())
        assert row["type"] in table


def actor_names(cell: str) -> list[str]:
    """The names in a cell, without offices: "Anna Velk (President); Marovia"."""
    return [each.partition(" (")[0] for each in cell.split("; ")] if cell else []


@pytest.mark.parametrize("option", [["--confidence", "0"], ["--type", "SANCTION"], ["--place", "Velk"]])
def test_what_contacts_do_not_have_is_refused_with_accounts(store: Path, option: list[str]) -> None:
    result = CliRunner().invoke(app, ["events", "--store", str(store), "--accounts", "2..", *option])
    assert result.exit_code == 2
    assert option[0] in result.output


def test_sides_carry_the_codes_of_other_tables(tmp_path: Path) -> None:
    source, path = tmp_path / "wire.txt", tmp_path / "codes.db"
    source.write_text("Marovian rebels attacked Romania on 3 May 2021.\n", encoding="utf-8")
    run("read", str(source), "--store", str(path), "--quiet")
    (recipient,) = json.loads(run("events", "--store", str(path), "--type", "ASSAULT", "--json"))["recipients"]
    assert {key: recipient[key] for key in ("country", "cow", "fips", "cameo")} == {
        "country": "ROU", "cow": 360, "fips": "RO", "cameo": "ROM",
    }  # fmt: skip
    heading, line = csv.reader(run("events", "--store", str(path), "--type", "ASSAULT", "--csv").splitlines())
    cells = dict(zip(heading, line, strict=True))
    assert (cells["actor_sectors"], cells["recipient_countries"], cells["recipient_sectors"]) == ("REB", "ROU", "GOV")


def test_an_event_is_explained(store: Path) -> None:
    (row,) = lines("events", "--store", str(store), "--type", "SANCTION", "--json")
    told = run("explain", str(row["event_id"])[:8], "--store", str(store))
    assert "SANCTION:expel" in told
    assert "March 2023" in told
    missing = CliRunner().invoke(app, ["explain", "ffff-none", "--store", str(store)])
    assert missing.exit_code == 2


def test_a_table_is_coded_to_a_file(tmp_path: Path) -> None:
    table, out = tmp_path / "in.tsv", tmp_path / "out.tsv"
    table.write_text("sentence\twho\nNorland condemned the raid.\tNorland\n", encoding="utf-8")
    run("code", str(table), "--actor", "who", "--output", str(out))
    assert "\tACCUSE\tdisapprove\t" in out.read_text(encoding="utf-8")
    bad = CliRunner().invoke(app, ["code", str(table), "--output", str(tmp_path / "no" / "out.tsv")])
    assert bad.exit_code == 2
