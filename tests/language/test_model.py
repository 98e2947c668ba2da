"""Which language model is loaded, and what is said when there is none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from dragoman.errors import LanguageError
from dragoman.language import model
from dragoman.language.model import PACKAGES, load_language


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let a test load a model anew; the one already loaded is kept for the others."""
    monkeypatch.setattr(model, "load_language", load_language.__wrapped__)
    yield


def load() -> model.Language:
    return model.load_language()


def test_the_model_is_loaded_once() -> None:
    assert load_language() is load_language()


def test_a_model_has_a_name_and_a_version() -> None:
    language = load_language()
    assert language.name.startswith("en_core_web_")
    assert language.version[0].isdigit()


def test_no_model_is_an_error_that_says_what_to_install(fresh: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "_model_folder", lambda _package: None)
    with pytest.raises(LanguageError) as caught:
        load()
    message = str(caught.value)
    assert message.startswith("no English language model is installed (looked for ")
    assert all(package in message for package in PACKAGES)
    assert "pip install" in message


def test_models_are_looked_for_in_order(fresh: None, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def look(package: str) -> Path | None:
        asked.append(package)
        return None

    monkeypatch.setattr(model, "_model_folder", look)
    with pytest.raises(LanguageError):
        load()
    assert tuple(asked) == PACKAGES


def test_a_model_that_does_not_load(fresh: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "config.cfg").write_text("[nlp]\nlang = nowhere\n", encoding="utf-8")
    (tmp_path / "meta.json").write_text("{}", encoding="utf-8")
    monkeypatch.setattr(model, "_model_folder", lambda _package: tmp_path)
    with pytest.raises(LanguageError, match=rf"^the language model of {PACKAGES[0]} does not load: .*; reinstall it, or install"):
        load()


def test_a_model_that_lacks_a_component(fresh: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    hollow: Any = SimpleNamespace(pipe_names=["tok2vec", "parser"], meta={"lang": "en", "name": "x", "version": "1"})
    monkeypatch.setattr(model, "_model_folder", lambda _package: tmp_path)
    monkeypatch.setattr("spacy.load", lambda *_arguments, **_options: hollow)
    with pytest.raises(LanguageError, match=rf"^the language model of {PACKAGES[0]} lacks ner, tagger; install one"):
        load()


def test_a_package_without_a_model_has_no_folder() -> None:
    assert model._model_folder("dragoman") is None
    assert model._model_folder("a_package_that_is_not_there") is None
