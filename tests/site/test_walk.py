"""A short walk (scripts/walk.py) through each browser that is there; the long one is weekly."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts import walk
from scripts.machine.engines import ENGINES, NoBrowserError

# Formulas from a docstring; a sample to run, an exercise to solve
PAGES = ["reference/training.md", "lessons/01-sigmoid.md"]

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("pyodide")]


@pytest.mark.timeout(900)
@pytest.mark.parametrize("browser", ENGINES)
def test_two_pages(site: Path, browser: str) -> None:
    kind = ENGINES[browser]
    try:
        with walk.serve(site, ears=kind.needs_ears) as address, kind() as engine:
            found = walk.walk(engine, address, PAGES, ["en"])
    except NoBrowserError as error:
        pytest.skip(f"nothing was tried in {browser}: {error}")
    print("", *walk.table([found]), sep="\n")
    assert found.problems == []
    assert (found.pages, found.runs, found.exercises) == (2, 1, 1)
