"""Segments in plain text, kind by kind, with near misses; and what must hold for any text."""

from __future__ import annotations

import itertools
import textwrap
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.reading.segments import find_segments
from dragoman.record import SegmentKind
from tests.reading.segmented import (
    AFTER,
    BEFORE,
    BIOGRAPHY,
    BODY,
    BYLINE,
    CAPTION,
    CREDIT,
    DATELINE,
    HEADING,
    MARK,
    NAVIGATION,
    NOTE,
    RELATED,
    TITLE,
    Found,
    segment,
    segment_between,
)

NBSP = "\u00a0"


# --- the head ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "head",
    [
        pytest.param("Karvia and Veldania reopen talks", id="no full stop"),
        pytest.param("Will Karvia and Veldania talk?", id="a question"),
        pytest.param("Karvia Reopens Its Talks With Veldania.", id="title case with a full stop"),
        pytest.param("# Karvia and Veldania reopen talks", id="Markdown"),
        pytest.param("**Readout of Premier Quill’s call**", id="bold"),
        pytest.param("Minister Oster Lund, Karvia, and Minister Tor Vane, Veldania, after their meeting", id="offices"),
        pytest.param("Quill: “We are ready to talk”", id="a speaker and words"),
    ],
)
def test_titles(head: str) -> None:
    assert segment(f"{head}\n\n{BEFORE}\n\n{AFTER}") == [(TITLE, head), (BODY, BEFORE), (BODY, AFTER)]


@pytest.mark.parametrize(
    "first",
    [
        pytest.param("The two premiers discussed the strait.", id="a short sentence"),
        pytest.param("Ada Quill met with Premier of Veldania Oster Lund.", id="a sentence full of names"),
        pytest.param("Talks. They lasted two hours", id="two sentences"),
        pytest.param("Those present were:", id="opens a list"),
        pytest.param(
            "Premier Ada Quill met today with Premier of Veldania Oster Lund", id="a sentence without its stop"
        ),
        pytest.param("██ Veldania", id="the key of a map"),
        pytest.param("Premier Ada Quill: Good morning, colleagues,", id="a turn in a transcript"),
    ],
)
def test_first_paragraphs_that_are_no_titles(first: str) -> None:
    assert segment(f"{first}\n\n{BEFORE}")[0] == (BODY, first)


def test_a_text_of_one_line_is_body() -> None:
    assert segment("Premier Quill calls Premier Lund") == [(BODY, "Premier Quill calls Premier Lund")]


def test_a_title_over_two_lines_of_a_wrapped_text() -> None:
    title = "**Readout of Premier Quill’s Call with Premier Oster Lund of\nVeldania**"
    assert segment(f"{title}\n\n{textwrap.fill(BEFORE, 62)}")[0] == (TITLE, title)


def test_a_title_underlined_in_markdown() -> None:
    assert segment(f"Talks reopen\n============\n\n{BEFORE}")[:2] == [(TITLE, "Talks reopen"), (TITLE, "============")]


def test_a_title_in_two_lines() -> None:
    text = f"Talks reopen; \nKarvia asks for a bridge.\n\n{BEFORE}"
    assert [kind for kind, _ in segment(text)] == [TITLE, TITLE, BODY]


def test_the_head_of_a_transcript() -> None:
    lines = [
        "Oster Lund, Minister of Trade",
        "Ormstad, Karvia",
        "Residence of the President",
        "Deputy Minister Tor Vane",
        "2:04 p.m. EDT",
        "MR LUND: Good afternoon, everyone.",
    ]
    kinds = [BYLINE, DATELINE, DATELINE, BYLINE, DATELINE, BODY]
    assert segment("\n\n".join(lines)) == list(zip(kinds, lines, strict=True))


def test_title_byline_and_date() -> None:
    text = f"Talks reopen in Ormstad\n\nBy Ada Quill\n\nMarch 3, 2031\n\n{BEFORE}"
    assert [kind for kind, _ in segment(text)] == [TITLE, BYLINE, DATELINE, BODY]


