"""Where contacts and coded events took place, against sentences annotated by reading (`gold/places.jsonl`).

Of what the record puts into these sentences: `country` is the share of places with a country that is right, `city` the
share of towns (and of sites whose town is told) that are, `false` the share at words where nothing took place.  `given`
is the share of the annotated places that the record has with any of its contacts or events: it has one place each, and
not every death or fire is an event of the codebook.  `known` and the two figures after it ask the gazetteer alone: the
annotated words are given to it in their text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.language.model import load_language
from dragoman.lexicons.loader import find_outlet
from dragoman.pipeline import read_document
from dragoman.places.gazetteer import fold_place
from dragoman.places.resolve import Setting, resolve_place
from dragoman.record import Document, Place, Reading
from evaluation.documents import read_annotated
from evaluation.shared import HALVES, ROOT, Half, Row, half_of, read_lines

GOLD = ROOT / "evaluation" / "gold" / "places.jsonl"


@dataclass(slots=True)
class PlaceCount:
    """Places by outcome, and a line for each mistake."""

    sentences: int = 0
    gold: int = 0
    found: int = 0
    given: int = 0  # by the record, in the annotated sentences
    false: int = 0
    countries: int = 0
    countries_right: int = 0
    cities: int = 0
    cities_right: int = 0
    known: int = 0
    known_countries_right: int = 0
    known_cities: int = 0
    known_cities_right: int = 0
    mistakes: list[str] = field(default_factory=list[str])

    @property
    def figures(self) -> Row:
        def share(part: int, whole: int) -> float:
            return round(part / max(1, whole), 4)

        return {
            "sentences": self.sentences,
            "places": self.gold,
            "given": share(self.found, self.gold),
            "country": share(self.countries_right, self.countries),
            "city": share(self.cities_right, self.cities),
            "false": share(self.false, self.given),
            "n": self.given,
            "n_city": self.cities,
            "known": share(self.known, self.gold),
            "known_country": share(self.known_countries_right, self.known),
            "known_city": share(self.known_cities_right, self.known_cities),
        }


def score_places(shared: Path, halves: Sequence[Half] = HALVES) -> dict[Half, PlaceCount]:
    """Return the counts of each half."""
    rows = [row for row in read_lines(GOLD) if half_of(row["document"]) in halves]
    language = load_language()
    counts: dict[Half, PlaceCount] = {half: PlaceCount() for half in halves}
    for row, document in read_annotated(shared, rows, "title"):
        count_sentence(row, read_document(document, language), counts[half_of(row["document"])])
    return counts


def count_sentence(row: Row, reading: Reading, count: PlaceCount) -> None:
    """Count the places of one annotated sentence, those of the record and those that its words alone give."""
    document = reading.document
    count.sentences += 1
    sure = [place for place in row["places"] if not place.get("optional")]
    given = list(_given(row, reading))
    count.gold += len(sure)
    count.found += sum(any(_meets(place, one) for one in given) for place in sure)
    for one in given:
        gold = next((place for place in row["places"] if _meets(place, one)), None)
        _count_given(one, gold, document, count)
    _count_known(sure, reading, count)


def _given(row: Row, reading: Reading) -> Iterator[Place]:
    """The places of contacts and events within the sentence, each once."""
    told = [*(contact.location for contact in reading.contacts), *(event.location for event in reading.events)]
    places = {place.span: place for place in told if place is not None and place.part == "text"}
    return (place for place in places.values() if row["start"] <= place.span.start < row["end"])


def _meets(gold: Row, place: Place) -> bool:
    return bool(place.span.start < gold["end"] and gold["start"] < place.span.end)


def _count_given(place: Place, gold: Row | None, document: Document, count: PlaceCount) -> None:
    words = document[place.span]
    count.given += 1
    if gold is None:
        count.false += 1
        count.mistakes.append(f"false: {document.document_id} {words!r}")
        return
    if place.country is not None and "country" in gold:
        count.countries += 1
        count.countries_right += place.country in gold["country"]
        if place.country not in gold["country"]:
            count.mistakes.append(f"country: {document.document_id} {words!r} {place.country}")
    if place.city is not None:
        right = _is_city(place, gold)
        count.cities += 1
        count.cities_right += right
        if not right:
            count.mistakes.append(f"city: {document.document_id} {words!r} {place.city} ({place.country})")


def _is_city(place: Place, gold: Row) -> bool:
    names: Iterable[str] = gold.get("city", ())
    there = place.country is None or place.country in gold.get("country", ())
    return there and fold_place(place.city or "") in set(map(fold_place, names))


def _count_known(sure: Sequence[Row], reading: Reading, count: PlaceCount) -> None:
    """Count what the gazetteer makes of the annotated words."""
    document = reading.document
    outlet = find_outlet(document.source.outlet, document.source.url)
    named = [actor.country for actor in reading.actors if actor.country is not None]
    setting = Setting({code: named.count(code) for code in named}, outlet.country if outlet is not None else None)
    for gold in sure:
        place = resolve_place(document.text, gold["start"], len(document.text), setting)
        if place is None or "country" not in gold or place.country is None:
            continue
        count.known += 1
        count.known_countries_right += place.country in gold["country"]
        if place.city is not None:
            count.known_cities += 1
            count.known_cities_right += _is_city(place, gold)
