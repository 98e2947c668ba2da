"""A user's own table, coded and written back."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from dragoman.errors import InputError, OptionError
from dragoman.exports.coded import CODED_COLUMNS, choose_columns, name_coded, read_sheet, write_coded
from dragoman.language.model import load_language


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "table.tsv"
    path.write_text(text, encoding="utf-8")
    return path


def coded(path: Path, *, quoting: bool = True, **columns: str) -> list[dict[str, str]]:
    sheet = read_sheet(path, quoting=quoting)
    chosen = choose_columns(
        sheet, columns.get("sentence"), columns.get("actor"), columns.get("recipient"), columns.get("published")
    )
    out = io.StringIO()
    write_coded(sheet, chosen, load_language(), out)
    out.seek(0)
    return list(csv.DictReader(out, delimiter=sheet.delimiter, quoting=csv.QUOTE_MINIMAL))


def test_sides_that_are_given_are_coded_between(tmp_path: Path) -> None:
    path = write(tmp_path, "id\tsentence\twho\twhom\n7\tNorland suspended aid to Marovia.\tNorland\tMarovia\n")
    (row,) = coded(path, actor="who", recipient="whom")
    assert (row["id"], row["type"], row["mode"], row["cameo"]) == ("7", "SANCTION", "discontinue", "162")
    assert (row["actors"], row["recipients"], row["modality"]) == ("Norland", "Marovia", "happened")
    assert float(row["goldstein"]) < 0


def test_without_sides_every_event_has_a_row_and_none_an_empty_one(tmp_path: Path) -> None:
    text = 'sentence,day\n"Norland condemned the raid, and Marovia expelled two diplomats.",2024-02-12\nIt rained.,\n'
    rows = coded(write(tmp_path, text), published="day")
    assert {row["type"] for row in rows[:2]} == {"ACCUSE", "SANCTION"}
    assert [row[name] for name in CODED_COLUMNS for row in rows[-1:]] == [""] * len(CODED_COLUMNS)


def test_a_heading_that_the_table_has_is_not_written_twice(tmp_path: Path) -> None:
    path = write(tmp_path, "type,dragoman_type,sentence\nnews,x,Norland condemned the raid.\n")
    (row,) = coded(path)
    assert (row["type"], row["dragoman_type"], row["dragoman_dragoman_type"]) == ("news", "x", "ACCUSE")
    assert name_coded(("text",)) == CODED_COLUMNS


def test_a_row_without_sides_stays_empty(tmp_path: Path) -> None:
    text = "sentence\twho\twhom\nNorland suspended aid to Marovia.\t\t \nNorland suspended aid.\tNorland\t\n"
    without, one_side = coded(write(tmp_path, text), actor="who", recipient="whom")
    assert [without[name] for name in CODED_COLUMNS] == [""] * len(CODED_COLUMNS)
    assert one_side["type"] == "SANCTION"


def test_what_came_of_a_table_is_counted(tmp_path: Path) -> None:
    """What is less sure than asked for stays empty, and sides that stand nowhere are told."""
    text = (
        "sentence;who;whom\nNorland suspended aid to Marovia.;Norland;Marovia\nIt rained.;Velk;Kestrel\nIt snowed.;;\n"
    )
    sheet = read_sheet(write(tmp_path, text), quoting=True)
    assert (sheet.delimiter, sheet.columns) == (";", ("sentence", "who", "whom"))
    chosen = choose_columns(sheet, None, "who", "whom", None)
    out = io.StringIO()
    count = write_coded(sheet, chosen, load_language(), out, 0.7)
    assert (count.rows, count.sentences, count.coded, count.unsure, count.astray, count.empty) == (3, 3, 1, 1, 1, 1)
    assert [line.split(";")[3] for line in out.getvalue().splitlines()[1:]] == ["SANCTION", "", ""]


def test_a_table_without_quoting_keeps_its_marks(tmp_path: Path) -> None:
    path = write(tmp_path, 'text\tn\n"Norland condemned the raid.\t1\n')
    sheet = read_sheet(path, quoting=False)
    assert sheet.rows == (('"Norland condemned the raid.', "1"),)
    out = io.StringIO()
    assert write_coded(sheet, choose_columns(sheet, None, None, None, None), load_language(), out).rows == 1
    assert out.getvalue().splitlines()[1].startswith('"Norland condemned the raid.\t1\tACCUSE')


def test_what_cannot_be_meant_is_refused(tmp_path: Path) -> None:
    sheet = read_sheet(write(tmp_path, "a\tb\nx\ty\n"), quoting=True)
    with pytest.raises(OptionError, match="name it with --sentence, one of a, b"):
        choose_columns(sheet, None, None, None, None)
    with pytest.raises(OptionError, match="--actor 'c'"):
        choose_columns(sheet, "a", "c", None, None)
    with pytest.raises(InputError, match="line 2 has 3 cells"):
        read_sheet(write(tmp_path, "a\tb\nx\ty\tz\n"), quoting=True)
    with pytest.raises(InputError, match="empty"):
        read_sheet(write(tmp_path, ""), quoting=True)
    with pytest.raises(InputError, match="there is no such file"):
        read_sheet(tmp_path / "none.tsv", quoting=True)
    with pytest.raises(InputError, match="cannot be opened"):
        read_sheet(tmp_path, quoting=True)
    (tmp_path / "latin.csv").write_bytes("sentence\nn\xe9e\n".encode("latin-1"))
    with pytest.raises(InputError, match="in UTF-8"):
        read_sheet(tmp_path / "latin.csv", quoting=True)
    with pytest.raises(InputError, match="is no date"):
        coded(write(tmp_path, "sentence\tday\nIt rained.\tsoon\n"), published="day")
