"""What a convolution, a pooling and a second convolution bring, and what a shift undoes.

One epoch on all of MNIST with Adam, five seeds, seven networks; then the test images are shifted by
up to four pixels. Three of the networks differ in nothing but the number that is kept of each 2x2
window: the largest, the mean, or the first.

    python scripts/experiments/convolutions_help.py            some ten minutes on one core
    python scripts/experiments/convolutions_help.py --quick    a few seconds
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from lesson_code import (
    Adam,
    AveragePooling,
    Convolution,
    Flatten,
    MaxPooling,
    ReLU,
    Sequential,
    he,
)
from lesson_code._types import Array
from lesson_code.layers.base import Layer
from scripts.experiments import common
from scripts.experiments.common import Experiment, Measured, Run

SETTINGS = {
    "data": "MNIST",
    "batch_size": 100,
    "optimizer": "Adam(0.001)",
    "dtype": "float32",
    "weights": "he",
    "epochs": 1,
    "filters": 16,
    "shifted_images": 2000,
}
SHIFTS = (0, 1, 2, 3, 4)
NETWORKS = {
    "affine": "784 - 100 - 10, no convolution",
    "one": "5x5, largest of 2x2, affine",
    "one-mean": "5x5, mean of 2x2, affine",
    "one-first": "5x5, first of 2x2, affine",
    "one-coarse": "5x5, largest of 6x6, affine",
    "two": "5x5, largest of 2x2, 5x5, largest of 2x2, affine",
    "two-linear": "the same without the ReLUs and with means, so that all is linear",
}


class FirstOfWindow(Layer):
    """Keep the first number of each 2x2 window, and its gradient."""

    def forward(self, x: Array, train: bool = False) -> Array:
        """Map (N, C, H, W) to (N, C, H / 2, W / 2)."""
        self._shape = x.shape
        return x[:, :, ::2, ::2]

    def backward(self, dout: Array) -> Array:
        """Send each gradient to where its number was."""
        dx = np.zeros(self._shape, dout.dtype)
        dx[:, :, ::2, ::2] = dout
        return dx


def runs(quick: bool) -> list[Run]:
    """All networks."""
    return [
        Run(name, {"layers": layers}, [0] if quick else list(range(5)))
        for name, layers in NETWORKS.items()
    ]


def make(layers: str, rng: np.random.Generator) -> Sequential:
    """The network that is so described."""

    def convolution(C: int) -> Convolution:
        W = he((16, C, 5, 5), rng, dtype=np.float32)
        return Convolution(W, np.zeros(16, np.float32))

    def affine(D: int, M: int) -> Layer:
        return common.affine(D, M, rng)

    name = {text: name for name, text in NETWORKS.items()}[layers]
    if name == "affine":
        return Sequential([Flatten(), affine(784, 100), ReLU(), affine(100, 10)])
    if name == "one-coarse":
        keep: list[Layer] = [MaxPooling(6), Flatten(), affine(256, 10)]
        return Sequential([convolution(1), ReLU(), *keep])
    if name == "two":
        first, second = ([convolution(C), ReLU(), MaxPooling(2)] for C in (1, 16))
        return Sequential([*first, *second, Flatten(), affine(256, 10)])
    if name == "two-linear":
        first, second = ([convolution(C), AveragePooling(2)] for C in (1, 16))
        return Sequential([*first, *second, Flatten(), affine(256, 10)])
    windows = {"one": MaxPooling(2), "one-mean": AveragePooling(2), "one-first": FirstOfWindow()}
    return Sequential([convolution(1), ReLU(), windows[name], Flatten(), affine(2304, 10)])


def moved(x: Array, down: int, right: int) -> Array:
    """Images moved by so many pixels; paper comes in, and what sticks out is cut off."""
    padded = np.pad(x, ((0, 0), (0, 0), (4, 4), (4, 4)))
    return padded[:, :, 4 - down : 32 - down, 4 - right : 32 - right]


def train(
    run: Mapping[str, Any], seed: int, say: Callable[[str], None], options: argparse.Namespace
) -> Measured:
    """Train for an epoch, then shift the test images."""
    rng = np.random.default_rng(seed)
    net, optimizer = make(run["layers"], rng), Adam(0.001)
    x, t, x_test, t_test = common.digits()
    start = time.perf_counter()
    order = rng.permutation(options.images)
    for first in range(0, options.images, 100):
        chosen = order[first : first + 100]
        common.step(net, optimizer, x[chosen], t[chosen])
    seconds = time.perf_counter() - start
    few = min(2000, 10 * options.images, len(x_test))
    accuracies = []
    for p in SHIFTS:
        ways = [(0, p), (0, -p), (p, 0), (-p, 0)] if p else [(0, 0)]
        shares = [net.accuracy(moved(x_test[:few], *way), t_test[:few]) for way in ways]
        accuracies.append(common.rounded(float(np.mean(shares))))
    measured = {
        "parameters": sum(p.size for p in net.params.values()),
        "test_accuracy": net.accuracy(x_test, t_test),
        "shifted": accuracies,
        "train_seconds": round(seconds, 1),
    }
    say(", ".join(f"{key} {value}" for key, value in measured.items()))
    return measured


def summarize(run: Measured) -> Measured:
    """Means and spreads over the seeds."""
    each = list(run["seeds"].values())
    return {
        "parameters": each[0]["parameters"],
        "test_accuracy": common.over_seeds(run, lambda one: one["test_accuracy"]),
        "train_seconds": common.over_seeds(run, lambda one: one["train_seconds"]),
        "shifted": [
            common.over_seeds(run, lambda one, p=p: one["shifted"][p])  # type: ignore[misc]
            for p in range(len(SHIFTS))
        ],
    }


EXPERIMENT = Experiment(__file__, __doc__, SETTINGS, runs, train, summarize, quick_images=500)

if __name__ == "__main__":
    sys.exit(EXPERIMENT.main())
