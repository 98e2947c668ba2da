"""Tellings of a text joined to contacts: one occasion told twice is one, two occasions are two."""

from __future__ import annotations

import datetime as dt

import pytest

from dragoman.lexicons.loader import Outlet
from dragoman.record import Passage, Reading, SegmentKind, Span
from tests.readings import FRIDAY, only_contact, read, tell_all, use_outlet

pytestmark = pytest.mark.usefixtures("medium_model")  # the small model misses more names

R = "President Alma Reyes"
K = "Prime Minister Ivo Kestrel of Peru"
H = "Chancellor Greta Holm of Chile"
PAIR = "Alma Reyes + Ivo Kestrel"
ALL = "Alma Reyes + Greta Holm + Ivo Kestrel"


@pytest.mark.parametrize(
    "text, found",
    [
        pytest.param(f"{R} met {K}. She met him in Selm.", [f"meeting: {PAIR}"], id="told again"),
        pytest.param(f"{R} met {K}. During the meeting they spoke of trade.", [f"meeting: {PAIR}"], id="the meeting"),
        pytest.param(
            f"{R} spoke with {K}. During the call she thanked him.", [f"call: {PAIR}"], id="the call tells the kind"
        ),
        pytest.param(
            f"{R} spoke with {K}. Kestrel told Reyes that the port was open.",
            [f"conversation: {PAIR}"],
            id="what was told",
        ),
        pytest.param(f"{R} visited {K}. She met him in Selm.", [f"visit: {PAIR}"], id="a meeting on a visit"),
        pytest.param(f"{R} met {K} on Monday. They met again on Thursday.", [f"meeting: {PAIR}"] * 2, id="two days"),
        pytest.param(f"{R} met {K}. They also spoke by phone.", [f"call: {PAIR}", f"meeting: {PAIR}"], id="two kinds"),
        pytest.param(
            f"{R} met {K}. They will meet again in June.",
            [f"meeting: {PAIR}", f"planned meeting: {PAIR}"],
            id="two modalities",
        ),
        pytest.param(
            f"{R} met {K} on Monday. She met {H} on Tuesday.",
            ["meeting: Alma Reyes + Greta Holm", f"meeting: {PAIR}"],
            id="two partners",
        ),
        pytest.param(
            f"{R} met {K} and {H}. Reyes met Kestrel in Selm.", [f"meeting: {ALL}"], id="two of three, told alike"
        ),
        pytest.param(f"{R} met {K}. Reyes, Kestrel and {H} met.", [f"meeting: {ALL}"], id="a third told later"),
        pytest.param(
            f"{R} had phone calls with {K} and {H}. In the call with Kestrel, Reyes thanked him.",
            ["call: Alma Reyes + Greta Holm", f"call: {PAIR}"],
            id="one of two calls told again",
        ),
        pytest.param("During the call they spoke of trade.", [], id="the call of nobody"),
        pytest.param(f"{R} spoke. {K} listened.", [], id="nobody met"),
        pytest.param(
            f"{R} told {K} that the port was open when he telephoned her.",
            [f"call: {PAIR}"],
            id="told, in a call of the clause behind",
        ),
    ],
)
def test_tellings_are_joined(text: str, found: list[str]) -> None:
    assert sorted(tell_all(read(text, published=FRIDAY))) == sorted(found)


def test_every_telling_is_evidence() -> None:
    text = f"{R} spoke by phone with {K} on Monday. Rain fell. During the call she thanked him."
    reading = read(text, published=FRIDAY)
    passages = [reading.document[passage.span] for passage in only_contact(reading).evidence]
    assert passages == [text.split(" Rain", maxsplit=1)[0], "During the call she thanked him."]


def test_details_come_from_all_tellings() -> None:
    text = f"{R} spoke with {K}. The 45-minute call between Reyes and Kestrel took place on Monday at the request of Mr Kestrel."
    contact = only_contact(read(text, published=FRIDAY))
    assert contact.kind == "call"
    assert contact.duration_minutes == 45
    assert contact.when is not None
    assert contact.when.is_day
    assert contact.initiator in {actor.actor_id for actor in contact.participants if actor.name == "Ivo Kestrel"}


# --- a title given apart


