"""The lexicon of furniture (`lexicons/furniture.toml`), loaded, checked and compiled into the patterns that find it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, cast, get_args

from dragoman.errors import LexiconError
from dragoman.lexicons.loader import Entry, read_lexicon
from dragoman.record import SegmentKind

FILE = "furniture.toml"
Stand = Literal["alone", "opens", "labels", "closes"]
_LABEL_FIELDS = frozenset(
    {"kind", "stands", "phrases", "list", "line_only", "headline", "up_to_colon", "examples", "not"}
)


@dataclass(frozen=True, slots=True)
class Label:
    """Words that mark a line as furniture; see the head of the lexicon for where they may stand."""

    kind: SegmentKind
    stands: tuple[Stand, ...]
    phrases: tuple[str, ...]
    has_list: bool = False
    line_only: bool = False
    headline: bool = False
    up_to_colon: bool = False


@dataclass(frozen=True, slots=True)
class Example:
    """A line from the lexicon, the part of it that is furniture of `kind` (None: a near miss, all of it body)."""

    text: str
    kind: SegmentKind | None
    found: str | None


@dataclass(frozen=True, slots=True)
class Furniture:
    """Everything the lexicon says."""

    labels: tuple[Label, ...]
    marks: frozenset[str]
    credit_words: tuple[str, ...]
    agencies: frozenset[str]
    professions: tuple[str, ...]
    office_words: frozenset[str]
    examples: tuple[Example, ...]


@cache
def load_furniture() -> Furniture:
    """Return the lexicon of furniture; raises LexiconError for a file that is malformed or lacks examples."""
    return read_furniture(read_lexicon(FILE))


def read_furniture(tables: Mapping[str, Any]) -> Furniture:
    """Return the lexicon that `tables`, read from TOML, hold; raises LexiconError where they make no sense."""
    rows = cast("list[object]", tables.get("label", []))
    entries = [Entry.check(FILE, f"label {number}", row, _LABEL_FIELDS) for number, row in enumerate(rows, 1)]
    labels = tuple(_read_label(entry) for entry in entries)
    _refuse_contradictions(labels)
    examples = [
        example
        for label, entry in zip(labels, entries, strict=True)
        for example in _read_examples(label.kind, entry.key, entry.table)
    ]
    for name, kind in (
        ("marks", SegmentKind.END_MARK),
        ("credit", SegmentKind.CREDIT),
        ("biography", SegmentKind.BIOGRAPHY),
    ):
        examples += _read_examples(kind, name, _table(tables, name))
    return Furniture(
        labels=labels,
        marks=frozenset(squeeze_mark(sign) for sign in _words(tables, "marks", "signs")),
        credit_words=_words(tables, "credit", "words"),
        agencies=frozenset(_words(tables, "agencies", "names")),
        professions=_words(tables, "biography", "professions"),
        office_words=frozenset(_words(tables, "offices", "words")),
        examples=tuple(examples),
    )


def squeeze_mark(line: str) -> str:
    r"""Return a line without the spaces and Markdown backslashes that vary in end marks: "\\# \\# \\#" is "###"."""
    return re.sub(r"[\s\\]+", "", line).lower()


def _table(tables: Mapping[str, Any], name: str) -> Mapping[str, object]:
    table = tables.get(name)
    if not isinstance(table, dict):
        raise LexiconError(f"{FILE}: there is no table [{name}]; restore it")
    return cast("dict[str, object]", table)


def _words(tables: Mapping[str, Any], name: str, field: str) -> tuple[str, ...]:
    words = Entry(FILE, f"[{name}]", _table(tables, name)).words(field)
    if not words:
        raise LexiconError(f"{FILE}: [{name}] has no {field}; give at least one")
    return words


def _read_label(entry: Entry) -> Label:
    stands = entry.words("stands")
    for stand in stands:
        if stand not in get_args(Stand):
            raise entry.error(f"stands {stand!r}", f"it must be one of {', '.join(get_args(Stand))}")
    phrases = entry.words("phrases")
    for phrase in phrases:
        if phrase != phrase.lower():
            raise entry.error(f"the phrase {phrase!r} has a capital", "write phrases in lower case")
    if not stands or not phrases:
        raise entry.error("it lacks stands or phrases", "give both")
    return Label(
        kind=SegmentKind(entry.choice("kind", tuple(SegmentKind))),
        stands=cast("tuple[Stand, ...]", stands),
        phrases=phrases,
        has_list=entry.table.get("list") is True,
        line_only=entry.table.get("line_only") is True,
        headline=entry.table.get("headline") is True,
        up_to_colon=entry.table.get("up_to_colon") is True,
    )


def _refuse_contradictions(labels: Iterable[Label]) -> None:
    taken: dict[tuple[str, Stand], SegmentKind] = {}
    for label in labels:
        for stand in label.stands:
            for phrase in label.phrases:
                kind = taken.setdefault((phrase, stand), label.kind)
                if kind is not label.kind:
                    raise LexiconError(
                        f"{FILE}: {phrase!r} that {stand} is {kind} and {label.kind}; take it from one of them"
                    )


def _read_examples(kind: SegmentKind, key: str, table: Mapping[str, object]) -> list[Example]:
    found: list[Example] = []
    for example in cast("list[str | dict[str, str]]", table.get("examples", [])):
        if isinstance(example, str):
            found.append(Example(example, kind, example))
        else:
            found.append(Example(example["text"], kind, example["found"]))
    if not found:
        raise LexiconError(f"{FILE}: {key} has no example; add `examples = […]`")
    return [*found, *(Example(text, None, None) for text in cast("list[str]", table.get("not", [])))]
