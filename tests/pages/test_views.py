"""Map, stories, versions and the parts of an actor's page, without a browser."""

from __future__ import annotations

import csv
import datetime as dt
import html
import io
import re
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from dragoman.pages.actors import name_script
from dragoman.pages.app import make_app
from dragoman.pages.drawings import draw_months
from dragoman.pages.shown import show_days, show_heading, show_moment, show_when, tell_days
from dragoman.pages.versions import Words, cut_passages
from dragoman.pages.window import list_months
from dragoman.record import DateRange
from dragoman.stories.changes import compare_versions
from tests.factories import make_document, make_reading

VIENNA = "geonames:2761369"


@pytest.fixture
def fuller(fuller_store: Path) -> TestClient:
    return TestClient(make_app(fuller_store, read_only=True), base_url="http://localhost")


def get(client: TestClient, path: str) -> dict[str, Any]:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


# ------------------------------------------------------------------ map


def test_map_counts_what_the_ledger_of_a_place_lists(fuller: TestClient) -> None:
    found = get(fuller, "/map.json?modality=any")
    names = {each["name"] for each in found["items"]}
    assert {"Geneva", "Vienna", "Doha", "Nairobi", "Norway"} <= names
    assert 0 < found["placed"] < found["total"]
    for each in found["items"]:
        ledger = get(fuller, f"/ledger.json?modality=any&place={each['place_id']}")
        assert ledger["total"] == each["contacts"] == len(ledger["items"]), each["name"]


def test_filters_of_the_map_are_those_of_the_ledger(fuller: TestClient) -> None:
    later = get(fuller, "/map.json?since=2024-11-01")
    assert {"Singapore", "Norway"} <= {each["name"] for each in later["items"]}
    assert "Geneva" not in {each["name"] for each in later["items"]}
    assert get(fuller, "/map.json?kind=letter")["items"] == []
    assert get(fuller, f"/map.json?place={VIENNA}")["items"][0]["name"] == "Vienna"
    page = fuller.get("/map?kind=letter").text
    assert "None" not in page.split("<main")[1]
    assert "the gazetteer knows" in page or "No contact fits" in page


def test_map_as_a_sheet(fuller: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(fuller.get("/map.csv?modality=any").text)))
    assert {row["name"] for row in rows} >= {"Vienna", "Doha"}
    assert all(-90 <= float(row["latitude"]) <= 90 for row in rows if row["latitude"])


def test_a_place_in_the_ledger_is_named_and_can_be_taken_away(fuller: TestClient) -> None:
    page = fuller.get(f"/?place={VIENNA}").text
    assert "at Vienna" in page
    assert "Tomas Kestrel" in page
    assert get(fuller, "/ledger.json?place=nowhere")["items"] == []


@pytest.mark.parametrize(
    "first, last, count",
    [
        pytest.param(dt.date(2024, 3, 31), dt.date(2024, 3, 31), 1, id="one month"),
        pytest.param(dt.date(2023, 12, 31), dt.date(2024, 1, 1), 2, id="over a new year"),
        pytest.param(dt.date(2020, 1, 1), dt.date(2024, 12, 1), 60, id="years"),
    ],
)
def test_months_of_the_slider(first: dt.date, last: dt.date, count: int) -> None:
    months = list_months(first, last)
    assert len(months) == count
    assert months[0] <= first
    assert months[-1] <= last
    assert all(each.day == 1 for each in months)


# ------------------------------------------------------------------ stories


def test_story_holds_its_contacts_statements_and_documents_in_order(fuller: TestClient) -> None:
    found = get(fuller, "/story.json?document=venue-vienna")
    assert {"venue-vienna", "venue-arabic"} <= {each["document_id"] for each in found["members"]}
    days = [each["first_day"] or each["last_day"] for each in found["items"]]
    assert [day for day in days if day] == sorted(day for day in days if day)
    assert {each["what"] for each in found["items"]} >= {"contact", "document"}
    contacts = [each["contact"]["occurrence_id"] for each in found["items"] if each["what"] == "contact"]
    assert sorted(contacts) == sorted(found["occurrences"])
    said = [line["statement_id"] for each in found["items"] for line in each["statements"]]
    assert len(said) == len(set(said))
    assert any("release of the crews" in line["words"] for each in found["items"] for line in each["statements"])


def test_story_of_a_contact_is_that_of_its_documents(fuller: TestClient) -> None:
    contact = get(fuller, f"/ledger.json?place={VIENNA}")["items"][0]["occurrence_id"]
    by_contact = get(fuller, f"/story.json?contact={contact}")
    assert "venue-vienna" in {each["document_id"] for each in by_contact["members"]}
    assert f"/story?contact={contact}" in fuller.get(f"/contact/{contact}").text


