"""Paragraphs of words → actor phrases: a title with its name, an office alone, a state or an organisation.

"Secretary-General of the Palestinian Islamic Jihad movement Ziyad al-Nakhaleh" is one phrase with a
name, an office and a country.  The parser reads each phrase as one word (`language/parse.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dragoman.actors.lines import Line
from dragoman.actors.offices import Head, Offices, load_name_words, load_offices, match_forms
from dragoman.lexicons.loader import load_given_names
from dragoman.record import ActorKind, Gender, SegmentKind, Span

NAME_WORDS = load_name_words()
PARTICLES, SUFFIXES, CALENDAR = NAME_WORDS["particles"], NAME_WORDS["suffixes"], NAME_WORDS["calendar"]
NOT_NAMES, NOT_PEOPLE = NAME_WORDS["outside"] | CALENDAR, NAME_WORDS["things"]
HYPHENS = frozenset("-‐‑–")
POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
DETERMINERS = frozenset(
    {
        "the",
        "a",
        "an",
        "his",
        "her",
        "its",
        "their",
        "this",
        "our",
        "my",
        "another",
        "both",
        "some",
        "two",
        "three",
        "several",
    }
)
DEMONYM_ENDINGS = ("ian", "ean", "ish", "ese", "ani", "egan", "ovan")  # "Marovian Foreign Minister" opening a sentence
LABEL_AT_MOST = 5  # words of a speaker's label
LONGEST_NAME = 14  # words, hyphens among them
HOUSES = frozenset({"house", "chamber", "council", "cabinet", "board", "assembly", "college"})
LINKS = frozenset({"of", "for", "to", "on", "at"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """One actor as named at one place; `first`..`last` are words of its paragraph, half-open.

    `office` is the text of the office as written; `head`, `domain` and `ranks` are its key ("minister",
    "foreign", {"deputy"}).  `possessor` is set for "his", "her", "their" before an office.
    """

    paragraph: int
    first: int
    last: int
    span: Span
    kind: ActorKind
    name: str | None = None
    name_span: Span | None = None
    office: str | None = None
    head: str | None = None
    domain: str | None = None
    ranks: frozenset[str] = frozenset()
    country: str | None = None
    body: str | None = None  # "Hamas" in "the head of the political office of Hamas"
    gender: Gender | None = None
    plural: bool = False
    determiner: str | None = None
    countries: tuple[str, ...] = ()  # of a plural office of several: "the Marovian and Orvanian presidents"


def find_phrases(lines: tuple[Line, ...], known: tuple[Phrase, ...] = ()) -> tuple[Phrase, ...]:
    """Return the actor phrases of all lines in text order; they do not overlap.

    Surnames that the model missed are found again by the full names found elsewhere in the text, or
    `known` from another text of the same document.
    """
    offices = load_offices()
    found = [phrase for line in lines for phrase in _scan(line, offices)]
    surnames = _surnames([*found, *known])
    again = [phrase for line in lines for phrase in _scan_surnames(line, found, surnames)]
    return tuple(sorted([*found, *again], key=lambda phrase: (phrase.paragraph, phrase.first)))


# ---------------------------------------------------------------- one line


def _scan(line: Line, offices: Offices) -> Iterator[Phrase]:
    """People first, since a state's name before an office belongs to it; then the states and organisations left."""
    people = list(_scan_people(line, offices))
    taken = {at for phrase in people for at in range(phrase.first, phrase.last)}
    yield from people
    for at in range(len(line)):
        phrase = _place_phrase(line, at)
        if phrase is not None and taken.isdisjoint(range(phrase.first, phrase.last)):
            yield phrase


def _scan_people(line: Line, offices: Offices) -> Iterator[Phrase]:
    at = floor = 0
    while at < len(line):
        phrase = (
            _label_phrase(line, at)
            or _office_phrase(line, at, floor, offices)
            or _unseen_name(line, at, offices)
            or _named_phrase(line, at, offices)
        )
        if phrase is None:
            at += 1
        else:
            yield phrase
            at = floor = phrase.last


def _label_phrase(line: Line, at: int) -> Phrase | None:
    """The speaker's name in capitals that opens a turn: "AMARU TEKA: Good morning." """
    end = 0
    while end < len(line) and line.texts[end].isupper() and line.lower[end] not in NOT_NAMES:
        end += 1
    if at != 0 or not 2 <= end <= LABEL_AT_MOST or end == len(line) or line.texts[end] != ":":
        return None
    if any(_head_at(line, word, load_offices()) for word in range(end)) or line.places.get(0) is not None:
        return None
    name = _name_text(line, 0, end)
    return Phrase(line.index, 0, end, line.span(0, end), ActorKind.PERSON, name=name, name_span=line.span(0, end))


