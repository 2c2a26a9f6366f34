"""What the experiments share: their name, command line and results file, and summaries.

An experiment is a set of runs, each repeated with several seeds. What one seed came to is written
at once, and the next call skips it.
"""

from __future__ import annotations

import argparse
import functools
import itertools
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from lesson_code import Affine, Epoch, Sequential, Trainer, he, load_mnist
from lesson_code._types import Array, Labels
from lesson_code.datasets import Split
from lesson_code.layers.base import Layer
from lesson_code.losses import Loss
from lesson_code.optimizers import Optimizer
from scripts.book import results

Measured = dict[str, Any]
Train = Callable[[Mapping[str, Any], int, Callable[[str], None], argparse.Namespace], Measured]


@dataclass(frozen=True)
class Run:
    """Trainings that differ only in the seed.

    Attributes:
        name: its key in the results file; no dot in it.
        settings: what the training needs to know, as JSON can hold it.
        seeds: of the random generators.
    """

    name: str
    settings: Mapping[str, Any]
    seeds: Sequence[int]


@dataclass(frozen=True)
class Experiment:
    """What is measured, by which file, and how it is run and written down.

    Attributes:
        file: the experiment's own; its name is that of the experiment and of its results.
        description: its docstring, which `--help` prints.
        settings: what all runs share, written down.
        runs: makes the runs, small ones if its argument is True.
        train: trains with a run's settings and a seed, tells its progress to the third argument,
            and returns what it measured; the fourth is the command line, with `images`, the number
            of training images to use.
        summarize: makes of a run, with all its seeds, the figures that pages quote.
        images: how many training images there are.
        quick_images: how many are used by `--quick`.
        add_options: gives the command line options of the experiment's own.
        note: of the command line, what is written down as settings of all runs.
    """

    file: str
    description: str | None
    settings: Mapping[str, Any]
    runs: Callable[[bool], Sequence[Run]]
    train: Train
    summarize: Callable[[Measured], Measured]
    images: int = 60_000
    quick_images: int = 1000
    add_options: Callable[[argparse.ArgumentParser], object] = lambda parser: None
    note: Callable[[argparse.Namespace], Measured] = lambda options: {
        "train_images": options.images
    }

    @property
    def name(self) -> str:
        """Name of the experiment, of its file and of its results."""
        return Path(self.file).stem

    def main(self, arguments: Sequence[str] | None = None) -> int:
        """Run what the command line asks for; return the exit code."""
        options = self.parser().parse_args(arguments)
        options.images = self.quick_images if options.quick else self.images
        return self.measure(options)

    def parser(self) -> argparse.ArgumentParser:
        """A parser of the options that all experiments have, and of its own."""
        names = [run.name for run in self.runs(False)]
        parser = argparse.ArgumentParser(
            prog=f"{self.name}.py",
            description=self.description,
            formatter_class=argparse.RawTextHelpFormatter,
        )
        parser.add_argument(
            "--only",
            metavar="RUN",
            action="append",
            choices=names,
            help=f"only this run, may be repeated: {', '.join(names)}",
        )
        parser.add_argument(
            "--quick",
            action="store_true",
            help="a few small steps of everything, within a minute",
        )
        parser.add_argument(
            "--seeds", metavar="N", type=int, help="only the first N seeds of each run"
        )
        parser.add_argument(
            "--out",
            type=Path,
            help=f"results file [default: docs/results/{self.name}.json, "
            f"{self.name}-quick.json with --quick]",
        )
        parser.add_argument(
            "--merge",
            metavar="FILE",
            type=Path,
            nargs="+",
            help="train nothing: take over what other calls measured into files of their own",
        )
        self.add_options(parser)
        return parser

    def measure(self, options: argparse.Namespace) -> int:
        """Train what the results file lacks, and write it after each training."""
        path = options.out or (
            Path(f"{self.name}-quick.json")
            if options.quick
            else results.RESULTS / f"{self.name}.json"
        )
        found = results.read(path.stem, path.parent) if path.exists() else {}
        mine = {"experiment": self.name, "quick": options.quick}
        mine |= {**self.settings, **self.note(options)}
        parts = {file: results.read(file.stem, file.parent) for file in options.merge or ()}
        for file, held in {path: found, **parts}.items():
            if held and held["settings"] != mine:
                print(
                    f"{self.name}.py: {file} holds results of other settings; name another file "
                    f"with {'--merge' if file in parts else '--out, or delete it'}",
                    file=sys.stderr,
                )
                return 2
        first = next(iter(parts.values()), {})
        provenance = first.get("provenance") or results.provenance()
        found = {"settings": mine, "provenance": provenance} | found
        done = found.setdefault("runs", {})
        for run in self.runs(options.quick):
            if options.only and run.name not in options.only:
                continue
            entry = done.get(run.name)
            if entry is None or entry["settings"] != dict(run.settings):
                entry = {"settings": dict(run.settings), "seeds": {}}
            for seed in run.seeds[: options.seeds]:
                title = f"{run.name}, seed {seed}"
                if str(seed) in entry["seeds"]:
                    print(f"{title}: already measured")
                    continue
                if options.merge:
                    part = _holding(run, seed, parts.values())
                    if part is None:
                        continue
                    measured = _elsewhere(part["provenance"], found["provenance"])
                    measured |= part["runs"][run.name]["seeds"][str(seed)]
                else:
                    start = time.perf_counter()
                    measured = self.train(
                        run.settings,
                        seed,
                        lambda text, title=title: _say(f"{title}: {text}"),
                        options,
                    )
                    measured["wall_seconds"] = round(time.perf_counter() - start, 1)
                    measured |= _elsewhere(results.provenance(), found["provenance"])
                entry["seeds"][str(seed)] = measured
                entry["summary"] = {"seeds": len(entry["seeds"])} | self.summarize(entry)
                done[run.name] = entry
                found["wall_seconds"] = round(
                    sum(one["wall_seconds"] for r in done.values() for one in r["seeds"].values()),
                    1,
                )
                results.write(path, found | {"runs": self._in_order(done)})
        print(f"{path}: " + ", ".join(f"{n} ({len(r['seeds'])})" for n, r in done.items()))
        return 0

    def _in_order(self, done: Measured) -> Measured:
        """Runs as the experiment lists them, in whichever order they were measured."""
        places = {run.name: place for place, run in enumerate(self.runs(False))}
        return dict(sorted(done.items(), key=lambda item: places.get(item[0], len(places))))


