"""The regular expressions of dates, built from named pieces.

`SCAN` finds every date in one pass: its alternatives are the `FORMS`, each with texts it matches above it.
`DETAILS` are the same forms with their groups named, to take a hit apart.  The patterns after them match
the words before and after a hit: those that belong to it ("the end of …", "… at 10:30 a.m. ET") and those
that show it to be no date ("Good Friday", "Resolution 2231").
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from dragoman.language.dates_words import GAP, any_of, date_words

# ------------------------------------------------------------------ pieces

_WORDS: Final = date_words()

OGAP = r"(?:[^\S\n]*+(?:\n[^\S\n]*+)?+)"  # white space or none
DASH = r"[-\u2010\u2011–—]"
MONTH = any_of(_WORDS.month_names, capitals=True)  # "October", "OCTOBER"
_ABBREVIATION = any_of(_WORDS.month_abbreviations, capitals=True)
SHORT_MONTH = rf"(?:{MONTH}(?![^\W\d_])|{_ABBREVIATION}(?![^\W\d_])\.?)"  # "October", "Oct.", "Oct"
WEEKDAY = any_of(_WORDS.weekday_names, capitals=True)
SHORT_WEEKDAY = any_of((*_WORDS.weekday_names, *_WORDS.weekday_abbreviations), capitals=True) + r"(?![^\W\d_])\.?"
SEASON = any_of(_WORDS.seasons)
ORDINAL_END = r"(?:<sup>)?(?:st|nd|rd|th)(?:</sup>)?(?![^\W\d_])"
DAY = rf"(?:0?[1-9]|[12]\d|3[01])(?!\d)(?:{ORDINAL_END})?"  # "4", "4th", "17<sup>th</sup>"
YEAR = r"(?:1[0-9]|20)\d\d(?!\d)"
_NUMBER_WORD = any_of(_WORDS.numbers)
NUMBER = rf"(?:\d{{1,3}}(?![\d.,]\d)|{_NUMBER_WORD}(?:-{_NUMBER_WORD})?)"  # "12", "twenty-five"
VAGUE_NUMBER = any_of(("a few", "few", "several", "some", "many", "a couple of", "just a few", "a number of"))
UNIT = r"(?:hour|day|week|month|year|decade)s?"
FROM_PUBLICATION = any_of(_WORDS.from_publication)
FROM_CONTEXT = any_of(_WORDS.from_context)
NEAR = rf"(?:{FROM_PUBLICATION}|{FROM_CONTEXT})"
YEAR_WORD = rf"(?:{NEAR}{GAP}year\b)"
# ", 2023", " of 2023", " last year", " of that year"; never the first year of a range
YEAR_TAIL = (
    rf"(?:,?{GAP}(?:(?:of|in){GAP})?"
    rf"(?:(?P<year>{YEAR})(?!{OGAP}{DASH}{OGAP}\d|[,.]\d|%)|(?P<year_word>{YEAR_WORD})))?"
)
TO = rf"(?:{OGAP}{DASH}{OGAP}|{GAP}(?:to|through|until|till){GAP})"
AND = rf"(?:{TO}|{GAP}(?:and|or|&){GAP})"
NO_QUANTITY = rf"(?![,.:/]\d|%|{GAP}{any_of(_WORDS.stops['after_year'])}(?!\w))"  # "In March 15 people …"
NO_PLACE = rf"(?!{GAP}{any_of(_WORDS.stops['after_month_day'])}\b)"  # "the May 9 district"
_WEEKDAY_LEAD = rf"(?:(?P<weekday>{SHORT_WEEKDAY}),?{GAP}\(?)?"  # "Tuesday, …", "Tuesday (…"

# ------------------------------------------------------------------ forms, each with a text it matches

FORMS: Final[Mapping[str, str]] = {
    # 2023-10-04 and 2023-10-04T09:30
    "iso": (
        r"(?P<year>(?:1[5-9]|20)\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<day>[0-3]\d)(?!\d|-\d)"
        r"(?:T(?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d)(?::\d\d)?)?"
    ),
    # 10/14/2023 and 14.10.2023
    "numeric": r"(?P<first>\d{1,2})(?P<mark>[/.])(?P<second>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d\d)(?![\d/])",
    # "Tuesday, 4 October 2023", "the 4th of October", "30 September – 1 October", "3–5 March 2022", "3 and 4 March"
    "day_month": (
        rf"{_WEEKDAY_LEAD}(?:the{GAP})?(?P<day>{DAY})"
        rf"(?:(?:{GAP}(?P<month>{SHORT_MONTH}))?(?P<link>{AND})(?P<last_day>{DAY}))?"
        rf"(?:{GAP}|-)(?:of{GAP})?(?P<last_month>{SHORT_MONTH}){NO_PLACE}{YEAR_TAIL}"
    ),
    # "Tuesday, October 4, 2023", "Oct. 4", "March 3–5, 2022", "June 27-June 30", "March 6 to 8"
    "month_day": (
        rf"{_WEEKDAY_LEAD}(?P<month>{SHORT_MONTH}){GAP}(?:the{GAP})?(?P<day>{DAY}){NO_QUANTITY}{NO_PLACE}"
        rf"(?:(?P<link>{AND})(?:the{GAP})?(?P<last_month>{SHORT_MONTH}{GAP})?(?P<last_day>{DAY})"
        rf"{NO_QUANTITY}{NO_PLACE}(?!{GAP}(?:{SHORT_MONTH}|[a-z]+s\b)))?{YEAR_TAIL}"
    ),
    # "March 2022", "March to May 2022", "October last year", "Sept. 2021"; "March" alone
    "month": (
        rf"(?P<month>{MONTH})(?:(?P<link>{AND})(?P<last_month>{MONTH}))?(?!\w){YEAR_TAIL}"
        rf"|(?P<short>{SHORT_MONTH}),?{GAP}(?P<short_year>{YEAR})"
    ),
    # "last Friday", "Friday", "Monday to Wednesday", "Friday of last week"
    "weekday": (
        rf"(?:(?P<near>{NEAR}){GAP})?(?P<weekday>{WEEKDAY})(?!\w)(?:{TO}(?P<until>{WEEKDAY})(?!\w))?"
        rf"(?:{GAP}(?:of{GAP})?(?P<week>(?:last|this|next){GAP}week)\b)?"
    ),
    # "today", "yesterday", "late last night", "earlier today"
    "day_word": rf"(?:(?:[Ee]arl(?:y|ier)|[Ll]ater?){GAP})?(?P<word>{any_of(_WORDS.day_words)})(?!\w)",
    # "recently", "in the coming weeks"
    "vague": rf"(?P<past>{any_of(_WORDS.past_vague)})(?!\w)|(?P<future>{any_of(_WORDS.future_vague)})(?!\w)",
    # "the past two weeks", "the next three days", "the past year"
    "stretch": (
        rf"(?:[Tt]he|[Tt]hese){GAP}"
        rf"(?:(?P<side>past|last|next|coming){GAP}(?P<number>{NUMBER}){GAP}|(?P<bare_side>past|last|coming){GAP})"
        rf"(?P<unit>{UNIT})(?!\w|{GAP}of\b)"
    ),
    # "earlier this week", "last month", "that year", "the following day", "last March", "this summer"
    "unit": (
        rf"(?:(?P<half>[Ee]arlier|[Ll]ater){GAP}(?:in{GAP})?)?(?P<near>{NEAR}){GAP}"
        rf"(?P<unit>day|week|weekend|month|quarter|year|decade|century|morning|afternoon|evening|night|{SEASON}|{MONTH})"
        rf"(?![\w-]|{GAP}(?:of\b|{YEAR}))"
    ),
    # "the end of the year", "earlier in the week", "late in the year", "over the weekend"
    "own_unit": (
        rf"(?:(?P<half>[Ee]arlier|[Ll]ater){GAP}(?:on{GAP})?in{GAP}the{GAP}(?P<half_unit>day|week|month|year|decade)"
        rf"|(?P<lead>{any_of(_WORDS.parts)}){GAP}the{GAP}(?P<unit>week|month|year|decade)"
        rf"|[Oo]ver{GAP}the{GAP}(?P<weekend>weekend))(?!\w|{GAP}of\b)"
    ),
    # "two weeks ago", "a few days earlier", "months later"
    "steps": (
        rf"(?:(?P<number>{NUMBER}|{VAGUE_NUMBER}){GAP})?(?P<unit>{UNIT}){GAP}"
        rf"(?:(?P<ago>ago)|(?P<later>later|afterwards?|after(?=[.,;:)]))|earlier|previously|before(?=[.,;:)]))"
        rf"(?!\w|{GAP}than\b)"
    ),
    # "the day after", "the day before" at the end of a clause; "the day following"
    "day_beside": r"[Tt]he day (?:(?P<side>before|after)(?=[.,;:)])|following\b)",
    # "the summer of 2021", "spring 2022", "the winter of that year"
    "season": (
        rf"(?:[Tt]he{GAP})?(?P<season>{SEASON})(?:{GAP}of)?{GAP}"
        rf"(?:(?P<year>{YEAR})(?:{DASH}\d\d(?:\d\d)?(?!\d))?|(?P<year_word>{YEAR_WORD}))"
    ),
    # "the spring", "early summer", where a word before shows the season
    "bare_season": rf"(?:[Tt]he{GAP})?(?P<season>{SEASON})(?!['’-]?\w|{GAP}of\b)",
    # "Christmas 2007", "New Year's Eve"
    "holiday": rf"(?P<holiday>{any_of(_WORDS.holidays)})(?!\w|['’])(?:,?{GAP}(?P<year>{YEAR}))?",
    # "on the 5th", "the 28th of that month"
    "nth": (
        rf"(?:[Oo]n|[Bb]y){GAP}(?P<day>the{GAP}{DAY})(?<=[a-z])(?=[,.;:)]|{GAP}(?:and|when|they|he|she|but)\b)"
        rf"|(?P<day_of>the{GAP}{DAY})(?<=[a-z]){GAP}of{GAP}(?:that|the{GAP}same){GAP}month\b"
    ),
    # "the second quarter of 2022", "Q3 2022", "the first quarter of this year"
    "quarter": (
        rf"(?:(?:[Tt]he{GAP})?(?P<ordinal>first|second|third|fourth|last){GAP}quarter{GAP}(?:of{GAP})?"
        rf"|Q(?P<number>[1-4]){GAP})(?:(?P<year>{YEAR})|(?P<year_word>{YEAR_WORD}))"
    ),
    # "the 1970s", "1980s"
    "decade": r"(?:[Tt]he )?(?P<year>(?:1[5-9]|20)\d0)(?:['’]?s)\b",
    # "the 19th century"; our own is no date
    "century": rf"(?:[Tt]he{GAP})?(?P<number>1[4-9]|20)(?:<sup>)?th(?:</sup>)?(?:{GAP}|-)century\b",
    # "1955–1963", "2021-22"
    "years": rf"(?P<year>{YEAR}){OGAP}{DASH}{OGAP}(?P<last>{YEAR}|\d\d(?!\d))(?![\d%]|-\d)",
    # "1991"
    "year": rf"(?P<year>(?:1[5-9]|20)\d\d)(?![\d%]|[,.:/]\d|{DASH}\d)",
}

_UNNAMED = re.compile(r"\(\?P<[a-z_0-9]+>")
_BACK = re.compile(r"\(\?P=[a-z]+\)")
SCAN: Final = re.compile(
    r"(?<!\w)(?<!\d[.,:/])(?:"
    + "|".join(f"(?P<{name}>{_BACK.sub('[/.]', _UNNAMED.sub('(?:', form))})" for name, form in FORMS.items())
    + ")"
)
DETAILS: Final[Mapping[str, re.Pattern[str]]] = {name: re.compile(form) for name, form in FORMS.items()}

# ------------------------------------------------------------------ words that belong to a hit

WINDOW: Final = 48  # characters looked at before and after a hit

# Texts: "10:30 a.m.", "10 p.m.", "19:00 hrs", "noon"
CLOCK = (
    r"(?:(?P<hour>\d{1,2})(?:[:.](?P<minute>[0-5]\d))?[^\S\n]?(?P<half>[ap]\.?m\b\.?|[AP]\.?M\b\.?)"
    r"|(?P<hour24>[01]?\d|2[0-3])[:.](?P<minute24>[0-5]\d)(?!\d)(?:[^\S\n]?(?:hrs?|hours)\b)?"
    r"|(?P<word>noon|midnight))"
)
ZONE = rf"(?:{OGAP}\(?(?P<zone>{'|'.join(sorted(map(re.escape, _WORDS.zones), key=len, reverse=True))})\b\)?)?"
# Texts: "… at 10:30 a.m. ET", "… (12:00 GMT)", "… at about 9 p.m."
CLOCK_AFTER = re.compile(rf",?{GAP}\(?(?:(?:at|around|about|from|@){GAP})*{CLOCK}{ZONE}")
# A date after a clock time in brackets has that time: "March 20 (9 p.m., March 19 EST)"
DATE_AFTER = re.compile(rf",?{GAP}(?:on{GAP})?(?:{SHORT_MONTH}|{WEEKDAY})")
# as in "12:00 on Friday", "9:34 p.m., 19 March"
CLOCK_BEFORE = re.compile(rf"{CLOCK}{ZONE}(?:,?{GAP}(?:(?:on|of){GAP})?)\Z")
_DAYPART = r"(?:morning|afternoon|evening)"
# "… morning", "… at night", "… late in the evening"
DAYPART_AFTER = re.compile(
    rf"{GAP}(?:(?:(?:early|late){GAP})?(?:{_DAYPART}|night)|at{GAP}(?:night|noon|dawn|dusk)"
    rf"|(?:(?:early|late){GAP})?in{GAP}the{GAP}{_DAYPART})\b"
)
# "late at night on …", "early …", "the early hours of …", "on the evening of …", "at dawn on …"
DAYPART_BEFORE = re.compile(
    rf"(?:(?:[Ee]arly|[Ll]ater?|[Ee]arlier){GAP}"
    rf"(?:(?:at{GAP}night|in{GAP}the{GAP}(?:day|{_DAYPART})|evening|morning|afternoon){GAP})?(?:(?:on|of){GAP}(?:the{GAP})?)?"
    rf"|(?:(?:[Ii]n|[Dd]uring|[Oo]n|[Bb]y|[Ll]ate|[Ee]arly){GAP})?(?:[Tt]he{GAP})?(?:(?:early|late|small|wee|night){GAP})?"
    rf"(?:morning{GAP})?(?:hours|{_DAYPART}|night){GAP}(?:of|on){GAP}(?:the{GAP})?"
    rf"|[Aa]t{GAP}(?:night|noon|midnight|dawn){GAP}on{GAP})\Z"
)
LEADING_WORD = re.compile(rf"(?:[Ii]n|[Dd]uring|[Oo]n|[Bb]y|[Aa]t){GAP}")
# "the end of …", "mid-…", "early in …", "the first ten months of …"
PART_BEFORE = re.compile(
    rf"(?:(?P<part>{any_of(_WORDS.parts)})(?:{GAP}|{DASH})(?:the{GAP})?"
    rf"|(?P<ordinal>(?:[Tt]he{GAP})?{any_of(_WORDS.ordinals)}){GAP}(?:(?P<number>{NUMBER}){GAP})?"
    rf"(?P<unit>day|week|month|quarter)s?{GAP}(?:of|in){GAP}(?:the{GAP})?)\Z"
)
# a year that opens a sentence or stands as a heading: "In …", "By the end of …", "… :"
OPENING = re.compile(
    rf"(?:^|[.!?:;][\"”’)]?\s+)(?:(?:[A-Z]\w+,?{GAP})?"
    rf"(?:[Ii]n|[Bb]y|[Dd]uring|[Tt]hroughout|[Ff]rom|[Bb]etween|[Tt]owards?|[Aa]t|[Aa]fter|The)(?:{GAP}the)?{GAP})?\Z",
    re.MULTILINE,
)

# ------------------------------------------------------------------ words that show a hit to be no date

# "Good Friday"; "Friday prayers"
WEEKDAY_BEFORE = re.compile(rf"{any_of(_WORDS.stops['before_weekday'])}{GAP}\Z")
WEEKDAY_AFTER = re.compile(rf"{GAP}{any_of(_WORDS.stops['after_weekday'])}\b")
# "Resolution 2015"; "$2000", "3.2015", "fy-2025"; "2000 people", unless "in" stands before
YEAR_BEFORE = re.compile(
    rf"(?:(?<!\w){any_of(_WORDS.stops['before_year'])}{GAP}?|[$€£#№]{OGAP}|\d[.,/:]"
    rf"|[A-Za-z]-(?<!mid-)(?<!Mid-)(?<!pre-)(?<!Pre-)(?<!post-)(?<!Post-)|[/=_])\Z"
)
YEAR_AFTER = re.compile(rf"{OGAP}{any_of(_WORDS.stops['after_year'])}(?!\w)")
YEAR_INTRODUCED = re.compile(rf"(?<!\w)(?:[Ii]n|[Ss]ince|[Uu]ntil|[Dd]uring){GAP}\Z")
# "in March" is a month, "the March on the capital" is none; nor is "April Ostrand"
INTRODUCED = re.compile(rf"(?<!\w)(?:{any_of(_WORDS.introducers)}{GAP}|[Mm]id[-– ])\Z")
CAPITAL_AFTER = re.compile(rf"{GAP}[A-Z]")
# "by the spring" is a season, "the fall of the capital" is none
SEASON_BEFORE = re.compile(rf"(?<!\w){any_of(_WORDS.season_introducers)}(?:{GAP}|{DASH})(?:the{GAP})?\Z")
# "as soon as"; "soon after"
SOON_BEFORE = re.compile(rf"(?<!\w){any_of(_WORDS.stops['not_before_soon'])}{GAP}\Z")
SOON_AFTER = re.compile(rf"{GAP}{any_of(_WORDS.stops['not_after_soon'])}\b")
