"""The examination of a whole network: are its weights reached, and does a step change them?"""

import copy
import inspect
import itertools
import types
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from lesson_code._text import one_line
from lesson_code._types import Array
from lesson_code.examine import _optimizers
from lesson_code.examine._instances import (
    CANONICAL,
    RATES,
    Case,
    Instance,
    Still,
    generator,
    gradient_name,
    is_parameter,
    mode_argument,
)
from lesson_code.examine._losses import TARGETS, takes_targets
from lesson_code.examine._mistakes import found, in_words, stopped
from lesson_code.examine.report import Finding
from lesson_code.exercises.grading import Problem, frozen
from lesson_code.functions import log_softmax

KIND = "network"
N, D, K = 5, 6, 3  # samples, features and classes, where nothing says otherwise
PLURAL = ("sizes", "layer_sizes", "layer_dims", "dims", "nodes")  # from input to output
HIDDEN = ("hidden_size", "hidden_dim", "n_hidden", "hidden", "hidden_nodes", "H", "hidden_units")
HIDDEN_LISTS = ("hidden_sizes", "hidden_dims", "hidden_size_list", "hidden_layers")
INPUTS = ("input_nodes", "D", "D_in", "n_features", "inputs")
OUTPUTS = ("output_nodes", "num_classes", "n_classes", "C", "K", "D_out", "outputs", "classes")
H = 1e-6
RIGHT = 1e-4  # relative error of a slope along a direction; a kink that is near costs a little
DIRECTIONS = 3
STATISTICS = ("running", "moving", "avg_")
PASSES = 60  # in training, until running statistics have settled


def parts_of(thing: Any) -> list[Any]:
    """The layers within a thing: what has forward and backward, in attributes and lists."""
    held = list(getattr(thing, "__dict__", {}).values())
    lists = [v for v in held if isinstance(v, list | tuple)]
    lists += [list(v.values()) for v in held if isinstance(v, Mapping)]
    inside = itertools.chain(held, *lists)
    return [p for p in inside if hasattr(p, "forward") and hasattr(p, "backward")]


def is_network(made: Any) -> bool:
    """Whether an object has parameters, and computes a loss itself or is made of several layers."""
    if _has(made, "backprop") and _has(made, "feedforward"):
        return True
    if _has(made, "forward") and _takes_targets_back(made):
        return sum(held.array.ndim == 2 for held in arrays_in(made)) > 1
    if not (_has(made, "parameters") or hasattr(made, "params")):
        return False
    if _has(made, "loss") and (_has(made, "gradient") or not _has(made, "forward")):
        return True
    return len(parts_of(made)) > 1


def _takes_targets_back(made: Any) -> bool:
    """Whether backward wants inputs and targets, and forward only inputs."""
    if not _has(made, "backward"):
        return False
    wanted = [n for n in inspect.signature(made.backward).parameters if n not in RATES]
    return len(wanted) == 2 and wanted[1] in TARGETS and not takes_targets(made.forward)


def makes_network(target: Any, name: str, given: Mapping[str, Any]) -> bool:
    """Whether a class is one of networks, which is seen when one is made."""
    pairs = ("forward", "backward"), ("feedforward", "backprop")
    if not (_has(target, "loss") or any(_has(target, a) and _has(target, b) for a, b in pairs)):
        return False
    try:
        return is_network(make(target, name, given, None)[0])
    except Problem:
        return False


@dataclass
class _Held:
    """An array within a network: where it is, who holds it, and under which name."""

    path: str
    owner: Any
    name: str
    array: Array

    def gradient(self) -> Any:
        """What backward has left for it."""
        if is_parameter(self.owner):
            return self.owner.grad if self.name == "data" else None
        attribute = gradient_name(self.owner, self.name)
        return None if attribute is None else getattr(self.owner, attribute)


