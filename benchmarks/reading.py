"""Words a second and peak memory of the whole reading and of a bare parse, interleaved in one run.

Two worker processes, one for each, take turns over the same chunks of readouts, so that whatever else the machine does
falls on both. Each is timed in its own process from the row of a table to its result; one chunk before the first warms
it up and is not counted. The order of the two alternates from chunk to chunk.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path

from evaluation.shared import Row, read_lines

DOCUMENTS = 1000
CHUNK = 50

Work = Callable[[Sequence[str]], None]


@dataclass(frozen=True, slots=True)
class Measured:
    """One way of working: seconds of each chunk, and the most memory its process held, in MiB."""

    seconds: tuple[float, ...]
    memory_mib: float


def choose_texts(shared: Path, count: int = DOCUMENTS) -> list[str]:
    """Return the texts of a fixed sample of readouts: those whose ids have the smallest hashes."""
    rows = read_lines(shared / "data" / "readouts" / "docs.jsonl")
    rows.sort(key=lambda row: hashlib.sha256(str(row["id"]).encode()).hexdigest())
    return [str(row["text"]) for row in rows[:count]]


def make_reader() -> Work:
    """Return the whole reading: text → document with its segments → reading."""
    from dragoman.language.model import load_language
    from dragoman.pipeline import read_document
    from dragoman.reading.text import make_document

    language = load_language()

    def read(texts: Sequence[str]) -> None:
        for text in texts:
            read_document(make_document(text), language)

    return read


def make_parser() -> Work:
    """Return a bare parse of the texts by the same components, in the batches that spaCy is fastest with here."""
    from dragoman.language.model import load_language

    pipeline = load_language().pipeline

    def parse(texts: Sequence[str]) -> None:
        for _ in pipeline.pipe(texts, batch_size=16):
            pass

    return parse


MAKERS: dict[str, Callable[[], Work]] = {"reading": make_reader, "parse": make_parser}


def serve(name: str, pipe: Connection) -> None:
    """Do the chunks that come through the pipe and answer with seconds and peak memory; None ends it."""
    work = MAKERS[name]()
    pipe.send("ready")
    while (texts := pipe.recv()) is not None:
        started = time.perf_counter()
        work(texts)
        pipe.send((time.perf_counter() - started, peak_memory_mib()))


def peak_memory_mib() -> float:
    """Return the most memory this process has held."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def measure(texts: Sequence[str], advance: Callable[[int], None]) -> dict[str, Measured]:
    """Return the measurements of each way of working; `advance` hears how many texts were done."""
    context = multiprocessing.get_context("spawn")
    ends: dict[str, Connection] = {}
    processes: list[SpawnProcess] = []
    for name in MAKERS:
        ours, theirs = context.Pipe()
        process = context.Process(target=serve, args=(name, theirs), daemon=True)
        process.start()
        theirs.close()  # a worker that dies then ends the wait for it
        processes.append(process)
        ends[name] = ours
        ours.recv()
    seconds: dict[str, list[float]] = {name: [] for name in MAKERS}
    memory = dict.fromkeys(MAKERS, 0.0)
    chunks = [list(texts[at : at + CHUNK]) for at in range(0, len(texts), CHUNK)]
    for number, chunk in enumerate([chunks[0], *chunks]):
        for name in sorted(MAKERS, reverse=bool(number % 2)):
            ends[name].send(chunk)
            took, memory[name] = ends[name].recv()
            if number:
                seconds[name].append(took)
        advance(len(chunk) if number else 0)
    for end in ends.values():
        end.send(None)
    for process in processes:
        process.join()
    return {name: Measured(tuple(seconds[name]), memory[name]) for name in MAKERS}


def sum_up(texts: Sequence[str], measured: dict[str, Measured]) -> Row:
    """Return the figures: words a second, seconds of the reading for one of the parse, memory.

    `ratio` is of the whole times; `ratio_low` and `ratio_high` bound the middle half of the chunks' own ratios.
    """
    words = sum(len(text.split()) for text in texts)
    total = {name: sum(found.seconds) for name, found in measured.items()}
    ratios = [a / b for a, b in zip(measured["reading"].seconds, measured["parse"].seconds, strict=True)]
    quarters = statistics.quantiles(ratios, n=4) if len(ratios) > 1 else [ratios[0]] * 3
    return {
        "documents": len(texts),
        "words": words,
        "words_a_second": {name: round(words / took) for name, took in total.items()},
        "ratio": round(total["reading"] / total["parse"], 3),
        "ratio_low": round(quarters[0], 3),
        "ratio_high": round(quarters[2], 3),
        "memory_mib": {name: round(found.memory_mib) for name, found in measured.items()},
    }
