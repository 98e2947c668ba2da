"""How sure events are: what is surely one, what is not, and what words of force tell between politicians."""

from __future__ import annotations

import datetime as dt

import pytest

from dragoman.coding.trust import LEAST, SURE, least_shown, settle
from dragoman.language.model import load_language
from dragoman.pipeline import read_document
from dragoman.reading.text import make_document
from dragoman.record import EventReport, Modality, Segment, SegmentKind, Span


def events_of(text: str, published: dt.date | None = None) -> tuple[EventReport, ...]:
    document = make_document(text, published=published)
    body = (Segment(SegmentKind.BODY, Span(0, len(text))),)
    whole = type(document)(document.document_id, document.version, text, document.source, body)
    return read_document(whole, load_language()).events


def shown(text: str) -> list[str]:
    """The types of what is told as having happened, as far as it is sure."""
    return [
        event.type.value
        for event in events_of(text)
        if event.modality is Modality.HAPPENED and event.grounds.confidence >= SURE
    ]


@pytest.mark.parametrize(
    "text, kind",
    [
        pytest.param("The army of Orvania attacked the rebels.", "ASSAULT", id="a force"),
        pytest.param("President Ana Velk praised the offer of Norland.", "SUPPORT", id="whose offer it is"),
        pytest.param(
            "The Council of Orvania condemned the bombing of a school.", "ACCUSE", id="a deed of nobody named"
        ),
        pytest.param("Minister Ana Velk urged Norland to free the sailors.", "REQUEST", id="asked of somebody"),
        pytest.param("Norway and Sweden agreed to share intelligence.", "AGREE", id="undertaken"),
    ],
)
def test_what_is_surely_an_event(text: str, kind: str) -> None:
    assert kind in shown(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Minister Ana Velk lamented the weather.", id="nobody blamed"),
        pytest.param("Minister Ana Velk promised to work harder.", id="promised to nobody"),
        pytest.param(
            "The Labour Party advocates gun rights, limited government and protectionism.", id="a row of views"
        ),
        pytest.param("Minister Ana Velk renewed her support for the Green New Deal.", id="words of one name"),
        pytest.param("Has Norland expelled the diplomats of Marovia?", id="a question"),
        pytest.param("Minister Ana Velk spoke about expelling the diplomats of Marovia.", id="a topic"),
        pytest.param("Norway and Sweden agreed that trade mattered.", id="a view shared"),
        pytest.param("Norway and Sweden agreed on the importance of trade.", id="what it is worth"),
        pytest.param("Norland refrained from expelling the diplomats of Marovia.", id="refrained"),
        pytest.param("Had Norland expelled the diplomats of Marovia, talks would have ended.", id="had it"),
        pytest.param("Norland would have expelled the diplomats of Marovia.", id="would have"),
        pytest.param("Six percent of voters support Minister Ana Velk.", id="a poll"),
        pytest.param("Ana Velk gave her brother some money.", id="private people"),
        pytest.param("Minister Ana Velk asked her assistant to print a letter.", id="the household"),
        pytest.param("Minister Ana Velk asked Minister Ivo Kestrel why he had come.", id="asked for an answer"),
        pytest.param("The fans kicked off the season in Norland.", id="another sense of the verb"),
    ],
)
def test_what_is_not_surely_one(text: str) -> None:
    assert shown(text) == []


@pytest.mark.parametrize(
    "text, kinds",
    [
        pytest.param("Senator Ana Velk attacked Senator Ivo Kestrel.", {"ACCUSE"}, id="a reproach"),
        pytest.param("Senator Ana Velk beat Senator Ivo Kestrel in Lindqvar.", set(), id="a vote"),
        pytest.param("Senator Ana Velk has attacked loopholes.", set(), id="a thing"),
        pytest.param("Rebels attacked Senator Ivo Kestrel.", {"ASSAULT"}, id="an armed group"),
    ],
)
def test_words_of_force_between_politicians(text: str, kinds: set[str]) -> None:
    assert {event.type.value for event in events_of(text) if event.modality is Modality.HAPPENED} == kinds


def test_what_is_told_twice_is_one_event_with_two_passages() -> None:
    text = "Norland expelled the envoys of Marovia. Talks ended. Norland expelled the envoys of Marovia."
    (event,) = [event for event in events_of(text) if event.type.value == "SANCTION"]
    assert len(event.evidence) == 2


def test_what_is_long_past_is_background() -> None:
    (event,) = events_of("Norland expelled the envoys of Marovia in 2003.", published=dt.date(2024, 5, 1))
    assert event.modality is Modality.BACKGROUND


def test_the_model_moves_little_and_keeps_within_bounds() -> None:
    assert settle(0.8, 0.01) == 0.7
    assert settle(0.8, 0.5) == 0.8
    assert settle(0.8, 0.95) == 0.83
    assert settle(0.96, 0.99) == 0.97
    assert settle(0.06, 0.0) == 0.05


def test_the_default_view_holds_back_what_happened_less_surely() -> None:
    assert LEAST < least_shown(Modality.HAPPENED) == SURE
    assert least_shown(Modality.PLANNED) == least_shown(None) == 0.0


def test_a_matter_is_nobody_but_its_owner_is() -> None:
    (event,) = events_of("President Ana Velk expressed support for Norway's security.")
    assert [actor.name for actor in event.recipients] == ["Norway"]


def test_half_a_joined_phrase_is_nobody() -> None:
    (event,) = events_of("President Ana Velk praised federal and state officials of Norway.")
    assert "federal" not in {actor.name.lower() for actor in event.recipients}


def test_an_interview_is_less_sure_than_a_meeting() -> None:
    (interview,) = events_of("President Ana Velk of Norway met with Ivo Kestrel, a journalist, on Monday.")
    (meeting,) = events_of("President Ana Velk of Norway met with President Ivo Kestrel of Sweden.")
    assert meeting.grounds.confidence >= SURE > interview.grounds.confidence


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Orvania exports barley to Marovia.", id="a deed in the present"),
        pytest.param("Speakers urged the crowd to march on.", id="words of a crowd"),
        pytest.param("The foundation attacked the senator of Norway.", id="force without a force"),
        pytest.param("A map shows a base captured by Norway.", id="told to say which"),
        pytest.param("“Norway punished the rebels of Marovia,” Ivo Kestrel said.", id="in quotation marks"),
        pytest.param("Police arrested Ivo Kestrel on suspicion of murder.", id="a crime"),
        pytest.param("Ivo Kestrel chatted with Ana Velk.", id="a talk between private people"),
    ],
)
def test_what_is_doubtful_is_kept_and_not_shown(text: str) -> None:
    assert not shown(text)


def test_a_request_is_what_one_refuses() -> None:
    (refusal,) = [e for e in events_of("Norway refused a request by Sweden to step aside.") if e.type.value == "REJECT"]
    assert refusal.grounds.confidence >= SURE


def test_who_is_arrested_for_no_crime_is_shown() -> None:
    assert "COERCE" in shown("Police arrested Ivo Kestrel for spreading rumours.")
