"""Actor phrases: titles before and after names, countries, several offices, names of many shapes; near misses."""

from __future__ import annotations

import itertools

import pytest

from dragoman.actors.phrases import Phrase
from dragoman.record import ActorKind
from tests.readings import read_phrases

pytestmark = pytest.mark.usefixtures("medium_model")  # the small model misses more names


def people(text: str) -> list[tuple[str, str | None]]:
    """Return the words and the name of each person named or meant by an office."""
    return [
        (text[phrase.span.start : phrase.span.end], phrase.name)
        for phrase in read_phrases(text)
        if phrase.kind is ActorKind.PERSON
    ]


def close(words: str) -> str:
    """Return the words with the comma that ends an apposition."""
    return f"{words}," if "," in words else words


def xfail(reason: str) -> pytest.MarkDecorator:
    return pytest.mark.xfail(strict=True, reason=reason)


def only_phrase(text: str) -> Phrase:
    found = read_phrases(text)
    assert len(found) == 1, [text[phrase.span.start : phrase.span.end] for phrase in found]
    return found[0]


# --- where the phrase begins and ends, and who is named in it --------------------------------------------------


@pytest.mark.parametrize(
    "words, name",
    [
        pytest.param("President Alma Reyes", "Alma Reyes", id="a title before"),
        pytest.param("Alma Reyes, the president", "Alma Reyes", id="a title behind"),
        pytest.param("Prime Minister of Marovia Ivo Kestrel", "Ivo Kestrel", id="a country before the name"),
        pytest.param("Prime Minister Ivo Kestrel of Marovia", "Ivo Kestrel", id="a country behind the name"),
        pytest.param("Marovian Prime Minister Ivo Kestrel", "Ivo Kestrel", id="a country as adjective"),
        pytest.param("Minister of Trade German Petrov", "German Petrov", id="a given name that is an adjective too"),
        pytest.param("German Trade Minister Ivo Kestrel", "Ivo Kestrel", id="an adjective that is a given name too"),
        pytest.param("Marovia's foreign minister, Amaru Teka", "Amaru Teka", id="a possessive and an apposition"),
        pytest.param("Marovia’s foreign minister, Amaru Teka", "Amaru Teka", id="a curly apostrophe"),
        pytest.param("Ivo Kestrel, Prime Minister of Marovia", "Ivo Kestrel", id="an apposed office"),
        pytest.param(
            "Ivo Kestrel, the Marovian prime minister", "Ivo Kestrel", id="an apposed office with its article"
        ),
        pytest.param("President of Sodria Emil Tavaro", "Emil Tavaro", id="a state in no list"),
        pytest.param("President of the Republic of Sodria Emil Tavaro", "Emil Tavaro", id="the Republic of"),
        pytest.param("Vice President and Foreign Minister Marta Ramirez", "Marta Ramirez", id="two offices"),
        pytest.param(
            "Deputy Prime Minister and Minister of Finance Marta Ramirez", "Marta Ramirez", id="two offices, a field"
        ),
        pytest.param("Minister of Foreign Affairs and Trade Dana Orlo", "Dana Orlo", id="one office, two fields"),
        pytest.param("National Security Advisor (NSA) Jonas Vale", "Jonas Vale", id="an acronym in parentheses"),
        pytest.param(
            "Republic of Korea (ROK) Foreign Minister Jonas Vale", "Jonas Vale", id="a country and its acronym"
        ),
        pytest.param("Foreign Minister Amaru “Maru” Teka", 'Amaru "Maru" Teka', id="a nickname in quotation marks"),
        pytest.param("Crown Prince Salim bin Rashad al-Tariq", "Salim bin Rashad al-Tariq", id="bin and al-"),
        pytest.param("Crown Prince Edric von Halm", "Edric von Halm", id="von"),
        pytest.param("Ambassador Karl van der Berg", "Karl van der Berg", id="van der"),
        pytest.param("Senator Robert Hale, Jr.", "Robert Hale, Jr.", id="Jr. behind a comma"),
        pytest.param("Senator Robert Hale III", "Robert Hale III", id="a number behind the surname"),
        pytest.param("King Osric II of Marovia", "Osric II", id="a king's number"),
        pytest.param("His Majesty King Osric II of Marovia", "Osric II", id="a courtesy before the title"),
        pytest.param("His Highness the Emir of Marovia", None, id="a courtesy before an office alone"),
        pytest.param("His Excellency President Emil Tavaro", "Emil Tavaro", id="excellency"),
        pytest.param("Mr. Teka", "Teka", id="mister"),
        pytest.param("Mrs Dana Orlo", "Dana Orlo", id="missis"),
        pytest.param("Dr. Dana Orlo", "Dana Orlo", id="doctor"),
        pytest.param("Foreign Minister Dana O'Brien", "Dana O'Brien", id="an apostrophe in a name"),
        pytest.param("Foreign Minister Jean-Luc Marchand", "Jean-Luc Marchand", id="a hyphen in a name"),
        pytest.param("Secretary Anton B. Lindqvist", "Anton B. Lindqvist", id="an initial"),
        pytest.param("President-elect Alma Reyes", "Alma Reyes", id="elect"),
        pytest.param("Former President Alma Reyes", "Alma Reyes", id="former"),
        pytest.param("Acting Foreign Minister Amaru Teka", "Amaru Teka", id="acting"),
        pytest.param("Senior Adviser to the President Dana Orlo", "Dana Orlo", id="an adviser to an office"),
        pytest.param("Head of the Presidential Office Andri Yarmek", "Andri Yarmek", id="head of an office"),
        pytest.param(
            "Secretary-General of the Palestinian Islamic Jihad movement Ziyad Torun",
            "Ziyad Torun",
            id="a long body before the name",
        ),
        pytest.param(
            "Anton B. Lindqvist, the head of the political office of Hamas",
            "Anton B. Lindqvist",
            id="a long body behind the name",
        ),
        pytest.param("Hikmo Hajari, Head of the Press Office", "Hikmo Hajari", id="an unseen name before its office"),
        pytest.param("Zuvi Ktarel, the foreign minister of Sodria", "Zuvi Ktarel", id="an unseen name and a state"),
        pytest.param("the Marovian FM", None, id="an acronym of an office"),
        pytest.param(
            "H.E. Foreign Minister Amaru Teka",
            "Amaru Teka",
            id="an excellency in letters",
        ),
        pytest.param(
            "Special Envoy Ambassador Joseph Yarn",
            "Joseph Yarn",
            id="two titles",
        ),
        pytest.param(
            "Domestic Policy Advisor Ambassador Susan Yarn",
            "Susan Yarn",
            id="two titles and a field",
        ),
        pytest.param(
            "Chairman of the Joint Staff Gen. Mark A. Hale",
            "Mark A. Hale",
            id="a military title",
        ),
        pytest.param(
            "State Secretary and First Deputy Foreign Minister Amaru Teka",
            "Amaru Teka",
            id="first deputy",
        ),
        pytest.param("the Sodrian president", None, id="an office without its holder"),
        pytest.param("his Marovian counterpart Amaru Teka", "Amaru Teka", id="a counterpart"),
        pytest.param("Deputy Foreign Minister Amaru Teka", "Amaru Teka", id="deputy before a field"),
        pytest.param("the EU's foreign policy chief Dana Orlo", "Dana Orlo", id="a field of two words"),
    ],
)
def test_a_phrase_is_one(words: str, name: str | None) -> None:
    assert people(f"On Monday, {close(words)} spoke.") == [(words, name)]


