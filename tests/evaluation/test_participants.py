"""Participants of contacts in the registry: whom a reading gives, the shares, the sample and what eyes said of it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.record import Actor, ActorKind, Mention, Source, Span
from evaluation import participants
from evaluation.participants import (
    Participant,
    count_shares,
    draw_sample,
    find_participants,
    judge_sample,
    load_judgements,
    make_place,
    show_sample,
)
from evaluation.shared import Row
from tests.factories import ORLUND, VELK, make_contact, make_document, make_reading, span_of
from tests.registry.makers import FOREIGN, make_registry, make_tenure

REGISTRY = make_registry(make_tenure("Berta Holm", "2020-01-01", "2026-01-01", office="Foreign Minister", **FOREIGN))
HOLM = Actor("holm", ActorKind.PERSON, "Berta Holm", "Foreign Minister", "NOR")
TEAM = Actor("team", ActorKind.GROUP, "officials")


def make_participant(number: int, person: str | None = "holm", **more: object) -> Participant:
    one = Participant(f"doc-{number}", "0" * 64, 2024, "Berta Holm", None, None, "text", (0, number), person)
    return dataclasses.replace(one, **more)  # type: ignore[arg-type]  # fields by name


def test_people_of_contacts_are_found_once_on_the_day_of_the_contact() -> None:
    call = make_contact(participants=(HOLM, VELK))
    again = make_contact(contact_id="call-2", participants=(HOLM, TEAM, ORLUND))
    reading = dataclasses.replace(
        make_reading(make_document(published=dt.date(2024, 2, 13))),
        contacts=(call, again),
        mentions=(Mention(span_of("she"), "pronoun", ("holm",)), Mention(span_of("Anna Velk"), "name", ("velk",))),
    )
    found = {one.name: one for one in find_participants(reading, REGISTRY)}
    assert set(found) == {"Berta Holm", "Anna Velk", "Tomás Ørlund"}
    assert (found["Berta Holm"].person, found["Berta Holm"].year) == ("berta-holm", 2024)
    assert found["Anna Velk"].person is None
    assert Span(*found["Berta Holm"].span) == span_of("she")


def test_an_office_of_the_registry_counts_without_its_holder() -> None:
    minister = Actor("minister", ActorKind.PERSON, "Foreign Minister", "Foreign Minister", "NOR")
    reading = dataclasses.replace(
        make_reading(make_document(published=None)), contacts=(make_contact(participants=(minister, VELK), when=None),)
    )
    (first, _) = find_participants(reading, REGISTRY)
    assert (first.person, first.office_known, first.year) == (None, True, 0)


def test_shares_are_counted_by_year_and_half() -> None:
    shares = count_shares(
        [make_participant(1), make_participant(2, None, office_known=True), make_participant(3, None)]
    )
    assert shares["all"] == {"person": 0.3333, "office": 0.3333, "resolved": 0.6667, "n": 3}
    assert shares["2024"] == shares["all"]
    assert sum(shares[half]["n"] for half in ("tuning", "checking") if half in shares) == 3


def test_a_sample_is_fixed_and_has_each_person_once() -> None:
    everyone = [make_participant(number, f"person-{number % 7}") for number in range(60)]
    everyone.append(make_participant(99, None))
    sample = draw_sample(everyone, 5, "a")
    assert sample == draw_sample(reversed(everyone), 5, "a")
    assert len({one.person for one in sample}) == 5
    assert sample != draw_sample(everyone, 5, "b")


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    path = tmp_path / "registry.json"
    rows = [{**dataclasses.asdict(make_participant(n)), "verdict": v} for n, v in ((1, "right"), (2, "wrong"))]
    path.write_text(json.dumps({"judgements": rows}), encoding="utf-8")
    monkeypatch.setattr(participants, "REVIEWED", path)
    load_judgements.cache_clear()
    yield
    load_judgements.cache_clear()


@pytest.mark.usefixtures("judged")
@pytest.mark.parametrize(
    "people, expected",
    [
        pytest.param(("holm", "holm"), {"precision": 0.5, "judged": 2, "lapsed": 0}, id="as they were"),
        pytest.param(
            ("velk", "velk"), {"precision": 0.0, "judged": 1, "lapsed": 1}, id="another for one who was right"
        ),
        pytest.param((None, None), {"precision": None, "judged": 0, "lapsed": 2}, id="nobody any more"),
    ],
)
def test_precision_is_of_the_places_that_were_read(people: tuple[str | None, ...], expected: Row) -> None:
    found = [make_participant(number, person) for number, person in enumerate(people, 1)]
    assert judge_sample([*found, make_participant(3)]) == expected


def test_a_reviewer_sees_the_words_and_the_key(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "readouts"
    folder.mkdir(parents=True)
    row = '{"id": "doc-1", "title": "A call", "date": "2024-02-12", "text": "Berta Holm spoke by telephone."}\n'
    (folder / "docs.jsonl").write_text(row, encoding="utf-8")
    (shown,) = show_sample([make_participant(1, span=(0, 10))], tmp_path)
    assert "Berta Holm spoke by telephone." in shown
    assert make_place(dataclasses.asdict(make_participant(1, span=(0, 10)))) in shown


def test_a_surname_in_an_office_of_one_person_needs_no_country() -> None:
    document = make_document(published=dt.date(2024, 2, 13))
    document = dataclasses.replace(document, source=Source("doc-1"))
    reading = dataclasses.replace(
        make_reading(document),
        contacts=(make_contact(participants=(dataclasses.replace(HOLM, name="Holm", country=None), VELK)),),
    )
    (holm, _) = find_participants(reading, REGISTRY)
    assert holm.person == "berta-holm"  # held by one person alone, certainly
