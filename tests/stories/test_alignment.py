"""What of several accounts is one matter: word lists with their examples, units, pairs, labels."""

from __future__ import annotations

import datetime as dt

import pytest

from dragoman.lexicons.files import read_lexicon
from dragoman.record import Act
from dragoman.stories.comparison import Comparison
from dragoman.stories.comparison_differences import Difference
from dragoman.stories.comparison_labels import LONGEST, make_label
from dragoman.stories.comparison_lexicon import find_phrases, load_comparing, weigh
from dragoman.stories.comparison_words import find_stem, find_words
from dragoman.stories.points import Unit
from tests.readings import read
from tests.stories.comparing import DAY, compare, compare_texts, find_point

CALL = "President Anna Velk of Orvania spoke by telephone today with Prime Minister Tomas Kestrel of Tarsenia. "
CALLED = "On 7 May, Prime Minister of Tarsenia Tomas Kestrel held a telephone conversation with President Anna Velk. "
TABLES = read_lexicon("comparing.toml")


def tell(comparison: Comparison) -> list[str]:
    return [unit.words for point in comparison.points for telling in point.told_by for unit in telling.units]


# --- the lists


@pytest.mark.parametrize("name", ["reporting", "function"])
def test_words_that_tell_nothing(name: str) -> None:
    for example in TABLES[name]["examples"]:
        assert [word.form for word in find_words(example["text"]) if weigh(word) >= 1.0] == example["words"]


def test_words_for_a_contact() -> None:
    for example in TABLES["contact"]["examples"]:
        assert any(find_phrases(example["text"], load_comparing().contact)) is example["contact"]


def test_what_is_left_of_a_sentence_on_the_contact_is_no_point() -> None:
    for example in TABLES["frame"]["examples"]:
        told = tell(compare_texts(CALL + example["text"], CALLED + "They discussed timber."))
        assert any(words in example["text"] for words in told if "timber" not in words) is example["point"]


@pytest.mark.parametrize("ladder, aspect", [("strength", "strength"), ("firmness", "promise"), ("turn", "stance")])
def test_ladders_and_turns(ladder: str, aspect: str) -> None:
    for entry in TABLES[ladder]:
        for example in entry["examples"]:
            comparison = compare_texts(f"{CALL}Velk {example['one']}.", f"{CALLED}Velk {example['other']}.")
            assert aspect in {each.aspect for point in comparison.points for each in point.differences}


@pytest.mark.parametrize(
    "one, other",
    [
        pytest.param("modernise", "modernisation", id="-ise"),
        pytest.param("organized", "organisation", id="-ized"),
        pytest.param("de-escalate", "de-escalation", id="de-escalate"),
    ],
)
def test_one_stem(one: str, other: str) -> None:
    assert {word.stem for word in find_words(one)} == {word.stem for word in find_words(other)}


def test_de_escalation_is_no_escalation() -> None:
    assert find_stem("deescalation") != find_stem("escalation")


# --- what is one matter


@pytest.mark.parametrize(
    "one, other",
    [
        pytest.param("discussed the school exchange", "spoke of an exchange of pupils", id="a subject of the lists"),
        pytest.param(
            "reaffirmed Orvania’s unwavering support for Tarsenia",
            "thanked Velk for standing by Tarsenia and for her support",
            id="backing, and thanks for it",
        ),
        pytest.param(
            "proposed to modernise the lighthouse of Osk", "praised the modernisation of the lighthouse", id="stems"
        ),
        pytest.param(
            "discussed fishing rights", "stressed that the fishing rights of Tarsenia are old", id="two words together"
        ),
    ],
)
def test_told_in_other_words(one: str, other: str) -> None:
    comparison = compare_texts(f"{CALL}Velk {one}.", f"{CALLED}Kestrel {other}.")
    assert [point.status for point in comparison.points] == ["all"]


@pytest.mark.parametrize(
    "one, other",
    [
        pytest.param(
            "said that there had always been another way for those who were there",
            "said that there were others who had been there before",
            id="words that hold sentences together",
        ),
        pytest.param("spoke of timber", "said that grain prices were worse than before", id="vectors of rarer words"),
        pytest.param(
            "called for restraint and de-escalation on the river",
            "listed the sanctions in the event of an escalation in the north",
            id="escalation beside its opposite",
        ),
    ],
)
def test_another_matter(one: str, other: str) -> None:
    comparison = compare_texts(f"{CALL}Velk {one}.", f"{CALLED}Kestrel {other}.")
    assert {point.status for point in comparison.points} <= {"one"}


# --- units


@pytest.mark.parametrize(
    "text, told",
    [
        pytest.param(
            "Velk urged Tarsenia to pull its boats back from the shoals and to let inspectors in.",
            ["pull its boats back from the shoals", "to let inspectors in"],
            id="two things asked for",
        ),
        pytest.param(
            "Velk praised the steps to improve the ties of the two ports, leaving the partnership stronger than before.",
            ["steps to improve the ties", "leaving the partnership stronger"],
            id="what it leads to",
        ),
        pytest.param(
            "The new code, said Kestrel, would modernise the customs service.",
            ["The new code, said Kestrel, would modernise the customs service"],
            id="a report inside what is said",
        ),
    ],
)
def test_units(text: str, told: list[str]) -> None:
    units = tell(compare_texts(CALL + text, CALLED + "They discussed timber."))
    assert [any(words in unit for unit in units) for words in told] == [True] * len(told)
    assert len(units) == len(told) + 1


