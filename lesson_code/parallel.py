"""Training in parallel: a batch is cut into parts, and workers compute their gradients.

A loss is the mean over a batch, so its gradient is the sum of the parts' gradients, each weighted
by the part's share of the batch. The parts are computed by an executor with the interface of
`concurrent.futures`. Threads, processes, a Dask cluster and MPI all have one, so nothing here sends
or schedules anything.
"""

import contextlib
import copy
import functools
import math
import operator
import os
import signal
import warnings
from collections.abc import Sequence
from concurrent.futures import (
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    ThreadPoolExecutor,
    wait,
)
from itertools import pairwise
from typing import Any, Self

import numpy as np

from lesson_code._types import Array, Labels
from lesson_code.layers.base import Layer, fill_gradients
from lesson_code.network import Sequential, keep_freed_memory

BLAS_SETTINGS = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS")

GUARD = (
    "where worker processes begin by importing the program anew (on Windows and macOS always), "
    'what starts them has to stand under: if __name__ == "__main__":'
)

Result = tuple[float, dict[str, Array], Array]
"""What a batch, or a part of one, comes to: its loss, its gradients by name, and its logits."""


class LostWorkerError(RuntimeError):
    """A worker died or is out of reach, so that a step could not be finished."""


class DataParallel:
    """Computes the gradients of a batch in parts, on several workers, and adds them.

    The numbers are those of one worker but for rounding. They do not depend on who was faster: the
    parts are added in their order, so the same seed and the same number of workers give the same
    bits.

    Each part has layers of its own that point to the network's parameters; they are copied anew
    when the network has got other layers or other arrays. Threads share the parameters and copy
    nothing; any other executor sends parameters and part to its workers at each step, and gets
    gradients and logits back. There the layers' classes must be importable. While threads compute a
    step, BLAS is held to one thread for each, by threadpoolctl where that is installed; worker
    processes see to it with `prepare_worker`.

    Dropout draws its masks part by part: at each step every dropout layer's generator gives a seed
    for each part, so that the masks come from it alone and a checkpoint holds all there is to know.
    They differ with the number of workers, as they do with the seed.

    Batch normalisation is refused: its mean and variance are those of the whole batch.

    Args:
        network: the network to train, which keeps the parameters.
        workers: into how many parts a batch is cut, of sizes that differ by one at most; a batch
            that has fewer samples is cut into single ones.
        executor: who computes the parts, such as a `ProcessPoolExecutor`, `client.get_executor()`
            of a Dask client or an `MPIPoolExecutor`; None for threads of its own.
        timeout: after how many seconds without an answer the workers count as lost; None to wait as
            long as it takes.

    Attributes:
        network: the network.
        workers: into how many parts a batch is cut.
        executor: who computes them.
        timeout: how long to wait for them.

    Raises:
        ValueError: if `workers` is below 1, `timeout` is not above 0, or a layer keeps statistics
            of whole batches or a generator that is not its `rng`.
        RuntimeError: in a worker process that imports the program which started it, for lack of
            `if __name__ == "__main__":` there.

    Warns:
        RuntimeWarning: if there are threads, and nothing that holds BLAS to one thread for each.

    Examples:
        >>> from lesson_code import SGD, Trainer, simple_convnet
        >>> rng = np.random.default_rng(0)
        >>> x, t = rng.random((20, 1, 28, 28), np.float32), rng.integers(0, 10, 20)
        >>> net = simple_convnet(rng)
        >>> with DataParallel(net, workers=2) as parallel:
        ...     trainer = Trainer(net, SGD(0.1), rng=rng, batch_size=10, parallel=parallel)
        ...     [epoch] = trainer.fit(x, t)
        >>> round(epoch.loss, 1)
        2.3
    """

    def __init__(
        self,
        network: Sequential,
        workers: int,
        executor: Executor | None = None,
        *,
        timeout: float | None = None,
    ) -> None:
        from multiprocessing import current_process  # here: with what it brings it takes 5 ms

        if getattr(current_process(), "_inheriting", False):
            # a worker process imports the program that started it, and this is its first act
            raise RuntimeError(f"a worker process is about to start workers of its own; {GUARD}")
        if workers < 1:
            raise ValueError(f"workers: expected at least 1, got {workers}")
        if timeout is not None and not timeout > 0:
            raise ValueError(f"timeout: expected a number of seconds above 0, got {timeout}")
        self.network = network
        self.workers = workers
        self._make_replicas()
        self._ours = executor is None
        self.executor = ThreadPoolExecutor(workers) if executor is None else executor
        self.timeout = timeout
        self._answered = False
        self._blas: Any = None
        if isinstance(self.executor, ThreadPoolExecutor):
            self._blas = _blas_controller()

    def gradients(self, x: Array, t: Labels) -> Result:
        """Loss of a batch, its gradient at every parameter, and what the network answered.

        Args:
            x: the batch, shape (N, ...).
            t: its labels, shape (N,) or one-hot (N, K).

        Returns:
            The loss, the gradients by the names of the network's `params`, and the logits, shape
            (N, K). If the loss is not finite there are no gradients.

        Raises:
            ValueError: if `x` is empty, there is not a label for each input, or they do not fit the
                network.
            FloatingPointError: if the network's `check_finite` is set and finds something.
            LostWorkerError: if a worker died, is out of reach, or gave no answer in time; what the
                executor said is the cause.
        """
        if len(x) == 0 or len(x) != len(t):
            raise ValueError(
                "gradients expected at least one input and a label for each, "
                f"got x of shape {x.shape} and t of shape {t.shape}"
            )
        count = min(self.workers, len(x))
        self._follow()
        self._hand_out_generators(self._replicas[:count])
        results = self._compute(
            [
                (part_gradients, replica, x[part], t[part], len(x[part]) / len(x))
                for replica, part in zip(self._replicas, _slices(len(x), count), strict=False)
            ]
        )
        losses, gradients, logits = zip(*results, strict=True)
        loss = sum(losses)
        if not math.isfinite(loss):
            return loss, {}, np.concatenate(logits)
        total = {
            name: functools.reduce(np.add, [part[name] for part in gradients])
            for name in gradients[0]
        }
        return loss, total, np.concatenate(logits)

    def predict(self, x: Array, batch_size: int = 200) -> Array:
        """Logits for any number of inputs: the network's `predict`, a part on each worker.

        Args:
            x: inputs, shape (N, ...).
            batch_size: how many at a time.

        Returns:
            Shape (N, K); the largest logit of a row is the answer.

        Raises:
            ValueError: if `x` is empty or `batch_size` is below 1.
            LostWorkerError: as for `gradients`.

        Examples:
            >>> from lesson_code import Affine
            >>> net = Sequential([Affine(np.eye(2), np.zeros(2))])
            >>> with DataParallel(net, workers=2) as parallel:
            ...     parallel.predict(np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]))
            array([[1., 2.],
                   [3., 4.],
                   [5., 6.]])
        """
        count = max(1, min(self.workers, len(x)))
        self._follow()
        return np.concatenate(
            self._compute(
                [
                    (Sequential.predict, replica, x[part], batch_size)
                    for replica, part in zip(self._replicas, _slices(len(x), count), strict=False)
                ]
            )
        )

    def close(self) -> None:
        """End the threads, if they are its own; an executor that was handed in is left alone."""
        if self._ours:
            self.executor.shutdown()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _compute(self, tasks: Sequence[tuple[Any, ...]]) -> list[Any]:
        """What the tasks come to, in their order; each is a function, a replica, and the rest."""
        try:
            with self._blas.limit(limits=1) if self._blas else contextlib.nullcontext():
                futures = []
                for function, replica, *rest in tasks:
                    replica.check_finite = self.network.check_finite
                    futures.append(self.executor.submit(function, replica, *rest))
                results = self._wait_for(futures)
                self._answered = True
                return results
        except BaseException as error:
            self._make_replicas()  # some of those there are may be in use yet
            if _is_loss(error):
                from concurrent.futures import ProcessPoolExecutor  # at the top it would take 4 ms

                guard = ""
                if isinstance(self.executor, ProcessPoolExecutor) and not self._answered:
                    guard = f". No worker has answered yet: {GUARD}"
                raise LostWorkerError(
                    f"a step was not finished ({type(error).__name__}): a worker died or is out of "
                    "reach; the network is as it was before this step: start workers anew and go "
                    f"on from there, or from the last checkpoint{guard}"
                ) from error
            raise

    def _make_replicas(self) -> None:
        self._copied = self._what_is_copied()
        self._replicas = [self._replica() for _ in range(self.workers)]

    def _what_is_copied(self) -> list[Any]:
        return [*(layer for _, layer in self.network.walk()), *self.network.params.values()]

    def _follow(self) -> None:
        """Make the replicas anew if the network has other layers or other arrays by now."""
        now = self._what_is_copied()
        if len(now) != len(self._copied) or any(map(operator.is_not, now, self._copied)):
            self._make_replicas()

    def _replica(self) -> Sequential:
        """The network's layers once more, which point to the same parameters."""
        shared = [*self.network.params.values(), *self._generators().values()]
        memo: dict[int, Any] = {id(thing): thing for thing in shared}
        replica = copy.deepcopy(self.network, memo)
        for part in list(memo.values()):  # whatever was copied, in networks within networks too
            if isinstance(part, np.random.Generator) and not any(part is rng for rng in shared):
                raise ValueError(
                    "network: expected every random generator to be the `rng` of a layer, where "
                    "each part can be given one of its own; found one elsewhere"
                )
            if not isinstance(part, Layer) or isinstance(part, Sequential):
                continue
            if part.buffers:
                raise ValueError(
                    f"network: {part!r} takes statistics over the whole batch, and a part of it "
                    "has others; train this network with one worker, without DataParallel, or "
                    "build it without batch normalisation"
                )
            part.grads = {}
            for name, value in list(vars(part).items()):
                if name.startswith("_") and isinstance(value, np.ndarray):
                    delattr(part, name)  # what an earlier forward kept, which would be sent along
        return replica

    def _generators(self) -> dict[str, np.random.Generator]:
        """The generators of the network's random layers, by the layers' places."""
        return {
            place: rng
            for place, layer in self.network.walk()
            if isinstance(rng := vars(layer).get("rng"), np.random.Generator)
        }

    def _hand_out_generators(self, replicas: Sequence[Sequential]) -> None:
        """A new generator for each random layer of each part, from the layer's own generator."""
        seeds = {
            place: rng.integers(2**63, size=len(replicas))
            for place, rng in self._generators().items()
        }
        for i, replica in enumerate(replicas):
            for place, layer in replica.walk():
                if place in seeds:
                    vars(layer)["rng"] = np.random.default_rng(seeds[place][i])

    def _wait_for(self, futures: Sequence[Future[Any]]) -> list[Any]:
        """All results, in order; no part is still at work when another's error is raised."""
        if wait(futures, self.timeout).not_done:
            for future in futures:
                future.cancel()
            raise TimeoutError(f"no answer within {self.timeout} seconds")
        return [future.result() for future in futures]


