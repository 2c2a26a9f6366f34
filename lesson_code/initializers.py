"""Initial weights, drawn from the generator that is handed in."""

from typing import Any

import numpy as np

from lesson_code._types import Array


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

    Examples:
        >>> normal((784, 100), std=0.01, rng=np.random.default_rng(0)).std().round(4)
        np.float32(0.01)
    """
    return (std * rng.standard_normal(shape)).astype(dtype)
