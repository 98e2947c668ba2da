"""The TOML files of this package: read whole, and entry by entry with errors that name file, cause and remedy."""

from __future__ import annotations

import datetime as dt
import functools
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from types import MappingProxyType
from typing import Any, cast

from dragoman.errors import LexiconError


def read_lexicon(name: str) -> dict[str, Any]:
    """Return the tables of the TOML file `name` of this package ("states.toml").

    Raises LexiconError where there is no such file or it is not TOML.
    """
    path = resources.files("dragoman.lexicons") / name
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        known = ", ".join(lexicon_names())
        raise LexiconError(f"{name}: no such lexicon, only {known}; reinstall dragoman if it is missing") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LexiconError(f"{name}: not valid TOML in UTF-8 ({error}); correct the file there") from error


@functools.cache
def read_once(name: str) -> Mapping[str, Any]:
    """Return the tables of a file as `read_lexicon` does, read the first time only; do not change them."""
    return MappingProxyType(read_lexicon(name))


def lexicon_names() -> tuple[str, ...]:
    """Return the names of all TOML files of this package, sorted."""
    return tuple(
        sorted(entry.name for entry in resources.files("dragoman.lexicons").iterdir() if entry.name.endswith(".toml"))
    )


@dataclass(frozen=True, slots=True)
class Entry:
    """One table of a lexicon file, read field by field; whatever is not as it should be raises LexiconError."""

    file: str
    key: str
    table: Mapping[str, object]

    @classmethod
    def check(cls, file: str, key: str, table: object, fields: frozenset[str]) -> Entry:
        """Return the entry; raises LexiconError where `table` is not a table or has a field not in `fields`."""
        if not isinstance(table, dict):
            raise LexiconError(f"{file}: {key} is not a table; write its fields below a heading of its own")
        entry = cls(file, key, cast("dict[str, object]", table))
        unknown = sorted(entry.table.keys() - fields)
        if unknown:
            raise entry.error(f"unknown field {unknown[0]!r}", f"the fields are {', '.join(sorted(fields))}")
        return entry

    def error(self, cause: str, remedy: str) -> LexiconError:
        return LexiconError(f"{self.file}: {self.key}: {cause}; {remedy}")

    def text(self, field: str) -> str:
        value = self.table.get(field)
        if not isinstance(value, str) or not value.strip():
            raise self.error(f"{field} is {value!r}", f"give it as words, `{field} = '…'`")
        return value

    def optional_text(self, field: str) -> str | None:
        return self.text(field) if field in self.table else None

    def words(self, field: str) -> tuple[str, ...]:
        """Return a list of words; none where the field is missing.  A word twice is an error."""
        value = self.table.get(field, [])
        items = cast("list[object]", value) if isinstance(value, list) else [None]
        found = tuple(item for item in items if isinstance(item, str) and item.strip())
        if len(found) != len(items):
            raise self.error(f"{field} is {value!r}", f"give it as a list of words, `{field} = ['…']`")
        if len(set(found)) != len(found):
            twice = next(word for word in found if found.count(word) > 1)
            raise self.error(f"{field} has {twice!r} twice", "leave one out")
        return found

    def day(self, field: str) -> dt.date | None:
        value = self.table.get(field)
        if value is not None and (not isinstance(value, dt.date) or isinstance(value, dt.datetime)):
            raise self.error(f"{field} is {value!r}", f"give it as a day without quotes, `{field} = 2001-01-20`")
        return value

    def number(self, field: str) -> int | None:
        value = self.table.get(field)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
            raise self.error(f"{field} is {value!r}", f"give it as a number, `{field} = 1991`")
        return value

    def choice(self, field: str, allowed: tuple[str, ...]) -> str:
        value = self.text(field)
        if value not in allowed:
            raise self.error(f"{field} is {value!r}", f"it must be one of {', '.join(allowed)}")
        return value


def read_entries(file: str, heading: str, tables: object, fields: frozenset[str]) -> Iterator[Entry]:
    """Yield the entries below one heading of a file, `[heading.key]`."""
    if not isinstance(tables, dict) or not tables:
        raise LexiconError(f"{file}: no [{heading}.…] entries; restore them")
    for key, table in cast("dict[str, object]", tables).items():
        yield Entry.check(file, f"{heading}.{key}", table, fields)
