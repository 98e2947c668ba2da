"""An actor of a document → the person of the registry that he or she is, with the reasons in words.

What is compared: the names (vetoed where the comparison of names says two people), the offices on the day, countries,
genders.  A surname alone never decides; where two people remain, nobody is found.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, Literal

from dragoman.actors.comparison import find_name_keys
from dragoman.actors.name_comparison import are_two_people, judge_person_names
from dragoman.lexicons.organisations import Organisation, find_organisation
from dragoman.lexicons.states import state_by_code
from dragoman.record import Actor, ActorKind, Gender
from dragoman.registry import Office, Person, Registry, Tenure, read_office
from dragoman.registry.additions import office_of
from dragoman.registry.names import fold_name
from dragoman.registry.offices import find_alike, find_part_key, is_single

Basis = Literal["full name", "surname and office", "surname and country", "office"]
Verdict = Literal["full", "short"]  # a full name that agrees; a surname, or a name that tells too little alone

# How long before the first and after the last known day of a career somebody may still be meant by a name: with his
# country, since most have a life in public before and after; without it.
CAREER: Final = (timedelta(days=15 * 365), timedelta(days=25 * 365))
NEAR: Final = (timedelta(days=6 * 365), timedelta(days=6 * 365))
RECENT: Final = date(1980, 1, 1)  # a document without a date tells of nobody who left public life before
ELECT: Final = timedelta(days=366)  # between an election and the first day in office
SHORT_SCORE: Final = 0.74  # what a surname alone scores beside a full name with the same surname
KEPT: Final = 65536  # actors remembered
GENERAL: Final = frozenset({"leader", "official", "counterpart", "head", "figure"})  # heads that fit many offices
FIELDLESS: Final = frozenset({"minister", "secretary"})  # heads that, without a field, fit the whole cabinet
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
    home: str | None  # whose officials an official outlet means where it tells no country
    gender: Gender | None
    by_registry: bool

    @property
    def placed(self) -> bool:
        """Whether an office is told that fits few: one that can speak against somebody."""
        return any(office.head not in GENERAL or office.organisation for office in self.offices)

    @property
    def passed(self) -> bool:
        """Whether the office is one held earlier or later."""
        return any(office.rank in PASSED for office in self.offices)

    @property
    def surname(self) -> tuple[str, ...]:
        return fold_name(self.names[0].split()[-1])  # of a double name both parts: "Okonjo-Iweala"


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Somebody who may be meant, whatever the day; `sole`: nobody else of the registry, or country, has the surname."""

    person: Person
    verdict: Verdict
    at_home: bool  # the country is told and is the person's
    own: bool  # no country is told, and the person's is the outlet's own
    sole: bool
    fitting: tuple[tuple[Tenure, str | None], ...]  # tenures of an office told, with the rank told

    @property
    def placed_by_country(self) -> bool:
        return self.at_home or self.own


@dataclass(frozen=True, slots=True)
class _Match:
    candidate: _Candidate
    held: Tenure | None  # of the office told, on the day
    level: int  # the smaller the surer: see `_judge`
    serving: bool = True


def find_registered(actor: Actor, day: date | None, registry: Registry, home: str | None = None) -> Registered | None:
    """Return the person of the registry that an actor is on a day: the event's, or that of publication.

    None where nobody or more than one can be meant.  Without a day an office alone, or a surname with a country, finds
    nobody.  `home` is the country whose officials an official outlet names without their country.
    """
    if actor.kind is not ActorKind.PERSON:
        return None
    given = actor.named_by == "registry"
    told, candidates = _prepare(
        registry, (actor.name, *actor.aliases), actor.office, actor.country, home, actor.gender, given
    )
    if not told.names:
        return _find_holder(told, day, registry)
    judged = (_judge(candidate, told, day, registry) for candidate in candidates)
    match = _choose([match for match in judged if match is not None], told)
    return None if match is None else _conclude(match, told, day)


def _choose(matches: list[_Match], told: _Told) -> _Match | None:
    """The one who agrees best, where that is one alone; a full name is never overruled by a surname in office."""
    surest = min((match.level for match in matches), default=0)
    best = [match for match in matches if match.level == surest]
    if surest == 2 and any(match.candidate.verdict == "full" for match in matches):
        return None
    if len(best) > 1 and not told.placed:
        best = [match for match in best if match.serving]  # "George Bush" is the one in office
    return best[0] if len(best) == 1 else None


@lru_cache(maxsize=KEPT)
def _prepare(
    registry: Registry,
    names: tuple[str, ...],
    office: str | None,
    country: str | None,
    home: str | None,
    gender: Gender | None,
    given: bool,
) -> tuple[_Told, tuple[_Candidate, ...]]:
    """What is told, and who may be meant by it on whatever day: the same for an actor of many documents."""
    told = _read(names, office, country, home, gender, given=given)
    return told, _find_candidates(told, registry) if told.names else ()


