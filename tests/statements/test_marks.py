"""Quotation marks put in and taken out anywhere: no exception, and every span stays inside the text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dragoman.record import Reading, Span
from dragoman.statements.quotes import find_quotes
from tests.readings import read

MARKS = ["“", "”", "‘", "’", "«", "»", "„", '"', "'", "''", "``", "‹", "›", "‚", "‛", "\u201f"]
TEXTS = [
    (
        "Velk and Kestrel speak\n\nMinister Orla Venn of Marovia told President Ivo Kestrel on Monday that the ports were "
        "“open for all”. “We will not close them,” she said. “Sodria must pay.”\n\n“It is the sailors’ harbour. It is ours.\n\n"
        "“And it stays so,” she added, the Courier reported."
    ),
    (
        "Kestrel: ‘the valley is quiet’\n\nAccording to the ministry's spokesman, Kestrel called it ''a good day'', adding: "
        "“He told me, ‘Leave the valley,’ and I left.” He urged both sides' envoys to return by Friday."
    ),
    (
        'MR. LIND: Good morning. I told him "the ports are open" on Monday.\n\nQUESTION: Why “open”?\n\n'
        "MR. LIND: Because Marovia’s ministers said so. – Commissioner Ada Morn"
    ),
]


@st.composite
def marked_texts(draw: st.DrawFn) -> str:
    text = draw(st.sampled_from(TEXTS))
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(text)))
        if draw(st.booleans()):
            text = text[:at] + draw(st.sampled_from(MARKS)) + text[at:]
            continue
        here = next((i for i in range(at, len(text)) if text[i] in "".join(MARKS)), None)
        text = text if here is None else text[:here] + text[here + 1 :]
    return text


def spans_of(reading: Reading) -> list[Span]:
    found: list[Span] = []
    for one in reading.statements:
        found += [*one.source, *one.cue, *one.content, *one.condition]
        found += [one.deadline_words] if one.deadline_words is not None else []
    return found


@given(marked_texts())
def test_marks_anywhere_leave_every_span_inside_the_text(text: str) -> None:
    for span in spans_of(read(text)):
        assert 0 <= span.start < span.end <= len(text)
        assert text[span.start : span.end].strip()


@given(marked_texts())
def test_quotations_follow_each_other_inside_the_text(text: str) -> None:
    end = 0
    for quote in find_quotes(text, [Span(0, len(text))]).all:
        assert end <= quote.span.start < quote.span.end <= len(text)
        assert quote.span.contains(quote.inner)
        end = quote.span.end
