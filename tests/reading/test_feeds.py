"""RSS and Atom."""

from __future__ import annotations

import datetime as dt

from dragoman.reading.feeds import read_feed
from dragoman.reading.options import ReadOptions
from dragoman.reading.outcomes import Failure, Skipped
from dragoman.record import Document
from tests.reading.segmented import AFTER, BEFORE

RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Orm Courier &#8211; News</title><link>https://example.org</link>
<item><title>Talks &amp; bridges</title><link>https://example.org/1</link><dc:creator>Ada Quill</dc:creator>
<pubDate>Sun, 20 Feb 2022 16:35:49 +0300</pubDate><description>In short.</description>
<content:encoded><![CDATA[<p>{BEFORE}</p><script>go()</script><p>{AFTER}<br/>Few came.</p>]]></content:encoded></item>
<item><title>Nothing</title><link>https://example.org/2</link></item>
<item><guid isPermaLink="false">tag:3</guid><description>{BEFORE}</description><pubDate>soon</pubDate></item>
</channel></rss>"""

ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Veld Post</title>
<entry><title>Talks</title><id>tag:1</id><updated>2031-01-04T10:00:00Z</updated><summary>{BEFORE}</summary></entry></feed>"""


def read(content: str) -> list[Document | Failure | Skipped]:
    return list(read_feed("feed.rss", content.encode(), ReadOptions()))


def test_an_entry_of_rss() -> None:
    document = read(RSS)[0]
    assert isinstance(document, Document)
    source = document.source
    assert document.text == f"{BEFORE}\n\n{AFTER}\nFew came."
    assert (document.document_id, source.url) == ("https://example.org/1",) * 2
    assert (source.outlet, source.title, source.author) == ("Orm Courier – News", "Talks & bridges", "Ada Quill")
    assert source.published == dt.datetime(2022, 2, 20, 16, 35, 49, tzinfo=dt.timezone(dt.timedelta(hours=3)))
    assert set(source.provenance) == {(name, "feed") for name in ("outlet", "published", "title", "author", "timezone")}


def test_entries_without_text_or_date() -> None:
    _, empty, document, told = read(RSS)
    assert empty == Skipped("feed.rss", "entry 2", "it has no text")
    assert isinstance(document, Document)
    assert (document.document_id, document.source.published) == ("tag:3", None)
    assert told == Skipped("feed.rss", "entry 3", "'soon' is no date that is understood", field="published")


def test_an_entry_of_atom() -> None:
    (document,) = read(ATOM)
    assert isinstance(document, Document)
    assert (document.document_id, document.source.outlet) == ("tag:1", "Veld Post")
    assert document.source.published == dt.datetime(2031, 1, 4, 10, tzinfo=dt.UTC)


def test_what_is_no_feed() -> None:
    (failure,) = read("<a><b></a>")
    assert isinstance(failure, Failure)
    assert failure.reason.startswith("no entries of RSS or Atom were found: ")


def test_an_option_wins_over_the_feed() -> None:
    (document,) = read_feed("feed.atom", ATOM.encode(), ReadOptions(outlet="Orm Wire"))
    assert isinstance(document, Document)
    assert document.source.outlet == "Orm Wire"