def test_a_title_tells_a_contact_of_its_own() -> None:
    reading = read("The weather was fair all day.", title=f"{R} met {K}")
    contact = only_contact(reading)
    assert contact.segment is SegmentKind.TITLE
    assert contact.evidence == (Passage(Span(0, len(f"{R} met {K}")), "title"),)
    assert contact.date_words is None


@pytest.mark.parametrize(
    "title",
    [
        pytest.param("President Reyes meets Kestrel", id="an office and surnames"),
        pytest.param("Readout of President Reyes’s meeting with Prime Minister Kestrel", id="a readout"),
        pytest.param("Reyes meets Kestrel", id="surnames alone"),
    ],
)
def test_a_title_and_a_text_tell_one_contact(title: str) -> None:
    contact = only_contact(read(f"{R} met {K} on Monday.", published=FRIDAY, title=title))
    assert [passage.part for passage in contact.evidence] == ["text", "title"]
    assert contact.segment is SegmentKind.BODY


def test_a_date_of_the_title_has_no_words_in_the_text() -> None:
    contact = only_contact(read("The weather was fair.", title=f"{R} met {K} on 14 May 2024"))
    assert contact.when is not None
    assert contact.date_words is None


# --- what says nothing


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(f"Also read: {R} met {K} in Selm", id="a related link"),
        pytest.param(f"Read more: {R} spoke by phone with {K}", id="read more"),
        pytest.param(f"Previous article: {R} met {K} in Selm", id="navigation"),
    ],
)
def test_furniture_tells_no_contacts(line: str) -> None:
    text = f"The harvest was good in all of Marovia this year, the ministry said on Monday.\n\n{line}\n\nFarmers were glad of the rain that fell in the weeks before, and of the sun that followed it."
    reading = read(text)
    assert any(
        segment.kind not in {SegmentKind.BODY, SegmentKind.HEADING, SegmentKind.TITLE}
        and line[:20] in reading.document[segment.span]
        for segment in reading.document.segments
    )
    assert tell_all(reading) == []


@pytest.mark.parametrize("text", ["", " ", "\n\n", ".", "…", "—", "\u00a0", '"', "A", "met", "met met met met"])
def test_texts_that_say_nothing(text: str) -> None:
    assert tell_all(read(text)) == []


# --- ids


TWO_DAYS = [
    pytest.param(
        f"{R} spoke today by phone with {K}, following up on their May 8 call.", id="two calls of one sentence"
    ),
    pytest.param(
        f"{R} met {K} today to advance a roadmap established at their meeting on May 8 in Selm.",
        id="two meetings of one sentence",
    ),
]


@pytest.mark.parametrize("text", TWO_DAYS)
def test_two_days_told_in_one_sentence_have_two_ids(text: str) -> None:
    contacts = read(text, published=FRIDAY).contacts
    assert len({contact.contact_id for contact in contacts}) == len(contacts) == 2


@pytest.mark.parametrize("text", TWO_DAYS)
def test_the_earlier_of_two_days_is_background(text: str) -> None:
    contacts = read(text, published=FRIDAY).contacts
    assert {(contact.modality.value, contact.when and contact.when.start) for contact in contacts} == {
        ("happened", FRIDAY),
        ("background", dt.date(2024, 5, 8)),
    }


def test_ids_differ_between_contacts_and_documents() -> None:
    text = f"{R} met {K} on Monday. They will meet in June."
    first, second = read(text, published=FRIDAY), read(f"{text} Rain fell.", published=FRIDAY)
    ids = [contact.contact_id for contact in (*first.contacts, *second.contacts)]
    assert len(ids) == len(set(ids)) == 4


def test_a_call_that_one_side_asked_for_is_between_the_only_two_of_a_readout(monkeypatch: pytest.MonkeyPatch) -> None:
    text = f"{R} and {K} coordinated their steps. The telephone call was initiated by the Peruvian side."
    assert tell_all(read(text)) == []
    use_outlet(monkeypatch, Outlet("Kestland Palace", (), "KST", "KST", None))
    assert tell_all(read(text)) == [f"call: {PAIR}"]
    assert tell_all(read(f"{text} {H} slept.")) == [], "one of three"


def tell_days(reading: Reading) -> list[str]:
    """Return the contacts in short form, each with its first day and the day after its last."""
    days = [contact.when for contact in reading.contacts]
    told = zip(tell_all(reading), days, strict=True)
    return [f"{words}, {when.start} to {when.end}" if when is not None else words for words, when in told]


