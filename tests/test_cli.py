"""The commands as a user types them, their exit status and what they print; the reader is a small one of our own."""

from __future__ import annotations

import json
import os
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from dragoman.cli import app
from dragoman.errors import LanguageError
from dragoman.language import Language
from dragoman.record import Document, Passage, Reading, Segment, SegmentKind, Span, stable_id
from dragoman.registry import Registry
from dragoman.store.connection import open_store
from dragoman.store.load import load_readings
from dragoman.store.query import count_records
from dragoman.store.write import write_readings
from dragoman.terminal import run
from tests.factories import (
    GAZETTE,
    ORLUND,
    TEXT,
    VELK,
    make_contact,
    make_document,
    make_many,
    make_reading,
    make_statement,
)

Cli = Callable[..., Result]


def read_simply(document: Document, _language: Language, _registry: Registry) -> Reading:
    """A call in every document that says "telephone", and the whole of it a statement; "explode" is a fault of ours."""
    if "explode" in document.text:
        raise ZeroDivisionError("the reader stumbled")
    whole = Span(0, len(document.text))
    contact = make_contact(
        contact_id=stable_id(document.version, "call"), evidence=(Passage(whole),), date_words=None, when=None
    )
    statement = make_statement(
        statement_id=stable_id(document.version, "said"),
        source=(),
        cue=(),
        content=(whole,),
        contact_id=contact.contact_id,
    )
    contacts = (contact,) if "telephone" in document.text else ()
    return Reading(document, (VELK, ORLUND, GAZETTE), (), contacts, (statement,), (("dragoman", "0.1.0"),))


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Cli:
    """Runs a command in an empty folder, with the small reader, on a terminal 100 columns wide."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(run, "read_document", read_simply)
    monkeypatch.setattr(run, "load_language", lambda: None)
    monkeypatch.delenv("DRAGOMAN_STORE", raising=False)
    monkeypatch.setenv("COLUMNS", "100")

    def invoke(*arguments: str, given: str | bytes | None = None) -> Result:
        result = CliRunner().invoke(app, list(arguments), input=given)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return invoke


@pytest.fixture
def filled(cli: Cli, tmp_path: Path) -> Cli:
    """The command line in a folder whose default store holds one reading."""
    with closing(open_store(tmp_path / "dragoman.db", create=True)) as store:
        write_readings(store, [make_reading()])
    return cli


def rows(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def flat(text: str) -> str:
    return " ".join(text.split())


def closing_line(result: Result) -> str:
    return result.stdout.splitlines()[-1]


# --- read


def test_one_file_prints_its_ledger_and_is_stored(cli: Cli) -> None:
    Path("call.txt").write_text("They spoke by telephone.", encoding="utf-8")
    result = cli("read", "call.txt", "--outlet", "Selm Gazette", "--published", "2024-02-12")
    assert result.exit_code == 0
    shown = flat(result.stdout)
    for part in (
        "Selm Gazette · 2024-02-12",
        "Contacts (1)",
        "[1] CALL date not told",
        "between Anna Velk (Prime Minister, MRV)",
        "asked for by Tomás Ørlund",
        "lasted 1 hour 15 minutes",
        "Statements (1)",
        "(1) Anna Velk request of Kestland to Tomás Ørlund direct, in [1]",
        "words They spoke by telephone.",
    ):
        assert part in shown
    assert closing_line(result) == "read 1, skipped 0, failed 0, 1 contact, 1 statement"
    assert result.stderr == ""
    assert len(rows(cli("contacts", "--json"))) == 1


def test_several_files_print_the_closing_line_alone(cli: Cli) -> None:
    for name in ("a.txt", "b.txt"):
        Path(name).write_text(f"A telephone call told in {name}.", encoding="utf-8")
    assert cli("read", ".").stdout == "read 2, skipped 0, failed 0, 2 contacts, 2 statements\n"


def test_quiet_prints_no_ledger(cli: Cli) -> None:
    Path("a.txt").write_text("A telephone call.", encoding="utf-8")
    assert cli("read", "a.txt", "-q").stdout == "read 1, skipped 0, failed 0, 1 contact, 1 statement\n"


def test_standard_input_is_read(cli: Cli) -> None:
    result = cli("read", "-", "-q", given="They spoke by telephone for an hour.")
    assert (result.exit_code, closing_line(result)) == (0, "read 1, skipped 0, failed 0, 1 contact, 1 statement")


def test_the_store_is_the_one_named(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a.txt").write_text("A telephone call.", encoding="utf-8")
    assert cli("read", "a.txt", "--store", "named.db").exit_code == 0
    monkeypatch.setenv("DRAGOMAN_STORE", "variable.db")
    assert cli("read", "a.txt").exit_code == 0
    assert sorted(path.name for path in Path().glob("*.db")) == ["named.db", "variable.db"]


def test_columns_of_a_table_are_mapped(cli: Cli) -> None:
    Path("t.csv").write_text("nr,body,paper\n7,By telephone they spoke.,Gazette\n", encoding="utf-8")
    mapping = ("--column", "text=body", "--column", "id=nr", "--column", "outlet=paper")
    assert cli("read", "t.csv", *mapping, "-q").exit_code == 0
    assert [row["document_id"] for row in rows(cli("contacts", "--json"))] == ["7"]


def test_reading_twice_changes_nothing(cli: Cli) -> None:
    Path("a.txt").write_text("A telephone call.", encoding="utf-8")
    cli("read", "a.txt")
    first = cli("contacts", "--json").stdout
    cli("read", "a.txt")
    assert cli("contacts", "--json").stdout == first


def test_a_fault_in_one_document_is_a_failure_with_its_reason_and_the_rest_goes_on(cli: Cli) -> None:
    lines = [{"id": name, "text": f"Telephone call, told in {name}"} for name in ("one", "explode", "three")]
    Path("t.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    result = cli("read", "t.jsonl")
    assert result.exit_code == 1
    assert (
        "failed t.jsonl, explode: ZeroDivisionError: the reader stumbled; this is a fault of dragoman" in result.stderr
    )
    assert closing_line(result).startswith("read 2, skipped 0, failed 1 (ZeroDivisionError: the reader stumbled)")
    failed = rows(cli("documents", "--failed", "--json"))
    assert [(row["path"], row["where"]) for row in failed] == [("t.jsonl", "explode")]
    assert "1 failure" in cli("documents", "--failed").stdout


def test_a_failure_is_forgotten_once_its_file_is_read(cli: Cli) -> None:
    Path("a.txt").write_text("", encoding="utf-8")
    assert cli("read", "a.txt").exit_code == 2
    Path("a.txt").write_text("A telephone call.", encoding="utf-8")
    assert cli("read", "a.txt").exit_code == 0
    assert rows(cli("documents", "--failed", "--json")) == []


# --- bad input: each names file, cause and remedy, and the rest of the batch goes on

BAD_FILES: dict[str, tuple[bytes, str]] = {
    "empty.txt": (b"", r"empty\.txt: it is empty; "),
    "blank.txt": (b" \n\n \t", r"blank\.txt: it is empty; "),
    "binary.txt": (bytes(range(256)) * 40, r"binary\.txt: it is not text; "),
    "deep.html": (b"<html><body>" + b"<div>" * 1000 + b"</div>" * 1000, r"deep\.html: .+; .+"),
    "table.csv": (b"a,b\n1,2\n", r"table\.csv: it has no column 'text'; its columns are a, b; .*--column text=NAME"),
    "broken.jsonl": (b'{"text": "Telephone"\n', r"broken\.jsonl, row 1: .*JSON.*; "),
    "archive.docx": (b"PK", r"archive\.docx: files of the kind '\.docx' are not read; give one of \.txt"),
}


FAILURES = {"broken.jsonl": 2}  # the line, and the table that is left without a row


@pytest.mark.parametrize("name", BAD_FILES)
@pytest.mark.parametrize("alone", [True, False], ids=["alone", "beside a good one"])
def test_bad_files_fail_with_cause_and_remedy(cli: Cli, name: str, alone: bool) -> None:
    content, message = BAD_FILES[name]
    Path(name).write_bytes(content)
    Path("good.txt").write_text("A telephone call.", encoding="utf-8")
    result = cli("read", name, *([] if alone else ["good.txt"]))
    assert result.exit_code == (2 if alone else 1)
    assert re.search(f"^failed {message}", result.stderr, re.MULTILINE), result.stderr
    assert closing_line(result).startswith(f"read {0 if alone else 1}, skipped 0, failed {FAILURES.get(name, 1)} (")
    assert len(rows(cli("documents", "--json"))) == (0 if alone else 1)


def test_fifty_megabytes_of_one_line_fail_or_are_read_but_never_hang(cli: Cli) -> None:
    Path("line.txt").write_bytes(b"They spoke by telephone. " * 2_000_000)
    result = cli("read", "line.txt")
    assert result.exit_code == 2
    assert re.search(r"^failed line\.txt: it is too long.*; split it", result.stderr, re.MULTILINE)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_are_detected(cli: Cli, encoding: str) -> None:
    words = "Präsident Müller hat am Montag mit der Außenministerin über das Telefon gesprochen – telephone."
    Path("a.txt").write_bytes(words.encode(encoding))
    assert cli("read", "a.txt").exit_code == 0
    (row,) = rows(cli("statements", "--json"))
    ((start, end),) = row["content"]
    assert json.loads(cli("show", "a.txt", "--json").stdout)["document"]["text"][start:end].strip("\ufeff") == words


@pytest.mark.parametrize(
    "path, message",
    [
        pytest.param("none.txt", r"failed none\.txt: there is no such file or folder; ", id="no such path"),
        pytest.param("hollow", r"failed hollow: the folder holds no documents; ", id="folder without documents"),
        pytest.param("*.txt", r"failed \*\.txt: no file matches; ", id="glob that matches nothing"),
    ],
)
def test_paths_that_lead_nowhere(cli: Cli, path: str, message: str) -> None:
    Path("hollow").mkdir()
    result = cli("read", path)
    assert result.exit_code == 2
    assert re.search(message, result.stderr)


@pytest.mark.parametrize(
    "options, message",
    [
        (("--published", "Monday"), "--published 'Monday' is no date; write 2024-02-12"),
        (("--published", "2024-02-12T25:00"), "is no date"),
        (("--timezone", "Atlantis/City"), "Atlantis/City"),
        (("--column", "body"), "--column 'body': give our field and the table's name of it, as in text=body"),
        (("--column", "words=body"), "'words' is not a field"),
    ],
)
def test_options_that_make_no_sense(cli: Cli, options: tuple[str, ...], message: str) -> None:
    Path("a.txt").write_text("A telephone call.", encoding="utf-8")
    result = cli("read", "a.txt", *options)
    assert result.exit_code == 2
    assert message in flat(result.stderr)
    assert not Path("dragoman.db").exists()


def test_a_missing_language_model_names_its_remedy(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> Language:
        raise LanguageError("no English language model is installed; install one with pip")

    monkeypatch.setattr(run, "load_language", refuse)
    Path("a.txt").write_text("A telephone call.", encoding="utf-8")
    result = cli("read", "a.txt")
    assert (result.exit_code, result.stderr) == (
        2,
        "error: no English language model is installed; install one with pip\n",
    )


@pytest.mark.parametrize("command", ["contacts", "statements", "documents", "dump", "check"])
def test_a_store_of_a_newer_version_names_the_version_needed(filled: Cli, command: str) -> None:
    with closing(sqlite3.connect("dragoman.db")) as store:
        store.execute("UPDATE meta SET value = '9.4.0'")
        store.execute("PRAGMA user_version = 99")
        store.commit()
    result = filled(command)
    assert result.exit_code == (1 if command == "check" else 2)
    assert "install dragoman 9.4.0 or newer" in flat(result.output)


@pytest.mark.parametrize("command", [("contacts",), ("statements",), ("show", "x"), ("documents",), ("dump",)])
def test_a_missing_store_names_the_command_that_makes_it(cli: Cli, command: tuple[str, ...]) -> None:
    result = cli(*command, "--store", "none.db")
    assert result.exit_code == 2
    assert "error: none.db: there is no such store; read documents into it first: dragoman read PATH" in flat(
        result.stderr
    )
    assert not Path("none.db").exists()


def test_a_file_that_is_no_store(cli: Cli) -> None:
    Path("notes.txt").write_text("Just some notes.\n" * 100, encoding="utf-8")
    result = cli("contacts", "--store", "notes.txt")
    assert result.exit_code == 2
    assert "not a dragoman store; name another file with --store" in flat(result.stderr)


# --- contacts and statements


def test_contacts_as_json_keep_the_contract(filled: Cli) -> None:
    call, meeting = rows(filled("contacts", "--json", "--modality", "any"))
    reading = make_reading()
    velk = {
        "name": "Anna Velk",
        "office": "Prime Minister",
        "country": "MRV",
        "actor_id": "velk",
        "kind": "person",
        "named_by": "text",
        "told_as": "Anna Velk",
    }
    orlund = {
        "name": "Tomás Ørlund", "office": "President of Kestland", "country": "KST", "actor_id": "orlund", "kind": "person",
        "named_by": "text", "told_as": "Tomás Ørlund",
    }  # fmt: skip
    start = TEXT.index("Prime Minister Anna")
    assert call == {
        "contact_id": "call-1",
        "edited_by": None,
        "corrections": [],
        "document_id": "doc-1",
        "version": reading.document.version,
        "kind": "call",
        "participants": [velk, orlund],
        "start_date": "2024-02-12",
        "end_date": "2024-02-13",
        "date_basis": "relative",
        "start_time": None,
        "timezone": None,
        "date_words": "on Monday",
        "modality": "happened",
        "initiator": orlund,
        "medium": "telephone",
        "duration_minutes": 75,
        "place": None,
        "location": None,
        "subject": None,
        "chain": [{"name": "Selm Gazette", "actor_id": "gazette", "told_as": "Selm Gazette"}],
        "confidence": 0.9,
        "passages": [[start, start + len("Prime Minister Anna Velk spoke by telephone on Monday")]],
        "title_passages": [],
        "segment": "body",
        "rule": "contact.call",
        "rule_version": "1",
    }
    assert (meeting["modality"], meeting["initiator"], meeting["place"]) == ("planned", None, "Ostrel")
    assert meeting["title_passages"] == [[0, 4]]


def test_statements_as_json_keep_the_contract(filled: Cli) -> None:
    (row,) = rows(filled("statements", "--json"))
    assert row["speaker"]["name"] == "Anna Velk"
    assert row["speakers"] == [row["speaker"]]
    assert [hearer["name"] for hearer in row["hearers"]] == ["Tomás Ørlund"]
    assert [actor["name"] for actor in row["addressee"]] == ["Kestland"]
    assert row["chain"] == [{"name": "Selm Gazette", "actor_id": "gazette", "told_as": "Selm Gazette"}]
    ((start, end),) = row["content"]
    assert TEXT[start:end] == "Open the grain corridor at once"
    assert [TEXT[s:e] for s, e in row["source"] + row["cue"]] == ["she", "told"]
    assert (row["act"], row["form"], row["modality"], row["voice"], row["background"]) == (
        "request", "direct", "happened", "quoted", False,
    )  # fmt: skip
    assert (row["statement_id"], row["contact_id"], row["rule"], row["confidence"]) == (
        "statement-1", "call-1", "statement.quote", 0.8,
    )  # fmt: skip


def test_several_speakers_are_joined_and_listed(cli: Cli, tmp_path: Path) -> None:
    reading = make_reading()
    with closing(open_store(tmp_path / "dragoman.db", create=True)) as store:
        both = make_statement(speakers=(VELK, ORLUND), hearers=())
        write_readings(store, [Reading(reading.document, reading.actors, (), (), (both,))])
    (row,) = rows(cli("statements", "--json"))
    assert row["speaker"] == {
        "name": "Anna Velk and Tomás Ørlund", "office": None, "country": None, "actor_id": None, "kind": "group",
        "told_as": "Anna Velk and Tomás Ørlund",
    }  # fmt: skip
    assert [speaker["actor_id"] for speaker in row["speakers"]] == ["velk", "orlund"]


@pytest.mark.parametrize(
    "options, found",
    [
        ((), ["call-1"]),
        (("--modality", "any"), ["call-1", "meeting-1"]),
        (("--modality", "planned"), ["meeting-1"]),
        (("--who", "orlund"), ["call-1"]),
        (("--who", "Nobody"), []),
        (("--since", "2024-02"), ["call-1"]),
        (("--since", "2024-03"), []),
        (("--until", "2024-02"), ["call-1"]),
        (("--until", "2024-02-11"), []),
        (("--since", "2024", "--until", "2024"), ["call-1"]),
        (("--kind", "call"), ["call-1"]),
        (("--kind", "visit"), []),
        (("--document", "doc"), ["call-1"]),
    ],
)
def test_contacts_are_filtered(filled: Cli, options: tuple[str, ...], found: list[str]) -> None:
    assert [row["contact_id"] for row in rows(filled("contacts", "--json", *options))] == found


@pytest.mark.parametrize(
    "options, found",
    [
        (("--speaker", "velk"), 1),
        (("--speaker", "ørlund"), 0),
        (("--to", "ORLUND"), 1),
        (("--to", "Kestland"), 1),
        (("--hearer", "ORLUND"), 1),
        (("--hearer", "Velk"), 0),
        (("--addressee", "Kestland"), 1),
        (("--act", "request"), 1),
        (("--act", "thank"), 0),
        (("--demands",), 1),
        (("--demands", "--on", "2030-01-01", "--addressee", "Kestland"), 1),
        (("--contains", "grain corr"), 1),
        (("--contains", "bread"), 0),
        (("--modality", "background"), 0),
    ],
)
def test_statements_are_filtered(filled: Cli, options: tuple[str, ...], found: int) -> None:
    assert len(rows(filled("statements", "--json", *options))) == found


@pytest.mark.parametrize(
    "command, message",
    [
        (("contacts", "--kind", "seance"), "--kind 'seance' is not known; choose from call, meeting, visit, letter"),
        (("contacts", "--modality", "maybe"), "--modality 'maybe' is not known; choose from happened, planned"),
        (("contacts", "--since", "yesterday"), "--since 'yesterday' is no date; write 2024-02-12, 2024-02 or 2024"),
        (("contacts", "--since", "2025", "--until", "2024"), "--since 2025 is after --until 2024"),
        (("events", "--since", "2024-03", "--until", "2024-02"), "is after --until 2024-02"),
        (("events", "--accounts", "2..", "--since", "2025", "--until", "2024"), "is after --until 2024"),
        (("timeline", "Velk", "--since", "2025", "--until", "2024"), "is after --until 2024"),
        (("stories", "--since", "2025", "--until", "2024"), "is after --until 2024"),
        (("events", "--confidence", "2"), "Invalid value for '--confidence'"),
        (("contacts", "--until", "2024-02-30"), "--until '2024-02-30' is no date"),
        (("contacts", "--who", "?"), "'?' has no letters of a name"),
        (("statements", "--contains", "…"), "there is no word to look for"),
        (("statements", "--act", "sing"), "--act 'sing' is not known; choose from state, inform, request"),
        (("statements", "--demands", "--act", "thank"), "--demands lists requests alone; leave out --act thank"),
        (("statements", "--on", "2024-02-12"), "--on goes with --demands"),
        (("show", "doc-9"), "'doc-9': there is no such document in the store; dragoman documents lists"),
        (("contacts", "--document", "doc-9"), "'doc-9': there is no such document"),
        (("show", "doc-1", "--version", "zz"), "give the beginning of one of its versions"),
    ],
)
def test_filters_that_make_no_sense(filled: Cli, command: tuple[str, ...], message: str) -> None:
    result = filled(*command)
    assert result.exit_code == 2
    assert message in flat(result.stderr)


def test_contacts_in_the_terminal(filled: Cli) -> None:
    shown = flat(filled("contacts", "--modality", "any").stdout)
    for part in (
        "2024-02-12 call",
        "Anna Velk (Prime Minister, MRV)",
        "from ‘on Monday’",
        "2024-03",
        "planned",
        "2 contacts",
    ):
        assert part in shown


def test_a_wide_terminal_shows_the_words(filled: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "spoke by telephone" not in flat(filled("contacts").stdout)
    monkeypatch.setenv("COLUMNS", "180")
    assert "Prime Minister Anna Velk spoke by telephone" in flat(filled("contacts").stdout)


def test_statements_in_the_terminal(filled: Cli) -> None:
    shown = flat(filled("statements").stdout)
    for part in (
        "Velk and Ørlund speak",
        "Anna Velk",
        "to Tomás Ørlund",
        "of Kestland",
        "Open the grain corridor at once",
    ):
        assert part in shown


def test_demands_of_a_day_are_those_published_by_then(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "wire.txt").write_text("President Ana Velk urged Kestland to open the ports.\n", encoding="utf-8")
    cli("read", "wire.txt", "--published", "2024-02-12")
    for day, found in (("2024-02-11", 0), ("2024-02-12", 1)):
        assert len(rows(cli("statements", "--demands", "--on", day, "--json"))) == found


def test_demands_in_the_terminal(filled: Cli) -> None:
    shown = flat(filled("statements", "--demands").stdout)
    for part in ("of Kestland", "Anna Velk", "Open the grain corridor at once", "no deadline", "1 demand"):
        assert part in shown


def test_nothing_found_says_so(filled: Cli) -> None:
    for command in (("contacts", "--who"), ("statements", "--speaker"), ("events", "--actor")):
        assert "nobody in the store is called ‘Nobody’" in flat(filled(*command, "Nobody").stdout)
    assert flat(filled("contacts", "--since", "2031").stdout) == "no contact found; leave out an option to see more"


def test_an_empty_store_says_that_it_is_empty(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    cli("read", "empty.txt")
    for command in ("contacts", "statements", "events", "stories", "timeline Velk", "events --accounts 2.."):
        assert "the store holds no documents" in flat(cli(*command.split()).stdout)


@pytest.mark.parametrize("command", ["contacts", "statements", "designations", "events", "timeline Velk"])
def test_two_forms_of_one_answer_are_refused(filled: Cli, command: str) -> None:
    result = filled(*command.split(), "--json", "--csv")
    assert result.exit_code == 2
    assert "--json and --csv are two forms of one answer" in flat(result.stderr)


# --- show, documents


@pytest.mark.parametrize("name", ["doc-1", "doc", "readouts/call.txt", "call.txt"])
def test_show_takes_id_beginning_or_path(cli: Cli, tmp_path: Path, name: str) -> None:
    with closing(open_store(tmp_path / "dragoman.db", create=True)) as store:
        write_readings(store, [make_reading(make_document(path="readouts/call.txt"))])
    shown = flat(cli("show", name).stdout)
    assert "Velk and Ørlund speak" in shown
    assert "[1]Prime Minister Anna Velk spoke by telephone on Monday" in shown
    assert "“(1)Open the grain corridor at once,”" in shown
    assert "[2]The two will meet in Ostrel in March." in shown


def test_show_names_what_an_ambiguous_beginning_may_mean(cli: Cli, tmp_path: Path) -> None:
    with closing(open_store(tmp_path / "dragoman.db", create=True)) as store:
        write_readings(store, make_many(3))
    result = cli("show", "doc-")
    assert result.exit_code == 2
    assert "'doc-' may mean several documents; give the id of one: doc-0, doc-1, doc-2" in flat(result.stderr)


@pytest.mark.parametrize("width, beside", [("80", False), ("160", True)])
def test_show_puts_the_record_beside_the_text_where_there_is_room(
    filled: Cli, monkeypatch: pytest.MonkeyPatch, width: str, beside: bool
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    lines = filled("show", "doc-1").stdout.splitlines()
    assert any("Selm, 12 February 2024" in line and "Contacts (2)" in line for line in lines) is beside
    assert max(map(len, lines)) <= int(width)


def test_show_as_json_has_everything(filled: Cli) -> None:
    (row,) = rows(filled("show", "doc-1", "--json"))
    assert list(row) == [
        "document",
        "segments",
        "actors",
        "mentions",
        "contacts",
        "statements",
        "designations",
        "events",
        "versions",
    ]
    assert row["document"]["text"] == TEXT
    assert row["segments"] == [{"kind": "body", "span": [0, len(TEXT)]}]
    assert row["mentions"][0]["actor_ids"] == ["velk"]
    assert row["contacts"] == rows(filled("contacts", "--json", "--modality", "any"))
    assert row["statements"] == rows(filled("statements", "--json"))
    assert row["versions"] == {"dragoman": "0.1.0", "en_core_web_md": "3.8.0"}


def test_show_an_old_version(cli: Cli, tmp_path: Path) -> None:
    old, new = make_reading(), make_reading(make_document(TEXT + "Corrected."), suffix="-new")
    with closing(open_store(tmp_path / "dragoman.db", create=True)) as store:
        write_readings(store, [old, new])
    assert rows(cli("show", "doc-1", "--json"))[0]["document"]["text"].endswith("Corrected.")
    assert rows(cli("show", "doc-1", "--version", old.document.version[:8], "--json"))[0]["document"]["text"] == TEXT
    assert "2 versions, the newest counted" in flat(cli("documents").stdout)


def test_documents_mark_copies(cli: Cli, tmp_path: Path) -> None:
    with closing(open_store(tmp_path / "dragoman.db", create=True)) as store:
        write_readings(store, [make_reading(), make_reading(make_document(document_id="copy"), suffix="c")])
    assert [row["copy_of"] for row in rows(cli("documents", "--json"))] == [None, "doc-1"]
    assert "the same text as doc-1" in flat(cli("documents").stdout)
    assert [row["document_id"] for row in rows(cli("documents", "--json", "--contains", "grain corridor"))] == [
        "doc-1",
        "copy",
    ]


# --- hostile text


@pytest.fixture
def hostile(cli: Cli, tmp_path: Path) -> Cli:
    """A store whose every word tries to command the terminal or the spreadsheet."""
    poison = "=cmd|'x'!A1 \x1b[31m[bold red]x[/] \x9b2J\x07\r\u202e:smile: \ud83d"
    document = make_document(poison, "doc\x1b]0;title\x07", title=poison, path=poison, outlet=poison, author=poison)
    actor = make_contact().participants[0].__class__("a\x1b[2J", VELK.kind, poison, poison, "\x1b[H", aliases=(poison,))
    whole = Span(0, len(poison))
    contact = make_contact(
        participants=(actor, actor),
        chain=(actor,),
        medium=poison,
        place=poison,
        evidence=(Passage(whole),),
        date_words=whole,
        when=None,
    )
    statement = make_statement(
        speakers=(actor,),
        hearers=(actor,),
        addressee=(actor,),
        chain=(actor,),
        source=(whole,),
        cue=(whole,),
        content=(whole,),
    )
    segments = (Segment(SegmentKind.RELATED_LINK, whole),)
    document = Document(document.document_id, document.version, poison, document.source, segments)
    with closing(open_store(tmp_path / "dragoman.db", create=True)) as store:
        write_readings(store, [Reading(document, (actor,), (), (contact,), (statement,))])
    return cli


COMMANDS_THAT_SHOW = [
    ("contacts",),
    ("statements",),
    ("documents",),
    ("show", "doc"),
    ("contacts", "--csv"),
    ("statements", "--csv"),
    ("contacts", "--json"),
    ("statements", "--json"),
    ("documents", "--json"),
    ("show", "doc", "--json"),
    ("dump",),
]


@pytest.mark.parametrize("command", COMMANDS_THAT_SHOW, ids=" ".join)
@pytest.mark.parametrize("width", ["80", "170"])
def test_no_document_commands_the_terminal(
    hostile: Cli, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], width: str
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    result = hostile(*command)
    assert result.exit_code == 0, result.output
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", result.stdout)
    if "--json" not in command and command != ("dump",):
        assert "[bold red]x[/]" in "".join(result.stdout.split("\n")) or width == "80"  # no markup is taken


def test_json_carries_what_it_escapes(hostile: Cli) -> None:
    (row,) = rows(hostile("contacts", "--json"))
    assert row["participants"][0]["name"].startswith("=cmd|'x'!A1 \x1b[31m[bold red]x[/] \x9b2J\x07\r\u202e")


def test_an_error_message_shows_no_control_characters(filled: Cli) -> None:
    result = filled("show", "\x1b[31mred")
    assert result.exit_code == 2
    assert "\x1b" not in result.output


# --- dump, load, check


def test_dump_and_load_rebuild_a_store(filled: Cli, tmp_path: Path) -> None:
    assert filled("dump", "all.jsonl").exit_code == 0
    loaded = filled("load", "all.jsonl", "--store", "copy.db")
    assert (loaded.exit_code, loaded.stderr) == (0, "1 reading loaded into copy.db\n")
    with closing(open_store(tmp_path / "copy.db")) as store:
        assert list(load_readings(store)) == [make_reading()]
    assert filled("dump", "--store", "copy.db").stdout == Path("all.jsonl").read_text(encoding="utf-8")
    assert filled("load", "-", "--store", "third.db", given=filled("dump").stdout).exit_code == 0


def test_loading_what_is_no_dump_names_the_line(cli: Cli) -> None:
    Path("table.jsonl").write_text('{"text": "A telephone call."}\n', encoding="utf-8")
    result = cli("load", "table.jsonl")
    assert result.exit_code == 2
    assert "table.jsonl: line 1 is no reading or judgement" in flat(result.stderr)
    assert cli("load", "none.jsonl").exit_code == 2


def test_check_says_what_is_there(filled: Cli) -> None:
    result = filled("check")
    shown = flat(result.stdout)
    assert result.exit_code == 0, result.stdout
    for part in (
        "ok dragoman",
        "Python",
        "ok language",
        "ok lexicon states.toml:",
        "1 document, 1 version",
        "no damage found",
    ):
        assert part in shown


def test_check_of_a_damaged_store_ends_with_1_and_a_remedy(filled: Cli) -> None:
    content = bytearray(Path("dragoman.db").read_bytes())
    content[4096 * 3 :] = os.urandom(len(content) - 4096 * 3)
    Path("dragoman.db").write_bytes(content)
    result = filled("check")
    assert result.exit_code == 1
    assert re.search("wrong store .*dragoman dump", flat(result.stdout))


def test_check_without_a_store_is_no_fault(cli: Cli) -> None:
    result = cli("check")
    assert result.exit_code == 0
    assert "dragoman.db: none yet; dragoman read makes it" in flat(result.stdout)


def test_no_arguments_and_unknown_commands(cli: Cli) -> None:
    assert "read" in cli("--help").stdout
    assert cli("nonsense").exit_code == 2
    assert cli("read").exit_code == 2
    assert cli("--version").stdout.startswith("dragoman ")


def test_the_store_stays_as_it_was_after_all_that_only_shows(filled: Cli, tmp_path: Path) -> None:
    for command in (("contacts",), ("statements",), ("show", "doc-1"), ("documents",), ("dump",), ("check",)):
        filled(*command)
    with closing(open_store(tmp_path / "dragoman.db")) as store:
        assert count_records(store).documents == 1
        assert list(load_readings(store)) == [make_reading()]
