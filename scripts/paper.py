"""Make the book for paper and for e-readers, from the built site.

    python scripts/site.py --build                       what it is made of
    .venv/bin/python scripts/paper.py                    EPUB and PDF, in both languages
    .venv/bin/python scripts/paper.py --epub --lang ja   one of them, in one language
    .venv/bin/python scripts/paper.py --pdf --only lessons/05    one lesson to print

What it makes is in paper/: book.ja.epub, book.ja.pdf, and book.ja.html, the page that was printed,
with everything in one file. SITE_URL, the site's address, is where links lead to what is not in the
book. With --publish the files are put into the site, whose page on reading offline links to them.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])  # site.py beside this is no module

from tqdm import tqdm  # noqa: E402

from scripts.book import epub, paper, printed  # noqa: E402
from scripts.machine.environment import ROOT, ExpectedError, run, say  # noqa: E402

KINDS = ("epub", "pdf")
LANGUAGES = ("ja", "en")


def make(
    site: Path, target: Path, kinds: list[str], languages: list[str], only: str, address: str
) -> list[Path]:
    """Make the files that are wanted; return them."""
    target.mkdir(parents=True, exist_ok=True)
    made: list[Path] = []
    with tqdm(total=len(languages) * (1 + len(kinds)), unit="step") as bar:
        for language in languages:
            bar.set_description(f"{language}: reading the site")
            book = paper.read(site, language, address, only)
            if not book.chapters:
                raise ExpectedError(f"no page fits --only {only!r}; try lessons/05")
            bar.update()
            for kind in kinds:
                bar.set_description(f"{language}: {kind}")
                file = target / f"book.{language}.{kind}"
                if kind == "epub":
                    epub.write(book, file)
                else:
                    html = file.with_suffix(".html")
                    printed.pdf(book, file, html, lambda what: bar.set_postfix_str(what))
                    made.append(html)
                made.append(file)
                bar.update()
    return made


def main() -> int:
    options = parse(sys.argv[1:])
    kinds = [kind for kind in KINDS if getattr(options, kind)] or list(KINDS)
    address = os.environ.get("SITE_URL", "")
    languages = options.lang or list(LANGUAGES)
    made = make(options.site, options.out, kinds, languages, options.only, address)
    for file in made:
        say(f"{file}  {file.stat().st_size / 1e6:.1f} MB")
    return 0


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python scripts/paper.py",
        description="Make the book as EPUB and as PDF from the built site; without --epub or --pdf,"
        " both.",
    )
    parser.add_argument("--epub", action="store_true", help="for e-readers")
    parser.add_argument("--pdf", action="store_true", help="to print; needs a Chromium")
    parser.add_argument("--lang", choices=LANGUAGES, action="append", help="default: both")
    parser.add_argument(
        "--only", default="", metavar="PAGES", help="pages whose name begins so: lessons/05"
    )
    parser.add_argument(
        "--site", type=Path, default=ROOT / "site", help="the built site (default: site/)"
    )
    parser.add_argument(
        "--out", type=Path, default=ROOT / "paper", help="where to write (default: paper/)"
    )
    return parser.parse_args(arguments)


if __name__ == "__main__":
    run(main)
