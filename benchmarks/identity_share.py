"""`python -m benchmarks.identity_share`: what finding out who is who adds to the time of reading real readouts.

It measures `benchmarks.identity` as well, at full size, and writes both among the figures of the benchmark.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.identity import BATCH, describe_identity, fill_store, measure_identity
from benchmarks.registry import choose_documents
from dragoman.language.model import load_language
from dragoman.pipeline import read_document
from dragoman.record import Document, Reading
from dragoman.registry import load_registry
from dragoman.store.connection import open_store
from evaluation.floors import BENCHMARKS
from evaluation.report import make_console
from evaluation.shared import ROOT, Row, find_shared

READOUTS = 500


def measure_identity_share(
    documents: Sequence[Document],
    advance: Callable[[int], None],
    read: Callable[[Document], Reading] | None = None,
) -> Row:
    """Return the seconds of finding out who is who for one of reading, over batches into one store.

    Loading the language model is not counted; what the first look into the registry takes is.
    """
    registry, _ = load_registry(), load_language()
    read = read or (lambda document: read_document(document, load_language(), registry))
    seconds: list[tuple[float, float]] = []
    with TemporaryDirectory() as folder, closing(open_store(Path(folder) / "store.db", create=True)) as connection:
        for start in range(0, len(documents), BATCH):
            batch = documents[start : start + BATCH]
            before = time.process_time()
            readings = [read(document) for document in batch]
            reading = time.process_time() - before
            seconds.append((reading, fill_store(connection, registry, iter(readings))))
            advance(len(batch))
    ratio = sum(resolving for _, resolving in seconds) / sum(reading for reading, _ in seconds)
    return {"documents": len(documents), "ratio": round(ratio, 3)}


def main() -> None:
    """Measure at full size, and write the figures among those of the benchmark."""
    console, shared = make_console(), find_shared()
    figures = measure_identity()
    console.print(describe_identity(figures))
    if shared is None:
        console.print("not written: what it adds to reading needs the shared readouts; set DRAGOMAN_SHARED")
        return
    figures["of_reading"] = measure_identity_share(choose_documents(shared, READOUTS), lambda _: None)
    console.print(f"it adds {figures['of_reading']['ratio']:.1%} to the time of reading readouts")
    written = json.loads(BENCHMARKS.read_text(encoding="utf-8"))
    BENCHMARKS.write_text(json.dumps({**written, "identity": figures}, indent=1) + "\n", encoding="utf-8")
    console.print(f"wrote {BENCHMARKS.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
