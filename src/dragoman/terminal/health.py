"""Tells whether all that dragoman needs is in order: Python, language model, lexicons, store."""

from __future__ import annotations

import platform
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dragoman.actors.antecedents import load_words
from dragoman.actors.offices import load_name_words, load_offices
from dragoman.coding.cameo import load_modes
from dragoman.coding.contexts import load_contexts
from dragoman.coding.lexicon import load_event_lexicon
from dragoman.coding.sectors import load_sectors
from dragoman.contacts.lexicon import load_contact_lexicon
from dragoman.errors import DragomanError, LexiconError
from dragoman.identity.weights import load_weights
from dragoman.language import load_language
from dragoman.language.dates_words import date_words
from dragoman.lexicons.designations import load_designations
from dragoman.lexicons.files import read_lexicon
from dragoman.lexicons.health import check_lexicons
from dragoman.places.gazetteer import sites as load_sites
from dragoman.reading.furniture import load_furniture
from dragoman.registry import Tenure, load_registry
from dragoman.registry.additions import read_additions
from dragoman.registry.registry import find_known
from dragoman.registry.tenures import write_day
from dragoman.statements.lexicon import load_speech_lexicon
from dragoman.store.connection import dragoman_version, newest_store_version, open_store, store_version
from dragoman.store.query import count_records, find_damage
from dragoman.stories.comparison_lexicon import load_comparing, load_word_weights
from dragoman.stories.linking_weights import load_link_weights
from dragoman.terminal.text import one_line, show_count


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, what was found, and whether it is in order; the words of what is not name the remedy."""

    subject: str
    words: str
    healthy: bool = True


def run_check(store: Path, out: Console, registry: Path | None = None) -> bool:
    """Return whether everything is in order, having printed what was found; `registry` is a user's own file."""
    checks = (_check_program, _check_language, _check_lexicons, _check_registry)
    findings = [finding for find in checks for finding in _guarded(find)]
    if registry is not None:
        findings += _guarded(lambda: _check_additions(registry), "registry")
    findings += _guarded(lambda: _check_store(store), "store")
    table = Table.grid(padding=(0, 2))
    for finding in findings:
        mark = Text("ok", "green") if finding.healthy else Text("wrong", "bold red")
        table.add_row(mark, Text(finding.subject, "bold"), Text(one_line(finding.words)))
    out.print(table)
    return all(finding.healthy for finding in findings)


def _guarded(find: Callable[[], Iterator[Finding]], subject: str = "") -> Iterator[Finding]:
    try:
        yield from find()
    except DragomanError as error:
        yield Finding(subject or find.__name__.removeprefix("_check_"), str(error), healthy=False)


def _check_program() -> Iterator[Finding]:
    yield Finding(
        "dragoman", f"{dragoman_version()}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    )
    with closing(sqlite3.connect(":memory:")) as connection:
        options = {row[0] for row in connection.execute("PRAGMA compile_options")}
    if "ENABLE_FTS5" not in options:
        remedy = "this Python's SQLite has no full-text search (FTS5); use the Python of python.org or of pyenv"
        yield Finding("SQLite", remedy, healthy=False)


def _check_language() -> Iterator[Finding]:
    language = load_language()
    yield Finding("language", f"{language.name} {language.version}")


# What reads the lexicons of the stages; each refuses entries that contradict themselves.
_LOADERS: dict[str, Callable[[], object]] = {
    "cameo.toml": load_modes,
    "comparing.toml": load_comparing,
    "comparing_words.toml": load_word_weights,
    "contacts.toml": load_contact_lexicon,
    "coreference.toml": load_words,
    "dates.toml": date_words,
    "designations.toml": load_designations,
    "event_contexts.toml": load_contexts,
    "event_words.toml": load_event_lexicon,
    "furniture.toml": load_furniture,
    "identity.toml": load_weights,
    "linking.toml": load_link_weights,
    "name_edges.toml": load_name_words,
    "offices.toml": load_offices,
    "places.toml": load_sites,
    "sectors.toml": load_sectors,
    "speech.toml": load_speech_lexicon,
}


def _checked_by(name: str, load: Callable[[], object]) -> Callable[[], list[object]]:
    """Return what loads a lexicon and gives its entries; any refusal becomes a `LexiconError`."""

    def entries() -> list[object]:
        try:
            load()
        except (KeyError, TypeError, ValueError, re.error) as error:
            remedy = "correct the entry, or reinstall dragoman"
            raise LexiconError(f"{name}: {type(error).__name__}: {error}; {remedy}") from error
        tables = read_lexicon(name).values()
        return [entry for table in tables for entry in (table if isinstance(table, (list, dict)) else [table])]

    return entries


def _check_lexicons() -> Iterator[Finding]:
    for lexicon in check_lexicons({name: _checked_by(name, load) for name, load in _LOADERS.items()}):
        count = f"{lexicon.entries:,} {'entry' if lexicon.entries == 1 else 'entries'}"
        yield Finding(
            "lexicon", f"{lexicon.name}: {'; '.join(lexicon.problems) or count}", healthy=not lexicon.problems
        )


def _check_registry() -> Iterator[Finding]:
    registry = load_registry()
    held = f"{show_count(registry.tenure_count, 'tenure')} of {registry.person_count:,} people"
    yield Finding("registry", f"{registry.version}: {held}")


def _check_additions(path: Path) -> Iterator[Finding]:
    """What a user's file of tenures adds to the registry, a line each: known people by the registry's name and id."""
    built = load_registry()
    load_registry(path)  # refuses what would be refused when reading
    additions = read_additions(path)
    people = {known.person_id if (known := find_known(built, each)) else each.tenure.name for each in additions}
    held = f"{show_count(len(additions), 'tenure')} of {len(people):,} {'person' if len(people) == 1 else 'people'}"
    yield Finding("registry", f"{path}: {held}")
    for each in additions:
        known = find_known(built, each)
        who = f"known as {known.name}, {known.person_id}" if known else "new to the registry"
        yield Finding("registry", f"line {each.line}: {each.tenure.name} ({who}), {_tell_tenure(each.tenure)}")


def _tell_tenure(tenure: Tenure) -> str:
    """ "Foreign Minister, NOR, 2021-03-01 to 2023"; a bound that is not known is "?"."""
    bounds = (
        write_day(tenure.start, tenure.start_precision) or "?",
        write_day(tenure.end, tenure.end_precision) or "?",
    )
    place = tenure.country or tenure.organisation
    seen = f", seen {', '.join(map(str, tenure.seen))}" if tenure.seen else ""
    return f"{tenure.office}, {place}, {' to '.join(bounds)}{seen}"


def _check_store(path: Path) -> Iterator[Finding]:
    if not path.exists():
        yield Finding("store", f"{path}: none yet; dragoman read makes it")
        return
    with closing(open_store(path)) as connection:
        counts = count_records(connection)
        yield Finding("store", f"{path}: version {store_version(connection)} of {newest_store_version()}")
        held = [
            show_count(counts.documents, "document"),
            show_count(counts.versions, "version"),
            show_count(counts.contacts, "contact"),
            show_count(counts.statements, "statement"),
            show_count(counts.failures, "failure"),
        ]
        yield Finding("store", ", ".join(held))
        damage = find_damage(connection)
    if damage:
        remedy = f"{'; '.join(damage[:5])}; save what is left: dragoman dump FILE, then load it into a new store"
        yield Finding("store", f"{path}: {remedy}", healthy=False)
    else:
        yield Finding("store", "no damage found")
