"""What a planted fault does to a small training, and which of our instruments sees it.

784-50-50-10 with ReLU, He's weights and SGD at 0.1 learns the first 10 000 digits of MNIST for two
epochs; one fault at a time is planted in it, with three seeds. Healthy trainings of other sizes,
rates, optimisers, activations and data stand beside them. Of each is kept: loss and accuracies by
epoch, and all that the doctor measures, healthy or ill; and what the decoder makes of the last
epoch's numbers.

    python scripts/experiments/clinic.py            some minutes on one core
    python scripts/experiments/clinic.py --quick    a few seconds
"""

from __future__ import annotations

import argparse
import copy
import itertools
import math
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from lesson_code import (
    OPTIMIZERS,
    SGD,
    Adam,
    AdamW,
    Affine,
    BatchNormalization,
    Convolution,
    Dropout,
    Epoch,
    Flatten,
    LeakyReLU,
    Loss,
    MaxPooling,
    MeanSquaredError,
    Momentum,
    ReLU,
    Residual,
    Sequential,
    Sigmoid,
    SoftmaxCrossEntropy,
    Tanh,
    Trainer,
    he,
    lecun,
    normal,
    one_hot,
    sigmoid_mlp,
    softmax,
    xavier,
)
from lesson_code._types import Array, Labels
from lesson_code.clinic.decoder import decode, digits_answered
from lesson_code.clinic.doctor import diagnose
from lesson_code.clinic.findings import Finding
from lesson_code.layers.base import Layer
from lesson_code.optimizers import Optimizer
from scripts.experiments import common
from scripts.experiments.common import Experiment, Measured, Run

SETTINGS = {
    "data": "MNIST",
    "network": "784-50-50-10, ReLU, He",
    "optimizer": "SGD 0.1",
    "batch_size": 50,
    "epochs": 2,
    "dtype": "float32",
}
WIDTH = 50


class Patient:
    """A training that is about to be put together; a fault changes one of its parts.

    Attributes:
        x, t, x_test, t_test: the data.
        layers, loss, optimizer, batch_size, trainer: what the training is made of.
        epochs: how long it is to last.
    """

    def __init__(self, seed: int, images: int, epochs: int = 2) -> None:
        self.rng = np.random.default_rng(seed)
        x, t, self.x_test, self.t_test = common.flat_digits()
        self.x, self.t = x[:images], t[:images]
        self.layers: list[Layer] = self.mlp(ReLU)
        self.loss: Loss = SoftmaxCrossEntropy()
        self.optimizer: Optimizer = SGD(0.1)
        self.batch_size = 50
        self.trainer: type[Trainer] = Trainer
        self.epochs = epochs

    def mlp(
        self,
        activation: Callable[[], Layer],
        sizes: tuple[int, ...] = (784, WIDTH, WIDTH, 10),
        draw: Callable[..., Array] = he,
        between: Callable[[int], list[Layer]] = lambda M: [],
    ) -> list[Layer]:
        """Affine layers, and after each but the last what stands between and an activation."""
        layers: list[Layer] = []
        for D, M in itertools.pairwise(sizes):
            if layers:
                layers += [*between(D), activation()]
            layers.append(Affine(draw((D, M), self.rng), np.zeros(M, np.float32)))
        return layers

    def images(self) -> None:
        """Give the digits the shape of images."""
        self.x = self.x.reshape(-1, 1, 28, 28)
        self.x_test = self.x_test.reshape(-1, 1, 28, 28)

    def admit(self) -> tuple[Trainer, Sequential]:
        """The trainer, and a copy of the network as it is before training."""
        network = Sequential(self.layers, self.loss)
        start = copy.deepcopy(network)
        trainer = self.trainer(
            network, self.optimizer, rng=self.rng, batch_size=self.batch_size, progress=False
        )
        return trainer, start


# ---- Faults in layers, losses, optimisers and trainers


