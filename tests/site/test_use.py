"""What a reader does works: switch language and palette, search, use the keyboard."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route, expect

from scripts.book import mkdocs_hooks, pages
from scripts.book.redirects import Redirects, moved_pages
from scripts.machine.server import serving
from tests.site.conftest import Visit, path_of

pytestmark = pytest.mark.browser

TWIN = {"ja": "en", "en": "ja"}


@pytest.mark.parametrize(
    ("name", "width"),
    [("index.md", 1280), ("lessons/15-im2col.md", 390), ("reference/layers.md", 1280)],
)
def test_language_switch_keeps_the_page(visit: Visit, name: str, width: int) -> None:
    page = visit.page
    page.set_viewport_size({"width": width, "height": 900})
    visit.go(path_of("ja", name))
    for language in ("en", "ja"):
        page.locator(".language-switch").click()
        page.wait_for_url(visit.address + path_of(language, name))
        assert page.locator("html").get_attribute("lang") == language


def test_palette_follows_the_system_until_told_otherwise(visit: Visit) -> None:
    page = visit.page
    shown = page.locator("body")
    for system, expected in (("dark", "slate"), ("light", "default"), ("dark", "slate")):
        page.emulate_media(color_scheme=system)
        visit.go("")
        expect(shown).to_have_attribute("data-md-color-scheme", expected)
    page.emulate_media(color_scheme="light")
    expect(shown).to_have_attribute("data-md-color-scheme", "default")

    toggle = page.locator("label[for^=__palette]:visible")
    toggle.click()  # from the system's to light
    toggle.click()  # from light to dark
    expect(shown).to_have_attribute("data-md-color-scheme", "slate")
    for path in ("glossary/", "en/"):
        visit.go(path)
        expect(shown).to_have_attribute("data-md-color-scheme", "slate")
    toggle.click()  # back to the system's
    expect(shown).to_have_attribute("data-md-color-scheme", "default")


BOX = "one-product"  # a box in lesson 3
# An old id that leads to the box, and deep in it, in a box of its own, a heading
INSIDE = f"""<details><summary>In</summary><p>{100 * "Long<br>"}</p><h3 id="deep">Deep</h3>
<p><a href="https://example.org/">After it</a></p></details>"""


def fold_more(visit: Visit) -> None:
    """Let lesson 3 have an old id of the box, and a box in it."""

    def answer(route: Route) -> None:
        page = route.fetch().text()
        summary = f'<summary id="{BOX}">'
        assert page.count(summary) == 1
        before, after = page.split(summary)
        inside, rest = after.split("</summary>", 1)
        again = f'{before}{summary}<span id="of-before"></span>{inside}</summary>{INSIDE}{rest}'
        route.fulfill(body=again, content_type="text/html")

    visit.page.route("**/lessons/03-affine/", answer)


@pytest.mark.parametrize("name", [BOX, "of-before", "deep"])
@pytest.mark.parametrize("way", ["address", "link"])
def test_what_an_address_names_is_unfolded(visit: Visit, name: str, way: str) -> None:
    """A folded box, by its id or an old one, or a heading deep in it; the keyboard is there too."""
    page = visit.page
    fold_more(visit)
    path = path_of("en", "lessons/03-affine.md")
    box = page.locator(f"details:has(> #{BOX})")
    if way == "address":
        visit.go(f"{path}#{name}")
    else:
        visit.go(path)
        expect(box).not_to_have_attribute("open", "")
        page.evaluate(f"""() => {{
            const link = Object.assign(document.createElement("a"), {{href: "#{name}"}});
            link.textContent = "There";
            document.querySelector("h1").after(link);
        }}""")
        page.get_by_role("link", name="There").click()
    expect(box).to_have_attribute("open", "")
    expect(page.locator(f"#{name}")).to_be_in_viewport()
    header = page.locator(".md-header").bounding_box()
    shown = page.locator(f"#{name}").bounding_box()
    assert header is not None
    assert shown is not None
    assert header["y"] + header["height"] <= shown["y"] + 1 < 450
    page.keyboard.press("Tab")
    if name == "deep":
        expect(page.get_by_role("link", name="After it")).to_be_focused()
    else:
        page.keyboard.press("Shift+Tab")
        expect(page.locator(f"#{BOX}")).to_be_focused()
    if way == "link":  # closed, and pressed again
        box.evaluate("box => box.open = false")
        page.get_by_role("link", name="There").click()
        expect(box).to_have_attribute("open", "")
        expect(page.locator(f"#{name}")).to_be_in_viewport()


SEARCHED = {
    "ja": {
        "連鎖律": "glossary.md",
        "chain rule": "glossary.md",
        "誤差逆伝播法": "glossary.md",
        "im2col": "lessons/15-im2col.md",
    },
    "en": {
        "chain rule": "glossary.md",
        "backpropagation": "glossary.md",
        "im2col": "lessons/15-im2col.md",
    },
}


@pytest.mark.parametrize("language", SEARCHED)
def test_search(searching_visit: Visit, language: str) -> None:
    page = searching_visit.go(path_of(language, "index.md"))
    box = page.get_by_role("textbox", name=re.compile("検索|Search"))
    links = {}
    for query, page_name in SEARCHED[language].items():
        page.keyboard.press("/")
        box.fill("")  # what was asked before
        page.keyboard.type(query, delay=20)
        page.keyboard.press("Shift")  # the end of typing, also for what an input method puts in
        target = (
            page.locator(".md-search-result__item a")
            .filter(has=page.locator("mark", has_text=re.compile(query.split()[0], re.IGNORECASE)))
            .locator(f"xpath=self::*[contains(@href, '{path_of('', page_name)}')]")
        )
        expect(target).not_to_have_count(0)  # what comes first is to the first letters typed
        links[query] = target.first.get_attribute("href")
        page.keyboard.press("Escape")
    for query, link in links.items():
        assert link is not None
        page.goto(link)
        assert query in page.locator("article").inner_text().lower()


def test_what_is_folded_is_on_paper_and_opens_without_scripts(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + path_of("ja", "lessons/01-sigmoid.md"))
    box = page.locator("details.drawing").first
    code = box.locator("code")
    expect(code).not_to_be_visible()
    box.locator("summary").click()
    expect(code).to_be_visible()
    box.locator("summary").click()
    expect(code).not_to_be_visible()
    page.emulate_media(media="print")
    expect(code).to_be_visible()
    context.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_an_old_page_leads_to_the_new_one(browser: Browser, tmp_path: Path, scripts: bool) -> None:
    """A small site, with a page that moved: of the book, none may have."""
    moved = Redirects({"lessons/old.md": "lessons/03-affine.md"})
    ((place, page),) = moved_pages(moved, "en", mkdocs_hooks.POLICY_PLACE).items()
    site = {
        place: mkdocs_hooks.with_policy(page),
        "lessons/03-affine/index.html": '<h2 id="b">B</h2>',
    }
    for name, text in site.items():
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    script = Path("shared/js/moved.js")
    (tmp_path / script).parent.mkdir(parents=True)
    shutil.copy(pages.DOCS / script, tmp_path / script)
    with serving(tmp_path) as address:
        context = browser.new_context(java_script_enabled=scripts)
        tab = context.new_page()
        tab.goto(f"{address}lessons/old/#b")
        tab.wait_for_url(f"{address}lessons/03-affine/{'#b' if scripts else ''}")
        expect(tab.locator("h2")).to_have_text("B")
        context.close()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_everything_can_be_reached_by_keyboard(visit: Visit, language: str) -> None:
    page = visit.go(path_of(language, "lessons/15-im2col.md"))
    seen = []
    for _ in range(12):
        page.keyboard.press("Tab")
        seen.append(
            page.evaluate(
                """() => {
                  const e = document.activeElement;
                  const shown = e.matches(".md-option") ? e.nextElementSibling : e;
                  return {what: e.className, outline: getComputedStyle(shown).outlineStyle};
                }"""
            )
        )
    reached = " ".join(element["what"] for element in seen)
    for what in ("md-skip", "md-logo", "md-option", "language-switch", "md-search__input"):
        assert what in reached, f"Tab does not reach {what}: {reached}"
    for element in seen:
        if "md-search__input" not in element["what"]:  # the field itself opens, one cannot miss it
            assert element["outline"] != "none", f"no sign of focus on {element['what']}"

    page.locator(".language-switch").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(visit.address + path_of(TWIN[language], "lessons/15-im2col.md"))

    page.keyboard.press("/")
    expect(page.locator(".md-search__input")).to_be_focused()


def test_motion_stops_when_asked(visit: Visit) -> None:
    visit.page.emulate_media(reduced_motion="reduce")
    page = visit.go("")
    moving = page.evaluate(
        """() => [...document.querySelectorAll("body *")].filter(e => {
          const style = getComputedStyle(e);
          return parseFloat(style.transitionDuration) > 0 || style.animationName !== "none";
        }).length"""
    )
    assert moving == 0
