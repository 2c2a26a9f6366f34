"""What the learner's own library reaches on MNIST with its CNN, and how long its convolution takes.

The library that `mine train --network convolution` trains, made of our answers to the exercises and
of two answers for the convolution: one matrix product (lesson 16), which goes through all of MNIST
once, and loops over images, filters and places (lesson 14), of which a few steps are timed.

    python scripts/experiments/own_library.py            some minutes on one core
    python scripts/experiments/own_library.py --quick    within a minute
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from lesson_code.exercises.library import BATCH_SIZE, Training, library_module
from lesson_code.exercises.pieces import all_pieces, library_text
from scripts.book import samples
from scripts.experiments import common
from scripts.experiments.common import Experiment, Measured, Run

SETTINGS = {"data": "MNIST", "network": "convolution", "batch_size": BATCH_SIZE, "epochs": 1}
LOOPS = """
import numpy as np


class Convolution:
    def __init__(self, W, b, stride=1, pad=0):
        self.W, self.b, self.stride, self.pad = W, b, stride, pad

    def forward(self, x):
        p, s = self.pad, self.stride
        F, _, FH, FW = self.W.shape
        self.x = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
        N, _, H, width = self.x.shape
        y = np.zeros((N, F, (H - FH) // s + 1, (width - FW) // s + 1), x.dtype)
        for n, f, oy, ox in np.ndindex(y.shape):
            window = self.x[n, :, oy * s : oy * s + FH, ox * s : ox * s + FW]
            y[n, f, oy, ox] = (window * self.W[f]).sum() + self.b[f]
        return y

    def backward(self, dout):
        p, s = self.pad, self.stride
        _, _, FH, FW = self.W.shape
        dx, self.dW = np.zeros_like(self.x), np.zeros_like(self.W)
        self.db = np.zeros_like(self.b)
        for n, f, oy, ox in np.ndindex(dout.shape):
            window = np.s_[n, :, oy * s : oy * s + FH, ox * s : ox * s + FW]
            g = dout[n, f, oy, ox]
            self.db[f] += g
            self.dW[f] += g * self.x[window]
            dx[window] += g * self.W[f]
        return dx[:, :, p : dx.shape[2] - p, p : dx.shape[3] - p]
"""
STEPS = 600  # of an epoch
PRODUCT = samples.SAMPLES / "16_cnn" / "product.py"


def runs(quick: bool) -> list[Run]:
    """A whole epoch by products, a few steps by loops."""
    seeds = [0] if quick else list(range(5))
    return [
        Run("product", {"convolution": "product", "steps": 2 if quick else STEPS}, seeds),
        Run("loops", {"convolution": "loops", "steps": 1 if quick else 3}, [0]),
    ]


def train(
    run: Mapping[str, Any], seed: int, say: Callable[[str], None], options: argparse.Namespace
) -> Measured:
    """Train the library, and time it."""
    loops = run["convolution"] == "loops"
    program = LOOPS if loops else PRODUCT.read_text(encoding="utf-8")
    program = program.replace("from lesson_code import", "from mine import")
    module = library_module(library_text(all_pieces(), {"Convolution": program}))
    training = Training(module, "convolution", np.random.default_rng(seed))
    x, t, x_test, t_test = common.digits()
    start, cpu = time.perf_counter(), time.process_time()
    losses = list(islice(training.epoch(x, t), run["steps"]))
    measured = {
        "steps": len(losses),
        "seconds": round(time.perf_counter() - start, 1),
        "processor_seconds": round(time.process_time() - cpu, 1),
    }
    if len(losses) == training.steps(x):
        measured["test_accuracy"] = training.accuracy(x_test, t_test)
    say(", ".join(f"{key} {value}" for key, value in measured.items()))
    return measured


def summarize(run: Measured) -> Measured:
    """Means and spreads over the seeds, and what an epoch takes of the processor."""
    each = list(run["seeds"].values())

    def seconds(one: Measured) -> float:
        return float(one["processor_seconds"] / one["steps"] * STEPS)

    summary: Measured = {
        "epoch_seconds": common.over_seeds(run, seconds),
        "epoch_minutes": common.over_seeds(run, lambda one: seconds(one) / 60),
    }
    if "test_accuracy" in each[0]:
        summary["test_accuracy"] = common.over_seeds(run, lambda one: one["test_accuracy"])
    return summary


EXPERIMENT = Experiment(__file__, __doc__, SETTINGS, runs, train, summarize)

if __name__ == "__main__":
    sys.exit(EXPERIMENT.main())
