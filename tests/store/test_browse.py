"""What the ledger looks up is kept up with what was read and decided; pages and counts agree with the occurrences."""

from __future__ import annotations

import datetime as dt
import sqlite3
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.record import ContactKind, Modality, Reading
from dragoman.store.actors import resolve_identity
from dragoman.store.browse import (
    Facets,
    LedgerFilter,
    count_facets,
    find_actors,
    find_page,
    find_partners,
    find_ties,
)
from dragoman.store.editing import edit_record, find_target, reject_record, undo_decision
from dragoman.store.occurrence_reviewing import join_occurrences
from dragoman.store.occurrences import resolve_occurrences
from dragoman.store.reviewing import merge_identities, undo_judgement
from tests.identity.makers import NOBODY_KNOWN, fill, person, tell
from tests.registry.makers import make_registry, make_tenure
from tests.store.fresh import examples, fresh_store
from tests.stories.linking_makers import account, link

AUTHOR = "reviewer Reyes"
KESTREL = person("Ilmar Kestrel", "President of Norway", "NOR")
VELK = person("Anna Velk", "President of Finland", "FIN")
ORLO = person("Tomas Orlo", country="SWE")
HOMELESS = person("Tomas Orlo")  # of whom this document tells no country
KEPT = """SELECT facet, value, day, kind, modality, occurrence, last_day, accounts, confidence FROM occurrence_facet
    ORDER BY 1, 2, 3, 4, 5, 6"""
MADE_ANEW = """SELECT DISTINCT facet, value, coalesce(first_day, last_day, ''), kind, modality, occurrence_id,
        coalesce(last_day, first_day, ''), accounts,
        (SELECT max(confidence) FROM report JOIN contact ON contact.key = report.contact WHERE occurrence = occurrence_id)
    FROM occurrence_value JOIN occurrence ON occurrence_id = occurrence ORDER BY 1, 2, 3, 4, 5, 6"""


def check_kept(store: sqlite3.Connection) -> None:
    kept = store.execute(KEPT).fetchall()
    assert kept == store.execute(MADE_ANEW).fetchall()
    assert sum(row[0] == "all" for row in kept) == store.execute("SELECT count(*) FROM occurrence").fetchone()[0]
    assert store.execute("SELECT * FROM moved_identity").fetchall() == []


@st.composite
def tellings(draw: st.DrawFn) -> list[Reading]:
    """Accounts of contacts of four people, of one of whom some documents tell no country; some are told twice."""
    found: list[Reading] = []
    for number in range(draw(st.integers(1, 7))):
        parties = draw(st.sampled_from([(KESTREL, VELK), (KESTREL, ORLO), (VELK, HOMELESS), (KESTREL, VELK, HOMELESS)]))
        found.append(
            account(
                f"doc-{draw(st.integers(0, 4))}",
                *parties,
                kind=draw(st.sampled_from([ContactKind.CALL, ContactKind.MEETING])),
                when=draw(st.sampled_from([None, "2024-02-12", "2024-02-13"])),
                published=draw(st.sampled_from([None, "2024-02-13"])),
                modality=draw(st.sampled_from([Modality.HAPPENED, Modality.PLANNED])),
                outlet=draw(st.sampled_from(["Selm Gazette", "Ostrel Courier"])),
                text=f"Number {number}.",
            )
        )
    return found


@examples(20, 200)
def test_what_the_ledger_looks_up_is_kept(count: int) -> None:
    @settings(max_examples=count)
    @given(tellings(), st.integers(1, 3))
    def check(readings: list[Reading], batch: int) -> None:
        with fresh_store() as store:
            for start in range(0, len(readings), batch):
                link(store, readings[start : start + batch])
                check_kept(store)

    check()


def test_a_country_that_becomes_known_is_looked_up(store: sqlite3.Connection) -> None:
    link(store, [account("doc-1", KESTREL, HOMELESS, when="2024-02-12")])
    assert not find_page(store, LedgerFilter(country="SWE")).occurrences
    link(store, [account("doc-2", VELK, ORLO, when="2024-03-12")])
    check_kept(store)
    assert len(find_page(store, LedgerFilter(country="SWE")).occurrences) == 2


def test_an_outlet_told_otherwise_is_looked_up(store: sqlite3.Connection) -> None:
    reading = account("doc-1", outlet="Selm Gazette")
    link(store, [reading])
    told = replace(reading.document, source=replace(reading.document.source, outlet="Ostrel Courier"))
    link(store, [replace(reading, document=told)])
    check_kept(store)
    assert not find_page(store, LedgerFilter(outlet="Selm Gazette")).occurrences
    assert len(find_page(store, LedgerFilter(outlet="Ostrel Courier")).occurrences) == 1


