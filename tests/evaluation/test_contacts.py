"""Contacts: what counts as which failure, how it is shown, what a change gained and lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluation import compare, failures
from evaluation.contacts import Item, Marks, describe_found, describe_gold, load_gold, name_failures, score_contacts
from evaluation.readings import Outcome
from evaluation.shared import Row, half_of

TEXT = "PORT ANSELM – President Wrennick spoke by phone today with President Dolvet.\n\nRain fell."
GOLD: Row = {
    "id": "g1",
    "kind": "call",
    "modality": "held",
    "contact_date": "2024-03-14",
    "support": "explicit",
    "title": "Call with Dolvet",
    "parties": [[{"name": "Aldous Wrennick"}], [{"name": "Irena Dolvet"}, {"name": "Piet Maas"}]],
}
CONTACT: Row = {
    "kind": "meeting",
    "modality": "happened",
    "participants": [{"name": "Wrennick"}, {"name": "Dolvet"}],
    "start_date": "2024-03-14",
    "end_date": "2024-03-15",
    "passages": [[14, 32]],
    "rule": "verb:speak",
}


def item(marks: Marks | None = None, *contacts: Row, key: str = "g1", error: str | None = None) -> Item:
    outcome = Outcome(key, "v", tuple(contacts), error=error)
    return Item({"id": key, "text": TEXT, "outlet": "The Kestland Office"}, {**GOLD, "id": key}, outcome, marks or {})


@pytest.mark.parametrize(
    "marks, names",
    [
        pytest.param({"recall": True, "full": True, "spurious": 0}, (), id="all right"),
        pytest.param({"recall": False, "explicit": False}, ("missed though explicit",), id="explicit"),
        pytest.param({"recall": False}, ("missed",), id="missed"),
        pytest.param({"planned": False, "as_held": True}, ("plan taken for held",), id="plan as held"),
        pytest.param({"planned": False, "as_held": False}, ("plan missed",), id="plan missed"),
        pytest.param({"recall": True, "kind": False, "spurious": 2}, ("wrong kind", "spurious"), id="two things"),
    ],
)
def test_failures_are_named(marks: Marks, names: tuple[str, ...]) -> None:
    assert name_failures(item(marks)) == names


def test_every_name_of_a_failure_has_its_place_in_the_order() -> None:
    everything: list[Marks] = [
        {"explicit": False, "recall": False, "as_held": True, "kind": False, "date": False, "spurious": 1, "extras": 1},
        {"recall": False, "planned": False},
    ]
    names = {name for marks in everything for name in name_failures(item(marks, error="boom"))}
    assert names == set(failures.ORDER)


def test_the_worst_comes_first() -> None:
    items = [item({"spurious": 1}, key="a"), item({"recall": False, "explicit": False}, key="b"), item(key="c")]
    assert [worst for worst, _ in failures.find_failures(items)] == ["missed though explicit", "spurious"]


def test_gold_and_found_are_described() -> None:
    assert describe_gold(GOLD) == "call held: Aldous Wrennick with Irena Dolvet, Piet Maas (2024-03-14)"
    assert describe_found(CONTACT) == "meeting happened: Wrennick, Dolvet (2024-03-14..2024-03-15)"
    assert describe_found({**CONTACT, "start_date": None, "end_date": None}) == "meeting happened: Wrennick, Dolvet"


def test_a_passage_is_quoted_within_its_paragraph() -> None:
    (words,) = failures.quote(TEXT, CONTACT)
    assert words == "PORT ANSELM – «President Wrennick» spoke by phone today with President Dolvet."


def test_a_miss_shows_where_the_counterparts_stand() -> None:
    lines = "\n".join(failures.describe_failure("missed", item({"recall": False})))
    assert "found: nothing" in lines
    assert "«Dolvet»" in lines
    assert "Maas does not stand in the text" in lines


def test_gains_and_losses() -> None:
    before: dict[str, Marks] = {
        "a": {"recall": False, "spurious": 0},
        "b": {"recall": True, "spurious": 2},
        "c": {"recall": True},
    }
    after = [
        item({"recall": True, "spurious": 1}, key="a"),
        item({"recall": False, "spurious": 0}, key="b"),
        item({"recall": True}, key="c"),
        item({"recall": True}, key="new"),
    ]
    changes = compare.find_changes(after, before)
    assert [(change.figure, change.document_id, change.is_gain) for change in changes] == [
        ("recall", "a", True),
        ("recall", "b", False),
        ("spurious", "b", True),
        ("spurious", "a", False),
    ]


def test_marks_of_the_code_before_are_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(compare, "WORK", tmp_path)
    monkeypatch.setattr(compare, "hash_code", lambda: "old")
    compare.keep_marks([item({"recall": False}, key="a")], "run")
    compare.keep_marks([item({"recall": False}, key="b")], "run")
    assert compare.load_marks("run-before") == {}
    monkeypatch.setattr(compare, "hash_code", lambda: "new")
    compare.keep_marks([item({"recall": True}, key="a")], "run")
    assert compare.load_marks("run-before") == {"a": {"recall": False}, "b": {"recall": False}}
    assert compare.load_marks("run") == {"a": {"recall": True}}


def test_halves_part_the_gold(shared: Path) -> None:
    tuning, checking = load_gold(shared, ["tuning"]), load_gold(shared, ["checking"])
    assert {half_of(gold["id"]) for _, gold in tuning} == {"tuning"}
    assert len(tuning) + len(checking) == len(load_gold(shared, ["tuning", "checking"]))
    assert all(row["id"] == gold["id"] for row, gold in tuning)


def test_a_sample_is_scored_with_the_shared_scorer(
    shared: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("evaluation.readings.WORK", tmp_path)
    scores = score_contacts(shared, ["tuning"], limit=6)
    assert len(scores.items) == 6
    assert scores.errors == 0
    assert scores.figures["all"]["recall"] is not None
