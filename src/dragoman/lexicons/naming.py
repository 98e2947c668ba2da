"""Names as data: words that stand in them (`name_words.toml`), which are one (`name_forms.toml`), and which sounds
are written one for the other (`spelling.toml`).
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, cast

from dragoman.errors import LexiconError
from dragoman.lexicons.files import Entry, read_entries, read_once
from dragoman.lexicons.words import fold_words

_WORDS: Final = "name_words.toml"
_FORMS: Final = "name_forms.toml"
_SPELLING: Final = "spelling.toml"
_EXAMPLES: Final = frozenset({"examples"})


@dataclass(frozen=True, slots=True)
class PersonWords:
    """Words that stand in people's names and are no name, folded and without full stops."""

    titles: frozenset[str]
    also_names: frozenset[str]
    trailing: frozenset[str]
    noble: frozenset[str]
    articles: frozenset[str]
    spoken_articles: frozenset[str]
    descents: frozenset[str]
    particles: frozenset[str]
    servants: frozenset[str]
    kunyas: frozenset[str]
    closings: frozenset[str]
    suffixes: Mapping[str, str]  # each with the first of its ways of writing: "junior" is "jr"
    ignored_suffixes: frozenset[str]
    patronymic_endings: tuple[str, ...]
    surnames_first: frozenset[str]
    common: frozenset[str]

    def __len__(self) -> int:
        return len(self.titles) + len(self.particles) + len(self.suffixes) + len(self.surnames_first)


@dataclass(frozen=True, slots=True)
class NameForms:
    """Words of names with the names they are a form of, folded; and the names that only look alike."""

    full: Mapping[str, frozenset[str]]
    short: Mapping[str, frozenset[str]]
    givens: frozenset[str]  # of these names, the given ones
    unlike: tuple[tuple[str, str], ...]

    def __len__(self) -> int:
        return len(self.full) + len(self.short)

    def names_of(self, word: str) -> frozenset[str]:
        """Return the names that a folded word is a form or a short form of."""
        return self.full.get(word, frozenset()) | self.short.get(word, frozenset())


@dataclass(frozen=True, slots=True)
class Spelling:
    """What it costs to put one sound for another, or to drop one; and the letter groups that make a sound."""

    alike: Mapping[tuple[str, str], float]
    dropped: Mapping[str, float]
    groups: Mapping[str, str]
    beginnings: tuple[str, ...]
    endings: tuple[str, ...]
    gendered: tuple[tuple[str, str], ...]
    examples: tuple[tuple[str, str], ...]
    gendered_examples: tuple[tuple[str, str], ...]

    def __len__(self) -> int:
        return len(self.alike) + len(self.groups)


@functools.lru_cache(maxsize=50_000)
def fold_name_word(word: str) -> str:
    """Return a word of a name as the lists compare it: "Gen." → "gen", "Sa'd" → "sad"."""
    return fold_words(word).replace(".", "").replace("'", "")


@functools.cache
def load_person_words() -> PersonWords:
    """Return the words in names that are no names; raises LexiconError where the file contradicts itself."""
    tables = read_once(_WORDS)
    title = _entry(tables, "title", {"words", "also_names", "trailing", "noble"})
    particle = _entry(
        tables, "particle", {"article", "spoken_article", "descent", "other", "servant", "kunya", "closing"}
    )
    suffix = _entry(tables, "suffix", {"generation", "ignored"})
    titles, also_names = _folded(title.words("words")), _folded(title.words("also_names"))
    if idle := sorted(also_names - titles):
        raise title.error(f"{idle[0]!r} is in also_names but no title", "add it to words, or strike it out")
    return PersonWords(
        titles=titles,
        also_names=also_names,
        trailing=_folded(title.words("trailing")),
        noble=_folded(title.words("noble")),
        articles=_folded(particle.words("article")),
        spoken_articles=_folded(particle.words("spoken_article")),
        descents=_folded(particle.words("descent")),
        particles=_folded(particle.words("other")),
        servants=_folded(particle.words("servant")),
        kunyas=_folded(particle.words("kunya")),
        closings=_folded(particle.words("closing")),
        suffixes=_read_suffixes(suffix),
        ignored_suffixes=_folded(suffix.words("ignored")),
        patronymic_endings=_entry(tables, "patronymic", {"endings"}).words("endings"),
        surnames_first=_folded(_entry(tables, "surname_first", {"words"}).words("words")),
        common=_folded(_entry(tables, "common", {"words"}).words("words")),
    )


def person_word_examples() -> tuple[tuple[str, str], ...]:
    """Return the example names of `name_words.toml`, each with the parts it must be taken into."""
    found: list[tuple[str, str]] = []
    for heading, table in read_once(_WORDS).items():
        rows = cast("list[dict[str, str]]", cast("dict[str, object]", table).get("examples", []))
        if not rows:
            raise LexiconError(f"{_WORDS}: {heading}: no examples; add `examples = [{{ name = …, parts = … }}]`")
        found += [(row["name"], row["parts"]) for row in rows]
    return tuple(found)


