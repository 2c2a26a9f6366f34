"""Training against inference, of a whole network: over one same batch they must come to agree."""

import itertools
import time
import types
from collections.abc import Iterator
from functools import partial
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from lesson_code._types import Array
from lesson_code.examine._instances import generator, mode_argument
from lesson_code.examine._kinds import kind_of
from lesson_code.examine._mistakes import found
from lesson_code.examine._network_forms import Network, things_in
from lesson_code.examine._sharing import shared_state
from lesson_code.examine.report import Finding
from lesson_code.functions import log_softmax

N, N_FEATURES = 40, 320  # images, and what has no places over which variances are taken, too
FEWEST, LIMIT, SECONDS = 256, 2048, 10.0  # of passes in training, and how long they may take
AGREE = 0.1  # distance of inference from training, over the spread of the answers
SHAKEN, CHAOS = 1e-3, 1e-2  # added to the inputs; by how much that may move the answers
SETTLED = 1e-3  # part of that distance by which it may still change while passes double
TINY = 1e-300  # instead of a share of 0
STILL = 1e-5  # and that by which it may change earlier than that
ROUGH = 60  # passes where there are only losses to compare
DECAYS = ("reg", "weight_decay", "weight_decay_lambda", "l2", "l2_reg", "lam", "lamda", "lambda_")


def check_modes(module: types.ModuleType, network: Network, x: Array, t: Any) -> Iterator[Finding]:
    """Pass one batch through in training until running statistics are its own; then compare.

    Args:
        module: the program.
        network: as it was made.
        x: a batch, for its shape.
        t: its targets, labels or one-hot rows.
    """
    if network.way not in ("gradient", "loss", "layers"):
        return
    batch = generator(3).standard_normal((N if x.ndim > 2 else N_FEATURES, *x.shape[1:]))
    try:
        case = _Case(network.copy(), batch, t)
        verdict = case.exact()
        if verdict is None:
            verdict = _Case(network.copy(), batch[:N], t).rough()
    except Exception:  # it does not take such a batch
        return
    if not verdict:
        return
    state = None
    if case.distance:
        state = shared_state(module, network, case.x, case.targets(case.labels))
    if state is None:
        yield verdict
        return
    yield found(
        "network-running-shared",
        where=state.where,
        count=len(state.owners),
        which=_some(state.owners),
        difference=f"{case.distance:.0%}",
    )


