"""Which profile an actor of a document belongs to, and in which blocks profiles meet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.identity.profiles import (
    Profile,
    facing,
    find_blocks,
    find_seats,
    is_listed,
    is_unnamed,
    naming_words,
    place_actor,
    profile_id_of,
    seats_of,
)
from dragoman.identity.registered import Registered
from dragoman.record import Actor, ActorKind
from tests.identity.makers import body, person, profile, state
from tests.identity.strategies import actors

MINISTER = "Foreign Minister of Norway"
KNOWN = Registered("alma-reyes", "Alma Reyes", "NOR", "female", "full name; in office", "full name")


def place(actor: Actor, document_id: str = "doc-1", registered: Registered | None = None) -> str | None:
    placement = place_actor(actor, document_id, registered)
    return placement.profile_id if placement is not None else None


ONE = [
    pytest.param(state("Norway"), state("Kingdom of Norway"), id="names of a state"),
    pytest.param(state("Norway"), state("Oslo", "NOR"), id="a capital that speaks for a state"),
    pytest.param(state("Orvania"), state("ORVANIA"), id="a state that no list has, but for capitals"),
    pytest.param(state("Orvania", "ORV"), state("Selm", "ORV"), id="a state that no list has, by its country"),
    pytest.param(body("United Nations"), body("UN", "NOR"), id="names of a body"),
    pytest.param(body("Selm Gazette"), body("SELM GAZETTE"), id="a body that no list has, but for capitals"),
    pytest.param(person("Anna Velk"), person("Dr Anna Velk"), id="but for a title"),
    pytest.param(person("Tomás Ørlund"), person("Tomas Orlund"), id="but for accents"),
    pytest.param(person("Anna Velk", "Envoy"), person("Anna Velk", "Foreign Minister"), id="whatever the office"),
    pytest.param(person("Ivo Velk, Jr."), person("Ivo Velk Jr"), id="one generation"),
    pytest.param(person("A. B. Velk"), person("A.B. Velk"), id="two initials and a surname"),
    pytest.param(person("Velk", MINISTER), person("Velk", MINISTER), id="a surname in an office of one person"),
    pytest.param(person("A. Velk", MINISTER), person("Velk", MINISTER), id="an initial beside it"),
    pytest.param(
        person("Velk", MINISTER), person("Velk", "Foreign Minister", "NOR"), id="the office's country told apart"
    ),
    pytest.param(person(MINISTER, MINISTER), person(MINISTER, MINISTER, "NOR"), id="an office without a name"),
]  # fmt: skip


@pytest.mark.parametrize("one, other", ONE)
def test_actors_of_two_documents_in_one_profile(one: Actor, other: Actor) -> None:
    assert place(one, "doc-1") == place(other, "doc-2") is not None


TWO = [
    pytest.param(state("Norway"), state("Finland"), id="two states"),
    pytest.param(state("Norway"), body("Norway"), id="a state and a body of its name"),
    pytest.param(body("Selm Gazette", "NOR"), body("Selm Gazette", "FIN"), id="bodies of two countries"),
    pytest.param(person("Anna Velk", country="NOR"), person("Anna Velk", country="FIN"), id="two countries"),
    pytest.param(person("Anna Velk", country="NOR"), person("Anna Velk"), id="a country that is told once"),
    pytest.param(person("Anna Velk"), person("Ana Velk"), id="spellings meet later"),
    pytest.param(person("Anna Velk"), person("VELK Anna"), id="names in the other order meet later"),
    pytest.param(person("Ivo bin Velk"), person("Velk bin Ivo"), id="father and son"),
    pytest.param(person("Ivo Velk Jr"), person("Ivo Velk Sr"), id="generations"),
    pytest.param(person("Ivo Velk Jr"), person("Ivo Velk"), id="a generation that is told once"),
    pytest.param(person("King Ivo II", "King of Norway"), person("King Ivo III", "King of Norway"), id="two kings"),
    pytest.param(person("A. Velk", country="NOR"), person("A. Velk", country="NOR"), id="an initial and a surname"),
    pytest.param(person("Velk"), person("Velk"), id="a surname alone"),
    pytest.param(person("Velk", country="NOR"), person("Velk", country="NOR"), id="a surname with its country"),
    pytest.param(person("Velk", "minister", "NOR"), person("Velk", "minister", "NOR"), id="in an office of many"),
    pytest.param(person("Velk", "Foreign Minister"), person("Velk", "Foreign Minister"), id="in an office of nowhere"),
    pytest.param(person("Velk", MINISTER), person("Orlo", MINISTER), id="two in one office"),
    pytest.param(person("President", "President"), person("President", "President"), id="an office of nowhere"),
    pytest.param(person(MINISTER, MINISTER), person("Velk", MINISTER), id="an office and its holder"),
]  # fmt: skip


@pytest.mark.parametrize("one, other", TWO)
def test_actors_of_two_documents_in_two_profiles(one: Actor, other: Actor) -> None:
    assert place(one, "doc-1") != place(other, "doc-2")
    assert None not in (place(one), place(other))


@pytest.mark.parametrize("kind", [ActorKind.GROUP, ActorKind.DOCUMENT])
def test_a_group_and_a_text_are_nobody_in_particular(kind: ActorKind) -> None:
    assert place(body("officials", "NOR", kind)) is None


KINDS = [
    pytest.param(state("Norway"), "state", "the list of states has it as NOR", id="a state"),
    pytest.param(state("Orvania", "ORV"), "state", "the same country", id="a state by its country"),
    pytest.param(state("Orvania"), "state", "the same name", id="a state that no list has"),
    pytest.param(body("UN"), "organisation", "the list of organisations has it as United Nations", id="a body"),
    pytest.param(body("Selm Gazette"), "organisation", "the same name", id="a body that no list has"),
    pytest.param(body("Selm Gazette", "NOR"), "organisation", "the same name and country", id="with its country"),
    pytest.param(person("Anna Velk"), "person", "the same name", id="a full name"),
    pytest.param(person("Anna Velk", country="NOR"), "person", "the same name and country", id="name and country"),
    pytest.param(person("Velk", MINISTER), "person", "the same surname in the same office", id="surname and office"),
    pytest.param(person("A. B.", MINISTER), "person", "told of in this document alone", id="initials alone"),
    pytest.param(person("Velk"), "person", "told of in this document alone", id="a surname"),
    pytest.param(person("...", MINISTER), "person", "told of in this document alone", id="no words"),
    pytest.param(person(MINISTER, MINISTER), "office", "the same office, its holder not named", id="an office"),
    pytest.param(person("envoy", "envoy"), "office", "an office of this document", id="an office of nowhere"),
]  # fmt: skip


@pytest.mark.parametrize("actor, kind, why", KINDS)
def test_the_reason_is_told_in_words(actor: Actor, kind: str, why: str) -> None:
    placement = place_actor(actor, "doc-1", None)
    assert placement is not None
    assert (placement.kind, placement.why, placement.person) == (kind, why, None)


def test_whom_the_registry_knows_has_one_profile_whatever_he_is_called() -> None:
    placement = place_actor(person("Reyes", "envoy"), "doc-1", KNOWN)
    assert placement is not None
    assert (placement.kind, placement.why, placement.person) == ("person", "full name; in office", "alma-reyes")
    assert placement.profile_id == place(person("Alma Reyes Holm", country="FIN"), "doc-2", KNOWN)


def test_the_registry_bears_on_people_alone() -> None:
    assert place(state("Norway"), registered=KNOWN) == place(state("Norway"))


@given(actor=actors)
def test_a_placement_hangs_on_the_actor_and_its_document_alone(actor: Actor) -> None:
    first, second = place_actor(actor, "doc-1", None), place_actor(actor, "doc-1", None)
    assert first == second is not None


def test_ids_are_pinned() -> None:
    # a judgement names its profiles by these: where one changes, it must be found again by its name
    assert profile_id_of("registry", "Q1") == "e05c4cf8729a8497"
    assert place(person("Anna Velk", country="NOR")) == "faac0ac771f3f222"
    assert place(state("Norway")) == "61ef098e7e3ad31f"
    assert place(person(MINISTER, MINISTER)) == "53283cbd2730902c"
    assert place(person("Velk", MINISTER)) == "6e9f5c3306905dc4"


@pytest.mark.parametrize("name, words", [
    ("Anna Velk", ("anna", "velk")),
    ("President Anna Velk", ("anna", "velk")),
    ("Ziyad al-Velkeh", ("ziyad", "velkeh")),
    ("George Velk Jr", ("george", "velk")),
    ("Anna-Maria Velk", ("anna", "maria", "velk")),
    ("...", ()),
    ("", ()),
])  # fmt: skip
def test_words_that_name_somebody(name: str, words: tuple[str, ...]) -> None:
    assert naming_words(name) == words


def test_an_office_in_place_of_a_name_is_no_name() -> None:
    assert is_unnamed(person(MINISTER, MINISTER))
    assert not is_unnamed(person("Velk", MINISTER))
    assert not is_unnamed(body("UN"))


@pytest.mark.parametrize("kind, name, listed", [
    ("state", "Norway", True), ("state", "Orvania", False), ("organisation", "United Nations", True),
    ("organisation", "Selm Gazette", False), ("person", "Norway", False), ("office", "United Nations", False),
])  # fmt: skip
def test_what_a_list_has(kind: str, name: str, *, listed: bool) -> None:
    assert is_listed(profile(name, kind=kind)) is listed


# ------------------------------------------------------------------ blocks


MEET = [
    pytest.param(profile("Anna Velk"), profile("VELK Anna"), id="two words in any order"),
    pytest.param(profile("Ziyad al-Velkeh"), profile("Ziad Velke"), id="spellings"),
    pytest.param(profile("Anna Maria Velk"), profile("Anna Velk"), id="two words of three"),
    pytest.param(profile("Olena Velk", "Anna Velk"), profile("Anna Velk"), id="another name of one"),
    pytest.param(profile("Velk", offices=(MINISTER,)), profile("Anna Velk", offices=(MINISTER,)), id="a word and an office"),
    pytest.param(
        profile("Velk", offices=("Foreign Minister",), country="NOR"), profile("Anna Velk", offices=(MINISTER,)),
        id="the office's country told apart",
    ),
    pytest.param(profile("Velk", country="NOR"), profile("Anna Velk", country="NOR"), id="surname and country"),
    pytest.param(profile("Velk", country="NOR"), profile("Velk Anna", country="NOR"), id="surname first"),
]  # fmt: skip
MISS = [
    pytest.param(profile("Anna Velk"), profile("Ivo Velk"), id="a surname in common"),
    pytest.param(profile("Anna Velk", country="NOR"), profile("Ivo Velk", country="NOR"), id="surname and country"),
    pytest.param(profile("Velk"), profile("Anna Velk"), id="a surname alone"),
    pytest.param(profile("Velk", country="NOR"), profile("Velk", country="NOR"), id="two surnames of one country"),
    pytest.param(profile("Velk", country="NOR"), profile("Anna Velk", country="FIN"), id="of two countries"),
    pytest.param(
        profile("Velk", country="NOR"), profile("Anna Velk Orlo", country="NOR"), id="in the middle of a name"
    ),
    pytest.param(
        profile("Velk", offices=("minister",), country=None), profile("Anna Velk", offices=("minister",)),
        id="an office of nowhere",
    ),
    pytest.param(profile("Anna Velk", kind="organisation"), profile("Anna Velk"), id="only people meet"),
    pytest.param(profile(MINISTER, kind="office", offices=(MINISTER,)), profile("Velk", offices=(MINISTER,)), id="no office"),
]  # fmt: skip


def meet(one: Profile, other: Profile) -> bool:
    return not {facing(block) for block in find_blocks(one)}.isdisjoint(find_blocks(other))


@pytest.mark.parametrize("one, other", MEET)
def test_profiles_that_meet_in_a_block(one: Profile, other: Profile) -> None:
    assert meet(one, other)
    assert meet(other, one)


@pytest.mark.parametrize("one, other", MISS)
def test_profiles_that_meet_in_none(one: Profile, other: Profile) -> None:
    assert not meet(one, other)
    assert not meet(other, one)


@given(block=st.text() | st.sampled_from(["surname F1 of NOR", "name F1 of NOR", "F1 in minister/foreign/NOR//"]))
def test_facing_a_block_twice_is_the_block(block: str) -> None:
    assert facing(facing(block)) == block


def test_a_profile_without_a_word_to_file_it_under_is_in_no_block() -> None:
    assert find_blocks(profile("...", country="NOR")) == ()


def test_seats_are_offices_of_one_person_and_a_known_place() -> None:
    assert seats_of(profile("Velk", offices=("Foreign Minister", "minister", "envoy"), country="NOR")) == find_seats(
        MINISTER, None
    )
    assert find_seats("Foreign Minister", None) == frozenset()
