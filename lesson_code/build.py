"""Networks by name, with settings that can be written down, for checkpoints and commands."""

import inspect
import math
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from lesson_code.models import MODELS
from lesson_code.network import Sequential

SIZE_LIMIT = 10**6  # of any one size in a network's settings
DTYPES = {"float32": np.float32, "float64": np.float64}


def build_model(model: str, settings: Mapping[str, Any], rng: np.random.Generator) -> Sequential:
    """Make one of `MODELS` by name, with settings of plain values.

    Args:
        model: its name.
        settings: arguments of that function besides the generator; a list may stand for a tuple,
            and "float32" or "float64" for a type.
        rng: random generator for the initial weights and dropout.

    Returns:
        The network.

    Raises:
        ValueError: if the name, or the name or the kind of a setting, is not known, or sizes do not
            fit.

    Examples:
        >>> net = build_model("sigmoid-mlp", {"hidden": [100]}, np.random.default_rng(0))
        >>> net.params["1.W"].shape
        (784, 100)
    """
    ready = plain_settings(model, settings)
    for name, value in ready.items():
        if name == "dtype":
            ready[name] = DTYPES[value]
        elif isinstance(value, list):
            ready[name] = tuple(value)
    return MODELS[model](rng, **ready)


def input_shape(model: str, settings: Mapping[str, Any]) -> tuple[int, ...]:
    """Shape of one input of a network that `build_model` makes.

    Args:
        model: its name.
        settings: its settings.

    Returns:
        The shape, without the batch.

    Raises:
        ValueError: if the name is not known.

    Examples:
        >>> input_shape("simple-convnet", {})
        (1, 28, 28)
    """
    make = MODELS[known_name("model", MODELS, model)]
    default = inspect.signature(make).parameters["input_shape"].default
    return tuple(settings.get("input_shape", default))


class NoDraws(np.random.Generator):
    """Stands in for a generator where the weights are replaced anyhow: zeros, but not without end.

    Args:
        room: how many numbers there are to be replaced by.
    """

    def __init__(self, room: int) -> None:
        super().__init__(np.random.PCG64(0))
        self.room = room

    def standard_normal(self, size: Any = None, *args: Any, **kwargs: Any) -> Any:
        """Zeros instead of random numbers.

        Args:
            size: shape of the result.
            *args: make no difference here.
            **kwargs: make no difference here.

        Returns:
            Zeros of that shape.

        Raises:
            ValueError: if more are asked for than there is room for.
        """
        self.room -= math.prod(size)
        if self.room < 0:
            raise ValueError("the settings make a larger network than what is stored")
        return np.zeros(size)


def plain_settings(model: str | None, settings: Mapping[str, Any]) -> dict[str, Any]:
    """A model's settings as JSON can hold them, each checked against the default it replaces.

    Args:
        model: its name; None for a network that has none, and then no settings.
        settings: its settings, as Python or JSON has them.

    Returns:
        The same, with lists for tuples and names for types.

    Raises:
        ValueError: if the name, or the name or the kind of a setting, is not known.
    """
    if model is None:
        if settings:
            raise ValueError(f"settings: expected none without a model, got {dict(settings)}")
        return {}
    parameters = inspect.signature(MODELS[known_name("model", MODELS, model)]).parameters
    defaults = {name: p.default for name, p in parameters.items() if name != "rng"}
    plain: dict[str, Any] = {}
    for name, value in settings.items():
        default = defaults[known_name(f"settings of {model}", defaults, name)]
        plain[name] = _plain_value(name, value, default)
    return plain


def _plain_value(name: str, value: Any, default: Any) -> Any:
    match default:
        case bool():
            good, expected = isinstance(value, bool), "true or false"
        case int():
            good, expected = _is_size(value), f"an integer from 1 to {SIZE_LIMIT}"
        case float():
            good = type(value) in (int, float) and math.isfinite(value)
            expected = "a finite number"
        case str():
            good, expected = isinstance(value, str), "text"
        case tuple():
            value = list(value) if isinstance(value, tuple) else value
            good = isinstance(value, list) and len(value) <= 100 and all(map(_is_size, value))
            expected = f"a list of integers from 1 to {SIZE_LIMIT}"
        case _:
            value = getattr(value, "__name__", value)  # np.float32, as a type
            good, expected = value in list(DTYPES), " or ".join(DTYPES)
    if not good:
        raise ValueError(f"{name}: expected {expected}, got {value!r:.60}")
    return value


def _is_size(value: Any) -> bool:
    return type(value) is int and 1 <= value <= SIZE_LIMIT


def known_name(what: str, known: Iterable[str], name: Any) -> str:
    """The name, if it is known.

    Args:
        what: what it names, for the message.
        known: the known names.
        name: what came.

    Returns:
        The name.

    Raises:
        ValueError: otherwise; the message says which known name is nearest.
    """
    names = list(known)
    if isinstance(name, str) and name in names:
        return name
    import difflib  # here, for nobody should wait for it who made no mistake

    near = difflib.get_close_matches(str(name)[:60], names, n=1)
    hint = f"did you mean {near[0]!r}? " if near else ""
    raise ValueError(f"{what}: {name!r:.60} is unknown; {hint}known are {', '.join(names)}")
