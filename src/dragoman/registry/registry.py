"""Who held which office on which day: the registry, loaded from the package's tables and a user's own file."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Final

from rapidfuzz import fuzz

from dragoman.errors import LexiconError
from dragoman.registry.additions import Addition, read_additions
from dragoman.registry.names import find_surnames, fold_name
from dragoman.registry.offices import Office, find_alike, is_single
from dragoman.registry.table import (
    BETWEEN,
    PERSON_COLUMN,
    find_lines,
    office_prefix,
    read_person,
    read_surnames,
    read_tenure,
    write_person,
    write_tenure,
)
from dragoman.registry.tenures import AROUND, Person, Tenure

FORMAT: Final = 1  # of the tables; a build of another is refused
NEAR: Final = 82  # a letter or two of a long name: "Sergei" and "Sergey"
COMMON: Final = 400  # people who share a word, from which on it finds nobody by itself


@dataclass(frozen=True, slots=True)
class Source:
    """Where facts come from: the key in the tables, what it is, the day it tells of, its licence."""

    key: str
    title: str
    licence: str
    day: str = ""


class Registry:
    """People and their tenures, looked up by office and day, or by name."""

    def __init__(
        self,
        version: str,
        sources: Sequence[Source],
        tenures: Sequence[str],
        people: Sequence[str],
        own: frozenset[str] = frozenset(),
    ) -> None:
        self.version = version
        self.sources = tuple(sources)
        self._own = own  # sources of a user's file, whose facts win
        self._tenures = tenures  # sorted lines
        self._people = people  # sorted lines
        self._offices: dict[Office, tuple[Tenure, ...]] = {}
        self._persons: dict[str, Person] = {}
        self._lines_by_person: dict[str, list[str]] = {}
        self._by_surname: dict[tuple[str, ...], list[str]] = {}
        self._by_word: dict[str, frozenset[str]] = {}
        self._forms: dict[str, tuple[tuple[str, ...], ...]] = {}
        self._by_name: dict[tuple[str, ...], tuple[str, ...]] = {}

    @property
    def tenure_count(self) -> int:
        return len(self._tenures)

    @property
    def person_count(self) -> int:
        return len(self._people)

    def extended(self, tenures: Iterable[str], people: Mapping[str, str], own: frozenset[str]) -> Registry:
        """Return a registry with more lines; a person's line stands in place of one with the same id."""
        kept = [line for line in self._people if line.split("\t", 1)[0] not in people]
        merged = sorted([*self._tenures, *tenures]), sorted([*kept, *people.values()])
        return Registry(self.version, self.sources, *merged, self._own | own)

    # ------------------------------------------------------------------ offices

    def holders(
        self,
        head: str,
        domain: str | None,
        country: str | None,
        day: date,
        *,
        organisation: str | None = None,
        rank: str | None = None,
        host: str | None = None,
    ) -> tuple[Tenure, ...]:
        """Return the tenures of those who certainly held an office on a day.

        Two for an office of one person mean the day of a change, or sources that disagree.  Where the country has no
        such office, one of the same work under another name is looked up ("Foreign Minister" → Secretary of State).
        """
        return self.office_holders(Office(head, domain, country, organisation, rank, host), day)

    def possible_holders(
        self,
        head: str,
        domain: str | None,
        country: str | None,
        day: date,
        *,
        organisation: str | None = None,
        rank: str | None = None,
        host: str | None = None,
    ) -> tuple[Tenure, ...]:
        """Return the tenures of those who may have held an office on a day, a bound being unknown.

        None where somebody certainly did and one person at a time can.
        """
        return self.possible_office_holders(Office(head, domain, country, organisation, rank, host), day)

    def office_holders(self, office: Office, day: date) -> tuple[Tenure, ...]:
        """Return what `holders` does, for an office as `read_office` gives it."""
        found = tuple(tenure for tenure in self.office_tenures(office) if tenure.certainty_on(day) == "certain")
        return self._winning(found) if is_single(office) else found

    def possible_office_holders(self, office: Office, day: date) -> tuple[Tenure, ...]:
        """Return what `possible_holders` does, for an office as `read_office` gives it."""
        tenures = self.office_tenures(office)
        found = tuple(tenure for tenure in tenures if tenure.certainty_on(day) == "possible")
        if not is_single(office) or not found:
            return found
        if any(tenure.certainty_on(day) == "certain" for tenure in tenures):
            return ()
        return self._winning(tuple(tenure for tenure in found if not _is_succeeded(tenure, tenures, day)))

    def _winning(self, tenures: tuple[Tenure, ...]) -> tuple[Tenure, ...]:
        """The tenures that a user's file tells, if any, else all."""
        return tuple(tenure for tenure in tenures if not self._own.isdisjoint(tenure.sources)) or tenures

    def office_tenures(self, office: Office) -> tuple[Tenure, ...]:
        """Return all tenures of an office, or of the first of the same work that has any; earliest first."""
        if office not in self._offices:
            tenures: tuple[Tenure, ...] = ()
            for alike in find_alike(office):
                tenures = tuple(map(read_tenure, find_lines(self._tenures, office_prefix(alike))))
                if tenures:
                    break
            self._offices[office] = tuple(sorted(tenures, key=_by_time))
        return self._offices[office]

    # ------------------------------------------------------------------ people

    def person(self, person_id: str) -> Person | None:
        """Return the person with an id, None where the registry has none."""
        if person_id not in self._persons:
            line = next(find_lines(self._people, f"{person_id}\t"), None)
            if line is None:
                return None
            if not self._lines_by_person:
                self._index_tenures()
            tenures = map(read_tenure, self._lines_by_person.get(person_id, ()))
            self._persons[person_id] = read_person(line, tuple(sorted(tenures, key=_by_time)))
        return self._persons[person_id]

    def people(self, surname_words: tuple[str, ...]) -> tuple[Person, ...]:
        """Return the people who may be called by a surname alone, given as its words; by id."""
        self._index_names()
        found = self._by_surname.get(fold_name(" ".join(surname_words)), ())
        return tuple(person for person in map(self.person, found) if person is not None)

    def people_with(self, word: str) -> tuple[Person, ...]:
        """Return the people one of whose names has a folded word, whether or not it is a surname; by id."""
        self._index_names()
        return tuple(person for person in map(self.person, sorted(self._by_word.get(word, ()))) if person is not None)

    def people_alike(self, words: tuple[str, ...]) -> tuple[Person, ...]:
        """Return the people one of whose names shares two of the folded words, one of them a letter or two off; by id.

        More may stand on either side: "Sergei Viktorovich Lavrov" finds Sergey Lavrov.
        """
        self._index_names()
        if len(words) < 2:
            return ()
        lists = sorted((self._by_word.get(word, frozenset[str]()) for word in words), key=len)
        found = {person for at, one in enumerate(lists) for other in lists[at + 1 :] for person in one & other}
        for rare in lists[:2] if len(lists) == 2 else lists[:3]:
            found.update(person for person in rare if len(rare) <= COMMON and self._shares_two(person, words))
        return tuple(person for person in map(self.person, sorted(found)) if person is not None)

    def _shares_two(self, person_id: str, words: tuple[str, ...]) -> bool:
        """Whether two words of a name of the person are among the words, or nearly so."""
        for form in self._forms[person_id]:
            shared = 0
            for word in words:
                shared += word in form or any(_near(word, other) for other in form)
                if shared > 1:
                    return True
        return False

    def namesake(self, name: str, country: str | None) -> Person | None:
        """Return the one person of a country with a name of the very same words; None where several have it."""
        self._index_names()
        words = fold_name(name)
        ids = frozenset.intersection(*(self._by_word.get(word, frozenset[str]()) for word in words))
        found = [person for person in map(self.person, sorted(ids)) if person and person.country == country]
        same = [p for p in found if any(sorted(fold_name(form)) == sorted(words) for form in (p.name, *p.aliases))]
        return same[0] if len(same) == 1 else None

    def person_on(self, name_words: tuple[str, ...], day: date, around: timedelta = AROUND) -> Person | None:
        """Return the person whom a name means among those in office on a day, or within `around` of it.

        The name is a full name, in any order of its words and with a letter or two otherwise, or a surname; None where
        nobody or more than one has it.
        """
        words = fold_name(" ".join(name_words))
        if not words:
            return None
        self._index_names()
        by_surname = self._by_surname.get(words, ()) if len(words) < 3 else ()
        for candidates in (self._with_words(words), by_surname):
            found = [person for person in map(self.person, candidates) if person and _is_in_office(person, day, around)]
            if found:
                return found[0] if len(found) == 1 else None
        return None

    def _with_words(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """The ids of people one of whose names has all the words; if none has, all but a letter or two."""
        if words not in self._by_name:
            lists = [self._by_word.get(word, frozenset[str]()) for word in words]
            found = [person for person in frozenset.intersection(*lists) if self._is_named(person, words)]
            if not found and len(words) > 1:
                # one word may differ, so the name has one of the two rarest, or (of two words) either
                rarest = sorted(lists, key=len)[:2]
                found = [person for person in frozenset.union(*rarest) if self._is_named(person, words)]
            self._by_name[words] = tuple(sorted(found))
        return self._by_name[words] if len(words) > 1 else ()

    def _is_named(self, person_id: str, words: tuple[str, ...]) -> bool:
        return any(has_words(form, words) for form in self._forms[person_id])

    def _index_tenures(self) -> None:
        for line in self._tenures:
            self._lines_by_person.setdefault(line.split("\t", PERSON_COLUMN + 1)[PERSON_COLUMN], []).append(line)

    def _index_names(self) -> None:
        if self._by_word:
            return
        words: dict[str, list[str]] = {}
        for line in self._people:
            person, name, _, _, aliases, _ = line.split("\t")
            for surname in read_surnames(line):
                self._by_surname.setdefault(surname, []).append(person)
            forms = tuple(dict.fromkeys(fold_name(form) for form in (name, *aliases.split(BETWEEN)) if form))
            self._forms[person] = forms
            for word in {word for form in forms for word in form}:
                words.setdefault(word, []).append(person)
        self._by_word = {word: frozenset(people) for word, people in words.items()}


def has_words(name: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Return whether the words, each once, stand in a name, one of them at most with other letters.

    An initial on either side stands for a word that begins with it, and counts as such a word.
    """
    if len(words) < 2 or len(words) > len(name):
        return False
    left = list(name)
    loose = 0
    for word in sorted(words, key=lambda word: word not in name):
        other = next((item for item in left if item == word), None)
        if other is None:
            other = next((item for item in left if _near(item, word)), None)
            loose += 1
        if other is None or loose > 1:
            return False
        left.remove(other)
    return True


def _near(one: str, other: str) -> bool:
    shorter, longer = (len(one), len(other)) if len(one) < len(other) else (len(other), len(one))
    if shorter == 1:
        return one[0] == other[0]
    # of words so unlike in length not even all letters of the shorter one would do
    return shorter >= 4 and 200 * shorter >= NEAR * (shorter + longer) and fuzz.ratio(one, other) >= NEAR


def _is_in_office(person: Person, day: date, around: timedelta) -> bool:
    return any(
        tenure.certainty_on(near) == "certain"
        for tenure in person.tenures
        for near in (day, day - around, day + around)
    )


def _by_time(tenure: Tenure) -> tuple[date, str]:
    return (tenure.known_days or (date.max,))[0], tenure.person


def _is_succeeded(tenure: Tenure, tenures: Iterable[Tenure], day: date) -> bool:
    """Whether somebody else is known in the office between what is known of a tenure and the day."""
    known = tenure.known_days
    nearest = min(known, key=lambda item: abs(item - day))
    low, high = sorted((nearest, day))
    return any(
        low < known_day <= high for other in tenures if other.person != tenure.person for known_day in other.known_days
    )


# ------------------------------------------------------------------ loading


def load_registry(extra: Path | None = None) -> Registry:
    """Return the registry of the package, with a user's file of tenures where one is given; loaded once.

    The user's facts win: a tenure of the package in an office and time for which the file names somebody else is left
    out.  Raises InputError for a file that cannot be meant.
    """
    return _load(extra.resolve() if extra else None)


@cache
def _load(extra: Path | None) -> Registry:
    built = _load_package()
    return built if extra is None else merge_additions(built, read_additions(extra))


@cache
def _load_package() -> Registry:
    folder = resources.files("dragoman.registry") / "data"
    about: dict[str, Any] = tomllib.loads((folder / "registry.toml").read_text(encoding="utf-8"))
    if about["format"] != FORMAT:
        raise LexiconError(f"registry.toml: format {about['format']!r} is not {FORMAT}; run scripts/build_registry.py")
    sources = [Source(key, **entry) for key, entry in about["source"].items()]
    tenures, people = (
        (folder / name).read_text(encoding="utf-8").splitlines() for name in ("tenures.tsv", "people.tsv")
    )
    return Registry(about["version"], sources, tenures, people)


def find_known(registry: Registry, addition: Addition) -> Person | None:
    """Return the person of a registry whose tenure is added: by the id given, else by the same name and country."""
    tenure = addition.tenure
    return registry.person(tenure.person) if tenure.person else registry.namesake(tenure.name, tenure.country)


def merge_additions(registry: Registry, additions: Iterable[Addition]) -> Registry:
    """Return a registry with the added tenures, which win over its own.

    A name of the file is a person of the registry where both have the same words and country, or the file gives the id.
    """
    added, people, own = list[str](), dict[str, str](), set[str]()
    for addition in additions:
        tenure = addition.tenure
        known = find_known(registry, addition)
        slug = "-".join(fold_name(tenure.name))
        person_id = known.person_id if known else tenure.person or f"user-{slug}"
        aliases = tuple(dict.fromkeys((*(known.aliases if known else ()), *addition.aliases, tenure.name)))
        name = known.name if known else tenure.name
        person = Person(
            person_id,
            name,
            tuple(alias for alias in aliases if alias != name),
            (known.country if known else None) or tenure.country,
            (known.gender if known else None) or addition.gender,
            (),
        )
        forms = (name, *person.aliases)
        people[person_id] = write_person(
            person, frozenset(words for form in forms for words in find_surnames(form, person.country))
        )
        added.append(write_tenure(replace(tenure, person=person_id, name=name)))
        own.update(tenure.sources)
    return registry.extended(added, people, frozenset(own))
