"""Small corpora about invented people whose names are near each other, for Hypothesis."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from dragoman.record import Actor, Reading, text_version
from tests.identity.makers import body, person, state, tell

NAMES = ["Anna Velk", "Ana Welk", "VELK Anna", "Velk", "Ivo Velk", "Tomas Orlo", "T. Orlo", "Alma Reyes", "Reyes",
         "George Velk Sr", "George W. Velk", "George Velk"]  # fmt: skip
OFFICES = ["Foreign Minister", "Foreign Minister of Norway", "President", "President of Finland",
           "Foreign Minister of Orvania"]  # fmt: skip
COUNTRIES = [None, "NOR", "ORV", "FIN"]


@st.composite
def named(draw: st.DrawFn) -> Actor:
    told = [draw(st.sampled_from(each)) for each in (NAMES, [None, *OFFICES], COUNTRIES)]
    gender = draw(st.sampled_from([None, None, "male", "female"]))
    return person(
        told[0] or "", *told[1:], gender=gender, aliases=draw(st.sampled_from([(), ("Velk",), ("Anna Velk",)]))
    )


@st.composite
def unnamed(draw: st.DrawFn) -> Actor:
    office = draw(st.sampled_from(OFFICES))
    return person(office, office, draw(st.sampled_from(COUNTRIES)))


bodies = st.builds(
    body, st.sampled_from(["Selm Gazette", "United Nations", "UN", "Hamas"]), st.sampled_from([None, "NOR"])
)
states = st.builds(
    state, st.sampled_from(["Norway", "Kingdom of Norway", "Orvania", "Oslo"]), st.sampled_from([None, "NOR", "ORV"])
)
actors = st.one_of(named(), named(), named(), unnamed(), bodies, states)
days = st.sampled_from([None, "2024-02-12", "2023-05-01", "1999-01-01"])


def casts(least: int = 1) -> st.SearchStrategy[list[Actor]]:
    return st.lists(actors, min_size=least, max_size=3, unique_by=lambda actor: actor.actor_id)


@st.composite
def corpora(draw: st.DrawFn, least: int = 1, most: int = 6) -> list[Reading]:
    """Readings of as many documents, each of its own."""
    count = draw(st.integers(least, most))
    return [tell(f"doc-{number}", *draw(casts()), published=draw(days)) for number in range(count)]


@st.composite
def histories(draw: st.DrawFn) -> list[Reading]:
    """Readings of few documents that come again and again, each time with another text and other actors."""
    numbers = draw(st.lists(st.integers(0, 2), min_size=1, max_size=6))
    return [
        retell(tell(f"doc-{number}", *draw(casts()), published=draw(days)), version)
        for version, number in enumerate(numbers)
    ]


def retell(reading: Reading, version: int) -> Reading:
    """The reading with a text of its own: another version of its document."""
    text = f"{reading.document.text}\nversion {version}"
    return replace(reading, document=replace(reading.document, text=text, version=text_version(text)))
