"""The two seed documents against a careful reader's record; what matches nothing in it is judged by eye, once.

Judgements stand in `reviewed/seeds.json`, found again by document version, kind, spans and a hash of the names, so
that no text of the documents is kept and a changed assertion asks for a new judgement. `python -m evaluation seeds`
prints the key of each that lacks one.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from dragoman.record import stable_id, text_version
from evaluation.documents import read_table
from evaluation.readings import Outcome, read_kept
from evaluation.shared import ROOT, Row, SeedScorer, load_seed_scorer
from evaluation.stored import read_stored

REVIEWED = ROOT / "evaluation" / "reviewed" / "seeds.json"
MARKS = ("got", "partly", "missed", "false", "by eye")

# borne_out: the text says it.  not_borne_out: it does not.  Unjudged rows are counted apart.
Verdict = Literal["borne_out", "not_borne_out"]


@dataclass(frozen=True, slots=True)
class Judged:
    """An assertion that matches nothing in the careful reading, and what a reviewer said of it."""

    row: Row
    key: str
    words: str
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class SeedScores:
    """The mark of each of the 36 facts, and the unmatched assertions with their judgements."""

    facts: dict[int, str]
    unmatched: tuple[Judged, ...]
    errors: tuple[str, ...]
    unseen: tuple[str, ...] = ()  # keys of the facts that still wait for a reviewer's eyes

    def count(self, mark: str) -> int:
        return sum(found == mark for found in self.facts.values())

    @property
    def figures(self) -> Row:
        verdicts = Counter(judged.verdict or "unjudged" for judged in self.unmatched)
        return {
            "facts": {str(number): mark for number, mark in self.facts.items()},
            "counts": {mark.replace(" ", "_"): self.count(mark) for mark in MARKS},
            "unmatched": len(self.unmatched),
            "borne_out": verdicts["borne_out"],
            "not_borne_out": verdicts["not_borne_out"],
            "unjudged": verdicts["unjudged"],
            "exceptions": len(self.errors),
        }


def score_seeds(shared: Path) -> SeedScores:
    """Return the marks of a reading of the two texts, given without date, title or outlet."""
    scorer = load_seed_scorer(shared)
    texts = dict(read_texts(scorer))
    documents = read_table({"id": key, "text": text} for key, text in texts.items())
    outcomes = read_kept("seeds", documents)
    contacts, statements = read_stored(documents)
    designations = [row for outcome in outcomes.values() for row in outcome.designations]
    verdicts = load_verdicts()
    unmatched = tuple(judge(row, texts, verdicts) for row in scorer.unmatched(contacts, statements))
    facts = by_eye(scorer.facts(contacts, statements), contacts, statements, verdicts, designations)
    unseen = tuple(fact_key(n, contacts, statements, designations) for n, mark in facts.items() if mark == "by eye")
    return SeedScores(facts, unmatched, tuple(_errors(outcomes.values())), unseen)


def read_texts(scorer: SeedScorer) -> Iterator[tuple[str, str]]:
    """Yield (document id, text exactly as in its file)."""
    for key, name in scorer.READING["files"].items():
        with (scorer.SEEDS / name).open(encoding="utf-8", newline="") as file:
            yield key, file.read()


def judge(row: Row, texts: dict[str, str], verdicts: dict[str, str]) -> Judged:
    """Return an unmatched assertion with its words and the verdict on it, if there is one."""
    text = texts[row["document_id"]]
    key = key_of(row, text_version(text))
    spans = spans_of(row)
    words = " … ".join(text[start:end] for start, end in spans)
    return Judged(row, key, words, cast(Verdict | None, verdicts.get(key)))


def spans_of(row: Row) -> list[list[int]]:
    """Return the content of a statement or the passages of a contact."""
    return [list(span) for span in row.get("content") or row.get("passages") or []]


def key_of(row: Row, version: str) -> str:
    """Return what a judgement is found by: version, kind, spans, and a hash of who is said to act."""
    kind = row.get("act") or row["kind"]
    spans = ",".join(f"{start}-{end}" for start, end in spans_of(row))
    people = [row["speaker"], *row["hearers"]] if "speaker" in row else row["participants"]
    who = stable_id(*sorted(person["name"] for person in people if person))[:8]
    return f"{version[:12]} {kind} {row['modality']} {spans} {who}"


def load_verdicts() -> dict[str, str]:
    """Return the verdicts by key."""
    if not REVIEWED.is_file():
        return {}
    reviewed = json.loads(REVIEWED.read_text(encoding="utf-8"))
    return {entry["key"]: entry["verdict"] for entry in reviewed["judgements"]}


def by_eye(
    facts: dict[int, str],
    contacts: list[Row],
    statements: list[Row],
    verdicts: dict[str, str],
    designations: Sequence[Row] = (),
) -> dict[int, str]:
    """Return the marks, with those that a reviewer gave in place of "by eye"."""
    return {
        number: verdicts.get(fact_key(number, contacts, statements, designations), mark) if mark == "by eye" else mark
        for number, mark in facts.items()
    }


def fact_key(number: int, contacts: list[Row], statements: list[Row], designations: Sequence[Row] = ()) -> str:
    """Return what the judgement of a fact that needs eyes is found by: it lapses when what it was read off changes."""
    people = [person for row in contacts for person in row["participants"]]
    people += [person for row in statements for person in (*row["speakers"], *row["hearers"])]
    called = sorted({(str(row["words"]), str(row["actor"]["name"])) for row in designations if row["actor"]})
    shown: dict[int, object] = {
        34: [sorted({str(person["name"]) for person in people}), called],  # names recognised
        35: sorted((row["document_id"], row["start"], row["end"], row["voice"]) for row in designations),  # whose words
        36: sorted(str(row["contact_id"]) for row in contacts),  # calls kept apart
    }
    return f"fact {number} {stable_id(shown.get(number))[:8]}"


def _errors(outcomes: Iterable[Outcome]) -> Iterator[str]:
    for outcome in outcomes:
        if outcome.error:
            yield f"{outcome.document_id}: {outcome.error}"
