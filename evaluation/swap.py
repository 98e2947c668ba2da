"""Even-handedness: the names of two sides swapped throughout a readout, the record must swap with them, and no more.

Each readout is read as it is and swapped (`sides`), without outlet, title and URL, which would name one side.  Rows are
contacts, statements and designations with all their fields; a row of the first reading, its names swapped and its spans
moved to where the words stand in the swapped text, must be in the second.  A row that is not there is a difference.
Broken lines are joined first.
Read without the registry of offices: that a person of this name holds that state's office is a fact of the world, which
a swapped text contradicts.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.language.model import Language, load_language
from dragoman.lexicons.designations import load_designations
from dragoman.pipeline import read_document
from dragoman.record import Actor, Contact, DateRange, Designation, Document, Reading, Span, Statement
from dragoman.registry import Registry
from evaluation.documents import hide, read_table
from evaluation.readings import Progress
from evaluation.shared import HALVES, Half, half_of, read_lines
from evaluation.sides import Swap, Swapped, find_swap, swap_name, swap_text

READOUTS = 200  # read in all, half of them of each half
BREAK = re.compile(r"(?<=[^\n]{40})\n(?=[^\n])")  # the end of a line so long may be a break inside a sentence
NOBODY = Registry("swap", (), (), ())
ROW_KINDS = ("contact", "statement", "designation")

Fields = tuple[tuple[str, object], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the record in the terms of the swapped text; `fields` holds all that must agree."""

    kind: str
    fields: Fields


@dataclass(frozen=True, slots=True)
class Difference:
    """A row that the swap changed: what was expected, and the row found that is most like it, if any."""

    document_id: str
    expected: Row | None
    found: Row | None

    @property
    def kind(self) -> str:
        row = self.expected or self.found
        return row.kind if row is not None else ""

    def describe(self) -> str:
        """Return a line that names the document, the kind of row and the fields that differ."""
        if self.expected is None or self.found is None:
            row = self.expected or self.found
            what = "lost" if self.found is None else "gained"
            return f"{self.document_id}: {self.kind} {what}: {dict(row.fields) if row is not None else ''}"
        wanted, given = dict(self.expected.fields), dict(self.found.fields)
        changed = [f"{name} {wanted[name]} → {given[name]}" for name in wanted if wanted[name] != given[name]]
        return f"{self.document_id}: {self.kind}: {'; '.join(changed)}"


@dataclass(slots=True)
class SwapCount:
    """Rows and differences by kind, over the documents of one half."""

    documents: int = 0
    rows: Counter[str] = field(default_factory=Counter[str])
    differences: list[Difference] = field(default_factory=list[Difference])

    @property
    def figures(self) -> dict[str, object]:
        changed = Counter(difference.kind for difference in self.differences)
        shares = {kind: round(changed[kind] / max(1, self.rows[kind]), 4) for kind in ROW_KINDS}
        share = round(changed.total() / max(1, self.rows.total()), 4)
        return {"differ": share, **shares, "rows": self.rows.total(), "documents": self.documents}


def score_swap(
    shared: Path, halves: Sequence[Half] = HALVES, count: int = READOUTS, advance: Progress | None = None
) -> dict[Half, SwapCount]:
    """Return the counts of each half: of the readouts that speak of two states, the first by their ids' hash."""
    language = load_language()
    counts: dict[Half, SwapCount] = {half: SwapCount() for half in halves}
    rows = sorted(read_lines(shared / "data" / "readouts" / "docs.jsonl"), key=lambda row: _order(row["id"]))
    for row in rows:
        half = half_of(row["id"])
        if half not in counts or counts[half].documents >= count // len(HALVES):
            continue
        shown = {**hide(row, "outlet", "title", "url", "licence", "date"), "text": unwrap(row["text"])}
        (document,) = read_table([shown])
        reading = read_document(document, language, NOBODY)
        swap = find_swap(reading)
        if swap is not None:
            add_document(reading, swap, language, counts[half])
            if advance:
                advance(1)
    return counts


def unwrap(text: str) -> str:
    """Return the text with broken lines joined: a name of another length would break them elsewhere."""
    return BREAK.sub(" ", text)


def _order(identifier: str) -> str:
    """A shuffled order that is the same on every machine."""
    return hashlib.sha256(f"swap {identifier}".encode()).hexdigest()


def add_document(reading: Reading, swap: Swap, language: Language, count: SwapCount) -> None:
    """Read a document with its sides swapped, and count its rows and differences."""
    swapped = swap_text(reading.document.text, swap)
    expected = list_rows(reading, swap, swapped)
    found = list_rows(read_document(swap_document(reading.document, swapped), language, NOBODY))
    count.documents += 1
    count.rows.update(row.kind for row in expected)
    count.differences.extend(find_differences(reading.document.document_id, expected, found))


