"""Captions and the credits of pictures, also where they are glued into a paragraph of the article."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from dragoman.reading.furniture import load_furniture

# as in "Mr.", "Gen.", "U.S.", "J." end no sentence
_ABBREVIATION: Final = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Maj|Capt|Sgt|Sen|Rep|Gov|Pres|Prof|Rev|St|Jr|Sr|No|vs|etc|Inc|Ltd|Co|Corp)|\b[A-Z])\.$"
)
# the blank after a sentence: ". The", ".” She", "? (In"
_SENTENCE_END: Final = re.compile(r"[.!?…][\"”’')\]]*\s+(?=[\"“‘'(\[]*[^\W_a-z])")
# a sentence that leans on the one before: "He", "The photo"
_LEANS: Final = re.compile(r"(?:He|She|They|It|His|Her|Their|This|That|These|Those|The (?:photo|picture|image))\b")
_NAME: Final = r"[^\W\d_a-z][\w.'’-]*(?:\s[^\W\d_a-z][\w.'’-]*){0,3}"
# as in "Tor Vane (photos), Ada Quill (montage)", "Tor Vane/Orm Press via the ministry"; a verb makes it a caption
_CREDITED: Final = (
    rf"{_NAME}(?:[\s,/&|–-]+"
    r"(?:\([^()\n]{1,40}\)|[^\W\d_a-z][\w.'’-]*|and|via|of|for|the|by|courtesy|from)){0,12}"
)
MAX_CREDIT: Final = 160
"""Characters of the longest credit looked for."""
MAX_CAPTIONED: Final = 480
"""Characters of the longest paragraph that is a caption and its credit without brackets."""
_BARE_SIGNS: Final = (":", "/", " via ", " by ", " courtesy ")


@cache
def _credit_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the pattern of a credit in brackets, and of one without at the end of a paragraph."""
    lexicon = load_furniture()
    words = "|".join(re.escape(word) for word in sorted(lexicon.credit_words, key=len, reverse=True))
    agencies = "|".join(re.escape(name) for name in sorted(lexicon.agencies, key=len, reverse=True))
    # as in "(credit: NAME/AGENCY)", "(Photo by Tor Vane)", "(AP Photo/Tor Vane)", "(Image courtesy of the ministry)",
    # and "(Tor Vane/Reuters)", "(Tor Vane via AP)"
    bracketed = (
        r"[(\[]\s*(?:"
        r"[^()\[\]]{0,60}?\b(?i:photo|image|picture|illustration|graphic)s?\s+(?:by|courtesy|via|from|credit)\b[^()\[\]]{1,100}|"
        rf"(?i:{words})(?:\s+(?i:by|courtesy|credit|from|via)\b|\s*[:/©]|\s*\|)[^()\[\]\n]{{1,{MAX_CREDIT}}}"
        rf"|(?:{agencies})\s+(?i:photo|image|picture|file)s?\b[^()\[\]\n]{{0,{MAX_CREDIT}}}"
        rf"|{_NAME}\s*(?:/|\s(?i:via|for)\s|\s[–—-]\s)\s*(?:{agencies})\b[^()\[\]\n]{{0,60}}"
        rf"|(?:{agencies})\s*/\s*{_NAME}"
        r")\s*[)\]]"
    )
    # as in "Image: Tor Vane.", "Photo by Tor Vane/AP", "Tor Vane via Getty Images", "REUTERS/Tor Vane"
    bare = (
        rf"(?:(?i:{words})\s*(?::|\s(?i:by|courtesy of)\s)\s*{_CREDITED}"
        # an agency's name ends many sentences; as a credit it stands after one, or alone
        rf"|(?:^|(?<=[.!?”\"’)]\s))(?:{_NAME}\s*(?:/|\s(?i:via)\s)\s*(?:{agencies})(?:\s(?:Images|Photos?|Pictures))?"
        rf"|(?:{agencies})\s*/\s*{_NAME}))\.?$"
    )
    return re.compile(bracketed), re.compile(bare)


def find_credits(text: str) -> list[tuple[int, int]]:
    """Return the credits in brackets that stand in `text`, as start and end."""
    return [found.span() for found in _credit_patterns()[0].finditer(text)]


def match_bare_credit(text: str, start: int, end: int) -> int | None:
    """Return where the credit begins that ends the paragraph `start`..`end` without brackets, or None.

    Only short paragraphs have one: "Ministers on the bridge. Image: Tor Vane."
    """
    if end - start > MAX_CAPTIONED:
        return None
    tail = text[max(start, end - MAX_CREDIT) : end].lower()
    if not any(sign in tail for sign in _BARE_SIGNS):  # the search is slow and most paragraphs have no credit
        return None
    found = _credit_patterns()[1].search(text[start:end])
    return start + found.start() if found else None


def find_caption_start(text: str, start: int, credit: int) -> int:
    """Return where the caption begins that ends at the offset `credit`, in the paragraph that begins at `start`.

    A caption glued to a paragraph is the last sentence before its credit, and the one before it where
    that leans on it ("He is seen …").
    """
    starts = sentence_starts(text, start, credit)
    chosen = len(starts) - 1
    while chosen > 0 and _LEANS.match(text, starts[chosen]):
        chosen -= 1
    return starts[chosen]


def sentence_starts(text: str, start: int, end: int) -> list[int]:
    """Return where the sentences of `start`..`end` begin, by punctuation alone."""
    return [
        start,
        *(
            found.end()
            for found in _SENTENCE_END.finditer(text, start, end)
            if found.end() < end and not _ABBREVIATION.search(text, max(start, found.start() - 8), found.start() + 1)
        ),
    ]
