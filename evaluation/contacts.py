"""Contacts of official readouts against gold read off their titles; the title and URL are hidden from the reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation.documents import hide, read_table
from evaluation.readings import Outcome, Progress, read_kept
from evaluation.shared import ContactScorer, Half, Row, half_of, load_contact_scorer, read_lines

Marks = dict[str, int | bool]


@dataclass(frozen=True, slots=True)
class Item:
    """One gold document: its row in the set, its gold, what was read in it, and the scorer's marks."""

    row: Row
    gold: Row
    outcome: Outcome
    marks: Marks

    @property
    def title(self) -> str:
        return str(self.gold.get("title") or self.row.get("title") or "")


@dataclass(frozen=True, slots=True)
class ContactScores:
    """Figures by outlet and kind ("all", "wh", "wh.call", …) and the items behind them."""

    figures: dict[str, dict[str, float | None]]
    items: tuple[Item, ...]

    @property
    def errors(self) -> int:
        return sum(item.outcome.error is not None for item in self.items)


def load_gold(shared: Path, halves: Sequence[Half], limit: int | None = None) -> list[tuple[Row, Row]]:
    """Return (document row, gold row) of the halves, ordered by the ends of their ids, so that a limit is a sample."""
    folder = shared / "data" / "readouts"
    rows = {row["id"]: row for row in read_lines(folder / "docs.jsonl")}
    gold = [row for row in read_lines(folder / "gold.jsonl") if half_of(row["id"]) in halves]
    gold.sort(key=lambda row: str(row["id"])[::-1])
    return [(rows[row["id"]], row) for row in gold[:limit]]


def score_contacts(
    shared: Path,
    halves: Sequence[Half],
    *,
    titled: bool = False,
    limit: int | None = None,
    advance: Progress | None = None,
) -> ContactScores:
    """Return the figures of the halves; with `titled` the reader sees titles and URLs as well."""
    scorer = load_contact_scorer(shared)
    pairs = load_gold(shared, halves, limit)
    shown = [row if titled else hide(row, "title", "url") for row, _ in pairs]
    name = "contacts_titled" if titled else "contacts_hidden"
    outcomes = read_kept(name, read_table(shown), advance=advance)
    items = tuple(_judge(scorer, row, gold, outcomes[row["id"]]) for row, gold in pairs)
    found = [contact for item in items for contact in item.outcome.contacts]
    return ContactScores(scorer.score([gold for _, gold in pairs], found), items)


def _judge(scorer: ContactScorer, row: Row, gold: Row, outcome: Outcome) -> Item:
    return Item(row, gold, outcome, scorer.judge(gold, list(outcome.contacts)))


def name_failures(item: Item) -> tuple[str, ...]:
    """Return what is wrong with an item, the worst first; nothing when all is right."""
    marks, names = item.marks, list[str]()
    if item.outcome.error:
        names.append("exception")
    if marks.get("explicit") is False:
        names.append("missed though explicit")
    elif marks.get("recall") is False:
        names.append("missed")
    if marks.get("as_held"):
        names.append("plan taken for held")
    elif marks.get("planned") is False:
        names.append("plan missed")
    if marks.get("kind") is False:
        names.append("wrong kind")
    if marks.get("date") is False:
        names.append("wrong date")
    if marks.get("spurious"):
        names.append("spurious")
    if marks.get("extras"):
        names.append("extra participants")
    return tuple(names)


def describe_gold(gold: Row) -> str:
    """Return "call held: A with B, C (2024-05-01)"."""
    first, others = gold["parties"]
    people = f"{first[0]['name']} with {', '.join(person['name'] for person in others)}"
    day = f" ({gold['contact_date']})" if gold.get("contact_date") else ""
    return f"{gold['kind']} {gold.get('modality', 'held')}: {people}{day}"


def describe_found(contact: Row) -> str:
    """Return "call happened: A, B (2024-05-01..2024-05-02)"."""
    people = ", ".join(str(person.get("name")) for person in contact["participants"])
    days = f" ({contact.get('start_date')}..{contact.get('end_date')})" if _is_dated(contact) else ""
    return f"{contact['kind']} {contact['modality']}: {people}{days}"


def _is_dated(contact: Row) -> bool:
    return bool(contact.get("start_date") or contact.get("end_date"))
