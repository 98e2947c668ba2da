"""What the person who reads says about the documents: it wins over what files and texts say themselves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from dragoman.errors import OptionError
from dragoman.reading.dates import is_timezone

FIELDS = ("id", "outlet", "url", "title", "published", "text", "author")
"""Our names of the columns of a table of documents."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """Facts about every document of one run, and the names of a table's columns.

    `columns` leads from our name of a field to the table's ("text" -> "body").  `timezone` is an IANA
    name ("Europe/Paris") or an offset ("+03:00").
    """

    published: dt.date | dt.datetime | None = None
    outlet: str | None = None
    timezone: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict[str, str])

    def __post_init__(self) -> None:
        if self.timezone is not None and not is_timezone(self.timezone):
            raise OptionError(
                f'timezone {self.timezone!r} is not known; give an IANA name such as "Europe/Paris" '
                'or an offset such as "+03:00"'
            )
        for name in self.columns:
            if name not in FIELDS:
                raise OptionError(f"{name!r} is not a field of a document; the fields are {', '.join(FIELDS)}")
