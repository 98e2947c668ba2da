"""Profiles, actors and small readings about invented people, so that a row of a table fits on a line."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from dragoman.identity.profiles import HeldOffice, Profile, profile_id_of
from dragoman.record import (
    Act,
    Actor,
    ActorKind,
    Contact,
    ContactKind,
    Grounds,
    Mention,
    Modality,
    Passage,
    Reading,
    Span,
    Statement,
    stable_id,
)
from dragoman.registry import Registry
from dragoman.store.identity import resolve_identities
from dragoman.store.write import write_readings
from tests.factories import day, make_document, span_of
from tests.registry.makers import FOREIGN, make_registry, make_tenure

DAY = "2024-02-12"
NOBODY_KNOWN = make_registry()


def small_registry() -> Registry:
    """Three invented people in offices of real countries, so that no fact of the package decides."""
    return make_registry(
        make_tenure("Alma Reyes", "2021-01-01", "2026-01-01", office="Foreign Minister", **FOREIGN),
        make_tenure("Oskar Lindqvar", "2021-01-01", "2026-01-01", office="President"),
        make_tenure("Teodor Brelik", "2021-06-01", "2026-01-01", office="President", country="FIN"),
        aliases={"Alma Reyes": ("Alma Reyes Holm",)},
    )


def person(name: str, office: str | None = None, country: str | None = None, **more: Any) -> Actor:
    actor = Actor(stable_id(name, office, country), ActorKind.PERSON, name, office, country)
    return replace(actor, **more)


def body(name: str, country: str | None = None, kind: ActorKind = ActorKind.ORGANISATION) -> Actor:
    return Actor(stable_id(name, country), kind, name, country=country)


def state(name: str, country: str | None = None) -> Actor:
    return body(name, country, ActorKind.STATE)


def held(office: str, first: str | None = None, last: str | None = None) -> HeldOffice:
    days = [dt.date.fromisoformat(each) if each else None for each in (first, last or first)]
    return HeldOffice(office, *days)


def profile(*names: str, **more: Any) -> Profile:
    """A person's profile; `days` are the first and the last day, or the one, `profile_id` is by default that of its values."""
    days: Sequence[str | None] = more.pop("days", (None,))
    first, last = days[0], days[-1]
    offices = tuple(held(each) if isinstance(each, str) else each for each in more.pop("offices", ()))
    given = Profile(
        more.pop("profile_id", "") or profile_id_of("test", *names, *sorted(more.items())),
        "person",
        names,
        offices,
        first_day=dt.date.fromisoformat(first) if first else None,
        last_day=dt.date.fromisoformat(last) if last else None,
    )
    return replace(given, **more)


def tell(
    document_id: str, *actors: Actor, published: str | None = DAY, outlet: str = "Selm Gazette", text: str = ""
) -> Reading:
    """A reading of a document that names the actors; those who are people or states met, and the first of them spoke."""
    words = text or f"{', '.join(actor.name for actor in actors)} met in Ostrel.\n“Rain fell.”\n{document_id}"
    when = dt.date.fromisoformat(published) if published else None
    document = make_document(words, document_id, title=None, outlet=outlet, published=when)
    speakers = tuple(actor for actor in actors if actor.kind is not ActorKind.GROUP)
    mentions = tuple(
        Mention(span_of(actor.name, words), "name", (actor.actor_id,)) for actor in actors if actor.name in words
    )
    contacts = (_meet(document_id, actors, words, published),) if len(actors) > 1 else ()
    statements = (_say(document_id, speakers, words, published),) if speakers else ()
    return Reading(document, actors, mentions, contacts, statements, (("dragoman", "0.1.0"),))


def _meet(document_id: str, actors: Sequence[Actor], text: str, published: str | None) -> Contact:
    return Contact(
        contact_id=stable_id(document_id, "met"),
        kind=ContactKind.MEETING,
        participants=tuple(actors),
        modality=Modality.HAPPENED,
        evidence=(Passage(Span(0, len(text.splitlines()[0]))),),
        grounds=Grounds("contact.meeting", 0.9),
        when=day(published) if published else None,
    )


