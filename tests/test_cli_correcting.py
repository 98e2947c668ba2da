"""`edit`, `accept`, `reject`, `add`, `review --coded`, `undo`: what they print and keep, what they refuse with status 2."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from dragoman.cli import app
from dragoman.record import Grounds
from dragoman.store.connection import open_store
from tests.store.test_corrections import fill, make_told

Cli = Callable[..., Result]


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Cli:
    """Runs a command on a store with one document, as the reviewer Holm."""
    monkeypatch.chdir(tmp_path)
    for name in ("DRAGOMAN_STORE", "DRAGOMAN_REGISTRY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DRAGOMAN_REVIEWER", "Holm")
    monkeypatch.setenv("COLUMNS", "160")
    with closing(open_store(Path("dragoman.db"), create=True)) as store:
        fill(store)

    def invoke(*arguments: str, given: str | None = None) -> Result:
        result = CliRunner().invoke(app, list(arguments), input=given)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return invoke


def flat(text: str) -> str:
    return " ".join(text.split())


def lines(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_speaker_is_corrected_shown_and_undone(cli: Cli) -> None:
    done = cli("edit", "statement-1", "--speaker", "Ørlund", "--note", "he said it", "--as", "Alma Reyes")
    assert "speaker: Anna Velk → Tomás Ørlund" in done.stdout
    (statement,) = lines(cli("statements", "--json"))
    assert statement["speaker"]["name"] == "Tomás Ørlund"
    assert statement["edited_by"] == "reviewer Alma Reyes"
    (correction,) = statement["corrections"]
    assert correction["changes"] == [{"field": "speaker", "old": "Anna Velk", "new": "Tomás Ørlund"}]
    assert correction["note"] == "he said it"
    assert "corrected by Alma Reyes" in " ".join(cli("statements").stdout.split())
    assert "reviewer Alma Reyes" in cli("statements", "--csv").stdout
    shown = cli("review", "--history").stdout
    assert "Alma Reyes" in shown
    assert "Tomás Ørlund" in shown
    assert "undone: statement statement-1: speaker" in cli("undo", correction["correction_id"][:6]).stdout
    assert lines(cli("statements", "--json"))[0]["edited_by"] is None
    (kept,) = lines(cli("review", "--history", "--json"))
    assert (kept["undone_by"], kept["applied"]) == ("reviewer Holm", False)


@pytest.mark.parametrize(
    "table, field",
    [(("contacts",), "contact_id"), (("statements",), "statement_id"), (("statements", "--demands"), "")],
)
def test_tables_show_ids_by_which_records_are_corrected(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, table: tuple[str, ...], field: str
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    words = ("--document", "doc-1", "--words", "she told him")
    cli("add", "contact", *words, "--with", "Velk", "--with", "Teodor Lindqvar")
    cli("add", "statement", *words, "--speaker", "Lindqvar", "--act", "request")
    shown = cli(*table).stdout
    assert max(map(len, shown.splitlines())) <= 80
    for row in lines(cli(*table, "--json")):
        short = row[field or "statement_id"][:12]
        assert short in shown
        assert "found right" in cli("accept", short).stdout


def test_a_contact_of_another_kind_and_day(cli: Cli) -> None:
    cli("edit", "call-1", "--kind", "meeting", "--date", "2024-02-11", "--initiator", "none", "--place", "Ostrel")
    (contact,) = lines(cli("contacts", "--json", "--kind", "meeting"))
    assert (contact["start_date"], contact["place"], contact["initiator"]) == ("2024-02-11", "Ostrel", None)
    assert "2024-02-12" in json.dumps(contact["corrections"])
    assert lines(cli("contacts", "--json", "--kind", "call")) == []
    assert "contact corrected by Holm" in " ".join(cli("events").stdout.split())  # what was coded from it follows


def test_events_are_gone_through(cli: Cli) -> None:
    reading = make_told()
    doubtful = tuple(replace(one, grounds=Grounds("contact:call", 0.5)) for one in reading.events)
    with closing(open_store(Path("dragoman.db"))) as store:
        fill(store, replace(reading, events=doubtful))
    assert len(lines(cli("review", "--coded", "--json"))) == 2
    assert "CONSULT" in cli("review", "--coded", "--list").stdout
    asked = cli("review", "--coded", given="x\na\nr\n")
    assert "2 corrections kept" in asked.stdout
    assert "nothing to review" in cli("review", "--coded", "--list").stdout
    assert len(lines(cli("events", "--modality", "any", "--json"))) == 1
    assert [each["verdict"] for each in lines(cli("review", "--history", "--json"))] == ["accept", "reject"]
    cli("undo")
    assert len(lines(cli("events", "--modality", "any", "--json"))) == 2


def test_what_is_right_or_wrong(cli: Cli) -> None:
    event = lines(cli("events", "--json"))[0]["event_id"]
    assert "found right" in cli("accept", event).stdout
    assert "accept" in cli("explain", event).stdout
    assert "taken out" in cli("reject", event, "--note", "a game").stdout
    for again in ("explain", "reject", "accept"):
        refused = cli(again, event)
        assert refused.exit_code == 2
        (undo,) = re.findall(r"taken out by reviewer Holm on [-0-9]+; dragoman undo (\w+) brings", flat(refused.stderr))
    cli("undo", undo)
    assert cli("explain", event).exit_code == 0


def test_a_contact_and_a_statement_are_added(cli: Cli) -> None:
    words = ("--document", "doc-1", "--words", "she told him")
    done = cli("add", "contact", *words, "--with", "Velk", "--with", "Teodor Lindqvar", "--kind", "call")
    assert "added" in done.stdout
    (contact,) = lines(cli("contacts", "--who", "Lindqvar", "--json"))
    assert (contact["kind"], contact["rule"], contact["edited_by"]) == ("call", "reviewer", "reviewer Holm")
    (said,) = lines(
        cli("add", "statement", *words, "--speaker", "Lindqvar", "--contact", contact["contact_id"], "--json")
    )
    (found,) = (e for e in lines(cli("statements", "--json")) if e["statement_id"] == said["record_id"])
    assert found["contact_id"] == contact["contact_id"]
    note = ("--source", "By telephone", "--url", "https://velk.example/1", "--published", "2024-02-13")
    cli("add", "contact", *note, "--with", "Velk", "--with", "Kestland")
    assert any(each["document_id"].startswith("note:") for each in lines(cli("documents", "--json")))
    assert "note:" not in cli("dump").stdout.splitlines()[0]
    cli("merge", "Lindqvar", "Ørlund", "--anyway")
    assert "1 reading, 1 judgement, 3 corrections written to" in flat(cli("dump", "all.jsonl").stderr)


def test_a_statement_is_not_added_twice(cli: Cli) -> None:
    words = ("add", "statement", "--document", "doc-1", "--speaker")
    (added,) = lines(cli(*words, "Lindqvar (person)", "--words", "she told him", "--json"))
    for again in ("she told him", "she told"):  # the same, and a part of it as the same act
        refused = cli(*words, "Lindqvar (person)", "--words", again)
        assert refused.exit_code == 2
        assert f"statement {added['record_id']} of the same speaker has these words already" in flat(refused.stderr)
    assert cli(*words, "Lindqvar (person)", "--words", "she told", "--act", "promise").exit_code == 0
    assert cli(*words, "Velk", "--words", "she told him").exit_code == 0


@pytest.mark.parametrize(
    "arguments, said",
    [
        (("edit", "call-1"), "say what to correct"),
        (("edit", "call-1", "--kind", "chat"), "choose from call, meeting"),
        (("edit", "zzz", "--kind", "call"), "no contact, statement or event"),
        (("accept", "zzz"), "no contact, statement or event"),
        (("add", "event", "--source", "so"), "cannot be added"),
        (("add", "contact", "--with", "Velk"), "say what tells it"),
        (("add", "contact", "--source", "so", "--with", "Anna Velk"), "two or more participants"),
        (("add", "statement", "--source", "so"), "takes a speaker"),
        (("add", "contact", "--source", "so", "--url", "file:///etc"), "no address of the web"),
        (("edit", "call-1", "--place", "Ostrel", "--as", " "), "--as needs a name"),
        (("undo",), "no judgement in force"),
        (
            ("edit", "call-1", "--speaker", "Velk"),
            "a contact has no --speaker; it takes --kind, --date, --place, --with",
        ),
        (("add", "thing"), "'thing' cannot be added"),
        (
            ("edit", "call-1", "--with", "Velk"),
            "contact call-1: it takes two participants or more, and those given replace",
        ),
        (
            ("add", "contact", "--source", "so", "--with", "Velk", "--with", "Ivo Arden (person, XYZ)"),
            "there is no country XYZ; write its code of three letters",
        ),
        (
            ("add", "contact", "--source", "so", "--with", "Velk", "--with", "Ivo Arden (person, UKA)"),
            "(ISO 3166 alpha-3), such as USA, UKR",
        ),
    ],
)
def test_what_makes_no_sense_is_refused(cli: Cli, arguments: tuple[str, ...], said: str) -> None:
    result = cli(*arguments)
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())
