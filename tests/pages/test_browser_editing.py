"""Records corrected and added in the system's Chromium: by key, by selecting words, undone; nothing serious for axe."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

AXE = Path(__file__).parent / "vendor" / "axe.min.js"

OpenPage = Callable[..., Any]


def begin(page: Any) -> None:
    """Give the reviewer's name, which is asked once."""
    page.fill("#reviewer", "Alma Reyes")
    with page.expect_navigation():
        page.keyboard.press("Enter")


def press(page: Any, key: str) -> None:
    with page.expect_navigation():
        page.keyboard.press(key)


def ids_of(page: Any, address: str) -> list[str]:
    items = page.request.get(f"{address}/review.json?queue=events").json()["items"]
    return [each["event_id"] for each in items]


def test_events_are_reviewed_by_key_and_undone(open_page: OpenPage, address: str) -> None:
    page = open_page("/review?queue=events")
    begin(page)
    waiting = ids_of(page, address)
    press(page, "a")
    assert "found right" in page.text_content("main")
    press(page, "j")
    press(page, "r")
    assert ids_of(page, address) == [waiting[1], *waiting[3:]]
    press(page, "u")
    assert ids_of(page, address) == waiting[1:]
    press(page, "u")
    assert ids_of(page, address) == waiting
    press(page, "k")
    press(page, "e")
    assert f"/edit/{waiting[0]}" in page.url
    page.select_option("[name=f-type]", "THREATEN")
    page.fill("[name=f-mode]", "")
    with page.expect_navigation():
        page.get_by_role("button", name="Save").click()
    assert "/review?queue=events" in page.url
    assert ids_of(page, address) == waiting[1:]


def test_the_speaker_of_a_statement_is_edited_and_undone(open_page: OpenPage, address: str) -> None:
    page = open_page("/documents")
    found = page.request.get(f"{address}/api/v1/statements?limit=50").json()["items"]
    said = next(each for each in found if each["hearers"] and each["speakers"])
    page.goto(f"{address}/document?id={said['document_id']}")
    page.locator(f"a.edit-link[href*='{said['statement_id']}']").click()
    page.get_by_label("Speaker, 1").fill(said["hearers"][0]["told_as"])
    page.get_by_label("Your name").fill("Alma Reyes")
    page.get_by_label("Why").fill("he said it")
    with page.expect_navigation():
        page.get_by_role("button", name="Save").click()
    badge = page.locator(f"li.record[data-r^=s] a.badge.hand[href*='{said['statement_id']}']")
    assert "corrected by Alma Reyes" in badge.text_content()
    badge.click()
    page.get_by_text("as it was read:").wait_for()
    press(page, "u")
    assert page.get_by_text("as it was read:").count() == 0
    assert "undone" in page.text_content("main")


def test_a_contact_is_added_on_words_selected_in_the_text(open_page: OpenPage, address: str) -> None:
    page = open_page("/documents")
    items = page.request.get(f"{address}/documents.json").json()["items"]
    document = next(each for each in items if each["path"].endswith("call-told-by-kestland.txt"))
    page.goto(f"{address}/document?id={document['document_id']}")
    page.get_by_role("link", name="add a contact").click()
    page.locator("[data-select] .text").evaluate(
        """text => { const range = document.createRange(); const node = text.firstChild;
            range.setStart(node, 20); range.setEnd(node, 60); getSelection().removeAllRanges();
            getSelection().addRange(range); }"""
    )
    page.locator("[data-select]").dispatch_event("mouseup")
    words = page.input_value("#words")
    assert len(words) > 20
    page.get_by_label("Who took part, 1").fill("Irena Dolvet")
    page.get_by_label("Who took part, 2").fill("Teodor Lindqvar")
    page.get_by_label("Who took part, 3").fill("Oren Halvacek")
    page.get_by_label("Who took part, 4").wait_for()  # another place for each that is filled
    page.get_by_label("Date").fill("2031-01-02")
    page.get_by_label("Your name").fill("Alma Reyes")
    with page.expect_navigation():
        page.get_by_role("button", name="Add the contact").click()
    assert "added by hand by Alma Reyes" in page.text_content(".records")
    (item,) = page.request.get(f"{address}/ledger.json?since=2031-01-01").json()["items"]
    assert item["reports"][0]["words"] == " ".join(words.split()) or item["reports"][0]["words"] == words
    page.goto(f"{address}/history")
    with page.expect_navigation():
        page.get_by_role("button", name="Undo").first.click()
    assert page.request.get(f"{address}/ledger.json?since=2031-01-01").json()["items"] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_forms_are_no_trouble_for_those_who_do_not_see_them(
    open_page: OpenPage,
    address: str,
    scheme: str,
) -> None:
    page = open_page("/review?queue=events", color_scheme=scheme)
    begin(page)
    document = page.request.get(f"{address}/documents.json").json()["items"][0]["document_id"]
    event = ids_of(page, address)[0]
    page.goto(f"{address}/edit/{event}")
    page.get_by_label("Place").fill("Ostrel")
    with page.expect_navigation():
        page.get_by_role("button", name="Save").click()
    serious: list[str] = []
    for path in ("/review?queue=events", f"/edit/{event}", f"/add?id={document}", "/add?what=statement", "/history"):
        page.goto(address + path, wait_until="networkidle")
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        serious += [
            f"{path} {scheme}: {each['id']}: {each['nodes'][0]['html'][:200]}"
            for each in found["violations"]
            if each["impact"] in {"serious", "critical"}
        ]
    assert serious == []
