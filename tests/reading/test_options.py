"""Options that make no sense are refused."""

from __future__ import annotations

import pytest

from dragoman.errors import OptionError
from dragoman.reading.options import ReadOptions


def test_an_unknown_time_zone_is_refused() -> None:
    with pytest.raises(OptionError, match=r"timezone 'Karvia' is not known; give an IANA name"):
        ReadOptions(timezone="Karvia")


def test_a_column_for_no_field_of_ours_is_refused() -> None:
    with pytest.raises(OptionError, match=r"'body' is not a field of a document; the fields are id, outlet"):
        ReadOptions(columns={"body": "text"})
