"""The lexicon of contacts: every example read as the file says, and what the loader refuses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from dragoman.contacts import lexicon
from dragoman.contacts.lexicon import load_contact_lexicon
from dragoman.errors import LexiconError
from dragoman.lexicons.loader import read_lexicon
from dragoman.record import Contact, ContactKind, Modality
from tests.readings import always, read, tell_all

TABLES: dict[str, Any] = read_lexicon("contacts.toml")
ENTRIES = [(f"{table} {entry['lemma']}", entry) for table in ("verb", "noun") for entry in TABLES[table]]
EXAMPLES = [
    pytest.param(entry, example, id=f"{name} {number}")
    for name, entry in ENTRIES
    for number, example in enumerate(entry["examples"], start=1)
]
CALLS_BY_MEDIUM = {"conference", "conversation"}  # their examples tell the medium, which makes them calls

Edit = Callable[[dict[str, Any]], object]


def side_of(contact: Contact, name: str) -> list[str]:
    return [actor.name for actor in contact.participants if actor.name.endswith(name)]


@pytest.mark.usefixtures("medium_model")
@pytest.mark.parametrize("entry, example", EXAMPLES)
def test_an_example_tells_one_contact(entry: dict[str, Any], example: dict[str, Any]) -> None:
    reading = read(example["text"])
    assert len(reading.contacts) == 1, tell_all(reading)
    contact = reading.contacts[0]
    assert all(len(side_of(contact, name)) == 1 for name in example["pair"]), tell_all(reading)
    assert len(contact.participants) == max(len(example["pair"]), 3 if entry["lemma"] == "trilateral" else 2)
    assert contact.modality == example.get("modality", "happened")
    assert contact.kind == example.get("kind", "call" if entry["lemma"] in CALLS_BY_MEDIUM else entry["kind"])


@pytest.mark.usefixtures("medium_model")
@pytest.mark.parametrize("example", TABLES["going_on"]["examples"], ids=lambda example: example["text"][:20])
def test_what_another_contact_goes_on_from_is_over(example: dict[str, Any]) -> None:
    assert set(example["found"]) <= set(tell_all(read(example["text"])))


def test_every_word_is_lower_case_and_stands_for_one_medium() -> None:
    words = [word for media in TABLES["medium"].values() for word in media]
    assert words == [word.lower() for word in words]
    assert len(words) == len(set(words))


def test_every_governor_has_one_modality() -> None:
    lemmas = [lemma for words in TABLES["modality"].values() for lemma in words]
    assert sorted(lemma for lemma in set(lemmas) if lemmas.count(lemma) > 1) == []


# --- what the loader gives and refuses


@pytest.fixture
def change(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Edit], None]]:
    """Let the loader see the lexicon with a change; it loads the lexicon anew, and once more after the test."""

    def apply(edit: Edit) -> None:
        data = read_lexicon("contacts.toml")
        edit(data)
        monkeypatch.setattr(lexicon, "read_lexicon", always(data))

    load_contact_lexicon.cache_clear()
    yield apply
    load_contact_lexicon.cache_clear()


def test_cues_as_the_file_gives_them() -> None:
    cues = load_contact_lexicon()
    assert cues.verbs["meet"].kind is ContactKind.MEETING
    assert cues.verbs["meet"].partner == {"object", "with"}
    assert cues.verbs["sit"].particle == "down"
    assert cues.verbs["telephone"].initiator
    assert cues.nouns["talk"].plural
    assert cues.nouns["call"].not_before >= {"for", "on"}
    assert cues.media["videolink"] == "video"
    assert cues.governors["refuse"] is Modality.DENIED
    assert all(isinstance(kind, ContactKind) for kind in cues.conventions.values())


@pytest.mark.parametrize("table, lemma", [("verb", "meet"), ("noun", "call")])
@pytest.mark.parametrize("examples", [pytest.param(None, id="none"), pytest.param([], id="an empty list")])
def test_an_entry_without_examples_is_refused(
    change: Callable[[Edit], None], table: str, lemma: str, examples: list[object] | None
) -> None:
    change(lambda data: data[table][0].update(examples=examples))
    with pytest.raises(
        LexiconError, match=rf"^contacts\.toml: {table} '{lemma}' has no example; add `examples = \[…\]`$"
    ):
        load_contact_lexicon()


@pytest.mark.parametrize("table, lemma", [("verb", "meet"), ("noun", "call")])
def test_an_entry_that_stands_twice_is_refused(change: Callable[[Edit], None], table: str, lemma: str) -> None:
    change(lambda data: data[table].append(dict(data[table][0])))
    with pytest.raises(LexiconError, match=rf"^contacts\.toml: {table} '{lemma}' stands twice; keep one entry$"):
        load_contact_lexicon()


def test_a_verb_and_a_noun_of_one_word_are_two_entries() -> None:
    cues = load_contact_lexicon()
    assert {"call", "visit", "talk"} <= cues.verbs.keys() & cues.nouns.keys()


def test_an_unknown_kind_is_refused(change: Callable[[Edit], None]) -> None:
    change(lambda data: data["verb"][0].update(kind="seance"))
    with pytest.raises(ValueError, match="seance"):
        load_contact_lexicon()