def _say(document_id: str, speakers: Sequence[Actor], text: str, published: str | None) -> Statement:
    return Statement(
        statement_id=stable_id(document_id, "said"),
        speakers=(speakers[0],),
        hearers=tuple(speakers[1:]),
        chain=(),
        act=Act.STATE,
        form="direct",
        modality=Modality.HAPPENED,
        voice="quoted",
        source=(),
        cue=(),
        content=(Span(0, len(text)),),
        grounds=Grounds("statement.quote", 0.8),
        when=day(published) if published else None,
    )


# ------------------------------------------------------------------ stores


def fill(
    store: sqlite3.Connection, readings: Iterable[Reading], registry: Registry = NOBODY_KNOWN, batch: int = 0
) -> None:
    """Write readings and place their actors, so many at a time (0: all)."""
    waiting = list(readings)
    size = batch or len(waiting) or 1
    for start in range(0, len(waiting), size):
        write_readings(store, waiting[start : start + size])
        resolve_identities(store, registry)


Bearers = frozenset[tuple[str, str]]  # document id, actor id


def read_partition(store: sqlite3.Connection) -> dict[str, Bearers]:
    """The actors of documents by the id of their identity."""
    found: dict[str, set[tuple[str, str]]] = {}
    for identity, document_id, actor_id in store.execute(_BEARERS):
        found.setdefault(identity, set()).add((document_id, actor_id))
    return {identity: frozenset(bearers) for identity, bearers in found.items()}


_BEARERS = """SELECT profile.identity, document_id, actor_id FROM bearer JOIN actor ON actor.key = bearer.actor
    JOIN profile ON profile.key = bearer.profile JOIN version ON version.key = actor.version
    JOIN document ON document.key = version.document"""

Rows = list[tuple[object, ...]]


def read_tables(store: sqlite3.Connection) -> dict[str, Rows]:
    """All that identity keeps, without keys and moments: the same for the same readings and judgements."""
    return {name: store.execute(sql).fetchall() for name, sql in _TABLES.items()}


_TABLES = {
    "identity": "SELECT * FROM identity ORDER BY identity_id",
    "profile": """SELECT profile_id, identity, kind, person, country, gender, names, name_key, offices, first_day,
        last_day, partners, documents FROM profile ORDER BY profile_id""",
    "bearer": """SELECT profile_id, document_id, actor_id, day, why FROM bearer JOIN profile
        ON profile.key = bearer.profile JOIN actor ON actor.key = bearer.actor JOIN version
        ON version.key = actor.version JOIN document ON document.key = version.document ORDER BY 1, 2, 3""",
    "block": """SELECT block, profile_id FROM profile_block JOIN profile ON profile.key = profile ORDER BY 1, 2""",
    "link": """SELECT min(a.profile_id, b.profile_id), max(a.profile_id, b.profile_id), verdict, score, "values"
        FROM profile_link JOIN profile AS a ON a.key = one JOIN profile AS b ON b.key = other ORDER BY 1, 2""",
    "tenure": "SELECT * FROM tenure ORDER BY person, position",
    "waiting": "SELECT version FROM unplaced_version UNION ALL SELECT profile FROM changed_profile",
}


def list_groups(store: sqlite3.Connection) -> set[frozenset[str]]:
    """Which documents' actors are one, by the names that their documents call them, each with the document's id."""
    names = {
        (document_id, actor_id): name
        for document_id, actor_id, name in store.execute(
            """SELECT document_id, actor_id, name FROM actor JOIN version ON version.key = actor.version
            JOIN document ON document.newest = version.key"""
        )
    }
    return {
        frozenset(f"{document_id}: {names[document_id, actor_id]}" for document_id, actor_id in bearers)
        for bearers in read_partition(store).values()
    }
