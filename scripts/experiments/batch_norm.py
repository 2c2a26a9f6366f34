"""Why did batch normalisation collapse? The report's network on MNIST, one change at a time.

The network: convolution of 4 filters 3x3 - batch norm - ReLU - max-pooling 2x2 - affine 128 - batch
norm - ReLU - dropout 0.5 - affine 10. As in the report the convolution's statistics belong to each
(channel, row, column), eps is 1e-10, running variances start at 0, numbers are float64, and Adam
takes steps of 0.001 on mini-batches of 128. "arithmetic" and "moving" are the report's two ways of
averaging, each further run changes one thing. Most changes are tried in float32, where the collapse
takes one epoch instead of several.

After every epoch it measures, besides loss and accuracies: how far each bias of the convolution
went, how large the running mean's error is at positions that never saw ink, and the test accuracy
of three variants of the same trained network:

  batch_statistics   the convolution's batch norm uses each test batch's own statistics
  surgery_dead       at positions that never saw ink the running mean is set to the bias
  surgery_bias       every running mean of a channel is moved by the bias's lag in that channel

The run "surgery" trains the same networks as "arithmetic" once more and tries further operations on
them after each epoch, see `Probe.operations`.

    python scripts/experiments/batch_norm.py                      two hours on one core
    python scripts/experiments/batch_norm.py --only arithmetic --only moving
    python scripts/experiments/batch_norm.py --quick              a quarter of a minute
"""

from __future__ import annotations

import argparse
import statistics
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from lesson_code import Adam, BatchNormalization, Epoch, Sequential, Trainer
from lesson_code.models import report_convnet
from scripts.experiments import common
from scripts.experiments.common import Experiment, Measured, Run

REPORT = {
    "average": "arithmetic",
    "eps": 1e-10,
    "per_node": True,
    "dtype": "float64",
    "bias": "adam",
    "images": "plain",
    "running_var_start": 0,
}
SETTINGS = {
    "data": "MNIST",
    "network": "report-convnet",
    "filters": 4,
    "filter_size": 3,
    "hidden": 128,
    "dropout": 0.5,
    "batch_size": 128,
    "optimizer": "adam",
    "lr": 0.001,
    "momentum": 0.99,
}
SEEDS = [0, 1, 2]
FLOAT32_SEEDS = list(range(10))  # there rounding decides more, and a run takes seconds
COLLAPSED = 0.5  # below this test accuracy
CHANGES: dict[str, dict[str, Any]] = {
    "frozen-bias": {"bias": "frozen"},
    "sgd-bias": {"bias": "sgd"},
    "per-channel": {"per_node": False},
    "eps-1e-5": {"eps": 1e-5},
}
# In float32 the arithmetic mean collapses within one epoch, so that more changes can be tried
FLOAT32: dict[str, dict[str, Any]] = {
    "float32": {},
    "float32-frozen-bias": {"bias": "frozen"},
    "float32-no-bias": {"bias": "none"},
    "float32-sgd-bias": {"bias": "sgd"},
    "float32-eps-1e-5": {"eps": 1e-5},
    "float32-eps-1e-3": {"eps": 1e-3},
    "float32-per-channel": {"per_node": False},
    "float32-border-noise": {"images": "border noise"},
    "float32-shift": {"images": "shift"},
    "float32-moving": {"average": "moving", "epochs": 3},
    "float32-moving-var-from-1": {"average": "moving", "epochs": 3, "running_var_start": 1},
    "float32-moving-frozen-bias": {"average": "moving", "epochs": 3, "bias": "frozen"},
    "float32-moving-eps-1e-5": {"average": "moving", "epochs": 3, "eps": 1e-5},
    "float32-moving-per-channel": {"average": "moving", "epochs": 3, "per_node": False},
}
DOSES = [10 ** (k / 2) for k in range(-14, -1)]  # of bias, from 1e-7 to 0.1
SETTLED = 2  # epochs
FRAME = 4  # pixels of border that get noise


