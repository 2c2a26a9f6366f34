"""A layer that was made, whichever book it is from: run, and looked into, in one way."""

import contextlib
import copy
import inspect
import sys
import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeGuard

import numpy as np
from numpy.random import get_state, set_state  # the state of the program that is examined

from lesson_code._types import Array
from lesson_code.exercises.grading import Problem
from lesson_code.gradient_check import relative_error

# What a setting may be called, in the constructor, in the instance, or in a CS231n dictionary
ALIASES: dict[str, tuple[str, ...]] = {
    "rate": ("rate", "dropout_ratio", "dropout_rate", "drop_rate", "drop_prob", "drop_ratio"),
    "keep": ("keep_prob", "keep_rate", "keep_ratio", "p_keep"),
    "p": ("p", "ratio", "prob"),
    "stride": ("stride", "strides"),
    "pad": ("pad", "padding"),
    "size": ("size", "pool_size", "kernel_size", "pool"),
    "size_h": ("pool_h", "pool_height", "ph", "height"),
    "size_w": ("pool_w", "pool_width", "pw", "width"),
    "eps": ("eps", "epsilon"),
    "momentum": ("momentum", "decay"),
    "alpha": ("alpha", "slope", "negative_slope", "leak"),
    "rng": ("rng", "generator", "random_state"),
    "inputs": ("in_features", "input_size", "n_in", "in_dim", "input_dim", "n_inputs", "in_size"),
    "outputs": (
        *("out_features", "output_size", "n_out", "out_dim", "output_dim", "n_outputs"),
        *("out_size", "hidden_size", "units", "n_neurons", "n_units"),
    ),
    "channels": ("in_channels", "channels"),
    "filters": ("out_channels", "filters"),
    "features": ("num_features", "n_features", "features", "dim"),
    "W": ("W", "w", "weight", "weights", "kernel"),
    "b": ("b", "bias", "biases", "w0"),
    "gamma": ("gamma",),
    "beta": ("beta",),
}
CANONICAL = {name: setting for setting, names in ALIASES.items() for name in names}
PARAMETERS = ("W", "b", "gamma", "beta")
MODES = ("train", "training", "train_flg", "train_flag", "is_train", "is_training", "train_mode")
DICTIONARIES = ("bn_param", "ln_param", "dropout_param", "conv_param", "pool_param")
RATES = ("learning_rate", "lr", "eta")  # what backward takes if it updates the layer, too
RATE = 0.1  # and what it is handed


@dataclass(frozen=True)
class Case:
    """At which shapes, and with which settings, a layer is made and run.

    `shapes` are those of the parameters that it may ask for, by their names in `PARAMETERS`.
    """

    x: tuple[int, ...]
    shapes: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
    training: bool = True

    def words(self) -> str:
        """The shape and the settings, for a message."""
        settings = "".join(f", {name} {value}" for name, value in self.settings.items())
        return f"{self.x}{settings}"


def generator(seed: int) -> np.random.Generator:
    """Random numbers that begin alike each time."""
    return np.random.default_rng(seed)


