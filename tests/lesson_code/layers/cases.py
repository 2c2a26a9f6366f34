"""Layers at awkward shapes, for the laws that hold for every one of them."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from lesson_code.layers import (
    Affine,
    AveragePooling,
    BatchNormalization,
    Convolution,
    Dropout,
    Flatten,
    Layer,
    LeakyReLU,
    LocalResponseNormalization,
    MaxPooling,
    ReLU,
    Scale,
    Sigmoid,
    Tanh,
)


@dataclass(frozen=True)
class Case:
    """A way to make a layer, and what to feed it with."""

    make: Callable[[np.random.Generator], Layer]
    shape: tuple[int, ...]
    train: bool = False
    by_sample: bool = True  # a batch is its samples one by one

    def layer(self):
        return self.make(np.random.default_rng(20))

    def x(self):
        return distinct(self.shape, np.random.default_rng(1))


def distinct(shape, rng):
    """Numbers of which no two are closer than 0.02, and none closer than 0.01 to 0.

    No kink is near: ReLU's is at 0, max-pooling's where two numbers of a window are equal.
    """
    values = (np.arange(np.prod(shape)) - np.prod(shape) // 2 + 0.5) / 50
    return rng.permutation(values).reshape(shape)


def affine(D, M):
    return lambda rng: Affine(rng.standard_normal((D, M)), rng.standard_normal(M))


def convolution(F, C, FH, FW, stride=1, pad=0):
    def make(rng):
        W, b = rng.standard_normal((F, C, FH, FW)), rng.standard_normal(F)
        return Convolution(W, b, stride, pad)

    return make


def scale(C):
    return lambda rng: Scale(rng.standard_normal(C), rng.standard_normal(C))


def batch_norm(*shape, **settings):
    """A batch normalisation that has already seen something."""

    def make(rng):
        layer = BatchNormalization(
            rng.standard_normal(shape), rng.standard_normal(shape), **settings
        )
        layer.buffers["running_mean"][...] = rng.standard_normal(shape)
        layer.buffers["running_var"][...] = rng.uniform(0.5, 2, shape)
        layer.buffers["batches"][...] = 3
        return layer

    return make


class RewoundDropout(Dropout):
    """Draws the same mask at every forward pass, so that it is a function."""

    def forward(self, x, train=False):
        self.rng = np.random.default_rng(7)
        return super().forward(x, train)


def dropout(rate, **settings):
    return lambda rng: RewoundDropout(rate, rng=rng, **settings)


def plain(layer_class, *args, **settings):
    return lambda rng: layer_class(*args, **settings)


LRN = LocalResponseNormalization

CASES = {
    "affine": Case(affine(5, 3), (4, 5)),
    "affine, batch of 1": Case(affine(3, 1), (1, 3)),
    "affine of 1": Case(affine(1, 7), (6, 1)),
    "flatten": Case(plain(Flatten), (3, 2, 4, 5)),
    "flatten, batch of 1": Case(plain(Flatten), (1, 2, 3, 3)),
    "relu": Case(plain(ReLU), (3, 4)),
    "relu on images": Case(plain(ReLU), (2, 3, 5, 1)),
    "leaky relu": Case(plain(LeakyReLU, 0.1), (3, 4)),
    "leaky relu on images": Case(plain(LeakyReLU), (1, 3, 5, 2)),
    "leaky relu, steeper below": Case(plain(LeakyReLU, 3), (2, 7)),
    "sigmoid": Case(plain(Sigmoid), (3, 4)),
    "sigmoid on images": Case(plain(Sigmoid), (1, 2, 3, 5)),
    "tanh": Case(plain(Tanh), (3, 4)),
    "tanh of lenet, on images": Case(plain(Tanh, 1.7159, 2 / 3), (1, 2, 3, 5)),
    "convolution": Case(convolution(3, 2, 3, 3), (2, 2, 5, 7)),
    "convolution, stride 2, pad 1, odd": Case(convolution(2, 3, 3, 5, 2, 1), (2, 3, 7, 9)),
    "convolution, batch of 1, 1x1": Case(convolution(4, 1, 1, 1), (1, 1, 3, 4)),
    "convolution, whole image": Case(convolution(2, 2, 4, 3), (3, 2, 4, 3)),
    "convolution, pad 2": Case(convolution(2, 1, 2, 2, 3, 2), (2, 1, 4, 1)),
    "max-pooling": Case(plain(MaxPooling, 2), (2, 3, 4, 6)),
    "max-pooling, overlapping": Case(plain(MaxPooling, 3, stride=2), (2, 2, 7, 5)),
    "max-pooling, odd, pad 1": Case(plain(MaxPooling, 2, 3, stride=2, pad=1), (2, 2, 6, 5)),
    "max-pooling, batch of 1": Case(plain(MaxPooling, 3, 1, stride=1), (1, 1, 5, 2)),
    "max-pooling, apart": Case(plain(MaxPooling, 1, stride=2), (1, 2, 5, 5)),
    "average pooling": Case(plain(AveragePooling, 2), (2, 3, 4, 6)),
    "average pooling, overlapping": Case(plain(AveragePooling, 3, stride=2), (2, 2, 7, 5)),
    "average pooling, odd, pad 1": Case(plain(AveragePooling, 2, 3, stride=2, pad=1), (2, 2, 6, 5)),
    "average pooling, batch of 1": Case(plain(AveragePooling, 3, 1, stride=1), (1, 1, 5, 2)),
    "scale": Case(scale(3), (2, 3, 4, 5)),
    "scale, batch of 1": Case(scale(1), (1, 1, 1, 3)),
    "lrn": Case(plain(LRN, alpha=0.5), (2, 7, 3, 2)),
    "lrn, more neighbours than channels": Case(plain(LRN, k=1, n=9, alpha=1, beta=2), (1, 3, 2, 2)),
    "lrn, alone": Case(plain(LRN, k=0.5, n=1, alpha=2), (2, 3, 1, 3)),
    "dropout": Case(dropout(0.3), (3, 4)),
    "dropout, training": Case(dropout(0.3), (3, 4), train=True, by_sample=False),
    "dropout on images, training": Case(dropout(0.5), (2, 3, 2, 5), train=True, by_sample=False),
    "original dropout": Case(dropout(0.3, inverted=False), (3, 4)),
    "original dropout, training": Case(
        dropout(0.3, inverted=False), (3, 4), train=True, by_sample=False
    ),
    "batch norm": Case(batch_norm(3), (4, 3)),
    "batch norm, training": Case(batch_norm(3), (5, 3), train=True, by_sample=False),
    "batch norm per channel": Case(batch_norm(3), (2, 3, 2, 5)),
    "batch norm per channel, training": Case(
        batch_norm(3), (2, 3, 2, 5), train=True, by_sample=False
    ),
    "batch norm per channel, batch of 1, training": Case(
        batch_norm(2), (1, 2, 3, 1), train=True, by_sample=False
    ),
    "batch norm per node": Case(batch_norm(2, 3, 2), (3, 2, 3, 2)),
    "batch norm per node, training": Case(
        batch_norm(2, 3, 2, average="arithmetic"), (4, 2, 3, 2), train=True, by_sample=False
    ),
}
