"""The kinds of files that the package reads: good ones, their readers, what is right of them."""

from __future__ import annotations

import io
import json
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from PIL import Image

from lesson_code import (
    Adam,
    BadCheckpointError,
    BadImageError,
    Sequential,
    StepDecay,
    Trainer,
    build_model,
    load_checkpoint,
    load_digit,
    load_params,
    save_checkpoint,
    save_params,
)
from lesson_code._types import Array
from lesson_code.datasets import CIFAR10_CLASSES, DamagedFileError, cifar10, mnist
from lesson_code.exercises import files
from lesson_code.exercises.files import ExerciseError
from lesson_code.exercises.progress import FORMAT, VERSION, load_progress
from scripts.damage import mutations

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = {"hidden": [3], "input_shape": [1, 4, 4]}
Damage = Callable[[bytes, tuple[bytes, ...], Random], bytes]


@dataclass(frozen=True)
class Kind:
    """A kind of files.

    Attributes:
        name: what to call it.
        file: the name under which it is read.
        originals: good files.
        read: reads the file; raises AssertionError if it gives what no such file can hold.
        refusals: exceptions with which it may refuse a file.
        below: damages a file beneath its checksums, where it has some.
    """

    name: str
    file: str
    originals: tuple[bytes, ...]
    read: Callable[[Path], object]
    refusals: tuple[type[Exception], ...]
    below: Damage | None = None


def all_kinds(folder: Path) -> list[Kind]:
    """Every kind of files that the package reads.

    Args:
        folder: where to make good files, and where MNIST's files are looked for afterwards.
    """
    return [
        _checkpoints(folder),
        _weights(folder),
        _photographs(),
        _classes(),
        _digits(folder),
        _progress(),
        _exercises(),
        _pictures(),
    ]


def _trainer(model: str, settings: dict[str, Any]) -> Trainer:
    rng = np.random.default_rng(0)
    network = build_model(model, settings, rng)
    trainer = Trainer(
        network, Adam(0.01), rng=rng, batch_size=4, schedule=StepDecay(0.01), progress=False
    )
    x = rng.random((8, *settings["input_shape"]), np.float32)
    t = rng.integers(0, 10, 8)
    trainer.fit(x, t, epochs=2)
    steps = []

    def stop(*batch: Any) -> tuple[float, Array]:
        if steps:
            raise KeyboardInterrupt
        steps.append(1)
        return Trainer.step(trainer, *batch)

    vars(trainer)["step"] = stop
    try:
        trainer.fit(x, t)
    except KeyboardInterrupt:
        del vars(trainer)["step"]
    return trainer


def _checkpoints(folder: Path) -> Kind:
    models = {
        "sigmoid-mlp": SETTINGS,
        "report-convnet": {"input_shape": [1, 6, 6], "filters": 2, "filter_size": 3, "hidden": 3},
    }
    originals = []
    for model, settings in models.items():
        path = folder / f"{model}.npz"
        trainer = _trainer(model, settings)
        save_checkpoint(path, trainer, model=model, settings=settings, notes={"workers": 2})
        originals.append(path.read_bytes())

    def read(path: Path) -> None:
        loaded = load_checkpoint(path)
        trainer = loaded.trainer
        assert loaded.model in models, f"model {loaded.model!r}"
        _check_finite(trainer.network)
        assert trainer.batch_size >= 1
        assert [epoch.epoch for epoch in trainer.history] == [
            i + 1 for i in range(len(trainer.history))
        ]
        assert trainer.under_way is None or trainer.under_way.order.max() < len(
            trainer.under_way.order
        )

    return Kind(
        "checkpoint",
        "checkpoint.npz",
        tuple(originals),
        read,
        (BadCheckpointError,),
        mutations.below_the_zip,
    )


def _weights(folder: Path) -> Kind:
    network = build_model("sigmoid-mlp", SETTINGS, np.random.default_rng(0))
    save_params(folder / "weights.npz", network)

    def read(path: Path) -> None:
        load_params(path, network)
        _check_finite(network)

    return Kind(
        "weights",
        "weights.npz",
        ((folder / "weights.npz").read_bytes(),),
        read,
        (BadCheckpointError,),
        mutations.below_the_zip,
    )


