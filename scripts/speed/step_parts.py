"""Where the time of a training step goes, part by part."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from lesson_code import Adam
from lesson_code.network import keep_freed_memory
from scripts.speed import steps
from scripts.speed.stopwatch import significant


class Parts:
    """Collects the seconds of named parts, round by round."""

    def __init__(self) -> None:
        self.seconds: dict[str, list[float]] = {}

    def watch(self, owner: Any, method: str, name: str) -> None:
        """Let every call of a method count as a part."""
        setattr(owner, method, self.timed(name, getattr(owner, method)))

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function with its calls counted as a part."""

        def call(*arguments: Any, **settings: Any) -> Any:
            start = time.perf_counter()
            result = function(*arguments, **settings)
            self.seconds.setdefault(name, []).append(time.perf_counter() - start)
            return result

        return call

    def milliseconds(self) -> dict[str, float]:
        """Return the median of each part."""
        return {
            name: significant(1000 * statistics.median(values), 3)
            for name, values in self.seconds.items()
        }


def textbook(rounds: int) -> dict[str, float]:
    """Return the parts of the textbook's step, in milliseconds."""
    x, t = steps.images("simple_convnet", steps.BATCH)
    x = x.astype(np.float64)
    network, optimizer = steps.textbook_parts()
    parts = Parts()
    first = network.layers[0]
    parts.watch(first, "input_gradient", "first layer's input gradient")
    for i, layer in enumerate(network.layers):
        parts.watch(layer, "forward", f"{i} {type(layer).__name__} forward")
        parts.watch(layer, "backward", f"{i} {type(layer).__name__} backward")
    parts.watch(network.last_layer, "forward", "loss forward")
    parts.watch(network.last_layer, "backward", "loss backward")
    update = parts.timed("optimizer", optimizer.update)
    again, _ = steps.textbook_parts()  # nobody watches its layers
    second_pass = parts.timed("second forward pass", again.loss)
    for _ in range(rounds):
        update(network.params, network.gradient(x, t))
        second_pass(x, t)
    result = parts.milliseconds()
    backward = f"0 {type(first).__name__} backward"
    result[backward] = significant(result[backward] - result["first layer's input gradient"], 3)
    return result


def ours(rounds: int) -> dict[str, float]:
    """Return the parts of our step, in milliseconds."""
    x, t = steps.images("simple_convnet", steps.BATCH)
    network, optimizer = steps.our_network("simple_convnet"), Adam(0.001)
    parts = Parts()
    for i, layer in enumerate(network.layers):
        parts.watch(layer, "forward", f"{i} {type(layer).__name__} forward")
        for method in ("backward", "backward_params"):
            parts.watch(layer, method, f"{i} {type(layer).__name__} backward")
    parts.watch(network.loss_function, "forward", "loss forward")
    parts.watch(network.loss_function, "backward", "loss backward")
    update = parts.timed("optimizer", optimizer.update)
    keep_freed_memory()
    for _ in range(rounds):
        _, grads = network.gradients(x, t)
        update(network.params, grads)
    return parts.milliseconds()
