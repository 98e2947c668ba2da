from __future__ import annotations

import pytest

from dragoman.record import Actor, ActorKind
from dragoman.store.names import fold_name, matches_name, name_key


@pytest.mark.parametrize(
    "name, folded",
    [
        pytest.param("Anna VELK", "anna velk", id="case"),
        pytest.param("Tomás Ørlund", "tomas orlund", id="accents, and a letter that has no accent to lose"),
        pytest.param("Amir-Ardashi", "amir ardashi", id="hyphen"),
        pytest.param("Sana’a’i", "sanaai", id="apostrophes"),
        pytest.param("O'Mallin", "omallin", id="straight apostrophe"),
        pytest.param("  the   “Front” ", "the front", id="signs and white space"),
        pytest.param("Straße", "strasse", id="casefold"),
        pytest.param("…", "", id="no letters"),
    ],
)
def test_names_are_folded(name: str, folded: str) -> None:
    assert fold_name(name) == folded


VELK = Actor("velk", ActorKind.PERSON, "Anna-Marija Velkova", "Prime Minister", aliases=("Velkova", "A. M. Velkova"))
ARDASHI = Actor("ardashi", ActorKind.PERSON, "Hamid Amir-Ardashi")


@pytest.mark.parametrize(
    "wanted, actor, matches",
    [
        pytest.param("velkova", VELK, True, id="surname"),
        pytest.param("VELKOVA anna", VELK, True, id="order and case"),
        pytest.param("Velkóva", VELK, True, id="accent"),
        pytest.param("Velkowa", VELK, True, id="near spelling"),
        pytest.param("Anna Marija Velkova", VELK, True, id="hyphen left out"),
        pytest.param("Prime Minister", VELK, True, id="office"),
        pytest.param("Minister Velkova", VELK, False, id="office and name together are not one name"),
        pytest.param("Velk", VELK, False, id="a part of a word is not a name"),
        pytest.param("Boris Velkova", VELK, False, id="another first name"),
        pytest.param("Amirardashi", ARDASHI, True, id="written in one word"),
        pytest.param("Amir Ardashi", ARDASHI, True, id="written in two words"),
        pytest.param("Amir-Ardashy", ARDASHI, True, id="near spelling of a part"),
        pytest.param("Hamad", ARDASHI, False, id="short near spellings are other names"),
    ],
)
def test_names_match_loosely(wanted: str, actor: Actor, matches: bool) -> None:
    assert matches_name(fold_name(wanted), name_key(actor)) is matches


def test_nothing_matches_no_name() -> None:
    assert not matches_name("", name_key(VELK))
