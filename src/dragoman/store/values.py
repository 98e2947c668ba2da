"""Values of the record as JSON has them, and back: what a dump, a correction and a record set aside are written in.

What comes in is checked against the types.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import types
import typing
from enum import StrEnum
from typing import Any

from dragoman.record import Span
from dragoman.store.codec import decode_moment, encode_moment


def encode_value(value: Any) -> Any:
    """Return a value of the record as JSON has it: objects by field, lists for tuples, [start, end] for spans."""
    if isinstance(value, Span):
        return [value.start, value.end]
    if dataclasses.is_dataclass(value):
        return {field.name: encode_value(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [encode_value(each) for each in value]
    if isinstance(value, dt.date):  # moments as well
        return encode_moment(value)
    return value.isoformat() if isinstance(value, dt.time) else value


def decode_value(kind: Any, value: Any) -> Any:
    """Return the value of type `kind` that `encode_value` wrote; raise ValueError or TypeError when it is none."""
    origin = typing.get_origin(kind)
    if origin in (types.UnionType, typing.Union):
        return _decode_union(typing.get_args(kind), value)
    if origin is typing.Literal:
        return _checked(value in typing.get_args(kind), kind, value)
    if origin is tuple:
        return _decode_tuple(typing.get_args(kind), value)
    if kind is Span:
        start, end = value
        return Span(decode_value(int, start), decode_value(int, end))
    if dataclasses.is_dataclass(kind):
        return _decode_object(kind, value)
    return _decode_plain(kind, value)


def _decode_plain(kind: Any, value: Any) -> Any:
    if issubclass(kind, StrEnum):
        return kind(value)
    if issubclass(kind, dt.date):  # moments as well
        return decode_moment(_checked(isinstance(value, str), kind, value))
    if kind is dt.time:
        return dt.time.fromisoformat(value)
    if kind is float:
        return float(_checked(type(value) in (int, float), kind, value))
    return _checked(type(value) is kind, kind, value)


def _decode_union(kinds: tuple[Any, ...], value: Any) -> Any:
    if value is None:
        return _checked(types.NoneType in kinds, kinds, value)
    # Of the unions of the record, each has one kind beside None, or is a day or moment, which show which they are.
    return decode_value(next(kind for kind in kinds if kind is not types.NoneType), value)


def _decode_tuple(kinds: tuple[Any, ...], value: Any) -> tuple[Any, ...]:
    _checked(isinstance(value, list), tuple, value)
    if kinds[1:] == (...,):
        return tuple(decode_value(kinds[0], each) for each in value)
    return tuple(decode_value(kind, each) for kind, each in zip(kinds, value, strict=True))


def _decode_object(kind: Any, value: Any) -> Any:
    _checked(isinstance(value, dict), kind, value)
    hints = _field_types(kind)
    return kind(**{name: decode_value(hints[name], each) for name, each in value.items() if name in hints})


@functools.cache
def _field_types(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _checked(holds: bool, kind: Any, value: Any) -> Any:
    if not holds:
        raise TypeError(f"{value!r:.60} is no {getattr(kind, '__name__', kind)}")
    return value
