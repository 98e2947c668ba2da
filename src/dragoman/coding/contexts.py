"""Words of a sentence → the PLOVER contexts it stands in (`lexicons/event_contexts.toml`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from dragoman.errors import LexiconError
from dragoman.lexicons.loader import read_lexicon

_WORD = re.compile(r"[a-z0-9][a-z0-9-]*")


@cache
def load_contexts() -> Mapping[str, tuple[str, ...]]:
    """Return the contexts by the words that tell them, one word or two.

    Raises LexiconError where a context has no words, example or near miss.
    """
    data: dict[str, Any] = read_lexicon("event_contexts.toml")
    found: dict[str, list[str]] = {}
    for name, entry in data["context"].items():
        if not (entry.get("words") and entry.get("examples") and entry.get("not")):
            raise LexiconError(f"event_contexts.toml: context {name!r} lacks words, an example or a near miss; add it")
        for word in entry["words"]:
            found.setdefault(word, []).append(name)
    return MappingProxyType({word: tuple(names) for word, names in found.items()})


def find_contexts(text: str) -> tuple[str, ...]:
    """Return the contexts of a sentence, in the order of its words."""
    known = load_contexts()
    return tuple(dict.fromkeys(name for word in _terms(text.lower()) for name in known.get(word, ())))


def _terms(text: str) -> Iterator[str]:
    """Words and pairs of words, a plural also in the singular."""
    words = [match[0] for match in _WORD.finditer(text)]
    for word in words:
        yield word
        if word.endswith("s"):
            yield word[:-1]
    for first, second in pairwise(words):
        yield f"{first} {second}"
        if second.endswith("s"):
            yield f"{first} {second[:-1]}"