def _read(
    names: tuple[str, ...],
    office: str | None,
    country: str | None,
    home: str | None,
    gender: Gender | None,
    *,
    given: bool,
) -> _Told:
    offices = read_office(office, country) if office else ()
    name, *aliases = names
    is_office = name == office or (bool(offices) and read_office(name, country) == offices)
    full = [form for form in aliases if len(fold_name(form)) > 1]
    known = (name, *full) if fold_name(name) and not is_office else ()
    return _Told(known, offices, country, home if country is None else None, gender, given)


# ------------------------------------------------------------------ candidates


def _find_candidates(told: _Told, registry: Registry) -> tuple[_Candidate, ...]:
    """Return the people whose names, country and gender allow them to be meant, on whatever day."""
    found: list[_Candidate] = []
    for person in _with_like_names(told, registry):
        if told.gender and person.gender and told.gender != person.gender:
            continue
        fitting = tuple(
            (tenure, office.rank)
            for office in told.offices
            for tenure in person.tenures
            if _is_of(tenure, office, told.home)
        )
        at_home = _is_at_home(person, told.country)
        # who heads an international body may be told with the country of its seat
        if at_home is False and all(tenure.country for tenure, _ in fitting):
            continue
        verdict = _compare(told.names, person)
        if verdict is not None:
            namesakes = registry.people(told.surname)
            others = (other for other in namesakes if other.person_id != person.person_id)
            sole = not any(not told.country or _is_at_home(other, told.country) for other in others)
            own = _is_at_home(person, told.home) is True
            found.append(_Candidate(person, verdict, at_home is True, own, sole, fitting))
    return tuple(found)


def _with_like_names(told: _Told, registry: Registry) -> tuple[Person, ...]:
    """The people who share words of the name, and the holders of the office: their names may be spelt otherwise."""
    words = fold_name(told.names[0])
    found = [*registry.people_alike(words), *(registry.people(words) if len(words) < 3 else ())]
    if len(words) == 1 and not found:
        found = list(_known_by(words[0], told, registry))
    people = {person.person_id: person for person in found}
    placed = [office for office in told.offices if office.country or office.organisation]
    if placed:
        keys = frozenset(find_name_keys(told.names[0]))
        for office in placed:
            for person, known in _holders_of(_plain(office), registry):
                if not keys.isdisjoint(known):
                    people[person.person_id] = person
    return tuple(people.values())


def _known_by(word: str, told: _Told, registry: Registry) -> Iterator[Person]:
    """Those known by a name that is no surname ("President Tomi", "President Velk" where surnames stand first).

    Only who held the office told, one of one person each, is meant so.
    """
    offices = [office for office in told.offices if office.rank is None and is_single(office)]
    for person in registry.people_with(word) if offices else ():
        if any(_is_of(tenure, office, told.home) for tenure in person.tenures for office in offices):
            yield person


@lru_cache(maxsize=KEPT)
def _holders_of(office: Office, registry: Registry) -> tuple[tuple[Person, frozenset[str]], ...]:
    """Those who ever held an office, each with the keys of all words of his names.

    Whoever shares no key with a name is spelt too differently to be meant by it.
    """
    ids = dict.fromkeys(tenure.person for tenure in registry.office_tenures(office))
    people = (person for person in map(registry.person, ids) if person is not None)
    return tuple(
        (person, frozenset(key for name in (person.name, *person.aliases) for key in find_name_keys(name)))
        for person in people
    )


def _compare(names: tuple[str, ...], person: Person) -> Verdict | None:
    """How the fullest name told agrees with any of a person's; None for two people's names, or another surname."""
    verdict: Verdict | None = None
    name, several = names[0], len(fold_name(names[0])) > 1
    for form in (person.name, *person.aliases):
        if are_two_people(name, form):
            continue
        found = judge_person_names(name, form)
        if found.same and several:
            return "full"
        if found.score >= SHORT_SCORE:
            verdict = "short"
    return None if verdict and several and not _shares_surname(name, person) else verdict


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
    body = None if tenure.country else _organisation_of(tenure.organisation)
    return tenure.country or (body.country if body else None)


# ------------------------------------------------------------------ the day


def _judge(candidate: _Candidate, told: _Told, day: date | None, registry: Registry) -> _Match | None:
    """How sure a candidate is on a day; None where too little agrees or something speaks against it.

    Levels: 0 a full name in the office, certainly; 1 perhaps; 2 a surname in the office; 3 a full name without it; 4 a
    surname with the country of somebody in office.
    """
    person, full = candidate.person, candidate.verdict == "full"
    serving = day is not None and bool(person.tenures_on(day))
    held = _find_held(candidate, day)
    if held is not None and (full or _is_enough_held(candidate, held, told, day, registry)):
        certain = day is None or told.passed or held.certainty_on(day) == "certain"
        if certain or not _is_taken(person, told, day, registry):
            return _Match(candidate, held, (0 if certain else 1) if full else 2, serving)
    if not _is_about(person, day, CAREER) or (not serving and _is_taken(person, told, day, registry)):
        return None
    if full:
        return _Match(candidate, None, 3, serving) if _is_enough(candidate, told, day, serving=serving) else None
    alone = candidate.at_home and serving and not told.placed and candidate.sole
    return _Match(candidate, None, 4) if alone else None


