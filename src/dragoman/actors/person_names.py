"""A person's name taken apart: words in, parts out (given, patronymic, surname, particle, suffix, initial, title).

Order is told from what is written (a comma, capitals, a father's name, lists of names), and may be wrong;
whoever compares two names must not rest on it alone.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from dragoman.actors.romanise import find_script
from dragoman.actors.spelling import Word, read_word
from dragoman.lexicons.given_names import load_given_names
from dragoman.lexicons.naming import PersonWords, fold_name_word, load_name_forms, load_person_words
from dragoman.lexicons.states import find_state, state_by_adjective
from dragoman.lexicons.words import fold_words

PartKind = Literal["title", "given", "middle", "patronymic", "surname", "initial", "particle", "suffix", "nickname"]
NAMING: Final[frozenset[PartKind]] = frozenset({"given", "middle", "patronymic", "surname", "initial"})

# Marks that stand for a hyphen or for nothing: ZERO WIDTH NON-JOINER inside a Persian word, apostrophes, ayn, hamza.
_HYPHENS: Final = str.maketrans(dict.fromkeys("‐‑–—−·・･•_/", "-"))
_LOOKALIKES: Final = str.maketrans("@$€!", "asei")  # in scanned or disguised text
_SILENT: Final = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff'’‘ʻʼ`´ʿʾ]")
_QUOTED: Final = re.compile(r"[\"“”„«»]\s*([^\"“”„«»]{1,40}?)\s*[\"“”„«»]|\(([^()]*)\)")
_ORDINAL: Final = re.compile(r"\d+(st|nd|rd|th)\b")
_ROMAN: Final = re.compile("[ivx]+")
_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.){2,}[^\W\d_]?\.?|[^\W\d_]\.")
_CAPITAL_PAIR: Final = re.compile(r"[B-DF-HJ-NP-TV-Z]{2}")  # "JC", "JD": two letters that make no word
_WORD_MARKS: Final = re.compile(r"[^\w.]+")
_COMPOUND_SURNAMES: Final = frozenset(
    ["欧阳", "歐陽", "司马", "司馬", "诸葛", "諸葛", "上官", "司徒", "남궁", "황보", "제갈", "선우"]
)


@dataclass(frozen=True, slots=True)
class NamePart:
    """A part of a name: what it is, as written, and, where it names somebody, its word."""

    kind: PartKind
    written: str
    word: Word | None = None
    after_descent: bool = False  # "bin Salman", "ibn Saud"
    after_article: bool = False  # "Al Saud", "al-Tikriti"

    @property
    def generation(self) -> str | None:
        """Of a suffix, the first of its ways of writing: "Junior" is "jr"."""
        return load_person_words().suffixes.get(fold_name_word(self.written)) if self.kind == "suffix" else None


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name with its parts in the order they are written, but for "Putin, Vladimir", which is turned round."""

    text: str
    parts: tuple[NamePart, ...]
    naming: tuple[NamePart, ...]  # of these, the parts that name somebody, which are compared

    def of_kind(self, *kinds: PartKind) -> tuple[NamePart, ...]:
        return tuple(part for part in self.parts if part.kind in kinds)


@dataclass(frozen=True, slots=True)
class _Token:
    written: str
    key: str
    joined: bool  # by a hyphen to the token before
    surname: bool = False  # written before a comma
    title: bool = False  # written behind a comma, as "9th Earl of Velk"


@functools.lru_cache(maxsize=100_000)
def read_person_name(text: str) -> PersonName:
    """Return the parts of a person's name; without parts where it has no letters."""
    plain = _SILENT.sub("", unicodedata.normalize("NFC", text)).translate(_HYPHENS).translate(_LOOKALIKES)
    bare = _QUOTED.sub(" ", plain)
    nicknames: tuple[NamePart, ...] = ()
    if any(map(str.isalpha, bare)):  # else the whole name stands in quotation marks
        nicknames = tuple(NamePart("nickname", found[1]) for found in _QUOTED.finditer(plain) if found[1])
        plain = bare
    titles, tokens = _split_titles(_tokenize(plain))
    tokens, suffixes = _split_suffixes(tokens, titled=bool(titles))
    named = tuple(_label(_name_parts(tokens)))
    return PersonName(
        text, (*titles, *named, *nicknames, *suffixes), tuple(part for part in named if part.word is not None)
    )


