"""Sayings in text order → the same, with the chain of a sentence carried on to those that follow it.

"The minister said the ports were open, state media reported. He added that …": the second sentence rests on state media
as the first does, until the paragraph ends or somebody else is told of on another's word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dragoman.record import Actor
from dragoman.statements.said import Said


@dataclass(frozen=True, slots=True)
class _Carried:
    """Links that hold on, for whose words, in which paragraph."""

    links: tuple[Actor, ...]
    speakers: tuple[Actor, ...]
    paragraph: int


def carry_chains(said: Sequence[Said], base: tuple[Actor, ...]) -> Iterator[Said]:
    """Yield the sayings; `base` is the chain that all of the document has."""
    carried: _Carried | None = None
    grown: dict[int, tuple[Actor, ...]] = {}  # by the verb of an outermost report: the links that were carried to it
    for one in said:
        report = one.report
        if report.outer is not None:
            top = report
            while top.outer is not None:
                top = top.outer
            yield _with_links(one, grown.get(top.verb.index, ()), base)
            continue
        links = one.chain[len(base) :] if one.chain[: len(base)] == base else ()
        if links:
            carried = _Carried(links, one.speakers, report.sentence.paragraph)
        elif carried is not None and not _goes_on(one, carried):
            carried = None
        held = () if links or carried is None else carried.links
        grown[report.verb.index] = held
        yield _with_links(one, held, base)


def _goes_on(one: Said, carried: _Carried) -> bool:
    """Whether the same speaker goes on in the same paragraph, in words that are not quoted from elsewhere."""
    same = one.speakers == carried.speakers and bool(one.speakers)
    return same and one.report.sentence.paragraph == carried.paragraph


def _with_links(one: Said, links: tuple[Actor, ...], base: tuple[Actor, ...]) -> Said:
    """The saying with links behind the chain that all of the document has; nobody is a link to his own words."""
    spoken = {actor.actor_id for actor in one.speakers}
    known = {actor.actor_id for actor in one.chain}
    new = tuple(link for link in links if link.actor_id not in spoken | known)
    if not new:
        return one
    at = len(base) if one.chain[: len(base)] == base else 0
    return replace(one, chain=(*one.chain[:at], *new, *one.chain[at:]))
