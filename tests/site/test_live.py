"""The training to watch: started, paused, stepped, changed, broken, and sent as an address.

What it shows is what the sample does here, in a Python that is no browser's.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from scripts.book.pages import DOCS
from tests.docs.test_live import load
from tests.site.conftest import PATIENCE, Visit, path_of, set_width
from tests.site.test_axe import AXE

pytestmark = pytest.mark.browser

SETTINGS = {"activation": "leaky", "depth": 2, "std": "he", "seed": 0}
STEPS = ".stage.live .values span:first-child"
PYTHON = ("python-worker", ".wasm", ".whl", "mnist.zip", "lesson_code.zip")
IMPORT_SETTINGS = """async () => {
  const loader = document.querySelector("script[src$='/by-hand.js']").src;
  const { read, write } = await import(new URL("by-hand/live/settings.js", loader));
  return search => JSON.stringify([read(search).problems, write(read(search).plan, search)]);
}"""


def steps(page: Page) -> int:
    return int(page.locator(STEPS).inner_text().split()[-1])


def wait_for_step(page: Page, step: int) -> None:
    page.wait_for_function(
        "([place, step]) => document.querySelector(place)?.textContent.split(' ').at(-1) >= step",
        arg=[STEPS, step],
        timeout=PATIENCE,
    )


def axe_finds(page: Page) -> list[Any]:
    result = page.evaluate("axe.run('.by-hand', {resultTypes: ['violations']})")
    return [(v["id"], [node["html"] for node in v["nodes"]]) for v in result["violations"]]


def rows(block: Locator, name: str) -> list[list[str]]:
    table = block.get_by_role("table", name=name)
    expect(table).to_be_visible()  # what is unfolded comes a moment later
    lines = table.locator("tbody tr").all()
    return [line.locator("td").all_inner_texts() for line in lines]


def as_number(text: str) -> float:
    """3.4 × 10³⁸ as a number."""
    digits = "0123456789-"
    plain = text.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", digits)).replace(" × 10", "e")
    return float(plain.replace("\N{MINUS SIGN}", "-"))


@pytest.mark.timeout(900)
def test_a_training_from_start_to_nan_and_back(python_visit: Visit) -> None:
    visit, page, program = python_visit, python_visit.page, load()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    visit.go(path_of("en", "live.md") + "?h=word&rate=1&activation=leaky&depth=99")
    block = page.locator(".by-hand[data-figure=live].ready")
    status, alert = block.get_by_role("status"), block.get_by_role("alert")
    start = block.locator("button.start")

    # An address brings its settings; what is out of range is said, and Python waits to be asked
    expect(alert).to_have_text(re.compile("Hidden layers.*99.*1 to 10"))
    rate, batch = (block.get_by_label(name, exact=True) for name in ("Learning rate", "Batch size"))
    depth = block.get_by_label("Hidden layers")
    expect(rate).to_have_value("1")
    expect(depth).to_have_value("99")
    expect(depth).to_have_attribute("aria-invalid", "true")
    expect(block.get_by_label("Activation")).to_have_value("leaky")
    depth.fill("2")
    depth.press("Tab")
    expect(alert).to_be_hidden()
    expect(page.locator("a.language-switch")).to_have_attribute(
        "href", re.compile(r"leaky.*h=word")
    )
    assert not [url for url in asked if any(part in url for part in PYTHON)]

    # By keyboard, to the step and the layer that this Python finds too
    start.focus()
    page.keyboard.press("Enter")
    program.begin(SETTINGS)
    here = program.advance(1.0, 100, 100, 60.0)
    trouble, last = here["trouble"], here["told"][-1]
    said = f"At step {last['step']} the loss is NaN.*output of affine layer {trouble['layer']} of 3"
    expect(status).to_have_text(re.compile(said), timeout=PATIENCE)
    expect(status).to_have_text(re.compile("the updates that made the numbers grow"))
    for row, told in zip(rows(block, "The last steps"), here["told"][-5:], strict=True):
        assert int(row[0]) == told["step"]
        assert as_number(row[2]) == pytest.approx(told["weights"][2], rel=0.1)
    assert row[1] == "NaN"

    # An address of the page's own changes the settings in place; a step is one step
    page.evaluate("window.same = true")
    page.locator("article a[href*='rate=0.1&']").first.click()
    expect(rate).to_have_value("0.1")
    expect(status).to_have_text(re.compile("Nothing is trained"))
    expect(start).to_be_focused()
    page.keyboard.press("Tab")
    for count in (1, 2):
        page.keyboard.press("Enter")
        expect(status).to_have_text(re.compile(f"^Paused. Step {count},"))
    page.go_back()
    expect(block.get_by_label("Activation")).to_have_value("leaky")
    page.go_forward()
    expect(rate).to_have_value("0.1")
    assert page.evaluate("window.same")

    # While it runs: another rate; then pause, and it stands still
    start.click()
    expect(start).to_have_text("Pause")
    wait_for_step(page, 3)
    rate.fill("0.5")
    rate.press("Enter")
    page.wait_for_url(re.compile(r"rate=0\.1,\d+:0\.5&"))
    changed = int(re.findall(r",(\d+):", page.url)[0])
    rate.fill("fast")
    batch.focus()
    expect(alert).to_have_text(re.compile("Learning rate.*fast.*0.000001 to 1000"))
    wait_for_step(page, max(changed + 2, 11))
    start.click()
    expect(status).to_have_text(re.compile("^Paused"))
    end = steps(page)
    page.wait_for_timeout(300)
    assert steps(page) == end
    assert block.locator(".board svg .change").count() == 4

    # The address says all that is needed to have the same numbers
    asked_for = parse_qs(urlsplit(page.url).query)
    assert {**SETTINGS, "activation": "relu"}.items() <= {
        name: int(text) if text.isdigit() else text for name, [text] in asked_for.items()
    }.items()
    program.begin({**SETTINGS, "activation": "relu"})
    mine = [
        program.advance(rate, 100, count, 60.0)
        for rate, count in ((0.1, changed), (0.5, end - changed))
    ]
    told = [row for part in mine for row in part["told"]]
    block.locator("summary").click()
    shown = rows(block, "The numbers as a table")
    assert [int(row[0]) for row in shown][1] == 10
    assert as_number(shown[1][2]) == pytest.approx(told[9]["loss"], rel=0.02)
    assert float(shown[1][4].split()[0]) == pytest.approx(100 * told[9]["right"], abs=0.5)
    assert shown[1][5] == " ".join(map(str, told[9]["dead"]))

    # For those who cannot see or point, in both palettes and on a phone
    page.evaluate(Path(AXE).read_text(encoding="utf-8"))
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert axe_finds(page) == []
    set_width(page, 390)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390

    block.get_by_role("button", name="Begin anew").click()
    expect(status).to_have_text(re.compile("Nothing is trained"))
    assert "rate=0.5&" in page.url, "it begins with what is so now"


def test_addresses(visit: Visit) -> None:
    page = visit.go(path_of("en", "live.md"))
    ask = page.evaluate_handle(IMPORT_SETTINGS)
    first = "rate=0.1&batch=100&activation=relu&depth=2&std=he&seed=0"
    for search, problems, written in (
        ("", [], first),
        ("?rate=2,5:1e-3,9:7", [], first.replace("0.1", "2,5:0.001,9:7")),
        ("?std=0.05&depth=3&x=y", [], f"{first.replace('he', '0.05').replace('=2', '=3')}&x=y"),
        ("?rate=2,5:1,5:3", ["rate"], first),
        ("?rate=5:1", ["rate"], first),
        ("?rate=0&batch=1.5&seed=-1", ["rate", "batch", "seed"], first),
        ("?activation=relu6&std=xavier&depth=", ["activation", "depth", "std"], first),
        ("?rate=0x10&batch=Infinity", ["rate", "batch"], first),
    ):
        found = page.evaluate("([ask, search]) => ask(search)", [ask, search])
        assert found.count('["') >= len(problems)
        for name in problems:
            assert f'["{name}",' in found
        assert found.endswith(f'"?{written}"]'), found


@pytest.mark.parametrize("language", ["ja", "en"])
def test_links_to_it_set_what_it_knows(visit: Visit, language: str) -> None:
    """Every address in the lessons and on the page itself is understood as it stands."""
    page = visit.go(path_of(language, "live.md"))
    ask = page.evaluate_handle(IMPORT_SETTINGS)
    found = {}
    for path in (DOCS / language).rglob("*.md"):
        for search in re.findall(r"live\.md(\?[^)#\s]+)", path.read_text(encoding="utf-8")):
            found[search] = page.evaluate("([ask, search]) => ask(search)", [ask, search])
    assert len(found) > 8
    for search, answer in found.items():
        assert answer == f'[[],"{search}"]', "it is written in another way than the page does"