def _tokenize(text: str) -> list[_Token]:
    """Return the words; what stands before a comma comes last, as a surname, unless only a suffix follows."""
    before, comma, after = text.partition(",")
    words = load_person_words()
    rest = [fold_name_word(word) for word in after.split()]
    if rest and (all(word in words.titles for word in rest) or rest[0] in words.noble or _ORDINAL.match(rest[0])):
        return [*(replace(token, title=True) for token in _cut(after)), *_cut(before)]  # "Alma Reyes, President"
    if comma and rest and not all(word in words.suffixes or word in words.ignored_suffixes for word in rest):
        surname = [replace(token, surname=True) for token in _cut(before)]
        return [*_cut(after.replace(",", " ")), *surname]
    return list(_cut(text.replace(",", " ")))


def _cut(text: str) -> Iterator[_Token]:
    titles, words = load_person_words().titles, text.split()
    for word in words:
        pieces = [piece for piece in word.split("-") if piece]
        for at, piece in enumerate(pieces):
            if _INITIALS.fullmatch(piece) and len(piece) > 2 and fold_name_word(piece) in titles:
                yield _Token(piece, fold_name_word(piece), joined=False)  # "H.E."
            elif _INITIALS.fullmatch(piece):
                letters = [letter for letter in piece if letter != "."]
                yield from (_Token(f"{letter}.", letter.casefold(), joined=False) for letter in letters)
            elif _CAPITAL_PAIR.fullmatch(piece) and not text.isupper():
                yield from (_Token(letter, letter.casefold(), joined=False) for letter in piece)
            else:
                yield from _cut_syllables(
                    _WORD_MARKS.sub("", piece), joined=at > 0, alone=len(pieces) == len(words) == 1
                )


def _cut_syllables(piece: str, *, joined: bool, alone: bool) -> Iterator[_Token]:
    """Yield the word, or the surname and the given name of a Chinese or Korean name written as one."""
    if not any(map(str.isalnum, piece)):
        return
    if find_script(piece) in {"han", "hangul"} and 2 <= len(piece) <= 4 and alone:
        length = 2 if piece[:2] in _COMPOUND_SURNAMES and len(piece) > 2 else 1
        yield _Token(piece[:length], piece[:length], joined=False, surname=True)
        yield _Token(piece[length:], piece[length:], joined=True)
        return
    yield _Token(piece, fold_name_word(piece), joined=joined)


def _split_titles(tokens: list[_Token]) -> tuple[tuple[NamePart, ...], list[_Token]]:
    """Return the titles before the name, and the words that are left; "of Jordan" at the end is none of the name."""
    words = load_person_words()
    start = 0
    while start < len(tokens) - 1 and _is_title(tokens, start, words):
        start += 1
    last = len(tokens)
    last = next((at for at in range(start + 1, last) if tokens[at].key == "of"), last)
    while last > start + 2 and tokens[last - 1].key in words.trailing:
        last -= 1
    titles = [NamePart("title", token.written) for token in (*tokens[:start], *tokens[last:])]
    return tuple(titles), tokens[start:last]


def _is_title(tokens: list[_Token], at: int, words: PersonWords) -> bool:
    if tokens[at].title:
        return True
    key, left = tokens[at].key, len(tokens) - at - 1
    if tokens[at].surname or (tokens[at + 1].joined and key not in words.titles - words.also_names):
        return False
    if key in words.titles:
        return key not in words.also_names or left > 1 or tokens[at + 1].key in words.suffixes
    if at > 0 and tokens[at - 1].key == "of" and left > 1:
        return find_state(tokens[at].written) is not None  # "President of France Alma Reyes"
    following = tokens[at + 1].key
    return left > 1 and following in words.titles and fold_words(tokens[at].written) in state_by_adjective()


