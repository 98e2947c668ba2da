"""Who wrote a text: bylines, and the lines about the author at its end."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import Final

from dragoman.reading.furniture import load_furniture
from dragoman.reading.pieces import NAME, Piece, is_finished, is_name
from dragoman.record import SegmentKind

LAST_PIECES: Final = 6
"""Lines about the author stand among so many last paragraphs."""

# as in "By Ada Quill", "BY ADA QUILL AND TOR VANE", "By Ada Quill, Orm Courier", "By: Ada Quill | March 3"
_BYLINE: Final = re.compile(
    rf"[*_]*(?:By|BY|by):?\s+(?:{NAME}|[A-Z]{{2,}}(?:\s[A-Z.]{{2,}}){{1,4}})(?:[*_]|\s*(?:,|\||/|&|–|—|\band\b|\bAND\b|\bfor\b|\bin\b)[^.!?]{{0,80}})?"
)
# as in "- Ada Quill.", "— Ada Quill", "-- Ada Quill and Tor Vane"
_SIGNED: Final = re.compile(rf"[-–—]{{1,2}}\s?{NAME}(?:\s+and\s+{NAME})?\.?")
# as in "Follow Ada Quill on Twitter @adaquill.", "Twitter: @adaquill", "@adaquill"
_FOLLOW: Final = re.compile(
    rf"(?:Follow\s+(?:him|her|them|me|@\w+|{NAME})\b.{{0,80}}"
    r"|(?:Twitter|X|Email|E-mail|Contact)\s*:\s*\S+@?\S+"
    r"|[Yy]ou can (?:follow|reach)\s.{0,100}"
    r"|@\w{2,30})"
)
# as in "Ada Quill reported from Ormstad, and Tor Vane from Veld."
_REPORTED: Final = re.compile(
    rf"{NAME}(?:,? and {NAME})? (?:also )?(?:reported from|contributed (?:from|to this))\b[^:“”\"]{{2,200}}\."
)
_PRONOUN: Final = re.compile(r"(?:He|She|They|His|Her|Their)\b")


def is_byline(line: str) -> bool:
    """Return whether a line says who wrote the text: "By Ada Quill"."""
    return len(line) <= 120 and bool(_BYLINE.fullmatch(line))


@cache
def _profession_pattern() -> re.Pattern[str]:
    """Return the pattern of a sentence that tells what an author is: "Ada Quill is a correspondent for …"."""
    professions = "|".join(re.escape(word) for word in load_furniture().professions)
    return re.compile(
        rf"(?P<name>{NAME}|[^\W\d_a-z][\w'’-]+)(?:,[^,.]{{1,60}},)?\s+(?:is|was|are|has been|works as|serves as)\s+"
        rf"(?:(?:an?|the|our|currently)\s+)*[^.]{{0,80}}?\b(?:{professions})s?\b"
    )


def find_author_lines(text: str, pieces: list[Piece]) -> list[Piece]:
    """Return the pieces with bylines, signatures and the lines about the author marked at the end of the text."""
    marked = list(pieces)
    first = max(1, len(marked) - LAST_PIECES)
    names = [text[piece.start : piece.end] for piece in marked if piece.kind is SegmentKind.BYLINE]
    in_biography = False
    for place in range(first, len(marked)):
        piece = marked[place]
        if piece.kind is SegmentKind.BIOGRAPHY:
            in_biography = True
        if piece.kind is not SegmentKind.BODY and piece.kind is not SegmentKind.HEADING:
            continue
        line = text[piece.start : piece.end]
        if _is_bare_name(text, marked, place):
            marked[place] = replace(piece, kind=SegmentKind.BYLINE)
            names.append(line)
            in_biography = True
        elif _is_signature(text, marked, place):
            marked[place] = replace(piece, kind=SegmentKind.BYLINE)
            names.append(line)
        elif _FOLLOW.fullmatch(line) or _is_about(text, piece, names, marked[0].start, in_biography=in_biography):
            marked[place] = replace(piece, kind=SegmentKind.BIOGRAPHY)
            in_biography = True
        else:
            in_biography = False
    return marked


def _is_signature(text: str, pieces: list[Piece], place: int) -> bool:
    """Return whether a piece is its author's signature: not an item of a list, nor the name under a quotation."""
    piece = pieces[place]
    line = text[piece.start : piece.end]
    if not piece.whole:
        return False
    if place == len(pieces) - 1 and _REPORTED.fullmatch(line):
        return text.find(line.split()[1], 0, piece.start) < 0
    if len(line) > 80 or not _SIGNED.fullmatch(line):
        return False
    above = text[pieces[place - 1].start : pieces[place - 1].end]
    surname = line.rstrip(".").split()[-1]
    return above[0] not in '-–—“"' and text.find(surname, 0, piece.start) < 0


def _is_bare_name(text: str, pieces: list[Piece], place: int) -> bool:
    """Return whether a piece is a name alone, and what follows it, to the end of the text, speaks of that name."""
    piece = pieces[place]
    line = text[piece.start : piece.end]
    if not piece.whole or not is_name(line) or place + 1 >= len(pieces):
        return False
    following = pieces[place + 1]
    about = text[following.start : following.end]
    return len(about) > len(line) and is_finished(about) and _speaks_of(about, [line])


def _speaks_of(line: str, names: Iterable[str]) -> bool:
    """Return whether a line holds the first or the last word of one of the names."""
    words = {word for name in names for word in _name_words(name)}
    return any(re.search(rf"\b{re.escape(word)}\b", line) for word in words)


def _name_words(name: str) -> list[str]:
    words = [word for word in re.findall(r"[\w'’-]{3,}", name) if word[0].isupper() and word.lower() != "by"]
    return [words[0], words[-1]] if words else []


def _is_about(text: str, piece: Piece, names: list[str], text_start: int, *, in_biography: bool) -> bool:
    """Return whether a paragraph at the end tells what its author is."""
    line = text[piece.start : piece.end]
    if in_biography and (_speaks_of(line, names) or _PRONOUN.match(line)):
        return True
    found = _profession_pattern().match(line)
    if found is None or not piece.whole:
        return False
    if _speaks_of(found["name"], names):
        return True
    # somebody the article never spoke of is its author; a person of the story is not
    surname = found["name"].split()[-1]
    return " " in found["name"] and text.find(surname, text_start, piece.start) < 0
