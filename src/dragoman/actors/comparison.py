"""Two names of anybody compared: people by the parts of their names, organisations by the words of theirs.

In: two names and, where it is known, what they name.  Out: a `NameComparison` that says how alike they are, whether
they are one, and why.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from dragoman.actors import body_names
from dragoman.actors.body_names import BodyComparison, compare_bodies, read_body_name
from dragoman.actors.name_comparison import NameComparison, PartMatch, Verdict, compare_person_names
from dragoman.actors.person_names import read_person_name
from dragoman.actors.spelling import to_skeleton, to_sounds
from dragoman.lexicons.body_words import load_body_words
from dragoman.lexicons.organisations import find_organisation

NameKind = Literal["person", "organisation"]


def compare_names(one: str, other: str, kind: NameKind | None = None) -> NameComparison:
    """Return how two names agree; what they name is told from their words where `kind` is None.

    The order of the two changes nothing but the sides of the lines.
    """
    kind = kind or ("organisation" if names_body(one) or names_body(other) else "person")
    return compare_person_names(one, other) if kind == "person" else compare_body_names(one, other)


@lru_cache(maxsize=100_000)
def find_word_keys(name: str) -> tuple[frozenset[str], ...]:
    """Return for each word of a person's name the keys under which it is filed, in the order they are written.

    A key is the word's consonants by kind of sound.  Two spellings of a word share one in nearly every script; a short
    form ("Bibi") has the keys of the names it stands for as well.  Initials and words without consonants are left out.
    """
    found: list[frozenset[str]] = []
    for part in read_person_name(name).naming:
        if part.word is not None and part.kind != "initial":
            known = (to_skeleton(to_sounds(each)) for each in part.word.names | part.word.short_for)
            # what Arabic and Hebrew write as "w" may be a vowel
            keys = {*known, part.word.skeleton, to_skeleton(part.word.sounds.replace("W", ""))} - {""}
            if keys:
                found.append(frozenset(keys))
    return tuple(found)


def find_name_keys(name: str) -> tuple[str, ...]:
    """Return the keys of all words of a person's name, sorted: only names that share one need comparing."""
    return tuple(sorted(frozenset[str]().union(*find_word_keys(name))))


def names_body(name: str) -> bool:
    """Whether a name is an organisation's: it is listed, or holds a legal form or a word that only bodies have."""
    if find_organisation(name) is not None:
        return True
    read = read_body_name(name)
    return bool(read.legal and len("".join(read.legal)) > 2) or not load_body_words().general.isdisjoint(read.words)


def compare_body_names(one: str, other: str) -> NameComparison:
    """Return how two names of organisations agree."""
    first, second = find_organisation(one), find_organisation(other)
    if first is not None and first is second:
        line = PartMatch("body", one, other, "agree", f"both are names of {first.name}", 1.0)
        return NameComparison(one, other, 1.0, True, (line,), (f"the list of organisations has both as {first.name}",))
    found = compare_bodies(one, other)
    if not found.matches:
        return NameComparison(one, other, 0.0, None, (), ("a name without words cannot be compared",))
    same = decide_bodies(found)
    return NameComparison(one, other, found.score, same, tuple(_describe(one, other, found)), (_explain(found, same),))


def decide_bodies(found: BodyComparison) -> Verdict:
    """Return whether two names are one body's; None where they are alike, but not enough."""
    if found.numbers_differ or found.score < body_names.DIFFERENT:
        return False
    return True if found.score >= body_names.SAME else None


def _explain(found: BodyComparison, same: Verdict) -> str:
    if found.numbers_differ:
        return "the numbers differ, or stand in one name only"
    bounds = f"one body from {body_names.SAME:.2f}, two below {body_names.DIFFERENT:.2f}"
    opening = {True: "the words agree", False: "too little in common", None: "alike, but not enough"}[same]
    return f"{opening} ({found.score:.2f}; {bounds})"


def _describe(one: str, other: str, found: BodyComparison) -> Iterator[PartMatch]:
    """Yield a line for each word, then the legal forms, which are shown and not compared."""
    for match in found.matches:
        if match.one is None:
            yield PartMatch("word", None, match.other, "only in the second", "stands in the second name only")
        elif match.other is None:
            yield PartMatch("word", match.one, None, "only in the first", "stands in the first name only")
        elif match.score >= body_names.NEAR:
            how = "the same" if match.score == 1 else "alike"
            yield PartMatch("word", match.one, match.other, "agree", how, round(match.score, 3))
        else:
            yield PartMatch("word", match.one, match.other, "differ", "different", round(match.score, 3))
    legal = [" ".join(read_body_name(name).legal) or None for name in (one, other)]
    if any(legal):
        yield PartMatch("legal form", legal[0], legal[1], "not compared", "shown, not compared")
