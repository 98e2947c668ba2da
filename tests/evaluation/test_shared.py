"""The shared folder: halves, files, scorers."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.shared import (
    find_shared,
    half_of,
    load_contact_scorer,
    load_seed_scorer,
    read_lines,
    write_lines,
)


@pytest.mark.parametrize("identifier, half", [("a", "checking"), ("b", "checking"), ("c", "tuning"), ("d", "tuning")])
def test_halves_are_fixed_by_the_id(identifier: str, half: str) -> None:
    assert half_of(identifier) == half


def test_no_folder_is_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DRAGOMAN_SHARED", str(tmp_path))
    assert find_shared() is None


@given(st.lists(st.dictionaries(st.text(max_size=5), st.text(max_size=9) | st.integers() | st.none(), max_size=3)))
def test_lines_written_are_lines_read(tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, object]]) -> None:
    path = tmp_path_factory.mktemp("lines") / "rows.jsonl"
    write_lines(path, rows)
    assert read_lines(path) == rows


def test_scorers_load_and_leave_nothing_behind(shared: Path) -> None:
    before = sys.modules.get("contacts")
    assert "spurious" in load_contact_scorer(shared).CEILINGS
    assert set(load_seed_scorer(shared).READING["files"]) == {"S0", "S4"}
    assert sys.modules.get("contacts") is before
