#!/usr/bin/env python3
"""Builds the registry of offices (src/dragoman/registry/data) from tables of office holders.

    python scripts/build_registry.py TABLES [--report FILE]

TABLES is the folder of the tables (`data/offices` of the shared folder); what each is and under which licence stands in
SOURCES below.  Facts told by several tables become one tenure with all their sources; of two dates the more precise is
taken.  What stays contradictory is listed in the report: two people certain in an office of one person, or two exact
dates of one tenure more than a month apart.
"""

from __future__ import annotations

import argparse
import csv
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pycountry
from rapidfuzz import fuzz

from dragoman.errors import InputError
from dragoman.lexicons.states import find_state, state_by_code
from dragoman.record import Gender
from dragoman.registry.additions import Addition, office_of, read_additions
from dragoman.registry.names import find_surnames, fold_name
from dragoman.registry.offices import Office, is_single, read_office
from dragoman.registry.registry import FORMAT
from dragoman.registry.table import write_person, write_tenure
from dragoman.registry.tenures import Person, Precision, Tenure, read_bound, read_end, read_start, write_day

FOLDER = Path(__file__).resolve().parent.parent / "src" / "dragoman" / "registry"

# key: what it is, its licence, the day it shows where it is a snapshot
SOURCES = {
    "cia": ("CIA, Chiefs of State and Cabinet Members, October 2019", "public domain", "2019-10-15"),
    "com": ("US Department of State, Office of the Historian: chiefs of mission", "CC0", ""),
    "principals": ("US Department of State, Office of the Historian: principal officers", "CC0", ""),
    "visits": ("US Department of State, Office of the Historian: visits by foreign leaders to 2015", "CC0", ""),
    "travels": ("US Department of State, Office of the Historian: travels of presidents and secretaries", "CC0", ""),
    "ministers": ("Wikidata: foreign ministers, December 2022", "CC0", "2022-12-10"),
    "leaders": ("Wikidata: heads of state and government, September 2022", "CC0", "2022-09-15"),
    "cabinets": ("Wikidata: office holders of 15 countries and of world bodies since 2001, to 2022", "CC0", ""),
    "record": (
        "Public record, gathered by hand: principals.toml, leaders.csv, officials.csv",
        "facts, each with its basis",
        "",
    ),
}
COUNTRIES = {
    "china": "CHN", "egypt": "EGY", "france": "FRA", "iran": "IRN", "iraq": "IRQ", "israel": "ISR", "pakistan": "PAK",
    "qatar": "QAT", "russia": "RUS", "turkey": "TUR", "uae": "ARE", "ukraine": "UKR", "united": "GBR", "us": "USA",
    "world": None, "yemen": "YEM",
}  # fmt: skip
# Names of states in the tables that states.toml does not have in this form.
STATES = {
    "Korea": "KOR", "Korea, North": "PRK", "Korea, South": "KOR", "China, Republic of": "TWN", "Siam (Thailand)": "THA",
    "China, People’s Republic of": "CHN", "Germany, Federal Republic of": "DEU", "Congo, Democratic Republic of": "COD",
    "Congo, Republic of": "COG", "Democratic Republic of the Congo (Zaire)": "COD", "Upper Volta (Burkina Faso)": "BFA",
    "Afghanistan (Interim Authority)": "AFG", "Macedonia, Former Yugoslav Republic of": "MKD", "Tanganyika": "TZA",
    "St. Christopher and Nevis": "KNA", "Union of South Africa": "ZAF", "Dahomey (Benin)": "BEN", "Malaya": "MYS",
    "Ceylon (Sri Lanka)": "LKA", "Khmer Republic (Cambodia)": "KHM", "Muscat & Oman": "OMN", "antigua-barbuda": "ATG",
    "bosnia-herzegovina": "BIH", "congo-democratic-republic": "COD", "congo-republic": "COG", "cote-divoire": "CIV",
    "korea": "KOR", "saint-kitts-nevis": "KNA", "saint-vincent-grenadines": "VCT", "timor-leste": "TLS",
    "guinea-bissau": "GNB", "sao-tome-and-principe": "STP", "trinidad-and-tobago": "TTO",
}  # fmt: skip
MISSIONS = {
    "representative-to-un": "United Nations", "representative-to-nato": "North Atlantic Treaty Organization",
    "representative-to-eu": "European Union", "representative-to-oas": "Organization of American States",
    "representative-to-au": "African Union", "representative-to-iaea": "International Atomic Energy Agency",
    "representative-to-osce": "Organization for Security and Co-operation in Europe",
    "representative-to-asean": "Association of Southeast Asian Nations",
    "representative-to-oecd": "Organisation for Economic Co-operation and Development",
    "representative-to-icao": "International Civil Aviation Organization",
    "representative-to-unesco": "United Nations Educational, Scientific and Cultural Organization",
    "representative-to-unido": "United Nations Industrial Development Organization",
    "representative-to-unafa": "Food and Agriculture Organization", "representative-uneo": "United Nations, Geneva",
    "representative-unvo": "United Nations, Vienna", "representative-to-usoarn": "United Nations agencies, Rome",
}  # fmt: skip
# Heads of which the latest holder in a table without an end is held to be in office on the day of the table.
PRINCIPALS = frozenset({"president", "prime minister", "king", "queen", "emir", "sultan", "chancellor"})
PRINCIPALS |= {"minister", "secretary", "speaker", "chair", "adviser"}
# Rows of the cabinets that are wrong on the public record, by person and start.
WRONG = {
    ("Q360961", "1999-07-06"),  # Natan Sharansky was Israel's minister of the interior, not France's
    ("Q273396", "2005-06-02"),  # Catherine Colonna was minister delegate for Europe, under another foreign minister
    ("Q52156087", "2018-04-25"),  # Mahdi al-Mashat heads the Supreme Political Council: see principals.toml
}
# Where the last word of a name is the surname: "Michael Hayden" is not "Michael Hayden Armacost".
SURNAME_LAST = frozenset({"USA", "GBR", "CAN", "AUS", "NZL", "IRL", "DEU", "FRA", "ITA", "RUS", "UKR", "ISR"})
NO_OFFICE = Office("")  # of a fact whose text is still to be read
FRESH = timedelta(days=365 * 7)  # an older entry without an end may simply have been forgotten
NAME_NEAR = 82


