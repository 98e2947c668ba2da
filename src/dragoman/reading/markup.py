"""Elements of HTML or of an extracted main text in, plain text out: a blank line between paragraphs."""

from __future__ import annotations

import re
from typing import Any, Final

from lxml import etree, html  # pyright: ignore[reportAttributeAccessIssue] - lxml ships no types

from dragoman.reading.outcomes import UnreadableError

MAX_DEPTH: Final = 400
"""Elements inside elements; real pages have some thirty, and the libraries behind us recurse into each."""

_HTML_BLOCKS: Final = (
    "p div section article main header footer aside ul ol li dl dt dd h1 h2 h3 h4 h5 h6 blockquote pre table tr"
    " figure figcaption hr form fieldset address details summary center"
)
_EXTRACT_BLOCKS: Final = "head list item quote row"  # trafilatura's own names
_BLOCKS: Final = frozenset((_HTML_BLOCKS + " " + _EXTRACT_BLOCKS).split())
_SILENT: Final = frozenset(
    "script style noscript template iframe object embed svg math canvas audio video select button".split()  # noqa: SIM905 - as the names above
)
_BREAKS: Final = frozenset({"br", "lb"})
_CELLS: Final = frozenset({"td", "th", "cell"})
# HTML's blanks; a no-break space is kept as it is
_BLANKS: Final = re.compile(r"[ \t\r\n\f\v]+")


def parse_fragment(markup: str) -> Any:
    """Return the element tree of a fragment of HTML, or None where there is nothing to parse."""
    if not markup.strip():
        return None
    try:
        # control characters are not allowed in the tree, and a null ends the text for the parser
        return html.fragment_fromstring(re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", " ", markup), create_parent=True)
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def text_of_fragment(markup: str) -> str:
    """Return the text of a fragment of HTML; "" where it has none.  Plain text comes back as paragraphs too."""
    root = parse_fragment(markup)
    return "" if root is None else text_of(root)


def text_of(root: Any) -> str:
    """Return the text of an element: paragraphs parted by blank lines, blanks collapsed, scripts left out.

    Raises `UnreadableError` for elements nested deeper than any page has them.
    """
    paragraphs: list[str] = []
    pending: list[str] = []
    silent = depth = 0
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            _add(pending, element.tail, silent)
            continue
        tag = element.tag
        if tag in _BLOCKS:
            _close(paragraphs, pending)
        if event == "start":
            depth += 1
            if depth > MAX_DEPTH:
                raise too_deep()
            silent += tag in _SILENT
            _add(pending, "\x00" if tag in _BREAKS else element.text, silent)
            continue
        depth -= 1
        silent -= tag in _SILENT
        if tag in _CELLS:
            _add(pending, " | ", silent)
        if element is not root:
            _add(pending, element.tail, silent)
    _close(paragraphs, pending)
    return "\n\n".join(paragraphs)


def too_deep() -> UnreadableError:
    """Return the error for elements nested too deep."""
    return UnreadableError(
        f"its elements are nested more than {MAX_DEPTH} deep", "save the article's text from a browser and give that"
    )


def _add(pending: list[str], text: str | None, silent: int) -> None:
    if text and not silent:
        pending.append(text)


def _close(paragraphs: list[str], pending: list[str]) -> None:
    """Add what is pending as a paragraph, with its line breaks, if it says anything."""
    if not pending:
        return
    text = _BLANKS.sub(" ", "".join(pending))
    pending.clear()
    lines = [line.strip(" ").removesuffix("|").rstrip(" ") for line in text.split("\x00")]
    paragraph = re.sub(r"\n{3,}", "\n\n", "\n".join(lines).strip("\n"))
    if paragraph.strip():
        paragraphs.append(paragraph)
