"""What a checkpoint costs that forgot one thing, against the training that was never stopped.

Ten epochs on 20 000 images of MNIST. In the middle of the sixth epoch the training is saved, made
anew by the same program, and loaded again, with one thing left out of the file; everything else is
bit for bit what it was. Five seeds.

    python scripts/experiments/forgotten.py            some five minutes on one core
    python scripts/experiments/forgotten.py --quick    a few seconds
"""

from __future__ import annotations

import argparse
import functools
import io
import json
import sys
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from lesson_code import Adam, BatchNormalization, CosineDecay, Dropout, Momentum, ReLU, Sequential
from lesson_code._types import Array, Labels
from scripts.experiments import common
from scripts.experiments.common import Experiment, Measured, Run

EPOCHS = 10
STOP = 5.5  # epochs: halfway through the sixth
BATCH = 100
FIRST = 10  # steps whose mean loss is "right after"
FOLLOWED = 60  # steps whose losses are kept, for the figure
RATES = {"momentum": 0.1, "adam": 0.002}
SETTINGS = {
    "data": "MNIST",
    "network": "784 - 100 - batch norm - ReLU - dropout 0.2 - 10",
    "dtype": "float32",
    "batch_size": BATCH,
    "epochs": EPOCHS,
    "stop": STOP,
    "schedule": "cosine",
    "rates": RATES,
}
# What a run leaves out of the file; two are stopped after every epoch
MOMENTUM = ["nothing", "v", "generator", "order", "epoch", "running", "all but weights"]
ADAM = ["nothing", "m", "v", "m, v", "t", "m, v, t", "all but weights"]
OFTEN = ["nothing", "generator"]


def runs(quick: bool) -> list[Run]:
    """Every thing left out once; and two that are stopped after every epoch, also undropped."""
    seeds = [0] if quick else list(range(5))
    found = [
        Run(f"{optimizer}-{_key(forgets)}", _settings(optimizer, forgets), seeds)
        for optimizer, all_of_it in (("momentum", MOMENTUM), ("adam", ADAM))
        for forgets in all_of_it
    ]
    found.append(Run("momentum-epoch_late", _settings("momentum", "one epoch"), seeds))
    often = {"often": True}
    for forgets in OFTEN:
        settings = _settings("momentum", forgets) | often
        name = f"often-{_key(forgets)}"
        found += [
            Run(name, settings, seeds),
            Run(f"{name}-no_dropout", settings | {"dropout": 0.0}, seeds),
        ]
    return found


def _key(forgets: str) -> str:
    return forgets.replace(", ", "_").replace(" ", "_")


def _settings(optimizer: str, forgets: str) -> dict[str, Any]:
    return {"optimizer": optimizer, "forgets": forgets, "often": False}