def _office_phrase(line: Line, at: int, floor: int, offices: Offices) -> Phrase | None:
    """The phrase whose first office word stands at `at`; it may begin before, but not before `floor`."""
    head = _head_at(line, at, offices)
    if head is None:
        return None
    length, value = head
    left = _Left(line, at, floor, offices)
    first = left.first
    if value.plural and line.capital(at) and _is_house(line, max(floor, first - 2), at):
        return None  # "the House of Representatives", "the Council of Economic Advisers"
    end, parts = _after_head(line, at + length, offices, value, alone=left.determiner == "the" and left.country is None)
    if parts.name is None and value.key == "general" and not parts.of:
        return None
    return _build(line, first, end, at, value, left, parts)


def _is_house(line: Line, first: int, last: int) -> bool:
    """Whether "House of", "Council of" and the like stand between two words."""
    return any(line.lower[at] in HOUSES and line.lower[at + 1] == "of" for at in range(first, last - 1))


def _head_at(line: Line, at: int, offices: Offices) -> tuple[int, Head] | None:
    if at in line.places and line.places[at].organisation is not None:
        return None
    match = match_forms(offices.heads, line.lower, at)
    if match is None:
        return None
    length, head = match
    if line.lower[at] in offices.decorations | offices.ranks and _leads_to_office(line, at + length, offices):
        return None  # "Chief Mufti", "Deputy Foreign Minister": the office comes later
    # "Secretary of the Security Council": of belongs to the office, unless it is "of state"
    follows = line.lower[at + length] if at + length < len(line) else ""
    if line.texts[at].islower() and head.key == "general" and not follows[:1].isalpha():
        return None
    if head.key == "official" and follows in {"state", "working", "visit", "dinner", "residence", "website"}:
        return None  # "an Official State Visit"
    if head.key in {"chair", "head", "speaker", "leader", "secretary", "representative"} and follows in HYPHENS:
        return None
    return length, head


def _leads_to_office(line: Line, at: int, offices: Offices) -> bool:
    """Whether ranks, fields and then an office word follow."""
    while at < len(line):
        if match_forms(offices.heads, line.lower, at) is not None:
            return True
        field = match_forms(offices.domains, line.lower, at)
        if field is None and line.lower[at] not in offices.ranks | offices.decorations:
            return False
        at += field[0] if field is not None else 1
    return False


