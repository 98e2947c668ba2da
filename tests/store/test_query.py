from __future__ import annotations

import datetime as dt
import sqlite3
from dataclasses import replace

import pytest

from dragoman.errors import OptionError
from dragoman.record import Act, ContactKind, DateRange, Modality
from dragoman.store.query import (
    ContactFilter,
    StatementFilter,
    find_contacts,
    find_documents,
    find_failures,
    find_statements,
    match_documents,
    phrase_query,
)
from dragoman.store.write import FailedDocument, write_batch, write_readings
from tests.factories import (
    KESTLAND,
    ORLUND,
    TEXT,
    VELK,
    day,
    make_contact,
    make_document,
    make_reading,
    make_statement,
    span_of,
)

NOBODY = replace(VELK, actor_id="nobody", name="Boris Tarn", aliases=(), office=None)


@pytest.fixture
def contacts(store: sqlite3.Connection) -> sqlite3.Connection:
    """Contacts of one document, named for what their dates are."""
    dates = {
        "day": day("2024-02-12"),
        "month": DateRange(dt.date(2024, 3, 1), dt.date(2024, 4, 1), "stated"),
        "before": DateRange(None, dt.date(2023, 10, 25), "bounded"),
        "after": DateRange(dt.date(2024, 6, 1), None, "bounded"),
        "unknown": None,
    }
    found = tuple(make_contact(contact_id=name, when=when) for name, when in dates.items())
    write_readings(store, [replace(make_reading(), contacts=found)])
    return store


def ids(store: sqlite3.Connection, **wanted: object) -> list[str]:
    return [found.contact.contact_id for found in find_contacts(store, ContactFilter(**wanted))]  # type: ignore[arg-type]


def test_contacts_come_earliest_first_undated_last(contacts: sqlite3.Connection) -> None:
    assert ids(contacts) == ["before", "day", "month", "after", "unknown"]


@pytest.mark.parametrize(
    "since, until, found",
    [
        pytest.param("2024-02-12", "2024-02-12", ["day"], id="the very day"),
        pytest.param("2024-02-13", "2024-02-29", [], id="the day after is not the day: the end is exclusive"),
        pytest.param("2024-03-31", None, ["month", "after"], id="the last day of a month"),
        pytest.param("2024-04-01", "2024-05-31", [], id="after the month"),
        pytest.param(None, "2023-01-01", [], id="known to lie before a day only: not long before it"),
        pytest.param(
            "2023-10-24", "2023-10-24", ["before"], id="known to lie before a day only: as of the last day before it"
        ),
        pytest.param("2023-10-25", "2024-01-01", [], id="not on the day it was before"),
        pytest.param("2030-01-01", None, [], id="known to lie after a day only: not long after it"),
    ],
)
def test_contacts_are_wanted_when_they_may_have_happened_then(
    contacts: sqlite3.Connection, since: str | None, until: str | None, found: list[str]
) -> None:
    first = dt.date.fromisoformat(since) if since else None
    last = dt.date.fromisoformat(until) if until else None
    assert ids(contacts, since=first, until=last) == found


def test_contacts_by_modality_and_kind(store: sqlite3.Connection) -> None:
    write_readings(store, [make_reading()])
    assert ids(store) == ["call-1"]
    assert ids(store, modality=None) == ["call-1", "meeting-1"]
    assert ids(store, modality=Modality.PLANNED) == ["meeting-1"]
    assert ids(store, modality=None, kind=ContactKind.MEETING) == ["meeting-1"]
    assert ids(store, kind=ContactKind.LETTER) == []


@pytest.mark.parametrize("who", ["ørlund", "ORLUND", "Tomas", "Velk", "Anna Velk", "prime minister"])
def test_contacts_by_any_participant(store: sqlite3.Connection, who: str) -> None:
    other = make_contact(contact_id="other", participants=(NOBODY, KESTLAND))
    write_readings(store, [replace(make_reading(), contacts=(make_contact(), other))])
    assert ids(store, who=who) == ["call-1"]


def test_who_tells_a_call_takes_no_part_in_it(store: sqlite3.Connection) -> None:
    write_readings(store, [make_reading()])
    assert ids(store, who="Selm Gazette") == []


