"""Gradient checking: does `backward` agree with what small changes really do?"""

import copy
from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from lesson_code._types import Array
from lesson_code.functions import as_floating, floating_hint
from lesson_code.layers.base import Layer


def numerical_gradient(f: Callable[[Array], float], x: Array, h: float = 1e-5) -> Array:
    r"""Gradient by central differences, $\dfrac{f(x + h e_i) - f(x - h e_i)}{2h}$ for each i.

    Each element of `x` is changed in place, `f` called, and the old value put back, also when `f`
    fails.

    Args:
        f: function of an array, returning one number.
        x: where the gradient is wanted, float64, any shape.
        h: half the distance between the two points.

    Returns:
        The gradient, same shape as `x`.

    Raises:
        ValueError: if `x` is not float64, in which differences this small drown in rounding,
            or `h` is not above 0.

    Examples:
        >>> numerical_gradient(lambda x: float((x**2).sum()), np.array([1.0, 3.0])).round(6)
        array([2., 6.])
    """
    _check_float64("x", x)
    if not h > 0:
        raise ValueError(f"h: expected a distance above 0, got {h!r}")
    gradient = np.empty_like(x)
    for i in np.ndindex(x.shape):
        old = x[i]
        try:
            x[i] = old + h
            above = f(x)
            x[i] = old - h
            below = f(x)
        finally:
            x[i] = old
        gradient[i] = (above - below) / (2 * h)
    return gradient


def relative_error(a: ArrayLike, b: ArrayLike) -> float:
    r"""Relative error of two gradients, $\max_i |a_i - b_i| / \max_j(|a_j| + |b_j|)$.

    The difference is measured against the largest element, so that an element that is 0 in one and
    1e-12 in the other does not count as wholly wrong.

    Args:
        a: any shape; lists and integers are taken as well.
        b: same shape.

    Returns:
        0 where both are equal. In float64, and away from kinks, 1e-7 or less is a rule of thumb
        for a right gradient; above 1e-2 it is probably wrong. NaN where either holds NaN.

    Raises:
        ValueError: if the shapes differ.

    Examples:
        >>> relative_error(np.array([1.0, 0.0]), np.array([1.0, 0.5]))
        0.25
    """
    a, b = as_floating("a", a), as_floating("b", b)
    if a.shape != b.shape:
        raise ValueError(f"b: expected shape {a.shape} as of a, got {b.shape}")
    scale = np.max(np.abs(a) + np.abs(b), initial=0)
    difference = np.max(np.abs(a - b), initial=0)
    return float(difference / scale) if scale != 0 else 0.0


def check_gradients(
    layer: Layer, x: Array, rng: np.random.Generator, train: bool = False, h: float = 1e-5
) -> dict[str, float]:
    r"""Compare a layer's `backward` with numerical gradients, at its input and every parameter.

    The layer's output is weighted by random numbers r and added up, $L = \sum r \odot y$, so that
    the gradient at the output is r: with all ones, errors that cancel in a sum would stay hidden.
    Each evaluation runs a copy of the layer, so that all of them start alike, with the same running
    statistics and the same draws of dropout, and the layer itself stays as it was.

    Where a layer has a kink (ReLU at 0, max-pooling at a tie) the two sides differ and no gradient
    is right: choose inputs further from every kink than `h`.

    Args:
        layer: a layer or a whole network, with float64 parameters.
        x: input, float64.
        rng: random generator for r.
        train: handed on to `forward`.
        h: half the distance of the two points of a difference.

    Returns:
        Relative error by name: `"x"`, and each parameter's.

    Raises:
        ValueError: if the input or a parameter is not float64, or the input is empty.

    Examples:
        >>> from lesson_code import Sigmoid
        >>> errors = check_gradients(Sigmoid(), np.array([[0.5, -1.0]]), np.random.default_rng(0))
        >>> errors["x"] < 1e-7
        True
    """
    _check_float64("x", x)
    if x.size == 0:
        raise ValueError(f"x: expected at least one number, got shape {x.shape}")
    points = {"x": x, **layer.params}
    for name, point in points.items():
        if point.dtype != np.float64:
            raise ValueError(
                f"{name}: expected float64, got {point.dtype}; make the layer and its input with "
                "dtype=np.float64"
            )
    # drawn before the first copy that counts: dropout in the layer may share this generator
    r = rng.standard_normal(copy.deepcopy(layer).forward(x, train).shape)

    def loss(_: Array) -> float:
        return float((r * copy.deepcopy(layer).forward(x, train)).sum())

    numerical = {name: numerical_gradient(loss, point, h) for name, point in points.items()}
    probe = copy.deepcopy(layer)
    probe.forward(x, train)
    analytic = {"x": probe.backward(r), **probe.grads}
    return {name: relative_error(analytic[name], numerical[name]) for name in numerical}


def _check_float64(name: str, x: Array) -> None:
    """Refuse numbers too coarse for small differences; a list too, which cannot be changed so."""
    if not isinstance(x, np.ndarray) or x.dtype != np.float64:
        got = x.dtype if isinstance(x, np.ndarray) else f"a {type(x).__name__}"
        raise ValueError(f"{name}: expected float64, got {got}{floating_hint(name, x, 'float64')}")