def _split_suffixes(tokens: list[_Token], *, titled: bool) -> tuple[list[_Token], tuple[NamePart, ...]]:
    words = load_person_words()
    kept, suffixes = list(tokens), list[NamePart]()
    for at in range(len(tokens) - 1, 0, -1):
        key = tokens[at].key
        if key in words.suffixes and _is_suffix(tokens[at].written, titled=titled):
            suffixes.insert(0, NamePart("suffix", tokens[at].written))
        elif key not in words.ignored_suffixes:
            continue
        del kept[at]
    return kept, tuple(suffixes)


def _is_suffix(written: str, *, titled: bool) -> bool:
    """Whether a word that may be a number of generation is one: "Jr.", "II", not "Xi", "Oren V." or "Malcolm X"."""
    if not _ROMAN.fullmatch(written.casefold()):
        return not _ROMAN.fullmatch(written.casefold().rstrip("."))
    return written.isupper() and (titled or written != "X")


def _name_parts(tokens: Sequence[_Token]) -> Iterator[tuple[_Token, NamePart]]:
    """Yield particles and names; the words of "Abd al-Rahman", "Abu Bakr" and "Nur al-Din" come as one."""
    words = load_person_words()
    descent, article, at = False, False, 0
    while at < len(tokens):
        token = tokens[at]
        end = _compound_end(tokens, at, words)
        if end > at + 1:
            yield token, _make_part(tokens[at:end], descent=descent, article=article)
        elif _is_particle(tokens, at, words):
            yield token, NamePart("particle", token.written)
            article = token.key in words.articles
            descent = token.key in words.descents or (descent and article)
            at += 1
            continue
        else:
            yield token, _make_part([token], descent=descent, article=article)
        descent, article, at = False, False, end


def _make_part(tokens: Sequence[_Token], *, descent: bool, article: bool) -> NamePart:
    written = "".join(("-" if token.joined else " ") * (at > 0) + token.written for at, token in enumerate(tokens))
    if len(tokens) == 1 and len(tokens[0].key) == 1 and find_script(written) not in {"han", "hangul"}:
        return NamePart("initial", written, read_word(written.rstrip(".")))
    joined = "".join(token.written for token in tokens) if len(tokens) > 1 else _strip_article(tokens[0].written)
    return NamePart("middle", written, read_word(joined), after_descent=descent, after_article=article)


def _strip_article(written: str) -> str:
    """Return an Arabic word without the article "ال" that is written as one with it."""
    return written[2:] if written.startswith("ال") and len(written) > 4 and written != "الله" else written


def _compound_end(tokens: Sequence[_Token], at: int, words: PersonWords) -> int:
    """Return where the name that begins at a token ends: after it, or after the words it is one with."""
    left = len(tokens) - at
    key = tokens[at].key
    if (key in words.servants or key in words.kunyas or key in _ARABIC_SERVANTS) and left > 1:
        article = tokens[at + 1].key in words.articles and left > 2
        end = at + (3 if article else 2)
        return end + _closing(tokens, end, words) if key in words.kunyas else end
    return at + 1 + (_closing(tokens, at + 1, words) if key not in words.articles else 0)


_ARABIC_SERVANTS: Final = frozenset(["عبد", "ابو", "أبو"])


def _closing(tokens: Sequence[_Token], at: int, words: PersonWords) -> int:
    """Return how many words at a place close the name before them: "al-Din", "Allah"."""
    if at < len(tokens) and tokens[at].key in words.closings:
        return 1
    articles = words.articles | words.spoken_articles
    if at + 1 < len(tokens) and tokens[at].key in articles and tokens[at + 1].key in words.closings:
        return 2
    return 0


