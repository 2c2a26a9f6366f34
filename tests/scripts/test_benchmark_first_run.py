"""scripts/benchmark_first_run.py: what it makes of its numbers, not how large they are."""

from __future__ import annotations

import urllib.request
from pathlib import Path

import pytest

from scripts import benchmark_first_run
from scripts.machine.environment import ExpectedError


def test_ratios_are_those_of_the_same_round() -> None:
    seconds = {
        "bare, prints": [1.0, 10.0, 2.0],
        "prints": [0.5, 9.0, 1.6],
        "bare, draws": [10.0, 20.0, 40.0],
        "draws": [8.0, 10.0, 40.0],
        "its text": [5.0, 10.0, 20.0],
        "prints again": [0.1, 0.2, 0.3],
        "draws again": [0.4, 0.5, 0.6],
        "bare boot": [4.0, 8.0, 16.0],
        "bare packages": [6.0, 12.0, 24.0],
        "bare import": [9.0, 18.0, 36.0],
    }
    lines = benchmark_first_run.table(seconds)
    [prints] = [line for line in lines if line.startswith("prints  ")]
    assert prints.split("  ")[-1].strip() == "0.80 (0.65 to 0.85)"
    [draws] = [line for line in lines if line.startswith("draws  ")]
    assert "10.00 (9.00 to 25.00)" in draws
    assert draws.endswith("0.80 (0.65 to 0.90)")
    [text] = [line for line in lines if line.startswith("its text")]
    assert text.endswith("0.50 (0.50 to 0.50)")
    assert lines[-1].endswith("boot 8.00, packages 4.00, import 6.00, figure 2.00")


def test_needs_a_site_and_rounds_enough(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ExpectedError, match=r"python scripts/site\.py --build"):
        benchmark_first_run.main(["--site", str(tmp_path)])
    with pytest.raises(SystemExit):
        benchmark_first_run.main(["--rounds", "1"])
    assert "--rounds" in capsys.readouterr().err


def test_the_bare_page_lies_beside_the_site(tmp_path: Path) -> None:
    for folder, name in (("site", "index.html"), ("pyodide", "pyodide.mjs")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_text(folder, encoding="utf-8")

    with benchmark_first_run.serve(tmp_path / "site", tmp_path / "pyodide") as address:

        def read(path: str) -> str:
            with urllib.request.urlopen(address + path) as answer:
                return answer.read().decode("utf-8")

        assert read("index.html") == "site"
        assert "<title>Nothing but Pyodide</title>" in read("bare/")
        assert read("bare/pyodide/pyodide.mjs") == "pyodide"
