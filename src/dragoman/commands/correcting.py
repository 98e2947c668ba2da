"""`dragoman edit`, `accept`, `reject` and `add`: single records corrected, or added by hand."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated

import typer

from dragoman.commands.app import app
from dragoman.commands.options import JsonOption, RegistryOption, StoreOption, resolve_document
from dragoman.commands.output import print_lines
from dragoman.commands.reviewers import NoteOption, ReviewerOption, print_done, resolved_store, reviewer_of
from dragoman.errors import OptionError
from dragoman.exports.rows import correction_row
from dragoman.record import Correction, RecordKind
from dragoman.registry import Registry, load_registry
from dragoman.store.editing import (
    NewContact,
    NewStatement,
    accept_record,
    add_contact,
    add_statement,
    edit_record,
    find_target,
    reject_record,
)
from dragoman.store.entries import Quotation, find_quotation, make_note
from dragoman.store.fields import FIELDS, kind_of
from dragoman.terminal.corrections import show_added

RecordArgument = Annotated[
    str, typer.Argument(metavar="RECORD", help="The id of a contact, statement or event, or its beginning.")
]
DateOption = Annotated[
    str | None, typer.Option(metavar="DATE", help="2024-02-12, 2024-02, 2024-02-10..2024-02-12, ..2024-02-12.")
]
ModalityOption = Annotated[
    str | None, typer.Option(metavar="M", help="happened, planned, cancelled, denied, demanded, hypothetical, …")
]
KindOption = Annotated[
    str | None, typer.Option(metavar="KIND", help="Contact: call, meeting, visit, letter, conversation.")
]
PlaceOption = Annotated[str | None, typer.Option(metavar="PLACE", help="Contact, event: words of the place.")]
InitiatorOption = Annotated[str | None, typer.Option(metavar="NAME", help="Contact: who asked for it.")]
WithOption = Annotated[
    list[str] | None, typer.Option("--with", metavar="NAME", help="Contact: a participant; once for each of them.")
]
SpeakerOption = Annotated[list[str] | None, typer.Option(metavar="NAME", help="Statement: who said it; repeatable.")]
HearerOption = Annotated[list[str] | None, typer.Option(metavar="NAME", help="Statement: to whom; repeatable.")]
AddresseeOption = Annotated[
    list[str] | None, typer.Option(metavar="NAME", help="Statement: who is asked to act; repeatable.")
]
ChainOption = Annotated[
    list[str] | None, typer.Option(metavar="NAME", help="Through whom it is known, outermost first; repeatable.")
]
ActOption = Annotated[str | None, typer.Option(metavar="ACT", help="Statement: state, request, promise, thank, …")]


@app.command(epilog='Example: dragoman edit 3fa9c2 --speaker Kestrel --act promise --note "he said it, not she"')
def edit(
    record: RecordArgument,
    kind: KindOption = None,
    date: DateOption = None,
    place: PlaceOption = None,
    initiator: InitiatorOption = None,
    participant: WithOption = None,
    speaker: SpeakerOption = None,
    hearer: HearerOption = None,
    addressee: AddresseeOption = None,
    chain: ChainOption = None,
    act: ActOption = None,
    event_type: Annotated[
        str | None, typer.Option("--type", metavar="TYPE", help="Event: a PLOVER type, AGREE … ASSAULT.")
    ] = None,
    mode: Annotated[str | None, typer.Option(metavar="MODE", help="Event: a mode of its type.")] = None,
    cameo: Annotated[str | None, typer.Option(metavar="CODE", help="Event: the CAMEO code.")] = None,
    actor: Annotated[list[str] | None, typer.Option(metavar="NAME", help="Event: who acts; repeatable.")] = None,
    recipient: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Event: who is acted upon; repeatable.")
    ] = None,
    modality: ModalityOption = None,
    store: StoreOption = None,
    reviewer: ReviewerOption = None,
    note: NoteOption = None,
    registry: RegistryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Correct a contact, statement or coded event: what is given is put in the place of what was read.

    "none" empties a field.  Actors are named as the document or the record names them, or by id.  The correction holds
    until it is undone, also when documents are read again; what was read stays beside it (docs/reviewing.md).
    """
    single = {
        "kind": kind, "date": date, "place": place, "initiator": initiator, "act": act, "type": event_type,
        "mode": mode, "cameo": cameo, "modality": modality,
    }  # fmt: skip
    several = {
        "participant": participant, "speaker": speaker, "hearer": hearer, "addressee": addressee, "chain": chain,
        "actor": actor, "recipient": recipient,
    }  # fmt: skip
    wanted = {name: [value] for name, value in single.items() if value is not None}
    wanted |= {name: list(values) for name, values in several.items() if values}

    def correct(connection: sqlite3.Connection, author: str, holders: Registry) -> Correction:
        if not wanted:
            raise OptionError("say what to correct: --date DATE, --speaker NAME, …; dragoman edit --help lists them")
        target = find_target(connection, record)
        _check_options(kind_of(target.record), wanted)
        return edit_record(connection, target, wanted, author, holders, note)

    _decide(store, registry, reviewer, correct, as_json=as_json)