def test_a_long_speech_is_taken_apart() -> None:
    speech = (
        "President of Orvania Anna Velk met in Osk today with Prime Minister of Tarsenia Tomas Kestrel.\n\n"
        "President of Orvania Anna Velk: I thank you for the grain that reached our northern ports in spring. "
        "We have settled the quarrel about herring on the western banks. It had gone on for eleven years. "
        "Our engineers will rebuild the lighthouse at the cape. "
        "The ferry between our capitals will sail every day from June. "
        "Students of both countries will have scholarships from autumn."
    )
    other = "President Anna Velk met Prime Minister Tomas Kestrel in Osk today. They settled the quarrel about herring."
    point = find_point(compare(read(speech, published=DAY), read(other, published=DAY)), "herring")
    assert "lighthouse" not in " ".join(unit.words for telling in point.told_by for unit in telling.units)


def test_an_outcome_that_an_outlet_reports_without_a_name() -> None:
    told = "Foreign Minister Ana Duval of Norland met Foreign Minister Karim Hadane of Sodria on 7 May. "
    comparison = compare(
        read(told + "They agreed to swap prisoners.", published=DAY, outlet="Ministry of Foreign Affairs of Norland"),
        read(told + "A swap of prisoners was agreed.", published=DAY, outlet="Coastal Wire"),
    )
    assert find_point(comparison, "prisoners").status == "all"


def test_a_meeting_on_another_day_is_no_part_of_the_contact() -> None:
    later = "On 9 May, Velk and President Rosa Talavera of Belmora held a meeting on the ferry."
    assert not any(
        "ferry" in words for words in tell(compare_texts(f"{CALL}\n\n{later}", CALLED + "Velk raised timber."))
    )


def test_a_contact_that_the_title_alone_tells() -> None:
    told = read(CALL.replace("spoke by telephone", "met") + "They discussed timber.", published=DAY)
    briefing = read(
        "Good evening. I thank Prime Minister Kestrel for his welcome. We discussed timber in a long meeting.",
        published=DAY,
        title="President Velk’s press availability after talks with Prime Minister Tomas Kestrel",
        outlet="Office of the President of Orvania",
    )
    assert compare(told, briefing).contact is not None


# --- labels


def unit(words: str, cue: str = "", account: int = 0) -> Unit:
    return Unit(account, (), words, (), Act.STATE, cue)


@pytest.mark.parametrize(
    "words, cue, label",
    [
        pytest.param(
            "said that the harbour was open", "said", "The harbour was open", id="without its reporting words"
        ),
        pytest.param("expressed her concern over the tolls", "expressed concern", "Concern over the tolls", id="apart"),
        pytest.param("But according to the mayor, tolls rose", "", "Tolls rose", id="without what leads to it"),
        pytest.param("also reported the catch", "also reported", "Catch", id="also"),
        pytest.param(
            "described the harbour that was built by the four towns of the western coast, and the ships that lie in it",
            "described",
            "Harbour that was built by the four towns of the western coast …",
            id="cut where a clause ends",
        ),
        pytest.param(
            "Before the next meeting of the council a decree will be prepared indicating the highest tolls of ports",
            "",
            "Before the next meeting of the council a decree will be prepared …",
            id="cut before what leads to more",
        ),
    ],
)
def test_labels(words: str, cue: str, label: str) -> None:
    assert make_label([unit(words, cue)]) == label
    assert len(label) <= LONGEST + 2


@pytest.mark.parametrize(
    "aspect, words, label",
    [
        pytest.param("number", ("300 tents", "500 tents"), "Pledged … tents by August 14", id="number"),
        pytest.param("date", ("August 14", "August 20"), "Pledged 300 tents by …", id="day"),
    ],
)
def test_what_is_in_conflict_is_left_open(aspect: str, words: tuple[str, str], label: str) -> None:
    difference = Difference(aspect, (0, words[0]), (1, words[1]))  # type: ignore[arg-type]
    assert make_label([unit("pledged 300 tents by August 14")], [difference]) == label


# --- who is who


def test_states_stand_for_those_who_met() -> None:
    people = (
        "On 7 May 2024 Foreign Minister Ana Berg of Norway met Foreign Minister Nils Holm of Sweden and Foreign "
        "Minister Pia Lund of Denmark in Oslo. They discussed timber."
    )
    states = "On May 7, Norway, Sweden and Denmark held a meeting in Oslo. The ministers discussed timber."
    comparison = compare(read(people, published=DAY), read(states, published=DAY + dt.timedelta(days=1)))
    assert comparison.contact is not None
