"""Readings of several documents that report one contact → their accounts side by side: facts, points, passages.

Nothing is decided between them: what differs is shown, and silence is no denial.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Final

from dragoman.errors import OptionError
from dragoman.language.dates import Anchor
from dragoman.language.model import Language
from dragoman.lexicons.states import state_by_code
from dragoman.record import Contact, Reading, Span
from dragoman.registry import Registry
from dragoman.stories.alignment import align_units
from dragoman.stories.comparison_actors import Cast, resolve_actors
from dragoman.stories.comparison_assumed import assume_contact, lacks_its_title
from dragoman.stories.comparison_contacts import Choice, Nearest, choose_contacts, find_nearest, other_contacts
from dragoman.stories.comparison_differences import Difference, find_differences
from dragoman.stories.comparison_labels import make_label
from dragoman.stories.comparison_lexicon import NEXT, find_kin, load_comparing
from dragoman.stories.comparison_reuse import Reuse, find_reuse, mark_derived
from dragoman.stories.comparison_words import find_words
from dragoman.stories.facts import FactRow, Status, Told, compare_facts
from dragoman.stories.points import Unit, find_units
from dragoman.stories.sides import Side, find_side

_LISTED: Final = 3  # copies that a note names
_ORDER: Final[dict[Status, int]] = {"conflict": 0, "all": 1, "some": 2, "one": 3}


@dataclass(frozen=True, slots=True)
class Account:
    """One document's account: its reading, the contact it reports, for whom it speaks, and how long it is in words.

    `contact` is None where it reports another contact, or none; `is_short` says that it is much shorter than the
    longest, so that its silence tells little; `copy_of` is the account that it repeats nearly word for word.
    """

    number: int
    reading: Reading
    contact: Contact | None
    side: Side | None
    length: int
    is_short: bool = False
    copy_of: int | None = None

    @property
    def document_id(self) -> str:
        return self.reading.document.document_id

    @property
    def name(self) -> str:
        """What a reader knows the account by: the outlet, or else title, file or id."""
        source = self.reading.document.source
        file = PurePath(source.path).name if source.path else None
        return " ".join((source.outlet or source.title or file or self.document_id).split())


@dataclass(frozen=True, slots=True)
class Telling:
    """The passages in which one account tells a point, and what it is told as."""

    account: int
    document_id: str
    units: tuple[Unit, ...]

    @property
    def spans(self) -> tuple[Span, ...]:
        return tuple(sorted({span for unit in self.units for span in unit.spans}))

    @property
    def derived_from(self) -> int | None:
        """The account whose words these are, where all of them are."""
        sources = {unit.derived_from for unit in self.units}
        return next(iter(sources)) if len(sources) == 1 else None


@dataclass(frozen=True, slots=True)
class Point:
    """One matter that accounts tell alike or differently; `label` is in the words of one of them."""

    label: str
    status: Status
    told_by: tuple[Telling, ...]
    differences: tuple[Difference, ...] = ()
    not_mentioned_by: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Accounts of one contact side by side; `contact` is that of the first account, None where they share none.

    `other_contacts` are what the documents tell of besides, each with the number of its account.
    """

    contact: Contact | None
    accounts: tuple[Account, ...]
    facts: tuple[FactRow, ...] = ()
    points: tuple[Point, ...] = ()
    other_contacts: tuple[tuple[int, Contact], ...] = ()
    nearest: Nearest | None = None
    notes: tuple[str, ...] = ()


def compare_readings(
    readings: Sequence[Reading], registry: Registry, language: Language, contact_ids: frozenset[str] = frozenset()
) -> Comparison:
    """Return the accounts of the contact that most of the readings report, side by side.

    Where `contact_ids` are given, reports known to be of one contact, these are compared and none is looked for.
    Where no two report one contact, the comparison has none, and tells which are nearest.  Raises OptionError for fewer
    than two different documents, and where fewer than two tell of any contact.
    """
    distinct, notes = _leave_out_doubles(readings)
    read = _assume_contacts(distinct, registry)
    assumed = frozenset(n for n, (one, other) in enumerate(zip(distinct, read, strict=True)) if one is not other)
    distinct = read
    _need_contacts(distinct)
    cast = resolve_actors(distinct, registry)
    choice = _choose_given(distinct, contact_ids) if contact_ids else choose_contacts(distinct, cast)
    if sum(contact is not None for contact in choice.contacts) < 2:
        return _tell_apart(distinct, cast, notes)
    notes += [
        f"{_name(distinct[number])}: no contact was read; it names those in contact" for number in sorted(assumed)
    ]
    return _compare(distinct, choice, cast, language, notes)