# --- datelines ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "dateline",
    [
        "Ormstad, 24 October 2031 (OCN):",
        "ORMSTAD (Reuters) —",
        "ORMSTAD, Karvia (AP) –",
        "ORMSTAD, March 3 -",
        "ORMSTAD, K.V., Dec. 11 (UPI) —",
        "ORMSTAD —",
        "VELD, North. -",
        "ORMSTAD/VELD, 5 May (Reuters) -",
        "Dec 29 (Reuters) -",
        "Ormstad (AFP) –",
        "(AP) —",
    ],
)
def test_datelines_before_the_first_paragraph(dateline: str) -> None:
    assert segment(f"{dateline} {BEFORE}\n\n{AFTER}") == [(DATELINE, dateline), (BODY, BEFORE), (BODY, AFTER)]


@pytest.mark.parametrize(
    "start",
    [
        "On September 30–October 1 the minister travelled to Veld.",
        "NATO — an alliance of old — said nothing.",
        "UPDATE — The ministers have left.",
        "MR LUND: (Via interpreter) Good afternoon.",
        "Premier Lund (retranslated): Thank you for coming.",
        "Karvia’s premier – a former judge – declined.",
        "The President met with his team – among them the ministers.",
    ],
)
def test_paragraphs_that_begin_with_no_dateline(start: str) -> None:
    assert segment(f"{start}\n\n{AFTER}")[0] == (BODY, start)


@pytest.mark.parametrize(
    "line",
    [
        "Friday, January 4, 2031",
        f"Saturday, January 12, 2031{NBSP}",
        "Ormstad, K.V., March 3, 2031",
        "Published: 5 May 2031, 14:00 GMT",
        "November 16-17, 2031",
        "**Ormstad, Karvia**",
        "2031-05-05",
    ],
)
def test_datelines_on_a_line_of_their_own(line: str) -> None:
    assert segment(f"{line}\n\n{BEFORE}") == [(DATELINE, line.strip()), (BODY, BEFORE)]


def test_the_times_of_a_report_that_grows_are_headings() -> None:
    paragraphs = ["ORMSTAD (AP) — " + BEFORE, AFTER, BEFORE, AFTER, "8:06 p.m.", AFTER]
    assert segment("\n\n".join(paragraphs))[5] == (HEADING, "8:06 p.m.")


# --- headings and lists ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line", ["Calls for a bridge", "TRADE AND FISHING", "## Trade", "**Participants:**", "*The bridge*", "2"]
)
def test_headings(line: str) -> None:
    assert segment_between(line) == [(HEADING, line)]


@pytest.mark.parametrize(
    "line",
    [
        "The premier left.",
        "And then –",
        "Ada Quill: On fishing, we agree",
        "We have worked together for many years now",
        "which nobody denied",
        "(Applause)",
    ],
)
def test_lines_that_are_no_headings(line: str) -> None:
    assert segment_between(line) == [(BODY, line)]


def test_lists_are_no_headings() -> None:
    names = "Ada Quill, Premier\n\nOster Lund, Minister of Trade\n\nTor Vane, Envoy"
    assert {kind for kind, _ in segment_between(names)} == {BODY}


def test_a_longer_heading_under_a_line_of_asterisks() -> None:
    line = "Opening remarks at the meeting with the members of the Council of Bridges and Harbours of Karvia and its Regions"
    assert segment_between(f"* * *\n\n{line}") == [(MARK, "* * *"), (HEADING, line)]


# --- captions and credits ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body, caption, credit",
    [
        pytest.param(
            "The premier asked for aid to Veld.",
            "Guards of Karvia march past the harbour in Ormstad, October 4, 2031.",
            "(credit: TOR VANE/ORM PRESS)",
            id="glued by one blank",
        ),
        pytest.param(
            "Gen. Lund left on Tuesday.",
            "Mr. Quill waves in Ormstad. He is seen with Dr. Vane of the U.N. mission.",
            "(Photo by Tor Vane/AFP)",
            id="a sentence that leans on the one before",
        ),
        pytest.param("The talks failed.", "Premier Quill boards a train.", "(AP Photo/Tor Vane)", id="agency first"),
        pytest.param("The talks failed.", "Premier Quill boards a train.", "[Tor Vane/Reuters]", id="square brackets"),
        pytest.param(
            "The talks failed.", "The bridge at night.", "(Image courtesy of the ministry of Karvia)", id="courtesy"
        ),
    ],
)
def test_captions_glued_into_a_paragraph(body: str, caption: str, credit: str) -> None:
    assert segment_between(f"{body} {caption} {credit}") == [(BODY, body), (CAPTION, caption), (CREDIT, credit)]


