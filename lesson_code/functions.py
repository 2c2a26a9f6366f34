r"""Mathematical functions: arrays in, arrays out, nothing remembered."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from lesson_code._types import Array, Labels


def sigmoid(z: Array) -> Array:
    r"""Logistic sigmoid, $\sigma(z) = 1 / (1 + e^{-z})$.

    Computed as $e^{\min(z, 0)} / (1 + e^{-|z|})$, which is the same: no exponent is above 0, so
    nothing overflows and small values keep all their digits, at any finite $z$.

    Args:
        z: any shape.

    Returns:
        Values in [0, 1], same shape as `z`.

    Examples:
        >>> sigmoid(np.array([-1000.0, 0.0, 1000.0]))
        array([0. , 0.5, 1. ])
    """
    return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))


def sigmoid_derivative(z: Array) -> Array:
    r"""Derivative of the sigmoid, $\sigma'(z) = \sigma(z)\,(1 - \sigma(z))$.

    The argument is the sigmoid's input `z`, not its output.

    Args:
        z: any shape.

    Returns:
        Values in [0, 1/4], same shape as `z`.

    Examples:
        >>> sigmoid_derivative(np.array([-2.0, 0.0, 2.0])).round(4)
        array([0.105, 0.25 , 0.105])
    """
    return sigmoid(z) * sigmoid(-z)  # 1 - sigma(z) = sigma(-z), without the cancellation


def log_softmax(logits: Array) -> Array:
    r"""Logarithm of softmax, $\log p_k = a_k - \log \sum_j e^{a_j}$, along the last axis.

    The largest logit is subtracted first, which changes nothing in the result and keeps the
    exponentials at or below 1 (the log-sum-exp trick).

    Args:
        logits: shape (..., K).

    Returns:
        Log-probabilities, same shape.

    Examples:
        >>> log_softmax(np.array([1000.0, 0.0]))
        array([    0., -1000.])
    """
    shifted = logits - logits.max(axis=-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))


def softmax(logits: Array) -> Array:
    r"""Softmax, $p_k = e^{a_k} / \sum_j e^{a_j}$, along the last axis.

    Args:
        logits: shape (..., K).

    Returns:
        Probabilities that add up to 1 along the last axis, same shape.

    Examples:
        >>> softmax(np.array([[0.0, 0.0], [1000.0, 0.0]]))
        array([[0.5, 0.5],
               [1. , 0. ]])
    """
    e = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def one_hot(
    labels: NDArray[np.integer[Any]], classes: int, dtype: type[np.floating[Any]] = np.float32
) -> Array:
    """Write class labels as rows with a single 1.

    Args:
        labels: integers from 0 to `classes` - 1, shape (N,).
        classes: number of classes K.
        dtype: type of the result.

    Returns:
        Shape (N, K).

    Raises:
        ValueError: if `labels` are not integers of shape (N,) in that range.

    Examples:
        >>> one_hot(np.array([2, 0]), classes=3)
        array([[0., 0., 1.],
               [1., 0., 0.]], dtype=float32)
    """
    check_labels(labels, classes)
    rows = np.zeros((len(labels), classes), dtype)
    rows[np.arange(len(labels)), labels] = 1
    return rows


def check_floating(name: str, x: Array) -> None:
    """Refuse numbers that are not floating-point: integers would cut off every fraction.

    Args:
        name: what to call the array in the message.
        x: what should hold floating-point numbers.

    Raises:
        ValueError: naming the type that came.
    """
    if x.dtype.kind != "f":
        pixels = " / 255" if x.dtype == np.uint8 else ""
        raise ValueError(
            f"{name}: expected floating-point numbers, got {x.dtype}; "
            f"use {name}.astype(np.float32){pixels}"
        )


def check_labels(labels: Labels, classes: int) -> None:
    """Refuse labels that are not integers from 0 to `classes` - 1.

    Args:
        labels: what should be integers of shape (N,).
        classes: number of classes K.

    Raises:
        ValueError: naming what came and what was expected.
    """
    if labels.ndim != 1 or labels.dtype.kind not in "iu":
        raise ValueError(
            f"labels: expected integers of shape (N,), got {labels.dtype} of shape {labels.shape}; "
            "for one-hot rows use labels.argmax(axis=1)"
        )
    if labels.size and not (labels.min() >= 0 and labels.max() < classes):
        raise ValueError(
            f"labels: expected class numbers from 0 to {classes - 1}, "
            f"got {labels.min()} to {labels.max()}"
        )
