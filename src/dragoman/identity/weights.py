"""The table of weights by which profiles are compared (`lexicons/identity.toml`), loaded and checked."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, cast

from dragoman.errors import LexiconError
from dragoman.lexicons.files import read_once

IDENTITY: Final = "identity.toml"
POINTS: Final = frozenset(
    {
        "name_alike",
        "name_spelling",
        "name_too_little",
        "office_same",
        "body_same",
        "office_clash",
        "country_same",
        "country_differs",
        "partner_shared",
        "year_shared",
        "far_apart",
    }
)


@dataclass(frozen=True, slots=True)
class Weights:
    """Points for what agrees and differs; from `same` two profiles are one, from `doubt` a reviewer is asked."""

    same: float
    doubt: float
    points: Mapping[str, float]

    def __len__(self) -> int:
        return len(self.points)


@functools.cache
def load_weights() -> Weights:
    """Return the weights of the package."""
    return read_weights(read_once(IDENTITY))


def read_weights(tables: Mapping[str, object], file: str = IDENTITY) -> Weights:
    """Return the weights that tables give; raises LexiconError for one that is missing, unknown or no number."""
    points = _read_numbers(tables, "points", POINTS, file)
    bounds = _read_numbers(tables, "threshold", frozenset({"same", "doubt"}), file)
    if not 0 < bounds["doubt"] < bounds["same"]:
        raise LexiconError(f"{file}: doubt {bounds['doubt']} must lie above 0 and below same {bounds['same']}")
    if points["name_too_little"] >= bounds["doubt"]:
        raise LexiconError(f"{file}: name_too_little reaches doubt alone; a surname alone must decide nothing")
    return Weights(bounds["same"], bounds["doubt"], points)


def _read_numbers(tables: Mapping[str, object], heading: str, names: frozenset[str], file: str) -> dict[str, float]:
    table = tables.get(heading)
    found = cast("dict[str, object]", table) if isinstance(table, dict) else {}
    if found.keys() != names:
        wrong = ", ".join(sorted(found.keys() ^ names))
        raise LexiconError(
            f"{file}: [{heading}] has not what it must have ({wrong}); it has {', '.join(sorted(names))}"
        )
    numbers = {name: float(value) for name, value in found.items() if type(value) in (int, float)}  # type: ignore[arg-type]
    if len(numbers) != len(found):
        raise LexiconError(f"{file}: [{heading}] {min(found.keys() - numbers.keys())} is no number; write 1.5")
    return numbers
