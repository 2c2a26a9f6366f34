"""The errata page: what docs/errata.toml lists, and the version of the book."""

from __future__ import annotations

import datetime
import tomllib
from pathlib import Path
from typing import Any

from lesson_code import __version__
from scripts.book.pages import DOCS

FILE = DOCS / "errata.toml"
PLACE = "<!-- errata -->"
VERSION_PLACE = "<!-- version -->"
KEYS = {"page", "heading", "version", "date", "ja", "en"}
NONE = {
    "ja": "いまのところ、知られている誤りはありません。",
    "en": "None is known so far.",
}
ENTRY = {
    "ja": "- **{date}**（{version} で訂正）[{page}]({page}#{heading})：{text}",
    "en": "- **{date}** (right since {version}), [{page}]({page}#{heading}): {text}",
}


class ErrataError(ValueError):
    """docs/errata.toml holds what is no erratum."""


def read(file: Path = FILE) -> list[dict[str, Any]]:
    """Return the errata, in the order of the file."""
    rows = tomllib.loads(file.read_text(encoding="utf-8")).get("erratum", [])
    for number, row in enumerate(rows, start=1):
        if set(row) != KEYS:
            raise ErrataError(
                f"{file.name}: erratum {number} has {', '.join(sorted(row))}; expected"
                f" {', '.join(sorted(KEYS))}"
            )
        if type(row["date"]) is not datetime.date:
            raise ErrataError(f"{file.name}: erratum {number}: date: expected 2026-12-24")
    return rows


def with_errata(markdown: str, language: str, rows: list[dict[str, Any]]) -> str:
    """Return the page with the list where it says `<!-- errata -->`, and the version."""
    entries = [
        ENTRY[language].format(
            date=row["date"].isoformat(),
            version=row["version"],
            page=row["page"],
            heading=row["heading"],
            text=row[language],
        )
        for row in rows
    ]
    markdown = markdown.replace(PLACE, "\n".join(entries) or NONE[language])
    return markdown.replace(VERSION_PLACE, __version__)