@dataclass(frozen=True, slots=True)
class Fact:
    """What one row of one table says."""

    source: str
    name: str
    office: Office
    text: str
    start: str = ""
    end: str = ""
    seen: tuple[date, ...] = ()
    reference: str = ""  # the person's id in the table, "" where it has none
    aliases: tuple[str, ...] = ()
    gender: Gender | None = None


@dataclass(slots=True)
class Draft:
    """A person while facts are gathered."""

    person_id: str
    facts: list[Fact] = field(default_factory=list)
    names: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Report:
    """What could not be read or settled, by heading."""

    lines: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, heading: str, line: str) -> None:
        self.lines[heading].append(line)

    def write(self, path: Path) -> None:
        with path.open("w", encoding="utf-8") as file:
            for heading, lines in sorted(self.lines.items()):
                file.write(f"# {heading} ({len(lines)})\n")
                file.writelines(f"{line}\n" for line in sorted(set(lines)))
                file.write("\n")


# ------------------------------------------------------------------ reading the tables


def read_rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a table."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [{key: " ".join((value or "").split()) for key, value in row.items()} for row in csv.DictReader(file)]


def find_code(words: str) -> str | None:
    """Return the code of the state a table names, None where it names none."""
    if words in STATES:
        return STATES[words]
    state = find_state(words) or find_state(" ".join(reversed(re.split(r",\s*", re.sub(r"\s*\(.*\)", "", words)))))
    return state.code if state else None


def as_gender(words: str) -> Gender | None:
    """Return the gender that a table names, None for none or another."""
    return "male" if words == "male" else "female" if words == "female" else None


def settle_place(office: Office, country: str | None) -> Office:
    """Return the office of a national table: another state's name in it is a place ("Georgia" in the United States)."""
    if country and office.country not in (None, country) and office.head != "ambassador":
        return replace(office, country=country, organisation=state_by_code()[office.country or ""].name)
    if office.head == "ambassador" and country and office.country != country and office.host is None:
        return replace(office, country=country, host=office.country)
    return replace(office, country=country) if country and office.head == "ambassador" else office


def settle_monarch(office: Office, gender: Gender | None) -> Office:
    """Return the office with "monarch" as king or queen where the gender is known."""
    if office.head == "monarch" and gender:
        return replace(office, head="queen" if gender == "female" else "king")
    return office


def plain_date(words: str) -> str:
    """Return a date as `read_start` reads it, "" where the table's is none (a year before 1, a fifth digit)."""
    try:
        read_start(words)
    except ValueError:
        return ""
    return words


def read_cabinets(folder: Path, report: Report) -> Iterator[Fact]:
    """Yield the facts of the tables by country."""
    for name, country in COUNTRIES.items():
        rows = read_rows(folder / "by_country" / f"{name}_holders21.csv")
        snapshot = max(date.fromisoformat(row["start"]) for row in rows if len(row["start"]) == 10)
        bios = read_bios(folder / "by_country" / f"{name}_bio.csv")
        latest: dict[str, str] = defaultdict(str)
        for row in rows:
            latest[row["position"]] = max(latest[row["position"]], row["start"])
        for row in rows:
            gender, wiki = bios.get(row["personID"], (as_gender(row.get("gender", "")), row.get("enwiki", "")))
            offices = read_office(row["position"], country)
            if not offices:
                report.add("office not read (cabinets)", f"{name}: {row['position']}")
            start, end = plain_date(row["start"]), plain_date(row["end"])
            current = not end and row["start"] == latest[row["position"]] and start and _is_fresh(start, snapshot)
            if (row["personID"], start) in WRONG:
                report.add("row left out as wrong (cabinets)", f"{name}: {row['position']}: {row['person']} {start}")
                continue
            for office in (settle_monarch(settle_place(office, country), gender) for office in offices):
                if not (office.country or office.organisation):
                    continue  # an ambassador of nobody knows whom
                seen = (snapshot,) if current and office.head in PRINCIPALS and office.rank is None else ()
                wiki = re.sub(r"\s*\(.*\)", "", wiki)
                yield Fact(
                    "cabinets",
                    row["person"],
                    office,
                    row["position"],
                    start,
                    end,
                    seen,
                    row["personID"],
                    (wiki,),
                    gender,
                )


