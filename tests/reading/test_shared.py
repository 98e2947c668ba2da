"""The shared data: all of it is read, and the seeds' segments are those of a careful reader."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dragoman.reading.inputs import plan_inputs, read_input
from dragoman.reading.options import ReadOptions
from dragoman.record import Document, SegmentKind

# the kinds of the seeds' reading that are segments, and ours
KINDS = {
    "dateline": SegmentKind.DATELINE,
    "related_link": SegmentKind.RELATED_LINK,
    "nav_prev": SegmentKind.NAVIGATION,
    "nav_next": SegmentKind.NAVIGATION,
    "author_name": SegmentKind.BYLINE,
    "author_bio": SegmentKind.BIOGRAPHY,
    "subhead": SegmentKind.HEADING,
    "photo_caption": SegmentKind.CAPTION,
    "photo_credit": SegmentKind.CREDIT,
}


def read_all(*paths: Path) -> list[Document]:
    plan = plan_inputs([str(path) for path in paths])
    assert plan.failures == ()
    found = [outcome for item in plan.inputs for outcome in read_input(item, ReadOptions())]
    assert [outcome for outcome in found if not isinstance(outcome, Document)] == []
    return [outcome for outcome in found if isinstance(outcome, Document)]


@pytest.mark.parametrize(
    "path, count",
    [
        ("readouts/docs.jsonl", 4240),
        ("transcripts/docs.jsonl", 88),
        ("wikinews/docs.jsonl", 295),
        ("quotes/polnear/**/text/*.txt", 924),
        ("pages", 97),
        ("feeds", 200),
    ],
)
def test_everything_is_read(shared: Path, path: str, count: int) -> None:
    documents = read_all(shared / "data" / path)
    assert len(documents) == count
    for document in documents:
        assert document.segments[0].span.start == 0
        assert document.segments[-1].span.end == len(document.text)
        assert any(segment.kind is SegmentKind.BODY for segment in document.segments) or len(document.text) < 300


def test_the_segments_of_the_seeds(shared: Path) -> None:
    seeds = shared / "data" / "seeds"
    reading = json.loads((seeds / "reading.json").read_text(encoding="utf-8"))
    documents = {name: read_all(seeds / file)[0] for name, file in reading["files"].items()}
    for segment in reading["segments"]:
        if segment["kind"] not in KINDS:
            continue
        document = documents[segment["doc"]]
        found = [found for found in document.segments if found.span.start == segment["start"]]
        assert [(segment["kind"], found[0].kind, document[found[0].span].strip())] == [
            (segment["kind"], KINDS[segment["kind"]], segment["text"])
        ]


def test_the_main_text_of_pages(shared: Path) -> None:
    """Pages of which the readouts hold the text give that text, with its lead, title and day."""
    lines = (shared / "data" / "readouts" / "docs.jsonl").read_text(encoding="utf-8").splitlines()
    readouts = {row["url"]: row for row in map(json.loads, lines)}
    pairs = [
        (page, readouts[page.source.url]) for page in read_all(shared / "data" / "pages") if page.source.url in readouts
    ]
    assert len(pairs) >= 90
    same = sum(page.text.split() == readout["text"].split() for page, readout in pairs)
    assert same / len(pairs) >= 0.95
    for page, readout in pairs:
        assert str(page.source.published_day) == readout["date"]
        assert page.source.title is not None
        assert page.source.title.split() == readout["title"].split()
