"""How well statements are told apart: who said what to whom, through whom, doing what, asking whom.

The gold is two sets by two readers (`GOLDS`): passages of documents of the shared sets, by offsets, with the labels
that their guideline (`evaluation/gold/README.md`) describes.  A gold statement is found where a statement of the
reading covers half of its passage, of several the one that begins nearest.  Each figure is a share of those found, but
`found` itself and `borne_out`: of the reading's statements in the annotated part of a document (before `until`, where
the set tells it), the share that holds an annotated passage.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.language.model import load_language
from dragoman.lexicons.loader import find_outlet
from dragoman.pipeline import read_document
from dragoman.record import Act, Actor, Document, Reading, Span, Statement
from evaluation.documents import hide, read_table
from evaluation.shared import ROOT, Half, Row, half_of, read_lines

GOLD = ROOT / "evaluation" / "gold" / "statements.jsonl"
SECOND = GOLD.with_name("statements_second.jsonl")
GOLDS = {"statements": GOLD, "statements_second": SECOND}  # by the name of their figures in the results
FIGURES = ("speaker", "chain", "hearer", "act", "addressee", "modality")
SETS = {
    "readouts": "readouts/docs.jsonl",
    "transcripts": "transcripts/docs.jsonl",
    "wikinews": "wikinews/docs.jsonl",
}
POLNEAR = "quotes/polnear/train/text"
WORDS = re.compile(r"\w+")


@dataclass(slots=True)
class StatementScores:
    """Counts over gold statements: how many, how many found, and of these right and measured by figure.

    `read` and `borne_out` count statements of the readings, where the gold tells how far it was annotated.
    """

    gold: int = 0
    found: int = 0
    right: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FIGURES, 0))
    measured: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FIGURES, 0))
    read: int = 0
    borne_out: int = 0
    mistakes: list[str] = field(default_factory=list[str])

    def figures(self) -> Row:
        """Return the shares, each with how many were measured."""
        shares = {name: _share(self.right[name], self.measured[name]) for name in FIGURES}
        return {
            "n": self.gold,
            "found": _share(self.found, self.gold),
            **shares,
            **{f"{name}_n": self.measured[name] for name in FIGURES},
            **({"borne_out": _share(self.borne_out, self.read), "borne_out_n": self.read} if self.read else {}),
        }


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def score_statements(
    shared: Path, halves: Sequence[Half] = ("tuning", "checking"), gold_file: Path = GOLD
) -> dict[Half, StatementScores]:
    """Return the scores of each half of a set's documents; mistakes are described for the tuning half alone."""
    gold = read_lines(gold_file)
    scores: dict[Half, StatementScores] = {half: StatementScores() for half in halves}
    rows = {row["document"]: row["set"] for row in gold}
    for document in _documents(shared, rows):
        half = half_of(document.document_id)
        if half not in scores:
            continue
        reading = read_document(document, load_language())
        own = [row for row in gold if row["document"] == document.document_id]
        for row in own:
            judge(row, reading, scores[half], describe=half == "tuning")
        count_borne_out(own, reading, scores[half], describe=half == "tuning")
    return scores


def _documents(shared: Path, wanted: dict[str, str]) -> Iterator[Document]:
    data = shared / "data"
    for name, path in SETS.items():
        rows = [row for row in read_lines(data / path) if wanted.get(row["id"]) == name]
        yield from read_table(hide(row, "title", "url") for row in rows)
    for name, origin in wanted.items():
        if origin == "polnear":
            (article,) = (data / POLNEAR).glob(f"**/{name}.txt")
            yield from read_table([{"id": name, "text": article.read_bytes().decode("utf-8")}])


