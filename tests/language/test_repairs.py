"""Each repair with its sentence: the arcs as the parser gave them, and as they are mended; arcs that stay."""

from __future__ import annotations

import copy

import pytest

from dragoman.language.repairs import Arcs, mend
from tests.language.parsed import parse


def arcs(table: str) -> Arcs:
    """Return the arcs of a table, a line a word: `word tag dep head`."""
    rows = [line.split() for line in table.strip().splitlines()]
    return Arcs(
        [row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows], [int(row[3]) for row in rows]
    )


PURPOSE = """
reyes        NNP nsubj 1
spoke        VBD ROOT  1
with         IN  mark  5
kestrel      NNP nsubj 5
to           TO  aux   5
congratulate VB  advcl 1
him          PRP dobj  5
"""
PURPOSE_OBJECT = PURPOSE.replace("kestrel      NNP nsubj 5", "kestrel      NNP pobj  2")
LATE = """
reyes   NNP nsubj 1
held    VBD ROOT  1
talks   NNS dobj  1
with    IN  prep  2
ormel   NNP pobj  3
,       ,   punct 1
and     CC  cc    1
holm    NNP conj  1
"""
SOURCE = """
according VBG prep  6
to        IN  prep  0
post      NNP pobj  1
,         ,   punct 2
lind      NNP appos 2
,         ,   punct 2
said      VBD ROOT  6
so        RB  advmod 6
"""


@pytest.mark.parametrize(
    "table", [pytest.param(PURPOSE, id="as a subject"), pytest.param(PURPOSE_OBJECT, id="as an object")]
)
def test_company_before_a_purpose(table: str) -> None:
    mended = arcs(table)
    mend(mended)
    assert (mended.deps[2], mended.heads[2]) == ("prep", 1)
    assert (mended.deps[3], mended.heads[3]) == ("pobj", 2)
    assert (mended.deps[5], mended.heads[5]) == ("advcl", 1)


def test_late_company() -> None:
    mended = arcs(LATE)
    mend(mended)
    assert (mended.deps[7], mended.heads[7]) == ("conj", 4)


def test_who_speaks_behind_a_source() -> None:
    mended = arcs(SOURCE)
    mend(mended)
    assert (mended.deps[4], mended.heads[4]) == ("nsubj", 6)


@pytest.mark.parametrize(
    "table",
    [
        pytest.param(SOURCE.replace("so        RB  advmod", "holm      NNP nsubj"), id="a subject of its own"),
        pytest.param(SOURCE.replace("lind      NNP", "paper     NN"), id="what the source is"),
        pytest.param(SOURCE.replace("according VBG", "close     RB "), id="no source"),
        pytest.param(PURPOSE.replace("to           TO  aux   5", "may          MD  aux   5"), id="no purpose"),
        pytest.param(PURPOSE.replace("with         IN  mark", "that         IN  mark"), id="another mark"),
        pytest.param(PURPOSE.replace("with         IN  mark", "with         IN  prep"), id="a preposition already"),
        pytest.param(LATE.replace("holm    NNP", "left    VBD"), id="a verb joined to a verb"),
        pytest.param(LATE.replace("ormel   NNP", "envoys  NNS"), id="no name before"),
        pytest.param(LATE.replace("held    VBD ROOT", "peru    NNP ROOT"), id="joined to a name"),
    ],
)
def test_arcs_that_stay(table: str) -> None:
    before = arcs(table)
    after = copy.deepcopy(before)
    mend(after)
    assert after == before


def test_mending_twice_is_mending_once() -> None:
    for table in (PURPOSE, PURPOSE_OBJECT, LATE, SOURCE):
        once = arcs(table)
        mend(once)
        twice = copy.deepcopy(once)
        mend(twice)
        assert twice == once


@pytest.mark.usefixtures("medium_model")
@pytest.mark.parametrize(
    "text, company",
    [
        pytest.param("Johnson spoke with Kestrel to congratulate him.", "Kestrel", id="spoke with B to"),
        pytest.param(
            "Johnson spoke by phone with Kestrel to thank him for the ships.", "Kestrel", id="by phone with B to"
        ),
        pytest.param("Johnson met with Kestrel to discuss trade.", "Kestrel", id="met with B to"),
    ],
)
def test_sentences_whose_company_hangs_on_its_preposition(text: str, company: str) -> None:
    parsed = parse(text)
    token = next(token for token in parsed.tokens if token.text == company)
    assert token.dep == "pobj"
    assert parsed.tokens[token.head].text == "with"


DAY = """
on       IN  prep  0
the      DT  det   2
may      NNP pobj  0
15       CD  nummod 2
virtual  JJ  amod  5
meeting  NN  appos 2
between  IN  prep  5
"""
KIND = """
spoke    VBD ROOT  0
after    IN  prep  0
their    PRP$ poss 3
call     NN  pobj  1
and      CC  cc    0
kestrel  NNP poss  6
call     NN  conj  0
"""


def test_a_day_stands_before_its_noun() -> None:
    mended = arcs(DAY)
    mend(mended)
    assert (mended.deps[5], mended.heads[5]) == ("pobj", 0)
    assert (mended.deps[2], mended.heads[2]) == ("nmod", 5)
    assert mended.heads[1] == 5


def test_a_noun_joins_the_same_noun_before_it() -> None:
    mended = arcs(KIND)
    mend(mended)
    assert (mended.deps[6], mended.heads[6], mended.heads[4]) == ("conj", 3, 3)


def test_another_noun_stays_with_the_verb() -> None:
    table = arcs(KIND.replace("call     NN  conj  0", "trade    NN  conj  0"))
    kept = copy.deepcopy(table)
    mend(table)
    assert table == kept