def test_decisions_are_looked_up_and_undone(store: sqlite3.Connection) -> None:
    link(store, [account("doc-1", KESTREL, VELK), account("doc-2", KESTREL, ORLO, when="2024-05-01")])
    one, other = (resolve_identity(store, name) for name in ("Anna Velk", "Tomas Orlo"))
    before = store.execute(KEPT).fetchall()
    judged = merge_identities(store, one, other, AUTHOR, None)
    resolve_occurrences(store)
    check_kept(store)
    assert store.execute(KEPT).fetchall() != before
    undo_judgement(store, judged.judgement_id, AUTHOR, NOBODY_KNOWN)
    resolve_occurrences(store)
    check_kept(store)
    assert store.execute(KEPT).fetchall() == before
    first, second = find_page(store, LedgerFilter()).occurrences
    join_occurrences(store, first, second, AUTHOR)
    check_kept(store)
    assert len(find_page(store, LedgerFilter()).occurrences) == 1


def test_a_document_taken_out_leaves_nothing_behind(store: sqlite3.Connection) -> None:
    link(store, [account("doc-1"), account("doc-2", when="2024-05-01")])
    store.execute("DELETE FROM document WHERE document_id = 'doc-2'")
    resolve_occurrences(store)
    check_kept(store)


# ------------------------------------------------------------------ pages and counts


@pytest.fixture
def filled(store: sqlite3.Connection) -> sqlite3.Connection:
    link(
        store,
        [
            account("doc-1", KESTREL, VELK, when="2024-02-12", kind=ContactKind.CALL, outlet="Selm Gazette"),
            account("doc-2", KESTREL, VELK, when="2024-02-13", kind=ContactKind.MEETING, outlet="Ostrel Courier"),
            account("doc-3", KESTREL, ORLO, when="2024-02-13", kind=ContactKind.MEETING, outlet="Ostrel Courier"),
            account("doc-4", VELK, ORLO, when=None, published=None, kind=ContactKind.CALL, modality=Modality.PLANNED),
        ],
    )
    return store


def documents(store: sqlite3.Connection, wanted: LedgerFilter) -> list[str]:
    return [each.reports[0].found.document_id for each in find_page(store, wanted).occurrences]


@pytest.mark.parametrize(
    "wanted, found",
    [
        pytest.param({}, {"doc-1", "doc-2", "doc-3", "doc-4"}, id="all"),
        pytest.param({"modality": Modality.PLANNED}, {"doc-4"}, id="modality"),
        pytest.param({"kind": ContactKind.CALL}, {"doc-1", "doc-4"}, id="kind"),
        pytest.param({"country": "SWE"}, {"doc-3", "doc-4"}, id="country"),
        pytest.param({"outlet": "Ostrel Courier", "country": "FIN"}, {"doc-2"}, id="outlet-and-country"),
        pytest.param({"since": dt.date(2024, 2, 13)}, {"doc-2", "doc-3"}, id="since"),
        pytest.param({"until": dt.date(2024, 2, 12)}, {"doc-1"}, id="until-leaves-out-what-is-undated"),
        pytest.param({"accounts": 2}, set[str](), id="accounts"),
        pytest.param({"confidence": 0.999}, set[str](), id="confidence"),
        pytest.param({"place": "geonames:1"}, set[str](), id="place"),
    ],
)
def test_filters(filled: sqlite3.Connection, wanted: dict[str, object], found: set[str]) -> None:
    assert set(documents(filled, LedgerFilter(**wanted))) == found  # type: ignore[arg-type]
    assert count_facets(filled, LedgerFilter(**wanted)).total == len(found)  # type: ignore[arg-type]


def test_several_actors_must_all_take_part(filled: sqlite3.Connection) -> None:
    kestrel, velk = (resolve_identity(filled, name).identity_id for name in ("Ilmar Kestrel", "Anna Velk"))
    assert set(documents(filled, LedgerFilter(actors=(kestrel, velk)))) == {"doc-1", "doc-2"}
    assert set(documents(filled, LedgerFilter(actors=(velk, kestrel), country="SWE"))) == set()


def test_pages_follow_one_another(filled: sqlite3.Connection) -> None:
    seen: list[str] = []
    after = None
    while True:
        page = find_page(filled, LedgerFilter(), after, limit=1)
        seen += [each.reports[0].found.document_id for each in page.occurrences]
        after = page.after
        if after is None:
            break
    assert seen == documents(filled, LedgerFilter())
    assert seen[-1] == "doc-4"  # undated


