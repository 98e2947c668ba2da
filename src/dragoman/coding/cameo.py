"""CAMEO codes: the PLOVER type and mode each stands for, and its Goldstein score (`lexicons/cameo.toml`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from dragoman.errors import LexiconError
from dragoman.lexicons.loader import read_lexicon
from dragoman.record import EventType


@dataclass(frozen=True, slots=True)
class CameoCode:
    """One code; `type` is None for those of root 01, which are statements and no events."""

    code: str
    goldstein: float
    type: EventType | None
    mode: str | None


@cache
def load_cameo() -> Mapping[str, CameoCode]:
    """Return every CAMEO code of three or four digits by its string.

    Raises LexiconError for a type or mode that PLOVER does not have.
    """
    data: dict[str, Any] = read_lexicon("cameo.toml")
    modes = load_modes()
    found: dict[str, CameoCode] = {}
    for code, row in data["code"].items():
        kind = EventType(row["type"]) if "type" in row else None
        mode = row.get("mode")
        if mode is not None and (kind is None or mode not in modes[kind]):
            raise LexiconError(f"cameo.toml: code {code}: no mode {mode!r} of {kind}; take one listed under [mode]")
        found[code] = CameoCode(code, row["goldstein"], kind, mode)
    return MappingProxyType(found)


@cache
def load_modes() -> Mapping[EventType, tuple[str, ...]]:
    """Return the modes that each type may have."""
    data: dict[str, Any] = read_lexicon("cameo.toml")
    return MappingProxyType({kind: tuple(data["mode"][kind.value]) for kind in EventType})


def goldstein_of(cameo: str | None) -> float | None:
    """Return the Goldstein score of a code, None for no code."""
    return None if cameo is None else load_cameo()[cameo].goldstein
