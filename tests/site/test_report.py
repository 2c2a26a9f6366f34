"""The link to report a mistake where it stands: by mouse, by keyboard, by a tap.

The site is built without a repository, and so has no such link: here the server's answer gets what
docs/theme/main.html would put in for one.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import jinja2
import pytest
from axe_playwright_python.sync_playwright import Axe
from mkdocs.config import load_config
from playwright.sync_api import Locator, Page, Route, expect

from scripts.book import mkdocs_hooks
from tests.site.conftest import PHONE, ROOT, Visit, path_of, set_width

pytestmark = pytest.mark.browser

NAME = "lessons/03-affine.md"
REPOSITORY = "https://github.com/someone/book"
LABEL = {"ja": "ここの誤りを知らせる", "en": "Report a mistake here"}


@pytest.fixture
def page(visit: Visit, language: str, monkeypatch: pytest.MonkeyPatch) -> Page:
    """A lesson of a site that knows its repository."""
    monkeypatch.setenv("REPOSITORY", REPOSITORY)
    file = ROOT / ("mkdocs.yml" if language == "ja" else "mkdocs.en.yml")
    config = mkdocs_hooks.on_config(load_config(str(file)))
    theme = jinja2.Environment(loader=jinja2.FileSystemLoader(ROOT / "docs" / "theme"))
    fragment = theme.get_template("partials/report.html").render(
        config=config, page={"file": {"src_uri": NAME}}
    )
    script = f'<script type="module" src="{visit.address}shared/js/report.js"></script></head>'

    def answer(route: Route) -> None:
        html = route.fetch().text()
        route.fulfill(
            body=html.replace("</head>", script).replace("</article>", f"{fragment}</article>"),
            content_type="text/html; charset=utf-8",
        )

    visit.page.route(visit.address + path_of(language, NAME), answer)
    return visit.go(path_of(language, NAME))


def asked(link: Locator) -> dict[str, str]:
    parts = urlsplit(link.get_attribute("href") or "")
    assert f"{parts.scheme}://{parts.netloc}{parts.path}" == f"{REPOSITORY}/issues/new"
    return {name: values[0] for name, values in parse_qs(parts.query).items()}


def paragraph_of(page: Page) -> Locator:
    """The first paragraph below a heading in the middle of the lesson."""
    return page.locator("#layer ~ p", has_not=page.locator(".arithmatex")).first


@pytest.mark.parametrize("language", ["ja", "en"])
def test_under_the_mouse(page: Page, language: str) -> None:
    expect(page.locator(".report")).to_have_count(0)
    paragraph = paragraph_of(page)
    words = paragraph.inner_text()[:12]
    paragraph.hover()
    link = paragraph.get_by_role("link", name=LABEL[language])
    expect(link).to_be_visible()
    filled = asked(link)
    assert filled["text"].startswith(words)
    assert "⚑" not in filled["text"]
    assert len(filled["text"]) <= 300
    assert {k: filled[k] for k in ("template", "page", "heading", "language")} == {
        "template": f"mistake.{language}.yml",
        "page": NAME,
        "heading": "layer",
        "language": language,
    }
    page.locator("h1").hover()
    expect(page.locator(".report")).to_have_count(1)  # one, that moves
    assert asked(page.locator("h1 .report"))["heading"] == "affine-and-shapes"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    # Axe looks only where the links are; test_every_page.py has it look at the rest of the page
    places = {"include": [["h1"], ["[data-report]"]]}
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}
    found = Axe().run(page, places, rules)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("language", ["en"])
def test_by_keyboard(page: Page, language: str) -> None:
    """After the link to a section comes the one that reports on it, and no other stop."""
    page.locator("#layer .headerlink").focus()
    page.keyboard.press("Tab")
    link = page.locator("#layer .report")
    expect(link).to_be_focused()
    assert asked(link)["heading"] == "layer"
    page.mouse.move(600, 500)  # what lies under the pointer does not take it away
    page.mouse.move(600, 520)
    expect(link).to_be_focused()
    end = page.locator("a[data-report]")
    expect(end).to_have_text("Report a mistake on this page")
    assert set(asked(end)) == {"template", "page", "language", "version"}


@pytest.mark.parametrize("language", ["ja"])
def test_by_a_tap_on_a_phone(page: Page, language: str) -> None:
    set_width(page, PHONE)
    paragraph = paragraph_of(page)
    paragraph.click(position={"x": 5, "y": 5})
    link = paragraph.locator(".report")
    expect(link).to_be_visible()
    box = link.bounding_box()
    assert box
    assert box["width"] >= 20
    assert box["x"] + box["width"] <= PHONE
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE


def test_a_site_without_a_repository_has_no_such_link(site: Path) -> None:
    for language in ("ja", "en"):
        html = (site / path_of(language, NAME) / "index.html").read_text(encoding="utf-8")
        assert "data-report" not in html
        assert "report.js" not in html