def _is_fresh(start: str, snapshot: date) -> bool:
    return snapshot - read_start(start)[0] <= FRESH


def read_bios(path: Path) -> dict[str, tuple[Gender | None, str]]:
    """Return gender and encyclopaedia title of each person of a table, none where there is no such table."""
    if not path.is_file():
        return {}
    return {row["id"]: (as_gender(row["gender"]), row["enwiki"]) for row in read_rows(path)}


def read_leaders(folder: Path, report: Report) -> Iterator[Fact]:
    """Yield the facts of the tables of leaders and foreign ministers."""
    day = date.fromisoformat(SOURCES["leaders"][2])
    for row in read_rows(folder / "world_leaders_2021_wikidata.csv"):
        if re.fullmatch(r"Q\d+", row["officeholderLabel"]):
            continue  # a row without a name
        seen = () if row["end_year"] else (day,)
        years = (row["start_year"], row["end_year"])
        fact = Fact(
            "leaders", row["officeholderLabel"], NO_OFFICE, row["positionLabel"], *years, seen, row["officeholder"]
        )
        yield from place_offices(fact, row["country"], report)
    day = date.fromisoformat(SOURCES["ministers"][2])
    for row in read_rows(folder / "foreign_ministers_wikidata.csv"):
        if row["name"] and row["start"]:
            text = row["positionLabel"]
            text = text if read_office(text) else f"Minister of Foreign Affairs ({text})"
            fact = Fact("ministers", row["name"], NO_OFFICE, text, row["start"], "", (day,), row["person"])
            yield from place_offices(fact, row["countryLabel"], report)


def place_offices(fact: Fact, place: str, report: Report) -> Iterator[Fact]:
    """Yield the fact for each office in its text, in the state or the body that the table names beside it."""
    country = find_code(place)
    offices = read_office(fact.text, country)
    if not offices:
        report.add(f"office not read ({fact.source})", fact.text)
    for office in offices:
        placed = replace(office, country=country) if country else replace(office, country=None, organisation=place)
        if country and placed.organisation and placed.head in ("president", "prime minister", "king", "queen"):
            placed = replace(placed, organisation=None)
        yield replace(fact, office=placed)


def read_cia(folder: Path, report: Report) -> Iterator[Fact]:
    """Yield the facts of the snapshot of October 2019: in office on that day, no bound known."""
    day = date.fromisoformat(SOURCES["cia"][2])
    for row in read_rows(folder / "cia_world_leaders_2019-10.csv"):
        known = pycountry.countries.get(alpha_2=row["iso2"].upper())
        country = find_code(row["country"]) or (known.alpha_3 if known else None)
        name = re.sub(r"^(?:Dr|Gen|Lt|Col|Maj|Adm|Brig|Mr|Mrs|Ret|Sir|Dame|Capt|Cdr)\.?\s+", "", row["name"])
        name = re.sub(r"\s*[,(].*$", "", re.sub(r"^(?:Gen|Lt\. Gen|Maj\. Gen|Brig\. Gen)\.?\s+", "", name))
        if country is None or not fold_name(name) or "vacant" in name.lower():
            report.add("row left out (cia)", f"{row['country']}: {row['title']}: {row['name']}")
            continue
        offices = read_office(row["title"], country)
        if not offices:
            report.add("office not read (cia)", row["title"])
        for office in offices:
            yield Fact("cia", name, settle_place(office, country), row["title"], seen=(day,))


def read_names(row: dict[str, str]) -> tuple[str, tuple[str, ...]]:
    """Return name and aliases of a row of the Historian's tables: surname, given names, then names for display."""
    words, slug = row["name"].split(), row["person_id"].split("-")
    words = words or [word.capitalize() for word in slug]
    plain = [re.sub(r"[^a-z]", "", word.lower()) for word in words]
    count = next((n for n in range(1, len(words) + 1) if "".join(plain[:n]) == "".join(slug)), len(words))
    surname_count = 2 if plain[0] in ("van", "von", "de", "la", "le", "del", "st") and count > 2 else 1
    surname, given = words[:surname_count], words[surname_count:count]
    suffix = [given.pop()] if given and re.fullmatch(r"(?:Jr\.?|Sr\.?|II|III|IV)", given[-1]) else []
    full = " ".join([*given, *surname, *suffix])
    shown = re.sub(r"^(?:Jr\.|Sr\.|II|III|IV|3rd)\s*", "", " ".join(words[count:]))
    if shown.lower().count(surname[-1].lower()) != 1 or len(shown.split()) < 2:
        shown = ""  # two names for display run together, or a mere "Jr."
    return (shown or full), ((full,) if shown else ())


