"""What is asked of batch norm alone: its running statistics, and a feature that never changes."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np

from lesson_code._types import Array
from lesson_code.examine._formulas import axes_of
from lesson_code.examine._instances import Run, error_between
from lesson_code.examine._mistakes import found
from lesson_code.examine._state import Examination
from lesson_code.examine.report import Finding

SAME = 1e-6  # up to which an average is what a known mistake gives


def check_averages(examination: Examination, runs: list[Run]) -> Iterator[Finding]:
    """Whether training steps make the running statistics averages, and inference leaves them."""
    for run in runs:
        # a mean that normalises wrongly is averaged wrongly, too, and has been named
        if run.train and run.layer.has_mode:
            for finding in _averages_after(examination, run):
                if finding.name != "running-unknown" or True not in examination.other_forward:
                    yield finding


def _averages_after(examination: Examination, run: Run) -> Iterator[Finding]:
    layer = examination.prepared(run.case)
    old = {k: v.copy() for k, v in layer.running().items()}
    if {"mean", "var"} - old.keys():
        return
    examination.call(lambda _: layer.forward(run.x.copy(), False), "x")
    still = layer.running()
    if any(not np.array_equal(still[k], old[k]) for k in old):
        yield found("running-at-inference")
    layer = examination.prepared(run.case)
    examination.call(lambda _: layer.forward(run.x.copy(), True), "x")
    new = layer.running()
    gamma = next(iter(layer.params.values()))
    axes, _ = axes_of(run.x, gamma)
    if axes is None or new["mean"].size != gamma.size:
        return
    n = run.x.size // gamma.size
    mean, var = run.x.mean(axis=axes), run.x.var(axis=axes)
    m = layer.setting("momentum")
    m = 0.9 if m is None else float(m)
    yield from _step(examination, run, old, new, mean, var, n, m)


def _step(
    examination: Examination,
    run: Run,
    old: dict[str, Array],
    new: dict[str, Array],
    mean: Array,
    var: Array,
    n: int,
    m: float,
) -> Iterator[Finding]:
    """One step of the moving averages."""
    N = len(run.x)
    start, to = old["mean"].ravel(), new["mean"].ravel()
    spread, to_spread = old["var"].ravel(), new["var"].ravel()

    def is_(got: Array, want: Array) -> bool:
        return error_between(got, want) < SAME

    moved = [(1 - m), m, 1.0, 0.0]
    weight = next((w for w in moved if is_(to, (1 - w) * start + w * mean)), None)
    values: dict[str, Any] = {"momentum": m}
    unbiased = var * n / max(1, n - 1)
    if weight == 0.0 and is_(to_spread, spread):
        yield found("running-not-updated", **values)
        return
    if weight == 1.0:
        name = (
            "running-arithmetic"
            if _is_mean_of_all(examination, run, mean)
            else "running-last-batch"
        )
        yield found(name, **values)
        return
    if weight is None:
        weights = (to - start) / np.where(mean == start, 1, mean - start)
        if np.ptp(weights) < 1e-6:
            yield found("running-other-weight", weight=f"{weights[0]:.4g}", **values)
        else:
            yield found("running-unknown", **values)
        return
    if weight == m and m != 1 - m:
        yield found("momentum-of-new", **values)
    if weight == 0.0:
        yield found("running-mean-not-updated", **values)
        return
    if is_(to_spread, spread):
        yield found("running-variance-not-updated", **values)
    elif is_(to_spread, (1 - weight) * spread + weight * unbiased):
        yield found("running")
    elif is_(to_spread, (1 - weight) * spread + weight * var):
        yield found("running-biased", count=n, **values)
    elif N > 1 and is_(to_spread, (1 - weight) * spread + weight * var * N / (N - 1)):
        yield found("running-counts-images", count=n, samples=N)
    elif is_(to_spread, (1 - weight) * spread + weight * np.sqrt(unbiased)) or is_(
        to_spread, (1 - weight) * spread + weight * np.sqrt(var)
    ):
        yield found("running-deviation", **values)
    elif is_(to_spread, (1 - weight) * spread + weight * mean):
        yield found("running-mean-in-variance", **values)
    elif is_(to_spread, weight * spread + (1 - weight) * unbiased):
        yield found("running-variance-swapped", **values)
    else:
        yield found("running-unknown", **values)


def _is_mean_of_all(examination: Examination, run: Run, mean: Array) -> bool:
    """Whether two batches leave the mean of both, and not that of the last."""
    layer = examination.subject.fresh(run.case)
    other = 3 * run.x
    for x in (run.x, other):
        examination.call(partial(lambda x, _: layer.forward(x.copy(), True), x), "x")
    return error_between(layer.running()["mean"].ravel(), 2 * mean) < SAME


def check_still_feature(examination: Examination, runs: list[Run]) -> Iterator[Finding]:
    """A feature that is the same in the whole batch, a pixel that is always white, say."""
    run = next((r for r in runs if r.train and r.dx is not None), None)
    if (
        run is None
        or examination.wrong
        or examination.other_forward
        or run.layer.setting("eps") == 0
    ):
        return
    layer, x = examination.prepared(run.case), run.x.copy()
    x[:, 0] = 1
    y, stop = examination.call(lambda _: layer.forward(x, True), "x")
    dx, stop_back = examination.call(lambda _: layer.backward(run.r.copy()), "dout")
    if stop is None and stop_back is None:
        for call, result in (("forward(x)", y), ("backward(dout)", dx)):
            if not np.isfinite(np.asarray(result, np.float64)).all():
                yield found("variance-0", call=call)
                return