def arrays_in(thing: Any, path: str = "", seen: set[int] | None = None) -> Iterator[_Held]:
    """Every array of numbers that can be reached from a thing, once."""
    seen = set() if seen is None else seen
    if id(thing) in seen or path.count(".") + path.count("[") > 8:
        return
    seen.add(id(thing))
    inside: list[tuple[str, Any, str]] = []
    if isinstance(thing, Mapping):
        inside = [(f"{path}[{k!r}]", v, str(k)) for k, v in thing.items()]
    elif isinstance(thing, list | tuple):
        inside = [(f"{path}[{i}]", v, f"{i}") for i, v in enumerate(thing)]
    elif hasattr(thing, "__dict__") and not isinstance(thing, type | types.ModuleType):
        dot = f"{path}." if path else ""
        inside = [(f"{dot}{n}", v, n) for n, v in vars(thing).items()]
    for where, value, name in inside:
        if isinstance(value, np.ndarray):
            if value.dtype.kind == "f" and value.ndim and id(value) not in seen:
                seen.add(id(value))
                yield _Held(where.removesuffix(".data"), thing, name, value)
        elif not callable(value) or hasattr(value, "forward"):
            yield from arrays_in(value, where, seen)


class Network:
    """A network that was made, whichever book it is from."""

    def __init__(self, made: Any, still: Still) -> None:
        self.made, self.still = made, still
        arguments = (
            list(inspect.signature(made.forward).parameters) if _has(made, "forward") else []
        )
        if _has(made, "backprop") and _has(made, "feedforward"):
            self.way = "backprop"  # of one sample, a column, as in Nielsen's book
        elif _has(made, "forward") and _takes_targets_back(made):
            self.way = "steps"  # backward takes inputs and targets, and changes the weights
        elif _has(made, "loss") and _has(made, "gradient"):
            self.way = "gradient"
        elif _has(made, "loss") and not arguments:
            self.way = "loss"
        elif len(arguments) > 1 and arguments[1] in TARGETS:
            self.way = "forward-loss"
        else:
            self.way = "layers"

    @property
    def keeps_loss(self) -> bool:
        """Whether its loss is nowhere to be had, and only the gradients tell which it is."""
        return self.way in ("backprop", "steps")

    def copy(self) -> "Network":
        """One that may be changed."""
        return Network(copy.deepcopy(self.made), self.still)

    def scores(self, x: Array, train: bool = False, again: bool = True) -> Array:
        """What comes out for a batch; without `again`, random numbers go on."""
        if again:
            self.still.again()
        with np.errstate(all="ignore"):
            if self.way == "backprop":
                y = np.stack([self.made.feedforward(one.reshape(-1, 1)).ravel() for one in x])
            elif self.way == "loss":
                y = self.made.loss(x)
            elif _has(self.made, "predict") and self.way != "layers":
                y = _called(self.made.predict, train, x)
            else:
                y = Instance(self.made, Case(x.shape), ()).forward(x, train)
        return np.array(y, np.float64)

    def value(self, x: Array, t: Any, r: Array) -> float:
        """The loss, in training; of layers alone, the outputs times r."""
        if self.way == "layers":
            return float((self.scores(x, True) * r).sum())
        self.still.again()
        with np.errstate(all="ignore"):
            if self.way == "loss":
                return float(self.made.loss(x, t)[0])
            call = self.made.loss if self.way == "gradient" else self.made.forward
            return float(_called(call, True, x, t))

    def gradients(self, x: Array, t: Any, r: Array) -> dict[str, Any]:
        """The gradients that it returns, by the names of its own; none if it leaves them."""
        self.still.again()
        with np.errstate(all="ignore"):
            if self.way == "backprop":
                return self._backprop(x, t)
            if self.way == "steps":
                return self._steps(x, t)
            if self.way == "gradient":
                return dict(self.made.gradient(x, t))
            if self.way == "loss":
                return dict(self.made.loss(x, t)[1])
            if self.way == "layers":
                Instance(self.made, Case(x.shape), ()).forward(x, True)
                self.made.backward(r)
            else:
                _called(self.made.forward, True, x, t)
                self.made.backward()
        held, params = getattr(self.made, "grads", None), getattr(self.made, "params", None)
        if isinstance(held, list | tuple) and isinstance(params, list | tuple):
            return {f"params[{i}]": g for i, g in enumerate(held)}
        return dict(held) if isinstance(held, Mapping) else {}

    def _backprop(self, x: Array, t: Any) -> dict[str, Any]:
        """The mean of what backprop gives for each sample: biases first, then weights."""
        rows = np.eye(self.scores(x).shape[1])[t] if np.ndim(t) == 1 else t
        total: dict[str, Any] = {}
        for one, row in zip(x, rows, strict=True):
            parts = self.made.backprop(one.reshape(-1, 1), row.reshape(-1, 1))
            for name, gradients in zip(("biases", "weights"), parts, strict=True):
                for i, g in enumerate(gradients):
                    total[f"{name}[{i}]"] = total.get(f"{name}[{i}]", 0) + g / len(x)
        return total

    def _steps(self, x: Array, t: Any) -> dict[str, Any]:
        """What a step takes away from each array, over the learning rate; then it is put back."""
        before = {held.path: held.array.copy() for held in arrays_in(self.made)}
        rate = next((getattr(self.made, n) for n in RATES if hasattr(self.made, n)), 0.1)
        self.made.forward(x)
        takes = set(RATES) & set(inspect.signature(self.made.backward).parameters)
        self.made.backward(x, t, **dict.fromkeys(takes, rate))
        gradients = {}
        for held in arrays_in(self.made):
            old = before.get(held.path)
            if old is None or old.shape != held.array.shape:
                continue
            if not np.array_equal(old, held.array):
                gradients[held.path] = (old - held.array) / rate
                held.array[...] = old
        return gradients

    def given(self) -> dict[str, Array] | None:
        """The parameters by its own account, by name; None if it gives none."""
        call = getattr(self.made, "parameters", None)
        listed = call() if callable(call) else getattr(self.made, "params", None)
        if isinstance(listed, Mapping):
            named = {str(name): p for name, p in listed.items()}
        elif listed is None or isinstance(listed, str):
            return None
        else:
            named = {f"params[{i}]": p for i, p in enumerate(listed)}
        arrays = {n: p.data if is_parameter(p) else p for n, p in named.items()}
        return {n: p for n, p in arrays.items() if isinstance(p, np.ndarray)}


