"""From LeNet-5 of 1998 towards AlexNet, one change at a time: what each brings, and costs.

The first networks are a ladder: each has all the changes before it and one more. The others each
add one change to its top, but for `sigmoid`, which is `xavier` with what many take for LeNet's
activation. Two are controls: `factor` puts a constant where local response normalisation stands,
and `lrn-strong` gives it an alpha at which its sums count. Every training has few images and many
epochs (MNIST 1000, CIFAR-10 3000, ten epochs), so that networks can overfit; three seeds. The
ladder is climbed once more at three times the learning rate.

    python scripts/experiments/lenet_to_alexnet.py             a quarter of an hour on one core
    python scripts/experiments/lenet_to_alexnet.py --quick     a few seconds, on MNIST alone

CIFAR-10 is fetched once; --data-folder names where it is, if it is here already.
"""

from __future__ import annotations

import argparse
import functools
import math
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from lesson_code import (
    Adam,
    AveragePooling,
    Convolution,
    Dropout,
    Flatten,
    LocalResponseNormalization,
    MaxPooling,
    ReLU,
    Scale,
    Sequential,
    Sigmoid,
    Tanh,
    Trainer,
    batches,
    he,
    load_cifar10,
    random_crops,
    random_flips,
    xavier,
)
from lesson_code._types import Array, Labels
from lesson_code.datasets import Split
from lesson_code.initializers import fan_in
from lesson_code.layers import Affine, Layer
from scripts.experiments import common
from scripts.experiments.common import Experiment, Measured, Run

SETTINGS: dict[str, Any] = {
    "batch_size": 100,
    "optimizer": "Adam(0.001)",
    "dtype": "float32",
    "images": {"mnist": 1000, "cifar10": 3000},
}
EPOCHS = 10

# What each change is; a rung of the ladder keeps the changes of those before it
LADDER: dict[str, dict[str, Any]] = {
    "lenet": {"partial": True, "weights": "1998", "activation": "tanh", "pooling": "trained"},
    "full": {"partial": False},
    "xavier": {"weights": "xavier"},
    "relu": {"activation": "relu"},
    "he": {"weights": "he"},
    "max": {"pooling": "max"},
}
# What is added to the ladder's top, each by itself
ADDED: dict[str, dict[str, Any]] = {
    "lrn": {"between": "lrn"},
    "factor": {"between": "factor"},
    "lrn-strong": {"between": "lrn-strong"},
    "dropout": {"dropout": 0.5},
    "augment": {"augment": True},
    "wide": {"width": 2},
    "wide-dropout": {"width": 2, "dropout": 0.5},
}

# Which maps of the first subsampling each of the 16 filters of LeNet-5's second convolution sees:
# three neighbours, four neighbours, two and two with a gap between, and all. Table I of the paper.
SEES = (
    *[[(first + i) % 6 for i in range(3)] for first in range(6)],
    *[[(first + i) % 6 for i in range(4)] for first in range(6)],
    *[[0, 1, 3, 4], [1, 2, 4, 5], [0, 2, 3, 5]],
    [0, 1, 2, 3, 4, 5],
)


class PartialConvolution(Convolution):
    """A convolution each of whose filters sees only some of the maps.

    The other weights start at 0 and get no gradient, so they stay 0.

    Args:
        W: weights, shape (F, C, FH, FW).
        b: biases, shape (F,).
        sees: for each filter, the maps that it sees.

    Attributes:
        absent: how many weights are not there.
    """

    def __init__(self, W: Array, b: Array, sees: tuple[list[int], ...]) -> None:
        self._mask = np.zeros((*W.shape[:2], 1, 1), W.dtype)
        for f, maps in enumerate(sees):
            self._mask[f, maps] = 1
        super().__init__(W * self._mask, b)
        self.absent = int((self._mask == 0).sum()) * math.prod(W.shape[2:])

    def backward(self, dout: Array) -> Array:
        """As any convolution, but for the weights that are not there."""
        dx = super().backward(dout)
        self.grads["W"] = self.grads["W"] * self._mask
        return dx


class Factor(Layer):
    """A constant in place of local response normalisation: what it does where its sums are 0."""

    def forward(self, x: Array, train: bool = False) -> Array:
        """Multiply by 2 to the power of -0.75."""
        return x * np.float32(2**-0.75)

    def backward(self, dout: Array) -> Array:
        """The same."""
        return dout * np.float32(2**-0.75)


def runs(quick: bool) -> list[Run]:
    """The ladder from below, then what is added to its top; all on MNIST, then all on CIFAR-10."""
    made: dict[str, dict[str, Any]] = {}
    settings: dict[str, Any] = {"width": 1}
    for name, change in LADDER.items():
        made[name] = settings = settings | change
    made |= {name: settings | change for name, change in ADDED.items()}
    made["sigmoid"] = made["xavier"] | {"activation": "sigmoid"}
    made |= {f"{name}-faster": made[name] | {"lr": 0.003} for name in LADDER}
    seeds, epochs = ([0], 1) if quick else ([0, 1, 2], EPOCHS)
    return [
        Run(f"{data}-{name}", {"data": data, "epochs": epochs} | changes, seeds)
        for data in (["mnist"] if quick else ["mnist", "cifar10"])
        for name, changes in made.items()
    ]


def weights(run: Mapping[str, Any], shape: tuple[int, ...], rng: np.random.Generator) -> Array:
    """Initial weights by the rule of the paper of 1998, Glorot and Bengio's, or He's."""
    if run["weights"] == "1998":
        bound = 2.4 / fan_in(shape)
        return rng.uniform(-bound, bound, shape).astype(np.float32)
    rule = {"xavier": xavier, "he": he}[run["weights"]]
    return rule(shape, rng)


