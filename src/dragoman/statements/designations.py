"""Contested terms of a document → designations: whose word each is, and who is called so.

What terms there are stands in `lexicons/designations.toml`; furniture (links, biographies, credits) has none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.actors.cast import Analysis, Cast
from dragoman.lexicons.designations import DesignationLexicon, load_designations
from dragoman.record import Actor, Designation, Document, Grounds, Segment, SegmentKind, Span, Statement, stable_id
from dragoman.statements.lexicon import load_speech_lexicon
from dragoman.statements.referents import Referents
from dragoman.statements.speakers import Speakers
from dragoman.statements.terms import Found, Word, find_terms, may_have_terms, split_text
from dragoman.statements.voicing import Voicing, paragraph_spans

TOLD = frozenset({SegmentKind.BODY, SegmentKind.TITLE, SegmentKind.HEADING, SegmentKind.CAPTION})
HEADINGS = frozenset({SegmentKind.TITLE, SegmentKind.HEADING})
BACK = frozenset({"the", "this", "that"})  # before a term that takes up what was named before
MARKED = 3  # words behind "so-called" among which its noun stands


def find_designations(
    document: Document, parts: Sequence[Analysis], cast: Cast, statements: tuple[Statement, ...]
) -> tuple[Designation, ...]:
    """Return the contested terms of a document's text, then those of a title given apart, in text order."""
    lexicon = load_designations()
    return tuple(found for analysis in parts for found in _Stage(document, analysis, cast, statements, lexicon).find())


class _Stage:
    """What the designations of one text are made from."""

    def __init__(
        self,
        document: Document,
        analysis: Analysis,
        cast: Cast,
        statements: tuple[Statement, ...],
        lexicon: DesignationLexicon,
    ) -> None:
        self.document, self.analysis, self.cast, self.lexicon = document, analysis, cast, lexicon
        self.statements = statements if analysis.part == "text" else ()
        self.latest: dict[str, Actor] = {}  # who was called so last, by noun, where it names states

    def find(self) -> Iterator[Designation]:
        text = self.analysis.text
        stretches = [
            (segment, words, terms)
            for segment in self._segments()
            if may_have_terms(text, segment.span, self.lexicon)
            and (words := split_text(text, segment.span))
            and (terms := list(find_terms(text, words, self.lexicon, heading=segment.kind in HEADINGS)))
        ]
        if not stretches:
            return
        referents = Referents(self.analysis, self.cast, self.lexicon.hedges)
        voicing = Voicing(
            text,
            self._paragraphs(),
            self.statements,
            self.lexicon.hedges,
            referents,
            Speakers(self.analysis, self.cast, load_speech_lexicon()),
        )
        for segment, words, terms in stretches:
            for found in self._shown(words, terms, referents, voicing):
                yield self._designation(found, words, terms, segment.kind, referents, voicing)

    def _segments(self) -> Iterator[Segment]:
        if self.analysis.part == "title":
            yield Segment(SegmentKind.TITLE, Span(0, len(self.analysis.text)))
        else:
            yield from (segment for segment in self.document.segments if segment.kind in TOLD)

    def _paragraphs(self) -> tuple[Span, ...]:
        return paragraph_spans(self.analysis.parse.sentences)

    def _shown(
        self, words: Sequence[Word], terms: Sequence[Found], referents: Referents, voicing: Voicing
    ) -> Iterator[Found]:
        """The terms that count: words that are contested in quotation marks alone stand in them alone."""
        starts = {found.first for found in terms if not found.term.quoted}
        for found in terms:
            if found.term is self.lexicon.hedges.marked:
                marked = _with_noun(found, words, referents)
                if marked is not None and starts.isdisjoint(range(found.last, marked.last)):
                    yield marked
            elif not found.term.quoted or voicing.is_alone_in_quotes(found):
                yield found

    def _designation(
        self,
        found: Found,
        words: Sequence[Word],
        terms: Sequence[Found],
        segment: SegmentKind,
        referents: Referents,
        voicing: Voicing,
    ) -> Designation:
        wording = voicing.wording(found, words, segment)
        fixed: dict[int, Actor] = {
            other.last - 1: actor for other in terms if other is not found and (actor := referents.fixed(other))
        }
        document = self.document
        return Designation(
            designation_id=stable_id(
                "designation",
                document.document_id,
                document.version,
                self.analysis.part,
                found.span.start,
                found.span.end,
                found.term.key,
            ),
            term=found.term.key,
            span=found.span,
            voice=wording.voice,
            grounds=Grounds(wording.rule, wording.confidence),
            speakers=wording.speakers,
            actor=self._meant(found, words, referents.resolve(found, words, fixed)),
            statement_id=wording.statement.statement_id if wording.statement is not None else None,
            part=self.analysis.part,
            segment=segment,
        )

    def _meant(self, found: Found, words: Sequence[Word], actor: Actor | None) -> Actor | None:
        """Who is called so; "the regime" takes up the state that was called a regime before."""
        if found.term.sort != "state":
            return actor
        noun = words[found.last - 1].lower
        if actor is None and found.first and words[found.first - 1].lower in BACK:
            return self.latest.get(noun)
        if actor is not None:
            self.latest[noun] = actor
        return actor


def _with_noun(found: Found, words: Sequence[Word], referents: Referents) -> Found | None:
    """ "so-called" with what it marks, up to the next noun; None where none follows."""
    for at in range(found.last, min(len(words), found.last + MARKED)):
        token = referents.token_at(words[at].span.start)
        if token is not None and token.tag.startswith("NN"):
            behind = referents.token_at(words[at + 1].span.start) if at + 1 < len(words) else None
            if behind is not None and behind.tag.startswith("NN") and behind.index == token.index + 1:
                continue  # "so-called people's republic": the last noun of several
            return replace(found, last=at + 1, span=Span(found.span.start, words[at].span.end))
    return None