def _has(thing: Any, name: str) -> bool:
    return callable(getattr(thing, name, None))


def _called(call: Callable[..., Any], train: bool, *arguments: Any) -> Any:
    """Call it, and say whether this is training where it takes that."""
    mode = mode_argument(call)
    return call(*arguments, **({mode: train} if mode else {}))


def make(
    target: Any, name: str, given: Mapping[str, Any], shape: tuple[int, ...] | None
) -> tuple[Any, list[tuple[int, ...]]]:
    """A network, small where it can be chosen, and shapes of a sample that its arguments name."""
    arguments, shapes = dict(given), []
    flat = int(np.prod(shape)) if shape else D
    for argument, parameter in inspect.signature(target).parameters.items():
        if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
            continue
        role = CANONICAL.get(argument)
        if argument in HIDDEN:
            role = "hidden"
        usual: Any = {"hidden": 4, "rng": generator(7)}.get(str(role))
        if argument in PLURAL:
            usual = [flat, 5, 4, K]
        elif argument in HIDDEN_LISTS:
            usual = [5, 4]
        elif argument in RATES:
            usual = 0.1
        elif role == "inputs" or argument in INPUTS:
            role, usual = "inputs", flat
        elif role == "outputs" or argument in OUTPUTS:
            usual = K
        empty = parameter.default is inspect.Parameter.empty
        if argument not in arguments and empty:
            if usual is None:
                raise Problem(
                    en=f"{name} needs {argument!r}, and it is not known what that is; hand it "
                    f"over, such as --with {argument}=3, or name a function without arguments "
                    "that makes the network",
                    ja=f"{name} には {argument!r} が要りますが、何を渡せばよいか分かりません。"
                    f"--with {argument}=3 のように渡すか、引数なしでネットワークを作って返す関数の"
                    "名前を渡してください",
                )
            arguments[argument] = usual
        value = arguments.get(argument, parameter.default)
        if role == "inputs" and isinstance(value, int | tuple):
            shapes.append((value,) if isinstance(value, int) else value)
        if argument in PLURAL and isinstance(value, list):
            shapes.append((int(value[0]),))
    try:
        return target(**arguments), shapes
    except Exception as error:
        what = f"{type(error).__name__}: {one_line(error)}"
        raise Problem(
            en=f"{name} could not be made ({what}); hand over what it needs, such as --with "
            "hidden_size=20, or name a function without arguments that makes the network",
            ja=f"{name} を作れませんでした（{what}）。--with hidden_size=20 のように渡すか、"
            "引数なしでネットワークを作って返す関数の名前を渡してください",
        ) from error


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
    examination = _Examination(module, Network(made, still), name)
    examination.find_shape([shape] if shape else shapes)
    return list(examination.findings()), f"{examination.x.shape} -> {examination.y.shape}"


