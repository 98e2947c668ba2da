"""The pages in the system's Chromium: layers, light from list to text, decisions by key, upload, window of time, phone.

Nothing may be asked of another machine, nothing said on the console, and axe-core finds nothing serious.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
PAGES = (
    "/", "/?modality=any&q=ferry", "/documents", "/actors", "/network?modality=any", "/timeline", "/stories", "/map",
    "/review?queue=contacts", "/history", "/read", "/search?q=president", "/changes?id=call-edited",
    "/story?document=venue-vienna",
)  # fmt: skip

OpenPage = Callable[..., Any]


@pytest.fixture
def store(fuller_store: Path, tmp_path: Path) -> Path:
    """Return a copy of the fuller store that a test may change."""
    return Path(shutil.copy(fuller_store, tmp_path / "record.db"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_serious_for_those_who_do_not_see_the_page(open_page: OpenPage, address: str, scheme: str) -> None:
    page = open_page("/", color_scheme=scheme)
    document = page.request.get(f"{address}/api/v1/documents?limit=1").json()["items"][0]
    actor = page.request.get(f"{address}/api/v1/actors?limit=1").json()["items"][0]
    contact = page.request.get(f"{address}/api/v1/contacts?limit=1").json()["items"][0]
    more = (
        f"/document?id={document['document_id']}",
        f"/actor/{actor['actor_id']}",
        f"/contact/{contact['occurrence_id']}",
    )
    serious: list[str] = []
    for path in (*PAGES, *more):
        page.goto(address + path, wait_until="networkidle")
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        serious += [
            f"{path} {scheme}: {each['id']}: {each['nodes'][0]['html'][:200]}"
            for each in found["violations"]
            if each["impact"] in {"serious", "critical"}
        ]
    assert serious == []


def test_layers_and_lights_of_a_document(open_page: OpenPage, address: str) -> None:
    page = open_page("/documents")
    page.get_by_text("telephones leaders").click() if page.get_by_text("telephones leaders").count() else page.goto(
        address + page.locator("a[href*='/document?id=']").first.get_attribute("href")
    )
    page.wait_for_load_state("networkidle")
    actor = page.locator(".source-text .on-actor").first
    shaded = actor.evaluate("each => getComputedStyle(each).backgroundColor")
    page.locator("#layer-actor").uncheck()
    page.wait_for_timeout(250)
    assert actor.evaluate("each => getComputedStyle(each).backgroundColor") != shaded
    record = page.locator(".records li[data-r]").first
    record.hover()
    assert page.locator(".source-text .lit").count() > 0
    page.mouse.move(0, 0)
    assert page.locator(".source-text .lit").count() == 0
    record.focus()
    assert page.locator(".source-text .lit").count() > 0
    page.locator(".source-text [data-r]").first.hover()
    assert page.locator(".records .lit").count() > 0


@pytest.mark.usefixtures("doubtful")
def test_decisions_by_key_and_undo(open_page: OpenPage) -> None:
    page = open_page("/review?queue=contacts")
    page.fill("#reviewer", "Alma Reyes")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "deciding as" in page.text_content("main")
    with page.expect_navigation():
        page.keyboard.press("s")
    assert "Last decided" in page.text_content("main")
    with page.expect_navigation():
        page.keyboard.press("z")
    assert page.locator("h2.question").count() == 1


def test_pasted_text_is_read_with_progress(open_page: OpenPage) -> None:
    page = open_page("/read")
    page.fill(
        "#text", "President Alma Reyes of Orvania met Foreign Minister Tomas Kestrel of Lindqvar on 3 March 2024."
    )
    with page.expect_navigation():
        page.click("button.main")
    page.get_by_role("heading", name="Documents").wait_for(timeout=60_000)
    assert "1 documents read" in page.text_content("main")


def test_search_filter_theme_and_phone(open_page: OpenPage) -> None:
    page = open_page("/", viewport={"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.keyboard.press("/")
    page.keyboard.type("ceasefire")
    assert page.input_value("#find") == "ceasefire"
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click("[data-theme-switch]")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before
    page.reload()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before


def test_window_of_the_network(open_page: OpenPage) -> None:
    page = open_page("/network?modality=any")
    assert page.locator("[data-network] canvas").count() > 0
    ties = page.locator("main table tbody tr").count()
    with page.expect_navigation():
        page.locator("[data-slide=until]").focus()
        page.keyboard.press("Home")
    assert 0 <= page.locator("main table tbody tr").count() < ties
    assert "until=" in page.url


def test_map_parts_places_and_leads_to_the_ledger(open_page: OpenPage) -> None:
    page = open_page("/map", viewport={"width": 1200, "height": 900})
    page.locator("[data-map][data-drawn]").wait_for()
    points = page.locator(".map-drawing .point")
    drawn = points.count()
    assert page.locator(".map-drawing .point.vague").count() >= 1
    labels = page.locator(".map-drawing .label").all_text_contents()
    assert {"Nairobi", "Doha"} <= set(labels)
    page.locator("[data-scale='0']").click()
    assert points.count() <= drawn
    page.locator("[data-map-view]").focus()
    page.keyboard.press("+")
    page.keyboard.press("ArrowLeft")
    page.locator("[data-scale='0']").click()
    with page.expect_navigation():
        page.locator(".map-drawing .point.vague").first.click()
    assert "place=" in page.url
    assert page.locator(".chosen").text_content().strip().startswith("at ")


def test_map_says_where_its_borders_come_from_and_all_of_it_stands_in_a_table(open_page: OpenPage) -> None:
    page = open_page("/map?modality=any")
    assert "Natural Earth" in page.text_content("figcaption")
    page.locator("[data-map][data-drawn]").wait_for()
    link = page.locator("main table tbody tr", has_text="Vienna").locator("a").first
    counted = page.locator("main table tbody tr", has_text="Vienna").locator("td").last.text_content()
    with page.expect_navigation():
        link.click()
    assert page.locator("h1").text_content().split()[0] == counted.strip()


def test_near_places_are_drawn_as_one_until_the_scale_parts_them(open_page: OpenPage) -> None:
    page = open_page("/map", viewport={"width": 390, "height": 844})
    page.locator("[data-map][data-drawn]").wait_for()
    page.locator("[data-scale='0']").click()
    label = page.locator(".map-drawing .label")
    assert label.filter(has_text="Bratislava +1").count() == 1
    joined = page.locator(".map-drawing .point")
    radii = joined.locator("circle").evaluate_all("all => all.map((each) => +each.getAttribute('r'))")
    joined.nth(radii.index(max(radii))).dispatch_event("click")
    assert sorted(set(label.all_text_contents()) & {"Vienna", "Bratislava"}) == ["Bratislava", "Vienna"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_window_and_filters_of_the_map(open_page: OpenPage) -> None:
    page = open_page("/map")
    places = page.locator("main table tbody tr").count()
    with page.expect_navigation():
        page.locator("[data-slide=until]").focus()
        page.keyboard.press("ArrowLeft")
    with page.expect_navigation():
        page.locator("[data-slide=until]").focus()
        page.keyboard.press("Home")
    assert "until=" in page.url
    assert page.locator("main table tbody tr").count() < places
    with page.expect_navigation():
        page.get_by_text("all of the time").click()
    with page.expect_navigation():
        page.select_option("select[name=kind]", "call")
    assert "kind=call" in page.url
    assert "since" not in page.url


def test_story_in_order_with_what_is_shown_switched(open_page: OpenPage, address: str) -> None:
    page = open_page("/stories")
    assert page.locator(".stories li").count() > 1
    page.goto(f"{address}/document?id=venue-vienna", wait_until="networkidle")
    with page.expect_navigation():
        page.get_by_role("link", name="its story").click()
    shown = {kind: page.locator(f".step-of-{kind}").count() for kind in ("contact", "document")}
    assert shown["contact"] >= 1
    assert shown["document"] >= 2
    page.locator("#story-document").uncheck()
    assert page.locator(".step-of-document").first.is_hidden()
    assert page.locator(".step-of-contact").first.is_visible()
    page.locator("#story-said").uncheck()
    assert page.locator(".step .said:visible").count() == 0


def test_versions_show_what_went_and_what_came(open_page: OpenPage) -> None:
    page = open_page("/document?id=call-edited")
    with page.expect_navigation():
        page.get_by_role("link", name="what changed").click()
    assert "regretted" in " ".join(page.locator(".passage del").all_text_contents())
    assert "took note of" in " ".join(page.locator(".passage ins").all_text_contents())
    assert "Orvania pay for the lost nets" in page.locator(".entry-lost").text_content()
    with page.expect_navigation():
        page.get_by_role("link", name="read version 1").click()
    assert "This is an older version" in page.text_content("main")
