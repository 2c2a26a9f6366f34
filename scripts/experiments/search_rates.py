"""Adam against momentum when each may try equally many learning rates.

A network is trained with each rate of one grid, the same for SGD, momentum and Adam; accuracy on
validation images, which were not trained on, chooses the rate, and test images then say what that
choice is worth. The budget is how many rates of the grid, drawn at random, may be tried. Two
networks: one hidden layer, and nine.

    python scripts/experiments/search_rates.py            some minutes on one core
    python scripts/experiments/search_rates.py --quick    a few seconds
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from lesson_code import SGD, Adam, Momentum, ReLU, Sequential, he
from lesson_code.optimizers import Optimizer
from scripts.experiments import common
from scripts.experiments.common import Experiment, Measured, Run

VALIDATION, BATCH, WIDTH = 5000, 50, 50
SETTINGS = {
    "data": "MNIST",
    "validation": VALIDATION,
    "batch_size": BATCH,
    "width": WIDTH,
    "dtype": "float32",
}
WAYS: dict[str, Callable[[float], Optimizer]] = {
    "sgd": SGD,
    "momentum": Momentum,
    "adam": Adam,
}
RATES = [common.rounded(10 ** (k / 2), 3) for k in range(-10, 3)]  # 0.00001 to 10
BUDGETS = (1, 2, 3, 5, 8, 13)


def runs(quick: bool) -> list[Run]:
    """Each way of training with each network, over all rates."""
    return [
        Run(
            f"{way}-{depth}",
            {
                "way": way,
                "layers": depth,
                "steps": 20 if quick else 600,
                "rates": RATES[4:7] if quick else RATES,
            },
            [0] if quick else list(range(5)),
        )
        for depth in (2, 10)
        for way in WAYS
    ]


def train(
    run: Mapping[str, Any], seed: int, say: Callable[[str], None], options: argparse.Namespace
) -> Measured:
    """One training for each rate: accuracy on validation and on test images."""
    x, t, x_test, t_test = common.flat_digits()
    x_valid, t_valid = x[-VALIDATION:], t[-VALIDATION:]
    x, t = x[: options.images], t[: options.images]
    each = []
    for rate in run["rates"]:
        network = trained(run, WAYS[run["way"]](rate), seed, x, t)
        with np.errstate(all="ignore"):  # of NaN the answer is 0
            valid = network.accuracy(x_valid, t_valid)
            test = network.accuracy(x_test, t_test)
        each.append([rate, valid, test])
        say(f"rate {rate:.2g}: validation {valid:.4f}, test {test:.4f}")
    return {"tries": each}


def trained(
    run: Mapping[str, Any], optimizer: Optimizer, seed: int, x: np.ndarray, t: np.ndarray
) -> Sequential:
    """A new network after its steps; where the loss is no number any more, what is left of it."""
    rng = np.random.default_rng(seed)
    network = common.affine_network(
        [784, *[WIDTH] * (run["layers"] - 1), 10], lambda shape: he(shape, rng), lambda M: [ReLU()]
    )
    with np.errstate(all="ignore"):
        for _ in range(run["steps"]):
            chosen = rng.integers(0, len(x), BATCH)
            if not common.step(network, optimizer, x[chosen], t[chosen]):
                break
    return network


def expected(tries: list[list[float]], budget: int) -> float:
    """Mean test accuracy of the best by validation, over all ways to try so many of the rates.

    Sorted by validation, the one on place i is the best of those tried in C(i, budget - 1) of the
    C(n, budget) ways.
    """
    tests = [test for _, _, test in sorted(tries, key=lambda one: one[1:])]
    ways = [math.comb(place, budget - 1) for place in range(len(tests))]
    return sum(w * test for w, test in zip(ways, tests, strict=True)) / sum(ways)


def summarize(run: Measured) -> Measured:
    """Means over seeds for each rate, and what each budget comes to."""
    seeds = [one["tries"] for one in run["seeds"].values()]
    return {
        "tries": [
            {
                "rate": one[0][0],
                "valid": common.spread(valid for _, valid, _ in one),
                "test": common.spread(test for _, _, test in one),
            }
            for one in zip(*seeds, strict=True)
        ],
        "budgets": {
            str(budget): common.spread(expected(tries, budget) for tries in seeds)
            for budget in BUDGETS
            if budget <= len(seeds[0])
        },
    }


EXPERIMENT = Experiment(
    __file__, __doc__, SETTINGS, runs, train, summarize, images=10_000, quick_images=500
)

if __name__ == "__main__":
    sys.exit(EXPERIMENT.main())
