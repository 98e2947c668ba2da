"""Points of accounts of one contact, against what a careful reader listed of them (`gold/points*.jsonl`).

A gold point is found when a point of ours covers half of the characters of one of its passages at least; each point of
ours answers one gold point, the pairing that covers the most.  Its status is right when ours is the same and, in every
account that tells the gold point, ours has a passage that overlaps.  `extra` are points of ours that answer none.
Titles are shown, as a user's files have them: what is measured are the points, which stand in the bodies.
Sets that were added later for tuning alone are figures of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, cast, get_args

from dragoman.errors import InputError, OptionError
from dragoman.language.model import load_language
from dragoman.pipeline import read_document
from dragoman.record import Reading, Span, text_version
from dragoman.registry import load_registry
from dragoman.stories.comparison import Comparison, compare_readings
from evaluation.documents import hide, read_table
from evaluation.shared import HALVES, ROOT, Half, Row, half_of, read_lines

GOLD = ROOT / "evaluation" / "gold"
STATUSES = ("all", "some", "one", "conflict")

Kind = Literal["real", "invented", "real, for tuning", "invented, for tuning"]
KINDS: tuple[Kind, ...] = get_args(Kind)
ADDED: Mapping[Kind, Kind] = {"real": "real, for tuning", "invented": "invented, for tuning"}
Passages = Mapping[str, tuple[Span, ...]]  # by document


@dataclass(frozen=True, slots=True)
class GoldPoint:
    """One matter as a careful reader lists it."""

    label: str
    status: str
    told_by: Passages


@dataclass(frozen=True, slots=True)
class GoldSet:
    """The accounts of one contact, as rows of a table, their points, and the expected state of some facts."""

    set_id: str
    kind: Kind
    written: str
    rows: tuple[Row, ...]
    points: tuple[GoldPoint, ...]
    facts: tuple[tuple[str, str], ...] = ()

    @property
    def half(self) -> Half:
        return half_of(self.set_id)


@dataclass(frozen=True, slots=True)
class JudgedPoint:
    """A gold point, and the point of ours that answers it: its number, None where there is none."""

    point: GoldPoint
    answer: int | None
    status: str | None
    right: bool


@dataclass(frozen=True, slots=True)
class JudgedSet:
    """The points of one set, judged; `facts` are the expected and the given state of each fact that is listed."""

    gold: GoldSet
    points: tuple[JudgedPoint, ...]
    extra: int
    given: int
    facts: tuple[tuple[str, str, str], ...]


@dataclass(slots=True)
class PointScores:
    """The judged sets of one half and kind."""

    sets: list[JudgedSet] = field(default_factory=list[JudgedSet])

    @property
    def figures(self) -> Row:
        """Return shares found and of right status, the numbers behind them, and the same of facts."""
        points = [point for judged in self.sets for point in judged.points]
        found = [point for point in points if point.answer is not None]
        right = [point for point in found if point.right]
        several = [point for point in found if len(point.point.told_by) > 1]
        facts = [fact for judged in self.sets for fact in judged.facts]
        return {
            "found": share(len(found), len(points)),
            "n": len(points),
            "status": share(len(right), len(found)),
            "status_several": share(sum(point.right for point in several), len(several)),
            "several_n": len(several),
            "extra": share(sum(judged.extra for judged in self.sets), sum(judged.given for judged in self.sets)),
            "facts": share(sum(wanted == given for _, wanted, given in facts), len(facts)),
            "facts_n": len(facts),
            "sets": len(self.sets),
            "unread": sum(not judged.given for judged in self.sets),
        }


def share(part: int, whole: int) -> float | None:
    """Return part / whole to four places; None of nothing."""
    return round(part / whole, 4) if whole else None


def load_sets(shared: Path | None) -> tuple[GoldSet, ...]:
    """Return the sets: the invented ones, and the real ones where the shared folder is here.

    Raises InputError where the shared folder has another text of a document than was annotated.
    """
    invented = tuple(_read_invented(row) for row in read_lines(GOLD / "points_invented.jsonl"))
    if shared is None:
        return invented
    wanted = read_lines(GOLD / "points.jsonl")
    ids = {document["document_id"] for row in wanted for document in row["documents"]}
    docs = {row["id"]: row for row in read_lines(shared / "data" / "readouts" / "docs.jsonl") if row["id"] in ids}
    return (*(_read_real(row, docs) for row in wanted), *invented)


def _read_real(row: Row, docs: Mapping[str, Row]) -> GoldSet:
    for document in row["documents"]:
        found = docs.get(document["document_id"])
        if found is None or text_version(found["text"]) != document["sha256"]:
            raise InputError(
                f"points.jsonl: {row['set_id']}: {document['document_id']} is missing in the shared set or has "
                "another text than was annotated; annotate it anew"
            )
    rows = tuple(hide(docs[document["document_id"]], "date", "licence") for document in row["documents"])
    return GoldSet(row["set_id"], _kind_of("real", row), row["written"], rows, tuple(_read_points(row["points"])))


def _read_invented(row: Row) -> GoldSet:
    rows = tuple(
        {"id": account["document_id"], **{name: account[name] for name in ("outlet", "published", "text")}}
        for account in row["accounts"]
    )
    return GoldSet(
        row["set_id"],
        _kind_of("invented", row),
        row["written"],
        rows,
        tuple(_read_points(row["points"])),
        tuple(row["facts"].items()),
    )


def _kind_of(kind: Kind, row: Row) -> Kind:
    return ADDED[kind] if row["written"] == "widened" else kind


def _read_points(points: Iterable[Row]) -> Iterator[GoldPoint]:
    for point in points:
        if point["status"] not in STATUSES:
            raise InputError(f"gold point {point['label']!r}: status {point['status']!r}; it is one of {STATUSES}")
        told = {document: tuple(Span(*span) for span in spans) for document, spans in point["told_by"].items()}
        yield GoldPoint(point["label"], point["status"], told)


# --- judging


def judge_set(gold: GoldSet, comparison: Comparison | None) -> JudgedSet:
    """Return the gold points of a set with the points of ours that answer them; all are missed without a comparison."""
    comparison = comparison or Comparison(None, ())
    ours = [{told.document_id: told.spans for told in point.told_by if told.spans} for point in comparison.points]
    answers = dict(_pair(gold.points, ours))
    judged: list[JudgedPoint] = []
    for number, point in enumerate(gold.points):
        answer = answers.get(number)
        status = comparison.points[answer].status if answer is not None else None
        right = answer is not None and status == point.status and _covers_all(point.told_by, ours[answer])
        judged.append(JudgedPoint(point, answer, status, right))
    states: dict[str, str] = {row.name: row.status for row in comparison.facts}
    facts = tuple((name, wanted, states.get(name, "none")) for name, wanted in gold.facts)
    return JudgedSet(gold, tuple(judged), len(ours) - len(answers), len(ours), facts)


def _pair(points: Sequence[GoldPoint], ours: Sequence[Passages]) -> Iterator[tuple[int, int]]:
    """Yield pairs of gold points and ours, those that cover most first, each once."""
    pairs = [
        (-_coverage(point.told_by, given), number, index)
        for number, point in enumerate(points)
        for index, given in enumerate(ours)
        if _finds(point.told_by, given)
    ]
    taken_gold, taken = set[int](), set[int]()
    for _, number, index in sorted(pairs):
        if number not in taken_gold and index not in taken:
            taken_gold.add(number)
            taken.add(index)
            yield number, index


def _finds(gold: Passages, given: Passages) -> bool:
    """Whether half of one gold passage at least is covered."""
    return any(
        2 * _overlap((span,), given.get(document, ())) >= len(span)
        for document, spans in gold.items()
        for span in spans
    )


def _coverage(gold: Passages, given: Passages) -> float:
    """Characters in common, over those of both: alike passages pair before long ones."""
    common = sum(_overlap(spans, given.get(document, ())) for document, spans in gold.items())
    total = sum(len(span) for passages in (gold, given) for spans in passages.values() for span in spans)
    return 2 * common / total


def _covers_all(gold: Passages, given: Passages) -> bool:
    return gold.keys() == given.keys() and all(_overlap(spans, given[document]) for document, spans in gold.items())


def _overlap(ones: Iterable[Span], others: Iterable[Span]) -> int:
    others = tuple(others)
    return sum(max(0, min(one.end, other.end) - max(one.start, other.start)) for one in ones for other in others)


# --- running


def score_comparison(shared: Path | None, halves: Sequence[Half] = HALVES) -> dict[tuple[Kind, Half], PointScores]:
    """Return the judged sets by kind and half."""
    scores: dict[tuple[Kind, Half], PointScores] = {(kind, half): PointScores() for kind in KINDS for half in halves}
    for gold in load_sets(shared):
        if gold.half in halves:
            scores[gold.kind, gold.half].sets.append(judge_set(gold, compare_set(gold)))
    return scores


def compare_set(gold: GoldSet) -> Comparison | None:
    """Return our comparison of the accounts of a set; None where fewer than two of them tell of a contact."""
    try:
        return compare_readings(read_set(gold), load_registry(None), load_language())
    except OptionError:
        return None


def read_set(gold: GoldSet) -> tuple[Reading, ...]:
    """Return a reading of each account, in order."""
    language = load_language()
    return tuple(read_document(document, language) for document in read_table(gold.rows))


def describe_set(judged: JudgedSet, comparison: Comparison, readings: Sequence[Reading]) -> Iterator[str]:
    """Yield lines that tell which points were missed or have another status, and which of ours answer none."""
    texts = {reading.document.document_id: reading.document for reading in readings}
    yield f"== {judged.gold.set_id}"
    for point in judged.points:
        if not point.right:
            verdict = "missed" if point.answer is None else f"{point.point.status} given as {point.status}"
            yield f"  {verdict}: {point.point.label}"
            for document, spans in point.point.told_by.items():
                yield f"      gold {document}: {' … '.join(' '.join(texts[document][span].split()) for span in spans)}"
            for told in comparison.points[point.answer].told_by if point.answer is not None else ():
                words = " … ".join(" ".join(texts[told.document_id][span].split()) for span in told.spans)
                yield f"      ours {told.document_id}: {words}"
    answered = {point.answer for point in judged.points}
    for index, given in enumerate(comparison.points):
        if index not in answered:
            for told in given.told_by:
                words = " … ".join(" ".join(texts[told.document_id][span].split()) for span in told.spans)
                yield f"  extra ({given.status}) {told.document_id}: {words}"
    for name, wanted, got in judged.facts:
        if wanted != got:
            yield f"  fact {name}: {wanted} given as {got}"


def describe_misses(shared: Path | None) -> Iterator[str]:
    """Yield what is wrong in the sets of the tuning half, the only ones that may be read."""
    for gold in load_sets(shared):
        readings = read_set(gold) if gold.half == "tuning" else ()
        compared = compare_set(gold) if readings else None
        if compared is not None:
            yield from describe_set(judge_set(gold, compared), compared, readings)


def to_row(scores: Mapping[tuple[Kind, Half], PointScores]) -> Row:
    """Return the figures as results.json keeps them: by kind, then half."""
    row: Row = {}
    for (kind, half), scored in scores.items():
        if kind in ADDED.values() and not scored.sets:
            continue
        cast("Row", row.setdefault(kind, {}))[half] = scored.figures
    return row
