"""Writes small values as text and reads them back unchanged: dates with their zones, spans, passages.

What these functions write is what the store's columns and the lines of a dump hold.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from typing import Any, cast
from zoneinfo import ZoneInfo

from dragoman.record import Part, Passage, Span


def encode_moment(moment: dt.datetime | dt.date | None) -> str | None:
    """Return the day or moment in ISO 8601, with its zone's name where it has one (RFC 9557).

    "2024-02-12", "2024-02-12T21:30:00+02:00", "2024-02-12T21:30:00+02:00[Europe/Kyiv]".
    """
    if moment is None:
        return None
    text = moment.isoformat()
    if isinstance(moment, dt.datetime) and isinstance(moment.tzinfo, ZoneInfo) and moment.tzinfo.key:
        text += f"[{moment.tzinfo.key}]"
    return text


def decode_moment(text: str | None) -> dt.datetime | dt.date | None:
    """Return what `encode_moment` wrote; raise ValueError when the text is no date."""
    if text is None:
        return None
    if "T" not in text:
        return dt.date.fromisoformat(text)
    stamp, _, zone = text.rstrip("]").partition("[")
    moment = dt.datetime.fromisoformat(stamp)
    if not zone:
        return moment
    local = moment.replace(tzinfo=ZoneInfo(zone))
    # The hour that a clock shows twice in autumn: the offset tells which of the two is meant.
    return local if local.utcoffset() == moment.utcoffset() else local.replace(fold=1)


def encode_spans(spans: Iterable[Span]) -> str:
    """Return JSON: [[start, end], …]."""
    return json.dumps([[span.start, span.end] for span in spans])


def decode_spans(text: str) -> tuple[Span, ...]:
    """Return what `encode_spans` wrote."""
    return tuple(Span(start, end) for start, end in _rows(text))


def encode_passages(passages: Iterable[Passage]) -> str:
    """Return JSON: [[start, end, part], …]."""
    return json.dumps([[passage.span.start, passage.span.end, passage.part] for passage in passages])


def decode_passages(text: str) -> tuple[Passage, ...]:
    """Return what `encode_passages` wrote."""
    return tuple(Passage(Span(start, end), cast(Part, part)) for start, end, part in _rows(text))


def encode_strings(strings: Iterable[str]) -> str:
    """Return a JSON list; what is not ASCII is escaped only where UTF-8 cannot hold it."""
    strings = list(strings)
    return json.dumps(strings, ensure_ascii=not all(_is_utf8(text) for text in strings))


def decode_strings(text: str) -> tuple[str, ...]:
    """Return what `encode_strings` wrote."""
    return tuple(json.loads(text))


def encode_pairs(pairs: Iterable[tuple[str, str]]) -> str:
    """Return JSON: [[name, value], …]."""
    return json.dumps([list(pair) for pair in pairs])


def decode_pairs(text: str) -> tuple[tuple[str, str], ...]:
    """Return what `encode_pairs` wrote."""
    return tuple((name, value) for name, value in _rows(text))


def _rows(text: str) -> Any:
    return json.loads(text)


def _is_utf8(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
