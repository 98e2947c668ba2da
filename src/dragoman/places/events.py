"""Coded events → the same events with the place where they took place, as far as their words tell it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dragoman.actors.cast import Analysis
from dragoman.places.resolve import Setting
from dragoman.places.spots import Spotted, find_spot
from dragoman.record import Contact, EventReport, Parse, Sentence, Token


def place_events(
    body: Analysis, contacts: tuple[Contact, ...], events: tuple[EventReport, ...], setting: Setting
) -> tuple[EventReport, ...]:
    """Return the events with `location`, and `place` and `place_country` where they had none; in the same order.

    An event coded from a contact has the contact's place.
    """
    known = {contact.contact_id: contact for contact in contacts}
    return tuple(_place_event(body, known, event, setting) for event in events)


def _place_event(body: Analysis, contacts: dict[str, Contact], event: EventReport, setting: Setting) -> EventReport:
    if not event.cue:
        contact = contacts.get(event.contact_id or "") if event.statement_id is None else None
        location = contact.location if contact is not None else None
        words = contact.place if contact is not None else None
    else:
        spot = _find_spot(body, event, setting)
        location, words = (None, None) if spot is None else (spot.place, spot.words)
    if location is None:
        return event
    return replace(
        event,
        location=location,
        place=event.place if event.place is not None else words,
        place_country=location.country if location.country is not None else event.place_country,
    )


def _find_spot(body: Analysis, event: EventReport, setting: Setting) -> Spotted | None:
    sentence = next((one for one in body.parse.sentences if one.span.contains(event.cue[0])), None)
    if sentence is None or event.evidence[0].part != "text":
        return None
    return find_spot(body, sentence, frozenset(_heads(body.parse, sentence, event)), setting)


def _heads(parse: Parse, sentence: Sentence, event: EventReport) -> Iterator[int]:
    """The tokens that tell an event: those of its cue, and the verb that a noun among them belongs to."""
    for token in parse.tokens[sentence.first : sentence.last]:
        if any(token.start < span.end and span.start < token.end for span in event.cue):
            yield token.index
            verb = _verb_of(parse, token)
            if verb is not None:
                yield verb.index


def _verb_of(parse: Parse, token: Token) -> Token | None:
    head = parse.tokens[token.head]
    told = token.tag.startswith("NN") and token.dep in {"nsubjpass", "dobj"} and head.tag.startswith("VB")
    return head if told and head.lemma in {"carry", "take", "launch", "stage", "hold", "conduct", "occur"} else None
