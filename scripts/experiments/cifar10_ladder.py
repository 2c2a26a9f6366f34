"""How far plain NumPy gets on CIFAR-10: a ladder on which each rung adds one change.

Every rung has the same budget, ten epochs; three seeds. 5000 training images are set apart, and
only they are looked at while a network trains; each network answers the test images once, at its
end, and their mirror images: the mean of both answers is one more rung, which costs no training.
The learning rate of the one-cycle schedule is the one of five that was best on those 5000 images.
The last run takes the top rung's network and trains it for longer.

    python scripts/experiments/cifar10_ladder.py             about nine hours on one core
    python scripts/experiments/cifar10_ladder.py --quick     noise stands in for CIFAR-10

A training that is stopped goes on from its last epoch when the same command is called again. Two
cores are best used by two calls, each with some of the runs (--only) and a file of its own (--out);
--merge brings the files together.
CIFAR-10 is fetched once; --data-folder names where it is, if it is here already.
"""

from __future__ import annotations

import argparse
import functools
import hashlib
import json
import math
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from lesson_code import (
    Adam,
    BatchNormalization,
    Convolution,
    Flatten,
    Layer,
    MaxPooling,
    Nesterov,
    Optimizer,
    ReLU,
    Residual,
    Sequential,
    Trainer,
    batches,
    he,
    load_checkpoint,
    load_cifar10,
    one_hot,
    random_crops,
    random_flips,
    save_checkpoint,
)
from lesson_code._types import Array, Labels
from lesson_code.datasets import Split
from scripts.experiments import common
from scripts.experiments.common import Experiment, Measured, Run

SETTINGS: dict[str, Any] = {"batch_size": 128, "validation": 5000, "dtype": "float32"}

# What each rung changes; it keeps what the ones before it have
RUNGS: dict[str, dict[str, Any]] = {
    "mnist": {"widths": [30], "filter": 5, "hidden": 100, "optimizer": "adam", "lr": 0.001},
    "stacked": {"widths": [16, 32, 64], "filter": 3, "hidden": 0},
    "normalised": {"normalise": True},
    "batch-norm": {"batch_norm": True},
    "flips": {"flips": True},
    "crops": {"crops": 4},
    "one-cycle": {"optimizer": "nesterov", "lr": 0.2, "schedule": "one-cycle"},
    "decay": {"weight_decay": 5e-4},
    "smoothing": {"smoothing": 0.1},
    "residual": {"blocks": True},
    "wide": {"widths": [32, 64, 128]},
}
EPOCHS, LONG = 10, 20

# Peaks of the one-cycle schedule that are tried, in thousandths, on the rung before the blocks
PEAKS, SEARCHED, SEARCH_EPOCHS, SEARCH_SEED = (20, 50, 100, 200, 400), "smoothing", 5, 100


def runs(quick: bool) -> list[Run]:
    """The search for the learning rate, the rungs from below, then the top one for longer."""
    seeds = [0] if quick else [0, 1, 2]
    made, settings = [], {"epochs": 1 if quick else EPOCHS}
    for name, change in RUNGS.items():
        settings = settings | change
        made.append(Run(name, settings, seeds))
    longer = Run("longer", settings | {"epochs": 2 if quick else LONG}, seeds)
    searched = dict(next(run.settings for run in made if run.name == SEARCHED))
    searched |= {"epochs": 1 if quick else SEARCH_EPOCHS, "search": True}
    search = [Run(f"peak-{n}", searched | {"lr": n / 1000}, [SEARCH_SEED]) for n in PEAKS]
    return [*search, *made, longer]


