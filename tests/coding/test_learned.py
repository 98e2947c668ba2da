"""The learned scorer of event types: its features, its votes, what it takes them from."""

from __future__ import annotations

import math

import pytest

from dragoman.coding.cameo import load_cameo
from dragoman.coding.given import Sided, load_settling
from dragoman.coding.learned import TYPES, find_words, load_votes, score_types
from dragoman.coding.lexicon import load_event_lexicon
from dragoman.coding.scene import Scene
from dragoman.language.model import load_language
from dragoman.pipeline import analyse_text
from dragoman.reading.text import make_document
from dragoman.record import EventType, Span


def side(text: str, actor: str, recipient: str) -> Sided:
    lexicon = load_event_lexicon()
    scene = Scene(analyse_text(make_document(text), load_language()), lexicon.actors, lexicon.measures)
    spans = (Span(text.index(words), text.index(words) + len(words)) if words else None for words in (actor, recipient))
    return Sided(scene, *spans)


def score(text: str, actor: str, recipient: str) -> dict[EventType, float]:
    sided = side(text, actor, recipient)
    return dict(score_types(sided.scene, sided.actor, sided.recipient))


def test_words_are_taken_from_what_joins_the_sides() -> None:
    sided = side("Norland sent tents to Marovia after rain flooded a valley.", "Norland", "Marovia")
    words = find_words(sided.scene, sided.actor, sided.recipient)
    assert {"v:send", "n:tent", "p:to", "send~tent", "order<"} <= words.keys()
    assert "n:valley" not in words
    assert words["v:send"] > words["n:tent"]


def test_a_passive_and_the_order_of_the_sides_are_told() -> None:
    sided = side("Two sailors were freed by the rebels.", "the rebels", "Two sailors")
    assert {"passive", "order>", "v:free"} <= find_words(sided.scene, sided.actor, sided.recipient).keys()


@pytest.mark.parametrize(
    "text, actor, recipient, expected",
    [
        pytest.param("Norland sent doctors to Marovia.", "Norland", "Marovia", EventType.AID, id="AID"),
        pytest.param("Norland accused Marovia of theft.", "Norland", "Marovia", EventType.ACCUSE, id="ACCUSE"),
        pytest.param("The rebels shelled the village.", "The rebels", "the village", EventType.ASSAULT, id="ASSAULT"),
        pytest.param("Norland refused to meet Marovia.", "Norland", "Marovia", EventType.REJECT, id="a refusal"),
    ],
)
def test_plain_sentences_get_their_type(text: str, actor: str, recipient: str, expected: EventType) -> None:
    shares = score(text, actor, recipient)
    assert max(shares, key=lambda kind: shares[kind]) is expected


def test_shares_sum_to_one_and_a_side_may_be_missing() -> None:
    for sides in (("Norland", "Marovia"), ("Norland", ""), ("", "")):
        shares = score("Norland praised Marovia.", *sides)
        assert set(shares) == set(TYPES)
        assert math.isclose(sum(shares.values()), 1, rel_tol=1e-5)


def test_the_votes_are_whole_and_small() -> None:
    votes = load_votes()
    for rows, table in (
        (votes.features, votes.table),
        (votes.verbs, votes.verb_table),
        (votes.nouns, votes.noun_table),
    ):
        assert table.shape == (len(rows), len(TYPES))
        assert abs(table).max() < 30
    assert votes.bias.shape == (len(TYPES),)


def test_a_types_own_code_is_one_of_cameo() -> None:
    codes = load_cameo()
    assert all(code in codes for code in load_settling().cameo.values())
