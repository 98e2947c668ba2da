"""The samples read by the program, compared with what a careful reader takes from them (`README.md` beside this file)."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from dragoman.language.model import load_language
from dragoman.pipeline import read_document
from dragoman.reading.inputs import plan_inputs, read_input
from dragoman.reading.options import ReadOptions
from dragoman.record import Actor, Contact, Document, Passage, Reading, Span, Statement

HERE = Path(__file__).parent
SAMPLES = HERE.parents[1] / "samples"
EXPECTED = sorted((HERE / "expected").glob("*.json"))

Expected = dict[str, Any]


def load_expected(path: Path) -> Expected:
    loaded: Expected = json.loads(path.read_text(encoding="utf-8"))
    return loaded


@cache
def read_sample(name: str) -> tuple[Reading, ...]:
    """Return the readings of one sample file, in the order of the file."""
    language = load_language()
    plan = plan_inputs([str(SAMPLES / name)])
    found = [each for item in plan.inputs for each in read_input(item, ReadOptions())]
    documents = [each for each in found if isinstance(each, Document)]
    assert len(documents) == len(found) > 0, f"{name}: {[each for each in found if not isinstance(each, Document)]}"
    return tuple(read_document(document, language) for document in documents)


# ------------------------------------------------------------------ comparing one value


def allows(expected: Any, found: Any) -> bool:
    """True when `found` is the expected value, or one of the expected ones where a list of them is given."""
    if expected == "any":
        return True
    return found in expected if isinstance(expected, list) else found == expected


def plain_name(name: str) -> str:
    folded = name.casefold().replace("’", "'").strip()
    for article in ("the ", "a ", "an "):
        folded = folded.removeprefix(article)
    return folded


def names_of(actors: tuple[Actor, ...]) -> list[str]:
    return sorted(plain_name(actor.name) for actor in actors)


def same_names(expected: list[str] | None, actors: tuple[Actor, ...]) -> bool:
    return expected is None or sorted(map(plain_name, expected)) == names_of(actors)


def find_words(text: str, words: str, near: int | None = None) -> Span:
    """Return where the words stand: their only place, or the place nearest to `near`."""
    places = [at for at in range(len(text)) if text.startswith(words, at)]
    if not places:
        pytest.fail(f"the expected words {words!r} do not stand in the text; mend expected/*.json")
    start = places[0] if near is None else min(places, key=lambda at: abs(at - near))
    return Span(start, start + len(words))


def common(left: list[Span], right: list[Span]) -> int:
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in left for b in right)


def length(spans: list[Span]) -> int:
    return sum(map(len, spans))


# ------------------------------------------------------------------ contacts


def contact_label(kind: str, names: list[str], modality: str) -> str:
    return f"{kind} of {' + '.join(sorted(map(plain_name, names)))} ({modality})"


def expected_label(expected: Expected) -> str:
    kind, modality = (
        value if isinstance(value, str) else value[0] for value in (expected["kind"], expected["modality"])
    )
    return contact_label(kind, expected["participants"], modality)


def found_label(contact: Contact) -> str:
    return contact_label(contact.kind, [actor.name for actor in contact.participants], contact.modality)


def contact_values(contact: Contact) -> Iterator[tuple[str, object]]:
    when = contact.when
    initiator = next(
        (actor.name for actor in contact.participants if actor.actor_id == contact.initiator), contact.initiator
    )
    yield "start_date", when.start.isoformat() if when and when.start else None
    yield "end_date", when.end.isoformat() if when and when.end else None
    yield "initiator", initiator
    yield "medium", contact.medium
    yield "duration_minutes", contact.duration_minutes


def contact_faults(expected: Expected, contact: Contact, text: str) -> list[str]:
    """Return the fields in which a found contact differs from the expected one, in words."""
    faults = [
        f"{field} is {found}, not {expected[field]}"
        for field, found in contact_values(contact)
        if not allows(expected[field], found)
    ]
    passage = find_words(text, expected["passage"])
    evidence = [span for part, span in parts_of(contact.evidence) if part == "text"]
    if common([passage], evidence) < 0.9 * len(passage):
        faults.append("passage lies outside the evidence")
    return faults


def parts_of(evidence: tuple[Passage, ...]) -> Iterator[tuple[str, Span]]:
    return ((passage.part, passage.span) for passage in evidence)


def same_contact(expected: Expected, contact: Contact) -> bool:
    return (
        allows(expected["kind"], contact.kind)
        and same_names(expected["participants"], contact.participants)
        and allows(expected["modality"], contact.modality)
    )


def contact_gaps(expected: list[Expected], reading: Reading) -> Iterator[str]:
    left = list(reading.contacts)
    for want in expected:
        candidates = [contact for contact in left if same_contact(want, contact)]
        if not candidates:
            if not want.get("optional"):
                yield f"missing contact: {expected_label(want)}"
            continue
        best = min(candidates, key=lambda contact: len(contact_faults(want, contact, reading.document.text)))
        left.remove(best)
        for fault in contact_faults(want, best, reading.document.text):
            yield f"contact: {expected_label(want)}: {fault}"
    for contact in left:
        yield f"unexpected contact: {found_label(contact)}"


# ------------------------------------------------------------------ statements


def statement_label(speakers: list[str], cue: str, content: str) -> str:
    short = " ".join(content.split())
    return f"{' + '.join(sorted(map(plain_name, speakers)))} | {' '.join(cue.split())} | {short[:60]}"


def same_words(want: Expected, statement: Statement, text: str) -> bool:
    """True when cue and content of the two are the same words, give or take what README.md allows."""
    content = [find_words(text, words) for words in want["content"]]
    cue = find_words(text, want["cue"], near=content[0].start)
    shared = common(content, list(statement.content))
    sizes = sorted((length(content), length(list(statement.content))))
    return common([cue], list(statement.cue)) > 0 and shared >= 0.9 * sizes[0] and shared >= 0.5 * sizes[1]


def statement_faults(want: Expected, statement: Statement) -> list[str]:
    faults: list[str] = []
    for field, actors in (("speakers", statement.speakers), ("hearers", statement.hearers)):
        if not same_names(want[field], actors):
            faults.append(f"{field} are {names_of(actors)}")
    for field, actors in (("addressee", statement.addressee), ("chain", statement.chain)):
        if field in want and not same_names(want[field], actors):
            faults.append(f"{field} is {names_of(actors)}")
    for field, found, value in (
        ("act", statement.act, want["act"]),
        ("form", statement.form, want["form"]),
        ("modality", statement.modality, want.get("modality", "happened")),
    ):
        if not allows(value, str(found)):
            faults.append(f"{field} is {found}")
    return faults


def statement_gaps(expected: list[Expected], reading: Reading) -> Iterator[str]:
    text = reading.document.text
    left = list(reading.statements)
    for want in expected:
        label = statement_label(want["speakers"], want["cue"], want["content"][0])
        candidates = [statement for statement in left if same_words(want, statement, text)]
        if not candidates:
            if not want.get("optional"):
                yield f"missing statement: {label}"
            continue
        best = min(candidates, key=lambda statement: len(statement_faults(want, statement)))
        left.remove(best)
        for fault in statement_faults(want, best):
            yield f"statement: {label}: {fault}"
    for statement in left:
        cue = " … ".join(text[span.start : span.end] for span in statement.cue)
        content = " … ".join(text[span.start : span.end] for span in statement.content)
        yield f"unexpected statement: {statement_label([actor.name for actor in statement.speakers], cue, content)}"


# ------------------------------------------------------------------ the tests


def gaps_of(expected: Expected) -> set[tuple[str, int, str]]:
    """Return what differs, as (sample, number of the document in it, words)."""
    name = expected["sample"]
    readings = read_sample(name)
    assert len(readings) == len(expected["documents"]), f"{name} gave {len(readings)} documents"
    return {
        (name, number, gap)
        for number, (document, reading) in enumerate(zip(expected["documents"], readings, strict=True))
        for gap in (*contact_gaps(document["contacts"], reading), *statement_gaps(document["statements"], reading))
    }


def known_gaps(name: str) -> set[tuple[str, int, str]]:
    listed = tomllib.loads((HERE / "known_gaps.toml").read_text(encoding="utf-8")).get("gap", [])
    return {(gap["sample"], gap.get("document", 0), gap["gap"]) for gap in listed if gap["sample"] == name}


@pytest.mark.usefixtures("medium_model")
@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.stem)
def test_a_sample_gives_the_reviewed_record(path: Path) -> None:
    expected = load_expected(path)
    found, known = gaps_of(expected), known_gaps(expected["sample"])
    new = sorted(gap[1:] for gap in found - known)
    closed = sorted(gap[1:] for gap in known - found)
    assert not new, "not in known_gaps.toml:\n" + "\n".join(f"  document {number}: {gap}" for number, gap in new)
    assert not closed, "closed, remove from known_gaps.toml:\n" + "\n".join(
        f"  document {number}: {gap}" for number, gap in closed
    )


def test_every_sample_has_its_reviewed_record() -> None:
    samples = {path.name for path in SAMPLES.iterdir() if path.name != "README.md"}
    assert samples == {load_expected(path)["sample"] for path in EXPECTED}


def test_the_readme_of_the_samples_names_every_sample() -> None:
    readme = (SAMPLES / "README.md").read_text(encoding="utf-8")
    assert [
        path.name for path in SAMPLES.iterdir() if f"`{path.name}`" not in readme and path.name != "README.md"
    ] == []


def test_every_known_gap_has_a_reason() -> None:
    listed = tomllib.loads((HERE / "known_gaps.toml").read_text(encoding="utf-8")).get("gap", [])
    assert [gap["gap"] for gap in listed if not gap.get("reason", "").strip()] == []
