"""Those in contact whom the text only describes: who counts, under what words, and who does not."""

from __future__ import annotations

from typing import Any

import pytest

from dragoman.lexicons.loader import Outlet, read_lexicon
from dragoman.record import ActorKind, Contact, Reading
from tests.readings import only_contact, read, tell_all, use_outlet

pytestmark = pytest.mark.usefixtures("medium_model")

R = "President Alma Reyes"
PARTY: dict[str, Any] = read_lexicon("contacts.toml")["party"]


def parties(contact: Contact) -> set[tuple[str, str]]:
    return {(actor.name, actor.kind.value) for actor in contact.participants}


def words_of(reading: Reading, name: str) -> list[str]:
    actor = next(actor for actor in reading.actors if actor.name == name)
    return [reading.document[one.span] for one in reading.mentions if actor.actor_id in one.actor_ids]


@pytest.mark.parametrize(
    "text, name, kind",
    [
        pytest.param(f"{R} met with Marovian officials.", "Marovian officials", "group", id="an office, of a country"),
        pytest.param(f"{R} met with union leaders.", "union leaders", "group", id="an office, of nobody told"),
        pytest.param(f"{R} held talks with rebels.", "rebels", "group", id="a noun of people"),
        pytest.param(f"{R} met two Russian doctors.", "two Russian doctors", "group", id="people of a country"),
        pytest.param(f"{R} met with a Russian lawyer.", "Russian lawyer", "person", id="one person"),
        pytest.param(f"{R} met a lawyer from Russia.", "lawyer from Russia", "person", id="whose he is, behind"),
        pytest.param(
            f"{R} met with representatives of civil society.",
            "representatives of civil society",
            "group",
            id="representatives of",
        ),
        pytest.param(
            f"{R} met with some of the Russian bankers.", "some of the Russian bankers", "group", id="a part of them"
        ),
        pytest.param(f"{R} negotiated with the opposition.", "opposition", "organisation", id="a body"),
        pytest.param(f"{R} met with the White House on Friday.", "White House", "organisation", id="a body by name"),
        pytest.param(f"{R} negotiated with the Russians.", "Russians", "group", id="a people"),
        pytest.param(f"{R} hosted a roundtable with union leaders.", "union leaders", "group", id="a roundtable"),
        pytest.param(f"{R} sat down with Marovian rebels.", "Marovian rebels", "group", id="sat down"),
        pytest.param(f"In conversations with donors, {R} asked for help.", "donors", "group", id="opening a clause"),
        pytest.param(f"Talks with rebels were held by {R}.", "rebels", "group", id="passive"),
        pytest.param(f"{R}, who met Russian envoys, left.", "Russian envoys", "group", id="a relative clause"),
    ],
)
def test_a_described_party(text: str, name: str, kind: str) -> None:
    reading = read(text)
    contact = only_contact(reading)
    assert parties(contact) == {("Alma Reyes", "person"), (name, kind)}, tell_all(reading)
    assert all(actor in reading.actors for actor in contact.participants)
    assert name in words_of(reading, name)[0]


@pytest.mark.parametrize(
    "text",
    [
        *(pytest.param(text, id=f"lexicon {number}") for number, text in enumerate(PARTY["not"], start=1)),
        pytest.param(f"{R} met with no officials.", id="nobody"),
        pytest.param(f"{R} met the officials.", id="those told of before"),
        pytest.param(f"{R} hosted Marovian students.", id="guests who speak for nobody"),
        pytest.param(f"{R} spoke to Russian soldiers.", id="a speech"),
        pytest.param(f"{R} met with the Lindqvar Times.", id="a paper"),
        pytest.param("Officials met with rebels.", id="nobody told whose"),
        pytest.param(f"{R} and Ivo Kestrel agreed to remain in contact.", id="in contact, of what may come"),
    ],
)
def test_no_party(text: str) -> None:
    assert tell_all(read(text)) == []


@pytest.mark.parametrize("example", [pytest.param(one, id=one["text"][:40]) for one in PARTY["examples"]])
def test_an_example_of_the_lexicon(example: dict[str, Any]) -> None:
    contact = only_contact(read(example["text"]))
    assert [actor.name for actor in contact.participants] == example["pair"]


def test_two_described_parties_count_where_it_is_told_whose_they_are() -> None:
    contact = only_contact(read("American officials held talks with Syrian rebels."))
    assert {(actor.name, actor.country) for actor in contact.participants} == {
        ("American officials", "USA"),
        ("Syrian rebels", "SYR"),
    }


def test_beside_somebody_named_only_those_count_of_whom_it_is_told_whose_they_are() -> None:
    assert len(only_contact(read(f"{R} met with Ivo Kestrel and other leaders.")).participants) == 2
    assert len(only_contact(read(f"{R} met with Ivo Kestrel and Russian envoys.")).participants) == 3


def test_a_group_whose_names_follow_is_nobody_besides() -> None:
    found = read(f"{R} had calls with Russian leaders, Ivo Kestrel of Hamas and Orla Venn of Fatah.").contacts
    names = {actor.name for contact in found for actor in contact.participants}
    assert names == {"Alma Reyes", "Ivo Kestrel", "Orla Venn"}


def test_bodies_and_states_are_in_contact_in_news() -> None:
    contact = only_contact(read("The talks between the United States and Iran collapsed."))
    assert [actor.kind for actor in contact.participants] == [ActorKind.STATE, ActorKind.STATE]


def test_a_readout_tells_others_in_passing(monkeypatch: pytest.MonkeyPatch) -> None:
    use_outlet(monkeypatch, Outlet("Kestland Palace", (), "KST", "KST", None))
    aside = "President Alma Reyes returned from Selm, where she met with Marovian rebels."
    assert tell_all(read(aside)) == []
    assert tell_all(read(f"{R} met with Marovian rebels.")) != []


def test_a_quoted_speaker_tells_of_himself() -> None:
    text = '"I talked to Russian officials last week," Senator Alma Reyes said. "I hope they listen."'
    assert parties(only_contact(read(text))) == {("Alma Reyes", "person"), ("Russian officials", "group")}


def test_a_contact_told_before_is_not_told_again_by_a_quotation() -> None:
    text = f'{R} met Ivo Kestrel in Selm. "I met Ivo Kestrel," Reyes said.'
    assert len(read(text).contacts) == 1


def test_a_meeting_with_somebody_unknown_is_none_of_those_who_call_it_off() -> None:
    text = "Alma Reyes was angry. The White House later canceled her meeting with a friend."
    assert tell_all(read(text)) == []


def test_whom_a_headline_describes_the_text_names() -> None:
    text = f"{R} met today with Ivo Kestrel of Marovia in Selm."
    assert tell_all(read(text, title="President Alma Reyes meets with Marovian leaders")) == [
        "meeting: Alma Reyes + Ivo Kestrel"
    ]
