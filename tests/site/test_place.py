"""Where one left off, and one's own answer beside ours: kept in the browser, and carried along."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from lesson_code.exercises.progress import FORMAT, VERSION
from tests.site.conftest import PHONE, Visit, path_of, set_width
from tests.site.test_exercises import (
    SIGMOID,
    block_of,
    export,
    file_of,
    open_home,
    open_lesson,
    press,
    take_in,
)

pytestmark = pytest.mark.browser

LESSON = "lessons/03-affine.md"
HEADING = "derive-db"
PLACE = {"page": "lessons/03-affine/", "heading": HEADING, "time": 1_700_000_000_000}
KEPT = "JSON.parse(localStorage.getItem('lesson-code.progress') ?? '{}').place ?? null"


def read_up_to(page: Page, heading: str) -> None:
    """Scroll as a reader does, by the wheel, until a heading stands at the top."""
    top = page.locator(f"#{heading}").bounding_box()
    assert top
    page.mouse.move(400, 400)
    page.mouse.wheel(0, top["y"] - 150)
    page.wait_for_function(f"() => ({KEPT})?.heading === '{heading}'")


def goes_on(visit: Visit, language: str) -> Locator:
    return visit.go(path_of(language, "index.md")).locator("[data-place]")


@pytest.mark.parametrize(("read", "back"), [("ja", "en"), ("en", "ja")])
def test_reading_goes_on_in_either_language(visit: Visit, read: str, back: str) -> None:
    page = visit.go(path_of(read, LESSON))
    assert page.evaluate(KEPT) is None  # who only looks has not read
    read_up_to(page, HEADING)
    link = goes_on(visit, back).get_by_role("link")
    page.keyboard.press("Escape")
    expect(link).to_be_visible()
    link.click()
    page.wait_for_url(f"**/{path_of(back, LESSON)}#{HEADING}")
    title = page.locator(f"#{HEADING}").evaluate("h => h.firstChild.textContent.trim()")
    assert page.locator(f"#{HEADING}").is_visible()
    expect(goes_on(visit, back)).to_contain_text(title)


def test_what_is_looked_up_is_no_place_to_go_on_at(visit: Visit) -> None:
    page = visit.go(path_of("en", "glossary.md"))
    assert page.locator("script[src*=place]").count() == 0
    assert visit.go(path_of("en", LESSON)).locator("script[src*=place]").count() == 1


def test_the_place_travels_with_the_file_and_goes_when_cleared(visit: Visit) -> None:
    panel = open_home(visit, "en")
    take_in(panel, file_of({}, place=PLACE))
    take_in(panel, file_of({}, place={**PLACE, "heading": "class", "time": 1}))  # read before
    assert json.loads(export(visit, panel))["place"] == PLACE
    expect(goes_on(visit, "en").get_by_role("link")).to_have_count(1)
    visit.page.once("dialog", lambda dialog: dialog.accept())
    open_home(visit, "en").get_by_role("button").last.click()
    assert visit.page.evaluate(KEPT) is None
    expect(goes_on(visit, "en")).to_be_hidden()


@pytest.mark.parametrize(
    "place",
    [
        {**PLACE, "page": "https://example.org/"},
        {**PLACE, "page": "../../secret/"},
        {**PLACE, "heading": "<b>"},
        {**PLACE, "time": "now"},
        "lessons/03-affine/",
    ],
)
def test_a_strange_place_is_not_taken_in(visit: Visit, place: object) -> None:
    panel = open_home(visit, "en")
    take_in(panel, file_of({}, place=place))
    expect(panel.locator(".progress-status")).to_contain_text("cannot be imported")
    assert visit.page.evaluate(KEPT) is None


def test_a_heading_that_is_no_more_leads_to_the_page(visit: Visit) -> None:
    take_in(open_home(visit, "en"), file_of({}, place={**PLACE, "heading": "no-more"}))
    link = goes_on(visit, "en").get_by_role("link")
    expect(link).to_have_attribute("href", visit.address + path_of("en", LESSON))


def test_a_browser_that_keeps_nothing_reads_all_the_same(visit: Visit) -> None:
    visit.page.add_init_script(
        "Object.defineProperty(window, 'localStorage',"
        " { get() { throw new DOMException('off'); } })"
    )
    page = visit.go(path_of("ja", LESSON))
    page.mouse.move(400, 400)
    page.mouse.wheel(0, 2000)
    page.wait_for_function("() => scrollY > 1000")
    expect(goes_on(visit, "ja")).to_be_hidden()
    visit.problems[:] = [p for p in visit.problems if "off" not in p]  # the theme's own script


# ---- One's own answer beside ours

YOURS = "def sigmoid(z):\n    return '<b>mine</b>'\n"


def columns(box: Locator) -> int:
    return len(box.evaluate("e => getComputedStyle(e).gridTemplateColumns").split())


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_passed_answer_stands_beside_ours(visit: Visit, language: str) -> None:
    record = {"passed": True, "hints": 0, "right": YOURS}
    panel = open_home(visit, language)
    take_in(panel, file_of({SIGMOID.name: record}))
    assert json.loads(export(visit, panel))["exercises"] == {SIGMOID.name: record}
    block = open_lesson(visit, language, SIGMOID)
    press(block, language, "solution")
    pair = block.locator(".exercise-pair")
    expect(pair.locator(".exercise-mine code")).to_have_text(YOURS)
    ours = pair.locator(".highlight:not(.exercise-mine) code")
    assert ours.inner_text() == SIGMOID.text("solution")
    assert columns(pair) == 2
    set_width(visit.page, PHONE)
    assert columns(pair) == 1
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= PHONE


def test_what_has_not_passed_stands_nowhere(visit: Visit) -> None:
    record = {"passed": False, "hints": 0, "answer": YOURS}
    take_in(open_home(visit, "en"), file_of({SIGMOID.name: record}))
    block = block_of(visit.go(path_of("en", f"lessons/{SIGMOID.lesson}.md")), SIGMOID)
    expect(block.locator(".exercise-bar")).to_be_visible()
    expect(block.locator(".exercise-pair")).to_have_count(0)


def test_the_terminal_reads_what_the_page_has_kept(visit: Visit, tmp_path: Path) -> None:
    """A file of the page, through the command line and back, is what it was."""
    from lesson_code.exercises.progress import progress_from, text_of

    record = {"passed": True, "hints": 1, "right": YOURS}
    panel = open_home(visit, "en")
    take_in(panel, file_of({SIGMOID.name: record}, place=PLACE))
    exported = export(visit, panel)
    there = text_of(progress_from(exported, "page"))
    assert json.loads(there) == json.loads(exported)
    assert json.loads(exported) == {
        "format": FORMAT,
        "version": VERSION,
        "exercises": {SIGMOID.name: record},
        "place": PLACE,
    }
