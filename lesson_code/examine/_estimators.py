"""The examination of a class with fit and predict: it trains itself, and only its weights are seen.

Nothing says what its loss and its gradients are. What can be asked is whether it answers the same
twice, and for a sample alone, and whether training makes its hidden units different.
"""

import inspect
import types
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lesson_code._types import Array
from lesson_code.examine._instances import Still, generator
from lesson_code.examine._mistakes import found, in_words, stopped
from lesson_code.examine._network_forms import Held, K, Network, arrays_in, has, make
from lesson_code.examine._networks import check_inference
from lesson_code.examine._symmetry import alike
from lesson_code.examine.report import Finding
from lesson_code.exercises.grading import Problem

N, D = 37, 7  # samples and features; no layer is as large as the batch
PASSES = {
    *("epochs", "n_epochs", "num_epochs", "n_iter", "n_iters", "max_iter", "iterations", "steps"),
    *("num_iterations", "n_iterations"),
}
REDRAWN, WIDE = 8, 3.0  # draws, so wide that labels change, too, where the weights are used
FEW = 20  # passes, where their number can be chosen


def is_estimator(target: Any) -> bool:
    """Whether a class, or an object, has fit and predict."""
    return has(target, "fit") and has(target, "predict")


def examine(
    module: types.ModuleType,
    target: Any,
    name: str,
    given: Mapping[str, Any],
    shape: tuple[int, ...] | None,
) -> tuple[list[Finding], str]:
    """What is found, and at which shape.

    Raises:
        Problem: if it cannot be made, or fits none of the targets that are tried.
    """
    still = Still(module)
    still.again()
    short = {**_few_passes(target), **given}
    made, shapes = make(target, name, short, shape)
    network = Network(made, still, "fit")
    if shape is None:
        shapes += [
            (D,),
            *((n,) for h in arrays_in(made) if h.array.ndim == 2 for n in h.array.shape),
        ]
    path = str(module.__file__)
    x, fitted = _fitted(network, [shape] if shape else list(dict.fromkeys(shapes)), name, path)
    findings = [found("fit-and-predict"), *check_inference(fitted, x, path), *_units(fitted, x)]
    return findings, f"{x.shape} -> {fitted.scores(x.copy()).shape}"


def _few_passes(call: Any) -> dict[str, Any]:
    """Arguments that make a training short."""
    return {n: FEW for n in inspect.signature(call).parameters if n in PASSES}


def _targets(x: Array) -> list[NDArray[Any]]:
    """Labels, one-hot rows, labels of two classes, and one column of numbers."""
    teacher = x.reshape(N, -1) @ generator(2).standard_normal((x[0].size, K))
    labels = teacher.argmax(axis=1)
    two = (labels > 0).astype(int)
    return [labels, np.eye(K)[labels], two, two[:, np.newaxis].astype(float), teacher[:, :1]]


def _fitted(
    network: Network, shapes: list[tuple[int, ...]], name: str, path: str
) -> tuple[Array, Network]:
    """A batch, and the network trained on it: on classes, or two, in whichever form it takes."""
    first: Exception | None = None
    for shape in shapes:
        x = generator(1).standard_normal((N, *shape))
        for t in _targets(x):
            trained = network.copy()
            sizes = {held.path: held.array.shape for held in arrays_in(trained.made)}
            try:
                with np.errstate(all="ignore"):
                    trained.made.fit(x.copy(), t, **_few_passes(trained.made.fit))
                trained.scores(x.copy())
            except Exception as error:
                first = first or error
                continue
            # one column of answers against many targets: NumPy makes a table of both
            held = list(arrays_in(trained.made))
            if all(h.array.shape == sizes.get(h.path, h.array.shape) for h in held):
                return x, trained
    why = {"en": "", "ja": ""} if first is None else in_words(stopped(first, path, "fit"))
    raise Problem(
        en=f"{name} could not be trained: fit(X, y) was tried with X of shape {x.shape} and with "
        f"labels, one-hot rows and numbers. {why['en']} Say the shape of one sample, such as "
        "--input 784, or name a function without arguments that makes it",
        ja=f"{name} を学習させられませんでした。fit(X, y) に、形状 {x.shape} の X と、ラベル、"
        f"one-hotの行、数を渡してみました。{why['ja']} 1 サンプルの形状を --input 784 のように指定"
        "するか、引数なしでネットワークを作って返す関数の名前を渡してください",
    )


def _units(network: Network, x: Array) -> Iterator[Finding]:
    """From the inputs on, layer by layer, whether hidden units have become different."""
    weights = _weights(network, x)
    names = []
    for held, axis in _hidden([h for h in weights if h.array.ndim == 2], weights, x[0].size):
        group = alike(held.array, axis)
        if len(group) > 1:
            yield found(
                "units-alike-after-fit",
                which=held.path,
                count=len(group),
                all=held.array.shape[axis],
            )
            return
        names.append(held.path)
    if names:
        yield found("units-differ-after-fit", which=", ".join(names))


def _hidden(matrices: list[Held], weights: list[Held], size: int) -> Iterator[tuple[Held, int]]:
    """Weights of hidden layers, with the axis of the units: what they give goes into others."""
    turned: bool | None = None  # whether units are rows, as the first layer shows
    for i, held in enumerate(matrices):
        shape = held.array.shape
        rows = shape[1] == size != shape[0] if turned is None else turned
        inputs, units = shape[::-1] if rows else shape
        if inputs != size or min(shape) < 2:
            continue
        turned, size = rows, units
        behind = any(h.array.shape[1 if rows else 0] == units for h in matrices[i + 1 :])
        # biases, and the weights of a single output
        if behind or sum(h.array.shape == (units,) for h in weights) > 1:
            yield held, 0 if rows else 1


def _weights(network: Network, x: Array) -> list[Held]:
    """Arrays that what is predicted depends on; not what is left of a batch, nor velocities."""
    drawn = network.copy()  # at random, for behind a layer of zeros nothing could be told
    moves = generator(12)
    arrays = [h for h in arrays_in(drawn.made) if N not in h.array.shape]
    used = set()
    for _ in range(REDRAWN):
        for held in arrays:
            held.array[...] = WIDE * moves.standard_normal(held.array.shape)
        before = drawn.scores(x.copy())
        for held in arrays:
            old = held.array.copy()
            held.array[...] = WIDE * moves.standard_normal(old.shape)
            if not np.array_equal(drawn.scores(x.copy()), before):
                used.add(held.path)
            held.array[...] = old
    return [h for h in arrays_in(network.made) if h.path in used]
