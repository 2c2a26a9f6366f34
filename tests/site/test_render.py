"""Every page, in both languages, shows what it should, and asks nobody else for anything."""

from __future__ import annotations

import pytest

from scripts.book import pages
from tests.site.conftest import EVERY_PAGE, Visit, path_of

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

# KaTeX writes some formulas as MathML that Firefox reports as invalid: x_{\min} has three children
MATHML = """() => {
  const children = {
    mfrac: 2, mover: 2, mroot: 2, msub: 2, msubsup: 3, msup: 2, munder: 2, munderover: 3,
  };
  return [...document.querySelectorAll(Object.keys(children).map(name => `math ${name}`).join())]
    .filter(e => e.children.length !== children[e.localName])
    .map(e => e.closest("math").querySelector("annotation").textContent);
}"""


@EVERY_PAGE
def test_page(searching_visit: Visit, language: str, name: str) -> None:
    page = searching_visit.go(path_of(language, name))
    source = (pages.DOCS / language / name).read_text(encoding="utf-8")

    assert page.locator("html").get_attribute("lang") == language
    site_name = page.locator(".md-logo").first.get_attribute("title")
    assert site_name
    assert page.title().endswith(site_name)
    assert page.locator("h1").count() == 1
    assert page.locator("h1").inner_text().strip("# \n") in page.title() or name == "index.md"

    formulas = page.locator(".arithmatex").count()
    assert page.locator(".arithmatex > .katex, .arithmatex > .katex-display").count() == formulas
    assert page.locator(".katex-error").count() == 0
    assert page.locator(".katex-mathml").count() == formulas, "the formulas have no MathML"
    assert page.evaluate(MATHML) == [], "as MathML, these formulas are invalid"
    kinds = [token.kind for token in pages.tokens(source)]
    assert formulas >= kinds.count("formula") + kinds.count("formula in text")
    running_text = page.evaluate(
        """() => {
          const copy = document.querySelector("article").cloneNode(true);
          copy.querySelectorAll("code, .katex").forEach(e => e.remove());
          return copy.textContent;
        }"""
    )
    for mark in ("\\(", "\\[", "$", "--8<--", "](", ":::", "{#", "{ ."):
        assert mark not in running_text, f"{mark!r} is left in the text"

    broken = page.evaluate(
        """async () => {
          const images = [...document.querySelectorAll("article img")];
          images.forEach(i => i.loading = "eager");
          await Promise.all(images.map(i => i.decode().catch(() => {})));
          return images.filter(i => !i.naturalWidth).map(i => i.src);
        }"""
    )
    assert broken == []

    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(SIDEWAYS) == [], f"at {width} px the page scrolls sideways"


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
def test_a_missing_page_says_so(visit: Visit, language: str) -> None:
    """The real server shows it at any depth; here only its file is looked at."""
    page = visit.page
    page.goto(visit.address + path_of(language, "index.md") + "404.html")
    assert page.locator("html").get_attribute("lang") == language
    words = {"ja": "見つかりません", "en": "does not exist"}
    assert words[language] in page.locator("h1").inner_text()
    visit.problems.clear()  # its links start at the root of the host, the tests' site does not
