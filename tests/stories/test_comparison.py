"""Accounts of one contact side by side: facts, points, who is silent, and what cannot be compared."""

from __future__ import annotations

import time

import pytest

from dragoman.errors import OptionError
from dragoman.lexicons.files import read_lexicon
from dragoman.stories.comparison_lexicon import load_comparing
from tests.readings import read
from tests.stories.comparing import DAY, TOLD_BY_ORVANIA, compare, compare_texts, find_point, orvania, tarsenia


def test_facts_are_told_by_all_by_one_or_in_conflict() -> None:
    states = {row.name: row.status for row in compare(orvania(), tarsenia()).facts}
    assert states == {
        "kind": "all",
        "date": "all",
        "initiator": "conflict",
        "duration": "one",
        "medium": "all",
        "participants": "all",
    }


def test_each_account_knows_for_whom_it_speaks() -> None:
    sides = [account.side for account in compare(orvania(), tarsenia()).accounts]
    assert [(side.name, side.official) for side in sides if side] == [("Orvania", True), ("Tarsenia", True)]


@pytest.mark.parametrize(
    "words, status, aspects",
    [
        pytest.param("shelling", "all", {"strength"}, id="condemned beside concern differs in strength"),
        pytest.param("grain corridor", "conflict", {"promise"}, id="a promise beside a readiness to consider"),
        pytest.param("120 sailors", "one", set[str](), id="told by one alone"),
        pytest.param("sanctions", "one", set[str](), id="told by the other alone"),
    ],
)
def test_points(words: str, status: str, aspects: set[str]) -> None:
    point = find_point(compare(orvania(), tarsenia()), words)
    assert point.status == status
    assert {difference.aspect for difference in point.differences} == aspects


def test_silence_is_told_and_is_no_denial() -> None:
    point = find_point(compare(orvania(), tarsenia()), "120 sailors")
    assert point.not_mentioned_by == (1,)
    assert point.differences == ()


def test_passages_are_the_words_of_the_documents() -> None:
    comparison = compare(orvania(), tarsenia())
    for point in comparison.points:
        for telling in point.told_by:
            text = comparison.accounts[telling.account].reading.document.text
            for unit in telling.units:
                assert unit.words == " ".join(" ".join(text[s.start : s.end].split()) for s in unit.spans)


def test_the_order_of_accounts_changes_no_status() -> None:
    one, other = compare(orvania(), tarsenia()), compare(tarsenia(), orvania())
    assert sorted((p.label, p.status) for p in one.points) == sorted((p.label, p.status) for p in other.points)


CALL = "President Anna Velk of Orvania spoke by telephone today with Prime Minister Tomas Kestrel of Tarsenia. "
CALLED = "On 7 May, Prime Minister of Tarsenia Tomas Kestrel held a telephone conversation with President Anna Velk. "


@pytest.mark.parametrize(
    "one, other, aspect",
    [
        pytest.param(
            "Velk announced a loan of 40 million crowns for the harbour.",
            "Velk announced a loan of 60 million crowns for the harbour.",
            "number",
            id="sums",
        ),
        pytest.param(
            "Kestrel agreed to joint patrols in the strait.",
            "Kestrel rejected joint patrols in the strait.",
            "stance",
            id="yes and no",
        ),
        pytest.param(
            "Velk invited Kestrel to the harbour festival.",
            "Kestrel invited Velk to the harbour festival.",
            "who",
            id="who invited whom",
        ),
        pytest.param(
            "Velk promised to reopen the railway by 1 June.",
            "Velk promised to reopen the railway by 1 August.",
            "date",
            id="days",
        ),
    ],
)
def test_conflicts(one: str, other: str, aspect: str) -> None:
    comparison = compare_texts(CALL + one, CALLED + other)
    assert aspect in {d.aspect for point in comparison.points for d in point.differences if d.is_conflict}