def test_a_name_without_letters_is_refused(store: sqlite3.Connection) -> None:
    with pytest.raises(OptionError, match="no letters of a name"):
        ids(store, who="…")


def test_a_contact_comes_with_its_document_and_words(store: sqlite3.Connection) -> None:
    reading = make_reading()
    write_readings(store, [reading])
    call, meeting = find_contacts(store, ContactFilter(modality=None))
    assert (call.contact, meeting.contact) == reading.contacts
    assert (call.document_id, call.version) == ("doc-1", reading.document.version)
    assert (call.initiator, call.date_words, call.outlet) == (ORLUND, "on Monday", "Selm Gazette")
    assert call.words == "Prime Minister Anna Velk spoke by telephone on Monday"
    assert meeting.words == "The two will meet in Ostrel in March … Velk"  # the second passage is of the title
    assert meeting.initiator is None


def test_an_initiator_who_takes_no_part_is_found(store: sqlite3.Connection) -> None:
    write_readings(store, [replace(make_reading(), contacts=(make_contact(initiator="kestland"),))])
    (call,) = find_contacts(store, ContactFilter())
    assert call.initiator == KESTLAND


def test_only_the_newest_version_is_asked(store: sqlite3.Connection) -> None:
    old = make_reading()
    new = make_reading(make_document(TEXT + "Corrected."), suffix="-new")
    write_readings(store, [old, new])
    assert ids(store) == ["call-1-new"]
    assert [s.statement.statement_id for s in find_statements(store, StatementFilter())] == ["statement-1-new"]


# --- statements


@pytest.fixture
def statements(store: sqlite3.Connection) -> sqlite3.Connection:
    found = (
        make_statement(),
        make_statement(
            statement_id="reply",
            speakers=(ORLUND,),
            hearers=(VELK,),
            addressee=(),
            content=(span_of("The two will meet"),),
        ),
        make_statement(statement_id="earlier", modality=Modality.BACKGROUND),
        make_statement(
            statement_id="due",
            modality=Modality.PLANNED,
            deadline=DateRange(dt.date(2024, 2, 16), dt.date(2024, 2, 17), "relative"),
            deadline_words=span_of("at once"),
            condition=(span_of("grain corridor"),),
        ),
    )
    write_readings(store, [replace(make_reading(), statements=found)])
    return store


@pytest.mark.parametrize(
    "wanted, found",
    [
        pytest.param({}, ["statement-1", "reply"], id="happened is the default"),
        pytest.param(
            {"modality": None}, ["statement-1", "reply", "earlier", "due"], id="any, in the order of the text"
        ),
        pytest.param({"speaker": "velk"}, ["statement-1"], id="speaker"),
        pytest.param({"to": "velk"}, ["reply"], id="hearer"),
        pytest.param({"to": "kestland"}, ["statement-1"], id="who is asked to act"),
        pytest.param({"hearer": "velk"}, ["reply"], id="hearer alone"),
        pytest.param({"addressee": "velk"}, [], id="a hearer is not asked"),
        pytest.param({"addressee": "kestland"}, ["statement-1"], id="who is asked alone"),
        pytest.param({"hearer": "orlund", "addressee": "kestland"}, ["statement-1"], id="hearer and who is asked"),
        pytest.param({"act": Act.THANK}, [], id="another act"),
        pytest.param(
            {"act": Act.REQUEST, "modality": None, "open_on": dt.date(2024, 2, 16)},
            ["statement-1", "reply", "earlier", "due"],
            id="open on its last day",
        ),
        pytest.param(
            {"modality": None, "open_on": dt.date(2024, 2, 17)},
            ["statement-1", "reply", "earlier"],
            id="closed on the day after",
        ),
        pytest.param({"contains": "GRAIN corridor"}, ["statement-1"], id="words together"),
        pytest.param({"contains": "corridor grain"}, [], id="words in another order"),
        pytest.param({"contains": "corri"}, ["statement-1"], id="the last word may go on"),
        pytest.param({"contains": "told"}, [], id="words that are not in the content"),
        pytest.param({"contains": 'grain" OR "meet'}, [], id="no query language"),
        pytest.param({"speaker": "velk", "contains": "meet"}, [], id="both must hold"),
    ],
)
def test_statements_are_filtered(statements: sqlite3.Connection, wanted: dict[str, object], found: list[str]) -> None:
    rows = find_statements(statements, StatementFilter(**wanted))  # type: ignore[arg-type]
    assert [row.statement.statement_id for row in rows] == found


