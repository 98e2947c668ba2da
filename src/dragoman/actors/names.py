"""Names of people inside one document: their words, and whether two of them can be one person.

Across documents and scripts a later stage compares names in full; here a surname standing alone, a
nickname or a slip of one letter must find the full name given elsewhere in the same text.
"""

from __future__ import annotations

import re
import unicodedata

from rapidfuzz import fuzz

from dragoman.lexicons.loader import load_given_names

SUFFIXES = frozenset(["jr", "sr", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xii", "xiv", "xvi"])
PARTICLES = frozenset(
    [
        "al",
        "el",
        "bin",
        "ibn",
        "bint",
        "ben",
        "von",
        "van",
        "der",
        "den",
        "de",
        "da",
        "di",
        "del",
        "la",
        "le",
        "abu",
        "ad",
        "ash",
    ]
)
WORDS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
NEAR = 84  # one or two letters of a long name: "Mohamed" and "Mohammed", "Erdogan" and "Erdoğan"
ALIKE_GIVEN = 60  # "Joe" and "Joseph", "Volodymyr" and "Vladimir"


def name_words(name: str) -> tuple[str, ...]:
    """Return the folded words of a name, without particles and suffixes; initials are kept as one letter."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(c))
    words = [
        word.replace("'", "").replace("’", "")
        for word in WORDS.findall(plain.replace("ı", "i").replace("ø", "o").replace("ł", "l"))
    ]
    return tuple(word for word in words if word not in SUFFIXES and word not in PARTICLES) or tuple(words)


def near(one: str, other: str) -> bool:
    """Whether two words of names are spellings of one."""
    return one == other or (min(len(one), len(other)) >= 4 and fuzz.ratio(one, other) >= NEAR)


def may_be_same(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names of one document, as `name_words`, can be one person's.

    The shorter must stand in the longer word for word; names of equal kind need the same surname and
    given names that are alike.  "George W. Bush" and "George H. Bush" differ by their initials.
    """
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    if not short:
        return False
    if len(short) == 1:
        return any(near(short[0], word) for word in long if len(word) > 1)
    if not near(short[-1], long[-1]):
        return len(short) < len(long) and all(any(near(word, other) for other in long) for word in short)
    return _given_alike(short[:-1], long[:-1])


def _given_alike(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    initials = [{word for word in words if len(word) == 1} for words in (short, long)]
    if all(initials) and not initials[0] & initials[1]:
        return False
    first, second = short[0], long[0]
    genders = {load_given_names().get(first), load_given_names().get(second)} - {None}
    if len(genders) > 1:
        return False
    if len(first) == 1 or len(second) == 1:
        return first[0] == second[0]
    return first in long or second in short or first[:2] == second[:2] or fuzz.ratio(first, second) >= ALIKE_GIVEN
