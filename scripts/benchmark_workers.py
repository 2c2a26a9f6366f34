"""Measure what workers gain: a training step in parts, on threads, processes and a Dask cluster.

    python scripts/benchmark_workers.py            some minutes
    python scripts/benchmark_workers.py --quick    within a minute
    python scripts/benchmark_workers.py --json docs/results/workers.json
    python scripts/benchmark_workers.py --only trainings --json docs/results/workers.json

All take turns, so that whatever slows the machine down slows all of them. What each is compared
with is the batch in one piece: with one thread in BLAS, and with one for each core, which is what
NumPy does when nobody tells it otherwise. Workers have one thread in BLAS each. Where Dask is not
installed it is left out.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import json
import logging
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
if __name__ == "__main__":
    sys.path[0] = str(ROOT)  # instead of scripts/, whose site.py and test.py are no modules

import numpy as np  # noqa: E402

import lesson_code  # noqa: E402
from lesson_code import Adam, DataParallel, Sequential, Trainer, prepare_worker  # noqa: E402
from lesson_code._types import Array, Labels  # noqa: E402
from scripts.book import results  # noqa: E402
from scripts.speed.steps import SHAPES  # noqa: E402
from scripts.speed.stopwatch import interleaved, ratios, significant, spread  # noqa: E402

Call = Callable[[], object]
Calls = dict[str, Call]

# Steps of which network, images in a batch, how many turns each way has
STEPS = {
    "simple_convnet_100": ("simple_convnet", 100, 11),
    "simple_convnet_1000": ("simple_convnet", 1000, 9),
    "deep_convnet_200": ("deep_convnet", 200, 9),
}
TRAININGS = 2  # whole ones, as many as there are workers for them
TRAINING_STEPS = 30


def main(arguments: list[str] | None = None) -> int:
    """Measure, print a table and perhaps write a file; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="benchmark_workers.py",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--quick", action="store_true", help="three turns each: within a minute")
    parser.add_argument(
        "--only", metavar="TASK", nargs="+", choices=TASKS, help=f"of {', '.join(TASKS)}"
    )
    parser.add_argument(
        "--json", metavar="FILE", type=Path, help="write there, and keep what --only leaves out"
    )
    options = parser.parse_args(arguments)
    found = measure(options.only or TASKS, options.quick)
    for line in table(found):
        print(line)
    if options.json:
        before = json.loads(options.json.read_text()) if options.json.exists() else {}
        results.write(options.json, before | found)
        print(f"written: {options.json}")
    return 0


def measure(tasks: Iterable[str], quick: bool) -> dict[str, Any]:
    """Time training steps, or two whole trainings at once, in each way that there is.

    Args:
        tasks: which, of `TASKS`.
        quick: True for three turns each, and no more workers than cores.

    Returns:
        For each task its `provenance` and its `ways` by name: "blas_1" and "blas_2" for one piece
        and as many threads in BLAS, "threads_2" and so on for workers, "sending_dask_2" for the
        same workers with nothing to compute. Each has `ms` (median of the rounds), `speed_up`
        (against one thread in BLAS in the same round, median of the rounds), `takes` (how many
        times as long as that), `to_blas` (speed-up against a thread in BLAS for each core), and the
        quartiles of all four. Where nothing is sent, `s` is the share that cannot be split, by
        Amdahl's law.
    """
    cores = os.cpu_count() or 1
    counts = [count for count in (1, 2, 4, 8) if count <= max(2, cores if quick else 2 * cores)]
    found: dict[str, Any] = {}
    with _executors(counts[-1]) as executors:
        for task in tasks:
            network, batch, rounds = STEPS.get(task, (None, TRAININGS, 9))
            with contextlib.ExitStack() as stack:
                if network:
                    calls = _steps(network, batch, cores, counts, executors, stack)
                else:
                    calls = _trainings(cores, executors, stack)
                seconds = interleaved(calls, 3 if quick else rounds, warm_up=1)
            found[task] = {"provenance": results.provenance(), "ways": _ways(seconds, cores)}
    return found


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
            executors["dask"] = client.get_executor(pure=False)
        yield executors


