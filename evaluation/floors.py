"""Figures held to floors: pinned where a run reached them, only raised, lowered by an explicit word with its reason.

A figure is named by its way into the results: `contacts.checking.all.recall`, `bench.memory_mib.reading`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dragoman.errors import DragomanError
from evaluation.shared import ROOT, Row

FLOORS = ROOT / "evaluation" / "floors.json"
RESULTS = ROOT / "evaluation" / "results.json"
BENCHMARKS = ROOT / "benchmarks" / "results.json"

# What `--pin` pins.  Contacts are pinned on the checking half, which nobody reads while writing rules.
_OUTLETS = ("all", "wh", "state", "ru")
HIGH = (
    *(f"contacts.checking.{outlet}.{figure}" for outlet in _OUTLETS for figure in ("explicit", "recall", "full")),
    *(f"contacts.checking.all.{figure}" for figure in ("kind", "date", "planned")),
    "contacts_titled.checking.all.recall",
    "seeds.counts.got",
    "dates.checking.values.f1",
    "dates.checking.contact_dates.resolved",
    "attribution.micro.exact_f1",
    *(f"names.checking.{part}.f1" for part in ("all", "persons", "not_proposed")),
    "registry.checking.named",
    "registry.checking.right_of_named",
    "registry.participants.checking.person",
    "registry.read_by_eye.precision",
    *(f"coreference.checking.all.{figure}" for figure in ("precision", "recall")),
    *(f"identity.checking.b3_{figure}" for figure in ("precision", "recall")),
    *(
        f"{gold}.checking.{figure}"
        for gold in ("statements", "statements_second")
        for figure in ("found", "speaker", "chain", "hearer", "act")
    ),
    "designations.seeds.found",
    "designations.seeds.voice",
    *(f"events.checking.given.{figure}.f1" for figure in ("root", "quad", "binary")),
    *(f"events.checking.end_to_end.{figure}" for figure in ("precision", "recall")),
    "events.windows.checking.participants",
    "events.judged.blind_2.all.precision",
    "places.checking.country",
    "places.checking.city",
    *(f"passing.checking.{figure}" for figure in ("found", "held", "dated")),
    *(f"linking.{gold}.checking.recall" for gold in ("real", "before", "after", "references")),
    "stories.ecb.dev.f1",
    *(f"comparison.{gold}.checking.{figure}" for gold in ("real", "invented") for figure in ("found", "status")),
    "changes.text",
    "changes.right",
)
LOW = (
    *(f"contacts.checking.all.{figure}" for figure in ("spurious", "extras", "as_held")),
    "contacts.checking.exceptions",
    "seeds.counts.false",
    "seeds.not_borne_out",
    "seeds.unjudged",
    "survey.exceptions",
    "registry.checking.contradicted",
    "registry.megabytes",
    "bench.ratio",
    "bench.memory_mib.reading",
    "bench.registry.ratio",
    "swap.checking.differ",
    "places.checking.false",
    "passing.checking.spurious",
    *(f"linking.{gold}.checking.false_merges" for gold in ("real", "before", "after", "references")),
    "events.checking.given.calibration_error",
)
# A measured time or memory differs from run to run; so much room is left above what was reached.
ROOM = {"bench.ratio": 1.15, "bench.memory_mib.reading": 1.1, "bench.registry.ratio": 1.08}
# Another processor's arithmetic may parse one document in a thousand otherwise; a fresh run is given so much.
# The committed results get nothing.
TOLERANCE = 0.002
COUNTED = ("seeds.", "survey.", "contacts.checking.exceptions")  # few things counted one by one: no tolerance


class FloorError(DragomanError):
    """A figure on the wrong side of its bound, or a floor that would be lowered without a word."""


@dataclass(frozen=True, slots=True)
class Floors:
    """The least (`high`) and the most (`low`) a figure may be, and each lowering with its reason."""

    language: str | None
    high: dict[str, float]
    low: dict[str, float]
    lowered: tuple[Row, ...] = ()


def load_floors(path: Path = FLOORS) -> Floors:
    """Return the pinned bounds; none where nothing was pinned yet."""
    if not path.is_file():
        return Floors(None, {}, {})
    data: Row = json.loads(path.read_text(encoding="utf-8"))
    return Floors(data["language"], data["floors"], data["ceilings"], tuple(data["lowered"]))


def save_floors(floors: Floors, path: Path = FLOORS) -> None:
    """Write the bounds, sorted by name."""
    data = {
        "rule": "python -m evaluation --pin raises; only --pin --lower-floors REASON lowers, and it is listed below.",
        "language": floors.language,
        "floors": dict(sorted(floors.high.items())),
        "ceilings": dict(sorted(floors.low.items())),
        "lowered": list(floors.lowered),
    }
    path.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def load_results() -> Row:
    """Return the committed figures of the evaluation, with those of the benchmark under `bench`."""
    results: Row = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.is_file() else {}
    if BENCHMARKS.is_file():
        results["bench"] = json.loads(BENCHMARKS.read_text(encoding="utf-8"))
    return results


def look_up(results: Mapping[str, Any], name: str) -> float | None:
    """Return the figure of that name, None where the results have none."""
    value: Any = results
    for part in name.split("."):
        if not isinstance(value, Mapping) or part not in value:
            return None
        value = value[part]
    return float(value) if isinstance(value, int | float) else None


def find_breaches(results: Row, floors: Floors, *, fresh: bool = False) -> list[str]:
    """Return a line for each figure on the wrong side of its bound.

    Of a fresh run, which may measure one half or one part alone, only the figures it has are held, and a tolerance is
    given; of the committed results every bound must have its figure.
    """
    breaches: list[str] = []
    for bounds, sign in ((floors.high, 1), (floors.low, -1)):
        for name, bound in bounds.items():
            value = look_up(results, name)
            if value is None:
                if not fresh:
                    breaches.append(f"{name}: the results have no such figure (bound {bound:g})")
                continue
            room = TOLERANCE if fresh and not name.startswith(COUNTED) else 0.0
            if sign * (value - bound) < -room:
                breaches.append(f"{name}: {value:g}, {'at least' if sign > 0 else 'at most'} {bound:g} is held")
    return breaches


def pin(results: Row, floors: Floors, *, lower: str | None = None) -> tuple[Floors, list[str]]:
    """Return the floors raised to what the results reach, and a line for each change.

    A figure that got worse keeps its bound and raises FloorError, unless `lower` gives the reason for lowering it.
    """
    high, low, lowered, lines, refused = (
        dict(floors.high),
        dict(floors.low),
        list(floors.lowered),
        list[str](),
        list[str](),
    )
    for names, bounds, sign in ((HIGH, high, 1), (LOW, low, -1)):
        for name in names:
            value = look_up(results, name)
            if value is None:
                continue
            reached, before = _round(value, name, sign), bounds.get(name)
            if before is not None and sign * (reached - before) < 0:
                if sign * (value - before) >= 0:
                    continue  # within the room left for a measured time
                if lower is None:
                    refused.append(f"{name}: {value:g} is worse than the pinned {before:g}")
                    continue
                lowered.append({"figure": name, "from": before, "to": reached, "reason": lower})
            if reached != before:
                lines.append(f"{name}: {before if before is not None else 'new'} → {reached:g}")
            bounds[name] = reached
    if refused:
        raise FloorError("; ".join(refused) + "; mend it, or say why with --lower-floors REASON")
    language = results.get("language") or floors.language
    return replace(floors, language=language, high=high, low=low, lowered=tuple(lowered)), lines


def _round(value: float, name: str, sign: int) -> float:
    """Return the bound for a reached value: to three places, on the safe side, with the room that a time needs."""
    if value == int(value) and name not in ROOM:
        return int(value)
    scaled = value * ROOM.get(name, 1.0) * 1000
    return (math.floor(scaled + 1e-9) if sign > 0 else math.ceil(scaled - 1e-9)) / 1000
