"""Hidden units that begin alike get the same gradient, and stay one unit for good."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lesson_code._types import Array
from lesson_code.examine._instances import generator
from lesson_code.examine._mistakes import found
from lesson_code.examine._network_forms import Network
from lesson_code.examine.report import Finding

STEPS, RATE = 5, 0.1
N = 40  # samples
ROUNDING = 100  # in units of the precision of the numbers


def alike(w: Array, axis: int) -> NDArray[np.intp]:
    """The largest group of units that have the same weights, by their places along an axis.

    Args:
        w: weights.
        axis: of the units.

    Returns:
        The places; one alone if no two are alike.
    """
    units = np.moveaxis(w, axis, 0).reshape(w.shape[axis], -1)
    limit = ROUNDING * np.finfo(w.dtype).eps * np.abs(units).max(initial=0)
    # in the order of one random sum of their weights, those that are alike are neighbours
    order = np.argsort(units @ generator(6).standard_normal(units.shape[1]), kind="stable")
    same = (np.abs(np.diff(units[order], axis=0)) <= limit).all(axis=1)
    groups = np.split(order, np.flatnonzero(~same) + 1)
    return max(groups, key=len)


def check_units(network: Network, x: Array, t: Any, r: Array) -> Iterator[Finding]:
    """Take some steps of plain gradient descent; are there units that are still alike?

    Those must have been alike at the start, too, and must have moved, or else nothing else has:
    what a dead unit hands on, and a last layer that begins at 0, are alike for other reasons.

    Args:
        network: as it was made; it is changed.
        x: a batch in which each class occurs.
        t: its targets.
        r: what the outputs are weighted by where there is no loss.
    """
    weights = [h for h in network.weights(x, t, r) if h.array.ndim in (2, 4)]
    start = [h.array.copy() for h in weights]
    for _ in range(STEPS):
        _step(network, x, t, r)
    if not all(np.isfinite(h.array).all() for h in weights):
        return
    moved = any(not np.array_equal(h.array, old) for h, old in zip(weights, start, strict=True))
    for held, old in zip(weights, start, strict=True):
        for axis in (1, 0) if held.array.ndim == 2 else (0,):
            group = alike(held.array, axis)
            first, last = (np.take(w, group, axis) for w in (old, held.array))
            stuck = np.array_equal(first, last)
            if len(group) > 1 and len(alike(first, axis)) == len(group) and not (moved and stuck):
                yield found(
                    "units-alike",
                    which=held.path,
                    count=len(group),
                    all=held.array.shape[axis],
                    steps=STEPS,
                )
                return
    if weights:
        yield found("units-differ", steps=STEPS)


def _step(network: Network, x: Array, t: Any, r: Array) -> None:
    """One step, in place."""
    weights = network.weights(x, t, r)
    returned = network.gradients(x.copy(), t, r)
    names = network.names()
    for held in weights:
        gradient = held.gradient_among(returned, names)
        if np.shape(gradient) == held.array.shape and held.array.flags.writeable:
            held.array -= (RATE * np.asarray(gradient)).astype(held.array.dtype)
