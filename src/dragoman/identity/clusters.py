"""Profiles and what was found and decided of pairs of them → identities: which profiles are one actor.

A pure function: the same profiles, links and judgements give the same identities in whatever order they came.
Reviewers come first; then the links, the surest first, each joining two groups only if nothing keeps any two of their
members apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import product

from dragoman.identity.profiles import Profile
from dragoman.identity.scoring import Link

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
    blocked: list[Link] = []
    for link in sorted(known.values(), key=lambda each: (-each.score, each.one, each.other)):
        if link.verdict != "same" or link.one not in profiles or link.other not in profiles:
            continue
        one, other = groups.group[link.one], groups.group[link.other]
        if one == other:
            continue
        crossed = product(groups.members[one], groups.members[other])
        if any(_apart(profiles, pair_of(*each), known, decisions, compare) for each in crossed):
            blocked.append(link)
        else:
            groups.join(one, other)
    return Clusters(groups.group, tuple(blocked))


def _apart(
    profiles: Mapping[str, Profile], pair: Pair, known: dict[Pair, Link], decisions: Decisions, compare: Compare
) -> bool:
    """Whether a reviewer or a veto keeps two profiles apart."""
    if pair in decisions.different or pair in decisions.unsure:
        return True
    if pair not in known:
        known[pair] = compare(profiles[pair[0]], profiles[pair[1]])
    return known[pair].is_vetoed