def _choose_given(readings: Sequence[Reading], contact_ids: frozenset[str]) -> Choice:
    contacts = tuple(
        next((contact for contact in reading.contacts if contact.contact_id in contact_ids), None)
        for reading in readings
    )
    return Choice(contacts, 1.0)


def _leave_out_doubles(readings: Sequence[Reading]) -> tuple[tuple[Reading, ...], list[str]]:
    seen: dict[str, Reading] = {}
    notes: list[str] = []
    for reading in readings:
        first = seen.setdefault(reading.document.version, reading)
        if first is not reading:
            notes.append(f"{_name(reading)} has the very text of {_name(first)} and is left out")
    if len(seen) < 2:
        raise OptionError(f"{_tell_single(readings)}; give two accounts with different texts")
    return tuple(seen.values()), notes


def _tell_single(readings: Sequence[Reading]) -> str:
    if len(readings) < 2:
        return f"{_name(readings[0])} is one account alone" if readings else "there is nothing to compare"
    return f"{_name(readings[0])} is compared with itself: the {len(readings)} texts are one"


def _assume_contacts(readings: Sequence[Reading], registry: Registry) -> tuple[Reading, ...]:
    """The readings, each without the contact of its title given that of the others where it names those in it."""
    told = [reading for reading in readings if reading.contacts]
    if not told:
        return tuple(readings)
    choice = choose_contacts(told, resolve_actors(told, registry))
    fitting = [reading for reading, contact in zip(told, choice.contacts, strict=True) if contact is not None]
    silent = [each for each in readings if not each.contacts or (each not in fitting and lacks_its_title(each))]
    contact = next((each for each in choice.contacts if each is not None), None)
    if contact is None:
        contact = next((reading.contacts[0] for reading in readings if reading not in silent), None)
    if contact is None:
        return tuple(readings)
    return tuple(_assume(reading, contact) if reading in silent else reading for reading in readings)


def _assume(reading: Reading, contact: Contact) -> Reading:
    found = assume_contact(reading, _side_of(reading), contact)
    return reading if found is None else replace(reading, contacts=(found, *reading.contacts))


def _name(reading: Reading) -> str:
    source = reading.document.source
    return " ".join((source.outlet or source.path or source.title or reading.document.document_id).split())


def _need_contacts(readings: Sequence[Reading]) -> None:
    silent = [_name(reading) for reading in readings if not reading.contacts]
    if len(readings) - len(silent) < 2:
        raise OptionError(
            f"{', '.join(silent)}: no contact is told of there, so there is nothing to compare; "
            "`dragoman read FILE` shows what is read from a document"
        )


def _tell_apart(readings: Sequence[Reading], cast: Cast, notes: Sequence[str]) -> Comparison:
    """A comparison of accounts that share no contact: the nearest two, and all that each tells of."""
    accounts = tuple(_make_accounts(readings, Choice((None,) * len(readings), 0.0), ()))
    every = tuple((number, contact) for number, reading in enumerate(readings) for contact in reading.contacts)
    return Comparison(
        None, accounts, other_contacts=every, nearest=find_nearest(readings, cast),
        notes=("the accounts tell of different contacts", *notes, *_silent(accounts)),
    )  # fmt: skip


def _silent(accounts: Iterable[Account]) -> Iterator[str]:
    for account in accounts:
        if not account.reading.contacts:
            yield f"{_call(account)} tells of no contact"


def letter(account: int) -> str:
    """Return the letter by which an account is called: A, B, … Z, AA, AB."""
    first, last = divmod(account, 26)
    return (chr(64 + first) if first else "") + chr(65 + last)


def _call(account: Account) -> str:
    """The letter and name of an account: one outlet may have several."""
    return f"{letter(account.number)} ({account.name})"


def _make_accounts(readings: Sequence[Reading], choice: Choice, reused: Sequence[Reuse]) -> Iterator[Account]:
    lengths = [sum(1 for _ in find_words(reading.document.text)) for reading in readings]
    longest = max(
        (length for length, contact in zip(lengths, choice.contacts, strict=True) if contact is not None), default=0
    )
    copies = _find_copies(reused)
    short = load_comparing().thresholds["short"]
    for number, (reading, contact) in enumerate(zip(readings, choice.contacts, strict=True)):
        side = _side_of(reading)
        yield Account(
            number, reading, contact, side, lengths[number], lengths[number] < short * longest, copies.get(number)
        )


def _find_copies(reused: Sequence[Reuse]) -> dict[int, int]:
    """The account that each copy repeats: of copies of copies the first, which is none itself."""
    copies: dict[int, int] = {}
    for reuse in reused:
        if reuse.is_copy:
            copies.setdefault(reuse.account, reuse.source)
    return {account: _find_first(account, copies) for account in copies}


