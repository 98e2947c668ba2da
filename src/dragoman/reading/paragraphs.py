"""A text in, its paragraphs out: where blank lines part them, and where single line ends do or do not.

A line end inside a block of lines is a mere wrap where the next line's first word would not have fitted
on the line (releases are often wrapped at 72 columns), and a paragraph end otherwise.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

MAX_WRAPPED_WIDTH: Final = 100
"""No hard-wrapped text is wider: a longer line of several words shows that lines are paragraphs."""
MAX_WORD: Final = 40
"""A longer word is an address, which wrapping leaves whole."""
MIN_WRAPPED_WIDTH: Final = 50
"""A block whose lines are all shorter is a list or an address, not wrapped prose."""

MAX_SHARE_BEYOND: Final = 10
"""Of a wrapped text less than one full line in so many runs beyond the width (markup, tables)."""

# as in "-   Item", "• Item", "* Item", "# Heading", "> quoted"
_ITEM: Final = re.compile(r"(?:[-•*▪●·+]|#{1,6}|>)\s")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Characters of a paragraph without the blanks around it, and whether a blank line (or nothing) follows."""

    start: int
    end: int
    closed: bool


def find_paragraphs(text: str) -> list[Paragraph]:
    """Return the paragraphs of `text` in order; every character outside them is a blank."""
    blocks = list(_find_blocks(text))
    width = _wrapped_width(text, blocks)
    paragraphs: list[Paragraph] = []
    for block in blocks:
        start = block[0][0]
        for line, following in itertools.pairwise(block):
            if not _is_wrap(text, line, following, width):
                paragraphs.append(Paragraph(start, line[1], closed=False))
                start = following[0]
        paragraphs.append(Paragraph(start, block[-1][1], closed=True))
    return paragraphs


def _find_blocks(text: str) -> Iterator[list[tuple[int, int]]]:
    """Yield runs of lines that hold something, each line as start and end without blanks around it."""
    end_of_line = "\r" if "\n" not in text and "\r" in text else "\n"
    block: list[tuple[int, int]] = []
    offset = 0
    for line in text.split(end_of_line):
        content = line.strip()
        if content:
            start = offset + line.index(content[0])
            block.append((start, start + len(content)))
        elif block:
            yield block
            block = []
        offset += len(line) + 1
    if block:
        yield block


def _wrapped_width(text: str, blocks: list[list[tuple[int, int]]]) -> int:
    """Return the column at which the text is hard-wrapped; 0 where its lines are paragraphs."""
    width = full = beyond = 0
    for block in blocks:
        for start, end in block:
            length = end - start
            if length < MIN_WRAPPED_WIDTH:
                continue
            full += 1
            if length <= width:
                continue
            longest = max(map(len, text[start:end].split()))
            if longest > MAX_WORD and length - longest <= MAX_WRAPPED_WIDTH:
                continue
            if length > MAX_WRAPPED_WIDTH:
                beyond += 1
            elif len(block) > 1:
                width = length
    return width if beyond * MAX_SHARE_BEYOND < full else 0


def _is_wrap(text: str, line: tuple[int, int], following: tuple[int, int], width: int) -> bool:
    if text[following[0]].islower():
        return True
    if not width or text.startswith("  ", line[1]):  # Markdown ends a line on purpose with two spaces
        return False
    if _ITEM.match(text, following[0]):
        return False
    word_end = text.find(" ", following[0], following[1])
    word = (word_end if word_end >= 0 else following[1]) - following[0]
    return line[1] - line[0] + 1 + word >= width
