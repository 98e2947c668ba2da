"""The ledger of one reading: its contacts, then its statements with chain and verbatim words."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from dragoman.exports.rows import find_initiator
from dragoman.record import Actor, Contact, Document, Modality, Reading, SegmentKind, Statement
from dragoman.terminal.text import (
    KIND_STYLES,
    MODALITY_WORDS,
    VOICE_WORDS,
    one_line,
    show_actor,
    show_date,
    show_duration,
    show_names,
)

_CHAIN_ARROW = " › "


def show_ledger(reading: Reading) -> RenderableType:
    """Return the whole ledger of a reading: heading, contacts, statements."""
    parts: list[RenderableType] = [show_heading(reading.document), Text()]
    parts.append(_section("Contacts", len(reading.contacts)))
    parts += [show_contact(contact, reading) for contact in reading.contacts] or [_nothing("no contact is told")]
    parts.append(_section("Statements", len(reading.statements)))
    parts += [show_statement(statement, reading.document) for statement in reading.statements] or [
        _nothing("no statement is told")
    ]
    return Group(*parts)


def show_heading(document: Document) -> RenderableType:
    """Return title, outlet, day of publication and id of a document, as far as they are known."""
    source = document.source
    title = source.title or _own_title(document) or source.path or document.document_id
    known = [source.outlet, str(source.published_day) if source.published else None, source.url or source.path]
    details = " · ".join(one_line(part) for part in known if part)
    missing = (
        ""
        if source.published
        else "publication date not told: give it with --published to date “yesterday” and “on Friday”"
    )
    lines = [Text(one_line(title), "bold"), Text(details, "dim")]
    lines.append(Text(f"document {one_line(document.document_id)}", "dim"))
    if missing:
        lines.append(Text(missing, "yellow"))
    return Group(*(line for line in lines if line.plain))


def _own_title(document: Document) -> str | None:
    return next((document[s.span].strip() for s in document.segments if s.kind is SegmentKind.TITLE), None)


def _section(name: str, count: int) -> RenderableType:
    return Rule(Text(f"{name} ({count})", "bold"), align="left", style="dim")


def _nothing(words: str) -> RenderableType:
    return Padding(Text(words, "dim italic"), (0, 0, 1, 2))


# --- contacts


def show_contact(contact: Contact, reading: Reading) -> RenderableType:
    """Return one contact: kind, date, participants with their offices, what else is told, the passage."""
    document = reading.document
    words = document[contact.date_words] if contact.date_words is not None else None
    head = Text()
    head.append(contact.kind.value.upper(), KIND_STYLES[contact.kind])
    head.append("  ").append(show_date(contact.when, words), "bold")
    if contact.when is not None and contact.when.basis != "stated":
        head.append(f"  {show_basis(contact, words)}", "dim")
    if contact.modality is not Modality.HAPPENED:
        head.append("  ").append(MODALITY_WORDS[contact.modality], "reverse yellow")
    fields = _fields()
    for label, value in _contact_fields(contact, reading):
        fields.add_row(label, value)
    return Padding(Group(head, fields), (0, 0, 1, 2))


def show_basis(contact: Contact, words: str | None) -> str:
    """Return how a date that the text does not state in full is known: "from ‘yesterday’", "inferred"."""
    basis = {"relative": "from", "bounded": "bounded by", "inferred": "inferred from", "stated": ""}
    quoted = f"‘{one_line(words)}’" if words else "the text"
    return f"{basis[contact.when.basis]} {quoted}" if contact.when else ""


def _contact_fields(contact: Contact, reading: Reading) -> Iterator[tuple[str, Text]]:
    initiator = find_initiator(reading, contact)
    for place, actor in enumerate(contact.participants):
        yield "" if place else "between", _show_person(actor)
    rest: list[tuple[str, str]] = [
        ("asked for by", one_line(initiator.name) if initiator else ""),
        ("medium", one_line(contact.medium or "")),
        ("lasted", show_duration(contact.duration_minutes)),
        ("place", one_line(contact.place or "")),
        ("told by", show_chain(contact.chain)),
    ]
    for label, value in rest:
        if value:
            yield label, Text(value)
    for passage in contact.evidence:
        text = (reading.document.source.title or "") if passage.part == "title" else reading.document.text
        yield ("title" if passage.part == "title" else "words"), _verbatim(text[passage.span.start : passage.span.end])


def _show_person(actor: Actor) -> Text:
    name, _, details = show_actor(actor).partition(" (")
    return Text.assemble((name, "bold"), (f" ({details}" if details else "", ""))


# --- statements


def show_statement(statement: Statement, document: Document) -> RenderableType:
    """Return one statement: speaker, act, hearers, who reports it, and its words."""
    head = Text()
    head.append(show_names(statement.speakers) or "somebody", "bold")
    head.append(f"  {statement.act.value}", "cyan")
    if statement.hearers:
        head.append(f"  to {show_names(statement.hearers)}")
    if statement.addressee:
        head.append(f"  asking {show_names(statement.addressee)} to act")
    notes = [statement.form, VOICE_WORDS[statement.voice]] if statement.voice != "paraphrased" else [statement.form]
    head.append(f"  {', '.join(dict.fromkeys(notes))}", "dim")
    if statement.modality is not Modality.HAPPENED:
        head.append("  ").append(MODALITY_WORDS[statement.modality], "reverse yellow")
    fields = _fields()
    if statement.chain:
        fields.add_row("told by", Text(show_chain(statement.chain)))
    fields.add_row("words", _verbatim(" … ".join(document[span] for span in statement.content)))
    return Padding(Group(head, fields), (0, 0, 1, 2))


def show_chain(chain: tuple[Actor, ...]) -> str:
    """Return who told it, outermost first: "Kestland Press › Marovian state media"."""
    return _CHAIN_ARROW.join(one_line(actor.name) for actor in chain)


def _verbatim(words: str) -> Text:
    return Text(f"“{one_line(words)}”", "italic")


def _fields() -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True, min_width=8)
    table.add_column(overflow="fold")
    return table
