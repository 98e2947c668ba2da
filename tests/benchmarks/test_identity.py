"""What finding out who is who costs: the arithmetic, and small runs."""

from __future__ import annotations

import time

import pytest

from benchmarks.identity import describe_identity, measure_identity, resolve_people
from benchmarks.identity_share import measure_identity_share
from dragoman.reading.text import make_document
from dragoman.record import Document, Reading


def read_slowly(document: Document) -> Reading:
    end = time.process_time() + 0.02
    while time.process_time() < end:
        pass
    return Reading(document, (), (), (), ())


def test_people_are_made_and_mentions_resolved() -> None:
    figures = resolve_people(60, 120)
    assert (figures["actors"], figures["mentions"]) == (60, 120)
    assert 60 <= figures["identities"] <= 180
    assert "120 mentions against 60 people" in describe_identity({**figures, "seconds": 1.0, "mentions_a_second": 120})


def test_the_share_is_of_reading() -> None:
    done: list[int] = []
    documents = [make_document(f"Anna Velk spoke {number} times.", document_id=f"doc-{number}") for number in range(70)]
    figures = measure_identity_share(documents, done.append, read_slowly)
    assert sum(done) == figures["documents"] == 70
    assert 0 < figures["ratio"] < 1


@pytest.mark.slow
def test_it_is_measured_in_a_process_of_its_own() -> None:
    assert measure_identity(60, 120)["memory_mib"] < 1024  # what a worker may take
