"""A training as the doctor has it before him, and the copies that he tries things on."""

import contextlib
import copy
import functools
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lesson_code._types import Array, Labels
from lesson_code.initializers import fan_in
from lesson_code.layers.base import Layer
from lesson_code.losses import SoftmaxCrossEntropy
from lesson_code.network import Sequential
from lesson_code.trainer import Trainer

MANY, FEW = 200, 8  # samples to pass through a network; to differentiate with numerically
STEPS = 5  # training steps to watch
ORDERS = 20  # mini-batches to look at


@dataclass
class Passed:
    """What a layer was handed and gave in one pass."""

    place: str
    layer: Layer
    x: Array
    y: Array
    written: float  # share of the input that was changed


@dataclass
class Steps:
    """What some training steps of a copy came to."""

    labels: list[Labels] = field(default_factory=list)  # of each mini-batch
    torn: list[float] = field(default_factory=list)  # share of images with another's label
    ratios: dict[str, list[float]] = field(default_factory=dict)  # update over weight
    slopes: dict[str, list[float]] = field(default_factory=dict)  # gradient over weight
    losses: list[float] = field(default_factory=list)
    standing: dict[str, bool] = field(default_factory=dict)  # buffers that did not change


@dataclass
class Case:
    """A training, its data, and its network before training, where that is known."""

    trainer: Trainer
    x: Array
    t: Labels
    x_test: Array | None
    t_test: Labels | None
    start: Sequential | None

    @functools.cached_property
    def rng(self) -> np.random.Generator:
        return np.random.default_rng(0)  # the same samples for the same run

    @functools.cached_property
    def some(self) -> tuple[Array, Labels]:
        """Two hundred of the training samples, in random order."""
        chosen = self.rng.permutation(len(self.x))[:MANY]
        return self.x[chosen], self.t[chosen]

    @functools.cached_property
    def classes(self) -> int:
        """How many outputs the network has."""
        return int(self.network().forward(self.some[0][:2].copy()).shape[1])

    @functools.cached_property
    def classifies(self) -> bool:
        """Whether the loss knows right and wrong, and the labels name one class each."""
        named = (self.t.ndim == 1 and self.t.dtype.kind in "iu") or self.t.ndim == 2
        few = self.some[0][:2], self.some[1][:2]
        return named and self.classes > 1 and self.accuracy(self.network(), *few) is not None

    @property
    def is_softmax(self) -> bool:
        """Whether a network that knows nothing has the loss log K."""
        return isinstance(self.trainer.network.loss_function, SoftmaxCrossEntropy)

    def accuracy(self, network: Sequential, x: Array, t: Labels, train: bool = False) -> Any:
        """Share of right answers in one pass."""
        return network.loss_function.accuracy(network.forward(x.copy(), train), t)

    def numbers(self, t: Labels) -> NDArray[Any]:
        """Labels as integers, whatever they were."""
        return t.argmax(axis=1) if t.ndim == 2 else t

    def network(self) -> Sequential:
        """A copy of the network, which may be changed."""
        return copy.deepcopy(self.trainer.network)

    def copy_of_trainer(self) -> Trainer:
        """A trainer that goes on as this one would, and leaves it alone."""
        bare = copy.copy(self.trainer)
        bare.parallel, bare.schedule, bare.under_way = None, None, None
        probe = copy.deepcopy(bare)
        probe.progress = False
        return probe

    @functools.cached_property
    def passed(self) -> list[Passed]:
        """What each layer makes of some samples, at inference."""
        network = self.network()
        found: list[Passed] = []
        for place, layer in network.walk():
            vars(layer)["forward"] = _noting(place, layer, found)
        network.forward(self.some[0].copy())
        return found

    @functools.cached_property
    def steps(self) -> Steps:
        """Some steps of training on a copy, and a look at the mini-batches after them."""
        found, probe = Steps(), self.copy_of_trainer()
        labels = {hash(image.tobytes()): label for image, label in zip(self.x, self.t, strict=True)}
        network, loss = probe.network, probe.network.loss_function
        forward, loss_forward = network.forward, loss.forward
        batch: list[Array] = []

        def noted_forward(x: Array, train: bool = False) -> Array:
            batch[:] = [x.copy()]
            return forward(x, train)

        def noted_loss(y: Array, t: Labels) -> float:
            if batch and len(batch[0]) == len(t):
                wrong = [
                    bool(np.any(labels.get(hash(image.tobytes()), label) != label))
                    for image, label in zip(batch[0], t, strict=True)
                ]
                found.labels.append(t.copy())
                found.torn.append(float(np.mean(wrong)))
            return loss_forward(y, t)

        def step(x: Array, t: Labels) -> tuple[float, Array]:
            if len(found.labels) >= ORDERS:
                raise _EnoughError
            if len(found.losses) < STEPS:
                return _watched(probe, x, t, found)
            return type(probe).step(probe, x, t)

        vars(network)["forward"], vars(loss)["forward"] = noted_forward, noted_loss
        vars(probe)["step"] = step
        with contextlib.suppress(_EnoughError, FloatingPointError):
            probe.fit(self.x, self.t, epochs=1)
        return found


class _EnoughError(Exception):
    """As many steps as were wanted."""


def _watched(probe: Trainer, x: Array, t: Labels, found: Steps) -> tuple[float, Array]:
    """Take one step, and note what it changed."""
    network = probe.network
    before = {name: array.copy() for name, array in network.params.items()}
    buffers = {name: array.copy() for name, array in network.buffers.items()}
    try:
        loss, y = type(probe).step(probe, x, t)
    except FloatingPointError:
        found.losses.append(math.nan)
        raise
    found.losses.append(loss)
    for name, old in before.items():
        size = weight_size(old)
        if size > 0:
            found.ratios.setdefault(name, []).append(rms(network.params[name] - old) / size)
            found.slopes.setdefault(name, []).append(rms(network.grads[name]) / size)
    for name, old in buffers.items():
        same = bool(np.array_equal(network.buffers[name], old))
        found.standing[name] = found.standing.get(name, True) and same
    return loss, y


def _noting(place: str, layer: Layer, found: list[Passed]) -> Callable[..., Array]:
    forward = layer.forward

    def noted(x: Array, train: bool = False) -> Array:
        before = x.copy()
        y = forward(x, train)
        found.append(Passed(place, layer, before, y.copy(), float((x != before).mean())))
        return y

    return noted


def rms(x: Array) -> float:
    """Root mean square, without overflow."""
    return float(np.sqrt(np.mean(np.square(x, dtype=np.float64)))) if x.size else 0.0


def weight_size(W: Array) -> float:
    """What the steps of a weight are measured by; 0 of what is no weight, such as a bias.

    Its root mean square, or a tenth of LeCun's deviation if it is smaller than that, as where the
    last layer begins at 0.
    """
    return max(rms(W), 0.1 * fan_in(W.shape) ** -0.5) if W.ndim in (2, 4) else 0.0


def apart(a: Array, b: Array) -> float:
    """How far two answers are apart, relative to their size."""
    size = max(rms(a), rms(b))
    return float(rms(np.subtract(a, b, dtype=np.float64)) / size) if size > 0 else 0.0
