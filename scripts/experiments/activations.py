"""Activation functions on MNIST: how many units die, and how deep a network still learns.

Units: 784-100-100-10 with ReLU, Leaky ReLU, tanh and sigmoid, at 1, 10 and 30 times the
learning rate 0.1. Before training and after each epoch, the units that are dead on all 60 000
images are counted: those whose slope is below a thousandth of the steepest one, whatever the
image. Depth: 2, 5 and 10 hidden layers of 50 units, at four learning rates, with ReLU, with the
sigmoid, and at 10 layers with sigmoids stretched to a slope of 1, centred on 0, or both.

    python scripts/experiments/activations.py            six minutes on one core
    python scripts/experiments/activations.py --quick    a few seconds
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
    SGD,
    Affine,
    LeakyReLU,
    ReLU,
    Sequential,
    Sigmoid,
    Tanh,
    Trainer,
    he,
    lecun,
)
from lesson_code._types import Array
from lesson_code.layers.base import Layer
from scripts.experiments import common
from scripts.experiments.common import Experiment, Measured, Run

SETTINGS = {
    "data": "MNIST",
    "optimizer": "sgd",
    "batch_size": 100,
    "dtype": "float32",
    "weights": "he for relu and leaky, otherwise 1 / sqrt(D)",
    "dead": "slope below a thousandth of the steepest on all 60 000 images",
}
RATES = {"x1": 0.1, "x10": 1.0, "x30": 3.0}
DEPTH_RATES = {"1e-2": 0.01, "1e-1": 0.1, "1e0": 1.0, "1e1": 10.0}


class Moved(Sigmoid):
    """A sigmoid that is stretched and moved: factor (sigmoid(x) - centre)."""

    def __init__(self, factor: float, centre: float) -> None:
        super().__init__()
        self.factor, self.centre = factor, centre

    def forward(self, x: Array, train: bool = False) -> Array:
        """Return the stretched and moved sigmoid."""
        return self.factor * (super().forward(x, train) - self.centre)

    def backward(self, dout: Array) -> Array:
        """Return the gradient at the input."""
        return self.factor * super().backward(dout)


ACTIVATIONS: dict[str, Callable[[], Layer]] = {
    "relu": ReLU,
    "leaky": lambda: LeakyReLU(0.01),
    "tanh": Tanh,
    "sigmoid": Sigmoid,
    "stretched": lambda: Moved(4, 0),
    "centred": lambda: Moved(1, 0.5),
    "both": lambda: Moved(4, 0.5),
}


def runs(quick: bool) -> list[Run]:
    """Units of four activations at three rates; two activations at three depths, and three more."""
    seeds = [0] if quick else list(range(5))
    epochs, hidden = (2, [20, 20]) if quick else (3, [100, 100])
    units = [
        Run(f"{kind}-{name}", {"kind": kind, "hidden": hidden, "lr": lr, "epochs": epochs}, seeds)
        for kind in ("relu", "leaky", "tanh", "sigmoid")
        for name, lr in RATES.items()
    ]
    deep = [("relu", n) for n in (2, 5, 10)] + [("sigmoid", n) for n in (2, 5, 10)]
    deep += [("stretched", 10), ("centred", 10), ("both", 10)]
    depths = [
        Run(
            f"{kind}-deep-{n}-{name}",
            {"kind": kind, "hidden": [50] * n, "lr": lr, "epochs": 1},
            seeds,
        )
        for kind, n in deep
        for name, lr in DEPTH_RATES.items()
    ]
    return units + depths


def network(kind: str, hidden: list[int], rng: np.random.Generator) -> Sequential:
    """A network of 784 inputs, hidden layers with an activation, and ten outputs."""
    initial = he if kind in ("relu", "leaky") else lecun
    return common.affine_network(
        [784, *hidden, 10],
        lambda shape: initial(shape, rng, dtype=np.float32),
        lambda M: [ACTIVATIONS[kind]()],
    )


def dead_units(net: Sequential, x: Array) -> list[np.ndarray]:
    """For each hidden layer, which of its units are dead: True where they are."""
    found = []
    for layer in net.layers:
        x = layer.forward(x)
        if not isinstance(layer, Affine):
            slope = layer.backward(np.ones_like(x)).max(axis=0)
            steepest = 0.25 * getattr(layer, "factor", 1) if isinstance(layer, Sigmoid) else 1.0
            found.append(slope < steepest / 1000)
    return found


def train(
    run: Mapping[str, Any], seed: int, say: Callable[[str], None], options: argparse.Namespace
) -> Measured:
    """Train one network; after each epoch, count the dead and those that came back."""
    x, t, x_test, t_test = common.flat_digits()
    images = options.images
    validation = slice(50_000, None) if images == 50_000 else slice(images, 2 * images)
    every = x if images == 50_000 else x[:images]
    rng = np.random.default_rng(seed)
    net = network(run["kind"], run["hidden"], rng)
    trainer = Trainer(net, SGD(run["lr"]), rng=rng, batch_size=100, progress=False)
    before = dead_units(net, every)
    start = {"dead": before, "dead_on_100": dead_units(net, every[:100])}
    epochs: list[Measured] = []
    diverged = False
    with np.errstate(all="ignore"):  # a network that diverges overflows wherever it is used
        for number in range(1, run["epochs"] + 1):
            began = time.perf_counter()
            if not diverged:
                try:
                    loss = common.rounded(trainer.fit(x[:images], t[:images])[-1].loss)
                except FloatingPointError:
                    diverged = True
            after = dead_units(net, every)
            pairs = list(zip(before, after, strict=True))
            epochs.append(
                {
                    "epoch": number,
                    "loss": None if diverged else loss,
                    "diverged": diverged,
                    "test_accuracy": net.accuracy(x_test, t_test),
                    "validation_accuracy": net.accuracy(x[validation], t[validation]),
                    "dead": _counts(after),
                    "died": _counts([now & ~then for then, now in pairs]),
                    "came_back": _counts([then & ~now for then, now in pairs]),
                    "seconds": round(time.perf_counter() - began, 2),
                }
            )
            before = after
    say(f"test {[e['test_accuracy'] for e in epochs]} dead {epochs[-1]['dead']} {diverged=}")
    return {"start": {key: _counts(dead) for key, dead in start.items()}, "epochs": epochs}


def _counts(units: list[np.ndarray]) -> list[int]:
    return [int(marked.sum()) for marked in units]


def summarize(run: Measured) -> Measured:
    """Accuracies, and counts of the dead, over the seeds."""
    summary = common.test_accuracies(run)
    each = list(run["seeds"].values())
    finite = [one for one in each if not one["epochs"][-1]["diverged"]]
    summary["diverged"] = len(each) - len(finite)
    summary["validation"] = common.spread(one["epochs"][-1]["validation_accuracy"] for one in each)
    summary["start"] = {
        key: common.spread(sum(one["start"][key]) for one in each) for key in each[0]["start"]
    }
    if finite:
        summary["dead"] = common.spread(sum(one["epochs"][-1]["dead"]) for one in finite)
        layers = range(len(finite[0]["start"]["dead"]))
        summary["dead_in_layer"] = {
            str(k + 1): common.spread(one["epochs"][-1]["dead"][k] for one in finite)
            for k in layers
        }
        summary["came_back_in_layer"] = {
            str(k + 1): sum(e["came_back"][k] for one in finite for e in one["epochs"])
            for k in layers
        }
    return summary


EXPERIMENT = Experiment(__file__, __doc__, SETTINGS, runs, train, summarize, images=50_000)

if __name__ == "__main__":
    sys.exit(EXPERIMENT.main())
