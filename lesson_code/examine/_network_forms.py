"""A network that was made, whichever book it is from: run, and looked into, in one way."""

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
from lesson_code.exercises.grading import Problem

D, K = 6, 3  # features and classes, where nothing says otherwise
PLURAL = ("sizes", "layer_sizes", "layer_dims", "dims", "nodes")  # from input to output
HIDDEN = ("hidden_size", "hidden_dim", "n_hidden", "hidden", "hidden_nodes", "H", "hidden_units")
HIDDEN_LISTS = ("hidden_sizes", "hidden_dims", "hidden_size_list", "hidden_layers")
INPUTS = ("input_nodes", "D", "D_in", "n_features", "inputs")
STATISTICS = ("running", "moving", "avg_")
OUTPUTS = ("output_nodes", "num_classes", "n_classes", "C", "K", "D_out", "outputs", "classes")


def parts_of(thing: Any) -> list[Any]:
    """The layers within a thing: what has forward and backward, in attributes and lists."""
    held = list(getattr(thing, "__dict__", {}).values())
    lists = [v for v in held if isinstance(v, list | tuple)]
    lists += [list(v.values()) for v in held if isinstance(v, Mapping)]
    inside = itertools.chain(held, *lists)
    return [p for p in inside if hasattr(p, "forward") and hasattr(p, "backward")]


def is_network(made: Any) -> bool:
    """Whether an object has parameters, and computes a loss itself or is made of several layers."""
    if has(made, "backprop") and has(made, "feedforward"):
        return True
    if has(made, "forward") and takes_targets_back(made):
        return sum(held.array.ndim == 2 for held in arrays_in(made)) > 1
    if not (has(made, "parameters") or hasattr(made, "params")):
        return False
    if has(made, "loss") and (has(made, "gradient") or not has(made, "forward")):
        return True
    return len(parts_of(made)) > 1


def takes_targets_back(made: Any) -> bool:
    """Whether backward wants inputs and targets, and forward only inputs."""
    if not has(made, "backward"):
        return False
    wanted = [n for n in inspect.signature(made.backward).parameters if n not in RATES]
    return len(wanted) == 2 and wanted[1] in TARGETS and not takes_targets(made.forward)


def makes_network(target: Any, name: str, given: Mapping[str, Any]) -> bool:
    """Whether a class is one of networks, which is seen when one is made."""
    pairs = ("forward", "backward"), ("feedforward", "backprop")
    if not (has(target, "loss") or any(has(target, a) and has(target, b) for a, b in pairs)):
        return False
    try:
        return is_network(make(target, name, given, None)[0])
    except Problem:
        return False


@dataclass
class Held:
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

    def gradient_among(self, returned: Mapping[str, Any], names: Mapping[int, str]) -> Any:
        """The gradient that was returned for it, or was left; None if there is none."""
        name = names.get(id(self.array), self.name)
        return returned.get(self.path, returned.get(name, self.gradient()))


def inside(thing: Any, path: str) -> list[tuple[str, str, Any]]:
    """What an object, a list or a dictionary holds: where, under which name, and what."""
    if isinstance(thing, Mapping):
        return [(f"{path}[{k!r}]", str(k), v) for k, v in thing.items()]
    if isinstance(thing, list | tuple):
        return [(f"{path}[{i}]", f"{i}", v) for i, v in enumerate(thing)]
    if hasattr(thing, "__dict__") and not isinstance(thing, type | types.ModuleType):
        dot = f"{path}." if path else ""
        return [(f"{dot}{n}", n, v) for n, v in vars(thing).items()]
    return []


def things_in(
    thing: Any, path: str = "", seen: set[int] | None = None
) -> Iterator[tuple[str, Any]]:
    """Every object, list and dictionary that can be reached from a thing, once, with its path."""
    seen = set() if seen is None else seen
    if id(thing) in seen or path.count(".") + path.count("[") > 8:
        return
    seen.add(id(thing))
    yield path, thing
    for where, _, value in inside(thing, path):
        if not isinstance(value, np.ndarray) and (not callable(value) or has(value, "forward")):
            yield from things_in(value, where, seen)


