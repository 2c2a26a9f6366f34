"""How long the same convolution takes: four loops, one product a filter position, im2col.

Ten images of 28 x 28 pixels with 1, 3, 10 or 30 channels, 30 filters of 5 x 5, float32. The product
is timed alone as well, with a matrix that is there already, and so is the copying of a view, with
the channels before the pixels and behind them. The ways take turns, on one thread, and what is
measured is the processor's time: other programs on a busy machine do not count.

    python scripts/experiments/im2col_times.py            three minutes on one core
    python scripts/experiments/im2col_times.py --quick    a few seconds
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from scripts.machine.environment import ONE_THREAD

if __name__ == "__main__":  # before NumPy is imported, which reads this only then
    os.environ.update(ONE_THREAD)

import numpy as np

from lesson_code import convolve_naive
from lesson_code._types import Array
from lesson_code.network import keep_freed_memory
from scripts.experiments import common
from scripts.experiments.common import Experiment, Measured, Run
from scripts.speed.stopwatch import ratios

SETTINGS = {"dtype": "float32", "blas_threads": 1, "seconds": "of the processor, median of rounds"}
TURN = 0.1  # seconds of each way in a round

RATIOS = {
    "loop_to_positions": ("loop", "positions"),
    "loop_to_im2col": ("loop", "im2col"),
    "positions_to_im2col": ("positions", "im2col"),
    "im2col_to_product": ("im2col", "product"),
    "channels_first_to_last": ("channels_first", "channels_last"),
}


def runs(quick: bool) -> list[Run]:
    """Four numbers of channels; each seed draws other numbers, and is one more measurement.

    The last run has one channel and another one of zeros: the same answers, but no product whose
    inner length is 1.
    """
    seeds, N = ([0], 1) if quick else (list(range(5)), 10)
    layers = [{"x": [N, C, 28, 28], "W": [30, C, 5, 5]} for C in (1, 3, 10, 30)]
    return [
        *(Run(f"channels-{layer['x'][1]}", layer, seeds) for layer in layers),
        Run("channels-1-and-zeros", {**layers[0], "zeros": 1}, seeds),
    ]


def by_positions(x: Array, W: Array) -> Array:
    """Convolve with one product a filter position: FH FW products."""
    (N, C, H, width), (F, _, FH, FW) = x.shape, W.shape
    OH, OW = H - FH + 1, width - FW + 1
    y = np.zeros((N, F, OH * OW), x.dtype)
    for fy, fx in np.ndindex(FH, FW):
        pixels = x[:, :, fy : fy + OH, fx : fx + OW].reshape(N, C, OH * OW)
        y += W[:, :, fy, fx] @ pixels
    return y.reshape(N, F, OH, OW)


def im2col(x: Array, FH: int, FW: int) -> Array:
    """Lay the windows out in FH FW turns of a loop."""
    N, C, H, W = x.shape
    OH, OW = H - FH + 1, W - FW + 1
    col = np.zeros((N, C, FH, FW, OH, OW), x.dtype)
    for fy, fx in np.ndindex(FH, FW):
        col[:, :, fy, fx] = x[:, :, fy : fy + OH, fx : fx + OW]
    return col.transpose(0, 4, 5, 1, 2, 3).reshape(N * OH * OW, C * FH * FW)


def by_im2col(x: Array, W: Array) -> Array:
    """Convolve with im2col and one product."""
    (N, _, H, width), (F, _, FH, FW) = x.shape, W.shape
    y = im2col(x, FH, FW) @ W.reshape(F, -1).T
    return y.reshape(N, H - FH + 1, width - FW + 1, F).transpose(0, 3, 1, 2)


def channels_first(x: Array, FH: int, FW: int) -> Array:
    """im2col of images (N, C, H, W) without a loop: a row is ordered by (c, fy, fx)."""
    windows = np.lib.stride_tricks.sliding_window_view(x, (FH, FW), axis=(2, 3))
    return windows.transpose(0, 2, 3, 1, 4, 5).reshape(-1, x.shape[1] * FH * FW)


def channels_last(x: Array, FH: int, FW: int) -> Array:
    """The same of images (N, H, W, C): a row is ordered by (fy, fx, c)."""
    windows = np.lib.stride_tricks.sliding_window_view(x, (FH, FW), axis=(1, 2))
    return windows.transpose(0, 1, 2, 4, 5, 3).reshape(-1, FH * FW * x.shape[3])


def train(
    run: Mapping[str, Any], seed: int, say: Callable[[str], None], options: argparse.Namespace
) -> Measured:
    """Time all ways in turns; there is nothing to train."""
    keep_freed_memory()  # as in the midst of a training
    rng = np.random.default_rng(seed)
    x, W = (rng.standard_normal(run[name]).astype(np.float32) for name in ("x", "W"))
    if zeros := run.get("zeros", 0):
        x, W = (np.pad(a, ((0, 0), (0, zeros), (0, 0), (0, 0))) for a in (x, W))
    last = np.ascontiguousarray(x.transpose(0, 2, 3, 1))
    size = W.shape[2:]
    col, W_col = im2col(x, *size), W.reshape(len(W), -1).T
    ways: dict[str, Callable[[], Array]] = {
        "positions": lambda: by_positions(x, W),
        "im2col": lambda: by_im2col(x, W),
        "product": lambda: col @ W_col,
        "channels_first": lambda: channels_first(x, *size),
        "channels_last": lambda: channels_last(last, *size),
    }
    rounds = 1 if options.quick else 5
    start = time.process_time()
    convolve_naive(x, W, np.zeros(len(W), np.float32))
    taken = {"loop": [time.process_time() - start] * rounds}  # so long that once is enough
    taken |= {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            taken[name].append(_processor_seconds(way))
    measured = {
        "seconds": {name: common.rounded(statistics.median(t), 4) for name, t in taken.items()},
        "ratios": {
            name: common.rounded(statistics.median(ratios(taken[slow], taken[fast])), 4)
            for name, (slow, fast) in RATIOS.items()
        },
    }
    say(", ".join(f"{name} {ratio}" for name, ratio in measured["ratios"].items()))
    return measured


def _processor_seconds(way: Callable[[], Array]) -> float:
    """Seconds of one call, the mean over a turn; the first call does not count."""
    way()
    calls, start = 0, time.process_time()
    while (passed := time.process_time() - start) < TURN:
        way()
        calls += 1
    return passed / calls


def summarize(run: Measured) -> Measured:
    """Milliseconds and ratios over the measurements."""
    measured = list(run["seeds"].values())
    return {
        "ms": {
            name: common.spread(1000 * one["seconds"][name] for one in measured)
            for name in measured[0]["seconds"]
        },
        "ratios": {name: common.spread(one["ratios"][name] for one in measured) for name in RATIOS},
    }


EXPERIMENT = Experiment(
    __file__, __doc__, SETTINGS, runs, train, summarize, note=lambda options: {}
)

if __name__ == "__main__":
    sys.exit(EXPERIMENT.main())
