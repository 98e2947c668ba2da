"""Documents → what dragoman reads in them, as the JSON rows a user gets; kept on disk so that scoring again is quick.

A kept reading is found again by the code of the package (a hash of its files), the language model, the document and
the version of its text; a change of any of them reads anew.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from dragoman.exports.rows import contact_rows, designation_rows, statement_row
from dragoman.language.model import load_language
from dragoman.pipeline import read_document
from dragoman.record import Document
from evaluation.shared import WORK, Row, read_lines, write_lines

PROCESSES = 2
KEPT_RUNS = 4  # of every set, the newest

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The rows of one document, or the exception that reading it raised (its last lines)."""

    document_id: str
    version: str
    contacts: tuple[Row, ...] = ()
    statements: tuple[Row, ...] = ()
    error: str | None = None
    seconds: float = 0.0
    designations: tuple[Row, ...] = ()


def package_folder() -> Path:
    """Return the folder of the package that is measured."""
    spec = find_spec("dragoman")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("dragoman is not installed here; run `make setup`")
    return Path(spec.submodule_search_locations[0])


@cache
def hash_code() -> str:
    """Return 12 hexadecimal digits that change with any file of the package."""
    folder = package_folder()
    total = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts):
        total.update(f"{path.relative_to(folder)}\0".encode())
        total.update(path.read_bytes())
    return total.hexdigest()[:12]


def read_one(document: Document) -> Outcome:
    """Return what one document gives; an exception becomes part of the outcome, never the end of the run."""
    started = time.perf_counter()
    try:
        reading = read_document(document, load_language())
        contacts = tuple(dict(row) for row in contact_rows(reading))
        statements = tuple(
            dict(statement_row(found, document_id=document.document_id, version=document.version))
            for found in reading.statements
        )
        designations = tuple(dict(row) for row in designation_rows(reading))
    except Exception:  # noqa: BLE001 - counting what goes wrong is the purpose
        lines = traceback.format_exc().strip().splitlines()
        return Outcome(document.document_id, document.version, error="\n".join(lines[-3:]))
    seconds = time.perf_counter() - started
    return Outcome(
        document.document_id, document.version, contacts, statements, seconds=seconds, designations=designations
    )


def read_documents(documents: Iterable[Document], processes: int = PROCESSES) -> Iterator[Outcome]:
    """Yield the outcomes in the order of the documents, read in worker processes that load the model once each."""
    if processes == 1:
        yield from map(read_one, documents)
        return
    context = multiprocessing.get_context("spawn")
    with context.Pool(processes, initializer=load_language) as pool:
        yield from pool.imap(read_one, documents, chunksize=8)


def read_kept(
    name: str, documents: Iterable[Document], *, processes: int = PROCESSES, advance: Progress | None = None
) -> dict[str, Outcome]:
    """Return the outcomes by document id, from the kept readings of this code where there are any.

    `name` tells sets apart ("contacts", "contacts-titled"); `advance` hears how many documents were read.
    """
    language = load_language()
    path = WORK / "readings" / f"{name}-{hash_code()}-{language.name}-{language.version}.jsonl"
    wanted = {document.document_id: document for document in documents}
    kept = _load(path) if path.is_file() else {}
    found = {
        key: kept[key] for key, document in wanted.items() if key in kept and kept[key].version == document.version
    }
    missing = [document for key, document in wanted.items() if key not in found]
    if advance:
        advance(len(found))
    # Reading few documents costs less than starting workers.
    for outcome in read_documents(missing, processes if len(missing) > 40 else 1):
        found[outcome.document_id] = outcome
        if advance:
            advance(1)
    if missing:
        write_lines(path, (_to_row(outcome) for outcome in ({**kept, **found}).values()))
        _forget_old(name)
    return {key: found[key] for key in wanted}


def _to_row(outcome: Outcome) -> Row:
    return {
        "document_id": outcome.document_id,
        "version": outcome.version,
        "contacts": list(outcome.contacts),
        "statements": list(outcome.statements),
        "designations": list(outcome.designations),
        "error": outcome.error,
        "seconds": round(outcome.seconds, 4),
    }


def _load(path: Path) -> dict[str, Outcome]:
    return {
        row["document_id"]: Outcome(
            row["document_id"],
            row["version"],
            tuple(row["contacts"]),
            tuple(row["statements"]),
            row["error"],
            row["seconds"],
            tuple(row["designations"]),
        )
        for row in read_lines(path)
        if "designations" in row  # kept by an evaluation that knew none
    }


def _forget_old(name: str) -> None:
    """Remove all but the newest kept runs of a set."""
    runs = sorted((WORK / "readings").glob(f"{name}-*.jsonl"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in runs[KEPT_RUNS:]:
        path.unlink(missing_ok=True)
