"""Reports and what was found and decided of pairs of them → events: which reports are of one occurrence.

A pure function: the same reports, links and judgements give the same events in whatever order they came.  Reviewers
come first; then the links, the surest first, each joining two groups only if nothing speaks against any two of their
members.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import product

from dragoman.identity.clusters import Decisions, Pair, pair_of
from dragoman.stories.linking import Report, ReportLink
from dragoman.stories.linking_weights import LinkWeights, load_link_weights

CompareReports = Callable[[Report, Report], ReportLink]


@dataclass(frozen=True, slots=True)
class EventClusters:
    """The event of each report, named by the least id of its reports, and the links left for a reviewer."""

    event: Mapping[str, str]
    blocked: tuple[ReportLink, ...] = ()  # strong enough to join, but another pair of the two groups speaks against it


def cluster_reports(
    reports: Mapping[str, Report],
    links: Iterable[ReportLink],
    decisions: Decisions,
    compare: CompareReports,
    weights: LinkWeights | None = None,
) -> EventClusters:
    """Return the events of reports, of which the links are all that was found among them.

    `compare` is asked for pairs without a link when two groups are to be joined.
    """
    weights = weights or load_link_weights()
    group = {each: each for each in reports}
    members: dict[str, tuple[str, ...]] = {each: (each,) for each in reports}
    known = {(link.one, link.other): link for link in links}

    def join(one: str, other: str) -> None:
        name, absorbed = sorted((group[one], group[other]))
        if name != absorbed:
            for each in members[absorbed]:
                group[each] = name
            members[name] += members.pop(absorbed)

    for one, other in sorted(decisions.same):
        if one in reports and other in reports:
            join(one, other)
    blocked: list[ReportLink] = []
    for link in sorted(known.values(), key=lambda each: (-each.score, each.one, each.other)):
        if link.verdict != "same" or link.one not in reports or link.other not in reports:
            continue
        one, other = group[link.one], group[link.other]
        if one == other:
            continue
        crossed = (pair_of(*each) for each in product(members[one], members[other]))
        if any(_speaks_against(reports, pair, known, decisions, compare, weights) for pair in crossed):
            blocked.append(link)
        else:
            join(one, other)
    return EventClusters(group, tuple(blocked))


def _speaks_against(
    reports: Mapping[str, Report],
    pair: Pair,
    known: dict[Pair, ReportLink],
    decisions: Decisions,
    compare: CompareReports,
    weights: LinkWeights,
) -> bool:
    """Whether a reviewer, a veto, or a score too low keeps two reports apart."""
    if pair in decisions.different or pair in decisions.unsure:
        return True
    if pair in decisions.same:
        return False
    if pair not in known:
        known[pair] = compare(reports[pair[0]], reports[pair[1]])
    link = known[pair]
    return link.is_vetoed or link.score < weights.apart
