"""Words as the lookups compare them, and tables from words to what they name.

Case, accents, curly apostrophes, spacing and a leading "the" do not matter, except for acronyms: "US" and
"us", "WHO" and "who", "LeT" and "let" are different words.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final, Protocol, TypeVar

from dragoman.errors import LexiconError
from dragoman.lexicons.files import Entry

_ARTICLE: Final = re.compile(r"^\s*the\s+", re.IGNORECASE)  # "The  Gambia"
_APOSTROPHES: Final = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'"})
_LETTERS: Final = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})


def fold_words(words: str) -> str:
    """Return words as the lookups compare them: no capitals, accents, curly apostrophes, leading "the".

    "The  Côte d’Ivoire" → "cote d'ivoire".
    """
    folded = words.replace("`", "'").casefold() if words.isascii() else words.translate(_APOSTROPHES).casefold()
    if not folded.isascii():
        parts = unicodedata.normalize("NFKD", folded.translate(_LETTERS))
        # letters of formulas ("𝞐") are capitals only once they are taken apart
        folded = "".join(part for part in parts if not unicodedata.combining(part)).casefold()
    return " ".join(folded.split()).removeprefix("the ")


def _is_acronym(name: str) -> bool:
    """Tell whether a name is so short and full of capitals that in other writing it is another word ("us", "let")."""
    return len(name) <= 6 and " " not in name and sum(map(str.isupper, name)) >= 2


def index_acronyms(names: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """Return the folded acronyms among names, each with all the ways it is written: "tass" with "TASS", "Tass"."""
    written: dict[str, set[str]] = {}
    for name in names:
        written.setdefault(fold_words(name), set()).add(name)
    return MappingProxyType({word: frozenset(forms) for word, forms in written.items() if any(map(_is_acronym, forms))})


def looks_like_name(words: str, acronyms: Mapping[str, frozenset[str]]) -> bool:
    """Tell whether words are capitalised as a name is, "the" aside; acronyms must stand as listed or in capitals."""
    bare = _ARTICLE.sub("", words)
    forms = acronyms.get(fold_words(bare))
    return bare != bare.lower() if forms is None else bare in forms or bare.isupper()


class Named(Protocol):
    """Whatever has a name that tells it from others of its kind."""

    @property
    def name(self) -> str: ...


_Named = TypeVar("_Named", bound=Named)


def index_words(
    file: str, pairs: Iterable[tuple[str, _Named]], ambiguous: frozenset[str] = frozenset()
) -> Mapping[str, _Named]:
    """Return each word, folded and in lower case, with what it names; ambiguous ones are left out.

    Raises LexiconError where a word that is not listed as ambiguous names two things.
    """
    found: dict[str, _Named] = {}
    for word, named in pairs:
        folded = fold_words(word)
        if folded in ambiguous:
            continue
        for key in {folded, word.casefold()}:
            other = found.setdefault(key, named)
            if other is not named:
                raise LexiconError(
                    f"{file}: {word!r} stands for {other.name} and {named.name}; "
                    f"take it from one of them, or add it to `ambiguous` at the head of the file"
                )
    return MappingProxyType(found)


def read_ambiguous(file: str, tables: Mapping[str, object]) -> frozenset[str]:
    """Return the words that a file lists as shared by several entries, folded."""
    return frozenset(map(fold_words, Entry(file, "head of the file", tables).words("ambiguous")))


def check_ambiguous(file: str, ambiguous: frozenset[str], words: Iterable[Iterable[str]]) -> None:
    """Raise LexiconError where a word is listed as ambiguous that fewer than two entries have."""
    uses = Counter(word for of_entry in words for word in set(map(fold_words, of_entry)))
    idle = sorted(word for word in ambiguous if uses[word] < 2)
    if idle:
        raise LexiconError(f"{file}: {idle[0]!r} is listed as ambiguous but no two entries have it; strike it out")
