"""Whom of the registry the contacts of the readouts have as participants: the share by year, and a sample read by eye.

A participant is a person who takes part in a contact of a document, counted once a document; states, organisations and
groups are counted apart.  `person`: found by `find_registered` on the contact's day, else on that of publication;
`office`: not so, but the office told is one that the registry has.  Titles are shown, as a user's table has them.

Judgements stand in `reviewed/registry.json`, found again by document, version and the span of the participant's first
mention, so that no text is kept.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from pathlib import Path

from dragoman.identity.registered import find_registered
from dragoman.language.model import load_language
from dragoman.lexicons.loader import find_outlet
from dragoman.pipeline import read_document
from dragoman.record import Actor, ActorKind, Contact, Document, Mention, Reading
from dragoman.registry import Registry, load_registry, read_office
from evaluation.documents import read_table
from evaluation.readings import PROCESSES, Progress, hash_code
from evaluation.shared import ROOT, WORK, Row, half_of, read_lines, write_lines

REVIEWED = ROOT / "evaluation" / "reviewed" / "registry.json"
AROUND = 70  # characters that a reviewer sees on either side of a mention


@dataclass(frozen=True, slots=True)
class Participant:
    """A person in a contact of one document, and who that is in the registry; `span` is of the first mention."""

    document_id: str
    version: str
    year: int
    name: str
    office: str | None
    country: str | None
    part: str
    span: tuple[int, int]
    person: str | None = None
    known_as: str | None = None
    grounds: str | None = None
    office_known: bool = False


def make_place(row: Row) -> str:
    """Return where a participant stands, by which a judgement is found: document, version, span of the mention."""
    start, end = row["span"]
    return f"{row['document_id']} {row['version'][:12]} {row['part']} {start}-{end}"


def find_participants(reading: Reading, registry: Registry) -> Iterator[Participant]:
    """Yield the people who take part in a reading's contacts, each once, with the person found on the contact's day."""
    document = reading.document
    outlet = find_outlet(document.source.outlet, document.source.url)
    home = outlet.speaks_for if outlet is not None else None
    told: dict[str, tuple[Actor, date | None]] = {}
    for contact in reading.contacts:
        for actor in contact.participants:
            if actor.kind is ActorKind.PERSON:
                told.setdefault(actor.actor_id, (actor, day_of(contact, document)))
    for actor, day in told.values():
        found = find_registered(actor, day, registry, home)
        mention = _first_mention(reading, actor)
        yield Participant(
            document_id=document.document_id,
            version=document.version,
            year=day.year if day is not None else 0,
            name=actor.name,
            office=actor.office,
            country=actor.country,
            part=mention.part if mention else "text",
            span=(mention.span.start, mention.span.end) if mention else (0, 0),
            person=found.person_id if found else None,
            known_as=found.name if found else None,
            grounds=f"{found.basis}: {found.grounds}" if found else None,
            office_known=_has_office(actor, home, registry),
        )


def day_of(contact: Contact, document: Document) -> date | None:
    """Return the day of a contact where the text tells it, else that of publication."""
    when = contact.when
    if when is not None and when.is_day and when.basis != "inferred":
        return when.start
    return document.source.published_day


def _has_office(actor: Actor, home: str | None, registry: Registry) -> bool:
    offices = read_office(actor.office, actor.country or home) if actor.office else ()
    return any((each.country or each.organisation) and registry.office_tenures(each) for each in offices)


def _first_mention(reading: Reading, actor: Actor) -> Mention | None:
    own = [mention for mention in reading.mentions if actor.actor_id in mention.actor_ids]
    named = [mention for mention in own if mention.form == "name"]
    return min(named or own, key=lambda mention: (mention.part == "title", mention.span.start), default=None)


def read_participants(shared: Path, advance: Progress) -> list[Participant]:
    """Return the participants of all readouts, kept on disk for this code; `advance` hears of documents read."""
    path = WORK / "participants" / f"{hash_code()}.jsonl"
    if not path.is_file():
        documents = read_table(read_lines(shared / "data" / "readouts" / "docs.jsonl"))
        rows: list[Row] = []
        context = multiprocessing.get_context("spawn")
        with context.Pool(PROCESSES, initializer=load_language) as pool:
            for found in pool.imap(read_one, documents, chunksize=8):
                rows.extend(map(asdict, found))
                advance(1)
        for old in path.parent.glob("*.jsonl"):
            old.unlink()
        write_lines(path, rows)
    return [_from_row(row) for row in read_lines(path)]


def _from_row(row: Row) -> Participant:
    fields: Row = {**row, "span": tuple(row["span"])}
    return Participant(**fields)


def read_one(document: Document) -> list[Participant]:
    """Return the participants of one document."""
    return list(find_participants(read_document(document, load_language(), load_registry()), load_registry()))


def count_shares(participants: Iterable[Participant]) -> dict[str, Row]:
    """Return for each year, half and all the share of participants found as a person, or in a known office."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for one in participants:
        for name in (str(one.year), half_of(one.document_id), "all"):
            counts[name].update(["n", "person"] if one.person else ["n", "office"] if one.office_known else ["n"])
    return {
        name: {
            "person": round(found["person"] / found["n"], 4),
            "office": round(found["office"] / found["n"], 4),
            "resolved": round((found["person"] + found["office"]) / found["n"], 4),
            "n": found["n"],
        }
        for name, found in sorted(counts.items())
    }


