"""Stories of documents against ECB+, and events across documents against MEANTIME.

ECB+: the documents of a part are grouped as `stories` groups those of a store; a gold story is a subtopic (topic and
part of the corpus, "2_11ecb" and "2_11ecbplus").  The figure is B³ F1; the threshold is that of the package, which was
fixed on the train part.

MEANTIME: the mentions of events are given; two are taken for one event when their documents are of one story and the
predicates have one lemma.  Reported is B³ over the mentions whose event is annotated across documents.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue] - lxml ships no types

from dragoman.stories.clusters_stories import ALIKE, StoryDocument, group_documents
from dragoman.stories.linking_words import weigh_topic
from evaluation.shared import Row

PARTS = ("Train", "Dev")


@dataclass(frozen=True, slots=True)
class EventMention:
    """A mention of an event in MEANTIME: its document, the lemma of its predicate, and the event it refers to."""

    document_id: str
    predicate: str
    event: str


def read_texts(path: Path) -> dict[str, str]:
    """Return the text of each document of an ECB+ file: one token a line, document, sentence, token, chain."""
    words: defaultdict[str, list[str]] = defaultdict(list)
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            if len(cells) >= 4:
                words[cells[0]].append(cells[3])
    return {document_id: " ".join(found) for document_id, found in words.items()}


def subtopic_of(document_id: str) -> str:
    """Return "2 ecbplus" for "2_11ecbplus"."""
    topic, _, rest = document_id.partition("_")
    return f"{topic} {rest.lstrip('0123456789')}"


def score_clusters(found: Mapping[str, str], gold: Mapping[str, str]) -> Row:
    """Return precision, recall and F1 of B³ over the items of `gold`."""
    ours, theirs = _members(found, gold), _members(gold, gold)
    shared = {item: len(ours[found[item]] & theirs[gold[item]]) for item in gold}
    precision = sum(shared[item] / len(ours[found[item]]) for item in gold) / len(gold)
    recall = sum(shared[item] / len(theirs[gold[item]]) for item in gold) / len(gold)
    f1 = 2 * precision * recall / (precision + recall)
    return {"f1": round(f1, 3), "precision": round(precision, 3), "recall": round(recall, 3), "n": len(gold)}


def _members(groups: Mapping[str, str], items: Iterable[str]) -> dict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for item in items:
        found[groups[item]].add(item)
    return found


def score_stories(shared: Path, threshold: float = ALIKE) -> Row:
    """Return the figures of both parts of ECB+."""
    figures: Row = {"threshold": threshold}
    for part in PARTS:
        texts = read_texts(shared / "data" / "stories" / "ecbplus" / f"ECB_{part}_corpus.txt")
        documents = [StoryDocument(document_id, weigh_topic(text)) for document_id, text in texts.items()]
        gold = {document_id: subtopic_of(document_id) for document_id in texts}
        figures[part.lower()] = score_clusters(group_documents(documents, threshold), gold)
    return figures


# ------------------------------------------------------------------ MEANTIME


def score_event_mentions(shared: Path) -> Row:
    """Return B³ of event mentions by lemma within our stories, and within the whole corpus for comparison."""
    texts: dict[str, str] = {}
    mentions: list[EventMention] = []
    folder = shared / "data" / "stories" / "meantime" / "intra_cross-doc_annotation"
    for path in sorted(folder.glob("*/*.xml")):
        document_id, text, found = _read_meantime(path)
        texts[document_id] = text
        mentions += found
    stories = group_documents([StoryDocument(each, weigh_topic(text)) for each, text in texts.items()])
    gold = {str(number): mention.event for number, mention in enumerate(mentions)}
    by_story = {str(n): f"{stories[each.document_id]} {each.predicate}" for n, each in enumerate(mentions)}
    by_lemma = {str(n): each.predicate for n, each in enumerate(mentions)}
    by_document = {str(n): f"{each.document_id} {each.predicate}" for n, each in enumerate(mentions)}
    return {
        "documents": len(texts),
        "stories": len(set(stories.values())),
        "lemma_in_story": score_clusters(by_story, gold),
        "lemma_in_document": score_clusters(by_document, gold),
        "lemma_alone": score_clusters(by_lemma, gold),
    }


def _read_meantime(path: Path) -> tuple[str, str, list[EventMention]]:
    # the files are given ones of the shared folder; nothing is fetched and no entity expanded
    root = etree.parse(str(path), etree.XMLParser(resolve_entities=False, no_network=True)).getroot()
    document_id = str(root.get("doc_id"))
    text = " ".join(token.text or "" for token in root.iter("token"))
    events = {str(each.get("m_id")): each.get("instance_id") for each in root.iter("EVENT")}
    predicates = {str(each.get("m_id")): str(each.get("pred")).lower() for each in root.iter("EVENT_MENTION")}
    mentions = [
        EventMention(document_id, predicates[source], event)
        for sources, target in _references(root)
        for source in sources
        if source in predicates and (event := events.get(target)) is not None
    ]
    return document_id, text, mentions


def _references(root: Any) -> Iterator[tuple[Sequence[str], str]]:
    for relation in root.iter("REFERS_TO"):
        sources = [str(each.get("m_id")) for each in relation.iter("source")]
        for target in relation.iter("target"):
            yield sources, str(target.get("m_id"))
