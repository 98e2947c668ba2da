"""Which language model is loaded, and what is said when there is none."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from dragoman.errors import LanguageError
from dragoman.language import model
from dragoman.language.model import PACKAGES, load_language
from tests.readings import always

load_anew = load_language.__wrapped__  # the model already loaded is kept for the other tests


def test_the_model_is_loaded_once() -> None:
    assert load_language() is load_language()


def test_a_model_has_a_name_and_a_version() -> None:
    language = load_language()
    assert language.name.startswith("en_core_web_")
    assert language.version[0].isdigit()


def test_no_model_is_an_error_that_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "_model_folder", always(None))
    with pytest.raises(LanguageError) as caught:
        load_anew()
    message = str(caught.value)
    assert message.startswith("no English language model is installed (looked for ")
    assert all(package in message for package in PACKAGES)
    assert "pip install" in message


def test_models_are_looked_for_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def look(package: str) -> Path | None:
        asked.append(package)
        return None

    monkeypatch.setattr(model, "_model_folder", look)
    with pytest.raises(LanguageError):
        load_anew()
    assert tuple(asked) == PACKAGES


def test_a_model_that_does_not_load(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "config.cfg").write_text("[nlp]\nlang = nowhere\n", encoding="utf-8")
    (tmp_path / "meta.json").write_text("{}", encoding="utf-8")
    monkeypatch.setattr(model, "_model_folder", always(tmp_path))
    with pytest.raises(
        LanguageError, match=rf"^the language model of {PACKAGES[0]} does not load: .*; reinstall it, or install"
    ):
        load_anew()


def test_a_model_that_lacks_a_component(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    hollow: Any = SimpleNamespace(pipe_names=["tok2vec", "parser"], meta={"lang": "en", "name": "x", "version": "1"})
    monkeypatch.setattr(model, "_model_folder", always(tmp_path))
    monkeypatch.setattr("spacy.load", always(hollow))
    with pytest.raises(LanguageError, match=rf"^the language model of {PACKAGES[0]} lacks ner, tagger; install one"):
        load_anew()


def test_a_package_without_a_model_has_no_folder() -> None:
    assert model._model_folder("dragoman") is None
    assert model._model_folder("a_package_that_is_not_there") is None
