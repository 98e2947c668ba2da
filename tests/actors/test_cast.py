"""Who there is in a document and which words stand for whom: short names, offices, pronouns, groups, principals."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from dragoman.lexicons.loader import Outlet, Principal
from dragoman.record import Actor, ActorKind
from tests.readings import FRIDAY, read, use_outlet, whom

pytestmark = pytest.mark.usefixtures("medium_model")  # the small model misses more names

MET = "President Alma Reyes met Prime Minister Ivo Kestrel of Peru. "
TALKS = "Foreign Minister Amaru Teka of Peru met Foreign Minister Dana Orlo of Chile. "
REYES, KESTREL, TEKA, ORLO = ["Alma Reyes"], ["Ivo Kestrel"], ["Amaru Teka"], ["Dana Orlo"]
BOTH = ["Alma Reyes", "Ivo Kestrel"]


def actor(text: str, name: str) -> Actor:
    found = [each for each in read(text).actors if each.name == name]
    assert len(found) == 1, [each.name for each in read(text).actors]
    return found[0]


# --- short names and offices


@pytest.mark.parametrize(
    "text, words, who",
    [
        pytest.param(MET + "Kestrel smiled.", "Kestrel smiled", KESTREL, id="a surname"),
        pytest.param(MET + "Mr Kestrel smiled.", "Mr Kestrel", KESTREL, id="a surname with a courtesy"),
        pytest.param(MET + "Prime Minister Kestrel smiled.", "Prime Minister Kestrel", KESTREL, id="with its office"),
        pytest.param(MET + "The Peruvian prime minister smiled.", "The Peruvian", KESTREL, id="country and office"),
        pytest.param(MET + "The Peruvian PM smiled.", "The Peruvian PM", KESTREL, id="an acronym of the office"),
        pytest.param(MET + "The Peruvian leader smiled.", "The Peruvian leader", KESTREL, id="country and leader"),
        pytest.param(MET + "The president smiled.", "The president", REYES, id="an office that one of them holds"),
        pytest.param(MET + "The prime minister smiled.", "The prime minister", KESTREL, id="the other's office"),
        pytest.param(
            TALKS + "The Bolivian minister smiled.", "The Bolivian", ["Bolivian minister"], id="a third country's"
        ),
        pytest.param(TALKS + "The Peruvian FM smiled.", "The Peruvian FM", TEKA, id="FM is a foreign minister"),
        pytest.param(TALKS + "The Chilean minister smiled.", "The Chilean minister", ORLO, id="minister is enough"),
        pytest.param(
            "President of Sodria Emil Tavaro met Alma Reyes. The Sodrian president smiled.",
            "The Sodrian president",
            ["Emil Tavaro"],
            id="a learned state",
        ),
        pytest.param(
            "The foreign minister of Peru left. The Peruvian foreign minister came back.",
            "The Peruvian foreign minister",
            ["foreign minister of Peru"],
            id="an office whose holder is never named",
        ),
        pytest.param(
            "Foreign Minister Amaru Teka of Peru met his Chilean counterpart Dana Orlo. Orlo smiled.",
            "Orlo smiled",
            ORLO,
            id="a counterpart",
        ),
        pytest.param(
            "Ziyad al-Nakhaleh met Dana Orlo. Ziad Nakhale smiled.",
            "Ziad Nakhale",
            ["Ziyad al-Nakhaleh"],
            id="two spellings of a name",
        ),
        pytest.param(
            "Kestrel met Alma Reyes. Ivo Kestrel smiled.", "Kestrel met", KESTREL, id="the full name is later"
        ),
    ],
)
def test_short_forms(text: str, words: str, who: list[str]) -> None:
    reading = read(text)
    found = whom(reading, words) or whom(reading, words.rsplit(" ", 1)[0])
    assert found == who


@pytest.mark.parametrize(
    "text, words",
    [
        pytest.param(MET + "A Peruvian official smiled.", "A Peruvian official", id="a, with a country"),
        pytest.param(MET + "Another minister smiled.", "Another minister", id="another"),
        pytest.param(MET + "The official smiled.", "The official", id="an official without a country"),
        pytest.param("The sides agreed on trade.", "sides", id="sides of nobody"),
        pytest.param("Peru and Chile signed. They smiled.", "They", id="they, of states"),
    ],
)
def test_nobody_named(text: str, words: str) -> None:
    reading = read(text)
    assert whom(reading, words) == whom(reading, words.split(" ", maxsplit=1)[0]) == []


@pytest.mark.parametrize(
    "words, who",
    [
        pytest.param("Mr Reyes smiled", ["Tomas Reyes"], id="mister"),
        pytest.param("Ms Reyes smiled", REYES, id="miss"),
        pytest.param("President Reyes smiled", REYES, id="an office"),
        pytest.param("Tomas Reyes smiled", ["Tomas Reyes"], id="the full name"),
        pytest.param("Tomas smiled", ["Tomas Reyes"], id="the given name"),
    ],
)
def test_two_people_of_one_surname(words: str, who: list[str]) -> None:
    text = f"President Alma Reyes met Tomas Reyes. {words}."
    start = text.index(words)
    reading = read(text)
    names = {each.actor_id: each.name for each in reading.actors}
    found = [[names[each] for each in mention.actor_ids] for mention in reading.mentions if mention.span.start == start]
    assert found == [who]


def test_initials_tell_people_apart() -> None:
    names = [each.name for each in read("George W. Halm met George H. Halm.").actors]
    assert names == ["George W. Halm", "George H. Halm"]


# --- pronouns and groups


@pytest.mark.parametrize(
    "text, words, who",
    [
        pytest.param(MET + "She smiled.", "She", REYES, id="she"),
        pytest.param(MET + "He smiled.", "He", KESTREL, id="he"),
        pytest.param(MET + "She thanked him.", "him", KESTREL, id="him, in the same sentence"),
        pytest.param(MET + "Then her plan failed.", "her", REYES, id="her"),
        pytest.param(
            "Ivo Kestrel met Karl Holm. He smiled.", "He", KESTREL, id="of two men the one who was the subject"
        ),
        pytest.param(
            "Ivo Kestrel met Alma Reyes. Karl Holm said he was glad.", "he was", ["Karl Holm"], id="his own subject"
        ),
        pytest.param(MET + "They smiled.", "They", BOTH, id="they"),
        pytest.param(MET + "The two leaders smiled.", "two leaders", BOTH, id="the two leaders"),
        pytest.param(MET + "The leaders smiled.", "The leaders", BOTH, id="the leaders"),
        pytest.param(MET + "The sides agreed.", "sides", BOTH, id="the sides"),
        pytest.param(MET + "Both sides agreed.", "sides", BOTH, id="both sides"),
        pytest.param(TALKS + "Both ministers smiled.", "Both ministers", TEKA + ORLO, id="both ministers"),
        pytest.param(TALKS + "The ministers smiled.", "The ministers", TEKA + ORLO, id="the ministers"),
        pytest.param(MET + "The three leaders smiled.", "three leaders", [], id="three of two"),
        pytest.param(MET + "Several leaders smiled.", "Several leaders", [], id="several others"),
        pytest.param(MET + "The Chilean leaders smiled.", "The Chilean leaders", [], id="leaders of a third country"),
        pytest.param(
            MET + "Karl Holm slept. Trade grew. Ships came. Rain fell. Wind rose. They smiled.",
            "They",
            [],
            id="a group fades",
        ),
        pytest.param(
            MET + "Trade grew. Trade grew. Ships came. Rain fell. They smiled.",
            "They",
            BOTH,
            id="but not in a text of two people",
        ),
    ],
)
def test_pronouns_and_groups(text: str, words: str, who: list[str]) -> None:
    assert whom(read(text), words) == who


@pytest.mark.parametrize(
    "text, words, who",
    [
        pytest.param("Ivo Kestrel wrote to Karl Holm and his aides.", " his", ["Karl Holm"], id="joined by and"),
        pytest.param("Alma Reyes was chosen by Ivo Kestrel as his deputy.", " his", KESTREL, id="not the subject's"),
        pytest.param("Local officer Ivo Kestrel told his story.", " his", KESTREL, id="a noun before a name"),
        pytest.param("Ivo Kestrel saw a man in his forties.", " his", [], id="a man's"),
        pytest.param("Ivo Kestrel spoke. The suspect fled. He slept.", "He", [], id="a person without a name"),
        pytest.param("Ivo Kestrel heard that the guard lost his job.", " his", [], id="without a name, of the clause"),
        pytest.param("Ivo Kestrel spoke. One of the voters slept. He woke.", "He", [], id="one of several"),
        pytest.param("Karl Holm called on Ivo Kestrel to end his tour.", " his", KESTREL, id="the one asked"),
        pytest.param("Karl Holm chose a guard to be his deputy.", " his", ["Karl Holm"], id="what somebody is to him"),
        pytest.param("Karl Holm saw Kestrel’s plan and his maps.", " his", ["Kestrel"], id="of one owner"),
        pytest.param("Karl Holm met Ivo Kestrel and wished him luck.", " him", KESTREL, id="an object is another"),
        pytest.param(
            "Karl Holm sent Ivo Kestrel an invitation for him to sing.", " him", KESTREL, id="of an infinitive"
        ),
        pytest.param("Karl Holm backed Ivo Kestrel’s right to his land.", " his", KESTREL, id="of what is Kestrel's"),
        pytest.param("Karl Holm heard of an aide’s love for his land.", " his", [], id="of what is an aide's"),
        pytest.param(MET + "His Majesty Osric II slept.", "His", ["Osric II"], id="a form of address"),
    ],
)
def test_whose(text: str, words: str, who: list[str]) -> None:
    assert whom(read(text), words) == who


@pytest.mark.parametrize(
    "text, words, who",
    [
        pytest.param(MET + "Officials stayed. They slept.", "They", [], id="people without names told of since"),
        pytest.param(MET + "She heard that voters cast their votes.", " their", [], id="theirs in the clause"),
        pytest.param(MET + "Kestrel and his team made their case.", " their", [], id="one of them without a name"),
        pytest.param(MET + "They thanked them.", " them", [], id="they thank others"),
        pytest.param(MET + "They gave their word.", " their", BOTH, id="their own"),
        pytest.param(MET + "Karl Holm thanked the leaders for their help.", " their", BOTH, id="of those thanked"),
        pytest.param(MET + "Karl Holm and Dana Orlo kept their word.", " their", ["Karl Holm", "Dana Orlo"], id="two"),
        pytest.param(MET + "The group agreed on trade.", "group", BOTH, id="the group"),
        pytest.param(
            "Karl Holm and Dana Orlo met voters to discuss their plans.", " their", [], id="theirs or the voters'"
        ),
        pytest.param(MET + "She backed the voters’ right to their land.", " their", [], id="of what is the voters'"),
        pytest.param(MET + "Officials stayed. They said they agreed.", " they", [], id="they of they"),
        pytest.param(MET + "The ruling party agreed.", "party", [], id="a party of another kind"),
        pytest.param(TALKS + "The Chilean side agreed.", "side", ORLO, id="one side"),
        pytest.param(TALKS + "The Cuban side agreed.", "side", [], id="the side of nobody here"),
        pytest.param(MET + "She told the aides to close their books.", " their", [], id="of those told to"),
        pytest.param(MET + "The guard, Reyes and Kestrel spoke. They smiled.", "They", BOTH, id="told of before"),
        pytest.param(MET + "Reyes and her aide met Karl Holm. They smiled.", "They", [], id="one without a name"),
    ],
)
def test_who_they_are(text: str, words: str, who: list[str]) -> None:
    assert whom(read(text), words) == who


@pytest.mark.parametrize(
    "text, words, who",
    [
        pytest.param("Alma Reyes met Ivo Kestrel at the latter’s request.", " latter", KESTREL, id="the latter"),
        pytest.param("Alma Reyes met Ivo Kestrel at the former’s request.", " former", REYES, id="the former"),
        pytest.param("Alma Reyes left at the latter’s request.", " latter", [], id="the latter of one"),
        pytest.param(TALKS + "Teka thanked his counterpart.", "his counterpart", TEKA, id="his"),
        pytest.param(TALKS + "Teka thanked his counterpart.", " counterpart", ORLO, id="his counterpart"),
        pytest.param(MET + "She thanked her counterpart.", " counterpart", [], id="nobody of the same office"),
        pytest.param(
            "President Ivo Kestrel met President-elect Karl Holm. The president smiled.",
            "The president",
            KESTREL,
            id="the one in office",
        ),
        pytest.param(
            "President Ivo Kestrel met President-elect Karl Holm. The president elect smiled.",
            "The president elect",
            ["Karl Holm"],
            id="the one elected",
        ),
        pytest.param(
            "Vice President Alma Reyes met President Ivo Kestrel. The Vice President and President Kestrel smiled.",
            "The Vice President",
            REYES,
            id="two offices of two people",
        ),
        pytest.param(
            TALKS + "Peru thanked Chile for aiding both countries.", " countries", ["Peru", "Chile"], id="two"
        ),
        pytest.param(
            TALKS + "Peru trusts Chile. Peru said the two countries agree.",
            " countries",
            ["Peru", "Chile"],
            id="of those who speak",
        ),
        pytest.param(TALKS + "Cuba said the two countries agree.", " countries", [], id="a third one among them"),
        pytest.param(MET + "It was the first visit as President.", "President.", [], id="a role"),
        pytest.param(MET + "The leaders of these two countries slept.", "The leaders", [], id="of two other countries"),
        pytest.param(MET + "Many prime ministers and presidents slept.", "presidents", [], id="any of them"),
        pytest.param(
            TALKS + "The Council of Ministers of Cuba slept.", "The Council of Ministers", [], id="a body of ministers"
        ),
    ],
)
def test_descriptions(text: str, words: str, who: list[str]) -> None:
    assert whom(read(text), words) == who


def test_speakers_of_labels_are_meant_by_i() -> None:
    text = "Minister Teka: I thank you all.\n\nMinister Orlo: I thank you, too."
    reading = read(text)
    assert whom(reading, "I") == ["Teka"]
    assert whom(reading, "I", 1) == ["Orlo"]


# --- what is learned of somebody


def test_an_actor_has_what_all_mentions_tell() -> None:
    text = "Kestrel spoke. Mr Kestrel met Alma Reyes. Prime Minister Ivo Kestrel of Peru left."
    kestrel = actor(text, "Ivo Kestrel")
    assert (kestrel.kind, kestrel.office, kestrel.country) == (ActorKind.PERSON, "Prime Minister", "PER")
    assert kestrel.gender == "male"
    assert "Kestrel" in kestrel.aliases


def test_a_learned_state_has_no_code() -> None:
    assert actor("President of Sodria Emil Tavaro left Sodria.", "Emil Tavaro").country is None


def test_a_label_in_capitals_takes_the_name_as_the_text_writes_it() -> None:
    names = [each.name for each in read("LINDQVAR: I met Mr Lindqvar's aides. Lindqvar is my name.").actors]
    assert "LINDQVAR" not in names


def test_a_title_given_apart_introduces_people() -> None:
    reading = read(
        "The president met Mr Kestrel today.", title="Readout of President Alma Reyes’s meeting with Ivo Kestrel"
    )
    assert whom(reading, "Mr Kestrel") == KESTREL
    assert whom(reading, "The president") == REYES
    parts = {mention.part for mention in reading.mentions}
    assert parts == {"text", "title"}


# --- principals of an official outlet


def hold(office: str, name: str, start: dt.date, end: dt.date | None) -> Principal:
    return Principal(office, name, (), "KST", "female" if name.startswith("Alma") else "male", start, end)


PALACE = Outlet(
    "Kestland Palace",
    (),
    "KST",
    "KST",
    None,
    (
        hold("President", "Tomas Orlund", dt.date(2016, 1, 1), dt.date(2020, 1, 1)),
        hold("President", "Alma Reyes", dt.date(2020, 1, 1), None),
        hold("Foreign Minister", "Anton Lindqvist", dt.date(2020, 1, 1), None),
    ),
)


@pytest.mark.parametrize(
    "text, words, who",
    [
        pytest.param("The President spoke with Ivo Kestrel.", "The President", REYES, id="the office alone"),
        pytest.param("Mrs Reyes spoke with Ivo Kestrel.", "Mrs Reyes", REYES, id="the surname alone"),
        pytest.param("President Reyes spoke with Ivo Kestrel.", "President Reyes", REYES, id="office and surname"),
        pytest.param("The Foreign Minister met Ivo Kestrel.", "The Foreign", ["Anton Lindqvist"], id="another office"),
        pytest.param(
            "The President spoke with President of Peru Ivo Kestrel.",
            "President of Peru Ivo Kestrel",
            KESTREL,
            id="a president of another country",
        ),
        pytest.param(
            "The President spoke with Ivo Kestrel. The Peruvian President smiled.",
            "The Peruvian",
            KESTREL,
            id="a foreign office is the guest's",
        ),
        pytest.param("The Deputy Foreign Minister left.", "The Deputy", [], id="a deputy is not the minister"),
        pytest.param("The former President left.", "The former", [], id="nor is a former president"),
        pytest.param(
            "President of Peru Karl Reyes left.", "President of Peru Karl Reyes", ["Karl Reyes"], id="a namesake"
        ),
    ],
)
def test_principals(monkeypatch: pytest.MonkeyPatch, text: str, words: str, who: list[str]) -> None:
    use_outlet(monkeypatch, PALACE)
    assert [name for name in whom(read(text, published=FRIDAY), words) if name[:3] != "Dep"] == who


def test_the_host_of_a_minister_is_the_president_there(monkeypatch: pytest.MonkeyPatch) -> None:
    use_outlet(monkeypatch, replace(PALACE, principals=PALACE.principals[::-1]))
    text = (
        "President Reyes sent the Foreign Minister. Foreign Minister Lindqvist met President Ivo Kestrel of Peru. "
        "The Foreign Minister and the President smiled."
    )
    assert whom(read(text, published=FRIDAY), "the President") == KESTREL


@pytest.mark.parametrize(
    "published, who",
    [
        pytest.param(FRIDAY, REYES, id="today's president"),
        pytest.param(dt.date(2018, 5, 1), ["Tomas Orlund"], id="an earlier one"),
        pytest.param(dt.date(2014, 5, 1), [], id="before the first known"),
        pytest.param(None, [], id="no day of publication"),
    ],
)
def test_principals_hold_an_office_for_a_time(
    monkeypatch: pytest.MonkeyPatch, published: dt.date | None, who: list[str]
) -> None:
    use_outlet(monkeypatch, PALACE)
    assert whom(read("The President met Ivo Kestrel.", published=published), "The President") == who


def test_other_outlets_have_no_principals() -> None:
    assert whom(read("The President met Ivo Kestrel.", published=FRIDAY, outlet="Selm Gazette"), "The President") == []


def test_a_principal_has_office_country_and_gender(monkeypatch: pytest.MonkeyPatch) -> None:
    use_outlet(monkeypatch, PALACE)
    reading = read("The President met Ivo Kestrel.", published=FRIDAY)
    reyes = next(each for each in reading.actors if each.name == "Alma Reyes")
    assert (reyes.office, reyes.country, reyes.gender) == ("President", "KST", "female")


# --- what must hold


def test_ids_tell_actors_apart_and_depend_on_them_alone() -> None:
    first = {each.name: each.actor_id for each in read(MET).actors}
    second = {each.name: each.actor_id for each in read("Rain fell. " + MET + "She left.").actors}
    assert len(set(first.values())) == len(first)
    assert first == {name: second[name] for name in first}
