"""Pages: bytes in, the document of the main text out, with what the page's metadata tell about it.

The main text is found by trafilatura, which asks htmldate for the day; a lead that stands apart from it,
above the text, is put before it.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import re
from collections.abc import Iterator
from configparser import ConfigParser
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, cast

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue] - lxml ships no types
from lxml import html as lxml_html
from trafilatura import bare_extraction
from trafilatura.settings import DEFAULT_CONFIG

from dragoman.reading.dates import parse_published
from dragoman.reading.markup import MAX_DEPTH, text_of, too_deep
from dragoman.reading.options import ReadOptions
from dragoman.reading.outcomes import UnreadableError
from dragoman.reading.text import check_text, decode, make_document
from dragoman.record import Document, SegmentKind

MAX_PAGE_BYTES: Final = 8_000_000
"""Larger than any article's page; finding the main text of more takes minutes."""
SAVE_AS_TEXT: Final = "save the article's text from a browser and give that"

_ARTICLE_KINDS: Final = frozenset({SegmentKind.BODY, SegmentKind.HEADING, SegmentKind.TITLE, SegmentKind.CAPTION})

# htmldate's settings: the day must stand in the markup, days that merely stand in the text do not count; and
# a wider search tries the dates of two hundred languages, for seconds
_DATE_IN_MARKUP: Final = (("original_date", True), ("extensive_search", False), ("outputformat", "%Y-%m-%d"))
_ENCODING: Final = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{3,20})""", re.IGNORECASE)
_ARTICLES: Final = re.compile(r"(?:^|/)(?:\w*Article|\w*NewsArticle|BlogPosting|Report|PressRelease|WebPage|ItemPage)$")
# classes of the lead above an article: "read__lead entry-summary p-summary", "article-standfirst"
_LEAD: Final = re.compile(
    r"(?:^|[\s_-])(?:lead|lede|standfirst|dek|entry-summary|p-summary|article-summary)(?:$|[\s_-])"
)

for _name in ("trafilatura", "htmldate"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)  # what a page lacks is told by our own failures


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a page's metadata tell; None for what they do not."""

    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: dt.date | dt.datetime | None = None


def read_page(path: str, content: bytes, options: ReadOptions) -> Document:
    """Return the document of a page; raises `UnreadableError` where it has no main text."""
    if len(content) > MAX_PAGE_BYTES:
        raise UnreadableError(f"the page is larger than {MAX_PAGE_BYTES:,} bytes", SAVE_AS_TEXT)
    tree = parse_page(content)
    declared = find_facts(tree)
    text, found = _extract(tree)
    facts = _merge(declared, found)
    lead = _find_lead(tree, text)
    text = "\n\n".join(part for part in (lead, _without_title(text, facts.title)) if part)
    if not text.strip():
        raise UnreadableError("no main text was found in the page", SAVE_AS_TEXT)
    check_text(text)
    document = make_document(
        text,
        path=path,
        url=facts.url,
        outlet=facts.outlet,
        title=facts.title,
        author=facts.author,
        published=facts.published,
        origin="page metadata",
        options=options,
    )
    # the names of a menu's pages are no article
    if not any(found.kind in _ARTICLE_KINDS and document[found.span].count(" ") >= 3 for found in document.segments):
        raise UnreadableError("no main text was found in the page", SAVE_AS_TEXT)
    return document


def parse_page(content: bytes) -> Any:
    """Return the element tree of a page; raises `UnreadableError` where there is none, or one nested too deep."""
    markup = _decode_page(content)
    try:
        tree = lxml_html.document_fromstring(
            re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", " ", re.sub(r"^\s*<\?xml[^>]*\?>", "", markup))
        )
    except (etree.LxmlError, ValueError) as error:
        raise UnreadableError("it holds no HTML", SAVE_AS_TEXT) from error
    depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            raise too_deep()
    return tree


