"""Sigmoid networks 784-30-10 and 784-100-10 on MNIST, as in Nielsen's first chapter.

Quadratic cost, weights and biases from N(0, 1), 30 epochs, mini-batches of 10, learning rate 3.0,
the first 50 000 training images. The cost is averaged over the mini-batch, as in his formula, so
that 3.0 means the same here.

    python scripts/experiments/sigmoid_network.py            five minutes on one core
    python scripts/experiments/sigmoid_network.py --quick    a few seconds
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from lesson_code import SGD, Trainer, sigmoid_mlp
from scripts.experiments import common
from scripts.experiments.common import Experiment, Measured, Run, accuracies

SETTINGS = {
    "data": "MNIST",
    "train_images": 50_000,
    "test_images": 10_000,
    "cost": "quadratic",
    "weights": "normal",
    "optimizer": "sgd",
    "lr": 3.0,
    "batch_size": 10,
    "dtype": "float32",
}
LEARNED = 0.9  # below this test accuracy at least one digit was not learned at all
PUBLISHED = {
    "784-30-10": {"article": 0.9533, "book": 0.9542},
    "784-100-10": {"article": 0.9640, "book": 0.9659},
}


def runs(quick: bool) -> list[Run]:
    """Both networks, with five seeds."""
    epochs, seeds = (2, [0]) if quick else (30, [0, 1, 2, 3, 4])
    return [
        Run(f"784-{hidden}-10", {"hidden": [hidden], "epochs": epochs}, seeds)
        for hidden in (30, 100)
    ]


def train(
    run: Mapping[str, Any], seed: int, say: Callable[[str], None], options: argparse.Namespace
) -> Measured:
    """Train one network and return what each epoch came to."""
    x, t, x_test, t_test = common.digits()
    x, t = x[: options.images], t[: options.images]
    rng = np.random.default_rng(seed)
    network = sigmoid_mlp(rng, hidden=tuple(run["hidden"]), cost="quadratic", weights="normal")
    trainer = Trainer(network, SGD(3.0), rng=rng, batch_size=10, progress=False)
    return common.follow(trainer, x, t, x_test, t_test, run["epochs"], say)


def summarize(run: Measured) -> Measured:
    """Accuracies over the seeds, and how far the published ones are from them."""
    summary = common.test_accuracies(run)
    hidden = run["settings"]["hidden"][0]
    published = PUBLISHED[f"784-{hidden}-10"]
    summary["published"] = published
    summary["stuck"] = sum(accuracies(one)[-1] < LEARNED for one in run["seeds"].values())
    learned = [one for one in run["seeds"].values() if accuracies(one)[-1] >= LEARNED]
    if learned:
        best = common.spread(max(accuracies(one)) for one in learned)
        summary["learned"] = {
            "seeds": len(learned),
            "best": best,
            "last": common.spread(accuracies(one)[-1] for one in learned),
            "best_minus_published": {
                source: common.rounded(best["mean"] - value, 4)
                for source, value in published.items()
            },
        }
    summary["best_minus_published"] = {
        source: common.rounded(summary["best"]["mean"] - value, 4)
        for source, value in published.items()
    }
    return summary


EXPERIMENT = Experiment(
    __file__, __doc__, SETTINGS, runs, train, summarize, images=50_000, quick_images=2000
)

if __name__ == "__main__":
    sys.exit(EXPERIMENT.main())
