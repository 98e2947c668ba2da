"""Sentence → inquits: clauses beside the words that name who said them ("…, he said", "…, state media reported")."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.language.tree import children, subtree
from dragoman.record import Parse, Sentence, Token
from dragoman.statements.extents import CLOSING_MARKS, TRAILING, edges
from dragoman.statements.lexicon import Cue, SpeechLexicon
from dragoman.statements.parts import quoted_behind

REACH = 12  # words between a quotation and the verb that reports it
BREAKS = frozenset({",", "''", "``", ":", "-RRB-", '"', "."})


@dataclass(frozen=True, slots=True)
class Inquit:
    """An attribution clause: tokens `first`..`last`, half-open; `final` when nothing said stands behind it."""

    verb: Token
    cue: Cue | None
    cues: tuple[Token, ...]
    source: tuple[Token, ...]
    first: int
    last: int
    final: bool
    opens: bool = False  # "According to X, …"


def find_inquits(parse: Parse, sentence: Sentence, lexicon: SpeechLexicon) -> Iterator[Inquit]:
    """Yield the inquits of a sentence, the last first."""
    last = sentence.last
    for token in reversed(parse.tokens[sentence.first : sentence.last]):
        found = None
        if token.lemma in {"accord", "according"}:
            found = _according(parse, sentence, token)
        elif token.lemma == "in" and token.dep == "prep":
            found = _in_words(parse, sentence, token, lexicon)
        elif token.tag in {"VBD", "VBZ", "VBP", "VBN"} or _is_future(parse, token):
            cue = next((cue for cue in lexicon.verbs.get(token.lemma, ()) if cue.inquit), None)
            found = None
            if cue is not None:
                found = _clause(parse, sentence, token, cue, last) or _as_noted(parse, sentence, token, cue)
        if found is not None:
            last = found.first
            yield found


def _as_noted(parse: Parse, sentence: Sentence, verb: Token, cue: Cue) -> Inquit | None:
    """ "As the Post noted, …", "…, as she said, …": set off by commas, with nothing said in it."""
    marks = [mark for mark in children(parse, verb.index, {"mark", "advmod"}) if mark.lemma == "as"]
    subjects = list(children(parse, verb.index, {"nsubj"}))
    if verb.dep != "advcl" or len(marks) != 1 or len(subjects) != 1:
        return None
    if any(children(parse, verb.index, {"ccomp", "dobj", "xcomp", "attr"})):
        return None
    first, last = edges(parse, verb.index)
    while last > first and not parse.tokens[last - 1].tag[:1].isalpha():
        last -= 1
    opens = first == sentence.first
    closed = last < sentence.last and parse.tokens[last].tag in {",", "."}
    if first != marks[0].index or not closed or not (opens or parse.tokens[first - 1].tag == ","):
        return None
    final = not any(token.tag[:1].isalpha() for token in parse.tokens[last : sentence.last])
    return Inquit(verb, cue, (verb,), tuple(subjects), first, last, final, opens)


def _is_future(parse: Parse, verb: Token) -> bool:
    """ "“…,” he will say"."""
    return verb.tag == "VB" and any(child.tag == "MD" for child in children(parse, verb.index, {"aux"}))


def _according(parse: Parse, sentence: Sentence, token: Token) -> Inquit | None:
    to = next((child for child in children(parse, token.index, {"prep"}) if child.lemma == "to"), None)
    nouns = list(children(parse, to.index, {"pobj"})) if to is not None else []
    if to is None or not nouns:
        return None
    end = token.index + 1
    tokens = parse.tokens
    end = max([end, *(edges(parse, noun.index)[1] for noun in nouns)])
    opens = token.index == sentence.first
    if opens:
        # "According to police in Velmar, Marovia, …": the comma behind the whole name
        behind = end if not any(other.dep == "ROOT" for other in tokens[token.index : end]) else nouns[0].index
        comma = next((other.index for other in tokens[behind : sentence.last] if other.tag == ","), None)
        if comma is None:
            return None
        end = comma
    end = min(end, sentence.last)
    final = not any(other.tag[:1].isalpha() for other in tokens[end : sentence.last])
    return Inquit(token, None, (token, to), tuple(nouns[:1]), token.index, end, final, opens)


def _in_words(parse: Parse, sentence: Sentence, token: Token, lexicon: SpeechLexicon) -> Inquit | None:
    """ "In the minister's words, …": set off by commas, at the beginning or inside."""
    for noun in children(parse, token.index, {"pobj"}):
        holders = list(children(parse, noun.index, {"poss"}))
        first, last = edges(parse, token.index)
        opens = token.index == sentence.first
        closed = last < sentence.last and parse.tokens[last].tag == ","
        if noun.lemma not in lexicon.opinions or len(holders) != 1 or noun.index + 1 != last or first != token.index:
            continue
        if closed and (opens or parse.tokens[first - 1].tag == ","):
            return Inquit(token, None, (token, noun), tuple(holders), first, last, final=False, opens=opens)
    return None


def _clause(parse: Parse, sentence: Sentence, verb: Token, cue: Cue, limit: int) -> Inquit | None:
    """The inquit of a verb that has its speaker right beside it, a break before, and nothing said behind it."""
    subjects = _beside_verb(parse, verb, list(children(parse, verb.index, {"nsubj"})))
    subjects = subjects or _inverted(parse, sentence, verb) or _named_behind(parse, sentence, verb)
    if len(subjects) != 1:
        return None
    subject = subjects[0]
    indices = {verb.index, *words_of(parse, subject)}
    for child in children(parse, verb.index, {"aux", "advmod", "neg"}):
        if abs(child.index - verb.index) <= 2:
            indices.add(child.index)
    first = min(indices)
    if any(child.tag == "IN" and child.index >= first - 1 for child in children(parse, verb.index, {"mark"})):
        return None
    if (
        first <= sentence.first
        or parse.tokens[first - 1].tag not in BREAKS
        or parse.tokens[first - 1].text in {":", ";"}
    ):
        return None
    last = _end(parse, verb, cue, indices, limit)
    if last is None or (
        parse.tokens[first - 1].text not in CLOSING_MARKS and quoted_behind(parse, verb, limit) is not None
    ):
        return None
    rest = [token for token in parse.tokens[last:limit] if token.tag not in {".", ",", "''", "``", ":", '"'}]
    return Inquit(verb, cue, (verb,), tuple(subjects), first, last, final=not rest)


def _beside_verb(parse: Parse, verb: Token, subjects: list[Token]) -> list[Token]:
    """Of several subjects that the parser found, the one right beside the verb: the others belong to the words."""
    quoted = [at for at in range(max(0, verb.index - REACH), verb.index) if parse.tokens[at].text in CLOSING_MARKS]
    if quoted and len(subjects) == 1 and subjects[0].index < quoted[-1]:
        # "“… the victims,” Ms. Venn's spokesman, Kell, wrote": who stands behind the quotation speaks
        behind = [token for token in parse.tokens[quoted[-1] : verb.index] if token.phrase is not None]
        return behind[-1:] if behind and behind[-1].dep == "appos" else subjects
    if len(subjects) < 2:
        return subjects
    near = [
        subject for subject in subjects if verb.index < subject.index or words_of(parse, subject)[-1] == verb.index - 1
    ]
    return near[-1:]


def _named_behind(parse: Parse, sentence: Sentence, verb: Token) -> list[Token]:
    """The speaker whom the parser makes the subject of what follows: '"…," said delegate Ada Morn, angered that …'."""
    if verb.index <= sentence.first or parse.tokens[verb.index - 1].text not in CLOSING_MARKS:
        return []
    for token in parse.tokens[verb.index + 1 : min(sentence.last, verb.index + 5)]:
        if token.phrase is not None and token.dep == "nsubj":
            return [token] if edges(parse, token.index)[0] <= verb.index + 4 else []
        if not token.tag.startswith(("NN", "JJ", "DT", "CD")):
            return []
    return []


def words_of(parse: Parse, subject: Token) -> list[int]:
    """Return the words of a subject, by index; the marks behind it open what is said next."""
    indices = sorted(subtree(parse, subject.index))
    while len(indices) > 1 and not parse.tokens[indices[-1]].tag[:1].isalpha():
        indices.pop()
    return indices


def _inverted(parse: Parse, sentence: Sentence, verb: Token) -> list[Token]:
    """The speaker whom the parser takes for the object: '"We are ready," tweeted the minister'."""
    if verb.index <= sentence.first:
        return []
    if parse.tokens[verb.index - 1].text not in CLOSING_MARKS:
        return []
    return [noun for noun in children(parse, verb.index, {"dobj"}) if words_of(parse, noun)[0] == verb.index + 1]


def _end(parse: Parse, verb: Token, cue: Cue, words: set[int], limit: int) -> int | None:
    """The end of the clause: hearers and occasions behind the verb; None when something said stands there.

    `words` are those of verb and speaker.
    """
    after = end = max(words) + 1
    clauses: list[int] = []
    for index in parse.children[verb.index]:
        child = parse.tokens[index]
        if index < verb.index:
            continue
        if child.dep in {"ccomp", "xcomp", "parataxis"}:
            start = min(
                (at for at in subtree(parse, index) if at > verb.index and parse.tokens[at].tag[:1].isalpha()),
                default=index,
            )
            if start in words:
                end = max(end, min(edges(parse, index)[1], limit))
            elif parse.tokens[start].lemma not in TRAILING:  # "she said when he called, state media reported"
                clauses.append(start)
        elif child.dep == "attr" or (child.dep == "dobj" and not cue.hears and index >= after):
            return None
        elif child.dep in {"dobj", "dative", "prep", "npadvmod", "advmod", "acl", "prt", "appos"} and index < limit:
            edge = edges(parse, index)
            if edge[0] <= end + 1:
                end = max(end, min(edge[1], limit))
    # what the parser hangs behind a clause that a comma closes is the rest of the words: "…, he said, …"
    closed = end >= limit or parse.tokens[end].tag in {",", ".", "``", "''", ":"}
    return end if closed and not any(clause <= end < limit for clause in clauses) else (end if not clauses else None)