def test_the_body_goes_on_after_a_credit() -> None:
    glued = f"The bridge at night. (credit: TOR VANE) {BEFORE}"
    assert segment_between(glued) == [(CAPTION, "The bridge at night."), (CREDIT, "(credit: TOR VANE)"), (BODY, BEFORE)]


@pytest.mark.parametrize(
    "line, expected",
    [
        ("The bridge at night. Image: Tor Vane.", [(CAPTION, "The bridge at night."), (CREDIT, "Image: Tor Vane.")]),
        ("The bridge at night Image: Tor Vane.", [(CAPTION, "The bridge at night"), (CREDIT, "Image: Tor Vane.")]),
        (
            "Image: Tor Vane (photos), Ada Quill (montage).",
            [(CREDIT, "Image: Tor Vane (photos), Ada Quill (montage).")],
        ),
        ("Tor Vane via Getty Images.", [(CREDIT, "Tor Vane via Getty Images.")]),
        ("FILE PHOTO: Premier Quill waves.", [(CAPTION, "FILE PHOTO: Premier Quill waves.")]),
    ],
)
def test_captions_that_are_a_paragraph(line: str, expected: list[Found]) -> None:
    assert segment_between(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "The bill failed in a new Orm Times/CBS News poll.",
        "The premier (a photo of whom hung there) left.",
        "She was interviewed by the Orm Times/Reuters.",
        "They spoke of credit: nobody in Karvia gives any.",
    ],
)
def test_sentences_without_a_caption(line: str) -> None:
    assert segment_between(line) == [(BODY, line)]


# --- labels ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        f"Also read:{NBSP}Karvia calls for talks on the Strait of Orm",
        "Read also: Karvia calls for talks",
        "READ MORE: Karvia calls for talks",
        "Related: Karvia calls for talks",
        f"See also{NBSP}Karvia calls for talks",
        "**Also Read** | Karvia calls for talks",
    ],
)
def test_related_links(line: str) -> None:
    assert segment_between(line) == [(RELATED, line)]


def test_a_related_link_glued_to_the_end_of_a_paragraph() -> None:
    link = f"Also read:{NBSP}Karvia closes its ports"
    assert segment_between(f"They parted at two. {link}") == [(BODY, "They parted at two."), (RELATED, link)]


def test_a_related_link_in_brackets_ends_with_them() -> None:
    expected = [(BODY, "They met."), (RELATED, "(Read also: Ports close)"), (BODY, "They parted at two.")]
    assert segment_between("They met. (Read also: Ports close) They parted at two.") == expected


def test_headlines_under_a_label_belong_to_it() -> None:
    lines = ["Related stories", "Karvia closes its ports", "Veldania Opens Its Markets."]
    assert segment(f"{BEFORE}\n\n" + "\n".join(lines))[1:] == [(RELATED, line) for line in lines]


def test_the_article_goes_on_after_a_list_of_headlines() -> None:
    found = segment_between("Related:\n\nKarvia closes its ports")
    assert [kind for kind, _ in found] == [RELATED, RELATED]


def test_a_label_in_the_middle_of_a_sentence_is_none() -> None:
    line = "He told them to read also the annex: it was long."
    assert segment_between(line) == [(BODY, line)]


@pytest.mark.parametrize(
    "line", ["The following is attributable to Spokesperson Ada Quill:", "Office of the Spokesperson"]
)
def test_attribution_notes(line: str) -> None:
    assert segment(f"{line}\n\n{BEFORE}") == [(NOTE, line), (BODY, BEFORE)]


def test_an_attribution_note_glued_to_the_readout() -> None:
    note = "The below is attributable to Spokesperson Ada Quill:"
    assert segment(f"{note} {BEFORE}") == [(NOTE, note), (BODY, BEFORE)]


@pytest.mark.parametrize("mark", ["###", r"\###", r"\# \# \#", "-30-", "***", "* * *", "<…>"])
def test_end_marks(mark: str) -> None:
    assert segment(f"{BEFORE}\n\n{mark}") == [(BODY, BEFORE), (MARK, mark)]


# --- the end -----------------------------------------------------------------------------------------


def test_navigation_author_and_biography() -> None:
    about = "A keen reader of maps, Ada Quill, sets out to study law. Eager to learn, she writes about the north."
    text = f"{BEFORE}\n\n{AFTER}\n\nPrevious articleOrm Day 2031\nNext articleVeld Day 2031\nAda Quill\n{about}"
    expected = [
        (NAVIGATION, "Previous articleOrm Day 2031"),
        (NAVIGATION, "Next articleVeld Day 2031"),
        (BYLINE, "Ada Quill"),
        (BIOGRAPHY, about),
    ]
    assert segment(text)[2:] == expected