def read_us_tables(folder: Path, report: Report) -> Iterator[Fact]:
    """Yield the facts of the Historian's tables of missions and principal officers."""
    for row in read_rows(folder / "us_chiefs_of_mission.csv"):
        host = (
            MISSIONS.get(row["mission"])
            or find_code(row["mission"])
            or find_code(row["mission"].replace("-", " ").title())
        )
        if host is None:
            report.add("mission left out", row["mission"])
            continue
        is_ambassador = row["role"].startswith(("ambassador", "representative"))
        acting = "acting" if "charge" in row["role"] or "acting" in row["role"] else None
        office = Office("ambassador" if is_ambassador or acting else "envoy", None, "USA", None, acting, host)
        place = state_by_code()[host].name if host in state_by_code() else host
        text = {True: f"Ambassador to {place}", False: f"{row['role'].replace('-', ' ').capitalize()}, {place}"}[
            is_ambassador
        ]
        yield from historian_fact("com", row, office, text)
    for row in read_rows(folder / "us_state_dept_principals.csv"):
        offices = read_office(row["position"], "USA")
        if not offices:
            report.add("office not read (principals)", row["position"])
        for office in offices:
            yield from historian_fact("principals", row, settle_secretary(office), row["position"])


def settle_secretary(office: Office) -> Office:
    """Return an office of the State Department with its field; an "Executive Secretary" is not the Secretary."""
    own = replace(office, country="USA")
    if own.head != "secretary" or own.domain is not None:
        return own
    return replace(own, domain="state") if own.rank else replace(own, organisation="Department of State")


def historian_fact(source: str, row: dict[str, str], office: Office, text: str) -> Iterator[Fact]:
    """Yield the fact of a row of the Historian's tables, none where it has no date."""
    start = row["started"] or (row["appointed"] if source == "principals" and row["ended"] else "")
    if start or row["ended"]:
        name, aliases = read_names(row)
        start, end = plain_date(start), plain_date(row["ended"])
        yield Fact(source, name, office, text, start, end, reference=f"us-{row['person_id']}", aliases=aliases)


def read_sightings(folder: Path, report: Report) -> Iterator[Fact]:
    """Yield the facts of travels and visits: in office on those days."""
    for row in read_rows(folder / "visits_by_foreign_leaders_to_us.csv"):
        country = find_code(row["from"])
        match = re.match(
            r"(?:Acting |Interim |Federal )?(?:President|Prime Minister|Premier|Chancellor|King|Queen|Emir|Amir|Sultan|"
            r"Taoiseach|Foreign Minister|Crown Prince|Emperor|Pope|Chairman|General Secretary)(?=\s+[A-Z])",
            row["visitor"],
        )
        if country is None or match is None or re.search(r" and |,|;", row["visitor"]):
            report.add("visit left out", f"{row['visitor']} ({row['from']})")
            continue
        name = re.sub(
            r"^(?:(?:Dr|Gen|General|Sheikh|Sir|Lord|Col|Field Marshal)\.?\s+)+",
            "",
            row["visitor"][match.end() :].strip(),
        )
        days = sorted({plain_date(row["start-date"]), plain_date(row["end-date"])} - {""})
        if len(fold_name(name)) < 2 and match[0] not in ("King", "Queen", "Pope", "Emperor"):
            report.add("visit left out", f"{row['visitor']} ({row['from']})")
            continue
        for office in read_office(match[0], country):
            yield Fact("visits", name, office, match[0], seen=tuple(map(date.fromisoformat, days)))
    for table, head, domain, text in (
        ("us_president_travels.csv", "president", None, "President"),
        ("us_secretary_travels.csv", "secretary", "state", "Secretary of State"),
    ):
        for row in read_rows(folder / table):
            if len(row["start"]) == 10:
                day = date.fromisoformat(row["start"])
                office = Office(head, domain, "USA")
                yield Fact("travels", row["who"], office, text, seen=(day,), reference=f"us-{row['who_id']}")


def read_record() -> Iterator[Fact]:
    """Yield the facts gathered by hand."""
    for path in (FOLDER / "principals.toml", FOLDER / "leaders.csv", FOLDER / "officials.csv"):
        yield from map(hand_fact, read_additions(path))


def hand_fact(addition: Addition) -> Fact:
    """Return the fact of an entry written by hand."""
    tenure = addition.tenure
    return Fact(
        "record", tenure.name, office_of(tenure), tenure.office, write_day(tenure.start, tenure.start_precision),
        write_day(tenure.end, tenure.end_precision), tenure.seen, tenure.person, addition.aliases, addition.gender,
    )  # fmt: skip


