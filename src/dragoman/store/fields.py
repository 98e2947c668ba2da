"""The fields of a record that a reviewer may correct: what each says, what may be put there, and how."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Final, Literal

from dragoman.coding.lexicon import load_event_lexicon
from dragoman.coding.told import KINDS, NOT_HELD
from dragoman.errors import OptionError
from dragoman.record import (
    Act,
    Actor,
    Change,
    Contact,
    ContactKind,
    EventReport,
    EventType,
    Modality,
    RecordKind,
    Statement,
    Value,
)

Record = Contact | Statement | EventReport
Sort = Literal["choice", "words", "actors", "date"]


@dataclass(frozen=True, slots=True)
class Field:
    """A field as reviewers name it, and where the record has it; `choices` are all that may be put there."""

    name: str
    attribute: str
    sort: Sort
    choices: type[StrEnum] | None = None
    single: bool = False  # one actor at most


_MODALITY: Final = Field("modality", "modality", "choice", Modality)
_DATE: Final = Field("date", "when", "date")
_PLACE: Final = Field("place", "place", "words")
_CHAIN: Final = Field("chain", "chain", "actors")

FIELDS: Final[Mapping[RecordKind, tuple[Field, ...]]] = MappingProxyType(
    {
        "contact": (
            Field("kind", "kind", "choice", ContactKind),
            _DATE,
            _PLACE,
            Field("participant", "participants", "actors"),
            Field("initiator", "initiator", "actors", single=True),
            _CHAIN,
            _MODALITY,
        ),
        "statement": (
            Field("speaker", "speakers", "actors"),
            Field("hearer", "hearers", "actors"),
            Field("addressee", "addressee", "actors"),
            _CHAIN,
            Field("act", "act", "choice", Act),
            _DATE,
            _MODALITY,
        ),
        "event": (
            Field("type", "type", "choice", EventType),
            Field("mode", "mode", "words"),
            Field("cameo", "cameo", "words"),
            Field("actor", "actors", "actors"),
            Field("recipient", "recipients", "actors"),
            _DATE,
            _PLACE,
            _CHAIN,
            _MODALITY,
        ),
    }
)


def find_field(about: RecordKind, name: str) -> Field:
    """Return the field of this name; raises `OptionError` that lists those there are."""
    found = next((field for field in FIELDS[about] if field.name == name), None)
    if found is None:
        listed = ", ".join(field.name for field in FIELDS[about])
        raise OptionError(f"a record of kind {about} has no field {name!r} to correct; choose from {listed}")
    return found


def kind_of(record: Record) -> RecordKind:
    """Return which of the kinds of record it is."""
    match record:
        case Contact():
            return "contact"
        case Statement():
            return "statement"
        case EventReport():
            return "event"


def id_of(record: Record) -> str:
    """Return the id of a record."""
    match record:
        case Contact():
            return record.contact_id
        case Statement():
            return record.statement_id
        case EventReport():
            return record.event_id


def read_value(record: Record, field: Field, initiator: Actor | None = None) -> Value:
    """Return what a field of a record says; `initiator` is the actor whose id a contact names so."""
    if field.attribute == "initiator":
        return Value(actors=(initiator,) if initiator is not None else ())
    said = getattr(record, field.attribute)
    match field.sort:
        case "actors":
            return Value(actors=said)
        case "date":
            return Value(when=said)
        case _:
            return Value(text=said.value if isinstance(said, StrEnum) else said)


def change_record(record: Record, changes: Sequence[Change]) -> Record:
    """Return the record with the changes made, in their order; raises `OptionError` where it cannot be so.

    What hangs on a changed field and is not given goes: the medium of a contact of another kind, the mode and CAMEO
    code of an event of another type, what the gazetteer knows of another place.
    """
    changed: dict[str, object] = {}
    for change in changes:
        field = find_field(kind_of(record), change.field)
        changed |= {name: None for name in _HANGING.get((kind_of(record), field.name), ()) if name not in changed}
        changed[field.attribute] = _make(field, change.new)
    try:
        return replace(record, **changed)  # type: ignore[arg-type]  # fields by name
    except ValueError as error:
        raise OptionError(f"{id_of(record)}: {error}") from error


def is_emptied(about: RecordKind, name: str, changed: Collection[str]) -> bool:
    """Return whether a field is emptied by the change of others, unless it is given as well."""
    attribute = find_field(about, name).attribute
    return any(attribute in _HANGING.get((about, each), ()) for each in changed)


_HANGING: Final[Mapping[tuple[RecordKind, str], tuple[str, ...]]] = MappingProxyType(
    {
        ("contact", "kind"): ("medium",),
        ("contact", "place"): ("location",),
        ("event", "type"): ("mode", "cameo"),
        ("event", "place"): ("location", "place_country"),
    }
)


def _make(field: Field, value: Value) -> object:
    """What a record has in a field that says a value."""
    if field.attribute == "initiator":
        return value.actors[0].actor_id if value.actors else None
    match field.sort:
        case "actors":
            return value.actors
        case "date":
            return value.when
        case _:
            return field.choices(value.text or "") if field.choices is not None else value.text


def check_text(field: Field, text: str) -> str:
    """Return the word that is put into a field of choices; raises `OptionError` that lists them."""
    if field.choices is None:
        return text
    wanted = text.strip().casefold()
    found = next((choice.value for choice in field.choices if choice.value.casefold() == wanted), None)
    if found is None:
        listed = ", ".join(choice.value for choice in field.choices)
        raise OptionError(f"{field.name} {text!r} is not known; choose from {listed}")
    return found


def check_mode(event: EventReport) -> None:
    """Raise `OptionError` where an event has a mode that its type does not know."""
    known = find_modes(event.type)
    if event.mode is not None and event.mode not in known:
        listed = ", ".join(known) or "none: leave the mode empty"
        raise OptionError(f"mode {event.mode!r} is none of {event.type.value}; choose from {listed}")


@cache
def find_modes(kind: EventType) -> tuple[str, ...]:
    """Return the modes that PLOVER's type has in our rules, in order of the alphabet."""
    lexicon = load_event_lexicon()
    tables = [
        *(governor.becomes for group in lexicon.governors.values() for governor in group),
        lexicon.future, lexicon.refused, lexicon.required,
    ]  # fmt: skip
    coded = [entry[:2] for table in tables for entry in table.values()]
    coded += [(cue.type, cue.mode) for cue in lexicon.cues]
    coded += [(EventType.CONSULT, mode) for mode, _ in KINDS.values()]
    coded += [entry[:2] for entry in NOT_HELD.values()]
    return tuple(sorted({mode for each, mode in coded if each is kind and mode is not None}))