def network(run: Mapping[str, Any], rng: np.random.Generator) -> Sequential:
    """Stages of a convolution each, which halve the image; then one affine layer, or two."""
    layers: list[Layer] = []
    C, side = 3, 32
    for F in run["widths"]:
        layers += [*convolution(run, C, F, rng), MaxPooling(2)]
        if run.get("blocks"):
            layers.append(Residual(convolution(run, F, F, rng) + convolution(run, F, F, rng)))
        C, side = F, (side if run["filter"] == 3 else side - run["filter"] + 1) // 2
    layers.append(Flatten())
    D = C * side**2
    if run["hidden"]:
        layers += [common.affine(D, run["hidden"], rng), ReLU()]
        D = run["hidden"]
    return Sequential([*layers, common.affine(D, 10, rng)])


def convolution(run: Mapping[str, Any], C: int, F: int, rng: np.random.Generator) -> list[Layer]:
    """A convolution and what follows it; filters of 3x3 keep the image's size."""
    size, zeros = run["filter"], np.zeros(F, np.float32)
    layer = Convolution(he((F, C, size, size), rng), zeros, pad=1 if size == 3 else 0)
    if not run.get("batch_norm"):
        return [layer, ReLU()]
    return [layer, BatchNormalization(np.ones(F, np.float32), zeros), ReLU()]


def optimizer(run: Mapping[str, Any]) -> Optimizer:
    """The rung's optimiser."""
    kind = {"adam": Adam, "nesterov": Nesterov}[run["optimizer"]]
    made: Optimizer = kind(run["lr"], weight_decay=run.get("weight_decay", 0.0))
    return made


def one_cycle(peak: float, done: float, rise: float = 0.25) -> float:
    """Learning rate when so much of a training is done: it rises to its peak, and falls to 0."""
    if done < rise:
        return peak * done / rise
    return peak * (1 + math.cos(math.pi * (done - rise) / (1 - rise))) / 2


def augmented(run: Mapping[str, Any], x: Array, rng: np.random.Generator) -> Array:
    """A mini-batch as the rung shows it to the network."""
    if run.get("flips"):
        x = random_flips(x, rng)
    if run.get("crops"):
        x = random_crops(x, run["crops"], rng)
    return x


def smoothed(t: Labels, smoothing: float) -> Array:
    """Targets that give a share of the certainty to all ten classes alike."""
    return (1 - smoothing) * one_hot(t, 10) + np.float32(smoothing / 10)


def right(net: Sequential, logits: Array, t: Labels) -> float:
    """Share of the images that are answered rightly."""
    found = net.loss_function.accuracy(logits, t)
    assert found is not None
    return found


def train(
    run: Mapping[str, Any],
    seed: int,
    say: Callable[[str], None],
    options: argparse.Namespace,
) -> Measured:
    """Train one network on CIFAR-10."""
    return train_on(images(options.quick, options.data_folder), run, seed, say, options.saved)


def train_on(
    data: Sequence[Split],
    run: Mapping[str, Any],
    seed: int,
    say: Callable[[str], None],
    folder: Path,
) -> Measured:
    """Train one network, from its last saved epoch on, and return what each epoch came to."""
    (x, t), validation, test = common.standardised(data) if run.get("normalise") else data
    rng = np.random.default_rng(seed)
    net = network(run, rng)
    trainer = Trainer(net, optimizer(run), rng=rng, progress=False)
    epochs: list[Measured] = []
    saved = folder / f"{key(run)}-{seed}.npz"
    if saved.exists():
        checkpoint = load_checkpoint(saved, network=net)
        trainer, epochs = checkpoint.trainer, checkpoint.notes["epochs"]
        say(f"goes on after epoch {len(epochs)}")
    size = SETTINGS["batch_size"]
    steps = math.ceil(len(x) / size)
    while len(epochs) < run["epochs"]:
        start, losses = time.process_time(), []
        for k, (xb, tb) in enumerate(batches(x, t, size, trainer.rng)):
            if run.get("schedule"):
                done = (len(epochs) + (k + 0.5) / steps) / run["epochs"]
                trainer.optimizer.lr = one_cycle(run["lr"], done)
            targets = smoothed(tb, run["smoothing"]) if run.get("smoothing") else tb
            loss, _ = trainer.step(augmented(run, xb, trainer.rng), targets)
            losses.append(loss)
        cpu = time.process_time() - start
        epoch = {
            "loss": common.rounded(float(np.mean(losses))),
            "validation_accuracy": right(net, net.predict(validation.x), validation.t),
            "cpu_seconds": round(cpu, 1),
        }
        epochs.append(epoch)
        save_checkpoint(saved, trainer, notes={"epochs": epochs})
        say("epoch {}  {}".format(len(epochs), "  ".join(f"{k} {v}" for k, v in epoch.items())))
    saved.unlink()
    if run.get("search"):
        return {"epochs": epochs}
    logits, mirrored = net.predict(test.x), net.predict(test.x[..., ::-1])
    confusion = np.zeros((10, 10), int)
    np.add.at(confusion, (test.t, logits.argmax(axis=1)), 1)
    # Filters of 3x3 show little: only larger ones are kept, to be looked at
    looks = {"filters": rounded_filters(net)} if run["filter"] > 3 and seed == 0 else {}
    return {
        "epochs": epochs,
        **looks,
        "parameters": sum(array.size for array in net.params.values()),
        "train_accuracy": right(net, net.predict(x[:10_000]), t[:10_000]),
        "final_test_accuracy": right(net, logits, test.t),
        "final_test_accuracy_two_views": right(net, (logits + mirrored) / 2, test.t),
        "confusion": confusion.tolist(),
    }


