"""Quotations that no verb of their own sentence reports → who spoke them, from the clause before or behind.

'"It burns. Come!" the minister told the world via Post.', 'She made the following announcement: "…"',
'"…" – Commissioner Venn', 'And from Chairwoman Quill: "…"'.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from dragoman.language.tree import ancestors, children
from dragoman.record import Act, ActorKind, Modality, Parse, SegmentKind, Sentence, Span, Token
from dragoman.statements.extents import CLOSING_MARKS, OPENING_MARKS, edges
from dragoman.statements.inquits import words_of
from dragoman.statements.lexicon import Cue, SpeechLexicon
from dragoman.statements.modality import find_modality
from dragoman.statements.quotes import Quote, Quotes
from dragoman.statements.reports import Report
from dragoman.statements.speakers import Speakers

FINITE = frozenset({"VBD", "VBZ", "VBP"})
DASHES = frozenset("–—―-‒") | {"--"}
ENDS = (".", "!", "?", ",", "…")
LEAST_WORDS = 3  # fewer are a name or a term
REACH = 30  # tokens between a quotation and the verb that reports it


class Quotations:
    """Finds who spoke the quotations of a text that nothing else reports."""

    __slots__ = ("lexicon", "paragraphs", "parse", "quotes", "speakers", "starts", "text")

    def __init__(
        self, text: str, parse: Parse, quotes: Quotes, paragraphs: Sequence[Span], lexicon: SpeechLexicon,
        speakers: Speakers,
    ) -> None:  # fmt: skip
        self.text, self.parse, self.quotes, self.lexicon, self.speakers = text, parse, quotes, lexicon, speakers
        self.paragraphs = paragraphs
        self.starts = [token.start for token in parse.tokens]

    def answered(self, taken: Sequence[Span], spoken: Sequence[Span]) -> Iterator[tuple[Quote, Report]]:
        """Yield the quotations right behind which a clause names the speaker, each with its report.

        They overlap nothing `taken`; `spoken` are the cues that report other words already.
        """
        for quote in self._free(taken):
            report = self._behind(quote, spoken)
            if report is not None and report.sentence.segment is SegmentKind.BODY:
                yield quote, report

    def announced(self, taken: Sequence[Span], spoken: Sequence[Span]) -> Iterator[tuple[Quote, Report]]:
        """Yield the quotations that a clause leads to or a name signs, as `answered` does."""
        for quote in self._free(taken):
            if len(self._words(quote)) < LEAST_WORDS:
                continue
            report = self._before(quote, spoken) or self._signed(quote)
            if report is not None and report.sentence.segment is SegmentKind.BODY:
                yield quote, report

    def _free(self, taken: Sequence[Span]) -> Iterator[Quote]:
        for quote in self.quotes.all:
            if not quote.single and self._is_closed(quote) and not any(quote.span.overlaps(span) for span in taken):
                yield quote

    def _words(self, quote: Quote) -> list[str]:
        return self.text[quote.inner.start : quote.inner.end].split()

    def _is_closed(self, quote: Quote) -> bool:
        """Whether a quotation is closed like a sentence or a clause."""
        words = self._words(quote)
        after = self.text[quote.span.end : quote.span.end + 1]
        return bool(words) and (not quote.closed or words[-1].endswith(ENDS) or after in {",", ".", ""})

    def _paragraph(self, place: int) -> int:
        return bisect_right([paragraph.start for paragraph in self.paragraphs], place) - 1

    def _sentence(self, token: Token) -> Sentence:
        at = bisect_right([sentence.first for sentence in self.parse.sentences], token.index) - 1
        return self.parse.sentences[at]

    # ------------------------------------------------------------ behind: the minister told the world

    def _behind(self, quote: Quote, spoken: Sequence[Span]) -> Report | None:
        """The clause that opens right behind a quotation and whose verb has nothing else to report."""
        end = self.paragraphs[self._paragraph(quote.span.start)].end
        at = bisect_left(self.starts, quote.span.end)
        while at < len(self.parse.tokens) and self.parse.tokens[at].text in CLOSING_MARKS | {","}:
            at += 1
        if at >= len(self.parse.tokens) or self.parse.tokens[at].start >= end:
            return None
        first = self.parse.tokens[at]
        sentence = self._sentence(first)
        for verb in self.parse.tokens[at : min(sentence.last, at + REACH)]:
            if verb.text in OPENING_MARKS | {":"} or verb.tag in {"WRB", "CC"}:
                return None
            cue = self._cue(verb) if verb.tag in FINITE else None
            if cue is None or any(span.start <= verb.start < span.end for span in spoken):
                continue
            found = self._clause(verb, cue, first)
            return self._report(sentence, verb, found, "behind", cue.act) if found else None
        return None

    def _cue(self, verb: Token) -> Cue | None:
        return next((cue for cue in self.lexicon.verbs.get(verb.lemma, ()) if cue.inquit), None)

    def _clause(self, verb: Token, cue: Cue, first: Token) -> tuple[Token, ...]:
        """The speakers of a verb whose clause begins at `first` and has nothing said in it."""
        subjects = tuple(children(self.parse, verb.index, {"nsubj"}))
        if not subjects and verb.index == first.index:
            subjects = tuple(children(self.parse, verb.index, {"dobj"})) or self._next_name(verb)
        elif any(True for _ in children(self.parse, verb.index, {"dobj", "attr"})) and not cue.hears:
            return ()
        if len(subjects) != 1 or min(words_of(self.parse, subjects[0])[0], verb.index) != first.index:
            return ()
        for child in children(self.parse, verb.index, {"ccomp", "xcomp", "mark"}):
            start = max(edges(self.parse, child.index)[0], verb.index)
            if child.index > verb.index and self.parse.tokens[start].text not in OPENING_MARKS:
                return ()
        return subjects

    def _next_name(self, verb: Token) -> tuple[Token, ...]:
        """The name right behind a verb where the parser found it no subject: '…,” said Virginia delegate Ada Morn'."""
        for token in self.parse.tokens[verb.index + 1 : verb.index + 5]:
            if token.phrase is not None or token.tag.startswith("PRP"):
                return (token,)
            if not token.tag.startswith(("NN", "JJ", "DT", "CD")):
                return ()
        return ()

    # ------------------------------------------------------------ before: she made the following announcement

    def _before(self, quote: Quote, spoken: Sequence[Span]) -> Report | None:
        """The clause that leads to a quotation by a colon, or by a comma behind "saying"."""
        at = bisect_left(self.starts, quote.span.start) - 1
        if at < 0:
            return None
        last = self.parse.tokens[at]
        here, there = self._paragraph(quote.span.start), self._paragraph(last.start)
        sentence = self._sentence(last)
        near = here == there or (here == there + 1 and quote.span.start == self.paragraphs[here].start)
        if not near or last.text not in {":", ","} or self.quotes.at(last.start) is not None:
            return None
        clause = self.parse.tokens[sentence.first : last.index]
        if any(span.start <= token.start < span.end for span in spoken for token in clause[-6:]):
            return None
        participle = self._participle(clause)
        if participle is not None:
            return self._report(sentence, *participle, "before")
        if last.text != ":":
            return None
        return self._from(sentence, clause) or self._announced(sentence, clause)

    def _participle(self, clause: Sequence[Token]) -> tuple[Token, tuple[Token, ...]] | None:
        """ "…, stating": the verb and those who do what the verb above says."""
        for verb in reversed(clause[-4:]):
            if verb.tag == "VBG" and self._cue(verb) is not None and verb.dep in {"advcl", "conj"}:
                return verb, self.speakers.subjects(verb) or self.speakers.subjects(self.parse.tokens[verb.head])
        return None

    def _from(self, sentence: Sentence, clause: Sequence[Token]) -> Report | None:
        """ "And from Chairwoman Quill:"."""
        words = [token for token in clause if token.tag != "CC" and token.tag[:1].isalpha()]
        if len(words) == 2 and words[0].lemma == "from" and words[1].phrase is not None:
            return self._report(sentence, words[0], (words[1],), "from")
        return None

    def _announced(self, sentence: Sentence, clause: Sequence[Token]) -> Report | None:
        """A clause with a noun of speech ("issued the following statement"), or whose verb is one of speech."""
        verbs = [token for token in clause if token.tag in FINITE and token.phrase is None]
        tops = (token for token in verbs if not any(above in verbs for above in ancestors(self.parse, token.index)))
        root = next(tops, None)
        if root is None:
            return None
        nouns = [token for token in clause if token.lemma in self.lexicon.announcements and token.phrase is None]
        if not nouns and root.lemma not in self.lexicon.verbs:
            return None
        source = self.speakers.subjects(root)
        if len(source) == 1 and source[0] in nouns:
            source = tuple(children(self.parse, source[0].index, {"poss"}))
        if any(True for _ in children(self.parse, root.index, {"neg"})):
            return None
        return self._report(sentence, root, source, "before", self._act(root))

    def _act(self, verb: Token) -> Act:
        cues = self.lexicon.verbs.get(verb.lemma, ())
        return cues[0].act if cues and cues[0].inquit else Act.STATE

    # ------------------------------------------------------------ signed: – Commissioner Venn

    def _signed(self, quote: Quote) -> Report | None:
        """A dash and a person's name alone behind a quotation."""
        at = bisect_left(self.starts, quote.span.end)
        end = self.paragraphs[self._paragraph(quote.span.start)].end
        inside = [token for token in self.parse.tokens[at : at + 3] if token.start < end]
        if len(inside) < 2 or inside[0].text not in DASHES or inside[1].phrase is None:
            return None
        behind = inside[2] if len(inside) > 2 else None
        people = self.speakers.actors((inside[1],))
        if (behind is None or behind.text == ",") and len(people) == 1 and people[0].kind is ActorKind.PERSON:
            return self._report(self._sentence(inside[1]), inside[1], (inside[1],), "signed")
        return None

    def _report(
        self, sentence: Sentence, verb: Token, source: tuple[Token, ...], rule: str, act: Act = Act.STATE
    ) -> Report | None:
        if not source or not self.speakers.actors(source):
            return None
        is_verb = verb.tag.startswith("VB")
        return Report(
            sentence=sentence,
            verb=verb,
            cue=() if verb in source else (verb,),
            act=act,
            rule=f"quotation:{rule}",
            confidence=0.85,
            modality=find_modality(self.parse, verb) if is_verb else Modality.HAPPENED,
            source=source,
            content=(),
        )
