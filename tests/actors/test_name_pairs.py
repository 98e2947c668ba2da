"""Tables of pairs of names are read, and what is wrong in them is named with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.actors.name_pairs import read_name_pairs
from dragoman.errors import InputError


@pytest.mark.parametrize(
    "text, pairs",
    [
        pytest.param("Anna Velk,A. Velk\n", [("Anna Velk", "A. Velk")], id="no heading"),
        pytest.param("name1,name2\nAnna Velk,A. Velk\n", [("Anna Velk", "A. Velk")], id="a heading"),
        pytest.param("\ufeffOne;Other\nAnna Velk;A. Velk\n", [("Anna Velk", "A. Velk")], id="semicolons"),
        pytest.param("Anna Velk\tA. Velk\n", [("Anna Velk", "A. Velk")], id="tabs"),
        pytest.param('"Velk, Anna",Anna Velk,true\n\n', [("Velk, Anna", "Anna Velk")], id="quoted, more columns"),
        pytest.param("", [], id="empty"),
    ],
)
def test_tables(tmp_path: Path, text: str, pairs: list[tuple[str, str]]) -> None:
    path = tmp_path / "pairs.csv"
    path.write_text(text, encoding="utf-8")
    assert list(read_name_pairs(path)) == pairs


@pytest.mark.parametrize(
    "content, message",
    [
        pytest.param(b"Anna Velk,A. Velk\nAnna Velk\n", "line 2: .* is no pair of names", id="one name"),
        pytest.param(b"Anna Velk,\n", "line 1: .* give two columns", id="an empty name"),
        pytest.param(b"\xff\xfe,x\n", "not UTF-8 .* save the table as CSV in UTF-8", id="not UTF-8"),
    ],
)
def test_bad_tables(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "pairs.csv"
    path.write_bytes(content)
    with pytest.raises(InputError, match=message):
        list(read_name_pairs(path))


def test_a_missing_table(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="give a CSV file of two columns"):
        list(read_name_pairs(tmp_path / "none.csv"))