@pytest.mark.parametrize(
    "one, other",
    [
        pytest.param("Velk offered 40 million crowns for the harbour.", "Velk offered 40,000,000 crowns for the harbour.", id="one sum written twice"),
        pytest.param("Velk praised the harbour works.", "Velk praised the harbour works and the 12 engineers.", id="a number on one side"),
    ],
)  # fmt: skip
def test_no_conflict(one: str, other: str) -> None:
    assert all(point.status != "conflict" for point in compare_texts(CALL + one, CALLED + other).points)


def test_a_day_apart_is_no_conflict() -> None:
    next_day = CALLED.replace("On 7 May, ", "").replace("conversation", "conversation today")
    late, early = read(CALL + "They discussed timber.", published=DAY), read(next_day, published=DAY.replace(day=8))
    row = next(row for row in compare(late, early).facts if row.name == "date")
    assert row.status == "all"
    assert row.note is not None
    assert "day apart" in row.note


def test_what_an_outlet_takes_from_a_readout_is_marked() -> None:
    sentence = "Velk condemned the shelling of the port of Lindqvar and of the villages around it."
    readout = read(CALL + sentence, published=DAY, outlet="Office of the President of Orvania")
    report = (
        "Anna Velk, the president of Orvania, telephoned Tomas Kestrel, the prime minister of Tarsenia, on Tuesday. "
    )
    rest = " Kestrel complained about the price of timber and about the long winter in the northern harbours."
    wire = read(report + sentence + rest, published=DAY, outlet="Harbour Times")
    comparison = compare(readout, wire)
    point = find_point(comparison, "shelling")
    assert [telling.derived_from for telling in point.told_by] == [None, 0]


def test_a_copy_is_no_account_of_its_own() -> None:
    copied = read(TOLD_BY_ORVANIA + " More soon.", published=DAY, outlet="Harbour Times")
    comparison = compare(orvania(), tarsenia(), copied)
    assert comparison.accounts[2].copy_of == 0
    assert any("repeats" in note for note in comparison.notes)
    assert find_point(comparison, "120 sailors").status == "one"


def test_copies_of_copies_repeat_the_first() -> None:
    copies = [read(TOLD_BY_ORVANIA + f" {words}.", published=DAY, outlet=f"Paper {words}") for words in ("A", "B")]
    comparison = compare(orvania(), tarsenia(), *copies)
    assert [account.copy_of for account in comparison.accounts] == [None, None, 0, 0]
    assert any("C (Paper A), D (Paper B) repeat A (" in note for note in comparison.notes)


def test_a_copy_with_another_figure_is_an_account_of_its_own() -> None:
    altered = read(TOLD_BY_ORVANIA.replace("120", "45"), published=DAY, outlet="Harbour Times")
    comparison = compare(orvania(), altered)
    assert [account.copy_of for account in comparison.accounts] == [None, None]
    assert find_point(comparison, "sailors").status == "conflict"


def test_what_one_account_and_its_copy_tell_is_told_by_one() -> None:
    comparison = compare(orvania(), read(TOLD_BY_ORVANIA + " More soon.", published=DAY, outlet="Harbour Times"))
    assert {point.status for point in comparison.points} == {"one"}


@pytest.mark.parametrize(
    "one, other, together",
    [
        pytest.param(
            "Velk reaffirmed the right to free passage in the Osk Strait.",
            "Kestrel stressed that fishing boats must be able to work in the Osk Strait.",
            False,
            id="the same strait",
        ),
        pytest.param(
            "Velk said that inspections follow the rules of the League of Coastal States.",
            "They discussed preparations for the summit of the League of Coastal States.",
            False,
            id="the same league, a long name",
        ),
        pytest.param(
            "Velk protested against inspections of trawlers in the Osk Strait.",
            "Velk raised the inspections of trawlers in the Osk Strait.",
            True,
            id="the same done in the same place",
        ),
    ],
)
def test_names_alone_make_no_point(one: str, other: str, together: bool) -> None:
    rest = ["They discussed timber.", "Velk praised the new railway.", "Kestrel demanded the release of the sailors."]
    comparison = compare_texts(" ".join([CALL, one, *rest]), " ".join([CALLED, other, *rest]))
    assert (len(find_point(comparison, one.rsplit(" the ", maxsplit=1)[-1].rstrip(".")).told_by) == 2) is together


