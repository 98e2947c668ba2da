"""The facts the reader relies on, read from the TOML files beside this module and checked as they are read.

In go `states.toml`, `organisations.toml`, `outlets.toml` and `given_names.toml`; out come frozen values
and read-only mappings from words to them.  Everything is read once and kept.  A file that contradicts
itself raises `LexiconError`, which names the file, the entry, the cause and the remedy.

Words are compared folded (`fold_words`): case, accents, spacing and a leading "the" do not matter.  Where
capitals do matter ("US" and "us", "WHO" and "who") use `find_state` and `find_organisation`.
"""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sized
from dataclasses import dataclass
from importlib import resources
from types import MappingProxyType
from typing import Any, Final, Literal, TypeVar, cast, get_args
from urllib.parse import urlsplit

from dragoman.errors import LexiconError
from dragoman.record import Gender

OrganisationKind = Literal[
    "igo",  # states together: the United Nations, the Arab League
    "alliance",  # states together for defence or policy: NATO, the Quint
    "authority",  # governs or claims to govern without being in states.toml: the Palestinian Authority
    "movement",  # armed or political, under whatever name others give it
    "military",
    "ministry",
    "agency",  # of one state: intelligence, space, atomic energy
    "parliament",
    "court",
    "party",
    "media",
    "bank",
    "company",
    "ngo",
    "forum",  # conferences and talks that speak as one: the World Economic Forum
]


@dataclass(frozen=True, slots=True)
class State:
    """A state or territory.  `code` is ISO 3166 alpha-3 (XKX for Kosovo); `ended` the last year of a former one.

    `speaks` are places and palaces that stand for its government, "the" left off.
    """

    code: str
    name: str
    names: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capital: str | None = None
    speaks: tuple[str, ...] = ()
    ended: int | None = None


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body that acts and speaks in diplomatic news; `country` is the state it belongs to, if to one alone."""

    name: str
    names: tuple[str, ...]
    kind: OrganisationKind
    country: str | None = None
    adjectives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Principal:
    """Somebody an outlet means by a bare title, from `start` up to and not including `end` (None: open).

    `office` is the title as the outlet uses it ("President"), `titles` are longer and other forms of it,
    `aliases` other forms of the holder's name, `source` says where the dates can be checked.
    """

    office: str
    name: str
    aliases: tuple[str, ...]
    country: str | None
    gender: Gender | None
    start: dt.date | None
    end: dt.date | None
    titles: tuple[str, ...] = ()
    source: str = ""

    def held_on(self, day: dt.date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who published a document: the names and domains it is known by, and whose government it speaks for, if any."""

    name: str
    matches: tuple[str, ...]
    country: str | None
    speaks_for: str | None
    timezone: str | None
    principals: tuple[Principal, ...] = ()
    domains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LexiconHealth:
    """One file, the number of its entries, and what is wrong with it (nothing, if all is well)."""

    name: str
    entries: int
    problems: tuple[str, ...] = ()


# --- files and entries -------------------------------------------------------------------------------


def read_lexicon(name: str) -> dict[str, Any]:
    """Return the tables of the TOML file `name` of this package ("states.toml").

    Raises LexiconError where there is no such file or it is not TOML.
    """
    path = resources.files("dragoman.lexicons") / name
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        known = ", ".join(lexicon_names())
        raise LexiconError(f"{name}: no such lexicon, only {known}; reinstall dragoman if it is missing") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LexiconError(f"{name}: not valid TOML in UTF-8 ({error}); correct the file there") from error


def lexicon_names() -> tuple[str, ...]:
    """Return the names of all TOML files of this package, sorted."""
    return tuple(
        sorted(entry.name for entry in resources.files("dragoman.lexicons").iterdir() if entry.name.endswith(".toml"))
    )