@pytest.mark.parametrize(
    "text, found",
    [
        pytest.param(
            "President Alma Reyes and Prime Minister Ivo Kestrel spoke.",
            [("President Alma Reyes", "Alma Reyes"), ("Prime Minister Ivo Kestrel", "Ivo Kestrel")],
            id="two offices of two people",
        ),
        pytest.param(
            "He saw President of Peru Alma Reyes, President of Chile Emil Tavaro and King Osric.",
            [
                ("President of Peru Alma Reyes", "Alma Reyes"),
                ("President of Chile Emil Tavaro", "Emil Tavaro"),
                ("King Osric", "Osric"),
            ],
            id="a list of counterparts",
        ),
        pytest.param(
            "In May, President Reyes spoke.", [("President Reyes", "Reyes")], id="a month is no part of a name"
        ),
        pytest.param("The Strait of Hormuz was open.", [], id="a strait"),
        pytest.param("The Alma Reyes Bridge was open.", [], id="a bridge named for somebody"),
        pytest.param("They met in Kuwait City.", [], id="a city named as its country"),
        pytest.param("Peruvian troops left.", [], id="an adjective without an office"),
        pytest.param(
            "She came for an Official State Visit to Peru.",
            [],
            id="an official visit",
        ),
        pytest.param(
            "She signed an order appointing Karl Merk Special Presidential Envoy for the Delta.",
            [("Karl Merk", "Karl Merk"), ("Special Presidential Envoy for the Delta", None)],
            id="appointed",
        ),
        pytest.param(
            "Karl Holm is the chairman of the House Harbour Committee.",
            [("Karl Holm", "Karl Holm"), ("the chairman of the House Harbour Committee", None)],
            id="a committee of the House",
        ),
        pytest.param(
            "She served under former President Emil Tavaro.",
            [("former President Emil Tavaro", "Emil Tavaro")],
            id="under a president",
        ),
        pytest.param(
            "He met Dr. Emil Tavaro, Spokesperson and Chief Advisor to the President of Peru.",
            [("Dr. Emil Tavaro, Spokesperson and Chief Advisor to the President of Peru", "Emil Tavaro")],
            id="two offices behind a name",
            marks=xfail("“Advisor” is a name"),
        ),
        pytest.param(
            "On Monday Ivo Kestrel, Prime Minister of Marovia, spoke.",
            [("Ivo Kestrel, Prime Minister of Marovia", "Ivo Kestrel")],
            id="a weekday at once before a name",
        ),
        pytest.param("The report is general and minister is a word.", [], id="an office word without article"),
        pytest.param(
            "Dana Orlo spoke. Orlo left.", [("Dana Orlo", "Dana Orlo"), ("Orlo", "Orlo")], id="a surname found again"
        ),
        pytest.param(
            "President Alma Reyes's plan was read.",
            [("President Alma Reyes", "Alma Reyes")],
            id="a person's possessive",
        ),
        pytest.param(
            "He met NATO military committee chair Ivo Kestrel.",
            [("NATO military committee chair Ivo Kestrel", "Ivo Kestrel")],
            id="an organ of an organisation in lower case",
        ),
        pytest.param(
            "Ivo Kestrel, the Security Adviser of the Norwegian President, spoke.",
            [("Ivo Kestrel, the Security Adviser of the Norwegian President", "Ivo Kestrel")],
            id="whose adviser",
        ),
    ],
)
def test_people_of_a_sentence(text: str, found: list[tuple[str, str | None]]) -> None:
    assert people(text) == found