class _Left:
    """What stands before an office word and belongs to it: rank, field, country, body, determiner."""

    __slots__ = ("body", "country", "determiner", "domain", "first", "ranks", "start")

    def __init__(self, line: Line, at: int, floor: int, offices: Offices) -> None:
        self.ranks: frozenset[str] = frozenset()
        self.domain: str | None = None
        self.country: str | None = None
        self.body: str | None = None
        self.determiner: str | None = None
        self.start = at  # first word of the office itself, without determiner
        self.first = at
        while (step := self._step(line, offices, floor)) is not None:
            self.start = self.first = step
        if self.first > floor and line.lower[self.first - 1] in DETERMINERS:
            self.determiner = line.lower[self.first - 1]
            self.first -= 1

    def _step(self, line: Line, offices: Offices, floor: int) -> int | None:
        """The new first word when the word before belongs to the office, else None."""
        before = self.start - 1
        if before < floor:
            return None
        word = line.lower[before]
        if word in POSSESSIVE and before - 1 >= floor:
            return self._possessor(line, before, floor)
        place = line.places.get(before)
        if place is not None and place.first >= floor:
            self.country = self.country or place.country
            if place.organisation is not None:
                self.body = (
                    self.body or line.texts[place.first]
                    if place.last - place.first == 1
                    else " ".join(line.texts[place.first : place.last])
                )
            return place.first
        field = self._field(line, offices, before, floor)
        if field is not None:
            return field
        if word == "under" and not line.lower[self.start].startswith(("secretar", "-")):
            return None  # "served under former President Reyes"
        if word in offices.ranks:
            self.ranks |= {word}
        if word in offices.ranks or word in offices.decorations:
            return before
        return self._organ(line, offices, before, floor) or self._join(line, offices, before, floor)

    def _organ(self, line: Line, offices: Offices, before: int, floor: int) -> int | None:
        """Past an organ of an organisation in lower case: "Lantern League political bureau leader"."""
        at = before
        while at >= floor and line.lower[at] in offices.bodies and not line.capital(at):
            at -= 1
        place = line.places.get(at)
        if at == before or place is None or place.organisation is None or place.first < floor:
            return None
        self.country = self.country or place.country
        self.body = self.body or " ".join(line.texts[place.first : place.last])
        return place.first

    def _field(self, line: Line, offices: Offices, before: int, floor: int) -> int | None:
        """Past the field of an office: "Foreign", "Industry and Trade"."""
        for first in range(max(floor, before - 2), before + 1):
            match = match_forms(offices.domains, line.lower, first)
            if match is not None and match[0] == before - first + 1:
                self.domain = self.domain or match[1]
                return first
        return None

    def _join(self, line: Line, offices: Offices, before: int, floor: int) -> int | None:
        """Past a hyphen, an acronym in parentheses, "of" after a body, or a capitalised word."""
        word = line.lower[before]
        if word in HYPHENS and before - 1 >= floor and line.glued(before):
            return before - 1
        if word == ")" and before - 3 >= floor and line.lower[before - 2] == "(" and before - 3 in line.places:
            return before - 2  # "Republic of Korea (ROK) Foreign Minister"
        if (
            word in {"of", "for"}
            and before - 1 >= floor
            and self.start < len(line)
            and line.capital(before - 1)
            and line.lower[before - 1] in offices.endings
        ):
            return before - 1  # "Ministry of Foreign Affairs Political Director"
        return self._capital(line, before, offices)

    def _possessor(self, line: Line, before: int, floor: int) -> int | None:
        """Past "Iran's" or "Hamas's"; a person's "'s" is left outside the phrase."""
        place = line.places.get(before - 1)
        if place is not None and place.first >= floor:
            self.country = self.country or place.country
            return place.first
        if line.names[before - 1] in {"GPE", "ORG", "NORP"}:
            first = before - 1
            while first > floor and line.names[first] in {"GPE", "ORG", "NORP"} and not line.opens[first]:
                first -= 1
            self.body = " ".join(line.texts[first:before])
            return first
        return None

    def _capital(self, line: Line, before: int, offices: Offices) -> int | None:
        """A capitalised word of an organisation's name: "African Union Commission Chairperson"."""
        name, word = line.names[before], line.lower[before]
        demonym = word.endswith(DEMONYM_ENDINGS)
        if not line.capital(before) or word in NOT_NAMES or (name == "PERSON" and not demonym):
            return None
        if (
            name in {"ORG", "NORP", "GPE"}
            or demonym
            or word in offices.endings
            or (before > 0 and line.lower[before - 1] not in {".", "!", "?", '"', ":"})
        ):
            self.body = line.texts[before] if self.body is None else f"{line.texts[before]} {self.body}"
            return before
        return None


@dataclass(frozen=True, slots=True)
class _Parts:
    """What stands after an office word: of what, and who."""

    of: str | None = None
    domain: str | None = None
    country: str | None = None
    name: tuple[int, int] | None = None
    office_end: int = 0
    ranks: frozenset[str] = frozenset()


def _after_head(line: Line, at: int, offices: Offices, head: Head, *, alone: bool = False) -> tuple[int, _Parts]:
    """The end of the phrase and its parts, read rightwards from the word after the head.

    `alone` tells of an office behind a bare "the", which stands for somebody already: "the Vice President and
    President Kestrel" are two.
    """
    parts = _Parts(office_end=at)
    end = at
    elect = end + 1 if end < len(line) and line.lower[end] in HYPHENS else end
    if elect < len(line) and line.lower[elect] in {"elect", "designate"}:
        end = elect + 1
        parts = replace(parts, ranks=frozenset({"elect"}), office_end=end)
    while end < len(line) and line.lower[end] in LINKS:
        further = _of_phrase(line, end, offices)
        if further is None:
            break
        end, of, country, domain = further
        parts = replace(
            parts, of=parts.of or of, country=parts.country or country, domain=parts.domain or domain, office_end=end
        )
    second = _second_office(line, end, offices)
    if second is not None and not (alone and second[1].name is not None and _is_surname(second[1].name)):
        end, more = second
        return end, replace(parts, name=more.name, country=parts.country or more.country, office_end=more.office_end)
    return _name_and_rest(line, end, offices, parts, head)


def _is_surname(name: tuple[int, int]) -> bool:
    """Whether a name is one word, as of somebody named in full before."""
    return name[1] - name[0] == 1