def _holding(run: Run, seed: int, parts: Iterable[Measured]) -> Measured | None:
    """The one of several files that holds a run with one seed."""
    for part in parts:
        entry = part["runs"].get(run.name)
        if entry and entry["settings"] == dict(run.settings) and str(seed) in entry["seeds"]:
            return part
    return None


def _elsewhere(measured: Measured, rest: Measured) -> Measured:
    """The processor of a measurement, by its provenance, if the rest was made on another one."""
    return {} if measured["cpu"] == rest["cpu"] else {"cpu": measured["cpu"]}


def spread(values: Iterable[float]) -> dict[str, float]:
    """Mean and spread over seeds: smallest, largest, and standard deviation (divided by n - 1)."""
    numbers = list(values)
    deviation = statistics.stdev(numbers) if len(numbers) > 1 else 0.0
    figures = {"mean": statistics.fmean(numbers), "min": min(numbers), "max": max(numbers)}
    return {key: rounded(value) for key, value in (figures | {"std": deviation}).items()}


# The 97.5 % point of Student's distribution with n - 1 degrees of freedom, by n
STUDENT = {2: 12.706, 3: 4.303, 4: 3.182, 5: 2.776}


def holds(published: float, ours: Mapping[str, float], runs: int) -> bool:
    """Say whether one more run of ours could have given a published number.

    It could if the number lies in the 95 % prediction interval, mean ± t s sqrt(1 + 1/n): the rule
    of the page "Reproduced".

    Args:
        published: the number.
        ours: `spread` of ours.
        runs: n, how many runs these are, from 2 to 5.
    """
    if runs not in STUDENT:
        raise ValueError(
            f"runs must be between {min(STUDENT)} and {max(STUDENT)}, got {runs};"
            " for more runs, add to STUDENT"
        )
    reach = STUDENT[runs] * ours["std"] * (1 + 1 / runs) ** 0.5
    return abs(published - ours["mean"]) <= reach


def over_seeds(run: Measured, figure: Callable[[Measured], float]) -> dict[str, float]:
    """`spread` of a figure of each seed of a run."""
    return spread(figure(one) for one in run["seeds"].values())


def accuracies(one: Measured) -> list[float]:
    """Test accuracy of one seed after each epoch."""
    return [epoch["test_accuracy"] for epoch in one["epochs"]]