# --- what a phrase tells ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words, head, domain, ranks",
    [
        pytest.param("Foreign Minister Amaru Teka", "minister", "foreign", set[str](), id="a field before"),
        pytest.param("Minister of Finance Amaru Teka", "minister", "finance", set[str](), id="a field behind"),
        pytest.param("Peruvian FM Amaru Teka", "minister", "foreign", set[str](), id="an acronym carries its field"),
        pytest.param(
            "Marovian FM Amaru Teka",
            "minister",
            "foreign",
            set[str](),
            id="an acronym behind a state in no list",
        ),
        pytest.param("Secretary of State Amaru Teka", "secretary", "state", set[str](), id="of state"),
        pytest.param("National Security Advisor Amaru Teka", "adviser", "security", set[str](), id="national security"),
        pytest.param("Acting Foreign Minister Amaru Teka", "minister", "foreign", {"acting"}, id="acting"),
        pytest.param("Former President Amaru Teka", "president", None, {"former"}, id="former"),
        pytest.param("Deputy Prime Minister Amaru Teka", "prime minister", None, {"deputy"}, id="a deputy"),
        pytest.param("President-elect Amaru Teka", "president", None, {"elect"}, id="elect"),
        pytest.param("Vice President Amaru Teka", "vice president", None, set[str](), id="vice is part of the office"),
        pytest.param("Senior Special Envoy Amaru Teka", "envoy", None, set[str](), id="decorations change nothing"),
    ],
)
def test_offices(words: str, head: str, domain: str | None, ranks: set[str]) -> None:
    phrase = only_phrase(f"{words} spoke.")
    assert (phrase.head, phrase.domain, set(phrase.ranks), phrase.name) == (head, domain, ranks, "Amaru Teka")