@functools.cache
def load_name_forms() -> NameForms:
    """Return which names are one and which are not; raises LexiconError for an `unlike` that is also a form."""
    full: dict[str, set[str]] = {}
    short: dict[str, set[str]] = {}
    givens: set[str] = set()
    unlike: list[tuple[str, str]] = []
    for heading in ("given", "surname"):
        tables = read_once(_FORMS).get(heading)
        for entry in read_entries(_FORMS, heading, tables, frozenset({"forms", "short", "unlike"})):
            name = entry.key.removeprefix(f"{heading}.")
            own = fold_name_word(name)
            givens.update([own] if heading == "given" else [])
            for words, index in ((("forms"), full), (("short"), short)):
                for word in entry.words(words):
                    index.setdefault(fold_name_word(word), set()).add(own)
            full.setdefault(own, set()).add(own)
            unlike += [(name, other) for other in entry.words("unlike")]
    for _, other in unlike:  # a name that only others are told from is one of its own
        full.setdefault(fold_name_word(other), {fold_name_word(other)})
    for name, other in unlike:
        if full.get(fold_name_word(other), set()) & full[fold_name_word(name)]:
            raise LexiconError(f"{_FORMS}: {name} has {other!r} both as a form and as unlike; strike one out")
    return NameForms(_frozen(full), _frozen(short), frozenset(givens), tuple(unlike))


@functools.cache
def load_spelling() -> Spelling:
    """Return the costs of sounds; raises LexiconError where two lines give one pair two costs."""
    tables = read_once(_SPELLING)
    alike: dict[tuple[str, str], float] = {}
    examples: list[tuple[str, str]] = []
    for row in cast("list[dict[str, object]]", tables["alike"]):
        entry = Entry.check(
            _SPELLING, f"alike {row.get('sounds')!r}", row, frozenset({"sounds", "cost", "first", *_EXAMPLES})
        )
        for one, other in _sound_pairs(entry.text("sounds"), first=bool(row.get("first"))):
            cost = float(cast("float", row["cost"]))
            if alike.setdefault((one, other), cost) != cost:
                raise entry.error(f"{one} and {other} have two costs", "strike one of them out")
            alike[other, one] = cost
        examples += _pairs(row["examples"])
    dropped = cast("dict[str, object]", tables["dropped"])
    letters = cast("dict[str, object]", tables["letters"])
    groups = dict(pair.split("=", 1) for pair in str(letters["groups"]).split())
    examples += [*_pairs(dropped["examples"]), *_pairs(letters["examples"])]
    costs = {sound: float(cost) for sound, cost in dropped.items() if isinstance(cost, int | float)}
    shared = Entry.check(_SPELLING, "shared", tables.get("shared"), frozenset({"beginnings", "endings"}) | _EXAMPLES)
    examples += _pairs(shared.table["examples"])
    gendered = Entry.check(_SPELLING, "gendered", tables.get("gendered"), frozenset({"endings"}) | _EXAMPLES)
    return Spelling(
        alike=MappingProxyType(alike),
        dropped=MappingProxyType(costs),
        groups=MappingProxyType(groups),
        beginnings=shared.words("beginnings"),
        endings=shared.words("endings"),
        gendered=tuple(_read_endings(pair) for pair in gendered.words("endings")),
        examples=tuple(examples),
        gendered_examples=tuple(_pairs(gendered.table["examples"])),
    )


def _read_endings(pair: str) -> tuple[str, str]:
    """Return a man's and a woman's ending; "-" is none."""
    his, hers = pair.replace("-", "").split(" ")
    return his, hers


def _sound_pairs(sounds: str, *, first: bool) -> Iterable[tuple[str, str]]:
    """Yield each pair of the sounds, or, with `first`, the first with each of the others."""
    if first:
        return [(sounds[0], other) for other in sounds[1:] if other != sounds[0]]
    return [(one, other) for at, one in enumerate(sounds) for other in sounds[at + 1 :]]


def _pairs(rows: object) -> list[tuple[str, str]]:
    return [(one, other) for one, other in cast("list[list[str]]", rows)]


def _entry(tables: Mapping[str, object], heading: str, fields: set[str]) -> Entry:
    return Entry.check(_WORDS, heading, tables.get(heading), frozenset(fields) | _EXAMPLES)


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(fold_name_word, words))


def _frozen(index: Mapping[str, set[str]]) -> Mapping[str, frozenset[str]]:
    return MappingProxyType({word: frozenset(names) for word, names in index.items()})


def _read_suffixes(entry: Entry) -> Mapping[str, str]:
    rows = cast("list[list[str]]", entry.table.get("generation", []))
    found: dict[str, str] = {}
    for row in rows:
        for word in row:
            if found.setdefault(word, row[0]) != row[0]:
                raise entry.error(f"{word!r} stands for {found[word]} and {row[0]}", "strike one of them out")
    return MappingProxyType(found)
