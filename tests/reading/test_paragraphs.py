"""Paragraphs of wrapped and unwrapped text."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.reading.paragraphs import find_paragraphs
from tests.reading.segmented import AFTER, BEFORE

WRAPPED = textwrap.fill(f"{BEFORE} {AFTER} Few came.", 72)
ADDRESS = "https://example.org/" + "briefings/" * 20


def split(text: str) -> list[str]:
    return [text[found.start : found.end] for found in find_paragraphs(text)]


@pytest.mark.parametrize(
    "text, paragraphs",
    [
        pytest.param(f"{WRAPPED}\n\n{WRAPPED}", [WRAPPED, WRAPPED], id="wrapped at 72 columns"),
        pytest.param(f"{BEFORE}\n{AFTER}", [BEFORE, AFTER], id="a line is a paragraph"),
        pytest.param(f"{WRAPPED}  \n  \n{WRAPPED}", [WRAPPED, WRAPPED], id="a line of blanks"),
        pytest.param(f"{WRAPPED}\nTrade\n\n{WRAPPED}", [WRAPPED, "Trade", WRAPPED], id="a word that would have fitted"),
        pytest.param(f"{WRAPPED}\n-   Ada Quill", [WRAPPED, "-   Ada Quill"], id="an item of a list"),
        pytest.param(
            f"Ada Quill, Premier  \nOster Lund, Minister\n\n{WRAPPED}",
            ["Ada Quill, Premier", "Oster Lund, Minister", WRAPPED],
            id="two blanks end a line in Markdown",
        ),
        pytest.param(
            f"{BEFORE}\nwhich nobody denied.", [f"{BEFORE}\nwhich nobody denied."], id="a small letter goes on"
        ),
        pytest.param(
            f"{WRAPPED}\n[report]({ADDRESS})\n{WRAPPED}",
            [f"{WRAPPED}\n[report]({ADDRESS})\n{WRAPPED}"],
            id="an address longer than the width",
        ),
        pytest.param(f"{BEFORE}\r\n\r\n{AFTER}\r\n", [BEFORE, AFTER], id="carriage returns"),
        pytest.param(f"{BEFORE}\r\r{AFTER}", [BEFORE, AFTER], id="carriage returns alone"),
        pytest.param("Ada Quill\nOster Lund", ["Ada Quill", "Oster Lund"], id="short lines"),
        pytest.param(" \n\n", [], id="nothing"),
    ],
)
def test_paragraphs(text: str, paragraphs: list[str]) -> None:
    assert split(text) == paragraphs


@given(st.text(alphabet=st.sampled_from("aB \n\r\t.-\u00a0"), max_size=200))
def test_all_but_blanks_is_in_a_paragraph(text: str) -> None:
    assert "".join("".join(split(text)).split()) == "".join(text.split())


@given(st.text(max_size=200))
def test_paragraphs_neither_begin_nor_end_with_blanks(text: str) -> None:
    assert all(found == found.strip() and found for found in split(text))
