"""One account of a contact → what it tells of it, passage by passage: the units that are aligned with other accounts.

A unit is a statement, one item of a list of topics, or what a sentence tells beside its statements.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from dragoman.lexicons.outlets import find_outlet
from dragoman.lexicons.words import fold_words
from dragoman.record import (
    Act,
    Actor,
    ActorKind,
    Contact,
    Modality,
    Reading,
    SegmentKind,
    Span,
    Statement,
)
from dragoman.stories.comparison_lexicon import HIGHEST, NEXT, find_kin, find_phrases, load_comparing, load_word_weights
from dragoman.stories.comparison_owners import Owners
from dragoman.stories.comparison_sentences import find_sentences
from dragoman.stories.comparison_words import Word, find_words

TELLING: Final = frozenset({SegmentKind.BODY})
LISTED: Final = frozenset({Act.DISCUSS, Act.PRAISE})
_FEWEST: Final = 2  # words with a meaning of their own that make a unit
_TELLING: Final = 3.0  # weight from which one word alone makes a unit: "discussed ransomware"
_COMMON: Final = 1.0  # weight up to which a word has no meaning of its own ("with", "also")
# ", a separate dialogue on …, as well as joint work on …": where one item of a list of topics ends
_ITEM: Final = re.compile(
    r"\s*(?:,\s+as\s+well\s+as|\s+as\s+well\s+as|;|,\s+and(?=\s+(?:the|a|an|on|of|their|its|his|her|joint)\s))\s+"
    r"|,\s+(?=(?:a|an|the)\s+[a-z])"
    # "the season and exchanges of students", "issues of the region and new developments involving Velk"
    r"|\s+and\s+(?=(?:the\s+)?\w+\s+(?:of|on|between|with|against|for|involving|concerning|regarding)\s)"
    r"|\s+and\s+(?=\w+\s+\w+s\s+(?:of|on|between|with|against|for|involving|concerning|regarding)\s)"
)
# "… shared a duty and that Orvania had no plan …", "urged her to free the crew and to return the ship": two things
_THAT: Final = re.compile(r",?\s+and\s+(?=that\s|to\s+[a-z])")
# "… to improve their ties, leaving the partnership stronger", "providing aid, and imposing costs": what is done as well
_DOING: Final = (
    r"|,\s+(?:and\s+)?(?!(?:includ|involv|regard|concern|accord|follow|dur|be|spann|rang|say|add|not)ing\b)"
    r"(?=[a-z]{2,}ing\s)"
)
_TOPICS: Final = re.compile(_ITEM.pattern + _DOING)
_THINGS: Final = re.compile(_THAT.pattern + _DOING)
_EDGE: Final = re.compile(
    r"^[\s,;:–—-]+(?:and|but|while|with)?\s*|^(?:and|but|while)\s+|[\s,;:–—-]+(?:and|but|while)?$"
)
# "…, but it", "…, in which he": what leads to a statement that follows
_LOOSE_END: Final = re.compile(
    r"(?:[\s,;:.–—-]|\b(?:and|but|while|by|with|in|as|also|that|which|who|it|he|she|they|we|I)\b)*$"
)
# "President of Orvania Anna Velk: Good evening": who speaks, in a transcript
_LABEL: Final = re.compile(r"(?:[^\W\d_a-z][\w.’'-]*|of|the)(?:\s+(?:[^\W\d_a-z][\w.’'-]*|of|the)){1,10}:\s+")
# "…, and made clear that …", "…; he added", "…, his office said": what follows a statement and is none of it
_NEW_CLAUSE: Final = re.compile(
    r"\s*(?:[;“\"]|,?\s*(?:and|but|while|as well as)\b(?!\s+(?:at|in|on|for|by|to|through)\b)|,\s+with\b"
    r"|,\s+(?!(?:which|who|where|when|and|at|in|on|by|for|from|to|through|as|during|after|before)\b|\w+(?:ing|ed)\b))"
)
_HELD: Final = re.compile(r"\b(?:held|met|travell?ed|arrived|convened|took\s+place)\b(?!.*\bto\s+[a-z]+)", re.DOTALL)
_NEXT_VERB: Final = re.compile(r",?\s+and\s+(?=[a-z]+ed\b)")  # "met … in Osk and | denounced …"
# "These include …", "He cited …", "However, …": a sentence that goes on from the one before it
_GOES_ON: Final = re.compile(
    r"[\"“‘]?(?:It|This|These|That|Those|They|He|She|Such|However|Moreover|Furthermore|Indeed|Of course|But|Then|Thus"
    r"|There(?:fore)?|In (?:addition|particular|this|these|that|connection)|For (?:example|instance)|Otherwise)\b"
)
# "The code, said | the minister, would …"
_INVERTED: Final = re.compile(
    r"\s+[^,]{2,60},\s+(?:would|will|had|has|have|is|are|was|were|should|could|must|may|[a-z]+ed)\b"
)
_SUBJECT: Final = 60  # characters before ", said the minister," at most
_AT_LENGTH: Final = 6  # sentences from which a speech is taken apart
# How a transcript marks what a reporter asks, and who answers.
_TURN: Final = re.compile(r"(?:^|\n)[^\S\n]*(?:(?P<question>Q\b)|[A-Z][A-Z .’'-]{3,}:)")
_QUOTES: Final = frozenset('"“”‘’«»')


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing that an account tells: the words that tell it, who speaks, what the speaker does.

    `spans` are in text order; `words` is what they say; `chain` is on whose word the account tells it, without the
    outlet; `derived_from` is the account whose words are repeated, by its number.
    """

    account: int
    spans: tuple[Span, ...]
    words: str
    speakers: tuple[Actor, ...] = ()
    act: Act | None = None
    cue: str = ""
    chain: tuple[Actor, ...] = ()
    statement_id: str | None = None
    derived_from: int | None = None


