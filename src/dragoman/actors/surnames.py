"""A surname that two people of a text share → the one whom it means where it stands alone.

Writers name one of two namesakes by the surname alone and the other in full each time.  In: who is named at each
phrase of a text, in text order.  Out: the phrases of a surname alone that can be told, each with whom it means.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from dragoman.actors.figures import Figure

# "the Kestrel family", "the Kestrel Foundation": no single one of that name
OF_ALL = re.compile(
    r"(?i)\s+(?:famil(?:y|ies)|names?|dynasty|clan|brothers|sisters|siblings|household|fortune|era|years|foundation"
    r"|organi[sz]ation|initiative|village|tower|hotels?|library|cent(?:er|re)|brand|legacy)\b"
)


@dataclass(frozen=True, slots=True)
class Naming:
    """A named person at one place: in full, by surname alone (`full` is false), or one of several (`bearers`)."""

    phrase: int
    paragraph: int
    sentence: int
    figure: Figure | None
    full: bool
    bearers: tuple[Figure, ...] = ()


@dataclass(slots=True)
class _Told:
    """What was read of the text so far."""

    introduced: dict[int, Figure] = field(default_factory=dict)  # named in full
    alone: dict[int, Figure] = field(default_factory=dict)  # named by surname alone
    here: list[Figure] = field(default_factory=list)  # named in full in this paragraph
    paragraph: int = -1

    def note(self, naming: Naming, figure: Figure) -> None:
        if naming.full:
            self.introduced[figure.number] = figure
            self.here.append(figure)
        else:
            self.alone[figure.number] = figure


def settle_surnames(namings: Iterable[Naming]) -> Iterator[tuple[int, Figure]]:
    """Yield (phrase, figure) for each surname alone that only one of its bearers can be meant by.

    What stands before anybody is named in full (a headline) is given to the one of whom the text goes on to use the
    surname alone.
    """
    listed = list(namings)
    told, early = _Told(), list[Naming]()
    for naming in listed:
        if naming.paragraph != told.paragraph:
            told.paragraph, told.here = naming.paragraph, []
        if naming.figure is not None:
            told.note(naming, naming.figure)
            continue
        if not any(bearer.number in told.introduced for bearer in naming.bearers):
            early.append(naming)
            continue
        beside = {
            other.figure
            for other in listed
            if other.full and other.sentence == naming.sentence and other.phrase > naming.phrase
        }
        figure = _choose(naming, told, beside)
        if figure is not None:
            told.note(naming, figure)
            yield naming.phrase, figure
    for naming in early:
        owners = [bearer for bearer in naming.bearers if bearer.number in told.alone]
        if len(owners) == 1:
            yield naming.phrase, owners[0]


def _choose(naming: Naming, told: _Told, beside: set[Figure | None]) -> Figure | None:
    """The one bearer whom a surname alone can mean; None where two may be meant.

    One who is named in full further on in the sentence is somebody else: "Kestrel said of Ines Kestrel".
    """
    known = [bearer for bearer in naming.bearers if bearer.number in told.introduced]
    if len(known) == 1 and known[0] not in beside:
        return known[0]
    apart = [bearer for bearer in naming.bearers if bearer not in beside]
    if len(apart) == 1:
        return apart[0]
    habit = {bearer for bearer in naming.bearers if bearer.number in told.alone}
    near = {bearer for bearer in naming.bearers if bearer in told.here}
    if len(habit) == 1 and (not near or near == habit):
        return next(iter(habit))
    if not habit and len(near) == 1:
        return next(iter(near))
    return None
