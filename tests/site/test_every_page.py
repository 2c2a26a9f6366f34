"""Every page, in both languages: what it shows, copies, draws and runs; it keeps nobody out.

A page is opened once for all that is looked at (see Keeper).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from scripts.book import pages, samples
from tests.site.conftest import (
    ALL_PAGES,
    FIRST_WIDTH,
    PHONE,
    PRESS,
    WIDE,
    Keeper,
    Visit,
    set_width,
)
from tests.site.run_samples import gives_what_it_shows
from tests.site.test_axe import MAKE_WHOLE, UNFOLD, Scheme, make_ready, violations
from tests.site.test_exercises import wrong_then_right
from tests.site.test_render import SIDEWAYS

pytestmark = pytest.mark.browser

# ---- What is looked at

Look = Callable[[Visit, str, str], None]


# The browser takes each call for a click by the user: for the next five seconds, and no longer, the
# page may copy
PRESS_COPY = """async block => {
  const { sample } = block.dataset;
  const button = block.querySelector(":scope > .highlight button[data-md-type=copy]");
  if (!button || !(button.title || button.ariaLabel)) throw new Error(`${sample}: no button`);
  await navigator.clipboard.writeText("");
  (PRESS)(button);
  let text;
  for (const end = performance.now() + 60_000; !text && performance.now() < end; )
    text = await navigator.clipboard.readText();
  return [sample, text];
}""".replace("PRESS", PRESS)


def copies_its_samples(visit: Visit, language: str, name: str) -> None:
    """The button beside a sample copies exactly the sample."""
    visit.page.evaluate(UNFOLD)
    blocks = visit.page.query_selector_all(".sample[data-sample]")
    copied = [block.evaluate(PRESS_COPY) for block in blocks]
    assert copied
    wrong = []
    for sample, text in copied:
        kept = (samples.SAMPLES / sample).read_text(encoding="utf-8")
        if text.replace("\r\n", "\n").rstrip("\n") != kept.rstrip("\n"):
            wrong.append(f"{sample} is copied as something else:\n{text}")
    assert not wrong, "\n".join(wrong)


def draws_its_figures(visit: Visit, language: str, name: str) -> None:
    """All that can be moved by hand are there, in a wide window and on a phone."""
    page = visit.page
    for width in (FIRST_WIDTH[language], WIDE + PHONE - FIRST_WIDTH[language]):
        set_width(page, width)
        for block in page.locator(".by-hand[data-figure]").all():
            expect(block).to_have_class(re.compile(r"\bready\b"))
            expect(block).to_have_attribute("aria-label", re.compile("."))
            expect(block.locator(".stage")).to_be_visible()
            expect(block.locator(".labels")).to_be_hidden()
        assert page.evaluate("document.documentElement.scrollWidth") <= width


# KaTeX writes some formulas as MathML that Firefox reports as invalid: x_{\min} has three children
MATHML = """() => {
  const children = {
    mfrac: 2, mover: 2, mroot: 2, msub: 2, msubsup: 3, msup: 2, munder: 2, munderover: 3,
  };
  return [...document.querySelectorAll(Object.keys(children).map(name => `math ${name}`).join())]
    .filter(e => e.children.length !== children[e.localName])
    .map(e => e.closest("math").querySelector("annotation").textContent);
}"""


def shows_what_it_should(visit: Visit, language: str, name: str) -> None:
    page = visit.page
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
    for width in (WIDE, PHONE):
        set_width(page, width)
        assert page.evaluate(SIDEWAYS) == [], f"at {width} px the page scrolls sideways"


WITHOUT_MATHML = "document.querySelectorAll('.katex-mathml').forEach(e => e.replaceChildren())"


def keeps_nobody_out(scheme: Scheme) -> Look:
    def look(visit: Visit, language: str, name: str) -> None:
        page = visit.page
        set_width(page, WIDE)
        make_ready(page)
        if scheme == "dark":  # only colours are looked at, and what is read aloud has none
            page.evaluate(WITHOUT_MATHML)
        found = violations(page, scheme)
        assert not found, "\n".join(found)

    return look


def with_python(look: Look) -> Look:
    """Return a look at what runs, on a page that is as a reader has it."""

    def look_again(visit: Visit, language: str, name: str) -> None:
        page = visit.page
        set_width(page, WIDE)
        page.emulate_media(color_scheme="light")
        page.evaluate(MAKE_WHOLE)
        look(visit, language, name)

    return look_again


FOLD = "document.querySelectorAll('.exercise details').forEach(d => d.open = false)"


def solves_its_exercises(visit: Visit, language: str, name: str) -> None:
    visit.page.evaluate(FOLD)  # in an unfolded solution there may be one more program to edit
    wrong_then_right(visit, language, name.removesuffix(".md"))


# In this order: for axe, the code of a page is made plain, and what runs changes the page
LOOKS: dict[str, Look] = {
    "copy": copies_its_samples,
    "figures": draws_its_figures,
    "page": shows_what_it_should,
    "axe-light": keeps_nobody_out("light"),
    "axe-dark": keeps_nobody_out("dark"),
    "samples": with_python(gives_what_it_shows),
    "exercises": with_python(solves_its_exercises),
}
NEEDS = {
    "copy": "data-sample=",
    "samples": "data-sample=",
    "figures": "data-figure=",
    "exercises": "data-exercise=",
}
WITH_PYTHON = ("samples", "exercises")


def looks() -> Iterator[object]:
    for language, name in ALL_PAGES:
        source = (pages.DOCS / language / name).read_text(encoding="utf-8")
        left_out = {look for look, mark in NEEDS.items() if mark not in source}
        # Pages of the API reference are made alike, and axe is slow on them: two stand for all.
        if name.startswith("reference/") and name[10:] not in ("index.md", "losses.md"):
            left_out |= {"axe-light", "axe-dark"}
        for look in LOOKS:
            if look not in left_out:
                marks = [pytest.mark.timeout(1800)] if look in WITH_PYTHON else []
                yield pytest.param(language, name, look, marks=marks)


@pytest.mark.parametrize(("language", "name", "look"), list(looks()))
def test_page(
    request: pytest.FixtureRequest, keeper: Keeper, language: str, name: str, look: str
) -> None:
    if look in WITH_PYTHON:
        request.getfixturevalue("pyodide")
    visit = keeper.open(language, name)
    try:
        LOOKS[look](visit, language, name)
        assert visit.everything_wrong() == []
    except BaseException:
        keeper.close()  # nothing of this reaches the next test
        raise