def part_gradients(network: Sequential, x: Array, t: Labels, share: float = 1.0) -> Result:
    """Loss of a part of a batch, its gradients, and what the network answered; a worker's task.

    Args:
        network: the network.
        x: the part, shape (n, ...).
        t: its labels, shape (n,) or one-hot (n, K).
        share: how much of the batch the part is, n / N.

    Returns:
        Loss and gradients, both multiplied by `share`, and the logits, shape (n, K). If the loss
        is not finite there are no gradients.

    Examples:
        >>> from lesson_code import Affine
        >>> net = Sequential([Affine(np.zeros((2, 2)), np.zeros(2))])
        >>> loss, grads, logits = part_gradients(net, np.ones((1, 2)), np.array([0]), share=0.25)
        >>> grads["0.b"]
        array([-0.125,  0.125])
    """
    keep_freed_memory()  # in a worker's process there is no trainer that does
    logits = network.forward(x, train=True)
    loss = network.loss_function.forward(logits, t)
    if not math.isfinite(loss):
        return loss * share, {}, logits
    dy = network.loss_function.backward()
    fill_gradients(network, dy if share == 1 else dy * share)
    return loss * share, network.grads.copy(), logits


def _slices(n: int, parts: int) -> list[slice]:
    """Places 0 to n cut into parts whose sizes differ by one at most."""
    ends = [n * i // parts for i in range(parts + 1)]
    return [slice(start, end) for start, end in pairwise(ends)]


def prepare_worker() -> None:
    """Make a process a good worker: one thread in BLAS, and deaf to Ctrl-C, which is the trainer's.

    For executors that start processes, which take it as `initializer`:
    `ProcessPoolExecutor(2, initializer=prepare_worker)`. Without it, Ctrl-C in a terminal ends
    the workers as well, in the midst of a step.

    Warns:
        RuntimeWarning: if there is nothing that holds BLAS to one thread.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    controller = _blas_controller()
    if controller is not None:
        controller.limit(limits=1)


def _blas_controller() -> Any:
    """What sets how many threads BLAS uses; None, with a word, where threadpoolctl is missing."""
    try:
        from threadpoolctl import ThreadpoolController
    except ImportError:
        if not any(os.environ.get(name) == "1" for name in BLAS_SETTINGS):
            warnings.warn(
                "threadpoolctl is not installed, so every worker's BLAS may use all cores, and "
                "they get in each other's way; install it with: pip install 'lesson-code"
                "[parallel]', or set OPENBLAS_NUM_THREADS=1 before Python starts",
                RuntimeWarning,
                stacklevel=3,
            )
        return None
    return ThreadpoolController()


def _is_loss(error: BaseException) -> bool:
    """Whether an executor's error says that workers are gone, not that a part went wrong."""
    if isinstance(error, BrokenExecutor | CancelledError | OSError):  # also TimeoutError
        return True
    return type(error).__name__ == "KilledWorker"  # Dask's, which need not be installed