@dataclass(frozen=True, slots=True)
class Entry:
    """One table of a lexicon file, read field by field; whatever is not as it should be raises LexiconError."""

    file: str
    key: str
    table: Mapping[str, object]

    @classmethod
    def check(cls, file: str, key: str, table: object, fields: frozenset[str]) -> Entry:
        """Return the entry; raises LexiconError where `table` is not a table or has a field not in `fields`."""
        if not isinstance(table, dict):
            raise LexiconError(f"{file}: {key} is not a table; write its fields below a heading of its own")
        entry = cls(file, key, cast("dict[str, object]", table))
        unknown = sorted(entry.table.keys() - fields)
        if unknown:
            raise entry.error(f"unknown field {unknown[0]!r}", f"the fields are {', '.join(sorted(fields))}")
        return entry

    def error(self, cause: str, remedy: str) -> LexiconError:
        return LexiconError(f"{self.file}: {self.key}: {cause}; {remedy}")

    def text(self, field: str) -> str:
        value = self.table.get(field)
        if not isinstance(value, str) or not value.strip():
            raise self.error(f"{field} is {value!r}", f"give it as words, `{field} = '…'`")
        return value

    def optional_text(self, field: str) -> str | None:
        return self.text(field) if field in self.table else None

    def words(self, field: str) -> tuple[str, ...]:
        """Return a list of words; none where the field is missing.  A word twice is an error."""
        value = self.table.get(field, [])
        items = cast("list[object]", value) if isinstance(value, list) else [None]
        found = tuple(item for item in items if isinstance(item, str) and item.strip())
        if len(found) != len(items):
            raise self.error(f"{field} is {value!r}", f"give it as a list of words, `{field} = ['…']`")
        if len(set(found)) != len(found):
            twice = next(word for word in found if found.count(word) > 1)
            raise self.error(f"{field} has {twice!r} twice", "leave one out")
        return found

    def day(self, field: str) -> dt.date | None:
        value = self.table.get(field)
        if value is not None and (not isinstance(value, dt.date) or isinstance(value, dt.datetime)):
            raise self.error(f"{field} is {value!r}", f"give it as a day without quotes, `{field} = 2001-01-20`")
        return value

    def number(self, field: str) -> int | None:
        value = self.table.get(field)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
            raise self.error(f"{field} is {value!r}", f"give it as a number, `{field} = 1991`")
        return value

    def choice(self, field: str, allowed: tuple[str, ...]) -> str:
        value = self.text(field)
        if value not in allowed:
            raise self.error(f"{field} is {value!r}", f"it must be one of {', '.join(allowed)}")
        return value


def _entries(file: str, heading: str, tables: object, fields: frozenset[str]) -> Iterator[Entry]:
    """Yield the entries below one heading of a file, `[heading.key]`."""
    if not isinstance(tables, dict) or not tables:
        raise LexiconError(f"{file}: no [{heading}.…] entries; restore them")
    for key, table in cast("dict[str, object]", tables).items():
        yield Entry.check(file, f"{heading}.{key}", table, fields)


# --- words -------------------------------------------------------------------------------------------

_SPACES: Final = re.compile(r"\s+")
_ARTICLE: Final = re.compile(r"^\s*the\s+", re.IGNORECASE)  # "The  Gambia"
_APOSTROPHES: Final = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'"})
_LETTERS: Final = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})


def fold_words(words: str) -> str:
    """Return words as the lookups compare them: no capitals, accents, curly apostrophes, leading "the".

    "The  Côte d’Ivoire" → "cote d'ivoire".
    """
    folded = words.translate(_APOSTROPHES).casefold()
    if not folded.isascii():
        parts = unicodedata.normalize("NFKD", folded.translate(_LETTERS))
        folded = "".join(part for part in parts if not unicodedata.combining(part))
    return _SPACES.sub(" ", folded).strip().removeprefix("the ")


def _is_acronym(name: str) -> bool:
    """Tell whether a name is so short and full of capitals that in other writing it is another word ("us", "let")."""
    return len(name) <= 6 and " " not in name and sum(map(str.isupper, name)) >= 2


