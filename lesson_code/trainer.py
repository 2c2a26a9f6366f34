"""Training: epochs of mini-batches, with a progress bar and a record of what happened."""

import copy
import math
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Self

import numpy as np
from numpy.typing import NDArray

from lesson_code._interrupts import interrupts_wait
from lesson_code._text import counted
from lesson_code._types import Array, Labels
from lesson_code.functions import as_array, check_generator, floating_hint
from lesson_code.network import Sequential, keep_freed_memory
from lesson_code.optimizers import Optimizer
from lesson_code.parallel import DataParallel, part_gradients
from lesson_code.schedules import Schedule
from lesson_code.stored_images import StoredImages

BAR_INTERVAL = 0.2  # seconds between two drawings of the progress bar


@dataclass(frozen=True)
class Epoch:
    """What one epoch came to.

    Attributes:
        epoch: its number, from 1.
        loss: mean loss over the epoch's samples, each measured before the step it led to.
        train_accuracy: accuracy on training samples after the epoch, between 0 and 1; None where
            the loss knows none, as in regression.
        test_accuracy: accuracy on all test samples after the epoch; None also without test samples.
        seconds: time spent in training steps, without evaluation.
        lr: the optimiser's learning rate in the epoch.
    """

    epoch: int
    loss: float
    train_accuracy: float | None
    test_accuracy: float | None
    seconds: float
    lr: float | None = None


Callback = Callable[[Epoch], object]
"""Called after each epoch with what it came to; training ends if it returns True."""


@dataclass
class UnderWay:
    """How far an epoch got that was interrupted; `Trainer.fit` goes on from there.

    Attributes:
        order: indices of the epoch's samples in the order drawn, as many as there are samples.
        position: how many of them were trained on.
        total_loss: sum of their losses.
        seconds: time spent on them.
    """

    order: NDArray[np.int64]
    position: int = 0
    total_loss: float = 0.0
    seconds: float = 0.0


class EarlyStopping:
    """A callback that ends training when nothing has got better for some epochs.

    Samples that decide when to stop have been learned from, too: hand `fit` samples set apart for
    validation as `x_test`, and keep the test samples for the end. The parameters stay those of the
    last epoch; to keep the best, save a checkpoint when `best` is the epoch that a later callback
    gets.

    Where there is no accuracy, as in regression, the loss is watched instead.

    Args:
        patience: how many epochs without a new best are tolerated.
        on: what is watched, "loss", "train_accuracy" or "test_accuracy".
        min_delta: by how much a new best must improve on the best so far.

    Attributes:
        best: the epoch with the best value so far; None before the first.

    Raises:
        ValueError: if a setting is out of range.

    Examples:
        >>> stop = EarlyStopping(patience=2, on="loss")
        >>> [stop(Epoch(i, loss, 0.0, None, 1.0)) for i, loss in enumerate([3, 1, 2, 1], start=1)]
        [False, False, False, True]
    """

    def __init__(
        self,
        patience: int = 5,
        on: Literal["loss", "train_accuracy", "test_accuracy"] = "test_accuracy",
        min_delta: float = 0.0,
    ) -> None:
        if patience < 1 or not 0 <= min_delta < math.inf:
            raise ValueError(
                "EarlyStopping expected patience of at least 1 and min_delta of at least 0, "
                f"got {patience!r} and {min_delta!r}"
            )
        if on not in ("loss", "train_accuracy", "test_accuracy"):
            raise ValueError(
                f'on: expected "loss", "train_accuracy" or "test_accuracy", got {on!r}'
            )
        self.patience = patience
        self.on = on
        self.min_delta = min_delta
        self.best: Epoch | None = None

    def __call__(self, epoch: Epoch) -> bool:
        """Take note of an epoch.

        After loading a checkpoint, call it once with each epoch of the history.

        Args:
            epoch: what it came to.

        Returns:
            True if training should end.

        Raises:
            ValueError: if the epoch lacks what is watched.
        """
        value = self._value(epoch)
        if self.best is None or value > self._value(self.best) + self.min_delta:
            self.best = epoch
        return epoch.epoch - self.best.epoch >= self.patience

    def _value(self, epoch: Epoch) -> float:
        """What is watched, so that more is better."""
        if self.on == "loss" or epoch.train_accuracy is None:
            return -epoch.loss
        value = getattr(epoch, self.on)
        if value is None:
            raise ValueError(f"EarlyStopping watches {self.on}; give fit x_test and t_test")
        return float(value)