def _check_finite(network: Sequential) -> None:
    for name, array in (network.params | network.buffers).items():
        assert np.isfinite(array).all(), f"{name} is not finite"


def _photographs() -> Kind:
    rng = np.random.default_rng(0)
    batch = {
        b"batch_label": b"training batch 1 of 5",
        b"labels": [3],
        b"data": rng.integers(0, 256, (1, 3072), np.uint8),
        b"filenames": [b"a_cat.png"],
    }
    return Kind(
        "photographs",
        "data_batch_1",
        tuple(pickle.dumps(batch, protocol) for protocol in range(6)),
        _read_photographs,
        (DamagedFileError,),
    )


def _classes() -> Kind:
    names = [name.encode() for name in CIFAR10_CLASSES]
    meta = {b"num_cases_per_batch": 10_000, b"label_names": names, b"num_vis": 3072}
    return Kind(
        "classes",
        "batches.meta",
        tuple(pickle.dumps(meta, protocol) for protocol in range(6)),
        _read_photographs,
        (DamagedFileError,),
    )


def _read_photographs(path: Path) -> None:
    """One file of the seven: if it is good, what is refused is that the others are not there."""
    try:
        cifar10._read([(path, path.read_bytes())], rows=1)
    except DamagedFileError as error:
        if "CIFAR-10 is not complete" not in str(error):
            raise
    else:
        raise AssertionError("one file was enough")


def _digits(folder: Path) -> Kind:
    name = "t10k-labels-idx1-ubyte"
    original = (mnist.DATA / f"{name}.gz").read_bytes()
    right = mnist._read(name, header=8)
    read_anew = mnist._read.__wrapped__

    def read(path: Path) -> None:
        mnist.DATA = path.parent
        np.testing.assert_array_equal(read_anew(name, header=8), right)

    return Kind(
        "digits",
        f"{name}.gz",
        (original,),
        read,
        (DamagedFileError,),
        mutations.below_the_gzip,
    )


def _progress() -> Kind:
    exercises = {f"{i:02}_name/2_build": {"passed": i % 2 == 0, "hints": i} for i in range(4)}
    mine = {"he": [{"text": "def he(shape, rng):\n    return 1\n", "ours": False}] * 2}
    kept = {"format": FORMAT, "version": VERSION, "exercises": exercises, "mine": mine}
    text = json.dumps(kept, indent=2)

    def read(path: Path) -> None:
        progress = load_progress(path.parent)
        for record in progress.records.values():
            assert type(record.passed) is bool
            assert record.hints >= 0
        for answers in progress.pieces.values():
            assert {type(answer.text) for answer in answers} == {str}

    return Kind("progress", "progress.json", (text.encode(),), read, (ExerciseError,))


def _exercises() -> Kind:
    originals = sorted((ROOT / "docs" / "exercises").glob("*/*/exercise.toml"))

    def read(path: Path) -> None:
        exercise = files._read(path)
        assert set(exercise.title) == set(exercise.task) == set(files.LANGUAGES)
        assert 0 < exercise.seconds <= files.LONGEST

    contents = tuple(path.read_bytes() for path in originals[:4])
    return Kind("exercises", "exercise.toml", contents, read, (ExerciseError,))


def _pictures() -> Kind:
    grey = np.full((20, 16), 250, np.uint8)
    grey[4:16, 6:10] = 30
    originals = []
    for kind in ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP"):
        for mode in ("L", "RGB"):
            file = io.BytesIO()
            Image.fromarray(grey).convert(mode).save(file, kind)
            originals.append(file.getvalue())

    def below(content: bytes, others: tuple[bytes, ...], rng: Random) -> bytes:
        if content.startswith(mutations.PNG):
            return mutations.below_the_png(content, others, rng)
        return mutations.damage(content, others, rng)

    def read(path: Path) -> None:
        x = load_digit(path)
        assert x.shape == (1, 1, 28, 28)
        assert 0 <= x.min() <= x.max() <= 1

    return Kind("pictures", "digit.png", tuple(originals), read, (BadImageError,), below)
