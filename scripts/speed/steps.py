"""One training step each of this package, of PyTorch, of a textbook and of a per-sample loop.

Every function here returns a step: a callable without arguments that trains a network a little
further on a batch that was given beforehand.
"""

from __future__ import annotations

import importlib.util
import runpy
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

import lesson_code
from lesson_code import SGD, Adam, DataParallel, Sequential, Trainer, one_hot
from lesson_code.network import keep_freed_memory
from scripts.speed.children import asked

SAMPLES = Path(__file__).resolve().parents[2] / "docs" / "samples"
TEXTBOOK = SAMPLES / "17_layout" / "textbook.py"
TEXTBOOK_PROCESS = Path(__file__).with_name("textbook_process.py")
PER_SAMPLE = SAMPLES / "06_digits" / "per_sample.py"

BATCH = 100
THREADS = 2
SHAPES = {"simple_convnet": (1, 28, 28), "deep_convnet": (3, 32, 32)}

Step = Callable[[], Any]


def images(network: str, n: int) -> tuple[np.ndarray, np.ndarray]:
    """Return random images of the shape that a network takes, and random labels."""
    rng = np.random.default_rng(0)
    return rng.random((n, *SHAPES[network]), np.float32), rng.integers(0, 10, n)


def our_network(name: str) -> Sequential:
    """Return one of the package's networks, its weights the same every time."""
    network: Sequential = getattr(lesson_code, name)(np.random.default_rng(0))
    return network


def ours(name: str, x: np.ndarray, t: np.ndarray) -> Step:
    """Return a step of this package, as `train --workers 2` takes it."""
    network = our_network(name)
    parallel = DataParallel(network, THREADS) if in_halves() else None
    trainer = Trainer(network, Adam(0.001), rng=np.random.default_rng(0), parallel=parallel)
    return lambda: trainer.step(x, t)[0]


def in_halves() -> bool:
    """Tell whether two threads share the batch; without threadpoolctl they share BLAS alone."""
    return importlib.util.find_spec("threadpoolctl") is not None


def has_torch() -> bool:
    """Tell whether PyTorch is installed."""
    return importlib.util.find_spec("torch") is not None


def torch_network(name: str) -> Any:
    """Return the same network in PyTorch, with its own initial weights."""
    import torch
    from torch import nn

    torch.set_num_threads(THREADS)
    if name == "simple_convnet":
        return nn.Sequential(
            *(nn.Conv2d(1, 30, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten()),
            *(nn.Linear(4320, 100), nn.ReLU(), nn.Linear(100, 10)),
        )
    return nn.Sequential(
        *(nn.Conv2d(3, 32, 3, padding=1), nn.ReLU()),
        *(nn.Conv2d(32, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2)),
        *(nn.Conv2d(32, 64, 3, padding=1), nn.ReLU()),
        *(nn.Conv2d(64, 64, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2)),
        *(nn.Flatten(), nn.Linear(4096, 128), nn.ReLU(), nn.Linear(128, 10)),
    )


def torch(name: str, x: np.ndarray, t: np.ndarray) -> Step:
    """Return a step of PyTorch on two threads."""
    import torch
    from torch import nn

    network = torch_network(name)
    optimizer = torch.optim.Adam(network.parameters(), lr=0.001)
    loss_function = nn.CrossEntropyLoss()
    inputs, labels = torch.from_numpy(x), torch.from_numpy(t)

    def step() -> Any:
        optimizer.zero_grad()
        loss = loss_function(network(inputs), labels)
        loss.backward()
        optimizer.step()
        return loss.item()

    return step


def textbook_parts() -> tuple[Any, Any]:
    """Return the textbook's network for `simple_convnet`, and its optimiser."""
    book = runpy.run_path(str(TEXTBOOK))
    params = {
        name: p.astype(np.float64) for name, p in our_network("simple_convnet").params.items()
    }
    return book["Network"](params), book["TextbookAdam"](params)


def textbook(x: np.ndarray, t: np.ndarray) -> Step:
    """Return a step of the textbook: gradients, update, and the loss by a second forward pass.

    It runs in a process of its own, without what our trainer does for memory.
    """
    params = {n: p.astype(np.float64) for n, p in our_network("simple_convnet").params.items()}
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "start.npz"
        np.savez(archive, x=x.astype(np.float64), t=t, **params)
        ask = asked(TEXTBOOK_PROCESS, str(archive))
        ask("step")  # it has read the archive
    return lambda: ask("step")


def mlp(n: int = 10) -> tuple[Step, Step]:
    """Return a step of `sigmoid_mlp` and one of the loop over its samples, on the same batch."""
    rng = np.random.default_rng(0)
    x, t = rng.random((n, 1, 28, 28), np.float32), rng.integers(0, 10, n)
    network = lesson_code.sigmoid_mlp(rng, cost="quadratic", weights="normal")
    trainer = Trainer(network, SGD(3.0), rng=rng)

    loop = runpy.run_path(str(PER_SAMPLE))
    weights, biases = loop["columns"](network)
    weights, biases = ([p.astype(np.float64) for p in params] for params in (weights, biases))
    rows = one_hot(t, 10, np.float64)
    batch = [
        (image.reshape(-1, 1).astype(np.float64), row.reshape(-1, 1))
        for image, row in zip(x, rows, strict=True)
    ]
    return lambda: trainer.step(x, t)[0], lambda: loop["step"](weights, biases, batch, 3.0)


def our_inference(x: np.ndarray) -> Step:
    """Return a pass of `simple_convnet` over many images."""
    keep_freed_memory()
    network = our_network("simple_convnet")
    predict = DataParallel(network, THREADS).predict if in_halves() else network.predict
    return lambda: predict(x).argmax(axis=1)


def torch_inference(x: np.ndarray, batch_size: int = 200) -> Step:
    """Return the same pass in PyTorch, without what gradients would need."""
    import torch

    network, inputs = torch_network("simple_convnet"), torch.from_numpy(x)

    def step() -> Any:
        with torch.inference_mode():
            parts = inputs.split(batch_size)
            return torch.cat([network(part) for part in parts]).argmax(dim=1)

    return step
