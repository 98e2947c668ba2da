"""What reviewers decide: it holds when documents are read again, is undone without a trace, and contradicts nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import DragomanError, JudgementError, OptionError
from dragoman.record import Judgement, Reading
from dragoman.store.actors import find_questions, resolve_identity
from dragoman.store.judgements import find_judgement, load_judgements
from dragoman.store.reviewing import judge_pair, merge_identities, split_document, split_name, undo_judgement
from tests.identity.makers import (
    NOBODY_KNOWN,
    fill,
    list_groups,
    person,
    read_tables,
    state,
    tell,
)
from tests.identity.strategies import retell
from tests.registry.makers import make_registry, make_tenure
from tests.store.fresh import examples, fresh_store

AUTHOR = "reviewer Reyes"
READINGS = [
    tell("doc-1", person("Anna Velk", country="ORV"), person("Ivo Kestrel")),
    tell("doc-2", person("Ana Welk", country="ORV")),
    tell("doc-3", person("Tomas Orlo"), person("Anna Velk", country="ORV")),
    tell("doc-4", person("Tomás Orlov")),
    tell("doc-5", state("Norway")),
]


@pytest.fixture
def filled(store: sqlite3.Connection) -> sqlite3.Connection:
    """Anna Velk and Ana Welk are one by rule; Kestrel, Orlo and Orlov are not."""
    fill(store, READINGS)
    return store


def merge(store: sqlite3.Connection, one: str, other: str) -> Judgement:
    return merge_identities(store, resolve_identity(store, one), resolve_identity(store, other), AUTHOR)


def split(store: sqlite3.Connection, actor: str, name: str) -> Judgement:
    return split_name(store, resolve_identity(store, actor), name, AUTHOR)


def take_out(store: sqlite3.Connection, actor: str, document_id: str) -> Judgement:
    return split_document(store, resolve_identity(store, actor), document_id, AUTHOR, NOBODY_KNOWN)


def undo(store: sqlite3.Connection, wanted: str | None = None) -> Judgement:
    return undo_judgement(store, wanted, AUTHOR, NOBODY_KNOWN)


def together(store: sqlite3.Connection, *bearers: str) -> bool:
    """Whether these, written "doc-1: Anna Velk", are one."""
    return any(set(bearers) <= group for group in list_groups(store))


VELK, WELK, KESTREL = "doc-1: Anna Velk", "doc-2: Ana Welk", "doc-1: Ivo Kestrel"
ORLO, ORLOV = "doc-3: Tomas Orlo", "doc-4: Tomás Orlov"


# ------------------------------------------------------------------ what they do


def test_merging_makes_two_actors_one(filled: sqlite3.Connection) -> None:
    assert not together(filled, KESTREL, ORLO)
    judgement = merge(filled, "Kestrel", "Orlo")
    assert together(filled, KESTREL, ORLO)
    assert (judgement.verdict, judgement.author, judgement.undone) == ("same", AUTHOR, None)
    assert list(load_judgements(filled)) == [judgement]


def test_splitting_by_name_takes_out_what_bears_it(filled: sqlite3.Connection) -> None:
    assert together(filled, VELK, WELK)
    split(filled, "Anna Velk", "ANA  WELK")
    assert not together(filled, VELK, WELK)
    assert together(filled, VELK, "doc-3: Anna Velk")


def test_splitting_by_document_takes_out_what_it_tells(filled: sqlite3.Connection) -> None:
    take_out(filled, "Anna Velk", "doc-3")
    assert together(filled, VELK, WELK)
    assert not together(filled, VELK, "doc-3: Anna Velk")
    assert not together(filled, WELK, "doc-3: Anna Velk")


def test_a_reviewer_who_cannot_tell_is_not_asked_again(store: sqlite3.Connection) -> None:
    fill(store, [tell("doc-1", person("Anna Velk")), tell("doc-2", person("Ana Welk"))])
    (question,) = find_questions(store)
    judgement = judge_pair(store, question, "unsure", AUTHOR, "two photographs")
    assert find_questions(store) == ()
    assert len(list_groups(store)) == 2
    assert judgement.score == question.score
    assert [what for what, _ in judgement.values] == [what for what, _, _ in question.values]
    assert judgement.note == "two photographs"
    undo(store)
    assert find_questions(store) == (question,)


@pytest.mark.parametrize("verdict, groups", [("same", 1), ("different", 2)])
def test_a_question_is_answered(store: sqlite3.Connection, verdict: str, groups: int) -> None:
    fill(store, [tell("doc-1", person("Anna Velk")), tell("doc-2", person("Ana Welk"))])
    (question,) = find_questions(store)
    judge_pair(store, question, verdict, AUTHOR)  # type: ignore[arg-type]  # one of the words
    assert len(list_groups(store)) == groups
    assert find_questions(store) == ()


DECIDE: dict[str, Callable[[sqlite3.Connection], Judgement]] = {
    "merge": lambda store: merge(store, "Kestrel", "Orlo"),
    "merge many": lambda store: merge(store, "Anna Velk", "Orlov"),
    "split by name": lambda store: split(store, "Anna Velk", "Ana Welk"),
    "split by document": lambda store: take_out(store, "Anna Velk", "doc-3"),
}


@pytest.mark.parametrize("decide", DECIDE.values(), ids=DECIDE.keys())
def test_it_survives_reading_every_document_again(
    filled: sqlite3.Connection, decide: Callable[[sqlite3.Connection], Judgement]
) -> None:
    decide(filled)
    before = read_tables(filled)
    for batch in (0, 1, 2):
        fill(filled, READINGS[::-1], batch=batch)
        assert read_tables(filled) == before


@pytest.mark.parametrize("decide", DECIDE.values(), ids=DECIDE.keys())
def test_it_waits_for_a_document_that_went_and_comes_back(
    filled: sqlite3.Connection, decide: Callable[[sqlite3.Connection], Judgement]
) -> None:
    decide(filled)
    before = list_groups(filled)
    fill(filled, [retell(tell(reading.document.document_id), 1) for reading in READINGS])
    assert list_groups(filled) == set()
    fill(filled, [retell(reading, 2) for reading in READINGS], batch=1)
    assert list_groups(filled) == before


@pytest.mark.parametrize("decide", DECIDE.values(), ids=DECIDE.keys())
def test_undoing_restores_exactly_what_was_and_leaves_its_history(
    filled: sqlite3.Connection, decide: Callable[[sqlite3.Connection], Judgement]
) -> None:
    before = read_tables(filled)
    judgement = decide(filled)
    assert read_tables(filled) != before
    assert undo(filled).judgement_id == judgement.judgement_id
    assert read_tables(filled) == before
    (kept,) = load_judgements(filled)
    assert kept.judgement_id == judgement.judgement_id
    assert kept.undone_by == AUTHOR
    assert kept.undone is not None
    assert list(load_judgements(filled, in_force=True)) == []
    assert filled.execute("SELECT count(*) FROM judged_pair").fetchone() == (0,)


def test_a_judgement_is_undone_by_the_beginning_of_its_id(filled: sqlite3.Connection) -> None:
    first = merge(filled, "Kestrel", "Orlo")
    merge(filled, "Kestrel", "Orlov")
    undo(filled, first.judgement_id[:6])
    assert find_judgement(filled, None).judgement_id != first.judgement_id
    assert together(filled, KESTREL, ORLOV)


# ------------------------------------------------------------------ what is refused


def refuse(store: sqlite3.Connection, decide: Callable[[], object], error: type[DragomanError], *words: str) -> None:
    """Whatever is decided is refused with these words, and nothing is changed."""
    before = read_tables(store), list(load_judgements(store)), store.execute("SELECT * FROM judged_pair").fetchall()
    with pytest.raises(error) as raised:
        decide()
    assert all(each in str(raised.value) for each in words), str(raised.value)
    after = read_tables(store), list(load_judgements(store)), store.execute("SELECT * FROM judged_pair").fetchall()
    assert after == before
    assert not store.in_transaction


REFUSED = [
    pytest.param((merge, "Orlo", "Tomas Orlo"), JudgementError, ["is one actor already"], id="with itself"),
    pytest.param((merge, "Anna Velk", "Ana Welk"), JudgementError, ["one actor already"], id="one by rule"),
    pytest.param((merge, "Kestrel", "Norway"), JudgementError, ["is a person", "a state"], id="with a state"),
    pytest.param((merge, "Kestrel", "Nobody"), OptionError, ["'Nobody'", "no actor"], id="an unknown name"),
    pytest.param((merge, "Kestrel", "ffffffff"), OptionError, ["no id begins so"], id="an unknown id"),
    pytest.param((merge, "", "Orlo"), OptionError, ["no actor"], id="no name"),
    pytest.param((merge, "Tomas", "Orlo"), OptionError, ["several", "Orlov"], id="an ambiguous name"),
    pytest.param((split, "Velk", "Orlo"), JudgementError, ["no part of", "called 'Orlo'"], id="no such part"),
    pytest.param((split, "Velk", "..."), JudgementError, ["no part of"], id="no letters"),
    pytest.param((split, "Velk", "%"), JudgementError, ["no part of"], id="a pattern"),
    pytest.param((split, "Kestrel", "Ivo Kestrel"), JudgementError, ["--document"], id="all goes by it"),
    pytest.param((take_out, "Velk", "doc-4"), JudgementError, ["tells nothing of"], id="not told there"),
    pytest.param((take_out, "Kestrel", "doc-1"), JudgementError, ["this document alone"], id="told only there"),
    pytest.param((undo,), JudgementError, ["no judgement in force"], id="nothing to undo"),
    pytest.param((undo, "abc"), JudgementError, ["no judgement 'abc'", "--history"], id="no such judgement"),
]  # fmt: skip


@pytest.mark.parametrize("decide, error, words", REFUSED)
def test_what_cannot_be_meant_is_refused_and_nothing_changed(
    filled: sqlite3.Connection,
    decide: tuple[Callable[..., Judgement], *tuple[str, ...]],
    error: type[DragomanError],
    words: list[str],
) -> None:
    what, *named = decide
    refuse(filled, lambda: what(filled, *named), error, *words)


def test_different_and_then_same_is_a_contradiction(filled: sqlite3.Connection) -> None:
    apart = split(filled, "Anna Velk", "Ana Welk")
    words = "cannot be one", f"undo {apart.judgement_id}"
    refuse(filled, lambda: merge(filled, "Anna Velk", "Ana Welk"), JudgementError, *words)
    undo(filled)
    assert together(filled, VELK, WELK)


def test_same_and_then_different_is_a_contradiction(filled: sqlite3.Connection) -> None:
    merged = merge(filled, "Kestrel", "Orlo")
    refuse(filled, lambda: split(filled, "Orlo", "Ivo Kestrel"), JudgementError, f"undo {merged.judgement_id}")


def test_a_ring_of_judgements_is_a_contradiction(filled: sqlite3.Connection) -> None:
    merge(filled, "Kestrel", "Orlo")
    apart = split(filled, "Anna Velk", "Ana Welk")
    merge(filled, "Orlo", "Ana Welk")
    refuse(
        filled, lambda: merge(filled, "Ivo Kestrel", "Anna Velk"), JudgementError, f"undo {apart.judgement_id}", AUTHOR
    )


def test_a_ring_that_a_split_would_close_is_a_contradiction(filled: sqlite3.Connection) -> None:
    merge(filled, "Kestrel", "Tomas Orlo")
    merge(filled, "Tomas Orlo", "Orlov")
    refuse(filled, lambda: split(filled, "Ivo Kestrel", "Tomás Orlov"), JudgementError, "were judged to be one")


def test_what_a_document_was_taken_out_of_cannot_be_merged_with_it(filled: sqlite3.Connection) -> None:
    apart = take_out(filled, "Anna Velk", "doc-3")
    ids = apart.one[0].profile_id, apart.other[0].profile_id
    refuse(filled, lambda: merge(filled, *ids), JudgementError, apart.judgement_id)


def test_a_judgement_is_undone_once(filled: sqlite3.Connection) -> None:
    judgement = merge(filled, "Kestrel", "Orlo")
    undo(filled)
    refuse(filled, lambda: undo(filled, judgement.judgement_id), JudgementError, "was undone already", AUTHOR)
    refuse(filled, lambda: undo(filled), JudgementError, "no judgement in force")


def test_a_beginning_that_several_ids_share_is_refused(filled: sqlite3.Connection) -> None:
    merge(filled, "Kestrel", "Orlo")
    merge(filled, "Kestrel", "Orlov")
    refuse(filled, lambda: undo(filled, ""), JudgementError, "may mean several")


# ------------------------------------------------------------------ found again


HOLDER = make_tenure(
    "Ivo Kestrel", "2023-01-01", "2025-01-01", office="Minister of Trade", head="minister", domain="trade"
)


def test_it_finds_its_actor_by_name_where_the_registry_has_come_to_know_him(filled: sqlite3.Connection) -> None:
    merge(filled, "Kestrel", "Tomas Orlo")
    fill(filled, READINGS, make_registry(HOLDER))
    known = resolve_identity(filled, "Kestrel")
    assert known.person == "ivo-kestrel"
    assert together(filled, KESTREL, ORLO)
    undo_judgement(filled, None, AUTHOR, make_registry(HOLDER))
    assert not together(filled, KESTREL, ORLO)


def test_a_name_that_two_bear_waits(filled: sqlite3.Connection) -> None:
    merge(filled, "Kestrel", "Tomas Orlo")
    fill(filled, [retell(tell("doc-1", person("Ivo Kestrel", country="ORV"), person("Ivo Kestrel", country="MRV")), 2)])
    assert not together(filled, "doc-1: Ivo Kestrel", ORLO)
    fill(filled, [retell(READINGS[0], 3)])
    assert together(filled, KESTREL, ORLO)


def test_a_document_stays_taken_out_where_the_registry_has_come_to_know_the_actor(filled: sqlite3.Connection) -> None:
    take_out(filled, "Anna Velk", "doc-3")
    registry = make_registry(make_tenure("Anna Velk", "2023-01-01", "2025-01-01", country="ORV"))
    fill(filled, READINGS, registry)
    assert resolve_identity(filled, "Ana Welk").person is not None
    assert not together(filled, VELK, "doc-3: Anna Velk")


# ------------------------------------------------------------------ whatever is decided

ACTORS = ["Anna Velk", "Ana Welk", "Kestrel", "Tomas Orlo", "Orlov", "Norway"]
steps = st.one_of(
    st.tuples(st.just("merge"), st.sampled_from(ACTORS), st.sampled_from(ACTORS)),
    st.tuples(st.just("split"), st.sampled_from(ACTORS), st.sampled_from(ACTORS)),
    st.tuples(st.just("take out"), st.sampled_from(ACTORS), st.sampled_from(["doc-1", "doc-2", "doc-3"])),
    st.tuples(st.just("undo"), st.just(""), st.just("")),
    st.tuples(st.just("read"), st.just(""), st.sampled_from(["0", "2", "3"])),
)


def take(store: sqlite3.Connection, step: tuple[str, str, str], readings: list[Reading]) -> None:
    what, one, other = step
    match what:
        case "merge":
            merge(store, one, other)
        case "split":
            split(store, one, other)
        case "take out":
            take_out(store, one, other)
        case "undo":
            undo(store)
        case _:
            fill(store, [readings[int(other)]])


@examples(8, 50)
def test_undoing_all_restores_what_the_rules_found(count: int) -> None:
    @settings(max_examples=count)
    @given(sequence=st.lists(steps, max_size=8), random=st.randoms(use_true_random=False))
    def check(sequence: list[tuple[str, str, str]], random: Random) -> None:
        with fresh_store() as store:
            fill(store, READINGS)
            before = read_tables(store)
            for step in sequence:
                try:
                    take(store, step, READINGS)
                except DragomanError:
                    continue
            in_force = [each.judgement_id for each in load_judgements(store, in_force=True)]
            random.shuffle(in_force)
            for each in in_force:
                undo(store, each)
            assert read_tables(store) == before

    check()
