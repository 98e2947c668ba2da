"""How well events are coded: sentences with marked sides, and sentences with dyads; `windows.py` has news windows.

Sentences (`data/events/PLV_train.tsv`, tabs, no quoting): with the sides given, the PLOVER type; CONCEDE and RETREAT
are YIELD there.  Figures are macro-averaged F1 over types, quad classes and cooperation against conflict, with
intervals from 1,000 resamples.  End to end, an event is right where its type is and both sides are: the head of the
marked span lies in the words of ours.  Events told as happened count, and of each sentence all count against precision.

Halves by the hash of the sentence's id; no parameter is fitted on the set.
"""

from __future__ import annotations

import csv
import html
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.coding.given import Coded, code_between
from dragoman.language.model import Language, load_language
from dragoman.language.parse import parse_text
from dragoman.language.words import find_words
from dragoman.pipeline import analyse_text, read_document
from dragoman.reading.text import make_document
from dragoman.record import Document, EventReport, EventType, Modality, Quad, Segment, SegmentKind, Span
from evaluation.shared import HALVES, Half, Row, half_of

YIELD = "YIELD"
NOTHING = "none"
RESAMPLES = 1000
LEVELS = ("root", "quad", "binary")
THRESHOLDS = (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9)
_MARK = re.compile(r"(</?[st]>)")
_CODING = re.compile(r"<EventCoding ([^>]*)>")
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
_DYAD = re.compile(r'<Sentence [^>]*id="([^"]+)"[^>]*/?>(.*?)(?=<Sentence |</Sentences>)', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence of the set: its sides as spans (None where it names none), and the gold type."""

    identifier: str
    text: str
    actor: Span | None
    recipient: Span | None
    gold: str

    @property
    def half(self) -> Half:
        return half_of(self.identifier)


@dataclass(frozen=True, slots=True)
class Answer:
    """What was coded with the sides given."""

    gold: str
    found: str
    confidence: float
    rule: str
    text: str


@dataclass(slots=True)
class EndToEnd:
    """Gold sentences, those found, and each event with its confidence and whether it is right."""

    gold: int = 0
    found: int = 0
    events: list[tuple[float, bool]] = field(default_factory=list[tuple[float, bool]])
    first: list[bool] = field(default_factory=list[bool])
    mistakes: list[str] = field(default_factory=list[str])

    @property
    def figures(self) -> Row:
        curve = {str(least): self.at(least) for least in THRESHOLDS}
        return {**self.at(0.0), "n": self.gold, "at_least": curve, "one_a_sentence": self.first_figures}

    @property
    def first_figures(self) -> Row:
        """Precision and recall where only the surest event of each sentence counts."""
        right = sum(self.first)
        precision = right / len(self.first) if self.first else 0.0
        recall = right / self.gold if self.gold else 0.0
        return {"precision": round(precision, 4), "recall": round(recall, 4), "events": len(self.first)}

    def at(self, least: float) -> Row:
        """Return precision and recall of the events of at least this confidence."""
        kept = [right for confidence, right in self.events if confidence >= least]
        precision = sum(kept) / len(kept) if kept else 0.0
        recall = min(self.gold, sum(kept)) / self.gold if self.gold else 0.0
        return {"precision": round(precision, 4), "recall": round(recall, 4), "events": len(kept)}


@dataclass(frozen=True, slots=True)
class EventScores:
    """What one half came to."""

    answers: tuple[Answer, ...]
    by_rules: tuple[Answer, ...]
    end_to_end: EndToEnd

    @property
    def figures(self) -> Row:
        given = {name: measure(self.answers, name) for name in LEVELS}
        rules = {name: measure(self.by_rules, name)["f1"] for name in LEVELS}
        return {
            "given": {**given, "n": len(self.answers), **calibrate(self.answers), "rules_alone": rules},
            "end_to_end": self.end_to_end.figures,
        }


# ------------------------------------------------------------ reading the set


def read_marked(path: Path) -> Iterator[Marked]:
    """Yield the sentences of the set with the spans of their sides."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            text, spans = unmark(row["marked_sentence"])
            yield Marked(row["sentence_id"], text, spans.get("s"), spans.get("t"), row["gold_root"])


def unmark(marked: str) -> tuple[str, dict[str, Span]]:
    """Return a sentence without its marks, and the first span of each mark."""
    text, open_at, spans = "", dict[str, int](), dict[str, Span]()
    for piece in _MARK.split(marked):
        if piece in {"<s>", "<t>"}:
            open_at[piece[1]] = len(text)
        elif piece in {"</s>", "</t>"}:
            spans.setdefault(piece[2], Span(open_at[piece[2]], len(text)))
        else:
            text += piece
    return text, spans


def make_sentence(text: str) -> Document:
    """Return a document that is all body."""
    document = make_document(text)
    if document.segments[-1].kind is SegmentKind.BODY:
        return document  # a dateline before the sentence is one
    segments = (Segment(SegmentKind.BODY, Span(0, len(text))),)
    return Document(document.document_id, document.version, text, document.source, segments)


# ------------------------------------------------------------ scoring


def score_events(folder: Path, halves: Sequence[Half] = HALVES) -> dict[Half, EventScores]:
    """Return the scores of each half of the marked sentences in `folder` (`data/events`)."""
    language = load_language()
    marked = list(read_marked(folder / "PLV_train.tsv"))
    return {half: score_half([one for one in marked if one.half == half], language) for half in halves}


def score_half(marked: Iterable[Marked], language: Language) -> EventScores:
    """Return the scores of these sentences."""
    answers: list[Answer] = []
    by_rules: list[Answer] = []
    count = EndToEnd()
    for one in marked:
        document = make_sentence(one.text)
        body = analyse_text(document, language)
        answers.append(answer(one, code_between(body, one.actor, one.recipient)))
        by_rules.append(answer(one, code_between(body, one.actor, one.recipient, learned=False)))
        events = [e for e in read_document(document, language).events if e.modality is Modality.HAPPENED]
        add_sentence(count, one, events, language)
    return EventScores(tuple(answers), tuple(by_rules), count)


def answer(one: Marked, coded: Coded | None) -> Answer:
    """Return what was coded beside the gold."""
    if coded is None:
        return Answer(one.gold, NOTHING, 0.0, "", one.text)
    return Answer(one.gold, merge(coded.type), coded.confidence, coded.rule, one.text)


def add_sentence(count: EndToEnd, one: Marked, events: Sequence[EventReport], language: Language) -> None:
    """Add the events found in a sentence to the count."""
    heads = [head_of(one.text, span, language) for span in (one.actor, one.recipient)]
    rights = [is_right(event, one.gold, heads) for event in events]
    count.gold += 1
    count.found += any(rights)
    if events:
        surest = max(range(len(events)), key=lambda at: events[at].grounds.confidence)
        count.first.append(rights[surest])
    met = False
    for event, right in zip(events, rights, strict=True):
        count.events.append((event.grounds.confidence, right and not met))
        met = met or right
    if not any(rights):
        told = "; ".join(describe(event, one.text) for event in events)
        count.mistakes.append(f"{one.gold} [{told}] {one.text}")


def describe(event: EventReport, text: str) -> str:
    """Return an event in a few words."""
    sides = [" & ".join(text[s.start : s.end] for s in words) for words in (event.actor_words, event.recipient_words)]
    return f"{event.type.value} {event.grounds.rule}: {sides[0]} -> {sides[1]}"


def is_right(event: EventReport, gold: str, heads: Sequence[Span | None]) -> bool:
    """Tell whether an event has the gold type and sides; of a contact all are actors, so either order is right."""
    if merge(event.type) != gold:
        return False
    actor, recipient = heads
    others = event.recipient_words or event.actor_words
    return covers(event.actor_words, actor) and covers(others, recipient)


def covers(words: Iterable[Span], head: Span | None) -> bool:
    """Tell whether the words hold the head of a side; one that the sentence does not name is always right."""
    return head is None or any(span.contains(head) for span in words)


def head_of(text: str, span: Span | None, language: Language) -> Span | None:
    """Return the word of a span that governs its others."""
    if span is None:
        return None
    paragraphs = find_words(text, (Segment(SegmentKind.BODY, Span(0, len(text))),), language)
    tokens = parse_text(text, paragraphs, [], language).tokens
    inside = [token for token in tokens if token.start < span.end and span.start < token.end]
    indices = {token.index for token in inside}
    head = next((token for token in inside if token.head not in indices or token.head == token.index), None)
    return None if head is None else Span(head.start, head.end)


def merge(kind: EventType) -> str:
    """Return the type by the name that the set has for it."""
    return YIELD if kind in {EventType.CONCEDE, EventType.RETREAT} else kind.value


def coarsen(name: str, level: str) -> str:
    """Return the type, its quad class, or cooperation against conflict."""
    if name == NOTHING or level == "root":
        return name
    quad = Quad.MATERIAL_COOPERATION if name == YIELD else EventType(name).quad
    return quad.value if level == "quad" else quad.value.rsplit(" ", maxsplit=1)[-1]


def measure(answers: Sequence[Answer], level: str) -> Row:
    """Return macro-averaged F1 over the gold classes, and the interval that holds 95% of the resamples."""
    pairs = [(coarsen(one.gold, level), coarsen(one.found, level)) for one in answers]
    chance = random.Random(0)  # noqa: S311 - resamples, not secrets
    again = sorted(macro_f1(chance.choices(pairs, k=len(pairs))) for _ in range(RESAMPLES)) if pairs else [0.0]
    low, high = again[int(0.025 * len(again))], again[int(0.975 * (len(again) - 1))]
    return {"f1": round(macro_f1(pairs), 4), "low": round(low, 4), "high": round(high, 4)}


def macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    """Return the mean F1 over the classes of the gold."""
    scores = class_f1(pairs)
    return sum(scores.values()) / len(scores) if scores else 0.0


def class_f1(pairs: Sequence[tuple[str, str]]) -> dict[str, float]:
    """Return F1 of each class of the gold."""
    gold, found = Counter(pair[0] for pair in pairs), Counter(pair[1] for pair in pairs)
    right = Counter(gold_class for gold_class, answer in pairs if gold_class == answer)
    return {name: 2 * right[name] / (count + found[name]) for name, count in sorted(gold.items())}


def calibrate(answers: Sequence[Answer]) -> Row:
    """Return the mean distance between confidence and accuracy over tenths, and accuracy and number of each tenth."""
    bins: dict[int, list[Answer]] = {}
    for one in answers:
        bins.setdefault(min(9, int(one.confidence * 10)), []).append(one)
    rows: Row = {}
    error = 0.0
    for tenth, members in sorted(bins.items()):
        accuracy = sum(one.gold == one.found for one in members) / len(members)
        error += abs(accuracy - sum(one.confidence for one in members) / len(members)) * len(members) / len(answers)
        rows[f"0.{tenth}"] = {"accuracy": round(accuracy, 3), "n": len(members)}
    return {"calibration_error": round(error, 4), "calibration": rows}


def list_mistakes(scores: EventScores) -> Iterator[str]:
    """Yield a line for each sentence with the wrong type, then for each that was not found end to end."""
    for one in scores.answers:
        if one.gold != one.found:
            yield f"given {one.gold} read as {one.found} ({one.rule}): {one.text}"
    for line in scores.end_to_end.mistakes:
        yield f"end to end {line}"


# ------------------------------------------------------------ dyads


def score_dyads(path: Path) -> Row:
    """Return the share of gold codings whose root code is found in their sentence, and with both countries right."""
    language = load_language()
    roots = dyads = total = 0
    for match in _DYAD.finditer(path.read_text(encoding="utf-8")):
        text = re.search(r"<Text>(.*?)</Text>", match[2], re.DOTALL)
        words = " ".join(html.unescape(text[1]).split()) if text is not None else ""
        codings = [
            coding for tag in _CODING.findall(match[2]) if (coding := dict(_ATTRIBUTE.findall(tag))).get("eventcode")
        ]
        if not words or not codings:
            continue
        events = read_document(make_sentence(words), language).events
        for coding in codings:
            same = [event for event in events if event.cameo and event.cameo[:2] == coding["eventcode"][:2]]
            total += 1
            roots += bool(same)
            dyads += any(has_countries(event, coding) for event in same)
    return {"roots": round(roots / total, 4), "dyads": round(dyads / total, 4), "n": total} if total else {"n": 0}


def has_countries(event: EventReport, coding: Mapping[str, str]) -> bool:
    """Tell whether the countries of a coding are those of an event's sides; of a meeting in either order."""
    actors = {actor.country for actor in event.actors}
    others = {actor.country for actor in event.recipients} or actors
    return coding.get("sourcecode", "")[:3] in actors and coding.get("targetcode", "")[:3] in others