class Trainer:
    """Trains a network and keeps a history.

    Ctrl-C lets the step under way finish, so that no parameter is left half changed, and then
    raises KeyboardInterrupt: the network keeps what it learned, `under_way` says how far the
    epoch got, and the next `fit` with the same samples goes on from there as if nothing had
    happened.

    Args:
        network: what to train; its parameters change in place.
        optimizer: how to change them.
        rng: random generator for the order of samples.
        batch_size: samples in a mini-batch.
        drop_last: True to leave out what is left over at an epoch's end and fills no mini-batch:
            each epoch leaves out others. Batch normalisation after an affine layer needs it where
            a single sample is left, which has no variance.
        sampling: "shuffle" to go through all samples in random order, each once an epoch; "replace"
            to draw each anew from all, so that in an epoch of as many draws some come several
            times and others, about 37 %, not at all.
        schedule: learning rate of each epoch, by its number, from 1; None to leave the optimiser's
            as it is.
        evaluation_samples: on how many of the training samples, the first ones, accuracy is
            measured after an epoch; None for all. Test samples are always all used.
        progress: True for a progress bar, False for none, None for one only where standard error is
            a terminal.
        parallel: who computes the gradients of a mini-batch in parts; None to do it in one piece.
            A checkpoint does not hold it: set it again after loading one.

    Attributes:
        history: an `Epoch` for each epoch done.
        under_way: how far an interrupted epoch got; None between epochs. Set it to None to give
            that epoch up; the network keeps what it learned in it.

    Raises:
        ValueError: if `batch_size` or `evaluation_samples` is no integer of at least 1, `sampling`
            is unknown, or `rng` is no generator.

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
        drop_last: bool = False,
        sampling: Literal["shuffle", "replace"] = "shuffle",
        schedule: Schedule | None = None,
        evaluation_samples: int | None = 10_000,
        progress: bool | None = None,
        parallel: DataParallel | None = None,
    ) -> None:
        for name, value in (("batch_size", batch_size), ("evaluation_samples", evaluation_samples)):
            if value is not None:
                _check_count(name, value)
        if sampling not in ("shuffle", "replace"):
            raise ValueError(f'sampling: expected "shuffle" or "replace", got {sampling!r}')
        check_generator(rng)
        keep_freed_memory()
        self.network = network
        self.optimizer = optimizer
        self.rng = rng
        self.batch_size = batch_size
        self.drop_last = drop_last
        self.sampling = sampling
        self.schedule = schedule
        self.evaluation_samples = evaluation_samples
        self.progress = progress
        self.parallel = parallel
        self.history: list[Epoch] = []
        self.under_way: UnderWay | None = None

    def step(self, x: Array, t: Labels) -> tuple[float, Array]:
        """One training step: forward, loss, backward, update.

        Args:
            x: a mini-batch, shape (N, ...).
            t: its labels or targets, as the loss takes them.

        Returns:
            Loss of this mini-batch, and what the network answered, shape (N, K): both before the
            update. `network.loss_function.accuracy` counts which of the answers are right.

        Raises:
            ValueError: if `parallel` is for another network.
            FloatingPointError: if the loss is not a finite number; the parameters stay as they
                were.
            LostWorkerError: if `parallel` lost a worker; the parameters stay as they were.
        """
        if self.parallel is None:
            loss, grads, logits = part_gradients(self.network, x, t)
        elif self.parallel.network is self.network:
            loss, grads, logits = self.parallel.gradients(x, t)
        else:
            raise ValueError("parallel: expected one for this trainer's network, got another's")
        if not math.isfinite(loss):
            if not np.isfinite(x).all():
                raise FloatingPointError(
                    f"the loss became {loss}, for the inputs hold numbers that are not finite; for "
                    "zeros instead use x = np.nan_to_num(x, posinf=0, neginf=0)"
                )
            raise FloatingPointError(
                f"the loss became {loss}; try a smaller learning rate than {self.optimizer.lr}, "
                "or set the network's check_finite to see where it began"
            )
        self.optimizer.update(self.network.params, grads)
        return loss, logits

    def fit(
        self,
        x: Array | StoredImages,
        t: Labels,
        x_test: Array | StoredImages | None = None,
        t_test: Labels | None = None,
        *,
        epochs: int = 1,
        on_epoch: Callback | Sequence[Callback] = (),
    ) -> list[Epoch]:
        """Train for some epochs more.

        Args:
            x: training inputs, shape (N, ...); `StoredImages` are read mini-batch by mini-batch.
            t: their labels or targets, as the loss takes them.
            x_test: test inputs, if accuracy on them is wanted.
            t_test: their labels.
            epochs: how many times to go through the training samples; an interrupted epoch that is
                finished counts as one.
            on_epoch: callbacks, one or several, called in turn after each epoch with what it came
                to; training ends early if one returns True.

        Returns:
            The whole history, also of earlier calls.

        Raises:
            ValueError: if `epochs` is below 1, there is nothing to train on, inputs and labels are
                not equally many, the schedule gives no learning rate above 0, or the last
                mini-batch would be a single sample that the network cannot train on.
            FloatingPointError: if the loss is no longer finite.
            KeyboardInterrupt: after Ctrl-C, between two steps.
        """
        for name, inputs in (("x", x), ("x_test", x_test)):
            if inputs is not None and not isinstance(inputs, np.ndarray | StoredImages):
                raise ValueError(
                    f"{name}: expected an array, got a {type(inputs).__name__}"
                    f"{floating_hint(name, inputs)}"
                )
        t = as_array("t", t)
        _check_count("epochs", epochs)
        if len(x) == 0:
            raise ValueError(f"x: expected at least one sample, got shape {x.shape}")
        if t.shape[:1] != x.shape[:1]:
            raise ValueError(f"t: expected a label for each of {len(x)} inputs, got {t.shape}")
        if (x_test is None) != (t_test is None):
            raise ValueError("fit expected x_test and t_test together, got only one of them")
        if self.under_way is not None and len(self.under_way.order) != len(x):
            raise ValueError(
                f"x: expected the {len(self.under_way.order)} samples of the epoch under way, got "
                f"{len(x)}; set the trainer's under_way to None to give that epoch up"
            )
        self._check_last_batch(x)
        callbacks = [on_epoch] if callable(on_epoch) else on_epoch
        for _ in range(epochs):
            epoch = self._one_epoch(x, t, x_test, t_test)
            answers = [callback(epoch) for callback in callbacks]
            if any(answer is True for answer in answers):
                break
        return self.history

    def _one_epoch(
        self,
        x: Array | StoredImages,
        t: Labels,
        x_test: Array | StoredImages | None,
        t_test: Labels | None,
    ) -> Epoch:
        """Train through the samples, or through the rest of them, and measure what came of it."""
        self._set_learning_rate()
        with interrupts_wait():
            if self.under_way is None:
                self.under_way = UnderWay(self._draw_order(len(x)))
        under_way = self.under_way
        try:
            self._train(x, t, under_way)
        except Exception:
            self.under_way = None
            raise
        seen = slice(self.evaluation_samples)
        accuracy = self.network.accuracy
        epoch = Epoch(
            epoch=len(self.history) + 1,
            loss=under_way.total_loss / under_way.position,
            train_accuracy=accuracy(x[seen], t[seen]),
            test_accuracy=None if x_test is None or t_test is None else accuracy(x_test, t_test),
            seconds=under_way.seconds,
            lr=self.optimizer.lr,
        )
        with interrupts_wait():
            self.history.append(epoch)
            self.under_way = None
        return epoch

    def _set_learning_rate(self) -> None:
        if self.schedule is None:
            return
        epoch = len(self.history) + 1
        lr = float(self.schedule(epoch))
        if not 0 < lr < math.inf:
            raise ValueError(f"schedule: expected a finite number above 0, got {lr} at {epoch}")
        self.optimizer.lr = lr

    def _draw_order(self, n: int) -> NDArray[np.int64]:
        if self.sampling == "shuffle":
            return self.rng.permutation(n).astype(np.int64, copy=False)
        return self.rng.integers(n, size=n)

    def _check_last_batch(self, x: Array | StoredImages) -> None:
        """Find out before the first step what the last one, a smaller batch, will come to."""
        n, size = len(x), self.batch_size
        if self.drop_last and n < size:
            raise ValueError(
                f"batch_size: {counted(n, 'sample')} cannot fill a batch of {size}, and drop_last "
                f"leaves out what is not full; use batch_size={n}"
            )
        if self.drop_last or n == 1 or n % size != 1 or not self.network.buffers:
            return  # a single sample is only too little where statistics are taken
        rehearsal = copy.deepcopy(self.network)  # which may count batches, or draw masks
        try:
            rehearsal.forward(np.asarray(x[:1]), train=True)
        except ValueError as error:
            raise ValueError(
                f"batch_size: {n} samples in batches of {size} leave a last batch of 1, which this "
                f"network cannot train on ({error}); use drop_last=True (the option --drop-last) "
                "or another batch_size"
            ) from error

    def _train(self, x: Array | StoredImages, t: Labels, under_way: UnderWay) -> None:
        """Go step by step through what is left of an epoch."""
        name, order = f"epoch {len(self.history) + 1}", under_way.order
        end = len(order)
        if self.drop_last:
            end -= (end - under_way.position) % self.batch_size
        with _progress_bar(end, name, self.progress) as bar, interrupts_wait() as interrupts:
            bar.update(under_way.position)
            while under_way.position < end and not interrupts:
                start = time.perf_counter()
                chosen = order[under_way.position : under_way.position + self.batch_size]
                labels = t[chosen]
                loss, logits = self.step(x[chosen], labels)
                under_way.position += len(chosen)
                under_way.total_loss += loss * len(chosen)
                if not bar.disable:
                    shown = {"loss": f"{loss:.3f}"}
                    accuracy = self.network.loss_function.accuracy(logits, labels)
                    if accuracy is not None:
                        shown["accuracy"] = f"{accuracy:.3f}"
                    bar.set_postfix(shown, refresh=False)
                bar.update(len(chosen))
                under_way.seconds += time.perf_counter() - start


def _check_count(name: str, value: object) -> None:
    if not isinstance(value, (int, np.integer)) or value < 1:
        raise ValueError(f"{name}: expected an integer of at least 1, got {value!r}")


class _NoBar:
    """Stands in for a progress bar where none is wanted or tqdm is not installed."""

    disable = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None: ...

    def update(self, _: int) -> None: ...


def _progress_bar(total: int, name: str, progress: bool | None) -> Any:
    if progress is False or sys.stderr is None:
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
