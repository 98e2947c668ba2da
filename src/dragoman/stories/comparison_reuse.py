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
_BREAK: Final = re.compile(r"[.!?](?:\s|$)|\n")  # between two sentences or lines


@dataclass(frozen=True, slots=True)
class Reuse:
    """Words of one account that stand in another: `spans` of `account`, from `source`; `share` of all its words.

    `altered` tells that in a sentence of the source it has a figure that the source lacks: "3 million" for "4 million".
    """

    account: int
    source: int
    spans: tuple[Span, ...]
    share: float
    altered: bool = False

    @property
    def is_copy(self) -> bool:
        return self.share >= load_comparing().thresholds["copied"] and not self.altered


def find_reuse(readings: Sequence[Reading], official: Sequence[bool]) -> tuple[Reuse, ...]:
    """Return what accounts have word for word from others: an outlet from a readout, the later from the earlier.

    Of two official accounts, and of two whose order nobody knows, the later in the list is taken for the copy.
    """
    texts = [reading.document.text for reading in readings]
    words = [_read_words(text) for text in texts]
    runs = [_index_runs(each) for each in words]
    found: list[Reuse] = []
    for account in range(len(readings)):
        for source in range(len(readings)):
            if source != account and _comes_before(source, account, readings, official):
                reuse = _compare(account, source, words, runs, texts)
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
    texts: Sequence[str],
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
    if not spans:
        return None
    known = {word for word, _ in words[source]}
    new = [at for at, (word, _) in enumerate(own) if any(map(str.isdecimal, word)) and word not in known]
    altered = any(_stands_in_taken(at, own, taken, texts[account]) for at in new)
    return Reuse(account, source, tuple(spans), sum(taken) / len(own), altered)


def _stands_in_taken(at: int, words: Sequence[tuple[str, Span]], taken: Sequence[bool], text: str) -> bool:
    """Whether a word stands beside one that was taken, in one sentence with it."""
    return any(
        0 <= beside < len(words)
        and taken[beside]
        and not _BREAK.search(text[min(words[at][1], words[beside][1]).end : max(words[at][1], words[beside][1]).start])
        for beside in (at - 1, at + 1)
    )


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