def _decode_page(content: bytes) -> str:
    declared = _ENCODING.search(content, 0, 4096)
    if declared is not None:
        try:
            text = content.decode(declared[1].decode("ascii"))
        except (UnicodeDecodeError, LookupError):
            return decode(content)
        check_text(text)
        return text.removeprefix("\ufeff")
    return decode(content)


@cache
def _settings() -> ConfigParser:
    """Return trafilatura's settings, changed so that a readout of one sentence is text enough."""
    settings = deepcopy(DEFAULT_CONFIG)
    settings.set("DEFAULT", "MIN_EXTRACTED_SIZE", "30")
    settings.set("DEFAULT", "MIN_OUTPUT_SIZE", "1")
    return settings


def _extract(tree: Any) -> tuple[str, PageFacts]:
    """Return the main text that trafilatura finds, and the metadata it gathers."""
    try:
        found = bare_extraction(
            tree,
            with_metadata=True,
            include_comments=False,
            config=_settings(),
            date_extraction_params=dict(_DATE_IN_MARKUP),
        )
    except Exception as error:  # whatever a strange page makes the library raise is its fault
        raise UnreadableError(f"its main text could not be found ({type(error).__name__})", SAVE_AS_TEXT) from error
    if found is None or isinstance(found, dict):
        return "", PageFacts()
    body = found.body
    text = text_of(body) if body is not None and len(body) else (found.text or "")
    return _in_page_order(text, tree), PageFacts(
        url=found.url or None,
        title=found.title or None,
        outlet=found.sitename or None,
        author=found.author or None,
        published=parse_published(found.date or ""),
    )


def _in_page_order(text: str, tree: Any) -> str:
    """Return the paragraphs in the order of the page; of short pages they come in another."""
    page = _squeeze(text_of(tree))
    ordered: list[tuple[int, str]] = []
    cursor = 0
    for paragraph in text.split("\n\n"):
        words = _squeeze(paragraph)
        position = page.find(words, cursor)
        if position < 0:
            position = page.find(words)
        if position < 0:
            position = cursor
        cursor = max(cursor, position + len(words))
        ordered.append((position, paragraph))
    return "\n\n".join(paragraph for _, paragraph in sorted(ordered, key=lambda found: found[0]))


def _line(words: str | None) -> str | None:
    """Return words of the metadata on one line, with plain blanks; None for none."""
    return " ".join(words.split()) or None if words else None


def _merge(first: PageFacts, second: PageFacts) -> PageFacts:
    return PageFacts(
        url=first.url or second.url,
        title=_line(first.title) or _line(second.title),
        outlet=_line(first.outlet) or _line(second.outlet),
        author=_line(first.author) or _line(second.author),
        published=first.published or second.published,
    )


def find_facts(tree: Any) -> PageFacts:
    """Return what the page declares in JSON-LD, OpenGraph and microdata, in this order of trust."""
    linked = _from_json_ld(tree)
    meta = {
        name.lower(): value.strip()
        for element in tree.iter("meta")
        if (name := element.get("property") or element.get("name")) and (value := element.get("content") or "").strip()
    }
    graph = PageFacts(
        url=_address(meta.get("og:url")) or _canonical(tree),
        title=meta.get("og:title"),
        outlet=meta.get("og:site_name"),
        author=_person(meta.get("article:author") or meta.get("author")),
        published=parse_published(meta.get("article:published_time") or meta.get("og:published_time") or ""),
    )
    return _merge(_merge(linked, graph), _from_microdata(tree))


def _canonical(tree: Any) -> str | None:
    links = (element.get("href") for element in tree.iter("link") if (element.get("rel") or "").lower() == "canonical")
    return next((address for link in links if (address := _address(link))), None)


def _address(url: str | None) -> str | None:
    return url.strip() if url and re.match(r"\s*https?://", url) else None


def _person(name: object) -> str | None:
    """Return an author's name; None for an address of a profile, which metadata often give instead."""
    return name.strip() if isinstance(name, str) and name.strip() and "://" not in name else None


