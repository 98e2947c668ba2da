"""Whom pronouns, descriptions and groups mean, against links annotated by hand in `gold/coreference.json`.

A link is right when our mention over its words resolves to exactly the actors whose mentions cover the gold names.
Precision is right / resolved by us among the gold links, those included that mean no named actor (to resolve one of
them is wrong, but for an unnamed office that becomes an actor whom the text never names); recall is right / links
that mean named actors.  Titles and URLs are hidden from the reader.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from dragoman.errors import InputError
from dragoman.language.model import load_language
from dragoman.pipeline import read_document
from dragoman.record import Mention, Reading, Span
from evaluation.documents import hide, read_table
from evaluation.shared import HALVES, ROOT, Half, Row, half_of, read_lines

GOLD = ROOT / "evaluation" / "gold" / "coreference.json"
UNNAMED_OFFICE = "unnamed office"
FORMS = ("pronoun", "description", "group")

LinkForm = Literal["pronoun", "description", "group"]
# spared: an unnamed office that stands for an actor without a name; open: rightly left unresolved
Verdict = Literal["right", "wrong", "missed", "open", "spared"]


@dataclass(frozen=True, slots=True)
class Link:
    """Words that stand for actors named elsewhere; `referents` is None where no named actor is meant, for a reason."""

    span: Span
    form: LinkForm
    referents: tuple[Span, ...] | None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """The links of one version of one document of a shared set."""

    document_id: str
    folder: str
    version: str
    links: tuple[Link, ...]

    @property
    def half(self) -> Half:
        return half_of(self.document_id)


@dataclass(frozen=True, slots=True)
class Judged:
    """A link, what our reading makes of it, and the names it means and we gave."""

    document_id: str
    link: Link
    verdict: Verdict
    words: str
    meant: tuple[str, ...]
    given: tuple[str, ...]


@dataclass(slots=True)
class CoreferenceScores:
    """The judged links of one half."""

    judged: list[Judged] = field(default_factory=list)

    @property
    def figures(self) -> Row:
        """Return precision, recall, F1 and numbers for all links and for each form."""
        parts = {form + "s": [one for one in self.judged if one.link.form == form] for form in FORMS}
        return {name: measure(part) for name, part in {"all": self.judged, **parts}.items()}

    @property
    def mistakes(self) -> Iterator[str]:
        """Yield a line for each link that is wrong or missed."""
        for one in self.judged:
            if one.verdict in {"wrong", "missed"}:
                meant = ", ".join(one.meant) or f"nobody ({one.link.reason})"
                yield f"{one.verdict:6} {one.document_id} {one.words}: {meant} | {', '.join(one.given) or 'nobody'}"


def measure(judged: Iterable[Judged]) -> Row:
    """Return precision, recall, F1, how many links mean named actors, and how many of all were resolved."""
    links = list(judged)
    counts = Counter(one.verdict for one in links)
    right, resolved = counts["right"], counts["right"] + counts["wrong"]
    gold = sum(one.link.referents is not None for one in links)
    precision, recall = right / resolved if resolved else 0.0, right / gold if gold else 0.0
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return {
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(f1, 4),
        "n": gold,
        "resolved": resolved,
    }


def load_gold(path: Path = GOLD) -> tuple[GoldDocument, ...]:
    """Return the annotated documents; raises InputError for a link of another shape."""
    data: Row = json.loads(path.read_text(encoding="utf-8"))
    return tuple(
        GoldDocument(
            row["id"], row["set"], row["version"], tuple(_read_links(f"{path.name}: {row['id']}", *row["links"]))
        )
        for row in data["documents"]
    )


def _read_links(where: str, *links: list[Any]) -> Iterator[Link]:
    for link in links:
        start, end, form, referents, *reason = link
        if form not in FORMS or (referents is None) != bool(reason):
            raise InputError(
                f"{where}: link {link}: give [start, end, form, referents] with a form of {', '.join(FORMS)}, "
                "or [start, end, form, null, reason]"
            )
        spans = None if referents is None else tuple(Span(*pair) for pair in referents)
        yield Link(Span(start, end), form, spans, *reason)


def score_coreference(shared: Path, halves: Sequence[Half] = HALVES) -> dict[Half, CoreferenceScores]:
    """Return the judged links of each half."""
    scores: dict[Half, CoreferenceScores] = {half: CoreferenceScores() for half in halves}
    gold = [document for document in load_gold() if document.half in scores]
    for document, reading in zip(gold, read_gold(shared, gold), strict=True):
        scores[document.half].judged.extend(judge_document(document, reading))
    return scores


def read_gold(shared: Path, gold: Sequence[GoldDocument]) -> Iterator[Reading]:
    """Yield a reading of each document, in order; raises InputError where the shared set has another version of it."""
    rows = {row["id"]: row for folder in {one.folder for one in gold} for row in _rows(shared, folder)}
    language = load_language()
    shown = [hide(rows[one.document_id], "title", "url") for one in gold]
    for annotated, document in zip(gold, read_table(shown), strict=True):
        if document.version != annotated.version:
            raise InputError(
                f"{annotated.document_id}: annotated was version {annotated.version[:12]}, the shared set has "
                f"{document.version[:12]}; annotate it anew"
            )
        yield read_document(document, language)


def _rows(shared: Path, folder: str) -> list[Row]:
    return read_lines(shared / "data" / folder / "docs.jsonl")


def judge_document(gold: GoldDocument, reading: Reading) -> Iterator[Judged]:
    """Yield each link of a document, judged."""
    names = {actor.actor_id: actor.name for actor in reading.actors}
    text = reading.document.text
    for link in gold.links:
        found = find_mention(link, reading.mentions)
        given = frozenset(found.actor_ids if found is not None else ())
        verdict = judge(link, given, reading.mentions)
        before, after = text[max(0, link.span.start - 30) : link.span.start], text[link.span.end : link.span.end + 20]
        words = " ".join(f"{before}[{reading.document[link.span]}]{after}".split())
        meant = tuple(" ".join(reading.document[span].split()) for span in link.referents or ())
        yield Judged(gold.document_id, link, verdict, words, meant, tuple(sorted(names[actor] for actor in given)))


def find_mention(link: Link, mentions: Iterable[Mention]) -> Mention | None:
    """Return our mention over the words of a link, pronoun for pronoun; of several the one that shares most."""
    over = [
        mention
        for mention in mentions
        if mention.part == "text"
        and mention.span.overlaps(link.span)
        and (mention.form == "pronoun") == (link.form == "pronoun")
    ]
    return max(over, key=lambda mention: _shared_part(mention.span, link.span), default=None)


def _shared_part(one: Span, other: Span) -> float:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared / (max(one.end, other.end) - min(one.start, other.start))


def judge(link: Link, given: frozenset[str], mentions: Sequence[Mention]) -> Verdict:
    """Return what becomes of a link that we resolve to the given actors."""
    if link.referents is None:
        if not given:
            return "open"
        return "spared" if link.reason == UNNAMED_OFFICE and not given & named_actors(mentions) else "wrong"
    if not given:
        return "missed"
    return "right" if given == meant_actors(link.referents, mentions) else "wrong"


def named_actors(mentions: Iterable[Mention]) -> frozenset[str]:
    """Return the actors that the text calls by name."""
    named = (mention for mention in mentions if mention.form == "name" and mention.part == "text")
    return frozenset(actor for mention in named for actor in mention.actor_ids)


def meant_actors(referents: Iterable[Span], mentions: Sequence[Mention]) -> frozenset[str] | None:
    """Return the actors at the names of a link; None when we see no actor at one of them."""
    meant: set[str] = set()
    for span in referents:
        at = {actor for mention in _names_at(span, mentions) for actor in mention.actor_ids}
        if not at:
            return None
        meant |= at
    return frozenset(meant)


def _names_at(span: Span, mentions: Iterable[Mention]) -> Iterator[Mention]:
    for mention in mentions:
        if mention.part == "text" and mention.form != "pronoun" and mention.span.overlaps(span):
            yield mention


def to_row(scores: Mapping[Half, CoreferenceScores]) -> Row:
    """Return what the results file keeps."""
    return {half: scored.figures for half, scored in scores.items()}