MINISTER = "Foreign Minister Ada Lindqvar"
LOOKING_BACK = [
    pytest.param(
        f"{MINISTER} spoke with Ambassador Jon Torv today to follow up on the May 10 call between {R} and {K}.",
        "background call: Alma Reyes + Ivo Kestrel, 2024-05-10 to 2024-05-11",
        id="who follows up is not in the call",
    ),
    pytest.param(
        f"{MINISTER} met Ambassador Jon Torv, in line with the commitment by {R} and {K} in their May 10 phone call.",
        "background call: Alma Reyes + Ivo Kestrel, 2024-05-10 to 2024-05-11",
        id="their call is that of those named nearest",
    ),
    pytest.param(
        f"The talks will build on {R}'s calls this month with {K} and {H}.",
        "background call: Alma Reyes + Greta Holm, 2024-05-01 to 2024-05-18",
        id="a date between the call and its company",
    ),
    pytest.param(
        f"{R} told {H} about the conversation with {K} she had on May 10.",
        "background conversation: Alma Reyes + Ivo Kestrel, 2024-05-10 to 2024-05-11",
        id="a clause behind the company tells who and when",
    ),
    pytest.param(
        f"{R} met {K} today, building on President Reyes's recent meetings with Prime Minister Kestrel in Selm in "
        "November 2023 and in Velk in September 2023.",
        "background meeting: Alma Reyes + Ivo Kestrel, 2023-09-01 to 2023-10-01",
        id="the second of two days of earlier meetings",
    ),
]


@pytest.mark.parametrize("text, found", LOOKING_BACK)
def test_a_contact_looked_back_at(text: str, found: str) -> None:
    assert found in tell_days(read(text, published=FRIDAY))


@pytest.mark.parametrize("text, _", LOOKING_BACK[:2])
def test_who_looks_back_is_in_no_earlier_contact(text: str, _: str) -> None:
    earlier = [contact for contact in read(text, published=FRIDAY).contacts if contact.modality == "background"]
    assert {actor.name for contact in earlier for actor in contact.participants} == {"Alma Reyes", "Ivo Kestrel"}


def test_who_held_talks_between_others_may_have_been_in_them() -> None:
    assert tell_all(read(f"{H} held talks between {R} and {K} in Selm.")) == [f"meeting: {ALL}"]


@pytest.mark.parametrize(
    "words, found",
    [
        pytest.param("on the deal reached during the May 10 videoconference", True, id="the day names it"),
        pytest.param("on the deal of their May 10, 2024 bilateral meeting", True, id="theirs"),
        pytest.param("on the May meeting", False, id="a month alone"),
        pytest.param("on the May 10 meeting of the League", False, id="a meeting of others"),
        pytest.param("on the May 10 ministerial meeting", False, id="a meeting of ministers"),
        pytest.param("on the May 10 meeting that Lindqvar held", False, id="a meeting that another held"),
        pytest.param("on the May 10 summit", False, id="a summit"),
        pytest.param("on the May 17 call", False, id="the call of the day"),
    ],
)
def test_a_readout_names_an_earlier_contact_by_its_day(
    words: str, found: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = f"On May 17, {R} spoke with {K}. The conversation focused {words}."
    use_outlet(monkeypatch, Outlet("Kestland Palace", (), "KST", "KST", None))
    told = tell_days(read(text, published=FRIDAY))
    earlier = [words for words in told if words.startswith("background") and "2024-05-10 to 2024-05-11" in words]
    assert len(told) == 1 + found
    assert [words.partition(": ")[2].partition(",")[0] for words in earlier] == [PAIR] * found


def test_the_day_before_a_readout(monkeypatch: pytest.MonkeyPatch) -> None:
    text = f"{R} met {H}. She said that {K} had told her so in a telephone conversation the day before."
    earlier = "background call: Alma Reyes + Ivo Kestrel, 2024-05-16 to 2024-05-17"
    assert earlier not in tell_days(read(text, published=FRIDAY)), "news may tell of another day"
    use_outlet(monkeypatch, Outlet("Kestland Palace", (), "KST", "KST", None))
    assert earlier in tell_days(read(text, published=FRIDAY))
