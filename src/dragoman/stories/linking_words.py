"""A text → how much each of its words tells of it (tf-idf), and a sketch by which near-duplicates are found.

How rare a word is stands in `word_frequencies.tsv`, so that what two texts have in common does not depend on what else
was read.
"""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from collections.abc import Collection, Mapping
from hashlib import blake2b
from importlib import resources
from typing import Final

import numpy as np
import numpy.typing as npt

FREQUENCIES: Final = "word_frequencies.tsv"
_WORD: Final = re.compile(r"[^\W\d_]{3,}")  # "grain", "höhe"; no "of", no numbers
_RUNNING: Final = re.compile(r"\w+")
_KEPT: Final = 80  # words of a text, the weightiest

Words = Mapping[str, float]  # weights of unit length together


@functools.cache
def load_frequencies() -> tuple[int, Mapping[str, int]]:
    """Return the number of documents counted, and in how many of them each word stands; rare words are left out."""
    text = (resources.files("dragoman.stories") / FREQUENCIES).read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    counts = {word: int(count) for word, count in rows}
    return counts.pop(""), counts


def weigh_words(text: str, leave_out: Collection[str] = ()) -> Words:
    """Return the words of a text that tell most of it, with weights of unit length; none for a text without words.

    `leave_out` are folded words that say nothing here: names of those who met.
    """
    total, counts = load_frequencies()
    found = Counter(word for word in _WORD.findall(text.casefold()) if word not in leave_out)
    weights = {
        word: (1 + math.log(count)) * math.log((total + 1) / (counts.get(word, 4) + 1)) for word, count in found.items()
    }
    kept = sorted(weights, key=lambda word: (-weights[word], word))[:_KEPT]
    length = math.sqrt(sum(weights[word] ** 2 for word in kept))
    return {word: round(weights[word] / length, 4) for word in kept} if length else {}


def compare_words(one: Words, other: Words) -> float:
    """Return how alike two texts are by their words: 0 for nothing in common, 1 for the same words."""
    if len(other) < len(one):
        one, other = other, one
    return min(1.0, sum(weight * other[word] for word, weight in one.items() if word in other))


def find_common(one: Words, other: Words, limit: int = 5) -> tuple[str, ...]:
    """Return the words that two texts have in common, the weightiest first."""
    shared = {word: weight * other[word] for word, weight in one.items() if word in other}
    return tuple(sorted(shared, key=lambda word: (-shared[word], word))[:limit])


# ------------------------------------------------------------------ near-duplicates

_HASHES: Final = 32
_BAND: Final = 4  # hashes of a band: two texts that share four fifths of their words meet in one of eight nearly always
_RUN: Final = 4  # words that stand one after another
_LEAST: Final = 20  # runs of words that a text must have to be told for a copy

Sketch = tuple[int, ...]


def sketch_text(text: str) -> Sketch:
    """Return a sketch of a text's runs of words (MinHash); empty for a text of a few words, which copies nothing.

    Two sketches agree in as many places as the texts share of their runs of four words.
    """
    words = _RUNNING.findall(text.casefold())
    if len(words) < _RUN:
        return ()
    hashes = np.fromiter(map(_hash_word, words), dtype=np.uint64, count=len(words))
    runs = np.zeros(len(words) - _RUN + 1, dtype=np.uint64)
    for place in range(_RUN):
        runs = runs * _BASE + hashes[place : place + len(runs)]  # modulo 2**64
    runs = np.unique(runs)
    if len(runs) < _LEAST:
        return ()
    mixed = runs[:, None] * _FACTORS + _SHIFTS
    return tuple(int(each) for each in (mixed >> np.uint64(32)).min(axis=0))


@functools.lru_cache(maxsize=1 << 16)
def _hash_word(word: str) -> int:
    """Return 64 bits of a word, the same on every machine."""
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest())


def _draw(name: str) -> npt.NDArray[np.uint64]:
    digests = (blake2b(f"{name} {number}".encode(), digest_size=8).digest() for number in range(_HASHES))
    return np.array([int.from_bytes(digest) | 1 for digest in digests], dtype=np.uint64)


_FACTORS: Final = _draw("factor")
_SHIFTS: Final = _draw("shift")
_BASE: Final = _draw("run")[0]


def find_bands(sketch: Sketch) -> tuple[str, ...]:
    """Return the bands of a sketch; texts that share none are no near-duplicates of each other."""
    return tuple(
        f"{start // _BAND}:{'.'.join(map(str, sketch[start : start + _BAND]))}"
        for start in range(0, len(sketch), _BAND)
    )


def share_of(one: Sketch, other: Sketch) -> float:
    """Return the share of their runs of words that two texts have in common, as their sketches tell; 0 without any."""
    if not one or not other:
        return 0.0
    return sum(first == second for first, second in zip(one, other, strict=True)) / len(one)


# ------------------------------------------------------------------ what a whole text is about

_TERM: Final = re.compile(r"[^\W\d_]{3,}|\d+")
_ENDINGS: Final = ("ing", "ed", "es", "s")
_STEM: Final = 4  # letters that are left of a word without its ending
_TOPIC: Final = 150  # words of a text, the weightiest


def weigh_topic(text: str) -> Words:
    """Return the words by which a text is told to be of one story with another: names and figures count for more.

    Endings are cut ("strikes", "striking"), and a capital counts half as much again.
    """
    total, counts = load_frequencies()
    found = Counter[str]()
    known: dict[str, int] = {}
    for word, count in Counter[str](_TERM.findall(text)).items():
        stem = _cut_ending(word.lower())
        found[stem] += count * (3 if word[0].isupper() else 2)
        known[stem] = max(known.get(stem, 0), counts.get(stem, counts.get(word.lower(), 4)))
    weights = {
        word: (1 + math.log(count / 2)) * math.log((total + 1) / (known[word] + 1)) for word, count in found.items()
    }
    kept = sorted(weights, key=lambda word: (-weights[word], word))[:_TOPIC]
    length = math.sqrt(sum(weights[word] ** 2 for word in kept))
    return {word: round(weights[word] / length, 6) for word in kept} if length else {}


def find_forms(text: str, words: Words, most: int = 24) -> Mapping[str, str]:
    """Return how the text most often writes the weightiest words of its topic: "Tomas" for "toma"; no figures.

    `words` are what `weigh_topic` returned for the text, `most` is how many of them are looked up.
    """
    wanted = set(sorted(words, key=lambda word: (-words[word], word))[:most])
    written: dict[str, Counter[str]] = {}
    for word, count in Counter[str](_TERM.findall(text)).items():
        stem = _cut_ending(word.lower())
        if stem in wanted and not word.isdecimal():
            written.setdefault(stem, Counter())[word] += count
    return {stem: choose_form(forms) for stem, forms in written.items()}


def choose_form(forms: Mapping[str, int]) -> str:
    """Return the form with the highest count; of several that in lower case, then the first in the alphabet."""
    return min(forms, key=lambda form: (-forms[form], not form.islower(), form))


@functools.lru_cache(maxsize=1 << 16)
def _cut_ending(word: str) -> str:
    ending = next((each for each in _ENDINGS if word.endswith(each) and len(word) - len(each) >= _STEM), "")
    return word.removesuffix(ending)