def test_accuracies(run: Measured) -> Measured:
    """Best and last test accuracy of a run and the epoch of the best, over its seeds."""
    return {
        "epochs": max(len(one["epochs"]) for one in run["seeds"].values()),
        "best": over_seeds(run, lambda one: max(accuracies(one))),
        "best_epoch": over_seeds(run, lambda one: 1 + accuracies(one).index(max(accuracies(one)))),
        "last": over_seeds(run, lambda one: accuracies(one)[-1]),
        "lowest": over_seeds(run, lambda one: min(accuracies(one))),
        "epoch_seconds": over_seeds(
            run, lambda one: statistics.fmean(epoch["seconds"] for epoch in one["epochs"])
        ),
    }


@functools.cache
def digits() -> tuple[Array, Labels, Array, Labels]:
    """MNIST for training and for testing, images (N, 1, 28, 28); unpacked once for all trainings.

    All get the same arrays: do not write into them.
    """
    (x, t), (x_test, t_test) = load_mnist()
    return x, t, x_test, t_test


def standardised(splits: Sequence[Split]) -> list[Split]:
    """Each channel with mean 0 and deviation 1, by the images of the first part."""
    x = splits[0].x
    mean, std = x.mean(axis=(0, 2, 3), keepdims=True), x.std(axis=(0, 2, 3), keepdims=True)
    return [Split((part.x - mean) / std, part.t) for part in splits]


def add_cifar10_options(parser: argparse.ArgumentParser) -> None:
    """CIFAR-10 does not travel with the package: where it is, and what it is."""
    parser.add_argument("--data-folder", type=Path, help="where CIFAR-10 is, if it is here already")
    parser.add_argument("--data-note", default="as published", help="what to write down about it")


def flat_digits() -> tuple[Array, Labels, Array, Labels]:
    """The same digits, each a row of 784 numbers."""
    x, t, x_test, t_test = digits()
    return x.reshape(len(x), -1), t, x_test.reshape(len(x_test), -1), t_test


def affine(D: int, M: int, rng: np.random.Generator) -> Affine:
    """An affine layer with He's weights in float32, and without bias to begin with."""
    return Affine(he((D, M), rng), np.zeros(M, np.float32))


def affine_network(
    sizes: Iterable[int],
    weights: Callable[[tuple[int, int]], Array],
    between: Callable[[int], Iterable[Layer]],
    loss: Loss | None = None,
) -> Sequential:
    """Affine layers without bias to begin with, and what stands between two of them.

    Args:
        sizes: how many numbers go in, how many units each layer has.
        weights: makes those of a layer, of shape (D, M); called from the first layer on.
        between: the layers that follow so many units; after the last ones nothing does.
        loss: as `Sequential` takes it.
    """
    layers: list[Layer] = []
    for D, M in itertools.pairwise(sizes):
        if layers:
            layers += between(D)
        W = weights((D, M))
        layers.append(Affine(W, np.zeros(M, W.dtype)))
    return Sequential(layers, loss)


def step(network: Sequential, optimizer: Optimizer, x: Array, t: Labels) -> bool:
    """Take a step of training; where the loss is no finite number, take none and return False."""
    loss, gradients = network.gradients(x, t)
    finite = bool(np.isfinite(loss))
    if finite:
        optimizer.update(network.params, gradients)
    return finite


def follow(
    trainer: Trainer,
    x: np.ndarray,
    t: np.ndarray,
    x_test: np.ndarray,
    t_test: np.ndarray,
    epochs: int,
    say: Callable[[str], None],
) -> Measured:
    """Train for so many epochs, tell of each, and return what they came to."""
    found: list[Measured] = []

    def note(epoch: Epoch) -> None:
        found.append(figures(epoch))
        say(line(epoch))

    trainer.fit(x, t, x_test, t_test, epochs=epochs, on_epoch=note)
    return {"epochs": found}


def figures(epoch: Epoch) -> Measured:
    """What the trainer says of an epoch, as JSON holds it."""
    return {
        "epoch": epoch.epoch,
        "loss": rounded(epoch.loss),
        "train_accuracy": epoch.train_accuracy,
        "test_accuracy": epoch.test_accuracy,
        "seconds": round(epoch.seconds, 2),
    }


def line(epoch: Epoch) -> str:
    """The same, for the one who waits."""
    return (
        f"epoch {epoch.epoch}  loss {epoch.loss:.4f}  train {epoch.train_accuracy:.4f}  "
        f"test {epoch.test_accuracy:.4f}  {epoch.seconds:.1f} s"
    )


def rounded(value: float, digits: int = 6) -> float:
    """A number to so many significant digits, so that files stay readable."""
    return float(f"{value:.{digits}g}")


def _say(text: str) -> None:
    print(text, flush=True)
