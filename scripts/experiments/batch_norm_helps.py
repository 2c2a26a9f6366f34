"""What batch norm brings: higher learning rates, fewer steps, better answers, or none of these?

Rate: 784-100-100-100-100-100-10 on MNIST, 500 steps of SGD at nine learning rates, without batch
norm, with it before each ReLU, and after each.
Noise: 784-100-100-10 on 1000 digits until they are known by heart, without batch norm, and with
statistics of all 100 images of a batch, of groups of 20, and of groups of 5: the gradient is
always that of the 100, so that only the noise of the statistics differs.
Average: 784-50-10 on 3200 digits in batches of 4 to 200; inference then by running averages of
several momenta, all made from one training.

    python scripts/experiments/batch_norm_helps.py            some minutes on one core
    python scripts/experiments/batch_norm_helps.py --quick    a few seconds
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
from lesson_code._types import Array
from lesson_code.layers.base import Layer
from scripts.experiments import common
from scripts.experiments.common import Experiment, Measured, Run

SETTINGS = {
    "data": "MNIST, the last 5000 training images for validation",
    "batch_size": 100,
    "dtype": "float32",
    "weights": "he",
}
RATES = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0)
NOISE_RATES = (0.03, 0.1, 0.3, 1.0, 3.0)
MOMENTA = (0.0, 0.5, 0.9, 0.99, 0.999)
LOOK = 25  # steps from one look at the accuracy to the next
VALIDATION = 5000


def runs(quick: bool) -> list[Run]:
    """All three questions."""
    seeds = [0] if quick else list(range(5))
    steps = 25 if quick else 500
    rate = [
        Run(
            f"rate-{place}-{name_of(lr)}",
            {"question": "rate", "place": place, "lr": lr, "hidden": [100] * 5, "steps": steps},
            seeds,
        )
        for place in ("none", "before", "after")
        for lr in RATES
    ]
    noise = [
        Run(
            f"noise-{group}-{name_of(lr)}",
            {"question": "noise", "group": group, "lr": lr, "hidden": [100] * 2, "steps": steps},
            seeds,
        )
        for group in (0, 100, 20, 5)
        for lr in NOISE_RATES
    ]
    average = [
        Run(f"average-{size}", {"question": "average", "batch_size": size}, seeds)
        for size in (4, 16, 64, 200)
    ]
    return rate + noise + average


def name_of(lr: float) -> str:
    """A learning rate in a run's name, which has no dot."""
    return f"{lr:g}".replace(".", "_")


class Grouped(BatchNormalization):
    """Batch norm whose statistics are those of groups of a batch, each group by itself.

    Args:
        gamma: scale, shape (D,).
        beta: shift, shape (D,).
        group: how many images share a statistic; it divides the batch.
    """

    def __init__(self, gamma: Array, beta: Array, group: int) -> None:
        super().__init__(gamma, beta)
        self.group = group

    def forward(self, x: Array, train: bool = False) -> Array:
        """Normalise each group; the running statistics take in those of the whole batch."""
        y = super().forward(x, train)
        if not train:
            return y
        groups = x.reshape(-1, self.group, x.shape[1])
        mean, var = groups.mean(axis=1, keepdims=True), groups.var(axis=1, keepdims=True)
        self._inv_stds: Array = 1 / np.sqrt(var + self.eps)
        self._x_hats: Array = (groups - mean) * self._inv_stds
        return self.params["gamma"] * self._x_hats.reshape(x.shape) + self.params["beta"]

    def backward(self, dout: Array) -> Array:
        """Send the gradient back through the statistics of each group."""
        douts = dout.reshape(self._x_hats.shape)
        self.grads["beta"] = dout.sum(axis=0)
        self.grads["gamma"] = (douts * self._x_hats).sum(axis=(0, 1))
        mean = douts.mean(axis=1, keepdims=True)
        slope = (douts * self._x_hats).mean(axis=1, keepdims=True)
        back: Array = self.params["gamma"] * self._inv_stds * (douts - mean - self._x_hats * slope)
        return back.reshape(dout.shape)


class Recording(BatchNormalization):
    """Keeps the mean and the unbiased variance of every batch."""

    def __init__(self, gamma: Array, beta: Array) -> None:
        super().__init__(gamma, beta)
        self.history: list[tuple[Array, Array]] = []

    def forward(self, x: Array, train: bool = False) -> Array:
        """Write down the batch's statistics, and normalise."""
        if train:
            self.history.append((x.mean(axis=0), x.var(axis=0, ddof=1)))
        return super().forward(x, train)


def make(
    hidden: list[int],
    rng: np.random.Generator,
    norm: Callable[[int], Layer] | None,
    *,
    after: bool = False,
) -> Sequential:
    """A ReLU network with a layer of normalisation before each ReLU, after each, or without."""

    def between(M: int) -> list[Layer]:
        bend: list[Layer] = [ReLU()] if norm is None else [norm(M), ReLU()]
        return bend[::-1] if after else bend

    return common.affine_network(
        [784, *hidden, 10], lambda shape: he(shape, rng, dtype=np.float32), between
    )


def ones_and_zeros(M: int) -> tuple[Array, Array]:
    """Gamma and beta to begin with."""
    return np.ones(M, np.float32), np.zeros(M, np.float32)


