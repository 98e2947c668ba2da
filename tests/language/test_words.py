"""Paragraphs and words: wrapped and unwrapped text, offsets that hold, names among the words."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.language.model import load_language
from dragoman.language.words import LONGEST, PLAIN, Paragraph, find_paragraphs, find_words
from dragoman.record import Segment, SegmentKind, Span
from tests.readings import read

FIRST = "The ministers of Karvia and Veldania met in Ormstad"
SECOND = "and spoke about the fishing grounds in the strait."


def split(text: str) -> list[str]:
    return [text[span.start : span.end] for span in find_paragraphs(text, Span(0, len(text)))]


def words_of(text: str, kind: SegmentKind = SegmentKind.BODY) -> tuple[Paragraph, ...]:
    return find_words(text, (Segment(kind, Span(0, len(text))),), load_language())


@pytest.mark.parametrize(
    "text, paragraphs",
    [
        pytest.param(f"{FIRST}\n{SECOND}", [f"{FIRST}\n{SECOND}"], id="a wrapped paragraph"),
        pytest.param(f"{FIRST}\r\n{SECOND}", [f"{FIRST}\r\n{SECOND}"], id="wrapped, with carriage returns"),
        pytest.param(f"{FIRST}\n\n{SECOND}", [FIRST, SECOND], id="a blank line"),
        pytest.param(f"{FIRST}\n \u00a0\n{SECOND}", [FIRST, SECOND], id="a line of blanks"),
        pytest.param(f"{FIRST}\r\n\r\n{SECOND}", [FIRST, SECOND], id="a blank line, with carriage returns"),
        pytest.param(
            "Present:\nAlma Reyes\nIvo Kestrel", ["Present:\nAlma Reyes\nIvo Kestrel"], id="lines of one segment"
        ),
        pytest.param(f"{FIRST} {SECOND}\n{SECOND}", [f"{FIRST} {SECOND}\n{SECOND}"], id="long lines of one segment"),
        pytest.param(f"  {FIRST}  \n", [FIRST], id="blanks around"),
        pytest.param("", [], id="nothing"),
        pytest.param(" \n\n \n", [], id="blanks"),
    ],
)
def test_paragraphs(text: str, paragraphs: list[str]) -> None:
    assert split(text) == paragraphs


def test_paragraphs_stay_within_their_segment() -> None:
    text = f"{FIRST}\n\n{SECOND}"
    inside = Span(4, len(FIRST) - 3)
    assert [text[span.start : span.end] for span in find_paragraphs(text, inside)] == [FIRST[4:-3]]


@given(st.text(alphabet="ab \n\r\t\u00a0", max_size=60))
def test_paragraphs_leave_out_nothing_but_white_space(text: str) -> None:
    spans = list(find_paragraphs(text, Span(0, len(text))))
    assert all(text[span.start : span.end].strip() == text[span.start : span.end] != "" for span in spans)
    assert "".join(text[span.start : span.end] for span in spans).split() == text.split() or len(spans) > 1
    assert sum(character.isalpha() for span in spans for character in text[span.start : span.end]) == sum(
        map(str.isalpha, text)
    )
    assert all(before.end <= after.start for before, after in itertools.pairwise(spans))


@pytest.mark.parametrize(
    "text, words",
    [
        pytest.param("Alma  Reyes spoke.", ["Alma", "Reyes", "spoke", "."], id="two spaces"),
        pytest.param("Alma\u00a0Reyes spoke.", ["Alma", "Reyes", "spoke", "."], id="a no-break space"),
        pytest.param("Alma \u00a0 Reyes\tspoke.", ["Alma", "Reyes", "spoke", "."], id="mixed blanks"),
        pytest.param(
            "“Yes,” said Reyes’s aide.", ["“", "Yes", ",", "”", "said", "Reyes", "’s", "aide", "."], id="curly marks"
        ),
        pytest.param("She didn’t go.", ["She", "did", "n’t", "go", "."], id="a curly apostrophe"),
        pytest.param("Jean\u2011Luc left.", ["Jean", "\u2011", "Luc", "left", "."], id="a no-break hyphen"),
    ],
)
def test_words_keep_the_characters_of_the_text(text: str, words: list[str]) -> None:
    (paragraph,) = words_of(text)
    assert [word.text for word in paragraph.words] == words
    assert [text[word.start : word.end] for word in paragraph.words] == words


def test_offsets_are_those_of_the_whole_text() -> None:
    text = f"{FIRST}.\n\n\u00a0 Alma  Reyes\u00a0spoke.\n"
    paragraphs = words_of(text)
    assert [paragraph.index for paragraph in paragraphs] == [0, 1]
    assert all(
        text[word.start : word.end] == word.text and not word.text.isspace()
        for paragraph in paragraphs
        for word in paragraph.words
    )
    assert text[paragraphs[1].span.start : paragraphs[1].span.end] == "Alma  Reyes\u00a0spoke."


def test_names_among_the_words() -> None:
    (paragraph,) = words_of("On Monday Robert Hale visited Peru.")
    names = [(word.text, word.name, word.opens) for word in paragraph.words if word.name in {"PERSON", "GPE"}]
    assert names == [("Robert", "PERSON", True), ("Hale", "PERSON", False), ("Peru", "GPE", True)]


@pytest.mark.parametrize(
    "kind", [SegmentKind.RELATED_LINK, SegmentKind.NAVIGATION, SegmentKind.BIOGRAPHY, SegmentKind.BYLINE]
)
def test_furniture_has_no_words(kind: SegmentKind) -> None:
    assert words_of("Alma Reyes met Ivo Kestrel.", kind) == ()


@pytest.mark.parametrize("kind", [SegmentKind.TITLE, SegmentKind.BODY, SegmentKind.HEADING, SegmentKind.CAPTION])
def test_what_speaks_has_words(kind: SegmentKind) -> None:
    (paragraph,) = words_of("Alma Reyes met Ivo Kestrel.", kind)
    assert paragraph.segment is kind


def test_plain_characters_are_one_for_one() -> None:
    assert all(len(str(plain)) == 1 for plain in PLAIN.values())


# --- paragraphs too long for the model


SENTENCE = "Alma Reyes met Tomas Kestrel of Lindqvar in Velk. "


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(SENTENCE * 3000, id="cut-at-sentences"),
        pytest.param("no end of it " * 12_000, id="cut-at-spaces"),
        pytest.param("a" * 160_000, id="one-word-cut-anywhere"),
        pytest.param("a" * 70_000 + " " + "b" * 70_000, id="two-words"),
    ],
)
def test_long_paragraphs_are_cut(text: str) -> None:
    pieces = split(text)
    assert max(map(len, pieces)) <= LONGEST
    assert len(pieces) <= 2 * len(text) // LONGEST + 1
    assert "".join(pieces).replace(" ", "") == text.replace(" ", "")


def test_sentences_of_long_paragraphs_stay_whole() -> None:
    assert all(piece.endswith("Velk.") for piece in split(SENTENCE * 3000))


def test_paragraphs_that_are_not_too_long_stay_whole() -> None:
    text = (SENTENCE * 900).strip()
    assert split(text) == [text]


def test_a_text_of_more_than_the_model_takes_at_once_is_read() -> None:
    reading = read(SENTENCE + "a" * 1_100_000 + ". " + SENTENCE)
    assert [sorted(actor.name for actor in contact.participants) for contact in reading.contacts][:1] == [
        ["Alma Reyes", "Tomas Kestrel"]
    ]