class SoftmaxOverBatch(SoftmaxCrossEntropy):
    """Softmax along the wrong axis."""

    def forward(self, y: Array, t: Labels) -> float:
        p = softmax(y.T).T
        self._kept = p, t
        return float(-np.log(p[np.arange(len(p)), t] + 1e-7).mean())


class NeverDivided(SoftmaxCrossEntropy):
    """The gradient of the sum over the batch beside the loss that is a mean."""

    def backward(self) -> Array:
        dy = super().backward()
        return dy * len(dy)


class DividedTwice(SoftmaxCrossEntropy):
    def backward(self) -> Array:
        dy = super().backward()
        return dy / len(dy)


class BiasAveraged(Affine):
    def backward_params(self, dout: Array) -> None:
        super().backward_params(dout)
        self.grads["b"] = dout.mean(axis=0)

    def backward(self, dout: Array) -> Array:
        dx = super().backward(dout)
        self.grads["b"] = dout.mean(axis=0)
        return dx


class NotTransposed(Affine):
    def backward(self, dout: Array) -> Array:
        super().backward(dout)
        return dout @ self.params["W"]


class PilesUp(Affine):
    """Adds to the gradients of the step before, as PyTorch does without zero_grad."""

    def backward_params(self, dout: Array) -> None:
        old = dict(self.grads)
        super().backward_params(dout)
        for name, grad in old.items():
            self.grads[name] = self.grads[name] + grad

    def backward(self, dout: Array) -> Array:
        self.backward_params(dout)
        return dout @ self.params["W"].T


class Overwritten(Residual):
    """Two paths lead back to the input; the gradient of one replaces that of the other."""

    def backward(self, dout: Array) -> Array:
        return Sequential.backward(self, dout)


class InPlace(ReLU):
    def forward(self, x: Array, train: bool = False) -> Array:
        y = super().forward(x, train)
        x[...] = y
        return x


class Centred(Layer):
    """Takes the mean of each image away, in place: the data themselves change, time and again."""

    def forward(self, x: Array, train: bool = False) -> Array:
        x -= 0.5
        self._y_shape = x.shape
        return x

    def backward(self, dout: Array) -> Array:
        return dout


class AlwaysDrops(Dropout):
    def forward(self, x: Array, train: bool = False) -> Array:
        return super().forward(x, True)


class ScaledTwice(Dropout):
    """Scales in training and in inference."""

    def forward(self, x: Array, train: bool = False) -> Array:
        y = super().forward(x, train)
        return y if train else y * x.dtype.type(1 - self.rate)


class NormByBatch(BatchNormalization):
    """Uses the batch's statistics in inference too."""

    def forward(self, x: Array, train: bool = False) -> Array:
        return super().forward(x, True)


class NormByAverage(BatchNormalization):
    """Uses the running statistics in training too, and so never changes them."""

    def forward(self, x: Array, train: bool = False) -> Array:
        return super().forward(x, False)


class Unguarded(BatchNormalization):
    """Normalises a batch of one too: ours refuses."""

    def forward(self, x: Array, train: bool = False) -> Array:
        if not train or len(x) > 1:
            self._alone = False
            return super().forward(x, train)
        self._alone = True
        self._update(x[0], np.zeros_like(x[0]))
        return np.zeros_like(x) + self.params["beta"]

    def backward(self, dout: Array) -> Array:
        if not self._alone:
            return super().backward(dout)
        self.grads["beta"] = dout.sum(axis=0)
        self.grads["gamma"] = np.zeros_like(dout[0])
        return np.zeros_like(dout)


class Wide(Layer):
    """Multiplies by a number of NumPy's own type, which is float64."""

    def forward(self, x: Array, train: bool = False) -> Array:
        self._y_shape = x.shape
        return x * np.full(x.shape[1], 1.0)

    def backward(self, dout: Array) -> Array:
        return dout * np.full(dout.shape[1], 1.0)


