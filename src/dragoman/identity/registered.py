"""An actor of a document → the person of the registry that he or she is, with the reasons in words.

What is compared: the names (vetoed where `compare_names` says two people), the offices on the day, countries,
genders.  A surname alone never decides; where two people remain, nobody is found.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, Literal

from dragoman.actors.comparison import compare_names
from dragoman.lexicons.organisations import find_organisation
from dragoman.lexicons.states import state_by_code
from dragoman.record import Actor, ActorKind, Gender
from dragoman.registry import Office, Person, Registry, Tenure, read_office
from dragoman.registry.additions import office_of
from dragoman.registry.names import fold_name
from dragoman.registry.offices import find_alike, is_single

Basis = Literal["full name", "surname and office", "surname and country", "office"]
Verdict = Literal["full", "short"]  # a full name that agrees; a surname, or a name that tells too little alone

# Offices without a tenure on the day: for so long before the first and after the last known day somebody is still
# looked for, since most have a life in public before and after.
BEFORE: Final = timedelta(days=15 * 365)
AFTER: Final = timedelta(days=25 * 365)
ELECT: Final = timedelta(days=366)  # between an election and the first day in office
SHORT_SCORE: Final = 0.74  # what a surname alone scores beside a full name with the same surname
KEPT: Final = 65536  # actors remembered
GENERAL: Final = frozenset({"leader", "official", "counterpart", "head", "figure"})  # heads that fit many offices
PASSED: Final = frozenset({"former", "elect"})  # ranks of those who are not in office on the day


@dataclass(frozen=True, slots=True)
class Registered:
    """A person of the registry found for an actor; `grounds` is what a reviewer reads, `country` ISO 3166 alpha-3."""

    person_id: str
    name: str
    country: str | None
    gender: Gender | None
    grounds: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class _Told:
    """What a document tells of a person, as far as it bears on who it is."""

    names: tuple[str, ...]  # none where the office stands for the name
    offices: tuple[Office, ...]
    country: str | None
    gender: Gender | None
    by_registry: bool

    @property
    def placed(self) -> bool:
        """Whether an office is told that fits few: one that can speak against somebody."""
        return any(office.head not in GENERAL for office in self.offices)


@dataclass(frozen=True, slots=True)
class _Candidate:
    person: Person
    verdict: Verdict
    at_home: bool  # the country is told and is the person's


@dataclass(frozen=True, slots=True)
class _Match:
    candidate: _Candidate
    held: Tenure | None  # of the office told, on the day
    level: int  # the smaller the surer


def find_registered(actor: Actor, day: date | None, registry: Registry) -> Registered | None:
    """Return the person of the registry that an actor is on a day: the event's, or that of publication.

    None where nobody or more than one can be meant.  Without a day an office alone, or a surname with a country, finds
    nobody.
    """
    if actor.kind is not ActorKind.PERSON:
        return None
    told = _read(actor.name, actor.aliases, actor.office, actor.country, actor.gender, actor.named_by == "registry")
    if not told.names:
        return _find_holder(told, day, registry)
    matches = [
        match for one in _find_candidates(told, registry) if (match := _judge(one, told, day, registry)) is not None
    ]
    if not matches:
        return None
    surest = min(match.level for match in matches)
    best = [match for match in matches if match.level == surest]
    if len(best) > 1 or any(m.candidate.verdict == "full" and m not in best for m in matches if surest == 2):
        return None
    return _conclude(best[0], told, day)


@lru_cache(maxsize=KEPT)
def _read(
    name: str, aliases: tuple[str, ...], office: str | None, country: str | None, gender: Gender | None, given: bool
) -> _Told:
    offices = read_office(office, country) if office else ()
    if name == office or (offices and read_office(name, country) == offices):
        return _Told((), offices, country, gender, given)
    full = [form for form in aliases if len(fold_name(form)) > 1]
    return _Told((name, *full) if fold_name(name) else (), offices, country, gender, given)


# ------------------------------------------------------------------ candidates


@lru_cache(maxsize=KEPT)
def _find_candidates(told: _Told, registry: Registry) -> tuple[_Candidate, ...]:
    """Return the people whose names, country and gender allow them to be meant, on whatever day."""
    found: list[_Candidate] = []
    for person in _with_like_names(told, registry):
        at_home = _is_at_home(person, told.country)
        if at_home is False or (told.gender and person.gender and told.gender != person.gender):
            continue
        verdict = _compare(told.names, person)
        if verdict is not None:
            found.append(_Candidate(person, verdict, at_home is True))
    return tuple(found)


def _with_like_names(told: _Told, registry: Registry) -> tuple[Person, ...]:
    """The people who share words of the name, and the holders of the office: their names may be spelt otherwise."""
    people: dict[str, Person] = {}
    words = fold_name(told.names[0])
    found = [*registry.people_alike(words), *(registry.people(words) if len(words) < 3 else ())]
    for person in found:
        people[person.person_id] = person
    for office in told.offices:
        if office.country or office.organisation:
            for tenure in registry.office_tenures(_plain(office)):
                holder = registry.person(tenure.person) if tenure.person not in people else None
                if holder is not None:
                    people[holder.person_id] = holder
    return tuple(people.values())


def _compare(names: tuple[str, ...], person: Person) -> Verdict | None:
    """How the fullest name told agrees with any of a person's; None for two people's names, or another surname."""
    verdict: Verdict | None = None
    forms = (person.name, *person.aliases)
    for form in forms:
        found = compare_names(names[0], form, "person")
        if found.same and len(fold_name(names[0])) > 1:
            verdict = "full"
        elif found.same is not False and found.score >= SHORT_SCORE:
            verdict = verdict or "short"
    if verdict == "short" and len(fold_name(names[0])) > 1 and not _shares_surname(names[0], person):
        return None
    return verdict


def _shares_surname(name: str, person: Person) -> bool:
    last = fold_name(name)[-1:]
    return any(last[0] in fold_name(form) for form in (person.name, *person.aliases))


def _is_at_home(person: Person, country: str | None) -> bool | None:
    """Whether a country is a person's, or that of a body he heads; None where either is not known."""
    if country is None:
        return None
    homes = {code for code in (person.country, *(_home_of(tenure) for tenure in person.tenures)) if code}
    return country in homes if homes else None


