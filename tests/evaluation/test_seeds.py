"""The seeds: judgements are found again, quote nothing, and lapse when what they judged changes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from dragoman.record import text_version
from evaluation import seeds
from evaluation.shared import Row

TEXTS = {"T1": "The minister thanked his hosts. Rain fell."}
STATEMENT: Row = {
    "document_id": "T1",
    "act": "thank",
    "modality": "happened",
    "speaker": {"name": "Ana Duval"},
    "speakers": [{"name": "Ana Duval"}],
    "hearers": [{"name": "Piet Maas"}],
    "content": [[0, 12], [21, 30]],
    "voice": "outlet",
}
CONTACT: Row = {
    "document_id": "T1",
    "contact_id": "c1",
    "kind": "call",
    "modality": "happened",
    "participants": [{"name": "Ana Duval"}, {"name": "Piet Maas"}],
    "passages": [[0, 12]],
}


def test_a_judgement_is_found_by_its_key() -> None:
    key = seeds.key_of(STATEMENT, text_version(TEXTS["T1"]))
    assert seeds.judge(STATEMENT, TEXTS, {key: "borne_out"}).verdict == "borne_out"
    assert seeds.judge(STATEMENT, TEXTS, {}).verdict is None
    assert seeds.judge(STATEMENT, TEXTS, {}).words == "The minister … his hosts"


@pytest.mark.parametrize(
    "change",
    [
        {"act": "accuse"},
        {"modality": "background"},
        {"speaker": {"name": "Piet Maas"}},
        {"hearers": []},
        {"content": [[0, 12]]},
    ],
    ids=["act", "modality", "speaker", "hearer", "words"],
)
def test_another_assertion_has_another_key(change: Row) -> None:
    assert seeds.key_of({**STATEMENT, **change}, "v") != seeds.key_of(STATEMENT, "v")


def test_a_key_tells_document_kind_and_places_but_no_words() -> None:
    assert re.fullmatch(r"v thank happened 0-12,21-30 [0-9a-f]{8}", seeds.key_of(STATEMENT, "v"))
    assert re.fullmatch(r"v call happened 0-12 [0-9a-f]{8}", seeds.key_of(CONTACT, "v"))


def test_a_statement_without_a_speaker_has_a_key() -> None:
    assert seeds.key_of({**STATEMENT, "speaker": None, "hearers": []}, "v")


def test_only_facts_that_need_eyes_take_a_judgement() -> None:
    verdicts = {seeds.fact_key(34, [CONTACT], [STATEMENT]): "got", seeds.fact_key(1, [CONTACT], [STATEMENT]): "got"}
    facts = seeds.by_eye({1: "missed", 34: "by eye", 35: "by eye"}, [CONTACT], [STATEMENT], verdicts)
    assert facts == {1: "missed", 34: "got", 35: "by eye"}


def test_the_judgement_of_a_fact_lapses_with_what_it_was_read_off() -> None:
    renamed = {**CONTACT, "participants": [{"name": "Ana Duval"}, {"name": "Somebody"}]}
    assert seeds.fact_key(34, [renamed], [STATEMENT]) != seeds.fact_key(34, [CONTACT], [STATEMENT])
    assert seeds.fact_key(35, [renamed], [STATEMENT]) == seeds.fact_key(35, [CONTACT], [STATEMENT])


def test_reviewed_judgements_are_well_formed() -> None:
    reviewed = json.loads(seeds.REVIEWED.read_text(encoding="utf-8"))
    keys = [entry["key"] for entry in reviewed["judgements"]]
    assert len(keys) == len(set(keys))
    for entry in reviewed["judgements"]:
        fact = entry["key"].startswith("fact ")
        assert entry["verdict"] in (seeds.MARKS[:4] if fact else ("borne_out", "not_borne_out"))
        pattern = r"fact \d+ [0-9a-f]{8}" if fact else r"[0-9a-f]{12} [a-z]+ [a-z]+ [\d,-]* [0-9a-f]{8}"
        assert re.fullmatch(pattern, entry["key"])


def test_the_seeds_are_scored(shared: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("evaluation.readings.WORK", tmp_path)
    scores = seeds.score_seeds(shared)
    assert scores.errors == ()
    assert len(scores.facts) == 36
    assert sum(scores.figures["counts"].values()) == 36