def find_units(account: int, reading: Reading, contact: Contact, *, official: bool) -> tuple[Unit, ...]:
    """Return what an account tells of a contact, in the order of the text.

    Of an official account every sentence about the contact counts, of others only those about its participants.
    """
    sentences = find_sentences(reading.document, TELLING)
    owners = Owners.of(reading, contact, sentences)
    asked = tuple(_find_questions(reading.document.text))
    own = [s for s in reading.statements if s.segment in TELLING and owners.owns(s.content[0].start, s.contact_id)]
    told = [
        s
        for s in own
        if (s.modality is not Modality.BACKGROUND or contact.modality is Modality.BACKGROUND)
        and not any(question.contains(s.content[0]) for question in asked)
    ]
    people = frozenset(actor.actor_id for actor in contact.participants)
    text = reading.document.text
    kept = list(_drop_nested(told, people, text))
    units = [unit for statement in kept for unit in _split(account, statement, reading, sentences)]
    units = [_take_in_subject(unit, sentences, text) for unit in _take_in(units, sentences, text)]
    covered = [span for unit in units for span in unit.spans]
    covered += [span for s in own if s not in told for span in (*s.cue, *s.content)]
    briefing = any(_is_block(s, people, text) for s in told)
    wanted = sentences if official and not briefing else _find_about(reading, contact, sentences, follow=official)
    rest = _find_rest(account, reading, contact, [s for s in wanted if owners.owns(s.start)], covered)
    found = [unit for unit in (*units, *rest) if _tells(unit.words, contact)]
    return tuple(sorted(found, key=lambda unit: unit.spans))


# --- which statements are of this contact


def _hull(spans: Iterable[Span]) -> Span:
    spans = tuple(spans)
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def _is_block(statement: Statement, people: frozenset[str], text: str) -> bool:
    """Whether a statement is a turn of a briefing by somebody who took no part: direct, without quotation marks."""
    if statement.form != "direct" or _speaks(statement, people):
        return False
    start = statement.content[0].start
    return not _QUOTES & set(text[max(0, start - 1) : start + 1])


def _drop_nested(statements: Sequence[Statement], people: frozenset[str], text: str) -> Iterator[Statement]:
    """The statements without those inside others; what a participant says wins over who reports it."""
    blocks = [s for s in statements if _is_block(s, people, text)]
    open_ones = [s for s in statements if s not in blocks]
    for statement in open_ones:
        inside = [s for s in open_ones if s is not statement and _contains(s, statement)]
        holds = [s for s in open_ones if s is not statement and _contains(statement, s)]
        takes_part = any(speaker.actor_id in people for speaker in statement.speakers)
        if not takes_part and any(_speaks(s, people) for s in holds):
            continue
        if any(_speaks(s, people) or not takes_part for s in inside):
            continue
        yield statement


