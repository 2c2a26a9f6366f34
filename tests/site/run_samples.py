"""Every sample of a page runs in the page and gives what the page shows.

tests/site/test_every_page.py asks it about each page.
"""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterator
from urllib.parse import unquote
from xml.etree import ElementTree

from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import ElementHandle

from scripts.book import pages, samples
from scripts.book.samples import Sample
from tests.site.conftest import HALF, PRESS, Visit, path_of

SAMPLES = {sample.name: sample for sample in samples.all_samples()}

# What a page shows was drawn by another version of Matplotlib. It chooses other ticks, sets letters
# in other widths, and so leaves the axes a little more or less room. Elements, colours, numbers of
# points and words must be the same.
FIGURE_TOLERANCE = 25  # points, of 350 to 500 that a figure has
IMAGE_TOLERANCE = 12  # levels of 255, in the mean
AS_LETTERS = str.maketrans("0123456789", "abcdefghij")  # numbers in words are no coordinates


# The worker has served other pages, and has all packages. A program sees those alone that its page
# would have brought (and NumPy, whose settings are put back after each run)
SHOW_ONLY = """async ([shared, hiding, code]) => {
  const { packagesOf } = await import(`${shared}js/packages.js`);
  const { sharedPython } = await import(`${shared}js/python.js`);
  const runtime = await (await fetch(`${shared}python/runtime.json`)).json();
  const lock = JSON.parse(runtime.lock).packages;
  const shown = code === null ? Object.keys(lock) : ["numpy", ...packagesOf(code, lock)];
  const hidden = Object.keys(lock).filter(name => !shown.includes(name));
  const modules = hidden.flatMap(name => lock[name].imports);
  await sharedPython().call({ source: hiding, name: "hide", args: [modules] });
}"""
HIDING = """
import sys

names = set()
kept = {}

class Hidden:
    def find_spec(name, path=None, target=None):
        if name.partition(".")[0] in names:
            raise ModuleNotFoundError(f"the page does not bring {name}", name=name)

sys.meta_path.insert(0, Hidden)

def hide(modules):
    names.clear()
    names.update(modules)
    sys.modules.update(kept)
    kept.clear()
    for name in list(sys.modules):
        if name.partition(".")[0] in names:
            kept[name] = sys.modules.pop(name)
"""

# Nothing looks at the page again and again meanwhile: that takes a tenth of a core
RUN = """block => new Promise(resolve => {
  const buttons = [...block.querySelectorAll("button")].filter(button => button.checkVisibility());
  const run = buttons.filter(b => /^(実行|小さくして実行|Run.*)$/.test(b.textContent.trim()));
  if (run.length !== 1) throw new Error(`${run.length} buttons run ${block.dataset.sample}`);
  (PRESS)(run[0]);
  const look = () => block.dataset.state !== "running" && resolve();
  new MutationObserver(look).observe(block, { attributeFilter: ["data-state"] });
  look();
})""".replace("PRESS", PRESS)


# What a block shows after a run, asked for at once: each question to a page takes a hundredth of a
# second, for it looks for the block anew
SHOWN = """async block => {
  const figures = [...block.querySelectorAll(".run-output img.figure")];
  await Promise.all(figures.map(figure => figure.decode()));
  const code = [...block.querySelectorAll(".run-output .highlight code")];
  const message = [...block.querySelectorAll(".run-status, .run-output")];
  return {
    state: block.dataset.state,
    message: message.map(element => element.innerText).join("\\n"),
    text: code.map(element => element.textContent).join(""),
    why: Boolean(block.querySelector(".run-output .run-note") || block.dataset.differs),
    figures: figures.map(({ naturalWidth, alt, src }) => [naturalWidth, alt, src]),
  };
}"""


def gives_what_it_shows(visit: Visit, language: str, name: str) -> None:
    page = visit.page
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    blocks = page.query_selector_all(".sample[data-sample]")
    source = (pages.DOCS / language / name).read_text(encoding="utf-8")
    assert len(blocks) == len(re.findall(r"<div [^>]*data-sample=", source)) > 0

    found = []
    for block in blocks[HALF[language]]:
        sample = SAMPLES[block.evaluate("block => block.dataset.twin || block.dataset.sample")]
        show_only(visit, language, sample.path.read_text(encoding="utf-8"))
        block.evaluate(RUN)
        found += [f"{sample.name}: {what}" for what in what_differs(block, sample)]
    show_only(visit, language, None)
    assert found == [], "\n".join(found)


