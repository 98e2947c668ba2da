"""How well the registry of offices names people: the counterparts of the readouts' gold, by office, country and day.

Each counterpart's office is looked up on the contact's day (the document's where none is told).  `named`: a certain
holder is the person whom the title names; `contradicted`: only others are, in an office that one person holds at a
time; `unknown`: neither.  `possible`: of the unknown, those where a possible holder is the person.  An office for which
the gold gives no country is taken for one of the outlet's own in presidents' readouts of meetings at home (Kremlin,
Kyiv), unless it is a head of state or government: the outlet's is the other party.
Names are compared by the shared scorer.  Speed and size are measured beside.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Protocol, cast

from dragoman.registry import Office, Registry, Tenure, load_registry, read_office
from dragoman.registry.offices import is_single
from evaluation.shared import HALVES, Half, Row, half_of, load_contact_scorer, read_lines

OUTLETS = {"President of Russia": "RUS", "President of Ukraine": "UKR"}
OWN_ONCE = frozenset({"president", "prime minister", "chancellor", "king", "queen", "emir", "sultan"})


class PersonScorer(Protocol):
    """What we call of the shared `score/contacts.py` besides its figures."""

    def same_person(self, found: str, person: Row) -> bool: ...


@dataclass(frozen=True, slots=True)
class Asked:
    """One counterpart: who the gold names, in which offices, on which day."""

    person: Row
    offices: tuple[Office, ...]
    day: date


@dataclass(slots=True)
class RegistryCount:
    """Counterparts by outcome, and a line for each contradiction and for each that is unknown."""

    outcomes: Counter[str] = field(default_factory=Counter[str])
    contradictions: list[str] = field(default_factory=list[str])
    unknown: list[str] = field(default_factory=list[str])

    @property
    def figures(self) -> Row:
        asked = sum(self.outcomes[name] for name in ("named", "contradicted", "unknown"))
        answered = self.outcomes["named"] + self.outcomes["contradicted"]
        rates = {name: round(self.outcomes[name] / max(1, asked), 4) for name in ("named", "unknown", "contradicted")}
        right = {"right_of_named": round(self.outcomes["named"] / max(1, answered), 4)}
        possible = {"possible": round(self.outcomes["possible"] / max(1, asked), 4)}
        return {**rates, **right, **possible, "n": asked, "no_office": self.outcomes["no_office"]}


def score_registry(shared: Path, halves: Sequence[Half] = HALVES) -> dict[Half, RegistryCount]:
    """Return the counts of each half."""
    registry, scorer = load_registry(), cast(PersonScorer, load_contact_scorer(shared))
    counts: dict[Half, RegistryCount] = {half: RegistryCount() for half in halves}
    for gold in read_lines(shared / "data" / "readouts" / "gold.jsonl"):
        half = half_of(gold["id"])
        if half in counts:
            for asked in find_asked(gold):
                judge(asked, registry, scorer, counts[half])
    return counts


def find_asked(gold: Row) -> Iterator[Asked]:
    """Yield each counterpart of a gold document, with no office where its words name none in a country or body."""
    own = next((code for part, code in OUTLETS.items() if part in gold["outlet"]), None)
    for person in gold["parties"][1]:
        offices = read_office(person["office"] or "", person["country"] or own)
        placed = bool(person["country"])
        known = tuple(office for office in offices if _is_asked(office, own, placed=placed))
        yield Asked(person, known, date.fromisoformat(gold["contact_date"] or gold["date"]))


def _is_asked(office: Office, own: str | None, *, placed: bool) -> bool:
    """Whether an office can be looked up: held on the day, and of a known country or body."""
    if office.rank in ("former", "elect"):
        return False
    if not (office.country or office.organisation or office.host):
        return False
    bare = not placed and office.country == own and office.organisation is None and office.head in OWN_ONCE
    return not bare


def judge(asked: Asked, registry: Registry, scorer: PersonScorer, count: RegistryCount) -> None:
    """Add one counterpart to a count."""
    if not asked.offices:
        count.outcomes["no_office"] += 1
        return
    certain = [tenure for office in asked.offices for tenure in registry.office_holders(office, asked.day)]
    line = f"{asked.day} {asked.person['name']}: {asked.person['office']}, {asked.person['country']}"
    if any(_is_named(tenure, asked.person, registry, scorer) for tenure in certain):
        count.outcomes["named"] += 1
    elif certain and any(is_single(office) for office in asked.offices):
        count.outcomes["contradicted"] += 1
        count.contradictions.append(f"{line}: {', '.join(map(_describe, certain))}")
    else:
        count.outcomes["unknown"] += 1
        possible = [
            tenure for office in asked.offices for tenure in registry.possible_office_holders(office, asked.day)
        ]
        count.outcomes["possible"] += any(_is_named(tenure, asked.person, registry, scorer) for tenure in possible)
        count.unknown.append(f"{line}: perhaps {', '.join(map(_describe, possible)) or 'nobody'}")


def _is_named(tenure: Tenure, person: Row, registry: Registry, scorer: PersonScorer) -> bool:
    holder = registry.person(tenure.person)
    return any(scorer.same_person(name, person) for name in (tenure.name, *(holder.aliases if holder else ())))


def _describe(tenure: Tenure) -> str:
    return f"{tenure.name} ({tenure.start or '?'} to {tenure.end or '?'}, {'+'.join(tenure.sources)})"


# ------------------------------------------------------------------ size and speed

_LOAD = """
import time
import dragoman.registry as registry
before = time.perf_counter()
registry.load_registry()
print((time.perf_counter() - before) * 1000)
"""


def measure_registry(runs: int = 7, lookups: int = 20_000) -> Row:
    """Return size, the median time to load in a process of its own, and look-ups in a second."""
    registry, folder = load_registry(), resources.files("dragoman.registry") / "data"
    size = sum(len(entry.read_bytes()) for entry in folder.iterdir())
    loads = [_time_load() for _ in range(runs)]
    days = [date(1995 + index % 28, 1 + index % 12, 1 + index % 28) for index in range(lookups)]
    countries = ("FRA", "IRN", "USA", "RUS", "QAT", "TUR", "DEU", "JPN")
    before = time.perf_counter()
    for index, day in enumerate(days):
        head, domain = ("minister", "foreign") if index % 2 else ("president", None)
        registry.holders(head, domain, countries[index % 8], day)
    offices = lookups / (time.perf_counter() - before)
    names = [("sergey", "lavrov"), ("erdogan",), ("antony", "blinken"), ("john", "kerry"), ("nobody", "atall")]
    registry.person_on(names[0], days[0])
    before = time.perf_counter()
    for index, day in enumerate(days[: lookups // 4]):
        registry.person_on(names[index % 5], day)
    people = lookups // 4 / (time.perf_counter() - before)
    return {
        "version": registry.version,
        "tenures": registry.tenure_count,
        "people": registry.person_count,
        "megabytes": round(size / 1e6, 2),
        "load_ms": round(statistics.median(loads), 1),
        "office_lookups_a_second": round(offices),
        "name_lookups_a_second": round(people),
    }


def _time_load() -> float:
    done = subprocess.run([sys.executable, "-c", _LOAD], check=True, capture_output=True, text=True)  # noqa: S603
    return float(done.stdout)
