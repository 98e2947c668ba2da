"""The lists behind the comparison of names are read, and refused where they contradict themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dragoman.errors import LexiconError
from dragoman.lexicons import body_words, naming


def use(monkeypatch: pytest.MonkeyPatch, module: Any, tables: dict[str, Any]) -> None:
    def read_tables(_name: str) -> dict[str, Any]:
        return tables

    monkeypatch.setattr(module, "read_once", read_tables)


def read(load: Callable[[], object]) -> object:
    """Read afresh: what was read before is kept by the program."""
    return getattr(load, "__wrapped__", load)()


def test_lists_are_long() -> None:
    assert len(naming.load_person_words()) > 200
    assert len(naming.load_name_forms()) > 500
    assert len(naming.load_spelling()) > 150
    assert len(body_words.load_body_words()) > 150


@pytest.mark.parametrize(
    "given, message",
    [
        pytest.param(
            {"Anna": {"forms": ["Ana"], "unlike": ["Ana"]}}, "both as a form and as unlike", id="form and unlike"
        ),
        pytest.param({"Anna": {"froms": ["Ana"]}}, "unknown field 'froms'", id="a slip in a field"),
        pytest.param({"Anna": {"forms": ["Ana", "Ana"]}}, "twice", id="a form twice"),
    ],
)
def test_name_forms_are_refused(monkeypatch: pytest.MonkeyPatch, given: dict[str, Any], message: str) -> None:
    use(monkeypatch, naming, {"given": given, "surname": {"Velk": {}}})
    with pytest.raises(LexiconError, match=message):
        read(naming.load_name_forms)


def test_two_costs_of_one_pair_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [{"sounds": "ab", "cost": 0.1, "examples": []}, {"sounds": "ba", "cost": 0.2, "examples": []}]
    use(monkeypatch, naming, {"alike": rows})
    with pytest.raises(LexiconError, match="two costs"):
        read(naming.load_spelling)


def test_a_name_that_is_no_title_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, naming, {"title": {"words": ["king"], "also_names": ["duke"]}, "particle": {}, "suffix": {}})
    with pytest.raises(LexiconError, match="'duke' is in also_names but no title"):
        read(naming.load_person_words)


def test_lists_without_examples_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, naming, {"title": {"words": ["king"]}})
    with pytest.raises(LexiconError, match="no examples"):
        naming.person_word_examples()
    use(monkeypatch, body_words, {"legal": {"words": ["ltd"]}})
    with pytest.raises(LexiconError, match="no examples"):
        body_words.body_word_examples()


def test_one_way_of_writing_two_words_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    written = {"words": [["one", "1"], ["two", "1"]]}
    use(monkeypatch, body_words, {"legal": {}, "joining": {}, "general": {}, "written": written})
    with pytest.raises(LexiconError, match="stands for two words"):
        read(body_words.load_body_words)
