"""A contact's words → what they tell of others of the same people: "second call this week", "another meeting"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.stories.linking_weights import Cues, load_cues


@dataclass(frozen=True, slots=True)
class Series:
    """`count` is the place in a row ("second" → 2) and `within` the time it is counted in ("week"; "" where untold).

    `again` tells that there was an earlier one of the kind; `words` are those that say so.
    """

    count: int | None = None
    within: str = ""
    again: bool = False
    words: str = ""


NOTHING = Series()


def find_series(text: str) -> Series:
    """Return what the first words of a text that count a contact, or call it another one, tell of it."""
    cues = load_cues()
    found = next(_find_counts(text, cues), None)
    if found is not None:
        return found
    again = re.search(rf"\b(?:{cues.again_before})\s+(?:\w+\s+){{0,2}}(?:{cues.contact})\b", text, re.IGNORECASE)
    again = again or re.search(rf"\b(?:{cues.verb})\s+(?:{cues.again_after})\b", text, re.IGNORECASE)
    return Series(again=True, words=" ".join(again[0].split())) if again else NOTHING


def _find_counts(text: str, cues: Cues) -> Iterator[Series]:
    ordinals = "|".join(cues.ordinals)
    # "their second telephone conversation this week", "for the second time this week"
    pattern = rf"\b({ordinals})\s+(?:\w+\s+){{0,2}}(?:{cues.contact}|time)\b(?:[^.;]{{0,40}}?\b({cues.within})\b)?"
    for match in re.finditer(pattern, text, re.IGNORECASE):
        if re.search(rf"\b(?:{cues.of_many})\b", match[0], re.IGNORECASE):
            continue
        count = cues.ordinals[match[1].lower()]
        if count == 1:
            continue  # "their first meeting" is a fact of theirs, and no other was before it
        span = next(
            (key for key, form in cues.spans.items() if match[2] and re.search(form, match[2], re.IGNORECASE)), ""
        )
        yield Series(count, span, again=True, words=" ".join(match[0].split()))
