"""Pages: main text, lead, title, and what the metadata tell."""

from __future__ import annotations

import contextlib
import datetime as dt
import json

import pytest

from dragoman.reading.html import MAX_PAGE_BYTES, PageFacts, find_facts, parse_page, read_page
from dragoman.reading.markup import MAX_DEPTH
from dragoman.reading.options import ReadOptions
from dragoman.reading.outcomes import UnreadableError
from dragoman.record import Source
from tests.reading.segmented import AFTER, BEFORE

MENU = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/news'>News</a></li></ul></nav>"
FOOTER = "<footer><p>All rights reserved.</p></footer>"


def page(body: str, head: str = "") -> bytes:
    return f"<!doctype html><html><head>{head}</head><body>{MENU}{body}{FOOTER}</body></html>".encode()


def article(*paragraphs: str) -> str:
    return "<article>" + "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs) + "</article>"


def read_text(content: bytes) -> str:
    return read_page("page.html", content, ReadOptions()).text


def read_source(content: bytes, options: ReadOptions | None = None) -> Source:
    return read_page("page.html", content, options or ReadOptions()).source


def linked(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'


def test_the_main_text_without_menu_and_footer() -> None:
    assert read_text(page(article(BEFORE, AFTER))) == f"{BEFORE}\n\n{AFTER}"


def test_a_readout_of_one_sentence() -> None:
    assert read_text(page(article("The two premiers spoke by telephone."))) == "The two premiers spoke by telephone."


@pytest.mark.parametrize("name", ["itemprop='description'", "class='read-lead'", "class='entry-summary p-summary'"])
def test_a_lead_above_the_text_is_put_before_it(name: str) -> None:
    lead = "Ada Quill had a telephone conversation with Oster Lund."
    body = f"<h1>Conversation with Oster Lund</h1><div {name}><p>{lead}</p></div><div class='entry-content'>{article(BEFORE, AFTER)}</div>"
    assert read_text(page(body)) == f"{lead}\n\n{BEFORE}\n\n{AFTER}"


def test_the_title_is_kept_apart_from_the_text() -> None:
    body = f"<h1>Talks reopen in Ormstad</h1>{article(BEFORE, AFTER)}"
    document = read_page("page.html", page(body, "<title>Talks reopen in Ormstad</title>"), ReadOptions())
    assert document.source.title == "Talks reopen in Ormstad"
    assert document.text == f"{BEFORE}\n\n{AFTER}"


def test_json_ld() -> None:
    head = linked(
        headline="Talks reopen",
        datePublished="2031-02-12T19:18:54-05:00",
        author=[{"@type": "Person", "name": "Ada Quill"}, {"name": "Tor Vane"}],
        publisher={"name": "Orm Courier"},
        mainEntityOfPage={"@id": "https://example.org/1"},
    )
    source = read_source(page(article(BEFORE, AFTER), head))
    assert (source.key, source.url) == ("https://example.org/1",) * 2
    assert (source.title, source.author, source.outlet) == ("Talks reopen", "Ada Quill, Tor Vane", "Orm Courier")
    assert source.published == dt.datetime(2031, 2, 12, 19, 18, 54, tzinfo=dt.timezone(dt.timedelta(hours=-5)))
    assert source.timezone == "-05:00"
    assert set(source.provenance) == {
        (name, "page metadata") for name in ("outlet", "published", "title", "author", "timezone")
    }


def test_opengraph() -> None:
    head = (
        "<meta property='og:title' content='Talks reopen'><meta property='og:site_name' content='Orm Courier'>"
        "<meta property='article:published_time' content='2031-02-12'><link rel='canonical' href='https://example.org/1'>"
        "<meta name='author' content='https://example.org/people/quill'>"
    )
    source = read_source(page(article(BEFORE, AFTER), head))
    assert (source.title, source.outlet, source.url) == ("Talks reopen", "Orm Courier", "https://example.org/1")
    assert (source.published, source.author, source.timezone) == (dt.date(2031, 2, 12), None, None)


def test_microdata() -> None:
    body = f"<h1>Talks</h1><time itemprop='datePublished' datetime='2031-02-12'>Feb 12</time>{article(BEFORE, AFTER)}"
    assert read_source(page(body)).published == dt.date(2031, 2, 12)


def test_options_win_over_the_page_and_the_page_over_the_dateline() -> None:
    text = f"Ormstad, 24 October 2031 (OCN): {BEFORE}"
    head = linked(datePublished="2031-10-25", publisher={"name": "Orm Courier"})
    source = read_source(page(article(text, AFTER), head), ReadOptions(outlet="Veld Post"))
    assert (source.outlet, source.published) == ("Veld Post", dt.date(2031, 10, 25))
    assert read_source(page(article(text, AFTER))).published == dt.date(2031, 10, 24)


def test_a_date_in_the_text_is_not_the_date_of_publication() -> None:
    assert read_source(page(article(f"{BEFORE} The treaty dates from 3 March 1999.", AFTER))).published is None


@pytest.mark.parametrize(
    "script",
    [
        "{",
        "[]",
        "null",
        '"x"',
        "[" * 5000,
        '{"@graph": 5}',
        '{"@type": 5}',
        '{"@type": "NewsArticle", "author": 5, "url": []}',
    ],
)
def test_broken_json_ld_says_nothing(script: str) -> None:
    tree = parse_page(page("<p>x</p>", f"<script type='application/ld+json'>{script}</script>"))
    assert find_facts(tree) == PageFacts()


def test_an_article_comes_before_its_page() -> None:
    graph = {"@graph": [{"@type": "WebPage", "headline": "Page"}, {"@type": ["Thing", "Article"], "headline": "Talks"}]}
    head = f'<script type="application/ld+json">{json.dumps(graph)}</script>'
    assert find_facts(parse_page(page("<p>x</p>", head))).title == "Talks"


def test_the_declared_encoding_is_believed() -> None:
    content = (
        page(article("Le ministre a été reçu à l’hôtel."), "<meta charset='windows-1252'>").decode().encode("cp1252")
    )
    assert read_text(content) == "Le ministre a été reçu à l’hôtel."


@pytest.mark.parametrize("charset", ["nonsense", "ascii", "utf-16", "hex"])
def test_a_declared_encoding_that_is_wrong_is_not_believed(charset: str) -> None:
    assert "été" in read_text(page(article("Le ministre a été reçu."), f"<meta charset='{charset}'>"))


@pytest.mark.parametrize(
    "content, reason",
    [
        (page(""), "no main text was found in the page"),
        (b"<html></html>", "no main text was found in the page"),
        (b"<!-- -->", "it holds no HTML"),
        (b" " * 10, "it is empty"),
        (b"a" * (MAX_PAGE_BYTES + 1), "the page is larger than 8,000,000 bytes"),
    ],
    ids=["menu", "empty", "comment", "blank", "large"],
)
def test_pages_without_an_article(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        read_page("page.html", content, ReadOptions())
    assert refused.value.reason == reason


@pytest.mark.parametrize("depth", [MAX_DEPTH - 50, 1000, 20_000])
@pytest.mark.parametrize("tag", ["div", "b", "table><tr><td", "ul><li", "blockquote"])
def test_deep_pages_give_a_document_or_a_reason(tag: str, depth: int) -> None:
    content = (f"<{tag}>" * depth + BEFORE).encode()
    with contextlib.suppress(UnreadableError):
        assert BEFORE in read_text(content)
