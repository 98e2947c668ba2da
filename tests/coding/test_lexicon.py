"""Every cue of `lexicons/events/`: its examples tell an event of its type, its near misses tell none that happened."""

from __future__ import annotations

from typing import Any

import pytest

from dragoman.coding.cameo import load_cameo, load_modes
from dragoman.coding.contexts import find_contexts, load_contexts
from dragoman.coding.lexicon import load_event_lexicon, type_files
from dragoman.coding.sectors import find_sectors
from dragoman.errors import LexiconError
from dragoman.language.model import load_language
from dragoman.lexicons.loader import read_lexicon
from dragoman.pipeline import read_document
from dragoman.reading.text import make_document
from dragoman.record import Actor, ActorKind, EventReport, EventType, Modality, Segment, SegmentKind, Span

LEAST_CUES = 12


def events_of(text: str) -> tuple[EventReport, ...]:
    document = make_document(text)
    body = (Segment(SegmentKind.BODY, Span(0, len(text))),)
    document = type(document)(document.document_id, document.version, text, document.source, body)
    return read_document(document, load_language()).events


def entries() -> list[tuple[EventType, int, dict[str, Any]]]:
    return [
        (kind, number, entry)
        for kind, file in type_files().items()
        for number, entry in enumerate(read_lexicon(file)["cue"])
    ]


def name_of(row: tuple[EventType, int, dict[str, Any]]) -> str:
    kind, number, entry = row
    return f"{kind.value}-{number}-{(entry.get('verbs') or entry['nouns'])[0]}"


@pytest.fixture
def _unsure_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a cue tells is read whether or not it is sure enough for the record."""
    monkeypatch.setattr("dragoman.coding.trust.LEAST", 0.0)
    monkeypatch.setattr("dragoman.coding.trust.LEAST_OTHER", 0.0)
    monkeypatch.setattr("dragoman.coding.find.LEAST_OTHER", 0.0)


@pytest.mark.usefixtures("medium_model")
@pytest.mark.usefixtures("_unsure_too")
@pytest.mark.parametrize("kind, number, entry", [pytest.param(*row, id=name_of(row)) for row in entries()])
def test_a_cue_is_read_as_its_file_says(kind: EventType, number: int, entry: dict[str, Any]) -> None:
    for example in entry["examples"]:
        found = events_of(example["text"])
        assert any(fits(event, kind, example) for event in found), f"{number}: {[tell(e, example) for e in found]}"
    for text in entry["not"]:
        wrong = [event for event in events_of(text) if event.type is kind and event.modality is Modality.HAPPENED]
        assert not wrong, f"{number}: {text} {[event.grounds.rule for event in wrong]}"


def fits(event: EventReport, kind: EventType, example: dict[str, Any]) -> bool:
    text = example["text"]
    sides = ((event.actor_words, "actor"), ((*event.recipient_words, *event.actor_words), "recipient"))
    named = all(
        role not in example or any(example[role] in text[span.start : span.end] for span in words)
        for words, role in sides
    )
    return event.type is kind and named and example.get("mode", event.mode) == event.mode


def tell(event: EventReport, example: dict[str, Any]) -> tuple[object, ...]:
    text = example["text"]
    words = [[text[span.start : span.end] for span in spans] for spans in (event.actor_words, event.recipient_words)]
    return event.type.value, event.mode, event.modality.value, event.grounds.rule, *words


@pytest.mark.parametrize("kind", EventType)
def test_a_type_has_cues_enough(kind: EventType) -> None:
    assert len(read_lexicon(type_files()[kind])["cue"]) >= LEAST_CUES


def test_modes_and_codes_are_those_of_the_codebooks() -> None:
    modes, codes = load_modes(), load_cameo()
    for cue in load_event_lexicon().cues:
        assert cue.mode is None or cue.mode in modes[cue.type], cue.rule
        assert cue.cameo in codes, cue.rule
    assert len(load_contexts()) > 37
    assert codes["036"].type is EventType.AGREE
    assert codes["012"].type is None


@pytest.mark.parametrize(
    "name, entry",
    [pytest.param(name, entry, id=name) for name, entry in read_lexicon("event_contexts.toml")["context"].items()],
)
def test_a_context_is_told_by_its_words(name: str, entry: dict[str, Any]) -> None:
    assert all(name in find_contexts(text) for text in entry["examples"])
    assert not any(name in find_contexts(text) for text in entry["not"])


@pytest.mark.parametrize(
    "code, entry",
    [pytest.param(code, entry, id=code) for code, entry in read_lexicon("sectors.toml")["sector"].items()],
)
def test_a_sector_is_told_by_its_words(code: str, entry: dict[str, Any]) -> None:
    assert all(code in find_sectors(Actor("a", ActorKind.GROUP, text)) for text in entry["examples"])
    assert not any(code in find_sectors(Actor("a", ActorKind.GROUP, text)) for text in entry["not"])


def test_a_state_and_a_minister_are_government() -> None:
    assert find_sectors(Actor("a", ActorKind.STATE, "Orvania")) == ("GOV",)
    assert find_sectors(Actor("a", ActorKind.PERSON, "Ana Velk", office="Foreign Minister"))[0] == "GOV"
    assert "MIL" in find_sectors(Actor("a", ActorKind.PERSON, "Ana Velk", office="General of the army"))
    assert find_sectors(Actor("a", ActorKind.PERSON, "Ana Velk")) == ()


def test_a_cue_without_an_example_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def without(name: str) -> dict[str, Any]:
        data = read_lexicon(name)
        if name == "events/aid.toml":
            del data["cue"][0]["examples"]
        return data

    monkeypatch.setattr("dragoman.coding.lexicon.read_lexicon", without)
    with pytest.raises(LexiconError, match="no example or no near miss"):
        load_event_lexicon.__wrapped__()
