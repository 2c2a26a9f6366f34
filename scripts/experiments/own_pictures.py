"""How many drawn photographs of digits a network reads right, before and after the cleaning.

Each kind of picture in scripts/experiments/photographs.py is drawn many times, by generators with
seeds that no tuning used, and read by the network of docs/shared/weights: once as if it were a
clean scan (`to_mnist`), once as `load_digit` reads it.

    python scripts/experiments/own_pictures.py            three minutes on one core
    python scripts/experiments/own_pictures.py --quick    a few seconds
"""

from __future__ import annotations

import argparse
import sys
import zlib
from collections.abc import Sequence
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
from scripts import results
from scripts.experiments.photographs import HELD_OUT, TUNED_ON, Kind, ink_of, photograph

NAME = "own_pictures"
SEED, PICTURES, DOZEN = 2026, 48, 12
WEIGHTS = results.ROOT / "docs" / "shared" / "weights" / "digits.npz"


def book_network() -> Sequential:
    """The network that the site's pages draw digits for."""
    network = simple_convnet(np.random.default_rng(0))
    load_params(WEIGHTS, network)
    return network


def measure(name: str, kind: Kind, network: Sequential, pictures: int) -> dict[str, Any]:
    """Draw pictures of a kind and count the right answers."""
    _, (images, labels) = load_mnist()
    right: dict[str, list[bool]] = {"as_a_scan": [], "cleaned": []}
    refused = 0
    for number in range(pictures):
        rng = np.random.default_rng([SEED, zlib.crc32(name.encode()), number])
        label, ink = ink_of(images, labels, rng)
        picture = photograph(kind, ink, rng) / np.float32(255)
        for way, read in (("as_a_scan", to_mnist), ("cleaned", lambda p: read_picture(p).image)):
            try:
                right[way].append(int(network.predict(read(picture)).argmax()) == label)
            except BadImageError:
                right[way].append(False)
                refused += way == "cleaned"
    return {
        "pictures": pictures,
        **{way: sum(answers) for way, answers in right.items()},
        "refused": refused,
        "of_the_first_dozen": sum(right["cleaned"][:DOZEN]),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure all kinds and write the results file; return the exit code."""
    parser = argparse.ArgumentParser(
        prog=f"{NAME}.py",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--quick", action="store_true", help="two pictures of each kind")
    parser.add_argument(
        "--out", type=Path, help=f"results file [default: docs/results/{NAME}.json]"
    )
    options = parser.parse_args(arguments)
    pictures = 2 if options.quick else PICTURES
    out = options.out or (
        Path(f"{NAME}-quick.json") if options.quick else results.RESULTS / f"{NAME}.json"
    )
    network = book_network()
    found: dict[str, Any] = {
        "settings": {
            "experiment": NAME,
            "seed": SEED,
            "pictures_of_each_kind": pictures,
            "weights": "docs/shared/weights/digits.npz",
        },
        "provenance": results.provenance(),
    }
    for group, kinds in (("tuned_on", TUNED_ON), ("held_out", HELD_OUT)):
        found[group] = {}
        for name, kind in kinds.items():
            found[group][name] = measure(f"{group}, {name}", kind, network, pictures)
            print(f"{group}, {name}: {found[group][name]}", flush=True)
        total = found[group].values()
        found[group]["all"] = {
            key: sum(one[key] for one in total)
            for key in ("pictures", "as_a_scan", "cleaned", "refused")
        }
    results.write(out, found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