def judge(gold: Row, reading: Reading, scores: StatementScores, *, describe: bool) -> None:
    """Count one gold statement against a reading."""
    scores.gold += 1
    found = find_statement(gold, reading)
    if found is None:
        if describe:
            scores.mistakes.append(f"{gold['document']} {gold['start']}: not found: {_words(gold, reading)}")
        return
    scores.found += 1
    outlet = find_outlet(reading.document.source.outlet, reading.document.source.url)
    outer = {name for name in (reading.document.source.outlet, outlet.name if outlet else None) if name}
    depth = sum(actor.name not in outer for actor in found.chain)
    right = {
        "speaker": are_named(gold["speaker"], found.speakers),
        "chain": depth in gold["depth"],
        "hearer": are_named(gold["hearer"], found.hearers),
        "act": found.act.value in gold["act"],
        "addressee": are_named(gold["addressee"], found.addressee),
        "modality": found.modality.value in gold["modality"],
    }
    asks = bool(gold["addressee"]) or bool(found.addressee) or Act.REQUEST.value in gold["act"]
    for name in FIGURES:
        if name == "addressee" and not asks:
            continue
        scores.measured[name] += 1
        scores.right[name] += right[name]
        if not right[name] and describe:
            wanted = json.dumps(_gold_value(gold, name), ensure_ascii=False)
            place = f"{gold['document']} {gold['start']}"
            scores.mistakes.append(
                f"{place}: {name} {wanted}, found {_found_value(found, name)}: {_words(gold, reading)}"
            )


def count_borne_out(gold: Sequence[Row], reading: Reading, scores: StatementScores, *, describe: bool) -> None:
    """Count the reading's statements that begin before the gold's `until`, and those that hold a gold passage."""
    passages = [Span(row["start"], row["end"]) for row in gold]
    until = max((row.get("until", 0) for row in gold), default=0)
    for statement in reading.statements:
        start = min(span.start for span in statement.content)
        if start >= until:
            continue
        scores.read += 1
        if any(span.overlaps(passage) for span in statement.content for passage in passages):
            scores.borne_out += 1
        elif describe:
            said = " ".join(reading.document[statement.content[0]].split())[:70]
            document = reading.document.document_id
            scores.mistakes.append(f"{document} {start}: not annotated: {_found_value(statement, 'speaker')}: {said}")


def find_statement(gold: Row, reading: Reading) -> Statement | None:
    """Return the statement that covers half of a gold passage; of several the one that begins nearest."""
    start, end = gold["start"], gold["end"]
    fitting = [
        (abs(span.start - start), len(span), number)
        for number, statement in enumerate(reading.statements)
        for span in statement.content
        if 2 * (min(span.end, end) - max(span.start, start)) >= end - start
    ]
    return reading.statements[min(fitting)[2]] if fitting else None


def are_named(wanted: Iterable[str], actors: Sequence[Actor]) -> bool:
    """Tell whether the actors are those wanted: each entry "a|b" by one of its names, "?a|b" if at all, "?" anybody."""
    entries = [(entry.startswith("?"), entry.removeprefix("?").split("|")) for entry in wanted]
    if any(names == [""] for _, names in entries):
        return True
    for optional, names in entries:
        if not optional and not any(_is_named(actor, names) for actor in actors):
            return False
    return all(any(_is_named(actor, names) for _, names in entries) for actor in actors)


def _is_named(actor: Actor, names: Iterable[str]) -> bool:
    words = set(WORDS.findall(" ".join((actor.name, actor.office or "", *actor.aliases)).casefold()))
    return any(set(WORDS.findall(name.casefold())) <= words for name in names)


def _words(gold: Row, reading: Reading) -> str:
    return " ".join(reading.document.text[gold["start"] : gold["end"]].split())[:70]


def _gold_value(gold: Row, name: str) -> object:
    return gold["depth" if name == "chain" else name]


def _found_value(found: Statement, name: str) -> str:
    actors = {"speaker": found.speakers, "chain": found.chain, "hearer": found.hearers, "addressee": found.addressee}
    if name in actors:
        return ", ".join(actor.name for actor in actors[name]) or "nobody"
    return found.act.value if name == "act" else found.modality.value