def _home_of(tenure: Tenure) -> str | None:
    """The country of a tenure, or the one to which alone the body belongs."""
    body = None if tenure.country else find_organisation(_body(tenure.organisation) or "")
    return tenure.country or (body.country if body else None)


# ------------------------------------------------------------------ the day


def _judge(candidate: _Candidate, told: _Told, day: date | None, registry: Registry) -> _Match | None:
    """How sure a candidate is on a day; None where too little agrees or something speaks against it."""
    held = next(_find_held(candidate.person, told, day), None)
    if held is not None and candidate.verdict == "full":
        return _Match(candidate, held, 1)
    if held is not None and (candidate.at_home or _is_alone_in(held, day)):
        return _Match(candidate, held, 2)
    if not _may_be_about(candidate.person, day) or _is_taken(candidate.person, told, day, registry):
        return None
    serving = day is not None and bool(candidate.person.tenures_on(day))
    if candidate.verdict == "full":
        return _Match(candidate, None, 3) if _is_enough(candidate, told, serving=serving) else None
    alone = candidate.at_home and serving and not told.placed
    return _Match(candidate, None, 4) if alone else None


def _is_enough(candidate: _Candidate, told: _Told, *, serving: bool) -> bool:
    """Whether a full name decides without the office: with the country, or where no office speaks against it."""
    return candidate.at_home or serving or not told.placed


def _find_held(person: Person, told: _Told, day: date | None) -> Iterator[Tenure]:
    """The person's tenures of an office that is told, at the time that its rank and the day tell."""
    for office in told.offices:
        for tenure in person.tenures:
            if _is_of(tenure, office) and _fits_day(tenure, office.rank, day):
                yield tenure


def _is_alone_in(tenure: Tenure, day: date | None) -> bool:
    """Whether an office is certainly held, and by one person at a time: enough beside a surname without a country."""
    return day is not None and is_single(office_of(tenure)) and tenure.certainty_on(day) == "certain"


def _is_of(tenure: Tenure, office: Office) -> bool:
    if office.country and tenure.country and office.country != tenure.country:
        return False
    if (office.rank == "deputy") != (tenure.rank == "deputy"):
        return False
    body, other = _body(office.organisation), _body(tenure.organisation)
    if body and other and body != other:
        return False
    if office.head in GENERAL and body is not None:
        return body == other
    seats = {alike.seat for alike in find_alike(_plain(office))}
    return f"{tenure.head}/{tenure.domain or ''}" in seats and (body is None) == (other is None)