class Training:
    """A training whose whole state can be saved; a new one is as the program makes it.

    Args:
        optimizer: "momentum" or "adam".
        seed: of the one generator for weights, orders and dropout.
        x: images, shape (N, 784).
        t: labels, shape (N,).
        dropout: its rate.
    """

    def __init__(
        self, optimizer: str, seed: int, x: Array, t: Labels, dropout: float = 0.2
    ) -> None:
        self.x, self.t = x, t
        self.rng = rng = np.random.default_rng(seed)
        first, last = common.affine(784, 100, rng), common.affine(100, 10, rng)
        norm = BatchNormalization(np.ones(100, np.float32), np.zeros(100, np.float32))
        self.network = Sequential([first, norm, ReLU(), Dropout(dropout, rng=rng), last])
        rate = RATES[optimizer]
        self.optimizer = Momentum(rate) if optimizer == "momentum" else Adam(rate)
        self.schedule = CosineDecay(rate, EPOCHS)
        self.epoch = 0
        self.order = np.zeros(0, np.int64)
        self.position = 0

    def step(self) -> float:
        """Take a step, which may begin an epoch or end one; return the loss of its mini-batch."""
        if self.position == 0:
            self.order = self.rng.permutation(len(self.x))
        self.optimizer.lr = self.schedule(self.epoch + 1)
        chosen = self.order[self.position : self.position + BATCH]
        loss, gradients = self.network.gradients(self.x[chosen], self.t[chosen])
        self.optimizer.update(self.network.params, gradients)
        self.position += BATCH
        if self.position >= len(self.x):
            self.epoch, self.position = self.epoch + 1, 0
        return float(loss)

    def learned(self) -> dict[str, Array]:
        """Everything that steps change and that is an array."""
        named = {"params": self.network.params, "buffers": self.network.buffers}
        found = {f"{kind}/{k}": a for kind, arrays in named.items() for k, a in arrays.items()}
        return found | {f"state/{name}": array for name, array in self.optimizer.state.items()}

    def save(self) -> bytes:
        """The whole state, as a file without objects holds it."""
        state = self.rng.bit_generator.state
        numbers = {"t": self.optimizer.t, "epoch": self.epoch, "position": self.position}
        meta = np.frombuffer(json.dumps(numbers | {"generator": state}).encode(), np.uint8)
        file = io.BytesIO()
        np.savez(file, meta=meta, order=self.order, **self.learned())
        return file.getvalue()

    def load(self, file: bytes, forgets: str) -> None:
        """Take over what the file holds, but for what is to be forgotten."""
        lost = _lost(forgets)
        with np.load(io.BytesIO(file), allow_pickle=False) as arrays:
            meta = json.loads(arrays["meta"].tobytes())
            state = {
                k.removeprefix("state/"): arrays[k].copy()
                for k in arrays.files
                if k.startswith("state/")
            }
            for kind, own in {
                "params": self.network.params,
                "buffers": self.network.buffers,
            }.items():
                for name, array in own.items():
                    if kind not in lost:
                        array[...] = arrays[f"{kind}/{name}"]
            order = arrays["order"]
        for name, array in state.items():
            if name.split("/")[0] in lost:
                array[...] = 0
        self.optimizer.state = state
        self.optimizer.t = 0 if "t" in lost else meta["t"]
        self.position = meta["position"]
        if "generator" not in lost:
            self.rng.bit_generator.state = meta["generator"]
        if "order" in lost and self.position:
            order = self.rng.permutation(len(self.x))
        self.order = order
        if "epoch" not in lost:
            self.epoch = meta["epoch"] - ("one epoch" in lost)


def _lost(forgets: str) -> Collection[str]:
    if forgets == "all but weights":
        return {"buffers", "m", "v", "t", "generator", "order", "epoch"}
    return {"buffers"} if forgets == "running" else set(forgets.split(", "))


@dataclass
class Whole:
    """The training that was never stopped: files of it, its log, and what it has learned."""

    files: dict[int, bytes]
    losses: list[float]
    accuracies: list[float]
    learned: dict[str, Array]


def _digits(images: int) -> tuple[Array, Labels, Array, Labels]:
    x, t, x_test, t_test = common.flat_digits()
    return x[:images], t[:images], x_test, t_test


@functools.cache  # each is asked for by all runs of one optimiser and seed
def whole(optimizer: str, seed: int, images: int, dropout: float) -> Whole:
    """Train without a stop, and save in the middle of an epoch and after the others."""
    x, t, x_test, t_test = _digits(images)
    training = Training(optimizer, seed, x, t, dropout)
    per_epoch = images // BATCH
    files, losses, accuracies = {}, [], []
    for i in range(EPOCHS * per_epoch):
        if i == round(STOP * per_epoch) or i % per_epoch == 0 < i:
            files[i] = training.save()
        losses.append(training.step())
        if training.position == 0:
            accuracies.append(training.network.accuracy(x_test, t_test))
    learned = {name: array.copy() for name, array in training.learned().items()}
    return Whole(files, losses, accuracies, learned)


