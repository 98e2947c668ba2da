"""Which profiles are one actor, of links and judgements: the surest first, nobody joined with whom he cannot be."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.identity.clusters import Clusters, Decisions, Pair, cluster_profiles, pair_of
from dragoman.identity.profiles import Profile
from dragoman.identity.scoring import Link, Value, Verdict
from tests.identity.makers import profile

IDS = "abcdef"
PROFILES = {each: profile(each, profile_id=each) for each in IDS}


def link(pair: str, score: float = 6.0, verdict: Verdict = "same") -> Link:
    return Link(*pair_of(*pair), score, verdict, ())


def cluster(
    links: Iterable[Link],
    vetoes: Iterable[str] = (),
    *,
    order: str = IDS,
    **decided: Iterable[str],
) -> Clusters:
    """Cluster profiles of one letter each; pairs are two letters."""
    apart = {pair_of(*pair) for pair in vetoes}

    def compare(one: Profile, other: Profile) -> Link:
        pair = pair_of(one.profile_id, other.profile_id)
        values = (Value("veto", 0.0, "two people"),) if pair in apart else ()
        return Link(*pair, 0.0, "different", values)

    decisions = Decisions(
        **{verdict: frozenset(pair_of(*pair) for pair in pairs) for verdict, pairs in decided.items()}
    )
    return cluster_profiles({each: PROFILES[each] for each in order}, links, decisions, compare)


def groups(found: Clusters) -> set[str]:
    """The groups of several, each as its letters."""
    members: dict[str, str] = {}
    for each, name in sorted(found.identity.items()):
        members[name] = members.get(name, "") + each
    assert all(name == letters[0] for name, letters in members.items())  # named by the least id
    return {letters for letters in members.values() if len(letters) > 1}


CASES = [
    pytest.param([], {}, set[str](), id="nothing found"),
    pytest.param([link("ab")], {}, {"ab"}, id="one link"),
    pytest.param([link("ab"), link("bc")], {}, {"abc"}, id="a chain"),
    pytest.param([link("ab", 4.0, "doubt")], {}, set[str](), id="a doubt joins nobody"),
    pytest.param([link("ab", 7), link("bc", 5)], {"vetoes": ["ac"]}, {"ab"}, id="the surest of two who are not one"),
    pytest.param([link("ab", 5), link("bc", 7)], {"vetoes": ["ac"]}, {"bc"}, id="the other surest"),
    pytest.param([link("ab", 6), link("bc", 6)], {"vetoes": ["ac"]}, set[str](), id="torn between two"),
    pytest.param([link("ab", 6.5), link("bc", 6)], {"vetoes": ["ac"]}, set[str](), id="a shared year decides nothing"),
    pytest.param([link("ab", 7), link("bc", 6)], {"vetoes": ["ac"]}, {"ab"}, id="a shared partner does"),
    pytest.param([link("ab"), link("bc")], {"vetoes": ["ac"], "different": ["bc"]}, {"ab"}, id="a reviewer took one away"),
    pytest.param([link("ab"), link("bc")], {"vetoes": ["ac"], "unsure": ["bc"]}, {"ab"}, id="a reviewer doubts one"),
    pytest.param([link("ab"), link("bc")], {"vetoes": ["ac"], "same": ["ab"]}, {"ab"}, id="a reviewer chose"),
    pytest.param([link("ab")], {"different": ["ab"]}, set[str](), id="a reviewer against the rules"),
    pytest.param([link("ab")], {"unsure": ["ab"]}, set[str](), id="a reviewer who cannot tell"),
    pytest.param([], {"same": ["ab"]}, {"ab"}, id="a reviewer alone"),
    pytest.param([], {"same": ["ab"], "vetoes": ["ab"]}, {"ab"}, id="a reviewer against a veto"),
    pytest.param([], {"same": ["ab", "bc"]}, {"abc"}, id="a reviewer's chain"),
    pytest.param([link("bc")], {"same": ["ab"], "vetoes": ["ac"]}, {"ab"}, id="nobody joins whom one member cannot be"),
    pytest.param([link("ab", 9), link("bc", 5)], {"different": ["ac"]}, {"ab"}, id="a reviewer's two stay two"),
    pytest.param(
        [link("ab", 9), link("cd", 9), link("bc", 5)], {"vetoes": ["ad"]}, {"ab", "cd"},
        id="two groups, of which two members cannot be one",
    ),
    pytest.param([link("ab"), link("cd"), link("bc")], {}, {"abcd"}, id="two groups joined"),
    pytest.param([], {"same": ["az"]}, set[str](), id="a judgement of one who is not here"),
    pytest.param([link("az")], {}, set[str](), id="a link to one who is not here"),
]  # fmt: skip


@pytest.mark.parametrize("links, given, expected", CASES)
def test_who_is_one(links: list[Link], given: dict[str, Any], expected: set[str]) -> None:
    assert groups(cluster(links, **given)) == expected


def test_what_was_kept_apart_is_left_for_a_reviewer() -> None:
    found = cluster([link("ab", 7), link("bc", 5), link("de", 6), link("ef", 6)], vetoes=["ac", "df"])
    assert [(each.one, each.other) for each in found.blocked] == [("d", "e"), ("e", "f"), ("b", "c")]


# ------------------------------------------------------------------ properties

pairs = st.sampled_from([one + other for one, other in combinations(IDS, 2)])
links = st.lists(
    st.builds(link, pairs, st.sampled_from([4.75, 5.0, 5.5, 6.0, 7.5]), st.sampled_from(["same", "same", "doubt"])),
    unique_by=lambda each: (each.one, each.other),
    max_size=12,
)
few = st.lists(pairs, max_size=3)


@given(found=links, vetoes=few, same=few, different=few, random=st.randoms(use_true_random=False))
def test_the_order_of_what_was_found_changes_nothing(
    found: list[Link], vetoes: list[str], same: list[str], different: list[str], random: Random
) -> None:
    shuffled, letters = random.sample(found, len(found)), "".join(random.sample(IDS, len(IDS)))
    one = cluster(found, vetoes, same=same, different=different)
    other = cluster(shuffled, vetoes, order=letters, same=same, different=different)
    assert (dict(one.identity), one.blocked) == (dict(other.identity), other.blocked)


@given(found=links, vetoes=few, different=few)
def test_no_two_who_are_kept_apart_are_one(found: list[Link], vetoes: list[str], different: list[str]) -> None:
    linked = {(each.one, each.other) for each in found}
    free = [pair for pair in vetoes if pair_of(*pair) not in linked]  # what is vetoed is never linked
    judged: set[Pair] = {pair_of(*pair) for pair in (*free, *different)}
    identity = cluster(found, free, different=different).identity
    assert all(identity[one] != identity[other] for one, other in judged)


@given(found=links, vetoes=few, same=few)
def test_whom_a_reviewer_joined_are_one(found: list[Link], vetoes: list[str], same: list[str]) -> None:
    identity = cluster(found, vetoes, same=same).identity
    assert all(identity[pair[0]] == identity[pair[1]] for pair in same)


@given(found=links)
def test_without_vetoes_all_that_hangs_together_is_one(found: list[Link]) -> None:
    identity = cluster(found).identity
    assert all((identity[each.one] == identity[each.other]) or each.verdict == "doubt" for each in found)


@given(found=links, vetoes=few)
def test_a_link_joins_or_is_left_for_a_reviewer(found: list[Link], vetoes: list[str]) -> None:
    clusters = cluster(found, vetoes)
    for each in found:
        if each.verdict == "same" and clusters.identity[each.one] != clusters.identity[each.other]:
            assert each in clusters.blocked
