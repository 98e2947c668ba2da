"""`dragoman designations`: who calls whom what, counted, and every passage behind a count."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from dragoman.cli import app
from dragoman.record import Actor, Designation, Grounds, Reading, Voice
from dragoman.store.connection import open_store
from dragoman.store.write import write_readings
from tests.factories import KESTLAND, ORLUND, TITLE, VELK, make_document, make_reading, span_of

Run = Callable[..., str]


def make_designation(
    words: str,
    term: str,
    voice: Voice,
    speakers: tuple[Actor, ...] = (),
    actor: Actor | None = None,
    part: Any = "text",
) -> Designation:
    text = TITLE if part == "title" else make_document().text
    span = span_of(words, text)
    return Designation(
        f"{words}-{voice}",
        term,
        span,
        voice,
        Grounds("rule", 0.9),
        speakers,
        actor,
        "statement-1" if speakers else None,
        part,
    )


def make_called() -> Reading:
    """A reading in which "corridor", "grain" and "speak" play the contested terms."""
    terms = (
        make_designation("corridor", "corridor", "quoted", (VELK,), KESTLAND),
        make_designation("grain", "grain", "quoted", (VELK,), KESTLAND),
        make_designation("meet", "meeting", "outlet", (), ORLUND),
        make_designation("speak", "talk", "hedged", part="title"),
    )
    return replace(make_reading(), designations=terms)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DRAGOMAN_STORE", raising=False)
    other = replace(make_called(), document=make_document(make_document().text + "\nAgain.", "doc-2"))
    with closing(open_store(tmp_path / "dragoman.db", create=True)) as store:
        write_readings(store, [make_called(), other])

    def invoke(*arguments: str) -> str:
        result = CliRunner().invoke(app, list(arguments), env={"COLUMNS": "120"})
        assert result.exit_code == 0, result.output
        return result.stdout

    return invoke


def found(run: Run, *arguments: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run("designations", *arguments, "--json").splitlines()]


def test_the_table_counts_who_calls_whom_what(run: Run) -> None:
    shown = [" ".join(line.split()) for line in run("designations").splitlines()]
    assert "Anna Velk Kestland corridor quoted 2 2" in shown
    assert "Selm Gazette Tomás Ørlund meeting its own 2 2" in shown
    assert "Selm Gazette not told talk hedged 2 2" in shown
    assert "8 passages" in shown


def test_every_count_is_traced_to_its_passages(run: Run) -> None:
    rows = found(run, "--of", "Kestland", "--term", "corridor")
    assert [(row["document_id"], row["words"]) for row in rows] == [("doc-1", "corridor"), ("doc-2", "corridor")]
    text = make_document().text
    assert all(text[row["start"] : row["end"]] == row["words"] for row in rows)
    assert [row["speakers"][0]["name"] for row in rows] == ["Anna Velk", "Anna Velk"]
    assert rows[0]["statement_id"] == "statement-1"


@pytest.mark.parametrize(
    "arguments, terms",
    [
        pytest.param(["--of", "orlund"], ["meeting"], id="who is called so"),
        pytest.param(
            ["--of", "kestland"], ["corridor", "grain", "meeting"], id="a state, and those who hold its offices"
        ),
        pytest.param(["--by", "Velk"], ["corridor", "grain"], id="a speaker"),
        pytest.param(["--by", "selm gazette"], ["meeting", "talk"], id="an outlet's own words, hedged ones too"),
        pytest.param(["--by", "gazette", "--of", "Orlund"], ["meeting"], id="both"),
        pytest.param(["--term", "MEET"], ["meeting"], id="the words as they stand"),
        pytest.param(["--term", "Meeting"], ["meeting"], id="the key of a term"),
        pytest.param(["--by", "Nobody"], [], id="nobody"),
    ],
)
def test_filters(run: Run, arguments: list[str], terms: list[str]) -> None:
    assert [row["term"] for row in found(run, *arguments, "--document", "doc-1")] == terms


def test_csv_has_a_line_for_each_passage(run: Run) -> None:
    lines = list(csv.DictReader(io.StringIO(run("designations", "--csv", "--document", "doc-1"))))
    assert [(line["by"], line["voice"], line["words"], line["called"], line["part"]) for line in lines] == [
        ("Anna Velk (Prime Minister)", "quoted", "corridor", "Kestland", "text"),
        ("Anna Velk (Prime Minister)", "quoted", "grain", "Kestland", "text"),
        ("Selm Gazette", "outlet", "meet", "Tomás Ørlund", "text"),
        ("Selm Gazette", "hedged", "speak", "", "title"),
    ]


def test_nothing_found_is_said(run: Run) -> None:
    assert "no contested term found" in run("designations", "--by", "Nobody")


def test_statements_list_the_terms_within_their_words(run: Run) -> None:
    (row,) = [json.loads(line) for line in run("statements", "--document", "doc-1", "--json").splitlines()]
    assert [(one["term"], one["voice"], one["actor"]["name"]) for one in row["designations"]] == [
        ("corridor", "quoted", "Kestland"),
        ("grain", "quoted", "Kestland"),
    ]
    assert set(row["designations"][0]) == {"start", "end", "voice", "actor", "term"}


def test_show_lists_them(run: Run) -> None:
    shown = " ".join(run("show", "doc-1").split())
    assert "Contested terms (4)" in shown
    assert "corridor → Kestland quoted, Anna Velk" in shown
    row = json.loads(run("show", "doc-1", "--json"))
    assert [one["term"] for one in row["designations"]] == ["corridor", "grain", "meeting", "talk"]
