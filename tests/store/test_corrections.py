"""What reviewers decide of single records: it shows everywhere, survives what comes, and is undone without a trace."""

from __future__ import annotations

import datetime as dt
import io
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.coding.told import code_contacts
from dragoman.errors import DragomanError, JudgementError, OptionError
from dragoman.record import Act, ContactKind, Correction, Modality, Reading
from dragoman.store.browse import LedgerFilter, find_page
from dragoman.store.corrections import list_corrections, show_value
from dragoman.store.editing import (
    NewContact,
    NewStatement,
    accept_record,
    add_contact,
    add_statement,
    edit_record,
    find_target,
    list_decisions,
    reject_record,
    undo_decision,
)
from dragoman.store.entries import find_quotation, make_note
from dragoman.store.identity import resolve_identities
from dragoman.store.lines import dump_readings, load_lines
from dragoman.store.load import load_corrected, load_reading, load_readings
from dragoman.store.occurrences import resolve_occurrences
from dragoman.store.query import (
    ContactFilter,
    EventFilter,
    StatementFilter,
    find_contacts,
    find_documents,
    find_events,
    find_statements,
)
from dragoman.store.write import write_readings
from tests.factories import TEXT, make_contact, make_document, make_reading
from tests.identity.makers import NOBODY_KNOWN, read_tables
from tests.registry.makers import make_registry
from tests.store.fresh import examples, fresh_store, new_store

AUTHOR = "reviewer Alma Reyes"
ANY = ContactFilter(modality=None)


def make_told(text: str = TEXT, document_id: str = "doc-1", suffix: str = "") -> Reading:
    """The reading of the factories, with the events that its contacts are coded as."""
    reading = make_reading(make_document(text, document_id), suffix=suffix)
    return replace(reading, events=tuple(code_contacts(reading.contacts, reading.mentions)))


def fill(store: sqlite3.Connection, *readings: Reading) -> None:
    write_readings(store, readings or [make_told()])
    resolve_identities(store, NOBODY_KNOWN)
    resolve_occurrences(store)


@pytest.fixture
def filled(store: sqlite3.Connection) -> sqlite3.Connection:
    fill(store)
    return store


def edit(store: sqlite3.Connection, record_id: str, note: str | None = None, **wanted: str | list[str]) -> Correction:
    texts = {name: [value] if isinstance(value, str) else value for name, value in wanted.items()}
    return edit_record(store, find_target(store, record_id), texts, AUTHOR, NOBODY_KNOWN, note)


def reject(store: sqlite3.Connection, record_id: str) -> Correction:
    return reject_record(store, find_target(store, record_id), AUTHOR, NOBODY_KNOWN)


def undo(store: sqlite3.Connection, wanted: str | None = None) -> None:
    undo_decision(store, wanted, AUTHOR, NOBODY_KNOWN)


def event_of(store: sqlite3.Connection, contact_id: str) -> str:
    return next(
        e.event.event_id for e in find_events(store, EventFilter(modality=None)) if e.event.contact_id == contact_id
    )


def add_call(store: sqlite3.Connection, **fields: object) -> Correction:
    quotation = find_quotation(store, "doc-1", "she told him")
    new = replace(NewContact("call", ("Anna Velk", "Teodor Lindqvar"), "2024-02-12"), **fields)  # type: ignore[arg-type]  # fields by name
    return add_contact(store, quotation, new, AUTHOR, NOBODY_KNOWN)


def add_words(store: sqlite3.Connection) -> Correction:
    quotation = find_quotation(store, "doc-1", "at his request")
    return add_statement(store, quotation, NewStatement(("Velk",), ("Ørlund",), act="inform"), AUTHOR, NOBODY_KNOWN)


def add_note(store: sqlite3.Connection) -> Correction:
    note = make_note(
        "The ministry's spokesman, by telephone", AUTHOR, "https://velk.example/1", "Selm Gazette", "2024-02-13"
    )
    return add_contact(store, note, NewContact("meeting", ("Anna Velk", "Teodor Lindqvar")), AUTHOR, NOBODY_KNOWN)


# ------------------------------------------------------------------ what they do


def test_the_speaker_of_a_statement(filled: sqlite3.Connection) -> None:
    correction = edit(filled, "statement-1", "he said it", speaker="Ørlund", hearer="Anna Velk", act="promise")
    (found,) = find_statements(filled, StatementFilter())
    assert [actor.name for actor in found.statement.speakers] == ["Tomás Ørlund"]
    assert [actor.name for actor in found.statement.hearers] == ["Anna Velk"]
    assert found.statement.act is Act.PROMISE
    (borne,) = found.statement.corrections
    assert (borne.author, borne.note, borne.correction_id) == (AUTHOR, "he said it", correction.correction_id)
    assert [(c.field, show_value(c.old), show_value(c.new)) for c in borne.changes] == [
        ("speaker", "Anna Velk", "Tomás Ørlund"),
        ("hearer", "Tomás Ørlund", "Anna Velk"),
        ("act", "request", "promise"),
    ]
    assert list(find_statements(filled, StatementFilter(speaker="Velk"))) == []


