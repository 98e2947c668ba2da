"""Names as the registry looks them up: folded words, and the surnames that a full name may be called by."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

SUFFIXES: Final = frozenset(
    ["jr", "sr", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiv", "xvi"]
)
# fmt: off
PARTICLES: Final = frozenset([
    "al", "el", "bin", "ibn", "bint", "ben", "von", "van", "der", "den", "de", "da", "di", "del", "dos", "la", "le",
    "abu", "abd", "ad", "as", "ash", "at", "an", "ur", "ul", "zu",
])
# fmt: on
FAMILY_NAME_FIRST: Final = frozenset(["CHN", "KOR", "PRK", "VNM", "TWN", "HKG", "KHM"])
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’ʼʻ`][^\W\d_]+)*")
_LETTERS: Final = str.maketrans(
    {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ə": "a"}
)
_APOSTROPHES: Final = re.compile(r"['’ʼʻ`]")
_CAPITALS: Final = re.compile(r"[^\W\d_a-z]{2,}(?:['’-][^\W\d_]+)*")


@lru_cache(maxsize=50_000)
def fold_name(name: str) -> tuple[str, ...]:
    """Return the words of a name in lower case without accents, apostrophes, particles and suffixes.

    "Hossein Amir-Abdollahian" → ("hossein", "amir", "abdollahian"); a name of particles alone keeps them.
    """
    folded = name.lower().translate(_LETTERS)
    if not folded.isascii():
        parts = unicodedata.normalize("NFKD", folded)
        # letters of formulas are capitals only once they are taken apart
        folded = "".join(part for part in parts if not unicodedata.combining(part)).lower()
    words = tuple(_APOSTROPHES.sub("", word) for word in _WORD.findall(folded))
    kept = (word for at, word in enumerate(words) if word not in PARTICLES and not _is_suffix(word, at))
    return tuple(kept) or words


def _is_suffix(word: str, at: int) -> bool:
    """Whether a word counts generations: never the first of a name ("Xi Vellan"), but for an initial."""
    return word in SUFFIXES and (at > 0 or len(word) == 1)


def find_surnames(name: str, country: str | None) -> frozenset[tuple[str, ...]]:
    """Return the folded word groups by which a person may be called alone: surname, double surname.

    A surname written in capitals ("Hamdullah MOHIB", "KISHIDA Fumio") settles it; otherwise it is the last word, or
    the last two, and the first where the country puts the family name first.
    """
    name = name.partition(",")[0]  # "Quentin Davies, Baron Davies of Stamford"
    capitals = fold_name(" ".join(part for part in _CAPITALS.findall(name) if part.isupper()))
    words = fold_name(name)
    if capitals and len(capitals) < len(words):
        return frozenset({capitals})
    if not words:
        return frozenset()
    found = {words[-1:]}
    if len(words) > 2:
        found.add(words[-2:])
    if country in FAMILY_NAME_FIRST:
        found = {words[:1]}
    return frozenset(found)
