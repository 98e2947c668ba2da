"""Ways through a parse, on parses written by hand."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from dragoman.language.tree import ancestors, children, clause_head, conjuncts, objects_of, subjects_of, subtree
from dragoman.record import Parse, Token
from tests.language.parsed import build

MET = build("""
Reyes   NNP nsubj 3
and     CC  cc    0
Holm    NNP conj  0
met     VBD ROOT  3
with    IN  prep  3
Kestrel NNP pobj  4
,       ,   punct 5
Teka    NNP conj  5
and     CC  cc    7
Orlo    NNP conj  7
today   NN  npadvmod 3
""")
PHONE = build("""
Reyes   NNP nsubj 1
spoke   VBD ROOT  1
on      IN  prep  1
the     DT  det   4
phone   NN  pobj  2
with    IN  prep  2
Kestrel NNP pobj  5
""")
INVITED = build("""
Reyes   NNP nsubj 1
invited VBD ROOT  1
Kestrel NNP dobj  1
to      TO  aux   4
visit   VB  xcomp 1
Selm    NNP dobj  4
""")
WANTS = build("""
Reyes   NNP nsubj 1
wants   VBZ ROOT  1
to      TO  aux   3
meet    VB  xcomp 1
Kestrel NNP dobj  3
and     CC  cc    3
thank   VB  conj  3
Holm    NNP dobj  6
""")
RELATIVE = build("""
Kestrel NNP nsubj 4
who     WP  dobj  3
Holm    NNP compound 2
met     VBD relcl 0
left    VBD ROOT  4
""")
INVITATION = build("""
Reyes      NNP nsubj 1
accepted   VBD ROOT  1
Holm       NNP poss  3
invitation NN  dobj  1
to         TO  aux   5
visit      VB  acl   3
Selm       NNP dobj  5
""")


def texts(tokens: Iterable[Token]) -> list[str]:
    return [token.text for token in tokens]


def at(parse: Parse, word: str) -> int:
    return next(token.index for token in parse.tokens if token.text == word)


@pytest.mark.parametrize(
    "parse, verb, subjects",
    [
        pytest.param(MET, "met", ["Reyes", "Holm"], id="two joined by and"),
        pytest.param(INVITED, "visit", ["Kestrel"], id="the one invited visits"),
        pytest.param(WANTS, "meet", ["Reyes"], id="an open clause"),
        pytest.param(WANTS, "thank", ["Reyes"], id="joined to an open clause"),
        pytest.param(INVITATION, "visit", ["Holm"], id="an invitation to visit"),
        pytest.param(RELATIVE, "met", ["Kestrel"], id="a relative clause without its own"),
        pytest.param(RELATIVE, "left", ["Kestrel"], id="the clause around it"),
    ],
)
def test_subjects(parse: Parse, verb: str, subjects: list[str]) -> None:
    assert texts(subjects_of(parse, at(parse, verb))) == subjects


@pytest.mark.parametrize(
    "parse, word, prepositions, found",
    [
        pytest.param(MET, "met", {"with"}, ["Kestrel", "Teka", "Orlo"], id="a list"),
        pytest.param(MET, "met", {"by"}, [], id="another preposition"),
        pytest.param(PHONE, "spoke", {"on"}, ["phone"], id="the phone"),
        pytest.param(PHONE, "spoke", {"on", "with"}, ["phone", "Kestrel"], id="a preposition behind another"),
    ],
)
def test_objects(parse: Parse, word: str, prepositions: set[str], found: list[str]) -> None:
    assert texts(objects_of(parse, at(parse, word), prepositions)) == found


def test_conjuncts_are_in_text_order() -> None:
    assert texts(conjuncts(MET, at(MET, "Kestrel"))) == ["Kestrel", "Teka", "Orlo"]
    assert texts(conjuncts(MET, at(MET, "Teka"))) == ["Teka", "Orlo"]
    assert texts(conjuncts(MET, at(MET, "today"))) == ["today"]


def test_children_by_label() -> None:
    verb = at(MET, "met")
    assert texts(children(MET, verb, {"nsubj", "prep"})) == ["Reyes", "with"]
    assert texts(children(MET, verb, {"dobj"})) == []


@pytest.mark.parametrize(
    "word, verb", [("Orlo", "met"), ("met", "met"), ("with", "met")], ids=["below a list", "itself", "below it"]
)
def test_clause_heads(word: str, verb: str) -> None:
    assert clause_head(MET, at(MET, word)).text == verb


def test_the_clause_of_a_text_without_verb_is_its_root() -> None:
    parse = build("Readout NN ROOT 0\nof IN prep 0\ncall NN pobj 1")
    assert clause_head(parse, 2).text == "Readout"


def test_ancestors_are_nearest_first() -> None:
    assert texts(ancestors(MET, at(MET, "Orlo"))) == ["Teka", "Kestrel", "with", "met"]
    assert texts(ancestors(MET, at(MET, "met"))) == []


def test_a_subtree_is_all_below() -> None:
    assert sorted(subtree(MET, at(MET, "with"))) == [4, 5, 6, 7, 8, 9]
    assert sorted(subtree(MET, at(MET, "met"))) == list(range(len(MET.tokens)))
