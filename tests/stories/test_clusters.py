"""Events from reports and stories from documents: pure functions of the set, and nothing joined against a veto."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.identity.clusters import Decisions
from dragoman.stories.clusters import cluster_reports
from dragoman.stories.clusters_stories import ALIKE, StoryDocument, compare_documents, group_documents
from dragoman.stories.copies import group_copies, is_near_copy
from dragoman.stories.linking import Report, ReportLink, compare_reports
from dragoman.stories.linking_words import (
    compare_words,
    find_bands,
    find_forms,
    load_frequencies,
    share_of,
    sketch_text,
    weigh_topic,
    weigh_words,
)
from tests.stories.linking_makers import KESTREL, LINDQVAR, MEETING, MONTH, VELK, WEEK, looking_back, report

A, B, C = report("a"), report("b"), report("c")


def cluster(reports: list[Report], links: list[ReportLink], decisions: Decisions = Decisions()) -> set[frozenset[str]]:  # noqa: B008
    named = {each.report_id: each for each in reports}
    found: dict[str, set[str]] = {}
    for report_id, event in cluster_reports(named, links, decisions, compare_reports).event.items():
        found.setdefault(event, set()).add(report_id.removeprefix("contact "))
    return {frozenset(each) for each in found.values()}


def links_of(*reports: Report) -> list[ReportLink]:
    pairs = [(one, other) for at, one in enumerate(reports) for other in reports[at + 1 :]]
    return [link for one, other in pairs if (link := compare_reports(one, other)).verdict != "different"]


def test_three_accounts_are_one_event() -> None:
    assert cluster([A, B, C], links_of(A, B, C)) == {frozenset("abc")}


def test_a_link_is_not_followed_where_two_members_cannot_be_one() -> None:
    east = report("b", day=None, published="2024-02-13")  # between two days that are told
    later = report("c", day="2024-02-14", published="2024-02-14")
    joined = cluster([A, east, later], links_of(A, east, later))
    assert frozenset("abc") not in joined


@pytest.mark.parametrize(
    "others, joined",
    [
        pytest.param([], {frozenset("ab")}, id="one meeting of that month"),
        pytest.param(
            [report("c", kind=MEETING, day="2024-02-20")],
            {frozenset("a"), frozenset("b"), frozenset("c")},
            id="two meetings of that month: either may be meant",
        ),
        pytest.param([report("c", kind=MEETING)], {frozenset("abc")}, id="two accounts of the one meeting"),
        pytest.param(
            [report("c", kind=MEETING, day="2024-03-20")], {frozenset("ab"), frozenset("c")}, id="another month's"
        ),
        pytest.param(
            [report("c", kind=MEETING, day="2024-02-20", place="Lisbon")],
            {frozenset("ab"), frozenset("c")},
            id="the other was elsewhere",
        ),
        pytest.param([looking_back("c", MONTH, kind=MEETING)], {frozenset("abc")}, id="two look back at the one"),
    ],
)
def test_what_looks_back_at_a_month_means_the_only_one_of_that_month(
    others: list[Report], joined: set[frozenset[str]]
) -> None:
    reports = [report("a", kind=MEETING), looking_back("b", MONTH, kind=MEETING, place="Porto"), *others]
    assert cluster(reports, links_of(*reports)) == joined


def test_calls_come_too_often_for_a_month_to_tell_which() -> None:
    reports = [report("a"), looking_back("b", MONTH)]
    assert cluster(reports, links_of(*reports)) == {frozenset("a"), frozenset("b")}
    reports = [report("a"), looking_back("b", WEEK)]
    assert cluster(reports, links_of(*reports)) == {frozenset("ab")}


def test_reviewers_come_first() -> None:
    same = Decisions(same=frozenset({("contact a", "contact z")}))
    other = report("z", KESTREL, LINDQVAR, day="2024-05-01")
    assert cluster([A, other], [], same) == {frozenset("az")}
    for verdict in ("different", "unsure"):
        decided = replace(Decisions(), **{verdict: frozenset({("contact a", "contact b")})})
        assert cluster([A, B], links_of(A, B), decided) == {frozenset("a"), frozenset("b")}


@settings(max_examples=50)
@given(
    st.lists(
        st.tuples(st.sampled_from(["2024-02-12", "2024-02-13", "week", None]),
                  st.sampled_from([(KESTREL, VELK), (KESTREL, LINDQVAR)])),
        min_size=1, max_size=7,
    ),
    st.randoms(use_true_random=False),
)  # fmt: skip
def test_the_order_of_reports_and_links_changes_nothing(told: list[tuple[str | None, tuple]], random: Random) -> None:  # type: ignore[type-arg]
    reports = [
        looking_back(str(number), WEEK, *parties)
        if day == "week"
        else report(str(number), *parties, day=day, published="2024-02-13")
        for number, (day, parties) in enumerate(told)
    ]
    links = links_of(*reports)
    shuffled = random.sample(reports, len(reports)), random.sample(links, len(links))
    assert cluster(*shuffled) == cluster(reports, links)


# ------------------------------------------------------------------ stories

DAM = (
    "The dam at Fenn broke and the water took the Harrow valley; rescuers of Orvania searched for the missing of Fenn."
)
DAM_AGAIN = "Rescuers searched the Harrow valley for people missing since the dam at Fenn broke. Orvania mourns."
OPERA = "The opera house of Selm opened its season with a comedy about two tenors and a parrot."


def document(name: str, text: str, day: str | None = "2024-02-12", **more: frozenset[str]) -> StoryDocument:
    return StoryDocument(name, weigh_topic(text), dt.date.fromisoformat(day) if day else None, **more)


def test_documents_about_one_matter_are_one_story() -> None:
    stories = group_documents([document("b", DAM), document("a", DAM_AGAIN), document("c", OPERA)])
    assert stories == {"a": "a", "b": "a", "c": "c"}


def test_one_matter_of_two_seasons_is_two_stories_unless_they_share_an_occurrence() -> None:
    one, other = document("a", DAM), document("b", DAM_AGAIN, "2024-06-12")
    assert compare_documents(one, other) == 0.0
    shared = frozenset({"call"})
    assert compare_documents(replace(one, occurrences=shared), replace(other, occurrences=shared)) > ALIKE


def test_a_word_of_many_years_finds_what_is_of_one_time() -> None:
    old = [
        replace(document(f"old {at}", DAM), day=dt.date(1900, 1, 1) + at * dt.timedelta(days=60)) for at in range(450)
    ]
    now = [replace(document(name, DAM), day=dt.date(2024, 2, 12)) for name in ("a", "b")]
    stories = group_documents([*old, *now])
    assert stories["a"] == stories["b"] == "a"
    assert len(set(stories.values())) == 451


def test_people_in_common_bring_documents_nearer() -> None:
    one, other = document("a", DAM), document("b", OPERA)
    people = frozenset({"kestrel", "velk", "lindqvar"})
    assert compare_documents(replace(one, people=people), replace(other, people=people)) > compare_documents(one, other)


@settings(max_examples=30)
@given(st.lists(st.sampled_from([DAM, DAM_AGAIN, OPERA, DAM + OPERA]), max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_documents_changes_no_story(texts: list[str], random: Random) -> None:
    documents = [document(str(number), text) for number, text in enumerate(texts)]
    assert group_documents(random.sample(documents, len(documents))) == group_documents(documents)


# ------------------------------------------------------------------ words and copies

LONG = " ".join(f"word{number}" for number in range(100))


def test_forms_are_those_written_most() -> None:
    text = "Tomas spoke. The strikes of Tomas: striking, strikes, 44 strikes in 2024."
    forms = find_forms(text, weigh_topic(text))
    assert (forms["toma"], forms["strik"]) == ("Tomas", "strikes")
    assert not {"44", "2024"} & {*forms, *forms.values()}


def test_words_of_one_text_have_unit_length() -> None:
    words = weigh_words(DAM, {"fenn"})
    assert compare_words(words, words) == pytest.approx(1.0, abs=0.001)
    assert "fenn" not in words
    assert compare_words(words, weigh_words(OPERA)) < 0.1
    assert weigh_words("") == weigh_topic("") == {}


def test_frequencies_are_sound() -> None:
    total, counts = load_frequencies()
    assert len(counts) > 5_000
    assert all(0 < count <= total for count in counts.values())


def test_sketches_tell_near_duplicates() -> None:
    near = LONG.replace("word50", "other")
    assert share_of(sketch_text(LONG), sketch_text(LONG)) == 1.0
    assert share_of(sketch_text(LONG), sketch_text(near)) >= 0.8
    assert share_of(sketch_text(LONG), sketch_text(OPERA * 3)) < 0.2
    assert sketch_text("a few words") == ()
    assert share_of((), sketch_text(LONG)) == 0.0
    assert set(find_bands(sketch_text(LONG))) & set(find_bands(sketch_text(near)))


def test_copies_tell_of_the_same_people() -> None:
    sketch, people = sketch_text(LONG), frozenset({"velk"})
    assert is_near_copy((sketch, None, people), (sketch, None, people)) == 1.0
    assert is_near_copy((sketch, None, people), (sketch, None, frozenset({"kestrel"}))) is None
    assert is_near_copy((sketch, "A flood in Fenn", frozenset()), (sketch, "Elections in Sund", frozenset())) is None
    assert is_near_copy((sketch, "A flood in Fenn", frozenset()), (sketch, "Flood in Fenn", frozenset())) == 1.0


def test_copies_of_copies_are_one() -> None:
    groups = group_copies("abcd", [("c", "b"), ("b", "a"), ("x", "d")])
    assert groups == {"a": "a", "b": "a", "c": "a", "d": "d"}