def train(
    run: Mapping[str, Any], seed: int, say: Callable[[str], None], options: argparse.Namespace
) -> Measured:
    """Train for the run's question."""
    rng = np.random.default_rng(seed)
    with np.errstate(all="ignore"):  # a network that diverges overflows wherever it is used
        measured = {"rate": rate, "noise": noise, "average": average}[run["question"]](
            run, rng, options.images
        )
    say(", ".join(f"{key} {value}" for key, value in measured.items() if key != "looks"))
    return measured


def rate(run: Mapping[str, Any], rng: np.random.Generator, images: int) -> Measured:
    """Train on many images, and look at the validation accuracy on the way."""

    def norm(M: int) -> Layer:
        return BatchNormalization(*ones_and_zeros(M))

    place = run["place"]
    net = make(run["hidden"], rng, None if place == "none" else norm, after=place == "after")
    x, t, x_test, t_test = common.flat_digits()
    looks, finite = steps(net, run, rng, x[:images], t[:images])
    return {
        "diverged": not finite,
        "test_accuracy": net.accuracy(x_test, t_test) if finite else 0.0,
        "looks": looks,
    }


def noise(run: Mapping[str, Any], rng: np.random.Generator, images: int) -> Measured:
    """Train on a thousand images, and compare these with new ones."""

    def norm(M: int) -> Layer:
        return Grouped(*ones_and_zeros(M), run["group"])

    x, t, x_test, t_test = common.flat_digits()
    few = min(1000, images)
    net = make(run["hidden"], rng, norm if run["group"] else None)
    looks, finite = steps(net, run, rng, x[:few], t[:few])
    return {
        "diverged": not finite,
        "train_accuracy": net.accuracy(x[:few], t[:few]) if finite else 0.0,
        "test_accuracy": net.accuracy(x_test, t_test) if finite else 0.0,
        "looks": looks,
    }


def steps(
    net: Sequential, run: Mapping[str, Any], rng: np.random.Generator, x: Array, t: Array
) -> tuple[list[float], bool]:
    """Take the run's steps; return the validation accuracy at each look, and whether all went."""
    every, labels, _, _ = common.flat_digits()
    optimizer = SGD(run["lr"])
    looks = []
    order = np.arange(0)
    for step in range(1, run["steps"] + 1):
        if len(order) < 100:
            order = rng.permutation(len(x))
        chosen, order = order[:100], order[100:]
        if not common.step(net, optimizer, x[chosen], t[chosen]):
            return looks, False
        if step % LOOK == 0:
            looks.append(net.accuracy(every[-VALIDATION:], labels[-VALIDATION:]))
    return looks, True


def average(run: Mapping[str, Any], rng: np.random.Generator, images: int) -> Measured:
    """Train once, and try several averages of what the batches' statistics were."""
    x, t, x_test, t_test = common.flat_digits()
    x, t = x[: min(3200, images)], t[: min(3200, images)]
    recording = Recording(*ones_and_zeros(50))
    net = make([50], rng, lambda M: recording)
    first = net.layers[0]
    before = first.forward(x).mean(axis=0)
    optimizer = Adam(0.002)
    size = run["batch_size"]
    order = rng.permutation(len(x))
    for start in range(0, len(x) - size + 1, size):
        chosen = order[start : start + size]
        _, gradients = net.gradients(x[chosen], t[chosen])
        optimizer.update(net.params, gradients)
    z = first.forward(x)
    choices = {f"{m:g}".replace(".", "_"): averaged(recording.history, m) for m in MOMENTA}
    choices["arithmetic"] = averaged(recording.history, None)
    choices["exact"] = np.stack([z.mean(axis=0), z.var(axis=0)])
    accuracies = {}
    for name, (mean, var) in choices.items():
        recording.buffers["running_mean"][:] = mean
        recording.buffers["running_var"][:] = var
        accuracies[name] = net.accuracy(x_test, t_test)
    moved = (np.abs(z.mean(axis=0) - before) / z.std(axis=0)).mean()
    return {
        "steps": len(recording.history),
        "moved": common.rounded(float(moved)),
        "accuracies": accuracies,
    }


def averaged(history: list[tuple[Array, Array]], m: float | None) -> Array:
    """Running mean and variance, (2, D), by momentum m; None: the arithmetic mean."""
    batches = np.array(history)  # (steps, 2, D)
    if m is None:
        return np.asarray(batches.mean(axis=0))
    running = np.zeros(batches.shape[1:])
    running[1] = 1
    for batch in batches:
        running = m * running + (1 - m) * batch
    return running


def summarize(run: Measured) -> Measured:
    """Means and spreads over the seeds."""
    each = list(run["seeds"].values())
    if run["settings"]["question"] == "average":
        return {
            "moved": common.spread(one["moved"] for one in each),
            "accuracies": {
                name: common.spread(one["accuracies"][name] for one in each)
                for name in each[0]["accuracies"]
            },
        }
    summary: Measured = {"diverged": sum(one["diverged"] for one in each)}
    if not summary["diverged"]:
        summary["looks"] = [
            common.rounded(float(np.mean(look)))
            for look in zip(*(one["looks"] for one in each), strict=True)
        ]
        summary |= {
            key: common.spread(one[key] for one in each)
            for key in ("train_accuracy", "test_accuracy")
            if key in each[0]
        }
    return summary


EXPERIMENT = Experiment(
    __file__, __doc__, SETTINGS, runs, train, summarize, images=50_000, quick_images=1000
)

if __name__ == "__main__":
    sys.exit(EXPERIMENT.main())