# ------------------------------------------------------------------ read by eye


def draw_sample(participants: Iterable[Participant], count: int, salt: str) -> list[Participant]:
    """Return a fixed sample of those found, each person of the registry once: so that one name does not fill it."""
    found = sorted(
        (one for one in participants if one.person),
        key=lambda one: _order(f"{salt}{make_place(asdict(one))} {one.person}"),
    )
    chosen = list({one.person: one for one in reversed(found)}.values())
    return sorted(chosen, key=lambda one: _order(f"{salt}{make_place(asdict(one))} {one.person}"))[:count]


def _order(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


@cache
def load_judgements() -> dict[str, tuple[str, str]]:
    """Return by place who was found there when it was read, and the verdict: "right" or "wrong"."""
    if not REVIEWED.is_file():
        return {}
    rows = json.loads(REVIEWED.read_text(encoding="utf-8"))["judgements"]
    return {make_place(row): (row["person"], row["verdict"]) for row in rows}


def judge_sample(participants: Iterable[Participant]) -> Row:
    """Return precision over the participants at the places that were read.

    Right: whom the reviewer called right.  Wrong: whom he called wrong, or anybody in place of one called right.
    `lapsed` are the other places: nobody is found there any more, or somebody in place of one called wrong.
    """
    judgements = load_judgements()
    outcomes: Counter[str] = Counter()
    for one in participants:
        person, verdict = judgements.get(make_place(asdict(one)), (None, ""))
        if person is not None and one.person is not None and (verdict == "right" or one.person == person):
            outcomes["right" if verdict == "right" and one.person == person else "wrong"] += 1
    judged = outcomes.total()
    return {
        "precision": round(outcomes["right"] / judged, 4) if judged else None,
        "judged": judged,
        "lapsed": len(judgements) - judged,
    }


def show_sample(participants: Iterable[Participant], shared: Path) -> Iterator[str]:
    """Yield what a reviewer reads of each: title, the words about the mention, who was found and why, the key."""
    rows = {row["id"]: row for row in read_lines(shared / "data" / "readouts" / "docs.jsonl")}
    for one in participants:
        row = rows[one.document_id]
        text = row["title"] if one.part == "title" else row["text"]
        words = " ".join(text[max(0, one.span[0] - AROUND) : one.span[1] + AROUND].split())
        yield "\n".join(
            [
                f"{one.name} | {one.office} | {one.country} | {row['date']} → {one.known_as} ({one.person})",
                f"  {one.grounds}",
                f"  {row['title']}",
                f"  … {words} …",
                f"  {make_place(asdict(one))}",
            ]
        )
