"""News windows with marked contacts (RAMS, `data/events/rams_dev.jsonlines`): are those in contact found?

A window is five sentences around one trigger, with up to two participants, any of which may stand in another sentence
than the trigger, as a pronoun, or be one group twice.  The tokens are joined as they stood in print, and a sentence
without an end mark (a caption, a heading) ends its line.

Right is an example whose gold participants are all found in one contact or coded meeting of ours that is told in the
trigger's sentence, each as another participant of it.  A participant of ours is the gold one where the head of the
gold words lies in words that stand for it: its own words in the telling, or a mention of it anywhere in the window
("he" is whom we take him for).  Any modality counts: a meeting planned, denied or called off is told as well.

Beside that: `recall`, the share of gold participants found in the best telling at the trigger; `precision`, the share
of that telling's participants that are gold ones, which reads low, since the gold marks no more than two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.language.model import Language, load_language
from dragoman.pipeline import read_document
from dragoman.reading.text import make_document
from dragoman.record import Actor, Document, EventType, Passage, Reading, Segment, SegmentKind, Span
from evaluation.events import covers, head_of
from evaluation.shared import HALVES, Half, Row, half_of, read_lines

CONTACTS = ("contact.discussion", "contact.negotiate", "contact.collaborate")
MEETINGS = frozenset({EventType.CONSULT, EventType.AGREE})
# no blank before: closing marks and the second half of "do n't", "Velk 's"; none behind an opening mark or a hyphen
_CLOSING = re.compile(r"[.,;:?!)\]}”’%…]+\Z|(?:['’](?:s|re|ve|ll|d|m)|n['’]t|['’])\Z", re.IGNORECASE)
_OPENING = re.compile(r"[(\[{“‘$£€#@]\Z")
_HYPHEN = re.compile(r"[-/]\Z")
_ENDED = re.compile(r"[.?!:;…][\"'”’)\]]*\Z")


@dataclass(frozen=True, slots=True)
class Window:
    """The text of an example, its trigger and the words of its participants, each marked once."""

    identifier: str
    text: str
    trigger: Span
    participants: tuple[Span, ...]

    @property
    def half(self) -> Half:
        return half_of(self.identifier)


@dataclass(frozen=True, slots=True)
class Telling:
    """A contact or coded meeting of ours: for each participant the words that stand for it, and its passages."""

    words: tuple[tuple[Span, ...], ...]
    passages: tuple[Passage, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """What the best telling at the trigger has of an example: how many gold participants, of how many of its own."""

    window: Window
    found: int
    told: int
    names: tuple[str, ...]

    @property
    def right(self) -> bool:
        return self.found == len(self.window.participants)


# ------------------------------------------------------------ reading the set


def read_windows(path: Path) -> Iterator[Window]:
    """Yield an example for each trigger of a contact that has participants."""
    for row in read_lines(path):
        for first, last, kinds in row["evt_triggers"]:
            if not str(kinds[0][0]).startswith(CONTACTS):
                continue
            text, spans = join_sentences(row["sentences"])
            marked = dict.fromkeys(
                Span(spans[start].start, spans[end].end)
                for trigger, (start, end), role in row["gold_evt_links"]
                if "participant" in role and trigger == [first, last]
            )
            if marked:
                yield Window(row["doc_key"], text, Span(spans[first].start, spans[last].end), tuple(marked))


def join_sentences(sentences: Sequence[Sequence[str]]) -> tuple[str, list[Span]]:
    """Return the text of tokenised sentences as it stood in print, and where each token stands in it."""
    text, spans = "", list[Span]()
    for tokens in sentences:
        glue = "" if not text else " " if _ENDED.search(text) else "\n\n"
        quoted = False
        for at, word in enumerate(tokens):
            mark = word == '"'
            # one that ends the sentence closes: a window may begin inside a quotation
            closes = (quoted or at == len(tokens) - 1) if mark else _CLOSING.match(word) or word == "-"
            text += "" if closes else glue
            spans.append(Span(len(text), len(text) + len(word)))
            text += word
            quoted = not closes if mark else quoted
            opens = quoted if mark else _OPENING.match(word) or _HYPHEN.match(word)
            glue = "" if opens else " "
    return text, spans


# ------------------------------------------------------------ scoring


def score_windows(path: Path, halves: Sequence[Half] = HALVES) -> dict[Half, tuple[Match, ...]]:
    """Return what was found of each example of the halves."""
    language = load_language()
    windows = list(read_windows(path))
    return {half: tuple(match_window(one, language) for one in windows if one.half == half) for half in halves}


def match_window(window: Window, language: Language) -> Match:
    """Return the best of our tellings at the trigger: most gold participants, then fewest others."""
    heads = [head for span in window.participants if (head := head_of(window.text, span, language)) is not None]
    reading = read_document(make_window(window.text), language)
    at_trigger = [
        telling
        for telling in find_tellings(reading)
        if any(passage.part == "text" and passage.span.overlaps(window.trigger) for passage in telling.passages)
    ]
    matches = [Match(window, count_found(heads, one), len(one.words), one.names) for one in at_trigger]
    return max(matches, key=lambda one: (one.found, -one.told), default=Match(window, 0, 0, ()))


def make_window(text: str) -> Document:
    """Return a document that is all body: a window is cut out of a page, and no part of it is furniture."""
    document = make_document(text)
    segments = (Segment(SegmentKind.BODY, Span(0, len(text))),)
    return Document(document.document_id, document.version, text, document.source, segments)


def find_tellings(reading: Reading) -> Iterator[Telling]:
    """Yield the contacts of a reading, and its events that are a meeting or an agreement to meet."""
    mentions: dict[str, list[Span]] = {}
    for mention in reading.mentions:
        for actor in mention.actor_ids if mention.part == "text" else ():
            mentions.setdefault(actor, []).append(mention.span)
    for contact in reading.contacts:
        yield _telling(contact.participants, {}, contact.evidence, mentions)
    for event in reading.events:
        if event.type in MEETINGS:
            actors = (*event.actors, *event.recipients)
            sides = zip((event.actors, event.recipients), (event.actor_words, event.recipient_words), strict=True)
            own = {actor.actor_id: words for side, words in sides for actor in side}
            yield _telling(actors, own, event.evidence, mentions)


def _telling(
    actors: Sequence[Actor],
    own: Mapping[str, Sequence[Span]],
    passages: tuple[Passage, ...],
    mentions: Mapping[str, Sequence[Span]],
) -> Telling:
    words = tuple((*mentions.get(one.actor_id, ()), *own.get(one.actor_id, ())) for one in actors)
    return Telling(words, passages, tuple(one.name for one in actors))


def count_found(heads: Sequence[Span], telling: Telling) -> int:
    """Return how many heads stand for a participant each, no two for the same one."""
    free = list(telling.words)
    found = 0
    for head in heads:
        words = next((words for words in free if covers(words, head)), None)
        if words is not None:
            free.remove(words)
            found += 1
    return found


def count_figures(matches: Sequence[Match]) -> Row:
    """Return the share of examples with all participants right, and recall and precision of the participants."""
    gold = sum(len(one.window.participants) for one in matches)
    told = sum(one.told for one in matches)
    found = sum(one.found for one in matches)
    return {
        "participants": _share(sum(one.right for one in matches), len(matches)),
        "recall": _share(found, gold),
        "precision": _share(found, told),
        "told": _share(sum(one.told > 0 for one in matches), len(matches)),
        "n": len(matches),
    }


def list_misses(matches: Sequence[Match]) -> Iterator[str]:
    """Yield a line for each example that is not right: what was found, the gold words, the window with its trigger."""
    for one in matches:
        if not one.right:
            window = one.window
            gold = "; ".join(window.text[span.start : span.end] for span in window.participants)
            text, at = window.text, window.trigger
            marked = f"{text[: at.start]}[{text[at.start : at.end]}]{text[at.end :]}"
            yield f"{one.found} of {gold} in {', '.join(one.names) or 'nothing'}: {' '.join(marked.split())}"


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0
