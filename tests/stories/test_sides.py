"""For whom a document speaks."""

from __future__ import annotations

import pytest

from dragoman.lexicons.files import read_lexicon
from dragoman.record import Actor, ActorKind, Source
from dragoman.stories.sides import find_side, side_of_actor

PRESIDENT = Actor("dolvet", ActorKind.PERSON, "Irena Dolvet", "President of Marovia")


@pytest.mark.parametrize(
    "outlet, side, official",
    [
        pytest.param("The White House", "United States", True, id="in the list of outlets"),
        pytest.param("Press Service of the President of Marovia", "Marovia", True, id="named by an office in the text"),
        pytest.param("Ministry of Foreign Affairs of Norland", "Norland", True, id="named in the text"),
        pytest.param("Norlandic Ministry of Foreign Affairs", "Norland", True, id="an adjective in front"),
        pytest.param("Government of Japan", "Japan", True, id="in the list of states"),
        pytest.param("Marovia Times", "Marovia Times", False, id="a newspaper of the country"),
        pytest.param("Ministry of Silly Talks", "Ministry of Silly Talks", False, id="of no country"),
    ],
)
def test_sides(outlet: str, side: str, official: bool) -> None:
    norland = Actor("norland", ActorKind.STATE, "Norland")
    found = find_side(Source("d", outlet=outlet), (PRESIDENT, norland), "The minister of Norland met Irena Dolvet.")
    assert found is not None
    assert (found.name, found.official) == (side, official)


def test_nobody_is_known_to_speak() -> None:
    assert find_side(Source("d"), (PRESIDENT,)) is None


def test_examples_of_the_lexicon() -> None:
    for example in read_lexicon("comparing.toml")["official"]["examples"]:
        found = find_side(Source("d", outlet=example["outlet"]), (), f"the President of {example['side'] or 'Velk'}")
        assert found is not None
        assert (found.name if found.official else "") == example["side"]


def test_what_an_outlet_attributes_belongs_to_a_side() -> None:
    norland = find_side(Source("d", outlet="Ministry of Foreign Affairs of Norland"), (), "in Norland")
    assert norland is not None
    ministry = Actor("m", ActorKind.ORGANISATION, "Norland’s foreign ministry")
    assert side_of_actor(ministry, [norland]) is norland
    assert side_of_actor(PRESIDENT, [norland]) is None
