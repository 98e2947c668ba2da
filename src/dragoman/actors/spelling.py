"""Two words of names: whether they are spellings of one, and how near they are.

A word is its plain letters and its sounds.  Sounds are laid against each other at the least cost
(`lexicons/spelling.toml`); slips of the pen are counted on the letters.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Final, Literal

from rapidfuzz.distance import OSA

from dragoman.actors.romanise import Script, find_script, fold_latin, is_abjad, romanise
from dragoman.lexicons.naming import fold_name_word, load_name_forms, load_spelling

VOWELS: Final = frozenset("aeiouE")
_OPEN: Final = frozenset("aeiouEhyYAWv")  # sounds with which a word ends openly, or may
_VOWEL: Final = re.compile("[aeiouE]")
_LIGHT: Final = re.compile("[aeiouEAYW]")
_DIGITS: Final = str.maketrans("0134579", "oleastg")
_DOUBLED: Final = re.compile(r"([a-zA-Z])\1+")
_SERVANT: Final = re.compile(r"abd[aeou]{0,2}[lr]?")
_LONE_Y: Final = re.compile(r"y(?![aeiouE])")  # "y" before no vowel is one
_DOUBLED_LETTERS: Final = re.compile(r"([a-z])\1+")  # the capitals of an unvowelled word are sounds apart

Vowels = Literal["vowel", "vowel_unwritten", "vowel_syllabic"]
How = Literal["same", "accents", "spelling", "short form", "gendered", "initial", "slip", "near", "unlike", "different"]

# --- the table of certainties and thresholds; set on the tuning half of the name bench (`python -m evaluation names`)

# How surely two words are one name, by how they agree; spellings and near words get what their sounds and letters give.
CERTAINTY: Final[dict[How, float]] = {"short form": 0.95, "gendered": 0.95, "initial": 0.75, "slip": 0.88}
LISTED: Final = 0.97  # spellings of one name by the list
SPELLING: Final = 0.84  # sounds so alike are spellings of one word …
SPELLING_SHORT: Final = 0.90  # … of a word with one consonant or none
NEAR: Final = 0.62  # below, words are different
NEAR_HEARD: Final = 0.92  # the share of what is only heard alike that counts
MIXED: Final = 0.25  # the share of the lesser of sounds and letters in the score of near words
SLIP_LENGTH: Final = 6  # letters from which one slip of the pen leaves a word the same
ENDING: Final = 0.9  # the share of their score that words keep of which one has an ending more
SERVANT: Final = 0.7  # "Abdel Nasser" beside "Nasser"
SKELETONS: Final = 0.4  # words whose consonants are less alike than this are different


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a name: as written, its plain letters, its sounds, the names it is a form of."""

    written: str
    letters: str
    sounds: str
    skeleton: str  # its consonants by kind: what stays the same in nearly every spelling of it
    script: Script
    names: frozenset[str]
    short_for: frozenset[str]

    def __hash__(self) -> int:
        return hash(self.written)  # the rest follows from it

    @property
    def abjad(self) -> bool:
        return is_abjad(self.script)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How two words agree, and how surely they are one name (0 to 1)."""

    how: How
    score: float


DIFFERENT: Final = Likeness("different", 0.0)


@functools.lru_cache(maxsize=200_000)
def read_word(written: str) -> Word:
    """Return a word with its letters and sounds."""
    script = find_script(written)
    latin = romanise(written)
    forms, key = load_name_forms(), fold_name_word(written)
    plain = latin.lower() if not is_abjad(script) else latin
    if script == "latin" and any(map(str.isdigit, plain)) and any(map(str.isalpha, plain)):
        plain = plain.translate(_DIGITS)  # "Ig0r": a digit that stands for the letter it looks like
    spelt = fold_latin(written, haceks=True) if script == "latin" and not plain.isdigit() else plain
    sounds = _DOUBLED_LETTERS.sub(r"\1", latin) if is_abjad(script) else to_sounds(spelt.lower().translate(_DIGITS))
    names = forms.full.get(key) or forms.full.get(plain, frozenset())
    short = forms.short.get(key) or forms.short.get(plain, frozenset())
    return Word(written, plain, sounds, to_skeleton(sounds), script, names, short)


_KINDS: Final = {
    **dict.fromkeys("kqgGxK", "k"),
    **dict.fromkeys("cCjZzsS", "s"),
    **dict.fromkeys("tdTD", "t"),
    **dict.fromkeys("bpfvwBPW", "p"),
    **dict.fromkeys("lr", "l"),
    **dict.fromkeys("nmN", "n"),
}


def to_skeleton(sounds: str) -> str:
    """Return the consonants of a row of sounds, those written for each other as one letter: "naxaleh" → "nkl"."""
    return "".join(_KINDS.get(sound, "") for sound in sounds)


@functools.cache
def _groups() -> tuple[re.Pattern[str], tuple[str, ...]]:
    """Return the pattern of all letter groups, the longest first, and the sounds in the order of its brackets."""
    groups = sorted(load_spelling().groups.items(), key=lambda item: (-len(item[0].strip("^$")), -len(item[0])))
    return re.compile("|".join(f"({group})" for group, _ in groups)), tuple(sound for _, sound in groups)


@functools.lru_cache(maxsize=200_000)
def to_sounds(letters: str) -> str:
    """Return Latin letters as sounds: "abdollahian" → "abdolahian", "khalid" → "xalid"."""
    pattern, sounds = _groups()
    spelt = pattern.sub(lambda match: sounds[(match.lastindex or 1) - 1], letters)
    spelt = _LONE_Y.sub("i", spelt)
    return _DOUBLED.sub(r"\1", spelt)


@functools.lru_cache(maxsize=500_000)
def compare_words(one: Word, other: Word) -> Likeness:
    """Return how two words of names agree; either may come first."""
    if one.letters == other.letters and one.letters:
        return Likeness("same" if one.written.casefold() == other.written.casefold() else "accents", 1.0)
    initial = len(one.letters) == 1 or len(other.letters) == 1
    if (known := _compare_known(one, other)) and not (initial and known.how == "different"):
        return known
    if initial:
        return _compare_initial(one, other)
    return _compare_spelling(one, other)


def _compare_initial(one: Word, other: Word) -> Likeness:
    alike = one.letters[:1] == other.letters[:1] or (one.sounds[:1] == other.sounds[:1] != "")
    return Likeness("initial", CERTAINTY["initial"]) if alike else DIFFERENT


def _compare_known(one: Word, other: Word) -> Likeness | None:
    """Return what the lists of names tell, None where they say nothing of one of the words."""
    first, second = one.names | one.short_for, other.names | other.short_for
    if one.names & other.names:
        return Likeness("spelling", LISTED)
    if first & second:
        return Likeness("short form", CERTAINTY["short form"])
    if first and second:
        nearness = _slip_score(one.letters, other.letters) if one.script == other.script else 0.0
        return Likeness("unlike" if nearness >= NEAR else "different", nearness)
    return None


def _compare_spelling(one: Word, other: Word) -> Likeness:
    """Return how two words agree by their letters and sounds; what they share by custom may not make them alike."""
    if one.letters[:3] == other.letters[:3] and is_gendered_pair(one.letters, other.letters):
        return Likeness("gendered", CERTAINTY["gendered"])
    if (alike := _skeleton_likeness(one, other)) < SKELETONS:
        return Likeness("different", alike / 2)
    if _serves(one, other) or _serves(other, one):
        return Likeness("near", SERVANT)
    whole = _compare_written(one, other)
    stems = _find_stems(one.letters, other.letters)
    if stems is None or whole.how == "different":
        return whole
    return min(whole, _compare_written(*map(read_word, stems)), key=lambda likeness: likeness.score)


def _skeleton_likeness(one: Word, other: Word) -> float:
    """Return how alike the consonants are by kind, 0 to 1: a quick look that spares the long one."""
    if not one.skeleton or not other.skeleton:
        return 1.0
    return OSA.normalized_similarity(one.skeleton, other.skeleton)


def _compare_written(one: Word, other: Word) -> Likeness:
    heard = compare_sounds(one.sounds, other.sounds, _vowels(one, other))
    short = min(count_consonants(one.sounds), count_consonants(other.sounds)) < 2
    if one.script == other.script and one.script in {"han", "hangul"} and one.sounds != other.sounds:
        return Likeness("different", heard / 2)  # a sign is written rightly or is another
    if heard >= (SPELLING_SHORT if short else SPELLING):
        apart = _ends_apart(one, other) or _ends_apart(other, one)
        return Likeness("near", heard * ENDING) if apart else Likeness("spelling", heard)
    if one.abjad != other.abjad:
        return Likeness("near" if heard >= NEAR else "different", heard)
    slips = OSA.distance(one.letters, other.letters, score_cutoff=4)
    if slips <= 1 and min(len(one.letters), len(other.letters)) >= SLIP_LENGTH:
        return Likeness("slip", CERTAINTY["slip"])
    score = heard * NEAR_HEARD
    if one.script == other.script:
        letters = [word.letters if word.script == "latin" else word.written for word in (one, other)]
        slipped = _slip_score(*letters)
        score = max(slipped, heard) * (1 - MIXED) + min(slipped, heard) * MIXED
    return Likeness("near" if score >= NEAR else "different", score)


def _ends_apart(one: Word, other: Word) -> bool:
    """Whether one word ends in "-i", or "-a", and the other in a consonant: "Hosseini", "Hossein"; "Amira", "Amir"."""
    endings = "iY" if other.abjad or one.abjad else "ia"
    return one.sounds[-1:] in endings and other.sounds[-1:] not in _OPEN


def _find_stems(one: str, other: str) -> tuple[str, str] | None:
    """Return two words without what they share by custom ("Abdul…", "…dottir"); None where too little is left."""
    spelling = load_spelling()
    first = next((part for part in spelling.beginnings if one.startswith(part)), "")
    second = next((part for part in spelling.beginnings if other.startswith(part)), "")
    if first and second:
        stems = one[len(first) :], other[len(second) :]
    else:
        shared = next((part for part in spelling.endings if one.endswith(part) and other.endswith(part)), "")
        stems = (one[: -len(shared)], other[: -len(shared)]) if shared else ("", "")
    return stems if min(map(len, stems)) >= 3 else None


def _vowels(one: Word, other: Word) -> Vowels:
    """Return how the vowels of two words are to be taken."""
    if one.abjad != other.abjad:
        return "vowel_unwritten"
    if one.script != other.script and any(_is_syllabic(word) for word in (one, other)):
        return "vowel_syllabic"
    return "vowel"


def _is_syllabic(word: Word) -> bool:
    """Whether a word may hold vowels that only fill up syllables: "贝拉克" is "Barack"."""
    return word.script == "other" or (word.script == "han" and len(word.written) > 2)


def _serves(servant: Word, name: Word) -> bool:
    """Whether one word is "servant of" and the other: "Abdel Nasser" and "Nasser"."""
    found = _SERVANT.match(servant.letters)
    return found is not None and len(name.letters) >= 4 and servant.letters[found.end() :] == name.letters


def _slip_score(one: str, other: str) -> float:
    """Return how near two rows of letters are, counting a letter put in, left out, changed or swapped as one."""
    length = max(len(one), len(other))
    return 1 - OSA.distance(one, other) / length if length else 0.0


def compare_sounds(one: str, other: str, vowels: Vowels = "vowel") -> float:
    """Return how alike two rows of sounds are, from 0 to 1.

    `vowels` tells what a vowel may be: unwritten where one row comes from a script without vowels, or put in by a
    script that writes syllables.
    """
    if not one or not other:
        return 0.0
    change, drop = _costs(vowels)
    costs = [drop[sound] for sound in other]
    row = [0.0]
    for cost in costs:
        row.append(row[-1] + cost)
    for sound in one:
        before, cost_one, changes = row, drop[sound], change[sound]
        left = before[0] + cost_one
        row = [left]
        for to, heard in enumerate(other):
            left = min(before[to] + changes[heard], before[to + 1] + cost_one, left + costs[to])
            row.append(left)
    return max(0.0, 1 - row[-1] / max(2.0, (weigh(one) + weigh(other)) / 2))


class _Changes(dict[str, float]):
    """What it takes to put another sound for this one: a whole letter, where the list says nothing."""

    def __missing__(self, sound: str) -> float:
        return 1.0


class _ChangesOf(dict[str, _Changes]):
    """The changes of each sound."""

    def __missing__(self, sound: str) -> _Changes:
        self[sound] = changes = _Changes({sound: 0.0})
        return changes


@functools.cache
def _costs(vowels: Vowels) -> tuple[_ChangesOf, _Changes]:
    """Return what changing one sound to another costs, and dropping one."""
    spelling, change, drop = load_spelling(), _ChangesOf(), _Changes()
    for (one, other), cost in spelling.alike.items():
        change[one][other] = cost
    drop.update(spelling.dropped)
    drop.update(dict.fromkeys(VOWELS, spelling.dropped[vowels]))
    return change, drop


def weigh(sounds: str) -> float:
    """Return how much a row of sounds can tell: a vowel half of what a consonant does."""
    return len(sounds) - 0.5 * len(_LIGHT.findall(sounds))


def count_consonants(sounds: str) -> int:
    """Return the number of sounds that are no vowels."""
    return len(sounds) - len(_VOWEL.findall(sounds))


@functools.lru_cache(maxsize=100_000)
def is_gendered_pair(one: str, other: str) -> bool:
    """Whether two surnames are one as a man and as a woman bear it: "Navalny" and "Navalnaya"."""
    if one[:3] != other[:3] or len(one) < 4 or len(other) < 4:
        return False
    return any(
        _ends_as(one, other, his, hers) or _ends_as(other, one, his, hers) for his, hers in load_spelling().gendered
    )


def _ends_as(man: str, woman: str, his: str, hers: str) -> bool:
    if not (man.endswith(his) and woman.endswith(hers)):
        return False
    stem = man[: len(man) - len(his)]
    return len(stem) >= 3 and stem == woman[: len(woman) - len(hers)]
