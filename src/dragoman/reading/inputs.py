"""Paths in, the inputs they lead to out; and an input in, its documents out, one at a time.

What cannot be read becomes a `Failure` or a `Skipped` with its reason, and never stops the others.
"""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import Final, Literal

from dragoman.reading.feeds import read_feed
from dragoman.reading.html import read_page
from dragoman.reading.options import ReadOptions
from dragoman.reading.outcomes import Failure, Skipped, UnreadableError
from dragoman.reading.tables import read_table
from dragoman.reading.text import MAX_BYTES, decode, make_document
from dragoman.record import Document

__all__ = ["Failure", "Format", "Input", "Plan", "Skipped", "plan_inputs", "read_input"]

Format = Literal["text", "html", "feed", "jsonl", "json", "csv", "tsv", "parquet"]

STANDARD_INPUT: Final = "-"
FORMATS: Final[dict[str, Format]] = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".markdown": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".rss": "feed",
    ".atom": "feed",
    ".rdf": "feed",
    ".xml": "feed",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".parquet": "parquet",
}
"""What is read, by the ending of the file's name."""


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read, "-" for standard input; `size` in bytes, 0 where it is not known."""

    path: str
    format: Format
    size: int


@dataclass(frozen=True, slots=True)
class Plan:
    """The files that paths lead to, in the order of reading, each once; and what of the paths led nowhere."""

    inputs: tuple[Input, ...]
    failures: tuple[Failure, ...]
    skipped: tuple[Skipped, ...] = ()


def plan_inputs(paths: Sequence[str]) -> Plan:
    """Return the inputs that files, folders, globs and "-" lead to.

    Folders are gone through with all folders inside, sorted by name; hidden files, and files called
    README, are left out of folders.
    """
    inputs: dict[str, Input] = {}
    failures: list[Failure] = []
    skipped: list[Skipped] = []
    for path in paths:
        for found in _expand(path):
            if isinstance(found, Input):
                inputs.setdefault(os.path.realpath(found.path) if found.path != STANDARD_INPUT else found.path, found)
            elif isinstance(found, Failure):
                failures.append(found)
            else:
                skipped.append(found)
    return Plan(tuple(inputs.values()), tuple(failures), tuple(skipped))


def _expand(path: str) -> Iterator[Input | Failure | Skipped]:
    if path == STANDARD_INPUT:
        yield Input(STANDARD_INPUT, "text", 0)
    elif Path(path).is_dir():
        yield from _expand_folder(path)
    elif Path(path).exists():
        yield _plan_file(path) or Failure(
            path, None, f"files of the kind {_ending(path)!r} are not read", f"give one of {', '.join(FORMATS)}"
        )
    elif glob.has_magic(path):
        yield from _expand_glob(path)
    else:
        yield Failure(path, None, "there is no such file or folder", "check the spelling")


def _expand_glob(pattern: str) -> Iterator[Input | Failure | Skipped]:
    matches = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 - Path takes no absolute pattern
    if not matches:
        yield Failure(pattern, None, "no file matches", "check the pattern; ** stands for folders in folders")
    for match in matches:
        if Path(match).is_dir():
            if not pattern.endswith("**"):  # "**" already lists what is inside
                yield from _expand_folder(match)
        else:
            yield _plan_file(match) or Skipped(match, None, f"files of the kind {_ending(match)!r} are not read")


def _expand_folder(folder: str) -> Iterator[Input | Failure | Skipped]:
    found = 0
    unreadable: list[Failure] = []
    for path in _walk(folder, unreadable):
        if Path(path).stem.upper() == "README":
            yield Skipped(path, None, "it describes the folder; name the file itself to read it")
            continue
        planned = _plan_file(path)
        found += planned is not None
        yield planned or Skipped(path, None, f"files of the kind {_ending(path)!r} are not read")
    yield from unreadable
    if not found and not unreadable:
        yield Failure(folder, None, "the folder holds no documents", f"give a folder with {', '.join(FORMATS)} files")


def _walk(folder: str, unreadable: list[Failure]) -> Iterator[str]:
    """Yield the files of a folder and of those inside it, sorted, hidden ones left out."""

    def note(error: OSError) -> None:
        unreadable.append(
            Failure(error.filename or folder, None, f"it cannot be listed: {error.strerror}", "check its permissions")
        )

    for parent, folders, files in os.walk(folder, onerror=note):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith("."):
                yield str(Path(parent, name))


def _plan_file(path: str) -> Input | None:
    """Return the input of a file, None for a kind that is not read; a name without ending is taken for text."""
    ending = _ending(path)
    form: Format | None = "text" if not ending else FORMATS.get(ending)
    if form is None:
        return None
    try:
        size = Path(path).stat().st_size
    except OSError:  # gone since it was listed, or a dangling link: reading it will say so
        size = 0
    return Input(path, form, size)


def _ending(path: str) -> str:
    return Path(path).suffix.lower()


def read_input(item: Input, options: ReadOptions) -> Iterator[Document | Failure | Skipped]:
    """Yield the documents of an input in order, with a `Failure` or `Skipped` for whatever of it gives none."""
    if item.path == STANDARD_INPUT:
        yield from _read_standard_input(options)
    elif item.format in ("jsonl", "json", "csv", "tsv", "parquet"):
        yield from read_table(item.path, item.format, options)
    else:
        try:
            content = _read_bytes(item.path)
        except UnreadableError as error:
            yield error.to_failure(item.path)
            return
        yield from _read_content(item.path, item.format, content, options)


def _read_bytes(path: str) -> bytes:
    """Return a file's bytes, not one more than the largest document has and one."""
    try:
        with Path(path).open("rb") as content:
            return content.read(MAX_BYTES + 1)
    except OSError as error:
        raise UnreadableError(
            f"it cannot be read: {error.strerror or error}", "check the file and its permissions"
        ) from error


def _read_content(
    path: str, form: Format, content: bytes, options: ReadOptions
) -> Iterable[Document | Failure | Skipped]:
    try:
        if form == "feed":
            return read_feed(path, content, options)
        if form == "html":
            return [read_page(path, content, options)]
        return [make_document(decode(content), path=path, options=options)]
    except UnreadableError as error:
        return [error.to_failure(path)]


def _read_standard_input(options: ReadOptions) -> Iterator[Document | Failure | Skipped]:
    """Read what comes in, in the format that its beginning shows: JSON Lines, a feed, HTML, or text."""
    stream = sys.stdin.buffer
    head = stream.peek(4096) if isinstance(stream, BufferedReader) else b""
    form = sniff_format(head)
    if form == "jsonl":
        yield from read_table(STANDARD_INPUT, form, options, stream)
        return
    content = stream.read(MAX_BYTES + 1)
    yield from _read_content(STANDARD_INPUT, form, content, options)


def sniff_format(head: bytes) -> Format:
    """Return the format that the first bytes of an input show."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(b"{"):
        return "jsonl"
    if start.startswith((b"<?xml", b"<rss", b"<feed", b"<rdf")):
        return "feed" if any(mark in start for mark in (b"<rss", b"<feed", b"<rdf")) else "html"
    return "html" if start.startswith((b"<!doctype html", b"<html")) else "text"
