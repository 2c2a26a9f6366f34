"""What convolution brings to a network: neighbours, and filters that nobody has to make.

Order: on MNIST, a network of two affine layers and one of a convolution and an affine layer learn
the digits as they are, and with their pixels shuffled, in the same way for every image.
Filters: the same convolution with filters that are random or edges made by hand, and that stay as
they are or learn; the affine layer behind them always learns.

    python scripts/experiments/convolution_sees.py            some minutes on one core
    python scripts/experiments/convolution_sees.py --quick    a few seconds
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from lesson_code import Adam, Convolution, Flatten, ReLU, Sequential, he
from lesson_code._types import Array
from lesson_code.layers.base import Layer
from scripts.experiments import common
from scripts.experiments.common import Experiment, Measured, Run

SETTINGS = {
    "data": "MNIST; test accuracy on all 10 000 test images",
    "batch_size": 100,
    "dtype": "float32",
    "weights": "he, if not said otherwise",
    "optimizer": "Adam(0.001)",
}
FILTERS = 8  # edge filters: as many directions


def runs(quick: bool) -> list[Run]:
    """Both questions."""
    seeds = [0] if quick else list(range(5))
    steps = 20 if quick else 400
    order = [
        Run(
            f"order-{network}-{order}-{images}",
            {
                "question": "order",
                "network": network,
                "order": order,
                "images": images,
                "steps": steps,
            },
            seeds,
        )
        for network in ("affine", "convolution")
        for order in ("kept", "shuffled")
        for images in (1000, 5000, 20_000)
    ]
    filters = [
        Run(
            f"filters-{start}-{'learned' if learned else 'frozen'}",
            {
                "question": "filters",
                "start": start,
                "learned": learned,
                "images": 5000,
                "looks": [20] if quick else [20, 50, 100, 200, 400, 800],
            },
            seeds,
        )
        for start in ("random", "edges")
        for learned in (False, True)
    ]
    return order + filters


def train(
    run: Mapping[str, Any], seed: int, say: Callable[[str], None], options: argparse.Namespace
) -> Measured:
    """Train for the run's question."""
    rng = np.random.default_rng(seed)
    measured = {"order": order, "filters": filters}[run["question"]](run, rng, options.images)
    filters_learned = measured.pop("filters", None)
    say(", ".join(f"{key} {value}" for key, value in measured.items()))
    if filters_learned and seed == 0:  # the page draws those of one seed
        measured["filters"] = filters_learned
    return measured


def order(run: Mapping[str, Any], rng: np.random.Generator, images: int) -> Measured:
    """Train on images whose pixels are where they were, or shuffled."""
    x, t, x_test, t_test = common.flat_digits()
    x_test, t_test = x_test[:images], t_test[:images]
    images = min(run["images"], images)
    pixels = rng.permutation(784) if run["order"] == "shuffled" else np.arange(784)
    x, x_test = (rows[:, pixels].reshape(-1, 1, 28, 28) for rows in (x[:images], x_test))
    layers: list[Layer] = [
        Flatten(),
        common.affine(784, 100, rng),
        ReLU(),
        common.affine(100, 10, rng),
    ]
    if run["network"] == "convolution":
        W = he((16, 1, 5, 5), rng, dtype=np.float32)
        eyes = Convolution(W, np.zeros(16, np.float32))
        layers = [eyes, ReLU(), Flatten(), common.affine(16 * 24 * 24, 10, rng)]
    net = Sequential(layers)
    take_steps(net, x, t[:images], rng, run["steps"])
    return {"test_accuracy": net.accuracy(x_test, t_test)}


def filters(run: Mapping[str, Any], rng: np.random.Generator, images: int) -> Measured:
    """Train behind filters of one kind; they learn too, or the layer is only looked through."""
    x, t, x_test, t_test = common.digits()
    x_test, t_test = x_test[:images], t_test[:images]
    images = min(run["images"], images)
    x = x[:images]
    W = edges() if run["start"] == "edges" else random_filters(rng)
    eyes = Sequential([Convolution(W, np.zeros(FILTERS, np.float32)), ReLU(), Flatten()])
    head = common.affine(FILTERS * 24 * 24, 10, rng)
    net = Sequential([*eyes.layers, head])
    if not run["learned"]:
        x, x_test = eyes.predict(x), eyes.predict(x_test)
        net = Sequential([head])
    accuracies = []
    optimizer, taken = Adam(0.001), 0
    for look in run["looks"]:
        take_steps(net, x, t[:images], rng, look - taken, optimizer)
        taken = look
        accuracies.append(net.accuracy(x_test, t_test))
    return {
        "test_accuracies": accuracies,
        "filters": [[common.rounded(float(w), 4) for w in f.ravel()] for f in W],
    }


def random_filters(rng: np.random.Generator) -> Array:
    """Random filters of 5×5 whose squares add up to 1, shape (8, 1, 5, 5)."""
    W = rng.standard_normal((FILTERS, 1, 5, 5)).astype(np.float32)
    W /= np.linalg.norm(W, axis=(2, 3), keepdims=True)
    return W


def edges() -> Array:
    """Filters for edges in eight directions, a slope under a bell, as large as the random ones."""
    y, x = np.mgrid[-2:3, -2:3]
    bell = np.exp(-(x**2 + y**2) / 4)
    angles = 2 * np.pi * np.arange(FILTERS) / FILTERS
    W = np.stack([(np.cos(a) * x + np.sin(a) * y) * bell for a in angles])[:, np.newaxis]
    W /= np.linalg.norm(W, axis=(2, 3), keepdims=True)
    return W.astype(np.float32)


def take_steps(
    net: Sequential,
    x: Array,
    t: Array,
    rng: np.random.Generator,
    steps: int,
    optimizer: Adam | None = None,
) -> None:
    """Train on batches of 100 images, in random order, again and again."""
    optimizer = optimizer or Adam(0.001)
    order = np.arange(0)
    for _ in range(steps):
        if len(order) < 100:
            order = rng.permutation(len(x))
        chosen, order = order[:100], order[100:]
        if not common.step(net, optimizer, x[chosen], t[chosen]):
            raise FloatingPointError("the loss is no number any more; take a smaller rate")


def summarize(run: Measured) -> Measured:
    """Means and spreads over the seeds."""
    if run["settings"]["question"] == "order":
        return {"test_accuracy": common.over_seeds(run, lambda one: one["test_accuracy"])}
    looks = run["settings"]["looks"]
    return {
        "test_accuracies": [
            common.over_seeds(run, lambda one, k=k: one["test_accuracies"][k])
            for k in range(len(looks))
        ]
    }


EXPERIMENT = Experiment(__file__, __doc__, SETTINGS, runs, train, summarize, quick_images=1000)

if __name__ == "__main__":
    sys.exit(EXPERIMENT.main())