def test_list_of_stories(fuller: TestClient) -> None:
    found = get(fuller, "/stories.json")["items"]
    assert len(found) > 2
    assert all(each["accounts"] >= 2 for each in found)
    days = [each["last_day"] for each in found if each["last_day"]]
    assert days == sorted(days, reverse=True)
    early = get(fuller, "/stories.json?until=2024-07-31")["items"]
    assert early
    assert all((each["last_day"] or "") <= "2024-07-31" for each in early)
    reyes = get(fuller, "/actors.json?name=Alma+Reyes")["items"][0]["actor_id"]
    own = get(fuller, f"/stories.json?actor={reyes}")["items"]
    assert own
    assert all("Alma Reyes" in {person["name"] for person in each["people"]} for each in own)


@pytest.mark.parametrize("path", ["/story", "/story?document=nothing", "/story?contact=nothing", "/changes?id=nothing"])
def test_what_is_not_there_is_told_plainly(fuller: TestClient, path: str) -> None:
    answer = fuller.get(path)
    assert answer.status_code in {400, 404}
    assert "<h1" in answer.text


@pytest.mark.parametrize(
    "path, said", [("/contact/zzz", "no occurrence has an id"), ("/nope", "there is no page at /nope")]
)
def test_an_error_speaks_of_no_command(fuller: TestClient, path: str, said: str) -> None:
    answer = fuller.get(path)
    assert answer.status_code == 404
    assert said in answer.text
    assert "dragoman timeline" not in answer.text


def test_a_time_line_is_found_by_names(fuller: TestClient) -> None:
    assert 'name="name"' in fuller.get("/timeline").text
    alone = get(fuller, "/timeline.json?name=Dolvet")["items"]
    both = get(fuller, "/timeline.json?name=Dolvet&name=Wrennick")["items"]
    assert both
    assert len(alone) > len(both)
    assert all({"Irena Dolvet", "Aldous Wrennick"} <= set(each["participants"]) for each in both)
    assert "Irena Dolvet" in fuller.get("/timeline?name=Dolvet&name=").text
    assert "no actor of the store is called so" in fuller.get("/timeline?name=Zzyzx").text


# ------------------------------------------------------------------ versions


def test_versions_of_a_document(fuller: TestClient) -> None:
    (change,) = get(fuller, "/changes.json?id=call-edited")["items"]
    assert change["old_title"].startswith("Minister Reyes regrets")
    assert any(each["old_words"].strip() == "regretted" for each in change["text"])
    assert {each["change"] for each in change["statements"]} >= {"altered", "lost"}
    page = fuller.get("/changes?id=call-edited").text
    assert "<del>" in page
    assert "12 February 2025" in page
    assert "11 February 2025" in page
    assert "DateRange" not in page
    assert "/changes?id=call-edited" in fuller.get("/document?id=call-edited").text
    assert "/changes?id=call-edited" in fuller.get("/documents").text


def test_a_document_of_one_version_says_so(fuller: TestClient) -> None:
    assert "nothing has changed" in fuller.get("/changes?id=venue-doha").text


def join(passage: tuple[Words, ...], left_out: str) -> str:
    return "".join(each.text for each in passage if each.kind != left_out)


TEXTS = st.lists(st.sampled_from(["ferry ", "line ", "strait.\n\n", "accord ", "x"]), max_size=160).map("".join)


@given(TEXTS, TEXTS)
def test_passages_show_nothing_that_is_in_neither_version(old: str, new: str) -> None:
    change = compare_versions(
        make_reading(make_document(old, title=None)), make_reading(make_document(new, title=None))
    )
    passages = list(cut_passages(new, change.text))
    assert bool(passages) == (old != new)
    for passage in passages:
        if any("↵" in each.text for each in passage):
            continue  # line breaks alone are shown as a sign
        assert join(passage, "old").removeprefix("… ").removesuffix(" …") in new
        assert join(passage, "new").removeprefix("… ").removesuffix(" …") in old
        assert {each.kind for each in passage} & {"old", "new"}


def test_words_that_both_versions_share_are_not_told_as_changed() -> None:
    old, new = "the crews. Kestrel demanded nets.\n\nThe end.", "the crews.\n\nThe end."
    change = compare_versions(
        make_reading(make_document(old, title=None)), make_reading(make_document(new, title=None))
    )
    (passage,) = cut_passages(new, change.text)
    assert [(each.kind, each.text) for each in passage] == [
        ("same", "the crews."),
        ("old", " Kestrel demanded nets."),
        ("same", "\n\nThe end."),
    ]


# ------------------------------------------------------------------ an actor's page


def test_actor_page_has_all_its_parts(fuller: TestClient) -> None:
    reyes = get(fuller, "/actors.json?name=Alma+Reyes")["items"][0]["actor_id"]
    page = fuller.get(f"/actor/{reyes}").text
    for part in ("contacts", "partners", "names", "statements", "made", "received", "called", "calls"):
        assert f'id="{part}"' in page, part
    assert "took note of the incident" in page


def test_statements_of_an_actor_a_page_at_a_time(fuller: TestClient) -> None:
    actors = get(fuller, "/actors.json?kind=person")["items"]
    pages = {each["actor_id"]: fuller.get(f"/actor/{each['actor_id']}").text for each in actors[:6]}
    longer = [actor for actor, page in pages.items() if "said=8" in page]
    assert longer
    second = fuller.get(f"/actor/{longer[0]}?said=8").text
    assert "← Later" in second


