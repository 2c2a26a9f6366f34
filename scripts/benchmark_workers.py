"""Measure what workers gain: a training step in parts, on threads, processes and a Dask cluster.

    python scripts/benchmark_workers.py            some minutes
    python scripts/benchmark_workers.py --quick    within a minute

All take turns, so that whatever slows the machine down slows all of them. BLAS has one thread for
each worker; one row more shows what BLAS gains by itself, with all cores and the batch in one
piece. Where Dask is not installed it is left out.
"""

from __future__ import annotations

import argparse
import contextlib
import logging
import multiprocessing
import os
import statistics
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
if __name__ == "__main__":
    sys.path[0] = str(ROOT)  # instead of scripts/, whose site.py and test.py are no modules

import numpy as np  # noqa: E402

from lesson_code import Adam, DataParallel, Trainer, prepare_worker, simple_convnet  # noqa: E402
from scripts.speed.stopwatch import interleaved  # noqa: E402

Step = Callable[[], object]


def main(arguments: list[str] | None = None) -> int:
    """Measure and print a table; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="benchmark_workers.py",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--quick", action="store_true", help="fewer rounds: within a minute")
    options = parser.parse_args(arguments)
    print("batch  executor   workers  BLAS threads  ms a step  speed-up")
    for row in measure(options.quick):
        print(
            f"{row['batch']:5}  {row['executor']:9}  {row['workers']:7}  {row['blas_threads']:12}"
            f"  {row['ms']:9.1f}  {row['speed_up']:8.2f}"
        )
    return 0


def measure(quick: bool) -> list[dict[str, Any]]:
    """Return a row for each way to compute a training step of `simple_convnet` with Adam.

    Args:
        quick: True for few rounds, and no more workers than cores.

    Returns:
        Rows with `executor` ("none" for the batch in one piece, "threads", "processes" or "dask"),
        `workers`, `blas_threads` (of each worker), `batch`, `ms` (median of a step) and `speed_up`
        (against one piece and one BLAS thread in the same round, median of the rounds).
    """
    cores = os.cpu_count() or 1
    counts = [count for count in (1, 2, 4, 8) if count <= max(2, cores if quick else 2 * cores)]
    rows = []
    with _executors(counts[-1]) as executors:
        for batch, rounds in ((100, 5 if quick else 21), (1000, 3 if quick else 11)):
            steps: dict[tuple[str, int, int], Step] = {}
            for blas_threads in sorted({1, cores}):
                steps["none", 1, blas_threads] = _step(batch, blas_threads=blas_threads)
            with contextlib.ExitStack() as stack:
                for name, executor in executors.items():
                    for workers in counts:
                        steps[name, workers, 1] = _step(batch, workers, executor, stack)
                rows += _rows(batch, interleaved(steps, rounds))
    return rows


@contextlib.contextmanager
def _executors(most: int) -> Iterator[dict[str, Executor | None]]:
    """Executors by name, each with as many workers; None stands for threads of its own."""
    with contextlib.ExitStack() as stack:
        executors: dict[str, Executor | None] = {"threads": None}
        context = multiprocessing.get_context("spawn")
        executors["processes"] = stack.enter_context(
            ProcessPoolExecutor(most, context, initializer=prepare_worker)
        )
        if find_spec("distributed"):
            from distributed import Client, LocalCluster

            logging.getLogger("distributed").setLevel(logging.ERROR)  # how slowly a worker ends
            cluster = LocalCluster(
                n_workers=most, processes=True, threads_per_worker=1, dashboard_address=":0"
            )
            client = stack.enter_context(Client(stack.enter_context(cluster)))
            executors["dask"] = client.get_executor()
        yield executors


def _step(
    batch: int,
    workers: int | None = None,
    executor: Executor | None = None,
    stack: contextlib.ExitStack | None = None,
    blas_threads: int = 1,
) -> Step:
    """One training step, of a network of its own, always on the same random images."""
    from threadpoolctl import ThreadpoolController

    rng = np.random.default_rng(0)
    x, t = rng.random((batch, 1, 28, 28), np.float32), rng.integers(0, 10, batch)
    net = simple_convnet(rng)
    trainer = Trainer(net, Adam(), rng=rng)
    if workers is not None and stack is not None:
        trainer.parallel = stack.enter_context(DataParallel(net, workers, executor))
    blas = ThreadpoolController()

    def step() -> None:
        with blas.limit(limits=blas_threads, user_api="blas"):
            trainer.step(x, t)

    return step


def _rows(batch: int, took: dict[tuple[str, int, int], list[float]]) -> list[dict[str, Any]]:
    alone = took["none", 1, 1]
    return [
        {
            "executor": name,
            "workers": workers,
            "blas_threads": blas_threads,
            "batch": batch,
            "ms": round(1000 * statistics.median(values), 2),
            "speed_up": round(
                statistics.median(
                    one / seconds for one, seconds in zip(alone, values, strict=True)
                ),
                3,
            ),
        }
        for (name, workers, blas_threads), values in took.items()
    ]


if __name__ == "__main__":
    sys.exit(main())
