"""The table of weights by which reports of contacts are compared (`lexicons/linking.toml`), loaded and checked."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, cast

from dragoman.errors import LexiconError
from dragoman.lexicons.files import read_once

LINKING: Final = "linking.toml"
POINTS: Final = frozenset(
    {
        "pair_same", "pair_by_name", "pair_by_office", "pair_by_state", "pair_by_head", "everyone", "delegation",
        "outlet_others", "principal_missing", "third_party", "others_differ", "kind_same", "kind_open", "kind_video",
        "kind_clash", "medium_same", "day_same", "day_shift", "day_near", "day_clash", "day_published", "day_after",
        "days_after", "day_outlet", "day_within", "day_recent", "day_ahead", "calls_of_month", "only_one", "undated",
        "weekday_same", "time_differs", "place_same",
        "place_differs", "initiator_same", "initiator_differs", "duration_same", "wording", "wording_outlet",
        "wording_apart", "outlet_same", "hour_same", "copy", "count_same", "title_and_text",
        "title_elsewhere", "background",
    }
)  # fmt: skip
BOUNDS: Final = frozenset({"same", "doubt", "apart"})


@dataclass(frozen=True, slots=True)
class LinkWeights:
    """Points for what agrees and differs; from `same` on two reports are one, from `doubt` on a reviewer is asked.

    Two groups of reports are not joined where any two of them come to less than `apart`.
    """

    same: float
    doubt: float
    apart: float
    points: Mapping[str, float]

    def __len__(self) -> int:
        return len(self.points)


@dataclass(frozen=True, slots=True)
class Cues:
    """Words that count contacts: ordinals with their numbers, and patterns of the others."""

    ordinals: Mapping[str, int]
    contact: str
    verb: str
    of_many: str
    again_before: str
    again_after: str
    within: str
    spans: Mapping[str, str]


@functools.cache
def load_link_weights() -> LinkWeights:
    """Return the weights of the package."""
    return read_link_weights(read_once(LINKING))


def read_link_weights(tables: Mapping[str, object], file: str = LINKING) -> LinkWeights:
    """Return the weights that tables give; raises LexiconError for one that is missing, unknown or no number."""
    points = _read_numbers(tables, "points", POINTS, file)
    bounds = _read_numbers(tables, "threshold", BOUNDS, file)
    if not 0 < bounds["apart"] < bounds["doubt"] < bounds["same"]:
        raise LexiconError(
            f"{file}: thresholds must rise from apart over doubt to same, all above 0; they are {bounds}"
        )
    likeness = points["pair_same"] + points["everyone"] + points["kind_same"] + points["wording"] + points["undated"]
    if likeness >= bounds["same"]:
        raise LexiconError(
            f"{file}: people, kind and wording reach `same` without a day; calls of one topic would merge"
        )
    return LinkWeights(bounds["same"], bounds["doubt"], bounds["apart"], points)


@functools.cache
def load_cues() -> Cues:
    """Return the words of the package that count contacts."""
    table = cast("Mapping[str, object]", read_once(LINKING)["series"])
    ordinals = cast("Mapping[str, int]", table["ordinals"])
    spans = cast("Mapping[str, list[str]]", table["within"])
    lists = ("contact", "verb", "of_many", "again_before", "again_after")
    words = {key: "|".join(cast("list[str]", table[key])) for key in lists}
    within = {key: "|".join(forms) for key, forms in spans.items()}
    return Cues(ordinals, **words, within="|".join(within.values()), spans=within)


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