class Softmax(Layer):
    def forward(self, x: Array, train: bool = False) -> Array:
        self._y = softmax(x)
        self._y_shape = x.shape
        return self._y

    def backward(self, dout: Array) -> Array:
        return self._y * (dout - (dout * self._y).sum(axis=1, keepdims=True))


class Uphill(SGD):
    def step(self, name: str, param: Array, g: Array) -> None:
        param += self.lr * g


class Freezes(SGD):
    """Never got the first layer's parameters."""

    def step(self, name: str, param: Array, g: Array) -> None:
        if not name.startswith("0."):
            super().step(name, param, g)


class Forgets(Momentum):
    def step(self, name: str, param: Array, g: Array) -> None:
        self.state.clear()
        super().step(name, param, g)


class InOrder(Trainer):
    """Goes through the samples in the order of the file."""

    def _draw_order(self, n: int) -> Any:
        return np.arange(n)


class ShufflesApart(Trainer):
    """Draws the labels of a mini-batch anew."""

    def step(self, x: Array, t: Labels) -> tuple[float, Array]:
        return super().step(x, self.rng.permutation(t))


def _replace(patient: Patient, old: type[Layer], new: Callable[[Layer], Layer]) -> None:
    patient.layers = [new(layer) if type(layer) is old else layer for layer in patient.layers]


def _affine(kind: type[Affine]) -> Callable[[Patient], None]:
    def plant(p: Patient) -> None:
        _replace(p, Affine, lambda layer: kind(layer.params["W"], layer.params["b"]))

    return plant


def _loss(make: Callable[[], Loss]) -> Callable[[Patient], None]:
    def plant(p: Patient) -> None:
        p.loss = make()

    return plant


def _optimizer(make: Callable[[], Optimizer]) -> Callable[[Patient], None]:
    def plant(p: Patient) -> None:
        p.optimizer = make()

    return plant


def _weights(draw: Callable[..., Array]) -> Callable[[Patient], None]:
    def plant(p: Patient) -> None:
        p.layers = p.mlp(ReLU, draw=draw)

    return plant


def _after_relu(make: Callable[[Patient], Layer]) -> Callable[[Patient], None]:
    def plant(p: Patient) -> None:
        p.layers = p.mlp(ReLU)
        p.layers.insert(2, make(p))

    return plant


def _norm(kind: type[BatchNormalization]) -> Callable[[Patient], None]:
    def plant(p: Patient) -> None:
        p.layers = p.mlp(ReLU, between=lambda M: [kind(*_scale_and_shift(M))])

    return plant


def _scale_and_shift(M: int) -> tuple[Array, Array]:
    return np.ones(M, np.float32), np.zeros(M, np.float32)


def _batch_of_one(p: Patient) -> None:
    _norm(Unguarded)(p)
    p.x, p.t = p.x[:2000], p.t[:2000]
    p.optimizer, p.batch_size = SGD(0.01), 1


def _dead_layer(p: Patient) -> None:
    p.layers[0].params["b"][...] = -100


def _sorted(p: Patient) -> None:
    order = np.argsort(p.t, kind="stable")
    p.x, p.t, p.trainer = p.x[order], p.t[order], InOrder


def _shifted(p: Patient) -> None:
    p.t = (p.t + 1) % 10


def _shifted_everywhere(p: Patient) -> None:
    p.t, p.t_test = (p.t + 1) % 10, (p.t_test + 1) % 10


def _pixels(factor: float) -> Callable[[Patient], None]:
    def plant(p: Patient) -> None:
        p.x, p.x_test = p.x * np.float32(factor), p.x_test * np.float32(factor)

    return plant


def _nan_pixel(p: Patient) -> None:
    p.x = p.x.copy()
    p.x[p.rng.integers(len(p.x)), 400] = np.nan


def _norm_lags(p: Patient) -> None:
    p.layers = p.mlp(
        ReLU,
        (784, *[WIDTH] * 5, 10),
        between=lambda M: [BatchNormalization(*_scale_and_shift(M), momentum=0.9999)],
    )