def _is_enough(candidate: _Candidate, told: _Told, day: date | None, *, serving: bool) -> bool:
    """Whether a full name decides without the office told, if any.

    An office that the registry does not have of the person may be a namesake's, where others share the surname.
    """
    person = candidate.person
    if day is None and not told.placed:
        return max((item for tenure in person.tenures for item in tenure.known_days), default=RECENT) >= RECENT
    if not told.placed:
        return candidate.placed_by_country or serving or (candidate.sole and _is_about(person, day, NEAR))
    if serving and day is not None:
        return candidate.sole or any(
            tenure.head == office.head for tenure in person.tenures_on(day) for office in told.offices
        )
    return candidate.sole and (candidate.at_home or _is_about(person, day, NEAR))


def _is_enough_held(candidate: _Candidate, held: Tenure, told: _Told, day: date | None, registry: Registry) -> bool:
    """Whether a surname decides with an office: with the country, or in an office that only one person holds."""
    if day is None or told.passed:
        return candidate.at_home
    office = office_of(held)
    if held.certainty_on(day) != "certain":
        possible = registry.possible_office_holders(office, day) if is_single(office) else ()
        return candidate.at_home and {tenure.person for tenure in possible} == {candidate.person.person_id}
    if all(each.head in FIELDLESS and each.domain is None for each in told.offices):
        # ministers are many, and the registry has not all of them; of a cabinet of secretaries it has
        return candidate.placed_by_country and (candidate.sole or office.head == "secretary")
    return candidate.placed_by_country or is_single(office)


def _find_held(candidate: _Candidate, day: date | None) -> Tenure | None:
    """The tenure of an office that is told, at the time that its rank and the day tell; a certain one first."""
    found = [tenure for tenure, rank in candidate.fitting if _fits_day(tenure, rank, day)]
    certain = (tenure for tenure in found if day is not None and tenure.certainty_on(day) == "certain")
    return next(certain, found[0] if found else None)


def _is_of(tenure: Tenure, office: Office, home: str | None) -> bool:
    if office.country and tenure.country and office.country != tenure.country:
        return False
    if (office.rank == "deputy") != (tenure.rank == "deputy"):
        return False
    body, other = _body(office.organisation), _body(tenure.organisation)
    if body and other and body != other:
        return False
    if office.head in GENERAL and body is not None:
        return body == other
    if office.head in FIELDLESS and office.domain is None and body is None:
        return tenure.head == office.head and other is None
    seats = {alike.seat for alike in find_alike(_plain(office))}
    # "the Speaker" of a country's own outlet, or with its adjective, is that of its parliament
    national = tenure.country is not None and tenure.country in {office.country, home}
    return _seat_of(tenure) in seats and ((body is None) == (other is None) or (body is None and national))


def _seat_of(tenure: Tenure) -> str:
    return f"{tenure.head}/{tenure.domain or ''}"


def _body(words: str | None) -> str | frozenset[str] | None:
    """By what a body is known: "political office of Hamas" is of Hamas; else its words."""
    if words is None:
        return None
    body = _organisation_of(words)
    return find_part_key(words) if body is None else body.name


@lru_cache(maxsize=KEPT)
def _organisation_of(words: str | None) -> Organisation | None:
    parts = (words, *words.split(" of ")[1:], words.split(" ")[0]) if words else ()
    return next((body for body in map(find_organisation, parts) if body is not None), None)


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


def _is_about(person: Person, day: date | None, career: tuple[timedelta, timedelta]) -> bool:
    """Whether a day falls in a person's life in public, as far as the known days and what is added to them go."""
    known = [item for tenure in person.tenures for item in tenure.known_days]
    return day is None or not known or min(known) - career[0] <= day <= max(known) + career[1]


def _is_taken(person: Person, told: _Told, day: date | None, registry: Registry) -> bool:
    """Whether somebody else certainly held, on the day, the very office that is told."""
    return day is not None and any(
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
        ranks = {office.rank for office in told.offices if _is_of(match.held, office, told.home)}
        words.append(_in_office(match.held, next(iter(ranks & PASSED), None), day))
    elif day is not None and (serving := person.tenures_on(day)):
        words.append(_in_office(serving[0], None, day))
    if told.by_registry:
        basis, words[0] = "office", "the office alone"
    return Registered(person.person_id, person.name, _country_of(person), person.gender, "; ".join(words), basis)


def _named(match: _Match, told: _Told) -> str:
    name = "full name" if match.candidate.verdict == "full" else f"the name {told.names[0]!r}"
    also = [
        name,
        *(["country"] if match.candidate.at_home else ["the outlet's country"] if match.candidate.own else []),
        *(["office"] if match.held else []),
    ]
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
