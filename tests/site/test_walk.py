"""A short walk (scripts/walk.py) through each browser that is there; the long one is weekly."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from scripts.machine.engines import ENGINES
from tests.site.conftest import ROOT

# Formulas from a docstring; a sample to run, an exercise to solve
PAGES = ["reference/training.md", "lessons/01-sigmoid.md"]

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("pyodide")]


@pytest.mark.timeout(900)
@pytest.mark.parametrize("browser", ENGINES)
def test_two_pages(site: Path, browser: str) -> None:
    command = [sys.executable, "scripts/walk.py", "--site", str(site), "--browser", browser]
    command += ["--language", "en", "--pages", *PAGES]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8")
    missing = [line for line in done.stdout.splitlines() if "was NOT walked through" in line]
    if missing:
        pytest.skip(missing[0])
    print(done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr
    table = [line.split() for line in done.stdout.splitlines()]
    counts = [row[1:5] for row in table if row[:1] == [browser] and len(row) > 8]
    assert counts == [["2", "1", "0", "1"]], "pages, runs, digits, exercises"
