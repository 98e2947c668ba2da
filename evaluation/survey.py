"""Reads every document of the shared sets as a user would, and counts: nothing may raise an exception."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.reading.outcomes import Failure, Skipped
from dragoman.record import Document
from evaluation.documents import read_paths
from evaluation.readings import read_documents
from evaluation.shared import Row

# Name of the set, where it stands under data/, and which files of it.
SETS: Mapping[str, tuple[str, str]] = {
    "readouts": ("readouts", "docs.jsonl"),
    "transcripts": ("transcripts", "docs.jsonl"),
    "wikinews": ("wikinews", "docs.jsonl"),
    "polnear": ("quotes/polnear", "*/text/*.txt"),
    "pages": ("pages", "*.html"),
    "feeds": ("feeds", "*.rss"),
    "seeds": ("seeds", "*.txt"),
}


@dataclass(slots=True)
class Tally:
    """What reading one set came to; `raised` names each document or file that raised, with the exception."""

    counts: Counter[str] = field(default_factory=Counter[str])
    raised: list[str] = field(default_factory=list[str])
    seconds: float = 0.0

    def to_row(self) -> Row:
        names = ("documents", "skipped", "failed", "exceptions", "contacts", "statements")
        return {**{name: self.counts[name] for name in names}, "seconds": round(self.seconds)}


def survey_set(shared: Path, name: str, tell: Callable[[str], None]) -> Tally:
    """Return the tally of one set; `tell` hears of every exception and refusal as it happens."""
    folder, pattern = SETS[name]
    paths = sorted((shared / "data" / folder).glob(pattern))
    tally, started = Tally(), time.perf_counter()
    for outcome in read_documents(_documents(paths, tally, tell)):
        tally.counts["documents"] += 1
        tally.counts["contacts"] += len(outcome.contacts)
        tally.counts["statements"] += len(outcome.statements)
        if outcome.error:
            _note(tally, f"{outcome.document_id}: {outcome.error}", tell)
    tally.seconds = time.perf_counter() - started
    return tally


def _documents(paths: list[Path], tally: Tally, tell: Callable[[str], None]) -> Iterator[Document]:
    """Yield the documents of the files, counting what is no document."""

    def caught(path: Path, error: Exception) -> None:
        _note(tally, f"{path.name}: {type(error).__name__}: {error}", tell)

    for outcome in read_paths(paths, caught):
        match outcome:
            case Document():
                yield outcome
            case Failure():
                tally.counts["failed"] += 1
                tell(f"failed: {outcome.path} {outcome.where or ''}: {outcome.reason}")
            case Skipped() if outcome.field is None:
                tally.counts["skipped"] += 1
            case Skipped():
                pass  # the document was read, without that field


def _note(tally: Tally, line: str, tell: Callable[[str], None]) -> None:
    tally.counts["exceptions"] += 1
    tally.raised.append(line)
    tell(f"exception: {line}")
