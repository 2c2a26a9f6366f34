"""Training: epochs of mini-batches, with a progress bar and a record of what happened."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self

import numpy as np

from lesson_code._types import Array, Labels
from lesson_code.datasets.batches import batches
from lesson_code.network import Sequential
from lesson_code.optimizers import Optimizer

BAR_INTERVAL = 0.2  # seconds between two drawings of the progress bar


@dataclass(frozen=True)
class Epoch:
    """What one epoch came to.

    Attributes:
        epoch: its number, from 1.
        loss: mean loss over the epoch's samples, each measured before the step it led to.
        train_accuracy: accuracy on training samples after the epoch, between 0 and 1.
        test_accuracy: accuracy on all test samples after the epoch, or None without test samples.
        seconds: time spent in training steps, without evaluation.
    """

    epoch: int
    loss: float
    train_accuracy: float
    test_accuracy: float | None
    seconds: float


class Trainer:
    """Trains a network and keeps a history.

    Args:
        network: what to train; its parameters change in place.
        optimizer: how to change them.
        rng: random generator for the order of samples.
        batch_size: samples in a mini-batch.
        evaluation_samples: on how many of the training samples, the first ones, accuracy is
            measured after an epoch; None for all. Test samples are always all used.
        progress: True for a progress bar, False for none, None for one only where standard error is
            a terminal.

    Attributes:
        history: an `Epoch` for each epoch done.

    Raises:
        ValueError: if `batch_size` or `evaluation_samples` is below 1.

    Examples:
        >>> from lesson_code import SGD, simple_convnet
        >>> rng = np.random.default_rng(0)
        >>> x, t = rng.random((20, 1, 28, 28), np.float32), rng.integers(0, 10, 20)
        >>> trainer = Trainer(simple_convnet(rng), SGD(0.1), rng=rng, batch_size=10)
        >>> [epoch] = trainer.fit(x, t, epochs=1)
        >>> round(epoch.loss, 1)  # an untrained network guesses: log 10
        2.3
    """

    def __init__(
        self,
        network: Sequential,
        optimizer: Optimizer,
        *,
        rng: np.random.Generator,
        batch_size: int = 50,
        evaluation_samples: int | None = 10_000,
        progress: bool | None = None,
    ) -> None:
        for name, value in (("batch_size", batch_size), ("evaluation_samples", evaluation_samples)):
            if value is not None and value < 1:
                raise ValueError(f"{name}: expected at least 1, got {value}")
        self.network = network
        self.optimizer = optimizer
        self.rng = rng
        self.batch_size = batch_size
        self.evaluation_samples = evaluation_samples
        self.progress = progress
        self.history: list[Epoch] = []

    def step(self, x: Array, t: Labels) -> tuple[float, float]:
        """One training step: forward, loss, backward, update.

        Args:
            x: a mini-batch, shape (N, ...).
            t: its labels, shape (N,) or (N, K).

        Returns:
            Loss and accuracy on this mini-batch, before the update.

        Raises:
            FloatingPointError: if the loss is not a finite number; the parameters stay as they
                were.
        """
        network = self.network
        logits = network.forward(x, train=True)
        loss = network.loss_function.forward(logits, t)
        if not np.isfinite(loss):
            raise FloatingPointError(
                f"the loss became {loss}; try a smaller learning rate than {self.optimizer.lr}"
            )
        network.backward(network.loss_function.backward())
        self.optimizer.update(network.params, network.grads)
        labels = t.argmax(axis=1) if t.ndim == 2 else t
        return loss, float((logits.argmax(axis=1) == labels).mean())

    def fit(
        self,
        x: Array,
        t: Labels,
        x_test: Array | None = None,
        t_test: Labels | None = None,
        *,
        epochs: int = 1,
        on_epoch: Callable[[Epoch], None] | None = None,
    ) -> list[Epoch]:
        """Train for some epochs more.

        Args:
            x: training inputs, shape (N, ...).
            t: their labels, shape (N,) or (N, K).
            x_test: test inputs, if accuracy on them is wanted.
            t_test: their labels.
            epochs: how many times to go through the training samples.
            on_epoch: called after each epoch with what it came to.

        Returns:
            The whole history, also of earlier calls.

        Raises:
            ValueError: if `epochs` is below 1, there is nothing to train on, or of `x_test` and
                `t_test` only one is given.
            FloatingPointError: if the loss is no longer finite.
        """
        if epochs < 1 or len(x) == 0:
            raise ValueError(
                "fit expected at least one epoch and one sample, "
                f"got epochs={epochs}, x of {x.shape}"
            )
        if (x_test is None) != (t_test is None):
            raise ValueError("fit expected x_test and t_test together, got only one of them")
        for _ in range(epochs):
            start = time.perf_counter()
            loss = self._train_one_epoch(x, t)
            seconds = time.perf_counter() - start
            seen = slice(self.evaluation_samples)
            epoch = Epoch(
                epoch=len(self.history) + 1,
                loss=loss,
                train_accuracy=self.network.accuracy(x[seen], t[seen]),
                test_accuracy=(
                    None
                    if x_test is None or t_test is None
                    else self.network.accuracy(x_test, t_test)
                ),
                seconds=seconds,
            )
            self.history.append(epoch)
            if on_epoch is not None:
                on_epoch(epoch)
        return self.history

    def _train_one_epoch(self, x: Array, t: Labels) -> float:
        total = 0.0
        with _progress_bar(len(x), f"epoch {len(self.history) + 1}", self.progress) as bar:
            for x_batch, t_batch in batches(x, t, self.batch_size, self.rng):
                loss, accuracy = self.step(x_batch, t_batch)
                total += loss * len(x_batch)
                bar.set_postfix(loss=f"{loss:.3f}", accuracy=f"{accuracy:.3f}", refresh=False)
                bar.update(len(x_batch))
        return total / len(x)


class _NoBar:
    """Stands in for a progress bar where none is wanted or tqdm is not installed."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None: ...

    def set_postfix(self, **_: object) -> None: ...

    def update(self, _: int) -> None: ...


def _progress_bar(total: int, name: str, progress: bool | None) -> Any:
    if progress is False:
        return _NoBar()
    try:
        from tqdm import tqdm
    except ImportError:
        return _NoBar()
    hidden = None if progress is None else False  # None: tqdm itself looks for a terminal
    return tqdm(
        total=total,
        desc=name,
        unit=" samples",
        leave=False,
        disable=hidden,
        mininterval=BAR_INTERVAL,
    )
