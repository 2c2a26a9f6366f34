"""The report's network on CIFAR-10 and on MNIST, beside the report's table and figures.

  cifar10                 8 filters, 256 nodes: five epochs for its table, 50 for its figures 13, 14
  mnist-no-convolution    affine 128 - batch norm - ReLU - dropout - affine 10, arithmetic mean, 100
                          epochs, its figures 6, 7

Its figures 8 to 11, with the convolution on MNIST, are the runs "arithmetic" and "moving" of
batch_norm.py. On CIFAR-10 the average is the moving one, with which the report ended.

    python scripts/experiments/report_network.py             an hour and a half on one core
    python scripts/experiments/report_network.py --quick     noise stands in for CIFAR-10

CIFAR-10 is fetched once from its home page; --data-folder names a folder that holds its files.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from lesson_code import (
    Adam,
    Affine,
    BatchNormalization,
    Dropout,
    Flatten,
    ReLU,
    Sequential,
    Trainer,
    lecun,
    load_cifar10,
    normal,
)
from lesson_code.models import report_convnet
from scripts.experiments import common
from scripts.experiments.common import Experiment, Measured, Run

SETTINGS = {
    "dropout": 0.5,
    "eps": 1e-10,
    "momentum": 0.99,
    "running_var_start": 0,
    "batch_size": 128,
    "optimizer": "adam",
    "lr": 0.001,
    "dtype": "float64",
}
# epochs 1 to 5 of the report: loss, accuracy on training and on test images
TABLE = [
    [1.4608, 0.5103, 0.4835],
    [1.1814, 0.6153, 0.5613],
    [1.0830, 0.6536, 0.5978],
    [1.0281, 0.6840, 0.6072],
    [0.9656, 0.7016, 0.6094],
]


def runs(quick: bool) -> list[Run]:
    """MNIST without a convolution, CIFAR-10 for five epochs, and for fifty."""
    seeds = [0] if quick else [0, 1, 2]
    return [
        Run("mnist-no-convolution", {"data": "mnist", "epochs": 2 if quick else 100}, seeds),
        Run("cifar10-five", {"data": "cifar10", "epochs": 1 if quick else 5}, seeds),
        Run("cifar10", {"data": "cifar10", "epochs": 2 if quick else 50}, seeds),
    ]


def without_convolution(rng: np.random.Generator) -> Sequential:
    """The report's network for MNIST before it had a convolution."""

    def affine(D: int, M: int) -> Affine:
        return Affine(lecun((D, M), rng, np.float64), normal((M,), D**-0.5, rng, np.float64))

    norm = BatchNormalization(np.ones(128), np.zeros(128), 1e-10, average="arithmetic")
    dropout = Dropout(0.5, rng=rng, inverted=False)
    return Sequential([Flatten(), affine(784, 128), norm, ReLU(), dropout, affine(128, 10)])


def train(
    run: Mapping[str, Any],
    seed: int,
    say: Callable[[str], None],
    options: argparse.Namespace,
) -> Measured:
    """Train one network and return what each epoch came to."""
    rng = np.random.default_rng(seed)
    if run["data"] == "mnist":
        x, t, x_test, t_test = common.digits()
        network = without_convolution(rng)
    else:
        (x, t), (x_test, t_test) = (
            noise(rng) if options.quick else load_cifar10(options.data_folder)
        )
        network = report_convnet(
            rng,
            (3, 32, 32),
            filters=8,
            hidden=256,
            inverted=False,
            eps=1e-10,
            per_node=True,
            dtype=np.float64,
        )
        for place in (1, 6):
            network.layers[place].buffers["running_var"][...] = 0
    if options.quick:
        x, t, x_test, t_test = x[:1000], t[:1000], x_test[:500], t_test[:500]
    x, x_test = x.astype(np.float64), x_test.astype(np.float64)
    trainer = Trainer(network, Adam(0.001), rng=rng, batch_size=128, progress=False)
    return common.follow(trainer, x, t, x_test, t_test, run["epochs"], say)


def noise(rng: np.random.Generator) -> Sequence[tuple[np.ndarray, np.ndarray]]:
    """Stands in for CIFAR-10 where only the way through the script is tried."""
    return [(rng.random((500, 3, 32, 32)), rng.integers(0, 10, 500)) for _ in range(2)]


def summarize(run: Measured) -> Measured:
    """Accuracies, and for CIFAR-10 the first five epochs beside the report's."""
    last = [one["epochs"][-1] for one in run["seeds"].values()]
    summary = common.test_accuracies(run) | {
        "last_train": common.spread(epoch["train_accuracy"] for epoch in last),
        "last_loss": common.spread(epoch["loss"] for epoch in last),
    }
    if run["settings"]["data"] == "cifar10":
        summary["table"] = [beside(run, k, published) for k, published in enumerate(TABLE)]
    return summary


def beside(run: Measured, k: int, published: Sequence[float]) -> Measured:
    """One row of the report's table and what the seeds gave, as far as they went."""
    row: Measured = {"published": dict(zip(KEYS, published, strict=True))}
    ours = [one["epochs"][k] for one in run["seeds"].values() if k < len(one["epochs"])]
    if ours:
        measured = {key: common.spread(epoch[key] for epoch in ours) for key in KEYS}
        row |= measured | {
            "minus_published": {
                key: common.rounded(measured[key]["mean"] - row["published"][key], 4)
                for key in KEYS
            }
        }
    return row


KEYS = ("loss", "train_accuracy", "test_accuracy")


def add_options(parser: argparse.ArgumentParser) -> None:
    """CIFAR-10 does not travel with the package."""
    parser.add_argument("--data-folder", type=Path, help="where the files of CIFAR-10 are")
    parser.add_argument("--data-note", default="as published", help="what to write down about them")


EXPERIMENT = Experiment(
    __file__,
    __doc__,
    SETTINGS,
    runs,
    train,
    summarize,
    add_options=add_options,
    note=lambda options: {"cifar10": "noise" if options.quick else options.data_note},
)

if __name__ == "__main__":
    sys.exit(EXPERIMENT.main())