def _speaks(statement: Statement, people: frozenset[str]) -> bool:
    return any(speaker.actor_id in people for speaker in statement.speakers)


def _contains(outer: Statement, inner: Statement) -> bool:
    own, other = _hull(outer.content), _hull(inner.content)
    return own.contains(other) and (own != other or outer.statement_id < inner.statement_id)


# --- statements → units


def _split(account: int, statement: Statement, reading: Reading, sentences: Sequence[Span]) -> Iterator[Unit]:
    """The units of one statement: one, or one for each item of a list of topics."""
    document = reading.document
    cue = " ".join(document[span] for span in statement.cue)
    unit = Unit(
        account,
        _passages(statement, sentences, document.text),
        "",
        statement.speakers,
        statement.act,
        " ".join(cue.split()),
        _beyond_outlet(statement.chain, reading),
        statement.statement_id,
    )
    content = _hull(statement.content)
    items = [content]
    if _is_plain(statement):
        items = list(_find_items(document.text, content, _TOPICS if statement.act in LISTED else _THINGS))
    elif statement.form == "direct" and len(statement.content) == 1:
        items = list(_find_thoughts(document.text, content, sentences))
    if len(items) == 1:
        yield replace(unit, words=_words(document.text, unit.spans))
        return
    for number, item in enumerate(items):
        reported = number == 0 and statement.form != "direct"
        spans = (Span(min(unit.spans[0].start, item.start), item.end),) if reported else (item,)
        cue = "" if number and statement.form == "direct" else unit.cue
        yield replace(unit, spans=spans, words=_words(document.text, spans), cue=cue)


def _is_plain(statement: Statement) -> bool:
    return statement.form != "direct" and len(statement.content) == 1


def _find_items(text: str, content: Span, ends: re.Pattern[str]) -> Iterator[Span]:
    """The items of a list of topics; an item without a word of its own belongs to the one before it."""
    start = content.start
    for match in ends.finditer(text, content.start, content.end):
        ahead = text[match.end() : content.end]
        if _counts(text[start : match.start()]) >= _FEWEST and _counts(ahead) >= 1:
            yield Span(start, match.start())
            start = match.end()
    yield Span(start, content.end)


def _find_thoughts(text: str, content: Span, sentences: Sequence[Span]) -> Iterator[Span]:
    """What is said at length, matter by matter: a sentence with those after it that only go on from it."""
    inside = [Span(max(s.start, content.start), min(s.end, content.end)) for s in sentences if s.overlaps(content)]
    if len(inside) < _AT_LENGTH:
        yield content
        return
    start = inside[0].start
    for before, sentence in pairwise(inside):
        words = text[sentence.start : sentence.end]
        if _counts(text[start : before.end]) >= _FEWEST and _counts(words) >= _FEWEST and not _GOES_ON.match(words):
            yield Span(start, before.end)
            start = sentence.start
    yield Span(start, inside[-1].end)


def _passages(statement: Statement, sentences: Sequence[Span], text: str) -> tuple[Span, ...]:
    """The words of a statement with those that report them, where they stand together before it; no speaker's label."""
    content = tuple(sorted(statement.content))
    first = content[0]
    before = [span for span in statement.cue if span.end <= first.start]
    sentence = next((s for s in sentences if s.start <= first.start < s.end), None)
    labelled = statement.form == "direct" and any(text.startswith(":", span.end) for span in before)
    if before and not labelled and sentence is not None and all(sentence.contains(span) for span in before):
        return (_hull((*before, first)), *content[1:])
    return content


def _beyond_outlet(chain: Sequence[Actor], reading: Reading) -> tuple[Actor, ...]:
    source = reading.document.source
    if not chain or source.outlet is None:
        return tuple(chain)
    known = find_outlet(source.outlet, source.url)
    names = {fold_words(source.outlet), fold_words(known.name) if known is not None else ""}
    return tuple(chain[1:]) if fold_words(chain[0].name) in names else tuple(chain)


def _words(text: str, spans: Iterable[Span]) -> str:
    return " ".join(" ".join(text[span.start : span.end].split()) for span in spans)


