"""Make the book for paper, for e-readers, and for a folder without a server.

    python scripts/site.py --build                       what the first two are made of
    .venv/bin/python scripts/paper.py                    all, in both languages
    .venv/bin/python scripts/paper.py --epub --lang ja   one of them, in one language
    .venv/bin/python scripts/paper.py --pdf --only lessons/05    one lesson to print
    .venv/bin/python scripts/paper.py --offline          the site as a ZIP to unpack and open

What it makes is in paper/: book.ja.epub, book.ja.pdf, book.ja.html (the page that was printed, with
everything in one file), book-offline.zip. A PDF is printed twice, for the page numbers in its
contents, and takes some six minutes beside other work. SITE_URL, the site's address, is where links
lead to what is not in the book. With --publish the files are put into the site, and listed on its
page about reading offline.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])  # site.py beside this is no module

from tqdm import tqdm  # noqa: E402

from lesson_code.exercises.files import LANGUAGES  # noqa: E402
from scripts.book import built_site, downloads, epub, page_python, paper, printed  # noqa: E402
from scripts.machine.environment import ROOT, ExpectedError, run, say  # noqa: E402

KINDS = ("epub", "pdf", "offline")
ZIP = "book-offline"  # name of the ZIP, and of the folder in it


def make(options: argparse.Namespace, address: str) -> list[Path]:
    """Make the files that are wanted; return them."""
    kinds = [kind for kind in KINDS if getattr(options, kind)] or list(KINDS)
    books = [kind for kind in kinds if kind != "offline"]
    languages = (options.lang or list(LANGUAGES)) if books else []
    options.out.mkdir(parents=True, exist_ok=True)
    made: list[Path] = []
    steps = len(languages) * (1 + len(books)) + ("offline" in kinds)
    with tqdm(total=steps, unit="step") as bar:
        for language in languages:
            bar.set_description(f"{language}: reading the site")
            book = paper.read(options.site, language, address, options.only)
            if not book.chapters:
                raise ExpectedError(f"no page fits --only {options.only!r}; try lessons/05")
            bar.update()
            for kind in books:
                bar.set_description(f"{language}: {kind}")
                file = options.out / f"book.{language}.{kind}"
                if kind == "epub":
                    epub.write(book, file)
                else:
                    html = file.with_suffix(".html")
                    printed.pdf(book, file, html, bar.set_postfix_str)
                    made.append(html)
                made.append(file)
                bar.update()
        if "offline" in kinds:
            bar.set_description("building the site for a folder")
            made.append(offline(options.out / f"{ZIP}.zip", address))
            bar.update()
    return made


def offline(target: Path, address: str) -> Path:
    """Build the site anew, as one that is opened from a folder, into a ZIP."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder, "site")
        where = {"SITE_URL": address} if address else {}
        built_site.build(ROOT, site, OFFLINE="true", **where)
        files = {
            f"{ZIP}/{path.relative_to(site).as_posix()}": path.read_bytes()
            for path in sorted(site.rglob("*"))
            if path.is_file()
        }
    target.write_bytes(page_python.archive(files))
    return target


def main() -> int:
    options = parse(sys.argv[1:])
    made = make(options, os.environ.get("SITE_URL", ""))
    for file in made:
        say(f"{file}  {file.stat().st_size / 1e6:.1f} MB")
    if options.publish:
        downloads.publish(made, options.site)
        say(f"{options.site} links to them")
    return 0


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python scripts/paper.py",
        description="Make the book as EPUB, as PDF and as a ZIP to open without a server; without"
        " --epub, --pdf or --offline, all three. EPUB and PDF are made of the built site.",
    )
    parser.add_argument("--epub", action="store_true", help="for e-readers")
    parser.add_argument("--pdf", action="store_true", help="to print; needs a Chromium")
    parser.add_argument("--offline", action="store_true", help="the site, to open from a folder")
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
    parser.add_argument(
        "--publish", action="store_true", help="put the files into the site, which links to them"
    )
    return parser.parse_args(arguments)


if __name__ == "__main__":
    run(main)
