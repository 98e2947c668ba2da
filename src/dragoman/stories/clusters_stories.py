"""Documents → stories: which of them are about one matter, by their words, their people, their occurrences and time.

A pure function of the set: the same documents give the same stories in whatever order they came.  Groups grow by
average linkage, the nearest two first, so that no chain of half-alike documents makes one story of a year's news.
"""

from __future__ import annotations

import datetime as dt
import heapq
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from dragoman.stories.linking_words import Words, compare_words

ALIKE: Final = 0.24  # measured on the train part of ECB+ (`python -m evaluation stories`)
_SHARED_OCCURRENCE: Final = 0.5
_SHARED_PERSON: Final = 0.05  # for each person who takes part in contacts of both documents, from the second on
_MOST_PEOPLE: Final = 4
_LONGEST: Final = dt.timedelta(days=30)  # between documents of one story that share no occurrence
_KEYS: Final = 24  # words of a document by which others are looked for, the weightiest
_COMMON: Final = 400  # documents of one time that have a word among their weightiest, from which it finds nothing


@dataclass(frozen=True, slots=True)
class StoryDocument:
    """A document as it is compared with others: its day (None: not known), people and occurrences by their ids."""

    document_id: str
    words: Words
    day: dt.date | None = None
    people: frozenset[str] = frozenset()
    occurrences: frozenset[str] = frozenset()


def compare_documents(one: StoryDocument, other: StoryDocument) -> float:
    """Return how near two documents are: 0 for two of different times, from ALIKE on they may be of one story."""
    shared = one.occurrences & other.occurrences
    far = one.day is not None and other.day is not None and abs(one.day - other.day) > _LONGEST
    if far and not shared:
        return 0.0
    people = min(len(one.people & other.people), _MOST_PEOPLE)
    near = compare_words(one.words, other.words) + _SHARED_PERSON * max(0, people - 1)
    return near + _SHARED_OCCURRENCE if shared else near


def group_documents(documents: Sequence[StoryDocument], threshold: float = ALIKE) -> Mapping[str, str]:
    """Return the story of each document, named by the least id of its documents."""
    ordered = sorted(documents, key=lambda each: each.document_id)
    groups = _Groups(len(ordered))
    for one, other in _find_pairs(ordered):
        near = compare_documents(ordered[one], ordered[other])
        if near > 0:
            groups.put(one, other, near)
    groups.join_all(threshold)
    return {
        ordered[member].document_id: ordered[min(members)].document_id
        for members in groups.members.values()
        for member in members
    }


def _find_pairs(documents: Sequence[StoryDocument]) -> Iterator[tuple[int, int]]:
    """Yield the pairs, as places in the list, that have a weighty word or an occurrence in common, each once.

    Words are looked up among documents of one time, so that what is found does not hang on how large the store is.
    """
    told: defaultdict[str, list[int]] = defaultdict(list)
    dated: defaultdict[str, list[tuple[dt.date, int]]] = defaultdict(list)
    undated: defaultdict[str, list[int]] = defaultdict(list)
    for place, document in enumerate(documents):
        for occurrence in document.occurrences:
            told[occurrence].append(place)
        for word in _weightiest(document):
            if document.day is None:
                undated[word].append(place)
            else:
                dated[word].append((document.day, place))
    for days in dated.values():
        days.sort()
    for place, document in enumerate(documents):
        near = {other for each in document.occurrences for other in told[each]}
        for word in _weightiest(document):
            same = [*_within(dated.get(word, ()), document.day), *undated.get(word, ())]
            if len(same) <= _COMMON:
                near.update(same)
        yield from ((place, other) for other in sorted(near) if other > place)


def _weightiest(document: StoryDocument) -> list[str]:
    return sorted(document.words, key=lambda word: (-document.words[word], word))[:_KEYS]


def _within(days: Sequence[tuple[dt.date, int]], day: dt.date | None) -> Iterator[int]:
    """The places of the documents that are near a day; of all of them, where it is not known."""
    first, last = 0, len(days)
    if day is not None:
        first = bisect_left(days, (day - _LONGEST, -1))
        last = bisect_left(days, (day + _LONGEST + dt.timedelta(days=1), -1))
    return (place for _, place in days[first:last])


@dataclass(slots=True)
class _Groups:
    """Documents in groups while they are joined; `near` has the mean likeness of the members of two groups."""

    count: int
    members: dict[int, list[int]] = field(init=False)
    near: dict[int, dict[int, float]] = field(init=False)

    def __post_init__(self) -> None:
        self.members = {each: [each] for each in range(self.count)}
        self.near = {each: {} for each in range(self.count)}

    def put(self, one: int, other: int, value: float) -> None:
        self.near[one][other] = self.near[other][one] = value

    def join_all(self, threshold: float) -> None:
        """Join the two nearest groups until none are as near as the threshold."""
        heap = [
            (-round(value, 9), one, other)
            for one, others in self.near.items()
            for other, value in others.items()
            if one < other and value >= threshold
        ]
        heapq.heapify(heap)
        while heap:
            value, one, other = heapq.heappop(heap)
            if one in self.members and other in self.members and round(self.near[one].get(other, 0), 9) == -value:
                for new in self._join(one, other):
                    if self.near[one][new] >= threshold:
                        heapq.heappush(heap, (-round(self.near[one][new], 9), min(one, new), max(one, new)))

    def _join(self, one: int, other: int) -> Iterable[int]:
        """Put the members of `other` to those of `one`; return the groups whose likeness to it changed."""
        ours, theirs = len(self.members[one]), len(self.members[other])
        self.members[one] += self.members.pop(other)
        mine, gone = self.near[one], self.near.pop(other)
        mine.pop(other, None)
        gone.pop(one, None)
        changed = sorted(mine.keys() | gone.keys())
        for each in changed:
            value = (mine.get(each, 0.0) * ours + gone.get(each, 0.0) * theirs) / (ours + theirs)
            self.near[each].pop(other, None)
            self.put(one, each, value)
        return changed
