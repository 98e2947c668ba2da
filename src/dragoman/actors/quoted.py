"""Where a text quotes and which word says who speaks there: "he" inside a quotation is somebody else.

In: a text and its parse.  Out: the stretches between quotation marks, and the subject of the verb of saying beside one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from dragoman.language.tree import subjects_of
from dragoman.lexicons.files import read_once
from dragoman.record import Parse, Span, Token

# a quotation that goes on in the next paragraph has no closing mark: it ends with its own
_INSIDE = r"(?:[^“”\n]|\n(?![ \t]*\n)){1,3000}"
QUOTED = re.compile(rf"“{_INSIDE}(?:”|$|(?=\n))|\"[^\"\n]{{1,3000}}\"|''(?:[^'\n]|'(?!')){{1,3000}}''")


SCRAP = 30  # characters: "would 'throw away his vote'", in which "his" is told by the writer


def find_quoted(text: str) -> tuple[Span, ...]:
    """Return the stretches between quotation marks, marks included, in text order; without scraps of a few words."""
    return tuple(Span(found.start(), found.end()) for found in QUOTED.finditer(text) if not _is_scrap(found[0]))


def _is_scrap(quoted: str) -> bool:
    words = quoted.strip("“”\"'")
    return len(words) < SCRAP and words[:1].islower()


@cache
def load_sayings() -> frozenset[str]:
    """Return the lemmas of verbs that may stand beside a quotation: "said", "told", "warned"."""
    data = read_once("speech.toml")
    inquits = {name for name, frame in data["frame"].items() if frame.get("inquit")}
    return frozenset(entry["lemma"] for entry in data["verb"] if entry["frame"] in inquits)


def is_saying(parse: Parse, token: Token) -> bool:
    """Whether a token is the subject of a verb of saying."""
    return token.dep == "nsubj" and parse.tokens[token.head].lemma in load_sayings()


class Quotations:
    """The quotations of one parsed text."""

    __slots__ = ("_firsts", "_parse", "_spans", "_starts")

    def __init__(self, text: str, parse: Parse) -> None:
        self._parse = parse
        self._spans = find_quoted(text)
        self._starts = [span.start for span in self._spans]
        self._firsts = [sentence.span.start for sentence in parse.sentences]

    def around(self, place: int) -> Span | None:
        """Return the quotation that a character stands in; a few words taken into a sentence are none."""
        at = bisect_right(self._starts, place) - 1
        return self._spans[at] if at >= 0 and place < self._spans[at].end else None

    def find_speaker(self, quoted: Span) -> Token | None:
        """Return the subject of the verb of saying nearest to a quotation.

        It stands in a sentence of the quotation, else in the one before within the paragraph: "…," Kestrel said. "…".
        """
        first, last = self._sentence(quoted.start), self._sentence(quoted.end - 1)
        inside = [subject for number in {first, last} for subject in self._speakers(number)]
        if not inside and first > 0:
            before, own = self._parse.sentences[first - 1], self._parse.sentences[first]
            inside = list(self._speakers(first - 1)) if before.paragraph == own.paragraph else []
        return min(inside, key=lambda entry: _distance(entry[0], quoted))[1] if inside else None

    def _sentence(self, place: int) -> int:
        return max(0, bisect_right(self._firsts, place) - 1)

    def _speakers(self, number: int) -> Iterator[tuple[Token, Token]]:
        """The verbs of saying of a sentence that stand outside of quotations, each with its subject."""
        if not self._parse.sentences:
            return
        sentence = self._parse.sentences[number]
        for token in self._parse.tokens[sentence.first : sentence.last]:
            if token.tag.startswith("VB") and token.lemma in load_sayings() and self.around(token.start) is None:
                subjects = [noun for noun in subjects_of(self._parse, token.index) if self.around(noun.start) is None]
                if len(subjects) == 1:
                    yield token, subjects[0]


def _distance(verb: Token, quoted: Span) -> int:
    return min(abs(verb.end - quoted.start), abs(verb.start - quoted.end))
