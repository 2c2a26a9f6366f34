"""A blog's SimpleConvNet on MNIST: 20 epochs, against the quoted 98.96 %.

Convolution of 30 filters 5x5 - ReLU - max-pooling 2x2 - affine 100 - ReLU - affine 10, weights
from N(0, 0.01^2), Adam with 0.001, mini-batches of 100 drawn with replacement from all 60 000
training images, accuracy on all 10 000 test images.

    python scripts/experiments/simple_convnet.py            twenty minutes on one core
    python scripts/experiments/simple_convnet.py --quick    a few seconds
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from lesson_code import Adam, Sequential, Trainer, simple_convnet
from scripts.experiments import common
from scripts.experiments.common import Experiment, Measured, Run

SETTINGS = {
    "data": "MNIST",
    "network": "simple-convnet",
    "std": 0.01,
    "optimizer": "adam",
    "lr": 0.001,
    "batch_size": 100,
    "sampling": "replace",
    "dtype": "float32",
}
QUOTED = 0.9896


def runs(quick: bool) -> list[Run]:
    """One network, with three seeds."""
    return [Run("simple-convnet", {"epochs": 2 if quick else 20}, [0] if quick else [0, 1, 2])]


def train(
    run: Mapping[str, Any], seed: int, say: Callable[[str], None], options: argparse.Namespace
) -> Measured:
    """Train one network and return what each epoch came to."""
    rng = np.random.default_rng(seed)
    return train_network(simple_convnet(rng), rng, run["epochs"], say, options.images)


def train_network(
    network: Sequential,
    rng: np.random.Generator,
    epochs: int,
    say: Callable[[str], None],
    images: int = 60_000,
) -> Measured:
    """Train as *Deep Learning from Scratch* does; return what each epoch came to."""
    x, t, x_test, t_test = common.digits()
    if images < 60_000:
        x, t, x_test, t_test = x[:images], t[:images], x_test[:1000], t_test[:1000]
    trainer = Trainer(
        network,
        Adam(0.001),
        rng=rng,
        batch_size=100,
        sampling="replace",
        evaluation_samples=1000,
        progress=False,
    )
    return common.follow(trainer, x, t, x_test, t_test, epochs, say)


def summarize(run: Measured, quoted: float = QUOTED) -> Measured:
    """Accuracies over the seeds, and how far the quoted one is from them."""
    summary = common.test_accuracies(run)
    return summary | {
        "quoted": quoted,
        "last_minus_quoted": common.rounded(summary["last"]["mean"] - quoted, 4),
    }


EXPERIMENT = Experiment(__file__, __doc__, SETTINGS, runs, train, summarize)

if __name__ == "__main__":
    sys.exit(EXPERIMENT.main())
