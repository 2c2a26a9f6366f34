"""What each mistake of the lab of planted mistakes does to a training.

784-50-50-10 with ReLU, He's weights and SGD at 0.1 learns the first 10 000 digits of MNIST for two
epochs, in batches of 50. Its affine layers are those of docs/exercises/lab_affine, or it has the
batch norm of docs/exercises/lab_batch_norm before each ReLU: right, or with one of the mistakes
planted there, with three seeds. `points` is what a mistake costs: by how many percentage points the
accuracy on the test images lies below that of the right layer with the same seed. A training that
stops with an error has no accuracy.

    python scripts/experiments/planted.py            a few minutes on one core
    python scripts/experiments/planted.py --quick    a few seconds
"""

from __future__ import annotations

import argparse
import functools
import itertools
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from lesson_code import SoftmaxCrossEntropy, he
from lesson_code._types import Array, Labels
from lesson_code.exercises.grading import import_program
from lesson_code.exercises.lab import Planted
from scripts.book.exercise_pages import EXERCISES
from scripts.experiments import common
from scripts.experiments.common import Experiment, Measured, Run

SIZES = (784, 50, 50, 10)
EPOCHS, BATCH, RATE = 2, 50, 0.1
SETTINGS = {
    "data": "MNIST",
    "network": "784-50-50-10, ReLU, He",
    "optimizer": f"SGD {RATE}",
    "batch_size": BATCH,
    "epochs": EPOCHS,
    "dtype": "float32",
}
RIGHT = "right"


def exercise(lab: str) -> ModuleType:
    """The check of an exercise of the lab: `affine` or `batch_norm`."""
    path = EXERCISES / f"lab_{lab}" / "2_build" / "check.py"
    return import_program(str(path), f"check_of_lab_{lab}")


def english(*, en: str, ja: str) -> str:
    return en


def mistakes(lab: str) -> list[Planted]:
    """The mistakes of an exercise of the lab, in its order."""
    planted: list[Planted] = exercise(lab).planted(english)
    return planted


def name_of(mistake: Planted) -> str:
    """Its name in the results: that of its class."""
    return mistake.kind.__name__


KINDS: dict[str, dict[str, type]] = {
    lab: {
        RIGHT: next(iter(exercise(lab).right(english).values())),
        **{name_of(mistake): mistake.kind for mistake in mistakes(lab)},
    }
    for lab in ("affine", "batch_norm")
}
"""Layers by exercise and name; the right one first."""


class ReLU:
    """Has no parameters, and no mistake."""

    def forward(self, x: Array) -> Array:
        self.mask = x > 0
        return x * self.mask

    def backward(self, dout: Array) -> Array:
        return dout * self.mask


def network(lab: str, kind: type, rng: np.random.Generator) -> list[Any]:
    """The layers, of which those of the lab are of this kind."""
    layers: list[Any] = []
    Affine = kind if lab == "affine" else KINDS["affine"][RIGHT]
    for D, M in itertools.pairwise(SIZES):
        if layers:
            if lab == "batch_norm":
                layers.append(kind(np.ones(D, np.float32), np.zeros(D, np.float32)))
            layers.append(ReLU())
        layers.append(Affine(he((D, M), rng), np.zeros(M, np.float32)))
    return layers


def parameters(layers: list[Any]) -> Iterator[tuple[Array, Array]]:
    """Each parameter with its gradient."""
    for layer in layers:
        for name in ("W", "b", "gamma", "beta"):
            if hasattr(layer, name):
                yield getattr(layer, name), getattr(layer, f"d{name}")


def accuracy(layers: list[Any], x: Array, t: Labels) -> float:
    """The share of right answers at inference."""
    y = forward(layers, x.copy(), training=False)  # a mistake may write into it
    return float((y.argmax(axis=1) == t).mean())


def forward(layers: list[Any], x: Array, training: bool) -> Array:
    """What comes out of the last layer."""
    for layer in layers:
        layer.training = training
        x = layer.forward(x)
    return x


def train(lab: str, kind: type, seed: int, images: int) -> Measured:
    """Train, and return what it came to."""
    rng = np.random.default_rng(seed)
    x, t, x_test, t_test = common.flat_digits()
    x, t = x[:images], t[:images]
    layers, loss = network(lab, kind, rng), SoftmaxCrossEntropy()
    for _ in range(EPOCHS):
        losses = []
        for batch in rng.permutation(images).reshape(-1, BATCH):
            losses.append(loss.forward(forward(layers, x[batch], training=True), t[batch]))
            dout = loss.backward()
            for layer in reversed(layers):
                dout = layer.backward(dout)
            for parameter, gradient in parameters(layers):
                parameter -= np.float32(RATE) * gradient
    return {
        "loss": common.rounded(float(np.mean(losses))),
        "train_accuracy": accuracy(layers, x, t),
        "test_accuracy": accuracy(layers, x_test, t_test),
    }


@functools.cache
def healthy(lab: str, seed: int, images: int) -> Measured:
    """The same training without a mistake."""
    return train(lab, KINDS[lab][RIGHT], seed, images)


def measure(
    settings: Mapping[str, Any],
    seed: int,
    say: Callable[[str], None],
    options: argparse.Namespace,
) -> Measured:
    """Train with one kind of layer, and say what it costs."""
    lab, mistake = settings["lab"], settings["mistake"]
    with np.errstate(all="ignore"):
        try:
            found = train(lab, KINDS[lab][mistake], seed, options.images)
        except ValueError as error:  # shapes do not fit together
            found = {"error": f"{type(error).__name__}: {error}"}
        else:
            right = healthy(lab, seed, options.images)["test_accuracy"]
            found["points"] = round(100 * (right - found["test_accuracy"]), 2)
    say(str(found))
    return found


def summarize(run: Measured) -> Measured:
    """Accuracies and costs over the seeds; or in how many of them the training stopped."""
    if any("error" in one for one in run["seeds"].values()):
        return {"errors": sum("error" in one for one in run["seeds"].values())}
    return {
        key: common.spread(one[key] for one in run["seeds"].values())
        for key in ("loss", "train_accuracy", "test_accuracy", "points")
    }


def runs(quick: bool) -> list[Run]:
    """Each mistake and both right layers, with three seeds."""
    return [
        Run(f"{lab}-{mistake}", {"lab": lab, "mistake": mistake}, [0] if quick else [0, 1, 2])
        for lab, kinds in KINDS.items()
        for mistake in kinds
    ]


EXPERIMENT = Experiment(
    file=__file__,
    description=__doc__,
    settings=SETTINGS,
    runs=runs,
    train=measure,
    summarize=summarize,
    images=10_000,
    quick_images=1000,
)

if __name__ == "__main__":
    sys.exit(EXPERIMENT.main())
