"""What the model of events is trained on, and how it is fitted."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from dragoman.coding.given import EVIDENCE
from dragoman.coding.lexicon import load_event_lexicon
from dragoman.record import EventType
from training.events import EASE, fit_weights, phrase_words, share_out_all
from training.examples import Phrase, read_cues, read_phrases, read_sentences, unmark


def test_every_type_has_sentences_and_phrases() -> None:
    sentences, phrases = Counter(one.type for one in read_sentences()), Counter(one.type for one in read_phrases())
    assert min(sentences[kind] for kind in EventType) >= 100
    assert min(phrases[kind] for kind in EventType) >= 60


def test_sides_of_sentences_lie_in_their_text() -> None:
    for one in read_sentences():
        assert one.actor is not None or one.recipient is not None
        for span in (one.actor, one.recipient):
            assert span is None or one.text[span.start : span.end].strip() == one.text[span.start : span.end] != ""


def test_marks_are_taken_out() -> None:
    text, spans = unmark("<Norland> met {Velk}.")
    assert text == "Norland met Velk."
    assert [text[span.start : span.end] for span in spans.values()] == ["Norland", "Velk"]


def test_cues_give_the_same_phrases_each_time() -> None:
    assert list(read_cues()) == list(read_cues())


def test_a_phrase_has_the_features_of_a_sentence() -> None:
    lexicon = load_event_lexicon()
    words = phrase_words(
        Phrase(("refuse", "to", "release"), EventType.REJECT), lexicon, frozenset({"refuse", "release"})
    )
    assert {"v:refuse", "p:to", "v:release", "refuse~release"} <= words.keys()


def test_weights_follow_what_tells_the_types_apart() -> None:
    chance = np.random.default_rng(0)
    kinds = chance.integers(0, len(EventType), 200)
    evidence = chance.random((200, len(EventType), len(EVIDENCE))) * 0.1
    evidence[np.arange(200), kinds, 0] += 1
    evidence[np.arange(200), kinds, len(EVIDENCE) - 1] += 1
    weights = fit_weights(evidence, kinds)
    assert weights[0] == max(weights)
    assert weights[-1] == pytest.approx(EASE * weights[0], rel=0.05)
    assert share_out_all(evidence, weights).sum(axis=1) == pytest.approx(1)
