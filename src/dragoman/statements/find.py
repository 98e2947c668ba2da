"""Reports → statements: who said what to whom, on whose word, in which contact, in whose voice.

An attribution holds for its sentence; a quotation that runs on (over sentences, or into a paragraph that opens
with a quotation mark) stays with its speaker.  A chain is not carried on to later sentences: the text says
only of the one sentence that it rests on another's word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.actors.cast import Analysis, Cast
from dragoman.language.dates import Anchor
from dragoman.lexicons.loader import find_outlet
from dragoman.record import (
    Actor,
    ActorKind,
    Contact,
    Document,
    Grounds,
    Modality,
    SegmentKind,
    Sentence,
    Span,
    Statement,
    Token,
    stable_id,
)
from dragoman.statements.contacts import find_occasion
from dragoman.statements.lexicon import SpeechLexicon, load_speech_lexicon
from dragoman.statements.quotes import Quotes, find_quotes
from dragoman.statements.reports import Report, find_reports
from dragoman.statements.speakers import Speakers, make_actor
from dragoman.statements.voices import extend, form_of, trim, voice_of

TOLD = frozenset({SegmentKind.BODY})


@dataclass(frozen=True, slots=True)
class _Said:
    """A report with its actors and spans, before it knows its contact."""

    report: Report
    speakers: tuple[Actor, ...]
    hearers: tuple[Actor, ...]
    addressees: tuple[Actor, ...]
    chain: tuple[Actor, ...]
    content: tuple[Span, ...]


def find_statements(document: Document, body: Analysis, cast: Cast, contacts: tuple[Contact, ...], anchor: Anchor) -> tuple[Statement, ...]:
    """Return the statements of a document's text, in the order of their cues."""
    stage = _Stage(document, body, cast, contacts, anchor)
    return tuple(stage.statements())


class _Stage:
    """What the statements of one document are made from."""

    def __init__(self, document: Document, body: Analysis, cast: Cast, contacts: tuple[Contact, ...], anchor: Anchor) -> None:
        self.document, self.body, self.contacts, self.anchor = document, body, contacts, anchor
        self.lexicon: SpeechLexicon = load_speech_lexicon()
        self.speakers = Speakers(body, cast, self.lexicon)
        self.paragraphs = _paragraphs(body.parse.sentences)
        self.quotes: Quotes = find_quotes(document.text, self.paragraphs)
        self.outlet = _outlet(document)

    def statements(self) -> Iterator[Statement]:
        said = [found for sentence in self.body.parse.sentences if sentence.segment in TOLD for found in self._said(sentence)]
        for one in sorted(said, key=lambda one: one.report.verb.start):
            yield self._statement(one)

    def _said(self, sentence: Sentence) -> Iterator[_Said]:
        by_verb: dict[int, _Said] = {}
        reports = find_reports(self.body.parse, sentence, self.lexicon, self.speakers)
        for report in sorted(reports, key=_depth):
            outer = by_verb.get(report.outer.verb.index) if report.outer is not None else None
            said = self._resolve(report, outer)
            if said is not None:
                by_verb[report.verb.index] = said
                yield said

    def _resolve(self, report: Report, outer: _Said | None) -> _Said | None:
        speakers = self.speakers.actors(report.source)
        if not speakers or report.outer is not None and outer is None:
            return None
        if outer is None and self._is_inside_quote(report):
            return None
        content = tuple(self._spans(report))
        if not content:
            return None
        hearers = _without(self.speakers.actors(report.hearers), speakers)
        addressees = _without(self.speakers.actors(report.addressees, anybody=True), speakers)
        links = tuple(actor for tokens in report.links for actor in self.speakers.actors(tokens))
        inherited = (*outer.chain, *outer.speakers) if outer is not None else (self.outlet,) if self.outlet is not None else ()
        chain = _without((*inherited, *links), speakers)
        return _Said(report, speakers, hearers, addressees, chain, content)

    def _is_inside_quote(self, report: Report) -> bool:
        """Whether the verb itself is somebody's quoted word, whose speaker this sentence does not tell."""
        quote = self.quotes.at(report.verb.start)
        return quote is not None and quote.span.start <= report.sentence.span.start + 1

    def _spans(self, report: Report) -> Iterator[Span]:
        tokens = self.body.parse.tokens
        for stretch in report.content:
            span = Span(tokens[stretch.first].start, tokens[stretch.last - 1].end)
            span = trim(self.document.text, extend(self.document.text, span, self.quotes))
            if len(span):
                yield span

    # ------------------------------------------------------------ the statement

    def _statement(self, said: _Said) -> Statement:
        report = said.report
        occasion = find_occasion(self.contacts, said.speakers, said.hearers, report.verb.start, report.modality)
        if not occasion and said.hearers and not _people(said.hearers):
            # a state thanked or asked is seldom the one who listens
            occasion = find_occasion(self.contacts, said.speakers, (), report.verb.start, report.modality)
        hearers = said.hearers
        if occasion and not _people(hearers):
            hearers = _without(tuple(actor for contact in occasion for actor in contact.participants), said.speakers)
        content = said.content
        cue = tuple(_joined(report.cue))
        form = form_of(self.document.text, content, self.quotes)
        return Statement(
            statement_id=stable_id("statement", self.document.document_id, self.document.version, *((s.start, s.end) for s in (*cue, *content))),
            speakers=said.speakers,
            hearers=hearers,
            chain=said.chain,
            act=report.act,
            form=form,
            modality=report.modality,
            voice=voice_of(self.document.text, content, form, report.sentence.segment, self.lexicon),
            source=self.speakers.source(report.source),
            cue=cue,
            content=content,
            grounds=Grounds(report.rule, report.confidence),
            contact_id=occasion[0].contact_id if occasion else None,
            addressee=said.addressees,
            when=occasion[0].when if occasion else None,
            segment=report.sentence.segment,
        )


def _depth(report: Report) -> int:
    return 0 if report.outer is None else 1 + _depth(report.outer)


def _paragraphs(sentences: Sequence[Sentence]) -> tuple[Span, ...]:
    """The stretch of each paragraph, in text order."""
    spans: dict[int, Span] = {}
    for sentence in sentences:
        known = spans.get(sentence.paragraph, sentence.span)
        spans[sentence.paragraph] = Span(min(known.start, sentence.span.start), max(known.end, sentence.span.end))
    return tuple(spans.values())


def _joined(tokens: tuple[Token, ...]) -> Iterator[Span]:
    """The spans of the cue's words, neighbours joined."""
    start = end = -1
    for token in sorted(tokens, key=lambda token: token.start):
        if end >= 0 and token.start - end > 1:
            yield Span(start, end)
            start = token.start
        elif end < 0:
            start = token.start
        end = token.end
    yield Span(start, end)


def _people(actors: tuple[Actor, ...]) -> bool:
    return any(actor.kind is ActorKind.PERSON for actor in actors)


def _without(actors: tuple[Actor, ...], others: tuple[Actor, ...]) -> tuple[Actor, ...]:
    known = {actor.actor_id for actor in others}
    return tuple({actor.actor_id: actor for actor in actors if actor.actor_id not in known}.values())


def _outlet(document: Document) -> Actor | None:
    """The outlet that tells it all, as the outermost link."""
    source = document.source
    known = find_outlet(source.outlet, source.url)
    name = known.name if known is not None else source.outlet
    return make_actor(ActorKind.ORGANISATION, name, known.country if known is not None else None) if name else None
