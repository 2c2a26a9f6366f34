"""What JPEG costs on CIFAR-10: training and testing on images saved more and more coarsely.

All images are saved once more at each quality and read back. The network and the training are those
of the ladder's rung `one-cycle`, with the same three seeds. If CIFAR-10 here is itself a copy of
quality 75, the first step, from the published images to the copy, is not among these. The nearest
to it is one more save at 75 with the blocks of 8x8 pixels moved by 4: in place, it would change
almost nothing.

    python scripts/experiments/cifar10_jpeg.py             about an hour on one core
    python scripts/experiments/cifar10_jpeg.py --quick     noise stands in for CIFAR-10

If training is stopped, running the same command again resumes it from its last epoch.
CIFAR-10 is downloaded once; --data-folder says where it is, if you already have it.
"""

from __future__ import annotations

import argparse
import functools
import io
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from lesson_code._types import Array
from lesson_code.datasets import Split
from scripts.experiments import cifar10_ladder as ladder
from scripts.experiments import common
from scripts.experiments.common import Experiment, Measured, Run

RUNG = "one-cycle"
SAVED: dict[str, dict[str, int]] = {
    "moved-75": {"quality": 75, "shift": 4},
    "jpeg-50": {"quality": 50},
    "jpeg-25": {"quality": 25},
}


def runs(quick: bool) -> list[Run]:
    """The rung of the ladder, once for each way of saving the images."""
    rung = next(run for run in ladder.runs(quick) if run.name == RUNG)
    return [Run(name, {**rung.settings, **saved}, rung.seeds) for name, saved in SAVED.items()]


def saved_as_jpeg(x: Array, quality: int, shift: int = 0) -> Array:
    """Images as they come back from JPEG files.

    Args:
        x: images with values from 0 to 1, shape (N, 3, H, W).
        quality: Pillow's, from 1 to 95.
        shift: how far the blocks are moved, in pixels: each image first gets a border this wide,
            which repeats its outermost pixels and is cut off afterwards.
    """
    H, W = x.shape[2:]
    made = np.empty_like(x)
    for before, after in zip(x, made, strict=True):
        file = io.BytesIO()
        pixels = np.rint(255 * before).astype(np.uint8).transpose(1, 2, 0)
        framed = np.pad(pixels, [(shift, shift), (shift, shift), (0, 0)], "edge")
        Image.fromarray(framed).save(file, "JPEG", quality=quality)
        read = np.asarray(Image.open(file), np.float32)[shift : shift + H, shift : shift + W]
        after[:] = read.transpose(2, 0, 1) / 255
    return made


@functools.lru_cache(maxsize=1)
def coarser(quality: int, shift: int, quick: bool, folder: Path | None) -> list[Split]:
    """The three parts, saved in one way; kept for the three seeds."""
    return [
        Split(saved_as_jpeg(part.x, quality, shift), part.t)
        for part in ladder.images(quick, folder)
    ]


def train(
    run: Mapping[str, Any],
    seed: int,
    say: Callable[[str], None],
    options: argparse.Namespace,
) -> Measured:
    """Train one network on images saved as the run says; add how much the test pixels changed."""
    where = options.quick, options.data_folder
    data = coarser(run["quality"], run.get("shift", 0), *where)
    moved = 255 * np.abs(data[-1].x - ladder.images(*where)[-1].x).mean()
    measured = ladder.train_on(data, run, seed, say, options.saved)
    return measured | {"pixels_moved": common.rounded(float(moved))}


def summarize(run: Measured) -> Measured:
    """The ladder's figures, and the mean change of the test images' pixels, in levels of 255."""
    return ladder.summarize(run) | {
        "pixels_moved": common.over_seeds(run, lambda one: one["pixels_moved"])["mean"]
    }


EXPERIMENT = Experiment(
    __file__,
    __doc__,
    ladder.SETTINGS,
    runs,
    train,
    summarize,
    add_options=ladder.add_options,
    note=lambda options: {"cifar10": "noise" if options.quick else options.data_note},
)

if __name__ == "__main__":
    sys.exit(EXPERIMENT.main())
