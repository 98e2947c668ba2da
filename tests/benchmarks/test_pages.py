"""The store that pages are measured on: copies hang together as what was read does."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.pages import copy_documents
from dragoman.store.browse import LedgerFilter, count_facets, find_page
from dragoman.store.query import find_damage
from tests.store.fresh import new_store
from tests.stories.linking_makers import account, link


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    path = tmp_path / "copied.db"
    with closing(new_store(path)) as store:
        link(store, [account("doc-1", when="2024-02-12"), account("doc-2", when="2024-05-01")])
        copy_documents(store, 4)
    return path


def count(store: sqlite3.Connection, sql: str) -> int:
    return int(store.execute(sql).fetchone()[0])


def test_copies_hang_together(copied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    with closing(sqlite3.connect(copied)) as store:
        assert find_damage(store) == ()
        assert count(store, "SELECT count(*) FROM document") == 10
        assert count(store, "SELECT count(*) FROM occurrence") == 10
        assert count(store, "SELECT count(*) FROM contact WHERE version NOT IN (SELECT newest FROM document)") == 0
        days = [row[0] for row in store.execute("SELECT DISTINCT first_day FROM occurrence")]
        assert len(days) == 10


def test_every_second_copy_is_of_the_same_people(copied: Path) -> None:
    with closing(sqlite3.connect(copied)) as store:
        assert count(store, "SELECT count(*) FROM identity") == 3 * count(
            store, "SELECT count(*) FROM identity WHERE instr(identity_id, 'x') = 0"
        )
        found = count_facets(store, LedgerFilter())
        assert {each.count for each in found.actors} == {6, 2}
        assert len(find_page(store, LedgerFilter(actors=(found.actors[0].value,))).occurrences) == 6
