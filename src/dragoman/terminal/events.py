"""Coded events of a store as a table, and one of them explained."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from dragoman.coding.cameo import goldstein_of
from dragoman.coding.sectors import find_sectors
from dragoman.record import Actor, EventReport, Modality
from dragoman.store.load import StoredEvent
from dragoman.terminal.text import (
    MODALITY_WORDS,
    one_line,
    show_changes,
    show_count,
    show_date,
    show_editors,
    show_names,
    show_record_id,
    show_reviewer,
)

if TYPE_CHECKING:  # its module loads all that reads sentences
    from dragoman.exports.coded import CodedCount

BASES = {
    "stated": "the text tells it in full",
    "relative": "relative to a known day",
    "bounded": "only bounded by the day of publication",
    "inferred": "inferred from the rest of the document",
}

_NARROWEST = len("2024-02-12")  # a day stays in one piece
_WIDEST = len("2024-02-12 to")  # two lines for several days
_CODED = len("ACCUSE allege")  # the name of a type and the id stay in one piece


def event_table(events: Iterable[StoredEvent]) -> tuple[RenderableType, int]:
    """Return the table, and how many events it lists."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 2, 0, 0), leading=1, expand=True)
    for heading, ratio in (("when", None), ("what", None), ("who, to whom", 4), ("words", 6)):
        table.add_column(heading, header_style="dim", overflow="fold", ratio=ratio)
    # a ratio would cut them in a narrow terminal
    table.columns[0].min_width, table.columns[0].max_width = _NARROWEST, _WIDEST
    table.columns[1].min_width = table.columns[1].max_width = _CODED
    count = 0
    for found in events:
        event = found.event
        table.add_row(
            Text(show_date(event.when, found.date_words)),
            _what(event),
            _sides(event),
            Text(one_line(found.words), "dim"),
        )
        count += 1
    return table, count


def _sides(event: EventReport) -> Text:
    text = Text(show_names(event.actors), "bold")
    return text.append(f"\nto {show_names(event.recipients)}", "not bold") if event.recipients else text


def _what(event: EventReport) -> Text:
    text = Text(event.type.value, "bold")
    if event.mode is not None:
        text.append(f" {event.mode}", "not bold")
    text.append(f"\n{event.cameo}" if event.cameo else "", "not bold")
    text.append(f"\n{show_record_id(event.event_id)}", "not bold dim")
    if event.modality is not Modality.HAPPENED:
        text.append(f"\n{MODALITY_WORDS[event.modality]}", "not bold yellow")
    edited = show_editors(event.corrections, "event")
    if edited:
        text.append(f"\n{edited}", "not bold magenta")
    return text


def show_coded(count: CodedCount, *, sides_given: bool) -> Text:
    """Return what came of a table of sentences, and why some of them have no code."""
    text = Text(f"{count.coded:,} of {show_count(count.sentences, 'sentence')} coded", "bold")
    if count.unsure:
        text.append(f"; {count.unsure:,} less sure than asked for", "not bold")
    if count.astray:
        text.append(f"; in {count.astray:,} neither of the given sides stands as it is written", "not bold yellow")
    if count.empty and sides_given:
        text.append(f"; {count.empty:,} without sides", "not bold")
    elif count.empty:
        why = "in which no event between states, bodies or people known by name or office was found"
        hint = "where you know who acts on whom, give their columns: --actor, --recipient"
        text.append(f"; {count.empty:,} {why} ({hint})", "not bold")
    return text


def explain_event(found: StoredEvent) -> RenderableType:
    """Return why an event is coded as it is: words, cue, rule, sides, date and place, and who says so."""
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column()
    for name, value in _reasons(found):
        table.add_row(name, value)
    return Group(_what(found.event), table)


def _reasons(found: StoredEvent) -> Iterator[tuple[str, Text]]:
    event = found.event
    yield "passage", Text(f"“{one_line(found.words)}”")
    yield "rule", Text(f"{event.grounds.rule} (confidence {event.grounds.confidence:.2f})")
    score = goldstein_of(event.cameo)
    yield (
        "codes",
        Text(f"{event.type.quad.value}; CAMEO {event.cameo or 'none'}; Goldstein {'none' if score is None else score}"),
    )
    yield "contexts", Text(", ".join(event.contexts) or "none told")
    yield "actors", Text("; ".join(map(_party, event.actors)))
    yield "recipients", Text("; ".join(map(_party, event.recipients)) or "none told")
    yield "modality", Text(MODALITY_WORDS.get(event.modality, event.modality.value))
    basis = "not told" if event.when is None else BASES[event.when.basis]
    yield "date", Text(f"{show_date(event.when, found.date_words)}: {basis}")
    country = f" ({event.place_country})" if event.place_country else ""
    yield "place", Text(f"{one_line(event.place)}{country}, as told" if event.place else "none told")
    yield (
        "told by",
        Text(" > ".join(one_line(actor.name) for actor in event.chain) or one_line(found.outlet or "the document")),
    )
    for name, identifier in (("contact", event.contact_id), ("statement", event.statement_id)):
        if identifier is not None:
            yield name, Text(identifier)
    for correction in event.corrections:
        changes = show_changes(correction) or correction.verdict
        note = f" ({one_line(correction.note)})" if correction.note else ""
        yield "corrected", Text(f"{show_reviewer(correction.author)}, {correction.decided:%Y-%m-%d}: {changes}{note}")
    yield "document", Text(one_line(found.title or found.path or found.document_id))


def _party(actor: Actor) -> str:
    details = [part for part in (actor.country, *find_sectors(actor)) if part]
    return one_line(actor.name) + (f" [{' '.join(details)}]" if details else "")
