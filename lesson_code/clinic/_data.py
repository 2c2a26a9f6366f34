"""Whether the data can be learned from: their range, their labels, and what is in both sets."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lesson_code._types import Array
from lesson_code.clinic._case import ORDERS, Case, rms
from lesson_code.clinic.findings import Finding, percent

INPUTS = (
    0.01,
    10.0,
)  # root mean square: pixels / 255 / 255 have 0.001, pixels from 0 to 255 have 80
APART = 0.5  # standard deviations of the training inputs
NEIGHBOURS = 2000  # training samples, half of which foretell the other half
SHARED = 0.01  # of the test images
SORTED = 0.6  # of the classes that random draws put into a mini-batch
TORN = 0.02


def check_data(case: Case) -> Iterator[Finding]:
    """Look at inputs and labels, before any network does."""
    x, x_test = case.some[0], case.x_test
    bad = 1 - float(np.isfinite(case.x).mean())
    yield Finding("inputs-finite", bad > 0, bad, "0 %")
    if bad > 0:
        return
    size = rms(x)
    low, high = INPUTS
    yield Finding("inputs-range", not low <= size <= high, size, f"{low:g} - {high:g}")
    if x_test is not None:
        yield _alike(x, x_test[:: max(1, len(x_test) // len(x))])
    if case.t.ndim == 1 and case.t.dtype.kind in "iu":
        outside = float(((case.t < 0) | (case.t >= case.classes)).mean())
        yield Finding("labels-range", outside > 0, outside, "0 %")
        if outside > 0:
            return
    if case.classifies:
        yield _foretold(case)
    if x_test is not None:
        yield _shared(case.x, x_test)


def check_batches(case: Case) -> Iterator[Finding]:
    """Look at the mini-batches that the trainer draws."""
    steps = case.steps
    if not steps.labels:
        return
    torn = float(np.mean(steps.torn))
    yield Finding("pairs-torn", torn > TORN, torn, f"<= {percent(TORN)}")
    if case.classifies and len(steps.labels[0]) > 1:
        shares = np.bincount(case.numbers(case.t), minlength=case.classes) / len(case.t)
        batches = [case.numbers(t) for t in steps.labels[:ORDERS]]
        drawn = sum(len(np.unique(t)) for t in batches)
        expected = sum(float((1 - (1 - shares) ** len(t)).sum()) for t in batches)
        share = drawn / expected
        limit = f">= {percent(SORTED)}"
        yield Finding("batches-sorted", share < SORTED, share, limit)


def _alike(x: Array, x_test: Array) -> Finding:
    """Mean and deviation of training and of test inputs, in deviations of the training inputs."""
    deviation = float(x.std()) or 1.0
    means = abs(float(x_test.mean()) - float(x.mean())) / deviation
    deviations = abs(float(x_test.std()) - deviation) / deviation
    value = max(means, deviations)
    return Finding("normalisation-differs", value > APART, value, f"<= {APART}")


def _foretold(case: Case) -> Finding:
    """How well the mean image of each class, or the nearest image, foretells labels."""
    chosen = case.rng.permutation(len(case.x))[:NEIGHBOURS]
    x = case.x[chosen].reshape(len(chosen), -1).astype(np.float32)
    t = case.numbers(case.t[chosen])
    half = len(x) // 2
    (x, others), (t, answers) = (x[:half], x[half:]), (t[:half], t[half:])
    present = np.unique(t)
    means = np.stack([x[t == k].mean(axis=0) for k in present])
    share = max(_nearest(means, present, others, answers), _nearest(x, t, others, answers))
    chance = float(np.bincount(answers).max()) / len(answers)
    limit = chance + 4 * (chance * (1 - chance) / len(answers)) ** 0.5
    ill = share < limit and chance < 1
    return Finding("labels-tell-nothing", ill, share, f">= {100 * limit:.3g} %")


def _nearest(points: Array, labels: NDArray[Any], x: Array, t: NDArray[Any]) -> float:
    """Share of samples whose nearest point has their label."""
    distances = (points**2).sum(axis=1) - 2 * x @ points.T
    return float((labels[distances.argmin(axis=1)] == t).mean())


def _shared(x: Array, x_test: Array) -> Finding:
    """Share of test images, up to a thousand of them, that stand among the training images."""
    known = {hash(image.tobytes()) for image in x}
    some = x_test[:: -(-len(x_test) // 1000)].astype(x.dtype, copy=False)
    share = float(np.mean([hash(image.tobytes()) in known for image in some]))
    limit = f"<= {percent(SHARED)}"
    return Finding("test-in-training", share > SHARED, share, limit)