# ------------------------------------------------------------------ who is who


def alike(one: tuple[str, ...], other: tuple[str, ...], *, strict: bool) -> bool:
    """Return whether two names may be one person's.

    Either the words are the same in another order; or the names begin alike and every word of the shorter stands in the
    longer, at least two in full.  Among holders of one office (not `strict`) also: surnames alike, given names too.
    """
    if sorted(one) == sorted(other):
        return True
    short, long = sorted((one, other), key=len)
    if len(short) == 1:
        return not strict and len(short[0]) > 1 and (near(short[0], long[0]) or near(short[0], long[-1]))
    if not strict and near(one[-1], other[-1]) and near_given(one[0], other[0]):
        return True
    if not near(one[0], other[0]):
        return False
    left, full, loose = list(long), 0, 0
    for index, word in enumerate(short):
        match = next((item for item in left if item == word), None) or next((i for i in left if near(i, word)), None)
        is_initial = match is not None and min(len(match), len(word)) == 1
        if match is None or (is_initial and (index == len(short) - 1 or match == long[-1])):
            return False
        full += not is_initial
        loose += match != word and not is_initial
        left.remove(match)
    return full >= 2 and loose <= (1 if strict else 2)


def near(one: str, other: str) -> bool:
    """Return whether two words are spellings of one, or one the other's initial."""
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    return one == other or (min(len(one), len(other)) >= 4 and fuzz.ratio(one, other) >= NAME_NEAR)


def near_given(one: str, other: str) -> bool:
    """Return whether two given names may be spellings of one."""
    return one[0] == other[0] and (len(one) == 1 or len(other) == 1 or fuzz.ratio(one, other) >= 60)


class People:
    """The people gathered so far, found by id, by office, by country and beginning of a name."""

    def __init__(self, apart: Mapping[str, str]) -> None:
        self.apart = apart  # ids of tables that are found by id alone, with the person's
        self.by_id: dict[str, Draft] = {}
        self.by_office: dict[Office, dict[str, Draft]] = defaultdict(dict)
        self.words: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        self.by_start: dict[tuple[str | None, str], dict[str, Draft]] = defaultdict(dict)

    def add(self, fact: Fact) -> None:
        """Add a fact to its person, found or new."""
        fact = replace(fact, reference=self.apart.get(fact.reference, fact.reference))
        draft = self.find(fact) or Draft(fact.reference or self.new_id(fact))
        self.by_id[draft.person_id] = draft
        if fact.reference:
            self.by_id[fact.reference] = draft
        draft.facts.append(fact)
        royal = re.sub(r" of [A-Z].*$", "", fact.name)  # "Salman of Saudi Arabia"
        plain = re.sub(r"^(?:Prince|Princess|Sheikh|Sheikha|Haji|Sir|Dame|Lord) ", "", fact.name)
        for form in dict.fromkeys((fact.name, royal, plain, *fact.aliases)):
            if fold_name(form):
                draft.names[form] += 1
                self.words[draft.person_id].add(fold_name(form))
                for word in fold_name(form):
                    self.by_start[fact.office.country, word[:2]][draft.person_id] = draft
        self.by_office[fact.office][draft.person_id] = draft

    def find(self, fact: Fact) -> Draft | None:
        """Return the one person whom a fact is about: by id, then by office and name, then by country and name."""
        if fact.reference in self.by_id:
            return self.by_id[fact.reference]
        if fact.reference in self.apart:
            return None
        words = fold_name(fact.name)
        in_office = list(self.by_office[fact.office].values())
        same_day = [d for d in in_office if _began_together(d, fact) and self.has_surname(d, words)]
        if len(same_day) == 1 and not self.is_other(same_day[0], fact):
            return same_day[0]  # "Jake Sullivan" and "Jacob J. Sullivan"
        same_office = [d for d in in_office if self.is_named(d, words, strict=False)]
        same_office = [d for d in same_office if not self.is_other(d, fact) and _is_near_in_time(d, fact)]
        if len(same_office) == 1:
            return same_office[0]
        if len(same_office) > 1:
            exact = [draft for draft in same_office if words in self.words[draft.person_id]]
            return exact[0] if len(exact) == 1 else None
        near_by = {k: d for word in words for k, d in self.by_start[fact.office.country, word[:2]].items()}
        in_country = [d for d in near_by.values() if self.is_named(d, words, strict=True)]
        if fact.office.country in SURNAME_LAST:
            in_country = [d for d in in_country if self.has_surname(d, words)]
        in_country = [d for d in in_country if not self.is_other(d, fact) and _is_of_one_age(d, fact)]
        exact = [d for d in in_country if words in self.words[d.person_id]]
        chosen = exact or in_country
        return chosen[0] if len(chosen) == 1 else None

    def unite(self, same: Mapping[str, str]) -> None:
        """Give the facts of each person who stands under two ids to the one that stays."""
        for gone, kept in same.items():
            if gone not in self.by_id or kept not in self.by_id or self.by_id[gone] is self.by_id[kept]:
                raise InputError(f"same.toml: {gone} = {kept!r} names no two people; leave the line out, or correct it")
            draft = self.by_id[kept]
            draft.facts.extend(self.by_id[gone].facts)
            draft.names.update(self.by_id[gone].names)
            self.by_id[gone] = draft

    @staticmethod
    def is_other(draft: Draft, fact: Fact) -> bool:
        """Whether a table that gives ids gives two, or a table names two: they are two people."""
        kind = fact.reference[:1]
        if fact.source == "cia" and any(other.source == "cia" and other.name != fact.name for other in draft.facts):
            return True  # that list spells a name in one way
        return bool(kind) and any(other.reference[:1] == kind for other in draft.facts)

    def is_named(self, draft: Draft, words: tuple[str, ...], *, strict: bool) -> bool:
        return any(alike(words, form, strict=strict) for form in self.words[draft.person_id])

    def has_surname(self, draft: Draft, words: tuple[str, ...]) -> bool:
        return any(near(words[-1], form[-1]) for form in self.words[draft.person_id])

    def new_id(self, fact: Fact) -> str:
        place = (fact.office.country or "body").lower()
        slug = f"{place}-{'-'.join(fold_name(fact.name))}"
        return next(item for item in (slug, *(f"{slug}-{n}" for n in range(2, 50))) if item not in self.by_id)