def _name_and_rest(line: Line, end: int, offices: Offices, parts: _Parts, head: Head) -> tuple[int, _Parts]:
    at = end
    if at < len(line) and line.lower[at] == "," and _is_apposed_name(line, at + 1):
        at += 1
    elif at + 3 < len(line) and line.lower[at] == "(" and line.lower[at + 2] == ")" and line.texts[at + 1].isupper():
        at += 3  # "National Security Advisor (NSA) Jonas Vale"
    at = _past_titles(line, _past_honorifics(line, at, offices), offices)
    name = _name_at(line, at)
    if name is None or (head.plural and at != end):
        return end, parts
    end = name
    parts = replace(parts, name=(at, name))
    if end < len(line) and line.lower[end] in {"of", "from"}:
        further = _of_phrase(line, end, offices)
        if further is not None:
            end, of, country, domain = further
            parts = replace(parts, of=parts.of or of, country=parts.country or country, domain=parts.domain or domain)
    return end, parts


def _is_apposed_name(line: Line, at: int) -> bool:
    """ "his Marovian counterpart, Amaru Teka, …": a person's name between commas."""
    if at >= len(line) or line.names[at] != "PERSON" or not line.opens[at]:
        return False
    end = _name_at(line, at)
    return (
        end is not None
        and end - at > 1
        and (end == len(line) or line.lower[end] in {",", ".", ";", ")", "on", "in", "to", "and", "who", "during"})
    )


def _second_office(line: Line, at: int, offices: Offices) -> tuple[int, _Parts] | None:
    """ "Vice President and Foreign Minister Marta Ramirez": another office of the same person, up to the name."""
    if at >= len(line) or line.lower[at] not in {"and", ",", "/", "&"}:
        return None
    start = at + 1
    for probe in range(start, min(start + 6, len(line))):
        if line.lower[probe] in DETERMINERS or line.lower[probe] in {"and", ",", "."}:
            return None
        match = _head_at(line, probe, offices)
        if match is not None:
            if match[1].plural or not all(_may_precede(line, word, offices) for word in range(start, probe)):
                return None
            end, parts = _after_head(line, probe + match[0], offices, match[1])
            return (end, parts) if parts.name is not None else None
    return None


def _may_precede(line: Line, at: int, offices: Offices) -> bool:
    word = line.lower[at]
    return (
        word in offices.ranks
        or word in offices.decorations
        or word in HYPHENS
        or at in line.places
        or match_forms(offices.domains, line.lower, at) is not None
        or (line.capital(at) and line.names[at] != "PERSON")
    )


def _past_titles(line: Line, at: int, offices: Offices) -> int:
    """Past a second title right before a name: "Special Envoy Ambassador Joseph Yarn"."""
    title = match_forms(offices.heads, line.lower, at)
    if title is None or title[1].plural or not line.capital(at):
        return at
    after = _past_honorifics(line, at + title[0], offices)
    return after if _name_at(line, after) is not None else at


def _past_honorifics(line: Line, at: int, offices: Offices) -> int:
    while (match := match_forms(offices.honorifics, line.lower, at)) is not None:
        at += match[0]
    return at


def _of_phrase(line: Line, at: int, offices: Offices) -> tuple[int, str, str | None, str | None] | None:
    """The end of "of the Islamic Jihad Movement", with its words, country and field; None when it is no office's."""
    first = at + 1
    if first < len(line) and line.lower[first] in {"the", "its", "his", "our"}:
        first += 1
    if first >= len(line):
        return None
    end, country = first, None
    while end < len(line):
        step, step_country = _of_step(line, end, first, offices)
        if step is None:
            break
        country = country or step_country
        end = step
    while end > first and line.lower[end - 1] in {"and", "of", "for", "the", "on", ",", "to", "&"}:
        end -= 1
    if end == first or not (
        country
        or any(line.capital(word) for word in range(first, end))
        or match_forms(offices.domains, line.lower, first)
    ):
        return None
    if line.lower[at] in {"to", "on", "at"} and not line.capital(first):
        return None
    domain = match_forms(offices.domains, line.lower, first)
    text = " ".join(line.texts[first:end])
    return end, text, country, domain[1] if domain is not None and line.lower[at] in {"of", "for"} else None


