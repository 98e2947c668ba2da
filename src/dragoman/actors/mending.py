"""The model's names of people, mended by what the text itself does with the same words.

In: the words of a line as written, with the kinds of name that the model gave them, and the habits of the text: which
words it writes small, and who is named in it.  Out: the kinds of name, mended.  A headline in which every word has a
capital is cut by the people whom the text names; "Karl Holm" is a person also where the model takes it for a firm.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from dragoman.actors.offices import load_name_words, load_offices
from dragoman.actors.quoted import load_sayings
from dragoman.language.words import Paragraph
from dragoman.lexicons.loader import load_given_names

LONG = 4  # letters of a word that a headline writes with a capital and a sentence small
TITLED = 0.75  # share of the long words of a headline that have a capital
AT_LEAST, AT_MOST = 3, 20  # long words by which a headline is told
PLAIN = 2  # of these, words that are neither names nor words of offices and readouts
OF_READOUTS = frozenset(
    {"call", "conversation", "meeting", "readout", "remarks", "statement", "talks", "telephone", "visit"}
)
ACRONYM = 3  # letters
ENDINGS = ("ing", "ed", "es", "s", "e")
STRANGE = frozenset({"GPE", "LOC", "NORP"})


@dataclass(frozen=True, slots=True)
class Habits:
    """What a text does with words: those it writes small, as stems too, and the people it names outside of headlines.

    `names` has the words of each name, in lower case, `people` all words of names of two words or more.
    """

    small: frozenset[str]
    stems: frozenset[str]
    names: frozenset[tuple[str, ...]]
    people: frozenset[str]


def learn_habits(paragraphs: Sequence[Paragraph]) -> Habits:
    """Return the habits of a text from its paragraphs; people are those who are named outside of headlines."""
    small = {word.text for paragraph in paragraphs for word in paragraph.words if word.text.islower()}
    alone, names = make_habits(small, ()), set[tuple[str, ...]]()
    for paragraph in paragraphs:
        texts, kinds = [word.text for word in paragraph.words], [word.name for word in paragraph.words]
        if not is_titled(texts, kinds, alone):
            opens = [word.opens for word in paragraph.words]
            names.update(tuple(texts[at].lower() for at in run) for run in _runs(kinds, opens))
    return replace(alone, names=frozenset(names), people=_people_of(names, small))


def make_habits(small: Iterable[str], names: Iterable[tuple[str, ...]]) -> Habits:
    """Return the habits of a text by its small words and by the words of the names in it."""
    own, listed = frozenset(small), frozenset(names)
    return Habits(own, frozenset(map(_stem, own)) | _saying_stems(), listed, _people_of(listed, own))


def _people_of(names: Iterable[tuple[str, ...]], small: Container[str]) -> frozenset[str]:
    return frozenset(word for name in names if len(name) > 1 for word in name if word not in small)


@cache
def _saying_stems() -> frozenset[str]:
    return frozenset(map(_stem, load_sayings()))


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    return next((word.removesuffix(end) for end in ENDINGS if word.endswith(end) and len(word) > len(end) + 2), word)


@cache
def _title_words() -> frozenset[str]:
    """Words that have capitals in titles of people and of readouts, also outside of headlines."""
    offices = load_offices()
    forms = frozenset(offices.heads) | frozenset(offices.domains)
    return forms | offices.ranks | offices.decorations | offices.endings | offices.bodies | OF_READOUTS


def is_titled(texts: Sequence[str], kinds: Sequence[str], habits: Habits) -> bool:
    """Whether a line is written as a headline, with a capital on every longer word: "Holm Praises Plan For Velk".

    A list of guests and the title of a readout have as many capitals; a headline has words of everyday among them.
    """
    long = [at for at in range(1, len(texts)) if len(texts[at]) >= LONG and texts[at].isalpha()]
    if not AT_LEAST <= len(long) <= AT_MOST or sum(texts[at][0].isupper() for at in long) < TITLED * len(long):
        return False
    capital = [at for at in long if texts[at][0].isupper() and texts[at].lower() not in _title_words()]
    formal = any(text.lower() in OF_READOUTS or text.lower() in load_offices().heads for text in texts)
    plain = [
        at for at in capital if _is_plain(texts[at], habits) and (not kinds[at] or (_is_run(kinds, at) and not formal))
    ]
    listed = sum(text in {",", ";", "("} for text in texts)
    return len(plain) >= PLAIN and listed < max(2, len(texts) / 12)


def _is_run(kinds: Sequence[str], at: int) -> bool:
    """Whether a word ends four of one kind: half a headline taken for a name."""
    return at >= 3 and kinds[at] == "PERSON" and len(set(kinds[at - 3 : at + 1])) == 1


def mend_names(texts: Sequence[str], kinds: list[str], opens: list[bool], habits: Habits, taken: set[int]) -> bool:
    """Mend the kinds of name of a line in place, and return whether it is a headline.

    At `taken` stand states and organisations that the lexicons know.
    """
    titled = is_titled(texts, kinds, habits)
    if titled:
        _cut_headline(texts, kinds, opens, habits)
    else:
        _drop_things(texts, kinds, opens, habits)
        _cut_strangers(texts, kinds, opens, habits)
    _find_missed(texts, kinds, opens, habits, taken)
    return titled


def _runs(kinds: Sequence[str], opens: Sequence[bool]) -> Iterator[range]:
    """Yield the places of each name of a person."""
    at = 0
    while at < len(kinds):
        if kinds[at] != "PERSON":
            at += 1
            continue
        end = at + 1
        while end < len(kinds) and kinds[end] == "PERSON" and not opens[end]:
            end += 1
        yield range(at, end)
        at = end


def _keep(run: range, kept: range, kinds: list[str], opens: list[bool]) -> None:
    """Leave of a name what is kept."""
    for at in run:
        if at not in kept:
            kinds[at], opens[at] = "", False
    if kept:
        opens[kept[0]] = True


def _cut_headline(texts: Sequence[str], kinds: list[str], opens: list[bool], habits: Habits) -> None:
    """Cut the names of a headline to the people of the text, else to the words that the text does not write small."""
    for run in list(_runs(kinds, opens)):
        words = [texts[at].lower() for at in run]
        known = [at for at, word in zip(run, words, strict=True) if word in habits.people or not word[0].isalpha()]
        if any(texts[at].lower() in habits.people for at in known):
            first = next(at for at in known if texts[at].lower() in habits.people)
            end = first
            while end in known:
                end += 1
            _keep(run, range(first, end), kinds, opens)
            continue
        first, end = run.start, run.stop
        while first < end and _is_plain(texts[first], habits):
            first += 1
        while end > first and _is_plain(texts[end - 1], habits):
            end -= 1
        _keep(run, range(first, end), kinds, opens)


def _is_plain(text: str, habits: Habits) -> bool:
    """Whether a word is one of everyday: the text writes it, or its stem, small."""
    word = text.lower()
    return word not in load_given_names() and (word in habits.small or _stem(word) in habits.stems)


def _drop_things(texts: Sequence[str], kinds: list[str], opens: list[bool], habits: Habits) -> None:
    """Take for nobody: an acronym, a name of a thing, a word that the text writes small elsewhere."""
    edges = load_name_words()
    capitals = not any(text.islower() for text in texts)
    for run in list(_runs(kinds, opens)):
        words = [texts[at].lower() for at in run]
        if len(run) > 1 or words[0] in habits.people or words[0] in load_given_names():
            continue
        at = run.start
        label = at + 1 < len(texts) and texts[at + 1] == ":"
        acronym = texts[at].isupper() and len(texts[at]) >= ACRONYM and not capitals and not label
        thing = words[0] in edges["things"] or words[0] in edges["platforms"]
        if acronym or thing or (words[0] in habits.small and not label):
            kinds[at], opens[at] = "", False


@cache
def _own_words() -> frozenset[str]:
    """Words that belong to a name wherever they stand in it."""
    edges = load_name_words()
    return frozenset(load_given_names()) | edges["particles"] | edges["suffixes"]


def _cut_strangers(texts: Sequence[str], kinds: list[str], opens: list[bool], habits: Habits) -> None:
    """Cut from a name what the text leaves out of it elsewhere: "Velk Karl Holm", "Karl Holm T-shirts"."""
    ours = _own_words()
    for run in list(_runs(kinds, opens)):
        words = tuple(texts[at].lower() for at in run)
        if len(run) < 3 or (words in habits.names and words[1:] not in habits.names and words[:-1] not in habits.names):
            continue
        if words[1:] in habits.names and words[0] not in ours and words[0][1:].isalpha():
            _keep(run, run[1:], kinds, opens)
        elif words[:-1] in habits.names and words[-1] not in ours and words[-1] in habits.small:
            _keep(run, run[:-1], kinds, opens)


def _find_missed(texts: Sequence[str], kinds: list[str], opens: list[bool], habits: Habits, taken: set[int]) -> None:
    """Take for a person two words with capitals of which the first is a given name: "Karl Holm should be next"."""
    given = load_given_names()
    for at in [at for at, text in enumerate(texts[:-1]) if text[:1].isupper() and text.lower() in given]:
        end = at + 3 if len(texts[at + 1]) == 2 and texts[at + 1][1] == "." else at + 2
        if not _is_given(texts[at], habits) or end > len(texts) or not taken.isdisjoint(range(at, end)):
            continue
        last = texts[end - 1]
        if STRANGE & set(kinds[at:end]) or kinds[at:end].count("PERSON") == end - at:
            continue
        if _is_surname(last, habits) and _is_apart(texts, kinds, at, end):
            for place in range(at, end):
                kinds[place], opens[place] = "PERSON", place == at


def _is_given(text: str, habits: Habits) -> bool:
    word = text.lower()
    return text[:1].isupper() and text[1:].islower() and word in load_given_names() and word not in habits.small


def _is_surname(text: str, habits: Habits) -> bool:
    word = text.lower()
    known = load_name_words()
    stranger = word in habits.small or word in _title_words() or any(word in words for words in known.values())
    return text[:1].isupper() and text.isalpha() and not text.isupper() and not stranger


def _is_apart(texts: Sequence[str], kinds: Sequence[str], first: int, last: int) -> bool:
    """Whether no further word of a name stands beside: "Karl Holm Foundation", "Saint Karl Holm"."""
    before = texts[first - 1] if first else ""
    after = texts[last] if last < len(texts) else ""
    joined = (
        after[:1].isupper() or after in {"-", "&"} or (after[:1].isalpha() and kinds[last] == kinds[last - 1] != "")
    )
    opening = (
        before[:1].isupper()
        and before.lower() not in _title_words()
        and before.lower() not in load_name_words()["outside"]
    )
    return not joined and not opening and before.lower() not in {"-", "&", "the"}  # "the Charlotte Hornets"
