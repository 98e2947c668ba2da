"""Rows of the shared sets → documents, by the way a user's table takes: a JSON Lines file, planned and read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from dragoman.errors import InputError
from dragoman.reading.inputs import plan_inputs, read_input
from dragoman.reading.options import ReadOptions
from dragoman.reading.outcomes import Failure, Skipped
from dragoman.record import Document
from evaluation.shared import Row, read_lines, write_lines


def hide(row: Row, *names: str) -> Row:
    """Return the row without the named fields."""
    return {name: value for name, value in row.items() if name not in names}


def read_table(rows: Iterable[Row]) -> tuple[Document, ...]:
    """Return one document a row, with the row's own id; raises InputError when a row was refused."""
    with TemporaryDirectory() as folder:
        table = Path(folder) / "table.jsonl"
        write_lines(table, rows)
        documents: list[Document] = []
        for outcome in read_paths([table]):
            if isinstance(outcome, Failure):
                raise InputError(f"{outcome.where or outcome.path}: {outcome.reason}; {outcome.remedy}")
            if isinstance(outcome, Document):
                documents.append(outcome)
        return tuple(documents)


def read_annotated(shared: Path, rows: Sequence[Row], *hidden: str) -> Iterator[tuple[Row, Document]]:
    """Yield each annotated row with the document of the shared set that it names, without the hidden fields."""
    for name in sorted({row["set"] for row in rows}):
        texts = {row["id"]: row for row in read_lines(shared / "data" / name / "docs.jsonl")}
        asked = [row for row in rows if row["set"] == name]
        yield from zip(asked, read_table(hide(texts[row["document"]], *hidden) for row in asked), strict=True)


def read_paths(
    paths: Sequence[Path], caught: Callable[[Path, Exception], None] | None = None
) -> Iterator[Document | Failure | Skipped]:
    """Yield what reading the paths gives; an exception goes to `caught`, or ends the run where there is none."""
    options, plan = ReadOptions(), plan_inputs([str(path) for path in paths])
    yield from plan.failures
    yield from plan.skipped
    for planned in plan.inputs:
        try:
            yield from read_input(planned, options)
        except Exception as error:
            if caught is None:
                raise
            caught(Path(planned.path), error)