def _of_step(line: Line, at: int, first: int, offices: Offices) -> tuple[int | None, str | None]:
    """One word further inside an of-phrase: (its end, its country), or (None, None) where the phrase ends."""
    place = line.places.get(at)
    word = line.lower[at]
    if place is not None:
        return place.last, place.country
    if at == first and _state_before_name(line, at, offices):
        return at + 1, None
    if line.names[at] == "PERSON" and line.opens[at] and _begins_person(line, at, first, offices):
        return None, None
    if word == "(" and at + 2 < len(line) and line.lower[at + 2] == ")" and line.texts[at + 1].isupper():
        return at + 3, None
    if word in {"of", "for", "and", "&"} and at > first:
        return _of_link(line, at, first, offices), None
    return _of_word(line, at, first, offices), None


def _of_link(line: Line, at: int, first: int, offices: Offices) -> int | None:
    """Past "of", "for" and "and" inside an of-phrase, where what follows still belongs to it."""
    if line.lower[at] in {"of", "for"}:
        after = at + 2 if at + 1 < len(line) and line.lower[at + 1] == "the" else at + 1
        ok = after < len(line) and (line.capital(after) or after in line.places or line.lower[after] in offices.bodies)
        return after if ok else None
    after = at + 1
    joins = (
        after < len(line)
        and line.capital(at - 1)
        and line.capital(after)
        and after not in line.places
        and not match_forms(offices.heads, line.lower, after)
        and not _begins_person(line, after, first, offices)
        and not _office_ahead(line, after, offices)
    )
    return after if joins else None


def _of_word(line: Line, at: int, first: int, offices: Offices) -> int | None:
    """The end of one more word of what an office is of, or None where it ends."""
    word = line.lower[at]
    office = match_forms(offices.heads, line.lower, at)
    if office is not None:
        # "Head of the Office of the President", "Council of Ministers"
        inner = line.lower[at - 1] == "the" or (line.lower[at - 1] == "of" and office[1].plural)
        return at + office[0] if inner and line.capital(at) else None
    if word in offices.bodies:
        return at + 1
    if word in HYPHENS and line.glued(at) and at + 1 < len(line) and line.glued(at + 1):
        return at + 2
    if word in POSSESSIVE and at > first and at + 1 < len(line) and line.capital(at + 1):
        return at + 1  # "of Marovia's National Security Secretariat"
    return (
        at + 1 if line.capital(at) and word not in NOT_NAMES and not _begins_person(line, at, first, offices) else None
    )


def _state_before_name(line: Line, at: int, offices: Offices) -> bool:
    """ "President of Sodria Emil Tavaro": of three capitalised words after the office the first is the state."""
    run = 0
    while at + run < len(line) and line.capital(at + run) and line.lower[at + run] not in NOT_NAMES | offices.endings:
        run += 1
    return run == 3 and line.names[at] == "PERSON" and line.lower[at] not in load_given_names()


def _office_ahead(line: Line, at: int, offices: Offices) -> bool:
    """Whether an office word follows within a few capitalised words: another person begins here."""
    for probe in range(at, min(at + 4, len(line))):
        if match_forms(offices.heads, line.lower, probe) is not None:
            return True
        if not line.capital(probe):
            return False
    return False


def _begins_person(line: Line, at: int, first: int, offices: Offices) -> bool:
    """Whether a person's name begins at this capitalised word inside an of-phrase."""
    if at == first and not (line.names[at] == "PERSON" and line.opens[at]):
        return False
    word = line.lower[at]
    if word in offices.endings:
        return False
    if line.names[at] == "PERSON" and line.opens[at]:
        return True
    before = line.places.get(at - 1)
    ended = at > first and (line.lower[at - 1] in offices.endings or (before is not None and not before.adjective))
    known = word in load_given_names()
    if ended and (_ends_body(line, at, offices) or _closes_body(line, at)):
        return False  # "chairman of the House Intelligence Committee", "of the Institute for Policy Integrity"
    return bool(ended and line.capital(at)) or (known and at > first)


def _ends_body(line: Line, at: int, offices: Offices) -> bool:
    """Whether capitalised words go on to the end of an organisation's name."""
    while at < len(line) and line.capital(at) and line.lower[at] not in NOT_NAMES:
        if line.lower[at] in offices.endings:
            return True
        at += 1
    return False


def _closes_body(line: Line, at: int) -> bool:
    """Whether a word is the last one of what the model takes for an organisation."""
    inside = line.names[at] in {"ORG", "NORP"} and not line.opens[at]
    return inside and (at + 1 >= len(line) or not line.capital(at + 1))


