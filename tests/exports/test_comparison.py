"""A comparison as JSON, Markdown and HTML: all of it is there, and nothing of a document is obeyed."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from dragoman.exports.comparison_html import write_html
from dragoman.exports.comparison_markdown import escape, write_markdown
from dragoman.exports.comparison_rows import comparison_row
from dragoman.exports.comparison_text import group_tellings, group_values, show_conflicts, show_letters
from dragoman.exports.rows import write_json
from dragoman.stories.comparison import Comparison, letter
from tests.readings import read
from tests.stories.comparing import DAY, TOLD_BY_ORVANIA, compare, orvania, tarsenia

VOID = {"meta", "br"}


class Balanced(HTMLParser):
    """Elements opened and closed, and all that a page would load or run."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.loaded: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        if tag in {"script", "img", "link", "iframe", "object", "form"}:
            self.loaded.append(tag)
        self.loaded += [f"{tag} {name}" for name, _ in attrs if name.startswith("on") or name == "src"]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def parse(page: str) -> Balanced:
    parser = Balanced()
    parser.feed(page)
    parser.close()
    assert parser.open == []
    return parser


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return compare(orvania(), tarsenia())


def test_the_page_is_whole_and_loads_nothing(comparison: Comparison) -> None:
    page = write_html(comparison)
    parsed = parse(page)
    assert parsed.loaded == []
    assert "url(" not in page
    assert "@import" not in page
    assert "default-src &#x27;none&#x27;" in page
    for words in ("Anna Velk and Tomas Kestrel", "condemned the shelling of the port of Lindqvar", "not told"):
        assert any(words in text for text in parsed.text)


def test_what_a_document_says_is_no_markup() -> None:
    hostile = read(
        TOLD_BY_ORVANIA.replace("port of Lindqvar", 'port of <script>alert("x")</script> & <b>Lindqvar</b>'),
        published=DAY,
        outlet='Office <img src=x onerror="y"> of the President of Orvania\u202e',
    )
    page = write_html(compare(hostile, tarsenia()))
    assert parse(page).loaded == []
    assert "<script" not in page
    assert "<img" not in page
    assert "\u202e" not in page


def test_addresses_that_are_no_web_pages_are_no_links() -> None:
    one = orvania()
    for url, linked in (("javascript:alert(1)", False), ("https://orvania.example/?a=1&b=2", True)):
        source = replace(one.document.source, url=url)
        page = write_html(compare(replace(one, document=replace(one.document, source=source)), tarsenia()))
        assert ("<a href=" in page) is linked
        assert "javascript:" not in page


@pytest.mark.parametrize(
    "words, escaped",
    [
        pytest.param("a | b", r"a \| b", id="cells"),
        pytest.param("[x](https://velk.example)", "\\[x\\](https://\u200bvelk.example)", id="links"),
        pytest.param("<b>x</b>", r"\<b\>x\</b\>", id="tags"),
        pytest.param("1. first", r"1\. first", id="a list"),
        pytest.param("- first", r"\- first", id="bullets"),
        pytest.param("*bold* _it_ `code` # no", r"\*bold\* \_it\_ \`code\` \# no", id="emphasis"),
    ],
)
def test_escape(words: str, escaped: str) -> None:
    assert escape(words) == escaped


def test_markdown_has_facts_and_points(comparison: Comparison) -> None:
    page = write_markdown(comparison)
    assert page.startswith("# Anna Velk and Tomas Kestrel\n")
    assert re.search(r"^\| Asked for by \| .* \| \*\*conflict\*\* \|$", page, re.MULTILINE)
    assert "## In conflict" in page
    assert "condemned the shelling" in page


def test_the_object_has_what_is_promised(comparison: Comparison) -> None:
    row = json.loads(write_json(comparison_row(comparison)))
    assert row.keys() == {"contact", "accounts", "facts", "points", "other_contacts", "nearest", "notes"}
    assert [account["side"] for account in row["accounts"]] == ["Orvania", "Tarsenia"]
    assert row["accounts"][0]["facts"]["duration"] == "35 minutes"
    texts = {account.document_id: account.reading.document.text for account in comparison.accounts}
    for point in row["points"]:
        assert point["status"] in {"all", "some", "one", "conflict"}
        assert point["told_by"].keys() | set(point["not_mentioned_by"]) == texts.keys()
        for document, passages in point["told_by"].items():
            assert all(0 <= start < end <= len(texts[document]) for start, end in passages)


def test_accounts_that_share_no_contact() -> None:
    other = read("Foreign Minister Ana Duval of Norland met Foreign Minister Karim Hadane of Sodria on 3 March 2021.")
    comparison = compare(orvania(), other)
    row = comparison_row(comparison)
    assert row["contact"] is None
    assert row["nearest"] is not None
    assert "The nearest two" in write_html(comparison)
    assert "## The nearest two" in write_markdown(comparison)
    parse(write_html(comparison))


def test_what_an_outlet_tells_on_a_governments_word_is_attributed() -> None:
    wire = read(
        "Prime Minister Tomas Kestrel of Tarsenia telephoned President Anna Velk of Orvania on Tuesday. "
        "Kestrel promised to open the grain corridor, the government of Orvania said.",
        published=DAY,
        outlet="Harbour Times",
    )
    row = json.loads(write_json(comparison_row(compare(orvania(), wire))))
    tellings = [telling for point in row["points"] for telling in point["tellings"]]
    assert {telling["attributed_to"] for telling in tellings if telling["chain"]} == {"Orvania"}


def test_letters() -> None:
    assert [letter(number) for number in (0, 25, 26, 51)] == ["A", "Z", "AA", "AZ"]


def test_facts_in_conflict_stand_at_the_head(comparison: Comparison) -> None:
    assert show_conflicts(comparison) == "In conflict: asked for by"
    assert "In conflict: asked for by" in write_html(comparison)
    assert "**In conflict: asked for by.**" in write_markdown(comparison)
    agreed = [row for row in comparison.facts if row.status != "conflict"]
    assert show_conflicts(replace(comparison, facts=tuple(agreed))) == ""


@pytest.mark.parametrize(
    "accounts, shown",
    [
        ([0], "A"), ([0, 1], "A, B"), ([0, 1, 2], "A–C"), ([2, 0], "A, C"), ([0, 1, 2, 3, 5], "A–D, F"),
        (list(range(50)), "A–AX"),
    ],
)  # fmt: skip
def test_letters_of_several(accounts: list[int], shown: str) -> None:
    assert show_letters(accounts) == shown


def test_what_many_tell_in_the_same_words_stands_once(comparison: Comparison) -> None:
    """Nobody reads "call" fifty times; every account that tells it is still named."""
    row = comparison.facts[0]
    many = replace(row, values=tuple(replace(row.values[0], account=number) for number in range(50)))
    assert group_values(many) == (("A–AX", row.values[0].words),)
    point = comparison.points[0]
    telling = point.told_by[0]
    alike = replace(point, told_by=tuple(replace(telling, account=number) for number in range(4)))
    assert [letters for letters, _ in group_tellings(alike)] == ["A–D"]
    other = replace(telling, account=4, units=(replace(telling.units[0], words="something else"),))
    parted = group_tellings(replace(alike, told_by=(*alike.told_by, other)))
    assert [letters for letters, _ in parted] == ["A–D", "E"]
