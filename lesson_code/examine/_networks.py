"""The examination of a whole network: are its weights reached, and does a step change them?"""

import copy
import inspect
import types
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from lesson_code._types import Array
from lesson_code.examine import _optimizers, _symmetry
from lesson_code.examine._instances import RATES, Still, generator
from lesson_code.examine._mistakes import found, in_words, stopped
from lesson_code.examine._modes import check_modes
from lesson_code.examine._network_forms import Held, Network, arrays_in, has, make
from lesson_code.examine._sharing import check_account
from lesson_code.examine.report import Finding
from lesson_code.exercises.grading import Problem, frozen
from lesson_code.functions import log_softmax

KIND = "network"
N = 5  # samples
H = 1e-6
RIGHT = 1e-4  # relative error of a slope along a direction; a kink that is near costs a little
DIRECTIONS = 3


def examine(
    module: types.ModuleType,
    target: Any,
    name: str,
    given: Mapping[str, Any],
    shape: tuple[int, ...] | None,
) -> tuple[list[Finding], str]:
    """What is found, and at which shape."""
    still = Still(module)
    still.again()
    made, shapes = make(target, name, given, shape)
    account = list(check_account(made))
    try:
        copy.deepcopy(made)
    except TypeError:  # a generator cannot be copied, and nothing else can then be tried
        if account:
            return account, "parameters()"
        raise
    examination = _Examination(module, Network(made, still), name, account)
    examination.find_shape([shape] if shape else shapes)
    return list(examination.findings()), f"{examination.x.shape} -> {examination.y.shape}"


def check_inference(network: Network, x: Array, path: str) -> Iterator[Finding]:
    """The same answer twice, and for a sample alone."""
    copied = network.copy()
    first = copied.scores(x.copy())
    again = copied.scores(x.copy(), again=False)
    if not np.allclose(first, again, rtol=1e-6, atol=1e-9):
        yield found("inference-random", difference=f"{np.abs(first - again).max():.2g}")
        return
    try:
        alone = network.copy().scores(x[:1].copy())
    except Exception as error:
        yield found("batch-of-one", why=in_words(stopped(error, path, "x")))
        return
    if alone.shape != first[:1].shape or not np.allclose(alone, first[:1], 1e-5, 1e-8):
        difference = f"{np.abs(alone.ravel()[0] - first.ravel()[0]):.2g}"
        yield found("network-samples-mixed", difference=difference)
        return
    yield found("network-inference")


