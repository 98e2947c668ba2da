"""Tables of two names a line: what goes in is a CSV file, what comes out are pairs of names."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from dragoman.errors import InputError

# Column names, in lower case; a first line of two of them is no pair.
_HEADINGS: Final = frozenset(
    ["one", "other", "a", "b", "name", "name1", "name2", "name 1", "name 2", "first", "second", "left", "right"]
)
_DELIMITERS: Final = (",", ";", "\t")


def read_name_pairs(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the first two columns of each line of a CSV file in UTF-8: commas, semicolons or tabs between them.

    A line of column names at the top and empty lines are passed over; further columns are not read.  Raises
    `InputError` for a file that cannot be read, and for a line with one name only, which it names.
    """
    reader = csv.reader(io.StringIO(_read_text(path), newline=""), delimiter=_find_delimiter(path))
    for count, row in enumerate(reader):
        cells = [cell.strip() for cell in row]
        if not any(cells) or (count == 0 and len(cells) > 1 and {cell.lower() for cell in cells[:2]} <= _HEADINGS):
            continue
        if len(cells) < 2 or not cells[0] or not cells[1]:
            raise InputError(
                f"{path}, line {reader.line_num}: {row!r} is no pair of names; give two columns, a name in each"
            )
        yield cells[0], cells[1]


def _find_delimiter(path: Path) -> str:
    head = _read_text(path).partition("\n")[0]
    return max(_DELIMITERS, key=head.count)


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}; give a CSV file of two columns") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 (byte {error.start}); save the table as CSV in UTF-8") from error
