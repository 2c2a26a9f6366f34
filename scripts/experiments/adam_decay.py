"""Weight decay in Adam, as a part of the gradient (L2) or apart from it: what is it worth?

784-100-10 with ReLU takes 1000 steps on 1000 digits of MNIST, few enough to learn by heart: with
Adam, with L2 in Adam, and with AdamW, at each of three rates with each of five decays. A decoupled
decay has another unit than L2, so each way has decays of its own. All of it is done twice, with
right labels and with 40 % wrong ones. Accuracy on 5000 validation images chooses among the 15
settings of a way; all 10 000 test images then judge. These two have right labels always.

    python scripts/experiments/adam_decay.py            five minutes on one core
    python scripts/experiments/adam_decay.py --quick    a few seconds
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from lesson_code import Adam, AdamW, ReLU, Sequential, he
from lesson_code._types import Array, Labels
from scripts.experiments import common
from scripts.experiments.common import Experiment, Measured, Run
from scripts.experiments.overfitting import spoiled

VALIDATION, BATCH, WIDTH = 5000, 50, 100
SETTINGS = {
    "data": "MNIST",
    "validation": VALIDATION,
    "batch_size": BATCH,
    "width": WIDTH,
    "dtype": "float32",
}
RATES = (0.001, 0.003, 0.01)
WAYS = {
    "plain": (Adam, (0.0,)),
    "l2": (Adam, (1e-4, 1e-2, 3e-2, 1e-1, 3e-1)),
    "decoupled": (AdamW, (0.1, 1.0, 3.0, 10.0, 30.0)),
}
LABELS = {"right": 0.0, "wrong": 0.4}  # and the share of them that is changed


def runs(quick: bool) -> list[Run]:
    """Each way to decay at each rate, over all its decays."""
    return [
        Run(
            f"{labels}-{way}-{rate:g}".replace(".", "_"),
            {
                "way": way,
                "rate": rate,
                "decays": list(decays),
                "wrong": wrong,
                "steps": 20 if quick else 1000,
            },
            [0] if quick else list(range(5)),
        )
        for labels, wrong in LABELS.items()
        for way, (_, decays) in WAYS.items()
        for rate in (RATES[:1] if quick else RATES)
    ]


def train(
    run: Mapping[str, Any], seed: int, say: Callable[[str], None], options: argparse.Namespace
) -> Measured:
    """One training for each decay: accuracy on validation and on test images."""
    x, t, x_test, t_test = common.flat_digits()
    tries = []
    for decay in run["decays"]:
        optimizer = WAYS[run["way"]][0](run["rate"], weight_decay=decay)
        network = trained(run, optimizer, seed, x, t, options.images)
        valid = network.accuracy(x[-VALIDATION:], t[-VALIDATION:])
        tries.append([decay, valid, network.accuracy(x_test, t_test)])
        say(f"decay {decay:g}: validation {valid:.4f}, test {tries[-1][-1]:.4f}")
    return {"tries": tries}


def trained(
    run: Mapping[str, Any], optimizer: Adam, seed: int, x: Array, t: Labels, images: int
) -> Sequential:
    """A new network after its steps on so many images, which the seed draws."""
    rng = np.random.default_rng(seed)
    chosen = rng.permutation(len(x) - VALIDATION)[:images]
    x, t = x[chosen], spoiled(t[chosen], run["wrong"], rng)
    network = common.affine_network(
        (784, WIDTH, 10), lambda shape: he(shape, rng, dtype=np.float32), lambda M: [ReLU()]
    )
    for _ in range(run["steps"]):
        batch = rng.integers(0, len(x), BATCH)
        common.step(network, optimizer, x[batch], t[batch])
    return network


def summarize(run: Measured) -> Measured:
    """Means and spread over the seeds for each decay."""
    seeds = [one["tries"] for one in run["seeds"].values()]
    return {
        "tries": [
            {
                "decay": one[0][0],
                "valid": common.spread(valid for _, valid, _ in one),
                "test": common.spread(test for _, _, test in one),
            }
            for one in zip(*seeds, strict=True)
        ]
    }


EXPERIMENT = Experiment(
    __file__, __doc__, SETTINGS, runs, train, summarize, images=1000, quick_images=200
)

if __name__ == "__main__":
    sys.exit(EXPERIMENT.main())
