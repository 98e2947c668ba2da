"""Pages: bytes in, the document of the main text out."""

from __future__ import annotations

from dragoman.reading.options import ReadOptions
from dragoman.reading.outcomes import UnreadableError
from dragoman.record import Document


def read_page(path: str, content: bytes, options: ReadOptions) -> Document:
    """Return the document of a page."""
    raise UnreadableError("pages are not read yet", "give text or a table")
