"""Depth on CIFAR-10: as it is, with batch norm, and with skips around every two convolutions.

The layers that learn are counted: one convolution, 2, 4, 6, 8 or 18 more of 16 filters each, one
affine layer. To keep it short, images are halved to 16x16. The same 6000 of them, 240 steps and
optimiser for all, three seeds. It is the training that is looked at, so no test image is.

    python scripts/experiments/cifar10_depth.py             some four minutes on one core
    python scripts/experiments/cifar10_depth.py --quick     noise stands in for CIFAR-10

--data-folder names where CIFAR-10 is, if it is here already.
"""

from __future__ import annotations

import argparse
import functools
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
    BatchNormalization,
    Convolution,
    Flatten,
    Layer,
    MaxPooling,
    ReLU,
    Residual,
    Sequential,
    Trainer,
    batches,
    he,
)
from lesson_code.datasets import Split
from scripts.experiments import cifar10_ladder, common
from scripts.experiments.common import Experiment, Measured, Run

FILTERS, TRAIN, VALIDATION = 16, 6000, 2000
SETTINGS: dict[str, Any] = {
    "batch_size": 50,
    "optimizer": "Adam(0.001)",
    "weights": "he",
    "filters": FILTERS,
    "images": "halved to 16x16",
    "train": TRAIN,
    "validation": VALIDATION,
    "epochs": 2,
    "dtype": "float32",
}
DEPTHS, KINDS = (4, 6, 8, 10, 20), ("plain", "batch-norm", "skips")


def runs(quick: bool) -> list[Run]:
    """Each kind at each depth."""
    return [
        Run(f"{kind}-{depth}", {"kind": kind, "depth": depth}, [0] if quick else [0, 1, 2])
        for depth in (DEPTHS[:2] if quick else DEPTHS)
        for kind in KINDS
    ]


def network(kind: str, depth: int, rng: np.random.Generator) -> Sequential:
    """A convolution, pairs of convolutions, and an affine layer: `depth` layers that learn."""

    def convolution(C: int) -> list[Layer]:
        zeros = np.zeros(FILTERS, np.float32)
        layer = Convolution(he((FILTERS, C, 3, 3), rng), zeros, pad=1)
        if kind == "plain":
            return [layer, ReLU()]
        return [layer, BatchNormalization(np.ones(FILTERS, np.float32), zeros), ReLU()]

    layers = [*convolution(3), MaxPooling(2)]
    for _ in range((depth - 2) // 2):
        pair = convolution(FILTERS) + convolution(FILTERS)
        layers += [Residual(pair)] if kind == "skips" else pair
    return Sequential([*layers, MaxPooling(4), Flatten(), common.affine(4 * FILTERS, 10, rng)])


@functools.cache
def photographs(folder: Path | None) -> tuple[Split, Split]:
    """The first training images and the first of those set apart, standardised; read once."""
    x, t = cifar10_ladder.photographs(folder)[0]
    cifar10_ladder.photographs.cache_clear()  # all of them would fill half a gigabyte
    return parts(x, t, TRAIN, VALIDATION)


def parts(x: np.ndarray, t: np.ndarray, n: int, m: int) -> tuple[Split, Split]:
    """The first n images and the m after them, halved: each 2x2 pixels are their mean."""
    x, t = AveragePooling(2).forward(x[: n + m]), t[: n + m]
    few = [Split(x[:n], t[:n]), Split(x[n:], t[n:])]
    train, validation = common.standardised(few)
    return train, validation


def train(
    run: Mapping[str, Any], seed: int, say: Callable[[str], None], options: argparse.Namespace
) -> Measured:
    """Measure the gradients at the start; train; measure what came of it."""
    if options.quick:
        (x, t), validation = parts(*cifar10_ladder.noise()[0], 100, 30)
    else:
        (x, t), validation = photographs(options.data_folder)
    rng = np.random.default_rng(seed)
    net = network(run["kind"], run["depth"], rng)
    trainer = Trainer(net, Adam(0.001), rng=rng, progress=False)
    _, gradients = net.gradients(x[:500], t[:500])
    weights = [name for name in gradients if gradients[name].ndim > 1]
    start, losses = time.process_time(), []
    for _ in range(1 if options.quick else SETTINGS["epochs"]):
        for xb, tb in batches(x, t, SETTINGS["batch_size"], trainer.rng):
            losses.append(trainer.step(xb, tb)[0])
    cpu = time.process_time() - start
    few = slice(len(validation.x))
    measured = {
        "parameters": sum(array.size for array in net.params.values()),
        "first_gradient": common.rounded(float(np.linalg.norm(gradients[weights[0]]))),
        "last_gradient": common.rounded(float(np.linalg.norm(gradients[weights[-1]]))),
        "first_loss": common.rounded(losses[0]),
        "loss": common.rounded(float(np.mean(losses[-60:]))),
        "train_accuracy": net.accuracy(x[few], t[few]),
        "validation_accuracy": net.accuracy(*validation),
        "cpu_seconds": round(cpu, 1),
    }
    say(", ".join(f"{key} {value}" for key, value in measured.items()))
    return measured


def summarize(run: Measured) -> Measured:
    """Means and spreads over the seeds."""
    names = [name for name in next(iter(run["seeds"].values())) if name != "wall_seconds"]
    return {
        name: common.over_seeds(run, lambda one, name=name: one[name])  # type: ignore[misc]
        for name in names
    }


EXPERIMENT = Experiment(
    __file__,
    __doc__,
    SETTINGS,
    runs,
    train,
    summarize,
    add_options=common.add_cifar10_options,
    note=lambda options: {"cifar10": "noise" if options.quick else options.data_note},
)

if __name__ == "__main__":
    sys.exit(EXPERIMENT.main())
