"""Contested terms as a table: who calls whom what, in whose voice, how often."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from dragoman.record import Voice
from dragoman.store.load import StoredDesignation
from dragoman.terminal.text import VOICE_WORDS, one_line, show_count, show_names

_FORMS = 4  # different words of one line that are shown


@dataclass(frozen=True, slots=True, order=True)
class Usage:
    """What a line of the table counts: passages alike in all of these."""

    by: str
    own: bool  # the outlet's own word
    called: str
    term: str
    voice: Voice


def count_usages(designations: Iterable[StoredDesignation]) -> tuple[tuple[Usage, Counter[str], int], ...]:
    """Return each usage with its words, counted, and in how many documents it stands; the most frequent first."""
    words: dict[Usage, Counter[str]] = defaultdict(Counter)
    documents: dict[Usage, set[str]] = defaultdict(set)
    for found in designations:
        usage = _usage(found)
        words[usage][one_line(found.words).lower()] += 1
        documents[usage].add(found.document_id)
    ordered = sorted(words, key=lambda usage: (-words[usage].total(), usage))
    return tuple((usage, words[usage], len(documents[usage])) for usage in ordered)


def _usage(found: StoredDesignation) -> Usage:
    designation = found.designation
    own = not designation.speakers and designation.voice not in {"quoted", "paraphrased"}
    by = one_line(found.outlet or "outlet not told") if own else show_names(designation.speakers) or "somebody"
    called = one_line(designation.actor.name) if designation.actor is not None else ""
    return Usage(by, own, called, designation.term, designation.voice)


def designation_table(designations: Iterable[StoredDesignation]) -> Iterator[RenderableType]:
    """Yield the table and the line that counts it, or that there is nothing to count."""
    usages = count_usages(designations)
    if not usages:
        yield Text("no contested term found", "dim")
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in ("whose word", "who is called so", "words", "voice"):
        table.add_column(heading, header_style="dim", overflow="fold")
    for heading in ("times", "documents"):
        table.add_column(heading, header_style="dim", justify="right")
    for usage, words, documents in usages:
        by = Text(usage.by, "dim" if usage.own else "bold")
        voice = "its own" if usage.voice == "outlet" else VOICE_WORDS[usage.voice]
        times = f"{words.total():,}"
        table.add_row(by, usage.called or Text("not told", "dim"), _words(usage, words), voice, times, f"{documents:,}")
    yield table
    yield Text(show_count(sum(words.total() for _, words, _ in usages), "passage"), "bold")


def _words(usage: Usage, words: Counter[str]) -> Text:
    """The term and, where they say more, the words that stand in the texts."""
    shown = [word for word, _ in words.most_common(_FORMS)]
    text = Text(usage.term, "cyan")
    if shown != [usage.term.lower()]:
        more = ", …" if len(words) > _FORMS else ""
        text.append(f"\n{', '.join(shown)}{more}", "not bold italic")
    return text
