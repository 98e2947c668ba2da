"""The README's figures are those of the committed results."""

from __future__ import annotations

import pytest

from dragoman.errors import DragomanError
from evaluation.floors import RESULTS, load_results
from evaluation.readme import BEGIN, END, README, describe, fill


def test_figures_stand_between_their_markers() -> None:
    filled = fill(f"before\n{BEGIN}\nold\n{END}\nafter", "new")
    assert filled == f"before\n{BEGIN}\nnew\n{END}\nafter"
    assert fill(filled, "new") == filled


def test_lost_markers_are_named() -> None:
    with pytest.raises(DragomanError, match="put them back"):
        fill("no markers here", "new")


def test_readme_tells_the_committed_figures() -> None:
    assert RESULTS.is_file()
    text = README.read_text(encoding="utf-8")
    assert fill(text, describe(load_results())) == text, "run `make evaluate`, which writes them"
