"""Contacts that a sentence tells in passing, against sentences annotated by reading (`gold/passing.jsonl`).

Readouts and news look back ("since their May 3 call"), ahead ("ahead of her visit to Selm") and aside; who looks for
all accounts of one contact needs those too.  `found` is the share of the annotated contacts of which the record has
one with all their people, of a fitting kind, among whose evidence is the sentence; `held` the share of the found told
as held (or as not held) rightly; `dated` the share of those annotated with an interval that were found with days
inside it, a day's slack at either end; `spurious` the share of the record's contacts in these sentences that match
none annotated.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.language.model import load_language
from dragoman.lexicons.states import state_by_adjective, state_by_word
from dragoman.pipeline import read_document
from dragoman.record import Actor, Contact, Modality, Reading, Span
from evaluation.documents import read_annotated
from evaluation.shared import HALVES, ROOT, Half, Row, half_of, read_lines

GOLD = ROOT / "evaluation" / "gold" / "passing.jsonl"
HELD = frozenset({Modality.HAPPENED, Modality.BACKGROUND})
SLACK = dt.timedelta(days=1)
LOOSE = frozenset({"conversation"})  # the medium is not told: fits any kind but a letter


@dataclass(slots=True)
class PassingCount:
    """Contacts by outcome, and a line for each mistake."""

    sentences: int = 0
    gold: int = 0
    found: int = 0
    held: int = 0
    to_date: int = 0
    dated: int = 0
    given: int = 0
    spurious: int = 0
    mistakes: list[str] = field(default_factory=list[str])

    @property
    def figures(self) -> Row:
        def share(part: int, whole: int) -> float:
            return round(part / max(1, whole), 4)

        return {
            "sentences": self.sentences,
            "contacts": self.gold,
            "found": share(self.found, self.gold),
            "held": share(self.held, self.found),
            "n_dated": self.to_date,
            "dated": share(self.dated, self.to_date),
            "given": self.given,
            "spurious": share(self.spurious, self.given),
        }


def score_passing(shared: Path, halves: Sequence[Half] = HALVES) -> dict[Half, PassingCount]:
    """Return the counts of each half; a sentence belongs to the half of its document."""
    rows = [row for row in read_lines(GOLD) if half_of(row["document"]) in halves]
    language = load_language()
    counts: dict[Half, PassingCount] = {half: PassingCount() for half in halves}
    for row, document in read_annotated(shared, rows):
        count_sentence(row, read_document(document, language), counts[half_of(row["document"])])
    return counts


def count_sentence(row: Row, reading: Reading, count: PassingCount) -> None:
    """Count the contacts of one annotated sentence, and those that the record has there."""
    count.sentences += 1
    sentence = Span(row["start"], row["end"])
    told = [c for c in reading.contacts if any(p.part == "text" and p.span.overlaps(sentence) for p in c.evidence)]
    matched: set[str] = set()
    for gold in row["contacts"]:
        fitting = [contact for contact in told if is_same(gold, contact)]
        matched.update(contact.contact_id for contact in fitting)
        if gold.get("clear", True):
            _count_gold(row, gold, fitting, reading, count)
    count.given += len(told)
    for contact in told:
        if contact.contact_id not in matched:
            count.spurious += 1
            count.mistakes.append(f"{row['document']} spurious: {_show(contact)} | {_words(reading, sentence)}")


def _count_gold(row: Row, gold: Row, fitting: Sequence[Contact], reading: Reading, count: PassingCount) -> None:
    count.gold += 1
    ends = gold.get("from") is not None and gold.get("to") is not None
    count.to_date += ends
    sentence = _words(reading, Span(row["start"], row["end"]))
    wanted = f"{gold['kinds']} {gold['participants']} {gold.get('from')}..{gold.get('to')} held={gold['held']}"
    if not fitting:
        count.mistakes.append(f"{row['document']} missed: {wanted} | {sentence}")
        return
    count.found += 1
    fits_held = any((contact.modality in HELD) == gold["held"] for contact in fitting)
    count.held += fits_held
    if not fits_held:
        count.mistakes.append(f"{row['document']} modality {fitting[0].modality}: {wanted} | {sentence}")
    if ends:
        fits = any(_is_within(gold, contact) for contact in fitting)
        count.dated += fits
        if not fits:
            count.mistakes.append(f"{row['document']} dated {_days(fitting[0])}: {wanted} | {sentence}")


def is_same(gold: Row, contact: Contact) -> bool:
    """Whether a contact of the record has all people of an annotated one, and a fitting kind."""
    kinds = set(gold["kinds"])
    kind_fits = contact.kind.value in kinds or (
        contact.kind.value != "letter" and (contact.kind.value in LOOSE or bool(LOOSE & kinds))
    )
    sides = [[actor for actor in contact.participants if _is_called(actor, labels)] for labels in gold["participants"]]
    return kind_fits and all(sides)


def _is_called(actor: Actor, labels: Sequence[str]) -> bool:
    """Whether one of the labels is a word of the actor's names, or a state whose name or adjective it is."""
    words = {word for name in (actor.name, *actor.aliases) for word in re.findall(r"[\w’'-]+", name.casefold())}
    for label in labels:
        state = state_by_word().get(label.casefold()) or state_by_adjective().get(label.casefold())
        if state is not None and state.code == actor.country:
            return True
        if set(re.findall(r"[\w’'-]+", label.casefold())) <= words:
            return True
    return False


def _is_within(gold: Row, contact: Contact) -> bool:
    when = contact.when
    if when is None or when.start is None or when.end is None:
        return False
    start, end = dt.date.fromisoformat(gold["from"]), dt.date.fromisoformat(gold["to"])
    return start - SLACK <= when.start and when.end <= end + SLACK


def _days(contact: Contact) -> str:
    return f"{contact.when.start}..{contact.when.end}" if contact.when is not None else "nothing"


def _show(contact: Contact) -> str:
    people = ", ".join(actor.name for actor in contact.participants)
    return f"{contact.kind} {contact.modality} [{people}] {_days(contact)}"


def _words(reading: Reading, span: Span) -> str:
    return " ".join(reading.document[span].split())
