"""Organisations are found by name and acronym, of every side alike."""

from __future__ import annotations

import pytest

from dragoman.errors import LexiconError
from dragoman.lexicons.organisations import find_organisation, load_organisations, read_organisations


@pytest.mark.parametrize(
    "words, name, kind",
    [
        ("UN", "United Nations", "igo"),
        ("the U.N.", "United Nations", "igo"),
        ("OIC", "Organisation of Islamic Cooperation", "igo"),
        ("African Union", "African Union", "igo"),
        ("NATO", "North Atlantic Treaty Organization", "alliance"),
        ("P5+1", "P5+1", "alliance"),
        ("E3", "E3", "alliance"),
        ("PIJ", "Palestinian Islamic Jihad", "movement"),
        ("Hizbullah", "Hezbollah", "movement"),
        ("the Houthis", "Ansar Allah", "movement"),
        ("IDF", "Israel Defense Forces", "military"),
        ("IRGC", "Islamic Revolutionary Guard Corps", "military"),
        ("the Pentagon", "U.S. Department of Defense", "ministry"),
        ("IRNA", "Islamic Republic News Agency", "media"),
        ("Xinhua", "Xinhua News Agency", "media"),
        ("WHO", "World Health Organization", "igo"),
    ],
)
def test_names(words: str, name: str, kind: str) -> None:
    found = find_organisation(words)
    assert found is not None
    assert (found.name, found.kind) == (name, kind)


@pytest.mark.parametrize(
    "words", ["who", "Who", "let", "Let", "is", "raw", "the", "SDF", "Foreign Ministry", "Ruritanian Guard"]
)
def test_other_words_are_no_organisation(words: str) -> None:
    assert find_organisation(words) is None


def test_movements_and_militaries_belong_to_states_or_to_none() -> None:
    assert len(load_organisations()) > 250
    assert {body.country for body in load_organisations() if body.name in {"Hamas", "Fatah"}} == {"PSE"}


@pytest.mark.parametrize(
    "tables, message",
    [
        pytest.param({"guild": {"Bakers": {}}}, r"unknown kind \[guild\]; it must be one of igo", id="kind"),
        pytest.param(
            {"party": {"Blues": {"names": ["BP"]}, "Browns": {"names": ["BP"]}}},
            "'BP' stands for Blues and Browns; take it from one",
            id="acronym of two",
        ),
        pytest.param(
            {"party": {"Blues": {}}, "ngo": {"Blues": {}}}, "'Blues' stands for Blues and Blues", id="same body twice"
        ),
        pytest.param(
            {"party": {"Blues": {"country": "RUR"}}}, "party.Blues: country is 'RUR', which states.toml", id="country"
        ),
        pytest.param({"party": {"Blues": {"acronym": "B"}}}, "party.Blues: unknown field 'acronym'", id="field"),
        pytest.param({"ambiguous": ["BP"], "party": {"Blues": {}}}, "'bp' is listed as ambiguous", id="idle ambiguity"),
    ],
)
def test_contradictions_are_refused(tables: dict[str, object], message: str) -> None:
    with pytest.raises(LexiconError, match=f"made_up.toml: .*{message}"):
        read_organisations(tables, "made_up.toml")
