"""Why a sigmoid network loses whole digits: Nielsen's settings, and one thing changed at a time.

Quadratic cost, weights and biases from N(0, 1), mini-batches of 10, learning rate 3.0, unless a
run says otherwise. A digit is lost if the network reads less than a tenth of its test images.

    python scripts/experiments/lost_digits.py            ten minutes on one core
    python scripts/experiments/lost_digits.py --quick    a few seconds
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from lesson_code import SGD, Affine, Sequential, Trainer, sigmoid_mlp
from lesson_code._types import Array
from scripts.experiments.common import Experiment, Measured, Run, digits, over_seeds, rounded

SETTINGS = {
    "data": "MNIST",
    "test_images": 10_000,
    "optimizer": "sgd",
    "batch_size": 10,
    "dtype": "float64",
}
FEW, ALL = {"images": 5000, "epochs": 2}, {"images": 50_000, "epochs": 3}
LOST = 0.1  # below this accuracy a digit counts as lost
NARROW = 0.55  # root of 15/49: z of 100 hidden units, spread like that of 30
SHORT = 0.3  # about 15/49: a step of 100 hidden units, as long as one of 30

CHANGES: dict[str, dict[str, Any]] = {
    "30": {"hidden": 30},
    "30-wider": {"hidden": 30, "output_scale": 1 / NARROW},
    "100": {"hidden": 100},
    "100-narrower": {"hidden": 100, "output_scale": NARROW},
}
FEW_ONLY: dict[str, dict[str, Any]] = {
    "30-longer": {"hidden": 30, "lr": 3 / SHORT},
    "100-shorter": {"hidden": 100, "lr": 3 * SHORT},
    "100-shorter-as-far": {"hidden": 100, "lr": 3 * SHORT, "epochs": 7},
    "100-slow-start": {"hidden": 100, "first_lr": 0.3},
    "100-centred": {"hidden": 100, "centred": True},
    "100-centred-narrower": {"hidden": 100, "centred": True, "output_scale": NARROW},
    "100-narrowest": {"hidden": 100, "output_scale": 0.1},
    "100-hidden-slower": {"hidden": 100, "hidden_rate": NARROW},
    "100-narrower-hidden-faster": {
        "hidden": 100,
        "output_scale": NARROW,
        "hidden_rate": 1 / NARROW,
    },
    "100-slow": {"hidden": 100, "lr": 0.5},
    "100-scaled": {"hidden": 100, "weights": "scaled"},
    "100-entropy": {"hidden": 100, "cost": "cross-entropy"},
    "100-entropy-slow": {"hidden": 100, "cost": "cross-entropy", "lr": 0.5},
    "100-entropy-scaled-slow": {
        "hidden": 100,
        "cost": "cross-entropy",
        "weights": "scaled",
        "lr": 0.5,
    },
}


class TwoRates(SGD):
    """SGD whose rate for the hidden layer is so many times that of the output layer."""

    def __init__(self, lr: float, hidden_rate: float) -> None:
        super().__init__(lr)
        self.hidden_rate = hidden_rate

    def step(self, name: str, param: Array, g: Array) -> None:
        """Go downhill, in the hidden layer at a rate of its own."""
        super().step(name, param, g * self.hidden_rate if name.startswith("1.") else g)


def runs(quick: bool) -> list[Run]:
    """A tenth of the images with 20 seeds; all of them, for what decides, with 5."""
    if quick:
        few, everything = {"images": 500, "epochs": 1}, {"images": 1000, "epochs": 1}
        seeds = {"few": range(2), "all": range(1)}
    else:
        few, everything, seeds = FEW, ALL, {"few": range(20), "all": range(5)}
    small = [
        Run(f"few-{name}", few | change, seeds["few"])
        for name, change in (CHANGES | FEW_ONLY).items()
    ]
    large = [
        Run(f"all-{name}", everything | change, seeds["all"]) for name, change in CHANGES.items()
    ]
    return small + large


def train(
    run: Mapping[str, Any], seed: int, say: Callable[[str], None], options: argparse.Namespace
) -> Measured:
    """Train one network; return the digits that it lost, and how spread its first outputs were."""
    x, t, x_test, t_test = digits()
    x, t = x[: run["images"]].astype(np.float64), t[: run["images"]]
    rng = np.random.default_rng(seed)
    network = sigmoid_mlp(
        rng,
        hidden=(run["hidden"],),
        cost=run.get("cost", "quadratic"),
        weights=run.get("weights", "normal"),
        dtype=np.float64,
    )
    last = next(layer for layer in reversed(network.layers) if isinstance(layer, Affine))
    for name in ("W", "b"):
        last.params[name] *= run.get("output_scale", 1)
    if run.get("centred"):
        last.params["b"] -= outputs(network, last, x[:1000]).mean(axis=0)
    z = outputs(network, last, x[:1000])
    optimizer = TwoRates(run.get("lr", 3.0), run.get("hidden_rate", 1.0))
    trainer = Trainer(network, optimizer, rng=rng, batch_size=10, progress=False)
    if "first_lr" in run:
        optimizer.lr = run["first_lr"]
        trainer.fit(x[:1000], t[:1000], epochs=1)
        optimizer.lr = 3.0
    trainer.fit(x, t, epochs=run["epochs"])
    answers = network.predict(x_test.astype(np.float64)).argmax(axis=1)
    right = [(answers[t_test == digit] == digit).mean() for digit in range(10)]
    lost = [digit for digit in range(10) if right[digit] < LOST]
    accuracy = float((answers == t_test).mean())
    say(f"lost {lost}, {accuracy:.2%} of the test images")
    return {
        "first_z": rounded(float((z**2).mean() ** 0.5)),
        "first_z_between_images": rounded(float(z.std(axis=0).mean())),
        "lost": lost,
        "test_accuracy": accuracy,
    }


def outputs(network: Sequential, last: Affine, x: Array) -> Array:
    """What the last affine layer gives."""
    for layer in network.layers[: network.layers.index(last) + 1]:
        x = layer.forward(x)
    return x


def summarize(run: Measured) -> Measured:
    """Lost digits over the seeds, and where z began."""
    counts = [len(one["lost"]) for one in run["seeds"].values()]
    return {
        "digits": 10 * len(counts),
        "lost": sum(counts),
        "seeds_that_lost": sum(count > 0 for count in counts),
        "lost_per_seed": over_seeds(run, lambda one: len(one["lost"])),
        "test_accuracy": over_seeds(run, lambda one: one["test_accuracy"]),
        "first_z": over_seeds(run, lambda one: one["first_z"]),
        "first_z_between_images": over_seeds(run, lambda one: one["first_z_between_images"]),
    }


EXPERIMENT = Experiment(
    __file__, __doc__, SETTINGS, runs, train, summarize, note=lambda options: {}
)

if __name__ == "__main__":
    sys.exit(EXPERIMENT.main())