def runs(quick: bool) -> list[Run]:
    """Averages and operations for 50 epochs, the changes for 10, in float32 for 1 or 3."""
    long, short, seeds = (2, 1, [0]) if quick else (50, 10, SEEDS)
    many = seeds if quick else FLOAT32_SEEDS
    in_float32 = REPORT | {"dtype": "float32", "epochs": 1}
    return [
        Run("arithmetic", REPORT | {"epochs": long}, seeds),
        Run("moving", REPORT | {"average": "moving", "epochs": long}, seeds),
        *(
            Run(name, REPORT | change | {"epochs": short}, seeds)
            for name, change in CHANGES.items()
        ),
        *(Run(name, in_float32 | change, many) for name, change in FLOAT32.items()),
        Run("surgery", REPORT | {"epochs": long, "operations": True}, seeds),
    ]


class WatchedAdam(Adam):
    """Adam that notes what it does to the convolution's bias, and may treat it in another way.

    Args:
        bias: "adam" as usual, "sgd" for plain steps of the same learning rate, "frozen" or "none"
            to leave it alone.
    """

    def __init__(self, bias: str) -> None:
        super().__init__(0.001)
        self.bias = bias
        self.gradients: list[float] = []
        self.weight_gradients: list[float] = []
        self.steps: list[float] = []

    def step(self, name: str, param: np.ndarray, g: np.ndarray) -> None:
        """Change one parameter; the names are those of `report_convnet`."""
        if name == "0.W":
            self.weight_gradients.append(float(np.abs(g).mean()))
        if name != "0.b":
            super().step(name, param, g)
            return
        before = param.copy()
        if self.bias == "adam":
            super().step(name, param, g)
        elif self.bias == "sgd":
            param -= self.lr * g
        self.gradients.append(float(np.abs(g).mean()))
        self.steps.append(float(np.abs(param - before).mean()))

    def report(self) -> Measured:
        """Medians over the steps since the last report."""
        figures = {
            "bias_gradient": statistics.median(self.gradients),
            "bias_gradient_max": max(self.gradients),
            "weight_gradient": statistics.median(self.weight_gradients),
            "bias_step": statistics.median(self.steps),
        }
        for noted in (self.gradients, self.weight_gradients, self.steps):
            noted.clear()
        return {name: common.rounded(value) for name, value in figures.items()}


class ChangingTrainer(Trainer):
    """A trainer that may change the images of each mini-batch before the step."""

    images = "plain"

    def step(self, x: np.ndarray, t: np.ndarray) -> tuple[float, float]:
        """One step, on changed images."""
        return super().step(changed(x, self.images, self.rng), t)


def changed(x: np.ndarray, images: str, rng: np.random.Generator) -> np.ndarray:
    """Images as a run's setting "images" wants them."""
    match images:
        case "border noise":
            return with_border_noise(x, rng)
        case "shift":
            return shifted(x, rng)
    return x


def with_border_noise(x: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Add N(0, 0.1^2) to the pixels of a frame around each image; inside nothing changes."""
    frame = np.ones(x.shape[2:], bool)
    frame[FRAME:-FRAME, FRAME:-FRAME] = False
    noise = 0.1 * rng.standard_normal((*x.shape[:2], int(frame.sum())), x.dtype)
    noisy = x.copy()
    noisy[:, :, frame] += noise
    return noisy


def shifted(x: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Move each image by -1, 0 or 1 pixel down and right; what enters at the edge is 0."""
    H, W = x.shape[2:]
    padded = np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1)))
    moved = np.empty_like(x)
    for image, (down, right) in enumerate(rng.integers(0, 3, (len(x), 2))):
        moved[image] = padded[image, :, down : down + H, right : right + W]
    return moved


def empty_windows(x: np.ndarray, reach: int = 1) -> np.ndarray:
    """Where, among (row, column), no image has ink within so many pixels; shape (H, W) of bool."""
    ink = np.pad((x > 0).any(axis=(0, 1)), reach)
    side = 2 * reach + 1
    return ~np.lib.stride_tricks.sliding_window_view(ink, (side, side)).any(axis=(2, 3))


