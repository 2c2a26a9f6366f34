"""How much memory a training takes whose images would not fit well: 200 000 PNG files in folders.

Discs on grounds of any colour, 32 x 32 pixels, in ten folders by their size, are drawn and saved.
Then the command `train` goes through them once with a small network. What is measured is the most
memory that its process held at any moment (as Linux counts it, resident), and the time it took.

    python scripts/experiments/many_images.py            some seven minutes, 1 GB of disk
    python scripts/experiments/many_images.py --quick    a few seconds
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from scripts.book import results
from scripts.experiments.common import Experiment, Measured, Run
from scripts.machine.environment import ONE_THREAD

SIDE, CLASSES = 32, 10
NETWORK = ("--model", "sigmoid-mlp", "--set", "hidden=[32]", "--batch-size", "100")
SETTINGS = {"network": " ".join(NETWORK), "image": [3, SIDE, SIDE], "blas_threads": 1}


def runs(quick: bool) -> list[Run]:
    """One number of pictures."""
    return [Run("many", {"images": 1000 if quick else 200_000}, [0])]


def draw(root: Path, images: int) -> None:
    """Draw the pictures that are not there yet, no two alike."""
    y, x = np.mgrid[:SIDE, :SIDE]
    for k in range(CLASSES):
        (root / f"class{k}").mkdir(parents=True, exist_ok=True)
    for i in range(images):
        k = i % CLASSES
        path = root / f"class{k}" / f"{i:06d}.png"
        if path.exists():
            continue
        rng = np.random.default_rng(i)
        pixels = np.empty((SIDE, SIDE, 3), np.uint8)
        pixels[:] = rng.integers(0, 256, 3)
        centre = rng.integers(8, 24, 2)
        disc = (y - centre[0]) ** 2 + (x - centre[1]) ** 2 < (3 + k) ** 2
        pixels[disc] = rng.integers(0, 256, 3)
        pixels[::7, ::5] = rng.integers(0, 256, 3)
        pixels[0, 0] = i & 255, i >> 8 & 255, i >> 16
        Image.fromarray(pixels).save(path, compress_level=1)


def measure(
    run: Mapping[str, Any], seed: int, say: Callable[[str], None], options: argparse.Namespace
) -> Measured:
    """Train once through all pictures, in a process of its own."""
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(options.folder or temporary)
        draw(root, run["images"])
        say(f"{run['images']} pictures are drawn")
        command = [sys.executable, "-m", "lesson_code", "train", "--data", str(root), *NETWORK]
        environment = os.environ | ONE_THREAD | {"PYTHONPATH": str(results.ROOT)}
        start = time.perf_counter()
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as done:
            assert done.stdout is not None
            text = done.stdout.read()
            _, status, usage = os.wait4(done.pid, 0)
            done.returncode = os.waitstatus_to_exitcode(status)
        if done.returncode:
            raise subprocess.CalledProcessError(done.returncode, command, text)
    return {
        "peak_bytes": usage.ru_maxrss * 1024,
        "seconds": round(time.perf_counter() - start, 1),
        "processor_seconds": round(usage.ru_utime + usage.ru_stime, 1),
        "test_accuracy": float(text.split()[-1]),
    }


def summarize(run: Measured) -> Measured:
    """In the units that people use, beside what arrays of float32 would take."""
    [one] = run["seeds"].values()
    return {
        "images": run["settings"]["images"],
        "peak_mb": round(one["peak_bytes"] / 10**6),
        "arrays_mb": round(run["settings"]["images"] * 3 * SIDE * SIDE * 4 / 10**6),
        "minutes": round(one["seconds"] / 60, 1),
        "processor_minutes": round(one["processor_seconds"] / 60, 1),
    }


def add_options(parser: argparse.ArgumentParser) -> None:
    """Where the pictures may stay for another time."""
    parser.add_argument(
        "--folder", help="draw the pictures here, leave them, and draw none that is there already"
    )


EXPERIMENT = Experiment(
    file=__file__,
    description=__doc__,
    settings=SETTINGS,
    runs=runs,
    train=measure,
    summarize=summarize,
    add_options=add_options,
    note=lambda options: {},
)

if __name__ == "__main__":
    sys.exit(EXPERIMENT.main())