def test_date_kind_place_and_people_of_a_contact(filled: sqlite3.Connection) -> None:
    edit(
        filled, "call-1", date="2024-02-10..2024-02-11", kind="meeting", place="Ostrel", initiator="Anna Velk",
        participant=["Anna Velk", "Tomás Ørlund", "Teodor Lindqvar"],
    )  # fmt: skip
    found = next(e for e in find_contacts(filled, ANY) if e.contact.contact_id == "call-1")
    contact = found.contact
    assert (contact.kind, contact.place, contact.medium) == (ContactKind.MEETING, "Ostrel", None)
    assert contact.when is not None
    assert (contact.when.start, contact.when.end) == (dt.date(2024, 2, 10), dt.date(2024, 2, 12))
    assert [actor.name for actor in contact.participants] == ["Anna Velk", "Tomás Ørlund", "Teodor Lindqvar"]
    assert found.initiator is not None
    assert found.initiator.name == "Anna Velk"
    assert list(find_contacts(filled, ContactFilter(kind=ContactKind.CALL))) == []
    page = find_page(filled, LedgerFilter(since=dt.date(2024, 2, 10), until=dt.date(2024, 2, 11)))
    assert [each.kind for each in page.occurrences] == [ContactKind.MEETING]


def test_what_was_coded_from_a_contact_follows_it(filled: sqlite3.Connection) -> None:
    event_id = event_of(filled, "call-1")
    edit(filled, "call-1", kind="visit", date="2024-02-11")
    event = next(e.event for e in find_events(filled, EventFilter(event_id=event_id)))
    assert (event.mode, event.cameo, str(event.when.start if event.when else "")) == ("visit", "042", "2024-02-11")
    assert [each.about for each in event.corrections] == ["contact"]
    reject(filled, "call-1")
    assert list(find_events(filled, EventFilter(event_id=event_id, modality=None))) == []
    (said,) = find_statements(filled, StatementFilter())
    assert said.statement.contact_id is None


def test_type_mode_and_sides_of_an_event(filled: sqlite3.Connection) -> None:
    event_id = event_of(filled, "call-1")
    with pytest.raises(OptionError, match="mode 'phone' is none of THREATEN"):
        edit(filled, event_id, type="threaten", mode="phone")
    edit(filled, event_id, type="threaten", actor="Velk", recipient="Ørlund", modality="denied")
    (found,) = find_events(filled, EventFilter(event_id=event_id, modality=Modality.DENIED))
    assert (found.event.type, found.event.mode, found.event.cameo) == ("THREATEN", None, None)
    assert [actor.name for actor in found.event.recipients] == ["Tomás Ørlund"]
    undo(filled)
    reject(filled, event_id)
    assert list(find_events(filled, EventFilter(event_id=event_id, modality=None))) == []
    undo(filled)
    accept_record(filled, find_target(filled, event_id), AUTHOR, NOBODY_KNOWN)
    (found,) = find_events(filled, EventFilter(event_id=event_id))
    assert [each.verdict for each in found.event.corrections] == ["accept"]


def test_a_contact_added_on_words_of_a_document(filled: sqlite3.Connection) -> None:
    correction = add_call(filled, initiator="Teodor Lindqvar")
    found = next(e for e in find_contacts(filled, ANY) if e.contact.contact_id == correction.record_id)
    assert found.words == "she told him"
    assert found.contact.grounds.rule == "reviewer"
    assert [actor.name for actor in found.contact.participants] == ["Anna Velk", "Teodor Lindqvar"]
    assert found.initiator is not None
    assert found.initiator.name == "Teodor Lindqvar"
    assert any(
        len(each.participants) == 2 and each.occurrence_id for each in find_page(filled, LedgerFilter()).occurrences
    )
    assert event_of(filled, correction.record_id)
    assert load_reading(filled, "doc-1") == make_told()
    assert correction.record_id in {each.contact_id for each in load_corrected(filled, "doc-1").contacts}


def test_a_contact_added_on_a_note(filled: sqlite3.Connection) -> None:
    correction = add_note(filled)
    found = next(e for e in find_contacts(filled, ANY) if e.contact.contact_id == correction.record_id)
    assert (found.words, found.outlet) == ("The ministry's spokesman, by telephone", "Selm Gazette")
    assert len(list(load_readings(filled))) == 1
    undo(filled)
    assert [each.document_id for each in find_documents(filled)] == ["doc-1"]