def _find_first(account: int, copies: Mapping[int, int]) -> int:
    passed = {account}
    while account in copies and copies[account] not in passed:
        account = copies[account]
        passed.add(account)
    return account


def _compare(
    readings: Sequence[Reading], choice: Choice, cast: Cast, language: Language, notes: Sequence[str]
) -> Comparison:
    official = [_is_official(reading) for reading in readings]
    reused = find_reuse(readings, official)
    accounts = tuple(_make_accounts(readings, choice, reused))
    units = mark_derived(tuple(_find_units(accounts)), reused)
    told = [account for account in accounts if account.contact is not None]
    groups = align_units(units, _names_of(told), language)
    points = tuple(_make_point(tuple(units[at] for at in group), told, cast) for group in groups)
    ahead = tuple(unit for unit in units if _is_next(unit))
    facts = compare_facts(
        [
            Told(account.number, account.reading, account.contact)
            for account in told
            if account.contact is not None and account.copy_of is None
        ],
        cast,
        ahead,
    )
    return Comparison(
        contact=next(account.contact for account in told),
        accounts=accounts,
        facts=facts,
        points=tuple(sorted(points, key=lambda point: _ORDER[point.status])),
        other_contacts=tuple(other_contacts(readings, choice)),
        nearest=None,
        notes=(*notes, *_notes(accounts)),
    )


def _is_official(reading: Reading) -> bool:
    side = _side_of(reading)
    return side is None or side.official


def _side_of(reading: Reading) -> Side | None:
    return find_side(reading.document.source, reading.actors, reading.document.text)


def _find_units(accounts: Iterable[Account]) -> Iterator[Unit]:
    for account in accounts:
        if account.contact is not None and account.copy_of is None:
            official = account.side is None or account.side.official
            yield from find_units(account.number, account.reading, account.contact, official=official)


def _names_of(accounts: Iterable[Account]) -> frozenset[str]:
    """The stems of what the participants and their states are called: every passage may have them."""
    people = [actor for account in accounts if account.contact for actor in account.contact.participants]
    names = [name for actor in people for name in (actor.name, *actor.aliases)]
    states = [state for actor in people if (state := state_by_code().get(actor.country or "")) is not None]
    names += [name for state in states for name in (state.name, *state.adjectives)]
    return frozenset(word.stem for name in names for word in find_words(name))


def _notes(accounts: Sequence[Account]) -> Iterator[str]:
    yield from _tell_copies(accounts)
    for account in accounts:
        if account.contact is None and account.copy_of is None:
            told = "tells of another contact" if account.reading.contacts else "tells of no contact"
            yield f"{_call(account)} {told} and is left aside"


def _tell_copies(accounts: Sequence[Account]) -> Iterator[str]:
    copies: dict[int, list[str]] = {}
    for account in accounts:
        if account.copy_of is not None:
            copies.setdefault(account.copy_of, []).append(_call(account))
    for first, names in copies.items():
        if len(names) == 1:
            yield f"{names[0]} repeats {_call(accounts[first])}; it is not counted as an account of its own"
        else:
            listed = ", ".join(names[:_LISTED]) + (f" and {len(names) - _LISTED} more" if len(names) > _LISTED else "")
            yield f"{listed} repeat {_call(accounts[first])}; they are not counted as accounts of their own"


# --- points


def _make_point(units: Sequence[Unit], accounts: Sequence[Account], cast: Cast) -> Point:
    counted = [account for account in accounts if account.copy_of is None]
    by_account = {
        account.number: tuple(unit for unit in units if unit.account == account.number) for account in counted
    }
    told_by = tuple(
        Telling(account.number, account.document_id, by_account[account.number])
        for account in counted
        if by_account[account.number]
    )
    people = [_speakers(unit, cast) for unit in units]
    published = accounts[0].reading.document.source.published_day
    differences = find_differences(units, people, Anchor(published))
    return Point(
        label=make_label(units, differences),
        status=_status(len(told_by), len(counted), differences),
        told_by=told_by,
        differences=differences,
        not_mentioned_by=tuple(account.number for account in counted if not by_account[account.number]),
    )


def _speakers(unit: Unit, cast: Cast) -> frozenset[int]:
    numbers = (cast.number(unit.account, actor.actor_id) for actor in unit.speakers)
    return frozenset(number for number in numbers if number is not None)


def _status(telling: int, accounts: int, differences: Iterable[Difference]) -> Status:
    if any(difference.is_conflict for difference in differences):
        return "conflict"
    if telling == 1:
        return "one"
    return "all" if telling == accounts else "some"


def _is_next(unit: Unit) -> bool:
    """Whether a unit tells of contacts to come between those in contact."""
    return any(name == NEXT for _, name in find_kin(tuple(find_words(unit.words)), load_comparing()))
