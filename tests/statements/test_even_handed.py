"""Two sides swapped throughout a text: the record swaps with them and changes in nothing else."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from dragoman.language.model import load_language
from dragoman.pipeline import read_document
from dragoman.reading.inputs import plan_inputs, read_input
from dragoman.reading.options import ReadOptions
from dragoman.reading.text import make_document
from dragoman.record import Document
from evaluation.sides import Swap, make_swap, swap_text
from evaluation.swap import NOBODY, Row, find_differences, list_rows, swap_document

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
FILES = sorted(path.name for path in SAMPLES.iterdir() if path.name != "README.md")

# Each side with its adjective, a man and a woman who lead it: states, and movements.
SIDES = {
    "Marovia": ("Marovia", "Marovian", "Tomas Brelik", "Irena Dolvet"),
    "Sodria": ("Sodria", "Sodrian", "Karim Vashani", "Ana Sodral"),
    "Tarsenia": ("Tarsenia", "Tarsenian", "Oren Halvacek", "Petra Ilvane"),
}
MOVEMENTS = ("Northern Shore Front", "River Union")
# What the names of two movements change, whose names are of two words and of three: the cast takes "Northern" of an
# office before a name ("Northern Shore Front leader") for a word beside it.
LEADER = "speakers ('Nela Sarkovan (None)',) → ('Shore Front leader (None)',)"
HEARER = "hearers ('Karim Vashani (None)',) → ('Sodria (None)',)"
KNOWN: dict[tuple[str, tuple[str, str]], list[str]] = {
    ("state-media.txt", MOVEMENTS): [f"0: statement: {LEADER}; {HEARER}"]
}
PAIRS = [("Marovia", "Tarsenia"), ("Marovia", "Sodria"), ("Sodria", "Tarsenia"), MOVEMENTS]


def swap_of(one: str, other: str) -> Swap:
    """The swap of two sides: names as they are and in capitals, surnames and given names."""
    words = list(zip(SIDES.get(one, (one,)), SIDES.get(other, (other,)), strict=True))
    for mine, theirs in [pair for pair in words if " " in pair[0] and one in SIDES]:
        words += zip(mine.split(), theirs.split(), strict=True)
    return make_swap([*words, *((mine.upper(), theirs.upper()) for mine, theirs in words)])


def read_sample(name: str) -> list[Document]:
    """The documents of one sample file, as their text alone: a title given apart would tell of the sides unswapped."""
    found = [each for item in plan_inputs([str(SAMPLES / name)]).inputs for each in read_input(item, ReadOptions())]
    return [
        make_document(each.text, document_id=str(number), published=each.source.published)
        for number, each in enumerate(found)
        if isinstance(each, Document)
    ]


def changes(document: Document, swap: Swap) -> list[str]:
    """What the swap changes in the rows of a document, a line each."""
    language = load_language()
    swapped = swap_text(document.text, swap)
    expected = list_rows(read_document(document, language, NOBODY), swap, swapped)
    found = list_rows(read_document(swap_document(document, swapped), language, NOBODY))
    return [difference.describe() for difference in find_differences(document.document_id, expected, found)]


@pytest.mark.usefixtures("medium_model")
@pytest.mark.parametrize(
    "name, pair", [pytest.param(*each, id=f"{each[0]}-{each[1][0]}-{each[1][1]}") for each in product(FILES, PAIRS)]
)
def test_the_record_of_a_sample_swaps_with_its_sides(name: str, pair: tuple[str, str]) -> None:
    documents = read_sample(name)
    assert documents
    assert [line for document in documents for line in changes(document, swap_of(*pair))] == KNOWN.get((name, pair), [])


SENTENCES = [
    "The {A} regime shelled two villages, and the regime in {Ca} denied it.",
    "President Ivo Kestrel of Orvania condemned {Na}’s brutal aggression against {Nb}.",
    "“The {A} terrorists came at dawn,” Defence Minister Mira Sorn of Orvania said.",
    "The council debated war crimes committed by {Na} and the so-called referendum.",
    "The League held an anti-{A} march; a pro-{B} crowd jeered the {A} puppets.",
    "Foreign Minister Mira Sorn of Orvania branded {Na} a rogue state and praised {Nb}’s self-defence.",
    "{Na} accused {Nb} of genocide, which {Nb} called propaganda.",
    "The {Na}-backed council marked the liberation of the valley from the {B} occupiers.",
]
STATES = {
    "Russia": ("Russia", "Russian", "Moscow"),
    "Ukraine": ("Ukraine", "Ukrainian", "Kyiv"),
    "Israel": ("Israel", "Israeli", "Tel Aviv"),
    "Iran": ("Iran", "Iranian", "Tehran"),
    "Japan": ("Japan", "Japanese", "Tokyo"),
    "Armenia": ("Armenia", "Armenian", "Yerevan"),
}


def designations_of(text: str) -> list[tuple[str, str, tuple[str, ...], str | None]]:
    """Term, voice, speakers and the one called so, in text order."""
    reading = read_document(make_document(text), load_language(), NOBODY)
    return [
        (one.term, one.voice, tuple(actor.name for actor in one.speakers), one.actor.name if one.actor else None)
        for one in reading.designations
    ]


@pytest.mark.usefixtures("medium_model")
@pytest.mark.parametrize("sentence", SENTENCES)
def test_every_state_is_called_so_alike(sentence: str) -> None:
    found = set[tuple[object, ...]]()
    for one, other in (
        ("Russia", "Ukraine"),
        ("Ukraine", "Russia"),
        ("Israel", "Iran"),
        ("Iran", "Israel"),
        ("Japan", "Armenia"),
    ):
        (name, adjective, capital), (other_name, other_adjective, _) = STATES[one], STATES[other]
        text = sentence.format(Na=name, A=adjective, Ca=capital, Nb=other_name, B=other_adjective)
        sides = {one: "A", other: "B"}
        found.add(
            tuple(
                (term, voice, tuple(sides.get(name, name) for name in speakers), sides.get(actor or "", actor))
                for term, voice, speakers, actor in designations_of(text)
            )
        )
    assert len(found) == 1, found
    assert next(iter(found))


# ------------------------------------------------------------------ the comparison can fail


def test_a_row_that_does_not_swap_is_a_difference() -> None:
    row = Row("statement", (("act", "accuse"), ("speakers", ("Marovia (None)",)), ("content", ((0, 9),))))
    other = replace(row, fields=(("act", "state"), *row.fields[1:]))
    (difference,) = find_differences("d", [row], [other])
    assert difference.describe() == "d: statement: act accuse → state"


def test_a_row_lost_and_a_row_gained_are_two_differences() -> None:
    row = Row("statement", (("act", "accuse"), ("speakers", ("a",)), ("content", ((0, 9),))))
    other = Row("contact", (("kind", "call"),))
    assert [d.describe().split(":")[1] for d in find_differences("d", [row], [other])] == [
        " statement lost",
        " contact gained",
    ]
