"""A report → the words of its speaker and of its cue: whole phrases, as a reader would underline them.

"Ada Quill, a trader who left the port, has repeatedly said": the speaker with what tells who she is, the verb with
its auxiliaries and adverbs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from dragoman.language.tree import children, subtree
from dragoman.record import Parse, Span, Token
from dragoman.statements.reports import Report

RELATIVE = frozenset({"WP", "WDT"})
# what stands before a verb and belongs to it
BEFORE_VERB = frozenset({"aux", "auxpass", "neg", "advmod", "npadvmod"})
TIMES = frozenset({"today", "yesterday", "week", "month", "year", "day", "night", "time"})  # "last week invited"
CLOSED_BY = frozenset({",", "-", "–", "—", "--", ":", ";"})
EVEN = frozenset(
    {"even", "only", "also", "all", "both", "themselves", "himself", "herself", "then", "later", "however"}
)
MARKS = frozenset("\"“”„«»‘’'") | {"``", "''"}
AFTER_NAME = re.compile(r"\s\([^()\n]{1,40}\)")  # "Lind (Green, Velmar)"


def source_spans(text: str, parse: Parse, report: Report) -> tuple[Span, ...]:
    """Return the words that name the speakers: "who" in "the mayor, who said"."""
    tokens = _relative(parse, report) or report.source
    blocked = {token.index for token in report.cue} | {report.verb.index}
    for stretch in report.content:
        blocked.update(range(stretch.first, stretch.last))
    return tuple(_join(text, (_phrase(text, parse, token, blocked) for token in _tops(parse, tokens))))


def _relative(parse: Parse, report: Report) -> tuple[Token, ...]:
    verb = report.verb
    found = children(parse, verb.index, {"nsubj", "nsubjpass"}) if verb.dep == "relcl" else ()
    return tuple(token for token in found if token.tag in RELATIVE)


def _tops(parse: Parse, tokens: Sequence[Token]) -> Iterator[Token]:
    """The tokens that hang below no other of them."""
    for token in tokens:
        if not any(token.index in subtree(parse, other.index) for other in tokens if other.index != token.index):
            yield token


def _phrase(text: str, parse: Parse, head: Token, blocked: set[int]) -> Span:
    """A noun phrase with appositions, relative clauses and all else that hangs on it, up to the nearest other part."""
    indices = set(subtree(parse, head.index))
    first = last = head.index
    while first - 1 in indices and first - 1 not in blocked:
        first -= 1
    tokens = parse.tokens
    while last + 1 in indices and last + 1 not in blocked and not _is_aside(tokens, last + 1):
        last += 1
    while first < head.index and (_is_mark(tokens[first]) or tokens[first].lemma in EVEN):
        first += 1
    while last > head.index and (_is_mark(tokens[last]) or tokens[last].tag == "POS" or tokens[last].lemma in EVEN):
        last -= 1
    after = AFTER_NAME.match(text, tokens[last].end) if last == head.index else None
    return Span(tokens[first].start, tokens[last].end if after is None else after.end())


def _is_aside(tokens: Sequence[Token], at: int) -> bool:
    """Whether a comma opens a clause that tells more of somebody named already: ", who has left the port"."""
    return tokens[at].text == "," and at + 1 < len(tokens) and tokens[at + 1].tag in {"WP", "WDT", "WP$"}


def _is_mark(token: Token) -> bool:
    return token.text in MARKS or token.text in CLOSED_BY or token.tag == "CC"


def _join(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """Speakers named together are named by one stretch of words: "Ada Quill and Ivo Lind"."""
    before: Span | None = None
    for span in sorted(spans):
        if before is not None and text[before.end : span.start].strip(" ,") in {"", "and", "or", "&"}:
            before = Span(before.start, max(before.end, span.end))
        else:
            if before is not None:
                yield before
            before = span
    if before is not None:
        yield before


def cue_spans(parse: Parse, report: Report) -> tuple[Span, ...]:
    """Return the words that report: a verb with its auxiliaries and adverbs, the noun and preposition it takes."""
    cue = set(report.cue)
    verb = report.verb
    if verb in cue and verb.tag.startswith("VB"):
        cue.update(_verb_group(parse, verb))
    return tuple(_runs(sorted(cue, key=lambda token: token.start)))


def _verb_group(parse: Parse, verb: Token) -> tuple[Token, ...]:
    """What stands right before a verb and belongs to it: "has repeatedly", "did not", "went on to"."""
    at = verb.index - 1
    own = {
        child.index
        for child in children(parse, verb.index, BEFORE_VERB)
        if child.dep != "npadvmod" or child.lemma in TIMES
    }
    group: list[Token] = []
    while at in own or (at >= 0 and parse.tokens[at].dep == "advmod" and parse.tokens[at].head in own):
        group.append(parse.tokens[at])
        at -= 1
    if verb.tag != "VB" or not group or group[-1].lemma != "to":
        return tuple(group)
    # "continued to say", "went on to say": the verb that carries it, where it stands right before
    above = parse.tokens[verb.head]
    between = parse.tokens[above.index + 1 : group[-1].index]
    if not above.tag.startswith("VB") or len(between) > 1 or any(token.head != above.index for token in between):
        return tuple(group[:-1])
    return (*group, *between, above, *_verb_group(parse, above))


def _runs(tokens: Sequence[Token]) -> Iterator[Span]:
    """The spans of tokens, neighbours joined."""
    start = end = -1
    for token in tokens:
        if end >= 0 and token.start - end <= 1:
            end = token.end
            continue
        if end >= 0:
            yield Span(start, end)
        start, end = token.start, token.end
    if end >= 0:
        yield Span(start, end)
