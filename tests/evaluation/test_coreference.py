"""The scorer of coreference: which links count, which mention is taken for one, what is right."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from dragoman.errors import InputError
from dragoman.record import Actor, ActorKind, Mention, MentionForm, Part, Reading, Span
from evaluation.coreference import (
    CoreferenceScores,
    GoldDocument,
    Judged,
    Link,
    LinkForm,
    judge_document,
    load_gold,
    score_coreference,
)
from tests.factories import ORLUND, VELK, make_document

TEXT = "Anna Velk met Tomás Ørlund. She thanked the President and his counterpart. They left with the envoy."
DOCUMENT = make_document(TEXT, title=None)


ENVOY_UNNAMED = Actor("envoy", ActorKind.PERSON, "Envoy", "Envoy")


def find(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def make_mention(words: str, form: MentionForm, *actors: str, part: Part = "text") -> Mention:
    return Mention(find(words), form, actors, part)


NAMES = (make_mention("Anna Velk", "name", "velk"), make_mention("Tomás Ørlund", "name", "orlund"))


def make_link(words: str, form: LinkForm, *names: str, reason: str | None = None) -> Link:
    return Link(find(words), form, tuple(find(name) for name in names) or None, reason)


def judge_all(links: Sequence[Link], mentions: Iterable[Mention]) -> list[Judged]:
    reading = Reading(DOCUMENT, (VELK, ORLUND, ENVOY_UNNAMED), (*NAMES, *mentions), (), ())
    return list(judge_document(GoldDocument("doc-1", "readouts", DOCUMENT.version, tuple(links)), reading))


SHE = make_link("She", "pronoun", "Anna Velk")
THEY = make_link("They", "pronoun", "Anna Velk", "Tomás Ørlund")
ENVOY = make_link("the envoy", "description", reason="unnamed office")


@pytest.mark.parametrize(
    "link, mention, verdict",
    [
        pytest.param(SHE, make_mention("She", "pronoun", "velk"), "right", id="the one meant"),
        pytest.param(SHE, make_mention("She", "pronoun", "orlund"), "wrong", id="another"),
        pytest.param(SHE, make_mention("She", "pronoun", "velk", "orlund"), "wrong", id="one too many"),
        pytest.param(SHE, make_mention("She", "pronoun"), "missed", id="unresolved"),
        pytest.param(SHE, make_mention("She", "pronoun", "velk", part="title"), "missed", id="of the title"),
        pytest.param(THEY, make_mention("They", "pronoun", "velk", "orlund"), "right", id="both"),
        pytest.param(THEY, make_mention("They", "pronoun", "velk"), "wrong", id="one of two"),
        pytest.param(ENVOY, make_mention("the envoy", "office"), "open", id="rightly open"),
        pytest.param(
            ENVOY, make_mention("the envoy", "office", "velk"), "wrong", id="an unnamed office given to a name"
        ),
        pytest.param(ENVOY, make_mention("envoy", "office", "envoy"), "spared", id="an unnamed office as itself"),
    ],
)
def test_a_link_is_judged(link: Link, mention: Mention, verdict: str) -> None:
    (judged,) = judge_all([link], [mention])
    assert judged.verdict == verdict


def test_a_possessive_is_not_taken_for_its_noun() -> None:
    links = [make_link("his", "pronoun", "Tomás Ørlund"), make_link("his counterpart", "description", "Anna Velk")]
    mentions = [make_mention("his", "pronoun", "orlund"), make_mention("counterpart", "office", "velk")]
    assert [judged.verdict for judged in judge_all(links, mentions)] == ["right", "right"]
    assert [judged.verdict for judged in judge_all(links, mentions[:1])] == ["right", "missed"]


def test_a_name_that_nobody_saw_is_not_right() -> None:
    (judged,) = judge_all([make_link("They", "pronoun", "the President")], [make_mention("They", "pronoun", "velk")])
    assert judged.verdict == "wrong"


def test_figures_and_mistakes() -> None:
    mentions = [make_mention("She", "pronoun", "velk"), make_mention("the envoy", "office", "velk")]
    scores = CoreferenceScores(judge_all([SHE, THEY, ENVOY], mentions))
    assert scores.figures["all"] == {"precision": 0.5, "recall": 0.5, "f1": 0.5, "n": 2, "resolved": 2}
    assert scores.figures["pronouns"]["precision"] == 1.0
    assert scores.figures["groups"]["n"] == 0
    missed, wrong = scores.mistakes
    assert missed.endswith("Anna Velk, Tomás Ørlund | nobody")
    assert wrong.startswith("wrong  doc-1")
    assert wrong.endswith("nobody (unnamed office) | Anna Velk")


@pytest.mark.parametrize(
    "link", [[0, 3, "name", [[4, 8]]], [0, 3, "pronoun", None], [0, 3, "group", [[4, 8]], "unclear"]]
)
def test_a_link_of_another_shape_is_refused(tmp_path: Path, link: list[object]) -> None:
    path = tmp_path / "gold.json"
    path.write_text(json.dumps({"documents": [{"id": "a", "set": "readouts", "version": "0", "links": [link]}]}))
    with pytest.raises(InputError, match=r"gold\.json: a: link"):
        load_gold(path)


def test_the_gold_holds_together() -> None:
    documents = load_gold()
    assert len(documents) == 40
    assert sum(document.half == "checking" for document in documents) == 20
    for document in documents:
        spans = [link.span for link in document.links]
        assert spans == sorted(spans)
        assert len(set(spans)) == len(spans)


def test_the_gold_is_scored(shared: Path) -> None:
    figures = score_coreference(shared, ["checking"])["checking"].figures
    assert figures["all"]["n"] == 125
    assert figures["all"]["precision"] >= 0.75
    assert figures["all"]["recall"] >= 0.75
