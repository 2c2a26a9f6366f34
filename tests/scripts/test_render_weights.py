"""scripts/render_weights.py: `--check` sees every change; the training itself is the command's."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from lesson_code import load_params, simple_convnet
from scripts import render_weights
from scripts.book import results


@pytest.fixture
def copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copies of the files, to plant a fault in; the accuracy is not measured anew."""
    monkeypatch.setattr(render_weights, "ROOT", tmp_path)
    for name in ("WEIGHTS", "DIGITS", "RESULTS"):
        path: Path = getattr(render_weights, name)
        copy = tmp_path / path.relative_to(results.ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
        monkeypatch.setattr(render_weights, name, copy)
    kept = json.loads(render_weights.RESULTS.read_text(encoding="utf-8"))
    monkeypatch.setattr(results, "read", lambda name: kept)
    monkeypatch.setattr(render_weights, "accuracy", lambda network: kept["accuracy"])
    return tmp_path


def test_untouched_files_are_the_same(copies: Path) -> None:
    assert render_weights.main(["--check"]) == 0


def test_other_weights_are_found(copies: Path) -> None:
    network = render_weights.load()
    network.params["0.W"][0, 0, 0, 0] += 1
    render_weights.save_rounded(render_weights.WEIGHTS, network)
    assert any(found.startswith("weights: ") for found in render_weights.differences())
    assert render_weights.main(["--check"]) == 1


def test_another_accuracy_is_found(copies: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = results.read("digits")["accuracy"]
    monkeypatch.setattr(render_weights, "accuracy", lambda network: said - 0.0003)
    assert any(found.startswith("accuracy: ") for found in render_weights.differences())


def test_another_command_is_found(copies: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(render_weights, "TRAINING", "train --epochs 1")
    assert any(found.startswith("command: ") for found in render_weights.differences())


def test_other_digits_are_found(copies: Path) -> None:
    digits = render_weights.ten_digits()[0]
    render_weights.DIGITS.write_bytes(render_weights.picture(digits[::-1]))
    assert any(found.startswith("digits.png") for found in render_weights.differences())


def test_the_picture_holds_the_first_digit_of_each_class() -> None:
    digits, places = render_weights.ten_digits()
    shown = render_weights.pixels(render_weights.DIGITS.read_bytes())
    assert shown.shape == (28, 280)
    np.testing.assert_array_equal(255 - shown[:, 28:56], np.round(digits[1] * 255))
    assert len({*places}) == 10


def test_rounding_keeps_what_float16_can_hold(tmp_path: Path) -> None:
    network = simple_convnet(np.random.default_rng(1))
    render_weights.save_rounded(tmp_path / "half.npz", network)
    back = simple_convnet(np.random.default_rng(2))
    load_params(tmp_path / "half.npz", back)
    for name, array in network.params.items():
        assert back.params[name].dtype == np.float32
        np.testing.assert_array_equal(back.params[name], array.astype(np.float16))