def _take_in(units: Sequence[Unit], sentences: Sequence[Span], text: str) -> Iterator[Unit]:
    """The units, each with what goes on after it in its sentence up to the next, unless that begins a new clause."""
    starts = sorted(span.start for unit in units for span in unit.spans)
    for unit in units:
        last = unit.spans[-1]
        sentence = next((each for each in sentences if each.start <= last.start < each.end), None)
        if sentence is None or last.end >= sentence.end or (unit.act is Act.DISCUSS and len(unit.spans) > 1):
            yield unit
            continue
        ahead = min((start for start in starts if start >= last.end), default=sentence.end)
        end = min(sentence.end, ahead)
        if _NEW_CLAUSE.match(text, last.end, end) or not text[last.end : end].strip(' ,.;:\n—–-”"’'):
            yield unit
            continue
        clause = _NEW_CLAUSE.search(text, last.end, end)
        stop = clause.start() if clause is not None else end
        spans = (*unit.spans[:-1], Span(last.start, last.end + len(text[last.end : stop].rstrip(" ,.;:\n"))))
        yield replace(unit, spans=spans, words=_words(text, spans))


def _take_in_subject(unit: Unit, sentences: Sequence[Span], text: str) -> Unit:
    """The unit with what its sentence begins with where that is said too: "The code, said the minister, would …"."""
    first = unit.spans[0]
    sentence = next((each for each in sentences if each.start < first.start < each.end), None)
    if sentence is None or not unit.cue or not _INVERTED.match(unit.words, len(unit.cue)):
        return unit
    before = text[sentence.start : first.start]
    if not before.rstrip().endswith(",") or len(before) > _SUBJECT:
        return unit
    spans = (Span(sentence.start, first.end), *unit.spans[1:])
    return replace(unit, spans=spans, words=_words(text, spans), cue="")


# --- what sentences tell beside statements


def _find_rest(
    account: int,
    reading: Reading,
    contact: Contact,
    sentences: Sequence[Span],
    covered: Sequence[Span],
) -> Iterator[Unit]:
    text = reading.document.text
    passages = [passage.span for passage in contact.evidence if passage.part == "text"]
    heads = _find_known(reading, contact)
    questions = tuple(_find_questions(text))
    for sentence in sentences:
        if any(asked.contains(sentence) for asked in questions):
            continue
        named = _find_people(reading, contact, sentence)
        telling = any(passage.overlaps(sentence) for passage in passages)
        known = heads if telling else frozenset[str]()
        gaps = () if _only_tells_contact(text[sentence.start : sentence.end]) else _find_gaps(sentence, covered)
        for gap in gaps:
            span = _trim(text, _leave_out_contact(reading, contact, gap) if telling else gap)
            if span is not None and _is_told(text[span.start : span.end], known, whole=gap == sentence):
                yield Unit(account, (span,), _words(text, (span,)), named)


def _find_about(reading: Reading, contact: Contact, sentences: Sequence[Span], *, follow: bool) -> list[Span]:
    """The sentences that name participants, and, to `follow` a briefing, those after them in their paragraph.

    Of an outlet's story what stands right after the sentence that tells of the contact is followed, if it reports.
    """
    found: list[Span] = []
    passages = [passage.span for passage in contact.evidence if passage.part == "text"]
    telling = [sentence for sentence in sentences if any(span.overlaps(sentence) for span in passages)]
    for before, sentence in zip((None, *sentences), sentences, strict=False):
        goes_on = before in found and "\n\n" not in reading.document.text[before.end : sentence.start]
        follows = goes_on and (follow or (before in telling and _tells_outcome(reading, sentence)))
        if follows or _find_people(reading, contact, sentence):
            found.append(sentence)
    return found


def _tells_outcome(reading: Reading, sentence: Span) -> bool:
    """Whether a sentence reports without naming anybody: "A swap of prisoners was agreed"."""
    if any(mention.part == "text" and sentence.contains(mention.span) for mention in reading.mentions):
        return False
    reporting = load_comparing().reporting
    return any(word.stem in reporting for word in find_words(reading.document[sentence]))


def _is_told(words: str, known: frozenset[str], *, whole: bool) -> bool:
    """Whether what a sentence tells beside statements is a matter: by enough words, or by one that tells much."""
    if _counts(words, known) > _FEWEST:
        return True
    if known:
        return False
    told = tuple(find_words(words))
    function = load_comparing().function
    telling = any(weigh_stem(word.stem) >= _TELLING for word in told if not word.number and word.form not in function)
    return _is_next(told) or (telling and (whole or _counts(words) >= _FEWEST))


