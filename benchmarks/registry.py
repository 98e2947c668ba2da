"""What the registry of offices costs the reading: readouts read with it, and their people looked up, against without.

The same chunks of readouts are read in turns in one process, so that other load falls on both: with an empty registry;
and with the package's, after which every person of the reading is looked up by `find_registered`.  Documents have their
dates and outlets, without which no office is looked up.  One chunk before the first warms both up and is not counted.
"""

from __future__ import annotations

import hashlib
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.reading import CHUNK, DOCUMENTS
from dragoman.identity.registered import find_registered
from dragoman.language.model import load_language
from dragoman.lexicons.loader import find_outlet
from dragoman.pipeline import read_document
from dragoman.record import Document
from dragoman.registry import Registry, load_registry
from evaluation.documents import read_table
from evaluation.shared import Row, read_lines

Work = Callable[[Sequence[Document]], None]


def choose_documents(shared: Path, count: int = DOCUMENTS) -> tuple[Document, ...]:
    """Return a fixed sample of readouts: those whose ids have the smallest hashes."""
    rows = read_lines(shared / "data" / "readouts" / "docs.jsonl")
    rows.sort(key=lambda row: hashlib.sha256(str(row["id"]).encode()).hexdigest())
    return read_table(rows[:count])


def read_without(documents: Sequence[Document]) -> None:
    """Read with a registry that knows nobody."""
    nobody = Registry("none", (), (), ())
    for document in documents:
        read_document(document, load_language(), nobody)


def read_with(documents: Sequence[Document]) -> None:
    """Read with the registry of the package, then look up whom the document speaks of."""
    registry = load_registry()
    for document in documents:
        reading = read_document(document, load_language(), registry)
        outlet = find_outlet(document.source.outlet, document.source.url)
        for actor in reading.actors:
            find_registered(actor, document.source.published_day, registry, outlet.speaks_for if outlet else None)


def measure_registry_cost(
    documents: Sequence[Document], advance: Callable[[int], None], ways: tuple[Work, Work] = (read_without, read_with)
) -> Row:
    """Return the seconds of reading with the registry for one without, in all and for the middle half of the chunks."""
    chunks = [documents[at : at + CHUNK] for at in range(0, len(documents), CHUNK)]
    seconds: list[tuple[float, float]] = []
    for number, chunk in enumerate([chunks[0], *chunks]):
        took = [0.0, 0.0]
        for way in (0, 1) if number % 2 else (1, 0):
            started = time.perf_counter()
            ways[way](chunk)
            took[way] = time.perf_counter() - started
        if number:
            seconds.append((took[0], took[1]))
            advance(len(chunk))
    ratios = [after / before for before, after in seconds]
    quarters = statistics.quantiles(ratios, n=4) if len(ratios) > 1 else ratios * 3
    return {
        "documents": len(documents),
        "ratio": round(sum(after for _, after in seconds) / sum(before for before, _ in seconds), 3),
        "ratio_low": round(quarters[0], 3),
        "ratio_high": round(quarters[2], 3),
    }
