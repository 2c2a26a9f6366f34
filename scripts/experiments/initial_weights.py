"""Between which standard deviations does a ReLU network still train, and at which depth?

Networks 784-50-...-50-10 on 1000 digits. All weights are He's, times one number g. From g = 1 it is
multiplied, and divided, by 4 until the network trains no more, or until the range ends; three
bisections then find the edge. A network trains if it gets half of its training images right within
200 steps at one of the rates at least: plainly, with Adam, and with batch norm after each hidden
layer.

    python scripts/experiments/initial_weights.py            some minutes on one core
    python scripts/experiments/initial_weights.py --quick    a few seconds
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from lesson_code import SGD, Adam, BatchNormalization, ReLU, Sequential, he
from lesson_code.layers.base import Layer
from lesson_code.optimizers import Optimizer
from scripts.experiments import common
from scripts.experiments.common import Experiment, Measured, Run

SETTINGS = {
    "data": "MNIST",
    "width": 50,
    "batch_size": 50,
    "dtype": "float64",
    "trains": "half of the training images right",
    "range": [4.0**-5, 4.0**5],
    "bisections": 3,
}
RATES = {"sgd": (0.1, 0.01, 1.0, 0.001), "adam": (0.001, 0.01), "batch-norm": (0.1, 1.0, 0.01)}
DEPTHS = {"sgd": (2, 5, 10, 20), "adam": (2, 5, 20), "batch-norm": (2, 5, 20)}
LOOK = 40  # steps from one look at the accuracy to the next


def runs(quick: bool) -> list[Run]:
    """Each way of training at each depth, that is, number of layers with weights."""
    return [
        Run(
            f"{way}-{depth}",
            {"way": way, "depth": depth, "rates": list(RATES[way]), "steps": 40 if quick else 200},
            [0] if quick else list(range(5)),
        )
        for way, depths in DEPTHS.items()
        for depth in (depths[:1] if quick else depths)
    ]


def train(
    run: Mapping[str, Any], seed: int, say: Callable[[str], None], options: argparse.Namespace
) -> Measured:
    """Find both edges for one seed."""
    x, t, _, _ = common.flat_digits()
    x, t = x[: options.images].astype(np.float64), t[: options.images]

    def works(g: float) -> bool:
        return any(trains(run, g, rate, seed, x, t) for rate in run["rates"])

    if not works(1.0):
        say("does not train even from He's weights")
        return {"he": False, "smallest": None, "largest": None}
    smallest, largest = edge(works, 1 / 4), edge(works, 4.0)
    say(f"trains from {smallest:.4f} to {largest:.4f} of He's weights")
    return {"he": True, "smallest": common.rounded(smallest), "largest": common.rounded(largest)}


def edge(works: Callable[[float], bool], factor: float) -> float:
    """The last number found to work, going from 1 by the factor, then by bisection."""
    good = 1.0
    for _ in range(5):
        if not works(good * factor):
            break
        good *= factor
    else:
        return good
    bad = good * factor
    for _ in range(3):
        middle = (good * bad) ** 0.5
        if works(middle):
            good = middle
        else:
            bad = middle
    return good


def trains(
    run: Mapping[str, Any], g: float, rate: float, seed: int, x: np.ndarray, t: np.ndarray
) -> bool:
    """Whether half of the images come out right at one of the looks."""
    rng = np.random.default_rng(seed)
    network = make(rng, run["depth"], g, norm=run["way"] == "batch-norm")
    optimizer: Optimizer = Adam(rate) if run["way"] == "adam" else SGD(rate)
    with np.errstate(all="ignore"):
        for step in range(run["steps"]):
            chosen = rng.integers(0, len(x), 50)
            if not common.step(network, optimizer, x[chosen], t[chosen]):
                return False
            if step % LOOK == LOOK - 1 and right(network, x, t) >= 0.5:
                return True
    return False


def right(network: Sequential, x: np.ndarray, t: np.ndarray) -> float:
    """Share of right answers, with the statistics of this batch where there is batch norm."""
    return float((network.forward(x, train=True).argmax(axis=1) == t).mean())


def make(rng: np.random.Generator, depth: int, g: float, *, norm: bool) -> Sequential:
    """784-50-...-50-10 with so many layers of weights, each He's times g."""

    def between(M: int) -> list[Layer]:
        return [BatchNormalization(np.ones(M), np.zeros(M)), ReLU()] if norm else [ReLU()]

    return common.affine_network(
        [784, *[50] * (depth - 1), 10],
        lambda shape: g * he(shape, rng, dtype=np.float64),
        between,
    )


def summarize(run: Measured) -> Measured:
    """Both edges over the seeds that train from He's weights, and how many do."""
    each = [one for one in run["seeds"].values() if one["he"]]
    summary: Measured = {"train_from_he": len(each)}
    if each:
        summary |= {
            name: common.spread(one[name] for one in each) for name in ("smallest", "largest")
        }
    return summary


EXPERIMENT = Experiment(
    __file__, __doc__, SETTINGS, runs, train, summarize, images=1000, quick_images=100
)

if __name__ == "__main__":
    sys.exit(EXPERIMENT.main())
