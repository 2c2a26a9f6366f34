"""The textbook's step with some changes, in a process of its own.

    python scripts/speed/ladder.py SETTINGS

SETTINGS is JSON: {"changes": names of CHANGES}, or {"ours": "float32"} for a step of the package.
For each number that comes in, so many steps are taken on one thread, and the seconds printed that
the processor worked on one of them. The layers that take the place of the textbook's are those of
lesson 17's samples.
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
if __name__ == "__main__":
    sys.path[0] = str(ROOT)  # instead of scripts/speed

from scripts.machine.environment import ONE_THREAD  # noqa: E402

if __name__ == "__main__":  # before NumPy is imported, which reads this only then
    os.environ.update(ONE_THREAD)

import numpy as np  # noqa: E402

from lesson_code import Adam, Trainer, simple_convnet  # noqa: E402
from lesson_code.network import keep_freed_memory  # noqa: E402
from scripts.speed.children import asked  # noqa: E402

SAMPLES = ROOT / "docs" / "samples" / "17_layout"
BATCH = 100

# In the order in which lesson 17 makes them
CHANGES = (
    "float32",
    "one_pass",
    "no_dx",
    "slices",
    "no_mask",
    "batch_last",
    "affine",
    "overlap",
    "in_place",
    "keep_memory",
)
# One more, which is no rung: the textbook's ReLU copies in the order in which the array lies
ORDER_KEPT = "order_kept"

Step = Callable[[], float]


def sample(name: str, changes: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Return what a sample defines; as `changes` ask, its zeros are float32, its copies ordered."""
    text = (SAMPLES / f"{name}.py").read_text(encoding="utf-8")
    if "float32" in changes:
        text = re.sub(r"np\.zeros\((\(.*?\)|[\w.]+)\)", r"np.zeros(\1, np.float32)", text)
    if ORDER_KEPT in changes:
        text = text.replace(".copy()", '.copy(order="K")')
    defined: dict[str, Any] = {"__name__": name}
    exec(compile(text, name, "exec"), defined)
    return defined


def changed(changes: frozenset[str]) -> tuple[Step, dict[str, np.ndarray]]:
    """Return a step of the textbook with some changes, and the parameters that it trains."""
    dtype = np.float32 if "float32" in changes else np.float64
    book = sample("textbook", changes)
    x, t = batch(dtype)
    start = simple_convnet(np.random.default_rng(0)).params
    params = {name: param.astype(dtype) for name, param in start.items()}
    network, optimizer = book["Network"](params), book["TextbookAdam"](params)
    convolution, _, _, affine, *_ = layers = network.layers
    if "no_dx" in changes:
        convolution.input_gradient = lambda dout: None
    if "slices" in changes:
        layers[2] = sample("pooling")["MaxPooling"]()
    replaced = sample("batch_last")
    if "no_mask" in changes:
        layers[1], layers[4] = replaced["ReLU"](), replaced["ReLU"]()
    if "affine" in changes:
        layers[3] = replaced["Affine"](affine.W, affine.b)
    if "batch_last" in changes:
        made = sample("overlap") if "overlap" in changes else replaced
        layers[0] = made["Convolution"](convolution.W, convolution.b)
        if "no_dx" not in changes:
            _with_input_gradient(layers[0], book)
    if "in_place" in changes:
        optimizer = sample("in_place")["Adam"](params)
    if "keep_memory" in changes:
        keep_freed_memory()

    def step() -> float:
        loss: float = network.loss(x, t)
        dout = network.last_layer.backward()
        for layer in reversed(layers):
            dout = layer.backward(dout)
        weighted = [layer for layer in layers if hasattr(layer, "W")]
        grads = [g for layer in weighted for g in (layer.dW, layer.db)]
        optimizer.update(params, dict(zip(params, grads, strict=True)))
        return loss if "one_pass" in changes else network.loss(x, t)

    return step, params


def _with_input_gradient(layer: Any, book: dict[str, Any]) -> None:
    """Let a convolution that finds no gradient at its input find it as the textbook does."""
    backward = layer.backward

    def both(dout: np.ndarray) -> np.ndarray:
        backward(dout)
        (N, _, OH, OW), (F, C, size, _) = dout.shape, layer.W.shape
        rows = dout.transpose(0, 2, 3, 1).reshape(-1, F)
        shape = N, C, OH + size - 1, OW + size - 1
        dx: np.ndarray = book["col2im"](rows @ layer.W.reshape(F, -1), shape, size, 1)
        return dx

    layer.backward = both


def ours(dtype: type[np.floating]) -> Step:
    """Return a step of the package."""
    x, t = batch(dtype)
    rng = np.random.default_rng(0)
    trainer = Trainer(simple_convnet(rng, dtype=dtype), Adam(0.001), rng=rng)
    return lambda: trainer.step(x, t)[0]


def batch(dtype: type[np.floating]) -> tuple[np.ndarray, np.ndarray]:
    """Return random images and labels."""
    rng = np.random.default_rng(0)
    x = rng.random((BATCH, 1, 28, 28), np.float32)
    return x.astype(dtype), rng.integers(0, 10, BATCH)


def process(**settings: Any) -> Callable[[int], float]:
    """Start such a process; return what lets it take so many steps and says what one of them took.

    Args:
        settings: as this file's first lines say.
    """
    ask = asked(Path(__file__), json.dumps(settings))
    return lambda steps: ask(str(steps))


def main() -> None:
    """Take as many steps as each line asks for."""
    settings = json.loads(sys.argv[1])
    if "ours" in settings:
        step = ours(np.dtype(settings["ours"]).type)
    else:
        step, _ = changed(frozenset(settings["changes"]))
    for line in sys.stdin:
        start = time.process_time()
        for _ in range(int(line)):
            step()
        print((time.process_time() - start) / int(line), flush=True)


if __name__ == "__main__":
    main()