def arrays_in(thing: Any) -> Iterator[Held]:
    """Every array of numbers that can be reached from a thing, once."""
    seen: set[int] = set()
    for path, owner in things_in(thing):
        for where, name, value in inside(owner, path):
            numbers = isinstance(value, np.ndarray) and value.dtype.kind == "f" and value.ndim
            if numbers and id(value) not in seen:
                seen.add(id(value))
                yield Held(where.removesuffix(".data"), owner, name, value)


class Network:
    """A network that was made, whichever book it is from.

    Args:
        made: the network.
        still: puts random generators back.
        way: how it is run; None to tell by its methods. "fit" is that of one that trains itself,
            and of which nothing but its answers is to be had.
    """

    def __init__(self, made: Any, still: Still, way: str | None = None) -> None:
        self.made, self.still = made, still
        self.way = way or self._told_by_methods()

    def _told_by_methods(self) -> str:
        made = self.made
        arguments = list(inspect.signature(made.forward).parameters) if has(made, "forward") else []
        if has(made, "backprop") and has(made, "feedforward"):
            return "backprop"  # of one sample, a column, as in Nielsen's book
        if has(made, "forward") and takes_targets_back(made):
            return "steps"  # backward takes inputs and targets, and changes the weights
        if has(made, "loss") and has(made, "gradient"):
            return "gradient"
        if has(made, "loss") and not arguments:
            return "loss"
        if len(arguments) > 1 and arguments[1] in TARGETS:
            return "forward-loss"
        return "layers"

    @property
    def keeps_loss(self) -> bool:
        """Whether its loss is nowhere to be had, and only the gradients tell which it is."""
        return self.way in ("backprop", "steps")

    def copy(self) -> "Network":
        """One that may be changed."""
        return Network(copy.deepcopy(self.made), self.still, self.way)

    def scores(self, x: Array, train: bool = False, again: bool = True) -> Array:
        """What comes out for a batch; without `again`, random numbers go on."""
        if again:
            self.still.again()
        with np.errstate(all="ignore"):
            if self.way == "backprop":
                y = np.stack([self.made.feedforward(one.reshape(-1, 1)).ravel() for one in x])
            elif self.way == "loss":
                y = self.made.loss(x)
            elif self.way == "fit":
                y = getattr(self.made, "predict_proba", self.made.predict)(x)
                y = np.reshape(y, (len(x), -1))
            elif has(self.made, "predict") and self.way != "layers":
                y = called(self.made.predict, train, x)
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
            return float(called(call, True, x, t))

    def pass_in_training(self, x: Array, t: Any) -> None:
        """Let a batch through for what that leaves behind, such as running statistics."""
        if self.way == "layers":
            self.scores(x, True)
        else:
            self.value(x, t, np.empty(0))

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
                called(self.made.forward, True, x, t)
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

    def names(self) -> dict[int, str]:
        """Names of the arrays that it gives, by their identity."""
        return {id(p): name for name, p in (self.given() or {}).items()}

    def weights(self, x: Array, t: Any, r: Array) -> list[Held]:
        """Arrays that have a gradient beside them, or that the network itself calls parameters."""
        probe = self.copy()
        given = probe.given() or {}
        held = list(arrays_in(probe.made))
        try:
            returned = probe.gradients(x.copy(), t, r)
        except Exception:
            return [h for h in arrays_in(self.made) if h.name in (self.given() or {})]
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
        return [h for h in arrays_in(self.made) if h.path in paths]

    def given(self) -> dict[str, Array] | None:
        """The parameters by its own account, by name; None if it gives none."""
        listed = account_of(self.made)
        if isinstance(listed, Mapping):
            named = {str(name): p for name, p in listed.items()}
        elif listed is None or isinstance(listed, str):
            return None
        else:
            named = {f"params[{i}]": p for i, p in enumerate(listed)}
        arrays = {n: p.data if is_parameter(p) else p for n, p in named.items()}
        return {n: p for n, p in arrays.items() if isinstance(p, np.ndarray)}


def account_of(made: Any) -> Any:
    """What a network or layer says its parameters are."""
    account = getattr(made, "parameters", None)
    account = account if callable(account) else getattr(made, "params", None)
    return account() if callable(account) else account


def has(thing: Any, name: str) -> bool:
    return callable(getattr(thing, name, None))


def called(call: Callable[..., Any], train: bool, *arguments: Any) -> Any:
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
