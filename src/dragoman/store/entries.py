"""What reviewers write into fields → values of the record: actors by name, dates, words of a document.

In: words as they were typed.  Out: actors as the document or the record has them, days, a passage; or an error that
says what would be right.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from urllib.parse import urlsplit

from dragoman.errors import OptionError
from dragoman.lexicons.loader import find_state, state_by_code
from dragoman.record import (
    Actor,
    ActorKind,
    DateRange,
    Document,
    Segment,
    SegmentKind,
    Source,
    Span,
    Value,
    stable_id,
    text_version,
)
from dragoman.store.actors import Identity, describe, find_identities, load_identity
from dragoman.store.connection import pack_values
from dragoman.store.fields import Field, check_text
from dragoman.store.load import ACTOR_COLUMNS, load_reading, read_actor
from dragoman.store.names import fold_name, matches_name, name_key

NOTHING = frozenset({"", "-", "none"})  # what empties a field
# behind a name what it is, and its country: Kestrel Institute (organisation) or Teodor Lindqvar (person, NOR)
_KINDED = re.compile(r"(?P<name>.*\S)\s*\((?P<kind>person|state|organisation|group)(?:,\s*(?P<country>[A-Z]{3}))?\)")


def read_entry(connection: sqlite3.Connection, version: int, field: Field, texts: Sequence[str]) -> Value:
    """Return the value that the texts mean in a field of a record of this version; raises `OptionError`."""
    given = [text.strip() for text in texts if text.strip().casefold() not in NOTHING]
    if field.sort == "actors":
        actors = tuple(dict.fromkeys(name_actor(connection, version, text) for text in given))
        if field.single and len(actors) > 1:
            raise OptionError(f"{field.name}: one can be named, not {len(actors)}")
        return Value(actors=actors)
    if len(given) > 1:
        raise OptionError(f"{field.name}: give one value, not {len(given)}")
    if not given:
        if field.choices is not None:
            raise OptionError(
                f"{field.name} cannot be empty; choose from {', '.join(each.value for each in field.choices)}"
            )
        return Value()
    if field.sort == "date":
        return Value(when=read_days(given[0]))
    return Value(text=check_text(field, " ".join(given[0].split())[:300]))


# ------------------------------------------------------------------ days


def read_days(text: str) -> DateRange:
    """Return the days of "2024-02-12", "2024-02", "2024", "2024-02-10..2024-02-12", "..2024-02-12".

    A reviewer states them, so their basis is "stated".  Raises `OptionError` for what is no date.
    """
    first, dots, last = text.partition("..")
    try:
        start = _read_bounds(first)[0] if first.strip() else None
        end = _read_bounds(last if dots else first)[1] if (last.strip() or not dots) else None
        return DateRange(start, end, "stated")
    except (ValueError, OverflowError):  # letters, a month of 40 days, the last day of all
        raise OptionError(
            f"date {text!r} is none; write 2024-02-12, 2024-02, 2024-02-10..2024-02-12 or ..2024-02-12"
        ) from None


def _read_bounds(text: str) -> tuple[dt.date, dt.date]:
    """First day, and the day after the last, of a day, month or year."""
    match [int(part) for part in text.strip().split("-")]:
        case [year, month, day]:
            first = last = dt.date(year, month, day)
        case [year, month]:
            first, last = dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])
        case [year]:
            first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
        case _:
            raise ValueError(text)
    return first, last + dt.timedelta(days=1)


# ------------------------------------------------------------------ actors


def name_actor(connection: sqlite3.Connection, version: int, text: str) -> Actor:
    """Return the actor that a name or id means: of the document, else of the whole record, else a new one.

    Somebody new needs a full name; behind it may stand what it is and its country: "(organisation)", "(person, NOR)".
    Raises `OptionError` where the name may mean several, or is one word that nobody bears.
    """
    kinded = _KINDED.fullmatch(text)
    name, kind, country = (text, None, None) if kinded is None else kinded.group("name", "kind", "country")
    own = _find_own(connection, version, name)
    state = find_state(name)
    listed = Actor(_hand_id("state", state.name), ActorKind.STATE, state.name, country=state.code) if state else None
    for meant in (own, listed):
        if meant is not None and _fits(meant, kind, country):
            return meant
    known = _find_known(connection, name)
    if known is not None and _fits(known, kind, country):
        return known
    if kind is None and len(fold_name(name).split()) < 2:
        raise OptionError(
            f"{name!r}: nobody in the document or the record is called so; give the full name of somebody new, "
            "or what it is in brackets: “Kestrel Institute (organisation)”"
        )
    _check_country(connection, country, text)
    new = ActorKind(kind or "person")
    return Actor(_hand_id(new, name, country), new, " ".join(name.split()), country=country)


def _check_country(connection: sqlite3.Connection, country: str | None, text: str) -> None:
    """Raise `OptionError` for a country that neither the list of states nor the store has."""
    if country is None or country in state_by_code():
        return
    if connection.execute("SELECT 1 FROM actor WHERE country = ? LIMIT 1", (country,)).fetchone() is None:
        alike = ", ".join(get_close_matches(country, state_by_code(), n=3, cutoff=0.5))
        raise OptionError(
            f"{text!r}: there is no country {country}; write its code of three letters (ISO 3166 alpha-3)"
            + (f", such as {alike}" if alike else ", such as NOR")
        )


def _fits(actor: Actor, kind: str | None, country: str | None) -> bool:
    """Whether an actor may be of a kind and country; None for any."""
    return kind in (None, actor.kind) and (country is None or actor.country in (None, country))


def _hand_id(kind: str, name: str, country: str | None = None) -> str:
    return stable_id("by hand", kind, name, country)


def list_own(connection: sqlite3.Connection, version: int) -> tuple[tuple[Actor, str | None], ...]:
    """Return the actors of a version of a document, each with its id across documents, in the order of the text."""
    sql = f"""SELECT profile.identity, {ACTOR_COLUMNS} FROM actor LEFT JOIN bearer ON bearer.actor = actor.key
        LEFT JOIN profile ON profile.key = bearer.profile WHERE version = ?
        ORDER BY actor.position IS NULL, actor.key"""
    return tuple((read_actor(row[1:]), row[0]) for row in connection.execute(sql, (version,)))


def _find_own(connection: sqlite3.Connection, version: int, text: str) -> Actor | None:
    """The actor of the document that an id or name means; None where there is none, or no single one."""
    own = list_own(connection, version)
    by_id = [actor for actor, identity in own if text in (actor.actor_id, identity)]
    if by_id:
        return by_id[0]
    wanted = fold_name(text)
    called = [actor for actor, _ in own if wanted in {fold_name(name) for name in (actor.name, *actor.aliases)}]
    # the name that the whole record gives somebody
    ids = {identity for _, identity in own if identity is not None}
    shown = {each for each in ids if (found := load_identity(connection, each)) and fold_name(found.name) == wanted}
    called = called or [actor for actor, identity in own if identity in shown]
    if not called and len(wanted.split()) == 1:
        called = [actor for actor, _ in own if matches_name(wanted, name_key(actor))]
        called = called if len(called) == 1 else []
    return called[0] if called else None


def _find_known(connection: sqlite3.Connection, text: str) -> Actor | None:
    """The actor of the record that an id, a full name or a surname means, as a document would name it."""
    found: Sequence[Identity] = find_identities(connection, text)
    wanted = fold_name(text)
    exact = [each for each in found if fold_name(each.name) == wanted or each.identity_id == text]
    if exact or len(wanted.split()) > 1:  # "Ana Welk" may be somebody else than Anna Velk
        found = exact
    if len(found) > 1:
        listed = "; ".join(f"{each.identity_id} {describe(each)}" for each in found[:5])
        raise OptionError(f"{text!r} may mean several actors; give the id of one: {listed}")
    if not found:
        return None
    (identity,) = found
    kind = ActorKind.PERSON if identity.kind in ("person", "office") else ActorKind(identity.kind)
    return Actor(_hand_id(kind, identity.name), kind, identity.name, country=identity.country, gender=identity.gender)


# ------------------------------------------------------------------ sources


@dataclass(frozen=True, slots=True)
class Quotation:
    """The words on which something added by hand rests: a document, or a note, and where they stand in its text."""

    document: Document
    span: Span
    is_note: bool = False

    @property
    def words(self) -> str:
        return self.document[self.span]


def find_quotation(connection: sqlite3.Connection, document_id: str, words: str, at: int | None = None) -> Quotation:
    """Return where words stand in the newest version of a document, white space apart; the nearest to `at` of several.

    Raises `OptionError` where they do not stand there, or several times and `at` does not tell which.
    """
    if key_of_version(connection, document_id) is None:
        raise OptionError(f"there is no document {document_id!r}; dragoman documents lists those there are")
    document = load_reading(connection, document_id).document
    parts = words.split()
    if not parts:
        raise OptionError("give the words of the document that tell it, as they stand there")
    found = [Span(*match.span()) for match in re.finditer(r"\s+".join(map(re.escape, parts)), document.text)]
    if not found:
        raise OptionError(f"“{' '.join(parts)[:120]}” does not stand in {document_id}; copy the words from its text")
    if len(found) > 1 and at is None:
        raise OptionError(
            f"“{' '.join(parts)[:120]}” stands there {len(found)} times; give more of the words around it"
        )
    return Quotation(document, min(found, key=lambda span: abs(span.start - (at or 0))))


def make_note(
    text: str, author: str, url: str | None = None, outlet: str | None = None, day: str | None = None
) -> Quotation:
    """Return a note as the source of something added by hand: its words, and where they are from.

    Raises `OptionError` for an empty note, an address that is none of the web, or a day that is none.
    """
    words = text.strip()
    if not words:
        raise OptionError("give a note: the words that tell it, or where you know it from")
    if url is not None and not _is_of_the_web(url):
        raise OptionError(f"{url!r} is no address of the web; write https://…, or leave it out")
    published = read_days(day).start if day else None
    key = f"note:{stable_id('note', words, url, outlet, day, author)}"
    told = [name for name, value in (("outlet", outlet), ("published", published)) if value is not None]
    source = Source(key, url=url, outlet=outlet, published=published, provenance=tuple((name, author) for name in told))
    span = Span(0, len(words))
    return Quotation(
        Document(key, text_version(words), words, source, (Segment(SegmentKind.BODY, span),)), span, is_note=True
    )


def _is_of_the_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:  # "http://["
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def segment_at(document: Document, span: Span) -> SegmentKind:
    """Return what part of the document words stand in."""
    return next((each.kind for each in document.segments if each.span.contains(span)), SegmentKind.BODY)


def key_of_version(connection: sqlite3.Connection, document_id: str) -> int | None:
    """Return the key of the newest version of a document; None where the store has none."""
    row = connection.execute(
        "SELECT newest FROM document WHERE document_id = ?", pack_values((document_id,))
    ).fetchone()
    return row[0] if row else None
