from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from dragoman.errors import LanguageError
from dragoman.language.model import Language
from dragoman.lexicons.files import lexicon_names
from dragoman.terminal import health


def run(store: Path) -> tuple[bool, str]:
    console = Console(file=io.StringIO(), width=200, markup=False, emoji=False, highlight=False)
    with console.capture() as capture:
        healthy = health.run_check(store, console)
    return healthy, capture.get()


def test_every_lexicon_is_counted(tmp_path: Path) -> None:
    healthy, shown = run(tmp_path / "none.db")
    assert healthy
    for name in lexicon_names():
        assert f"{name}: " in shown
    assert ": 0 entries" not in shown


def test_every_lexicon_of_a_stage_is_loaded() -> None:
    """A lexicon without a loader would only be parsed: a contradiction in it would pass for healthy."""
    of_lexicons = {"states.toml", "organisations.toml", "outlets.toml", "given_names.toml", "body_words.toml"}
    of_names = {"name_words.toml", "name_forms.toml", "spelling.toml"}
    loaded = {*health._LOADERS, *of_lexicons, *of_names}
    assert set(lexicon_names()) <= loaded


@pytest.mark.parametrize("error", [KeyError("examples"), ValueError("twice"), TypeError("list")], ids=repr)
def test_a_lexicon_that_does_not_load_is_wrong(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, error: Exception
) -> None:
    def refuse() -> object:
        raise error

    monkeypatch.setitem(health._LOADERS, "dates.toml", refuse)
    healthy, shown = run(tmp_path / "none.db")
    assert not healthy
    line = next(line for line in shown.splitlines() if "dates.toml" in line)
    assert line.startswith("wrong")
    assert "correct the entry, or reinstall dragoman" in line


def test_a_missing_language_model_is_wrong_with_its_remedy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refuse() -> Language:
        raise LanguageError("no English language model is installed; install one with pip")

    monkeypatch.setattr(health, "load_language", refuse)
    healthy, shown = run(tmp_path / "none.db")
    assert not healthy
    assert "install one with pip" in shown
    assert "states.toml" in shown  # the rest is looked at all the same


def test_a_file_that_is_no_store_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_text("just notes\n" * 100, encoding="utf-8")
    healthy, shown = run(tmp_path / "notes.db")
    assert not healthy
    assert "not a dragoman store" in shown
