"""Tables of documents (JSON Lines, JSON, CSV, TSV, Parquet): a file in, a document a row out, one row at a time."""

from __future__ import annotations

import csv
import datetime as dt
import json
import math
import sys
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import IO, Any, Final, Literal, cast

from dragoman.reading.dates import parse_published
from dragoman.reading.options import FIELDS, ReadOptions
from dragoman.reading.outcomes import Failure, Skipped, UnreadableError
from dragoman.reading.text import MAX_BYTES, check_text, decode, make_document
from dragoman.record import Document

TableFormat = Literal["jsonl", "json", "csv", "tsv", "parquet"]
Row = Mapping[str, object]

MAX_ROW_BYTES: Final = 2 * MAX_BYTES
"""The longest line of a table of JSON Lines: a text of the longest allowed, with its escapes."""
PARQUET_BATCH: Final = 256
"""Rows of Parquet held in memory at a time."""


def read_table(
    path: str, form: TableFormat, options: ReadOptions, stream: IO[bytes] | None = None
) -> Iterator[Document | Failure | Skipped]:
    """Yield a document for each row of the table at `path`, or of `stream`, in order.

    A row that cannot be read yields a failure that names it, and the rest goes on; a date that cannot
    be read yields a `Skipped` that names the field, after the document.  Rows count from 1, a heading
    of a CSV table apart.
    """
    try:
        with _open(path, stream) as content:
            rows = _ROWS[form](content)
            names: dict[str, str] | None = None
            for number, row in rows:
                where = f"row {number}"
                if isinstance(row, UnreadableError):
                    yield row.to_failure(path, where)
                    continue
                if names is None:
                    names = _name_columns(row, options, every_row=form not in ("jsonl", "json"))
                yield from _read_row(path, where, row, names, options)
            if names is None:
                yield Failure(path, None, "the table has no rows", "give a table with a document a row")
    except UnreadableError as error:
        yield error.to_failure(path)
    except OSError as error:
        yield Failure(path, None, f"it cannot be read: {error.strerror or error}", "check the file and its permissions")


@contextmanager
def _open(path: str, stream: IO[bytes] | None) -> Generator[IO[bytes], None, None]:
    if stream is not None:
        yield stream
        return
    with Path(path).open("rb") as content:
        yield content


def _name_columns(row: Row, options: ReadOptions, *, every_row: bool) -> dict[str, str]:
    """Return for each of our fields the table's column: as told, or of our name.

    Raises `UnreadableError` where a column that was told, or the text, is in none of the rows; in JSON
    Lines a row may lack what others have, so only the text counts there.
    """
    names = {field: options.columns.get(field, field) for field in FIELDS}
    if "published" not in options.columns and "published" not in row and "date" in row:
        names["published"] = "date"
    told = [options.columns[field] for field in FIELDS if field in options.columns] if every_row else []
    for column in [*told, names["text"]]:
        if column not in row:
            field = next(field for field, name in names.items() if name == column)
            present = ", ".join(str(name) for name in row) or "none"
            raise UnreadableError(
                f"it has no column {column!r}; its columns are {present}",
                f"name the column of the {field} with --column {field}=NAME",
            )
    return names


def _read_row(
    path: str, where: str, row: Row, names: Mapping[str, str], options: ReadOptions
) -> Iterator[Document | Failure | Skipped]:
    text = row.get(names["text"])
    if text is None or (isinstance(text, str) and not text.strip()):
        yield Skipped(path, where, f"{names['text']} is empty")
        return
    if not isinstance(text, str):
        yield Failure(path, where, f"{names['text']} is {type(text).__name__}, not text", "give the text as a string")
        return
    try:
        check_text(text)
    except UnreadableError as error:
        yield error.to_failure(path, where)
        return
    published = row.get(names["published"])
    if published is None and names["published"] == "published":
        published = row.get("date")  # rows of JSON Lines may differ
    when = _published(published)
    yield make_document(
        text,
        document_id=_word(row.get(names["id"])),
        path=path,
        url=_word(row.get(names["url"])),
        outlet=_word(row.get(names["outlet"])),
        title=_word(row.get(names["title"])),
        author=_word(row.get(names["author"])),
        published=when,
        origin="table",
        options=options,
    )
    if when is None and _word(published) is not None:
        shown = str(published)[:60]
        yield Skipped(path, where, f"{shown!r} is no date that is understood", field="published")


