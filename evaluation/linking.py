"""Reports of one contact: pairs of real readouts by hand-checked ids, and pairs of accounts about invented countries.

Real pairs stand in `gold/linking.jsonl`, invented ones in `gold/invented_accounts_before.jsonl` (written before the
linker) and `…_after.jsonl` (written after it), those in which one refers to an earlier or a coming contact in
`gold/invented_references.jsonl`.  All documents of a set go into one store, as a user's would.  Two
documents are linked when reports of theirs are of one occurrence; a pair that is not one contact counts as linked when
their main contacts are (those told in the title, else the first), for a text may rightly mention the other one; but by
whatever contact of theirs where the pair is one of a reference and what it does not mean.
"""

from __future__ import annotations

import math
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from dragoman.language.model import load_language
from dragoman.pipeline import read_document
from dragoman.record import Document, Modality
from dragoman.registry import load_registry
from dragoman.store.codec import decode_passages
from dragoman.store.connection import open_store
from dragoman.store.identity import resolve_identities
from dragoman.store.occurrences import resolve_occurrences
from dragoman.store.write import write_readings
from evaluation.documents import read_table
from evaluation.shared import HALVES, ROOT, Half, Row, half_of, read_lines

GOLD = ROOT / "evaluation" / "gold"
REAL = GOLD / "linking.jsonl"
INVENTED = {
    "before": GOLD / "invented_accounts_before.jsonl",
    "after": GOLD / "invented_accounts_after.jsonl",
    "references": GOLD / "invented_references.jsonl",
}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two documents by id, whether they tell of one contact, and what sort of pair they are.

    `by_any` tells that no contact of the one may be linked to any of the other.
    """

    one: str
    other: str
    same: bool
    sort: str
    by_any: bool = False

    @property
    def half(self) -> Half:
        return half_of(f"{self.one}+{self.other}")


@dataclass(frozen=True, slots=True)
class Linked:
    """The occurrences that each document tells of, and those of its main contact."""

    all: Mapping[str, frozenset[str]]
    main: Mapping[str, frozenset[str]]

    def joins(self, pair: Pair) -> bool:
        told = self.all if pair.same or pair.by_any else self.main
        return bool(told.get(pair.one, frozenset()) & told.get(pair.other, frozenset()))


@dataclass(slots=True)
class LinkingScores:
    """How many pairs of each sort were linked, and the pairs that were judged wrongly."""

    linked: Counter[tuple[bool, str]] = field(default_factory=Counter[tuple[bool, str]])
    pairs: Counter[tuple[bool, str]] = field(default_factory=Counter[tuple[bool, str]])
    wrong: list[Pair] = field(default_factory=list[Pair])

    def add(self, pair: Pair, *, linked: bool) -> None:
        """Count one pair."""
        self.pairs[pair.same, pair.sort] += 1
        self.linked[pair.same, pair.sort] += linked
        if linked != pair.same:
            self.wrong.append(pair)

    @property
    def figures(self) -> Row:
        """Recall of the pairs that are one with its interval, and false merges among those that are not."""
        positives = sum(count for (same, _), count in self.pairs.items() if same)
        found = sum(count for (same, _), count in self.linked.items() if same)
        negatives = sum(count for (same, _), count in self.pairs.items() if not same)
        false = sum(count for (same, _), count in self.linked.items() if not same)
        low, high = interval(found, positives)
        return {
            "recall": round(found / positives, 3) if positives else None,
            "recall_low": round(low, 3),
            "recall_high": round(high, 3),
            "positives": positives,
            "false_merges": false,
            "negatives": negatives,
            "sorts": {
                f"{'same' if same else 'different'}: {sort}": [self.linked[same, sort], count]
                for (same, sort), count in sorted(self.pairs.items())
            },
        }


def interval(found: int, total: int) -> tuple[float, float]:
    """Return the bounds between which a share lies with 95% certainty (Wilson)."""
    if not total:
        return 0.0, 1.0
    z, share = 1.96, found / total
    middle = (share + z * z / (2 * total)) / (1 + z * z / total)
    half = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total)) / (1 + z * z / total)
    return max(0.0, middle - half), min(1.0, middle + half)


def load_real() -> tuple[Pair, ...]:
    """Return the pairs of real readouts."""
    return tuple(Pair(row["a"], row["b"], row["same"], row["sort"]) for row in read_lines(REAL))


def load_invented(part: str) -> tuple[tuple[Pair, ...], list[Row]]:
    """Return the invented pairs of a part, and their documents as rows of a table."""
    pairs: list[Pair] = []
    rows: list[Row] = []
    for row in read_lines(INVENTED[part]):
        ids = [f"{row['id']}{letter}" for letter in "ab"]
        pairs.append(Pair(ids[0], ids[1], row["same"], row["difficulty"], by_any=row.get("told") == "any"))
        rows += [
            {key: value for key, value in ({"id": each, **account}).items() if value is not None}
            for each, account in zip(ids, row["accounts"], strict=True)
        ]
    return tuple(pairs), rows


def link_documents(documents: Iterable[Document]) -> Linked:
    """Return what documents that go into one store are linked to."""
    language, registry = load_language(), load_registry()
    with TemporaryDirectory() as folder, closing(open_store(Path(folder) / "store.db", create=True)) as connection:
        write_readings(connection, (read_document(document, language, registry) for document in documents))
        resolve_identities(connection, registry)
        resolve_occurrences(connection)
        return find_linked(connection)


def find_linked(connection: sqlite3.Connection) -> Linked:
    """Return the occurrences of each document of a store, told as held, earlier or planned."""
    told: dict[str, set[str]] = {}
    titled: dict[str, set[str]] = {}
    first: dict[str, str] = {}
    for document_id, occurrence, evidence, modality in connection.execute(_TOLD):
        told.setdefault(document_id, set()).add(occurrence)
        if modality == Modality.BACKGROUND:
            continue
        first.setdefault(document_id, occurrence)
        if any(passage.part == "title" for passage in decode_passages(evidence)):
            titled.setdefault(document_id, set()).add(occurrence)
    main = {each: frozenset(titled.get(each) or {first[each]}) for each in first}
    return Linked({each: frozenset(found) for each, found in told.items()}, main)


_TOLD = """SELECT document_id, report.occurrence, evidence, modality FROM report
    JOIN contact ON contact.key = report.contact JOIN version ON version.key = report.version
    JOIN document ON document.key = version.document
    WHERE modality IN ('happened', 'background', 'planned') ORDER BY contact.position"""


def score_real(shared: Path, halves: Sequence[Half] = HALVES) -> dict[Half, LinkingScores]:
    """Return the scores of the real pairs of each half."""
    pairs = [pair for pair in load_real() if pair.half in halves]
    wanted = {each for pair in pairs for each in (pair.one, pair.other)}
    rows = [row for row in read_lines(shared / "data" / "readouts" / "docs.jsonl") if row["id"] in wanted]
    return _score(pairs, link_documents(read_table(rows)), halves)


def score_invented(part: str, halves: Sequence[Half] = HALVES) -> dict[Half, LinkingScores]:
    """Return the scores of the invented pairs of a part, each half apart."""
    pairs, rows = load_invented(part)
    return _score([pair for pair in pairs if pair.half in halves], link_documents(read_table(rows)), halves)


def _score(pairs: Sequence[Pair], linked: Linked, halves: Sequence[Half]) -> dict[Half, LinkingScores]:
    scores: dict[Half, LinkingScores] = {half: LinkingScores() for half in halves}
    for pair in pairs:
        scores[pair.half].add(pair, linked=linked.joins(pair))
    return scores
