"""Documents whose texts are nearly one: near-duplicates and syndicated copies, which corroborate nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from dragoman.lexicons.words import fold_words
from dragoman.stories.linking_words import Sketch, share_of

NEAR: Final = 0.8  # of their runs of words that two documents share from which one is a copy of the other
_TITLES: Final = 0.5  # of their words that the titles of two copies share where no people are told

Copied = tuple[
    Sketch, str | None, frozenset[str]
]  # sketch of a text, its title, the identities of the people it tells of


def is_near_copy(one: Copied, other: Copied) -> float | None:
    """Return the share of their runs of words where one text is a copy of the other, else None.

    A text that an outlet uses again for other people ("… discussed bilateral relations …") is no copy: the people whose
    contacts they tell must be the same, or the titles alike where none is told.
    """
    share = share_of(one[0], other[0])
    if share < NEAR or one[2] != other[2]:
        return None
    if not one[2] and one[1] and other[1]:
        ours, theirs = set(fold_words(one[1]).split()), set(fold_words(other[1]).split())
        if len(ours & theirs) < _TITLES * min(len(ours), len(theirs)):
            return None
    return share


def group_copies(documents: Iterable[str], pairs: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Return for each document the least id of those that are one text with it, by the pairs that are."""
    group = {each: each for each in documents}

    def root(each: str) -> str:
        while group[each] != each:
            each = group[each]
        return each

    for one, other in pairs:
        if one in group and other in group:
            first, second = sorted((root(one), root(other)))
            group[second] = first
    return {each: root(each) for each in group}
