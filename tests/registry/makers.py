"""Tenures and registries of invented people, so that a row fits on a line."""

from __future__ import annotations

from datetime import date
from typing import Any

from dragoman.registry.names import find_surnames
from dragoman.registry.registry import Registry
from dragoman.registry.table import write_person, write_tenure
from dragoman.registry.tenures import Person, Tenure, read_bound, read_end, read_start

PRESIDENT: dict[str, Any] = {"head": "president", "domain": None}
FOREIGN: dict[str, Any] = {"head": "minister", "domain": "foreign"}


def make_tenure(name: str, start: str = "", end: str = "", seen: tuple[str, ...] = (), **more: Any) -> Tenure:
    first, start_precision = read_bound(start, read_start)
    last, end_precision = read_bound(end, read_end)
    fields: dict[str, Any] = {
        "person": name.lower().replace(" ", "-"),
        "office": "President",
        "country": "NOR",
        "organisation": None,
        "sources": ("made up",),
        **PRESIDENT,
        **more,
    }
    return Tenure(
        name=name,
        start=first,
        end=last,
        seen=tuple(map(date.fromisoformat, seen)),
        start_precision=start_precision,
        end_precision=end_precision,
        **fields,
    )


def make_registry(*tenures: Tenure, aliases: dict[str, tuple[str, ...]] | None = None) -> Registry:
    people: dict[str, str] = {}
    for tenure in tenures:
        forms = (tenure.name, *(aliases or {}).get(tenure.name, ()))
        person = Person(tenure.person, tenure.name, forms[1:], tenure.country, None, ())
        surnames = {words for form in forms for words in find_surnames(form, tenure.country)}
        people[tenure.person] = write_person(person, frozenset(surnames))
    return Registry("test", (), sorted(map(write_tenure, tenures)), sorted(people.values()))
