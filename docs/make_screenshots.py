"""`python docs/make_screenshots.py`: reads samples/ into a store, opens every page, writes docs/screenshots/*.png.

With them are read the documents that the tests of pages add: meetings at known places, a document that was edited.

Needs playwright and a Chromium (CHROMIUM names one; /usr/bin/chromium by default).  Nothing but the server started
here is asked; a page that asks for anything else, or says anything on its console, ends the program.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlencode

import uvicorn
from playwright.sync_api import Page, sync_playwright

from dragoman.commands.read import read_options
from dragoman.engines.local import read_inputs, store_outcomes
from dragoman.language import load_language
from dragoman.pages.app import make_app
from dragoman.pipeline import read_document
from dragoman.reading.inputs import plan_inputs
from dragoman.registry import load_registry
from dragoman.store.connection import open_store

ROOT = Path(__file__).resolve().parent.parent
READ = ("samples", *(f"tests/pages/more/{name}.jsonl" for name in ("venues", "edited-1", "edited-2", "doubtful")))
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
)  # fmt: skip
Go = Callable[[str], str]  # to a path; returns the path that was come to
Ask = Callable[[str], list[dict[str, Any]]]  # the items of an answer
LOOKS: tuple[tuple[str, Literal["light", "dark"]], ...] = (("wide", "light"), ("wide", "dark"), ("phone", "light"))
SIZES = {"wide": (1360, 900), "phone": (390, 844)}


def main() -> None:
    """Write the screenshots."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", type=Path, help="a store to show in place of one read from samples/")
    parser.add_argument("--to", type=Path, default=ROOT / "docs" / "screenshots")
    asked = parser.parse_args()
    asked.to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        store = asked.store or read_samples(Path(folder) / "samples.db")
        with serving(store) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
            try:
                for size, scheme in LOOKS:
                    width, height = SIZES[size]
                    context = browser.new_context(
                        viewport={"width": width, "height": height}, color_scheme=scheme, device_scale_factor=1
                    )
                    page = context.new_page()
                    watch(page, address)
                    decide = asked.store is None and scheme == "light" and size == "wide"
                    for name, path in visit(page, address, decide=decide):
                        shot = asked.to / f"{name}-{scheme if size == 'wide' else size}.png"
                        page.screenshot(path=shot, full_page=False)
                        sys.stdout.write(f"{shot.name}  {path}\n")
                    context.close()
            finally:
                browser.close()


def read_samples(store: Path) -> Path:
    """Return a new store with the documents of `READ`."""
    language, registry = load_language(), load_registry()
    os.chdir(ROOT)  # so that pages show samples/…, whoever makes them
    options = read_options(None, None, None, [])
    connection = open_store(store, create=True)
    for path in READ:
        found = plan_inputs([path]).inputs
        outcomes = read_inputs(found, options, lambda document: read_document(document, language, registry))
        store_outcomes(connection, outcomes, lambda _item, _outcome: None, registry)
    connection.close()
    return store


@contextmanager
def serving(store: Path) -> Generator[str, None, None]:
    """Give the address of a server that shows the store, for as long as it is wanted."""
    server = uvicorn.Server(uvicorn.Config(make_app(store), port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(5)


def watch(page: Page, address: str) -> None:
    """End the program when a page loads from elsewhere, or says something on its console."""

    def refuse(words: str) -> None:
        sys.stderr.write(f"{page.url}: {words}\n")

    page.on("request", lambda request: None if request.url.startswith((address, "data:")) else refuse(request.url))
    page.on("console", lambda message: refuse(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: refuse(str(error)))


Visited = Generator[tuple[str, str], None, None]


def visit(page: Page, address: str, *, decide: bool) -> Visited:
    """Go from page to page; yield the name of each when it can be looked at."""

    def go(path: str) -> str:
        page.goto(address + path, wait_until="networkidle")
        return page.url.removeprefix(address)

    def ask(path: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = page.request.get(address + path).json()["items"]
        return found

    documents = ask("/api/v1/documents?limit=100")
    yield from visit_documents(go, documents)
    yield from visit_review(page, go, ask, documents, decide=decide)
    yield from visit_record(page, go, ask)


def richest(documents: list[dict[str, Any]]) -> str:
    """Return the id of the document with most statements."""
    found: str = max(documents, key=lambda each: each["statements"])["document_id"]
    return found


def visit_documents(go: Go, documents: list[dict[str, Any]]) -> Visited:
    """Go to the ledger and to documents."""
    rich = richest(documents)
    hostile = (each["document_id"] for each in documents if (each["path"] or "").endswith("hostile.txt"))
    edited = (each["document_id"] for each in documents if each["versions"] > 1)
    yield "ledger", go("/")
    yield "ledger-any", go("/?modality=any")
    yield "nothing", go("/?since=2099-01-01")
    yield "documents", go("/documents")
    yield "document", go("/document?" + urlencode({"id": rich}))
    yield "document-hostile", go("/document?" + urlencode({"id": next(hostile, rich)}))
    yield "versions", go("/changes?" + urlencode({"id": next(edited, rich)}))
    yield "read", go("/read")


def visit_review(page: Page, go: Go, ask: Ask, documents: list[dict[str, Any]], *, decide: bool) -> Visited:
    """Go to what is decided, and with `decide` decide something."""
    if decide:
        go("/review?queue=contacts")
        page.fill("#reviewer", "Alma Reyes")
        with page.expect_navigation():
            page.click("form.name button")
    yield "review", go("/review")
    yield "review-events", go("/review?queue=events")
    yield "review-contacts", go("/review?queue=contacts")
    if decide and page.locator("[data-key~=s]").count():
        with page.expect_navigation():
            page.keyboard.press("s")
    yield "edit", go(f"/edit/{ask('/api/v1/statements?limit=1')[0]['statement_id']}")
    yield "add", go("/add?" + urlencode({"what": "contact", "id": richest(documents)}))
    yield "history", go("/history")


def visit_record(page: Page, go: Go, ask: Ask) -> Visited:
    """Go to what the record has across documents."""
    yield "actors", go("/actors")
    yield "actor", go(f"/actor/{ask('/api/v1/actors?limit=1')[0]['actor_id']}")
    told = ask("/api/v1/contacts?limit=100&accounts=2") or ask("/api/v1/contacts?limit=1")
    yield "contact", go(f"/contact/{told[-1]['occurrence_id']}")  # in the samples, one told otherwise by either side
    yield "search", go("/search?q=president")
    for name in ("network", "map"):
        path = go(f"/{name}?modality=any")
        page.wait_for_timeout(600)
        yield name, path
    yield "timeline", go("/timeline?modality=any")
    yield "stories", go("/stories")
    stories = sorted(ask("/stories.json"), key=lambda each: -len(each["occurrences"]))
    for story in stories[:1]:
        yield "story", go("/story?" + urlencode({"document": story["members"][0]["document_id"]}))


if __name__ == "__main__":
    main()
