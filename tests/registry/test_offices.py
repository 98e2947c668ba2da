"""Office titles: text, expected office."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.registry.offices import (
    Office,
    find_alike,
    find_part_key,
    is_single,
    load_titles,
    read_office,
    read_titles,
)

ONE = [
    ("Foreign Minister", Office("minister", "foreign", "NOR"), "field before"),
    ("Minister of Foreign Affairs", Office("minister", "foreign", "NOR"), "field after"),
    ("Minister of Europe and Foreign Affairs", Office("minister", "foreign", "NOR"), "foreign among several fields"),
    ("Minister of Economy & Finance", Office("minister", "finance", "NOR"), "finance before economy"),
    ("Minister of Economic Development", Office("minister", "economy", "NOR"), "economy is not finance"),
    ("Minister of Tourism", Office("minister", "tourism", "NOR"), "a field of no list keeps its words"),
    ("Deputy Foreign Minister of Peru", Office("minister", "foreign", "PER", rank="deputy"), "rank and state"),
    ("First Vice Foreign Minister", Office("minister", "foreign", "NOR", rank="deputy"), "decorated rank"),
    ("Minister of Foreign Affairs (Acting)", Office("minister", "foreign", "NOR", rank="acting"), "rank in brackets"),
    ("Minister of State for Foreign Affairs", Office("minister", "foreign", "NOR", rank="junior"), "junior minister"),
    ("Former Foreign Minister", Office("minister", "foreign", "NOR", rank="former"), "no longer in it"),
    ("US President", Office("president", None, "USA"), "state before"),
    ("President of the French Republic", Office("president", None, "FRA"), "long name of a state"),
    ("Italian Prime Minister", Office("prime minister", None, "ITA"), "adjective before"),
    ("German Federal Chancellor", Office("chancellor", None, "DEU"), "decoration between"),
    ("His Majesty King of Jordan", Office("king", None, "JOR"), "courtesy before"),
    ("Premier of the State Council", Office("prime minister", None, "NOR"), "a body of government adds nothing"),
    ("President of the Government", Office("prime minister", None, "NOR"), "whole title"),
    ("Taoiseach of Ireland", Office("prime minister", None, "IRL"), "own-language title"),
    ("UK Foreign Secretary", Office("secretary", "foreign", "GBR"), "foreign secretary"),
    ("Secretary of State", Office("secretary", "state", "NOR"), "secretary of state"),
    ("Secretary of State for Defence", Office("secretary", "defence", "NOR"), "the field wins over 'state'"),
    ("Secretary of State ad interim", Office("secretary", "state", "NOR", rank="acting"), "rank behind"),
    ("Under Secretary of State for Political Affairs", Office("secretary", "political affairs", "NOR", rank="under"), "under"),
    ("Secretary of the Security Council", Office("secretary", None, "NOR", "Security Council"), "a body is no field"),
    ("National Security Advisor", Office("adviser", "security", "NOR"), "field in the form"),
    ("Assistant to the President for National Security Affairs", Office("adviser", "security", "NOR"), "same office"),
    ("NATO Secretary General", Office("secretary general", None, None, "North Atlantic Treaty Organization"), "body before"),
    ("Secretary-General of the United Nations", Office("secretary general", None, None, "United Nations"), "body after"),
    ("President of the European Commission", Office("president", None, None, "European Commission"), "not a state's"),
    ("President of the Palestinian Authority", Office("president", None, "PSE"), "an authority that is in states.toml"),
    ("State Duma Speaker", Office("speaker", None, "NOR", "State Duma"), "body with a decorating word"),
    ("Deputy Chairman of the Security Council", Office("chair", None, "NOR", "Security Council", "deputy"), "rank, body"),
    ("First Vice President", Office("vice president", None, "NOR"), "a head of two words with a rank's word"),
    ("Vice-President", Office("vice president", None, "NOR"), "hyphen"),
    ("Ambassador to the US", Office("ambassador", None, "NOR", host="USA"), "host state"),
    ("Permanent Representative to the UN, New York", Office("ambassador", None, "NOR", host="United Nations"), "host body"),
    ("Crown Prince of Abu Dhabi", Office("crown prince", None, "NOR", "Abu Dhabi"), "part of a state"),
    ("Head of the Political Bureau of Hamas", Office("head", None, "NOR", "Political Bureau of Hamas"), "bureau"),
    ("Economic Secretary to the Treasury", Office("secretary", "finance", "NOR", rank="junior"), "junior: to, not of"),
    ("Secretary of the Treasury", Office("secretary", "finance", "NOR"), "of the treasury"),
    ("Permanent Representative to the United Nations, Geneva", Office("ambassador", None, "NOR", host="United Nations, Geneva"), "host and city"),
    ("Peru's Prime Minister", Office("prime minister", None, "PER"), "a state's name in the genitive"),
    ("former Italian Prime Minister", Office("prime minister", None, "ITA", rank="former"), "adjective behind a rank"),
    ("President of the Turkish Republic", Office("president", None, "TUR"), "adjective with a word for a state"),
    ("Palestinian Authority President", Office("president", None, "PSE"), "an authority before its head"),
    ("U. S. Secretary of State", Office("secretary", "state", "USA"), "an abbreviation with a space"),
    ("Department of Labour Secretary", Office("secretary", "labour", "NOR"), "a department before"),
    ("Chief Executive Officer of Statoil", Office("head", None, "NOR", "Statoil"), "of a company"),
    ("Healthcare Minister", Office("minister", "health", "NOR"), "another word for a field"),
    ("Adviser to the President", Office("adviser", None, "NOR", "president"), "adviser to an office"),
]  # fmt: skip


@pytest.mark.parametrize("text, office", [row[:2] for row in ONE], ids=[row[2] for row in ONE])
def test_an_office_is_read(text: str, office: Office) -> None:
    assert read_office(text, "NOR") == (office,)


@pytest.mark.parametrize(
    "text, offices",
    [
        (
            "Qatari Deputy Prime Minister and Minister of Foreign Affairs",
            [("prime minister", None, "deputy"), ("minister", "foreign", None)],
        ),
        (
            "First Deputy Prime Minister and Finance Minister",
            [("prime minister", None, "deputy"), ("minister", "finance", None)],
        ),
        (
            "Vice-President as Head of the Atomic Energy Organisation",
            [("vice president", None, None), ("head", None, None)],
        ),
        ("Minister of Justice & Attorney General", [("minister", "justice", None), ("attorney general", None, None)]),
        ("Minister of Trade and Industry", [("minister", "industry", None)]),
    ],
)
def test_several_offices_are_read_apart(text: str, offices: list[tuple[str, str | None, str | None]]) -> None:
    assert [(office.head, office.domain, office.rank) for office in read_office(text, "NOR")] == offices


def test_the_state_of_one_office_serves_the_other() -> None:
    assert {
        office.country for office in read_office("Qatari Deputy Prime Minister and Minister of Foreign Affairs")
    } == {"QAT"}


@pytest.mark.parametrize("text", ["", "the weather", "CEO2", "Lord Privy Seal", "and", ", of", "of Norway", "()"])
def test_no_office_is_none(text: str) -> None:
    assert read_office(text, "NOR") == ()


@given(st.text(max_size=80))
def test_any_text_is_read_or_not(text: str) -> None:
    assert all(office.head for office in read_office(text, "NOR"))


TITLE_WORDS = [
    "Deputy",
    "Foreign",
    "Minister",
    "of",
    "and",
    "President",
    "Norway",
    ",",
    "the",
    "(",
    ")",
    "-",
    "to",
    "Acting",
]


@given(
    st.lists(
        st.sampled_from(TITLE_WORDS),
        max_size=12,
    )
)
def test_any_order_of_title_words_is_read_or_not(words: list[str]) -> None:
    assert all(office.head for office in read_office(" ".join(words)))


@pytest.mark.parametrize("entry", read_titles()["head"], ids=lambda entry: entry["forms"][0])
def test_every_head_of_titles_reads_its_example(entry: dict[str, str]) -> None:
    offices = read_office(entry["example"], "NOR")
    assert entry["head"] in {office.head for office in offices}
    assert {office.rank for office in offices} >= {entry.get("rank")}


@pytest.mark.parametrize("words, office", load_titles().whole.items())
def test_every_whole_title_is_read(words: str, office: Office) -> None:
    (read,) = read_office(words.title())
    assert (read.head, read.domain) == (office.head, office.domain)


@pytest.mark.parametrize(
    "office, single",
    [
        (Office("president", None, "NOR"), True),
        (Office("president", None, "NOR", rank="deputy"), False),
        (Office("minister", "foreign", "NOR"), True),
        (Office("minister", "tourism", "NOR"), False),  # some countries have two
        (Office("vice president", None, "NOR"), False),
        (Office("chancellor", None, "NOR"), True),
        (Office("chancellor", "harbour", "NOR"), False),
        (Office("ambassador", None, "NOR", host="USA"), True),
        (Office("ambassador", None, "NOR"), False),
        (Office("speaker", None, "NOR", "Storting"), True),
        (Office("speaker", None, "NOR"), False),
    ],
)
def test_offices_of_one_person_are_known(office: Office, single: bool) -> None:
    assert is_single(office) is single


def test_like_offices_are_tried_one_way() -> None:
    tried = [office.seat for office in find_alike(Office("minister", "foreign", "USA"))]
    assert tried == ["minister/foreign", "secretary/foreign", "secretary/state"]
    assert find_alike(Office("secretary", "foreign", "IND")) == (Office("secretary", "foreign", "IND"),)


@pytest.mark.parametrize(
    "one, other, same",
    [
        pytest.param("Telemark Region", "Telemark Oblast", True, id="words that say the same"),
        pytest.param("Republic of Telemark", "Telemark Republic", True, id="words that add nothing"),
        pytest.param("Telemark Territory", "Telemark Region", False, id="another kind of part"),
        pytest.param("Telemark Region", "Agder Region", False, id="another part"),
    ],
)
def test_parts_of_a_state_are_known_by_their_words(one: str, other: str, *, same: bool) -> None:
    assert (find_part_key(one) == find_part_key(other)) is same