def _began_together(draft: Draft, fact: Fact) -> bool:
    """Whether a person is known to have come into the office of a fact on its very day."""
    exact = len(fact.start) == 10
    return exact and any(other.office == fact.office and other.start == fact.start for other in draft.facts)


def _days(fact: Fact) -> list[date]:
    days = list(fact.seen)
    if fact.start:
        days.append(read_start(fact.start)[0])
    if fact.end:
        days.append(read_end(fact.end)[0])
    return days


def _is_near_in_time(draft: Draft, fact: Fact) -> bool:
    """Whether a fact lies within some years of what is known of a person in the same office."""
    known = [day for other in draft.facts if other.office == fact.office for day in _days(other)]
    days = _days(fact)
    is_open = any(other.office == fact.office and other.start and not other.end for other in draft.facts)
    if is_open and known and days and min(days) >= min(known):
        return True
    return not known or not days or (min(days) - max(known) < FRESH * 2 and min(known) - max(days) < FRESH * 2)


def _is_of_one_age(draft: Draft, fact: Fact) -> bool:
    """Whether a fact lies within a working life of what is known of a person."""
    days = [day for other in [*draft.facts, fact] for day in _days(other)]
    return not days or max(days) - min(days) < timedelta(days=365 * 50)


# ------------------------------------------------------------------ tenures


def merge_tenures(person: str, name: str, facts: Iterable[Fact], report: Report) -> Iterator[Tenure]:
    """Yield the tenures that the facts about one person come to, those of one office and time as one."""
    offices: dict[Office, list[Fact]] = defaultdict(list)
    for fact in facts:
        offices[fact.office].append(fact)
    for told in offices.values():
        merged: list[Tenure] = []
        for fact in sorted(told, key=lambda fact: (fact.source != "record", not (fact.start and fact.end), fact.start)):
            tenure = make_tenure(person, name, fact)
            index = next((i for i, known in enumerate(merged) if is_one(known, tenure)), None)
            if index is None:
                merged.append(tenure)
            elif _touch(merged[index], tenure):
                merged[index] = join_two(merged[index], tenure)
            else:
                merged[index] = merge_two(merged[index], tenure, report)
        yield from (replace(tenure, seen=thin(tenure)) for tenure in merged)


def make_tenure(person: str, name: str, fact: Fact) -> Tenure:
    """Return the tenure that one fact tells of a person; an end before the start is left out."""
    office = fact.office
    start, start_precision = read_bound(fact.start, read_start)
    end, end_precision = read_bound(fact.end, read_end)
    if start and end and end < start:
        end, end_precision = None, "day"
    return Tenure(
        person, name, fact.text, office.head, office.domain, office.country, office.organisation, start, end, fact.seen,
        (fact.source,), start_precision, end_precision, office.rank, office.host,
    )  # fmt: skip


def is_one(one: Tenure, other: Tenure) -> bool:
    """Return whether two tellings of a person in one office are of one tenure: they meet in time."""
    if one.start and other.start and abs((one.start - other.start).days) > 366 and not (one.end and other.end):
        return False
    if _touch(one, other):
        return True
    low_one, high_one = _outer(one)
    low_other, high_other = _outer(other)
    return low_one <= high_other and low_other <= high_one


