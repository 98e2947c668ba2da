"""The whole reading of a document: what must hold for any text, in any order, and what goes into a Reading."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dragoman.language.model import load_language
from dragoman.pipeline import read_document
from dragoman.reading.text import make_document
from dragoman.record import Document, Reading, SegmentKind, Span
from tests.readings import FRIDAY, read, tell_all

SAMPLES = Path(__file__).parent.parent / "samples"
FURNITURE = {
    SegmentKind.RELATED_LINK,
    SegmentKind.NAVIGATION,
    SegmentKind.BYLINE,
    SegmentKind.BIOGRAPHY,
    SegmentKind.CREDIT,
}
# sentences with everything in them that the stages look for
SENTENCES = (
    "President of Sodria Emil Tavaro met with Marovia’s foreign minister, Amaru “Maru” Teka, in Selm on Monday.",
    "“Open the grain corridor at once,” she told him by phone, at the Peruvian side's initiative, for 45 minutes.",
    "ALMA REYES: I will meet Crown Prince Salim bin Rashad al-Tariq, Jr. and King Osric II next week.",
    "The two leaders, who had spoken since their last call in May 2023, denied reports that they (NATO) had met.",
    "Deputy Prime Minister and Minister of Finance Dana O'Brien sent a letter to the U.S. Secretary-General; both sides agreed.",
)
WORDS = [word for sentence in SENTENCES for word in re.findall(r"\w+|[^\w\s]", sentence)]
GAPS: tuple[str, ...] = (" ", " ", " ", "", "  ", "\u00a0", "\n", "\n\n", ", ", ": ")


def spans_of(reading: Reading) -> list[tuple[str, Span]]:
    """Return every span of a reading with the text that it belongs to."""
    texts = {"text": reading.document.text, "title": reading.document.source.title or ""}
    found = [(texts[mention.part], mention.span) for mention in reading.mentions]
    for contact in reading.contacts:
        found.extend((texts[passage.part], passage.span) for passage in contact.evidence)
        found.extend((texts["text"], span) for span in (contact.date_words, contact.subject) if span is not None)
    for statement in reading.statements:
        found.extend((texts["text"], span) for span in (*statement.source, *statement.cue, *statement.content))
    return found


def check(reading: Reading) -> None:
    """Assert what must hold for the reading of any text."""
    for text, span in spans_of(reading):
        assert span.end <= len(text)
        assert text[span.start : span.end].strip(), span
    known = {actor.actor_id for actor in reading.actors}
    assert len(known) == len(reading.actors)
    for mention in reading.mentions:
        assert set(mention.actor_ids) <= known
        assert len(set(mention.actor_ids)) == len(mention.actor_ids)
    for contact in reading.contacts:
        ids = [actor.actor_id for actor in contact.participants]
        assert set(ids) <= known
        assert len(set(ids)) == len(ids)
        assert contact.initiator is None or contact.initiator in ids
        assert contact.place is None or contact.place.strip()
        assert contact.duration_minutes is None or contact.duration_minutes > 0
        assert 0 < contact.grounds.confidence <= 1
    for statement in reading.statements:
        assert not {each.actor_id for each in statement.speakers} & {each.actor_id for each in statement.hearers}
    for records in ([each.contact_id for each in reading.contacts], [each.statement_id for each in reading.statements]):
        assert len(set(records)) == len(records)


def joined(pieces: Sequence[tuple[str, str]]) -> str:
    return "".join(word + gap for word, gap in pieces)


shuffled = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(GAPS)), max_size=60).map(joined)


@st.composite
def mangled(draw: st.DrawFn) -> str:
    """Return sentences cut, repeated and put in another order."""
    pieces = draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4))
    cuts = [draw(st.tuples(st.integers(0, len(piece)), st.integers(0, len(piece)))) for piece in pieces]
    return draw(st.sampled_from((" ", "\n", "\n\n"))).join(
        piece[min(cut) : max(cut)] * draw(st.integers(1, 2)) for piece, cut in zip(pieces, cuts, strict=True)
    )


@cache
def sample(name: str) -> str:
    return (SAMPLES / name).read_text(encoding="utf-8")


TEXTS = sorted(path.name for path in SAMPLES.glob("*.txt"))


# --- what must hold for any text


@settings(max_examples=120)
@given(text=shuffled, title=st.none() | st.sampled_from(SENTENCES))
@example(text="", title=None)
@example(text=" ".join(SENTENCES), title=SENTENCES[0])
@example(text="Reyes" * 200, title=None)
@example(text="(((\"“”'’", title="—")
@example(text="Alma \ud800Reyes met\udfff Ivo Kestrel.\x00\x1b[1m", title="\ud800")
@example(text="and and and met with with and", title=None)
def test_any_words_make_a_sound_reading(text: str, title: str | None) -> None:
    check(read(text, published=FRIDAY, title=title))


@settings(max_examples=120)
@given(text=mangled(), published=st.none() | st.just(FRIDAY))
def test_cut_and_repeated_sentences_make_a_sound_reading(text: str, published: dt.date | None) -> None:
    reading = read(text, published=published)
    check(reading)
    assert reading == read(text, published=published)


@settings(max_examples=60)
@given(text=st.text(max_size=120))
def test_any_characters_make_a_sound_reading(text: str) -> None:
    check(read(text))


@pytest.mark.parametrize("name", TEXTS)
def test_samples_make_sound_readings(name: str) -> None:
    check(read(sample(name), published=FRIDAY))


@settings(max_examples=20)
@given(cuts=st.lists(st.integers(0, 3000), min_size=2, max_size=2), name=st.sampled_from(TEXTS))
def test_samples_cut_anywhere_make_sound_readings(cuts: list[int], name: str) -> None:
    check(read(sample(name)[min(cuts) : max(cuts)]))


@pytest.mark.usefixtures("medium_model")
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Present were:\nPresident Alma Reyes\nPrime Minister Ivo Kestrel", id="a list"),
        pytest.param(
            "President Alma Reyes spoke at length of the harvest, of the ferry line and of the ships in the strait that day\n"
            "Prime Minister Ivo Kestrel spoke at length of the ferry line, of the harvest and of the ships in the strait, too",
            id="lines that are paragraphs",
        ),
    ],
)
def test_no_name_runs_over_the_end_of_a_line_that_stands_alone(text: str) -> None:
    reading = read(text)
    assert [actor.name for actor in reading.actors] == ["Alma Reyes", "Ivo Kestrel"]
    assert not any("\n" in reading.document[mention.span] for mention in reading.mentions)
    assert tell_all(reading) == []


# --- the same input, the same reading


def documents() -> list[Document]:
    return [make_document(text, published=FRIDAY) for text in (*SENTENCES, *map(sample, TEXTS[:3]))]


def test_reading_twice_gives_equal_readings() -> None:
    assert [read_document(each, load_language()) for each in documents()] == [
        read_document(each, load_language()) for each in documents()
    ]


@settings(max_examples=3)
@given(st.permutations(range(len(SENTENCES) + 3)))
def test_another_order_gives_equal_readings(order: list[int]) -> None:
    given_order = {each.document_id: read_document(each, load_language()) for each in documents()}
    found = documents()
    for position in order:
        reading = read_document(found[position], load_language())
        assert reading == given_order[reading.document.document_id]


def test_a_document_is_not_changed() -> None:
    document = make_document(SENTENCES[0], published=FRIDAY)
    assert read_document(document, load_language()).document is document


# --- furniture


@pytest.mark.parametrize("kind", sorted(FURNITURE))
def test_furniture_says_nothing(kind: SegmentKind) -> None:
    document = make_document(" ".join(SENTENCES), published=FRIDAY)
    segments = tuple(type(segment)(kind, segment.span) for segment in document.segments)
    hidden = Document(document.document_id, document.version, document.text, document.source, segments)
    reading = read_document(hidden, load_language())
    assert (reading.actors, reading.mentions, reading.contacts, reading.statements) == ((), (), (), ())


@pytest.mark.usefixtures("medium_model")
def test_captions_say_so() -> None:
    document = make_document("President Alma Reyes met Prime Minister Ivo Kestrel of Peru.")
    segments = tuple(type(segment)(SegmentKind.CAPTION, segment.span) for segment in document.segments)
    captioned = Document(document.document_id, document.version, document.text, document.source, segments)
    (contact,) = read_document(captioned, load_language()).contacts
    assert contact.segment is SegmentKind.CAPTION


# --- what goes into a Reading


@pytest.mark.usefixtures("medium_model")
def test_a_reading_holds_all_that_a_document_tells() -> None:
    text = "President Alma Reyes met Prime Minister Ivo Kestrel of Peru on Monday. She told him that the port was open."
    reading = read(text, published=FRIDAY)
    assert [actor.name for actor in reading.actors] == ["Alma Reyes", "Ivo Kestrel"]
    assert [reading.document[mention.span] for mention in reading.mentions] == [
        "President Alma Reyes",
        "Prime Minister Ivo Kestrel of Peru",
        "She",
        "him",
    ]
    assert tell_all(reading) == ["meeting: Alma Reyes + Ivo Kestrel"]
    assert [statement.contact_id for statement in reading.statements] == [reading.contacts[0].contact_id]


def test_a_reading_names_the_versions_of_what_read_it() -> None:
    versions = dict(read("Rain fell.").versions)
    assert set(versions) == {"dragoman", load_language().name}
    assert all(versions.values())


@pytest.mark.usefixtures("medium_model")
def test_contacts_stand_in_the_order_in_which_the_text_tells_them() -> None:
    text = "Alma Reyes met Ivo Kestrel on Monday. She phoned Greta Holm on Tuesday. She will visit Karl Marten in June."
    starts = [contact.evidence[0].span.start for contact in read(text, published=FRIDAY).contacts]
    assert len(starts) == 3
    assert starts == sorted(starts)
