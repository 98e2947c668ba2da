"""Words of a passage → what two passages have in common: stems, how much each tells, and which are near in meaning.

A stem stands for all forms of a word and for what is made of it ("escalate", "escalation").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from dragoman.lexicons.words import fold_words

# "27-member", "territory’s", "U.S.", "re-launch"; hyphenated words are taken apart, but for "de-escalate"
_WORD: Final = re.compile(r"(?:[A-Z]\.){2,}|(?:\b[Dd]e-(?=escal))?[^\W_]+(?:['’][^\W_]+)?")
_ENDING: Final = re.compile(r"['’]s?$|(?<=\d)(?:st|nd|rd|th)$")  # "Velk’s", "the 9th"
# Taken off the end one after another, the longest first, as long as four letters are left.
_ENDINGS: Final = tuple(
    sorted(
        [
            "ization",
            "isation",
            "izations",
            "isations",
            "ize",
            "ise",
            "izes",
            "ises",
            "ized",
            "ised",
            "izing",
            "ising",
            "ational",
            "ation",
            "ations",
            "ating",
            "ated",
            "ates",
            "ate",
            "ment",
            "ments",
            "ings",
            "ing",
            "ities",
            "ity",
            "iness",
            "ness",
            "ians",
            "ian",
            "ine",
            "ines",
            "ers",
            "er",
            "ors",
            "or",
            "ies",
            "ied",
            "ed",
            "es",
            "s",
            "ive",
            "ives",
            "al",
            "ally",
            "ly",
            "ion",
            "ions",
            "e",
            "y",
            "ance",
            "ence",
            "ances",
            "ences",
            "ic",
            "ics",
            "ical",
            "acy",
            "atic",
            "ia",
            "able",
            "ible",
            "ify",
            "ified",
        ],
        key=lambda ending: (-len(ending), ending),
    )
)
_SHORTEST: Final = 4  # letters of a stem at least


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a passage: its stem, its form in lower case, and whether it is a number or begins with a capital."""

    stem: str
    form: str
    number: bool
    capital: bool


def find_words(text: str) -> Iterator[Word]:
    """Yield the words of a text in order."""
    for match in _WORD.finditer(text):
        written = match[0]
        form = fold_words(_ENDING.sub("", written).replace(".", "").replace("-", ""))
        if form:
            yield Word(find_stem(form), form, form.isdecimal(), written[0].isupper())


@lru_cache(maxsize=50_000)
def find_stem(form: str) -> str:
    """Return the stem of a word in lower case: "committed", "commitment" and "commit" have one.

    Numbers and words of up to four letters stay as they are, but for a plural "s".
    """
    if form.isdecimal():
        return form
    stem = form
    for _ in range(2):
        ending = next((e for e in _ENDINGS if stem.endswith(e) and len(stem) - len(e) >= _SHORTEST), None)
        if ending is None:
            break
        stem = stem[: -len(ending)]
        if len(stem) > _SHORTEST and stem[-1] == stem[-2]:
            stem = stem[:-1]  # "committ-ed"
    return stem
