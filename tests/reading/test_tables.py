"""Tables of documents: columns, rows that fail alone, dates, and formats."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dragoman.reading.options import ReadOptions
from dragoman.reading.outcomes import Failure, Skipped
from dragoman.reading.tables import TableFormat, read_table
from dragoman.record import Document
from tests.reading.segmented import AFTER, BEFORE

ROW: dict[str, Any] = {
    "id": "r1",
    "outlet": "Orm Courier",
    "url": "https://example.org/1",
    "title": "Talks reopen",
    "published": "2031-02-12 19:18:54-05:00",
    "author": "Ada Quill",
    "text": BEFORE,
}


def read(path: Path, form: TableFormat, **columns: str) -> list[Document | Failure | Skipped]:
    return list(read_table(str(path), form, ReadOptions(columns=columns)))


def read_lines(folder: Path, *rows: object, **columns: str) -> list[Document | Failure | Skipped]:
    path = folder / "table.jsonl"
    path.write_text("".join(row if isinstance(row, str) else json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return read(path, "jsonl", **columns)


def documents(found: list[Document | Failure | Skipped]) -> list[Document]:
    assert all(isinstance(document, Document) for document in found), found
    return [document for document in found if isinstance(document, Document)]


def test_the_fields_of_a_row(tmp_path: Path) -> None:
    (document,) = documents(read_lines(tmp_path, ROW))
    source = document.source
    assert (document.document_id, document.text) == ("r1", BEFORE)
    assert (source.outlet, source.url, source.title, source.author) == (
        "Orm Courier",
        "https://example.org/1",
        "Talks reopen",
        "Ada Quill",
    )
    assert source.published == dt.datetime(2031, 2, 12, 19, 18, 54, tzinfo=dt.timezone(dt.timedelta(hours=-5)))
    assert source.timezone == "-05:00"
    assert set(source.provenance) == {
        (name, "table") for name in ("outlet", "published", "title", "author", "timezone")
    }


def test_any_field_but_the_text_may_be_missing(tmp_path: Path) -> None:
    (first, second) = documents(
        read_lines(tmp_path, {"text": BEFORE}, {"text": AFTER, "url": "https://example.org/2", "id": None})
    )
    assert first.document_id.startswith("sha256:")
    assert second.document_id == "https://example.org/2"


def test_the_column_date_stands_in_for_published(tmp_path: Path) -> None:
    rows = [{"text": BEFORE, "date": "2031-01-04"}, {"text": BEFORE, "published": "2031-01-05", "date": "2031-01-04"}]
    (first, second) = documents(read_lines(tmp_path, *rows))
    assert first.source.published == dt.date(2031, 1, 4)
    assert second.source.published == dt.date(2031, 1, 4)


def test_published_wins_over_date(tmp_path: Path) -> None:
    rows = [{"text": BEFORE, "published": "2031-01-05", "date": "2031-01-04"}, {"text": BEFORE, "date": "2031-01-04"}]
    (first, second) = documents(read_lines(tmp_path, *rows))
    assert first.source.published == dt.date(2031, 1, 5)
    assert second.source.published == dt.date(2031, 1, 4)


def test_columns_of_other_names(tmp_path: Path) -> None:
    (document,) = documents(read_lines(tmp_path, {"body": BEFORE, "src": "Veld Post"}, text="body", outlet="src"))
    assert (document.text, document.source.outlet) == (BEFORE, "Veld Post")


def test_a_missing_text_column_names_the_columns_and_the_option(tmp_path: Path) -> None:
    (failure,) = read_lines(tmp_path, {"id": 1, "body": BEFORE})
    assert failure == Failure(
        str(tmp_path / "table.jsonl"),
        None,
        "it has no column 'text'; its columns are id, body",
        "name the column of the text with --column text=NAME",
    )


def test_a_column_that_was_named_but_is_not_there_fails(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text(f'text\n"{BEFORE}"\n')
    (failure,) = read(path, "csv", outlet="src")
    assert isinstance(failure, Failure)
    assert failure.remedy == "name the column of the outlet with --column outlet=NAME"


def test_bad_rows_fail_alone(tmp_path: Path) -> None:
    found = read_lines(
        tmp_path, {"text": BEFORE}, "{nonsense\n", [1], {"text": 5}, {"text": " "}, "\n", {"text": AFTER}
    )
    assert [type(outcome) for outcome in found] == [Document, Failure, Failure, Failure, Skipped, Document]
    reasons = [(outcome.where, outcome.reason) for outcome in found if not isinstance(outcome, Document)]
    assert [where for where, _ in reasons] == ["row 2", "row 3", "row 4", "row 5"]
    assert [reason.split(":")[0] for _, reason in reasons] == [
        "it is no JSON",
        "it is a list, not an object",
        "text is int, not text",
        "text is empty",
    ]


def test_a_row_that_is_binary_or_not_utf_8_fails_alone(tmp_path: Path) -> None:
    path = tmp_path / "table.jsonl"
    good = json.dumps({"text": BEFORE}).encode()
    path.write_bytes(
        b"\xef\xbb\xbf"
        + good
        + b'\n{"text": "\xe9t\xe9"}\n'
        + json.dumps({"text": "\x00\x01" * 50}).encode()
        + b"\n"
        + good
    )
    found = read(path, "jsonl")
    assert [type(outcome) for outcome in found] == [Document, Failure, Failure, Document]


def test_a_date_that_cannot_be_read_is_told_and_the_document_kept(tmp_path: Path) -> None:
    (document, told) = read_lines(tmp_path, {"text": BEFORE, "published": "soon"})
    assert isinstance(document, Document)
    assert document.source.published is None
    assert told == Skipped(
        str(tmp_path / "table.jsonl"), "row 1", "'soon' is no date that is understood", field="published"
    )


def test_a_line_that_is_too_long_fails_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.reading.tables.MAX_ROW_BYTES", 500)
    found = read_lines(tmp_path, {"text": BEFORE * 20}, {"text": AFTER})
    assert [type(outcome) for outcome in found] == [Failure, Document]


def test_a_text_longer_than_a_document_fails_alone(tmp_path: Path) -> None:
    found = read_lines(tmp_path, {"text": "talks " * 900_000}, {"text": AFTER})
    assert [type(outcome) for outcome in found] == [Failure, Document]


@pytest.mark.parametrize("form, delimiter", [("csv", ","), ("csv", ";"), ("tsv", "\t")])
def test_delimited_tables(tmp_path: Path, form: TableFormat, delimiter: str) -> None:
    path = tmp_path / f"table.{form}"
    rows = [
        ["id", "text", "date"],
        ["1", '"One,\ttwo\n""three"""', "2031-01-04"],
        ["2", BEFORE, ""],
        ["3", "a", "b", "c"],
        ["4", f'"{AFTER}"'],
    ]
    path.write_text("\ufeff" + "".join(delimiter.join(row) + "\r\n" for row in rows), encoding="utf-8", newline="")
    found = read(path, form)
    assert [type(outcome) for outcome in found] == [Document, Document, Failure, Document]
    texts = [document.text for document in found if isinstance(document, Document)]
    assert texts == ['One,\ttwo\n"three"', BEFORE, AFTER]
    failure = found[2]
    assert isinstance(failure, Failure)
    assert failure.reason == "it has 4 values for 3 columns (line 5)"