def _name_at(line: Line, at: int) -> int | None:
    """The end of the person's name that begins at `at`, or None."""
    if at >= len(line) or not _may_be_name(line, at) or (at in line.places and line.names[at] != "PERSON"):
        return None
    if line.lower[at] in PARTICLES and not line.capital(at) and not _particle_leads(line, at):
        return None
    end = at
    # in a headline every word has a capital: only the model's own names hold
    titled = line.titled or line.segment in {SegmentKind.TITLE, SegmentKind.HEADING}
    headline = titled and line.names[at] == "PERSON"
    while end < len(line) and end - at < LONGEST_NAME:
        step = _name_step(line, end, at)
        if step is None or (headline and line.names[end] != "PERSON"):
            break
        end = step
    while end > at and line.lower[end - 1] in (HYPHENS | PARTICLES | {","}) and not line.capital(end - 1):
        end -= 1
    return end if end > at and any(line.capital(word) for word in range(at, end)) else None


def _may_be_name(line: Line, at: int) -> bool:
    word = line.texts[at]
    if line.lower[at] in NOT_NAMES and not (line.names[at] == "PERSON" and line.opens[at] is False):
        return False
    return (word[:1].isupper() and word[0].isalpha()) or line.lower[at] in PARTICLES


def _particle_leads(line: Line, at: int) -> bool:
    """ "al-Nakhaleh", "bin Zayed", "el-Sisi": a small particle with a capitalised name close behind."""
    after = at + 2 if at + 1 < len(line) and line.lower[at + 1] in HYPHENS else at + 1
    return (
        after < len(line)
        and (line.capital(after) or line.lower[after] in PARTICLES)
        and line.lower[after] not in NOT_NAMES
        and line.lower[at] not in {"as", "at", "y", "e", "i", "do"}
    )


def _name_step(line: Line, at: int, first: int) -> int | None:
    """The end of one more piece of a name that began at `first`, or None where it ends."""
    word = line.lower[at]
    if not word[0].isalpha():
        return _name_mark(line, at, first)
    if word in SUFFIXES and at > first:
        return at + 1
    other = at > first and line.opens[at] and line.names[at] not in {"PERSON", ""} and at in line.places
    if not _may_be_name(line, at) or other:
        return None
    if not line.capital(at) and word in PARTICLES:
        return at + 1 if _particle_leads(line, at) else None
    office = match_forms(load_offices().heads, line.lower, at)
    if at > first and office is not None and office[0] > 1:
        return None  # "appointed Karl Merk Special Presidential Envoy"
    ends = word in load_offices().endings or office is not None
    return None if at > first and ends and line.names[at] != "PERSON" else at + 1


def _name_mark(line: Line, at: int, first: int) -> int | None:
    """Past a mark inside a name and what it joins: a hyphen, an apostrophe, ", Jr.", a nickname in quotation marks."""
    word, after = line.lower[at], at + 1
    if after >= len(line):
        return None
    glued = line.glued(at) and line.glued(after)
    if word in HYPHENS:
        return at + 2 if at > first and glued and line.texts[after][0].isalpha() else None
    if word == "," and line.lower[after] in {"jr", "jr.", "sr", "sr."}:
        return at + 2
    nickname = at > first and at + 3 < len(line) and line.lower[at + 2] == word and line.capital(at + 3)
    if word in {'"', "'"} and nickname and line.capital(after):
        return at + 3  # Amaru "Maru" Teka
    return at + 2 if word in {"'", "’"} and glued and line.capital(after) else None  # "O'Brien" cut into three


# ---------------------------------------------------------------- building


def _build(line: Line, first: int, end: int, at: int, head: Head, left: _Left, parts: _Parts) -> Phrase | None:
    """The phrase of an office; None where the word is no office here ("head", "chair" and "general" as other words)."""
    named = parts.name is not None
    if (
        not named
        and not line.capital(at)
        and left.determiner is None
        and left.first == at
        and parts.of is None
        and not head.plural
    ):
        return None
    if _names_whose(line, at, parts):
        parts = replace(parts, name=None, office_end=end)
    name_span = line.span(*parts.name) if parts.name is not None else None
    name = _name_text(line, *parts.name) if parts.name is not None else None
    office = " ".join(line.texts[left.start : parts.office_end]).replace(" 's", "'s").replace(" - ", "-")
    return Phrase(
        paragraph=line.index,
        first=first,
        last=end,
        span=line.span(first, end),
        kind=ActorKind.PERSON,
        name=name,
        name_span=name_span,
        office=office,
        head=head.key,
        domain=left.domain or parts.domain or head.domain,
        ranks=left.ranks | parts.ranks,
        country=left.country or parts.country,
        body=parts.of or left.body or _lower_body(line, end, head),
        gender=head.gender or _gender_of(name),
        plural=head.plural,
        determiner=left.determiner,
    )


