"""RSS and Atom files: bytes in, a document an entry out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any, cast

import feedparser

from dragoman.reading.dates import parse_published
from dragoman.reading.markup import text_of_fragment
from dragoman.reading.options import ReadOptions
from dragoman.reading.outcomes import Failure, Skipped, UnreadableError
from dragoman.reading.text import MAX_BYTES, check_text, make_document
from dragoman.record import Document

Entry = Mapping[str, Any]

_MARKUP = re.compile(r"<[a-zA-Z!/]|&\w{2,8};|&#\d+;")


def read_feed(path: str, content: bytes, options: ReadOptions) -> Iterator[Document | Failure | Skipped]:
    """Yield a document for each entry of the feed, in the feed's order; the feed's title is the outlet.

    An entry without text is skipped; a file that is no feed is a failure.
    """
    try:
        outlet, entries = _parse(content)
    except UnreadableError as error:
        yield error.to_failure(path)
        return
    for number, entry in enumerate(entries, 1):
        where = f"entry {number}"
        try:
            yield from _read_entry(path, where, entry, outlet, options)
        except UnreadableError as error:
            yield error.to_failure(path, where)


def _parse(content: bytes) -> tuple[str | None, list[Entry]]:
    if len(content) > MAX_BYTES:
        raise UnreadableError(
            f"the feed is larger than {MAX_BYTES:,} bytes", "split it, or give its entries as a table"
        )
    try:
        parsed = feedparser.parse(BytesIO(content))
    except Exception as error:  # whatever a broken feed makes the library raise is its fault
        raise UnreadableError(f"it cannot be read as a feed ({type(error).__name__})", "give RSS or Atom") from error
    entries = cast("list[Entry]", parsed.entries)
    if not entries:
        cause = f": {parsed.bozo_exception}" if parsed.bozo else ""
        raise UnreadableError(f"no entries of RSS or Atom were found{cause}", "give an RSS or Atom file with entries")
    return _plain(parsed.feed.get("title")), entries


def _read_entry(
    path: str, where: str, entry: Entry, outlet: str | None, options: ReadOptions
) -> Iterator[Document | Skipped]:
    text = _entry_text(entry)
    if not text.strip():
        yield Skipped(path, where, "it has no text")
        return
    check_text(text)
    url = _plain(entry.get("link"))
    written = entry.get("published") or entry.get("updated")
    when = parse_published(written) if isinstance(written, str) else None
    yield make_document(
        text,
        document_id=None if url else _plain(entry.get("id")),
        path=path,
        url=url,
        outlet=outlet,
        title=_plain(entry.get("title")),
        author=_plain(entry.get("author")),
        published=when,
        origin="feed",
        options=options,
    )
    if when is None and written:
        yield Skipped(path, where, f"{str(written)[:60]!r} is no date that is understood", field="published")


def _entry_text(entry: Entry) -> str:
    """Return the entry's longest text: its content, or its summary."""
    contents = [content.get("value") for content in entry.get("content", ())]
    texts = [_to_text(value) for value in (*contents, entry.get("summary")) if isinstance(value, str)]
    return max(texts, key=len, default="")


def _to_text(value: str) -> str:
    return text_of_fragment(value) if _MARKUP.search(value) else value.strip()


def _plain(value: object) -> str | None:
    """Return a field of a feed as plain text on one line; None where it is missing."""
    if not isinstance(value, str):
        return None
    return " ".join(_to_text(value).split()) or None
