"""The ledger of one reading: its contacts, then its statements with chain and verbatim words."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from dragoman.exports.rows import find_initiator
from dragoman.record import Actor, Contact, DateRange, Document, Modality, Reading, SegmentKind, Statement
from dragoman.store.names import fold_name
from dragoman.terminal.text import (
    KIND_STYLES,
    MODALITY_WORDS,
    VOICE_WORDS,
    one_line,
    show_actor,
    show_date,
    show_duration,
    show_editors,
    show_id,
    show_initiator_role,
    show_medium,
    show_names,
)

_CHAIN_ARROW = " › "


def show_ledger(reading: Reading) -> RenderableType:
    """Return the whole ledger of a reading: heading, contacts, statements."""
    return Group(show_heading(reading.document), Text(), show_record(reading))


def show_record(reading: Reading) -> RenderableType:
    """Return the contacts, numbered [1] [2] …, and the statements, numbered (1) (2) …, each with its words."""
    parts: list[RenderableType] = [_section("Contacts", len(reading.contacts))]
    for number, contact in enumerate(reading.contacts, start=1):
        parts.append(_numbered(contact_mark(number), show_contact(contact, reading)))
    if not reading.contacts:
        parts.append(_nothing("no contact is told"))
    parts.append(_section("Statements", len(reading.statements)))
    numbers = {contact.contact_id: number for number, contact in enumerate(reading.contacts, start=1)}
    for number, statement in enumerate(reading.statements, start=1):
        during = numbers.get(statement.contact_id or "")
        parts.append(_numbered(statement_mark(number), show_statement(statement, reading.document, during)))
    if not reading.statements:
        parts.append(_nothing("no statement is told"))
    if reading.designations:
        parts += [_section("Contested terms", len(reading.designations)), show_designations(reading)]
    return Group(*parts)


def contact_mark(number: int) -> str:
    """Return the mark of a contact in text and ledger: "[1]"."""
    return f"[{number}]"


def statement_mark(number: int) -> str:
    """Return the mark of a statement in text and ledger: "(1)"."""
    return f"({number})"


def _numbered(mark: str, shown: RenderableType) -> RenderableType:
    table = Table.grid(padding=(0, 1), expand=True)
    table.add_column(no_wrap=True, justify="right", min_width=4)
    table.add_column(ratio=1)
    table.add_row(Text(mark, "dim"), shown)
    return table


def show_heading(document: Document) -> RenderableType:
    """Return title, outlet, day of publication and id of a document, as far as they are known."""
    source = document.source
    place = source.url or source.path or ""
    title = source.title or _own_title(document) or place or document.document_id
    published = str(source.published_day) if source.published else ""
    details = [source.outlet or "", published, place if place not in (title, document.document_id) else ""]
    lines = [Text(one_line(title), "bold"), Text(" · ".join(one_line(part) for part in details if part), "dim")]
    if title != document.document_id:
        lines.append(Text(f"document {show_id(document.document_id)}", "dim"))
    if not published:
        lines.append(Text("published: not told; with --published, “yesterday” and “on Friday” become dates", "yellow"))
    return Group(*(line for line in lines if line.plain))


def _own_title(document: Document) -> str | None:
    return next((document[s.span].strip() for s in document.segments if s.kind is SegmentKind.TITLE), None)


def _section(name: str, count: int) -> RenderableType:
    return Rule(Text(f"{name} ({count})", "bold"), align="left", style="dim")


def _nothing(words: str) -> RenderableType:
    return Group(Text(f"     {words}", "dim italic"), Text())


# --- contacts


def show_contact(contact: Contact, reading: Reading) -> RenderableType:
    """Return one contact: kind, date, participants with their offices, what else is told, the passage."""
    document = reading.document
    words = document[contact.date_words] if contact.date_words is not None else None
    head = Text()
    head.append(contact.kind.value.upper(), KIND_STYLES[contact.kind])
    told = contact.when is not None or words is not None
    head.append("  ").append(show_date(contact.when, words) if told else "date not told", "bold")
    if basis := show_basis(contact.when, words):
        head.append(f"  {basis}", "dim")
    if contact.modality is not Modality.HAPPENED:
        head.append("  ").append(MODALITY_WORDS[contact.modality], "reverse yellow")
    fields = _fields()
    for label, value in _contact_fields(contact, reading):
        fields.add_row(label, value)
    return Group(head, fields, Text())


def show_basis(when: DateRange | None, words: str | None) -> str:
    """Return how a date is known that the text does not state in full: "from ‘yesterday’", "inferred"; else ""."""
    if when is None or when.basis == "stated":
        return ""
    if words:
        return f"from ‘{one_line(words)}’"
    return {"relative": "from the dateline or publication", "bounded": "as far as the text tells"}.get(
        when.basis, when.basis
    )


def _contact_fields(contact: Contact, reading: Reading) -> Iterator[tuple[str, Text]]:
    initiator = find_initiator(reading, contact)
    for place, actor in enumerate(contact.participants):
        yield "" if place else "between", show_person(actor)
    rest: list[tuple[str, str]] = [
        (show_initiator_role(contact), one_line(initiator.name) if initiator else ""),
        ("medium", show_medium(contact)),
        ("lasted", show_duration(contact.duration_minutes)),
        ("place", one_line(contact.place or "")),
        ("told by", show_chain(beyond_outlet(contact.chain, reading.document.source.outlet))),
        ("by hand", show_editors(contact.corrections, "contact")),
    ]
    for label, value in rest:
        if value:
            yield label, Text(value)
    for passage in contact.evidence:
        text = (reading.document.source.title or "") if passage.part == "title" else reading.document.text
        yield ("title" if passage.part == "title" else "words"), _verbatim(text[passage.span.start : passage.span.end])


def show_person(actor: Actor) -> Text:
    """Return the name in bold, then office and country in brackets."""
    name, bracket, details = show_actor(actor).partition(" (")
    return Text.assemble((name, "bold"), (bracket + details, "not bold"))


# --- statements


def show_statement(statement: Statement, document: Document, during: int | None = None) -> RenderableType:
    """Return one statement: speaker, act, hearers, who reports it, its words; `during` numbers its contact."""
    head = Text()
    head.append(show_names(statement.speakers) or "somebody", "bold")
    head.append(f"  {statement.act.value}", "cyan")
    if statement.addressee:
        head.append(f" of {show_names(statement.addressee)}")
    if statement.hearers:
        head.append(f"  to {show_names(statement.hearers)}")
    notes: list[str] = (
        [statement.form] if statement.voice in _FORMS_VOICES.get(statement.form, ()) else [VOICE_WORDS[statement.voice]]
    )
    if during is not None:
        notes.append(f"in {contact_mark(during)}")
    head.append(f"  {', '.join(notes)}", "dim")
    if statement.modality is not Modality.HAPPENED:
        head.append("  ").append(MODALITY_WORDS[statement.modality], "reverse yellow")
    fields = _fields()
    if chain := show_chain(beyond_outlet(statement.chain, document.source.outlet)):
        fields.add_row("told by", Text(chain))
    if edited := show_editors(statement.corrections, "statement"):
        fields.add_row("by hand", Text(edited))
    fields.add_row("words", _verbatim(" … ".join(document[span] for span in statement.content)))
    return Group(head, fields, Text())


def show_designations(reading: Reading) -> RenderableType:
    """Return the contested terms in text order: the words, who is called so, whose word it is."""
    table = Table.grid(padding=(0, 2))
    for _ in range(3):
        table.add_column(overflow="fold")
    for one in reading.designations:
        text = (reading.document.source.title or "") if one.part == "title" else reading.document.text
        called = f"→ {one_line(one.actor.name)}" if one.actor is not None else ""
        whose = ", ".join(part for part in (VOICE_WORDS[one.voice], show_names(one.speakers)) if part)
        table.add_row(_verbatim(text[one.span.start : one.span.end]), Text(called), Text(whose, "dim"))
    return table


# Where the form of the quotation says whose words they are, the voice need not be told as well.
_FORMS_VOICES: dict[str, tuple[str, ...]] = {
    "direct": ("quoted",),
    "mixed": ("quoted", "paraphrased"),
    "indirect": ("paraphrased",),
}


def beyond_outlet(chain: tuple[Actor, ...], outlet: str | None) -> tuple[Actor, ...]:
    """Return the chain without the outlet at its head, which the document's heading has named."""
    named = outlet is not None and bool(chain) and fold_name(chain[0].name) == fold_name(outlet)
    return chain[1:] if named else chain


def show_chain(chain: tuple[Actor, ...]) -> str:
    """Return who told it, outermost first: "Kestland Press › Marovian state media"."""
    return _CHAIN_ARROW.join(one_line(actor.name) for actor in chain)


def _verbatim(words: str) -> Text:
    return Text(one_line(words), "italic")


def _fields() -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True, min_width=8)
    table.add_column(overflow="fold")
    return table
