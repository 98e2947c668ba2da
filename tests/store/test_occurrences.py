"""Which reports are of one occurrence, kept up: in any order, after re-readings, across batches that were cut off."""

from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import JudgementError, OptionError
from dragoman.record import ContactKind, Modality, Reading, text_version
from dragoman.store.actors import resolve_identity
from dragoman.store.connection import open_store
from dragoman.store.identity import resolve_identities
from dragoman.store.lines import dump_to_file, load_lines, open_lines
from dragoman.store.occurrence_query import (
    OccurrenceFilter,
    find_occurrence_questions,
    find_occurrences,
    read_accounts,
    resolve_occurrence,
)
from dragoman.store.occurrence_reviewing import join_occurrences, judge_occurrences, part_document
from dragoman.store.occurrences import is_linked, resolve_occurrences
from dragoman.store.reports import decode_report
from dragoman.store.reviewing import merge_identities, undo_judgement
from dragoman.store.write import write_readings
from tests.identity.makers import NOBODY_KNOWN, person
from tests.identity.strategies import corpora
from tests.store.fresh import examples, fresh_store
from tests.stories.linking_makers import account, link, read_linked, read_occurrences

AUTHOR = "reviewer Reyes"
PEOPLE = [
    person("Ilmar Kestrel", "President of Norway", "NOR"),
    person("Anna Velk", "President of Finland", "FIN"),
    person("Ana Velk", "President of Finland", "FIN"),
    person("Tomas Orlo", country="SWE"),
    person("President of Finland", "President of Finland", "FIN"),
]
COPIED = "They agreed on forty things, " + ", ".join(f"thing {number}" for number in range(40))


@st.composite
def tellings(draw: st.DrawFn) -> list[Reading]:
    """Accounts of few contacts of few people within few days, copies and references to earlier ones among them."""
    count = draw(st.integers(2, 7))
    days = [None, "2024-02-12", "2024-02-13"]
    held = [
        (day, None, modality) for day in days for modality in (Modality.HAPPENED, Modality.HAPPENED, Modality.PLANNED)
    ]
    earlier = [(None, None, Modality.BACKGROUND), ("2024-02-12", "2024-02-18", Modality.BACKGROUND)]
    found = [(number, draw(st.sampled_from([*held, *earlier]))) for number in range(count)]
    return [
        account(
            f"doc-{number}",
            *draw(st.lists(st.sampled_from(PEOPLE), min_size=2, max_size=3, unique_by=lambda each: each.actor_id)),
            kind=draw(st.sampled_from([ContactKind.CALL, ContactKind.CONVERSATION, ContactKind.MEETING])),
            when=when,
            last=last,
            published=draw(st.sampled_from([None, "2024-02-12", "2024-02-13", "2024-03-01"])),
            modality=modality,
            outlet=draw(st.sampled_from(["Selm Gazette", "Ostrel Courier"])),
            text=draw(st.sampled_from(["", COPIED, "The dam was discussed."])),
        )
        for number, (when, last, modality) in found
    ]


def linked(readings: list[Reading], batch: int) -> dict[str, object]:
    with fresh_store() as store:
        link(store, readings, batch)
        return dict(read_linked(store))


@examples(8, 60)
def test_documents_in_any_order_give_the_same_occurrences(count: int) -> None:
    @settings(max_examples=count)
    @given(tellings(), st.randoms(use_true_random=False), st.integers(1, 3))
    def check(readings: list[Reading], random: Random, batch: int) -> None:
        shuffled = random.sample(readings, len(readings))
        assert linked(shuffled, batch) == linked(readings, 0)

    check()


@examples(5, 30)
def test_the_order_changes_nothing_where_identities_change(count: int) -> None:
    @settings(max_examples=count)
    @given(corpora(least=2), st.randoms(use_true_random=False), st.integers(1, 3))
    def check(readings: list[Reading], random: Random, batch: int) -> None:
        assert linked(random.sample(readings, len(readings)), batch) == linked(readings, 0)

    check()


