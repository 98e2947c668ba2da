from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.registry.names import find_surnames, fold_name


@pytest.mark.parametrize(
    "name, words",
    [
        ("Hossein Amir-Abdollahian", ("hossein", "amir", "abdollahian")),
        ("Mohammed bin Salman Al Saud", ("mohammed", "salman", "saud")),
        ("Recep Tayyip Erdoğan", ("recep", "tayyip", "erdogan")),
        ("Robert F. Kennedy Jr.", ("robert", "f", "kennedy")),
        ("Safeen Muhsin Deza'i", ("safeen", "muhsin", "dezai")),
        ("Al", ("al",)),  # a name of nothing else keeps its particle
        ("Xi Vellan", ("xi", "vellan")),  # a surname, and no eleventh of the name
        ("Vellan XI", ("vellan",)),
        ("V. Vellan", ("vellan",)),
        ("", ()),
    ],
)
def test_names_are_folded(name: str, words: tuple[str, ...]) -> None:
    assert fold_name(name) == words


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(name: str) -> None:
    words = fold_name(name)
    assert fold_name(" ".join(words)) == words


@pytest.mark.parametrize(
    "name, country, surnames",
    [
        ("Amaru Teka", "NOR", {("teka",)}),
        ("Hamdullah MOHIB", "AFG", {("mohib",)}),
        ("Andres Manuel LOPEZ OBRADOR", "MEX", {("lopez", "obrador")}),
        ("KISHIDA Fumio", "JPN", {("kishida",)}),
        ("Li Keqiang", "CHN", {("li",)}),
        ("XI Vellan", "CHN", {("xi",)}),
        ("Andrés López Obrador", "MEX", {("obrador",), ("lopez", "obrador")}),
        ("Pell Arden, Baron Arden of Marl", "GBR", {("arden",)}),
        ("Naruhito", "JPN", {("naruhito",)}),
        ("", None, set[tuple[str, ...]]()),
    ],
)
def test_surnames(name: str, country: str | None, surnames: set[tuple[str, ...]]) -> None:
    assert find_surnames(name, country) == surnames
