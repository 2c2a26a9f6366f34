"""Mini-batches."""

from collections.abc import Iterator

import numpy as np

from lesson_code._types import Array, Labels


def batches(
    x: Array, t: Labels, batch_size: int, rng: np.random.Generator
) -> Iterator[tuple[Array, Labels]]:
    """One epoch of mini-batches: every sample once, in random order.

    Args:
        x: inputs, shape (N, ...).
        t: labels, shape (N,) or (N, K).
        batch_size: samples in a batch; the last batch holds what is left.
        rng: random generator for the order.

    Yields:
        Inputs and labels of one batch.

    Raises:
        ValueError: if `x` and `t` are not equally many, or `batch_size` is below 1.

    Examples:
        >>> x, t = np.arange(5.0), np.arange(5)
        >>> [len(xb) for xb, tb in batches(x, t, 2, np.random.default_rng(0))]
        [2, 2, 1]
    """
    if len(x) != len(t):
        raise ValueError(f"t: expected a label for each of {len(x)} inputs, got {len(t)}")
    if batch_size < 1:
        raise ValueError(f"batch_size: expected at least 1, got {batch_size}")
    order = rng.permutation(len(x))
    for start in range(0, len(x), batch_size):
        chosen = order[start : start + batch_size]
        yield x[chosen], t[chosen]
