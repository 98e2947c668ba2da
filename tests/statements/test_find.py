"""Sentences and what they report: speaker, hearer, chain, content, form, modality; near misses included."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.record import ActorKind, Span
from dragoman.statements.quotes import find_quotes
from tests.statements.reported import lines_of, read, said

VENN = "Minister Orla Venn of Marovia"

REPORTS = [
    pytest.param(f"{VENN} said the ports were open.", [("Orla Venn", "said", "the ports were open")], id="indirect"),
    pytest.param(
        f"“The ports are open,” {VENN} said.",
        [("Orla Venn", "said", "“The ports are open,”")],
        id="direct before the inquit",
    ),
    pytest.param(
        f"“The ports are open,” said {VENN}.", [("Orla Venn", "said", "“The ports are open,”")], id="inverted inquit"
    ),
    pytest.param(
        f"{VENN} said: “The ports are open. Come and see.”",
        [("Orla Venn", "said", "“The ports are open. Come and see.”")],
        id="direct behind a colon",
    ),
    pytest.param(
        f"“The ports are open,” {VENN} said. “Come and see.”",
        [("Orla Venn", "said", "“The ports are open,” | “Come and see.”")],
        id="quotation goes on behind the inquit",
    ),
    pytest.param(
        f"“We waited. The ports are open,” {VENN} said.",
        [("Orla Venn", "said", "“We waited. The ports are open,”")],
        id="quotation of two sentences",
    ),
    pytest.param(
        f"{VENN} thanked Sodria and stressed the need for grain.",
        [("Orla Venn", "thanked", "Sodria"), ("Orla Venn", "stressed", "the need for grain")],
        id="coordinated verbs",
    ),
    pytest.param(
        f"{VENN} said that the blockade would end, and called for calm.",
        [("Orla Venn", "said", "the blockade would end"), ("Orla Venn", "called for", "calm")],
        id="the second verb goes on with the speaker",
    ),
    pytest.param(
        f"{VENN} told the press that Ivo Kestrel is struggling while also discussing the grain routes.",
        [("Orla Venn", "told", "Ivo Kestrel is struggling"), ("Orla Venn", "also discussing", "the grain routes")],
        id="an adverbial belongs to the main clause",
    ),
    pytest.param(
        f"{VENN} continued to say that the winter was long.",
        [("Orla Venn", "continued to say", "the winter was long")],
        id="carried infinitive",
    ),
    pytest.param(
        f"{VENN} said “the guild” showed great strength after six months of ice.",
        [("Orla Venn", "said", "“the guild” showed great strength after six months of ice")],
        id="a scare quote inside a clause",
    ),
    pytest.param(
        f"“It burns. Let us meet in two days!” {VENN} told the world via Harbour Post.",
        [("Orla Venn", "told", "“It burns. Let us meet in two days!”")],
        id="an inquit in the sentence behind",
    ),
    pytest.param(
        f"{VENN} made the following announcement: “The ports are closed. They open on Monday.”",
        [("Orla Venn", "made", "“The ports are closed. They open on Monday.”")],
        id="a noun of speech and a colon",
    ),
    pytest.param(
        f"The minister was ill.\n\n“The ports are closed.” – {VENN}",
        [("Orla Venn", "", "“The ports are closed.”")],
        id="signed",
    ),
    pytest.param(
        "The ports were shut.\n\nAnd from Chairwoman Ada Quill: “We are pleased with it.”",
        [("Ada Quill", "from", "“We are pleased with it.”")],
        id="and from",
    ),
    pytest.param(
        f"“We are ready,” tweeted {VENN}.",
        [("Orla Venn", "tweeted", "“We are ready,”")],
        id="an inverted inquit read as an object",
    ),
    pytest.param(
        f"“Raiders seek to divide us,” said {VENN}, “here we will never let them win.”",
        [("Orla Venn", "said", "“Raiders seek to divide us,” | “here we will never let them win.”")],
        id="an inquit in the middle",
    ),
    pytest.param(
        "In Minister Orla Venn's words, the ports are “a disgrace”.",
        [("Orla Venn", "In words", "the ports are “a disgrace”")],
        id="in her words",
    ),
    pytest.param(
        "According to Minister Orla Venn's account, the ports were shut.",
        [("Orla Venn", "According to", "the ports were shut")],
        id="an account speaks for its author",
    ),
    pytest.param(
        "President Ada Quill met Orla Venn. Local officials said the ports were shut.",
        [("Local officials", "said", "the ports were shut")],
        id="some officials are not those named",
    ),
    pytest.param(
        "The Marovian police arrested Ivo Kestrel and Orla Venn. They said the two had stolen grain.",
        [("Marovian police", "said", "the two had stolen grain")],
        id="they are the police",
    ),
    pytest.param(f"{VENN} opened the “Harbour Hall” on Monday.", [], id="a name in quotation marks is no speech"),
    pytest.param(
        "The letter said it was cold.", [("letter", "said", "it was cold")], id="a letter whose writer nobody tells"
    ),
    pytest.param("The talks underscore the commitment of Marovia to peace.", [], id="talks do not speak"),
    pytest.param("The report highlights the need for grain.", [], id="reports do not speak"),
    pytest.param(f"{VENN} called President Ivo Kestrel on Monday.", [], id="a call is no calling"),
    pytest.param(f"{VENN} raised taxes.", [], id="taxes are not raised in talk"),
    pytest.param(f"{VENN} welcomed President Ivo Kestrel.", [], id="a welcome of people is no praise"),
    pytest.param("It was said that the ports were open.", [], id="nobody speaks"),
    pytest.param("The organisations' aid and the sailors' wages were late.", [], id="possessives open no quotation"),
    pytest.param(
        "According to the Marovian foreign ministry, the ports were open.",
        [("Marovian foreign ministry", "According to", "the ports were open")],
        id="according to",
    ),
]


@pytest.mark.usefixtures("medium_model")
@pytest.mark.parametrize("text, expected", REPORTS)
def test_a_sentence_gives_its_reports(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    "text, modality",
    [
        pytest.param(f"{VENN} said the ports were open.", "happened", id="happened"),
        pytest.param(f"{VENN} did not say that the ports were open.", "denied", id="did not say"),
        pytest.param(f"{VENN} refused to say that the ports were open.", "denied", id="refused to say"),
        pytest.param(f"{VENN} will stress the need for grain.", "planned", id="will"),
        pytest.param(f"{VENN} would welcome a truce.", "hypothetical", id="would"),
        pytest.param(f"{VENN} has previously commented that the concern is false.", "background", id="previously"),
        pytest.param(f"{VENN} said last month that the ports were open.", "background", id="last month"),
        pytest.param(f"{VENN} had said that the ports were open.", "background", id="had said"),
    ],
)
def test_the_modality_of_a_report(text: str, modality: str) -> None:
    assert [line.statement.modality for line in lines_of(text)] == [modality]


@pytest.mark.parametrize(
    "text, form, voice",
    [
        pytest.param(f"{VENN} said the ports were open.", "indirect", "paraphrased", id="indirect"),
        pytest.param(f"{VENN} said the ports were “wide open.”", "mixed", "paraphrased", id="mixed"),
        pytest.param(f"“The ports are open,” {VENN} said.", "direct", "quoted", id="direct"),
        pytest.param(f"{VENN} condemned the alleged crimes.", "indirect", "hedged", id="hedged"),
    ],
)
def test_form_and_voice(text: str, form: str, voice: str) -> None:
    assert [(line.statement.form, line.statement.voice) for line in lines_of(text)] == [(form, voice)]


@pytest.mark.parametrize(
    "text, chain",
    [
        pytest.param(
            f"{VENN} said the ports were open, Marovian state media reported.",
            "Marovian state media",
            id="final inquit of a medium",
        ),
        pytest.param(
            f"{VENN} said that Sodrian officials condemned the raid.", "Orla Venn", id="a report inside a report"
        ),
        pytest.param(
            f"“The ports are open,” {VENN} said when she called, Marovian state media reported.",
            "Marovian state media",
            id="two inquits",
        ),
    ],
)
def test_the_chain_of_the_innermost_report(text: str, chain: str) -> None:
    assert lines_of(text)[-1].chain == chain


def test_the_outlet_is_the_outermost_link() -> None:
    lines = lines_of(f"{VENN} said the ports were open, Marovian state media reported.", outlet="Halyard Wire")
    assert lines[0].chain == "Halyard Wire > Marovian state media"


CALL = "Minister Orla Venn of Marovia spoke by phone with President Ivo Kestrel of Sodria on Friday.\n\n"


@pytest.mark.parametrize(
    "text, hearers, addressee",
    [
        pytest.param(
            "The minister urged relief organisations to send grain.",
            "Ivo Kestrel",
            "relief organisations",
            id="a demand made of others",
        ),
        pytest.param(
            "President Kestrel thanked Marovia for its help.",
            "Orla Venn",
            "",
            id="a state is thanked, its minister listens",
        ),
        pytest.param(
            "President Kestrel told reporters that the call was long.",
            "reporters",
            "",
            id="words to the public are not of the call",
        ),
        pytest.param(
            "President Kestrel thanked the Gulf leaders for their support.",
            "Gulf leaders",
            "",
            id="others who are thanked",
        ),
        pytest.param(
            "President Kestrel said in an interview that the call was long.",
            "",
            "",
            id="an interview is another occasion",
        ),
    ],
)
def test_hearers_come_from_the_contact(text: str, hearers: str, addressee: str) -> None:
    line = lines_of(CALL + text)[-1]
    assert (line.hearers, line.addressee) == (hearers, addressee)


CHAINS = [
    pytest.param("The Courier quoted Tim Manno as saying the ports were closed.", "Tim Manno", "Courier", id="quoted"),
    pytest.param(
        "The ports were closed, the Courier reported, citing Minister Orla Venn.", "Orla Venn", "Courier", id="citing"
    ),
    pytest.param(
        "Mayor Orla Venn commented, the Courier noted, “However it is dressed up, they want to stop the vote.”",
        "Orla Venn",
        "Courier",
        id="one saying under two verbs",
    ),
]


@pytest.mark.usefixtures("medium_model")
@pytest.mark.parametrize("text, speaker, chain", CHAINS)
def test_a_medium_is_a_link_before_the_speaker(text: str, speaker: str, chain: str) -> None:
    assert [(line.speakers, line.chain) for line in lines_of(text)] == [(speaker, chain)]


def test_turns_of_a_dialogue_are_heard_by_the_others_in_it() -> None:
    text = (
        "Working meeting with Mayor Orla Venn\n\nPresident of Marovia Ivo Kestrel: Good day, Ms Venn.\n\n"
        "Mayor of Velmar Orla Venn: (via interpreter) The ports are open.\n\n(The papers are signed.)\n\nWe are glad."
    )
    assert [(line.speakers, line.hearers, line.content) for line in lines_of(text)] == [
        ("Ivo Kestrel", "Orla Venn", "Good day, Ms Venn."),
        ("Orla Venn", "Ivo Kestrel", "The ports are open."),
        ("Orla Venn", "Ivo Kestrel", "We are glad."),
    ]


def test_talks_that_were_about_something_are_words_of_those_in_contact() -> None:
    line = lines_of(CALL + "The discussions revolved around the grain routes.")[-1]
    assert (line.speakers, line.content, line.hearers) == ("Orla Venn, Ivo Kestrel", "the grain routes", "")


def test_words_told_in_a_contact_name_it() -> None:
    reading = read(CALL + "The minister said the ports were open.")
    assert [one.contact_id for one in reading.statements] == [reading.contacts[0].contact_id]


PIECES: list[str] = [
    *(str(parameter.values[0]) for parameter in REPORTS),
    CALL,
    "“",
    "”",
    "’",
    "\n\n",
    "He added:",
    "SECRETARY LIND: No.",
    "QUESTION: Why?",
    "– Commissioner Ada Morn",
    "\u00a0",
    "''",
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=6).map(" ".join)


@given(TEXTS)
def test_whatever_the_text_spans_fall_inside_it_and_nobody_hears_himself(text: str) -> None:
    for one in read(text).statements:
        for span in (*one.source, *one.cue, *one.content):
            assert 0 <= span.start < span.end <= len(text)
        speakers = {actor.actor_id for actor in one.speakers}
        assert speakers or one.source or one.grounds.rule.startswith("hearsay")
        assert not speakers & {actor.actor_id for actor in one.hearers}
        assert not speakers & {actor.actor_id for actor in one.chain}


@given(TEXTS)
def test_ids_tell_statements_apart(text: str) -> None:
    ids = [one.statement_id for one in read(text).statements]
    assert len(ids) == len(set(ids))


def test_a_note_at_the_head_vouches_for_the_whole_document() -> None:
    text = (
        "The following is attributable to Spokesperson Ada Quill:\n\n"
        + CALL
        + "The minister stressed the need for grain."
    )
    assert lines_of(text)[-1].chain == "Ada Quill"


@pytest.mark.usefixtures("medium_model")
@pytest.mark.parametrize(
    "text, expected",
    [
        pytest.param(
            "SECRETARY LIND: Good morning. The ports are open.\n\nQUESTION: Since when?\n\nSECRETARY LIND: Since Monday.",
            [
                ("SECRETARY LIND", "Good morning. The ports are open."),
                ("QUESTION", "Since when?"),
                ("SECRETARY LIND", "Since Monday."),
            ],
            id="labels in capitals",
        ),
        pytest.param(
            "President of Marovia Irena Dolvet: Good morning.\n\nWe have much to discuss.\n\nPresident of Sodria Ivo Kestrel: Thank you.",
            [
                ("President of Marovia Irena Dolvet", "Good morning."),
                ("", "We have much to discuss."),
                ("President of Sodria Ivo Kestrel", "Thank you."),
            ],
            id="names with offices, and a paragraph that goes on",
        ),
        pytest.param("NOTE: The office is closed.\n\nThe ports are open.", [], id="a note is no speaker"),
        pytest.param(
            "SECRETARY LIND: I thank our hosts.\n\nAs you noted, we have been partners for long.",
            [("SECRETARY LIND", "I thank our hosts."), ("", "As you noted, we have been partners for long.")],
            id="a speech labelled once",
        ),
        pytest.param(
            "VELMAR: The ports are open.\n\n“We thank our hosts,” Lind said.",
            [("said", "“We thank our hosts,”")],
            id="a dateline is no speaker",
        ),
        pytest.param(
            "Irena Dolvet: Good morning.\n\nEnvoy of the Republic of Sodria to the Northern League Ivo Kestrel: Thank you.",
            [
                ("Irena Dolvet", "Good morning."),
                ("Envoy of the Republic of Sodria to the Northern League Ivo Kestrel", "Thank you."),
            ],
            id="a long title",
        ),
        pytest.param(
            "SECRETARY LIND: Good morning. I am glad.\n\nQUESTION: Did you tell Sodria to leave?",
            [
                ("SECRETARY LIND", "Good morning. I am glad."),
                ("QUESTION", "Did you tell Sodria to leave?"),
            ],
            id="what a question asks for was not said",
        ),
    ],
)
def test_turns_of_a_transcript(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(line.cue, line.content) for line in lines_of(text)] == expected


def test_turns_are_heard_by_the_others_of_the_meeting() -> None:
    text = (
        "President of Marovia Irena Dolvet met with President of Sodria Ivo Kestrel.\n\n"
        "President of Marovia Irena Dolvet: Good morning. I am glad to see you.\n\n"
        "President of Sodria Ivo Kestrel: Thank you. We have much to discuss."
    )
    told = read(text).statements
    assert [[actor.name for actor in one.hearers] for one in told] == [["Ivo Kestrel"], ["Irena Dolvet"]]
    assert len({one.contact_id for one in told} - {None}) == 1


@pytest.mark.parametrize("who", ["The two ministers", "The ministers", "Both ministers"])
def test_those_who_met_speak_as_their_office(who: str) -> None:
    text = (
        f"Foreign Minister Orla Venn of Norway met Foreign Minister Ivo Kestrel of Sweden. {who} discussed the ports."
    )
    (told,) = read(text).statements
    assert [actor.name for actor in told.speakers] == ["Orla Venn", "Ivo Kestrel"]


def test_who_asks_without_a_name_is_no_person() -> None:
    told = read("SECRETARY LIND: Good morning. The ports are open.\n\nQUESTION: Since when?").statements
    assert [one.speakers[0].kind for one in told] == [ActorKind.PERSON, ActorKind.GROUP]


@pytest.mark.parametrize(
    "text, expected",
    [
        pytest.param("The ‘old’ ports' walls and the '90s.", ["‘old’"], id="single marks, possessive, elision"),
        pytest.param('He said “yes” and "no" and «maybe».', ["“yes”", '"no"', "«maybe»"], id="all kinds"),
        pytest.param("It was ”closed” and ''open''.", ["”closed”", "''open''"], id="mixed and doubled marks"),
        pytest.param(
            "“It goes on\n\n“and on.”", ["“It goes on", "“and on.”"], id="a paragraph without its closing mark"
        ),
        pytest.param("The sailors' wages, the town’s aid.", [], id="apostrophes alone"),
    ],
)
def test_quotations(text: str, expected: list[str]) -> None:
    spans, at = [], 0
    for paragraph in text.split("\n\n"):
        spans.append(Span(at, at + len(paragraph)))
        at += len(paragraph) + 2
    assert [text[quote.span.start : quote.span.end] for quote in find_quotes(text, spans).all] == expected


def test_words_in_an_account_of_many_speakers_are_not_put_into_its_contact() -> None:
    others = "".join(
        f"President {name} of Sodria said that the winter was long.\n\n"
        for name in ("Ada Morn", "Emil Tavor", "Lena Brandt", "Olaf Stern")
    )
    assert lines_of(CALL + others + "Minister Venn said that the ports were open.")[-1].hearers == ""


# --- headlines, carried chains, interviews on air


@pytest.mark.parametrize(
    "text, expected",
    [
        pytest.param(
            "Kestrel: Sodria must leave the valley\n\nThe call was on Monday.",
            [("Kestrel", ":", "Sodria must leave the valley")],
            id="name and colon",
        ),
        pytest.param(
            "Sodria must leave the valley – Kestrel\n\nThe call was on Monday.",
            [("Kestrel", "–", "Sodria must leave the valley")],
            id="dash and name",
        ),
        pytest.param("Kestrel: a portrait\n\nThe call was on Monday.", [], id="a topic is no saying"),
    ],
)
def test_a_headline_tells_by_its_layout(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [row for row in said(text) if row[1] in {":", "–"}] == expected


def test_a_chain_is_carried_on_while_the_same_speaker_goes_on() -> None:
    text = (
        "The ports were open, Minister Orla Venn of Marovia said, the Courier reported. She added that the crew was "
        "safe. President Ivo Kestrel said the winter was long. She repeated that the ports were open.\n\n"
        "Minister Orla Venn of Marovia said the grain was dry."
    )
    assert [(line.speakers, line.chain) for line in lines_of(text)] == [
        ("Orla Venn", "Courier"),
        ("Orla Venn", "Courier"),
        ("Ivo Kestrel", ""),
        ("Orla Venn", ""),
        ("Orla Venn", ""),
    ]


def test_a_chain_has_every_link() -> None:
    text = "The ministry said in a readout that Velk told Kestrel that Sodria had promised to open the ports."
    assert [(line.speakers, line.chain) for line in lines_of(text)] == [
        ("ministry", ""),
        ("Velk", "ministry"),
        ("Sodria", "ministry > Velk"),
    ]


def test_an_interview_on_air_has_its_speakers_in_brackets() -> None:
    text = (
        "The Courier meets Lena Quill\n\nThe talk was on Monday in Velmar.\n\n"
        "((Quill)) Why did the ports close?\n\n((Venn)) The ice was too thick.\n\nIt will melt."
    )
    assert said(text) == [
        ("Lena Quill", "Quill", "Why did the ports close?"),
        ("Venn", "Venn", "The ice was too thick."),
        ("Venn", "", "It will melt."),
    ]