def network(run: Mapping[str, Any], shape: tuple[int, ...], rng: np.random.Generator) -> Sequential:
    """LeNet-5 with the changes of a run."""

    def zeros(n: int) -> Array:
        return np.zeros(n, np.float32)

    def bend() -> Layer:
        if run["activation"] == "tanh":
            return Tanh(amplitude=1.7159, slope=2 / 3)
        return {"relu": ReLU, "sigmoid": Sigmoid}[run["activation"]]()

    def normalise() -> list[Layer]:
        match run.get("between"):
            case "lrn":
                return [LocalResponseNormalization()]
            case "lrn-strong":
                return [LocalResponseNormalization(alpha=1.0)]
            case "factor":
                return [Factor()]
        return []

    def smaller(F: int) -> list[Layer]:
        if run["pooling"] == "max":
            return [MaxPooling(2)]
        return [AveragePooling(2), Scale(zeros(F) + 1, zeros(F)), bend()]

    def drop() -> list[Layer]:
        return [Dropout(run["dropout"], rng=rng)] if run.get("dropout") else []

    def affine(D: int, M: int) -> Affine:
        return Affine(weights(run, (D, M), rng), zeros(M))

    C, H, _ = shape
    F1, F2, F3, hidden = (run["width"] * size for size in (6, 16, 120, 84))
    W2 = weights(run, (F2, F1, 5, 5), rng)
    if run["partial"]:
        if run["weights"] == "1998":  # whose bound is by the number of maps that a filter sees
            for f, maps in enumerate(SEES):
                W2[f] *= F1 / len(maps)
        second: Convolution = PartialConvolution(W2, zeros(F2), SEES)
    else:
        second = Convolution(W2, zeros(F2))
    return Sequential(
        [
            Convolution(weights(run, (F1, C, 5, 5), rng), zeros(F1), pad=(32 - H) // 2),
            *[bend(), *normalise(), *smaller(F1)],
            *[second, bend(), *normalise(), *smaller(F2)],
            *[Convolution(weights(run, (F3, F2, 5, 5), rng), zeros(F3)), bend()],
            *[Flatten(), *drop(), affine(F3, hidden), bend()],
            *[*drop(), affine(hidden, 10)],
        ]
    )


def augmented(run: Mapping[str, Any], x: Array, rng: np.random.Generator) -> Array:
    """A mini-batch as the network sees it: photographs may be mirrored, digits may not."""
    if not run.get("augment"):
        return x
    if run["data"] == "mnist":
        return random_crops(x, 2, rng)
    return random_crops(random_flips(x, rng), 4, rng)


def train(
    run: Mapping[str, Any], seed: int, say: Callable[[str], None], options: argparse.Namespace
) -> Measured:
    """Train one network, and ask it for the test images once, at its end."""
    x, t, x_test, t_test = images(run["data"], options.data_folder)
    if options.quick:
        x, t, x_test, t_test = x[:200], t[:200], x_test[:200], t_test[:200]
    rng = np.random.default_rng(seed)
    net = network(run, x.shape[1:], rng)
    trainer = Trainer(net, Adam(run.get("lr", 0.001)), rng=rng, progress=False)
    losses, start = [], time.process_time()
    for _ in range(run["epochs"]):
        of_epoch = [
            trainer.step(augmented(run, xb, rng), tb)[0]
            for xb, tb in batches(x, t, SETTINGS["batch_size"], rng)
        ]
        losses.append(common.rounded(math.fsum(of_epoch) / len(of_epoch)))
    seconds = time.process_time() - start
    measured = {
        "losses": losses,
        "parameters": sum(array.size for array in net.params.values())
        - sum(getattr(layer, "absent", 0) for layer in net.layers),
        "multiply_adds": net.summary(x.shape[1:]).multiply_adds,
        "train_accuracy": net.accuracy(x, t),
        "final_test_accuracy": net.accuracy(x_test, t_test),
        "cpu_seconds": round(seconds, 1),
    }
    say(", ".join(f"{key} {value}" for key, value in measured.items() if key != "losses"))
    return measured


@functools.cache
def images(data: str, folder: Path | None) -> tuple[Array, Labels, Array, Labels]:
    """The first images for training and all for testing, with mean 0 and deviation 1 a channel."""
    if data == "mnist":
        x, t, x_test, t_test = common.digits()
    else:
        (x, t), (x_test, t_test) = load_cifar10(folder)
    few = SETTINGS["images"][data]
    train, test = common.standardised([Split(x[:few], t[:few]), Split(x_test, t_test)])
    return *train, *test


def summarize(run: Measured) -> Measured:
    """Accuracies over the seeds, and what they cost."""
    first = next(iter(run["seeds"].values()))
    return {
        "parameters": first["parameters"],
        "multiply_adds": first["multiply_adds"],
        "test": common.over_seeds(run, lambda one: one["final_test_accuracy"]),
        "train": common.over_seeds(run, lambda one: one["train_accuracy"]),
        "cpu_seconds": common.over_seeds(run, lambda one: one["cpu_seconds"]),
    }


EXPERIMENT = Experiment(
    __file__,
    __doc__,
    SETTINGS,
    runs,
    train,
    summarize,
    add_options=common.add_cifar10_options,
    note=lambda options: {"cifar10": options.data_note},
)

if __name__ == "__main__":
    sys.exit(EXPERIMENT.main())
