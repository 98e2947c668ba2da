"""Words in the names of organisations that tell little of which one it is (`body_words.toml`)."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, cast

from dragoman.errors import LexiconError
from dragoman.lexicons.files import Entry, read_once
from dragoman.lexicons.words import fold_words

_FILE: Final = "body_words.toml"
_FIELDS: Final = frozenset({"words", "examples"})


@dataclass(frozen=True, slots=True)
class BodyWords:
    """Legal forms (as rows of words), joining and general words, and other ways of writing a word."""

    legal: frozenset[tuple[str, ...]]
    joining: frozenset[str]
    general: frozenset[str]
    written: Mapping[tuple[str, ...], tuple[str, ...]]

    def __len__(self) -> int:
        return len(self.legal) + len(self.joining) + len(self.general) + len(self.written)


def fold_body_word(word: str) -> str:
    """Return a word of an organisation's name as the lists compare it: "L.L.C." → "llc"."""
    return fold_words(word).replace(".", "").replace("'", "")


@functools.cache
def load_body_words() -> BodyWords:
    """Return the words; raises LexiconError where one way of writing stands for two words."""
    legal, joining, general = (_entry(heading).words("words") for heading in ("legal", "joining", "general"))
    written: dict[tuple[str, ...], tuple[str, ...]] = {}
    for row in cast("list[list[str]]", _entry("written").table["words"]):
        own = tuple(fold_body_word(row[0]).split())
        for word in row[1:]:
            if written.setdefault(tuple(fold_body_word(word).split()), own) != own:
                raise LexiconError(f"{_FILE}: written: {word!r} stands for two words; strike one of them out")
    return BodyWords(
        frozenset(tuple(fold_body_word(form).split()) for form in legal),
        frozenset(map(fold_body_word, joining)),
        frozenset(map(fold_body_word, general)),
        MappingProxyType(written),
    )


def body_word_examples() -> tuple[tuple[str, str, bool], ...]:
    """Return the file's examples: two names, and whether they are one body's."""
    found: list[tuple[str, str, bool]] = []
    for heading in ("legal", "joining", "general", "written"):
        rows = cast("list[dict[str, object]]", _entry(heading).table.get("examples", []))
        if not rows:
            raise LexiconError(
                f"{_FILE}: {heading}: no examples; add `examples = [{{ one = …, other = …, same = … }}]`"
            )
        found += [(str(row["one"]), str(row["other"]), bool(row["same"])) for row in rows]
    return tuple(found)


def _entry(heading: str) -> Entry:
    return Entry.check(_FILE, heading, read_once(_FILE).get(heading), _FIELDS)
