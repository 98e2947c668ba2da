"""Events of a text: frames, governors, modality, sides, what contacts and statements give."""

from __future__ import annotations

import datetime as dt

import pytest

from dragoman.coding.cameo import goldstein_of
from dragoman.language.model import load_language
from dragoman.pipeline import code_sentence, read_document
from dragoman.reading.text import make_document
from dragoman.record import EventReport, Modality, Segment, SegmentKind, Span


def events_of(text: str, published: dt.date | None = None) -> tuple[EventReport, ...]:
    document = make_document(text, published=published)
    body = (Segment(SegmentKind.BODY, Span(0, len(text))),)
    whole = type(document)(document.document_id, document.version, text, document.source, body)
    return read_document(whole, load_language()).events


def told(text: str) -> list[tuple[str, str | None, str, str]]:
    """Type, mode, words of the actors and of the recipients of each event told as having happened."""
    return [
        (
            event.type.value,
            event.mode,
            " & ".join(text[span.start : span.end] for span in event.actor_words),
            " & ".join(text[span.start : span.end] for span in event.recipient_words),
        )
        for event in events_of(text)
        if event.modality is Modality.HAPPENED
    ]


@pytest.mark.usefixtures("medium_model")
@pytest.mark.parametrize(
    "text, expected",
    [
        pytest.param(
            "Two sailors were released by the rebels.",
            ("RETREAT", "release", "the rebels", "Two sailors"),
            id="passive",
        ),
        pytest.param(
            "The expulsion of diplomats by Marovia angered Norland.",
            ("SANCTION", "expel", "Marovia", "diplomats"),
            id="noun",
        ),
        pytest.param(
            "The rebels, who attacked an army base, fled.",
            ("ASSAULT", None, "The rebels", "an army base"),
            id="relative clause",
        ),
        pytest.param(
            "Norland returned dozens of coins to Marovia.",
            ("RETREAT", None, "Norland", "Marovia"),
            id="what is counted holds the other side",
        ),
        pytest.param(
            "Norland imposed a curfew in parts of Lindqvar.",
            ("COERCE", "curfew", "Norland", "Lindqvar"),
            id="parts of a whole",
        ),
        pytest.param(
            "The panel concluded that the army of Marovia had shelled a school.",
            ("ACCUSE", "allege", "The panel", "the army of Marovia"),
            id="a finding of wrong",
        ),
        pytest.param(
            "Norland is considering sanctions on Marovia.",
            ("THREATEN", "restrict", "Norland", "Marovia"),
            id="thinking aloud of what hurts",
        ),
        pytest.param("Gunmen stormed and seized the camp.", ("ASSAULT", None, "Gunmen", "the camp"), id="joined verbs"),
        pytest.param(
            "Norland refused to meet the envoys of Marovia.",
            ("REJECT", "meet", "Norland", "the envoys of Marovia"),
            id="infinitive below a refusal",
        ),
        pytest.param(
            "Norland carried out air strikes against the rebels.",
            ("ASSAULT", "aerial", "Norland", "the rebels"),
            id="a verb that only carries the noun",
        ),
        pytest.param(
            "Norland will not lift sanctions on Marovia.",
            ("REJECT", "yield", "Norland", "Marovia"),
            id="will not",
        ),
        pytest.param(
            "Norland says the government of Marovia must release the prisoners.",
            ("REQUEST", "yield", "Norland", "the government of Marovia"),
            id="must, in what somebody says",
        ),
        pytest.param(
            "The government of Norland said it had expelled two diplomats.",
            ("SANCTION", "expel", "The government of Norland", "two diplomats"),
            id="it is who says so",
        ),
        pytest.param(
            "Gunmen attacked the base, killing six soldiers.",
            ("ASSAULT", None, "Gunmen", "the base & six soldiers"),
            id="one event of two cues",
        ),
    ],
)
def test_a_frame_is_read(text: str, expected: tuple[str, str | None, str, str]) -> None:
    assert expected in told(text)