def train(
    run: Mapping[str, Any], seed: int, say: Callable[[str], None], options: argparse.Namespace
) -> Measured:
    """Go on from the file, once or after every epoch, and compare."""
    x, t, x_test, t_test = _digits(options.images)
    dropout = run.get("dropout", 0.2)
    never = whole(run["optimizer"], seed, options.images, dropout)
    per_epoch = options.images // BATCH
    stop = round(STOP * per_epoch)
    stops = [i for i in never.files if (i % per_epoch == 0 if run["often"] else i == stop)]

    def resumed(file: bytes) -> Training:
        training = Training(run["optimizer"], seed, x, t, dropout)
        training.load(file, run["forgets"])
        return training

    start = stops[0]
    training = resumed(never.files[start])
    at_once = training.network.accuracy(x_test, t_test)
    rest = training.order[training.position :].copy()
    before = never.losses[:start]
    losses, accuracies, orders = [], [], [training.order.copy()]
    for i in range(start, EPOCHS * per_epoch):
        if i in stops and i != start:
            training = resumed(training.save())
        losses.append(training.step())
        if training.position == BATCH:
            orders.append(training.order.copy())
        if training.position == 0:
            accuracies.append(training.network.accuracy(x_test, t_test))
    earlier = order_under_way(never, stop)[: len(x) - len(rest)]
    learned = training.learned()
    same = [np.array_equal(a, learned[name]) for name, a in never.learned.items()]
    sides = {"": losses, "whole_": never.losses[start:]}
    measured: Measured = {
        "bit_equal": all(same),
        "equal_arrays": sum(same),
        "arrays": len(same),
        "accuracy_at_once": at_once,
        "accuracies": accuracies,
        "whole_accuracies": never.accuracies[-len(accuracies) :],
        "loss_before": common.rounded(float(np.mean(before[-FIRST:]))),
        "distinct_orders": len({order.tobytes() for order in orders}),
        "epochs_begun": len(orders),
        "images_twice": 0 if run["often"] else int(np.isin(rest, earlier).sum()),
    }
    for side, all_losses in sides.items():
        measured |= {
            f"{side}first_loss": common.rounded(float(np.mean(all_losses[:FIRST]))),
            f"{side}highest": common.rounded(float(max(all_losses[:FOLLOWED]))),
            f"{side}rest_loss": common.rounded(float(np.mean(all_losses[: per_epoch // 2]))),
            f"{side}next_loss": common.rounded(
                float(np.mean(all_losses[per_epoch // 2 : per_epoch // 2 + per_epoch]))
            ),
            f"{side}last_loss": common.rounded(float(np.mean(all_losses[-per_epoch:]))),
            f"{side}losses": [common.rounded(loss, 4) for loss in all_losses[:FOLLOWED]],
        }
    say(
        f"loss {measured['loss_before']:.3f} then {measured['first_loss']:.3f} "
        f"(never stopped {measured['whole_first_loss']:.3f}), accuracy at once {at_once:.4f}, "
        f"at the end {accuracies[-1]:.4f} ({never.accuracies[-1]:.4f}), "
        f"{measured['equal_arrays']} of {measured['arrays']} arrays equal"
    )
    return measured


def order_under_way(never: Whole, stop: int) -> Array:
    """The order of the epoch that was under way at the stop."""
    with np.load(io.BytesIO(never.files[stop]), allow_pickle=False) as arrays:
        return np.asarray(arrays["order"])


def summarize(run: Measured) -> Measured:
    """Means and spreads over the seeds, and differences from the same seed never stopped."""

    def over(figure: Callable[[Measured], float]) -> dict[str, float]:
        return common.over_seeds(run, figure)

    each = list(run["seeds"].values())
    kinds = ("first_loss", "highest", "rest_loss", "next_loss", "last_loss")
    summary: Measured = {
        "bit_equal": sum(one["bit_equal"] for one in each),
        "equal_arrays": over(lambda one: one["equal_arrays"]),
        "arrays": each[0]["arrays"],
        "accuracy_at_once": over(lambda one: one["accuracy_at_once"]),
        "last_accuracy": over(lambda one: one["accuracies"][-1]),
        "whole_last_accuracy": over(lambda one: one["whole_accuracies"][-1]),
        "last_accuracy_change": over(
            lambda one: one["accuracies"][-1] - one["whole_accuracies"][-1]
        ),
        "next_accuracy_change": over(lambda one: one["accuracies"][0] - one["whole_accuracies"][0]),
        "loss_before": over(lambda one: one["loss_before"]),
        "distinct_orders": over(lambda one: one["distinct_orders"]),
        "images_twice": over(lambda one: one["images_twice"]),
    }
    for kind in kinds:
        summary[kind] = over(lambda one, kind=kind: one[kind])  # type: ignore[misc]
        summary[f"whole_{kind}"] = over(lambda one, kind=kind: one[f"whole_{kind}"])  # type: ignore[misc]
        summary[f"{kind}_ratio"] = over(
            lambda one, kind=kind: one[kind] / one[f"whole_{kind}"]  # type: ignore[misc]
        )
    return summary


EXPERIMENT = Experiment(
    __file__, __doc__, SETTINGS, runs, train, summarize, images=20_000, quick_images=1000
)

if __name__ == "__main__":
    sys.exit(EXPERIMENT.main())
