"""How many drawn photographs of digits a network reads right, before and after the cleaning.

Each kind of picture in scripts/experiments/photographs.py is drawn by a dozen, from seeds that no
tuning used, and read by the network of docs/shared/weights: once as if it were a clean scan
(`to_mnist`), once as `load_digit` reads a file (`read_picture`).

    python scripts/experiments/own_pictures.py            two minutes on one core
    python scripts/experiments/own_pictures.py --quick    half a minute
"""

from __future__ import annotations

import argparse
import contextlib
import sys
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from lesson_code import (
    BadImageError,
    Sequential,
    load_mnist,
    load_params,
    read_picture,
    simple_convnet,
    to_mnist,
)
from scripts.book import results
from scripts.experiments.common import Experiment, Measured, Run
from scripts.experiments.photographs import HELD_OUT, TUNED_ON, ink_of, photograph

WEIGHTS = results.ROOT / "docs" / "shared" / "weights" / "digits.npz"
KINDS = {f"tuned-{name}": kind for name, kind in TUNED_ON.items()} | {
    f"held-out-{name}": kind for name, kind in HELD_OUT.items()
}
SETTINGS = {"weights": "docs/shared/weights/digits.npz", "digits": "MNIST's test digits, and a pen"}
DOZEN = 12


def runs(quick: bool) -> list[Run]:
    """All kinds of pictures, four dozen of each."""
    pictures, seeds = (2, [100]) if quick else (DOZEN, [100, 101, 102, 103])
    return [Run(name, {"kind": name, "pictures": pictures}, seeds) for name in KINDS]


def book_network() -> Sequential:
    """The network that reads what is drawn on the site's pages."""
    network = simple_convnet(np.random.default_rng(0))
    load_params(WEIGHTS, network)
    return network


def measure(
    run: Mapping[str, Any], seed: int, say: Callable[[str], None], options: argparse.Namespace
) -> Measured:
    """Draw a dozen pictures of a kind, and count the right answers."""
    _, (images, labels) = load_mnist()
    network = book_network()
    found = {"as_a_scan": 0, "cleaned": 0, "refused": 0}
    for number in range(run["pictures"]):
        rng = np.random.default_rng([seed, zlib.crc32(run["kind"].encode()), number])
        label, ink = ink_of(images, labels, rng)
        picture = photograph(KINDS[run["kind"]], ink, rng) / np.float32(255)
        with contextlib.suppress(BadImageError):
            found["as_a_scan"] += int(network.predict(to_mnist(picture)).argmax()) == label
        try:
            found["cleaned"] += int(network.predict(read_picture(picture).image).argmax()) == label
        except BadImageError:
            found["refused"] += 1
    say(f"{found['as_a_scan']} right as scans, {found['cleaned']} cleaned")
    return found


def summarize(run: Measured) -> Measured:
    """All dozens together, and the worst of them."""
    dozens = run["seeds"].values()
    totals = {key: sum(one[key] for one in dozens) for key in ("as_a_scan", "cleaned", "refused")}
    return {
        "pictures": len(dozens) * run["settings"]["pictures"],
        **totals,
        "worst_dozen": min(one["cleaned"] for one in dozens),
    }


EXPERIMENT = Experiment(
    file=__file__,
    description=__doc__,
    settings=SETTINGS,
    runs=runs,
    train=measure,
    summarize=summarize,
    note=lambda options: {},
)

if __name__ == "__main__":
    sys.exit(EXPERIMENT.main())
