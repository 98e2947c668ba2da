"""Contested terms: the 25 of the two seed documents, and those of ten documents annotated by reading.

`gold/designations.jsonl` holds offsets alone.  Guideline: a contested term is a word or phrase that judges or takes a
side in naming people, groups, states, places or deeds (words of praise, verdicts such as "lie" and euphemisms such as
"neutralise" too); parts of names ("Liberation Front") and bare topics ("counter-terrorism") are none.  `voices` has two
where readers may differ.  Annotated by reading, one pass, before looking at what the program gives: the tuning half
before the rules were written, the checking half after.  Unclear: topics that name no deed ("terror debate"), history
("Nazi Germany"), "safe zone"; they are left out.

Found: a designation overlaps it.  Voice right: that designation has one of the voices.  Precise: the share of
designations that overlap a term of the gold; what else the program lists may be contested too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.language.model import load_language
from dragoman.pipeline import read_document
from dragoman.record import Designation, Document, Reading
from evaluation.documents import hide, read_table
from evaluation.seeds import read_texts
from evaluation.shared import HALVES, ROOT, Half, Row, SeedScorer, half_of, load_seed_scorer, read_lines

GOLD = ROOT / "evaluation" / "gold" / "designations.jsonl"
POLNEAR = "polnear:"

# What the careful reading of the seeds calls a voice, as ours; two where it says that readers may differ.
SEED_VOICES: dict[str, tuple[str, ...]] = {
    "narrator": ("outlet",),
    "narrator paraphrase": ("paraphrased",),
    "narrator/paraphrase ambiguous": ("outlet", "paraphrased"),
    'narrator or inside "what Iran deems" (ambiguous)': ("outlet", "hedged"),
    "hedged by narrator": ("hedged",),
    "hedged, attributed to Iran": ("hedged",),
    "speaker_paraphrase": ("paraphrased",),
    "speaker_paraphrase (earlier)": ("paraphrased",),
    "speaker_quoted": ("quoted",),
    "speaker_quoted (scare)": ("quoted", "hedged"),
    "scare quote": ("hedged",),
    "caption (narrator)": ("caption",),
}


@dataclass(slots=True)
class DesignationCount:
    """Terms of the gold by outcome, designations given, and a line for each mistake."""

    terms: int = 0
    found: int = 0
    voiced: int = 0
    given: int = 0
    precise: int = 0
    attributed: int = 0  # of the seeds' terms with a speaker: those of the right one
    speakers: int = 0
    mistakes: list[str] = field(default_factory=list[str])

    @property
    def figures(self) -> Row:
        rates: Row = {
            "found": round(self.found / max(1, self.terms), 4),
            "voice": round(self.voiced / max(1, self.terms), 4),
            "n": self.terms,
        }
        if self.given:
            rates["precise"] = round(self.precise / self.given, 4)
        if self.speakers:
            rates["speaker"] = round(self.attributed / self.speakers, 4)
        return rates


def score_designations(shared: Path, halves: Sequence[Half] = HALVES) -> dict[str, DesignationCount]:
    """Return the counts of the seeds and of each half of the annotated documents."""
    language = load_language()
    scorer = load_seed_scorer(shared)
    counts: dict[str, DesignationCount] = {name: DesignationCount() for name in ("seeds", *halves)}
    seeds = read_table({"id": key, "text": text} for key, text in read_texts(scorer))
    for document in seeds:
        score_seed(read_document(document, language), scorer, counts["seeds"])
    documents = {document.document_id: document for document in read_annotated(shared)}
    for gold in read_lines(GOLD):
        if half_of(gold["id"]) in halves:
            score_reading(read_document(documents[gold["id"]], language), gold, counts[half_of(gold["id"])])
    return counts


def read_annotated(shared: Path) -> tuple[Document, ...]:
    """Return the annotated documents, with their titles hidden: the gold is of the texts."""
    wanted = {gold["id"] for gold in read_lines(GOLD)}
    news = [row for row in read_lines(shared / "data" / "wikinews" / "docs.jsonl") if row["id"] in wanted]
    return read_table([*(hide(row, "title", "url", "licence", "date") for row in news), *_polnear_rows(shared, wanted)])


def _polnear_rows(shared: Path, wanted: set[str]) -> Iterator[Row]:
    for path in sorted((shared / "data" / "quotes" / "polnear").glob("*/text/*.txt")):
        if (key := POLNEAR + path.stem) in wanted:
            with path.open(encoding="utf-8", newline="") as file:
                yield {"id": key, "text": file.read()}


def score_seed(reading: Reading, scorer: SeedScorer, count: DesignationCount) -> None:
    """Add the loaded terms that the careful reading lists of one seed."""
    key, text = reading.document.document_id, reading.document.text
    for term in scorer.READING["loaded_terms"]:
        if term["doc"] == key:
            found = _meet(reading, term["start"], term["end"], SEED_VOICES[term["voice"]], count)
            if found is not None and term["speaker"] is not None:
                count.speakers += 1
                right = any(scorer.is_person({"name": actor.name}, term["speaker"]) for actor in found.speakers)
                count.attributed += right
                if not right:
                    count.mistakes.append(f"speaker: {key} {text[term['start'] : term['end']]!r}")


def score_reading(reading: Reading, gold: Row, count: DesignationCount) -> None:
    """Add the terms of one annotated document."""
    for term in gold["designations"]:
        _meet(reading, term["start"], term["end"], term["voices"], count)
    text = reading.document.text
    for designation in (one for one in reading.designations if one.part == "text"):
        count.given += 1
        if any(_overlaps(designation, term["start"], term["end"]) for term in gold["designations"]):
            count.precise += 1
        else:
            count.mistakes.append(f"beyond the gold: {gold['id'][:40]} {_words(designation, text)!r}")


def _meet(reading: Reading, start: int, end: int, voices: Sequence[str], count: DesignationCount) -> Designation | None:
    """Count one term of the gold; return the designation that meets it, one of the right voice first."""
    text = reading.document.text
    met = [one for one in reading.designations if one.part == "text" and _overlaps(one, start, end)]
    right = [one for one in met if one.voice in voices]
    count.terms += 1
    count.found += bool(met)
    count.voiced += bool(right)
    if not met:
        count.mistakes.append(f"missed: {reading.document.document_id[:40]} {text[start:end]!r}")
    elif not right:
        given = f"{met[0].voice} for {' or '.join(voices)}"
        count.mistakes.append(f"voice: {reading.document.document_id[:40]} {text[start:end]!r} {given}")
    return next(iter([*right, *met]), None)


def _overlaps(designation: Designation, start: int, end: int) -> bool:
    return designation.span.start < end and start < designation.span.end


def _words(designation: Designation, text: str) -> str:
    return text[designation.span.start : designation.span.end]