@pytest.mark.parametrize(
    "name, script",
    [
        ("Alma Reyes", "Latin"), ("Алма Рейес", "Cyrillic"), ("ألما رييس", "Arabic"), ("알마", "Hangul"), ("1", ""),
    ],
)  # fmt: skip
def test_script_of_a_name(name: str, script: str) -> None:
    assert name_script(name) == script


@given(st.lists(st.tuples(st.dates(dt.date(1990, 1, 1), dt.date(2030, 1, 1)), st.integers(1, 9)), max_size=30))
def test_columns_of_months_stand_on_the_paper(days: list[tuple[dt.date, int]]) -> None:
    columns = draw_months("a", sorted(days))
    assert sum(each.count for each in columns) == sum(count for _, count in days)
    assert all(0 <= each.left <= 720 for each in columns)
    assert all(0 < each.height <= 100 for each in columns)
    assert len({each.month for each in columns}) == len(columns)


# ------------------------------------------------------------------ days in words


@pytest.mark.parametrize(
    "first, last, words",
    [
        ("2024-03-15", "2024-03-15", "15 March 2024"), ("2024-03-01", "2024-03-31", "March 2024"),
        ("2024-01-01", "2024-12-31", "2024"), ("2024-03-12", "2024-03-14", "12 to 14 March 2024"),
        ("2024-03-30", "2024-04-02", "30 March 2024 to 2 April 2024"), (None, "2024-03-15", "by 15 March 2024"),
        ("2024-03-15", None, "15 March 2024 or later"), (None, None, "day not told"),
        ("2024-02-01", "2024-02-28", "1 to 28 February 2024"),
    ],
)  # fmt: skip
def test_days_are_told_as_exactly_as_they_are_known(first: str | None, last: str | None, words: str) -> None:
    ends = [dt.date.fromisoformat(each) if each else None for each in (first, last)]
    assert show_days(*ends) == words


@pytest.mark.parametrize(
    "moment, zone, words",
    [
        ("2024-03-15T21:30:00-05:00", None, "15 March 2024, 21:30 (-05:00)"),
        ("2024-03-15T21:30:00+00:00", None, "15 March 2024, 21:30 UTC"),
        ("2024-03-15T21:30:00", None, "15 March 2024, 21:30"),
        ("2024-03-15T21:30:00+02:00", "Europe/Kyiv", "15 March 2024, 21:30 (Europe/Kyiv)"),
        ("2024-03-15", "Europe/Kyiv", "15 March 2024"), (None, None, ""),
    ],
)  # fmt: skip
def test_a_clock_has_its_zone(moment: str | None, zone: str | None, words: str) -> None:
    assert show_moment(moment, zone) == words


def test_days_within_words() -> None:
    assert tell_days("2024-02-12 21:30, before 2024-02-14") == "12 February 2024 21:30, before 14 February 2024"
    assert tell_days("‘2024-13-45’, day unknown") == "‘2024-13-45’, day unknown"
    assert not tell_days(None)  # an account that tells no day


def test_a_heading_has_the_weekday_of_one_day_only() -> None:
    day = dt.date(2024, 3, 15)
    assert show_heading(day, day) == "Friday, 15 March 2024"
    assert show_heading(dt.date(2024, 3, 1), dt.date(2024, 3, 31)) == "March 2024"
    assert show_heading(None, None) == "Day not told"


def test_a_heading_tells_a_bound_as_one() -> None:
    day = dt.date(2024, 3, 15)
    assert show_heading(None, day) == "Day not told, by 15 March 2024"
    assert show_heading(day, None) == "Day not told, from 15 March 2024"


def test_a_date_range_in_words() -> None:
    stated = DateRange(dt.date(2024, 3, 15), dt.date(2024, 3, 16), "stated", dt.time(21, 30), "Europe/Kyiv")
    assert show_when(stated) == "15 March 2024, 21:30 (Europe/Kyiv)"
    assert show_when(DateRange(None, dt.date(2023, 10, 25), "bounded")) == "by 24 October 2023"
    assert show_when(None, "on Friday") == "‘on Friday’, day unknown"


# ------------------------------------------------------------------ all of it


def test_every_link_leads_somewhere(fuller: TestClient) -> None:
    waiting, seen = ["/", "/?modality=any"], set[str]()
    dead: list[str] = []
    while waiting and len(seen) < 350:
        path = waiting.pop(0)
        if path in seen:
            continue
        seen.add(path)
        answer = fuller.get(path)
        if answer.status_code != 200:
            dead.append(f"{path}: {answer.status_code}")
        if "data-unknown" in answer.text:
            dead.append(f"{path}: its query is not known")
        if answer.headers["content-type"].startswith("text/html") and "attachment" not in str(answer.headers):
            links = re.findall(r'href="(/[^"#]*)', answer.text)
            waiting += [html.unescape(link) for link in links if not link.startswith("/static/")]
    assert dead == []
    assert len(seen) > 150
