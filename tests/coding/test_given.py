"""Events between two given sides: by cues, by words that stand loosely, by the learned model; and how they are weighed."""

from __future__ import annotations

import pytest

from dragoman.coding.given import EVIDENCE, Coded, code_between, load_settling, share_out
from dragoman.language.model import load_language
from dragoman.pipeline import analyse_text
from dragoman.reading.text import make_document
from dragoman.record import Document, EventType, Modality, Segment, SegmentKind, Span
from training.examples import unmark


def code(marked: str, *, learned: bool = True) -> Coded | None:
    """The event between <who acts> and {whom}."""
    text, spans = unmark(marked)
    made = make_document(text)
    body = (Segment(SegmentKind.BODY, Span(0, len(text))),)
    document = Document(made.document_id, made.version, text, made.source, body)
    return code_between(analyse_text(document, load_language()), spans["<"], spans["{"], learned=learned)


@pytest.mark.parametrize(
    "marked, expected",
    [
        pytest.param("<Norland> condemned {Marovia} over the raid.", EventType.ACCUSE, id="a cue"),
        pytest.param("{Two sailors} were released by <the rebels>.", EventType.RETREAT, id="a cue, passive"),
        pytest.param("<Norland> ferried blankets and cots to {the survivors}.", EventType.AID, id="words no cue has"),
    ],
)
def test_the_type_between_two_sides(marked: str, expected: EventType) -> None:
    coded = code(marked)
    assert coded is not None
    assert coded.type is expected
    assert 0 < coded.confidence < 1


def test_rules_alone_still_answer() -> None:
    coded = code("<Norland> condemned {Marovia} over the raid.", learned=False)
    assert coded is not None
    assert (coded.type, coded.mode, coded.rule) == (EventType.ACCUSE, "disapprove", "ACCUSE:condemn")


def test_where_no_word_is_known_the_answer_is_the_models_and_is_doubted() -> None:
    coded = code("<Norland> outfoxed {Marovia}.")
    assert coded is not None
    assert coded.rule.startswith("learned:")
    assert coded.modality is Modality.HAPPENED
    assert coded.confidence < 0.5
    assert code("<Norland> outfoxed {Marovia}.", learned=False) is None


def test_confidence_rises_with_the_share_of_the_evidence() -> None:
    settling = load_settling()
    levels = [settling.confide(share / 50) for share in range(51)]
    assert levels == sorted(levels)
    assert 0 < levels[0] < levels[-1] < 1


def test_evidence_is_shared_out() -> None:
    values = {kind: (0.0,) * len(EVIDENCE) for kind in EventType}
    values[EventType.AID] = (1.0, *(0.0,) * (len(EVIDENCE) - 1))
    shares = share_out(values, load_settling().weights)
    assert sum(shares.values()) == pytest.approx(1)
    assert max(shares, key=lambda kind: shares[kind]) is EventType.AID