def _is_particle(tokens: Sequence[_Token], at: int, words: PersonWords) -> bool:
    """Whether a word joins names; the last word never does, nor "Ben", "Al" or "Le" where a name begins."""
    key = tokens[at].key
    if at == len(tokens) - 1:
        return key in words.articles and len(tokens) > 2
    if key in words.spoken_articles:
        following = tokens[at + 1]
        return following.joined and (key[-1] in {following.key[0], "l"} or key[1:] == following.key[: len(key) - 1])
    if key in words.descents | words.articles:
        return at > 0 or tokens[at + 1].joined or key not in {"ben", "al"}
    return key in words.particles and (at > 0 or key not in words.surnames_first)


def _label(pairs: Iterator[tuple[_Token, NamePart]]) -> Iterator[NamePart]:
    """Yield the parts with their kinds."""
    listed = list(pairs)
    naming = [at for at, (_, part) in enumerate(listed) if part.word is not None and part.kind != "initial"]
    words = load_person_words()
    particles = {token.key for token, part in listed if part.kind == "particle"}
    articles = not particles.isdisjoint(words.articles | words.spoken_articles)
    initial_first = bool(listed) and listed[0][1].kind == "initial"
    kinds = _find_kinds([listed[at] for at in naming], initial_first=initial_first, articles=articles)
    for at, (_, part) in enumerate(listed):
        yield replace(part, kind=kinds[naming.index(at)]) if at in naming else part


def _find_kinds(words: Sequence[tuple[_Token, NamePart]], *, initial_first: bool, articles: bool) -> list[PartKind]:
    """Return the kind of each word that names somebody."""
    surnames = {0} if initial_first and len(words) == 1 else _find_surnames(words, articles=articles)
    kinds: list[PartKind] = []
    given = initial_first
    for at, (_, part) in enumerate(words):
        if at in surnames and not (part.after_descent and len(words) > 1):
            kinds.append("surname")
        elif part.after_descent or (given and is_patronymic(part)):
            kinds.append("patronymic")
        elif not given:
            kinds.append("given")
            given = True
        else:
            kinds.append("middle")
    return kinds


def _find_surnames(words: Sequence[tuple[_Token, NamePart]], *, articles: bool) -> set[int]:
    """Return which words are the surname, by comma, capitals, lists of names, or else the last."""
    count = len(words)
    if count <= 1:
        return set()
    if marked := {at for at, (token, _) in enumerate(words) if token.surname}:
        return marked
    capitals = {at for at, (token, _) in enumerate(words) if token.written.isupper() and len(token.written) > 1}
    if 0 < len(capitals) < count:
        return capitals
    if is_patronymic(words[-1][1]) and not words[-1][1].after_descent and count == 3:
        return {0}  # "Putin Vladimir Vladimirovich"
    return {0} if not articles and _is_surname_first(words) else {count - 1}  # Arabic names end with the surname


def _is_surname_first(words: Sequence[tuple[_Token, NamePart]]) -> bool:
    """Whether a name of two or three words begins with the surname: "Xi Jinping", "Orbán Viktor"."""
    listed, first, last = load_person_words(), words[0], words[-1]
    if any(part.after_descent for _, part in words) or first[0].key in listed.titles:
        return False
    if first[0].key in listed.surnames_first and len(words) <= 3:
        return last[0].key not in listed.surnames_first and not _is_given(last[1])
    return len(words) == 2 and _is_given(last[1]) and not _is_given(first[1])


def _is_given(part: NamePart) -> bool:
    """Whether a list has the word as a given name."""
    if part.word is None:
        return False
    names = part.word.names | part.word.short_for
    return part.word.letters in load_given_names() or not names.isdisjoint(load_name_forms().givens)


def is_patronymic(part: NamePart) -> bool:
    """Whether a part ends as a father's name does: "Viktorovich"."""
    if part.word is None or part.word.abjad or len(part.word.letters) < 6:
        return False
    return part.word.letters.endswith(load_person_words().patronymic_endings)


def describe_parts(name: PersonName) -> str:
    """Return the parts in words: "given Alma, surname Reyes"."""
    return ", ".join(f"{part.kind} {part.written}" for part in name.parts)
