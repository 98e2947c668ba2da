"""A report → what it asks of whom: acts that only the words tell, conditions, deadlines.

"said Sodria must withdraw before 1 May" asks Sodria; "promised to lift the tariff if the ports open" hangs on the
ports; "within 48 hours" counts from the day of publication.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dragoman.language.dates import Anchor, resolve
from dragoman.language.tree import children, conjuncts
from dragoman.record import Act, Actor, ActorKind, DateExpression, DateRange, Parse, Span, Token
from dragoman.statements.extents import edges, is_infinitive
from dragoman.statements.reports import Report
from dragoman.statements.speakers import Speakers

STATING = frozenset({Act.STATE, Act.INFORM})
DUTIES = frozenset({"must", "should", "ought"})  # "Sodria must withdraw"
HAVING = frozenset({"have", "need"})  # "Sodria has to withdraw"
# "stressed the need for Sodria to stop": the noun tells that something is asked
NEEDS = frozenset({"need", "call", "demand", "appeal", "request", "necessity", "plea"})
ASKED = frozenset({ActorKind.PERSON, ActorKind.STATE, ActorKind.ORGANISATION, ActorKind.GROUP})
# acts that may hang on something or have a time by which
BINDING = frozenset({Act.REQUEST, Act.PROPOSE, Act.PROMISE, Act.THREATEN, Act.WARN, Act.AGREE, Act.ACCEPT, Act.REFUSE})
CONDITIONS = frozenset({"if", "unless", "provided", "providing"})
MARKS = " \t\r\n\u00a0,.;:–—\"“”‘’'"
# matches "by", "no later than", "before the end of" right before a date
UNTIL = re.compile(r"\b(?P<word>by|before|no later than|not later than)\s+(?:the\s+)?(?:end of\s+)?\Z", re.IGNORECASE)
# matches "within 48 hours", "in the next three days"
WITHIN = re.compile(
    r"\b(?:within|in) (?:the next |a period of )?(?P<number>\d{1,3}|an?|one|two|three|four|five|six|seven|ten) "
    r"(?P<unit>hour|day|week|month)s?\b",
    re.IGNORECASE,
)
NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10}
FOR_THINGS = frozenset({"request", "demand", "order"})  # these ask for things as well as people
HOURS, DAYS = 24, {"day": 1, "week": 7, "month": 30}


@dataclass(frozen=True, slots=True)
class Terms:
    """What a demand, promise or threat hangs on, and by when it is asked."""

    condition: tuple[Span, ...] = ()
    deadline: DateRange | None = None
    deadline_words: Span | None = None


def as_demand(parse: Parse, report: Report, speakers: Speakers, own: tuple[Actor, ...]) -> Report:
    """Return the report, as a request where its words ask somebody else than the speaker to act.

    Whom it asks is nobody where it asks for a thing: "requested a meeting to discuss the border".
    """
    if report.verb.lemma in FOR_THINGS and report.addressees and not speakers.actors(report.addressees):
        first = min(edges(parse, token.index)[0] for token in report.addressees)
        begins, *others = report.content
        return replace(report, addressees=(), content=(replace(begins, first=min(first, begins.first)), *others))
    open_request = report.act is Act.REQUEST and not report.addressees
    if (report.act not in STATING and not open_request) or not report.content:
        return report
    head = _head(parse, report)
    asked = () if head is None else tuple(_asked(parse, head, report))
    found = speakers.actors(asked, anybody=True)
    known = {actor.actor_id for actor in own}
    if head is not None and not asked and report.hearers and _is_imperative(parse, head):
        return replace(report, act=Act.REQUEST, addressees=report.hearers)
    if not found or any(actor.actor_id in known or actor.kind not in ASKED for actor in found):
        return report
    return replace(report, act=Act.REQUEST, addressees=asked) if _can_act(parse, speakers, asked) else report


def _can_act(parse: Parse, speakers: Speakers, asked: tuple[Token, ...]) -> bool:
    """Whether somebody is asked, not something: "relief organisations should", not "the roof should"."""
    people = speakers.actors(asked)
    return bool(people) or all(parse.tokens[token.index].phrase is not None for token in asked)


def _head(parse: Parse, report: Report) -> Token | None:
    inside = [at for stretch in report.content for at in range(stretch.first, stretch.last)]
    within = set(inside)
    words = (parse.tokens[at] for at in inside if parse.tokens[at].tag[:1].isalpha())
    return next((token for token in words if token.head not in within or token.head == token.index), None)


def _asked(parse: Parse, head: Token, report: Report) -> Iterator[Token]:
    """Who is to act, by the words of a statement; nobody where they ask nothing."""
    place = head
    if not head.tag.startswith("VB"):
        place = _needed(parse, head) or head
        if place is head:
            return
    elif not (_is_duty(parse, head) or _is_subjunctive(parse, head, report)) or head.lemma == "be":
        return
    for subject in children(parse, place.index, {"nsubj"}):
        yield from conjuncts(parse, subject.index)


def _is_duty(parse: Parse, verb: Token) -> bool:
    if verb.lemma in HAVING:
        return any(is_infinitive(parse, child) for child in children(parse, verb.index, {"xcomp"}))
    return any(child.lemma in DUTIES for child in children(parse, verb.index, {"aux"}))


def _is_subjunctive(parse: Parse, verb: Token, report: Report) -> bool:
    """ "insisted that Sodria leave"."""
    bare = verb.tag == "VB" or (verb.tag == "VBP" and report.verb.tag == "VBD")
    singular = any(child.tag in {"NN", "NNP"} for child in children(parse, verb.index, {"nsubj"}))
    return bare and singular and not any(True for _ in children(parse, verb.index, {"aux", "auxpass"}))


def _needed(parse: Parse, noun: Token) -> Token | None:
    """The infinitive of "the need for Sodria to stop"."""
    if noun.lemma not in NEEDS:
        return None
    places = [noun, *children(parse, noun.index, {"prep"})]
    for place in places:
        for child in children(parse, place.index, {"acl", "advcl", "relcl", "pcomp", "xcomp"}):
            if is_infinitive(parse, child) and any(True for _ in children(parse, child.index, {"nsubj"})):
                return child
    return None


def _is_imperative(parse: Parse, verb: Token) -> bool:
    """ "“Leave the valley,” she told them"."""
    below = {"nsubj", "nsubjpass", "aux", "auxpass", "expl", "csubj"}
    return (
        verb.tag == "VB" and verb.lemma not in {"thank", "let", "bless"} and not any(children(parse, verb.index, below))
    )


def find_terms(
    text: str,
    parse: Parse,
    report: Report,
    content: tuple[Span, ...],
    dates: tuple[DateExpression, ...],
    anchor: Anchor,
) -> Terms:
    """Return the condition and the deadline that the words of a report name; none for acts that bind nobody."""
    if report.act not in BINDING:
        return Terms()
    deadline = _deadline(text, content, dates, anchor) if report.act is not Act.WARN else None
    when, words = deadline if deadline is not None else (None, None)
    return Terms(tuple(_conditions(text, parse, report)), when, words)


def _conditions(text: str, parse: Parse, report: Report) -> Iterator[Span]:
    """The clauses with "if" or "unless" that hang on the verb of speech or on what is said."""
    sentence = report.sentence
    for token in parse.tokens[sentence.first : sentence.last]:
        inside = any(token.head in stretch for stretch in report.content) or token.head == report.verb.index
        inside = inside or any(token.index in stretch for stretch in report.content)
        marks = {child.lemma for child in children(parse, token.index, {"mark"})}
        if token.dep != "advcl" or not inside or not marks & CONDITIONS:
            continue
        first, last = edges(parse, token.index)
        span = Span(parse.tokens[max(first, sentence.first)].start, parse.tokens[min(last, sentence.last) - 1].end)
        start, end = span.start, span.end
        while end > start and text[end - 1] in MARKS:
            end -= 1
        while start < end and text[start] in MARKS:
            start += 1
        if start < end:
            yield Span(start, end)


def _deadline(
    text: str, content: tuple[Span, ...], dates: tuple[DateExpression, ...], anchor: Anchor
) -> tuple[DateRange | None, Span] | None:
    """The first deadline within the words: its days, seen forwards from the anchor, and the words that name it."""
    for span in content:
        for date in dates:
            lead = UNTIL.search(text, max(span.start, date.span.start - 40), date.span.start)
            if span.contains(date.span) and lead is not None:
                words = Span(lead.start(), date.span.end)
                when = resolve(text[date.span.start : date.span.end], anchor, "future") or date.when
                return _by(when, lead["word"].lower()), words
        within = WITHIN.search(text, span.start, span.end)
        if within is not None:
            return _within(within, anchor), Span(*within.span())
    return None


def _by(when: DateRange | None, word: str) -> DateRange | None:
    """ "by Friday" is met on Friday, "before Friday" on the day before at the latest."""
    if when is None or word != "before":
        return when
    return DateRange(None, when.start, when.basis) if when.start is not None else None


def _within(found: re.Match[str], anchor: Anchor) -> DateRange | None:
    if anchor.day is None:
        return None
    word, unit = found["number"].lower(), found["unit"].lower()
    number = NUMBERS.get(word) or int(word)
    days = -(-number // HOURS) if unit == "hour" else number * DAYS[unit]
    return DateRange(anchor.day, anchor.day + dt.timedelta(days=days + 1), "relative")
