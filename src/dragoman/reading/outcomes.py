"""What reading an input may give besides a document, and the error that becomes a failure."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.errors import InputError


@dataclass(frozen=True, slots=True)
class Failure:
    """An input, or a row of one, that could not be read: why, and what would help."""

    path: str
    where: str | None  # "row 3"; None when the whole input failed
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something left out on purpose.

    `field` names the one field that was left out of a document that was read ("published" when it is
    no date); None when the whole document was.
    """

    path: str
    where: str | None
    reason: str
    field: str | None = None


class UnreadableError(InputError):
    """An input that cannot be read, with its reason and remedy kept apart."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"{reason}; {remedy}")
        self.reason = reason
        self.remedy = remedy

    def to_failure(self, path: str, where: str | None = None) -> Failure:
        """Return the failure to report for the input at `path`."""
        return Failure(path, where, self.reason, self.remedy)
