"""Something that makes layers, and what it is handed to make them."""

import inspect
import types
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import DTypeLike

from lesson_code._text import one_line
from lesson_code._types import Array
from lesson_code.examine._instances import (
    ALIASES,
    CANONICAL,
    DICTIONARIES,
    PARAMETERS,
    RATE,
    Case,
    Functions,
    Instance,
    Still,
    generator,
    numbers,
    takes_rate,
)
from lesson_code.exercises.grading import Problem

POINT = np.dtype(np.float64)


@dataclass
class Subject:
    """Something that makes a layer, and what it was told to make it with."""

    name: str
    module: types.ModuleType
    make: Any  # a class, a function that makes a layer, or a pair of functions
    given: Mapping[str, Any]
    kind: str | None = None
    input: tuple[int, ...] | None = None  # of one sample, where somebody said so

    def __post_init__(self) -> None:
        self.still = Still(self.module)
        self.accepts = self._accepts()
        self.columns = False  # whether samples are columns
        self.turned = False  # whether the weights that it is handed are (M, D)

    @property
    def single(self) -> bool:
        """Whether it works on one sample at a time: backward updates by what it is handed."""
        return not self.pair and takes_rate(self.make)

    def settle(self, case: Case) -> None:
        """Find out how it wants samples and weights: in rows or columns, (D, M) or (M, D)."""
        if len(case.x) != 2:
            return
        ways = ((False, False), (False, True), (True, True), (True, False))
        for way in ways[2:] if self.single else ways:
            self.columns, self.turned = way
            try:
                y = self.fresh(case).forward(numbers(case.x, 1), True)
            except Exception:
                continue
            if np.ndim(y) == 2 and len(y) == len(numbers(case.x, 1)):
                return
        self.columns = self.turned = False

    @property
    def pair(self) -> bool:
        """Whether these are two functions."""
        return isinstance(self.make, tuple)

    @property
    def fixed(self) -> bool:
        """Whether its parameters are none of our business: a function makes the layer."""
        return not self.pair and not inspect.isclass(self.make)

    def _accepts(self) -> dict[str, inspect.Parameter]:
        """The arguments that it can be made with, by their own names."""
        call = self.make[0] if self.pair else self.make
        try:
            parameters = dict(inspect.signature(call).parameters)
        except (TypeError, ValueError):
            return {}
        named = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)
        found = {n: p for n, p in parameters.items() if p.kind in named}
        if self.pair:  # the first is x
            found.pop(next(iter(found), ""), None)
        return found

    def takes(self, setting: str) -> bool:
        """Whether a setting, under any of its names, is an argument and was not given."""
        if self.pair:
            in_dictionary = {
                "bn_param": ("eps", "momentum"),
                "dropout_param": ("p",),
                "conv_param": ("stride", "pad"),
                "pool_param": ("stride", "size_h", "size_w"),
            }
            known = [s for d, names in in_dictionary.items() if d in self.accepts for s in names]
            return setting in known
        return any(n in self.accepts and n not in self.given for n in ALIASES[setting])

    def fresh(self, case: Case, dtype: DTypeLike = POINT, seed: int = 3) -> Instance:
        """The layer, made anew; with the same case and seed it is the same."""
        self.still.again()
        if self.pair:
            return self._functions(case, dtype, seed)
        arguments: dict[str, Any] = {}
        for i, (name, parameter) in enumerate(self.accepts.items()):
            setting = CANONICAL.get(name)
            if name in self.given:
                arguments[name] = self.given[name]
            elif self._is_parameter(name, case):
                # a layer that makes its own bias where none is handed over is left to do so
                if parameter.default is inspect.Parameter.empty or setting in ("gamma", "beta"):
                    shape = self._shape(CANONICAL[name], case)
                    arguments[name] = weights(shape, seed + i, CANONICAL[name], dtype)
            elif setting is not None and setting in case.settings:
                arguments[name] = case.settings[setting]
            elif parameter.default is inspect.Parameter.empty:
                arguments[name] = self._needed(name, setting, case)
        try:
            layer = self.make(**arguments)
        except Exception as error:
            what = f"{type(error).__name__}: {one_line(error)}"
            shown = ", ".join(f"{n}={_short(v)}" for n, v in arguments.items())
            raise Problem(
                en=f"{self.name}({shown}) could not be made ({what}); say with what to make it, "
                "such as --with rate=0.5, or name a function of your own that makes the layer and "
                "takes no arguments",
                ja=f"{self.name}({shown}) を作れませんでした（{what}）。--with rate=0.5 のように"
                "作り方を指定するか、引数なしで層を作って返す関数を自分で書き、その名前を渡して"
                "ください",
            ) from error
        if hasattr(layer, "initialize"):  # as in ML-From-Scratch, with its optimiser
            layer.initialize(_Step())
        names = tuple(n for n in self.accepts if CANONICAL.get(n) in PARAMETERS)
        instance = Instance(layer, case, names)
        instance.columns = self.columns
        return instance

    def _shape(self, setting: str, case: Case) -> tuple[int, ...]:
        """The shape of a parameter, the way round that it wants it."""
        shape = case.shapes[setting]
        if setting == "W" and self.turned and len(shape) == 2:
            return shape[::-1]
        return (*shape, 1) if self.columns and len(shape) == 1 else shape

    def _is_parameter(self, name: str, case: Case) -> bool:
        """Whether an argument is an array of weights; a beta without a gamma is a number."""
        setting = CANONICAL.get(name)
        lonely = setting == "beta" and "gamma" not in self.accepts
        return setting in PARAMETERS and setting in case.shapes and not self.fixed and not lonely

    def _needed(self, name: str, setting: str | None, case: Case) -> Any:
        """A value for an argument that has no default."""
        W = case.shapes.get("W", (0, 0))
        features = case.x[1] if len(case.x) > 1 else 1
        # batch norm has one number for each channel, whatever its argument is called
        inputs = features if self.kind == "batch-norm" else W[0]
        usual: dict[str, Any] = {
            "rate": 0.4, "keep": 0.6, "p": 0.5, "stride": 1, "pad": 0, "size": 2,
            "size_h": 2, "size_w": 2, "eps": 1e-5, "momentum": 0.9, "alpha": 0.1,
            "rng": np.random.default_rng(7), "inputs": inputs, "outputs": W[-1],
            "channels": features, "filters": W[0], "features": features,
        }  # fmt: skip
        if setting in usual:
            return usual[setting]
        if name == "input_shape":
            return case.x[1:]
        raise Problem(
            en=f"{self.name} needs {name!r}, and it is not known what that is; hand it over, such "
            f"as --with {name}=3, or name a function of your own that makes the layer",
            ja=f"{self.name} には {name!r} が要りますが、何を渡せばよいか分かりません。"
            f"--with {name}=3 のように渡すか、層を作って返す関数の名前を渡してください",
        )

    def _functions(self, case: Case, dtype: DTypeLike, seed: int) -> Functions:
        arrays, dictionary = {}, None
        for i, name in enumerate(self.accepts):
            setting = CANONICAL.get(name)
            if name in DICTIONARIES:
                dictionary = name, self._dictionary(name, case)
            elif setting in PARAMETERS and setting in case.shapes:
                shape = self._shape(setting, case)
                arrays[name] = weights(shape, seed + i + 1, setting, dtype)
            elif self.accepts[name].default is inspect.Parameter.empty:
                self._needed(name, None, case)
        forward, backward = self.make
        functions = Functions(forward, backward, case, arrays, dictionary)
        functions.columns = self.columns
        return functions

    def _dictionary(self, name: str, case: Case) -> dict[str, Any]:
        """What CS231n hands over in a dictionary."""
        held: dict[str, Any] = dict(self.given)
        s = case.settings
        if name == "conv_param":
            held = {"stride": s.get("stride", 1), "pad": s.get("pad", 0), **held}
        elif name == "pool_param":
            held = {
                "pool_height": s.get("size_h", 2),
                "pool_width": s.get("size_w", 2),
                "stride": s.get("stride", 2),
                **held,
            }
        elif name == "bn_param":
            more = {k: s[k] for k in ("eps", "momentum") if k in s}
            held = {"mode": "train", **more, **held}
        elif name == "dropout_param":
            held = {"mode": "train", "p": s.get("p", 0.4), **held}
        return held


def _short(value: Any) -> str:
    if isinstance(value, np.ndarray):
        return f"<{value.shape}>"
    return "rng" if isinstance(value, np.random.Generator) else f"{value!r:.40}"


def weights(shape: tuple[int, ...], seed: int, setting: str, dtype: DTypeLike) -> Array:
    """Parameters that hide nothing: all different, no gamma at 1, no beta at 0."""
    values = generator(seed).standard_normal(shape)
    if setting == "gamma":
        values = 1 + np.abs(values)
    return values.astype(dtype)


class _Step:
    """The optimiser that layers get which make the step themselves."""

    def update(self, w: Array, grad: Array) -> Array:
        """A step of plain gradient descent; `w` stays as it is."""
        return w - RATE * grad
