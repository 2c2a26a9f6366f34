"""How pages are shown; tests/site/test_every_page.py looks at each."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext

from tests.site.conftest import Visit, path_of

pytestmark = pytest.mark.browser

SIDEWAYS = """() => {
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide <= 0) return [];
  const edge = document.documentElement.clientWidth;
  const outside = [...document.querySelectorAll("body *")].filter(
    e => e.getBoundingClientRect().right > edge + 1
  );
  return [`${wide} px too wide`, ...outside.slice(-3).map(e => e.outerHTML.slice(0, 120))];
}"""


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_figure_is_turned_over_in_the_dark(visit: Visit, language: str) -> None:
    visit.page.emulate_media(color_scheme="dark")
    page = visit.go(path_of(language, "lessons/01-sigmoid.md"))
    assert page.locator("img.figure").count() > 0
    filters = page.eval_on_selector_all(
        "img.figure:not(.as-is)", "all => all.map(e => getComputedStyle(e).filter)"
    )
    assert all("invert" in f for f in filters)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_missing_page_says_so(context: BrowserContext, address: str, language: str) -> None:
    """The real server shows it at any depth; here only its file is looked at.

    Its links start at the root of the host, the tests' site does not: what is not found there,
    late as the icon may be asked for, is no fault.
    """
    page = context.new_page()
    page.goto(address + path_of(language, "index.md") + "404.html")
    assert page.locator("html").get_attribute("lang") == language
    words = {"ja": "見つかりません", "en": "does not exist"}
    assert words[language] in page.locator("h1").inner_text()