def _word(value: object) -> str | None:
    """Return a value of a table as a string; None for one that is missing."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    return str(value).strip() or None


def _published(value: object) -> dt.date | dt.datetime | None:
    if isinstance(value, dt.date):  # Parquet
        return value
    return parse_published(value) if isinstance(value, str) else None


def _jsonl_rows(content: IO[bytes]) -> Iterator[tuple[int, Row | UnreadableError]]:
    number = 0
    while line := content.readline(MAX_ROW_BYTES):
        number += 1
        if len(line) == MAX_ROW_BYTES and not line.endswith(b"\n"):
            yield number, UnreadableError(f"the line is longer than {MAX_ROW_BYTES:,} bytes", "split the text")
            while (rest := content.readline(MAX_ROW_BYTES)) and not rest.endswith(b"\n"):
                pass
        elif line.strip(b" \t\r\n\x00\xef\xbb\xbf"):
            yield number, _json_row(line.removeprefix(b"\xef\xbb\xbf"))


def _json_row(line: bytes) -> Row | UnreadableError:
    try:
        row = json.loads(line)
    except UnicodeDecodeError as error:
        return UnreadableError(f"it is not UTF-8 (byte {error.start} of the line)", "save the table as UTF-8")
    except (ValueError, RecursionError) as error:
        return UnreadableError(f"it is no JSON: {error}", "write one JSON object a line")
    return _as_row(row)


def _as_row(row: object) -> Row | UnreadableError:
    if not isinstance(row, dict):
        return UnreadableError(f"it is a {type(row).__name__}, not an object", "write one JSON object a document")
    return cast("dict[str, object]", row)


def _json_rows(content: IO[bytes]) -> Iterator[tuple[int, Row | UnreadableError]]:
    data = content.read(MAX_ROW_BYTES + 1)
    if len(data) > MAX_ROW_BYTES:
        raise UnreadableError(
            f"it is larger than {MAX_ROW_BYTES:,} bytes", "give JSON Lines (.jsonl), one object a line"
        )
    try:
        loaded: object = json.loads(decode(data))
    except (ValueError, RecursionError) as error:
        raise UnreadableError(
            f"it is no JSON: {error}", "give one object, a list of objects, or JSON Lines (.jsonl)"
        ) from error
    rows = cast("list[object]", loaded) if isinstance(loaded, list) else [loaded]
    for number, row in enumerate(rows, 1):
        yield number, _as_row(row)


def _delimited_rows(content: IO[bytes], delimiters: str) -> Iterator[tuple[int, Row | UnreadableError]]:
    """Yield the rows of a table whose cells are parted by that of the delimiters which its heading has most of."""
    csv.field_size_limit(min(sys.maxsize, MAX_BYTES))
    lines = _decoded_lines(content)
    heading = next(lines, "")
    reader = csv.reader(chain([heading], lines), delimiter=max(delimiters, key=heading.count))
    try:
        header = next(reader, None)
    except csv.Error as error:
        raise UnreadableError(
            f"its first line is no heading: {error}", "write the column names in the first line"
        ) from error
    if header is None:
        return
    number = 0
    while True:
        number += 1
        try:
            values = next(reader, None)
        except csv.Error as error:
            yield number, UnreadableError(f"line {reader.line_num} is malformed: {error}", "quote it as CSV asks")
            continue
        if values is None:
            return
        if not values:
            continue
        if len(values) > len(header):
            yield (
                number,
                UnreadableError(
                    f"it has {len(values)} values for {len(header)} columns (line {reader.line_num})",
                    "put texts that hold the delimiter in quotation marks",
                ),
            )
            continue
        yield number, dict(zip(header, values, strict=False))


def _decoded_lines(content: IO[bytes]) -> Iterator[str]:
    """Yield the lines of a table with their ends, as UTF-8 and without a byte order mark."""
    first = True
    number = 0
    while line := content.readline(MAX_ROW_BYTES):
        number += 1
        if first:
            line = line.removeprefix(b"\xef\xbb\xbf")
            first = False
        if b"\x00" in line:
            raise UnreadableError(f"line {number} is not text", "save the table as UTF-8")
        try:
            yield line.decode("utf-8")
        except UnicodeDecodeError as error:
            raise UnreadableError(f"line {number} is not UTF-8", "save the table as UTF-8") from error


def _csv_rows(content: IO[bytes]) -> Iterator[tuple[int, Row | UnreadableError]]:
    return _delimited_rows(content, ",;")  # spreadsheets write semicolons where the comma is a decimal sign


def _tsv_rows(content: IO[bytes]) -> Iterator[tuple[int, Row | UnreadableError]]:
    return _delimited_rows(content, "\t")


def _parquet_rows(content: IO[bytes]) -> Iterator[tuple[int, Row | UnreadableError]]:
    import pyarrow as pa  # noqa: PLC0415 - takes a tenth of a second, and few tables are Parquet
    import pyarrow.parquet as pq  # noqa: PLC0415

    number = 0
    try:
        for batch in pq.ParquetFile(content).iter_batches(batch_size=PARQUET_BATCH):
            for row in cast("Iterable[dict[str, Any]]", batch.to_pylist()):
                number += 1
                yield number, row
    except (pa.ArrowException, OSError, ValueError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise UnreadableError(
            f"it is no readable Parquet after row {number}: {reason}", "write the file again, or give another format"
        ) from error


_ROWS: Final = {
    "jsonl": _jsonl_rows,
    "json": _json_rows,
    "csv": _csv_rows,
    "tsv": _tsv_rows,
    "parquet": _parquet_rows,
}
