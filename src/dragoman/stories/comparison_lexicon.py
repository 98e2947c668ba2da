"""The words by which accounts are compared (`lexicons/comparing*.toml`), loaded and checked."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, cast

from dragoman.errors import LexiconError
from dragoman.lexicons.files import Entry, read_once
from dragoman.stories.comparison_words import Word, find_words

COMPARING: Final = "comparing.toml"
WEIGHTS: Final = "comparing_words.toml"
THRESHOLDS: Final = frozenset({"align", "join", "lone", "margin", "near", "on", "contact", "reused", "copied", "short"})
NEXT: Final = "staying in touch"  # the list of kin that tells of contacts to come
HIGHEST: Final = 6.0  # what a word weighs that is in no list
REPORTING: Final = 0.08  # share of its weight that a reporting word keeps
FRAME: Final = 0.23
CAPITAL: Final = 0.7  # a name that two passages share tells less than a word: many matters have to do with one place

Phrase = tuple[str, ...]  # its words: stems in `kin`, forms in ladders and turns
_SHORT: Final = 3  # letters that a word has at least, if it is no name
_LIST_FIELDS: Final = frozenset({"words", "examples"})


@dataclass(frozen=True, slots=True)
class Ladder:
    """Words by how strong or firm they are, the strongest level first."""

    name: str
    levels: tuple[frozenset[Phrase], ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """Words that say yes to something, and words that say no."""

    name: str
    yes: frozenset[Phrase]
    no: frozenset[Phrase]


@dataclass(frozen=True, slots=True)
class ComparingLexicon:
    """All lists; `kin` gives for each phrase the groups of near meaning that it belongs to."""

    frame: frozenset[str]
    function: frozenset[str]  # forms: "will" is one where "willing" is none
    contact: frozenset[Phrase]
    reporting: frozenset[str]
    kin: Mapping[Phrase, frozenset[str]]
    subjects: frozenset[str]  # the groups of kin that name what is spoken of, and not what is done with it
    strength: tuple[Ladder, ...]
    firmness: tuple[Ladder, ...]
    turns: tuple[Turn, ...]
    official: tuple[str, ...]
    thresholds: Mapping[str, float]

    def __len__(self) -> int:
        return len(self.frame) + len(self.reporting) + len(self.kin)


@functools.cache
def load_comparing() -> ComparingLexicon:
    """Return the lists of the package."""
    return read_comparing(read_once(COMPARING))


def read_comparing(tables: Mapping[str, object], file: str = COMPARING) -> ComparingLexicon:
    """Return the lists that tables give; raises LexiconError for what is missing, unknown or in two places."""
    return ComparingLexicon(
        frame=frozenset(_stems(_read_list(file, "frame", tables))),
        function=frozenset(form for words in _read_list(file, "function", tables) for form in read_forms(words)),
        contact=frozenset(map(read_forms, _read_list(file, "contact", tables))),
        reporting=frozenset(_stems(_read_list(file, "reporting", tables))),
        kin=_read_kin(file, tables.get("kin")),
        subjects=_read_subjects(file, tables.get("kin")),
        strength=_read_ladders(file, "strength", tables.get("strength")),
        firmness=_read_ladders(file, "firmness", tables.get("firmness")),
        turns=tuple(_read_turn(entry) for entry in _entries(file, "turn", tables.get("turn"), {"yes", "no"})),
        official=_read_list(file, "official", tables),
        thresholds=_read_thresholds(file, tables.get("threshold")),
    )


@functools.cache
def load_word_weights() -> Mapping[str, float]:
    """Return how much each listed stem tells, from 0; what is not listed weighs `HIGHEST`."""
    levels = cast("Mapping[str, object]", read_once(WEIGHTS).get("level", {}))
    found: dict[str, float] = {}
    for level, stems in levels.items():
        if not level.isdecimal() or not isinstance(stems, list):
            raise LexiconError(f"{WEIGHTS}: level {level!r} is no list under a number; write 3 = ['…']")
        for stem in cast("list[str]", stems):
            if stem in found:
                raise LexiconError(f"{WEIGHTS}: {stem!r} stands in two levels; leave it in one")
            found[stem] = float(level)
    return MappingProxyType(found)


def weigh(word: Word) -> float:
    """Return how much a word tells of what its passage is about."""
    lexicon = load_comparing()
    weight = load_word_weights().get(word.stem, HIGHEST)
    if word.number:
        return HIGHEST / 2
    if word.form in lexicon.function or (len(word.form) < _SHORT and not word.capital):
        return 0.0
    if word.stem in lexicon.reporting:
        return weight * REPORTING
    if word.stem in lexicon.frame:
        return weight * FRAME
    return weight * (CAPITAL if word.capital else 1.0)


def read_phrase(words: str) -> Phrase:
    """Return the stems of the words of an entry."""
    return tuple(word.stem for word in find_words(words))


def read_forms(words: str) -> Phrase:
    """Return the words of an entry in lower case: "willing" is not "will"."""
    return tuple(word.form for word in find_words(words))


def find_kin(words: Sequence[Word], lexicon: ComparingLexicon) -> Iterator[tuple[str, str]]:
    """Yield the stem of each word that stands in a phrase of the lists of kin, with the name of its group."""
    for phrase in find_kin_phrases(words, lexicon):
        for name in lexicon.kin[phrase]:
            for stem in phrase:
                yield stem, name


def find_kin_phrases(words: Sequence[Word], lexicon: ComparingLexicon) -> Iterator[Phrase]:
    """Yield the phrases of the lists of kin that stand in a passage, by their stems, in order."""
    stems = tuple(word.stem for word in words)
    longest = max(map(len, lexicon.kin))
    for start in range(len(stems)):
        for length in range(1, min(longest, len(stems) - start) + 1):
            phrase = stems[start : start + length]
            if phrase in lexicon.kin:
                yield phrase


def find_phrases(words: str, phrases: frozenset[Phrase]) -> Iterator[Phrase]:
    """Yield the phrases that stand in a text, by their forms, in alphabetical order."""
    forms = tuple(word.form for word in find_words(words))
    for phrase in sorted(phrases):
        if any(forms[at : at + len(phrase)] == phrase for at in range(len(forms) - len(phrase) + 1)):
            yield phrase


def _stems(words: Iterable[str]) -> Iterable[str]:
    return (stem for entry in words for stem in read_phrase(entry))


def _read_list(file: str, key: str, tables: Mapping[str, object]) -> tuple[str, ...]:
    entry = Entry.check(file, key, tables.get(key), _LIST_FIELDS)
    _check_examples(entry)
    words = entry.words("words")
    if not words:
        raise entry.error("no words", "list them, `words = ['…']`")
    return words


def _entries(file: str, heading: str, tables: object, fields: set[str]) -> Iterable[Entry]:
    if not isinstance(tables, list) or not tables:
        raise LexiconError(f"{file}: no [[{heading}]] entries; restore them")
    for table in cast("list[object]", tables):
        name = cast("dict[str, object]", table).get("name") if isinstance(table, dict) else None
        entry = Entry.check(file, f"{heading} {name!r}", table, frozenset({"name", "examples", *fields}))
        _check_examples(entry)
        yield entry


def _check_examples(entry: Entry) -> None:
    if not entry.table.get("examples"):
        raise entry.error("no example", "add `examples = […]` to the entry")


def _read_kin(file: str, tables: object) -> Mapping[Phrase, frozenset[str]]:
    found: dict[Phrase, set[str]] = {}
    for entry in _entries(file, "kin", tables, {"words", "subject"}):
        name = entry.text("name")
        for phrase in entry.words("words"):
            found.setdefault(read_phrase(phrase), set()).add(name)
    return MappingProxyType({phrase: frozenset(names) for phrase, names in found.items()})


def _read_subjects(file: str, tables: object) -> frozenset[str]:
    found: set[str] = set()
    for entry in _entries(file, "kin", tables, {"words", "subject"}):
        subject = entry.table.get("subject", True)
        if not isinstance(subject, bool):
            raise entry.error(f"subject is {subject!r}", "write `subject = false`, or leave it out")
        if subject:
            found.add(entry.text("name"))
    return frozenset(found)


def _read_ladders(file: str, heading: str, tables: object) -> tuple[Ladder, ...]:
    return tuple(_read_ladder(entry) for entry in _entries(file, heading, tables, {"levels"}))


def _read_ladder(entry: Entry) -> Ladder:
    table = entry.table.get("levels")
    levels = cast("list[object]", table) if isinstance(table, list) else []
    found: list[frozenset[Phrase]] = []
    for level in levels:
        words = Entry(entry.file, entry.key, {"level": level}).words("level")
        phrases = frozenset(map(read_forms, words))
        twice = next((phrase for earlier in found for phrase in earlier & phrases), None)
        if twice is not None:
            raise entry.error(f"{' '.join(twice)!r} stands on two levels", "leave it on one")
        found.append(phrases)
    if len(found) < 2:
        raise entry.error("fewer than two levels", "list them, the strongest first, `levels = [['…'], ['…']]`")
    return Ladder(entry.text("name"), tuple(found))


def _read_turn(entry: Entry) -> Turn:
    yes, no = (frozenset(map(read_forms, entry.words(side))) for side in ("yes", "no"))
    if not yes or not no or yes & no:
        raise entry.error("yes or no is empty, or they share a word", "give each its own words")
    return Turn(entry.text("name"), yes, no)


def _read_thresholds(file: str, table: object) -> Mapping[str, float]:
    found = cast("dict[str, object]", table) if isinstance(table, dict) else {}
    if found.keys() != THRESHOLDS:
        wrong = ", ".join(sorted(found.keys() ^ THRESHOLDS))
        raise LexiconError(
            f"{file}: [threshold] has not what it must have ({wrong}); it has {', '.join(sorted(THRESHOLDS))}"
        )
    numbers = {name: float(value) for name, value in found.items() if type(value) in (int, float)}  # type: ignore[arg-type]
    if len(numbers) != len(found):
        raise LexiconError(f"{file}: [threshold] {min(found.keys() - numbers.keys())} is no number; write 0.5")
    return MappingProxyType(numbers)
