"""The table of instruments: written where it is stale, told of where it may not be written."""

from __future__ import annotations

import pytest

from scripts import fill_instruments
from scripts.book import pages


def test_a_stale_table_is_told_of_and_then_written(
    tmp_path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = {}
    for language in ("ja", "en"):
        text = (pages.DOCS / language / fill_instruments.PAGE).read_text(encoding="utf-8")
        kept[language] = text
        (tmp_path / language).mkdir()
        page = tmp_path / language / fill_instruments.PAGE
        page.write_text(text.replace("`frozen` |", "`melted` |"), encoding="utf-8")
    monkeypatch.setattr(pages, "DOCS", tmp_path)
    monkeypatch.setattr(fill_instruments, "ROOT", tmp_path)
    assert fill_instruments.main(["--check"]) == 1
    assert capsys.readouterr().out.count("stale") == 2
    assert fill_instruments.main([]) == 0
    assert fill_instruments.main(["--check"]) == 0
    for language, text in kept.items():
        [table] = fill_instruments.TABLE.findall(text)
        written = (tmp_path / language / fill_instruments.PAGE).read_text(encoding="utf-8")
        assert "| `frozen` | – |" in written[written.index(table) :]
