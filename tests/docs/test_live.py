"""The training to watch: what the page asks of its Python, asked here."""

from __future__ import annotations

import importlib.util
import re
from types import ModuleType

import numpy as np
import pytest

from lesson_code import SoftmaxCrossEntropy
from scripts.book import page_python, pages, samples

SETTINGS = {"activation": "leaky", "depth": 2, "std": "he", "seed": 0}


def load() -> ModuleType:
    """Load the sample as the page does: not as the main program."""
    path = samples.SAMPLES / "97_live" / "live.py"
    spec = importlib.util.spec_from_file_location("live", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def program() -> ModuleType:
    return load()


def test_it_does_not_matter_how_the_steps_are_asked_for(program: ModuleType) -> None:
    """One by one, many at once, with looks in between or not: the same numbers, bit by bit."""
    first = program.begin(SETTINGS)
    at_once = program.advance(0.1, 100, 12, 60.0)
    assert len(at_once["told"]) == 12
    assert at_once["trouble"] is None
    assert program.begin(SETTINGS) == first
    one_by_one = [program.advance(0.1, 100, 1, 0.0)["told"][0] for _ in range(12)]
    looks = {"val_loss", "right", "dead"}
    assert [set(row) >= looks for row in at_once["told"]] == 9 * [False] + [True] + 2 * [False]
    for row, other in zip(at_once["told"], one_by_one, strict=True):
        assert set(other) >= looks
        assert {name: other[name] for name in row} == row


def test_each_image_once_an_epoch(program: ModuleType) -> None:
    live = program.Live(**SETTINGS)
    seen: list[np.ndarray] = []
    forward = live.network.forward
    live.network.forward = lambda x, train=False: (seen.append(x), forward(x, train))[1]
    epochs = [live.step(1e-6, batch)["epoch"] for batch in 8 * [500] + [500]]
    assert epochs == 8 * [1] + [2]
    first = np.concatenate(seen[:8]).reshape(4000, -1)
    np.testing.assert_array_equal(
        np.sort(first.sum(axis=1)), np.sort(program.x.reshape(4000, -1).sum(axis=1))
    )


def test_where_a_forward_pass_breaks(program: ModuleType) -> None:
    """Each layer is named when it is the first whose output is too large."""
    for k in (1, 2, 3):
        program.begin(SETTINGS)
        live = program.live
        live.affine[k - 1].params["W"][:] = 3e38
        told = program.advance(0.1, 100, 5, 60.0)
        assert len(told["told"]) == 1, "it stops there"
        assert told["trouble"]["what"] == "output"
        assert told["trouble"]["layer"] == k
        assert np.isfinite(told["trouble"]["input"])
        assert told["told"][0]["weights"][k - 1] == pytest.approx(3e38)
        assert program.advance(0.1, 100, 5, 60.0)["told"] == []


def test_logits_too_far_apart(program: ModuleType) -> None:
    program.begin(SETTINGS)
    last = program.live.affine[-1].params
    last["W"][:] = 0
    last["b"][:] = np.where(np.arange(10) < 5, 3e38, -3e38)
    assert program.advance(0.1, 100, 5, 60.0)["trouble"]["what"] == "loss"


def test_an_update_that_is_too_large(program: ModuleType) -> None:
    program.begin(SETTINGS)
    hidden, last = program.live.affine[1].params, program.live.affine[2].params
    hidden["b"][:] = 1e38
    last["W"][:] = 0
    told = program.advance(1000.0, 100, 5, 60.0)
    assert np.isfinite(told["told"][0]["loss"])
    assert told["trouble"] == {"what": "update", "layer": 3}


def test_dead_is_what_lesson_7_calls_dead(program: ModuleType) -> None:
    """One unit that is off for every image, and one that sits where the curve is flat."""
    for activation, z, counts in (
        ("relu", -1e3, True),
        ("leaky", -1e3, False),
        ("tanh", 20, True),
        ("sigmoid", 30, True),
    ):
        live = program.Live(**{**SETTINGS, "activation": activation, "std": "lecun"})
        before = live.look()["dead"]
        live.affine[0].params["W"][:, 0] = 0
        live.affine[0].params["b"][0] = z
        assert live.look()["dead"][0] - before[0] == counts, activation


def test_updates_are_relative(program: ModuleType) -> None:
    live = program.Live(**SETTINGS)
    before = [layer.params["W"].copy() for layer in live.affine]
    told = live.step(0.5, 100)
    for layer, old, update in zip(live.affine, before, told["updates"], strict=True):
        moved = np.linalg.norm(layer.params["W"] - old) / np.linalg.norm(old)
        assert update == pytest.approx(moved, rel=1e-3)
    assert isinstance(live.network.loss_function, SoftmaxCrossEntropy)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_page_says_how_much_is_loaded(language: str) -> None:
    text = (pages.DOCS / language / "live.md").read_text(encoding="utf-8")
    [said] = re.findall(r"- `how`: .*?(\d+) MB", text)
    files = page_python.pyodide_files(compiled=True)
    parts = ("pyodide", "compiled-stdlib", "compiled-numpy", "numpy")
    size = sum(file["size"] for name, file in files.items() if name.startswith(parts))
    size += len(page_python.mnist_archive()) + len(page_python.package_archive())
    assert abs(int(said) - size / 1e6) < 1


def test_the_page_calls_what_the_sample_defines() -> None:
    script = (pages.DOCS / "shared/js/by-hand/live.js").read_text(encoding="utf-8")
    [place] = re.findall(r'data-sample="([^"]+)"', script)
    text = (samples.SAMPLES / place).read_text(encoding="utf-8")
    called = re.findall(r'call\("(\w+)"', script)
    assert called == ["begin", "advance"]
    assert all(f"\ndef {name}(" in text for name in called)
    assert f"\nWIDTH = {re.findall(r'const WIDTH = (.+);', script)[0]} " in text