def _names_whose(line: Line, at: int, parts: _Parts) -> bool:
    """Whether the name is but the office of whose adviser it is: "Security Adviser of the Marovian President"."""
    if parts.name is None or parts.name[1] - parts.name[0] != 1:
        return False
    first = parts.name[0]
    return "of" in line.lower[at:first] and match_forms(load_offices().heads, line.lower, first) is not None


def _lower_body(line: Line, end: int, head: Head) -> str | None:
    """Whose leaders are meant where no name tells: "the heads of the regions" are not those in contact."""
    if not head.plural or end + 1 >= len(line) or line.lower[end] != "of":
        return None
    words = line.lower[end + 1 : end + 4]
    return (
        None
        if words[0] != "these" and any(word in {"countries", "states", "nations", "sides", "state"} for word in words)
        else " ".join(words)
    )


def _name_text(line: Line, first: int, last: int) -> str:
    """The name on one line, hyphens and apostrophes closed up as in the text."""
    rest = (line.texts[at] if line.glued(at) else " " + line.texts[at] for at in range(first + 1, last))
    return line.texts[first] + "".join(rest)


def _gender_of(name: str | None) -> Gender | None:
    return load_given_names().get(name.split()[0].lower()) if name else None


def _named_phrase(line: Line, at: int, offices: Offices) -> Phrase | None:
    """A person named without an office: "Mr Putin", "Ismail Haniyeh of Hamas"."""
    match = match_forms(offices.honorifics, line.lower, at) if line.capital(at) else None
    start = _past_honorifics(line, at, offices) if match is not None else at
    if match is not None and start + 1 < len(line) and line.lower[start] == "the":
        start += 1  # "His Highness the Emir of Marovia"
    if match is None and not (line.names[at] == "PERSON" and line.opens[at]):
        return None
    if match is None and line.lower[at].endswith(DEMONYM_ENDINGS) and _leads_to_office(line, at + 1, offices):
        return None  # "Marovian FM Amaru Teka", which the model takes for one name
    if match is not None and _head_at(line, start, offices) is None and _leads_to_office(line, start, offices):
        return None  # "H.E. Foreign Minister Teka": the office takes it
    if match is not None and (office := _head_at(line, start, offices)) is not None:
        return _with_honorific(line, at, start, office, offices, match[1].gender)
    end = _name_at(line, start)
    if end is None or (match is None and line.lower[end - 1] in NOT_PEOPLE) or (match is None and start in line.places):
        return None
    name_end, country, body = end, None, None
    if (
        end < len(line)
        and line.lower[end] == "of"
        and (further := _of_phrase(line, end, offices)) is not None
        and (further[2] or further[1][:1].isupper())
    ):
        end, body, country, _ = further
    apposed = _apposed_office(line, end, offices)
    gender = (match[1].gender if match is not None else None) or _gender_of(_name_text(line, start, name_end))
    phrase = Phrase(
        paragraph=line.index,
        first=at,
        last=end,
        span=line.span(at, end),
        kind=ActorKind.PERSON,
        name=_name_text(line, start, name_end),
        name_span=line.span(start, name_end),
        country=country,
        body=body,
        gender=gender,
    )
    return phrase if apposed is None else _joined(line, phrase, apposed)


def _unseen_name(line: Line, at: int, offices: Offices) -> Phrase | None:
    """ "with Hikmo Hajari, Head of the Press Office, …": capitalised words before an office between commas."""
    if (
        line.names[at] == "PERSON"
        or not line.capital(at)
        or at in line.places
        or line.lower[at] in NOT_NAMES
        or (at > 0 and line.capital(at - 1) and line.lower[at - 1] not in CALENDAR)
    ):
        return None
    end = _name_at(line, at)
    if (
        end is None
        or end - at < 2
        or line.lower[end - 1] in offices.endings
        or any(word in line.places for word in range(at, end))
    ):
        return None
    following = _office_after_comma(line, end, offices)
    if following is None or following.name is not None or following.plural:
        return None
    office = _apposed_office(line, end, offices)
    name = _name_text(line, at, end)
    person = Phrase(
        line.index,
        at,
        end,
        line.span(at, end),
        ActorKind.PERSON,
        name=name,
        name_span=line.span(at, end),
        gender=_gender_of(name),
    )
    return person if office is None else _joined(line, person, office)


