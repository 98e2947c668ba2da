"""Passages that tell one matter → its label: the shortest of them, without its reporting word, on one line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from dragoman.lexicons.words import fold_words
from dragoman.stories.comparison_differences import Difference
from dragoman.stories.comparison_lexicon import load_comparing
from dragoman.stories.points import Unit

LONGEST: Final = 90
_EARLIEST: Final = 40  # characters that stand before a cut at least
_LEADING: Final = re.compile(r"^(?:that|the|a|an|his|her|its|their|as|for|to|of|on|about|whether)\s+", re.IGNORECASE)
# "But before the vote, …", "Furthermore, …", "Let me remind you that …", "According to the minister, …"
_OPENING: Final = re.compile(
    r"^(?:(?:but|and|so|thus|also|however|furthermore|moreover|indeed|unfortunately|of course|in addition|once again)"
    r"\b,?\s+"
    r"|(?:as you (?:know|have said)|according to [^,]{2,60}),\s+"
    r"|(?:let me remind you|i would like to (?:say|add|stress)|i have just said to you)\s+that\s+)+",
    re.IGNORECASE,
)
_FIGURE: Final = re.compile(r"\d+(?:[.,]\d+)*|^\w+")  # the number of "300 tents", "eleven hostages"
# "…, and the crew", "… which was seized": where a long passage may be cut
_CLAUSE: Final = re.compile(
    r"\s*[,;:–—]\s|\s(?:and|but|while|which|who|where|when|including|because|since)\s", re.IGNORECASE
)
# "… will be prepared indicating | the new", "… in the main capital of | the": words that lead to what was cut off
_DANGLING: Final = re.compile(r"\s(?:(?:the|a|an|its|their|his|her|our)\s[\w’'-]+|[a-z]+ing)$")
_LINKS: Final = frozenset({"for", "on", "about", "with", "of", "to", "in", "at", "by", "upon"})  # in "thanked … for"


def make_label(units: Sequence[Unit], differences: Iterable[Difference] = ()) -> str:
    """Return the shortest of the passages without its reporting word; numbers and days in conflict are left open."""
    words = min((_without_cue(unit) for unit in units), key=lambda words: (len(words), words))
    for difference in differences:
        if difference.aspect in {"number", "date"}:
            for _, told in (difference.one, difference.other):
                words = words.replace(told, "…" if difference.aspect == "date" else _FIGURE.sub("…", told, count=1))
    words = _shorten(words)
    return words[:1].upper() + words[1:]


def _without_cue(unit: Unit) -> str:
    words = _OPENING.sub("", unit.words) or unit.words
    reported = _OPENING.sub("", unit.cue)
    cue = reported.split()
    if cue and fold_words(words).startswith(fold_words(reported)):
        words = _LEADING.sub("", words[len(reported) :].lstrip(" ,"))
    elif len(cue) > 1 and cue[1].casefold() not in _LINKS and words.casefold().startswith(f"{cue[0].casefold()} "):
        words = _LEADING.sub("", words[len(cue[0]) :].lstrip())  # "expressed his concern over …"
    return (words or unit.words).rstrip(".,; ")


def _shorten(words: str) -> str:
    """The words up to a line's length, cut where a clause ends, or else before what leads to the next word."""
    if len(words) <= LONGEST:
        return words
    ends = [match.start() for match in _CLAUSE.finditer(words, _EARLIEST, LONGEST)]
    kept = words[: ends[-1]] if ends else words[:LONGEST].rsplit(" ", 1)[0]
    if not ends:
        kept = _strip_links(_DANGLING.sub("", _strip_links(_DANGLING.sub("", kept))))
    kept = _strip_links(kept).rstrip(",;:–— ") + " …"
    return kept + "”" if kept.count("“") > kept.count("”") else kept


def _strip_links(words: str) -> str:
    """The words without "of the" and the like at their end."""
    function = load_comparing().function
    while " " in words and words.rsplit(" ", 1)[1].casefold() in function:
        words = words.rsplit(" ", 1)[0]
    return words
