"""What finding the statements adds to the parse: its share of the reading, against a bare parse of the same texts.

Chunks of readouts are read with a clock around the statements, and parsed by the same model, in turns in one process,
so that other load falls on both.  One chunk before the first warms both up and is not counted.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from unittest.mock import patch

from benchmarks.reading import CHUNK
from dragoman import pipeline
from dragoman.language.model import load_language
from dragoman.record import Document
from dragoman.statements.find import find_statements
from evaluation.shared import Row


class Clock:
    """Counts the seconds that calls of a function take."""

    def __init__(self, work: Callable[..., object]) -> None:
        self.work = work
        self.seconds = 0.0

    def __call__(self, *values: object, **named: object) -> object:
        started = time.perf_counter()
        try:
            return self.work(*values, **named)
        finally:
            self.seconds += time.perf_counter() - started


def time_statements(documents: Sequence[Document]) -> float:
    """Return the seconds that finding the statements took while the documents were read."""
    clock = Clock(find_statements)
    with patch.object(pipeline, "find_statements", clock):
        for document in documents:
            pipeline.read_document(document, load_language())
    return clock.seconds


def time_parse(documents: Sequence[Document]) -> float:
    """Return the seconds of a bare parse of the documents' texts."""
    started = time.perf_counter()
    for _ in load_language().pipeline.pipe((document.text for document in documents), batch_size=16):
        pass
    return time.perf_counter() - started


def measure_statements_cost(documents: Sequence[Document], advance: Callable[[int], None]) -> Row:
    """Return what the statements add to the parse, as a share of it, in all and for the middle half of the chunks."""
    chunks = [documents[at : at + CHUNK] for at in range(0, len(documents), CHUNK)]
    seconds: list[tuple[float, float]] = []
    for number, chunk in enumerate([chunks[0], *chunks]):
        took = (time_parse(chunk), time_statements(chunk))
        if number:
            seconds.append(took)
            advance(len(chunk))
    ratios = [statements / parse for parse, statements in seconds]
    quarters = statistics.quantiles(ratios, n=4) if len(ratios) > 1 else ratios * 3
    return {
        "documents": len(documents),
        "ratio": round(sum(statements for _, statements in seconds) / sum(parse for parse, _ in seconds), 3),
        "ratio_low": round(quarters[0], 3),
        "ratio_high": round(quarters[2], 3),
    }