def _from_microdata(tree: Any) -> PageFacts:
    """Return what schema.org attributes tell: `itemprop="datePublished"` and its kin."""
    for element in tree.iter():
        if element.get("itemprop") == "datePublished" and element.get("itemscope") is None:
            when = parse_published(element.get("datetime") or element.get("content") or element.text or "")
            if when is not None:
                return PageFacts(published=when)
    return PageFacts()


def _from_json_ld(tree: Any) -> PageFacts:
    facts = PageFacts()
    for element in tree.iter("script"):
        if "ld+json" not in (element.get("type") or ""):
            continue
        try:
            loaded: object = json.loads(element.text or "")
        except (ValueError, RecursionError):
            continue
        for item in _items(loaded):
            facts = _merge(facts, _from_item(item))
    return facts


def _items(loaded: object) -> Iterator[dict[str, object]]:
    """Yield the articles and pages among the items of JSON-LD, articles first."""
    waiting = [loaded]
    found: list[dict[str, object]] = []
    while waiting:
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting.extend(cast("list[object]", item))
        elif isinstance(item, dict):
            item = cast("dict[str, object]", item)
            waiting.append(item.get("@graph"))
            if any(_ARTICLES.search(kind) for kind in _kinds(item)):
                found.append(item)
    return iter(sorted(found, key=lambda item: any(kind.endswith("Page") for kind in _kinds(item))))


def _kinds(item: dict[str, object]) -> list[str]:
    kinds = item.get("@type")
    return [
        kind for kind in cast("list[object]", kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)
    ]


def _from_item(item: dict[str, object]) -> PageFacts:
    published = item.get("datePublished")
    title = item.get("headline")
    return PageFacts(
        url=_address(_name_of(item.get("url"))) or _address(_name_of(item.get("mainEntityOfPage"))),
        title=title.strip() or None if isinstance(title, str) else None,
        outlet=_name_of(item.get("publisher")),
        author=_authors(item.get("author")),
        published=parse_published(published) if isinstance(published, str) else None,
    )


def _authors(value: object) -> str | None:
    values = cast("list[object]", value) if isinstance(value, list) else [value]
    names = [name for one in values if (name := _person(_name_of(one)))]
    return ", ".join(names) or None


def _name_of(value: object) -> str | None:
    """Return the name of an item of JSON-LD, or its address: a string, or an object with "name" or "@id"."""
    if isinstance(value, dict):
        item = cast("dict[str, object]", value)
        value = item.get("name") or item.get("@id")
    return value.strip() or None if isinstance(value, str) else None


def _find_lead(tree: Any, text: str) -> str:
    """Return the lead that stands in the page, above the main text and not in it; "" where there is none.

    Readouts often say in the lead alone who met whom.
    """
    for element in tree.iter("div", "p", "h2", "section"):
        if element.get("itemprop") != "description" and not _LEAD.search(element.get("class") or ""):
            continue
        if any(parent.tag in ("aside", "nav", "footer") for parent in element.iterancestors()):
            continue
        lead = text_of(element)
        if lead and len(lead) < 2000 and _squeeze(lead) not in _squeeze(text):
            return lead
    return ""


def _squeeze(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip()


def _without_title(text: str, title: str | None) -> str:
    """Return the text without the page's title at its start or end, and without the section's name above it."""
    paragraphs = text.split("\n\n")
    headline = _squeeze(title or "")
    if not headline or len(paragraphs) == 1:
        return text
    for place, paragraph in enumerate(paragraphs[:3]):
        if _squeeze(paragraph) == headline and all(len(above) < 40 for above in paragraphs[:place]):
            paragraphs = paragraphs[place + 1 :]
            break
    while len(paragraphs) > 1 and _squeeze(paragraphs[-1]) == headline:
        paragraphs.pop()
    return "\n\n".join(paragraphs)
