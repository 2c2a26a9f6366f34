"""scripts/fill_numbers.py writes what was measured into the pages, and nothing else changes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from scripts import fill_numbers
from scripts.book import pages, results

PAGE = """# a {#a}

速さは<span data-number="speed:net.ratio:.1f">?</span> 倍、<span data-quoted="x">0.1</span>。

| a | <span data-number="speed:runs.1.share:.0%">50 %</span> |
| --- | --- |

`<span data-number="speed:gone">in code</span>`

```html
<span data-number="speed:gone">in a fence</span>
```
"""


@pytest.fixture
def docs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    measured = {"net": {"ratio": 15.26}, "runs": [{"share": 0.1}, {"share": 0.934}], "n": 7}
    results.write(tmp_path / "results/speed.json", measured)
    for language in ("ja", "en"):
        (tmp_path / language).mkdir()
        (tmp_path / language / "index.md").write_text(PAGE, encoding="utf-8")
    monkeypatch.setattr(pages, "DOCS", tmp_path)
    monkeypatch.setattr(results.read, "__defaults__", (tmp_path / "results",))
    return tmp_path


def test_fills_both_languages(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert fill_numbers.main(["--check"]) == 1
    assert (docs / "ja/index.md").read_text(encoding="utf-8") == PAGE
    assert "line 3: speed:net.ratio:.1f: '?' -> '15.3'" in capsys.readouterr().out
    assert fill_numbers.main([]) == 0
    for language in ("ja", "en"):
        text = (docs / language / "index.md").read_text(encoding="utf-8")
        assert text == PAGE.replace(">?<", ">15.3<").replace(">50 %<", ">93 %<")
    assert fill_numbers.main(["--check", "index.md"]) == 0


@pytest.mark.parametrize(
    "origin", ["sped:net.ratio:.1f", "speed:net.ration:.1f", "speed:net", "speed", "speed:n:q"]
)
def test_what_has_no_value_is_told(
    docs: Path, origin: str, capsys: pytest.CaptureFixture[str]
) -> None:
    page = PAGE.replace("speed:net.ratio:.1f", origin)
    (docs / "en/index.md").write_text(page, encoding="utf-8")
    assert fill_numbers.main([]) == 1
    assert origin in capsys.readouterr().err
    assert ">?<" in (docs / "en/index.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "<span data-number='speed:n'>7</span>",
        '<span class="x" data-number="speed:n">7</span>',
        '<span data-number="speed:n"><b>7</b></span>',
        '<b data-number="speed:n">7</b>',
    ],
)
def test_another_form_is_told(text: str) -> None:
    assert fill_numbers.filled(text)[2]


def test_a_whole_number_needs_no_format(docs: Path) -> None:
    assert fill_numbers.filled('<span data-number="speed:n">?</span>') == (
        '<span data-number="speed:n">7</span>',
        ["line 1: speed:n: '?' -> '7'"],
        [],
    )


def test_an_unknown_page_is_told(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert fill_numbers.main(["indx"]) == 2
    assert "index.md" in capsys.readouterr().err


def test_runs_as_a_script() -> None:
    script = Path(__file__).resolve().parents[2] / "scripts" / "fill_numbers.py"
    done = subprocess.run([sys.executable, script, "--help"], capture_output=True, text=True)
    assert done.returncode == 0
    assert "data-number" in done.stdout
