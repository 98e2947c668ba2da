"""Where a place is that a reviewer wrote: the words of a place → the place of the gazetteer that they mean."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from dragoman.places.resolve import Setting, resolve_place
from dragoman.record import Contact, Document, EventReport, Place, Span


def locate_record(record: Contact | EventReport, document: Document) -> Contact | EventReport:
    """Return a record with what its place means; without where the gazetteer does not know it, or nothing tells which.

    The span is that of the words in the document, an empty one at the record's own words where they do not stand there.
    """
    place = _find_place(record)
    if place is None or record.place is None:
        return replace(record, location=None)
    start = document.text.find(record.place)
    own = next((each.span.start for each in record.evidence if each.part == "text"), 0)
    span = Span(start, start + len(record.place)) if start >= 0 else Span(own, own)
    located = replace(record, location=replace(place, span=span))
    return replace(located, place_country=place.country) if isinstance(located, EventReport) else located


def _find_place(record: Contact | EventReport) -> Place | None:
    """What the words mean beside the countries of those who take part."""
    if record.place is None:
        return None
    people = record.participants if isinstance(record, Contact) else (*record.actors, *record.recipients)
    countries = Counter(actor.country for actor in people if actor.country is not None)
    return resolve_place(record.place, 0, len(record.place), Setting(countries))
