"""Accounts → what of them is another account's own words: quotations of a readout, and whole copies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from dragoman.record import Reading, Span
from dragoman.stories.comparison_lexicon import load_comparing
from dragoman.stories.points import Unit

_WORD: Final = re.compile(r"\w+(?:['’]\w+)?")


@dataclass(frozen=True, slots=True)
class Reuse:
    """Words of one account that stand in another: `spans` of `account`, from `source`; `share` of all its words."""

    account: int
    source: int
    spans: tuple[Span, ...]
    share: float

    @property
    def is_copy(self) -> bool:
        return self.share >= load_comparing().thresholds["copied"]


def find_reuse(readings: Sequence[Reading], official: Sequence[bool]) -> tuple[Reuse, ...]:
    """Return what accounts have word for word from others: an outlet from a readout, the later from the earlier.

    Of two official accounts, and of two whose order nobody knows, the later in the list is taken for the copy.
    """
    words = [_read_words(reading.document.text) for reading in readings]
    runs = [_index_runs(each) for each in words]
    found: list[Reuse] = []
    for account in range(len(readings)):
        for source in range(len(readings)):
            if source != account and _comes_before(source, account, readings, official):
                reuse = _compare(account, source, words, runs)
                if reuse is not None:
                    found.append(reuse)
    return tuple(found)


def _comes_before(source: int, account: int, readings: Sequence[Reading], official: Sequence[bool]) -> bool:
    if official[source] != official[account]:
        return official[source]
    ours, theirs = (readings[each].document.source.published_day for each in (source, account))
    if ours is not None and theirs is not None and ours != theirs:
        return ours < theirs
    return source < account


def _read_words(text: str) -> list[tuple[str, Span]]:
    return [(match[0].casefold(), Span(*match.span())) for match in _WORD.finditer(text)]


def _length() -> int:
    return int(load_comparing().thresholds["reused"])


def _index_runs(words: Sequence[tuple[str, Span]]) -> frozenset[tuple[str, ...]]:
    length = _length()
    return frozenset(tuple(word for word, _ in words[at : at + length]) for at in range(len(words) - length + 1))


def _compare(
    account: int,
    source: int,
    words: Sequence[Sequence[tuple[str, Span]]],
    runs: Sequence[frozenset[tuple[str, ...]]],
) -> Reuse | None:
    own, length = words[account], _length()
    taken = [False] * len(own)
    for at in range(len(own) - length + 1):
        if tuple(word for word, _ in own[at : at + length]) in runs[source]:
            taken[at : at + length] = [True] * length
    spans: list[Span] = []
    for at, (_, span) in enumerate(own):
        if taken[at] and at and taken[at - 1]:
            spans[-1] = Span(spans[-1].start, span.end)
        elif taken[at]:
            spans.append(span)
    return Reuse(account, source, tuple(spans), sum(taken) / len(own)) if spans else None


def mark_derived(units: Sequence[Unit], reused: Sequence[Reuse]) -> tuple[Unit, ...]:
    """Return the units, those marked that repeat another account's words: half of what they say, or more."""
    return tuple(replace(unit, derived_from=_source_of(unit, reused)) for unit in units)


def _source_of(unit: Unit, reused: Sequence[Reuse]) -> int | None:
    length = sum(len(span) for span in unit.spans)
    for reuse in reused:
        if reuse.account == unit.account:
            common = sum(
                max(0, min(span.end, other.end) - max(span.start, other.start))
                for span in unit.spans
                for other in reuse.spans
            )
            if 2 * common >= length:
                return reuse.source
    return None