class _Examination:
    """Of one network; everything is tried on copies."""

    def __init__(
        self, module: types.ModuleType, network: Network, name: str, account: list[Finding]
    ) -> None:
        self.account = account  # what was found of it; then nothing else can be told by it
        self.module, self.network, self.name = module, network, name
        self.path = str(module.__file__)
        self.x: Array = np.empty(0)
        self.y: Array = np.empty(0)  # what comes out
        self.t: Any = None  # targets
        self.unused: set[str] = set()  # parameters that change nothing
        self.r: Array = np.empty(0)  # by which outputs are weighted where there is no loss

    # ---- What goes in

    def find_shape(self, shapes: list[tuple[int, ...]]) -> None:
        """Find what one sample looks like: as somebody said, or as the weights say."""
        first: Exception | None = None
        for shape in dict.fromkeys([*shapes, *self._shapes_of_weights()]):
            x = generator(1).standard_normal((N, *shape))
            try:
                y = self.network.copy().scores(x)
            except Exception as error:
                first = first or error
                continue
            if y.ndim == 2 and len(y) == N:
                self.x, self.y = x, y
                self._choose_targets()
                return
        why = {"en": "", "ja": ""} if first is None else in_words(stopped(first, self.path, "x"))
        raise Problem(
            en=f"{self.name} could not be run at any shape that was tried. {why['en']} Say the "
            "shape of one sample, such as --input 784 or --input 1,28,28",
            ja=f"{self.name} は、試したどの形状でも動きませんでした。{why['ja']} "
            "1 サンプルの形状を --input 784 や --input 1,28,28 のように指定してください",
        )

    def _shapes_of_weights(self) -> Iterator[tuple[int, ...]]:
        arrays = [held.array for held in arrays_in(self.network.made)]
        for w in arrays:
            if w.ndim == 4:
                yield from ((w.shape[1], size, size) for size in (28, 32, 8))
        for w in arrays:
            if w.ndim == 2:
                yield from ((n,) for n in w.shape)

    def _choose_targets(self) -> None:
        """Labels, or one-hot rows where labels do not do."""
        classes = self.y.shape[1]
        labels = (np.arange(N) * 2 + 1) % classes
        self.r = generator(2).standard_normal(self.y.shape)
        for t in (labels, np.eye(classes)[labels]):
            self.t = t
            try:
                if self.network.keeps_loss:
                    self.network.copy().gradients(self.x.copy(), t, self.r)
                else:
                    self.network.copy().value(self.x.copy(), t, self.r)
                return
            except Exception:
                continue
        self.t = labels

    # ---- What is asked

    def findings(self) -> Iterator[Finding]:
        """All that is found."""
        told = [*self.account, *check_inference(self.network, self.x, self.path)]
        told += self._writes()
        start = self.network.copy()
        self._stir()
        if not self.account:
            told += self._reached()
        # what follows from a mistake that was named is no mistake of its own
        if not {"network-copies", "network-samples-mixed"} & {finding.name for finding in told}:
            told += self._gradients()
        yield from told
        yield from self._units(start)
        explained = {"parameters-miss", "network-copies", "network-no-gradient", "stopped"}
        if not self.account and not explained & {finding.name for finding in told}:
            yield from self._own_steps()
        if self.y.shape[1] > 1:
            yield from check_modes(self.module, self.network, self.x, self.t)

    def _writes(self) -> Iterator[Finding]:
        network = self.network.copy()
        try:
            call = network.gradients if network.keeps_loss else network.value
            call(frozen(self.x), frozen(self.t), self.r)
        except Exception as error:
            finding = stopped(error, self.path, "x")
            if finding.name == "writes":
                yield finding

    def _stir(self) -> None:
        """Change all weights a little, in place, so that nothing is 0 or alike."""
        moves = generator(11)
        for held in self._weights(self.network):
            a = held.array
            if a.flags.writeable:
                size = 0.5 / np.sqrt(len(a)) if a.ndim > 1 else 0.1
                a += (size * moves.standard_normal(a.shape)).astype(a.dtype)

    def _weights(self, network: Network) -> list[Held]:
        return network.weights(self.x, self.t, self.r)

    # ---- Are the weights reached?

    def _reached(self) -> Iterator[Finding]:
        """Whether the parameters that it gives are those with which it computes."""
        network = self.network.copy()
        given = network.given()
        if given is None:
            return
        base, moves = network.scores(self.x.copy()), generator(12)
        live = []
        for held in self._weights(network):
            old = held.array.copy()
            held.array[...] += moves.standard_normal(old.shape)
            if not np.array_equal(network.scores(self.x.copy()), base):
                live.append(held)
            held.array[...] = old
        missing = [
            held.path
            for held in live
            if not any(np.shares_memory(held.array, p) for p in given.values())
        ]
        dead = [
            name
            for name, p in given.items()
            if not any(np.shares_memory(held.array, p) for held in live)
        ]
        if missing and dead:
            yield found("network-copies", which=_some(dead), held=_some(missing))
        elif missing:
            account = "parameters()" if has(network.made, "parameters") else "params"
            yield found(
                "parameters-miss",
                account=account,
                count=len(missing),
                all=len(live),
                which=_some(missing),
            )
        elif dead:
            self.unused = set(dead)
            yield found("parameters-unused", which=_some(dead))
        else:
            yield found("network-parameters", count=len(live))

    # ---- Gradients

    def _gradients(self) -> Iterator[Finding]:
        """Each weight's gradient along a few directions; from the output backwards."""
        network = self.network.copy()
        try:
            returned = network.gradients(self.x.copy(), self.t, self.r)
        except Exception as error:
            yield stopped(error, self.path, "dout")
            return
        if network.keeps_loss:
            yield from self._gradients_of_some_loss(network, returned)
            return
        names = network.names()
        unused = self.network.copy()  # whose layers draw the random numbers that were drawn here
        points = {held.path: held.array for held in self._weights(unused)}
        wrong: list[tuple[str, list[float]]] = []
        right: list[str] = []
        weights = self._weights(network)
        for held in weights:
            name = names.get(id(held.array), held.name)
            which = held.path if name.startswith("params[") else name
            gradient = held.gradient_among(returned, names)
            if gradient is None and which not in self.unused:
                yield found("network-no-gradient", which=which)
            elif gradient is None:
                continue
            elif np.shape(gradient) != held.array.shape:
                yield found(
                    "gradient-shape",
                    which=which,
                    got=np.shape(gradient),
                    want=held.array.shape,
                    count=N,
                )
            else:
                g = np.asarray(gradient, np.float64)
                ratios = self._ratios(unused, points[held.path], g)
                precise = RIGHT if held.array.dtype == np.float64 else 0.05
                if ratios and min(abs(ratio - 1) for ratio in ratios) > precise:
                    wrong.append((which, ratios))
                else:
                    right.append(which)
        if not wrong:
            if right:
                yield found("network-gradients", count=len(right))
            return
        which, ratios = wrong[-1]  # the last is the nearest to the output, where the mistake is
        wrongs = len(wrong)
        if max(ratios) - min(ratios) < 1e-3 * abs(ratios[0]):
            factor = f"{ratios[0]:.4g}"
            yield found("network-gradient-factor", which=which, factor=factor, count=wrongs, n=N)
        else:
            shown = ", ".join(f"{ratio:.3g}" for ratio in ratios)
            yield found("network-gradient", which=which, ratios=shown, count=wrongs)

    def _gradients_of_some_loss(
        self, network: Network, returned: dict[str, Any]
    ) -> Iterator[Finding]:
        """The usual losses, up to a factor: which do most gradients fit, and which of them do not?

        The factor must be one for all, and two arrays at least, weights and bias, must fit.
        """
        weights = [held for held in self._weights(network) if held.path in returned]
        right: list[str] = []
        ratios: dict[str, list[float]] = {}
        for loss in self._losses():
            found_: dict[str, list[float]] = {}
            for held in weights:
                g = np.asarray(returned[held.path], np.float64)
                if g.shape == held.array.shape:
                    found_[held.path] = self._ratios(network, held.array, g, loss)
            for factor in [r for several in found_.values() for r in several[:1]]:
                near = abs(factor) * RIGHT + 1e-12
                fits = [
                    path
                    for path, several in found_.items()
                    if several and min(abs(r - factor) for r in several) <= near
                ]
                if len(fits) > len(right):
                    right, ratios = fits, {p: [r / factor for r in s] for p, s in found_.items()}
        wrong = [path for path, several in ratios.items() if several and path not in right]
        if len(right) < 2:
            return
        if not wrong:
            yield found("network-gradients", count=len(right))
            return
        shown = ", ".join(f"{ratio:.3g}" for ratio in ratios[wrong[-1]])
        yield found("network-gradient", which=wrong[-1], ratios=shown, count=len(wrong))

    def _losses(self) -> list[Callable[[Array], float]]:
        """The usual losses of what comes out, as means over the batch."""
        rows = np.eye(self.y.shape[1])[self.t] if np.ndim(self.t) == 1 else self.t

        def mean(each: Array) -> float:
            return float(each.sum() / len(rows))

        return [
            lambda y: mean((y - rows) ** 2 / 2),
            lambda y: mean(-rows * np.log(y)),
            lambda y: mean(-rows * np.log(y) - (1 - rows) * np.log(1 - y)),
            lambda y: mean(-rows * log_softmax(y)),
        ]

    def _ratios(
        self,
        network: Network,
        array: Array,
        gradient: Array,
        loss: Callable[[Array], float] | None = None,
    ) -> list[float]:
        """Given slope over measured slope, along some directions; none where all is 0."""

        def value() -> float:
            copied, x = network.copy(), self.x.copy()
            if loss is None:
                return copied.value(x, self.t, self.r)
            with np.errstate(all="ignore"):
                return loss(copied.scores(x, True))

        rng = generator(5)
        single = array.dtype != np.float64
        h = 1e-2 if single else H
        old, ratios = array.copy(), []
        for _ in range(DIRECTIONS):
            v = rng.standard_normal(array.shape)
            values = []
            for sign in (1, -1):
                array[...] = old + sign * h * v
                values.append(value())
            array[...] = old
            measured = (values[0] - values[1]) / (2 * h)
            slope = float((gradient * v).sum())
            if np.isfinite(measured) and max(abs(measured), abs(slope)) > (
                1e-3 if single else 1e-7
            ):
                ratios.append(slope / measured if measured else np.inf)
        return ratios

    # ---- Units

    def _units(self, start: Network) -> Iterator[Finding]:
        """Whether units that begin alike become different, over a batch with every class in it."""
        classes = self.y.shape[1]
        n = max(_symmetry.N, classes)
        if n > 2 * _symmetry.N:
            return
        rng = generator(4)
        labels = np.arange(n) % classes
        t = labels if np.ndim(self.t) == 1 else np.eye(classes)[labels]
        x, r = (rng.standard_normal((n, *a.shape[1:])) for a in (self.x, self.y))
        try:
            yield from _symmetry.check_units(start, x, t, r)
        except Exception:  # no gradients: that has been said
            return

    # ---- Steps of the program's own optimisers

    def _own_steps(self) -> Iterator[Finding]:
        moved = []
        for name, kind in vars(self.module).items():
            here = getattr(kind, "__module__", None) == self.module.__name__
            if not (here and inspect.isclass(kind)):
                continue
            if _optimizers.is_optimizer(kind) and not hasattr(kind, "forward"):
                try:
                    finding = self._own_step(name, kind)
                except Exception:  # it works on something else than this network
                    continue
                if finding is not None:
                    yield finding
                else:
                    moved.append(name)
        if moved:
            yield found("network-steps", which=", ".join(moved))

    def _own_step(self, name: str, kind: Any) -> Finding | None:
        """Two steps, each of which must change what comes out."""
        network = self.network.copy()
        parameters = inspect.signature(kind).parameters
        rate = {n: 0.1 for n in RATES if n in parameters}
        holds = next((n for n in _optimizers.GIVEN_ONCE if n in parameters), None)
        if holds is not None:
            optimizer = kind(**{holds: network.made.parameters()}, **rate)
        else:
            optimizer = kind(**rate)
        for count in (1, 2):
            before = network.scores(self.x.copy())
            if has(optimizer, "zero_grad"):
                optimizer.zero_grad()
            grads = network.gradients(self.x.copy(), self.t, self.r)
            if holds is not None:
                optimizer.step()
            else:
                step = optimizer.update if has(optimizer, "update") else optimizer.step
                step(*self._handed(network, grads))
            if np.array_equal(network.scores(self.x.copy()), before):
                lost = "step-lost" if holds is None else "step-moves-nothing"
                return found(lost, optimizer=name, count=count)
        return None

    @staticmethod
    def _handed(network: Network, grads: dict[str, Any]) -> tuple[Any, Any]:
        """Parameters and gradients as update takes them."""
        params = network.made.params
        if isinstance(params, Mapping):
            return params, grads
        return params, list(grads.values())


def _some(names: list[str]) -> str:
    """The first three names."""
    return ", ".join(names[:3]) + (" ..." if len(names) > 3 else "")
