"""The boxes of the page "It does not learn": they say what the terminal says, by keyboard too.

What Python answers is tested without a browser, in tests/docs/test_clinic_boxes.py.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.docs.test_clinic_boxes import STARTER, label, terminal
from tests.site.conftest import PATIENCE, Visit, path_of, set_width
from tests.site.test_axe import AXE

pytestmark = pytest.mark.browser

PYTHON = ("python-worker", ".wasm", ".whl", "lesson_code.zip", "/python/")
LOG = "epoch 1, loss 2.31, test accuracy 0.0980\nepoch 2, loss 2.3026, test accuracy 0.1135\n"
RIGHT = "dout * self.kept / (1 - self.rate)"


def box(page: Page, figure: str) -> Locator:
    return page.locator(f".by-hand[data-figure={figure}].ready")


def shown(block: Locator) -> str:
    """What the answer says, in one line."""
    answer = block.locator(".answer")
    expect(answer).to_be_visible(timeout=PATIENCE)
    return " ".join(answer.inner_text().split())


def press(block: Locator, language: str, key: str) -> None:
    figure = block.get_attribute("data-figure")
    assert figure
    block.get_by_role("button", name=label(language, figure, key), exact=True).click()


def axe_finds(page: Page) -> list[Any]:
    result = page.evaluate("axe.run('.by-hand', {resultTypes: ['violations']})")
    return [(v["id"], [node["html"] for node in v["nodes"]]) for v in result["violations"]]


@pytest.mark.timeout(900)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_both_boxes_answer(lent_python_visit: Visit, language: str, tmp_path: Path) -> None:
    visit, page = lent_python_visit, lent_python_visit.page
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    visit.go(path_of(language, "does-not-learn.md"))
    numbers, layer = box(page, "decoder"), box(page, "check-layer")

    # What cannot be asked is said at once, and Python waits to be asked
    press(numbers, language, "read")
    assert shown(numbers) == label(language, "decoder", "nothing")
    assert not [url for url in asked if any(part in url for part in PYTHON)]

    # Numbers, by keyboard; each finding leads to a place that is there
    press(numbers, language, "example")
    said = terminal("doctor", "--loss", "2.3012", "--accuracy", "0.1135", "--lang", language)
    words = [" ".join(line.split()) for line in said[:-1] if f"docs/{language}/" not in line]
    answer = shown(numbers)
    for line in words:
        assert line in answer
    assert label(language, "decoder", "digit").replace("%digits", "1") in answer
    for link in numbers.locator(".answer a").all():
        place = link.evaluate("a => [a.href, a.hash.slice(1)]")
        text = page.evaluate("async href => (await fetch(href)).text()", place[0])
        assert f'id="{place[1]}"' in text
    loss = numbers.get_by_label(label(language, "decoder", "loss"), exact=True)
    loss.fill("two")
    loss.press("Enter")
    expect(loss).to_have_attribute("aria-invalid", "true", timeout=PATIENCE)
    assert "two" in shown(numbers)
    press(numbers, language, "example")
    expect(loss).to_have_attribute("aria-invalid", "false")

    # A log, and not both
    log = numbers.get_by_label(label(language, "decoder", "log"), exact=True)
    shown(numbers)
    log.fill(LOG)
    press(numbers, language, "read")
    assert shown(numbers) == label(language, "decoder", "one")
    for field in numbers.locator("input").all():
        field.fill("")
    press(numbers, language, "read")
    digits = label(language, "decoder", "digits").replace("%digits", "0, 1")
    assert shown(numbers).startswith(digits)

    # The layer that is there has the mistake that the terminal names
    editor = layer.get_by_label(label(language, "check-layer", "program"))
    editor.press("Control+Enter")
    program = tmp_path / "my_layers.py"
    program.write_text(STARTER.read_text("utf-8"), encoding="utf-8")
    said = terminal("examine", f"{program}:Dropout", "--with", "rate=0.5", "--lang", language)
    words = [" ".join(line.split()) for line in said if f"docs/{language}/" not in line]
    words[0] = words[0].removeprefix(f"{program}: ")
    answer = shown(layer)
    for link in layer.locator(".answer a").all_inner_texts():
        answer = answer.replace(f" {link}", "")
    assert answer == " ".join(words)

    # Mended, it has none; another program, other names and no argument of the first
    editor.fill(STARTER.read_text("utf-8").replace("dout * self.kept", RIGHT))
    press(layer, language, "examine")
    assert shown(layer).endswith(label(language, "check-layer", "healthy"))
    given = layer.get_by_label(label(language, "check-layer", "given"))
    editor.fill("class A:\n    pass\n\n\nclass B:\n    def forward(self\n")
    expect(given).to_have_value("")
    assert layer.locator("option").all_inner_texts() == ["A", "B"]
    expect(layer.locator("select")).to_have_value("B")
    press(layer, language, "examine")
    assert re.search("6", shown(layer))
    given.fill("0.5")
    given.press("Enter")
    expect(given).to_have_attribute("aria-invalid", "true", timeout=PATIENCE)
    assert "rate=0.5" in shown(layer)
    editor.fill("x = 1")
    press(layer, language, "examine")
    assert shown(layer) == label(language, "check-layer", "nothingDefined")
    press(layer, language, "starter")
    expect(given).to_have_value("rate=0.5")

    # For those who cannot see or point, in both palettes and on a phone
    press(numbers, language, "read")
    shown(numbers)
    editor.press("Control+Enter")
    shown(layer)
    page.evaluate(Path(AXE).read_text(encoding="utf-8"))
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert axe_finds(page) == []
    set_width(page, 390)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert not [url for url in asked if not url.startswith((visit.address, "data:"))]


@pytest.mark.timeout(900)
def test_an_endless_loop_in_a_layer_is_stopped(python_visit: Visit) -> None:
    page = python_visit.page
    python_visit.go(path_of("en", "does-not-learn.md"))
    layer = box(page, "check-layer")
    editor = layer.get_by_label(label("en", "check-layer", "program"))
    editor.fill("while True:\n    pass\n\n\nclass A:\n    pass\n")
    press(layer, "en", "examine")
    expect(layer.locator(".run-status")).to_have_text("Examining", timeout=PATIENCE)
    stop = layer.get_by_role("button", name="Stop")
    expect(stop).to_be_focused()
    page.keyboard.press("Enter")
    assert shown(layer) == "Stopped."
    expect(layer.get_by_role("button", name="Examine", exact=True)).to_be_focused()