def _check_options(about: RecordKind, wanted: Iterable[str]) -> None:
    """Raise `OptionError` for an option that such a record does not take, with those that it takes."""
    options = {field.name: _OPTIONS.get(field.name, f"--{field.name}") for field in FIELDS[about]}
    strange = [_OPTIONS.get(name, f"--{name}") for name in wanted if name not in options]
    if strange:
        article = "an" if about == "event" else "a"
        raise OptionError(f"{article} {about} has no {', no '.join(strange)}; it takes {', '.join(options.values())}")


_OPTIONS = {"participant": "--with"}  # of fields that are called otherwise


@app.command(epilog="Example: dragoman accept 55be01")
def accept(
    record: RecordArgument,
    store: StoreOption = None,
    reviewer: ReviewerOption = None,
    note: NoteOption = None,
    registry: RegistryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say that a contact, statement or coded event is right as it is; it is not asked about again."""

    def correct(connection: sqlite3.Connection, author: str, holders: Registry) -> Correction:
        return accept_record(connection, find_target(connection, record), author, holders, note)

    _decide(store, registry, reviewer, correct, as_json=as_json)


@app.command(epilog='Example: dragoman reject 55be01 --note "a game, not a war"')
def reject(
    record: RecordArgument,
    store: StoreOption = None,
    reviewer: ReviewerOption = None,
    note: NoteOption = None,
    registry: RegistryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say that a contact, statement or coded event is wrong: it is taken out, and what was coded from it alone."""

    def correct(connection: sqlite3.Connection, author: str, holders: Registry) -> Correction:
        return reject_record(connection, find_target(connection, record), author, holders, note)

    _decide(store, registry, reviewer, correct, as_json=as_json)


@app.command(
    epilog='Example: dragoman add contact --document call.txt --words "and then with Kestrel" --with Velk --with Orlo'
)
def add(
    what: Annotated[str, typer.Argument(metavar="contact|statement", help="What is added.")],
    document: Annotated[
        str | None,
        typer.Option(metavar="DOCUMENT", help="The document that tells it: its id, beginning or path."),
    ] = None,
    words: Annotated[
        str | None, typer.Option(metavar="TEXT", help="The words that tell it, as they stand in the document.")
    ] = None,
    source: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Where no document tells it: a note, what or who does.")
    ] = None,
    url: Annotated[str | None, typer.Option(metavar="URL", help="Of the note.")] = None,
    outlet: Annotated[str | None, typer.Option(metavar="NAME", help="Who published what the note is of.")] = None,
    published: Annotated[str | None, typer.Option(metavar="DATE", help="When.")] = None,
    kind: KindOption = "conversation",
    date: DateOption = None,
    place: PlaceOption = None,
    initiator: InitiatorOption = None,
    participant: WithOption = None,
    speaker: SpeakerOption = None,
    hearer: HearerOption = None,
    addressee: AddresseeOption = None,
    chain: ChainOption = None,
    act: ActOption = "state",
    contact: Annotated[
        str | None, typer.Option(metavar="CONTACT", help="Statement: the id of the contact it was said in.")
    ] = None,
    modality: ModalityOption = "happened",
    store: StoreOption = None,
    reviewer: ReviewerOption = None,
    note: NoteOption = None,
    registry: RegistryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Add a contact or a statement by hand, on words of a document (--document, --words) or on a note (--source).

    A contact takes --with twice or more, a statement --speaker.
    """

    def correct(connection: sqlite3.Connection, author: str, holders: Registry) -> Correction:
        if what not in ("contact", "statement"):
            raise OptionError(f"{what!r} cannot be added; write dragoman add contact or dragoman add statement")
        quotation = _find_source(connection, author, document, words, source, (url, outlet, published))
        if what == "contact":
            new = NewContact(
                kind or "", tuple(participant or ()), date or "", place or "", initiator or "", tuple(chain or ()),
                modality or "",
            )  # fmt: skip
            return add_contact(connection, quotation, new, author, holders, note)
        said = NewStatement(
            tuple(speaker or ()), tuple(hearer or ()), tuple(addressee or ()), tuple(chain or ()), act or "",
            date or "", modality or "", contact,
        )  # fmt: skip
        return add_statement(connection, quotation, said, author, holders, note)

    _decide(store, registry, reviewer, correct, as_json=as_json)


def _find_source(
    connection: sqlite3.Connection,
    author: str,
    document: str | None,
    words: str | None,
    source: str | None,
    told: tuple[str | None, str | None, str | None],
) -> Quotation:
    if (document is None) == (source is None):
        raise OptionError("say what tells it: --document DOCUMENT with --words TEXT, or --source TEXT, one of the two")
    if document is not None:
        return find_quotation(connection, resolve_document(connection, document), words or "")
    return make_note(source or "", author, *told)


def _decide(
    store: Path | None,
    registry: Path | None,
    reviewer: str | None,
    correct: Callable[[sqlite3.Connection, str, Registry], Correction],
    *,
    as_json: bool,
) -> None:
    """Make a correction and print it."""
    with resolved_store(store, registry) as connection:
        done = correct(connection, reviewer_of(reviewer), load_registry(registry))
        if as_json:
            print_lines([correction_row(done)])
        else:
            print_done(show_added(done), done.correction_id)
