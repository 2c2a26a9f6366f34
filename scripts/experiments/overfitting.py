"""What helps a network that has only 300 training images?

Networks 784-200-200-10 with ReLU take 1000 steps of SGD on 300 digits of MNIST: as they are, with
dropout behind each hidden layer, with weight decay, with more images; and two cases apart, a
narrow network and wrong labels. Each seed draws its own images, and 100 others to validate with.
Accuracies and losses on these, and on the 10 000 test images, are taken at some steps on the way,
so that early stopping can be judged afterwards.

    python scripts/experiments/overfitting.py            ten minutes on one core
    python scripts/experiments/overfitting.py --quick    a few seconds
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
    Dropout,
    ReLU,
    Sequential,
    SoftmaxCrossEntropy,
    he,
)
from lesson_code._types import Array, Labels
from lesson_code.layers.base import Layer
from scripts.experiments import common
from scripts.experiments.common import Experiment, Measured, Run

LR = 0.1
SETTINGS = {
    "data": "MNIST",
    "optimizer": "sgd",
    "lr": LR,
    "batch_size": 50,
    "validation_images": 100,
    "dtype": "float32",
}
LOOKS = (25, 50, 100, 150, 250, 400, 600, 1000)  # steps after which accuracies are taken
PLAIN = {"images": 300, "width": 200, "rate": 0.0, "input_rate": 0.0, "decay": 0.0, "wrong": 0.0}
CASES: dict[str, dict[str, float]] = {
    "plain": {},
    **{f"dropout-{tenth}": {"rate": tenth / 10} for tenth in range(1, 9)},
    "inputs-too": {"rate": 0.5, "input_rate": 0.2},
    "decay-1e-3": {"decay": 1e-3},
    "decay-1e-2": {"decay": 1e-2},
    "decay-3e-2": {"decay": 3e-2},
    "images-400": {"images": 400},
    "images-1000": {"images": 1000},
    "images-3000": {"images": 3000},
    "images-10000": {"images": 10_000},
    "images-1000-dropout": {"images": 1000, "rate": 0.5},
    "images-3000-dropout": {"images": 3000, "rate": 0.5},
    "images-10000-dropout": {"images": 10_000, "rate": 0.5},
    "narrow": {"width": 20},
    "narrow-dropout": {"width": 20, "rate": 0.5},
    "wrong": {"wrong": 0.4},
    "wrong-dropout": {"wrong": 0.4, "rate": 0.5},
    "wrong-decay": {"wrong": 0.4, "decay": 3e-2},
}


def runs(quick: bool) -> list[Run]:
    """One run for each case; what it does not name is as in the plain one."""
    looks = LOOKS[:3] if quick else LOOKS
    seeds = [0] if quick else list(range(5))
    return [
        Run(name, {**PLAIN, **case, "looks": list(looks)}, seeds) for name, case in CASES.items()
    ]


def train(
    run: Mapping[str, Any], seed: int, say: Callable[[str], None], options: argparse.Namespace
) -> Measured:
    """Train one network, and look at it on the way."""
    x, t, x_test, t_test = common.flat_digits()
    rng = np.random.default_rng(seed)
    order = rng.permutation(options.images)
    n, held = min(run["images"], options.images - 100), order[-100:]
    chosen = order[:n]
    x_train, right = x[chosen], t[chosen]
    labels = spoiled(right, run["wrong"], rng)
    net = network(run, rng)
    optimizer = SGD(LR, weight_decay=run["decay"])
    looks: list[Measured] = []
    step = 0
    while step < run["looks"][-1]:
        shuffled = rng.permutation(n)
        for start in range(0, n - 49, 50):
            batch = shuffled[start : start + 50]
            _, gradients = net.gradients(x_train[batch], labels[batch])
            optimizer.update(net.params, gradients)
            step += 1
            if step in run["looks"]:
                looks.append(
                    {
                        "step": step,
                        "dropping": accuracy(net, x_train, labels, train=True),
                        **judged(net, "train", x_train, labels),
                        **judged(net, "validation", x[held], t[held]),
                        **judged(net, "test", x_test, t_test),
                    }
                )
            if step == run["looks"][-1]:
                break
    last = looks[-1]
    say(f"train {last['train']:.4f}  test {last['test']:.4f}  loss {last['test_loss']:.3f}")
    return {"looks": looks}


def spoiled(t: Labels, share: float, rng: np.random.Generator) -> Labels:
    """Labels of which this share, picked at random, is another digit than the right one."""
    changed = rng.random(len(t)) < share
    return (t + changed * rng.integers(1, 10, len(t))) % 10


def network(run: Mapping[str, Any], rng: np.random.Generator) -> Sequential:
    """784-width-width-10, with dropout where the run wants some."""

    def dropout(rate: float) -> list[Layer]:
        return [Dropout(rate, rng=rng)] if rate else []

    net = common.affine_network(
        [784, run["width"], run["width"], 10],
        lambda shape: he(shape, rng, dtype=np.float32),
        lambda M: [ReLU(), *dropout(run["rate"])],
    )
    return Sequential([*dropout(run["input_rate"]), *net.layers])


def accuracy(net: Sequential, x: Array, t: Labels, train: bool = False) -> float:
    """Share of right answers, on request with dropout at work."""
    return common.rounded((net.forward(x, train=train).argmax(axis=1) == t).mean(), 4)


def judged(net: Sequential, name: str, x: Array, t: Labels) -> Measured:
    """Accuracy and loss on some images, dropout off."""
    loss = float(SoftmaxCrossEntropy().forward(net.forward(x), t))
    return {name: accuracy(net, x, t), f"{name}_loss": common.rounded(loss, 4)}


def stopped(looks: list[Measured]) -> Measured:
    """The look at which the loss on the validation images was smallest."""
    return min(looks, key=lambda look: look["validation_loss"])


def summarize(run: Measured) -> Measured:
    """All figures at the last look, and some where the validation loss would have stopped."""
    seeds = [one["looks"] for one in run["seeds"].values()]
    last = {name: common.spread(looks[-1][name] for looks in seeds) for name in seeds[0][-1]}
    early = {
        name: common.spread(stopped(looks)[name] for looks in seeds)
        for name in ("step", "train", "test", "test_loss")
    }
    return {"last": last, "stopped": early}


EXPERIMENT = Experiment(__file__, __doc__, SETTINGS, runs, train, summarize)

if __name__ == "__main__":
    sys.exit(EXPERIMENT.main())
