"""The documentation says what is: commands, fields, lexicons, folders (figures: tests/evaluation/test_readme.py)."""

from __future__ import annotations

import importlib.util
import re
from importlib import resources
from pathlib import Path

import pytest
import typer

from dragoman.cli import app
from dragoman.exports.rows import contact_row, reading_row, statement_row
from dragoman.record import (
    Act,
    Actor,
    ActorKind,
    Contact,
    ContactKind,
    Document,
    Grounds,
    Mention,
    Modality,
    Passage,
    Reading,
    Segment,
    SegmentKind,
    Source,
    Span,
    Statement,
    text_version,
)

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
DOCS = ROOT / "docs"
PAGES = sorted(path for path in DOCS.glob("*.md") if path.name != "index.md")


def read_page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def make_reading() -> Reading:
    text = "Alma Reyes told Ivo Kestrel that it rained."
    alma, ivo = Actor("a", ActorKind.PERSON, "Alma Reyes"), Actor("b", ActorKind.PERSON, "Ivo Kestrel")
    grounds, span = Grounds("rule", 1.0), Span(0, 10)
    contact = Contact("c", ContactKind.CONVERSATION, (alma, ivo), Modality.HAPPENED, (Passage(span),), grounds)
    statement = Statement(
        "s",
        (alma,),
        (ivo,),
        (),
        Act.INFORM,
        "indirect",
        Modality.HAPPENED,
        "paraphrased",
        (span,),
        (),
        (span,),
        grounds,
    )
    document = Document("d", text_version(text), text, Source("d"), (Segment(SegmentKind.BODY, Span(0, len(text))),))
    return Reading(document, (alma, ivo), (Mention(span, "name", ("a",)),), (contact,), (statement,))


# ------------------------------------------------------------------ README


def test_the_readme_lists_every_folder_of_the_package() -> None:
    folders = {path.parent.name for path in (ROOT / "src" / "dragoman").glob("*/__init__.py")}
    missing = [name for name in sorted(folders) if f"src/dragoman/{name}/" not in read_page("README.md")]
    assert missing == []


def test_the_readme_lists_every_command() -> None:
    group = typer.main.get_command(app)
    commands = sorted(getattr(group, "commands", {}))
    assert commands
    assert [
        name for name in commands if not re.search(rf"^    dragoman {name}\b", read_page("README.md"), re.MULTILINE)
    ] == []


def test_the_readme_quotes_its_sample() -> None:
    """The words quoted at the top stand in the sample."""
    sample = " ".join(read_page("samples/call-told-by-kestland.txt").split())
    quoted = [line.removeprefix(">").strip() for line in read_page("README.md").splitlines() if line.startswith(">")]
    assert " ".join(" ".join(quoted).split()) in sample


@pytest.mark.usefixtures("medium_model")
def test_the_readme_shows_what_the_program_prints() -> None:
    spec = importlib.util.spec_from_file_location("make_readme", DOCS / "make_readme.py")
    assert spec is not None
    assert spec.loader is not None
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    text: str = maker.write_readme()
    assert "Contacts (1)" in text
    assert "In conflict: asked for by, duration" in text
    assert read_page("README.md") == text, "run: python docs/make_readme.py"


# ------------------------------------------------------------------ pages


def test_the_index_links_every_page() -> None:
    index = read_page("docs/index.md")
    assert [path.name for path in PAGES if f"({path.name})" not in index] == []


@pytest.mark.parametrize("path", [*PAGES, DOCS / "index.md", README], ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)[^)]*\)", path.read_text(encoding="utf-8"))
    assert [target for target in targets if not (path.parent / target).exists()] == []


def test_every_lexicon_has_its_line() -> None:
    page = read_page("docs/lexicons.md")
    files = [entry.name for entry in resources.files("dragoman.lexicons").iterdir() if entry.name.endswith(".toml")]
    assert [name for name in sorted(files) if f"`{name}`" not in page] == []


def test_every_field_of_the_record_is_described() -> None:
    reading = make_reading()
    contact, statement = reading.contacts[0], reading.statements[0]
    rows = (
        contact_row(contact, document_id="d", version="v", date_words=None, initiator=None),
        statement_row(statement, document_id="d", version="v"),
        reading_row(reading),
    )
    page = read_page("docs/record.md")
    assert [field for row in rows for field in row if f"`{field}`" not in page] == []


def test_every_act_modality_kind_and_segment_is_described() -> None:
    record, reading = read_page("docs/record.md"), read_page("docs/reading.md")
    assert [
        value for names in (Act, Modality, ContactKind, ActorKind) for value in names if f"`{value}`" not in record
    ] == []
    assert [kind for kind in SegmentKind if f"`{kind}`" not in reading] == []
