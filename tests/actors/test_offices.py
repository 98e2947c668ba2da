"""The lexicon of offices: every example read whole, what the loader refuses, forms found word by word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from dragoman.actors import offices
from dragoman.actors.offices import CARRIED, load_offices, match_forms
from dragoman.errors import LexiconError
from dragoman.lexicons.loader import read_lexicon
from dragoman.record import ActorKind
from tests.readings import always, read_phrases

HEADS: list[dict[str, Any]] = read_lexicon("offices.toml")["head"]
ENTRIES = [pytest.param(entry, id=entry["head"]) for entry in HEADS]
UNNAMED = {"envoy": "“for the Delta Oren Kasi” is taken for the field whole"}
NAMED = [
    pytest.param(
        entry,
        id=entry["head"],
        marks=[pytest.mark.xfail(strict=True, reason=UNNAMED[entry["head"]])] if entry["head"] in UNNAMED else [],
    )
    for entry in HEADS
]


@pytest.mark.usefixtures("medium_model")
@pytest.mark.parametrize("entry", ENTRIES)
def test_an_example_is_one_phrase(entry: dict[str, Any]) -> None:
    text = f"{entry['example']} spoke."
    found = [(phrase.kind, text[phrase.span.start : phrase.span.end], phrase.head) for phrase in read_phrases(text)]
    head, _ = CARRIED.get(entry["head"], (entry["head"], None))
    assert found == [(ActorKind.PERSON, entry["example"], head)]


@pytest.mark.usefixtures("medium_model")
@pytest.mark.parametrize("entry", NAMED)
def test_an_example_names_its_person(entry: dict[str, Any]) -> None:
    phrase = read_phrases(f"{entry['example']} spoke.")[0]
    assert phrase.name is not None
    assert entry["example"].endswith(phrase.name)
    assert not any(re.search(rf"\b{form}\b", phrase.name.lower()) for form in entry["forms"])


def test_every_head_has_forms_and_stands_once() -> None:
    heads = [entry["head"] for entry in HEADS]
    assert len(heads) == len(set(heads))
    assert all(entry["forms"] for entry in HEADS)


# --- what the loader refuses


@pytest.fixture
def change(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Callable[[dict[str, Any]], None]], None]]:
    """Let the loader see the lexicon with a change; it loads the lexicon anew, and once more after the test."""

    def apply(edit: Callable[[dict[str, Any]], None]) -> None:
        data = read_lexicon("offices.toml")
        edit(data)
        monkeypatch.setattr(offices, "read_lexicon", always(data))

    load_offices.cache_clear()
    yield apply
    load_offices.cache_clear()


def test_a_head_without_example_is_refused(change: Callable[[Callable[[dict[str, Any]], None]], None]) -> None:
    change(lambda data: data["head"][0].pop("example"))
    with pytest.raises(LexiconError, match=r"^offices\.toml: head 'president' has no example; add `example = \"…\"`$"):
        load_offices()


@pytest.mark.parametrize("forms", ["forms", "plural"])
def test_a_form_under_two_heads_is_refused(
    change: Callable[[Callable[[dict[str, Any]], None]], None], forms: str
) -> None:
    change(lambda data: data["head"][1][forms].append("president"))
    with pytest.raises(
        LexiconError, match=r"^offices\.toml: 'president' stands under 'president' and 'prime minister'; keep one$"
    ):
        load_offices()


# --- forms word by word


@pytest.mark.parametrize(
    "words, found",
    [
        pytest.param("prime minister spoke", (2, "prime minister"), id="the longest form"),
        pytest.param("minister spoke", (1, "minister"), id="a shorter form"),
        pytest.param("secretary - general", (3, "secretary general"), id="a hyphen is a word"),
        pytest.param("secretary - treasurer", (1, "secretary"), id="another hyphen"),
        pytest.param("prime time", None, id="half a form"),
        pytest.param("charge d 'affaires", (3, "ambassador"), id="an apostrophe opens a word"),
        pytest.param("", None, id="no word"),
    ],
)
def test_match_forms(words: str, found: tuple[int, str] | None) -> None:
    match = match_forms(load_offices().heads, tuple(words.split()), 0)
    assert (match and (match[0], match[1].key)) == found
