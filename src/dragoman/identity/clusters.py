"""Profiles and what was found and decided of pairs of them → identities: which profiles are one actor.

A pure function: the same profiles, links and judgements give the same identities in whatever order they came.
Reviewers come first; then the links, the surest first, each joining two groups only if nothing keeps any two of their
members apart.  What may be one with either of two who are not one ("George Velk" beside "George W. Velk" and "George
H. W. Velk") is joined to neither, unless clearly more speaks for one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Final

from dragoman.identity.profiles import Profile
from dragoman.identity.scoring import Link

CLEARLY: Final = 1.0  # points by which one of two links must be ahead: a shared partner, not a shared year

Pair = tuple[str, str]  # profile ids, in alphabetical order
Compare = Callable[[Profile, Profile], Link]


def pair_of(one: str, other: str) -> Pair:
    """Return two ids in alphabetical order."""
    return (one, other) if one <= other else (other, one)


@dataclass(frozen=True, slots=True)
class Decisions:
    """What reviewers decided: pairs of profiles that are one, that are two, and that nobody can tell."""

    same: frozenset[Pair] = frozenset()
    different: frozenset[Pair] = frozenset()
    unsure: frozenset[Pair] = frozenset()


@dataclass(frozen=True, slots=True)
class Clusters:
    """The identity of each profile, and the links that were left for a reviewer."""

    identity: Mapping[str, str]
    blocked: tuple[Link, ...] = ()  # strong enough to join, but another pair of the two groups speaks against it


@dataclass(slots=True)
class _Groups:
    """Profiles in groups while they are joined; a group is named by its least id."""

    group: dict[str, str] = field(default_factory=dict[str, str])
    members: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])

    def join(self, one: str, other: str) -> None:
        name, absorbed = sorted((self.group[one], self.group[other]))
        if name == absorbed:
            return
        for each in self.members[absorbed]:
            self.group[each] = name
        self.members[name] += self.members.pop(absorbed)


def cluster_profiles(
    profiles: Mapping[str, Profile], links: Iterable[Link], decisions: Decisions, compare: Compare
) -> Clusters:
    """Return the identities of profiles, of which the links are all that was found among them.

    `compare` is asked for pairs without a link when two groups of several are to be joined.
    """
    groups = _Groups({each: each for each in profiles}, {each: (each,) for each in profiles})
    for one, other in sorted(decisions.same):
        if one in profiles and other in profiles:
            groups.join(one, other)
    known = {(link.one, link.other): link for link in links}
    found = [link for link in known.values() if link.verdict == "same" and {link.one, link.other} <= profiles.keys()]
    found.sort(key=lambda each: (-each.score, each.one, each.other))
    judge = _Judge(profiles, known, decisions, compare)
    rivals = _by_profile(found)
    blocked: list[Link] = []
    for link in found:
        one, other = groups.group[link.one], groups.group[link.other]
        if one == other:
            continue
        crossed = product(groups.members[one], groups.members[other])
        if any(judge.apart(*each) for each in crossed) or judge.torn(link, rivals):
            blocked.append(link)
        else:
            groups.join(one, other)
    return Clusters(groups.group, tuple(blocked))


def _by_profile(links: Iterable[Link]) -> dict[str, list[Link]]:
    found: dict[str, list[Link]] = {}
    for link in links:
        for each in (link.one, link.other):
            found.setdefault(each, []).append(link)
    return found


@dataclass(frozen=True, slots=True)
class _Judge:
    """What keeps profiles apart; comparisons are made once."""

    profiles: Mapping[str, Profile]
    known: dict[Pair, Link]
    decisions: Decisions
    compare: Compare

    def apart(self, one: str, other: str) -> bool:
        """Whether a reviewer or a veto keeps two profiles apart."""
        pair = pair_of(one, other)
        return self._is_judged_apart(pair) or self._is_vetoed(pair)

    def torn(self, link: Link, links: Mapping[str, list[Link]]) -> bool:
        """Whether one of the two may as well be somebody whom the other cannot be."""
        return any(
            self._is_rival(mine, link, rival)
            for mine in (link.one, link.other)
            for rival in links[mine]
            if link.score - rival.score < CLEARLY
        )

    def _is_rival(self, mine: str, link: Link, rival: Link) -> bool:
        theirs, third = (each.one if each.other == mine else each.other for each in (link, rival))
        return theirs != third and self.apart(theirs, third) and not self._is_judged_apart(pair_of(mine, third))

    def _is_judged_apart(self, pair: Pair) -> bool:
        return pair in self.decisions.different or pair in self.decisions.unsure

    def _is_vetoed(self, pair: Pair) -> bool:
        if pair not in self.known:
            self.known[pair] = self.compare(self.profiles[pair[0]], self.profiles[pair[1]])
        return self.known[pair].is_vetoed
