from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from dragoman.exports.sheets import (
    CONTACT_COLUMNS,
    STATEMENT_COLUMNS,
    safe_cell,
    write_contacts,
    write_statements,
)
from dragoman.record import Contact, Statement
from dragoman.store.load import StoredContact, StoredStatement
from tests.factories import ORLUND, VELK, make_contact, make_meeting, make_statement


def stored_contact(contact: Contact, words: str = "They spoke.") -> StoredContact:
    return StoredContact(contact, ORLUND, "doc-1", "v1", "Selm Gazette", "A call", "a.txt", "on Monday", words)


def stored_statement(statement: Statement, words: str = "Open it.") -> StoredStatement:
    return StoredStatement(statement, "doc-1", "v1", "Selm Gazette", "A call", "a.txt", words)


@pytest.mark.parametrize(
    "value, cell",
    [
        pytest.param("=1+1", "'=1+1", id="formula"),
        pytest.param("+44 20", "'+44 20", id="plus"),
        pytest.param("-1", "'-1", id="minus"),
        pytest.param("@SUM(A1)", "'@SUM(A1)", id="at"),
        pytest.param("\t=1", "'\t=1", id="tab"),
        pytest.param("\r=1", "'\n=1", id="return, which becomes a line break"),
        pytest.param("＝1", "'＝1", id="wide sign"),
        pytest.param("a=1", "a=1", id="sign inside is harmless"),
        pytest.param("Ørlund", "Ørlund", id="plain"),
        pytest.param(None, "", id="nothing"),
        pytest.param(75, "75", id="number"),
        pytest.param("a\x1b[31mb\u202ec\ud83d", "a�[31mb�c�", id="what would command a terminal"),
    ],
)
def test_cells_are_safe(value: object, cell: str) -> None:
    assert safe_cell(value) == cell


def read_back(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_contacts_have_readable_columns() -> None:
    out = io.StringIO()
    assert write_contacts([stored_contact(make_contact()), stored_contact(make_meeting())], out) == 2
    call, meeting = read_back(out.getvalue())
    assert tuple(call) == CONTACT_COLUMNS
    expected = {
        "start_date": "2024-02-12",
        "end_date": "2024-02-13",
        "date_basis": "relative",
        "date_words": "on Monday",
        "kind": "call",
        "modality": "happened",
        "participants": "Anna Velk (Prime Minister); Tomás Ørlund (President of Kestland)",
        "initiator": "Tomás Ørlund",
        "duration_minutes": "75",
        "reported_by": "Selm Gazette",
        "words": "They spoke.",
        "document_id": "doc-1",
        "rule": "contact.call",
    }
    assert {name: call[name] for name in expected} == expected
    assert (meeting["modality"], meeting["place"], meeting["medium"]) == ("planned", "Ostrel", "")
    assert meeting["passages"].split("; ")[1] == "title 0-4"


def test_statements_have_readable_columns() -> None:
    out = io.StringIO()
    assert write_statements([stored_statement(make_statement())], out) == 1
    (row,) = read_back(out.getvalue())
    assert tuple(row) == STATEMENT_COLUMNS
    expected = {
        "speaker": "Anna Velk (Prime Minister)",
        "hearers": "Tomás Ørlund (President of Kestland)",
        "act": "request",
        "addressee": "Kestland",
        "words": "Open it.",
        "voice": "quoted",
        "contact_id": "call-1",
    }
    assert {name: row[name] for name in expected} == expected


def test_no_cell_of_a_row_is_a_formula() -> None:
    poison = '=HYPERLINK("https://attack.example")'
    actor = replace(VELK, name=poison, office=poison)
    out = io.StringIO()
    write_contacts([stored_contact(make_contact(participants=(actor, actor), place=poison), poison)], out)
    write_statements([stored_statement(make_statement(speakers=(actor,), hearers=(actor,)), poison)], out)
    cells = [cell for row in csv.reader(io.StringIO(out.getvalue())) for cell in row]
    assert sum(cell.startswith("'=") for cell in cells) == 6
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)


def test_words_on_several_lines_stay_one_cell() -> None:
    out = io.StringIO()
    write_statements([stored_statement(make_statement(), 'one,\n"two"')], out)
    assert read_back(out.getvalue())[0]["words"] == 'one,\n"two"'