class Probe:
    """Looks at a network between epochs and leaves it as it was.

    Args:
        network: a `report_convnet`.
        x: training images.
        x_test: test images.
        t_test: their labels.
        images: how training changes the images.
    """

    def __init__(
        self,
        network: Sequential,
        x: np.ndarray,
        x_test: np.ndarray,
        t_test: np.ndarray,
        images: str = "plain",
    ) -> None:
        self.network = network
        conv, norm = network.layers[:2]
        assert isinstance(norm, BatchNormalization)
        self.conv, self.norm = conv, norm
        self.mean, self.var = norm.buffers["running_mean"], norm.buffers["running_var"]
        self.bias = network.params["0.b"]
        self.per_node = self.mean.ndim == 3
        self.dead = empty_windows(x)  # of the images as they are, also where training changes them
        self.sample = changed(x[:128], images, np.random.default_rng(0))
        self.x_test, self.t_test = x_test, t_test

    def look(self) -> Measured:
        """What the module's description lists."""
        batch_var = self.conv.forward(self.sample).var(axis=0)
        seen: Measured = {
            "bias": self.bias.tolist(),
            "flat_in_batch": int((batch_var < 1e-12).sum()),
            "running_var_below_eps": int((self.var < self.norm.eps).sum()),
            "batch_statistics": self.with_batch_statistics(),
        }
        if not self.per_node:
            return seen
        lag = self.lag()
        offset = np.abs(lag) / np.sqrt(self.var[:, self.dead].max(axis=1) + self.norm.eps)
        return seen | {
            "lag": lag.tolist(),
            "offset": [common.rounded(value) for value in offset.tolist()],
            "surgery_dead": self.surgery(self.dead, self.bias),
            "surgery_bias": self.surgery(np.ones_like(self.dead), self.mean.T + lag),
        }

    def lag(self) -> np.ndarray:
        """How far the bias of each channel is from its average: where there was never ink, the
        convolution's output is the bias, and the running mean is the average of the bias."""
        average: np.ndarray = self.mean[:, self.dead].mean(axis=1)
        return self.bias - average

    def surgery(self, where: np.ndarray, mean: np.ndarray) -> float:
        """Test accuracy with other running means, (channel,) or (W, H, channel), at some places."""
        before = self.mean.copy()
        every = np.broadcast_to(mean.T if mean.ndim == 3 else mean[:, None, None], before.shape)
        self.mean[:, where] = every[:, where]
        accuracy = self.network.accuracy(self.x_test, self.t_test)
        self.mean[...] = before
        return accuracy

    def with_batch_statistics(self) -> float:
        """Test accuracy if the convolution's batch norm normalises by the batch at hand."""
        before = {name: array.copy() for name, array in self.norm.buffers.items()}
        right = 0
        for start in range(0, len(self.x_test), 200):
            part = slice(start, start + 200)
            y = self.norm.forward(self.conv.forward(self.x_test[part]), train=True)
            for layer in self.network.layers[2:]:
                y = layer.forward(y)
            right += int((y.argmax(axis=1) == self.t_test[part]).sum())
        for name, array in before.items():
            self.norm.buffers[name][...] = array
        return right / len(self.x_test)

    def operations(self, x: np.ndarray) -> Measured:
        """Test accuracy after an operation on the statistics that inference uses, one at a time.

        none            as trained
        dead            running mean := bias, at positions that never saw ink
        control         running mean := its present value over training images, at as many other
                        positions, drawn at random
        ordinary        the same at all positions that saw ink
        means           the same everywhere
        second          mean and variance of the second batch norm taken anew
        eps             eps 1e-5 at inference; the network was trained with another
        """
        other = np.flatnonzero(~self.dead)
        control = np.zeros_like(self.dead)
        drawn = np.random.default_rng(0).choice(other, int(self.dead.sum()), replace=False)
        control.flat[drawn] = True
        mean, _ = self.statistics_of(1, x)
        answers = {
            "none": self.network.accuracy(self.x_test, self.t_test),
            "dead": self.surgery(self.dead, self.bias),
            "control": self.surgery(control, mean.T),
            "ordinary": self.surgery(~self.dead, mean.T),
            "means": self.surgery(np.ones_like(self.dead), mean.T),
        }
        eps, self.norm.eps = self.norm.eps, 1e-5
        answers["eps"] = self.network.accuracy(self.x_test, self.t_test)
        self.norm.eps = eps
        buffers = self.network.layers[6].buffers
        before = {name: array.copy() for name, array in buffers.items()}
        buffers["running_mean"][...], buffers["running_var"][...] = self.statistics_of(6, x)
        answers["second"] = self.network.accuracy(self.x_test, self.t_test)
        for name, array in before.items():
            buffers[name][...] = array
        return answers

    def statistics_of(self, place: int, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Mean and variance, over images, of what reaches the layer at this place at inference."""
        total = squares = 0.0
        for start in range(0, len(x), 500):
            y = x[start : start + 500]
            for layer in self.network.layers[:place]:
                y = layer.forward(y)
            total, squares = total + y.sum(axis=0), squares + (y * y).sum(axis=0)
        mean = total / len(x)
        return mean, np.maximum(squares / len(x) - mean * mean, 0)

    def doses(self) -> list[Measured]:
        """Test accuracy after a little is added to every bias of the convolution."""
        before, answers = self.bias.copy(), []
        for dose in DOSES:
            self.bias += self.bias.dtype.type(dose)
            accuracy = self.network.accuracy(self.x_test, self.t_test)
            answers.append({"dose": common.rounded(dose), "test_accuracy": accuracy})
            self.bias[...] = before
        return answers


def train(
    run: Mapping[str, Any], seed: int, say: Callable[[str], None], options: argparse.Namespace
) -> Measured:
    """Train one network and return what each epoch came to."""
    dtype = np.float64 if run["dtype"] == "float64" else np.float32
    x, t, x_test, t_test = common.digits()
    x, t, x_test = x[: options.images].astype(dtype), t[: options.images], x_test.astype(dtype)
    if options.images < 60_000:
        x_test, t_test = x_test[:500], t_test[:500]
    rng = np.random.default_rng(seed)
    network = report_convnet(
        rng,
        inverted=False,
        eps=run["eps"],
        average=run["average"],
        per_node=run["per_node"],
        dtype=dtype,
    )
    for place in (1, 6):
        network.layers[place].buffers["running_var"][...] = run["running_var_start"]
    if run["bias"] == "none":
        network.params["0.b"][...] = 0
    optimizer = WatchedAdam(run["bias"])
    trainer = ChangingTrainer(network, optimizer, rng=rng, batch_size=128, progress=False)
    trainer.images = run["images"]
    probe = Probe(network, x, x_test, t_test, run["images"])
    start = network.params["0.b"].tolist()
    epochs: list[Measured] = []

    def note(epoch: Epoch) -> None:
        seen = probe.look()
        epochs.append(common.figures(epoch) | seen | optimizer.report())
        if "operations" in run:
            epochs[-1]["operations"] = probe.operations(x[:10_000])
        wandered = max(abs(now - then) for now, then in zip(seen["bias"], start, strict=True))
        offset = max(seen.get("offset", [0.0]))
        cured = [seen[key] for key in ("surgery_dead", "surgery_bias") if key in seen]
        say(
            f"{common.line(epoch)}  batch statistics {seen['batch_statistics']:.4f}  "
            f"surgery {cured}  bias moved {wandered:.1e}  offset {offset:.3g}"
        )

    trainer.fit(x, t, x_test, t_test, epochs=run["epochs"], on_epoch=note)
    measured: Measured = {
        "bias_at_start": start,
        "empty_windows": int(probe.dead.sum()),
        "epochs": epochs,
    }
    if run["dtype"] == "float64":
        measured["doses"] = probe.doses()
    if seed == 0 and probe.per_node and run["dtype"] == "float64":
        measured["log10_running_var"] = rows(np.log10(probe.var + 1e-40))
    return measured


def rows(a: np.ndarray) -> list[list[str]]:
    """Arrays (C, H, W) as text, a line for each row, so that the file stays readable."""
    return [[" ".join(f"{value:.1f}" for value in row) for row in channel] for channel in a]


def summarize(run: Measured) -> Measured:
    """Accuracies, what the variants of the network reached, how far the bias went."""
    last = {
        key: common.over_seeds(run, lambda one, key=key: one["epochs"][-1][key])
        for key in ("train_accuracy", "loss", "flat_in_batch", "running_var_below_eps")
    }
    after_10 = min(10, *(len(one["epochs"]) for one in run["seeds"].values()))
    summary = common.test_accuracies(run) | {
        "after_epochs": after_10,
        "after": common.over_seeds(run, lambda one: one["epochs"][after_10 - 1]["test_accuracy"]),
        "after_lowest": common.over_seeds(
            run, lambda one: min(epoch["test_accuracy"] for epoch in one["epochs"][:after_10])
        ),
        "first": common.over_seeds(run, lambda one: one["epochs"][0]["test_accuracy"]),
        "collapsed": sum(common.accuracies(one)[-1] < COLLAPSED for one in run["seeds"].values()),
        **{f"last_{key}": value for key, value in last.items()},
        "bias_moved": common.over_seeds(run, bias_moved),
    }
    if summary["epochs"] > SETTLED:
        # a moving average that starts at 0 needs two epochs to forget it
        summary["settled_lowest"] = common.over_seeds(
            run, lambda one: min(epoch["test_accuracy"] for epoch in one["epochs"][SETTLED:])
        )
        if "offset" in next(iter(run["seeds"].values()))["epochs"][0]:
            summary["settled_offset"] = common.over_seeds(
                run, lambda one: max(max(epoch["offset"]) for epoch in one["epochs"][SETTLED:])
            )
    for key in ("bias_gradient", "weight_gradient", "bias_step"):
        summary[key] = common.over_seeds(
            run, lambda one, key=key: statistics.median(epoch[key] for epoch in one["epochs"])
        )
    for key in ("batch_statistics", "surgery_dead", "surgery_bias"):
        if key in next(iter(run["seeds"].values()))["epochs"][0]:
            summary[key] = {
                "last": common.over_seeds(run, lambda one, key=key: one["epochs"][-1][key]),
                "lowest": common.over_seeds(
                    run, lambda one, key=key: min(epoch[key] for epoch in one["epochs"])
                ),
            }
    if "operations" in run["settings"]:
        names = next(iter(run["seeds"].values()))["epochs"][0]["operations"]
        summary["operations"] = {name: operation(run, name) for name in names}
    if "offset" in next(iter(run["seeds"].values()))["epochs"][0]:
        summary["largest_offset"] = common.over_seeds(
            run, lambda one: max(max(epoch["offset"]) for epoch in one["epochs"])
        )
        summary["largest_offset_after"] = common.over_seeds(
            run, lambda one: max(max(epoch["offset"]) for epoch in one["epochs"][:after_10])
        )
    return summary


def operation(run: Measured, name: str) -> Measured:
    """What an operation led to: lowest and last accuracy, and that where the network was worst."""

    def answers(one: Measured, name: str = name) -> list[float]:
        return [epoch["operations"][name] for epoch in one["epochs"]]

    def at_worst(one: Measured) -> float:
        untouched = answers(one, "none")
        return answers(one)[untouched.index(min(untouched))]

    return {
        "lowest": common.over_seeds(run, lambda one: min(answers(one))),
        "last": common.over_seeds(run, lambda one: answers(one)[-1]),
        "at_worst": common.over_seeds(run, at_worst),
    }


def bias_moved(one: Measured) -> float:
    """The furthest that any bias of the convolution ever was from where it began."""
    start = one["bias_at_start"]
    return max(
        abs(now - then)
        for epoch in one["epochs"]
        for now, then in zip(epoch["bias"], start, strict=True)
    )


EXPERIMENT = Experiment(__file__, __doc__, SETTINGS, runs, train, summarize)

if __name__ == "__main__":
    sys.exit(EXPERIMENT.main())
