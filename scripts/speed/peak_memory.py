"""Print by how many megabytes a network and its training steps raise the memory of a process.

    python scripts/speed/peak_memory.py ours simple_convnet
    python scripts/speed/peak_memory.py torch simple_convnet

A step on two images comes first, so that what a library needs once does not count. Everything else
does: parameters, the optimiser's state, gradients, activations, whatever an allocator keeps back.
Only Linux says what is asked here; elsewhere `unknown` is printed.
"""

from __future__ import annotations

import argparse
import gc
import os
import re
import sys
from pathlib import Path

if __name__ == "__main__":  # before NumPy is imported, which reads this only then
    os.environ.update(OPENBLAS_NUM_THREADS="2", OMP_NUM_THREADS="2", MKL_NUM_THREADS="2")

ROOT = Path(__file__).resolve().parents[2]
sys.path[0] = str(ROOT)  # instead of scripts/, whose site.py and test.py are no modules for others

from scripts.speed import steps  # noqa: E402

STATUS = Path("/proc/self/status")
FORGET_PEAK = Path("/proc/self/clear_refs")
STEPS = 3


def main(arguments: list[str] | None = None) -> int:
    """Measure what the command line names; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="peak_memory.py",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("whose", choices=["ours", "torch"])
    parser.add_argument("network", choices=sorted(steps.SHAPES))
    options = parser.parse_args(arguments)
    if not FORGET_PEAK.exists():
        print("unknown")
        return 0
    steps.keep_freed_memory()  # here, for the first trainer would: after what is not to be counted
    make = steps.ours if options.whose == "ours" else steps.torch
    make(options.network, *steps.images(options.network, 2))()
    x, t = steps.images(options.network, steps.BATCH)
    gc.collect()
    FORGET_PEAK.write_text("5", encoding="ascii")
    before = kilobytes("VmRSS")
    step = make(options.network, x, t)
    for _ in range(STEPS):
        step()
    print((kilobytes("VmHWM") - before) / 1000)
    return 0


def kilobytes(name: str) -> int:
    """Read one line of what the system knows about this process."""
    found = re.search(rf"^{name}:\s*(\d+) kB", STATUS.read_text(encoding="ascii"), re.MULTILINE)
    if not found:
        raise SystemExit(f"peak_memory.py: {STATUS} has no {name}")
    return int(found[1])


if __name__ == "__main__":
    sys.exit(main())