class _Examination:
    """Of one network; everything is tried on copies."""

    def __init__(self, module: types.ModuleType, network: Network, name: str) -> None:
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
        told = [*self._inference(), *self._writes()]
        self._stir()
        told += self._reached()
        # what follows from a mistake that was named is no mistake of its own
        if not {"network-copies", "network-samples-mixed"} & {finding.name for finding in told}:
            told += self._gradients()
        yield from told
        explained = {"parameters-miss", "network-copies", "network-no-gradient", "stopped"}
        if not explained & {finding.name for finding in told}:
            yield from self._own_steps()
        yield from self._modes()

    def _inference(self) -> Iterator[Finding]:
        """The same answer twice, and for a sample alone."""
        network = self.network.copy()
        first = network.scores(self.x.copy())
        again = network.scores(self.x.copy(), again=False)
        if not np.allclose(first, again, rtol=1e-6, atol=1e-9):
            yield found("inference-random", difference=f"{np.abs(first - again).max():.2g}")
            return
        try:
            alone = network.copy().scores(self.x[:1].copy())
        except Exception as error:
            yield found("batch-of-one", why=in_words(stopped(error, self.path, "x")))
            return
        if alone.shape != self.y[:1].shape or not np.allclose(alone, first[:1], 1e-5, 1e-8):
            difference = f"{np.abs(alone.ravel()[0] - first.ravel()[0]):.2g}"
            yield found("network-samples-mixed", difference=difference)
            return
        yield found("network-inference")

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

    def _weights(self, network: Network) -> list[_Held]:
        """Arrays that have a gradient beside them, or that the network itself calls parameters."""
        probe = network.copy()
        given = probe.given() or {}
        held = list(arrays_in(probe.made))
        try:
            returned = probe.gradients(self.x.copy(), self.t, self.r)
        except Exception:
            return [h for h in arrays_in(network.made) if h.name in (network.given() or {})]
        paths = {
            h.path
            for h in held
            if not h.name.startswith(STATISTICS)
            and (
                any(np.shares_memory(h.array, p) for p in given.values())
                or np.shape(h.gradient()) == h.array.shape
                or h.path in returned
            )
        }
        return [h for h in arrays_in(network.made) if h.path in paths]

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
            account = "parameters()" if _has(network.made, "parameters") else "params"
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
        names = {id(p): name for name, p in (network.given() or {}).items()}
        wrong: list[tuple[str, list[float]]] = []
        right: list[str] = []
        weights = self._weights(network)
        for held in weights:
            name = names.get(id(held.array), held.name)
            which = held.path if name.startswith("params[") else name
            gradient = returned.get(name, held.gradient())
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
                ratios = self._ratios(network, held.array, np.asarray(gradient, np.float64))
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
            if _has(optimizer, "zero_grad"):
                optimizer.zero_grad()
            grads = network.gradients(self.x.copy(), self.t, self.r)
            if holds is not None:
                optimizer.step()
            else:
                step = optimizer.update if _has(optimizer, "update") else optimizer.step
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

    # ---- Training and inference

    def _modes(self) -> Iterator[Finding]:
        """Running statistics that nobody keeps make inference another network."""
        if self.y.shape[1] < 2 or self.network.way not in ("gradient", "loss", "layers"):
            return
        network = self.network.copy()
        t = self.t if np.ndim(self.t) == 1 else np.argmax(self.t, axis=1)
        x = generator(3).standard_normal((40, *self.x.shape[1:]))
        t = np.resize(t, len(x))
        targets = t if np.ndim(self.t) == 1 else np.eye(self.y.shape[1])[t]

        def cross_entropy(y: Array) -> float:
            return float(-log_softmax(y)[np.arange(len(t)), t].mean())

        try:
            losses = []
            for _ in range(PASSES):
                if network.way == "layers":
                    losses.append(cross_entropy(network.scores(x.copy(), True)))
                else:
                    losses.append(network.value(x.copy(), targets, self.r))
            inference = cross_entropy(network.scores(x.copy()))
        except Exception:
            return
        training = float(np.mean(losses[-5:]))
        if inference > 2 * training + 1:
            yield found(
                "inference-differs", training=f"{training:.3g}", inference=f"{inference:.3g}"
            )


def _some(names: list[str]) -> str:
    """The first three names."""
    return ", ".join(names[:3]) + (" ..." if len(names) > 3 else "")