def show_only(visit: Visit, language: str, code: str | None) -> None:
    """Let the next program see the packages that a page brings for this code; None: all."""
    shared = f"{visit.address}{path_of(language, 'index.md')}shared/"
    visit.page.evaluate(SHOW_ONLY, [shared, HIDING, code])


def what_differs(block: ElementHandle, sample: Sample) -> Iterator[str]:
    shown = block.evaluate(SHOWN)
    if shown["state"] != "done":
        yield shown["message"]
        return
    kept = sample.output.read_text(encoding="utf-8") if sample.output.exists() else ""
    problem = samples.compare_text(kept, shown["text"], sample.settings.tolerance)
    differs = sample.settings.browser_differs
    if differs:
        if not shown["why"]:
            yield "nothing on the page tells why it gives something else"
    elif problem:
        yield problem

    kept_figures = sorted(sample.kept_figures().values(), key=lambda p: (len(p.name), p.name))
    if len(shown["figures"]) != len(kept_figures):
        yield f"it draws {len(shown['figures'])} figures, kept are {len(kept_figures)}"
        return
    for (width, alt, src), file in zip(shown["figures"], kept_figures, strict=True):
        if width < 100 or not alt:
            yield f"{file.name}: {width} px wide, alt {alt!r}"
        now = unquote(src.partition(",")[2])
        drawn = what_is_drawn_otherwise(file.read_text(encoding="utf-8"), now, sample)
        problem = problem or drawn
        if drawn and not differs:
            yield f"{file.name}: {drawn}"
    if differs and problem is None:
        yield "it gives the same as elsewhere: remove browser_differs from settings.toml"


def what_is_drawn_otherwise(kept: str, now: str, sample: Sample) -> str | None:
    """Compare figures of two versions of Matplotlib, which differ in details of no weight."""
    kept_images, images = pictures(kept), pictures(now)
    if len(kept_images) != len(images):
        return f"it holds {len(images)} images, kept are {len(kept_images)}"
    for a, b in zip(kept_images, images, strict=True):
        if max(abs(a.width - b.width), abs(a.height - b.height)) > FIGURE_TOLERANCE:
            return f"an image is {b.size}, kept is {a.size}"
        levels = ImageStat.Stat(ImageChops.difference(coarse(a), coarse(b))).mean
        if max(levels) > IMAGE_TOLERANCE:
            return f"an image differs by {max(levels):.0f} levels in the mean"
    tolerance = max(sample.settings.figure_tolerance, FIGURE_TOLERANCE)
    return samples.compare_figures(drawing(kept), drawing(now), tolerance)


def pictures(svg: str) -> list[Image.Image]:
    codes = re.findall(r"data:image/png;base64,([^\"]*)", svg)
    return [Image.open(io.BytesIO(base64.b64decode(code))).convert("RGBA") for code in codes]


def coarse(image: Image.Image) -> Image.Image:
    """Return an image small enough not to show where a pixel more or less was put in."""
    return image.resize((28, 28), Image.Resampling.BOX)


def drawing(svg: str) -> str:
    """Return what is drawn, without images and axes, and of each text its words and its place.

    Each version chooses its own ticks, and sets the letters of a text in its own way; the words are
    in a comment at the beginning of the text.
    """
    builder = ElementTree.TreeBuilder(insert_comments=True)
    plain = re.sub(r"data:image/png;base64,[^\"]*", "image", svg)
    root = ElementTree.fromstring(plain, ElementTree.XMLParser(target=builder))
    for parent in list(root.iter()):
        for child in list(parent):
            name = child.get("id", "")
            if name.startswith("matplotlib.axis"):
                parent.remove(child)
            elif name.startswith("text_"):
                words = "".join(
                    part.text or "" for part in child if part.tag is ElementTree.Comment
                )
                places = [part.get("transform", "") for part in child.iter() if len(part)]
                child.clear()
                child.text = f"{words.translate(AS_LETTERS)} {places[:2]}"
    return ElementTree.canonicalize(ElementTree.tostring(root, encoding="unicode"))
