"""The deeper convolutional network of the book's chapter 8 on MNIST, against the quoted 99.38 %.

Three times two 3x3 convolutions (16, 32 and 64 filters) with ReLU and a max-pooling 2x2, the
fourth convolution with a padding of 2; affine 50 - ReLU - dropout 0.5 - affine 10 - dropout 0.5.
Both dropouts scale at inference, as the book's do, and the second one drops logits. Weights after
He, Adam with 0.001, mini-batches of 100 drawn with replacement from all 60 000 training images,
20 epochs, accuracy on all 10 000 test images.

    python scripts/experiments/deeper_convnet.py            an hour or more on one core
    python scripts/experiments/deeper_convnet.py --quick    some seconds
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from lesson_code import Affine, Convolution, Dropout, Flatten, MaxPooling, ReLU, Sequential, he
from lesson_code.layers.base import Layer
from scripts.experiments import simple_convnet
from scripts.experiments.common import Experiment, Measured, Run

SETTINGS = {
    "data": "MNIST",
    "optimizer": "adam",
    "lr": 0.001,
    "batch_size": 100,
    "sampling": "replace",
    "dtype": "float32",
}
QUOTED = 0.9938
FILTERS_AND_PADS = [[(16, 1), (16, 1)], [(32, 1), (32, 2)], [(64, 1), (64, 1)]]


def runs(quick: bool) -> list[Run]:
    """One network, with three seeds."""
    return [Run("deeper", {"epochs": 1 if quick else 20}, [0] if quick else [0, 1, 2])]


def network(rng: np.random.Generator) -> Sequential:
    """The network, for images of shape (1, 28, 28)."""
    C, size = 1, 28
    layers: list[Layer] = []
    for pair in FILTERS_AND_PADS:
        for F, pad in pair:
            layers += [Convolution(he((F, C, 3, 3), rng), np.zeros(F, np.float32), pad=pad), ReLU()]
            C, size = F, size + 2 * pad - 2
        layers.append(MaxPooling(2))
        size //= 2
    layers += [Flatten(), Affine(he((C * size * size, 50), rng), np.zeros(50, np.float32)), ReLU()]
    layers.append(Dropout(0.5, rng=rng, inverted=False))
    layers.append(Affine(he((50, 10), rng), np.zeros(10, np.float32)))
    layers.append(Dropout(0.5, rng=rng, inverted=False))
    return Sequential(layers)


def train(
    run: Mapping[str, Any], seed: int, say: Callable[[str], None], options: argparse.Namespace
) -> Measured:
    """Train one network and return what each epoch came to."""
    rng = np.random.default_rng(seed)
    return simple_convnet.train_network(network(rng), rng, run["epochs"], say, options.images)


EXPERIMENT = Experiment(
    __file__, __doc__, SETTINGS, runs, train, lambda run: simple_convnet.summarize(run, QUOTED)
)

if __name__ == "__main__":
    sys.exit(EXPERIMENT.main())