@examples(6, 30)
def test_what_is_read_again_leaves_no_trace(count: int) -> None:
    @settings(max_examples=count)
    @given(tellings(), st.data())
    def check(readings: list[Reading], data: st.DataObject) -> None:
        first = data.draw(st.sampled_from(readings))
        other = account(first.document.document_id, PEOPLE[0], PEOPLE[3], kind=ContactKind.LETTER)
        changed = replace(other, document=replace(other.document, text=other.document.text + "x"))
        changed = replace(changed, document=replace(changed.document, version=text_version(changed.document.text)))
        left = [each for each in readings if each is not first]
        assert linked([first, *left, changed], 0)["occurrence"] == linked([*left, changed], 0)["occurrence"]

    check()


# ------------------------------------------------------------------ what reviewers decide

TWO = [account("doc-1"), account("doc-2", published="2024-02-13")]
FAR = account("doc-3", when="2024-03-20", published="2024-03-20")


@pytest.fixture
def filled(store: sqlite3.Connection) -> sqlite3.Connection:
    """Two accounts of one call, and one of another."""
    link(store, [*TWO, FAR])
    return store


def test_accounts_of_one_contact_are_one_occurrence(filled: sqlite3.Connection) -> None:
    assert read_occurrences(filled) == {frozenset({"doc-1", "doc-2"}), frozenset({"doc-3"})}
    (both, alone) = find_occurrences(filled, OccurrenceFilter())
    assert (both.accounts, both.outlets, len(both.reports), both.first_day) == (2, 2, 2, dt.date(2024, 2, 12))
    assert {key for link in both.links for key, _, _ in link.values} >= {
        "pair_same",
        "everyone",
        "kind_same",
        "day_same",
    }
    assert alone.accounts == 1


@pytest.mark.parametrize(
    "wanted, count",
    [
        (OccurrenceFilter(accounts=(2, None)), 1),
        (OccurrenceFilter(accounts=(1, 1)), 1),
        (OccurrenceFilter(who="Kestrel", other="Velk"), 2),
        (OccurrenceFilter(who="Kestrel", other="Orlo"), 0),
        (OccurrenceFilter(since=dt.date(2024, 3, 1)), 1),
        (OccurrenceFilter(until=dt.date(2024, 2, 12)), 1),
        (OccurrenceFilter(modality=Modality.PLANNED), 0),
    ],
)
def test_filters(filled: sqlite3.Connection, wanted: OccurrenceFilter, count: int) -> None:
    assert len(list(find_occurrences(filled, wanted))) == count


def test_a_document_taken_out_stays_out_and_comes_back_when_undone(filled: sqlite3.Connection) -> None:
    before = read_linked(filled)
    (both,) = find_occurrences(filled, OccurrenceFilter(accounts=(2, None)))
    judgement = part_document(filled, both, "doc-2", AUTHOR)
    assert frozenset({"doc-1"}) in read_occurrences(filled)
    link(filled, TWO)  # read again
    assert frozenset({"doc-1"}) in read_occurrences(filled)
    undo_judgement(filled, judgement.judgement_id, AUTHOR, NOBODY_KNOWN)
    assert read_linked(filled) == before


def test_two_occurrences_joined_are_one_until_undone(filled: sqlite3.Connection) -> None:
    before = read_linked(filled)
    one, other = find_occurrences(filled, OccurrenceFilter())
    judgement = join_occurrences(filled, one, other, AUTHOR, "the day was mistaken")
    assert read_occurrences(filled) == {frozenset({"doc-1", "doc-2", "doc-3"})}
    undo_judgement(filled, None, AUTHOR, NOBODY_KNOWN)
    assert read_linked(filled) == before
    assert judgement.about == "occurrence"


def test_a_judgement_survives_a_new_reading_that_gives_the_contact_another_id(filled: sqlite3.Connection) -> None:
    one, other = find_occurrences(filled, OccurrenceFilter())
    join_occurrences(filled, one, other, AUTHOR)
    (contact,) = FAR.contacts
    link(filled, [replace(FAR, contacts=(replace(contact, contact_id="another id"),))])
    assert read_occurrences(filled) == {frozenset({"doc-1", "doc-2", "doc-3"})}


