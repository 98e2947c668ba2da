"""Parquet holds what the CSV holds, days and numbers as such."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from dragoman.errors import InputError
from dragoman.exports.parquet import COUNTS, DAYS, NUMBERS, write_parquet
from dragoman.exports.sheets import (
    CONTACT_COLUMNS,
    EVENT_COLUMNS,
    OCCURRENCE_COLUMNS,
    STATEMENT_COLUMNS,
    contact_cells,
)
from tests.exports.test_sheets import stored_contact
from tests.factories import make_contact, make_meeting


def read_back(path: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(path).to_pylist()
    return rows


def test_contacts_keep_their_types(tmp_path: Path) -> None:
    path = tmp_path / "contacts.parquet"
    contacts = [stored_contact(make_contact()), stored_contact(make_meeting(), words="half a surrogate \ud83d")]
    assert write_parquet(path, CONTACT_COLUMNS, map(contact_cells, contacts)) == 2
    call, meeting = read_back(path)
    assert tuple(call) == CONTACT_COLUMNS
    assert call["start_date"] == dt.date(2024, 2, 12)
    assert isinstance(call["confidence"], float)
    assert call["kind"] == "call"
    assert call["latitude"] is None
    assert meeting["words"].startswith("half a surrogate")


def test_nothing_is_a_file_with_columns(tmp_path: Path) -> None:
    path = tmp_path / "none.parquet"
    assert write_parquet(path, EVENT_COLUMNS, []) == 0
    assert pq.read_schema(path).names == list(EVENT_COLUMNS)


def test_more_than_fits_into_memory_at_once(tmp_path: Path) -> None:
    path = tmp_path / "many.parquet"
    rows = ((number, f"doc-{number}") for number in range(25_000))
    assert write_parquet(path, ("accounts", "document_id"), rows) == 25_000
    assert read_back(path)[-1] == {"accounts": 24_999, "document_id": "doc-24999"}


def test_typed_columns_are_columns_of_sheets() -> None:
    known = {*CONTACT_COLUMNS, *STATEMENT_COLUMNS, *EVENT_COLUMNS, *OCCURRENCE_COLUMNS}
    assert known >= DAYS | NUMBERS | COUNTS


def test_a_file_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="name a file in a folder that exists"):
        write_parquet(tmp_path / "no" / "such.parquet", ("kind",), [])
