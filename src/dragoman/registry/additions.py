"""A file of tenures, TOML or CSV, as users write it (and principals.toml here): read, and refused where wrong.

    [[tenure]]
    name = "Alma Reyes"
    office = "Foreign Minister"       # as a text would say it
    country = "NOR"                   # ISO 3166 alpha-3; may be left out where the office names a body
    start = 2021-03-01                # a day, or "2021-03", "2021"; left out: not known
    end = "2023"
    source = "Official gazette, 1 March 2021"

Further fields: `aliases`, `gender`, `seen` (days in office), `person` (an id of the registry), `organisation`.
A CSV has the same names as its columns, several values in one cell separated by "|".
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final, cast, get_args

from dragoman.errors import InputError
from dragoman.lexicons.states import find_state, state_by_code
from dragoman.record import Gender
from dragoman.registry.names import fold_name
from dragoman.registry.offices import Office, is_single, read_office
from dragoman.registry.tenures import Precision, Tenure, read_end, read_start

FIELDS: Final = frozenset(
    ["name", "aliases", "office", "country", "organisation", "start", "end", "seen", "source", "gender", "person"]
)
_LISTS: Final = frozenset({"aliases", "seen"})
_HEADING: Final = re.compile(r"^[ \t]*\[\[\s*tenure\s*\]\]", re.MULTILINE)

Value = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Addition:
    """A person's tenure as a file tells it; `line` is where.  `tenure.person` is "" where the file gives no id."""

    line: int
    tenure: Tenure
    aliases: tuple[str, ...] = ()
    gender: Gender | None = None


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry of the file: its values as words, and the line that an error names for each field."""

    path: Path
    line: int
    values: Mapping[str, Value]
    lines: Mapping[str, int]

    def error(self, field: str, cause: str, remedy: str) -> InputError:
        return InputError(f"{self.path}: line {self.lines.get(field, self.line)}: {cause}; {remedy}")

    def text(self, field: str) -> str:
        value = self.values.get(field, "")
        return value.strip() if isinstance(value, str) else ""

    def words(self, field: str) -> tuple[str, ...]:
        value = self.values.get(field, ())
        return value if isinstance(value, tuple) else ()


def read_additions(path: Path) -> tuple[Addition, ...]:
    """Return the tenures of a file, in its order.

    Raises InputError, with file, line and remedy, where the file cannot be read, a country or office is unknown, the
    source is missing, a date is none, or two people hold one office at a time.
    """
    read = _read_csv if path.suffix.lower() == ".csv" else _read_toml
    try:
        entries = list(read(path))
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); give a TOML or CSV file of tenures") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, csv.Error) as error:
        raise InputError(f"{path}: not a file of tenures ({error}); correct it there, in UTF-8") from error
    if not entries:
        raise InputError(f"{path}: no tenures in it; write each below a heading [[tenure]]")
    additions = tuple(addition for entry in entries for addition in _read_entry(entry))
    _refuse_overlaps(path, additions)
    return additions


def _read_toml(path: Path) -> Iterator[_Entry]:
    text = path.read_text(encoding="utf-8")
    tables = tomllib.loads(text).get("tenure", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise InputError(f"{path}: `tenure` is no table; write each tenure below a heading [[tenure]]")
    starts = [text.count("\n", 0, match.start()) + 1 for match in _HEADING.finditer(text)]
    lines = text.splitlines()
    for index, table in enumerate(cast("list[dict[str, object]]", tables)):
        first = starts[index] if index < len(starts) else 1
        last = starts[index + 1] if index + 1 < len(starts) else len(lines) + 1
        places = {
            words.partition("=")[0].strip().strip('"'): first + offset
            for offset, words in enumerate(lines[first - 1 : last - 1])
            if "=" in words
        }
        yield _Entry(path, first, {key: _as_words(value) for key, value in table.items()}, places)


def _as_words(value: object) -> Value:
    return tuple(map(str, cast("list[object]", value))) if isinstance(value, list) else str(value)


def _read_csv(path: Path) -> Iterator[_Entry]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file, strict=True)
        for row in rows:
            values: dict[str, Value] = {}
            for key, value in row.items():
                if value and key in _LISTS:
                    values[key] = tuple(word.strip() for word in value.split("|"))
                elif value:
                    values[key or "a cell beyond the columns"] = str(value)
            yield _Entry(path, rows.line_num, values, {})


def _read_entry(entry: _Entry) -> Iterator[Addition]:
    """Yield a tenure for each office that an entry names."""
    unknown = sorted(entry.values.keys() - FIELDS)
    if unknown:
        raise entry.error(unknown[0], f"unknown field {unknown[0]!r}", f"the fields are {', '.join(sorted(FIELDS))}")
    name = entry.text("name")
    if not fold_name(name):
        raise entry.error("name", f"name is {name!r}", "give the person's name")
    if not entry.text("source"):
        raise entry.error("source", f"{name} has no source", "add where the fact stands, `source = '…'`")
    gender = entry.text("gender") or None
    if gender not in (None, *get_args(Gender)):
        raise entry.error("gender", f"gender is {gender!r}", f"it must be one of {', '.join(get_args(Gender))}")
    start, start_precision = _read_bound(entry, "start")
    end, end_precision = _read_bound(entry, "end")
    if start and end and end < start:
        raise entry.error("end", f"{name} leaves on {end} before coming on {start}", "correct one of the dates")
    for office in _read_offices(entry):
        tenure = Tenure(
            person=entry.text("person"),
            name=name,
            office=entry.text("office"),
            head=office.head,
            domain=office.domain,
            country=office.country,
            organisation=office.organisation,
            start=start,
            end=end,
            seen=tuple(sorted(_read_day(entry, day) for day in entry.words("seen"))),
            sources=(entry.text("source"),),
            start_precision=start_precision,
            end_precision=end_precision,
            rank=office.rank,
            host=office.host,
        )
        yield Addition(entry.line, tenure, entry.words("aliases"), cast("Gender | None", gender))


def _read_offices(entry: _Entry) -> tuple[Office, ...]:
    words, country, body = entry.text("office"), entry.text("country") or None, entry.text("organisation") or None
    if country is not None and country not in state_by_code():
        state = find_state(country)
        remedy = f"write {state.code!r}" if state else "give the ISO 3166 alpha-3 code, 'NOR'"
        raise entry.error("country", f"country is {country!r}, which no state has as its code", remedy)
    offices = read_office(words, country)
    if not offices:
        remedy = "use a word of lexicons/offices.toml, such as 'Foreign Minister' or 'Head of the Bureau'"
        raise entry.error("office", f"office is {words!r}, which names no office known", remedy)
    offices = tuple(replace(office, organisation=body or office.organisation) for office in offices)
    if any(not (office.country or office.organisation) for office in offices):
        raise entry.error("office", f"{words!r} belongs to no country or body", "add `country` or `organisation`")
    return offices


def _read_bound(entry: _Entry, field: str) -> tuple[date | None, Precision]:
    words = entry.text(field)
    if not words:
        return None, "day"
    try:
        return read_start(words) if field == "start" else read_end(words)
    except ValueError as error:
        raise entry.error(
            field, f"{field} is {words!r}, which is no date", "write 2021-03-01, '2021-03' or '2021'"
        ) from error


def _read_day(entry: _Entry, words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError as error:
        raise entry.error("seen", f"seen has {words!r}, which is no day", "write 2021-03-01") from error


def _refuse_overlaps(path: Path, additions: tuple[Addition, ...]) -> None:
    """Raise InputError where two people certainly hold one office, that one person holds at a time, on several days."""
    offices: dict[Office, list[Addition]] = {}
    for addition in additions:
        office = office_of(addition.tenure)
        if is_single(office):
            offices.setdefault(office, []).append(addition)
    for held in offices.values():
        for index, one in enumerate(held):
            for other in held[index + 1 :]:
                if _is_other(one, other) and _overlap(one.tenure, other.tenure):
                    raise InputError(
                        f"{path}: line {other.line}: {other.tenure.name} and {one.tenure.name} (line {one.line}) are "
                        f"{one.tenure.office!r} at a time; correct a start or an end"
                    )


def _is_other(one: Addition, other: Addition) -> bool:
    if one.tenure.person and one.tenure.person == other.tenure.person:
        return False
    return fold_name(one.tenure.name) != fold_name(other.tenure.name)


def _overlap(one: Tenure, other: Tenure) -> bool:
    """Whether two tenures share more than the day of a change; an unknown bound reaches as far as what is known."""
    if not (one.known_days and other.known_days):
        return False
    return max(one.known_days[0], other.known_days[0]) < min(one.known_days[-1], other.known_days[-1])


def office_of(tenure: Tenure) -> Office:
    """Return the office that a tenure is of."""
    return Office(tenure.head, tenure.domain, tenure.country, tenure.organisation, tenure.rank, tenure.host)