@pytest.mark.parametrize(
    "line, kind",
    [
        ("Ada Quill is a correspondent for the Orm Courier.", BIOGRAPHY),
        ("Ada Quill, a native of Veld, is a senior fellow at the Institute of the North.", BIOGRAPHY),
        ("Follow Ada Quill on Twitter @adaquill.", BIOGRAPHY),
        ("Twitter: @adaquill.", BIOGRAPHY),
        ("- Ada Quill.", BYLINE),
        ("By Ada Quill in Ormstad", BYLINE),
        ("(Reporting by Ada Quill; Editing by Tor Vane.)", BYLINE),
        ("Ada Quill contributed to this report.", BYLINE),
        ("Ada Quill reported from Ormstad, and Tor Vane from Veld.", BYLINE),
        ("Previous article", NAVIGATION),
        ("Share on Facebook", NAVIGATION),
    ],
)
def test_last_lines(line: str, kind: SegmentKind) -> None:
    assert segment(f"{BEFORE}\n\n{AFTER}\n\n{line}")[-1] == (kind, line)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Oster Lund is a former professor of law.", id="a person of the story"),
        pytest.param("— Oster Lund", id="the speaker of the words above"),
        pytest.param("-   Harbour Board of Veld", id="an item of a list"),
        pytest.param("Oster Lund reported to the premier on the bridge.", id="a minister reports"),
    ],
)
def test_last_lines_that_are_body(line: str) -> None:
    text = f"Oster Lund met the members of the Harbour Board of Veld.\n\n{BEFORE}\n\n-   Ministry of Veld\n\n{line}"
    assert segment(text)[-1] == (BODY, line)


def test_a_heading_in_capitals_is_no_author() -> None:
    text = (
        f"{BEFORE}\n\nTRADE WITH VELDANIA\n\nOur trade has grown, the minister said, and Veldania is our first partner."
    )
    assert [kind for kind, _ in segment(text)] == [BODY, HEADING, BODY]


def test_the_name_under_a_quotation_is_its_speaker() -> None:
    assert segment(f"{BEFORE}\n\n“We are ready to talk.”\n\n– Tor Vane")[-1] == (BODY, "– Tor Vane")


# --- what holds for any text -------------------------------------------------------------------------

PARTS = st.sampled_from([
    BEFORE, AFTER, "\n", "\n\n", " ", "\r\n", "  \n", NBSP, "Also read:", "By Ada Quill", "(credit: TOR VANE)", "###",
    "ORMSTAD (AP) — ", "Ada Quill", "# ", "====", "The following is attributable to Tor Vane:", "Related:", "(", ")", "\u2028",
    "About the author", "Image: Tor Vane.", ". ", "March 3, 2031", "Oster Lund, Minister of Trade", "\x00", "**", ";",
])  # fmt: skip
TEXTS = st.one_of(st.text(max_size=300), st.lists(PARTS, max_size=25).map("".join))


@given(TEXTS)
def test_segments_tile_any_text(text: str) -> None:
    segments = find_segments(text)
    assert "".join(text[found.span.start : found.span.end] for found in segments) == text
    for before, after in itertools.pairwise(segments):
        assert before.span.end == after.span.start
    assert all(len(found.span) > 0 for found in segments)


@given(TEXTS)
def test_segments_after_the_first_begin_with_words(text: str) -> None:
    """Blanks belong to the segment before them."""
    assert not any(text[found.span.start].isspace() for found in find_segments(text)[1:])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("word and " * 200_000, id="one line"),
        pytest.param("(" * 500_000, id="brackets"),
        pytest.param("(photo by A " * 50_000, id="credits that never close"),
        pytest.param("A. " * 300_000, id="initials"),
        pytest.param("a\n" * 300_000, id="lines of a letter"),
        pytest.param(" " * 1_000_000 + "x", id="blanks"),
        pytest.param("Ada Quill " * 100_000, id="names"),
        pytest.param("Also read: " * 100_000, id="labels"),
        pytest.param("—" * 500_000, id="dashes"),
    ],
)
def test_no_text_takes_long(text: str) -> None:
    started = time.process_time()
    find_segments(text)
    assert time.process_time() - started < 5