def numbers(shape: tuple[int, ...], seed: int) -> Array:
    """Numbers of which no two are near each other or near 0, so that no kink is near."""
    size = int(np.prod(shape))
    values = (np.arange(size) - size // 2 + 0.4) * (4 / max(size, 8))
    return generator(seed).permutation(values).reshape(shape)


def error_between(a: Any, b: Any) -> float:
    """Relative error; infinite where either is not finite, or the shapes differ."""
    a, b = np.asarray(a, np.float64), np.asarray(b, np.float64)
    if a.shape != b.shape:
        return np.inf
    error = relative_error(a, b)
    return error if np.isfinite(error) else np.inf


class Still:
    """Puts every random generator that a program draws from back to where it stood.

    The generators within a layer are copied with it. Those of its program, and NumPy's old one,
    which all programs share, are not.
    """

    def __init__(self, module: types.ModuleType) -> None:
        made = [v for v in vars(module).values() if isinstance(v, np.random.Generator)]
        self.generators = [(g.bit_generator, copy.deepcopy(g.bit_generator.state)) for g in made]
        self.old: Any = get_state()  # noqa: NPY002
        python = sys.modules.get("random")
        uses = [getattr(v, "__self__", v) for v in vars(module).values()]
        held = (python, getattr(python, "_inst", None))
        used = python is not None and any(v is p for v in uses for p in held if p is not None)
        self.python = (python, python.getstate()) if python is not None and used else None

    def again(self) -> None:
        """Put them back."""
        for generator, state in self.generators:
            generator.state = state
        now: Any = get_state()  # noqa: NPY002
        if now[2] != self.old[2] or not np.array_equal(now[1], self.old[1]):
            set_state(self.old)  # noqa: NPY002
        if self.python is not None and self.python[0].getstate() != self.python[1]:
            self.python[0].setstate(self.python[1])


class Instance:
    """A layer that was made, whichever book it is from."""

    CHANGED: tuple[str, ...] = ()

    def __init__(self, layer: Any, case: Case, names: tuple[str, ...]) -> None:
        self.layer, self.case, self.names = layer, case, names
        self.mode = _mode_of(layer)
        self.columns = False  # whether samples are columns
        self.stepped: dict[str, Array] = {}  # parameters after a backward that updates them
        self.returned: dict[str, Any] = {}
        self.before: dict[str, Array] = {}  # running statistics before the last run
        self.several: int | None = None  # how many gradients backward returned, if not one

    def __deepcopy__(self, memo: dict[int, Any]) -> "Instance":
        """A copy of what a run can change, and of nothing else."""
        other = copy.copy(self)
        for name in ("layer", "returned", *self.CHANGED):
            setattr(other, name, copy.deepcopy(getattr(self, name), memo))
        return other

    def forward(self, x: Array, train: bool) -> Any:
        """What the layer's own forward gives, or leaves in `output`."""
        call = getattr(self.layer, "forward", self.layer)
        kind, name = self.mode
        how = {}
        if kind == "argument":
            how[name] = train
        elif kind == "attribute":
            setattr(self.layer, name, train)
        elif kind == "method":
            getattr(self.layer, "train" if train else "eval")()
        y = call(self._turned(x), **how)
        return self._turned(getattr(self.layer, "output", None) if y is None else y)

    def _turned(self, array: Any) -> Any:
        """From samples in rows to samples in columns, or back, where the layer has columns."""
        return array.T if self.columns and isinstance(array, np.ndarray) else array

    def backward(self, dout: Array) -> Any:
        """What the layer's own backward gives, or leaves in `dinputs`.

        It is the gradient of x, also where backward returns those of the parameters with it. Where
        backward makes the step, too, the gradients are told by what it does to the parameters,
        which are then put back.
        """
        dout = self._turned(dout)
        if takes_rate(self.layer) or hasattr(self.layer, "initialize"):
            before = {name: p.copy() for name, p in self.params.items()}
            rate = (RATE,) if takes_rate(self.layer) else ()
            result = self.layer.backward(dout, *rate)
            self.stepped = {name: p.copy() for name, p in self.params.items()}
            self.returned = {n: (p - self.stepped[n]) / RATE for n, p in before.items()}
            for name, p in self.params.items():
                p[...] = before[name]
        else:
            result = self.layer.backward(dout)
        if result is None:
            result = getattr(self.layer, "dinputs", None)
        self.several = len(result) if isinstance(result, tuple) else None
        if self.several:
            self.returned = dict(zip(self.params, result[1:], strict=False))
            result = result[0]
        return self._turned(result)

    @property
    def params(self) -> dict[str, Array]:
        """The live arrays, by name."""
        held = getattr(self.layer, "params", None)
        if isinstance(held, Mapping):
            return dict(held)
        if isinstance(held, list | tuple):
            names = self.names if len(self.names) == len(held) else PARAMETERS
            return {f"{name}": p for name, p in zip(names, held, strict=False)}
        found = {}
        for name in [*self.names, *vars(self.layer)]:
            value = getattr(self.layer, name, None)
            if is_parameter(value):
                found[name] = value.data
                continue
            known = CANONICAL.get(name) in PARAMETERS or gradient_name(self.layer, name)
            if known and isinstance(value, np.ndarray) and value.dtype.kind == "f":
                found[name] = value
        return found

    @property
    def piles_up(self) -> bool:
        """Whether gradients are meant to add up until someone sets them to 0."""
        objects = any(is_parameter(value) for value in vars(self.layer).values())
        return objects or callable(getattr(self.layer, "zero_grad", None))

    def grads(self) -> dict[str, Any]:
        """The gradients that backward has left, by the parameter's name; those that are there."""
        held = getattr(self.layer, "grads", None)
        if isinstance(held, Mapping):
            return dict(held)
        if isinstance(held, list | tuple):
            return dict(zip(self.params, held, strict=False))
        left = {}
        for name in self.params:
            value = getattr(self.layer, name, None)
            attribute = gradient_name(self.layer, name)
            if is_parameter(value) and value.grad is not None:
                left[name] = value.grad
            elif attribute is not None:
                left[name] = getattr(self.layer, attribute)
        return {**self.returned, **left}

    @property
    def has_mode(self) -> bool:
        """Whether training and inference can be told apart."""
        return self.mode[0] != "none"

    def setting(self, name: str) -> Any:
        """A setting as the layer was given it, or as an attribute has it; None if neither says."""
        if name in self.case.settings:
            return self.case.settings[name]
        for attribute in ALIASES[name]:
            value = getattr(self.layer, attribute, None)
            if isinstance(value, int | float | np.number):
                return value
        return None

    def running(self) -> dict[str, Array]:
        """Running mean and variance, the live arrays, as far as there are any."""
        held = getattr(self.layer, "buffers", {})
        found = {}
        for short, names in _RUNNING.items():
            for name in names:
                value = held.get(name) if isinstance(held, Mapping) else None
                value = getattr(self.layer, name, None) if value is None else value
                if isinstance(value, np.ndarray):
                    found[short] = value
        return found

    def set_running(self, mean: Array, var: Array) -> None:
        """Give it running statistics, as if it had been trained."""
        for short, value in (("mean", mean), ("var", var)):
            for name in _RUNNING[short]:
                held = getattr(self.layer, "buffers", None)
                if isinstance(held, dict) and name in held:
                    held[name] = value.copy()
                elif hasattr(self.layer, name):
                    setattr(self.layer, name, value.copy())


_RUNNING = {
    "mean": ("running_mean", "moving_mean", "mean_running", "avg_mean"),
    "var": ("running_var", "moving_var", "var_running", "avg_var", "running_variance"),
}


class Functions(Instance):
    """A pair of functions with a cache between them, as in the course CS231n."""

    CHANGED = ("arrays", "dictionary", "cache")

    def __init__(
        self,
        forward: Callable[..., Any],
        backward: Callable[..., Any],
        case: Case,
        arrays: dict[str, Array],
        dictionary: tuple[str, dict[str, Any]] | None,
    ) -> None:
        self.functions = forward, backward
        self.arrays, self.dictionary = arrays, dictionary
        self.cache: Any = None
        super().__init__(types.SimpleNamespace(), case, tuple(arrays))
        if dictionary is not None and dictionary[0] in ("bn_param", "dropout_param"):
            self.mode = "dictionary", "mode"

    def forward(self, x: Array, train: bool) -> Any:
        """The first of what the function gives; the second is the cache."""
        arguments: list[Any] = list(self.arrays.values())
        if self.dictionary is not None:
            if self.has_mode:
                self.dictionary[1]["mode"] = "train" if train else "test"
            arguments.append(self.dictionary[1])
        result = self.functions[0](self._turned(x), *arguments)
        if not isinstance(result, tuple) or len(result) != 2:
            got = "None" if result is None else f"a {type(result).__name__}"
            raise Problem(
                en=f"the forward function returned {got}, expected two things: the output and a "
                "cache for the backward function",
                ja=f"順伝播の関数が {got} を返しました。出力と、逆伝播の関数に渡すキャッシュの"
                "二つを返すはずです",
            )
        self.cache = result[1]
        return self._turned(result[0])

    def backward(self, dout: Array) -> Any:
        """The gradient of x; those of the parameters are kept."""
        result = self.functions[1](self._turned(dout), self.cache)
        if isinstance(result, tuple):
            self.returned = dict(zip(self.arrays, result[1:], strict=False))
            result = result[0]
        return self._turned(result)

    @property
    def params(self) -> dict[str, Array]:
        """The arrays that go into the function after x."""
        return dict(self.arrays)

    def grads(self) -> dict[str, Any]:
        """What the backward function returned beside the gradient of x."""
        return dict(self.returned)

    def setting(self, name: str) -> Any:
        """A setting of the dictionary."""
        held = {} if self.dictionary is None else self.dictionary[1]
        return next((held[alias] for alias in ALIASES[name] if alias in held), None)

    def running(self) -> dict[str, Array]:
        """Running statistics, which live in the dictionary."""
        held = {} if self.dictionary is None else self.dictionary[1]
        return {s: held[f"running_{s}"] for s in ("mean", "var") if f"running_{s}" in held}

    def set_running(self, mean: Array, var: Array) -> None:
        """Put running statistics into the dictionary."""
        if self.dictionary is not None:
            self.dictionary[1].update(running_mean=mean.copy(), running_var=var.copy())


def is_parameter(value: Any) -> TypeGuard[Any]:
    """Whether this is an object that holds weights and their gradient, as in PyTorch."""
    held = None if isinstance(value, np.ndarray) else getattr(value, "data", None)
    return isinstance(held, np.ndarray) and held.dtype.kind == "f" and hasattr(value, "grad")


def takes_rate(layer: Any) -> bool:
    """Whether backward takes a learning rate, and makes the step itself."""
    backward = getattr(layer, "backward", None)
    return callable(backward) and bool(set(RATES) & set(inspect.signature(backward).parameters))


def gradient_name(layer: Any, name: str) -> str | None:
    """The attribute that holds the gradient of another attribute."""
    for attribute in (f"d{name}", f"d_{name}", f"{name}_grad", f"grad_{name}", f"d{name.upper()}"):
        if getattr(layer, attribute, None) is not None:
            return attribute
    return None


def _mode_of(layer: Any) -> tuple[str, str]:
    """How one says to a layer whether it is training."""
    forward: Any = getattr(type(layer), "forward", None)
    if argument := mode_argument(forward):
        return "argument", argument
    if callable(getattr(layer, "train", None)) and callable(getattr(layer, "eval", None)):
        return "method", "train"
    for name in MODES:
        if isinstance(getattr(layer, name, None), bool | np.bool_):
            return "attribute", name
    return "none", ""


@lru_cache(maxsize=64)
def mode_argument(forward: Any) -> str | None:
    """The argument of a method that says whether this is training."""
    with contextlib.suppress(TypeError, ValueError):
        for name in inspect.signature(forward).parameters:
            if name in MODES:
                return name
    return None


@dataclass
class Run:
    """One run of a layer, forward and backward, and how it was made."""

    layer: Instance
    case: Case
    train: bool
    x: Array
    r: Array
    y: Array
    dx: Any = None
    grads: dict[str, Any] = field(default_factory=dict)
