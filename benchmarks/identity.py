"""How long it takes to find out who is who: mentions of people resolved in a store that knows many already.

Names are made of given names and surnames of the registry of offices, countries by chance; a third of the mentions is
spelled otherwise (a letter doubled, an accent, "y" for "i", the order turned), a fifth is a surname alone.  Writing the
readings is not counted, resolving is.
"""

from __future__ import annotations

import multiprocessing
import random
import resource
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from importlib import resources
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from dragoman.record import (
    Actor,
    ActorKind,
    Document,
    Mention,
    Reading,
    Segment,
    SegmentKind,
    Source,
    Span,
    stable_id,
    text_version,
)
from dragoman.registry import Registry, load_registry
from dragoman.store.connection import open_store
from dragoman.store.identity import resolve_identities
from dragoman.store.write import write_readings
from evaluation.shared import Row

ACTORS, MENTIONS = 50_000, 100_000
_A_DOCUMENT = 10  # people
BATCH = 64
_SEED = 20240106
_COUNTRIES = ("FRA", "IRN", "USA", "RUS", "QAT", "TUR", "DEU", "JPN", "BRA", "KEN", "IDN", "POL", None, None)
_OFFICES = ("Foreign Minister", "President", "spokesman", "Ambassador", "Minister of Finance", None, None, None)


def measure_identity(actors: int = ACTORS, mentions: int = MENTIONS) -> Row:
    """Return seconds, mentions a second, identities and peak memory in MiB of resolving mentions against actors.

    It is done in a process of its own, whose memory is that of nothing else.
    """
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        return pool.apply(resolve_people, (actors, mentions))


def resolve_people(actors: int, mentions: int) -> Row:
    """Return what `measure_identity` does, in this process."""
    chance = random.Random(_SEED)  # noqa: S311 — a sample, no secret
    people = make_people(actors, chance)
    registry = load_registry()
    with TemporaryDirectory() as folder, closing(open_store(Path(folder) / "store.db", create=True)) as connection:
        fill_store(connection, registry, make_readings(people, "known"))
        told = [_spell(*chance.choice(people), chance) for _ in range(mentions)]
        seconds = fill_store(connection, registry, make_readings(told, "told"))
        (identities,) = connection.execute("SELECT count(*) FROM identity").fetchone()
    return {
        "actors": actors,
        "mentions": mentions,
        "seconds": round(seconds, 1),
        "mentions_a_second": round(mentions / seconds),
        "identities": identities,
        "memory_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def fill_store(connection: sqlite3.Connection, registry: Registry, readings: Iterator[Reading]) -> float:
    """Write the readings batch by batch and resolve each; return the seconds that resolving took."""
    seconds = 0.0
    while batch := list(islice(readings, BATCH)):
        write_readings(connection, batch)
        before = time.process_time()
        resolve_identities(connection, registry)
        seconds += time.process_time() - before
    return seconds


def make_people(count: int, chance: random.Random) -> list[tuple[str, str | None, str | None]]:
    """Return name, country and office of so many different people."""
    table = resources.files("dragoman.registry") / "data" / "people.tsv"
    words = [line.split("\t")[1].split() for line in table.read_text(encoding="utf-8").splitlines()]
    given = sorted({name[0] for name in words if len(name) > 1 and len(name[0]) > 2})
    surnames = sorted({name[-1] for name in words if len(name) > 1 and len(name[-1]) > 2})
    found: dict[str, tuple[str, str | None, str | None]] = {}
    while len(found) < count:
        name = f"{chance.choice(given)} {chance.choice(surnames)}"
        found.setdefault(name, (name, chance.choice(_COUNTRIES), chance.choice(_OFFICES)))
    return list(found.values())


def _spell(
    name: str, country: str | None, office: str | None, chance: random.Random
) -> tuple[str, str | None, str | None]:
    """A mention of somebody: as he is, spelled otherwise, by surname; sometimes without country or office."""
    given, surname = name.rsplit(" ", 1)
    turn = chance.random()
    if turn < 0.2:
        name = surname
    elif turn < 0.3:
        name = f"{surname.upper()} {given}"
    elif turn < 0.4:
        name = name.replace("i", "y") if "i" in name else name.replace("y", "i")
    elif turn < 0.5:
        at = chance.randrange(1, len(surname))
        name = f"{given} {surname[:at]}{surname[at - 1]}{surname[at:]}"
    return name, country if chance.random() < 0.7 else None, office if chance.random() < 0.5 else None


def make_readings(people: list[tuple[str, str | None, str | None]], prefix: str) -> Iterator[Reading]:
    """Yield readings that mention so many people each, a day after another."""
    for start in range(0, len(people), _A_DOCUMENT):
        group = people[start : start + _A_DOCUMENT]
        text = " ".join(name for name, _, _ in group)
        actors = tuple(
            Actor(stable_id("actor", name, country), ActorKind.PERSON, name, office, country)
            for name, country, office in dict.fromkeys(group)
        )
        document_id = f"{prefix}-{start}"
        segments = (Segment(SegmentKind.BODY, Span(0, len(text))),)
        document = Document(document_id, text_version(text), text, Source(document_id), segments)
        mentions = tuple(
            Mention(Span(at := text.find(actor.name), at + len(actor.name)), "name", (actor.actor_id,))
            for actor in actors
        )
        yield Reading(document, actors, mentions, (), ())


def describe_identity(figures: Row) -> str:
    """Return the figures in words."""
    return (
        f"{figures['mentions']:,} mentions against {figures['actors']:,} people: {figures['seconds']} s of one core, "
        f"{figures['mentions_a_second']:,} a second, {figures['memory_mib']:,} MiB"
    )
