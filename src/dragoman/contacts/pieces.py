"""Several contacts told in one breath, told apart by place and day: "their meetings in Selm and Velk in May"."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.places.spots import Spotted
from dragoman.record import DateExpression

Piece = tuple[DateExpression | None, Spotted | None]


def pair_up(dates: Iterable[DateExpression], spots: Iterable[Spotted]) -> tuple[Piece, ...]:
    """Return the day and the place of each of several contacts, in text order.

    A day belongs to the places before it that have none yet ("in Selm and Velk in May"), else to the one behind it
    ("in May in Selm, in June in Velk").
    """
    told: list[DateExpression | Spotted] = sorted([*dates, *spots], key=_start)
    found: list[Piece] = []
    open_spots: list[Spotted] = []
    day: DateExpression | None = None  # one that waits for its place
    for one in told:
        if isinstance(one, Spotted):
            if day is not None:
                found.append((day, one))
                day = None
            else:
                open_spots.append(one)
        elif open_spots:
            found.extend((one, spot) for spot in open_spots)
            open_spots = []
        else:
            found.extend([(day, None)] if day is not None else [])
            day = one
    found.extend([(day, None)] if day is not None else [])
    found.extend((None, spot) for spot in open_spots)
    return tuple(found)


def _start(one: DateExpression | Spotted) -> int:
    return one.span.start if isinstance(one, DateExpression) else one.name.start
