"""Every example of `lexicons/speech.toml` is read as the file says."""

from __future__ import annotations

from typing import Any

import pytest

from dragoman.language.model import load_language
from dragoman.lexicons.loader import read_lexicon
from dragoman.pipeline import read_document
from dragoman.reading.text import make_document
from dragoman.record import Reading, Statement


def read(text: str) -> Reading:
    return read_document(make_document(text), load_language())


def entries() -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
    tables = read_lexicon("speech.toml")
    return [
        (f"{entry['lemma']}-{entry.get('preposition') or entry.get('particle') or ''}{number}", entry, example)
        for table in ("verb", "noun", "attitude", "adjective")
        for entry in tables[table]
        for number, example in enumerate(entry["examples"])
    ]


def names(statement: Statement) -> dict[str, list[str]]:
    return {
        "speaker": [actor.name for actor in statement.speakers],
        "hearer": [actor.name for actor in statement.hearers],
        "addressee": [actor.name for actor in statement.addressee],
    }


@pytest.mark.usefixtures("medium_model")
@pytest.mark.parametrize("name, entry, example", [pytest.param(*row, id=row[0]) for row in entries()])
def test_an_example_is_read_as_the_lexicon_says(name: str, entry: dict[str, Any], example: dict[str, Any]) -> None:
    text = example["text"]
    statements = read(text).statements
    found = [(names(one), [text[span.start : span.end] for span in one.content], one.act.value) for one in statements]
    wanted = {role: [example[role]] if role in example else [] for role in ("speaker", "hearer", "addressee")}
    assert any(
        who == wanted and content == [example["content"]] and act == example.get("act", entry["act"])
        for who, content, act in found
    ), f"{name}: {found}"
