"""What the documents of a store are about: the words by which stories compare them, worked out once and kept."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from dragoman.store.connection import pack_values
from dragoman.store.load import Row
from dragoman.stories.linking_words import Words, find_forms, weigh_topic

_LONGEST: Final = 6_000  # characters of a document that tell its matter
_UNIT: Final = 1_000_000  # weights are kept in millionths


@dataclass(frozen=True, slots=True)
class Topic:
    """The weights of a document's words, and how it writes the weightiest of them."""

    words: Words
    forms: Mapping[str, str]


def find_topic(title: str | None, text: str) -> Topic:
    """Return what a document is about."""
    told = f"{title or ''}\n{text[:_LONGEST]}"
    words = weigh_topic(told)
    return Topic(words, find_forms(told, words))


def write_topic(connection: sqlite3.Connection, version: int, topic: Topic) -> None:
    """Keep what a version is about, in place of what was kept of it."""
    weights = " ".join(str(round(weight * _UNIT)) for weight in topic.words.values())
    row = (version, " ".join(topic.words), weights, json.dumps(topic.forms, ensure_ascii=False))
    connection.execute("INSERT OR REPLACE INTO topic VALUES (?, ?, ?, ?)", pack_values(row))


# beside rows of `version`; the text only of a document of which nothing is kept
TOPIC_COLUMNS: Final = f"""topic.words, topic.weights, topic.forms,
    CASE WHEN topic.version IS NULL THEN substr(text, 1, {_LONGEST}) END"""


def read_topic(row: Row, title: str | None) -> Topic:
    """Return what TOPIC_COLUMNS tell, of a document with the title given."""
    words, weights, forms, text = row
    if words is None:
        return find_topic(title, text)
    return Topic(
        {word: int(weight) / _UNIT for word, weight in zip(words.split(), weights.split(), strict=True)},
        json.loads(forms),
    )
