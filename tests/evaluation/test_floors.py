"""Floors hold, rise, and fall only by an explicit word."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluation.floors import (
    HIGH,
    LOW,
    FloorError,
    Floors,
    find_breaches,
    load_floors,
    load_results,
    look_up,
    pin,
    save_floors,
)
from evaluation.shared import Row

RECALL = "contacts.checking.all.recall"
SPURIOUS = "contacts.checking.all.spurious"


def results(recall: float = 0.9, spurious: float = 0.1, **more: object) -> Row:
    return {"language": "model 1", "contacts": {"checking": {"all": {"recall": recall, "spurious": spurious}}}, **more}


def floors(recall: float = 0.9, spurious: float = 0.1) -> Floors:
    return Floors("model 1", {RECALL: recall}, {SPURIOUS: spurious})


@pytest.mark.parametrize(
    "name, value",
    [
        (RECALL, 0.9),
        ("contacts.checking.all", None),
        ("contacts.checking.all.kind", None),
        ("language.name", None),
    ],
)
def test_look_up(name: str, value: float | None) -> None:
    assert look_up(results(), name) == value


@pytest.mark.parametrize(
    "recall, spurious, broken",
    [
        pytest.param(0.9, 0.1, [], id="exactly held"),
        pytest.param(0.95, 0.05, [], id="better"),
        pytest.param(0.8999, 0.1, [RECALL], id="below a floor"),
        pytest.param(0.9, 0.1001, [SPURIOUS], id="above a ceiling"),
    ],
)
def test_committed_results_are_held_exactly(recall: float, spurious: float, broken: list[str]) -> None:
    breaches = find_breaches(results(recall, spurious), floors())
    assert [line.split(":")[0] for line in breaches] == broken


def test_a_fresh_run_is_given_a_little() -> None:
    assert find_breaches(results(0.899), floors(), fresh=True) == []
    assert len(find_breaches(results(0.89), floors(), fresh=True)) == 1


def test_counts_are_given_nothing() -> None:
    bounds = Floors("model 1", {"seeds.counts.got": 24}, {})
    assert len(find_breaches({"seeds": {"counts": {"got": 23}}}, bounds, fresh=True)) == 1


def test_a_missing_figure_breaks_the_committed_results_alone() -> None:
    assert len(find_breaches({}, floors())) == 2
    assert find_breaches({}, floors(), fresh=True) == []


def test_pinning_raises() -> None:
    pinned, lines = pin(results(0.95123, 0.05001), floors())
    assert pinned.high[RECALL] == 0.951
    assert pinned.low[SPURIOUS] == 0.051
    assert len(lines) == 2


def test_what_is_pinned_holds() -> None:
    reached = results(0.95123, 0.05001, bench={"ratio": 1.3, "memory_mib": {"reading": 700}})
    pinned, _ = pin(reached, Floors(None, {}, {}))
    assert find_breaches(reached, pinned) == []
    assert pinned.language == "model 1"


def test_pinning_again_changes_nothing() -> None:
    reached = results(0.95123, 0.05001, bench={"ratio": 1.3, "memory_mib": {"reading": 700}})
    pinned, _ = pin(reached, Floors(None, {}, {}))
    assert pin(reached, pinned) == (pinned, [])


def test_a_time_within_its_room_keeps_its_bound() -> None:
    pinned, _ = pin(results(bench={"ratio": 1.3}), Floors(None, {}, {}))
    again, lines = pin(results(bench={"ratio": 1.4}), pinned)
    assert again.low["bench.ratio"] == pinned.low["bench.ratio"]
    assert lines == []


def test_pinning_refuses_to_lower() -> None:
    with pytest.raises(FloorError, match=r"recall: 0\.8 is worse than the pinned 0\.9"):
        pin(results(0.8), floors())


def test_lowering_needs_a_reason_and_keeps_it() -> None:
    pinned, _ = pin(results(0.8), floors(), lower="gold was mended")
    assert pinned.high[RECALL] == 0.8
    assert pinned.lowered == ({"figure": RECALL, "from": 0.9, "to": 0.8, "reason": "gold was mended"},)


def test_floors_written_are_floors_read(tmp_path: Path) -> None:
    pinned, _ = pin(results(0.8), floors(), lower="gold was mended")
    save_floors(pinned, tmp_path / "floors.json")
    assert load_floors(tmp_path / "floors.json") == pinned


def test_no_figure_is_both_floor_and_ceiling() -> None:
    assert not set(HIGH) & set(LOW)


def test_committed_results_hold_their_floors() -> None:
    assert find_breaches(load_results(), load_floors()) == []
