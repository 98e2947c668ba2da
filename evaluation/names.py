"""How well names are compared: F1 of `is_match` on the name bench, at a threshold fixed on its tuning half.

An item's id is its two names with "|" between them.  The score of a pair is `NameComparison.score`; the threshold is
the one of hundredths with the best F1 over the whole tuning half (the lowest of several).  What it comes to is told
for all pairs, for people and for organisations alone, and each without the pairs that a language model proposed.
"""

from __future__ import annotations

import csv
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.actors.comparison import NameKind, compare_names
from evaluation.shared import HALVES, Half, Row, half_of

PROPOSED = "LLM-proposed deviation"
_HUNDREDTHS = range(30, 100)


@dataclass(frozen=True, slots=True)
class Pair:
    """A labelled pair with its score."""

    one: str
    other: str
    kind: NameKind
    same: bool
    proposed: bool
    score: float

    @property
    def half(self) -> Half:
        return half_of(f"{self.one}|{self.other}")


@dataclass(frozen=True, slots=True)
class NameScores:
    """The threshold, every pair, and how many pairs were compared a second, names read for the first time included."""

    threshold: float
    pairs: tuple[Pair, ...]
    pairs_a_second: float

    def figures(self, half: Half) -> Row:
        """Return F1, precision, recall and number of pairs of one half, for all pairs and for each part of them."""
        pairs = [pair for pair in self.pairs if pair.half == half]
        parts = {
            "all": pairs,
            "persons": [pair for pair in pairs if pair.kind == "person"],
            "organisations": [pair for pair in pairs if pair.kind == "organisation"],
            "not_proposed": [pair for pair in pairs if not pair.proposed],
            "persons_not_proposed": [pair for pair in pairs if pair.kind == "person" and not pair.proposed],
        }
        return {name: measure(part, self.threshold) for name, part in parts.items()}


def score_names(folder: Path) -> NameScores:
    """Return the scores of the bench in `folder` (`data/names`)."""
    started = time.perf_counter()
    pairs = tuple(read_pairs(folder / "name_bench_cases.csv"))
    seconds = time.perf_counter() - started
    tuning = [pair for pair in pairs if pair.half == "tuning"]
    return NameScores(find_threshold(tuning), pairs, len(pairs) / seconds)


def read_pairs(path: Path) -> Iterable[Pair]:
    """Yield each pair of the bench, compared."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            kind: NameKind = "person" if row["schema"] == "Person" else "organisation"
            score = compare_names(row["name1"], row["name2"], kind).score
            yield Pair(row["name1"], row["name2"], kind, row["is_match"] == "true", row["category"] == PROPOSED, score)


def find_threshold(pairs: Sequence[Pair]) -> float:
    """Return the hundredth at which F1 is best, the lowest of several."""
    return max((hundredth / 100 for hundredth in _HUNDREDTHS), key=lambda at: measure(pairs, at)["f1"])


def measure(pairs: Sequence[Pair], threshold: float) -> Row:
    """Return F1, precision and recall of the pairs at a threshold, and their number."""
    given = [pair.same for pair in pairs if pair.score >= threshold]
    right, gold = sum(given), sum(pair.same for pair in pairs)
    precision, recall = right / len(given) if given else 0.0, right / gold if gold else 0.0
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return {"f1": round(f1, 4), "precision": round(precision, 4), "recall": round(recall, 4), "n": len(pairs)}


def find_mistakes(scores: NameScores) -> Iterable[str]:
    """Yield a line for each pair of the tuning half on the wrong side of the threshold."""
    for pair in scores.pairs:
        if pair.half == "tuning" and (pair.score >= scores.threshold) != pair.same:
            sort = "missed" if pair.same else "false"
            yield f"{sort:7} {pair.score:.2f} {pair.one} | {pair.other}{' (proposed)' if pair.proposed else ''}"


def to_row(scores: NameScores, halves: Sequence[Half] = HALVES) -> Row:
    """Return what the results file keeps."""
    return {"threshold": scores.threshold, **{half: scores.figures(half) for half in halves}}
