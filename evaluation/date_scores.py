"""The figures of dates for the results: values in WikiWars, and the contact dates that the readouts' gold gives."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from evaluation.dates import Count, score_readouts, score_wikiwars
from evaluation.shared import Half, Row


def score_dates(shared: Path, halves: Sequence[Half]) -> dict[str, Row]:
    """Return the figures of each half, with their n."""
    values = score_wikiwars(shared / "data/time/wikiwars", errors=False)
    days = score_readouts(shared / "data/readouts", errors=False)
    return {
        half: {"values": _rates(values[half == "checking"]), "contact_dates": _shares(*days[half == "checking"])}
        for half in halves
    }


def _rates(count: Count) -> Row:
    precision = count.right / count.given if count.given else 0.0
    recall = count.right / count.gold if count.gold else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"f1": round(f1, 4), "precision": round(precision, 4), "recall": round(recall, 4), "n": count.gold}


def _shares(total: int, found: int, resolved: int) -> Row:
    return {"found": round(found / total, 4), "resolved": round(resolved / total, 4), "n": total}
