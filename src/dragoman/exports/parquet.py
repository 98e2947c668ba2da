"""The record as Parquet, for DuckDB, polars and pandas: the columns of the CSV, with days and numbers as such."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final

from dragoman.errors import InputError

DAYS: Final = frozenset({"start_date", "end_date", "deadline_start", "deadline_end", "first_day", "last_day"})
NUMBERS: Final = frozenset({"confidence", "goldstein", "latitude", "longitude"})
COUNTS: Final = frozenset({"duration_minutes", "accounts", "documents", "outlets"})
_BATCH: Final = 10_000  # rows held in memory at a time


def write_parquet(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> int:
    """Return how many rows were written to a Parquet file, which is made anew; what is not known is null.

    Raises `InputError` where the file cannot be written.
    """
    import pyarrow as pa  # noqa: PLC0415 — takes a tenth of a second, and few ask for Parquet
    import pyarrow.parquet as pq  # noqa: PLC0415

    schema = pa.schema([(name, _type_of(name, pa)) for name in columns])
    count = 0
    try:
        with pq.ParquetWriter(path, schema) as writer:
            for batch in _batches(rows):
                values = zip(*batch, strict=True)
                arrays = [[_value(name, each) for each in column] for name, column in zip(columns, values, strict=True)]
                writer.write_batch(pa.record_batch(arrays, schema=schema))
                count += len(batch)
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(
            f"{path}: {reason}; name a file in a folder that exists, may be written and has space"
        ) from error
    return count


def _batches(rows: Iterable[Sequence[object]]) -> Iterator[list[Sequence[object]]]:
    waiting = iter(rows)
    while batch := list(islice(waiting, _BATCH)):
        yield batch


def _type_of(name: str, pa: Any) -> Any:
    if name in DAYS:
        return pa.date32()
    if name in NUMBERS:
        return pa.float64()
    return pa.int64() if name in COUNTS else pa.string()


def _value(name: str, value: object) -> object:
    """The value as its column holds it; "" is null."""
    if value is None or value == "":
        return None
    if name in DAYS:
        return value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value))
    if name in NUMBERS:
        return float(str(value))
    return int(str(value)) if name in COUNTS else str(value).encode("utf-8", "replace").decode("utf-8")
