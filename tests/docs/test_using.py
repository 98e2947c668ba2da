"""docs/using.md and docs/columns.md say what is: their code runs, their columns are those of the exports."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from dragoman.exports.coded import CODED_COLUMNS
from dragoman.exports.parquet import COUNTS, DAYS, NUMBERS
from dragoman.exports.sheets import (
    CONTACT_COLUMNS,
    DESIGNATION_COLUMNS,
    EVENT_COLUMNS,
    OCCURRENCE_COLUMNS,
    STATEMENT_COLUMNS,
)
from tests.pages.conftest import read_into

ROOT = Path(__file__).resolve().parents[2]
USING = (ROOT / "docs" / "using.md").read_text(encoding="utf-8")
COLUMNS = (ROOT / "docs" / "columns.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with samples/ and a store read from them."""
    found = tmp_path_factory.mktemp("using")
    shutil.copytree(ROOT / "samples", found / "samples")
    read_into(found / "record.db", found / "samples")
    return found


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", USING, re.DOTALL)


def test_every_query_finds_something(folder: Path) -> None:
    assert len(blocks("sql")) >= 3
    with closing(sqlite3.connect(f"file:{folder / 'record.db'}?mode=ro", uri=True)) as store:
        for query in blocks("sql"):
            assert store.execute(query).fetchall(), query


def test_the_views_that_are_named_are_all_there_are(folder: Path) -> None:
    with closing(sqlite3.connect(f"file:{folder / 'record.db'}?mode=ro", uri=True)) as store:
        views = {row[0] for row in store.execute("SELECT name FROM sqlite_master WHERE type = 'view'")}
    assert {name for name in views if name.endswith("_ledger")} == set(re.findall(r"`(\w+_ledger)`", USING))


def test_the_code_runs(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(folder)
    known: dict[str, Any] = {}
    for block in blocks("python"):
        exec(compile(block, "docs/using.md", "exec"), known)  # noqa: S102 — our own page
    shown = capsys.readouterr().out
    for words in ("Anna Velk", "to open the grain corridor", "Irena Dolvet", "('initiator', 'conflict')", "points"):
        assert words in shown


@pytest.mark.parametrize(
    "columns",
    [CONTACT_COLUMNS, STATEMENT_COLUMNS, EVENT_COLUMNS, OCCURRENCE_COLUMNS, DESIGNATION_COLUMNS, CODED_COLUMNS],
)
def test_every_column_is_described(columns: tuple[str, ...]) -> None:
    described = set(re.findall(r"`(\w+)`", COLUMNS))
    assert [name for name in columns if name not in described] == []


def test_no_column_is_described_that_there_is_not() -> None:
    rows = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", COLUMNS, re.MULTILINE)
    described = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    known = {
        *CONTACT_COLUMNS, *STATEMENT_COLUMNS, *EVENT_COLUMNS, *OCCURRENCE_COLUMNS, *DESIGNATION_COLUMNS, *CODED_COLUMNS,
    }  # fmt: skip
    assert described - known == set()
    assert described >= DAYS | NUMBERS | COUNTS
