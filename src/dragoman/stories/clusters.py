"""Reports and what was found and decided of pairs of them → events: which reports are of one occurrence.

A pure function: the same reports, links and judgements give the same events in whatever order they came.  Reviewers
come first; then the links, the surest first, each joining two groups only if nothing speaks against any two of their
members; last what looks back at some week or month, where only one event of its people is known in that time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import product

from dragoman.identity.clusters import Decisions, Pair, pair_of
from dragoman.stories.linking import Report, ReportLink, find_reference, is_call_of_month
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
    links = list(links)
    group = {each: each for each in reports}
    members: dict[str, tuple[str, ...]] = {each: (each,) for each in reports}
    known = {(link.one, link.other): link for link in links}
    blocked: list[ReportLink] = []

    def join(one: str, other: str) -> None:
        name, absorbed = sorted((group[one], group[other]))
        if name != absorbed:
            for each in members[absorbed]:
                group[each] = name
            members[name] += members.pop(absorbed)

    def try_to_join(link: ReportLink) -> None:
        one, other = group[link.one], group[link.other]
        if one == other:
            return
        crossed = (pair_of(*each) for each in product(members[one], members[other]))
        if any(_speaks_against(reports, pair, known, decisions, compare, weights) for pair in crossed):
            blocked.append(link)
        else:
            join(one, other)

    for one, other in sorted(decisions.same):
        if one in reports and other in reports:
            join(one, other)
    for link in sorted(known.values(), key=lambda each: (-each.score, each.one, each.other)):
        if link.verdict == "same" and link.one in reports and link.other in reports:
            try_to_join(link)
    for link in _find_only(reports, links, group, weights):
        try_to_join(link)
    return EventClusters(group, tuple(blocked))


def _find_only(
    reports: Mapping[str, Report], links: Iterable[ReportLink], group: Mapping[str, str], weights: LinkWeights
) -> list[ReportLink]:
    """The best link of each report that looks back at some time in which one event alone may be meant, by its id."""
    meant: dict[str, list[ReportLink]] = {}
    for link in links:
        if link.verdict == "only" and link.one in reports and link.other in reports:
            reference = find_reference(reports[link.one], reports[link.other])
            if reference is not None:
                meant.setdefault(reference, []).append(link)
    found: list[ReportLink] = []
    for reference, own in sorted(meant.items()):
        events = {group[link.other if link.one == reference else link.one] for link in own}
        best = max(own, key=lambda link: (link.score, link.one, link.other))
        if is_call_of_month(reports[best.one], reports[best.other]):
            continue
        if len(events) == 1 and best.score + weights.points["only_one"] >= weights.same:
            found.append(best)
    return found


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
