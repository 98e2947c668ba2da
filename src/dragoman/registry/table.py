"""The registry's tables as lines of tab-separated text: people and tenures, to and from the types.

A tenure's line begins with its office, so that a sorted table is searched by halving and nothing is parsed before
somebody asks for it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final, cast

from dragoman.record import Gender
from dragoman.registry.offices import Office
from dragoman.registry.tenures import Person, Tenure, read_bound, read_end, read_start, write_day

PERSON_COLUMN: Final = 6  # of a tenure's line: country organisation head domain rank host person start end seen …
BETWEEN: Final = "|"  # of several values in one cell


def write_tenure(tenure: Tenure) -> str:
    """Return the line of a tenure."""
    return "\t".join(
        [
            *_office_cells(tenure),
            tenure.person,
            write_day(tenure.start, tenure.start_precision),
            write_day(tenure.end, tenure.end_precision),
            BETWEEN.join(day.isoformat() for day in tenure.seen),
            BETWEEN.join(tenure.sources),
            tenure.office,
            tenure.name,
        ]
    )


def read_tenure(line: str) -> Tenure:
    """Return the tenure of a line as `write_tenure` writes it."""
    country, body, head, domain, rank, host, person, start, end, seen, sources, office, name = line.split("\t")
    first, start_precision = read_bound(start, read_start)
    last, end_precision = read_bound(end, read_end)
    return Tenure(
        person=person,
        name=name,
        office=office,
        head=head,
        domain=domain or None,
        country=country or None,
        organisation=body or None,
        start=first,
        end=last,
        seen=tuple(map(date.fromisoformat, seen.split(BETWEEN))) if seen else (),
        sources=tuple(sources.split(BETWEEN)),
        start_precision=start_precision,
        end_precision=end_precision,
        rank=rank or None,
        host=host or None,
    )


def office_prefix(office: Office) -> str:
    """Return what the lines of an office begin with; a host of None leaves it open."""
    cells = _office_cells(office)
    return "\t".join(cells if office.host else cells[:-1]) + "\t"


def _office_cells(office: Office | Tenure) -> list[str]:
    values = (office.country, office.organisation, office.head, office.domain, office.rank, office.host)
    return [value or "" for value in values]


def find_lines(lines: Sequence[str], prefix: str) -> Iterator[str]:
    """Yield the lines of a sorted table that begin with a prefix."""
    index = bisect_left(lines, prefix)
    while index < len(lines) and lines[index].startswith(prefix):
        yield lines[index]
        index += 1


def write_person(person: Person, surnames: frozenset[tuple[str, ...]]) -> str:
    """Return the line of a person; `surnames` are what the person may be called alone, folded."""
    cells = [person.person_id, person.name, person.gender or "", person.country or "", BETWEEN.join(person.aliases)]
    return "\t".join([*cells, BETWEEN.join(sorted(map(" ".join, surnames)))])


def read_person(line: str, tenures: tuple[Tenure, ...]) -> Person:
    """Return the person of a line as `write_person` writes it, with these tenures."""
    person, name, gender, country, aliases, _ = line.split("\t")
    return Person(
        person_id=person,
        name=name,
        aliases=tuple(aliases.split(BETWEEN)) if aliases else (),
        country=country or None,
        gender=cast("Gender | None", gender or None),
        tenures=tenures,
    )


def read_surnames(line: str) -> Iterator[tuple[str, ...]]:
    """Yield the folded surnames in a person's line."""
    cell = line.rpartition("\t")[2]
    yield from (tuple(words.split()) for words in cell.split(BETWEEN) if words)