@pytest.mark.parametrize(
    "text, modality",
    [
        pytest.param("The rebels did not attack the base.", Modality.DENIED, id="negated"),
        pytest.param("The rebels denied attacking the base.", Modality.DENIED, id="denied"),
        pytest.param("The rebels planned to attack the base.", Modality.PLANNED, id="planned"),
        pytest.param("The rebels may attack the base.", Modality.HYPOTHETICAL, id="possible"),
        pytest.param("If the rebels attack the base, it will fall.", Modality.HYPOTHETICAL, id="condition"),
        pytest.param("Norland accused the rebels of attacking the base.", Modality.HYPOTHETICAL, id="alleged"),
        pytest.param("The general urged the rebels to attack the base.", Modality.DEMANDED, id="demanded"),
        pytest.param("Two years ago the rebels attacked the base.", Modality.BACKGROUND, id="earlier"),
        pytest.param("The rebels attacked the base.", Modality.HAPPENED, id="told as a fact"),
    ],
)
def test_the_modality_of_an_attack(text: str, modality: Modality) -> None:
    (attack,) = [event for event in events_of(text) if event.type.value == "ASSAULT"]
    assert attack.modality is modality


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Officials of Norland confirmed it had killed three people.", id="it is not the officials"),
        pytest.param("Velk led the search for rules after the 2012 shooting of pupils.", id="a noun in -ing"),
        pytest.param("Norland hosts a summit with Marovia next week.", id="present, of what lies ahead"),
        pytest.param("Velk has advocated killing the families of rebels.", id="only advocated"),
        pytest.param("The rebels allegedly attacked the base.", id="allegedly"),
        pytest.param("The town will be destroyed by Christmas.", id="a feast is nobody"),
        pytest.param("Norland insisted the jet had never crossed the border.", id="insisted how things are"),
        pytest.param(
            "Amid suggestions that Norland should withdraw its troops, Velk stressed her support.",
            id="should, in what hangs on a noun",
        ),
    ],
)
def test_nothing_is_told_as_done(text: str) -> None:
    done = {"ASSAULT", "REQUEST", "CONSULT", "THREATEN"}
    assert not [row for row in told(text) if row[0] in done]


def test_what_is_told_by_the_year_is_background_in_a_longer_text() -> None:
    one = "In 1986, Norland released ten prisoners."
    modalities = [
        next(event.modality for event in events_of(text) if event.type.value == "RETREAT")
        for text in (one, f"{one} The swap was praised at home.", "Norland, at war since 1986, released ten prisoners.")
    ]
    assert modalities == [Modality.HAPPENED, Modality.BACKGROUND, Modality.HAPPENED]


def test_a_post_is_nobody_to_resign_from() -> None:
    (event,) = events_of("President Velk of Norway stepped down from his post.")
    assert not event.recipients


def test_contacts_become_consultations_and_planned_ones_agreements() -> None:
    text = (
        "President Ana Velk telephoned Prime Minister Ivo Kestrel on Monday. "
        "President Ana Velk will meet King Olav Torun in May."
    )
    found = {(event.type.value, event.mode, event.cameo): event for event in events_of(text)}
    call = found["CONSULT", "phone", "041"]
    assert {actor.name for actor in call.actors} == {"Ana Velk", "Ivo Kestrel"}
    assert call.contact_id is not None
    assert not call.recipients
    assert ("AGREE", None, "036") in found


def test_an_event_told_in_somebodys_words_has_him_in_its_chain() -> None:
    text = "Foreign Minister Ana Velk said that the rebels had attacked an army base in Marovia."
    (attack,) = [event for event in events_of(text) if event.type.value == "ASSAULT"]
    assert [actor.name for actor in attack.chain] == ["Ana Velk"]


def test_a_date_place_and_country_are_as_told() -> None:
    text = "Marovia expelled two diplomats on 3 March 2023. Marovian rebels attacked a base in Norland."
    first, second = events_of(text, published=dt.date(2023, 3, 5))
    assert first.when is not None
    assert (first.when.start, first.when.end) == (dt.date(2023, 3, 3), dt.date(2023, 3, 4))
    assert second.when is not None
    assert second.when.basis == "bounded"


def test_codes_keep_their_zeros_and_have_scores() -> None:
    (event,) = events_of("Norland gave $2 million to Marovia.")
    assert event.cameo == "070"
    assert goldstein_of(event.cameo) == 7.0
    assert goldstein_of(None) is None


def test_nothing_is_made_of_what_tells_no_event() -> None:
    assert events_of("The weather in Lindqvar was mild, and the harbour was full of boats.") == ()


@pytest.mark.parametrize(
    "text, actor, recipient, expected",
    [
        ("Norland suspended aid to Marovia.", "Norland", "Marovia", "SANCTION"),
        ("Norland, which Marovia accused of spying, released two sailors.", "Marovia", "Norland", "ACCUSE"),
        ("Norland, which Marovia accused of spying, released two sailors.", "Norland", "two sailors", "RETREAT"),
    ],
)
def test_given_sides_choose_the_event(text: str, actor: str, recipient: str, expected: str) -> None:
    document = make_document(text)
    body = (Segment(SegmentKind.BODY, Span(0, len(text))),)
    whole = type(document)(document.document_id, document.version, text, document.source, body)
    spans = [Span(text.index(words), text.index(words) + len(words)) for words in (actor, recipient)]
    coded = code_sentence(whole, spans[0], spans[1], load_language())
    assert coded is not None
    assert coded.type.value == expected
    assert 0 < coded.confidence <= 1