def test_judgements_come_through_dump_and_load(filled: sqlite3.Connection, tmp_path: Path) -> None:
    one, other = find_occurrences(filled, OccurrenceFilter())
    join_occurrences(filled, one, other, AUTHOR)
    dump_to_file(filled, tmp_path / "dump.jsonl")
    with closing(open_store(tmp_path / "new.db", create=True)) as again, open_lines(tmp_path / "dump.jsonl") as lines:
        load_lines(again, lines, tmp_path / "dump.jsonl")
        resolve_identities(again, NOBODY_KNOWN)
        resolve_occurrences(again)
        assert read_linked(again) == read_linked(filled)


def test_contradictions_are_refused_and_change_nothing(filled: sqlite3.Connection) -> None:
    (both,) = find_occurrences(filled, OccurrenceFilter(accounts=(2, None)))
    part_document(filled, both, "doc-2", AUTHOR)
    before = read_linked(filled)
    one, other = list(find_occurrences(filled, OccurrenceFilter()))[:2]
    with pytest.raises(JudgementError, match="different occurrences"):
        join_occurrences(filled, one, other, AUTHOR)
    with pytest.raises(JudgementError, match="one occurrence already"):
        join_occurrences(filled, one, one, AUTHOR)
    with pytest.raises(JudgementError, match="alone tells of it"):
        part_document(filled, one, one.reports[0].found.document_id, AUTHOR)
    assert read_linked(filled) == before


def test_doubtful_pairs_are_asked_once(store: sqlite3.Connection) -> None:
    undated = account("doc-2", when=None, published=None, text="They spoke of the dam at Fenn and of salmon.")
    link(store, [account("doc-1", text="They spoke of the dam at Fenn and of salmon."), undated])
    (question,) = find_occurrence_questions(store)
    assert {key for key, _, _ in question.values} >= {"undated", "wording"}
    judge_occurrences(store, question, "same", AUTHOR)
    assert find_occurrence_questions(store) == []
    assert read_occurrences(store) == {frozenset({"doc-1", "doc-2"})}


def test_merging_two_actors_joins_what_their_documents_tell(store: sqlite3.Connection) -> None:
    marek = [person("Stefan Marek", country="NOR"), person("Rosa Talavera", country="FIN")]
    other = [person("Stefan Mariek-Holm", country="NOR"), person("Rosa Talavera", country="FIN")]
    link(store, [account("doc-1", *marek), account("doc-2", *other)])
    before = read_linked(store)
    assert len(read_occurrences(store)) == 2
    merge_identities(
        store, resolve_identity(store, "Stefan Marek"), resolve_identity(store, "Stefan Mariek-Holm"), AUTHOR
    )
    assert read_occurrences(store) == {frozenset({"doc-1", "doc-2"})}
    undo_judgement(store, None, AUTHOR, NOBODY_KNOWN)
    assert read_linked(store) == before


def test_a_late_document_joins_two_occurrences(store: sqlite3.Connection) -> None:
    month = replace(account("doc-1").contacts[0], when=None)
    early = replace(account("doc-1", when=None, published="2024-02-08"), contacts=(month,))
    link(store, [early, account("doc-2", when="2024-02-08", published="2024-02-12")], 1)
    assert read_occurrences(store) == {frozenset({"doc-1", "doc-2"})}


def test_copies_are_no_more_accounts(store: sqlite3.Connection) -> None:
    text = " ".join(f"word{number}" for number in range(80))
    link(store, [account(f"doc-{number}", text=text, published=f"2024-02-1{number}") for number in (2, 3, 4)])
    (found,) = find_occurrences(store, OccurrenceFilter())
    assert (found.documents, found.accounts, found.outlets) == (3, 1, 3)
    assert [each.copy_of for each in found.reports] == [None, "doc-2", "doc-2"]