def test_a_csv_table_that_is_not_utf_8_says_which_line(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(b"text\nOrmstad was quiet.\n\xe9t\xe9\n")
    found = read(path, "csv")
    assert isinstance(found[-1], Failure)
    assert found[-1].reason == "line 3 is not UTF-8"


def test_parquet(tmp_path: Path) -> None:
    path = tmp_path / "table.parquet"
    when = dt.datetime(2031, 1, 4, 12, tzinfo=dt.UTC)
    columns = {
        "id": [str(n) for n in range(600)],
        "text": [f"{BEFORE} {n}" for n in range(600)],
        "published": [when] * 600,
    }
    pq.write_table(pa.table(columns), path)
    found = documents(read(path, "parquet"))
    assert [document.document_id for document in found] == columns["id"]
    assert found[0].source.published == when


def test_json_with_a_list_or_one_object(tmp_path: Path) -> None:
    path = tmp_path / "table.json"
    for content in ([ROW, 5], [ROW], ROW):
        path.write_text(json.dumps(content))
        found = read(path, "json")
        assert isinstance(found[0], Document)
        assert all(isinstance(outcome, Failure) for outcome in found[1:])


def test_rows_are_read_one_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "table.jsonl"
    path.write_text(json.dumps({"text": BEFORE}) + "\n{broken")
    assert isinstance(next(read_table(str(path), "jsonl", ReadOptions())), Document)
