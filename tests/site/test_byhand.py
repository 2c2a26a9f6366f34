"""Figures that can be moved by hand: by mouse, by touch, by keyboard, and their numbers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from lesson_code import (
    Adam,
    Affine,
    BatchNormalization,
    Dropout,
    MaxPooling,
    Momentum,
    Sequential,
    SoftmaxCrossEntropy,
    SumOfSquares,
    conv_output_size,
    convolve_naive,
    im2col,
    load_mnist,
    numerical_gradient,
    sigmoid,
    sigmoid_derivative,
    softmax,
)
from scripts.book import pages, results
from tests.site.conftest import ALL_PAGES, Visit, path_of

pytestmark = pytest.mark.browser

# As text: thousands of numbers one by one take Playwright far longer than their arithmetic
FORMULAS = """async ([name, cases]) => {
  const loader = document.querySelector("script[src$='/by-hand.js']").src;
  const formulas = await import(new URL("by-hand/formulas.js", loader));
  return JSON.stringify(JSON.parse(cases).map(args => formulas[name](...args)));
}"""


def with_figures() -> list[tuple[str, str]]:
    return [
        (language, name)
        for language, name in ALL_PAGES
        if "data-figure=" in (pages.DOCS / language / name).read_text(encoding="utf-8")
    ]


def open_figure(visit: Visit, path: str, figure: str) -> Locator:
    visit.go(path)
    return figure_on(visit.page, figure)


def figure_on(page: Page, figure: str) -> Locator:
    block = page.locator(f".by-hand[data-figure={figure}].ready")
    block.wait_for()
    return block


def in_both_languages(name: str) -> pytest.MarkDecorator:
    """Try a figure on a page that is kept open for all that is looked at there.

    One test for each figure and language: the next would find it moved.
    """
    return pytest.mark.parametrize(("language", "name"), [("ja", name), ("en", name)])


def formula(page: Page, name: str, cases: list[list[Any]]) -> list[Any]:
    """Call a formula of the figures in the page, once for each list of arguments."""
    result: list[Any] = json.loads(page.evaluate(FORMULAS, [name, json.dumps(cases)]))
    return result


# ---- All of them


@pytest.fixture(scope="module")
def without_scripts(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(("language", "name"), with_figures())
def test_without_scripts_the_page_says_where_its_picture_is(
    without_scripts: Page, address: str, language: str, name: str
) -> None:
    without_scripts.goto(address + path_of(language, name), wait_until="domcontentloaded")
    blocks = without_scripts.locator(".by-hand[data-figure]").all()
    assert blocks
    for block in blocks:
        expect(block.locator("xpath=./p").first).to_be_visible()
        expect(block.locator(".labels")).to_be_hidden()
        assert block.locator("button, input, select, table").count() == 0


def test_a_figure_that_fails_leaves_what_stood_there(visit: Visit) -> None:
    visit.page.route("**/by-hand/sigmoid-tangent.js", lambda route: route.abort())
    page = visit.go(path_of("en", "lessons/01-sigmoid.md"))
    while not any("figure sigmoid-tangent: " in problem for problem in visit.problems):
        page.wait_for_timeout(50)
    block = page.locator(".by-hand[data-figure=sigmoid-tangent]")
    expect(block).not_to_have_class(re.compile("ready"))
    expect(block.locator("xpath=./p")).to_be_visible()
    visit.problems.clear()


def test_labels_are_not_found_by_search(visit: Visit) -> None:
    page = visit.go("en/")
    texts = page.evaluate(
        "fetch('search/search_index.json').then(r => r.json()).then(j => JSON.stringify(j.docs))"
    )
    assert "sigmoid" in texts
    assert "%slope" not in texts


# ---- Their formulas are those of lesson_code; they are the same on every page


def test_sigmoid_is_ours(profile: Visit) -> None:
    z = [*np.random.default_rng(0).uniform(-6, 6, 200), 0.0, -1000.0, 1000.0]
    for name, ours in (("sigmoid", sigmoid), ("sigmoidDerivative", sigmoid_derivative)):
        found = formula(profile.page, name, [[float(value)] for value in z])
        np.testing.assert_allclose(found, ours(np.array(z)), rtol=1e-12)


def test_central_difference_is_ours(profile: Visit) -> None:
    cases = [(x, float(f"1e-{k}")) for x in (3.0, 0.7) for k in range(1, 18)]
    found = formula(profile.page, "centralDifference", [list(case) for case in cases])
    for (x, h), values in zip(cases, found, strict=True):
        right, left = 1 / (x + h), 1 / (x - h)  # the same numbers, to the last bit
        assert values == {"right": right, "left": left, "slope": (right - left) / (2 * h)}


@in_both_languages("lessons/02-gradient-check.md")
def test_step_size_by_keyboard(kept_visit: Visit) -> None:
    block = figure_on(kept_visit.page, "step-size")
    slider, values = block.get_by_role("slider"), block.locator(".values")
    expect(values).to_contain_text("\N{MINUS SIGN}0.11111111111461")
    slider.focus()
    for _ in range(4):
        slider.press("ArrowLeft")
    expect(slider).to_have_attribute(
        "aria-valuetext", re.compile("1e\N{MINUS SIGN}9.*0.11111112030449")
    )
    expect(block.get_by_role("status")).to_contain_text(re.compile(r"\b7\b"))
    slider.press("Home")
    expect(values).to_contain_text("0.00000000000000")
    slider.press("End")
    expect(values).to_contain_text("\N{MINUS SIGN}0.11123470522803")


def test_running_mean_is_ours(profile: Visit) -> None:
    rng = np.random.default_rng(0)
    for momentum in (0.0, 0.5, 0.9, 0.99, None):
        layer = BatchNormalization(np.ones(1), np.zeros(1), momentum=momentum or 0.0)
        layer.average = "arithmetic" if momentum is None else "moving"
        layer.buffers["running_mean"][:] = start = float(rng.normal())
        batches = rng.standard_normal((30, 4, 1))
        ours = []
        for x in batches:
            layer.forward(x, train=True)
            ours.append(float(layer.buffers["running_mean"][0]))
        means = batches.mean(axis=(1, 2)).tolist()
        [found] = formula(profile.page, "runningMeans", [[means, momentum, start]])
        np.testing.assert_allclose(found, ours, rtol=1e-12)


@in_both_languages("lessons/12-batch-norm-forward.md")
def test_running_mean_by_keyboard(kept_visit: Visit) -> None:
    block = figure_on(kept_visit.page, "running-mean")
    slider, values, curve = (
        block.get_by_role("slider"),
        block.locator(".values"),
        block.locator(".curve"),
    )
    expect(values).to_contain_text("m = 0.9")
    expect(block.get_by_role("status")).to_contain_text("0.1")
    before = curve.get_attribute("points")
    slider.press("ArrowRight")
    expect(values).to_contain_text("m = 0.95")
    expect(slider).to_have_attribute("aria-valuetext", re.compile("0.95.*0.05"))
    assert curve.get_attribute("points") != before
    slider.press("Home")
    expect(values).to_contain_text("m = 0")
    block.get_by_role("combobox").select_option(index=1)
    expect(slider).to_be_disabled()
    expect(values).not_to_contain_text("m =")


@in_both_languages("lessons/07-relu.md")
def test_a_leak_by_keyboard(kept_visit: Visit) -> None:
    block = figure_on(kept_visit.page, "relu-slope")
    slope, bias = block.get_by_role("slider").all()
    said, curve = block.get_by_role("status"), block.locator(".curve")
    expect(said).to_contain_text("500")  # half of the inputs are on, and ReLU lets half through
    before = curve.get_attribute("points")
    slope.press("ArrowRight")
    slope.press("ArrowRight")
    expect(slope).to_have_attribute("aria-valuetext", "\N{GREEK SMALL LETTER ALPHA} = 0.10")
    expect(said).to_contain_text("0.550")
    assert curve.get_attribute("points") != before
    bias.press("Home")
    expect(said).to_contain_text(re.compile(r"\b0\D+1000|1000\D+\b0\b"))
    expect(said).to_contain_text("0.100")


@in_both_languages("lessons/06-digits.md")
def test_runs_are_drawn(kept_visit: Visit) -> None:
    found = results.read("sigmoid_network")["runs"]
    best = [
        [max(e["test_accuracy"] for e in one["epochs"]) for one in found[name]["seeds"].values()]
        for name in ("784-30-10", "784-100-10")
    ]
    block = figure_on(kept_visit.page, "one-run")
    once, many = block.get_by_role("button").all()
    said = block.get_by_role("status")

    def wins() -> int:
        many.click()
        return int(re.findall(r"\d+", said.inner_text())[-1])

    def chance(kept: int) -> float:
        small, large = ([max(some) for some in combinations(row, kept)] for row in best)
        return float(np.mean([b > a for a in small for b in large]))

    once.press("Enter")
    expect(block.locator(".run.taken")).to_have_count(2)
    expect(block.locator(".run.drawn")).to_have_count(0)
    for kept in (3, 1, 5):
        block.get_by_role("combobox").select_option(str(kept))
        expect(said).to_have_text("")
        p = chance(kept)
        assert abs(wins() - 100 * p) <= 600 * (p * (1 - p) / 100) ** 0.5, kept
        expect(block.locator(".run.drawn")).to_have_count(2 * (kept - 1))
    for row in best:  # the last were the best of all five
        expect(said).to_contain_text(f"{100 * max(row):.2f} %")


def test_im2col_is_ours(profile: Visit) -> None:
    rng = np.random.default_rng(0)
    sizes = [
        dict(zip(("N", "C", "H", "W", "F", "stride", "pad"), map(int, row), strict=True))
        for row in rng.integers([1, 1, 3, 3, 1, 1, 0], [3, 3, 7, 7, 4, 4, 3], (200, 7))
    ]
    fitting = 0
    for s in sizes:
        outputs = formula(
            profile.page,
            "convOutputSize",
            [[s[side], s["F"], s["stride"], s["pad"]] for side in "HW"],
        )
        try:
            assert outputs == [
                conv_output_size(s[side], s["F"], s["stride"], s["pad"]) for side in "HW"
            ]
        except ValueError:  # lesson_code refuses it
            assert None in outputs
            continue
        fitting += 1
        n, c, y, x = np.indices((s["N"], s["C"], s["H"], s["W"]))
        names = 1.0 + 1000 * n + 100 * c + 10 * y + x  # and 0 is the padding
        expected = im2col(names, s["F"], s["F"], s["stride"], s["pad"])
        [rows] = formula(profile.page, "im2col", [[s]])
        found = [
            [
                1 + 1000 * cell["n"] + 100 * cell["c"] + 10 * cell["y"] + cell["x"]
                if 0 <= cell["y"] < s["H"] and 0 <= cell["x"] < s["W"]
                else 0
                for cell in row
            ]
            for row in rows
        ]
        np.testing.assert_array_equal(found, expected)
    assert fitting > 50


@pytest.mark.parametrize(("size", "stride"), [(2, 2), (2, 1), (3, 1), (1, 1), (3, 3)])
def test_max_pooling_is_ours(profile: Visit, size: int, stride: int) -> None:
    rng = np.random.default_rng(size * 10 + stride)
    side = 6
    x = rng.integers(-2, 3, (100, side, side)).astype(float)  # few numbers: many ties
    pooling = MaxPooling(size, stride=stride)
    y = pooling.forward(x[:, np.newaxis])[:, 0]
    dout = rng.integers(1, 100, y.shape).astype(float)
    dx = pooling.backward(dout[:, np.newaxis])[:, 0]
    windows = formula(profile.page, "maxPooling", [[image.tolist(), size, stride] for image in x])
    for found, expected in zip(windows, y, strict=True):
        assert [window["max"] for window in found] == expected.ravel().tolist()
    cases = [[a.tolist(), w, d.tolist()] for a, w, d in zip(x, windows, dout, strict=True)]
    np.testing.assert_array_equal(formula(profile.page, "maxPoolingBackward", cases), dx)

    if size == stride:  # then the mask of the lesson can be written without a loop
        y_everywhere = y.repeat(size, axis=1).repeat(size, axis=2)
        to_all = (x == y_everywhere) * dout.repeat(size, axis=1).repeat(size, axis=2)
        found = formula(profile.page, "maxPoolingBackward", [[*case, True] for case in cases])
        np.testing.assert_array_equal(found, to_all)


def test_affine_is_ours(profile: Visit) -> None:
    rng = np.random.default_rng(0)
    for N, D, M in ((3, 2, 4), (1, 5, 2), (4, 1, 3)):
        x, W, b = (rng.standard_normal(shape) for shape in ((N, D), (D, M), (M,)))
        dout = rng.standard_normal((N, M))
        layer = Affine(W, b)
        [y] = formula(profile.page, "affine", [[x.tolist(), W.tolist(), b.tolist()]])
        np.testing.assert_allclose(y, layer.forward(x), rtol=1e-12, atol=1e-12)
        [found] = formula(profile.page, "affineBackward", [[x.tolist(), W.tolist(), dout.tolist()]])
        expected = {"dx": layer.backward(dout), "dW": layer.grads["W"], "db": layer.grads["b"]}
        for name, gradient in expected.items():
            np.testing.assert_allclose(found[name], gradient, rtol=1e-12, atol=1e-12)


# ---- Lesson 1


def slope_shown(block: Locator) -> float:
    return float(block.locator(".values .mark").inner_text().rpartition("= ")[2])


@in_both_languages("lessons/01-sigmoid.md")
def test_tangent_by_keyboard(kept_visit: Visit) -> None:
    block = figure_on(kept_visit.page, "sigmoid-tangent")
    slider = block.get_by_role("slider")
    slider.focus()
    kept_visit.page.keyboard.press("Home")
    assert slope_shown(block) == pytest.approx(sigmoid_derivative(np.array(-6.0)), abs=5e-5)
    for _ in range(60):
        kept_visit.page.keyboard.press("ArrowRight")
    assert slope_shown(block) == 0.25
    assert "0.2500" in (slider.get_attribute("aria-valuetext") or "")
    assert "100 %" in block.locator(".sentence").inner_text()
    tangent = block.locator(".tangent")
    rise = float(tangent.get_attribute("y1") or 0) - float(tangent.get_attribute("y2") or 0)
    run = float(tangent.get_attribute("x2") or 0) - float(tangent.get_attribute("x1") or 0)
    # 150 units of the drawing are 1 upwards, 344 are 12 to the right
    assert rise / 150 / (run / 344 * 12) == pytest.approx(0.25)


def test_tangent_by_mouse(visit: Visit) -> None:
    block = open_figure(visit, path_of("en", "lessons/01-sigmoid.md"), "sigmoid-tangent")
    drawing = block.locator("svg")
    drawing.scroll_into_view_if_needed()
    box = drawing.bounding_box()
    assert box
    x_of = lambda z: box["x"] + box["width"] * (44 + (z + 6) / 12 * 344) / 400  # noqa: E731
    mouse = visit.page.mouse
    mouse.move(x_of(2), box["y"] + 50)
    mouse.down()
    mouse.move(x_of(-1), box["y"] + 70, steps=5)
    assert block.locator(".values").inner_text().startswith("z = −1.0")
    assert slope_shown(block) == pytest.approx(sigmoid_derivative(np.array(-1.0)), abs=5e-5)
    mouse.move(x_of(9), box["y"] + 70)  # beyond the end
    assert block.locator(".values").inner_text().startswith("z = 6.0")
    mouse.up()
    mouse.move(x_of(0), box["y"] + 70)  # no longer dragging
    assert block.locator(".values").inner_text().startswith("z = 6.0")
    visit.page.keyboard.press("ArrowLeft")
    assert block.locator(".values").inner_text().startswith("z = 5.9")


def test_tangent_by_touch(browser: Browser, address: str) -> None:
    context = browser.new_context(has_touch=True, viewport={"width": 390, "height": 800})
    try:
        visit = Visit(context.new_page(), address)
        block = open_figure(visit, path_of("ja", "lessons/01-sigmoid.md"), "sigmoid-tangent")
        drawing = block.locator("svg")
        drawing.scroll_into_view_if_needed()
        box = drawing.bounding_box()
        assert box
        visit.page.touchscreen.tap(box["x"] + box["width"] * 216 / 400, box["y"] + 60)
        assert block.locator(".values").inner_text().startswith("z = 0.0")
        assert visit.everything_wrong() == []
    finally:
        context.close()


# ---- Lesson 14


def test_correlate_is_ours(profile: Visit) -> None:
    rng = np.random.default_rng(0)
    for FH, FW in ((3, 3), (1, 2), (2, 4)):
        x, W = rng.standard_normal((6, 5)), rng.standard_normal((FH, FW))
        y = convolve_naive(x[np.newaxis, np.newaxis], W[np.newaxis, np.newaxis], np.zeros(1))[0, 0]
        cases = [[x.tolist(), W.tolist(), oy, ox] for oy, ox in np.ndindex(y.shape)]
        np.testing.assert_allclose(formula(profile.page, "correlate", cases), y.ravel(), rtol=1e-12)


def sliding_tables(block: Locator) -> list[list[float]]:
    def value(text: str) -> float:
        over, _, under = text.replace("\N{MINUS SIGN}", "-").partition("/")
        return float(over) / float(under or 1)

    tables = block.locator(".product table")
    return [
        [value(text) for text in tables.nth(k).locator("td").all_inner_texts()] for k in range(3)
    ]


def sliding_sum(block: Locator) -> float:
    text = block.locator(".values .mark").inner_text()
    return float(text.replace("\N{MINUS SIGN}", "-"))


def test_window_begins_with_the_figure_of_the_lesson(visit: Visit) -> None:
    block = open_figure(visit, path_of("en", "lessons/14-convolution.md"), "sliding-window")
    sample = (pages.DOCS / "samples" / "14_convolution" / "window.out").read_text(encoding="utf-8")
    printed = [float(n) for n in re.findall(r"-?\d+", sample.partition("):")[2])]
    pixels, _, products = sliding_tables(block)
    assert [*pixels, *products, sliding_sum(block)] == printed[:19]


@in_both_languages("lessons/14-convolution.md")
def test_window_over_every_digit(kept_visit: Visit) -> None:
    block = figure_on(kept_visit.page, "sliding-window")
    row, column = block.get_by_role("slider").all()
    digits, filters = block.locator("select").all()
    _, (x, t) = load_mnist()
    oy, ox = 17, 13
    for digit in range(10):
        digits.select_option(str(digit))
        image = np.round(255 * x[np.flatnonzero(t == digit)[0]].astype(float))[np.newaxis]
        filters.select_option(index=digit % 5)
        for slider, key in ((row, "ArrowLeft"), (column, "ArrowRight")):
            slider.press(key)
        oy, ox = oy - 1, ox + 1
        pixels, weights, products = sliding_tables(block)
        window = image[0, 0, oy : oy + 3, ox : ox + 3].ravel()
        assert pixels == window.tolist()
        y = convolve_naive(image, np.reshape(weights, (1, 1, 3, 3)), np.zeros(1))
        assert sliding_sum(block) == pytest.approx(y[0, 0, oy, ox], abs=0.051)
        np.testing.assert_allclose(products, window * weights, atol=0.051)
        expect(block.locator(".values")).to_contain_text(f"y[{oy}, {ox}] = ")
    column.press("End")
    assert column.get_attribute("aria-valuetext")
    expect(block.locator(".values")).to_contain_text(f"y[{oy}, 25] = ")


def test_window_by_mouse(visit: Visit) -> None:
    block = open_figure(visit, path_of("en", "lessons/14-convolution.md"), "sliding-window")
    picture = block.locator(".box").first
    picture.evaluate("element => element.scrollIntoView({block: 'center'})")
    box = picture.bounding_box()
    assert box
    mouse = visit.page.mouse
    mouse.move(box["x"] + box["width"] * 10.5 / 28, box["y"] + box["height"] * 5.5 / 28)
    mouse.down()
    expect(block.locator(".values")).to_contain_text("y[4, 9] = ")
    mouse.move(box["x"] - 30, box["y"] + box["height"] + 30, steps=3)
    expect(block.locator(".values")).to_contain_text("y[25, 0] = ")  # kept within
    mouse.up()
    mouse.move(box["x"] + 30, box["y"] + 30)
    expect(block.locator(".values")).to_contain_text("y[25, 0] = ")


# ---- Lesson 15


def marked(block: Locator, what: str) -> list[str]:
    return block.locator(f"td.{what}").all_inner_texts()


@in_both_languages("lessons/15-im2col.md")
def test_microscope_follows_a_pixel(kept_visit: Visit) -> None:
    block = figure_on(kept_visit.page, "im2col-microscope")
    images, windows, matrix = (block.locator("section").nth(i) for i in range(3))
    assert marked(images, "pixel") == ["0112"]
    assert marked(windows, "pixel") == marked(matrix, "pixel") == ["0112"] * 4
    for place in ("[1, 7]", "[2, 6]", "[4, 5]", "[5, 4]"):  # as the lesson's figure says
        assert place in block.get_by_role("status").inner_text()

    keyboard = kept_visit.page.keyboard
    first = matrix.locator("td").first
    first.focus()
    assert marked(block, "pixel") == ["0000"] * 3
    for key in ("ArrowRight", "ArrowDown", "End"):
        keyboard.press(key)
    focused = kept_visit.page.evaluate("document.activeElement.textContent")
    assert focused == "0112"
    assert marked(matrix, "here") == marked(windows, "here") == marked(images, "here") == ["0112"]
    window = ["0001", "0002", "0011", "0012", "0101", "0102", "0111", "0112"]
    assert sorted(marked(images, "window")) == window
    assert marked(matrix, "window") == window
    assert "windows[0, 1, 1, 1, 0, 1]" in block.get_by_role("status").inner_text()
    keyboard.press("ArrowRight")  # the end of the row
    assert kept_visit.page.evaluate("document.activeElement.textContent") == "0112"
    keyboard.press("Control+Home")
    assert kept_visit.page.evaluate("document.activeElement.textContent") == "0000"
    assert matrix.locator("td[tabindex='0']").count() == 1


def test_microscope_by_mouse_and_other_sizes(visit: Visit) -> None:
    block = open_figure(visit, path_of("en", "lessons/15-im2col.md"), "im2col-microscope")
    matrix = block.locator("section").nth(2)
    block.locator("section").first.locator("td").first.hover()
    assert set(marked(block, "pixel")) == {"0000"}
    block.locator(".how").hover()
    assert set(marked(block, "pixel")) == {"0112"}  # what was chosen comes back

    settings = {"Images N": 2, "Channels C": 1, "Height H": 5, "Width W": 5, "Padding P": 1}
    for label, value in {**settings, "Filter FH = FW": 3, "Stride S": 2}.items():
        block.get_by_label(label).select_option(str(value))
    assert matrix.locator("tbody tr").count() == 2 * 3 * 3
    names = 1.0 + sum(
        f * i for f, i in zip((1000, 100, 10, 1), np.indices((2, 1, 5, 5)), strict=True)
    )
    expected = [
        "0" if value == 0 else f"{value - 1:04.0f}" for value in im2col(names, 3, 3, 2, 1).flat
    ]
    assert matrix.locator("td").all_inner_texts() == expected

    matrix.locator("td").first.click()
    assert "padding" in block.get_by_role("status").inner_text()
    block.get_by_label("Height H").select_option("4")
    assert block.locator("td").count() == 0
    assert "H + 2P − F = 4 + 2 × 1 − 3 = 3" in block.get_by_role("status").inner_text()
    block.get_by_label("Stride S").select_option("1")
    assert matrix.locator("td").count() == 2 * 4 * 5 * 9


def test_microscope_shows_the_pixels_that_nobody_sees(visit: Visit) -> None:
    block = open_figure(visit, path_of("en", "lessons/15-im2col.md"), "im2col-microscope")
    for label, value in {"Height H": 4, "Width W": 4, "Filter FH = FW": 2, "Stride S": 2}.items():
        block.get_by_label(label).select_option(str(value))
    block.get_by_label("Height H").select_option("5")
    assert "= 3 " in block.get_by_role("status").inner_text()  # refused, not cut off in silence


# ---- Lesson 16


def numbers(block: Locator, table: int) -> np.ndarray[Any, np.dtype[np.float64]]:
    rows = block.get_by_role("grid").nth(table).locator("tbody tr")
    return np.array(
        [
            [float(text) for text in rows.nth(i).locator("td").all_inner_texts()]
            for i in range(rows.count())
        ]
    )


def check_against_ours(block: Locator, size: int, stride: int) -> None:
    x, y, dx, dout = (numbers(block, table) for table in range(4))
    pooling = MaxPooling(size, stride=stride)
    np.testing.assert_array_equal(pooling.forward(x[np.newaxis, np.newaxis])[0, 0], y)
    np.testing.assert_array_equal(pooling.backward(dout[np.newaxis, np.newaxis])[0, 0], dx)
    ringed = numbers(block, 0)[pooling.backward(np.ones((1, 1, *y.shape)))[0, 0] > 0]
    winners = block.get_by_role("grid").nth(0).locator("td.winner")
    assert [float(text) for text in winners.all_inner_texts()] == ringed.tolist()


def test_pooling_begins_with_the_figure_of_the_lesson(visit: Visit) -> None:
    block = open_figure(visit, path_of("en", "lessons/16-cnn.md"), "pooling-route")
    check_against_ours(block, 2, 2)
    sample = pages.DOCS / "samples" / "16_cnn" / "route.out"
    printed = [float(n) for n in re.findall(r"\d+\.", sample.read_text(encoding="utf-8"))]
    assert [*numbers(block, 1).ravel(), *numbers(block, 2).ravel()] == printed[:20]


@in_both_languages("lessons/16-cnn.md")
def test_pooling_by_keyboard(kept_visit: Visit) -> None:
    block = figure_on(kept_visit.page, "pooling-route")
    block.get_by_role("grid").nth(0).locator("td").first.focus()
    rng = np.random.default_rng(0)
    keyboard = kept_visit.page.keyboard
    for _row in range(4):
        for _column in range(4):
            keyboard.press(str(rng.integers(0, 4)))
            keyboard.press("ArrowRight")
        keyboard.press("Home")
        keyboard.press("ArrowDown")
        check_against_ours(block, 2, 2)
    before = numbers(block, 0)[3, 0]
    keyboard.press("+")
    assert numbers(block, 0)[3, 0] == before + 1
    keyboard.press("-")
    keyboard.press("-")
    assert numbers(block, 0)[3, 0] == (before - 1) % 10
    for size, stride in ((2, 1), (3, 1), (2, 2)):
        block.locator("select").nth(0).select_option(str(size))
        block.locator("select").nth(1).select_option(str(stride))
        check_against_ours(block, size, stride)
    block.locator("select").nth(0).select_option("3")
    assert block.get_by_role("grid").count() == 0
    assert "4 − F = 1" in block.get_by_role("status").inner_text()


def test_pooling_by_pointer_and_the_mask(visit: Visit) -> None:
    block = open_figure(visit, path_of("en", "lessons/16-cnn.md"), "pooling-route")
    x = block.get_by_role("grid").nth(0).locator("td")
    x.nth(5).click()
    assert numbers(block, 0)[1, 1] == 0  # the first press chooses
    x.nth(5).click()
    assert numbers(block, 0)[1, 1] == 1
    block.get_by_role("button", name="plus 1").click()
    block.get_by_role("button", name="less 1").click()
    assert numbers(block, 0)[1, 1] == 1
    assert "x[1, 1] = 1" in block.get_by_role("status").inner_text()

    block.get_by_role("button", name="Ties").click()
    check_against_ours(block, 2, 2)
    assert "sum of dout 100 = sum of dx 100" in block.get_by_role("status").inner_text()
    block.get_by_role("checkbox").check()
    assert "sum of dout 100 ≠ sum of dx 270" in block.get_by_role("status").inner_text()
    block.get_by_role("checkbox").uncheck()

    block.get_by_role("button", name="Overlapping").click()
    check_against_ours(block, 2, 1)
    block.get_by_role("grid").nth(2).locator("td").nth(5).click()
    assert "10 + 20 + 40 + 50 = 120" in block.get_by_role("status").inner_text()
    block.get_by_role("grid").nth(3).locator("td").first.click()
    assert "dx[1, 1]" in block.get_by_role("status").inner_text()


# ---- Lesson 3


def table(block: Locator, name: str) -> Locator:
    return block.get_by_role("grid", name=re.compile(rf"^{name} "))


def table_numbers(block: Locator, name: str) -> list[list[float]]:
    rows = [row.split("\t") for row in table(block, name).inner_text().splitlines()]
    return [[float(text.replace("−", "-")) for text in row] for row in rows]


def test_affine_tables_are_ours(visit: Visit) -> None:
    block = open_figure(visit, path_of("en", "lessons/03-affine.md"), "affine-sums")
    for N in (1, 2, 3, 4):
        block.locator("select").select_option(str(N))
        x, W, b, dout = (np.array(table_numbers(block, name)) for name in ("x", "W", "b", "dout"))
        assert x.shape == (N, 2)
        layer = Affine(W, b[0])
        y, dx = layer.forward(x).tolist(), layer.backward(dout).tolist()
        ours = {
            "y": y,
            "dx": dx,
            "dW": layer.grads["W"].tolist(),
            "db": [layer.grads["b"].tolist()],
        }
        assert {name: table_numbers(block, name) for name in ours} == ours, f"for N = {N}"
        said = block.get_by_role("status").inner_text()
        assert ("the same numbers" in said) == (N == 1), f"for N = {N}"


@in_both_languages("lessons/03-affine.md")
def test_affine_begins_with_the_figure_of_the_lesson(kept_visit: Visit) -> None:
    block = figure_on(kept_visit.page, "affine-sums")
    sample = pages.DOCS / "samples" / "03_affine" / "backward.out"
    printed = [float(n) for n in re.findall(r"-?\d+\.", sample.read_text(encoding="utf-8"))]
    shown = [
        number
        for name in ("dx", "dW", "db")
        for row in table_numbers(block, name)
        for number in row
    ]
    assert shown == printed


def test_affine_shows_what_a_number_is_made_of(visit: Visit) -> None:
    block = open_figure(visit, path_of("en", "lessons/03-affine.md"), "affine-sums")
    status, keyboard = block.get_by_role("status"), visit.page.keyboard

    def marked(name: str, mark: str) -> list[int]:
        cells = table(block, name).locator("td").all()
        classes = [(cell.get_attribute("class") or "").split() for cell in cells]
        return [k for k, names in enumerate(classes) if mark in names]

    expect(status).to_contain_text("db[0] = 1 + 0 + 4 = 5 (over n, terms added: 3)")
    assert marked("dout", "window") == [0, 4, 8]
    table(block, "dW").locator("td").first.focus()
    keyboard.press("End")
    expect(status).to_contain_text("dW[0, 3] = 1 × 0 + 3 × 3 + 0 × 1 = 9 (over n")
    assert marked("x", "window") == [0, 2, 4]
    assert marked("dout", "window") == [3, 7, 11]
    table(block, "y").locator("td").nth(2).click()
    expect(status).to_contain_text("y[0, 2] = 1 × 2 + 2 × 1 + 30 = 34 (over i, terms added: 2)")
    assert marked("b", "window") == [2]
    table(block, "b").locator("td").nth(1).click()
    expect(status).to_contain_text("Cells that use b[1] = 20: 3")
    assert marked("y", "pixel") == [1, 5, 9]
    assert marked("y", "window") == []
    block.locator("select").select_option("1")
    expect(status).to_contain_text("Cells that use b[1] = 20: 1")


# ---- Lesson 13


def test_batch_norm_backward_is_ours(profile: Visit) -> None:
    rng = np.random.default_rng(0)
    for N, gamma, eps in ((3, 1.0, 1e-5), (2, -2.0, 1e-5), (7, 0.5, 1.0)):
        x, dout = rng.standard_normal((2, N, 1))
        layer = BatchNormalization(np.array([gamma]), np.zeros(1), eps)
        y = layer.forward(x, train=True)
        case = [x[:, 0].tolist(), dout[:, 0].tolist(), gamma, eps]
        [found] = formula(profile.page, "batchNormBackward", [case])
        np.testing.assert_allclose(found["xHat"], y[:, 0] / gamma, rtol=1e-9, atol=1e-12)
        np.testing.assert_allclose(found["dx"], layer.backward(dout)[:, 0], rtol=1e-9, atol=1e-9)


def numbers_of(block: Locator, name: str) -> list[float]:
    """The numbers of one line of values, such as dx = (1.00, -1.00, 0.00)."""
    text = block.locator(".values span").filter(has_text=re.compile(f"^{name} = ")).inner_text()
    text = text.partition(" = ")[2]
    return [
        float(n.replace("\N{MINUS SIGN}", "-")) for n in re.findall("[\N{MINUS SIGN}.\\d]+", text)
    ]


@in_both_languages("lessons/13-batch-norm-backward.md")
def test_batch_norm_points_by_keyboard(kept_visit: Visit) -> None:
    block = figure_on(kept_visit.page, "batch-norm-points")
    assert any(numbers_of(block, "dx"))
    for blind in ("(1, 1, 1)", "x̂"):
        block.get_by_label("dout").select_option(blind)
        assert numbers_of(block, "dx") == [0, 0, 0]
    block.get_by_label("dout").select_option("(1, 2, 3)")
    slider = block.get_by_role("slider", name="x2")
    slider.focus()
    for _ in range(3):
        slider.press("ArrowRight")
    x = np.array([numbers_of(block, "x")]).T
    assert x[1, 0] == pytest.approx(0.8)
    layer = BatchNormalization(np.array([4.0]), np.zeros(1))
    layer.forward(x, train=True)
    dx = layer.backward(np.array([[1.0], [2], [3]]))[:, 0]
    assert numbers_of(block, "dx") == pytest.approx(dx, abs=0.00501)
    assert f"{dx[1]:.2f}".replace("-", "\N{MINUS SIGN}") in (
        slider.get_attribute("aria-valuetext") or ""
    )


def test_batch_norm_points_by_mouse(visit: Visit) -> None:
    path = path_of("en", "lessons/13-batch-norm-backward.md")
    block = open_figure(visit, path, "batch-norm-points")
    drawing = block.locator("svg")
    drawing.evaluate("element => element.scrollIntoView({block: 'center'})")
    box = drawing.bounding_box()
    assert box
    x_of = lambda x: box["x"] + box["width"] * (44 + (x + 4) / 8 * 344) / 400  # noqa: E731
    before = numbers_of(block, "x")
    mouse = visit.page.mouse
    mouse.move(x_of(before[2]), box["y"] + 20)
    mouse.down()
    mouse.move(x_of(1.5), box["y"] + 25, steps=4)
    assert numbers_of(block, "x") == [*before[:2], 1.5]
    mouse.move(x_of(9), box["y"] + 25)  # beyond the end
    mouse.up()
    mouse.move(x_of(0), box["y"] + 25)  # no longer dragging
    assert numbers_of(block, "x") == [*before[:2], 4.0]


# ---- Lesson 4


def test_softmax_is_ours(profile: Visit) -> None:
    rng = np.random.default_rng(0)
    for K, scale in ((4, 3.0), (2, 1.0), (10, 1000.0)):
        a = rng.uniform(-scale, scale, (50, K))
        right = rng.integers(0, K, 50)
        cases = [[row.tolist(), int(c)] for row, c in zip(a, right, strict=True)]
        for row, c, found in zip(
            a, right, formula(profile.page, "softmaxLoss", cases), strict=True
        ):
            loss = SoftmaxCrossEntropy()
            expected = loss.forward(row[np.newaxis], np.array([c]))
            np.testing.assert_allclose(found["loss"], expected, rtol=1e-12, atol=1e-12)
            np.testing.assert_allclose(found["p"], softmax(row[np.newaxis])[0], atol=1e-12)
            np.testing.assert_allclose(found["gradient"], loss.backward()[0], atol=1e-12)


@in_both_languages("lessons/04-softmax.md")
def test_softmax_bars_by_keyboard(kept_visit: Visit) -> None:
    block = figure_on(kept_visit.page, "softmax-bars")
    said = block.get_by_role("status")

    def heights() -> list[float]:
        return [float(bar.get_attribute("height") or -1) for bar in block.locator("rect").all()]

    assert numbers_of(block, "p − t") == [0.776, -0.895, 0.014, 0.105]  # as in the lesson
    expect(said).to_contain_text("0.105")
    before, words = heights(), said.inner_text()
    every = block.get_by_role("slider").first
    for key, added in (("ArrowRight", 5), ("End", 1000), ("Home", -1000)):
        every.press(key)
        shown = str(added).replace("-", "\N{MINUS SIGN}")
        expect(said).to_contain_text(re.compile(rf"{shown}\D"))
        expect(block.locator(".columns")).to_contain_text(f"{3 + added}.0".replace("-", "−"))
        assert heights() == pytest.approx(before, abs=1e-9)
    slider = block.get_by_role("slider", name="a1")
    slider.press("End")
    every.evaluate("slider => { slider.value = 0; slider.dispatchEvent(new Event('input')); }")
    a, right = np.array([[3.0, 5, -1, 1]]), np.array([1])
    loss = SoftmaxCrossEntropy()
    expect(block.locator(".values")).to_contain_text(f"L = {loss.forward(a, right):.3f}")
    gradient = loss.backward()[0]
    assert numbers_of(block, "p − t") == pytest.approx(gradient, abs=0.000501)
    assert f"{gradient[1]:.3f}".replace("-", "\N{MINUS SIGN}") in (
        slider.get_attribute("aria-valuetext") or ""
    )
    assert said.inner_text() != words
    block.get_by_role("combobox").select_option("2")
    assert numbers_of(block, "t") == [0, 0, 1, 0]
    assert numbers_of(block, "p − t") == pytest.approx(softmax(a)[0] - [0, 0, 1, 0], abs=0.000501)


def test_softmax_bars_by_mouse(visit: Visit) -> None:
    block = open_figure(visit, path_of("en", "lessons/04-softmax.md"), "softmax-bars")
    slider = block.get_by_role("slider", name="a2")
    slider.evaluate("element => element.scrollIntoView({block: 'center'})")
    box = slider.bounding_box()
    assert box
    before = numbers_of(block, "p")
    visit.page.mouse.click(box["x"] + box["width"] - 4, box["y"] + box["height"] / 2)
    expect(slider).to_have_value("5")
    assert numbers_of(block, "p")[2] > before[0]


# ---- Lesson 5


def test_graphs_are_ours(profile: Visit) -> None:
    rng = np.random.default_rng(0)
    for x, w, b, t in rng.uniform(-5, 5, (50, 4)):
        net = Sequential([Affine(np.array([[w]]), np.array([b]))], SumOfSquares())
        L, gradients = net.gradients(np.array([[x]]), np.array([[t]]))
        [found] = formula(profile.page, "graphPasses", [["unit", {"x": x, "w": w, "b": b, "t": t}]])
        assert found["values"]["L"] == pytest.approx(L)
        assert found["gradients"]["w"] == pytest.approx(gradients["0.W"].item())
        assert found["gradients"]["b"] == pytest.approx(gradients["0.b"].item())
        measured = numerical_gradient(
            lambda v, w=w, b=b: float((v[0] * w + b - v[1]) ** 2 / 2),
            np.array([x, t]),
        )
        at = found["gradients"]
        np.testing.assert_allclose([at["x"], at["t"]], measured, rtol=1e-6, atol=1e-6)

        [found] = formula(profile.page, "graphPasses", [["branch", {"x": x}]])
        assert found["values"]["L"] == pytest.approx(3 * x**3)
        assert found["gradients"]["x"] == pytest.approx(9 * x**2)
        assert found["shares"]["u"] == pytest.approx([6 * x**2])


def filled(block: Locator) -> dict[str, str]:
    """What the drawing of a graph shows, such as {"p": "6", "dp": "2"}."""
    label = block.locator("svg").get_attribute("aria-label") or ""
    return dict(part.split(" = ") for part in label.split(", "))


@in_both_languages("lessons/05-backpropagation.md")
def test_graph_steps_by_keyboard(kept_visit: Visit) -> None:
    block = figure_on(kept_visit.page, "graph-steps")
    forward, back, reset, check = block.get_by_role("button").all()
    answer = block.get_by_role("textbox")
    said = block.get_by_role("status")
    inputs = {"x": "2", "w": "3", "b": "1", "t": "5"}
    assert filled(block) == inputs
    for way in (back, check, answer):  # nothing to go back from
        way.press("Enter")
        assert filled(block) == inputs
    shown = dict(inputs)
    for out, words in (
        ("p = 6", "p = w × x = 3 × 2 = 6"),
        ("y = 7", "y = p + b = 6 + 1 = 7"),
        ("e = 2", "e = y − t = 7 − 5 = 2"),
        ("L = 2", "L = e² / 2 = 2² / 2 = 2"),
    ):
        forward.press("Enter")
        shown |= {out[0]: out[4:]}
        assert filled(block) == shown
        expect(said).to_contain_text(words)
    forward.press("Enter")  # no further
    assert filled(block) == shown
    for new, words in (
        ({"dL": "1"}, "dL = 1"),
        ({"de": "2"}, "de = dL × e = 1 × 2 = 2"),
        ({"dy": "2"}, "dy = de × 1 = 2 × 1 = 2"),
        ({"dp": "2", "db": "2"}, "dp = dy × 1 = 2 × 1 = 2, db = dy × 1 = 2 × 1 = 2"),
        ({"dw": "4", "dx": "6"}, "dw = dp × x = 2 × 2 = 4, dx = dp × w = 2 × 3 = 6"),
    ):
        gradient, value = next(iter(new.items()))
        for wrong in ("7.5", "two", ""):  # says something, and fills in nothing
            answer.fill(wrong)
            answer.press("Enter")
            assert filled(block) == shown
            expect(said).not_to_contain_text(words)
        assert gradient in answer.evaluate("element => element.labels[0].textContent")
        answer.fill(value)
        answer.press("Enter")
        expect(answer).to_have_value("")
        shown |= new
        assert filled(block) == shown
        expect(said).to_contain_text(words)
    whole = said.inner_text()
    back.press("Enter")
    assert filled(block) == shown
    assert said.inner_text() != whole
    slider = block.get_by_role("slider", name="x")
    slider.press("Home")  # -5: what is filled in follows
    assert {k: filled(block)[k] for k in ("p", "L", "dw", "dx")} == {
        "p": "−15",
        "L": "180.5",
        "dw": "95",
        "dx": "−57",
    }
    reset.press("Enter")
    assert filled(block) == inputs | {"x": "−5"}


def test_graph_steps_by_mouse(visit: Visit) -> None:
    block = open_figure(visit, path_of("en", "lessons/05-backpropagation.md"), "graph-steps")
    forward, back, _, check = block.get_by_role("button").all()
    said = block.get_by_role("status")
    block.get_by_role("combobox").select_option("branch")
    for _ in range(3):
        forward.click()
    assert filled(block) == {"x": "2", "u": "4", "v": "6", "L": "24"}
    for _ in range(3):
        back.click()
    assert filled(block)["by_v"] == "12"
    assert "dx" not in filled(block)
    expect(said).to_contain_text("second path")
    expect(block.locator("circle.now")).to_have_count(1)
    block.get_by_role("textbox").fill("２４")  # as a Japanese keyboard may write it
    check.click()
    assert filled(block)["by_u"] == "24"
    assert filled(block)["dx"] == "36"
    expect(said).to_contain_text("by_u = du × 2x = 6 × 4 = 24")
    expect(said).to_contain_text("dx = by_u + by_v = 24 + 12 = 36")
    for _ in range(8):
        block.get_by_role("slider").press("ArrowLeft")
    assert filled(block)["dx"] == "225"  # 9 x squared, at -5


# ---- Lesson 8


def test_passes_keep_the_law(profile: Visit) -> None:
    page = profile.page
    layers, width, samples = 3, 60, 4
    he, doubled = formula(
        page, "reluPasses", [[layers, width, samples, (2 / width) ** 0.5 * g] for g in (1, 2)]
    )
    for k in range(layers):
        z, gradients = np.array(he["z"][k]), np.array(he["gradients"][k])
        assert z.shape == (samples * width,)
        assert gradients.shape == ((z > 0).sum(),), "the gradient at those that ReLU lets through"
        np.testing.assert_allclose(doubled["z"][k], z * 2 ** (k + 1))
        np.testing.assert_allclose(doubled["gradients"][k], gradients * 2 ** (layers - 1 - k))
        assert 0.3 < (z**2).mean() / 2 < 3, "one draw is some way off the mean over all"
        assert 0.2 < (gradients**2).mean() < 5


@in_both_languages("lessons/08-initialisation.md")
def test_weight_scale_by_keyboard(kept_visit: Visit) -> None:
    block = figure_on(kept_visit.page, "weight-scale")
    slider, said = block.get_by_role("slider"), block.get_by_role("status")

    def sizes() -> list[float]:
        text = said.inner_text().replace("\N{MINUS SIGN}", "-")
        return [float(n) for n in re.findall(r"\d+\.?\d*(?:e-?\d+)?", text)][1:4:2]

    def outlines() -> list[str | None]:
        return [path.get_attribute("d") for path in block.locator("path:not(.grid)").all()]

    assert numbers_of(block, "s") == [0.1]
    before, drawn = sizes(), outlines()
    assert len(drawn) == 20, "ten layers, forwards and backwards"
    for _ in range(20):  # a power of 2, in twentieths
        slider.press("ArrowRight")
    assert numbers_of(block, "s") == [0.2]
    assert "4" in (slider.get_attribute("aria-valuetext") or "")
    after = sizes()
    assert after[0] == pytest.approx(before[0] * 2**10, rel=0.05)
    assert after[1] == pytest.approx(before[1] * 2**9, rel=0.05)
    changed = [a != b for a, b in zip(drawn, outlines(), strict=True)]
    assert changed == [True] * 19 + [False], "the gradient at the last layer is what is handed in"
    slider.press("Home")
    assert numbers_of(block, "s") == [0.025]
    assert sizes()[0] < 1e-5


# ---- Lesson 9


def test_the_ravine_is_that_of_the_package(profile: Visit) -> None:
    page = profile.page
    cases = [[0.019, 0.0, 50], [0.03, 0.9, 50], [0.0305, 0.66, 50]]
    for (lr, momentum, steps), path in zip(cases, formula(page, "ravinePath", cases), strict=True):
        w, optimizer = np.array([10.0, 1.0]), Momentum(lr, momentum)
        for x, y in path:
            np.testing.assert_allclose([x, y], w, atol=1e-9)
            optimizer.update({"w": w}, {"w": np.array([1.0, 100.0]) * w})
        assert len(path) == steps + 1


def test_the_factor_is_the_largest_root(profile: Visit) -> None:
    page = profile.page
    cases = [
        [lr, momentum, c]
        for lr in (0.001, 0.0195, 0.0375, 0.0385)
        for momentum in (0.0, 0.5, 0.9)
        for c in (1.0, 100.0)
    ]
    for (lr, m, c), factor in zip(cases, formula(page, "modeFactor", cases), strict=True):
        wanted = np.abs(np.roots([1, lr * c - 1 - m, m])).max()
        assert factor == pytest.approx(wanted, rel=1e-6)


@in_both_languages("lessons/09-momentum.md")
def test_ravine_modes_by_keyboard(kept_visit: Visit) -> None:
    block = figure_on(kept_visit.page, "ravine-modes")
    rate, momentum = block.get_by_role("slider").all()
    said = block.get_by_role("status")
    expect(said).to_contain_text("0.981")  # 1 - 0.019
    expect(said).to_contain_text("0.900")  # 100 * 0.019 - 1
    expect(said).to_contain_text("360")  # log(1000) / -log(0.981)
    before = block.locator("polyline").get_attribute("points")
    for _ in range(2):
        rate.press("ArrowRight")
    assert numbers_of(block, "η") == [0.021]
    expect(said).to_contain_text("1.100")
    assert not re.search(r"1000", said.inner_text()), "it never arrives"
    assert block.locator("polyline").get_attribute("points") != before
    momentum.press("End")
    assert numbers_of(block, "μ") == [0.98]
    assert "0.98" in (momentum.get_attribute("aria-valuetext") or "")
    expect(said).to_contain_text("0.990")  # its root, for either direction
    assert len(re.findall(r"0\.990", said.inner_text())) == 2


# ---- Lesson 10


def test_lengths_are_those_of_adam(profile: Visit) -> None:
    page = profile.page
    cases = [(0.9, 0.999), (0.0, 0.5), (0.75, 0.75)]
    both = formula(page, "adamLengths", [[*case, True, True, 6] for case in cases])
    bare = formula(page, "adamLengths", [[*case, False, False, 6] for case in cases])
    for (beta1, beta2), lengths, uncorrected in zip(cases, both, bare, strict=True):
        params, optimizer = {"p": np.zeros(1)}, Adam(1.0, beta1, beta2, eps=1e-300)
        for step in range(6):
            before = params["p"][0]
            optimizer.update(params, {"p": np.array([3.0])})
            assert before - params["p"][0] == pytest.approx(lengths[step])
            m, v = optimizer.state["m/p"][0], optimizer.state["v/p"][0]
            assert uncorrected[step] == pytest.approx(m / np.sqrt(v))
    one = formula(page, "adamLengths", [[0.9, 0.999, *only, 1] for only in ((1, 0), (0, 1))])
    np.testing.assert_allclose(one, [[1 / np.sqrt(0.001)], [0.1]])


@in_both_languages("lessons/10-adam.md")
def test_adam_start_by_keyboard(kept_visit: Visit) -> None:
    block = figure_on(kept_visit.page, "adam-start")
    (beta1, beta2), said = block.get_by_role("slider").all(), block.get_by_role("status")
    correct_m, correct_v = block.get_by_role("checkbox").all()
    curve = block.locator(".curve")
    before = curve.get_attribute("points")
    expect(said).to_contain_text("3.16")
    expect(said).to_contain_text("12")  # where they are longest
    correct_m.press("Space")
    expect(said).to_contain_text("31.62")
    assert curve.get_attribute("points") != before
    correct_v.press("Space")
    expect(said).not_to_contain_text("%")
    flat = [point.split(",")[1] for point in (curve.get_attribute("points") or "").split()]
    assert set(flat) == {flat[0]}, "with both corrections all steps are alike"
    correct_m.press("Space")
    expect(said).to_contain_text("0.100")
    correct_v.press("Space")
    for _ in range(20):
        beta1.press("ArrowRight")
    assert numbers_of(block, "β₁") == numbers_of(block, "β₂") == [0.999]
    expect(said).to_contain_text("0.032")  # one hundred times less of m: too short
    beta2.press("Home")
    assert beta2.get_attribute("aria-valuetext") == "β₂ = 0"


# ---- Lesson 11


def test_dropout_is_ours(profile: Visit) -> None:
    page = profile.page
    x = np.random.default_rng(0).random((50, 1))
    for inverted in (True, False):
        draws = np.random.default_rng(1).random((1, 50), np.float32).T  # as the layer draws them
        layer = Dropout(0.3, rng=np.random.default_rng(1), inverted=inverted)
        case = [x[:, 0].tolist(), draws[:, 0].tolist(), 0.3, inverted]
        [found] = formula(page, "dropout", [case])
        np.testing.assert_allclose(found["training"], layer.forward(x, train=True)[:, 0])
        np.testing.assert_allclose(found["inference"], layer.forward(x)[:, 0])


@in_both_languages("lessons/11-dropout.md")
def test_dropout_rate_by_keyboard(kept_visit: Visit) -> None:
    block = figure_on(kept_visit.page, "dropout-rate")
    slider, said = block.get_by_role("slider"), block.get_by_role("status")

    def told() -> list[float]:
        return [float(n) for n in re.findall(r"\d+\.\d+", said.inner_text())]

    rate, mean, variance, later, spread = told()
    assert rate == 0.5
    assert mean == pytest.approx(later, abs=0.2), "the mean stays what it was"
    assert variance == pytest.approx((spread + later**2) / 0.5 - later**2, abs=0.3)
    slider.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", "p = 0.55")
    slider.press("Home")
    rate, mean, variance, later, spread = told()
    assert (rate, mean, variance) == (0, later, spread), "nothing is dropped"
    block.get_by_role("combobox").select_option(index=1)  # the original form
    slider.press("End")
    rate, mean, variance, later, _ = told()
    assert rate == 0.8
    assert mean == pytest.approx(0.2 * 2, abs=0.05) == later
