"""Make a sheet to print and slides for each lesson, from its page.

    .venv/bin/python scripts/teaching.py                       all lessons, in both languages
    .venv/bin/python scripts/teaching.py --lang ja --only 05   one lesson, in one language
    .venv/bin/python scripts/teaching.py --html                no PDF, so without a browser

What it makes is in teaching/: for each language 05-backpropagation-sheet.html and -slides.html,
each with its PDF, and beside them figures/, the figures as files, with their licence. The slides
are shown by reveal.js, which npm fetches: arrow keys lead on, S opens what the speaker may say.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from contextlib import ExitStack
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])  # site.py beside this is no module

from playwright.sync_api import Page, sync_playwright  # noqa: E402
from pypdf import PdfReader  # noqa: E402
from tqdm import tqdm  # noqa: E402

from lesson_code.exercises.files import LANGUAGES  # noqa: E402
from scripts.book import handouts  # noqa: E402
from scripts.book.pages import DOCS  # noqa: E402
from scripts.machine import browser  # noqa: E402
from scripts.machine.environment import ROOT, ExpectedError, run, say  # noqa: E402

KATEX = DOCS / "shared" / "katex"
STYLES = DOCS / "teaching"
REVEAL = "reveal.js@5.2.1"
REVEAL_SHA512 = (
    "r7//6mIM5p34hFiDMvYfXgyjXqGRta+/psd9YtytsgRlrpRzFv4RbH76TXd2qD+7ZPZEbpBDhdRhJaFgfQ7zNQ=="
)
REVEAL_FILES = ("LICENSE", "dist/reset.css", "dist/reveal.css", "dist/reveal.js")
NOTES_FILES = ("plugin/notes/notes.js",)
LARGEST, SMALLEST = 10.5, 6.5  # points of the letters of a sheet
HEIGHT = (297 - 24) / 25.4 * 96  # of a page of A4 within its margins, in pixels
TOO_MUCH = """
[...document.querySelectorAll(".slide")].filter((s) => s.scrollHeight > 721 || s.scrollWidth > 1281)
  .map((s) => s.querySelector("h2").textContent)
"""
LICENCE = """\
These figures are from the book "Neural networks from scratch" (ゼロから学ぶニューラルネットワーク).
MIT licence, {copyright}. The whole text is in LICENSE.

