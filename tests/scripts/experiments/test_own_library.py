"""The learner's own library: both of its convolutions compute the same, and a quick run."""

import sys
import types
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lesson_code.exercises.grading import grade
from lesson_code.exercises.pieces import all_pieces, check_fits, library_text
from scripts.book import pages, results
from scripts.experiments import own_library


def convolution(program: str) -> Any:
    module = types.ModuleType("convolution")
    exec(program.split("rng = ")[0], module.__dict__)
    return module.__dict__["Convolution"]


def test_loops_and_product_compute_the_same() -> None:
    rng = np.random.default_rng(0)
    x, W, b = (rng.standard_normal(shape) for shape in ((2, 2, 5, 7), (3, 2, 3, 3), (3,)))
    product = own_library.PRODUCT.read_text(encoding="utf-8")
    for stride, pad in ((1, 0), (2, 1)):
        found = []
        for program in (own_library.LOOPS, product):
            layer = convolution(program)(W, b, stride, pad)
            y = layer.forward(x)
            dout = np.cos(np.arange(y.size)).reshape(y.shape)
            found.append([y, layer.backward(dout), layer.dW, layer.db])
        for loops, fast in zip(*found, strict=True):
            np.testing.assert_allclose(loops, fast, rtol=1e-9, atol=1e-12)


def test_a_quick_run_is_timed(tmp_path) -> None:
    out = tmp_path / "quick.json"
    assert own_library.EXPERIMENT.main(["--quick", "--out", str(out), "--only", "product"]) == 0
    run = results.read("quick", tmp_path)["runs"]["product"]
    assert run["seeds"]["0"]["steps"] == 2
    assert run["summary"]["epoch_minutes"]["mean"] > 0
    assert "test_accuracy" not in run["summary"], "an epoch has 600 steps"


def test_the_product_of_the_page_passes_the_check_of_lesson_14(tmp_path, monkeypatch) -> None:
    """As the page says: with `from mine import` it is an answer to the build exercise."""
    pieces = all_pieces()
    built = pieces["Convolution"].exercise
    if not built:
        pytest.skip("lesson 14 does not build its piece yet")
    program = own_library.PRODUCT.read_text(encoding="utf-8")
    answer = program.replace("from lesson_code import", "from mine import")
    check_fits(pieces["Convolution"], answer, pieces, {})
    module = types.ModuleType("mine")
    exec(compile(library_text(pieces, {}), "mine.py", "exec"), module.__dict__)
    folder = pages.DOCS / "exercises" / built
    monkeypatch.setitem(sys.modules, "mine", module)
    file = Path(tmp_path, "answer.py")
    file.write_text(answer, encoding="utf-8")
    last = list(grade(str(file), str(folder / "check.py"), "en"))[-1]
    assert last.passed, last


def test_the_library_reached_what_the_lesson_promises() -> None:
    summary = results.read("own_library")["runs"]["product"]["summary"]
    assert summary["seeds"] == 5
    assert summary["test_accuracy"]["min"] > 0.97
