"""Dictionary forms of single words."""

from __future__ import annotations

import pytest

from dragoman.language.lemmas import lemmatise
from dragoman.language.model import load_language


@pytest.mark.parametrize(
    "word, tag, lemma",
    [
        pytest.param("met", "VBD", "meet", id="an irregular verb"),
        pytest.param("Spoke", "VBD", "speak", id="a capital"),
        pytest.param("telephoned", "VBD", "telephone", id="a regular verb"),
        pytest.param("phoning", "VBG", "phone", id="a participle"),
        pytest.param("discusses", "VBZ", "discuss", id="a third person"),
        pytest.param("agreed", "VBN", "agree", id="a double e"),
        pytest.param("calls", "NNS", "call", id="a plural"),
        pytest.param("parties", "NNS", "party", id="a plural in -ies"),
        pytest.param("talks", "NNS", "talk", id="talks"),
        pytest.param("news", "NN", "news", id="a singular in s"),
        pytest.param("Reyes", "NNP", "reyes", id="a name keeps its s"),
        pytest.param("its", "PRP$", "its", id="other words are only made small"),
        pytest.param("videoconferenced", "VBD", "videoconference", id="a word in no table"),
        pytest.param("", "NN", "", id="nothing"),
    ],
)
def test_lemmas(word: str, tag: str, lemma: str) -> None:
    assert lemmatise(word, tag, load_language()) == lemma