def test_a_statement_added(filled: sqlite3.Connection) -> None:
    add_words(filled)
    found = [e for e in find_statements(filled, StatementFilter()) if e.words == "at his request"]
    assert [(e.statement.act, e.statement.form) for e in found] == [(Act.INFORM, "indirect")]
    assert list(find_statements(filled, StatementFilter(contains="at his request"))) == found


# ------------------------------------------------------------------ what cannot be meant


@pytest.mark.parametrize(
    "record_id, wanted, said",
    [
        ("call-1", {"kind": "chat"}, "kind 'chat' is not known; choose from call, meeting"),
        ("call-1", {"kind": "call"}, "says so already"),
        ("call-1", {"speaker": "Velk"}, "no field 'speaker' to correct; choose from kind, date"),
        ("call-1", {"date": "yesterday"}, "date 'yesterday' is none; write 2024-02-12"),
        ("call-1", {"date": "2024-02-12..2024-02-01"}, "is none; write"),
        ("call-1", {"participant": "Velk"}, "those given replace all that it has"),
        ("call-1", {"initiator": ["Velk", "Ørlund"]}, "one can be named, not 2"),
        ("call-1", {"initiator": "Zzyx"}, "nobody in the document or the record is called so"),
        ("statement-1", {"act": ""}, "act cannot be empty"),
        ("nothing", {"act": "state"}, "no contact, statement or event has an id that begins so"),
    ],
)
def test_what_makes_no_sense_is_refused(
    filled: sqlite3.Connection, record_id: str, wanted: dict[str, str], said: str
) -> None:
    before = read_everything(filled)
    with pytest.raises(OptionError, match=said.replace("(", r"\(")):
        edit(filled, record_id, **wanted)
    assert read_everything(filled) == before


@pytest.mark.parametrize(
    "words, said",
    [("never said", "does not stand in doc-1"), ("in", "times; give more"), (" ", "give the words")],
)
def test_words_that_are_not_there(filled: sqlite3.Connection, words: str, said: str) -> None:
    with pytest.raises(OptionError, match=said):
        find_quotation(filled, "doc-1", words)


def test_a_source_of_no_use() -> None:
    with pytest.raises(OptionError, match="no address of the web"):
        make_note("told so", AUTHOR, "javascript:alert(1)")
    with pytest.raises(OptionError, match="give a note"):
        make_note("  ", AUTHOR)


def test_undone_twice(filled: sqlite3.Connection) -> None:
    correction = edit(filled, "call-1", kind="visit")
    undo(filled, correction.correction_id[:8])
    with pytest.raises(JudgementError, match="undone already, by reviewer Alma"):
        undo(filled, correction.correction_id)


# ------------------------------------------------------------------ what must always hold


def read_everything(store: sqlite3.Connection) -> dict[str, object]:
    """All that queries answer, and what lies behind it, without keys and moments of the history."""
    contacts = [(e.contact, e.initiator, e.words) for e in find_contacts(store, ANY)]
    statements = [(e.statement, e.words) for e in find_statements(store, StatementFilter(modality=None))]
    events = [(e.event, e.words) for e in find_events(store, EventFilter(modality=None))]
    return {
        **read_tables(store),
        "contacts": sorted(map(repr, contacts)),
        "statements": sorted(map(repr, statements)),
        "events": sorted(map(repr, events)),
        "readings": list(load_readings(store)),
        "actors": store.execute("SELECT actor_id, name, kind FROM actor ORDER BY 1, 2, 3").fetchall(),
        "occurrences": store.execute("SELECT * FROM occurrence ORDER BY 1").fetchall(),
        "facets": store.execute("SELECT * FROM occurrence_facet ORDER BY 1, 2, 3, 4, 5, 6").fetchall(),
        "reports": store.execute("SELECT report_id, occurrence, content FROM report ORDER BY 1").fetchall(),
        "documents": store.execute("SELECT document_id FROM document ORDER BY 1").fetchall(),
        "words": store.execute("SELECT rowid FROM statement_search WHERE statement_search MATCH 'corridor'").fetchall(),
    }


DECIDE: dict[str, Callable[[sqlite3.Connection], Correction]] = {
    "a statement's speaker": lambda store: edit(store, "statement-1", speaker="Ørlund"),
    "a new speaker": lambda store: edit(store, "statement-1", speaker="Teodor Lindqvar", chain="none"),
    "a contact": lambda store: edit(store, "call-1", kind="meeting", date="2024-02-10", place="Ostrel"),
    "a new participant": lambda store: edit(store, "call-1", participant=["Anna Velk", "Kestland", "Teodor Lindqvar"]),
    "a contact rejected": lambda store: reject(store, "call-1"),
    "a statement rejected": lambda store: reject(store, "statement-1"),
    "an event": lambda store: edit(store, event_of(store, "call-1"), type="THREATEN"),
    "an event rejected": lambda store: reject(store, event_of(store, "call-1")),
    "an event accepted": lambda store: accept_record(
        store, find_target(store, event_of(store, "call-1")), AUTHOR, NOBODY_KNOWN
    ),
    "a contact added": add_call,
    "a statement added": add_words,
    "a note": add_note,
}
EACH = pytest.mark.parametrize("decide", DECIDE.values(), ids=DECIDE.keys())


