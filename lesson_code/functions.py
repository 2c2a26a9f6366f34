r"""Mathematical functions: arrays in, arrays out, nothing remembered.

Lists are taken as arrays. Floating-point numbers keep their type; integers become float64, as
Python's own would: NumPy alone would compute with bytes in float16, where exp(12) is infinite.
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lesson_code._types import Array, Labels


def sigmoid(z: ArrayLike) -> Array:
    r"""Logistic sigmoid, $\sigma(z) = 1 / (1 + e^{-z})$.

    Computed as $e^{\min(z, 0)} / (1 + e^{-|z|})$, which is the same: no exponent is above 0, so
    nothing overflows and small values keep all their digits, at any finite $z$.

    Args:
        z: any shape.

    Returns:
        Values in [0, 1], same shape as `z`.

    Raises:
        ValueError: if `z` does not hold real numbers.

    Examples:
        >>> sigmoid(np.array([-1000.0, 0.0, 1000.0]))
        array([0. , 0.5, 1. ])
    """
    z = as_floating("z", z)
    return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))


def sigmoid_derivative(z: ArrayLike) -> Array:
    r"""Derivative of the sigmoid, $\sigma'(z) = \sigma(z)\,(1 - \sigma(z))$.

    The argument is the sigmoid's input `z`, not its output.

    Args:
        z: any shape.

    Returns:
        Values in [0, 1/4], same shape as `z`.

    Raises:
        ValueError: if `z` does not hold real numbers.

    Examples:
        >>> sigmoid_derivative(np.array([-2.0, 0.0, 2.0])).round(4)
        array([0.105, 0.25 , 0.105])
    """
    z = as_floating("z", z)
    return sigmoid(z) * sigmoid(-z)  # 1 - sigma(z) = sigma(-z), without the cancellation


def log_softmax(logits: ArrayLike) -> Array:
    r"""Logarithm of softmax, $\log p_k = a_k - \log \sum_j e^{a_j}$, along the last axis.

    The largest logit is subtracted first, which changes nothing in the result and keeps the
    exponentials at or below 1 (the log-sum-exp trick).

    Args:
        logits: shape (..., K).

    Returns:
        Log-probabilities, same shape.

    Raises:
        ValueError: if `logits` does not hold real numbers, or K is 0.

    Examples:
        >>> log_softmax(np.array([1000.0, 0.0]))
        array([    0., -1000.])
    """
    shifted, _, total = exponentials(logits)
    return shifted - np.log(total)


def softmax(logits: ArrayLike) -> Array:
    r"""Softmax, $p_k = e^{a_k} / \sum_j e^{a_j}$, along the last axis.

    Args:
        logits: shape (..., K).

    Returns:
        Probabilities that add up to 1 along the last axis, same shape.

    Raises:
        ValueError: if `logits` does not hold real numbers, or K is 0.

    Examples:
        >>> softmax(np.array([[0.0, 0.0], [1000.0, 0.0]]))
        array([[0.5, 0.5],
               [1. , 0. ]])
    """
    _, e, total = exponentials(logits)
    return e / total


def exponentials(logits: ArrayLike) -> tuple[Array, Array, Array]:
    r"""What softmax and its logarithm are made of, along the last axis.

    Args:
        logits: $a$, shape (..., K).

    Returns:
        $a - m$ with the largest logit m, shape (..., K); $e^{a - m}$, the same shape; and the sum
        of these, shape (..., 1).

    Raises:
        ValueError: if `logits` does not hold real numbers, or K is 0.

    Examples:
        >>> shifted, e, total = exponentials(np.array([3.0, 3.0]))
        >>> e / total
        array([0.5, 0.5])
    """
    logits = as_floating("logits", logits)
    if logits.ndim == 0 or logits.shape[-1] == 0:
        raise ValueError(f"logits: expected shape (..., K), K at least 1, got {logits.shape}")
    shifted = logits - logits.max(axis=-1, keepdims=True)
    e = np.exp(shifted)
    return shifted, e, e.sum(axis=-1, keepdims=True)


def one_hot(
    labels: ArrayLike,
    classes: int,
    dtype: type[np.floating[Any] | np.bool_] = np.float32,
    name: str = "labels",
) -> NDArray[Any]:
    """Write class labels as rows with a single 1.

    Args:
        labels: integers from 0 to `classes` - 1, shape (N,).
        classes: number of classes K.
        dtype: type of the result.
        name: what to call the labels in a message.

    Returns:
        Shape (N, K).

    Raises:
        ValueError: if `labels` are not integers of shape (N,) in that range.

    Examples:
        >>> one_hot(np.array([2, 0]), classes=3)
        array([[0., 0., 1.],
               [1., 0., 0.]], dtype=float32)
    """
    numbers = as_array(name, labels)
    if _are_integers(numbers):
        rows = numbers[:, np.newaxis] == np.arange(classes)
        if np.count_nonzero(rows) == len(rows):  # each of them is the number of a class
            return rows.astype(dtype, copy=False)
    raise _label_error(numbers, classes, name)


def as_array(name: str, x: ArrayLike) -> NDArray[Any]:
    """An array of what holds numbers in rows, such as a list.

    Args:
        name: what to call it in a message.
        x: what should be, or become, an array.

    Returns:
        `x` itself if it is an array.

    Raises:
        ValueError: if its rows differ in length, or some of its numbers are masked.
    """
    if type(x) is np.ndarray:  # nearly always, and many times a training step
        return x
    if isinstance(x, np.ma.MaskedArray):
        raise ValueError(
            f"{name}: expected an array, got one with a mask; for zeros where it is masked use "
            f"{name}.filled(0)"
        )
    try:
        return np.asarray(x)
    except ValueError as error:
        raise ValueError(
            f"{name}: expected numbers in rows of equal length, got a {type(x).__name__} ({error})"
        ) from error


def as_floating(name: str, x: ArrayLike) -> Array:
    """A floating-point array of any real numbers; of integers, in float64.

    Args:
        name: what to call it in a message.
        x: an array, a list, or a number.

    Returns:
        `x` itself if it is an array of floating-point numbers.

    Raises:
        ValueError: if it does not hold real numbers.
    """
    array = as_array(name, x)
    if array.dtype.kind == "f":  # nearly always
        return array
    if array.dtype.kind in "biu":
        return array.astype(np.float64)
    return check_floating(name, array)


def check_floating(name: str, x: ArrayLike) -> Array:
    """Refuse numbers that are not floating-point: integers would cut off every fraction.

    Args:
        name: what to call the array in the message.
        x: what should hold floating-point numbers.

    Returns:
        `x`, as an array.

    Raises:
        ValueError: naming the type that came.
    """
    array = as_array(name, x)
    if array.dtype.kind != "f":
        raise ValueError(
            f"{name}: expected floating-point numbers, got {array.dtype}{floating_hint(name, x)}"
        )
    return array


def floating_hint(name: str, x: ArrayLike, dtype: object = "float32") -> str:
    """How to make floating-point numbers of what came, as the end of a message.

    Args:
        name: what to call it.
        x: what came.
        dtype: the type that is wanted.

    Returns:
        A line to paste, from 0 to 1 for the bytes of an image; empty where no line would do.

    Examples:
        >>> floating_hint("x", np.array([0, 255], np.uint8))
        '; use x.astype(np.float32) / 255'
    """
    array = np.asarray(x)
    if array.dtype.kind not in "biuf":
        return ""
    way = f"{name}.astype(np.{dtype})"
    if not isinstance(x, np.ndarray):
        way = f"np.asarray({name}, np.{dtype})"
    return f"; use {way}{' / 255' if _are_bytes(array) else ''}"


def _are_bytes(x: NDArray[Any]) -> bool:
    """Whether these look like brightnesses from 0 to 255: bytes, or integers of that range."""
    if x.dtype.kind not in "iu" or x.size == 0:
        return False
    least = 1 if x.dtype == np.uint8 else 127
    return bool(x.min() >= 0 and least < x.max() <= 255)


def check_generator(rng: np.random.Generator) -> None:
    """Refuse a seed, or the random numbers that a whole program shares.

    Args:
        rng: what should be a random generator.

    Raises:
        ValueError: if it is none.
    """
    if not isinstance(rng, np.random.Generator):
        raise ValueError(
            f"rng: expected a random generator, got {rng!r:.60}; use rng=np.random.default_rng(0)"
        )


def check_labels(labels: Labels, classes: int, name: str = "labels") -> None:
    """Refuse labels that are not integers from 0 to `classes` - 1.

    Args:
        labels: what should be integers of shape (N,).
        classes: number of classes K.
        name: what to call them in the message.

    Raises:
        ValueError: naming what came and what was expected.
    """
    # As an unsigned number one below 0 is a huge one: one look finds both
    if not _are_integers(labels) or np.count_nonzero(labels.astype(np.uint64) >= classes):
        raise _label_error(labels, classes, name)


def are_one_hot(rows: NDArray[Any]) -> bool:
    """Whether every row has a single 1 and zeros besides.

    Args:
        rows: any array.

    Returns:
        True for one-hot rows of shape (N, K), K at least 2.
    """
    ones = rows == 1
    return bool(
        rows.ndim == 2
        and rows.shape[1] > 1
        and (ones | (rows == 0)).all()
        and (ones.sum(axis=1) == 1).all()
    )


def _are_integers(labels: NDArray[Any]) -> bool:
    """Whether these are integers of shape (N,)."""
    return labels.ndim == 1 and labels.dtype.kind in "iu"


def _label_error(labels: NDArray[Any], classes: int, name: str) -> ValueError:
    """Of labels that are not integers from 0 to `classes` - 1."""
    if not _are_integers(labels):
        return ValueError(
            f"{name}: expected integers of shape (N,), got {labels.dtype} of shape {labels.shape}; "
            f"{_way_to_labels(name, labels, classes)}"
        )
    return ValueError(
        f"{name}: expected class numbers from 0 to {classes - 1}, got {labels.min()} to "
        f"{labels.max()}"
    )


def _way_to_labels(name: str, labels: Labels, classes: int) -> str:
    """A line that makes class numbers of these, if it is plain which; else what is needed."""
    numbers = labels.dtype.kind in "biuf" and labels.ndim > 0 and labels.size > 0
    if numbers and np.isfinite(labels).all() and (labels == np.floor(labels)).all():
        whole = "" if labels.dtype.kind in "iu" else ".astype(np.int64)"
        if labels.ndim == 1:
            return f"use {name}{whole}"
        if labels.size == len(labels):
            return f"use {name}.reshape(-1){whole}"
        if labels.shape[1] == classes and are_one_hot(labels):
            return f"for one-hot rows use {name}.argmax(axis=1)"
    return "number the classes from 0, and give each input one such number"