def test_a_text_used_again_for_other_people_is_no_copy(store: sqlite3.Connection) -> None:
    text = " ".join(f"word{number}" for number in range(80))
    others = [person("Stefan Marek", country="NOR"), person("Rosa Talavera", country="FIN")]
    link(store, [account("doc-1", text=text, outlet="Selm Gazette"), account("doc-2", *others, text=text)])
    assert len(read_occurrences(store)) == 2
    assert store.execute("SELECT count(*) FROM near_copy").fetchone() == (0,)


def test_a_store_that_was_cut_off_is_linked_when_it_is_looked_at(store: sqlite3.Connection) -> None:
    write_readings(store, TWO)
    resolve_identities(store, NOBODY_KNOWN)
    assert not is_linked(store)
    resolve_occurrences(store)
    assert is_linked(store)


def test_an_occurrence_is_found_by_its_id_and_by_those_of_its_reports(filled: sqlite3.Connection) -> None:
    (both,) = find_occurrences(filled, OccurrenceFilter(accounts=(2, None)))
    ids = {both.occurrence_id, *(each.found.contact.contact_id for each in both.reports)}
    assert {resolve_occurrence(filled, each).occurrence_id for each in ids} == {both.occurrence_id}
    assert resolve_occurrence(filled, both.occurrence_id[:8]) == both
    with pytest.raises(OptionError, match="no occurrence has an id"):
        resolve_occurrence(filled, "zz")
    with pytest.raises(OptionError, match="no occurrence"):
        resolve_occurrence(filled, "")


@pytest.mark.parametrize(
    "text, bounds", [("2..", (2, None)), ("2..4", (2, 4)), ("..3", (1, 3)), ("2", (2, 2)), ("1..1", (1, 1))]
)
def test_numbers_of_accounts(text: str, bounds: tuple[int, int | None]) -> None:
    assert read_accounts(text) == bounds


@pytest.mark.parametrize("text", ["two", "4..2", "0", "2...", ""])
def test_numbers_that_are_none(text: str) -> None:
    with pytest.raises(OptionError, match="--accounts"):
        read_accounts(text)


# ------------------------------------------------------------------ what looks back


@pytest.mark.parametrize(
    "kind, joined",
    [
        pytest.param(None, True, id="nothing else is told of them"),
        pytest.param(ContactKind.LETTER, True, id="a letter besides"),
        pytest.param(ContactKind.CALL, False, id="a call besides: an earlier one may be any"),
    ],
)
def test_a_call_of_late_is_the_one_that_another_tells_of(
    store: sqlite3.Connection, kind: ContactKind | None, joined: bool
) -> None:
    looking_back = account("doc-2", when=None, published="2024-02-16", modality=Modality.BACKGROUND)
    if kind is not None:
        (own,) = looking_back.contacts
        news = replace(own, contact_id="news", modality=Modality.HAPPENED, kind=kind)
        looking_back = replace(looking_back, contacts=(own, news))
    link(store, [account("doc-1"), looking_back])
    assert (frozenset({"doc-1", "doc-2"}) in read_occurrences(store)) is joined


def test_the_title_may_be_about_another_contact_of_the_text(store: sqlite3.Connection) -> None:
    told = account("doc-1", PEOPLE[0], PEOPLE[1])
    (own,) = told.contacts
    other = replace(own, contact_id="other", participants=(PEOPLE[0], PEOPLE[3]))
    titled = replace(told.document, source=replace(told.document.source, title="Call with President Anna Velk"))
    link(store, [replace(told, document=titled, contacts=(own, other))])
    found = (decode_report(*row) for row in store.execute("SELECT report_id, content FROM report"))
    assert {report.report_id: report.is_aside for report in found} == {own.contact_id: False, "other": True}


def test_a_second_call_of_the_week_takes_the_reference_back(store: sqlite3.Connection) -> None:
    week = account("doc-2", last="2024-02-18", published="2024-02-20", modality=Modality.BACKGROUND)
    link(store, [account("doc-1"), week])
    assert read_occurrences(store) == {frozenset({"doc-1", "doc-2"})}
    link(store, [account("doc-3", when="2024-02-15", published="2024-02-15")])
    assert read_occurrences(store) == {frozenset({"doc-1"}), frozenset({"doc-2"}), frozenset({"doc-3"})}
