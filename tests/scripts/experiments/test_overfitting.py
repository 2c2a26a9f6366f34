"""What helps against overfitting: spoiled labels, networks, early stopping, and a quick run."""

from pathlib import Path

import numpy as np
import pytest

from lesson_code import Dropout
from scripts.book import results
from scripts.experiments import overfitting


def test_spoiled_labels_are_wrong_and_as_many_as_said() -> None:
    rng = np.random.default_rng(0)
    t = rng.integers(0, 10, 10_000)
    spoiled = overfitting.spoiled(t, 0.4, rng)
    assert (spoiled != t).mean() == pytest.approx(0.4, abs=0.03)
    assert ((spoiled >= 0) & (spoiled < 10)).all()
    assert np.array_equal(overfitting.spoiled(t, 0.0, rng), t)


@pytest.mark.parametrize(
    ("rate", "input_rate", "rates"),
    [(0.0, 0.0, []), (0.5, 0.0, [0.5, 0.5]), (0.5, 0.2, [0.2, 0.5, 0.5])],
)
def test_dropout_stands_behind_hidden_layers_only(
    rate: float, input_rate: float, rates: list[float]
) -> None:
    run = {"width": 20, "rate": rate, "input_rate": input_rate}
    rng = np.random.default_rng(0)
    net = overfitting.network(run, rng)
    assert [layer.rate for layer in net.layers if isinstance(layer, Dropout)] == rates
    scores = net.forward(rng.standard_normal((50, 784)).astype(np.float32), train=True)
    assert scores.shape == (50, 10)
    assert (scores < 0).any()
    assert (scores != 0).all(), "scores are neither cut off nor dropped"


def test_early_stopping_looks_at_validation_alone() -> None:
    looks = [
        {"step": 1, "validation_loss": 0.9, "test_loss": 0.9},
        {"step": 2, "validation_loss": 0.5, "test_loss": 0.8},
        {"step": 3, "validation_loss": 0.6, "test_loss": 0.1},
    ]
    assert overfitting.stopped(looks)["step"] == 2


def test_a_quick_run_is_summarized(tmp_path: Path) -> None:
    out = tmp_path / "quick.json"
    arguments = ["--quick", "--out", str(out), "--only", "wrong-dropout"]
    assert overfitting.EXPERIMENT.main(arguments) == 0
    [look, *_] = results.read("quick", tmp_path)["runs"]["wrong-dropout"]["seeds"]["0"]["looks"]
    assert 0 < look["test"] < 1
    assert look["train"] != look["dropping"], "the same images, with dropout and without"
