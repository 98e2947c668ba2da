"""Events judged by eye → shares that are right."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evaluation.judged import REVIEWED, score_judged
from evaluation.shared import Row


def verdict(number: int, right: bool, **more: object) -> Row:
    return {"round": number, "set": "readouts", "document": f"d{number}", "right": right, **more}


def test_blind_rounds_stand_apart_from_the_last_of_the_tuning_half(tmp_path: Path) -> None:
    rows = [verdict(1, False), verdict(2, True), verdict(2, False)]
    rows += [verdict(3, True, half="checking"), verdict(4, True, half="checking"), verdict(4, False, half="checking")]
    path = tmp_path / "events.json"
    path.write_text(json.dumps({"judgements": rows}), encoding="utf-8")
    scores = score_judged(path)
    assert {name: (row["all"]["precision"], row["all"]["n"]) for name, row in scores.items()} == {
        "blind_1": (1.0, 1),
        "blind_2": (0.5, 2),
        "tuning_last": (0.5, 2),
    }


def test_no_document_was_judged_in_two_blind_rounds() -> None:
    seen: dict[str, int] = {}
    for row in json.loads(REVIEWED.read_text(encoding="utf-8"))["judgements"]:
        if row.get("half") == "checking" and seen.setdefault(row["document"], row["round"]) != row["round"]:
            pytest.fail(f"{row['document']} was judged in rounds {seen[row['document']]} and {row['round']}")
    assert seen
