"""Initial weights, drawn from the generator that is handed in."""

import math
from typing import Any

import numpy as np

from lesson_code._types import Array
from lesson_code.functions import check_generator


def normal(
    shape: tuple[int, ...],
    std: float,
    rng: np.random.Generator,
    dtype: type[np.floating[Any]] = np.float32,
) -> Array:
    r"""Draw weights from the normal distribution $\mathcal N(0, \mathrm{std}^2)$.

    Args:
        shape: shape of the weights.
        std: standard deviation.
        rng: random generator, e.g. `np.random.default_rng(0)`.
        dtype: type of the result.

    Returns:
        Weights of the given shape.

    Raises:
        ValueError: if `std` is not a finite number of at least 0, `rng` is no generator, or `dtype`
            is not a floating-point type, which would round the weights to 0.

    Examples:
        >>> normal((784, 100), std=0.01, rng=np.random.default_rng(0)).std().round(4)
        np.float32(0.01)
    """
    if not 0 <= std < math.inf:
        raise ValueError(f"std: expected a finite number of at least 0, got {std!r}")
    check_generator(rng)
    if not np.issubdtype(dtype, np.floating):
        raise ValueError(f"dtype: expected a floating-point type such as np.float32, got {dtype!r}")
    return (std * rng.standard_normal(shape)).astype(dtype)


def fan_in(shape: tuple[int, ...]) -> int:
    """How many inputs feed one node of weights of this shape.

    Args:
        shape: (D, M) of an affine layer, or (F, C, FH, FW) of a convolution.

    Returns:
        D, or `C*FH*FW`.

    Raises:
        ValueError: for any other shape.

    Examples:
        >>> fan_in((784, 100)), fan_in((30, 1, 5, 5))
        (784, 25)
    """
    return _fans(shape)[0]


def lecun(
    shape: tuple[int, ...], rng: np.random.Generator, dtype: type[np.floating[Any]] = np.float32
) -> Array:
    r"""Draw weights with standard deviation $1 / \sqrt{\text{fan-in}}$.

    A node's weighted sum then has variance 1 if its inputs have mean 0 and variance 1.

    Args:
        shape: shape of the weights.
        rng: random generator.
        dtype: type of the result.

    Returns:
        Weights of the given shape.

    Raises:
        ValueError: if the shape is neither (D, M) nor (F, C, FH, FW).

    Source:
        Y. LeCun et al., Efficient BackProp, in Neural Networks: Tricks of the Trade, 1998,
        section 4.6.

    Examples:
        >>> lecun((400, 100), np.random.default_rng(0)).std().round(2)
        np.float32(0.05)
    """
    return normal(shape, 1 / math.sqrt(_fans(shape)[0]), rng, dtype)


def xavier(
    shape: tuple[int, ...], rng: np.random.Generator, dtype: type[np.floating[Any]] = np.float32
) -> Array:
    r"""Draw weights with standard deviation $\sqrt{2 / (\text{fan-in} + \text{fan-out})}$.

    A compromise between keeping the variance of activations forward and that of gradients backward.
    The Xavier of *Deep Learning from Scratch* is $1 / \sqrt{\text{fan-in}}$, our `lecun`.

    Args:
        shape: shape of the weights.
        rng: random generator.
        dtype: type of the result.

    Returns:
        Weights of the given shape.

    Raises:
        ValueError: if the shape is neither (D, M) nor (F, C, FH, FW).

    Source:
        X. Glorot, Y. Bengio, Understanding the Difficulty of Training Deep Feedforward Neural
        Networks, AISTATS 2010, equation 12.

    Examples:
        >>> xavier((500, 300), np.random.default_rng(0)).std().round(2)
        np.float32(0.05)
    """
    return normal(shape, math.sqrt(2 / sum(_fans(shape))), rng, dtype)


def he(
    shape: tuple[int, ...], rng: np.random.Generator, dtype: type[np.floating[Any]] = np.float32
) -> Array:
    r"""Draw weights with standard deviation $\sqrt{2 / \text{fan-in}}$, made for ReLU.

    The factor 2 in the variance makes up for the half of the inputs that ReLU sets to 0.

    Args:
        shape: shape of the weights.
        rng: random generator.
        dtype: type of the result.

    Returns:
        Weights of the given shape.

    Raises:
        ValueError: if the shape is neither (D, M) nor (F, C, FH, FW).

    Source:
        K. He et al., Delving Deep into Rectifiers, ICCV 2015, equation 10.

    Examples:
        >>> he((800, 100), np.random.default_rng(0)).std().round(2)
        np.float32(0.05)
    """
    return normal(shape, math.sqrt(2 / _fans(shape)[0]), rng, dtype)


def _fans(shape: tuple[int, ...]) -> tuple[int, int]:
    """Inputs and outputs of a node: (fan-in, fan-out)."""
    if np.ndim(shape) != 1 or len(shape) not in (2, 4) or min(shape) < 1:
        raise ValueError(f"shape: expected (D, M) or (F, C, FH, FW), each at least 1, got {shape}")
    if len(shape) == 2:
        return shape[0], shape[1]
    F, C, FH, FW = shape
    return C * FH * FW, F * FH * FW
