"""No page keeps out those who cannot see or point: axe finds no serious violation of ours.

tests/site/test_every_page.py asks it about each page.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import axe_playwright_python
import pytest
from playwright.sync_api import Page, expect

from tests.site.conftest import Visit, path_of

pytestmark = pytest.mark.browser

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")

# Highlighted code and formulas are thousands of elements in a few colours, and axe takes its time
# for each. Their colours have a test of their own; for axe, code is plain and a formula is MathML.
THIN_OUT = """{
  const undo = [];
  document.querySelectorAll(".highlight code").forEach(code => {
    const whole = [...code.childNodes];
    code.textContent = code.textContent;
    undo.push(() => code.replaceChildren(...whole));
  });
  document.querySelectorAll(".katex-html").forEach(formula => {
    const { parentNode } = formula;
    formula.remove();
    undo.push(() => parentNode.append(formula));
  });
  window.makeWhole = () => undo.splice(0).forEach(one => one());
  undefined;  // a function that comes last would be called
}"""
MAKE_WHOLE = "window.makeWhole?.()"

UNFOLD = """document.querySelectorAll("details:not(.mkdocstrings-source)").forEach(d => {
  d.open = true;
})"""

# A page has a few colours, and axe reads each of them again for every text and all that is behind
# it: a quarter of its time. Read once, they are the same
READ_COLOURS_ONCE = """() => {
  const { prototype } = axe.commons.color.Color;
  const { parseString } = prototype;
  const known = new Map();
  prototype.parseString = function (text) {
    if (!known.has(text)) known.set(text, parseString.call(this, text).toJSON());
    return Object.assign(this, known.get(text));
  };
}"""

# Whether a text can be told from its ground takes axe longer than all else together. Elements that
# are alike all the way up, by tags, classes and whatever gives them their colours, have one answer:
# the first and the last of a kind stand for it, on each page until axe finds nothing wrong on one.
# A tab and those that it opened share this knowledge. Axe gives no verdict on single characters
MARK_KINDS = """() => {
  const kinds = (window.opener ?? window).kinds ??= { numbers: new Map(), good: new Set() };
  const { numbers, good } = kinds;
  const numberOf = text => numbers.get(text) ?? numbers.set(text, numbers.size).size - 1;
  const looks = [
    "color", "backgroundColor", "backgroundImage", "opacity", "filter", "mixBlendMode",
    "textShadow", "fontSize", "fontWeight", "position", "display", "visibility",
  ];
  const first = new Map(), last = new Map();
  const visit = (element, above) => {
    element.removeAttribute("data-stands-for-its-kind");
    const style = getComputedStyle(element);
    const text = [...element.childNodes].map(e => e.nodeType === 3 ? e.data.trim() : "").join("");
    const kind = numberOf([
      above, element.localName, element.getAttribute("class"), Math.min(text.length, 2),
      element.matches(":disabled, [aria-disabled=true]"), ...looks.map(name => style[name]),
    ].join());
    if (!good.has(kind)) {
      if (!first.has(kind)) first.set(kind, element);
      last.set(kind, element);
    }
    for (const child of element.children) visit(child, kind);
  };
  visit(document.documentElement, "");
  for (const element of [...first.values(), ...last.values()])
    element.setAttribute("data-stands-for-its-kind", "");
  axe.configure({ rules: [{ id: "color-contrast", selector: "[data-stands-for-its-kind]" }] });
  window.callKindsGood = () => first.forEach((_, kind) => good.add(kind));
}"""

# What the theme does and we do not change: the rule, where, and why it stays.
TOLERATED: dict[tuple[str, str], str] = {}


def make_ready(page: Page, thin: bool = True) -> None:
    """Unfold all that is folded on an open page, and put axe into it, once."""
    if page.evaluate("typeof axe") != "undefined":
        return
    page.emulate_media(reduced_motion="reduce")
    page.locator(".by-hand:not(.ready)").first.wait_for(state="detached")
    page.evaluate(UNFOLD)
    if thin:
        page.evaluate(THIN_OUT)
    page.evaluate(AXE.read_text(encoding="utf-8"))  # past the content security policy
    page.evaluate(READ_COLOURS_ONCE)


def violations(page: Page, scheme: Scheme) -> list[str]:
    """Return what axe calls serious or critical on a page, except what is tolerated."""
    page.emulate_media(color_scheme=scheme)
    palette = {"light": "default", "dark": "slate"}[scheme]
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", palette)
    page.evaluate(MARK_KINDS)
    # In the dark only colours are other ones; everything else was looked at in the light.
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if scheme == "dark":
        options["runOnly"] = {"type": "rule", "values": ["color-contrast"]}
    result = page.evaluate("options => axe.run(document, options)", options)
    found = []
    for violation in result["violations"]:
        if violation["impact"] not in ("serious", "critical"):
            continue
        for node in violation["nodes"]:
            where = " ".join(str(part) for part in node["target"])
            if not any(rule == violation["id"] and place in where for rule, place in TOLERATED):
                reason = node["failureSummary"].replace("\n", " ")
                found.append(f"{violation['id']}: {where}: {reason} {node['html'][:160]}")
    if not found:
        page.evaluate("callKindsGood()")
    return found


def test_axe_on_a_phone(visit: Visit) -> None:
    visit.page.set_viewport_size({"width": 390, "height": 900})
    page = visit.go(path_of("ja", "lessons/01-sigmoid.md"))
    make_ready(page, thin=False)
    found = violations(page, "light")
    assert not found, "\n".join(found)


CONTRAST = """() => {
  const parts = colour => {
    const canvas = document.createElement("canvas").getContext("2d");
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const luminance = colour => {
    const [r, g, b] = parts(colour).map(part => {
      const c = part / 255;
      return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const found = {};
  for (const span of document.querySelectorAll(".highlight code span[class], .katex-html")) {
    let ground = span;
    while (ground && getComputedStyle(ground).backgroundColor === "rgba(0, 0, 0, 0)")
      ground = ground.parentElement;
    const colour = getComputedStyle(span).color;
    const back = ground ? getComputedStyle(ground).backgroundColor : "rgb(255, 255, 255)";
    const key = `.${span.className}: ${colour} on ${back}`;
    if (key in found) continue;
    const [light, dark] = [luminance(colour), luminance(back)].sort((a, b) => b - a);
    found[key] = (light + 0.05) / (dark + 0.05);
  }
  return found;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_code_and_formulas_can_be_told_from_their_ground(visit: Visit, scheme: Scheme) -> None:
    visit.page.emulate_media(color_scheme=scheme)
    contrast: dict[str, float] = {}
    for name in ("lessons/15-im2col.md", "lessons/16-cnn.md", "reference/losses.md"):
        page = visit.go(path_of("en", name))
        page.evaluate(UNFOLD)
        contrast |= page.evaluate(CONTRAST)
    assert len(contrast) > 8
    assert {key: ratio for key, ratio in contrast.items() if ratio < 4.5} == {}
