"""Files that are made of the built site, put into it: its page on reading offline links to them."""

from __future__ import annotations

import re
import shutil
from html import escape
from pathlib import Path

FOLDER = "downloads"  # of the site
PAGES = {"ja": "offline/index.html", "en": "en/offline/index.html"}
BLOCK = re.compile(r'(<div class="downloads"[^>]*>).*?(</div>)', re.DOTALL)

EDITIONS = {
    "ja": {"ja": "日本語版", "en": "英語版", "": "両言語"},
    "en": {"ja": "Japanese", "en": "English", "": "Both languages"},
}
FORMS = {
    "ja": {".epub": "EPUB", ".pdf": "PDF", ".html": "印刷用の一ページ", ".zip": "ZIP"},
    "en": {".epub": "EPUB", ".pdf": "PDF", ".html": "one page to print", ".zip": "ZIP"},
}


def publish(files: list[Path], site: Path) -> None:
    """Copy files into a site, and list them on its pages in place of what is said without them.

    Raises:
        ValueError: if a page has no place for the list.
    """
    (site / FOLDER).mkdir(exist_ok=True)
    for file in files:
        shutil.copy(file, site / FOLDER)
    there = sorted(path for path in (site / FOLDER).iterdir() if path.is_file())
    for language, place in PAGES.items():
        page = site / place
        above = "../" * place.count("/")
        listed = _list(there, language, f"{above}{FOLDER}/")
        html, count = BLOCK.subn(rf"\g<1>{listed}\g<2>", page.read_text("utf-8"))
        if count != 1:
            raise ValueError(f"{page} has no block of class downloads for the list of files")
        page.write_text(html, encoding="utf-8", newline="\n")


def _list(files: list[Path], language: str, folder: str) -> str:
    rows = []
    for edition in sorted(EDITIONS[language], key=lambda e: (e != language, e == "")):
        links = [
            f'<a download href="{folder}{escape(file.name)}">{FORMS[language][file.suffix]}</a>'
            + ("（{} MB）" if language == "ja" else " ({} MB)").format(_size(file))
            for file in files
            if edition_of(file) == edition
        ]
        if links:
            mark, comma = ("：", "、") if language == "ja" else (": ", ", ")
            rows.append(f"<li>{EDITIONS[language][edition]}{mark}{comma.join(links)}</li>")
    return f"<ul>{''.join(rows)}</ul>"


def edition_of(file: Path) -> str:
    """Return the language of a file, `book.ja.epub`, or nothing."""
    return file.name.split(".")[1] if file.name.count(".") == 2 else ""


def _size(file: Path) -> str:
    return f"{file.stat().st_size / 1e6:.1f}"