def _outer(tenure: Tenure) -> tuple[date, date]:
    """The first and last day that a tenure may have, what is unknown left open where anything else is known."""
    days = [day for day in (tenure.start, tenure.end, *tenure.seen) if day]
    return tenure.start or (date.min if not tenure.end else min(days) - FRESH), tenure.end or date.max


PRECISIONS = ("year", "month", "day")


def join_two(one: Tenure, other: Tenure) -> Tenure:
    """Return one tenure of two that follow each other at once."""
    first, last = sorted((one, other), key=lambda tenure: tenure.start or date.min)
    return replace(
        one, start=first.start, end=last.end, start_precision=first.start_precision, end_precision=last.end_precision,
        seen=tuple(sorted({*one.seen, *other.seen})), sources=tuple(dict.fromkeys((*one.sources, *other.sources))),
    )  # fmt: skip


def merge_two(one: Tenure, other: Tenure, report: Report) -> Tenure:
    """Return one tenure of two tellings: the more precise bounds, all sightings, all sources."""
    start, start_precision = pick(one.start, one.start_precision, other.start, other.start_precision)
    end, end_precision = pick(one.end, one.end_precision, other.end, other.end_precision)
    for mine, theirs, which in ((one.start, other.start, "start"), (one.end, other.end, "end")):
        exact = {getattr(one, f"{which}_precision"), getattr(other, f"{which}_precision")} == {"day"}
        if mine and theirs and exact and abs((mine - theirs).days) > 31:
            sources = f"{'+'.join(one.sources)} / {'+'.join(other.sources)}"
            report.add(
                "dates that disagree", f"{one.country}: {one.office}: {one.name}: {which} {mine} / {theirs} ({sources})"
            )
    return replace(
        one, start=start, end=end, start_precision=start_precision, end_precision=end_precision,
        seen=tuple(sorted({*one.seen, *other.seen})), sources=tuple(dict.fromkeys((*one.sources, *other.sources))),
    )  # fmt: skip


def _touch(one: Tenure, other: Tenure) -> bool:
    """Whether two tenures with exact bounds follow each other at once, as those of one minister in two cabinets."""
    exact = {one.start_precision, one.end_precision, other.start_precision, other.end_precision} == {"day"}
    if not exact or not (one.start and one.end and other.start):
        return False
    return timedelta(0) <= other.start - one.end <= timedelta(days=1) or (
        other.end is not None and timedelta(0) <= one.start - other.end <= timedelta(days=1)
    )


def pick(
    one: date | None, one_precision: Precision, other: date | None, other_precision: Precision
) -> tuple[date | None, Precision]:
    """Return the more precise of two bounds, the first of equals."""
    if one is None:
        return other, other_precision
    better = other is not None and PRECISIONS.index(other_precision) > PRECISIONS.index(one_precision)
    return (other, other_precision) if better else (one, one_precision)


def thin(tenure: Tenure) -> tuple[date, ...]:
    """Return the sightings that tell more than the bounds do, one a year being enough."""
    if tenure.certain_start and tenure.certain_end:
        return () if tenure.certain_start <= tenure.certain_end else tenure.seen[:1]
    kept: list[date] = []
    for day, following in pairwise([*tenure.seen, None]):
        if day is not None and (not kept or following is None or (following - kept[-1]).days > 400):
            kept.append(day)
    return tuple(kept)


def list_overlaps(tenures: Iterable[Tenure], report: Report) -> None:
    """Report each two people who were certainly in an office of one person for more than two months."""
    offices: dict[Office, list[Tenure]] = defaultdict(list)
    for tenure in tenures:
        if is_single(office_of(tenure)):
            offices[office_of(tenure)].append(tenure)
    for held in offices.values():
        for index, one in enumerate(held):
            for other in held[index + 1 :]:
                if one.person == other.person:
                    continue
                for first, last in one.certain_spans():
                    for begin, until in other.certain_spans():
                        days = (min(last, until) - max(first, begin)).days
                        if days > 61:
                            report.add("two at a time", f"{describe(one)} / {describe(other)}: {days} days")


def describe(tenure: Tenure) -> str:
    """Return a tenure in a line of the report."""
    place = " ".join(filter(None, (tenure.country, tenure.organisation)))
    return f"{place}: {tenure.office}: {tenure.name} {tenure.start}..{tenure.end} [{'+'.join(tenure.sources)}]"


# ------------------------------------------------------------------ writing


def title_case(name: str) -> str:
    """Return a name without words in capitals: "Hamdullah MOHIB" → "Hamdullah Mohib"."""

    def lower(match: re.Match[str]) -> str:
        word = match[0]
        return word if re.fullmatch(r"[IVX]+", word) else word[0] + word[1:].lower()

    return re.sub(r"[^\W\d_a-z]{2,}", lower, name)


