"""Coded events judged by eye (`reviewed/events.json`) → the share that is right, by round and set.

Rounds of the tuning half were judged by who mended the program between them; those of the checking half (`blind`) by
readers who saw neither program nor rules, each on documents that no round before had.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from evaluation.linking import interval
from evaluation.shared import ROOT, Row

REVIEWED = ROOT / "evaluation" / "reviewed" / "events.json"


def score_judged(path: Path = REVIEWED) -> Row:
    """Return for each blind round, and for the last round of the tuning half, how many events are right of how many."""
    rows: list[Row] = json.loads(path.read_text(encoding="utf-8"))["judgements"]
    blind = sorted({row["round"] for row in rows if row.get("half") == "checking"})
    last = max(row["round"] for row in rows if row.get("half") != "checking")
    names = {f"blind_{number}": at for number, at in enumerate(blind, start=1)} | {"tuning_last": last}
    return {name: _score_round([row for row in rows if row["round"] == at]) for name, at in names.items()}


def _score_round(rows: Iterable[Row]) -> Row:
    found = list(rows)
    sets = sorted({row["set"] for row in found})
    parts = {name: [row for row in found if row["set"] == name] for name in sets} | {"all": found}
    return {name: _share(part) for name, part in parts.items()}


def _share(rows: list[Row]) -> Row:
    right = sum(bool(row["right"]) for row in rows)
    low, high = interval(right, len(rows))
    return {
        "precision": round(right / max(1, len(rows)), 4),
        "low": round(low, 4),
        "high": round(high, 4),
        "n": len(rows),
    }