def _steps(
    network: str,
    batch: int,
    cores: int,
    counts: list[int],
    executors: Mapping[str, Executor | None],
    stack: contextlib.ExitStack,
) -> Calls:
    """A training step in each way, of networks of their own, always on the same random images."""
    rng = np.random.default_rng(0)
    x, t = rng.random((batch, *SHAPES[network]), np.float32), rng.integers(0, 10, batch)

    def trainer() -> Trainer:
        made: Sequential = getattr(lesson_code, network)(np.random.default_rng(0))
        return Trainer(made, Adam(), rng=rng)

    alone = trainer()
    calls = _with_blas(cores, lambda: alone.step(x, t))
    for name, executor in executors.items():
        for workers in counts:
            one = trainer()
            one.parallel = stack.enter_context(DataParallel(one.network, workers, executor))
            calls[f"{name}_{workers}"] = _limited(functools.partial(one.step, x, t), 1)
    for name, executor in executors.items():
        if executor is not None:
            calls[f"sending_{name}_2"] = _exchange(executor, trainer().network, x, t)
    return calls


def _exchange(executor: Executor, network: Sequential, x: Array, t: Labels) -> Call:
    """What a step sends to two workers and gets back, and nothing computed in between."""
    half = len(x) // 2

    def call() -> None:
        parts = (slice(0, half), slice(half, None))
        futures = [executor.submit(send_back, network, x[part], t[part]) for part in parts]
        for future in futures:
            future.result()

    return call


def send_back(network: Sequential, x: Array, t: Labels) -> tuple[dict[str, Array], Array]:
    """Return what has the size of gradients and logits; a worker's task."""
    return {name: p + 1 for name, p in network.params.items()}, np.ones((len(x), 10), np.float32)


def _trainings(
    cores: int, executors: Mapping[str, Executor | None], stack: contextlib.ExitStack
) -> Calls:
    """Whole trainings: one after the other, or each by a worker of its own."""

    def in_turn() -> None:
        for seed in range(TRAININGS):
            train(seed)

    def at_once(executor: Executor) -> None:
        for future in [executor.submit(train, seed) for seed in range(TRAININGS)]:
            future.result()

    calls = _with_blas(cores, in_turn)
    for name, executor in executors.items():
        who = executor or stack.enter_context(ThreadPoolExecutor(TRAININGS))
        calls[f"{name}_{TRAININGS}"] = _limited(functools.partial(at_once, who), 1)
    return calls


def train(seed: int) -> float:
    """Train a network on images of its own and return its loss; a worker's task."""
    rng = np.random.default_rng(seed)
    x, t = rng.random((100, 1, 28, 28), np.float32), rng.integers(0, 10, 100)
    trainer = Trainer(lesson_code.simple_convnet(rng), Adam(), rng=rng)
    return [trainer.step(x, t)[0] for _ in range(TRAINING_STEPS)][-1]


def _with_blas(cores: int, call: Call) -> Calls:
    return {f"blas_{threads}": _limited(call, threads) for threads in sorted({1, cores})}


def _limited(call: Call, blas_threads: int) -> Call:
    from threadpoolctl import ThreadpoolController

    blas = ThreadpoolController()

    def limited() -> None:
        with blas.limit(limits=blas_threads, user_api="blas"):
            call()

    return limited


def _ways(seconds: Mapping[str, list[float]], cores: int) -> dict[str, Any]:
    ways = {}
    for name, values in seconds.items():
        way = {
            **spread("ms", values, 1000),
            **spread("speed_up", ratios(seconds["blas_1"], values)),
            **spread("takes", ratios(values, seconds["blas_1"])),
            **spread("to_blas", ratios(seconds[f"blas_{cores}"], values)),
        }
        kind, _, count = name.rpartition("_")
        if kind in ("blas", "threads") and (n := int(count)) > 1:
            way["s"] = significant((n / way["speed_up"] - 1) / (n - 1))
        ways[name] = way
    return ways


def table(found: Mapping[str, Any]) -> Iterator[str]:
    """Yield what was measured as lines of text."""
    for task, measured in found.items():
        yield f"{task:22}{'ms':>9}  {'to one thread':22}to all threads in BLAS"
        for name, way in measured["ways"].items():
            cells = [
                f"{way[key]:5.2f} ({low:.2f} to {high:.2f})"
                for key in ("speed_up", "to_blas")
                for low, high in [way[f"{key}_quartiles"]]
            ]
            yield f"  {name:20}{way['ms']:9.1f}  {cells[0]:22}{cells[1]}"


TASKS = [*STEPS, "trainings"]

if __name__ == "__main__":
    sys.exit(main())
