"""A text and what is known of its stretches → pieces that tile it, each with the layers and records it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dragoman.record import Span

# marks that turn the direction of text, and control characters, stand alone so that a page can show them as such
_MARK = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A span in a layer ("actor", "statement", …), of a record ("s3"); `record` is "" where it is of none."""

    span: Span
    layer: str
    record: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that belong to the same layers and records; `mark` tells of one that is not shown as it is."""

    text: str
    start: int
    layers: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    title: str = ""
    mark: str = ""


def cut_text(text: str, stretches: Sequence[Stretch]) -> tuple[Piece, ...]:
    """Return the pieces that tile the text, in its order; stretches may overlap and reach beyond its end."""
    edges = {0, len(text)}
    starts: dict[int, list[Stretch]] = {}
    for stretch in stretches:
        start, end = min(stretch.span.start, len(text)), min(stretch.span.end, len(text))
        if start < end:
            edges |= {start, end}
            starts.setdefault(start, []).append(stretch)
    marks = {match.start() for match in _MARK.finditer(text)}
    edges |= marks | {mark + 1 for mark in marks}
    pieces: list[Piece] = []
    open_now: list[Stretch] = []
    ordered = sorted(edges)
    for start, end in pairwise(ordered):
        open_now = [each for each in open_now if each.span.end > start] + starts.get(start, [])
        pieces.append(_make_piece(text[start:end], start, open_now, is_mark=start in marks))
    return tuple(pieces)


def _make_piece(words: str, start: int, stretches: Iterable[Stretch], *, is_mark: bool) -> Piece:
    found = list(stretches)
    return Piece(
        "" if is_mark else words,
        start,
        tuple(dict.fromkeys(each.layer for each in found)),
        tuple(dict.fromkeys(each.record for each in found if each.record)),
        "; ".join(dict.fromkeys(each.title for each in found if each.title)),
        f"U+{ord(words):04X}" if is_mark else "",
    )
