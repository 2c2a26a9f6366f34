"""Does rounding decide whether batch normalisation collapses?

The report's network on MNIST in float32, one epoch, with the arithmetic mean. Each seed is trained
twice, and the only difference is how many threads the matrix products use: the same numbers are
added in another order. Then the lag of each bias behind its average is taken out of the running
means: of all channels, of those where it is above 0, of those where it is below. And last the
running statistics of both batch norms are counted anew over the training images.

    python scripts/experiments/batch_norm_rounding.py            a few minutes on two cores
    python scripts/experiments/batch_norm_rounding.py --quick    a few seconds
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from lesson_code import Adam, BatchNormalization, Sequential, Trainer
from lesson_code.models import report_convnet
from scripts.experiments import common
from scripts.experiments.batch_norm import COLLAPSED, empty_windows
from scripts.experiments.common import Experiment, Measured, Run

SETTINGS = {
    "data": "MNIST",
    "network": "report-convnet",
    "average": "arithmetic",
    "eps": 1e-10,
    "per_node": True,
    "dtype": "float32",
    "batch_size": 128,
    "optimizer": "adam",
    "lr": 0.001,
    "epochs": 1,
}


def runs(quick: bool) -> list[Run]:
    """One thread and two, with five seeds."""
    seeds = [0] if quick else list(range(5))
    return [
        Run("one-thread", {"blas_threads": 1}, seeds),
        Run("two-threads", {"blas_threads": 2}, seeds),
    ]


def train(
    run: Mapping[str, Any], seed: int, say: Callable[[str], None], options: argparse.Namespace
) -> Measured:
    """Train in a process of its own: a BLAS library reads its number of threads as it is loaded."""
    done = subprocess.run(
        [sys.executable, __file__, "--one", str(seed), str(options.images)],
        env=os.environ | {"OPENBLAS_NUM_THREADS": str(run["blas_threads"])},
        stdout=subprocess.PIPE,
        check=True,
        encoding="utf-8",
    )
    measured: Measured = json.loads(done.stdout)
    say(json.dumps(measured["accuracies"]))
    return measured


def one(seed: int, images: int) -> Measured:
    """Train one network and operate on it."""
    x, t, x_test, t_test = common.digits()
    if images < 60_000:
        x, t, x_test, t_test = x[:images], t[:images], x_test[:500], t_test[:500]
    rng = np.random.default_rng(seed)
    network = report_convnet(rng, inverted=False, eps=1e-10, average="arithmetic", per_node=True)
    trainer = Trainer(network, Adam(0.001), rng=rng, batch_size=128, progress=False)
    (epoch,) = trainer.fit(x, t, x_test, t_test)
    mean = network.layers[1].buffers["running_mean"]
    lag = network.params["0.b"] - mean[:, empty_windows(x)].mean(axis=1)

    def after(corrected: np.ndarray) -> float:
        before = mean.copy()
        mean[...] += np.where(corrected, lag, 0)[:, np.newaxis, np.newaxis]
        accuracy = network.accuracy(x_test, t_test)
        mean[...] = before
        return accuracy

    accuracies = {
        "as_trained": epoch.test_accuracy,
        "all": after(np.full(len(lag), True)),
        "above_zero": after(lag > 0),
        "below_zero": after(lag < 0),
    }
    count_anew(network, x)
    accuracies["counted_anew"] = network.accuracy(x_test, t_test)
    return {
        "epochs": [common.figures(epoch)],
        "lag": [common.rounded(value) for value in lag.tolist()],
        "accuracies": accuracies,
    }


def count_anew(network: Sequential, x: np.ndarray) -> None:
    """Forget the running statistics and count them again, over images, without changing a weight.

    Args:
        network: its batch norms take the arithmetic mean, which begins with the next batch.
        x: training images.
    """
    for layer in network.layers:
        if isinstance(layer, BatchNormalization):
            layer.buffers["batches"][...] = 0
    for start in range(0, len(x), 128):
        network.forward(x[start : start + 128], train=True)


def summarize(run: Measured) -> Measured:
    """How many collapsed, and what the corrections led to."""
    each = list(run["seeds"].values())
    names = each[0]["accuracies"]
    collapsed = [one for one in each if one["accuracies"]["as_trained"] < COLLAPSED]
    summary: Measured = {
        "collapsed": len(collapsed),
        "loss": common.spread(one["epochs"][0]["loss"] for one in each),
    }
    for name in names:
        summary[name] = common.spread(one["accuracies"][name] for one in each)
        if collapsed:
            summary[f"collapsed_{name}"] = common.spread(
                one["accuracies"][name] for one in collapsed
            )
    return summary


EXPERIMENT = Experiment(__file__, __doc__, SETTINGS, runs, train, summarize)

if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(one(int(sys.argv[2]), int(sys.argv[3]))))
    else:
        sys.exit(EXPERIMENT.main())
