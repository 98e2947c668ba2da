"""Every example of `lexicons/designations.toml` is read as the file says."""

from __future__ import annotations

from typing import Any

import pytest

from dragoman.lexicons.designations import load_designations
from dragoman.lexicons.loader import read_lexicon
from dragoman.record import Designation
from tests.statements.reported import read


def entries() -> list[dict[str, Any]]:
    tables = read_lexicon("designations.toml")
    return [*tables["term"], tables["marked"]]


EXAMPLES = [
    pytest.param(entry["key"], example, id=f"{entry['key']}-{number}")
    for entry in entries()
    for number, example in enumerate(entry["examples"])
]
COUNTER_EXAMPLES = [
    pytest.param(entry["key"], text, id=f"{entry['key']}-{number}")
    for entry in entries()
    for number, text in enumerate(entry.get("not", ()))
]


def words_of(found: Designation, text: str) -> str:
    return text[found.span.start : found.span.end]


@pytest.mark.usefixtures("medium_model")
@pytest.mark.parametrize("key, example", EXAMPLES)
def test_an_example_is_read_as_the_lexicon_says(key: str, example: dict[str, Any]) -> None:
    text = example["text"]
    found = [
        (one.term, words_of(one, text), one.voice, [a.name for a in one.speakers], one.actor and one.actor.name)
        for one in read(text).designations
    ]
    matching = [one for one in found if one[:3] == (key, example["words"], example["voice"])]
    assert matching, found
    if "speaker" in example:
        assert matching[0][3] == [example["speaker"]]
    if "actor" in example:
        assert matching[0][4] == example["actor"]


@pytest.mark.parametrize("key, text", COUNTER_EXAMPLES)
def test_a_counter_example_has_no_such_term(key: str, text: str) -> None:
    assert key not in {one.term for one in read(text).designations}


def test_every_form_of_a_term_is_found_or_bound() -> None:
    lexicon = load_designations()
    forms = {pattern.words for patterns in lexicon.patterns.values() for pattern in patterns}
    assert len(forms) > len(lexicon.terms)
    assert all(term.words or term.bound for term in lexicon.terms)
