from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from dragoman.store.codec import decode_moment, encode_moment

KYIV = ZoneInfo("Europe/Kyiv")


@pytest.mark.parametrize(
    "moment, text",
    [
        (None, None),
        (dt.date(2024, 2, 12), "2024-02-12"),
        (dt.datetime(2024, 2, 12), "2024-02-12T00:00:00"),
        (dt.datetime(2024, 2, 12, 21, 30, tzinfo=dt.UTC), "2024-02-12T21:30:00+00:00"),
        (dt.datetime(2024, 2, 12, 21, 30, tzinfo=KYIV), "2024-02-12T21:30:00+02:00[Europe/Kyiv]"),
        (dt.datetime(2024, 10, 27, 3, 30, tzinfo=KYIV, fold=1), "2024-10-27T03:30:00+02:00[Europe/Kyiv]"),
    ],
    ids=["none", "day", "midnight stays a moment", "offset", "zone by name", "the hour that comes twice"],
)
def test_moments_are_written_and_read(moment: dt.date | None, text: str | None) -> None:
    assert encode_moment(moment) == text
    found = decode_moment(text)
    assert found == moment
    assert type(found) is type(moment)
    if isinstance(moment, dt.datetime) and isinstance(found, dt.datetime):
        assert (found.tzinfo, found.fold) == (moment.tzinfo, moment.fold)


def test_what_is_no_date_is_refused() -> None:
    with pytest.raises(ValueError, match="soon"):
        decode_moment("soon")