def test_condition_and_deadline_come_back_with_their_words(statements: sqlite3.Connection) -> None:
    (row,) = find_statements(statements, StatementFilter(modality=Modality.PLANNED))
    assert (row.condition_words, row.deadline_words) == ("grain corridor", "at once")
    assert row.statement.deadline == DateRange(dt.date(2024, 2, 16), dt.date(2024, 2, 17), "relative")


@pytest.mark.parametrize("text", ["", " ", "…", '"'])
def test_a_search_without_a_word_is_refused(text: str) -> None:
    with pytest.raises(OptionError, match="no word to look for"):
        phrase_query(text)


# --- documents


def test_documents_are_found_by_their_words(store: sqlite3.Connection) -> None:
    write_readings(store, [make_reading(), make_reading(make_document("Só about the harbour", "doc-2", title="Storm"))])
    assert [d.document_id for d in find_documents(store, "grain corridor")] == ["doc-1"]
    assert [d.document_id for d in find_documents(store, "so about")] == ["doc-2"]
    assert [d.document_id for d in find_documents(store, "storm")] == ["doc-2"]
    write_readings(store, [make_reading(make_document("Só about the harbour", "doc-2", title="Calm"))])
    assert [d.document_id for d in find_documents(store, "storm")] == []
    assert [d.document_id for d in find_documents(store, "calm")] == ["doc-2"]


@pytest.mark.parametrize(
    "wanted, found",
    [
        pytest.param("https://press.example/1", ["https://press.example/1"], id="id, which begins another id"),
        pytest.param("https://press", ["https://press.example/1", "https://press.example/12"], id="beginning of two"),
        pytest.param("sha256:ab", ["sha256:abcdef"], id="beginning of a hash"),
        pytest.param("abc", ["sha256:abcdef"], id="beginning of a hash without its name"),
        pytest.param("readouts/call.txt", ["sha256:abcdef"], id="path as it was given"),
        pytest.param("call.txt", ["sha256:abcdef"], id="end of the path"),
        pytest.param("./readouts/call.txt", ["sha256:abcdef"], id="path from here"),
        pytest.param(
            "/home/desk/readouts/call.txt", ["sha256:abcdef"], id="whole path of what was read from its folder"
        ),
        pytest.param("all.txt", [], id="half a file name"),
        pytest.param("%", [], id="no pattern"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_documents_are_matched_by_id_path_or_beginning(
    store: sqlite3.Connection, wanted: str, found: list[str]
) -> None:
    for document_id, path in (
        ("https://press.example/1", "a.jsonl"),
        ("https://press.example/12", "a.jsonl"),
        ("sha256:abcdef", "readouts/call.txt"),
    ):
        write_readings(
            store, [make_reading(make_document(TEXT + document_id, document_id, path=path), suffix=document_id)]
        )
    assert list(match_documents(store, wanted)) == found


def test_failures_are_listed_by_file(store: sqlite3.Connection) -> None:
    failures = [FailedDocument("b", "row 2", "r", "m"), FailedDocument("a", "", "r", "m")]
    write_batch(store, [], failures)
    assert list(find_failures(store)) == sorted(failures, key=lambda failure: failure.path)


def test_other_tools_find_a_ledger_in_the_store(store: sqlite3.Connection) -> None:
    write_readings(store, [make_reading()])
    rows = store.execute("SELECT contact_id, kind, participants, words FROM contact_ledger").fetchall()
    assert rows[0] == (
        "call-1",
        "call",
        "Anna Velk; Tomás Ørlund",
        "Prime Minister Anna Velk spoke by telephone on Monday",
    )
    rows = store.execute("SELECT speaker, hearers, words FROM statement_ledger").fetchall()
    assert rows == [("Anna Velk", "Tomás Ørlund", "Open the grain corridor at once")]
