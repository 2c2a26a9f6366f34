"""A short walk (scripts/walk.py) through one browser; the weekly one goes through all three.

That the three do as they are told is what tests/scripts/machine/test_engines.py tries.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.site.conftest import ROOT

# Formulas from a docstring; a sample to run, an exercise to solve
PAGES = ["reference/training.md", "lessons/01-sigmoid.md"]

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("pyodide")]


def test_two_pages(site: Path) -> None:
    command = [sys.executable, "scripts/walk.py", "--site", str(site), "--browser", "chromium"]
    command += ["--language", "en", "--pages", *PAGES]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    table = [line.split() for line in done.stdout.splitlines()]
    counts = [row[1:5] for row in table if row[:1] == ["chromium"] and len(row) > 8]
    assert counts == [["2", "1", "0", "1"]], "pages, runs, digits, exercises"
