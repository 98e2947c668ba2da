"""The table of weights by which profiles are compared: complete, numbers, and refused where a surname would decide."""

from __future__ import annotations

import re
from typing import Any

import pytest

from dragoman.errors import LexiconError
from dragoman.identity.weights import IDENTITY, POINTS, load_weights, read_weights
from dragoman.lexicons.files import read_once


def tables(**changes: Any) -> dict[str, dict[str, Any]]:
    """The package's tables with some entries changed; None takes one away."""
    found = {name: dict(table) for name, table in read_once(IDENTITY).items()}
    for key, value in changes.items():
        heading = "threshold" if key in {"same", "doubt"} else "points"
        if value is None:
            del found[heading][key]
        else:
            found[heading][key] = value
    return found


def test_the_weights_of_the_package() -> None:
    weights = load_weights()
    assert weights.points.keys() == POINTS
    assert len(weights) == len(POINTS)
    assert 0 < weights.doubt < weights.same


def test_signs_are_those_of_their_names() -> None:
    against = {key for key, points in load_weights().points.items() if points < 0}
    assert against == {"office_clash", "country_differs", "far_apart"}


def test_names_alike_weigh_more_than_spellings_more_than_a_surname() -> None:
    points = load_weights().points
    assert points["name_alike"] > points["name_spelling"] > points["name_too_little"] > 0


REFUSED = [
    pytest.param({"name_alike": None}, "[points] has not what it must have (name_alike)", id="one missing"),
    pytest.param({"name_alkie": 3.0}, "(name_alkie)", id="one unknown"),
    pytest.param({"doubt": None}, "[threshold] has not what it must have (doubt)", id="no threshold"),
    pytest.param({"office_same": "much"}, "[points] office_same is no number; write 1.5", id="a word"),
    pytest.param({"office_same": True}, "office_same is no number", id="true"),
    pytest.param({"doubt": 9.0}, "doubt 9.0 must lie above 0 and below same", id="doubt above same"),
    pytest.param({"doubt": 0}, "doubt 0.0 must lie above 0", id="doubt at nought"),
    pytest.param({"name_too_little": 4.0}, "a surname alone must decide nothing", id="a surname alone"),
]


@pytest.mark.parametrize("changes, message", REFUSED)
def test_tables_that_cannot_be_meant_are_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(LexiconError, match=re.escape(message)) as raised:
        read_weights(tables(**changes))
    assert str(raised.value).startswith("identity.toml: ")


@pytest.mark.parametrize("heading", ["points", "threshold"])
def test_a_table_that_is_missing_is_refused(heading: str) -> None:
    found = {name: table for name, table in tables().items() if name != heading}
    with pytest.raises(LexiconError, match=re.escape(f"[{heading}]")):
        read_weights(found)
    with pytest.raises(LexiconError, match=re.escape(f"[{heading}]")):
        read_weights({**found, heading: "words"})
