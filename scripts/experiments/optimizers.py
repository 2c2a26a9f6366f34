"""Optimisers on MNIST: each at every rate, and the three-layer network of a blog with momentum.

Grid: 784-50-10 with ReLU and He's weights, 200 steps of 100 images out of 10 000, with SGD,
Momentum, Nesterov (both at 0.9), AdaGrad and RMSProp, at sixteen rates from 0.0001 to 10. Accuracy
is measured on 10 000 other images of the training data. Three layers: 784-500-100-10, Leaky
ReLU(0.1), sum of squares, weights of deviation 0.01, as in a Japanese blog article (LAB++ No. 11),
but for ten outputs and 20 000 images: with its Momentum(0.01, 0.9), and with SGD at the same rate
and at ten times the rate.

    python scripts/experiments/optimizers.py            some minutes on one core
    python scripts/experiments/optimizers.py --quick    a few seconds
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from lesson_code import (
    SGD,
    AdaGrad,
    LeakyReLU,
    Momentum,
    Nesterov,
    ReLU,
    RMSProp,
    SumOfSquares,
    Trainer,
    he,
)
from lesson_code.optimizers import Optimizer
from scripts.experiments import common
from scripts.experiments.common import Experiment, Measured, Run

GRID_IMAGES = 10_000
SETTINGS = {
    "data": "MNIST",
    "batch_size": 100,
    "dtype": "float32",
    "momentum": 0.9,
    "decay": 0.9,
    "grid_images": GRID_IMAGES,
    "validation": "the last 10 000 images of the training data",
}
OPTIMIZERS: dict[str, type[Optimizer]] = {
    "sgd": SGD,
    "momentum": Momentum,
    "nesterov": Nesterov,
    "adagrad": AdaGrad,
    "rmsprop": RMSProp,
}
RATES = [float(f"{digit}e{power}") for power in range(-4, 1) for digit in (1, 2, 5)] + [10.0]
THREE_LAYERS = {
    "three-layers-momentum": ("momentum", 0.01),
    "three-layers-sgd": ("sgd", 0.01),
    "three-layers-sgd-x10": ("sgd", 0.1),
}


def runs(quick: bool) -> list[Run]:
    """Every optimiser at every rate, then the three-layer networks."""
    seeds = [0] if quick else list(range(5))
    epochs, steps, rates = (1, 20, RATES[9:10]) if quick else (3, 200, RATES)
    layered = [
        Run(name, {"optimizer": optimizer, "lr": lr, "epochs": epochs}, seeds)
        for name, (optimizer, lr) in THREE_LAYERS.items()
    ]
    grid = [
        Run(
            f"grid-{name}-{lr:g}".replace(".", "_"),
            {"optimizer": name, "lr": lr, "steps": steps},
            seeds,
        )
        for name in OPTIMIZERS
        for lr in rates
    ]
    return grid + layered


def train(
    run: Mapping[str, Any], seed: int, say: Callable[[str], None], options: argparse.Namespace
) -> Measured:
    """Train one network with one seed."""
    if "epochs" in run:
        return three_layers(run, seed, say, options)
    return on_the_grid(run, seed, say)


def three_layers(
    run: Mapping[str, Any], seed: int, say: Callable[[str], None], options: argparse.Namespace
) -> Measured:
    """Train the article's network, and measure it on the test images."""
    x, t, x_test, t_test = common.flat_digits()
    x, t = x[: options.images], t[: options.images]
    rng = np.random.default_rng(seed)

    net = common.affine_network(
        (784, 500, 100, 10),
        lambda shape: rng.normal(0, 0.01, shape).astype(np.float32),
        lambda M: [LeakyReLU(0.1)],
        SumOfSquares(),
    )
    optimizer = OPTIMIZERS[run["optimizer"]](run["lr"])
    trainer = Trainer(net, optimizer, batch_size=100, rng=rng)
    one_hot = np.eye(10, dtype=np.float32)
    return common.follow(trainer, x, one_hot[t], x_test, one_hot[t_test], run["epochs"], say)


def on_the_grid(run: Mapping[str, Any], seed: int, say: Callable[[str], None]) -> Measured:
    """Train a small network for some steps; its accuracy on images that it has not seen."""
    x, t, _, _ = common.flat_digits()
    rng = np.random.default_rng(seed)
    net = common.affine_network(
        (784, 50, 10), lambda shape: he(shape, rng, dtype=np.float32), lambda M: [ReLU()]
    )
    optimizer = OPTIMIZERS[run["optimizer"]](run["lr"])
    finite = True
    with np.errstate(all="ignore"):
        for _ in range(run["steps"]):
            chosen = rng.integers(0, GRID_IMAGES, 100)
            if not (finite := common.step(net, optimizer, x[chosen], t[chosen])):
                break
        accuracy = float((net.forward(x[-10_000:]).argmax(axis=1) == t[-10_000:]).mean())
    say(f"accuracy {accuracy:.4f}" + ("" if finite else ", the loss is no number any more"))
    return {"accuracy": accuracy, "finite": finite}


def summarize(run: Measured) -> Measured:
    """Test accuracies after each epoch, or the accuracy of the grid, over the seeds."""
    if "epochs" in run["settings"]:
        each = [common.accuracies(one) for one in run["seeds"].values()]
        after = {
            str(k): common.spread(values) for k, values in enumerate(zip(*each, strict=True), 1)
        }
        return {"after_epoch": after}
    finite = sum(one["finite"] for one in run["seeds"].values())
    return {"finite": finite, "accuracy": common.over_seeds(run, lambda one: one["accuracy"])}


EXPERIMENT = Experiment(__file__, __doc__, SETTINGS, runs, train, summarize, images=20_000)

if __name__ == "__main__":
    sys.exit(EXPERIMENT.main())
