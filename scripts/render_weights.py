"""Train the network that classifies drawn digits in the browser, and write its weights.

    python scripts/render_weights.py          minutes: trains, then writes
    python scripts/render_weights.py --check  seconds: measures what is there, writes nothing

It trains by the project's own command line, rounds the weights to float16, which halves the file,
and writes docs/shared/weights/digits.npz, ten test digits to try (digits.png beside it), and
docs/results/digits.json: the command, the accuracy of the rounded weights on all test images, and
the SHA-256 of the files. Pages take their numbers from there.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import shlex
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
if __name__ == "__main__":
    sys.path[0] = str(ROOT)  # instead of scripts/, whose site.py and test.py are no modules

from lesson_code import (  # noqa: E402
    Sequential,
    load_checkpoint,
    load_mnist,
    load_params,
    simple_convnet,
)
from lesson_code.archive import save_arrays, write_atomically  # noqa: E402
from scripts.book import results  # noqa: E402

WEIGHTS = ROOT / "docs" / "shared" / "weights" / "digits.npz"
DIGITS = WEIGHTS.with_suffix(".png")
RESULTS = results.RESULTS / "digits.json"
TRAINING = (
    "train --model simple-convnet --epochs 10 --schedule cosine --weight-decay 0.0001 --seed 0"
)


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line asks for; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="render_weights.py",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--check", action="store_true", help="only measure what is there")
    options = parser.parse_args(arguments)
    if options.check:
        found = differences()
        print("\n".join(found) or "same")
        return 1 if found else 0

    with tempfile.TemporaryDirectory() as folder:
        begin = time.perf_counter()
        command = [sys.executable, "-m", "lesson_code", *shlex.split(TRAINING), "--out", folder]
        subprocess.run(command, cwd=ROOT, check=True)
        seconds = time.perf_counter() - begin
        checkpoint = Path(folder, "checkpoint.npz")
        trained = load_checkpoint(checkpoint).trainer
        WEIGHTS.parent.mkdir(parents=True, exist_ok=True)
        save_rounded(WEIGHTS, trained.network)
        measured = {
            "command": f"python -m lesson_code {TRAINING}",
            "seconds": round(seconds),
            "checkpoint": {"sha256": sha256(checkpoint), "accuracy": accuracy(trained.network)},
        }
    write_atomically(DIGITS, lambda file: file.write(picture(ten_digits()[0])))
    results.write(RESULTS, {**measured, **measure(), "provenance": results.provenance()})
    print(f"written {WEIGHTS.relative_to(ROOT)}: {measure()}")
    return 0


def save_rounded(path: Path, network: Sequential) -> None:
    """Write a file that `load_params` reads, with the parameters in float16."""
    save_arrays(
        path,
        {f"params/{name}": array.astype(np.float16) for name, array in network.params.items()},
    )


def load() -> Sequential:
    """Return the network of the weights file, computing in float32, as the browser does."""
    network = simple_convnet(np.random.default_rng(0))
    load_params(WEIGHTS, network)
    return network


def measure() -> dict[str, Any]:
    """Return what can be measured of the weights file."""
    return {
        "weights": {
            "file": WEIGHTS.relative_to(ROOT).as_posix(),
            "bytes": WEIGHTS.stat().st_size,
            "sha256": sha256(WEIGHTS),
            "sha256_begins": sha256(WEIGHTS)[:12],
            "type": "float16",
        },
        "accuracy": accuracy(load()),
    }


def accuracy(network: Sequential) -> float:
    """Return the share of the test images that a network gets right."""
    _, (x, t) = load_mnist()
    return float(network.accuracy(x, t))


def differences() -> list[str]:
    """Return what the results file says otherwise than the files beside it."""
    kept = results.read("digits")
    measured = measure()
    found = []
    if kept["weights"] != measured["weights"]:
        found.append(f"weights: {WEIGHTS.name} is {measured['weights']}, not {kept['weights']}")
    # On another machine the last bits differ, and with them a digit that lies on the border
    if abs(kept["accuracy"] - measured["accuracy"]) > 2 / 10_000:
        found.append(f"accuracy: {kept['accuracy']} was said, {measured['accuracy']} is measured")
    if kept["command"] != f"python -m lesson_code {TRAINING}":
        found.append(f"command: it was trained by {kept['command']}")
    if not np.array_equal(pixels(DIGITS.read_bytes()), pixels(picture(ten_digits()[0]))):
        found.append(f"{DIGITS.name}: holds other digits")
    return found


def ten_digits() -> tuple[np.ndarray[Any, Any], list[int]]:
    """Return the first test image of each digit, (10, 28, 28), and their places."""
    _, (x, t) = load_mnist()
    places = [int(np.flatnonzero(t == digit)[0]) for digit in range(10)]
    return x[places, 0], places


def picture(digits: np.ndarray[Any, Any]) -> bytes:
    """Return digits side by side as a PNG file, dark on light."""
    from PIL import Image

    grey = np.uint8(255) - np.round(np.hstack(list(digits)) * 255).astype(np.uint8)
    file = io.BytesIO()
    Image.fromarray(grey).save(file, format="PNG", optimize=True)
    return file.getvalue()


def pixels(png: bytes) -> np.ndarray[Any, Any]:
    """Return what a PNG file shows; its bytes depend on who packed it."""
    from PIL import Image

    with Image.open(io.BytesIO(png)) as image:
        return np.asarray(image)


def sha256(path: Path) -> str:
    """Return a file's SHA-256."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