def _with_honorific(
    line: Line, at: int, start: int, office: tuple[int, Head], offices: Offices, gender: Gender | None
) -> Phrase | None:
    """ "His Majesty King Osric II of Kestland", "Mr President"."""
    length, head = office
    end, parts = _after_head(line, start + length, offices, head)
    phrase = _build(line, at, end, start, head, _Left(line, start, start, offices), parts)
    return None if phrase is None else replace(phrase, gender=phrase.gender or gender)


def _apposed_office(line: Line, at: int, offices: Offices) -> Phrase | None:
    """The office between commas after a name: ", the head of the political office of Hamas,"."""
    phrase = _office_after_comma(line, at, offices)
    if phrase is None or phrase.name is not None or phrase.plural:
        return None
    following = line.texts[phrase.last] if phrase.last < len(line) else "."
    # "Karl Holm, the president announced": an office with nothing of its own needs its second comma
    told = phrase.country is not None or phrase.body is not None or phrase.determiner is None
    closed = following in {",", ".", ";", ")"} or (
        told and following.islower() and following not in {"and", "or", "as"}
    )
    return phrase if closed else None


def _office_after_comma(line: Line, at: int, offices: Offices) -> Phrase | None:
    """The office phrase that begins right behind a comma at `at`, whatever follows it."""
    if at + 1 >= len(line) or line.lower[at] != ",":
        return None
    for probe in range(at + 1, min(at + 9, len(line))):
        if line.lower[probe] in {",", ".", "and", ";"}:
            return None
        if _head_at(line, probe, offices) is not None:
            phrase = _office_phrase(line, probe, at + 1, offices)
            return phrase if phrase is not None and phrase.first == at + 1 else None
    return None


def _joined(line: Line, person: Phrase, office: Phrase) -> Phrase:
    """One phrase of a name and the office that follows it."""
    return replace(
        person,
        last=office.last,
        span=line.span(person.first, office.last),
        office=office.office,
        head=office.head,
        domain=office.domain,
        ranks=office.ranks,
        country=person.country or office.country,
        body=person.body or office.body,
        gender=person.gender or office.gender,
    )


def _place_phrase(line: Line, at: int) -> Phrase | None:
    """A state or an organisation standing for itself; adjectives alone are nobody."""
    place = line.places.get(at)
    if place is None or place.first != at or place.adjective:
        return None
    if place.last < len(line) and line.lower[place.last] == "city":
        return None  # "Kuwait City"
    kind = ActorKind.STATE if place.state is not None else ActorKind.ORGANISATION
    name = (
        place.state.name
        if place.state is not None
        else place.organisation.name
        if place.organisation is not None
        else line.texts[at]
    )
    return Phrase(
        paragraph=line.index,
        first=at,
        last=place.last,
        span=line.span(at, place.last),
        kind=kind,
        name=name,
        name_span=line.span(at, place.last),
        country=place.country,
    )


# ---------------------------------------------------------------- surnames again


def _surnames(found: list[Phrase]) -> dict[str, Gender | None]:
    """The last words of the full names of the text, each with the gender of its bearers where all have the same."""
    owners: dict[str, set[Gender | None]] = {}
    for phrase in found:
        if phrase.kind is ActorKind.PERSON and phrase.name is not None and not phrase.plural:
            words = phrase.name.replace(",", " ").split()
            last = next((word for word in reversed(words) if word.lower() not in SUFFIXES), "").lower()
            if len(last) > 2 and last not in NOT_NAMES:
                genders = owners.setdefault(last, set())
                if len(words) > 1 or phrase.gender is not None:
                    genders.add(phrase.gender)
    return {last: next(iter(genders)) if len(genders) == 1 else None for last, genders in owners.items()}


def _scan_surnames(line: Line, found: list[Phrase], surnames: dict[str, Gender | None]) -> Iterator[Phrase]:
    taken = {at for phrase in found if phrase.paragraph == line.index for at in range(phrase.first, phrase.last)}
    for at in range(len(line)):
        if at not in taken and line.capital(at) and at not in line.places and line.lower[at] in surnames:
            yield Phrase(
                paragraph=line.index,
                first=at,
                last=at + 1,
                span=line.span(at, at + 1),
                kind=ActorKind.PERSON,
                name=line.texts[at],
                name_span=line.span(at, at + 1),
                gender=surnames[line.lower[at]],
            )