def test_facets_count_what_a_click_would_give(filled: sqlite3.Connection) -> None:
    facets = count_facets(filled, LedgerFilter(modality=Modality.HAPPENED))
    assert {(each.value, each.count) for each in facets.kinds} == {("call", 1), ("meeting", 2)}
    assert {(each.value, each.count) for each in facets.modalities} == {("happened", 3), ("planned", 1)}
    assert facets.days == ((dt.date(2024, 2, 12), 1), (dt.date(2024, 2, 13), 2))
    assert [(each.label, each.count) for each in facets.actors] == [
        ("Ilmar Kestrel", 3),
        ("Anna Velk", 2),
        ("Tomas Orlo", 1),
    ]
    assert [(each.value, each.count) for each in facets.countries] == [("NOR", 3), ("FIN", 2), ("SWE", 1)]
    assert [(each.value, each.count) for each in facets.outlets] == [("Ostrel Courier", 2), ("Selm Gazette", 1)]


def test_a_bound_is_counted_on_no_day(store: sqlite3.Connection) -> None:
    link(
        store,
        [
            account("doc-1", KESTREL, VELK, when="2024-02-12"),
            account("doc-2", KESTREL, ORLO, when=None, published="2024-02-13"),
            account("doc-3", VELK, ORLO, when="2024-02-12", outlet="Selm Gazette"),
            account("doc-4", VELK, ORLO, when="2024-02-12", outlet="Ostrel Courier", text="In other words."),
        ],
    )
    days = {(each.first_day, each.last_day) for each in find_page(store, LedgerFilter()).occurrences}
    assert (None, dt.date(2024, 2, 13)) in days
    facets = count_facets(store, LedgerFilter())
    assert facets.total == 3
    assert facets.days == ((dt.date(2024, 2, 12), 2),)
    assert facets.on_known_days == 2
    assert facets.span == (dt.date(2024, 2, 12), dt.date(2024, 2, 13))
    assert facets.accounts == 4


def test_kinds_are_counted_as_if_none_were_chosen(filled: sqlite3.Connection) -> None:
    facets = count_facets(filled, LedgerFilter(kind=ContactKind.CALL, modality=Modality.HAPPENED))
    assert facets.total == 1
    assert {(each.value, each.count) for each in facets.kinds} == {("call", 1), ("meeting", 2)}
    assert {(each.value, each.count) for each in facets.modalities} == {("happened", 1), ("planned", 1)}


def test_an_empty_store_has_no_facets(store: sqlite3.Connection) -> None:
    assert count_facets(store, LedgerFilter()) == Facets(0)


def test_ties_and_partners_count_occurrences(filled: sqlite3.Connection) -> None:
    ids = {name: resolve_identity(filled, name).identity_id for name in ("Ilmar Kestrel", "Anna Velk", "Tomas Orlo")}
    ties = {frozenset((tie.one, tie.other)): tie.contacts for tie in find_ties(filled, LedgerFilter())}
    assert ties[frozenset((ids["Ilmar Kestrel"], ids["Anna Velk"]))] == 2
    assert sum(ties.values()) == 4
    partners = find_partners(filled, ids["Anna Velk"])
    assert [(each.identity.name, each.contacts) for each in partners] == [("Ilmar Kestrel", 2), ("Tomas Orlo", 1)]


# ------------------------------------------------------------------ corrections of single records


def test_corrections_are_looked_up(store: sqlite3.Connection) -> None:
    link(store, [account("doc-1", KESTREL, VELK, when="2024-02-12", kind=ContactKind.CALL), account("doc-2")])
    before = store.execute(KEPT).fetchall()
    target = find_target(store, find_page(store, LedgerFilter()).occurrences[0].reports[0].found.contact.contact_id)
    edit_record(store, target, {"kind": ["letter"]}, AUTHOR, NOBODY_KNOWN, None)
    check_kept(store)
    assert len(find_page(store, LedgerFilter(kind=ContactKind.LETTER)).occurrences) == 1
    undo_decision(store, None, AUTHOR, NOBODY_KNOWN)
    check_kept(store)
    assert store.execute(KEPT).fetchall() == before
    reject_record(store, target, AUTHOR, NOBODY_KNOWN)
    check_kept(store)
    undo_decision(store, None, AUTHOR, NOBODY_KNOWN)
    check_kept(store)
    assert store.execute(KEPT).fetchall() == before


def test_whom_the_registry_knows_is_listed_by_the_documents_that_tell_of_him(store: sqlite3.Connection) -> None:
    """Not once, and not with the days of a tenure."""
    known = make_registry(make_tenure("Anna Velk", "2019-01-01", "2025-01-01", head="minister", domain="trade"))
    minister = person("Anna Velk", "Minister of Trade", "NOR")
    days = ("2024-02-12", "2024-03-01", "2024-02-20")
    fill(store, [tell(f"doc-{day}", minister, published=day) for day in days], known)
    fill(store, [tell("doc-other", person("Tomas Orlo"), published="2024-05-01")], known)
    first, second = find_actors(store)
    assert first.identity.person == "anna-velk"
    assert (first.documents, first.first, first.last) == (3, "2024-02-12", "2024-03-01")
    assert (second.identity.name, second.documents, second.first) == ("Tomas Orlo", 1, "2024-05-01")