# --- what cannot be compared


def test_a_document_with_itself() -> None:
    with pytest.raises(OptionError, match=r"compared with itself: the 2 texts are one; give two accounts"):
        compare(orvania(), orvania())


def test_an_account_without_a_contact() -> None:
    with pytest.raises(OptionError, match="no contact is told of there"):
        compare(orvania(), read("The harbour of Lindqvar was opened on Monday by the mayor.", published=DAY))


def test_an_account_without_a_contact_beside_two_others_is_left_aside() -> None:
    silent = read("The harbour of Lindqvar was opened on Monday by the mayor.", published=DAY, outlet="Harbour Times")
    comparison = compare(orvania(), tarsenia(), silent)
    assert comparison.accounts[2].contact is None
    assert "C (Harbour Times) tells of no contact and is left aside" in comparison.notes


def test_accounts_of_different_contacts_are_told_apart() -> None:
    other = read("Foreign Minister Ana Duval of Norland met Foreign Minister Karim Hadane of Sodria on 3 March 2021.")
    comparison = compare(orvania(), other)
    assert comparison.contact is None
    assert comparison.points == ()
    assert comparison.nearest is not None
    assert "not the same participants" in comparison.nearest.likeness.against
    assert {number for number, _ in comparison.other_contacts} == {0, 1}


def test_two_silent_accounts_of_one_outlet_are_told_apart() -> None:
    other = read("Foreign Minister Ana Duval of Norland met Foreign Minister Karim Hadane of Sodria on 3 March 2021.")
    silent = [
        read(f"The harbour of {town} was opened by the mayor.", outlet="Harbour Times") for town in ("Osk", "Selm")
    ]
    notes = compare(orvania(), other, *silent).notes
    assert [note for note in notes if "no contact" in note] == [
        "C (Harbour Times) tells of no contact",
        "D (Harbour Times) tells of no contact",
    ]


def test_the_same_pair_on_another_day_is_another_contact() -> None:
    later = read(CALL + "They discussed timber.", published=DAY.replace(month=9))
    comparison = compare(orvania(), later)
    assert comparison.contact is None
    assert comparison.nearest is not None
    assert comparison.nearest.likeness.against == ("on different days",)


def _fill(number: int) -> str:
    """Words that no other account has: accounts alike word for word are copies."""
    return "Velk praised " + ", ".join(f"Lind{number}{letter * 3}" for letter in "abcdefghijklmnop") + "."


@pytest.mark.slow
def test_fifty_accounts() -> None:
    topics = ["timber", "fish", "grain", "ransomware", "the railway", "visas", "the ceasefire", "the embassy"]
    readings = [read(f"{CALL}They discussed {topics[n % 8]}. {_fill(n)}", published=DAY) for n in range(50)]
    begun = time.monotonic()
    comparison = compare(*readings)
    assert time.monotonic() - begun < 30
    assert len(comparison.accounts) == 50
    assert find_point(comparison, "ransomware").status == "some"


def test_lists_that_have_examples_agree_with_them() -> None:
    """Each pair of examples of near words stands in one point when two accounts tell it."""
    tables = read_lexicon("comparing.toml")
    assert len(load_comparing()) > 300
    missed = [
        entry["name"]
        for entry in tables["kin"]
        for example in entry["examples"]
        if len(
            compare_texts(f"{CALL}Velk spoke of {example['one']}.", f"{CALLED}Velk spoke of {example['other']}.").points
        )
        > 1
    ]
    assert missed == []
