"""Elements to text."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.reading.markup import text_of_fragment
from dragoman.reading.outcomes import UnreadableError


@pytest.mark.parametrize(
    "markup, text",
    [
        ("<p>One <b>two</b>.</p><p>Three.</p>", "One two.\n\nThree."),
        ("One<br>two<br/>three", "One\ntwo\nthree"),
        ("<p>One\n   two</p>", "One two"),
        ("<p>Also read:&nbsp;One</p>", "Also read:\u00a0One"),
        ("One &amp; two", "One & two"),
        ("<p>One</p><script>go()</script><style>p{}</style>", "One"),
        ("<p>One<script>go()</script> two</p>", "One two"),
        ("<p>One<!-- no --> two</p>", "One two"),
        ("<ul><li>One</li><li>Two</li></ul>", "One\n\nTwo"),
        ("<table><tr><td>One</td><td>Two</td></tr></table>", "One | Two"),
        ("", ""),
        ("<p> </p>", ""),
        ("plain", "plain"),
    ],
)
def test_text_of_a_fragment(markup: str, text: str) -> None:
    assert text_of_fragment(markup) == text


@given(st.text(alphabet=st.sampled_from("<>/pbr &;a\"'!-\x00\n"), max_size=60))
def test_any_markup_gives_text_or_a_reason(markup: str) -> None:
    with contextlib.suppress(UnreadableError):
        assert isinstance(text_of_fragment(markup), str)
