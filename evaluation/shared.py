"""The shared folder: where it is, what it holds, how it is split in halves, and the scorers in it."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import sys
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any, Literal, Protocol, cast

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "evaluation" / "work"

Row = dict[str, Any]
Half = Literal["tuning", "checking"]
HALVES: tuple[Half, Half] = ("tuning", "checking")


class ContactScorer(Protocol):
    """What we call of the shared `score/contacts.py`."""

    CEILINGS: set[str]

    def judge(self, gold: Row, contacts: list[Row]) -> dict[str, int | bool]: ...

    def score(self, gold_rows: Iterable[Row], system_rows: Iterable[Row]) -> dict[str, dict[str, float | None]]: ...

    def has_pair(self, contact: Row, first: Row, other: Row) -> bool: ...


class SeedScorer(Protocol):
    """What we call of the shared `score/seeds.py`."""

    SEEDS: Path
    READING: Row

    def facts(self, contacts: list[Row], statements: list[Row]) -> dict[int, str]: ...

    def unmatched(self, contacts: list[Row], statements: list[Row]) -> list[Row]: ...

    def is_person(self, actor: Row, key: str) -> bool: ...


def find_shared() -> Path | None:
    """Return the shared folder, or None where this machine has none."""
    folder = Path(os.environ.get("DRAGOMAN_SHARED") or ROOT.parent / "shared").resolve()
    return folder if (folder / "data").is_dir() and (folder / "score").is_dir() else None


def project_version() -> str:
    """Return dragoman's version as the project file tells it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return str(project["project"]["version"])


def half_of(identifier: str) -> Half:
    """Return the half an item belongs to: the checking half is never read while writing rules."""
    odd = int(hashlib.sha256(identifier.encode()).hexdigest(), 16) % 2 == 1
    return "checking" if odd else "tuning"


def read_lines(path: Path) -> list[Row]:
    """Return the objects of a JSON Lines file, in order."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def write_lines(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write the rows as JSON Lines, whole or not at all, so that a run beside this one reads no half file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    with part.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    part.replace(path)


def fingerprint(path: Path) -> str:
    """Return the first 12 hexadecimal digits of the file's SHA-256: which version of a set was measured."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def load_contact_scorer(shared: Path) -> ContactScorer:
    """Return the scorer of contacts, taken from the shared folder and never copied."""
    return cast(ContactScorer, _load(shared / "score" / "contacts.py"))


def load_seed_scorer(shared: Path) -> SeedScorer:
    """Return the scorer of the seeds; it imports the scorer of contacts by the bare name `contacts`."""
    before = sys.modules.get("contacts")
    sys.modules["contacts"] = _load(shared / "score" / "contacts.py")
    try:
        return cast(SeedScorer, _load(shared / "score" / "seeds.py"))
    finally:
        if before is None:
            del sys.modules["contacts"]
        else:
            sys.modules["contacts"] = before


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"shared_score_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(f"{path}: no Python module there; set DRAGOMAN_SHARED to the shared folder")
    module = importlib.util.module_from_spec(spec)
    write_bytecode, sys.dont_write_bytecode = sys.dont_write_bytecode, True  # the folder may be read-only
    try:
        spec.loader.exec_module(module)
    finally:
        sys.dont_write_bytecode = write_bytecode
    return module