def _body(words: str | None) -> str | None:
    """The name of the body that words tell: "political office of Hamas" is of Hamas."""
    if words is None:
        return None
    for part in (words, *words.split(" of ")[1:], words.split(" ")[0]):
        body = find_organisation(part)
        if body is not None:
            return body.name
    return words.casefold()


def _fits_day(tenure: Tenure, rank: str | None, day: date | None) -> bool:
    if day is None:
        return True
    if rank == "former":
        return bool(tenure.known_days) and tenure.known_days[0] <= day
    if rank == "elect":
        start = tenure.certain_start
        return start is not None and day - timedelta(days=31) <= start <= day + ELECT
    return tenure.certainty_on(day) is not None


def _plain(office: Office) -> Office:
    """The office itself, without a rank that tells only of when or how it is held."""
    return replace(office, rank=None) if office.rank in (*PASSED, "acting") else office


def _may_be_about(person: Person, day: date | None) -> bool:
    known = [item for tenure in person.tenures for item in tenure.known_days]
    return day is None or not known or min(known) - BEFORE <= day <= max(known) + AFTER


def _is_taken(person: Person, told: _Told, day: date | None, registry: Registry) -> bool:
    """Whether somebody else certainly held, on the day, the very office that is told, and the person none."""
    if day is None or person.tenures_on(day):
        return False
    return any(
        is_single(office) and any(tenure.person != person.person_id for tenure in registry.office_holders(office, day))
        for office in told.offices
        if office.country and office.rank is None
    )


def _find_holder(told: _Told, day: date | None, registry: Registry) -> Registered | None:
    """The one who held, on the day, an office told without a name; a rank ("former", "deputy") leaves it open."""
    if day is None or len(told.offices) != 1 or told.offices[0].rank is not None or not is_single(told.offices[0]):
        return None
    tenures = registry.office_holders(told.offices[0], day)
    person = registry.person(tenures[0].person) if len({tenure.person for tenure in tenures}) == 1 else None
    if person is None or (told.gender and person.gender and told.gender != person.gender):
        return None
    grounds = f"the office alone; {_in_office(tenures[0], None, day)}"
    return Registered(person.person_id, person.name, _country_of(person), person.gender, grounds, "office")


# ------------------------------------------------------------------ in words


def _conclude(match: _Match, told: _Told, day: date | None) -> Registered:
    person = match.candidate.person
    basis: Basis = "full name"
    if match.candidate.verdict == "short":
        basis = "surname and office" if match.held else "surname and country"
    words = [_named(match, told)]
    if match.held is not None:
        ranks = {office.rank for office in told.offices if _is_of(match.held, office)}
        words.append(_in_office(match.held, next(iter(ranks & PASSED), None), day))
    elif day is not None and (serving := person.tenures_on(day)):
        words.append(_in_office(serving[0], None, day))
    if told.by_registry:
        basis, words[0] = "office", "the office alone"
    return Registered(person.person_id, person.name, _country_of(person), person.gender, "; ".join(words), basis)


def _named(match: _Match, told: _Told) -> str:
    name = "full name" if match.candidate.verdict == "full" else f"the name {told.names[0]!r}"
    also = [name, *(["country"] if match.candidate.at_home else []), *(["office"] if match.held else [])]
    return also[0] if len(also) == 1 else f"{', '.join(also[:-1])} and {also[-1]}"


def _in_office(tenure: Tenure, rank: str | None, day: date | None) -> str:
    """ "in office as Foreign Minister (Iran) on 2023-10-20"; of a former holder, from when to when."""
    state = state_by_code().get(tenure.country or "")
    office = tenure.office if state is None or state.name in tenure.office else f"{tenure.office} ({state.name})"
    if day is None or rank is not None:
        known = tenure.known_days
        if not known:
            return office
        return f"{office}, known on {known[0]}" + (f" to {known[-1]}" if known[-1] != known[0] else "")
    how = "in office" if tenure.certainty_on(day) == "certain" else "perhaps in office"
    return f"{how} as {office} on {day}"


def _country_of(person: Person) -> str | None:
    return person.country or next((home for home in map(_home_of, person.tenures) if home), None)