Figures that show handwritten digits hold images of the MNIST database by Yann LeCun, Corinna Cortes
and Christopher J. C. Burges, under CC BY-SA 3.0: https://creativecommons.org/licenses/by-sa/3.0/
"""


def main() -> int:
    options = parse(sys.argv[1:])
    languages = options.lang or list(LANGUAGES)
    names = [name for name in handouts.lessons() if name.startswith(options.only)]
    if not names:
        raise ExpectedError(f"no lesson fits --only {options.only!r}; try 05")
    chromium = None
    if not options.html:
        chromium = browser.find_chromium()
        if chromium is None:
            raise ExpectedError(f"no browser to print with: {browser.advice()}; or use --html")
    make(options.out, languages, names, chromium)
    say(f"{len(names) * len(languages)} sheets, and as many slides, are in {options.out}")
    return 0


def make(target: Path, languages: list[str], names: list[str], chromium: Path | None) -> None:
    """Make sheets and slides; with a browser, as PDF too, and the sheets of one page."""
    bring_others(target)
    with ExitStack() as stack:
        page = None
        if chromium:
            playwright = stack.enter_context(sync_playwright())
            opened = playwright.chromium.launch(
                executable_path=chromium, args=["--no-sandbox", "--allow-file-access-from-files"]
            )
            stack.callback(opened.close)
            page = opened.new_page()
        for language in languages:
            folder = target / language
            folder.mkdir(parents=True, exist_ok=True)
            for name in tqdm(names, desc=language, unit="lesson"):
                lesson = handouts.read(name, language)
                copy_figures(lesson, target / "figures")
                sheet, slides = (folder / f"{name}-{kind}.html" for kind in ("sheet", "slides"))
                sheet.write_text(handouts.sheet(lesson), encoding="utf-8")
                slides.write_text(handouts.deck(lesson), encoding="utf-8")
                if page:
                    print_sheet(page, sheet)
                    print_slides(page, slides)


def bring_others(target: Path) -> None:
    """Put what all sheets and slides share into a folder: KaTeX, reveal.js, styles, licences."""
    for name in ("katex", "reveal", "figures"):
        shutil.rmtree(target / name, ignore_errors=True)
    shutil.copytree(KATEX, target / "katex")
    shutil.copy(DOCS / "shared" / "js" / "math.js", target / "katex")
    (target / "reveal").mkdir()
    (target / "figures").mkdir()
    bring_reveal(target / "reveal")
    shutil.copy(STYLES / "slides.js", target / "reveal" / "start.js")
    for style in ("sheet.css", "slides.css"):
        shutil.copy(STYLES / style, target)
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    for folder in (target, target / "figures"):
        shutil.copy(ROOT / "LICENSE", folder)
    copyright_ = next(li for li in licence.splitlines() if li.startswith("Copyright"))
    text = LICENCE.format(copyright=copyright_)
    (target / "figures" / "LICENCE-OF-FIGURES.txt").write_text(text, encoding="utf-8")


def bring_reveal(target: Path) -> None:
    """Fetch reveal.js, and compare it with the SHA-512 that is written here."""
    npm = shutil.which("npm")
    if npm is None:
        raise ExpectedError("npm is needed to fetch reveal.js: install Node.js.")
    with tempfile.TemporaryDirectory() as folder:
        command = [npm, "pack", REVEAL, "--pack-destination", folder, "--silent"]
        if subprocess.run(command, stdout=subprocess.DEVNULL).returncode:
            raise ExpectedError(f"{REVEAL} was not fetched; npm says why above.")
        [archive] = Path(folder).glob("*.tgz")
        found = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode("ascii")
        if found != REVEAL_SHA512:
            raise ExpectedError(f"{REVEAL} is not the file that it was: its SHA-512 is {found}.")
        with tarfile.open(archive) as files:
            files.extractall(folder, filter="data")
        for name in (*REVEAL_FILES, *NOTES_FILES):
            shutil.copy(Path(folder, "package", name), target)


def copy_figures(lesson: handouts.Lesson, target: Path) -> None:
    """Put the figures of a lesson into a folder."""
    for figure in handouts.figures(lesson):
        shutil.copy(DOCS / figure.source, target / handouts.figure_name(figure))


def print_sheet(page: Page, file: Path) -> None:
    """Print a sheet, in the largest letters with which it is one page, and keep their size."""
    page.set_viewport_size({"width": 688, "height": 1000})  # as wide as A4 within its margins
    page.goto(file.absolute().as_uri(), wait_until="load")
    page.evaluate("document.fonts.ready")
    size = LARGEST
    while size > SMALLEST:
        page.evaluate("size => document.body.style.setProperty('--size', `${size}pt`)", size)
        if page.evaluate("document.querySelector('main').scrollHeight") <= HEIGHT:
            break
        size -= 0.25
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("<body>", f'<body style="--size: {size}pt">', 1), "utf-8")
    expect_formulas(page, file)
    pdf = file.with_suffix(".pdf")
    page.pdf(path=pdf, prefer_css_page_size=True, print_background=True)
    if (pages := len(PdfReader(pdf).pages)) != 1:
        raise ExpectedError(f"{pdf} has {pages} pages: its lesson has too much for a sheet")


def print_slides(page: Page, file: Path) -> None:
    """Print slides, a page each."""
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto(file.absolute().as_uri() + "?print-pdf", wait_until="load")
    page.wait_for_selector(".pdf-page")
    page.evaluate("document.fonts.ready")
    expect_formulas(page, file)
    if full := page.evaluate(TOO_MUCH):
        raise ExpectedError(f"{file.name} has more than fits on a slide: {', '.join(full)}")
    page.pdf(path=file.with_suffix(".pdf"), prefer_css_page_size=True, print_background=True)


def expect_formulas(page: Page, file: Path) -> None:
    """Refuse a page with a formula that KaTeX could not set."""
    if wrong := page.locator(".katex-error").all_text_contents():
        raise ExpectedError(f"{file.name}: KaTeX cannot set {wrong[0]}")


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python scripts/teaching.py",
        description="Make a sheet to print and slides for each lesson, as HTML and PDF.",
    )
    parser.add_argument("--html", action="store_true", help="no PDF, so without a browser")
    parser.add_argument("--lang", choices=LANGUAGES, action="append", help="default: both")
    parser.add_argument(
        "--only", default="", metavar="LESSONS", help="lessons whose name begins so: 05"
    )
    parser.add_argument(
        "--out", type=Path, default=ROOT / "teaching", help="where to write (default: teaching/)"
    )
    return parser.parse_args(arguments)


if __name__ == "__main__":
    run(main)
