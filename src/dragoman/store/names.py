"""Folds names for loose matching: case, accents, hyphens and apostrophes set aside."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import fuzz

from dragoman.record import Actor

_WORD = re.compile(r"[^\W_]+")  # "Amir-Ardashi" gives two
_APOSTROPHE = re.compile("['’‘ʻʼ`´]")  # "Sana'a" is one word
# Letters that Unicode does not decompose.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ə": "a", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"})
_SEPARATOR = "|"  # between name, aliases and office in an actor's key
_NEAR = 85  # similarity from 0 to 100 of two spellings of one word: "Nakhale", "Nakhaleh" have 93
_SHORTEST_NEAR = 5  # letters; of shorter words the spelling must agree


@lru_cache(maxsize=50_000)
def fold_name(name: str) -> str:
    """Return the name's words in lower case, without accents, one space between.

    "Łucia Ńowe-Éa" gives "lucia nowe ea".
    """
    plain = unicodedata.normalize("NFKD", _APOSTROPHE.sub("", name).casefold().translate(_LETTERS))
    return " ".join(_WORD.findall("".join(c for c in plain if not unicodedata.combining(c))))


def name_key(actor: Actor) -> str:
    """Return the folded name, aliases and office of an actor, in that order, joined by bars.

    The office stands last, after an empty part: "anna velk|velk||prime minister of orvania".
    """
    return _SEPARATOR.join([key_of_names((actor.name, *actor.aliases)), "", fold_name(actor.office or "")])


def key_of_names(names: Iterable[str]) -> str:
    """Return folded names joined by bars, each once."""
    folded = dict.fromkeys(map(fold_name, names))
    return _SEPARATOR.join(name for name in folded if name)


def matches_name(wanted: str, key: str) -> bool:
    """Return whether the folded name `wanted` may mean the actor with this `name_key`.

    Every word of it must stand in one of the names (a surname alone is enough), spelled alike or
    nearly so, or in the office as it is.  Names written in one word or several are alike:
    "Amir-Ardashi" and "Amirardashi".
    """
    names, _, office = key.rpartition(_SEPARATOR)
    words = wanted.split()
    if not words:
        return False
    if f" {wanted} " in f" {office} ":
        return True
    return any(_name_has(words, name) for name in names.split(_SEPARATOR) if name)


def _name_has(wanted: list[str], name: str) -> bool:
    words = name.split()
    if all(any(_same_word(word, other) for other in words) for word in wanted):
        return True
    joined = "".join(wanted)
    return len(joined) > _SHORTEST_NEAR and (joined in words or _joined_pair(words, joined))


def _joined_pair(words: list[str], joined: str) -> bool:
    return any(first + second == joined for first, second in pairwise(words))


def _same_word(wanted: str, word: str) -> bool:
    if wanted == word:
        return True
    return min(len(wanted), len(word)) >= _SHORTEST_NEAR and fuzz.ratio(wanted, word) >= _NEAR
