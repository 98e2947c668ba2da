"""Print how well attributions are found: the spans of source, cue and content in PolNeAR.

    python -m evaluation.attribution [--part dev|train] [--errors N]

An attribution of the set is compared role by role.  Exact: a found role has the very characters of a gold one
(discontinuous ones all their parts), but for conventions that differ, listed in `settle`.  Overlap: they share a
character.  The set is for measuring only; `--errors` lists what was missed or made up, of the train part alone.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dragoman.language.model import load_language
from dragoman.pipeline import read_document
from dragoman.record import Act, Reading, Span, Statement
from evaluation.documents import read_table
from evaluation.shared import find_shared

ROLES = ("source", "cue", "content")
Spans = tuple[Span, ...]
# what the set counts to the content and we do not: the word that opens a clause
OPENING = re.compile(r"(?:that|whether|if)\s+\Z", re.IGNORECASE)
PAUSE = re.compile(r"[,:;\"“”–—]")
ADDRESSING = frozenset({Act.REQUEST, Act.THANK, Act.CONGRATULATE, Act.INVITE})
EDGES = " \t\r\n\u00a0,.;:"
MARKS = "\"“”'‘’"


@dataclass(slots=True)
class Count:
    """Roles in the gold, found, exactly right, and overlapping (of the gold, of the found)."""

    gold: int = 0
    found: int = 0
    exact: int = 0
    gold_overlapped: int = 0
    found_overlapping: int = 0

    def add(self, gold: set[Spans], found: set[Spans]) -> None:
        self.gold += len(gold)
        self.found += len(found)
        self.exact += len(gold & found)
        self.gold_overlapped += sum(any(overlaps(one, other) for other in found) for one in gold)
        self.found_overlapping += sum(any(overlaps(one, other) for other in gold) for one in found)

    def rates(self) -> dict[str, float]:
        """Return precision, recall and F1, exact and by overlap."""
        exact = _rates(self.exact, self.exact, self.found, self.gold)
        overlap = _rates(self.found_overlapping, self.gold_overlapped, self.found, self.gold)
        return {
            **{f"exact_{name}": value for name, value in exact.items()},
            **{f"overlap_{name}": value for name, value in overlap.items()},
        }


def _rates(right_found: int, right_gold: int, found: int, gold: int) -> dict[str, float]:
    precision = right_found / found if found else 0.0
    recall = right_gold / gold if gold else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}


def overlaps(one: Spans, other: Spans) -> bool:
    """Tell whether two roles share a character."""
    return any(a.overlaps(b) for a in one for b in other)


def settle(text: str, spans: Spans) -> Spans:
    """Return the spans by one convention: a leading "that" taken in, punctuation and blanks at the ends left out.

    Spans with nothing but these between them are one: the set splits some words at the end of a sentence.
    """
    settled: list[Span] = []
    for span in spans:
        start, end = span.start, span.end
        opening = OPENING.search(text, max(0, start - 12), start)
        start = opening.start() if opening else start
        while start < end and text[start] in EDGES:
            start += 1
        while end > start and text[end - 1] in EDGES + MARKS:
            end -= 1
        while start < end and text[start] in MARKS:
            start += 1
        if start < end and settled and not text[settled[-1].end : start].strip(EDGES + MARKS):
            settled[-1] = Span(settled[-1].start, end)
        elif start < end:
            settled.append(Span(start, end))
    return tuple(settled)


def read_gold(path: Path) -> Iterator[dict[str, Spans]]:
    """Yield the attributions of one annotation file (brat standoff), each role with its spans."""
    marks: dict[str, Spans] = {}
    events: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        key, _, rest = line.partition("\t")
        if key.startswith("T"):
            label, _, places = rest.split("\t")[0].partition(" ")
            marks[key] = (
                tuple(Span(*map(int, place.split())) for place in places.split(";")) if label != "Attribution" else ()
            )
        elif key.startswith("E"):
            events.append(rest)
    for event in events:
        roles: dict[str, list[Span]] = {}
        for part in event.split():
            role, _, mark = part.partition(":")
            roles.setdefault(re.sub(r"\d+$", "", role).lower(), []).extend(marks.get(mark, ()))
        yield {role: tuple(sorted(roles.get(role, ()))) for role in ROLES}


def found_roles(reading: Reading) -> Iterator[dict[str, Spans]]:
    """Yield the roles of each statement of a reading."""
    for statement in reading.statements:
        yield roles_of(reading.document.text, statement)


def roles_of(text: str, statement: Statement) -> dict[str, Spans]:
    """Return the roles of a statement by the set's convention, which counts who is asked or thanked to the content.

    "urged | the firm to pay", "thanked | the crew for coming": we tell them apart, as addressee and hearer.
    """
    content = tuple(sorted(statement.content))
    addressed = statement.addressee if statement.act is Act.REQUEST else statement.hearers
    if statement.act in ADDRESSING and addressed and statement.cue and statement.grounds.rule != "verb:tell":
        between = text[statement.cue[-1].end : content[0].start]
        if between.strip() and len(between) < 80 and not PAUSE.search(between):
            content = (Span(statement.cue[-1].end, content[0].end), *content[1:])
    return {"source": statement.source, "cue": statement.cue, "content": content}


def score_part(folder: Path, errors: int = 0) -> dict[str, Count]:
    """Return the counts of each role over one part of the set, and of all roles together as "micro"."""
    counts = {role: Count() for role in (*ROLES, "micro")}
    language = load_language()
    for text_path in sorted(folder.glob("text/**/*.txt")):
        # a few texts were annotated twice: the first counts
        annotation = next(iter(sorted(folder.glob(f"attributions/{text_path.stem}_*.ann"))), None)
        if annotation is None:
            continue
        # newlines as they are: the offsets count every character
        text = text_path.read_bytes().decode("utf-8")
        for document in read_table([{"id": text_path.stem, "text": text}]):
            reading = read_document(document, language)
            gold = list(read_gold(annotation))
            found = list(found_roles(reading))
            for role in ROLES:
                left = {settle(text, one[role]) for one in gold} - {()}
                right = {settle(text, one[role]) for one in found} - {()}
                counts[role].add(left, right)
                counts["micro"].add(left, right)
            if errors > 0:
                errors -= list_errors(text, gold, found, errors)
    return counts


def list_errors(text: str, gold: list[dict[str, Spans]], found: list[dict[str, Spans]], limit: int) -> int:
    """Print the attributions missed and made up, at most `limit`; return how many were printed."""
    lines: list[str] = []
    cues = [settle(text, one["cue"]) for one in gold]
    mine = [settle(text, one["cue"]) for one in found]
    for one in gold:
        cue = settle(text, one["cue"])
        rival = next((other for other in found if cue and overlaps(settle(text, other["cue"]), cue)), None)
        if rival is None:
            lines.append(f"MISSED  {_show(text, one)}")
        elif settle(text, rival["content"]) != settle(text, one["content"]):
            lines.append(f"CONTENT {_show(text, one)}\n   ours {_show(text, rival)}")
    lines.extend(
        f"EXTRA   {_show(text, one)}"
        for one, cue in zip(found, mine, strict=True)
        if not any(overlaps(cue, other) for other in cues)
    )
    print("\n".join(lines[:limit]))
    return min(limit, len(lines))


def _show(text: str, roles: dict[str, Spans]) -> str:
    return " | ".join(
        " … ".join(" ".join(text[span.start : span.end].split()) for span in roles[role]) for role in ROLES
    )


def main() -> None:
    """Score one part and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=("dev", "train"), default="dev")
    parser.add_argument("--errors", type=int, default=0, help="how many mistakes of the train part to list")
    options = parser.parse_args()
    shared = find_shared()
    if shared is None:
        parser.exit(2, "the shared data is not there; set DRAGOMAN_SHARED to its folder\n")
    folder = shared / "data/quotes/polnear" / options.part
    counts = score_part(folder, options.errors if options.part == "train" else 0)
    print(f"{'':8}{'exact P':>9}{'R':>7}{'F1':>7}{'overlap P':>12}{'R':>7}{'F1':>7}{'gold':>8}{'found':>7}")
    for role, count in counts.items():
        rates = count.rates()
        print(
            f"{role:8}{rates['exact_precision']:9.3f}{rates['exact_recall']:7.3f}{rates['exact_f1']:7.3f}"
            f"{rates['overlap_precision']:12.3f}{rates['overlap_recall']:7.3f}{rates['overlap_f1']:7.3f}{count.gold:8}{count.found:7}"
        )


if __name__ == "__main__":
    main()
