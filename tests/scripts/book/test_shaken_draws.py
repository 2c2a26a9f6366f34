"""Draws changed in their last digits show what depends on rounding."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from scripts.book import samples
from scripts.book.samples import Sample
from scripts.book.shaken_draws import moved, shake

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize("units", [1, 3, -7])
def test_draws_are_moved_by_so_many_units(monkeypatch: pytest.MonkeyPatch, units: int) -> None:
    usual = np.random.default_rng
    monkeypatch.setattr(np.random, "default_rng", usual)  # what is put there below is taken away
    shake(units)
    shaken, plain = np.random.default_rng(0), usual(0)
    draws = [
        lambda rng: rng.normal(2, 3, (4, 5)),
        lambda rng: rng.uniform(-1, 1, 7),
        lambda rng: rng.standard_normal((3, 2), np.float32),
        lambda rng: rng.standard_normal(6, out=np.empty(6)),
        lambda rng: rng.standard_normal(6, np.float64, np.empty(6)),
        lambda rng: rng.random((2, 9), np.float32),
        lambda rng: rng.random(out=np.empty((3, 3))),
        lambda rng: np.array([rng.normal(), rng.uniform()]),
    ]
    for draw in draws:
        a, b = draw(shaken), draw(plain)
        assert a.dtype == b.dtype
        integers = f"i{a.dtype.itemsize}"
        assert np.all(abs(a.view(integers) - b.view(integers)) == abs(units))
        assert np.all((a > b) == (units > 0))
    assert np.array_equal(shaken.integers(9, size=20), plain.integers(9, size=20))
    assert np.array_equal(shaken.permutation(20), plain.permutation(20))


def test_what_is_handed_in_is_filled_and_moved(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = np.random.default_rng
    monkeypatch.setattr(np.random, "default_rng", usual)
    shake(3)
    out = np.empty(5)
    assert np.random.default_rng(0).standard_normal(5, np.float64, out) is out
    assert np.all(out > usual(0).standard_normal(5))


def test_a_number_stays_one() -> None:
    assert moved(1.0, 2) == 1 + 2**-51
    assert type(moved(1.0, 2)) is float
    assert moved(np.zeros((), np.float32), -1) == -np.nextafter(np.float32(0), np.float32(1))


PROGRAM = """import numpy as np

x = np.random.default_rng(0).standard_normal(1000)
print(round(x.sum(), 3), {0}(x.sum() - (x - 1e-16).sum()))
"""


@pytest.mark.parametrize(("what", "hangs"), [("abs", True), ("round", False)])
def test_what_hangs_on_rounding_gives_something_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str, hangs: bool
) -> None:
    sample = Sample(tmp_path / "sample.py")
    sample.path.write_text(PROGRAM.format(what))
    plain = samples.run(sample).text
    monkeypatch.setenv("SHAKE_DRAWS", "3")
    assert (samples.run(sample).text != plain) == hangs


def test_tests_draw_so_too(monkeypatch: pytest.MonkeyPatch) -> None:
    program = "import tests.conftest, numpy; print(numpy.random.default_rng(0).random())"
    command = [sys.executable, "-c", program]
    drawn = {}
    for units in ("0", "3"):
        monkeypatch.setenv("SHAKE_DRAWS", units)
        done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
        drawn[units] = float(done.stdout)
    assert drawn["3"] == moved(drawn["0"], 3)