def settle_conflicts(tenures: Iterable[Tenure], report: Report) -> Iterator[Tenure]:
    """Yield the tenures of offices that one person holds without the sightings that better facts overrule.

    A list of those without an end also shows whose end nobody wrote down: who came into an office later overrules it.
    A sighting without bounds is overruled by bounds of somebody else around it: it is another spelling, or a slip.
    """
    offices: dict[Office, list[Tenure]] = defaultdict(list)
    for tenure in tenures:
        offices[office_of(tenure)].append(tenure)
    for office, held in offices.items():
        if not is_single(office):
            yield from held
            continue
        for tenure in held:
            others = [other for other in held if other.person != tenure.person]
            seen = tuple(day for day in tenure.seen if not is_overruled(tenure, day, others))
            if len(seen) < len(tenure.seen):
                report.add("sighting overruled", f"{describe(tenure)}: {len(tenure.seen) - len(seen)}")
            yield replace(tenure, seen=seen)


def is_overruled(tenure: Tenure, day: date, others: Iterable[Tenure]) -> bool:
    """Return whether somebody else's bounds show that a sighting on a day is none."""
    for other in others:
        if tenure.start and not tenure.end and other.start and tenure.start < other.start <= day:
            return True
        start, end = other.certain_start, other.certain_end
        if not (tenure.start or tenure.end) and start and end and start < day < end:
            return True
    return False


def write_tables(people: People, folder: Path, version: str, report: Report) -> Counter[str]:
    """Write the tables; return how many tenures rest on each source."""
    tenure_lines, person_lines, all_tenures = list[str](), list[str](), list[Tenure]()
    drafts = {draft.person_id: draft for draft in people.by_id.values()}
    for person_id, draft in drafts.items():
        told = [fact.name for fact in draft.facts if fact.reference.startswith("Q")]
        told = told or [fact.name for fact in draft.facts if fact.source == "record"]
        raw = told[0] if told else max(draft.names, key=lambda name: (draft.names[name], len(name)))
        name = title_case(raw)
        tenures = list(merge_tenures(person_id, name, draft.facts, report))
        latest = max(tenures, key=lambda tenure: max(tenure.known_days, default=date.min))
        country = latest.country or next((tenure.country for tenure in tenures if tenure.country), None)
        gender = next((fact.gender for fact in draft.facts if fact.gender), None)
        aliases = tuple(sorted({title_case(form) for form in draft.names} - {name}))
        names = [form for form in draft.names if len(fold_name(form)) > 1 or form == raw]
        surnames = {words for form in names for words in find_surnames(form, country)}
        person_lines.append(write_person(Person(person_id, name, aliases, country, gender, ()), frozenset(surnames)))
        all_tenures += tenures
    all_tenures = [tenure for tenure in settle_conflicts(all_tenures, report) if tenure.known_days]
    kept = {tenure.person for tenure in all_tenures}
    person_lines = [line for line in person_lines if line.split("\t", 1)[0] in kept]
    list_overlaps(all_tenures, report)
    tenure_lines = sorted(map(write_tenure, all_tenures))
    folder.mkdir(exist_ok=True)
    (folder / "tenures.tsv").write_text("\n".join(tenure_lines) + "\n", encoding="utf-8")
    (folder / "people.tsv").write_text("\n".join(sorted(person_lines)) + "\n", encoding="utf-8")
    write_about(folder, version)
    return Counter(source for tenure in all_tenures for source in tenure.sources)


def write_about(folder: Path, version: str) -> None:
    """Write registry.toml: version, format and sources."""
    lines = [
        "# Written by scripts/build_registry.py, as the tables beside it are.",
        f'version = "{version}"',
        f"format = {FORMAT}",
    ]
    for key, (title, licence, day) in SOURCES.items():
        lines += ["", f"[source.{key}]", f'title = "{title}"', f'licence = "{licence}"', f'day = "{day}"']
    (folder / "registry.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Build the registry and write the report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tables", type=Path, help="the folder of the tables")
    parser.add_argument("--report", type=Path, help="where to list what was left out or stays contradictory")
    parser.add_argument("--out", type=Path, default=FOLDER / "data", help="where to write; into the package by default")
    parser.add_argument("--version", default="2026.2", help="the version to write into the data")
    options = parser.parse_args()
    known: dict[str, dict[str, str]] = tomllib.loads((FOLDER / "same.toml").read_text(encoding="utf-8"))
    report, people = Report(), People(known["apart"])
    for read in (read_cabinets, read_leaders):
        for fact in read(options.tables, report):
            people.add(fact)
    for fact in read_record():
        people.add(fact)
    for read in (read_us_tables, read_cia, read_sightings):
        for fact in read(options.tables, report):
            people.add(fact)
    people.unite(known["same"])
    counts = write_tables(people, options.out, options.version, report)
    if options.report:
        report.write(options.report)
    print(f"{sum(counts.values()):,} tellings:", ", ".join(f"{key} {count:,}" for key, count in counts.most_common()))
    print("; ".join(f"{heading}: {len(set(lines)):,}" for heading, lines in sorted(report.lines.items())))


if __name__ == "__main__":
    main()