def _is_next(words: Sequence[Word]) -> bool:
    return any(name == NEXT for _, name in find_kin(words, load_comparing()))


def _find_questions(text: str) -> Iterator[Span]:
    """What reporters ask, each question up to the next who speaks."""
    turns = list(_TURN.finditer(text))
    for number, turn in enumerate(turns):
        if turn["question"]:
            yield Span(turn.start(), turns[number + 1].start() if number + 1 < len(turns) else len(text))


def _find_known(reading: Reading, contact: Contact) -> frozenset[str]:
    """The stems of all names of a document and of the contact's place: what the sentence reporting it is made of."""
    words = [f"{actor.name} {actor.office or ''}" for actor in reading.actors]
    words += [alias for actor in reading.actors for alias in actor.aliases]
    return frozenset(word.stem for each in (*words, contact.place or "") for word in find_words(each))


def _find_people(reading: Reading, contact: Contact, sentence: Span) -> tuple[Actor, ...]:
    """The participants of the contact that a sentence speaks of first; none where it speaks of none."""
    people = {actor.actor_id: actor for actor in contact.participants}
    for mention in reading.mentions:
        if mention.part == "text" and sentence.contains(mention.span):
            found = tuple(people[each] for each in mention.actor_ids if each in people)
            if any(actor.kind is not ActorKind.STATE for actor in found):
                return found
    return ()


def _only_tells_contact(words: str) -> bool:
    """Whether a sentence tells that a contact was held, and of nothing said in it."""
    lexicon = load_comparing()
    told = any(word.stem in lexicon.reporting for word in find_words(words))
    return not told and _HELD.search(words) is not None and any(find_phrases(words, lexicon.contact))


def _leave_out_contact(reading: Reading, contact: Contact, gap: Span) -> Span:
    """What a sentence tells after the contact itself: "The two met in Osk and | denounced the blockade"."""
    people = {actor.actor_id for actor in contact.participants}
    named: dict[str, int] = {}
    for mention in reading.mentions:
        if mention.part == "text" and gap.contains(mention.span):
            for actor_id in people & set(mention.actor_ids):
                named.setdefault(actor_id, mention.span.end)
    if len(named) < _FEWEST:
        return gap
    rest = _NEXT_VERB.search(reading.document.text, max(named.values()), gap.end)
    return Span(rest.end(), gap.end) if rest is not None else gap


def _find_gaps(sentence: Span, covered: Sequence[Span]) -> Iterator[Span]:
    start = sentence.start
    for span in sorted(covered):
        if span.end <= start or span.start >= sentence.end:
            continue
        if span.start > start:
            yield Span(start, span.start)
        start = max(start, span.end)
    if start < sentence.end:
        yield Span(start, sentence.end)


def _trim(text: str, span: Span) -> Span | None:
    """The span without "and", commas and space at its ends; None where nothing is left."""
    words = text[span.start : span.end]
    opening = _EDGE.match(words)
    start = opening.end() if opening is not None and opening.start() == 0 else 0
    closing = _LOOSE_END.search(words)
    end = closing.start() if closing is not None else len(words)
    label = _LABEL.match(words, start)
    start = label.end() if label is not None else start
    return Span(span.start + start, span.start + end) if start < end else None


def weigh_stem(stem: str) -> float:
    """Return how much a stem tells: nothing where it only reports, or tells of the contact itself."""
    lexicon = load_comparing()
    return 0.0 if stem in lexicon.frame or stem in lexicon.reporting else load_word_weights().get(stem, HIGHEST)


def _counts(words: str, known: frozenset[str] = frozenset()) -> int:
    """How many different words with a meaning of their own there are, beside those known, of frame and of report."""
    function = load_comparing().function
    told = {
        word.stem
        for word in find_words(words)
        if not word.number and word.form not in function and (len(word.form) > 3 or word.capital)
    }
    return sum(weigh_stem(stem) > _COMMON for stem in told - known)


def _tells(words: str, contact: Contact) -> bool:
    """Whether words tell more than that the contact was held, and who held it."""
    names = {word.stem for actor in contact.participants for word in find_words(f"{actor.name} {actor.office or ''}")}
    rest = [word for word in find_words(words) if word.stem not in names]
    told = _counts(" ".join(word.form for word in rest))
    return told >= _FEWEST or _is_next(rest) or (told >= 1 and any(weigh_stem(word.stem) >= _TELLING for word in rest))
