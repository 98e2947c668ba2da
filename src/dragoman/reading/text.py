"""Bytes or a string in, a `Document` out: its text exactly as it came, what was told about it, its segments."""

from __future__ import annotations

import codecs
import datetime as dt
import re
from dataclasses import replace
from typing import Final, Literal, TypeVar

from charset_normalizer import from_bytes

from dragoman.reading.dateline import Dateline, find_dateline
from dragoman.reading.dates import move_to_timezone, name_offset
from dragoman.reading.options import ReadOptions
from dragoman.reading.outcomes import UnreadableError
from dragoman.reading.segments import find_segments
from dragoman.record import Document, Source, text_version

T = TypeVar("T")

Origin = Literal["option", "table", "page metadata", "feed"]

MAX_CHARACTERS: Final = 5_000_000
"""The longest text taken for one document: some ten novels; anything longer is a table or a dump."""
MAX_BYTES: Final = 4 * MAX_CHARACTERS
"""The largest file read as one document: UTF-8 takes at most four bytes a character."""
SAMPLE_BYTES: Final = 200_000
"""As much of a file as is enough to guess its encoding; a guess over all of a large file takes minutes."""

_BYTE_ORDER_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
# what no text holds: control characters other than tab, line ends, form feed and escape
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def decode(content: bytes) -> str:
    """Return the text of `content`, without a byte order mark and otherwise unchanged.

    UTF-8 is tried first and strictly, then with single broken bytes replaced by U+FFFD; other encodings are
    guessed.  Raises `UnreadableError` for an
    empty, a binary or an over-long file.
    """
    if len(content) > MAX_BYTES:
        raise _too_long(f"{len(content):,} bytes")
    text = _decode_marked(content)
    if text is None:
        text = _decode_unmarked(content)
    check_text(text)
    return text


def check_text(text: str) -> None:
    """Raise `UnreadableError` for a text that is empty, over-long, or no text at all."""
    if len(text) > MAX_CHARACTERS:
        raise _too_long(f"{len(text):,} characters")
    if not text or text.isspace():
        raise UnreadableError("it is empty", "give a file that holds text")
    controls = len(_CONTROL.findall(text, 0, SAMPLE_BYTES))
    if controls > 3 and controls * 200 > min(len(text), SAMPLE_BYTES):
        raise _binary()


def _decode_marked(content: bytes) -> str | None:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            start = len(mark) if encoding == "utf-8" else 0
            try:
                return content[start:].decode(encoding)
            except UnicodeDecodeError as error:
                raise UnreadableError(
                    f"it is marked as {encoding.upper()} but byte {error.start + start} is not",
                    "save it again as UTF-8",
                ) from error
    return None


def _decode_unmarked(content: bytes) -> str:
    if content.count(0, 0, SAMPLE_BYTES) > 3:
        raise _binary()
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        broken = error.start
    mended = content.decode("utf-8", "replace")
    if _is_utf_8_but_for_little(mended):
        return mended
    # the guess must see what is not ASCII, wherever in the file that stands
    start = max(0, broken - SAMPLE_BYTES // 2)
    encoding = _guess_encoding(content[start : start + SAMPLE_BYTES])
    if encoding is None:
        raise _binary()
    return content.decode(encoding, "replace")


def _is_utf_8_but_for_little(mended: str) -> bool:
    """Return whether few of the signs beyond ASCII had to be replaced: a slip in UTF-8, not another encoding."""
    replaced = mended.count("\ufffd")
    return len(_BEYOND_ASCII.findall(mended)) - replaced >= 10 * replaced


def _guess_encoding(sample: bytes) -> str | None:
    """Return the likeliest encoding; Windows-1252 where it is as likely as any, as English news has it most."""
    signs = "".join(sign for sign in sample.decode("cp1252", "replace") if not sign.isascii())
    if not any(sign.isalnum() or sign == "\ufffd" for sign in signs):  # nothing but “ ” ’ – …
        return "cp1252"
    guesses = from_bytes(sample)
    best = guesses.best()
    if best is None:
        return None
    for guess in guesses:
        if (guess.chaos, -guess.coherence) <= (best.chaos, -best.coherence) and "cp1252" in guess.could_be_from_charset:
            return "cp1252"
    return best.encoding


def _binary() -> UnreadableError:
    return UnreadableError("it is not text", "give text, HTML, a feed or a table; convert other files to text first")


def _too_long(length: str) -> UnreadableError:
    return UnreadableError(
        f"it is too long for one document: {length}, where {MAX_CHARACTERS:,} characters are the most",
        "split it into documents, or give it as a table with one document a row",
    )


def make_document(  # noqa: PLR0913 - one argument a field that a source may tell, all but the text by name
    text: str,
    *,
    document_id: str | None = None,
    path: str | None = None,
    url: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    author: str | None = None,
    published: dt.datetime | dt.date | None = None,
    timezone: str | None = None,
    origin: Origin = "option",
    options: ReadOptions | None = None,
) -> Document:
    """Return the document of `text` and of what is told about it; `origin` names who told it.

    Options win over what is told, and what is told wins over the text's own dateline.  The id is
    `document_id`, or else the URL, or else the beginning of the text's hash.
    """
    segments = find_segments(text)
    version = text_version(text)
    key = document_id or url or f"sha256:{version[:16]}"
    told = Source(
        key=key,
        path=path,
        url=url,
        outlet=outlet,
        title=title,
        author=author,
        published=published,
        timezone=timezone,
    )
    dateline = find_dateline(text, segments) or Dateline()
    source = _settle_source(told, origin, options or ReadOptions(), dateline)
    return Document(document_id=key, version=version, text=text, source=source, segments=segments)


def _settle_source(told: Source, origin: Origin, options: ReadOptions, dateline: Dateline) -> Source:
    """Return the source with each field from the first that knows it: options, what is told, the dateline."""
    outlet, outlet_from = _first((options.outlet, "option"), (told.outlet, origin), (dateline.outlet, "dateline"))
    published, published_from = _first(
        (options.published, "option"), (told.published, origin), (dateline.published, "dateline")
    )
    offset = name_offset(published) if isinstance(published, dt.datetime) else None
    zone, zone_from = _first((options.timezone, "option"), (told.timezone, origin), (offset, published_from))
    if zone is not None and isinstance(published, dt.datetime):
        published = move_to_timezone(published, zone)
    provenance = (
        ("outlet", outlet_from),
        ("published", published_from),
        ("title", origin if told.title else None),
        ("author", origin if told.author else None),
        ("timezone", zone_from),
    )
    return replace(
        told,
        outlet=outlet,
        published=published,
        timezone=zone,
        provenance=tuple((field, said_by) for field, said_by in provenance if said_by),
    )


def _first(*claims: tuple[T | None, str | None]) -> tuple[T | None, str | None]:
    """Return the first value that is known, with who says it."""
    return next(((value, said_by) for value, said_by in claims if value), (None, None))
