"""Mini-batches."""

from collections.abc import Iterator

import numpy as np

from lesson_code._text import counted
from lesson_code._types import Array, Labels
from lesson_code.functions import as_array


def batches(
    x: Array, t: Labels, batch_size: int, rng: np.random.Generator, *, drop_last: bool = False
) -> Iterator[tuple[Array, Labels]]:
    """One epoch of mini-batches: every sample once, in random order.

    What is left over at the end makes a smaller batch, or with `drop_last` none.

    Args:
        x: inputs, shape (N, ...).
        t: labels, shape (N,) or (N, K).
        batch_size: samples in a batch; the last batch holds what is left.
        rng: random generator for the order.
        drop_last: True to leave out a last batch that is not full.

    Yields:
        Inputs and labels of one batch.

    Raises:
        ValueError: if `x` and `t` are not equally many, or `batch_size` is below 1, or with
            `drop_last` larger than there are samples.

    Examples:
        >>> x, t = np.arange(5.0), np.arange(5)
        >>> [len(xb) for xb, tb in batches(x, t, 2, np.random.default_rng(0))]
        [2, 2, 1]
        >>> rng = np.random.default_rng(0)
        >>> [len(xb) for xb, tb in batches(x, t, 2, rng, drop_last=True)]
        [2, 2]
    """
    x, t = as_array("x", x), as_array("t", t)
    if x.ndim == 0 or x.shape[:1] != t.shape[:1]:
        raise ValueError(
            f"t: expected a label for each input of x, got shapes {t.shape} and {x.shape}"
        )
    if batch_size < 1 or (drop_last and batch_size > len(x)):
        samples = counted(len(x), "sample")
        most = f", for {samples} at most {len(x)} with drop_last" if drop_last else ""
        raise ValueError(f"batch_size: expected at least 1{most}, got {batch_size}")
    order = rng.permutation(len(x))
    end = len(x) - len(x) % batch_size if drop_last else len(x)
    for start in range(0, end, batch_size):
        chosen = order[start : start + batch_size]
        yield x[chosen], t[chosen]
