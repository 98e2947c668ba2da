"""Who is who across documents: the counterparts of the readouts' gold, as one store of all of them has them.

Each counterpart that is found in his document has an identity in the store.  Truth is the gold's name and country: two
names of one country are one person's where the shared scorer takes each for the other ("Kishida", "Kishida Fumio"), or
where `reviewed/identity.json` says so (judged by eye on the tuning half).  Figures are B³ (Bagga and Baldwin 1998): for
each counterpart, the share of those with his identity that are he, and of those that are he that have his identity.
"""

from __future__ import annotations

import json
import multiprocessing
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from dragoman.language.model import load_language
from dragoman.pipeline import read_document
from dragoman.record import Document, Reading
from dragoman.registry import load_registry
from dragoman.store.connection import open_store
from dragoman.store.identity import resolve_identities
from dragoman.store.query import ContactFilter, find_contacts
from dragoman.store.write import write_readings
from evaluation.documents import read_table
from evaluation.readings import PROCESSES, hash_code
from evaluation.registry import PersonScorer
from evaluation.shared import HALVES, ROOT, WORK, Half, Row, half_of, load_contact_scorer, read_lines

REVIEWED = ROOT / "evaluation" / "reviewed" / "identity.json"
_BATCH = 64

Key = tuple[str, str]  # a name of the gold, and its country or ""


@dataclass(frozen=True, slots=True)
class Placed:
    """A counterpart of the gold that was found: document, who he is, the gold's name, and the store's identity."""

    document_id: str
    person: Key
    name: str
    identity: str


@dataclass(frozen=True, slots=True)
class IdentityScores:
    """B³ of one half, and what it is made of; `mixed` lists identities with several gold names, for a reviewer."""

    precision: float
    recall: float
    found: int
    gold: int
    people: int
    mixed: tuple[str, ...]
    parted: tuple[str, ...]

    @property
    def figures(self) -> Row:
        return {
            "b3_precision": round(self.precision, 4),
            "b3_recall": round(self.recall, 4),
            "found": self.found,
            "gold": self.gold,
            "people": self.people,
        }


def score_identity(shared: Path) -> dict[Half, IdentityScores]:
    """Return the scores of each half of the documents, identified all together."""
    scorer = cast(PersonScorer, load_contact_scorer(shared))
    gold = list(read_lines(shared / "data" / "readouts" / "gold.jsonl"))
    same = join_names([person for row in gold for person in row["parties"][1]], scorer)
    with closing(open_store(build_store(shared))) as connection:
        participants = _participants(connection)
    scores: dict[Half, IdentityScores] = {}
    for half in HALVES:
        rows = [row for row in gold if half_of(row["id"]) == half]
        placed = [each for row in rows for each in _place(row, participants.get(row["id"], ()), scorer, same)]
        scores[half] = _score(placed, sum(len(row["parties"][1]) for row in rows))
    return scores


def join_names(people: Iterable[Row], scorer: PersonScorer) -> dict[Key, Key]:
    """Return the name and country under which each of the gold's people stands."""
    by_country: dict[str, dict[str, Row]] = {}
    for person in people:
        by_country.setdefault(person["country"] or "", {}).setdefault(person["name"], person)
    group: dict[Key, Key] = {}
    reviewed = {name: names[0] for names in _read_reviewed() for name in names}
    for country, persons in by_country.items():
        for name in sorted(persons, key=lambda name: (-len(name.split()), name)):
            longer = (other for other, of in group if of == country)
            first = reviewed.get(name) or next((each for each in longer if _is_one(name, each, persons, scorer)), name)
            group[name, country] = group.get((first, country), (first, country))
    for name, country in list(group):
        homes = {of for each, of in group if each == name and of}
        if not country and len(homes) == 1 and " " in name:  # the gold tells the country in one of the titles only
            group[name, country] = group[name, min(homes)]
    return group


def _is_one(name: str, other: str, persons: dict[str, Row], scorer: PersonScorer) -> bool:
    known = persons.get(other)
    return known is not None and scorer.same_person(name, known) and scorer.same_person(other, persons[name])


def _read_reviewed() -> list[list[str]]:
    return json.loads(REVIEWED.read_text(encoding="utf-8"))["one_person"] if REVIEWED.is_file() else []


def _place(row: Row, found: Iterable[tuple[str, str]], scorer: PersonScorer, same: dict[Key, Key]) -> Iterator[Placed]:
    for person in row["parties"][1]:
        identity = next((identity for name, identity in found if scorer.same_person(name, person)), None)
        if identity is not None:
            yield Placed(row["id"], same[person["name"], person["country"] or ""], person["name"], identity)


def _participants(connection: sqlite3.Connection) -> dict[str, list[tuple[str, str]]]:
    """Name as told and identity of the participants of all contacts, by document."""
    people: dict[str, list[tuple[str, str]]] = {}
    for found in find_contacts(connection, ContactFilter(modality=None)):
        for actor in found.contact.participants:
            told = found.told.get(actor.actor_id, actor)
            people.setdefault(found.document_id, []).extend((name, actor.actor_id) for name in (told.name, actor.name))
    return people


def _score(placed: list[Placed], gold: int) -> IdentityScores:
    by_identity, by_person = dict[str, list[Placed]](), dict[Key, list[Placed]]()
    for each in placed:
        by_identity.setdefault(each.identity, []).append(each)
        by_person.setdefault(each.person, []).append(each)
    both = [(sum(other.person == each.person for other in by_identity[each.identity]), each) for each in placed]
    total = max(1, len(placed))
    return IdentityScores(
        sum(shared / len(by_identity[each.identity]) for shared, each in both) / total,
        sum(shared / len(by_person[each.person]) for shared, each in both) / total,
        len(placed),
        gold,
        len(by_person),
        tuple(_list_mixed(by_identity, lambda each: each.person)),
        tuple(_list_mixed(by_person, lambda each: each.identity)),
    )


def _list_mixed(groups: Mapping[Any, list[Placed]], tell: Callable[[Placed], object]) -> Iterator[str]:
    """A line for each group whose members differ in what `tell` gives."""
    for members in groups.values():
        if len({tell(each) for each in members}) > 1:
            yield "; ".join(sorted({f"{each.name} ({each.identity}, {each.document_id})" for each in members})[:8])


# ------------------------------------------------------------------ the store


def build_store(shared: Path) -> Path:
    """Return a store of all readouts, kept for this code of the package."""
    path = WORK / "stores" / f"readouts-{hash_code()}.db"
    if path.is_file():
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    for old in path.parent.glob("readouts-*"):
        old.unlink()
    unfinished = path.with_suffix(".unfinished")
    documents = read_table(read_lines(shared / "data" / "readouts" / "docs.jsonl"))
    with closing(open_store(unfinished, create=True)) as connection:
        for batch in _batches(_read(documents)):
            write_readings(connection, batch)
            resolve_identities(connection, load_registry())
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    unfinished.rename(path)
    return path


def _read(documents: Iterable[Document]) -> Iterator[Reading]:
    context = multiprocessing.get_context("spawn")
    with context.Pool(PROCESSES, initializer=load_language) as pool:
        yield from pool.imap(_read_one, documents, chunksize=8)


def _read_one(document: Document) -> Reading:
    return read_document(document, load_language())


def _batches(readings: Iterator[Reading]) -> Iterator[list[Reading]]:
    batch: list[Reading] = []
    for reading in readings:
        batch.append(reading)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    yield batch