def _index_acronyms(names: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """Return the folded acronyms among names, each with all the ways it is written: "tass" with "TASS", "Tass"."""
    written: dict[str, set[str]] = {}
    for name in names:
        written.setdefault(fold_words(name), set()).add(name)
    return MappingProxyType({word: frozenset(forms) for word, forms in written.items() if any(map(_is_acronym, forms))})


def _looks_like_name(words: str, acronyms: Mapping[str, frozenset[str]]) -> bool:
    """Tell whether words are capitalised as a name is, "the" aside; acronyms must stand as listed or in capitals."""
    bare = _ARTICLE.sub("", words)
    forms = acronyms.get(fold_words(bare))
    return bare != bare.lower() if forms is None else bare in forms or bare.isupper()


_Named = TypeVar("_Named", State, Organisation)


def _index_words(
    file: str, pairs: Iterable[tuple[str, _Named]], ambiguous: frozenset[str] = frozenset()
) -> Mapping[str, _Named]:
    """Return each word, folded, with what it names; ambiguous ones are left out.

    Raises LexiconError where a word that is not listed as ambiguous names two things.
    """
    found: dict[str, _Named] = {}
    for word, named in pairs:
        folded = fold_words(word)
        other = found.setdefault(folded, named)
        if other.name != named.name and folded not in ambiguous:
            raise LexiconError(
                f"{file}: {word!r} stands for {other.name} and {named.name}; "
                f"take it from one of them, or add it to `ambiguous` at the head of the file"
            )
    return MappingProxyType({word: named for word, named in found.items() if word not in ambiguous})


def _ambiguous_words(file: str, tables: Mapping[str, object]) -> frozenset[str]:
    return frozenset(map(fold_words, Entry(file, "head of the file", tables).words("ambiguous")))


def _check_ambiguous(file: str, ambiguous: frozenset[str], words: Iterable[Iterable[str]]) -> None:
    """Raise LexiconError where a word is listed as ambiguous that fewer than two entries have."""
    uses = Counter(word for of_entry in words for word in set(map(fold_words, of_entry)))
    idle = sorted(word for word in ambiguous if uses[word] < 2)
    if idle:
        raise LexiconError(f"{file}: {idle[0]!r} is listed as ambiguous but no two entries have it; strike it out")


# --- states ------------------------------------------------------------------------------------------

_STATES: Final = "states.toml"
_STATE_FIELDS: Final = frozenset({"name", "names", "adjectives", "demonyms", "capital", "speaks", "ended"})
_CODE: Final = re.compile(r"[A-Z]{3}")


@functools.cache
def _read_once(name: str) -> Mapping[str, Any]:
    return MappingProxyType(read_lexicon(name))


@functools.cache
def load_states() -> tuple[State, ...]:
    """Return all states and territories, former ones last."""
    return read_states(_read_once(_STATES))


def read_states(tables: Mapping[str, object], file: str = _STATES) -> tuple[State, ...]:
    """Return the states of the tables of a file; raises LexiconError where they contradict each other."""
    states = tuple(_read_state(entry) for entry in _entries(file, "state", tables.get("state"), _STATE_FIELDS))
    ambiguous = _ambiguous_words(file, tables)
    for of_state in (_state_names, _state_adjectives, _state_demonyms, _state_metonyms):
        _index_words(file, ((word, state) for state in states for word in of_state(state)), ambiguous)
    _check_ambiguous(file, ambiguous, map(_state_words, states))
    return states


def _read_state(entry: Entry) -> State:
    code = entry.key.removeprefix("state.")
    if not _CODE.fullmatch(code):
        raise entry.error(f"{code!r} is no ISO 3166 alpha-3 code", "write three capitals, [state.NOR]")
    return State(
        code=code,
        name=entry.text("name"),
        names=entry.words("names"),
        adjectives=entry.words("adjectives"),
        demonyms=entry.words("demonyms"),
        capital=entry.optional_text("capital"),
        speaks=entry.words("speaks"),
        ended=entry.number("ended"),
    )


def _state_names(state: State) -> tuple[str, ...]:
    return (state.name, *state.names)


def _state_adjectives(state: State) -> tuple[str, ...]:
    return state.adjectives


def _state_demonyms(state: State) -> tuple[str, ...]:
    return state.demonyms


def _state_metonyms(state: State) -> tuple[str, ...]:
    return state.speaks


def _state_words(state: State) -> frozenset[str]:
    return frozenset({*_state_names(state), *state.adjectives, *state.demonyms, *state.speaks})


def _index_states(words_of: Callable[[State], tuple[str, ...]]) -> Mapping[str, State]:
    pairs = ((word, state) for state in load_states() for word in words_of(state))
    return _index_words(_STATES, pairs, _ambiguous_words(_STATES, _read_once(_STATES)))


@functools.cache
def state_by_code() -> Mapping[str, State]:
    """Return each ISO 3166 alpha-3 code with its state."""
    return MappingProxyType({state.code: state for state in load_states()})


@functools.cache
def state_by_word() -> Mapping[str, State]:
    """Return each name of a state, folded, with the state; names that several share ("Congo") are not there.

    "us" is among the keys: use `find_state` on words of a text.
    """
    return _index_states(_state_names)


@functools.cache
def state_by_adjective() -> Mapping[str, State]:
    """Return each adjective, folded, with its state; those that several share ("Korean") are not there."""
    return _index_states(_state_adjectives)


@functools.cache
def state_by_demonym() -> Mapping[str, State]:
    """Return each word for a state's people, folded, with the state."""
    return _index_states(_state_demonyms)


@functools.cache
def state_by_metonym() -> Mapping[str, State]:
    """Return each place or palace that speaks for a government, folded, with the state: "kremlin", "doha"."""
    return _index_states(_state_metonyms)


@functools.cache
def _states_by_any_word() -> Mapping[str, tuple[State, ...]]:
    found: dict[str, tuple[State, ...]] = {}
    for state in load_states():
        for word in sorted(set(map(fold_words, _state_words(state)))):
            found[word] = (*found.get(word, ()), state)
    return MappingProxyType(found)


@functools.cache
def _state_acronyms() -> Mapping[str, frozenset[str]]:
    return _index_acronyms(word for state in load_states() for word in _state_words(state))


def find_state(words: str) -> State | None:
    """Return the state that words of a text name ("the U.S.", "Republic of Korea"); None for "us" and "Korea".

    Adjectives, people and metonyms name no state here; `state_by_adjective` and its kin have them.
    """
    return state_by_word().get(fold_words(words)) if _looks_like_name(words, _state_acronyms()) else None


def candidate_states(words: str) -> tuple[State, ...]:
    """Return every state that a name, adjective, word for people or metonym may mean: two for "Congolese"."""
    return _states_by_any_word().get(fold_words(words), ()) if _looks_like_name(words, _state_acronyms()) else ()


# --- organisations -----------------------------------------------------------------------------------

_ORGANISATIONS: Final = "organisations.toml"
_ORGANISATION_FIELDS: Final = frozenset({"names", "kind", "country", "adjectives"})


@functools.cache
def load_organisations() -> tuple[Organisation, ...]:
    """Return all organisations, in the order of the file."""
    return read_organisations(_read_once(_ORGANISATIONS))


def read_organisations(tables: Mapping[str, object], file: str = _ORGANISATIONS) -> tuple[Organisation, ...]:
    """Return the organisations of the tables of a file; raises LexiconError where they contradict each other."""
    found: list[Organisation] = []
    for kind, names in tables.items():
        if kind == "ambiguous":
            continue
        if kind not in get_args(OrganisationKind):
            allowed = ", ".join(get_args(OrganisationKind))
            raise LexiconError(f"{file}: unknown kind [{kind}]; it must be one of {allowed}")
        entries = _entries(file, kind, names, _ORGANISATION_FIELDS - {"kind"})
        found.extend(_read_organisation(entry, cast("OrganisationKind", kind)) for entry in entries)
    ambiguous = _ambiguous_words(file, tables)
    _index_words(file, ((word, body) for body in found for word in _organisation_names(body)), ambiguous)
    _check_ambiguous(file, ambiguous, map(_organisation_names, found))
    return tuple(found)


def _organisation_names(body: Organisation) -> tuple[str, ...]:
    return (body.name, *body.names)


def _read_organisation(entry: Entry, kind: OrganisationKind) -> Organisation:
    name = entry.key.removeprefix(f"{kind}.")
    return Organisation(name, entry.words("names"), kind, _read_country(entry, "country"), entry.words("adjectives"))


def _read_country(entry: Entry, field: str) -> str | None:
    code = entry.optional_text(field)
    if code is not None and code not in state_by_code():
        raise entry.error(f"{field} is {code!r}, which {_STATES} does not have", "give the ISO 3166 alpha-3 code")
    return code


@functools.cache
def organisation_by_word() -> Mapping[str, Organisation]:
    """Return each name and acronym, folded, with its organisation; those that several share are not there.

    "who" is among the keys: use `find_organisation` on words of a text.
    """
    pairs = ((word, body) for body in load_organisations() for word in _organisation_names(body))
    return _index_words(_ORGANISATIONS, pairs, _ambiguous_words(_ORGANISATIONS, _read_once(_ORGANISATIONS)))


@functools.cache
def _organisation_acronyms() -> Mapping[str, frozenset[str]]:
    return _index_acronyms(word for body in load_organisations() for word in _organisation_names(body))


def find_organisation(words: str) -> Organisation | None:
    """Return the organisation that words of a text name ("the WHO", "U.N."); None for "who"."""
    is_name = _looks_like_name(words, _organisation_acronyms())
    return organisation_by_word().get(fold_words(words)) if is_name else None


# --- outlets -----------------------------------------------------------------------------------------

_OUTLETS: Final = "outlets.toml"
_OUTLET_FIELDS: Final = frozenset({"name", "matches", "domains", "country", "speaks_for", "timezone", "offices"})
_OFFICE_FIELDS: Final = frozenset({"title", "titles", "country", "source", "holders"})
_HOLDER_FIELDS: Final = frozenset({"name", "aliases", "gender", "start", "end"})
_GENDERS: Final = cast("tuple[str, ...]", get_args(Gender))
_DOMAIN: Final = re.compile(r"\b(?:[a-z0-9-]+\.)+[a-z]{2,}\b")  # "President of Russia (en.kremlin.ru)"


@functools.cache
def load_outlets() -> tuple[Outlet, ...]:
    """Return all outlets with who holds which office at each."""
    return read_outlets(_read_once(_OUTLETS))


def read_outlets(tables: Mapping[str, object], file: str = _OUTLETS) -> tuple[Outlet, ...]:
    """Return the outlets of the tables of a file.

    Raises LexiconError on overlapping tenures of an office, on names or domains that two outlets share, and
    on offices that are not in the file.
    """
    offices = {
        entry.key.removeprefix("office."): _read_office(entry)
        for entry in _entries(file, "office", tables.get("office"), _OFFICE_FIELDS)
    }
    entries = list(_entries(file, "outlet", tables.get("outlet"), _OUTLET_FIELDS))
    outlets = tuple(_read_outlet(entry, offices) for entry in entries)
    taken: dict[str, str] = {}
    for entry, outlet in zip(entries, outlets, strict=True):
        for word in {*map(fold_words, (outlet.name, *outlet.matches)), *outlet.domains}:
            if taken.setdefault(word, entry.key) != entry.key:
                raise entry.error(f"{word!r} is {taken[word]}'s already", "leave it to one of them")
    return outlets


def _read_outlet(entry: Entry, offices: Mapping[str, tuple[Principal, ...]]) -> Outlet:
    wanted = entry.words("offices")
    for office in wanted:
        if office not in offices:
            raise entry.error(f"no office {office!r}", f"add [office.{office}] or take one of {', '.join(offices)}")
    principals = tuple(principal for office in wanted for principal in offices[office])
    titles = [title for office in wanted for title in {*map(fold_words, _titles(offices[office][0]))}]
    for title in titles:
        if titles.count(title) > 1:
            raise entry.error(f"two of its offices are called {title!r}", "a bare title must mean one office")
    return Outlet(
        name=entry.text("name"),
        matches=entry.words("matches"),
        country=_read_country(entry, "country"),
        speaks_for=_read_country(entry, "speaks_for"),
        timezone=entry.optional_text("timezone"),
        principals=principals,
        domains=entry.words("domains"),
    )


def _read_office(entry: Entry) -> tuple[Principal, ...]:
    holders = entry.table.get("holders")
    if not isinstance(holders, list) or not holders:
        raise entry.error("no holders", "list them, `holders = [{ name = '…', start = 2001-01-20 }]`")
    found = tuple(_read_holder(entry, holder) for holder in cast("list[object]", holders))
    for before, after in itertools.pairwise(found):
        if before.end is None or after.start is None or before.end > after.start:
            raise entry.error(
                f"the tenures of {before.name} and {after.name} overlap or run backwards",
                "list holders in order; the day of the handover ends one and starts the next",
            )
    return found


def _read_holder(office: Entry, table: object) -> Principal:
    entry = Entry.check(office.file, f"{office.key}.holders", table, _HOLDER_FIELDS)
    start, end = entry.day("start"), entry.day("end")
    if start is not None and end is not None and start >= end:
        raise entry.error(f"{entry.text('name')} ends {end} before starting {start}", "correct the days")
    gender = entry.choice("gender", _GENDERS) if "gender" in entry.table else None
    return Principal(
        office=office.text("title"),
        name=entry.text("name"),
        aliases=entry.words("aliases"),
        country=_read_country(office, "country"),
        gender=cast("Gender | None", gender),
        start=start,
        end=end,
        titles=office.words("titles"),
        source=office.text("source"),
    )


def _titles(principal: Principal) -> tuple[str, ...]:
    return (principal.office, *principal.titles)


@functools.cache
def _outlet_by_word() -> Mapping[str, Outlet]:
    """Return each name and domain, folded, with its outlet."""
    outlets = load_outlets()
    names = {fold_words(word): outlet for outlet in outlets for word in (outlet.name, *outlet.matches)}
    return MappingProxyType({**names, **{domain: outlet for outlet in outlets for domain in outlet.domains}})


def find_outlet(name: str | None, url: str | None) -> Outlet | None:
    """Return the outlet known by that name, or by the domain in the name or the URL; None for any other.

    A name may go on after the known one: "The White House, Office of the Press Secretary".
    """
    return (_outlet_named(fold_words(name)) if name else None) or (_outlet_at(url) if url else None)


def _outlet_named(folded: str) -> Outlet | None:
    known = _outlet_by_word()
    if folded in known:
        return known[folded]
    for host in _DOMAIN.findall(folded):
        outlet = _outlet_of_host(host)
        if outlet is not None:
            return outlet
    beginnings = (word for word in known if folded.startswith(word) and not folded[len(word)].isalnum())
    return known.get(max(beginnings, key=len, default=""))


def _outlet_at(url: str) -> Outlet | None:
    try:
        host = urlsplit(url).hostname
    except ValueError:  # "http://[": not a URL, so it names no outlet
        return None
    return _outlet_of_host(host) if host else None


def _outlet_of_host(host: str) -> Outlet | None:
    """Return the outlet of "2009-2017.state.gov": that of the longest ending it knows."""
    labels = host.lower().split(".")
    endings = (".".join(labels[start:]) for start in range(len(labels) - 1))
    return next((_outlet_by_word()[ending] for ending in endings if ending in _outlet_by_word()), None)


def principal_on(outlet: Outlet, office: str, day: dt.date | None) -> Principal | None:
    """Return whom the outlet means by a bare title on that day: ("President", 2009-07-06) at the White House.

    None when it has no such office, when nobody is known to have held it that day, and when the day is
    unknown and several people held it.
    """
    wanted = fold_words(office)
    holders = [person for person in outlet.principals if wanted in map(fold_words, _titles(person))]
    if day is not None:
        return next((person for person in holders if person.held_on(day)), None)
    return holders[0] if len({person.name for person in holders}) == 1 else None


# --- given names -------------------------------------------------------------------------------------

_GIVEN_NAMES: Final = "given_names.toml"


@functools.cache
def load_given_names() -> Mapping[str, Gender]:
    """Return each given name, folded, with its usual gender; names that both bear are not there."""
    return read_gendered_words(_read_once(_GIVEN_NAMES), "given")


@functools.cache
def load_gendered_titles() -> Mapping[str, Gender]:
    """Return each title that tells its bearer's gender, folded and without a full stop: "mrs", "king"."""
    return read_gendered_words(_read_once(_GIVEN_NAMES), "title")


def read_gendered_words(tables: Mapping[str, Any], heading: str, file: str = _GIVEN_NAMES) -> Mapping[str, Gender]:
    """Return the words below `[heading]`, folded, with their gender; raises LexiconError where one has both."""
    found: dict[str, Gender] = {}
    entry = Entry.check(file, heading, tables.get(heading), frozenset(_GENDERS))
    for gender in cast("tuple[Gender, ...]", get_args(Gender)):
        for line in entry.text(gender).split("\n"):
            for word in filter(None, map(fold_words, line.split(","))):
                if found.setdefault(word, gender) != gender:
                    raise entry.error(f"{word!r} is listed as male and as female", "leave it out of both")
    return MappingProxyType(found)


def find_gender(name: str) -> Gender | None:
    """Return the gender that a person's titles and first given name tell together: "Queen Rania" → female.

    None where they tell nothing, or disagree: "Sheikh" of "Sheikh Hasina" is no title.
    """
    words = [word.rstrip(".,") for word in fold_words(name).split()]
    titles, names = load_gendered_titles(), load_given_names()
    told = {titles[word] for word in words[:-1] if word in titles}
    given = next((word for word in words if word not in titles), None)
    if given in names:
        told.add(names[given])
    return told.pop() if len(told) == 1 else None


# --- health ------------------------------------------------------------------------------------------


def check_lexicons(others: Mapping[str, Callable[[], Sized]] = MappingProxyType({})) -> tuple[LexiconHealth, ...]:
    """Return the health of every lexicon file of the package.

    `others` gives the loaders of files that are read elsewhere; without one a file is only parsed.
    """
    loaders: dict[str, Callable[[], Sized]] = {
        _STATES: load_states,
        _ORGANISATIONS: load_organisations,
        _OUTLETS: load_outlets,
        _GIVEN_NAMES: load_given_names,
        **others,
    }
    return tuple(_check_lexicon(name, loaders.get(name)) for name in lexicon_names())


def _check_lexicon(name: str, loader: Callable[[], Sized] | None) -> LexiconHealth:
    try:
        entries = len(loader()) if loader is not None else _count_entries(read_lexicon(name))
    except LexiconError as error:
        return LexiconHealth(name, 0, (str(error),))
    return LexiconHealth(name, entries)


def _count_entries(tables: Mapping[str, object]) -> int:
    return sum(len(cast("Sized", table)) if isinstance(table, dict | list) else 1 for table in tables.values())
