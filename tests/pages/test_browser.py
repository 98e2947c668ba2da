"""The pages in the system's Chromium: layers, light from list to text, decisions by key, upload, window of time, phone.

Nothing may be asked of another machine, nothing said on the console, and axe-core finds nothing serious.
"""

from __future__ import annotations

import os
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from dragoman.pages.app import make_app

sync_api = pytest.importorskip("playwright.sync_api", reason="NO BROWSER TESTS: playwright is not installed")
CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
AXE = Path(__file__).parent / "vendor" / "axe.min.js"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run",
]  # fmt: skip
PAGES = (
    "/", "/?modality=any&q=ferry", "/documents", "/actors", "/network?modality=any", "/timeline", "/review?queue=contacts",
    "/history", "/read", "/search?q=president",
)  # fmt: skip

pytestmark = pytest.mark.skipif(
    not CHROMIUM.exists(), reason=f"NO BROWSER TESTS: there is no {CHROMIUM}; CHROMIUM may name one"
)

OpenPage = Callable[..., Any]


@pytest.fixture
def address(store: Path) -> Iterator[str]:
    server = uvicorn.Server(uvicorn.Config(make_app(store), port=0, log_level="error"))
    with warnings.catch_warnings():
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        server.should_exit = True
        thread.join(10)


@pytest.fixture
def open_page(address: str) -> Iterator[OpenPage]:
    """Open pages that must ask nothing of others and say nothing on the console."""
    said: list[str] = []
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)

        def note_request(request: Any) -> None:
            if not request.url.startswith((address, "data:")):
                said.append(request.url)

        def note_message(message: Any) -> None:
            if message.type in {"error", "warning"}:
                said.append(message.text)

        def note_error(error: Any) -> None:
            said.append(str(error))

        def open_at(path: str, **options: Any) -> Any:
            page = browser.new_context(**options).new_page()
            page.on("request", note_request)
            page.on("console", note_message)
            page.on("pageerror", note_error)
            page.goto(address + path, wait_until="networkidle")
            return page

        yield open_at
        browser.close()
    assert said == []


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