def _normalised_once(p: Patient) -> None:
    p.x = (p.x - p.x.mean()) / p.x.std()


def _shuffled_apart(p: Patient) -> None:
    p.t = p.rng.permutation(p.t)


def _torn_in_training(p: Patient) -> None:
    p.trainer = ShufflesApart


def _trained_on_test(p: Patient) -> None:
    n = min(len(p.x) // 2, 5000)
    p.x = np.concatenate([p.x[n:], p.x_test[:n]])
    p.t = np.concatenate([p.t[n:], p.t_test[:n]])


def _not_transposed(p: Patient) -> None:
    square = p.layers[2].params
    p.layers[2] = NotTransposed(square["W"], square["b"])


def _overwritten(p: Patient) -> None:
    W = he((WIDTH, WIDTH), p.rng)
    p.layers[2:3] = [Overwritten([Affine(W, np.zeros(WIDTH, np.float32))])]


def _overwritten_alone() -> Layer:
    return Overwritten([Affine(np.eye(3) + 0.1, np.zeros(3))])


def _network_alone(value: float) -> Sequential:
    """A network all of whose weights are one number, in the type in which it can be examined."""
    sizes = itertools.pairwise((6, 5, 4, 3))
    first, *others = [Affine(np.full(shape, value), np.zeros(shape[1])) for shape in sizes]
    return Sequential([first, *(layer for affine in others for layer in (ReLU(), affine))])


def _zero_weights_alone() -> Sequential:
    return _network_alone(0.0)


def _constant_weights_alone() -> Sequential:
    return _network_alone(0.01)


def _in_place(p: Patient) -> None:
    p.layers.insert(0, Centred())
    p.x, p.x_test = p.x.copy(), p.x_test.copy()  # those of all other trainings stay


def _saturated(p: Patient) -> None:
    def draw(shape: tuple[int, ...], rng: np.random.Generator) -> Array:
        return normal(shape, 10, rng)

    p.layers = p.mlp(Sigmoid, draw=draw)


def _deep_sigmoid(p: Patient) -> None:
    p.layers = p.mlp(Sigmoid, (784, *[WIDTH] * 8, 10), lecun)


def _constant(p: Patient) -> None:
    p.layers = p.mlp(ReLU, draw=lambda shape, rng: np.full(shape, 0.01, np.float32))


def _soft(p: Patient) -> None:
    p.layers.append(Softmax())


FAULTS: dict[str, Callable[[Patient], None]] = {
    "softmax-axis": _loss(SoftmaxOverBatch),
    "softmax-twice": _soft,
    "never-divided": _loss(NeverDivided),
    "divided-twice": _loss(DividedTwice),
    "bias-averaged": _affine(BiasAveraged),
    "not-transposed": _not_transposed,
    "gradients-pile-up": _affine(PilesUp),
    "gradients-overwritten": _overwritten,
    "in-place": _in_place,
    "zero-weights": _weights(lambda shape, rng: np.zeros(shape, np.float32)),
    "constant-weights": _constant,
    "large-weights": _weights(lambda shape, rng: normal(shape, 1.0, rng)),
    "saturated": _saturated,
    "deep-sigmoid": _deep_sigmoid,
    "dead-layer": _dead_layer,
    "frozen-layer": _optimizer(lambda: Freezes(0.1)),
    "rate-times-100": _optimizer(lambda: SGD(10.0)),
    "rate-times-10": _optimizer(lambda: SGD(1.0)),
    "rate-over-10000": _optimizer(lambda: SGD(1e-5)),
    "uphill": _optimizer(lambda: Uphill(0.01)),
    "momentum-forgets": _optimizer(lambda: Forgets(0.01)),
    "decay-too-strong": _optimizer(lambda: SGD(0.1, weight_decay=1.0)),
    "sorted": _sorted,
    "shifted": _shifted,
    "shifted-everywhere": _shifted_everywhere,
    "shuffled-apart": _shuffled_apart,
    "torn-in-training": _torn_in_training,
    "pixels-255": _pixels(255),
    "pixels-divided-twice": _pixels(1 / 255),
    "nan-pixel": _nan_pixel,
    "normalised-once": _normalised_once,
    "trained-on-test": _trained_on_test,
    "dropout-left-on": _after_relu(lambda p: AlwaysDrops(0.5, rng=p.rng)),
    "dropout-scaled-twice": _after_relu(lambda p: ScaledTwice(0.5, rng=p.rng)),
    "norm-by-batch": _norm(NormByBatch),
    "norm-by-average": _norm(NormByAverage),
    "norm-lags": _norm_lags,
    "batch-of-one": _batch_of_one,
    "float64": _after_relu(lambda p: Wide()),
}
"""Plants a fault in a training, by name."""


# ---- Healthy trainings


def _activation(make: Callable[[], Layer], draw: Callable[..., Array]) -> Callable[[Patient], None]:
    def plant(p: Patient) -> None:
        p.layers = p.mlp(make, draw=draw)

    return plant


def _sizes(*sizes: int) -> Callable[[Patient], None]:
    def plant(p: Patient) -> None:
        p.layers = p.mlp(ReLU, sizes)

    return plant


def _few(n: int, epochs: int) -> Callable[[Patient], None]:
    def plant(p: Patient) -> None:
        p.x, p.t, p.epochs = p.x[:n], p.t[:n], epochs

    return plant


def _batches_of(n: int, rate: float) -> Callable[[Patient], None]:
    def plant(p: Patient) -> None:
        p.batch_size, p.optimizer = n, SGD(rate)

    return plant


def _convnet(p: Patient) -> None:
    p.images()
    p.x, p.t = p.x[:3000], p.t[:3000]
    p.layers = [
        Convolution(he((8, 1, 6, 6), p.rng), np.zeros(8, np.float32), stride=2),
        ReLU(),
        MaxPooling(2),
        Flatten(),
        Affine(he((8 * 6 * 6, 10), p.rng), np.zeros(10, np.float32)),
    ]


def _centred_pixels(p: Patient) -> None:
    mean, deviation = p.x.mean(), p.x.std()
    p.x, p.x_test = (p.x - mean) / deviation, (p.x_test - mean) / deviation


def _quadratic(p: Patient) -> None:
    p.loss, p.optimizer = MeanSquaredError(), Adam(0.003)
    p.t, p.t_test = one_hot(p.t, 10), one_hot(p.t_test, 10)


def _sixteen_of_them_wrong(p: Patient) -> None:
    wrong = p.rng.random(len(p.t)) < 0.3
    p.t = np.where(wrong, p.rng.integers(0, 10, len(p.t)), p.t)


def _two_classes(p: Patient) -> None:
    for x, t in (("x", "t"), ("x_test", "t_test")):
        kept = getattr(p, t) < 2
        setattr(p, x, getattr(p, x)[kept])
        setattr(p, t, getattr(p, t)[kept])
    p.layers = p.mlp(ReLU, (784, 20, 2))


def _residual(p: Patient) -> None:
    W = lecun((WIDTH, WIDTH), p.rng)
    p.layers[2:3] = [Residual([Affine(W, np.zeros(WIDTH, np.float32)), ReLU()])]
    p.optimizer = SGD(0.05)


def _nielsen(p: Patient) -> None:
    p.images()
    p.x, p.t = p.x[:5000], p.t[:5000]
    network = sigmoid_mlp(p.rng, cost="quadratic", weights="normal")
    p.layers, p.loss = network.layers, network.loss_function
    p.optimizer, p.batch_size, p.epochs = SGD(3.0), 10, 5


def _as_it_is(p: Patient) -> None:
    pass


HEALTHY: dict[str, Callable[[Patient], None]] = {
    "plain": _as_it_is,
    "narrow": _sizes(784, 10, 10),
    "wide": _sizes(784, 300, 10),
    "one-layer": _sizes(784, 10),
    "deep": _sizes(784, 30, 30, 30, 30, 30, 10),
    "rate-0.01": _optimizer(lambda: SGD(0.01)),
    "rate-0.3": _optimizer(lambda: SGD(0.3)),
    "momentum": _optimizer(lambda: Momentum(0.01)),
    "nesterov": _optimizer(lambda: OPTIMIZERS["nesterov"](0.01)),
    "adagrad": _optimizer(lambda: OPTIMIZERS["adagrad"](0.01)),
    "rmsprop": _optimizer(lambda: OPTIMIZERS["rmsprop"](0.001)),
    "adam": _optimizer(lambda: Adam(0.001)),
    "adamw": _optimizer(lambda: AdamW(0.003)),
    "l2": _optimizer(lambda: SGD(0.1, weight_decay=1e-3)),
    "sigmoid": _activation(Sigmoid, lecun),
    "tanh": _activation(Tanh, xavier),
    "leaky": _activation(lambda: LeakyReLU(0.1), he),
    "small-weights": _weights(lambda shape, rng: normal(shape, 0.05, rng)),
    "dropout": _after_relu(lambda p: Dropout(0.5, rng=p.rng)),
    "dropout-original": _after_relu(lambda p: Dropout(0.5, rng=p.rng, inverted=False)),
    "batch-norm": _norm(BatchNormalization),
    "residual": _residual,
    "convnet": _convnet,
    "few-images": _few(300, 10),
    "batches-of-10": _batches_of(10, 0.03),
    "batches-of-500": _batches_of(500, 0.3),
    "standardised": _centred_pixels,
    "mean-squared-error": _quadratic,
    "wrong-labels": _sixteen_of_them_wrong,
    "nielsen": _nielsen,
    "two-classes": _two_classes,
}
"""Trainings in which there is nothing to find, by name."""


# What each instrument calls a fault. None: it does not see it, or not with every seed. Labels that
# are shifted alike in training and in test leave no trace in any number.
SEEN: dict[str, dict[str, str | None]] = {
    "softmax-axis": {"doctor": "loss-not-mean", "decoder": "loss-nan"},
    "softmax-twice": {"doctor": "softmax-twice", "decoder": None},
    "never-divided": {"doctor": "gradient-times-n", "decoder": None},
    "divided-twice": {"doctor": "gradient-per-sample", "decoder": None},
    "bias-averaged": {"doctor": "bias-averaged", "decoder": None},
    "not-transposed": {"doctor": "gradient-check", "decoder": None},
    "gradients-pile-up": {"doctor": "gradients-pile-up", "decoder": "always-one-digit"},
    "gradients-overwritten": {"doctor": "gradient-check", "decoder": None},
    "in-place": {"doctor": "writes-into-input", "decoder": None},
    "zero-weights": {"doctor": "units-alike", "decoder": "always-one-digit"},
    "constant-weights": {"doctor": "units-alike", "decoder": None},
    "large-weights": {"doctor": "first-loss", "decoder": None},
    "saturated": {"doctor": "saturation", "decoder": None},
    "deep-sigmoid": {"doctor": "gradient-vanishes", "decoder": "always-one-digit"},
    "dead-layer": {"doctor": "dead-units", "decoder": "always-one-digit"},
    "frozen-layer": {"doctor": "frozen", "decoder": None},
    "rate-times-100": {"doctor": "first-step", "decoder": "always-one-digit"},
    "rate-times-10": {"doctor": None, "decoder": None},
    "rate-over-10000": {"doctor": "rate-too-small", "decoder": None},
    "uphill": {"doctor": "uphill", "decoder": "loss-nan"},
    "momentum-forgets": {"doctor": "momentum-forgets", "decoder": None},
    "decay-too-strong": {"doctor": "weights-withered", "decoder": "always-one-digit"},
    "sorted": {"doctor": "batches-sorted", "decoder": None},
    "shifted": {"doctor": "labels-shifted", "decoder": None},
    "shifted-everywhere": {"doctor": None, "decoder": None},
    "shuffled-apart": {"doctor": "labels-tell-nothing", "decoder": None},
    "torn-in-training": {"doctor": "pairs-torn", "decoder": None},
    "pixels-255": {"doctor": "inputs-range", "decoder": "always-one-digit"},
    "pixels-divided-twice": {"doctor": "inputs-range", "decoder": "loss-of-shares"},
    "nan-pixel": {"doctor": "inputs-finite", "decoder": "loss-nan"},
    "normalised-once": {"doctor": "normalisation-differs", "decoder": None},
    "trained-on-test": {"doctor": "test-in-training", "decoder": None},
    "dropout-left-on": {"doctor": "inference-random", "decoder": None},
    "dropout-scaled-twice": {"doctor": "scale-differs", "decoder": None},
    "norm-by-batch": {"doctor": "inference-needs-batch", "decoder": None},
    "norm-by-average": {"doctor": "statistics-stand-still", "decoder": None},
    "norm-lags": {"doctor": "inference-worse", "decoder": None},
    "batch-of-one": {"doctor": "training-blind", "decoder": None},
    "float64": {"doctor": "types-mixed", "decoder": None},
}

# The faults that sit in one piece, or in a network's weights: how that is made, what it is meant to
# be, and what `examine` calls the fault there. Both softmaxes of `softmax-twice` are right, each by
# itself, and `frozen-layer` updates all parameters but those of one name.
EXAMINED: dict[str, tuple[Callable[..., Any], str, str]] = {
    "softmax-axis": (SoftmaxOverBatch, "softmax-cross-entropy", "loss-gradient-columns"),
    "zero-weights": (_zero_weights_alone, "network", "units-alike"),
    "constant-weights": (_constant_weights_alone, "network", "units-alike"),
    "never-divided": (NeverDivided, "softmax-cross-entropy", "factor-n-missing"),
    "divided-twice": (DividedTwice, "softmax-cross-entropy", "divided-twice"),
    "bias-averaged": (BiasAveraged, "affine", "averaged"),
    "not-transposed": (NotTransposed, "affine", "not-transposed"),
    "gradients-pile-up": (PilesUp, "affine", "accumulates"),
    "gradients-overwritten": (_overwritten_alone, "other", "unknown"),
    "in-place": (Centred, "other", "writes"),
    "uphill": (Uphill, "sgd", "uphill"),
    "momentum-forgets": (Forgets, "momentum", "is-another"),
    "dropout-left-on": (AlwaysDrops, "dropout", "drops-at-inference"),
    "dropout-scaled-twice": (ScaledTwice, "dropout", "scaled-twice"),
    "norm-by-batch": (NormByBatch, "batch-norm", "batch-at-inference"),
    "norm-by-average": (NormByAverage, "batch-norm", "running-in-training"),
    "float64": (Wide, "other", "float64"),
}


class Treated:
    """A patient whose training is over.

    Args:
        name: of `FAULTS` or `HEALTHY`.
        seed: of its random numbers.
        images: how many training images there are.
        epochs: how long to train; as the patient has it if this is None.

    Attributes:
        history: the epochs that came to their end.
        not_finite_after: after how many steps the loss was no finite number; None if it stayed one.
    """

    def __init__(self, name: str, seed: int, images: int, epochs: int | None = None) -> None:
        self.patient = p = Patient(seed, images)
        (FAULTS | HEALTHY)[name](p)
        self.trainer, self.start = p.admit()
        self.history: list[Epoch] = []
        self.not_finite_after: int | None = None
        with np.errstate(all="ignore"):
            try:
                self.trainer.fit(
                    p.x,
                    p.t,
                    p.x_test,
                    p.t_test,
                    epochs=epochs or p.epochs,
                    on_epoch=self.history.append,
                )
            except FloatingPointError:
                self.not_finite_after = self.trainer.optimizer.t

    def doctor(self) -> list[Finding]:
        """What the doctor measures."""
        p = self.patient
        return diagnose(self.trainer, p.x, p.t, p.x_test, p.t_test, start=self.start)

    def decoder(self) -> list[Finding]:
        """What the decoder makes of the last epoch, as a log shows it: four places."""
        if self.not_finite_after is not None:
            return decode(loss="nan")
        last = self.history[-1]
        given = {"train_accuracy": last.train_accuracy, "test_accuracy": last.test_accuracy}
        shares = {key: f"{value:.4f}" for key, value in given.items() if value is not None}
        return decode(loss=f"{last.loss:.4f}", **shares)


def treat(name: str, seed: int, images: int, epochs: int | None = None) -> Measured:
    """Train one patient, let both instruments look, and write it all down."""
    treated = Treated(name, seed, images, epochs)
    findings, decoded = treated.doctor(), treated.decoder()
    return {
        "epochs": [_figures(epoch) for epoch in treated.history],
        "not_finite_after": treated.not_finite_after,
        "measured": {finding.name: _plain(finding.value) for finding in findings},
        "ill": {
            finding.name: {"limit": finding.limit, "place": finding.place}
            for finding in findings
            if finding.ill
        },
        "decoder": {
            "names": sorted({finding.name for finding in decoded}),
            "digits": digits_answered(decoded),
        },
    }


def _figures(epoch: Epoch) -> Measured:
    return {
        "loss": common.rounded(epoch.loss),
        "train_accuracy": epoch.train_accuracy,
        "test_accuracy": epoch.test_accuracy,
        "seconds": round(epoch.seconds, 2),
    }


def _plain(value: float) -> float | str:
    """A number as JSON can hold it."""
    return common.rounded(value, 4) if math.isfinite(value) else str(value)


def runs(quick: bool) -> list[Run]:
    """Each fault and each healthy training, with three seeds."""
    names = [*FAULTS, *HEALTHY]
    return [
        Run(
            name.replace(".", "_"),
            {"patient": name, "healthy": name in HEALTHY},
            [0] if quick else [0, 1, 2],
        )
        for name in names
    ]


def train(
    run: Mapping[str, Any], seed: int, say: Callable[[str], None], options: argparse.Namespace
) -> Measured:
    """Train one patient and say what was seen."""
    found = treat(run["patient"], seed, options.images, 1 if options.quick else None)
    last = found["epochs"][-1] if found["epochs"] else {}
    say(
        f"loss {last.get('loss')}, train {last.get('train_accuracy')}, test "
        f"{last.get('test_accuracy')}; doctor {[*found['ill']]}; decoder {found['decoder']}"
    )
    return found


def summarize(run: Measured) -> Measured:
    """Last loss and accuracies, and what each instrument saw in how many seeds."""
    seeds = list(run["seeds"].values())
    whole = [one["epochs"][-1] for one in seeds if one["epochs"]]
    summary: Measured = {"not_finite": sum(one["not_finite_after"] is not None for one in seeds)}
    for key in ("loss", "train_accuracy", "test_accuracy"):
        values = [epoch[key] for epoch in whole if epoch[key] is not None]
        if values:
            summary[key] = common.spread(values)
    return summary | {
        "doctor": Counter(name for one in seeds for name in one["ill"]),
        "decoder": Counter(name for one in seeds for name in one["decoder"]["names"]),
    }


EXPERIMENT = Experiment(
    __file__, __doc__, SETTINGS, runs, train, summarize, images=10_000, quick_images=500
)

if __name__ == "__main__":
    sys.exit(EXPERIMENT.main())
