"""What a change gained and lost: the marks of a run against those of the run before the code changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from evaluation.contacts import Item, Marks
from evaluation.readings import hash_code
from evaluation.shared import WORK

# Marks that are better when they fall.
LOWER_IS_BETTER = frozenset({"as_held", "spurious", "extras"})
FIGURES = ("explicit", "recall", "kind", "full", "date", "planned", "as_held", "spurious", "extras")


@dataclass(frozen=True, slots=True)
class Change:
    """One document whose mark of a figure is another than before."""

    figure: str
    document_id: str
    title: str
    before: int
    after: int

    @property
    def is_gain(self) -> bool:
        return (self.after > self.before) != (self.figure in LOWER_IS_BETTER)


def find_changes(items: Iterable[Item], before: Mapping[str, Marks]) -> list[Change]:
    """Return what differs between the items and earlier marks, for documents that both have."""
    changes = [change for item in items for change in _changes_of(item, before.get(str(item.gold["id"]), {}))]
    return sorted(changes, key=lambda change: (FIGURES.index(change.figure), not change.is_gain, change.document_id))


def _changes_of(item: Item, before: Marks) -> Iterator[Change]:
    for figure in FIGURES:
        if figure in before and figure in item.marks and before[figure] != item.marks[figure]:
            yield Change(figure, str(item.gold["id"]), item.title, int(before[figure]), int(item.marks[figure]))


def load_marks(name: str) -> dict[str, Marks]:
    """Return the marks kept under a name, or none."""
    path = _path(name)
    return dict(json.loads(path.read_text(encoding="utf-8"))["marks"]) if path.is_file() else {}


def keep_marks(items: Iterable[Item], name: str) -> None:
    """Keep the marks of a run; those of the code before stand under `name-before` from then on."""
    path, code = _path(name), hash_code()
    kept = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    if kept and kept["code"] != code:
        _write(_path(f"{name}-before"), kept)
        kept = {}
    marks = {str(item.gold["id"]): item.marks for item in items}
    _write(path, {"code": code, "marks": {**kept.get("marks", {}), **marks}})


def _path(name: str) -> Path:
    return WORK / "marks" / f"{name}.json"


def _write(path: Path, content: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(json.dumps(content), encoding="utf-8")
    part.replace(path)
