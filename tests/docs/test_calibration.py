"""The calibration plot is drawn from figures."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]


def load_program() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_calibration", ROOT / "docs" / "make_calibration.py")
    assert spec is not None
    assert spec.loader is not None
    program = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(program)
    return program


def test_a_dot_stands_for_each_tenth() -> None:
    given = {
        "calibration_error": 0.02,
        "calibration": {"0.4": {"accuracy": 0.5, "n": 9}, "0.9": {"accuracy": 1.0, "n": 4}},
    }
    picture = load_program().draw({"checking": given})
    assert picture.count("<circle") == 2
    assert "checking half, mean error 0.020" in picture
