"""Train the textbook's network in a process of its own.

    python scripts/speed/textbook_process.py FILE

FILE is an `.npz` archive with x, t and the parameters. For each line that comes in, one training
step is taken and its loss printed. scripts/speed/steps.py starts this. Our trainer changes how a
process keeps its memory (`keep_freed_memory` in lesson_code/network.py), which would make the
textbook faster too; here it runs as its reader would run it.
"""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

import numpy as np

TEXTBOOK = Path(__file__).resolve().parents[2] / "docs" / "samples" / "17_layout" / "textbook.py"


def main() -> None:
    with np.load(sys.argv[1]) as archive:
        params = dict(archive)
    x, t = params.pop("x"), params.pop("t")
    book = runpy.run_path(str(TEXTBOOK))
    network, optimizer = book["Network"](params), book["TextbookAdam"](params)
    for _ in sys.stdin:
        optimizer.update(network.params, network.gradient(x, t))
        print(network.loss(x, t), flush=True)


if __name__ == "__main__":
    main()
