"""Who is who in a store: the same whatever the order, kept when read again, taken up where a run was cut off."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.record import Actor, Reading
from dragoman.registry import Registry
from dragoman.store import connection as connections
from dragoman.store import identity
from dragoman.store.actors import surround_mention
from dragoman.store.connection import open_store
from dragoman.store.gathering import own_names, rank_names
from dragoman.store.identity import is_resolved, resolve_identities
from dragoman.store.query import find_damage
from dragoman.store.write import write_readings
from tests.identity.makers import (
    NOBODY_KNOWN,
    Rows,
    body,
    fill,
    list_groups,
    person,
    read_partition,
    read_tables,
    small_registry,
    state,
    tell,
)
from tests.identity.strategies import corpora, histories, retell
from tests.registry.makers import make_registry, make_tenure
from tests.store.fresh import examples, fresh_store

REGISTRY = small_registry()


def tables_of(readings: Sequence[Reading], batch: int = 0, registry: Registry = REGISTRY) -> dict[str, Rows]:
    with fresh_store() as store:
        fill(store, readings, registry, batch)
        assert find_damage(store) == ()
        return read_tables(store)


def same_tables(one: dict[str, Rows], other: dict[str, Rows]) -> None:
    for name, rows in one.items():
        assert rows == other[name], name


# ------------------------------------------------------------------ order


@examples(5, 40)
def test_order_and_batches_change_nothing(count: int) -> None:
    @settings(max_examples=count)
    @given(readings=corpora(), random=st.randoms(use_true_random=False), batch=st.integers(1, 3))
    def check(readings: list[Reading], random: Random, batch: int) -> None:
        shuffled = list(readings)
        random.shuffle(shuffled)
        same_tables(tables_of(readings), tables_of(shuffled, batch))

    check()


@examples(6, 40)
def test_new_versions_leave_what_reading_them_alone_gives(count: int) -> None:
    @settings(max_examples=count)
    @given(history=histories(), batch=st.integers(0, 2))
    def check(history: list[Reading], batch: int) -> None:
        newest = {reading.document.document_id: reading for reading in history}
        same_tables(tables_of(list(newest.values())), tables_of(history, batch))

    check()


@examples(8, 40)
def test_reading_again_changes_nothing(count: int) -> None:
    @settings(max_examples=count)
    @given(readings=corpora(), random=st.randoms(use_true_random=False))
    def check(readings: list[Reading], random: Random) -> None:
        with fresh_store() as store:
            fill(store, readings, REGISTRY)
            before = read_tables(store)
            fill(store, random.sample(readings, random.randint(1, len(readings))), REGISTRY)
            same_tables(before, read_tables(store))

    check()


@pytest.mark.parametrize("actors, name, country", [
    pytest.param((state("Kingdom of Norway"), state("Norway", "NOR")), "Norway", "NOR", id="a state of the list"),
    pytest.param((body("UN"), body("United Nations", "NOR")), "United Nations", None, id="a body of the list"),
    pytest.param((body("THE GAZETTE"), body("The Gazette"), body("The Gazette")), "The Gazette", None, id="most frequent"),
    pytest.param(
        (person("Velk", "Foreign Minister of Norway"), person("Velk", "Foreign Minister", "NOR")), "Velk", "NOR",
        id="country told once",
    ),
])  # fmt: skip
def test_the_first_document_decides_no_name_and_no_country(
    actors: tuple[Actor, ...], name: str, country: str | None
) -> None:
    readings = [tell(f"doc-{number}", actor) for number, actor in enumerate(actors)]
    for ordered in (readings, readings[::-1]):
        (found,) = tables_of(ordered, 1)["identity"]
        assert found[2:4] == (name, country)


# ------------------------------------------------------------------ again, and taken up


def test_reading_again_keeps_who_was_placed(store: sqlite3.Connection) -> None:
    readings = [tell("doc-1", person("Anna Velk", country="ORV")), tell("doc-2", person("Ana Welk", country="ORV"))]
    fill(store, readings)
    before = read_partition(store)
    fill(store, readings, batch=1)
    assert len(before) == 1
    assert read_partition(store) == before


def test_a_new_version_drops_what_the_old_one_told(store: sqlite3.Connection) -> None:
    old = tell("doc-1", person("Anna Velk"), person("Tomas Orlo"))
    fill(store, [old, tell("doc-2", person("Ana Welk"))])
    fill(store, [retell(tell("doc-1", person("Ivo Kestrel")), 2)])
    assert list_groups(store) == {frozenset({"doc-1: Ivo Kestrel"}), frozenset({"doc-2: Ana Welk"})}
    assert [row[2] for row in read_tables(store)["identity"]].count("Tomas Orlo") == 0


def test_reading_an_old_version_again_leaves_the_new_one_standing(store: sqlite3.Connection) -> None:
    old, new = tell("doc-1", person("Anna Velk")), retell(tell("doc-1", person("Ivo Kestrel")), 2)
    fill(store, [old, new], batch=1)
    fill(store, [old])
    assert list_groups(store) == {frozenset({"doc-1: Ivo Kestrel"})}


def test_a_new_version_that_tells_of_nobody_leaves_nobody(store: sqlite3.Connection) -> None:
    fill(store, [tell("doc-1", person("Anna Velk"))])
    write_readings(store, [retell(tell("doc-1"), 2)])
    assert not is_resolved(store)
    resolve_identities(store, NOBODY_KNOWN)
    assert is_resolved(store)
    assert set(map(len, read_tables(store).values())) == {0}


def test_a_run_that_was_cut_off_is_finished_by_the_next(
    store: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    readings = [
        tell(f"doc-{number}", person(name, country="ORV"))
        for number, name in enumerate(["Anna Velk", "Ana Welk", "Ivo Velk", "Velk"])
    ]
    monkeypatch.setattr(identity, "_VERSIONS", 1)
    write_readings(store, readings)
    rebind, batches = identity.rebind, iter((True, True, False))

    def stop_in_the_third(connection: sqlite3.Connection) -> None:
        if not next(batches, True):
            raise KeyboardInterrupt
        rebind(connection)

    monkeypatch.setattr(identity, "rebind", stop_in_the_third)
    with pytest.raises(KeyboardInterrupt):
        resolve_identities(store, NOBODY_KNOWN)
    monkeypatch.setattr(identity, "rebind", rebind)
    assert not is_resolved(store)
    assert len(read_partition(store)) == 1  # the two first, one of them by another spelling
    assert resolve_identities(store, NOBODY_KNOWN) == 2
    same_tables(read_tables(store), tables_of(readings, registry=NOBODY_KNOWN))


def test_resolving_twice_finds_nothing_to_do(store: sqlite3.Connection) -> None:
    fill(store, [tell("doc-1", person("Anna Velk"))])
    assert resolve_identities(store, NOBODY_KNOWN) == 0


def test_a_store_made_before_identities_places_all_afterwards(tmp_path: Path) -> None:
    readings = [tell("doc-1", person("Anna Velk"), state("Norway")), tell("doc-2", person("Ana Welk"))]
    readings.append(retell(tell("doc-2", person("Ana Welk"), body("UN")), 2))
    path = tmp_path / "old.db"
    make_old_store(path, readings)
    with closing(open_store(path)) as store:
        assert not is_resolved(store)
        assert resolve_identities(store, REGISTRY) == 2  # the newest versions
        same_tables(read_tables(store), tables_of(readings))


def make_old_store(path: Path, readings: Sequence[Reading]) -> None:
    """A store at version 1: the first migration alone, with the rows that its tables have in a store of today."""
    today = path.with_suffix(".new")
    with closing(open_store(today, create=True)) as new:
        write_readings(new, readings)
    (_, _, script), *_ = connections.list_migrations()
    with closing(sqlite3.connect(path, isolation_level=None)) as old:
        old.executescript(script)
        old.execute("ATTACH ? AS today", (str(today),))
        for table in ("document", "version", "segment", "actor", "mention", "contact", "contact_actor", "statement",
                      "statement_actor"):  # fmt: skip
            columns = ", ".join(f'"{row[1]}"' for row in old.execute(f"PRAGMA main.table_info({table})"))
            old.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM today.{table}")  # noqa: S608 — our own names
        old.execute("PRAGMA user_version = 1")


# ------------------------------------------------------------------ the registry


NEW_HOLDER = make_tenure(
    "Anna Velk", "2023-01-01", "2025-01-01", office="Minister of Trade", head="minister", domain="trade"
)


def test_who_comes_into_the_registry_is_found_when_documents_are_read_again(store: sqlite3.Connection) -> None:
    readings = [tell("doc-1", person("Anna Velk", country="NOR")), tell("doc-2", person("Ana Welk", country="NOR"))]
    fill(store, readings)
    (before,) = read_tables(store)["identity"]
    fill(store, readings, make_registry(NEW_HOLDER))
    (after,) = read_tables(store)["identity"]
    assert (before[-1], after[-1]) == (None, "anna-velk")
    same_tables(read_tables(store), tables_of(readings, registry=make_registry(NEW_HOLDER)))


def test_tenures_that_the_registry_has_changed_replace_those_of_before(store: sqlite3.Connection) -> None:
    reading = tell("doc-1", person("Anna Velk", country="NOR"))
    fill(store, [reading], make_registry(NEW_HOLDER, replace(NEW_HOLDER, office="Envoy", head="envoy", domain=None)))
    assert len(read_tables(store)["tenure"]) == 2
    fill(store, [reading], make_registry(NEW_HOLDER))
    same_tables(read_tables(store), tables_of([reading], registry=make_registry(NEW_HOLDER)))


# ------------------------------------------------------------------ names


@pytest.mark.parametrize("names, first", [
    pytest.param({"Velk": 9, "Anna Velk": 1}, "Anna Velk", id="in full before frequent"),
    pytest.param({"Ana Velk": 2, "Anna Velk": 3}, "Anna Velk", id="the most frequent"),
    pytest.param({"ANNA VELK": 2, "Anna Velk": 2}, "Anna Velk", id="not in capitals"),
    pytest.param({"Anna Velk": 2, "Anna Maria Velk": 2}, "Anna Maria Velk", id="the longest"),
    pytest.param({"Anna Velk": 2, "Anna Vegk": 2}, "Anna Vegk", id="else by the alphabet"),
])  # fmt: skip
def test_the_name_to_call_somebody_by(names: dict[str, int], first: str) -> None:
    assert rank_names(names)[0] == first
    assert rank_names(dict(reversed(names.items()))) == rank_names(names)


def test_an_alias_that_two_people_of_the_registry_bear_is_compared_for_none() -> None:
    registry = make_registry(
        make_tenure("Ivo Kestrel Holm", "2020-01-01", "2022-01-01"),
        make_tenure("Ivo Kestrel Arden", "2023-01-01", "2024-01-01"),
        aliases={"Ivo Kestrel Holm": ("Ivo Kestrel", "Ivo Holm"), "Ivo Kestrel Arden": ("Kestrel Ivo",)},
    )
    one, other = (registry.person(each) for each in ("ivo-kestrel-holm", "ivo-kestrel-arden"))
    assert one is not None
    assert other is not None
    assert own_names(one, registry) == ("Ivo Kestrel Holm", "Ivo Holm")
    assert own_names(other, registry) == ("Ivo Kestrel Arden",)


# ------------------------------------------------------------------ words around a mention


@pytest.mark.parametrize(
    "text, shown",
    [
        pytest.param("Anna Velk spoke.", ("", "Anna Velk", " spoke."), id="a short text whole"),
        pytest.param(
            f"{'grain ' * 20}and Anna Velk", (f"… {'grain ' * 14}and ", "Anna Velk", ""), id="whole words before"
        ),
        pytest.param(
            f"Anna Velk and {'wheat ' * 20}", ("", "Anna Velk", f" and{' wheat' * 14} …"), id="whole words after"
        ),
    ],
)
def test_a_mention_stands_among_whole_words(text: str, shown: tuple[str, str, str]) -> None:
    start = text.index("Anna Velk")
    assert surround_mention(text, start, start + len("Anna Velk")) == shown
