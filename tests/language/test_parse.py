"""Parses: offsets, sentences and paragraphs, and phrases read as one word."""

from __future__ import annotations

import itertools

import pytest

from dragoman.record import Parse
from tests.language.parsed import parse

pytestmark = pytest.mark.usefixtures("medium_model")  # the small model misses more names

TEXT = "Alma\u00a0Reyes met  Prime Minister Ivo Kestrel today. She thanked him.\n\nRain fell."


def whole(parsed: Parse, text: str) -> None:
    assert all(text[token.start : token.end] == token.text != "" for token in parsed.tokens)
    assert [token.index for token in parsed.tokens] == list(range(len(parsed.tokens)))
    assert all(before.end <= after.start for before, after in itertools.pairwise(parsed.tokens))


def test_tokens_are_the_words_of_the_text() -> None:
    parsed = parse(TEXT, ("Alma\u00a0Reyes", "Johnson"), ("Prime Minister Ivo Kestrel", "Johnson"))
    whole(parsed, TEXT)
    assert [token.text for token in parsed.tokens[:5]] == [
        "Alma\u00a0Reyes",
        "met",
        "Prime Minister Ivo Kestrel",
        "today",
        ".",
    ]
    assert [token.phrase for token in parsed.tokens[:4]] == [0, None, 1, None]


def test_sentences_tile_the_tokens_and_keep_to_their_paragraph() -> None:
    parsed = parse(TEXT)
    spans = [TEXT[sentence.span.start : sentence.span.end] for sentence in parsed.sentences]
    assert spans == ["Alma\u00a0Reyes met  Prime Minister Ivo Kestrel today.", "She thanked him.", "Rain fell."]
    assert [sentence.paragraph for sentence in parsed.sentences] == [0, 0, 1]
    assert [sentence.first for sentence in parsed.sentences[1:]] == [
        sentence.last for sentence in parsed.sentences[:-1]
    ]
    assert parsed.sentences[-1].last == len(parsed.tokens)


def test_heads_and_children_agree() -> None:
    parsed = parse(TEXT)
    for sentence in parsed.sentences:
        inside = range(sentence.first, sentence.last)
        assert all(parsed.tokens[at].head in inside for at in inside)
        assert sum(parsed.tokens[at].head == at for at in inside) == 1
    for at, below in enumerate(parsed.children):
        assert list(below) == sorted(below)
        assert all(parsed.tokens[child].head == at for child in below)
    assert sum(map(len, parsed.children)) == len(parsed.tokens) - len(parsed.sentences)


def test_a_phrase_takes_the_place_of_one_word_in_the_clause() -> None:
    long = "Secretary-General of the Delta Council movement Ziyad Torun"
    parsed = parse(f"{long} met Alma Reyes.", (long, "Johnson"), ("Alma Reyes", "Johnson"))
    subject, verb, partner, _ = parsed.tokens
    assert (subject.text, subject.dep, subject.head) == (long, "nsubj", verb.index)
    assert (verb.lemma, verb.tag) == ("meet", "VBD")
    assert (partner.dep, partner.phrase) == ("dobj", 1)


def test_a_line_break_inside_a_phrase() -> None:
    text = "The talks of the ministers were opened by Foreign Minister\nAmaru Teka on Monday morning in Ormstad."
    parsed = parse(text, ("Foreign Minister\nAmaru Teka", "Johnson"))
    whole(parsed, text)
    assert "Foreign Minister\nAmaru Teka" in [token.text for token in parsed.tokens]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u00a0"])
def test_a_text_without_words(text: str) -> None:
    assert parse(text) == Parse((), (), ())