@pytest.mark.parametrize(
    "words, country",
    [
        pytest.param("Peruvian Prime Minister Ivo Kestrel", "PER", id="an adjective"),
        pytest.param("Peru's prime minister, Ivo Kestrel", "PER", id="a possessive"),
        pytest.param("Prime Minister of Peru Ivo Kestrel", "PER", id="of, before the name"),
        pytest.param("Prime Minister Ivo Kestrel of Peru", "PER", id="of, behind the name"),
        pytest.param("Ivo Kestrel of Peru", "PER", id="of, without an office"),
        pytest.param("Ivo Kestrel, the prime minister of Peru", "PER", id="of, in an apposition"),
        pytest.param("Ivo Kestrel, the Peruvian prime minister", "PER", id="an adjective in an apposition"),
        pytest.param("Republic of Korea (ROK) Foreign Minister Ivo Kestrel", "KOR", id="a name of three words"),
        pytest.param("President Ivo Kestrel of the Republic of Peru", "PER", id="the Republic of"),
        pytest.param("Prime Minister Ivo Kestrel", None, id="not told"),
    ],
)
def test_countries(words: str, country: str | None) -> None:
    assert only_phrase(f"{close(words)} spoke.").country == country


def test_a_state_in_no_list_is_learned_with_its_adjective() -> None:
    phrases = read_phrases("President of Sodria Emil Tavaro left. The Sodrian president returned. Sodria was calm.")
    countries = {phrase.country for phrase in phrases}
    assert len(phrases) == 3
    assert len(countries) == 1
    assert phrases[2].kind is ActorKind.STATE


@pytest.mark.parametrize(
    "text, kind, name",
    [
        pytest.param("Peru called for calm.", ActorKind.STATE, "Peru", id="a state"),
        pytest.param(
            "NATO called for calm.", ActorKind.ORGANISATION, "North Atlantic Treaty Organization", id="an organisation"
        ),
    ],
)
def test_states_and_organisations(text: str, kind: ActorKind, name: str) -> None:
    phrase = only_phrase(text)
    assert (phrase.kind, phrase.name) == (kind, name)


@pytest.mark.parametrize(
    "words, gender",
    [
        pytest.param("Mr Teka", "male", id="mister"),
        pytest.param("Ms Teka", "female", id="miss"),
        pytest.param("Dr. Teka", None, id="doctor tells nothing"),
        pytest.param("King Osric", "male", id="an office tells it"),
        pytest.param("Queen Maren", "female", id="a queen"),
        pytest.param("President Alma Reyes", "female", id="a given name"),
        pytest.param("Ms Ivo Kestrel", "female", id="the courtesy over the given name"),
    ],
)
def test_genders(words: str, gender: str | None) -> None:
    assert only_phrase(f"{words} spoke.").gender == gender


@pytest.mark.parametrize(
    "words, plural, determiner",
    [
        pytest.param("the two leaders", True, "two", id="a number"),
        pytest.param("The presidents", True, "the", id="the"),
        pytest.param("both ministers", True, "both", id="both"),
        pytest.param("a Peruvian official", False, "a", id="indefinite"),
        pytest.param("his Peruvian counterpart", False, "his", id="a possessive"),
    ],
)
def test_plurals_and_determiners(words: str, plural: bool, determiner: str) -> None:
    phrase = only_phrase(f"Then {words} spoke.")
    assert (phrase.plural, phrase.determiner) == (plural, determiner)


@pytest.mark.parametrize("gap", [pytest.param("\u00a0", id="no-break space"), pytest.param("  ", id="two spaces")])
def test_a_phrase_holds_the_words_of_the_text(gap: str) -> None:
    text = f"Foreign{gap}Minister{gap}Amaru{gap}Teka{gap}spoke."
    phrase = only_phrase(text)
    assert text[phrase.span.start : phrase.span.end] == f"Foreign{gap}Minister{gap}Amaru{gap}Teka"
    assert (phrase.name, phrase.office) == ("Amaru Teka", "Foreign Minister")


def test_phrases_do_not_overlap_and_stand_in_text_order() -> None:
    text = (
        "President of Peru Alma Reyes, Chile's foreign minister, Dana Orlo, and NATO Secretary General Odd Marten "
        "met Peruvian officials.\n\nMr Marten and the Chilean minister left Peru. Orlo stayed."
    )
    spans = [phrase.span for phrase in read_phrases(text)]
    assert spans == sorted(spans)
    assert all(before.end <= after.start for before, after in itertools.pairwise(spans))
