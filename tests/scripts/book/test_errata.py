"""The errata page: what is listed stands on it in both languages, and an empty list says so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lesson_code import __version__
from scripts.book import errata, pages

ROW = """
[[erratum]]
page = "lessons/03-affine.md"
heading = "derive-db"
version = "0.2.0"
date = 2026-12-24
ja = "「平均」は「和」の誤りです。"
en = "For “mean” read “sum”."
"""


def table(folder: Path, text: str) -> Path:
    file = folder / "errata.toml"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_page_has_its_list_and_the_version(language: str, tmp_path: Path) -> None:
    page = (pages.DOCS / language / "errata.md").read_text(encoding="utf-8")
    shown = errata.with_errata(page, language, [])
    assert errata.NONE[language] in shown
    assert __version__ in shown
    assert "<!--" not in shown
    rows = errata.read(table(tmp_path, ROW + ROW.replace("0.2.0", "0.3.0")))
    shown = errata.with_errata(page, language, rows)
    assert errata.NONE[language] not in shown
    assert shown.count("(lessons/03-affine.md#derive-db)") == 2
    assert rows[0][language] in shown
    assert shown.index("0.2.0") < shown.index("0.3.0")  # as the file has them


def test_the_list_of_the_project_can_be_read_and_names_what_is_there() -> None:
    for row in errata.read():
        for language in ("ja", "en"):
            text = (pages.DOCS / language / row["page"]).read_text(encoding="utf-8")
            assert re.search(r'(\{#|id=")' + re.escape(row["heading"]) + r"\b", text), row


@pytest.mark.parametrize(
    "text",
    [
        ROW.replace('version = "0.2.0"\n', ""),
        ROW + 'de = "Summe"\n',
        ROW.replace("2026-12-24", '"at Christmas"'),
    ],
)
def test_what_is_no_erratum_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(errata.ErrataError, match="erratum 1"):
        errata.read(table(tmp_path, text))