def rounded_filters(net: Sequential) -> list[Any]:
    """The first layer's filters, (F, C, FH, FW), to three digits after the point."""
    filters: list[Any] = net.params["0.W"].astype(float).round(3).tolist()
    return filters


def key(run: Mapping[str, Any]) -> str:
    """A name for the file of a training under way: another one for other settings."""
    text = json.dumps(dict(run), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def images(quick: bool, folder: Path | None) -> Sequence[Split]:
    """CIFAR-10 in three parts, or noise."""
    return noise() if quick else photographs(folder)


@functools.cache
def photographs(folder: Path | None) -> Sequence[Split]:
    """CIFAR-10 in three parts; read once for all trainings, which do not write into it."""
    return load_cifar10(folder, validation=SETTINGS["validation"])


@functools.cache
def noise() -> Sequence[Split]:
    """Stands in for CIFAR-10 where only the way through the script is tried."""
    rng = np.random.default_rng(0)
    sizes = (130, 10, 10)  # two mini-batches
    return [Split(rng.random((n, 3, 32, 32), np.float32), rng.integers(0, 10, n)) for n in sizes]


def summarize(run: Measured) -> Measured:
    """Accuracies over the seeds, what they cost, and how well the training images are known."""
    seeds = list(run["seeds"].values())
    found = {
        "validation": common.over_seeds(run, lambda one: one["epochs"][-1]["validation_accuracy"]),
        "cpu_minutes": common.over_seeds(
            run, lambda one: sum(epoch["cpu_seconds"] for epoch in one["epochs"]) / 60
        ),
    }
    if run["settings"].get("search"):
        return found
    return found | {
        "test": common.over_seeds(run, lambda one: one["final_test_accuracy"]),
        "two_views": common.over_seeds(run, lambda one: one["final_test_accuracy_two_views"]),
        "train": common.over_seeds(run, lambda one: one["train_accuracy"]),
        "parameters": seeds[0]["parameters"],
    }


def add_options(parser: argparse.ArgumentParser) -> None:
    """CIFAR-10 does not travel with the package, and a training is saved as it goes."""
    common.add_cifar10_options(parser)
    parser.add_argument(
        "--saved",
        type=Path,
        default=Path(),
        help="folder in which a training under way is saved [default: this one]",
    )


EXPERIMENT = Experiment(
    __file__,
    __doc__,
    SETTINGS,
    runs,
    train,
    summarize,
    add_options=add_options,
    note=lambda options: {"cifar10": "noise" if options.quick else options.data_note},
)

if __name__ == "__main__":
    sys.exit(EXPERIMENT.main())
