"""The text of an office → what it is: rank, head, field, country, body; by lexicons/offices.toml and titles.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Final

from dragoman.lexicons.files import read_once
from dragoman.lexicons.organisations import find_organisation
from dragoman.lexicons.states import State, find_state, state_by_adjective
from dragoman.lexicons.words import fold_words

TITLES: Final = "titles.toml"


@dataclass(frozen=True, slots=True)
class Office:
    """An office as the registry knows it: "Deputy Foreign Minister of Norway" is deputy, minister, foreign, NOR.

    `domain` is a field's key of the lexicons, else the field's own words, folded; `organisation` the body or place that
    the office belongs to; `host` where an ambassador is accredited: a state's code or an organisation's name.
    """

    head: str
    domain: str | None = None
    country: str | None = None
    organisation: str | None = None
    rank: str | None = None
    host: str | None = None

    @property
    def seat(self) -> str:
        """Return head and field as titles.toml writes them: "minister/foreign", "president/"."""
        return f"{self.head}/{self.domain or ''}"


@dataclass(frozen=True, slots=True)
class Head:
    """A form of a head: its words, the key, and the rank or field that the form itself carries."""

    words: tuple[str, ...]
    key: str
    rank: str | None = None
    domain: str | None = None


@dataclass(frozen=True, slots=True)
class Alike:
    """Offices whose look-up goes on to others of the same work, in their order; some only where a body is named."""

    asked: tuple[str, ...]
    tried: tuple[str, ...]
    only_with_body: bool


@dataclass(frozen=True, slots=True)
class Titles:
    """The word lists by which offices are read; forms stand by their first word, longest first."""

    heads: Mapping[str, tuple[Head, ...]]
    ranks: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    domains: Mapping[str, str]
    keys: frozenset[str]  # of the fields
    decorations: frozenset[str]
    government: frozenset[str]
    bodies: frozenset[str]
    parts: Mapping[str, str]  # words for parts of a state, by the word that stands for all that say the same
    silent: frozenset[str]
    whole: Mapping[str, Office]
    single: Mapping[str, frozenset[str]]
    alike: tuple[Alike, ...]


# heads whose "of …" is a field of work; the others' is a body or a place
_WITH_FIELD: Final = frozenset(
    {"minister", "secretary", "chancellor", "adviser", "attorney general", "commissioner", "envoy"}
)
_CONNECTOR: Final = re.compile(r"(?:of|for|to|in|on|at|from|with|under|responsible for|in charge of)$")
_SPLIT: Final = re.compile(r"\s+(?:and|as|but)\s+|\s*[;/,]\s+(?:and\s+)?")  # "Deputy Premier and Minister of …"
_OF: Final = re.compile(r"(?:\s+(?:of|for|in|to)|,)\s+(?=(?:the\s+)?[A-Z])")  # "… of Norway", "…, Norway"
_PIECES: Final = re.compile(r"\s+(?:and|for)\s+|\s*,\s*(?:and\s+)?")
_ABBREVIATION: Final = re.compile(r"\b([A-Z])\. ([A-Z])\.")  # "U. S. Secretary of State", as some texts space it
_MINISTRY: Final = re.compile(r"^(?:department|ministry) (?:of|for) ")  # "Department of Labour Secretary"
_COURTESY: Final = re.compile(r"\s+(?:Dr|Mr|Mrs|Ms|Prof|Gen)\.$")  # of the name that follows: "Adviser … Dr."
_BRACKETS: Final = re.compile(r"\s*\(([^)]*)\)")
_LONGEST_STATE: Final = 6  # words: "the former Yugoslav Republic of Macedonia"


def read_titles() -> dict[str, Any]:
    """Return the tables of titles.toml."""
    return tomllib.loads((resources.files("dragoman.registry") / TITLES).read_text(encoding="utf-8"))


@cache
def load_titles() -> Titles:
    """Return the word lists of titles.toml and lexicons/offices.toml together."""
    lexicon, own = read_once("offices.toml"), read_titles()
    ranks = [(_words(form), rank) for rank, forms in own["rank"].items() for form in forms]
    domains = {
        fold_words(form): key for table in (lexicon, own) for key, forms in table["domain"].items() for form in forms
    }
    domains.pop("of state", None)
    return Titles(
        heads=_by_first({head.words: head for head in _read_heads(lexicon["head"], own["head"])}.values()),
        ranks={first: tuple(entry for entry in ranks if entry[0][0] == first) for first in {r[0][0] for r in ranks}},
        domains=domains,
        keys=frozenset(domains.values()),
        decorations=frozenset(lexicon["decoration"]["words"])
        | {"principal", "his", "her", "majesty", "highness", "excellency"},
        government=frozenset(own["government"]["words"]),
        bodies=frozenset(own["body"]["words"]),
        parts={form: key for key, forms in own["part"].items() if key != "silent" for form in forms},
        silent=frozenset(own["part"]["silent"]),
        whole={words: Office(**office) for words, office in own["whole"].items()},
        single={kind: frozenset(heads) for kind, heads in own["single"].items()},
        alike=tuple(
            Alike(tuple(entry["asked"]), tuple(entry["tried"]), entry.get("only_with_body", False))
            for entry in own["alike"]
        ),
    )


def _read_heads(*lists: list[dict[str, Any]]) -> Iterator[Head]:
    for entries in lists:
        for entry in entries:
            for form in entry["forms"]:
                key, domain = entry["head"], None
                if key == "foreign minister":
                    key, domain = "minister", "foreign"
                elif form.startswith("national security"):
                    domain = "security"
                elif key == "secretary" and form.endswith("of state"):
                    domain = "state"
                yield Head(_words(form), key, entry.get("rank"), domain)


def _by_first(heads: Any) -> Mapping[str, tuple[Head, ...]]:
    found: dict[str, list[Head]] = {}
    for head in heads:
        found.setdefault(head.words[0], []).append(head)
    return {first: tuple(sorted(forms, key=lambda head: -len(head.words))) for first, forms in found.items()}


def _words(text: str) -> tuple[str, ...]:
    return tuple(fold_words(text.replace("-", " ")).replace(",", " ,").split())


@lru_cache(maxsize=4096)
def read_office(text: str, country: str | None = None) -> tuple[Office, ...]:
    """Return the offices that a text names, one for each of several; none where it names no office.

    `country` is that of an office whose text tells none and whose body belongs to no other.
    """
    plain = _ABBREVIATION.sub(r"\1.\2.", " ".join(text.replace("&", " and ").replace("’", "'").split()))
    rank = next((_rank_of(words) for words in _BRACKETS.findall(plain) if _rank_of(words)), None)
    parts = _split_offices(_COURTESY.sub("", _BRACKETS.sub("", plain)))
    offices = [office for office in map(_read_part, parts) if office is not None]
    named = next((office.country for office in offices if office.country), country)
    settled = [
        replace(
            office,
            country=office.country or (None if _is_international(office) else named),
            rank=office.rank or rank,
        )
        for office in offices
    ]
    return tuple(dict.fromkeys(settled))


def _is_international(office: Office) -> bool:
    body = find_organisation(office.organisation) if office.organisation else None
    return (
        body is not None and body.country is None and body.kind in ("igo", "alliance", "movement", "authority", "forum")
    )


def _rank_of(words: str) -> str | None:
    folded = _words(words)
    return (
        next((rank for form, rank in load_titles().ranks.get(folded[0], ()) if form == folded), None)
        if folded
        else None
    )


def _split_offices(text: str) -> list[str]:
    """The parts of a text that are offices of their own: "Deputy Premier and Minister of Trade" has two."""
    parts, rest = list[str](), text
    start = 0
    while match := _SPLIT.search(rest, start):
        left, right = rest[: match.start()], rest[match.end() :]
        if _find_head(left) is not None and _begins_office(right):
            parts.append(left)
            rest, start = right, 0
        else:
            start = match.end()
    return [*parts, rest]


def _begins_office(text: str) -> bool:
    """Whether a text opens with an office: a head before any "of", not far in."""
    found = _find_head(text)
    return found is not None and found[0] <= 4 and not any(map(_CONNECTOR.match, _words(text)[: found[0]]))


def _find_head(text: str) -> tuple[int, int, Head] | None:
    """The first head in the words of a text, from where to where; a rank or decoration before a head is none."""
    titles, words = load_titles(), _words(text)
    for index, word in enumerate(words):
        head = next((h for h in titles.heads.get(word, ()) if words[index : index + len(h.words)] == h.words), None)
        if head is None:
            continue
        weak = len(head.words) == 1 and (word in titles.ranks or word in titles.decorations)
        if weak and _head_follows(words[index + 1 :]):
            continue
        return index, index + len(head.words), head
    return None


def _head_follows(words: tuple[str, ...]) -> bool:
    heads = load_titles().heads
    for index, word in enumerate(words):
        if _CONNECTOR.match(word) or word in (",", "and"):
            return False
        if any(words[index : index + len(head.words)] == head.words for head in heads.get(word, ())):
            return True
    return False


def _read_part(text: str) -> Office | None:
    """The office of a text that names one."""
    state, bare = _take_state(text)
    whole = load_titles().whole
    for words in (text, bare):
        known = whole.get(fold_words(words))
        if known is not None:
            return replace(known, country=known.country or (state.code if state else None))
    found = _find_head(bare)
    if found is None:
        return None
    begin, end, head = found
    raw = bare.replace("-", " ").replace(",", " ,").split()
    if raw and raw[0].lower() == "the":
        raw = raw[1:]  # as fold_words leaves it off
    rank, before = _take_rank(raw[:begin])
    office = Office(head.key, head.domain, state.code if state else None, rank=head.rank or rank)
    after = raw[end:]
    trailing = _rank_of(" ".join(after[-2:])) or _rank_of(" ".join(after[-1:]))
    if trailing:
        return replace(office, rank=office.rank or trailing)
    if head.key == "secretary" and after[:1] == ["to"]:  # "Economic Secretary to the Treasury" is none of state
        office = replace(office, rank=office.rank or "junior")
    return _place(_place(office, before, ""), after[1:], after[0].lower()) if after else _place(office, before, "")


def _take_rank(words: list[str]) -> tuple[str | None, list[str]]:
    """The rank that words before a head give, and the words that remain without decoration."""
    titles, rank, rest = load_titles(), None, list[str]()
    for word in words:
        found = _rank_of(word)
        rank = rank or found
        if found is None:
            rest.append(word)
    while rest and fold_words(rest[0]) in titles.decorations and fold_words(" ".join(rest)) not in titles.domains:
        if _is_body(rest):
            break
        rest = rest[1:]
    return rank, rest


def _is_body(words: list[str]) -> bool:
    return len(words) > 1 and fold_words(words[-1]) in load_titles().bodies


def _place(office: Office, words: list[str], connector: str) -> Office:
    """The office with what the words before or after its head add: a field, a body, a host."""
    text = " ".join(words).replace(" ,", ",").strip(" ,")
    if not text:
        return office
    if connector == "in" and text.lower().startswith("charge of "):
        text = text[len("charge of ") :]
    state = find_state(text)
    if office.head == "ambassador" and connector in ("to", "in", "at"):
        place = find_state(text)
        return replace(office, host=place.code if place else _body_name(text.removesuffix(", New York")))
    if state is not None:
        return replace(office, country=office.country or state.code)
    domain = load_titles().domains.get(fold_words(text))
    field = office.head in _WITH_FIELD
    if field and domain is None and not connector:
        domain = load_titles().domains.get(_MINISTRY.sub("", fold_words(text)))
    if field and domain:
        return replace(office, domain=domain)
    if _find_head(text) is not None and connector:  # "Adviser to the President"
        return replace(office, organisation=fold_words(text))
    if field and not _is_body(text.split()) and find_organisation(text) is None:
        return replace(office, domain=_field_of(text))
    body = find_organisation(text)
    if body is not None and body.kind == "authority" and body.country == "PSE":
        return replace(office, country="PSE")  # the Palestinian Authority's president is Palestine's
    return replace(office, organisation=office.organisation or _body_name(text))


def _field_of(text: str) -> str:
    """The key of the field that a text names, the weightiest of several; else its own words."""
    domains = load_titles().domains
    known = [domains[piece] for piece in map(fold_words, _PIECES.split(text)) if piece in domains]
    for key in ("foreign", "finance"):  # "Europe and Foreign Affairs", "Economy and Finance"
        if key in known:
            return key
    first = fold_words(_PIECES.split(text)[0])
    return domains[first] if first in domains else fold_words(text)


def _body_name(text: str) -> str | None:
    body = find_organisation(text)
    if body is not None:
        return body.name
    bare = re.sub(r"^the\s+", "", text, flags=re.IGNORECASE)
    return None if fold_words(bare) in load_titles().government else bare


def _take_state(text: str) -> tuple[State | None, str]:
    """The state that an office's text begins or ends with, and the text without it; an ambassador's host stays."""
    words = text.split()
    first = 1 if len(words) > 1 and _rank_of(words[0]) is not None else 0  # "former Norwegian Prime Minister"
    for length in range(min(_LONGEST_STATE, len(words) - first - 1), 0, -1):
        front = " ".join(words[first : first + length]).removesuffix("'s")
        state = find_state(front) or (state_by_adjective().get(fold_words(front)) if front[:1].isupper() else None)
        if state is not None and not _names_authority(words[first:]):
            return state, " ".join(words[:first] + words[first + length :])
    for match in _OF.finditer(text):
        state = find_state(text[match.end() :]) or _state_of_form(text[match.end() :])
        host = match[0].strip() in ("to", "in") and "mbassador" in text
        if state is not None and not host and _find_head(text[: match.start()]) is not None:
            return state, text[: match.start()]
    return None, text


def _names_authority(words: list[str]) -> bool:
    """Whether words begin with the name of a body that governs: "Palestinian Authority President"."""
    bodies = (find_organisation(" ".join(words[:length])) for length in range(2, 1 + min(_LONGEST_STATE, len(words))))
    return any(body is not None and body.kind == "authority" for body in bodies)


def _state_of_form(words: str) -> State | None:
    """The state of "Turkish Republic" or "Norwegian Kingdom": its adjective with a word for a state."""
    adjective, _, form = fold_words(words).rpartition(" ")
    return state_by_adjective().get(adjective) if form in ("republic", "kingdom", "federation", "state") else None


def find_part_key(words: str) -> frozenset[str]:
    """Return by what two names of a body or a part of a state are one: "Saratov Region", "Saratov Oblast"."""
    titles = load_titles()
    return frozenset(titles.parts.get(word, word) for word in fold_words(words).split()) - titles.silent


def is_single(office: Office) -> bool:
    """Return whether one person at a time holds such an office."""
    single = load_titles().single
    if office.rank is not None:
        return False
    if office.head in single["heads"]:
        return office.domain is None or office.domain in load_titles().keys  # not of the Duchy of Lancaster
    if f"{office.country} {office.seat}" in single["seats"]:
        return True
    if office.head in single["with_domain"]:
        return office.domain in load_titles().keys
    return office.head in single["with_body"] and bool(office.organisation or office.host)


def find_alike(office: Office) -> tuple[Office, ...]:
    """Return the office and those of the same work under other names, in the order to try them."""
    found = [office]
    for alike in load_titles().alike:
        if office.seat in alike.asked and (office.organisation or not alike.only_with_body):
            for seat in alike.tried:
                head, domain = seat.split("/")
                found.append(replace(office, head=head, domain=domain or None))
    return tuple(dict.fromkeys(found))