def swap_document(document: Document, swapped: Swapped) -> Document:
    """Return the document with the swapped text, read anew from its source's fields."""
    row = {"id": document.document_id, "text": swapped.text}
    if document.source.published is not None:
        row["published"] = document.source.published.isoformat()
    return read_table([row])[0]


# ------------------------------------------------------------------ rows


def list_rows(reading: Reading, swap: Swap | None = None, swapped: Swapped | None = None) -> list[Row]:
    """Return the rows of a reading, with names swapped and spans moved where a swap is given."""
    view = _View(swap, swapped)
    fixed = {term.key for term in load_designations().terms if term.of is not None}
    return [
        *(Row("contact", tuple(view.contact(one, reading))) for one in reading.contacts),
        *(Row("statement", tuple(view.statement(one))) for one in reading.statements),
        # a term that always means one state is no name that could be swapped
        *(Row("designation", tuple(view.designation(one))) for one in reading.designations if one.term not in fixed),
    ]


@dataclass(frozen=True, slots=True)
class _View:
    """How names and spans are shown: as they are, or swapped."""

    swap: Swap | None
    swapped: Swapped | None

    def name(self, name: str) -> str:
        shown = swap_name(name, self.swap) if self.swap is not None else name
        return " ".join(shown.removeprefix("the ").removeprefix("The ").split())

    def actor(self, actor: Actor) -> str:
        country = actor.country
        if self.swap is not None and country is not None:
            country = self.swap.countries.get(country, country)
        return f"{self.name(actor.name)} ({country})"

    def actors(self, actors: Iterable[Actor]) -> tuple[str, ...]:
        return tuple(sorted(map(self.actor, actors)))

    def spans(self, spans: Iterable[Span]) -> tuple[tuple[int, int], ...]:
        moved: Callable[[Span], Span] = self.swapped.span if self.swapped is not None else lambda span: span
        return tuple((one.start, one.end) for one in map(moved, spans))

    def contact(self, contact: Contact, reading: Reading) -> Iterator[tuple[str, object]]:
        by_id = {actor.actor_id: actor for actor in (*contact.participants, *reading.actors)}
        initiator = by_id.get(contact.initiator or "")
        yield "kind", contact.kind.value
        yield "modality", contact.modality.value
        yield "participants", self.actors(contact.participants)
        yield "when", _days(contact.when)
        yield "initiator", None if initiator is None else self.actor(initiator)
        yield "medium", contact.medium
        yield "minutes", contact.duration_minutes
        yield "place", None if contact.place is None else self.name(contact.place)
        yield "chain", self.actors(contact.chain)
        yield "evidence", self.spans(passage.span for passage in contact.evidence if passage.part == "text")

    def statement(self, statement: Statement) -> Iterator[tuple[str, object]]:
        yield "act", statement.act.value
        yield "form", statement.form
        yield "modality", statement.modality.value
        yield "voice", statement.voice
        yield "speakers", self.actors(statement.speakers)
        yield "hearers", self.actors(statement.hearers)
        yield "addressee", self.actors(statement.addressee)
        yield "chain", self.actors(statement.chain)
        yield "cue", self.spans(statement.cue)
        yield "content", self.spans(statement.content)
        yield "source", self.spans(statement.source)

    def designation(self, designation: Designation) -> Iterator[tuple[str, object]]:
        yield "term", designation.term
        yield "voice", designation.voice
        yield "speakers", self.actors(designation.speakers)
        yield "actor", None if designation.actor is None else self.actor(designation.actor)
        yield "span", self.spans([designation.span])


def _days(when: DateRange | None) -> str | None:
    return None if when is None else f"{when.start} {when.end} {when.basis}"


# ------------------------------------------------------------------ differences


def find_differences(document_id: str, expected: Sequence[Row], found: Sequence[Row]) -> Iterator[Difference]:
    """Yield a difference for each row expected that was not found, or found that was not expected, like with like."""
    lost = list((Counter(expected) - Counter(found)).elements())
    gained = list((Counter(found) - Counter(expected)).elements())
    for row in lost:
        alike = [other for other in gained if other.kind == row.kind]
        nearest = max(alike, key=lambda other: _agreement(row, other), default=None)
        if nearest is not None and _agreement(row, nearest) * 2 < len(row.fields):
            nearest = None
        if nearest is not None:
            gained.remove(nearest)
        yield Difference(document_id, row, nearest)
    yield from (Difference(document_id, None, row) for row in gained)


def _agreement(one: Row, other: Row) -> int:
    return sum(mine == theirs for mine, theirs in zip(one.fields, other.fields, strict=True))