class _Case:
    """A network and one batch, on which it is trained again and again."""

    def __init__(self, network: Network, x: Array, t: Any) -> None:
        self.network, self.x = network, x
        self.labels = np.resize(t if np.ndim(t) == 1 else np.argmax(t, axis=1), len(x))
        self.classes = np.shape(t)[1] if np.ndim(t) == 2 else None
        self.distance = 0.0  # of inference from training, over the spread of the answers

    def exact(self) -> Finding | Literal[False] | None:
        """What is found; False if it is nothing, None if there are no answers to compare."""
        _switch_off_dropout(self.network.made)
        training = self._answers_in_training()
        if training is None:
            return None
        spread = float(np.linalg.norm(training - training.mean(axis=0)))
        end, passes, until = time.process_time() + SECONDS, 0, 1
        before = np.full_like(training, np.inf)
        while True:
            inference = _logits(self.network.scores(self.x.copy()))[: len(training)]
            distance = float(np.linalg.norm(inference - training))
            if distance <= AGREE * spread:
                return False
            moved = float(np.linalg.norm(inference - before))
            still = moved <= STILL * distance and passes >= ROUGH
            if still or passes == LIMIT or time.process_time() > end:
                settled = still or (moved <= SETTLED * distance and passes >= FEWEST)
                break
            before = inference
            for _ in range(until - passes):
                self.network.pass_in_training(self.x.copy(), self.targets(self.labels))
            passes, until = until, 2 * until
        if not settled or not np.isfinite(distance) or self._is_chaotic(training, spread):
            return False
        self.distance = distance / spread
        return found("inference-differs", how=_words("answers", f"{self.distance:.0%}"))

    def _is_chaotic(self, training: Array, spread: float) -> bool:
        """Whether its answers change with hardly anything, as after thirty layers of batch norm.

        Then they change with a variance over n - 1, too.
        """
        x = self.x
        self.x = x + SHAKEN * generator(4).standard_normal(x.shape)
        shaken = self._answers_in_training()
        self.x = x
        return shaken is None or float(np.linalg.norm(shaken - training)) > CHAOS * spread

    def rough(self) -> Finding | None:
        """The loss in training, whatever else is in it, against that of inference."""
        losses = [self._loss(self.labels) for _ in range(ROUGH)]
        inference = self._cross_entropy(self.network.scores(self.x.copy()))
        training = float(np.mean(losses[-5:]))
        if inference <= 2 * training + 1:
            return None
        return found(
            "inference-differs", how=_words("losses", f"{training:.3g}", f"{inference:.3g}")
        )

    def _answers_in_training(self) -> Array | None:
        """What comes out in training, as logits; from losses, where only these are to be had."""
        predict = getattr(self.network.made, "predict", None)
        if self.network.way == "layers" or (predict is not None and mode_argument(predict)):
            first = self.network.scores(self.x.copy(), True)
            again = self.network.scores(self.x.copy(), True, again=False)
            return _logits(first) if np.allclose(first, again) else None
        return self._answers_in_losses()

    def _answers_in_losses(self) -> Array | None:
        """Logits, which cross-entropy gives away: a label that moves to a class takes z / N off."""
        for name in DECAYS:
            if isinstance(vars(self.network.made).get(name), int | float):
                setattr(self.network.made, name, 0.0)
        n, K = self.network.scores(self.x.copy()).shape
        none = np.zeros(n, int)
        start = time.process_time()
        first, again = self._loss(none), self._loss(none)
        if first != again or (time.process_time() - start) / 2 * N * K > SECONDS:
            return None
        z = np.zeros((N, K))  # of so many samples; the others are as good
        for i, k in itertools.product(range(N), range(1, K)):
            moved = none.copy()
            moved[i] = k
            z[i, k] = n * (first - self._loss(moved))
        # of another loss, or of one with weight decay in it, this is not so
        alike = n > N or np.isclose(self._cross_entropy(z, none), first, rtol=1e-3)
        return _logits(z) if alike else None

    def targets(self, labels: NDArray[np.intp]) -> Any:
        """Labels as the network takes them."""
        return labels if self.classes is None else np.eye(self.classes)[labels]

    def _loss(self, labels: NDArray[np.intp]) -> float:
        """The loss of a pass in training."""
        if self.network.way == "layers":
            return self._cross_entropy(self.network.scores(self.x.copy(), True))
        return self.network.value(self.x.copy(), self.targets(labels), np.empty(0))

    def _cross_entropy(self, y: Array, labels: NDArray[np.intp] | None = None) -> float:
        t = self.labels if labels is None else labels
        return float(-log_softmax(y)[np.arange(len(t)), t].mean())


def _logits(y: Array) -> Array:
    """Answers up to what softmax does not see; of shares, their logarithms."""
    if (y >= 0).all() and np.allclose(y.sum(axis=1), 1):
        y = np.log(np.maximum(y, TINY))
    return y - y.mean(axis=1, keepdims=True)


def _switch_off_dropout(made: Any) -> None:
    """Let every dropout layer give back what it is handed."""
    for _, thing in things_in(made):
        if hasattr(thing, "forward") and kind_of(type(thing).__name__) == "dropout":
            thing.forward = partial(_handed_through, thing)


def _handed_through(layer: Any, x: Array, *_: Any, **__: Any) -> Array:
    layer.output = x
    return x


def _words(what: str, *numbers: str) -> dict[str, str]:
    texts = {
        "answers": (
            "even after the same batch was passed through until nothing changed any more, the "
            "answers at inference differ from those in training by {} of their spread",
            "同じバッチを、何も変わらなくなるまで学習モードで通しても、推論の答えが学習のときと"
            "ずれています（ずれの大きさは、答えの散らばりの {}）",
        ),
        "losses": (
            "on the same images the loss is {} in training and {} at inference",
            "同じバッチでの損失が、学習では {}、推論では {} です",
        ),
    }
    return {k: text.format(*numbers) for k, text in zip(("en", "ja"), texts[what], strict=True)}


def _some(names: list[str]) -> str:
    """The first three names."""
    return ", ".join(names[:3]) + (" ..." if len(names) > 3 else "")
