"""Depth on CIFAR-10: networks are as deep as they say, and differ in nothing else."""

import numpy as np
import pytest

from lesson_code import BatchNormalization, Residual
from scripts.book import results
from scripts.experiments import cifar10_depth


@pytest.mark.parametrize("depth", cifar10_depth.DEPTHS)
def test_networks_are_as_deep_as_they_say(depth):
    x = np.random.default_rng(0).random((2, 3, 16, 16), np.float32)
    weights = {}
    for kind in cifar10_depth.KINDS:
        net = cifar10_depth.network(kind, depth, np.random.default_rng(0))
        assert net.predict(x).shape == (2, 10)
        weights[kind] = [array for array in net.params.values() if array.ndim > 1]
        assert len(weights[kind]) == depth
        layers = [layer for _, layer in net.walk()]
        norms = sum(isinstance(layer, BatchNormalization) for layer in layers)
        assert norms == (0 if kind == "plain" else depth - 1)
        blocks = sum(isinstance(layer, Residual) for layer in net.layers)
        assert blocks == ((depth - 2) // 2 if kind == "skips" else 0)
    for kind in cifar10_depth.KINDS:  # they start from the same weights
        for ours, plain in zip(weights[kind], weights["plain"], strict=True):
            np.testing.assert_array_equal(ours, plain)


def test_a_quick_run_writes_what_the_page_quotes(tmp_path):
    out = tmp_path / "quick.json"
    assert cifar10_depth.EXPERIMENT.main(["--quick", "--only", "skips-4", "--out", str(out)]) == 0
    summary = results.read("quick", tmp_path)["runs"]["skips-4"]["summary"]
    for figure in ("loss", "train_accuracy", "first_gradient"):
        assert set(summary[figure]) == {"mean", "min", "max", "std"}


def test_images_are_halved_and_standardised():
    rng = np.random.default_rng(1)
    x, t = rng.random((30, 3, 32, 32), np.float32), rng.integers(0, 10, 30)
    train, validation = cifar10_depth.parts(x, t, 20, 5)
    assert (train.x.shape, validation.x.shape) == ((20, 3, 16, 16), (5, 3, 16, 16))
    np.testing.assert_array_equal(validation.t, t[20:25])
    mean = x.reshape(30, 3, 16, 2, 16, 2).mean(axis=(3, 5))
    first = mean[:20]
    first_mean, first_std = (f(first, axis=(0, 2, 3), keepdims=True) for f in (np.mean, np.std))
    np.testing.assert_allclose(validation.x, (mean[20:25] - first_mean) / first_std, atol=1e-4)