LEFT = """SELECT 1 FROM corrected UNION SELECT 1 FROM original UNION SELECT 1 FROM added_actor
    UNION SELECT 1 FROM added_document"""


@EACH
def test_undone_it_leaves_no_trace_but_history(
    filled: sqlite3.Connection, decide: Callable[[sqlite3.Connection], Correction]
) -> None:
    before = read_everything(filled)
    correction = decide(filled)
    assert read_everything(filled) != before
    undo(filled)
    assert read_everything(filled) == before
    assert filled.execute(LEFT).fetchall() == []
    (kept,) = list_corrections(filled)
    assert kept.correction.undone is not None
    assert (kept.correction.undone_by, kept.applied, kept.waits) == (AUTHOR, False, False)
    assert replace(kept.correction, undone=None, undone_by=None) == correction


@EACH
def test_it_survives_reading_the_document_again(
    filled: sqlite3.Connection, decide: Callable[[sqlite3.Connection], Correction]
) -> None:
    decide(filled)
    before = read_everything(filled)
    for _ in range(2):
        fill(filled)
        assert read_everything(filled) == before


@EACH
def test_it_survives_a_dump_and_a_new_registry(
    filled: sqlite3.Connection, tmp_path: Path, decide: Callable[[sqlite3.Connection], Correction]
) -> None:
    decide(filled)
    dump = io.StringIO()
    dump_readings(filled, dump)
    with closing(new_store(tmp_path / "rebuilt.db")) as rebuilt:
        load_lines(rebuilt, io.StringIO(dump.getvalue()), Path("dump"))
        resolve_identities(rebuilt, make_registry())
        resolve_occurrences(rebuilt)
        assert read_everything(rebuilt) == read_everything(filled)
        again = io.StringIO()
        dump_readings(rebuilt, again)
        assert again.getvalue() == dump.getvalue()
        undo(rebuilt)
        assert list(load_readings(rebuilt)) == [make_told()]


@EACH
def test_it_waits_where_its_words_are_gone_and_comes_back_with_them(
    filled: sqlite3.Connection, decide: Callable[[sqlite3.Connection], Correction]
) -> None:
    correction = decide(filled)
    before = [str(e.contact.kind) + e.words for e in find_contacts(filled, ANY)]
    bare = make_document("Nothing is told any more.", title=None)
    fill(filled, Reading(bare, (), (), (), ()))
    (kept,) = list_corrections(filled)
    assert kept.waits is (correction.source is None)
    fill(filled, make_told(f"{TEXT}\nCorrected.", suffix="-2"))
    (kept,) = list_corrections(filled)
    assert kept.applied
    assert [str(e.contact.kind) + e.words for e in find_contacts(filled, ANY)] == before


def test_of_two_records_alike_none_is_taken_for_the_one_corrected(filled: sqlite3.Connection) -> None:
    edit(filled, "call-1", kind="visit")
    twin = make_told(f"{TEXT}\nAgain.", suffix="-2")
    fill(filled, replace(twin, contacts=(*twin.contacts, make_contact(contact_id="call-1-3"))))
    (kept,) = list_corrections(filled)
    assert kept.waits


def test_decisions_are_listed_in_their_order_and_the_latest_is_undone_first(filled: sqlite3.Connection) -> None:
    first = edit(filled, "call-1", kind="visit")
    second = edit(filled, "call-1", place="Ostrel")
    undo(filled)
    decided = list_decisions(filled)
    assert [getattr(each, "correction_id", "") for each in decided] == [first.correction_id, second.correction_id]
    assert [each.undone is None for each in decided] == [True, False]
    (found,) = (e.contact for e in find_contacts(filled, ANY) if e.contact.contact_id == "call-1")
    assert (found.kind, found.place) == (ContactKind.VISIT, None)


@examples(6, 60)
def test_undone_in_any_order_all_is_as_it_was(count: int) -> None:
    @settings(max_examples=count)
    @given(names=st.lists(st.sampled_from(sorted(DECIDE)), max_size=5), seed=st.integers(0, 1_000))
    def check(names: list[str], seed: int) -> None:
        with fresh_store() as store:
            fill(store)
            before = read_everything(store)
            made: list[str] = []
            for name in names:
                try:
                    made.append(DECIDE[name](store).correction_id)
                except (DragomanError, StopIteration):  # what an earlier one took out cannot be corrected
                    continue
            Random(seed).shuffle(made)  # noqa: S311 — an order, no secret
            for each in made:
                undo(store, each)
            assert read_everything(store) == before

    check()
